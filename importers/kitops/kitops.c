/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kitops.h"

#include "kitops-documents.h"

#include "core/exporting-system.h"
#include "core/words.h"

/* Runs, environments, evaluations, deployments, inferences and what people did with them are in no package. */
static const RcSystemAsk asks[] = {
  { "model-version",
    N_("the answer of kit inspect --remote registry/repository:tag for each tag that was in use, and the registry's own log of pushes: tags have no time") },
  { "artefact",
    N_("the whole package by digest, not by tag: oras copy --recursive --to-oci-layout registry/repository@sha256:… folder, with all layers") },
  { "dataset",
    N_("the package with its data set layers (oras copy --recursive --to-oci-layout …), and a statement which of them the model was trained on: the package only says that they were packed together") },
  { "commit",
    N_("the configuration of the ModelPack with descriptor.revision, or the repository at the commit that the packaging pipeline built: a Kitfile has no commit") },
  { "card",
    N_("the package's documents (kit unpack, or the whole package with its docs layers), in every version with the date of its push") },
  { "approval",
    N_("the signatures and attestations of the package (cosign save --dir folder registry/repository@sha256:…) with the key or identity of the approver, and the approval itself: an author in a Kitfile approved nothing") },
};

static const RcExportingSystem exporting_system = {
  .id = RC_KITOPS_SYSTEM,
  .title = "KitOps",
  .evidences = N_("The files of a model version with their digests, packaged together with data, code and documents; its parent; the commit where ModelPack states it."),
  .lacks = N_("No training run, no approver, no deployment and no time of creation in a Kitfile; tags have neither time nor author."),
  .export_how = N_("the ModelKit as an OCI image layout with all its layers and attached signatures: oras copy --recursive --to-oci-layout, or skopeo copy … oci:"),
  .asks = asks,
  .n_asks = G_N_ELEMENTS (asks),
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
