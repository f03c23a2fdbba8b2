/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-writer.h"

#include "bounds.h"
#include "source-rows.h"

/* The derived rows of a source that is being written: events, faults, and at the end the row of the source itself. */

static void
bind_name (sqlite3_stmt *statement,
           int           index,
           gint64        name)
{
  if (name > 0)
    sqlite3_bind_int64 (statement, index, name);
  else
    sqlite3_bind_null (statement, index);
}

/* Not one of them can fail but for a fault of the program, which ends the act: SQLite need not copy pages to take back a part. */
#define INSERT_EVENT "INSERT OR FAIL INTO event (id, source, record, row, kind, time_us, span_us, system, model, endpoint) VALUES "
#define EVENT_COLUMNS 10
#define ONE_EVENT "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define FOUR_EVENTS ONE_EVENT ", " ONE_EVENT ", " ONE_EVENT ", " ONE_EVENT

static void
bind_event (sqlite3_stmt     *statement,
            int               first,
            const RcEventRow *row)
{
  sqlite3_bind_int64 (statement, first, row->id);
  sqlite3_bind_int64 (statement, first + 1, row->source);
  sqlite3_bind_int64 (statement, first + 2, row->record);
  sqlite3_bind_int64 (statement, first + 3, row->row);
  sqlite3_bind_int64 (statement, first + 4, row->kind);
  rc_database_bind_time (statement, first + 5, row->time_us);
  sqlite3_bind_int64 (statement, first + 6, row->span_us);
  bind_name (statement, first + 7, row->system);
  bind_name (statement, first + 8, row->model);
  bind_name (statement, first + 9, row->endpoint);
}

/* Inserts the events that wait: all that one statement takes, or what is left of them one by one. */
static gboolean
insert_events (RcSourceWriter  *self,
               GError         **error)
{
  RcDatabase *database = self->act->database;
  guint at_once = self->n_waiting == RC_SOURCE_WRITER_WAITING ? RC_SOURCE_WRITER_WAITING : 1;

  for (guint i = 0; i < self->n_waiting; i += at_once)
    {
      sqlite3_stmt *statement = rc_database_prepare (database,
                                                     at_once == 1 ? INSERT_EVENT ONE_EVENT
                                                     : INSERT_EVENT FOUR_EVENTS ", " FOUR_EVENTS ", " FOUR_EVENTS ", " FOUR_EVENTS,
                                                     error);

      if (statement == NULL)
        return FALSE;
      for (guint k = 0; k < at_once; k++)
        bind_event (statement, 1 + (int) k * EVENT_COLUMNS, &self->waiting[i + k]);
      if (!rc_database_run (database, statement, error))
        return FALSE;
    }

  self->n_waiting = 0;
  return TRUE;
}

static const char *
text_at (const GString *arena,
         guint32        place)
{
  return place != 0 ? arena->str + place : NULL;
}

/**
 * rc_source_writer_add_event:
 * @record: from 1
 * @event: its texts are in @arena
 *
 * Takes an event, which is inserted with others or by rc_source_writer_save(), and notes its keys.
 */
gboolean
rc_source_writer_add_event (RcSourceWriter      *self,
                            guint64              record,
                            const RcChunkEvent  *event,
                            const GString       *arena,
                            GError             **error)
{
  RcImportAct *act = self->act;
  RcEventRow row = {
    .id = act->next_event,
    .source = self->source->id,
    .record = (gint64) record,
    .row = event->row,
    .kind = event->kind,
    .time_us = event->time_us,
    .span_us = event->span_us,
  };

  row.system = rc_import_act_intern (act, text_at (arena, event->system), error);
  row.model = row.system < 0 ? -1 : rc_import_act_intern (act, text_at (arena, event->model), error);
  row.endpoint = row.model < 0 ? -1 : rc_import_act_intern (act, text_at (arena, event->endpoint), error);
  if (row.endpoint < 0)
    return FALSE;
  self->waiting[self->n_waiting++] = row;
  if (self->n_waiting == RC_SOURCE_WRITER_WAITING && !insert_events (self, error))
    return FALSE;

  for (guint key = 1; key <= RC_EVENT_KEY_LAST; key++)
    {
      if (event->has_key[key]
          && !rc_event_index_writer_add (act->index, (RcEventKey) key, event->keys[key], row.id, error))
        return FALSE;
    }

  rc_event_row_hash (self->rows, &row);
  if (self->source->event_rows == 0)
    self->source->first_event = row.id;
  self->source->event_rows++;
  self->source->events++;
  act->next_event++;
  act->batch_rows++;
  act->progress.events++;
  return TRUE;
}

/**
 * rc_source_writer_add_fault:
 *
 * Keeps a fault in the source. Faults beyond RC_LIMIT_SET_ASIDE_LISTED are counted; a last one says how many, see
 * rc_source_writer_finish().
 */
gboolean
rc_source_writer_add_fault (RcSourceWriter  *self,
                            guint64          record,
                            gint64           offset,
                            const char      *kind,
                            const char      *expected,
                            const char      *found,
                            const char      *message,
                            GError         **error)
{
  self->source->set_aside++;
  if (self->n_listed >= RC_LIMIT_SET_ASIDE_LISTED)
    return TRUE;

  self->n_listed++;
  return rc_import_act_set_aside (self->act, self->source->id, (gint64) record, offset, kind, expected, found, message, error);
}

/**
 * rc_source_writer_add_long:
 *
 * Keeps that a record is longer than this import reads: a bound of the program, and no fault of whoever wrote it.
 */
gboolean
rc_source_writer_add_long (RcSourceWriter  *self,
                           guint64          record,
                           gint64           offset,
                           GError         **error)
{
  g_autofree char *expected = g_strdup_printf ("a record of at most %" G_GSIZE_FORMAT " MiB",
                                               rc_source_writer_get_record_limit (self) >> 20);

  return rc_source_writer_add_fault (self, record, offset, RC_EXCEPTION_LIMIT, expected, "a longer one",
                                     "The record is longer than this program was told to read. It is kept and was not read. To have it "
                                     "read, remove the source and import it again with a higher record limit.", error);
}

static gboolean
tell_unlisted (RcSourceWriter  *self,
               GError         **error)
{
  g_autofree char *found = NULL;

  if (self->source->set_aside <= self->n_listed)
    return TRUE;

  found = g_strdup_printf ("%" G_GUINT64_FORMAT " more", self->source->set_aside - self->n_listed);
  return rc_import_act_set_aside (self->act, self->source->id, 0, -1, RC_EXCEPTION_LIMIT, "at most 1000 faults listed one by one",
                                  found, "More faults of this source were counted and are not listed one by one.", error);
}

/**
 * rc_source_writer_save:
 *
 * Inserts the source's row; events, claims and faults of the source are complete.
 */
gboolean
rc_source_writer_save (RcSourceWriter  *self,
                       GError         **error)
{
  self->act->batch_rows++;
  return insert_events (self, error)
    && tell_unlisted (self, error)
    && rc_source_rows_finish (self->rows, self->act->database, self->source->id, &self->source->rows_digest, error)
    && rc_source_save (self->source, self->act->database, error);
}
