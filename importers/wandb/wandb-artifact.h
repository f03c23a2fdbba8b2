/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wandb-run.h"

G_BEGIN_DECLS

/* What a run made: a record "artifact". */
gboolean rc_wandb_artifact_read_made (RcWandbRun   *run,
                                      const RcJson *json,
                                      guint32       artifact,
                                      GError      **error);
/* What it used: a record "use_artifact". */
gboolean rc_wandb_artifact_read_used (RcWandbRun   *run,
                                      const RcJson *json,
                                      guint32       artifact,
                                      GError      **error);

G_END_DECLS
