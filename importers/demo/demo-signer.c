/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/demo/demo-signer.h"

#include <string.h>

/**
 * rc_demo_signer_init:
 * @purpose: what the key is for; another purpose is another key
 */
void
rc_demo_signer_init (RcDemoSigner *self,
                     guint64       seed,
                     const char   *purpose)
{
  g_autofree char *text = g_strdup_printf ("recount demo key %" G_GUINT64_FORMAT " %s", seed, purpose);
  guint8 derived[crypto_sign_SEEDBYTES + sizeof self->key_id];

  if (sodium_init () < 0)
    g_error ("libsodium could not be started");

  crypto_generichash (derived, sizeof derived, (const guint8 *) text, strlen (text), /* key= */ NULL, 0);
  memcpy (self->key_id, derived + crypto_sign_SEEDBYTES, sizeof self->key_id);
  crypto_sign_seed_keypair (self->public_key, self->secret_key, derived);
  sodium_memzero (derived, sizeof derived);
}

void
rc_demo_signer_clear (RcDemoSigner *self)
{
  sodium_memzero (self, sizeof *self);
}

/* The key id as minisign shows it: eight bytes, the last one first. */
static char *
dup_key_name (const RcDemoSigner *self)
{
  guint64 number;

  memcpy (&number, self->key_id, sizeof number);
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "X", GUINT64_FROM_LE (number));
}

static char *
dup_base64 (const char         *algorithm,
            const RcDemoSigner *self,
            const guint8       *data,
            gsize               length)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) algorithm, 2);
  g_byte_array_append (bytes, self->key_id, sizeof self->key_id);
  g_byte_array_append (bytes, data, (guint) length);
  return g_base64_encode (bytes->data, bytes->len);
}

/**
 * rc_demo_signer_dup_public_key:
 *
 * Returns: (transfer full): the text of a minisign public key file
 */
char *
rc_demo_signer_dup_public_key (const RcDemoSigner *self)
{
  g_autofree char *name = dup_key_name (self);
  g_autofree char *key = dup_base64 ("Ed", self, self->public_key, sizeof self->public_key);

  return g_strdup_printf ("untrusted comment: minisign public key %s\n%s\n", name, key);
}

/**
 * rc_demo_signer_dup_signature:
 * @text: the content of the file that is signed
 * @file_name: its base name
 * @time_s: when it is signed, in seconds since 1970
 *
 * Signs in minisign's prehashed form: Ed25519 over BLAKE2b-512 of the file, then over that signature and the trusted comment.
 *
 * Returns: (transfer full): the text of the signature file
 */
char *
rc_demo_signer_dup_signature (const RcDemoSigner *self,
                              const char         *text,
                              const char         *file_name,
                              gint64              time_s)
{
  g_autofree char *comment = g_strdup_printf ("timestamp:%" G_GINT64_FORMAT "\tfile:%s\thashed", time_s, file_name);
  g_autoptr (GByteArray) both = g_byte_array_new ();
  g_autofree char *signature = NULL;
  g_autofree char *global = NULL;
  guint8 hash[crypto_generichash_BYTES_MAX];
  guint8 bytes[crypto_sign_BYTES];

  crypto_generichash (hash, sizeof hash, (const guint8 *) text, strlen (text), /* key= */ NULL, 0);
  crypto_sign_detached (bytes, /* siglen_p= */ NULL, hash, sizeof hash, self->secret_key);
  signature = dup_base64 ("ED", self, bytes, sizeof bytes);

  g_byte_array_append (both, bytes, sizeof bytes);
  g_byte_array_append (both, (const guint8 *) comment, (guint) strlen (comment));
  crypto_sign_detached (bytes, /* siglen_p= */ NULL, both->data, both->len, self->secret_key);
  global = g_base64_encode (bytes, sizeof bytes);

  return g_strdup_printf ("untrusted comment: signature of the Nordhafen Bank (fictitious)\n%s\ntrusted comment: %s\n%s\n",
                          signature, comment, global);
}
