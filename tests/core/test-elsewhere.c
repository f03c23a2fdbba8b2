/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/custody.h"
#include "core/elsewhere.h"
#include "core/judgement-store.h"
#include "seal-fixture.h"

#define BY "M. Berger"
#define DAY "2026-11-21"
#define TOOL "gpg 2.2.40"

/* A list with the digest of a log, and a signature over the list by a key that nobody accepts. */
static void
put_signed_list (SealFixture *fixture)
{
  static const char content[] = "one\ntwo\n";
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, content, -1);
  g_autofree char *list = g_strdup_printf ("%s  log.txt\n", digest);

  seal_fixture_write (fixture, "log.txt", content, -1);
  seal_fixture_write (fixture, "SHA256SUMS", list, -1);
  seal_fixture_sign (fixture, "SHA256SUMS", "timestamp:1", 1);
}

static void
keep (SealFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < fixture->judgement->seals->len; i++)
    {
      RcSeal *seal = g_ptr_array_index (fixture->judgement->seals, i);
      const RcSealCarrier carrier = { .source = seal->carrier };

      if (seal->carrier > 0)
        rc_seal_add_carrier (seal, &carrier);
    }
  g_assert_true (rc_case_begin (fixture->case_file, &error));
  g_assert_true (rc_judgement_save (fixture->judgement, rc_case_get_database (fixture->case_file), &error));
  g_assert_true (rc_custody_append (fixture->case_file, "verify", NULL, &error));
  g_assert_true (rc_case_commit (fixture->case_file, &error));
  g_assert_no_error (error);
}

static void
judge (SealFixture *fixture)
{
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  keep (fixture);
}

static char *
dup_output (SealFixture *fixture)
{
  char *path = g_build_filename (fixture->folder, "output.txt", NULL);

  g_assert_true (g_file_set_contents (path, "Good signature\n", -1, NULL));
  return path;
}

static gint64
add (SealFixture  *fixture,
     const RcSeal *seal,
     GError      **error)
{
  g_autofree char *output = dup_output (fixture);
  const RcElsewhereTerms terms = { BY, DAY, TOOL, output };

  return rc_elsewhere_add (fixture->case_file, seal->id, &terms, error);
}

static void
apply (SealFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_elsewhere_apply (fixture->case_file, fixture->sources, fixture->judgement, &error));
  g_assert_no_error (error);
}

static void
assert_questions (const RcSeal *seal,
                  RcVerdict     integrity,
                  RcVerdict     signature,
                  RcVerdict     anchor)
{
  g_assert_cmpstr (rc_verdict_to_code (seal->integrity), ==, rc_verdict_to_code (integrity));
  g_assert_cmpstr (rc_verdict_to_code (seal->signature), ==, rc_verdict_to_code (signature));
  g_assert_cmpstr (rc_verdict_to_code (seal->anchor), ==, rc_verdict_to_code (anchor));
}

static void
test_signature_and_list (SealFixture   *fixture,
                         gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  RcSeal *signature, *list;

  put_signed_list (fixture);
  judge (fixture);
  signature = seal_fixture_seal (fixture, "minisign", 0);
  list = seal_fixture_seal (fixture, "digest-list", 0);
  assert_questions (signature, RC_VERDICT_UNVERIFIABLE, RC_VERDICT_UNVERIFIABLE, RC_VERDICT_UNVERIFIABLE);
  assert_questions (list, RC_VERDICT_VALID, RC_VERDICT_UNVERIFIABLE, RC_VERDICT_UNVERIFIABLE);

  g_assert_cmpint (add (fixture, signature, &error), ==, 1);
  g_assert_no_error (error);
  apply (fixture);
  assert_questions (signature, RC_VERDICT_ELSEWHERE, RC_VERDICT_ELSEWHERE, RC_VERDICT_ELSEWHERE);
  assert_questions (list, RC_VERDICT_VALID, RC_VERDICT_ELSEWHERE, RC_VERDICT_ELSEWHERE);
  g_assert_null (signature->reason);
  g_assert_null (list->reason);
  g_assert_true (seal_fixture_has_note (signature, "by " BY " on " DAY " with " TOOL));
  g_assert_true (seal_fixture_has_note (list, "What stands over it was checked outside Recount"));
  g_assert_cmpint (seal_fixture_protection (fixture, "digest-list", "log.txt", 1), ==, RC_VERDICT_ELSEWHERE);
}

/* The numbers of seals change; the check stays with what was checked. */
static void
test_follows_the_seal (SealFixture   *fixture,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  put_signed_list (fixture);
  judge (fixture);
  g_assert_cmpint (add (fixture, seal_fixture_seal (fixture, "minisign", 0), &error), >, 0);

  seal_fixture_write (fixture, "A", "a\n", -1);
  seal_fixture_sign (fixture, "A", "timestamp:1", 2);
  judge (fixture);
  apply (fixture);
  g_assert_cmpuint (seal_fixture_count_seals (fixture, "minisign"), >=, 2);
  for (guint i = 0; i < fixture->judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (fixture->judgement->seals, i);

      if (strcmp (seal->kind, "minisign") == 0)
        g_assert_cmpint (rc_seal_worst (seal), ==, g_str_has_suffix (seal->name, "A") ? RC_VERDICT_UNVERIFIABLE : RC_VERDICT_ELSEWHERE);
    }
}

/* A seal whose check failed, or passed, is none that could be checked elsewhere. */
static void
test_refused (SealFixture   *fixture,
              gconstpointer  data)
{
  g_autofree char *output = dup_output (fixture);
  g_autofree char *none = g_build_filename (fixture->folder, "none", NULL);
  g_autofree char *empty = g_build_filename (fixture->folder, "empty", NULL);
  const struct { RcElsewhereTerms terms; int code; } wrong[] = {
    { { "", DAY, TOOL, output }, RC_ELSEWHERE_ERROR_WORDS },
    { { NULL, DAY, TOOL, output }, RC_ELSEWHERE_ERROR_WORDS },
    { { BY, "21.11.2026", TOOL, output }, RC_ELSEWHERE_ERROR_WORDS },
    { { BY, "2026-02-30", TOOL, output }, RC_ELSEWHERE_ERROR_WORDS },
    { { BY, "2026-11-21x", TOOL, output }, RC_ELSEWHERE_ERROR_WORDS },
    { { BY, "2026- 1-21", TOOL, output }, RC_ELSEWHERE_ERROR_WORDS },
    { { BY, DAY, "\xff", output }, RC_ELSEWHERE_ERROR_WORDS },
    { { BY, DAY, TOOL, NULL }, RC_ELSEWHERE_ERROR_OUTPUT },
    { { BY, DAY, TOOL, empty }, RC_ELSEWHERE_ERROR_OUTPUT },
  };
  const RcElsewhereTerms no_file = { BY, DAY, TOOL, none };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  RcSeal *seal;

  put_signed_list (fixture);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "minisign", 0);
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) refused = NULL;

      g_assert_cmpint (rc_elsewhere_add (fixture->case_file, seal->id, &wrong[i].terms, &refused), ==, 0);
      g_assert_error (refused, RC_ELSEWHERE_ERROR, wrong[i].code);
    }
  g_assert_cmpint (rc_elsewhere_add (fixture->case_file, seal->id, &no_file, &error), ==, 0);
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (rc_elsewhere_add (fixture->case_file, 99, &wrong[1].terms, &error), ==, 0);
  g_clear_error (&error);

  seal->integrity = seal->signature = seal->anchor = RC_VERDICT_INVALID;
  keep (fixture);
  g_assert_cmpint (add (fixture, seal, &error), ==, 0);
  g_assert_error (error, RC_ELSEWHERE_ERROR, RC_ELSEWHERE_ERROR_SEAL);
  list = rc_elsewhere_list (fixture->case_file, NULL);
  g_assert_cmpuint (list->len, ==, 0);
}

/* Whatever a person recorded: only what could not be checked becomes better, and never better than checked elsewhere. */
static void
test_upgrades_nothing_else (SealFixture   *fixture,
                            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  RcSeal *seal;

  put_signed_list (fixture);
  judge (fixture);
  seal = seal_fixture_seal (fixture, "minisign", 0);
  g_assert_cmpint (add (fixture, seal, &error), >, 0);
  for (int verdict = 0; verdict < RC_N_VERDICTS; verdict++)
    {
      seal->integrity = (RcVerdict) verdict;
      seal->signature = RC_VERDICT_UNVERIFIABLE;
      seal->anchor = RC_VERDICT_UNANCHORED;
      apply (fixture);
      g_assert_cmpint (seal->integrity, ==, verdict == RC_VERDICT_UNVERIFIABLE ? RC_VERDICT_ELSEWHERE : verdict);
      g_assert_cmpint (seal->signature, ==, RC_VERDICT_ELSEWHERE);
      g_assert_cmpint (seal->anchor, ==, RC_VERDICT_UNANCHORED);
    }
}

static void
test_failed_list_stays_failed (SealFixture   *fixture,
                               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  put_signed_list (fixture);
  seal_fixture_write (fixture, "log.txt", "one\nTWO\n", -1);
  judge (fixture);
  g_assert_cmpint (add (fixture, seal_fixture_seal (fixture, "minisign", 0), &error), >, 0);
  apply (fixture);
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "digest-list", 0)), ==, RC_VERDICT_INVALID);
  g_assert_cmpstr (seal_fixture_seal (fixture, "digest-list", 0)->reason, ==, "digest");
  g_assert_cmpint (seal_fixture_protection (fixture, "digest-list", "log.txt", 1), ==, RC_VERDICT_INVALID);
}

static char *
dup_state (SealFixture *fixture)
{
  RcDigest state;
  gint64 changed_us;

  g_assert_true (rc_custody_evidence_state (fixture->case_file, &state, &changed_us, NULL));
  return rc_digest_dup_hex (&state);
}

static void
test_state_log_and_withdrawal (SealFixture   *fixture,
                               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL, *back = NULL;
  g_autoptr (GPtrArray) list = NULL, faults = NULL;
  g_autoptr (GBytes) output = NULL;
  RcSeal *seal;

  put_signed_list (fixture);
  judge (fixture);
  before = dup_state (fixture);
  seal = seal_fixture_seal (fixture, "minisign", 0);
  g_assert_cmpint (add (fixture, seal, &error), ==, 1);
  after = dup_state (fixture);
  g_assert_cmpstr (before, !=, after);

  output = rc_elsewhere_read_output (fixture->case_file, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (output, NULL), g_bytes_get_size (output), "Good signature\n", 15);

  g_assert_false (rc_elsewhere_withdraw (fixture->case_file, 7, "x", &error));
  g_assert_error (error, RC_ELSEWHERE_ERROR, RC_ELSEWHERE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (rc_elsewhere_withdraw (fixture->case_file, 1, "wrong file", &error));
  back = dup_state (fixture);
  g_assert_cmpstr (back, !=, after);
  apply (fixture);
  g_assert_cmpint (rc_seal_worst (seal), ==, RC_VERDICT_UNVERIFIABLE);

  list = rc_elsewhere_list (fixture->case_file, &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((const RcElsewhere *) g_ptr_array_index (list, 0))->withdrawn_for, ==, "wrong file");
  faults = rc_custody_compare_tables (fixture->case_file, &error);
  g_assert_cmpuint (faults->len, ==, 0);
}

#define ADD(path, test) g_test_add (path, SealFixture, NULL, seal_fixture_set_up, test, seal_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/elsewhere/signature-and-list", test_signature_and_list);
  ADD ("/elsewhere/follows-the-seal", test_follows_the_seal);
  ADD ("/elsewhere/refused", test_refused);
  ADD ("/elsewhere/upgrades-nothing-else", test_upgrades_nothing_else);
  ADD ("/elsewhere/failed-list-stays-failed", test_failed_list_stays_failed);
  ADD ("/elsewhere/state-log-and-withdrawal", test_state_log_and_withdrawal);
  return g_test_run ();
}
