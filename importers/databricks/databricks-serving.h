/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "databricks-table.h"

G_BEGIN_DECLS

/* system.serving.served_entities */
const RcImporter *rc_databricks_served_importer        (void);
const RcImporter *rc_databricks_served_csv_importer    (void);
/* Inference tables of three generations. */
const RcImporter *rc_databricks_inference_importer     (void);
const RcImporter *rc_databricks_inference_csv_importer (void);
/* system.serving.endpoint_usage */
const RcImporter *rc_databricks_usage_importer         (void);
const RcImporter *rc_databricks_usage_csv_importer     (void);

G_END_DECLS
