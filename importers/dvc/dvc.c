/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dvc.h"

#include "core/exporting-system.h"
#include "core/words.h"

static const RcExportingSystem exporting_system = {
  .id = RC_DVC_SYSTEM,
  .title = "DVC",
  .evidences = N_("The exact data, code and outputs of each stage by digest, the commit that data were imported from, and dated assignments of stages where tags were exported."),
  .lacks = N_("No inference, no deployment, no environment; the digests are MD5."),
  .export_how = N_("the repository with its tags (git bundle or git clone --mirror), dvc.lock and the .dvc files, and the cache where the data are to be checked"),
};

void
rc_dvc_register (void)
{
  rc_exporting_system_register (&exporting_system);
}
