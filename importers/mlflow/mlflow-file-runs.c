/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-file.h"

#include "importers/secret.h"

#include "core/bounds.h"

#include <string.h>

/* Newer stores may write the enumerations' names. A number without a name is claimed as it stands. */
static const char *
peek_status (const RcMlflowFile *self)
{
  const char *text = rc_mlflow_file_peek (self, "status");
  gint64 number;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT, &number, NULL))
    return text;
  return rc_mlflow_run_status_name (number) != NULL ? rc_mlflow_run_status_name (number) : text;
}

/* Stores of today always say LOCAL and no name: the tags say it. */
static const char *
peek_source_type (const RcMlflowFile *self)
{
  static const char * const names[] = { NULL, "NOTEBOOK", "JOB", "PROJECT", "LOCAL" };
  const char *text = rc_mlflow_file_peek (self, "source_type");
  gint64 number;

  if (rc_mlflow_file_peek (self, "source_name") == NULL || text == NULL || !g_ascii_string_to_signed (text, 10, 1, G_MAXINT, &number, NULL))
    return NULL;
  return number < (gint64) G_N_ELEMENTS (names) ? names[number] : NULL;
}

/**
 * rc_mlflow_file_read_run:
 *
 * meta.yaml of a run. An experiment that was deleted stands with its runs in the store's .trash.
 */
gboolean
rc_mlflow_file_read_run (RcMlflowFile  *self,
                         GError       **error)
{
  const char *key = rc_mlflow_file_peek (self, "run_id") != NULL ? "run_id" : "run_uuid";
  RcMlflowRun run = {
    .name = rc_mlflow_file_peek (self, "run_name"),
    .status = peek_status (self),
    .user = rc_mlflow_file_peek (self, "user_id"),
    .artifact_uri = rc_mlflow_file_peek (self, "artifact_uri"),
    .source_type = peek_source_type (self),
    .source_name = rc_mlflow_file_peek (self, "source_name"),
    .entry_point = rc_mlflow_file_peek (self, "entry_point_name"),
    .commit = rc_mlflow_file_peek (self, "source_version"),
    .lifecycle_stage = rc_mlflow_file_peek (self, "lifecycle_stage"),
  };

  if (run.name == NULL)
    run.name = rc_mlflow_file_peek (self, "name");
  if (self->path.is_deleted && g_strcmp0 (run.lifecycle_stage, "deleted") != 0)
    run.lifecycle_stage = "deleted with its experiment (.trash)";
  if (!rc_mlflow_file_require (self, key, &run.id, error))
    return FALSE;
  if (run.id == NULL)
    return TRUE;

  return rc_mlflow_file_check_id (self, key, self->path.id, error) &&
         rc_mlflow_file_read_time (self, "start_time", NULL, &run.start_us, error) &&
         rc_mlflow_file_read_time (self, "end_time", NULL, &run.end_us, error) &&
         rc_mlflow_file_read_time (self, "deleted_time", NULL, &run.deleted_us, error) &&
         rc_mlflow_add_run (&self->writer, &run, error);
}

/**
 * rc_mlflow_file_read_param:
 *
 * A parameter of a run or of a logged model. It answers no question of the lineage; one claim in a source of its own costs little and leads
 * from the run to it.
 */
gboolean
rc_mlflow_file_read_param (RcMlflowFile  *self,
                           GError       **error)
{
  RcEntityKind kind = self->path.kind == RC_MLFLOW_PATH_RUN_PARAM ? RC_ENTITY_RUN : RC_ENTITY_MODEL_VERSION;
  g_autofree char *tag = g_strconcat ("params/", self->path.key, NULL);
  gint64 entity;

  if (!rc_registry_writer_add_entity (&self->writer, kind, self->path.id, &entity, error))
    return FALSE;

  return rc_secret_is_name (self->path.key) || rc_secret_is_address (self->text) ||
         strlen (tag) + strlen (self->text) + strlen (" = ") > RC_LIMIT_NAME_BYTES ||
         rc_registry_writer_add_tag (&self->writer, entity, tag, self->text, RC_TIME_NONE, error);
}

gboolean
rc_mlflow_file_read_run_tag (RcMlflowFile  *self,
                             GError       **error)
{
  gint64 run;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_RUN, self->path.id, &run, error) &&
         rc_mlflow_add_run_tag (&self->writer, run, self->path.key, self->text, error);
}

/* {mlflow.data.context: training}: what the data set was to the run. */
static gboolean
add_input_tags (RcMlflowFile  *self,
                gint64         run,
                gint64         dataset,
                GError       **error)
{
  guint tags = rc_yaml_member (self->yaml, 0, "tags");
  const char *context = tags != RC_YAML_NO_NODE ? rc_yaml_document_peek (self->yaml, tags, "mlflow.data.context") : NULL;
  g_autofree char *tag = context != NULL ? g_strdup_printf ("mlflow.data.context = %s", context) : NULL;

  return tag == NULL ||
         rc_registry_writer_add_claim (&self->writer, run, RC_PROPERTY_TAG, tag, dataset, RC_TIME_NONE, RC_TIME_NONE, error);
}

/**
 * rc_mlflow_file_read_input:
 *
 * A data set that a run read, or a logged model that it started from. The data set is known by its id here; its own file says its name.
 */
gboolean
rc_mlflow_file_read_input (RcMlflowFile  *self,
                           GError       **error)
{
  const char *type = rc_mlflow_file_peek (self, "source_type");
  const char *source;
  gint64 dataset;
  gint64 run;

  if (!rc_mlflow_file_require (self, "source_id", &source, error) ||
      !rc_registry_writer_add_entity (&self->writer, RC_ENTITY_RUN, self->path.id, &run, error))
    return FALSE;
  if (source == NULL)
    return TRUE;

  if (g_strcmp0 (type, "DATASET") == 0)
    return rc_mlflow_file_check_id (self, "destination_id", self->path.id, error) &&
           rc_registry_writer_add_entity (&self->writer, RC_ENTITY_DATASET, source, &dataset, error) &&
           rc_registry_writer_add_claim (&self->writer, run, RC_PROPERTY_DATASET, source, dataset, RC_TIME_NONE, RC_TIME_NONE, error) &&
           add_input_tags (self, run, dataset, error);
  if (g_strcmp0 (type, "RUN_INPUT") == 0)
    return rc_registry_writer_link (&self->writer, run, RC_PROPERTY_USED_MODEL, RC_ENTITY_MODEL_VERSION,
                                    rc_mlflow_file_peek (self, "destination_id"), RC_TIME_NONE, error);
  return TRUE;
}

/**
 * rc_mlflow_file_read_output:
 *
 * A logged model that a run made. Both ids in the file are the model's; only the path names the run.
 */
gboolean
rc_mlflow_file_read_output (RcMlflowFile  *self,
                            GError       **error)
{
  gint64 model;

  return rc_mlflow_file_check_id (self, "destination_id", self->path.key, error) &&
         rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, self->path.key, &model, error) &&
         rc_mlflow_add_trained_by (&self->writer, model, self->path.id, error);
}

/**
 * rc_mlflow_file_read_dataset:
 *
 * A data set version: its inputs name it by the id of its folder, all others by name and digest.
 */
gboolean
rc_mlflow_file_read_dataset (RcMlflowFile  *self,
                             GError       **error)
{
  const char *digest = rc_mlflow_file_peek (self, "digest");
  const char *source = rc_mlflow_file_peek (self, "source");
  g_autofree char *tag = NULL;
  const char *name;
  gint64 named;
  gint64 dataset;

  if (!rc_mlflow_file_require (self, "name", &name, error) ||
      !rc_registry_writer_add_entity (&self->writer, RC_ENTITY_DATASET, self->path.id, &dataset, error))
    return FALSE;
  if (name == NULL)
    return TRUE;

  tag = g_strdup_printf ("name = %s", name);
  if (source != NULL && rc_secret_is_address (source))
    source = NULL;
  return rc_registry_writer_add_claim (&self->writer, dataset, RC_PROPERTY_DATASET_DIGEST, digest, 0, RC_TIME_NONE, RC_TIME_NONE, error) &&
         rc_mlflow_add_dataset (&self->writer, name, digest, &named, error) &&
         rc_registry_writer_add_claim (&self->writer, dataset, RC_PROPERTY_TAG, tag, named, RC_TIME_NONE, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (&self->writer, named, "dataset_source", source, RC_TIME_NONE, error);
}
