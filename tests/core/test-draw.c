/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/entry.h"
#include "core/samples/draw-words.h"
#include "core/samples/sample-draw.h"
#include "sample-fixture.h"

static RcDraw *
take (RcCase            *case_file,
      const RcDrawTerms *terms)
{
  g_autoptr (GError) error = NULL;
  RcDraw *draw = rc_draw_take (case_file, terms, NULL, &error);

  g_assert_no_error (error);
  return draw;
}

static void
assert_refused (RcCase            *case_file,
                const RcDrawTerms *terms,
                GQuark             domain,
                int                code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_draw_take (case_file, terms, NULL, &error));
  g_assert_error (error, domain, code);
}

/* Whoever imports the same files in another order has the same population, and draws the same. */
static void
test_import_order (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autofree char *first = sample_fixture_write_log (0, 60);
  g_autofree char *second = sample_fixture_write_log (60, 60);
  LineageFixture other = { NULL };
  RcDrawTerms terms = sample_fixture_terms ();
  g_autoptr (RcDraw) one = NULL;
  g_autoptr (RcDraw) two = NULL;
  gint64 source;

  lineage_fixture_set_up (&other, NULL);
  source = lineage_fixture_import (fixture, "a.jsonl", NULL, first);
  lineage_fixture_import (fixture, "b.jsonl", NULL, second);
  lineage_fixture_import (&other, "b.jsonl", NULL, second);
  lineage_fixture_import (&other, "a.jsonl", NULL, first);
  one = take (fixture->case_file, &terms);
  two = take (other.case_file, &terms);
  g_assert_true (rc_digest_equal (&one->digest, &two->digest));
  g_assert_cmpuint (one->members->len, ==, two->members->len);
  for (guint i = 0; i < one->members->len; i++)
    {
      const char *left = strchr (((RcDrawMember *) one->members->pdata[i])->reference, ':');
      const char *right = strchr (((RcDrawMember *) two->members->pdata[i])->reference, ':');

      g_assert_cmpstr (left, ==, right);
    }
  g_assert_cmpint (source, >, 0);
  lineage_fixture_tear_down (&other, NULL);
}

static void
test_filter (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autofree char *text = sample_fixture_write_log (0, 200);
  RcDrawTerms terms = sample_fixture_terms ();
  g_autoptr (RcDraw) draw = NULL;
  g_autoptr (GError) error = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, text);
  terms.query.model = "m/2";
  terms.query.text = "P-";
  draw = rc_draw_plan (fixture->case_file, &terms, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (draw->counts.members, ==, 50);
  g_assert_cmpuint (draw->size.n, ==, 31);
  g_assert_cmpint (draw->draw, ==, 0);
  g_assert_null (draw->seed);
  g_assert_nonnull (strstr (draw->filter, "model m/2"));
  /* What was looked for may be a person's name. */
  g_assert_null (strstr (draw->filter, "P-"));

  terms.query = (RcEventQuery) { .from_us = 0, .to_us = RC_TIME_NONE };
  lineage_fixture_import (fixture, "timeless.jsonl", NULL, "{\"kind\":\"inference\",\"id\":\"when\",\"decision\":\"D-w\"}\n");
  g_clear_pointer (&draw, rc_draw_free);
  draw = rc_draw_plan (fixture->case_file, &terms, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (draw->counts.members, ==, 200);
  g_assert_cmpuint (draw->counts.timeless, ==, 1);

  terms.query.model = "nothing";
  assert_refused (fixture->case_file, &terms, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_EMPTY);
}

static void
test_key_items_only (LineageFixture *fixture,
                     gconstpointer   data)
{
  g_autofree char *text = sample_fixture_write_log (0, 40);
  RcDrawTerms terms = { .kind = RC_DRAW_KEY_ITEMS, .query = SAMPLE_FIXTURE_EVERYTHING };
  const guint64 deviations[] = { 1 };
  g_autoptr (RcDraw) draw = NULL;
  g_autoptr (GArray) results = NULL;
  g_autofree char *words = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, text);
  lineage_fixture_import (fixture, "acts.jsonl", NULL,
                          "{\"kind\":\"human-action\",\"time\":\"2026-06-01T09:00:00Z\",\"target\":\"e1\",\"action\":\"override\"}\n");
  draw = take (fixture->case_file, &terms);
  g_assert_cmpuint (draw->size.n, ==, 1);
  g_assert_cmpuint (draw->key_items->len, ==, 1);
  g_assert_cmpuint (draw->members->len, ==, 0);
  g_assert_null (draw->seed);
  results = rc_draw_evaluate (draw, deviations, NULL);
  g_assert_false (g_array_index (results, RcDrawResult, 0).concludes);
  words = rc_draw_dup_result_words (draw, 0, &g_array_index (results, RcDrawResult, 0));
  g_assert_nonnull (strstr (words, "Nothing is concluded"));
  g_assert_null (strstr (words, "confidence"));
}

/* --- Draws --- */

static void
test_counted (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autofree char *text = sample_fixture_write_log (0, 100);
  RcDrawTerms terms = sample_fixture_terms ();
  g_autoptr (RcDraw) first = NULL;
  g_autoptr (RcDraw) second = NULL;
  g_autoptr (RcDraw) other = NULL;
  g_autoptr (RcDraw) plan = NULL;
  g_autoptr (RcDraw) again = NULL;
  g_autoptr (GPtrArray) draws = NULL;
  g_autoptr (GError) error = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, text);
  first = take (fixture->case_file, &terms);
  g_assert_cmpuint (first->size.n, ==, 45);
  g_assert_cmpuint (first->members->len, ==, 45);
  g_assert_cmpint (first->draw, ==, 1);
  g_assert_cmpstr (first->algorithm, ==, RC_SAMPLE_ALGORITHM);

  terms.seed = NULL;
  second = take (fixture->case_file, &terms);
  g_assert_cmpuint (strlen (second->seed), ==, 23);
  g_assert_cmpint (second->draw, ==, 2);
  g_assert_cmpuint (second->of_population, ==, 2);
  terms.query.model = "m/1";
  other = take (fixture->case_file, &terms);
  g_assert_cmpint (other->draw, ==, 3);
  g_assert_cmpuint (other->of_population, ==, 1);

  g_assert_true (rc_draw_discard (fixture->case_file, 1, "the seed was not noted in the room", &error));
  g_assert_no_error (error);
  g_assert_false (rc_draw_discard (fixture->case_file, 1, "again", &error));
  g_assert_error (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS);
  g_clear_error (&error);
  g_assert_false (rc_draw_discard (fixture->case_file, 9, "none", &error));
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (rc_draw_discard (fixture->case_file, 2, "", &error));
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_WORDS);
  g_clear_error (&error);

  terms.query.model = NULL;
  plan = rc_draw_plan (fixture->case_file, &terms, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->draws_of_population, ==, 2);

  again = rc_draw_load (fixture->case_file, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->discarded_for, ==, "the seed was not noted in the room");
  g_assert_cmpuint (again->of_population, ==, 1);
  g_assert_cmpuint (again->draws_of_population, ==, 2);
  for (guint i = 0; i < 45; i++)
    g_assert_cmpstr (((RcDrawMember *) first->members->pdata[i])->reference, ==, ((RcDrawMember *) again->members->pdata[i])->reference);
  draws = rc_draw_list (fixture->case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (draws->len, ==, 3);
  g_assert_cmpuint (((RcDraw *) draws->pdata[1])->draws_of_population, ==, 2);
  g_assert_cmpuint (((RcDraw *) draws->pdata[2])->draws_of_population, ==, 1);
}

static void
test_strata (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autofree char *text = sample_fixture_write_log (0, 200);
  RcDrawTerms terms = sample_fixture_terms ();
  g_autoptr (RcDraw) shared = NULL;
  g_autoptr (RcDraw) each = NULL;
  g_autoptr (RcDraw) outcomes = NULL;
  const RcDrawStratum *one, *two;
  const guint64 deviations[] = { 0, 0 };
  double weighted;

  lineage_fixture_import (fixture, "log.jsonl", NULL, text);
  terms.stratify = "model";
  shared = take (fixture->case_file, &terms);
  g_assert_cmpuint (shared->strata->len, ==, 2);
  one = shared->strata->pdata[0];
  two = shared->strata->pdata[1];
  g_assert_cmpstr (one->name, ==, "m/1");
  g_assert_cmpuint (one->population, ==, 150);
  /* 51 in proportion to 150 and 50: 38.25 and 12.75. */
  g_assert_cmpuint (one->n, ==, 38);
  g_assert_cmpuint (two->n, ==, 13);
  g_assert_cmpuint (shared->size.n, ==, 51);
  for (guint i = 0; i < shared->members->len; i++)
    g_assert_cmpuint (((RcDrawMember *) shared->members->pdata[i])->stratum, ==, i < 38 ? 0 : 1);

  terms.each_stratum = TRUE;
  each = take (fixture->case_file, &terms);
  one = each->strata->pdata[0];
  two = each->strata->pdata[1];
  g_assert_cmpuint (two->n, ==, 31);
  g_assert_cmpuint (each->size.n, ==, one->n + two->n);
  g_assert_true (rc_draw_weighted_upper (each, deviations, &weighted));
  /* Each alone is below 5 %; that both are is said with less confidence. */
  g_assert_cmpfloat (weighted, >, 0.05);
  g_assert_cmpfloat (weighted, <, 0.15);

  terms.each_stratum = FALSE;
  terms.stratify = "outcome";
  terms.minimum = 15;
  outcomes = take (fixture->case_file, &terms);
  g_assert_cmpstr (((RcDrawStratum *) outcomes->strata->pdata[1])->name, ==, "refuse");
  g_assert_cmpuint (((RcDrawStratum *) outcomes->strata->pdata[1])->n, ==, 15);
  g_assert_cmpuint (outcomes->draws_of_population, ==, 3);

  terms.stratify = "subject";
  assert_refused (fixture->case_file, &terms, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS);
  terms.stratify = "nothing";
  assert_refused (fixture->case_file, &terms, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS);
  terms.stratify = "id";
  assert_refused (fixture->case_file, &terms, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_LIMIT);
}

/* --- Results --- */

/* No limit is told lower than it is, and none that says that nothing deviates. */
static void
test_rounding (void)
{
  static const struct { double share; const char *text; } cases[] = {
    { 0.045, "4.50" }, { 0.0775, "7.75" }, { 4.0 / 96, "4.17" }, { 0.04751, "4.76" }, { 0.000001, "0.01" }, { 1, "100.00" }, { 0, "0.00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = rc_draw_dup_per_cent (cases[i].share);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static char *
conclude (const RcDraw *draw,
          guint64       deviations,
          RcDrawResult *out_result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) results = rc_draw_evaluate (draw, &deviations, &error);

  g_assert_no_error (error);
  *out_result = g_array_index (results, RcDrawResult, 0);
  return rc_draw_dup_result_words (draw, 0, out_result);
}

/* Nearly all examined and none deviating: not even then are the others said to be without fault in per cent. */
static void
test_nearly_all (LineageFixture *fixture,
                 gconstpointer   data)
{
  g_autofree char *text = sample_fixture_write_log (0, 200);
  RcDrawTerms terms = sample_fixture_terms ();
  g_autoptr (RcDraw) draw = NULL;
  g_autofree char *words = NULL;
  RcDrawResult result;

  lineage_fixture_import (fixture, "log.jsonl", NULL, text);
  terms.rule.tolerable = sample_fixture_rate ("0.1");
  draw = take (fixture->case_file, &terms);
  g_assert_cmpuint (draw->size.n, ==, 190);
  words = conclude (draw, 0, &result);
  g_assert_true (result.supports);
  g_assert_false (result.is_whole);
  g_assert_nonnull (strstr (words, "fewer than one of all deviates"));
  g_assert_null (strstr (words, "0.00 %"));
}

static void
test_results (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autofree char *text = sample_fixture_write_log (0, 200);
  RcDrawTerms terms = sample_fixture_terms ();
  g_autoptr (RcDraw) draw = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *clean = NULL, *one = NULL;
  g_autoptr (RcDraw) again = NULL;
  g_auto (GStrv) conclusion = NULL;
  guint64 too_many = 52;
  RcDrawResult result;

  lineage_fixture_import (fixture, "log.jsonl", NULL, text);
  draw = take (fixture->case_file, &terms);
  g_assert_cmpuint (draw->size.n, ==, 51);
  clean = conclude (draw, 0, &result);
  g_assert_true (result.supports);
  g_assert_cmpfloat (result.upper, <=, 0.05);
  g_assert_cmpfloat (result.clopper_pearson, >, result.upper);
  g_assert_nonnull (strstr (clean, "of the records exported"));
  g_assert_nonnull (strstr (clean, "at most 4.50 % of all deviate: the tolerable rate of 5 % is supported."));

  one = conclude (draw, 1, &result);
  g_assert_false (result.supports);
  g_assert_nonnull (strstr (one, "is not supported"));

  g_assert_null (rc_draw_evaluate (draw, &too_many, &error));
  g_assert_error (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS);
  g_clear_error (&error);
  too_many = 0;
  g_assert_true (rc_draw_note_result (fixture->case_file, draw, &too_many, NULL, &error));
  g_assert_no_error (error);
  too_many = 2;
  g_assert_true (rc_draw_note_result (fixture->case_file, draw, &too_many, NULL, &error));
  g_assert_no_error (error);
  again = rc_draw_load (fixture->case_file, 1, &error);
  g_assert_cmpuint (again->n_evaluations, ==, 2);
  g_assert_cmpuint (g_array_index (again->deviations, guint64, 0), ==, 2);
  conclusion = rc_draw_dup_conclusion_words (again);
  g_assert_cmpuint (g_strv_length (conclusion), ==, 2);
  g_assert_nonnull (strstr (conclusion[0], "is not supported"));
  g_assert_nonnull (strstr (conclusion[1], "2 times"));
  g_assert_true (rc_draw_discard (fixture->case_file, 1, "for the test", &error));
  g_clear_pointer (&draw, rc_draw_free);
  draw = rc_draw_load (fixture->case_file, 1, &error);
  g_assert_null (rc_draw_evaluate (draw, &too_many, &error));
  g_assert_error (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS);
}

/* Five clean decisions say nothing about all, by whatever rule. */
static void
test_five (LineageFixture *fixture,
           gconstpointer   data)
{
  g_autofree char *text = sample_fixture_write_log (0, 200);
  RcDrawTerms terms = { .rule = { RC_SAMPLE_BINOMIAL, sample_fixture_rate ("95"), sample_fixture_rate ("45.1") }, .query = SAMPLE_FIXTURE_EVERYTHING };
  RcDrawTerms judged = { .kind = RC_DRAW_JUDGEMENTAL, .size = 5, .why = "five fit into ninety minutes", .query = SAMPLE_FIXTURE_EVERYTHING };
  g_autoptr (RcDraw) draw = NULL;
  g_autoptr (RcDraw) selection = NULL;
  g_autofree char *words = NULL;
  g_autofree char *selected = NULL;
  g_auto (GStrv) about = NULL;
  g_autofree char *told = NULL;
  RcDrawResult result;

  lineage_fixture_import (fixture, "log.jsonl", NULL, text);
  draw = take (fixture->case_file, &terms);
  g_assert_cmpuint (draw->size.n, ==, 5);
  draw->rule.tolerable = sample_fixture_rate ("5");
  words = conclude (draw, 0, &result);
  g_assert_nonnull (strstr (words, "5 decisions without a deviation allow no statement about all 200"));
  g_assert_nonnull (strstr (words, "no more than 45.08 %"));

  selection = take (fixture->case_file, &judged);
  g_assert_cmpuint (selection->members->len, ==, 5);
  selected = conclude (selection, 0, &result);
  g_assert_false (result.concludes);
  about = rc_draw_dup_draw_words (selection);
  told = g_strjoinv (" ", about);
  g_assert_nonnull (strstr (told, "five fit into ninety minutes"));
  g_assert_null (strstr (told, "confidence"));
  g_assert_null (strstr (selected, "confidence"));
  g_assert_null (strstr (selected, "%"));
  g_assert_nonnull (strstr (selected, "Nothing may be concluded"));
}

static void
test_whole (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autofree char *text = sample_fixture_write_log (0, 12);
  RcDrawTerms terms = sample_fixture_terms ();
  g_autoptr (RcDraw) draw = NULL;
  g_autofree char *words = NULL;
  RcDrawResult result;

  lineage_fixture_import (fixture, "log.jsonl", NULL, text);
  draw = take (fixture->case_file, &terms);
  g_assert_true (draw->size.is_whole);
  words = conclude (draw, 1, &result);
  g_assert_cmpuint (result.upper_count, ==, 1);
  g_assert_false (result.supports);
  g_assert_nonnull (strstr (words, "all were examined"));
}

/* --- Wrong things --- */

static void
test_refused (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autofree char *text = sample_fixture_write_log (0, 100);
  RcDrawTerms terms = sample_fixture_terms ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) draws = NULL;
  g_autoptr (GError) error = NULL;

  assert_refused (fixture->case_file, &terms, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_EMPTY);
  lineage_fixture_import (fixture, "log.jsonl", NULL, text);
  terms.seed = "two\nlines";
  assert_refused (fixture->case_file, &terms, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS);
  terms = sample_fixture_terms ();
  terms.rule.tolerable = sample_fixture_rate ("0");
  assert_refused (fixture->case_file, &terms, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS);
  terms = sample_fixture_terms ();
  terms.each_stratum = TRUE;
  assert_refused (fixture->case_file, &terms, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS);
  terms = sample_fixture_terms ();
  terms.replacement = "";
  assert_refused (fixture->case_file, &terms, RC_ENTRY_ERROR, RC_ENTRY_ERROR_WORDS);
  terms = sample_fixture_terms ();
  terms.kind = RC_DRAW_JUDGEMENTAL;
  assert_refused (fixture->case_file, &terms, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS);
  terms.size = 5;
  assert_refused (fixture->case_file, &terms, RC_ENTRY_ERROR, RC_ENTRY_ERROR_WORDS);

  terms = sample_fixture_terms ();
  g_cancellable_cancel (cancellable);
  g_assert_null (rc_draw_take (fixture->case_file, &terms, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  /* What was refused was not drawn. */
  draws = rc_draw_list (fixture->case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (draws->len, ==, 0);
}

/* Somebody else wrote into the case file. */
static void
test_hostile (LineageFixture *fixture,
              gconstpointer   data)
{
  static const char * const edits[] = {
    "UPDATE entry SET body = '{}'",
    "UPDATE entry SET body = 'no JSON'",
    "UPDATE entry SET body = replace (body, '\"digest\":\"', '\"digest\":\"x')",
    "UPDATE entry SET body = replace (body, '\"n\":45', '\"n\":450')",
    "UPDATE entry SET body = replace (body, '\"n\":45', '\"n\":-1')",
    "UPDATE entry SET body = replace (body, '\"statistical\"', '\"certain\"')",
    "UPDATE entry SET body = replace (body, '\"confidence\":\"95\"', '\"confidence\":\"950\"')",
    "UPDATE entry SET body = replace (body, '\"strata\":[', '\"strata\":[[],')",
    "UPDATE entry SET body = replace (body, '\"drawn\":[[\"1:', '\"drawn\":[[\"1:1\",7,0],[\"1:')",
    "UPDATE entry SET body = replace (body, '\"drawn\":[', '\"drawn\":[5,')",
    "UPDATE entry SET body = replace (body, '\"drawn\":[', '\"drawn\":[[\"1:1\",0,-1],')",
  };
  g_autofree char *text = sample_fixture_write_log (0, 100);
  RcDatabase *database = rc_case_get_database (fixture->case_file);
  RcDrawTerms terms = sample_fixture_terms ();
  g_autoptr (RcDraw) draw = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, text);
  draw = take (fixture->case_file, &terms);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (rc_database_exec (database, "SAVEPOINT before", &error));
      g_assert_true (rc_database_exec (database, edits[i], &error));
      g_assert_null (rc_draw_load (fixture->case_file, 1, &error));
      g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED);
      g_clear_error (&error);
      g_assert_true (rc_database_exec (database, "ROLLBACK TO before; RELEASE before", &error));
    }
}

/* Draws are counted, those too that somebody would rather not have made. */
static void
test_taken_out (LineageFixture *fixture,
                gconstpointer   data)
{
  g_autofree char *text = sample_fixture_write_log (0, 100);
  RcDatabase *database = rc_case_get_database (fixture->case_file);
  RcDrawTerms terms = sample_fixture_terms ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDraw) first = NULL;
  g_autoptr (RcDraw) second = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, text);
  first = take (fixture->case_file, &terms);
  terms.seed = "a better one";
  second = take (fixture->case_file, &terms);
  g_assert_cmpuint (second->of_population, ==, 2);
  g_assert_true (rc_database_exec (database, "DELETE FROM entry WHERE kind = 'draw' AND number = 1", &error));
  g_assert_null (rc_draw_list (fixture->case_file, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED);
  assert_refused (fixture->case_file, &terms, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED);
}

#define ADD(name, function) \
  g_test_add ("/draw/" name, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("import-order", test_import_order);
  ADD ("filter", test_filter);
  ADD ("key-items-only", test_key_items_only);
  ADD ("counted", test_counted);
  ADD ("strata", test_strata);
  ADD ("results", test_results);
  ADD ("nearly-all", test_nearly_all);
  g_test_add_func ("/draw/rounding", test_rounding);
  ADD ("five", test_five);
  ADD ("whole", test_whole);
  ADD ("refused", test_refused);
  ADD ("hostile", test_hostile);
  ADD ("taken-out", test_taken_out);
  return g_test_run ();
}
