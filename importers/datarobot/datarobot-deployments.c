/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "datarobot-context.h"

/**
 * rc_datarobot_read_deployment:
 *
 * A deployment shows the model of now. Since when it runs stands in the model history.
 */
gboolean
rc_datarobot_read_deployment (RcJsonItems  *self,
                              GError      **error)
{
  g_autofree char *type = rc_json_items_dup (self, "model/type");
  gint64 created_us = rc_json_items_read_time (self, "createdAt", NULL);
  gint64 endpoint;
  gint64 version;
  gint64 run;

  return rc_datarobot_read_entity (self, RC_ENTITY_ENDPOINT, "id", &endpoint, error) &&
         rc_json_items_add_tags (self, endpoint, "label description status importance approvalStatus hasOpenedChangeRequests", error) &&
         rc_registry_writer_add_created (&self->writer, endpoint, created_us, error) &&
         rc_json_items_add_names (self, endpoint, RC_PROPERTY_TAG, "owner", "owners/preview owners", error) &&
         rc_datarobot_read_model_of (self, "model/id", "model/projectId", &version, error) &&
         rc_registry_writer_add_tag (&self->writer, version, "modelType", type, RC_TIME_NONE, error) &&
         rc_datarobot_read_entity (self, RC_ENTITY_RUN, "model/projectId", &run, error) &&
         rc_json_items_add_tags (self, run, "model/projectName model/targetName", error);
}

/**
 * rc_datarobot_read_history:
 *
 * An entry of a deployment's model history.
 */
gboolean
rc_datarobot_read_history (RcJsonItems  *self,
                           GError      **error)
{
  gint64 version;

  return rc_datarobot_read_model_of (self, "modelId model/id", "projectId model/projectId", &version, error) &&
         rc_json_items_add_tags (self, version, "modelPackageId", error);
}

/**
 * rc_datarobot_read_validation:
 *
 * Checks made before a model replaces another. The answer seldom names the model: the checks then stand alone.
 */
gboolean
rc_datarobot_read_validation (RcJsonItems  *self,
                              GError      **error)
{
  guint32 checks = rc_json_items_find (self, "checks");
  gint64 subject;

  if (!rc_datarobot_read_entity (self, RC_ENTITY_MODEL_VERSION, "newModelId modelId", &subject, error))
    return FALSE;
  if (subject == 0)
    {
      /* Of this source only: nothing tells which replacement it was. */
      subject = rc_import_sink_add_entity (self->writer.sink, RC_ENTITY_EVALUATION, NULL, "validation of a model replacement", error);
      if (subject == 0)
        return FALSE;
    }

  if (!rc_json_items_add_tags (self, subject, "status message", error))
    return FALSE;
  if (!rc_json_is (&self->json, checks, RC_JSON_OBJECT))
    return TRUE;
  for (guint32 name = checks + 1; name < self->json.nodes[checks].next; name = self->json.nodes[name].next)
    {
      guint32 status = rc_json_is (&self->json, name + 1, RC_JSON_OBJECT) ? rc_json_member (&self->json, name + 1, "status") : RC_JSON_NO_NODE;
      g_autofree char *check = rc_json_dup_text (&self->json, name, NULL);
      g_autofree char *outcome = NULL;
      g_autofree char *text = NULL;

      status = rc_json_items_resolve (&self->json, status);
      if (!rc_json_is (&self->json, status, RC_JSON_STRING))
        continue;
      outcome = rc_json_dup_string (&self->json, status);
      text = g_strdup_printf ("%s = %s", check, outcome != NULL ? outcome : "");
      rc_registry_writer_at (&self->writer, "%s/checks/%s", self->pointer->str, check);
      if (!rc_registry_writer_add_claim (&self->writer, subject, RC_PROPERTY_CHECKED, text, 0, RC_TIME_NONE, RC_TIME_NONE, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rc_datarobot_read_settings:
 *
 * Which column identifies an inference. The answer seldom names its deployment.
 */
gboolean
rc_datarobot_read_settings (RcJsonItems  *self,
                            GError      **error)
{
  gint64 endpoint;

  if (!rc_datarobot_read_entity (self, RC_ENTITY_ENDPOINT, "deploymentId id", &endpoint, error))
    return FALSE;
  if (endpoint == 0)
    {
      endpoint = rc_import_sink_add_entity (self->writer.sink, RC_ENTITY_ENDPOINT, NULL, "a deployment that is not named", error);
      if (endpoint == 0)
        return FALSE;
    }

  return rc_json_items_add_names (self, endpoint, RC_PROPERTY_TAG, "column of the association id", "associationId/columnNames", error) &&
         rc_json_items_add_tags (self, endpoint, "associationId/requiredInPredictionRequests targetDrift/enabled featureDrift/enabled",
                                error);
}

/**
 * rc_datarobot_read_export_job:
 *
 * The record of an export of prediction data: without it the export names neither deployment nor model.
 */
gboolean
rc_datarobot_read_export_job (RcJsonItems  *self,
                              GError      **error)
{
  g_autofree char *start = rc_json_items_dup (self, "period/start");
  g_autofree char *end = rc_json_items_dup (self, "period/end");
  g_autofree char *period = start != NULL && end != NULL ? g_strdup_printf ("%s – %s", start, end) : NULL;
  gint64 version;

  return rc_datarobot_read_entity (self, RC_ENTITY_MODEL_VERSION, "modelId", &version, error) &&
         rc_registry_writer_add_tag (&self->writer, version, "prediction data exported", period, RC_TIME_NONE, error);
}

/**
 * rc_datarobot_read_access:
 *
 * With whom something is shared, and in which role. The answer does not name the thing.
 */
gboolean
rc_datarobot_read_access (RcJsonItems  *self,
                          GError      **error)
{
  gint64 person;

  return rc_datarobot_read_entity (self, RC_ENTITY_PERSON, "username", &person, error) &&
         rc_json_items_add_tags (self, person, "role canShare", error);
}
