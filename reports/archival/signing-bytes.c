/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/signing-bytes.h"

#include "core/words.h"

#include <string.h>

/*
 * A file is compared as one library reads it. Where a file is written in two ways at once, each reader takes the one or the other: the library sees
 * what was frozen, and people see something else on the screen. Programs that sign write it in one way.
 */

#define START       "startxref"
#define END_OF_FILE "%%EOF"
#define OBJECT      "obj"
#define HYBRID      "XRefStm"

/* Of a reference and the word behind it, at most. */
#define HEADER_BYTES 64u

typedef struct
{
  const char *bytes;
  const char *end;
} Text;

static gboolean
is_line_end (char byte)
{
  return byte == '\n' || byte == '\r';
}

static gboolean
is_space (char byte)
{
  return g_ascii_isspace (byte) || byte == '\0';
}

/* Behind the line's end, which is one of the three that there are; (nullable) */
static const char *
skip_line_end (const Text *text,
               const char *at)
{
  if (at >= text->end || !is_line_end (*at))
    return NULL;
  return *at == '\r' && at + 1 < text->end && at[1] == '\n' ? at + 2 : at + 1;
}

/* --- Where the references are --- */

/* “startxref”, a number and “%%EOF”, each on a line of its own. @out_end: behind it */
static gboolean
is_start (const Text  *text,
          const char  *at,
          const char **out_end)
{
  const char *digits = skip_line_end (text, at + strlen (START)), *next = digits;

  if (digits == NULL || at == text->bytes || !is_line_end (at[-1]))
    return FALSE;
  while (next < text->end && g_ascii_isdigit (*next))
    next++;
  if (next == digits || (next = skip_line_end (text, next)) == NULL || (gsize) (text->end - next) < strlen (END_OF_FILE) ||
      memcmp (next, END_OF_FILE, strlen (END_OF_FILE)) != 0)
    return FALSE;
  *out_end = next + strlen (END_OF_FILE);
  return TRUE;
}

/* All are written as they should be, and the last one is the file's end: some readers take the last that can be understood, some the last word. */
static gboolean
has_plain_starts (const Text *text)
{
  const char *end = NULL;

  for (const char *at = text->bytes; (at = memmem (at, (gsize) (text->end - at), START, strlen (START))) != NULL; at = end)
    if (!is_start (text, at, &end))
      return FALSE;
  while (end != NULL && end < text->end && is_line_end (*end))
    end++;
  return end == text->end;
}

/* What follows is nothing to one reader, and to another one something that has to be repaired. */
static gboolean
ends_as_it_should (const Text *text)
{
  const char *end = text->end;

  while (end > text->bytes && is_line_end (end[-1]))
    end--;
  return (gsize) (end - text->bytes) >= strlen (END_OF_FILE) && memcmp (end - strlen (END_OF_FILE), END_OF_FILE, strlen (END_OF_FILE)) == 0;
}

/* --- References in two ways --- */

/* Any letter of a name may be written as its number. */
static gboolean
is_name (const Text *text,
         const char *at,
         const char *name)
{
  for (; *name != '\0'; name++)
    {
      if (text->end - at >= 3 && *at == '#')
        {
          int high = g_ascii_xdigit_value (at[1]);
          int low = g_ascii_xdigit_value (at[2]);

          if (high < 0 || low < 0 || 16 * high + low != *name)
            return FALSE;
          at += 3;
        }
      else if (at >= text->end || *at++ != *name)
        return FALSE;
    }
  return TRUE;
}

/* A table of references beside a stream of them: readers differ on which of the two they believe. */
static gboolean
is_hybrid (const Text *text)
{
  for (const char *at = text->bytes; (at = memchr (at, '/', (gsize) (text->end - at))) != NULL; at++)
    if (is_name (text, at + 1, HYBRID))
      return TRUE;
  return FALSE;
}

/* --- Objects that are there twice --- */

/* The number before @at; @out_begin: where it begins */
static gboolean
read_number_before (const Text  *text,
                    const char  *at,
                    const char **out_begin,
                    guint64     *out_number)
{
  const char *least = (gsize) (at - text->bytes) > HEADER_BYTES ? at - HEADER_BYTES : text->bytes, *end;

  while (at > least && is_space (at[-1]))
    at--;
  for (end = at; at > least && g_ascii_isdigit (at[-1]); at--)
    ;
  *out_begin = at;
  *out_number = 0;
  for (const char *digit = at; digit < end; digit++)
    *out_number = *out_number * 10 + (guint64) (*digit - '0');
  return end > at && end - at <= 10;
}

/* In one update: which one counts is a reader's own choice where the references name both. */
static gboolean
has_object_twice (const Text *text)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint64 generation, number;

  for (const char *at = text->bytes; at < text->end; at++)
    {
      gsize left = (gsize) (text->end - at);
      const char *before;

      if (left >= strlen (END_OF_FILE) && memcmp (at, END_OF_FILE, strlen (END_OF_FILE)) == 0)
        g_hash_table_remove_all (seen);
      else if (left >= strlen (OBJECT) && memcmp (at, OBJECT, strlen (OBJECT)) == 0 && read_number_before (text, at, &before, &generation) &&
               read_number_before (text, before, &before, &number) && number <= G_MAXINT &&
               !g_hash_table_add (seen, GUINT_TO_POINTER ((guint) number)))
        return TRUE;
    }
  return FALSE;
}

/**
 * rc_signing_find_ambiguity:
 * @whole: tainted; a file with something added behind what was frozen
 */
const char *
rc_signing_find_ambiguity (GBytes *whole,
                           gsize   frozen_length)
{
  gsize length;
  const char *bytes = g_bytes_get_data (whole, &length);
  /* The line's end before it, so that what was added may begin with the word. */
  const Text text = { bytes + frozen_length - 1, bytes + length };

  if (!ends_as_it_should (&text))
    return _("something stands behind the end of the file");
  if (!has_plain_starts (&text))
    return _("its end is written in such a way that programs do not agree on what the file shows");
  if (is_hybrid (&text) || has_object_twice (&text))
    return _("something in it is written in two ways, so that programs do not agree on what the file shows");
  return NULL;
}
