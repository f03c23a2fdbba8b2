/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/decision-comparison.h"
#include "core/decision.h"
#include "core/reconcile.h"
#include "core/reference-sort.h"
#include "lineage-fixture.h"

#define CALL(id, reference, time) \
  "{\"kind\":\"inference\",\"id\":\"" id "\",\"decision\":\"" reference "\",\"time\":\"" time "\"}\n"
#define LINE(reference, time) "{\"kind\":\"decision\",\"decision\":\"" reference "\",\"time\":\"" time "\"}\n"
#define LINE_WITHOUT_TIME(reference) "{\"kind\":\"decision\",\"decision\":\"" reference "\"}\n"

static RcDecisionComparison *
compare (LineageFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RcDecisionComparison *comparison = rc_decision_comparison_load (fixture->case_file, NULL, &error);

  g_assert_no_error (error);
  return comparison;
}

/* The exceptions of a verification that found @judgement before. */
static void
reconcile (LineageFixture *fixture,
           RcJudgement    *judgement)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sources = rc_source_list (fixture->case_file, &error);
  g_autoptr (GPtrArray) anchors = g_ptr_array_new ();
  RcSealContext context = {
    .case_file = fixture->case_file, .reader = fixture->reader, .sources = sources, .anchors = anchors,
  };

  g_assert_no_error (error);
  g_assert_true (rc_reconcile (&context, judgement, &error));
  g_assert_no_error (error);
}

static const RcException *
get_exception (RcJudgement *judgement,
               guint        index,
               const char  *kind,
               gint64       source,
               gint64       record)
{
  const RcException *exception;

  g_assert_cmpuint (judgement->exceptions->len, >, index);
  exception = g_ptr_array_index (judgement->exceptions, index);
  g_assert_cmpstr (exception->kind, ==, kind);
  g_assert_cmpint (exception->source, ==, source);
  g_assert_cmpint (exception->record, ==, record);
  g_assert_cmpstr (exception->expected, !=, exception->found);
  g_assert_true (g_str_has_suffix (exception->message, "."));
  return exception;
}

static char *
dup_days (const RcDecisionComparison *comparison)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < comparison->days->len; i++)
    {
      const RcDecisionDay *day = &g_array_index (comparison->days, RcDecisionDay, i);
      g_autofree char *time = day->day_us != RC_TIME_NONE ? rc_time_format_utc (day->day_us) : g_strdup ("none");

      g_string_append_printf (text, "%.10s %d/%d/%d/%d;", time, (int) day->both, (int) day->only_business, (int) day->outside,
                              (int) day->only_log);
    }
  return g_string_free (text, FALSE);
}

/* --- The comparison --- */

static void
test_groups (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcDecisionComparison) comparison = NULL;
  g_autofree char *days = NULL;
  gint64 log, list;

  log = lineage_fixture_import (fixture, "log.jsonl", NULL,
                                CALL ("e-1", "A", "2026-05-10T10:00:00Z") CALL ("e-2", "B", "2026-05-10T23:59:59Z")
                                CALL ("e-3", "B", "2026-05-11T00:10:00Z") CALL ("e-4", "LOG", "2026-05-12T10:00:00Z")
                                "{\"kind\":\"inference\",\"id\":\"e-5\",\"time\":\"2026-05-12T11:00:00Z\"}\n"
                                CALL ("e-6", "Z", "2026-05-14T10:00:00Z"));
  list = lineage_fixture_import (fixture, "list.jsonl", NULL,
                                 LINE ("A", "2026-05-10T11:00:00Z") LINE ("B", "2026-05-11T01:00:00Z") LINE ("B", "2026-05-11T02:00:00Z")
                                 LINE ("LIST", "2026-05-12T12:00:00Z") LINE ("a", "2026-05-12T12:00:00Z") LINE ("LIST", "2026-05-13T12:00:00Z")
                                 LINE_WITHOUT_TIME ("NEVER") LINE ("BEFORE", "2026-05-09T10:00:00Z") LINE ("AFTER", "2026-05-15T10:00:00Z")
                                 "{\"kind\":\"decision\",\"time\":\"2026-05-12T12:00:00Z\"}\n" LINE_WITHOUT_TIME ("Z"));
  comparison = compare (fixture);
  g_assert_cmpint (comparison->totals.state, ==, RC_DECISIONS_COMPARED);
  g_assert_cmpuint (comparison->totals.lines, ==, 11);
  g_assert_cmpuint (comparison->totals.calls, ==, 6);
  g_assert_cmpuint (comparison->totals.business, ==, 8);
  g_assert_cmpuint (comparison->totals.both, ==, 3);
  g_assert_cmpuint (comparison->totals.only_business, ==, 3);
  g_assert_cmpuint (comparison->totals.outside, ==, 2);
  g_assert_cmpuint (comparison->totals.only_log, ==, 1);
  g_assert_cmpuint (comparison->totals.only_log_within, ==, 1);
  g_assert_cmpuint (comparison->totals.repeated_business, ==, 2);
  g_assert_cmpuint (comparison->totals.repeated_log, ==, 1);
  g_assert_cmpuint (comparison->totals.without_business, ==, 1);
  g_assert_cmpuint (comparison->totals.without_log, ==, 1);
  g_assert_cmpuint (comparison->totals.left_out, ==, 0);
  g_assert_cmpuint (comparison->totals.unread, ==, 0);
  g_assert_cmpuint (comparison->lists->len, ==, 1);
  g_assert_cmpint (g_array_index (comparison->lists, RcReferenceList, 0).source, ==, list);
  g_assert_cmpint (log, !=, list);

  /* A line without a time is of the day of its call, and where there is none, of no day. */
  days = dup_days (comparison);
  g_assert_cmpstr (days, ==,
                   "2026-05-09 0/0/1/0;2026-05-10 1/0/0/0;2026-05-11 1/0/0/0;2026-05-12 0/2/0/1;2026-05-14 1/0/0/0;2026-05-15 0/0/1/0;"
                   "none 0/1/0/0;");
}

/* The same bytes met again are no second decision. */
static void
test_met_again (LineageFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (RcDecisionComparison) comparison = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("e-1", "A", "2026-05-10T10:00:00Z") CALL ("e-2", "B", "2026-05-11T10:00:00Z"));
  lineage_fixture_import (fixture, "again.jsonl", NULL, CALL ("e-2", "B", "2026-05-11T10:00:00Z") CALL ("e-3", "C", "2026-05-12T10:00:00Z"));
  lineage_fixture_import (fixture, "list.jsonl", NULL, LINE ("A", "2026-05-10T10:00:00Z") LINE ("B", "2026-05-11T10:00:00Z"));
  comparison = compare (fixture);
  g_assert_cmpuint (comparison->totals.calls, ==, 3);
  g_assert_cmpuint (comparison->totals.both, ==, 2);
  g_assert_cmpuint (comparison->totals.only_log, ==, 1);
  g_assert_cmpuint (comparison->totals.only_log_within, ==, 0);
  g_assert_cmpuint (comparison->totals.repeated_log, ==, 0);
}

/* Two halves of one call are no second answer, and a request that was never answered was logged nevertheless. */
static void
test_halves (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcDecisionComparison) comparison = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          "{\"kind\":\"request-part\",\"id\":\"r-1\",\"decision\":\"A\",\"time\":\"2026-05-10T10:00:00Z\"}\n"
                          CALL ("e-1", "A", "2026-05-10T10:00:01Z")
                          "{\"kind\":\"request-part\",\"id\":\"r-2\",\"decision\":\"B\",\"time\":\"2026-05-10T11:00:00Z\"}\n"
                          "{\"kind\":\"human-action\",\"decision\":\"C\",\"time\":\"2026-05-10T12:00:00Z\"}\n"
                          CALL ("e-3", "Z", "2026-05-11T10:00:00Z"));
  lineage_fixture_import (fixture, "list.jsonl", NULL,
                          LINE ("A", "2026-05-10T13:00:00Z") LINE ("B", "2026-05-10T13:00:00Z") LINE ("C", "2026-05-10T13:00:00Z"));
  comparison = compare (fixture);
  g_assert_cmpuint (comparison->totals.calls, ==, 4);
  g_assert_cmpuint (comparison->totals.both, ==, 2);
  g_assert_cmpuint (comparison->totals.only_business, ==, 1);
  g_assert_cmpuint (comparison->totals.repeated_log, ==, 0);
}

static void
test_systems (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcDecisionComparison) comparison = NULL;
  const RcDecisionSystem *first, *second;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          "{\"kind\":\"inference\",\"id\":\"1\",\"decision\":\"A\",\"system\":\"S\",\"time\":\"2026-05-10T10:00:00Z\"}\n"
                          "{\"kind\":\"inference\",\"id\":\"2\",\"decision\":\"B\",\"system\":\"R\",\"time\":\"2026-05-12T10:00:00Z\"}\n");
  lineage_fixture_import (fixture, "list.jsonl", NULL,
                          "{\"kind\":\"decision\",\"decision\":\"A\",\"system\":\"S\",\"time\":\"2026-05-10T10:00:00Z\"}\n"
                          "{\"kind\":\"decision\",\"decision\":\"C\",\"system\":\"S\",\"time\":\"2026-05-11T10:00:00Z\"}\n");
  comparison = compare (fixture);
  g_assert_cmpuint (comparison->systems->len, ==, 2);
  first = g_ptr_array_index (comparison->systems, 0);
  second = g_ptr_array_index (comparison->systems, 1);
  g_assert_cmpstr (first->system, ==, "R");
  g_assert_cmpuint (first->only_log, ==, 1);
  g_assert_cmpstr (second->system, ==, "S");
  g_assert_cmpuint (second->both, ==, 1);
  g_assert_cmpuint (second->only_business, ==, 1);
}

static void
assert_state (LineageFixture   *fixture,
              RcDecisionsState  state)
{
  g_autoptr (RcDecisionComparison) comparison = compare (fixture);

  g_assert_cmpint (comparison->totals.state, ==, state);
  g_assert_cmpuint (comparison->totals.only_business, ==, 0);
  g_assert_cmpuint (comparison->days->len, ==, 0);
}

/* What cannot be compared is not taken for compared, nor for absent. */
static void
test_states (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();

  assert_state (fixture, RC_DECISIONS_NO_LIST);
  lineage_fixture_import (fixture, "list.jsonl", NULL, LINE ("A", "2026-05-10T10:00:00Z"));
  assert_state (fixture, RC_DECISIONS_NO_LOG);
  lineage_fixture_import (fixture, "log.jsonl", NULL, "{\"kind\":\"inference\",\"id\":\"1\",\"time\":\"2026-05-10T10:00:00Z\"}\n");
  assert_state (fixture, RC_DECISIONS_NO_REFERENCES);
  reconcile (fixture, judgement);
  g_assert_cmpuint (judgement->exceptions->len, ==, 0);
  g_assert_cmpint (judgement->decisions.state, ==, RC_DECISIONS_NO_REFERENCES);
  lineage_fixture_import (fixture, "more.jsonl", NULL, CALL ("2", "A", "2026-05-11T10:00:00Z"));
  g_clear_pointer (&judgement, rc_judgement_free);
  judgement = rc_judgement_new ();
  reconcile (fixture, judgement);
  g_assert_cmpint (judgement->decisions.state, ==, RC_DECISIONS_COMPARED);
  g_assert_cmpuint (judgement->decisions.both, ==, 1);
}

/* --- What verify tells --- */

static void
test_absent (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  const RcException *exception;
  gint64 list;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          CALL ("e-1", "A", "2026-05-10T10:00:00Z") CALL ("e-2", "B", "2026-05-10T11:00:00Z")
                          CALL ("e-3", "C", "2026-05-14T10:00:00Z"));
  list = lineage_fixture_import (fixture, "list.jsonl", NULL,
                                 LINE ("A", "2026-05-10T12:00:00Z") LINE ("X", "2026-05-11T12:00:00Z") LINE ("B", "2026-05-11T12:00:00Z")
                                 LINE ("LATE", "2026-05-20T12:00:00Z"));
  reconcile (fixture, judgement);
  g_assert_cmpuint (judgement->exceptions->len, ==, 1);
  exception = get_exception (judgement, 0, RC_EXCEPTION_DECISION_MISSING, list, 2);
  g_assert_cmpint (exception->caused_by, ==, 0);
  g_assert_nonnull (strstr (exception->message, "“X”"));
  g_assert_nonnull (strstr (exception->found, "2026-05-14T10:00:00Z"));
  g_assert_cmpint (rc_exception_exit_code (exception->kind), ==, 3);
  g_assert_cmpuint (judgement->decisions.outside, ==, 1);
}

/* A hole that the chain shows, and a record that cannot be read, explain what is absent between the same neighbours; nothing else does. */
static void
test_causes (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  gint64 log, list;

  log = lineage_fixture_import (fixture, "log.jsonl", NULL,
                                CALL ("e-1", "A", "2026-05-10T10:00:00Z") CALL ("e-2", "B", "2026-05-10T11:00:00Z")
                                CALL ("e-3", "C", "2026-05-10T12:00:00Z") CALL ("e-4", "D", "2026-05-10T13:00:00Z")
                                CALL ("e-5", "changed", "2026-05-10T14:00:00Z") CALL ("e-6", "E", "2026-05-10T15:00:00Z"));
  list = lineage_fixture_import (fixture, "list.jsonl", NULL,
                                 LINE ("A", "2026-05-10T10:00:00Z") LINE ("gap-1", "2026-05-10T10:10:00Z")
                                 LINE ("gap-2", "2026-05-10T10:20:00Z") LINE ("B", "2026-05-10T11:00:00Z")
                                 LINE ("C", "2026-05-10T12:00:00Z") LINE ("unlogged", "2026-05-10T12:10:00Z")
                                 LINE ("D", "2026-05-10T13:00:00Z") LINE ("as-it-was", "2026-05-10T14:00:00Z")
                                 LINE ("E", "2026-05-10T15:00:00Z"));
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_CHAIN_GAP, log, 2, 0, "a", "b", "hole."));
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_RECORD_ALTERED, log, 5, 0, "a", "b", "altered."));
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_CLOCK_BACK, log, 4, 0, "a", "b", "clock."));
  reconcile (fixture, judgement);
  g_assert_cmpuint (judgement->exceptions->len, ==, 7);
  g_assert_cmpint (get_exception (judgement, 3, RC_EXCEPTION_DECISION_MISSING, list, 2)->caused_by, ==, 1);
  g_assert_cmpint (get_exception (judgement, 4, RC_EXCEPTION_DECISION_MISSING, list, 3)->caused_by, ==, 1);
  g_assert_cmpint (get_exception (judgement, 5, RC_EXCEPTION_DECISION_MISSING, list, 6)->caused_by, ==, 0);
  g_assert_cmpint (get_exception (judgement, 6, RC_EXCEPTION_DECISION_MISSING, list, 8)->caused_by, ==, 2);
}

/* A list in another order than the log does not make one hole explain everything. */
static void
test_other_order (LineageFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  gint64 log, list;

  log = lineage_fixture_import (fixture, "log.jsonl", NULL,
                                CALL ("e-1", "A", "2026-05-10T10:00:00Z") CALL ("e-2", "B", "2026-05-10T11:00:00Z")
                                CALL ("e-3", "C", "2026-05-10T12:00:00Z") CALL ("e-4", "D", "2026-05-10T13:00:00Z"));
  list = lineage_fixture_import (fixture, "list.jsonl", NULL,
                                 LINE ("A", "2026-05-10T10:00:00Z") LINE ("X", "2026-05-10T10:10:00Z") LINE ("D", "2026-05-10T13:00:00Z")
                                 LINE ("Y", "2026-05-10T12:00:00Z") LINE ("B", "2026-05-10T11:00:00Z"));
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_CHAIN_GAP, log, 3, 0, "a", "b", "hole."));
  reconcile (fixture, judgement);
  g_assert_cmpuint (judgement->exceptions->len, ==, 3);
  g_assert_cmpint (get_exception (judgement, 1, RC_EXCEPTION_DECISION_MISSING, list, 2)->caused_by, ==, 0);
  g_assert_cmpint (get_exception (judgement, 2, RC_EXCEPTION_DECISION_MISSING, list, 4)->caused_by, ==, 0);
}

/* A format that leaves calls out makes no absence an exception, but only for the time at which it speaks. */
static void
test_sampling (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  const RcException *note;
  gint64 list;

  lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("e-1", "A", "2026-05-10T10:00:00Z") CALL ("e-2", "B", "2026-05-12T10:00:00Z"));
  lineage_fixture_import (fixture, "sample.jsonl", NULL,
                          "{\"sample\":1,\"kind\":\"inference\",\"id\":\"s-1\",\"decision\":\"S\",\"time\":\"2026-05-20T10:00:00Z\"}\n"
                          "{\"sample\":1,\"kind\":\"inference\",\"id\":\"s-2\",\"decision\":\"T\",\"time\":\"2026-05-22T10:00:00Z\"}\n");
  list = lineage_fixture_import (fixture, "list.jsonl", NULL,
                                 LINE ("A", "2026-05-10T10:00:00Z") LINE ("red", "2026-05-11T10:00:00Z")
                                 LINE ("S", "2026-05-20T10:00:00Z") LINE ("note", "2026-05-21T10:00:00Z"));
  reconcile (fixture, judgement);
  g_assert_cmpuint (judgement->decisions.only_business, ==, 2);
  g_assert_cmpuint (judgement->decisions.left_out, ==, 1);
  g_assert_cmpuint (rc_decision_totals_absent (&judgement->decisions), ==, 1);
  g_assert_cmpuint (judgement->exceptions->len, ==, 2);
  get_exception (judgement, 0, RC_EXCEPTION_DECISION_MISSING, list, 2);
  note = get_exception (judgement, 1, RC_EXCEPTION_DECISIONS_LEFT_OUT, 0, 0);
  g_assert_cmpint (rc_exception_exit_code (note->kind), ==, 0);
  g_assert_nonnull (strstr (note->message, "Only every other call is written."));
}

/* What is only in the log is told where somebody stated that the list is complete, and for its time alone. */
static void
test_unlisted (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (RcJudgement) before = rc_judgement_new ();
  g_autoptr (RcJudgement) after = rc_judgement_new ();
  g_autoptr (GError) error = NULL;
  gint64 log;

  log = lineage_fixture_import (fixture, "log.jsonl", NULL,
                                CALL ("e-1", "A", "2026-05-10T10:00:00Z") CALL ("e-2", "B", "2026-05-11T10:00:00Z")
                                CALL ("e-3", "LATER", "2026-05-15T10:00:00Z"));
  lineage_fixture_import (fixture, "list.jsonl", NULL, LINE ("A", "2026-05-10T10:00:00Z") LINE ("C", "2026-05-12T10:00:00Z"));
  reconcile (fixture, before);
  g_assert_cmpuint (before->exceptions->len, ==, 1);
  g_assert_true (rc_decision_list_set_complete (fixture->case_file, TRUE, &error));
  g_assert_no_error (error);
  reconcile (fixture, after);
  g_assert_cmpuint (after->exceptions->len, ==, 2);
  g_assert_cmpint (rc_exception_exit_code (get_exception (after, 1, RC_EXCEPTION_DECISION_UNLISTED, log, 2)->kind), ==, 0);
  g_assert_true (rc_decision_list_set_complete (fixture->case_file, FALSE, &error));
  g_assert_false (rc_decision_list_is_complete (fixture->case_file));
}

/* Beyond the limit they are counted, and the same ones are listed each time. */
static void
test_many (LineageFixture *fixture,
           gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  g_autoptr (GString) list = g_string_new (NULL);
  const guint n_absent = 5 * RC_LIMIT_SET_ASIDE_LISTED;
  const RcException *last;
  gint64 source;

  lineage_fixture_import (fixture, "log.jsonl", NULL, CALL ("e-1", "A", "2026-05-10T10:00:00Z") CALL ("e-2", "B", "2026-05-12T10:00:00Z"));
  for (guint i = 0; i < n_absent; i++)
    g_string_append_printf (list, LINE ("X-%u", "2026-05-11T10:00:00Z"), i);
  source = lineage_fixture_import (fixture, "list.jsonl", NULL, list->str);
  reconcile (fixture, judgement);
  g_assert_cmpuint (judgement->exceptions->len, ==, RC_LIMIT_SET_ASIDE_LISTED + 1);
  for (guint i = 0; i < RC_LIMIT_SET_ASIDE_LISTED; i++)
    get_exception (judgement, i, RC_EXCEPTION_DECISION_MISSING, source, i + 1);
  last = get_exception (judgement, RC_LIMIT_SET_ASIDE_LISTED, RC_EXCEPTION_DECISION_MISSING, 0, 0);
  g_assert_nonnull (strstr (last->message, "5000 decisions"));
}

/* --- One decision --- */

static void
test_decision (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (RcDecision) decision = NULL;
  g_autoptr (RcDecision) unknown = NULL;
  g_autoptr (GError) error = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          CALL ("e-1", "A", "2026-05-10T10:00:00Z") CALL ("e-2", "A", "2026-05-10T11:00:00Z")
                          CALL ("e-3", "B", "2026-05-12T10:00:00Z"));
  lineage_fixture_import (fixture, "people.jsonl", NULL,
                          "{\"kind\":\"human-action\",\"decision\":\"A\",\"final\":\"later\",\"time\":\"2026-05-11T10:00:00Z\"}\n"
                          "{\"kind\":\"human-action\",\"decision\":\"A\",\"final\":\"earlier\",\"time\":\"2026-05-10T12:00:00Z\"}\n"
                          "{\"kind\":\"ground-truth\",\"decision\":\"A\",\"output\":\"defaulted\"}\n");
  decision = rc_decision_load (fixture->case_file, fixture->reader, "A", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (decision->n_events, ==, 5);
  g_assert_cmpuint (rc_decision_count (decision, RC_EVENT_INFERENCE), ==, 2);
  g_assert_cmpuint (rc_decision_count (decision, RC_EVENT_HUMAN_ACTION), ==, 2);
  g_assert_cmpuint (rc_decision_count (decision, RC_EVENT_GROUND_TRUTH), ==, 1);
  g_assert_cmpuint (rc_decision_count (decision, RC_EVENT_DECISION), ==, 0);
  g_assert_cmpstr (decision->outcome, ==, "later");
  g_clear_pointer (&decision, rc_decision_free);

  /* The business's own word comes first. */
  lineage_fixture_import (fixture, "list.jsonl", NULL,
                          "{\"kind\":\"decision\",\"decision\":\"A\",\"final\":\"booked\",\"time\":\"2026-05-11T09:00:00Z\"}\n");
  decision = rc_decision_load (fixture->case_file, fixture->reader, "A", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (decision->n_events, ==, 6);
  g_assert_cmpstr (decision->outcome, ==, "booked");

  unknown = rc_decision_load (fixture->case_file, fixture->reader, "C", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (unknown->n_events, ==, 0);
  g_assert_null (unknown->outcome);
}

/* --- The sort --- */

/* More than fits into memory comes back in order, each once; equal texts have equal marks in one sort and not in another. */
static void
test_sort (void)
{
  g_autoptr (RcReferenceSort) sort = rc_reference_sort_new_sized (100);
  g_autoptr (RcReferenceSort) other = rc_reference_sort_new ();
  g_autoptr (GError) error = NULL;
  RcReferenceEntry entry = { 0 }, last = { 0 }, same = { 0 };
  gboolean found = TRUE;
  guint count = 0, texts = 0;

  for (guint i = 0; i < 10050; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i % 5025);

      rc_reference_sort_mark (sort, text, strlen (text), &entry);
      entry.event = i;
      entry.side = i % 2;
      g_assert_true (rc_reference_sort_add (sort, &entry, &error));
    }
  g_assert_true (rc_reference_sort_begin (sort, &error));
  while (TRUE)
    {
      g_assert_true (rc_reference_sort_next (sort, &entry, &found, &error));
      if (!found)
        break;
      if (count > 0 && memcmp (last.mark, entry.mark, sizeof last.mark) == 0)
        {
          g_assert_true (last.side < entry.side || (last.side == entry.side && last.event < entry.event));
          g_assert_cmpint (last.event % 5025, ==, entry.event % 5025);
        }
      else
        {
          texts++;
          g_assert_cmpint (memcmp (last.mark, entry.mark, sizeof last.mark), <=, 0);
        }
      last = entry;
      count++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, 10050);
  g_assert_cmpuint (texts, ==, 5025);

  rc_reference_sort_mark (sort, "A", 1, &entry);
  rc_reference_sort_mark (sort, "A", 1, &same);
  g_assert_cmpmem (entry.mark, sizeof entry.mark, same.mark, sizeof same.mark);
  rc_reference_sort_mark (other, "A", 1, &same);
  g_assert_cmpint (memcmp (entry.mark, same.mark, sizeof same.mark), !=, 0);
}

static void
test_totals (void)
{
  RcDecisionTotals totals = { .state = RC_DECISIONS_COMPARED, .lines = 7, .unread = G_MAXUINT64 };
  RcDecisionTotals again;
  g_autofree char *text = rc_decision_totals_dup_text (&totals);
  g_autofree char *short_text = g_strndup (text, strlen (text) - 21);

  g_assert_true (rc_decision_totals_read (&again, text));
  g_assert_cmpmem (&totals, sizeof totals, &again, sizeof again);
  g_assert_false (rc_decision_totals_read (&again, short_text));
  g_assert_false (rc_decision_totals_read (&again, "9 1"));
  g_assert_false (rc_decision_totals_read (&again, NULL));
  g_assert_cmpint (again.state, ==, RC_DECISIONS_NO_LIST);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decisions/sort", test_sort);
  g_test_add_func ("/decisions/totals", test_totals);
#define ADD(path, func) g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, func, lineage_fixture_tear_down)
  ADD ("/decisions/groups", test_groups);
  ADD ("/decisions/met-again", test_met_again);
  ADD ("/decisions/halves", test_halves);
  ADD ("/decisions/systems", test_systems);
  ADD ("/decisions/states", test_states);
  ADD ("/decisions/absent", test_absent);
  ADD ("/decisions/causes", test_causes);
  ADD ("/decisions/other-order", test_other_order);
  ADD ("/decisions/sampling", test_sampling);
  ADD ("/decisions/unlisted", test_unlisted);
  ADD ("/decisions/many", test_many);
  ADD ("/decisions/decision", test_decision);
#undef ADD
  return g_test_run ();
}
