/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/request-dialog.h"

#include "core/slot.h"
#include "core/words.h"
#include "ui/register-form.h"
#include "ui/register-parts.h"

/* --- How to export it --- */

/* What is proposed, so that words of the auditor's own are never written over. */
#define PROPOSED_KEY "rc-proposed"

static gpointer
read_instruction (RcCase          *case_file,
                  RcRecordReader  *reader,
                  gpointer         data,
                  GCancellable    *cancellable,
                  GError         **error)
{
  char *instruction = rc_request_dup_instruction (case_file, data, error);

  return instruction != NULL || *error != NULL ? instruction : g_strdup ("");
}

static gboolean
is_untouched (GtkWidget  *dialog,
              const char *name)
{
  g_autofree char *value = rc_register_form_dup_value (rc_register_form_of (dialog), name);
  g_autofree char *key = g_strconcat (PROPOSED_KEY, name, NULL);
  const char *proposed = g_object_get_data (G_OBJECT (dialog), key);

  return *value == '\0' || g_strcmp0 (value, proposed) == 0;
}

static void
propose (GtkWidget  *dialog,
         const char *name,
         const char *words)
{
  g_autofree char *key = g_strconcat (PROPOSED_KEY, name, NULL);

  if (!is_untouched (dialog, name))
    return;
  g_object_set_data_full (G_OBJECT (dialog), key, g_strstrip (g_strdup (words)), g_free);
  rc_register_form_set_value (rc_register_form_of (dialog), name, words);
}

static void
instruction_read (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  g_autofree char *instruction = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, NULL);

  /* Nothing is lost where nothing could be read: the field is for the auditor's words. */
  if (instruction != NULL && gtk_widget_get_visible (dialog))
    propose (dialog, "request-instruction", instruction);
}

static void
question_chosen (GtkWidget *dialog)
{
  RcRegisterForm *form = rc_register_form_of (dialog);
  g_autofree char *slot = rc_register_form_dup_value (form, "request-question");
  const RcSlot *question = rc_slot_by_id (slot);
  RcCaseQueue *reader = rc_session_peek_reader (rc_register_form_peek_session (form));

  if (question == NULL || reader == NULL)
    return;
  propose (dialog, "request-what", _(question->question));
  rc_case_queue_run_async (reader, read_instruction, g_strdup (slot), g_free, g_free, NULL, instruction_read, g_object_ref (dialog));
}

/* --- Asking --- */

static gpointer
enter_request (RcCase          *case_file,
               RcRecordReader  *reader,
               gpointer         data,
               GCancellable    *cancellable,
               GError         **error)
{
  const char *question = rc_register_answers_peek (data, "request-question");
  g_auto (GStrv) lines = rc_register_answers_dup_lines (data, "request-about");
  g_autoptr (GPtrArray) about = g_ptr_array_new_with_free_func (g_free);
  RcRequestTerms terms = {
    .addressee = rc_register_answers_peek (data, "request-addressee"),
    .what = rc_register_answers_peek (data, "request-what"),
    .why = rc_register_answers_peek (data, "request-why"),
    .instruction = rc_register_answers_peek (data, "request-instruction"),
    .due = rc_register_answers_peek (data, "request-due"),
  };

  if (question != NULL)
    g_ptr_array_add (about, g_strdup_printf ("slot:%s", question));
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    g_ptr_array_add (about, g_strdup (lines[i]));
  g_ptr_array_add (about, NULL);
  terms.about = (const char * const *) about->pdata;
  return rc_request_add (case_file, &terms, error) != 0 ? data : NULL;
}

GtkWidget *
rc_request_dialog_add (GtkWindow  *parent,
                       RcSession  *session,
                       const char *slot,
                       const char *decision)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Ask for Something"), _("_Enter"), enter_request);
  g_autoptr (GArray) questions = rc_register_parts_list_questions (_("None of the lineage"));
  g_autofree char *about = decision != NULL ? g_strdup_printf ("decision:%s", decision) : NULL;
  g_autofree char *why = decision != NULL ? g_strdup_printf (_("To reconstruct the decision %s"), decision) : NULL;
  GtkWidget *dialog;

  rc_register_form_add_line (form, "request-addressee", _("Of _whom"), NULL, NULL);
  rc_register_form_add_choice (form, "request-question", _("Which _question it would answer"), &g_array_index (questions, RcRegisterChoice, 0),
                               questions->len, slot);
  rc_register_form_add_text (form, "request-what", _("W_hat is asked for"), NULL);
  rc_register_form_add_text (form, "request-why", _("What it is _needed for"), why);
  rc_register_form_add_text (form, "request-instruction", _("How to e_xport it"), NULL);
  rc_register_form_add_text (form, "request-about", _("_About, one a line"), about);
  rc_register_form_add_line (form, "request-due", _("_Until which day"), NULL, _("as 2026-12-15"));
  rc_register_form_add_note (form, _("It is entered as not sent yet. The program sends nothing: enter the day on which you sent it."));
  rc_register_form_require (form, "request-addressee");
  rc_register_form_require (form, "request-what");
  rc_register_form_require (form, "request-why");
  dialog = rc_register_form_show (form);
  g_signal_connect_swapped (rc_register_form_peek_field (form, "request-question"), "notify::selected", G_CALLBACK (question_chosen), dialog);
  question_chosen (dialog);
  return dialog;
}

/* --- What became of it --- */

static gpointer
enter_change (RcCase          *case_file,
              RcRecordReader  *reader,
              gpointer         data,
              GCancellable    *cancellable,
              GError         **error)
{
  const char *verdict = rc_register_answers_peek (data, "request-verdict");
  RcRequestChange change = {
    .state = (RcRequestState) rc_register_answers_get_number (data, 1),
    .on = rc_register_answers_peek (data, "request-on"),
    .remark = rc_register_answers_peek (data, "request-remark"),
    .due = rc_register_answers_peek_changed (data, "request-due"),
  };

  if (verdict != NULL)
    rc_request_state_from_name (verdict, &change.state);
  if (!rc_register_answers_get_exhibit (data, "request-exhibit", &change.source, error))
    return NULL;
  return rc_request_change (case_file, rc_register_answers_get_number (data, 0), &change, error) ? data : NULL;
}

static const struct
{
  const char *title;
  const char *note;
} states[RC_N_REQUEST_STATES] = {
  [RC_REQUEST_SENT] = { N_("Sent to the Addressee"), N_("It is owed from now on, until what was asked for came or was refused.") },
  [RC_REQUEST_RECEIVED] = { N_("Something Came"), N_("Whether it is what was asked for is not judged by this.") },
  [RC_REQUEST_REFUSED] = { N_("Refused by the Addressee"), N_("Say what they gave as the reason.") },
  [RC_REQUEST_CLOSED] = { N_("Close the Request"), N_("Nothing more is expected. Where it did not come as it was asked for, say why it is "
                                                      "closed.") },
};

GtkWidget *
rc_request_dialog_change (GtkWindow       *parent,
                          RcSession       *session,
                          const RcRequest *request,
                          RcRequestState   state)
{
  RcRegisterForm *form;

  g_return_val_if_fail (state < RC_N_REQUEST_STATES && states[state].title != NULL, NULL);

  form = rc_register_form_new (parent, session, _(states[state].title), _("_Enter"), enter_change);
  rc_register_form_add_note (form, _(states[state].note));
  rc_register_form_add_line (form, "request-on", _("On which _day"), NULL, _("today"));
  if (state == RC_REQUEST_RECEIVED)
    rc_register_form_add_line (form, "request-exhibit", _("As which e_xhibit"), NULL, _("as E-019"));
  if (state == RC_REQUEST_SENT)
    rc_register_form_add_line (form, "request-due", _("_Until which day"), request->due, _("as 2026-12-15"));
  rc_register_form_add_text (form, "request-remark", _("Re_mark"), NULL);
  rc_register_form_add_number (form, request->number);
  rc_register_form_add_number (form, state);
  return rc_register_form_show (form);
}

GtkWidget *
rc_request_dialog_judge (GtkWindow       *parent,
                         RcSession       *session,
                         const RcRequest *request)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, _("What Came, Held Against What Was Asked For"), _("_Enter"), enter_change);
  const RcRegisterChoice verdicts[] = {
    { rc_request_state_to_name (RC_REQUEST_ACCEPTED), rc_request_state_words (RC_REQUEST_ACCEPTED) },
    { rc_request_state_to_name (RC_REQUEST_PARTLY), rc_request_state_words (RC_REQUEST_PARTLY) },
  };

  rc_register_form_add_choice (form, "request-verdict", _("_What came"), verdicts, G_N_ELEMENTS (verdicts), NULL);
  rc_register_form_add_line (form, "request-exhibit", _("As which e_xhibit"), NULL, _("as E-019"));
  rc_register_form_add_line (form, "request-on", _("On which _day"), NULL, _("today"));
  rc_register_form_add_text (form, "request-remark", _("Re_mark: what is still missing"), NULL);
  rc_register_form_add_number (form, request->number);
  rc_register_form_add_number (form, RC_REQUEST_ACCEPTED);
  return rc_register_form_show (form);
}
