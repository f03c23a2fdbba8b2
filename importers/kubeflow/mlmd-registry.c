/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlmd-acts.h"

#include "importers/secret.h"
#include "kubeflow-names.h"

#include <string.h>

/*
 * The database of Kubeflow's model registry, which is a metadata store with contexts of its own:
 *
 *   kf.RegisteredModel     named as the model
 *   kf.ModelVersion        named "number of the registered model:name of the version"
 *   kf.ServingEnvironment
 *   kf.InferenceService    named "number of the serving environment:name"
 *   kf.ModelArtifact       an artifact, attributed to its version
 *   kf.ServeModel          an execution, associated with its inference service
 */

static const char *
name_behind_number (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon != NULL && strspn (name, "0123456789") == (gsize) (colon - name) && colon > name ? colon + 1 : name;
}

/* "model/version", and the two. */
static gboolean
find_version (RcSqliteImport   *self,
              const char       *context,
              char            **out_model,
              char            **out_version,
              GError          **error)
{
  g_autofree char *name = NULL;
  g_autofree char *number = NULL;

  *out_model = NULL;
  *out_version = NULL;
  if (!rc_mlmd_find (self, "SELECT c.name FROM Context c JOIN Type t ON t.id = c.type_id WHERE c.id = ? AND t.name = 'kf.ModelVersion'", context,
                     NULL, &name, error))
    return FALSE;
  if (name == NULL || name_behind_number (name) == name)
    return TRUE;

  number = g_strndup (name, strcspn (name, ":"));
  if (!rc_mlmd_find (self, "SELECT c.name FROM Context c JOIN Type t ON t.id = c.type_id WHERE c.id = ? AND t.name = 'kf.RegisteredModel'",
                     number, NULL, out_model, error))
    return FALSE;
  if (*out_model != NULL)
    *out_version = g_strdup (name_behind_number (name));

  return TRUE;
}

static gboolean
add_version (RcSqliteImport   *self,
             const char       *context,
             gint64           *out_version,
             GError          **error)
{
  g_autofree char *model = NULL;
  g_autofree char *version = NULL;
  g_autofree char *full = NULL;

  *out_version = 0;
  if (!find_version (self, context, &model, &version, error))
    return FALSE;
  if (model == NULL)
    return TRUE;

  full = g_strdup_printf ("%s/%s", model, version);
  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, full, out_version, error) &&
         rc_registry_writer_link (&self->writer, *out_version, RC_PROPERTY_VERSION_OF, RC_ENTITY_MODEL, model, RC_TIME_NONE, error);
}

static char *
dup_number (RcSqliteImport *self,
            const char     *column)
{
  gint64 number = 0;

  rc_sqlite_row_get_integer (self->row, column, &number);
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/**
 * rc_mlmd_read_registry_context:
 * @type: name of the context's type
 *
 * A row of `Context` of a model registry.
 */
gboolean
rc_mlmd_read_registry_context (RcSqliteImport  *self,
                               const char      *type,
                               GError         **error)
{
  const char *name = rc_sqlite_row_peek_text (self->row, "name");
  g_autofree char *id = dup_number (self, "id");
  gint64 created_us;
  gint64 entity = 0;

  if (g_str_equal (type, "kf.RegisteredModel") && name != NULL &&
      !rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL, name, &entity, error))
    return FALSE;
  if (g_str_equal (type, "kf.ModelVersion") && !add_version (self, id, &entity, error))
    return FALSE;

  return rc_mlmd_read_time (self, "create_time_since_epoch", &created_us, error) &&
         (entity == 0 || rc_registry_writer_add_created (&self->writer, entity, created_us, error));
}

/**
 * rc_mlmd_read_registry_property:
 * @type: name of the context's type
 *
 * A row of `ContextProperty` of a model registry.
 */
gboolean
rc_mlmd_read_registry_property (RcSqliteImport  *self,
                                const char      *type,
                                GError         **error)
{
  const char *key = rc_sqlite_row_peek_text (self->row, "name");
  g_autofree char *id = dup_number (self, "context_id");
  g_autofree char *value = rc_mlmd_dup_property (self);
  g_autofree char *model = NULL;
  gint64 entity = 0;

  if (value == NULL || rc_secret_is_name (key))
    return TRUE;
  if (g_str_equal (type, "kf.RegisteredModel") &&
      (!rc_mlmd_find (self, "SELECT name FROM Context WHERE id = ?", id, NULL, &model, error) ||
       (model != NULL && !rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL, model, &entity, error))))
    return FALSE;
  if (g_str_equal (type, "kf.ModelVersion") && !add_version (self, id, &entity, error))
    return FALSE;
  if (entity == 0)
    return TRUE;

  return rc_kubeflow_add_registry_property (&self->writer, entity, g_str_equal (type, "kf.ModelVersion"), key, value, RC_TIME_NONE, error);
}

/**
 * rc_mlmd_read_attribution:
 *
 * A row of `Attribution`: an artifact belongs to a context; of a model registry, a file to a version.
 */
gboolean
rc_mlmd_read_attribution (RcSqliteImport  *self,
                          GError         **error)
{
  g_autofree char *context = dup_number (self, "context_id");
  g_autofree char *id = dup_number (self, "artifact_id");
  g_autofree char *run_name = NULL;
  g_auto (RcMlmdArtifact) artifact = { .kind = RC_MLMD_OTHER };
  gboolean found;
  gint64 version;
  gint64 run = 0;

  if (!rc_mlmd_find_artifact (self, id, &artifact, &found, error))
    return FALSE;
  if (!found || !g_str_equal (artifact.type, "kf.ModelArtifact"))
    return TRUE;
  if (!add_version (self, context, &version, error) ||
      !rc_mlmd_find_property (self, "ArtifactProperty", id, "model_source_id", &run_name, error))
    return FALSE;
  if (version == 0)
    return TRUE;
  if (run_name != NULL && !rc_kubeflow_add_run (&self->writer, run_name, &run, error))
    return FALSE;

  return rc_kubeflow_add_place (&self->writer, version, artifact.uri, 0, error) &&
         (run == 0 || rc_registry_writer_add_claim (&self->writer, version, RC_PROPERTY_TRAINED_BY, run_name, run, RC_TIME_NONE, RC_TIME_NONE,
                                                    error));
}

static gboolean
find_served_version (RcSqliteImport   *self,
                     const char       *execution,
                     char            **out_model,
                     char            **out_version,
                     GError          **error)
{
  g_autofree char *id = NULL;

  *out_model = NULL;
  *out_version = NULL;
  return rc_mlmd_find_property (self, "ExecutionProperty", execution, "model_version_id", &id, error) &&
         (id == NULL || find_version (self, id, out_model, out_version, error));
}

/**
 * rc_mlmd_tell_serving:
 * @context: number of a kf.InferenceService
 * @execution: number of what is associated with it
 *
 * A version was served at an endpoint. One that failed, was canceled or did not begin was not.
 */
gboolean
rc_mlmd_tell_serving (RcSqliteImport  *self,
                      const char      *context,
                      const char      *execution,
                      GError         **error)
{
  g_autofree char *service = NULL;
  g_autofree char *model = NULL;
  g_autofree char *version = NULL;
  g_auto (GStrv) values = NULL;
  g_auto (RcMlmdAct) act = { .table = "execution", .number = execution };

  if (!rc_mlmd_find (self, "SELECT name FROM Context WHERE id = ?", context, NULL, &service, error) ||
      !rc_mlmd_look_up (self,
                        "SELECT e.last_known_state, e.create_time_since_epoch, e.last_update_time_since_epoch FROM Execution e"
                        " JOIN Type t ON t.id = e.type_id WHERE e.id = ? AND t.name = 'kf.ServeModel'",
                        execution, NULL, &values, error) ||
      !find_served_version (self, execution, &model, &version, error))
    return FALSE;
  if (service == NULL || values == NULL || model == NULL)
    return TRUE;

  act.status = rc_mlmd_execution_state (values[0][0] != '\0' ? g_ascii_strtoll (values[0], NULL, 10) : 0);
  act.kind = rc_kubeflow_was_served (act.status) ? RC_EVENT_DEPLOYMENT : RC_EVENT_OTHER;
  act.id = g_strdup_printf ("ServeModel/%s", execution);
  act.endpoint = name_behind_number (service);
  act.name = model;
  act.version = version;
  act.milliseconds = g_strdup (values[1]);
  if (rc_kubeflow_has_ended (act.status))
    act.end = g_strdup (values[2]);
  return rc_mlmd_act_tell (&act, self, error);
}
