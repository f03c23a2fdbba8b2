/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-selective.h"

#include <string.h>

#include "core/bounds.h"
#include "core/claim.h"
#include "core/entity.h"
#include "core/excerpt-writer.h"
#include "core/record.h"
#include "core/stated.h"
#include "core/words.h"
#include "reports/bundle/reading/bundle-restore.h"

/* --- The text by which it was read --- */

static gboolean
find_mapping (RcDatabase      *database,
              const RcDigest  *sha256,
              gint64          *out_id,
              GError         **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id FROM mapping WHERE sha256 = ?1", error);
  gboolean row = FALSE;

  *out_id = 0;
  if (statement == NULL)
    return FALSE;
  rc_database_bind_digest (statement, 1, sha256);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    {
      *out_id = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return TRUE;
}

/* *out_id: 0 where the bundle has no such text, which is then told. */
static gboolean
take_mapping (RcBundleSelective              *self,
              RcImportAct                    *act,
              const RcBundleSelectiveSource  *source,
              gint64                         *out_id,
              GError                        **error)
{
  g_autofree char *path = g_strdup_printf ("data/mappings/%s.mapping", source->mapping != NULL ? source->mapping : "");
  g_autoptr (GBytes) bytes = NULL;
  sqlite3_stmt *statement;
  RcDigest sha256, found;
  gsize length = 0;
  const char *text;

  *out_id = 0;
  if (source->mapping == NULL)
    return TRUE;
  bytes = rc_bundle_reader_has (self->work->reader, path) ? rc_bundle_reader_read (self->work->reader, path, RC_LIMIT_MAPPING_BYTES, NULL) : NULL;
  text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  if (text != NULL)
    rc_digest_compute (text, length, &found);
  if (text == NULL || memchr (text, '\0', length) != NULL || !rc_digest_from_hex (source->mapping, strlen (source->mapping), &sha256)
      || !rc_digest_equal (&sha256, &found))
    {
      rc_bundle_check_add (self->work, path, RC_VERDICT_INVALID, "digest", source->mapping, text != NULL ? N_("another text") : N_("none"),
                           _("A mapping in the bundle is not the one that it is called by."));
      return TRUE;
    }

  if (!find_mapping (act->database, &sha256, out_id, error) || *out_id != 0)
    return *out_id != 0;
  statement = rc_database_prepare (act->database, "INSERT INTO mapping (name, sha256, text) VALUES (?1, ?2, ?3)", error);
  if (statement == NULL)
    return FALSE;
  rc_database_bind_text (statement, 1, source->source->importer != NULL ? source->source->importer : "");
  rc_database_bind_digest (statement, 2, &sha256);
  sqlite3_bind_text64 (statement, 3, text, length, SQLITE_TRANSIENT, SQLITE_UTF8);
  return rc_database_run (act->database, statement, error) && find_mapping (act->database, &sha256, out_id, error);
}

/* --- What its records tell by the maker's word --- */

static gboolean
is_wanted (const GPtrArray *records,
           guint64          record,
           const RcBundleSelectiveRecord **out_record)
{
  for (guint i = 0; i < records->len; i++)
    {
      const RcBundleSelectiveRecord *one = records->pdata[i];

      if (one->excerpt.record != record)
        continue;
      *out_record = one;
      return TRUE;
    }
  return FALSE;
}

static RcSlice
slice (const char *text)
{
  return (RcSlice) { text, text != NULL ? strlen (text) : 0 };
}

/* By what the event is found: read from the record itself. */
static void
set_key (RcParsedEvent      *event,
         const RcFieldValue *field)
{
  RcSlice *keys[] = { &event->id, &event->decision, &event->subject, &event->target, &event->correlation, &event->trace };
  static const RcField fields[] = { RC_FIELD_ID, RC_FIELD_DECISION, RC_FIELD_SUBJECT, RC_FIELD_TARGET, RC_FIELD_CORRELATION, RC_FIELD_TRACE };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (field->field == fields[i])
      *keys[i] = slice (field->value);
}

static gboolean
write_event (RcExcerptWriter   *writer,
             const RcImporter  *importer,
             const RcJson      *line,
             guint64            record,
             GBytes            *bytes,
             GError           **error)
{
  const RcSource *source = writer->writer.source;
  g_autofree char *kind = rc_json_dup_string (line, rc_json_member (line, 0, "kind"));
  g_autofree char *system = rc_json_dup_string (line, rc_json_member (line, 0, "system"));
  g_autofree char *model = rc_json_dup_string (line, rc_json_member (line, 0, "model"));
  g_autofree char *endpoint = rc_json_dup_string (line, rc_json_member (line, 0, "endpoint"));
  g_autoptr (GPtrArray) fields = NULL;
  RcParsedEvent event = { .system = slice (system), .model_name = slice (model), .endpoint = slice (endpoint) };
  gint64 row, time_us, span_us;
  gsize length, begin, content;
  const char *data = g_bytes_get_data (bytes, &length);

  if (kind == NULL || !rc_event_kind_from_name (kind, &event.kind) || !rc_json_get_integer (line, rc_json_member (line, 0, "row"), &row) || row < 0
      || row > G_MAXUINT32)
    return TRUE;
  event.row = (guint32) row;
  if (rc_json_get_integer (line, rc_json_member (line, 0, "time_us"), &time_us)
      && rc_json_get_integer (line, rc_json_member (line, 0, "span_us"), &span_us) && span_us >= 0 && time_us > RC_TIME_NONE
      && time_us <= G_MAXINT64 - span_us)
    {
      event.has_time = TRUE;
      event.time.from_us = time_us;
      event.time.to_us = time_us + span_us;
    }

  begin = rc_record_find_content (source->framing, data, length, &content);
  if (importer != NULL && (importer->read_fields != NULL || importer->read_named_fields != NULL))
    fields = rc_importer_read_fields (importer, source->framing, source->name, data + begin, content, event.row);
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    set_key (&event, fields->pdata[i]);
  return rc_excerpt_writer_add_event (writer, record, &event, error);
}

static gboolean
write_events (RcBundleSelective              *self,
              RcExcerptWriter                *writer,
              const RcBundleSelectiveSource  *source,
              const RcImporter               *importer,
              const GPtrArray                *records,
              GError                        **error)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  for (guint i = 0; i < source->events->len; i++)
    {
      const char *line = source->events->pdata[i];
      const RcBundleSelectiveRecord *record = NULL;
      g_autoptr (GBytes) bytes = NULL;
      gint64 number;

      if (!rc_json_parse (&json, line, strlen (line), &fault) || !rc_json_get_integer (&json, rc_json_member (&json, 0, "record"), &number)
          || number < 1 || !is_wanted (records, (guint64) number, &record))
        continue;
      bytes = rc_bundle_selective_bytes (self, record, error);
      if (bytes == NULL || !write_event (writer, importer, &json, (guint64) number, bytes, error))
        return FALSE;
    }
  return TRUE;
}

/* 0: none; -1: error. */
static gint64
take_entity (RcImportAct   *act,
             const RcJson  *json,
             guint32        node,
             GError       **error)
{
  sqlite3_stmt *statement;
  g_autofree char *kind = NULL;
  RcEntityKind known;
  gboolean row = FALSE;
  gint64 id = 0;

  if (!rc_json_is (json, node, RC_JSON_OBJECT))
    return 0;
  kind = rc_json_dup_string (json, rc_json_member (json, node, "kind"));
  if (kind == NULL || !rc_entity_kind_from_name (kind, &known))
    return 0;

  statement = rc_database_prepare (act->database, "INSERT OR IGNORE INTO entity (id, kind, scope, name) VALUES (?4, ?1, ?2, ?3)", error);
  if (statement == NULL)
    return -1;
  rc_database_bind_text (statement, 1, kind);
  if (!rc_bundle_bind_text (statement, 2, json, node, "scope", TRUE) || !rc_bundle_bind_text (statement, 3, json, node, "name", TRUE))
    {
      sqlite3_reset (statement);
      return 0;
    }
  sqlite3_bind_int64 (statement, 4, act->next_entity);
  if (!rc_database_run (act->database, statement, error))
    return -1;
  if (sqlite3_changes (rc_database_peek (act->database)) == 1)
    return act->next_entity++;

  statement = rc_database_prepare (act->database, "SELECT id FROM entity WHERE kind = ?1 AND scope = ?2 AND name = ?3", error);
  if (statement == NULL)
    return -1;
  rc_database_bind_text (statement, 1, kind);
  rc_bundle_bind_text (statement, 2, json, node, "scope", TRUE);
  rc_bundle_bind_text (statement, 3, json, node, "name", TRUE);
  if (!rc_database_step (act->database, statement, &row, error))
    return -1;
  if (row)
    {
      id = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return id;
}

static gboolean
write_claim (RcBundleSelective  *self,
             RcImportAct        *act,
             gint64              source,
             const RcJson       *json,
             GError            **error)
{
  gint64 entity = take_entity (act, json, rc_json_member (json, 0, "entity"), error);
  gint64 target = entity > 0 ? take_entity (act, json, rc_json_member (json, 0, "target"), error) : 0;
  g_autofree char *property = rc_json_dup_string (json, rc_json_member (json, 0, "property"));
  RcProperty known;
  sqlite3_stmt *statement;
  gboolean good;

  if (entity < 0 || target < 0)
    return FALSE;
  statement = rc_database_prepare (act->database,
                                   "INSERT INTO claim (id, source, record, locator, entity, property, value, target, from_us, to_us, recorded_us) "
                                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, nullif (?8, 0), ?9, ?10, ?11)", error);
  if (statement == NULL)
    return FALSE;

  good = entity > 0 && property != NULL && rc_property_from_name (property, &known) && rc_bundle_bind_number (statement, 3, json, 0, "record")
    && rc_bundle_bind_text (statement, 4, json, 0, "locator", TRUE) && rc_bundle_bind_text (statement, 6, json, 0, "property", TRUE)
    && rc_bundle_bind_text (statement, 7, json, 0, "value", FALSE) && rc_bundle_bind_time (statement, 9, json, 0, "from", FALSE)
    && rc_bundle_bind_time (statement, 10, json, 0, "to", FALSE) && rc_bundle_bind_time (statement, 11, json, 0, "recorded", FALSE);
  if (!good)
    {
      sqlite3_reset (statement);
      rc_bundle_check_add (self->work, "data/claims.jsonl", RC_VERDICT_MALFORMED, NULL, N_("what the program writes"), N_("another line"),
                           _("What the bundle says of a thing cannot be read."));
      return TRUE;
    }
  sqlite3_bind_int64 (statement, 1, act->next_claim);
  sqlite3_bind_int64 (statement, 2, source);
  sqlite3_bind_int64 (statement, 5, entity);
  sqlite3_bind_int64 (statement, 8, target);
  if (!rc_database_run (act->database, statement, error)
      || !rc_stated_save (act->database, self->work->opening->id, RC_STATED_CLAIM, act->next_claim, json->text, error))
    return FALSE;
  act->next_claim++;
  return TRUE;
}

/* Those of records that are not here stand on nothing, and are left out. */
static gboolean
write_claims (RcBundleSelective              *self,
              RcImportAct                    *act,
              const RcBundleSelectiveSource  *source,
              const GPtrArray                *records,
              gint64                          number,
              GError                        **error)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  for (guint i = 0; i < source->claims->len; i++)
    {
      const char *line = source->claims->pdata[i];
      const RcBundleSelectiveRecord *record;
      gint64 place;

      if (!rc_json_parse (&json, line, strlen (line), &fault) || !rc_json_get_integer (&json, rc_json_member (&json, 0, "record"), &place)
          || place < 1 || !is_wanted (records, (guint64) place, &record))
        continue;
      if (!write_claim (self, act, number, &json, error))
        return FALSE;
    }
  return TRUE;
}

/* --- One source --- */

static gboolean
write_records (RcBundleSelective  *self,
               RcExcerptWriter    *writer,
               const GPtrArray    *records,
               GError            **error)
{
  for (guint i = 0; i < records->len; i++)
    {
      const RcBundleSelectiveRecord *record = records->pdata[i];
      g_autoptr (GBytes) bytes = rc_bundle_selective_bytes (self, record, error);

      if (bytes == NULL || g_bytes_get_size (bytes) != record->excerpt.length
          || !rc_excerpt_writer_add (writer, &record->excerpt, g_bytes_get_data (bytes, NULL), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_excerpts (RcBundleSelective              *self,
                RcImportAct                    *act,
                const RcBundleSelectiveSource  *source,
                const RcSource                 *row,
                const GPtrArray                *records,
                GError                        **error)
{
  const RcImporter *importer = row->importer != NULL ? rc_importer_for_source (act->case_file, row, NULL) : NULL;
  g_auto (RcExcerptWriter) writer = { { 0 } };

  return rc_excerpt_writer_begin (&writer, act, row, importer, error) && write_records (self, &writer, records, error)
    && (writer.importer != NULL || write_events (self, &writer, source, importer, records, error))
    && write_claims (self, act, source, records, row->id, error) && rc_excerpt_writer_end (&writer, error);
}

/* All records are here, nothing was taken out of the source, and it has the digest that it is said to have: then it is read as any other. (nullable) */
static GByteArray *
gather (RcBundleSelective              *self,
        const RcBundleSelectiveSource  *source,
        const GPtrArray                *records)
{
  g_autoptr (GByteArray) all = NULL;
  RcDigest digest;

  if (records->len != source->source->records || source->source->size > RC_LIMIT_RECORD_RAISED_BYTES
      || strcmp (source->source->kind, "file") != 0 || strcmp (source->source->derivation, RC_DERIVATION_ROWS) == 0)
    return NULL;
  for (guint i = 0; i < self->sources->len; i++)
    if (((RcBundleSelectiveSource *) self->sources->pdata[i])->source->parent == source->source->id)
      return NULL;

  all = g_byte_array_new ();
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (GBytes) bytes = rc_bundle_selective_bytes (self, records->pdata[i], NULL);

      if (bytes == NULL)
        return NULL;
      g_byte_array_append (all, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
    }
  rc_digest_compute (all->data, all->len, &digest);
  if (rc_digest_equal (&digest, &source->source->sha256))
    return g_steal_pointer (&all);

  {
    g_autofree char *object = g_strdup_printf ("source %" G_GINT64_FORMAT, source->source->id);
    g_autofree char *expected = rc_digest_dup_hex (&source->source->sha256);
    g_autofree char *found = rc_digest_dup_hex (&digest);

    self->work->opening->n_differing++;
    rc_bundle_check_add (self->work, object, RC_VERDICT_INVALID, "digest", expected, found,
                         _("All records of a source are in the bundle, and they do not give the digest that it is said to have."));
  }
  return NULL;
}

static gboolean
write_whole (RcBundleSelective  *self,
             RcImportAct        *act,
             const RcSource     *row,
             GByteArray         *all,
             GError            **error)
{
  RcImportOptions options = {
    .controller = row->controller, .obtained = row->obtained,
    .importer_id = row->mapping == 0 && rc_importer_by_id (row->importer) != NULL ? row->importer : NULL,
    .as_of_us = row->as_of_us, .has_as_of = g_strcmp0 (row->as_of_how, RC_AS_OF_AUDITOR) == 0,
  };
  RcImportOrigin origin = {
    .parent = row->parent, .derivation = row->derivation, .name = row->name, .stored_place = -1,
    .modified_us = g_strcmp0 (row->as_of_how, RC_AS_OF_FILE) == 0 ? row->as_of_us : RC_TIME_NONE,
  };
  const RcImportOptions *own = act->options;
  gint64 imported_us = act->imported_us;
  g_autoptr (GBytes) bytes = g_bytes_new (all->data, all->len);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  gint64 number;

  act->next_source = row->id;
  act->options = &options;
  act->imported_us = row->imported_us;
  number = rc_import_act_source (act, &origin, stream, error);
  act->options = own;
  act->imported_us = imported_us;
  return number > 0;
}

/* What it was taken out of may itself have been none that could be taken in. */
static gboolean
has_source (RcDatabase  *database,
            gint64       id,
            gboolean    *out_has,
            GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT 1 FROM source WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  if (!rc_database_step (database, statement, out_has, error))
    return FALSE;
  if (*out_has)
    sqlite3_reset (statement);
  return TRUE;
}

gboolean
rc_bundle_selective_fill (RcBundleSelective              *self,
                          RcImportAct                    *act,
                          const RcBundleSelectiveSource  *source,
                          const GPtrArray                *records,
                          gint64                          number,
                          gint64                          parent,
                          const char                     *obtained,
                          GError                        **error)
{
  g_autoptr (RcSource) row = rc_source_copy (source->source);
  g_autoptr (GByteArray) whole = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *object = g_strdup_printf ("source %" G_GINT64_FORMAT, source->source->id);
  gboolean has_parent = TRUE;

  row->id = number;
  row->parent = parent;
  if (obtained != NULL)
    {
      g_free (row->obtained);
      row->obtained = g_strdup (obtained);
      /* Who controls it nobody said in this case: two that a maker calls independent agree no better for that. */
      g_clear_pointer (&row->controller, g_free);
    }
  /* What it was taken out of is not here. */
  if (parent == 0 && source->source->parent != 0)
    {
      g_free (row->derivation);
      row->derivation = g_strdup (RC_DERIVATION_FILE);
    }
  if (records->len == 0)
    {
      g_free (row->state);
      row->state = g_strdup (RC_SOURCE_WITHHELD);
    }
  if (parent != 0 && !has_source (act->database, parent, &has_parent, error))
    return FALSE;
  if (number < act->next_source || !has_parent)
    {
      self->work->opening->n_differing++;
      rc_bundle_check_add (self->work, object, RC_VERDICT_INVALID, "numbers", N_("a number that no other source has, and a source that it was taken out of"),
                           has_parent ? N_("a number that was given") : N_("no such source"),
                           _("The numbers of the sources in the bundle do not fit together: this source was not taken in."));
      return TRUE;
    }
  if (!take_mapping (self, act, source, &row->mapping, error))
    return FALSE;

  whole = records->len > 0 ? gather (self, source, records) : NULL;
  if (whole != NULL ? !write_whole (self, act, row, whole, &local_error) : !write_excerpts (self, act, source, row, records, &local_error))
    {
      if (!g_error_matches (local_error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      self->work->opening->n_differing++;
      rc_bundle_check_add (self->work, object, RC_VERDICT_INVALID, NULL, N_("a source that can be"), local_error->message,
                           _("A source of the bundle cannot be what its maker says that it is."));
      return TRUE;
    }
  return rc_stated_save (act->database, self->work->opening->id, RC_STATED_SOURCE, number, source->body, error);
}

/* --- The maker's word --- */

static gboolean
is_about (const RcJson *json,
          guint32       item,
          GHashTable   *numbers)
{
  guint32 sources = rc_json_member (json, item, "sources");
  gint64 number;

  if (numbers == NULL)
    return TRUE;
  if (rc_json_get_integer (json, rc_json_member (json, item, "source"), &number))
    return g_hash_table_contains (numbers, &number);
  if (!rc_json_is (json, sources, RC_JSON_ARRAY))
    return FALSE;
  for (guint32 one = sources + 1; one < json->nodes[sources].next; one = json->nodes[one].next)
    if (rc_json_get_integer (json, one, &number) && g_hash_table_contains (numbers, &number))
      return TRUE;
  return FALSE;
}

static gboolean
state_items (RcBundleSelective  *self,
             RcDatabase         *database,
             GHashTable         *numbers,
             const RcJson       *json,
             const char         *name,
             const char         *kind,
             GError            **error)
{
  guint32 array = rc_json_member (json, 0, name);

  if (!rc_json_is (json, array, RC_JSON_ARRAY))
    return TRUE;
  for (guint32 item = array + 1; item < json->nodes[array].next; item = json->nodes[item].next)
    {
      g_autofree char *body = g_strndup (json->text + json->nodes[item].offset, json->nodes[item].length);
      gint64 number;

      if (rc_json_is (json, item, RC_JSON_OBJECT) && is_about (json, item, numbers) && rc_json_get_integer (json, rc_json_member (json, item, "id"), &number)
          && !rc_stated_save (database, self->work->opening->id, kind, number, body, error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  RcBundleSelective *self;
  RcDatabase        *database;
} Stating;

static gboolean
state_act (RcBundleOpenWork  *work,
           const RcJson      *line,
           guint64            number,
           gpointer           user_data,
           GError           **error)
{
  Stating *stating = user_data;
  g_autofree char *body = g_strndup (line->text, line->length);

  return rc_stated_save (stating->database, work->opening->id, RC_STATED_CUSTODY, (gint64) number, body, error);
}

gboolean
rc_bundle_selective_state (RcBundleSelective  *self,
                           RcDatabase         *database,
                           GHashTable         *numbers,
                           GError            **error)
{
  Stating stating = { self, database };
  g_autoptr (GBytes) bytes = NULL;
  g_auto (RcJson) json;

  rc_json_init (&json);
  if (rc_bundle_check_read_json (self->work, "data/verification.json", &json, &bytes)
      && (!state_items (self, database, numbers, &json, "seals", RC_STATED_SEAL, error)
          || !state_items (self, database, numbers, &json, "exceptions", RC_STATED_EXCEPTION, error)))
    return FALSE;
  return rc_bundle_check_lines (self->work, "data/custody.jsonl", state_act, &stating, error);
}
