/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "requirement-words.h"

#include <string.h>

#include "date-words.h"
#include "words.h"

static const struct
{
  const char *code;
  const char *words;
} verdicts[RC_N_REQUIREMENT_VERDICTS] = {
  [RC_REQUIREMENT_NOT_MET] = { "NOT_MET", N_("Evidence contradicts") },
  [RC_REQUIREMENT_NO_EVIDENCE] = { "NO_EVIDENCE", N_("Nothing received on this point") },
  [RC_REQUIREMENT_JUDGE] = { "JUDGE", N_("For your judgement") },
  [RC_REQUIREMENT_MET] = { "MET", N_("Evidence supports") },
  [RC_REQUIREMENT_NA] = { "NA", N_("Does not apply") },
};

const char *
rc_requirement_verdict_to_code (RcRequirementVerdict verdict)
{
  g_return_val_if_fail (verdict < RC_N_REQUIREMENT_VERDICTS, NULL);
  return verdicts[verdict].code;
}

gboolean
rc_requirement_verdict_from_code (const char           *code,
                                  RcRequirementVerdict *out_verdict)
{
  for (guint i = 0; i < RC_N_REQUIREMENT_VERDICTS; i++)
    if (g_strcmp0 (verdicts[i].code, code) == 0)
      {
        *out_verdict = (RcRequirementVerdict) i;
        return TRUE;
      }
  return FALSE;
}

const char *
rc_requirement_verdict_words (RcRequirementVerdict verdict)
{
  g_return_val_if_fail (verdict < RC_N_REQUIREMENT_VERDICTS, "");
  return _(verdicts[verdict].words);
}

/**
 * rc_requirement_mode_words:
 * @from_us: from when the requirements on high-risk systems apply
 * @at_us: the time of what is judged
 *
 * Returns: (transfer full): the line that every report of requirements carries
 */
char *
rc_requirement_mode_words (gint64 from_us,
                           gint64 at_us)
{
  g_autofree char *day = from_us != RC_TIME_NONE ? rc_date_words_day (from_us, "UTC") : NULL;

  if (day == NULL)
    return g_strdup (_("assessed against requirements for which the law of that day has no date of application"));
  if (at_us == RC_TIME_NONE)
    return g_strdup_printf (_("assessed against requirements applicable from %s (the time of what was assessed is not known)"), day);
  if (at_us < from_us)
    return g_strdup_printf (_("assessed against requirements applicable from %s (readiness)"), day);
  return g_strdup_printf (_("assessed against requirements applicable from %s (in application)"), day);
}

char *
rc_requirement_date_words (const RcRequirementResult *result)
{
  g_autofree char *day = result->applies_from_us != RC_TIME_NONE ? rc_date_words_day (result->applies_from_us, "UTC") : NULL;

  if (day == NULL)
    return g_strdup (_("no date of application is on record"));
  if (result->not_yet)
    return g_strdup_printf (_("applies from %s: not yet applicable at the time"), day);
  return g_strdup_printf (_("applies from %s"), day);
}

/* So many items are better told by their points, or by what is left out. */
#define MANY_ITEMS 8u

/* "III-1, III-6": the points that the items belong to; (transfer full). */
static char *
dup_points (char **items)
{
  g_autoptr (GPtrArray) points = g_ptr_array_new_with_free_func (g_free);

  for (; *items != NULL; items++)
    {
      gsize length = strlen (*items);
      g_autofree char *point = g_strndup (*items, length > 0 && g_ascii_islower ((*items)[length - 1]) ? length - 1 : length);

      if (!g_ptr_array_find_with_equal_func (points, point, g_str_equal, NULL))
        g_ptr_array_add (points, g_steal_pointer (&point));
    }
  g_ptr_array_add (points, NULL);
  return g_strjoinv (", ", (char **) points->pdata);
}

char *
rc_requirement_annex_words (const RcRequirement *requirement)
{
  g_autofree char *items = NULL;

  if (requirement->annex == NULL)
    return NULL;
  if (requirement->annex_except != NULL && requirement->annex_except[0] != NULL)
    {
      items = g_strjoinv (", ", requirement->annex_except);
      return g_strdup_printf (_("Annex III (but not %s)"), items);
    }

  items = g_strv_length (requirement->annex) <= MANY_ITEMS ? g_strjoinv (", ", requirement->annex) : dup_points (requirement->annex);
  return g_strdup_printf (_("Annex III (%s)"), items);
}

const char *
rc_requirement_role_words (const RcRequirement *requirement)
{
  switch ((guint) requirement->roles)
    {
    case RC_LAW_ROLE_PROVIDER: return _("duty of the provider");
    case RC_LAW_ROLE_DEPLOYER: return _("duty of the deployer");
    case RC_LAW_ROLE_IMPORTER: return _("duty of the importer");
    case RC_LAW_ROLE_REPRESENTATIVE: return _("duty of the authorised representative");
    case RC_LAW_ROLE_PROVIDER | RC_LAW_ROLE_DEPLOYER: return _("duty of provider and deployer");
    case RC_LAW_ROLE_PROVIDER | RC_LAW_ROLE_REPRESENTATIVE: return _("duty of provider or authorised representative");
    default: return NULL;
    }
}

char *
rc_requirement_count_words (const RcRequirementResult *result)
{
  g_autofree char *checked = rc_count_words (result->checked);
  g_autofree char *total = rc_count_words (result->total);

  if (result->of == NULL)
    return NULL;
  /* Translators: how many of what: "1,959 of 2,000 inferences". */
  return g_strdup_printf (_("%1$s of %2$s %3$s"), checked, total, _(result->of));
}

char *
rc_requirement_sum_words (const RcRequirementReport *report)
{
  const guint *counts = report->counts;

  return g_strdup_printf (_("Of %1$u requirements evidence supports %2$u and contradicts %3$u; on %4$u nothing was received, %5$u are for your "
                            "judgement, and %6$u do not apply."),
                          report->results->len, counts[RC_REQUIREMENT_MET], counts[RC_REQUIREMENT_NOT_MET],
                          counts[RC_REQUIREMENT_NO_EVIDENCE], counts[RC_REQUIREMENT_JUDGE], counts[RC_REQUIREMENT_NA]);
}
