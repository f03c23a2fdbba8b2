/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "der.h"

#include <string.h>

RcDer
rc_der_new (const void *bytes,
            gsize       length)
{
  return (RcDer) { .at = bytes, .end = (const guint8 *) bytes + length };
}

gsize
rc_der_left (const RcDer *self)
{
  return (gsize) (self->end - self->at);
}

gboolean
rc_der_is_end (const RcDer *self)
{
  return self->at == self->end;
}

guint8
rc_der_peek (const RcDer *self)
{
  return rc_der_is_end (self) ? 0 : *self->at;
}

/* One form for each length (X.690 section 10.1); lengths of more than four bytes are beyond everything that is read here. */
static gboolean
read_length (RcDer *self,
             gsize *out_length)
{
  guint n_bytes;
  gsize length = 0;

  if (rc_der_is_end (self))
    return FALSE;
  if (*self->at < 0x80)
    {
      *out_length = *self->at++;
      return TRUE;
    }

  n_bytes = *self->at++ & 0x7fu;
  if (n_bytes == 0 || n_bytes > 4 || n_bytes > rc_der_left (self) || *self->at == 0)
    return FALSE;

  for (guint i = 0; i < n_bytes; i++)
    length = length << 8 | *self->at++;
  *out_length = length;
  return length >= 0x80;
}

/**
 * rc_der_take:
 * @out_inside: (out) (optional): the content of the value
 *
 * Returns: %FALSE, and @self stays where it is, where another value follows, or one that goes on behind the end
 */
gboolean
rc_der_take (RcDer  *self,
             guint8  tag,
             RcDer  *out_inside)
{
  RcDer cursor = *self;
  gsize length;

  if (rc_der_is_end (self) || *cursor.at++ != tag || !read_length (&cursor, &length))
    return FALSE;
  if (length > rc_der_left (&cursor))
    {
      if (!self->is_head)
        return FALSE;
      length = rc_der_left (&cursor);
    }

  if (out_inside != NULL)
    *out_inside = (RcDer) { .at = cursor.at, .end = cursor.at + length, .is_head = self->is_head };
  self->at = cursor.at + length;
  return TRUE;
}

gboolean
rc_der_take_oid (RcDer        *self,
                 const guint8 *oid,
                 gsize         length)
{
  RcDer cursor = *self;
  RcDer inside;

  if (!rc_der_take (&cursor, RC_DER_OID, &inside) || rc_der_left (&inside) != length || memcmp (inside.at, oid, length) != 0)
    return FALSE;

  self->at = cursor.at;
  return TRUE;
}
