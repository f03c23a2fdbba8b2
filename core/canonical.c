/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "canonical.h"

#include "json-order.h"
#include "json-scan.h"
#include "json-text.h"

#include <string.h>

typedef struct
{
  const char *comma;
  const char *colon;
  guint       comma_length;
  guint       colon_length;
  gboolean    is_python;      /* how numbers are written */
  gboolean    is_ascii;       /* everything beyond printable ASCII becomes an escape */
  gboolean    by_units;       /* names sorted by UTF-16 code units instead of code points */
} Style;

static const Style styles[] = {
  [RC_CANONICAL_JCS]                 = { ",", ":", 1, 1, FALSE, FALSE, TRUE },
  [RC_CANONICAL_PYTHON_COMPACT]      = { ",", ":", 1, 1, TRUE, TRUE, FALSE },
  [RC_CANONICAL_PYTHON_DEFAULT]      = { ", ", ": ", 2, 2, TRUE, TRUE, FALSE },
  [RC_CANONICAL_PYTHON_COMPACT_UTF8] = { ",", ":", 1, 1, TRUE, FALSE, FALSE },
  [RC_CANONICAL_PYTHON_DEFAULT_UTF8] = { ", ", ": ", 2, 2, TRUE, FALSE, FALSE },
};

typedef struct
{
  const RcJson     *json;
  const Style      *style;
  GString          *out;
  char             *at;         /* where the next byte goes, inside out */
  char             *limit;
  RcJsonMember           *members;    /* of all the objects that are being written, the innermost last */
  guint32           n_members;
  guint32           n_allocated;
  RcCanonicalResult result;
  RcJsonMember            few_members[128];
} Writer;

static G_GNUC_NO_INLINE void
make_room (Writer *self,
           gsize   length)
{
  gsize used = (gsize) (self->at - self->out->str);

  g_string_set_size (self->out, used + MAX (used, length) + 256);
  self->at = self->out->str + used;
  self->limit = self->out->str + self->out->allocated_len - 1;
}

static inline void
append (Writer     *self,
        const char *bytes,
        gsize       length)
{
  if (G_UNLIKELY ((gsize) (self->limit - self->at) < length))
    make_room (self, length);

  memcpy (self->at, bytes, length);
  self->at += length;
}

static inline void
append_char (Writer *self,
             char    c)
{
  if (G_UNLIKELY (self->at == self->limit))
    make_room (self, 1);

  *self->at++ = c;
}

static void
append_unit (Writer *self,
             guint   unit)
{
  static const char digits[] = "0123456789abcdef";
  const char escape[6] = { '\\', 'u', digits[unit >> 12], digits[unit >> 8 & 15], digits[unit >> 4 & 15], digits[unit & 15] };

  append (self, escape, sizeof escape);
}

/* One character with the escapes of RFC 8785 section 3.2.2.2, which are Python's as well. */
static void
append_character (Writer  *self,
                  gunichar c)
{
  static const char letters[] = "btn\vfr";
  char utf8[6];

  if (c == '"' || c == '\\')
    append (self, c == '"' ? "\\\"" : "\\\\", 2);
  else if (c >= '\b' && c <= '\r' && c != '\v')
    {
      append_char (self, '\\');
      append_char (self, letters[c - '\b']);
    }
  else if (c < 0x20 || (self->style->is_ascii && c >= 0x7F && c <= 0xFFFF))
    append_unit (self, c);
  else if (self->style->is_ascii && c > 0xFFFF)
    {
      append_unit (self, 0xD800 + ((c - 0x10000) >> 10));
      append_unit (self, 0xDC00 + ((c - 0x10000) & 0x3FF));
    }
  else
    append (self, utf8, (gsize) g_unichar_to_utf8 (c, utf8));
}

/* Where the bytes end that are written as they stand. */
static inline const char *
skip_plain (const Writer *self,
            const char   *at,
            const char   *end)
{
  const char *stop;

  if (!self->style->is_ascii)
    {
      stop = memchr (at, '\\', (gsize) (end - at));
      return stop != NULL ? stop : end;
    }

  end = rc_json_scan_text (at, end);
  stop = memchr (at, 0x7F, (gsize) (end - at));
  return stop != NULL ? stop : end;
}

static inline void
append_text (Writer           *self,
             const RcJsonNode *node)
{
  const char *text = self->json->text + node->offset;
  const char *end = text + node->length - 1;

  if (!self->style->is_ascii && (node->flags & RC_JSON_NODE_ESCAPED) == 0)
    {
      append (self, text, node->length);
      return;
    }

  append_char (self, '"');
  for (text++; text < end;)
    {
      const char *stop = skip_plain (self, text, end);

      append (self, text, (gsize) (stop - text));
      text = stop;
      if (text < end)
        append_character (self, rc_json_text_next (&text));
    }
  append_char (self, '"');
}

/*
 * Whether a decimal stands as it would be written: no exponent, no needless zero, and so few digits that no other
 * decimal of so few digits reads as the same double (up to 15), so that it is the shortest itself.
 */
static gboolean
is_short_decimal (const Style *style,
                  const char  *text,
                  gsize        length)
{
  const char *end = text + length;
  const char *point;
  const char *first;

  text += *text == '-';
  point = memchr (text, '.', (gsize) (end - text));
  if (point == NULL || end - text > 21)
    return FALSE;

  if (style->is_python && end - point == 2 && point[1] == '0' && point - text <= 15)
    return TRUE;
  if (end[-1] == '0')
    return FALSE;

  first = text;
  if (*text == '0')
    for (first = point + 1; first < end && *first == '0'; first++)
      if (first - point > (style->is_python ? 3 : 5))
        return FALSE;
  if (end - first > (first < point ? 16 : 15))
    return FALSE;

  for (first = point + 1; first < end; first++)
    if (!g_ascii_isdigit (*first))
      return FALSE;
  return TRUE;
}

/* Whether an integer stands for itself. */
static gboolean
is_exact_integer (const char *digits,
                  gsize       length)
{
  static const char limit[] = "9007199254740992";   /* 2^53 */

  return length < sizeof limit - 1 || (length == sizeof limit - 1 && memcmp (digits, limit, length) <= 0);
}

static inline void
append_number (Writer           *self,
               const RcJsonNode *node)
{
  const char *text = self->json->text + node->offset;
  gsize length = node->length;
  gboolean is_python = self->style->is_python;
  char number[RC_NUMBER_SIZE];
  double value;

  if ((node->flags & RC_JSON_NODE_NON_FINITE) != 0)
    {
      self->result = RC_CANONICAL_NUMBER_RANGE;
      return;
    }
  if ((node->flags & RC_JSON_NODE_INTEGER) != 0)
    {
      gsize sign = *text == '-' ? 1 : 0;

      if (text[sign] == '0')
        {
          append_char (self, '0');    /* -0 is the integer 0 everywhere */
          return;
        }
      if (is_python || is_exact_integer (text + sign, length - sign))
        {
          append (self, text, length);
          return;
        }
      self->result = MAX (self->result, RC_CANONICAL_PRECISION_LOST);
    }
  else if (is_short_decimal (self->style, text, length))
    {
      append (self, text, length);
      return;
    }

  if (!rc_number_read (text, length, &value))
    {
      self->result = RC_CANONICAL_NUMBER_RANGE;
      return;
    }
  length = is_python ? rc_number_format_python (value, number) : rc_number_format_ecmascript (value, number);
  append (self, number, length);
}

static inline void
add_member (Writer  *self,
            guint32  name)
{
  if (G_UNLIKELY (self->n_members == self->n_allocated))
    {
      RcJsonMember *members = g_new (RcJsonMember, self->n_allocated * 2);

      memcpy (members, self->members, self->n_members * sizeof *members);
      if (self->members != self->few_members)
        g_free (self->members);
      self->members = members;
      self->n_allocated *= 2;
    }

  rc_json_member_init (&self->members[self->n_members++], self->json, name, self->style->by_units);
}

static gboolean
is_left_out (const RcJson       *json,
             guint32             name,
             const char * const *left_out)
{
  for (guint i = 0; left_out != NULL && left_out[i] != NULL; i++)
    if (rc_json_name_is (json, name, left_out[i]))
      return TRUE;
  return FALSE;
}

/* Whether the member after @index has the same name: the last one counts, as for ECMAScript and Python. */
static gboolean
is_overruled (const Writer *self,
              guint32       index)
{
  return self->json->has_duplicate &&
         rc_json_members_have_same_name (self->json, &self->members[index], &self->members[index + 1]);
}


static void append_value (Writer             *self,
                          guint32             index,
                          const char * const *left_out);

static void
append_array (Writer  *self,
              guint32  array)
{
  const RcJsonNode *nodes = self->json->nodes;

  append_char (self, '[');
  for (guint32 i = array + 1; i < nodes[array].next; i = nodes[i].next)
    {
      if (i > array + 1)
        append (self, self->style->comma, self->style->comma_length);
      append_value (self, i, NULL);
    }
  append_char (self, ']');
}

static void
append_object (Writer             *self,
               guint32             object,
               const char * const *left_out)
{
  const RcJsonNode *nodes = self->json->nodes;
  guint32 first = self->n_members;
  gboolean is_first = TRUE;

  for (guint32 i = object + 1; i < nodes[object].next; i = nodes[i].next)
    if (left_out == NULL || !is_left_out (self->json, i, left_out))
      add_member (self, i);
  rc_json_members_sort (self->members + first, self->n_members - first, self->json, self->style->by_units);

  append_char (self, '{');
  for (guint32 i = first, end = self->n_members; i < end; i++)
    {
      guint32 name = self->members[i].name;

      if (i + 1 < end && is_overruled (self, i))
        continue;
      if (!is_first)
        append (self, self->style->comma, self->style->comma_length);
      is_first = FALSE;
      append_text (self, &nodes[name]);
      append (self, self->style->colon, self->style->colon_length);
      append_value (self, name + 1, NULL);
    }
  append_char (self, '}');
  self->n_members = first;
}

/* Depth is bounded by RC_LIMIT_JSON_DEPTH, and so is the recursion. */
static void
append_value (Writer             *self,
              guint32             index,
              const char * const *left_out)
{
  const RcJsonNode *node = &self->json->nodes[index];

  switch ((RcJsonType) node->type)
    {
    case RC_JSON_STRING:
    case RC_JSON_NAME:
      append_text (self, node);
      break;
    case RC_JSON_NUMBER:
      append_number (self, node);
      break;
    case RC_JSON_ARRAY:
      append_array (self, index);
      break;
    case RC_JSON_OBJECT:
      append_object (self, index, left_out);
      break;
    case RC_JSON_NULL:
    case RC_JSON_FALSE:
    case RC_JSON_TRUE:
      append (self, self->json->text + node->offset, node->length);
      break;
    }
}

static inline guint32
get_end (const RcJsonNode *node)
{
  return node->offset + node->length;
}

/* What stands before the first member, the members that stay with what parts each from the next, and the end. */
static void
append_stored (GString            *out,
               const RcJson       *json,
               guint32             index,
               const char * const *left_out)
{
  const RcJsonNode *nodes = json->nodes;
  const RcJsonNode *node = &nodes[index];
  guint32 kept_end = 0;         /* where the value of the last member ends that stays */
  guint32 kept_next = 0;        /* where the member begins that follows it */
  guint32 end = node->offset + 1;

  if (node->type != RC_JSON_OBJECT || node->count == 0)
    {
      g_string_append_len (out, json->text + node->offset, node->length);
      return;
    }

  g_string_append_len (out, json->text + node->offset, nodes[index + 1].offset - node->offset);
  for (guint32 i = index + 1; i < node->next; i = nodes[i].next)
    {
      end = get_end (&nodes[i + 1]);
      if (is_left_out (json, i, left_out))
        continue;

      if (kept_end > 0)
        g_string_append_len (out, json->text + kept_end, kept_next - kept_end);
      g_string_append_len (out, json->text + nodes[i].offset, end - nodes[i].offset);
      kept_end = end;
      kept_next = nodes[i].next < node->next ? nodes[nodes[i].next].offset : end;
    }
  g_string_append_len (out, json->text + end, get_end (node) - end);
}

/**
 * rc_canonical_append:
 * @out: where the text goes; what it holds stays
 * @json: a document
 * @node: the index of one of its nodes
 * @form: the serialisation
 * @left_out: (nullable) (array zero-terminated=1): names of members that are cut out if @node is an object, at its top
 *   level only
 *
 * Writes @node in the form over which a digest was made.
 *
 * %RC_CANONICAL_JCS is RFC 8785: no blanks; names sorted by UTF-16 code units; texts as UTF-8 with only `"`, `\` and
 * U+0000 to U+001F escaped; numbers as ECMAScript writes the nearest double.
 *
 * The Python forms are what json.dumps (json.loads (text), sort_keys=True) writes: names sorted by code point; integers
 * of any size as they stand (-0 as 0); numbers with a fraction or an exponent as repr() of the nearest double; with
 * ensure_ascii everything but U+0020 to U+007E as `\uXXXX` in lower case, supplementary characters as two of them,
 * without it as UTF-8. PYTHON_COMPACT has separators=(",", ":"), PYTHON_DEFAULT the default `, ` and `: `. Python reads a
 * number beyond the doubles as infinity and would write `Infinity`; here it is out of range.
 *
 * %RC_CANONICAL_AS_STORED is the node's own bytes. A member that is left out goes with everything up to the next
 * member; if none that stays follows, with everything from the end of the member before it. Blanks before the first
 * member and after the last one stay.
 *
 * Of a name that comes twice the last value is written, as ECMAScript and Python would; ask `has_duplicate`, because
 * such a record is ambiguous. AS_STORED writes them all.
 *
 * Returns: how it went; with %RC_CANONICAL_NUMBER_RANGE @out is as it was
 */
RcCanonicalResult
rc_canonical_append (GString            *out,
                     const RcJson       *json,
                     guint32             node,
                     RcCanonicalForm     form,
                     const char * const *left_out)
{
  Writer writer;
  gsize length = out->len;

  g_return_val_if_fail (node < json->n_nodes, RC_CANONICAL_NUMBER_RANGE);

  if (form == RC_CANONICAL_AS_STORED)
    {
      append_stored (out, json, node, left_out);
      return RC_CANONICAL_OK;
    }

  writer.json = json;
  writer.style = &styles[form];
  writer.out = out;
  writer.at = out->str + out->len;
  writer.limit = out->str + out->allocated_len - 1;
  writer.members = writer.few_members;
  writer.n_members = 0;
  writer.n_allocated = G_N_ELEMENTS (writer.few_members);
  writer.result = RC_CANONICAL_OK;
  if ((gsize) (writer.limit - writer.at) < json->nodes[node].length)
    make_room (&writer, json->nodes[node].length);

  append_value (&writer, node, left_out);

  if (writer.result != RC_CANONICAL_NUMBER_RANGE)
    length = (gsize) (writer.at - out->str);
  g_string_set_size (out, length);
  if (writer.members != writer.few_members)
    g_free (writer.members);
  return writer.result;
}

/**
 * rc_canonical_dup:
 *
 * Returns: (transfer full) (nullable): the text in the form of RFC 8785; %NULL where it is no JSON, names a member twice, or holds a
 *   number that no double says exactly
 */
char *
rc_canonical_dup (const char *json,
                  gsize       length)
{
  g_auto (RcJson) document = { 0 };
  g_autoptr (GString) text = g_string_sized_new (length + 1);
  RcJsonFault fault;

  rc_json_init (&document);
  if (!rc_json_parse (&document, json, length, &fault) || document.has_duplicate
      || rc_canonical_append (text, &document, 0, RC_CANONICAL_JCS, NULL) != RC_CANONICAL_OK)
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}
