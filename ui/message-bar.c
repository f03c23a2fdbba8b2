/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/message-bar.h"

#include "core/words.h"
#include "ui/scheme.h"

#define SIGN_SIZE 16

struct _RcMessageBar
{
  GtkWidget  parent_instance;
  GtkLabel  *label;
  GtkWidget *button;
  GtkWidget *close;
  gboolean   is_trouble;
  RcShape    shape;
};

G_DEFINE_FINAL_TYPE (RcMessageBar, rc_message_bar, GTK_TYPE_WIDGET)

static void
close_bar (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (GTK_IS_BOX (parent))
    gtk_box_remove (GTK_BOX (parent), widget);
  else
    gtk_widget_set_visible (widget, FALSE);
}

static void
rc_message_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (rc_message_bar_parent_class)->dispose (object);
}

static void
rc_message_bar_class_init (RcMessageBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_message_bar_dispose;
  gtk_widget_class_install_action (widget_class, "message.close", NULL, close_bar);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "messagebar");
}

static void
rc_message_bar_init (RcMessageBar *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_selectable (self->label, TRUE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->label), FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);

  self->button = gtk_button_new ();
  gtk_widget_set_visible (self->button, FALSE);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);

  self->close = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_button_set_has_frame (GTK_BUTTON (self->close), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->close), "message.close");
  gtk_widget_set_tooltip_text (self->close, _("Close This Message"));
  gtk_widget_set_valign (self->close, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->close), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Close This Message"), -1);
}

static void
draw_sign (GtkDrawingArea *area,
           cairo_t        *cr,
           int             width,
           int             height,
           gpointer        user_data)
{
  RcMessageBar *self = user_data;

  rc_shape_draw (self->shape, rc_scheme_of_widget (GTK_WIDGET (area)), cr, 0, 0, MIN (width, height));
}

/* What the sign says stands in the words beside it. */
static GtkWidget *
sign_new (RcMessageBar *self)
{
  GtkWidget *sign;

  if (self->is_trouble)
    return gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  sign = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (sign), SIGN_SIZE);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (sign), SIGN_SIZE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (sign), draw_sign, self, NULL);
  return sign;
}

/**
 * rc_message_bar_new:
 * @sentence: shown as it is, without markup
 * @is_trouble: something was not done, or needs a look
 */
GtkWidget *
rc_message_bar_new (const char *sentence,
                    gboolean    is_trouble)
{
  RcMessageBar *self = g_object_new (RC_TYPE_MESSAGE_BAR,
                                     "accessible-role", is_trouble ? GTK_ACCESSIBLE_ROLE_ALERT : GTK_ACCESSIBLE_ROLE_STATUS,
                                     NULL);
  GtkWidget *sign;

  self->is_trouble = is_trouble;
  self->shape = RC_SHAPE_NOTE;
  sign = sign_new (self);
  gtk_widget_set_valign (sign, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (sign, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_parent (self->close, GTK_WIDGET (self));
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 9);
  if (is_trouble)
    gtk_widget_add_css_class (GTK_WIDGET (self), "trouble");
  rc_message_bar_set_sentence (self, sentence);
  return GTK_WIDGET (self);
}

void
rc_message_bar_set_sentence (RcMessageBar *self,
                             const char   *sentence)
{
  gtk_label_set_text (self->label, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

const char *
rc_message_bar_peek_sentence (RcMessageBar *self)
{
  return gtk_label_get_text (self->label);
}

gboolean
rc_message_bar_is_trouble (RcMessageBar *self)
{
  return self->is_trouble;
}

void
rc_message_bar_set_button (RcMessageBar *self,
                           const char   *label,
                           const char   *action)
{
  gtk_button_set_use_underline (GTK_BUTTON (self->button), TRUE);
  gtk_button_set_label (GTK_BUTTON (self->button), label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
  gtk_widget_set_visible (self->button, TRUE);
}

void
rc_message_bar_set_shape (RcMessageBar *self,
                          RcShape       shape)
{
  self->shape = shape;
  gtk_widget_queue_draw (gtk_widget_get_first_child (GTK_WIDGET (self)));
}

void
rc_message_bar_set_closable (RcMessageBar *self,
                             gboolean      is_closable)
{
  gtk_widget_set_visible (self->close, is_closable);
}
