/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "law-parts.h"

#include <string.h>

#include "core/display-text.h"
#include "core/seals/xml-document.h"
#include "core/words.h"

#define NO_BREAK_SPACE "\302\240"

/* Own criteria are as foreign as evidence is; the spacing of French is theirs all the same. */
static char *
dup_displayable (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, NO_BREAK_SPACE, -1);

  for (char **part = parts; *part != NULL; part++)
    {
      char *shown = rc_display_text (*part, -1, 0);

      g_free (*part);
      *part = shown;
    }
  return g_strjoinv (NO_BREAK_SPACE, parts);
}

/* Lines are broken in the file where it suits the file. */
static char *
dup_joined (const xmlNode *node)
{
  g_autofree char *line = rc_xml_line (node);

  return dup_displayable (line);
}

static int
find_language (const char *name)
{
  const char * const *names = rc_words_list_languages ();

  for (int i = 0; names[i] != NULL && i < RC_LAW_N_LANGUAGES; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return -1;
}

/**
 * rc_law_text_read:
 * @parent: (nullable): an element with one text for each language, as law.xsd has it
 *
 * Returns: (transfer full) (nullable): %NULL where there is no such element
 */
RcLawText *
rc_law_text_read (const xmlNode *parent)
{
  RcLawText *self;

  if (parent == NULL)
    return NULL;

  self = g_new0 (RcLawText, 1);
  for (const xmlNode *node = rc_xml_child (parent, RC_LAW_SPACE, "text"); node != NULL; node = rc_xml_next (node))
    {
      g_autofree char *name = rc_xml_attribute (node, "lang");
      int language = name != NULL ? find_language (name) : -1;

      if (language < 0)
        continue;
      g_free (self->words[language]);
      self->words[language] = dup_joined (node);
    }
  return self;
}

void
rc_law_text_free (RcLawText *self)
{
  if (self == NULL)
    return;

  for (gsize i = 0; i < RC_LAW_N_LANGUAGES; i++)
    g_free (self->words[i]);
  g_free (self);
}

/**
 * rc_law_text:
 *
 * Returns: (transfer none): the text in the language of the reader, as rc_words_push() or the desktop have it
 */
const char *
rc_law_text (const RcLawText *text)
{
  return rc_law_text_in (text, rc_words_peek_language ());
}

/**
 * rc_law_text_in:
 * @language: one of rc_words_list_languages(); any other is answered in English
 */
const char *
rc_law_text_in (const RcLawText *text,
                const char      *language)
{
  return text->words[MAX (find_language (language), 0)];
}
