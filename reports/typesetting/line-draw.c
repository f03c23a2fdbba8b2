/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/line-private.h"

#include "reports/typesetting/type-setting.h"

static void
draw_packed (const Run  *run,
             const char *text,
             cairo_t    *cr,
             double      x,
             double      y)
{
  g_autofree cairo_glyph_t *glyphs = g_new (cairo_glyph_t, run->n_packed);
  g_autofree cairo_text_cluster_t *clusters = g_new (cairo_text_cluster_t, run->n_packed);
  const char *cursor = text;
  int width = 0;

  for (guint i = 0; i < run->n_packed; i++)
    {
      const char *next = g_utf8_next_char (cursor);

      glyphs[i] = (cairo_glyph_t) { run->packed[i].glyph, x + width / (double) PANGO_SCALE, y };
      clusters[i] = (cairo_text_cluster_t) { next - cursor, 1 };
      width += run->packed[i].width;
      cursor = next;
    }
  cairo_set_scaled_font (cr, pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (run->font)));
  cairo_show_text_glyphs (cr, text, run->length, glyphs, run->n_packed, clusters, run->n_packed, 0);
}

static void
draw_run (const Run  *run,
          const char *text,
          cairo_t    *cr,
          double      x,
          double      y)
{
  cairo_save (cr);
  if (run->has_ink)
    cairo_set_source_rgb (cr, run->ink.red / 65535.0, run->ink.green / 65535.0, run->ink.blue / 65535.0);
  if (run->shape != NULL)
    rc_type_draw_shape (run->shape, cr, x, y);
  else if (run->packed != NULL)
    draw_packed (run, text, cr, x, y);
  else
    {
      cairo_move_to (cr, x, y);
      pango_cairo_show_glyph_item (cr, text, run->item);
    }
  cairo_restore (cr);
}

void
rc_line_draw (const RcLine *self,
              cairo_t      *cr,
              double        x,
              double        y)
{
  for (guint i = 0; i < self->n_runs; i++)
    draw_run (&self->runs[i], self->text + self->runs[i].text, cr, x + self->runs[i].x, y + self->runs[i].y);
}

/* What encloses both; one without ink is nothing. */
static PangoRectangle
join (PangoRectangle a,
      PangoRectangle b)
{
  PangoRectangle all = { MIN (a.x, b.x), MIN (a.y, b.y), 0, 0 };

  if (a.width <= 0 || a.height <= 0)
    return b;
  if (b.width <= 0 || b.height <= 0)
    return a;
  all.width = MAX (a.x + a.width, b.x + b.width) - all.x;
  all.height = MAX (a.y + a.height, b.y + b.height) - all.y;
  return all;
}

/* In Pango units, from where the run begins. */
static PangoRectangle
measure_run (const Run *run)
{
  PangoRectangle all = { 0, 0, 0, 0 };
  int x = 0;

  if (run->shape != NULL)
    return ((const PangoAttrShape *) run->shape)->ink_rect;
  if (run->item != NULL)
    {
      pango_glyph_string_extents (run->item->glyphs, run->font, &all, NULL);
      return all;
    }
  for (guint i = 0; i < run->n_packed; i++)
    {
      PangoRectangle ink;

      pango_font_get_glyph_extents (run->font, run->packed[i].glyph, &ink, NULL);
      ink.x += x;
      all = join (all, ink);
      x += run->packed[i].width;
    }
  return all;
}

gboolean
rc_line_get_extents (const RcLine      *self,
                     cairo_rectangle_t *out_ink)
{
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  for (guint i = 0; i < self->n_runs; i++)
    {
      const Run *run = &self->runs[i];
      PangoRectangle ink = measure_run (run);

      if (ink.width <= 0 || ink.height <= 0)
        continue;
      left = MIN (left, run->x + ink.x / (double) PANGO_SCALE);
      top = MIN (top, run->y + ink.y / (double) PANGO_SCALE);
      right = MAX (right, run->x + (ink.x + ink.width) / (double) PANGO_SCALE);
      bottom = MAX (bottom, run->y + (ink.y + ink.height) / (double) PANGO_SCALE);
    }
  *out_ink = (cairo_rectangle_t) { left, top, right - left, bottom - top };
  return right > left;
}

char *
rc_line_dup_text (const RcLine *self)
{
  return rc_type_dup_text (self->text);
}
