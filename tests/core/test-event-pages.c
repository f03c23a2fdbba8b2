/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/event-pages.h"
#include "core/mask.h"
#include "lineage-fixture.h"

/* Lists with a length and random access, held against the walk over the same query. */

#define N_EVENTS 5000u

/* Times repeat, run backwards here and there, and some records have none. */
static char *
write_log (guint n_events)
{
  GString *log = g_string_new (NULL);

  for (guint i = 0; i < n_events; i++)
    {
      guint minute = (i * 7919) % n_events / 3;

      g_string_append_printf (log, "{\"kind\":\"inference\",\"id\":\"e-%u\"", i);
      if (i % 10 != 3)
        g_string_append_printf (log, ",\"time\":\"2026-06-%02uT%02u:%02u:00Z\"", 1 + minute / 1440, minute / 60 % 24, minute % 60);
      g_string_append_printf (log, ",\"decision\":\"KA-%u\",\"subject\":\"person %u\",\"system\":\"%s\",\"model-name\":\"k\","
                              "\"model-version\":\"%u\",\"proposal\":\"%s\",\"score\":0.%02u}\n",
                              i / 2, i % 50, i % 3 == 0 ? "Credit" : "Care", i % 4, i % 7 == 0 ? "refuse" : "grant", i % 100);
    }
  return g_string_free (log, FALSE);
}

static void
import_log (LineageFixture *fixture,
            guint           n_events)
{
  g_autofree char *log = write_log (n_events);

  lineage_fixture_import (fixture, "log.jsonl", NULL, log);
}

static RcEventPagesState
grow_to_end (LineageFixture *fixture,
             RcEventPages   *pages)
{
  RcEventPagesState state = { 0 };
  guint64 before = 0;

  while (!state.is_complete)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (rc_event_pages_grow (pages, fixture->case_file, fixture->reader, 0, &state, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (state.n_rows, >=, before);
      before = state.n_rows;
    }
  return state;
}

static GPtrArray *
read_rows (LineageFixture *fixture,
           RcEventPages   *pages,
           guint64         first,
           guint           n)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = rc_event_pages_read (pages, fixture->case_file, fixture->reader, first, n, NULL, &error);

  g_assert_no_error (error);
  return lines;
}

static gboolean
note_id (const RcEvent *event,
         gpointer       user_data)
{
  g_array_append_val ((GArray *) user_data, event->id);
  return TRUE;
}

static GArray *
walk_ids (LineageFixture     *fixture,
          const RcEventQuery *query)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_event_query_walk (fixture->case_file, fixture->reader, query, note_id, ids, NULL, &error));
  g_assert_no_error (error);
  return ids;
}

/* The whole list in pages of an odd size, and pages at places all over it. */
static void
assert_like_walk (LineageFixture     *fixture,
                  const RcEventQuery *query,
                  guint               least)
{
  g_autoptr (RcEventPages) pages = rc_event_pages_new (query);
  g_autoptr (GArray) ids = walk_ids (fixture, query);
  RcEventPagesState state = grow_to_end (fixture, pages);

  g_assert_cmpuint (ids->len, >=, least);
  g_assert_cmpuint (state.n_rows, ==, ids->len);
  g_assert_cmpuint (state.n_unreadable, ==, 0);
  for (guint64 first = 0; first < ids->len; first += 611)
    {
      g_autoptr (GPtrArray) lines = read_rows (fixture, pages, first, 611);

      g_assert_cmpuint (lines->len, ==, MIN (611, ids->len - first));
      for (guint i = 0; i < lines->len; i++)
        g_assert_cmpint (((const RcEventLine *) lines->pdata[i])->id, ==, g_array_index (ids, gint64, first + i));
    }
  for (guint i = 0; i < 40 && ids->len > 0; i++)
    {
      guint64 first = (guint64) i * 7919 % ids->len;
      g_autoptr (GPtrArray) lines = read_rows (fixture, pages, first, 1);

      g_assert_cmpuint (lines->len, ==, 1);
      g_assert_cmpint (((const RcEventLine *) lines->pdata[0])->id, ==, g_array_index (ids, gint64, first));
    }
}

#define DAY_2 (G_GINT64_CONSTANT (1780272000000000) + G_TIME_SPAN_DAY)

static void
test_like_walk (LineageFixture *fixture,
                gconstpointer   data)
{
  const struct
  {
    RcEventQuery query;
    guint        least;
  } cases[] = {
    { { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE }, N_EVENTS },
    { { .from_us = DAY_2, .to_us = RC_TIME_NONE }, 100 },
    { { .from_us = RC_TIME_NONE, .to_us = DAY_2 }, 100 },
    { { .from_us = DAY_2 - G_TIME_SPAN_HOUR, .to_us = DAY_2 + G_TIME_SPAN_HOUR }, 100 },
    { { .from_us = DAY_2 + 30, .to_us = DAY_2 + 30 }, 1 },
    { { .from_us = DAY_2 * 2, .to_us = RC_TIME_NONE }, 0 },
    { { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .model = "k" }, N_EVENTS },
    { { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .model = "k/3" }, N_EVENTS / 4 },
    { { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .model = "other" }, 0 },
    { { .from_us = RC_TIME_NONE, .to_us = DAY_2, .model = "k/1", .system = "Credit" }, 20 },
    { { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .system = "Care" }, N_EVENTS / 2 },
    { { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .subject = "person 7" }, N_EVENTS / 50 },
    { { .from_us = DAY_2, .to_us = RC_TIME_NONE, .subject = "person 7", .model = "k/3" }, 5 },
    { { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .subject = "nobody" }, 0 },
    { { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .decision = "KA-7" }, 2 },
    { { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .id = "e-1003" }, 1 },
    { { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .text = "refuse" }, N_EVENTS / 8 },
    { { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .text = "\"KA-13", .system = "Credit" }, 30 },
  };

  import_log (fixture, N_EVENTS);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint newest_first = 0; newest_first < 2; newest_first++)
      {
        RcEventQuery query = cases[i].query;

        query.kind = RC_EVENT_INFERENCE;
        query.newest_first = newest_first;
        assert_like_walk (fixture, &query, cases[i].least);
      }
}

static void
test_order (LineageFixture *fixture,
            gconstpointer   data)
{
  RcEventQuery query = { .kind = RC_EVENT_INFERENCE, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE };
  g_autoptr (RcEventPages) oldest = rc_event_pages_new (&query);
  g_autoptr (GPtrArray) up = NULL, down = NULL;
  g_autoptr (RcEventPages) newest = NULL;

  query.newest_first = TRUE;
  newest = rc_event_pages_new (&query);
  import_log (fixture, N_EVENTS);
  grow_to_end (fixture, oldest);
  grow_to_end (fixture, newest);
  up = read_rows (fixture, oldest, 0, N_EVENTS);
  down = read_rows (fixture, newest, 0, N_EVENTS);
  for (guint i = 0; i < N_EVENTS; i++)
    {
      const RcEventLine *line = up->pdata[i];

      g_assert_cmpint (line->id, ==, ((const RcEventLine *) down->pdata[N_EVENTS - 1 - i])->id);
      g_assert_cmpint (line->time_us == RC_TIME_NONE, ==, i < N_EVENTS / 10);
      if (i > 0)
        g_assert_cmpint (line->time_us, >=, ((const RcEventLine *) up->pdata[i - 1])->time_us);
    }
}

/* A log that tells days only: thousands of events of one time. */
static void
test_one_time (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (GString) log = g_string_new (NULL);

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (log, "{\"kind\":\"inference\",\"id\":\"e-%u\",\"time\":\"2026-06-%02u\"}\n", i, 1 + i / 1300);
  lineage_fixture_import (fixture, "days.jsonl", NULL, log->str);
  for (guint newest_first = 0; newest_first < 2; newest_first++)
    {
      const RcEventQuery query = { .kind = RC_EVENT_INFERENCE, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE,
                                   .newest_first = newest_first };
      g_autoptr (RcEventPages) pages = rc_event_pages_new (&query);
      g_autoptr (GPtrArray) lines = NULL;

      assert_like_walk (fixture, &query, 3000);
      grow_to_end (fixture, pages);
      lines = read_rows (fixture, pages, 0, 3000);
      for (guint i = 0; i < 3000; i++)
        g_assert_cmpint (((const RcEventLine *) lines->pdata[i])->id, ==, newest_first ? 3000 - i : i + 1);
    }
}

static void
test_few (LineageFixture *fixture,
          gconstpointer   data)
{
  RcEventQuery query = { .kind = RC_EVENT_INFERENCE, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .newest_first = TRUE };
  g_autoptr (RcEventPages) none = rc_event_pages_new (&query);
  g_autoptr (RcEventPages) one = rc_event_pages_new (&query);
  g_autoptr (GPtrArray) empty = NULL, lines = NULL, beyond = NULL;
  g_autofree char *mask = rc_mask_value (fixture->case_file, RC_FIELD_SUBJECT, "person 9");
  const RcEventLine *line;

  g_assert_cmpuint (grow_to_end (fixture, none).n_rows, ==, 0);
  empty = read_rows (fixture, none, 0, 10);
  g_assert_cmpuint (empty->len, ==, 0);

  lineage_fixture_import (fixture, "one.jsonl", NULL,
                          "{\"kind\":\"inference\",\"subject\":\"person 9\",\"output\":{\"note\":\"private\"},\"decision\":\"KA-9\"}\n"
                          "{\"kind\":\"decision\",\"id\":\"d-1\"}\n");
  g_assert_cmpuint (grow_to_end (fixture, one).n_rows, ==, 1);
  lines = read_rows (fixture, one, 0, 10);
  beyond = read_rows (fixture, one, 1, 10);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpuint (beyond->len, ==, 0);
  line = lines->pdata[0];
  g_assert_cmpstr (line->name, ==, "KA-9");
  g_assert_cmpstr (line->decision, ==, "KA-9");
  g_assert_cmpstr (line->reference, ==, "1:1");
  g_assert_cmpint (line->time_us, ==, RC_TIME_NONE);
  g_assert_cmpstr (line->subject, ==, mask);
  g_assert_true (line->masked_answer);
  g_assert_nonnull (strstr (line->answer, "1 field"));
  g_assert_null (strstr (line->answer, "private"));
  g_assert_null (line->score);
  g_assert_null (line->trouble);
  g_assert_cmpint (line->protection, ==, RC_PROTECTION_NOT_CHECKED);
}

static void
test_protection (LineageFixture *fixture,
                 gconstpointer   data)
{
  RcEventQuery query = { .kind = RC_EVENT_INFERENCE, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE };
  g_autoptr (RcEventPages) pages = rc_event_pages_new (&query);
  g_autoptr (GPtrArray) lines = NULL;
  RcJudgement *judgement = lineage_fixture_judge ();
  gint64 source = lineage_fixture_import (fixture, "log.jsonl", NULL,
                                          "{\"kind\":\"inference\",\"id\":\"a\"}\n{\"kind\":\"inference\",\"id\":\"b\"}\n"
                                          "{\"kind\":\"inference\",\"id\":\"c\"}\n");

  lineage_fixture_cover (judgement, source, 1, 2, RC_VERDICT_VALID);
  lineage_fixture_cover (judgement, source, 2, 2, RC_VERDICT_INVALID);
  grow_to_end (fixture, pages);
  lines = read_rows (fixture, pages, 0, 10);
  g_assert_cmpuint (lines->len, ==, 3);
  g_assert_cmpint (((const RcEventLine *) lines->pdata[0])->protection, ==, RC_PROTECTION_PASSED);
  g_assert_cmpint (((const RcEventLine *) lines->pdata[1])->protection, ==, RC_PROTECTION_FAILED);
  g_assert_cmpint (((const RcEventLine *) lines->pdata[2])->protection, ==, RC_PROTECTION_NONE);
}

static void
test_occurrences (LineageFixture *fixture,
                  gconstpointer   data)
{
  RcEventQuery query = { .kind = RC_EVENT_INFERENCE, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE };
  g_autoptr (RcEventPages) pages = rc_event_pages_new (&query);
  g_autofree char *log = write_log (1500);
  g_autofree char *again = g_strconcat (log, "{\"kind\":\"inference\",\"id\":\"new\"}\n", NULL);

  lineage_fixture_import (fixture, "log.jsonl", NULL, log);
  lineage_fixture_import (fixture, "longer.jsonl", NULL, again);
  g_assert_cmpuint (grow_to_end (fixture, pages).n_rows, ==, 1501);
}

/* What comes in later is not in a list that was opened before, and the list knows that it is old. */
static void
test_opened_before (LineageFixture *fixture,
                    gconstpointer   data)
{
  RcEventQuery query = { .kind = RC_EVENT_INFERENCE, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .newest_first = TRUE };
  RcEventQuery filtered = { .kind = RC_EVENT_INFERENCE, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .text = "inference" };
  g_autoptr (RcEventPages) pages = rc_event_pages_new (&query);
  g_autoptr (RcEventPages) found = rc_event_pages_new (&filtered);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;
  RcEventPagesState state;
  gboolean is_current = FALSE;

  import_log (fixture, N_EVENTS);
  g_assert_true (rc_event_pages_grow (pages, fixture->case_file, fixture->reader, 0, &state, NULL, &error));
  g_assert_true (rc_event_pages_grow (found, fixture->case_file, fixture->reader, 0, &state, NULL, &error));
  g_assert_false (state.is_complete);
  g_assert_true (rc_event_pages_is_current (pages, fixture->case_file, &is_current, &error));
  g_assert_true (is_current);

  lineage_fixture_import (fixture, "later.jsonl", NULL, "{\"kind\":\"inference\",\"id\":\"x\",\"time\":\"2026-06-09T00:00:00Z\"}\n"
                                                        "{\"kind\":\"inference\",\"id\":\"y\",\"time\":\"2026-05-09T00:00:00Z\"}\n");
  g_assert_cmpuint (grow_to_end (fixture, pages).n_rows, ==, N_EVENTS);
  g_assert_cmpuint (grow_to_end (fixture, found).n_rows, ==, N_EVENTS);
  lines = read_rows (fixture, pages, N_EVENTS - 700, 1000);
  g_assert_cmpuint (lines->len, ==, 700);
  for (guint i = 0; i < lines->len; i++)
    g_assert_cmpint (((const RcEventLine *) lines->pdata[i])->id, <=, N_EVENTS);
  g_assert_true (rc_event_pages_is_current (pages, fixture->case_file, &is_current, &error));
  g_assert_no_error (error);
  g_assert_false (is_current);
}

static void
test_cancel (LineageFixture *fixture,
             gconstpointer   data)
{
  RcEventQuery query = { .kind = RC_EVENT_INFERENCE, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .text = "grant" };
  g_autoptr (RcEventPages) pages = rc_event_pages_new (&query);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  RcEventPagesState state;

  import_log (fixture, N_EVENTS);
  g_assert_true (rc_event_pages_grow (pages, fixture->case_file, fixture->reader, 0, &state, cancellable, &error));
  g_assert_cmpuint (state.n_read, ==, 256);
  g_cancellable_cancel (cancellable);
  g_assert_false (rc_event_pages_grow (pages, fixture->case_file, fixture->reader, 0, &state, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (rc_event_pages_read (pages, fixture->case_file, fixture->reader, 0, 5, cancellable, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, func, lineage_fixture_tear_down)
  ADD ("/event-pages/like-walk", test_like_walk);
  ADD ("/event-pages/order", test_order);
  ADD ("/event-pages/one-time", test_one_time);
  ADD ("/event-pages/few", test_few);
  ADD ("/event-pages/protection", test_protection);
  ADD ("/event-pages/occurrences", test_occurrences);
  ADD ("/event-pages/opened-before", test_opened_before);
  ADD ("/event-pages/cancel", test_cancel);
#undef ADD
  return g_test_run ();
}
