/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/registers/paper.h"
#include "core/registers/register.h"
#include "core/requirements/check.h"

/* Articles 6, 43, 44, 46, 48 and 49, and Annex VI: the way to the market. */

/* --- 6(3), (4) --- */

/* A system that profiles natural persons is always high-risk: both are what people state, and they exclude each other. */
static gboolean
check_claim (RcRequirementContext      *context,
             const RcRequirementCheck  *check,
             RcRequirementResult       *result,
             GError                   **error)
{
  const RcSystemStatement *profiling = context->system != NULL ? rc_system_peek (context->system, RC_SYSTEM_PROFILING) : NULL;

  if (!rc_requirement_check_paper (context, check, result, error))
    return FALSE;
  if (profiling == NULL || !rc_system_has_value (context->system, RC_SYSTEM_PROFILING, "true") ||
      !rc_system_has_value (context->system, RC_SYSTEM_RISK_CLASS, "T2x"))
    return TRUE;

  rc_requirement_say (result, RC_REQUIREMENT_NOT_MET,
                      _("It is stated that the system profiles natural persons, and that it is not high-risk under Article 6(3), which "
                        "excludes that."));
  return profiling->word == NULL || rc_requirement_cite (context, result, profiling->word->source, profiling->word->record, error);
}

/* --- 43(4) --- */

/* The newest day of a registered declaration; (transfer none) (nullable). */
static const char *
peek_declared (RcRequirementContext *context)
{
  const char *newest = NULL;

  for (guint i = 0; i < context->papers->len; i++)
    {
      const RcPaper *paper = g_ptr_array_index (context->papers, i);

      if (paper->state == RC_PAPER_SOUND && g_strcmp0 (paper->kind, "E19") == 0 && paper->date != NULL &&
          (newest == NULL || strcmp (paper->date, newest) > 0))
        newest = paper->date;
    }
  return newest;
}

/* Of what certainly began on a later day. */
static void
see_changes (GPtrArray           *deployments,
             const char          *declared,
             RcRequirementPlaces *changes)
{
  for (guint i = 0; i < deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (deployments, i);
      g_autofree char *day = deployment->period.begins == RC_BOUND_AT ? rc_register_dup_day (deployment->period.from.from_us) : NULL;

      if (day != NULL && strcmp (day, declared) > 0)
        rc_requirement_places_add (changes, deployment->event->source, deployment->event->record);
    }
}

/* Whether a change is substantial no record tells: what came after the declaration is a candidate. */
static gboolean
check_modification (RcRequirementContext      *context,
                    const RcRequirementCheck  *check,
                    RcRequirementResult       *result,
                    GError                   **error)
{
  GPtrArray *deployments = rc_requirement_get_deployments (context, error);
  RcRequirementPlaces changes = { 0 };
  const char *declared;
  guint papers, read;

  if (deployments == NULL || !rc_requirement_take_papers (context, check, result, &papers, &read, error))
    return FALSE;

  declared = peek_declared (context);
  rc_requirement_use (result, "E05", deployments->len);
  if (declared == NULL)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("No declaration of conformity with a date was registered: what changed since is not "
                                                               "known."));
      rc_requirement_ask (result, _("Ask the provider for the EU declaration of conformity and the list of changes determined beforehand."));
      return TRUE;
    }

  see_changes (deployments, declared, &changes);
  rc_requirement_count (result, deployments->len - changes.n, deployments->len, N_("deployments not after the declaration"));
  if (changes.n > 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                        _("Deployments began after the declaration of %1$s (%2$lu): candidates for a substantial modification, and the declaration may "
                          "be stale."), declared, changes.n);
  else
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                        _("No deployment on record began after the declaration of %s; whether something else was modified is for your judgement."),
                        declared);
  return rc_requirement_cite_places (context, result, &changes, error);
}

const RcRequirementCheck rc_requirement_conformity[] = {
  { "AIA-43-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-43-2", rc_requirement_check_paper, NULL, 0 },
  { "AIA-43-3", rc_requirement_check_paper, NULL, 0 },
  { "AIA-43-4", check_modification, NULL, 0 },
  { "AIA-44-2", rc_requirement_check_paper, NULL, 0 },
  { "AIA-46-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-VI", rc_requirement_check_paper, NULL, 0 },
  { "AIA-48-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-48-4", rc_requirement_check_paper, NULL, 0 },
  { "AIA-49-1", rc_requirement_check_paper, NULL, RC_REQUIREMENT_PAPER_BEFORE_USE },
  { "AIA-49-2", rc_requirement_check_paper, NULL, 0 },
  { "AIA-49-3", rc_requirement_check_paper, NULL, 0 },
  { "AIA-49-4", rc_requirement_check_paper, NULL, 0 },
  { "AIA-49-5", rc_requirement_check_paper, NULL, 0 },
  { "AIA-6-4", check_claim, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
