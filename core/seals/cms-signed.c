/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cms-signed.h"

#include <string.h>

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/x509.h>

#include "core/bounds.h"
#include "core/crypto-library.h"
#include "core/der.h"
#include "core/timestamp.h"

/* A certificate as ESSCertID and ESSCertIDv2 name it: by a digest over all of it (RFC 2634 section 5.4.1, RFC 5035 section 4). */
typedef struct
{
  RcHash hash;
  guint8 digest[RC_HASH_MAX_BYTES];
} NamedCertificate;

struct _RcCmsSigned
{
  CMS_ContentInfo  *cms;
  CMS_SignerInfo   *signer;          /* of @cms */
  GBytes           *content;         /* (nullable) */
  char              content_type[64];
  RcHash            hash;
  GPtrArray        *certificates;
  NamedCertificate  named[2];
  guint             n_named;
  gint64            claimed_us;
};

static const struct
{
  int    nid;
  RcHash hash;
} hashes[] = {
  { NID_sha1, RC_HASH_SHA1 },
  { NID_sha256, RC_HASH_SHA256 },
  { NID_sha384, RC_HASH_SHA384 },
  { NID_sha512, RC_HASH_SHA512 },
};

static RcHash
hash_of_nid (int nid)
{
  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    if (hashes[i].nid == nid)
      return hashes[i].hash;
  return RC_HASH_NONE;
}

void
rc_cms_signed_free (RcCmsSigned *self)
{
  if (self == NULL)
    return;

  CMS_ContentInfo_free (self->cms);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  g_free (self);
}

/* --- Reading --- */

static const ASN1_STRING *
get_attribute (const RcCmsSigned *self,
               int                nid,
               int                type)
{
  /* -3: there once, with one value. */
  return CMS_signed_get0_data_by_OBJ (self->signer, OBJ_nid2obj (nid), -3, type);
}

static gboolean
has_attribute (const RcCmsSigned *self,
               int                nid)
{
  return CMS_signed_get_attr_by_NID (self->signer, nid, -1) >= 0;
}

static RcHash
read_hash (RcDer *algorithm)
{
  RcDer oid;
  ASN1_OBJECT *object;
  const guchar *whole = algorithm->at;
  RcHash hash;

  if (!rc_der_take (algorithm, RC_DER_OID, &oid))
    return RC_HASH_NONE;

  object = d2i_ASN1_OBJECT (NULL, &whole, (long) (oid.end - whole));
  hash = object != NULL ? hash_of_nid (OBJ_obj2nid (object)) : RC_HASH_NONE;
  ASN1_OBJECT_free (object);
  return hash;
}

/* The first of the list is the signer's own. */
static gboolean
read_named (const ASN1_STRING *attribute,
            RcHash             usual,
            NamedCertificate  *out_named)
{
  RcDer whole = rc_der_new (ASN1_STRING_get0_data (attribute), (gsize) ASN1_STRING_length (attribute));
  RcDer list;
  RcDer ids;
  RcDer id;
  RcDer algorithm;
  RcDer digest;

  out_named->hash = usual;
  if (!rc_der_take (&whole, RC_DER_SEQUENCE, &list) || !rc_der_take (&list, RC_DER_SEQUENCE, &ids)
      || !rc_der_take (&ids, RC_DER_SEQUENCE, &id))
    return FALSE;
  if (rc_der_take (&id, RC_DER_SEQUENCE, &algorithm))
    out_named->hash = read_hash (&algorithm);
  if (!rc_der_take (&id, RC_DER_OCTET_STRING, &digest) || out_named->hash == RC_HASH_NONE
      || rc_der_left (&digest) != rc_hash_get_length (out_named->hash))
    return FALSE;

  memcpy (out_named->digest, digest.at, rc_der_left (&digest));
  return TRUE;
}

/* Both forms may be there: then both must fit. */
static gboolean
read_all_named (RcCmsSigned *self)
{
  static const struct { int nid; RcHash usual; } forms[] = {
    { NID_id_smime_aa_signingCertificate, RC_HASH_SHA1 },
    { NID_id_smime_aa_signingCertificateV2, RC_HASH_SHA256 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      const ASN1_STRING *attribute;

      if (!has_attribute (self, forms[i].nid))
        continue;
      attribute = get_attribute (self, forms[i].nid, V_ASN1_SEQUENCE);
      if (attribute == NULL || !read_named (attribute, forms[i].usual, &self->named[self->n_named]))
        return FALSE;
      self->n_named++;
    }
  return TRUE;
}

static void
read_certificates (RcCmsSigned *self)
{
  STACK_OF (X509) *stack = CMS_get1_certs (self->cms);

  self->certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_certificate_unref);
  for (int i = 0; i < sk_X509_num (stack) && self->certificates->len < RC_LIMIT_CERTIFICATES; i++)
    {
      guchar *der = NULL;
      int length = i2d_X509 (sk_X509_value (stack, i), &der);
      /* Read again: those of a CMS belong to no library context. */
      RcCertificate *certificate = length > 0 ? rc_certificate_new_der (der, (gsize) length) : NULL;

      OPENSSL_free (der);
      if (certificate != NULL)
        g_ptr_array_add (self->certificates, certificate);
    }
  sk_X509_pop_free (stack, X509_free);
}

static gint64
read_claimed_time (const RcCmsSigned *self)
{
  const ASN1_STRING *time = get_attribute (self, NID_pkcs9_signingTime, V_ASN1_UTCTIME);
  struct tm parts = { 0 };

  if (time == NULL)
    time = get_attribute (self, NID_pkcs9_signingTime, V_ASN1_GENERALIZEDTIME);
  return time != NULL && ASN1_TIME_to_tm (time, &parts) == 1 ? (gint64) timegm (&parts) * G_USEC_PER_SEC : RC_TIME_NONE;
}

/* What RFC 5652 section 5.3 asks of signed attributes. */
static const char *
find_attribute_fault (RcCmsSigned *self)
{
  const ASN1_OBJECT *type;

  if (CMS_signed_get_attr_count (self->signer) <= 0)
    return RC_CMS_PLAIN;
  type = CMS_signed_get0_data_by_OBJ (self->signer, OBJ_nid2obj (NID_pkcs9_contentType), -3, V_ASN1_OBJECT);
  if (type == NULL || OBJ_cmp (type, CMS_get0_eContentType (self->cms)) != 0)
    return "what it signs is not said to be what it holds";
  if (get_attribute (self, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING) == NULL)
    return "it does not hold the digest of what is signed exactly once";
  if (!read_all_named (self))
    return "it does not say in a known way which certificate its signer means";
  return NULL;
}

static const char *
fill (RcCmsSigned *self)
{
  STACK_OF (CMS_SignerInfo) *signers = CMS_get0_SignerInfos (self->cms);
  ASN1_OCTET_STRING **content = CMS_get0_content (self->cms);
  X509_ALGOR *digest = NULL;
  const char *fault;

  if (signers == NULL || sk_CMS_SignerInfo_num (signers) != 1)
    return sk_CMS_SignerInfo_num (signers) > 1 ? RC_CMS_SEVERAL : RC_CMS_NOBODY;

  self->signer = sk_CMS_SignerInfo_value (signers, 0);
  fault = find_attribute_fault (self);
  if (fault != NULL)
    return fault;

  if (content != NULL && *content != NULL)
    self->content = g_bytes_new (ASN1_STRING_get0_data (*content), (gsize) ASN1_STRING_length (*content));
  if (OBJ_obj2txt (self->content_type, sizeof self->content_type, CMS_get0_eContentType (self->cms), 1) <= 0)
    return "the kind of its content cannot be read";

  CMS_SignerInfo_get0_algs (self->signer, NULL, NULL, &digest, NULL);
  self->hash = hash_of_nid (OBJ_obj2nid (digest->algorithm));
  self->claimed_us = read_claimed_time (self);
  read_certificates (self);
  return NULL;
}

/**
 * rc_cms_signed_parse:
 * @bytes: tainted: DER, see rc_cms_decode()
 *
 * Returns: (transfer full) (nullable): %NULL with @out_fault
 */
RcCmsSigned *
rc_cms_signed_parse (const void  *bytes,
                     gsize        length,
                     const char **out_fault)
{
  g_autoptr (RcCmsSigned) self = g_new0 (RcCmsSigned, 1);
  const guchar *cursor = bytes;

  *out_fault = NULL;
  self->cms = CMS_ContentInfo_new_ex (rc_crypto_library (), RC_CRYPTO_PROPERTIES);
  if (length == 0 || length > RC_LIMIT_SEAL_FILE_BYTES)
    *out_fault = "it is too large";
  else if (d2i_CMS_ContentInfo (&self->cms, &cursor, (long) length) == NULL)
    *out_fault = "it cannot be read as such to its end";
  else if (cursor != (const guchar *) bytes + length)
    *out_fault = "more bytes follow behind its end";
  else if (OBJ_obj2nid (CMS_get0_type (self->cms)) != NID_pkcs7_signed)
    *out_fault = "it holds no signature";
  else
    *out_fault = fill (self);

  ERR_clear_error ();
  return *out_fault == NULL ? g_steal_pointer (&self) : NULL;
}

/* --- What it says --- */

const char *
rc_cms_signed_get_content_type (const RcCmsSigned *self)
{
  return self->content_type;
}

GBytes *
rc_cms_signed_get_content (const RcCmsSigned *self)
{
  return self->content;
}

RcHash
rc_cms_signed_get_hash (const RcCmsSigned *self)
{
  return self->hash;
}

GPtrArray *
rc_cms_signed_get_certificates (const RcCmsSigned *self)
{
  return self->certificates;
}

gint64
rc_cms_signed_get_claimed_us (const RcCmsSigned *self)
{
  return self->claimed_us;
}

gboolean
rc_cms_signed_names_certificate (const RcCmsSigned *self)
{
  return self->n_named > 0;
}

gboolean
rc_cms_signed_has_digest (const RcCmsSigned *self,
                          const void        *digest,
                          gsize              length)
{
  const ASN1_STRING *stated = get_attribute (self, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING);

  return (gsize) ASN1_STRING_length (stated) == length && memcmp (ASN1_STRING_get0_data (stated), digest, length) == 0;
}

GBytes *
rc_cms_signed_dup_digest (const RcCmsSigned *self)
{
  const ASN1_STRING *stated = get_attribute (self, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING);

  return g_bytes_new (ASN1_STRING_get0_data (stated), (gsize) ASN1_STRING_length (stated));
}

/* --- Its signer --- */

static gboolean
is_named (const RcCmsSigned   *self,
          const RcCertificate *certificate)
{
  GBytes *der = rc_certificate_get_der (certificate);
  guint8 digest[RC_HASH_MAX_BYTES];

  for (guint i = 0; i < self->n_named; i++)
    {
      rc_hash_compute (self->named[i].hash, g_bytes_get_data (der, NULL), g_bytes_get_size (der), digest);
      if (memcmp (digest, self->named[i].digest, rc_hash_get_length (self->named[i].hash)) != 0)
        return FALSE;
    }
  return TRUE;
}

/* By what the signature says of its certificate, never by the order in which certificates stand, nor by their names. */
static RcCertificate *
find_signer (const RcCmsSigned *self,
             GPtrArray         *certificates,
             gboolean           must_be_named)
{
  for (guint i = 0; certificates != NULL && i < certificates->len; i++)
    {
      RcCertificate *certificate = certificates->pdata[i];

      if (CMS_SignerInfo_cert_cmp (self->signer, rc_certificate_peek (certificate)) == 0
          && (!must_be_named || is_named (self, certificate)))
        return certificate;
    }
  return NULL;
}

/* A digest named beside the method of the signature that is not the one the content has: readers differ in which they use. */
static gboolean
digests_agree (const RcCmsSigned *self)
{
  X509_ALGOR *signature = NULL;
  int digest = NID_undef;

  CMS_SignerInfo_get0_algs (self->signer, NULL, NULL, NULL, &signature);
  return OBJ_find_sigid_algs (OBJ_obj2nid (signature->algorithm), &digest, NULL) != 1 || digest == NID_undef
         || hash_of_nid (digest) == self->hash;
}

static RcVerdict
unverifiable (const char  *reason,
              const char  *detail,
              const char **out_reason,
              char       **out_detail)
{
  *out_reason = reason;
  *out_detail = g_strdup (detail);
  return RC_VERDICT_UNVERIFIABLE;
}

static RcVerdict
verify_with (RcCmsSigned   *self,
             RcCertificate *signer,
             const char   **out_reason,
             char         **out_detail)
{
  RcPublicKey *key = rc_certificate_get_key (signer);
  gboolean fits;

  if (self->hash == RC_HASH_NONE || key == NULL || rc_public_key_get_type (key) == RC_KEY_ED25519
      || rc_public_key_get_type (key) == RC_KEY_ED448)
    return unverifiable ("algorithm-unsupported", "It is signed by a method that is not known here", out_reason, out_detail);

  CMS_SignerInfo_set1_signer_cert (self->signer, rc_certificate_peek (signer));
  fits = CMS_SignerInfo_verify (self->signer) == 1;
  ERR_clear_error ();
  if (!fits && !digests_agree (self))
    return unverifiable ("algorithm-unsupported", "It names two digests that contradict each other", out_reason, out_detail);
  if (!fits)
    {
      *out_reason = "signature";
      *out_detail = g_strdup_printf ("The signature does not fit the certificate “%s”", rc_certificate_get_subject (signer));
      return RC_VERDICT_INVALID;
    }
  if (self->hash != RC_HASH_SHA1 && !rc_public_key_is_weak (key))
    return RC_VERDICT_VALID;

  *out_reason = "algorithm";
  *out_detail = g_strdup ("It is signed with a digest or key that is too weak to rely on");
  return RC_VERDICT_WEAK;
}

/**
 * rc_cms_signed_verify:
 * @help: (nullable) (element-type RcCertificate): where the signer's certificate may stand beside those that came along
 * @out_signer: (out) (transfer none) (nullable): owned by @self or @help
 * @out_reason: (out) (transfer none) (nullable)
 * @out_detail: (out) (transfer full) (nullable): one sentence without its full stop
 *
 * Says nothing about whether the signer can be trusted, nor whether the digest that was signed is that of the content.
 *
 * Returns: VALID where the attributes are signed by the certificate that they name; INVALID; WEAK; UNVERIFIABLE(key-missing,
 *   algorithm-unsupported)
 */
RcVerdict
rc_cms_signed_verify (RcCmsSigned    *self,
                      GPtrArray      *help,
                      RcCertificate **out_signer,
                      const char    **out_reason,
                      char          **out_detail)
{
  RcCertificate *signer = find_signer (self, self->certificates, TRUE);

  *out_reason = NULL;
  *out_detail = NULL;
  if (signer == NULL)
    signer = find_signer (self, help, TRUE);
  *out_signer = signer;
  if (signer != NULL)
    return verify_with (self, signer, out_reason, out_detail);

  signer = find_signer (self, self->certificates, FALSE);
  if (signer == NULL)
    return unverifiable ("key-missing", "The certificate of its signer is neither in it nor among the accepted ones", out_reason,
                         out_detail);

  *out_reason = "identity";
  *out_detail = g_strdup_printf ("The certificate “%s” in it is not the one that its signer meant", rc_certificate_get_subject (signer));
  return RC_VERDICT_INVALID;
}
