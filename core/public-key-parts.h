/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "public-key.h"

#include <openssl/types.h>

G_BEGIN_DECLS

/* What a key is made of; for the two files that make keys and ask them. */
struct _RcPublicKey
{
  RcKeyType  type;
  guint      bits;
  gboolean   is_weak;
  gboolean   is_unusual;
  gsize      coordinate;     /* bytes of each of r and s; 0: makes no signatures of two numbers */
  guint8     ed25519[32];
  EVP_PKEY  *key;            /* (nullable): NULL for Ed25519 */
  GBytes    *spki;
};

G_END_DECLS
