/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json-schema-value.h"

#include <string.h>

#include "json-text.h"

/* Values of records and schemas compared as JSON Schema does: 1 is 1.0, and members have no order. */

/**
 * rc_schema_work_spend:
 *
 * Returns: whether so many steps were left
 */
gboolean
rc_schema_work_spend (RcSchemaWork *self,
                      guint         steps)
{
  if (self->limit != NULL)
    return FALSE;
  if (self->steps < steps)
    {
      self->limit = "RC_LIMIT_SCHEMA_STEPS";
      return FALSE;
    }
  self->steps -= steps;
  return TRUE;
}

static gboolean
is_text (const RcJson *json,
         guint32       node)
{
  return json->nodes[node].type == RC_JSON_STRING || json->nodes[node].type == RC_JSON_NAME;
}

static gboolean
texts_are_equal (const RcJson *a,
                 guint32       i,
                 const RcJson *b,
                 guint32       j)
{
  gsize a_length, b_length;
  const char *a_text = rc_json_peek_text (a, i, &a_length);
  const char *b_text = rc_json_peek_text (b, j, &b_length);

  if (rc_json_is_plain (a, i) && rc_json_is_plain (b, j))
    return a_length == b_length && memcmp (a_text, b_text, a_length) == 0;
  return rc_json_text_compare (a_text, a_length, b_text, b_length) == 0;
}

/**
 * rc_schema_read_number:
 *
 * Returns: %FALSE where the exponent is beyond all use, or no steps are left
 */
gboolean
rc_schema_read_number (RcSchemaWork  *self,
                       const RcJson  *json,
                       guint32        node,
                       RcExactNumber *out_number)
{
  gsize length;
  const char *text = rc_json_peek_text (json, node, &length);

  if (!rc_exact_number_read (out_number, text, length))
    {
      self->limit = "RC_LIMIT_EXPONENT";
      return FALSE;
    }
  return rc_schema_work_spend (self, (guint) MIN (length / 16, G_MAXUINT));
}

static gboolean
numbers_are_equal (RcSchemaWork *self,
                   const RcJson *a,
                   guint32       i,
                   const RcJson *b,
                   guint32       j)
{
  g_auto (RcExactNumber) first = { .digits = first.few };
  g_auto (RcExactNumber) second = { .digits = second.few };

  return rc_schema_read_number (self, a, i, &first) && rc_schema_read_number (self, b, j, &second)
    && rc_exact_number_compare (&first, &second) == 0;
}

/**
 * rc_schema_find_value:
 * @name: a text or name of @other
 *
 * Returns: the value that the object gives that name, or %RC_JSON_NO_NODE
 */
guint32
rc_schema_find_value (const RcJson *json,
                      guint32       object,
                      const RcJson *other,
                      guint32       name)
{
  for (guint32 i = object + 1; i < json->nodes[object].next; i = json->nodes[i].next)
    if (texts_are_equal (json, i, other, name))
      return i + 1;

  return RC_JSON_NO_NODE;
}

static gboolean
objects_are_equal (RcSchemaWork *self,
                   const RcJson *a,
                   guint32       i,
                   const RcJson *b,
                   guint32       j)
{
  for (guint32 name = i + 1; name < a->nodes[i].next; name = a->nodes[name].next)
    {
      guint32 value = rc_schema_work_spend (self, b->nodes[j].count) ? rc_schema_find_value (b, j, a, name) : RC_JSON_NO_NODE;

      if (value == RC_JSON_NO_NODE || !rc_schema_values_equal (self, a, name + 1, b, value))
        return FALSE;
    }
  return TRUE;
}

static gboolean
arrays_are_equal (RcSchemaWork *self,
                  const RcJson *a,
                  guint32       i,
                  const RcJson *b,
                  guint32       j)
{
  guint32 other = j + 1;

  for (guint32 item = i + 1; item < a->nodes[i].next; item = a->nodes[item].next)
    {
      if (!rc_schema_values_equal (self, a, item, b, other))
        return FALSE;
      other = b->nodes[other].next;
    }
  return TRUE;
}

/**
 * rc_schema_values_equal:
 *
 * Returns: whether the two are one value, however they are written; %FALSE as well where no steps are left
 */
gboolean
rc_schema_values_equal (RcSchemaWork *self,
                        const RcJson *a,
                        guint32       i,
                        const RcJson *b,
                        guint32       j)
{
  if (!rc_schema_work_spend (self, 1))
    return FALSE;
  if (is_text (a, i) || is_text (b, j))
    return is_text (a, i) && is_text (b, j) && rc_schema_work_spend (self, a->nodes[i].length / 16) && texts_are_equal (a, i, b, j);
  if (a->nodes[i].type != b->nodes[j].type || a->nodes[i].count != b->nodes[j].count)
    return FALSE;

  switch ((RcJsonType) a->nodes[i].type)
    {
    case RC_JSON_NUMBER: return numbers_are_equal (self, a, i, b, j);
    case RC_JSON_ARRAY: return arrays_are_equal (self, a, i, b, j);
    case RC_JSON_OBJECT: return objects_are_equal (self, a, i, b, j);
    case RC_JSON_NULL:
    case RC_JSON_FALSE:
    case RC_JSON_TRUE: return TRUE;
    case RC_JSON_STRING:
    case RC_JSON_NAME: break;
    }
  g_return_val_if_reached (FALSE);
}

/* Characters, escapes counted as what they stand for. */
guint64
rc_schema_count_characters (const RcJson *json,
                            guint32       node)
{
  gsize length;
  const char *at = rc_json_peek_text (json, node, &length);
  const char *end = at + length;
  guint64 count = 0;

  if (rc_json_is_plain (json, node))
    return (guint64) g_utf8_strlen (at, (gssize) length);
  while (at < end)
    {
      (void) rc_json_text_next (&at);
      count++;
    }
  return count;
}
