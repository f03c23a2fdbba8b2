/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-agenda.h"

#include "core/display-text.h"
#include "core/words.h"
#include "ui/array-model.h"
#include "ui/exercise-words.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

/* Pixels of height: the upper list takes what it needs, the lower one the rest. */
#define LEAST_HEIGHT    120
#define MOST_DECISIONS  240

/* A row as it is shown: nothing of the exercise itself, which may be changed while lists are drawn. */
typedef struct
{
  guint    number;      /* of a decision */
  char    *question;    /* (nullable): id */
  char    *title;
  char    *words;
  RcShape  shape;
} Row;

typedef struct
{
  GtkWidget          *view;
  GtkSingleSelection *selection;
  GPtrArray          *rows;
} List;

struct _RcExerciseAgenda
{
  GtkWidget  parent_instance;
  List       decisions;
  List       questions;
  guint      decision;
  char      *question;
  guint      live_decision;     /* where the exercise was when it was shown last */
  char      *live_question;
  gboolean   is_filling;
};

enum
{
  SIGNAL_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RcExerciseAgenda, rc_exercise_agenda, GTK_TYPE_WIDGET)

static void
row_free (gpointer data)
{
  Row *self = data;

  g_free (self->question);
  g_free (self->title);
  g_free (self->words);
  g_free (self);
}

/* --- Rows --- */

static void
set_up (GtkListItemFactory *factory,
        GtkListItem        *item,
        gpointer            user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  rc_parts_set_tabular (title);
  gtk_widget_set_margin_top (box, 3);
  gtk_widget_set_margin_bottom (box, 3);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), rc_state_mark_new (RC_SHAPE_NOTE, ""));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "rc-small");
  gtk_list_item_set_child (item, box);
}

static void
bind (GtkListItemFactory *factory,
      GtkListItem        *item,
      gpointer            user_data)
{
  const Row *row = rc_array_item_peek (gtk_list_item_get_item (item));
  GtkWidget *box = gtk_list_item_get_child (item);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (box)), row->title);
  rc_state_mark_set (RC_STATE_MARK (gtk_widget_get_last_child (box)), row->shape, row->words);
  gtk_widget_set_tooltip_text (box, row->title);
}

static GPtrArray *
list_decisions (const RcExercise *exercise)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  for (guint i = 0; i < exercise->decisions->len; i++)
    {
      const RcExerciseDecision *decision = g_ptr_array_index (exercise->decisions, i);
      Row *row = g_new0 (Row, 1);

      row->number = decision->number;
      row->title = rc_exercise_words_dup_decision (decision);
      row->words = g_strdup (rc_exercise_decision_state_words (decision->state));
      row->shape = rc_exercise_words_shape_of_decision (decision->state);
      g_ptr_array_add (rows, row);
    }
  return rows;
}

static GPtrArray *
list_questions (const RcExercise *exercise,
                guint             decision)
{
  const GPtrArray *questions = exercise->setup->pack->questions;
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  for (guint i = 0; i < questions->len; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (questions, i);
      g_autofree char *id = rc_display_text (question->id, -1, 0);
      g_autofree char *text = rc_display_text (rc_exercise_question_words (question), -1, 0);
      Row *row = g_new0 (Row, 1);

      row->question = g_strdup (question->id);
      row->title = g_strdup_printf ("%s  %s", id, text);
      row->words = rc_exercise_words_dup_turn (rc_exercise_find_turn (exercise, decision, question->id), &row->shape);
      g_ptr_array_add (rows, row);
    }
  return rows;
}

/* --- What is picked --- */

static const Row *
peek_selected (const List *list)
{
  RcArrayItem *item = gtk_single_selection_get_selected_item (list->selection);

  return item != NULL ? rc_array_item_peek (item) : NULL;
}

static void
select_row (List       *list,
            guint       number,
            const char *question)
{
  for (guint i = 0; i < list->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (list->rows, i);

      if (row->number != number || g_strcmp0 (row->question, question) != 0)
        continue;
      gtk_single_selection_set_selected (list->selection, i);
      return;
    }
  gtk_single_selection_set_selected (list->selection, GTK_INVALID_LIST_POSITION);
}

static void
decision_selected (RcExerciseAgenda *self)
{
  const Row *row = peek_selected (&self->decisions);

  if (self->is_filling || row == NULL || row->number == self->decision)
    return;
  self->decision = row->number;
  g_clear_pointer (&self->question, g_free);
  g_signal_emit (self, signals[SIGNAL_PICKED], 0);
}

static void
question_selected (RcExerciseAgenda *self)
{
  const Row *row = peek_selected (&self->questions);

  if (self->is_filling || row == NULL || g_strcmp0 (row->question, self->question) == 0)
    return;
  g_free (self->question);
  self->question = g_strdup (row->question);
  g_signal_emit (self, signals[SIGNAL_PICKED], 0);
}

guint
rc_exercise_agenda_get_decision (RcExerciseAgenda *self)
{
  return self->decision;
}

const char *
rc_exercise_agenda_peek_question (RcExerciseAgenda *self)
{
  return self->question;
}

static void
go_to (RcExerciseAgenda *self,
       guint             decision,
       const char       *question)
{
  char *kept = g_strdup (question);

  self->decision = decision;
  g_free (self->question);
  self->question = kept;
}

void
rc_exercise_agenda_pick (RcExerciseAgenda *self,
                         guint             decision,
                         const char       *question)
{
  go_to (self, decision, question);
  g_signal_emit (self, signals[SIGNAL_PICKED], 0);
}

/* --- Showing --- */

static void
fill (List      *list,
      GPtrArray *rows)
{
  g_autoptr (RcArrayModel) model = rc_array_model_new (rows, NULL, NULL);

  g_clear_pointer (&list->rows, g_ptr_array_unref);
  list->rows = rows;
  gtk_single_selection_set_model (list->selection, G_LIST_MODEL (model));
}

/* Number of the first decision that waits; 0: none does. */
static guint
find_pending (const RcExercise *exercise)
{
  for (guint i = 0; i < exercise->decisions->len; i++)
    if (((const RcExerciseDecision *) g_ptr_array_index (exercise->decisions, i))->state == RC_EXERCISE_DECISION_PENDING)
      return i + 1;

  return 0;
}

/* Where the room goes on, the desk follows; after a decision the next one waits. */
static void
follow (RcExerciseAgenda *self,
        const RcExercise *exercise)
{
  guint decision = exercise->decision != NULL ? exercise->decision->number : 0;
  guint pending = decision == 0 ? find_pending (exercise) : 0;

  if (decision != self->live_decision || g_strcmp0 (exercise->question, self->live_question) != 0)
    {
      g_free (self->live_question);
      self->live_question = g_strdup (exercise->question);
      self->live_decision = decision;
      if (decision != 0 || pending != 0)
        go_to (self, decision != 0 ? decision : pending, exercise->question);
    }
  if (rc_exercise_find_decision (exercise, self->decision) == NULL || self->decision == 0)
    self->decision = exercise->decisions->len > 0 ? 1 : 0;
}

void
rc_exercise_agenda_show (RcExerciseAgenda *self,
                         const RcExercise *exercise)
{
  g_return_if_fail (RC_IS_EXERCISE_AGENDA (self));

  follow (self, exercise);
  self->is_filling = TRUE;
  fill (&self->decisions, list_decisions (exercise));
  fill (&self->questions, list_questions (exercise, self->decision));
  select_row (&self->decisions, self->decision, NULL);
  select_row (&self->questions, 0, self->question);
  self->is_filling = FALSE;
}

/* --- The widget --- */

static void
clear_list (List *list)
{
  g_clear_pointer (&list->rows, g_ptr_array_unref);
  g_clear_object (&list->selection);
}

static void
rc_exercise_agenda_dispose (GObject *object)
{
  RcExerciseAgenda *self = RC_EXERCISE_AGENDA (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  clear_list (&self->decisions);
  clear_list (&self->questions);
  g_clear_pointer (&self->question, g_free);
  g_clear_pointer (&self->live_question, g_free);
  G_OBJECT_CLASS (rc_exercise_agenda_parent_class)->dispose (object);
}

static void
rc_exercise_agenda_class_init (RcExerciseAgendaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_exercise_agenda_dispose;
  signals[SIGNAL_PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_list (RcExerciseAgenda *self,
          List             *list,
          const char       *heading,
          gboolean          is_upper,
          GCallback         selected)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *title = rc_parts_heading (heading, 2);

  list->rows = g_ptr_array_new_with_free_func (row_free);
  list->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (list->selection, FALSE);
  gtk_single_selection_set_can_unselect (list->selection, TRUE);
  g_signal_connect (factory, "setup", G_CALLBACK (set_up), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  list->view = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (list->selection)), factory);
  gtk_widget_add_css_class (list->view, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list->view), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  g_signal_connect_swapped (list->selection, "notify::selected", selected, self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), LEAST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list->view);
  if (is_upper)
    {
      gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
      gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MOST_DECISIONS);
    }
  gtk_widget_set_vexpand (scroller, !is_upper);
  gtk_widget_set_margin_start (title, 12);
  gtk_widget_set_margin_top (title, 9);
  gtk_widget_set_parent (title, GTK_WIDGET (self));
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
}

static void
rc_exercise_agenda_init (RcExerciseAgenda *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 3);
  add_list (self, &self->decisions, _("Decisions"), TRUE, G_CALLBACK (decision_selected));
  add_list (self, &self->questions, _("Questions"), FALSE, G_CALLBACK (question_selected));
  gtk_widget_set_name (self->decisions.view, "exercise-decisions");
  gtk_widget_set_name (self->questions.view, "exercise-questions");
}

GtkWidget *
rc_exercise_agenda_new (void)
{
  return g_object_new (RC_TYPE_EXERCISE_AGENDA, NULL);
}
