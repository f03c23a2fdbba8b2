/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exception.h"
#include "core/requirements/check.h"

/* Article 17: the thirteen aspects of the quality management system. */

static const char * const approval_doubts[] = { RC_EXCEPTION_APPROVAL_LATE, RC_EXCEPTION_APPROVAL_ENDED, NULL };

/* Modifications: that each version was approved while it was in use. The Act names no such approval; the provider's procedure does. */
static gboolean
check_modifications (RcRequirementContext      *context,
                     const RcRequirementCheck  *check,
                     RcRequirementResult       *result,
                     GError                   **error)
{
  RcRequirementPlaces late = { 0 };
  guint n = rc_requirement_exceptions (context, approval_doubts, &late);

  if (!rc_requirement_cite_places (context, result, &late, error) || !rc_requirement_check_slots (context, check, result, error))
    return FALSE;

  if (n > 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                        _("A model version was in use while no approval of it that is on record was in force (times: %u); what the procedure asks is for "
                          "your judgement."), n);
  return TRUE;
}

const RcRequirementCheck rc_requirement_quality[] = {
  { "AIA-17-a", check_modifications, "approval", 0 },
  { "AIA-17-b", rc_requirement_check_paper, NULL, 0 },
  { "AIA-17-c", rc_requirement_check_paper, NULL, 0 },
  { "AIA-17-d", rc_requirement_check_slots, "evaluation", 0 },
  { "AIA-17-e", rc_requirement_check_paper, NULL, 0 },
  { "AIA-17-f", rc_requirement_check_slots, "dataset", 0 },
  { "AIA-17-g", rc_requirement_check_paper, NULL, 0 },
  { "AIA-17-h", rc_requirement_check_paper, NULL, 0 },
  { "AIA-17-i", rc_requirement_check_paper, NULL, 0 },
  { "AIA-17-j", rc_requirement_check_paper, NULL, 0 },
  { "AIA-17-k", rc_requirement_check_paper, NULL, 0 },
  { "AIA-17-l", rc_requirement_check_paper, NULL, 0 },
  { "AIA-17-m", rc_requirement_check_paper, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
