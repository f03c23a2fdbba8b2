/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "databricks.h"

#include "core/exporting-system.h"
#include "core/words.h"

static const RcExportingSystem exporting_system = {
  .id = RC_DATABRICKS_SYSTEM,
  .title = "Databricks",
  .evidences = N_("Inferences with the version served, approvals and stage changes with names and times in the audit log, deployments, and the data a table was made from."),
  .lacks = N_("Rows may be missing by the platform's own rules; nothing protects them; Unity Catalog has no approval requests."),
  .export_how = N_("the inference table, system.serving.served_entities and system.access.audit as JSON or CSV, and the model registry's activities"),
};

void
rc_databricks_register (void)
{
  rc_exporting_system_register (&exporting_system);
}
