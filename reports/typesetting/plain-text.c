/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/block.h"
#include "reports/typesetting/text-private.h"

#include "core/words.h"

#include <string.h>

#define WIDTH  100
#define INDENT 4
#define GAP    2   /* between the columns of a table */

static void write_blocks (GString         *out,
                          const GPtrArray *blocks,
                          guint            indent);

/* How many columns a terminal gives a character. */
static guint
columns_of (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

/* Where the line that begins at @text ends: at its last space, or in the middle of what is longer than a line. */
static const char *
find_break (const char *text,
            guint       width)
{
  const char *space = NULL;
  guint used = 0;
  const char *cursor;

  for (cursor = text; *cursor != '\0' && *cursor != '\n'; cursor = g_utf8_next_char (cursor))
    {
      used += columns_of (g_utf8_get_char (cursor));
      if (used > width && cursor > text)
        return *cursor == ' ' || space == NULL ? cursor : space;
      if (*cursor == ' ')
        space = cursor;
    }
  return cursor;
}

/* Returns: (transfer full): the lines of @text, at most @width columns each; at least one */
static GPtrArray *
wrap (const char *text,
      guint       width)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  do
    {
      const char *end = find_break (text, MAX (width, 1));

      g_ptr_array_add (lines, g_strndup (text, end - text));
      text = *end == ' ' || *end == '\n' ? end + 1 : end;
    }
  while (*text != '\0');
  return lines;
}

/* The text with the letters of its signs. */
static char *
dup_with_letters (const RcText *text)
{
  GString *out = g_string_new (NULL);
  gsize position = 0;

  for (guint i = 0; i < text->spans->len; i++)
    {
      const RcSpan *span = &g_array_index (text->spans, RcSpan, i);

      if (span->kind == RC_SPAN_SHAPE)
        g_string_append_printf (out, "%s ", rc_shape_letter (span->shape));
      else
        g_string_append_len (out, text->string->str + position, span->length);
      position += span->length;
    }
  g_strchomp (out->str);
  return g_string_free (out, FALSE);
}

static void
append_spaces (GString *out,
               guint    n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (out, ' ');
}

/* No line ends with spaces. */
static void
end_line (GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

static void
write_wrapped (GString    *out,
               const char *text,
               guint       indent,
               guint       hanging)
{
  guint from = indent + hanging;
  g_autoptr (GPtrArray) lines = wrap (text, WIDTH - MIN (from, WIDTH - 1));

  for (guint i = 0; i < lines->len; i++)
    {
      if (i > 0)
        append_spaces (out, from);
      g_string_append (out, lines->pdata[i]);
      end_line (out);
    }
}

static guint
text_columns (const char *text)
{
  guint used = 0;

  for (const char *cursor = text; *cursor != '\0'; cursor = g_utf8_next_char (cursor))
    used += columns_of (g_utf8_get_char (cursor));
  return used;
}

static void
write_underlined (GString    *out,
                  const char *text,
                  guint       indent,
                  const char *line)
{
  guint width = MIN (text_columns (text), WIDTH - indent);

  append_spaces (out, indent);
  write_wrapped (out, text, indent, 0);
  append_spaces (out, indent);
  for (guint i = 0; i < width; i++)
    g_string_append (out, line);
  end_line (out);
}

static void
write_heading (GString       *out,
               const RcBlock *block,
               guint          indent)
{
  static const char * const lines[] = { "═", "─" };
  g_autofree char *text = dup_with_letters (block->text);

  end_line (out);
  if (block->level <= 2)
    {
      write_underlined (out, text, indent, lines[block->level - 1]);
      return;
    }
  append_spaces (out, indent);
  write_wrapped (out, text, indent, 0);
}

static void
write_item (GString       *out,
            const RcBlock *block,
            guint          indent)
{
  g_autofree char *mark = dup_with_letters (block->mark);
  g_autofree char *text = dup_with_letters (block->text);
  guint hanging = text_columns (mark) + 1;

  append_spaces (out, indent);
  g_string_append_printf (out, "%s ", mark);
  write_wrapped (out, text, indent, hanging);
}

static guint *
share_widths (const RcTable *table,
              guint          indent)
{
  guint n = table->columns->len, room = WIDTH - MIN (indent + GAP * (n - 1), WIDTH - n);
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
  guint used = text_columns (line), blank = width > used ? width - used : 0;

  if (to_the_right)
    append_spaces (out, blank);
  g_string_append (out, line);
  if (!to_the_right)
    append_spaces (out, blank);
}

static void
write_row (GString       *out,
           const RcTable *table,
           char         **cells,
           const guint   *widths,
           guint          indent)
{
  guint n = table->columns->len, height = 1;
  g_autoptr (GPtrArray) wrapped = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < n; i++)
    {
      GPtrArray *lines = wrap (cells[i], widths[i]);

      g_ptr_array_add (wrapped, lines);
      height = MAX (height, lines->len);
    }
  for (guint line = 0; line < height; line++)
    {
      append_spaces (out, indent);
      for (guint i = 0; i < n; i++)
        {
          const GPtrArray *lines = wrapped->pdata[i];

          append_spaces (out, i > 0 ? GAP : 0);
          write_cell (out, line < lines->len ? lines->pdata[line] : "", widths[i],
                      g_array_index (table->columns, RcColumn, i).kind == RC_COLUMN_NUMBER);
        }
      end_line (out);
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
  append_spaces (out, indent);
  for (guint i = 0; i < n; i++)
    {
      append_spaces (out, i > 0 ? GAP : 0);
      for (guint j = 0; j < widths[i]; j++)
        g_string_append (out, "─");
    }
  end_line (out);
}

static void
write_table (GString       *out,
             const RcTable *table,
             guint          indent)
{
  g_autofree guint *widths = share_widths (table, indent);

  if (table->caption != NULL)
    {
      append_spaces (out, indent);
      write_wrapped (out, table->caption, indent, 0);
    }
  write_header (out, table, widths, indent);
  for (guint row = 0; row < table->rows->len; row++)
    {
      RcText **texts = table->rows->pdata[row];
      g_auto (GStrv) cells = g_new0 (char *, table->columns->len + 1);

      for (guint i = 0; i < table->columns->len; i++)
        cells[i] = dup_with_letters (texts[i]);
      write_row (out, table, cells, widths, indent);
    }
}

static void
write_box (GString       *out,
           const RcBlock *block,
           guint          indent)
{
  g_autofree char *title = g_strdup_printf ("%s  %s", block->words, block->title);

  write_underlined (out, title, indent, "─");
  write_blocks (out, block->children, indent + INDENT);
}

static void
write_bytes (GString       *out,
             const RcBlock *block,
             guint          indent)
{
  for (guint i = 0; i < block->lines->len; i++)
    {
      g_autofree char *line = dup_with_letters (block->lines->pdata[i]);

      append_spaces (out, indent);
      g_string_append (out, "│ ");
      write_wrapped (out, line, indent, 4);
    }
}

static void
write_signatures (GString       *out,
                  const RcBlock *block,
                  guint          indent)
{
  for (guint i = 0; i < block->lines->len; i++)
    {
      g_autofree char *label = dup_with_letters (block->lines->pdata[i]);

      end_line (out);
      append_spaces (out, indent);
      g_string_append (out, "________________________________________");
      end_line (out);
      append_spaces (out, indent);
      write_wrapped (out, label, indent, 0);
    }
}

static void
write_paragraph (GString       *out,
                 const RcBlock *block,
                 guint          indent)
{
  g_autofree char *text = dup_with_letters (block->text);

  append_spaces (out, indent);
  write_wrapped (out, text, indent, 0);
}

static void
write_figure (GString       *out,
              const RcBlock *block,
              guint          indent)
{
  g_autofree char *text = g_strdup_printf (_("[Figure: %s]"), block->words);

  append_spaces (out, indent);
  write_wrapped (out, text, indent, 0);
}

static void
write_block (GString       *out,
             const RcBlock *block,
             guint          indent)
{
  switch (block->kind)
    {
    case RC_BLOCK_HEADING:
      write_heading (out, block, indent);
      break;
    case RC_BLOCK_PARAGRAPH:
      write_paragraph (out, block, indent);
      break;
    case RC_BLOCK_ITEM:
      write_item (out, block, indent);
      break;
    case RC_BLOCK_FIGURE:
      write_figure (out, block, indent);
      break;
    case RC_BLOCK_BOX:
      write_box (out, block, indent);
      break;
    case RC_BLOCK_COLUMNS:
      write_blocks (out, block->children, indent);
      end_line (out);
      write_blocks (out, block->right, indent);
      break;
    case RC_BLOCK_BYTES:
      write_bytes (out, block, indent);
      break;
    case RC_BLOCK_PAGE_BREAK:
      break;
    case RC_BLOCK_SIGNATURES:
      write_signatures (out, block, indent);
      break;
    case RC_BLOCK_TABLE:
      write_table (out, block->table, indent);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Blocks are apart by an empty line, the items of a list are not. */
static void
write_blocks (GString         *out,
              const GPtrArray *blocks,
              guint            indent)
{
  const RcBlock *before = NULL;

  for (guint i = 0; i < blocks->len; i++)
    {
      const RcBlock *block = blocks->pdata[i];

      if (before != NULL && !(before->kind == RC_BLOCK_ITEM && block->kind == RC_BLOCK_ITEM) && before->kind != RC_BLOCK_HEADING)
        end_line (out);
      write_block (out, block, indent);
      before = block;
    }
}

static void
write_line (GString    *out,
            const char *text)
{
  if (text != NULL && text[0] != '\0')
    write_wrapped (out, text, 0, 0);
}

/**
 * rc_document_to_text:
 *
 * Returns: (transfer full): lines of at most 100 columns, the signs of states as letters
 */
char *
rc_document_to_text (const RcDocument *self)
{
  const RcDocumentHead *head = &self->head;
  GString *out = g_string_new (NULL);

  for (gsize i = 0; head->letterhead != NULL && head->letterhead[i] != NULL; i++)
    write_line (out, head->letterhead[i]);
  write_line (out, head->kind);
  write_line (out, head->number);
  write_line (out, head->classification);
  if (out->len > 0)
    end_line (out);
  write_blocks (out, self->blocks, 0);
  if (head->foot != NULL)
    {
      end_line (out);
      write_line (out, head->foot);
    }
  return g_string_free (out, FALSE);
}
