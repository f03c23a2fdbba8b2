/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "forges.h"

#include "core/exporting-system.h"
#include "core/words.h"

static const RcSystemAsk asks[] = {
  { "approval",
    N_("the pull or merge request through which the version was released, with its reviews or approvals and the rules of its branch, as JSON: GET /repos/OWNER/REPO/pulls/N, /pulls/N/reviews and /branches/BRANCH/protection on GitHub, /projects/ID/merge_requests/N, /approvals and /projects/ID/protected_branches on GitLab") },
};

static const RcExportingSystem exporting_system = {
  .id = RC_FORGES_SYSTEM,
  .title = "GitHub and GitLab",
  .evidences = N_("Which checks ran on a commit and how they ended, who reviewed it and when, who merged it, and which rules of its branch could be passed by."),
  .lacks = N_("No model version and no deployment; the rules of a branch are those of the export, not of the day of the merge; a check's outcome does not tell what it checked."),
  .export_how = N_("as JSON the workflow runs or pipelines of the commit with their jobs, the pull or merge request with its reviews or approvals, and the protection of the branch; the test reports as JUnit XML"),
  .asks = asks,
  .n_asks = G_N_ELEMENTS (asks),
};

void
rc_forges_register (void)
{
  rc_exporting_system_register (&exporting_system);
  rc_importer_register (rc_forge_answers_importer ());
  rc_importer_register (rc_junit_importer ());
}
