/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "display-text.h"

#include <stdlib.h>
#include <string.h>

/* More marks on one letter than any script puts there would climb into the lines around it. */
#define MAX_MARKS 4

typedef struct
{
  gunichar first, last;
} Range;

/* Characters that are shown by their number though they are letters, marks or signs to Unicode: nothing, or nothing but a gap, is to
 * be seen of them, or they are drawn as pictures where there is a colour font and as nothing where there is none. */
static const Range unseen[] = {
  { 0x00ad, 0x00ad },     /* soft hyphen */
  { 0x034f, 0x034f },     /* grapheme joiner */
  { 0x115f, 0x1160 },     /* Hangul fillers, here and below */
  { 0x17b4, 0x17b5 },
  { 0x180b, 0x180f },     /* Mongolian selectors */
  { 0x2800, 0x2800 },     /* empty Braille cell */
  { 0x3164, 0x3164 },
  { 0xfe00, 0xfe0f },     /* variation selectors */
  { 0xfff9, 0xfffc },     /* interlinear notes, an object that is not there */
  { 0xffa0, 0xffa0 },
  { 0x1d159, 0x1d159 },   /* a note without a head */
  { 0x1f000, 0x1faff },   /* emoji */
  { 0xe0000, 0xe0fff },   /* tags and more selectors */
};

static gboolean
is_unseen (gunichar c)
{
  if (c >= 0x20 && c < 0x7f)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (unseen); i++)
    if (c >= unseen[i].first && c <= unseen[i].last)
      return TRUE;

  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:             /* direction controls, zero-width ones */
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SPACE_SEPARATOR:    /* every one that is not the plain space */
      return TRUE;
    default:
      return FALSE;
    }
}

/* Letters of other scripts that look like Latin ones, in the order of their numbers. */
static const gunichar look_alikes[] = {
  /* Greek */
  0x391, 0x392, 0x395, 0x396, 0x397, 0x399, 0x39a, 0x39c, 0x39d, 0x39f, 0x3a1, 0x3a4, 0x3a5, 0x3a7, 0x3bd, 0x3bf, 0x3c1, 0x3f2, 0x3f3,
  /* Cyrillic */
  0x405, 0x406, 0x408, 0x410, 0x412, 0x415, 0x41a, 0x41c, 0x41d, 0x41e, 0x420, 0x421, 0x422, 0x425, 0x430, 0x435, 0x43e, 0x440, 0x441,
  0x443, 0x445, 0x455, 0x456, 0x458, 0x4bb, 0x4cf, 0x501, 0x51b, 0x51d,
  /* Armenian */
  0x54f, 0x555, 0x570, 0x578, 0x57d, 0x581, 0x585,
};

static int
compare_characters (const void *a,
                    const void *b)
{
  return (int) *(const gunichar *) a - (int) *(const gunichar *) b;
}

static gboolean
is_look_alike (gunichar c)
{
  return c >= look_alikes[0]
    && bsearch (&c, look_alikes, G_N_ELEMENTS (look_alikes), sizeof look_alikes[0], compare_characters) != NULL;
}

/* Whether the word that begins at @cursor may be taken for another: it has look-alikes among Latin letters, or nothing but look-alikes
 * beside digits. A word that is all of its own script is what it seems to be. */
static gboolean
deceives (const char *cursor,
          const char *end)
{
  guint n_alike = 0, n_latin = 0, n_others = 0, n_digits = 0;
  gunichar c;

  for (; cursor < end && (c = g_utf8_get_char_validated (cursor, end - cursor)) <= 0x10ffff && g_unichar_isalnum (c);
       cursor = g_utf8_next_char (cursor))
    {
      if (g_unichar_isdigit (c))
        n_digits++;
      else if (is_look_alike (c))
        n_alike++;
      else if (g_unichar_get_script (c) == G_UNICODE_SCRIPT_LATIN)
        n_latin++;
      else
        n_others++;
    }
  return n_alike > 0 && (n_latin > 0 || (n_digits > 0 && n_others == 0));
}

/* What the program's own sentences are set with: line breaks, and the spaces that French and numbers keep together by. */
static gboolean
is_own_spacing (gunichar c)
{
  return c == '\n' || c == 0xa0 || c == 0x202f;
}

/* Returns where the reading ended: at @shown bytes or at the end of the character there. */
static const char *
append_seen (GString    *out,
             const char *text,
             gsize       size,
             gsize       shown,
             gboolean    own)
{
  const char *cursor = text;
  guint n_marks = MAX_MARKS;   /* a mark at the start would sit on what stands before the text */
  gboolean in_word = FALSE, deceiving = FALSE;

  while (cursor < text + shown)
    {
      gunichar c = g_utf8_get_char_validated (cursor, text + size - cursor);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_printf (out, "[\\x%02X]", (guint8) *cursor);
          cursor++;
          in_word = FALSE;
          continue;
        }
      n_marks = g_unichar_ismark (c) ? n_marks + 1 : 0;
      if (!in_word)
        deceiving = deceives (cursor, text + size);
      in_word = g_unichar_isalnum (c);
      if ((is_unseen (c) && !(own && is_own_spacing (c))) || n_marks > MAX_MARKS || (deceiving && is_look_alike (c)))
        g_string_append_printf (out, "[U+%04X]", c);
      else
        g_string_append_unichar (out, c);
      cursor = g_utf8_next_char (cursor);
    }
  return cursor;
}

/**
 * rc_display_text:
 * @text: tainted
 * @length: in bytes, or -1 for a text that ends with NUL
 * @max_bytes: what is longer is cut with a mark that says how much was cut; 0 for no bound
 *
 * Returns: (transfer full): valid UTF-8 of one line in which every character can be seen, and none be taken for
 * another: a Cyrillic letter in a Latin name is shown by its number
 */
char *
rc_display_text (const char *text,
                 gssize      length,
                 gsize       max_bytes)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  gsize shown = max_bytes != 0 ? MIN (size, max_bytes) : size;
  GString *out = g_string_sized_new (shown + 16);
  const char *cursor = append_seen (out, text, size, shown, FALSE);

  if (cursor < text + size)
    g_string_append_printf (out, "… %" G_GSIZE_FORMAT " more bytes", (gsize) (text + size - cursor));
  return g_string_free (out, FALSE);
}

/**
 * rc_display_words:
 * @words: a sentence of the program's own, which may have a name or a value in it
 *
 * Like rc_display_text(), but line breaks and unbreakable spaces stay what they are, and letters are composed.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
rc_display_words (const char *words)
{
  g_autofree char *composed = g_utf8_normalize (words, -1, G_NORMALIZE_NFC);
  const char *text = composed != NULL ? composed : words;
  gsize size = strlen (text);
  GString *out = g_string_sized_new (size + 16);

  append_seen (out, text, size, size, TRUE);
  return g_string_free (out, FALSE);
}

/**
 * rc_display_sentence:
 * @words: a sentence of the program's own, which may have a name or a value in it
 *
 * Like rc_display_words(), but a line break is shown: it can only have come with a value.
 *
 * Returns: (transfer full): valid UTF-8 of one line
 */
char *
rc_display_sentence (const char *words)
{
  g_autofree char *shown = rc_display_words (words);
  GString *out = g_string_new (shown);

  g_string_replace (out, "\n", "[U+000A]", 0);
  return g_string_free (out, FALSE);
}
