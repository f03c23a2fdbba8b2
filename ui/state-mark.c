/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/state-mark.h"

#include "ui/scheme.h"

#define USUAL_SIZE 16.0

/* --- The shape alone; of no meaning to those who do not see it, since its words stand beside it --- */

#define RC_TYPE_SHAPE_AREA (rc_shape_area_get_type ())
G_DECLARE_FINAL_TYPE (RcShapeArea, rc_shape_area, RC, SHAPE_AREA, GtkWidget)

struct _RcShapeArea
{
  GtkWidget parent_instance;
  RcShape   shape;
};

G_DEFINE_FINAL_TYPE (RcShapeArea, rc_shape_area, GTK_TYPE_WIDGET)

/* As high as a line of the words beside it. */
static int
get_size (GtkWidget *widget)
{
  return (int) (USUAL_SIZE * rc_scheme_text_unit (widget));
}

static void
rc_shape_area_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = *natural = get_size (widget);
}

static void
rc_shape_area_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  RcShapeArea *self = RC_SHAPE_AREA (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width, height);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  int size = get_size (widget);

  rc_shape_draw (self->shape, rc_scheme_of_widget (widget), cr, (width - size) / 2, (height - size) / 2, size);
  cairo_destroy (cr);
}

static void
rc_shape_area_class_init (RcShapeAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = rc_shape_area_measure;
  widget_class->snapshot = rc_shape_area_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rc_shape_area_init (RcShapeArea *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/* --- With its words --- */

struct _RcStateMark
{
  GtkWidget    parent_instance;
  RcShapeArea *area;
  GtkWidget   *label;
};

G_DEFINE_FINAL_TYPE (RcStateMark, rc_state_mark, GTK_TYPE_WIDGET)

static void
rc_state_mark_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (rc_state_mark_parent_class)->dispose (object);
}

static void
rc_state_mark_class_init (RcStateMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_state_mark_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "statemark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rc_state_mark_init (RcStateMark *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
  self->area = g_object_new (RC_TYPE_SHAPE_AREA, "valign", GTK_ALIGN_CENTER, NULL);
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->area), GTK_WIDGET (self));
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

GtkWidget *
rc_state_mark_new (RcShape     shape,
                   const char *words)
{
  RcStateMark *self = g_object_new (RC_TYPE_STATE_MARK, NULL);

  rc_state_mark_set (self, shape, words);
  return GTK_WIDGET (self);
}

void
rc_state_mark_set (RcStateMark *self,
                   RcShape      shape,
                   const char  *words)
{
  g_return_if_fail (RC_IS_STATE_MARK (self));

  self->area->shape = shape;
  gtk_widget_set_opacity (GTK_WIDGET (self->area), 1);
  gtk_label_set_text (GTK_LABEL (self->label), words);
  gtk_widget_queue_draw (GTK_WIDGET (self->area));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

void
rc_state_mark_clear (RcStateMark *self)
{
  g_return_if_fail (RC_IS_STATE_MARK (self));

  gtk_widget_set_opacity (GTK_WIDGET (self->area), 0);
  gtk_label_set_text (GTK_LABEL (self->label), "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
}

void
rc_state_mark_set_wrap (RcStateMark *self,
                        gboolean     wrap)
{
  g_return_if_fail (RC_IS_STATE_MARK (self));

  gtk_label_set_ellipsize (GTK_LABEL (self->label), wrap ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (self->label), wrap);
  gtk_widget_set_valign (GTK_WIDGET (self->area), wrap ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
}
