/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "source-schema.h"

#include <string.h>

#include "custody.h"
#include "importer.h"
#include "json-writer.h"

G_DEFINE_QUARK (rc-source-schema-error-quark, rc_source_schema_error)

static char *
dup_key (gint64 source)
{
  return g_strdup_printf ("statement.schema.%" G_GINT64_FORMAT, source);
}

gint64
rc_source_schema_get (RcCase *case_file,
                      gint64  source)
{
  g_autofree char *key = dup_key (source);
  g_autofree char *value = rc_case_dup_setting (case_file, key);
  gint64 schema;

  return value != NULL && g_ascii_string_to_signed (value, 10, 1, G_MAXINT64, &schema, NULL) ? schema : 0;
}

static gboolean
is_published (const RcSource *source)
{
  return strcmp (source->state, "published") == 0;
}

static gboolean
check_source (const RcSource  *source,
              GError         **error)
{
  if (is_published (source) && source->framing != RC_FRAMING_FIXED && strcmp (source->kind, "container") != 0 && source->records > 0
      && !rc_source_is_repeat (source))
    return TRUE;

  g_set_error (error, RC_SOURCE_SCHEMA_ERROR, RC_SOURCE_SCHEMA_ERROR_SOURCE,
               "Source %" G_GINT64_FORMAT " has no records of its own in JSON that a schema could speak of", source->id);
  return FALSE;
}

static gboolean
check_schema (RcCase          *case_file,
              const RcSource  *schema,
              const RcSource  *source,
              GError         **error)
{
  const RcImporter *importer = is_published (schema) && schema->id != source->id
    ? rc_importer_for_source (case_file, schema, NULL) : NULL;

  if (importer != NULL && importer->describes_records)
    return TRUE;

  g_set_error (error, RC_SOURCE_SCHEMA_ERROR, RC_SOURCE_SCHEMA_ERROR_SCHEMA,
               "Source %" G_GINT64_FORMAT " is no JSON Schema of this case", schema->id);
  return FALSE;
}

static gboolean
note_act (RcCase          *case_file,
          const RcSource  *source,
          const RcSource  *schema,
          gint64           before,
          GError         **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *sha256 = schema != NULL ? rc_digest_dup_hex (&schema->sha256) : NULL;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "source", source->id);
  rc_json_writer_member_string (writer, "name", source->name);
  rc_json_writer_member_integer (writer, "schema", schema != NULL ? schema->id : 0);
  rc_json_writer_member_string (writer, "schema_name", schema != NULL ? schema->name : NULL);
  rc_json_writer_member_string (writer, "schema_sha256", sha256);
  rc_json_writer_member_integer (writer, "before", before);
  rc_json_writer_end_object (writer);
  return rc_custody_append (case_file, "schema", rc_json_writer_peek (writer), error);
}

static gboolean
keep (RcCase          *case_file,
      const RcSource  *source,
      const RcSource  *schema,
      GError         **error)
{
  g_autofree char *key = dup_key (source->id);
  g_autofree char *value = schema != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, schema->id) : NULL;

  return rc_case_set_setting (case_file, key, value, error);
}

/**
 * rc_source_schema_set:
 * @source: number of a source of lines or of one document in JSON
 * @schema: number of a source that is a JSON Schema; 0 for none
 */
gboolean
rc_source_schema_set (RcCase  *case_file,
                      gint64   source,
                      gint64   schema,
                      GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcSource) log = NULL;
  g_autoptr (RcSource) form = NULL;
  gint64 before;

  if (!rc_case_require_writable (case_file, error))
    return FALSE;
  log = rc_source_load (database, source, error);
  if (log == NULL || (schema != 0 && !check_source (log, error)))
    return FALSE;
  form = schema != 0 ? rc_source_load (database, schema, error) : NULL;
  if (schema != 0 && (form == NULL || !check_schema (case_file, form, log, error)))
    return FALSE;

  before = rc_source_schema_get (case_file, source);
  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (keep (case_file, log, form, error) && note_act (case_file, log, form, before, error) && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}
