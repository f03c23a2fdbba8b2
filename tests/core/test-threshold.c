/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sodium.h>

#include "core/seals/threshold.h"
#include "seal-fixture.h"

#define FILE_NAME "a/model.bin"
#define COMMENT "timestamp:1775001600"

/* --- Counting --- */

static RcAnchor *
make_anchor (guint8      seed,
             const char *group,
             guint       threshold)
{
  guint8 key[32];
  RcAnchor *anchor = rc_anchor_new ("ed25519-raw");
  guint8 secret[64];
  guint8 seeds[32];

  memset (seeds, seed, sizeof seeds);
  crypto_sign_seed_keypair (key, secret, seeds);
  anchor->key = rc_public_key_new_ed25519 (key);
  g_assert_nonnull (anchor->key);
  anchor->group = g_strdup (group);
  anchor->threshold = threshold;
  return anchor;
}

static void
test_count (void)
{
  g_autoptr (GPtrArray) fits = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  RcThreshold threshold;

  g_assert_cmpint (rc_threshold_judge (fits, &threshold), ==, RC_VERDICT_INVALID);
  g_assert_null (threshold.group);

  g_ptr_array_add (fits, make_anchor (1, "release", 2));
  g_assert_cmpint (rc_threshold_judge (fits, &threshold), ==, RC_VERDICT_INVALID);
  g_assert_cmpuint (threshold.found, ==, 1);
  g_assert_cmpuint (threshold.needed, ==, 2);

  /* C37: the same key once more, under whatever name, is no second key. */
  g_ptr_array_add (fits, make_anchor (1, "release", 2));
  g_assert_cmpint (rc_threshold_judge (fits, &threshold), ==, RC_VERDICT_INVALID);
  g_assert_cmpuint (threshold.found, ==, 1);

  /* Nor is a key of another group. */
  g_ptr_array_add (fits, make_anchor (2, "other", 3));
  g_assert_cmpint (rc_threshold_judge (fits, &threshold), ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (threshold.group, ==, "release");

  g_ptr_array_add (fits, make_anchor (3, "release", 2));
  g_assert_cmpint (rc_threshold_judge (fits, &threshold), ==, RC_VERDICT_VALID);
  g_assert_cmpuint (threshold.found, ==, 2);
  g_assert_cmpuint (rc_threshold_count (fits, "release"), ==, 2);
  g_assert_cmpuint (rc_threshold_count (fits, "other"), ==, 1);
  g_assert_cmpuint (rc_threshold_count (fits, "none"), ==, 0);
}

/* A key of no group vouches alone, whoever else signed. */
static void
test_alone (void)
{
  g_autoptr (GPtrArray) fits = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  RcThreshold threshold;

  g_ptr_array_add (fits, make_anchor (1, "release", 2));
  g_ptr_array_add (fits, make_anchor (2, NULL, 0));
  g_assert_cmpint (rc_threshold_judge (fits, &threshold), ==, RC_VERDICT_VALID);
  g_assert_null (threshold.group);
}

/* --- Signatures in files of their own --- */

static void
accept_key (SealFixture *fixture,
            guint8       seed,
            const char  *group,
            guint        threshold)
{
  g_autofree char *written = g_build_filename (fixture->folder, "evidence", "k.pub", NULL);
  RcAnchorTerms terms = RC_ANCHOR_TERMS_INIT;
  g_autoptr (GError) error = NULL;

  seal_fixture_write_key (fixture, "k.pub", seed);
  terms.owner = "Test Bank (fictitious)";
  terms.group = group;
  terms.threshold = threshold;
  g_assert_cmpint (rc_trust_accept (fixture->case_file, written, &terms, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpint (g_remove (written), ==, 0);
}

/* The second signature of a file is beside it under another ending. */
static void
sign_again (SealFixture *fixture,
            guint8       seed)
{
  g_autofree char *first = g_build_filename (fixture->folder, "evidence", FILE_NAME ".minisig", NULL);
  g_autofree char *second = g_build_filename (fixture->folder, "evidence", FILE_NAME ".sig", NULL);
  g_autofree char *text = NULL;
  g_autofree char *named = NULL;

  g_assert_true (g_file_get_contents (first, &text, NULL, NULL));
  named = g_strdup_printf ("untrusted comment: minisign%s", strchr (text, '\n'));
  g_assert_true (g_file_set_contents (second, named, -1, NULL));
  seal_fixture_sign (fixture, FILE_NAME, COMMENT, seed);
}

static void
test_together (SealFixture   *fixture,
               gconstpointer  data)
{
  seal_fixture_write (fixture, FILE_NAME, "weights", -1);
  seal_fixture_sign (fixture, FILE_NAME, COMMENT, 1);
  sign_again (fixture, 2);
  accept_key (fixture, 1, "release", 2);
  accept_key (fixture, 2, "release", 2);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  for (guint i = 0; i < 2; i++)
    {
      const RcSeal *seal = seal_fixture_seal (fixture, "minisign", i);

      g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_VALID);
      g_assert_null (seal->reason);
    }
  g_assert_cmpint (seal_fixture_protection (fixture, "minisign", FILE_NAME, 1), ==, RC_VERDICT_VALID);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
}

static void
test_too_few (SealFixture   *fixture,
              gconstpointer  data)
{
  const RcSeal *seal;

  seal_fixture_write (fixture, FILE_NAME, "weights", -1);
  seal_fixture_sign (fixture, FILE_NAME, COMMENT, 1);
  accept_key (fixture, 1, "release", 2);
  accept_key (fixture, 2, "release", 2);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  seal = seal_fixture_seal (fixture, "minisign", 0);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->anchor, ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal->reason, ==, "threshold");
  g_assert_cmpint (seal_fixture_protection (fixture, "minisign", FILE_NAME, 1), ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal_fixture_exception (fixture, RC_EXCEPTION_TOO_FEW_KEYS)->found, ==, "1");
}

/* C37 */
static void
test_same_key_twice (SealFixture   *fixture,
                     gconstpointer  data)
{
  seal_fixture_write (fixture, FILE_NAME, "weights", -1);
  seal_fixture_sign (fixture, FILE_NAME, COMMENT, 1);
  sign_again (fixture, 1);
  accept_key (fixture, 1, "release", 2);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "minisign"), ==, 2);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "minisign", 0)), ==, RC_VERDICT_INVALID);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "minisign", 1)), ==, RC_VERDICT_INVALID);
}

/* The same key accepted as two kinds: the one that was accepted for this counts. */
static void
test_two_kinds (SealFixture   *fixture,
                gconstpointer  data)
{
  g_autofree char *raw = g_build_filename (fixture->folder, "raw.pub", NULL);
  RcAnchorTerms terms = RC_ANCHOR_TERMS_INIT;
  g_autofree char *hex = NULL;
  g_autoptr (GError) error = NULL;

  seal_fixture_write (fixture, FILE_NAME, "weights", -1);
  seal_fixture_sign (fixture, FILE_NAME, COMMENT, 1);
  hex = rc_bytes_dup_hex (fixture->public_key, sizeof fixture->public_key);
  g_assert_true (g_file_set_contents (raw, hex, -1, NULL));
  terms.owner = "Test Bank (fictitious)";
  terms.purpose = "log-head";
  g_assert_cmpint (rc_trust_accept (fixture->case_file, raw, &terms, &error), ==, 1);
  g_assert_no_error (error);
  seal_fixture_trust (fixture, 1, "files", RC_TIME_NONE, RC_TIME_NONE);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "minisign", 0)), ==, RC_VERDICT_VALID);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
}

/* A signature that fails otherwise does not count, and its own reason stays. */
static void
test_spoiled (SealFixture   *fixture,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "evidence", FILE_NAME ".sig", NULL);
  g_autofree char *text = NULL;
  char *comment;

  seal_fixture_write (fixture, FILE_NAME, "weights", -1);
  seal_fixture_sign (fixture, FILE_NAME, COMMENT, 1);
  sign_again (fixture, 2);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  comment = strstr (text, COMMENT);
  comment[strlen (COMMENT) - 1] = '9';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  accept_key (fixture, 1, "release", 2);
  accept_key (fixture, 2, "release", 2);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "minisign", i)), ==, RC_VERDICT_INVALID);
  g_assert_cmpuint (seal_fixture_count (fixture, RC_EXCEPTION_TOO_FEW_KEYS), ==, 1);
  g_assert_cmpuint (seal_fixture_count (fixture, RC_EXCEPTION_SIGNATURE_INVALID), ==, 1);
}

#define ADD(name, function) g_test_add ("/threshold/" name, SealFixture, NULL, seal_fixture_set_up, function, seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_add_func ("/threshold/count", test_count);
  g_test_add_func ("/threshold/alone", test_alone);
  ADD ("together", test_together);
  ADD ("too-few", test_too_few);
  ADD ("C37/same-key-twice", test_same_key_twice);
  ADD ("spoiled", test_spoiled);
  ADD ("two-kinds", test_two_kinds);
  return g_test_run ();
}
