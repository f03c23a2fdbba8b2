/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "protobuf-reader.h"

#include "core/bounds.h"

#include <string.h>

#define VARINT_BYTES 10u
#define MAX_NUMBER   536870911u   /* 2^29 - 1 */

void
rc_protobuf_reader_init (RcProtobufReader *self,
                         const void       *bytes,
                         gsize             length)
{
  *self = (RcProtobufReader) { .bytes = bytes, .length = length };
}

static gboolean
fail_at (RcProtobufReader *self,
         gsize             place,
         const char       *fault)
{
  if (self->fault == NULL)
    {
      self->fault = fault;
      self->fault_place = place;
    }
  return FALSE;
}

/**
 * rc_protobuf_reader_fail:
 * @field: what is wrong
 * @fault: static text: “it holds …”
 *
 * Tells a fault that the schema shows. Only the first one is kept.
 */
void
rc_protobuf_reader_fail (RcProtobufReader      *self,
                         const RcProtobufField *field,
                         const char            *fault)
{
  (void) fail_at (self, field->start, fault);
}

/* Seven bits a byte, the lowest first; the tenth byte has room for one bit. Longer spellings of a number than need be are allowed. */
static gboolean
read_varint (RcProtobufReader *self,
             guint64          *out_value)
{
  gsize start = self->place;
  guint64 value = 0;

  for (guint i = 0; i < VARINT_BYTES; i++)
    {
      guint8 byte;

      if (self->place >= self->length)
        return fail_at (self, self->base + start, "it ends within a number");
      byte = self->bytes[self->place++];
      if (i == VARINT_BYTES - 1 && byte > 1)
        return fail_at (self, self->base + start, "it holds a number of more than 64 bits");
      value |= (guint64) (byte & 0x7f) << (7 * i);
      if ((byte & 0x80) == 0)
        {
          *out_value = value;
          return TRUE;
        }
    }

  return fail_at (self, self->base + start, "it holds a number of more than 64 bits");
}

static gboolean
read_fixed (RcProtobufReader *self,
            gsize             n_bytes,
            guint64          *out_value)
{
  guint64 value = 0;

  if (n_bytes > self->length - self->place)
    return fail_at (self, self->base + self->place, "it ends within a number");

  for (gsize i = 0; i < n_bytes; i++)
    value |= (guint64) self->bytes[self->place + i] << (8 * i);
  self->place += n_bytes;
  *out_value = value;

  return TRUE;
}

static gboolean
read_bytes (RcProtobufReader *self,
            RcProtobufField  *field)
{
  gsize start = self->place;
  guint64 length;

  if (!read_varint (self, &length))
    return FALSE;
  if (length > self->length - self->place)
    return fail_at (self, self->base + start, "it announces more bytes than it has");

  field->bytes = self->bytes + self->place;
  field->length = (gsize) length;
  field->content = self->base + self->place;
  self->place += field->length;

  return TRUE;
}

static gboolean
read_value (RcProtobufReader *self,
            RcProtobufField  *field)
{
  field->content = self->base + self->place;

  switch (field->wire)
    {
    case RC_PROTOBUF_VARINT:
      return read_varint (self, &field->value);
    case RC_PROTOBUF_FIXED_64:
      return read_fixed (self, 8, &field->value);
    case RC_PROTOBUF_BYTES:
      return read_bytes (self, field);
    case RC_PROTOBUF_FIXED_32:
      return read_fixed (self, 4, &field->value);
    default:
      return fail_at (self, field->start, "it holds a field of a kind that proto3 does not have");
    }
}

/**
 * rc_protobuf_reader_next:
 * @out_field: (out): the field, one that @self has read before being of the same number or not: what counts is the schema's matter
 *
 * Returns: whether there was one more; %FALSE at the end of the message, and where @self has a fault
 */
gboolean
rc_protobuf_reader_next (RcProtobufReader *self,
                         RcProtobufField  *out_field)
{
  guint64 tag;

  if (self->fault != NULL || self->place >= self->length)
    return FALSE;

  *out_field = (RcProtobufField) { .start = self->base + self->place };
  if (!read_varint (self, &tag))
    return FALSE;
  if (tag >> 3 == 0 || tag >> 3 > MAX_NUMBER)
    return fail_at (self, out_field->start, "it holds a field of an impossible number");

  out_field->number = (guint32) (tag >> 3);
  out_field->wire = (RcProtobufWire) (tag & 7);
  return read_value (self, out_field);
}

/**
 * rc_protobuf_reader_enter:
 * @field: one that holds a message
 * @out_message: (out): reads that message; its fault is told to @self by rc_protobuf_reader_leave()
 *
 * Returns: whether @field can be one; %FALSE is a fault of @self
 */
gboolean
rc_protobuf_reader_enter (RcProtobufReader      *self,
                          const RcProtobufField *field,
                          RcProtobufReader      *out_message)
{
  rc_protobuf_reader_init (out_message, NULL, 0);
  if (self->fault != NULL)
    return FALSE;
  if (field->wire != RC_PROTOBUF_BYTES)
    return fail_at (self, field->start, "it holds a number where a message must stand");
  if (self->depth + 1 >= RC_LIMIT_PROTOBUF_DEPTH)
    return fail_at (self, field->start, "it holds more than 32 messages in each other (RC_LIMIT_PROTOBUF_DEPTH)");

  rc_protobuf_reader_init (out_message, field->bytes, field->length);
  out_message->base = field->content;
  out_message->depth = self->depth + 1;
  return TRUE;
}

/**
 * rc_protobuf_reader_leave:
 * @message: one that was entered from @self
 *
 * Returns: whether it was read without a fault; otherwise @self has that fault too
 */
gboolean
rc_protobuf_reader_leave (RcProtobufReader       *self,
                          const RcProtobufReader *message)
{
  return message->fault == NULL || fail_at (self, message->fault_place, message->fault);
}

/**
 * rc_protobuf_reader_dup_text:
 *
 * Returns: (nullable) (transfer full): the text; %NULL where it is none, which is a fault of @self
 */
char *
rc_protobuf_reader_dup_text (RcProtobufReader      *self,
                             const RcProtobufField *field)
{
  if (field->wire != RC_PROTOBUF_BYTES)
    rc_protobuf_reader_fail (self, field, "it holds a number where a text must stand");
  else if (field->length > 0 && memchr (field->bytes, 0, field->length) != NULL)
    rc_protobuf_reader_fail (self, field, "a text in it holds the character U+0000");
  else if (!g_utf8_validate_len ((const char *) field->bytes, field->length, NULL))
    rc_protobuf_reader_fail (self, field, "a text in it is not UTF-8");
  else
    return g_strndup ((const char *) field->bytes, field->length);

  return NULL;
}

/**
 * rc_protobuf_reader_get_number:
 * @wire: how it must be written
 * @out_value: (out): 0 unless %TRUE is answered
 *
 * Returns: whether it is a number of that kind; %FALSE is a fault of @self
 */
gboolean
rc_protobuf_reader_get_number (RcProtobufReader      *self,
                               const RcProtobufField *field,
                               RcProtobufWire         wire,
                               guint64               *out_value)
{
  *out_value = 0;
  if (field->wire != wire || wire == RC_PROTOBUF_BYTES)
    return fail_at (self, field->start, "a number in it is written as something else");

  *out_value = field->value;
  return TRUE;
}

gboolean
rc_protobuf_reader_get_double (RcProtobufReader      *self,
                               const RcProtobufField *field,
                               double                *out_value)
{
  guint64 bits;

  G_STATIC_ASSERT (sizeof (double) == sizeof (guint64));

  if (!rc_protobuf_reader_get_number (self, field, RC_PROTOBUF_FIXED_64, &bits))
    {
      *out_value = 0;
      return FALSE;
    }

  memcpy (out_value, &bits, sizeof bits);
  return TRUE;
}
