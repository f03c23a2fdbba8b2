/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/text-cell.h"

#include "ui/scheme.h"

#define LEAST_SHAPE 16

struct _RcTextCell
{
  GtkWidget  parent_instance;
  char      *text;         /* (nullable): nothing is drawn */
  float      xalign;
  gboolean   has_shape;
  RcShape    shape;
};

G_DEFINE_FINAL_TYPE (RcTextCell, rc_text_cell, GTK_TYPE_WIDGET)

/* As high as the text beside it. */
static int
get_shape_size (GtkWidget *widget)
{
  return MAX (LEAST_SHAPE, gtk_widget_get_height (widget) - 2);
}

/* All cells of a table have one font: its height is asked for once, not sixteen hundred times. */
static int
get_line_height (GtkWidget *widget)
{
  static PangoFontDescription *font;
  static double resolution;
  static int height;
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *own = pango_context_get_font_description (context);
  PangoFontMetrics *metrics;

  if (font != NULL && pango_font_description_equal (font, own) && resolution == pango_cairo_context_get_resolution (context))
    return height;

  metrics = pango_context_get_metrics (context, NULL, NULL);
  height = MAX (PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics)), LEAST_SHAPE);
  pango_font_metrics_unref (metrics);
  g_clear_pointer (&font, pango_font_description_free);
  font = pango_font_description_copy (own);
  resolution = pango_cairo_context_get_resolution (context);
  return height;
}

static void
rc_text_cell_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? get_line_height (widget) : 0;
}

static gboolean
is_mirrored (RcTextCell *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static void
draw_shape (RcTextCell  *self,
            GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  int size = get_shape_size (GTK_WIDGET (self));
  double x = is_mirrored (self) ? width - size : 0;
  double y = (height - size) / 2;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) x, (float) y, (float) size, (float) size);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  rc_shape_draw (self->shape, rc_scheme_of_widget (GTK_WIDGET (self)), cr, x, y, size);
  cairo_destroy (cr);
}

static void
draw_text (RcTextCell  *self,
           GtkSnapshot *snapshot,
           int          space)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, self->text);
  int width = MAX (gtk_widget_get_width (widget) - space, 0);
  float xalign = is_mirrored (self) ? 1 - self->xalign : self->xalign;
  int text_width, text_height, x;
  GdkRGBA color;

  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  /* As wide as the text, so that it can be put where it belongs whatever its own direction. */
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  pango_layout_set_alignment (layout, PANGO_ALIGN_LEFT);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_width (layout, MIN (text_width + 1, width) * PANGO_SCALE);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  x = (is_mirrored (self) ? 0 : space) + (int) (xalign * (float) MAX (width - text_width, 0));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) ((gtk_widget_get_height (widget) - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
rc_text_cell_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  RcTextCell *self = RC_TEXT_CELL (widget);

  if (self->text == NULL)
    return;
  if (self->has_shape)
    draw_shape (self, snapshot);
  draw_text (self, snapshot, self->has_shape ? get_shape_size (widget) * 3 / 2 : 0);
}

static void
rc_text_cell_finalize (GObject *object)
{
  g_free (RC_TEXT_CELL (object)->text);
  G_OBJECT_CLASS (rc_text_cell_parent_class)->finalize (object);
}

static void
rc_text_cell_class_init (RcTextCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rc_text_cell_finalize;
  widget_class->measure = rc_text_cell_measure;
  widget_class->snapshot = rc_text_cell_snapshot;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
rc_text_cell_init (RcTextCell *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static void
take (RcTextCell *self,
      const char *text,
      gboolean    has_shape,
      RcShape     shape)
{
  if (self->has_shape == has_shape && self->shape == shape && g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  self->has_shape = has_shape;
  self->shape = shape;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
rc_text_cell_set (RcTextCell *self,
                  const char *text)
{
  g_return_if_fail (RC_IS_TEXT_CELL (self));

  take (self, text, FALSE, self->shape);
}

void
rc_text_cell_set_state (RcTextCell *self,
                        RcShape     shape,
                        const char *words)
{
  g_return_if_fail (RC_IS_TEXT_CELL (self));

  take (self, words, TRUE, shape);
}

const char *
rc_text_cell_peek_text (RcTextCell *self)
{
  return self->text;
}

GtkWidget *
rc_text_cell_new (float xalign)
{
  RcTextCell *self = g_object_new (RC_TYPE_TEXT_CELL, NULL);

  self->xalign = xalign;
  return GTK_WIDGET (self);
}
