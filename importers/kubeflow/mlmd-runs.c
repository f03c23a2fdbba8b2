/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlmd-context.h"

#include "importers/secret.h"
#include "kubeflow-names.h"
#include "protobuf-struct.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/json.h"
#include "importers/json-value.h"

#include <string.h>

static gboolean
is_run_type (const char *type)
{
  static const char * const types[] = { "system.PipelineRun", "pipeline_run", "run", NULL };

  return g_strv_contains (types, type);
}

/* The number in a column, as the text that queries take; (nullable): none, which is then set aside. */
static gboolean
require_id (RcSqliteImport   *self,
            const char       *column,
            char            **out_id,
            GError          **error)
{
  gint64 id;

  *out_id = NULL;
  if (rc_sqlite_row_get_integer (self->row, column, &id))
    {
      *out_id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
      return TRUE;
    }

  return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, "a number of the thing that the row is about",
                                       "none", "A row of the metadata store does not say what it is about.", error);
}

static gboolean
find_context (RcSqliteImport   *self,
              const char       *id,
              char            **out_name,
              char            **out_type,
              GError          **error)
{
  g_auto (GStrv) values = NULL;

  *out_name = NULL;
  *out_type = NULL;
  if (!rc_mlmd_look_up (self, "SELECT c.name, t.name FROM Context c LEFT JOIN Type t ON t.id = c.type_id WHERE c.id = ?", id, NULL, &values,
                        error))
    return FALSE;
  if (values != NULL && values[0][0] != '\0')
    {
      *out_name = g_strdup (values[0]);
      *out_type = g_strdup (values[1]);
    }

  return TRUE;
}

/**
 * rc_mlmd_read_context:
 *
 * A row of `Context`: a run, or a thing of a model registry.
 */
gboolean
rc_mlmd_read_context (RcSqliteImport  *self,
                      GError         **error)
{
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *type = NULL;
  gint64 created_us;
  gint64 run;

  if (!require_id (self, "id", &id, error) || (id != NULL && !find_context (self, id, &name, &type, error)))
    return FALSE;
  if (name == NULL)
    return TRUE;
  if (g_str_has_prefix (type, "kf."))
    return rc_mlmd_read_registry_context (self, type, error);
  if (!is_run_type (type))
    return TRUE;

  return rc_kubeflow_add_run (&self->writer, name, &run, error) &&
         rc_mlmd_read_time (self, "create_time_since_epoch", &created_us, error) &&
         rc_registry_writer_add_created (&self->writer, run, created_us, error);
}

/**
 * rc_mlmd_read_context_property:
 *
 * A row of `ContextProperty`.
 */
gboolean
rc_mlmd_read_context_property (RcSqliteImport  *self,
                               GError         **error)
{
  static const char * const shown[] = { "namespace", "resource_name", "pipeline_root", "pipeline_name", NULL };
  const char *key = rc_sqlite_row_peek_text (self->row, "name");
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *type = NULL;
  g_autofree char *value = NULL;
  gint64 run;

  if (!require_id (self, "context_id", &id, error) || (id != NULL && !find_context (self, id, &name, &type, error)))
    return FALSE;
  if (name == NULL || key == NULL)
    return TRUE;
  if (g_str_has_prefix (type, "kf."))
    return rc_mlmd_read_registry_property (self, type, error);
  if (!is_run_type (type) || !g_strv_contains (shown, key))
    return TRUE;

  value = rc_mlmd_dup_property (self);
  return rc_kubeflow_add_run (&self->writer, name, &run, error) &&
         rc_registry_writer_add_tag (&self->writer, run, key, value, RC_TIME_NONE, error);
}

static gboolean
keep_run (RcSqliteImport   *self,
          const char       *execution,
          const char       *run,
          GError          **error)
{
  RcMlmdStore *store = self->data;
  gint64 *key;

  if (g_hash_table_size (store->runs) >= RC_LIMIT_MLMD_COUNTED)
    {
      if (store->is_full)
        return TRUE;
      store->is_full = TRUE;
      return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_LIMIT,
                                           "at most 1000000 executions that belong to runs (RC_LIMIT_MLMD_COUNTED)", "more",
                                           "To which run the other executions belong is not looked up.", error);
    }

  key = g_new (gint64, 1);
  *key = g_ascii_strtoll (execution, NULL, 10);
  /* An execution that two runs name belongs to the first. */
  if (g_hash_table_contains (store->runs, key))
    g_free (key);
  else
    g_hash_table_insert (store->runs, key, g_ref_string_new_intern (run));
  return TRUE;
}

/**
 * rc_mlmd_read_association:
 *
 * A row of `Association`: an execution belongs to a context.
 */
gboolean
rc_mlmd_read_association (RcSqliteImport  *self,
                          GError         **error)
{
  g_autofree char *context = NULL;
  g_autofree char *execution = NULL;
  g_autofree char *name = NULL;
  g_autofree char *type = NULL;

  if (!require_id (self, "context_id", &context, error) || !require_id (self, "execution_id", &execution, error))
    return FALSE;
  if (context == NULL || execution == NULL)
    return TRUE;
  if (!find_context (self, context, &name, &type, error))
    return FALSE;

  if (name != NULL && g_str_equal (type, "kf.InferenceService"))
    return rc_mlmd_tell_serving (self, context, execution, error);
  return name == NULL || !is_run_type (type) || keep_run (self, execution, name, error);
}

/* What people call the step: its task in the pipeline, its component, or the class of it. */
static gboolean
find_step (RcSqliteImport         *self,
           const char             *id,
           const RcMlmdExecution  *execution,
           char                  **out_step,
           GError                **error)
{
  static const char * const names[] = { "task_name", "display_name", "component_id" };

  *out_step = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (names) && *out_step == NULL; i++)
    if (!rc_mlmd_find_property (self, "ExecutionProperty", id, names[i], out_step, error))
      return FALSE;
  if (*out_step == NULL && !g_str_equal (execution->type, "system.DAGExecution"))
    *out_step = g_strdup (rc_mlmd_short_type (execution->type));

  return TRUE;
}

/**
 * rc_mlmd_read_execution:
 *
 * A row of `Execution`: a step of a run. The outermost graph of KFP has no name: its state is the run's.
 */
gboolean
rc_mlmd_read_execution (RcSqliteImport  *self,
                        GError         **error)
{
  g_autofree char *id = NULL;
  g_autofree char *step = NULL;
  g_autofree char *status = NULL;
  g_auto (RcMlmdExecution) execution = { NULL };
  const char *word = NULL;
  gboolean found = FALSE;
  gint64 updated_us;
  gint64 state;
  gint64 run;

  if (!require_id (self, "id", &id, error) || (id != NULL && !rc_mlmd_find_execution (self, id, &execution, &found, error)))
    return FALSE;
  if (!found || g_str_has_prefix (execution.type, "kf."))
    return TRUE;
  if (rc_sqlite_row_get_integer (self->row, "last_known_state", &state))
    word = rc_mlmd_execution_state (state);
  if (!find_step (self, id, &execution, &step, error) ||
      !rc_kubeflow_add_run (&self->writer, execution.run, &run, error) ||
      !rc_mlmd_read_time (self, "last_update_time_since_epoch", &updated_us, error))
    return FALSE;
  if (word == NULL)
    return TRUE;

  status = step != NULL ? g_strdup_printf ("%s: %s", step, word) : g_strdup (word);
  return rc_registry_writer_add_claim (&self->writer, run, RC_PROPERTY_STATUS, status, 0, RC_TIME_NONE, updated_us, error);
}

static gboolean
add_parameters (RcSqliteImport   *self,
                gint64            run,
                const char       *step,
                const char       *text,
                GError          **error)
{
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, text, strlen (text), &fault) || !rc_json_is (&json, 0, RC_JSON_OBJECT))
    return TRUE;

  for (guint32 member = 1, n = 0; member < json.nodes[0].next && n < RC_LIMIT_KUBEFLOW_PARAMETERS; member = json.nodes[member].next, n++)
    {
      g_autofree char *name = rc_json_dup_text (&json, member, NULL);
      g_autofree char *value = rc_json_value_dup (&json, member + 1);
      g_autofree char *key = step != NULL ? g_strdup_printf ("parameter %s of %s", name, step) : g_strdup_printf ("parameter %s", name);

      if (!rc_secret_is_name (name) && !rc_registry_writer_add_tag (&self->writer, run, key, value, RC_TIME_NONE, error))
        return FALSE;
    }

  return TRUE;
}

/* A step that was served from an earlier one ran there: in that one's image, in that one's run. */
static gboolean
add_cache (RcSqliteImport   *self,
           gint64            run,
           const char       *step,
           const char       *earlier,
           GError          **error)
{
  g_auto (RcMlmdExecution) execution = { NULL };
  g_autofree char *image = NULL;
  g_autofree char *tag = NULL;
  gboolean found;
  gint64 other = 0;

  if (!rc_mlmd_find_execution (self, earlier, &execution, &found, error) ||
      !rc_mlmd_find_property (self, "ExecutionProperty", earlier, "image", &image, error))
    return FALSE;
  if (!found)
    {
      tag = g_strdup_printf ("%s = served from execution %s, which this store does not have", step, earlier);
      return rc_registry_writer_add_claim (&self->writer, run, RC_PROPERTY_TAG, tag, 0, RC_TIME_NONE, RC_TIME_NONE, error);
    }

  tag = g_strdup_printf ("%s = served from execution %s of the run %s", step, earlier, execution.run);
  return rc_kubeflow_add_run (&self->writer, execution.run, &other, error) &&
         rc_registry_writer_add_claim (&self->writer, run, RC_PROPERTY_TAG, tag, other, RC_TIME_NONE, RC_TIME_NONE, error) &&
         rc_kubeflow_add_image (&self->writer, run, image, "in which an earlier run made what this one took over", error);
}

/* Executions that did not end well used an image, too; it made nothing. */
static gboolean
add_property (RcSqliteImport         *self,
              const RcMlmdExecution  *execution,
              gint64                  run,
              const char             *step,
              const char             *key,
              const char             *value,
              GError                **error)
{
  static const char * const parameters[] = { "train_args", "eval_args", "input_fingerprint", "custom_config", NULL };
  g_autofree char *tag = NULL;

  if (g_str_equal (key, "image"))
    return execution->is_cached || rc_kubeflow_add_image (&self->writer, run, value, NULL, error);
  if (g_str_equal (key, "cached_execution_id"))
    return add_cache (self, run, step != NULL ? step : "a step", value, error);
  if (g_str_equal (key, "inputs") && value[0] == '{')
    return add_parameters (self, run, step, value, error);
  /* TFX names the wheel with the trainer's code by the digest of what is in it. */
  if ((g_str_equal (key, "module_path") || g_str_equal (key, "module_file")) && g_str_has_suffix (execution->type, ".Trainer"))
    return rc_registry_writer_add_claim (&self->writer, run, RC_PROPERTY_CODE_COMMIT, value, 0, RC_TIME_NONE, RC_TIME_NONE, error);
  if (!g_strv_contains (parameters, key))
    return TRUE;

  tag = step != NULL ? g_strdup_printf ("%s of %s", key, step) : g_strdup (key);
  return rc_registry_writer_add_tag (&self->writer, run, tag, value, RC_TIME_NONE, error);
}

/**
 * rc_mlmd_read_execution_property:
 *
 * A row of `ExecutionProperty`.
 */
gboolean
rc_mlmd_read_execution_property (RcSqliteImport  *self,
                                 GError         **error)
{
  const char *key = rc_sqlite_row_peek_text (self->row, "name");
  const char *text = rc_sqlite_row_peek_text (self->row, "string_value");
  g_autofree char *id = NULL;
  g_autofree char *value = NULL;
  g_autofree char *step = NULL;
  g_auto (RcMlmdExecution) execution = { NULL };
  gboolean found = FALSE;
  gint64 run;

  if (!require_id (self, "execution_id", &id, error))
    return FALSE;
  value = rc_mlmd_dup_property (self);
  if (value == NULL && text != NULL)
    return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, "a serialized google.protobuf.Struct in base64",
                                         "other bytes", "A property of the metadata store cannot be read.", error);
  /* "None" and "null" are how TFX writes that a parameter was not given. */
  if (id == NULL || key == NULL || value == NULL || value[0] == '\0' || g_str_equal (value, "None") || g_str_equal (value, "null") ||
      rc_secret_is_name (key))
    return TRUE;
  if (!rc_mlmd_find_execution (self, id, &execution, &found, error))
    return FALSE;
  if (!found || !execution.counts || g_str_has_prefix (execution.type, "kf."))
    return TRUE;

  return find_step (self, id, &execution, &step, error) &&
         rc_kubeflow_add_run (&self->writer, execution.run, &run, error) &&
         add_property (self, &execution, run, step, key, value, error);
}
