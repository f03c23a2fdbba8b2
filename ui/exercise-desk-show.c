/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-desk-private.h"

#include "core/display-text.h"
#include "core/exercises/exercise-matrix.h"
#include "core/words.h"
#include "ui/exercise-agenda.h"
#include "ui/exercise-answer-form.h"
#include "ui/exercise-evidence-view.h"
#include "ui/exercise-matrix-view.h"
#include "ui/exercise-turn-view.h"
#include "ui/exercise-words.h"
#include "ui/parts.h"

/* What the Desk shows of the exercise as it is now. */

static void
set_text (GtkWidget  *label,
          const char *text)      /* (nullable): nothing is shown */
{
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

void
rc_exercise_desk_show_clock (RcExerciseDesk *self)
{
  const RcExercise *exercise = rc_exercise_live_peek (self->live);
  g_autofree char *words = NULL;
  g_autofree char *elapsed = NULL;
  RcExerciseClock clock;

  if (exercise == NULL)
    return;

  rc_exercise_read_clock (exercise, 0, &clock);
  words = rc_exercise_clock_words (&clock);
  elapsed = rc_exercise_time_words (clock.elapsed_us);
  set_text (self->clock, exercise->question != NULL ? elapsed : NULL);
  set_text (self->interrupted, words);
}

static void
show_card (RcExerciseDesk           *self,
           const RcExercise         *exercise,
           const RcExerciseDecision *decision)     /* (nullable) */
{
  g_autofree char *title = decision != NULL ? rc_exercise_words_dup_decision (decision) : NULL;
  g_autofree char *words = decision != NULL ? rc_exercise_words_dup_card (decision, rc_exercise_live_peek_zone (self->live)) : NULL;

  set_text (self->card, title != NULL ? title : _("No decision is chosen yet."));
  set_text (self->card_words, words);
}

static void
show_question (RcExerciseDesk       *self,
               const RcExercise     *exercise,
               const RcExercisePick *pick)
{
  const RcExerciseQuestion *question = pick->question != NULL
                                         ? rc_exercise_pack_question (exercise->setup->pack, pick->question, NULL) : NULL;
  const RcExerciseTurn *turn = question != NULL ? rc_exercise_find_turn (exercise, pick->decision, pick->question) : NULL;
  const char *role = turn != NULL && turn->role != NULL ? turn->role : question != NULL ? question->role : NULL;
  g_autofree char *text = question != NULL ? rc_display_text (rc_exercise_question_words (question), -1, 0) : NULL;
  g_autofree char *role_words = role != NULL ? rc_display_text (rc_exercise_role_words (role), -1, 0) : NULL;
  g_autofree char *put_to = role_words != NULL ? g_strdup_printf (_("Put to: %s"), role_words) : NULL;

  set_text (self->question, text);
  set_text (self->role, put_to);
}

static gboolean
is_live_pick (const RcExercise     *exercise,
              const RcExercisePick *pick)
{
  return exercise->decision != NULL && exercise->decision->number == pick->decision && g_strcmp0 (exercise->question, pick->question) == 0;
}

/* Nothing is answered while the clock stands because the program ended. */
static gboolean
has_form (const RcExercise     *exercise,
          const RcExercisePick *pick)
{
  RcExerciseClock clock;

  rc_exercise_read_clock (exercise, 0, &clock);
  if (clock.was_interrupted)
    return FALSE;

  switch (exercise->state)
    {
    case RC_EXERCISE_SURPRISE:
      return TRUE;
    case RC_EXERCISE_QUESTION:
    case RC_EXERCISE_HALTED:
    case RC_EXERCISE_GIVEN:
    case RC_EXERCISE_CONFIRMED:
      return is_live_pick (exercise, pick);
    default:
      return FALSE;
    }
}

/* What was typed for one question is not taken for the next. */
static void
show_form (RcExerciseDesk       *self,
           const RcExercise     *exercise,
           const RcExercisePick *pick)
{
  gboolean is_card = exercise->state == RC_EXERCISE_SURPRISE;
  g_autofree char *of = g_strdup_printf ("%u/%s", exercise->decision != NULL ? exercise->decision->number : 0,
                                         is_card || exercise->question == NULL ? "card" : exercise->question);
  gboolean is_shown = has_form (exercise, pick) && rc_exercise_live_may_act (self->live);

  gtk_widget_set_visible (self->form, is_shown);
  if (!is_shown || g_strcmp0 (of, self->form_of) == 0)
    return;

  g_free (self->form_of);
  self->form_of = g_steal_pointer (&of);
  rc_exercise_answer_form_set_roles (RC_EXERCISE_ANSWER_FORM (self->form), exercise);
  rc_exercise_answer_form_clear (RC_EXERCISE_ANSWER_FORM (self->form));
  rc_exercise_answer_form_focus (RC_EXERCISE_ANSWER_FORM (self->form));
}

/* The one that is picked may have been put already. */
static void
name_question_button (GtkWidget            *button,
                      const RcExerciseStep *step,
                      const RcExercisePick *pick)
{
  gtk_button_set_label (GTK_BUTTON (button), g_strcmp0 (step->question, pick->question) == 0 ? _("Put This _Question")
                                                                                             : _("Put the Next _Question"));
}

/* (nullable) */
static GtkWidget *
find_place (RcExerciseDesk *self,
            const char     *action)
{
  for (GtkWidget *place = gtk_widget_get_first_child (self->commands); place != NULL; place = gtk_widget_get_next_sibling (place))
    if (g_str_equal (gtk_widget_get_name (gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (place))), action))
      return place;

  return NULL;
}

static void
set_suggested (GtkWidget *place,
               gboolean   is_suggested)
{
  GtkWidget *button = gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (place));

  if (is_suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
}

/* What is done next stands out; what cannot be done now is not in the way. */
static void
show_commands (RcExerciseDesk       *self,
               const RcExercise     *exercise,      /* (nullable) */
               const RcExercisePick *pick)
{
  gboolean is_busy = rc_session_is_busy (rc_exercise_live_peek_session (self->live));
  gboolean may_act = exercise != NULL && !is_busy && rc_exercise_live_may_act (self->live);
  gboolean has_next = FALSE;

  for (guint i = 0; i < rc_exercise_command_count (); i++)
    {
      const RcExerciseCommand *command = rc_exercise_command_nth (i);
      RcExerciseStep step;
      gboolean is_enabled = may_act && rc_exercise_command_prepare (command, exercise, pick, &step);
      GtkWidget *place;
      gboolean is_next;

      gtk_widget_action_set_enabled (GTK_WIDGET (self), command->action, is_enabled);
      if (exercise == NULL || command->is_beside)
        continue;
      place = find_place (self, command->action);
      is_next = is_enabled && !has_next && (command->next_in & 1u << exercise->state) != 0;
      has_next = has_next || is_next;
      set_suggested (place, is_next);
      gtk_widget_set_visible (place, is_enabled);
      if (is_enabled && command->kind == RC_EXERCISE_ASKED)
        name_question_button (gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (place)), &step, pick);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exercise.pack", exercise != NULL);
  may_act = may_act && exercise->state != RC_EXERCISE_PLANNED && exercise->state != RC_EXERCISE_FINISHED;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exercise.import", may_act);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exercise.document", may_act);
}

static void
show_comparison (RcExerciseDesk       *self,
                 const RcExercise     *exercise,
                 const RcExercisePick *pick)
{
  RcExerciseStep step;
  gboolean is_shown = rc_exercise_live_may_act (self->live) &&
                      rc_exercise_command_prepare (rc_exercise_command_find ("exercise.reveal"), exercise, pick, &step);

  if (is_shown && !gtk_widget_get_visible (self->comparison_row))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->comparisons[RC_EXERCISE_COMPARISON_NONE]), TRUE);
  gtk_widget_set_visible (self->comparison_row, is_shown);
}

static void
show_conclusion (RcExerciseDesk   *self,
                 const RcExercise *exercise)
{
  const RcExerciseConclusion *conclusion = exercise->conclusion;
  g_autofree char *text = rc_display_words (conclusion->text);
  g_autofree char *present = exercise->present != NULL ? rc_display_words (exercise->present) : NULL;
  g_autofree char *follow_up = conclusion->follow_up != NULL ? g_strdup_printf (_("Followed up on %s."), conclusion->follow_up) : NULL;
  g_autofree char *signature = conclusion->signed_by != NULL
                                 ? g_strdup_printf (_("The conclusion is signed with the auditor’s key %s."), conclusion->signed_by)
                                 : g_strdup (_("The conclusion is not signed yet: the next act with the auditor’s key signs it."));

  gtk_box_append (GTK_BOX (self->outcome), rc_parts_heading (_("Concluded"), 2));
  gtk_box_append (GTK_BOX (self->outcome), rc_parts_text (text, NULL));
  if (follow_up != NULL)
    gtk_box_append (GTK_BOX (self->outcome), rc_parts_text (follow_up, NULL));
  gtk_box_append (GTK_BOX (self->outcome), rc_parts_text (signature, "rc-muted"));
  if (present != NULL)
    {
      gtk_box_append (GTK_BOX (self->outcome), rc_parts_heading (_("Present"), 2));
      gtk_box_append (GTK_BOX (self->outcome), rc_parts_text (present, NULL));
    }
}

/* (transfer full) */
static char *
dup_roles (const RcExercise *exercise)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < exercise->setup->roles->len; i++)
    {
      g_autofree char *role = rc_display_text (rc_exercise_role_words (g_ptr_array_index (exercise->setup->roles, i)), -1, 0);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", role);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_fact (GtkWidget  *grid,
          int        *row,
          const char *name,
          const char *value)     /* (nullable) */
{
  g_autofree char *shown = value != NULL ? rc_display_text (value, -1, 0) : NULL;

  if (shown != NULL && *shown != '\0')
    rc_parts_add_fact (grid, row, name, shown);
}

/* What was laid down before it is opened. */
static void
show_plan (RcExerciseDesk   *self,
           const RcExercise *exercise)
{
  const RcExerciseSetup *setup = exercise->setup;
  g_autofree char *roles = dup_roles (exercise);
  g_autofree char *minutes = setup->minutes != 0 ? g_strdup_printf ("%u", setup->minutes) : NULL;
  g_autofree char *draws = g_strdup_printf ("%u", setup->draws->len);
  GtkWidget *grid = gtk_grid_new ();
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  add_fact (grid, &row, _("Criteria"), setup->criteria);
  add_fact (grid, &row, _("Scope"), setup->scope);
  add_fact (grid, &row, _("Led by"), setup->facilitator);
  add_fact (grid, &row, _("Questions"), rc_exercise_pack_words (setup->pack));
  add_fact (grid, &row, _("Minutes a decision"), minutes);
  add_fact (grid, &row, _("Asked"), roles);
  add_fact (grid, &row, _("Replaced by this rule alone"), setup->replacement != NULL ? setup->replacement : _("No decision is replaced"));
  add_fact (grid, &row, _("Draws made in this case"), draws);
  gtk_box_append (GTK_BOX (self->outcome), rc_parts_heading (_("Laid down beforehand"), 2));
  gtk_box_append (GTK_BOX (self->outcome), grid);
}

/* Beside the decisions: the plan until it is opened, and what came of it once it is concluded. */
static void
show_outcome (RcExerciseDesk   *self,
              const RcExercise *exercise)
{
  g_autoptr (RcExerciseMatrix) matrix = NULL;
  g_autoptr (GPtrArray) remarks = NULL;

  if (self->outcome_state == exercise->state)
    return;

  self->outcome_state = exercise->state;
  rc_parts_clear (self->outcome);
  if (exercise->state == RC_EXERCISE_PLANNED)
    show_plan (self, exercise);
  if (exercise->conclusion == NULL)
    return;

  matrix = rc_exercise_matrix_new (exercise);
  remarks = rc_exercise_matrix_remarks (matrix, exercise);
  show_conclusion (self, exercise);
  gtk_box_append (GTK_BOX (self->outcome), rc_exercise_matrix_view_new (matrix, exercise->setup->pack, 1));
  for (guint i = 0; i < remarks->len; i++)
    gtk_box_append (GTK_BOX (self->outcome), rc_parts_text (g_ptr_array_index (remarks, i), "rc-muted"));
}

static void
show_head (RcExerciseDesk   *self,
           const RcExercise *exercise)
{
  g_autofree char *purpose = rc_display_text (exercise->setup->purpose, -1, 0);
  g_autofree char *title = g_strdup_printf (exercise->setup->is_rehearsal ? _("Rehearsal %1$lld: %2$s")
                                                                          : _("Exercise %1$lld: %2$s"),
                                            (long long) exercise->number, purpose);
  g_autofree char *state = NULL;

  gtk_label_set_text (GTK_LABEL (self->title), title);
  if (exercise->faults->len > 0)
    state = rc_display_text (g_ptr_array_index (exercise->faults, 0), -1, 0);
  else if (!rc_session_is_writable (rc_exercise_live_peek_session (self->live)))
    state = g_strdup_printf (_("%s; the case is open for reading only"), rc_exercise_state_words (exercise->state));
  else
    state = g_strdup (rc_exercise_state_words (exercise->state));
  gtk_label_set_text (GTK_LABEL (self->state), state);
  gtk_widget_set_tooltip_text (self->state, state);
  if (exercise->faults->len > 0)
    gtk_widget_add_css_class (self->state, "rc-failed");
}

/* All but the evidence, which is read on its own. */
void
rc_exercise_desk_show_pick (RcExerciseDesk *self)
{
  const RcExercise *exercise = rc_exercise_live_peek (self->live);
  RcExercisePick pick = rc_exercise_desk_get_pick (self);
  const RcExerciseDecision *decision;

  show_commands (self, exercise, &pick);
  if (exercise == NULL)
    return;

  gtk_widget_set_visible (self->body, TRUE);
  decision = pick.decision != 0 ? rc_exercise_find_decision (exercise, pick.decision) : NULL;
  show_head (self, exercise);
  show_card (self, exercise, decision);
  show_question (self, exercise, &pick);
  rc_exercise_desk_show_clock (self);
  show_form (self, exercise, &pick);
  show_comparison (self, exercise, &pick);
  show_outcome (self, exercise);
  rc_parts_clear (self->turn);
  rc_exercise_turn_view_fill (self->turn, exercise, pick.decision, pick.question);
  rc_exercise_evidence_view_show (RC_EXERCISE_EVIDENCE_VIEW (self->evidence), rc_exercise_live_get_number (self->live), pick.decision,
                                  pick.question, FALSE);
}

void
rc_exercise_desk_show_all (RcExerciseDesk *self)
{
  const RcExercise *exercise = rc_exercise_live_peek (self->live);
  const char *trouble = rc_exercise_live_peek_trouble (self->live);

  if (exercise != NULL)
    rc_exercise_agenda_show (RC_EXERCISE_AGENDA (self->agenda), exercise);
  else if (trouble != NULL)
    gtk_label_set_text (GTK_LABEL (self->state), trouble);
  else if (!gtk_widget_get_visible (self->body))
    gtk_label_set_text (GTK_LABEL (self->state), _("Reading the case…"));
  rc_exercise_desk_show_pick (self);
}
