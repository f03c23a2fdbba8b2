/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-matrix-view.h"

#include "core/display-text.h"
#include "core/words.h"
#include "ui/exercise-words.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

/* More cells than these nobody reads on a screen, and they would hold the window up; the report has all. */
#define MOST_CELLS     240u
#define MOST_QUESTIONS 60u
/* Pixels at the usual size of text. */
#define HEAD_WIDTH     126.0
#define CELL_WIDTH     88.0
#define SPACING        6

static GtkWidget *
make_head (const char *text)
{
  g_autofree char *shown = rc_display_text (text, -1, 0);

  return rc_parts_text (shown, "rc-heading");
}

static GtkWidget *
make_cell (const RcExerciseCell *cell,
           double                scale)
{
  const char *words = cell->skipped_for != NULL ? _("left out") : rc_exercise_status_words (cell->status);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *mark = rc_state_mark_new (rc_shape_of_exercise_status (cell->status), words);

  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_widget_set_size_request (box, rc_parts_scale_width ((int) (CELL_WIDTH * scale)), -1);
  return box;
}

static void
add_heads (GtkGrid              *grid,
           const RcExercisePack *pack,
           guint                 n_questions)
{
  for (guint i = 0; i < n_questions; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (pack->questions, i);

      gtk_grid_attach (grid, make_head (question->id), (int) i + 1, 0, 1, 1);
    }
}

static void
add_row (GtkGrid             *grid,
         const RcExerciseRow *row,
         guint                n_questions,
         double               scale,
         int                  at)
{
  g_autofree char *name = rc_exercise_words_dup_decision (row->decision);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_size_request (box, rc_parts_scale_width ((int) (HEAD_WIDTH * scale)), -1);
  gtk_box_append (GTK_BOX (box), make_head (name));
  if (row->decision->state == RC_EXERCISE_DECISION_REPLACED || row->decision->state == RC_EXERCISE_DECISION_NOT_EXAMINABLE)
    gtk_box_append (GTK_BOX (box), rc_parts_text (rc_exercise_decision_state_words (row->decision->state), "rc-muted"));
  gtk_grid_attach (grid, box, 0, at, 1, 1);
  for (guint i = 0; i < n_questions; i++)
    gtk_grid_attach (grid, make_cell (&row->cells[i], scale), (int) i + 1, at, 1, 1);
}

static guint
count_questions (const RcExerciseMatrix *matrix)
{
  return MIN (matrix->n_questions, MOST_QUESTIONS);
}

static guint
count_decisions (const RcExerciseMatrix *matrix)
{
  return MIN (matrix->rows->len, MAX (MOST_CELLS / MAX (count_questions (matrix), 1), 1));
}

static GtkWidget *
make_grid (const RcExerciseMatrix *matrix,
           const RcExercisePack   *pack,
           double                  scale)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  guint n_questions = count_questions (matrix);

  gtk_grid_set_row_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_column_spacing (GTK_GRID (grid), SPACING);
  add_heads (GTK_GRID (grid), pack, n_questions);
  for (guint i = 0; i < count_decisions (matrix); i++)
    add_row (GTK_GRID (grid), g_ptr_array_index (matrix->rows, i), n_questions, scale, (int) i + 1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  return scroller;
}

/* What the short names above the columns stand for. */
static GtkWidget *
make_legend (const RcExercisePack *pack,
             guint                 n_questions)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  for (guint i = 0; i < n_questions; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (pack->questions, i);
      g_autofree char *text = rc_display_text (rc_exercise_question_words (question), -1, 0);
      GtkWidget *label = rc_parts_text (text, "rc-small");

      gtk_widget_set_hexpand (label, TRUE);
      gtk_grid_attach (GTK_GRID (grid), make_head (question->id), 0, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), label, 1, (int) i, 1, 1);
    }
  return grid;
}

GtkWidget *
rc_exercise_matrix_view_new (const RcExerciseMatrix *matrix,
                             const RcExercisePack   *pack,
                             double                  scale)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  g_autofree char *words = rc_exercise_matrix_words (matrix);

  gtk_box_append (GTK_BOX (box), rc_parts_heading (words, 2));
  gtk_box_append (GTK_BOX (box), make_grid (matrix, pack, scale));
  if (count_decisions (matrix) < matrix->rows->len || count_questions (matrix) < matrix->n_questions)
    {
      g_autofree char *rest = g_strdup_printf (_("Here stand %1$u of %2$u decisions, with %3$u of %4$u questions; the report has all of them."),
                                               count_decisions (matrix), matrix->rows->len, count_questions (matrix), matrix->n_questions);

      gtk_box_append (GTK_BOX (box), rc_parts_text (rest, "rc-muted"));
    }
  gtk_box_append (GTK_BOX (box), make_legend (pack, count_questions (matrix)));
  return box;
}
