/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/galley.h"

static void
clear_op (gpointer data)
{
  RcOp *op = data;

  g_clear_pointer (&op->words, g_free);
  g_clear_pointer (&op->language, g_free);
  g_clear_pointer (&op->place, g_free);
  if (op->kind == RC_OP_LINE)
    g_clear_pointer (&op->line, rc_line_unref);
  else if (op->kind == RC_OP_IMAGE)
    g_clear_pointer (&op->image, cairo_surface_destroy);
}

GArray *
rc_ops_new (void)
{
  GArray *self = g_array_new (FALSE, TRUE, sizeof (RcOp));

  g_array_set_clear_func (self, clear_op);
  return self;
}

/**
 * rc_ops_copy:
 * @op: copied
 * @y: how far down
 */
void
rc_ops_copy (GArray     *self,
             const RcOp *op,
             double      y)
{
  RcOp copy = *op;

  copy.y += y;
  copy.words = g_strdup (op->words);
  copy.language = g_strdup (op->language);
  copy.place = g_strdup (op->place);
  if (op->kind == RC_OP_LINE)
    rc_line_ref (op->line);
  else if (op->kind == RC_OP_IMAGE)
    cairo_surface_reference (op->image);
  g_array_append_val (self, copy);
}

void
rc_ops_append (GArray       *self,
               const GArray *other,
               double        y)
{
  for (guint i = 0; i < other->len; i++)
    rc_ops_copy (self, &g_array_index (other, RcOp, i), y);
}

void
rc_ops_take (GArray *self,
             GArray *other,
             double  y)
{
  guint from = self->len;
  gsize n;
  g_autofree RcOp *ops = g_array_steal (other, &n);

  g_array_append_vals (self, ops, n);
  for (guint i = from; i < self->len; i++)
    g_array_index (self, RcOp, i).y += y;
}

void
rc_ops_begin (GArray     *self,
              const char *tag,
              gboolean    leaf)
{
  const RcOp op = { .kind = RC_OP_BEGIN, .tag = tag, .leaf = leaf };

  g_array_append_val (self, op);
}

void
rc_ops_begin_furniture (GArray             *self,
                        RcElementFurniture  furniture)
{
  const RcOp op = { .kind = RC_OP_BEGIN, .tag = RC_ELEMENT_ARTIFACT, .leaf = TRUE, .furniture = furniture };

  g_array_append_val (self, op);
}

void
rc_ops_end (GArray     *self,
            const char *tag)
{
  const RcOp op = { .kind = RC_OP_END, .tag = tag };

  g_array_append_val (self, op);
}

/**
 * rc_ops_fill:
 *
 * A rectangle that means nothing to who hears the page: it stands in an element of its own, never inside a leaf.
 */
void
rc_ops_fill (GArray    *self,
             RcInkRole  ink,
             double     x,
             double     y,
             double     width,
             double     height)
{
  const RcOp op = { .kind = RC_OP_FILL, .x = x, .y = y, .width = width, .height = height, .ink = ink };

  rc_ops_begin (self, RC_ELEMENT_ARTIFACT, TRUE);
  g_array_append_val (self, op);
  rc_ops_end (self, RC_ELEMENT_ARTIFACT);
}

void
rc_ops_line (GArray *self,
             RcLine *line,
             double  x,
             double  baseline)
{
  const RcOp op = { .kind = RC_OP_LINE, .x = x, .y = baseline, .line = line };

  g_array_append_val (self, op);
}

RcStrip *
rc_strip_new (double gap,
              double height)
{
  RcStrip *self = g_rc_box_new0 (RcStrip);

  self->gap = gap;
  self->height = height;
  self->ops = rc_ops_new ();
  return self;
}

RcStrip *
rc_strip_ref (RcStrip *self)
{
  return g_rc_box_acquire (self);
}

static void
clear_strip (gpointer data)
{
  RcStrip *self = data;

  g_array_unref (self->ops);
  g_clear_pointer (&self->header, rc_strip_unref);
}

void
rc_strip_unref (RcStrip *self)
{
  g_rc_box_release_full (self, clear_strip);
}

void
rc_strip_place (RcStrip *self,
                GArray  *ops,
                double   y)
{
  if (self->repeated)
    rc_ops_append (ops, self->ops, y);
  else
    rc_ops_take (ops, self->ops, y);
}

GPtrArray *
rc_galley_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rc_strip_unref);
}

double
rc_galley_height (GPtrArray *self)
{
  double height = 0;

  for (guint i = 0; i < self->len; i++)
    {
      const RcStrip *strip = self->pdata[i];

      height += (i > 0 ? strip->gap : 0) + strip->height;
    }
  return height;
}

void
rc_galley_flatten (GPtrArray *self,
                   GArray    *ops,
                   double     y)
{
  for (guint i = 0; i < self->len; i++)
    {
      RcStrip *strip = self->pdata[i];

      y += i > 0 ? strip->gap : 0;
      rc_strip_place (strip, ops, y);
      y += strip->height;
    }
}
