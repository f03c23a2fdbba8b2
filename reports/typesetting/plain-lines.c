/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/plain-lines.h"
#include "reports/typesetting/text-private.h"

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

GPtrArray *
rc_plain_wrap (const char *text,
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

char *
rc_plain_dup_text (const RcText *text)
{
  GString *out = g_string_new (NULL);
  gsize position = 0;

  for (guint i = 0; i < text->spans->len; i++)
    {
      const RcSpan *span = &g_array_index (text->spans, RcSpan, i);

      if (span->kind == RC_SPAN_SHAPE)
        g_string_append_printf (out, "%s ", rc_shape_letter (span->shape));
      else if (span->kind == RC_SPAN_NOTE)
        g_string_append_printf (out, " [%u]", span->note->number);
      else
        g_string_append_len (out, text->string->str + position, span->length);
      position += span->length;
    }
  g_strchomp (out->str);
  return g_string_free (out, FALSE);
}

void
rc_plain_add_spaces (GString *out,
                     guint    n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (out, ' ');
}

void
rc_plain_end_line (GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

void
rc_plain_add_wrapped (GString    *out,
                      const char *text,
                      guint       indent,
                      guint       hanging)
{
  guint from = indent + hanging;
  g_autoptr (GPtrArray) lines = rc_plain_wrap (text, RC_PLAIN_WIDTH - MIN (from, RC_PLAIN_WIDTH - 1));

  for (guint i = 0; i < lines->len; i++)
    {
      if (i > 0)
        rc_plain_add_spaces (out, from);
      g_string_append (out, lines->pdata[i]);
      rc_plain_end_line (out);
    }
}

void
rc_plain_add_paragraph (GString    *out,
                        const char *text,
                        guint       indent)
{
  rc_plain_add_spaces (out, indent);
  rc_plain_add_wrapped (out, text, indent, 0);
}

guint
rc_plain_columns (const char *text)
{
  guint used = 0;

  for (const char *cursor = text; *cursor != '\0'; cursor = g_utf8_next_char (cursor))
    used += columns_of (g_utf8_get_char (cursor));
  return used;
}

void
rc_plain_add_underlined (GString    *out,
                         const char *text,
                         guint       indent,
                         const char *line)
{
  guint width = MIN (rc_plain_columns (text), RC_PLAIN_WIDTH - indent);

  rc_plain_add_paragraph (out, text, indent);
  rc_plain_add_spaces (out, indent);
  for (guint i = 0; i < width; i++)
    g_string_append (out, line);
  rc_plain_end_line (out);
}
