/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-page.h"

#include "core/date-words.h"
#include "core/display-text.h"
#include "core/exercises/exercise-matrix.h"
#include "core/house.h"
#include "core/words.h"
#include "reports/typesetting/shape.h"
#include "ui/array-model.h"
#include "ui/data-table.h"
#include "ui/exercise-desk.h"
#include "ui/exercise-setup-dialog.h"
#include "ui/parts.h"

/* One exercise in the list; texts are safe to show. */
typedef struct
{
  gint64           number;
  RcExerciseState  state;
  char            *purpose;
  char            *pack;
  char            *planned;
  char            *outcome;
} Row;

struct _RcExercisePage
{
  RcPage      parent_instance;
  GtkWidget  *stack;
  GtkWidget  *summary;
  GtkWidget  *table;
  GtkWidget  *desk;          /* (nullable): of what is conducted */
  GHashTable *lives;         /* of those that were opened here: number → RcExerciseLive */
};

G_DEFINE_FINAL_TYPE (RcExercisePage, rc_exercise_page, RC_TYPE_PAGE)

/* --- Reading --- */

static void
row_free (gpointer data)
{
  Row *self = data;

  g_free (self->purpose);
  g_free (self->pack);
  g_free (self->planned);
  g_free (self->outcome);
  g_free (self);
}

static Row *
make_row (const RcExercise *exercise,
          const char       *zone)      /* (nullable) */
{
  g_autoptr (RcExerciseMatrix) matrix = rc_exercise_matrix_new (exercise);
  Row *row = g_new0 (Row, 1);

  row->number = exercise->number;
  row->state = exercise->state;
  row->purpose = rc_display_text (exercise->setup->purpose, -1, 0);
  row->pack = rc_display_text (rc_exercise_pack_words (exercise->setup->pack), -1, 0);
  row->planned = rc_date_words_day (exercise->planned_us, zone);
  row->outcome = exercise->opened_us != 0 ? rc_exercise_matrix_words (matrix) : g_strdup ("");
  return row;
}

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr (GPtrArray) exercises = rc_exercise_list (case_file, error);
  g_autoptr (RcHouse) house = rc_house_load (case_file);
  GPtrArray *rows;

  if (exercises == NULL)
    return NULL;

  rows = g_ptr_array_new_with_free_func (row_free);
  for (guint i = 0; i < exercises->len; i++)
    g_ptr_array_add (rows, make_row (g_ptr_array_index (exercises, i), house->zone));
  return rows;
}

/* --- Cells --- */

static char *
cell_number (gpointer data,
             gpointer user_data)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, ((const Row *) data)->number);
}

static char *
cell_purpose (gpointer data,
              gpointer user_data)
{
  return g_strdup (((const Row *) data)->purpose);
}

static char *
cell_pack (gpointer data,
           gpointer user_data)
{
  return g_strdup (((const Row *) data)->pack);
}

static char *
cell_planned (gpointer data,
              gpointer user_data)
{
  return g_strdup (((const Row *) data)->planned);
}

static char *
cell_outcome (gpointer data,
              gpointer user_data)
{
  return g_strdup (((const Row *) data)->outcome);
}

static RcShape
shape_of_state (RcExerciseState state)
{
  switch (state)
    {
    case RC_EXERCISE_PLANNED:
      return RC_SHAPE_NOTHING;
    case RC_EXERCISE_FINISHED:
      return RC_SHAPE_SINGLE;
    default:
      return RC_SHAPE_NOTE;
    }
}

/* What is kept open here is known better than from the case, to which its clock is noted. */
static char *
cell_state (gpointer  data,
            RcShape  *out_shape,
            gpointer  user_data)
{
  RcExercisePage *self = user_data;
  const Row *row = data;
  RcExerciseLive *live = g_hash_table_lookup (self->lives, &row->number);
  const RcExercise *exercise = live != NULL ? rc_exercise_live_peek (live) : NULL;
  RcExerciseState state = exercise != NULL ? exercise->state : row->state;

  *out_shape = shape_of_state (state);
  return g_strdup (rc_exercise_state_words (state));
}

/* --- The Desk --- */

static void
close_desk (RcExercisePage *self)
{
  GtkWidget *desk = g_steal_pointer (&self->desk);

  if (desk == NULL)
    return;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
  gtk_stack_remove (GTK_STACK (self->stack), desk);
}

void
rc_exercise_page_show (RcExercisePage *self,
                       gint64          number)
{
  RcExerciseLive *live = g_hash_table_lookup (self->lives, &number);

  g_return_if_fail (RC_IS_EXERCISE_PAGE (self));

  if (live == NULL)
    {
      live = rc_exercise_live_new (rc_page_get_session (RC_PAGE (self)), number);
      g_hash_table_insert (self->lives, g_memdup2 (&number, sizeof number), live);
    }
  close_desk (self);
  self->desk = rc_exercise_desk_new (live);
  gtk_stack_add_named (GTK_STACK (self->stack), self->desk, "desk");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "desk");
  g_signal_connect_object (self->desk, "left", G_CALLBACK (close_desk), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  rc_page_show_content (RC_PAGE (self), NULL);
}

GtkWidget *
rc_exercise_page_peek_desk (RcExercisePage *self)
{
  return self->desk;
}

static void
selected (RcExercisePage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exercises.show", rc_data_table_peek_selected (self->table) != NULL);
}

static void
show_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RcExercisePage *self = RC_EXERCISE_PAGE (widget);
  const Row *row = rc_data_table_peek_selected (self->table);

  if (row != NULL)
    rc_exercise_page_show (self, row->number);
}

static void
row_activated (GtkColumnView  *table,
               guint           position,
               RcExercisePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "exercises.show", NULL);
}

static void
planned (gint64   number,
         gpointer owner)
{
  rc_exercise_page_show (RC_EXERCISE_PAGE (owner), number);
}

static void
plan_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root != NULL)
    (void) rc_exercise_setup_dialog_show (GTK_WINDOW (root), rc_page_get_session (RC_PAGE (widget)), planned, G_OBJECT (widget));
}

/* --- The page --- */

static void
show (RcPage   *page,
      gpointer  result)
{
  RcExercisePage *self = RC_EXERCISE_PAGE (page);
  g_autoptr (GPtrArray) rows = result;
  g_autofree char *count = rc_count_words (rows->len);
  g_autofree char *summary = g_strdup_printf (rc_words_plural ("%s exercise", "%s exercises", rows->len), count);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exercises.plan", rc_session_is_writable (rc_page_get_session (page)));
  if (rows->len == 0 && self->desk == NULL)
    {
      rc_page_show_empty (page, _("No Exercise Is Planned"),
                          _("A tabletop exercise takes decisions out of the log and puts an authority’s questions about each to the people "
                            "who must answer them. It tests records, not people."),
                          _("Plan an Exercise…"), "exercises.plan");
      return;
    }

  gtk_label_set_text (GTK_LABEL (self->summary), summary);
  rc_data_table_set_model (self->table, G_LIST_MODEL (rc_array_model_new (rows, NULL, NULL)));
  rc_page_show_content (page, NULL);
}

static void
rc_exercise_page_dispose (GObject *object)
{
  RcExercisePage *self = RC_EXERCISE_PAGE (object);

  self->desk = NULL;
  g_clear_pointer (&self->lives, g_hash_table_unref);
  G_OBJECT_CLASS (rc_exercise_page_parent_class)->dispose (object);
}

static void
rc_exercise_page_class_init (RcExercisePageClass *klass)
{
  RcPageClass *page_class = RC_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_exercise_page_dispose;
  page_class->load = load;
  page_class->result_free = (GDestroyNotify) g_ptr_array_unref;
  page_class->show = show;
  gtk_widget_class_install_action (widget_class, "exercises.plan", NULL, plan_action);
  gtk_widget_class_install_action (widget_class, "exercises.show", NULL, show_action);
}

static GtkWidget *
make_list (RcExercisePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller;
  GtkColumnViewColumn *column;

  self->summary = rc_parts_heading ("", 1);
  self->table = rc_data_table_new (_("Exercises"), &scroller);
  column = rc_data_table_add_text (self->table, _("No."), RC_DATA_TABLE_NUMBER, cell_number, NULL, NULL);
  rc_parts_set_column_width (column, 48);
  rc_data_table_add_text (self->table, _("Purpose"), RC_DATA_TABLE_EXPAND, cell_purpose, NULL, NULL);
  column = rc_data_table_add_text (self->table, _("Questions"), RC_DATA_TABLE_PLAIN, cell_pack, NULL, NULL);
  rc_parts_set_column_width (column, 130);
  column = rc_data_table_add_text (self->table, _("Planned"), RC_DATA_TABLE_PLAIN, cell_planned, NULL, NULL);
  rc_parts_set_column_width (column, 160);
  column = rc_data_table_add_state (self->table, _("How it stands"), RC_DATA_TABLE_PLAIN, cell_state, self, NULL);
  rc_parts_set_column_width (column, 200);
  rc_data_table_add_text (self->table, _("What came of it"), RC_DATA_TABLE_EXPAND, cell_outcome, NULL, NULL);
  rc_data_table_on_selected (self->table, G_CALLBACK (selected), self);
  g_signal_connect (self->table, "activate", G_CALLBACK (row_activated), self);
  gtk_box_append (GTK_BOX (box), rc_parts_bar (self->summary, rc_parts_button (_("Open the Desk"), "exercises.show", NULL),
                                               rc_parts_button (_("Plan an Exercise…"), "exercises.plan", "suggested-action")));
  gtk_box_append (GTK_BOX (box), scroller);
  return box;
}

static void
rc_exercise_page_init (RcExercisePage *self)
{
  self->lives = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), make_list (self), "list");
  rc_page_set_content (RC_PAGE (self), self->stack);
}

GtkWidget *
rc_exercise_page_new (RcSession *session)
{
  return g_object_new (RC_TYPE_EXERCISE_PAGE, "session", session, NULL);
}
