/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "multikey.h"

#include <string.h>

#include "base58.h"

#define DID_KEY "did:key:"
#define CODE_BYTES 2
#define ED25519_BYTES 32

/* Codes of the Multicodec table, as the two bytes of a varint. */
static const struct
{
  guint8    code[CODE_BYTES];
  RcKeyType type;
  gsize     length;
} types[] = {
  { { 0xED, 0x01 }, RC_KEY_ED25519, ED25519_BYTES },
  { { 0x80, 0x24 }, RC_KEY_EC_P256, 33 },
  { { 0x81, 0x24 }, RC_KEY_EC_P384, 49 },
  { { 0x82, 0x24 }, RC_KEY_EC_P521, 67 },
};

/**
 * rc_multikey_parse:
 * @text: tainted
 *
 * Returns: (transfer full) (nullable): the key; points are taken compressed alone, as the form asks
 */
RcPublicKey *
rc_multikey_parse (const char *text,
                   gsize       length)
{
  g_autoptr (GBytes) decoded = length > 1 && text[0] == 'z' ? rc_base58_decode (text + 1, length - 1) : NULL;
  const guint8 *bytes;
  gsize n_bytes = 0;

  if (decoded == NULL)
    return NULL;

  bytes = g_bytes_get_data (decoded, &n_bytes);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (n_bytes != CODE_BYTES + types[i].length || memcmp (bytes, types[i].code, CODE_BYTES) != 0)
        continue;
      return types[i].type == RC_KEY_ED25519 ? rc_public_key_new_ed25519 (bytes + CODE_BYTES)
             : rc_public_key_new_ec (types[i].type, bytes + CODE_BYTES, types[i].length);
    }
  return NULL;
}

/**
 * rc_multikey_dup:
 *
 * Returns: (transfer full) (nullable): @key as Multikey
 */
char *
rc_multikey_dup (const RcPublicKey *key)
{
  const guint8 *raw = rc_public_key_peek_ed25519 (key);
  guint8 bytes[CODE_BYTES + ED25519_BYTES] = { 0xED, 0x01 };
  g_autofree char *text = NULL;

  if (raw == NULL)
    return NULL;

  memcpy (bytes + CODE_BYTES, raw, ED25519_BYTES);
  text = rc_base58_encode (bytes, sizeof bytes);
  return g_strconcat ("z", text, NULL);
}

/**
 * rc_multikey_dup_did:
 * @identifier: tainted
 *
 * Returns: (transfer full) (nullable): the part of a did:key that is the key
 */
char *
rc_multikey_dup_did (const char *identifier)
{
  const char *key;

  if (!g_str_has_prefix (identifier, DID_KEY))
    return NULL;

  key = identifier + strlen (DID_KEY);
  return g_strndup (key, strcspn (key, "#"));
}
