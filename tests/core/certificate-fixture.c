/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "certificate-fixture.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "core/base64.h"

static void
set_name (X509_NAME  *name,
          const char *common_name)
{
  X509_NAME_add_entry_by_txt (name, "O", MBSTRING_UTF8, (const guchar *) "Recount tests", -1, -1, 0);
  X509_NAME_add_entry_by_txt (name, "CN", MBSTRING_UTF8, (const guchar *) common_name, -1, -1, 0);
}

static void
add_extension (X509       *certificate,
               X509       *issuer,
               int         nid,
               const char *value)
{
  X509V3_CTX context;
  X509_EXTENSION *extension;

  X509V3_set_ctx (&context, issuer, certificate, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  g_assert_nonnull (extension);
  g_assert_cmpint (X509_add_ext (certificate, extension, -1), ==, 1);
  X509_EXTENSION_free (extension);
}

static void
add_extensions (X509                  *certificate,
                X509                  *issuer,
                const CertificateWish *wish)
{
  add_extension (certificate, issuer, NID_subject_key_identifier, "hash");
  if (issuer != certificate)
    add_extension (certificate, issuer, NID_authority_key_identifier, "keyid");
  if (wish->is_ca)
    add_extension (certificate, issuer, NID_basic_constraints, "critical,CA:TRUE");
  add_extension (certificate, issuer, NID_key_usage, wish->usage != NULL ? wish->usage : wish->is_ca ? "critical,keyCertSign" : "critical,digitalSignature");
  if (wish->extended_usage != NULL)
    add_extension (certificate, issuer, NID_ext_key_usage, wish->extended_usage);
  if (wish->names != NULL)
    add_extension (certificate, issuer, NID_subject_alt_name, wish->names);
}

static void
set_times (X509                  *certificate,
           const CertificateWish *wish)
{
  const char *from = wish->from != NULL ? wish->from : wish->is_ca ? "20200101000000Z" : "20250101000000Z";
  const char *to = wish->to != NULL ? wish->to : wish->is_ca ? "20401231235959Z" : "20251231235959Z";

  g_assert_cmpint (ASN1_TIME_set_string_X509 (X509_getm_notBefore (certificate), from), ==, 1);
  g_assert_cmpint (ASN1_TIME_set_string_X509 (X509_getm_notAfter (certificate), to), ==, 1);
}

CertificateMaker *
certificate_maker_new (const char             *name,
                       const CertificateMaker *issuer,
                       const CertificateWish  *wish)
{
  static long serial;
  CertificateMaker *self = g_new0 (CertificateMaker, 1);
  X509 *certificate = X509_new ();
  X509 *signer = issuer != NULL ? rc_certificate_peek (issuer->certificate) : certificate;

  self->key = wish->rsa_bits > 0 ? EVP_RSA_gen (wish->rsa_bits) : EVP_EC_gen ("P-256");
  g_assert_nonnull (self->key);
  X509_set_version (certificate, X509_VERSION_3);
  ASN1_INTEGER_set (X509_get_serialNumber (certificate), ++serial);
  set_name (X509_get_subject_name (certificate), name);
  X509_set_issuer_name (certificate, X509_get_subject_name (signer));
  X509_set_pubkey (certificate, self->key);
  set_times (certificate, wish);
  add_extensions (certificate, signer, wish);
  g_assert_cmpint (X509_sign (certificate, issuer != NULL ? issuer->key : self->key,
                              EVP_get_digestbyname (wish->digest != NULL ? wish->digest : "SHA256")), >, 0);

  self->certificate = rc_certificate_new_x509 (certificate);
  X509_free (certificate);
  g_assert_nonnull (self->certificate);
  return self;
}

void
certificate_maker_free (CertificateMaker *self)
{
  EVP_PKEY_free (self->key);
  rc_certificate_unref (self->certificate);
  g_free (self);
}

char *
certificate_maker_pem (const CertificateMaker *self)
{
  return rc_pem_encode ("CERTIFICATE", rc_certificate_get_der (self->certificate));
}

char *
certificate_maker_key_pem (const CertificateMaker *self)
{
  BIO *out = BIO_new (BIO_s_mem ());
  char *text = NULL;
  long length;
  char *copy;

  g_assert_cmpint (PEM_write_bio_PrivateKey (out, self->key, NULL, NULL, 0, NULL, NULL), ==, 1);
  length = BIO_get_mem_data (out, &text);
  copy = g_strndup (text, (gsize) length);
  BIO_free (out);
  return copy;
}
