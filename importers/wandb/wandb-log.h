/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

/* The importer of transaction logs of Weights & Biases (run-*.wandb). */
const RcImporter *rc_wandb_log_importer (void);

G_END_DECLS
