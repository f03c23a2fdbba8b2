/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/paper.h"
#include "core/requirement.h"
#include "lineage-fixture.h"

/* What single records make of a requirement: each check, and what must not pass it. */

static RcRequirementReport *
check_case (LineageFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RcRequirementReport *report = rc_requirement_check_case (fixture->case_file, NULL, &error);

  g_assert_no_error (error);
  return report;
}

static RcRequirementReport *
check_system (LineageFixture *fixture,
              const char     *members)
{
  g_autofree char *json = g_strdup_printf ("{\"schema\":\"ai-system.description/2\",\"system\":\"S\",%s}", members);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSystem) system = NULL;
  RcRequirementReport *report;

  g_assert_cmpint (rc_system_add (fixture->case_file, json, strlen (json), NULL, &error), !=, 0);
  g_assert_no_error (error);
  system = rc_system_find (fixture->case_file, fixture->reader, "S", &error);
  g_assert_no_error (error);
  report = rc_requirement_check_system (fixture->case_file, system, NULL, &error);
  g_assert_no_error (error);
  return report;
}

static const RcRequirementResult *
find (const RcRequirementReport *report,
      const char                *id)
{
  const RcRequirementResult *result = rc_requirement_report_find (report, id);

  g_assert_nonnull (result);
  return result;
}

static void
assert_verdict (const RcRequirementReport *report,
                const char                *id,
                RcRequirementVerdict       verdict)
{
  const RcRequirementResult *result = find (report, id);

  if (result->verdict != verdict)
    g_error ("%s is %s, not %s: %s", id, rc_requirement_verdict_to_code (result->verdict), rc_requirement_verdict_to_code (verdict),
             result->words);
}

static gboolean
has_note (const RcRequirementResult *result,
          const char                *part)
{
  for (guint i = 0; i < result->notes->len; i++)
    if (strstr (g_ptr_array_index (result->notes, i), part) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
cites (const RcRequirementResult *result,
       gint64                     source,
       guint64                    record)
{
  for (guint i = 0; i < result->citations->len; i++)
    {
      const RcCitation *citation = g_ptr_array_index (result->citations, i);

      if (citation->source == source && citation->record == record)
        return TRUE;
    }
  return FALSE;
}

#define LINE(kind, members) "{\"kind\":\"" kind "\",\"system\":\"S\",\"endpoint\":\"E\"," members "}\n"
#define CALL(id, time, version) LINE ("inference", "\"id\":\"" id "\",\"time\":\"" time "\",\"model-name\":\"k\",\"model-version\":\"" version "\"")
#define DEPLOYED(version, from, to) \
  LINE ("deployment", "\"time\":\"" from "\",\"valid-from\":\"" from "\",\"valid-to\":\"" to "\",\"model-name\":\"k\",\"model-version\":\"" version "\"")
#define ALARM LINE ("anomaly", "\"id\":\"N-1\",\"time\":\"2026-04-02T12:00:00Z\",\"severity\":\"low\",\"action\":\"raise\"")

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
  report = check_case (fixture);
  assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_MET);
  g_assert_cmpuint (find (report, "AIA-12-2a")->checked, ==, 2);
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
  report = check_case (fixture);
  assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_JUDGE);
  g_assert_true (has_note (find (report, "AIA-12-2a"), "Gap"));
  g_assert_true (cites (find (report, "AIA-12-2a"), log, 2));
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
  report = check_case (fixture);
  assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_JUDGE);
  g_assert_true (has_note (find (report, "AIA-12-2a"), "Overlap"));
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
  report = check_case (fixture);
  assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_NOT_MET);
  g_assert_true (cites (find (report, "AIA-12-2a"), log, 2));
  g_assert_false (cites (find (report, "AIA-12-2a"), log, 1));
  assert_verdict (report, "AIV-1c", RC_REQUIREMENT_NOT_MET);
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
  report = check_case (fixture);
  assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_JUDGE);
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
  report = check_case (fixture);
  assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_JUDGE);
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
  report = check_case (fixture);
  assert_verdict (report, "AIA-15-5", RC_REQUIREMENT_NOT_MET);
  g_assert_true (cites (find (report, "AIA-15-5"), log, 1));
}

static void
test_same_digest (LineageFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (RcRequirementReport) unverified = NULL;
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, RAN (D1));
  lineage_fixture_import (fixture, "approvals.jsonl", NULL, APPROVED (D1));
  unverified = check_case (fixture);
  assert_verdict (unverified, "AIA-15-5", RC_REQUIREMENT_JUDGE);
  lineage_fixture_judge ();
  report = check_case (fixture);
  /* The same file is no sign that the system withstands attacks. */
  assert_verdict (report, "AIA-15-5", RC_REQUIREMENT_JUDGE);
  g_assert_nonnull (strstr (find (report, "AIA-15-5")->words, "for each inference (1)"));
  g_assert_false (has_note (find (report, "AIA-15-5"), "not verified"));
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
  report = check_case (fixture);
  assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_JUDGE);
  g_assert_true (has_note (find (report, "AIA-12-2a"), "Not told as supported"));
  assert_verdict (report, "AIA-15-5", RC_REQUIREMENT_NOT_MET);
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
  equal = check_case (fixture);
  g_assert_true (has_note (find (equal, "AIA-15-3"), "declare: 1; an evaluation of the version has the same figure under that name: 1"));
  card = lineage_fixture_import (fixture, "card-2", NULL, CARD_OF ("k/1", "auc = 0.9"));
  different = check_case (fixture);
  assert_verdict (different, "AIA-15-3", RC_REQUIREMENT_JUDGE);
  g_assert_true (cites (find (different, "AIA-15-3"), card, 1));
  g_assert_nonnull (strstr (find (different, "AIA-15-3")->words, "not those"));
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
  report = check_case (fixture);
  assert_verdict (report, "AIA-12-1", RC_REQUIREMENT_JUDGE);
  assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_JUDGE);
  g_assert_true (has_note (find (report, "AIA-12-2a"), "1 record was set aside as unreadable"));
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
  assert_verdict (report, "AIA-12-1", RC_REQUIREMENT_JUDGE);
}

/* A sector that nobody states is not another sector. */
static void
test_sector_unsaid (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (RcRequirementReport) of_case = check_case (fixture);
  g_autoptr (RcRequirementReport) report = NULL;

  assert_verdict (of_case, "AIA-19-2", RC_REQUIREMENT_JUDGE);
  report = check_system (fixture, "\"role\":[\"provider\"]");
  assert_verdict (report, "AIA-19-2", RC_REQUIREMENT_JUDGE);
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
  report = check_case (fixture);
  assert_verdict (report, "AIA-14-4d", RC_REQUIREMENT_MET);
  g_assert_false (has_note (find (report, "AIA-14-4b"), "3/n"));
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
  report = check_case (fixture);
  assert_verdict (report, "AIA-14-4d", RC_REQUIREMENT_NOT_MET);
  g_assert_true (cites (find (report, "AIA-14-4d"), actions, 1));
}

static void
test_no_reason (LineageFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, ANSWERED);
  lineage_fixture_import (fixture, "actions.jsonl", NULL,
                          ACTION ("h", "\"target\":\"a\",\"actor\":\"R-1\",\"action\":\"override\",\"original\":\"refuse\",\"final\":\"grant\""));
  report = check_case (fixture);
  assert_verdict (report, "AIA-14-4d", RC_REQUIREMENT_NO_EVIDENCE);
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
  report = check_case (fixture);
  assert_verdict (report, "AIA-14-4d", RC_REQUIREMENT_JUDGE);
  g_assert_true (has_note (find (report, "AIA-14-4b"), "100.00 % (95 %, 3/n)"));
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
  report = check_case (fixture);
  assert_verdict (report, "AIA-14-4e", RC_REQUIREMENT_MET);
}

static void
test_answers_after_stop (LineageFixture *fixture,
                         gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  gint64 log;

  log = lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("a", "2026-04-02T09:10:00Z", "1") CALL ("b", "2026-04-02T10:00:00Z", "1"));
  lineage_fixture_import (fixture, "actions.jsonl", NULL, STOPPED RESUMED);
  report = check_case (fixture);
  assert_verdict (report, "AIA-14-4e", RC_REQUIREMENT_NOT_MET);
  g_assert_true (cites (find (report, "AIA-14-4e"), log, 1));
  g_assert_false (cites (find (report, "AIA-14-4e"), log, 2));
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
  report = check_case (fixture);
  assert_verdict (report, "AIA-14-4e", RC_REQUIREMENT_NO_EVIDENCE);
  lineage_fixture_import (fixture, "more.jsonl", NULL,
                          "{\"kind\":\"human-action\",\"system\":\"S\",\"endpoint\":\"F\",\"id\":\"t\",\"time\":\"2026-04-02T09:00:00Z\","
                          "\"action\":\"stop\"}\n");
  lineage_fixture_judge ();
  elsewhere = check_case (fixture);
  assert_verdict (elsewhere, "AIA-14-4e", RC_REQUIREMENT_MET);
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
  report = check_system (fixture, BIOMETRIC);
  assert_verdict (report, "AIA-12-3a", RC_REQUIREMENT_MET);
  assert_verdict (report, "AIA-12-3c", RC_REQUIREMENT_NO_EVIDENCE);
  assert_verdict (report, "AIA-14-5", RC_REQUIREMENT_NO_EVIDENCE);
  undescribed = check_case (fixture);
  assert_verdict (undescribed, "AIA-12-3a", RC_REQUIREMENT_JUDGE);
}

static void
test_period_backward (LineageFixture *fixture,
                      gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          USED ("a", "2026-04-02T08:00:00Z", "2026-04-02T07:00:00Z") CALL ("b", "2026-04-02T09:00:00Z", "1"));
  report = check_system (fixture, BIOMETRIC);
  assert_verdict (report, "AIA-12-3a", RC_REQUIREMENT_NOT_MET);
  g_assert_cmpuint (find (report, "AIA-12-3a")->checked, ==, 0);
  g_assert_cmpuint (find (report, "AIA-12-3a")->total, ==, 2);
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
  one = check_system (fixture, BIOMETRIC);
  assert_verdict (one, "AIA-14-5", RC_REQUIREMENT_NO_EVIDENCE);
  lineage_fixture_import (fixture, "more.jsonl", NULL, ACTION ("h-3", "\"target\":\"a\",\"actor\":\"R-2\""));
  two = check_system (fixture, BIOMETRIC);
  assert_verdict (two, "AIA-14-5", RC_REQUIREMENT_JUDGE);
}

/* --- Incidents --- */

#define INCIDENT(id, aware, severity) \
  LINE ("incident", "\"id\":\"" id "\",\"time\":\"" aware "\",\"valid-from\":\"" aware "\",\"severity\":\"" severity "\"")
#define REPORT(id, time) LINE ("incident", "\"action\":\"report\",\"target\":\"" id "\",\"time\":\"" time "\"")

static void
test_deadline_kept (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  /* The day itself is not counted, and the fifteenth ends at midnight. */
  lineage_fixture_import (fixture, "incidents.jsonl", NULL, INCIDENT ("I-1", "2026-03-01T10:00:00Z", "serious") REPORT ("I-1", "2026-03-16T23:59:59Z"));
  report = check_case (fixture);
  /* The law's data leave this to a person: what the program found supports nothing by itself. */
  assert_verdict (report, "AIA-73-2", RC_REQUIREMENT_JUDGE);
  g_assert_cmpuint (find (report, "AIA-73-2")->checked, ==, 1);
  /* Of what sort it was, a person must say. */
  assert_verdict (report, "AIA-73-3", RC_REQUIREMENT_JUDGE);
}

static void
test_deadline_missed (LineageFixture *fixture,
                      gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  gint64 source;

  source = lineage_fixture_import (fixture, "incidents.jsonl", NULL,
                                   INCIDENT ("I-1", "2026-03-01T10:00:00Z", "serious") REPORT ("I-1", "2026-03-17T00:00:01Z")
                                   INCIDENT ("I-2", "2026-03-01T10:00:00Z", "death of a person") REPORT ("I-2", "2026-03-12T00:00:01Z"));
  report = check_case (fixture);
  assert_verdict (report, "AIA-73-2", RC_REQUIREMENT_NOT_MET);
  assert_verdict (report, "AIA-73-4", RC_REQUIREMENT_NOT_MET);
  g_assert_true (cites (find (report, "AIA-73-2"), source, 2));
  g_assert_cmpuint (find (report, "AIA-73-4")->total, ==, 1);
}

/* When somebody became aware is not told: a report that is late after the record itself need not be. */
static void
test_awareness_unknown (LineageFixture *fixture,
                        gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "incidents.jsonl", NULL,
                          LINE ("incident", "\"id\":\"I-1\",\"time\":\"2026-03-01T10:00:00Z\",\"severity\":\"serious\"")
                          REPORT ("I-1", "2026-05-01T00:00:00Z"));
  report = check_case (fixture);
  assert_verdict (report, "AIA-73-2", RC_REQUIREMENT_JUDGE);
}

/* A late report of what no record calls serious, and a report that was not received, are no breach that is shown. */
static void
test_deadline_unclear (LineageFixture *fixture,
                       gconstpointer   data)
{
  g_autoptr (RcRequirementReport) late = NULL;
  g_autoptr (RcRequirementReport) absent = NULL;

  lineage_fixture_import (fixture, "incidents.jsonl", NULL, INCIDENT ("I-1", "2026-03-01T10:00:00Z", "minor") REPORT ("I-1", "2026-05-01T00:00:00Z"));
  late = check_case (fixture);
  assert_verdict (late, "AIA-73-2", RC_REQUIREMENT_JUDGE);
  lineage_fixture_import (fixture, "more.jsonl", NULL, INCIDENT ("I-2", "2026-06-01T10:00:00Z", "widespread infringement"));
  absent = check_case (fixture);
  assert_verdict (absent, "AIA-73-3", RC_REQUIREMENT_NO_EVIDENCE);
}

/* --- Retention --- */

#define RULE(period, members) LINE ("retention", "\"id\":\"r\",\"time\":\"2026-01-01T00:00:00Z\",\"retention\":\"" period "\"" members)

static void
test_retention_short (LineageFixture *fixture,
                      gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "rules.jsonl", NULL, RULE ("P5M", ",\"target\":\"inference log\""));
  report = check_case (fixture);
  assert_verdict (report, "AIA-19-1", RC_REQUIREMENT_NOT_MET);
  assert_verdict (report, "AIA-26-6", RC_REQUIREMENT_NOT_MET);
}

static void
test_retention_with_basis (LineageFixture *fixture,
                           gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "rules.jsonl", NULL, RULE ("P5M", ",\"target\":\"inference log\",\"reason\":\"Data Protection Act, section 9\""));
  report = check_case (fixture);
  assert_verdict (report, "AIA-19-1", RC_REQUIREMENT_JUDGE);
}

/* A short rule on something else contradicts nothing. */
static void
test_retention_of_others (LineageFixture *fixture,
                          gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "rules.jsonl", NULL, RULE ("P1M", ",\"target\":\"calls of the hotline\""));
  report = check_case (fixture);
  assert_verdict (report, "AIA-19-1", RC_REQUIREMENT_NO_EVIDENCE);
}

/* A rule that is long enough does not show that anything was kept; one that cannot be read is none. */
static void
test_retention_rule (LineageFixture *fixture,
                     gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  g_autoptr (RcRequirementReport) unread = NULL;

  lineage_fixture_import (fixture, "rules.jsonl", NULL, RULE ("P24M", ""));
  report = check_case (fixture);
  assert_verdict (report, "AIA-19-1", RC_REQUIREMENT_NO_EVIDENCE);
  lineage_fixture_import (fixture, "more.jsonl", NULL, RULE ("as long as needed", ""));
  unread = check_case (fixture);
  assert_verdict (unread, "AIA-19-1", RC_REQUIREMENT_JUDGE);
}

/* --- Documents --- */

static gint64
add_paper (LineageFixture *fixture,
           const char     *kind,
           const char     *date,
           const char     *about)
{
  g_autofree char *path = g_build_filename (fixture->folder, "paper.pdf", NULL);
  const char * const abouts[] = { about, NULL };
  RcReadingTerms reading = { .about = abouts, .page = "4", .says = "as the Annex asks" };
  RcPaperTerms terms = { .kind = kind, .title = "Technical documentation", .date = date, .reading = about != NULL ? &reading : NULL };
  g_autofree char *content = g_strdup_printf ("a document, dated %s, about %s", date, about);
  g_autoptr (GError) error = NULL;
  gint64 number;

  g_assert_true (g_file_set_contents (path, content, -1, &error));
  number = rc_paper_add_file (fixture->case_file, path, &terms, NULL, &error);
  g_assert_no_error (error);
  return number;
}

/* A document of the kind is material; one that a person read for the point is evidence of it, and of no other. */
static void
test_paper (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;
  const RcRequirementResult *result;

  lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("a", "2026-04-02T10:00:00Z", "1"));
  add_paper (fixture, "E16", "2026-03-01", "AIV-1e");
  report = check_case (fixture);
  result = find (report, "AIV-1e");
  /* No function knows whether a document says the contrary. */
  assert_verdict (report, "AIV-1e", RC_REQUIREMENT_JUDGE);
  g_assert_nonnull (strstr (result->words, "read for this point"));
  g_assert_cmpuint (result->papers->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (result->papers, 0), "page 4"));
  assert_verdict (report, "AIV-1d", RC_REQUIREMENT_JUDGE);
  assert_verdict (report, "AIV-5", RC_REQUIREMENT_NO_EVIDENCE);
}

/* What must have been there before the first use is not shown by what is dated later, or not at all. */
static void
test_paper_late (LineageFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr (RcRequirementReport) late = NULL;
  g_autoptr (RcRequirementReport) in_time = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("a", "2026-04-02T10:00:00Z", "1"));
  add_paper (fixture, "E16", "2026-05-01", "AIA-11-1");
  add_paper (fixture, "E16", NULL, "AIA-11-1");
  late = check_case (fixture);
  assert_verdict (late, "AIA-11-1", RC_REQUIREMENT_JUDGE);
  g_assert_true (has_note (find (late, "AIA-11-1"), "dated after"));
  add_paper (fixture, "E16", "2026-03-01", "AIA-11-1");
  in_time = check_case (fixture);
  assert_verdict (in_time, "AIA-11-1", RC_REQUIREMENT_JUDGE);
  g_assert_null (strstr (find (late, "AIA-11-1")->words, "whether what it says"));
  g_assert_nonnull (strstr (find (in_time, "AIA-11-1")->words, "whether what it says"));
}

static void
test_paper_withdrawn (LineageFixture *fixture,
                      gconstpointer   data)
{
  gint64 number = add_paper (fixture, "E16", "2026-03-01", "AIV-1e");
  g_autoptr (GError) error = NULL;
  g_autoptr (RcPaper) paper = rc_paper_find (fixture->case_file, number, &error);
  g_autoptr (RcRequirementReport) report = NULL;
  const RcReading *reading;

  g_assert_no_error (error);
  reading = g_ptr_array_index (paper->readings, 0);
  g_assert_true (rc_paper_withdraw_reading (fixture->case_file, number, reading->entry, "another page was meant", &error));
  g_assert_no_error (error);
  report = check_case (fixture);
  assert_verdict (report, "AIV-1e", RC_REQUIREMENT_JUDGE);
}

/* What began after the declaration is a candidate for a substantial modification, and no more. */
static void
test_modification (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (RcRequirementReport) undeclared = NULL;
  g_autoptr (RcRequirementReport) report = NULL;
  gint64 source;

  source = lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                                   DEPLOYED ("1", "2026-03-01T00:00:00Z", "2026-05-01T00:00:00Z")
                                   DEPLOYED ("2", "2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z"));
  undeclared = check_case (fixture);
  assert_verdict (undeclared, "AIA-43-4", RC_REQUIREMENT_NO_EVIDENCE);
  add_paper (fixture, "E19", "2026-03-01", NULL);
  report = check_case (fixture);
  assert_verdict (report, "AIA-43-4", RC_REQUIREMENT_JUDGE);
  g_assert_true (cites (find (report, "AIA-43-4"), source, 2));
  g_assert_false (cites (find (report, "AIA-43-4"), source, 1));
  assert_verdict (report, "DOC-1", RC_REQUIREMENT_JUDGE);
}

#define THREE(english) "<text lang=\"en\">" english "</text><text lang=\"de\">" english "</text><text lang=\"fr\">" english "</text>"
#define CRITERIA \
  "<law xmlns=\"urn:recount:law:1\" version=\"3\" state=\"2026-09-01\" prefix=\"BANK\"><name>" THREE ("Policy of a fictitious bank") "</name>" \
  "<acts><act id=\"BANK-policy\" number=\"Policy 17\"><name>" THREE ("Policy 17") "</name></act></acts>" \
  "<sections><section id=\"BANK-3\" act=\"BANK-policy\"><name>" THREE ("Part 3") "</name></section></sections>" \
  "<groups><group id=\"BANK-models\"><name>" THREE ("Models") "</name></group></groups><requirements>" \
  "<requirement id=\"BANK-3-1\" section=\"BANK-3\" group=\"BANK-models\" article=\"3.1\" evidence=\"E20\" judged=\"document\"><demand>" \
  THREE ("Two persons approve") "</demand></requirement>" \
  "<requirement id=\"BANK-3-2\" section=\"BANK-3\" group=\"BANK-models\" article=\"3.2\" judged=\"judge\"><demand>" \
  THREE ("They are independent") "</demand></requirement></requirements></law>"

/* Criteria of the auditor's own are answered by documents, or by a person, beside the law. */
static void
test_own_criteria (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (CRITERIA, strlen (CRITERIA));
  g_autoptr (GError) error = NULL;
  g_autoptr (RcLaw) own = rc_law_load_bytes (rc_law_get (), bytes, &error);
  RcRequirementOptions options = { .law = own, .as_of_us = RC_TIME_NONE };
  g_autoptr (RcRequirementReport) before = NULL;
  g_autoptr (RcRequirementReport) after = NULL;

  g_assert_no_error (error);
  before = rc_requirement_check_case (fixture->case_file, &options, &error);
  g_assert_no_error (error);
  assert_verdict (before, "BANK-3-1", RC_REQUIREMENT_NO_EVIDENCE);
  assert_verdict (before, "BANK-3-2", RC_REQUIREMENT_JUDGE);
  g_assert_cmpuint (before->results->len, ==, rc_law_count_requirements (rc_law_get ()) + 2);

  add_paper (fixture, "E20", "2026-03-01", "requirement:BANK-3-1");
  after = rc_requirement_check_case (fixture->case_file, &options, &error);
  g_assert_no_error (error);
  assert_verdict (after, "BANK-3-1", RC_REQUIREMENT_JUDGE);
}

/* --- What is stated --- */

static void
test_claim (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcRequirementReport) contradicting = check_system (fixture, "\"risk_class\":{\"tiers\":[\"T2x\"]},\"annex_iii\":[\"III-5b\"],"
                                                                         "\"profiling\":true");
  g_autoptr (RcRequirementReport) report = NULL;

  assert_verdict (contradicting, "AIA-6-4", RC_REQUIREMENT_NOT_MET);
  report = check_system (fixture, "\"risk_class\":{\"tiers\":[\"T2x\"]},\"annex_iii\":[\"III-5b\"],\"profiling\":false");
  assert_verdict (report, "AIA-6-4", RC_REQUIREMENT_NO_EVIDENCE);
}

static void
test_stated_data (LineageFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = check_system (fixture, "\"personal_data\":false,\"sectors\":[\"financial-institution\"]");

  assert_verdict (report, "DOC-5", RC_REQUIREMENT_NA);
  g_assert_true (has_note (find (report, "AIA-17-a"), "17(4)"));
  g_assert_false (has_note (find (report, "AIA-17-g"), "17(4)"));
}

/* Only what belongs to the system is in scope. */
static void
test_other_system (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (RcRequirementReport) report = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          "{\"kind\":\"inference\",\"id\":\"o\",\"system\":\"T\",\"time\":\"2026-04-02T10:00:00Z\",\"model-name\":\"k\","
                          "\"model-version\":\"9\"}\n" CALL ("a", "2026-04-03T10:00:00Z", "1"));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYED ("1", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"));
  lineage_fixture_import (fixture, "alarms.jsonl", NULL, ALARM);
  lineage_fixture_judge ();
  report = check_system (fixture, "\"bindings\":{\"log_systems\":[\"S\"]}");
  assert_verdict (report, "AIA-12-2a", RC_REQUIREMENT_MET);
  g_assert_cmpuint (find (report, "AIA-12-2a")->total, ==, 1);
}

/* --- More than is looked at --- */

static void
test_many_versions (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (RcRequirementReport) report = NULL;

  for (guint i = 0; i < RC_LIMIT_REQUIREMENT_VERSIONS + 20; i++)
    g_string_append_printf (log, "{\"kind\":\"inference\",\"system\":\"S\",\"time\":\"2026-04-02T10:%02u:%02uZ\",\"model-name\":\"k\",\"model-version\":"
                            "\"%u\"}\n", i / 60, i % 60, i);
  lineage_fixture_import (fixture, "log.jsonl", NULL, log->str);
  report = check_case (fixture);
  g_assert_cmpuint (find (report, "AIA-74-13")->total, ==, RC_LIMIT_REQUIREMENT_VERSIONS + 20);
  assert_verdict (report, "AIA-74-13", RC_REQUIREMENT_NO_EVIDENCE);
}

/* Records without a time, without a system, with nothing but a kind: nothing is supported by them, and nothing contradicted. */
static void
test_bare_records (LineageFixture *fixture,
                   gconstpointer   data)
{
  static const char * const kinds[] = { "inference", "deployment", "approval", "human-action", "anomaly", "incident", "retention", "access" };
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (RcRequirementReport) report = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_string_append_printf (log, "{\"kind\":\"%s\",\"id\":\"x%u\"}\n", kinds[i], i);
  lineage_fixture_import (fixture, "log.jsonl", NULL, log->str);
  lineage_fixture_judge ();
  report = check_case (fixture);
  g_assert_cmpuint (report->counts[RC_REQUIREMENT_MET], ==, 0);
  g_assert_cmpuint (report->counts[RC_REQUIREMENT_NOT_MET], ==, 0);
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
    { "/requirement-records/deadline-kept", test_deadline_kept },
    { "/requirement-records/deadline-missed", test_deadline_missed },
    { "/requirement-records/awareness-unknown", test_awareness_unknown },
    { "/requirement-records/deadline-unclear", test_deadline_unclear },
    { "/requirement-records/retention-short", test_retention_short },
    { "/requirement-records/retention-with-basis", test_retention_with_basis },
    { "/requirement-records/retention-of-others", test_retention_of_others },
    { "/requirement-records/retention-rule", test_retention_rule },
    { "/requirement-records/paper", test_paper },
    { "/requirement-records/paper-late", test_paper_late },
    { "/requirement-records/paper-withdrawn", test_paper_withdrawn },
    { "/requirement-records/modification", test_modification },
    { "/requirement-records/own-criteria", test_own_criteria },
    { "/requirement-records/claim", test_claim },
    { "/requirement-records/stated-data", test_stated_data },
    { "/requirement-records/other-system", test_other_system },
    { "/requirement-records/many-versions", test_many_versions },
    { "/requirement-records/bare-records", test_bare_records },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, LineageFixture, NULL, lineage_fixture_set_up, tests[i].test, lineage_fixture_tear_down);
  return g_test_run ();
}
