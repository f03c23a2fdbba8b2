/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "openpgp-key.h"

#include <string.h>

#include "bounds.h"
#include "openpgp-signature.h"
#include "timestamp.h"

#define FINGERPRINT_BYTES 20
#define ED25519_POINT_BYTES 33

/* 1.3.6.1.4.1.11591.15.1, as version 4 keys name Ed25519. */
static const guint8 ed25519_identifier[] = { 0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 0x0f, 0x01 };

/* A key packet and what is known of it so far. */
typedef struct
{
  RcOpenpgpKey  *result;         /* (nullable): NULL for a key that cannot be asked here */
  const guint8  *body;
  gsize          length;
  gint64         newest_us;      /* of the signature that tells what it is for */
  gboolean       may_sign;
} Part;

/* A key block while it is read. */
typedef struct
{
  Part             primary;
  Part             subkey;       /* the last one met */
  gboolean         has_subkey;
  RcOpenpgpPacket  user;         /* the last user id or attribute met */
  gboolean         has_user;
  GPtrArray       *keys;
} Block;

static void
key_free (gpointer data)
{
  RcOpenpgpKey *self = data;

  rc_public_key_unref (self->key);
  g_free (self->fingerprint);
  g_free (self);
}

/* --- Key packets --- */

static RcPublicKey *
read_rsa (RcOpenpgpReader *reader)
{
  RcOpenpgpReader modulus, exponent;

  if (!rc_openpgp_read_integer (reader, &modulus) || !rc_openpgp_read_integer (reader, &exponent) || reader->length != 0)
    return NULL;
  return rc_public_key_new_rsa (modulus.bytes, modulus.length, exponent.bytes, exponent.length);
}

static RcPublicKey *
read_ed25519 (RcOpenpgpReader *reader)
{
  guint8 point[ED25519_POINT_BYTES];
  RcOpenpgpReader identifier;
  guint32 length;

  if (!rc_openpgp_read_number (reader, 1, &length) || length != sizeof ed25519_identifier
      || !rc_openpgp_read_bytes (reader, length, &identifier) || memcmp (identifier.bytes, ed25519_identifier, length) != 0
      || !rc_openpgp_put_integer (reader, point, sizeof point) || point[0] != 0x40 || reader->length != 0)
    return NULL;
  return rc_public_key_new_ed25519 (point + 1);
}

static void
add_prefix (GByteArray *bytes,
            const Part *part)
{
  guint8 prefix[3] = { 0x99, (guint8) (part->length >> 8), (guint8) part->length };

  g_byte_array_append (bytes, prefix, sizeof prefix);
  g_byte_array_append (bytes, part->body, (guint) part->length);
}

/* RFC 4880 section 12.2. */
static char *
make_fingerprint (const Part *part)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *hex = NULL;
  guint8 digest[RC_HASH_MAX_BYTES];

  add_prefix (bytes, part);
  rc_hash_compute (RC_HASH_SHA1, bytes->data, bytes->len, digest);
  hex = rc_bytes_dup_hex (digest, FINGERPRINT_BYTES);
  return g_ascii_strup (hex, -1);
}

static void
part_read (Part                  *self,
           const RcOpenpgpPacket *packet)
{
  RcOpenpgpReader reader = { packet->body, packet->length };
  guint32 version, created, algorithm;
  RcPublicKey *key = NULL;

  memset (self, 0, sizeof *self);
  self->body = packet->body;
  self->length = packet->length;
  self->newest_us = RC_TIME_NONE;
  if (packet->length > G_MAXUINT16 || !rc_openpgp_read_number (&reader, 1, &version) || version != 4
      || !rc_openpgp_read_number (&reader, 4, &created) || !rc_openpgp_read_number (&reader, 1, &algorithm))
    return;
  if (algorithm == RC_OPENPGP_RSA || algorithm == RC_OPENPGP_RSA_SIGN_ONLY)
    key = read_rsa (&reader);
  else if (algorithm == RC_OPENPGP_EDDSA)
    key = read_ed25519 (&reader);
  if (key == NULL)
    return;

  self->result = g_new0 (RcOpenpgpKey, 1);
  self->result->key = key;
  self->result->fingerprint = make_fingerprint (self);
  self->result->created_us = (gint64) created * G_USEC_PER_SEC;
  self->result->to_us = RC_TIME_NONE;
  self->result->revoked_us = RC_TIME_NONE;
}

static void
part_clear (Part *self)
{
  g_clear_pointer (&self->result, key_free);
}

/* --- Signatures over keys --- */

static gboolean
fits_over (const RcOpenpgpSignature *signature,
           const RcPublicKey        *key,
           GByteArray               *message)
{
  g_autoptr (GBytes) suffix = NULL;
  g_autoptr (GByteArray) whole = NULL;
  guint8 digest[RC_HASH_MAX_BYTES];

  if (signature->version != 4 || signature->bytes == NULL || signature->hash == RC_HASH_NONE || signature->asks_unknown)
    return FALSE;

  suffix = rc_openpgp_signature_make_suffix (signature);
  whole = g_byte_array_new ();
  g_byte_array_append (whole, message->data, message->len);
  g_byte_array_append (whole, g_bytes_get_data (suffix, NULL), (guint) g_bytes_get_size (suffix));
  rc_hash_compute (signature->hash, whole->data, whole->len, digest);
  return rc_openpgp_signature_fits (signature, key, digest);
}

static gboolean
fits_over_keys (const Block              *block,
                const RcOpenpgpSignature *signature,
                const RcPublicKey        *key,
                gboolean                  with_subkey)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();

  add_prefix (message, &block->primary);
  if (with_subkey)
    add_prefix (message, &block->subkey);
  return fits_over (signature, key, message);
}

static gboolean
fits_over_user (const Block              *block,
                const RcOpenpgpSignature *signature)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();
  guint32 length = GUINT32_TO_BE ((guint32) block->user.length);
  guint8 mark = block->user.tag == RC_OPENPGP_USER_ID ? 0xb4 : 0xd1;

  add_prefix (message, &block->primary);
  g_byte_array_append (message, &mark, 1);
  g_byte_array_append (message, (const guint8 *) &length, sizeof length);
  g_byte_array_append (message, block->user.body, (guint) block->user.length);
  return fits_over (signature, block->primary.result->key, message);
}

/* What the newest of such signatures says counts. */
static void
take_use (Part                     *part,
          const RcOpenpgpSignature *signature,
          gboolean                  may_sign)
{
  if (part->newest_us != RC_TIME_NONE && (signature->created_us == RC_TIME_NONE || signature->created_us < part->newest_us))
    return;

  part->newest_us = signature->created_us;
  part->may_sign = may_sign;
  part->result->to_us = signature->key_expires_after == 0 ? RC_TIME_NONE
                        : part->result->created_us + (gint64) signature->key_expires_after * G_USEC_PER_SEC;
}

static void
take_revocation (Part                     *part,
                 const RcOpenpgpSignature *signature)
{
  gint64 from_us = signature->is_hard_revocation || signature->created_us == RC_TIME_NONE ? part->result->created_us
                   : signature->created_us;

  if (part->result->revoked_us == RC_TIME_NONE || from_us < part->result->revoked_us)
    part->result->revoked_us = from_us;
}

/* A subkey that signs must have signed its primary key, else a stranger's key could be bound as one's own (RFC 4880 section 5.2.1). */
static gboolean
is_bound_back (const Block              *block,
               const RcOpenpgpSignature *binding)
{
  g_autoptr (RcOpenpgpSignature) back = NULL;
  gsize length = 0;
  const guint8 *body = binding->embedded != NULL ? g_bytes_get_data (binding->embedded, &length) : NULL;

  back = body != NULL ? rc_openpgp_signature_read (body, length) : NULL;
  return back != NULL && back->type == RC_OPENPGP_BINDS_PRIMARY
         && fits_over_keys (block, back, block->subkey.result->key, TRUE);
}

static void
take_subkey_signature (Block                    *block,
                       const RcOpenpgpSignature *signature)
{
  const RcPublicKey *key = block->primary.result->key;

  if (block->subkey.result == NULL || !fits_over_keys (block, signature, key, TRUE))
    return;
  if (signature->type == RC_OPENPGP_REVOKES_SUBKEY)
    take_revocation (&block->subkey, signature);
  else if (signature->type == RC_OPENPGP_BINDS_SUBKEY)
    take_use (&block->subkey, signature, signature->key_flags >= 0 && (signature->key_flags & RC_OPENPGP_MAY_SIGN) != 0
                                         && is_bound_back (block, signature));
}

static void
take_primary_signature (Block                    *block,
                        const RcOpenpgpSignature *signature)
{
  const RcPublicKey *key = block->primary.result->key;
  gboolean may_sign = signature->key_flags < 0 || (signature->key_flags & RC_OPENPGP_MAY_SIGN) != 0;
  gboolean is_certificate = signature->type >= RC_OPENPGP_CERTIFIES_FIRST && signature->type <= RC_OPENPGP_CERTIFIES_LAST;

  if (signature->type == RC_OPENPGP_REVOKES_KEY && fits_over_keys (block, signature, key, FALSE))
    take_revocation (&block->primary, signature);
  else if ((signature->type == RC_OPENPGP_OVER_KEY && fits_over_keys (block, signature, key, FALSE))
           || (is_certificate && block->has_user && fits_over_user (block, signature)))
    take_use (&block->primary, signature, may_sign);
}

/* --- The block --- */

/* A primary key without any readable signature of its own may sign: the auditor accepts it as it is. */
static void
finish_part (Block    *block,
             Part     *part,
             gboolean  is_primary)
{
  gboolean may_sign = part->may_sign || (is_primary && part->newest_us == RC_TIME_NONE);

  if (part->result != NULL && may_sign)
    g_ptr_array_add (block->keys, g_steal_pointer (&part->result));
  part_clear (part);
}

/* What revokes the primary key revokes what it bound. */
static void
finish_subkey (Block *block)
{
  const RcOpenpgpKey *primary = block->primary.result;
  RcOpenpgpKey *subkey = block->subkey.result;

  if (!block->has_subkey)
    return;
  if (subkey != NULL && primary != NULL && primary->revoked_us != RC_TIME_NONE
      && (subkey->revoked_us == RC_TIME_NONE || primary->revoked_us < subkey->revoked_us))
    subkey->revoked_us = MAX (primary->revoked_us, subkey->created_us);
  if (subkey != NULL && primary != NULL && primary->to_us != RC_TIME_NONE)
    subkey->to_us = subkey->to_us == RC_TIME_NONE ? primary->to_us : MIN (subkey->to_us, primary->to_us);
  finish_part (block, &block->subkey, FALSE);
  block->has_subkey = FALSE;
}

static void
finish_block (Block *block)
{
  finish_subkey (block);
  finish_part (block, &block->primary, TRUE);
  block->has_user = FALSE;
}

static void
take_signature (Block                 *block,
                const RcOpenpgpPacket *packet)
{
  g_autoptr (RcOpenpgpSignature) signature = rc_openpgp_signature_read (packet->body, packet->length);

  if (signature == NULL || block->primary.result == NULL)
    return;
  if (block->has_subkey)
    take_subkey_signature (block, signature);
  else
    take_primary_signature (block, signature);
}

/* %FALSE: no packet of a public key block. */
static gboolean
take_packet (Block                 *block,
             const RcOpenpgpPacket *packet,
             gboolean               is_first)
{
  if (is_first && packet->tag != RC_OPENPGP_PUBLIC_KEY)
    return FALSE;

  switch (packet->tag)
    {
    case RC_OPENPGP_PUBLIC_KEY:
      finish_block (block);
      part_read (&block->primary, packet);
      return TRUE;
    case RC_OPENPGP_PUBLIC_SUBKEY:
      finish_subkey (block);
      part_read (&block->subkey, packet);
      block->has_subkey = TRUE;
      return TRUE;
    case RC_OPENPGP_USER_ID:
    case RC_OPENPGP_USER_ATTRIBUTE:
      block->user = *packet;
      block->has_user = TRUE;
      return TRUE;
    case RC_OPENPGP_SIGNATURE:
      take_signature (block, packet);
      return TRUE;
    case RC_OPENPGP_SECRET_KEY:
    case RC_OPENPGP_SECRET_SUBKEY:
      return FALSE;
    default:
      return TRUE;
    }
}

/**
 * rc_openpgp_keys_read:
 * @bytes: tainted
 *
 * Returns: (transfer full) (nullable): the keys that may sign, possibly none; %NULL where it is something else
 */
GPtrArray *
rc_openpgp_keys_read (const guint8 *bytes,
                      gsize         length)
{
  RcOpenpgpReader reader = { bytes, length };
  Block block = { .keys = g_ptr_array_new_with_free_func (key_free) };
  gboolean is_read = length > 0;
  guint n_packets = 0;

  while (is_read && reader.length > 0)
    {
      RcOpenpgpPacket packet;

      is_read = n_packets < RC_LIMIT_OPENPGP_PACKETS && rc_openpgp_read_packet (&reader, &packet)
                && take_packet (&block, &packet, n_packets == 0);
      n_packets++;
    }
  finish_block (&block);
  if (!is_read)
    g_clear_pointer (&block.keys, g_ptr_array_unref);
  return block.keys;
}
