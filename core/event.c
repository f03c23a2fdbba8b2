/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "event.h"

#include "entity.h"
#include "importer.h"

void
rc_event_free (RcEvent *self)
{
  if (self == NULL)
    return;

  g_free (self->system);
  g_free (self->model);
  g_free (self->endpoint);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_free (self);
}

/* Rows of imports that did not end lie above the mark; those of removed sources are no evidence any more. */
#define SELECT_EVENT \
  "SELECT e.id, e.source, e.record, e.row, e.kind, e.time_us, e.span_us, n.text, m.text, p.text " \
  "FROM event e JOIN source s ON s.id = e.source " \
  "LEFT JOIN name n ON n.id = e.system LEFT JOIN name m ON m.id = e.model LEFT JOIN name p ON p.id = e.endpoint " \
  "WHERE s.state = 'published' AND e.id <= (SELECT mark FROM published WHERE item = 'event') AND e.id = ?"

/**
 * rc_event_load:
 * @case_file: the case
 * @id: number of the event
 *
 * Reads the row of the event; its record is read by rc_event_read_fields().
 *
 * Returns: (transfer full): the event; %NULL with %RC_CASE_ERROR_NOT_FOUND where none of that number is published
 */
RcEvent *
rc_event_load (RcCase  *case_file,
               gint64   id,
               GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcEvent) self = NULL;
  sqlite3_stmt *statement;
  gboolean row;

  statement = rc_database_prepare (database, SELECT_EVENT, error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  if (!rc_database_step (database, statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND, "The case has no event %" G_GINT64_FORMAT, id);
      return NULL;
    }

  self = g_new0 (RcEvent, 1);
  self->id = id;
  self->source = sqlite3_column_int64 (statement, 1);
  self->record = (guint64) sqlite3_column_int64 (statement, 2);
  self->row = (guint32) sqlite3_column_int64 (statement, 3);
  self->kind = (RcEventKind) sqlite3_column_int64 (statement, 4);
  self->time_us = rc_database_column_time (statement, 5);
  self->span_us = sqlite3_column_int64 (statement, 6);
  self->system = rc_database_column_dup (statement, 7);
  self->model = rc_database_column_dup (statement, 8);
  self->endpoint = rc_database_column_dup (statement, 9);
  sqlite3_reset (statement);
  return g_steal_pointer (&self);
}

/**
 * rc_event_dup_reference:
 * @self: an event
 *
 * Returns: (transfer full): its place as people may type it, SOURCE:RECORD[#ROW]
 */
char *
rc_event_dup_reference (const RcEvent *self)
{
  if (self->row > 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GUINT64_FORMAT "#%u", self->source, self->record, self->row);

  return g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GUINT64_FORMAT, self->source, self->record);
}

/**
 * rc_event_read_fields:
 * @self: an event
 * @case_file: the case it is of
 * @reader: reads its record from the vault
 *
 * Reads again, by the importer that read the source, what the event's record says. What is shown of an event comes from here
 * and never from a row that could have been edited. Places are in the record. Does nothing the second time.
 *
 * Returns: %FALSE if the record cannot be read or its importer is not part of this program
 */
gboolean
rc_event_read_fields (RcEvent        *self,
                      RcCase         *case_file,
                      RcRecordReader *reader,
                      GError        **error)
{
  g_autoptr (RcSource) source = NULL;
  g_autoptr (GBytes) record = NULL;
  const RcImporter *importer;
  const char *bytes;
  gsize length;

  if (self->fields != NULL)
    return TRUE;

  source = rc_source_load (rc_case_get_database (case_file), self->source, error);
  if (source == NULL)
    return FALSE;
  importer = rc_importer_for_source (case_file, source, error);
  if (importer == NULL)
    return FALSE;
  record = rc_record_reader_read (reader, self->source, self->record, NULL, error);
  if (record == NULL)
    return FALSE;

  bytes = g_bytes_get_data (record, &length);
  self->fields = rc_importer_read_fields (importer, source->framing, source->name, bytes, length, self->row);
  return TRUE;
}

/**
 * rc_event_peek_value:
 * @self: an event whose fields were read
 * @field: the field
 *
 * Returns: (nullable): the first value of @field with its place; %NULL where the record has none
 */
const RcFieldValue *
rc_event_peek_value (const RcEvent *self,
                     RcField        field)
{
  g_return_val_if_fail (self->fields != NULL, NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (self->fields, i);

      if (value->field == field)
        return value;
    }

  return NULL;
}

/**
 * rc_event_peek_field:
 * @self: an event whose fields were read
 * @field: the field
 *
 * Returns: (nullable): the text of the first value of @field
 */
const char *
rc_event_peek_field (const RcEvent *self,
                     RcField        field)
{
  const RcFieldValue *value = rc_event_peek_value (self, field);

  return value != NULL ? value->value : NULL;
}

/**
 * rc_event_dup_version:
 * @self: an event whose fields were read
 *
 * Returns: (transfer full) (nullable): "name/version"; only the one that the record has where it lacks the other; %NULL where it
 *   has neither
 */
char *
rc_event_dup_version (const RcEvent *self)
{
  const char *name = rc_event_peek_field (self, RC_FIELD_MODEL_NAME);
  const char *version = rc_event_peek_field (self, RC_FIELD_MODEL_VERSION);

  if (name == NULL || version == NULL)
    return g_strdup (name != NULL ? name : version);

  return g_strconcat (name, "/", version, NULL);
}

/**
 * rc_event_get_model_digest:
 * @self: an event whose fields were read
 * @out_digest: (out): SHA-256 of the artefact
 *
 * Returns: %FALSE if the record has no digest that can make a strong identity
 */
gboolean
rc_event_get_model_digest (const RcEvent *self,
                           RcDigest      *out_digest)
{
  return rc_identity_read_digest (rc_event_peek_field (self, RC_FIELD_MODEL_DIGEST), out_digest);
}
