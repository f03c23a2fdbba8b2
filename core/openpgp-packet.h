/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The packets that are looked at (RFC 4880 section 4.3). */
#define RC_OPENPGP_SIGNATURE      2u
#define RC_OPENPGP_SECRET_KEY     5u
#define RC_OPENPGP_PUBLIC_KEY     6u
#define RC_OPENPGP_SECRET_SUBKEY  7u
#define RC_OPENPGP_USER_ID        13u
#define RC_OPENPGP_PUBLIC_SUBKEY  14u
#define RC_OPENPGP_USER_ATTRIBUTE 17u

/* What is left to read; borrowed, tainted. */
typedef struct
{
  const guint8 *bytes;
  gsize         length;
} RcOpenpgpReader;

typedef struct
{
  guint         tag;
  const guint8 *body;
  gsize         length;
} RcOpenpgpPacket;

/* FALSE: no packet of a known length, or cut off. */
gboolean rc_openpgp_read_packet   (RcOpenpgpReader *self,
                                   RcOpenpgpPacket *out_packet);
gboolean rc_openpgp_read_number   (RcOpenpgpReader *self,
                                   gsize            size,
                                   guint32         *out_number);
gboolean rc_openpgp_read_bytes    (RcOpenpgpReader *self,
                                   gsize            length,
                                   RcOpenpgpReader *out_bytes);
/* A number of any length without zeros at its front (RFC 4880 section 3.2). */
gboolean rc_openpgp_read_integer  (RcOpenpgpReader *self,
                                   RcOpenpgpReader *out_integer);
/* A number of at most @size bytes, with zeros at its front. */
gboolean rc_openpgp_put_integer   (RcOpenpgpReader *self,
                                   guint8          *out_bytes,
                                   gsize            size);
/* Whether @text begins with the first line of that armour, e.g. "PGP SIGNATURE". */
gboolean rc_openpgp_is_armoured   (const char      *text,
                                   gsize            length,
                                   const char      *label);
/* NULL: not read to its end, or its checksum does not fit. Nothing but blanks may follow. */
GBytes  *rc_openpgp_open_armour   (const char      *text,
                                   gsize            length,
                                   const char      *label);
char    *rc_openpgp_make_armour   (GBytes          *bytes,
                                   const char      *label);

G_END_DECLS
