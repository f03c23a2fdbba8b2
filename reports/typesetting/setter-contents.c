/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/setter.h"

/* Room for the number of a page, and from there to the words, in sizes of the text. */
#define NUMBER_WIDTH 3.2
#define NUMBER_GAP   0.8
#define INDENT       1.6

/* An entry of the contents while its lines are put down. */
typedef struct
{
  RcSetter *setter;
  char     *place;
  char     *words;
  double    size, leading;
} Entry;

static RcOp
begin_of_link (const Entry *self)
{
  return (RcOp) { .kind = RC_OP_BEGIN, .tag = "Link", .leaf = TRUE, .place = g_strdup (self->place), .words = g_strdup (self->words) };
}

/* Leads the eye to the number, and says nothing to who hears the page. */
static void
add_leader (const Entry *self,
            RcStrip     *strip,
            double       from,
            double       baseline)
{
  const RcSetter *setter = self->setter;
  double left = from + NUMBER_GAP * self->size, right = setter->x + setter->width - (NUMBER_WIDTH - NUMBER_GAP) * self->size;

  if (right - left > self->size)
    rc_ops_fill (strip->ops, RC_INK_LINE, left, baseline - 0.35, right - left, 0.35);
}

/* Each line is a link of its own, the last one with the number of the page. */
static void
add_entry_line (const Entry     *self,
                PangoLayout     *layout,
                PangoLayoutLine *line,
                double           x,
                gboolean         last)
{
  RcSetter *setter = self->setter;
  RcStrip *strip = rc_setter_add_strip (setter, self->leading);
  double baseline = rc_setter_baseline (self->size, self->leading);
  RcOp begin = begin_of_link (self);
  PangoRectangle logical;

  g_array_append_val (strip->ops, begin);
  rc_ops_line (strip->ops, rc_line_new (layout, line), x, baseline);
  if (last)
    {
      RcOp number = { .kind = RC_OP_PAGE_NUMBER, .x = setter->x + setter->width, .y = baseline, .width = self->size,
                      .place = g_strdup (self->place) };

      g_array_append_val (strip->ops, number);
    }
  rc_ops_end (strip->ops, "Link");
  pango_layout_line_get_extents (line, NULL, &logical);
  if (last)
    add_leader (self, strip, x + logical.width / (double) PANGO_SCALE, baseline);
  else
    strip->keep = TRUE;
}

static void
set_entry (RcSetter      *self,
           const RcBlock *heading,
           int            level)
{
  g_autofree char *place = rc_inline_dup_heading_place (heading->number);
  g_autofree char *words = rc_text_dup_plain (heading->text);
  double size = level == 1 ? self->look->body : self->look->body * 0.95;
  Entry entry = { self, place, words, size, 0 };
  double indent = INDENT * size * (level - 1);
  const RcTypeSetting setting = { .size = size, .width = self->width - indent - (NUMBER_WIDTH + NUMBER_GAP) * size, .wrap = PANGO_WRAP_WORD_CHAR,
                                  .style = level == 1 ? RC_TEXT_STRONG : RC_TEXT_PLAIN };
  g_autoptr (RcText) text = rc_text_new_own (words);
  g_autoptr (PangoLayout) layout = rc_type_set (self->fonts, text, &setting);
  int n = pango_layout_get_line_count (layout);
  guint first = self->galley->len;
  g_autoptr (GArray) begin = rc_ops_new ();

  entry.leading = rc_type_leading (layout, size, size * self->look->leading);
  rc_setter_space (self, level == 1 ? self->look->paragraph_gap : 0);
  for (int i = 0; i < n; i++)
    add_entry_line (&entry, layout, pango_layout_get_line_readonly (layout, i), self->x + indent, i + 1 == n);
  rc_ops_begin (begin, "TOCI", FALSE);
  rc_setter_insert_ops (self->galley->pdata[first], begin);
  rc_ops_end (rc_setter_last_strip (self)->ops, "TOCI");
}

void
rc_setter_contents (RcSetter      *self,
                    const RcBlock *contents)
{
  guint first = self->galley->len;
  g_autoptr (GArray) begin = rc_ops_new ();
  int level = 0;

  for (guint i = contents->number; i < self->document->headings->len; i++)
    {
      const RcBlock *heading = self->document->headings->pdata[i];

      /* As deep as the heading itself is set: a level is never skipped. */
      level = MIN (heading->level, level + 1);
      if (level <= contents->level && !rc_text_is_empty (heading->text))
        set_entry (self, heading, level);
    }
  if (self->galley->len == first)
    return;
  rc_ops_begin (begin, "TOC", FALSE);
  rc_setter_insert_ops (self->galley->pdata[first], begin);
  rc_ops_end (rc_setter_last_strip (self)->ops, "TOC");
  rc_setter_space (self, self->look->block_gap);
}
