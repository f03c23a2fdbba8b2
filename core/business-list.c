/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reliance.h"

#include <string.h>

#include "bounds.h"
#include "event-query.h"
#include "event-run.h"

/*
 * The business's own list of decisions against the log: an independent count shows what a perfect chain cannot, that a decision was
 * never logged. Both sides are met as sorted hashes of their business references, so that each run of the index is walked once.
 */

/* A business reference, as an inference that names it is found by; and whether one is. */
typedef struct
{
  gint64   hash;
  gboolean found;
} Reference;

static gboolean
add_reference (const RcEvent *event,
               gpointer       user_data)
{
  GArray *references = user_data;
  const char *text = rc_event_peek_field (event, RC_FIELD_DECISION);
  Reference reference = { 0 };

  if (text == NULL)
    return TRUE;

  reference.hash = (gint64) rc_event_key_hash (RC_EVENT_KEY_DECISION, RC_EVENT_INFERENCE, text, strlen (text));
  g_array_append_val (references, reference);
  return references->len <= RC_LIMIT_COMPARED_DECISIONS;
}

static int
compare_references (gconstpointer a,
                    gconstpointer b)
{
  const Reference *first = a;
  const Reference *second = b;

  return first->hash < second->hash ? -1 : first->hash > second->hash;
}

static void
drop_repeats (GArray *references)
{
  guint kept = 0;

  g_array_sort (references, compare_references);
  for (guint i = 0; i < references->len; i++)
    {
      const Reference *reference = &g_array_index (references, Reference, i);

      if (i == 0 || reference->hash != g_array_index (references, Reference, kept - 1).hash)
        g_array_index (references, Reference, kept++) = *reference;
    }
  g_array_set_size (references, kept);
}

/* Of a source that was removed the index still has the keys, and no events any more. */
static gboolean
is_there (RcCase    *case_file,
          gint64     event,
          gboolean  *out_answer,
          GError   **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT 1 FROM event WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, event);
  if (!rc_database_step (database, statement, out_answer, error))
    return FALSE;
  if (*out_answer)
    sqlite3_reset (statement);
  return TRUE;
}

static gboolean
walk_run (RcCase    *case_file,
          gint64     run,
          GArray    *references,
          GError   **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  RcEventRunCursor cursor = { 0 };
  RcEventKey key = 0;
  guint i = 0;

  if (!rc_event_run_cursor_begin (&cursor, database, run, &key, error))
    return FALSE;
  if (key != RC_EVENT_KEY_DECISION)
    return TRUE;

  while (i < references->len)
    {
      const RcEventEntry *entry = rc_event_run_cursor_peek (&cursor);
      Reference *reference = &g_array_index (references, Reference, i);

      if (entry == NULL)
        return TRUE;
      if (reference->hash < entry->hash)
        {
          i++;
          continue;
        }
      if (reference->hash == entry->hash && !reference->found && !is_there (case_file, entry->event, &reference->found, error))
        return FALSE;
      if (!rc_event_run_cursor_advance (&cursor, database, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
list_references (RcCase    *case_file,
                 GArray    *references,
                 GError   **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  const RcEventQuery query = { .kind = RC_EVENT_DECISION, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE };

  return rc_event_query_walk (case_file, reader, &query, add_reference, references, NULL, error);
}

/**
 * rc_business_list_compare:
 * @out_compared: (out): %FALSE where no list of decisions was received, or one that is longer than is compared for one page
 * @out_decisions: (out): business references on the list
 * @out_absent: (out): those of them that no inference names
 */
gboolean
rc_business_list_compare (RcCase    *case_file,
                          gboolean  *out_compared,
                          guint64   *out_decisions,
                          guint64   *out_absent,
                          GError   **error)
{
  g_autoptr (GArray) references = g_array_new (FALSE, FALSE, sizeof (Reference));
  gint64 last_run = rc_case_get_mark (case_file, "run");

  *out_compared = FALSE;
  *out_decisions = *out_absent = 0;
  if (!list_references (case_file, references, error))
    return FALSE;
  if (references->len == 0 || references->len > RC_LIMIT_COMPARED_DECISIONS)
    return TRUE;

  drop_repeats (references);
  for (gint64 run = 1; run <= last_run; run++)
    if (!walk_run (case_file, run, references, error))
      return FALSE;

  *out_compared = TRUE;
  *out_decisions = references->len;
  for (guint i = 0; i < references->len; i++)
    *out_absent += g_array_index (references, Reference, i).found ? 0 : 1;
  return TRUE;
}
