/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json.h"

#include "json-text.h"
#include "number.h"

#include <string.h>

static inline const RcJsonNode *
peek_node (const RcJson *self,
           guint32       node)
{
  return node < self->n_nodes ? &self->nodes[node] : NULL;
}

static gboolean
is_text (const RcJsonNode *node)
{
  return node->type == RC_JSON_STRING || node->type == RC_JSON_NAME;
}

static gboolean
name_equals (const RcJson     *self,
             const RcJsonNode *node,
             const char       *name,
             gsize             length)
{
  const char *text = self->text + node->offset + 1;
  const char *end = self->text + node->offset + node->length - 1;
  const char *name_end = name + length;

  if ((node->flags & RC_JSON_NODE_ESCAPED) == 0)
    return node->length == length + 2 && memcmp (text, name, length) == 0;

  while (text < end)
    {
      char character[6];
      gsize n = (gsize) g_unichar_to_utf8 (rc_json_text_next (&text), character);

      if ((gsize) (name_end - name) < n || memcmp (name, character, n) != 0)
        return FALSE;
      name += n;
    }

  return name == name_end;
}

static guint32
find_member (const RcJson *self,
             guint32       object,
             const char   *name,
             gsize         length)
{
  const RcJsonNode *node = peek_node (self, object);

  if (node == NULL || node->type != RC_JSON_OBJECT)
    return RC_JSON_NO_NODE;

  for (guint32 i = object + 1; i < node->next; i = self->nodes[i].next)
    {
      const RcJsonNode *member = &self->nodes[i];

      if ((member->length == length + 2 || (member->flags & RC_JSON_NODE_ESCAPED) != 0) &&
          name_equals (self, member, name, length))
        return i + 1;
    }

  return RC_JSON_NO_NODE;
}

/**
 * rc_json_name_is:
 * @self: a document
 * @name: the index of a name
 * @text: UTF-8
 *
 * Returns: whether @name, its escapes resolved, is @text
 */
gboolean
rc_json_name_is (const RcJson *self,
                 guint32       name,
                 const char   *text)
{
  const RcJsonNode *node = peek_node (self, name);

  return node != NULL && is_text (node) && name_equals (self, node, text, strlen (text));
}

/**
 * rc_json_member:
 * @self: a document
 * @object: the index of a node; %RC_JSON_NO_NODE and nodes that are no objects have no members
 * @name: a member's name, UTF-8
 *
 * Returns: the index of the node of the value that @object gives @name, the first one if there are several, or
 *   %RC_JSON_NO_NODE
 */
guint32
rc_json_member (const RcJson *self,
                guint32       object,
                const char   *name)
{
  return find_member (self, object, name, strlen (name));
}

static guint32
find_item (const RcJson *self,
           guint32       array,
           const char   *digits,
           gsize         length)
{
  const RcJsonNode *node = &self->nodes[array];
  guint32 position = 0;

  if (length == 0 || length > 9 || (length > 1 && digits[0] == '0'))
    return RC_JSON_NO_NODE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (digits[i]))
        return RC_JSON_NO_NODE;
      position = position * 10 + (guint32) (digits[i] - '0');
    }
  if (position >= node->count)
    return RC_JSON_NO_NODE;

  guint32 item = array + 1;

  while (position-- > 0)
    item = self->nodes[item].next;
  return item;
}

/* Resolves "~0" and "~1" (RFC 6901 section 4). */
static char *
dup_token (const char *token,
           gsize       length,
           gsize      *out_length)
{
  g_autofree char *text = g_malloc (length + 1);
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (token[i] != '~')
        text[n++] = token[i];
      else if (i + 1 < length && (token[i + 1] == '0' || token[i + 1] == '1'))
        text[n++] = token[++i] == '0' ? '~' : '/';
      else
        return NULL;
    }

  text[n] = '\0';
  *out_length = n;
  return g_steal_pointer (&text);
}

static guint32
step (const RcJson *self,
      guint32       node,
      const char   *token,
      gsize         length)
{
  g_autofree char *name = NULL;
  gsize name_length = 0;

  if (self->nodes[node].type == RC_JSON_ARRAY)
    return find_item (self, node, token, length);
  if (memchr (token, '~', length) == NULL)
    return find_member (self, node, token, length);

  name = dup_token (token, length, &name_length);
  return name != NULL ? find_member (self, node, name, name_length) : RC_JSON_NO_NODE;
}

/**
 * rc_json_pointer:
 * @self: a document
 * @pointer: a JSON Pointer (RFC 6901): empty for the whole document, else each token after a `/`
 *
 * Returns: the index of the node that @pointer names, or %RC_JSON_NO_NODE if there is none or @pointer is malformed
 */
guint32
rc_json_pointer (const RcJson *self,
                 const char   *pointer)
{
  guint32 node = self->n_nodes > 0 ? 0 : RC_JSON_NO_NODE;

  while (node != RC_JSON_NO_NODE && *pointer != '\0')
    {
      gsize length;

      if (*pointer != '/')
        return RC_JSON_NO_NODE;
      pointer++;
      length = strcspn (pointer, "/");
      node = step (self, node, pointer, length);
      pointer += length;
    }

  return node;
}

/**
 * rc_json_is_plain:
 *
 * Returns: whether @node is a text or name without escapes, so that rc_json_peek_text() gives its value
 */
gboolean
rc_json_is_plain (const RcJson *self,
                  guint32       node)
{
  const RcJsonNode *text = peek_node (self, node);

  return text != NULL && is_text (text) && (text->flags & RC_JSON_NODE_ESCAPED) == 0;
}

/**
 * rc_json_peek_text:
 * @self: a document
 * @node: the index of a node
 * @out_length: (out) (optional): bytes of the answer
 *
 * Returns: (transfer none) (nullable): the bytes of @node as written, of texts and names without the quotes and with
 *   their escapes; not terminated. %NULL if there is no such node
 */
const char *
rc_json_peek_text (const RcJson *self,
                   guint32       node,
                   gsize        *out_length)
{
  const RcJsonNode *found = peek_node (self, node);
  gsize quotes;

  if (found == NULL)
    {
      if (out_length != NULL)
        *out_length = 0;
      return NULL;
    }

  quotes = is_text (found) ? 1 : 0;
  if (out_length != NULL)
    *out_length = found->length - 2 * quotes;
  return self->text + found->offset + quotes;
}

/**
 * rc_json_dup_text:
 * @self: a document
 * @node: the index of a node
 * @out_length: (out) (optional): bytes of the answer without its terminator; the text can hold U+0000
 *
 * Returns: (transfer full) (nullable): the value of a text or name, escapes resolved, UTF-8; of other nodes the bytes
 *   as written. Terminated. %NULL if there is no such node
 */
char *
rc_json_dup_text (const RcJson *self,
                  guint32       node,
                  gsize        *out_length)
{
  gsize length = 0;
  const char *text = rc_json_peek_text (self, node, &length);
  char *copy;

  if (text == NULL)
    {
      if (out_length != NULL)
        *out_length = 0;
      return NULL;
    }

  copy = g_malloc (length + 1);
  if ((self->nodes[node].flags & RC_JSON_NODE_ESCAPED) != 0)
    length = rc_json_text_resolve (text, length, copy);
  else
    memcpy (copy, text, length);
  copy[length] = '\0';
  if (out_length != NULL)
    *out_length = length;
  return copy;
}

/**
 * rc_json_dup_string:
 * @node: the index of a node
 *
 * Returns: (transfer full) (nullable): the value of a text; %NULL if there is no such node, it is no text, or it holds U+0000, behind which
 *   C would not look
 */
char *
rc_json_dup_string (const RcJson *self,
                    guint32       node)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!rc_json_is (self, node, RC_JSON_STRING))
    return NULL;

  text = rc_json_dup_text (self, node, &length);
  return strlen (text) == length ? g_steal_pointer (&text) : NULL;
}

/**
 * rc_json_is:
 * @node: the index of a node, or %RC_JSON_NO_NODE
 *
 * Returns: whether there is such a node of that type
 */
gboolean
rc_json_is (const RcJson *self,
            guint32       node,
            RcJsonType    type)
{
  const RcJsonNode *found = peek_node (self, node);

  return found != NULL && found->type == type;
}

/**
 * rc_json_get_integer:
 * @self: a document
 * @node: the index of a node
 * @out_value: (out): set where the answer is %TRUE
 *
 * Returns: whether @node is a number without fraction and exponent that 64 bits hold
 */
gboolean
rc_json_get_integer (const RcJson *self,
                     guint32       node,
                     gint64       *out_value)
{
  const RcJsonNode *number = peek_node (self, node);
  const char *at;
  const char *end;
  guint64 value = 0;
  gboolean negative;

  if (number == NULL || number->type != RC_JSON_NUMBER || (number->flags & RC_JSON_NODE_INTEGER) == 0)
    return FALSE;

  at = self->text + number->offset;
  end = at + number->length;
  negative = *at == '-';
  if (end - at - negative > 19)
    return FALSE;
  for (at += negative; at < end; at++)
    value = value * 10 + (guint64) (*at - '0');   /* 19 digits cannot overflow 64 bits */

  if (value > (guint64) G_MAXINT64 + (negative ? 1 : 0))
    return FALSE;
  *out_value = negative ? (gint64) (0 - value) : (gint64) value;
  return TRUE;
}

/**
 * rc_json_get_double:
 * @self: a document
 * @node: the index of a node
 * @out_value: (out): the nearest double, set where the answer is %TRUE
 *
 * Returns: whether @node is a number that a finite double can stand for; too small ones become 0
 */
gboolean
rc_json_get_double (const RcJson *self,
                    guint32       node,
                    double       *out_value)
{
  const RcJsonNode *number = peek_node (self, node);

  if (number == NULL || number->type != RC_JSON_NUMBER || (number->flags & RC_JSON_NODE_NON_FINITE) != 0)
    return FALSE;

  return rc_number_read (self->text + number->offset, number->length, out_value);
}

/**
 * rc_json_fault_code:
 *
 * Returns: (transfer none): the lasting name of @kind for output that programs read
 */
const char *
rc_json_fault_code (RcJsonFaultKind kind)
{
  switch (kind)
    {
    case RC_JSON_FAULT_NONE: return "none";
    case RC_JSON_FAULT_EMPTY: return "empty";
    case RC_JSON_FAULT_SYNTAX: return "syntax";
    case RC_JSON_FAULT_TRUNCATED: return "truncated";
    case RC_JSON_FAULT_TRAILING: return "trailing-data";
    case RC_JSON_FAULT_ENCODING: return "encoding";
    case RC_JSON_FAULT_BYTE_ORDER_MARK: return "byte-order-mark";
    case RC_JSON_FAULT_CONTROL: return "control-character";
    case RC_JSON_FAULT_SURROGATE: return "lone-surrogate";
    case RC_JSON_FAULT_LIMIT: return "limit";
    }

  g_return_val_if_reached ("none");
}
