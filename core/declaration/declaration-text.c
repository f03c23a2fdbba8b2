/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "declaration-text-parts.h"

#include <string.h>

static gpointer
load_own (gpointer data)
{
  return rc_declaration_texts_load ();
}

/* Read once, by whichever thread asks first. */
static const RcDeclarationTexts *
get_texts (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_own, NULL);
}

const RcDeclarationWords *
rc_declaration_words_find (const char *language)
{
  const RcDeclarationTexts *texts = get_texts ();

  for (guint i = 0; language != NULL && texts->codes[i] != NULL; i++)
    if (strcmp (texts->codes[i], language) == 0)
      return &texts->languages[i];
  return NULL;
}

/**
 * rc_declaration_text_list_languages:
 *
 * Returns: (transfer none) (array zero-terminated=1): the codes of the official languages, in their order
 */
const char * const *
rc_declaration_text_list_languages (void)
{
  return get_texts ()->codes;
}

/**
 * rc_declaration_text_language_name:
 * @language: (nullable)
 *
 * Returns: (transfer none) (nullable): the language's own name for itself; %NULL where it is none of the official languages
 */
const char *
rc_declaration_text_language_name (const char *language)
{
  const RcDeclarationWords *words = rc_declaration_words_find (language);

  return words != NULL ? words->name : NULL;
}

/**
 * rc_declaration_text_get:
 * @language: (nullable)
 *
 * Returns: (transfer none) (nullable): %NULL where @language is none of the official languages
 */
const RcDeclarationText *
rc_declaration_text_get (const char          *language,
                         RcDeclarationTextId  id)
{
  const RcDeclarationWords *words = rc_declaration_words_find (language);

  g_return_val_if_fail (id < RC_N_DECLARATION_TEXTS, NULL);
  return words != NULL ? &words->texts[id] : NULL;
}

/**
 * rc_declaration_text_get_law:
 * @language: (nullable)
 * @item: of Annex V; 0: Article 47(2)
 *
 * Returns: (transfer none) (nullable): the wording of the law; %NULL where it was not read in this language
 */
const RcDeclarationText *
rc_declaration_text_get_law (const char *language,
                             guint       item)
{
  const RcDeclarationWords *words = rc_declaration_words_find (language);

  g_return_val_if_fail (item < RC_DECLARATION_N_LAW, NULL);
  return words != NULL && words->law[item].words != NULL ? &words->law[item] : NULL;
}

static const char *
find_value (const char * const *values,
            const char         *name,
            gsize               length)
{
  for (const char * const *pair = values; pair[0] != NULL && pair[1] != NULL; pair += 2)
    if (strlen (pair[0]) == length && strncmp (pair[0], name, length) == 0)
      return pair[1];
  return NULL;
}

/**
 * rc_declaration_text_dup_filled:
 * @words: with {name} where values go
 * @values: (array zero-terminated=1): pairs of a name and its value
 *
 * A value is set as it is: what looks like {name} in it stays. So does a {name} that no value is given for.
 *
 * Returns: (transfer full)
 */
char *
rc_declaration_text_dup_filled (const char         *words,
                                const char * const *values)
{
  GString *filled = g_string_new (NULL);
  const char *at = words;

  for (const char *begin = strchr (at, '{'); begin != NULL; begin = strchr (begin + 1, '{'))
    {
      const char *end = strchr (begin, '}');
      const char *value = end != NULL ? find_value (values, begin + 1, (gsize) (end - begin - 1)) : NULL;

      if (value == NULL)
        continue;
      g_string_append_len (filled, at, begin - at);
      g_string_append (filled, value);
      at = end + 1;
      begin = end;
    }
  g_string_append (filled, at);
  return g_string_free (filled, FALSE);
}

/**
 * rc_declaration_text_list_of_state:
 * @state: (nullable): two capital letters, "GR" or "EL"
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): its languages that are official in the Union, the one to propose first; %NULL
 *   where it is no Member State
 */
const char * const *
rc_declaration_text_list_of_state (const char *state)
{
  return state != NULL ? g_hash_table_lookup (get_texts ()->states, state) : NULL;
}

/**
 * rc_declaration_text_awaits_check:
 * @language: (nullable)
 *
 * Returns: whether any text of the language is a translation that nobody has checked yet
 */
gboolean
rc_declaration_text_awaits_check (const char *language)
{
  const RcDeclarationWords *words = rc_declaration_words_find (language);

  for (guint i = 0; words != NULL && i < RC_N_DECLARATION_TEXTS; i++)
    if (words->texts[i].awaits_check)
      return TRUE;
  return FALSE;
}
