/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-model.h"

#include "mlflow-claims.h"
#include "mlflow-path.h"
#include "mlflow.h"

#include "importers/yaml-document.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * MLmodel, the file that describes a model package of MLflow. It is about what a run built: the logged model of MLflow 3 ("m-…"), before
 * that the run's artifact ("RUN:path"), and where the package was saved outside a run, the package by its own id.
 *
 *   field                                   says                                              answers
 *   model_id                                the logged model that all of this is about        model-version, through the version whose
 *   run_id with artifact_path               … or the build of a run                           place names it
 *   model_uuid                              … or the package; else TAG model_uuid
 *   run_id                                  build: TRAINED_BY → run                           run
 *   utc_time_created                        build: CREATED; UTC, though no zone stands there
 *   flavors.python_function.python_version  run (build without run): ENVIRONMENT "Python x"   environment
 *   flavors.<f>.<f>_version, mlflow_version, databricks_runtime   likewise ENVIRONMENT        environment
 *   flavors                                 build: TAG "flavors = a, b"
 *   model_size_bytes                        build: TAG
 *   signature.{inputs,outputs,params}       build: TAG, where short enough to be listed
 *   resources.databricks.<kind>[].name      build: TAG: what the model calls when it answers
 *   prompts[]                               build: TAG
 *
 * A field that stands in the path too must say the same: the run or the logged model in whose artifacts the package stands.
 * Not evidenced: a digest of the model's files, who registered or approved it, on what it was trained but by its run. Free fields
 * (metadata, loader details) stay in the file.
 */

typedef struct
{
  RcRegistryWriter writer;
  RcYaml          *yaml;
  RcMlflowHome     home;
  const char      *run_id;     /* (nullable) */
  gint64           build;
  gint64           trained;    /* the run, or the build where no run is known */
} Model;

static const char *
peek (const Model *self,
      const char  *key)
{
  return rc_yaml_document_peek (self->yaml, 0, key);
}

static gint64
offset_of (const Model *self,
           const char  *key)
{
  const RcYamlNode *node = rc_yaml_peek_node (self->yaml, rc_yaml_member (self->yaml, 0, key));

  return node != NULL ? (gint64) node->offset : -1;
}

static gboolean
check_home (Model        *self,
            const char   *key,
            const char   *expected,
            GError      **error)
{
  const char *found = peek (self, key);

  if (found == NULL || expected == NULL || g_str_equal (found, expected))
    return TRUE;
  return rc_registry_writer_set_aside (&self->writer, offset_of (self, key), RC_EXCEPTION_REGISTRY_MALFORMED, expected, found,
                                       "A model package stands in the folder of another thing than it says.", error);
}

/* MLflow 3 writes where the package lies into artifact_path, before that a path below the run's artifacts. */
static gboolean
is_below_run (const char *path)
{
  return path != NULL && path[0] != '/' && strstr (path, ":/") == NULL;
}

/* (transfer full) */
static char *
dup_build_name (const Model *self)
{
  const char *id = peek (self, "model_id");
  const char *uuid = peek (self, "model_uuid");
  const char *path = peek (self, "artifact_path");

  if (id != NULL)
    return g_strdup (id);
  if (self->run_id != NULL && is_below_run (path))
    return rc_mlflow_dup_build_name (self->run_id, path);
  if (uuid != NULL)
    return g_strdup (uuid);
  if (self->run_id != NULL && self->home.artifact_path != NULL)
    return rc_mlflow_dup_build_name (self->run_id, self->home.artifact_path);
  return g_strdup (self->home.model_id != NULL ? self->home.model_id : "MLmodel");
}

static gboolean
find_things (Model    *self,
             GError  **error)
{
  g_autofree char *name = NULL;

  self->run_id = peek (self, "run_id");
  if (self->run_id == NULL)
    self->run_id = self->home.run_id;
  name = dup_build_name (self);
  if (!rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, name, &self->build, error))
    return FALSE;

  self->trained = self->build;
  rc_registry_writer_at (&self->writer, "/run_id");
  return check_home (self, "run_id", self->home.run_id, error) && check_home (self, "model_id", self->home.model_id, error) &&
         rc_mlflow_add_trained_by (&self->writer, self->build, self->run_id, error) &&
         (self->run_id == NULL || rc_registry_writer_add_entity (&self->writer, RC_ENTITY_RUN, self->run_id, &self->trained, error));
}

static gboolean
add_created (Model    *self,
             GError  **error)
{
  const char *text = peek (self, "utc_time_created");
  RcTimestamp time = { 0 };

  if (text == NULL)
    return TRUE;
  rc_registry_writer_at (&self->writer, "/utc_time_created");
  if (!rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time))
    return rc_registry_writer_set_aside (&self->writer, offset_of (self, "utc_time_created"), RC_EXCEPTION_REGISTRY_MALFORMED,
                                         "a date and a time", text, "A time of the registry is no time.", error);

  return rc_import_sink_set_as_of (self->writer.sink, time.from_us, error) &&
         rc_registry_writer_add_created (&self->writer, self->build, time.from_us, error);
}

static gboolean
add_environment (Model       *self,
                 const char  *key,
                 const char  *value,
                 GError     **error)
{
  g_autofree char *text = value != NULL ? g_strdup_printf ("%s = %s", key, value) : NULL;

  return rc_registry_writer_add_claim (&self->writer, self->trained, RC_PROPERTY_ENVIRONMENT, text, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
add_environment_field (Model       *self,
                       const char  *key,
                       GError     **error)
{
  rc_registry_writer_at (&self->writer, "/%s", key);
  return add_environment (self, key, peek (self, key), error);
}

static gboolean
add_tag (Model       *self,
         const char  *key,
         const char  *value,
         GError     **error)
{
  if (value == NULL || strlen (key) + strlen (" = ") + strlen (value) > RC_LIMIT_NAME_BYTES)
    return TRUE;
  return rc_registry_writer_add_tag (&self->writer, self->build, key, value, RC_TIME_NONE, error);
}

/* "sklearn" has "sklearn_version"; python_function has "python_version". */
static gboolean
add_flavor (Model        *self,
            const char   *name,
            guint         flavor,
            GError      **error)
{
  g_autofree char *key = g_strdup_printf ("%s_version", g_str_equal (name, "python_function") ? "python" : name);
  const char *version = rc_yaml_document_peek (self->yaml, flavor, key);
  g_autofree char *python = NULL;

  rc_registry_writer_at (&self->writer, "/flavors/%s/%s", name, key);
  if (!g_str_equal (name, "python_function") || version == NULL)
    return add_environment (self, key, version, error);

  /* In the words of the same statement in a run's tags. */
  python = g_strconcat ("Python ", version, NULL);
  return rc_registry_writer_add_claim (&self->writer, self->trained, RC_PROPERTY_ENVIRONMENT, python, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
add_flavors (Model    *self,
             GError  **error)
{
  guint flavors = rc_yaml_member (self->yaml, 0, "flavors");
  const RcYamlNode *node = rc_yaml_peek_node (self->yaml, flavors);
  g_autoptr (GString) list = g_string_new (NULL);

  if (node == NULL || node->type != RC_YAML_MAPPING)
    return TRUE;

  for (guint key = rc_yaml_first_child (self->yaml, flavors); key != RC_YAML_NO_NODE;)
    {
      guint value = rc_yaml_next_sibling (self->yaml, flavors, key);
      const char *name = rc_yaml_peek_text (self->yaml, rc_yaml_resolve (self->yaml, key), NULL);

      if (name != NULL && list->len <= RC_LIMIT_NAME_BYTES)
        {
          g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", name);
          if (!add_flavor (self, name, rc_yaml_resolve (self->yaml, value), error))
            return FALSE;
        }
      key = value != RC_YAML_NO_NODE ? rc_yaml_next_sibling (self->yaml, flavors, value) : value;
    }

  rc_registry_writer_at (&self->writer, "/flavors");
  return list->len == 0 || add_tag (self, "flavors", list->str, error);
}

static gboolean
add_signature (Model    *self,
               GError  **error)
{
  static const char * const parts[] = { "inputs", "outputs", "params" };
  guint signature = rc_yaml_member (self->yaml, 0, "signature");

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *key = g_strdup_printf ("signature.%s", parts[i]);

      rc_registry_writer_at (&self->writer, "/signature/%s", parts[i]);
      if (!add_tag (self, key, rc_yaml_document_peek (self->yaml, signature, parts[i]), error))
        return FALSE;
    }

  return TRUE;
}

/* The names in a list of {name: x}, or of texts, under one key. */
static gboolean
add_list (Model        *self,
          const char   *key,
          guint         list,
          guint        *inout_n,
          GError      **error)
{
  guint index = 0;

  for (guint item = rc_yaml_first_child (self->yaml, list); item != RC_YAML_NO_NODE;
       item = rc_yaml_next_sibling (self->yaml, list, item), index++)
    {
      guint node = rc_yaml_resolve (self->yaml, item);
      const char *text = rc_yaml_peek_text (self->yaml, node, NULL);

      if (++*inout_n > RC_LIMIT_REGISTRY_PARTS)
        return *inout_n > RC_LIMIT_REGISTRY_PARTS + 1 ||
               rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_LIMIT,
                                             "at most 256 parts of a model or run (RC_LIMIT_REGISTRY_PARTS)", "more",
                                             "A model package names more than the program lists.", error);
      rc_registry_writer_at (&self->writer, "%s/%u", key, index);
      if (!add_tag (self, key + 1, text != NULL ? text : rc_yaml_document_peek (self->yaml, node, "name"), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_list (const Model *self,
         guint        node)
{
  const RcYamlNode *peeked = rc_yaml_peek_node (self->yaml, node);

  return peeked != NULL && peeked->type == RC_YAML_SEQUENCE;
}

/* What the model calls when it answers: endpoints, indexes, tables, functions. */
static gboolean
add_resources (Model    *self,
               GError  **error)
{
  guint kinds = rc_yaml_member (self->yaml, rc_yaml_member (self->yaml, 0, "resources"), "databricks");
  guint prompts = rc_yaml_member (self->yaml, 0, "prompts");
  guint n = 0;

  for (guint key = rc_yaml_first_child (self->yaml, kinds); key != RC_YAML_NO_NODE && !is_list (self, kinds);)
    {
      guint value = rc_yaml_next_sibling (self->yaml, kinds, key);
      const char *kind = rc_yaml_peek_text (self->yaml, rc_yaml_resolve (self->yaml, key), NULL);
      guint list = rc_yaml_resolve (self->yaml, value);

      if (kind != NULL && is_list (self, list))
        {
          g_autofree char *pointer = g_strdup_printf ("/resources/databricks/%s", kind);

          if (!add_list (self, pointer, list, &n, error))
            return FALSE;
        }
      key = value != RC_YAML_NO_NODE ? rc_yaml_next_sibling (self->yaml, kinds, value) : value;
    }

  return !is_list (self, prompts) || add_list (self, "/prompts", prompts, &n, error);
}

static gboolean
add_size (Model    *self,
          GError  **error)
{
  const char *uuid = peek (self, "model_uuid");
  const char *id = peek (self, "model_id");

  rc_registry_writer_at (&self->writer, "/model_size_bytes");
  if (!add_tag (self, "model_size_bytes", peek (self, "model_size_bytes"), error))
    return FALSE;
  rc_registry_writer_at (&self->writer, "/model_uuid");
  return g_strcmp0 (uuid, id) == 0 || add_tag (self, "model_uuid", uuid, error);
}

static gboolean
read_model (Model    *self,
            GError  **error)
{
  return find_things (self, error) && add_created (self, error) && add_flavors (self, error) &&
         add_environment_field (self, "mlflow_version", error) && add_environment_field (self, "databricks_runtime", error) &&
         add_size (self, error) && add_signature (self, error) && add_resources (self, error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autoptr (RcYaml) yaml = rc_yaml_new ();
  g_autoptr (GError) read_error = NULL;
  g_autofree char *scope = NULL;
  Model model = { .yaml = yaml };

  if (!rc_yaml_document_read (yaml, input, sink, "A model package of MLflow cannot be read.", &read_error))
    {
      if (read_error == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&read_error));
      return FALSE;
    }

  rc_registry_writer_init (&model.writer, sink, RC_IMPORT_SOURCE);
  rc_mlflow_home_read (&model.home, input->name);
  model.writer.scope = scope = rc_registry_scope_dup (input, model.home.levels);
  if (read_model (&model, &read_error))
    (void) rc_registry_writer_finish (&model.writer, &read_error);
  rc_registry_writer_clear (&model.writer);
  rc_mlflow_home_clear (&model.home);
  if (read_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&read_error));
      return FALSE;
    }
  return TRUE;
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  static const char * const others[] = { "run_id", "artifact_path", "mlflow_version", "model_uuid", "utc_time_created" };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    n += rc_yaml_sample_has (sample, others[i]);
  return rc_yaml_sample_has (sample, "flavors") && n >= 2 ? 90 : 0;
}

/* It tells no events. */
static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return g_ptr_array_new ();
}

static const RcImporter importer = {
  .id = "mlflow-model",
  .title = N_("MLflow model package (MLmodel)"),
  .system = RC_MLFLOW_SYSTEM,
  .evidences = N_("the run that built a model, when, with which versions of Python and its libraries, its signature and what it calls; "
                  "no digest of the model's files and no approver"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

/**
 * rc_mlflow_model_importer:
 *
 * Returns: the importer of MLmodel files
 */
const RcImporter *
rc_mlflow_model_importer (void)
{
  return &importer;
}
