/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/answer-pair.h"
#include "core/event-index.h"
#include "core/joining.h"
#include "lineage-evidence.h"

#define PART(kind, id, correlation, time, more) \
  "{\"half\":1,\"kind\":\"" kind "\",\"id\":\"" id "\",\"correlation\":\"" correlation "\",\"time\":\"2026-05-10T" time "Z\"," \
  "\"endpoint\":\"prod\"" more "}\n"
#define REQUEST(id, correlation, time) PART ("request-part", id, correlation, time, ",\"input\":{\"income\":1200},\"subject\":\"P-1\"")
#define ANSWER(id, correlation, time) PART ("inference", id, correlation, time, ",\"output\":\"refuse\"")
#define SAID(kind, id, more) "{\"kind\":\"" kind "\",\"id\":\"" id "\",\"time\":\"2026-05-12T10:00:00Z\"" more "}\n"

static RcEvent *
find (LineageFixture *fixture,
      const char     *reference)
{
  g_autoptr (GError) error = NULL;
  RcEvent *event = rc_event_find (fixture->case_file, fixture->reader, reference, &error);

  g_assert_no_error (error);
  g_assert_true (rc_event_read_fields (event, fixture->case_file, fixture->reader, &error));
  return event;
}

/* How the record was joined: by its kind to its request, or to its inference; "joined by-id e-1", the ids of the partners in turn. */
static char *
join (LineageFixture *fixture,
      const char     *reference)
{
  g_autoptr (RcEvent) event = find (fixture, reference);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (RcJoin) joined = NULL;

  joined = event->kind == RC_EVENT_INFERENCE ? rc_join_find_request (fixture->case_file, fixture->reader, event, &error)
                                             : rc_join_find_inference (fixture->case_file, fixture->reader, event, &error);
  g_assert_no_error (error);
  text = g_string_new (rc_join_state_to_name (joined->state));
  g_string_append_printf (text, " %s", rc_join_way_to_name (joined->way));
  for (guint i = 0; i < joined->events->len; i++)
    {
      g_autoptr (RcEvent) partner = rc_event_load (fixture->case_file, g_array_index (joined->events, gint64, i), &error);

      g_assert_no_error (error);
      g_assert_true (rc_event_read_fields (partner, fixture->case_file, fixture->reader, &error));
      g_string_append_printf (text, " %s", rc_event_peek_field (partner, RC_FIELD_ID));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define assert_join(fixture, reference, expected) \
  G_STMT_START { \
    g_autofree char *found_join = join (fixture, reference); \
    g_assert_cmpstr (found_join, ==, expected); \
  } G_STMT_END

/* "by-id h-1, by-trace h-2 (2)": what speaks of the inference, and of how many. */
static char *
list (LineageFixture *fixture,
      const char     *reference,
      RcEventKind     kind)
{
  g_autoptr (RcEvent) event = find (fixture, reference);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean complete;
  g_autoptr (GPtrArray) followers = rc_join_list_followers (fixture->case_file, fixture->reader, event, kind, &complete, &error);

  g_assert_no_error (error);
  g_assert_true (complete);
  for (guint i = 0; i < followers->len; i++)
    {
      const RcFollower *follower = g_ptr_array_index (followers, i);

      g_string_append_printf (text, "%s%s%s %s", i > 0 ? ", " : "", follower->is_ambiguous ? "perhaps " : "",
                              rc_join_way_to_name (follower->way), rc_event_peek_field (follower->event, RC_FIELD_ID));
      if (follower->n_inferences > 1)
        g_string_append_printf (text, " (%u)", follower->n_inferences);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define assert_list(fixture, reference, kind, expected) \
  G_STMT_START { \
    g_autofree char *found_list = list (fixture, reference, kind); \
    g_assert_cmpstr (found_list, ==, expected); \
  } G_STMT_END

/* --- Halves --- */

static void
test_halves (LineageFixture *fixture,
             gconstpointer   data)
{
  /* The answer may be delivered before its request, and from another file. */
  lineage_fixture_import (fixture, "answers.jsonl", NULL,
                          ANSWER ("a-1", "c-1", "10:00:01") ANSWER ("a-2", "c-2", "10:00:02") ANSWER ("a-3", "c-3", "12:00:00")
                          PART ("inference", "a-4", "c-4", "10:00:04", ",\"input\":\"x\""));
  lineage_fixture_import (fixture, "requests.jsonl", NULL,
                          REQUEST ("r-1", "c-1", "10:00:00") REQUEST ("r-3", "c-3", "11:00:00") REQUEST ("r-5", "c-5", "10:00:00"));
  assert_join (fixture, "a-1", "joined by-correlation r-1");
  assert_join (fixture, "r-1", "joined by-correlation a-1");
  assert_join (fixture, "a-2", "half by-correlation");
  assert_join (fixture, "a-3", "outside-window by-correlation");
  assert_join (fixture, "r-3", "outside-window by-correlation");
  assert_join (fixture, "a-4", "none by-correlation");
  assert_join (fixture, "r-5", "half by-correlation");
}

static void
test_ambiguous (LineageFixture *fixture,
                gconstpointer   data)
{
  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          ANSWER ("a-1", "test", "10:00:01") REQUEST ("r-1", "test", "10:00:00") REQUEST ("r-2", "test", "10:00:02")
                          ANSWER ("a-3", "c-3", "10:00:01") ANSWER ("a-4", "c-3", "10:00:02") REQUEST ("r-3", "c-3", "10:00:00")
                          ANSWER ("a-5", "c-5", "10:00:01") REQUEST ("r-5", "c-5", "10:00:00") REQUEST ("r-6", "c-5", "15:00:00")
                          REQUEST ("r-7", "c-7", "10:00:00")
                          "{\"half\":1,\"kind\":\"inference\",\"id\":\"a-7\",\"correlation\":\"c-7\",\"endpoint\":\"test\"}\n");
  /* Two requests for one answer, and two answers to one request. */
  assert_join (fixture, "a-1", "ambiguous by-correlation r-1 r-2");
  assert_join (fixture, "r-1", "ambiguous by-correlation a-1");
  assert_join (fixture, "a-3", "ambiguous by-correlation r-3");
  assert_join (fixture, "r-3", "ambiguous by-correlation a-3 a-4");
  /* The window parts what has one key on one day. */
  assert_join (fixture, "a-5", "joined by-correlation r-5");
  assert_join (fixture, "r-6", "outside-window by-correlation");
  /* So does the endpoint. */
  assert_join (fixture, "a-7", "outside-window by-correlation");
}

/* The same record delivered again is one request. */
static void
test_repeated_half (LineageFixture *fixture,
                    gconstpointer   data)
{
  lineage_fixture_import (fixture, "one.jsonl", NULL, ANSWER ("a-1", "c-1", "10:00:01") REQUEST ("r-1", "c-1", "10:00:00"));
  lineage_fixture_import (fixture, "two.jsonl", NULL, REQUEST ("r-1", "c-1", "10:00:00") REQUEST ("r-2", "c-2", "10:00:00"));
  assert_join (fixture, "a-1", "joined by-correlation r-1");
}

/* --- Followers --- */

static void
test_followers (LineageFixture *fixture,
                gconstpointer   data)
{
  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          ANSWER ("a-1", "c-1", "10:00:01") REQUEST ("r-1", "c-1", "10:00:00")
                          PART ("inference", "a-2", "c-2", "10:00:02", ",\"trace\":\"t-2\",\"decision\":\"KA-2\"")
                          PART ("inference", "a-3", "c-3", "10:00:03", ",\"trace\":\"t-2\",\"decision\":\"KA-2\""));
  lineage_fixture_import (fixture, "said.jsonl", NULL,
                          SAID ("feedback", "f-1", ",\"target\":\"a-1\"") SAID ("feedback", "f-2", ",\"target\":\"c-1\"")
                          SAID ("feedback", "f-3", ",\"correlation\":\"c-1\"") SAID ("feedback", "f-4", ",\"target\":\"r-1\"")
                          SAID ("feedback", "f-5", ",\"trace\":\"t-2\"") SAID ("feedback", "f-6", ",\"trace\":\"t-2\",\"target\":\"a-2\"")
                          SAID ("feedback", "f-7", ",\"target\":\"nobody\"") SAID ("feedback", "f-8", "")
                          SAID ("human-action", "h-1", ",\"decision\":\"KA-2\"") SAID ("guardrail", "g-1", ",\"target\":\"a-1\""));
  assert_join (fixture, "f-1", "joined by-id a-1");
  assert_join (fixture, "f-2", "joined by-correlation a-1");
  assert_join (fixture, "f-3", "joined by-correlation a-1");
  assert_join (fixture, "f-4", "joined by-id a-1");
  assert_join (fixture, "f-5", "joined by-trace a-2 a-3");
  assert_join (fixture, "f-6", "joined by-id a-2");
  assert_join (fixture, "f-7", "half none");
  assert_join (fixture, "f-8", "none none");
  assert_join (fixture, "h-1", "joined by-decision a-2 a-3");
  assert_list (fixture, "a-1", RC_EVENT_FEEDBACK, "by-id f-1, by-correlation f-2, by-correlation f-3, by-id f-4");
  assert_list (fixture, "a-1", RC_EVENT_GUARDRAIL, "by-id g-1");
  assert_list (fixture, "a-2", RC_EVENT_FEEDBACK, "by-trace f-5 (2), by-id f-6");
  assert_list (fixture, "a-3", RC_EVENT_FEEDBACK, "by-trace f-5 (2)");
  assert_list (fixture, "a-3", RC_EVENT_HUMAN_ACTION, "by-decision h-1 (2)");
}

/* One id, or one correlation, on two answers: shown with both. */
static void
test_ambiguous_follower (LineageFixture *fixture,
                         gconstpointer   data)
{
  lineage_fixture_import (fixture, "log.jsonl", NULL, ANSWER ("a-1", "c-1", "10:00:01") ANSWER ("a-2", "c-1", "10:00:02"));
  lineage_fixture_import (fixture, "said.jsonl", NULL, SAID ("feedback", "f-1", ",\"target\":\"c-1\""));
  assert_join (fixture, "f-1", "ambiguous by-correlation a-1 a-2");
  assert_list (fixture, "a-1", RC_EVENT_FEEDBACK, "perhaps by-correlation f-1 (2)");
  assert_list (fixture, "a-2", RC_EVENT_FEEDBACK, "perhaps by-correlation f-1 (2)");
}

/* Only the request may have the business reference. */
static void
test_decision_of_request (LineageFixture *fixture,
                          gconstpointer   data)
{
  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          ANSWER ("a-1", "c-1", "10:00:01")
                          PART ("request-part", "r-1", "c-1", "10:00:00", ",\"decision\":\"KA-1\",\"input\":1"));
  lineage_fixture_import (fixture, "said.jsonl", NULL, SAID ("human-action", "h-1", ",\"decision\":\"KA-1\""));
  assert_join (fixture, "h-1", "joined by-decision a-1");
  assert_list (fixture, "a-1", RC_EVENT_HUMAN_ACTION, "by-decision h-1");
}

/* What is said of an answer may come much later, unless its own format declares a window. */
static void
test_follower_window (LineageFixture *fixture,
                      gconstpointer   data)
{
  lineage_fixture_import (fixture, "log.jsonl", NULL, ANSWER ("a-1", "c-1", "10:00:01"));
  lineage_fixture_import (fixture, "late.jsonl", NULL, SAID ("ground-truth", "g-1", ",\"target\":\"a-1\""));
  lineage_fixture_import (fixture, "bound.jsonl", NULL, PART ("ground-truth", "g-2", "c-1", "11:00:00", ""));
  assert_join (fixture, "g-1", "joined by-id a-1");
  assert_join (fixture, "g-2", "outside-window by-correlation");
}

/* A key that all calls have tells nothing. */
static void
test_constant_key (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (GString) log = g_string_new (NULL);

  for (guint i = 0; i < 300; i++)
    {
      g_string_append_printf (log, PART ("request-part", "r-%u", "test", "10:00:00", ""), i);
      g_string_append_printf (log, PART ("inference", "a-%u", "test", "10:00:00", ",\"output\":\"refuse\""), i);
    }
  lineage_fixture_import (fixture, "log.jsonl", NULL, log->str);
  {
    g_autofree char *found = join (fixture, "a-7");

    g_assert_true (g_str_has_prefix (found, "ambiguous by-correlation r-0"));
  }
}

/* Kinds of one correlation stand together, and each is found alone. */
static void
test_hashes (void)
{
  gint64 answer = (gint64) rc_event_key_hash (RC_EVENT_KEY_CORRELATION, RC_EVENT_INFERENCE, "c-1", 3);
  gint64 request = (gint64) rc_event_key_hash (RC_EVENT_KEY_CORRELATION, RC_EVENT_REQUEST_PART, "c-1", 3);
  gint64 other = (gint64) rc_event_key_hash (RC_EVENT_KEY_CORRELATION, RC_EVENT_INFERENCE, "c-2", 3);
  gint64 trace = (gint64) rc_event_key_hash (RC_EVENT_KEY_TRACE, RC_EVENT_INFERENCE, "c-1", 3);

  g_assert_cmpint (answer, !=, request);
  g_assert_cmpint (rc_event_key_group (answer), ==, rc_event_key_group (request));
  g_assert_cmpint (rc_event_key_group (answer), !=, rc_event_key_group (other));
  g_assert_cmpint (rc_event_key_group (answer), !=, rc_event_key_group (trace));
}

static void
test_within (void)
{
  const RcImporterJoin minute = { .window_us = G_TIME_SPAN_MINUTE };
  RcEvent a = { .time_us = 0, .span_us = 0 }, b = { .time_us = G_TIME_SPAN_MINUTE, .span_us = 0 };

  g_assert_true (rc_join_is_within (&minute, &a, &b));
  g_assert_true (rc_join_is_within (&minute, &b, &a));
  b.time_us++;
  g_assert_false (rc_join_is_within (&minute, &a, &b));
  a.span_us = 1;
  g_assert_true (rc_join_is_within (&minute, &a, &b));
  a.time_us = G_MININT64 + 1;
  b.time_us = G_MAXINT64;
  g_assert_false (rc_join_is_within (&minute, &a, &b));
  b.time_us = RC_TIME_NONE;
  g_assert_true (rc_join_is_within (&minute, &a, &b));
}

static void
test_answer_pairs (void)
{
  static const struct { const char *a; const char *b; RcAnswerPair pair; } pairs[] = {
    { "grant", "grant", RC_ANSWER_PAIR_SAME },
    { "grant", " grant\n", RC_ANSWER_PAIR_SAME },
    { "grant", "Grant", RC_ANSWER_PAIR_DIFFERENT },
    { "0.50", "5e-1", RC_ANSWER_PAIR_SAME },
    { "0.5", "0.51", RC_ANSWER_PAIR_DIFFERENT },
    { "9007199254740993", "9007199254740992", RC_ANSWER_PAIR_DIFFERENT },
    { "{\"a\":1,\"b\":[2]}", "{ \"b\": [2.0], \"a\": 1 }", RC_ANSWER_PAIR_SAME },
    { "{\"a\":1}", "{\"a\":2}", RC_ANSWER_PAIR_DIFFERENT },
    { "{\"a\":1}", "grant", RC_ANSWER_PAIR_INCOMPARABLE },
    { "0.71", "grant", RC_ANSWER_PAIR_INCOMPARABLE },
    { "grant", "Dear Mrs Example, your application of the third of May was looked at and is refused.", RC_ANSWER_PAIR_INCOMPARABLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_assert_cmpint (rc_answer_pair_compare (pairs[i].a, pairs[i].b), ==, pairs[i].pair);
      g_assert_cmpint (rc_answer_pair_compare (pairs[i].b, pairs[i].a), ==, pairs[i].pair);
    }
}

#define ADD(path, function) \
  g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/joining/halves", test_halves);
  ADD ("/joining/ambiguous", test_ambiguous);
  ADD ("/joining/repeated-half", test_repeated_half);
  ADD ("/joining/followers", test_followers);
  ADD ("/joining/ambiguous-follower", test_ambiguous_follower);
  ADD ("/joining/decision-of-request", test_decision_of_request);
  ADD ("/joining/follower-window", test_follower_window);
  ADD ("/joining/constant-key", test_constant_key);
  g_test_add_func ("/joining/hashes", test_hashes);
  g_test_add_func ("/joining/within", test_within);
  g_test_add_func ("/joining/answer-pairs", test_answer_pairs);
  return g_test_run ();
}
