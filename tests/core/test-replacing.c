/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/occurrence.h"
#include "core/verify.h"
#include "lineage-evidence.h"

/* Records of one id where a later one replaces the earlier. */

#define CALL(id, more) "{\"update\":1,\"kind\":\"inference\",\"id\":\"" id "\",\"time\":\"2026-05-10T10:00:00Z\"" more "}\n"
#define ENDED ",\"ended\":\"2026-05-10T10:00:02Z\""
#define UPDATED(time) ",\"updated\":\"2026-05-10T" time "Z\""

static void
assert_counts (LineageFixture *fixture,
               gint64          source,
               guint64         events,
               guint64         repeated,
               guint64         superseded)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSource) row = source != 0 ? rc_source_load (rc_case_get_database (fixture->case_file), source, &error) : NULL;
  guint64 found_repeated, found_superseded;

  g_assert_true (rc_occurrence_count (fixture->case_file, source, &found_repeated, &found_superseded, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (found_repeated, ==, repeated);
  g_assert_cmpuint (found_superseded, ==, superseded);
  if (row != NULL)
    g_assert_cmpuint (row->events, ==, events);
}

static void
assert_counts_at (LineageFixture *fixture,
                  const char     *id,
                  gint64          source,
                  guint64         record)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcEvent) event = rc_event_find (fixture->case_file, fixture->reader, id, &error);

  g_assert_no_error (error);
  g_assert_cmpint (event->source, ==, source);
  g_assert_cmpuint (event->record, ==, record);
}

static gint64
count_conflicts (LineageFixture *fixture)
{
  gint64 count;

  g_assert_true (rc_database_get_integer (rc_case_get_database (fixture->case_file), "SELECT count (*) FROM set_aside", &count, NULL));
  return count;
}

/* A call that ended counts over one that runs, in whatever order they come; then the later change; then the later record. */
static void
test_order (LineageFixture *fixture,
            gconstpointer   data)
{
  gint64 source = lineage_fixture_import (fixture, "log.jsonl", NULL,
                                          CALL ("s-1", "") CALL ("s-1", ENDED)
                                          CALL ("s-2", ENDED) CALL ("s-2", "")
                                          CALL ("s-3", UPDATED ("11:00:00")) CALL ("s-3", UPDATED ("10:30:00"))
                                          CALL ("s-4", ",\"output\":\"a\"") CALL ("s-4", ",\"output\":\"b\"")
                                          CALL ("s-5", ENDED) CALL ("s-5", ENDED)
                                          CALL ("s-6", ""));

  assert_counts_at (fixture, "s-1", source, 2);
  assert_counts_at (fixture, "s-2", source, 3);
  assert_counts_at (fixture, "s-3", source, 5);
  assert_counts_at (fixture, "s-4", source, 8);
  assert_counts_at (fixture, "s-5", source, 9);
  assert_counts (fixture, source, 6, 1, 4);
  g_assert_cmpint (count_conflicts (fixture), ==, 0);
}

/* Many versions of one call leave one. */
static void
test_many_versions (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  gint64 source;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (log, CALL ("s-1", ",\"output\":\"version %u\""), i);
  source = lineage_fixture_import (fixture, "log.jsonl", NULL, log->str);
  assert_counts_at (fixture, "s-1", source, 100);
  assert_counts (fixture, source, 1, 0, 99);
}

/* A later export replaces what an earlier one said, and gives it back when it is removed. */
static void
test_later_import (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (GError) error = NULL;
  gint64 first = lineage_fixture_import (fixture, "one.jsonl", NULL,
                                         CALL ("s-1", UPDATED ("10:00:00")) CALL ("s-2", UPDATED ("10:00:00")) CALL ("s-3", ""));
  gint64 again = lineage_fixture_import (fixture, "two.jsonl", NULL, CALL ("s-1", UPDATED ("10:00:00")) CALL ("s-9", ""));
  gint64 second = lineage_fixture_import (fixture, "three.jsonl", NULL,
                                          CALL ("s-1", UPDATED ("12:00:00")) CALL ("s-2", UPDATED ("09:00:00")) CALL ("s-3", ""));
  gint64 third;

  assert_counts_at (fixture, "s-1", second, 1);
  assert_counts_at (fixture, "s-2", first, 2);
  assert_counts (fixture, first, 2, 0, 1);
  /* What only repeated the record that was replaced is replaced with it. */
  assert_counts (fixture, again, 1, 0, 1);
  assert_counts (fixture, second, 1, 1, 1);

  third = lineage_fixture_import (fixture, "four.jsonl", NULL, CALL ("s-1", UPDATED ("13:00:00")) CALL ("s-8", ""));
  assert_counts_at (fixture, "s-1", third, 1);
  assert_counts (fixture, 0, 0, 1, 4);
  g_assert_cmpint (count_conflicts (fixture), ==, 0);

  g_assert_true (rc_import_remove (fixture->case_file, third, "a test", &error));
  g_assert_no_error (error);
  assert_counts_at (fixture, "s-1", second, 1);
  assert_counts (fixture, second, 1, 1, 1);
  assert_counts (fixture, first, 2, 0, 1);
}

/* Where a format does not say so, other bytes under one id stay a conflict. */
static void
test_conflict (LineageFixture *fixture,
               gconstpointer   data)
{
  gint64 source = lineage_fixture_import (fixture, "log.jsonl", NULL,
                                          "{\"kind\":\"inference\",\"id\":\"e-1\",\"ended\":\"x\"}\n{\"kind\":\"inference\",\"id\":\"e-1\"}\n");

  g_assert_cmpint (count_conflicts (fixture), ==, 1);
  assert_counts (fixture, source, 2, 0, 0);
}

/* Two formats that both replace do not replace each other's records. */
static void
test_other_format (LineageFixture *fixture,
                   gconstpointer   data)
{
  gint64 first = lineage_fixture_import (fixture, "one.jsonl", NULL, CALL ("s-1", ENDED));

  lineage_fixture_import (fixture, "two.jsonl", NULL, "{\"revision\":1,\"kind\":\"inference\",\"id\":\"s-1\",\"ended\":\"x\"}\n");
  g_assert_cmpint (count_conflicts (fixture), ==, 1);
  assert_counts (fixture, first, 1, 0, 0);
}

/* What an import that did not end found of published events is not seen, and goes. */
static void
test_unpublished (LineageFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr (GError) error = NULL;
  gint64 first = lineage_fixture_import (fixture, "one.jsonl", NULL, CALL ("s-1", ""));
  RcDatabase *database = rc_case_get_database (fixture->case_file);
  gint64 count;

  g_assert_true (rc_database_exec (database, "INSERT INTO occurrence VALUES (-1, -99)", &error));
  g_assert_no_error (error);
  assert_counts_at (fixture, "s-1", first, 1);
  assert_counts (fixture, first, 1, 0, 0);
  lineage_fixture_import (fixture, "two.jsonl", NULL, CALL ("s-2", ""));
  g_assert_true (rc_database_get_integer (database, "SELECT count (*) FROM occurrence", &count, &error));
  g_assert_cmpint (count, ==, 0);
}

#define ADD(path, function) \
  g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/replacing/order", test_order);
  ADD ("/replacing/many-versions", test_many_versions);
  ADD ("/replacing/later-import", test_later_import);
  ADD ("/replacing/conflict", test_conflict);
  ADD ("/replacing/other-format", test_other_format);
  ADD ("/replacing/unpublished", test_unpublished);
  return g_test_run ();
}
