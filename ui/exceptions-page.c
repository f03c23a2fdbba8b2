/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exceptions-page.h"

#include "core/date-words.h"
#include "core/event.h"
#include "core/exception-groups.h"
#include "core/words.h"
#include "reports/exhibit.h"
#include "ui/array-model.h"
#include "ui/data-table.h"
#include "ui/exception-view.h"
#include "ui/extent-dialog.h"
#include "ui/finding-dialog.h"
#include "ui/finding-marks.h"
#include "ui/parts.h"

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
  RcFindingMarks          *findings;    /* (nullable): which of them a person made findings of */
  GCancellable            *cancellable; /* of looking for the decision */
  gint64                   event;       /* of the selected row; 0: none */
};

G_DEFINE_FINAL_TYPE (RcExceptionsPage, rc_exceptions_page, RC_TYPE_PAGE)

/* --- Cells --- */

static char *
cell_what (gpointer  data,
           RcShape  *out_shape,
           gpointer  user_data)
{
  const Node *node = data;
  g_autofree char *message = NULL;

  *out_shape = rc_exception_view_shape (node->group);
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

  return node->exception != NULL ? rc_exception_view_dup_place (((RcExceptionsPage *) user_data)->groups, node->exception) : NULL;
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

/* --- What a person makes of it --- */

/* Of a kind all its causes, else the one that is selected. */
static GArray *
list_selected (const Node *node)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (node->exception != NULL)
    g_array_append_val (numbers, node->exception->id);
  for (guint i = 0; node->exception == NULL && i < node->group->roots->len; i++)
    g_array_append_val (numbers, ((const RcExceptionRoot *) g_ptr_array_index (node->group->roots, i))->exception->id);
  return numbers;
}

static void
promote (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  const Node *node = rc_data_table_peek_selected (RC_EXCEPTIONS_PAGE (widget)->table);
  g_autoptr (GArray) numbers = node != NULL ? list_selected (node) : NULL;

  if (numbers != NULL && numbers->len > 0)
    rc_finding_dialog_promote (GTK_WINDOW (gtk_widget_get_root (widget)), rc_page_get_session (RC_PAGE (widget)),
                               &g_array_index (numbers, gint64, 0), numbers->len, _(rc_exception_kind_title (node->group->kind)));
}

static void
show_extent (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  const Node *node = rc_data_table_peek_selected (RC_EXCEPTIONS_PAGE (widget)->table);

  if (node != NULL && node->exception != NULL)
    rc_extent_dialog_show (GTK_WINDOW (gtk_widget_get_root (widget)), rc_page_get_session (RC_PAGE (widget)), node->exception->id,
                           _(rc_exception_kind_title (node->exception->kind)));
}

/* --- The detail --- */

static void
selected (RcExceptionsPage *self)
{
  const Node *node = rc_data_table_peek_selected (self->table);

  rc_parts_clear (self->detail);
  look_for_decision (self, node != NULL ? node->exception : NULL);
  if (node != NULL && node->exception == NULL)
    rc_exception_view_add_group (self->detail, node->group);
  else if (node != NULL)
    rc_exception_view_add (self->detail, self->groups, self->findings, node->group, node->root, node->exception);
}

/* --- The page --- */

typedef struct
{
  RcExceptionGroups *groups;
  RcFindingMarks    *findings;
} Noticed;

static void
noticed_free (gpointer data)
{
  Noticed *noticed = data;

  g_clear_pointer (&noticed->groups, rc_exception_groups_free);
  g_clear_pointer (&noticed->findings, rc_finding_marks_free);
  g_free (noticed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Noticed, noticed_free)

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr (Noticed) noticed = g_new0 (Noticed, 1);

  noticed->groups = rc_exception_groups_load (case_file, error);
  noticed->findings = noticed->groups != NULL ? rc_finding_marks_load (case_file, error) : NULL;
  return noticed->findings != NULL ? g_steal_pointer (&noticed) : NULL;
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
  g_autoptr (Noticed) noticed = result;
  g_autoptr (RcExceptionGroups) groups = g_steal_pointer (&noticed->groups);

  g_clear_pointer (&self->findings, rc_finding_marks_free);
  self->findings = g_steal_pointer (&noticed->findings);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exceptions.promote", rc_session_is_writable (rc_page_get_session (page)));
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
rc_exceptions_page_finalize (GObject *object)
{
  g_clear_pointer (&RC_EXCEPTIONS_PAGE (object)->findings, rc_finding_marks_free);
  G_OBJECT_CLASS (rc_exceptions_page_parent_class)->finalize (object);
}

static void
rc_exceptions_page_class_init (RcExceptionsPageClass *klass)
{
  RcPageClass *page_class = RC_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_exceptions_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rc_exceptions_page_finalize;
  page_class->load = load;
  page_class->result_free = noticed_free;
  page_class->show = show;
  gtk_widget_class_install_action (widget_class, "exceptions.check", NULL, check);
  gtk_widget_class_install_action (widget_class, "exceptions.show-decision", NULL, show_decision);
  gtk_widget_class_install_action (widget_class, "exceptions.show-extent", NULL, show_extent);
  gtk_widget_class_install_action (widget_class, "exceptions.promote", NULL, promote);
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
