/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-webhooks.h"

#include "mlflow-alias-moves.h"
#include "mlflow-claims.h"
#include "mlflow.h"

#include "core/exception.h"
#include "core/words.h"
#include "importers/json-document.h"
#include "importers/json-sample.h"
#include "importers/secret.h"

#include <string.h>

/*
 * An archive of what MLflow's webhooks delivered: one JSON body on each line, {"entity":…,"action":…,"timestamp":…,"data":{…}}. It is the only
 * source of open-source MLflow that dates a move of an alias.
 *
 *   timestamp                                     when it happened: valid from, and recorded
 *   registered_model created                      model; created, description
 *   model_version created                         version data.name/data.version: version-of → model, created        → model-version
 *                                                 data.run_id: trained-by → run                                      → run
 *                                                 data.source: artifact-place → build                                → artefact
 *                                                 data.description, data.tags: tag
 *   model_version_tag set                         approved_by: approved-by → person, from the delivery's time        → approval
 *                                                 a digest: artifact-digest; all others: tag "key = value"
 *   model_version_tag deleted                     tag "key, deleted"
 *   model_version_alias created, deleted          stage "@alias" of the version, from then until the next move       → model-version
 *   all others (prompts …)                        nothing
 *
 * What it cannot evidence: who did it (no body has an actor), that nothing is missing (deliveries may fail and are not numbered), that a body was
 * delivered at all: its signature is a keyed hash, which whoever can check it can make. Headers, secrets and addresses are not in a body; a tag
 * whose name says that it is a secret, or with a password in an address, is not claimed.
 */

typedef struct
{
  RcRegistryWriter    writer;
  RcMlflowAliasMoves *moves;
  RcJson              json;
  gint64              offset;     /* of the line */
  guint               number;
  gint64              time_us;
} Import;

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_auto (RcJsonSample) json = { 0 };

  rc_json_sample_read (&json, sample);
  return json.is_object && rc_json_sample_has_all (&json, "entity", "action", "timestamp", "data", "data/name", NULL) ? 80 : 0;
}

static gboolean
set_aside (Import      *self,
           gint64       offset,
           const char  *kind,
           const char  *expected,
           const char  *found,
           const char  *message,
           GError     **error)
{
  return rc_registry_writer_set_aside (&self->writer, self->offset + offset, kind, expected, found, message, error);
}

static guint32
peek_data (Import *self)
{
  return rc_json_member (&self->json, 0, "data");
}

static char *
dup_data (Import     *self,
          const char *name)
{
  return rc_json_document_dup (&self->json, peek_data (self), name);
}

static gboolean
refuse (Import      *self,
        const char  *expected,
        GError     **error)
{
  return set_aside (self, 0, RC_EXCEPTION_UNREADABLE_RECORD, expected, "none", "A delivery of a webhook does not say what it is about.", error);
}

static gboolean
add_version_tag (Import      *self,
                 gint64       version,
                 const char  *key,
                 const char  *value,
                 GError     **error)
{
  g_autofree char *tag = g_strdup_printf ("%s = %s", key, value);

  if (rc_secret_is_name (key) || rc_secret_is_address (value))
    return TRUE;
  if (rc_mlflow_is_approver_tag (key) || rc_mlflow_is_digest_tag (key, value))
    return rc_mlflow_add_version_tag (&self->writer, version, key, value, self->time_us, error);
  return rc_registry_writer_add_claim (&self->writer, version, RC_PROPERTY_TAG, tag, 0, self->time_us, self->time_us, error);
}

static gboolean
add_version_tags (Import      *self,
                  const char  *name,
                  GError     **error)
{
  guint32 tags = rc_json_member (&self->json, peek_data (self), "tags");
  gint64 version;

  if (!rc_json_is (&self->json, tags, RC_JSON_OBJECT))
    return TRUE;
  if (!rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, name, &version, error))
    return FALSE;

  for (guint32 tag = tags + 1; tag < self->json.nodes[tags].next; tag = self->json.nodes[tag + 1].next)
    {
      g_autofree char *key = rc_json_dup_text (&self->json, tag, NULL);
      g_autofree char *value = rc_json_document_dup (&self->json, tags, key);

      if (value != NULL && !add_version_tag (self, version, key, value, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_model (Import      *self,
            const char  *action,
            const char  *name,
            GError     **error)
{
  g_autofree char *description = dup_data (self, "description");
  RcMlflowModel model = { .name = name, .description = description, .created_us = self->time_us, .updated_us = self->time_us };

  return !g_str_equal (action, "created") || rc_mlflow_add_model (&self->writer, &model, error);
}

static gboolean
read_version (Import      *self,
              const char  *action,
              const char  *name,
              GError     **error)
{
  g_autofree char *number = dup_data (self, "version");
  g_autofree char *run_id = dup_data (self, "run_id");
  g_autofree char *source = dup_data (self, "source");
  g_autofree char *description = dup_data (self, "description");
  g_autofree char *full = NULL;
  RcMlflowVersion version = {
    .model = name,
    .number = number,
    .run_id = run_id,
    .source = source,
    .description = description,
    .created_us = self->time_us,
    .updated_us = self->time_us,
  };

  if (!g_str_equal (action, "created"))
    return TRUE;
  if (number == NULL)
    return refuse (self, "data.version", error);

  full = rc_mlflow_dup_version_name (name, number);
  return rc_mlflow_add_version (&self->writer, &version, error) && add_version_tags (self, full, error);
}

static gboolean
read_version_tag (Import      *self,
                  const char  *action,
                  const char  *name,
                  GError     **error)
{
  g_autofree char *number = dup_data (self, "version");
  g_autofree char *key = dup_data (self, "key");
  g_autofree char *value = dup_data (self, "value");
  g_autofree char *full = NULL;
  gint64 version;

  if (number == NULL || key == NULL)
    return refuse (self, "data.version and data.key", error);

  full = rc_mlflow_dup_version_name (name, number);
  if (!rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, full, &version, error))
    return FALSE;
  if (g_str_equal (action, "set"))
    return value == NULL || add_version_tag (self, version, key, value, error);
  if (g_str_equal (action, "deleted"))
    {
      g_autofree char *tag = g_strdup_printf ("%s, deleted", key);

      return rc_registry_writer_add_claim (&self->writer, version, RC_PROPERTY_TAG, tag, 0, self->time_us, self->time_us, error);
    }

  return TRUE;
}

static gboolean
read_alias (Import      *self,
            const char  *action,
            const char  *name,
            GError     **error)
{
  g_autofree char *alias = dup_data (self, "alias");
  g_autofree char *number = dup_data (self, "version");

  if (alias == NULL)
    return refuse (self, "data.alias", error);
  if (g_str_equal (action, "deleted"))
    rc_mlflow_alias_moves_add (self->moves, name, alias, NULL, self->time_us, self->writer.locator);
  else if (number == NULL)
    return refuse (self, "data.version", error);
  else if (g_str_equal (action, "created"))
    rc_mlflow_alias_moves_add (self->moves, name, alias, number, self->time_us, self->writer.locator);

  return TRUE;
}

static const struct
{
  const char *entity;
  gboolean  (*read) (Import *self, const char *action, const char *name, GError **error);
} entities[] = {
  { "registered_model", read_model },
  { "model_version", read_version },
  { "model_version_tag", read_version_tag },
  { "model_version_alias", read_alias },
};

static gboolean
read_body (Import  *self,
           GError **error)
{
  g_autofree char *entity = rc_json_document_dup (&self->json, 0, "entity");
  g_autofree char *action = rc_json_document_dup (&self->json, 0, "action");
  g_autofree char *name = dup_data (self, "name");

  if (entity == NULL || action == NULL || name == NULL || name[0] == '\0')
    return refuse (self, "entity, action and data.name", error);

  self->time_us = rc_json_document_read_time (&self->json, 0, "timestamp", 0, NULL);
  if (self->time_us == RC_TIME_NONE)
    return set_aside (self, 0, RC_EXCEPTION_UNREADABLE_RECORD, "a timestamp of RFC 3339", "none", "A delivery of a webhook does not say when.",
                      error);

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_str_equal (entity, entities[i].entity))
      return entities[i].read (self, action, name, error);
  return TRUE;
}

static gboolean
read_line (Import      *self,
           const char  *line,
           gsize        length,
           GError     **error)
{
  RcJsonFault fault;

  self->number++;
  if (length > 0 && line[length - 1] == '\r')
    length--;
  if (length == 0)
    return TRUE;

  rc_registry_writer_at (&self->writer, "line %u", self->number);
  if (!rc_json_parse (&self->json, line, length, &fault))
    return set_aside (self, (gint64) fault.offset, RC_EXCEPTION_UNREADABLE_RECORD, fault.expected, rc_json_fault_code (fault.kind),
                      "A delivery of a webhook cannot be read.", error);
  if (self->json.has_duplicate)
    return set_aside (self, self->json.nodes[self->json.duplicate].offset, RC_EXCEPTION_DUPLICATE_MEMBER, "each member named once", "one twice",
                      "A delivery of a webhook cannot be read.", error);

  return read_body (self, error);
}

static gboolean
read_lines (Import      *self,
            const char  *text,
            gsize        length,
            GError     **error)
{
  for (gsize offset = 0; offset < length;)
    {
      const char *end = memchr (text + offset, '\n', length - offset);
      gsize line_length = end != NULL ? (gsize) (end - text) - offset : length - offset;

      self->offset = (gint64) offset;
      if (!read_line (self, text + offset, line_length, error))
        return FALSE;
      offset += line_length + 1;
    }

  return TRUE;
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  Import work = { .moves = rc_mlflow_alias_moves_new () };
  gboolean good;

  rc_registry_writer_init (&work.writer, sink, RC_IMPORT_SOURCE);
  rc_json_init (&work.json);
  if (input->bytes == NULL)
    {
      good = rc_registry_writer_set_aside (&work.writer, -1, RC_EXCEPTION_LIMIT, "at most 64 MiB (RC_LIMIT_RECORD_BYTES)", "more",
                                           "An archive of deliveries is larger than the program reads.", error);
    }
  else
    {
      gsize length;
      const char *text = g_bytes_get_data (input->bytes, &length);

      good = read_lines (&work, text, length, error) && rc_mlflow_alias_moves_claim (work.moves, &work.writer, error);
    }
  rc_json_clear (&work.json);
  rc_registry_writer_clear (&work.writer);
  rc_mlflow_alias_moves_free (work.moves);

  return good;
}

static const RcImporter importer = {
  .id = "mlflow-webhooks",
  .title = N_("MLflow webhook deliveries (JSON lines)"),
  .system = RC_MLFLOW_SYSTEM,
  .evidences = N_("when versions were registered, tags set and aliases moved; not by whom, nor that no delivery is missing"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
};

/**
 * rc_mlflow_webhooks_importer:
 *
 * Returns: the importer of an archive of webhook bodies
 */
const RcImporter *
rc_mlflow_webhooks_importer (void)
{
  return &importer;
}
