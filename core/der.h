/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RC_DER_INTEGER      0x02
#define RC_DER_BIT_STRING   0x03
#define RC_DER_OCTET_STRING 0x04
#define RC_DER_OID          0x06
#define RC_DER_SEQUENCE     0x30
#define RC_DER_SET          0x31
#define RC_DER_EXPLICIT_0   0xa0

/**
 * RcDer:
 * @is_head: the bytes are the beginning of more: a value that goes on behind them ends with them
 *
 * A place in DER (X.690): tainted bytes read forward, value by value.
 */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
  gboolean      is_head;
} RcDer;

RcDer    rc_der_new      (const void   *bytes,
                          gsize         length);
gboolean rc_der_is_end   (const RcDer  *self);
/* The tag of the next value; 0: none. */
guint8   rc_der_peek     (const RcDer  *self);
/* Steps over the next value, which must have that tag; @out_inside: (nullable): its content. */
gboolean rc_der_take     (RcDer        *self,
                          guint8        tag,
                          RcDer        *out_inside);
/* Steps over the next value, which must be that object identifier; @oid: its content, not its dotted form. */
gboolean rc_der_take_oid (RcDer        *self,
                          const guint8 *oid,
                          gsize         length);
gsize    rc_der_left     (const RcDer  *self);

G_END_DECLS
