/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/setter.h"

/* Where the number of a box is no number but words, it stands in one line with the title. */
static char *
dup_box_title (RcSetter             *self,
               const RcBlock        *block,
               const RcTypeSetting  *setting,
               PangoLayout         **out_number)
{
  g_autoptr (RcText) number = rc_text_new_own (block->words);
  g_autoptr (PangoLayout) layout = rc_type_set (self->fonts, number, setting);

  *out_number = NULL;
  if (!rc_setter_is_mark (self, layout))
    return g_strdup_printf ("%s  %s", block->words, block->title);
  *out_number = g_steal_pointer (&layout);
  return g_strdup (block->title);
}

/* The number stands left of the title, in the element of the title. */
static void
set_box_title (RcSetter      *self,
               const RcBlock *block,
               double         x)
{
  double size = self->look->headings[2], leading = size * 1.3;
  RcTypeSetting setting = { .size = size, .wrap = PANGO_WRAP_WORD_CHAR, .style = RC_TEXT_STRONG | RC_TEXT_ACCENT };
  g_autoptr (PangoLayout) number = NULL;
  g_autofree char *words = dup_box_title (self, block, &setting, &number);
  double left = number != NULL ? MAX (self->x, x + rc_type_width (number) + size * 0.5) : self->x;
  const RcFlow flow = { rc_setter_heading_tag (self->level + 1), left, leading, size, TRUE, NULL };
  RcStrip *rule = rc_setter_add_strip (self, size * 0.35);
  g_autoptr (RcText) title = rc_text_new_own (words);
  g_autoptr (PangoLayout) layout = NULL;
  g_autoptr (GArray) before = rc_ops_new ();
  guint at;

  rule->keep = TRUE;
  rc_ops_fill (rule->ops, RC_INK_ACCENT, x, 0, self->width + self->x - x, 0.7);
  rc_ops_begin (rule->ops, "Sect", FALSE);
  setting.width = self->x + self->width - left;
  layout = rc_type_set (self->fonts, title, &setting);
  at = rc_setter_add_lines (self, layout, &flow);
  if (number == NULL)
    return;
  /* Behind the beginning of the element. */
  rc_setter_place_lines (before, number, x, 0, size, leading);
  for (guint i = 0; i < before->len; i++)
    {
      RcOp op = g_array_index (before, RcOp, i);

      op.line = rc_line_ref (op.line);
      g_array_insert_val (((RcStrip *) self->galley->pdata[at])->ops, 1 + i, op);
    }
}

/* One strip if it can be; a box that is taller than a page is the exception. */
static void
take_galley (RcSetter  *self,
             GPtrArray *galley)
{
  double height = rc_galley_height (galley);

  if (galley->len == 0)
    return;
  if (height <= rc_setter_page_height (self))
    {
      RcStrip *strip = rc_setter_add_strip (self, height);

      rc_galley_flatten (galley, strip->ops, 0);
      return;
    }
  ((RcStrip *) galley->pdata[0])->gap = self->gap;
  self->gap = 0;
  for (guint i = 0; i < galley->len; i++)
    g_ptr_array_add (self->galley, rc_strip_ref (galley->pdata[i]));
}

void
rc_setter_box (RcSetter      *self,
               const RcBlock *block)
{
  g_autoptr (GPtrArray) galley = rc_galley_new ();
  RcSetter inner = *self;
  RcOp box_end = { .kind = RC_OP_BOX_END, .words = g_strdup (block->words) };

  inner.galley = galley;
  inner.gap = 0;
  inner.x += self->look->number_width;
  inner.width -= self->look->number_width;
  set_box_title (&inner, block, self->x);
  inner.gap = self->look->paragraph_gap / 2;
  inner.level++;
  rc_setter_blocks (&inner, block->children);
  rc_ops_end (rc_setter_last_strip (&inner)->ops, "Sect");
  g_array_append_val (rc_setter_last_strip (&inner)->ops, box_end);

  rc_setter_space (self, self->look->block_gap);
  take_galley (self, galley);
  rc_setter_space (self, self->look->block_gap);
}

static GPtrArray *
set_column (const RcSetter  *self,
            const GPtrArray *blocks,
            double           x,
            double           width)
{
  RcSetter column = *self;

  column.galley = rc_galley_new ();
  column.gap = 0;
  column.x = x;
  column.width = width;
  rc_setter_blocks (&column, blocks);
  return column.galley;
}

void
rc_setter_columns (RcSetter      *self,
                   const RcBlock *block)
{
  double width = (self->width - self->look->column_gap) / 2;
  g_autoptr (GPtrArray) left = set_column (self, block->children, self->x, width);
  g_autoptr (GPtrArray) right = set_column (self, block->right, self->x + width + self->look->column_gap, width);
  double height = MAX (rc_galley_height (left), rc_galley_height (right));
  RcStrip *strip;

  rc_setter_space (self, self->look->block_gap);
  /* What does not fit side by side on one page stands one below the other. */
  if (height > rc_setter_page_height (self))
    {
      rc_setter_blocks (self, block->children);
      rc_setter_blocks (self, block->right);
      return;
    }
  strip = rc_setter_add_strip (self, height);
  rc_galley_flatten (left, strip->ops, 0);
  rc_galley_flatten (right, strip->ops, 0);
  rc_setter_space (self, self->look->block_gap);
}
