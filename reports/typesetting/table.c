/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/block.h"

#include "core/display-text.h"

static void
clear_column (gpointer data)
{
  RcColumn *column = data;

  g_free ((char *) column->title);
}

/* A row ends with NULL. */
static void
free_row (gpointer data)
{
  RcText **cells = data;

  for (gsize i = 0; cells[i] != NULL; i++)
    rc_text_free (cells[i]);
  g_free (cells);
}

/**
 * rc_table_new:
 * @columns: (array length=n_columns): their titles are the program's own words and are copied
 * @n_columns: at least one
 * @caption: (nullable): stands above the table
 *
 * Returns: (transfer full): a table without rows
 */
RcTable *
rc_table_new (const RcColumn *columns,
              gsize           n_columns,
              const char     *caption)
{
  RcTable *self = g_new0 (RcTable, 1);

  self->columns = g_array_new (FALSE, FALSE, sizeof (RcColumn));
  g_array_set_clear_func (self->columns, clear_column);
  for (gsize i = 0; i < n_columns; i++)
    {
      RcColumn column = columns[i];

      column.title = rc_display_words (column.title != NULL ? column.title : "");
      g_array_append_val (self->columns, column);
    }
  self->caption = caption != NULL ? rc_display_words (caption) : NULL;
  self->rows = g_ptr_array_new_with_free_func (free_row);
  return self;
}

void
rc_table_free (RcTable *self)
{
  g_array_unref (self->columns);
  g_free (self->caption);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * rc_table_add_row:
 * @cells: (array) (transfer none): the texts in it are taken
 */
void
rc_table_add_row (RcTable  *self,
                  RcText  **cells)
{
  RcText **row = g_new0 (RcText *, self->columns->len + 1);

  for (guint i = 0; i < self->columns->len; i++)
    row[i] = cells[i];
  g_ptr_array_add (self->rows, row);
}
