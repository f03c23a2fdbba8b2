/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/finding.h"

#include "core/requirement.h"
#include "core/words.h"

/* A requirement that the evidence supports, or that does not apply, is nothing to make a finding of by its check. */
static gboolean
refuse_result (const RcRequirementResult  *result,
               const char                 *requirement,
               GError                    **error)
{
  if (result == NULL)
    g_set_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND, _("The catalogue of requirements has no %s"), requirement);
  else if (result->verdict == RC_REQUIREMENT_MET || result->verdict == RC_REQUIREMENT_NA)
    g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_STATE, _("The check of %1$s answers %2$s: a finding of that is written by hand"),
                 requirement, rc_requirement_verdict_to_code (result->verdict));
  else
    return TRUE;
  return FALSE;
}

static char *
dup_condition (const RcRequirementResult *result)
{
  if (result->total == 0)
    return g_strdup (result->words);
  return g_strdup_printf ("%s (%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT "%s%s)", result->words, result->checked, result->total,
                          result->of != NULL ? " " : "", result->of != NULL ? result->of : "");
}

static const char * const *
add_criterion (GPtrArray          *criteria,
               const char         *requirement,
               const char * const *further)
{
  g_ptr_array_add (criteria, (gpointer) requirement);
  for (gsize i = 0; further != NULL && further[i] != NULL; i++)
    g_ptr_array_add (criteria, (gpointer) further[i]);
  g_ptr_array_add (criteria, NULL);
  return (const char * const *) criteria->pdata;
}

/**
 * rc_finding_promote_check:
 * @requirement: id in the catalogue of requirements
 * @terms: title, condition, check and verdict are those of the check where they are %NULL; the requirement is its first criterion
 *
 * Holds one requirement against the whole case, and writes a finding of what that answered. That nothing was received on a point is no
 * breach: whether it becomes a finding is for the person to say.
 *
 * Returns: the number of the finding; 0 with @error
 */
gint64
rc_finding_promote_check (RcCase                *case_file,
                          const char            *requirement,
                          const RcFindingTerms  *terms,
                          GError               **error)
{
  const RcRequirementOptions options = { .as_of_us = RC_TIME_NONE, .only = requirement };
  g_autoptr (RcRequirementReport) report = rc_requirement_check_case (case_file, &options, error);
  const RcRequirementResult *result = report != NULL ? rc_requirement_report_find (report, requirement) : NULL;
  g_autoptr (GPtrArray) criteria = g_ptr_array_new ();
  g_autofree char *condition = NULL;
  RcFindingTerms complete = *terms;

  if (report == NULL || !refuse_result (result, requirement, error))
    return 0;

  condition = dup_condition (result);
  complete.criteria = add_criterion (criteria, requirement, terms->criteria);
  complete.check = requirement;
  complete.check_verdict = rc_requirement_verdict_to_code (result->verdict);
  if (complete.title == NULL)
    complete.title = rc_law_text (result->requirement->demand);
  if (complete.condition == NULL)
    complete.condition = condition;
  return rc_finding_add (case_file, &complete, error);
}
