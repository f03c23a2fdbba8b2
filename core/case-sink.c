/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-sink.h"

#include <string.h>

#include "import-sink.h"

/* The sink that writes into the case. */
typedef struct
{
  RcImportSink       sink;        /* first */
  RcImportAct       *act;
  RcSourceWriter    *writer;
  RcSourceWriter     rows;
  gboolean           has_rows;
  guint64            n_rows;
  GString           *arena;
  char              *scope;
  gint64             as_of_us;    /* RC_TIME_NONE: not told */
} CaseSink;

static RcSourceWriter *
writer_at (CaseSink      *self,
           RcImportPlace  place)
{
  return place == RC_IMPORT_ROWS && self->has_rows ? &self->rows : self->writer;
}

static gboolean
begin_rows (RcImportSink  *sink,
            GError       **error)
{
  CaseSink *self = (CaseSink *) sink;
  g_autofree char *name = g_strconcat (self->writer->source->name, "!rows", NULL);
  RcImportOrigin origin = {
    .parent = self->writer->source->id,
    .derivation = RC_DERIVATION_ROWS,
    .name = name,
    .stored_place = -1,
    .modified_us = RC_TIME_NONE,
  };

  g_return_val_if_fail (!self->has_rows, FALSE);

  rc_source_writer_begin (&self->rows, self->act, &origin);
  rc_source_writer_frame (&self->rows, RC_FRAMING_LINES, NULL);
  g_free (self->rows.source->kind);
  self->rows.source->kind = g_strdup ("rows");
  self->rows.source->importer = g_strdup (self->writer->source->importer);
  self->rows.source->mapping = self->writer->source->mapping;
  self->has_rows = TRUE;
  return TRUE;
}

static guint64
add_row (RcImportSink  *sink,
         const char    *json,
         gsize          length,
         GError       **error)
{
  CaseSink *self = (CaseSink *) sink;
  guint8 *room;

  g_return_val_if_fail (self->has_rows, 0);

  room = rc_source_writer_reserve (&self->rows, length + 1);
  memcpy (room, json, length);
  room[length] = '\n';
  if (!rc_source_writer_commit (&self->rows, length + 1, length + 1, error))
    return 0;
  return ++self->n_rows;
}

/* Event rows of one source stand together; an importer tells the events of its rows and of itself one after the other. */
static gboolean
add_event (RcImportSink         *sink,
           RcImportPlace         place,
           guint64               record,
           const RcParsedEvent  *event,
           GError              **error)
{
  CaseSink *self = (CaseSink *) sink;
  RcSourceWriter *writer = writer_at (self, place);
  RcChunkEvent row;

  g_return_val_if_fail (writer->source->event_rows == 0
                        || writer->source->first_event + (gint64) writer->source->event_rows == self->act->next_event, FALSE);

  g_string_truncate (self->arena, 1);
  rc_chunk_event_fill (&row, event, 0, self->arena, NULL);
  return rc_source_writer_add_event (writer, record, &row, self->arena, error);
}

static gint64
find_entity (CaseSink      *self,
             RcEntityKind   kind,
             const char    *scope,
             const char    *name,
             GError       **error)
{
  RcDatabase *database = self->act->database;
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT id FROM entity WHERE kind = ?1 AND scope = ?2 AND name = ?3", error);
  gboolean row = FALSE;
  gint64 id = 0;

  if (statement == NULL)
    return -1;

  rc_database_bind_text (statement, 1, rc_entity_kind_to_name (kind));
  rc_database_bind_text (statement, 2, scope);
  rc_database_bind_text (statement, 3, name);
  if (!rc_database_step (database, statement, &row, error))
    return -1;
  if (row)
    {
      id = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return id;
}

static gint64
add_entity (RcImportSink  *sink,
            RcEntityKind   kind,
            const char    *scope,
            const char    *name,
            GError       **error)
{
  CaseSink *self = (CaseSink *) sink;
  RcImportAct *act = self->act;
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  gint64 id;
  sqlite3_stmt *statement;

  if (scope == NULL)
    scope = self->scope;
  id = find_entity (self, kind, scope, valid, error);
  if (id != 0)
    return MAX (id, 0);

  statement = rc_database_prepare (act->database, "INSERT INTO entity (id, kind, scope, name) VALUES (?1, ?2, ?3, ?4)", error);
  if (statement == NULL)
    return 0;

  sqlite3_bind_int64 (statement, 1, act->next_entity);
  rc_database_bind_text (statement, 2, rc_entity_kind_to_name (kind));
  rc_database_bind_text (statement, 3, scope);
  rc_database_bind_text (statement, 4, valid);
  act->batch_rows++;
  return rc_database_run (act->database, statement, error) ? act->next_entity++ : 0;
}

static gboolean
add_claim (RcImportSink   *sink,
           RcImportPlace   place,
           const RcClaim  *claim,
           GError        **error)
{
  CaseSink *self = (CaseSink *) sink;
  RcImportAct *act = self->act;
  g_autofree char *value = claim->value != NULL ? g_utf8_make_valid (claim->value, -1) : NULL;
  g_autofree char *locator = g_utf8_make_valid (claim->locator != NULL ? claim->locator : "", -1);
  sqlite3_stmt *statement = rc_database_prepare (act->database,
                                                 "INSERT INTO claim (id, source, record, locator, entity, property, value, target, "
                                                 "from_us, to_us, recorded_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                                                 error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, act->next_claim++);
  sqlite3_bind_int64 (statement, 2, writer_at (self, place)->source->id);
  sqlite3_bind_int64 (statement, 3, (gint64) claim->record);
  rc_database_bind_text (statement, 4, locator);
  sqlite3_bind_int64 (statement, 5, claim->entity);
  rc_database_bind_text (statement, 6, rc_property_to_name (claim->property));
  rc_database_bind_text (statement, 7, value);
  if (claim->target != 0)
    sqlite3_bind_int64 (statement, 8, claim->target);
  rc_database_bind_time (statement, 9, claim->from_us);
  rc_database_bind_time (statement, 10, claim->to_us);
  rc_database_bind_time (statement, 11, claim->recorded_us);
  act->batch_rows++;
  return rc_database_run (act->database, statement, error);
}

static gboolean
set_aside (RcImportSink   *sink,
           RcImportPlace   place,
           guint64         record,
           gint64          offset,
           const char     *kind,
           const char     *expected,
           const char     *found,
           const char     *message,
           GError        **error)
{
  CaseSink *self = (CaseSink *) sink;

  return rc_source_writer_add_fault (writer_at (self, place), record, offset, kind, expected, found, message, error);
}

static gboolean
set_as_of (RcImportSink  *sink,
           gint64         time_us,
           GError       **error)
{
  CaseSink *self = (CaseSink *) sink;

  self->as_of_us = self->as_of_us == RC_TIME_NONE ? time_us : MAX (self->as_of_us, time_us);
  return TRUE;
}

/* The auditor's word goes before what the content says, and that before the time of the file, which any copying changes. */
static void
keep_as_of (CaseSink *self)
{
  RcSource *source = self->writer->source;
  RcSource *rows = self->rows.source;

  if (self->as_of_us != RC_TIME_NONE && g_strcmp0 (source->as_of_how, RC_AS_OF_AUDITOR) != 0)
    {
      source->as_of_us = self->as_of_us;
      g_free (source->as_of_how);
      source->as_of_how = g_strdup (RC_AS_OF_INSIDE);
    }
  if (!self->has_rows)
    return;
  rows->as_of_us = source->as_of_us;
  g_free (rows->as_of_how);
  rows->as_of_how = g_strdup (source->as_of_how);
}

/**
 * rc_case_sink_import:
 * @writer: of the source; its bytes are complete, its row is not yet written; an importer that tells nothing is taken from it
 * @input: the source as the importer sees it
 */
gboolean
rc_case_sink_import (RcImportAct          *act,
                     RcSourceWriter       *writer,
                     const RcImporter     *importer,
                     const RcImportInput  *input,
                     GError              **error)
{
  CaseSink self = {
    .sink = {
      .begin_rows = begin_rows,
      .add_row = add_row,
      .add_event = add_event,
      .add_entity = add_entity,
      .add_claim = add_claim,
      .set_aside = set_aside,
      .set_as_of = set_as_of,
    },
    .as_of_us = RC_TIME_NONE,
    .act = act,
    .writer = writer,
    .arena = g_string_new_len ("", 1),
    .scope = rc_digest_dup_hex (&input->sha256),
  };
  gboolean good = importer->import (importer, input, &self.sink, act->cancellable, error);

  /* It was another format after all. */
  if (good && !self.sink.has_told)
    g_clear_pointer (&writer->source->importer, g_free);
  else
    keep_as_of (&self);
  if (self.has_rows)
    {
      good = good && rc_source_writer_finish (&self.rows, error) && rc_source_writer_save (&self.rows, error);
      if (good)
        g_ptr_array_add (act->result->sources, g_steal_pointer (&self.rows.source));
      rc_source_writer_clear (&self.rows);
    }
  g_string_free (self.arena, TRUE);
  g_free (self.scope);
  return good;
}
