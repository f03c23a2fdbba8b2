/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/setter.h"

#include <math.h>

static const char * const heading_tags[] = { "H1", "H2", "H3", "H4" };

static void
insert_ops (RcStrip *strip,
            GArray  *ops)
{
  GArray *all = rc_ops_new ();

  rc_ops_append (all, ops, 0);
  rc_ops_append (all, strip->ops, 0);
  g_array_unref (strip->ops);
  strip->ops = all;
}

static RcStrip *
last_strip (RcSetter *self)
{
  return self->galley->pdata[self->galley->len - 1];
}

static void
set_heading (RcSetter      *self,
             const RcBlock *block)
{
  /* A level is never skipped, whatever was asked for. */
  int level = MIN (block->level, self->level + 1);
  double size = self->look->headings[level - 1];
  const RcTypeSetting setting = { .size = size, .width = self->width, .wrap = PANGO_WRAP_WORD_CHAR, .style = RC_TEXT_STRONG };
  g_autoptr (PangoLayout) layout = rc_type_set (self->fonts, block->text, &setting);
  const RcFlow flow = { heading_tags[level - 1], self->x, round (size * 1.25), size, TRUE };
  RcOp outline = { .kind = RC_OP_OUTLINE, .level = level, .words = rc_text_dup_plain (block->text) };
  guint first;

  rc_setter_space (self, self->look->heading_gaps[level - 1]);
  first = rc_setter_add_lines (self, layout, &flow);
  if (level == 1)
    g_array_insert_val (((RcStrip *) self->galley->pdata[first])->ops, 0, outline);
  else
    g_free (outline.words);
  rc_setter_space (self, self->look->paragraph_gap);
  self->level = level;
}

static guint
set_body (RcSetter     *self,
          const RcText *text,
          const char   *tag,
          double        x,
          double        width)
{
  double size = self->look->body;
  const RcTypeSetting setting = { .size = size, .width = width, .wrap = PANGO_WRAP_WORD_CHAR };
  const RcFlow flow = { tag, x, size * self->look->leading, size, FALSE };
  g_autoptr (PangoLayout) layout = rc_type_set (self->fonts, text, &setting);

  return rc_setter_add_lines (self, layout, &flow);
}

static void
set_paragraph (RcSetter      *self,
               const RcBlock *block)
{
  rc_setter_space (self, self->look->paragraph_gap);
  set_body (self, block->text, "P", self->x, self->width);
  rc_setter_space (self, self->look->paragraph_gap);
}

static PangoLayout *
set_mark (RcSetter      *self,
          const RcBlock *block,
          double        *out_width)
{
  const RcTypeSetting setting = { .size = self->look->body };
  PangoLayout *mark = rc_type_set (self->fonts, block->mark, &setting);
  int width;

  pango_layout_get_size (mark, &width, NULL);
  *out_width = width / (double) PANGO_SCALE;
  return mark;
}

static void
set_item (RcSetter      *self,
          const RcBlock *block,
          gboolean       first,
          gboolean       last)
{
  double size = self->look->body, leading = size * self->look->leading, mark_width;
  g_autoptr (PangoLayout) mark = set_mark (self, block, &mark_width);
  double indent = MAX (size * 1.5, mark_width + size * 0.45);
  g_autoptr (GArray) before = rc_ops_new ();
  guint start;

  rc_setter_space (self, first ? self->look->paragraph_gap : self->look->paragraph_gap / 2);
  start = set_body (self, block->text, "LBody", self->x + indent, self->width - indent);
  if (first)
    rc_ops_begin (before, "L", FALSE);
  rc_ops_begin (before, "LI", FALSE);
  rc_ops_begin (before, "Lbl", TRUE);
  rc_setter_place_lines (before, mark, self->x, 0, size, leading);
  rc_ops_end (before, "Lbl");
  insert_ops (self->galley->pdata[start], before);
  rc_ops_end (last_strip (self)->ops, "LI");
  if (last)
    rc_ops_end (last_strip (self)->ops, "L");
  rc_setter_space (self, last ? self->look->paragraph_gap : self->look->paragraph_gap / 2);
}

static void
set_figure (RcSetter      *self,
            const RcBlock *block)
{
  double height = MIN (block->height, rc_setter_page_height (self));
  RcOp begin = { .kind = RC_OP_BEGIN, .tag = "Figure", .leaf = TRUE, .words = g_strdup (block->words) };
  const RcOp figure = { .kind = RC_OP_FIGURE, .x = self->x, .width = self->width, .height = height, .figure = block };
  RcStrip *strip;

  rc_setter_space (self, self->look->block_gap);
  strip = rc_setter_add_strip (self, height);
  g_array_append_val (strip->ops, begin);
  g_array_append_val (strip->ops, figure);
  rc_ops_end (strip->ops, "Figure");
  rc_setter_space (self, self->look->block_gap);
}

static void
set_box_title (RcSetter      *self,
               const RcBlock *block,
               double         x)
{
  double size = self->look->headings[2], leading = size * 1.3;
  const RcTypeSetting setting = { .size = size, .width = self->width, .wrap = PANGO_WRAP_WORD_CHAR,
                                  .style = RC_TEXT_STRONG | RC_TEXT_ACCENT };
  g_autoptr (RcText) number = rc_text_new_own (block->words);
  g_autoptr (RcText) title = rc_text_new_own (block->title);
  g_autoptr (PangoLayout) number_layout = rc_type_set (self->fonts, number, &setting);
  g_autoptr (PangoLayout) title_layout = rc_type_set (self->fonts, title, &setting);
  const char *tag = heading_tags[MIN (self->level, 3)];
  double top = size * 0.35;
  RcStrip *strip = rc_setter_add_strip (self, 0);

  strip->keep = TRUE;
  rc_ops_fill (strip->ops, RC_INK_ACCENT, x, 0, self->width + self->x - x, 0.7);
  rc_ops_begin (strip->ops, "Sect", FALSE);
  rc_ops_begin (strip->ops, tag, TRUE);
  rc_setter_place_lines (strip->ops, number_layout, x, top, size, leading);
  strip->height = rc_setter_place_lines (strip->ops, title_layout, self->x, top, size, leading);
  rc_ops_end (strip->ops, tag);
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

static void
set_box (RcSetter      *self,
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
  rc_ops_end (last_strip (&inner)->ops, "Sect");
  g_array_append_val (last_strip (&inner)->ops, box_end);

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

static void
set_columns (RcSetter      *self,
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
  insert_ops (strip, ops);
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
      insert_ops (strip, ground);
    }
}

static void
set_bytes (RcSetter      *self,
           const RcBlock *block)
{
  double size = self->look->table, leading = size * 1.35;
  double advance = rc_type_mono_advance (self->fonts, size);
  double gutter = block->lines->len > 1 ? advance * 5 : advance;
  const RcTypeSetting setting = { .size = size, .width = self->width - gutter - advance, .wrap = PANGO_WRAP_CHAR,
                                  .hanging = 2 * advance, .style = RC_TEXT_MONO };
  const RcFlow flow = { "P", self->x + gutter, leading, size, FALSE };
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

static void
set_page_break (RcSetter *self)
{
  rc_setter_add_strip (self, 0)->new_page = TRUE;
}

static void
set_signatures (RcSetter      *self,
                const RcBlock *block)
{
  guint n = MAX (block->lines->len, 1);
  double gap = self->look->column_gap, width = (self->width - gap * (n - 1)) / n;
  double size = self->look->body, leading = size * 1.25, blank = size * 3;
  const RcTypeSetting setting = { .size = size, .width = width, .wrap = PANGO_WRAP_WORD_CHAR };
  RcStrip *strip;

  rc_setter_space (self, self->look->block_gap);
  strip = rc_setter_add_strip (self, blank);
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
  rc_setter_space (self, self->look->block_gap);
}

static gboolean
is_item (const GPtrArray *blocks,
         guint            index)
{
  return index < blocks->len && ((const RcBlock *) blocks->pdata[index])->kind == RC_BLOCK_ITEM;
}

void
rc_setter_blocks (RcSetter        *self,
                  const GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const RcBlock *block = blocks->pdata[i];

      switch (block->kind)
        {
        case RC_BLOCK_HEADING:
          set_heading (self, block);
          break;
        case RC_BLOCK_PARAGRAPH:
        case RC_BLOCK_OUTSIDE:
          set_paragraph (self, block);
          break;
        case RC_BLOCK_ITEM:
          set_item (self, block, i == 0 || !is_item (blocks, i - 1), !is_item (blocks, i + 1));
          break;
        case RC_BLOCK_FIGURE:
          set_figure (self, block);
          break;
        case RC_BLOCK_BOX:
          set_box (self, block);
          break;
        case RC_BLOCK_COLUMNS:
          set_columns (self, block);
          break;
        case RC_BLOCK_BYTES:
          set_bytes (self, block);
          break;
        case RC_BLOCK_PAGE_BREAK:
          set_page_break (self);
          break;
        case RC_BLOCK_SIGNATURES:
          set_signatures (self, block);
          break;
        case RC_BLOCK_TABLE:
          rc_setter_table (self, block->table);
          break;
        case RC_BLOCK_CONTENTS:
        case RC_BLOCK_NOTES:
          break;
        default:
          g_assert_not_reached ();
        }
    }
}
