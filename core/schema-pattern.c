/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "schema-pattern.h"

#include <string.h>

#include "bounds.h"

#define WORD "A-Za-z0-9_"
/* White space and line ends of ECMA-262. */
#define SPACE "\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}"
#define NO_LINE_END "[^\\n\\r\\x{2028}\\x{2029}]"

typedef struct
{
  const char *at;
  GString    *out;
  guint       depth;           /* open groups */
  gboolean    can_repeat;      /* what stands before can be repeated */
} Translation;

static gboolean
append_code (Translation *self,
             guint        n_digits)
{
  guint32 code = 0;

  for (guint i = 0; i < n_digits; i++)
    {
      int digit = g_ascii_xdigit_value (*self->at);

      if (digit < 0)
        return FALSE;
      code = code * 16 + (guint32) digit;
      self->at++;
    }
  /* Halves of a pair are characters only together. */
  if (code >= 0xd800 && code <= 0xdfff)
    return FALSE;
  g_string_append_printf (self->out, "\\x{%x}", code);
  return TRUE;
}

/* "\u{1f600}" means that only with a flag that a schema cannot set everywhere: the four digits always do. */
static gboolean
append_character_escape (Translation *self,
                         char         c)
{
  switch (c)
    {
    case 't': g_string_append (self->out, "\\x{9}"); return TRUE;
    case 'n': g_string_append (self->out, "\\x{a}"); return TRUE;
    case 'v': g_string_append (self->out, "\\x{b}"); return TRUE;
    case 'f': g_string_append (self->out, "\\x{c}"); return TRUE;
    case 'r': g_string_append (self->out, "\\x{d}"); return TRUE;
    case 'x': return append_code (self, 2);
    case 'u': return append_code (self, 4);
    case '0':
      g_string_append (self->out, "\\x{0}");
      return !g_ascii_isdigit (*self->at);
    default:
      /* Of letters and digits each dialect makes something else. */
      if (g_ascii_isalnum (c) || c == '\0' || (guchar) c >= 0x80 || c == '_')
        return FALSE;
      g_string_append_printf (self->out, "\\%c", c);
      return TRUE;
    }
}

static gboolean
append_escape (Translation *self)
{
  char c = *self->at;

  if (c != '\0')
    self->at++;
  self->can_repeat = TRUE;
  switch (c)
    {
    case 'd': g_string_append (self->out, "[0-9]"); return TRUE;
    case 'D': g_string_append (self->out, "[^0-9]"); return TRUE;
    case 'w': g_string_append (self->out, "[" WORD "]"); return TRUE;
    case 'W': g_string_append (self->out, "[^" WORD "]"); return TRUE;
    case 's': g_string_append (self->out, "[" SPACE "]"); return TRUE;
    case 'S': g_string_append (self->out, "[^" SPACE "]"); return TRUE;
    case 'b':
      self->can_repeat = FALSE;
      g_string_append (self->out, "(?:(?<=[" WORD "])(?![" WORD "])|(?<![" WORD "])(?=[" WORD "]))");
      return TRUE;
    default: return append_character_escape (self, c);
    }
}

static gboolean
append_class_escape (Translation *self)
{
  char c = *self->at;

  if (c != '\0')
    self->at++;
  switch (c)
    {
    case 'd': g_string_append (self->out, "0-9"); return TRUE;
    case 'w': g_string_append (self->out, WORD); return TRUE;
    case 's': g_string_append (self->out, SPACE); return TRUE;
    case 'b': g_string_append (self->out, "\\x{8}"); return TRUE;
    default: return append_character_escape (self, c);
    }
}

static gboolean
is_set (const char *text)
{
  return text[0] == '\\' && (text[1] == 'd' || text[1] == 'w' || text[1] == 's');
}

/* Behind the opening bracket. */
static gboolean
append_class (Translation *self)
{
  gboolean is_negated = *self->at == '^';
  gboolean was_set = FALSE;

  if (is_negated)
    self->at++;
  self->can_repeat = TRUE;
  if (*self->at == ']')
    {
      self->at++;
      g_string_append (self->out, is_negated ? "[\\x{0}-\\x{10ffff}]" : "(?!)");
      return TRUE;
    }

  g_string_append (self->out, is_negated ? "[^" : "[");
  while (*self->at != ']')
    {
      gboolean after_set = was_set;
      char c;

      was_set = is_set (self->at);
      c = *self->at++;

      if (c == '\0' || (c == '\\' && !append_class_escape (self)))
        return FALSE;
      /* Beside a set of characters a hyphen makes no range. */
      if (c == '-' && (after_set || is_set (self->at)))
        g_string_append (self->out, "\\-");
      else if (c == '[')
        g_string_append (self->out, "\\[");
      else if (c != '\\')
        g_string_append_c (self->out, c);
    }
  self->at++;
  g_string_append_c (self->out, ']');
  return TRUE;
}

/* Behind the opening bracket. */
static gboolean
append_group (Translation *self)
{
  static const char * const kinds[] = { "?:", "?=", "?!", "?<=", "?<!" };

  g_string_append_c (self->out, '(');
  self->depth++;
  self->can_repeat = FALSE;
  if (*self->at != '?')
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (!g_str_has_prefix (self->at, kinds[i]))
        continue;
      g_string_append (self->out, kinds[i]);
      self->at += strlen (kinds[i]);
      return TRUE;
    }
  return FALSE;
}

static gboolean
append_count (Translation *self)
{
  const char *start = self->at;

  if (!g_ascii_isdigit (*self->at))
    return FALSE;
  while (g_ascii_isdigit (*self->at))
    self->at++;
  if (*self->at == ',')
    self->at++;
  while (g_ascii_isdigit (*self->at))
    self->at++;
  if (*self->at != '}')
    return FALSE;
  self->at++;
  g_string_append_c (self->out, '{');
  g_string_append_len (self->out, start, self->at - start);
  return TRUE;
}

static gboolean
append_repeat (Translation *self,
               char         c)
{
  if (!self->can_repeat)
    return FALSE;
  self->can_repeat = FALSE;
  if (c == '{' && !append_count (self))
    return FALSE;
  if (c != '{')
    g_string_append_c (self->out, c);
  if (*self->at == '?')
    {
      self->at++;
      g_string_append_c (self->out, '?');
    }
  /* PCRE2 knows "a++", which ECMA-262 does not. */
  return *self->at != '+';
}

static gboolean
append_next (Translation *self)
{
  char c = *self->at++;

  switch (c)
    {
    case '\\': return append_escape (self);
    case '[': return append_class (self);
    case '(': return append_group (self);
    case '*':
    case '+':
    case '?':
    case '{': return append_repeat (self, c);
    case ')':
      self->can_repeat = TRUE;
      g_string_append_c (self->out, ')');
      return self->depth-- > 0;
    case '.':
      self->can_repeat = TRUE;
      g_string_append (self->out, NO_LINE_END);
      return TRUE;
    case '^':
    case '|':
      self->can_repeat = FALSE;
      g_string_append_c (self->out, c);
      return TRUE;
    case '$':
      self->can_repeat = FALSE;
      g_string_append (self->out, "\\z");
      return TRUE;
    case '}':
    case ']': return FALSE;
    default:
      self->can_repeat = TRUE;
      g_string_append_c (self->out, c);
      return TRUE;
    }
}

/**
 * rc_schema_pattern_new:
 * @pattern: UTF-8, tainted
 *
 * Returns: (transfer full) (nullable): %NULL where it is no expression of ECMA-262, or one that is not taken
 */
GRegex *
rc_schema_pattern_new (const char *pattern)
{
  g_autoptr (GString) out = g_string_new (NULL);
  Translation self = { .at = pattern, .out = out };

  if (strlen (pattern) > RC_LIMIT_SCHEMA_PATTERN_BYTES)
    return NULL;
  g_string_append_printf (out, "(*LIMIT_MATCH=%u)(*LIMIT_DEPTH=%u)(*LIMIT_HEAP=%u)", RC_LIMIT_SCHEMA_PATTERN_STEPS,
                          RC_LIMIT_SCHEMA_PATTERN_STEPS, RC_LIMIT_SCHEMA_PATTERN_KIB);
  while (*self.at != '\0')
    if (!append_next (&self))
      return NULL;
  if (self.depth != 0)
    return NULL;

  return g_regex_new (out->str, 0, 0, NULL);
}

RcSchemaPatternMatch
rc_schema_pattern_match (const GRegex *pattern,
                         const char   *text,
                         gsize         length)
{
  g_autoptr (GError) error = NULL;

  if (g_regex_match_full (pattern, text, (gssize) length, 0, 0, NULL, &error))
    return RC_SCHEMA_PATTERN_YES;
  return error != NULL ? RC_SCHEMA_PATTERN_LIMIT : RC_SCHEMA_PATTERN_NO;
}
