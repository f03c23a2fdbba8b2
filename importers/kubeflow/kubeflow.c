/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kubeflow.h"

#include "mlmd-store.h"

#include "core/exporting-system.h"
#include "core/words.h"

static const RcExportingSystem exporting_system = {
  .id = RC_KUBEFLOW_SYSTEM,
  .title = "Kubeflow",
  .evidences = N_("The graph of a training run with its inputs and outputs, its images and parameters, automated model checks, registered versions, and dated deployments."),
  .lacks = N_("No content digests of data and models, no commit, no human approver, no inferences."),
  .export_how = N_("a dump of the metadata store (ML Metadata), the run and its pipeline version as JSON, and the lists of the model registry"),
};

void
rc_kubeflow_register (void)
{
  rc_exporting_system_register (&exporting_system);
  rc_importer_register (rc_mlmd_store_importer ());
}
