/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/identity-link.h"
#include "core/reconcile.h"
#include "lineage-fixture.h"

#define D3 "3333333333333333333333333333333333333333333333333333333333333333"
#define D4 "4444444444444444444444444444444444444444444444444444444444444444"
#define OTHER "5555555555555555555555555555555555555555555555555555555555555555"

#define INFERENCE(id, time, version, digest) \
  "{\"kind\":\"inference\",\"id\":\"" id "\",\"time\":\"" time "\",\"system\":\"K\",\"endpoint\":\"prod\",\"model-name\":\"k\"," \
  "\"model-version\":\"" version "\",\"model-digest\":\"" digest "\"}\n"

#define CHAINED(id, time, system) \
  "{\"chain\":1,\"kind\":\"inference\",\"id\":\"" id "\",\"time\":\"" time "\",\"system\":\"" system "\"}\n"

#define DEPLOYMENT(id, version, digest, from, to) \
  "{\"kind\":\"deployment\",\"id\":\"" id "\",\"time\":\"" from "\",\"system\":\"K\",\"endpoint\":\"prod\",\"model-name\":\"k\"," \
  "\"model-version\":\"" version "\",\"model-digest\":\"" digest "\",\"valid-from\":\"" from "\"" to "}\n"
#define TO(time) ",\"valid-to\":\"" time "\""

#define APPROVAL(version, time, action) \
  "{\"kind\":\"approval\",\"time\":\"" time "\",\"system\":\"K\",\"model-name\":\"k\",\"model-version\":\"" version "\"," \
  "\"action\":\"" action "\"}\n"

#define CLAIM(kind, name, property, value) kind "\t" name "\t" property "\t" value "\t-\t-\t-\t-\n"
#define CARD(version, date) \
  "FAKE CARD\ncard\tcard\tdescribes\t-\tmodel-version\t" version "\t-\t-\n" CLAIM ("card", "card", "card-date", date)

static void
reconcile (LineageFixture *fixture,
           RcJudgement    *judgement)
{
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
}

static void
assert_exception (RcJudgement *judgement,
                  guint        index,
                  const char  *kind,
                  gint64       source,
                  gint64       record,
                  gint64       caused_by)
{
  const RcException *exception;

  g_assert_cmpuint (judgement->exceptions->len, >, index);
  exception = g_ptr_array_index (judgement->exceptions, index);
  g_assert_cmpstr (exception->kind, ==, kind);
  g_assert_cmpint (exception->source, ==, source);
  g_assert_cmpint (exception->record, ==, record);
  g_assert_cmpint (exception->caused_by, ==, caused_by);
  g_assert_cmpstr (exception->expected, !=, exception->found);
  g_assert_true (g_str_has_suffix (exception->message, "."));
}

/* Evidence as it should be: nothing is said. */
static void
test_clean (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          INFERENCE ("e-1", "2026-05-10T10:00:00Z", "3", D3) INFERENCE ("e-2", "2026-06-10T10:00:00Z", "4", D4)
                          INFERENCE ("e-0", "2026-05-09T10:00:00Z", "3", D3));
  lineage_fixture_import (fixture, "chain.jsonl", NULL,
                          CHAINED ("c-1", "2026-05-10T10:00:00.500Z", "A") CHAINED ("c-2", "2026-05-10T09:00:00Z", "B")
                          CHAINED ("c-3", "2026-05-10T10:00:00Z", "A") CHAINED ("c-4", "2026-05-10T10:00:01Z", "A"));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                          DEPLOYMENT ("D-1", "3", D3, "2026-04-01T00:00:00Z", TO ("2026-06-01T00:00:00Z"))
                          DEPLOYMENT ("D-2", "4", D4, "2026-06-01T00:00:00Z", "")
                          DEPLOYMENT ("D-3", "5", OTHER, "2026-07-01T00:00:00Z", ""));
  lineage_fixture_import (fixture, "approvals.jsonl", NULL,
                          APPROVAL ("3", "2026-03-28T09:00:00Z", "approve") APPROVAL ("3", "2026-05-28T09:00:00Z", "approve")
                          APPROVAL ("4", "2026-06-02T09:00:00Z", "reject") APPROVAL ("9", "2026-06-02T09:00:00Z", "approve"));
  lineage_fixture_import (fixture, "registry", NULL,
                          "FAKE REGISTRY\n" CLAIM ("model-version", "k/3", "artifact-digest", D3)
                          CLAIM ("model-version", "k/9", "artifact-digest", OTHER));
  lineage_fixture_import (fixture, "card-1", NULL, CARD ("k/3", "2026-03-20"));
  lineage_fixture_import (fixture, "card-2", NULL, CARD ("k/3", "2026-05-20"));
  lineage_fixture_import (fixture, "card-3", NULL, CARD ("k/4", "no date"));
  lineage_fixture_import (fixture, "card-4", NULL, CARD ("k/4", "2026-07-20"));
  lineage_fixture_import (fixture, "card-5", NULL, CARD ("k/9", "2026-07-20"));

  reconcile (fixture, judgement);
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      g_error ("%s: %s; expected %s, found %s", exception->kind, exception->message, exception->expected, exception->found);
    }
}

static void
test_clock_back (LineageFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  gint64 source;

  source = lineage_fixture_import (fixture, "chain.jsonl", NULL,
                                   CHAINED ("c-1", "2026-05-10T10:00:00Z", "A") CHAINED ("c-2", "2026-05-10T10:01:00Z", "A")
                                   CHAINED ("c-3", "2026-05-10T10:00:30Z", "A") CHAINED ("c-4", "2026-05-10T10:02:00Z", "A")
                                   CHAINED ("c-2", "2026-05-10T10:01:00Z", "A") CHAINED ("c-5", "2026-05-10T10:03:00Z", "A"));
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_RECORD_REPLAYED, source, 5, 0, "a", "b", "again."));
  reconcile (fixture, judgement);
  g_assert_cmpuint (judgement->exceptions->len, ==, 3);
  assert_exception (judgement, 1, RC_EXCEPTION_CLOCK_BACK, source, 3, 0);

  /* A record met again goes back in time because it is met again. */
  assert_exception (judgement, 2, RC_EXCEPTION_CLOCK_BACK, source, 5, 1);
}

static void
test_digests (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  gint64 log_source, deployments, rows;

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (log, INFERENCE ("e-%u", "2026-05-10T10:%02u:%02uZ", "3", "%s"), i, i / 60, i % 60, i == 128 ? OTHER : D3);
  log_source = lineage_fixture_import (fixture, "log.jsonl", NULL, log->str);
  deployments = lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                                        DEPLOYMENT ("D-1", "3", D4, "2026-04-01T00:00:00Z", ""));
  rows = lineage_fixture_rows_of (fixture, lineage_fixture_import (fixture, "registry", NULL,
                                  "FAKE REGISTRY\n" CLAIM ("model-version", "k/4", "artifact-digest", D4)
                                  CLAIM ("model-version", "k/3", "artifact-digest", OTHER)));
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_RECORD_ALTERED, log_source, 129, 0, "a", "b", "altered."));
  reconcile (fixture, judgement);
  g_assert_cmpuint (judgement->exceptions->len, ==, 4);
  assert_exception (judgement, 1, RC_EXCEPTION_DIGEST_DISAGREES, log_source, 129, 1);
  assert_exception (judgement, 2, RC_EXCEPTION_DIGEST_DISAGREES, deployments, 1, 0);
  assert_exception (judgement, 3, RC_EXCEPTION_DIGEST_DISAGREES, rows, 2, 0);
  g_assert_cmpstr (((RcException *) g_ptr_array_index (judgement->exceptions, 3))->expected, ==, D3);
  g_assert_cmpstr (((RcException *) g_ptr_array_index (judgement->exceptions, 3))->found, ==, OTHER);
}

static void
test_digest_without_log (LineageFixture *fixture,
                         gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  gint64 rows;

  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYMENT ("D-1", "3", D3, "2026-04-01T00:00:00Z", ""));
  rows = lineage_fixture_rows_of (fixture, lineage_fixture_import (fixture, "registry", NULL,
                                  "FAKE REGISTRY\n" CLAIM ("model-version", "k/3", "artifact-digest", OTHER)));
  reconcile (fixture, judgement);
  g_assert_cmpuint (judgement->exceptions->len, ==, 1);
  assert_exception (judgement, 0, RC_EXCEPTION_DIGEST_DISAGREES, rows, 1, 0);
}

static void
test_order_of_acts (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  gint64 deployments, approvals, card;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          INFERENCE ("e-1", "2026-05-10T10:00:00Z", "3", D3) INFERENCE ("e-2", "2026-06-10T10:00:00Z", "4", D4));
  deployments = lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                                        DEPLOYMENT ("D-1", "3", D3, "2026-04-01T00:00:00Z", TO ("2026-06-03T00:00:00Z"))
                                        DEPLOYMENT ("D-2", "4", D4, "2026-06-01T00:00:00Z", ""));
  approvals = lineage_fixture_import (fixture, "approvals.jsonl", NULL,
                                      APPROVAL ("3", "2026-03-28T09:00:00Z", "approve")
                                      APPROVAL ("4", "2026-06-04T09:00:00Z", "approve")
                                      APPROVAL ("4", "2026-06-05T09:00:00Z", "approve"));
  lineage_fixture_import (fixture, "card-3", NULL, CARD ("k/3", "2026-03-20"));
  card = lineage_fixture_import (fixture, "card-4", NULL, CARD ("k/4", "2026-06-19"));
  reconcile (fixture, judgement);
  g_assert_cmpuint (judgement->exceptions->len, ==, 3);
  assert_exception (judgement, 0, RC_EXCEPTION_APPROVAL_LATE, approvals, 2, 0);
  assert_exception (judgement, 1, RC_EXCEPTION_DEPLOYMENTS_OVERLAP, deployments, 2, 0);
  assert_exception (judgement, 2, RC_EXCEPTION_CARD_EDITED, card, 1, 0);
}

/* A closed deployment of another version inside an open one overlaps it; one of the same version does not matter. */
static void
test_overlaps (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  gint64 source;

  source = lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                                   DEPLOYMENT ("D-1", "3", D3, "2026-04-01T00:00:00Z", "")
                                   DEPLOYMENT ("D-2", "3", D3, "2026-05-01T00:00:00Z", TO ("2026-05-03T00:00:00Z"))
                                   DEPLOYMENT ("D-3", "4", D4, "2026-06-01T00:00:00Z", TO ("2026-06-03T00:00:00Z"))
                                   DEPLOYMENT ("D-4", "4", D4, "2026-07-01T00:00:00Z", ""));
  reconcile (fixture, judgement);
  g_assert_cmpuint (judgement->exceptions->len, ==, 1);
  assert_exception (judgement, 0, RC_EXCEPTION_DEPLOYMENTS_OVERLAP, source, 3, 0);
}

#define SHARED(version, from, to, share) \
  "{\"kind\":\"deployment\",\"time\":\"" from "\",\"system\":\"K\",\"endpoint\":\"prod\",\"model-name\":\"k\"," \
  "\"model-version\":\"" version "\",\"valid-from\":\"" from "\"" to ",\"share\":\"" share "\"}\n"

/* Two versions that share the traffic of one endpoint as told are no overlap; more than all of it is one. */
static void
test_canary (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  g_autoptr (RcJudgement) second = rc_judgement_new ();
  gint64 source;

  lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                          DEPLOYMENT ("D-0", "2", D3, "2026-03-01T00:00:00Z", "")
                          SHARED ("3", "2026-04-01T00:00:00Z", "", "90%")
                          SHARED ("4", "2026-04-01T00:00:00Z", TO ("2026-05-01T00:00:00Z"), "10")
                          SHARED ("3", "2026-05-01T00:00:00Z", "", "0.5") SHARED ("4", "2026-05-01T00:00:00Z", "", "0.5")
                          DEPLOYMENT ("D-9", "4", D4, "2026-06-01T00:00:00Z", ""));
  reconcile (fixture, judgement);
  /* Version 2, whose end nothing tells, still has everything. */
  g_assert_cmpuint (judgement->exceptions->len, ==, 4);
  for (guint i = 0; i < judgement->exceptions->len; i++)
    g_assert_nonnull (strstr (((RcException *) g_ptr_array_index (judgement->exceptions, i))->message, "k/2"));

  source = lineage_fixture_import (fixture, "other.jsonl", NULL,
                                   "{\"kind\":\"deployment\",\"time\":\"2026-04-01T00:00:00Z\",\"system\":\"X\",\"endpoint\":\"x\","
                                   "\"model-version\":\"1\",\"valid-to\":\"2026-08-01T00:00:00Z\",\"share\":\"80\"}\n"
                                   "{\"kind\":\"deployment\",\"time\":\"2026-04-02T00:00:00Z\",\"system\":\"X\",\"endpoint\":\"x\","
                                   "\"model-version\":\"2\",\"valid-to\":\"2026-08-01T00:00:00Z\",\"share\":\"30\"}\n");
  reconcile (fixture, second);
  g_assert_cmpuint (second->exceptions->len, ==, 5);
  assert_exception (second, 2, RC_EXCEPTION_DEPLOYMENTS_OVERLAP, source, 2, 0);
}

/* --- Times for which nothing is on record --- */

static void
test_gaps (LineageFixture *fixture,
           gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  const RcException *exception;
  gint64 log;

  log = lineage_fixture_import (fixture, "log.jsonl", NULL,
                                INFERENCE ("e-1", "2026-04-10T10:00:00Z", "3", D3) INFERENCE ("e-2", "2026-05-03T10:00:00Z", "3", D3)
                                INFERENCE ("e-3", "2026-05-02T10:00:00Z", "4", D4) INFERENCE ("e-4", "2026-05-10T10:00:00Z", "4", D4)
                                INFERENCE ("e-5", "2026-07-10T10:00:00Z", "4", D4)
                                "{\"kind\":\"inference\",\"id\":\"x-1\",\"time\":\"2026-05-02T10:00:00Z\",\"system\":\"X\"}\n"
                                "{\"kind\":\"inference\",\"id\":\"x-2\",\"system\":\"K\",\"endpoint\":\"prod\"}\n"
                                "{\"kind\":\"inference\",\"id\":\"x-3\",\"time\":\"2026-05-01\",\"system\":\"K\",\"endpoint\":\"prod\"}\n");
  lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                          DEPLOYMENT ("D-1", "3", D3, "2026-04-01T00:00:00Z", TO ("2026-05-01T00:00:00Z"))
                          DEPLOYMENT ("D-2", "4", D4, "2026-05-05T00:00:00Z", TO ("2026-06-01T00:00:00Z"))
                          DEPLOYMENT ("D-3", "5", D4, "2026-08-01T00:00:00Z", TO ("2026-08-02T00:00:00Z")));
  reconcile (fixture, judgement);
  g_assert_cmpuint (judgement->exceptions->len, ==, 2);
  /* At the earliest of them, with their number; not the one of which only the day is known, nor the one without a time. */
  assert_exception (judgement, 0, RC_EXCEPTION_DEPLOYMENT_GAP, log, 3, 0);
  exception = g_ptr_array_index (judgement->exceptions, 0);
  g_assert_cmpstr (exception->found, ==, "2 inferences from 2026-05-02T10:00:00Z to 2026-05-03T10:00:00.999999Z");
  assert_exception (judgement, 1, RC_EXCEPTION_DEPLOYMENT_GAP, log, 5, 0);
}

/* Where it is not known when a deployment ended, nothing behind it is a gap; and without any record there is none. */
static void
test_no_gaps (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          INFERENCE ("e-1", "2026-04-10T10:00:00Z", "3", D3) INFERENCE ("e-2", "2026-05-03T10:00:00Z", "3", D3)
                          "{\"kind\":\"inference\",\"id\":\"x-1\",\"time\":\"2026-05-02T10:00:00Z\",\"system\":\"X\"}\n");
  lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                          DEPLOYMENT ("D-1", "3", D3, "2026-04-01T00:00:00Z", TO ("some day")));
  reconcile (fixture, judgement);
  g_assert_cmpuint (judgement->exceptions->len, ==, 0);
}

static void
test_backward (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  gint64 source;

  source = lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                                   DEPLOYMENT ("D-1", "3", D3, "2026-05-01T00:00:00Z", TO ("2026-04-01T00:00:00Z"))
                                   DEPLOYMENT ("D-2", "4", D4, "2026-04-10T00:00:00Z", ""));
  lineage_fixture_import (fixture, "log.jsonl", NULL, INFERENCE ("e-1", "2026-04-10T10:00:00Z", "3", D3));
  reconcile (fixture, judgement);
  g_assert_cmpuint (judgement->exceptions->len, ==, 1);
  assert_exception (judgement, 0, RC_EXCEPTION_PERIOD_BACKWARD, source, 1, 0);
}

#define APPROVAL_UNTIL(version, time, until) \
  "{\"kind\":\"approval\",\"time\":\"" time "\",\"system\":\"K\",\"model-name\":\"k\",\"model-version\":\"" version "\"," \
  "\"action\":\"approve\",\"valid-to\":\"" until "\"}\n"

static void
test_approvals_ended (LineageFixture *fixture,
                      gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  const RcException *exception;
  gint64 approvals;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          INFERENCE ("e-1", "2026-04-30T22:00:00Z", "3", D3) INFERENCE ("e-2", "2026-05-02T00:00:00Z", "3", D3)
                          INFERENCE ("e-3", "2026-05-20T00:00:00Z", "3", D3) INFERENCE ("e-4", "2026-05-20T00:00:00Z", "4", D4)
                          INFERENCE ("e-5", "2026-05-20T00:00:00Z", "5", OTHER) INFERENCE ("e-6", "2026-05-20T00:00:00Z", "6", OTHER)
                          INFERENCE ("e-7", "2026-05-20T00:00:00Z", "7", OTHER));
  approvals = lineage_fixture_import (fixture, "approvals.jsonl", NULL,
                                      /* Until a day: that day too, in every zone that it can be meant in. */
                                      APPROVAL_UNTIL ("3", "2026-03-28T09:00:00Z", "2026-04-30")
                                      APPROVAL ("4", "2026-03-28T09:00:00Z", "approve") APPROVAL ("4", "2026-05-10T09:00:00Z", "withdraw")
                                      /* Prolonged in time; taken back and given again. */
                                      APPROVAL_UNTIL ("5", "2026-03-28T09:00:00Z", "2026-05-01") APPROVAL ("5", "2026-04-28T09:00:00Z", "approve")
                                      APPROVAL ("6", "2026-03-28T09:00:00Z", "approve") APPROVAL ("6", "2026-04-10T09:00:00Z", "revoke")
                                      APPROVAL ("6", "2026-04-20T09:00:00Z", "approve")
                                      /* Nobody can read until when. */
                                      APPROVAL_UNTIL ("7", "2026-03-28T09:00:00Z", "the next audit"));
  reconcile (fixture, judgement);
  g_assert_cmpuint (judgement->exceptions->len, ==, 2);
  assert_exception (judgement, 0, RC_EXCEPTION_APPROVAL_ENDED, approvals, 1, 0);
  exception = g_ptr_array_index (judgement->exceptions, 0);
  g_assert_cmpstr (exception->expected, ==, "an approval in force after 2026-05-02T00:00:00Z");
  g_assert_cmpstr (exception->found, ==, "2 inferences from 2026-05-02T00:00:00Z to 2026-05-20T00:00:00.999999Z");
  assert_exception (judgement, 1, RC_EXCEPTION_APPROVAL_ENDED, approvals, 3, 0);
}

/* --- What is one thing in two systems --- */

static guint
count_kind (const RcJudgement *judgement,
            const char        *kind)
{
  guint n = 0;

  for (guint i = 0; i < judgement->exceptions->len; i++)
    n += g_strcmp0 (((const RcException *) g_ptr_array_index (judgement->exceptions, i))->kind, kind) == 0;
  return n;
}

static void
assert_disagrees (const RcJudgement *judgement,
                  const char        *what,
                  const char        *expected,
                  const char        *found,
                  const char        *how)
{
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      if (strstr (exception->message, what) == NULL)
        continue;
      g_assert_cmpstr (exception->kind, ==, RC_EXCEPTION_SYSTEMS_DISAGREE);
      g_assert_cmpstr (exception->expected, ==, expected);
      g_assert_cmpstr (exception->found, ==, found);
      g_assert_nonnull (strstr (exception->message, how));
      return;
    }
  g_error ("nothing is said of %s", what);
}

#define RUN_OF(version, run) "model-version\t" version "\ttrained-by\t-\trun\t" run "\t-\t-\n"
#define COMMIT_OF(run, commit) "run\t" run "\tcode-commit\t-\tcommit\t" commit "\t-\t-\n"

static void
test_systems_disagree (LineageFixture *fixture,
                       gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();

  lineage_fixture_import (fixture, "a", NULL,
                          "FAKE REGISTRY\n" RUN_OF ("k/3", "r3") RUN_OF ("k/4", "r4") COMMIT_OF ("r4", "c0ffee1234")
                          CLAIM ("model-version", "k/5", "artifact-digest", D3) RUN_OF ("k/5", "r5")
                          CLAIM ("model-version", "k/3", "licence", "MIT") CLAIM ("model-version", "k/4", "licence", "Apache-2.0")
                          CLAIM ("run", "r4", "created", "2026-03-01T10:00:00Z")
                          CLAIM ("dataset", "loans", "dataset-digest", D3) CLAIM ("dataset", "cars", "dataset-digest", D3)
                          CLAIM ("model-version", "k/3", "approved-by", "A") CLAIM ("run", "r4", "evaluation", "auc = 0.8"));
  lineage_fixture_import (fixture, "b", NULL,
                          "FAKE REGISTRY\n" RUN_OF ("k/3", "job-9") RUN_OF ("k/4", "r4") COMMIT_OF ("r4", "beef001234")
                          CLAIM ("model-version", "credit/1", "artifact-digest", D3) RUN_OF ("credit/1", "job-5")
                          CLAIM ("model-version", "k/3", "licence", "mit") CLAIM ("model-version", "k/4", "licence", "GPL-3.0")
                          CLAIM ("run", "r4", "created", "2026-03-01T11:00:00Z")
                          CLAIM ("dataset", "loans", "dataset-digest", OTHER)
                          CLAIM ("dataset", "cars", "dataset-digest", "0cc175b9c0f1b6a831c399e269772661")
                          CLAIM ("model-version", "k/3", "approved-by", "B") CLAIM ("run", "r4", "evaluation", "auc = 0.9"));

  reconcile (fixture, judgement);
  assert_disagrees (judgement, "the training run of “k/3”", "r3", "job-9", "only the name");
  assert_disagrees (judgement, "the training run of “k/5”", "r5", "job-5", "they have one digest");
  assert_disagrees (judgement, "the code commit of “r4”", "c0ffee1234", "beef001234", "only the name");
  assert_disagrees (judgement, "the licence of “k/4”", "Apache-2.0", "GPL-3.0", "only the name");
  assert_disagrees (judgement, "the time of making of “r4”", "2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z", "only the name");
  assert_disagrees (judgement, "the digest of “loans”", D3, OTHER, "only the name");
  /* Not the licence in other letters, not digests of two methods, not another approver or evaluation. */
  g_assert_cmpuint (count_kind (judgement, RC_EXCEPTION_SYSTEMS_DISAGREE), ==, 6);
  g_assert_cmpuint (judgement->exceptions->len, ==, 6);
}

/* What agrees, or may agree, is not told. */
static void
test_systems_agree (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;

  lineage_fixture_import (fixture, "a", NULL,
                          "FAKE REGISTRY\n" RUN_OF ("k/3", "r3") RUN_OF ("k/4", "r4")
                          COMMIT_OF ("r4", "c0ffee1234c0ffee1234c0ffee1234c0ffee1234")
                          CLAIM ("run", "r4", "created", "2026-03-01T10:00:00.400Z")
                          CLAIM ("dataset", "loans", "dataset-digest", D3));
  lineage_fixture_import (fixture, "b", NULL,
                          "FAKE REGISTRY\n" RUN_OF ("k/3", "job-9") COMMIT_OF ("r4", "C0FFEE1")
                          CLAIM ("run", "r4", "created", "2026-03-01T10:00:00Z")
                          CLAIM ("dataset", "loans", "dataset-digest", "sha256:" D3));
  runs = rc_entity_find (rc_case_get_database (fixture->case_file), RC_ENTITY_RUN, "r3", &error);
  jobs = rc_entity_find (rc_case_get_database (fixture->case_file), RC_ENTITY_RUN, "job-9", &error);
  g_assert_cmpint (rc_identity_link_add (fixture->case_file, ((RcEntity *) runs->pdata[0])->id, ((RcEntity *) jobs->pdata[0])->id,
                                         "one training in two systems", "A. Auditor", &error), >, 0);

  reconcile (fixture, judgement);
  g_assert_cmpuint (judgement->exceptions->len, ==, 0);
}

#define MADE(run) CLAIM ("run", run, "created", "2026-03-01T10:00:00Z")

static void
test_vanished (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  const RcException *exception;
  gint64 first;

  /* The order is that of the times, not of the imports. */
  lineage_fixture_import_as_of (fixture, "third", "2026-06-01T00:00:00Z", "FAKE REGISTRY\n" MADE ("r1") MADE ("r9"));
  first = lineage_fixture_rows_of (fixture, lineage_fixture_import_as_of (fixture, "first", "2026-04-01T00:00:00Z",
                                                                          "FAKE REGISTRY\n" MADE ("r1") MADE ("r2")
                                                                          CLAIM ("model-version", "k/3", "status", "READY")));
  lineage_fixture_import_as_of (fixture, "second", "2026-05-01T00:00:00Z",
                                "FAKE REGISTRY\n" MADE ("r1") CLAIM ("model-version", "k/3", "status", "READY") MADE ("r9"));
  /* Of another registry: nothing in it was made when the others say. */
  lineage_fixture_import_as_of (fixture, "stranger", "2026-07-01T00:00:00Z",
                                "FAKE REGISTRY\n" CLAIM ("run", "r1", "created", "2026-03-09T10:00:00Z"));
  /* A copy may have any time. */
  lineage_fixture_import (fixture, "copy", NULL, "FAKE REGISTRY\n" MADE ("r1"));

  reconcile (fixture, judgement);
  g_assert_cmpuint (count_kind (judgement, RC_EXCEPTION_VANISHED), ==, 2);
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      exception = g_ptr_array_index (judgement->exceptions, i);
      if (g_strcmp0 (exception->kind, RC_EXCEPTION_VANISHED) == 0 && strstr (exception->message, "r2") != NULL)
        {
          g_assert_cmpint (exception->source, ==, first);
          g_assert_cmpint (exception->record, ==, 2);
          g_assert_nonnull (strstr (exception->message, "stands in the snapshot of 2026-04-01T00:00:00Z and no more in that of "
                                                        "2026-05-01T00:00:00Z"));
        }
      else if (g_strcmp0 (exception->kind, RC_EXCEPTION_VANISHED) == 0)
        g_assert_nonnull (strstr (exception->message, "model-version “k/3”"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, func, lineage_fixture_tear_down)
  ADD ("/reconcile/clean", test_clean);
  ADD ("/reconcile/clock-back", test_clock_back);
  ADD ("/reconcile/digests", test_digests);
  ADD ("/reconcile/digest-without-log", test_digest_without_log);
  ADD ("/reconcile/order-of-acts", test_order_of_acts);
  ADD ("/reconcile/overlaps", test_overlaps);
  ADD ("/reconcile/canary", test_canary);
  ADD ("/reconcile/gaps", test_gaps);
  ADD ("/reconcile/no-gaps", test_no_gaps);
  ADD ("/reconcile/backward", test_backward);
  ADD ("/reconcile/approvals-ended", test_approvals_ended);
  ADD ("/reconcile/systems-disagree", test_systems_disagree);
  ADD ("/reconcile/systems-agree", test_systems_agree);
  ADD ("/reconcile/vanished", test_vanished);
#undef ADD
  return g_test_run ();
}
