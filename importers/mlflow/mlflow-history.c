/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-claims.h"

#include "importers/json-document.h"

#include <string.h>

/*
 * The tag "mlflow.log-model.history", which runs had before MLflow 3 gave models a table: a JSON list of the model packages that a run
 * wrote, with the uuid of each since about 1.20, and the version of Python in which it did.
 */

static gboolean
add_environment (RcRegistryWriter  *writer,
                 gint64             run,
                 const RcJson      *json,
                 guint32            package,
                 char             **last,
                 GError           **error)
{
  guint32 flavours = rc_json_member (json, package, "flavors");
  guint32 loader = rc_json_is (json, flavours, RC_JSON_OBJECT) ? rc_json_member (json, flavours, "python_function") : RC_JSON_NO_NODE;
  g_autofree char *version = rc_json_document_dup (json, loader, "python_version");
  g_autofree char *text = NULL;

  if (version == NULL || g_strcmp0 (version, *last) == 0)
    return TRUE;

  text = g_strdup_printf ("Python %s", version);
  g_free (*last);
  *last = g_steal_pointer (&version);
  return rc_registry_writer_add_claim (writer, run, RC_PROPERTY_ENVIRONMENT, text, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}

/* utc_time_created is UTC and has no mark of a zone. */
static gint64
read_created (const RcJson *json,
              guint32       package)
{
  g_autofree char *text = rc_json_document_dup (json, package, "utc_time_created");
  RcTimestamp time;

  if (text == NULL || !rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time))
    return RC_TIME_NONE;
  return time.from_us;
}

static gboolean
add_package (RcRegistryWriter  *writer,
             gint64             run,
             const RcJson      *json,
             guint32            package,
             GError           **error)
{
  g_autofree char *run_id = rc_json_document_dup (json, package, "run_id");
  g_autofree char *path = rc_json_document_dup (json, package, "artifact_path");
  g_autofree char *uuid = rc_json_document_dup (json, package, "model_uuid");
  g_autofree char *name = NULL;
  g_autofree char *tag = NULL;
  gint64 build;

  if (run_id == NULL || path == NULL)
    return TRUE;

  name = rc_mlflow_dup_build_name (run_id, path);
  tag = g_strdup_printf (RC_MLFLOW_HISTORY_TAG " = %s", path);
  return rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL_VERSION, name, &build, error) &&
         rc_mlflow_add_trained_by (writer, build, run_id, error) &&
         rc_registry_writer_add_created (writer, build, read_created (json, package), error) &&
         rc_registry_writer_add_tag (writer, build, "model_uuid", uuid, RC_TIME_NONE, error) &&
         rc_registry_writer_add_claim (writer, run, RC_PROPERTY_TAG, tag, build, RC_TIME_NONE, RC_TIME_NONE, error);
}

/**
 * rc_mlflow_add_history:
 * @text: the tag's value; one that is no list is a tag like any other
 */
gboolean
rc_mlflow_add_history (RcRegistryWriter  *writer,
                       gint64             run,
                       const char        *text,
                       GError           **error)
{
  g_auto (RcJson) json = { 0 };
  g_autofree char *last = NULL;
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, text, strlen (text), &fault) || json.has_duplicate || !rc_json_is (&json, 0, RC_JSON_ARRAY))
    return rc_registry_writer_add_tag (writer, run, RC_MLFLOW_HISTORY_TAG, text, RC_TIME_NONE, error);

  for (guint32 package = 1; package < json.nodes[0].next; package = json.nodes[package].next)
    if (rc_json_is (&json, package, RC_JSON_OBJECT) &&
        (!add_package (writer, run, &json, package, error) || !add_environment (writer, run, &json, package, &last, error)))
      return FALSE;

  return TRUE;
}
