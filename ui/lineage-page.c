/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/lineage-page.h"

#include <string.h>

#include "core/date-words.h"
#include "core/words.h"
#include "ui/comparison-window.h"
#include "ui/form.h"
#include "ui/lineage-detail.h"
#include "ui/lineage-graph.h"
#include "ui/lineage-tree.h"
#include "ui/parts.h"

#define MARGIN 12
#define DETAIL_WIDTH 330

struct _RcLineagePage
{
  RcPage          parent_instance;
  GtkWidget      *decision;
  GtkWidget      *facts;
  GtkWidget      *count;
  GtkWidget      *known_note;
  GtkWidget      *known_popover;
  GtkWidget      *known_entry;
  GtkWidget      *forms;            /* the stack of tree and drawing */
  GtkWidget      *tree;
  GtkWidget      *graph;
  GtkWidget      *detail_scroller;
  GtkWidget      *detail;
  RcLineageStock *stock;            /* (nullable) */
  gint64          known_at_us;
  gboolean        is_in_step;       /* one form follows the other just now */
};

G_DEFINE_FINAL_TYPE (RcLineagePage, rc_lineage_page, RC_TYPE_PAGE)

/* --- Loading --- */

typedef struct
{
  gint64 event;
  gint64 known_at_us;
} Request;

/* What is loaded, or that nothing is selected. */
typedef struct
{
  RcLineageStock *stock;
} Loaded;

static gpointer
dup_request (RcPage *page)
{
  const Request request = { rc_session_get_event (rc_page_get_session (page)), RC_LINEAGE_PAGE (page)->known_at_us };

  return g_memdup2 (&request, sizeof request);
}

static void
loaded_free (gpointer data)
{
  Loaded *self = data;

  g_clear_pointer (&self->stock, rc_lineage_stock_unref);
  g_free (self);
}

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  const Request *request = data;
  g_autofree Loaded *loaded = g_new0 (Loaded, 1);
  g_autoptr (GError) local_error = NULL;

  if (request->event == 0)
    return g_steal_pointer (&loaded);
  loaded->stock = rc_lineage_stock_load (case_file, request->event, request->known_at_us, &local_error);
  /* The source of the decision was removed: nothing is selected then. */
  if (loaded->stock == NULL && !g_error_matches (local_error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&loaded);
}

/* --- The head --- */

static void
show_facts (RcLineagePage *self)
{
  const RcEvent *event = self->stock->lineage->event;
  g_autofree char *time = event->time_us != RC_TIME_NONE ? rc_date_words_moment (event->time_us, "UTC") : NULL;
  g_autofree char *local = event->time_us != RC_TIME_NONE ? rc_time_format_local (event->time_us, NULL) : NULL;
  g_autofree char *system = rc_parts_dup_name (event->system);
  g_autofree char *model = rc_parts_dup_name (event->model);
  g_autofree char *place = rc_lineage_stock_dup_place (self->stock, event->source, event->record);
  g_autoptr (GString) text = g_string_new (time != NULL ? time : _("without a time"));

  if (*system != '\0')
    g_string_append_printf (text, " · %s", system);
  if (*model != '\0')
    g_string_append_printf (text, " · %s", model);
  g_string_append_printf (text, " · %s", place);
  gtk_label_set_text (GTK_LABEL (self->facts), text->str);
  gtk_widget_set_tooltip_text (self->facts, local);
}

static void
show_count (RcLineagePage *self)
{
  RcLineageCount count = rc_lineage_count (self->stock->lineage);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, rc_words_plural ("%1$u of %2$u question answered from records",
                                                 "%1$u of %2$u questions answered from records", count.asked),
                          count.answered, count.asked);
  if (count.disagreeing > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, rc_words_plural ("records disagree on %u question", "records disagree on %u questions",
                                                     count.disagreeing), count.disagreeing);
    }
  gtk_label_set_text (GTK_LABEL (self->count), text->str);
}

static void
show_known_at (RcLineagePage *self)
{
  g_autofree char *moment = self->known_at_us != RC_TIME_NONE ? rc_date_words_moment (self->known_at_us, "UTC") : NULL;
  g_autofree char *text = moment != NULL ? g_strdup_printf (_("Only what had been recorded by %s is shown."), moment) : NULL;

  gtk_label_set_text (GTK_LABEL (self->known_note), text != NULL ? text : "");
  gtk_widget_set_visible (gtk_widget_get_parent (self->known_note), text != NULL);
}

static const char *
word_reservation (const RcLineage *lineage)
{
  if (lineage->edited)
    return _("The case file itself was edited outside the program: what is shown here may not be what the evidence says.");
  if (!lineage->verified)
    return _("Not checked yet: how far these records can be relied on is not known. “Check Everything” tells.");
  return NULL;
}

static void
show (RcPage   *page,
      gpointer  result)
{
  RcLineagePage *self = RC_LINEAGE_PAGE (page);
  Loaded *loaded = result;
  g_autofree char *name = NULL;

  g_clear_pointer (&self->stock, rc_lineage_stock_unref);
  self->stock = g_steal_pointer (&loaded->stock);
  loaded_free (loaded);
  if (self->stock == NULL)
    {
      rc_lineage_tree_set_lineage (self->tree, NULL);
      rc_lineage_graph_set_lineage (RC_LINEAGE_GRAPH (self->graph), NULL);
      rc_lineage_detail_set_node (RC_LINEAGE_DETAIL (self->detail), NULL);
      rc_page_show_empty (page, _("No Decision Chosen"),
                          _("Find a decision by its number, or choose one from the list: its lineage is shown here."),
                          _("Find a Decision"), "win.find");
      return;
    }

  name = rc_parts_dup_name (self->stock->lineage->decision != NULL ? self->stock->lineage->decision : self->stock->lineage->reference);
  gtk_label_set_text (GTK_LABEL (self->decision), name);
  show_facts (self);
  show_count (self);
  show_known_at (self);
  rc_lineage_graph_set_lineage (RC_LINEAGE_GRAPH (self->graph), self->stock);
  rc_lineage_tree_set_lineage (self->tree, self->stock);
  rc_page_show_content (page, word_reservation (self->stock->lineage));
}

/* --- Selecting, in both forms --- */

static guint
find_slot (RcLineagePage *self,
           RcLineageNode *node)
{
  const RcLineageSlot *slot = node != NULL ? rc_lineage_node_peek_slot (node) : NULL;
  guint index = GTK_INVALID_LIST_POSITION;

  if (slot != NULL && self->stock != NULL)
    g_ptr_array_find (self->stock->lineage->slots, slot, &index);
  return index;
}

static void
line_selected (RcLineagePage *self)
{
  RcLineageNode *node = rc_lineage_tree_peek_selected (self->tree);

  rc_lineage_detail_set_node (RC_LINEAGE_DETAIL (self->detail), node);
  if (self->is_in_step)
    return;
  self->is_in_step = TRUE;
  rc_lineage_graph_select (RC_LINEAGE_GRAPH (self->graph), find_slot (self, node));
  self->is_in_step = FALSE;
}

static void
question_selected (RcLineagePage *self)
{
  guint slot = rc_lineage_graph_get_selected (RC_LINEAGE_GRAPH (self->graph));

  if (self->is_in_step || slot == GTK_INVALID_LIST_POSITION)
    return;
  self->is_in_step = TRUE;
  rc_lineage_tree_select_slot (self->tree, slot);
  self->is_in_step = FALSE;
}

static void
line_wanted (RcLineageDetail *detail,
             RcLineageNode   *node,
             RcLineagePage   *self)
{
  g_autoptr (RcLineageNode) kept = g_object_ref (node);

  rc_lineage_tree_select (self->tree, kept);
}

/* From the drawing to the same question in the tree, where its answers unfold. */
static void
question_activated (RcLineagePage *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->forms), "tree");
  gtk_widget_grab_focus (self->tree);
}

static void
copy_line (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  RcLineageNode *node = rc_lineage_tree_peek_selected (RC_LINEAGE_PAGE (widget)->tree);
  RcShape shape = RC_SHAPE_NOTE;
  g_autofree char *title = node != NULL ? rc_lineage_node_dup_title (node) : NULL;
  g_autofree char *value = node != NULL ? rc_lineage_node_dup_value (node) : NULL;
  g_autofree char *state = node != NULL ? rc_lineage_node_dup_state (node, &shape) : NULL;
  g_autofree char *text = node != NULL ? g_strjoin ("\t", title, value != NULL ? value : "", state != NULL ? state : "", NULL) : NULL;

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

/* --- What had been recorded by a time --- */

static void
known_at (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  RcLineagePage *self = RC_LINEAGE_PAGE (widget);
  gint64 time_us;
  gboolean good = rc_form_read_latest (g_variant_get_string (parameter, NULL), &time_us);

  gtk_accessible_update_state (GTK_ACCESSIBLE (self->known_entry), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  if (!good)
    {
      gtk_widget_add_css_class (self->known_entry, "error");
      return;
    }
  gtk_widget_remove_css_class (self->known_entry, "error");
  gtk_popover_popdown (GTK_POPOVER (self->known_popover));
  self->known_at_us = time_us;
  rc_page_reload (RC_PAGE (self));
}

static void
known_at_entered (RcLineagePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "lineage.known-at", "s", gtk_editable_get_text (GTK_EDITABLE (self->known_entry)));
}

static void
event_selected (RcLineagePage *self)
{
  rc_page_reload (RC_PAGE (self));
}

/* --- The page --- */

static void
rc_lineage_page_constructed (GObject *object)
{
  RcLineagePage *self = RC_LINEAGE_PAGE (object);
  RcSession *session = rc_page_get_session (RC_PAGE (object));

  G_OBJECT_CLASS (rc_lineage_page_parent_class)->constructed (object);
  self->detail = rc_lineage_detail_new (session);
  rc_parts_set_margins (self->detail, 16);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->detail_scroller), self->detail);
  g_signal_connect (self->detail, "wanted", G_CALLBACK (line_wanted), self);
  g_signal_connect_object (session, "notify::event", G_CALLBACK (event_selected), self, G_CONNECT_SWAPPED);
}

static void
rc_lineage_page_dispose (GObject *object)
{
  RcLineagePage *self = RC_LINEAGE_PAGE (object);

  if (self->tree != NULL)
    rc_lineage_tree_on_selected (self->tree, NULL, NULL);
  self->tree = NULL;
  g_clear_pointer (&self->stock, rc_lineage_stock_unref);
  G_OBJECT_CLASS (rc_lineage_page_parent_class)->dispose (object);
}

static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  RcLineagePage *self = RC_LINEAGE_PAGE (widget);

  if (self->stock != NULL)
    rc_comparison_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), rc_page_get_session (RC_PAGE (self)),
                              self->stock->lineage->event->id);
}

static void
rc_lineage_page_class_init (RcLineagePageClass *klass)
{
  RcPageClass *page_class = RC_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rc_lineage_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = rc_lineage_page_dispose;
  page_class->load = load;
  page_class->result_free = loaded_free;
  page_class->dup_request = dup_request;
  page_class->request_free = g_free;
  page_class->show = show;
  gtk_widget_class_install_action (widget_class, "lineage.known-at", "s", known_at);
  gtk_widget_class_install_action (widget_class, "lineage.copy", NULL, copy_line);
  gtk_widget_class_install_action (widget_class, "lineage.compare", NULL, compare_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "lineage.copy", NULL);
}

static GtkWidget *
make_known_button (RcLineagePage *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *label = gtk_label_new_with_mnemonic (_("_Day or time, in UTC"));
  GtkWidget *apply = gtk_button_new_with_label (_("Show What Had Been Recorded"));

  self->known_entry = gtk_entry_new ();
  self->known_popover = gtk_popover_new ();
  gtk_widget_set_name (self->known_entry, "known-at");
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->known_entry), "2026-06-30");
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->known_entry);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->known_entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  g_signal_connect_swapped (self->known_entry, "activate", G_CALLBACK (known_at_entered), self);
  g_signal_connect_swapped (apply, "clicked", G_CALLBACK (known_at_entered), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->known_entry);
  gtk_box_append (GTK_BOX (box), apply);
  rc_parts_set_margins (box, 6);
  gtk_popover_set_child (GTK_POPOVER (self->known_popover), box);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("What Had Been Recorded by…"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), self->known_popover);
  return button;
}

static GtkWidget *
make_known_line (RcLineagePage *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *all = gtk_button_new_with_label (_("Show All"));

  self->known_note = rc_parts_text ("", "rc-note");
  gtk_widget_set_name (self->known_note, "known-note");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (all), "lineage.known-at");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (all), "s", "");
  gtk_box_append (GTK_BOX (line), self->known_note);
  gtk_box_append (GTK_BOX (line), all);
  gtk_widget_set_visible (line, FALSE);
  return line;
}

static GtkWidget *
make_title (RcLineagePage *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->decision = rc_parts_heading ("", 1);
  gtk_widget_set_name (self->decision, "decision");
  self->facts = rc_parts_text ("", "rc-muted");
  self->count = rc_parts_text ("", NULL);
  gtk_widget_set_name (self->count, "lineage-count");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), self->decision);
  gtk_box_append (GTK_BOX (words), self->facts);
  gtk_box_append (GTK_BOX (words), self->count);
  return words;
}

static GtkWidget *
make_head (RcLineagePage *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *switcher = gtk_stack_switcher_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), GTK_STACK (self->forms));
  gtk_widget_set_halign (switcher, GTK_ALIGN_START);
  gtk_widget_set_hexpand (switcher, TRUE);
  gtk_box_append (GTK_BOX (line), make_title (self));
  gtk_box_append (GTK_BOX (buttons), switcher);
  gtk_box_append (GTK_BOX (buttons), make_known_button (self));
  gtk_box_append (GTK_BOX (buttons), rc_parts_button (_("Compare…"), "lineage.compare", NULL));
  gtk_box_append (GTK_BOX (buttons), rc_parts_button (_("Show Reconstruction Sheet"), "win.show-sheet", NULL));
  gtk_box_append (GTK_BOX (head), line);
  gtk_box_append (GTK_BOX (head), make_known_line (self));
  gtk_box_append (GTK_BOX (head), buttons);
  rc_parts_set_margins (head, MARGIN);
  return head;
}

static GtkWidget *
wrap_in_scroller (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  return scroller;
}

static void
width_changed (GtkAdjustment *adjustment,
               GParamSpec    *pspec,
               GtkWidget     *tree)
{
  rc_lineage_tree_set_width (tree, (int) gtk_adjustment_get_page_size (adjustment));
}

static GtkWidget *
wrap_tree (GtkWidget *tree)
{
  GtkWidget *scroller = wrap_in_scroller (tree);

  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller)), "notify::page-size",
                           G_CALLBACK (width_changed), tree, 0);
  return scroller;
}

static void
make_forms (RcLineagePage *self)
{
  GtkStack *stack;

  self->forms = gtk_stack_new ();
  stack = GTK_STACK (self->forms);
  self->tree = rc_lineage_tree_new ();
  self->graph = rc_lineage_graph_new ();
  gtk_widget_set_name (self->tree, "lineage-tree");
  gtk_widget_set_name (self->graph, "lineage-graph");
  gtk_widget_set_name (self->forms, "lineage-forms");
  gtk_widget_set_halign (self->graph, GTK_ALIGN_START);
  gtk_widget_set_valign (self->graph, GTK_ALIGN_START);
  rc_lineage_tree_on_selected (self->tree, G_CALLBACK (line_selected), self);
  g_signal_connect_swapped (self->graph, "notify::selected", G_CALLBACK (question_selected), self);
  g_signal_connect_swapped (self->graph, "activated", G_CALLBACK (question_activated), self);
  gtk_stack_add_titled (stack, wrap_tree (self->tree), "tree", _("Questions"));
  gtk_stack_add_titled (stack, wrap_in_scroller (self->graph), "drawing", _("Drawing"));
}

static GtkWidget *
make_panes (RcLineagePage *self)
{
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);

  self->detail_scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->detail_scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (self->detail_scroller, DETAIL_WIDTH, -1);
  gtk_widget_set_size_request (self->forms, 320, -1);
  gtk_widget_set_vexpand (paned, TRUE);
  gtk_paned_set_start_child (GTK_PANED (paned), self->forms);
  gtk_paned_set_end_child (GTK_PANED (paned), self->detail_scroller);
  gtk_paned_set_resize_end_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  return paned;
}

static void
rc_lineage_page_init (RcLineagePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->known_at_us = RC_TIME_NONE;
  make_forms (self);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), make_panes (self));
  rc_page_set_content (RC_PAGE (self), box);
}

GtkWidget *
rc_lineage_page_new (RcSession *session)
{
  return g_object_new (RC_TYPE_LINEAGE_PAGE, "session", session, NULL);
}
