/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/search-page.h"

#include "core/bounds.h"
#include "core/date-words.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/array-model.h"
#include "ui/data-table.h"
#include "ui/parts.h"
#include "ui/record-place.h"
#include "ui/search-run.h"

#define MARGIN 12

struct _RcSearchPage
{
  RcPage        parent_instance;
  RcSearchRun  *run;            /* (nullable): nothing was searched for yet */
  GtkWidget    *entry;
  GtkWidget    *ignore_case;
  GtkWidget    *stack;          /* what this page is for, the places, that there is none, or what went wrong */
  GtkWidget    *trouble;
  GtkWidget    *nothing;
  GtkWidget    *table;
  GtkWidget    *record;         /* of the selected place */
  GtkWidget    *bar;
  GtkWidget    *status;
  GtkWidget    *stop;
  GtkWidget    *more;
  gboolean      find_awaited;   /* "search.find" was asked for before there was anything to see */
};

G_DEFINE_FINAL_TYPE (RcSearchPage, rc_search_page, RC_TYPE_PAGE)

/* --- Cells --- */

static const char *
kind_words (RcEventKind kind)
{
  static const char * const words[RC_N_EVENT_KINDS] = {
    [RC_EVENT_INFERENCE] = N_("Inference"),
    [RC_EVENT_DECISION] = N_("Business decision"),
    [RC_EVENT_DEPLOYMENT] = N_("Deployment"),
    [RC_EVENT_APPROVAL] = N_("Approval"),
    [RC_EVENT_HUMAN_ACTION] = N_("Human action"),
    [RC_EVENT_ANOMALY] = N_("Anomaly"),
    [RC_EVENT_INCIDENT] = N_("Incident"),
    [RC_EVENT_ACCESS] = N_("Access"),
    [RC_EVENT_SYSTEM] = N_("Description of a system"),
    [RC_EVENT_RETENTION] = N_("Retention rule"),
    [RC_EVENT_OTHER] = N_("Other event"),
    [RC_EVENT_REQUEST_PART] = N_("Request"),
    [RC_EVENT_FEEDBACK] = N_("Feedback"),
    [RC_EVENT_GROUND_TRUTH] = N_("Outcome"),
    [RC_EVENT_GUARDRAIL] = N_("Filter of a model"),
    [RC_EVENT_TOOL_CALL] = N_("Tool call"),
  };

  return kind < RC_N_EVENT_KINDS && words[kind] != NULL ? _(words[kind]) : "";
}

static char *
cell_place (gpointer data,
            gpointer user_data)
{
  return g_strdup (((const RcSearchRow *) data)->place);
}

/* Where in the record; its content may be personal. */
static char *
cell_where (gpointer data,
            gpointer user_data)
{
  const RcTextHit *hit = ((const RcSearchRow *) data)->hit;
  g_autofree char *byte = NULL;

  if (hit->locator != NULL && *hit->locator != '\0')
    return rc_parts_dup_name (hit->locator);
  byte = rc_count_words (hit->offset);
  return g_strdup_printf (_("at byte %s"), byte);
}

static char *
cell_event (gpointer data,
            gpointer user_data)
{
  const RcTextHit *hit = ((const RcSearchRow *) data)->hit;

  return hit->event != 0 ? g_strdup (kind_words (hit->kind)) : g_strdup ("–");
}

static char *
cell_time (gpointer data,
           gpointer user_data)
{
  const RcTextHit *hit = ((const RcSearchRow *) data)->hit;

  return hit->event != 0 && hit->time_us != RC_TIME_NONE ? rc_date_words_moment (hit->time_us, "UTC") : NULL;
}

/* --- The selected place --- */

static void
selected (RcSearchPage *self)
{
  const RcSearchRow *row = rc_data_table_peek_selected (self->table);
  const RcTextHit *hit = row != NULL ? row->hit : NULL;

  if (hit != NULL)
    rc_record_place_show (RC_RECORD_PLACE (self->record), rc_page_get_session (RC_PAGE (self)), hit->source, hit->record, hit->offset,
                          hit->length, hit->locator);
  else
    rc_record_place_clear (RC_RECORD_PLACE (self->record));
}

/* --- What is found --- */

static char *
word_end (RcSearchPage *self)
{
  const RcTextCounts *counts = rc_search_run_peek_counts (self->run);
  guint n_rows = rc_search_run_peek_rows (self->run)->len;
  g_autofree char *places = rc_count_words (n_rows);
  g_autofree char *size = g_format_size (counts->bytes);
  g_autofree char *unreadable = g_format_size (counts->unreadable);
  g_autofree char *found = g_strdup_printf (rc_words_plural ("%s place found.", "%s places found.", n_rows), places);

  if (counts->unreadable > 0)
    return g_strdup_printf (_("%1$s But %2$s of the case's own copy are damaged and were not searched."), found, unreadable);
  switch (rc_search_run_get_outcome (self->run))
    {
    case RC_SEARCH_RUN_MORE:
      return g_strdup_printf (_("%s There may be more."), found);
    case RC_SEARCH_RUN_CANCELLED:
      return g_strdup_printf (_("%s The search was cancelled before its end."), found);
    case RC_SEARCH_RUN_FAILED:
      return g_strdup ("");
    case RC_SEARCH_RUN_ENDED:
    default:
      /* Translators: %1$s is "3 places found.", %2$s a size as "12.3 MB". */
      return g_strdup_printf (_("%1$s All was searched (%2$s)."), found, size);
    }
}

static void
show_state (RcSearchPage *self)
{
  gboolean is_running = self->run != NULL && rc_search_run_is_running (self->run);
  gboolean may_start = !is_running && *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0';
  gboolean has_more = self->run != NULL && !is_running
                      && (rc_search_run_get_outcome (self->run) == RC_SEARCH_RUN_MORE
                          || rc_search_run_get_outcome (self->run) == RC_SEARCH_RUN_CANCELLED)
                      && rc_search_run_peek_rows (self->run)->len > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "search.start", may_start);
  gtk_widget_set_visible (self->bar, is_running);
  gtk_widget_set_visible (self->stop, is_running);
  gtk_widget_set_visible (self->more, has_more);
}

static void
show_progress (RcSearchRun  *run,
               guint64       bytes,
               guint64       total,
               guint64       places,
               RcSearchPage *self)
{
  g_autofree char *found = rc_count_words (places + rc_search_run_peek_rows (run)->len);
  g_autofree char *done = g_format_size (bytes);
  g_autofree char *all = g_format_size (total);
  g_autofree char *words = g_strdup_printf (_("Searching… %1$s of %2$s, places found: %3$s"), done, all, found);

  gtk_label_set_text (GTK_LABEL (self->status), words);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), total > 0 ? (double) bytes / (double) total : 0);
}

static void
show_nothing (RcSearchPage *self)
{
  gtk_label_set_text (GTK_LABEL (self->nothing),
                      rc_search_run_get_outcome (self->run) == RC_SEARCH_RUN_CANCELLED
                      ? _("Nothing was found until the search was cancelled. The rest was not searched.")
                      : rc_search_run_peek_counts (self->run)->unreadable > 0
                      ? _("The text was not found in what could be read. A part of the case's own copy is damaged and was not searched.")
                      : _("The text stands in no record of this case as it was written here. Content that a file keeps in coded form, as "
                          "pictures and packed columns do, is not read by a search."));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nothing");
}

static void
show_end (RcSearchPage *self)
{
  GPtrArray *rows = rc_search_run_peek_rows (self->run);
  g_autofree char *words = word_end (self);
  g_autofree char *unlogged = g_strdup_printf ("%s %s", words, _("The case is open for reading only: this search is not in its custody log."));
  gboolean is_logged = rc_session_is_writable (rc_page_get_session (RC_PAGE (self)));

  gtk_label_set_text (GTK_LABEL (self->status), is_logged ? words : unlogged);
  if (rc_search_run_get_outcome (self->run) == RC_SEARCH_RUN_FAILED)
    {
      gtk_label_set_text (GTK_LABEL (self->trouble), rc_search_run_peek_trouble (self->run));
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "failed");
    }
  else if (rows->len == 0)
    {
      show_nothing (self);
    }
  else
    {
      rc_data_table_set_model (self->table, G_LIST_MODEL (rc_array_model_new (rows, NULL, NULL)));
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "places");
    }
  show_state (self);
}

/* --- Searching --- */

static void
start (GtkWidget  *widget,
       const char *name,
       GVariant   *parameter)
{
  RcSearchPage *self = RC_SEARCH_PAGE (widget);
  gboolean ignores_case = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->ignore_case));

  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0' || (self->run != NULL && rc_search_run_is_running (self->run)))
    return;
  if (self->run == NULL)
    {
      self->run = rc_search_run_new (rc_page_get_session (RC_PAGE (self)));
      g_signal_connect_object (self->run, "progress", G_CALLBACK (show_progress), self, 0);
      g_signal_connect_object (self->run, "ended", G_CALLBACK (show_end), self, G_CONNECT_SWAPPED);
    }

  gtk_label_set_text (GTK_LABEL (self->status), _("Searching…"));
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), 0);
  rc_search_run_start (self->run, gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                       RC_TEXT_PATTERN_ESCAPED | (ignores_case ? RC_TEXT_PATTERN_IGNORE_CASE : 0));
  show_state (self);
}

static void
stop (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  RcSearchPage *self = RC_SEARCH_PAGE (widget);

  if (self->run != NULL)
    rc_search_run_cancel (self->run);
}

static void
more (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  RcSearchPage *self = RC_SEARCH_PAGE (widget);

  if (self->run != NULL)
    rc_search_run_go_on (self->run);
  show_state (self);
}

static void
find (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  RcSearchPage *self = RC_SEARCH_PAGE (widget);

  self->find_awaited = !gtk_widget_get_mapped (self->entry) || !gtk_widget_grab_focus (self->entry);
}

static void
activated (RcSearchPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "search.start", NULL);
}

/* --- The page --- */

gboolean
rc_search_page_is_settled (RcSearchPage *self)
{
  return rc_page_is_settled (RC_PAGE (self)) && rc_record_place_is_settled (RC_RECORD_PLACE (self->record)) && (self->run == NULL || !rc_search_run_is_running (self->run));
}

/* Whether there is anything to search. */
static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  return g_memdup2 (&(gint64) { rc_case_get_mark (case_file, "source") }, sizeof (gint64));
}

static void
show (RcPage   *page,
      gpointer  result)
{
  RcSearchPage *self = RC_SEARCH_PAGE (page);
  g_autofree gint64 *last_source = result;

  if (*last_source == 0)
    {
      rc_page_show_empty (page, _("Nothing to Search"), _("No evidence was imported into this case yet."), _("Import…"), "win.import");
      return;
    }
  rc_page_show_content (page, NULL);
  show_state (self);
  if (self->find_awaited)
    find (GTK_WIDGET (self), NULL, NULL);
}

static void
rc_search_page_dispose (GObject *object)
{
  RcSearchPage *self = RC_SEARCH_PAGE (object);

  if (self->run != NULL)
    rc_search_run_cancel (self->run);
  g_clear_object (&self->run);
  G_OBJECT_CLASS (rc_search_page_parent_class)->dispose (object);
}

static void
rc_search_page_class_init (RcSearchPageClass *klass)
{
  RcPageClass *page_class = RC_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_search_page_dispose;
  page_class->load = load;
  page_class->result_free = g_free;
  page_class->show = show;
  gtk_widget_class_install_action (widget_class, "search.start", NULL, start);
  gtk_widget_class_install_action (widget_class, "search.stop", NULL, stop);
  gtk_widget_class_install_action (widget_class, "search.more", NULL, more);
  gtk_widget_class_install_action (widget_class, "search.find", NULL, find);
}

static GtkWidget *
make_head (RcSearchPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new_with_mnemonic (_("_Text"));

  self->entry = gtk_entry_new ();
  gtk_widget_set_name (self->entry, "search-text");
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), RC_LIMIT_SEARCH_BYTES);
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->entry);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activated), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (show_state), self);
  self->ignore_case = gtk_check_button_new_with_mnemonic (_("Small and capital letters are the _same"));
  gtk_widget_set_name (self->ignore_case, "search-ignore-case");
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), self->entry);
  gtk_box_append (GTK_BOX (line), rc_parts_button (_("Search"), "search.start", "suggested-action"));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->ignore_case);
  rc_parts_set_margins (box, MARGIN);
  return box;
}

static GtkWidget *
make_places (RcSearchPage *self)
{
  GtkWidget *both;
  GtkWidget *detail;
  GtkWidget *scroller;
  GtkColumnViewColumn *column;

  self->table = rc_data_table_new (_("Places of the text"), &scroller);
  gtk_widget_set_name (self->table, "search-places");
  column = rc_data_table_add_text (self->table, _("Record"), RC_DATA_TABLE_PLAIN, cell_place, NULL, NULL);
  rc_parts_set_column_width (column, 130);
  column = rc_data_table_add_text (self->table, _("What it is"), RC_DATA_TABLE_PLAIN, cell_event, NULL, NULL);
  rc_parts_set_column_width (column, 130);
  column = rc_data_table_add_text (self->table, _("When"), RC_DATA_TABLE_PLAIN, cell_time, NULL, NULL);
  rc_parts_set_column_width (column, 175);
  rc_data_table_add_text (self->table, _("Where in it"), RC_DATA_TABLE_EXPAND | RC_DATA_TABLE_PATH, cell_where, NULL, NULL);
  rc_data_table_on_selected (self->table, G_CALLBACK (selected), self);
  both = rc_parts_list_and_detail (scroller, &detail);
  self->record = rc_record_place_new ();
  gtk_box_append (GTK_BOX (detail), self->record);
  return both;
}

static GtkWidget *
make_sentence (const char  *title,
               const char  *sentence,
               GtkWidget  **out_label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label = rc_parts_text (sentence, NULL);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  rc_parts_set_margins (box, MARGIN);
  gtk_box_append (GTK_BOX (box), rc_parts_heading (title, 2));
  gtk_box_append (GTK_BOX (box), label);
  if (out_label != NULL)
    *out_label = label;
  return box;
}

static GtkWidget *
make_stack (RcSearchPage *self)
{
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack),
                       make_sentence (_("Search All Records"),
                                      _("A name, a number or any other text is looked for in everything that was imported, also in what could "
                                        "not be understood. Places are shown; what stands there stays hidden until it is revealed. The custody "
                                        "log keeps that there was a search, and in place of the text only a fingerprint of it."), NULL),
                       "purpose");
  gtk_stack_add_named (GTK_STACK (self->stack), make_places (self), "places");
  gtk_stack_add_named (GTK_STACK (self->stack), make_sentence (_("Not Found"), "", &self->nothing), "nothing");
  gtk_stack_add_named (GTK_STACK (self->stack), make_sentence (_("Not Searched"), "", &self->trouble), "failed");
  return self->stack;
}

static GtkWidget *
make_status (RcSearchPage *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "xalign", 0.0, "hexpand", TRUE,
                               "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_set_name (self->status, "search-status");
  rc_parts_set_tabular (self->status);
  self->bar = gtk_progress_bar_new ();
  gtk_widget_set_valign (self->bar, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Part that was searched"), -1);
  self->stop = rc_parts_button (_("Cancel"), "search.stop", NULL);
  self->more = rc_parts_button (_("Search Further"), "search.more", NULL);
  gtk_box_append (GTK_BOX (line), self->status);
  gtk_box_append (GTK_BOX (line), self->bar);
  gtk_box_append (GTK_BOX (line), self->stop);
  gtk_box_append (GTK_BOX (line), self->more);
  gtk_widget_set_margin_start (line, MARGIN);
  gtk_widget_set_margin_end (line, MARGIN);
  gtk_widget_set_margin_top (line, 6);
  gtk_widget_set_margin_bottom (line, 6);
  return line;
}

static void
rc_search_page_init (RcSearchPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), make_stack (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), make_status (self));
  rc_page_set_content (RC_PAGE (self), box);
}

GtkWidget *
rc_search_page_new (RcSession *session)
{
  return g_object_new (RC_TYPE_SEARCH_PAGE, "session", session, NULL);
}
