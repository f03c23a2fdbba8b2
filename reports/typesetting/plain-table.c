/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/plain-lines.h"

#define GAP 2   /* between the columns */

static guint *
share_widths (const RcTable *table,
              guint          indent)
{
  guint n = table->columns->len, room = RC_PLAIN_WIDTH - MIN (indent + GAP * (n - 1), RC_PLAIN_WIDTH - n);
  guint *widths = g_new (guint, n);
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += g_array_index (table->columns, RcColumn, i).width;
  for (guint i = 0; i < n; i++)
    widths[i] = MAX (1, (guint) (room * g_array_index (table->columns, RcColumn, i).width / sum));
  return widths;
}

static void
write_cell (GString    *out,
            const char *line,
            guint       width,
            gboolean    to_the_right)
{
  guint used = rc_plain_columns (line), blank = width > used ? width - used : 0;

  if (to_the_right)
    rc_plain_add_spaces (out, blank);
  g_string_append (out, line);
  if (!to_the_right)
    rc_plain_add_spaces (out, blank);
}

static void
write_row (GString        *out,
           const RcTable  *table,
           char          **cells,
           const guint    *widths,
           guint           indent)
{
  guint n = table->columns->len, height = 1;
  g_autoptr (GPtrArray) wrapped = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < n; i++)
    {
      GPtrArray *lines = rc_plain_wrap (cells[i], widths[i]);

      g_ptr_array_add (wrapped, lines);
      height = MAX (height, lines->len);
    }
  for (guint line = 0; line < height; line++)
    {
      rc_plain_add_spaces (out, indent);
      for (guint i = 0; i < n; i++)
        {
          const GPtrArray *lines = wrapped->pdata[i];

          rc_plain_add_spaces (out, i > 0 ? GAP : 0);
          write_cell (out, line < lines->len ? lines->pdata[line] : "", widths[i],
                      g_array_index (table->columns, RcColumn, i).kind == RC_COLUMN_NUMBER);
        }
      rc_plain_end_line (out);
    }
}

static void
write_header (GString       *out,
              const RcTable *table,
              const guint   *widths,
              guint          indent)
{
  guint n = table->columns->len;
  g_autofree char **titles = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    titles[i] = (char *) g_array_index (table->columns, RcColumn, i).title;
  write_row (out, table, titles, widths, indent);
  rc_plain_add_spaces (out, indent);
  for (guint i = 0; i < n; i++)
    {
      rc_plain_add_spaces (out, i > 0 ? GAP : 0);
      for (guint j = 0; j < widths[i]; j++)
        g_string_append (out, "─");
    }
  rc_plain_end_line (out);
}

void
rc_plain_add_table (GString       *out,
                    const RcTable *table,
                    guint          indent)
{
  g_autofree guint *widths = share_widths (table, indent);

  if (table->caption != NULL)
    {
      rc_plain_add_paragraph (out, table->caption, indent);
    }
  write_header (out, table, widths, indent);
  for (guint row = 0; row < table->rows->len; row++)
    {
      RcText **texts = table->rows->pdata[row];
      g_auto (GStrv) cells = g_new0 (char *, table->columns->len + 1);

      for (guint i = 0; i < table->columns->len; i++)
        cells[i] = rc_plain_dup_text (texts[i]);
      write_row (out, table, cells, widths, indent);
    }
}
