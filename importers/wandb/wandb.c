/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wandb.h"

#include "wandb-files.h"
#include "wandb-log.h"

#include "core/exporting-system.h"
#include "core/words.h"

static const RcExportingSystem exporting_system = {
  .id = RC_WANDB_SYSTEM,
  .title = "Weights & Biases",
  .evidences = N_("Training runs in the order in which they were written, code commit and uncommitted changes, environment, metrics, and the artifacts that a run used and made, with digests."),
  .lacks = N_("No approval with reasons, no deployment, no inferences; the digests are MD5."),
  .export_how = N_("the run folder itself (wandb/run-… with its .wandb file), the artifact manifests, and the audit log"),
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
