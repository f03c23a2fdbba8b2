/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kubeflow.h"

#include "kfp-importers.h"
#include "mlmd-store.h"
#include "model-catalog.h"
#include "registry-objects.h"

#include "core/exporting-system.h"
#include "core/words.h"

static const RcSystemAsk asks[] = {
  { "input",
    N_("the payload logs of KServe for this inference service (the CloudEvents that spec.predictor.logger of its InferenceService sends, mode all)") },
  { "output",
    N_("the payload logs of KServe for this inference service (the CloudEvents that spec.predictor.logger of its InferenceService sends, mode all)") },
  { "deployment",
    N_("the acts of serving of the model registry: GET /api/model_registry/v1alpha3/inference_services and, for each service, inference_services/ID/serves, joined in one JSON object with registered_models and registered_models/ID/versions, each answer under the path of its query") },
  { "model-version",
    N_("the model registry as one JSON object, each answer of its API under the path of its query: registered_models, registered_models/ID/versions, model_versions/ID/artifacts, inference_services, inference_services/ID/serves (GET /api/model_registry/v1alpha3/PATH?pageSize=1000)") },
  { "artefact",
    N_("the artifacts of the version, GET /api/model_registry/v1alpha3/model_versions/ID/artifacts, with the model stored as an image whose address ends with @sha256: and its digest; for a model in a bucket, the SHA-256 of its files from whoever runs the bucket") },
  { "run",
    N_("the artifacts of the version, GET /api/model_registry/v1alpha3/model_versions/ID/artifacts, whose modelSourceId names the run, and that run: kfp run get RUN_ID --output json, or GET /apis/v2beta1/runs/RUN_ID") },
  { "dataset",
    N_("the metadata store (ML Metadata): the file metadata.sqlite of TFX, or of a cluster all tables of the database metadb copied into an SQLite file, which holds what each step of a run read; for the content of the data, their digests from whoever runs the bucket") },
  { "commit",
    N_("the pipeline version that the run names (kfp pipeline get-version VERSION_ID --output json, or GET /apis/v2beta1/pipelines/ID/versions/ID), with the compiled pipeline, and from the repository the commit from which it was compiled") },
  { "environment",
    N_("the metadata store (ML Metadata), which holds the image of each step that ran, and the digest of each image that is named by a tag: kubectl get pod POD -o jsonpath='{.status.containerStatuses[*].imageID}', or the registry of images") },
  { "evaluation",
    N_("the metadata store (ML Metadata) with the metrics of the run; of TFX also the folders that the ModelEvaluation artifacts name") },
  { "approval",
    N_("the property approved_by of the model version, where one is kept, and the ticket of the change behind it: Kubeflow has no approvals by persons; a ModelBlessing of TFX is a check by a program") },
  { "documentation",
    N_("the doc-artifacts of the version (GET /api/model_registry/v1alpha3/model_versions/ID/artifacts) and the documents that they name, each with its date") },
  { "card",
    N_("the file behind the catalog of models with its history (git log of the YAML file in the ConfigMap's repository), or the doc-artifact that is the card: the registry keeps the newest text only, without a date") },
};

static const RcExportingSystem exporting_system = {
  .id = RC_KUBEFLOW_SYSTEM,
  .title = "Kubeflow",
  .evidences = N_("The graph of a training run with its inputs and outputs, its images, parameters and metrics, checks of models by programs, registered versions with the run that made them, and dated deployments."),
  .lacks = N_("No digests of data or of model files that are no images, no commit, no person who approved or trained, no dates of model cards, no inferences."),
  .export_how = N_("the metadata store (ML Metadata) as an SQLite file, the run and its pipeline version as JSON (GET /apis/v2beta1/runs/ID, /apis/v2beta1/pipelines/ID/versions/ID), and the model registry as one JSON object with each answer of /api/model_registry/v1alpha3 under the path of its query"),
  .asks = asks,
  .n_asks = G_N_ELEMENTS (asks),
};

void
rc_kubeflow_register (void)
{
  rc_exporting_system_register (&exporting_system);
  rc_importer_register (rc_mlmd_store_importer ());
  rc_importer_register (rc_kfp_api_importer ());
  rc_importer_register (rc_kfp_pipeline_importer ());
  rc_importer_register (rc_kfp_workflow_importer ());
  rc_importer_register (rc_kfp_ui_importer ());
  rc_importer_register (rc_registry_objects_importer ());
  rc_importer_register (rc_model_catalog_importer ());
}
