/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "databricks-table.h"

G_BEGIN_DECLS

/* system.access.table_lineage and column_lineage */
const RcImporter *rc_databricks_lineage_importer     (void);
const RcImporter *rc_databricks_lineage_csv_importer (void);

G_END_DECLS
