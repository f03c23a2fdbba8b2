/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "corpus.h"

#define ORIGIN  "says where the files are from"
#define ICEBERG "metadata of the same table for readers of Iceberg: the Delta log says the same"
#define PACKAGE "a file of a model package, whose path does not name its run, or an example of an input: it says nothing of any run"

/*
 * Counted from the JSON, the CSV and the Delta logs themselves by the tables at the beginning of the importers. Audit log: an event a row;
 * four claims for a version that was made (model, run, place, time) and one for each stage or alias, none of what was not done. Served
 * entities: two events a row, at the endpoint and at the served entity. Inference tables: an event a row, and a claim for the endpoint whose
 * table is a sample. Lineage: a claim for each row with both ends. Delta log: an event; two claims of commitInfo, one of the version it read,
 * two of the schema, one a file. Parquet: three claims of its footer; the file is set aside. Exports of MLflow: a script's count by the tables of
 * mlflow-bundle.c and mlflow-model.c; each run, version and model that the tool could not export is set aside. Records of files that nobody reads are their
 * lines, or 64 KiB each where the first have no end of a line.
 */
static const CorpusFile files[] = {
  { "ORIGIN.md", NULL, 64, 0, 0, 0, 0, ORIGIN },
  { "constructed/audit-log-delivery.jsonl", "databricks-audit", 7, 7, 4, 6, 0, NULL },
  { "constructed/inference-table-ai-gateway.jsonl", "databricks-inference-table", 2, 2, 0, 0, 0, NULL },
  { "constructed/inference-table-legacy.csv", "databricks-inference-table-csv", 3, 3, 1, 1, 0, NULL },
  { "constructed/model-registry-activities.json", "databricks-registry-activities", 1, 3, 0, 0, 0, NULL },
  { "constructed/system.access.audit.jsonl", "databricks-audit", 7, 7, 4, 6, 0, NULL },
  { "constructed/system.access.table_lineage.csv", "databricks-lineage-csv", 3, 3, 3, 2, 0, NULL },
  { "constructed/system.serving.served_entities.csv", "databricks-served-entities-csv", 2, 4, 0, 0, 0, NULL },
  { "delta-unitycatalog/external/unity/default/tables/marksheet_uniform/_delta_log/00000000000000000000.json", "delta-log", 1, 1, 1, 4, 0, NULL },
  { "delta-unitycatalog/external/unity/default/tables/marksheet_uniform/_delta_log/00000000000000000001.json", "delta-log", 1, 1, 2, 4, 0, NULL },
  { "delta-unitycatalog/external/unity/default/tables/marksheet_uniform/metadata/00000-cb4b21f7-5602-4320-8584-e7c52cb9f4cf.metadata.json", NULL, 71, 0, 0, 0, 0, ICEBERG },
  { "delta-unitycatalog/external/unity/default/tables/marksheet_uniform/metadata/00001-d766d6c3-71c1-4964-b76b-6e84ff0b0f8b.metadata.json", NULL, 74, 0, 0, 0, 0, ICEBERG },
  { "delta-unitycatalog/external/unity/default/tables/marksheet_uniform/metadata/00002-5b7aa739-d074-4764-b49d-ad6c63419576.metadata.json", NULL, 103, 0, 0, 0, 0, ICEBERG },
  { "delta-unitycatalog/external/unity/default/tables/marksheet_uniform/part-00000-5af50cc4-3218-465b-a3a4-eb4fc709421d-c000.snappy.parquet", "parquet", 1, 0, 1, 3, 1, NULL },
  { "delta-unitycatalog/external/unity/default/tables/numbers/_delta_log/00000000000000000000.json", "delta-log", 1, 1, 1, 5, 0, NULL },
  { "delta-unitycatalog/external/unity/default/tables/numbers/d1df15d1-33d8-45ab-ad77-465476e2d5cd-000.parquet", "parquet", 1, 0, 1, 3, 1, NULL },
  { "export-import-databricks/bulk/experiments/1280664374380606/253000ee70914831850defc593ba4740/run.json", "databricks-mlflow-bundle", 1, 0, 2, 20, 0, NULL },
  { "export-import-databricks/bulk/experiments/1280664374380606/experiment.json", "databricks-mlflow-bundle", 1, 1, 3, 3, 0, NULL },
  { "export-import-databricks/bulk/experiments/9195e233f19e49379b16c5f2d2b0c05f/a17f0abf5d46464d899f0ffcebbdb7a8/run.json", "databricks-mlflow-bundle", 1, 0, 4, 31, 0, NULL },
  { "export-import-databricks/bulk/experiments/9195e233f19e49379b16c5f2d2b0c05f/experiment.json", "databricks-mlflow-bundle", 1, 1, 1, 1, 0, NULL },
  { "export-import-databricks/bulk/experiments/experiments.json", "databricks-mlflow-bundle", 1, 1, 0, 0, 0, NULL },
  { "export-import-databricks/bulk/models/experiments/1280664374380606/851de1f466304650a77c949f5d386d9f/run.json", "databricks-mlflow-bundle", 1, 0, 3, 25, 0, NULL },
  { "export-import-databricks/bulk/models/experiments/1280664374380606/experiment.json", "databricks-mlflow-bundle", 1, 1, 1, 1, 0, NULL },
  { "export-import-databricks/bulk/models/experiments/9195e233f19e49379b16c5f2d2b0c05f/a17f0abf5d46464d899f0ffcebbdb7a8/run.json", "databricks-mlflow-bundle", 1, 0, 4, 31, 0, NULL },
  { "export-import-databricks/bulk/models/experiments/9195e233f19e49379b16c5f2d2b0c05f/experiment.json", "databricks-mlflow-bundle", 1, 1, 1, 1, 1, NULL },
  { "export-import-databricks/bulk/models/experiments/experiments.json", "databricks-mlflow-bundle", 1, 1, 0, 0, 1, NULL },
  { "export-import-databricks/bulk/models/manifest.json", "databricks-mlflow-bundle", 1, 1, 0, 0, 1, NULL },
  { "export-import-databricks/bulk/models/models/Keras_MNIST/model.json", "databricks-mlflow-bundle", 1, 0, 7, 25, 0, NULL },
  { "export-import-databricks/bulk/models/models/models.json", "databricks-mlflow-bundle", 1, 1, 0, 0, 0, NULL },
  { "export-import-databricks/single/experiments/notebook_experiments/repo_notebook/02aeef6d8cbf449ab50c8e715e320085/run.json", "databricks-mlflow-bundle", 1, 0, 4, 31, 0, NULL },
  { "export-import-databricks/single/experiments/notebook_experiments/repo_notebook/experiment.json", "databricks-mlflow-bundle", 1, 1, 1, 1, 0, NULL },
  { "export-import-databricks/single/experiments/notebook_experiments/workspace_notebook/experiment.json", "databricks-mlflow-bundle", 1, 1, 1, 1, 0, NULL },
  { "export-import-databricks/single/experiments/notebook_experiments/workspace_notebook/f7816bc76f254f22ab25549a7c2c9b06/run.json", "databricks-mlflow-bundle", 1, 0, 3, 25, 0, NULL },
  { "export-import-databricks/single/experiments/workspace_experiments/automl_workspace_notebook/5e1e2c44039a40afafc760b837a4daab/artifacts/model/MLmodel", "mlflow-model", 1, 0, 2, 9, 0, NULL },
  { "export-import-databricks/single/experiments/workspace_experiments/automl_workspace_notebook/5e1e2c44039a40afafc760b837a4daab/artifacts/model/conda.yaml", "mlflow-file-store", 1, 0, 1, 1, 0, NULL },
  { "export-import-databricks/single/experiments/workspace_experiments/automl_workspace_notebook/5e1e2c44039a40afafc760b837a4daab/artifacts/model/input_example.json", NULL, 1, 0, 0, 0, 0, PACKAGE },
  { "export-import-databricks/single/experiments/workspace_experiments/automl_workspace_notebook/5e1e2c44039a40afafc760b837a4daab/artifacts/model/python_env.yaml", "mlflow-file-store", 1, 0, 1, 1, 0, NULL },
  { "export-import-databricks/single/experiments/workspace_experiments/automl_workspace_notebook/5e1e2c44039a40afafc760b837a4daab/artifacts/model/requirements.txt", "mlflow-file-store", 1, 0, 1, 1, 0, NULL },
  { "export-import-databricks/single/experiments/workspace_experiments/automl_workspace_notebook/5e1e2c44039a40afafc760b837a4daab/run.json", "databricks-mlflow-bundle", 1, 0, 3, 44, 0, NULL },
  { "export-import-databricks/single/experiments/workspace_experiments/job_repo_notebook/experiment.json", "databricks-mlflow-bundle", 1, 1, 1, 1, 0, NULL },
  { "export-import-databricks/single/experiments/workspace_experiments/repo_notebook/bad4988ed1184aad953fd14efee72fa2/run.json", "databricks-mlflow-bundle", 1, 0, 4, 32, 0, NULL },
  { "export-import-databricks/single/experiments/workspace_experiments/repo_notebook/experiment.json", "databricks-mlflow-bundle", 1, 1, 1, 1, 0, NULL },
  { "export-import-databricks/single/experiments/workspace_experiments/workspace_notebook/253000ee70914831850defc593ba4740/run.json", "databricks-mlflow-bundle", 1, 0, 2, 20, 0, NULL },
  { "export-import-databricks/single/experiments/workspace_experiments/workspace_notebook/experiment.json", "databricks-mlflow-bundle", 1, 1, 1, 1, 0, NULL },
  { "export-import-databricks/single/models/basic/model.json", "databricks-mlflow-bundle", 1, 0, 7, 25, 1, NULL },
  { "export-import-databricks/single/models/deleted_runs/model.json", "databricks-mlflow-bundle", 1, 0, 1, 7, 4, NULL },
  { "export-import-databricks/single/versions/sklearn_wine/experiment.json", "databricks-mlflow-bundle", 1, 1, 0, 0, 0, NULL },
  { "export-import-databricks/single/versions/sklearn_wine/model.json", "databricks-mlflow-bundle", 1, 0, 5, 11, 0, NULL },
  { "export-import-databricks/single/versions/sklearn_wine/run/artifacts/model/MLmodel", "mlflow-model", 1, 0, 2, 11, 0, NULL },
  { "export-import-databricks/single/versions/sklearn_wine/run/artifacts/model/conda.yaml", NULL, 12, 0, 0, 0, 0, PACKAGE },
  { "export-import-databricks/single/versions/sklearn_wine/run/artifacts/model/input_example.json", NULL, 2, 0, 0, 0, 0, PACKAGE },
  { "export-import-databricks/single/versions/sklearn_wine/run/artifacts/model/metadata/MLmodel", "mlflow-model", 1, 0, 2, 11, 0, NULL },
  { "export-import-databricks/single/versions/sklearn_wine/run/artifacts/model/metadata/conda.yaml", CORPUS_REPEAT, 12, 0, 0, 0, 0, NULL },
  { "export-import-databricks/single/versions/sklearn_wine/run/artifacts/model/metadata/python_env.yaml", NULL, 7, 0, 0, 0, 0, PACKAGE },
  { "export-import-databricks/single/versions/sklearn_wine/run/artifacts/model/metadata/requirements.txt", NULL, 5, 0, 0, 0, 0, PACKAGE },
  { "export-import-databricks/single/versions/sklearn_wine/run/artifacts/model/python_env.yaml", CORPUS_REPEAT, 7, 0, 0, 0, 0, NULL },
  { "export-import-databricks/single/versions/sklearn_wine/run/artifacts/model/requirements.txt", CORPUS_REPEAT, 5, 0, 0, 0, 0, NULL },
  { "export-import-databricks/single/versions/sklearn_wine/run/run.json", "databricks-mlflow-bundle", 1, 0, 6, 37, 0, NULL },
  { "export-import-databricks/single/versions/sklearn_wine/version.json", "databricks-mlflow-bundle", 1, 0, 4, 10, 0, NULL },
};

const CorpusTable corpus_table = { "databricks", files, G_N_ELEMENTS (files) };
