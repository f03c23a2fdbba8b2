/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/importers.h"

#include "core/registers/paper.h"
#include "core/seals/seal-sources.h"
#include "importers/cards/cards.h"
#include "importers/cloudtrail/cloudtrail.h"
#include "importers/comet/comet.h"
#include "importers/containers/containers.h"
#include "importers/databricks/databricks.h"
#include "importers/datarobot/datarobot.h"
#include "importers/dvc/dvc.h"
#include "importers/forges/forges.h"
#include "importers/kitops/kitops.h"
#include "importers/kubeflow/kubeflow.h"
#include "importers/mappings.h"
#include "importers/mlflow/mlflow.h"
#include "importers/office-properties.h"
#include "importers/schemas/json-schema.h"
#include "importers/systems/system-description.h"
#include "importers/wandb/wandb.h"

static void
register_containers (void)
{
  rc_container_register (&rc_container_gzip);
  rc_container_register (&rc_container_tar);
  rc_container_register (&rc_container_zip);
  rc_container_register (&rc_container_zstd);
}

static void
register_importers (void)
{
  rc_cards_register ();
  rc_mlflow_register ();
  rc_kubeflow_register ();
  rc_kitops_register ();
  rc_wandb_register ();
  rc_comet_register ();
  rc_datarobot_register ();
  rc_dvc_register ();
  rc_databricks_register ();
  rc_forges_register ();
  rc_cloudtrail_register ();
  rc_importer_register (rc_office_properties_importer ());
  rc_importer_register (rc_json_schema_importer ());
  rc_importer_register (rc_system_description_importer ());
  rc_importer_register (rc_paper_importer ());
}

/**
 * rc_importers_register_all:
 *
 * Tells core every format that the program reads. Further calls do nothing.
 */
void
rc_importers_register_all (void)
{
  static gsize done;

  if (!g_once_init_enter (&done))
    return;

  register_containers ();
  register_importers ();
  rc_mappings_register ();
  rc_seal_sources_register ();

  g_once_init_leave (&done, 1);
}
