/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/custody-list.h"
#include "core/exception-groups.h"
#include "core/import.h"
#include "core/seal-words.h"
#include "core/source-facts.h"
#include "core/trust-facts.h"
#include "demo-case.h"

#define INFERENCES 300

static gint64
find_source (RcCase     *case_file,
             const char *end)
{
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, NULL);

  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);

      if (g_str_has_suffix (source->name, end))
        return source->id;
    }
  g_assert_not_reached ();
}

/* --- Sources --- */

static RcSourceDetail *
load_detail (RcCase     *case_file,
             const char *end)
{
  g_autoptr (GError) error = NULL;
  RcSourceDetail *detail = rc_source_detail_load (case_file, find_source (case_file, end), &error);

  g_assert_no_error (error);
  return detail;
}

static void
test_sources (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_VERIFIED | DEMO_CASE_FAULTS);
  g_autoptr (RcCase) case_file = demo_case_open (demo, FALSE);
  g_autoptr (RcSourceDetail) altered = load_detail (case_file, "decisions-2026-06.jsonl");
  g_autoptr (RcSourceDetail) rows = load_detail (case_file, "mlflow.db!rows");
  g_autoptr (RcSourceDetail) signature = load_detail (case_file, "SHA256SUMS.minisig");
  gboolean has_chain = FALSE;

  g_assert_cmpint (altered->facts->worst, ==, RC_PROTECTION_FAILED);
  g_assert_cmpuint (altered->counts[RC_PROTECTION_FAILED], >, 0);
  for (guint i = 0; i < altered->seals->len; i++)
    {
      const RcSourceSeal *seal = &g_array_index (altered->seals, RcSourceSeal, i);

      g_assert_cmpuint (seal->covered, <=, altered->facts->source->records);
      g_assert_cmpuint (strlen (rc_seal_words_shows (seal->seal)), >, 0);
      has_chain = has_chain || strcmp (seal->seal->kind, "chain") == 0;
    }
  g_assert_true (has_chain);

  /* What covers the data base covers its rows. */
  g_assert_nonnull (rows->parent);
  g_assert_cmpint (rows->facts->worst, ==, RC_PROTECTION_PASSED);
  g_assert_cmpuint (rows->seals->len, ==, 1);
  g_assert_cmpuint (g_array_index (rows->seals, RcSourceSeal, 0).covered, ==, rows->facts->source->records);

  g_assert_cmpint (signature->facts->worst, ==, RC_PROTECTION_NONE);
  g_assert_cmpuint (signature->seals->len, ==, 0);
}

/* The list and the detail tell the same of every source. */
static void
test_list_agrees (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_VERIFIED | DEMO_CASE_FAULTS);
  g_autoptr (RcCase) case_file = demo_case_open (demo, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) facts = rc_source_facts_list (case_file, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (facts->len, >, 30);
  for (guint i = 0; i < facts->len; i++)
    {
      const RcSourceFacts *each = g_ptr_array_index (facts, i);
      g_autoptr (RcSourceDetail) detail = rc_source_detail_load (case_file, each->source->id, &error);

      g_assert_no_error (error);
      g_assert_cmpint (detail->facts->worst, ==, each->worst);
      g_assert_cmpstr (detail->facts->title, ==, each->title);
    }
}

/* --- Exceptions --- */

/* None is lost, even where somebody wrote causes into the case that lead in a circle or nowhere. */
static void
test_circle (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_VERIFIED | DEMO_CASE_FAULTS);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  g_autoptr (RcExceptionGroups) before = NULL;
  g_autoptr (RcExceptionGroups) after = NULL;
  g_autoptr (GError) error = NULL;
  guint listed = 0;

  before = rc_exception_groups_load (case_file, &error);
  g_assert_no_error (error);
  g_assert_true (before->verified);
  g_assert_cmpuint (before->roots, ==, 14);
  g_assert_cmpuint (before->further, >, 0);

  g_assert_true (rc_case_begin (case_file, &error));
  rc_database_exec (rc_case_get_database (case_file),
                    "UPDATE exception SET caused_by = 2 WHERE id = 1; UPDATE exception SET caused_by = 1 WHERE id = 2; "
                    "UPDATE exception SET caused_by = 900 WHERE id = 3", &error);
  g_assert_no_error (error);
  g_assert_true (rc_custody_append (case_file, "verify", NULL, &error));
  g_assert_true (rc_case_commit (case_file, &error));
  after = rc_exception_groups_load (case_file, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < after->groups->len; i++)
    {
      const RcExceptionGroup *group = g_ptr_array_index (after->groups, i);

      for (guint each = 0; each < group->roots->len; each++)
        listed += 1 + ((const RcExceptionRoot *) g_ptr_array_index (group->roots, each))->further->len;
    }
  g_assert_cmpuint (listed, ==, after->judgement->exceptions->len);
  g_assert_cmpuint (listed, ==, before->judgement->exceptions->len);
}

static void
test_gravest_first (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_VERIFIED | DEMO_CASE_FAULTS);
  g_autoptr (RcCase) case_file = demo_case_open (demo, FALSE);
  g_autoptr (RcExceptionGroups) groups = rc_exception_groups_load (case_file, NULL);
  int last = 1;

  for (guint i = 0; i < groups->groups->len; i++)
    {
      const RcExceptionGroup *group = g_ptr_array_index (groups->groups, i);

      g_assert_true (last != 3 || group->exit_code != 1);
      g_assert_true (last != 0 || group->exit_code == 0);
      last = group->exit_code;
    }
  g_assert_cmpint (last, ==, 0);
}

/* --- Custody log --- */

static const RcCustodyLine *
newest (const RcCustodyList *list)
{
  return g_ptr_array_index (list->lines, 0);
}

static void
test_custody_words (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_PLAIN);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  g_autoptr (RcCustodyList) list = NULL;
  g_autoptr (RcCustodyList) strange = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;

  rc_custody_append (case_file, "reveal", "{\"source\":7,\"record\":1234,\"reason\":\"court order\\u202e\"}", &error);
  g_assert_no_error (error);
  list = rc_custody_list_load (case_file, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (newest (list)->words, "Record 1,234 of source 7 was shown in clear"));
  g_assert_null (strstr (newest (list)->words, "\u202e"));
  g_assert_null (newest (list)->signer);
  words = rc_custody_list_words (list);
  g_assert_nonnull (strstr (words, "None is signed"));

  rc_custody_append (case_file, "levitate", NULL, &error);
  strange = rc_custody_list_load (case_file, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (newest (strange)->words, "levitate"));
  g_assert_cmpint (newest (strange)->id, ==, newest (list)->id + 1);
}

/* Whoever edits an entry is told of, and the sentence says that the log does not hold. */
static void
test_custody_edited (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_PLAIN);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  g_autoptr (RcCustodyList) list = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;

  rc_database_exec (rc_case_get_database (case_file), "UPDATE custody SET detail = 'no json' WHERE id = 2", &error);
  g_assert_no_error (error);
  list = rc_custody_list_load (case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->report->faults->len, >, 0);
  words = rc_custody_list_words (list);
  g_assert_nonnull (strstr (words, "does not hold"));
}

/* --- Keys --- */

static void
test_candidate (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_PLAIN);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  const char * const paths[] = { demo->key, NULL };
  const RcImportOptions options = { 0 };
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcTrustCandidate) apart = NULL;
  g_autoptr (RcTrustCandidate) beside = NULL;
  g_autoptr (RcTrustFacts) facts = NULL;
  g_autofree char *fingerprint = NULL;
  g_autoptr (GError) error = NULL;

  apart = rc_trust_candidate_read (case_file, demo->key, FALSE, &error);
  g_assert_no_error (error);
  g_assert_false (apart->came_with_evidence);
  fingerprint = rc_anchor_dup_fingerprint (g_ptr_array_index (apart->anchors, 0));
  g_assert_cmpuint (strlen (fingerprint), ==, 64 + 15);

  result = rc_import_paths (case_file, paths, &options, NULL, &error);
  g_assert_no_error (error);
  beside = rc_trust_candidate_read (case_file, demo->key, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (beside->came_with_evidence);
  /* Reading accepts nothing. */
  facts = rc_trust_facts_load (case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (facts->anchors->len, ==, 0);

  g_assert_null (rc_trust_candidate_read (case_file, demo->path, FALSE, &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page-facts/sources", test_sources);
  g_test_add_func ("/page-facts/list-agrees", test_list_agrees);
  g_test_add_func ("/page-facts/circle", test_circle);
  g_test_add_func ("/page-facts/gravest-first", test_gravest_first);
  g_test_add_func ("/page-facts/custody-words", test_custody_words);
  g_test_add_func ("/page-facts/custody-edited", test_custody_edited);
  g_test_add_func ("/page-facts/candidate", test_candidate);
  return g_test_run ();
}
