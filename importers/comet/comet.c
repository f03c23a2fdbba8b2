/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "comet.h"

#include "core/exporting-system.h"
#include "core/words.h"

static const RcExportingSystem exporting_system = {
  .id = RC_COMET_SYSTEM,
  .title = "Comet",
  .evidences = N_("Training runs with parameters, metrics, commit, environment and assets, and the request to register a model."),
  .lacks = N_("No digest, no approver, no deployment; the folder of a registered model holds neither version nor stage."),
  .export_how = N_("the offline archives (.cometml-runs/*.zip), cometx download, and the list of registry versions"),
};

void
rc_comet_register (void)
{
  rc_exporting_system_register (&exporting_system);
}
