/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/setter.h"

#include <math.h>

static void
set_heading (RcSetter      *self,
             const RcBlock *block)
{
  /* A level is never skipped, whatever was asked for. */
  int level = MIN (block->level, self->level + 1);
  double size = self->look->headings[level - 1];
  const RcTypeSetting setting = { .size = size, .width = self->width, .wrap = PANGO_WRAP_WORD_CHAR, .style = RC_TEXT_STRONG };
  g_autoptr (PangoLayout) layout = rc_type_set (self->fonts, block->text, &setting);
  const RcFlow flow = { rc_setter_heading_tag (level), self->x, round (size * 1.25), size, TRUE, block->text };
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

/* The mark stands left of the text or, where it is no mark but words, above it. Returns the strip that the item begins with. */
static guint
set_marked (RcSetter      *self,
            const RcBlock *block,
            GArray        *before)
{
  double size = self->look->body, leading = size * self->look->leading, indent = size * 1.5;
  RcTypeSetting setting = { .size = size, .wrap = PANGO_WRAP_WORD_CHAR };
  g_autoptr (PangoLayout) mark = rc_type_set (self->fonts, block->mark, &setting);
  double width = rc_type_width (mark);
  const RcFlow flow = { "Lbl", self->x, leading, size, TRUE, NULL };
  guint first;

  if (!rc_setter_is_mark (self, mark))
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
  rc_ops_end (rc_setter_last_strip (self)->ops, "LI");
  if (last)
    rc_ops_end (rc_setter_last_strip (self)->ops, "L");
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
set_page_break (RcSetter *self)
{
  rc_setter_add_strip (self, 0)->new_page = TRUE;
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
          rc_setter_box (self, block);
          break;
        case RC_BLOCK_COLUMNS:
          rc_setter_columns (self, block);
          break;
        case RC_BLOCK_BYTES:
          rc_setter_bytes (self, block);
          break;
        case RC_BLOCK_PAGE_BREAK:
          set_page_break (self);
          break;
        case RC_BLOCK_SIGNATURES:
          rc_setter_signatures (self, block);
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
