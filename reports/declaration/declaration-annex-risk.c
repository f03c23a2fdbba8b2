/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/declaration/declaration-annex.h"

#include <string.h>

#include "core/registers/finding.h"
#include "core/registers/paper.h"
#include "core/registers/request.h"
#include "core/words.h"
#include "reports/exhibit.h"

/* Measures against risks, as far as people registered documents of them, wrote findings, or asked for something. */

/* Risk file, post-market monitoring, incidents, corrective action, impact assessments. */
static const char * const classes[] = { "E15", "E21", "E22", "E23", "E28", NULL };

/* Of this system, or of none that is named. */
static gboolean
is_of_system (const RcDeclarationAnnexes *self,
              GPtrArray                  *about)
{
  gboolean names_one = FALSE;

  for (guint i = 0; i < about->len; i++)
    {
      const RcAbout *subject = g_ptr_array_index (about, i);

      if (subject->kind != RC_ABOUT_SYSTEM)
        continue;
      if (strcmp (subject->name, self->system->name) == 0)
        return TRUE;
      names_one = TRUE;
    }
  return !names_one;
}

static gboolean
is_paper_of_system (const RcDeclarationAnnexes *self,
                    const RcPaper              *paper)
{
  for (guint i = 0; i < paper->readings->len; i++)
    {
      const RcReading *reading = g_ptr_array_index (paper->readings, i);

      if (reading->withdrawn_for == NULL && is_of_system (self, reading->about))
        return TRUE;
    }
  return paper->readings->len == 0;
}

static gboolean
add_papers (RcDeclarationAnnexes  *self,
            GError               **error)
{
  const RcColumn columns[] = {
    { _("No."), 10, RC_COLUMN_TEXT }, { _("Exhibit"), 12, RC_COLUMN_TEXT }, { _("Document"), 38, RC_COLUMN_TEXT, TRUE },
    { _("What it is"), 24, RC_COLUMN_TEXT }, { _("Dated"), 16, RC_COLUMN_TEXT },
  };
  g_autoptr (GPtrArray) papers = rc_paper_list (self->frame->case_file, error);
  RcTable *table = NULL;

  if (papers == NULL)
    return FALSE;

  rc_document_add_heading (self->document, 2, rc_text_new_own (_("Registered documents")));
  for (guint i = 0; i < papers->len; i++)
    {
      const RcPaper *paper = g_ptr_array_index (papers, i);
      const RcLawTerm *evidence = rc_law_find_term (rc_law_get (), RC_LAW_TERM_EVIDENCE_CLASS, paper->kind);
      g_autofree char *number = rc_register_dup_number (RC_ENTRY_DOCUMENT, paper->number);
      g_autofree char *exhibit = rc_exhibit_dup_number (paper->source);

      if (paper->state != RC_PAPER_SOUND || !g_strv_contains (classes, paper->kind) || !is_paper_of_system (self, paper))
        continue;
      if (table == NULL)
        table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (number), rc_text_new_small (exhibit), rc_declaration_annex_cell_quoted (paper->title),
                          rc_text_new_small (evidence != NULL ? rc_law_text (evidence->name) : paper->kind),
                          rc_declaration_annex_cell_quoted (paper->date) });
    }
  if (table != NULL)
    rc_document_add_table (self->document, table);
  else
    rc_declaration_annex_add_nothing (self);
  return TRUE;
}

static RcText *
make_finding_state (const RcFinding *finding)
{
  RcText *text = rc_text_new ();

  rc_text_add_shape (text, rc_shape_of_finding (finding->state, FALSE));
  rc_text_add_format (text, RC_TEXT_SMALL, " %s", rc_finding_state_words (finding->state));
  return text;
}

static gboolean
add_findings (RcDeclarationAnnexes  *self,
              GError               **error)
{
  const RcColumn columns[] = {
    { _("No."), 10, RC_COLUMN_TEXT }, { _("Finding"), 32, RC_COLUMN_TEXT, TRUE }, { _("Severity"), 14, RC_COLUMN_TEXT },
    { _("What is to be done"), 26, RC_COLUMN_TEXT }, { _("How it stands"), 18, RC_COLUMN_TEXT },
  };
  g_autoptr (GPtrArray) findings = rc_finding_list (self->frame->case_file, error);
  RcTable *table = NULL;

  if (findings == NULL)
    return FALSE;

  rc_document_add_heading (self->document, 2, rc_text_new_own (_("Findings, and what is done about them")));
  for (guint i = 0; i < findings->len; i++)
    {
      const RcFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *number = rc_register_dup_number (RC_ENTRY_FINDING, finding->number);

      if (!is_of_system (self, finding->about))
        continue;
      if (table == NULL)
        table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (number), rc_declaration_annex_cell_quoted (finding->title),
                          rc_text_new_small (rc_severity_words (finding->severity)), rc_declaration_annex_cell_quoted (finding->action),
                          make_finding_state (finding) });
    }
  if (table != NULL)
    rc_document_add_table (self->document, table);
  else
    rc_document_add_paragraph (self->document, rc_text_new_own (_("Nobody has written a finding in this case. That says nothing of risks.")));
  return TRUE;
}

static gboolean
add_requests (RcDeclarationAnnexes  *self,
              GError               **error)
{
  const RcColumn columns[] = {
    { _("No."), 10, RC_COLUMN_TEXT }, { _("What was asked for"), 50, RC_COLUMN_TEXT, TRUE }, { _("Of whom"), 22, RC_COLUMN_TEXT },
    { _("How it stands"), 18, RC_COLUMN_TEXT },
  };
  g_autoptr (GPtrArray) requests = rc_request_list (self->frame->case_file, error);
  RcTable *table = NULL;

  if (requests == NULL)
    return FALSE;

  for (guint i = 0; i < requests->len; i++)
    {
      const RcRequest *request = g_ptr_array_index (requests, i);
      g_autofree char *number = rc_register_dup_number (RC_ENTRY_REQUEST, request->number);
      RcText *state;

      if (!rc_request_is_open (request) || !is_of_system (self, request->about))
        continue;
      if (table == NULL)
        table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
      state = rc_text_new ();
      rc_text_add_shape (state, rc_shape_of_request (request->state, FALSE));
      rc_text_add_format (state, RC_TEXT_SMALL, " %s", rc_request_state_words (request->state));
      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (number), rc_declaration_annex_cell_quoted (request->what),
                          rc_declaration_annex_cell_quoted (request->addressee), state });
    }
  if (table == NULL)
    return TRUE;
  rc_document_add_heading (self->document, 2, rc_text_new_own (_("Asked for, and not answered yet")));
  rc_document_add_table (self->document, table);
  return TRUE;
}

gboolean
rc_declaration_annex_add_risk (RcDeclarationAnnexes  *self,
                               GError               **error)
{
  rc_document_add_heading (self->document, 1, rc_text_new_own (_("4  Measures against risks")));
  return add_papers (self, error) && add_findings (self, error) && add_requests (self, error);
}
