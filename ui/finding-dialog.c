/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/finding-dialog.h"

#include "core/date-words.h"
#include "core/law/law.h"
#include "core/registers/carry-over.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/file-dialog.h"
#include "ui/parts.h"
#include "ui/register-form.h"

/* --- Writing one --- */

/* The provisions of the catalogue, after the choice of none; what is out of its scope is no criterion of it. */
static void
add_provisions (RcRegisterForm *form)
{
  const RcLaw *law = rc_law_get ();
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (RcRegisterChoice));
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const RcRegisterChoice none = { "", _("None from the catalogue") };

  g_array_append_val (choices, none);
  for (guint i = 0; i < rc_law_count_requirements (law); i++)
    {
      const RcRequirement *requirement = rc_law_nth_requirement (law, i);
      g_autofree char *place = rc_law_dup_place (law, requirement);
      RcRegisterChoice choice = { .code = requirement->id };

      if (requirement->judged == RC_LAW_JUDGED_OUT_OF_SCOPE)
        continue;
      choice.words = g_strdup_printf ("%s: %s", place, rc_law_text (requirement->demand));
      g_ptr_array_add (words, (gpointer) choice.words);
      g_array_append_val (choices, choice);
    }
  rc_register_form_add_choice (form, "finding-provision", _("Criterion, from the _law"), &g_array_index (choices, RcRegisterChoice, 0),
                               choices->len, NULL);
}

static void
add_severities (RcRegisterForm *form,
                RcSeverity      chosen)
{
  RcRegisterChoice choices[RC_N_SEVERITIES];

  for (guint i = 0; i < RC_N_SEVERITIES; i++)
    choices[i] = (RcRegisterChoice) { i == RC_SEVERITY_NONE ? "" : rc_severity_to_name (i), rc_severity_words (i) };
  rc_register_form_add_choice (form, "finding-severity", _("Severit_y"), choices, RC_N_SEVERITIES, choices[chosen].code);
}

/* @texts: (nullable) */
static char *
join_lines (GPtrArray *texts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; texts != NULL && i < texts->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (texts, i));
  return g_string_free (text, FALSE);
}

static char *
join_about (const RcFinding *finding)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; finding != NULL && i < finding->about->len; i++)
    {
      g_autofree char *about = rc_about_dup_text (g_ptr_array_index (finding->about, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", about);
    }
  return g_string_free (text, FALSE);
}

/* @finding: (nullable): what stands there already. */
static void
add_fields (RcRegisterForm  *form,
            const RcFinding *finding,
            const char      *title)
{
  g_autofree char *criteria = join_lines (finding != NULL ? finding->criteria : NULL);
  g_autofree char *evidence = join_lines (finding != NULL ? finding->evidence : NULL);
  g_autofree char *about = join_about (finding);

  rc_register_form_add_line (form, "finding-title", _("What it is calle_d"), title, NULL);
  rc_register_form_add_text (form, "finding-condition", _("Co_ndition: what is"), finding != NULL ? finding->condition : NULL);
  add_provisions (form);
  rc_register_form_add_text (form, "finding-criteria", _("Cri_teria, one a line"), criteria);
  rc_register_form_add_text (form, "finding-cause", _("Ca_use, if determined"), finding != NULL ? finding->cause : NULL);
  rc_register_form_add_text (form, "finding-effect", _("E_ffect"), finding != NULL ? finding->effect : NULL);
  rc_register_form_add_text (form, "finding-recommendation", _("_Recommendation"), finding != NULL ? finding->recommendation : NULL);
  add_severities (form, finding != NULL ? finding->severity : RC_SEVERITY_NONE);
  rc_register_form_add_text (form, "finding-about", _("A_bout, one a line"), about);
  rc_register_form_add_text (form, "finding-evidence", _("E_vidence, one a line"), evidence);
  rc_register_form_add_note (form, _("Evidence: an exhibit and where in it, as E-014, page 2. About: system:NAME, model:NAME/VERSION or decision:REFERENCE. A cause that is left empty is printed as "
                                     "“not determined”."));
}

typedef struct
{
  RcFindingTerms  terms;
  GPtrArray      *criteria;     /* of char, NULL-terminated */
  char          **about;
  char          **evidence;
} Written;

static void
written_clear (Written *self)
{
  g_clear_pointer (&self->criteria, g_ptr_array_unref);
  g_strfreev (self->about);
  g_strfreev (self->evidence);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Written, written_clear)

/* A provision that was chosen stands behind the criteria that were there before. */
static void
take_criteria (Written                 *self,
               const RcRegisterAnswers *answers)
{
  const char *provision = rc_register_answers_peek (answers, "finding-provision");
  g_auto (GStrv) lines = rc_register_answers_dup_lines (answers, "finding-criteria");

  if (provision == NULL && rc_register_answers_peek_changed (answers, "finding-criteria") == NULL)
    return;

  self->criteria = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    g_ptr_array_add (self->criteria, g_strdup (lines[i]));
  if (provision != NULL)
    g_ptr_array_add (self->criteria, g_strdup (provision));
  g_ptr_array_add (self->criteria, NULL);
  self->terms.criteria = (const char * const *) self->criteria->pdata;
}

/* What stood there already is not written anew. */
static void
take (Written                 *self,
      const RcRegisterAnswers *answers)
{
  const char *severity = rc_register_answers_peek_changed (answers, "finding-severity");

  self->terms = (RcFindingTerms) {
    .title = rc_register_answers_peek_changed (answers, "finding-title"),
    .condition = rc_register_answers_peek_changed (answers, "finding-condition"),
    .cause = rc_register_answers_peek_changed (answers, "finding-cause"),
    .effect = rc_register_answers_peek_changed (answers, "finding-effect"),
    .recommendation = rc_register_answers_peek_changed (answers, "finding-recommendation"),
  };
  if (severity != NULL)
    rc_severity_from_name (severity, &self->terms.severity);
  take_criteria (self, answers);
  if (rc_register_answers_peek_changed (answers, "finding-about") != NULL)
    self->about = rc_register_answers_dup_lines (answers, "finding-about");
  self->terms.about = (const char * const *) self->about;
  if (rc_register_answers_peek_changed (answers, "finding-evidence") != NULL)
    self->evidence = rc_register_answers_dup_lines (answers, "finding-evidence");
  self->terms.evidence = (const char * const *) self->evidence;
}

static gpointer
enter_finding (RcCase          *case_file,
               RcRecordReader  *reader,
               gpointer         data,
               GCancellable    *cancellable,
               GError         **error)
{
  g_auto (Written) written = { .criteria = NULL };

  take (&written, data);
  return rc_finding_add (case_file, &written.terms, error) != 0 ? data : NULL;
}

GtkWidget *
rc_finding_dialog_add (GtkWindow *parent,
                       RcSession *session)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Write a Finding"), _("_Enter"), enter_finding);

  add_fields (form, NULL, NULL);
  rc_register_form_require (form, "finding-title");
  rc_register_form_require (form, "finding-condition");
  return rc_register_form_show (form);
}

static gpointer
enter_promoted (RcCase          *case_file,
                RcRecordReader  *reader,
                gpointer         data,
                GCancellable    *cancellable,
                GError         **error)
{
  g_auto (Written) written = { .criteria = NULL };
  gsize n_exceptions;
  const gint64 *exceptions = rc_register_answers_peek_numbers (data, &n_exceptions);

  take (&written, data);
  written.terms.title = rc_register_answers_peek (data, "finding-title");
  return rc_finding_promote (case_file, exceptions, n_exceptions, &written.terms, error) != 0 ? data : NULL;
}

GtkWidget *
rc_finding_dialog_promote (GtkWindow    *parent,
                           RcSession    *session,
                           const gint64 *exceptions,
                           gsize         n_exceptions,
                           const char   *title)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Promote to Finding"), _("_Enter"), enter_promoted);
  g_autofree char *count = rc_count_words (n_exceptions);
  g_autofree char *note = g_strdup_printf (rc_words_plural ("%s exception becomes one finding. Where you write no condition, its sentence "
                                                            "stands in.",
                                                            "%s exceptions become one finding. Where you write no condition, their sentences "
                                                            "stand in.", n_exceptions), count);

  rc_register_form_add_note (form, note);
  add_fields (form, NULL, title);
  rc_register_form_require (form, "finding-title");
  for (gsize i = 0; i < n_exceptions; i++)
    rc_register_form_add_number (form, exceptions[i]);
  return rc_register_form_show (form);
}

static gpointer
enter_check (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  g_auto (Written) written = { .criteria = NULL };

  take (&written, data);
  written.terms.title = rc_register_answers_peek (data, "finding-title");
  return rc_finding_promote_check (case_file, rc_register_answers_peek (data, "finding-check"), &written.terms, error) != 0 ? data : NULL;
}

GtkWidget *
rc_finding_dialog_promote_check (GtkWindow  *parent,
                                 RcSession  *session,
                                 const char *requirement)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Promote to Finding"), _("_Enter"), enter_check);
  const RcRequirement *known = rc_law_find_requirement (rc_law_get (), requirement);

  rc_register_form_add_note (form, _("The requirement is its first criterion. Where you write no condition, what its check found in the whole case "
                                     "stands in. That nothing was received on a point is no breach by itself."));
  rc_register_form_add_line (form, "finding-check", _("Requirement"), requirement, NULL);
  gtk_editable_set_editable (GTK_EDITABLE (rc_register_form_peek_field (form, "finding-check")), FALSE);
  gtk_widget_set_can_focus (rc_register_form_peek_field (form, "finding-check"), FALSE);
  add_fields (form, NULL, known != NULL ? rc_law_text (known->demand) : NULL);
  rc_register_form_require (form, "finding-title");
  return rc_register_form_show (form);
}

static gpointer
enter_change (RcCase          *case_file,
              RcRecordReader  *reader,
              gpointer         data,
              GCancellable    *cancellable,
              GError         **error)
{
  g_auto (Written) written = { .criteria = NULL };

  take (&written, data);
  return rc_finding_change (case_file, rc_register_answers_get_number (data, 0), &written.terms, error) ? data : NULL;
}

GtkWidget *
rc_finding_dialog_change (GtkWindow       *parent,
                          RcSession       *session,
                          const RcFinding *finding)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Write More of the Finding"), _("_Enter"), enter_change);

  rc_register_form_add_note (form, _("What you write takes the place of what stood there; both stay in the case. What you empty stays as it "
                                     "was."));
  add_fields (form, finding, finding->title);
  rc_register_form_add_number (form, finding->number);
  return rc_register_form_show (form);
}

/* --- What follows on it --- */

static gpointer
enter_response (RcCase          *case_file,
                RcRecordReader  *reader,
                gpointer         data,
                GCancellable    *cancellable,
                GError         **error)
{
  const char *response = rc_register_answers_peek (data, "finding-response");
  RcResponseTerms terms = {
    .words = rc_register_answers_peek (data, "finding-response-words"),
    .action = rc_register_answers_peek (data, "finding-action"),
    .owner = rc_register_answers_peek (data, "finding-owner"),
    .due = rc_register_answers_peek (data, "finding-due"),
  };

  if (response != NULL)
    rc_response_from_name (response, &terms.response);
  return rc_finding_respond (case_file, rc_register_answers_get_number (data, 0), &terms, error) ? data : NULL;
}

GtkWidget *
rc_finding_dialog_respond (GtkWindow       *parent,
                           RcSession       *session,
                           const RcFinding *finding)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Response of the Auditee"), _("_Enter"), enter_response);
  RcRegisterChoice choices[RC_N_RESPONSES];

  for (guint i = 0; i < RC_N_RESPONSES; i++)
    choices[i] = (RcRegisterChoice) { i == RC_RESPONSE_NONE ? "" : rc_response_to_name (i), rc_response_words (i) };
  rc_register_form_add_choice (form, "finding-response", _("The _auditee"), choices, RC_N_RESPONSES,
                               choices[finding->response].code);
  rc_register_form_add_text (form, "finding-response-words", _("In their _words"), finding->response_words);
  rc_register_form_add_text (form, "finding-action", _("What is to be _done"), finding->action);
  rc_register_form_add_line (form, "finding-owner", _("Res_ponsible"), finding->owner, NULL);
  rc_register_form_add_line (form, "finding-due", _("_Until which day"), finding->due, _("as 2027-03-31"));
  rc_register_form_require (form, "finding-response");
  rc_register_form_add_number (form, finding->number);
  return rc_register_form_show (form);
}

static gpointer
enter_state (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  RcFindingState state = (RcFindingState) rc_register_answers_get_number (data, 1);

  return rc_finding_set_state (case_file, rc_register_answers_get_number (data, 0), state,
                               rc_register_answers_peek (data, "finding-by"), rc_register_answers_peek (data, "finding-on"),
                               rc_register_answers_peek (data, "finding-remark"), error) ? data : NULL;
}

/* What each state means is said in its dialog: who answers for it differs. */
static const struct
{
  const char *title;
  const char *note;
  const char *who;
  gboolean    needs_remark;
} states[RC_N_FINDING_STATES] = {
  [RC_FINDING_OPEN] = { N_("Reopen the Finding"), N_("It counts as open again, from that day on."), N_("_Who says so"), TRUE },
  [RC_FINDING_IMPLEMENTED] = { N_("Implemented, as the Auditee Says"),
                               N_("The auditee says that it was done. It stays open until somebody has looked."), N_("_Who says so"), FALSE },
  [RC_FINDING_VERIFIED] = { N_("Verify and Close"), N_("Somebody of the auditors looked and found it done. It is closed by that."),
                            N_("_Who looked"), FALSE },
  [RC_FINDING_RISK_ACCEPTED] = { N_("Accept the Risk"), N_("Somebody who may decide so leaves it as it is. It is closed by that, and not "
                                                           "remedied."), N_("_Who answers for it"), TRUE },
};

GtkWidget *
rc_finding_dialog_set_state (GtkWindow      *parent,
                             RcSession      *session,
                             gint64          number,
                             RcFindingState  state)
{
  RcRegisterForm *form;

  g_return_val_if_fail (state < RC_N_FINDING_STATES, NULL);

  form = rc_register_form_new (parent, session, _(states[state].title), _("_Enter"), enter_state);
  rc_register_form_add_note (form, _(states[state].note));
  rc_register_form_add_line (form, "finding-by", _(states[state].who), NULL, NULL);
  rc_register_form_add_line (form, "finding-on", _("On which _day"), NULL, _("today"));
  rc_register_form_add_text (form, "finding-remark", states[state].needs_remark ? _("_Because") : _("Re_mark"), NULL);
  rc_register_form_require (form, "finding-by");
  if (states[state].needs_remark)
    rc_register_form_require (form, "finding-remark");
  rc_register_form_add_number (form, number);
  rc_register_form_add_number (form, state);
  return rc_register_form_show (form);
}

/* --- Taking over --- */

static void
carry_over_free (gpointer data)
{
  rc_carry_over_free (data);
}

static gpointer
take_over (RcCase          *case_file,
           RcRecordReader  *reader,
           gpointer         data,
           GCancellable    *cancellable,
           GError         **error)
{
  return rc_carry_over_take (case_file, data, error);
}

static void
taken_over (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  RcSession *session = RC_SESSION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCarryOver) taken = rc_session_act_finish (session, result, &error);
  g_autofree char *title = NULL;
  g_autofree char *count = NULL;
  g_autofree char *known = NULL;
  g_autofree char *closed = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (taken == NULL)
    {
      g_autofree char *message = rc_act_words_of_error (error);

      rc_session_say (session, TRUE, _("Nothing was taken over: %s"), message);
      return;
    }

  title = rc_parts_dup_name (taken->case_title);
  count = rc_count_words (taken->numbers->len);
  known = rc_count_words (taken->n_known);
  closed = rc_count_words (taken->n_closed);
  rc_session_say (session, !taken->log_holds,
                  _("Open findings taken over from “%1$s”: %2$s. Taken over before: %3$s. Closed there: %4$s.%5$s"), title, count, known, closed,
                  taken->log_holds ? "" : _(" That case is not as its custody log says: what was taken over may not be what its auditors "
                                            "wrote."));
}

void
rc_finding_take_over (RcSession  *session,
                      const char *path)
{
  rc_session_act_async (session, take_over, g_strdup (path), g_free, carry_over_free, taken_over, NULL);
}

static void
case_chosen (const char * const *paths,
             gpointer            owner)
{
  rc_finding_take_over (owner, paths[0]);
}

void
rc_finding_dialog_take_over (GtkWindow *parent,
                             RcSession *session)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_CASE,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = _("Choose the Earlier Case"),
    .accept = _("_Take Over"),
  };

  rc_file_dialog_show (parent, &dialog, case_chosen, G_OBJECT (session));
}
