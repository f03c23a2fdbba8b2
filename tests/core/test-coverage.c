/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/coverage.h"
#include "core/words.h"
#include "seal-fixture.h"

/* --- From made-up judgements --- */

static RcSource *
make_source (gint64      id,
             const char *name,
             guint64     records)
{
  RcSource *source = g_new0 (RcSource, 1);

  source->id = id;
  source->name = g_strdup (name);
  source->kind = g_strdup ("file");
  source->derivation = g_strdup (RC_DERIVATION_FILE);
  source->records = records;
  return source;
}

/* Sources 1 to @count with ten records each. */
static GPtrArray *
make_sources (guint count)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_source_free);

  for (guint i = 1; i <= count; i++)
    {
      g_autofree char *name = g_strdup_printf ("file-%u", i);

      g_ptr_array_add (sources, make_source (i, name, 10));
    }
  return sources;
}

/* A seal that stands in @carrier and covers @source from @first to @last. */
static RcSeal *
add_seal (RcJudgement *judgement,
          const char  *kind,
          gint64       carrier,
          gint64       source,
          guint64      first,
          guint64      last,
          RcVerdict    verdict)
{
  RcSeal *seal = rc_seal_new (kind, kind);
  const RcSealCarrier place = { .source = carrier };
  gint64 id;

  seal->integrity = seal->signature = seal->anchor = verdict;
  seal->completeness = RC_VERDICT_VALID;
  g_array_append_val (seal->sources, source);
  if (carrier > 0)
    rc_seal_add_carrier (seal, &place);
  id = rc_judgement_add_seal (judgement, seal);
  rc_judgement_add_cover (judgement, id, source, first, last, verdict);
  return seal;
}

static char *
dup_kinds (const RcCoveragePath *path)
{
  GString *kinds = g_string_new (NULL);

  for (guint i = 0; i < path->links->len; i++)
    g_string_append_printf (kinds, "%s%s", i > 0 ? "<" : "", g_array_index (path->links, RcCoverageLink, i).seal->kind);
  return g_string_free (kinds, FALSE);
}

static void
assert_paths (RcCoverage          *coverage,
              gint64               source,
              guint64              record,
              const char * const  *expected)
{
  g_autoptr (GPtrArray) paths = rc_coverage_list_paths (coverage, rc_coverage_find_source (coverage, source), record);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *kinds = dup_kinds (g_ptr_array_index (paths, i));

      g_assert_cmpstr (kinds, ==, expected[i]);
    }
  g_assert_null (expected[paths->len]);
}

#define PATHS(...) ((const char * const []) { __VA_ARGS__, NULL })

/* A time stamp (6) over a signature (5) over a list (2) over a file (1). */
static void
test_path (void)
{
  g_autoptr (GPtrArray) sources = make_sources (6);
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  g_autoptr (RcCoverage) coverage = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  g_autofree char *words = NULL;

  add_seal (judgement, "time-stamp", 6, 5, 1, 10, RC_VERDICT_UNVERIFIABLE);
  add_seal (judgement, "minisign", 5, 2, 1, 10, RC_VERDICT_VALID);
  add_seal (judgement, "digest-list", 2, 1, 1, 10, RC_VERDICT_VALID);
  coverage = rc_coverage_new (judgement, TRUE, sources);
  assert_paths (coverage, 1, 3, PATHS ("digest-list<minisign<time-stamp"));
  assert_paths (coverage, 2, 1, PATHS ("minisign<time-stamp"));
  assert_paths (coverage, 3, 1, PATHS (NULL));
  paths = rc_coverage_list_paths (coverage, rc_coverage_find_source (coverage, 1), 0);
  g_assert_cmpint (((const RcCoveragePath *) g_ptr_array_index (paths, 0))->verdict, ==, RC_VERDICT_UNVERIFIABLE);
  g_assert_cmpuint (((const RcCoveragePath *) g_ptr_array_index (paths, 0))->records, ==, 10);
  words = rc_coverage_path_words (g_ptr_array_index (paths, 0));
  g_assert_cmpstr (words, ==, "List of digests “digest-list”: Check passed, known key; over it stands Signature “minisign”: Check passed, "
                   "known key; over it stands Time stamp “time-stamp”: Could not be checked here");
  /* What covers the record says that it passed; that a time stamp further up could not be checked does not spoil that. */
  g_assert_cmpint (rc_coverage_verdict (coverage, rc_coverage_find_source (coverage, 1), 3), ==, RC_VERDICT_VALID);
}

static void
test_best_path_but_no_failure_outshone (void)
{
  static const struct { RcVerdict first; RcVerdict second; RcVerdict together; } cases[] = {
    { RC_VERDICT_UNVERIFIABLE, RC_VERDICT_VALID, RC_VERDICT_VALID },
    { RC_VERDICT_UNANCHORED, RC_VERDICT_UNVERIFIABLE, RC_VERDICT_UNANCHORED },
    { RC_VERDICT_ELSEWHERE, RC_VERDICT_UNVERIFIABLE, RC_VERDICT_ELSEWHERE },
    { RC_VERDICT_VALID, RC_VERDICT_INVALID, RC_VERDICT_INVALID },
    { RC_VERDICT_FORK, RC_VERDICT_VALID, RC_VERDICT_FORK },
    { RC_VERDICT_VALID, RC_VERDICT_MALFORMED, RC_VERDICT_MALFORMED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) sources = make_sources (3);
      g_autoptr (RcJudgement) judgement = rc_judgement_new ();
      g_autoptr (RcCoverage) coverage = NULL;

      add_seal (judgement, "digest-list", 2, 1, 1, 10, cases[i].first);
      add_seal (judgement, "chain", 0, 1, 4, 6, cases[i].second);
      coverage = rc_coverage_new (judgement, TRUE, sources);
      g_assert_cmpint (rc_coverage_verdict (coverage, rc_coverage_find_source (coverage, 1), 5), ==, cases[i].together);
      g_assert_cmpint (rc_coverage_verdict (coverage, rc_coverage_find_source (coverage, 1), 7), ==, cases[i].first);
    }
}

/* A head speaks of what comes before it, not of what comes after. */
static void
test_heads (void)
{
  g_autoptr (GPtrArray) sources = make_sources (4);
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  g_autoptr (RcCoverage) coverage = NULL;
  const RcSealCarrier early = { 3, 1, 5 };
  const RcSealCarrier late = { 4, 2, 5 };
  const gint64 second = 2;
  RcSeal *chain = add_seal (judgement, "chain", 0, 1, 1, 10, RC_VERDICT_VALID);

  g_array_append_val (chain->sources, second);
  rc_seal_add_carrier (chain, &late);
  rc_seal_add_carrier (chain, &early);
  rc_judgement_add_cover (judgement, 1, 2, 1, 5, RC_VERDICT_VALID);
  rc_judgement_add_cover (judgement, 1, 2, 6, 10, RC_VERDICT_UNANCHORED);
  add_seal (judgement, "minisign", 0, 3, 1, 10, RC_VERDICT_UNVERIFIABLE);
  add_seal (judgement, "sshsig", 0, 4, 1, 10, RC_VERDICT_VALID);
  coverage = rc_coverage_new (judgement, TRUE, sources);
  assert_paths (coverage, 1, 5, PATHS ("chain<sshsig", "chain<minisign"));
  assert_paths (coverage, 1, 6, PATHS ("chain<sshsig"));
  assert_paths (coverage, 2, 5, PATHS ("chain<sshsig"));
  assert_paths (coverage, 2, 6, PATHS ("chain"));
}

/* Two that stand over each other, and one over itself. */
static void
test_circles_end (void)
{
  g_autoptr (GPtrArray) sources = make_sources (3);
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  g_autoptr (RcCoverage) coverage = NULL;

  add_seal (judgement, "asic", 1, 1, 1, 10, RC_VERDICT_VALID);
  add_seal (judgement, "digest-list", 2, 3, 1, 10, RC_VERDICT_VALID);
  add_seal (judgement, "bagit", 3, 2, 1, 10, RC_VERDICT_VALID);
  coverage = rc_coverage_new (judgement, TRUE, sources);
  assert_paths (coverage, 1, 1, PATHS ("asic"));
  assert_paths (coverage, 3, 1, PATHS ("digest-list<bagit"));
}

/* Each of 20 lists is signed by 20 keys, in four storeys: what is told stays bounded. */
static void
test_many_paths_are_bounded (void)
{
  g_autoptr (GPtrArray) sources = make_sources (5);
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  g_autoptr (RcCoverage) coverage = NULL;
  g_autoptr (GPtrArray) paths = NULL;

  for (gint64 storey = 1; storey <= 4; storey++)
    {
      for (guint i = 0; i < 20; i++)
        add_seal (judgement, "minisign", storey + 1, storey, 1, 10, RC_VERDICT_VALID);
    }
  coverage = rc_coverage_new (judgement, TRUE, sources);
  paths = rc_coverage_list_paths (coverage, rc_coverage_find_source (coverage, 1), 0);
  g_assert_cmpuint (paths->len, ==, 256);
}

static void
test_states (void)
{
  g_autoptr (GPtrArray) sources = make_sources (5);
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  g_autoptr (RcCoverage) coverage = NULL;
  g_autoptr (RcCoverage) unchecked = NULL;
  static const RcCoverageState states[] = {
    RC_COVERAGE_COVERED, RC_COVERAGE_PARTLY, RC_COVERAGE_CARRIER, RC_COVERAGE_NOT_LISTED, RC_COVERAGE_UNSIGNED
  };
  static const RcVerdict verdicts[] = {
    RC_VERDICT_INVALID, RC_VERDICT_UNSIGNED, RC_VERDICT_UNSIGNED, RC_VERDICT_NOT_COVERED, RC_VERDICT_UNSIGNED
  };

  /* That the check failed does not make it uncovered. */
  add_seal (judgement, "digest-list", 3, 1, 1, 10, RC_VERDICT_INVALID);
  add_seal (judgement, "chain", 0, 2, 4, 6, RC_VERDICT_VALID);
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_NOT_LISTED, 4, 1, 0, NULL, NULL, "x"));
  coverage = rc_coverage_new (judgement, TRUE, sources);
  unchecked = rc_coverage_new (judgement, FALSE, sources);
  assert_paths (unchecked, 1, 0, PATHS (NULL));
  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);

      g_assert_cmpint (rc_coverage_state (coverage, source), ==, states[i]);
      g_assert_cmpint (rc_coverage_verdict (coverage, source, 1), ==, verdicts[i]);
      g_assert_cmpint (rc_coverage_state (unchecked, source), ==, RC_COVERAGE_UNCHECKED);
      g_assert_cmpint (rc_coverage_verdict (unchecked, source, 1), ==, RC_VERDICT_NOT_CHECKED);
    }
}

/* A name cannot pass itself off as words of the program. */
static void
test_words_are_safe (void)
{
  g_autoptr (RcSeal) seal = rc_seal_new ("of-a-newer-program", "a\u202eb\nc");
  RcCoverageLink link = { seal, RC_VERDICT_NOT_CHECKED };
  RcCoveragePath path = { g_array_new (FALSE, FALSE, sizeof link), RC_VERDICT_NOT_CHECKED, 1, 1, 1, 1 };
  g_autofree char *words = NULL;

  g_array_append_val (path.links, link);
  words = rc_coverage_path_words (&path);
  g_assert_null (strstr (words, "\u202e"));
  g_assert_null (strchr (words, '\n'));
  g_assert_true (g_str_has_suffix (words, "Not checked yet"));
  g_array_unref (path.links);
}

/* --- From evidence --- */

/* A signed list names one log; another file lies beside it; a signed head speaks of the log. */
static void
test_evidence (SealFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 1, 20, NULL);
  g_autofree char *text = chain_log_join (log);
  g_autofree char *head = chain_log_head (log, "KreditCheck", 20, 19);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *list = g_strdup_printf ("%s  log.jsonl\n", digest);
  g_autoptr (RcCoverage) coverage = NULL;
  guint with_head = 0;

  seal_fixture_write (fixture, "log.jsonl", text, -1);
  seal_fixture_write (fixture, "other.txt", "other\n", -1);
  seal_fixture_write (fixture, "heads/head.json", head, -1);
  seal_fixture_write (fixture, "SHA256SUMS", list, -1);
  seal_fixture_sign (fixture, "SHA256SUMS", "timestamp:1", 1);
  seal_fixture_sign (fixture, "heads/head.json", "timestamp:1", 1);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  seal_fixture_import (fixture);
  seal_fixture_judge (fixture, NULL);
  for (guint i = 0; i < fixture->judgement->seals->len; i++)
    {
      RcSeal *seal = g_ptr_array_index (fixture->judgement->seals, i);
      const RcSealCarrier carrier = { .source = seal->carrier };

      if (seal->carrier > 0)
        rc_seal_add_carrier (seal, &carrier);
    }

  coverage = rc_coverage_new (fixture->judgement, TRUE, fixture->sources);
  {
    const RcSource *source = rc_coverage_find_source (coverage, seal_fixture_source (fixture, "log.jsonl"));
    const RcSource *other = rc_coverage_find_source (coverage, seal_fixture_source (fixture, "other.txt"));
    g_autoptr (GPtrArray) paths = rc_coverage_list_paths (coverage, source, 7);

    g_assert_cmpuint (paths->len, ==, 2);
    for (guint i = 0; i < paths->len; i++)
      {
        const RcCoveragePath *path = g_ptr_array_index (paths, i);
        g_autofree char *kinds = dup_kinds (path);

        g_assert_cmpint (path->verdict, ==, RC_VERDICT_VALID);
        with_head += strcmp (kinds, "chain<minisign") == 0;
      }
    g_assert_cmpuint (with_head, ==, 1);
    g_assert_cmpint (rc_coverage_state (coverage, source), ==, RC_COVERAGE_COVERED);
    g_assert_cmpint (rc_coverage_state (coverage, other), ==, RC_COVERAGE_NOT_LISTED);
    g_assert_cmpint (rc_coverage_verdict (coverage, other, 1), ==, RC_VERDICT_NOT_COVERED);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coverage/path", test_path);
  g_test_add_func ("/coverage/best-path-but-no-failure-outshone", test_best_path_but_no_failure_outshone);
  g_test_add_func ("/coverage/heads", test_heads);
  g_test_add_func ("/coverage/circles-end", test_circles_end);
  g_test_add_func ("/coverage/many-paths-are-bounded", test_many_paths_are_bounded);
  g_test_add_func ("/coverage/states", test_states);
  g_test_add_func ("/coverage/words-are-safe", test_words_are_safe);
  g_test_add ("/coverage/evidence", SealFixture, NULL, seal_fixture_set_up, test_evidence, seal_fixture_tear_down);
  return g_test_run ();
}
