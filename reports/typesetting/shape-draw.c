/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/shape.h"

#include <math.h>

/* The signs as paths in the unit square, y downwards. A brush carries the two colours that any of them needs. */
typedef struct
{
  cairo_t *cr;
  RcInk    ink;
  RcInk    ground;
} Brush;

#define PEN 0.1

static void
use_ink (const Brush *brush)
{
  cairo_set_source_rgb (brush->cr, brush->ink.red, brush->ink.green, brush->ink.blue);
}

static void
use_ground (const Brush *brush)
{
  cairo_set_source_rgb (brush->cr, brush->ground.red, brush->ground.green, brush->ground.blue);
}

static void
path_circle (const Brush *brush,
             double       x,
             double       y,
             double       radius)
{
  cairo_new_sub_path (brush->cr);
  cairo_arc (brush->cr, x, y, radius, 0, 2 * G_PI);
  cairo_close_path (brush->cr);
}

static void
path_lines (const Brush  *brush,
            const double *points,
            gsize         n_points,
            gboolean      closed)
{
  cairo_new_sub_path (brush->cr);
  for (gsize i = 0; i < n_points; i++)
    cairo_line_to (brush->cr, points[2 * i], points[2 * i + 1]);
  if (closed)
    cairo_close_path (brush->cr);
}

static void
stroke_tick (const Brush *brush)
{
  static const double points[] = { 0.29, 0.52, 0.44, 0.67, 0.71, 0.36 };

  path_lines (brush, points, 3, FALSE);
  cairo_set_line_width (brush->cr, 0.12);
  cairo_stroke (brush->cr);
}

static void
draw_sealed (const Brush *brush)
{
  path_circle (brush, 0.5, 0.5, 0.46);
  cairo_fill (brush->cr);
  use_ground (brush);
  stroke_tick (brush);
}

/* The left circle ends where a ring around the right one would begin. */
static void
draw_agreed (const Brush *brush)
{
  cairo_t *cr = brush->cr;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, 1, 1);
  path_circle (brush, 0.67, 0.5, 0.37);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_clip (cr);
  path_circle (brush, 0.33, 0.5, 0.3);
  cairo_fill (cr);
  cairo_restore (cr);
  path_circle (brush, 0.67, 0.5, 0.3);
  cairo_fill (cr);
}

static void
draw_consistent (const Brush *brush)
{
  path_circle (brush, 0.34, 0.5, 0.27);
  path_circle (brush, 0.66, 0.5, 0.27);
  cairo_stroke (brush->cr);
}

static void
draw_single (const Brush *brush)
{
  path_circle (brush, 0.5, 0.5, 0.4);
  cairo_stroke (brush->cr);
}

static void
draw_read (const Brush *brush)
{
  static const double sheet[] = { 0.18, 0.07, 0.6, 0.07, 0.82, 0.29, 0.82, 0.93, 0.18, 0.93 };
  static const double lines[][4] = { { 0.34, 0.45, 0.66, 0.45 }, { 0.34, 0.68, 0.66, 0.68 } };

  path_lines (brush, sheet, 5, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    path_lines (brush, lines[i], 2, FALSE);
  cairo_stroke (brush->cr);
}

static void
draw_stated (const Brush *brush)
{
  static const double bubble[] = { 0.07, 0.12, 0.93, 0.12, 0.93, 0.68, 0.52, 0.68, 0.28, 0.92, 0.28, 0.68, 0.07, 0.68 };

  path_lines (brush, bubble, 7, TRUE);
  cairo_stroke (brush->cr);
}

static void
draw_disagree (const Brush *brush)
{
  static const double diamond[] = { 0.5, 0.01, 0.99, 0.5, 0.5, 0.99, 0.01, 0.5 };
  static const double bar[] = { 0.3, 0.5, 0.7, 0.5 };

  path_lines (brush, diamond, 4, TRUE);
  cairo_fill (brush->cr);
  use_ground (brush);
  path_lines (brush, bar, 2, FALSE);
  cairo_set_line_width (brush->cr, 0.14);
  cairo_stroke (brush->cr);
}

static void
stroke_dashed_circle (const Brush *brush)
{
  const double radius = 0.42;
  const double dash = 2 * G_PI * radius / 16;   /* eight dashes, so that the last one ends where the first begins */

  path_circle (brush, 0.5, 0.5, radius);
  cairo_set_dash (brush->cr, &dash, 1, dash / 2);
  cairo_set_line_cap (brush->cr, CAIRO_LINE_CAP_BUTT);
  cairo_stroke (brush->cr);
  cairo_set_dash (brush->cr, NULL, 0, 0);
}

static void
draw_withheld (const Brush *brush)
{
  static const double bar[] = { 0.24, 0.5, 0.76, 0.5 };

  stroke_dashed_circle (brush);
  path_lines (brush, bar, 2, FALSE);
  cairo_set_line_width (brush->cr, 0.16);
  cairo_stroke (brush->cr);
}

static void
draw_not_applicable (const Brush *brush)
{
  static const double dash[] = { 0.26, 0.5, 0.74, 0.5 };

  path_lines (brush, dash, 2, FALSE);
  cairo_stroke (brush->cr);
}

static void
path_shield (const Brush *brush)
{
  cairo_t *cr = brush->cr;

  cairo_move_to (cr, 0.5, 0.05);
  cairo_line_to (cr, 0.88, 0.19);
  cairo_line_to (cr, 0.88, 0.5);
  cairo_curve_to (cr, 0.88, 0.74, 0.7, 0.88, 0.5, 0.95);
  cairo_curve_to (cr, 0.3, 0.88, 0.12, 0.74, 0.12, 0.5);
  cairo_line_to (cr, 0.12, 0.19);
  cairo_close_path (cr);
}

static void
draw_passed (const Brush *brush)
{
  path_shield (brush);
  cairo_fill (brush->cr);
  use_ground (brush);
  stroke_tick (brush);
}

static void
draw_nobody_vouches (const Brush *brush)
{
  path_shield (brush);
  cairo_stroke (brush->cr);
}

static void
draw_failed (const Brush *brush)
{
  static const double octagon[] = { 0.3, 0.03, 0.7, 0.03, 0.97, 0.3, 0.97, 0.7, 0.7, 0.97, 0.3, 0.97, 0.03, 0.7, 0.03, 0.3 };
  static const double cross[][4] = { { 0.33, 0.33, 0.67, 0.67 }, { 0.33, 0.67, 0.67, 0.33 } };

  path_lines (brush, octagon, 8, TRUE);
  cairo_fill (brush->cr);
  use_ground (brush);
  for (gsize i = 0; i < G_N_ELEMENTS (cross); i++)
    path_lines (brush, cross[i], 2, FALSE);
  cairo_set_line_width (brush->cr, 0.13);
  cairo_stroke (brush->cr);
}

static void
draw_absent (const Brush *brush)
{
  const double half_gap = 0.45;

  cairo_new_sub_path (brush->cr);
  cairo_arc (brush->cr, 0.5, 0.5, 0.38, -G_PI / 4 + half_gap, 3 * G_PI / 4 - half_gap);
  cairo_new_sub_path (brush->cr);
  cairo_arc (brush->cr, 0.5, 0.5, 0.38, 3 * G_PI / 4 + half_gap, 7 * G_PI / 4 - half_gap);
  cairo_set_line_cap (brush->cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (brush->cr, 0.18);
  cairo_stroke (brush->cr);
}

static void
draw_unchecked (const Brush *brush)
{
  cairo_t *cr = brush->cr;

  cairo_rectangle (cr, 0.09, 0.09, 0.82, 0.82);
  cairo_stroke (cr);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0.5, 0.39, 0.14, G_PI, 2.4 * G_PI);
  cairo_line_to (cr, 0.5, 0.6);
  cairo_stroke (cr);
  path_circle (brush, 0.5, 0.74, 0.06);
  cairo_fill (cr);
}

static void
draw_note (const Brush *brush)
{
  static const double stem[] = { 0.4, 0.44, 0.51, 0.44, 0.51, 0.84 };
  static const double foot[] = { 0.37, 0.84, 0.65, 0.84 };

  path_circle (brush, 0.5, 0.21, 0.08);
  cairo_fill (brush->cr);
  path_lines (brush, stem, 3, FALSE);
  path_lines (brush, foot, 2, FALSE);
  cairo_stroke (brush->cr);
}

static void (* const draws[RC_N_SHAPES]) (const Brush *brush) = {
  [RC_SHAPE_SEALED] = draw_sealed,
  [RC_SHAPE_AGREED] = draw_agreed,
  [RC_SHAPE_CONSISTENT] = draw_consistent,
  [RC_SHAPE_SINGLE] = draw_single,
  [RC_SHAPE_READ] = draw_read,
  [RC_SHAPE_STATED] = draw_stated,
  [RC_SHAPE_DISAGREE] = draw_disagree,
  [RC_SHAPE_NOTHING] = stroke_dashed_circle,
  [RC_SHAPE_WITHHELD] = draw_withheld,
  [RC_SHAPE_NOT_APPLICABLE] = draw_not_applicable,
  [RC_SHAPE_PASSED] = draw_passed,
  [RC_SHAPE_FAILED] = draw_failed,
  [RC_SHAPE_ABSENT] = draw_absent,
  [RC_SHAPE_UNCHECKED] = draw_unchecked,
  [RC_SHAPE_NOBODY_VOUCHES] = draw_nobody_vouches,
  [RC_SHAPE_NOTE] = draw_note,
};

/**
 * rc_shape_draw:
 * @shape: the sign
 * @scheme: its colours
 * @cr: where to draw; its state is as it was afterwards
 * @x: left edge
 * @y: upper edge
 * @size: length of the sides
 */
void
rc_shape_draw (RcShape   shape,
               RcScheme  scheme,
               cairo_t  *cr,
               double    x,
               double    y,
               double    size)
{
  const Brush brush = { cr, rc_shape_ink (shape, scheme), rc_scheme_ink (scheme, RC_INK_GROUND) };

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, size, size);
  cairo_new_path (cr);
  cairo_set_line_width (cr, PEN);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  use_ink (&brush);
  draws[shape] (&brush);
  cairo_restore (cr);
}
