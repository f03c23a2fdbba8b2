/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/setter.h"

/* Of a label under its line, beside others. */
#define MOST_LINES 6

/* Side by side. Returns: FALSE, and nothing is set, where a label takes more than its place. */
static gboolean
set_signatures_beside (RcSetter      *self,
                       const RcBlock *block)
{
  guint n = MAX (block->lines->len, 1);
  double gap = self->look->column_gap, width = (self->width - gap * (n - 1)) / n;
  double size = self->look->body, leading = size * 1.25, blank = size * 3;
  const RcTypeSetting setting = { .size = size, .width = MAX (width, 1), .wrap = PANGO_WRAP_WORD_CHAR };
  g_autoptr (RcStrip) strip = rc_strip_new (self->gap, blank);

  for (guint i = 0; i < block->lines->len; i++)
    {
      g_autoptr (PangoLayout) layout = rc_type_set (self->fonts, block->lines->pdata[i], &setting);
      double x = self->x + i * (width + gap), end;

      rc_ops_fill (strip->ops, RC_INK_TEXT, x, blank, width, 0.5);
      rc_ops_begin (strip->ops, "P", TRUE);
      end = rc_setter_place_lines (strip->ops, layout, x, blank + 2, size, leading);
      rc_ops_end (strip->ops, "P");
      strip->height = MAX (strip->height, end);
    }
  if (width < size * 5 || strip->height > blank + 2 + leading * MOST_LINES)
    return FALSE;
  self->gap = 0;
  g_ptr_array_add (self->galley, g_steal_pointer (&strip));
  return TRUE;
}

static void
set_signatures_below (RcSetter      *self,
                      const RcBlock *block)
{
  double size = self->look->body, leading = size * 1.25, blank = size * 3;
  const RcTypeSetting setting = { .size = size, .width = self->width, .wrap = PANGO_WRAP_WORD_CHAR };
  const RcFlow flow = { "P", self->x, leading, size, FALSE, NULL };

  for (guint i = 0; i < block->lines->len; i++)
    {
      g_autoptr (PangoLayout) layout = rc_type_set (self->fonts, block->lines->pdata[i], &setting);
      RcStrip *strip = rc_setter_add_strip (self, blank + 2);

      strip->keep = TRUE;
      rc_ops_fill (strip->ops, RC_INK_TEXT, self->x, blank, self->width / 2, 0.5);
      rc_setter_add_lines (self, layout, &flow);
    }
}

void
rc_setter_signatures (RcSetter      *self,
                      const RcBlock *block)
{
  rc_setter_space (self, self->look->block_gap);
  if (!set_signatures_beside (self, block))
    set_signatures_below (self, block);
  rc_setter_space (self, self->look->block_gap);
}
