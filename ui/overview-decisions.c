/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/overview-decisions.h"

#include "core/date-words.h"
#include "core/timestamp.h"
#include "core/words.h"
#include "ui/array-model.h"
#include "ui/data-table.h"
#include "ui/overview-questions.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

#define TABLE_HEIGHT 260
#define NUMBER_WIDTH 130
#define WIDE_NUMBER_WIDTH 190
#define NO_SHAPE RC_N_SHAPES

/* The days, which are asked for when they are opened. */
typedef struct
{
  RcSession    *session;
  GtkWidget    *note;
  GtkWidget    *table;
  GtkWidget    *scroller;
  GCancellable *cancellable;   /* (nullable): not asked for yet */
} ByDay;

static void
by_day_free (gpointer data)
{
  ByDay *self = data;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_object_unref (self->session);
  g_free (self);
}

/* --- By day --- */

static char *
cell_day (gpointer data,
          gpointer user_data)
{
  const RcDecisionDay *day = data;

  return day->day_us != RC_TIME_NONE ? rc_date_words_day (day->day_us, "UTC") : g_strdup (_("time not known"));
}

static char *
cell_number (gpointer data,
             gpointer user_data)
{
  return rc_count_words (G_STRUCT_MEMBER (guint64, data, GPOINTER_TO_SIZE (user_data)));
}

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  return rc_decision_comparison_load (case_file, cancellable, error);
}

static void
show_days (ByDay                      *self,
           const RcDecisionComparison *comparison)
{
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < comparison->days->len; i++)
    g_ptr_array_add (days, g_memdup2 (&g_array_index (comparison->days, RcDecisionDay, i), sizeof (RcDecisionDay)));
  rc_data_table_set_model (self->table, G_LIST_MODEL (rc_array_model_new (days, NULL, NULL)));
  gtk_widget_set_visible (self->scroller, TRUE);
  gtk_label_set_text (GTK_LABEL (self->note), comparison->days_cut
                      ? _("Days are those of UTC. The times lie so far apart that not all days are told one by one.")
                      : _("Days are those of UTC: when the business decided, or where only the log knows of it, when the system answered."));
}

static void
loaded (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GtkWidget) expander = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDecisionComparison) comparison = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  ByDay *self = g_object_get_data (G_OBJECT (expander), "by-day");

  if (self == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (comparison != NULL)
    show_days (self, comparison);
  else
    gtk_label_set_text (GTK_LABEL (self->note), _("The days could not be gone through: a record or a row of the case cannot be read. "
                                                  "“Check Everything” tells which."));
}

static void
expanded (GtkExpander *expander,
          GParamSpec  *property,
          ByDay       *self)
{
  RcCaseQueue *reader = rc_session_peek_reader (self->session);

  if (!gtk_expander_get_expanded (expander) || self->cancellable != NULL || reader == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  gtk_label_set_text (GTK_LABEL (self->note), _("Going through all decisions…"));
  rc_case_queue_run_async (reader, load, NULL, NULL, (GDestroyNotify) rc_decision_comparison_free, self->cancellable, loaded,
                           g_object_ref (expander));
}

static void
add_column (GtkWidget  *table,
            const char *title,
            int         width,
            gsize       offset)
{
  GtkColumnViewColumn *column = rc_data_table_add_text (table, title, RC_DATA_TABLE_NUMBER, cell_number, GSIZE_TO_POINTER (offset), NULL);

  rc_parts_set_column_width (column, width);
}

static GtkWidget *
make_by_day (RcSession *session)
{
  GtkWidget *expander = gtk_expander_new (_("Day by Day"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  ByDay *self = g_new0 (ByDay, 1);

  self->session = g_object_ref (session);
  self->note = rc_parts_text ("", "rc-muted");
  self->table = rc_data_table_new (_("Decisions day by day"), &self->scroller);
  rc_data_table_add_text (self->table, _("Day"), RC_DATA_TABLE_EXPAND, cell_day, NULL, NULL);
  add_column (self->table, _("In both"), NUMBER_WIDTH, G_STRUCT_OFFSET (RcDecisionDay, both));
  add_column (self->table, _("Only on the list"), NUMBER_WIDTH, G_STRUCT_OFFSET (RcDecisionDay, only_business));
  add_column (self->table, _("Outside the log’s time"), WIDE_NUMBER_WIDTH, G_STRUCT_OFFSET (RcDecisionDay, outside));
  add_column (self->table, _("Only in the log"), NUMBER_WIDTH, G_STRUCT_OFFSET (RcDecisionDay, only_log));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller), TABLE_HEIGHT);
  gtk_widget_set_visible (self->scroller, FALSE);
  gtk_widget_set_margin_top (box, 6);
  gtk_box_append (GTK_BOX (box), self->note);
  gtk_box_append (GTK_BOX (box), self->scroller);
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  gtk_widget_set_name (expander, "decisions-by-day");
  g_object_set_data_full (G_OBJECT (expander), "by-day", self, by_day_free);
  g_signal_connect (expander, "notify::expanded", G_CALLBACK (expanded), self);
  return expander;
}

/* --- The numbers --- */

static void
add_line (GtkWidget  *grid,
          int        *row,
          RcShape     shape,
          const char *words,
          guint64     count)
{
  GtkWidget *label = shape == NO_SHAPE ? rc_parts_text (words, NULL) : rc_state_mark_new (shape, words);

  if (shape != NO_SHAPE)
    rc_state_mark_set_wrap (RC_STATE_MARK (label), TRUE);
  gtk_grid_attach (GTK_GRID (grid), label, 0, *row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), rc_parts_count (count), 1, *row, 1, 1);
  (*row)++;
}

static void
add_line_if (GtkWidget  *grid,
             int        *row,
             RcShape     shape,
             const char *words,
             guint64     count)
{
  if (count > 0)
    add_line (grid, row, shape, words, count);
}

static GtkWidget *
make_numbers (const RcDecisionTotals *totals)
{
  GtkWidget *grid = rc_overview_grid_new ();
  guint64 absent = rc_decision_totals_absent (totals);
  int row = 1;

  /* The numbers stand beside their words, however wide the page is. */
  gtk_widget_set_halign (grid, GTK_ALIGN_START);
  rc_overview_add_head (grid, 0, _("Decisions, by their business reference"));
  rc_overview_add_head (grid, 1, _("Number"));
  add_line (grid, &row, NO_SHAPE, _("On the list and in the log"), totals->both);
  add_line (grid, &row, absent > 0 ? RC_SHAPE_ABSENT : NO_SHAPE, _("Only on the list: absent from the log"), absent);
  add_line_if (grid, &row, RC_SHAPE_NOTE, _("Only on the list, where the log may leave calls out by its own rules"), totals->left_out);
  add_line_if (grid, &row, RC_SHAPE_UNCHECKED, _("On the list, of a time at which the log received does not speak"), totals->outside);
  add_line (grid, &row, totals->only_log > 0 ? RC_SHAPE_NOTE : NO_SHAPE, _("Only in the log"), totals->only_log);
  add_line_if (grid, &row, RC_SHAPE_NOTE, _("On more than one line of the list, counted once"), totals->repeated_business);
  add_line_if (grid, &row, RC_SHAPE_NOTE, _("Answered by the system more than once, counted once"), totals->repeated_log);
  add_line_if (grid, &row, RC_SHAPE_UNCHECKED, _("Lines of the list without a business reference"), totals->without_business);
  add_line_if (grid, &row, RC_SHAPE_UNCHECKED, _("Answers in the log without a business reference"), totals->without_log);
  add_line_if (grid, &row, RC_SHAPE_UNCHECKED, _("Records that could not be read again"), totals->unread);
  return grid;
}

static const char *
word_state (RcDecisionsState state)
{
  switch (state)
    {
    case RC_DECISIONS_NO_LOG:
      return _("The business’s own list of decisions came, and no log of the system to hold it against.");
    case RC_DECISIONS_NO_REFERENCES:
      return _("The business’s own list of decisions and the log cannot be held against each other: one of the two names no business "
               "reference at all.");
    case RC_DECISIONS_COMPARED:
      return _("An unbroken chain cannot show that a decision was never logged. A list that the business keeps on its own can.");
    case RC_DECISIONS_NO_LIST:
    default:
      return _("The business’s own list of decisions is not held against the log yet: it is long. “Check Everything” does it.");
    }
}

/**
 * rc_overview_fill_decisions:
 * @box: a vertical box
 * @overview: its totals are of the last verification, or counted for this page
 */
void
rc_overview_fill_decisions (GtkWidget        *box,
                            const RcOverview *overview,
                            RcSession        *session)
{
  const RcDecisionTotals *totals = &overview->decisions;

  rc_parts_clear (box);
  gtk_widget_set_visible (box, overview->events[RC_EVENT_DECISION] > 0);
  if (overview->events[RC_EVENT_DECISION] == 0)
    return;

  gtk_box_append (GTK_BOX (box), rc_parts_heading (_("Against the Business’s Own List"), 2));
  gtk_box_append (GTK_BOX (box), rc_parts_text (word_state (totals->state), NULL));
  if (totals->state != RC_DECISIONS_COMPARED)
    return;

  gtk_box_append (GTK_BOX (box), make_numbers (totals));
  gtk_box_append (GTK_BOX (box), make_by_day (session));
}
