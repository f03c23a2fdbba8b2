/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/lints/lint-parts.h"

#include <string.h>

#include "core/law/law.h"
#include "core/registers/register.h"
#include "core/timestamp.h"

/* Items 4 and 6: other acts, standards and specifications. */

/* However it is parted. */
#define MANAGEMENT_STANDARD "(?<!\\d)4[\\s\\p{Cf}]*2[\\s\\p{Cf}]*0[\\s\\p{Cf}]*0[\\s\\p{Cf}]*1(?!\\d)"
#define YEAR                "(19|20)\\d\\d(?!\\d)"
#define ACT                 "AIA"
#define AMENDMENT           "M1"

/* --- DL-08, DOC-6 --- */

/* "EN 00000-1:2027", or an edition of its own. */
static gboolean
is_dated (const RcDeclarationStandard *standard)
{
  return (standard->dated != NULL && g_regex_match_simple ("(?<!\\d)" YEAR, standard->dated, 0, 0)) ||
         g_regex_match_simple (":\\s?" YEAR, standard->reference, 0, 0);
}

static gboolean
check_standard (RcLintContext               *context,
                RcLint                      *lint,
                const RcDeclarationStandard *standard)
{
  g_autofree char *shown = rc_lint_shown (standard->reference);
  g_autofree char *folded = rc_lint_fold (standard->reference);
  gboolean is_harmonised = rc_declaration_claims_harmonised (context->declaration, standard);

  if (!is_dated (standard))
    return rc_lint_say (lint, RC_LINT_FAILED, _("“%s” has no date."), shown);
  if (standard->is_withdrawn)
    return rc_lint_say (lint, RC_LINT_FAILED, _("“%s” is withdrawn."), shown);
  if (g_regex_match_simple (MANAGEMENT_STANDARD, folded, 0, 0) && (is_harmonised || standard->oj_reference != NULL))
    return rc_lint_say (lint, RC_LINT_FAILED, _("“%s” is a standard on management systems and not harmonised under the Regulation."), shown);
  if (!is_harmonised)
    return TRUE;
  if (!rc_declaration_standard_is_harmonised (standard, rc_declaration_peek (context->declaration, RC_DECLARATION_DATE)))
    return rc_lint_say (lint, RC_LINT_FAILED, _("“%s” is called harmonised without a reference of the Official Journal published by the day of "
                                                "issue."), shown);
  return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("“%s” is called harmonised and names where that was published; the Official Journal was not "
                                                   "looked at."), shown);
}

static const char *
peek_none (const RcDeclarationLanguage *language)
{
  const RcDeclarationText *text = rc_declaration_text_get (language->language, RC_DECLARATION_TEXT_NO_STANDARDS);

  return text != NULL ? text->words : NULL;
}

/* Whether it is stated, in whichever way, that no harmonised standard had been published. */
static gboolean
states_none (RcLintContext *context)
{
  for (guint i = 0; i < context->declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = rc_lint_nth_language (context, i);

      if (language->statements[6] != NULL && rc_lint_is_same (language->statements[6], peek_none (language)))
        return TRUE;
    }
  return rc_declaration_says (context->declaration, RC_DECLARATION_NO_STANDARDS, "true");
}

/* One that is called harmonised, or that the Official Journal is said to cite, contradicts the statement that there was none. */
static gboolean
check_none (RcLintContext *context,
            RcLint        *lint)
{
  const char *day = rc_declaration_peek (context->declaration, RC_DECLARATION_DATE);

  for (guint i = 0; i < context->declaration->standards->len; i++)
    {
      const RcDeclarationStandard *standard = g_ptr_array_index (context->declaration->standards, i);
      g_autofree char *shown = rc_lint_shown (standard->reference);

      if (rc_declaration_claims_harmonised (context->declaration, standard) || rc_declaration_standard_is_harmonised (standard, day))
        return rc_lint_say (lint, RC_LINT_FAILED, _("It is stated that no harmonised standard had been published, and yet “%s” is named as one."),
                            shown);
    }
  return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("It is stated that no reference of a harmonised standard had been published; the Official Journal "
                                                   "was not looked at."));
}

/* What words of its own say of standards nobody but a person can tell. */
static void
check_words (RcLintContext *context,
             RcLint        *lint)
{
  for (guint i = 0; i < context->declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = rc_lint_nth_language (context, i);

      if (language->statements[6] != NULL)
        rc_lint_check_sentence (context, lint, language, 6, peek_none (language), NULL);
    }
}

static gboolean
check_standards (RcLintContext  *context,
                 RcLint         *lint,
                 GError        **error)
{
  GPtrArray *standards = context->declaration->standards;

  rc_lint_expect (lint, _("dated standards in force; called harmonised only where the Official Journal cites them"));
  rc_lint_say (lint, RC_LINT_PASSED, _("All are dated, none is marked as withdrawn, and none is called harmonised (%u)."), standards->len);
  for (guint i = 0; i < standards->len; i++)
    check_standard (context, lint, g_ptr_array_index (standards, i));
  check_words (context, lint);
  if (states_none (context))
    return check_none (context, lint);
  if (standards->len == 0 && lint->outcome == RC_LINT_PASSED)
    return rc_lint_say (lint, RC_LINT_NOT_APPLICABLE, _("No standard and no other specification is named."));
  return TRUE;
}

static gboolean
check_item_6 (RcLintContext  *context,
              RcLint         *lint,
              GError        **error)
{
  rc_lint_expect (lint, _("references to the harmonised standards used, or other specifications, or that there are none"));
  if (context->declaration->standards->len > 0)
    return rc_lint_say (lint, RC_LINT_PASSED, _("Standards or specifications that are named: %u."), context->declaration->standards->len);
  if (!rc_lint_has_languages (context, lint))
    return TRUE;

  for (guint i = 0; i < context->declaration->languages->len; i++)
    {
      if (rc_lint_nth_language (context, i)->statements[6] == NULL)
        return rc_lint_say (lint, context->declaration->is_received ? RC_LINT_NOT_CHECKED : RC_LINT_FAILED,
                            _("None is named, and nothing says that there is none to be named."));
    }
  rc_lint_say (lint, RC_LINT_PASSED, _("None is named, and a statement says why, in each language."));
  check_words (context, lint);
  return TRUE;
}

/* --- DL-17 --- */

/* "2026/1744": of the act that amended the Regulation. */
static char *
dup_amendment (gint64 *out_in_force_us)
{
  const RcLaw *law = rc_law_get ();
  const RcLawTerm *term = rc_law_find_term (law, RC_LAW_TERM_AMENDMENT, AMENDMENT);
  const RcLawAct *act = term != NULL && term->basis != NULL ? rc_law_find_act (law, term->basis) : NULL;
  const char *blank = act != NULL ? strrchr (act->number, ' ') : NULL;

  *out_in_force_us = act != NULL ? act->in_force_us : RC_TIME_NONE;
  return blank != NULL ? g_strdup (blank + 1) : NULL;
}

/* Whether other acts that are named have an amending act is for a person: the catalogue does not know them. */
static void
check_other_acts (RcLintContext *context,
                  RcLint        *lint)
{
  for (guint i = 0; i < context->declaration->acts->len; i++)
    {
      const RcDeclarationAct *act = g_ptr_array_index (context->declaration->acts, i);
      g_autofree char *shown = rc_lint_shown (act->number);

      if (act->amended_by == NULL && lint->outcome == RC_LINT_PASSED)
        rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("“%s” is cited without an amending act; whether it was amended is for a person."), shown);
    }
}

static gboolean
check_amendments (RcLintContext  *context,
                  RcLint         *lint,
                  GError        **error)
{
  gint64 in_force_us, end_us;
  g_autofree char *number = dup_amendment (&in_force_us);
  gboolean is_later = !rc_lint_get_end_of_day (context, &end_us) || in_force_us == RC_TIME_NONE || end_us >= in_force_us;

  rc_lint_expect (lint, _("acts cited with the act that amended them"));
  if (!rc_lint_has_languages (context, lint) || number == NULL)
    return TRUE;

  rc_lint_say (lint, RC_LINT_PASSED, is_later ? _("The Regulation is cited with its amending act (%s) in each language.")
                                              : _("It was issued before the amending act (%s) was in force."), number);
  for (guint i = 0; i < context->declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = rc_lint_nth_language (context, i);

      if (is_later && (language->statements[4] == NULL || strstr (language->statements[4], number) == NULL))
        rc_lint_say (lint, RC_LINT_FAILED, _("%1$s: the Regulation is cited without its amending act, %2$s."), language->language, number);
    }
  check_other_acts (context, lint);
  return TRUE;
}

/* --- AIA-47-3 --- */

static gboolean
check_one_for_all (RcLintContext  *context,
                   RcLint         *lint,
                   GError        **error)
{
  GPtrArray *acts = context->declaration->acts;

  rc_lint_expect (lint, _("where other Union law asks for a declaration, one single declaration that names that law"));
  for (guint i = 0; i < acts->len; i++)
    {
      const RcDeclarationAct *act = g_ptr_array_index (acts, i);
      g_autofree char *shown = rc_lint_shown (act->number);

      if (act->title == NULL)
        return rc_lint_say (lint, RC_LINT_FAILED, _("“%s” is named without its title."), shown);
    }
  if (acts->len > 0)
    return rc_lint_say (lint, RC_LINT_PASSED, _("Other acts are named with number and title: %u."), acts->len);
  if (rc_lint_is_product (context))
    return rc_lint_say (lint, RC_LINT_FAILED, _("It is a system of a product that other Union law covers, and no such act is named."));
  if (context->system == NULL || rc_system_peek (context->system, RC_SYSTEM_RISK_CLASS) == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("No other act is named; whether one asks for a declaration is not known."));
  return rc_lint_say (lint, RC_LINT_NOT_APPLICABLE, _("No other act is named, and the system is not stated to be one of a product that other Union "
                                                      "law covers."));
}

const RcLintRow rc_lint_acts[] = {
  { "DL-08", 6, check_standards },
  { "DL-12", 4, rc_lint_check_single },
  { "DL-17", 4, check_amendments },
  { "DOC-6", 6, check_item_6 },
  { "AIA-47-3", 4, check_one_for_all },
  { NULL, 0, NULL },
};
