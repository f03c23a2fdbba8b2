/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "comet.h"

#include "comet-importers.h"

#include "core/exporting-system.h"
#include "core/words.h"

static const RcSystemAsk asks[] = {
  { "input", N_("the events of the model production monitoring with their features as JSON, or the Opik traces (opik export WORKSPACE project NAME)") },
  { "output", N_("the events of the model production monitoring with predictionId, modelName and modelVersion as JSON, or the Opik traces (opik export WORKSPACE project NAME)") },
  { "score", N_("the events of the model production monitoring, whose prediction holds a probability") },
  { "model-version",
    N_("the events of the model production monitoring, and the list of the registry's versions as JSON (API.get_model_details and get_registry_model_versions, or GET /api/rest/v2/registry-model/details): a downloaded model holds neither version nor stage") },
  { "run",
    N_("the list of the registry's versions with their experiment keys, and the experiments themselves (cometx download WORKSPACE/PROJECT, without --use-name)") },
  { "dataset",
    N_("the assets of the experiment with assets_metadata.jsonl (cometx download WORKSPACE/PROJECT), the artifact versions that it used, and the data with a digest: Comet keeps none offline") },
  { "commit",
    N_("run/git_metadata.json and run/git_diff.patch of the experiment (cometx download WORKSPACE/PROJECT), or the offline archive .cometml-runs/KEY.zip") },
  { "environment",
    N_("system_details.json and run/requirements.txt of the experiment (cometx download WORKSPACE/PROJECT), or the offline archive .cometml-runs/KEY.zip") },
  { "evaluation", N_("metrics.jsonl of the experiment (cometx download WORKSPACE/PROJECT), or the offline archive .cometml-runs/KEY.zip") },
  { "approval",
    N_("the list of the registry's versions at several times, with status and stages, and the record of who agreed to the change from outside Comet: Comet names no approver and keeps no reason in its exports") },
  { "human-action",
    N_("the Opik traces with their feedback scores (opik export WORKSPACE project NAME), and the labels that arrived later in the model production monitoring") },
};

static const RcExportingSystem exporting_system = {
  .id = RC_COMET_SYSTEM,
  .title = "Comet",
  .evidences = N_("Experiments with metrics, commit, environment and assets, the versions of registered models with the experiment behind each, monitored predictions with model version, and Opik traces with what people said of them."),
  .lacks = N_("No digest, no approver, no deployment and no history of stages; the folder of a registered model holds neither version nor stage; that a run asked for a stage does not show that it was given."),
  .export_how = N_("the offline archives (.cometml-runs/KEY.zip) or cometx download WORKSPACE/PROJECT without --use-name, the list of the registry's versions as JSON, the events of the model production monitoring, and opik export WORKSPACE project NAME"),
  .asks = asks,
  .n_asks = G_N_ELEMENTS (asks),
};

void
rc_comet_register (void)
{
  rc_exporting_system_register (&exporting_system);
  rc_importer_register (rc_comet_messages_importer ());
  rc_importer_register (rc_comet_lines_importer ());
  rc_importer_register (rc_comet_documents_importer ());
  rc_importer_register (rc_comet_patch_importer ());
}
