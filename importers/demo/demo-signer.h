/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sodium.h>

G_BEGIN_DECLS

/**
 * RcDemoSigner:
 *
 * A key pair for minisign, derived from the seed: anybody who knows the seed can make it again, so its signatures prove
 * nothing. The secret half is never written.
 */
typedef struct
{
  guint8 key_id[8];
  guint8 public_key[crypto_sign_PUBLICKEYBYTES];
  guint8 secret_key[crypto_sign_SECRETKEYBYTES];
} RcDemoSigner;

void  rc_demo_signer_init           (RcDemoSigner       *self,
                                     guint64             seed,
                                     const char         *purpose);
void  rc_demo_signer_clear          (RcDemoSigner       *self);
char *rc_demo_signer_dup_public_key (const RcDemoSigner *self);
char *rc_demo_signer_dup_signature  (const RcDemoSigner *self,
                                     const char         *text,
                                     const char         *file_name,
                                     gint64              time_s);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcDemoSigner, rc_demo_signer_clear)

G_END_DECLS
