/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/note-signature.h"

#include <string.h>

#include "core/seals/checkpoint.h"
#include "core/timestamp.h"

#define TIME_BYTES 8
#define ED25519_SIGNATURE_BYTES 64
/* RFC 5246 section 7.4.1.4.1 */
#define TLS_HASH_SHA256 4
#define TLS_SIGNATURE_RSA 1
#define TLS_SIGNATURE_ECDSA 3
#define TLS_HEADER_BYTES 4

static guint64
read_big_endian (const guint8 *bytes)
{
  guint64 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT64_FROM_BE (value);
}

static void
write_big_endian (guint8  *bytes,
                  guint64  value)
{
  guint64 big = GUINT64_TO_BE (value);

  memcpy (bytes, &big, sizeof big);
}

/* RC_TIME_NONE: not a time that microseconds can hold. */
static gint64
scale_time (guint64 value,
            gint64  microseconds)
{
  return value <= (guint64) (G_MAXINT64 / microseconds) ? (gint64) value * microseconds : RC_TIME_NONE;
}

/**
 * rc_tree_head_fits:
 * @time_ms: milliseconds since 1970
 * @signature: tainted
 *
 * Returns: whether @signature is one by @key over the tree head, which is all that is signed: the log's name is not
 */
gboolean
rc_tree_head_fits (const RcPublicKey *key,
                   guint64            time_ms,
                   guint64            size,
                   const RcDigest    *root,
                   const guint8      *signature,
                   gsize              length)
{
  /* Version 1, a tree head, the time, the size, the root. */
  guint8 message[2 + 2 * TIME_BYTES + RC_DIGEST_BYTES] = { 0, 1 };
  gboolean is_rsa = rc_public_key_get_type (key) == RC_KEY_RSA;

  if (length <= TLS_HEADER_BYTES || signature[0] != TLS_HASH_SHA256
      || signature[1] != (is_rsa ? TLS_SIGNATURE_RSA : TLS_SIGNATURE_ECDSA)
      || (gsize) (signature[2] << 8 | signature[3]) != length - TLS_HEADER_BYTES)
    return FALSE;

  write_big_endian (message + 2, time_ms);
  write_big_endian (message + 2 + TIME_BYTES, size);
  memcpy (message + 2 + 2 * TIME_BYTES, root->bytes, RC_DIGEST_BYTES);
  return rc_public_key_verify (key, is_rsa ? RC_SIGNATURE_RSA_PKCS1 : RC_SIGNATURE_ECDSA_DER, RC_HASH_SHA256, message, sizeof message,
                               signature + TLS_HEADER_BYTES, length - TLS_HEADER_BYTES) == RC_SIGNATURE_FITS;
}

/* The name of the log is not covered, and no line behind the root: such a head has none. */
static gboolean
tree_head_fits (GBytes          *text,
                const guint8    *signature,
                gsize            length,
                const RcNoteKey *key,
                gint64          *out_time_us)
{
  g_autoptr (RcCheckpoint) head = rc_checkpoint_parse (g_bytes_get_data (text, NULL), g_bytes_get_size (text));

  if (head == NULL || head->n_extensions > 0 || length <= TIME_BYTES)
    return FALSE;

  *out_time_us = scale_time (read_big_endian (signature), 1000);
  return rc_tree_head_fits (key->key, read_big_endian (signature), head->size, &head->root, signature + TIME_BYTES, length - TIME_BYTES);
}

static gboolean
cosignature_fits (GBytes          *text,
                  const guint8    *signature,
                  gsize            length,
                  const RcNoteKey *key,
                  gint64          *out_time_us)
{
  g_autoptr (GString) message = g_string_new ("cosignature/v1\n");
  guint64 seconds;

  if (length != TIME_BYTES + ED25519_SIGNATURE_BYTES)
    return FALSE;

  seconds = read_big_endian (signature);
  *out_time_us = scale_time (seconds, G_USEC_PER_SEC);
  g_string_append_printf (message, "time %" G_GUINT64_FORMAT "\n", seconds);
  g_string_append_len (message, g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text));
  return rc_public_key_verify (key->key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, message->str, message->len, signature + TIME_BYTES,
                               ED25519_SIGNATURE_BYTES) == RC_SIGNATURE_FITS;
}

/**
 * rc_note_signature_fits:
 * @text: of the note, with its last line end
 * @signature: tainted
 *
 * Returns: whether the key signed that text; what of it is covered is told by the key's type
 */
gboolean
rc_note_signature_fits (GBytes          *text,
                        GBytes          *signature,
                        const RcNoteKey *key,
                        gint64          *out_time_us)
{
  gsize text_length = 0;
  gsize length = 0;
  const void *message = g_bytes_get_data (text, &text_length);
  const guint8 *bytes = g_bytes_get_data (signature, &length);

  *out_time_us = RC_TIME_NONE;
  switch (key->type)
    {
    case RC_NOTE_ED25519:
      return rc_public_key_verify (key->key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, message, text_length, bytes, length)
             == RC_SIGNATURE_FITS;
    case RC_NOTE_ECDSA:
      return rc_public_key_verify (key->key, RC_SIGNATURE_ECDSA_DER, RC_HASH_SHA256, message, text_length, bytes, length)
             == RC_SIGNATURE_FITS;
    case RC_NOTE_COSIGNATURE:
      return cosignature_fits (text, bytes, length, key, out_time_us);
    case RC_NOTE_TREE_HEAD:
      return tree_head_fits (text, bytes, length, key, out_time_us);
    case RC_NOTE_ML_DSA_44:
    default:
      return FALSE;
    }
}
