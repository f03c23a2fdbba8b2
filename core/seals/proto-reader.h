/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/json.h"

G_BEGIN_DECLS

/**
 * RcProtoReader:
 * @fault: (nullable): the first thing that was not as it should be, static text: “… is no text”
 * @place: the node at which @fault was found
 *
 * Reads JSON in the mapping of protocol buffers (proto3): null is absence, bytes are base64, 64-bit integers are texts. After the
 * first fault everything reads as absent, so that one look at @fault at the end is enough.
 */
typedef struct
{
  const RcJson *json;
  const char   *fault;
  guint32       place;
} RcProtoReader;

void     rc_proto_reader_init    (RcProtoReader *self,
                                  const RcJson  *json);
/* Only the first fault is kept. */
void     rc_proto_reader_fail    (RcProtoReader *self,
                                  guint32        place,
                                  const char    *fault);
/* RC_JSON_NO_NODE: absent, null, or of another type, which is a fault. */
guint32  rc_proto_reader_member  (RcProtoReader *self,
                                  guint32        object,
                                  const char    *name,
                                  RcJsonType     type);
/* (transfer full) (nullable) */
char    *rc_proto_reader_text    (RcProtoReader *self,
                                  guint32        object,
                                  const char    *name);
/* (transfer full) (nullable): absent, or no base64, which is a fault. */
GBytes  *rc_proto_reader_bytes   (RcProtoReader *self,
                                  guint32        object,
                                  const char    *name);
/* The value of a text node from base64; (transfer full) (nullable). */
GBytes  *rc_proto_reader_item_bytes (RcProtoReader *self,
                                  guint32        node);
/* A whole number of at least 0; %FALSE: absent, or another value, which is a fault. */
gboolean rc_proto_reader_integer (RcProtoReader *self,
                                  guint32        object,
                                  const char    *name,
                                  gint64        *out_value);
/* RFC 3339; RC_TIME_NONE: absent, or no time, which is a fault. */
gint64   rc_proto_reader_time    (RcProtoReader *self,
                                  guint32        object,
                                  const char    *name);

G_END_DECLS
