/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "digest.h"

G_BEGIN_DECLS

struct evp_pkey_st;

/**
 * RcPublicKey:
 *
 * A public key that can be asked whether a signature is its own; immutable, counted. Every Ed25519 goes through libsodium, which
 * refuses points of small order and spellings that are not canonical; everything else goes through libcrypto (integrity.md section 4).
 */
typedef struct _RcPublicKey RcPublicKey;

typedef enum
{
  RC_KEY_ED25519,
  RC_KEY_ED448,
  RC_KEY_EC_P256,
  RC_KEY_EC_P384,
  RC_KEY_EC_P521,
  RC_KEY_RSA,
  RC_KEY_DSA,                /* of old documents; weak, whatever its size (FIPS 186-5 section 1) */
} RcKeyType;

typedef enum
{
  RC_HASH_NONE,      /* Ed25519 and Ed448 sign the message itself */
  RC_HASH_SHA1,
  RC_HASH_SHA256,
  RC_HASH_SHA384,
  RC_HASH_SHA512,
} RcHash;

#define RC_HASH_MAX_BYTES 64
#define RC_STRONG_RSA_BITS 2048u

/* How a signature is written, which the mechanism decides, never the signature. */
typedef enum
{
  RC_SIGNATURE_EDDSA,
  RC_SIGNATURE_ECDSA_DER,   /* X.509, Sigstore, cosign, OMS, RFC 6962 */
  RC_SIGNATURE_ECDSA_RAW,   /* r and s of fixed length one behind the other: JWS, COSE */
  RC_SIGNATURE_DSA_RAW,     /* the same for DSA: XML-DSig */
  RC_SIGNATURE_RSA_PKCS1,
  RC_SIGNATURE_RSA_PSS,     /* mask and salt with the same hash, the salt as long as it: JWS, COSE */
} RcSignatureForm;

typedef enum
{
  RC_SIGNATURE_FITS,
  RC_SIGNATURE_DOES_NOT_FIT,
  RC_SIGNATURE_MALFORMED,   /* not of the length or the encoding that its form asks of a key on this curve */
  RC_SIGNATURE_OTHER_KEY,   /* a key of this type makes no signatures of that form */
} RcSignatureFit;

RcPublicKey    *rc_public_key_new_ed25519   (const guint8       key[32]);
/* SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7), the whole of @bytes. */
RcPublicKey    *rc_public_key_new_spki      (const void        *bytes,
                                             gsize              length);
/* "PUBLIC KEY" or "RSA PUBLIC KEY"; the only thing in @text. */
RcPublicKey    *rc_public_key_new_pem       (const char        *text,
                                             gsize              length);
/* RSAPublicKey (RFC 8017 appendix A.1.1). */
RcPublicKey    *rc_public_key_new_pkcs1     (const void        *bytes,
                                             gsize              length);
/* Unsigned, big-endian. */
RcPublicKey    *rc_public_key_new_rsa       (const guint8      *modulus,
                                             gsize              modulus_length,
                                             const guint8      *exponent,
                                             gsize              exponent_length);
/* @point: SEC 1 uncompressed or compressed. */
RcPublicKey    *rc_public_key_new_ec        (RcKeyType          type,
                                             const guint8      *point,
                                             gsize              length);
RcPublicKey    *rc_public_key_new_ed448     (const guint8       key[57]);
/* Takes a reference. */
RcPublicKey    *rc_public_key_new_evp       (struct evp_pkey_st *key);
RcPublicKey    *rc_public_key_ref           (RcPublicKey       *self);
void            rc_public_key_unref         (RcPublicKey       *self);
RcKeyType       rc_public_key_get_type      (const RcPublicKey *self);
guint           rc_public_key_get_bits      (const RcPublicKey *self);
/* "Ed25519", "ECDSA P-256", "RSA 2048"; (transfer full). */
char           *rc_public_key_dup_title     (const RcPublicKey *self);
/* The 32 bytes; NULL: a key of another type. */
const guint8   *rc_public_key_peek_ed25519  (const RcPublicKey *self);
GBytes         *rc_public_key_get_spki      (const RcPublicKey *self);
/* SHA-256 over the SubjectPublicKeyInfo. */
void            rc_public_key_fingerprint   (const RcPublicKey *self,
                                             RcDigest          *out_fingerprint);
gboolean        rc_public_key_equal         (const RcPublicKey *a,
                                             const RcPublicKey *b);
/* TRUE: RSA under 2048 bits, or from a generator whose private keys can be computed: WEAK, not VALID. */
gboolean        rc_public_key_is_weak       (const RcPublicKey *self);
/* TRUE: RSA with another exponent than 65537: sound, but to be told (tamper-cases.md T20). */
gboolean        rc_public_key_is_unusual    (const RcPublicKey *self);
RcSignatureFit  rc_public_key_verify        (const RcPublicKey *self,
                                             RcSignatureForm    form,
                                             RcHash             hash,
                                             const void        *message,
                                             gsize              message_length,
                                             const void        *signature,
                                             gsize              signature_length);
/* The same over a digest already computed: ECDSA and RSA. */
RcSignatureFit  rc_public_key_verify_digest (const RcPublicKey *self,
                                             RcSignatureForm    form,
                                             RcHash             hash,
                                             const void        *digest,
                                             gsize              digest_length,
                                             const void        *signature,
                                             gsize              signature_length);
/* The form and hash that ecosystems of DER signatures (Sigstore, OMS, X.509) use for a key of this type. */
void            rc_public_key_default_form  (const RcPublicKey *self,
                                             RcSignatureForm   *out_form,
                                             RcHash            *out_hash);
gsize           rc_hash_get_length          (RcHash             hash);
const char     *rc_hash_get_name            (RcHash             hash);   /* "SHA256", as libcrypto names it */
void            rc_hash_compute             (RcHash             hash,
                                             const void        *bytes,
                                             gsize              length,
                                             guint8             out_digest[RC_HASH_MAX_BYTES]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcPublicKey, rc_public_key_unref)

G_END_DECLS
