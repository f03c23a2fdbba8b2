/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow.h"

#include "mlflow-evaluation.h"
#include "mlflow-file-store.h"
#include "mlflow-store.h"
#include "mlflow-trace.h"
#include "mlflow-webhooks.h"

#include "core/exporting-system.h"
#include "core/words.h"

static const RcExportingSystem exporting_system = {
  .id = RC_MLFLOW_SYSTEM,
  .title = "MLflow",
  .evidences = N_("Training runs with parameters, metrics, data set inputs and code commits, registered model versions, aliases, traces and what people said of them."),
  .lacks = N_("No history of stages and aliases, no approver unless a tag names one, no digest of the model files."),
  .export_how = N_("the tracking store itself (mlflow.db and the folder mlartifacts, or the folder mlruns), copied while the server is stopped, twice at different times"),
};

void
rc_mlflow_register (void)
{
  rc_exporting_system_register (&exporting_system);
  rc_importer_register (rc_mlflow_store_importer ());
  rc_importer_register (rc_mlflow_file_store_importer ());
  rc_importer_register (rc_mlflow_trace_importer ());
  rc_importer_register (rc_mlflow_evaluation_importer ());
  rc_importer_register (rc_mlflow_webhooks_importer ());
}
