/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/lints/lint-parts.h"

#include <string.h>

/* Items 3 to 5 and the sentence of Article 47(2). */

/* Numbers are the same in every language, and so is the chapter. */
#define MARKS_CONFORMITY "2024/1689"
#define MARKS_SECTION_2  "iii"
#define MARKS_PERSONAL   "2016/679 2018/1725 2016/680"

/* Sole, responsibility and provider, by their stems; from memory. A language that is not here has no marks. */
static const struct
{
  const char *language;
  const char *marks;
} responsibility[] = {
  { "da", "eneansvar|ene udbyder" },
  { "de", "alleinig verantwort anbieter" },
  { "en", "sole|exclusive responsib provider" },
  { "es", "exclusiva|única responsab proveedor" },
  { "fr", "seul|exclusive responsab fournisseur" },
  { "it", "esclusiva responsab fornitore" },
  { "nl", "uitsluit|volledig|enige verantwoord aanbieder" },
  { "pt", "exclusiva responsab prestador" },
};

static const char *
find_marks (const char *language)
{
  for (gsize i = 0; i < G_N_ELEMENTS (responsibility); i++)
    {
      if (strcmp (responsibility[i].language, language) == 0)
        return responsibility[i].marks;
    }
  return NULL;
}

static const char *
peek_known (const RcDeclarationLanguage *language,
            RcDeclarationTextId          id)
{
  const RcDeclarationText *text = rc_declaration_text_get (language->language, id);

  return text != NULL ? text->words : NULL;
}

/* The sentence in English, for a reader who is told what is expected. */
static void
expect_sentence (RcLint              *lint,
                 RcDeclarationTextId  id)
{
  const RcDeclarationText *text = rc_declaration_text_get (rc_words_peek_language (), id);

  rc_lint_expect (lint, text->words);
}

/* --- DL-05, DOC-3 --- */

static gboolean
check_responsibility (RcLintContext  *context,
                      RcLint         *lint,
                      GError        **error)
{
  expect_sentence (lint, RC_DECLARATION_TEXT_SOLE_RESPONSIBILITY);
  if (!rc_lint_has_languages (context, lint))
    return TRUE;

  rc_lint_say (lint, RC_LINT_PASSED, _("The sentence is there, unaltered, in each language."));
  for (guint i = 0; i < context->declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = rc_lint_nth_language (context, i);

      rc_lint_check_sentence (context, lint, language, 3, peek_known (language, RC_DECLARATION_TEXT_SOLE_RESPONSIBILITY),
                              find_marks (language->language));
    }
  return TRUE;
}

/* Whether something stands under the item in each language. */
static gboolean
check_presence (RcLintContext *context,
                RcLint        *lint,
                guint          item)
{
  if (!rc_lint_has_languages (context, lint))
    return TRUE;

  for (guint i = 0; i < context->declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = rc_lint_nth_language (context, i);

      if (language->statements[item] == NULL)
        return rc_lint_say (lint, RC_LINT_FAILED, _("%s: the statement is missing."), language->language);
    }
  return rc_lint_say (lint, RC_LINT_PASSED, _("A statement stands under the item in each language; others look at its words."));
}

static gboolean
check_item_3 (RcLintContext  *context,
              RcLint         *lint,
              GError        **error)
{
  rc_lint_expect (lint, _("a statement that it is issued under the sole responsibility of the provider"));
  return check_presence (context, lint, 3);
}

/* --- AIA-47-2a, DL-06, DOC-4 --- */

static void
check_section_2 (RcLintContext *context,
                 RcLint        *lint)
{
  for (guint i = 0; i < context->declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = rc_lint_nth_language (context, i);

      rc_lint_check_sentence (context, lint, language, 0, peek_known (language, RC_DECLARATION_TEXT_SECTION_2), MARKS_SECTION_2);
    }
}

static gboolean
check_requirements (RcLintContext  *context,
                    RcLint         *lint,
                    GError        **error)
{
  expect_sentence (lint, RC_DECLARATION_TEXT_SECTION_2);
  if (!rc_lint_has_languages (context, lint))
    return TRUE;

  rc_lint_say (lint, RC_LINT_PASSED, _("The sentence on Chapter III, Section 2, is there in each language."));
  check_section_2 (context, lint);
  return TRUE;
}

/* Whether the declaration is said to be of a product of Annex I, whose law asks for a declaration too. */
gboolean
rc_lint_is_product (const RcLintContext *context)
{
  return rc_declaration_says (context->declaration, RC_DECLARATION_ROUTE, "annex-i") ||
         (context->system != NULL && rc_system_has_value (context->system, RC_SYSTEM_RISK_CLASS, "T1"));
}

static void
check_conformity (RcLintContext *context,
                  RcLint        *lint)
{
  for (guint i = 0; i < context->declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = rc_lint_nth_language (context, i);
      g_autofree char *known = peek_known (language, RC_DECLARATION_TEXT_CONFORMITY) != NULL
                                 ? rc_declaration_dup_statement (context->declaration, language->language, 4) : NULL;

      rc_lint_check_sentence (context, lint, language, 4, known, MARKS_CONFORMITY);
    }
}

static gboolean
check_acts (RcLintContext  *context,
            RcLint         *lint,
            GError        **error)
{
  rc_lint_expect (lint, _("conformity with the Regulation, the sentence on Chapter III, Section 2, and the other acts that apply"));
  if (rc_lint_is_product (context) && context->declaration->acts->len == 0)
    return rc_lint_say (lint, RC_LINT_FAILED, _("It is a system of a product that other Union law covers, and no such act is named."));
  if (!rc_lint_has_languages (context, lint))
    return TRUE;

  rc_lint_say (lint, RC_LINT_PASSED, _("Both sentences are there in each language; further acts that are named: %u. Whether others apply is for a "
                                       "person."), context->declaration->acts->len);
  check_section_2 (context, lint);
  check_conformity (context, lint);
  return TRUE;
}

static gboolean
check_item_4 (RcLintContext  *context,
              RcLint         *lint,
              GError        **error)
{
  rc_lint_expect (lint, _("a statement that the system is in conformity with the Regulation and the other acts that apply"));
  return check_presence (context, lint, 4);
}

/* --- DL-07, DOC-5 --- */

/* What is stated in the case; -1: nothing. */
static int
get_stated (const RcLintContext *context,
            RcSystemAttribute    attribute)
{
  const char *value = context->system != NULL ? rc_system_peek_value (context->system, attribute) : NULL;

  return value == NULL ? -1 : strcmp (value, "true") == 0;
}

static gboolean
contradicts (RcLintContext     *context,
             RcLint            *lint,
             RcSystemAttribute  attribute,
             const char        *words)
{
  const RcSystemStatement *statement = rc_system_peek (context->system, attribute);

  rc_lint_cite (lint, statement->word->source, statement->word->record);
  return rc_lint_say (lint, RC_LINT_FAILED, "%s", words);
}

static gboolean
check_personal_words (RcLintContext *context,
                      RcLint        *lint,
                      gboolean       is_personal)
{
  if (!rc_lint_has_languages (context, lint))
    return TRUE;

  rc_lint_say (lint, RC_LINT_PASSED, is_personal ? _("Personal data are processed, and the statement is there in each language.")
                                                 : _("No personal data are processed, and no statement says that they are."));
  for (guint i = 0; i < context->declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = rc_lint_nth_language (context, i);
      const char *said = language->statements[5];

      if (is_personal)
        rc_lint_check_sentence (context, lint, language, 5, peek_known (language, RC_DECLARATION_TEXT_PERSONAL_DATA), MARKS_PERSONAL);
      else if (said != NULL && strstr (said, "2016/679") != NULL)
        rc_lint_say (lint, RC_LINT_FAILED, _("%s: the statement is given though no personal data are processed."), language->language);
    }
  return TRUE;
}

static gboolean
check_personal_data (RcLintContext  *context,
                     RcLint         *lint,
                     GError        **error)
{
  const char *declared = rc_declaration_peek (context->declaration, RC_DECLARATION_PERSONAL_DATA);
  int stated = get_stated (context, RC_SYSTEM_PERSONAL_DATA);
  gboolean is_personal;

  rc_lint_expect (lint, _("the statement on data protection law exactly where personal data are processed"));
  if (declared == NULL && stated < 0)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("Whether the system processes personal data is not stated."));

  is_personal = declared != NULL ? strcmp (declared, "true") == 0 : stated;
  if (stated >= 0 && stated != is_personal)
    return contradicts (context, lint, RC_SYSTEM_PERSONAL_DATA, _("The case states otherwise whether personal data are processed."));
  if (!is_personal && get_stated (context, RC_SYSTEM_PROFILING) == 1)
    return contradicts (context, lint, RC_SYSTEM_PROFILING, _("The system is stated to profile natural persons, which is done with personal data."));
  return check_personal_words (context, lint, is_personal);
}

static gboolean
check_item_5 (RcLintContext  *context,
              RcLint         *lint,
              GError        **error)
{
  rc_lint_expect (lint, _("where personal data are processed, a statement on data protection law; where not, that it is not applicable"));
  if (rc_declaration_peek (context->declaration, RC_DECLARATION_PERSONAL_DATA) == NULL && !context->declaration->is_received)
    return rc_lint_say (lint, RC_LINT_FAILED, _("Whether the system processes personal data is not stated."));
  if (rc_declaration_says (context->declaration, RC_DECLARATION_PERSONAL_DATA, "false"))
    return rc_lint_say (lint, RC_LINT_NOT_APPLICABLE, _("It is declared that no personal data are processed."));
  return check_presence (context, lint, 5);
}

const RcLintRow rc_lint_statements[] = {
  { "DL-05", 3, check_responsibility },
  { "DL-06", 4, check_acts },
  { "DL-07", 5, check_personal_data },
  { "DOC-3", 3, check_item_3 },
  { "DOC-4", 4, check_item_4 },
  { "DOC-5", 5, check_item_5 },
  { "AIA-47-2a", 0, check_requirements },
  { NULL, 0, NULL },
};
