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

static gboolean
insert_event (RcSourceWriter    *self,
              const RcEventRow  *row,
              GError           **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->act->database,
                                                 "INSERT INTO event (id, source, record, row, kind, time_us, span_us, system, "
                                                 "model, endpoint) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                                                 error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, row->id);
  sqlite3_bind_int64 (statement, 2, row->source);
  sqlite3_bind_int64 (statement, 3, row->record);
  sqlite3_bind_int64 (statement, 4, row->row);
  sqlite3_bind_int64 (statement, 5, row->kind);
  rc_database_bind_time (statement, 6, row->time_us);
  sqlite3_bind_int64 (statement, 7, row->span_us);
  bind_name (statement, 8, row->system);
  bind_name (statement, 9, row->model);
  bind_name (statement, 10, row->endpoint);
  return rc_database_run (self->act->database, statement, error);
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
 * Inserts an event and notes its keys.
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
  if (row.endpoint < 0 || !insert_event (self, &row, error))
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
  return tell_unlisted (self, error)
    && rc_source_rows_finish (self->rows, self->act->database, self->source->id, &self->source->rows_digest, error)
    && rc_source_save (self->source, self->act->database, error);
}
