/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/document-node.h"
#include "importers/registry-writer.h"

G_BEGIN_DECLS

/**
 * RcWandbRun:
 * @name: the run's id, as its record or its folder says
 * @told: what was said of its environment, so that a log which repeats it is not heard again
 *
 * The training run of which a transaction log or a file of a run folder speaks. Its names hold in the run folder only.
 */
typedef struct
{
  RcRegistryWriter  writer;
  char             *scope;
  char             *name;
  gint64            entity;     /* 0: not made yet */
  GHashTable       *told;
} RcWandbRun;

void     rc_wandb_run_init            (RcWandbRun          *self,
                                       const RcImportInput *input,
                                       RcImportSink        *sink,
                                       RcImportPlace        place);
void     rc_wandb_run_clear           (RcWandbRun          *self);
/* The name that the run's own record gives it. */
void     rc_wandb_run_rename          (RcWandbRun          *self,
                                       const char          *name);
/* Makes the run where it is not made yet. */
gboolean rc_wandb_run_ensure          (RcWandbRun          *self,
                                       GError             **error);
gboolean rc_wandb_run_add_tag         (RcWandbRun          *self,
                                       const char          *key,
                                       const char          *value,
                                       GError             **error);
gboolean rc_wandb_run_add_environment (RcWandbRun          *self,
                                       const char          *label,
                                       const char          *value,
                                       GError             **error);
/* What wandb-metadata.json, an environment record or a telemetry record says of the run; @pointer: place of @object. */
gboolean rc_wandb_run_read_facts      (RcWandbRun          *self,
                                       const RcDocumentNode *object,
                                       const char          *pointer,
                                       GError             **error);
/* A file that holds changes that no commit has; of anything else nothing is said. */
gboolean rc_wandb_run_add_patch       (RcWandbRun          *self,
                                       const char          *path,
                                       GError             **error);
/* Whether it is the file @base of a run folder: …/run-YYYYMMDD_HHMMSS-id/files/@base. */
gboolean rc_wandb_is_run_file         (const char          *name,
                                       const char          *base);
/* Whether the last part of @name is that of a patch of uncommitted changes. */
gboolean rc_wandb_is_patch_name       (const char          *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcWandbRun, rc_wandb_run_clear)

G_END_DECLS
