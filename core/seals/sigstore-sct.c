/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/sigstore-sct.h"

#include <string.h>

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/x509.h>

#include "core/timestamp.h"

#define OID_SCT_LIST "1.3.6.1.4.1.11129.2.4.2"

/* Names of RFC 6962 section 3.2 and of TLS 1.2. */
#define SCT_VERSION_1 0
#define SIGNATURE_OF_CERTIFICATE 0
#define ENTRY_OF_PRECERTIFICATE 1
#define TLS_SHA256 4
#define TLS_RSA 1
#define TLS_ECDSA 3

/* --- A cursor that never goes beyond its end --- */

typedef struct
{
  const guint8 *at;
  gsize         left;
} Cursor;

static const guint8 *
take (Cursor *self,
      gsize   length)
{
  const guint8 *start = self->at;

  if (length > self->left)
    return NULL;
  self->at += length;
  self->left -= length;
  return start;
}

/* A vector of TLS with a length of two bytes. */
static gboolean
take_vector (Cursor *self,
             Cursor *out_content)
{
  const guint8 *size = take (self, 2);

  if (size == NULL)
    return FALSE;
  out_content->left = (gsize) size[0] << 8 | size[1];
  out_content->at = take (self, out_content->left);
  return out_content->at != NULL;
}

/* --- One time stamp --- */

typedef struct
{
  const guint8 *log_id;
  guint64       time_ms;
  const guint8 *time;
  Cursor        extensions;
  guint8        hash;
  guint8        method;
  Cursor        signature;
} Sct;

static gboolean
read_sct (Cursor  cursor,
          Sct    *out_sct)
{
  const guint8 *version = take (&cursor, 1);
  const guint8 *algorithm;

  out_sct->log_id = take (&cursor, RC_DIGEST_BYTES);
  out_sct->time = take (&cursor, 8);
  if (version == NULL || *version != SCT_VERSION_1 || out_sct->time == NULL || !take_vector (&cursor, &out_sct->extensions))
    return FALSE;

  memcpy (&out_sct->time_ms, out_sct->time, sizeof out_sct->time_ms);
  out_sct->time_ms = GUINT64_FROM_BE (out_sct->time_ms);
  algorithm = take (&cursor, 2);
  if (algorithm == NULL || !take_vector (&cursor, &out_sct->signature) || cursor.left > 0)
    return FALSE;

  out_sct->hash = algorithm[0];
  out_sct->method = algorithm[1];
  return TRUE;
}

/* --- What a log signed --- */

/* The certificate as it was before the time stamps were put into it. */
static GBytes *
dup_precertificate (const RcCertificate *certificate)
{
  X509 *copy = X509_dup (rc_certificate_peek (certificate));
  int place = copy != NULL ? X509_get_ext_by_NID (copy, NID_ct_precert_scts, -1) : -1;
  GBytes *bytes = NULL;
  guchar *der = NULL;
  int length;

  if (place >= 0)
    {
      X509_EXTENSION_free (X509_delete_ext (copy, place));
      length = i2d_re_X509_tbs (copy, &der);
      bytes = length > 0 ? g_bytes_new (der, (gsize) length) : NULL;
    }
  OPENSSL_free (der);
  X509_free (copy);
  ERR_clear_error ();
  return bytes;
}

static void
digest_issuer_key (const RcCertificate *issuer,
                   RcDigest            *out_digest)
{
  guchar *der = NULL;
  int length = i2d_X509_PUBKEY (X509_get_X509_PUBKEY (rc_certificate_peek (issuer)), &der);

  rc_digest_compute (der, length > 0 ? (gsize) length : 0, out_digest);
  OPENSSL_free (der);
}

static GByteArray *
compose (const Sct      *sct,
         const RcDigest *issuer_key,
         GBytes         *precertificate)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (precertificate, &length);
  const guint8 head[] = { SCT_VERSION_1, SIGNATURE_OF_CERTIFICATE };
  const guint8 type[] = { 0, ENTRY_OF_PRECERTIFICATE };
  const guint8 size[] = { (guint8) (length >> 16), (guint8) (length >> 8), (guint8) length };
  const guint8 extensions[] = { (guint8) (sct->extensions.left >> 8), (guint8) sct->extensions.left };
  GByteArray *message = g_byte_array_new ();

  g_byte_array_append (message, head, sizeof head);
  g_byte_array_append (message, sct->time, sizeof sct->time_ms);
  g_byte_array_append (message, type, sizeof type);
  g_byte_array_append (message, issuer_key->bytes, RC_DIGEST_BYTES);
  g_byte_array_append (message, size, sizeof size);
  g_byte_array_append (message, bytes, (guint) length);
  g_byte_array_append (message, extensions, sizeof extensions);
  g_byte_array_append (message, sct->extensions.at, (guint) sct->extensions.left);
  return message;
}

static gboolean
is_signed (const Sct         *sct,
           const RcPublicKey *key,
           const GByteArray  *message)
{
  gboolean is_rsa = rc_public_key_get_type (key) == RC_KEY_RSA;

  if (sct->hash != TLS_SHA256 || sct->method != (is_rsa ? TLS_RSA : TLS_ECDSA))
    return FALSE;
  return rc_public_key_verify (key, is_rsa ? RC_SIGNATURE_RSA_PKCS1 : RC_SIGNATURE_ECDSA_DER, RC_HASH_SHA256, message->data, message->len,
                               sct->signature.at, sct->signature.left) == RC_SIGNATURE_FITS;
}

static RcSctFit
check_sct (const Sct      *sct,
           GPtrArray      *logs,
           const RcDigest *issuer_key,
           GBytes         *precertificate,
           gint64         *out_time_us)
{
  const RcSigstoreLog *log = rc_sigstore_root_find_log (logs, sct->log_id, RC_DIGEST_BYTES);
  g_autoptr (GByteArray) message = NULL;

  if (log == NULL || log->key == NULL)
    return RC_SCT_UNKNOWN_LOG;
  if (sct->time_ms > (guint64) G_MAXINT64 / 1000)
    return RC_SCT_MALFORMED;

  message = compose (sct, issuer_key, precertificate);
  if (!is_signed (sct, log->key, message))
    return RC_SCT_FAILS;

  *out_time_us = (gint64) sct->time_ms * 1000;
  return rc_sigstore_validity_holds (&log->validity, *out_time_us) ? RC_SCT_FITS : RC_SCT_OUTSIDE;
}

/* --- All of a certificate --- */

/* The extension wraps the list in an octet string of its own. */
static GBytes *
unwrap (GBytes *extension)
{
  gsize length = 0;
  const guchar *cursor = g_bytes_get_data (extension, &length);
  const guchar *end = cursor + length;
  ASN1_OCTET_STRING *string = d2i_ASN1_OCTET_STRING (NULL, &cursor, (long) length);
  GBytes *content = NULL;

  if (string != NULL && cursor == end)
    content = g_bytes_new (ASN1_STRING_get0_data (string), (gsize) ASN1_STRING_length (string));
  ASN1_OCTET_STRING_free (string);
  ERR_clear_error ();
  return content;
}

static RcSctFit
check_list (Cursor          list,
            GPtrArray      *logs,
            const RcDigest *issuer_key,
            GBytes         *precertificate,
            gint64         *out_time_us)
{
  RcSctFit best = RC_SCT_ABSENT;

  while (list.left > 0)
    {
      RcSctFit fit = RC_SCT_MALFORMED;
      gint64 time_us = RC_TIME_NONE;
      Cursor item;
      Sct sct;

      if (!take_vector (&list, &item))
        return RC_SCT_MALFORMED;
      if (read_sct (item, &sct))
        fit = check_sct (&sct, logs, issuer_key, precertificate, &time_us);
      /* One that an accepted log is made to say falsely is not made good by another. */
      if (fit == RC_SCT_FAILS)
        return fit;
      if (fit < best)
        {
          best = fit;
          *out_time_us = time_us;
        }
    }
  return best;
}

/**
 * rc_sct_check:
 *
 * Returns: whether a log of @logs promised to list @certificate (RFC 6962 section 3.2, entry of a precertificate)
 */
RcSctFit
rc_sct_check (const RcCertificate *certificate,
              const RcCertificate *issuer,
              GPtrArray           *logs,
              gint64              *out_time_us)
{
  g_autoptr (GBytes) extension = rc_certificate_get_extension (certificate, OID_SCT_LIST);
  g_autoptr (GBytes) content = extension != NULL ? unwrap (extension) : NULL;
  g_autoptr (GBytes) precertificate = NULL;
  RcDigest issuer_key;
  Cursor whole = { 0 };
  Cursor list;

  *out_time_us = RC_TIME_NONE;
  if (extension == NULL)
    return RC_SCT_ABSENT;
  if (content == NULL)
    return RC_SCT_MALFORMED;

  whole.at = g_bytes_get_data (content, &whole.left);
  precertificate = dup_precertificate (certificate);
  if (precertificate == NULL || !take_vector (&whole, &list) || whole.left > 0)
    return RC_SCT_MALFORMED;

  digest_issuer_key (issuer, &issuer_key);
  return check_list (list, logs, &issuer_key, precertificate, out_time_us);
}
