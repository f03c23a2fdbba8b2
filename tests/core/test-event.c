/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/event.h"
#include "lineage-fixture.h"

#define LOG \
  "{\"kind\":\"inference\",\"id\":\"e-1\",\"time\":\"2026-06-01T10:00:00.250Z\",\"decision\":\"KA-1\",\"system\":\"K\"," \
  "\"endpoint\":\"prod\",\"model-name\":\"k\",\"model-version\":\"4\",\"score\":0.71}\n" \
  "{\"kind\":\"inference\",\"id\":\"e-2\",\"time\":\"2026-06-01T11:00:00Z\",\"decision\":\"KA-2\"}\n" \
  "\n" \
  "{\"kind\":\"inference\",\"id\":\"e-3\",\"time\":\"2026-06-02T11:00:00Z\",\"decision\":\"KA-2\"}\n" \
  "{\"kind\":\"human-action\",\"id\":\"h-1\",\"target\":\"e-1\",\"decision\":\"KA-9\"}\n" \
  "{\"kind\":\"human-action\",\"id\":\"e-1\",\"target\":\"e-1\"}\n"

static void
test_load_and_read (LineageFixture *fixture,
                    gconstpointer   data)
{
  gint64 source = lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcEvent) event = rc_event_find (fixture->case_file, fixture->reader, "e-1", &error);
  const RcFieldValue *value;
  g_autofree char *version = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (event->source, ==, source);
  g_assert_cmpuint (event->record, ==, 1);
  g_assert_cmpint (event->kind, ==, RC_EVENT_INFERENCE);
  g_assert_cmpint (event->time_us, ==, G_GINT64_CONSTANT (1780308000250000));
  g_assert_cmpint (event->span_us, ==, 999);
  g_assert_cmpstr (event->system, ==, "K");
  g_assert_cmpstr (event->model, ==, "k/4");
  g_assert_cmpstr (event->endpoint, ==, "prod");

  g_assert_true (rc_event_read_fields (event, fixture->case_file, fixture->reader, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (rc_event_peek_field (event, RC_FIELD_SCORE), ==, "0.71");
  g_assert_null (rc_event_peek_field (event, RC_FIELD_THRESHOLD));
  value = rc_event_peek_value (event, RC_FIELD_SCORE);
  g_assert_cmpmem (LOG + value->offset, value->length, "0.71", 4);
  version = rc_event_dup_version (event);
  g_assert_cmpstr (version, ==, "k/4");
  g_assert_true (rc_event_read_fields (event, fixture->case_file, fixture->reader, &error));

  g_assert_null (rc_event_load (fixture->case_file, 99, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND);
}

static void
assert_finds (LineageFixture *fixture,
              const char     *reference,
              RcEventKind     kind,
              guint64         record)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcEvent) event = rc_event_find (fixture->case_file, fixture->reader, reference, &error);

  g_assert_no_error (error);
  g_assert_cmpint (event->kind, ==, kind);
  g_assert_cmpuint (event->record, ==, record);
}

static void
test_find (LineageFixture *fixture,
           gconstpointer   data)
{
  gint64 source = lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  static const char * const absent[] = { "e-9", "", "1:3", "1:99", "1:1#1", "1:1#", "99:1", "1:", "-1:1", "1:99999999999999999999" };

  g_assert_cmpint (source, ==, 1);
  assert_finds (fixture, "e-1", RC_EVENT_INFERENCE, 1);
  assert_finds (fixture, "KA-1", RC_EVENT_INFERENCE, 1);
  assert_finds (fixture, "1:1", RC_EVENT_INFERENCE, 1);
  assert_finds (fixture, "1:4", RC_EVENT_INFERENCE, 4);
  assert_finds (fixture, "1:4#0", RC_EVENT_INFERENCE, 4);
  assert_finds (fixture, "1:5", RC_EVENT_HUMAN_ACTION, 5);
  assert_finds (fixture, "h-1", RC_EVENT_HUMAN_ACTION, 5);
  assert_finds (fixture, "KA-9", RC_EVENT_HUMAN_ACTION, 5);

  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rc_event_find (fixture->case_file, fixture->reader, absent[i], &error));
      g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND);
    }
}

static void
test_ambiguous (LineageFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (GError) error = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  g_assert_null (rc_event_find (fixture->case_file, fixture->reader, "KA-2", &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_AMBIGUOUS);
  g_assert_nonnull (strstr (error->message, "1:2 (inference, 2026-06-01T11:00:00"));
  g_assert_nonnull (strstr (error->message, "1:4 (inference, 2026-06-02T11:00:00"));
  g_clear_error (&error);

  /* An id that looks like the place of another event is never chosen from. */
  lineage_fixture_import (fixture, "other.jsonl", NULL, "{\"kind\":\"inference\",\"id\":\"1:1\"}\n{\"kind\":\"inference\",\"id\":\"2:2\"}\n");
  g_assert_null (rc_event_find (fixture->case_file, fixture->reader, "1:1", &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_AMBIGUOUS);
  assert_finds (fixture, "2:2", RC_EVENT_INFERENCE, 2);
}

static void
test_same_file_again (LineageFixture *fixture,
                      gconstpointer   data)
{
  gint64 again;
  g_autofree char *place = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  again = lineage_fixture_import (fixture, "copy.jsonl", NULL, LOG);
  assert_finds (fixture, "e-1", RC_EVENT_INFERENCE, 1);
  place = g_strdup_printf ("%" G_GINT64_FORMAT ":4", again);
  assert_finds (fixture, place, RC_EVENT_INFERENCE, 4);
}

static void
test_list (LineageFixture *fixture,
           gconstpointer   data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) all = NULL, day = NULL, none = NULL, one = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  all = rc_event_list_kind (fixture->case_file, RC_EVENT_INFERENCE, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpint (g_array_index (all, gint64, 0), >, g_array_index (all, gint64, 2));
  one = rc_event_list_kind (fixture->case_file, RC_EVENT_INFERENCE, 1, &error);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpint (g_array_index (one, gint64, 0), ==, g_array_index (all, gint64, 0));
  day = rc_event_list_between (fixture->case_file, RC_EVENT_INFERENCE, G_GINT64_CONSTANT (1780308000250000),
                               G_GINT64_CONSTANT (1780311600000000), 10, &error);
  g_assert_cmpuint (day->len, ==, 2);
  none = rc_event_list_kind (fixture->case_file, RC_EVENT_ANOMALY, 10, &error);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, func, lineage_fixture_tear_down)
  ADD ("/event/load-and-read", test_load_and_read);
  ADD ("/event/find", test_find);
  ADD ("/event/ambiguous", test_ambiguous);
  ADD ("/event/same-file-again", test_same_file_again);
  ADD ("/event/list", test_list);
#undef ADD
  return g_test_run ();
}
