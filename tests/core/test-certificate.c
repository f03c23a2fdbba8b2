/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "certificate-fixture.h"
#include "core/anchors/x509.h"
#include "core/bounds.h"
#include "core/timestamp.h"

#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static gint64
at (const char *text)
{
  RcTimestamp time;

  g_assert_true (rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time));
  return time.from_us;
}
#define NOON at ("2025-06-01T12:00:00Z")

/* --- Chains --- */

typedef struct
{
  CertificateMaker *root;
  CertificateMaker *middle;
  CertificateMaker *leaf;
} Family;

static void
family_set_up (Family        *self,
               gconstpointer  data)
{
  self->root = certificate_maker_new ("Root", NULL, &(CertificateWish) { .is_ca = TRUE });
  self->middle = certificate_maker_new ("Middle", self->root, &(CertificateWish) { .is_ca = TRUE });
  self->leaf = certificate_maker_new ("Leaf", self->middle, data != NULL ? data : &(CertificateWish) { 0 });
}

static void
family_tear_down (Family        *self,
                  gconstpointer  data)
{
  certificate_maker_free (self->leaf);
  certificate_maker_free (self->middle);
  certificate_maker_free (self->root);
}

static void
check (RcCertificate    *leaf,
       RcCertificate    *help,
       RcCertificate    *root,
       RcCertificateUse  use,
       gint64            at_us,
       RcVerdict         verdict,
       const char       *reason)
{
  g_autoptr (GPtrArray) intermediates = g_ptr_array_new ();
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_autofree char *detail = NULL;
  const char *found = NULL;

  if (help != NULL)
    g_ptr_array_add (intermediates, help);
  if (root != NULL)
    g_ptr_array_add (roots, root);
  g_assert_cmpint (rc_certificate_check_chain (leaf, intermediates, roots, use, at_us, &found, &detail), ==, verdict);
  g_assert_cmpstr (found, ==, reason);
  g_assert_true ((detail != NULL) == (verdict != RC_VERDICT_VALID));
}

static void
test_chain (Family        *family,
            gconstpointer  data)
{
  RcCertificate *leaf = family->leaf->certificate;
  RcCertificate *middle = family->middle->certificate;
  RcCertificate *root = family->root->certificate;

  check (leaf, middle, root, RC_CERTIFICATE_FOR_ANY, NOON, RC_VERDICT_VALID, NULL);
  /* What helps is trusted for nothing. */
  check (leaf, middle, NULL, RC_CERTIFICATE_FOR_ANY, NOON, RC_VERDICT_UNVERIFIABLE, "chain-untrusted");
  check (leaf, NULL, root, RC_CERTIFICATE_FOR_ANY, NOON, RC_VERDICT_UNVERIFIABLE, "chain-untrusted");
  check (root, root, middle, RC_CERTIFICATE_FOR_ANY, NOON, RC_VERDICT_UNVERIFIABLE, "chain-untrusted");
  /* What the auditor accepted ends the chain. */
  check (leaf, NULL, middle, RC_CERTIFICATE_FOR_ANY, NOON, RC_VERDICT_VALID, NULL);
  check (leaf, NULL, leaf, RC_CERTIFICATE_FOR_ANY, NOON, RC_VERDICT_VALID, NULL);
}

static void
test_time (Family        *family,
           gconstpointer  data)
{
  RcCertificate *leaf = family->leaf->certificate;
  RcCertificate *middle = family->middle->certificate;
  RcCertificate *root = family->root->certificate;
  gint64 from_us = rc_certificate_not_before_us (leaf);
  gint64 to_us = rc_certificate_not_after_us (leaf);

  g_assert_cmpint (from_us, ==, at ("2025-01-01T00:00:00Z"));
  g_assert_cmpint (to_us, ==, at ("2025-12-31T23:59:59Z"));
  check (leaf, middle, root, RC_CERTIFICATE_FOR_ANY, from_us, RC_VERDICT_VALID, NULL);
  check (leaf, middle, root, RC_CERTIFICATE_FOR_ANY, from_us - 1, RC_VERDICT_INVALID, "time");
  check (leaf, middle, root, RC_CERTIFICATE_FOR_ANY, to_us, RC_VERDICT_VALID, NULL);
  check (leaf, middle, root, RC_CERTIFICATE_FOR_ANY, to_us + G_USEC_PER_SEC, RC_VERDICT_INVALID, "time");
  check (leaf, NULL, leaf, RC_CERTIFICATE_FOR_ANY, to_us + DAY, RC_VERDICT_INVALID, "time");
  /* Nobody says when: the certificate has run out since, whatever the truth is (C60). */
  check (leaf, middle, root, RC_CERTIFICATE_FOR_ANY, RC_TIME_NONE, RC_VERDICT_UNVERIFIABLE, "time-not-established");
}

static void
test_use (Family        *family,
          gconstpointer  data)
{
  const CertificateWish *wish = data;
  RcCertificate *leaf = family->leaf->certificate;
  RcCertificate *middle = family->middle->certificate;
  RcCertificate *root = family->root->certificate;
  gboolean code = g_str_has_suffix (wish->extended_usage, "codeSigning");
  gboolean stamps = g_strcmp0 (wish->extended_usage, "critical,timeStamping") == 0;

  check (leaf, middle, root, RC_CERTIFICATE_FOR_ANY, NOON, RC_VERDICT_VALID, NULL);
  check (leaf, middle, root, RC_CERTIFICATE_FOR_CODE_SIGNING, NOON, code ? RC_VERDICT_VALID : RC_VERDICT_INVALID,
         code ? NULL : "namespace");
  check (leaf, middle, root, RC_CERTIFICATE_FOR_TIME_STAMPING, NOON, stamps ? RC_VERDICT_VALID : RC_VERDICT_INVALID,
         stamps ? NULL : "namespace");
  check (leaf, NULL, leaf, RC_CERTIFICATE_FOR_TIME_STAMPING, NOON, stamps ? RC_VERDICT_VALID : RC_VERDICT_INVALID,
         stamps ? NULL : "namespace");
}

/* A certificate that may sign documents has signed another certificate. */
static void
test_issuer_is_no_ca (Family        *family,
                      gconstpointer  data)
{
  CertificateMaker *false_leaf = certificate_maker_new ("False", family->leaf, &(CertificateWish) { 0 });
  g_autoptr (GPtrArray) help = g_ptr_array_new ();
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_autofree char *detail = NULL;
  const char *reason = NULL;

  g_ptr_array_add (help, family->leaf->certificate);
  g_ptr_array_add (help, family->middle->certificate);
  g_ptr_array_add (roots, family->root->certificate);
  g_assert_cmpint (rc_certificate_check_chain (false_leaf->certificate, help, roots, RC_CERTIFICATE_FOR_ANY, NOON, &reason, &detail), ==,
                   RC_VERDICT_INVALID);
  g_assert_cmpstr (reason, ==, "identity");
  certificate_maker_free (false_leaf);
}

static void
test_weak (Family        *family,
           gconstpointer  data)
{
  check (family->leaf->certificate, family->middle->certificate, family->root->certificate, RC_CERTIFICATE_FOR_ANY, NOON, RC_VERDICT_WEAK,
         "algorithm");
}

static void
test_too_deep (void)
{
  CertificateMaker *makers[RC_LIMIT_CERTIFICATE_DEPTH + 3];
  g_autoptr (GPtrArray) help = g_ptr_array_new ();
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_autofree char *detail = NULL;
  const char *reason = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      g_autofree char *name = g_strdup_printf ("Step %u", i);

      makers[i] = certificate_maker_new (name, i > 0 ? makers[i - 1] : NULL, &(CertificateWish) { .is_ca = TRUE });
      g_ptr_array_add (i == 0 ? roots : help, makers[i]->certificate);
    }
  g_assert_cmpint (rc_certificate_check_chain (makers[G_N_ELEMENTS (makers) - 1]->certificate, help, roots, RC_CERTIFICATE_FOR_ANY, NOON,
                                               &reason, &detail), ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpstr (reason, ==, "limit(RC_LIMIT_CERTIFICATE_DEPTH,8)");
  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    certificate_maker_free (makers[i]);
}

/* --- What a certificate says --- */

static void
test_names (Family        *family,
            gconstpointer  data)
{
  RcCertificate *leaf = family->leaf->certificate;
  g_autoptr (GPtrArray) uris = rc_certificate_list_names (leaf, RC_CERTIFICATE_URI);
  g_autoptr (GPtrArray) mails = rc_certificate_list_names (leaf, RC_CERTIFICATE_EMAIL);
  g_autoptr (GPtrArray) hosts = rc_certificate_list_names (leaf, RC_CERTIFICATE_DNS);
  g_autoptr (GPtrArray) others = rc_certificate_list_other_names (leaf, "1.3.6.1.4.1.57264.1.7");
  g_autoptr (GBytes) issuer = rc_certificate_get_extension (leaf, "2.5.29.17");

  g_assert_cmpstr (rc_certificate_get_subject (leaf), ==, "CN=Leaf,O=Recount tests");
  g_assert_cmpstr (rc_certificate_get_issuer (leaf), ==, "CN=Middle,O=Recount tests");
  g_assert_cmpuint (uris->len, ==, 1);
  g_assert_cmpstr (uris->pdata[0], ==, "https://example.org/a");
  g_assert_cmpuint (mails->len, ==, 2);
  g_assert_cmpstr (mails->pdata[1], ==, "b@example.org");
  g_assert_cmpuint (hosts->len, ==, 0);
  g_assert_cmpuint (others->len, ==, 1);
  g_assert_cmpstr (others->pdata[0], ==, "name");
  g_assert_nonnull (issuer);
  g_assert_null (rc_certificate_get_extension (leaf, "1.2.3.4"));
  g_assert_false (rc_certificate_is_ca (leaf));
  g_assert_true (rc_certificate_is_ca (family->middle->certificate));
  g_assert_true (rc_certificate_is_self_signed (family->root->certificate));
  g_assert_false (rc_certificate_is_self_signed (family->middle->certificate));
  g_assert_cmpint (rc_public_key_get_type (rc_certificate_get_key (leaf)), ==, RC_KEY_EC_P256);
}

static void
test_pem (Family        *family,
          gconstpointer  data)
{
  g_autofree char *first = certificate_maker_pem (family->leaf);
  g_autofree char *second = certificate_maker_pem (family->root);
  g_autofree char *both = g_strconcat ("subject=Leaf\n", first, "issuer=\n", second, NULL);
  g_autofree char *mixed = g_strconcat (both, "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", NULL);
  g_autofree char *cut = g_strndup (both, strlen (both) - 5);
  g_autofree char *blank = g_strdup (first);
  g_autoptr (GPtrArray) list = rc_certificate_list_pem (both, strlen (both));

  g_assert_nonnull (list);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (rc_certificate_equal (list->pdata[0], family->leaf->certificate));
  g_assert_true (rc_certificate_equal (list->pdata[1], family->root->certificate));
  g_assert_null (rc_certificate_list_pem (mixed, strlen (mixed)));
  g_assert_null (rc_certificate_list_pem (cut, strlen (cut)));
  g_assert_null (rc_certificate_list_pem ("no block", 8));
  blank[60] = ' ';
  g_assert_null (rc_certificate_list_pem (blank, strlen (blank)));
}

/* --- As anchors --- */

static void
check_kind (const char *kind,
            const char *text,
            const char *expected)
{
  g_autoptr (RcAnchor) anchor = rc_anchor_parse_as (kind, text, strlen (text), NULL);

  g_assert_cmpstr (anchor != NULL ? anchor->kind : NULL, ==, expected);
}

/* Which certificate of a file is accepted, and as what. */
static void
test_anchors (Family        *family,
              gconstpointer  data)
{
  g_autofree char *leaf = certificate_maker_pem (family->leaf);
  g_autofree char *middle = certificate_maker_pem (family->middle);
  g_autofree char *root = certificate_maker_pem (family->root);
  g_autofree char *chain = g_strconcat (leaf, middle, root, NULL);
  CertificateMaker *other = certificate_maker_new ("Other", NULL, &(CertificateWish) { .is_ca = TRUE });
  g_autofree char *second_root = certificate_maker_pem (other);
  g_autofree char *two_roots = g_strconcat (root, second_root, NULL);
  g_autofree char *two_leaves = g_strconcat (leaf, leaf, NULL);
  g_autoptr (RcAnchor) anchor = rc_anchor_parse (chain, strlen (chain), NULL);
  g_autoptr (RcAnchor) again = NULL;
  g_autoptr (GPtrArray) roots = NULL;
  g_autoptr (GPtrArray) help = NULL;
  RcDigest fingerprint;

  certificate_maker_free (other);
  rc_certificate_fingerprint (family->root->certificate, &fingerprint);
  g_assert_cmpstr (anchor->kind, ==, RC_ANCHOR_X509_ROOT);
  g_assert_true (rc_digest_equal (&anchor->fingerprint, &fingerprint));
  g_assert_null (anchor->key);
  g_assert_true (rc_anchor_read_certificates (anchor, &roots, &help));
  g_assert_cmpuint (roots->len, ==, 1);
  g_assert_true (rc_certificate_equal (roots->pdata[0], family->root->certificate));
  g_assert_cmpuint (help->len, ==, 2);

  again = rc_anchor_parse_as (RC_ANCHOR_TSA_ROOT, anchor->material, strlen (anchor->material), NULL);
  g_assert_cmpstr (again->material, ==, anchor->material);
  check_kind (NULL, leaf, RC_ANCHOR_X509_LEAF);
  check_kind (NULL, middle, RC_ANCHOR_X509_ROOT);
  check_kind (RC_ANCHOR_TSA_ROOT, leaf, NULL);
  check_kind (RC_ANCHOR_X509_LEAF, root, NULL);
  check_kind (RC_ANCHOR_CCF, root, RC_ANCHOR_CCF);
  check_kind (NULL, two_roots, NULL);
  check_kind (NULL, two_leaves, NULL);
}

/* Every byte changed and every length: no certificate, or one that leads to no root any more. */
static void
test_mutations (Family        *family,
                gconstpointer  data)
{
  GBytes *der = rc_certificate_get_der (family->middle->certificate);
  gsize length = g_bytes_get_size (der);
  g_autofree guint8 *spoiled = g_memdup2 (g_bytes_get_data (der, NULL), length);
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();

  g_ptr_array_add (roots, family->root->certificate);
  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (RcCertificate) certificate = NULL;
      g_autofree char *detail = NULL;
      const char *reason;

      g_assert_null (rc_certificate_new_der (spoiled, i));
      spoiled[i] ^= (guint8) (1u << (i % 8));
      certificate = rc_certificate_new_der (spoiled, length);
      if (certificate != NULL)
        g_assert_cmpint (rc_certificate_check_chain (certificate, NULL, roots, RC_CERTIFICATE_FOR_ANY, NOON, &reason, &detail), !=,
                         RC_VERDICT_VALID);
      spoiled[i] ^= (guint8) (1u << (i % 8));
    }
}

static const CertificateWish code_signing = { .extended_usage = "codeSigning" };
static const CertificateWish stamping = { .extended_usage = "critical,timeStamping" };
static const CertificateWish stamping_not_critical = { .extended_usage = "timeStamping" };
static const CertificateWish stamping_and_more = { .extended_usage = "critical,timeStamping,codeSigning" };
static const CertificateWish weak_key = { .rsa_bits = 1024 };
static const CertificateWish weak_digest = { .digest = "SHA1" };
static const CertificateWish named = {
  .names = "URI:https://example.org/a,email:a@example.org,email:b@example.org,otherName:1.3.6.1.4.1.57264.1.7;UTF8:name"
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, wish, function) g_test_add ("/certificate/" path, Family, wish, family_set_up, function, family_tear_down)
  ADD ("chain", NULL, test_chain);
  ADD ("C60/time", NULL, test_time);
  ADD ("use/code-signing", &code_signing, test_use);
  ADD ("use/time-stamping", &stamping, test_use);
  ADD ("use/time-stamping-not-critical", &stamping_not_critical, test_use);
  ADD ("names", &named, test_names);
  ADD ("issuer-is-no-ca", NULL, test_issuer_is_no_ca);
  ADD ("use/time-stamping-and-more", &stamping_and_more, test_use);
  ADD ("weak/key", &weak_key, test_weak);
  ADD ("weak/digest", &weak_digest, test_weak);
  ADD ("pem", NULL, test_pem);
  ADD ("anchors", NULL, test_anchors);
  ADD ("mutations", NULL, test_mutations);
  g_test_add_func ("/certificate/too-deep", test_too_deep);
#undef ADD
  return g_test_run ();
}
