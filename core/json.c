/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json.h"

#include "bounds.h"
#include "json-duplicates.h"
#include "json-scan.h"
#include "json-text.h"

#include <string.h>

/* One open array or object. */
typedef struct
{
  guint32  node;
  guint32  last_name;     /* the node of the newest name */
  guint32  count;
  char     closing;
  gboolean unsorted;
  gboolean names_escaped;
  guint64  names_seen;    /* one bit for each fingerprint among the first names */
} Frame;

typedef struct
{
  RcJson      *json;
  RcJsonFault *fault;
  const char  *text;
  const char  *end;
  guint        depth;
  Frame        frames[RC_LIMIT_JSON_DEPTH];
} Reader;

static G_GNUC_NO_INLINE const char *
fail (Reader         *self,
      RcJsonFaultKind kind,
      const char     *at,
      const char     *expected)
{
  self->fault->kind = kind;
  self->fault->offset = (gsize) (at - self->text);
  self->fault->expected = expected;
  return NULL;
}

/* What is wrong at @at: the end of the input, or a byte that does not fit. */
static G_GNUC_NO_INLINE const char *
fail_at (Reader     *self,
         const char *at,
         const char *expected)
{
  return fail (self, at < self->end ? RC_JSON_FAULT_SYNTAX : RC_JSON_FAULT_TRUNCATED, at, expected);
}

static G_GNUC_NO_INLINE gboolean
grow (Reader *self)
{
  RcJson *json = self->json;
  guint32 wanted = json->n_allocated < 64 ? 64 : json->n_allocated * 2;

  if (json->n_allocated >= RC_LIMIT_JSON_NODES)
    return FALSE;

  json->n_allocated = MIN (wanted, RC_LIMIT_JSON_NODES);
  json->nodes = g_renew (RcJsonNode, json->nodes, json->n_allocated);
  return TRUE;
}

/* Appends the node of the bytes from @start to @end. */
static inline gboolean
push (Reader     *self,
      RcJsonType  type,
      guint       flags,
      const char *start,
      const char *end)
{
  RcJson *json = self->json;
  RcJsonNode *node;

  if (G_UNLIKELY (json->n_nodes == json->n_allocated) && !grow (self))
    {
      fail (self, RC_JSON_FAULT_LIMIT, start, "json-nodes");
      return FALSE;
    }

  node = &json->nodes[json->n_nodes++];
  node->offset = (guint32) (start - self->text);
  node->length = (guint32) (end - start);
  node->next = json->n_nodes;
  node->count = 0;
  node->type = (guint8) type;
  node->flags = (guint8) flags;
  node->depth = (guint16) self->depth;
  return TRUE;
}

static inline const char *
skip_blanks (Reader     *self,
             const char *at)
{
  if (G_LIKELY (at < self->end && (guchar) *at > 0x20))
    return at;

  while (at < self->end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
    {
      self->json->has_white_space = TRUE;
      at++;
    }
  return at;
}

/*
 * The length of the UTF-8 sequence at @at by table 3-7 of the Unicode standard, which leaves out overlong forms,
 * surrogates and everything above U+10FFFF; 0 if there is none, -1 if the input ends inside a good beginning.
 */
static int
measure_character (const guchar *at,
                   const guchar *end)
{
  guchar lead = at[0];
  guchar lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  guchar highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;

  for (int i = 1; i < length; i++)
    {
      if (at + i == end)
        return -1;
      if (at[i] < lowest || at[i] > highest)
        return 0;
      lowest = 0x80;
      highest = 0xBF;
    }

  return length;
}

static const char *
read_characters (Reader     *self,
                 const char *at)
{
  while (at < self->end && (guchar) *at >= 0x80)
    {
      int length = measure_character ((const guchar *) at, (const guchar *) self->end);

      if (length < 0)
        return fail (self, RC_JSON_FAULT_TRUNCATED, self->end, "the rest of a character");
      if (length == 0)
        return fail (self, RC_JSON_FAULT_ENCODING, at, "UTF-8");
      at += length;
    }

  return at;
}

/* The four digits after "\u" at @at. */
static const char *
read_unit (Reader     *self,
           const char *at,
           int        *out_unit)
{
  for (int i = 2; i < 6; i++)
    if (at + i >= self->end || !g_ascii_isxdigit (at[i]))
      return fail_at (self, at + i, "four hexadecimal digits");

  *out_unit = rc_json_text_read_unit (at + 2);
  return at + 6;
}

static const char *
read_escape (Reader     *self,
             const char *start)
{
  const char *at = start;
  int unit = 0;

  if (at + 1 == self->end)
    return fail_at (self, self->end, "an escape");
  if (at[1] != 'u')
    return at[1] != '\0' && strchr ("\"\\/bfnrt", at[1]) != NULL ? at + 2 : fail_at (self, at + 1, "an escape");

  at = read_unit (self, at, &unit);
  if (at == NULL || unit < 0xD800 || unit > 0xDFFF)
    return at;
  if (unit > 0xDBFF)
    return fail (self, RC_JSON_FAULT_SURROGATE, start, "a high surrogate before a low one");

  if (at == self->end || (*at == '\\' && at + 1 == self->end))
    return fail_at (self, self->end, "a low surrogate");
  if (at[0] != '\\' || at[1] != 'u')
    return fail (self, RC_JSON_FAULT_SURROGATE, start, "a low surrogate after a high one");
  at = read_unit (self, at, &unit);
  if (at != NULL && (unit < 0xDC00 || unit > 0xDFFF))
    return fail (self, RC_JSON_FAULT_SURROGATE, start, "a low surrogate after a high one");
  return at;
}

/* Reads a text from behind its opening quote to behind its closing one. */
static inline const char *
read_text (Reader     *self,
           const char *at,
           guint      *out_flags)
{
  guint flags = 0;

  for (;;)
    {
      at = rc_json_scan_text (at, self->end);
      if (at == self->end)
        return fail_at (self, at, "the end of a text");
      if (*at == '"')
        break;

      if (*at == '\\')
        {
          flags = RC_JSON_NODE_ESCAPED;
          at = read_escape (self, at);
        }
      else if ((guchar) *at >= 0x80)
        at = read_characters (self, at);
      else
        return fail (self, RC_JSON_FAULT_CONTROL, at, "an escape instead of a control character");
      if (at == NULL)
        return NULL;
    }

  *out_flags = flags;
  return at + 1;
}

static inline const char *
skip_digits (Reader     *self,
             const char *at)
{
  while (at < self->end && g_ascii_isdigit (*at))
    at++;
  return at;
}

/* The fraction and the exponent of a number. */
static const char *
read_number_rest (Reader     *self,
                  const char *at)
{
  const char *digits;

  if (*at == '.')
    {
      digits = at + 1;
      at = skip_digits (self, digits);
      if (at == digits)
        return fail_at (self, at, "a digit after the point");
    }

  if (at < self->end && (*at == 'e' || *at == 'E'))
    {
      digits = at + 1;
      if (digits < self->end && (*digits == '+' || *digits == '-'))
        digits++;
      at = skip_digits (self, digits);
      if (at == digits)
        return fail_at (self, at, "a digit in the exponent");
    }

  return at;
}

static inline const char *
read_number (Reader     *self,
             const char *start)
{
  const char *digits = start + (*start == '-');
  const char *at = skip_digits (self, digits);
  guint flags = RC_JSON_NODE_INTEGER;

  if (at == digits)
    return fail_at (self, at, "a digit");
  if (*digits == '0' && at > digits + 1)
    return fail_at (self, digits + 1, "no digit after a leading zero");

  if (at < self->end && (*at == '.' || *at == 'e' || *at == 'E'))
    {
      flags = 0;
      at = read_number_rest (self, at);
    }

  return at != NULL && push (self, RC_JSON_NUMBER, flags, start, at) ? at : NULL;
}

static const char *
read_word (Reader     *self,
           const char *at,
           const char *word,
           RcJsonType  type)
{
  gsize i = 1;

  while (word[i] != '\0')
    {
      if (at + i == self->end || at[i] != word[i])
        return fail_at (self, at + i, word);
      i++;
    }

  return push (self, type, 0, at, at + i) ? at + i : NULL;
}

/* NaN, Infinity or -Infinity, where they were asked for. */
static G_GNUC_NO_INLINE const char *
read_non_finite (Reader     *self,
                 const char *at)
{
  const char *word = *at == 'N' ? "NaN" : *at == 'I' ? "Infinity" : "-Infinity";
  gsize length = strlen (word);

  if (!self->json->reads_non_finite || (gsize) (self->end - at) < length || memcmp (at, word, length) != 0)
    return fail_at (self, *at == '-' ? at + 1 : at, *at == '-' ? "a digit" : "a value");
  if (!push (self, RC_JSON_NUMBER, RC_JSON_NODE_NON_FINITE, at, at + length))
    return NULL;

  if (!self->json->has_non_finite)
    self->json->non_finite = (gsize) (at - self->text);
  self->json->has_non_finite = TRUE;
  return at + length;
}

static const char *
open_container (Reader     *self,
                const char *at)
{
  Frame *frame;
  gboolean is_object = *at == '{';

  if (self->depth == RC_LIMIT_JSON_DEPTH)
    return fail (self, RC_JSON_FAULT_LIMIT, at, "json-depth");
  if (!push (self, is_object ? RC_JSON_OBJECT : RC_JSON_ARRAY, 0, at, at + 1))
    return NULL;

  frame = &self->frames[self->depth++];
  memset (frame, 0, sizeof *frame);
  frame->node = self->json->n_nodes - 1;
  frame->closing = is_object ? '}' : ']';
  return at + 1;
}

static const char *
close_container (Reader     *self,
                 const char *at)
{
  RcJson *json = self->json;
  Frame *frame = &self->frames[--self->depth];
  RcJsonNode *node = &json->nodes[frame->node];

  at++;
  node->length = (guint32) (at - self->text) - node->offset;
  node->next = json->n_nodes;
  node->count = frame->count;
  if (frame->unsorted)
    node->flags |= RC_JSON_NODE_UNSORTED;
  if (frame->names_escaped || (frame->unsorted && frame->count > RC_JSON_FEW_NAMES))
    rc_json_find_duplicate (json, frame->node);

  if (self->depth > 0 && frame[-1].closing == '}')
    json->nodes[frame->node - 1].next = json->n_nodes;
  return at;
}

/* Reads a value, of a container only the opening bracket. */
static inline const char *
read_value (Reader     *self,
            const char *at)
{
  const char *start = at;
  guint flags = 0;

  if (at == self->end)
    return fail_at (self, at, "a value");

  switch (*at)
    {
    case '"':
      at = read_text (self, at + 1, &flags);
      return at != NULL && push (self, RC_JSON_STRING, flags, start, at) ? at : NULL;
    case '-':
      return at + 1 < self->end && at[1] == 'I' ? read_non_finite (self, at) : read_number (self, at);
    case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
      return read_number (self, at);
    case '{':
    case '[':
      return open_container (self, at);
    case 't':
      return read_word (self, at, "true", RC_JSON_TRUE);
    case 'f':
      return read_word (self, at, "false", RC_JSON_FALSE);
    case 'n':
      return read_word (self, at, "null", RC_JSON_NULL);
    case 'N':
    case 'I':
      return read_non_finite (self, at);
    default:
      return fail_at (self, at, "a value");
    }
}

/* Keeps what the object's names are like: whether they ascend, and whether one of the first few comes twice. */
static inline void
note_name (Reader *self,
           Frame  *frame,
           guint   flags)
{
  RcJson *json = self->json;
  guint32 index = json->n_nodes - 1;
  const RcJsonNode *name = &json->nodes[index];

  if (flags != 0)
    frame->names_escaped = TRUE;
  if (!frame->unsorted && frame->count > 0)
    frame->unsorted = !rc_json_names_ascend (json, &json->nodes[frame->last_name], name);
  frame->last_name = index;

  if (frame->count < RC_JSON_FEW_NAMES)
    {
      guint64 bit = G_GUINT64_CONSTANT (1) << rc_json_name_fingerprint (json, name);

      if ((frame->names_seen & bit) != 0)
        rc_json_check_name (json, frame->node, index);
      frame->names_seen |= bit;
    }
}

/* Reads a member's name and the colon. */
static inline const char *
read_name (Reader     *self,
           Frame      *frame,
           const char *start)
{
  const char *at;
  guint flags = 0;

  if (start == self->end || *start != '"')
    return fail_at (self, start, frame->count == 0 ? "a name or the end of the object" : "a name");

  at = read_text (self, start + 1, &flags);
  if (at == NULL || !push (self, RC_JSON_NAME, flags, start, at))
    return NULL;
  self->json->nodes[self->json->n_nodes - 1].next++;
  note_name (self, frame, flags);

  at = skip_blanks (self, at);
  if (at == self->end || *at != ':')
    return fail_at (self, at, "a colon");
  return skip_blanks (self, at + 1);
}

/* The next step inside the innermost container: its end, or one more item or member. */
static inline const char *
read_next (Reader     *self,
           const char *at)
{
  Frame *frame = &self->frames[self->depth - 1];

  at = skip_blanks (self, at);
  if (at == self->end)
    return fail_at (self, at, "the end of an array or object");
  if (*at == frame->closing)
    return close_container (self, at);

  if (frame->count > 0)
    {
      if (*at != ',')
        return fail_at (self, at, "a comma or the end of an array or object");
      at = skip_blanks (self, at + 1);
    }
  if (frame->closing == '}')
    {
      at = read_name (self, frame, at);
      if (at == NULL)
        return NULL;
    }

  frame->count++;
  return read_value (self, at);
}

static gboolean
read_document (Reader *self)
{
  const char *at = self->text;
  gsize length = (gsize) (self->end - at);

  if (length >= 3 && memcmp (at, "\xEF\xBB\xBF", 3) == 0)
    return fail (self, RC_JSON_FAULT_BYTE_ORDER_MARK, at, "no byte order mark") != NULL;
  if (length >= 2 && (memcmp (at, "\xFF\xFE", 2) == 0 || memcmp (at, "\xFE\xFF", 2) == 0))
    return fail (self, RC_JSON_FAULT_ENCODING, at, "UTF-8") != NULL;

  at = skip_blanks (self, at);
  if (at == self->end)
    return fail (self, RC_JSON_FAULT_EMPTY, at, "a value") != NULL;

  at = read_value (self, at);
  while (at != NULL && self->depth > 0)
    at = read_next (self, at);
  if (at == NULL)
    return FALSE;

  at = skip_blanks (self, at);
  if (at < self->end)
    return fail (self, RC_JSON_FAULT_TRAILING, at, "the end of the document") != NULL;
  return TRUE;
}

/**
 * rc_json_init:
 * @self: a document, uninitialised
 *
 * Makes an empty document. It allocates nothing until the first rc_json_parse().
 */
void
rc_json_init (RcJson *self)
{
  memset (self, 0, sizeof *self);
}

/**
 * rc_json_clear:
 * @self: a document
 *
 * Frees the nodes; the document is empty and can be used again.
 */
void
rc_json_clear (RcJson *self)
{
  g_free (self->nodes);
  rc_json_init (self);
}

/**
 * rc_json_parse:
 * @self: a document; what it held before is forgotten, its memory is used again
 * @text: tainted; borrowed, must live as long as the document is looked at. It needs no terminator
 * @length: of @text in bytes
 * @out_fault: (out) (optional): what is wrong and where, of kind %RC_JSON_FAULT_NONE where the answer is %TRUE
 *
 * Reads one document by RFC 8259. A name that comes twice is no fault here, since the grammar allows it: it is said in
 * `has_duplicate`, with the first repetition in document order in `duplicate`. For %RC_JSON_FAULT_LIMIT the fault's
 * `expected` is the name of the limit (`record-bytes`, `json-depth` or `json-nodes`).
 *
 * Returns: whether @text is a document; the root is node 0. Otherwise the document has no nodes
 */
gboolean
rc_json_parse (RcJson      *self,
               const char  *text,
               gsize        length,
               RcJsonFault *out_fault)
{
  RcJsonFault fault = { RC_JSON_FAULT_NONE, 0, NULL };
  Reader reader;
  gboolean good = FALSE;

  if (length == 0)
    text = "";
  self->text = text;
  self->length = length;
  self->n_nodes = 0;
  self->has_duplicate = FALSE;
  self->duplicate = RC_JSON_NO_NODE;
  self->has_white_space = FALSE;
  self->has_non_finite = FALSE;
  self->non_finite = 0;

  reader.json = self;
  reader.fault = &fault;
  reader.text = text;
  reader.end = text + length;
  reader.depth = 0;

  if (length > RC_LIMIT_RECORD_RAISED_BYTES)
    fail (&reader, RC_JSON_FAULT_LIMIT, text, "record-bytes");
  else
    good = read_document (&reader);

  if (!good)
    {
      self->n_nodes = 0;
      self->has_duplicate = FALSE;
      self->duplicate = RC_JSON_NO_NODE;
    }
  if (out_fault != NULL)
    *out_fault = fault;
  return good;
}
