/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/signing.h"

#include "core/auditor-key.h"
#include "core/words.h"

#include <string.h>

#include <sodium.h>

/*
 * Files as minisign writes them (https://jedisct1.github.io/minisign/, "Signature format"): a signature over the BLAKE2b-512 of the file, and one
 * over that signature and the trusted comment.
 */

#define NUMBER_BYTES 8u
#define LINE_BYTES (2 + NUMBER_BYTES + crypto_sign_BYTES)

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_SIGNATURE, _("The auditor's key is not unlocked, and signs nothing."));
  return FALSE;
}

/* By which minisign tells keys apart. Ours have no number of their own: it is made from the key. */
static void
number_key (const guint8 public_key[crypto_sign_PUBLICKEYBYTES],
            guint8       out_number[NUMBER_BYTES])
{
  guint8 digest[crypto_generichash_BYTES];

  crypto_generichash (digest, sizeof digest, public_key, crypto_sign_PUBLICKEYBYTES, NULL, 0);
  memcpy (out_number, digest, NUMBER_BYTES);
}

static char *
encode (const guint8 *bytes,
        gsize         length)
{
  return g_base64_encode (bytes, length);
}

/* As minisign shows it: the highest byte first. */
static char *
format_number (const guint8 number[NUMBER_BYTES])
{
  GString *words = g_string_new (NULL);

  for (guint i = NUMBER_BYTES; i > 0; i--)
    g_string_append_printf (words, "%02X", number[i - 1]);
  return g_string_free (words, FALSE);
}

static void
fill_line (guint8       *line,
           const char   *algorithm,
           const guint8 *public_key,
           const guint8 *content,
           gsize         length)
{
  memcpy (line, algorithm, 2);
  number_key (public_key, line + 2);
  memcpy (line + 2 + NUMBER_BYTES, content, length);
}

/* A name with a line end in it would be a line of its own. */
static char *
dup_comment (const char *name,
             gint64      at_us)
{
  g_autofree char *plain = g_strdup (name);

  for (char *at = plain; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = '_';
  return g_strdup_printf ("timestamp:%" G_GINT64_FORMAT "\tfile:%s\thashed", at_us / G_USEC_PER_SEC, plain);
}

static char *
sign_comment (const guint8 signature[crypto_sign_BYTES],
              const char  *comment)
{
  g_autoptr (GByteArray) covered = g_byte_array_new ();
  guint8 global[crypto_sign_BYTES], public_key[crypto_sign_PUBLICKEYBYTES];

  g_byte_array_append (covered, signature, crypto_sign_BYTES);
  g_byte_array_append (covered, (const guint8 *) comment, (guint) strlen (comment));
  return rc_auditor_key_sign (covered->data, covered->len, global, public_key) ? encode (global, sizeof global) : NULL;
}

/**
 * rc_signing_minisign_commented:
 * @comment: what the signature covers besides; one line
 *
 * Returns: (transfer full) (nullable): four lines, for a file with the ending .minisig
 */
char *
rc_signing_minisign_commented (GBytes      *bytes,
                               const char  *comment,
                               GError     **error)
{
  guint8 digest[crypto_generichash_BYTES_MAX], signature[crypto_sign_BYTES], public_key[crypto_sign_PUBLICKEYBYTES], line[LINE_BYTES];
  g_autofree char *first = NULL, *second = NULL;

  crypto_generichash (digest, sizeof digest, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, 0);
  if (!rc_auditor_key_sign (digest, sizeof digest, signature, public_key) || (second = sign_comment (signature, comment)) == NULL)
    {
      refuse (error);
      return NULL;
    }
  fill_line (line, "ED", public_key, signature, sizeof signature);
  first = encode (line, sizeof line);
  return g_strdup_printf ("untrusted comment: signature from an auditor's key of Recount\n%s\ntrusted comment: %s\n%s\n", first, comment, second);
}

/**
 * rc_signing_minisign:
 *
 * Returns: (transfer full) (nullable): the same, with the name of the file and a time covered, as minisign itself writes them
 */
char *
rc_signing_minisign (GBytes      *bytes,
                     const char  *name,
                     gint64       at_us,
                     GError     **error)
{
  g_autofree char *comment = dup_comment (name, at_us);

  return rc_signing_minisign_commented (bytes, comment, error);
}

char *
rc_signing_dup_minisign_key (GError **error)
{
  guint8 signature[crypto_sign_BYTES], public_key[crypto_sign_PUBLICKEYBYTES], line[2 + NUMBER_BYTES + crypto_sign_PUBLICKEYBYTES];
  g_autofree char *encoded = NULL, *number = NULL;

  if (!rc_auditor_key_sign ((const guint8 *) "", 0, signature, public_key))
    {
      refuse (error);
      return NULL;
    }
  fill_line (line, "Ed", public_key, public_key, sizeof public_key);
  encoded = encode (line, sizeof line);
  number = format_number (line + 2);
  return g_strdup_printf ("untrusted comment: minisign public key %s\n%s\n", number, encoded);
}
