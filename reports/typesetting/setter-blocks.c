/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/setter.h"

#include <math.h>

/* Of the width: what a mark may take beside what it marks. */
#define MOST_OF_MARK 0.25

/* Of a label under the line for a signature, beside others. */
#define MOST_LABEL_LINES 6

static const char * const heading_tags[] = { "H1", "H2", "H3", "H4" };

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
  const RcFlow flow = { heading_tags[level - 1], self->x, round (size * 1.25), size, TRUE, block->text };
  RcOp outline = { .kind = RC_OP_OUTLINE, .level = level, .words = rc_text_dup_plain (block->text) };
  guint first;

  rc_setter_space (self, self->look->heading_gaps[level - 1]);
  first = rc_setter_add_lines (self, layout, &flow);
  g_array_insert_val (((RcStrip *) self->galley->pdata[first])->ops, 0, outline);
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
  const RcFlow flow = { tag, x, size * self->look->leading, size, FALSE, text };
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

static double
layout_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return width / (double) PANGO_SCALE;
}

/* Whether it can stand beside what it marks. */
static gboolean
is_mark (const RcSetter *self,
         PangoLayout    *layout)
{
  return layout_width (layout) <= self->width * MOST_OF_MARK && pango_layout_get_line_count (layout) == 1;
}

/* The mark stands left of the text or, where it is no mark but words, above it. Returns the strip that the item begins with. */
static guint
set_marked (RcSetter      *self,
            const RcBlock *block,
            GArray        *before)
{
  double size = self->look->body, leading = size * self->look->leading, indent = size * 1.5;
  RcTypeSetting setting = { .size = size, .wrap = PANGO_WRAP_WORD_CHAR };
  g_autoptr (PangoLayout) mark = rc_type_set (self->fonts, block->mark, &setting);
  double width = layout_width (mark);
  const RcFlow flow = { "Lbl", self->x, leading, size, TRUE, NULL };
  guint first;

  if (!is_mark (self, mark))
    {
      g_object_unref (mark);
      setting.width = self->width;
      mark = rc_type_set (self->fonts, block->mark, &setting);
      first = rc_setter_add_lines (self, mark, &flow);
      set_body (self, block->text, "LBody", self->x + indent, self->width - indent);
      return first;
    }
  indent = MAX (indent, width + size * 0.45);
  rc_ops_begin (before, "Lbl", TRUE);
  rc_setter_place_lines (before, mark, self->x, 0, size, leading);
  rc_ops_end (before, "Lbl");
  return set_body (self, block->text, "LBody", self->x + indent, self->width - indent);
}

static void
set_item (RcSetter      *self,
          const RcBlock *block,
          gboolean       first,
          gboolean       last)
{
  g_autoptr (GArray) before = rc_ops_new ();
  guint start;

  rc_setter_space (self, first ? self->look->paragraph_gap : self->look->paragraph_gap / 2);
  if (first)
    rc_ops_begin (before, "L", FALSE);
  rc_ops_begin (before, "LI", FALSE);
  start = set_marked (self, block, before);
  rc_setter_insert_ops (self->galley->pdata[start], before);
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

/* Where the number of a box is no number but words, it stands in one line with the title. */
static char *
dup_box_title (RcSetter            *self,
               const RcBlock       *block,
               const RcTypeSetting *setting,
               PangoLayout        **out_number)
{
  g_autoptr (RcText) number = rc_text_new_own (block->words);
  g_autoptr (PangoLayout) layout = rc_type_set (self->fonts, number, setting);

  *out_number = NULL;
  if (!is_mark (self, layout))
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
  double left = number != NULL ? MAX (self->x, x + layout_width (number) + size * 0.5) : self->x;
  const RcFlow flow = { heading_tags[MIN (self->level, 3)], left, leading, size, TRUE, NULL };
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

static void
set_bytes (RcSetter      *self,
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

static void
set_page_break (RcSetter *self)
{
  rc_setter_add_strip (self, 0)->new_page = TRUE;
}

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
  if (width < size * 5 || strip->height > blank + 2 + leading * MOST_LABEL_LINES)
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

static void
set_signatures (RcSetter      *self,
                const RcBlock *block)
{
  rc_setter_space (self, self->look->block_gap);
  if (!set_signatures_beside (self, block))
    set_signatures_below (self, block);
  rc_setter_space (self, self->look->block_gap);
}

static gboolean
is_item (const GPtrArray *blocks,
         guint            index)
{
  return index < blocks->len && ((const RcBlock *) blocks->pdata[index])->kind == RC_BLOCK_ITEM;
}

static void
add_anchor (GArray *ops,
            double  x,
            char   *place)
{
  RcOp anchor = { .kind = RC_OP_ANCHOR, .x = x, .place = place };

  g_array_append_val (ops, anchor);
}

/* The places that begin with a block stand before the first that is drawn of it. */
static void
add_anchors (RcSetter      *self,
             const RcBlock *block,
             guint          first)
{
  g_autoptr (GArray) ops = rc_ops_new ();

  for (guint i = 0; block->anchors != NULL && i < block->anchors->len; i++)
    add_anchor (ops, self->x, rc_inline_dup_anchor_place (self->document, block->anchors->pdata[i]));
  if (block->kind == RC_BLOCK_HEADING && self->document->has_contents)
    add_anchor (ops, self->x, rc_inline_dup_heading_place (block->number));
  if (ops->len == 0)
    return;
  if (first == self->galley->len)
    rc_setter_add_strip (self, 0);
  rc_setter_insert_ops (self->galley->pdata[first], ops);
}

void
rc_setter_blocks (RcSetter        *self,
                  const GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const RcBlock *block = blocks->pdata[i];
      guint first = self->galley->len;

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
          rc_setter_contents (self, block);
          break;
        case RC_BLOCK_NOTES:
          rc_setter_notes (self, block->notes);
          break;
        default:
          g_assert_not_reached ();
        }
      add_anchors (self, block, first);
    }
}
