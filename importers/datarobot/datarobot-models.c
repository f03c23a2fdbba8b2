/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "datarobot-context.h"

#include "importers/json-value.h"

#include "core/bounds.h"

/* A number in any of the shapes; (nullable) for null, {} and lists of several. */
static char *
dup_number (const RcJson *json,
            guint32       node)
{
  node = rc_json_items_resolve (json, node);

  return rc_json_is (json, node, RC_JSON_NUMBER) || rc_json_is (json, node, RC_JSON_STRING) ? rc_json_value_dup (json, node) : NULL;
}

/* {"AUC": {"validation": 0.9, "holdout": null}} and {"AUC": {"0.0": [0.62]}}: @of is put before what the inner name says. */
static gboolean
add_metrics (RcJsonItems  *self,
             const char   *member,
             const char   *of,
             RcEntityKind  kind,
             const char   *thing,
             GError      **error)
{
  const RcJson *json = &self->json;
  guint32 metrics = rc_json_items_find (self, member);

  if (!rc_json_is (json, metrics, RC_JSON_OBJECT))
    return TRUE;

  for (guint32 name = metrics + 1; name < json->nodes[metrics].next; name = json->nodes[name].next)
    {
      g_autofree char *metric = rc_json_dup_text (json, name, NULL);
      guint32 inner = name + 1;

      if (!rc_json_is (json, inner, RC_JSON_OBJECT))
        continue;
      for (guint32 part = inner + 1; part < json->nodes[inner].next; part = json->nodes[part].next)
        {
          g_autofree char *value = dup_number (json, part + 1);
          g_autofree char *text = rc_json_dup_text (json, part, NULL);
          g_autofree char *label = g_strdup_printf ("%s (%s%s)", metric, of, text);

          rc_registry_writer_at (&self->writer, "%s/%s/%s/%s", self->pointer->str, member, metric, text);
          if (!rc_registry_writer_add_evaluation (&self->writer, kind, thing, label, value, NULL, RC_TIME_NONE, error))
            return FALSE;
        }
    }

  return TRUE;
}

/* Scores of cross-validation come without the id of their model: they are evaluations of nothing that could be joined. */
static gboolean
read_scores (RcJsonItems  *self,
             GError      **error)
{
  g_autofree char *model = rc_json_items_dup (self, "modelId");

  if (model != NULL)
    return add_metrics (self, "cvScores", "fold ", RC_ENTITY_MODEL_VERSION, model, error);

  self->writer.scope = NULL;
  return add_metrics (self, "cvScores", "fold ", RC_ENTITY_EVALUATION, "cross-validation of a model that is not named", error);
}

/**
 * rc_datarobot_read_model:
 *
 * A model of a project, or its scores of cross-validation.
 */
gboolean
rc_datarobot_read_model (RcJsonItems  *self,
                         GError      **error)
{
  g_autofree char *id = rc_json_items_dup (self, "modelId id");
  gint64 version;

  if (rc_json_items_find (self, "cvScores") != RC_JSON_NO_NODE)
    return read_scores (self, error);

  return rc_datarobot_read_model_of (self, "modelId id", "projectId", &version, error) &&
         rc_json_items_add_tags (self, version, "modelType modelCategory featurelistName samplePct trainingRowCount blueprintId parentModelId "
                                               "isFrozen trainingStartDate trainingEndDate predictionThreshold", error) &&
         (version == 0 || add_metrics (self, "metrics", "", RC_ENTITY_MODEL_VERSION, id, error));
}

/**
 * rc_datarobot_read_project:
 *
 * A project is the training run of its models; of the data it knows the file's name, and where it came from the catalogue its version.
 */
gboolean
rc_datarobot_read_project (RcJsonItems  *self,
                           GError      **error)
{
  g_autofree char *file = rc_json_items_dup (self, "fileName");
  g_autofree char *catalogue = rc_json_items_dup (self, "catalogVersionId");
  g_autofree char *dataset = file != NULL && catalogue != NULL ? g_strdup_printf ("%s@%s", file, catalogue) : g_strdup (file);
  gint64 created_us = rc_json_items_read_time (self, "created", NULL);
  gint64 run;

  return rc_datarobot_read_entity (self, RC_ENTITY_RUN, "id", &run, error) &&
         rc_registry_writer_add_created (&self->writer, run, created_us, error) &&
         rc_registry_writer_link (&self->writer, run, RC_PROPERTY_DATASET, RC_ENTITY_DATASET, dataset, RC_TIME_NONE, error) &&
         rc_json_items_add_tags (self, run, "projectName target metric stage targetType holdoutUnlocked partition/validationType "
                                           "partition/holdoutPct catalogId", error);
}

/**
 * rc_datarobot_read_recommendation:
 *
 * A recommendation is the program's own, no approval.
 */
gboolean
rc_datarobot_read_recommendation (RcJsonItems  *self,
                                  GError      **error)
{
  g_autofree char *type = rc_json_items_dup (self, "recommendationType");
  gint64 version;

  return rc_datarobot_read_model_of (self, "modelId", "projectId", &version, error) &&
         rc_registry_writer_add_tag (&self->writer, version, "recommended by the program", type, RC_TIME_NONE, error);
}

/**
 * rc_datarobot_read_prediction_job:
 *
 * That predictions, or explanations of them, were made, and on which data set.
 */
gboolean
rc_datarobot_read_prediction_job (RcJsonItems  *self,
                                  GError      **error)
{
  g_autofree char *id = rc_json_items_dup (self, "id");
  g_autofree char *dataset = rc_json_items_dup (self, "datasetId dataSubset");
  g_autofree char *key = g_strdup_printf ("predictions %s on", id != NULL ? id : "without an id");
  gint64 version;

  return rc_datarobot_read_model_of (self, "modelId", "projectId", &version, error) &&
         rc_registry_writer_add_tag (&self->writer, version, key, dataset, RC_TIME_NONE, error);
}

/**
 * rc_datarobot_read_package:
 *
 * A model package, what the registry deploys: it wraps one model.
 */
gboolean
rc_datarobot_read_package (RcJsonItems  *self,
                           GError      **error)
{
  g_autofree char *id = rc_json_items_dup (self, "id");
  g_autofree char *name = rc_json_items_dup (self, "name");
  g_autofree char *package = g_strdup_printf ("%s (%s)", name != NULL ? name : "", id != NULL ? id : "");
  g_autofree char *dataset = rc_json_items_dup (self, "datasets/trainingDataCatalogVersionId datasets/trainingDataCatalogId");
  gint64 created_us = rc_json_items_read_time (self, "createdAt", NULL);
  gint64 version;

  return rc_datarobot_read_model_of (self, "modelId", "sourceMeta/projectId projectId", &version, error) &&
         rc_registry_writer_add_tag (&self->writer, version, "model package", package, created_us, error) &&
         rc_registry_writer_link (&self->writer, version, RC_PROPERTY_DATASET, RC_ENTITY_DATASET, dataset, RC_TIME_NONE, error);
}

/**
 * rc_datarobot_read_custom_version:
 *
 * A version of a custom model: it has no project, so its making is a run of its own id.
 */
gboolean
rc_datarobot_read_custom_version (RcJsonItems  *self,
                                  GError      **error)
{
  g_autofree char *commit = rc_json_items_dup (self, "gitModelVersion/mainBranchCommitSha gitModelVersion/pullRequestCommitSha");
  g_autofree char *base = rc_json_items_dup (self, "baseEnvironmentId");
  g_autofree char *base_version = rc_json_items_dup (self, "baseEnvironmentVersionId");
  g_autofree char *environment = base != NULL && base_version != NULL ? g_strdup_printf ("%s@%s", base, base_version) : g_strdup (base);
  gint64 created_us = rc_json_items_read_time (self, "created createdAt", NULL);
  gint64 version;
  gint64 run;

  return rc_datarobot_read_model_of (self, "id", "id", &version, error) &&
         rc_datarobot_read_entity (self, RC_ENTITY_RUN, "id", &run, error) &&
         rc_registry_writer_add_created (&self->writer, version, created_us, error) &&
         rc_registry_writer_link (&self->writer, run, RC_PROPERTY_CODE_COMMIT, RC_ENTITY_COMMIT, commit, RC_TIME_NONE, error) &&
         rc_registry_writer_link (&self->writer, run, RC_PROPERTY_ENVIRONMENT, RC_ENTITY_ENVIRONMENT, environment, RC_TIME_NONE, error) &&
         rc_json_items_add_tags (self, version, "customModelId label isFrozen gitModelVersion/refName gitModelVersion/commitUrl", error);
}

/**
 * rc_datarobot_read_environment:
 *
 * An execution environment (env_info.json).
 */
gboolean
rc_datarobot_read_environment (RcJsonItems  *self,
                               GError      **error)
{
  g_autofree char *id = rc_json_items_dup (self, "id");
  g_autofree char *edition = rc_json_items_dup (self, "environmentVersionId");
  g_autofree char *name = id != NULL && edition != NULL ? g_strdup_printf ("%s@%s", id, edition) : g_strdup (id);
  gint64 environment = 0;

  return (name == NULL || rc_registry_writer_add_entity (&self->writer, RC_ENTITY_ENVIRONMENT, name, &environment, error)) &&
         rc_json_items_add_tags (self, environment, "name programmingLanguage environmentVersionDescription imageRepository", error);
}

static gboolean
add_sections (RcJsonItems  *self,
              gint64        declaration,
              guint32       sections,
              const char   *pointer,
              guint        *n_sections,
              GError      **error)
{
  const RcJson *json = &self->json;
  guint index = 0;

  for (guint32 node = sections + 1; node < json->nodes[sections].next; node = json->nodes[node].next)
    {
      g_autofree char *at = g_strdup_printf ("%s/sections/%u", pointer, index++);
      guint32 inner = rc_json_is (json, node, RC_JSON_OBJECT) ? rc_json_member (json, node, "sections") : RC_JSON_NO_NODE;
      guint32 title = rc_json_is (json, node, RC_JSON_OBJECT) ? rc_json_member (json, node, "title") : RC_JSON_NO_NODE;
      g_autofree char *text = NULL;

      title = rc_json_items_resolve (json, title);
      text = rc_json_is (json, title, RC_JSON_STRING) ? rc_json_dup_string (json, title) : NULL;
      if (text != NULL && (*n_sections)++ < RC_LIMIT_CARD_HEADINGS)
        {
          rc_registry_writer_at (&self->writer, "%s/title", at);
          if (!rc_registry_writer_add_tag (&self->writer, declaration, "section", text, RC_TIME_NONE, error))
            return FALSE;
        }
      if (rc_json_is (json, inner, RC_JSON_ARRAY) && !add_sections (self, declaration, inner, at, n_sections, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rc_datarobot_read_template:
 *
 * The template of a compliance document: which sections it has, nothing of any model.
 */
gboolean
rc_datarobot_read_template (RcJsonItems  *self,
                            GError      **error)
{
  guint32 sections = rc_json_items_find (self, "sections");
  gint64 declaration;
  guint n_sections = 0;

  declaration = rc_import_sink_add_entity (self->writer.sink, RC_ENTITY_DECLARATION, NULL, "template of a compliance document", error);
  return declaration != 0 &&
         (!rc_json_is (&self->json, sections, RC_JSON_ARRAY) ||
          add_sections (self, declaration, sections, self->pointer->str, &n_sections, error));
}
