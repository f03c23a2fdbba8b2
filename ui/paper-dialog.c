/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/paper-dialog.h"

#include "core/law/law.h"
#include "core/words.h"
#include "ui/register-form.h"
#include "ui/register-parts.h"

/* --- A reading --- */

static void
add_reading_fields (RcRegisterForm *form,
                    const char     *slot,
                    const char     *decision)
{
  g_autoptr (GArray) questions = rc_register_parts_list_questions (_("None of the lineage"));
  g_autofree char *about = decision != NULL ? g_strdup_printf ("decision:%s", decision) : NULL;

  rc_register_form_add_choice (form, "reading-question", _("Read for which _question"), &g_array_index (questions, RcRegisterChoice, 0),
                               questions->len, slot);
  rc_register_form_add_text (form, "reading-about", _("And _about, one a line"), about);
  rc_register_form_add_note (form, _("About: decision:REFERENCE, system:NAME, model:NAME/VERSION, a question as Q08, or a requirement as "
                                     "AIA-12-1."));
  rc_register_form_add_line (form, "reading-page", _("_Page, or where in it"), NULL, NULL);
  rc_register_form_add_text (form, "reading-quote", _("Passa_ge, in its language"), NULL);
  rc_register_form_add_text (form, "reading-translation", _("_Your translation of it"), NULL);
  rc_register_form_add_line (form, "reading-says", _("What it _says on that"), NULL, _("as a value: approved, 2026-07-28, 4.2"));
  rc_register_form_add_line (form, "reading-by", _("Read _by"), NULL, _("you"));
}

typedef struct
{
  RcReadingTerms  terms;
  GPtrArray      *about;      /* of char, NULL-terminated; NULL: about nothing */
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->about, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* Answers whether anything of a reading was said; who read it alone is nothing. */
static gboolean
take_reading (Reading                 *self,
              const RcRegisterAnswers *answers)
{
  const char *question = rc_register_answers_peek (answers, "reading-question");
  g_auto (GStrv) lines = rc_register_answers_dup_lines (answers, "reading-about");

  self->terms = (RcReadingTerms) {
    .page = rc_register_answers_peek (answers, "reading-page"),
    .quote = rc_register_answers_peek (answers, "reading-quote"),
    .translation = rc_register_answers_peek (answers, "reading-translation"),
    .says = rc_register_answers_peek (answers, "reading-says"),
    .read_by = rc_register_answers_peek (answers, "reading-by"),
  };
  if (question != NULL || lines != NULL)
    {
      self->about = g_ptr_array_new_with_free_func (g_free);
      if (question != NULL)
        g_ptr_array_add (self->about, g_strdup_printf ("slot:%s", question));
      for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
        g_ptr_array_add (self->about, g_strdup (lines[i]));
      g_ptr_array_add (self->about, NULL);
      self->terms.about = (const char * const *) self->about->pdata;
    }
  return self->about != NULL || self->terms.page != NULL || self->terms.quote != NULL || self->terms.translation != NULL ||
         self->terms.says != NULL;
}

static gpointer
enter_reading (RcCase          *case_file,
               RcRecordReader  *reader,
               gpointer         data,
               GCancellable    *cancellable,
               GError         **error)
{
  g_auto (Reading) reading = { .about = NULL };

  take_reading (&reading, data);
  return rc_paper_add_reading (case_file, rc_register_answers_get_number (data, 0), &reading.terms, NULL, error) ? data : NULL;
}

GtkWidget *
rc_paper_dialog_read (GtkWindow     *parent,
                      RcSession     *session,
                      const RcPaper *paper)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Add a Reading"), _("_Enter"), enter_reading);
  g_autofree char *title = rc_register_parts_dup_words (paper->title);
  g_autofree char *note = g_strdup_printf (_("What you read in “%s”. It counts as your word on that page, not as a record."), title);

  rc_register_form_add_note (form, note);
  add_reading_fields (form, NULL, NULL);
  rc_register_form_add_number (form, paper->number);
  return rc_register_form_show (form);
}

/* --- A document --- */

static const char *
peek_kind (const RcRegisterAnswers *answers)
{
  const char *words = rc_register_answers_peek (answers, "document-kind-words");

  return words != NULL ? words : rc_register_answers_peek (answers, "document-kind");
}

static gpointer
enter_paper (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  g_auto (Reading) reading = { .about = NULL };
  gboolean is_read = take_reading (&reading, data);
  const char *path = rc_register_answers_peek (data, "document-file");
  const RcPaperTerms terms = {
    .kind = peek_kind (data),
    .title = rc_register_answers_peek (data, "document-title"),
    .date = rc_register_answers_peek (data, "document-date"),
    .author = rc_register_answers_peek (data, "document-author"),
    .language = rc_register_answers_peek (data, "document-language"),
    .obtained = rc_register_answers_peek (data, "document-obtained"),
    .reading = is_read ? &reading.terms : NULL,
  };
  gint64 source;

  if (!rc_register_answers_get_exhibit (data, "document-exhibit", &source, error))
    return NULL;
  if ((source != 0) == (path != NULL))
    {
      g_set_error_literal (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_FILE,
                           _("Choose a file, or name an exhibit that the case has already: one of the two"));
      return NULL;
    }
  if (source != 0)
    return rc_paper_add_source (case_file, source, &terms, error) != 0 ? data : NULL;
  return rc_paper_add_file (case_file, path, &terms, cancellable, error) != 0 ? data : NULL;
}

static void
add_kinds (RcRegisterForm *form)
{
  const RcLaw *law = rc_law_get ();
  guint n_terms = rc_law_count_terms (law, RC_LAW_TERM_EVIDENCE_CLASS);
  g_autofree RcRegisterChoice *choices = g_new0 (RcRegisterChoice, n_terms + 1);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  choices[0] = (RcRegisterChoice) { "", _("Something else, in words below") };
  for (guint i = 0; i < n_terms; i++)
    {
      const RcLawTerm *term = rc_law_nth_term (law, RC_LAW_TERM_EVIDENCE_CLASS, i);

      g_ptr_array_add (words, rc_register_parts_dup_paper_kind (term->id));
      choices[i + 1] = (RcRegisterChoice) { term->id, g_ptr_array_index (words, i) };
    }
  rc_register_form_add_choice (form, "document-kind", _("What it _is"), choices, n_terms + 1, NULL);
  rc_register_form_add_line (form, "document-kind-words", _("Or in _words"), NULL, NULL);
}

GtkWidget *
rc_paper_dialog_add (GtkWindow  *parent,
                     RcSession  *session,
                     const char *slot,
                     const char *decision)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Register a Document"), _("_Register"), enter_paper);

  rc_register_form_add_note (form, _("The file is kept whole in the case and gets an exhibit number. What you say of it, and read in it, is shown as "
                                     "yours."));
  rc_register_form_add_file (form, "document-file", _("File"));
  rc_register_form_add_line (form, "document-exhibit", _("Or e_xhibit of the case"), NULL, _("as E-019"));
  add_kinds (form);
  rc_register_form_add_line (form, "document-title", _("What it is ca_lled"), NULL, _("the file’s name"));
  rc_register_form_add_line (form, "document-date", _("Its _date"), NULL, _("as 2026-07-28"));
  rc_register_form_add_line (form, "document-author", _("A_uthor"), NULL, NULL);
  rc_register_form_add_line (form, "document-language", _("La_nguage"), NULL, _("as de, fr"));
  rc_register_form_add_line (form, "document-obtained", _("_How it was obtained"), NULL, NULL);
  add_reading_fields (form, slot, decision);
  return rc_register_form_show (form);
}

/* --- Taking back --- */

static gpointer
enter_withdrawal (RcCase          *case_file,
                  RcRecordReader  *reader,
                  gpointer         data,
                  GCancellable    *cancellable,
                  GError         **error)
{
  return rc_paper_withdraw_reading (case_file, rc_register_answers_get_number (data, 0), rc_register_answers_get_number (data, 1),
                                    rc_register_answers_peek (data, "reading-reason"), error) ? data : NULL;
}

GtkWidget *
rc_paper_dialog_withdraw (GtkWindow     *parent,
                          RcSession     *session,
                          const RcPaper *paper,
                          gint64         reading)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Take Back a Reading"), _("_Take Back"), enter_withdrawal);

  rc_register_form_add_note (form, _("The reading stays in the register, with the reason, and counts no more for any answer."));
  rc_register_form_add_text (form, "reading-reason", _("_Because"), NULL);
  rc_register_form_require (form, "reading-reason");
  rc_register_form_add_number (form, paper->number);
  rc_register_form_add_number (form, reading);
  return rc_register_form_show (form);
}
