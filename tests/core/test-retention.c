/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/entry.h"
#include "core/requirement.h"
#include "core/retention.h"
#include "lineage-fixture.h"

/* How long logs are kept, by records of the test's own. */

#define INFERENCE(day) "{\"kind\":\"inference\",\"time\":\"" day "T10:00:00Z\",\"system\":\"S\"}\n"
#define RULE(id, period, more) \
  "{\"kind\":\"retention\",\"time\":\"2024-01-01T00:00:00Z\",\"id\":\"" id "\",\"retention\":\"" period "\",\"target\":\"decision log\"" more "}\n"
#define DELETION(when, from, to) \
  "{\"kind\":\"retention\",\"time\":\"" when "\",\"action\":\"delete\",\"target\":\"decision log\",\"system\":\"S\",\"valid-from\":\"" from \
  "\",\"valid-to\":\"" to "\"}\n"
#define NONE_WITHIN(period) \
  "{\"kind\":\"retention\",\"time\":\"2026-08-01T00:00:00Z\",\"action\":\"none\",\"target\":\"decision log\"" period "}\n"
#define NONE NONE_WITHIN (",\"valid-from\":\"2026-04-01T00:00:00Z\",\"valid-to\":\"2026-08-01T00:00:00Z\"")
#define LOG INFERENCE ("2026-04-01") INFERENCE ("2026-04-02") INFERENCE ("2026-04-07")

static RcRetention *
load (LineageFixture *self,
      const char     *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSystem) system = name != NULL ? rc_system_find (self->case_file, self->reader, name, &error) : NULL;
  RcRetention *retention;

  g_assert_no_error (error);
  retention = rc_retention_load (self->case_file, self->reader, system, NULL, &error);
  g_assert_no_error (error);
  return retention;
}

static void
assert_answer (LineageFixture      *self,
               const char          *name,
               const char          *records,
               RcRetentionQuestion  question,
               RcRetentionAnswer    answer)
{
  g_autoptr (RcRetention) retention = NULL;

  if (records != NULL)
    (void) lineage_fixture_import (self, name, NULL, records);
  retention = load (self, NULL);
  if (retention->points[question].answer != answer)
    g_error ("%s: expected %s, found %s: %s", name, rc_retention_answer_to_name (answer),
             rc_retention_answer_to_name (retention->points[question].answer), retention->points[question].words);
}

/* --- The law's minimum --- */

static void
test_floor (gconstpointer data)
{
  static const struct { const char *records; RcRetentionAnswer answer; } cases[] = {
    { LOG, RC_RETENTION_NO_EVIDENCE },
    { RULE ("R", "P24M", ""), RC_RETENTION_SUPPORTS },
    { RULE ("R", "P6M", ""), RC_RETENTION_SUPPORTS },
    { RULE ("R", "P184D", ""), RC_RETENTION_SUPPORTS },
    { RULE ("R", "P182D", ""), RC_RETENTION_JUDGE },
    { RULE ("R", "P3M", ""), RC_RETENTION_CONTRADICTS },
    { RULE ("R", "P3M", ",\"reason\":\"Act on data (fictitious)\""), RC_RETENTION_JUDGE },
    { RULE ("R", "for a while", ""), RC_RETENTION_JUDGE },
    { "{\"kind\":\"retention\",\"time\":\"2024-01-01T00:00:00Z\",\"retention\":\"P1M\"}\n", RC_RETENTION_JUDGE },
    { RULE ("R", "P24M", "") RULE ("Q", "P1M", ""), RC_RETENTION_CONTRADICTS },
    { "{\"kind\":\"retention\",\"time\":\"2024-01-01T00:00:00Z\",\"retention\":\"P1M\",\"target\":\"training data catalogue\"}\n", RC_RETENTION_NO_EVIDENCE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LineageFixture fixture = { 0 };

      lineage_fixture_set_up (&fixture, NULL);
      assert_answer (&fixture, "rules.jsonl", cases[i].records, RC_RETENTION_FLOOR, cases[i].answer);
      lineage_fixture_tear_down (&fixture, NULL);
    }
}

/* What an officer says is no record of the rule, and contradicts nothing. */
static void
test_stated (LineageFixture *self,
             gconstpointer   data)
{
  static const char shorter[] = "{\"system\":\"T\",\"retention\":{\"period\":\"P1M\"}}";
  static const char description[] = "{\"system\":\"S\",\"role\":[\"deployer\"],\"sectors\":[\"financial-institution\"],\"retention\":{\"period\":\"P5Y\"}}";
  g_autoptr (RcRetention) retention = NULL;
  g_autoptr (RcRetention) of_other = NULL;
  g_autoptr (GError) error = NULL;
  const RcRetentionRule *rule;

  g_assert_cmpint (rc_system_add (self->case_file, description, strlen (description), "O. Officer (fictitious)", &error), >, 0);
  g_assert_cmpint (rc_system_add (self->case_file, shorter, strlen (shorter), "O. Officer (fictitious)", &error), >, 0);
  of_other = load (self, "T");
  g_assert_cmpint (of_other->points[RC_RETENTION_FLOOR].answer, ==, RC_RETENTION_JUDGE);
  retention = load (self, "S");
  g_assert_cmpint (retention->points[RC_RETENTION_FLOOR].answer, ==, RC_RETENTION_NO_EVIDENCE);
  g_assert_cmpint (retention->points[RC_RETENTION_SECTOR].answer, ==, RC_RETENTION_NO_EVIDENCE);
  g_assert_cmpuint (retention->rules->len, ==, 3);
  rule = g_ptr_array_index (retention->rules, 0);
  g_assert_cmpstr (rule->id, ==, "RET-AIA-LOG-D");
  g_assert_cmpuint (rule->duration.months, ==, 6);
  rule = g_ptr_array_index (retention->rules, 1);
  g_assert_cmpstr (rule->id, ==, "RET-AIA-LOG-FIN");
  g_assert_false (rule->has_duration);
}

/* --- Deletions --- */

static void
test_kept (gconstpointer data)
{
  static const struct { const char *records; RcRetentionAnswer answer; } cases[] = {
    /* An export covers a slice: nothing follows from it. */
    { LOG, RC_RETENTION_NO_EVIDENCE },
    { LOG RULE ("R", "P24M", ""), RC_RETENTION_NO_EVIDENCE },
    { LOG NONE, RC_RETENTION_NO_EVIDENCE },
    { RULE ("R", "P24M", "") NONE, RC_RETENTION_NO_EVIDENCE },
    { LOG RULE ("R", "P24M", "") NONE, RC_RETENTION_SUPPORTS },
    /* Of no period, of a part of it, or of another one. */
    { LOG RULE ("R", "P24M", "") NONE_WITHIN (""), RC_RETENTION_JUDGE },
    { LOG RULE ("R", "P24M", "") NONE_WITHIN (",\"valid-from\":\"2026-04-02T00:00:00Z\",\"valid-to\":\"2026-08-01T00:00:00Z\""), RC_RETENTION_JUDGE },
    { LOG RULE ("R", "P24M", "") NONE_WITHIN (",\"valid-from\":\"2020-01-01T00:00:00Z\",\"valid-to\":\"2020-01-02T00:00:00Z\""), RC_RETENTION_JUDGE },
    /* Old enough, and the log begins where the deletions end; or not. */
    { LOG RULE ("R", "P24M", "") DELETION ("2028-06-01T00:00:00Z", "2024-01-01T00:00:00Z", "2026-03-31T23:00:00Z"), RC_RETENTION_SUPPORTS },
    { LOG RULE ("R", "P24M", "") DELETION ("2026-03-01T00:00:00Z", "2023-01-01T00:00:00Z", "2024-01-31T00:00:00Z"), RC_RETENTION_JUDGE },
    /* Younger than the rule, or than the law without any rule. */
    { LOG RULE ("R", "P24M", "") DELETION ("2026-03-01T00:00:00Z", "2024-01-01T00:00:00Z", "2025-01-31T00:00:00Z"), RC_RETENTION_CONTRADICTS },
    { LOG DELETION ("2026-03-01T00:00:00Z", "2025-11-01T00:00:00Z", "2025-12-31T00:00:00Z"), RC_RETENTION_CONTRADICTS },
    /* The rule came later. */
    { LOG RULE ("R", "P24M", "") DELETION ("2023-06-01T00:00:00Z", "2022-01-01T00:00:00Z", "2022-11-30T00:00:00Z"), RC_RETENTION_JUDGE },
    /* Of what age, or of what, is not said. */
    { LOG RULE ("R", "P24M", "") "{\"kind\":\"retention\",\"time\":\"2026-03-01T00:00:00Z\",\"action\":\"Deleted\",\"target\":\"decision log\"}\n", RC_RETENTION_JUDGE },
    { LOG RULE ("R", "P24M", "") "{\"kind\":\"retention\",\"time\":\"2026-03-01T00:00:00Z\",\"action\":\"purge\",\"valid-to\":\"2026-01-01\"}\n", RC_RETENTION_JUDGE },
    { LOG "{\"kind\":\"retention\",\"action\":\"delete\",\"target\":\"decision log\",\"valid-to\":\"2026-01-01T00:00:00Z\"}\n", RC_RETENTION_JUDGE },
    { LOG RULE ("R", "P24M", "") "{\"kind\":\"retention\",\"time\":\"2026-03-01T00:00:00Z\",\"action\":\"delete\",\"conditions\":\"R\",\"valid-to\":\"2026-01-01T00:00:00Z\"}\n",
      RC_RETENTION_CONTRADICTS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LineageFixture fixture = { 0 };
      g_autofree char *name = g_strdup_printf ("kept-%u.jsonl", i);

      lineage_fixture_set_up (&fixture, NULL);
      assert_answer (&fixture, name, cases[i].records, RC_RETENTION_KEPT, cases[i].answer);
      lineage_fixture_tear_down (&fixture, NULL);
    }
}

/* Two policies on the same records: the longer minimum counts, and both are told. */
static void
test_conflict (LineageFixture *self,
               gconstpointer   data)
{
  g_autoptr (RcRetention) retention = NULL;
  const RcRetentionDeletion *deletion;

  (void) lineage_fixture_import (self, "records.jsonl", NULL,
                                 LOG RULE ("A", "P12M", "") RULE ("B", "P24M", "") RULE ("C", "P2Y", "")
                                 DELETION ("2026-03-01T00:00:00Z", "2024-01-01T00:00:00Z", "2024-09-30T00:00:00Z"));
  retention = load (self, NULL);
  g_assert_cmpuint (retention->conflicts->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (retention->conflicts, 0), "12 months"));
  g_assert_cmpuint (retention->deletions->len, ==, 1);
  deletion = g_ptr_array_index (retention->deletions, 0);
  g_assert_cmpint (deletion->age, ==, RC_RETENTION_EARLY);
  g_assert_cmpuint (deletion->under->duration.years * 12 + deletion->under->duration.months, ==, 24);
  g_assert_cmpuint (retention->points[RC_RETENTION_KEPT].events->len, ==, 1);
}

static void
test_periods (LineageFixture *self,
              gconstpointer   data)
{
  g_autoptr (RcRetention) retention = NULL;
  const RcRetentionLog *log;
  const RcRetentionHole *hole;

  (void) lineage_fixture_import (self, "b.jsonl", NULL, LOG "{\"kind\":\"inference\",\"system\":\"S\"}\n");
  (void) lineage_fixture_import (self, "a.jsonl", NULL, INFERENCE ("2025-12-31"));
  retention = load (self, NULL);
  g_assert_cmpuint (retention->logs->len, ==, 2);
  log = g_ptr_array_index (retention->logs, 1);
  g_assert_cmpstr (log->name, ==, "b.jsonl");
  g_assert_cmpuint (log->inferences, ==, 4);
  g_assert_cmpuint (log->undated, ==, 1);
  g_assert_cmpuint (retention->holes->len, ==, 2);
  hole = &g_array_index (retention->holes, RcRetentionHole, 1);
  g_assert_cmpint ((hole->to_us - hole->from_us) / G_TIME_SPAN_DAY, ==, 4);
}

/* --- Systems --- */

static void
test_other_system (LineageFixture *self,
                   gconstpointer   data)
{
  static const char ours[] = "{\"system\":\"S\"}";
  static const char other[] = "{\"system\":\"T\"}";
  g_autoptr (RcRetention) retention = NULL;
  g_autoptr (RcRetention) of_other = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_system_add (self->case_file, ours, strlen (ours), NULL, &error), >, 0);
  g_assert_cmpint (rc_system_add (self->case_file, other, strlen (other), NULL, &error), >, 0);
  g_assert_no_error (error);
  (void) lineage_fixture_import (self, "records.jsonl", NULL,
                                 LOG RULE ("R", "P24M", "") DELETION ("2026-03-01T00:00:00Z", "2025-11-01T00:00:00Z", "2025-12-31T00:00:00Z"));
  retention = load (self, "S");
  of_other = load (self, "T");
  g_assert_cmpint (retention->points[RC_RETENTION_KEPT].answer, ==, RC_RETENTION_CONTRADICTS);
  g_assert_cmpuint (retention->logs->len, ==, 1);
  /* The rule names no system and is of both; the deletion is of one. */
  g_assert_cmpint (of_other->points[RC_RETENTION_KEPT].answer, ==, RC_RETENTION_NO_EVIDENCE);
  g_assert_cmpint (of_other->points[RC_RETENTION_FLOOR].answer, ==, RC_RETENTION_SUPPORTS);
  g_assert_cmpuint (of_other->deletions->len, ==, 0);
  g_assert_cmpuint (of_other->logs->len, ==, 0);
}

/* --- Requirements --- */

static RcRequirementVerdict
weigh (LineageFixture *self,
       const char     *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcRequirementReport) report = rc_requirement_check_case (self->case_file, NULL, &error);

  g_assert_no_error (error);
  return rc_requirement_report_find (report, id)->verdict;
}

/* An entry of a deletion log is no rule, and one of records too young contradicts the duty to keep them. */
static void
test_requirements (LineageFixture *self,
                   gconstpointer   data)
{
  (void) lineage_fixture_import (self, "records.jsonl", NULL, LOG RULE ("R", "P24M", ""));
  g_assert_cmpint (weigh (self, "AIA-19-1"), ==, RC_REQUIREMENT_NO_EVIDENCE);
  (void) lineage_fixture_import (self, "none.jsonl", NULL, NONE);
  g_assert_cmpint (weigh (self, "AIA-19-1"), !=, RC_REQUIREMENT_NOT_MET);
  g_assert_cmpint (weigh (self, "AIA-26-6"), !=, RC_REQUIREMENT_NO_EVIDENCE);
  (void) lineage_fixture_import (self, "deletions.jsonl", NULL, DELETION ("2026-03-01T00:00:00Z", "2025-11-01T00:00:00Z", "2025-12-31T00:00:00Z"));
  g_assert_cmpint (weigh (self, "AIA-19-1"), ==, RC_REQUIREMENT_NOT_MET);
  g_assert_cmpint (weigh (self, "AIA-26-6"), ==, RC_REQUIREMENT_NOT_MET);
}

/* What is kept from some day on supports nothing while a deployment is on record that began long before. */
static void
test_ran_before (LineageFixture *self,
                 gconstpointer   data)
{
  static const char deployment[] = "{\"kind\":\"deployment\",\"time\":\"2026-01-01T00:00:00Z\",\"valid-from\":\"2026-01-01T00:00:00Z\",\"system\":\"S\"}\n";

  (void) lineage_fixture_import (self, "records.jsonl", NULL, LOG RULE ("R", "P24M", "") NONE);
  lineage_fixture_judge ();
  g_assert_cmpint (weigh (self, "AIA-19-1"), ==, RC_REQUIREMENT_MET);
  (void) lineage_fixture_import (self, "deployments.jsonl", NULL, deployment);
  lineage_fixture_judge ();
  g_assert_cmpint (weigh (self, "AIA-19-1"), ==, RC_REQUIREMENT_JUDGE);
}

/* --- Holds --- */

static gint64
at (const char *text)
{
  RcTimestamp time;

  g_assert_true (rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time));
  return time.from_us;
}

static void
test_holds (LineageFixture *self,
            gconstpointer   data)
{
  RcHoldTerms terms = { .system = "S", .from_us = at ("2025-01-01"), .to_us = at ("2025-06-30"), .since_us = at ("2026-01-01"), .reason = "Incident 7 (fictitious)" };
  g_autoptr (GPtrArray) holds = NULL;
  g_autoptr (GError) error = NULL;

  (void) lineage_fixture_import (self, "records.jsonl", NULL, LOG DELETION ("2026-03-01T00:00:00Z", "2025-06-01T00:00:00Z", "2025-07-31T00:00:00Z"));
  assert_answer (self, "no hold", NULL, RC_RETENTION_HOLDS, RC_RETENTION_DOES_NOT_APPLY);
  terms.system = "T";
  g_assert_cmpint (rc_hold_set (self->case_file, &terms, &error), ==, 1);
  assert_answer (self, "of another system", NULL, RC_RETENTION_HOLDS, RC_RETENTION_SUPPORTS);
  terms.system = "S";
  terms.since_us = at ("2026-03-02");
  g_assert_cmpint (rc_hold_set (self->case_file, &terms, &error), ==, 2);
  assert_answer (self, "too late", NULL, RC_RETENTION_HOLDS, RC_RETENTION_SUPPORTS);
  terms.since_us = at ("2026-01-01");
  terms.to_us = at ("2025-05-31");
  g_assert_cmpint (rc_hold_set (self->case_file, &terms, &error), ==, 3);
  assert_answer (self, "of other records", NULL, RC_RETENTION_HOLDS, RC_RETENTION_SUPPORTS);
  terms.to_us = at ("2025-06-30");
  g_assert_cmpint (rc_hold_set (self->case_file, &terms, &error), ==, 4);
  assert_answer (self, "on hold", NULL, RC_RETENTION_HOLDS, RC_RETENTION_CONTRADICTS);
  g_assert_true (rc_hold_release (self->case_file, 4, at ("2026-02-01"), "case closed", NULL, &error));
  g_assert_no_error (error);
  assert_answer (self, "released before", NULL, RC_RETENTION_HOLDS, RC_RETENTION_SUPPORTS);

  holds = rc_hold_list (self->case_file, &error);
  g_assert_cmpuint (holds->len, ==, 4);
  g_assert_cmpstr (((const RcHold *) g_ptr_array_index (holds, 3))->released_for, ==, "case closed");
}

static void
test_holds_refused (LineageFixture *self,
                    gconstpointer   data)
{
  RcHoldTerms terms = { .from_us = at ("2026-01-01"), .to_us = at ("2025-06-30"), .since_us = RC_TIME_NONE, .reason = "x" };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_hold_set (self->case_file, &terms, &error), ==, 0);
  g_assert_error (error, RC_HOLD_ERROR, RC_HOLD_ERROR_TERMS);
  g_clear_error (&error);
  terms.from_us = RC_TIME_NONE;
  terms.reason = "";
  g_assert_cmpint (rc_hold_set (self->case_file, &terms, &error), ==, 0);
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_WORDS);
  g_clear_error (&error);
  terms.reason = "Incident";
  g_assert_cmpint (rc_hold_set (self->case_file, &terms, &error), ==, 1);
  g_assert_false (rc_hold_release (self->case_file, 1, at ("2020-01-01"), "x", NULL, &error));
  g_assert_error (error, RC_HOLD_ERROR, RC_HOLD_ERROR_TERMS);
  g_clear_error (&error);
  g_assert_false (rc_hold_release (self->case_file, 2, RC_TIME_NONE, "x", NULL, &error));
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (rc_hold_release (self->case_file, 1, RC_TIME_NONE, "x", NULL, &error));
  g_assert_false (rc_hold_release (self->case_file, 1, RC_TIME_NONE, "x", NULL, &error));
  g_assert_error (error, RC_HOLD_ERROR, RC_HOLD_ERROR_TERMS);
}

/* Thousands of rules that contradict each other, and deletions under each. */
static void
test_many (LineageFixture *self,
           gconstpointer   data)
{
  g_autoptr (GString) text = g_string_new (LOG);
  g_autoptr (RcRetention) retention = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (text, "{\"kind\":\"retention\",\"time\":\"2024-01-01T00:00:00Z\",\"id\":\"R-%u\",\"retention\":\"P%uD\",\"target\":\"decision log\"}\n", i, i % 3000 + 200);
  for (guint i = 0; i < 100; i++)
    g_string_append (text, DELETION ("2026-03-01T00:00:00Z", "2025-11-01T00:00:00Z", "2025-12-31T00:00:00Z"));
  (void) lineage_fixture_import (self, "records.jsonl", NULL, text->str);
  retention = load (self, NULL);
  g_assert_true (retention->is_cut);
  g_assert_cmpuint (retention->conflicts->len, ==, RC_RETENTION_MAX_HOLES);
  g_assert_cmpint (retention->points[RC_RETENTION_KEPT].answer, ==, RC_RETENTION_CONTRADICTS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)
  g_test_add_data_func ("/retention/floor", NULL, test_floor);
  ADD ("/retention/stated", test_stated);
  g_test_add_data_func ("/retention/kept", NULL, test_kept);
  ADD ("/retention/conflict", test_conflict);
  ADD ("/retention/periods", test_periods);
  ADD ("/retention/other-system", test_other_system);
  ADD ("/retention/requirements", test_requirements);
  ADD ("/retention/ran-before", test_ran_before);
  ADD ("/hold/held", test_holds);
  ADD ("/hold/refused", test_holds_refused);
  ADD ("/retention/many", test_many);
  return g_test_run ();
}
