/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/envelope/envelope.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#include "core/bounds.h"
#include "core/crypto-library.h"
#include "core/words.h"
#include "reports/bundle/bundle.h"
#include "reports/bundle/envelope/envelope-pipe.h"

/* Bit of the key usage by which a key may wrap another one; for elliptic curves the one by which keys are agreed on. */
#define KEY_ENCIPHERMENT 0x0020u
#define KEY_AGREEMENT 0x0008u

/* --- Whose certificate --- */

static gboolean
refuse_certificate (const char           *path,
                    const RcCertificate  *certificate,     /* (nullable) */
                    const char           *why,
                    GError              **error)
{
  if (certificate != NULL)
    g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS, _("Nothing can be sealed to the certificate of %s in %s: %s"),
                 rc_certificate_get_subject (certificate), path, why);
  else
    g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_TERMS, _("%s holds no certificate: %s"), path, why);
  return FALSE;
}

static gboolean
check_certificate (const char           *path,
                   const RcCertificate  *certificate,
                   gint64                at_us,
                   GError              **error)
{
  g_autofree char *fault = rc_certificate_dup_time_fault (certificate, at_us);
  RcPublicKey *key = rc_certificate_get_key (certificate);
  gboolean is_rsa = key != NULL && rc_public_key_get_type (key) == RC_KEY_RSA;

  if (fault != NULL)
    return refuse_certificate (path, certificate, fault, error);
  if (key == NULL || rc_public_key_get_type (key) == RC_KEY_ED25519 || rc_public_key_get_type (key) == RC_KEY_ED448)
    return refuse_certificate (path, certificate, _("its key can sign only. RSA or an elliptic curve of NIST is needed."), error);
  if (rc_public_key_is_weak (key))
    return refuse_certificate (path, certificate, _("its key is too weak. RSA needs 2048 bits at least."), error);
  if (!rc_certificate_allows (certificate, is_rsa ? KEY_ENCIPHERMENT : KEY_AGREEMENT))
    return refuse_certificate (path, certificate, _("it says that its key is not for encryption."), error);
  return TRUE;
}

static GPtrArray *
parse_certificates (const char *bytes,
                    gsize       length)
{
  g_autoptr (GPtrArray) list = NULL;
  RcCertificate *certificate;

  if (g_strstr_len (bytes, (gssize) length, "-----BEGIN") != NULL)
    return rc_certificate_list_pem (bytes, length);

  certificate = rc_certificate_new_der (bytes, length);
  if (certificate == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_certificate_unref);
  g_ptr_array_add (list, certificate);
  return g_steal_pointer (&list);
}

GPtrArray *
rc_envelope_read_certificates (const char  *path,
                               gint64       at_us,
                               GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) list = NULL;

  if (stream == NULL)
    return NULL;
  bytes = g_input_stream_read_bytes (G_INPUT_STREAM (stream), RC_LIMIT_KEY_BYTES + 1, NULL, error);
  if (bytes == NULL)
    return NULL;
  if (g_bytes_get_size (bytes) > RC_LIMIT_KEY_BYTES)
    {
      refuse_certificate (path, NULL, _("it is too large for one."), error);
      return NULL;
    }

  list = parse_certificates (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (list == NULL || list->len == 0)
    {
      refuse_certificate (path, NULL, _("a certificate in PEM or DER is needed."), error);
      return NULL;
    }
  for (guint i = 0; i < list->len; i++)
    if (!check_certificate (path, g_ptr_array_index (list, i), at_us, error))
      return NULL;
  return g_steal_pointer (&list);
}

/* --- Sealing --- */

/* What is not out of date: OAEP and a derivation with SHA-256 in place of libcrypto's first choices. */
static gboolean
set_wrapping (CMS_RecipientInfo *recipient)
{
  EVP_PKEY_CTX *context = CMS_RecipientInfo_get0_pkey_ctx (recipient);

  switch (CMS_RecipientInfo_type (recipient))
    {
    case CMS_RECIPINFO_TRANS:
      return context != NULL && EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_OAEP_PADDING) == 1
             && EVP_PKEY_CTX_set_rsa_oaep_md (context, EVP_sha256 ()) == 1 && EVP_PKEY_CTX_set_rsa_mgf1_md (context, EVP_sha256 ()) == 1;
    case CMS_RECIPINFO_AGREE:
      return context != NULL && EVP_PKEY_CTX_set_ecdh_kdf_md (context, EVP_sha256 ()) == 1;
    default:
      return FALSE;
    }
}

static CMS_ContentInfo *
begin_envelope (GPtrArray *readers)
{
  CMS_ContentInfo *cms = CMS_encrypt_ex (NULL, NULL, EVP_aes_256_cbc (), CMS_BINARY | CMS_STREAM | CMS_PARTIAL, rc_crypto_library (),
                                         RC_CRYPTO_PROPERTIES);

  for (guint i = 0; cms != NULL && i < readers->len; i++)
    {
      CMS_RecipientInfo *recipient = CMS_add1_recipient_cert (cms, rc_certificate_peek (g_ptr_array_index (readers, i)), CMS_KEY_PARAM);

      if (recipient == NULL || !set_wrapping (recipient))
        {
          CMS_ContentInfo_free (cms);
          return NULL;
        }
    }
  return cms;
}

/**
 * rc_envelope_seal_to_readers:
 *
 * Encrypts with AES-256 to every one of @readers. What it writes is BER of lengths not known beforehand, as RFC 5652 allows for streams.
 */
gboolean
rc_envelope_seal_to_readers (const char    *plain_path,
                             const char    *sealed_path,
                             GPtrArray     *readers,
                             GCancellable  *cancellable,
                             RcDigest      *out_sha256,
                             GError       **error)
{
  CMS_ContentInfo *cms;
  RcEnvelopePipe pipe;
  BIO *in, *out;
  gboolean good;

  g_return_val_if_fail (readers->len > 0, FALSE);

  if (!rc_envelope_pipe_open (&pipe, plain_path, sealed_path, cancellable, error))
    return FALSE;

  cms = begin_envelope (readers);
  in = rc_envelope_pipe_new_source (&pipe);
  out = rc_envelope_pipe_new_sink (&pipe);
  good = cms != NULL && i2d_CMS_bio_stream (out, cms, in, CMS_BINARY | CMS_STREAM) == 1 && pipe.left == 0;
  BIO_free (in);
  BIO_free (out);
  CMS_ContentInfo_free (cms);
  ERR_clear_error ();
  return rc_envelope_pipe_close (&pipe, good, _("The file could not be sealed to these certificates."), out_sha256, error);
}
