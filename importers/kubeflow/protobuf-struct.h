/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Properties that hold more than one value are serialized messages of Protocol Buffers. Of these google.protobuf.Struct is read, and of the
 * envelope google.protobuf.Any the name of what is in it.
 *
 *   Struct     1: map entry, repeated
 *   map entry  1: name (text), 2: Value
 *   Value      1: null, 2: double, 3: text, 4: boolean, 5: Struct, 6: list
 *   list       1: Value, repeated
 *   Any        1: name of the type (text), 2: bytes
 */

/* As one JSON object; (nullable): it is none, or a name in it stands twice, and @out_fault says what is wrong. (transfer full) */
char *rc_protobuf_struct_dup_json (const void  *bytes,
                                   gsize        length,
                                   const char **out_fault);
/* The same of base64 text. */
char *rc_protobuf_struct_dup_json_of_base64 (const char  *text,
                                             const char **out_fault);
/* (nullable) (transfer full) */
char *rc_protobuf_any_dup_type    (const void  *bytes,
                                   gsize        length);

G_END_DECLS
