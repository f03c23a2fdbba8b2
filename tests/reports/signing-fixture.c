/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/signing-fixture.h"

#include "tests/reports/sample-document.h"

#include "core/crypto-library.h"

#include <string.h>

#include <openssl/pkcs12.h>

GBytes *
signing_fixture_make_key_file (const CertificateMaker *maker,
               const CertificateMaker *issuer)
{
  STACK_OF (X509) *others = sk_X509_new_null ();
  guchar *der = NULL;
  PKCS12 *content;
  GBytes *file;
  int length;

  sk_X509_push (others, rc_certificate_peek (issuer->certificate));
  content = PKCS12_create_ex (SIGNING_PASSPHRASE, "key", maker->key, rc_certificate_peek (maker->certificate), others, 0, 0, 0, 0, 0,
                              rc_crypto_library (), NULL);
  g_assert_nonnull (content);
  length = i2d_PKCS12 (content, &der);
  g_assert_cmpint (length, >, 0);
  file = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  PKCS12_free (content);
  sk_X509_free (others);
  return file;
}

/* Drawn once for all tests. */
static GBytes *
make_document (gboolean has_field)
{
  static GBytes *drawn[2];
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDocument) document = NULL;
  g_autoptr (RcPages) pages = NULL;

  if (drawn[has_field] != NULL)
    return g_bytes_ref (drawn[has_field]);
  document = sample_document_new (FALSE);
  pages = rc_pages_new (document, &error);
  g_assert_no_error (error);
  drawn[has_field] = rc_pages_to_pdf_as (pages, RC_ARCHIVAL_3A, has_field, &error);
  g_assert_no_error (error);
  return g_bytes_ref (drawn[has_field]);
}

void
signing_fixture_set_up_with (SigningFixture        *self,
                             const CertificateWish *wish,
                             gboolean               has_field)
{
  self->root = certificate_maker_new ("Root (fictitious)", NULL, &(const CertificateWish) { .is_ca = TRUE });
  self->maker = certificate_maker_new ("Rita Signer (fictitious)", self->root, wish);
  self->file = signing_fixture_make_key_file (self->maker, self->root);
  self->frozen = make_document (has_field);
  rc_digest_compute (g_bytes_get_data (self->frozen, NULL), g_bytes_get_size (self->frozen), &self->digest);
}

void
signing_fixture_set_up (SigningFixture *self,
                        gconstpointer   data)
{
  signing_fixture_set_up_with (self, &(const CertificateWish) { .to = "20400101000000Z" }, TRUE);
}

void
signing_fixture_tear_down (SigningFixture *self,
                           gconstpointer   data)
{
  certificate_maker_free (self->maker);
  certificate_maker_free (self->root);
  g_bytes_unref (self->file);
  g_bytes_unref (self->frozen);
}

RcSigningKey *
signing_fixture_open_key (const SigningFixture *self)
{
  g_autoptr (GError) error = NULL;
  RcSigningKey *key = rc_signing_key_open (self->file, SIGNING_PASSPHRASE, SIGNING_DAY, &error);

  g_assert_no_error (error);
  return key;
}

GBytes *
signing_fixture_sign (const SigningFixture *self,
                      GBytes               *pdf,
                      const char           *reason,
                      const char           *place)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSigningKey) key = signing_fixture_open_key (self);
  GBytes *signed_pdf = rc_signing_sign_pdf (pdf, key, reason, place, SIGNING_DAY, &error);

  g_assert_no_error (error);
  return signed_pdf;
}

RcSigningExamination *
signing_fixture_examine (const SigningFixture *self,
                         GBytes               *pdf)
{
  return rc_signing_examine (pdf, g_bytes_get_size (self->frozen), &self->digest);
}

GBytes *
signing_fixture_join (GBytes     *bytes,
      const char *more)
{
  GByteArray *joined = g_byte_array_new ();

  g_byte_array_append (joined, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  g_byte_array_append (joined, (const guint8 *) more, (guint) strlen (more));
  return g_byte_array_free_to_bytes (joined);
}

GBytes *
signing_fixture_flip (GBytes *bytes,
      gsize   at)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint8 *copy = g_memdup2 (data, length);

  copy[at] ^= 1;
  return g_bytes_new_take (copy, length);
}
