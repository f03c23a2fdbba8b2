/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/team.h"

#include "core/date-words.h"
#include "core/team/hand-out.h"
#include "core/words.h"
#include "ui/case-act-dialog.h"
#include "ui/parts.h"
#include "ui/register-form.h"
#include "ui/team-window.h"

/* --- Parts of the forms --- */

static const RcTeam *
peek_team (GtkWindow *parent)
{
  return rc_team_window_peek_team (RC_TEAM_WINDOW (parent));
}

static RcRegisterForm *
form_new (GtkWindow       *parent,
          RcSession       *session,
          const char      *title,
          const RcTeamRow *row,
          RcCaseWork       enter)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, title, _("_Enter"), enter);

  rc_register_form_add_fixed (form, "team-member", _("Who"), row->member->name);
  rc_register_form_add_number (form, row->member->number);
  return form;
}

/* In a copy that was handed out the auditor of the case is somebody else: whose key is used here is the better guess. */
static void
show_form (RcRegisterForm *form,
           GtkWindow      *parent)
{
  const RcTeamRow *own = peek_team (parent)->own;

  rc_register_form_add_line (form, "team-by", _("Entered _by"), own != NULL ? own->member->name : NULL, _("the auditor of the case"));
  rc_register_form_show (form);
}

static void
add_role (RcRegisterForm *form,
          RcRole          chosen)
{
  RcRegisterChoice choices[RC_N_ROLES];

  for (guint i = 0; i < RC_N_ROLES; i++)
    choices[i] = (RcRegisterChoice) { rc_role_to_name (i), rc_team_role_sentence (i) };
  rc_register_form_add_choice (form, "team-role", _("_Role"), choices, RC_N_ROLES, rc_role_to_name (chosen));
}

static void
add_reason (RcRegisterForm *form)
{
  rc_register_form_add_text (form, "team-reason", _("_Why"), NULL);
  rc_register_form_require (form, "team-reason");
}

static RcRole
get_role (gconstpointer answers)
{
  RcRole role = RC_ROLE_OBSERVER;

  (void) rc_role_from_name (rc_register_answers_peek (answers, "team-role"), &role);
  return role;
}

/* Somebody may have sent the digits in groups, as they are shown, or in capitals; (nullable) (transfer full). */
static char *
dup_key (gconstpointer answers)
{
  const char *typed = rc_register_answers_peek (answers, "team-key");
  GString *key = g_string_new (NULL);

  for (const char *at = typed; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)))
      g_string_append_unichar (key, g_unichar_tolower (g_utf8_get_char (at)));
  return g_string_free (key, key->len == 0);
}

static const char *
peek_by (gconstpointer answers)
{
  return rc_register_answers_peek (answers, "team-by");
}

static const char *
peek_reason (gconstpointer answers)
{
  return rc_register_answers_peek (answers, "team-reason");
}

/* --- Who works on it --- */

static gpointer
enter_add (RcCase          *case_file,
           RcRecordReader  *reader,
           gpointer         data,
           GCancellable    *cancellable,
           GError         **error)
{
  g_autofree char *key = dup_key (data);

  return rc_team_member_add (case_file, rc_register_answers_peek (data, "team-name"), get_role (data), key, peek_by (data), error) != 0 ? data : NULL;
}

static void
begin_add (GtkWindow *parent,
           RcSession *session,
           gpointer   entry,
           gint64     part)
{
  const RcTeam *team = peek_team (parent);
  gboolean is_first = team->rows->len == 0;
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Add a Person"), _("_Enter"), enter_add);

  rc_register_form_add_note (form, is_first ? _("The first who is entered is the owner of the case. From then on every signature in the custody log is held "
                                                "against who is entered here.")
                                            : _("Their key tells their work from that of others. They see it in this window of their own Recount, and "
                                                "send it to you; compare it with them on another way."));
  rc_register_form_add_line (form, "team-name", _("_Name"), NULL, NULL);
  add_role (form, is_first ? RC_ROLE_OWNER : RC_ROLE_AUDITOR);
  rc_register_form_add_line (form, "team-key", _("_Key"), is_first ? team->own_key : NULL, _("64 digits; empty: none yet"));
  rc_register_form_require (form, "team-name");
  show_form (form, parent);
}

static gpointer
enter_role (RcCase          *case_file,
            RcRecordReader  *reader,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  return rc_team_member_set_role (case_file, rc_register_answers_get_number (data, 0), get_role (data), peek_reason (data), peek_by (data), error)
         ? data : NULL;
}

static void
begin_role (GtkWindow *parent,
            RcSession *session,
            gpointer   entry,
            gint64     part)
{
  RcRegisterForm *form = form_new (parent, session, _("Change the Role"), entry, enter_role);

  add_role (form, ((const RcTeamRow *) entry)->member->role);
  add_reason (form);
  show_form (form, parent);
}

static gpointer
enter_key (RcCase          *case_file,
           RcRecordReader  *reader,
           gpointer         data,
           GCancellable    *cancellable,
           GError         **error)
{
  g_autofree char *key = dup_key (data);

  return rc_team_member_change_key (case_file, rc_register_answers_get_number (data, 0), key, peek_reason (data), peek_by (data), error) ? data : NULL;
}

static void
begin_key (GtkWindow *parent,
           RcSession *session,
           gpointer   entry,
           gint64     part)
{
  RcRegisterForm *form = form_new (parent, session, _("Another Key"), entry, enter_key);

  rc_register_form_add_line (form, "team-key", _("_Key"), NULL, _("64 digits; empty: the key is withdrawn"));
  add_reason (form);
  rc_register_form_add_note (form, _("What the key before it signed stays theirs."));
  show_form (form, parent);
}

static gpointer
enter_leave (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  return rc_team_member_leave (case_file, rc_register_answers_get_number (data, 0), peek_reason (data), peek_by (data), error) ? data : NULL;
}

static void
begin_leave (GtkWindow *parent,
             RcSession *session,
             gpointer   entry,
             gint64     part)
{
  RcRegisterForm *form = form_new (parent, session, _("Somebody Leaves the Case"), entry, enter_leave);

  add_reason (form);
  rc_register_form_add_note (form, _("Their name and what they did stay on record. It cannot be undone: who comes back is entered anew, with another key."));
  show_form (form, parent);
}

/* --- What they have to do --- */

static gpointer
enter_assignment (RcCase          *case_file,
                  RcRecordReader  *reader,
                  gpointer         data,
                  GCancellable    *cancellable,
                  GError         **error)
{
  g_auto (GStrv) about = rc_register_answers_dup_lines (data, "team-about");

  return rc_assignment_give (case_file, rc_register_answers_get_number (data, 0), rc_register_answers_peek (data, "team-task"),
                             (const char * const *) about, rc_register_answers_peek (data, "team-due"), peek_by (data), error) != 0 ? data : NULL;
}

static void
begin_assignment (GtkWindow *parent,
                  RcSession *session,
                  gpointer   entry,
                  gint64     part)
{
  RcRegisterForm *form = form_new (parent, session, _("Assign Work"), entry, enter_assignment);

  rc_register_form_add_text (form, "team-task", _("_What is to be done"), NULL);
  rc_register_form_add_text (form, "team-about", _("_About, one a line"), NULL);
  rc_register_form_add_line (form, "team-due", _("_Until which day"), NULL, _("as 2026-12-15"));
  rc_register_form_require (form, "team-task");
  show_form (form, parent);
}

static gpointer
enter_end (gpointer            data,
           RcCase             *case_file,
           RcAssignmentState   state,
           GError            **error)
{
  return rc_assignment_end (case_file, rc_register_answers_get_number (data, 1), state, rc_register_answers_peek (data, "team-outcome"), peek_by (data), error)
         ? data : NULL;
}

static gpointer
enter_done (RcCase          *case_file,
            RcRecordReader  *reader,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  return enter_end (data, case_file, RC_ASSIGNMENT_DONE, error);
}

static gpointer
enter_return (RcCase          *case_file,
              RcRecordReader  *reader,
              gpointer         data,
              GCancellable    *cancellable,
              GError         **error)
{
  return enter_end (data, case_file, RC_ASSIGNMENT_RETURNED, error);
}

static const RcAssignment *
find_assignment (const RcTeamRow *row,
                 gint64           number)
{
  for (guint i = 0; i < row->assignments->len; i++)
    {
      const RcAssignment *assignment = g_ptr_array_index (row->assignments, i);

      if (assignment->number == number)
        return assignment;
    }
  return NULL;
}

static void
ask_outcome (GtkWindow       *parent,
             RcSession       *session,
             const RcTeamRow *row,
             gint64           number,
             const char      *title,
             const char      *question,
             RcCaseWork       enter)
{
  const RcAssignment *assignment = find_assignment (row, number);
  RcRegisterForm *form;

  if (assignment == NULL)
    return;
  form = form_new (parent, session, title, row, enter);
  rc_register_form_add_number (form, number);
  rc_register_form_add_fixed (form, "team-task", _("What is assigned"), assignment->task);
  rc_register_form_add_text (form, "team-outcome", question, NULL);
  rc_register_form_require (form, "team-outcome");
  show_form (form, parent);
}

static void
begin_done (GtkWindow *parent,
            RcSession *session,
            gpointer   entry,
            gint64     part)
{
  ask_outcome (parent, session, entry, part, _("It Is Done"), _("_What came of it"), enter_done);
}

static void
begin_return (GtkWindow *parent,
              RcSession *session,
              gpointer   entry,
              gint64     part)
{
  ask_outcome (parent, session, entry, part, _("Hand It Back"), _("_Why not"), enter_return);
}

/* --- A copy to work in --- */

static void
say (RcCaseActSaid *said,
     char          *sentence)      /* (transfer full) */
{
  g_ptr_array_add (said->sentences, sentence);
}

static RcCaseActSaid *
tell_hand_out (const RcHandOut *part,
               const char      *path)
{
  RcCaseActSaid *said = g_new0 (RcCaseActSaid, 1);
  g_autofree char *file = g_filename_display_name (path);
  g_autofree char *shown = rc_parts_dup_name (file);
  g_autofree char *name = rc_parts_dup_name (part->name);
  g_autofree char *size = g_format_size (part->bytes);
  g_autofree char *assigned = rc_count_words (part->n_assigned);
  g_autofree char *withheld = rc_count_words (part->n_withheld);

  said->sentences = g_ptr_array_new_with_free_func (g_free);
  said->digest = g_strdup (part->sha256);
  /* Translators: a person, a file, and its size */
  say (said, g_strdup_printf (_("The copy for %1$s is written: %2$s, %3$s."), name, shown, size));
  if (part->n_assigned == 0)
    say (said, g_strdup (_("Nothing is assigned to them that is still to be done.")));
  else
    say (said, g_strdup_printf (rc_words_plural ("%s assignment of theirs is still to be done.", "%s assignments of theirs are still to be done.",
                                                 part->n_assigned), assigned));
  if (part->n_withheld > 0)
    say (said, g_strdup_printf (rc_words_plural ("%s private note is not in it.", "%s private notes are not in it.", part->n_withheld), withheld));
  say (said, g_strdup (_("Send it to them on a way that you trust. What they enter in it comes into this case when the copy is taken in again.")));
  return said;
}

static gpointer
hand_out (RcCase           *case_file,
          RcProgressRelay  *relay,
          gpointer          data,
          GCancellable     *cancellable,
          GError          **error)
{
  const RcCaseActWish *wish = data;
  const RcLifeWork work = { rc_progress_relay_tell_part, relay, cancellable };
  g_autoptr (RcHandOut) part = rc_hand_out (case_file, wish->about, wish->path, &work, error);

  return part != NULL ? tell_hand_out (part, wish->path) : NULL;
}

static const RcCaseAct handing_out = {
  .name = "hand-out",
  .title = N_("Hand Out a Copy"),
  .note = N_("A copy of the case as it stands, for one person to work in with a key of their own while others go on. It is the whole case with all its "
             "evidence, but without private notes. Of a protected case it is protected, and that key opens it."),
  .verb = N_("Choose _Place…"),
  .working = N_("Writing the copy"),
  .has_file = TRUE,
  .is_saving = TRUE,
  .purpose = RC_FILE_PURPOSE_CASE,
  .ending = ".recount",
  .work = hand_out,
};

static void
begin_hand_out (GtkWindow *parent,
                RcSession *session,
                gpointer   entry,
                gint64     part)
{
  const RcTeamMember *member = ((const RcTeamRow *) entry)->member;
  GtkWidget *dialog = rc_case_act_dialog_show (parent, session, &handing_out);

  rc_case_act_dialog_set_about (dialog, member->number, _("For whom"), member->name);
}

/* --- All of them --- */

static gboolean
is_member (gconstpointer entry)
{
  return rc_team_row_is_member (entry);
}

static gboolean
may_work (gconstpointer entry)
{
  return rc_team_row_may_work (entry);
}

/* Whoever left may have left work behind. */
static gboolean
has_work (gconstpointer entry)
{
  return ((const RcTeamRow *) entry)->n_open > 0;
}

static const RcRegisterAct acts[] = {
  { "team-add", N_("Add a Person…"), NULL, begin_add },
  { "team-assign", N_("Assign Work…"), may_work, begin_assignment },
  { "team-hand-out", N_("Hand Out…"), may_work, begin_hand_out },
  { "team-role", N_("Change the Role…"), is_member, begin_role },
  { "team-key", N_("Another Key…"), is_member, begin_key },
  { "team-leave", N_("Leaves the Case…"), is_member, begin_leave },
  { "team-done", NULL, has_work, begin_done },
  { "team-return", NULL, has_work, begin_return },
};

#define TITLE       N_("People on This Case")
#define EMPTY_TITLE N_("Nobody Is Entered")

const RcRegisterKind rc_team_register = {
  .name = "team",
  .title = TITLE,
  .empty_title = EMPTY_TITLE,
  .empty_sentence = N_("Whoever has the case may do everything, and the custody log says by whose key. Where several people work on it, enter them: the "
                       "first is the owner, who says who else works on it and in which role."),
  .acts = acts,
  .n_acts = G_N_ELEMENTS (acts),
  .add_columns = rc_team_add_columns,
  .fill_head = rc_team_fill_head,
  .fill = rc_team_fill,
};

const RcRegisterKind rc_team_register_reading = {
  .name = "team",
  .title = TITLE,
  .empty_title = EMPTY_TITLE,
  .empty_sentence = N_("Whoever has the case may do everything, and the custody log says by whose key."),
  .add_columns = rc_team_add_columns,
  .fill_head = rc_team_fill_head,
  .fill = rc_team_fill,
};
