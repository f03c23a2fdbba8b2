/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "sample-fixture.h"

static RcSamplePopulation *
look (RcCase       *case_file,
      RcSampleUnit  unit,
      const char   *stratify)
{
  const RcEventQuery query = SAMPLE_FIXTURE_EVERYTHING;
  g_autoptr (GError) error = NULL;
  RcSamplePopulation *population = rc_sample_population_new (case_file, &query, unit, stratify, NULL, &error);

  g_assert_no_error (error);
  return population;
}

static gboolean
collect_line (const char  *line,
              const char  *stratum,
              gpointer     user_data,
              GError     **error)
{
  g_string_append_printf (user_data, "%s|%s\n", line, stratum);
  return TRUE;
}

static char *
dup_lines (RcSamplePopulation *population)
{
  GString *lines = g_string_new (NULL);

  g_assert_true (rc_sample_population_each (population, collect_line, lines, NULL));
  return g_string_free (lines, FALSE);
}

/* A decision that was answered twice is one member, where its first answer stands. */
static void
test_unit (LineageFixture *fixture,
           gconstpointer   data)
{
  static const char text[] =
    "{\"kind\":\"inference\",\"id\":\"e3\",\"time\":\"2026-06-01T10:00:03Z\",\"decision\":\"D-1\"}\n"
    "{\"kind\":\"inference\",\"id\":\"e1\",\"time\":\"2026-06-01T10:00:01Z\",\"decision\":\"D-1\"}\n"
    "{\"kind\":\"inference\",\"id\":\"e2\",\"time\":\"2026-06-01T10:00:02Z\",\"decision\":\"D-2\\tx\"}\n"
    "{\"kind\":\"inference\",\"id\":\"e0\",\"decision\":\"D-3\"}\n";
  g_autoptr (RcSamplePopulation) population = NULL;
  g_autoptr (RcSamplePopulation) inferences = NULL;
  g_autofree char *lines = NULL;
  g_autofree char *singles = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (RcSource) source = NULL;
  g_autofree char *sha256 = NULL;
  gint64 id = lineage_fixture_import (fixture, "log.jsonl", NULL, text);

  source = rc_source_load (rc_case_get_database (fixture->case_file), id, NULL);
  sha256 = rc_digest_dup_hex (&source->sha256);
  population = look (fixture->case_file, RC_SAMPLE_UNIT_AUTOMATIC, NULL);
  g_assert_cmpint (rc_sample_population_get_unit (population), ==, RC_SAMPLE_UNIT_DECISION);
  g_assert_cmpuint (rc_sample_population_peek_counts (population)->members, ==, 3);
  g_assert_cmpuint (rc_sample_population_peek_counts (population)->inferences, ==, 4);
  g_assert_cmpuint (rc_sample_population_peek_counts (population)->without_time, ==, 1);
  g_assert_false (rc_sample_population_peek_counts (population)->is_verified);
  lines = dup_lines (population);
  expected = g_strdup_printf ("-\tD-3\t%1$s:4|\n2026-06-01T10:00:01.000000Z\tD-1\t%1$s:2|\n"
                              "2026-06-01T10:00:02.000000Z\tD-2\\x09x\t%1$s:3|\n", sha256);
  g_assert_cmpstr (lines, ==, expected);

  inferences = look (fixture->case_file, RC_SAMPLE_UNIT_INFERENCE, NULL);
  g_assert_cmpuint (rc_sample_population_peek_counts (inferences)->members, ==, 4);
  singles = dup_lines (inferences);
  g_assert_nonnull (strstr (singles, "-\te0\t"));
}

/* The unit is never a decision by itself where one inference names none; where it is said to be, what is left out is counted. */
static void
test_without_reference (LineageFixture *fixture,
                        gconstpointer   data)
{
  g_autoptr (RcSamplePopulation) automatic = NULL;
  g_autoptr (RcSamplePopulation) decisions = NULL;
  g_autofree char *text = sample_fixture_write_log (0, 10);

  lineage_fixture_import (fixture, "log.jsonl", NULL, text);
  lineage_fixture_import (fixture, "other.jsonl", NULL, "{\"kind\":\"inference\",\"id\":\"alone\",\"time\":\"2026-06-02T10:00:00Z\"}\n");
  automatic = look (fixture->case_file, RC_SAMPLE_UNIT_AUTOMATIC, NULL);
  g_assert_cmpint (rc_sample_population_get_unit (automatic), ==, RC_SAMPLE_UNIT_INFERENCE);
  g_assert_cmpuint (rc_sample_population_peek_counts (automatic)->members, ==, 11);
  g_assert_cmpuint (rc_sample_population_peek_counts (automatic)->without_reference, ==, 0);

  decisions = look (fixture->case_file, RC_SAMPLE_UNIT_DECISION, NULL);
  g_assert_cmpuint (rc_sample_population_peek_counts (decisions)->members, ==, 10);
  g_assert_cmpuint (rc_sample_population_peek_counts (decisions)->without_reference, ==, 1);
}

/* A record that the case cannot give any more is not left out: it stays a member that cannot be examined. */
static void
test_unreadable (LineageFixture *fixture,
                 gconstpointer   data)
{
  g_autofree char *text = sample_fixture_write_log (0, 20);
  const RcEventQuery looking = { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .text = "grant" };
  g_autoptr (RcSamplePopulation) population = NULL;
  g_autoptr (RcSamplePopulation) searched = NULL;
  g_autoptr (GError) error = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, text);
  g_assert_true (rc_database_exec (rc_case_get_database (fixture->case_file), "UPDATE block SET data = x'00'", &error));
  population = look (fixture->case_file, RC_SAMPLE_UNIT_AUTOMATIC, "model");
  g_assert_cmpuint (rc_sample_population_peek_counts (population)->unreadable, ==, 20);
  g_assert_cmpuint (rc_sample_population_peek_counts (population)->members, ==, 20);

  searched = rc_sample_population_new (fixture->case_file, &looking, RC_SAMPLE_UNIT_AUTOMATIC, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rc_sample_population_peek_counts (searched)->members, ==, 0);
  g_assert_cmpuint (rc_sample_population_peek_counts (searched)->perhaps, ==, 20);
}

static guint
reasons_of (RcSamplePopulation *population,
            RcCase             *case_file,
            gint64              source,
            guint64             record)
{
  g_autoptr (GError) error = NULL;
  guint reasons = 0;
  gint64 event;

  g_assert_true (rc_event_find_at_record (case_file, source, record, &event, &error));
  g_assert_true (rc_sample_population_get_reasons (population, event, &reasons, &error));
  g_assert_no_error (error);
  return reasons;
}

static void
test_key_items (LineageFixture *fixture,
                gconstpointer   data)
{
  static const char acts[] =
    "{\"kind\":\"human-action\",\"time\":\"2026-06-01T09:00:00Z\",\"target\":\"e1\",\"final\":\"refuse\"}\n"
    "{\"kind\":\"human-action\",\"time\":\"2026-06-01T09:00:00Z\",\"target\":\"e2\",\"final\":\"grant\",\"action\":\"approve\"}\n"
    "{\"kind\":\"human-action\",\"time\":\"2026-06-01T09:00:00Z\",\"decision\":\"D-3\",\"action\":\"escalate\"}\n"
    "{\"kind\":\"incident\",\"time\":\"2026-06-01T09:00:00Z\",\"decision\":\"D-4\"}\n"
    "{\"kind\":\"anomaly\",\"time\":\"2026-06-01T09:00:00Z\",\"target\":\"e5\"}\n"
    "{\"kind\":\"anomaly\",\"time\":\"2026-06-01T09:00:00Z\"}\n"
    "{\"kind\":\"human-action\",\"time\":\"2026-06-01T09:00:00Z\",\"target\":\"twice\",\"action\":\"override\"}\n";
  static const char twice[] =
    "{\"kind\":\"inference\",\"id\":\"twice\",\"time\":\"2026-06-01T08:00:00Z\",\"decision\":\"T-1\"}\n"
    "{\"kind\":\"inference\",\"id\":\"twice\",\"time\":\"2026-06-01T08:00:01Z\",\"decision\":\"T-2\"}\n";
  g_autofree char *text = sample_fixture_write_log (0, 40);
  gint64 source = lineage_fixture_import (fixture, "log.jsonl", NULL, text);
  g_autoptr (RcSamplePopulation) population = NULL;
  g_autoptr (GArray) items = NULL;
  RcJudgement *judgement = lineage_fixture_judge ();
  guint64 count, counts[RC_N_KEY_ITEM_REASONS];
  gint64 other = lineage_fixture_import (fixture, "twice.jsonl", NULL, twice);

  lineage_fixture_import (fixture, "acts.jsonl", NULL, acts);
  lineage_fixture_cover (judgement, source, 1, 30, RC_VERDICT_VALID);
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_CHAIN_GAP, source, 20, -1, "", "", "%s", ""));
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_ID_CONFLICT, source, 30, -1, "", "", "%s", ""));
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_CHAIN_GAP, source, 1, -1, "", "", "%s", ""));

  population = look (fixture->case_file, RC_SAMPLE_UNIT_AUTOMATIC, NULL);
  g_assert_cmpuint (reasons_of (population, fixture->case_file, source, 2), ==, RC_KEY_ITEM_OVERRIDE | RC_KEY_ITEM_CHAIN_BREAK);
  g_assert_cmpuint (reasons_of (population, fixture->case_file, source, 3), ==, 0);
  g_assert_cmpuint (reasons_of (population, fixture->case_file, source, 4), ==, RC_KEY_ITEM_STOP);
  g_assert_cmpuint (reasons_of (population, fixture->case_file, source, 5), ==, RC_KEY_ITEM_INCIDENT);
  g_assert_cmpuint (reasons_of (population, fixture->case_file, source, 6), ==, RC_KEY_ITEM_ANOMALY);
  for (guint64 record = 19; record <= 21; record++)
    g_assert_cmpuint (reasons_of (population, fixture->case_file, source, record), ==, RC_KEY_ITEM_CHAIN_BREAK);
  g_assert_cmpuint (reasons_of (population, fixture->case_file, source, 30), ==, RC_KEY_ITEM_EXCEPTION);
  g_assert_cmpuint (reasons_of (population, fixture->case_file, source, 29), ==, 0);

  /* Which of the two was overridden is not told. */
  g_assert_cmpuint (reasons_of (population, fixture->case_file, other, 1), ==, RC_KEY_ITEM_UNCERTAIN);
  g_assert_cmpuint (reasons_of (population, fixture->case_file, other, 2), ==, RC_KEY_ITEM_UNCERTAIN);

  items = rc_sample_population_list_key_items (population, 5, &count, counts, NULL);
  g_assert_cmpuint (items->len, ==, 5);
  g_assert_cmpuint (count, ==, 11);
  g_assert_cmpuint (counts[0], ==, 1);
  g_assert_cmpuint (counts[5], ==, 5);
  g_assert_cmpuint (rc_sample_population_peek_counts (population)->protections[RC_PROTECTION_PASSED], ==, 30);
  g_assert_cmpuint (rc_sample_population_peek_counts (population)->protections[RC_PROTECTION_NONE], ==, 12);
}

static void
test_override_strata (LineageFixture *fixture,
                      gconstpointer   data)
{
  g_autofree char *text = sample_fixture_write_log (0, 40);
  g_autoptr (RcSamplePopulation) population = NULL;
  GPtrArray *parts;

  lineage_fixture_import (fixture, "log.jsonl", NULL, text);
  lineage_fixture_import (fixture, "acts.jsonl", NULL,
                          "{\"kind\":\"human-action\",\"time\":\"2026-06-01T09:00:00Z\",\"target\":\"e1\",\"action\":\"override\"}\n");
  population = look (fixture->case_file, RC_SAMPLE_UNIT_AUTOMATIC, "override");
  parts = rc_sample_population_peek_parts (population);
  g_assert_cmpuint (parts->len, ==, 2);
  g_assert_cmpstr (((RcSamplePart *) parts->pdata[1])->name, ==, "overridden");
  g_assert_cmpuint (((RcSamplePart *) parts->pdata[1])->members, ==, 1);
}

#define ADD(name, function) \
  g_test_add ("/sample-population/" name, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("unit", test_unit);
  ADD ("without-reference", test_without_reference);
  ADD ("unreadable", test_unreadable);
  ADD ("key-items", test_key_items);
  ADD ("override-strata", test_override_strata);
  return g_test_run ();
}
