/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

/* wandb-metadata.json of a run folder: where and from what a run was started. */
const RcImporter *rc_wandb_metadata_importer (void);
/* wandb-summary.json: the last value of each metric. */
const RcImporter *rc_wandb_summary_importer  (void);
/* config.yaml: settings of the run, and of the library that logged it. */
const RcImporter *rc_wandb_config_importer   (void);
/* requirements.txt and conda-environment.yaml: the packages that were installed. */
const RcImporter *rc_wandb_packages_importer (void);
/* diff.patch and the like: changes that no commit has. */
const RcImporter *rc_wandb_patch_importer    (void);

G_END_DECLS
