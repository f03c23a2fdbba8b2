/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "databricks-table.h"

G_BEGIN_DECLS

const RcImporter *rc_databricks_audit_importer     (void);
const RcImporter *rc_databricks_audit_csv_importer (void);

G_END_DECLS
