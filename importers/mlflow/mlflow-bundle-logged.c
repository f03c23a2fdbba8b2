/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-bundle.h"

#include "importers/json-value.h"
#include "importers/secret.h"

#include <string.h>

static gboolean
add_model_tag (RcMlflowBundle  *self,
               gint64           model,
               const char      *key,
               const char      *value,
               gpointer         user_data,
               GError         **error)
{
  return rc_secret_is_name (key) || rc_mlflow_add_logged_model_tag (&self->writer, model, key, value, error);
}

/* A metric may say on which data set it was measured. */
static gboolean
add_metric (RcMlflowBundle  *self,
            const char      *model_id,
            guint32          metric,
            GError         **error)
{
  const RcJson *json = &self->json;
  g_autofree char *key = rc_json_document_dup (json, metric, "key");
  g_autofree char *value = rc_json_document_dup (json, metric, "value");
  g_autofree char *name = rc_json_document_dup (json, metric, "dataset_name");
  g_autofree char *digest = rc_json_document_dup (json, metric, "dataset_digest");
  g_autofree char *dataset = name != NULL ? rc_mlflow_dup_dataset_name (name, digest) : NULL;
  gint64 us;

  if (key == NULL)
    return TRUE;
  return rc_mlflow_bundle_read_time (self, metric, "timestamp", &us, error) &&
         rc_registry_writer_add_evaluation (&self->writer, RC_ENTITY_MODEL_VERSION, model_id, key, value, dataset, us, error);
}

static gboolean
add_metrics (RcMlflowBundle  *self,
             const char      *model_id,
             guint32          model,
             const char      *pointer,
             GError         **error)
{
  guint32 metrics = rc_mlflow_bundle_member (self, model, "metrics", RC_JSON_ARRAY);
  guint index = 0;

  if (metrics == RC_JSON_NO_NODE)
    return TRUE;
  for (guint32 item = metrics + 1; item < self->json.nodes[metrics].next; item = self->json.nodes[item].next, index++)
    {
      rc_registry_writer_at (&self->writer, "%s/metrics/%u", pointer, index);
      if (!add_metric (self, model_id, item, error))
        return FALSE;
    }

  return TRUE;
}

/* The data sets are those of the run that built the model. */
static gboolean
add_inputs (RcMlflowBundle  *self,
            const char      *run_id,
            guint32          model,
            const char      *pointer,
            GError         **error)
{
  guint32 inputs = rc_mlflow_bundle_member (self, model, "dataset_inputs", RC_JSON_ARRAY);
  g_autofree char *place = g_strconcat (pointer, "/dataset_inputs", NULL);
  gint64 run;

  if (run_id == NULL || inputs == RC_JSON_NO_NODE)
    return TRUE;
  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_RUN, run_id, &run, error) &&
         rc_mlflow_bundle_add_inputs (self, run, inputs, place, error);
}

static gboolean
add_logged_model (RcMlflowBundle  *self,
                  guint32          node,
                  const char      *pointer,
                  GError         **error)
{
  const RcJson *json = &self->json;
  g_autofree char *name = rc_json_document_dup (json, node, "name");
  g_autofree char *run_id = rc_json_document_dup (json, node, "source_run_id");
  g_autofree char *place = rc_json_document_dup (json, node, "artifact_location");
  g_autofree char *status = rc_json_document_dup (json, node, "status");
  g_autofree char *message = rc_json_document_dup (json, node, "status_message");
  g_autofree char *type = rc_json_document_dup (json, node, "model_type");
  g_autofree char *tags_place = g_strconcat (pointer, "/tags", NULL);
  g_autofree char *id = NULL;
  RcMlflowLoggedModel model = {
    .name = name, .run_id = run_id, .artifact_location = place, .status = status, .status_message = message, .model_type = type,
  };
  gint64 entity;

  rc_registry_writer_at (&self->writer, "%s", pointer);
  if (!rc_mlflow_bundle_require (self, node, "model_id", &id, error))
    return FALSE;
  if (id == NULL)
    return TRUE;

  model.id = id;
  return rc_mlflow_bundle_read_time (self, node, "creation_timestamp", &model.created_us, error) &&
         rc_mlflow_bundle_read_time (self, node, "last_updated_timestamp", &model.updated_us, error) &&
         rc_mlflow_add_logged_model (&self->writer, &model, error) &&
         rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, id, &entity, error) &&
         rc_mlflow_bundle_for_tags (self, rc_json_member (json, node, "tags"), tags_place, entity, add_model_tag, NULL, error) &&
         add_metrics (self, id, node, pointer, error) &&
         add_inputs (self, run_id, node, pointer, error);
}

/**
 * rc_mlflow_bundle_read_logged_model:
 *
 * logged_model.json.
 */
gboolean
rc_mlflow_bundle_read_logged_model (RcMlflowBundle  *self,
                                    GError         **error)
{
  return add_logged_model (self, self->mlflow, "/mlflow", error);
}

static gboolean
add_logged_models (RcMlflowBundle  *self,
                   guint32          list,
                   const char      *pointer,
                   GError         **error)
{
  guint index = 0;

  if (list == RC_JSON_NO_NODE)
    return TRUE;
  for (guint32 item = list + 1; item < self->json.nodes[list].next; item = self->json.nodes[item].next, index++)
    {
      g_autofree char *place = g_strdup_printf ("%s/%u", pointer, index);

      /* Some exporters list only the ids; each model then has a file of its own. */
      if (rc_json_is (&self->json, item, RC_JSON_OBJECT) && !add_logged_model (self, item, place, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rc_mlflow_bundle_read_logged_models:
 *
 * logged_models.json: those of each experiment.
 */
gboolean
rc_mlflow_bundle_read_logged_models (RcMlflowBundle  *self,
                                     GError         **error)
{
  guint32 experiments = rc_mlflow_bundle_member (self, self->mlflow, "experiments", RC_JSON_ARRAY);
  guint index = 0;

  for (guint32 item = experiments + 1; item < self->json.nodes[experiments].next; item = self->json.nodes[item].next, index++)
    {
      g_autofree char *place = g_strdup_printf ("/mlflow/experiments/%u/logged_models", index);

      if (!add_logged_models (self, rc_mlflow_bundle_member (self, item, "logged_models", RC_JSON_ARRAY), place, error))
        return FALSE;
    }

  return TRUE;
}

/* What the data set was made from; a text, or an object with an address. */
static gboolean
add_source (RcMlflowBundle  *self,
            gint64           dataset,
            guint32          node,
            GError         **error)
{
  g_autofree char *text = rc_json_document_dup (&self->json, node, "source");
  guint32 source = rc_mlflow_bundle_member (self, node, "source", RC_JSON_OBJECT);

  if (text == NULL && source != RC_JSON_NO_NODE)
    text = rc_json_value_dup (&self->json, source);
  return rc_mlflow_bundle_add_tag (self, dataset, "dataset_source", text, NULL, error);
}

/**
 * rc_mlflow_bundle_read_dataset:
 *
 * evaluation_dataset.json: the set as such. Its records may be about persons and stay in the file.
 */
gboolean
rc_mlflow_bundle_read_dataset (RcMlflowBundle  *self,
                               GError         **error)
{
  const RcJson *json = &self->json;
  guint32 node = rc_mlflow_bundle_member (self, self->mlflow, "evaluation_dataset", RC_JSON_OBJECT);
  g_autofree char *digest = rc_json_document_dup (json, node, "digest");
  g_autofree char *id = rc_json_document_dup (json, node, "dataset_id");
  const char *created = rc_json_member (json, node, "created_time") != RC_JSON_NO_NODE ? "created_time" : "create_time";
  g_autofree char *name = NULL;
  g_autofree char *full = NULL;
  gint64 dataset;
  gint64 us;

  rc_registry_writer_at (&self->writer, "/mlflow/evaluation_dataset");
  if (!rc_mlflow_bundle_require (self, node, "name", &name, error))
    return FALSE;
  if (name == NULL)
    return TRUE;

  full = rc_mlflow_dup_dataset_name (name, digest != NULL ? digest : id);
  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_DATASET, full, &dataset, error) &&
         rc_registry_writer_add_claim (&self->writer, dataset, RC_PROPERTY_DATASET_DIGEST, digest, 0, RC_TIME_NONE, RC_TIME_NONE, error) &&
         rc_mlflow_bundle_read_time (self, node, created, &us, error) &&
         rc_registry_writer_add_created (&self->writer, dataset, us, error) &&
         rc_registry_writer_add_tag (&self->writer, dataset, "dataset_id", id, RC_TIME_NONE, error) &&
         add_source (self, dataset, node, error) &&
         rc_mlflow_bundle_for_tags (self, rc_json_member (json, node, "tags"), "/mlflow/evaluation_dataset/tags", dataset,
                                    rc_mlflow_bundle_add_tag, NULL, error);
}
