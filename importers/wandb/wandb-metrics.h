/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wandb-run.h"

G_BEGIN_DECLS

/* The last value of each metric of a run, gathered while its log is read: only that is an evaluation, the way to it stays in the rows. */
typedef struct _RcWandbMetrics RcWandbMetrics;

RcWandbMetrics *rc_wandb_metrics_new          (void);
void            rc_wandb_metrics_free         (RcWandbMetrics *self);
/* Items {key or nested_key, value_json} at @pointer of a row; a summary's outweigh those of the history. */
void            rc_wandb_metrics_read_items   (RcWandbMetrics *self,
                                               const RcJson   *json,
                                               guint32         items,
                                               const char     *pointer,
                                               guint64         record,
                                               gboolean        is_summary);
void            rc_wandb_metrics_remove_items (RcWandbMetrics *self,
                                               const RcJson   *json,
                                               guint32         items);
gboolean        rc_wandb_metrics_tell         (RcWandbMetrics *self,
                                               RcWandbRun     *run,
                                               GError        **error);
/* Whether the text of a value is a number, or what stands for one that is none. */
gboolean        rc_wandb_is_measure           (const char     *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcWandbMetrics, rc_wandb_metrics_free)

G_END_DECLS
