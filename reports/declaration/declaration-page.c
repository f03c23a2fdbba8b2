/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/declaration/declaration-page.h"

#include <string.h>

#include "core/display-text.h"
#include "core/words.h"
#include "reports/exhibit.h"

const char *
rc_declaration_words (const char          *language,
                      RcDeclarationTextId  id)
{
  const RcDeclarationText *text = rc_declaration_text_get (language, id);

  return text != NULL ? text->words : "";
}

/* Lines of an address stand one behind the other. */
static char *
dup_line (const char *value)
{
  g_auto (GStrv) lines = g_strsplit (value, "\n", -1);
  g_autofree char *line = g_strjoinv (", ", lines);

  return rc_display_text (line, -1, 0);
}

/* In the middle of a sentence, words for what is missing would have to be turned with it. */
static char *
dup_known (const RcDeclaration *declaration,
           RcDeclarationField   field)
{
  const char *value = rc_declaration_peek (declaration, field);

  return value != NULL ? dup_line (value) : g_strdup ("…");
}

char *
rc_declaration_dup_day (const char *language,
                        const char *day)
{
  g_autofree char *shown = dup_line (day);
  g_autofree char *local = rc_declaration_text_dup_day (language, day);

  if (local == NULL || strcmp (local, day) == 0)
    return g_steal_pointer (&shown);
  return g_strdup_printf ("%s (%s)", local, shown);
}

char *
rc_declaration_dup_words (const RcDeclaration *declaration,
                          const char          *language,
                          RcDeclarationTextId  id)
{
  g_autofree char *number = dup_known (declaration, RC_DECLARATION_NUMBER);
  const char *day = rc_declaration_peek (declaration, RC_DECLARATION_DATE);
  g_autofree char *date = day != NULL ? rc_declaration_dup_day (language, day) : dup_known (declaration, RC_DECLARATION_DATE);
  const char * const values[] = { "number", number, "date", date, NULL };

  return rc_declaration_text_dup_filled (rc_declaration_words (language, id), values);
}

const char *
rc_declaration_page_words (const RcDeclarationPage *self,
                           RcDeclarationTextId      id)
{
  return rc_declaration_words (self->terms->language, id);
}

void
rc_declaration_page_add_label (const RcDeclarationPage *self,
                               RcText                  *text,
                               RcDeclarationTextId      id)
{
  const char *words = rc_declaration_page_words (self, id);

  if (!rc_text_is_empty (text))
    rc_text_add (text, RC_TEXT_PLAIN, "\n");
  /* In French a colon is kept from the word before it. */
  rc_text_add_format (text, RC_TEXT_MUTED, strcmp (self->terms->language, "fr") == 0 ? "%s\u00a0: " : "%s: ", words);
}

void
rc_declaration_page_add_missing (const RcDeclarationPage *self,
                                 RcText                  *text)
{
  rc_text_add (text, RC_TEXT_STRONG | RC_TEXT_ACCENT, rc_declaration_page_words (self, RC_DECLARATION_TEXT_NOT_STATED));
}

static char *
dup_place (const RcDeclarationPage *self,
           const RcDeclarationMark *mark)
{
  g_autofree char *number = NULL;

  if (self->has_words)
    return rc_frame_dup_place (self->frame, mark->source, mark->record);
  number = rc_exhibit_dup_number (mark->source);
  return g_strdup_printf ("%s:%" G_GUINT64_FORMAT, number, mark->record);
}

/* In languages that the program has no words in, by the place or the name alone. */
static char *
dup_bare_origin (const RcDeclarationPage *self,
                 const RcDeclarationMark *mark)
{
  if (mark->source != 0)
    return dup_place (self, mark);
  return mark->by != NULL ? rc_display_text (mark->by, -1, 0) : NULL;
}

static char *
dup_origin (const RcDeclarationPage *self,
            const RcDeclarationMark *mark)
{
  g_autofree char *place = mark->source != 0 ? dup_place (self, mark) : NULL;
  g_autofree char *by = mark->by != NULL ? rc_display_text (mark->by, -1, 0) : NULL;

  switch (mark->origin)
    {
    case RC_DECLARATION_FIXED:
      return g_strdup (_("set by the program"));
    case RC_DECLARATION_ENTERED:
      return by != NULL ? g_strdup_printf (_("entered by %s"), by) : g_strdup (_("entered by the officer"));
    case RC_DECLARATION_STATED:
    case RC_DECLARATION_RECORDED:
      if (place != NULL)
        return g_strdup_printf (_("from %s"), place);
      return by != NULL ? g_strdup_printf (_("stated by %s"), by) : NULL;
    case RC_DECLARATION_MISSING:
    case RC_DECLARATION_RECEIVED:
    default:
      return NULL;
    }
}

/**
 * rc_declaration_page_add_mark:
 *
 * Adds, to drafts alone, where the value before it comes from, and that something else is said elsewhere.
 */
void
rc_declaration_page_add_mark (const RcDeclarationPage *self,
                              RcText                  *text,
                              const RcDeclarationMark *mark)
{
  g_autofree char *origin = NULL;

  if (!self->is_draft)
    return;

  origin = self->has_words ? dup_origin (self, mark) : dup_bare_origin (self, mark);
  if (origin != NULL)
    rc_text_add_format (text, RC_TEXT_SMALL | RC_TEXT_MUTED, " [%s]", origin);
  if (mark->differs == NULL)
    return;
  if (self->has_words)
    rc_text_add_format (text, RC_TEXT_SMALL | RC_TEXT_ACCENT, " [≠ %s]", mark->differs);
  else
    rc_text_add (text, RC_TEXT_SMALL | RC_TEXT_ACCENT, " [≠]");
}

static gboolean
is_day (RcDeclarationField field)
{
  return field == RC_DECLARATION_DATE || field == RC_DECLARATION_CERTIFICATE_DATE || field == RC_DECLARATION_CERTIFICATE_EXPIRY;
}

void
rc_declaration_page_add_value (const RcDeclarationPage *self,
                               RcText                  *text,
                               RcDeclarationField       field)
{
  const RcDeclarationValue *value = &self->declaration->values[field];
  const RcDeclarationMark mark = { value->origin, value->by, value->source, value->record, value->differs };
  g_autofree char *shown = NULL;

  if (value->value == NULL)
    {
      rc_declaration_page_add_missing (self, text);
      return;
    }

  shown = is_day (field) ? rc_declaration_dup_day (self->terms->language, value->value) : dup_line (value->value);
  rc_text_add (text, RC_TEXT_PLAIN, shown);
  rc_declaration_page_add_mark (self, text, &mark);
}
