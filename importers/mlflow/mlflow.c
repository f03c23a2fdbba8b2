/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow.h"

#include "mlflow-bundle.h"
#include "mlflow-evaluation.h"
#include "mlflow-file-store.h"
#include "mlflow-model.h"
#include "mlflow-store.h"
#include "mlflow-trace.h"
#include "mlflow-webhooks.h"

#include "core/exporting-system.h"
#include "core/words.h"

static const RcSystemAsk asks[] = {
  { "input", N_("the traces of the period with their spans: mlflow.search_traces() written as JSON with Trace.to_json(), or mlflow.db together with "
                "the folder mlartifacts") },
  { "output", N_("the traces of the period with their spans: mlflow.search_traces() written as JSON with Trace.to_json(), or mlflow.db together "
                 "with the folder mlartifacts") },
  { "model-version", N_("the traces of the period, whose metadata mlflow.modelId names the model; and the archived deliveries of its webhooks, if "
                        "there are any: nothing else dates a move of an alias") },
  { "artefact", N_("the model's folder: mlflow artifacts download --artifact-uri models:/NAME/VERSION --dst-path FOLDER; MLflow keeps no digest "
                   "of it") },
  { "run", N_("the registry with the runs behind it: mlflow.db or the folder mlruns, or export-model --model NAME --output-dir FOLDER of "
              "mlflow-export-import") },
  { "dataset", N_("the run with its inputs: the tables datasets, inputs and input_tags of mlflow.db, or run.json of export-run; they are empty "
                  "unless the training called mlflow.log_input()") },
  { "commit", N_("the run with its tags: the table tags of mlflow.db, or run.json of export-run; mlflow.source.git.commit is there only if the "
                 "training ran in a Git checkout") },
  { "environment", N_("MLmodel, conda.yaml, python_env.yaml and requirements.txt: mlflow artifacts download --artifact-uri "
                      "models:/NAME/VERSION --dst-path FOLDER") },
  { "evaluation", N_("the run with its metrics: the tables metrics and logged_model_metrics of mlflow.db, or run.json of export-run") },
  { "approval", N_("the tags and the description of the model version: MlflowClient().get_model_version(NAME, VERSION), written as JSON; without "
                   "such a tag MLflow does not know an approver") },
  { "card", N_("the artifacts of the run, if a model card is among them: mlflow artifacts download --run-id RUN --dst-path FOLDER") },
  { "human-action", N_("the assessments of the traces: the table assessments of mlflow.db, or the traces written as JSON with Trace.to_json()") },
};

static const RcExportingSystem exporting_system = {
  .id = RC_MLFLOW_SYSTEM,
  .title = "MLflow",
  .evidences = N_("Training runs with parameters, metrics, data set inputs, code commit and environment, the model versions made from them with stages and "
                  "aliases, traces of calls and what people judged of them."),
  .lacks = N_("No history of stages and aliases: every change overwrites the one before. No approver unless a tag names one, no deployments, no digest of "
              "the model's files, and nothing that shows a row that was changed or deleted."),
  .export_how = N_("the tracking store itself, copied while the server is stopped: mlflow.db (sqlite3 mlflow.db \".backup copy.db\") with the folder "
                   "mlartifacts, or the folder mlruns; twice, at different times, to bound what changed between them"),
  .asks = asks,
  .n_asks = G_N_ELEMENTS (asks),
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
  rc_importer_register (rc_mlflow_model_importer ());
  rc_importer_register (rc_mlflow_bundle_importer ());
  rc_importer_register (rc_mlflow_bundle_databricks_importer ());
}
