/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/chain-layout.h"

#include <string.h>

#include "core/json-scan.h"

#define MAX_VALUES 256u
#define NO_VALUE G_MAXUINT

/* Stands for the value of this number while the canonical order is found out. Ten bytes, all of which stand for themselves. */
#define PLACEHOLDER "\"@@v%03u@@\""
#define PLACEHOLDER_MARK "@@v"
#define PLACEHOLDER_LENGTH 10u

/* Bytes to be copied. */
typedef struct
{
  guint32 start;       /* in the layout's own text */
  guint32 length;
} Part;

/**
 * RcChainLayout:
 * @text: all parts, one after the other
 * @between: what stands in the record before each value, and after the last one
 * @order: the values in the order of the canonical form
 * @before: what stands there before each of them, and after the last one
 */
struct _RcChainLayout
{
  GString *text;
  guint    n_values;
  Part     between[MAX_VALUES + 1];
  guint    n_ordered;
  guint16  order[MAX_VALUES];
  Part     before[MAX_VALUES + 1];
  guint    hash;
  guint    previous;
  guint    sequence;
  guint    scope;
};

static void
layout_free (RcChainLayout *self)
{
  if (self == NULL)
    return;

  g_string_free (self->text, TRUE);
  g_free (self);
}

void
rc_chain_layouts_clear (RcChainLayouts *self)
{
  for (guint i = 0; i < self->n_layouts; i++)
    layout_free (self->layouts[i]);
  memset (self, 0, sizeof *self);
}

static gboolean
suits (const RcChainProfile *profile)
{
  return profile->rule == RC_CHAIN_RULE_RECORD && profile->form == RC_CANONICAL_JCS && profile->left_out != NULL
         && profile->kept == NULL && profile->head == NULL && !profile->is_normalised;
}

/* --- Values --- */

/*
 * The end of a number that stands for itself in RFC 8785: an integer of up to 15 digits, or a decimal of up to 15 that ends in no
 * zero and is not so small that it would be written with an exponent. NULL: another one.
 */
static const char *
skip_number (const char *at,
             const char *end)
{
  const char *first, *point;

  if (at < end && *at == '-')
    at++;
  first = at;
  while (at < end && g_ascii_isdigit (*at))
    at++;
  if (at == first || (*first == '0' && at - first > 1))
    return NULL;

  if (at == end || *at != '.')
    {
      /* -0 is written as 0. */
      if (*first == '0' && first[-1] == '-')
        return NULL;
      return at - first <= 15 && (at == end || (*at != 'e' && *at != 'E')) ? at : NULL;
    }

  point = at++;
  while (at < end && g_ascii_isdigit (*at))
    at++;
  if (at - point < 2 || at[-1] == '0' || at - first > 16 || (at < end && (*at == 'e' || *at == 'E')))
    return NULL;
  /* Below 0.000001 with an exponent. */
  return *first == '0' && at - point > 6 && memcmp (point, ".000000", 7) == 0 ? NULL : at;
}

/* The end of a text without escapes. */
static const char *
skip_text (const char *at,
           const char *end)
{
  const char *start = at;
  gboolean is_ascii = TRUE;

  at = rc_json_scan_text (at, end);
  while (at < end && (guchar) *at >= 0x80)
    {
      is_ascii = FALSE;
      at = rc_json_scan_text (at + 1, end);
    }
  if (at == end || *at != '"' || (!is_ascii && !g_utf8_validate_len (start, (gsize) (at - start), NULL)))
    return NULL;
  return at + 1;
}

static inline const char *
skip_value (const char *at,
            const char *end)
{
  if (at == end)
    return NULL;

  switch (*at)
    {
    case '"':
      return skip_text (at + 1, end);
    case 't':
      return end - at >= 4 && memcmp (at, "true", 4) == 0 ? at + 4 : NULL;
    case 'f':
      return end - at >= 5 && memcmp (at, "false", 5) == 0 ? at + 5 : NULL;
    case 'n':
      return end - at >= 4 && memcmp (at, "null", 4) == 0 ? at + 4 : NULL;
    default:
      return skip_number (at, end);
    }
}

/* --- Applying --- */

static inline gboolean
take_part (const RcChainLayout  *self,
           const Part           *part,
           const char          **at,
           const char           *end)
{
  if ((gsize) (end - *at) < part->length || memcmp (*at, self->text->str + part->start, part->length) != 0)
    return FALSE;

  *at += part->length;
  return TRUE;
}

static gboolean
match (const RcChainLayout *self,
       const char          *bytes,
       gsize                length,
       RcChainValue         out_values[MAX_VALUES])
{
  const char *at = bytes;
  const char *end = bytes + length;

  for (guint i = 0; i < self->n_values; i++)
    {
      const char *stop;

      if (!take_part (self, &self->between[i], &at, end))
        return FALSE;
      stop = skip_value (at, end);
      if (stop == NULL)
        return FALSE;
      out_values[i].text = at;
      out_values[i].length = (gsize) (stop - at);
      at = stop;
    }

  return take_part (self, &self->between[self->n_values], &at, end) && at == end;
}

static inline char *
put (char       *at,
     const char *bytes,
     gsize       length)
{
  memcpy (at, bytes, length);
  return at + length;
}

static void
emit (const RcChainLayout *self,
      const RcChainValue   values[MAX_VALUES],
      gsize                length,
      GString             *out)
{
  gsize used = out->len;
  char *at;

  /* Nothing of the layout's text is longer in the canonical form than all of it. */
  g_string_set_size (out, used + length + self->text->len);
  at = out->str + used;
  for (guint i = 0; i < self->n_ordered; i++)
    {
      at = put (at, self->text->str + self->before[i].start, self->before[i].length);
      at = put (at, values[self->order[i]].text, values[self->order[i]].length);
    }
  at = put (at, self->text->str + self->before[self->n_ordered].start, self->before[self->n_ordered].length);
  g_string_set_size (out, (gsize) (at - out->str));
}

static RcChainValue
pick (const RcChainValue values[MAX_VALUES],
      guint              index)
{
  return index != NO_VALUE ? values[index] : (RcChainValue) { NULL, 0 };
}

/**
 * rc_chain_layouts_apply:
 * @bytes: tainted
 * @out_values: (out): set where the answer is %TRUE
 *
 * Returns: whether the record fits a layout; @out has then its canonical form appended
 */
gboolean
rc_chain_layouts_apply (RcChainLayouts       *self,
                        const RcChainProfile *profile,
                        const char           *bytes,
                        gsize                 length,
                        GString              *out,
                        RcChainValues        *out_values)
{
  RcChainValue values[MAX_VALUES];

  if (self->profile != profile)
    return FALSE;

  for (guint i = 0; i < self->n_layouts; i++)
    {
      RcChainLayout *layout = self->layouts[i];

      if (!match (layout, bytes, length, values))
        continue;

      memmove (self->layouts + 1, self->layouts, i * sizeof *self->layouts);
      self->layouts[0] = layout;
      self->n_misses = 0;
      emit (layout, values, length, out);
      out_values->hash = pick (values, layout->hash);
      out_values->previous = pick (values, layout->previous);
      out_values->sequence = pick (values, layout->sequence);
      out_values->scope = pick (values, layout->scope);
      return TRUE;
    }

  return FALSE;
}

/* --- Learning --- */

static Part
add_part (RcChainLayout *self,
          const char    *bytes,
          gsize          length)
{
  Part part = { (guint32) self->text->len, (guint32) length };

  g_string_append_len (self->text, bytes, (gssize) length);
  return part;
}

static gboolean
is_value (const RcJsonNode *node)
{
  return node->type <= RC_JSON_STRING;
}

/* The parts between the values, and the record with a placeholder for each value. */
static gboolean
read_parts (RcChainLayout *self,
            const RcJson  *json,
            GString       *with_placeholders)
{
  gsize at = 0;

  for (guint32 i = 0; i < json->n_nodes; i++)
    {
      const RcJsonNode *node = &json->nodes[i];

      if (!is_value (node))
        continue;
      if (self->n_values == MAX_VALUES)
        return FALSE;

      self->between[self->n_values] = add_part (self, json->text + at, node->offset - at);
      g_string_append_len (with_placeholders, json->text + at, (gssize) (node->offset - at));
      g_string_append_printf (with_placeholders, PLACEHOLDER, self->n_values);
      self->n_values++;
      at = node->offset + node->length;
    }

  self->between[self->n_values] = add_part (self, json->text + at, json->length - at);
  g_string_append_len (with_placeholders, json->text + at, (gssize) (json->length - at));
  return TRUE;
}

/* Where the placeholders come to stand in the canonical form, each at most once. */
static gboolean
read_order (RcChainLayout        *self,
            const RcChainProfile *profile,
            const GString        *with_placeholders)
{
  g_autoptr (GString) canonical = g_string_new (NULL);
  gboolean seen[MAX_VALUES] = { FALSE };
  g_auto (RcJson) json;
  RcJsonFault fault;
  const char *at, *mark;

  rc_json_init (&json);
  if (!rc_json_parse (&json, with_placeholders->str, with_placeholders->len, &fault)
      || rc_canonical_append (canonical, &json, 0, profile->form, profile->left_out) != RC_CANONICAL_OK)
    return FALSE;

  at = canonical->str;
  while ((mark = strstr (at, "\"" PLACEHOLDER_MARK)) != NULL)
    {
      guint index = (guint) g_ascii_strtoull (mark + 1 + strlen (PLACEHOLDER_MARK), NULL, 10);

      if (index >= self->n_values || seen[index] || self->n_ordered == MAX_VALUES)
        return FALSE;
      seen[index] = TRUE;
      self->before[self->n_ordered] = add_part (self, at, (gsize) (mark - at));
      self->order[self->n_ordered++] = (guint16) index;
      at = mark + PLACEHOLDER_LENGTH;
    }

  self->before[self->n_ordered] = add_part (self, at, strlen (at));
  return TRUE;
}

/* The number of a member's value among all values. FALSE: it is none that a layout has. */
static gboolean
find_value (const RcJson *json,
            const char   *name,
            guint        *out_index)
{
  guint32 node = name != NULL ? rc_json_member (json, 0, name) : RC_JSON_NO_NODE;

  *out_index = NO_VALUE;
  if (node == RC_JSON_NO_NODE)
    return TRUE;
  if (!is_value (&json->nodes[node]))
    return FALSE;

  *out_index = 0;
  for (guint32 i = 0; i < node; i++)
    *out_index += is_value (&json->nodes[i]);
  return TRUE;
}

static RcChainLayout *
layout_new (const RcChainProfile *profile,
            const RcJson         *json)
{
  RcChainLayout *self = g_new0 (RcChainLayout, 1);
  g_autoptr (GString) with_placeholders = g_string_new (NULL);

  self->text = g_string_new (NULL);
  if (read_parts (self, json, with_placeholders) && read_order (self, profile, with_placeholders)
      && find_value (json, profile->hash, &self->hash) && find_value (json, profile->previous, &self->previous)
      && find_value (json, profile->sequence, &self->sequence) && find_value (json, profile->scope, &self->scope))
    return self;

  layout_free (self);
  return NULL;
}

/* A layout is kept only if it brings the very record it was made from to the form that was found by reading it. */
static gboolean
is_proven (const RcChainLayout *self,
           const RcJson        *json,
           const GString       *canonical)
{
  g_autoptr (GString) emitted = g_string_new (NULL);
  RcChainValue values[MAX_VALUES];

  if (!match (self, json->text, json->length, values))
    return FALSE;

  emit (self, values, json->length, emitted);
  return g_string_equal (emitted, canonical);
}

/**
 * rc_chain_layouts_learn:
 * @json: a record that fits its hash
 * @canonical: the form in which it does
 *
 * Keeps the record's layout for those that follow, where there is one. A log in which every record is laid out otherwise is left
 * alone after a while.
 */
void
rc_chain_layouts_learn (RcChainLayouts       *self,
                        const RcChainProfile *profile,
                        const RcJson         *json,
                        const GString        *canonical)
{
  RcChainLayout *layout;

  if (self->profile != profile)
    {
      rc_chain_layouts_clear (self);
      self->profile = profile;
    }
  if (!suits (profile) || json->has_duplicate || json->nodes[0].type != RC_JSON_OBJECT
      || g_strstr_len (json->text, (gssize) json->length, PLACEHOLDER_MARK) != NULL)
    return;
  if (self->n_misses >= 64)
    return;

  self->n_misses++;
  layout = layout_new (profile, json);
  if (layout == NULL)
    return;
  if (!is_proven (layout, json, canonical))
    {
      layout_free (layout);
      return;
    }

  if (self->n_layouts == RC_CHAIN_LAYOUTS)
    layout_free (self->layouts[--self->n_layouts]);
  memmove (self->layouts + 1, self->layouts, self->n_layouts * sizeof *self->layouts);
  self->layouts[0] = layout;
  self->n_layouts++;
}
