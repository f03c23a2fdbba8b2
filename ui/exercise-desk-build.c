/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-desk-private.h"

#include "core/display-text.h"
#include "core/words.h"
#include "ui/exercise-agenda.h"
#include "ui/exercise-answer-form.h"
#include "ui/exercise-evidence-view.h"
#include "ui/parts.h"

/* What the Desk is put together from. */

#define AGENDA_WIDTH 250

static GtkWidget *
make_button (const char *label,
             const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_name (button, action);
  if (g_str_has_prefix (action, "exercise.answer"))
    gtk_widget_set_tooltip_text (button, _("Ctrl+Enter"));
  return button;
}

static GtkWidget *
make_flow (void)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 8);
  /* A window takes the height that it would need where it is narrowest. */
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (flow), 2);
  return flow;
}

static void
flow_add (GtkWidget *flow,
          GtkWidget *button)
{
  gtk_flow_box_append (GTK_FLOW_BOX (flow), button);
  /* The button takes the focus, not the place that it stands in. */
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

/* What was handed over comes into the case in three ways; each is marked as produced in the middle of the session. */
static GtkWidget *
make_evidence (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _("_Import Evidence…"), "exercise.import");
  g_menu_append (menu, _("_Register a Document…"), "exercise.document");
  g_menu_append (menu, _("_Attach an Exhibit of the Case…"), "exercise.attach");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Pro_duced Now"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
  gtk_widget_set_name (button, "exercise-produced");
  return button;
}

static void
add_commands (RcExerciseDesk *self)
{
  self->commands = make_flow ();
  self->beside = make_flow ();
  for (guint i = 0; i < rc_exercise_command_count (); i++)
    {
      const RcExerciseCommand *command = rc_exercise_command_nth (i);

      if (command->label != NULL)
        flow_add (command->is_beside ? self->beside : self->commands, make_button (_(command->label), command->action));
    }
  flow_add (self->beside, make_evidence ());
}

static GtkWidget *
make_comparison (RcExerciseDesk *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_append (GTK_BOX (box), rc_parts_heading (_("The room’s answer beside the record’s, as it will be revealed"), 2));
  for (guint i = 0; i < RC_N_EXERCISE_COMPARISONS; i++)
    {
      g_autofree char *name = g_strdup_printf ("exercise-comparison-%s", rc_exercise_comparison_to_name (i));

      self->comparisons[i] = gtk_check_button_new_with_label (rc_exercise_comparison_words (i));
      gtk_widget_set_name (self->comparisons[i], name);
      if (i > 0)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (self->comparisons[i]), GTK_CHECK_BUTTON (self->comparisons[0]));
      gtk_box_append (GTK_BOX (box), self->comparisons[i]);
    }
  return box;
}

/* That it is typed in from paper is told also where the fields are folded away. */
static void
paper_typed (RcExerciseDesk *self)
{
  g_autofree char *by = rc_display_text (gtk_editable_get_text (GTK_EDITABLE (self->paper_by)), -1, 0);
  g_autofree char *on = rc_display_text (gtk_editable_get_text (GTK_EDITABLE (self->paper_on)), -1, 0);
  gboolean is_paper = *by != '\0';
  /* Translators: a person, and a day. */
  g_autofree char *words = is_paper ? g_strdup_printf (_("Typed in from paper: all that is done now was recorded by %1$s on %2$s"), by, on)
                                    : g_strdup (_("T_yped in from paper"));

  gtk_expander_set_use_underline (GTK_EXPANDER (self->paper), !is_paper);
  gtk_expander_set_label (GTK_EXPANDER (self->paper), words);
  rc_exercise_answer_form_set_paper (RC_EXERCISE_ANSWER_FORM (self->form), is_paper);
}

/* An exercise that went on where no program ran is typed in here, and each act says so. */
static GtkWidget *
make_paper (RcExerciseDesk *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->paper = gtk_expander_new_with_mnemonic (_("T_yped in from paper"));
  gtk_widget_set_name (self->paper, "exercise-paper");
  self->paper_by = gtk_entry_new ();
  self->paper_on = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->paper_by), _("Recorded by"));
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->paper_on), _("on 2026-12-05"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->paper_by), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Recorded on paper by"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->paper_on), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Recorded on paper on this day"), -1);
  gtk_widget_set_name (self->paper_by, "exercise-paper-by");
  gtk_widget_set_name (self->paper_on, "exercise-paper-on");
  gtk_widget_set_hexpand (self->paper_by, TRUE);
  g_signal_connect_swapped (self->paper_by, "changed", G_CALLBACK (paper_typed), self);
  g_signal_connect_swapped (self->paper_on, "changed", G_CALLBACK (paper_typed), self);
  gtk_box_append (GTK_BOX (box), self->paper_by);
  gtk_box_append (GTK_BOX (box), self->paper_on);
  gtk_expander_set_child (GTK_EXPANDER (self->paper), box);
  return self->paper;
}

static GtkWidget *
make_question_row (RcExerciseDesk *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->role = rc_parts_text ("", "rc-muted");
  self->clock = gtk_label_new (NULL);
  gtk_widget_set_hexpand (self->role, TRUE);
  gtk_widget_set_name (self->clock, "exercise-clock");
  gtk_widget_add_css_class (self->clock, "rc-title");
  rc_parts_set_tabular (self->clock);
  gtk_box_append (GTK_BOX (row), self->role);
  gtk_box_append (GTK_BOX (row), self->clock);
  return row;
}

static GtkWidget *
make_middle (RcExerciseDesk *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->card = rc_parts_heading ("", 2);
  self->card_words = rc_parts_text ("", "rc-muted");
  self->question = rc_parts_heading ("", 1);
  self->interrupted = rc_parts_text ("", "rc-absent");
  self->form = rc_exercise_answer_form_new ();
  self->comparison_row = make_comparison (self);
  self->turn = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_name (self->interrupted, "exercise-interrupted");
  add_commands (self);
  gtk_widget_set_hexpand (self->card_words, TRUE);
  gtk_box_append (GTK_BOX (head), self->card);
  gtk_box_append (GTK_BOX (head), self->card_words);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->question);
  gtk_box_append (GTK_BOX (box), make_question_row (self));
  gtk_box_append (GTK_BOX (box), self->interrupted);
  gtk_box_append (GTK_BOX (box), self->form);
  gtk_box_append (GTK_BOX (box), self->comparison_row);
  gtk_box_append (GTK_BOX (box), self->turn);
  return box;
}

static GtkWidget *
make_right (RcExerciseDesk *self,
            RcSession      *session)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->evidence = rc_exercise_evidence_view_new (session);
  gtk_box_append (GTK_BOX (box), rc_parts_heading (_("What the records say"), 2));
  gtk_box_append (GTK_BOX (box), rc_parts_text (_("On the Desk alone: the Room sees it once it is revealed."), "rc-muted"));
  gtk_box_append (GTK_BOX (box), self->evidence);
  return box;
}

static GtkWidget *
make_head (RcExerciseDesk *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *titles = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->title = rc_parts_heading ("", 2);
  self->state = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->state), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->state), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->state, "rc-muted");
  gtk_widget_set_name (self->state, "exercise-state");
  gtk_label_set_wrap (GTK_LABEL (self->title), FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (titles, TRUE);
  gtk_box_append (GTK_BOX (titles), self->title);
  gtk_box_append (GTK_BOX (titles), self->state);
  rc_parts_set_margins (head, 9);
  self->room_button = make_button (_("Show _Room"), "exercise.room");
  gtk_box_append (GTK_BOX (head), make_button (_("All Exer_cises"), "exercise.leave"));
  gtk_box_append (GTK_BOX (head), titles);
  gtk_box_append (GTK_BOX (head), make_button (_("P_ack on Paper…"), "exercise.pack"));
  self->blank_button = make_button (_("_Hide from Room"), "exercise.blank");
  gtk_widget_set_tooltip_text (self->blank_button, _("F8; in the Room: Escape"));
  gtk_box_append (GTK_BOX (head), self->blank_button);
  gtk_box_append (GTK_BOX (head), self->room_button);
  return head;
}

/* What can be done stays in sight, at the same place, however long the answers are. */
static GtkWidget *
make_body (RcExerciseDesk *self,
           RcSession      *session)
{
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *deck = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->agenda = rc_exercise_agenda_new ();
  gtk_widget_set_size_request (self->agenda, AGENDA_WIDTH, -1);
  self->scroller = gtk_scrolled_window_new ();
  self->outcome = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_box_append (GTK_BOX (content), self->outcome);
  gtk_box_append (GTK_BOX (content), rc_parts_columns (make_middle (self), make_right (self, session)));
  rc_parts_set_margins (content, 16);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), content);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  rc_parts_set_margins (deck, 9);
  gtk_box_append (GTK_BOX (deck), self->commands);
  gtk_box_append (GTK_BOX (deck), self->beside);
  gtk_box_append (GTK_BOX (side), self->scroller);
  gtk_box_append (GTK_BOX (side), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (side), deck);
  gtk_paned_set_start_child (GTK_PANED (paned), self->agenda);
  gtk_paned_set_end_child (GTK_PANED (paned), side);
  gtk_paned_set_resize_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_widget_set_vexpand (paned, TRUE);
  gtk_box_append (GTK_BOX (content), make_paper (self));
  return paned;
}

void
rc_exercise_desk_build (RcExerciseDesk *self)
{
  gtk_box_append (GTK_BOX (self->box), make_head (self));
  gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  self->body = make_body (self, rc_exercise_live_peek_session (self->live));
  gtk_box_append (GTK_BOX (self->box), self->body);
}
