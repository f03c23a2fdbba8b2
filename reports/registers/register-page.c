/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/registers/register-page.h"

#include <string.h>

#include "core/custody.h"
#include "core/date-words.h"
#include "core/registers/register.h"
#include "core/timestamp.h"
#include "core/words.h"
#include "reports/decision/sheet-parts.h"

#define SHOWN_OF_FACT 400

static void
page_clear (RcRegisterPage *self)
{
  g_clear_pointer (&self->document, rc_document_free);
  g_clear_pointer (&self->frame, rc_frame_free);
  g_free (self->day);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcRegisterPage, page_clear)

static RcDocument *
build (RcCase              *case_file,
       const char          *reference,
       const char          *language,
       RcRegisterPageFill   fill,
       GError             **error)
{
  g_auto (RcRegisterPage) self = { .frame = rc_frame_new (case_file, language, error) };
  g_autoptr (GPtrArray) edits = self.frame != NULL ? rc_custody_compare_short_tables (case_file, error) : NULL;

  if (edits == NULL)
    return NULL;

  self.is_edited = edits->len > 0;
  self.day = rc_register_dup_day (self.frame->changed_us != RC_TIME_NONE ? self.frame->changed_us : 0);
  return fill (&self, reference, error) ? g_steal_pointer (&self.document) : NULL;
}

/**
 * rc_register_page_build:
 * @language: "en", "de", "fr"
 *
 * Returns: (transfer full): the document; %NULL with %RC_SHEET_ERROR_LANGUAGE for a language that documents are not written in, and with
 *   what @fill says
 */
RcDocument *
rc_register_page_build (RcCase              *case_file,
                        const char          *reference,
                        const char          *language,
                        RcRegisterPageFill   fill,
                        GError             **error)
{
  RcDocument *document;

  if (!rc_sheet_push_language (language, error))
    return NULL;

  document = build (case_file, reference, language, fill, error);
  rc_words_pop ();
  return document;
}

void
rc_register_page_begin (RcRegisterPage *self,
                        const char     *title,
                        const char     *kind,
                        const char     *number)
{
  self->document = rc_frame_begin (self->frame, title, kind, number, FALSE);
  rc_document_add_heading (self->document, 1, rc_text_new_own (title));
  if (self->is_edited)
    rc_document_add_shape_item (self->document, RC_SHAPE_FAILED,
                                rc_text_new_own (_("The case file itself was edited outside the program: what is shown here may not be what the "
                                                   "evidence says.")));
}

void
rc_register_page_add_words (RcRegisterPage *self,
                            char           *words)
{
  rc_document_add_paragraph (self->document, rc_text_new_own (words));
  g_free (words);
}

void
rc_register_page_add_small (RcRegisterPage *self,
                            const char     *words)
{
  RcText *text = rc_text_new ();

  rc_text_add (text, RC_TEXT_SMALL | RC_TEXT_MUTED, words);
  rc_document_add_paragraph (self->document, text);
}

void
rc_register_page_add_said (RcRegisterPage *self,
                           const char     *label,
                           const char     *said)
{
  rc_register_page_add_quoted (self, label, NULL, said);
}

void
rc_register_page_add_quoted (RcRegisterPage *self,
                             const char     *label,
                             const char     *language,
                             const char     *said)
{
  g_auto (GStrv) lines = said != NULL ? g_strsplit (said, "\n", -1) : NULL;
  gboolean is_first = TRUE;

  for (gsize i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      RcText *text;

      if (*lines[i] == '\0')
        continue;
      text = rc_text_new ();
      if (is_first)
        rc_text_add_format (text, RC_TEXT_STRONG, "%s  ", label);
      if (language != NULL && strcmp (language, self->frame->language) != 0)
        rc_text_add_foreign (text, RC_TEXT_PLAIN, language, lines[i], -1);
      else
        rc_text_add_quoted (text, RC_TEXT_PLAIN, lines[i], -1);
      rc_document_add_paragraph (self->document, text);
      is_first = FALSE;
    }
}

/* Line ends are no signs that a reader has to see in a cell. */
RcText *
rc_register_page_cell_said (const char *said,
                            gsize       most)
{
  g_autofree char *line = said != NULL ? g_strdelimit (g_strdup (said), "\r\n\t", ' ') : NULL;
  g_autofree char *shown = line != NULL && *line != '\0' ? rc_frame_dup_quoted (line, most, NULL) : g_strdup ("–");

  return rc_text_new_small (shown);
}

void
rc_register_page_add_fact (RcTable    *table,
                           const char *label,
                           const char *said)
{
  if (said != NULL && *said != '\0')
    rc_table_add_row (table, (RcText *[]) { rc_text_new_small (label), rc_register_page_cell_said (said, SHOWN_OF_FACT) });
}

char *
rc_register_page_dup_day (const char *day)
{
  RcTimestamp time;

  if (day == NULL || !rc_register_is_day (day) || !rc_timestamp_parse (day, strlen (day), RC_ZONE_RULE, 0, &time))
    return g_strdup ("–");
  return rc_date_words_day (time.from_us, "UTC");
}
