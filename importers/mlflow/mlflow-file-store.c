/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-file-store.h"

#include "mlflow-environment.h"
#include "mlflow-file.h"
#include "mlflow.h"

#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * MLflow's file store, a folder usually called "mlruns": each parameter, tag and metric of a run is a file of its own, and only its path says
 * what it is. Each file is a source with one record; names hold within the folder of the store (and beside it in "mlartifacts").
 *
 *   file                                    says                                              answers
 *   <exp>/meta.yaml                         event "other": when the experiment was made       nothing; kept
 *   <exp>/<run>/meta.yaml                   run: CREATED start_time, STATUS (number → name),  run
 *                                           TRAINED_BY_PERSON user_id, CODE_COMMIT
 *                                           source_version, TAG name, artifact_uri, end_time,
 *                                           source_name and its type, entry_point_name,
 *                                           lifecycle_stage where deleted, or in .trash
 *   <exp>/<run>/params/<key>                run: TAG "params/key = value"                     nothing; kept with the run
 *   <exp>/<run>/tags/<key>                  run: CODE_COMMIT mlflow.source.git.commit and     code-commit, environment,
 *                                           gitRepoCommit, TRAINED_BY_PERSON mlflow.user,     dataset
 *                                           ENVIRONMENT mlflow.docker.*, mlflow.project.env,
 *                                           cluster; DATASET "dataset = name@digest";
 *                                           ARTIFACT_DIGEST; TAG mlflow.source.*,
 *                                           mlflow.project.*, mlflow.databricks.*,
 *                                           mlflow.parentRunId → run; packages listed in
 *                                           mlflow.log-model.history
 *   <exp>/<run>/metrics/<key>               run: EVALUATION "key = value" of the last step    evaluation
 *   <exp>/<run>/inputs/<id>/meta.yaml       run: DATASET → data set by its id; TAG            dataset
 *                                           mlflow.data.context; USED_MODEL → logged model
 *   <exp>/<run>/outputs/<m-id>/meta.yaml    logged model: TRAINED_BY → run of the path        run
 *   <exp>/datasets/<id>/meta.yaml           data set: DATASET_DIGEST; TAG name → data set     dataset
 *                                           "name@digest", TAG dataset_source of that
 *   <exp>/models/<m-id>/meta.yaml           logged model: CREATED, STATUS, TRAINED_BY         run, registry
 *                                           source_run_id, ARTIFACT_PLACE, TAG name,
 *                                           model_type, status_message, lifecycle_stage
 *   <exp>/models/<m-id>/{params,tags,metrics}/<key>   as for runs; tag mlflow.modelVersions   evaluation, registry
 *                                           → registered version, all other tags as TAG
 *   …/artifacts/…/registered_model_meta     registered version: ARTIFACT_PLACE → package      run
 *   …/artifacts/…/{conda.yaml,python_env.yaml,requirements.txt}   run or logged model:        environment
 *                                           ENVIRONMENT, the packages
 *   models/<name>/meta.yaml                 model: CREATED, TAG description                   registry
 *   models/<name>/tags/<key>                model: TAG                                        registry
 *   models/<name>/aliases/<alias>           version: STAGE "@alias", undated                  registry
 *   models/<name>/version-<n>/meta.yaml     version: VERSION_OF, CREATED, TRAINED_BY run_id,  model-version, run, artefact,
 *                                           ARTIFACT_PLACE source, storage_location,          registry
 *                                           models:/<model_id>; STAGE, STATUS, TAG
 *                                           run_link, status_message, description, user_id;
 *                                           recorded last_updated_timestamp
 *   models/<name>/version-<n>/tags/<key>    version: APPROVED_BY approved_by, ARTIFACT_DIGEST  approval, artefact
 *                                           artifact_sha256 …, all others TAG
 *   <exp>/traces/<id>/trace_info.yaml       event "inference": id, time, client_request_id;   what was asked and answered
 *                                           its assessments
 *   <exp>/traces/<id>/request_metadata/<key>, tags/<key>   event "other" that names the trace: input and output in full, model id, user
 *   <exp>/traces/<id>/assessments/<id>.yaml event "human action" where a HUMAN said it        human-action
 *
 * Not evidenced: when a stage or an alias changed and who changed it (each file is overwritten), approval but by a custom of tags, a digest of
 * model files, the trace's model within the trace's own record. Values of parameters and tags whose name says that they are a secret, and
 * addresses with a password, are not claimed. Other files of artifacts are not the store's.
 */

typedef struct
{
  RcMlflowPathKind  kind;
  gboolean          is_yaml;
  const char       *keys[2];         /* of YAML: what its first bytes must have, beside the path */
  gboolean        (*read) (RcMlflowFile *self, GError **error);
} FileKind;

static gboolean
read_environment (RcMlflowFile  *self,
                  GError       **error)
{
  gboolean of_model = rc_mlflow_is_logged_model_id (self->path.id, strlen (self->path.id));
  g_autofree char *file = g_path_get_basename (self->path.key);
  gint64 entity;

  if (!rc_registry_writer_add_entity (&self->writer, of_model ? RC_ENTITY_MODEL_VERSION : RC_ENTITY_RUN, self->path.id, &entity, error))
    return FALSE;
  if (self->yaml != NULL)
    return rc_mlflow_add_packages_of_yaml (&self->writer, entity, file, self->yaml, error);
  return rc_mlflow_add_packages_of_text (&self->writer, entity, file, self->text, error);
}

static const FileKind kinds[] = {
  { RC_MLFLOW_PATH_EXPERIMENT, TRUE, { "experiment_id", "name" }, rc_mlflow_file_read_experiment },
  { RC_MLFLOW_PATH_RUN, TRUE, { "artifact_uri", "status" }, rc_mlflow_file_read_run },
  { RC_MLFLOW_PATH_RUN_PARAM, FALSE, { NULL, NULL }, rc_mlflow_file_read_param },
  { RC_MLFLOW_PATH_RUN_TAG, FALSE, { NULL, NULL }, rc_mlflow_file_read_run_tag },
  { RC_MLFLOW_PATH_RUN_METRIC, FALSE, { NULL, NULL }, rc_mlflow_file_read_metric },
  { RC_MLFLOW_PATH_RUN_INPUT, TRUE, { "source_type", "source_id" }, rc_mlflow_file_read_input },
  { RC_MLFLOW_PATH_RUN_OUTPUT, TRUE, { "destination_type", "destination_id" }, rc_mlflow_file_read_output },
  { RC_MLFLOW_PATH_DATASET, TRUE, { "name", "digest" }, rc_mlflow_file_read_dataset },
  { RC_MLFLOW_PATH_LOGGED_MODEL, TRUE, { "model_id", "source_run_id" }, rc_mlflow_file_read_logged_model },
  { RC_MLFLOW_PATH_LOGGED_MODEL_PARAM, FALSE, { NULL, NULL }, rc_mlflow_file_read_param },
  { RC_MLFLOW_PATH_LOGGED_MODEL_TAG, FALSE, { NULL, NULL }, rc_mlflow_file_read_logged_model_tag },
  { RC_MLFLOW_PATH_LOGGED_MODEL_METRIC, FALSE, { NULL, NULL }, rc_mlflow_file_read_metric },
  { RC_MLFLOW_PATH_REGISTERED_META, TRUE, { "model_name", "model_version" }, rc_mlflow_file_read_registered_meta },
  { RC_MLFLOW_PATH_ENVIRONMENT, TRUE, { "dependencies", NULL }, read_environment },
  { RC_MLFLOW_PATH_MODEL, TRUE, { "name", "creation_timestamp" }, rc_mlflow_file_read_model },
  { RC_MLFLOW_PATH_MODEL_TAG, FALSE, { NULL, NULL }, rc_mlflow_file_read_model_tag },
  { RC_MLFLOW_PATH_ALIAS, FALSE, { NULL, NULL }, rc_mlflow_file_read_alias },
  { RC_MLFLOW_PATH_VERSION, TRUE, { "name", "version" }, rc_mlflow_file_read_version },
  { RC_MLFLOW_PATH_VERSION_TAG, FALSE, { NULL, NULL }, rc_mlflow_file_read_version_tag },
  { RC_MLFLOW_PATH_TRACE, TRUE, { NULL, NULL }, rc_mlflow_file_read_trace },
  { RC_MLFLOW_PATH_TRACE_METADATA, FALSE, { NULL, NULL }, rc_mlflow_file_read_trace_text },
  { RC_MLFLOW_PATH_TRACE_TAG, FALSE, { NULL, NULL }, rc_mlflow_file_read_trace_text },
  { RC_MLFLOW_PATH_ASSESSMENT, TRUE, { "assessment_id", NULL }, rc_mlflow_file_read_assessment },
};

static const FileKind *
find_kind (RcMlflowPathKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      return &kinds[i];
  return NULL;
}

static gboolean
is_text (const FileKind     *kind,
         const RcMlflowPath *path)
{
  return !kind->is_yaml || (kind->kind == RC_MLFLOW_PATH_ENVIRONMENT && g_str_has_suffix (path->key, ".txt"));
}

/* "models/x/aliases/y" is MLflow's only where nothing but a number stands in it. */
static gboolean
is_version_number (const RcSample *sample)
{
  gsize length = 0;

  while (length < sample->head_length && g_ascii_isdigit (sample->head[length]))
    length++;
  return length > 0 && length == sample->head_length;
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_auto (RcMlflowPath) path = { 0 };
  const FileKind *kind;

  if (sample->name == NULL)
    return 0;

  rc_mlflow_path_read (&path, sample->name);
  kind = find_kind (path.kind);
  if (kind == NULL || (path.kind == RC_MLFLOW_PATH_ALIAS && !is_version_number (sample)))
    return 0;
  if (is_text (kind, &path) || (path.kind == RC_MLFLOW_PATH_ENVIRONMENT && rc_yaml_sample_has (sample, "python")))
    return 96;

  for (gsize i = 0; i < G_N_ELEMENTS (kind->keys); i++)
    if (kind->keys[i] != NULL && !rc_yaml_sample_has (sample, kind->keys[i]))
      return 0;
  return 96;
}

/* A tag's file that passed through a program for text may have got a line end, which MLflow does not write. */
static void
strip_line_end (char *text)
{
  gsize length = strlen (text);

  while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r'))
    text[--length] = '\0';
}

/* FALSE with @error unset where it is no text, which is then set aside. */
static gboolean
read_text (RcMlflowFile  *self,
           GError       **error)
{
  gsize length = 0;
  const char *text = self->input->bytes != NULL ? g_bytes_get_data (self->input->bytes, &length) : NULL;
  const char *end = text;

  if (self->input->bytes == NULL)
    {
      (void) rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_LIMIT, "at most 64 MiB (RC_LIMIT_RECORD_BYTES)", "more",
                                           "A value of the registry is too long to be read.", error);
      return FALSE;
    }
  if (length > 0 && !g_utf8_validate_len (text, length, &end))
    {
      (void) rc_registry_writer_set_aside (&self->writer, end - text, RC_EXCEPTION_UNREADABLE_RECORD, "text in UTF-8 without NUL",
                                           "other bytes", "A value of the registry is no text.", error);
      return FALSE;
    }

  self->text = g_strndup (text != NULL ? text : "", length);
  strip_line_end (self->text);
  return TRUE;
}

static gboolean
read_document (RcMlflowFile  *self,
               GError       **error)
{
  self->yaml = rc_yaml_new ();
  return rc_yaml_document_read (self->yaml, self->input, self->writer.sink, "A file of an MLflow store cannot be read.", error);
}

/* The file is so small that its name is place enough in it. */
static const char *
file_name (const char *name)
{
  const char *slash = strrchr (name, '/');

  return slash != NULL ? slash + 1 : name;
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  RcMlflowFile file = { .input = input };
  g_autoptr (GError) read_error = NULL;
  g_autofree char *scope = NULL;
  const FileKind *kind;
  gboolean done = TRUE;

  rc_mlflow_path_read (&file.path, input->name);
  kind = find_kind (file.path.kind);
  if (kind != NULL)
    {
      rc_registry_writer_init (&file.writer, sink, RC_IMPORT_SOURCE);
      file.writer.scope = scope = rc_registry_scope_dup (input, file.path.levels);
      rc_registry_writer_at (&file.writer, "%s", file_name (input->name));
      if (is_text (kind, &file.path) ? read_text (&file, &read_error) : read_document (&file, &read_error))
        done = kind->read (&file, &read_error);
      done = done && read_error == NULL && rc_registry_writer_finish (&file.writer, &read_error);
      rc_registry_writer_clear (&file.writer);
    }

  g_clear_pointer (&file.yaml, rc_yaml_free);
  g_free (file.text);
  rc_mlflow_path_clear (&file.path);
  if (read_error != NULL)
    g_propagate_error (error, g_steal_pointer (&read_error));
  return done;
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return rc_mlflow_file_read_fields (bytes, length, row);
}

static const RcImporter importer = {
  .id = "mlflow-file-store",
  .title = N_("MLflow file store (mlruns)"),
  .system = RC_MLFLOW_SYSTEM,
  .evidences = N_("the same as MLflow's SQL store, one small file for each parameter, tag and metric; keeps no history of stages and "
                  "names no approver unless a tag does"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

/**
 * rc_mlflow_file_store_importer:
 *
 * Returns: the importer of the files of MLflow's file store
 */
const RcImporter *
rc_mlflow_file_store_importer (void)
{
  return &importer;
}
