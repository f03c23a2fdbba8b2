/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "envelope-fixture.h"

#include <string.h>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>

#include "core/base64.h"
#include "core/seals/dsse-envelope.h"

#define COORDINATE_BYTES 32

CertificateMaker *
envelope_new_key (const char *name)
{
  static const CertificateWish wish = { .to = "20491231235959Z" };

  return certificate_maker_new (name, NULL, &wish);
}

static GBytes *
to_raw (const guint8 *der,
        size_t        length)
{
  ECDSA_SIG *signature = d2i_ECDSA_SIG (NULL, &der, (long) length);
  guint8 raw[2 * COORDINATE_BYTES];

  g_assert_nonnull (signature);
  g_assert_cmpint (BN_bn2binpad (ECDSA_SIG_get0_r (signature), raw, COORDINATE_BYTES), ==, COORDINATE_BYTES);
  g_assert_cmpint (BN_bn2binpad (ECDSA_SIG_get0_s (signature), raw + COORDINATE_BYTES, COORDINATE_BYTES), ==, COORDINATE_BYTES);
  ECDSA_SIG_free (signature);
  return g_bytes_new (raw, sizeof raw);
}

GBytes *
envelope_sign (const CertificateMaker *signer,
               EnvelopeWriting         writing,
               GBytes                 *message)
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  guint8 signature[1024];
  size_t length = sizeof signature;

  g_assert_cmpint (EVP_DigestSignInit (context, NULL, EVP_sha256 (), NULL, signer->key), ==, 1);
  g_assert_cmpint (EVP_DigestSign (context, signature, &length, g_bytes_get_data (message, NULL), g_bytes_get_size (message)), ==, 1);
  EVP_MD_CTX_free (context);
  return writing == ENVELOPE_RAW ? to_raw (signature, length) : g_bytes_new (signature, length);
}

char *
envelope_make_signature (const CertificateMaker *signer,
                         EnvelopeWriting         writing,
                         const char             *key_id,
                         const char             *type,
                         const char             *payload)
{
  g_autoptr (GBytes) body = g_bytes_new (payload, strlen (payload));
  g_autoptr (GBytes) pae = rc_dsse_pae (type, body);
  g_autoptr (GBytes) signature = envelope_sign (signer, writing, pae);
  g_autofree char *base64 = rc_base64_encode (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));

  return g_strdup_printf ("{\"keyid\":\"%s\",\"sig\":\"%s\"}", key_id != NULL ? key_id : "", base64);
}

char *
envelope_make (const char *type,
               const char *payload,
               const char *signatures)
{
  g_autofree char *base64 = rc_base64_encode (payload, strlen (payload));

  return g_strdup_printf ("{\"payloadType\":\"%s\",\"payload\":\"%s\",\"signatures\":[%s]}", type, base64, signatures);
}

char *
envelope_make_signed (const CertificateMaker *signer,
                      const char             *type,
                      const char             *payload)
{
  g_autofree char *signature = envelope_make_signature (signer, ENVELOPE_DER, NULL, type, payload);

  return envelope_make (type, payload, signature);
}

char *
envelope_dup_key (const CertificateMaker *signer)
{
  g_autoptr (GBytes) spki = rc_public_key_get_spki (rc_certificate_get_key (signer->certificate));

  return rc_pem_encode ("PUBLIC KEY", spki);
}

void
envelope_accept (SealFixture         *fixture,
                 const char          *text,
                 const RcAnchorTerms *terms)
{
  g_autofree char *path = g_build_filename (fixture->folder, "accepted", NULL);
  RcAnchorTerms all = *terms;
  g_autoptr (GError) error = NULL;

  all.owner = "Test Bank (fictitious)";
  all.how = "made here";
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (rc_trust_accept (fixture->case_file, path, &all, &error), >, 0);
  g_assert_no_error (error);
}

void
envelope_accept_key (SealFixture            *fixture,
                     const CertificateMaker *signer,
                     const char             *purpose,
                     const char             *identity)
{
  g_autofree char *text = envelope_dup_key (signer);
  const char *identities[] = { identity, NULL };
  RcAnchorTerms terms = RC_ANCHOR_TERMS_INIT;

  terms.purpose = purpose;
  terms.identities = identity != NULL ? identities : NULL;
  envelope_accept (fixture, text, &terms);
}

void
envelope_check_seal (SealFixture *fixture,
                     const char  *kind,
                     guint        index,
                     RcVerdict    worst,
                     const char  *reason)
{
  const RcSeal *seal = seal_fixture_seal (fixture, kind, index);

  g_assert_cmpstr (rc_verdict_to_code (rc_seal_worst (seal)), ==, rc_verdict_to_code (worst));
  g_assert_cmpstr (seal->reason, ==, reason);
}

gboolean
envelope_has_note (const RcSeal *seal,
                   const char   *text)
{
  for (guint i = 0; i < seal->notes->len; i++)
    {
      if (strstr (seal->notes->pdata[i], text) != NULL)
        return TRUE;
    }
  return FALSE;
}
