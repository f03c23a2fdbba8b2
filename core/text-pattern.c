/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text-pattern.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "bounds.h"
#include "json-text.h"

#define MAX_FIRST_BYTES 8u
#define LAST_CASED      0x1ffffu     /* no letter above it has a case */

/* An escape of a character outside the first plane: two runs of backslashes, each with "u" and four digits. */
#define ESCAPE_BYTES    (2 * (RC_LIMIT_SEARCH_BACKSLASHES + 5))
#define UTF8_BYTES      4u

G_DEFINE_QUARK (rc-text-pattern-error-quark, rc_text_pattern_error)

struct _RcTextPattern
{
  RcTextPatternFlags  flags;
  gunichar           *characters;   /* folded where case is ignored */
  gsize               n_characters;
  guint8              first[MAX_FIRST_BYTES];
  guint               n_first;
  gboolean            is_first[256];
  gboolean            may_follow[256];  /* the byte behind a first one that is ASCII and no backslash */
};

/* Where folding is not the same as the small letter: Unicode's CaseFolding.txt, statuses C and S. */
static const struct
{
  gunichar from;
  gunichar to;
} folds[] = {
  { 0x00b5, 0x03bc }, { 0x0130, 0x0130 }, { 0x017f, 's' }, { 0x0345, 0x03b9 }, { 0x03c2, 0x03c3 }, { 0x03d0, 0x03b2 },
  { 0x03d1, 0x03b8 }, { 0x03d5, 0x03c6 }, { 0x03d6, 0x03c0 }, { 0x03f0, 0x03ba }, { 0x03f1, 0x03c1 }, { 0x03f5, 0x03b5 },
  { 0x1c80, 0x0432 }, { 0x1c81, 0x0434 }, { 0x1c82, 0x043e }, { 0x1c83, 0x0441 }, { 0x1c84, 0x0442 }, { 0x1c85, 0x0442 },
  { 0x1c86, 0x044a }, { 0x1c87, 0x0463 }, { 0x1c88, 0xa64b }, { 0x1e9b, 0x1e61 }, { 0x1fbe, 0x03b9 },
};

/**
 * rc_text_fold:
 *
 * Returns: a character that is the same for all that differ by case alone; one for one, so that "ß" is not "ss"
 */
gunichar
rc_text_fold (gunichar character)
{
  if (character < 0x80)
    return (gunichar) g_ascii_tolower ((char) character);

  for (guint i = 0; i < G_N_ELEMENTS (folds); i++)
    {
      if (folds[i].from == character)
        return folds[i].to;
    }
  return g_unichar_tolower (character);
}

static inline gunichar
fold (const RcTextPattern *self,
      gunichar             character)
{
  return (self->flags & RC_TEXT_PATTERN_IGNORE_CASE) != 0 ? rc_text_fold (character) : character;
}

/* --- Making a pattern --- */

static guint8
first_byte (gunichar character)
{
  char bytes[6];

  g_unichar_to_utf8 (character, bytes);
  return (guint8) bytes[0];
}

/* The bytes with which a character can begin, in any of its cases. */
static void
mark_first_bytes (const RcTextPattern *self,
                  gunichar             wanted,
                  gboolean             marks[256])
{
  marks[first_byte (wanted)] = TRUE;
  if ((self->flags & RC_TEXT_PATTERN_ESCAPED) != 0)
    marks['\\'] = TRUE;
  if ((self->flags & RC_TEXT_PATTERN_IGNORE_CASE) == 0)
    return;

  for (gunichar each = 0; each <= LAST_CASED; each++)
    {
      if (rc_text_fold (each) == wanted)
        marks[first_byte (each)] = TRUE;
    }
}

static void
prepare (RcTextPattern *self)
{
  mark_first_bytes (self, self->characters[0], self->is_first);
  for (guint byte = 0; byte < 256; byte++)
    {
      if (self->is_first[byte] && self->n_first < MAX_FIRST_BYTES)
        self->first[self->n_first++] = (guint8) byte;
    }

  if (self->n_characters > 1)
    mark_first_bytes (self, self->characters[1], self->may_follow);
  else
    memset (self->may_follow, 1, sizeof self->may_follow);
}

/**
 * rc_text_pattern_new:
 * @text: what is looked for
 *
 * Returns: (transfer full): the pattern; %NULL with an error of %RC_TEXT_PATTERN_ERROR where nothing can be looked for by it
 */
RcTextPattern *
rc_text_pattern_new (const char          *text,
                     RcTextPatternFlags   flags,
                     GError             **error)
{
  RcTextPattern *self;
  glong n_characters = 0;
  gsize length = strlen (text);

  if (length == 0)
    {
      g_set_error_literal (error, RC_TEXT_PATTERN_ERROR, RC_TEXT_PATTERN_ERROR_EMPTY, "the text to search for is empty");
      return NULL;
    }
  if (length > RC_LIMIT_SEARCH_BYTES)
    {
      g_set_error (error, RC_TEXT_PATTERN_ERROR, RC_TEXT_PATTERN_ERROR_TOO_LONG,
                   "the text to search for has %" G_GSIZE_FORMAT " bytes; at most %u are searched for", length, RC_LIMIT_SEARCH_BYTES);
      return NULL;
    }
  if (!g_utf8_validate (text, (gssize) length, NULL))
    {
      g_set_error_literal (error, RC_TEXT_PATTERN_ERROR, RC_TEXT_PATTERN_ERROR_NOT_TEXT, "the text to search for is no valid UTF-8");
      return NULL;
    }

  self = g_new0 (RcTextPattern, 1);
  self->flags = flags;
  self->characters = g_utf8_to_ucs4_fast (text, (glong) length, &n_characters);
  self->n_characters = (gsize) n_characters;
  for (gsize i = 0; i < self->n_characters; i++)
    self->characters[i] = fold (self, self->characters[i]);
  prepare (self);
  return self;
}

void
rc_text_pattern_free (RcTextPattern *self)
{
  if (self == NULL)
    return;

  g_free (self->characters);
  g_free (self);
}

gsize
rc_text_pattern_reach (const RcTextPattern *self)
{
  return self->n_characters * ((self->flags & RC_TEXT_PATTERN_ESCAPED) != 0 ? ESCAPE_BYTES : UTF8_BYTES);
}

/* --- Looking at one place --- */

/* Moves @at behind one character where it is the wanted one. */
static inline gboolean
take_plain (const RcTextPattern  *self,
            gunichar              wanted,
            const guint8        **at,
            const guint8         *end)
{
  gunichar character;

  if (*at == end)
    return FALSE;
  if (**at < 0x80)
    {
      if (fold (self, **at) != wanted)
        return FALSE;
      (*at)++;
      return TRUE;
    }

  character = g_utf8_get_char_validated ((const char *) *at, MIN (end - *at, (gssize) UTF8_BYTES));
  /* A faulty or cut sequence is no character. */
  if ((gint32) character < 0 || fold (self, character) != wanted)
    return FALSE;
  *at = (const guint8 *) g_utf8_next_char ((const char *) *at);
  return TRUE;
}

/* How many backslashes stand here; one more than are looked at where there are too many. */
static gsize
count_run (const guint8 *at,
           const guint8 *end)
{
  gsize run = 0;

  while (at + run < end && at[run] == '\\' && run <= RC_LIMIT_SEARCH_BACKSLASHES)
    run++;
  return run;
}

/* "u" and four digits. */
static int
read_unit (const guint8 *at,
           const guint8 *end)
{
  return end - at >= 5 && *at == 'u' ? rc_json_text_read_unit ((const char *) at + 1) : -1;
}

/* What stands behind a run of backslashes, moved over. */
static gboolean
read_escaped (const guint8 **at,
              const guint8  *end,
              gunichar      *out_character)
{
  static const char letters[] = "\"/bfnrt";
  static const char meanings[] = "\"/\b\f\n\r\t";
  const char *letter;
  int unit, low;
  gsize run;

  if (*at == end || **at == 0)
    return FALSE;

  letter = strchr (letters, **at);
  if (letter != NULL)
    {
      *out_character = (gunichar) meanings[letter - letters];
      (*at)++;
      return TRUE;
    }

  unit = read_unit (*at, end);
  if (unit < 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return FALSE;
  *at += 5;
  *out_character = (gunichar) unit;
  if (unit < 0xd800 || unit > 0xdbff)
    return TRUE;

  run = count_run (*at, end);
  low = run >= 1 && run <= RC_LIMIT_SEARCH_BACKSLASHES ? read_unit (*at + run, end) : -1;
  if (low < 0xdc00 || low > 0xdfff)
    return FALSE;
  *at += run + 5;
  *out_character = 0x10000 + (((gunichar) unit - 0xd800) << 10) + ((gunichar) low - 0xdc00);
  return TRUE;
}

static gboolean
take_escaped (const RcTextPattern  *self,
              gunichar              wanted,
              const guint8        **at,
              const guint8         *end)
{
  gunichar character;

  return read_escaped (at, end, &character) && fold (self, character) == wanted;
}

/* Takes a run of backslashes with what it stands for; @index is moved over what was taken of the pattern. */
static gboolean
take_run (const RcTextPattern  *self,
          gsize                *index,
          const guint8        **at,
          const guint8         *end)
{
  gsize run = count_run (*at, end);
  gsize wanted = 0;

  while (*index + wanted < self->n_characters && self->characters[*index + wanted] == '\\')
    wanted++;
  if (run > RC_LIMIT_SEARCH_BACKSLASHES || run < wanted)
    return FALSE;

  *at += run;
  *index += wanted;
  if (*index == self->n_characters)
    return TRUE;
  if (wanted > 0 && take_plain (self, self->characters[*index], at, end))
    {
      (*index)++;
      return TRUE;
    }
  if (run == wanted || !take_escaped (self, self->characters[*index], at, end))
    return FALSE;
  (*index)++;
  return TRUE;
}

static gboolean
match_escaped (const RcTextPattern *self,
               const guint8        *begin,
               const guint8        *end,
               RcTextMatch         *out_match)
{
  const guint8 *at = begin;
  gsize index = 0;

  while (index < self->n_characters)
    {
      if (at == end)
        return FALSE;
      if (*at == '\\')
        {
          if (!take_run (self, &index, &at, end))
            return FALSE;
        }
      else if (!take_plain (self, self->characters[index++], &at, end))
        {
          return FALSE;
        }
    }

  out_match->length = (gsize) (at - begin);
  out_match->is_escaped = TRUE;
  return TRUE;
}

/* Whether it is the end of an escape that means the same: the place is told at the beginning of the escape. */
static gboolean
is_within_escape (const RcTextPattern *self,
                  const guint8        *begin,
                  const guint8        *bytes)
{
  gsize run = 0;

  if ((self->flags & RC_TEXT_PATTERN_ESCAPED) == 0 || (*begin != '"' && *begin != '/'))
    return FALSE;
  while (begin - run > bytes && begin[-1 - (gssize) run] == '\\' && run <= RC_LIMIT_SEARCH_BACKSLASHES)
    run++;
  return run > 0 && run <= RC_LIMIT_SEARCH_BACKSLASHES;
}

/* @bytes: from where on there are bytes before @begin. */
static gboolean
match_at (const RcTextPattern *self,
          const guint8        *begin,
          const guint8        *end,
          const guint8        *bytes,
          RcTextMatch         *out_match)
{
  const guint8 *at = begin;
  gsize index = 0;

  if (is_within_escape (self, begin, bytes))
    return FALSE;
  while (index < self->n_characters && take_plain (self, self->characters[index], &at, end))
    index++;
  if (index == self->n_characters)
    {
      out_match->length = (gsize) (at - begin);
      out_match->is_escaped = FALSE;
      return TRUE;
    }

  /* Up to the first backslash both ways of reading are one. A run is taken whole: what begins within it is told at its beginning. */
  if ((self->flags & RC_TEXT_PATTERN_ESCAPED) == 0 || at == end || *at != '\\'
      || (*begin == '\\' && begin > bytes && begin[-1] == '\\'))
    return FALSE;
  return match_escaped (self, begin, end, out_match);
}

/* --- Going through the bytes --- */

static const guint8 *
next_candidate_portable (const RcTextPattern *self,
                         const guint8        *at,
                         const guint8        *end)
{
  while (at < end && !self->is_first[*at])
    at++;
  return at;
}

/* The first byte from @at on with which a match can begin, or @end. */
static const guint8 *
next_candidate (const RcTextPattern *self,
                const guint8        *at,
                const guint8        *end)
{
  if (self->n_first == 1)
    {
      const guint8 *found = memchr (at, self->first[0], (gsize) (end - at));

      return found != NULL ? found : end;
    }

#ifdef __SSE2__
  if (self->n_first < MAX_FIRST_BYTES)
    {
      __m128i wanted[MAX_FIRST_BYTES];

      for (guint i = 0; i < self->n_first; i++)
        wanted[i] = _mm_set1_epi8 ((char) self->first[i]);
      while (end - at >= 16)
        {
          __m128i bytes = _mm_loadu_si128 ((const __m128i *) (gconstpointer) at);
          __m128i found = _mm_cmpeq_epi8 (bytes, wanted[0]);
          int mask;

          for (guint i = 1; i < self->n_first; i++)
            found = _mm_or_si128 (found, _mm_cmpeq_epi8 (bytes, wanted[i]));
          mask = _mm_movemask_epi8 (found);
          if (mask != 0)
            return at + __builtin_ctz ((unsigned int) mask);
          at += 16;
        }
    }
#endif

  return next_candidate_portable (self, at, end);
}

/**
 * rc_text_pattern_find:
 * @bytes: anything
 * @length: of @bytes
 * @from: the first place at which a match may begin; up to %RC_TEXT_PATTERN_BEHIND bytes before it are looked at
 * @to: the place behind the last one; a match may go on behind it, up to @length
 * @out_match: (out): the first match; the next is found from @offset + 1 on, so that matches may overlap
 *
 * Which matches there are depends on the bytes alone, not on where a caller cuts them, as long as rc_text_pattern_reach() bytes
 * from each place on are given and %RC_TEXT_PATTERN_BEHIND before it.
 *
 * Returns: whether there is one
 */
gboolean
rc_text_pattern_find (const RcTextPattern *self,
                      const guint8        *bytes,
                      gsize                length,
                      gsize                from,
                      gsize                to,
                      RcTextMatch         *out_match)
{
  const guint8 *at = bytes + from;
  const guint8 *last = bytes + MIN (to, length);
  const guint8 *end = bytes + length;

  while (at < last)
    {
      at = next_candidate (self, at, last);
      if (at == last)
        return FALSE;
      if (*at >= 0x80 || *at == '\\' || (at + 1 < end ? self->may_follow[at[1]] : self->n_characters == 1))
        {
          if (match_at (self, at, end, bytes, out_match))
            {
              out_match->offset = (gsize) (at - bytes);
              return TRUE;
            }
        }
      at++;
    }
  return FALSE;
}
