/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event-index.h"
#include "systems/system-filter.h"

G_BEGIN_DECLS

/**
 * RcEventQuery:
 *
 * A list of events, in the order of their times or against it. Three plans answer it, each with its index forced: an id, a
 * business reference or a person leads through the sorted runs; everything else walks (kind, time, id) from the cursor on. Events
 * that were found another way are listed by their numbers.
 */
typedef struct
{
  RcEventKind  kind;
  const char  *id;           /* (nullable), and so are all texts */
  const char  *decision;
  const char  *subject;
  const char  *model;        /* "name/version", or "name" for all its versions */
  const char  *system;       /* as records name it */
  RcSystemFilter *within;    /* (nullable): what belongs to a system as it is described */
  const char  *text;         /* anywhere in the record */
  GArray      *only;         /* (nullable) (element-type gint64): none but these events */
  gint64       from_us;      /* RC_TIME_NONE: open */
  gint64       to_us;
  gboolean     newest_first;
  guint        limit;        /* 0: all */
  const char  *after;        /* cursor of the last event of the page before */
} RcEventQuery;

/* Where an event stands among those of its kind. */
typedef struct
{
  gint64 time_us;            /* RC_TIME_NONE: its record has none */
  gint64 id;
} RcEventPlace;

/* Called for each event of the list in turn, with its fields read; FALSE ends the list. */
typedef gboolean (*RcEventFunc) (const RcEvent *event,
                                 gpointer       user_data);

gboolean rc_event_query_walk (RcCase              *case_file,
                               RcRecordReader      *reader,
                               const RcEventQuery  *query,
                               RcEventFunc          func,
                               gpointer             user_data,
                               GCancellable        *cancellable,
                               GError             **error);
/* What the sorted runs know of an id, a business reference or a person, in the order of the list; NULL: it must be walked.
 * (element-type RcEventPlace) */
gboolean rc_event_query_find  (RcCase              *case_file,
                               RcRecordReader      *reader,
                               const RcEventQuery  *query,
                               GArray             **out_places,
                               GError             **error);
/* @out_event: the event with its fields where it is one of the list, else NULL. */
gboolean rc_event_query_fits  (RcCase              *case_file,
                               RcRecordReader      *reader,
                               const RcEventQuery  *query,
                               gint64               id,
                               RcEvent            **out_event,
                               GError             **error);
char    *rc_event_dup_cursor  (const RcEvent       *event);

G_END_DECLS
