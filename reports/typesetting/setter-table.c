/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/setter.h"

#include <string.h>

#define HAIR 0.35
#define RULE 0.7

/* Of the header, which is on every page of the table: what is longer than so many lines is cut visibly. */
#define MOST_TITLE_LINES 14

/* A table that is being set: where its columns are, and the row that is repeated on each page. */
typedef struct
{
  RcSetter      *setter;
  const RcTable *table;
  double        *edges;      /* where the text of each column begins, and one more as if there were a further column */
  double         advance;    /* of monospaced characters */
  double         leading;
  RcStrip       *header;     /* (nullable): borrowed */
  double         above;      /* what header and caption take, but where that leaves no room, the header */
} TableSetting;

static const RcColumn *
column_at (const TableSetting *self,
           guint               index)
{
  return &g_array_index (self->table->columns, RcColumn, index);
}

static void
find_edges (TableSetting *self)
{
  double sum = 0, at = self->setter->x, gap = 2 * self->setter->look->cell_x;

  for (guint i = 0; i < self->table->columns->len; i++)
    sum += column_at (self, i)->width;
  self->edges = g_new (double, self->table->columns->len + 1);
  for (guint i = 0; i < self->table->columns->len; i++)
    {
      self->edges[i] = at;
      at += (self->setter->width + gap) * column_at (self, i)->width / sum;
    }
  self->edges[self->table->columns->len] = at;
}

/* So many characters of a digest stand in one line that its lines are equally long. */
static double
digest_width (const TableSetting *self,
              double              room)
{
  int fit = room / self->advance;

  for (int n = 128; n >= 8; n /= 2)
    if (n <= fit)
      return (n + 0.5) * self->advance;
  return room;
}

static PangoLayout *
set_cell (const TableSetting *self,
          guint               column,
          const RcText       *text,
          RcTextStyle         style)
{
  const RcLook *look = self->setter->look;
  RcColumnKind kind = column_at (self, column)->kind;
  double room = self->edges[column + 1] - self->edges[column] - 2 * look->cell_x;
  RcTypeSetting setting = { .size = look->table, .width = MAX (room, 1), .wrap = PANGO_WRAP_WORD_CHAR, .style = style };
  g_autofree char *plain = rc_text_dup_plain (text);

  if (kind == RC_COLUMN_NUMBER)
    setting.align = PANGO_ALIGN_RIGHT;
  if (kind == RC_COLUMN_DIGEST && style == RC_TEXT_PLAIN && strchr (plain, ' ') == NULL)
    {
      setting.style = RC_TEXT_MONO;
      setting.wrap = PANGO_WRAP_CHAR;
      setting.width = digest_width (self, setting.width);
    }
  return rc_type_set (self->setter->fonts, text, &setting);
}

static void
end_row (TableSetting *self,
         RcStrip      *strip,
         RcInkRole     ink,
         double        thickness)
{
  rc_ops_end (strip->ops, "TR");
  rc_ops_fill (strip->ops, ink, self->setter->x, strip->height - thickness, self->setter->width, thickness);
}

/* Puts lines @from to @to of a cell. */
static void
place_cell (TableSetting *self,
            RcInline     *elements,
            RcStrip      *strip,
            guint         column,
            PangoLayout  *layout,
            int           from,
            int           to)
{
  const RcLook *look = self->setter->look;
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  int index = 0;

  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      PangoRectangle logical;

      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      if (index >= from && index < to)
        rc_inline_add_line (elements, strip->ops, layout, line, self->edges[column] + logical.x / (double) PANGO_SCALE,
                            look->cell_y + (index - from) * self->leading + rc_setter_baseline (look->table, self->leading));
      index++;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static RcOp
begin_of_cell (TableSetting *self,
               guint         column,
               gboolean      in_header)
{
  RcOp begin = { .kind = RC_OP_BEGIN, .tag = "TD" };

  if (!in_header && !column_at (self, column)->names_row)
    return begin;
  begin.tag = "TH";
  begin.scope = in_header ? RC_ELEMENT_SCOPE_COLUMN : RC_ELEMENT_SCOPE_ROW;
  return begin;
}

/* @cells: (nullable): the titles of the columns where there are none */
static RcStrip *
add_row (TableSetting *self,
         PangoLayout **layouts,
         RcText      **cells,
         int           from,
         int           to)
{
  RcStrip *strip = rc_setter_add_strip (self->setter, (to - from) * self->leading + 2 * self->setter->look->cell_y);

  rc_ops_begin (strip->ops, "TR", FALSE);
  for (guint i = 0; i < self->table->columns->len; i++)
    {
      const RcOp begin = begin_of_cell (self, i, cells == NULL);
      RcInline elements;

      rc_inline_begin (&elements, self->setter->document, &begin, cells != NULL && rc_text_is_mixed (cells[i]), strip->ops);
      place_cell (self, &elements, strip, i, layouts[i], from, to);
      rc_inline_end (&elements, strip->ops);
    }
  return strip;
}

static int
most_lines (PangoLayout **layouts,
            guint         n)
{
  int most = 1;

  for (guint i = 0; i < n; i++)
    most = MAX (most, pango_layout_get_line_count (layouts[i]));
  return most;
}

static void
free_layouts (PangoLayout **layouts,
              guint         n)
{
  for (guint i = 0; i < n; i++)
    g_object_unref (layouts[i]);
  g_free (layouts);
}

static void
set_header (TableSetting *self)
{
  guint n = self->table->columns->len;
  PangoLayout **layouts = g_new (PangoLayout *, n);
  RcStrip *strip;

  for (guint i = 0; i < n; i++)
    {
      double room = self->edges[i + 1] - self->edges[i] - 2 * self->setter->look->cell_x;
      g_autofree char *cut = rc_type_cut (column_at (self, i)->title, MAX (1, room / self->advance) * MOST_TITLE_LINES, MOST_TITLE_LINES);
      g_autoptr (RcText) title = rc_text_new_own (cut);

      layouts[i] = set_cell (self, i, title, RC_TEXT_STRONG);
    }
  strip = add_row (self, layouts, NULL, 0, most_lines (layouts, n));
  end_row (self, strip, RC_INK_TEXT, RULE);
  strip->keep = TRUE;
  self->header = strip;
  free_layouts (layouts, n);
}

/* A row that is taller than a page is the only one that is split; a heavier rule shows where. */
static void
set_row (TableSetting *self,
         RcText      **cells)
{
  guint n = self->table->columns->len;
  PangoLayout **layouts = g_new (PangoLayout *, n);
  double room = rc_setter_page_height (self->setter) - self->above - 2 * self->setter->look->cell_y;
  int lines, fit = MAX (1, (int) (room / self->leading));

  for (guint i = 0; i < n; i++)
    layouts[i] = set_cell (self, i, cells[i], RC_TEXT_PLAIN);
  lines = most_lines (layouts, n);
  for (int from = 0; from < lines; from += fit)
    {
      int to = MIN (from + fit, lines);
      RcStrip *strip = add_row (self, layouts, cells, from, to);

      strip->header = rc_strip_ref (self->header);
      end_row (self, strip, to < lines ? RC_INK_ACCENT : RC_INK_LINE, to < lines ? RULE : HAIR);
    }
  free_layouts (layouts, n);
}

static void
set_caption (TableSetting *self)
{
  const RcLook *look = self->setter->look;
  const RcTypeSetting setting = { .size = look->table, .width = self->setter->width, .wrap = PANGO_WRAP_WORD_CHAR,
                                  .style = RC_TEXT_MUTED };
  g_autoptr (RcText) caption = rc_text_new_own (self->table->caption);
  g_autoptr (PangoLayout) layout = rc_type_set (self->setter->fonts, caption, &setting);
  const RcFlow flow = { "Caption", self->setter->x, self->leading, look->table, TRUE, NULL };

  rc_setter_add_lines (self->setter, layout, &flow);
}

void
rc_setter_table (RcSetter      *self,
                 const RcTable *table)
{
  TableSetting setting = { self, table, NULL, rc_type_mono_advance (self->fonts, self->look->table), self->look->table * 1.3, NULL, 0 };
  guint from = self->galley->len;
  RcOp begin = { .kind = RC_OP_BEGIN, .tag = "Table" };
  RcStrip *last;

  find_edges (&setting);
  rc_setter_space (self, self->look->block_gap);
  if (table->caption != NULL)
    set_caption (&setting);
  set_header (&setting);
  for (guint i = from; i < self->galley->len; i++)
    setting.above += ((RcStrip *) self->galley->pdata[i])->height;
  if (setting.above > rc_setter_page_height (self) / 2)
    setting.above = setting.header->height;
  for (guint i = 0; i < table->rows->len; i++)
    set_row (&setting, table->rows->pdata[i]);
  g_array_insert_val (((RcStrip *) self->galley->pdata[from])->ops, 0, begin);
  last = self->galley->pdata[self->galley->len - 1];
  rc_ops_end (last->ops, "Table");
  rc_setter_space (self, self->look->block_gap);
  g_free (setting.edges);
}
