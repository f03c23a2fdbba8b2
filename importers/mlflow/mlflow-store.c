/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-store.h"

#include "mlflow-context.h"
#include "mlflow.h"

#include "core/words.h"

/*
 * Tables in the order in which their rows come in the source "rows of". Tables that hold secrets, and those whose rows can hold the
 * data of persons in bulk (spans, records of evaluation data sets), are not among them. A revision may lack any of them.
 */
static const RcSqliteImportTable tables[] = {
  { "alembic_version", NULL },
  { "experiments", NULL },
  { "experiment_tags", NULL },
  { "runs", rc_mlflow_read_run },
  { "tags", rc_mlflow_read_run_tag },
  { "params", NULL },
  { "latest_metrics", rc_mlflow_read_latest_metric },
  { "metrics", rc_mlflow_read_metric },
  { "datasets", rc_mlflow_read_dataset },
  { "inputs", rc_mlflow_read_input },
  { "input_tags", rc_mlflow_read_input_tag },
  { "logged_models", rc_mlflow_read_logged_model },
  { "logged_model_params", NULL },
  { "logged_model_tags", rc_mlflow_read_logged_model_tag },
  { "logged_model_metrics", rc_mlflow_read_logged_model_metric },
  { "registered_models", rc_mlflow_read_model },
  { "registered_model_tags", rc_mlflow_read_model_tag },
  { "model_versions", rc_mlflow_read_version },
  { "model_version_tags", rc_mlflow_read_version_tag },
  { "registered_model_aliases", rc_mlflow_read_alias },
  { "trace_info", rc_mlflow_read_trace },
  { "trace_request_metadata", NULL },
  { "trace_tags", NULL },
  { "assessments", rc_mlflow_read_assessment },
  { "evaluation_datasets", rc_mlflow_read_evaluation_dataset },
  { "entity_associations", NULL },
};

/* Tables that every MLflow store has had since its first release with migrations. */
static const char * const marks[] = { "alembic_version", "experiments", "runs", NULL };
static const char * const words[] = { "alembic_version", "run_uuid", NULL };

static const RcSqliteFormat format = { marks, words, tables, G_N_ELEMENTS (tables) };

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  return rc_sqlite_import_recognise (&format, sample);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  return rc_sqlite_import_run (&format, /* data= */ NULL, input, sink, cancellable, error);
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return rc_mlflow_read_fields (bytes, length);
}

static const RcImporter importer = {
  .id = "mlflow-store",
  .title = N_("MLflow store (SQLite)"),
  .system = RC_MLFLOW_SYSTEM,
  .evidences = N_("training runs, data set inputs, code commits, metrics, registered model versions, traces and assessments; "
                  "keeps no history of stages and names no approver unless a tag does"),
  .framing = RC_FRAMING_FIXED,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

/**
 * rc_mlflow_store_importer:
 *
 * Returns: the importer of MLflow's SQL store as an SQLite file, of any revision: tables and columns are probed, not assumed. Its rows
 *   are those of RcSqliteRow, in the order of the table of tables above and of each table's primary key.
 */
const RcImporter *
rc_mlflow_store_importer (void)
{
  return &importer;
}
