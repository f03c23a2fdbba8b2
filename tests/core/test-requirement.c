/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/requirement-words.h"
#include "core/requirement.h"
#include "demo-case.h"

#define INFERENCES 500

static RcRequirementReport *
check_case (const DemoCase *demo)
{
  g_autoptr (RcCase) case_file = demo_case_open (demo, FALSE);
  g_autoptr (GError) error = NULL;
  RcRequirementReport *report = rc_requirement_check_case (case_file, NULL, &error);

  g_assert_no_error (error);
  return report;
}

static RcRequirementVerdict
verdict_of (const RcRequirementReport *report,
            const char                *id)
{
  const RcRequirementResult *result = rc_requirement_report_find (report, id);

  g_assert_nonnull (result);
  return result->verdict;
}

/* Every requirement of the catalogue is weighed by a function, left to a person, or out of scope with a reason: none unaccounted. */
static void
test_all_accounted (void)
{
  const RcLaw *law = rc_law_get ();

  for (guint i = 0; i < rc_law_count_requirements (law); i++)
    {
      const RcRequirement *requirement = rc_law_nth_requirement (law, i);
      gboolean is_asked = FALSE;

      switch (requirement->judged)
        {
        case RC_LAW_JUDGED_AUTOMATIC:
        case RC_LAW_JUDGED_DOCUMENT:
          is_asked = TRUE;
          break;
        case RC_LAW_JUDGED_JUDGE:
          break;
        case RC_LAW_JUDGED_INFORMATION:
        case RC_LAW_JUDGED_OUT_OF_SCOPE:
          g_assert_nonnull (requirement->reason);
          g_assert_cmpstr (rc_law_text_in (requirement->reason, "en"), !=, "");
          g_assert_false (rc_requirement_has_check (requirement->id));
          break;
        }
      if (is_asked && !rc_requirement_has_check (requirement->id))
        g_error ("no function answers for %s", requirement->id);
    }
}

/* No function without an id, and none twice. */
static void
test_no_stray_function (void)
{
  g_autofree const char **ids = rc_requirement_list_checks ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (rc_law_find_requirement (rc_law_get (), ids[i]) == NULL)
        g_error ("a function answers for %s, which is no requirement", ids[i]);
      g_assert_true (g_hash_table_add (seen, (gpointer) ids[i]));
    }
}

static void
assert_plain (const RcRequirementResult *result)
{
  static const char * const never[] = { "compliant", "proven", "conforms", "high-risk", NULL };

  g_assert_cmpstr (result->words, !=, NULL);
  g_assert_cmpstr (result->words, !=, "");
  for (guint i = 0; never[i] != NULL; i++)
    g_assert_null (strstr (result->words, never[i]));
}

/* Absence of evidence is no breach, nothing is supported by nothing, and each result has its sentence. */
static void
test_empty (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (100, DEMO_CASE_EMPTY);
  g_autoptr (RcRequirementReport) report = check_case (demo);

  g_assert_cmpuint (report->results->len, ==, rc_law_count_requirements (rc_law_get ()));
  g_assert_cmpuint (report->counts[RC_REQUIREMENT_MET], ==, 0);
  g_assert_cmpuint (report->counts[RC_REQUIREMENT_NOT_MET], ==, 0);
  g_assert_cmpint (rc_requirement_report_exit_code (report), ==, 3);
  g_assert_cmpint (report->at_us, ==, RC_TIME_NONE);
  for (guint i = 0; i < report->results->len; i++)
    {
      const RcRequirementResult *result = g_ptr_array_index (report->results, i);

      assert_plain (result);
      g_assert_cmpuint (result->citations->len, ==, 0);
      g_assert_cmpuint (result->checked, ==, 0);
    }
}

static void
test_demo (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_VERIFIED);
  g_autoptr (RcRequirementReport) report = check_case (demo);
  const RcRequirementResult *recording = rc_requirement_report_find (report, "AIA-12-1");
  guint sum = 0;

  g_assert_true (report->verified);
  g_assert_cmpuint (report->counts[RC_REQUIREMENT_NOT_MET], ==, 0);
  /* A third deployment on record had ended before the log that came begins. */
  g_assert_cmpint (recording->verdict, ==, RC_REQUIREMENT_JUDGE);
  g_assert_cmpuint (recording->checked, ==, recording->total);
  g_assert_cmpuint (recording->total, ==, 2);
  g_assert_cmpuint (recording->citations->len, ==, RC_LIMIT_REQUIREMENT_CITATIONS);
  g_assert_cmpuint (recording->more_citations, ==, INFERENCES - RC_LIMIT_REQUIREMENT_CITATIONS);
  g_assert_cmpint (verdict_of (report, "AIA-12-2a"), ==, RC_REQUIREMENT_MET);
  g_assert_cmpint (verdict_of (report, "AIA-14-4d"), ==, RC_REQUIREMENT_MET);
  g_assert_cmpint (verdict_of (report, "AIA-15-5"), ==, RC_REQUIREMENT_JUDGE);
  /* No field is asked of a system of which nobody says that it is one for remote biometric identification. */
  g_assert_cmpint (verdict_of (report, "AIA-12-3a"), ==, RC_REQUIREMENT_JUDGE);
  g_assert_cmpint (verdict_of (report, "AIA-14-4e"), ==, RC_REQUIREMENT_NO_EVIDENCE);
  for (guint i = 0; i < report->results->len; i++)
    assert_plain (g_ptr_array_index (report->results, i));
  for (guint i = 0; i < RC_N_REQUIREMENT_VERDICTS; i++)
    sum += report->counts[i];
  g_assert_cmpuint (sum, ==, report->results->len);
}

/* What nobody verified is not called supported where it rests on the records being unchanged. */
static void
test_not_verified (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (INFERENCES, DEMO_CASE_PLAIN);
  g_autoptr (RcRequirementReport) report = check_case (demo);

  g_assert_false (report->verified);
  g_assert_cmpint (verdict_of (report, "AIA-12-1"), ==, RC_REQUIREMENT_JUDGE);
  g_assert_cmpint (verdict_of (report, "AIA-15-5"), ==, RC_REQUIREMENT_JUDGE);
}

/* A broken chain is no breach of Article 12. */
static void
test_faults (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (2000, DEMO_CASE_VERIFIED | DEMO_CASE_FAULTS);
  g_autoptr (RcRequirementReport) report = check_case (demo);

  g_assert_cmpint (verdict_of (report, "AIA-12-1"), ==, RC_REQUIREMENT_JUDGE);
  g_assert_cmpint (verdict_of (report, "AIA-12-2a"), ==, RC_REQUIREMENT_JUDGE);
  g_assert_cmpint (verdict_of (report, "AIA-15-5"), ==, RC_REQUIREMENT_NOT_MET);
  g_assert_cmpint (verdict_of (report, "AIV-1a"), ==, RC_REQUIREMENT_JUDGE);
  g_assert_cmpint (verdict_of (report, "AIV-1c"), ==, RC_REQUIREMENT_NOT_MET);
  g_assert_cmpint (verdict_of (report, "AIA-17-a"), ==, RC_REQUIREMENT_JUDGE);
  g_assert_cmpint (rc_requirement_report_exit_code (report), ==, 1);
}

/* The date is that of the article, in the law as it stood on a day. */
static void
test_dates (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (100, DEMO_CASE_PLAIN);
  g_autoptr (RcCase) case_file = demo_case_open (demo, FALSE);
  const gint64 before_amendment = G_GINT64_CONSTANT (1780272000) * G_USEC_PER_SEC;     /* 2026-06-01 */
  RcRequirementOptions options = { .as_of_us = RC_TIME_NONE, .only = "AIA-12-1" };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcRequirementReport) now = rc_requirement_check_case (case_file, &options, &error);
  g_autoptr (RcRequirementReport) then = NULL;
  const RcRequirementResult *result;

  g_assert_no_error (error);
  g_assert_cmpuint (now->results->len, ==, 1);
  g_assert_cmpstr (now->mode, ==, "assessed against requirements applicable from 2 December 2027 (readiness)");
  result = g_ptr_array_index (now->results, 0);
  g_assert_true (result->not_yet);

  options.as_of_us = before_amendment;
  then = rc_requirement_check_case (case_file, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (then->mode, ==, "assessed against requirements applicable from 2 August 2026 (readiness)");
}

static void
test_modes (void)
{
  g_autofree char *ready = rc_requirement_mode_words (1000, 999);
  g_autofree char *in_application = rc_requirement_mode_words (1000, 1000);
  g_autofree char *unknown = rc_requirement_mode_words (1000, RC_TIME_NONE);
  g_autofree char *none = rc_requirement_mode_words (RC_TIME_NONE, 1000);

  g_assert_cmpstr (ready, ==, "assessed against requirements applicable from 1 January 1970 (readiness)");
  g_assert_cmpstr (in_application, ==, "assessed against requirements applicable from 1 January 1970 (in application)");
  g_assert_nonnull (strstr (unknown, "not known"));
  g_assert_nonnull (strstr (none, "no date"));
}

static void
assert_annex (const char *id,
              const char *words)
{
  g_autofree char *found = rc_requirement_annex_words (rc_law_find_requirement (rc_law_get (), id));

  g_assert_cmpstr (found, ==, words);
}

/* Which systems a requirement binds is told in few words, and never in fewer than it takes. */
static void
test_annex_words (void)
{
  assert_annex ("AIA-12-1", NULL);
  assert_annex ("AIA-12-3a", "Annex III (III-1a)");
  assert_annex ("AIA-49-1", "Annex III (but not III-2)");
  assert_annex ("AIA-49-4", "Annex III (III-1, III-6, III-7)");
}

/* A person's word stands beside the machine's and changes nothing of it. */
static void
test_judgement (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (100, DEMO_CASE_PLAIN);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcRequirementReport) before = rc_requirement_check_case (case_file, NULL, &error);
  g_autoptr (RcRequirementReport) after = NULL;
  const RcRequirementResult *result;
  const RcRequirementJudgement *judgement;

  g_assert_no_error (error);
  g_assert_false (rc_requirement_judge (case_file, "AIA-9-9", NULL, NULL, RC_REQUIREMENT_MET, "", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (rc_requirement_judge (case_file, "AIA-9-9", NULL, NULL, RC_REQUIREMENT_MET, "Minors cannot apply: exhibit 4, page 2.", &error));
  g_assert_no_error (error);
  g_assert_true (rc_requirement_judge (case_file, "AIA-9-9", NULL, "7:1", RC_REQUIREMENT_NOT_MET, "About one decision alone.", &error));

  after = rc_requirement_check_case (case_file, NULL, &error);
  g_assert_no_error (error);
  result = rc_requirement_report_find (after, "AIA-9-9");
  g_assert_cmpint (result->verdict, ==, verdict_of (before, "AIA-9-9"));
  g_assert_cmpuint (result->judgements->len, ==, 1);
  judgement = g_ptr_array_index (result->judgements, 0);
  g_assert_cmpstr (judgement->verdict, ==, "MET");
  g_assert_cmpstr (judgement->words, ==, "Minors cannot apply: exhibit 4, page 2.");
}

/* --- What is stated of a system --- */

static RcRequirementReport *
check_system (RcCase     *case_file,
              const char *name,
              const char *json)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSystem) system = NULL;
  RcRequirementReport *report;

  g_assert_cmpint (rc_system_add (case_file, json, strlen (json), NULL, &error), !=, 0);
  g_assert_no_error (error);
  system = rc_system_find (case_file, reader, name, &error);
  g_assert_no_error (error);
  report = rc_requirement_check_system (case_file, system, NULL, &error);
  g_assert_no_error (error);
  return report;
}

#define DESCRIPTION(name, members) "{\"schema\":\"ai-system.description/2\",\"system\":\"" name "\"," members "}"

/* What does not apply says why, by what is stated and by whom; and only that. */
static void
test_scope (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (100, DEMO_CASE_PLAIN);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  g_autoptr (RcRequirementReport) report =
    check_system (case_file, "Scoring", DESCRIPTION ("Scoring", "\"role\":[\"deployer\"],\"risk_class\":{\"tiers\":[\"T2\"]},\"annex_iii\":[\"III-5b\"],"
                                          "\"sectors\":[\"financial-institution\"]"));

  g_assert_cmpstr (report->system, ==, "Scoring");
  g_assert_cmpint (verdict_of (report, "AIA-12-3a"), ==, RC_REQUIREMENT_NA);      /* III-1a alone, and the provider's */
  g_assert_cmpint (verdict_of (report, "AIA-14-5"), ==, RC_REQUIREMENT_NA);       /* III-1a alone */
  g_assert_cmpint (verdict_of (report, "AIA-19-1"), ==, RC_REQUIREMENT_NA);       /* the provider's */
  g_assert_cmpint (verdict_of (report, "AIA-26-6"), !=, RC_REQUIREMENT_NA);
  g_assert_cmpint (verdict_of (report, "AIA-26-8"), ==, RC_REQUIREMENT_NA);       /* public authorities */
  g_assert_cmpint (verdict_of (report, "AIA-27-1"), !=, RC_REQUIREMENT_NA);       /* 5(b), whatever the sector */
  g_assert_cmpint (verdict_of (report, "AIA-6-4"), ==, RC_REQUIREMENT_NA);
  for (guint i = 0; i < report->results->len; i++)
    {
      const RcRequirementResult *result = g_ptr_array_index (report->results, i);

      g_assert_cmpstr (result->words, !=, "");
      if (result->verdict == RC_REQUIREMENT_NA && result->requirement->judged == RC_LAW_JUDGED_AUTOMATIC)
        g_assert_nonnull (strstr (result->words, "stated"));
    }
}

/* What an officer states does not take away what a file of the evidence states otherwise. */
static void
test_stated_otherwise (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (100, DEMO_CASE_PLAIN);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  g_autoptr (RcRequirementReport) report =
    check_system (case_file, "KreditCheck", DESCRIPTION ("KreditCheck", "\"role\":[\"importer\"],\"risk_class\":{\"tiers\":[\"T4\"]}"));
  const RcRequirementResult *result = rc_requirement_report_find (report, "AIA-12-1");

  g_assert_cmpint (result->verdict, !=, RC_REQUIREMENT_NA);
  g_assert_nonnull (strstr (g_ptr_array_index (result->notes, 0), "state different things"));
}

static void
test_other_class (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (100, DEMO_CASE_PLAIN);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  g_autoptr (RcRequirementReport) report =
    check_system (case_file, "Scoring", DESCRIPTION ("Scoring", "\"role\":[\"provider\"],\"risk_class\":{\"tiers\":[\"T2x\"]},\"annex_iii\":[\"III-5b\"]"));

  g_assert_cmpint (verdict_of (report, "AIA-12-1"), ==, RC_REQUIREMENT_NA);
  g_assert_cmpint (verdict_of (report, "AIA-6-4"), !=, RC_REQUIREMENT_NA);
  g_assert_cmpint (verdict_of (report, "AIA-49-2"), !=, RC_REQUIREMENT_NA);
  g_assert_cmpint (verdict_of (report, "AIA-79-2"), !=, RC_REQUIREMENT_NA);
  g_assert_cmpint (verdict_of (report, "DL-18"), !=, RC_REQUIREMENT_NA);
  g_assert_cmpint (verdict_of (report, "DL-01"), ==, RC_REQUIREMENT_NA);
}

/* The dates of the product route, and what was on the market before. */
static void
test_product_route (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (100, DEMO_CASE_PLAIN);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  g_autoptr (RcRequirementReport) report =
    check_system (case_file, "Scanner", DESCRIPTION ("Scanner", "\"risk_class\":{\"tiers\":[\"T1\"]},\"first_placed\":\"2025-09-15\","
                                                          "\"bindings\":{\"endpoints\":[\"kreditcheck-prod\"]}"));

  g_assert_cmpstr (report->mode, ==, "assessed against requirements applicable from 2 August 2028 (readiness)");
  g_assert_true (report->is_legacy);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/requirement/all-accounted", test_all_accounted);
  g_test_add_func ("/requirement/no-stray-function", test_no_stray_function);
  g_test_add_func ("/requirement/empty", test_empty);
  g_test_add_func ("/requirement/demo", test_demo);
  g_test_add_func ("/requirement/not-verified", test_not_verified);
  g_test_add_func ("/requirement/faults", test_faults);
  g_test_add_func ("/requirement/dates", test_dates);
  g_test_add_func ("/requirement/modes", test_modes);
  g_test_add_func ("/requirement/annex-words", test_annex_words);
  g_test_add_func ("/requirement/judgement", test_judgement);
  g_test_add_func ("/requirement/scope", test_scope);
  g_test_add_func ("/requirement/stated-otherwise", test_stated_otherwise);
  g_test_add_func ("/requirement/other-class", test_other_class);
  g_test_add_func ("/requirement/product-route", test_product_route);
  return g_test_run ();
}
