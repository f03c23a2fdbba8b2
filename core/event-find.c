/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "event-index.h"

/*
 * Finding one event by what a person has at hand: an id of the log, an application number, or a place. Ids and business references
 * of inferences are tried before those of other kinds, and a place beside them all. More than one event is never chosen from: the
 * candidates are told.
 */

#define MAX_CANDIDATES 10

static gboolean
take_number (const char **text,
             guint64     *out_number)
{
  char *end = NULL;

  if (!g_ascii_isdigit (**text))
    return FALSE;
  *out_number = g_ascii_strtoull (*text, &end, 10);
  *text = end;
  return *out_number <= G_MAXINT64;
}

/* SOURCE:RECORD[#ROW] */
static gboolean
parse_place (const char *text,
             guint64    *out_source,
             guint64    *out_record,
             guint64    *out_row)
{
  *out_row = 0;
  if (!take_number (&text, out_source) || *text++ != ':' || !take_number (&text, out_record))
    return FALSE;
  if (*text == '#')
    {
      text++;
      if (!take_number (&text, out_row))
        return FALSE;
    }

  return *text == '\0';
}

static gboolean
read_position (RcDatabase *database,
               gint64      event,
               guint64    *out_record,
               guint64    *out_row,
               GError    **error)
{
  sqlite3_stmt *statement;
  gboolean row;

  statement = rc_database_prepare (database, "SELECT record, row FROM event WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, event);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
                   "Event %" G_GINT64_FORMAT " of the case is missing among those of its source", event);
      return FALSE;
    }

  *out_record = (guint64) sqlite3_column_int64 (statement, 0);
  *out_row = (guint64) sqlite3_column_int64 (statement, 1);
  sqlite3_reset (statement);
  return TRUE;
}

/* Events of a source of lines stand in the order of their records: bisected. */
static gboolean
bisect (RcDatabase     *database,
        const RcSource *source,
        guint64         record,
        guint64         row,
        gint64         *out_event,
        GError        **error)
{
  guint64 low = 0, high = source->event_rows;

  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;
      guint64 at_record, at_row;

      if (!read_position (database, source->first_event + (gint64) middle, &at_record, &at_row, error))
        return FALSE;
      if (at_record == record && at_row == row)
        {
          *out_event = source->first_event + (gint64) middle;
          return TRUE;
        }
      if (at_record < record || (at_record == record && at_row < row))
        low = middle + 1;
      else
        high = middle;
    }

  return TRUE;
}

/* An importer that reads a whole source may tell its events in any order. */
static gboolean
scan (RcDatabase     *database,
      const RcSource *source,
      guint64         record,
      guint64         row,
      gint64         *out_event,
      GError        **error)
{
  sqlite3_stmt *statement;
  gboolean found;

  statement = rc_database_prepare (database,
                                   "SELECT id FROM event WHERE id BETWEEN ? AND ? AND source = ? AND record = ? AND row = ?",
                                   error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, source->first_event);
  sqlite3_bind_int64 (statement, 2, source->first_event + (gint64) source->event_rows - 1);
  sqlite3_bind_int64 (statement, 3, source->id);
  sqlite3_bind_int64 (statement, 4, (gint64) record);
  sqlite3_bind_int64 (statement, 5, (gint64) row);
  if (!rc_database_step (database, statement, &found, error))
    return FALSE;
  if (found)
    *out_event = sqlite3_column_int64 (statement, 0);

  sqlite3_reset (statement);
  return TRUE;
}

/* A file met again under another name has the records and events of the first. (transfer full) (nullable): without error where the
 * case has no such source. */
static gboolean
load_source (RcDatabase  *database,
             gint64       id,
             RcSource   **out_source,
             GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcSource) source = rc_source_load (database, id, &local_error);

  if (source != NULL && rc_source_is_repeat (source))
    {
      RcSource *first = rc_source_load (database, source->parent, &local_error);

      rc_source_free (source);
      source = first;
    }

  if (source == NULL && !g_error_matches (local_error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  *out_source = g_steal_pointer (&source);
  return TRUE;
}

static gboolean
find_place (RcCase     *case_file,
            const char *reference,
            GArray     *found,
            GError    **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcSource) source = NULL;
  guint64 source_id, record, row;
  gint64 event = 0;
  gboolean done;

  if (!parse_place (reference, &source_id, &record, &row))
    return TRUE;

  if (!load_source (database, (gint64) source_id, &source, error))
    return FALSE;
  if (source == NULL || g_strcmp0 (source->state, "published") != 0 || source->event_rows == 0)
    return TRUE;

  if ((source->framing == RC_FRAMING_LINES || source->framing == RC_FRAMING_OBJECTS) && g_strcmp0 (source->kind, "rows") != 0)
    done = bisect (database, source, record, row, &event, error);
  else
    done = scan (database, source, record, row, &event, error);
  if (!done)
    return FALSE;

  if (event != 0)
    g_array_append_val (found, event);
  return TRUE;
}

static gboolean
find_key (RcCase         *case_file,
          RcRecordReader *reader,
          RcEventKind     kind,
          RcEventKey      key,
          const char     *reference,
          GArray         *found,
          GError        **error)
{
  g_autoptr (GArray) events = NULL;

  events = rc_event_index_find (case_file, reader, kind, key, reference, MAX_CANDIDATES + 1, error);
  if (events == NULL)
    return FALSE;

  g_array_append_vals (found, events->data, events->len);
  return TRUE;
}

/* Inferences first, by id, then by business reference, then by what a call and its parts have in common: an override or an anomaly may well carry the id of the inference that it
 * speaks of. */
static gboolean
find_keyed (RcCase         *case_file,
            RcRecordReader *reader,
            const char     *reference,
            GArray         *found,
            GError        **error)
{
  static const RcEventKey keys[] = { RC_EVENT_KEY_ID, RC_EVENT_KEY_DECISION, RC_EVENT_KEY_CORRELATION };

  for (guint k = 0; found->len == 0 && k < G_N_ELEMENTS (keys); k++)
    if (!find_key (case_file, reader, RC_EVENT_INFERENCE, keys[k], reference, found, error))
      return FALSE;

  for (guint k = 0; found->len == 0 && k < G_N_ELEMENTS (keys); k++)
    for (guint kind = RC_EVENT_INFERENCE + 1; found->len == 0 && kind < RC_N_EVENT_KINDS; kind++)
      if (!find_key (case_file, reader, kind, keys[k], reference, found, error))
        return FALSE;

  return TRUE;
}

static void
describe_candidate (RcCase  *case_file,
                    gint64   event_id,
                    GString *text)
{
  g_autoptr (RcEvent) event = rc_event_load (case_file, event_id, NULL);
  g_autofree char *time = NULL;

  if (event == NULL)
    return;

  g_string_append_printf (text, "%s%" G_GINT64_FORMAT ":%" G_GUINT64_FORMAT, text->len > 0 ? ", " : "",
                          event->source, event->record);
  if (event->row > 0)
    g_string_append_printf (text, "#%u", event->row);
  g_string_append_printf (text, " (%s", rc_event_kind_to_name (event->kind));
  if (event->time_us != RC_TIME_NONE)
    {
      time = rc_time_format_utc (event->time_us);
      g_string_append_printf (text, ", %s", time);
    }
  g_string_append_c (text, ')');
}

static void
set_ambiguous (RcCase     *case_file,
               const char *reference,
               GArray     *found,
               GError    **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (found->len, MAX_CANDIDATES); i++)
    describe_candidate (case_file, g_array_index (found, gint64, i), text);
  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_AMBIGUOUS,
               "“%s” means more than one event; choose one of %s%s", reference, text->str,
               found->len > MAX_CANDIDATES ? " and more" : "");
}

/**
 * rc_event_find:
 * @case_file: the case
 * @reader: reads records from the vault
 * @reference: an event's id, a business reference, or SOURCE:RECORD[#ROW]; of at most %RC_LIMIT_NAME_BYTES
 *
 * Returns: (transfer full): the only event meant; %NULL with %RC_CASE_ERROR_NOT_FOUND, or with %RC_CASE_ERROR_AMBIGUOUS and a
 *   message that lists the candidates
 */
RcEvent *
rc_event_find (RcCase         *case_file,
               RcRecordReader *reader,
               const char     *reference,
               GError        **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!find_keyed (case_file, reader, reference, found, error) ||
      !find_place (case_file, reference, found, error))
    return NULL;

  if (found->len == 2 && g_array_index (found, gint64, 0) == g_array_index (found, gint64, 1))
    g_array_set_size (found, 1);
  if (found->len > 1)
    {
      set_ambiguous (case_file, reference, found, error);
      return NULL;
    }
  if (found->len == 0)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND,
                   "No event of the case has the id, the business reference or the place “%s”", reference);
      return NULL;
    }

  return rc_event_load (case_file, g_array_index (found, gint64, 0), error);
}
