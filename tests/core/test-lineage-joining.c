/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "lineage-evidence.h"

/* Lineages of answers whose request, reviews, ratings and outcomes are records of their own. */

#define ANSWER(id, correlation, more) \
  "{\"half\":1,\"kind\":\"inference\",\"id\":\"" id "\",\"correlation\":\"" correlation "\",\"time\":\"2026-05-10T10:00:01.000Z\"," \
  "\"output\":\"refuse\"" more "}\n"
#define REQUEST(id, correlation, time, more) \
  "{\"half\":1,\"kind\":\"request-part\",\"id\":\"" id "\",\"correlation\":\"" correlation "\",\"time\":\"2026-05-10T" time "Z\"" more "}\n"
#define ASKED ",\"input\":{\"income\":1200},\"subject\":\"P-1\",\"system\":\"K\",\"endpoint\":\"prod\",\"decision\":\"KA-1\""
#define SAID(kind, id, more) "{\"kind\":\"" kind "\",\"id\":\"" id "\",\"time\":\"2026-05-10T12:00:00Z\"" more "}\n"

/* What the answer's own record does not hold is read from that of its request, and cited there. */
static void
test_request (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;
  const RcLineageCitation *cited;
  gint64 requests;

  lineage_fixture_import (fixture, "answers.jsonl", NULL, ANSWER ("a-1", "c-1", ""));
  requests = lineage_fixture_import (fixture, "requests.jsonl", NULL, REQUEST ("r-1", "c-1", "10:00:00.000", ASKED));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYMENTS);
  lineage_fixture_import (fixture, "bank.jsonl", NULL, "{\"kind\":\"decision\",\"decision\":\"KA-1\",\"final\":\"grant\"}\n");
  lineage = lineage_build (fixture, "a-1", NULL);
  g_assert_cmpstr (lineage->decision, ==, "KA-1");
  lineage_assert_value (lineage, "input", "1 field; the input itself is held");
  g_assert_cmpstr (lineage_slot (lineage, "input")->rung, ==, "record of the request");
  cited = g_ptr_array_index (lineage_answer (lineage, "input", 0)->citations, 0);
  g_assert_cmpint (cited->citation->source, ==, requests);
  lineage_assert_slot (lineage, "subject", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "endpoint", "K, endpoint prod");
  lineage_assert_slot (lineage, "deployment", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "final-decision", "grant");
  lineage_assert_value (lineage, "output", "refuse");
}

static void
test_half (LineageFixture *fixture,
           gconstpointer   data)
{
  g_autoptr (RcLineage) alone = NULL, far = NULL, both = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          ANSWER ("a-1", "c-1", "") ANSWER ("a-2", "c-2", "") REQUEST ("r-2", "c-2", "15:00:00", ASKED)
                          ANSWER ("a-3", "c-3", "") REQUEST ("r-3", "c-3", "10:00:00", ASKED)
                          REQUEST ("r-4", "c-3", "10:00:01", ",\"input\":{\"income\":9}"));
  alone = lineage_build (fixture, "a-1", NULL);
  lineage_assert_slot (alone, "input", RC_STANDING_NOTHING, 0);
  lineage_assert_note (alone, "input", "No request was received for this answer.");
  far = lineage_build (fixture, "a-2", NULL);
  lineage_assert_slot (far, "input", RC_STANDING_NOTHING, 0);
  lineage_assert_note (far, "input", "The request 1:3 carries the key of this answer, and lies outside the window");

  /* Of two candidates both are shown, and neither says whom it concerned. */
  both = lineage_build (fixture, "a-3", NULL);
  lineage_assert_slot (both, "input", RC_STANDING_DISAGREE, 2);
  lineage_assert_note (both, "input", "2 requests carry the key of this answer");
  lineage_assert_slot (both, "subject", RC_STANDING_NOTHING, 0);
}

static void
assert_action (LineageFixture *fixture,
               const char     *reference,
               const char     *beginning,
               gboolean        derived)
{
  g_autoptr (RcLineage) lineage = lineage_build (fixture, reference, NULL);
  const char *value = lineage_answer (lineage, "human-action", 0)->value;

  g_assert_true (g_str_has_prefix (value, beginning));
  g_assert_cmpint (strstr (value, "the person's replaced the machine's") != NULL, ==, derived);
  /* The machine's own answer stays what it was. */
  lineage_assert_value (lineage, "output", "refuse");
}

static void
test_overrides (LineageFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (RcLineage) rated = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          ANSWER ("a-1", "c-1", "") ANSWER ("a-2", "c-2", "") ANSWER ("a-3", "c-3", "") ANSWER ("a-4", "c-4", "")
                          ANSWER ("a-5", "c-5", ",\"decision\":\"KA-5\"") ANSWER ("a-6", "c-6", ",\"decision\":\"KA-5\"")
                          ANSWER ("a-7", "c-7", "") ANSWER ("a-8", "c-8", "") ANSWER ("a-9", "c-9", ""));
  lineage_fixture_import (fixture, "said.jsonl", NULL,
                          SAID ("human-action", "h-1", ",\"target\":\"a-1\",\"final\":\"grant\"")
                          SAID ("human-action", "h-2", ",\"target\":\"c-2\",\"final\":\"refuse\"")
                          SAID ("human-action", "h-3", ",\"target\":\"a-3\",\"final\":\"grant\",\"action\":\"override\"")
                          SAID ("human-action", "h-4", ",\"target\":\"a-4\",\"final\":0.5")
                          SAID ("human-action", "h-5", ",\"decision\":\"KA-5\",\"final\":\"grant\"")
                          SAID ("feedback", "f-7", ",\"target\":\"a-7\",\"score\":1,\"actor-kind\":\"human\",\"final\":\"grant\"")
                          SAID ("human-action", "h-8", ",\"target\":\"a-8\",\"final\":\"grant\",\"action\":\"annotate\"")
                          SAID ("human-action", "h-9", ",\"target\":\"a-9\",\"action\":\"escalate\""));
  assert_action (fixture, "a-1", "override by", TRUE);
  assert_action (fixture, "a-2", "review, the answer kept by", FALSE);
  assert_action (fixture, "a-3", "override by", FALSE);
  /* A figure and a word say nothing of each other. */
  assert_action (fixture, "a-4", "review by", FALSE);
  /* The decision has two answers: the person's need not be about this one. */
  assert_action (fixture, "a-5", "review by", FALSE);
  assert_action (fixture, "a-8", "annotate by", TRUE);
  assert_action (fixture, "a-9", "escalate by", FALSE);

  /* A rating is told, and is no act of a person on the answer. */
  rated = lineage_build (fixture, "a-7", NULL);
  lineage_assert_slot (rated, "human-action", RC_STANDING_NOTHING, 0);
  lineage_assert_note (rated, "human-action", "A rating is no override.");
  lineage_assert_slot (rated, "final-decision", RC_STANDING_NOTHING, 0);
}

static void
test_persons (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcLineage) one = NULL, two = NULL, unknown = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, ANSWER ("a-1", "c-1", "") ANSWER ("a-2", "c-2", "") ANSWER ("a-3", "c-3", ""));
  lineage_fixture_import (fixture, "said.jsonl", NULL,
                          SAID ("human-action", "h-1", ",\"target\":\"a-1\",\"actor\":\"R-1\",\"action\":\"approve\"")
                          SAID ("human-action", "h-2", ",\"target\":\"a-1\",\"actor\":\"R-1\",\"action\":\"approve\"")
                          SAID ("human-action", "h-3", ",\"target\":\"a-2\",\"actor\":\"R-1\",\"action\":\"approve\"")
                          SAID ("human-action", "h-4", ",\"target\":\"a-2\",\"actor\":\"R-2\",\"action\":\"approve\"")
                          SAID ("human-action", "h-5", ",\"target\":\"a-3\",\"actor\":\"R-1\",\"action\":\"approve\"")
                          SAID ("human-action", "h-6", ",\"target\":\"a-3\",\"action\":\"approve\""));
  one = lineage_build (fixture, "a-1", NULL);
  lineage_assert_note (one, "human-action", "One person only acted on it.");
  two = lineage_build (fixture, "a-2", NULL);
  lineage_assert_note (two, "human-action", "2 persons acted on it");
  unknown = lineage_build (fixture, "a-3", NULL);
  lineage_assert_note (unknown, "human-action", "Not every record names the person");
}

static void
test_said_of_it (LineageFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL, other = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          ANSWER ("a-1", "c-1", ",\"trace\":\"t-1\"") ANSWER ("a-2", "c-2", ",\"trace\":\"t-1\"")
                          ANSWER ("a-3", "c-3", "") ANSWER ("a-4", "c-3", ""));
  lineage_fixture_import (fixture, "said.jsonl", NULL,
                          SAID ("ground-truth", "g-1", ",\"target\":\"c-1\",\"final\":\"repaid\"")
                          SAID ("guardrail", "q-1", ",\"target\":\"a-1\",\"action\":\"INTERVENED\",\"metric\":\"toxicity\"")
                          SAID ("feedback", "f-1", ",\"trace\":\"t-1\",\"metric\":\"helpful\",\"score\":0")
                          SAID ("human-action", "h-1", ",\"trace\":\"t-1\",\"final\":\"grant\"")
                          SAID ("human-action", "h-2", ",\"target\":\"c-3\",\"final\":\"grant\""));
  lineage_fixture_import (fixture, "windows.jsonl", NULL,
                          "{\"kind\":\"anomaly\",\"id\":\"N-1\",\"time\":\"2026-05-10T09:00:00Z\",\"system\":\"K\",\"metric\":\"psi\","
                          "\"valid-from\":\"2026-05-10T09:00:00Z\",\"valid-to\":\"2026-05-10T11:00:00Z\"}\n");
  lineage = lineage_build (fixture, "a-1", NULL);
  lineage_assert_note (lineage, "final-decision", "It turned out (2:1): repaid.");
  lineage_assert_value (lineage, "anomaly", "toxicity");
  g_assert_cmpstr (lineage_slot (lineage, "anomaly")->rung, ==, "record that names the inference");
  lineage_assert_note (lineage, "human-action", "Rating of the trace that the answer is part of (2:3");
  lineage_assert_note (lineage, "human-action", "The human action 2:4 is about the trace");
  lineage_assert_slot (lineage, "human-action", RC_STANDING_NOTHING, 0);

  /* An act that could be on two answers is laid to neither. */
  other = lineage_build (fixture, "a-3", NULL);
  lineage_assert_slot (other, "human-action", RC_STANDING_NOTHING, 0);
  lineage_assert_note (other, "human-action", "The human action 2:5 names 2 answers of the log");
  lineage_assert_slot (other, "final-decision", RC_STANDING_NOTHING, 0);
}

/* Many calls lie in the window of a report: it is never a property of one. */
static void
test_window (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, ANSWER ("a-1", "c-1", ",\"system\":\"K\""));
  lineage_fixture_import (fixture, "windows.jsonl", NULL,
                          "{\"kind\":\"anomaly\",\"id\":\"N-1\",\"time\":\"2026-05-10T09:00:00Z\",\"system\":\"K\",\"metric\":\"psi\","
                          "\"valid-from\":\"2026-05-10T09:00:00Z\",\"valid-to\":\"2026-05-10T11:00:00Z\"}\n"
                          "{\"kind\":\"anomaly\",\"id\":\"N-2\",\"time\":\"2026-05-10T08:00:00Z\",\"system\":\"K\",\"metric\":\"psi\","
                          "\"valid-from\":\"2026-05-10T08:00:00Z\",\"valid-to\":\"2026-05-10T09:00:00Z\"}\n"
                          "{\"kind\":\"anomaly\",\"id\":\"N-1-week\",\"time\":\"2026-05-05T00:00:00Z\",\"system\":\"K\","
                          "\"valid-from\":\"2026-05-05T00:00:00Z\",\"valid-to\":\"2026-05-12T00:00:00Z\"}\n"
                          "{\"kind\":\"anomaly\",\"id\":\"N-3\",\"time\":\"2026-05-05T00:00:00Z\",\"system\":\"K\","
                          "\"valid-from\":\"2026-05-05T00:00:00Z\",\"valid-to\":\"2026-05-06T00:00:00Z\"}\n");
  lineage = lineage_build (fixture, "a-1", NULL);
  lineage_assert_slot (lineage, "anomaly", RC_STANDING_SINGLE, 3);
  for (guint i = 0; i < 3; i++)
    {
      const char *value = lineage_answer (lineage, "anomaly", i)->value;

      g_assert_cmpint (strstr (value, "lies within the window that it reports") != NULL, ==, g_str_has_prefix (value, "N-1"));
    }
}

/* --- From other records --- */

static RcLineage *
try_build (LineageFixture *fixture,
           const char     *reference,
           GError        **error)
{
  RcEvent *event = rc_event_find (fixture->case_file, fixture->reader, reference, error);

  g_assert_no_error (*error);
  return rc_lineage_build (fixture->case_file, event, RC_TIME_NONE, error);
}

static void
assert_led (LineageFixture *fixture,
            const char     *reference,
            const char     *expected,
            const char     *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcLineage) lineage = try_build (fixture, reference, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (lineage->reference, ==, expected);
  g_assert_true ((lineage->led_by == NULL) == (words == NULL));
  if (words != NULL)
    g_assert_nonnull (strstr (lineage->led_by, words));
}

static void
assert_not_led (LineageFixture *fixture,
                const char     *reference,
                int             code,
                const char     *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (try_build (fixture, reference, &error));
  g_assert_error (error, RC_CASE_ERROR, code);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_led_by (LineageFixture *fixture,
             gconstpointer   data)
{
  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          ANSWER ("a-1", "c-1", "") REQUEST ("r-1", "c-1", "10:00:00", ASKED) REQUEST ("r-2", "c-2", "10:00:00", ASKED)
                          ANSWER ("a-3", "c-3", ",\"trace\":\"t-3\"") ANSWER ("a-4", "c-4", ",\"trace\":\"t-3\""));
  lineage_fixture_import (fixture, "said.jsonl", NULL,
                          SAID ("feedback", "f-1", ",\"target\":\"a-1\"") SAID ("feedback", "f-2", ",\"trace\":\"t-3\"")
                          SAID ("feedback", "f-3", ",\"target\":\"nobody\"") SAID ("feedback", "f-4", ""));
  lineage_fixture_import (fixture, "updates.jsonl", NULL,
                          "{\"update\":1,\"kind\":\"inference\",\"id\":\"u-1\"}\n"
                          "{\"update\":1,\"kind\":\"inference\",\"id\":\"u-1\",\"ended\":\"2026-05-10T10:00:00Z\"}\n");
  assert_led (fixture, "a-1", "1:1", NULL);
  assert_led (fixture, "c-4", "1:5", NULL);
  assert_led (fixture, "r-1", "1:1", "The record 1:2 is a request");
  assert_led (fixture, "f-1", "1:1", "The record 2:1 speaks of an answer");
  assert_led (fixture, "3:1", "3:2", "The record 3:1 was replaced by 3:2");
  assert_not_led (fixture, "r-2", RC_CASE_ERROR_NOT_FOUND, "no answer to it was received");
  assert_not_led (fixture, "f-2", RC_CASE_ERROR_AMBIGUOUS, "choose one of 1:4, 1:5");
  assert_not_led (fixture, "f-3", RC_CASE_ERROR_NOT_FOUND, "speaks of one that the case does not hold");
  assert_not_led (fixture, "f-4", RC_CASE_ERROR_NOT_FOUND, "feedback");
}

#define ADD(path, function) \
  g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/lineage-joining/request", test_request);
  ADD ("/lineage-joining/half", test_half);
  ADD ("/lineage-joining/overrides", test_overrides);
  ADD ("/lineage-joining/persons", test_persons);
  ADD ("/lineage-joining/said-of-it", test_said_of_it);
  ADD ("/lineage-joining/window", test_window);
  ADD ("/lineage-joining/led-by", test_led_by);
  return g_test_run ();
}
