/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/code-chooser.h"

#include <string.h>

#include "core/words.h"
#include "ui/parts.h"

#define LIST_HEIGHT 260

struct _RcCodeChooser
{
  GtkWidget          parent_instance;
  RcSystemAttribute  attribute;
  GtkWidget         *button;
  GtkWidget         *label;
  GPtrArray         *checks;      /* of GtkCheckButton, by the order of the codes */
};

G_DEFINE_FINAL_TYPE (RcCodeChooser, rc_code_chooser, GTK_TYPE_WIDGET)

char *
rc_code_chooser_dup_codes (RcCodeChooser *self)
{
  guint count = rc_system_attribute_count_codes (self->attribute);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < count; i++)
    {
      if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
        g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", rc_system_attribute_nth_code (self->attribute, i));
    }
  return g_string_free (text, FALSE);
}

static void
changed (RcCodeChooser *self)
{
  guint count = rc_system_attribute_count_codes (self->attribute);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *words = NULL;

      if (!gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
        continue;
      words = rc_system_attribute_dup_words (self->attribute, rc_system_attribute_nth_code (self->attribute, i));
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", words);
    }
  gtk_label_set_text (GTK_LABEL (self->label), text->len > 0 ? text->str : _("not stated"));
  g_string_free (text, TRUE);
}

static gboolean
is_chosen (const char *codes,
           const char *code)
{
  g_auto (GStrv) parts = g_strsplit (codes, ",", -1);

  return g_strv_contains ((const char * const *) parts, code);
}

static GtkWidget *
list_new (RcCodeChooser *self,
          const char    *chosen)
{
  guint count = rc_system_attribute_count_codes (self->attribute);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *words = rc_system_attribute_dup_words (self->attribute, rc_system_attribute_nth_code (self->attribute, i));
      GtkWidget *check = gtk_check_button_new_with_label (words);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_chosen (chosen, rc_system_attribute_nth_code (self->attribute, i)));
      gtk_widget_set_name (check, rc_system_attribute_nth_code (self->attribute, i));
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (changed), self);
      g_ptr_array_add (self->checks, check);
      gtk_box_append (GTK_BOX (box), check);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT);
  return scroller;
}

static void
rc_code_chooser_dispose (GObject *object)
{
  RcCodeChooser *self = RC_CODE_CHOOSER (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (rc_code_chooser_parent_class)->dispose (object);
}

static gboolean
rc_code_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (RC_CODE_CHOOSER (widget)->button);
}

static void
rc_code_chooser_class_init (RcCodeChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_code_chooser_dispose;
  widget_class->grab_focus = rc_code_chooser_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rc_code_chooser_init (RcCodeChooser *self)
{
  self->checks = g_ptr_array_new ();
  self->button = gtk_menu_button_new ();
  self->label = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), self->label);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

GtkWidget *
rc_code_chooser_new (RcSystemAttribute  attribute,
                     const char        *codes)
{
  RcCodeChooser *self = g_object_new (RC_TYPE_CODE_CHOOSER, NULL);
  GtkWidget *popover = gtk_popover_new ();

  self->attribute = attribute;
  gtk_popover_set_child (GTK_POPOVER (popover), list_new (self, codes));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  changed (self);
  return GTK_WIDGET (self);
}
