/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/lints/lint-parts.h"

#include <string.h>

/* The languages: whether they are enough, and whether they say the same. */

/* --- DL-14, AIA-47-2c --- */

/* Those that are declared, and those that the case states. */
static GPtrArray *
list_states (const RcLintContext *context)
{
  const char *declared = rc_declaration_peek (context->declaration, RC_DECLARATION_MEMBER_STATES);
  const RcSystemStatement *stated = context->system != NULL ? rc_system_peek (context->system, RC_SYSTEM_MEMBER_STATES) : NULL;
  g_auto (GStrv) codes = g_strsplit (declared != NULL ? declared : "", ",", -1);
  GPtrArray *states = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      if (*codes[i] != '\0' && !g_ptr_array_find_with_equal_func (states, codes[i], g_str_equal, NULL))
        g_ptr_array_add (states, g_strdup (codes[i]));
    }
  for (guint i = 0; stated != NULL && i < stated->values->len; i++)
    {
      const char *code = g_ptr_array_index (stated->values, i);

      if (!g_ptr_array_find_with_equal_func (states, code, g_str_equal, NULL))
        g_ptr_array_add (states, g_strdup (code));
    }
  return states;
}

static gboolean
has_language_of (const RcLintContext *context,
                 const char * const  *languages)
{
  for (guint i = 0; i < context->declaration->languages->len; i++)
    {
      if (g_strv_contains (languages, rc_lint_nth_language (context, i)->language))
        return TRUE;
    }
  return FALSE;
}

static void
check_state (RcLintContext *context,
             RcLint        *lint,
             const char    *state)
{
  const char * const *languages = rc_declaration_text_list_of_state (state);
  g_autofree char *shown = rc_lint_shown (state);
  g_autofree char *list = languages != NULL ? g_strjoinv (", ", (char **) languages) : NULL;

  if (languages == NULL)
    rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("%s is no Member State."), shown);
  else if (!has_language_of (context, languages))
    rc_lint_say (lint, RC_LINT_FAILED, _("No official language of %1$s: %2$s. That its authority accepts another is not on record."), state, list);
}

static gboolean
check_states (RcLintContext  *context,
              RcLint         *lint,
              GError        **error)
{
  g_autoptr (GPtrArray) states = list_states (context);

  rc_lint_expect (lint, _("for each Member State a language that its authority easily understands"));
  if (states->len == 0)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("The Member States where the system is placed on the market are not stated."));
  if (!rc_lint_has_languages (context, lint))
    return TRUE;

  rc_lint_say (lint, RC_LINT_PASSED, _("There is an official language of each Member State (%u)."), states->len);
  for (guint i = 0; i < states->len; i++)
    check_state (context, lint, g_ptr_array_index (states, i));
  return TRUE;
}

/* --- DL-15 --- */

/* (nullable): there is none, or there are several. */
static const RcDeclarationLanguage *
find_original (const RcLintContext *context)
{
  const RcDeclarationLanguage *original = NULL;

  for (guint i = 0; i < context->declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = rc_lint_nth_language (context, i);

      if (!language->is_original)
        continue;
      if (original != NULL)
        return NULL;
      original = language;
    }
  return original;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* "2024/1689" and the like: numbers are the same in every language; sorted, as sentences order them differently. */
static char *
dup_numbers (const char *statement)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\d+(?:/\\d+)+", 0, 0, NULL);
  g_autoptr (GMatchInfo) info = NULL;
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);

  for (g_regex_match (regex, statement, 0, &info); g_match_info_matches (info); g_match_info_next (info, NULL))
    g_ptr_array_add (numbers, g_match_info_fetch (info, 0));
  g_ptr_array_sort (numbers, compare_texts);
  g_ptr_array_add (numbers, NULL);
  return g_strjoinv (" ", (char **) numbers->pdata);
}

static gboolean
is_known_sentence (const RcLintContext         *context,
                   const RcDeclarationLanguage *language,
                   guint                        item)
{
  g_autofree char *known = rc_declaration_text_get (language->language, RC_DECLARATION_TEXT_TITLE) != NULL
                             ? rc_declaration_dup_statement (context->declaration, language->language, item) : NULL;

  return known != NULL && rc_lint_is_same (known, language->statements[item]);
}

static void
compare_item (RcLintContext               *context,
              RcLint                      *lint,
              const RcDeclarationLanguage *original,
              const RcDeclarationLanguage *language,
              guint                        item)
{
  const char *left = original->statements[item];
  const char *right = language->statements[item];
  g_autofree char *ours = left != NULL ? dup_numbers (left) : NULL;
  g_autofree char *theirs = right != NULL ? dup_numbers (right) : NULL;

  if ((left == NULL) != (right == NULL))
    rc_lint_say (lint, RC_LINT_FAILED, _("%1$s and %2$s have different items: %3$u."), original->language, language->language, item);
  else if (left == NULL)
    return;
  else if (strcmp (ours, theirs) != 0)
    rc_lint_say (lint, RC_LINT_FAILED, _("%1$s and %2$s name different acts under item %3$u."), original->language, language->language, item);
  else if (!is_known_sentence (context, original, item) || !is_known_sentence (context, language, item))
    rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("%1$s and %2$s have the same items and name the same acts; whether words of their own say the same "
                                              "is for a person."), original->language, language->language);
}

/* Each language has a tree of its own, or none has one. */
static void
compare_trees (RcLint                      *lint,
               const RcDeclarationLanguage *original,
               const RcDeclarationLanguage *language)
{
  if ((original->tree == NULL) != (language->tree == NULL))
    rc_lint_say (lint, RC_LINT_FAILED, _("Of %1$s and %2$s only one has the digest of a document."), original->language, language->language);
  else if (original->tree != NULL && strcmp (original->tree, language->tree) == 0)
    rc_lint_say (lint, RC_LINT_FAILED, _("%1$s and %2$s have the digest of one and the same document."), original->language, language->language);
}

static gboolean
check_translations (RcLintContext  *context,
                    RcLint         *lint,
                    GError        **error)
{
  const RcDeclarationLanguage *original = find_original (context);
  const char *named = rc_declaration_peek (context->declaration, RC_DECLARATION_ORIGINAL_LANGUAGE);

  rc_lint_expect (lint, _("one original; translations with its items, in its substance"));
  if (!rc_lint_has_languages (context, lint))
    return TRUE;
  if (original != NULL && named != NULL && strcmp (original->language, named) != 0)
    return rc_lint_say (lint, RC_LINT_FAILED, _("The original is named as %1$s and marked as %2$s."), named, original->language);
  if (context->declaration->languages->len == 1)
    return rc_lint_say (lint, RC_LINT_NOT_APPLICABLE, _("It is in one language."));
  if (original == NULL)
    return rc_lint_say (lint, RC_LINT_FAILED, _("Not exactly one language is marked as the original."));

  rc_lint_say (lint, RC_LINT_PASSED, _("All languages have the same items and known sentences that say the same."));
  for (guint i = 0; i < context->declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = rc_lint_nth_language (context, i);

      if (language == original)
        continue;
      for (guint item = 0; item <= RC_DECLARATION_ITEMS; item++)
        compare_item (context, lint, original, language, item);
      compare_trees (lint, original, language);
    }
  return TRUE;
}

const RcLintRow rc_lint_languages[] = {
  { "DL-14", 0, check_states },
  { "DL-15", 0, check_translations },
  { "AIA-47-2c", 0, check_states },
  { NULL, 0, NULL },
};
