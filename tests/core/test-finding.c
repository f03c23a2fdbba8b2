/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/registers/finding.h"
#include "core/verify.h"
#include "demo-case.h"

static const char * const criteria[] = { "AIA-12-1", "Model risk policy 4.3", NULL };

static const RcFindingTerms written = {
  .title = "No approval before deployment", .condition = "Model 4.2 went live on 31 July; the approval is dated 2 August.",
  .criteria = criteria, .effect = "Decisions of two days rest on a model that nobody had allowed.",
  .recommendation = "Let the pipeline refuse what is not approved.", .severity = RC_SEVERITY_HIGH,
  .sample_n = 50, .sample_k = 2, .sample_upper = "12.1 %",
};

static void
test_written (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (0, DEMO_CASE_EMPTY);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  const RcFindingTerms rated = { .severity = RC_SEVERITY_CRITICAL, .cause = "The gate can be bypassed." };
  const RcResponseTerms agreed = { .response = RC_RESPONSE_AGREED, .action = "Close the gate", .owner = "M. Muster (fictitious)",
                                   .due = "2026-12-31" };
  g_autoptr (RcFinding) finding = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GError) error = NULL;
  gint64 number = rc_finding_add (case_file, &written, &error);

  g_assert_no_error (error);
  g_assert_cmpint (number, ==, 1);
  g_assert_true (rc_finding_change (case_file, 1, &rated, &error));
  g_assert_true (rc_finding_respond (case_file, 1, &agreed, &error));
  finding = rc_finding_find (case_file, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (finding->severity, ==, RC_SEVERITY_CRITICAL);
  g_assert_cmpstr (finding->condition, ==, written.condition);
  g_assert_cmpuint (finding->criteria->len, ==, 2);
  g_assert_cmpint (finding->sample_n, ==, 50);
  g_assert_cmpint (finding->sample_k, ==, 2);
  g_assert_cmpint (finding->response, ==, RC_RESPONSE_AGREED);
  g_assert_cmpuint (finding->n_changes, ==, 2);
  g_assert_false (rc_finding_is_overdue (finding, "2026-12-31"));
  g_assert_true (rc_finding_is_overdue (finding, "2027-01-01"));
  missing = rc_finding_list_missing (finding);
  g_assert_cmpuint (missing->len, ==, 0);
}

static void
assert_state (RcCase         *case_file,
              RcFindingState  state,
              const char     *who,
              const char     *remark,
              gboolean        expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_finding_set_state (case_file, 1, state, who, NULL, remark, &error) == expected);
  g_assert_true ((error == NULL) == expected);
}

static void
test_states (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (0, DEMO_CASE_EMPTY);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  g_autoptr (RcFinding) finding = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_finding_add (case_file, &written, &error), ==, 1);
  assert_state (case_file, RC_FINDING_VERIFIED, NULL, NULL, FALSE);
  assert_state (case_file, RC_FINDING_RISK_ACCEPTED, "Board", NULL, FALSE);
  assert_state (case_file, RC_FINDING_OPEN, "A. Auditor", "again", FALSE);
  assert_state (case_file, RC_FINDING_IMPLEMENTED, "M. Muster (fictitious)", NULL, TRUE);
  assert_state (case_file, RC_FINDING_VERIFIED, "A. Auditor (fictitious)", NULL, TRUE);
  assert_state (case_file, RC_FINDING_IMPLEMENTED, "M. Muster (fictitious)", NULL, FALSE);
  assert_state (case_file, RC_FINDING_OPEN, "A. Auditor (fictitious)", NULL, FALSE);
  assert_state (case_file, RC_FINDING_OPEN, "A. Auditor (fictitious)", "it came back", TRUE);
  finding = rc_finding_find (case_file, 1, &error);
  g_assert_true (rc_finding_is_open (finding));
  g_assert_cmpstr (finding->state_remark, ==, "it came back");
}

/* What a finding was promoted from is known again after another verification, though its number is another one. */
static void
test_promoted (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (200, DEMO_CASE_FAULTS | DEMO_CASE_VERIFIED);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  const RcFindingTerms nothing = { 0 };
  static const char * const evidence[] = { "E-001", "E-002, page 2", NULL };
  const RcFindingTerms rated = { .severity = RC_SEVERITY_LOW, .evidence = evidence };
  g_autoptr (RcFinding) finding = NULL;
  g_autoptr (RcNoticed) noticed = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 first_two[] = { 1, 2 };
  const gint64 none_such[] = { 1, 99999 };
  const RcExceptionMark *mark;

  g_assert_cmpint (rc_finding_promote (case_file, none_such, 2, &nothing, &error), ==, 0);
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (rc_finding_promote (case_file, first_two, 0, &nothing, &error), ==, 0);
  g_clear_error (&error);
  g_assert_cmpint (rc_finding_promote (case_file, first_two, 2, &nothing, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_true (rc_finding_change (case_file, 1, &rated, &error));

  finding = rc_finding_find (case_file, 1, &error);
  g_assert_cmpuint (finding->exceptions->len, ==, 2);
  g_assert_cmpuint (finding->evidence->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (finding->evidence, 1), ==, "E-002, page 2");
  g_assert_cmpint (strlen (finding->condition), >, 0);
  missing = rc_finding_list_missing (finding);
  g_assert_cmpuint (missing->len, ==, 3);
  mark = g_ptr_array_index (finding->exceptions, 0);
  g_assert_cmpuint (strlen (mark->identity), ==, 64);

  /* The finding itself makes no new verification necessary. */
  noticed = rc_noticed_load (case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rc_noticed_find (noticed, mark), ==, RC_MARK_STANDS);
  judgement = rc_verify_case (case_file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&noticed, rc_noticed_free);
  noticed = rc_noticed_load (case_file, &error);
  g_assert_cmpint (rc_noticed_find (noticed, mark), ==, RC_MARK_STANDS);
  g_assert_false (rc_finding_is_repeated (finding, noticed));

  /* Evidence that went changes it: then nothing is known of the exception before a verification. */
  g_assert_true (rc_import_remove (case_file, mark->source > 0 ? mark->source : 1, "withdrawn by the bank", &error));
  g_assert_no_error (error);
  g_clear_pointer (&noticed, rc_noticed_free);
  noticed = rc_noticed_load (case_file, &error);
  g_assert_cmpint (rc_noticed_find (noticed, mark), ==, RC_MARK_NOT_KNOWN);
  g_assert_cmpint (rc_finding_promote (case_file, first_two, 1, &nothing, &error), ==, 0);
  g_assert_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_STATE);
  g_clear_error (&error);
  g_clear_pointer (&judgement, rc_judgement_free);
  judgement = rc_verify_case (case_file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&noticed, rc_noticed_free);
  noticed = rc_noticed_load (case_file, &error);
  g_assert_cmpint (rc_noticed_find (noticed, mark), ==, RC_MARK_GONE);
}

static void
test_refused (void)
{
  static const char * const no_exhibit[] = { "E-001, line 1", NULL };
  g_autoptr (DemoCase) demo = demo_case_new (0, DEMO_CASE_EMPTY);
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  const RcFindingTerms nothing = { 0 };
  const RcResponseTerms silent = { .response = RC_RESPONSE_DISAGREED };
  RcFindingTerms terms = written;
  g_autoptr (GError) error = NULL;

  terms.title = NULL;
  g_assert_cmpint (rc_finding_add (case_file, &terms, &error), ==, 0);
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_WORDS);
  g_clear_error (&error);
  terms = written;
  terms.sample_k = 51;
  g_assert_cmpint (rc_finding_add (case_file, &terms, &error), ==, 0);
  g_assert_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_WORDS);
  g_clear_error (&error);
  terms = written;
  terms.evidence = no_exhibit;
  g_assert_cmpint (rc_finding_add (case_file, &terms, &error), ==, 0);
  g_assert_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_FILE);
  g_clear_error (&error);
  terms = written;
  terms.repeats = 4;
  g_assert_cmpint (rc_finding_add (case_file, &terms, &error), ==, 0);
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_cmpint (rc_finding_add (case_file, &written, &error), ==, 1);
  g_assert_false (rc_finding_change (case_file, 1, &nothing, &error));
  g_assert_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_STATE);
  g_clear_error (&error);
  g_assert_false (rc_finding_respond (case_file, 1, &silent, &error));
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_WORDS);
  g_clear_error (&error);
  g_assert_false (rc_finding_change (case_file, 2, &written, &error));
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/finding/written", test_written);
  g_test_add_func ("/finding/states", test_states);
  g_test_add_func ("/finding/promoted", test_promoted);
  g_test_add_func ("/finding/refused", test_refused);
  return g_test_run ();
}
