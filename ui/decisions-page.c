/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/decisions-page.h"

#include <string.h>

#include "core/bounds.h"
#include "core/date-words.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/decision-filter.h"
#include "ui/decision-find.h"
#include "ui/decision-table.h"
#include "ui/event-list-model.h"
#include "ui/event-row.h"
#include "ui/parts.h"

#define MARGIN 12

struct _RcDecisionsPage
{
  RcPage            parent_instance;
  GtkWidget        *find;
  GtkWidget        *found_note;
  GtkWidget        *filter;
  GtkWidget        *stack;          /* the table, or that nothing fits */
  GtkWidget        *scroller;
  GtkWidget        *table;
  GtkWidget        *menu;
  GtkWidget        *spinner;
  GtkWidget        *status;
  GtkWidget        *stop;
  RcEventListModel *model;          /* (nullable): nothing was loaded yet */
  GCancellable     *finding;
  gboolean          find_awaited;   /* "decisions.find" was asked for before there was anything to see */
  guint             frames;         /* since the table went back to its first row */
  guint             tick;           /* that counts them */
};

G_DEFINE_FINAL_TYPE (RcDecisionsPage, rc_decisions_page, RC_TYPE_PAGE)

/* --- The state line --- */

static char *
word_growing (const RcEventPagesState *state,
              const char              *found)
{
  g_autofree char *read = rc_count_words (state->n_read);

  return g_strdup_printf (_("Searching… %1$s read, %2$s found"), read, found);
}

static char *
word_state (RcDecisionsPage *self)
{
  const RcEventPagesState *state = rc_event_list_model_peek_state (self->model);
  const char *number = rc_decision_filter_peek_number (RC_DECISION_FILTER (self->filter));
  g_autofree char *found = rc_count_words (state->n_rows);
  g_autofree char *read = rc_count_words (state->n_read);

  if (rc_event_list_model_is_growing (self->model))
    return word_growing (state, found);
  if (rc_event_list_model_was_stopped (self->model))
    return g_strdup_printf (_("Stopped after %1$s records: %2$s found so far"), read, found);
  if (rc_decision_filter_has_found (RC_DECISION_FILTER (self->filter)))
    return g_strdup_printf (rc_words_plural ("%s decision on the person who was looked for", "%s decisions on the person who was looked for",
                                             state->n_rows), found);
  if (number != NULL)
    {
      g_autofree char *shown = rc_parts_dup_name (number);

      return g_strdup_printf (rc_words_plural ("%1$s record of the decision “%2$s”", "%1$s records of the decision “%2$s”", state->n_rows),
                              found, shown);
    }
  if (rc_decision_filter_is_set (RC_DECISION_FILTER (self->filter)))
    return g_strdup_printf (rc_words_plural ("%s decision fits", "%s decisions fit", state->n_rows), found);
  return g_strdup_printf (rc_words_plural ("%s decision", "%s decisions", state->n_rows), found);
}

static void
append_reservations (RcDecisionsPage *self,
                     GString         *text)
{
  const RcEventPagesState *state = rc_event_list_model_peek_state (self->model);
  g_autofree char *unreadable = rc_count_words (state->n_unreadable);
  g_autofree char *most = rc_count_words (RC_EVENT_LIST_MOST);

  if (state->n_unreadable > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, rc_words_plural ("%s record could not be read and is not among them",
                                                     "%s records could not be read and are not among them", state->n_unreadable),
                              unreadable);
    }
  if (state->n_rows > RC_EVENT_LIST_MOST)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _("the first %s are listed; filter by time to see others"), most);
    }
  if (rc_event_list_model_peek_trouble (self->model) != NULL)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _("not all could be read: %s"), rc_event_list_model_peek_trouble (self->model));
    }
}

static void
show_empty (RcDecisionsPage *self)
{
  rc_page_show_empty (RC_PAGE (self), _("No Decisions Yet"),
                      _("No log of decisions came with the evidence. Ask the provider or the deployer for the log that the system keeps of "
                        "its decisions, and import it."), _("Add Evidence…"), "win.import");
}

static void
show_moved (RcDecisionsPage *self)
{
  gboolean is_growing = rc_event_list_model_is_growing (self->model);
  gboolean is_empty = !is_growing && rc_event_list_model_peek_state (self->model)->n_rows == 0;
  g_autofree char *state = word_state (self);
  g_autoptr (GString) text = g_string_new (state);

  append_reservations (self, text);
  gtk_label_set_text (GTK_LABEL (self->status), text->str);
  gtk_widget_set_visible (self->spinner, is_growing);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), is_growing);
  gtk_widget_set_visible (self->stop, is_growing);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), is_empty ? "nothing" : "table");
  if (is_empty && !rc_decision_filter_is_set (RC_DECISION_FILTER (self->filter)) &&
      !rc_event_list_model_was_stopped (self->model))
    show_empty (self);
}

/* --- The list --- */

static gboolean
read_query (RcDecisionsPage *self,
            RcEventQuery    *out_query)
{
  if (rc_decision_filter_fill_query (RC_DECISION_FILTER (self->filter), out_query))
    return TRUE;

  gtk_label_set_text (GTK_LABEL (self->status), _("That is no day or time: write 2026-04-01, or 2026-04-01T10:42:00Z."));
  return FALSE;
}

static void
restart_list (RcDecisionsPage *self)
{
  RcCaseQueue *reader = rc_session_peek_reader (rc_page_get_session (RC_PAGE (self)));
  RcEventQuery query;

  if (reader != NULL && read_query (self, &query))
    rc_event_list_model_restart_for_case (self->model, reader, &query);
}

/* The table must have got back to its first row before the list gets shorter, or it would make all its rows anew. */
static gboolean
count_frame (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       data)
{
  RcDecisionsPage *self = RC_DECISIONS_PAGE (widget);

  if (++self->frames < 2)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  restart_list (self);
  return G_SOURCE_REMOVE;
}

static void
begin_again (RcDecisionsPage *self)
{
  rc_decision_table_rewind (self->table);
  gtk_label_set_text (GTK_LABEL (self->status), _("Searching…"));
  self->frames = 0;
  if (!gtk_widget_get_mapped (self->table))
    restart_list (self);
  else if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), count_frame, NULL, NULL);
}

static void
begin_list (RcDecisionsPage *self)
{
  RcCaseQueue *reader = rc_session_peek_reader (rc_page_get_session (RC_PAGE (self)));
  RcEventQuery query;

  if (reader == NULL || !read_query (self, &query))
    return;

  if (self->model != NULL)
    {
      begin_again (self);
      return;
    }
  self->model = rc_event_list_model_new_for_case (reader, &query);
  g_signal_connect_swapped (self->model, "moved", G_CALLBACK (show_moved), self);
  rc_decision_table_set_model (self->table, G_LIST_MODEL (self->model));
  show_moved (self);
}

static void
filter_applied (RcDecisionsPage *self)
{
  gtk_widget_set_visible (self->found_note, FALSE);
  if (self->model != NULL)
    begin_list (self);
}

/* --- Loading: whether the list is still of the evidence as it is --- */

static gpointer
dup_request (RcPage *page)
{
  RcEventListModel *model = RC_DECISIONS_PAGE (page)->model;

  return model != NULL ? rc_event_pages_ref (rc_event_list_model_peek_pages (model)) : NULL;
}

static void
request_free (gpointer data)
{
  rc_event_pages_unref (data);
}

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  gboolean is_current = FALSE;

  if (data != NULL && !rc_event_pages_is_current (data, case_file, &is_current, error))
    return NULL;
  return g_memdup2 (&is_current, sizeof is_current);
}

/* What cannot be seen takes no focus: a page that is still loading gives it when it is there. */
static void
focus_find (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  RcDecisionsPage *self = RC_DECISIONS_PAGE (widget);

  self->find_awaited = !gtk_widget_get_mapped (self->find);
  if (!self->find_awaited)
    gtk_widget_grab_focus (self->find);
}

static void
show (RcPage   *page,
      gpointer  result)
{
  g_autofree gboolean *is_current = result;

  rc_page_show_content (page, NULL);
  if (RC_DECISIONS_PAGE (page)->find_awaited)
    focus_find (GTK_WIDGET (page), NULL, NULL);
  if (*is_current)
    show_moved (RC_DECISIONS_PAGE (page));
  else
    begin_list (RC_DECISIONS_PAGE (page));
}

/* --- Finding one by its number --- */

static void note_found (RcDecisionsPage *self,
                        const char      *format,
                        ...) G_GNUC_PRINTF (2, 3);

static void
note_found (RcDecisionsPage *self,
            const char      *format,
            ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  gtk_label_set_text (GTK_LABEL (self->found_note), text);
  gtk_widget_set_visible (self->found_note, TRUE);
}

static void
show_found (RcDecisionsPage *self,
            const RcDecisionFound *found)
{
  const char *number = gtk_editable_get_text (GTK_EDITABLE (self->find));
  g_autofree char *stripped = g_strstrip (g_strdup (number));
  g_autofree char *shown = rc_parts_dup_name (stripped);

  if (found->many)
    {
      rc_decision_filter_set_number (RC_DECISION_FILTER (self->filter), stripped, found->is_id);
      note_found (self, _("“%s” stands in more than one record: choose one of them."), shown);
    }
  else if (found->event == 0)
    note_found (self, _("No record is called “%s”. A number is found letter for letter, as the log or the business writes it."), shown);
  else if (found->kind != RC_EVENT_INFERENCE)
    note_found (self, _("“%s” is in the case, but on a record of another kind: no decision of the system has this number."), shown);
  else
    {
      gtk_widget_set_visible (self->found_note, FALSE);
      rc_session_show_event (rc_page_get_session (RC_PAGE (self)), found->event);
    }
}

static void
number_found (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (RcDecisionsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree RcDecisionFound *found = rc_decision_find_finish (RC_CASE_QUEUE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  g_clear_object (&self->finding);
  if (found != NULL)
    show_found (self, found);
  else
    {
      g_autofree char *message = rc_act_words_of_error (error);

      note_found (self, _("This could not be looked up: %s"), message);
    }
}

static void
find_activated (RcDecisionsPage *self)
{
  RcCaseQueue *reader = rc_session_peek_reader (rc_page_get_session (RC_PAGE (self)));
  g_autofree char *number = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->find))));

  if (reader == NULL || *number == '\0' || strlen (number) > RC_LIMIT_NAME_BYTES)
    return;

  if (self->finding != NULL)
    g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  self->finding = g_cancellable_new ();
  rc_decision_find_async (reader, number, self->finding, number_found, g_object_ref (self));
}

/* Who was looked for is alone in the list: nothing that was asked before keeps some of the decisions out. */
static void
person_found (RcSession       *session,
              GArray          *events,
              RcDecisionsPage *self)
{
  rc_decision_filter_clear (RC_DECISION_FILTER (self->filter));
  rc_decision_filter_set_found (RC_DECISION_FILTER (self->filter), events);
}

/* --- Actions on the selected row --- */

static void
show_lineage (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  RcEventRow *row = rc_decision_table_peek_selected (RC_DECISIONS_PAGE (widget)->table);

  if (row != NULL)
    rc_session_show_event (rc_page_get_session (RC_PAGE (widget)), rc_event_row_peek_line (row)->id);
}

static void
show_sheet (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  RcEventRow *row = rc_decision_table_peek_selected (RC_DECISIONS_PAGE (widget)->table);

  if (row == NULL)
    return;
  rc_session_select_event (rc_page_get_session (RC_PAGE (widget)), rc_event_row_peek_line (row)->id);
  gtk_widget_activate_action (widget, "win.show-sheet", NULL);
}

/* What may be typed where a number is asked for, here and on the command line. */
static void
copy_reference (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  RcEventRow *row = rc_decision_table_peek_selected (RC_DECISIONS_PAGE (widget)->table);

  if (row != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), rc_event_row_peek_line (row)->name);
}

static void
stop_search (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  if (RC_DECISIONS_PAGE (widget)->model != NULL)
    rc_event_list_model_stop (RC_DECISIONS_PAGE (widget)->model);
}

static void
pop_up_menu (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RcDecisionsPage *self = RC_DECISIONS_PAGE (widget);

  rc_decision_table_pop_up (self->table, GTK_POPOVER (self->menu), -1, -1);
}

static void
row_activated (GtkColumnView   *table,
               guint            position,
               RcDecisionsPage *self)
{
  rc_decision_table_select (self->table, position);
  show_lineage (GTK_WIDGET (self), NULL, NULL);
}

static void
secondary_pressed (GtkGestureClick *gesture,
                   int              n_press,
                   double           x,
                   double           y,
                   RcDecisionsPage *self)
{
  rc_decision_table_pop_up (self->table, GTK_POPOVER (self->menu), x, y);
}

/* --- The page --- */

static void
rc_decisions_page_dispose (GObject *object)
{
  RcDecisionsPage *self = RC_DECISIONS_PAGE (object);

  if (self->finding != NULL)
    g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  if (self->model != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->model, show_moved, self);
      rc_event_list_model_stop (self->model);
    }
  g_clear_object (&self->model);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  G_OBJECT_CLASS (rc_decisions_page_parent_class)->dispose (object);
}

static void
rc_decisions_page_class_init (RcDecisionsPageClass *klass)
{
  RcPageClass *page_class = RC_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_decisions_page_dispose;
  page_class->load = load;
  page_class->result_free = g_free;
  page_class->dup_request = dup_request;
  page_class->request_free = request_free;
  page_class->show = show;
  gtk_widget_class_install_action (widget_class, "decisions.find", NULL, focus_find);
  gtk_widget_class_install_action (widget_class, "decisions.show-lineage", NULL, show_lineage);
  gtk_widget_class_install_action (widget_class, "decisions.show-sheet", NULL, show_sheet);
  gtk_widget_class_install_action (widget_class, "decisions.copy-reference", NULL, copy_reference);
  gtk_widget_class_install_action (widget_class, "decisions.stop", NULL, stop_search);
  gtk_widget_class_install_action (widget_class, "decisions.menu", NULL, pop_up_menu);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "decisions.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "decisions.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "decisions.copy-reference", NULL);
}

static void
add_menu (RcDecisionsPage *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkGesture *gesture = gtk_gesture_click_new ();

  g_menu_append (menu, _("Show Lineage"), "decisions.show-lineage");
  g_menu_append (menu, _("Show Reconstruction Sheet"), "decisions.show-sheet");
  g_menu_append (menu, _("Copy Reference"), "decisions.copy-reference");
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, self->table);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect (gesture, "pressed", G_CALLBACK (secondary_pressed), self);
  gtk_widget_add_controller (self->table, GTK_EVENT_CONTROLLER (gesture));
}

static GtkWidget *
make_head (RcDecisionsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new_with_mnemonic (_("_Find by decision number or id"));

  self->find = gtk_search_entry_new ();
  gtk_widget_set_name (self->find, "find-number");
  gtk_widget_set_hexpand (self->find, TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->find);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->find), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  g_signal_connect_swapped (self->find, "activate", G_CALLBACK (find_activated), self);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), self->find);

  self->found_note = rc_parts_text ("", NULL);
  gtk_widget_set_name (self->found_note, "found-note");
  gtk_widget_set_visible (self->found_note, FALSE);
  self->filter = rc_decision_filter_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Filter of the Decisions"), -1);
  g_signal_connect_swapped (self->filter, "applied", G_CALLBACK (filter_applied), self);

  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->found_note);
  gtk_box_append (GTK_BOX (box), self->filter);
  rc_parts_set_margins (box, MARGIN);
  return box;
}

static GtkWidget *
make_nothing (RcDecisionsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *button = gtk_button_new_with_label (_("Show All Decisions"));

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (rc_decision_filter_clear), self->filter);
  gtk_box_append (GTK_BOX (box), rc_parts_heading (_("No Decision Fits"), 2));
  gtk_box_append (GTK_BOX (box), rc_parts_text (_("No decision in this case is what the filter asks for."), NULL));
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static GtkWidget *
make_list (RcDecisionsPage *self)
{
  self->stack = gtk_stack_new ();
  self->table = rc_decision_table_new ();
  self->scroller = gtk_scrolled_window_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->table);
  g_signal_connect (self->table, "activate", G_CALLBACK (row_activated), self);
  gtk_stack_add_named (GTK_STACK (self->stack), self->scroller, "table");
  gtk_stack_add_named (GTK_STACK (self->stack), make_nothing (self), "nothing");
  add_menu (self);
  return self->stack;
}

static GtkWidget *
make_status (RcDecisionsPage *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->spinner = gtk_spinner_new ();
  self->status = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "xalign", 0.0, "hexpand", TRUE,
                               "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_set_name (self->status, "list-status");
  rc_parts_set_tabular (self->status);
  self->stop = rc_parts_button (_("Cancel"), "decisions.stop", NULL);
  gtk_box_append (GTK_BOX (line), self->spinner);
  gtk_box_append (GTK_BOX (line), self->status);
  gtk_box_append (GTK_BOX (line), self->stop);
  gtk_widget_set_margin_start (line, MARGIN);
  gtk_widget_set_margin_end (line, MARGIN);
  gtk_widget_set_margin_top (line, 6);
  gtk_widget_set_margin_bottom (line, 6);
  return line;
}

static void
rc_decisions_page_init (RcDecisionsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), make_list (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), make_status (self));
  rc_page_set_content (RC_PAGE (self), box);
}

GtkWidget *
rc_decisions_page_new (RcSession *session)
{
  GtkWidget *self = g_object_new (RC_TYPE_DECISIONS_PAGE, "session", session, NULL);

  g_signal_connect_object (session, "found", G_CALLBACK (person_found), self, 0);
  return self;
}
