/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/scheme.h"

#include <string.h>

#define USUAL_LINE 16.0     /* pixels that a line of text takes */

static gboolean
is_high_contrast (GtkWidget *widget)
{
  g_autofree char *theme = NULL;

  g_object_get (gtk_widget_get_settings (widget), "gtk-theme-name", &theme, NULL);
  return theme != NULL && (strstr (theme, "HighContrast") != NULL || strstr (theme, "-hc") != NULL);
}

/* What the text is drawn in tells the ground, whoever chose the theme. */
static gboolean
is_dark (GtkWidget *widget)
{
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  return 0.299 * color.red + 0.587 * color.green + 0.114 * color.blue > 0.5;
}

RcScheme
rc_scheme_of_widget (GtkWidget *widget)
{
  if (is_high_contrast (widget))
    return is_dark (widget) ? RC_SCHEME_HIGH_CONTRAST_DARK : RC_SCHEME_HIGH_CONTRAST;
  return is_dark (widget) ? RC_SCHEME_DARK : RC_SCHEME_LIGHT;
}

double
rc_scheme_text_unit (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  double height = (double) pango_font_metrics_get_height (metrics) / PANGO_SCALE;

  pango_font_metrics_unref (metrics);
  return MAX (height / USUAL_LINE, 1);
}

void
rc_scheme_set_ink (cairo_t *cr,
                   RcInk    ink)
{
  cairo_set_source_rgb (cr, ink.red, ink.green, ink.blue);
}
