/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-fixture.h"
#include "core/case-cache.h"

/* What is kept of a case is forgotten as soon as anybody changes it. */

static const char name[] = "test-kept";

static guint n_freed;

static void
free_value (gpointer data)
{
  n_freed++;
  g_free (data);
}

static void
keep (RcCase *case_file)
{
  RcDatabaseChange now;

  g_assert_null (rc_case_cache_get (case_file, name, &now));
  rc_case_cache_put (case_file, name, &now, g_strdup ("found"), free_value);
  g_assert_cmpstr (rc_case_cache_get (case_file, name, &now), ==, "found");
}

static void
test_kept (CaseFixture   *fixture,
           gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  RcDatabaseChange now;
  g_autoptr (GError) error = NULL;

  n_freed = 0;
  keep (case_file);
  g_assert_cmpstr (rc_case_cache_get (case_file, name, &now), ==, "found");
  g_assert_null (rc_case_cache_get (case_file, "test-other", &now));

  /* By this connection, */
  g_assert_true (rc_case_set_setting (case_file, "test", "1", &error));
  g_assert_no_error (error);
  keep (case_file);
  g_assert_cmpuint (n_freed, ==, 1);

  /* and by another one, behind its back. */
  case_fixture_edit (fixture, "UPDATE setting SET value = '2' WHERE key = 'test'");
  keep (case_file);
  g_assert_cmpuint (n_freed, ==, 2);
  case_fixture_close (case_file);
  g_assert_cmpuint (n_freed, ==, 3);
}

static void
test_read_only (CaseFixture   *fixture,
                gconstpointer  data)
{
  RcCase *case_file;

  case_fixture_close (case_fixture_create (fixture));
  case_file = case_fixture_open (fixture, FALSE);
  keep (case_file);
  case_fixture_close (case_file);
}

/* One view of the case for several questions; a transaction that runs already is left alone. */
static void
test_view (CaseFixture   *fixture,
           gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (GError) error = NULL;
  gboolean outer, inner;

  g_assert_true (rc_database_begin_reading (database, &outer, &error));
  g_assert_true (rc_database_begin_reading (database, &inner, &error));
  g_assert_no_error (error);
  g_assert_true (outer);
  g_assert_false (inner);
  rc_database_end_reading (database, inner);
  g_assert_false (sqlite3_get_autocommit (rc_database_peek (database)));
  rc_database_end_reading (database, outer);
  g_assert_true (sqlite3_get_autocommit (rc_database_peek (database)));
  case_fixture_close (case_file);
}

#define ADD(path, func) g_test_add (path, CaseFixture, NULL, case_fixture_set_up, func, case_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/case-cache/kept", test_kept);
  ADD ("/case-cache/read-only", test_read_only);
  ADD ("/case-cache/view", test_view);
  return g_test_run ();
}
