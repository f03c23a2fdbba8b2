/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event-index.h"

G_BEGIN_DECLS

/*
 * The rows of the table `key_run`: sorted (hash, event) pairs in parts of a few kilobytes, so that a look-up reads one
 * part of each run.
 */

#define RC_EVENT_RUN_PART 512u

typedef struct
{
  gint64 hash;
  gint64 event;
} RcEventEntry;

gboolean rc_event_run_save   (RcDatabase          *database,
                              gint64               id,
                              gint64               run,
                              RcEventKey           key,
                              const RcEventEntry  *entries,
                              guint                count,
                              GError             **error);
/* Events with this hash in the runs 1 to @last_run; (element-type gint64) (transfer full), in no order. */
GArray  *rc_event_run_lookup (RcDatabase          *database,
                              gint64               last_run,
                              RcEventKey           key,
                              gint64               hash,
                              GError             **error);

/* Walks one run from front to back. */
typedef struct
{
  gint64        run;
  gint64        next_row;      /* id of the part that is read next */
  RcEventEntry  entries[RC_EVENT_RUN_PART];
  guint         count;
  guint         position;
  gboolean      at_end;
} RcEventRunCursor;

gboolean rc_event_run_cursor_begin   (RcEventRunCursor  *self,
                                      RcDatabase        *database,
                                      gint64             run,
                                      RcEventKey        *out_key,
                                      GError           **error);
gboolean rc_event_run_cursor_advance (RcEventRunCursor  *self,
                                      RcDatabase        *database,
                                      GError           **error);
const RcEventEntry *rc_event_run_cursor_peek (const RcEventRunCursor *self);

G_END_DECLS
