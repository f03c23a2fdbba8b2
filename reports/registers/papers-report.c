/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/registers/papers-report.h"

#include "core/law/law.h"
#include "core/registers/paper.h"
#include "core/words.h"
#include "reports/typesetting/csv.h"
#include "reports/exhibit.h"
#include "reports/registers/register-page.h"
#include "reports/decision/sheet-parts.h"

#define SHOWN_OF_WORDS 120

/* Of a class of evidence its name in the law's catalogue, else what a person called it. */
static const char *
peek_kind (const RcPaper *paper)
{
  const RcLawTerm *evidence = rc_law_find_term (rc_law_get (), RC_LAW_TERM_EVIDENCE_CLASS, paper->kind);

  return evidence != NULL ? rc_law_text (evidence->name) : paper->kind;
}

static const char *
peek_state (const RcPaper *paper)
{
  switch (paper->state)
    {
    case RC_PAPER_REMOVED:
      return _("taken out of the case");
    case RC_PAPER_ABSENT:
      return _("the case has no such exhibit");
    case RC_PAPER_SOUND:
    default:
      return NULL;
    }
}

/* --- On pages --- */

static void
add_row (RcTable       *table,
         const RcPaper *paper)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_DOCUMENT, paper->number);
  g_autofree char *exhibit = rc_exhibit_dup_number (paper->source);
  g_autofree char *day = rc_register_page_dup_day (paper->date);
  g_autofree char *state = g_strdup_printf ("%s (%s)", exhibit, peek_state (paper) != NULL ? peek_state (paper) : "");

  rc_table_add_row (table, (RcText *[]) {
                      rc_text_new_small (number), rc_text_new_small (peek_state (paper) != NULL ? state : exhibit),
                      rc_register_page_cell_said (paper->title, SHOWN_OF_WORDS), rc_register_page_cell_said (peek_kind (paper), SHOWN_OF_WORDS),
                      rc_text_new_small (day), rc_register_page_cell_said (paper->author, SHOWN_OF_WORDS) });
}

static void
add_list (RcRegisterPage *self,
          GPtrArray      *papers)
{
  const RcColumn columns[] = {
    { _("No."), 9, RC_COLUMN_TEXT, TRUE }, { _("Exhibit"), 13, RC_COLUMN_TEXT }, { _("Document"), 28, RC_COLUMN_TEXT },
    { _("What it is"), 20, RC_COLUMN_TEXT }, { _("Dated"), 14, RC_COLUMN_TEXT }, { _("Author"), 16, RC_COLUMN_TEXT },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);

  for (guint i = 0; i < papers->len; i++)
    add_row (table, g_ptr_array_index (papers, i));
  rc_document_add_table (self->document, table);
}

static void
add_reading (RcRegisterPage  *self,
             const RcPaper   *paper,
             const RcReading *reading)
{
  g_autofree char *about = rc_about_list_dup_words (reading->about);
  g_autofree char *reader = rc_frame_dup_quoted (reading->read_by, SHOWN_OF_WORDS, NULL);
  g_autofree char *day = rc_frame_dup_day (self->frame, reading->entered_us);
  g_autofree char *heading = g_strdup_printf (_("Read by %1$s, entered on %2$s"), reader, day);

  rc_document_add_heading (self->document, 3, rc_text_new_own (heading));
  rc_register_page_add_said (self, _("Read for"), about);
  rc_register_page_add_said (self, _("Page"), reading->page);
  rc_register_page_add_quoted (self, _("Passage"), paper->language, reading->quote);
  rc_register_page_add_said (self, _("Translation by the auditor"), reading->translation);
  rc_register_page_add_said (self, _("What it says"), reading->says);
  if (reading->withdrawn_for != NULL)
    rc_register_page_add_said (self, _("Taken back"), *reading->withdrawn_for != '\0' ? reading->withdrawn_for : _("no reason given"));
}

static void
add_paper (RcRegisterPage *self,
           const RcPaper  *paper)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_DOCUMENT, paper->number);
  g_autofree char *exhibit = rc_exhibit_dup_number (paper->source);
  RcText *heading = rc_text_new ();

  rc_text_add_format (heading, RC_TEXT_PLAIN, "%s, %s  ", number, exhibit);
  rc_text_add_quoted (heading, RC_TEXT_PLAIN, paper->title, -1);
  rc_document_add_heading (self->document, 2, heading);
  if (peek_state (paper) != NULL)
    rc_document_add_shape_item (self->document, RC_SHAPE_ABSENT, rc_text_new_own (peek_state (paper)));
  for (guint i = 0; i < paper->readings->len; i++)
    add_reading (self, paper, g_ptr_array_index (paper->readings, i));
  if (paper->readings->len == 0)
    rc_register_page_add_words (self, g_strdup (_("Nobody has read it for a question yet.")));
}

/* (element-type RcPaper) (transfer full) */
static GPtrArray *
load (RcCase      *case_file,
      const char  *reference,
      GError     **error)
{
  g_autoptr (GPtrArray) papers = NULL;
  RcPaper *one;
  gint64 number;

  if (reference == NULL)
    return rc_paper_list (case_file, error);
  if (!rc_register_parse_number (RC_ENTRY_DOCUMENT, reference, &number))
    {
      g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_WORDS, _("“%s” is no number of a document; expected one like D-001"), reference);
      return NULL;
    }

  one = rc_paper_find (case_file, number, error);
  if (one == NULL)
    return NULL;
  papers = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_paper_free);
  g_ptr_array_add (papers, one);
  return g_steal_pointer (&papers);
}

static gboolean
fill (RcRegisterPage  *self,
      const char      *reference,
      GError         **error)
{
  g_autoptr (GPtrArray) papers = load (self->frame->case_file, reference, error);

  if (papers == NULL)
    return FALSE;

  rc_register_page_begin (self, _("Document register"), _("Documents"), reference);
  if (papers->len == 0)
    {
      rc_register_page_add_words (self, g_strdup (_("No document is registered.")));
      return TRUE;
    }

  add_list (self, papers);
  rc_document_add_heading (self->document, 1, rc_text_new_own (_("What was read in them")));
  for (guint i = 0; i < papers->len; i++)
    add_paper (self, g_ptr_array_index (papers, i));
  rc_register_page_add_small (self, _("What was read is what the persons named say of a page; the program read nothing of what stands in it."));
  return TRUE;
}

RcDocument *
rc_papers_report_build (RcCase      *case_file,
                        const char  *number,
                        const char  *language,
                        GError     **error)
{
  return rc_register_page_build (case_file, number, language, fill, error);
}

/* --- As a table --- */

static void
add_taken (RcCsv *csv,
           char  *text)
{
  rc_csv_add (csv, text);
  g_free (text);
}

static void
add_csv_row (RcCsv           *csv,
             const RcPaper   *paper,
             const RcReading *reading)      /* (nullable) */
{
  add_taken (csv, rc_register_dup_number (RC_ENTRY_DOCUMENT, paper->number));
  add_taken (csv, rc_exhibit_dup_number (paper->source));
  rc_csv_add (csv, paper->title);
  rc_csv_add (csv, peek_kind (paper));
  rc_csv_add (csv, paper->date);
  rc_csv_add (csv, paper->author);
  rc_csv_add (csv, paper->language);
  rc_csv_add (csv, paper->sha256);
  rc_csv_add (csv, peek_state (paper));
  add_taken (csv, reading != NULL ? rc_about_list_dup_words (reading->about) : NULL);
  rc_csv_add (csv, reading != NULL ? reading->page : NULL);
  rc_csv_add (csv, reading != NULL ? reading->quote : NULL);
  rc_csv_add (csv, reading != NULL ? reading->translation : NULL);
  rc_csv_add (csv, reading != NULL ? reading->says : NULL);
  rc_csv_add (csv, reading != NULL ? reading->read_by : NULL);
  rc_csv_add (csv, reading != NULL ? reading->withdrawn_for : NULL);
}

static char *
write_csv (GPtrArray *papers)
{
  const char * const header[] = {
    _("No."), _("Exhibit"), _("Document"), _("What it is"), _("Dated"), _("Author"), _("Language"), "SHA-256", _("Remark"), _("Read for"),
    _("Page"), _("Passage"), _("Translation by the auditor"), _("What it says"), _("Read by"), _("Taken back"), NULL,
  };
  g_autoptr (RcCsv) csv = rc_csv_new (header);

  for (guint i = 0; i < papers->len; i++)
    {
      const RcPaper *paper = g_ptr_array_index (papers, i);

      for (guint k = 0; k < paper->readings->len; k++)
        add_csv_row (csv, paper, g_ptr_array_index (paper->readings, k));
      if (paper->readings->len == 0)
        add_csv_row (csv, paper, NULL);
    }
  return rc_csv_finish (csv);
}

char *
rc_papers_to_csv (RcCase      *case_file,
                  const char  *language,
                  GError     **error)
{
  g_autoptr (GPtrArray) papers = rc_paper_list (case_file, error);
  char *csv;

  if (papers == NULL || !rc_sheet_push_language (language, error))
    return NULL;

  csv = write_csv (papers);
  rc_words_pop ();
  return csv;
}
