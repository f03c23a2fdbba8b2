/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "requirement-fixture.h"

/* What single records make of a requirement: each check, and what must not pass it. */

/* --- Deployments valid at an instant --- */

static void
test_window (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("a", "2026-04-02T10:00:00Z", "1") CALL ("b", "2026-04-03T10:00:00Z", "1"));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYED ("1", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"));
  lineage_fixture_import (fixture, "alarms.jsonl", NULL, ALARM);
  lineage_fixture_judge ();
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_MET);
  g_assert_cmpuint (requirement_find (report, "AIA-12-2a")->checked, ==, 2);
}

static void
test_gap (LineageFixture *fixture,
          gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  gint64 log;

  log = lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("a", "2026-04-02T10:00:00Z", "1") CALL ("b", "2026-06-03T10:00:00Z", "1"));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYED ("1", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"));
  lineage_fixture_import (fixture, "alarms.jsonl", NULL, ALARM);
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_JUDGE);
  g_assert_true (requirement_has_note (requirement_find (report, "AIA-12-2a"), "Gap"));
  g_assert_true (requirement_cites (requirement_find (report, "AIA-12-2a"), log, 2));
}

static void
test_overlap (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("a", "2026-04-02T10:00:00Z", "1"));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                          DEPLOYED ("1", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z")
                          DEPLOYED ("2", "2026-04-02T00:00:00Z", "2026-05-01T00:00:00Z"));
  lineage_fixture_import (fixture, "alarms.jsonl", NULL, ALARM);
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_JUDGE);
  g_assert_true (requirement_has_note (requirement_find (report, "AIA-12-2a"), "Overlap"));
}

/* The log names another version than the one that ran: shown by the records, and cited. A log that names none contradicts nothing. */
static void
test_other_version (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  gint64 log;

  log = lineage_fixture_import (fixture, "log.jsonl", NULL,
                                LINE ("inference", "\"id\":\"a\",\"time\":\"2026-04-02T10:00:00Z\"") CALL ("b", "2026-04-03T10:00:00Z", "2"));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYED ("1", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"));
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_NOT_MET);
  g_assert_true (requirement_cites (requirement_find (report, "AIA-12-2a"), log, 2));
  g_assert_false (requirement_cites (requirement_find (report, "AIA-12-2a"), log, 1));
  requirement_assert_verdict (report, "AIV-1c", RC_REQUIREMENT_NOT_MET);
}

/* A model has other names elsewhere: that is no contradiction, and no support. */
static void
test_other_name (LineageFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          LINE ("inference", "\"id\":\"a\",\"time\":\"2026-04-02T10:00:00Z\",\"model-name\":\"credit-k\",\"model-version\":\"1\""));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYED ("1", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"));
  lineage_fixture_import (fixture, "alarms.jsonl", NULL, ALARM);
  lineage_fixture_judge ();
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_JUDGE);
}

/* A time without a zone spans a day on each side: what ran then cannot be told, and is not guessed. */
static void
test_unclear_time (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("a", "2026-05-01T00:30:00", "1"));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYED ("1", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"));
  lineage_fixture_import (fixture, "alarms.jsonl", NULL, ALARM);
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_JUDGE);
}

#define D1 "1111111111111111111111111111111111111111111111111111111111111111"
#define D2 "2222222222222222222222222222222222222222222222222222222222222222"
#define APPROVED(digest) LINE ("approval", "\"time\":\"2026-03-01T00:00:00Z\",\"action\":\"approve\",\"model-name\":\"k\",\"model-version\":\"1\"," \
                               "\"model-digest\":\"" digest "\"")
#define RAN(digest) LINE ("inference", "\"id\":\"a\",\"time\":\"2026-04-02T10:00:00Z\",\"model-name\":\"k\",\"model-version\":\"1\"," \
                          "\"model-digest\":\"" digest "\"")

static void
test_digest (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  gint64 log = lineage_fixture_import (fixture, "log.jsonl", NULL, RAN (D2));

  lineage_fixture_import (fixture, "approvals.jsonl", NULL, APPROVED (D1));
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-15-5", RC_REQUIREMENT_NOT_MET);
  g_assert_true (requirement_cites (requirement_find (report, "AIA-15-5"), log, 1));
}

static void
test_same_digest (LineageFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (RcRequirementReport) unverified = NULL;
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, RAN (D1));
  lineage_fixture_import (fixture, "approvals.jsonl", NULL, APPROVED (D1));
  unverified = requirement_check_case (fixture);
  requirement_assert_verdict (unverified, "AIA-15-5", RC_REQUIREMENT_JUDGE);
  lineage_fixture_judge ();
  report = requirement_check_case (fixture);
  /* The same file is no sign that the system withstands attacks. */
  requirement_assert_verdict (report, "AIA-15-5", RC_REQUIREMENT_JUDGE);
  g_assert_nonnull (strstr (requirement_find (report, "AIA-15-5")->words, "for each inference (1)"));
  g_assert_false (requirement_has_note (requirement_find (report, "AIA-15-5"), "not verified"));
}

/* What rests on records is not told as supported while a fault shows that one of them was changed. */
static void
test_fault (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  gint64 log = lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("a", "2026-04-02T10:00:00Z", "1"));
  RcJudgement *judgement;

  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYED ("1", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"));
  lineage_fixture_import (fixture, "alarms.jsonl", NULL, ALARM);
  judgement = lineage_fixture_judge ();
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_RECORD_ALTERED, log, 1, 0, "its hash", "another", "It was altered."));
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_JUDGE);
  g_assert_true (requirement_has_note (requirement_find (report, "AIA-12-2a"), "Not told as supported"));
  requirement_assert_verdict (report, "AIA-15-5", RC_REQUIREMENT_NOT_MET);
}

/* --- Accuracy that is declared, and accuracy that was measured --- */

#define CLAIM(kind, name, property, value) kind "\t" name "\t" property "\t" value "\t-\t-\t-\t-\n"
#define CARD_OF(version, figure) \
  "FAKE CARD\ncard\tcard\tdescribes\t-\tmodel-version\t" version "\t-\t-\n" CLAIM ("card", "card", "card-date", "2026-03-20") \
  CLAIM ("card", "card", "evaluation", figure)

static void
test_declared (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (RcRequirementReport) equal = NULL;
  g_autoptr (RcRequirementReport) different = NULL;
  gint64 card;

  lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("a", "2026-04-02T10:00:00Z", "1"));
  lineage_fixture_import (fixture, "registry", NULL, "FAKE REGISTRY\n" CLAIM ("model-version", "k/1", "evaluation", "auc = 0.80"));
  lineage_fixture_import (fixture, "card-1", NULL, CARD_OF ("k/1", "AUC = 0.8"));
  equal = requirement_check_case (fixture);
  g_assert_true (requirement_has_note (requirement_find (equal, "AIA-15-3"), "declare: 1; an evaluation of the version has the same figure under that name: 1"));
  card = lineage_fixture_import (fixture, "card-2", NULL, CARD_OF ("k/1", "auc = 0.9"));
  different = requirement_check_case (fixture);
  requirement_assert_verdict (different, "AIA-15-3", RC_REQUIREMENT_JUDGE);
  g_assert_true (requirement_cites (requirement_find (different, "AIA-15-3"), card, 1));
  g_assert_nonnull (strstr (requirement_find (different, "AIA-15-3")->words, "not those"));
}

/* What was set aside as unreadable is in no count: the rest is not told as if it were all. */
static void
test_unread (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  gint64 log = lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("a", "2026-04-02T10:00:00Z", "1"));
  RcJudgement *judgement;

  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYED ("1", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"));
  lineage_fixture_import (fixture, "alarms.jsonl", NULL, ALARM);
  judgement = lineage_fixture_judge ();
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_UNREADABLE_RECORD, log, 1, 0, "JSON", "text", "It is not readable."));
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-12-1", RC_REQUIREMENT_JUDGE);
  requirement_assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_JUDGE);
  g_assert_true (requirement_has_note (requirement_find (report, "AIA-12-2a"), "1 record was set aside as unreadable"));
}

/* One inference within a deployment shows nothing of a whole lifetime. */
static void
test_one_inference (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  g_autoptr (RcEvent) event = NULL;
  g_autoptr (GError) error = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("a", "2026-04-02T10:00:00Z", "1"));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYED ("1", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"));
  lineage_fixture_judge ();
  event = rc_event_load (fixture->case_file, 1, &error);
  g_assert_no_error (error);
  g_assert_true (rc_event_read_fields (event, fixture->case_file, fixture->reader, &error));
  report = rc_requirement_check_inference (fixture->case_file, NULL, event, NULL, &error);
  g_assert_no_error (error);
  requirement_assert_verdict (report, "AIA-12-1", RC_REQUIREMENT_JUDGE);
}

/* A sector that nobody states is not another sector. */
static void
test_sector_unsaid (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (RcRequirementReport) of_case = requirement_check_case (fixture);
  g_autoptr (RcRequirementReport) report = NULL;

  requirement_assert_verdict (of_case, "AIA-19-2", RC_REQUIREMENT_JUDGE);
  report = requirement_check_system (fixture, "\"role\":[\"provider\"]");
  requirement_assert_verdict (report, "AIA-19-2", RC_REQUIREMENT_JUDGE);
}

/* --- Human actions --- */

#define ACTION(id, members) LINE ("human-action", "\"id\":\"" id "\",\"time\":\"2026-04-02T11:00:00Z\"," members)
#define ANSWERED LINE ("inference", "\"id\":\"a\",\"time\":\"2026-04-02T10:00:00Z\",\"proposal\":\"refuse\"")

static void
test_override (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, ANSWERED);
  lineage_fixture_import (fixture, "actions.jsonl", NULL,
                          ACTION ("h", "\"target\":\"a\",\"actor\":\"R-1\",\"action\":\"override\",\"original\":\"refuse\",\"final\":\"grant\","
                                  "\"reason\":\"paid\""));
  lineage_fixture_judge ();
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-14-4d", RC_REQUIREMENT_MET);
  g_assert_false (requirement_has_note (requirement_find (report, "AIA-14-4b"), "3/n"));
}

static void
test_original_changed (LineageFixture *fixture,
                       gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  gint64 actions;

  lineage_fixture_import (fixture, "log.jsonl", NULL, ANSWERED);
  actions = lineage_fixture_import (fixture, "actions.jsonl", NULL,
                                    ACTION ("h", "\"target\":\"a\",\"actor\":\"R-1\",\"action\":\"approve\",\"original\":\"grant\","
                                            "\"final\":\"grant\",\"reason\":\"ok\""));
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-14-4d", RC_REQUIREMENT_NOT_MET);
  g_assert_true (requirement_cites (requirement_find (report, "AIA-14-4d"), actions, 1));
}

static void
test_no_reason (LineageFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, ANSWERED);
  lineage_fixture_import (fixture, "actions.jsonl", NULL,
                          ACTION ("h", "\"target\":\"a\",\"actor\":\"R-1\",\"action\":\"override\",\"original\":\"refuse\",\"final\":\"grant\""));
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-14-4d", RC_REQUIREMENT_NO_EVIDENCE);
}

/* Reviews without any override say how high the rate may still be, and support nothing. */
static void
test_no_override (LineageFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, ANSWERED);
  lineage_fixture_import (fixture, "actions.jsonl", NULL,
                          ACTION ("h", "\"target\":\"a\",\"actor\":\"R-1\",\"action\":\"approve\",\"original\":\"refuse\",\"final\":\"refuse\","
                                  "\"reason\":\"ok\""));
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-14-4d", RC_REQUIREMENT_JUDGE);
  g_assert_true (requirement_has_note (requirement_find (report, "AIA-14-4b"), "100.00 % (95 %, 3/n)"));
}

#define STOPPED LINE ("human-action", "\"id\":\"s\",\"time\":\"2026-04-02T09:00:00Z\",\"action\":\"stop\",\"actor\":\"R-1\"")
#define RESUMED LINE ("human-action", "\"id\":\"r\",\"time\":\"2026-04-02T09:30:00Z\",\"action\":\"resume\",\"actor\":\"R-1\"")

static void
test_stop (LineageFixture *fixture,
           gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("a", "2026-04-02T08:00:00Z", "1") CALL ("b", "2026-04-02T10:00:00Z", "1"));
  lineage_fixture_import (fixture, "actions.jsonl", NULL, STOPPED RESUMED);
  lineage_fixture_judge ();
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-14-4e", RC_REQUIREMENT_MET);
}

static void
test_answers_after_stop (LineageFixture *fixture,
                         gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  gint64 log;

  log = lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("a", "2026-04-02T09:10:00Z", "1") CALL ("b", "2026-04-02T10:00:00Z", "1"));
  lineage_fixture_import (fixture, "actions.jsonl", NULL, STOPPED RESUMED);
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-14-4e", RC_REQUIREMENT_NOT_MET);
  g_assert_true (requirement_cites (requirement_find (report, "AIA-14-4e"), log, 1));
  g_assert_false (requirement_cites (requirement_find (report, "AIA-14-4e"), log, 2));
}

/* What one decision is about is stopped, not the system; and another endpoint goes on. */
static void
test_other_stops (LineageFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  g_autoptr (RcRequirementReport) elsewhere = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("a", "2026-04-02T09:10:00Z", "1"));
  lineage_fixture_import (fixture, "actions.jsonl", NULL,
                          LINE ("human-action", "\"id\":\"s\",\"time\":\"2026-04-02T09:00:00Z\",\"action\":\"suspend\",\"decision\":\"KA-1\""));
  report = requirement_check_case (fixture);
  requirement_assert_verdict (report, "AIA-14-4e", RC_REQUIREMENT_NO_EVIDENCE);
  lineage_fixture_import (fixture, "more.jsonl", NULL,
                          "{\"kind\":\"human-action\",\"system\":\"S\",\"endpoint\":\"F\",\"id\":\"t\",\"time\":\"2026-04-02T09:00:00Z\","
                          "\"action\":\"stop\"}\n");
  lineage_fixture_judge ();
  elsewhere = requirement_check_case (fixture);
  requirement_assert_verdict (elsewhere, "AIA-14-4e", RC_REQUIREMENT_MET);
}

/* --- Remote biometric identification alone --- */

#define BIOMETRIC "\"annex_iii\":[\"III-1a\"]"
#define USED(id, from, to) LINE ("inference", "\"id\":\"" id "\",\"time\":\"" from "\",\"ended\":\"" to "\"")

static void
test_period_of_use (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  g_autoptr (RcRequirementReport) undescribed = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, USED ("a", "2026-04-02T08:00:00Z", "2026-04-02T08:00:01Z"));
  lineage_fixture_judge ();
  report = requirement_check_system (fixture, BIOMETRIC);
  requirement_assert_verdict (report, "AIA-12-3a", RC_REQUIREMENT_MET);
  requirement_assert_verdict (report, "AIA-12-3c", RC_REQUIREMENT_NO_EVIDENCE);
  requirement_assert_verdict (report, "AIA-14-5", RC_REQUIREMENT_NO_EVIDENCE);
  undescribed = requirement_check_case (fixture);
  requirement_assert_verdict (undescribed, "AIA-12-3a", RC_REQUIREMENT_JUDGE);
}

static void
test_period_backward (LineageFixture *fixture,
                      gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          USED ("a", "2026-04-02T08:00:00Z", "2026-04-02T07:00:00Z") CALL ("b", "2026-04-02T09:00:00Z", "1"));
  report = requirement_check_system (fixture, BIOMETRIC);
  requirement_assert_verdict (report, "AIA-12-3a", RC_REQUIREMENT_NOT_MET);
  g_assert_cmpuint (requirement_find (report, "AIA-12-3a")->checked, ==, 0);
  g_assert_cmpuint (requirement_find (report, "AIA-12-3a")->total, ==, 2);
}

/* Two names under a result are material; that they are two competent persons is for a person. One name under one is never enough. */
static void
test_verifiers (LineageFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (RcRequirementReport) one = NULL;
  g_autoptr (RcRequirementReport) two = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, ANSWERED);
  lineage_fixture_import (fixture, "actions.jsonl", NULL,
                          ACTION ("h-1", "\"target\":\"a\",\"actor\":\"R-1\"") ACTION ("h-2", "\"target\":\"a\",\"actor\":\"R-1\""));
  one = requirement_check_system (fixture, BIOMETRIC);
  requirement_assert_verdict (one, "AIA-14-5", RC_REQUIREMENT_NO_EVIDENCE);
  lineage_fixture_import (fixture, "more.jsonl", NULL, ACTION ("h-3", "\"target\":\"a\",\"actor\":\"R-2\""));
  two = requirement_check_system (fixture, BIOMETRIC);
  requirement_assert_verdict (two, "AIA-14-5", RC_REQUIREMENT_JUDGE);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*test) (LineageFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/requirement-records/window", test_window },
    { "/requirement-records/gap", test_gap },
    { "/requirement-records/overlap", test_overlap },
    { "/requirement-records/other-version", test_other_version },
    { "/requirement-records/other-name", test_other_name },
    { "/requirement-records/unclear-time", test_unclear_time },
    { "/requirement-records/digest", test_digest },
    { "/requirement-records/same-digest", test_same_digest },
    { "/requirement-records/declared", test_declared },
    { "/requirement-records/fault", test_fault },
    { "/requirement-records/unread", test_unread },
    { "/requirement-records/one-inference", test_one_inference },
    { "/requirement-records/sector-unsaid", test_sector_unsaid },
    { "/requirement-records/override", test_override },
    { "/requirement-records/original-changed", test_original_changed },
    { "/requirement-records/no-reason", test_no_reason },
    { "/requirement-records/no-override", test_no_override },
    { "/requirement-records/stop", test_stop },
    { "/requirement-records/answers-after-stop", test_answers_after_stop },
    { "/requirement-records/other-stops", test_other_stops },
    { "/requirement-records/period-of-use", test_period_of_use },
    { "/requirement-records/period-backward", test_period_backward },
    { "/requirement-records/verifiers", test_verifiers },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, LineageFixture, NULL, lineage_fixture_set_up, tests[i].test, lineage_fixture_tear_down);
  return g_test_run ();
}
