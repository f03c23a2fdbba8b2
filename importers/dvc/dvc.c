/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dvc.h"

#include "dvc-config.h"
#include "dvc-directory.h"
#include "dvc-lock.h"
#include "dvc-plan.h"
#include "dvc-pointer.h"
#include "git-tags.h"

#include "core/exporting-system.h"
#include "core/words.h"

static const RcSystemAsk asks[] = {
  { "model-version",
    N_("the tags of the repository: git for-each-ref refs/tags --format='%(refname:short)%09%(objecttype)%09%(objectname)%09%(*objectname)%09%(taggername)%09%(taggeremail)%09%(taggerdate:iso-strict)%09%(contents:subject)'") },
  { "artefact",
    N_("the model file itself, fetched with dvc get or dvc pull from the commit that the tag names, beside its dvc.lock or .dvc file") },
  { "run", N_("dvc.lock as it was in the commit that the version's tag names: git show TAG:dvc.lock") },
  { "dataset",
    N_("dvc.lock and every .dvc file of that commit, and for a check of the data the folder .dvc/cache or the files after dvc pull") },
  { "commit", N_("the repository with all its commits and tags (git bundle create repository.bundle --all), and which commit holds the lock file") },
  { "evaluation", N_("the metrics files that dvc.yaml names, of that commit: dvc metrics show, and git show TAG:eval/metrics.json") },
  { "approval",
    N_("the tags that assign stages, with their taggers and times (gto history, or the listing of tags), and the merge request behind each tag that an automatic account set") },
  { "card", N_("the model card as a file of the commit that the version's tag names") },
  { "documentation", N_("the documents as files of the commit that the version's tag names") },
};

static const RcExportingSystem exporting_system = {
  .id = RC_DVC_SYSTEM,
  .title = "DVC",
  .evidences = N_("The exact data, code files and outputs of each stage by digest, the commit that data were imported from, and dated assignments of stages where tags were exported."),
  .lacks = N_("No inference, no deployment, no environment and no human review; no approver but the tagger, often an automatic account; the digests are MD5, which shows accidents and no change made on purpose."),
  .export_how = N_("the repository with its tags (git bundle create repository.bundle --all), the listing of its tags (git for-each-ref refs/tags), dvc.lock, dvc.yaml and the .dvc files of each tagged commit, and the folder .dvc/cache where the data are to be checked"),
  .asks = asks,
  .n_asks = G_N_ELEMENTS (asks),
};

void
rc_dvc_register (void)
{
  rc_exporting_system_register (&exporting_system);
  rc_importer_register (rc_dvc_lock_importer ());
  rc_importer_register (rc_dvc_pointer_importer ());
  rc_importer_register (rc_dvc_directory_importer ());
  rc_importer_register (rc_dvc_plan_importer ());
  rc_importer_register (rc_dvc_config_importer ());
  rc_importer_register (rc_git_tags_importer ());
  rc_importer_register (rc_git_tag_object_importer ());
}
