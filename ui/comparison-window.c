/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/comparison-window.h"

#include <string.h>

#include "core/date-words.h"
#include "core/lineage-comparison.h"
#include "core/words.h"
#include "reports/exhibit.h"
#include "reports/typesetting/shape.h"
#include "ui/act-words.h"
#include "ui/array-model.h"
#include "ui/data-table.h"
#include "ui/form.h"
#include "ui/parts.h"

#define MARGIN 12

struct _RcComparisonWindow
{
  GtkWindow            parent_instance;
  RcSession           *session;
  gint64               event;
  RcLineageComparison *comparison;    /* (nullable) */
  GCancellable        *reading;       /* (nullable) */
  GtkWidget           *other;
  GtkWidget           *known_at;
  GtkWidget           *trouble;
  GtkWidget           *sum;
  GtkWidget           *scroller;
  GtkWidget           *table;
};

G_DEFINE_FINAL_TYPE (RcComparisonWindow, rc_comparison_window, GTK_TYPE_WINDOW)

/* --- Cells --- */

static char *
cell_question (gpointer data,
               gpointer user_data)
{
  return g_strdup (((const RcLineagePair *) data)->left->question);
}

static char *
cell_relation (gpointer data,
               gpointer user_data)
{
  return g_strdup (rc_lineage_relation_words (((const RcLineagePair *) data)->relation));
}

static char *
dup_side (const RcLineageSlot *slot,
          RcShape             *out_shape)
{
  GString *text = g_string_new (NULL);

  *out_shape = rc_shape_of_standing (slot->standing);
  for (guint i = 0; i < slot->answers->len; i++)
    {
      g_autofree char *value = rc_parts_dup_name (((const RcLineageAnswer *) g_ptr_array_index (slot->answers, i))->value);
      g_autofree char *shown = rc_exhibit_shorten_hex (value);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", shown);
    }
  if (slot->answers->len == 0)
    g_string_append (text, rc_lineage_slot_word (slot));
  return g_string_free (text, FALSE);
}

static char *
cell_left (gpointer  data,
           RcShape  *out_shape,
           gpointer  user_data)
{
  return dup_side (((const RcLineagePair *) data)->left, out_shape);
}

static char *
cell_right (gpointer  data,
            RcShape  *out_shape,
            gpointer  user_data)
{
  return dup_side (((const RcLineagePair *) data)->right, out_shape);
}

/* --- Comparing --- */

typedef struct
{
  gint64  event;
  char   *other;          /* "": the same decision */
  gint64  known_at_us;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->other);
  g_free (request);
}

static gpointer
compare (RcCase          *case_file,
         RcRecordReader  *reader,
         gpointer         data,
         GCancellable    *cancellable,
         GError         **error)
{
  const Request *request = data;
  RcEvent *event = rc_event_load (case_file, request->event, error);
  g_autoptr (RcLineage) left = event != NULL ? rc_lineage_build (case_file, event, RC_TIME_NONE, error) : NULL;
  RcLineage *right = NULL;

  if (left == NULL)
    return NULL;
  event = *request->other == '\0' ? rc_event_load (case_file, request->event, error)
                                  : rc_event_find (case_file, reader, request->other, error);
  if (event != NULL)
    right = rc_lineage_build (case_file, event, request->known_at_us, error);
  return right != NULL ? rc_lineage_comparison_new (g_steal_pointer (&left), right) : NULL;
}

static void
show_comparison (RcComparisonWindow *self)
{
  const guint *counts = self->comparison->counts;
  g_autofree char *sum = g_strdup_printf (_("Same: %1$u · the same, known in another way: %2$u · differs: %3$u · only on one side: %4$u · "
                                            "unanswered on both: %5$u"),
                                          counts[RC_LINEAGE_RELATION_SAME], counts[RC_LINEAGE_RELATION_OTHER_STANDING],
                                          counts[RC_LINEAGE_RELATION_DIFFERS],
                                          counts[RC_LINEAGE_RELATION_ONLY_LEFT] + counts[RC_LINEAGE_RELATION_ONLY_RIGHT],
                                          counts[RC_LINEAGE_RELATION_NEITHER]);

  gtk_label_set_text (GTK_LABEL (self->sum), sum);
  rc_data_table_set_model (self->table, G_LIST_MODEL (rc_array_model_new (self->comparison->pairs, NULL, NULL)));
  gtk_widget_set_visible (self->scroller, TRUE);
}

typedef struct
{
  RcComparisonWindow *window;
  GCancellable       *cancellable;
} Reading;

static void
compared (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (RcComparisonWindow) self = reading->window;
  g_autoptr (GCancellable) cancellable = reading->cancellable;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcLineageComparison) comparison = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  g_autofree char *words = NULL;

  if (self->reading != cancellable)
    return;

  g_clear_object (&self->reading);
  if (comparison == NULL)
    {
      words = rc_act_words_of_error (error);
      rc_form_set_trouble (self->trouble, words);
      return;
    }
  /* The cells of the table that is still shown ask the old one. */
  rc_data_table_set_model (self->table, G_LIST_MODEL (g_list_store_new (RC_TYPE_ARRAY_ITEM)));
  g_clear_pointer (&self->comparison, rc_lineage_comparison_free);
  self->comparison = g_steal_pointer (&comparison);
  show_comparison (self);
}

static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  RcComparisonWindow *self = RC_COMPARISON_WINDOW (widget);
  RcCaseQueue *reader = rc_session_peek_reader (self->session);
  g_autofree char *other = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->other))));
  Request *request;
  Reading *reading;
  gint64 known_at_us;

  rc_form_set_trouble (self->trouble, NULL);
  if (!rc_form_read_latest (gtk_editable_get_text (GTK_EDITABLE (self->known_at)), &known_at_us))
    {
      rc_form_set_trouble (self->trouble, _("This is no time: expected one like 2026-06-01 or 2026-06-01T10:00:00Z."));
      return;
    }
  if (*other == '\0' && known_at_us == RC_TIME_NONE)
    {
      rc_form_set_trouble (self->trouble, _("Give another decision, or a time, to compare with."));
      return;
    }
  if (reader == NULL)
    return;

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  request = g_new0 (Request, 1);
  *request = (Request) { self->event, g_steal_pointer (&other), known_at_us };
  reading = g_new0 (Reading, 1);
  *reading = (Reading) { g_object_ref (self), g_object_ref (self->reading) };
  rc_case_queue_run_async (reader, compare, request, request_free, (GDestroyNotify) rc_lineage_comparison_free, self->reading, compared,
                           reading);
}

gboolean
rc_comparison_window_is_settled (RcComparisonWindow *self)
{
  return self->reading == NULL;
}

/* --- The window --- */

static void
rc_comparison_window_dispose (GObject *object)
{
  RcComparisonWindow *self = RC_COMPARISON_WINDOW (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rc_comparison_window_parent_class)->dispose (object);
}

static void
rc_comparison_window_finalize (GObject *object)
{
  g_clear_pointer (&RC_COMPARISON_WINDOW (object)->comparison, rc_lineage_comparison_free);
  G_OBJECT_CLASS (rc_comparison_window_parent_class)->finalize (object);
}

static void
rc_comparison_window_class_init (RcComparisonWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rc_comparison_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = rc_comparison_window_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "comparison.compare", NULL, compare_action);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
entered (RcComparisonWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "comparison.compare", NULL);
}

static GtkWidget *
entry_new (RcComparisonWindow *self,
           const char         *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entered), self, G_CONNECT_SWAPPED);
  return entry;
}

static GtkWidget *
form_new (RcComparisonWindow *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *button = rc_parts_button (_("_Compare"), "comparison.compare", "suggested-action");

  gtk_button_set_use_underline (GTK_BUTTON (button), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 9);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  self->other = entry_new (self, _("empty: the same decision"));
  self->known_at = entry_new (self, _("empty: all that is known now"));
  rc_form_add_row (GTK_GRID (grid), _("With the _decision"), self->other, "comparison-other");
  rc_form_add_row (GTK_GRID (grid), _("As it had been recorded _by"), self->known_at, "comparison-known-at");
  gtk_grid_attach (GTK_GRID (grid), button, 2, 1, 1, 1);
  return grid;
}

static void
rc_comparison_window_init (RcComparisonWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, MARGIN);
  GtkColumnViewColumn *column;

  self->trouble = rc_form_trouble_new ();
  self->sum = rc_parts_text ("", "rc-number");
  self->table = rc_data_table_new (_("Both lineages, question by question"), &self->scroller);
  rc_data_table_add_text (self->table, _("Question"), RC_DATA_TABLE_EXPAND, cell_question, NULL, NULL);
  column = rc_data_table_add_text (self->table, _("Comparison"), RC_DATA_TABLE_PLAIN, cell_relation, NULL, NULL);
  rc_parts_set_column_width (column, 170);
  rc_data_table_add_state (self->table, _("This Decision"), RC_DATA_TABLE_EXPAND, cell_left, NULL, NULL);
  rc_data_table_add_state (self->table, _("The Other"), RC_DATA_TABLE_EXPAND, cell_right, NULL, NULL);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_visible (self->scroller, FALSE);
  rc_parts_set_margins (box, MARGIN);
  gtk_box_append (GTK_BOX (box), form_new (self));
  gtk_box_append (GTK_BOX (box), self->trouble);
  gtk_box_append (GTK_BOX (box), self->sum);
  gtk_box_append (GTK_BOX (box), self->scroller);
  gtk_window_set_child (GTK_WINDOW (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "recount");
}

GtkWidget *
rc_comparison_window_new (GtkWindow *parent,
                          RcSession *session,
                          gint64     event)
{
  RcComparisonWindow *self = g_object_new (RC_TYPE_COMPARISON_WINDOW, "title", _("Compare Two Lineages"),
                                           "default-width", 1000, "default-height", 560, NULL);

  rc_parts_set_parent (GTK_WINDOW (self), parent);
  self->session = g_object_ref (session);
  self->event = event;
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
