/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/register-issued.h"

#include <string.h>

#include "core/issued/issued.h"
#include "core/words.h"
#include "reports/issue/officer-signing.h"
#include "reports/issue/report-issue.h"
#include "reports/issue/signed-copy.h"
#include "reports/report.h"
#include "ui/parts.h"
#include "ui/register-form.h"

/* What is done to documents that leave the house. Each act stays in its dialog, with the reason, where it is refused. */

#define BY "issued-by"

static gint64
number_of (gpointer answers)
{
  return rc_register_answers_get_number (answers, 0);
}

static const char *
peek (gpointer    answers,
      const char *name)
{
  return rc_register_answers_peek (answers, name);
}

static RcRegisterForm *
form_new (GtkWindow      *parent,
          RcSession      *session,
          const RcIssued *issued,
          const char     *title,
          RcCaseWork      enter)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, title, _("_Enter"), enter);

  rc_register_form_add_number (form, issued->number);
  return form;
}

static void
form_show (RcRegisterForm *form)
{
  rc_register_form_add_line (form, BY, _("Entered _by"), NULL, _("you"));
  rc_register_form_show (form);
}

/* --- A new one, drafts and freezing --- */

static gpointer
enter_begin (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  return rc_report_issue_begin (case_file, peek (data, "issued-kind"), peek (data, "issued-subject"), peek (data, BY), error) != 0 ? data : NULL;
}

static void
begin_report (GtkWindow *parent,
              RcSession *session,
              gpointer   entry,
              gint64     part)
{
  const RcRegisterChoice kinds[] = {
    { "tabletop", rc_report_title ("tabletop") },
    { "findings", rc_report_title ("findings") },
    { "integrity", rc_report_title ("integrity") },
    { "timeline", rc_report_title ("timeline") },
  };
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Issue a Report"), _("_Begin"), enter_begin);

  rc_register_form_add_note (form, _("A declaration of conformity is begun on its own page."));
  rc_register_form_add_choice (form, "issued-kind", _("_Which report"), kinds, G_N_ELEMENTS (kinds), NULL);
  rc_register_form_add_line (form, "issued-subject", _("_Of which number"), NULL, _("of the exercise, or of the finding; empty: the last one, or all"));
  form_show (form);
}

static const RcRegisterChoice languages[] = {
  { "en", "English" },
  { "de", "Deutsch" },
  { "fr", "Français" },
};

static gpointer
enter_draft (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  return rc_report_issue_draft (case_file, number_of (data), peek (data, "issued-language"), peek (data, "issued-place"), FALSE, peek (data, BY),
                                error) ? data : NULL;
}

static void
begin_draft (GtkWindow *parent,
             RcSession *session,
             gpointer   entry,
             gint64     part)
{
  RcRegisterForm *form = form_new (parent, session, entry, _("Next Draft"), enter_draft);
  g_autofree char *name = g_strdup_printf ("%s.pdf", ((const RcIssued *) entry)->kind);

  rc_register_form_add_note (form, _("The draft is written to a file, and entered with its sections, so that the next one can say what changed."));
  rc_register_form_add_choice (form, "issued-language", _("_Language"), languages, G_N_ELEMENTS (languages), NULL);
  rc_register_form_add_place (form, "issued-place", _("_File"), name);
  rc_register_form_require (form, "issued-place");
  form_show (form);
}

static gpointer
enter_freezing (RcCase          *case_file,
                RcRecordReader  *reader,
                gpointer         data,
                GCancellable    *cancellable,
                GError         **error)
{
  g_auto (GStrv) wanted = g_strsplit (peek (data, "issued-language"), ",", -1);

  return rc_report_issue_freeze (case_file, number_of (data), (const char * const *) wanted, peek (data, "issued-place"), peek (data, BY), error)
         ? data : NULL;
}

static void
begin_freezing (GtkWindow *parent,
                RcSession *session,
                gpointer   entry,
                gint64     part)
{
  const RcRegisterChoice sets[] = { languages[0], languages[1], languages[2], { "en,de,fr", _("All three") } };
  RcRegisterForm *form = form_new (parent, session, entry, _("Freeze for Signature"), enter_freezing);

  rc_register_form_add_note (form, _("It gets its number, and the files are written as they are to be signed. Nothing in it can be changed afterwards; it "
                                     "can be withdrawn, or replaced by a later one."));
  rc_register_form_add_choice (form, "issued-language", _("_Language"), sets, G_N_ELEMENTS (sets), NULL);
  rc_register_form_add_place (form, "issued-place", _("_Folder"), NULL);
  rc_register_form_require (form, "issued-place");
  form_show (form);
}

/* --- Comments --- */

static gpointer
enter_comment (RcCase          *case_file,
               RcRecordReader  *reader,
               gpointer         data,
               GCancellable    *cancellable,
               GError         **error)
{
  return rc_issued_comment (case_file, number_of (data), peek (data, "issued-section"), peek (data, "issued-words"), peek (data, BY), error)
         ? data : NULL;
}

static void
begin_comment (GtkWindow *parent,
               RcSession *session,
               gpointer   entry,
               gint64     part)
{
  RcRegisterForm *form = form_new (parent, session, entry, _("Comment on the Accuracy of a Draft"), enter_comment);

  rc_register_form_add_text (form, "issued-words", _("_What is said"), NULL);
  rc_register_form_add_line (form, "issued-section", _("On which _section"), NULL, _("its heading; empty: all of it"));
  rc_register_form_require (form, "issued-words");
  rc_register_form_add_line (form, BY, _("Said _by"), NULL, _("you"));
  rc_register_form_show (form);
}

static gpointer
enter_answer (RcCase          *case_file,
              RcRecordReader  *reader,
              gpointer         data,
              GCancellable    *cancellable,
              GError         **error)
{
  return rc_issued_answer_comment (case_file, number_of (data), (guint) rc_register_answers_get_number (data, 1), peek (data, "issued-outcome"),
                                   peek (data, "issued-answer"), peek (data, BY), error) ? data : NULL;
}

static void
begin_answer (GtkWindow *parent,
              RcSession *session,
              gpointer   entry,
              gint64     part)
{
  const RcRegisterChoice outcomes[] = {
    { "", _("choose…") },
    { "accepted", rc_issued_outcome_words ("accepted") },
    { "partly", rc_issued_outcome_words ("partly") },
    { "declined", rc_issued_outcome_words ("declined") },
  };
  RcRegisterForm *form = form_new (parent, session, entry, _("Answer a Comment"), enter_answer);

  rc_register_form_add_number (form, part);
  rc_register_form_add_choice (form, "issued-outcome", _("_What becomes of it"), outcomes, G_N_ELEMENTS (outcomes), NULL);
  rc_register_form_require (form, "issued-outcome");
  rc_register_form_add_text (form, "issued-answer", _("_Answer"), NULL);
  rc_register_form_require (form, "issued-answer");
  form_show (form);
}

/* --- Signatures --- */

static gboolean
sign_copy (RcCase          *case_file,
           const RcIssued  *issued,
           gpointer         answers,
           GError         **error)
{
  const char *detached = peek (answers, "issued-signature");
  const RcSignedCopyTerms terms = {
    .path = peek (answers, "issued-file"),
    .signature_path = detached,
    .is_stated = g_strcmp0 (peek (answers, "issued-match"), "stated") == 0,
    .frozen_name = peek (answers, "issued-frozen"),
  };
  g_autoptr (RcSignedCopy) copy = rc_signed_copy_examine (case_file, issued, &terms, error);
  RcIssuedSignature signature;

  if (copy == NULL)
    return FALSE;

  signature = (RcIssuedSignature) {
    .match = copy->match, .file = copy->file, .signatory = (char *) peek (answers, "issued-signatory"),
    .function = (char *) peek (answers, "issued-function"), .on = (char *) peek (answers, "issued-on"), .how = (char *) peek (answers, "issued-how"),
    .found = copy->found, .sha256 = copy->sha256, .by = (char *) peek (answers, BY),
  };
  if (!rc_issued_check_signature (issued, &signature, error))
    return FALSE;
  if (g_strcmp0 (peek (answers, "issued-keep"), "yes") == 0)
    {
      signature.source = rc_signed_copy_keep (case_file, issued, copy->match == RC_ISSUED_MATCH_DETACHED ? detached : terms.path,
                                              peek (answers, BY), error);
      if (signature.source == 0)
        return FALSE;
    }
  return rc_issued_sign (case_file, issued->number, &signature, error);
}

static gpointer
enter_copy (RcCase          *case_file,
            RcRecordReader  *reader,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  g_autoptr (RcIssued) issued = rc_issued_find (case_file, number_of (data), error);

  return issued != NULL && sign_copy (case_file, issued, data, error) ? data : NULL;
}

static void
add_signatory (RcRegisterForm *form)
{
  rc_register_form_add_line (form, "issued-signatory", _("_Who signed"), NULL, NULL);
  rc_register_form_add_line (form, "issued-function", _("In which f_unction"), NULL, NULL);
  rc_register_form_require (form, "issued-signatory");
}

static void
add_frozen_files (RcRegisterForm *form,
                  const RcIssued *issued)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (RcRegisterChoice));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  RcRegisterChoice choice = { "", _("The one that it shows itself to be") };

  g_array_append_val (choices, choice);
  for (guint i = 0; i < issued->files->len; i++)
    {
      const RcIssuedFile *file = g_ptr_array_index (issued->files, i);

      choice = (RcRegisterChoice) { file->name, rc_parts_dup_name (file->name) };
      g_ptr_array_add (names, (gpointer) choice.words);
      g_array_append_val (choices, choice);
    }
  rc_register_form_add_choice (form, "issued-frozen", _("Of which froz_en file"), (const RcRegisterChoice *) (gconstpointer) choices->data,
                               choices->len, NULL);
}

static void
begin_copy (GtkWindow *parent,
            RcSession *session,
            gpointer   entry,
            gint64     part)
{
  const RcRegisterChoice matches[] = {
    { "shown", _("Signed as a file: its bytes are compared") },
    { "stated", _("Ink and scan: I state that it is the same") },
  };
  const RcRegisterChoice keeping[] = { { "yes", _("yes") }, { "no", _("no") } };
  RcRegisterForm *form = form_new (parent, session, entry, _("What Came Back Signed"), enter_copy);

  rc_register_form_add_note (form, _("Signing happens outside: with a smart card, a trust service, or ink. What comes back is held against what was frozen; "
                                     "who signed is what you say."));
  rc_register_form_add_file (form, "issued-file", _("_File"));
  rc_register_form_add_file (form, "issued-signature", _("Si_gnature, if a file of its own"));
  rc_register_form_add_choice (form, "issued-match", _("_How it is the same"), matches, G_N_ELEMENTS (matches), NULL);
  add_frozen_files (form, entry);
  add_signatory (form);
  rc_register_form_add_line (form, "issued-on", _("On which _day"), NULL, _("as 2026-11-30"));
  rc_register_form_add_line (form, "issued-how", _("With _what"), NULL, _("a smart card, a trust service, ink"));
  rc_register_form_add_choice (form, "issued-keep", _("_Keep it as an exhibit"), keeping, G_N_ELEMENTS (keeping), NULL);
  rc_register_form_require (form, "issued-file");
  rc_register_form_require (form, "issued-on");
  rc_register_form_require (form, "issued-how");
  form_show (form);
}

static gpointer
enter_signature (RcCase          *case_file,
                 RcRecordReader  *reader,
                 gpointer         data,
                 GCancellable    *cancellable,
                 GError         **error)
{
  const RcOfficerTerms terms = {
    .path = peek (data, "issued-file"),
    .output = peek (data, "issued-place"),
    .signatory = peek (data, "issued-signatory"),
    .function = peek (data, "issued-function"),
    .by = peek (data, BY),
  };
  const char *passphrase = peek (data, "issued-passphrase");
  gboolean is_signed = rc_officer_sign_pdf (case_file, number_of (data), &terms, peek (data, "issued-key"), passphrase != NULL ? passphrase : "",
                                            error);

  rc_register_answers_wipe (data, "issued-passphrase");
  return is_signed ? data : NULL;
}

static void
begin_signature (GtkWindow *parent,
                 RcSession *session,
                 gpointer   entry,
                 gint64     part)
{
  RcRegisterForm *form = form_new (parent, session, entry, _("Sign With a Key File"), enter_signature);

  rc_register_form_add_note (form, _("The signature is put into a copy of the frozen PDF. It shows that whoever holds the key signed these bytes, and says "
                                     "nothing on what the law makes of that."));
  rc_register_form_add_file (form, "issued-file", _("Frozen _PDF"));
  rc_register_form_add_file (form, "issued-key", _("_Key file (PKCS#12)"));
  rc_register_form_add_secret (form, "issued-passphrase", _("Pa_ssphrase of the key"));
  rc_register_form_add_place (form, "issued-place", _("Si_gned copy"), "signed.pdf");
  add_signatory (form);
  rc_register_form_require (form, "issued-file");
  rc_register_form_require (form, "issued-key");
  rc_register_form_require (form, "issued-place");
  form_show (form);
}

/* --- Its end --- */

static gpointer
enter_withdrawal (RcCase          *case_file,
                  RcRecordReader  *reader,
                  gpointer         data,
                  GCancellable    *cancellable,
                  GError         **error)
{
  return rc_issued_withdraw (case_file, number_of (data), peek (data, "issued-reason"), peek (data, BY), error) ? data : NULL;
}

static void
begin_withdrawal (GtkWindow *parent,
                  RcSession *session,
                  gpointer   entry,
                  gint64     part)
{
  RcRegisterForm *form = form_new (parent, session, entry, _("Withdraw a Document"), enter_withdrawal);

  rc_register_form_add_note (form, _("It stays in the register, as withdrawn. Whoever has a copy must be told."));
  rc_register_form_add_text (form, "issued-reason", _("_Why"), NULL);
  rc_register_form_require (form, "issued-reason");
  form_show (form);
}

static gpointer
enter_replacement (RcCase          *case_file,
                   RcRecordReader  *reader,
                   gpointer         data,
                   GCancellable    *cancellable,
                   GError         **error)
{
  g_autoptr (RcIssued) issued = rc_issued_find (case_file, number_of (data), error);

  if (issued == NULL)
    return NULL;
  return rc_issued_begin (case_file, issued->kind, issued->subject, issued->title, issued->number, peek (data, BY), error) != 0 ? data : NULL;
}

static void
begin_replacement (GtkWindow *parent,
                   RcSession *session,
                   gpointer   entry,
                   gint64     part)
{
  RcRegisterForm *form = form_new (parent, session, entry, _("Replace a Signed Document"), enter_replacement);

  rc_register_form_add_note (form, _("A draft of the next revision begins. The signed one counts until the new one is signed."));
  form_show (form);
}

/* --- When --- */

static gboolean
is_report (const RcIssued *issued)
{
  return strcmp (issued->kind, "declaration") != 0;
}

/* In which state, and that nothing of it was edited behind the program's back. */
static gboolean
stands (const RcIssued *issued,
        RcIssuedState   state)
{
  return issued->state == state && issued->unreadable == 0;
}

static gboolean
is_draft_of_report (gconstpointer entry)
{
  return stands (entry, RC_ISSUED_DRAFT) && is_report (entry);
}

static gboolean
has_draft (gconstpointer entry)
{
  return stands (entry, RC_ISSUED_DRAFT) && ((const RcIssued *) entry)->drafts->len > 0;
}

static gboolean
takes_signatures (gconstpointer entry)
{
  return stands (entry, RC_ISSUED_FOR_SIGNATURE) || stands (entry, RC_ISSUED_SIGNED);
}

static gboolean
can_be_withdrawn (gconstpointer entry)
{
  return stands (entry, RC_ISSUED_DRAFT) || takes_signatures (entry);
}

static gboolean
can_be_replaced (gconstpointer entry)
{
  return stands (entry, RC_ISSUED_SIGNED) && is_report (entry);
}

const RcRegisterAct rc_register_issued_acts[RC_REGISTER_ISSUED_N_ACTS] = {
  { "issued-begin", N_("Issue a Report…"), NULL, begin_report },
  { "issued-draft", N_("Next Draft…"), is_draft_of_report, begin_draft },
  { "issued-comment", N_("Comment…"), has_draft, begin_comment },
  { "issued-freeze", N_("Freeze for Signature…"), is_draft_of_report, begin_freezing },
  { "issued-copy", N_("What Came Back Signed…"), takes_signatures, begin_copy },
  { "issued-sign", N_("Sign With a Key File…"), takes_signatures, begin_signature },
  { "issued-replace", N_("Replace…"), can_be_replaced, begin_replacement },
  { "issued-withdraw", N_("Withdraw…"), can_be_withdrawn, begin_withdrawal },
  { "issued-answer", NULL, has_draft, begin_answer },
};
