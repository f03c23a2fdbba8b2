/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exceptions-page.h"

#include <string.h>

#include "core/date-words.h"
#include "core/event.h"
#include "core/exception-advice.h"
#include "core/exception-groups.h"
#include "core/words.h"
#include "reports/exhibit.h"
#include "ui/advice-view.h"
#include "ui/array-model.h"
#include "ui/parts.h"
#include "ui/state-mark.h"
#include "ui/data-table.h"

#define MAX_OPENED 60u     /* rows: groups are opened at once where that leaves them readable */

/* A row: a kind, a cause of that kind, or what follows from a cause. The only cause of its kind is one row with the kind. */
typedef struct
{
  const RcExceptionGroup *group;
  const RcExceptionRoot  *root;        /* (nullable): a kind */
  const RcException      *exception;   /* (nullable): a kind */
  gboolean                is_kind;
} Node;

struct _RcExceptionsPage
{
  RcPage                   parent_instance;
  GtkWidget               *table;
  GtkWidget               *summary;
  GtkWidget               *detail;
  const RcExceptionGroups *groups;      /* of the model that is shown */
  GCancellable            *cancellable; /* of looking for the decision */
  gint64                   event;       /* of the selected row; 0: none */
};

G_DEFINE_FINAL_TYPE (RcExceptionsPage, rc_exceptions_page, RC_TYPE_PAGE)

/* --- Cells --- */

static gboolean
is_one_of (const char         *kind,
           const char * const *kinds)
{
  return g_strv_contains (kinds, kind);
}

static RcShape
shape_of_kind (const RcExceptionGroup *group)
{
  static const char * const contradictions[] = {
    RC_EXCEPTION_ID_CONFLICT, RC_EXCEPTION_CLOCK_BACK, RC_EXCEPTION_CARD_EDITED, RC_EXCEPTION_DIGEST_DISAGREES,
    RC_EXCEPTION_SYSTEMS_DISAGREE, RC_EXCEPTION_APPROVAL_LATE, RC_EXCEPTION_DEPLOYMENTS_OVERLAP,
    RC_EXCEPTION_APPROVAL_ENDED, RC_EXCEPTION_PERIOD_BACKWARD, NULL
  };
  static const char * const absences[] = {
    RC_EXCEPTION_CHAIN_GAP, RC_EXCEPTION_CHAIN_TAIL_MISSING, RC_EXCEPTION_LISTED_ABSENT, RC_EXCEPTION_NOT_LISTED, RC_EXCEPTION_VANISHED,
    RC_EXCEPTION_DECISION_MISSING, RC_EXCEPTION_DEPLOYMENT_GAP, NULL
  };

  if (is_one_of (group->kind, contradictions))
    return RC_SHAPE_DISAGREE;
  if (is_one_of (group->kind, absences))
    return RC_SHAPE_ABSENT;
  return group->exit_code == 1 ? RC_SHAPE_FAILED : group->exit_code == 3 ? RC_SHAPE_UNCHECKED : RC_SHAPE_NOTE;
}

static char *
dup_place (RcExceptionsPage  *self,
           const RcException *exception)
{
  const RcSource *source = rc_exception_groups_source (self->groups, exception);

  if (exception->source == 0)
    return g_strdup (_("The case itself"));
  if (exception->record <= 0)
    return rc_exhibit_dup_number (exception->source);
  return rc_exhibit_dup_place (source, exception->source, (guint64) exception->record);
}

static char *
cell_what (gpointer  data,
           RcShape  *out_shape,
           gpointer  user_data)
{
  const Node *node = data;
  g_autofree char *message = NULL;

  *out_shape = shape_of_kind (node->group);
  if (node->is_kind)
    return g_strdup (_(rc_exception_kind_title (node->group->kind)));

  message = rc_parts_dup_name (node->exception->message);
  return rc_exhibit_shorten_hex (message);
}

static char *
cell_place (gpointer data,
            gpointer user_data)
{
  const Node *node = data;

  return node->exception != NULL ? dup_place (user_data, node->exception) : NULL;
}

static char *
cell_count (gpointer data,
            gpointer user_data)
{
  const Node *node = data;

  if (node->exception == NULL)
    return rc_count_words (node->group->roots->len);
  if (node->exception == node->root->exception && node->root->further->len > 0)
    return g_strdup_printf (rc_words_plural ("+ %u", "+ %u", node->root->further->len), node->root->further->len);
  return NULL;
}

/* --- The tree --- */

static void
add_node (GPtrArray              *nodes,
          const RcExceptionGroup *group,
          const RcExceptionRoot  *root,
          const RcException      *exception)
{
  Node *node = g_new0 (Node, 1);

  *node = (Node) { group, root, exception, FALSE };
  g_ptr_array_add (nodes, node);
}

static void
add_kind (GPtrArray              *nodes,
          const RcExceptionGroup *group)
{
  const RcExceptionRoot *only = group->roots->len == 1 ? g_ptr_array_index (group->roots, 0) : NULL;
  Node *node = g_new0 (Node, 1);

  *node = (Node) { group, only, only != NULL ? only->exception : NULL, TRUE };
  g_ptr_array_add (nodes, node);
}

static GPtrArray *
list_children (const Node *node)
{
  GPtrArray *children = g_ptr_array_new_with_free_func (g_free);

  if (node->exception == NULL)
    {
      for (guint i = 0; i < node->group->roots->len; i++)
        {
          const RcExceptionRoot *root = g_ptr_array_index (node->group->roots, i);

          add_node (children, node->group, root, root->exception);
        }
    }
  else if (node->exception == node->root->exception)
    {
      for (guint i = 0; i < node->root->further->len; i++)
        add_node (children, node->group, node->root, g_ptr_array_index (node->root->further, i));
    }
  return children;
}

/* The root model owns what all rows point at: their models hold it. */
static GListModel *
make_children (gpointer item,
               gpointer root_model)
{
  g_autoptr (GPtrArray) children = list_children (rc_array_item_peek (item));

  if (children->len == 0)
    return NULL;
  return G_LIST_MODEL (rc_array_model_new (children, g_object_ref (root_model), g_object_unref));
}

static void
open_groups (RcExceptionsPage *self,
             GtkTreeListModel *tree)
{
  for (guint i = self->groups->groups->len; i > 0 && self->groups->roots <= MAX_OPENED; i--)
    {
      const RcExceptionGroup *group = g_ptr_array_index (self->groups->groups, i - 1);
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (tree, i - 1);

      if (group->roots->len > 1)
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

/* --- The decision behind an exception --- */

typedef struct
{
  gint64  source;
  guint64 record;
} Place;

static gpointer
find_decision (RcCase          *case_file,
               RcRecordReader  *reader,
               gpointer         data,
               GCancellable    *cancellable,
               GError         **error)
{
  const Place *place = data;
  g_autoptr (RcEvent) event = NULL;
  gint64 *found = g_new0 (gint64, 1);
  gint64 id = 0;

  if (!rc_event_find_at_record (case_file, place->source, place->record, &id, error))
    {
      g_free (found);
      return NULL;
    }
  event = id != 0 ? rc_event_load (case_file, id, NULL) : NULL;
  *found = event != NULL && event->kind == RC_EVENT_INFERENCE ? id : 0;
  return found;
}

static void
decision_found (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (RcExceptionsPage) self = user_data;
  g_autofree gint64 *event = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, NULL);

  if (event == NULL || self->cancellable == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  self->event = *event;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exceptions.show-decision", self->event != 0);
}

static void
look_for_decision (RcExceptionsPage  *self,
                   const RcException *exception)
{
  RcCaseQueue *reader = rc_session_peek_reader (rc_page_get_session (RC_PAGE (self)));
  Place place;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->event = 0;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exceptions.show-decision", FALSE);
  if (reader == NULL || exception == NULL || exception->source == 0 || exception->record <= 0)
    return;

  place = (Place) { exception->source, (guint64) exception->record };
  self->cancellable = g_cancellable_new ();
  rc_case_queue_run_async (reader, find_decision, g_memdup2 (&place, sizeof place), g_free, g_free, self->cancellable, decision_found,
                           g_object_ref (self));
}

static void
show_decision (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  RcExceptionsPage *self = RC_EXCEPTIONS_PAGE (widget);

  if (self->event != 0)
    rc_session_show_event (rc_page_get_session (RC_PAGE (self)), self->event);
}

/* --- The detail --- */

static void
add (RcExceptionsPage *self,
     GtkWidget        *child)
{
  gtk_box_append (GTK_BOX (self->detail), child);
}

static gboolean
is_digest (const char *text)
{
  return strlen (text) >= RC_DIGEST_HEX_SIZE - 1 && strspn (text, "0123456789abcdef") == strlen (text);
}

static void
add_fact (RcExceptionsPage *self,
          const char       *name,
          const char       *value)
{
  g_autofree char *grouped = is_digest (value) ? rc_parts_dup_grouped (value) : NULL;
  GtkWidget *label;

  if (*value == '\0')
    return;
  add (self, rc_parts_text (name, "rc-muted"));
  label = rc_parts_text (grouped != NULL ? grouped : value, grouped != NULL ? "rc-digest" : NULL);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  add (self, label);
}

static void
add_extent (RcExceptionsPage *self,
            const Node       *node)
{
  const RcSource *source = rc_exception_groups_source (self->groups, node->exception);
  g_autofree char *further = rc_count_words (node->root->further->len);
  g_autofree char *alike = rc_count_words (node->group->roots->len);
  g_autofree char *events = source != NULL ? rc_count_words (source->events) : NULL;
  g_autofree char *explained = g_strdup_printf (rc_words_plural ("%s other exception follows from this one.",
                                                                 "%s other exceptions follow from this one.",
                                                                 node->root->further->len), further);
  g_autofree char *kind = g_strdup_printf (rc_words_plural ("It is the only one of its kind.", "%s causes of this kind were noticed.",
                                                            node->group->roots->len), alike);

  add (self, rc_parts_text (_("Extent"), "rc-muted"));
  add (self, rc_parts_text (kind, NULL));
  if (node->exception == node->root->exception && node->root->further->len > 0)
    add (self, rc_parts_text (explained, NULL));
  if (node->exception != node->root->exception)
    {
      g_autofree char *place = dup_place (self, node->root->exception);
      g_autofree char *words = g_strdup_printf (_("It follows from what was noticed at %s."), place);

      add (self, rc_parts_text (words, NULL));
    }
  if (source != NULL && source->events > 1)
    {
      g_autofree char *words = g_strdup_printf (_("The same file holds %s events."), events);

      add (self, rc_parts_text (words, NULL));
    }
}

static void
show_exception (RcExceptionsPage *self,
                const Node       *node)
{
  const RcException *exception = node->exception;
  const RcSource *source = rc_exception_groups_source (self->groups, exception);
  g_autofree char *place = dup_place (self, exception);
  g_autofree char *name = rc_parts_dup_name (source != NULL ? source->name : "");
  g_autofree char *where = *name != '\0' ? g_strdup_printf ("%s\n%s", place, name) : g_strdup (place);
  g_autofree char *message = rc_parts_dup_name (exception->message);
  g_autofree char *expected = rc_parts_dup_name (exception->expected);
  g_autofree char *found = rc_parts_dup_name (exception->found);
  GtkWidget *button = rc_parts_button (_("Show Decision"), "exceptions.show-decision", NULL);

  add (self, rc_parts_heading (_(rc_exception_kind_title (exception->kind)), 1));
  add (self, rc_parts_text (message, NULL));
  add_fact (self, _("Place"), where);
  add_fact (self, _("Expected"), expected);
  add_fact (self, _("Found"), found);
  rc_advice_view_add (self->detail, rc_exception_advice (exception->kind));
  add_extent (self, node);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 8);
  gtk_widget_set_tooltip_text (button, _("Open the lineage of the decision that stands at this place, where one does"));
  add (self, button);
  add (self, rc_parts_text (_("An exception is what the program noticed. Whether it is a finding, a person decides."), "rc-muted"));
}

static void
show_group (RcExceptionsPage *self,
            const Node       *node)
{
  static const char * const grades[] = {
    N_("A note: nothing is wrong by it alone."),
    N_("A check failed, or records contradict each other."),
    N_("Something is absent, or could not be checked here."),
  };
  g_autofree char *count = rc_count_words (node->group->roots->len);
  g_autofree char *words = g_strdup_printf (rc_words_plural ("%s cause was noticed.", "%s causes were noticed.", node->group->roots->len),
                                            count);
  int grade = node->group->exit_code == 0 ? 0 : node->group->exit_code == 1 ? 1 : 2;
  GtkWidget *mark = rc_state_mark_new (shape_of_kind (node->group), _(grades[grade]));

  add (self, rc_parts_heading (_(rc_exception_kind_title (node->group->kind)), 1));
  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  add (self, mark);
  add (self, rc_parts_text (words, NULL));
  rc_advice_view_add (self->detail, rc_exception_advice (node->group->kind));
  add (self, rc_parts_text (_("Open the row to see each with its place."), "rc-muted"));
}

static void
selected (RcExceptionsPage *self)
{
  const Node *node = rc_data_table_peek_selected (self->table);

  rc_parts_clear (self->detail);
  look_for_decision (self, node != NULL ? node->exception : NULL);
  if (node == NULL)
    return;
  if (node->exception == NULL)
    show_group (self, node);
  else
    show_exception (self, node);
}

/* --- The page --- */

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  return rc_exception_groups_load (case_file, error);
}

static char *
word_summary (const RcExceptionGroups *groups)
{
  g_autofree char *roots = rc_count_words (groups->roots);
  g_autofree char *further = rc_count_words (groups->further);

  if (groups->further == 0)
    return g_strdup_printf (rc_words_plural ("%s exception", "%s exceptions", groups->roots), roots);
  return g_strdup_printf (rc_words_plural ("%1$s exceptions, and %2$s that follows from one of them",
                                           "%1$s exceptions, and %2$s that follow from them", groups->further), roots, further);
}

static void
show_groups (RcExceptionsPage  *self,
             RcExceptionGroups *groups)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *summary = word_summary (groups);
  GtkTreeListModel *tree;
  RcArrayModel *root;

  for (guint i = 0; i < groups->groups->len; i++)
    add_kind (nodes, g_ptr_array_index (groups->groups, i));
  self->groups = groups;
  root = rc_array_model_new (nodes, groups, (GDestroyNotify) rc_exception_groups_free);
  tree = gtk_tree_list_model_new (G_LIST_MODEL (root), FALSE, FALSE, make_children, root, NULL);
  open_groups (self, tree);
  gtk_label_set_text (GTK_LABEL (self->summary), summary);
  rc_data_table_set_model (self->table, G_LIST_MODEL (tree));
}

static void
show (RcPage   *page,
      gpointer  result)
{
  RcExceptionsPage *self = RC_EXCEPTIONS_PAGE (page);
  g_autoptr (RcExceptionGroups) groups = result;

  if (!groups->verified)
    {
      rc_page_show_empty (page, _("Not Checked Yet"),
                          _("Exceptions are noticed when everything is checked. That has not been done for the evidence as it is now."),
                          _("Check Everything"), "exceptions.check");
      return;
    }
  if (groups->roots == 0)
    {
      rc_page_show_empty (page, _("No Exceptions"),
                          _("Everything was checked as it is now, and nothing was noticed. What no check can notice, the overview says."),
                          NULL, NULL);
      return;
    }
  show_groups (self, g_steal_pointer (&groups));
  rc_page_show_content (page, NULL);
}

static void
check (GtkWidget  *widget,
       const char *name,
       GVariant   *parameter)
{
  rc_session_verify (rc_page_get_session (RC_PAGE (widget)));
}

static void
rc_exceptions_page_dispose (GObject *object)
{
  RcExceptionsPage *self = RC_EXCEPTIONS_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (rc_exceptions_page_parent_class)->dispose (object);
}

static void
rc_exceptions_page_class_init (RcExceptionsPageClass *klass)
{
  RcPageClass *page_class = RC_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_exceptions_page_dispose;
  page_class->load = load;
  page_class->result_free = (GDestroyNotify) rc_exception_groups_free;
  page_class->show = show;
  gtk_widget_class_install_action (widget_class, "exceptions.check", NULL, check);
  gtk_widget_class_install_action (widget_class, "exceptions.show-decision", NULL, show_decision);
}

static void
rc_exceptions_page_init (RcExceptionsPage *self)
{
  GtkWidget *scroller;
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkColumnViewColumn *column;

  self->summary = rc_parts_heading ("", 1);
  self->table = rc_data_table_new (_("Exceptions"), &scroller);
  rc_data_table_add_state (self->table, _("What was noticed"), RC_DATA_TABLE_EXPAND | RC_DATA_TABLE_TREE, cell_what, self, NULL);
  column = rc_data_table_add_text (self->table, _("Place"), RC_DATA_TABLE_PLAIN, cell_place, self, NULL);
  rc_parts_set_column_width (column, 130);
  column = rc_data_table_add_text (self->table, _("Count"), RC_DATA_TABLE_NUMBER, cell_count, self, NULL);
  rc_parts_set_column_width (column, 64);
  rc_data_table_on_selected (self->table, G_CALLBACK (selected), self);
  gtk_box_append (GTK_BOX (list), rc_parts_bar (self->summary, rc_parts_button (_("Integrity Report"), "win.show-integrity", NULL), NULL));
  gtk_box_append (GTK_BOX (list), scroller);
  rc_page_set_content (RC_PAGE (self), rc_parts_list_and_detail (list, &self->detail));
}

GtkWidget *
rc_exceptions_page_new (RcSession *session)
{
  return g_object_new (RC_TYPE_EXCEPTIONS_PAGE, "session", session, NULL);
}
