/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exception.h"
#include "core/requirements/check.h"

/* Articles 11 and 13, and every heading of Annex IV. */

static const char * const card_doubts[] = { RC_EXCEPTION_CARD_EDITED, NULL };
static const char * const version_contradictions[] = { RC_EXCEPTION_DIGEST_DISAGREES, RC_EXCEPTION_SYSTEMS_DISAGREE, NULL };

/* The card that was current is not one that is dated after the version's first use. */
static gboolean
check_card (RcRequirementContext      *context,
            const RcRequirementCheck  *check,
            RcRequirementResult       *result,
            GError                   **error)
{
  RcRequirementPlaces edited = { 0 };
  guint n = rc_requirement_exceptions (context, card_doubts, &edited);

  /* What was noticed stands before what was found. */
  if (!rc_requirement_cite_places (context, result, &edited, error) || !rc_requirement_check_slots (context, check, result, error))
    return FALSE;

  if (n > 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                        _("A model card is dated after the version that it describes had begun to answer (cards: %u): what was documented then is not "
                          "shown."), n);
  return TRUE;
}

/* What registry, deployment and log call a version is one file. */
static gboolean
check_versions (RcRequirementContext      *context,
                const RcRequirementCheck  *check,
                RcRequirementResult       *result,
                GError                   **error)
{
  const RcRequirementInferences *facts = rc_requirement_get_inferences (context, error);
  RcRequirementPlaces contradictions = { 0 };
  guint n;

  n = rc_requirement_exceptions (context, version_contradictions, &contradictions);
  if (facts == NULL || !rc_requirement_cite_places (context, result, &contradictions, error) ||
      !rc_requirement_cite_places (context, result, &facts->other_version, error) ||
      !rc_requirement_check_slots (context, check, result, error))
    return FALSE;

  if (n + facts->other_version.n > 0)
    rc_requirement_say (result, RC_REQUIREMENT_NOT_MET, _("Registry, deployment and log say different things of one version (times: %lu)."),
                        n + facts->other_version.n);
  return TRUE;
}

const RcRequirementCheck rc_requirement_documentation[] = {
  { "AIA-11-1", rc_requirement_check_paper, NULL, RC_REQUIREMENT_PAPER_BEFORE_USE },
  { "AIA-13-2", rc_requirement_check_paper, NULL, 0 },
  { "AIA-13-3f", rc_requirement_check_paper, NULL, 0 },
  { "AIV-1a", check_card, "card", 0 },
  { "AIV-1b", rc_requirement_check_paper, NULL, 0 },
  { "AIV-1c", check_versions, "model-version environment", 0 },
  { "AIV-1d", rc_requirement_check_paper, NULL, 0 },
  { "AIV-1e", rc_requirement_check_paper, NULL, 0 },
  { "AIV-1f", rc_requirement_check_paper, NULL, 0 },
  { "AIV-1g", rc_requirement_check_paper, NULL, 0 },
  { "AIV-1h", rc_requirement_check_paper, NULL, 0 },
  { "AIV-2a", rc_requirement_check_slots, "run", 0 },
  { "AIV-2b", check_card, "card", 0 },
  { "AIV-2c", rc_requirement_check_slots, "environment", 0 },
  { "AIV-2d", rc_requirement_check_slots, "dataset run", 0 },
  { "AIV-2e", rc_requirement_check_paper, NULL, 0 },
  { "AIV-2f", rc_requirement_check_paper, NULL, 0 },
  { "AIV-2g", rc_requirement_check_slots, "evaluation", 0 },
  { "AIV-2h", rc_requirement_check_paper, NULL, 0 },
  { "AIV-3", check_card, "card", 0 },
  { "AIV-4", rc_requirement_check_paper, NULL, 0 },
  { "AIV-5", rc_requirement_check_paper, NULL, 0 },
  { "AIV-6", rc_requirement_check_paper, NULL, 0 },
  { "AIV-7", rc_requirement_check_paper, NULL, 0 },
  { "AIV-8", rc_requirement_check_paper, NULL, 0 },
  { "AIV-9", rc_requirement_check_paper, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
