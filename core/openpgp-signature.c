/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "openpgp-signature.h"

#include <string.h>

#include "bounds.h"
#include "timestamp.h"

#define ED25519_SIGNATURE_BYTES 64
#define CRITICAL 0x80u

/* Subpackets (RFC 4880 section 5.2.3.1). */
enum
{
  CREATED = 2,
  EXPIRES = 3,
  KEY_EXPIRES = 9,
  ISSUER = 16,
  PRIMARY_USER = 25,
  KEY_FLAGS = 27,
  REVOCATION_REASON = 29,
  FEATURES = 30,
  EMBEDDED = 32,
  ISSUER_FINGERPRINT = 33,
};

/* Reasons for a revocation after which earlier signatures still count. */
#define REASON_SUPERSEDED 1u
#define REASON_RETIRED    3u

void
rc_openpgp_signature_free (RcOpenpgpSignature *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->hashed, g_bytes_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->embedded, g_bytes_unref);
  g_free (self);
}

static RcHash
hash_by_number (guint number)
{
  switch (number)
    {
    case 2:
      return RC_HASH_SHA1;
    case 8:
      return RC_HASH_SHA256;
    case 9:
      return RC_HASH_SHA384;
    case 10:
      return RC_HASH_SHA512;
    default:
      return RC_HASH_NONE;
    }
}

static guint64
read_id (const guint8 *bytes)
{
  guint64 id = 0;

  for (guint i = 0; i < 8; i++)
    id = id << 8 | bytes[i];
  return id;
}

/* --- Subpackets --- */

/* Who and the embedded signature need no protection of their own; everything else counts only where it is hashed. */
static void
take_unprotected (RcOpenpgpSignature    *self,
                  guint                  type,
                  const RcOpenpgpReader *body)
{
  if (type == ISSUER && body->length == 8)
    self->issuer = read_id (body->bytes);
  else if (type == ISSUER_FINGERPRINT && body->length == 21 && body->bytes[0] == 4)
    self->issuer = read_id (body->bytes + 13);
  else if (type == EMBEDDED && body->length > 0 && self->embedded == NULL)
    self->embedded = g_bytes_new (body->bytes, body->length);
}

static void
take_protected (RcOpenpgpSignature    *self,
                guint                  type,
                const RcOpenpgpReader *body)
{
  RcOpenpgpReader reader = *body;
  guint32 number = 0;
  gboolean is_number = body->length == 4 && rc_openpgp_read_number (&reader, 4, &number);

  if (type == CREATED && is_number)
    self->created_us = (gint64) number * G_USEC_PER_SEC;
  else if (type == EXPIRES && is_number)
    self->expires_after = number;
  else if (type == KEY_EXPIRES && is_number)
    self->key_expires_after = number;
  else if (type == KEY_FLAGS && body->length > 0)
    self->key_flags = body->bytes[0];
  else if (type == REVOCATION_REASON && body->length > 0)
    self->is_hard_revocation = body->bytes[0] != REASON_SUPERSEDED && body->bytes[0] != REASON_RETIRED;
}

static gboolean
is_known (guint type)
{
  static const guint8 known[] = { CREATED, EXPIRES, 7, KEY_EXPIRES, 11, ISSUER, 21, 22, 23, PRIMARY_USER, KEY_FLAGS, 28,
                                  REVOCATION_REASON, FEATURES, EMBEDDED, ISSUER_FINGERPRINT, 34 };

  return memchr (known, (int) type, sizeof known) != NULL;
}

/* RFC 4880 section 5.2.3.1: the length counts the type. */
static gboolean
read_subpacket (RcOpenpgpReader *area,
                guint           *out_type,
                RcOpenpgpReader *out_body)
{
  guint32 length, second, type;

  if (!rc_openpgp_read_number (area, 1, &length))
    return FALSE;
  if (length == 255)
    {
      if (!rc_openpgp_read_number (area, 4, &length))
        return FALSE;
    }
  else if (length >= 192)
    {
      if (!rc_openpgp_read_number (area, 1, &second))
        return FALSE;
      length = ((length - 192) << 8) + second + 192;
    }
  if (length == 0 || !rc_openpgp_read_number (area, 1, &type))
    return FALSE;
  *out_type = type;
  return rc_openpgp_read_bytes (area, length - 1, out_body);
}

static gboolean
read_area (RcOpenpgpSignature *self,
           RcOpenpgpReader    *reader,
           gsize               size_of_length,
           gboolean            is_hashed)
{
  RcOpenpgpReader area, body;
  guint32 length;
  guint type;

  if (!rc_openpgp_read_number (reader, size_of_length, &length) || !rc_openpgp_read_bytes (reader, length, &area))
    return FALSE;
  while (area.length > 0)
    {
      if (!read_subpacket (&area, &type, &body))
        return FALSE;
      if ((type & CRITICAL) != 0 && is_hashed && !is_known (type & ~CRITICAL))
        self->asks_unknown = TRUE;
      take_unprotected (self, type & ~CRITICAL, &body);
      if (is_hashed)
        take_protected (self, type & ~CRITICAL, &body);
    }
  return TRUE;
}

/* --- The packet --- */

static gboolean
read_values (RcOpenpgpSignature *self,
             RcOpenpgpReader    *reader)
{
  guint8 both[ED25519_SIGNATURE_BYTES];
  RcOpenpgpReader integer;

  switch (self->algorithm)
    {
    case RC_OPENPGP_RSA:
    case RC_OPENPGP_RSA_SIGN_ONLY:
      if (!rc_openpgp_read_integer (reader, &integer) || reader->length != 0)
        return FALSE;
      self->bytes = g_bytes_new (integer.bytes, integer.length);
      return TRUE;
    case RC_OPENPGP_EDDSA:
      if (!rc_openpgp_put_integer (reader, both, 32) || !rc_openpgp_put_integer (reader, both + 32, 32) || reader->length != 0)
        return FALSE;
      self->bytes = g_bytes_new (both, sizeof both);
      return TRUE;
    default:
      return TRUE;
    }
}

/* Version 3 has no subpackets (RFC 4880 section 5.2.2). */
static gboolean
read_version_3 (RcOpenpgpSignature *self,
                RcOpenpgpReader    *reader)
{
  RcOpenpgpReader id;
  guint32 length, type, created;

  if (!rc_openpgp_read_number (reader, 1, &length) || length != 5 || !rc_openpgp_read_number (reader, 1, &type)
      || !rc_openpgp_read_number (reader, 4, &created) || !rc_openpgp_read_bytes (reader, 8, &id))
    return FALSE;
  self->type = type;
  self->created_us = (gint64) created * G_USEC_PER_SEC;
  self->issuer = read_id (id.bytes);
  return TRUE;
}

static gboolean
read_version_4 (RcOpenpgpSignature *self,
                RcOpenpgpReader    *reader)
{
  const guint8 *start = reader->bytes - 1;
  gsize size_of_length = self->version >= 6 ? 4 : 2;
  RcOpenpgpReader digest_start;
  guint32 type, algorithm, hash;

  if (!rc_openpgp_read_number (reader, 1, &type) || !rc_openpgp_read_number (reader, 1, &algorithm)
      || !rc_openpgp_read_number (reader, 1, &hash) || !read_area (self, reader, size_of_length, TRUE))
    return FALSE;
  self->type = type;
  self->algorithm = algorithm;
  self->hash_number = hash;
  self->hash = hash_by_number (hash);
  self->hashed = g_bytes_new (start, (gsize) (reader->bytes - start));
  if (!read_area (self, reader, size_of_length, FALSE) || !rc_openpgp_read_bytes (reader, 2, &digest_start))
    return FALSE;
  memcpy (self->start, digest_start.bytes, sizeof self->start);
  return self->version != 4 || read_values (self, reader);
}

/**
 * rc_openpgp_signature_read:
 * @body: tainted
 *
 * Returns: (transfer full) (nullable): nothing is verified yet
 */
RcOpenpgpSignature *
rc_openpgp_signature_read (const guint8 *body,
                           gsize         length)
{
  g_autoptr (RcOpenpgpSignature) self = g_new0 (RcOpenpgpSignature, 1);
  RcOpenpgpReader reader = { body, length };
  guint32 version;

  self->created_us = RC_TIME_NONE;
  self->key_flags = -1;
  self->is_hard_revocation = TRUE;
  if (!rc_openpgp_read_number (&reader, 1, &version) || version < 2 || version > 6)
    return NULL;

  self->version = version;
  if (version <= 3 ? !read_version_3 (self, &reader) : !read_version_4 (self, &reader))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
rc_openpgp_signature_find_unsupported (const RcOpenpgpSignature *self)
{
  if (self->version != 4 || self->type != RC_OPENPGP_OVER_BINARY || self->asks_unknown)
    return "format-unsupported";
  return self->bytes == NULL || self->hash == RC_HASH_NONE ? "algorithm-unsupported" : NULL;
}

/* --- Verifying --- */

/* RFC 4880 section 5.2.4. */
GBytes *
rc_openpgp_signature_make_suffix (const RcOpenpgpSignature *self)
{
  gsize length = 0;
  const guint8 *hashed = g_bytes_get_data (self->hashed, &length);
  guint8 *bytes = g_malloc (length + 6);
  guint32 size = GUINT32_TO_BE ((guint32) length);

  memcpy (bytes, hashed, length);
  bytes[length] = 4;
  bytes[length + 1] = 0xff;
  memcpy (bytes + length + 2, &size, sizeof size);
  return g_bytes_new_take (bytes, length + 6);
}

static gboolean
fits_rsa (const RcOpenpgpSignature *self,
          const RcPublicKey        *key,
          const guint8             *digest)
{
  gsize size = (rc_public_key_get_bits (key) + 7) / 8;
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (self->bytes, &length);
  g_autofree guint8 *whole = NULL;

  if (length > size)
    return FALSE;
  whole = g_malloc0 (size);
  memcpy (whole + size - length, bytes, length);
  return rc_public_key_verify_digest (key, RC_SIGNATURE_RSA_PKCS1, self->hash, digest, rc_hash_get_length (self->hash), whole, size)
         == RC_SIGNATURE_FITS;
}

gboolean
rc_openpgp_signature_fits (const RcOpenpgpSignature *self,
                           const RcPublicKey        *key,
                           const guint8             *digest)
{
  gboolean is_rsa = rc_public_key_get_type (key) == RC_KEY_RSA;

  if (self->bytes == NULL || self->hash == RC_HASH_NONE || memcmp (self->start, digest, sizeof self->start) != 0
      || is_rsa != (self->algorithm != RC_OPENPGP_EDDSA))
    return FALSE;
  if (is_rsa)
    return fits_rsa (self, key, digest);
  return rc_public_key_verify (key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, digest, rc_hash_get_length (self->hash),
                               g_bytes_get_data (self->bytes, NULL), g_bytes_get_size (self->bytes)) == RC_SIGNATURE_FITS;
}
