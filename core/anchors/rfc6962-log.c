/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/anchor-kind.h"
#include "core/base64.h"
#include "core/words.h"

#define DER_SEQUENCE 0x30

/* A log's key as lists of logs write it: base64 of the SubjectPublicKeyInfo on one line. */
static RcPublicKey *
read_base64 (const char *bytes,
             gsize       length)
{
  g_autoptr (GBytes) der = NULL;

  while (length > 0 && g_ascii_isspace (bytes[length - 1]))
    length--;
  der = rc_base64_decode (bytes, length, RC_BASE64_STANDARD);
  return der != NULL ? rc_public_key_new_spki (g_bytes_get_data (der, NULL), g_bytes_get_size (der)) : NULL;
}

/* "PUBLIC KEY" in PEM, its DER, or base64 of that: the log's id is SHA-256 over the DER (RFC 6962 section 3.2). */
static gboolean
read_log (RcAnchor   *anchor,
          const char *bytes,
          gsize       length)
{
  g_autoptr (GBytes) spki = NULL;

  if (length > 0 && (guint8) bytes[0] == DER_SEQUENCE)
    anchor->key = rc_public_key_new_spki (bytes, length);
  if (anchor->key == NULL)
    anchor->key = rc_public_key_new_pem (bytes, length);
  if (anchor->key == NULL)
    anchor->key = read_base64 (bytes, length);
  if (anchor->key == NULL)
    return FALSE;

  spki = rc_public_key_get_spki (anchor->key);
  anchor->material = rc_pem_encode ("PUBLIC KEY", spki);
  return TRUE;
}

const RcAnchorKind rc_anchor_kind_rfc6962_log = {
  .id = "rfc6962-log",
  .title = N_("Key of a certificate log"),
  .purposes = "log-head",
  .read = read_log,
};
