/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kitops.h"

#include "kitops-documents.h"

#include "core/exporting-system.h"
#include "core/words.h"

static const RcExportingSystem exporting_system = {
  .id = RC_KITOPS_SYSTEM,
  .title = "KitOps",
  .evidences = N_("The files of a model version with their digests, packaged together with data, code and documents; its parent; the commit where ModelPack states it."),
  .lacks = N_("No training run, no approver, no deployment and no time of creation in a Kitfile."),
  .export_how = N_("the ModelKit as an OCI image layout with all its layers and attached signatures: oras copy --to-oci-layout, or skopeo copy … oci:"),
};

void
rc_kitops_register (void)
{
  rc_exporting_system_register (&exporting_system);
  rc_importer_register (rc_kitops_kitfile_importer ());
  rc_importer_register (rc_kitops_config_importer ());
  rc_importer_register (rc_kitops_inspect_importer ());
  rc_importer_register (rc_kitops_manifest_importer ());
  rc_importer_register (rc_kitops_tags_importer ());
  rc_importer_register (rc_kitops_pack_importer ());
}
