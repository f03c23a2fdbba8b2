/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "time-pattern.h"

#include "clock-face.h"

#include <string.h>

typedef enum
{
  PART_YEAR,
  PART_MONTH,
  PART_DAY,
  PART_HOUR,
  PART_MINUTE,
  PART_SECOND,
  PART_FRACTION,
  PART_ZONE,
  PART_LITERAL,
  PART_UNKNOWN,
} Part;

/**
 * Token:
 * @n_digits: of the number; 0: one or two, of a fraction any number
 * @is_name: the month stands there as a word
 */
typedef struct
{
  Part     part;
  guint    length;     /* in the pattern */
  guint    n_digits;
  gboolean is_name;
} Token;

/* The longer spelling first. */
static const struct
{
  const char *text;
  Token       token;
} spellings[] = {
  { "YYYY", { PART_YEAR, 4, 4, FALSE } },
  { "Mon", { PART_MONTH, 3, 0, TRUE } },
  { "MM", { PART_MONTH, 2, 2, FALSE } },
  { "M", { PART_MONTH, 1, 0, FALSE } },
  { "DD", { PART_DAY, 2, 2, FALSE } },
  { "D", { PART_DAY, 1, 0, FALSE } },
  { "hh", { PART_HOUR, 2, 2, FALSE } },
  { "h", { PART_HOUR, 1, 0, FALSE } },
  { "mm", { PART_MINUTE, 2, 2, FALSE } },
  { "ss", { PART_SECOND, 2, 2, FALSE } },
  { "Z", { PART_ZONE, 1, 0, FALSE } },
  { "T", { PART_LITERAL, 1, 0, FALSE } },
};

static Token
next_token (const char *pattern)
{
  guint n_fraction = (guint) strspn (pattern, "f");

  if (n_fraction > 0)
    return (Token) { PART_FRACTION, n_fraction, n_fraction > 1 ? n_fraction : 0, FALSE };

  for (gsize i = 0; i < G_N_ELEMENTS (spellings); i++)
    if (g_str_has_prefix (pattern, spellings[i].text))
      return spellings[i].token;

  return (Token) { g_ascii_isalnum (*pattern) ? PART_UNKNOWN : PART_LITERAL, 1, 0, FALSE };
}

/**
 * rc_time_pattern_check:
 * @pattern: what the author of a mapping wrote
 *
 * Returns: (transfer none) (nullable): why it is no layout, in one line; %NULL where it is one
 */
const char *
rc_time_pattern_check (const char *pattern)
{
  gboolean has[PART_LITERAL] = { FALSE };

  for (Token token; *pattern != '\0'; pattern += token.length)
    {
      token = next_token (pattern);
      if (token.part == PART_UNKNOWN)
        return "a time pattern is made of YYYY, MM, M, Mon, DD, D, hh, h, mm, ss, f, Z, T and of signs";
      if (token.part == PART_LITERAL)
        continue;
      if (has[token.part])
        return "a part of the time is named twice in the pattern";
      has[token.part] = TRUE;
    }

  if (!has[PART_YEAR] || !has[PART_MONTH] || !has[PART_DAY])
    return "a time pattern needs year, month and day: without one of them a time cannot be told";
  if (has[PART_HOUR] != has[PART_MINUTE])
    return "a time pattern needs both hours and minutes, or neither";
  if ((has[PART_SECOND] && !has[PART_MINUTE]) || (has[PART_FRACTION] && !has[PART_SECOND]))
    return "a time pattern names seconds only with minutes, and a fraction only with seconds";
  return NULL;
}

/* Exactly so many digits, or one or two. */
static gboolean
read_number (RcClockFace *face,
             const Token *token,
             int          lowest,
             int          highest,
             int         *out_value)
{
  int n_digits = (int) token->n_digits;

  if (n_digits == 0)
    n_digits = face->end - face->at > 1 && g_ascii_isdigit (face->at[1]) ? 2 : 1;
  return rc_clock_face_read_digits (face, n_digits, lowest, highest, out_value);
}

static gboolean
read_month_name (RcClockFace *face)
{
  static const char names[][4] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };

  if (face->end - face->at < 3)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_ascii_strncasecmp (face->at, names[i], 3) != 0)
        continue;
      face->at += 3;
      face->month = (int) i + 1;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_part (RcClockFace *face,
           const Token *token,
           char         literal)
{
  switch (token->part)
    {
    case PART_YEAR:     return read_number (face, token, 1, 9999, &face->year);
    case PART_MONTH:    return token->is_name ? read_month_name (face) : read_number (face, token, 1, 12, &face->month);
    case PART_DAY:      return read_number (face, token, 1, 31, &face->day);
    case PART_HOUR:     return read_number (face, token, 0, 23, &face->hour);
    case PART_MINUTE:
      face->precision_us = MIN (face->precision_us, 60 * RC_US_PER_SECOND);
      return read_number (face, token, 0, 59, &face->minute);
    case PART_SECOND:   return rc_clock_face_read_second (face);
    case PART_FRACTION: return rc_clock_face_read_fraction (face, token->n_digits);
    case PART_ZONE:     return rc_clock_face_read_zone (face);
    case PART_LITERAL:  return rc_clock_face_skip (face, literal);
    case PART_UNKNOWN:  break;
    }
  return FALSE;
}

/**
 * rc_time_pattern_parse:
 * @pattern: one that rc_time_pattern_check() let pass
 * @text: tainted; needs no terminator
 * @length: of @text in bytes
 * @zone_if_absent: what holds where @pattern names no zone; as rc_timestamp_parse() takes it
 * @offset_minutes_if_absent: minutes east of UTC
 * @out_timestamp: (out): set where the answer is %TRUE
 *
 * Returns: whether @text is a time laid out so and nothing else
 */
gboolean
rc_time_pattern_parse (const char   *pattern,
                       const char   *text,
                       gsize         length,
                       RcZoneSource  zone_if_absent,
                       int           offset_minutes_if_absent,
                       RcTimestamp  *out_timestamp)
{
  RcClockFace face;

  rc_clock_face_init (&face, text, length);
  for (Token token; *pattern != '\0'; pattern += token.length)
    {
      token = next_token (pattern);
      if (!read_part (&face, &token, *pattern))
        return FALSE;
    }

  return face.at == face.end && rc_clock_face_has_day (&face) &&
         rc_clock_face_resolve (&face, zone_if_absent, offset_minutes_if_absent, out_timestamp);
}
