/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/extent.h"
#include "lineage-fixture.h"

#define D3 "3333333333333333333333333333333333333333333333333333333333333333"

#define INFERENCE(id, time, version, more) \
  "{\"kind\":\"inference\",\"id\":\"" id "\",\"time\":\"" time "\",\"system\":\"K\",\"endpoint\":\"prod\"," \
  "\"model-name\":\"k\",\"model-version\":\"" version "\"" more "}\n"
#define ABOUT(decision, subject) ",\"decision\":\"" decision "\",\"subject\":\"" subject "\""
#define UNNAMED(id, time) \
  "{\"kind\":\"inference\",\"id\":\"" id "\",\"time\":\"" time "\",\"system\":\"K\",\"endpoint\":\"prod\"}\n"
#define DEPLOYMENT(version, from, to) \
  "{\"kind\":\"deployment\",\"time\":\"" from "\",\"system\":\"K\",\"endpoint\":\"prod\",\"model-name\":\"k\"," \
  "\"model-version\":\"" version "\",\"valid-from\":\"" from "\"" to "}\n"
#define TO(time) ",\"valid-to\":\"" time "\""
#define APPROVAL(version, time, action, more) \
  "{\"kind\":\"approval\",\"time\":\"" time "\",\"system\":\"K\",\"model-name\":\"k\",\"model-version\":\"" version "\"," \
  "\"action\":\"" action "\"" more "}\n"

static gint64
add (RcJudgement *judgement,
     const char  *kind,
     gint64       source,
     gint64       record)
{
  return rc_judgement_add_exception (judgement, rc_exception_new (kind, source, record, -1, "a", "b", "told."));
}

static RcExtent *
extent_of (LineageFixture *fixture,
           gint64          exception)
{
  g_autoptr (GError) error = NULL;
  RcExtent *extent = rc_extent_of_exception (fixture->case_file, fixture->reader, exception, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (extent);
  return extent;
}

static gboolean
collect (const RcEvent *event,
         gpointer       user_data)
{
  g_string_append_printf (user_data, "%s ", rc_event_peek_field (event, RC_FIELD_ID));
  return TRUE;
}

static gboolean
digest_reference (const RcEvent *event,
                  gpointer       user_data)
{
  g_autofree char *reference = rc_event_dup_reference (event);

  g_string_append_printf (user_data, "%s\n", reference);
  return TRUE;
}

/* The ids of the list, and that digest and count are those of the list, however it is read. */
static void
assert_list (LineageFixture *fixture,
             RcExtent       *extent,
             const char     *ids)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) pages = g_string_new (NULL);
  g_autoptr (GString) references = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *hex = rc_digest_dup_hex (&extent->digest);
  g_autofree char *expected = NULL;
  RcExtentRow row = { 0 };
  gboolean found = TRUE;

  g_assert_true (rc_extent_list (extent, fixture->case_file, fixture->reader, 0, 0, collect, whole, NULL, &error));
  g_assert_true (rc_extent_list (extent, fixture->case_file, fixture->reader, 0, 0, digest_reference, references, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (whole->str, ==, ids);
  while (TRUE)
    {
      g_assert_true (rc_extent_list (extent, fixture->case_file, fixture->reader, row.id, 1, collect, pages, NULL, &error));
      g_assert_true (rc_extent_set_next (extent->set, row.id, &row, &found, &error));
      if (!found)
        break;
    }
  g_assert_cmpstr (pages->str, ==, ids);
  expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, references->str, -1);
  g_assert_cmpstr (hex, ==, expected);
}

static void
test_records (LineageFixture *fixture,
              gconstpointer   data)
{
  RcJudgement *judgement;
  g_autoptr (RcExtent) extent = NULL;
  g_autoptr (RcExtent) cut = NULL;
  g_autoptr (RcExtent) missing = NULL;
  gint64 log, list, first, many, absent;

  log = lineage_fixture_import (fixture, "log.jsonl", NULL,
                                INFERENCE ("e-1", "2026-05-01T10:00:00Z", "3", ABOUT ("A-1", "s1"))
                                INFERENCE ("e-2", "2026-05-02T10:00:00Z", "3", ABOUT ("A-2", "s1"))
                                INFERENCE ("e-3", "2026-05-03T10:00:00Z", "4", ABOUT ("A-2", "s2"))
                                INFERENCE ("e-4", "2026-05-04T10:00:00Z", "4", ""));
  list = lineage_fixture_import (fixture, "list.jsonl", NULL,
                                 "{\"kind\":\"decision\",\"decision\":\"A-2\",\"time\":\"2026-05-02T10:00:00Z\"}\n"
                                 "{\"kind\":\"decision\",\"decision\":\"A-9\",\"time\":\"2026-05-02T10:00:00Z\"}\n");
  judgement = lineage_fixture_judge ();
  first = add (judgement, RC_EXCEPTION_RECORD_ALTERED, log, 2);
  add (judgement, RC_EXCEPTION_RECORD_ALTERED, log, 3);
  add (judgement, RC_EXCEPTION_RECORD_ALTERED, log, 4);
  many = add (judgement, RC_EXCEPTION_SCHEMA_MISMATCH, log, 1);
  add (judgement, RC_EXCEPTION_SCHEMA_MISMATCH, log, 0);
  absent = add (judgement, RC_EXCEPTION_DECISION_MISSING, list, 2);
  add (judgement, RC_EXCEPTION_DECISION_MISSING, list, 1);

  extent = extent_of (fixture, first);
  assert_list (fixture, extent, "e-2 e-3 e-4 ");
  g_assert_true (extent->is_delimited);
  g_assert_cmpuint (extent->n_records, ==, 3);
  g_assert_cmpuint (extent->n_inferences, ==, 3);
  g_assert_cmpuint (extent->n_own, ==, 1);
  g_assert_cmpuint (extent->n_decisions, ==, 1);
  g_assert_cmpuint (extent->n_without_decision, ==, 1);
  g_assert_cmpuint (extent->n_subjects, ==, 2);
  g_assert_cmpuint (extent->n_without_subject, ==, 1);
  g_assert_cmpuint (extent->versions->len, ==, 2);
  g_assert_cmpstr (((RcExtentVersion *) extent->versions->pdata[0])->version, ==, "k/4");
  g_assert_cmpuint (((RcExtentVersion *) extent->versions->pdata[0])->n_inferences, ==, 2);
  g_assert_cmpint (extent->from_us, <, extent->to_us);

  /* The verification listed only some of the records: how many there are nobody told. */
  cut = extent_of (fixture, many);
  g_assert_false (cut->is_delimited);
  assert_list (fixture, cut, "e-1 e-2 e-3 e-4 ");

  /* Lines of the business's list: the answers under their references, as far as there are any. */
  missing = extent_of (fixture, absent);
  g_assert_cmpuint (missing->n_records, ==, 2);
  assert_list (fixture, missing, "e-2 e-3 ");
}

static void
add_chain (RcJudgement *judgement,
           gint64       first,
           gint64       second)
{
  RcSeal *seal = rc_seal_new ("chain", "the log");

  g_array_append_val (seal->sources, first);
  g_array_append_val (seal->sources, second);
  rc_judgement_add_seal (judgement, seal);
}

static void
test_chain (LineageFixture *fixture,
            gconstpointer   data)
{
  RcJudgement *judgement;
  g_autoptr (RcExtent) behind = NULL;
  g_autoptr (RcExtent) around = NULL;
  g_autoptr (RcExtent) tail = NULL;
  gint64 first, second, gap, rehashed, absent;

  first = lineage_fixture_import (fixture, "one.jsonl", NULL,
                                  INFERENCE ("e-1", "2026-05-01T10:00:00Z", "3", "") INFERENCE ("e-2", "2026-05-02T10:00:00Z", "3", "")
                                  INFERENCE ("e-3", "2026-05-03T10:00:00Z", "3", "") INFERENCE ("e-4", "2026-05-04T10:00:00Z", "3", ""));
  second = lineage_fixture_import (fixture, "two.jsonl", NULL,
                                   INFERENCE ("f-1", "2026-05-05T10:00:00Z", "3", "") INFERENCE ("f-2", "2026-05-06T10:00:00Z", "3", "")
                                   INFERENCE ("f-3", "2026-05-07T10:00:00Z", "3", ""));
  judgement = lineage_fixture_judge ();
  add_chain (judgement, first, second);
  add (judgement, RC_EXCEPTION_CHAIN_RESTART, first, 2);
  gap = add (judgement, RC_EXCEPTION_CHAIN_GAP, first, 4);
  rehashed = add (judgement, RC_EXCEPTION_RECORD_REHASHED, first, 4);
  add (judgement, RC_EXCEPTION_CHAIN_RESTART, second, 3);
  absent = add (judgement, RC_EXCEPTION_CHAIN_TAIL_MISSING, second, 3);

  behind = extent_of (fixture, gap);
  assert_list (fixture, behind, "e-4 f-1 f-2 ");
  around = extent_of (fixture, rehashed);
  assert_list (fixture, around, "e-2 e-3 e-4 f-1 f-2 ");
  tail = extent_of (fixture, absent);
  g_assert_false (tail->is_delimited);
  assert_list (fixture, tail, "f-1 f-2 f-3 ");
}

static void
test_seal (LineageFixture *fixture,
           gconstpointer   data)
{
  RcJudgement *judgement;
  RcSealCarrier carrier = { 0 };
  RcSeal *seal;
  g_autoptr (RcExtent) extent = NULL;
  g_autoptr (RcExtent) file = NULL;
  g_autoptr (RcExtent) nowhere = NULL;
  gint64 log, head, unsigned_head, changed, other;

  log = lineage_fixture_import (fixture, "one.jsonl", NULL,
                                INFERENCE ("e-1", "2026-05-01T10:00:00Z", "3", "") INFERENCE ("e-2", "2026-05-02T10:00:00Z", "3", "")
                                INFERENCE ("e-3", "2026-05-03T10:00:00Z", "3", ""));
  lineage_fixture_import (fixture, "two.jsonl", NULL, INFERENCE ("f-1", "2026-05-05T10:00:00Z", "3", ""));
  head = lineage_fixture_import (fixture, "head", NULL, "FAKE CARD\ncard\tcard\tlicence\tMIT\t-\t-\t-\t-\n");
  judgement = lineage_fixture_judge ();
  seal = rc_seal_new ("chain", "the log");
  g_array_append_val (seal->sources, log);
  carrier = (RcSealCarrier) { head, log, 2 };
  rc_seal_add_carrier (seal, &carrier);
  rc_judgement_add_seal (judgement, seal);
  unsigned_head = add (judgement, RC_EXCEPTION_HEAD_UNSIGNED, head, 1);
  changed = add (judgement, RC_EXCEPTION_DIGEST_MISMATCH, log, 0);
  other = add (judgement, RC_EXCEPTION_CUSTODY_BROKEN, 0, 0);

  /* A head speaks of what comes up to it. */
  extent = extent_of (fixture, unsigned_head);
  assert_list (fixture, extent, "e-1 e-2 ");
  file = extent_of (fixture, changed);
  assert_list (fixture, file, "e-1 e-2 e-3 ");
  nowhere = extent_of (fixture, other);
  g_assert_false (nowhere->is_delimited);
  assert_list (fixture, nowhere, "e-1 e-2 e-3 f-1 ");
}

static void
test_versions (LineageFixture *fixture,
               gconstpointer   data)
{
  RcJudgement *judgement;
  g_autoptr (RcExtent) late = NULL;
  g_autoptr (RcExtent) ended = NULL;
  g_autoptr (RcExtent) edited = NULL;
  g_autoptr (RcExtent) unknown = NULL;
  gint64 approvals, card, other, late_id, ended_id, edited_id, unknown_id;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          INFERENCE ("e-1", "2026-05-01T10:00:00Z", "4", "") INFERENCE ("e-2", "2026-05-05T10:00:00Z", "4", "")
                          INFERENCE ("e-3", "2026-05-20T10:00:00Z", "4", "") INFERENCE ("e-4", "2026-06-20T10:00:00Z", "4", "")
                          INFERENCE ("x-1", "2026-05-01T10:00:00Z", "3", "") UNNAMED ("u-1", "2026-05-01T11:00:00Z")
                          UNNAMED ("u-2", "2026-08-01T11:00:00Z"));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                          DEPLOYMENT ("4", "2026-05-01T00:00:00Z", TO ("2026-07-01T00:00:00Z")));
  approvals = lineage_fixture_import (fixture, "approvals.jsonl", NULL,
                                      APPROVAL ("4", "2026-05-03T10:00:00Z", "approve", TO ("2026-05-10T00:00:00Z"))
                                      APPROVAL ("4", "2026-06-01T10:00:00Z", "approve", ""));
  card = lineage_fixture_import (fixture, "card", NULL,
                                 "FAKE CARD\ncard\tcard\tdescribes\t-\tmodel-version\tk/4\t-\t-\n"
                                 "card\tcard\tcard-date\t2026-05-15\t-\t-\t-\t-\n");
  other = lineage_fixture_import (fixture, "card-2", NULL, "FAKE CARD\ncard\tcard\tlicence\tMIT\t-\t-\t-\t-\n");
  judgement = lineage_fixture_judge ();
  late_id = add (judgement, RC_EXCEPTION_APPROVAL_LATE, approvals, 1);
  ended_id = add (judgement, RC_EXCEPTION_APPROVAL_ENDED, approvals, 1);
  edited_id = add (judgement, RC_EXCEPTION_CARD_EDITED, card, 1);
  unknown_id = add (judgement, RC_EXCEPTION_SYSTEMS_DISAGREE, other, 1);

  /* An answer that names no version is told by where and when it was given. */
  late = extent_of (fixture, late_id);
  assert_list (fixture, late, "e-1 u-1 ");
  g_assert_nonnull (strstr (late->rule, "deployed"));
  ended = extent_of (fixture, ended_id);
  assert_list (fixture, ended, "e-3 ");
  edited = extent_of (fixture, edited_id);
  assert_list (fixture, edited, "e-1 e-2 u-1 ");
  unknown = extent_of (fixture, unknown_id);
  g_assert_false (unknown->is_delimited);
  g_assert_cmpuint (unknown->n_inferences, ==, 7);
}

static void
test_places (LineageFixture *fixture,
             gconstpointer   data)
{
  RcJudgement *judgement;
  g_autoptr (RcExtent) overlap = NULL;
  g_autoptr (RcExtent) gap = NULL;
  gint64 log, deployments, overlap_id, gap_id;

  log = lineage_fixture_import (fixture, "log.jsonl", NULL,
                                INFERENCE ("e-1", "2026-04-10T10:00:00Z", "3", "") INFERENCE ("e-2", "2026-05-02T10:00:00Z", "3", "")
                                INFERENCE ("e-3", "2026-05-10T10:00:00Z", "4", "") INFERENCE ("e-4", "2026-06-10T10:00:00Z", "4", "")
                                INFERENCE ("e-5", "2026-06-11T10:00:00Z", "4", "")
                                "{\"kind\":\"inference\",\"id\":\"x\",\"time\":\"2026-05-02T10:00:00Z\",\"system\":\"X\",\"endpoint\":\"prod\"}\n");
  deployments = lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                                        DEPLOYMENT ("3", "2026-04-01T00:00:00Z", TO ("2026-05-05T00:00:00Z"))
                                        DEPLOYMENT ("4", "2026-05-01T00:00:00Z", TO ("2026-06-01T00:00:00Z")));
  judgement = lineage_fixture_judge ();
  overlap_id = add (judgement, RC_EXCEPTION_DEPLOYMENTS_OVERLAP, deployments, 2);
  gap_id = add (judgement, RC_EXCEPTION_DEPLOYMENT_GAP, log, 4);

  overlap = extent_of (fixture, overlap_id);
  assert_list (fixture, overlap, "e-2 ");
  gap = extent_of (fixture, gap_id);
  assert_list (fixture, gap, "e-4 e-5 ");
  g_assert_cmpuint (gap->n_own, ==, 1);
}

static void
test_none (LineageFixture *fixture,
           gconstpointer   data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) later = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) cancelled = NULL;
  RcJudgement *judgement;
  g_autoptr (RcExtent) extent = NULL;
  gint64 id;

  g_assert_null (rc_extent_of_exception (fixture->case_file, fixture->reader, 1, NULL, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND);
  judgement = lineage_fixture_judge ();
  id = add (judgement, RC_EXCEPTION_CUSTODY_BROKEN, 0, 0);
  g_assert_null (rc_extent_of_exception (fixture->case_file, fixture->reader, id + 1, NULL, &later));
  g_assert_error (later, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND);

  /* A case without inferences: none is affected, and the digest is that of nothing. */
  extent = extent_of (fixture, id);
  g_assert_cmpuint (extent->n_inferences, ==, 0);
  assert_list (fixture, extent, "");

  g_cancellable_cancel (cancellable);
  g_assert_null (rc_extent_of_exception (fixture->case_file, fixture->reader, id, cancellable, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, func) g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, func, lineage_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/extent/records", test_records);
  ADD ("/extent/chain", test_chain);
  ADD ("/extent/seal", test_seal);
  ADD ("/extent/versions", test_versions);
  ADD ("/extent/places", test_places);
  ADD ("/extent/none", test_none);
  return g_test_run ();
}
