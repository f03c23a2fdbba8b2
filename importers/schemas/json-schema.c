/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/schemas/json-schema.h"

#include "core/exception.h"
#include "core/json-schema.h"
#include "core/json.h"
#include "core/words.h"
#include "importers/json-document.h"
#include "importers/json-sample.h"
#include "importers/registry-writer.h"

#include <string.h>

/*
 * A JSON Schema that the provider delivered: in what form the records of a log should be. Which log, the records or the auditor say; here
 * it is only known for what it is.
 *
 * member                        claim about the declaration named by its "$id" or title
 * $id, $schema, title, version  tags
 */

static gboolean
add_tag (RcRegistryWriter  *writer,
         const RcJson      *json,
         gint64             declaration,
         const char        *name,
         GError           **error)
{
  g_autofree char *value = rc_json_document_dup (json, 0, name);

  return value == NULL || rc_registry_writer_add_tag (writer, declaration, name, value, RC_TIME_NONE, error);
}

static gboolean
read_schema (RcRegistryWriter  *writer,
             const RcJson      *json,
             GError           **error)
{
  g_autofree char *id = rc_json_document_dup (json, 0, "$id");
  g_autofree char *title = rc_json_document_dup (json, 0, "title");
  const char *name = id != NULL && *id != '\0' ? id : title != NULL && *title != '\0' ? title : "JSON Schema";
  gint64 declaration;

  rc_registry_writer_at (writer, "/");
  return rc_registry_writer_add_entity (writer, RC_ENTITY_DECLARATION, name, &declaration, error) &&
         add_tag (writer, json, declaration, "$id", error) && add_tag (writer, json, declaration, "$schema", error) &&
         add_tag (writer, json, declaration, "title", error) && add_tag (writer, json, declaration, "version", error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  static const char message[] = "This JSON Schema cannot be read: no record is held against it.";
  g_autofree char *scope = rc_registry_scope_dup (input, 2);
  g_autoptr (RcJsonSchema) schema = NULL;
  g_autoptr (GError) local_error = NULL;
  g_auto (RcJson) json;
  RcRegistryWriter writer;
  const char *reason;
  gboolean good;

  rc_json_init (&json);
  if (!rc_json_document_read (&json, input, sink, message, &local_error))
    return rc_json_document_was_refused (g_steal_pointer (&local_error), error);
  schema = rc_json_schema_new (json.text, json.length, &reason);
  if (schema == NULL)
    return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, -1, RC_EXCEPTION_LIMIT, reason, "something else", message, error);

  rc_registry_writer_init (&writer, sink, RC_IMPORT_SOURCE);
  writer.scope = scope;
  good = read_schema (&writer, &json, error);
  rc_registry_writer_clear (&writer);
  return good;
}

/* Documents of other sorts name the schema that they follow, too: one that is a schema has rules. */
static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  static const char * const rules[] = { "properties", "type", "$defs", "definitions", "allOf", "anyOf", "oneOf", "$ref", "required" };
  g_auto (RcJsonSample) json = { 0 };
  const char *dialect;
  gboolean has_rule = FALSE;

  rc_json_sample_read (&json, sample);
  for (gsize i = 0; json.is_object && i < G_N_ELEMENTS (rules); i++)
    has_rule = has_rule || rc_json_sample_has (&json, rules[i]);
  if (!has_rule)
    return 0;

  dialect = rc_json_sample_peek (&json, "$schema");
  if (dialect != NULL && strstr (dialect, "json-schema.org/") != NULL)
    return 90;
  return rc_json_sample_peek (&json, "$id") != NULL && rc_json_sample_has (&json, "type")
    && rc_json_sample_has (&json, "properties") ? 70 : 0;
}

static const RcImporter importer = {
  .id = "json-schema",
  .title = N_("JSON Schema"),
  .evidences = N_("in what form records should be; not that any are, which verify finds out where it is said of which log"),
  .framing = RC_FRAMING_WHOLE,
  .describes_records = TRUE,
  .recognise = recognise,
  .import = import,
};

/**
 * rc_json_schema_importer:
 *
 * Returns: the importer of JSON Schema documents
 */
const RcImporter *
rc_json_schema_importer (void)
{
  return &importer;
}
