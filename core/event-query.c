/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "event-query.h"

#include <string.h>

#include "event-walk.h"

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

/**
 * rc_event_query_fits:
 * @id: number of an event of the query's kind
 * @out_event: (out) (transfer full) (nullable): the event with its fields where it is one of the list, else %NULL
 *
 * Decides whether an event is one of the list, by its row and its record.
 */
gboolean
rc_event_query_fits (RcCase              *case_file,
                     RcRecordReader      *reader,
                     const RcEventQuery  *query,
                     gint64               id,
                     RcEvent            **out_event,
                     GError             **error)
{
  g_autoptr (RcEvent) event = rc_event_load (case_file, id, error);

  *out_event = NULL;
  if (event == NULL)
    return FALSE;
  if (!fits_row (event, query))
    return TRUE;
  if (query->within != NULL)
    {
      RcSystemCoverage coverage;

      if (!rc_system_filter_covers (query->within, case_file, reader, event, &coverage, error))
        return FALSE;
      if (coverage != RC_SYSTEM_COVERS)
        return TRUE;
    }
  if (query->text != NULL)
    {
      g_autoptr (GBytes) bytes = rc_record_reader_read (reader, event->source, event->record, NULL, error);

      if (bytes == NULL)
        return FALSE;
      if (!contains (bytes, query->text))
        return TRUE;
    }
  if (!rc_event_read_fields (event, case_file, reader, error))
    return FALSE;
  if (fits_field (event, RC_FIELD_ID, query->id) && fits_field (event, RC_FIELD_DECISION, query->decision)
      && fits_field (event, RC_FIELD_SUBJECT, query->subject))
    *out_event = g_steal_pointer (&event);
  return TRUE;
}

static gboolean
tell (List     *self,
      gint64    id,
      GError  **error)
{
  const RcEventQuery *query = self->query;
  g_autoptr (RcEvent) event = NULL;

  if (!rc_event_query_fits (self->case_file, self->reader, query, id, &event, error))
    return FALSE;
  if (event == NULL)
    return TRUE;

  self->told++;
  self->stopped = !self->func (event, self->user_data) || (query->limit != 0 && self->told >= query->limit);
  return TRUE;
}

static gboolean
append_place (RcDatabase  *database,
              gint64       id,
              GArray      *places,
              GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT time_us FROM event WHERE id = ?1", error);
  RcEventPlace place = { RC_TIME_NONE, id };
  gboolean row;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  place.time_us = rc_database_column_time (statement, 0);
  sqlite3_reset (statement);
  g_array_append_val (places, place);
  return TRUE;
}

/* RC_TIME_NONE is less than every time: events without one come first, and last where the newest do. */
static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const RcEventPlace *left = a;
  const RcEventPlace *right = b;

  if (left->time_us != right->time_us)
    return left->time_us < right->time_us ? -1 : 1;
  return left->id < right->id ? -1 : left->id > right->id;
}

static int
compare_places_newest_first (gconstpointer a,
                             gconstpointer b)
{
  return compare_places (b, a);
}

/* The places of @ids, in the order of the list. */
static gboolean
find_places (RcCase              *case_file,
             const RcEventQuery  *query,
             const GArray        *ids,
             GArray             **out_places,
             GError             **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (RcEventPlace));

  for (guint i = 0; i < ids->len; i++)
    {
      if (!append_place (rc_case_get_database (case_file), g_array_index (ids, gint64, i), places, error))
        return FALSE;
    }
  g_array_sort (places, query->newest_first ? compare_places_newest_first : compare_places);
  *out_places = g_steal_pointer (&places);
  return TRUE;
}

static gboolean
find_by_key (RcCase              *case_file,
             RcRecordReader      *reader,
             const RcEventQuery  *query,
             RcEventKey           key,
             const char          *text,
             GArray             **out_places,
             GError             **error)
{
  g_autoptr (GArray) ids = rc_event_index_find (case_file, reader, query->kind, key, text, G_MAXUINT, error);

  return ids != NULL && find_places (case_file, query, ids, out_places, error);
}

/**
 * rc_event_query_find:
 * @out_places: (out) (transfer full) (nullable) (element-type RcEventPlace): candidates in the order of the list; %NULL where the query
 *   names neither events nor an id nor a business reference nor a person, so that the list must be walked
 *
 * Looks up what the sorted runs know; rc_event_query_fits() decides about each.
 */
gboolean
rc_event_query_find (RcCase              *case_file,
                     RcRecordReader      *reader,
                     const RcEventQuery  *query,
                     GArray             **out_places,
                     GError             **error)
{
  *out_places = NULL;
  if (query->only != NULL)
    return find_places (case_file, query, query->only, out_places, error);
  if (query->id != NULL)
    return find_by_key (case_file, reader, query, RC_EVENT_KEY_ID, query->id, out_places, error);
  if (query->decision != NULL)
    return find_by_key (case_file, reader, query, RC_EVENT_KEY_DECISION, query->decision, out_places, error);
  if (query->subject != NULL)
    return find_by_key (case_file, reader, query, RC_EVENT_KEY_SUBJECT, query->subject, out_places, error);
  return TRUE;
}

static gboolean
walk_found (List    *self,
            GArray  *places,
            GError **error)
{
  for (guint i = 0; i < places->len && !self->stopped; i++)
    {
      if (!tell (self, g_array_index (places, RcEventPlace, i).id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
walk_times (List          *self,
            GCancellable  *cancellable,
            GError       **error)
{
  RcEventPlace places[RC_EVENT_WALK_STEP];
  RcEventWalk walk;
  guint count;

  if (!rc_event_walk_begin (&walk, self->query, rc_case_get_mark (self->case_file, "event"), error))
    return FALSE;

  while (!self->stopped && !walk.at_end)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !rc_event_walk_step (&walk, self->case_file, places, &count, error))
        return FALSE;
      for (guint i = 0; i < count && !self->stopped; i++)
        {
          if (!tell (self, places[i].id, error))
            return FALSE;
        }
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
  g_autoptr (GArray) found = NULL;

  if (!rc_event_query_find (case_file, reader, query, &found, error))
    return FALSE;
  return found != NULL ? walk_found (&self, found, error) : walk_times (&self, cancellable, error);
}
