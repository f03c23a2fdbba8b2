/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

/* The exports of Kubeflow Pipelines. */

const RcImporter *rc_kfp_api_importer      (void);   /* kfp-api.c */
const RcImporter *rc_kfp_pipeline_importer (void);   /* kfp-pipeline.c */
const RcImporter *rc_kfp_workflow_importer (void);   /* kfp-workflow.c */
const RcImporter *rc_kfp_ui_importer       (void);   /* kfp-ui.c */

G_END_DECLS
