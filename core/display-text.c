/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "display-text.h"

#include <string.h>

/* Characters that are shown by their number: controls, line and paragraph separators, direction controls, zero-width and
 * invisible ones, tags (the cases of the threat model's section on text). */
static gboolean
is_unseen (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || c == 0x2028 || c == 0x2029 || c == 0xfeff
    || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f)
    || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0000 && c <= 0xe0fff) || !g_unichar_isdefined (c);
}

/**
 * rc_display_text:
 * @text: tainted
 * @length: in bytes, or -1 for a text that ends with NUL
 * @max_bytes: what is longer is cut with a mark that says how much was cut; 0 for no bound
 *
 * Returns: (transfer full): valid UTF-8 of one line in which every character can be seen
 */
char *
rc_display_text (const char *text,
                 gssize      length,
                 gsize       max_bytes)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  gsize shown = max_bytes != 0 ? MIN (size, max_bytes) : size;
  GString *out = g_string_sized_new (shown + 16);
  const char *cursor = text;
  const char *end = text + shown;

  while (cursor < end)
    {
      gunichar c = g_utf8_get_char_validated (cursor, text + size - cursor);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_printf (out, "[\\x%02X]", (guint8) *cursor);
          cursor++;
          continue;
        }
      if (is_unseen (c))
        g_string_append_printf (out, "[U+%04X]", c);
      else
        g_string_append_unichar (out, c);
      cursor = g_utf8_next_char (cursor);
    }

  if (cursor < text + size)
    g_string_append_printf (out, "… %" G_GSIZE_FORMAT " more bytes", (gsize) (text + size - cursor));
  return g_string_free (out, FALSE);
}
