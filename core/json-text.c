/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json-text.h"

#include <string.h>

static gunichar
read_escape (const char **at)
{
  const char *escape = *at + 1;

  *at += 2;
  switch (*escape)
    {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'u': break;
    default: return (guchar) *escape;
    }

  gunichar unit = (gunichar) rc_json_text_read_unit (escape + 1);

  *at += 4;
  if (unit < 0xD800 || unit > 0xDBFF)
    return unit;

  /* A high surrogate: the reader made sure that its partner follows. */
  gunichar low = (gunichar) rc_json_text_read_unit (escape + 7);

  *at += 6;
  return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

/**
 * rc_json_text_next:
 * @at: (inout): a place inside an accepted text, moved behind the character
 *
 * Returns: the character that stands at @at, an escape resolved (RFC 8259 section 7)
 */
gunichar
rc_json_text_next (const char **at)
{
  gunichar c;

  if (**at == '\\')
    return read_escape (at);

  c = g_utf8_get_char (*at);
  *at = g_utf8_next_char (*at);
  return c;
}

/**
 * rc_json_text_compare:
 *
 * Compares two texts as they are written, by code point after resolving escapes.
 *
 * Returns: less than, equal to or greater than 0
 */
int
rc_json_text_compare (const char *a,
                      gsize       a_length,
                      const char *b,
                      gsize       b_length)
{
  const char *a_end = a + a_length;
  const char *b_end = b + b_length;

  while (a < a_end && b < b_end)
    {
      gunichar x = rc_json_text_next (&a);
      gunichar y = rc_json_text_next (&b);

      if (x != y)
        return x < y ? -1 : 1;
    }

  return (a < a_end) - (b < b_end);
}

/**
 * rc_json_text_hash:
 *
 * Returns: a hash that is the same for every spelling of the same text
 */
guint64
rc_json_text_hash (const char *text,
                   gsize       length)
{
  const char *end = text + length;
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  while (text < end)
    {
      hash ^= rc_json_text_next (&text);
      hash *= G_GUINT64_CONSTANT (0x100000001b3);
      hash ^= hash >> 29;
    }

  return hash;
}

/**
 * rc_json_text_resolve:
 * @text: what stands between the quotes of an accepted text
 * @length: of @text in bytes
 * @out_text: (out): room for @length bytes; resolving never makes a text longer
 *
 * Writes the text with its escapes resolved, as UTF-8 without a terminator.
 *
 * Returns: the bytes written
 */
gsize
rc_json_text_resolve (const char *text,
                      gsize       length,
                      char       *out_text)
{
  const char *end = text + length;
  char *out = out_text;

  while (text < end)
    {
      const char *escape = memchr (text, '\\', (gsize) (end - text));
      gsize plain = (gsize) ((escape != NULL ? escape : end) - text);

      memcpy (out, text, plain);
      out += plain;
      text += plain;
      if (text < end)
        out += g_unichar_to_utf8 (read_escape (&text), out);
    }

  return (gsize) (out - out_text);
}
