/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/register-view.h"

#include <string.h>

#include "core/words.h"
#include "ui/array-model.h"
#include "ui/data-table.h"
#include "ui/parts.h"

#define ACTION      "register.act"
#define VIEW_ACTION "register.view"

struct _RcRegisterView
{
  GtkWidget             parent_instance;
  RcSession            *session;
  const RcRegisterKind *kind;
  guint                 n_entries;
  gboolean              is_known;     /* entries were set once */
  GtkWidget            *stack;
  GtkWidget            *table;
  GtkWidget            *detail;
};

G_DEFINE_FINAL_TYPE (RcRegisterView, rc_register_view, GTK_TYPE_WIDGET)

/* --- Acts --- */

static GtkWidget *
button_new (const char *label,
            const char *act,
            gint64      part,
            gboolean    is_view)
{
  GtkWidget *button = rc_parts_button (label, NULL, NULL);

  gtk_widget_set_name (button, act);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sx)", act, part);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), is_view ? VIEW_ACTION : ACTION);
  return button;
}

GtkWidget *
rc_register_view_part_button (const char *label,
                              const char *act,
                              gint64      part)
{
  GtkWidget *button = button_new (label, act, part, /* is_view= */ FALSE);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  return button;
}

static void
act_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  RcRegisterView *self = RC_REGISTER_VIEW (widget);
  gpointer entry = rc_data_table_peek_selected (self->table);
  gboolean is_view = strcmp (name, VIEW_ACTION) == 0;
  const char *wanted;
  gint64 part;

  g_variant_get (parameter, "(&sx)", &wanted, &part);
  for (guint i = 0; i < self->kind->n_acts; i++)
    {
      const RcRegisterAct *act = &self->kind->acts[i];

      if (strcmp (act->name, wanted) == 0 && act->is_view == is_view && (act->applies == NULL || (entry != NULL && act->applies (entry))))
        act->begin (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, act->applies != NULL ? entry : NULL, part);
    }
}

/* --- The selected entry --- */

/* Labels of acts may be long in some languages: they stand in as many lines as they need. */
static void
add_acts (RcRegisterView *self,
          gconstpointer   entry)
{
  GtkWidget *flow = gtk_flow_box_new ();
  gboolean any = FALSE;

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  for (guint i = 0; i < self->kind->n_acts; i++)
    {
      const RcRegisterAct *act = &self->kind->acts[i];
      GtkWidget *child;

      if (act->applies == NULL || act->label == NULL || !act->applies (entry))
        continue;
      child = gtk_flow_box_child_new ();
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button_new (_(act->label), act->name, 0, act->is_view));
      gtk_flow_box_append (GTK_FLOW_BOX (flow), child);
      any = TRUE;
    }
  if (any)
    gtk_box_append (GTK_BOX (self->detail), flow);
  else
    g_object_unref (g_object_ref_sink (flow));
}

static void
selected (RcRegisterView *self)
{
  gpointer entry = rc_data_table_peek_selected (self->table);

  rc_parts_clear (self->detail);
  if (entry == NULL)
    return;

  self->kind->fill_head (self->detail, entry);
  add_acts (self, entry);
  self->kind->fill (self->detail, entry);
}

void
rc_register_view_set_entries (RcRegisterView *self,
                              GPtrArray      *entries)
{
  gboolean is_added = self->is_known && !self->kind->keeps_place && entries->len > self->n_entries;

  g_return_if_fail (RC_IS_REGISTER_VIEW (self));

  self->n_entries = entries->len;
  self->is_known = TRUE;
  rc_data_table_set_model (self->table, G_LIST_MODEL (rc_array_model_new (entries, NULL, NULL)));
  if (is_added)
    rc_data_table_select_data (self->table, g_ptr_array_index (entries, entries->len - 1));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), entries->len > 0 ? "list" : "empty");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), ACTION, rc_session_is_writable (self->session));
}

/* --- The widget --- */

static GtkWidget *
empty_new (RcRegisterView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *title = rc_parts_heading (_(self->kind->empty_title), 2);
  GtkWidget *sentence = rc_parts_text (_(self->kind->empty_sentence), NULL);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  rc_parts_set_margins (box, 24);
  gtk_widget_remove_css_class (title, "rc-heading");
  gtk_widget_add_css_class (title, "title-2");
  gtk_label_set_justify (GTK_LABEL (title), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (title), 0.5f);
  gtk_label_set_justify (GTK_LABEL (sentence), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (sentence), 60);
  gtk_label_set_xalign (GTK_LABEL (sentence), 0.5f);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), sentence);
  for (guint i = 0; i < self->kind->n_acts; i++)
    {
      const RcRegisterAct *act = &self->kind->acts[i];
      GtkWidget *button = act->applies == NULL ? button_new (_(act->label), act->name, 0, act->is_view) : NULL;

      if (button == NULL)
        continue;
      gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
      if (i == 0)
        gtk_widget_add_css_class (button, "suggested-action");
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

/* (nullable): nothing would stand in it but what the page says already. */
static GtkWidget *
bar_new (RcRegisterView *self)
{
  GtkWidget *bar;
  gboolean any = FALSE;

  for (guint i = 0; i < self->kind->n_acts; i++)
    any |= self->kind->acts[i].applies == NULL;
  if (!any)
    return NULL;

  bar = rc_parts_bar (rc_parts_heading (_(self->kind->title), 1), NULL, NULL);

  for (guint i = self->kind->n_acts; i > 0; i--)
    {
      const RcRegisterAct *act = &self->kind->acts[i - 1];
      GtkWidget *button = act->applies == NULL ? button_new (_(act->label), act->name, 0, act->is_view) : NULL;

      if (button == NULL)
        continue;
      if (i == 1)
        gtk_widget_add_css_class (button, "suggested-action");
      gtk_box_append (GTK_BOX (bar), button);
    }
  return bar;
}

static GtkWidget *
list_new (RcRegisterView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = bar_new (self);
  GtkWidget *scroller;

  self->table = rc_data_table_new (_(self->kind->title), &scroller);
  self->kind->add_columns (self->table);
  rc_data_table_on_selected (self->table, G_CALLBACK (selected), self);
  if (bar != NULL)
    gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), rc_parts_list_and_detail (scroller, &self->detail));
  return box;
}

static void
rc_register_view_dispose (GObject *object)
{
  RcRegisterView *self = RC_REGISTER_VIEW (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rc_register_view_parent_class)->dispose (object);
}

static void
rc_register_view_class_init (RcRegisterViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_register_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, ACTION, "(sx)", act_action);
  gtk_widget_class_install_action (widget_class, VIEW_ACTION, "(sx)", act_action);
}

static void
rc_register_view_init (RcRegisterView *self)
{
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

GtkWidget *
rc_register_view_new (RcSession            *session,
                      const RcRegisterKind *kind)
{
  RcRegisterView *self = g_object_new (RC_TYPE_REGISTER_VIEW, "name", kind->name, NULL);

  self->session = g_object_ref (session);
  self->kind = kind;
  gtk_stack_add_named (GTK_STACK (self->stack), empty_new (self), "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), list_new (self), "list");
  return GTK_WIDGET (self);
}
