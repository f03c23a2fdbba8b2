/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "datarobot.h"

#include "datarobot-service.h"

#include "core/exporting-system.h"
#include "core/words.h"

static const RcExportingSystem exporting_system = {
  .id = RC_DATAROBOT_SYSTEM,
  .title = "DataRobot",
  .evidences = N_("Deployments, the history of their models with reasons, change requests with reviewers, predictions and user activity."),
  .lacks = N_("No code commit, no digest of the model, no record of people overriding single predictions."),
  .export_how = N_("the deployment, its model history and change requests as JSON, the prediction data export with its job record, and the user activity report"),
};

void
rc_datarobot_register (void)
{
  rc_exporting_system_register (&exporting_system);
  rc_importer_register (rc_datarobot_service_importer ());
  rc_importer_register (rc_datarobot_tables_importer ());
  rc_importer_register (rc_datarobot_definitions_importer ());
  rc_importer_register (rc_datarobot_document_importer ());
}
