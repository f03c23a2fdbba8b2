/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/live-window.h"

#include <string.h>

#include "core/date-words.h"
#include "core/live.h"
#include "core/words.h"
#include "reports/exhibit.h"
#include "reports/typesetting/shape.h"
#include "ui/act-words.h"
#include "ui/array-model.h"
#include "ui/data-table.h"
#include "ui/form.h"
#include "ui/parts.h"

#define MARGIN 12

struct _RcLiveWindow
{
  GtkWindow     parent_instance;
  RcSession    *session;
  GCancellable *reading;       /* (nullable) */
  GtkWidget    *date;
  GtkWidget    *trouble;
  GtkWidget    *sum;
  GtkWidget    *scroller;
  GtkWidget    *table;
};

G_DEFINE_FINAL_TYPE (RcLiveWindow, rc_live_window, GTK_TYPE_WINDOW)

/* --- Cells --- */

static char *
cell_version (gpointer data,
              gpointer user_data)
{
  return rc_parts_dup_name (((const RcLive *) data)->deployment->version);
}

static char *
cell_place (gpointer data,
            gpointer user_data)
{
  const RcEvent *event = ((const RcLive *) data)->deployment->event;

  return event->endpoint != NULL ? rc_parts_dup_name (event->endpoint) : g_strdup ("–");
}

static char *
cell_period (gpointer data,
             gpointer user_data)
{
  const RcInterval *period = &((const RcLive *) data)->deployment->period;
  g_autofree char *from = period->begins == RC_BOUND_AT ? rc_date_words_moment (period->from.from_us, "UTC") : g_strdup ("?");
  g_autofree char *to = period->ends == RC_BOUND_AT ? rc_date_words_moment (period->to.to_us, "UTC") : g_strdup (_("no end on record"));

  return g_strdup_printf (_("%1$s – %2$s"), from, to);
}

static char *
cell_certainty (gpointer data,
                gpointer user_data)
{
  return g_strdup (((const RcLive *) data)->is_sure ? _("ran then") : _("perhaps: the times do not tell"));
}

static char *
cell_part (gpointer  data,
           RcShape  *out_shape,
           gpointer  user_data)
{
  const RcLive *live = data;
  guint part = GPOINTER_TO_UINT (user_data);
  g_autofree char *value = rc_parts_dup_name (live->values[part]);

  *out_shape = live->records[part] > 0 ? RC_SHAPE_SINGLE : RC_SHAPE_NOTHING;
  return live->records[part] > 0 ? rc_exhibit_shorten_hex (value) : g_strdup (_("not on record"));
}

/* --- Looking --- */

typedef struct
{
  GPtrArray *list;
  gboolean   is_complete;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->list, g_ptr_array_unref);
  g_free (found);
}

static gpointer
look (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  Found *found = g_new0 (Found, 1);

  found->list = rc_live_list (case_file, reader, data, &found->is_complete, error);
  if (found->list != NULL)
    return found;
  found_free (found);
  return NULL;
}

static void
show_found (RcLiveWindow *self,
            const Found  *found)
{
  g_autofree char *count = rc_count_words (found->list->len);
  g_autofree char *sum = g_strdup_printf (rc_words_plural ("%s deployment ran then, or perhaps ran then.",
                                                           "%s deployments ran then, or perhaps ran then.", found->list->len), count);
  g_autofree char *cut = g_strdup_printf ("%s %s", sum, _("Not all deployment records were looked at."));

  gtk_label_set_text (GTK_LABEL (self->sum), found->list->len == 0 ? _("No deployment on record covers that time.")
                                             : found->is_complete ? sum : cut);
  rc_data_table_set_model (self->table, G_LIST_MODEL (rc_array_model_new (found->list, NULL, NULL)));
  gtk_widget_set_visible (self->scroller, found->list->len > 0);
}

typedef struct
{
  RcLiveWindow *window;
  GCancellable *cancellable;
} Reading;

static void
looked (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (RcLiveWindow) self = reading->window;
  g_autoptr (GCancellable) cancellable = reading->cancellable;
  g_autoptr (GError) error = NULL;
  Found *found = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  g_autofree char *words = NULL;

  if (self->reading == cancellable)
    {
      g_clear_object (&self->reading);
      if (found != NULL)
        show_found (self, found);
      else
        rc_form_set_trouble (self->trouble, words = rc_act_words_of_error (error));
    }
  if (found != NULL)
    found_free (found);
}

static void
look_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RcLiveWindow *self = RC_LIVE_WINDOW (widget);
  RcCaseQueue *reader = rc_session_peek_reader (self->session);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->date))));
  RcTimestamp instant;
  Reading *reading;

  rc_form_set_trouble (self->trouble, NULL);
  if (!rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &instant))
    {
      rc_form_set_trouble (self->trouble, _("This is no time: expected one like 2026-06-01 or 2026-06-01T10:00:00Z."));
      return;
    }
  if (reader == NULL)
    return;

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  reading = g_new0 (Reading, 1);
  *reading = (Reading) { g_object_ref (self), g_object_ref (self->reading) };
  rc_case_queue_run_async (reader, look, g_memdup2 (&instant, sizeof instant), g_free, found_free, self->reading, looked, reading);
}

gboolean
rc_live_window_is_settled (RcLiveWindow *self)
{
  return self->reading == NULL;
}

/* --- The window --- */

static void
rc_live_window_dispose (GObject *object)
{
  RcLiveWindow *self = RC_LIVE_WINDOW (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rc_live_window_parent_class)->dispose (object);
}

static void
rc_live_window_class_init (RcLiveWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_live_window_dispose;
  gtk_widget_class_install_action (widget_class, "live.look", NULL, look_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
entered (RcLiveWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "live.look", NULL);
}

static GtkWidget *
form_new (RcLiveWindow *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  self->date = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->date), _("as 2026-06-01, or 2026-06-01T10:00:00Z"));
  g_signal_connect_object (self->date, "activate", G_CALLBACK (entered), self, G_CONNECT_SWAPPED);
  rc_form_add_row (GTK_GRID (grid), _("What was live _on"), self->date, "live-date");
  gtk_grid_attach (GTK_GRID (grid), rc_parts_button (_("Look It Up"), "live.look", "suggested-action"), 2, 0, 1, 1);
  return grid;
}

static void
add_columns (RcLiveWindow *self)
{
  GtkColumnViewColumn *column;

  rc_data_table_add_text (self->table, _("Model version"), RC_DATA_TABLE_EXPAND, cell_version, NULL, NULL);
  rc_data_table_add_text (self->table, _("At"), RC_DATA_TABLE_EXPAND, cell_place, NULL, NULL);
  column = rc_data_table_add_text (self->table, _("From – to"), RC_DATA_TABLE_PLAIN, cell_period, NULL, NULL);
  rc_parts_set_column_width (column, 210);
  rc_data_table_add_text (self->table, _("Then"), RC_DATA_TABLE_PLAIN, cell_certainty, NULL, NULL);
  for (guint i = 0; i < RC_N_LIVE_PARTS; i++)
    {
      column = rc_data_table_add_state (self->table, rc_live_part_title ((RcLivePart) i), RC_DATA_TABLE_PLAIN, cell_part,
                                        GUINT_TO_POINTER (i), NULL);
      rc_parts_set_column_width (column, 130);
    }
}

static void
rc_live_window_init (RcLiveWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, MARGIN);

  self->trouble = rc_form_trouble_new ();
  self->sum = rc_parts_text ("", NULL);
  self->table = rc_data_table_new (_("Deployments of that time"), &self->scroller);
  add_columns (self);
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
rc_live_window_new (GtkWindow *parent,
                    RcSession *session)
{
  RcLiveWindow *self = g_object_new (RC_TYPE_LIVE_WINDOW, "title", _("What Was Live"),
                                     "default-width", 1000, "default-height", 420, NULL);

  rc_parts_set_parent (GTK_WINDOW (self), parent);
  self->session = g_object_ref (session);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
