/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "model-fixture.h"

static void
check (SealFixture *self,
       RcVerdict    worst,
       const char  *reason)
{
  g_assert_cmpuint (seal_fixture_count_seals (self, "oms"), ==, 1);
  g_assert_cmpuint (seal_fixture_count_seals (self, "sigstore"), ==, 0);
  envelope_check_seal (self, "oms", 0, worst, reason);
}

/* --- Certificates --- */

static void
judge_certificate (SealFixture            *self,
                   const CertificateMaker *root,
                   const CertificateWish  *wish,
                   gboolean                accept,
                   const char             *statement,
                   const char             *signed_statement)
{
  g_autoptr (CertificateMaker) signer = certificate_maker_new ("signer", root, wish);
  g_autofree char *material = model_make_certificate_material (signer);
  g_autofree char *bundle = model_make_bundle (signer, material, signed_statement);
  g_autofree char *other = model_make_bundle (signer, material, statement);
  g_autofree char *pem = certificate_maker_pem (root);
  RcAnchorTerms terms = RC_ANCHOR_TERMS_INIT;

  /* The signature of one statement in the bundle of another. */
  if (strcmp (statement, signed_statement) != 0)
    {
      const char *sig = strstr (bundle, "\"signatures\"");
      char *place = strstr (other, "\"signatures\"");
      g_autofree char *mixed = g_strdup_printf ("%.*s%s", (int) (place - other), other, sig);

      seal_fixture_write (self, "model.sig", mixed, -1);
    }
  else
    seal_fixture_write (self, "model.sig", bundle, -1);

  if (accept)
    envelope_accept (self, pem, &terms);
  model_write_files (self);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
}

static const CertificateWish wish_root = { .is_ca = TRUE };
static const CertificateWish wish_valid = { .to = "20391231235959Z" };
static const CertificateWish wish_expired = { .from = "20240101000000Z", .to = "20240201000000Z" };

static void
test_certificate (SealFixture   *self,
                  gconstpointer  data)
{
  g_autoptr (CertificateMaker) root = certificate_maker_new ("root", NULL, &wish_root);
  g_autofree char *statement = model_make_plain ();

  judge_certificate (self, root, &wish_valid, TRUE, statement, statement);
  check (self, RC_VERDICT_VALID, NULL);
  g_assert_true (envelope_has_note (seal_fixture_seal (self, "oms", 0), "CN=signer"));
}

/* C60 */
static void
test_certificate_expired (SealFixture   *self,
                          gconstpointer  data)
{
  g_autoptr (CertificateMaker) root = certificate_maker_new ("root", NULL, &wish_root);
  g_autofree char *statement = model_make_plain ();

  judge_certificate (self, root, &wish_expired, TRUE, statement, statement);
  check (self, RC_VERDICT_UNVERIFIABLE, "time-not-established");
}

static void
test_certificate_unknown (SealFixture   *self,
                          gconstpointer  data)
{
  g_autoptr (CertificateMaker) root = certificate_maker_new ("root", NULL, &wish_root);
  g_autofree char *statement = model_make_plain ();

  judge_certificate (self, root, &wish_valid, FALSE, statement, statement);
  check (self, RC_VERDICT_UNVERIFIABLE, "chain-untrusted");
  g_assert_cmpint (seal_fixture_protection (self, "oms", "first.bin", 1), ==, RC_VERDICT_UNVERIFIABLE);
}

/* C34 */
static void
test_certificate_forged (SealFixture   *self,
                         gconstpointer  data)
{
  g_autoptr (CertificateMaker) root = certificate_maker_new ("root", NULL, &wish_root);
  g_autofree char *statement = model_make_plain ();
  g_autofree char *padded = g_strconcat (statement, " ", NULL);

  judge_certificate (self, root, &wish_valid, TRUE, padded, statement);
  check (self, RC_VERDICT_INVALID, "signature");
  g_assert_cmpint (seal_fixture_protection (self, "oms", "first.bin", 1), ==, RC_VERDICT_UNSIGNED);
}

/* --- Keys --- */

/* C39: the bundle names the accepted key, and another one signed. */
static void
test_key_hint (SealFixture   *self,
               gconstpointer  data)
{
  g_autoptr (CertificateMaker) accepted = envelope_new_key ("accepted");
  g_autoptr (CertificateMaker) signer = envelope_new_key ("signer");
  g_autofree char *material = model_make_key_material (accepted);
  g_autofree char *statement = model_make_plain ();
  g_autofree char *bundle = model_make_bundle (signer, material, statement);

  model_write_files (self);
  seal_fixture_write (self, "model.sig", bundle, -1);
  envelope_accept_key (self, accepted, NULL, NULL);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  check (self, RC_VERDICT_INVALID, "signature");
}

/* C40 */
static void
test_key_missing (SealFixture   *self,
                  gconstpointer  data)
{
  g_autoptr (CertificateMaker) signer = envelope_new_key ("signer");
  g_autofree char *material = model_make_key_material (signer);
  g_autofree char *statement = model_make_plain ();
  g_autofree char *bundle = model_make_bundle (signer, material, statement);

  model_write_files (self);
  seal_fixture_write (self, "model.sig", bundle, -1);
  seal_fixture_import (self);
  seal_fixture_judge (self, NULL);
  check (self, RC_VERDICT_UNVERIFIABLE, "key-missing");
  g_assert_cmpint (seal_fixture_seal (self, "oms", 0)->integrity, ==, RC_VERDICT_VALID);
}

#define ADD(path, function) \
  g_test_add (path, SealFixture, NULL, seal_fixture_set_up, function, seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/oms-signers/certificate", test_certificate);
  ADD ("/oms-signers/C60/certificate-expired", test_certificate_expired);
  ADD ("/oms-signers/certificate-unknown", test_certificate_unknown);
  ADD ("/oms-signers/C34/certificate-forged", test_certificate_forged);
  ADD ("/oms-signers/C39/key-hint", test_key_hint);
  ADD ("/oms-signers/C40/key-missing", test_key_missing);

  return g_test_run ();
}
