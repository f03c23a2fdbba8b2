/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event-query.h"
#include "protection.h"

G_BEGIN_DECLS

/**
 * RcEventLine:
 * @reference: SOURCE:RECORD[#ROW]
 * @name: what people call it: its business reference, else its id, else @reference
 * @decision: (nullable): its business reference
 * @subject: (nullable): masked
 * @answer: (nullable): what the machine proposed or put out; its shape and mask where it could hold a person's data
 * @masked_answer: whether @answer is masked
 * @trouble: (nullable): why the record could not be read; then only what the row knows is filled in
 *
 * What a list shows of one event. All texts are as written: they come from evidence.
 */
typedef struct
{
  gint64        id;
  gint64        source;
  guint64       record;
  gint64        time_us;        /* RC_TIME_NONE: the record has none */
  gint64        span_us;
  char         *reference;
  char         *name;
  char         *decision;
  char         *event_id;       /* (nullable), and so are all below */
  char         *system;
  char         *model;
  char         *subject;
  char         *answer;
  char         *score;
  gboolean      masked_answer;
  RcProtection  protection;
  char         *trouble;
} RcEventLine;

void rc_event_line_free (RcEventLine *self);

/**
 * RcEventPages:
 *
 * A list of events as a thing with a length and random access. It belongs to the thread of the connection it is worked with; only
 * references to it may be held elsewhere.
 *
 * A list of all events of a kind, or of those of a stretch of time, notes the place of every 1024th row and is read from the nearest of
 * them: 160 kB for ten million rows. Any other list keeps the numbers of its events. What was imported after it was opened is not
 * in it.
 */
typedef struct _RcEventPages RcEventPages;

typedef struct
{
  guint64  n_rows;       /* found so far */
  guint64  n_read;       /* events looked at for that */
  guint64  n_unreadable; /* of these, records that the case could not read: nobody knows whether they are rows */
  gboolean is_complete;
} RcEventPagesState;

RcEventPages *rc_event_pages_new   (const RcEventQuery  *query);     /* its texts are copied; limit and cursor do not count */
RcEventPages *rc_event_pages_ref   (RcEventPages        *self);
void          rc_event_pages_unref (RcEventPages        *self);
/* Goes on looking for about so long, so that readings of pages come between. */
gboolean      rc_event_pages_grow  (RcEventPages        *self,
                                    RcCase              *case_file,
                                    RcRecordReader      *reader,
                                    guint                milliseconds,
                                    RcEventPagesState   *out_state,
                                    GCancellable        *cancellable,
                                    GError             **error);
/* The rows from @first on, at most @n; fewer where events were removed since. (element-type RcEventLine) (transfer full) */
GPtrArray    *rc_event_pages_read  (RcEventPages        *self,
                                    RcCase              *case_file,
                                    RcRecordReader      *reader,
                                    guint64              first,
                                    guint                n,
                                    GCancellable        *cancellable,
                                    GError             **error);
/* Whether a list opened now would say the same: neither evidence nor judgement changed. */
gboolean      rc_event_pages_is_current (RcEventPages   *self,
                                    RcCase              *case_file,
                                    gboolean            *out_current,
                                    GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcEventLine, rc_event_line_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcEventPages, rc_event_pages_unref)

G_END_DECLS
