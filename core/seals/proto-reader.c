/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/proto-reader.h"

#include <string.h>

#include "core/base64.h"
#include "core/timestamp.h"

void
rc_proto_reader_init (RcProtoReader *self,
                      const RcJson  *json)
{
  *self = (RcProtoReader) { .json = json };
}

void
rc_proto_reader_fail (RcProtoReader *self,
                      guint32        place,
                      const char    *fault)
{
  if (self->fault != NULL)
    return;

  self->fault = fault;
  self->place = place;
}

static const char *
fault_of_type (RcJsonType type)
{
  switch (type)
    {
    case RC_JSON_OBJECT:
      return "a member that must be an object is none";
    case RC_JSON_ARRAY:
      return "a member that must be a list is none";
    case RC_JSON_NULL:
    case RC_JSON_FALSE:
    case RC_JSON_TRUE:
    case RC_JSON_NUMBER:
    case RC_JSON_STRING:
    case RC_JSON_NAME:
    default:
      return "a member that must be a text is none";
    }
}

static guint32
find (RcProtoReader *self,
      guint32        object,
      const char    *name)
{
  guint32 node = self->fault == NULL ? rc_json_member (self->json, object, name) : RC_JSON_NO_NODE;

  return node != RC_JSON_NO_NODE && self->json->nodes[node].type == RC_JSON_NULL ? RC_JSON_NO_NODE : node;
}

guint32
rc_proto_reader_member (RcProtoReader *self,
                        guint32        object,
                        const char    *name,
                        RcJsonType     type)
{
  guint32 node = find (self, object, name);

  if (node == RC_JSON_NO_NODE || self->json->nodes[node].type == type)
    return node;

  rc_proto_reader_fail (self, node, fault_of_type (type));
  return RC_JSON_NO_NODE;
}

char *
rc_proto_reader_text (RcProtoReader *self,
                      guint32        object,
                      const char    *name)
{
  guint32 node = rc_proto_reader_member (self, object, name, RC_JSON_STRING);
  gsize length = 0;
  char *text;

  if (node == RC_JSON_NO_NODE)
    return NULL;

  text = rc_json_dup_text (self->json, node, &length);
  if (strlen (text) == length)
    return text;

  g_free (text);
  rc_proto_reader_fail (self, node, "a text holds the character U+0000");
  return NULL;
}

/**
 * rc_proto_reader_item_bytes:
 * @node: an item of a list; RC_JSON_NO_NODE has no bytes
 */
GBytes *
rc_proto_reader_item_bytes (RcProtoReader *self,
                            guint32        node)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  GBytes *bytes;

  if (node == RC_JSON_NO_NODE || self->fault != NULL)
    return NULL;

  if (self->json->nodes[node].type != RC_JSON_STRING)
    {
      rc_proto_reader_fail (self, node, fault_of_type (RC_JSON_STRING));
      return NULL;
    }

  text = rc_json_dup_text (self->json, node, &length);
  bytes = rc_base64_decode (text, length, RC_BASE64_EITHER);
  if (bytes == NULL)
    rc_proto_reader_fail (self, node, "a text that must be base64 is none");
  return bytes;
}

GBytes *
rc_proto_reader_bytes (RcProtoReader *self,
                       guint32        object,
                       const char    *name)
{
  return rc_proto_reader_item_bytes (self, find (self, object, name));
}

static gboolean
parse_integer (const char *text,
               gsize       length,
               gint64     *out_value)
{
  guint64 value = 0;

  if (length == 0 || length > 19 || (length > 1 && text[0] == '0'))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      value = value * 10 + (guint64) (text[i] - '0');   /* 19 digits cannot overflow 64 bits */
    }
  *out_value = (gint64) value;
  return value <= (guint64) G_MAXINT64;
}

/**
 * rc_proto_reader_integer:
 * @out_value: (out): 0 unless %TRUE is answered
 *
 * Written as a text of digits; a number without fraction is taken too, as readers of proto3 do.
 */
gboolean
rc_proto_reader_integer (RcProtoReader *self,
                         guint32        object,
                         const char    *name,
                         gint64        *out_value)
{
  guint32 node = find (self, object, name);
  const char *text;
  gsize length = 0;

  *out_value = 0;
  if (node == RC_JSON_NO_NODE)
    return FALSE;

  text = rc_json_peek_text (self->json, node, &length);
  if ((self->json->nodes[node].type == RC_JSON_STRING || self->json->nodes[node].type == RC_JSON_NUMBER)
      && parse_integer (text, length, out_value))
    return TRUE;

  *out_value = 0;
  rc_proto_reader_fail (self, node, "a member that must be a whole number of at least 0 is none");
  return FALSE;
}

gint64
rc_proto_reader_time (RcProtoReader *self,
                      guint32        object,
                      const char    *name)
{
  g_autofree char *text = rc_proto_reader_text (self, object, name);
  RcTimestamp time;

  if (text == NULL)
    return RC_TIME_NONE;
  if (rc_timestamp_parse (text, strlen (text), RC_ZONE_EXPLICIT, 0, &time))
    return time.from_us;

  rc_proto_reader_fail (self, rc_json_member (self->json, object, name), "a member that must be a time in UTC is none");
  return RC_TIME_NONE;
}
