/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/sections.h"

RcText *
rc_sections_begin (RcSections *self,
                   int         level)
{
  GString *number = g_string_new (NULL);
  RcText *text = rc_text_new ();

  g_return_val_if_fail (level >= 1 && level <= RC_SECTION_LEVELS, text);
  self->counts[level - 1]++;
  for (int i = level; i < RC_SECTION_LEVELS; i++)
    self->counts[i] = 0;
  for (int i = 0; i < level; i++)
    g_string_append_printf (number, "%s%u", i > 0 ? "." : "", self->counts[i]);
  rc_text_add_format (text, RC_TEXT_PLAIN, "%s  ", number->str);
  g_string_free (number, TRUE);
  return text;
}

void
rc_sections_add (RcSections *self,
                 RcDocument *document,
                 int         level,
                 const char *anchor,
                 const char *words)
{
  RcText *text = rc_sections_begin (self, level);

  rc_text_add (text, RC_TEXT_PLAIN, words);
  if (anchor != NULL)
    rc_document_add_anchor (document, anchor);
  rc_document_add_heading (document, level, text);
}
