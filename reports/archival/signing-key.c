/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/signing-key.h"

#include "core/crypto-library.h"
#include "core/timestamp.h"
#include "core/words.h"
#include "reports/archival/key-file.h"

#include <openssl/cms.h>
#include <openssl/err.h>

struct _RcSigningKey
{
  RcKeyFile *file;
};

void
rc_signing_key_free (RcSigningKey *self)
{
  if (self == NULL)
    return;

  rc_key_file_free (self->file);
  g_free (self);
}

RcCertificate *
rc_signing_key_get_certificate (const RcSigningKey *self)
{
  return self->file->certificate;
}

static gboolean
refuse (GError     **error,
        const char  *words)
{
  ERR_clear_error ();
  g_set_error_literal (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_SIGNATURE, words);
  return FALSE;
}

/* --- Whether it can be used --- */

static gboolean
check_time (const RcCertificate *certificate,
            gint64               at_us,
            GError             **error)
{
  g_autofree char *fault = rc_certificate_dup_time_fault (certificate, at_us);

  return fault == NULL || refuse (error, fault);
}

static gboolean
check_use (const RcCertificate  *certificate,
           GError              **error)
{
  RcPublicKey *key = rc_certificate_get_key (certificate);

  if (key == NULL || rc_public_key_get_type (key) == RC_KEY_ED25519 || rc_public_key_get_type (key) == RC_KEY_ED448)
    return refuse (error, _("Readers of PDF do not know keys of this type: RSA or an elliptic curve of NIST is needed."));
  if (rc_public_key_is_weak (key))
    return refuse (error, _("The key is too weak to sign with: RSA needs 2048 bits at least."));
  if (!rc_certificate_allows (certificate, RC_KEY_USAGE_DIGITAL_SIGNATURE) && !rc_certificate_allows (certificate, RC_KEY_USAGE_NON_REPUDIATION))
    return refuse (error, _("The certificate says that its key is not for signatures."));
  return TRUE;
}

RcSigningKey *
rc_signing_key_open (GBytes      *file,
                     const char  *passphrase,
                     gint64       at_us,
                     GError     **error)
{
  g_autoptr (RcSigningKey) self = g_new0 (RcSigningKey, 1);

  self->file = rc_key_file_open (file, passphrase, error);
  if (self->file == NULL || !check_time (self->file->certificate, at_us, error) || !check_use (self->file->certificate, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- Signing --- */

/* The time of the clock would be put in where none is given. */
static gboolean
put_time (CMS_SignerInfo *signer,
          gint64          at_us)
{
  ASN1_TIME *time = ASN1_TIME_set (NULL, (time_t) (at_us / G_USEC_PER_SEC));
  gboolean put = time != NULL && CMS_signed_add1_attr_by_NID (signer, NID_pkcs9_signingTime, time->type, time, -1) == 1;

  ASN1_TIME_free (time);
  return put;
}

static gboolean
add_others (const RcSigningKey *self,
            CMS_ContentInfo    *cms)
{
  for (int i = 0; i < sk_X509_num (self->file->others); i++)
    if (CMS_add1_cert (cms, sk_X509_value (self->file->others, i)) != 1)
      return FALSE;
  return TRUE;
}

static gboolean
fill (const RcSigningKey *self,
      CMS_ContentInfo    *cms,
      const void         *bytes,
      gsize               length,
      gint64              at_us)
{
  const guint flags = CMS_BINARY | CMS_DETACHED;
  BIO *content = BIO_new_mem_buf (bytes, (int) length);
  CMS_SignerInfo *signer = CMS_add1_signer (cms, rc_certificate_peek (self->file->certificate), self->file->key, EVP_sha256 (),
                                            flags | CMS_CADES | CMS_NOSMIMECAP);
  gboolean filled = content != NULL && signer != NULL && put_time (signer, at_us) && add_others (self, cms)
                    && CMS_final (cms, content, NULL, flags) == 1;

  BIO_free (content);
  return filled;
}

GBytes *
rc_signing_key_sign (const RcSigningKey  *self,
                     const void          *bytes,
                     gsize                length,
                     gint64               at_us,
                     GError             **error)
{
  CMS_ContentInfo *cms = CMS_sign_ex (NULL, NULL, NULL, NULL, CMS_BINARY | CMS_DETACHED | CMS_PARTIAL, rc_crypto_library (), RC_CRYPTO_PROPERTIES);
  guchar *der = NULL;
  int der_length = 0;
  GBytes *signature = NULL;

  if (cms != NULL && length <= G_MAXINT && fill (self, cms, bytes, length, at_us))
    der_length = i2d_CMS_ContentInfo (cms, &der);
  if (der_length > 0)
    signature = g_bytes_new (der, (gsize) der_length);
  else
    refuse (error, _("The key does not sign."));
  OPENSSL_free (der);
  CMS_ContentInfo_free (cms);
  ERR_clear_error ();
  return signature;
}
