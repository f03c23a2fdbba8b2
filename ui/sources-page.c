/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/sources-page.h"

#include <string.h>

#include "core/date-words.h"
#include "core/import.h"
#include "core/source-facts.h"
#include "core/words.h"
#include "reports/exhibit.h"
#include "ui/array-model.h"
#include "ui/controller-dialog.h"
#include "ui/elsewhere-dialog.h"
#include "ui/mapping-dialog.h"
#include "ui/parts.h"
#include "ui/reason-dialog.h"
#include "ui/source-view.h"
#include "ui/data-table.h"

struct _RcSourcesPage
{
  RcPage        parent_instance;
  GtkWidget    *table;
  GtkWidget    *summary;
  GtkWidget    *detail;
  GCancellable *cancellable;   /* of the detail */
};

G_DEFINE_FINAL_TYPE (RcSourcesPage, rc_sources_page, RC_TYPE_PAGE)

/* --- Cells --- */

static const RcSource *
source_of (gconstpointer data)
{
  return ((const RcSourceFacts *) data)->source;
}

static char *
cell_number (gpointer data,
             gpointer user_data)
{
  return rc_exhibit_dup_number (source_of (data)->id);
}

static char *
cell_name (gpointer data,
           gpointer user_data)
{
  return rc_parts_dup_name (source_of (data)->name);
}

static char *
cell_kind (gpointer data,
           gpointer user_data)
{
  const RcSourceFacts *facts = data;

  if (rc_source_is_repeat (facts->source))
    return g_strdup (_("The same bytes as another"));
  return g_strdup (facts->title != NULL ? _(facts->title) : _("Understood by no importer"));
}

static char *
cell_records (gpointer data,
              gpointer user_data)
{
  return rc_count_words (source_of (data)->records);
}

static char *
cell_events (gpointer data,
             gpointer user_data)
{
  return rc_count_words (source_of (data)->events);
}

static char *
cell_size (gpointer data,
           gpointer user_data)
{
  return g_format_size (source_of (data)->size);
}

static char *
cell_protection (gpointer  data,
                 RcShape  *out_shape,
                 gpointer  user_data)
{
  const RcSourceFacts *facts = data;

  *out_shape = rc_shape_of_verdict (rc_protection_verdict (facts->worst));
  return g_strdup (rc_protection_words (facts->worst));
}

static char *
cell_controller (gpointer data,
                 gpointer user_data)
{
  return rc_controller_dup_words (source_of (data)->controller);
}

static int
order (guint64 left,
       guint64 right)
{
  return left < right ? -1 : left > right;
}

static int
compare_id (gconstpointer a,
            gconstpointer b)
{
  return order ((guint64) source_of (a)->id, (guint64) source_of (b)->id);
}

static int
compare_name (gconstpointer a,
              gconstpointer b)
{
  return strcmp (source_of (a)->name, source_of (b)->name);
}

static int
compare_kind (gconstpointer a,
              gconstpointer b)
{
  return g_strcmp0 (((const RcSourceFacts *) a)->title, ((const RcSourceFacts *) b)->title);
}

static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  return order (source_of (a)->records, source_of (b)->records);
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return order (source_of (a)->events, source_of (b)->events);
}

static int
compare_size (gconstpointer a,
              gconstpointer b)
{
  return order (source_of (a)->size, source_of (b)->size);
}

static int
compare_protection (gconstpointer a,
                    gconstpointer b)
{
  return (int) ((const RcSourceFacts *) a)->worst - (int) ((const RcSourceFacts *) b)->worst;
}

/* --- The detail --- */

static gpointer
load_detail (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  return rc_source_detail_load (case_file, *(const gint64 *) data, error);
}

static void
detail_loaded (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (RcSourcesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSourceDetail) detail = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (detail != NULL)
    {
      rc_source_view_fill (self->detail, detail);
      return;
    }
  rc_parts_clear (self->detail);
  gtk_box_append (GTK_BOX (self->detail),
                  rc_parts_text (_("This source could not be read from the case. “Check Everything” tells what is wrong."), NULL));
}

static void
selected (RcSourcesPage *self)
{
  const RcSourceFacts *facts = rc_data_table_peek_selected (self->table);
  RcSession *session = rc_page_get_session (RC_PAGE (self));
  RcCaseQueue *reader = rc_session_peek_reader (session);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sources.remove", facts != NULL && rc_session_is_writable (session));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sources.controller", facts != NULL && rc_session_is_writable (session));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sources.map", facts != NULL && rc_session_is_writable (session));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sources.elsewhere", facts != NULL && rc_session_is_writable (session));
  if (facts == NULL || reader == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  rc_case_queue_run_async (reader, load_detail, g_memdup2 (&facts->source->id, sizeof (gint64)), g_free,
                           (GDestroyNotify) rc_source_detail_free, self->cancellable, detail_loaded, g_object_ref (self));
}

/* --- Removing --- */

typedef struct
{
  gint64  source;
  char   *reason;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *self = data;

  g_free (self->reason);
  g_free (self);
}

static gpointer
remove_source (RcCase          *case_file,
               RcRecordReader  *reader,
               gpointer         data,
               GCancellable    *cancellable,
               GError         **error)
{
  const Removal *removal = data;

  return rc_import_remove (case_file, removal->source, removal->reason, error) ? data : NULL;
}

static void
removal_confirmed (GObject    *owner,
                   const char *reason,
                   gpointer    data)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->source = *(const gint64 *) data;
  removal->reason = g_strdup (reason);
  rc_session_act (rc_page_get_session (RC_PAGE (owner)), remove_source, removal, removal_free);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  RcSourcesPage *self = RC_SOURCES_PAGE (widget);
  const RcSourceFacts *facts = rc_data_table_peek_selected (self->table);
  g_autofree char *shown = NULL;
  g_autofree char *message = NULL;

  if (facts == NULL)
    return;

  shown = rc_parts_dup_name (facts->source->name);
  message = g_strdup_printf (_("“%s” and what was taken out of it go out of every list, lineage and check. Its bytes stay in the case, and "
                               "the custody log says that it was removed. What was checked before has to be checked again."), shown);
  rc_reason_dialog_show (widget, &(RcReasonDialog) {
    .title = _("Remove Source"),
    .message = message,
    .verb = _("Remove Source"),
    .asks_reason = TRUE,
    .given = removal_confirmed,
    .owner = G_OBJECT (self),
    .data = g_memdup2 (&facts->source->id, sizeof (gint64)),
    .data_free = g_free,
  });
}

/* --- Who controls it --- */

static void
controller_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  const RcSourceFacts *facts = rc_data_table_peek_selected (RC_SOURCES_PAGE (widget)->table);

  if (facts != NULL)
    rc_controller_dialog_show (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, rc_page_get_session (RC_PAGE (widget)), facts->source);
}

/* --- How it is read --- */

static void
reading_wanted (GObject    *owner,
                const char *reason,
                gpointer    data)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (owner));

  (void) rc_mapping_dialog_show_source (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, rc_page_get_session (RC_PAGE (owner)),
                                        *(const gint64 *) data, reason);
}

static void
map_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  const RcSourceFacts *facts = rc_data_table_peek_selected (RC_SOURCES_PAGE (widget)->table);

  if (facts == NULL)
    return;

  rc_reason_dialog_show (widget, &(RcReasonDialog) {
    .title = _("Say How to Read It"),
    .message = _("Its first records are shown as they stand, and they may name persons. That they were looked at, and why, stands in the "
                 "custody log."),
    .verb = _("Show Them"),
    .asks_reason = TRUE,
    .is_acceptance = TRUE,
    .given = reading_wanted,
    .owner = G_OBJECT (widget),
    .data = g_memdup2 (&facts->source->id, sizeof (gint64)),
    .data_free = g_free,
  });
}

/* --- Checks done elsewhere --- */

static void
elsewhere_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  const char *shown;
  gint64 seal;

  g_variant_get (parameter, "(x&s)", &seal, &shown);
  rc_elsewhere_dialog_show (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, rc_page_get_session (RC_PAGE (widget)), seal, shown);
}

/* --- The page --- */

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  return rc_source_facts_list (case_file, cancellable, error);
}

static void
show (RcPage   *page,
      gpointer  result)
{
  RcSourcesPage *self = RC_SOURCES_PAGE (page);
  g_autoptr (GPtrArray) facts = result;
  g_autofree char *count = rc_count_words (facts->len);
  g_autofree char *summary = NULL;

  if (facts->len == 0)
    {
      rc_page_show_empty (page, _("No Evidence Yet"), _("What is imported is listed here, file by file, with what protects it."),
                          _("Add Evidence…"), "win.import");
      return;
    }

  summary = g_strdup_printf (rc_words_plural ("%s source", "%s sources", facts->len), count);
  gtk_label_set_text (GTK_LABEL (self->summary), summary);
  rc_data_table_set_model (self->table, G_LIST_MODEL (rc_array_model_new (facts, NULL, NULL)));
  rc_page_show_content (page, NULL);
}

static void
rc_sources_page_dispose (GObject *object)
{
  RcSourcesPage *self = RC_SOURCES_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (rc_sources_page_parent_class)->dispose (object);
}

static void
rc_sources_page_class_init (RcSourcesPageClass *klass)
{
  RcPageClass *page_class = RC_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_sources_page_dispose;
  page_class->load = load;
  page_class->result_free = (GDestroyNotify) g_ptr_array_unref;
  page_class->show = show;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "sources.remove", NULL, remove_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "sources.controller", NULL, controller_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "sources.map", NULL, map_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "sources.elsewhere", "(xs)", elsewhere_action);
}

static void
add_columns (RcSourcesPage *self)
{
  GtkColumnViewColumn *column;

  column = rc_data_table_add_text (self->table, _("Exhibit"), RC_DATA_TABLE_PLAIN, cell_number, NULL, compare_id);
  rc_parts_set_column_width (column, 70);
  column = rc_data_table_add_text (self->table, _("Name"), RC_DATA_TABLE_PATH, cell_name, NULL, compare_name);
  rc_parts_set_column_width (column, 230);
  column = rc_data_table_add_state (self->table, _("Protection"), RC_DATA_TABLE_PLAIN, cell_protection, NULL, compare_protection);
  rc_parts_set_column_width (column, 210);
  rc_data_table_add_text (self->table, _("Records"), RC_DATA_TABLE_NUMBER, cell_records, NULL, compare_records);
  rc_data_table_add_text (self->table, _("Events"), RC_DATA_TABLE_NUMBER, cell_events, NULL, compare_events);
  rc_data_table_add_text (self->table, _("Size"), RC_DATA_TABLE_NUMBER, cell_size, NULL, compare_size);
  column = rc_data_table_add_text (self->table, _("What it is"), RC_DATA_TABLE_PLAIN, cell_kind, NULL, compare_kind);
  rc_parts_set_column_width (column, 220);
  column = rc_data_table_add_text (self->table, _("Controlled by"), RC_DATA_TABLE_PLAIN, cell_controller, NULL, NULL);
  rc_parts_set_column_width (column, 150);
}

static void
rc_sources_page_init (RcSourcesPage *self)
{
  GtkWidget *scroller;
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->summary = rc_parts_heading ("", 1);
  self->table = rc_data_table_new (_("Sources"), &scroller);
  add_columns (self);
  rc_data_table_on_selected (self->table, G_CALLBACK (selected), self);
  gtk_box_append (GTK_BOX (list), rc_parts_bar (self->summary, rc_parts_button (_("Remove Source…"), "sources.remove", NULL),
                                                rc_parts_button (_("Add Evidence…"), "win.import", NULL)));
  gtk_box_append (GTK_BOX (list), scroller);
  rc_page_set_content (RC_PAGE (self), rc_parts_list_and_detail (list, &self->detail));
}

GtkWidget *
rc_sources_page_new (RcSession *session)
{
  return g_object_new (RC_TYPE_SOURCES_PAGE, "session", session, NULL);
}
