/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes messages of Protocol Buffers field by field; a message within another is written first and then added as bytes. */

void protobuf_add_varint  (GByteArray       *message,
                           guint64           value);          /* the number alone, without a tag */
void protobuf_add_number  (GByteArray       *message,
                           guint32           field,
                           guint64           value);
void protobuf_add_double  (GByteArray       *message,
                           guint32           field,
                           double            value);
void protobuf_add_bytes   (GByteArray       *message,
                           guint32           field,
                           const void       *bytes,
                           gsize             length);
void protobuf_add_text    (GByteArray       *message,
                           guint32           field,
                           const char       *text);
/* Adds a message and frees it. */
void protobuf_add_message (GByteArray       *message,
                           guint32           field,
                           GByteArray       *content);

G_END_DECLS
