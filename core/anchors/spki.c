/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/anchor-kind.h"
#include "core/base64.h"
#include "core/words.h"

#define DER_SEQUENCE 0x30

#define BEGIN "-----BEGIN "

/* What tools print about a key before its PEM text (RFC 7468 section 2): where that begins, or @text. */
static const char *
skip_explanation (const char *text,
                  gsize       length)
{
  const char *begin = g_strstr_len (text, (gssize) length, BEGIN);

  return begin != NULL && begin > text && begin[-1] == '\n' && memchr (text, '\0', (gsize) (begin - text)) == NULL ? begin : text;
}

/* "PUBLIC KEY" in PEM, or its DER. */
static gboolean
read_spki (RcAnchor   *anchor,
           const char *bytes,
           gsize       length)
{
  const char *pem = skip_explanation (bytes, length);
  g_autoptr (GBytes) spki = NULL;

  anchor->key = rc_public_key_new_pem (pem, length - (gsize) (pem - bytes));
  if (anchor->key == NULL && length > 0 && (guint8) bytes[0] == DER_SEQUENCE)
    anchor->key = rc_public_key_new_spki (bytes, length);
  if (anchor->key == NULL)
    return FALSE;

  spki = rc_public_key_get_spki (anchor->key);
  anchor->material = rc_pem_encode ("PUBLIC KEY", spki);
  return TRUE;
}

const RcAnchorKind rc_anchor_kind_spki = {
  .id = "spki",
  .title = N_("Public key (PEM)"),
  .purposes = "any",
  .is_guessed = TRUE,
  .read = read_spki,
};
