/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A strict reader of the wire format of Protocol Buffers, pulled field by field. It knows no schema: whoever reads a message knows the
 * numbers of its fields. Nothing is allocated, and every length is held against what is left before anything is read by it. Groups, which
 * proto3 does not have, are refused.
 */

typedef enum
{
  RC_PROTOBUF_VARINT   = 0,
  RC_PROTOBUF_FIXED_64 = 1,
  RC_PROTOBUF_BYTES    = 2,   /* a text, bytes, a message, packed numbers */
  RC_PROTOBUF_FIXED_32 = 5,
} RcProtobufWire;

/**
 * RcProtobufField:
 * @value: of a number as its bits stand there, nothing else undone
 * @bytes: of %RC_PROTOBUF_BYTES; borrowed
 * @start: place in the outermost message of the first byte of the field's tag
 * @content: place there of the first byte of its value
 */
typedef struct
{
  guint32         number;
  RcProtobufWire  wire;
  guint64         value;
  const guint8   *bytes;
  gsize           length;
  gsize           start;
  gsize           content;
} RcProtobufField;

/**
 * RcProtobufReader:
 * @fault: (nullable): what is wrong; static. Nothing is read any more after it
 * @fault_place: in the outermost message
 */
typedef struct
{
  const guint8 *bytes;
  gsize         length;
  gsize         place;
  gsize         base;          /* place of the message in the outermost one */
  guint         depth;
  const char   *fault;
  gsize         fault_place;
} RcProtobufReader;

void     rc_protobuf_reader_init       (RcProtobufReader       *self,
                                        const void             *bytes,
                                        gsize                   length);
/* FALSE: at the end, or a fault. */
gboolean rc_protobuf_reader_next       (RcProtobufReader       *self,
                                        RcProtobufField        *out_field);
gboolean rc_protobuf_reader_enter      (RcProtobufReader       *self,
                                        const RcProtobufField  *field,
                                        RcProtobufReader       *out_message);
gboolean rc_protobuf_reader_leave      (RcProtobufReader       *self,
                                        const RcProtobufReader *message);
void     rc_protobuf_reader_fail       (RcProtobufReader       *self,
                                        const RcProtobufField  *field,
                                        const char             *fault);
char    *rc_protobuf_reader_dup_text   (RcProtobufReader       *self,
                                        const RcProtobufField  *field);
gboolean rc_protobuf_reader_get_number (RcProtobufReader       *self,
                                        const RcProtobufField  *field,
                                        RcProtobufWire          wire,
                                        guint64                *out_value);
gboolean rc_protobuf_reader_get_double (RcProtobufReader       *self,
                                        const RcProtobufField  *field,
                                        double                 *out_value);

G_END_DECLS
