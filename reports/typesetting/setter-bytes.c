/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/setter.h"

static void
number_line (RcSetter *self,
             RcStrip  *strip,
             guint     number,
             double    right,
             double    leading)
{
  double size = self->look->table * 0.86;
  const RcTypeSetting setting = { .size = size, .width = right - self->x, .align = PANGO_ALIGN_RIGHT,
                                  .style = RC_TEXT_MUTED | RC_TEXT_MONO };
  g_autofree char *words = g_strdup_printf ("%u", number);
  g_autoptr (RcText) text = rc_text_new_own (words);
  g_autoptr (PangoLayout) layout = rc_type_set (self->fonts, text, &setting);
  g_autoptr (GArray) ops = rc_ops_new ();

  rc_ops_begin (ops, RC_ELEMENT_ARTIFACT, TRUE);
  rc_setter_place_lines (ops, layout, self->x, 0, size, leading);
  rc_ops_end (ops, RC_ELEMENT_ARTIFACT);
  rc_setter_insert_ops (strip, ops);
}

/* A grey ground behind each line of the bytes, joined from line to line. */
static void
ground_lines (RcSetter *self,
              guint     from)
{
  for (guint i = from; i < self->galley->len; i++)
    {
      RcStrip *strip = self->galley->pdata[i];
      const RcOp *first = &g_array_index (strip->ops, RcOp, 0);
      g_autoptr (GArray) ground = rc_ops_new ();
      double above = i > from ? 0 : 2, below = i + 1 < self->galley->len ? 0 : 2;
      RcOp fill = { .kind = RC_OP_FILL, .ink = RC_INK_PANEL, .x = self->x, .y = -above, .width = self->width,
                    .height = strip->height + above + below };

      /* Inside an element that goes on over several lines nothing else can begin. */
      if (first->kind == RC_OP_BEGIN)
        rc_ops_fill (ground, fill.ink, fill.x, fill.y, fill.width, fill.height);
      else
        g_array_append_val (ground, fill);
      rc_setter_insert_ops (strip, ground);
    }
}

static guint
count_digits (guint number)
{
  guint n = 1;

  while ((number /= 10) > 0)
    n++;
  return n;
}

void
rc_setter_bytes (RcSetter      *self,
                 const RcBlock *block)
{
  double size = self->look->table, leading = size * 1.35;
  double advance = rc_type_mono_advance (self->fonts, size);
  double gutter = block->lines->len > 1 ? advance * MAX (5, count_digits (block->lines->len) + 1) : advance;
  const RcTypeSetting setting = { .size = size, .width = self->width - gutter - advance, .wrap = PANGO_WRAP_CHAR,
                                  .hanging = 2 * advance, .style = RC_TEXT_MONO };
  const RcFlow flow = { "P", self->x + gutter, leading, size, FALSE, NULL };
  guint from = self->galley->len;

  rc_setter_space (self, self->look->block_gap);
  for (guint i = 0; i < block->lines->len; i++)
    {
      g_autoptr (PangoLayout) layout = rc_type_set (self->fonts, block->lines->pdata[i], &setting);
      guint start = rc_setter_add_lines (self, layout, &flow);

      if (block->lines->len > 1)
        number_line (self, self->galley->pdata[start], i + 1, self->x + gutter - advance, leading);
    }
  ground_lines (self, from);
  rc_setter_space (self, self->look->block_gap);
}
