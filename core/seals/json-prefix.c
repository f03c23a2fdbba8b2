/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/json-prefix.h"

#include <string.h>

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *
skip_blank (const char *at,
            const char *end)
{
  while (at < end && is_blank (*at))
    at++;
  return at;
}

/* @at: behind an opening quote. Where the closing one stands, or @end. */
static const char *
find_quote (const char *at,
            const char *end)
{
  for (; at < end && *at != '"'; at++)
    {
      if (*at == '\\' && at + 1 < end)
        at++;
    }
  return at;
}

/* Calls back in the order of the names; @found answers FALSE to stop. */
typedef gboolean (*FoundName) (const char *name,
                               gsize       length,
                               const char *value,
                               gpointer    data);

static void
walk_names (const char *text,
            gsize       length,
            FoundName   found,
            gpointer    data)
{
  const char *end = text + length;
  const char *at = skip_blank (text, end);
  guint depth = 0;

  for (; at < end; at++)
    {
      const char *close, *colon;

      if (*at == '{' || *at == '[')
        depth++;
      else if (depth == 0 || ((*at == '}' || *at == ']') && --depth == 0))
        return;
      if (*at != '"')
        continue;

      close = find_quote (at + 1, end);
      colon = close < end ? skip_blank (close + 1, end) : end;
      if (depth == 1 && colon < end && *colon == ':'
          && !found (at + 1, (gsize) (close - at - 1), skip_blank (colon + 1, end), data))
        return;
      at = close;
    }
}

typedef struct
{
  const char * const *names;
  guint               found;
} Names;

static gboolean
mark_name (const char *name,
           gsize       length,
           const char *value,
           gpointer    data)
{
  Names *self = data;

  for (guint i = 0; i < RC_JSON_PREFIX_NAMES && self->names[i] != NULL; i++)
    {
      if (strlen (self->names[i]) == length && memcmp (self->names[i], name, length) == 0)
        self->found |= 1u << i;
    }
  return TRUE;
}

/**
 * rc_json_prefix_find_names:
 * @text: tainted
 * @names: at most RC_JSON_PREFIX_NAMES, then %NULL
 *
 * Returns: a bit for each of @names that stands among the names of the first object; 0 where @text does not begin with one
 */
guint
rc_json_prefix_find_names (const char         *text,
                           gsize               length,
                           const char * const *names)
{
  Names data = { names, 0 };

  if (skip_blank (text, text + length) < text + length && *skip_blank (text, text + length) == '{')
    walk_names (text, length, mark_name, &data);
  return data.found;
}

typedef struct
{
  const char *name;
  const char *value;
} Value;

static gboolean
take_value (const char *name,
            gsize       length,
            const char *value,
            gpointer    data)
{
  Value *self = data;

  if (strlen (self->name) != length || memcmp (self->name, name, length) != 0)
    return TRUE;
  self->value = value;
  return FALSE;
}

/**
 * rc_json_prefix_find_value:
 * @text: tainted
 *
 * Returns: (transfer none) (nullable): where the first member of that name has its value, which may lie at the very end of @text
 */
const char *
rc_json_prefix_find_value (const char *text,
                           gsize       length,
                           const char *name)
{
  Value data = { name, NULL };

  walk_names (text, length, take_value, &data);
  return data.value;
}
