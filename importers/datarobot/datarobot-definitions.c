/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "datarobot-service.h"

#include "datarobot-context.h"
#include "datarobot.h"

#include "importers/yaml-reader.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * Definitions of custom models that are kept with their code: model.yaml, deployment.yaml (one mapping, or a list of them) and
 * model-metadata.yaml. They say what somebody wanted, not what the service did.
 *
 * definition, known by                        claims                                                        → question
 * model (user_provided_model_id)              model: tags name, target; environment model_environment_id     environment (of no run)
 * deployment (user_provided_deployment_id)    endpoint: tags description, model (to that model), column of    endpoint
 *                                             the association id, data set of actuals
 * metadata (name, type; targetType …)         model name: tags type, target, threshold, labels; environment  environment (of no run)
 *
 * Not evidenced: versions, times, who. Runtime parameters can be credentials and are not claimed.
 */

typedef struct
{
  const char *path;
  const char *tag;
} TagOfPath;

static const TagOfPath model_tags[] = {
  { "target_type", "target type" }, { "settings/name", "name" }, { "settings/target_name", "target" }, { NULL, NULL }
};

static const TagOfPath deployment_tags[] = {
  { "settings/description", "description" },
  { "settings/label", "label" },
  { "settings/association/association_id_column", "column of the association id" },
  { "settings/association/actual_values_column", "column of the actual values" },
  { "settings/association/actuals_dataset_id", "data set of the actuals" },
  { NULL, NULL }
};

static const TagOfPath metadata_tags[] = {
  { "type", "type" }, { "targetType", "target type" }, { "modelID", "custom model" }, { "inferenceModel/targetName", "target" },
  { "inferenceModel/positiveClassLabel", "positive class" }, { "inferenceModel/negativeClassLabel", "negative class" },
  { "inferenceModel/predictionThreshold", "threshold" }, { NULL, NULL }
};

/* (nullable) */
static const char *
peek (const RcYaml *yaml,
      guint         mapping,
      const char   *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);
  const char *text;
  guint node = mapping;
  gsize length;

  for (guint i = 0; names[i] != NULL && node != RC_YAML_NO_NODE; i++)
    node = rc_yaml_peek_node (yaml, node)->type == RC_YAML_MAPPING ? rc_yaml_resolve (yaml, rc_yaml_member (yaml, node, names[i]))
                                                                     : RC_YAML_NO_NODE;
  if (node == RC_YAML_NO_NODE || rc_yaml_is_null (yaml, node))
    return NULL;

  text = rc_yaml_peek_text (yaml, node, &length);
  return text != NULL && length > 0 && strlen (text) == length ? text : NULL;
}

static gboolean
add_tags (RcRegistryWriter  *writer,
          const RcYaml      *yaml,
          guint              mapping,
          gint64             entity,
          const TagOfPath   *tags,
          GError           **error)
{
  g_autofree char *place = g_strdup (writer->locator);

  for (; tags->path != NULL; tags++)
    {
      rc_registry_writer_at (writer, "%s/%s", place, tags->path);
      if (!rc_registry_writer_add_tag (writer, entity, tags->tag, peek (yaml, mapping, tags->path), RC_TIME_NONE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_model_of (RcRegistryWriter  *writer,
              gint64             endpoint,
              const char        *id,
              GError           **error)
{
  g_autofree char *value = NULL;
  gint64 model;

  if (id == NULL)
    return TRUE;

  value = g_strdup_printf ("model = %s", id);
  return rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL, id, &model, error) &&
         rc_registry_writer_add_claim (writer, endpoint, RC_PROPERTY_TAG, value, model, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
read_definition (RcRegistryWriter  *writer,
                 const RcYaml      *yaml,
                 guint              mapping,
                 GError           **error)
{
  const char *deployment = peek (yaml, mapping, "user_provided_deployment_id");
  const char *model = peek (yaml, mapping, "user_provided_model_id");
  const char *name = peek (yaml, mapping, "name");
  const char *environment = peek (yaml, mapping, model != NULL ? "version/model_environment_id" : "environmentID");
  gint64 entity;

  if (deployment != NULL)
    return rc_registry_writer_add_entity (writer, RC_ENTITY_ENDPOINT, deployment, &entity, error) &&
           add_model_of (writer, entity, model, error) &&
           add_tags (writer, yaml, mapping, entity, deployment_tags, error);
  if (model == NULL && (name == NULL || peek (yaml, mapping, "type") == NULL))
    return TRUE;

  return rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL, model != NULL ? model : name, &entity, error) &&
         rc_registry_writer_link (writer, entity, RC_PROPERTY_ENVIRONMENT, RC_ENTITY_ENVIRONMENT, environment, RC_TIME_NONE, error) &&
         add_tags (writer, yaml, mapping, entity, model != NULL ? model_tags : metadata_tags, error);
}

static gboolean
read_document (RcRegistryWriter  *writer,
               const RcYaml      *yaml,
               GError           **error)
{
  const RcYamlNode *top = rc_yaml_count_nodes (yaml) > 0 ? rc_yaml_peek_node (yaml, 0) : NULL;
  guint index = 0;

  if (top == NULL || (top->type != RC_YAML_MAPPING && top->type != RC_YAML_SEQUENCE))
    return TRUE;

  rc_registry_writer_at (writer, "%s", "");
  if (top->type == RC_YAML_MAPPING)
    return read_definition (writer, yaml, 0, error);

  for (guint item = rc_yaml_first_child (yaml, 0); item != RC_YAML_NO_NODE; item = rc_yaml_next_sibling (yaml, 0, item))
    {
      guint mapping = rc_yaml_resolve (yaml, item);

      rc_registry_writer_at (writer, "/%u", index++);
      if (rc_yaml_peek_node (yaml, mapping)->type == RC_YAML_MAPPING && !read_definition (writer, yaml, mapping, error))
        return FALSE;
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
  g_autofree char *scope = rc_datarobot_scope_dup (input);
  g_autoptr (RcYaml) yaml = rc_yaml_new ();
  RcRegistryWriter writer;
  RcYamlFault fault;
  const char *text;
  gsize length;
  gboolean good;

  if (input->bytes == NULL)
    return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, -1, RC_EXCEPTION_LIMIT, "at most 4 MiB (RC_LIMIT_YAML_BYTES)", "more",
                                     "The definition cannot be read.", error);
  text = g_bytes_get_data (input->bytes, &length);
  if (!rc_yaml_parse (yaml, text != NULL ? text : "", length, &fault))
    return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, (gint64) fault.offset, fault.kind, fault.expected, fault.found,
                                     "The definition cannot be read.", error);
  if (rc_yaml_count_duplicates (yaml) > 0)
    return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, (gint64) rc_yaml_peek_node (yaml, rc_yaml_nth_duplicate (yaml, 0))->offset,
                                     RC_EXCEPTION_DUPLICATE_MEMBER, "each key once", "a key again", "The definition cannot be read.", error);

  rc_registry_writer_init (&writer, sink, RC_IMPORT_SOURCE);
  writer.scope = scope;
  good = read_document (&writer, yaml, error) && rc_registry_writer_finish (&writer, error);
  rc_registry_writer_clear (&writer);
  return good;
}

/* Whether a line of the sample begins with the key, in a list too. */
static gboolean
has_key (const RcSample *sample,
         const char     *key)
{
  const char *end = sample->head + sample->head_length;
  gsize length = strlen (key);

  for (const char *line = sample->head; line != NULL && line < end; )
    {
      const char *next = memchr (line, '\n', (gsize) (end - line));

      if ((gsize) (end - line) > 2 && line[0] == '-' && line[1] == ' ')
        line += 2;
      if ((gsize) (end - line) > length && memcmp (line, key, length) == 0 && line[length] == ':')
        return TRUE;
      line = next != NULL ? next + 1 : NULL;
    }

  return FALSE;
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  if (has_key (sample, "user_provided_model_id") || has_key (sample, "user_provided_deployment_id"))
    return 90;
  if (has_key (sample, "name") && has_key (sample, "type") && has_key (sample, "targetType") &&
      (has_key (sample, "environmentID") || has_key (sample, "inferenceModel") || has_key (sample, "modelID")))
    return 80;
  return 0;
}

static const RcImporter importer = {
  .id = "datarobot-definition",
  .title = N_("DataRobot definitions of custom models (YAML)"),
  .system = RC_DATAROBOT_SYSTEM,
  .evidences = N_("which model and environment a deployment was meant to have, and the column that identifies its inferences; says nothing "
                  "of what was done, when or by whom"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
};

const RcImporter *
rc_datarobot_definitions_importer (void)
{
  return &importer;
}
