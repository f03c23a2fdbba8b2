/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "databricks.h"

#include "databricks-activities.h"
#include "databricks-audit.h"
#include "databricks-lineage.h"
#include "databricks-serving.h"
#include "delta-log.h"
#include "parquet.h"

#include "core/exporting-system.h"
#include "core/words.h"

static const RcSystemAsk asks[] = {
  { "input",
    N_("the inference table of the endpoint as JSON lines or CSV (SELECT * FROM CATALOG.SCHEMA.PREFIX_payload in the SQL editor, Download results), with sampling_fraction and logging_error_codes") },
  { "output",
    N_("the inference table of the endpoint as JSON lines or CSV (SELECT * FROM CATALOG.SCHEMA.PREFIX_payload in the SQL editor, Download results), with sampling_fraction and logging_error_codes") },
  { "score", N_("the inference table of the endpoint, whose column response holds the predictions") },
  { "endpoint", N_("the inference table with its columns served_entity_id or request_metadata") },
  { "deployment",
    N_("SELECT * FROM system.serving.served_entities WHERE endpoint_name = '…' as CSV, and the rows of system.access.audit whose action_name ends in ServingEndpoint") },
  { "model-version",
    N_("SELECT * FROM system.serving.served_entities as CSV, and the rows of system.access.audit of service_name modelRegistry and unityCatalog, with those of account level") },
  { "artefact",
    N_("the files of the model version with their SHA-256: mlflow artifacts download --artifact-uri models:/NAME/VERSION, and sha256sum of each") },
  { "run",
    N_("the export of the registered model with its runs (export-model of mlflow-export-import), or the rows of system.access.audit with action_name createModelVersion") },
  { "dataset",
    N_("the run's inputs (mlflow-export-import, run.json), the folder _delta_log of the tables that it read, and SELECT * FROM system.access.table_lineage as CSV") },
  { "commit", N_("the run with all its tags (mlflow-export-import, run.json): mlflow.databricks.gitRepoCommit and gitRepoStatus") },
  { "environment", N_("the run's tags mlflow.databricks.cluster.info and cluster.libraries, and conda.yaml or requirements.txt from the model's files") },
  { "evaluation", N_("the run with its metrics (mlflow-export-import, run.json)") },
  { "approval",
    N_("the rows of system.access.audit with action_name approveTransitionRequest, transitionModelVersionStage and setRegisteredModelAlias, and the activities of the model version in the workspace registry; for models of Unity Catalog the run of the deployment job and who approved its approval task") },
  { "card", N_("the description of the registered model and of the version, with the date of its last change (mlflow-export-import, model.json)") },
  { "human-action", N_("the assessments of the traces in MLflow (mlflow.search_traces, as JSON)") },
};

static const RcExportingSystem exporting_system = {
  .id = RC_DATABRICKS_SYSTEM,
  .title = "Databricks",
  .evidences = N_("Inferences with the version served, approvals and stage changes with names and times in the audit log, deployments, and the data a table was made from."),
  .lacks = N_("Rows may be missing by the platform's own rules: tables are filled with delay, samples are taken and large payloads left out; nothing protects them; old rows of the system tables are deleted; Unity Catalog has no approval requests."),
  .export_how = N_("the inference table, system.serving.served_entities and system.access.audit (also of account level) as CSV or JSON lines: SELECT * FROM … in the SQL editor, Download results; the model registry's activities; and mlflow-export-import of the registered model"),
  .asks = asks,
  .n_asks = G_N_ELEMENTS (asks),
};

void
rc_databricks_register (void)
{
  rc_exporting_system_register (&exporting_system);
  rc_importer_register (rc_databricks_audit_importer ());
  rc_importer_register (rc_databricks_audit_csv_importer ());
  rc_importer_register (rc_databricks_served_importer ());
  rc_importer_register (rc_databricks_served_csv_importer ());
  rc_importer_register (rc_databricks_inference_importer ());
  rc_importer_register (rc_databricks_inference_csv_importer ());
  rc_importer_register (rc_databricks_usage_importer ());
  rc_importer_register (rc_databricks_usage_csv_importer ());
  rc_importer_register (rc_databricks_lineage_importer ());
  rc_importer_register (rc_databricks_lineage_csv_importer ());
  rc_importer_register (rc_databricks_activities_importer ());
  rc_importer_register (rc_delta_log_importer ());
  rc_importer_register (rc_parquet_importer ());
}
