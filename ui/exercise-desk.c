/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-desk-private.h"

#include "core/exercises/exercise-record.h"
#include "core/words.h"
#include "ui/exercise-agenda.h"
#include "ui/exercise-answer-form.h"
#include "ui/exercise-attach.h"
#include "ui/exercise-document-dialog.h"
#include "ui/exercise-evidence-view.h"
#include "ui/exercise-step-dialog.h"
#include "ui/file-dialog.h"
#include "ui/folio-window.h"
#include "ui/room-window.h"

enum
{
  SIGNAL_LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RcExerciseDesk, rc_exercise_desk, GTK_TYPE_WIDGET)

RcExercisePick
rc_exercise_desk_get_pick (RcExerciseDesk *self)
{
  RcExerciseAgenda *agenda = RC_EXERCISE_AGENDA (self->agenda);

  return (RcExercisePick) { rc_exercise_agenda_get_decision (agenda), rc_exercise_agenda_peek_question (agenda) };
}

/* --- Doing something --- */

/* What is typed in from paper says so in each step. */
static void
take_paper (RcExerciseDesk *self,
            RcExerciseStep *step)
{
  const char *by = gtk_editable_get_text (GTK_EDITABLE (self->paper_by));
  const char *on = gtk_editable_get_text (GTK_EDITABLE (self->paper_on));

  step->paper_by = *by != '\0' ? by : NULL;
  step->paper_on = *on != '\0' ? on : NULL;
}

typedef struct
{
  char                 *question;
  RcExerciseComparison  comparison;
  char                 *paper_by;
  char                 *paper_on;
} Revealing;

static void
revealing_free (gpointer data)
{
  Revealing *self = data;

  g_free (self->question);
  g_free (self->paper_by);
  g_free (self->paper_on);
  g_free (self);
}

/* What is revealed is read when it is revealed, so that it is what the records say then. */
static gboolean
reveal (RcCase        *case_file,
        RcExercise    *exercise,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  const Revealing *revealing = data;
  RcExerciseStep step = {
    .kind = RC_EXERCISE_REVEALED, .question = revealing->question, .comparison = revealing->comparison, .paper_by = revealing->paper_by,
    .paper_on = revealing->paper_on,
  };
  g_autoptr (RcExerciseRecord) record = NULL;

  if (!rc_exercise_check (exercise, &step, error))
    return FALSE;
  record = rc_exercise_record_load (exercise, 0, revealing->question, error);
  if (record == NULL)
    return FALSE;

  step.record_answer = record->text;
  step.standing = rc_standing_to_code (record->standing);
  step.proposed = rc_exercise_record_propose (record,
                                              rc_exercise_turn_answer (rc_exercise_find_turn (exercise, 0, revealing->question)));
  return rc_exercise_act (exercise, &step, error);
}

static RcExerciseComparison
get_comparison (RcExerciseDesk *self)
{
  for (guint i = RC_EXERCISE_COMPARISON_AGREE; i < RC_N_EXERCISE_COMPARISONS; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->comparisons[i])))
      return i;

  return RC_EXERCISE_COMPARISON_NONE;
}

static void
begin_revealing (RcExerciseDesk       *self,
                 const RcExerciseStep *step)
{
  Revealing *revealing = g_new0 (Revealing, 1);

  revealing->question = g_strdup (step->question);
  revealing->comparison = get_comparison (self);
  revealing->paper_by = g_strdup (step->paper_by);
  revealing->paper_on = g_strdup (step->paper_on);
  rc_exercise_live_run_async (self->live, reveal, revealing, revealing_free, NULL, NULL);
}

static void
do_command (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  RcExerciseDesk *self = RC_EXERCISE_DESK (widget);
  const RcExercise *exercise = rc_exercise_live_peek (self->live);
  const RcExerciseCommand *command = rc_exercise_command_find (name);
  RcExercisePick pick = rc_exercise_desk_get_pick (self);
  GtkRoot *root = gtk_widget_get_root (widget);
  RcExerciseStep step;

  if (exercise == NULL || root == NULL || !rc_exercise_command_prepare (command, exercise, &pick, &step))
    return;

  take_paper (self, &step);
  switch (command->way)
    {
    case RC_EXERCISE_COMMAND_ASKS:
      (void) rc_exercise_step_dialog_show (GTK_WINDOW (root), self->live, &step);
      break;
    case RC_EXERCISE_COMMAND_REVEALS:
      begin_revealing (self, &step);
      break;
    case RC_EXERCISE_COMMAND_ANSWERS:
      rc_exercise_answer_form_fill (RC_EXERCISE_ANSWER_FORM (self->form), &step);
      rc_exercise_live_act_async (self->live, &step, 1, NULL, NULL);
      break;
    case RC_EXERCISE_COMMAND_DIRECT:
    default:
      rc_exercise_live_act_async (self->live, &step, 1, NULL, NULL);
    }
}

static void
record_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  const RcExercise *exercise = rc_exercise_live_peek (RC_EXERCISE_DESK (widget)->live);

  if (exercise != NULL)
    gtk_widget_activate_action (widget, exercise->state == RC_EXERCISE_SURPRISE ? "exercise.answer-card" : "exercise.answer", NULL);
}

static void
choose_status (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  RcExerciseDesk *self = RC_EXERCISE_DESK (widget);

  if (gtk_widget_get_visible (self->form))
    rc_exercise_answer_form_set_status (RC_EXERCISE_ANSWER_FORM (self->form), (RcExerciseStatus) g_variant_get_int32 (parameter));
}

/* --- What is handed over in the middle of the session --- */

static void
evidence_chosen (const char * const *paths,
                 gpointer            user_data)
{
  rc_exercise_attach_paths (RC_EXERCISE_DESK (user_data)->live, paths);
}

static void
document_chosen (const char * const *paths,
                 gpointer            user_data)
{
  RcExerciseDesk *self = RC_EXERCISE_DESK (user_data);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    (void) rc_exercise_document_dialog_show (GTK_WINDOW (root), self->live, paths[0]);
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  gboolean is_import = g_str_equal (name, "exercise.import");
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_EVIDENCE,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = is_import ? _("Import Evidence That Was Produced Now") : _("Choose the Document That Was Produced Now"),
    .accept = is_import ? _("_Import") : _("_Choose"),
    .multiple = is_import,
  };

  if (root != NULL)
    rc_file_dialog_show (GTK_WINDOW (root), &dialog, is_import ? evidence_chosen : document_chosen, G_OBJECT (widget));
}

/* For a room in which no program runs, and for whoever sits far from the screen. */
static void
pack_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RcExerciseDesk *self = RC_EXERCISE_DESK (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root != NULL)
    gtk_window_present (GTK_WINDOW (rc_folio_window_new (GTK_WINDOW (root), rc_exercise_live_peek_session (self->live),
                                                         rc_exercise_live_get_number (self->live), "pack")));
}

static void
pick_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  const char *question;
  guint decision;

  g_variant_get (parameter, "(u&s)", &decision, &question);
  rc_exercise_agenda_pick (RC_EXERCISE_AGENDA (RC_EXERCISE_DESK (widget)->agenda), decision, *question != '\0' ? question : NULL);
}

static void
leave_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_LEFT], 0);
}

/* --- The Room --- */

/* The Room can be blanked by its own keys too. */
static void
name_blank_button (RcExerciseDesk *self)
{
  gboolean is_blank = self->room != NULL && rc_room_window_is_blank (RC_ROOM_WINDOW (self->room));

  gtk_button_set_label (GTK_BUTTON (self->blank_button), is_blank ? _("S_how in Room") : _("_Hide from Room"));
}

static void
room_gone (gpointer  data,
           GObject  *where)
{
  RcExerciseDesk *self = data;

  self->room = NULL;
  name_blank_button (self);
  gtk_button_set_label (GTK_BUTTON (self->room_button), _("Show _Room"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exercise.blank", FALSE);
}

static void
close_room (RcExerciseDesk *self)
{
  GtkWidget *room = self->room;

  if (room == NULL)
    return;
  g_object_weak_unref (G_OBJECT (room), room_gone, self);
  self->room = NULL;
  gtk_window_destroy (GTK_WINDOW (room));
}

static void
room_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RcExerciseDesk *self = RC_EXERCISE_DESK (widget);

  if (self->room != NULL)
    {
      close_room (self);
      room_gone (self, NULL);
      return;
    }

  self->room = rc_room_window_new (self->live);
  g_object_weak_ref (G_OBJECT (self->room), room_gone, self);
  g_signal_connect_object (self->room, "notify::blank", G_CALLBACK (name_blank_button), self, G_CONNECT_SWAPPED);
  gtk_button_set_label (GTK_BUTTON (self->room_button), _("Close _Room"));
  gtk_widget_action_set_enabled (widget, "exercise.blank", TRUE);
  gtk_window_present (GTK_WINDOW (self->room));
}

static void
blank_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  RcExerciseDesk *self = RC_EXERCISE_DESK (widget);

  if (self->room != NULL)
    rc_room_window_set_blank (RC_ROOM_WINDOW (self->room), !rc_room_window_is_blank (RC_ROOM_WINDOW (self->room)));
}

GtkWidget *
rc_exercise_desk_peek_room (RcExerciseDesk *self)
{
  return self->room;
}

/* --- Following --- */

static void
session_changed (RcExerciseDesk *self)
{
  RcExercisePick pick = rc_exercise_desk_get_pick (self);

  rc_exercise_evidence_view_show (RC_EXERCISE_EVIDENCE_VIEW (self->evidence), rc_exercise_live_get_number (self->live), pick.decision,
                                  pick.question, TRUE);
}

RcExerciseLive *
rc_exercise_desk_peek_live (RcExerciseDesk *self)
{
  return self->live;
}

gboolean
rc_exercise_desk_is_settled (RcExerciseDesk *self)
{
  return (rc_exercise_live_peek (self->live) != NULL || rc_exercise_live_peek_trouble (self->live) != NULL) &&
         rc_exercise_evidence_view_is_settled (RC_EXERCISE_EVIDENCE_VIEW (self->evidence));
}

/* --- The widget --- */

static void
rc_exercise_desk_dispose (GObject *object)
{
  RcExerciseDesk *self = RC_EXERCISE_DESK (object);

  close_room (self);
  if (self->live != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->live, self);
      g_signal_handlers_disconnect_by_data (rc_exercise_live_peek_session (self->live), self);
    }
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->live);
  g_clear_pointer (&self->form_of, g_free);
  G_OBJECT_CLASS (rc_exercise_desk_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  for (guint i = RC_EXERCISE_STATUS_RECORD; i < RC_N_EXERCISE_STATUSES; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0 + i, GDK_CONTROL_MASK, "exercise.status", "i", (int) i);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, 0, "exercise.blank", NULL);
}

static void
rc_exercise_desk_class_init (RcExerciseDeskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_exercise_desk_dispose;
  signals[SIGNAL_LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  for (guint i = 0; i < rc_exercise_command_count (); i++)
    gtk_widget_class_install_action (widget_class, rc_exercise_command_nth (i)->action, NULL, do_command);
  gtk_widget_class_install_action (widget_class, "exercise.status", "i", choose_status);
  gtk_widget_class_install_action (widget_class, "exercise.record", NULL, record_action);
  gtk_widget_class_install_action (widget_class, "exercise.pick", "(us)", pick_action);
  gtk_widget_class_install_action (widget_class, "exercise.import", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "exercise.document", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "exercise.leave", NULL, leave_action);
  gtk_widget_class_install_action (widget_class, "exercise.pack", NULL, pack_action);
  gtk_widget_class_install_action (widget_class, "exercise.room", NULL, room_action);
  gtk_widget_class_install_action (widget_class, "exercise.blank", NULL, blank_action);
  add_keys (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

/* Before the field in which the answer is typed takes it for a line break. */
static void
add_record_key (RcExerciseDesk *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Return, GDK_CONTROL_MASK),
                                                          gtk_named_action_new ("exercise.record")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
rc_exercise_desk_init (RcExerciseDesk *self)
{
  add_record_key (self);
  self->outcome_state = RC_N_EXERCISE_STATES;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
rc_exercise_desk_new (RcExerciseLive *live)
{
  RcExerciseDesk *self = g_object_new (RC_TYPE_EXERCISE_DESK, NULL);
  RcSession *session = rc_exercise_live_peek_session (live);

  self->live = g_object_ref (live);
  rc_exercise_desk_build (self);
  /* Nothing can be said yet of an exercise that is being read. */
  gtk_widget_set_visible (self->body, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exercise.blank", FALSE);
  g_signal_connect_swapped (self->agenda, "picked", G_CALLBACK (rc_exercise_desk_show_all), self);
  g_signal_connect_swapped (live, "changed", G_CALLBACK (rc_exercise_desk_show_all), self);
  g_signal_connect_swapped (live, "ticked", G_CALLBACK (rc_exercise_desk_show_clock), self);
  g_signal_connect_swapped (session, "changed", G_CALLBACK (session_changed), self);
  g_signal_connect_swapped (session, "notify::busy", G_CALLBACK (rc_exercise_desk_show_pick), self);
  g_signal_connect_swapped (session, "notify::writable", G_CALLBACK (rc_exercise_desk_show_pick), self);
  rc_exercise_desk_show_all (self);
  return GTK_WIDGET (self);
}
