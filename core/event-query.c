/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "event-query.h"

#include <string.h>

#define BATCH 256

/* Where a list goes on: the events without a time come first, in the order of their numbers; then those with one. */
typedef struct
{
  gboolean timed;
  gint64   time_us;
  gint64   id;
} Cursor;

typedef struct
{
  RcCase             *case_file;
  RcRecordReader     *reader;
  const RcEventQuery *query;
  RcEventFunc         func;
  gpointer            user_data;
  guint               told;
  gboolean            stopped;
} List;

/**
 * rc_event_dup_cursor:
 *
 * Returns: (transfer full): the place of an event in the lists of its kind, for RcEventQuery.after
 */
char *
rc_event_dup_cursor (const RcEvent *event)
{
  if (event->time_us == RC_TIME_NONE)
    return g_strdup_printf ("n:%" G_GINT64_FORMAT, event->id);
  return g_strdup_printf ("t:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, event->time_us, event->id);
}

static gboolean
cursor_parse (const char  *text,
              gboolean     newest_first,
              Cursor      *out_cursor,
              GError     **error)
{
  g_auto (GStrv) parts = NULL;
  guint n_parts;

  *out_cursor = (Cursor) { .timed = newest_first, .time_us = newest_first ? G_MAXINT64 : G_MININT64, .id = newest_first ? G_MAXINT64 : 0 };
  if (text == NULL)
    return TRUE;

  parts = g_strsplit (text, ":", 3);
  n_parts = g_strv_length (parts);
  if (n_parts == 2 && g_str_equal (parts[0], "n")
      && g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT64, &out_cursor->id, NULL))
    {
      out_cursor->timed = FALSE;
      return TRUE;
    }
  if (n_parts == 3 && g_str_equal (parts[0], "t")
      && g_ascii_string_to_signed (parts[1], 10, G_MININT64, G_MAXINT64, &out_cursor->time_us, NULL)
      && g_ascii_string_to_signed (parts[2], 10, 0, G_MAXINT64, &out_cursor->id, NULL))
    {
      out_cursor->timed = TRUE;
      return TRUE;
    }

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND, "“%s” is no place in a list; give the one that the list printed", text);
  return FALSE;
}

static gboolean
contains (GBytes     *bytes,
          const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

static gboolean
names_model (const char *model,
             const char *wanted)
{
  gsize length = strlen (wanted);

  return model != NULL && strncmp (model, wanted, length) == 0 && (model[length] == 0 || model[length] == '/');
}

static gboolean
fits_row (const RcEvent      *event,
          const RcEventQuery *query)
{
  if (query->from_us != RC_TIME_NONE && (event->time_us == RC_TIME_NONE || event->time_us + event->span_us < query->from_us))
    return FALSE;
  if (query->to_us != RC_TIME_NONE && (event->time_us == RC_TIME_NONE || event->time_us > query->to_us))
    return FALSE;
  if (query->model != NULL && !names_model (event->model, query->model))
    return FALSE;
  return query->system == NULL || g_strcmp0 (event->system, query->system) == 0;
}

static gboolean
fits_field (const RcEvent *event,
            RcField        field,
            const char    *wanted)
{
  return wanted == NULL || g_strcmp0 (rc_event_peek_field (event, field), wanted) == 0;
}

static gboolean
tell (List     *self,
      gint64    id,
      GError  **error)
{
  const RcEventQuery *query = self->query;
  g_autoptr (RcEvent) event = rc_event_load (self->case_file, id, error);

  if (event == NULL)
    return FALSE;
  if (!fits_row (event, query))
    return TRUE;
  if (query->text != NULL)
    {
      g_autoptr (GBytes) bytes = rc_record_reader_read (self->reader, event->source, event->record, NULL, error);

      if (bytes == NULL)
        return FALSE;
      if (!contains (bytes, query->text))
        return TRUE;
    }
  if (!rc_event_read_fields (event, self->case_file, self->reader, error))
    return FALSE;
  if (!fits_field (event, RC_FIELD_ID, query->id) || !fits_field (event, RC_FIELD_DECISION, query->decision)
      || !fits_field (event, RC_FIELD_SUBJECT, query->subject))
    return TRUE;

  self->told++;
  self->stopped = !self->func (event, self->user_data) || (query->limit != 0 && self->told >= query->limit);
  return TRUE;
}

static gboolean
walk_found (List        *self,
            RcEventKey   key,
            const char  *text,
            GError     **error)
{
  g_autoptr (GArray) ids = rc_event_index_find (self->case_file, self->reader, self->query->kind, key, text, G_MAXUINT, error);

  if (ids == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len && !self->stopped; i++)
    {
      guint index = self->query->newest_first ? ids->len - 1 - i : i;

      if (!tell (self, g_array_index (ids, gint64, index), error))
        return FALSE;
    }
  return TRUE;
}

#define NO_OCCURRENCE "AND id <= ?4 AND NOT EXISTS (SELECT 1 FROM occurrence WHERE occurrence.event = event.id) "

/* Indexed by timed and newest first. */
static const char * const plans[2][2] = {
  {
    "SELECT id, time_us FROM event INDEXED BY event_by_time WHERE kind = ?1 AND time_us IS NULL AND id > ?3 AND ?2 = ?2 "
    NO_OCCURRENCE "ORDER BY id LIMIT 256",
    "SELECT id, time_us FROM event INDEXED BY event_by_time WHERE kind = ?1 AND time_us IS NULL AND id < ?3 AND ?2 = ?2 "
    NO_OCCURRENCE "ORDER BY id DESC LIMIT 256",
  },
  {
    "SELECT id, time_us FROM event INDEXED BY event_by_time WHERE kind = ?1 AND (time_us, id) > (?2, ?3) "
    NO_OCCURRENCE "ORDER BY time_us, id LIMIT 256",
    "SELECT id, time_us FROM event INDEXED BY event_by_time WHERE kind = ?1 AND (time_us, id) < (?2, ?3) "
    NO_OCCURRENCE "ORDER BY time_us DESC, id DESC LIMIT 256",
  },
};

static gboolean
load_batch (List     *self,
            Cursor   *cursor,
            gint64    ids[BATCH],
            guint    *out_count,
            GError  **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, plans[cursor->timed][self->query->newest_first], error);
  gboolean row = FALSE;

  *out_count = 0;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int (statement, 1, (int) self->query->kind);
  sqlite3_bind_int64 (statement, 2, cursor->time_us);
  sqlite3_bind_int64 (statement, 3, cursor->id);
  sqlite3_bind_int64 (statement, 4, rc_case_get_mark (self->case_file, "event"));
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      cursor->id = sqlite3_column_int64 (statement, 0);
      if (cursor->timed)
        cursor->time_us = sqlite3_column_int64 (statement, 1);
      ids[(*out_count)++] = cursor->id;
    }
}

/* The bounds of time move the cursor, so that a narrow window of a long log is found at once. */
static void
skip_to_window (Cursor             *cursor,
                const RcEventQuery *query)
{
  if (query->newest_first && query->to_us != RC_TIME_NONE && cursor->time_us > query->to_us)
    *cursor = (Cursor) { .timed = TRUE, .time_us = query->to_us, .id = G_MAXINT64 };
  /* An event without an exact time may begin up to two days before the window and reach into it. */
  if (!query->newest_first && query->from_us != RC_TIME_NONE && cursor->time_us < query->from_us - 2 * G_TIME_SPAN_DAY)
    *cursor = (Cursor) { .timed = TRUE, .time_us = query->from_us - 2 * G_TIME_SPAN_DAY, .id = 0 };
}

static gboolean
is_past_window (const Cursor       *cursor,
                const RcEventQuery *query)
{
  if (!cursor->timed)
    return FALSE;
  if (query->newest_first)
    return query->from_us != RC_TIME_NONE && cursor->time_us < query->from_us - 2 * G_TIME_SPAN_DAY;
  return query->to_us != RC_TIME_NONE && cursor->time_us > query->to_us;
}

static gboolean
walk_times (List          *self,
            GCancellable  *cancellable,
            GError       **error)
{
  const RcEventQuery *query = self->query;
  gint64 ids[BATCH];
  guint count;
  Cursor cursor;

  if (!cursor_parse (query->after, query->newest_first, &cursor, error))
    return FALSE;
  skip_to_window (&cursor, query);

  while (!self->stopped && !is_past_window (&cursor, query))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !load_batch (self, &cursor, ids, &count, error))
        return FALSE;
      for (guint i = 0; i < count && !self->stopped; i++)
        {
          if (!tell (self, ids[i], error))
            return FALSE;
        }
      if (count == BATCH)
        continue;

      /* The end of one half: the other follows, where it is still to come. */
      if (cursor.timed != query->newest_first)
        return TRUE;
      cursor = (Cursor) { .timed = !cursor.timed, .time_us = G_MININT64, .id = query->newest_first ? G_MAXINT64 : 0 };
      if (!cursor.timed && (query->from_us != RC_TIME_NONE || query->to_us != RC_TIME_NONE))
        return TRUE;
    }
  return TRUE;
}

/**
 * rc_event_query_walk:
 * @func: (scope call): called for each event of the list
 *
 * Walks a list of events. Memory does not grow with the list.
 */
gboolean
rc_event_query_walk (RcCase              *case_file,
               RcRecordReader      *reader,
               const RcEventQuery  *query,
               RcEventFunc          func,
               gpointer             user_data,
               GCancellable        *cancellable,
               GError             **error)
{
  List self = { .case_file = case_file, .reader = reader, .query = query, .func = func, .user_data = user_data };

  if (query->id != NULL)
    return walk_found (&self, RC_EVENT_KEY_ID, query->id, error);
  if (query->decision != NULL)
    return walk_found (&self, RC_EVENT_KEY_DECISION, query->decision, error);
  if (query->subject != NULL)
    return walk_found (&self, RC_EVENT_KEY_SUBJECT, query->subject, error);
  return walk_times (&self, cancellable, error);
}
