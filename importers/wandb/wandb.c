/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wandb.h"

#include "wandb-files.h"
#include "wandb-log.h"

#include "core/exporting-system.h"
#include "core/words.h"

#define RUN_FOLDER N_("the folder of the training run as it was written (wandb/run-… or wandb/offline-run-… with its .wandb file and all of files/)")

/* Deployments, inferences, human actions, decisions, anomalies, incidents, retention and technical documentation are not in it. */
static const RcSystemAsk asks[] = {
  { "model-version",
    N_("the artifact of the model and its versions: of each, wandb.Api().artifact(\"team/project/name:v3\") with version, digest, aliases, created_at and logged_by(), written to a file") },
  { "artefact",
    N_("the model's files with their manifest: wandb artifact get team/project/name:v3, and a SHA-256 list of the files made at download, because the manifest has MD5 only") },
  { "run", RUN_FOLDER },
  { "dataset",
    N_("the artifacts that the run used: wandb.Api().run(\"team/project/id\").used_artifacts() with version and digest, and the run's .wandb file; data that was read from a path leaves only the path in the arguments") },
  { "commit",
    N_("wandb-metadata.json and every .patch file of the run (run page, Files), and the repository at that commit") },
  { "environment",
    N_("requirements.txt, conda-environment.yaml, config.yaml and wandb-metadata.json of the run (run page, Files)") },
  { "evaluation",
    N_("wandb-summary.json, the .wandb file and the tables under files/media of the run, or wandb.Api().run(\"team/project/id\").scan_history() written to a file") },
  { "approval",
    N_("the audit log of the days of the promotion, not anonymised (folder wandb-audit-logs of the bucket, or the audit logging API as an administrator of the organisation), and the approval itself from change management: the log tells who acted, not who approved") },
  { "card",
    N_("the description of the model's collection in the Registry, with its history: it stands only on the server") },
};

static const RcExportingSystem exporting_system = {
  .id = RC_WANDB_SYSTEM,
  .title = "Weights & Biases",
  .evidences = N_("Training runs in the order in which they were written, code commit and uncommitted changes, environment, metrics, and the artifacts that a run used and made, with digests."),
  .lacks = N_("No approval with reasons, no deployment, no inferences; a log is not signed, its digests are MD5, and aliases have no time."),
  .export_how = N_("the run folder itself (wandb/run-… with its .wandb file), the artifact manifests (wandb_manifest.json), and the audit log"),
  .asks = asks,
  .n_asks = G_N_ELEMENTS (asks),
};

void
rc_wandb_register (void)
{
  rc_exporting_system_register (&exporting_system);
  rc_importer_register (rc_wandb_log_importer ());
  rc_importer_register (rc_wandb_metadata_importer ());
  rc_importer_register (rc_wandb_summary_importer ());
  rc_importer_register (rc_wandb_config_importer ());
  rc_importer_register (rc_wandb_packages_importer ());
  rc_importer_register (rc_wandb_patch_importer ());
}
