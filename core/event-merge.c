/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "event-merge.h"

static void
find_smallest (RcEventMerge *self)
{
  self->current = self->n_cursors;
  for (guint i = 0; i < self->n_cursors; i++)
    {
      const RcEventEntry *entry = rc_event_run_cursor_peek (&self->cursors[i]);
      const RcEventEntry *other = self->current < self->n_cursors ? rc_event_run_cursor_peek (&self->cursors[self->current]) : NULL;

      if (entry == NULL)
        continue;
      if (other == NULL || entry->hash < other->hash || (entry->hash == other->hash && entry->event < other->event))
        self->current = i;
    }
}

/**
 * rc_event_merge_begin:
 * @self: all zero, or cleared
 * @last_run: of those that are walked
 * @key: of which runs
 */
gboolean
rc_event_merge_begin (RcEventMerge  *self,
                      RcDatabase    *database,
                      gint64         last_run,
                      RcEventKey     key,
                      GError       **error)
{
  self->database = database;
  self->cursors = g_new0 (RcEventRunCursor, (gsize) MAX (last_run, 1));
  self->n_cursors = 0;
  for (gint64 run = 1; run <= last_run; run++)
    {
      RcEventKey found = 0;

      if (!rc_event_run_cursor_begin (&self->cursors[self->n_cursors], database, run, &found, error))
        return FALSE;
      if (found == key)
        self->n_cursors++;
    }

  find_smallest (self);
  return TRUE;
}

void
rc_event_merge_clear (RcEventMerge *self)
{
  g_clear_pointer (&self->cursors, g_free);
  self->n_cursors = 0;
}

const RcEventEntry *
rc_event_merge_peek (const RcEventMerge *self)
{
  return self->current < self->n_cursors ? rc_event_run_cursor_peek (&self->cursors[self->current]) : NULL;
}

gboolean
rc_event_merge_advance (RcEventMerge  *self,
                        GError       **error)
{
  if (!rc_event_run_cursor_advance (&self->cursors[self->current], self->database, error))
    return FALSE;

  find_smallest (self);
  return TRUE;
}
