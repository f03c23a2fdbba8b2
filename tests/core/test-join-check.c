/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/reconcile.h"
#include "lineage-fixture.h"

/* What a verification counts of requests, answers and what was said of them. */

#define PART(kind, id, correlation, time, more) \
  "{\"half\":1,\"kind\":\"" kind "\",\"id\":\"" id "\",\"correlation\":\"" correlation "\",\"time\":\"2026-05-10T" time "Z\"" more "}\n"
#define REQUEST(id, correlation, time) PART ("request-part", id, correlation, time, "")
#define ANSWER(id, correlation, time) PART ("inference", id, correlation, time, "")
#define SAID(kind, id, more) "{\"kind\":\"" kind "\",\"id\":\"" id "\"" more "}\n"

static RcJudgement *
reconcile (LineageFixture *fixture)
{
  RcJudgement *judgement = rc_judgement_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sources = rc_source_list (fixture->case_file, &error);
  g_autoptr (GPtrArray) anchors = g_ptr_array_new ();
  RcSealContext context = {
    .case_file = fixture->case_file,
    .reader = fixture->reader,
    .sources = sources,
    .anchors = anchors,
  };

  g_assert_no_error (error);
  g_assert_true (rc_reconcile (&context, judgement, &error));
  g_assert_no_error (error);
  return judgement;
}

static void
assert_exception (RcJudgement *judgement,
                  guint        index,
                  const char  *kind,
                  gint64       source,
                  gint64       record,
                  const char  *found)
{
  const RcException *exception;

  g_assert_cmpuint (judgement->exceptions->len, >, index);
  exception = g_ptr_array_index (judgement->exceptions, index);
  g_assert_cmpstr (exception->kind, ==, kind);
  g_assert_cmpint (exception->source, ==, source);
  g_assert_cmpint (exception->record, ==, record);
  g_assert_cmpstr (exception->found, ==, found);
  g_assert_cmpint (rc_exception_exit_code (kind), ==, 3);
}

static void
test_halves (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = NULL;
  gint64 answers, requests;

  answers = lineage_fixture_import (fixture, "answers.jsonl", NULL,
                                    ANSWER ("a-1", "c-1", "10:00:01") ANSWER ("a-2", "c-2", "10:00:02") ANSWER ("a-3", "c-3", "12:00:00")
                                    ANSWER ("a-4", "c-4", "10:00:00") ANSWER ("a-5", "c-5", "10:00:00") ANSWER ("a-6", "c-5", "10:00:01"));
  requests = lineage_fixture_import (fixture, "requests.jsonl", NULL,
                                     REQUEST ("r-1", "c-1", "10:00:00") REQUEST ("r-3", "c-3", "11:00:00")
                                     REQUEST ("r-4", "c-4", "10:00:00") REQUEST ("r-5", "c-4", "10:00:01")
                                     REQUEST ("r-6", "c-5", "10:00:00") REQUEST ("r-7", "c-7", "10:00:00"));
  /* A log whose records hold both halves lacks no requests. */
  lineage_fixture_import (fixture, "whole.jsonl", NULL, "{\"kind\":\"inference\",\"id\":\"w-1\",\"correlation\":\"c-9\"}\n");
  /* What came again is counted once. */
  lineage_fixture_import (fixture, "again.jsonl", NULL, REQUEST ("r-1", "c-1", "10:00:00") REQUEST ("r-8", "c-8", "10:00:00"));

  judgement = reconcile (fixture);
  g_assert_cmpuint (judgement->joins.answers, ==, 6);
  g_assert_cmpuint (judgement->joins.joined, ==, 1);
  g_assert_cmpuint (judgement->joins.half, ==, 1);
  g_assert_cmpuint (judgement->joins.outside, ==, 1);
  g_assert_cmpuint (judgement->joins.ambiguous, ==, 3);
  g_assert_cmpuint (judgement->joins.requests, ==, 7);
  g_assert_cmpuint (judgement->joins.unanswered, ==, 3);
  g_assert_cmpuint (judgement->joins.repeated, ==, 1);
  assert_exception (judgement, 0, RC_EXCEPTION_JOIN_AMBIGUOUS, answers, 4, "3 answers with more than one candidate");
  assert_exception (judgement, 1, RC_EXCEPTION_REQUEST_UNANSWERED, requests, 2, "2 requests without one");
  g_assert_cmpuint (judgement->exceptions->len, ==, 3);
}

static void
test_followers (LineageFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = NULL;
  gint64 said;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          ANSWER ("a-1", "c-1", "10:00:01") ANSWER ("a-2", "c-2", "10:00:02") ANSWER ("a-3", "c-2", "10:00:03")
                          PART ("inference", "a-4", "c-4", "10:00:04", ",\"trace\":\"t-4\",\"decision\":\"KA-4\"")
                          PART ("inference", "a-5", "c-5", "10:00:05", ",\"trace\":\"t-4\",\"decision\":\"KA-4\""));
  lineage_fixture_import (fixture, "system.jsonl", NULL, SAID ("system", "S-1", ""));
  lineage_fixture_import (fixture, "asked.jsonl", NULL,
                          PART ("request-part", "r-1", "c-1", "10:00:00", ",\"decision\":\"KA-1\""));
  lineage_fixture_import (fixture, "reviews.jsonl", NULL,
                          SAID ("human-action", "h-4", ",\"decision\":\"KA-1\"") SAID ("human-action", "h-5", ",\"target\":\"r-1\""));
  said = lineage_fixture_import (fixture, "said.jsonl", NULL,
                                 SAID ("feedback", "f-1", ",\"target\":\"a-1\"") SAID ("feedback", "f-2", ",\"target\":\"nobody\"")
                                 SAID ("feedback", "f-3", ",\"target\":\"c-2\"") SAID ("ground-truth", "g-1", ",\"trace\":\"t-4\"")
                                 SAID ("human-action", "h-1", ",\"decision\":\"KA-4\"") SAID ("human-action", "h-2", ",\"target\":\"S-1\"")
                                 SAID ("human-action", "h-3", "") SAID ("guardrail", "q-1", ",\"correlation\":\"c-9\"")
                                 SAID ("anomaly", "n-1", ",\"target\":\"nothing of the log\""));
  lineage_fixture_import (fixture, "bound.jsonl", NULL, PART ("ground-truth", "g-2", "c-1", "15:00:00", ""));

  judgement = reconcile (fixture);
  g_assert_cmpuint (judgement->joins.followers, ==, 10);
  g_assert_cmpuint (judgement->joins.followers_joined, ==, 4);
  g_assert_cmpuint (judgement->joins.followers_of_traces, ==, 1);
  g_assert_cmpuint (judgement->joins.followers_ambiguous, ==, 1);
  g_assert_cmpuint (judgement->joins.followers_outside, ==, 1);
  g_assert_cmpuint (judgement->joins.followers_alone, ==, 2);
  g_assert_cmpuint (judgement->joins.followers_silent, ==, 1);
  g_assert_cmpuint (judgement->exceptions->len, ==, 2);
  assert_exception (judgement, 0, RC_EXCEPTION_JOIN_AMBIGUOUS, said, 3, "1 records that could mean several");
  assert_exception (judgement, 1, RC_EXCEPTION_FOLLOWER_ALONE, said, 2, "2 records whose answer was not received");
}

/* A key that hundreds of answers have tells of none of them, whether one record is asked or all are counted. */
static void
test_shared_key (LineageFixture *fixture,
                 gconstpointer   data)
{
  static const guint n_said[] = { 10, 3000 };    /* looked for one by one; by walking the runs */
  g_autoptr (GString) log = g_string_new (NULL);

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (log, ANSWER ("a-%u", "c-1", "10:00:01"), i);
  for (guint i = 0; i < 200; i++)
    g_string_append_printf (log, ANSWER ("b-%u", "c-2", "10:00:01"), i);
  g_string_append (log, ANSWER ("d-1", "c-3", "15:00:01") ANSWER ("d-2", "c-3", "15:00:02") ANSWER ("e-1", "c-4", "15:00:01"));
  lineage_fixture_import (fixture, "log.jsonl", NULL, log->str);

  for (guint turn = 0, before = 0; turn < G_N_ELEMENTS (n_said); before += n_said[turn++])
    {
      g_autoptr (GString) said = g_string_new (NULL);
      g_autofree char *name = g_strdup_printf ("said-%u.jsonl", turn);
      g_autoptr (RcJudgement) judgement = NULL;
      guint64 each = before + n_said[turn];

      for (guint i = 0; i < n_said[turn]; i++)
        for (guint key = 1; key <= 4; key++)
          g_string_append_printf (said, PART ("ground-truth", "g-%u-%u-%u", "c-%u", "15:00:00", ""), turn, key, i, key);
      lineage_fixture_import (fixture, name, NULL, said->str);

      judgement = reconcile (fixture);
      g_assert_cmpuint (judgement->joins.followers, ==, 4 * each);
      g_assert_cmpuint (judgement->joins.followers_ambiguous, ==, 2 * each);
      g_assert_cmpuint (judgement->joins.followers_outside, ==, each);
      g_assert_cmpuint (judgement->joins.followers_joined, ==, each);
    }
}

/* So many that rows are read in more than one turn, and names are looked for by walking the runs. */
static void
test_many (LineageFixture *fixture,
           gconstpointer   data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (RcJudgement) judgement = NULL;

  for (guint i = 0; i < 40000; i++)
    {
      g_string_append_printf (log, ANSWER ("a-%u", "c-%u", "10:00:01"), i, i);
      if (i % 1000 != 7)
        g_string_append_printf (log, REQUEST ("r-%u", "c-%u", "10:00:00"), i, i);
    }
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (said, SAID ("ground-truth", "g-%u", ",\"target\":\"a-%u\""), i, 30000 + i);
  lineage_fixture_import (fixture, "log.jsonl", NULL, log->str);
  lineage_fixture_import (fixture, "said.jsonl", NULL, said->str);

  judgement = reconcile (fixture);
  g_assert_cmpuint (judgement->joins.answers, ==, 40000);
  g_assert_cmpuint (judgement->joins.joined, ==, 39960);
  g_assert_cmpuint (judgement->joins.half, ==, 40);
  g_assert_cmpuint (judgement->joins.requests, ==, 39960);
  g_assert_cmpuint (judgement->joins.unanswered, ==, 0);
  g_assert_cmpuint (judgement->joins.followers, ==, 20000);
  g_assert_cmpuint (judgement->joins.followers_joined, ==, 10000);
  g_assert_cmpuint (judgement->joins.followers_alone, ==, 10000);
  g_assert_cmpuint (judgement->exceptions->len, ==, 1);
}

/* One key on all calls: every answer has more than one candidate. */
static void
test_constant_key (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (RcJudgement) judgement = NULL;

  for (guint i = 0; i < 1000; i++)
    {
      g_string_append_printf (log, ANSWER ("a-%u", "test", "10:00:01"), i);
      g_string_append_printf (log, REQUEST ("r-%u", "test", "10:00:00"), i);
    }
  lineage_fixture_import (fixture, "log.jsonl", NULL, log->str);
  judgement = reconcile (fixture);
  g_assert_cmpuint (judgement->joins.ambiguous, ==, 1000);
  g_assert_cmpuint (judgement->joins.unanswered, ==, 0);
  g_assert_cmpuint (judgement->exceptions->len, ==, 1);
}

static void
test_counts_as_text (void)
{
  RcJoinCounts counts = { .answers = 3, .superseded = G_MAXINT64 }, read;
  g_autofree char *json = rc_join_counts_to_json (&counts);
  g_auto (GStrv) words = rc_join_counts_dup_words (&counts);

  rc_join_counts_from_json (&read, json);
  g_assert_cmpmem (&counts, sizeof counts, &read, sizeof read);
  rc_join_counts_from_json (&read, "no JSON");
  g_assert_cmpuint (read.answers, ==, 0);
  rc_join_counts_from_json (&read, NULL);
  g_assert_cmpuint (read.superseded, ==, 0);
  g_assert_cmpuint (g_strv_length (words), ==, 2);
}

#define ADD(path, function) \
  g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/join-check/halves", test_halves);
  ADD ("/join-check/followers", test_followers);
  ADD ("/join-check/many", test_many);
  ADD ("/join-check/shared-key", test_shared_key);
  ADD ("/join-check/constant-key", test_constant_key);
  g_test_add_func ("/join-check/counts-as-text", test_counts_as_text);
  return g_test_run ();
}
