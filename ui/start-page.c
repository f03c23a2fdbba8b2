/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/start-page.h"

#include "core/display-text.h"
#include "ui/message-bar.h"
#include "ui/parts.h"
#include "ui/recent-cases.h"

#define MAX_RECENT 8
#define MAX_TITLE_BYTES 200

struct _RcStartPage
{
  GtkWidget   parent_instance;
  GtkWidget  *recent;
  GtkListBox *list;
  GtkWidget  *messages;
};

G_DEFINE_FINAL_TYPE (RcStartPage, rc_start_page, GTK_TYPE_WIDGET)

static GtkWidget *
label_new (const char *text,
           const char *css_class)
{
  g_autofree char *shown = rc_display_text (text, -1, MAX_TITLE_BYTES);
  GtkWidget *label = gtk_label_new (shown);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_case (RcStartPage        *self,
          const RcRecentCase *recent)
{
  g_autofree char *folder = g_path_get_dirname (recent->path);
  g_autofree char *shown = g_filename_display_name (folder);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = label_new (recent->title, NULL);

  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), label_new (shown, "rc-muted"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, shown);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
  /* Bytes, since a path need not be text. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-path");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row), g_variant_new_bytestring (recent->path));
  gtk_list_box_append (self->list, row);
}

void
rc_start_page_refresh (RcStartPage *self)
{
  g_autoptr (GPtrArray) cases = rc_recent_cases_list (MAX_RECENT);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < cases->len; i++)
    add_case (self, g_ptr_array_index (cases, i));
  gtk_widget_set_visible (self->recent, cases->len > 0);
}

void
rc_start_page_say (RcStartPage *self,
                   const char  *sentence)
{
  rc_parts_clear (self->messages);
  if (sentence != NULL)
    gtk_box_append (GTK_BOX (self->messages), rc_message_bar_new (sentence, FALSE));
}

static void
clear_recent (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  rc_recent_cases_clear ();
  rc_start_page_refresh (RC_START_PAGE (widget));
}

/* One window shows one thing: of several, the first. */
static gboolean
dropped (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         RcStartPage   *self)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autofree char *path = files != NULL && g_file_is_native (files->data) ? g_file_get_path (files->data) : NULL;

  return path != NULL && gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.open-path", g_variant_new_bytestring (path));
}

static void
add_drop_target (RcStartPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
rc_start_page_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (rc_start_page_parent_class)->dispose (object);
}

static void
rc_start_page_class_init (RcStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_start_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, RC_RESOURCE_PREFIX "/start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RcStartPage, recent);
  gtk_widget_class_bind_template_child (widget_class, RcStartPage, list);
  gtk_widget_class_bind_template_child (widget_class, RcStartPage, messages);
  gtk_widget_class_install_action (widget_class, "start.clear-recent", NULL, clear_recent);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rc_start_page_init (RcStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rc_start_page_refresh (self);
  add_drop_target (self);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (rc_start_page_refresh), self, G_CONNECT_SWAPPED);
}

GtkWidget *
rc_start_page_new (void)
{
  return g_object_new (RC_TYPE_START_PAGE, NULL);
}
