/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/declaration.h"

#include <string.h>

#include "core/declaration/declaration-text.h"
#include "core/words.h"

/* The sentences of a declaration in one of its languages: which of them stand in it follows from what it says. */

static const char *
peek_words (const char          *language,
            RcDeclarationTextId  id)
{
  return rc_declaration_text_get (language, id)->words;
}

static void
append_amendment (GString    *text,
                  const char *language,
                  const char *amended_by)
{
  const char * const values[] = { "act", amended_by, NULL };
  g_autofree char *words = rc_declaration_text_dup_filled (peek_words (language, RC_DECLARATION_TEXT_AMENDED_BY), values);

  g_string_append_printf (text, ", %s", words);
}

static char *
dup_conformity (const RcDeclaration *self,
                const char          *language)
{
  GString *text = g_string_new (peek_words (language, RC_DECLARATION_TEXT_CONFORMITY));

  for (guint i = 0; i < self->acts->len; i++)
    {
      const RcDeclarationAct *act = g_ptr_array_index (self->acts, i);

      if (i == 0)
        g_string_append_printf (text, " %s", peek_words (language, RC_DECLARATION_TEXT_OTHER_ACTS));
      g_string_append_printf (text, "%s %s", i > 0 ? ";" : "", act->number);
      if (act->title != NULL)
        g_string_append_printf (text, ", %s", act->title);
      if (act->amended_by != NULL)
        append_amendment (text, language, act->amended_by);
    }
  if (self->acts->len > 0)
    g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}

/**
 * rc_declaration_dup_statement:
 * @language: one of the 24
 * @item: of Annex V; 0: that of Article 47(2)
 *
 * Returns: (transfer full) (nullable): the sentence that stands under the item; %NULL: none does
 */
char *
rc_declaration_dup_statement (const RcDeclaration *self,
                              const char          *language,
                              guint                item)
{
  switch (item)
    {
    case 0:
      return g_strdup (peek_words (language, RC_DECLARATION_TEXT_SECTION_2));
    case 3:
      return g_strdup (peek_words (language, RC_DECLARATION_TEXT_SOLE_RESPONSIBILITY));
    case 4:
      return dup_conformity (self, language);
    case 5:
      if (rc_declaration_peek (self, RC_DECLARATION_PERSONAL_DATA) == NULL)
        return NULL;
      return g_strdup (peek_words (language, rc_declaration_says (self, RC_DECLARATION_PERSONAL_DATA, "true")
                                               ? RC_DECLARATION_TEXT_PERSONAL_DATA : RC_DECLARATION_TEXT_NO_PERSONAL_DATA));
    case 6:
      /* What the Official Journal has published nobody but the officer can know here. */
      if (!rc_declaration_says (self, RC_DECLARATION_NO_STANDARDS, "true"))
        return NULL;
      return g_strdup (peek_words (language, RC_DECLARATION_TEXT_NO_STANDARDS));
    case 7:
      if (!rc_declaration_says (self, RC_DECLARATION_ROUTE, "annex-vi"))
        return NULL;
      return g_strdup (peek_words (language, RC_DECLARATION_TEXT_INTERNAL_CONTROL));
    default:
      return NULL;
    }
}

gboolean
rc_declaration_add_language (RcDeclaration  *self,
                             const char     *language,
                             gboolean        is_original,
                             GError        **error)
{
  RcDeclarationLanguage *added;

  if (!g_strv_contains (rc_declaration_text_list_languages (), language))
    {
      g_set_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_LANGUAGE, _("“%s” is none of the 24 official languages of the Union"),
                   language);
      return FALSE;
    }

  added = g_new0 (RcDeclarationLanguage, 1);
  added->language = g_strdup (language);
  added->is_original = is_original;
  added->title = g_strdup (peek_words (language, RC_DECLARATION_TEXT_TITLE));
  for (guint item = 0; item <= RC_DECLARATION_ITEMS; item++)
    added->statements[item] = rc_declaration_dup_statement (self, language, item);
  g_ptr_array_add (self->languages, added);
  return TRUE;
}
