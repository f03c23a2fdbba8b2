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

/* What the longest word of the header takes. */
static double
header_width (const TableSetting *self,
              guint               column)
{
  const RcTypeSetting setting = { .size = self->setter->look->table, .wrap = PANGO_WRAP_WORD_CHAR, .style = RC_TEXT_STRONG };
  g_auto (GStrv) words = g_strsplit (column_at (self, column)->title, " ", -1);
  double longest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (RcText) word = rc_text_new_own (words[i]);
      g_autoptr (PangoLayout) layout = rc_type_set (self->setter->fonts, word, &setting);
      int width;

      pango_layout_get_size (layout, &width, NULL);
      longest = MAX (longest, width / (double) PANGO_SCALE);
    }
  return longest;
}

/* A word of a header, in whatever language, is not broken while other columns have room to give: digests are set to theirs. */
static void
make_room_for_headers (const TableSetting *self,
                       double             *widths)
{
  guint n = self->table->columns->len;
  g_autofree double *least = g_new (double, n);
  double wanted = 0, spare = 0;

  for (guint i = 0; i < n; i++)
    {
      least[i] = header_width (self, i) + 2 * self->setter->look->cell_x + 0.5;
      if (widths[i] < least[i])
        wanted += least[i] - widths[i];
      else if (column_at (self, i)->kind != RC_COLUMN_DIGEST)
        spare += widths[i] - least[i];
    }
  if (wanted <= 0 || wanted > spare)
    return;
  for (guint i = 0; i < n; i++)
    {
      if (widths[i] < least[i])
        widths[i] = least[i];
      else if (column_at (self, i)->kind != RC_COLUMN_DIGEST)
        widths[i] -= (widths[i] - least[i]) * wanted / spare;
    }
}

static void
find_edges (TableSetting *self)
{
  guint n = self->table->columns->len;
  g_autofree double *widths = g_new (double, n);
  double sum = 0, at = self->setter->x, gap = 2 * self->setter->look->cell_x;

  for (guint i = 0; i < n; i++)
    sum += column_at (self, i)->width;
  for (guint i = 0; i < n; i++)
    widths[i] = (self->setter->width + gap) * column_at (self, i)->width / sum;
  make_room_for_headers (self, widths);
  self->edges = g_new (double, n + 1);
  for (guint i = 0; i < n; i++)
    {
      self->edges[i] = at;
      at += widths[i];
    }
  self->edges[n] = at;
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

/* A line of a cell, and where it begins in its column. */
typedef struct
{
  PangoLayoutLine *line;
  double           x;
} CellLine;

/* A row while it is put down. @cells: (nullable): those of the header have no text of their own. */
typedef struct
{
  RcText      **cells;
  PangoLayout **layouts;
  GArray      **lines;      /* CellLine */
  guint         n;
  int           height;     /* lines of the cell that has most */
  double        leading;
} Row;

static void
row_begin (Row          *row,
           TableSetting *self,
           RcText      **cells)
{
  *row = (Row) { .cells = cells, .n = self->table->columns->len, .leading = self->leading };
  row->layouts = g_new0 (PangoLayout *, row->n);
  row->lines = g_new0 (GArray *, row->n);
}

static GArray *
list_lines (PangoLayout *layout)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (CellLine));
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do
    {
      CellLine line = { pango_layout_iter_get_line_readonly (iter), 0 };
      PangoRectangle logical;

      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      line.x = logical.x / (double) PANGO_SCALE;
      g_array_append_val (lines, line);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  return lines;
}

static void
row_take (Row          *row,
          TableSetting *self,
          guint         column,
          PangoLayout  *layout)
{
  row->layouts[column] = layout;
  row->lines[column] = list_lines (layout);
  row->height = MAX (row->height, (int) row->lines[column]->len);
  row->leading = rc_type_leading (layout, self->setter->look->table, row->leading);
}

static void
row_clear (Row *row)
{
  for (guint i = 0; i < row->n; i++)
    {
      g_array_unref (row->lines[i]);
      g_object_unref (row->layouts[i]);
    }
  g_free (row->lines);
  g_free (row->layouts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

/* Puts lines @from to @to of a cell. */
static void
place_cell (TableSetting *self,
            const Row    *row,
            RcInline     *elements,
            RcStrip      *strip,
            guint         column,
            int           from,
            int           to)
{
  const RcLook *look = self->setter->look;
  const GArray *lines = row->lines[column];
  double first = look->cell_y + rc_setter_baseline (look->table, row->leading);

  for (int i = from; i < MIN (to, (int) lines->len); i++)
    {
      const CellLine *line = &g_array_index (lines, CellLine, i);

      rc_inline_add_line (elements, strip->ops, row->layouts[column], line->line, self->edges[column] + line->x, first + (i - from) * row->leading);
    }
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

static RcStrip *
add_row (TableSetting *self,
         const Row    *row,
         int           from,
         int           to)
{
  RcStrip *strip = rc_setter_add_strip (self->setter, (to - from) * row->leading + 2 * self->setter->look->cell_y);

  rc_ops_begin (strip->ops, "TR", FALSE);
  for (guint i = 0; i < row->n; i++)
    {
      const RcOp begin = begin_of_cell (self, i, row->cells == NULL);
      RcInline elements;

      rc_inline_begin (&elements, self->setter->document, &begin, row->cells != NULL && rc_text_is_mixed (row->cells[i]), strip->ops);
      place_cell (self, row, &elements, strip, i, from, to);
      rc_inline_end (&elements, strip->ops);
    }
  return strip;
}

/* A title of at most as many lines as the header may have. */
static PangoLayout *
set_title (TableSetting *self,
           guint         column)
{
  const char *words = column_at (self, column)->title;
  g_autoptr (RcText) title = rc_text_new_own (words);
  g_autoptr (RcText) shorter = NULL;
  g_autoptr (PangoLayout) layout = set_cell (self, column, title, RC_TEXT_STRONG);
  g_autofree char *cut = NULL;
  int fit;

  if (pango_layout_get_line_count (layout) <= MOST_TITLE_LINES)
    return g_steal_pointer (&layout);
  /* The last line is for what says that it goes on. */
  fit = pango_layout_get_line_readonly (layout, MOST_TITLE_LINES - 1)->start_index;
  cut = rc_type_cut (words, g_utf8_strlen (pango_layout_get_text (layout), fit), MOST_TITLE_LINES);
  shorter = rc_text_new_own (cut);
  return set_cell (self, column, shorter, RC_TEXT_STRONG);
}

static void
set_header (TableSetting *self)
{
  g_auto (Row) row = { NULL };
  RcStrip *strip;

  row_begin (&row, self, NULL);
  for (guint i = 0; i < row.n; i++)
    row_take (&row, self, i, set_title (self, i));
  strip = add_row (self, &row, 0, row.height);
  end_row (self, strip, RC_INK_TEXT, RULE);
  strip->keep = TRUE;
  strip->repeated = TRUE;
  self->header = strip;
}

/* A row that is taller than a page is the only one that is split; a heavier rule shows where. */
static void
set_row (TableSetting *self,
         RcText      **cells)
{
  double room = rc_setter_page_height (self->setter) - self->above - 2 * self->setter->look->cell_y;
  g_auto (Row) row = { NULL };
  int fit;

  row_begin (&row, self, cells);
  for (guint i = 0; i < row.n; i++)
    row_take (&row, self, i, set_cell (self, i, cells[i], RC_TEXT_PLAIN));
  fit = MAX (1, (int) (room / row.leading));
  for (int from = 0; from < row.height; from += fit)
    {
      int to = MIN (from + fit, row.height);
      RcStrip *strip = add_row (self, &row, from, to);

      strip->header = rc_strip_ref (self->header);
      end_row (self, strip, to < row.height ? RC_INK_ACCENT : RC_INK_LINE, to < row.height ? RULE : HAIR);
    }
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
  rc_ops_end (rc_setter_last_strip (self)->ops, "Table");
  rc_setter_space (self, self->look->block_gap);
  g_free (setting.edges);
}
