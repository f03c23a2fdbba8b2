/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/lints/lint-parts.h"

#include <stdlib.h>
#include <string.h>

/* DL-01: what it is called, in each of its languages. */

/* What stood for the European Community in the titles of earlier law; from memory. */
static const struct
{
  const char *language;
  const char *community;
} communities[] = {
  { "bg", "ео" }, { "cs", "es" }, { "da", "ef" }, { "de", "eg" }, { "el", "εκ" }, { "en", "ec" }, { "es", "ce" }, { "et", "eü" },
  { "fi", "ey" }, { "fr", "ce" }, { "ga", "ce" }, { "hr", "ez" }, { "hu", "ek" }, { "it", "ce" }, { "lt", "eb" }, { "lv", "ek" },
  { "mt", "ke" }, { "nl", "eg" }, { "pl", "we" }, { "pt", "ce" }, { "ro", "ce" }, { "sk", "es" }, { "sl", "es" }, { "sv", "eg" },
};

static int
compare_words (const void *a,
               const void *b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* The words of a title in one order: acts of the Union put them differently. */
static GStrv
split (const char *title)
{
  g_autofree char *folded = rc_lint_fold (title);
  GStrv words = g_strsplit_set (folded, " -", -1);

  qsort (words, g_strv_length (words), sizeof (char *), compare_words);
  return words;
}

static gboolean
has_same_words (const char *a,
                const char *b)
{
  g_auto (GStrv) left = split (a);
  g_auto (GStrv) right = split (b);

  return g_strv_equal ((const char * const *) left, (const char * const *) right);
}

static gboolean
names_community (const char *language,
                 const char *title)
{
  g_auto (GStrv) words = split (title);

  for (gsize i = 0; i < G_N_ELEMENTS (communities); i++)
    {
      if (strcmp (communities[i].language, language) == 0)
        return g_strv_contains ((const char * const *) words, communities[i].community);
    }
  return FALSE;
}

/* Another of the 24 whose title it is; (nullable). */
static const char *
find_language (const char *title,
               const char *but)
{
  const char * const *languages = rc_declaration_text_list_languages ();

  for (guint i = 0; languages[i] != NULL; i++)
    {
      if (strcmp (languages[i], but) != 0 && has_same_words (title, rc_declaration_text_get (languages[i], RC_DECLARATION_TEXT_TITLE)->words))
        return languages[i];
    }
  return NULL;
}

static void
check_title (RcLint                      *lint,
             const RcDeclarationLanguage *language)
{
  const RcDeclarationText *known = rc_declaration_text_get (language->language, RC_DECLARATION_TEXT_TITLE);
  g_autofree char *shown = rc_lint_shown (language->title != NULL ? language->title : "");
  const char *other;

  if (language->title == NULL)
    rc_lint_say (lint, RC_LINT_FAILED, _("%s: there is no title."), language->language);
  else if (known == NULL)
    rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("%1$s: “%2$s”; the language is none of the 24."), language->language, shown);
  else if (has_same_words (language->title, known->words))
    return;
  else if (names_community (language->language, language->title))
    rc_lint_say (lint, RC_LINT_FAILED, _("%1$s: “%2$s” names the European Community, not the Union."), language->language, shown);
  else if ((other = find_language (language->title, language->language)) != NULL)
    rc_lint_say (lint, RC_LINT_FAILED, _("%1$s: “%2$s” is the title in another language: %3$s."), language->language, shown, other);
  else if (known->is_official)
    rc_lint_say (lint, RC_LINT_FAILED, _("%1$s: “%2$s” is not the title of the law."), language->language, shown);
  else
    rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("%1$s: “%2$s” is not the title that is known, which itself awaits a check."), language->language,
                 shown);
}

gboolean
rc_lint_check_title (RcLintContext  *context,
                     RcLint         *lint,
                     GError        **error)
{
  g_autoptr (GString) expected = g_string_new (NULL);

  rc_lint_expect (lint, _("the title of the law, in each language"));
  if (!rc_lint_has_languages (context, lint))
    return TRUE;

  rc_lint_say (lint, RC_LINT_PASSED, _("Each title is that of its language."));
  for (guint i = 0; i < context->declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = rc_lint_nth_language (context, i);
      const RcDeclarationText *known = rc_declaration_text_get (language->language, RC_DECLARATION_TEXT_TITLE);

      if (known != NULL)
        g_string_append_printf (expected, "%s%s: “%s”", expected->len > 0 ? ", " : "", language->language, known->words);
      check_title (lint, language);
    }
  if (expected->len > 0)
    rc_lint_expect (lint, expected->str);
  return TRUE;
}
