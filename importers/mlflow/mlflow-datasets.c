/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-context.h"

static gboolean
read_dataset (RcSqliteImport   *self,
              gint64           *out_dataset,
              GError          **error)
{
  const char *name;

  *out_dataset = 0;
  if (!rc_sqlite_import_require_text (self, "name", &name, error))
    return FALSE;

  return name == NULL ||
         rc_mlflow_add_dataset (&self->writer, name, rc_sqlite_row_peek_text (self->row, "digest"), out_dataset, error);
}

/**
 * rc_mlflow_read_dataset:
 *
 * A row of `datasets`: a data set version that runs used.
 */
gboolean
rc_mlflow_read_dataset (RcSqliteImport   *self,
                        GError          **error)
{
  gint64 dataset;

  return read_dataset (self, &dataset, error) &&
         rc_mlflow_add_column (self, dataset, "dataset_source_type", RC_TIME_NONE, error) &&
         rc_mlflow_add_column (self, dataset, "dataset_source", RC_TIME_NONE, error);
}

/**
 * rc_mlflow_read_evaluation_dataset:
 *
 * A row of `evaluation_datasets`, whose digest covers the records.
 */
gboolean
rc_mlflow_read_evaluation_dataset (RcSqliteImport   *self,
                                   GError          **error)
{
  gint64 updated_us;
  gint64 dataset;

  return read_dataset (self, &dataset, error) && rc_sqlite_import_add_created (self, dataset, "created_time", error) &&
         rc_sqlite_import_read_time (self, "last_update_time", NULL, &updated_us, error) &&
         rc_mlflow_add_column (self, dataset, "created_by", RC_TIME_NONE, error) &&
         rc_mlflow_add_column (self, dataset, "last_updated_by", updated_us, error);
}

/**
 * rc_mlflow_find_dataset:
 * @id: as edges use it
 * @out_name: (out) (transfer full) (nullable): the data set version; %NULL where the store does not have it
 */
gboolean
rc_mlflow_find_dataset (RcSqliteImport   *self,
                        const char       *id,
                        char            **out_name,
                        GError          **error)
{
  const char *parameters[] = { id, NULL };
  g_auto (GStrv) values = NULL;

  *out_name = NULL;
  if (!rc_sqlite_reader_look_up (self->reader, "SELECT name, digest FROM datasets WHERE dataset_uuid = ?", parameters, &values,
                                 error))
    return FALSE;
  if (values != NULL && values[0][0] != '\0')
    *out_name = rc_mlflow_dup_dataset_name (values[0], values[1]);

  return TRUE;
}

static gboolean
add_dataset_input (RcSqliteImport   *self,
                   const char       *dataset_id,
                   const char       *run_id,
                   const char       *tag,
                   GError          **error)
{
  g_autofree char *name = NULL;
  gint64 run;
  gint64 dataset;

  if (!rc_mlflow_find_dataset (self, dataset_id, &name, error))
    return FALSE;
  /* An edge to a data set that the store no longer has still says that one was used. */
  if (name == NULL)
    name = g_strdup (dataset_id);
  if (!rc_registry_writer_add_entity (&self->writer, RC_ENTITY_RUN, run_id, &run, error) ||
      !rc_registry_writer_add_entity (&self->writer, RC_ENTITY_DATASET, name, &dataset, error))
    return FALSE;

  return rc_registry_writer_add_claim (&self->writer, run, tag != NULL ? RC_PROPERTY_TAG : RC_PROPERTY_DATASET, tag != NULL ? tag : name, dataset,
                                       RC_TIME_NONE, RC_TIME_NONE, error);
}

/* Edges between a run and a logged model. */
static const struct
{
  const char   *source;
  const char   *destination;
  RcEntityKind  of;
  RcProperty    property;
} model_edges[] = {
  { "RUN_OUTPUT", "MODEL_OUTPUT", RC_ENTITY_MODEL_VERSION, RC_PROPERTY_TRAINED_BY },
  { "RUN_INPUT", "MODEL_INPUT", RC_ENTITY_RUN, RC_PROPERTY_USED_MODEL },
};

static gboolean
add_model_edge (RcSqliteImport   *self,
                gsize             index,
                const char       *run_id,
                const char       *model_id,
                GError          **error)
{
  gboolean of_run = model_edges[index].of == RC_ENTITY_RUN;
  gint64 run;
  gint64 model;

  if (!rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, model_id, &model, error) ||
      !rc_registry_writer_add_entity (&self->writer, RC_ENTITY_RUN, run_id, &run, error))
    return FALSE;

  return rc_registry_writer_add_claim (&self->writer, of_run ? run : model, model_edges[index].property, of_run ? model_id : run_id,
                                       of_run ? model : run, RC_TIME_NONE, RC_TIME_NONE, error);
}

/**
 * rc_mlflow_read_input:
 *
 * A row of `inputs`: a data set that a run read, or a model that a run wrote or used. Other edges, of later revisions, stay rows.
 */
gboolean
rc_mlflow_read_input (RcSqliteImport   *self,
                      GError          **error)
{
  const char *source_type = rc_sqlite_row_peek_text (self->row, "source_type");
  const char *destination_type = rc_sqlite_row_peek_text (self->row, "destination_type");
  const char *source;
  const char *destination;

  if (!rc_sqlite_import_require_text (self, "source_id", &source, error) ||
      !rc_sqlite_import_require_text (self, "destination_id", &destination, error))
    return FALSE;
  if (source == NULL || destination == NULL)
    return TRUE;

  if (g_strcmp0 (source_type, "DATASET") == 0 && g_strcmp0 (destination_type, "RUN") == 0)
    return add_dataset_input (self, source, destination, NULL, error);
  for (gsize i = 0; i < G_N_ELEMENTS (model_edges); i++)
    if (g_strcmp0 (source_type, model_edges[i].source) == 0 && g_strcmp0 (destination_type, model_edges[i].destination) == 0)
      return add_model_edge (self, i, source, destination, error);

  return TRUE;
}

/**
 * rc_mlflow_read_input_tag:
 *
 * A row of `input_tags`: what a data set was to its run, as in "mlflow.data.context = training".
 */
gboolean
rc_mlflow_read_input_tag (RcSqliteImport   *self,
                          GError          **error)
{
  const char *value = rc_sqlite_row_peek_text (self->row, "value");
  g_auto (GStrv) ends = NULL;
  g_autofree char *tag = NULL;
  const char *parameters[2] = { NULL, NULL };
  const char *name;

  if (!rc_sqlite_import_require_text (self, "input_uuid", &parameters[0], error) ||
      !rc_sqlite_import_require_text (self, "name", &name, error))
    return FALSE;
  if (parameters[0] == NULL || name == NULL || value == NULL)
    return TRUE;
  if (!rc_sqlite_reader_look_up (self->reader,
                                 "SELECT source_id, destination_id FROM inputs WHERE input_uuid = ?"
                                 " AND source_type = 'DATASET' AND destination_type = 'RUN'",
                                 parameters, &ends, error))
    return FALSE;
  if (ends == NULL || ends[0][0] == '\0' || ends[1][0] == '\0')
    return TRUE;

  tag = g_strdup_printf ("%s = %s", name, value);
  return add_dataset_input (self, ends[0], ends[1], tag, error);
}
