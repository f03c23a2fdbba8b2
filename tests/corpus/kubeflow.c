/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "corpus.h"

#define ORIGIN     "says where the files are from"
#define PROPOSAL   "a proposed schema of tables, without rows"
#define BINARY     "the serialized message of the run beside it, which is read as JSON"
#define MARKER     "empty: its name says that a model was blessed, which the metadata store says with the model"
#define THRESHOLDS "what an evaluation is to measure, of no model; which evaluation used it, the metadata store says"
#define FOLDER     "names a folder of runs or of versions; neither a run nor a version"
#define CLUSTER    "settings of the cluster for a plan"
#define SCHEDULE   "a schedule of runs; each run that it started is an object of its own"
#define SOURCES    "names the files of a catalog, and no model"
#define ORDER      "orders a job to register a version; the registry says what was registered"
#define COMMENTS   "has comments, which JSON does not: told with the place of the first"

/*
 * Counted by a script of its own from the files themselves, with the readers of SQLite, JSON and YAML of another language, by the tables
 * at the beginning of the importers. A metadata store has one row of its header, the rows of its 15 tables, and one for each act. Of the
 * six blessings of the real store two are of steps that still say RUNNING; of the other four each is an approval under the model's
 * address and one under the name that the model was pushed as, and the four pushes are deployments: 12 acts. A step that was not carried
 * out again gives out the last blessing once more, which is none. Of a run each step with a state is one claim, each data set in one,
 * each model out one. Records of files that nobody reads are their lines, of binary ones their tiles.
 */
static const CorpusFile files[] = {
  { "ORIGIN.md", NULL, 61, 0, 0, 0, 0, ORIGIN },
  { "kfp-argo/add_numbers.workflow.yaml", "kfp-workflow", 1, 0, 2, 3, 0, NULL },
  { "kfp-ir/add_numbers.yaml", "kfp-pipeline", 1, 0, 2, 4, 0, NULL },
  { "kfp-ir/artifact_crust.yaml", "kfp-pipeline", 1, 0, 2, 6, 0, NULL },
  { "kfp-ir/config_map_as_env.two-documents.yaml", "kfp-pipeline", 1, 0, 2, 4, 0, NULL },
  { "kfp-ir/flip_coin.yaml", "kfp-pipeline", 1, 0, 2, 16, 0, NULL },
  { "kfp-ir/modelcar.yaml", "kfp-pipeline", 1, 0, 2, 7, 0, NULL },
  { "kfp-ir/pipeline_with_artifact_upload_download.yaml", "kfp-pipeline", 1, 0, 2, 6, 0, NULL },
  { "kfp-ir/pipeline_with_importer.json", "kfp-pipeline", 1, 0, 3, 8, 0, NULL },
  { "kfp-ir/xgboost_sample_pipeline.json", "kfp-pipeline", 1, 0, 3, 17, 0, NULL },
  { "kfp-proposed-native-lineage/runs.jsonc", "kfp-api", 1, 0, 0, 0, 1, COMMENTS },
  { "kfp-proposed-native-lineage/schema_changes.sql", NULL, 83, 0, 0, 0, 0, PROPOSAL },
  { "kfp-v1-ui-metadata/eval-output-metadata.json", "kfp-ui-metadata", 1, 0, 3, 7, 0, NULL },
  { "kfp-v1-ui-metadata/eval-output-metadata2.json", "kfp-ui-metadata", 1, 0, 1, 4, 0, NULL },
  { "kfp-v1-ui-metadata/model-output-metadata.json", "kfp-ui-metadata", 1, 0, 3, 4, 0, NULL },
  { "kfp-v2beta1-api/experiment.json", NULL, 9, 0, 0, 0, 0, FOLDER },
  { "kfp-v2beta1-api/pipeline.json", NULL, 14, 0, 0, 0, 0, FOLDER },
  { "kfp-v2beta1-api/pipeline_version.json", "kfp-api", 1, 0, 2, 11, 0, NULL },
  { "kfp-v2beta1-api/platform_spec.json", NULL, 25, 0, 0, 0, 0, CLUSTER },
  { "kfp-v2beta1-api/recurring_run.json", NULL, 34, 0, 0, 0, 0, SCHEDULE },
  { "kfp-v2beta1-api/run_completed.json", "kfp-api", 1, 0, 2, 12, 0, NULL },
  { "kfp-v2beta1-api/run_completed.pb", NULL, 1, 0, 0, 0, 0, BINARY },
  { "kfp-v2beta1-api/run_completed_with_spec.json", "kfp-api", 1, 0, 2, 15, 0, NULL },
  { "kfp-v2beta1-api/run_failed.json", "kfp-api", 1, 0, 1, 9, 0, NULL },
  { "kfp-v2beta1-api/run_failed.pb", NULL, 1, 0, 0, 0, 0, BINARY },
  { "mlmd/constructed/kfp-v2-mlmd10.sqlite", "mlmd-store", 85, 0, 4, 30, 0, NULL },
  { "mlmd/no-licence-stated/tfx-2024/Evaluator/blessing/101/BLESSED", NULL, 0, 0, 0, 0, 0, MARKER },
  { "mlmd/no-licence-stated/tfx-2024/Evaluator/blessing/110/BLESSED", CORPUS_REPEAT, 0, 0, 0, 0, 0, MARKER },
  { "mlmd/no-licence-stated/tfx-2024/Evaluator/blessing/82/BLESSED", CORPUS_REPEAT, 0, 0, 0, 0, 0, MARKER },
  { "mlmd/no-licence-stated/tfx-2024/Evaluator/blessing/91/BLESSED", CORPUS_REPEAT, 0, 0, 0, 0, 0, MARKER },
  { "mlmd/no-licence-stated/tfx-2024/Evaluator/evaluation/101/eval_config.json", NULL, 53, 0, 0, 0, 0, THRESHOLDS },
  { "mlmd/no-licence-stated/tfx-2024/Evaluator/evaluation/110/eval_config.json", NULL, 53, 0, 0, 0, 0, THRESHOLDS },
  { "mlmd/no-licence-stated/tfx-2024/Evaluator/evaluation/82/eval_config.json", NULL, 53, 0, 0, 0, 0, THRESHOLDS },
  { "mlmd/no-licence-stated/tfx-2024/Evaluator/evaluation/91/eval_config.json", NULL, 53, 0, 0, 0, 0, THRESHOLDS },
  { "mlmd/no-licence-stated/tfx-2024/metadata.sqlite", "mlmd-store", 7558, 12, 180, 703, 0, NULL },
  { "model-catalog/dev-catalog-sources.yaml", NULL, 23, 0, 0, 0, 0, SOURCES },
  { "model-catalog/dev-organization-models.yaml", "kubeflow-catalog", 1, 0, 12, 78, 0, NULL },
  { "model-catalog/test-list-models-catalog.yaml", "kubeflow-catalog", 1, 0, 12, 35, 0, NULL },
  { "model-registry/api-responses/v1alpha3_model_versions_2_artifacts.json", "kubeflow-registry", 1, 0, 2, 7, 0, NULL },
  { "model-registry/api-responses/v1alpha3_model_versions_4_artifacts.json", "kubeflow-registry", 1, 0, 2, 8, 0, NULL },
  { "model-registry/api-responses/v1alpha3_model_versions_6_artifacts.json", "kubeflow-registry", 1, 0, 2, 8, 0, NULL },
  { "model-registry/api-responses/v1alpha3_model_versions_8_artifacts.json", "kubeflow-registry", 1, 0, 2, 7, 0, NULL },
  { "model-registry/api-responses/v1alpha3_registered_models_1.json", "kubeflow-registry", 1, 0, 1, 3, 0, NULL },
  { "model-registry/api-responses/v1alpha3_registered_models_1_versions.json", "kubeflow-registry", 1, 0, 1, 6, 0, NULL },
  { "model-registry/api-responses/v1alpha3_registered_models_3.json", "kubeflow-registry", 1, 0, 1, 3, 0, NULL },
  { "model-registry/api-responses/v1alpha3_registered_models_3_versions.json", "kubeflow-registry", 1, 0, 1, 6, 0, NULL },
  { "model-registry/api-responses/v1alpha3_registered_models_5.json", "kubeflow-registry", 1, 0, 1, 3, 0, NULL },
  { "model-registry/api-responses/v1alpha3_registered_models_5_versions.json", "kubeflow-registry", 1, 0, 1, 9, 0, NULL },
  { "model-registry/api-responses/v1alpha3_registered_models_7.json", "kubeflow-registry", 1, 0, 1, 3, 0, NULL },
  { "model-registry/api-responses/v1alpha3_registered_models_7_versions.json", "kubeflow-registry", 1, 0, 1, 6, 0, NULL },
  { "model-registry/constructed/inference_services.json", "kubeflow-registry", 1, 2, 2, 10, 0, NULL },
  { "model-registry/constructed/model_artifacts_13.json", "kubeflow-registry", 1, 0, 4, 22, 0, NULL },
  { "model-registry/constructed/model_versions.json", "kubeflow-registry", 1, 0, 3, 13, 0, NULL },
  { "model-registry/constructed/registered_models.json", "kubeflow-registry", 1, 0, 1, 8, 0, NULL },
  { "model-registry/constructed/serves_31.json", "kubeflow-registry", 1, 2, 0, 0, 0, NULL },
  { "model-registry/create_version_example.yaml", NULL, 115, 0, 0, 0, 0, ORDER },
};

const CorpusTable corpus_table = { "kubeflow", files, G_N_ELEMENTS (files) };
