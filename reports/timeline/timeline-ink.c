/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/timeline/timeline-ink.h"

#include <math.h>

static void
set_ink (cairo_t *cr,
         RcInk    ink)
{
  cairo_set_source_rgb (cr, ink.red, ink.green, ink.blue);
}

/* Nothing shines through: an archival page has no transparency. */
static RcInk
mix (RcInk  ink,
     RcInk  ground,
     double share)
{
  return (RcInk) { ground.red + (ink.red - ground.red) * share, ground.green + (ink.green - ground.green) * share,
                   ground.blue + (ink.blue - ground.blue) * share };
}

static void
hatch (cairo_t *cr,
       double   left,
       double   top,
       double   width,
       double   height,
       gboolean falling)
{
  cairo_save (cr);
  cairo_rectangle (cr, left, top, width, height);
  cairo_clip (cr);
  cairo_set_line_width (cr, 1);
  for (double at = floor ((left - height) / 4) * 4; at < left + width + height; at += 4)
    {
      cairo_move_to (cr, at, falling ? top : top + height);
      cairo_line_to (cr, at + height, falling ? top + height : top);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
fill (cairo_t *cr,
      double   left,
      double   top,
      double   width,
      double   height)
{
  cairo_rectangle (cr, left, top, width, height);
  cairo_fill (cr);
}

static void
stripe (cairo_t *cr,
        double   left,
        double   top,
        double   width,
        double   height)
{
  cairo_set_line_width (cr, 1);
  for (double at = top + 3; at < top + height; at += 4)
    {
      cairo_move_to (cr, left, at);
      cairo_line_to (cr, left + width, at);
    }
  cairo_stroke (cr);
}

/**
 * rc_timeline_ink_stack:
 *
 * Draws a part of a bar. Each state has a filling of its own too, so that colour is not all that tells them apart.
 */
void
rc_timeline_ink_stack (cairo_t      *cr,
                       RcScheme      scheme,
                       RcProtection  protection,
                       double        left,
                       double        top,
                       double        width,
                       double        height)
{
  RcInk ink = rc_shape_ink (rc_shape_of_verdict (rc_protection_verdict (protection)), scheme);
  RcInk ground = rc_scheme_ink (scheme, RC_INK_GROUND);

  set_ink (cr, ink);
  switch (protection)
    {
    case RC_PROTECTION_PASSED:
      fill (cr, left, top, width, height);
      break;
    case RC_PROTECTION_FAILED:
      fill (cr, left, top, width, height);
      set_ink (cr, ground);
      hatch (cr, left, top, width, height, TRUE);
      break;
    case RC_PROTECTION_NOBODY_VOUCHES:
      set_ink (cr, mix (ink, ground, 0.55));
      fill (cr, left, top, width, height);
      set_ink (cr, ground);
      stripe (cr, left, top, width, height);
      break;
    case RC_PROTECTION_NONE:
      set_ink (cr, mix (ink, ground, 0.25));
      fill (cr, left, top, width, height);
      break;
    case RC_PROTECTION_ABSENT:
      hatch (cr, left, top, width, height, TRUE);
      hatch (cr, left, top, width, height, FALSE);
      break;
    default:
      hatch (cr, left, top, width, height, protection == RC_PROTECTION_COULD_NOT);
      break;
    }
}

/**
 * rc_timeline_ink_mark:
 *
 * Draws a mark around the point: each kind has a form of its own.
 */
void
rc_timeline_ink_mark (cairo_t            *cr,
                      RcScheme            scheme,
                      RcTimelineMarkKind  kind,
                      double              x,
                      double              y)
{
  double half = RC_TIMELINE_MARK_SIZE / 2.0;

  set_ink (cr, rc_scheme_ink (scheme, kind == RC_TIMELINE_INCIDENT || kind == RC_TIMELINE_ANOMALY ? RC_INK_TEXT : RC_INK_ACCENT));
  cairo_set_line_width (cr, 1.6);
  switch (kind)
    {
    case RC_TIMELINE_DEPLOYMENT:
      cairo_move_to (cr, x - half, y + half - 1);
      cairo_line_to (cr, x + half, y + half - 1);
      cairo_line_to (cr, x, y - half);
      cairo_close_path (cr);
      cairo_fill (cr);
      break;
    case RC_TIMELINE_APPROVAL:
      cairo_move_to (cr, x - half + 1, y);
      cairo_line_to (cr, x - 1, y + half - 2);
      cairo_line_to (cr, x + half, y - half + 1);
      cairo_stroke (cr);
      break;
    case RC_TIMELINE_VERSION:
      cairo_rectangle (cr, x - half + 1, y - half + 1, RC_TIMELINE_MARK_SIZE - 2, RC_TIMELINE_MARK_SIZE - 2);
      cairo_fill (cr);
      break;
    case RC_TIMELINE_EVALUATION:
      cairo_new_sub_path (cr);
      cairo_new_sub_path (cr);   /* words that were set leave a point, from which a line would lead here */
      cairo_arc (cr, x, y, half - 1, 0, 2 * G_PI);
      cairo_stroke (cr);
      break;
    case RC_TIMELINE_CARD:
      cairo_rectangle (cr, x - half + 1.5, y - half + 0.5, RC_TIMELINE_MARK_SIZE - 3, RC_TIMELINE_MARK_SIZE - 1);
      cairo_stroke (cr);
      break;
    case RC_TIMELINE_ANOMALY:
    case RC_TIMELINE_INCIDENT:
      cairo_move_to (cr, x, y - half);
      cairo_line_to (cr, x + half, y);
      cairo_line_to (cr, x, y + half);
      cairo_line_to (cr, x - half, y);
      cairo_close_path (cr);
      if (kind == RC_TIMELINE_INCIDENT)
        cairo_fill (cr);
      else
        cairo_stroke (cr);
      break;
    default:
      rc_shape_draw (RC_SHAPE_FAILED, scheme, cr, x - half - 1, y - half - 1, RC_TIMELINE_MARK_SIZE + 2);
      break;
    }
}
