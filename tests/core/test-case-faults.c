/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-fixture.h"
#include "core/custody.h"
#include "fault-vfs.h"

#include <glib/gstdio.h>

#define ROWS 3000
#define N_TRIES 50000    /* more than any act here has operations */

static const FaultKind kinds[] = { FAULT_FULL, FAULT_IO, FAULT_IO_ONCE };

/* The first faults one by one, later ones thinned out; more so where the same was tried with a case in clear. */
static guint
next (guint n)
{
  return n + 1 + n / (g_getenv ("RECOUNT_TEST_PROTECTED") != NULL ? 4 : 12);
}

static void
assert_sound (RcCase *case_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = rc_custody_compare_tables (case_file, &error);
  g_autoptr (RcCustodyReport) report = rc_custody_verify (case_file, &error);
  sqlite3_stmt *statement = rc_database_prepare (rc_case_get_database (case_file), "PRAGMA integrity_check", &error);
  gboolean row;

  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_cmpuint (report->faults->len, ==, 0);
  g_assert_true (rc_database_step (rc_case_get_database (case_file), statement, &row, &error) && row);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, "ok");
  sqlite3_reset (statement);
}

/* Opens the case as after the fault, without one: what is there must be sound, and nothing else be left. */
static gint64
count_rows_afterwards (CaseFixture *fixture,
                       gboolean     for_writing)
{
  RcCase *case_file = case_fixture_open (fixture, for_writing);
  gint64 rows;

  assert_sound (case_file);
  rows = case_fixture_query (case_file, "SELECT count(*) FROM claim");
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM custody WHERE act = 'fill'"), ==, rows == 0 ? 0 : 1);
  case_fixture_close (case_file);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
  return rows;
}

static gboolean
insert_rows (RcCase  *case_file,
             GError **error)
{
  for (int i = 1; i <= ROWS; i++)
    {
      sqlite3_stmt *statement = rc_database_prepare (rc_case_get_database (case_file),
        "INSERT INTO claim VALUES (?1, 1, ?1, '/a', 1, 'x', hex (randomblob (150)), NULL, NULL, NULL, NULL)", error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int (statement, 1, i);
      if (!rc_database_run (rc_case_get_database (case_file), statement, error))
        return FALSE;
    }

  return TRUE;
}

/* One act: rows, their mark and the entry that says so. */
static gboolean
fill (RcCase  *case_file,
      GError **error)
{
  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (insert_rows (case_file, error) && rc_case_set_mark (case_file, "claim", ROWS, error) &&
      rc_custody_append (case_file, "fill", NULL, error))
    return rc_case_commit (case_file, error);

  rc_case_rollback (case_file);
  return FALSE;
}

static void
assert_error_of (FaultKind     kind,
                 const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == RC_DATABASE_ERROR || error->domain == RC_CASE_ERROR);
  if (error->domain == RC_DATABASE_ERROR && kind == FAULT_FULL && error->code == RC_DATABASE_ERROR_FULL)
    g_assert_nonnull (strstr (error->message, "disk is full"));
}

static void
test_create (CaseFixture   *fixture,
             gconstpointer  data)
{
  const RcCaseDescription description = { .title = "T", .type = RC_CASE_TYPE_PROVIDER };
  FaultKind kind = *(const FaultKind *) data;
  guint failures = 0;
  guint n;

  for (n = 0; n < N_TRIES; n = next (n))
    {
      g_autoptr (GError) error = NULL;
      RcCase *case_file;
      gboolean happened;

      fault_vfs_arm (kind, n);
      case_file = case_fixture_try_create (fixture, &description, &error);
      happened = fault_vfs_disarm ();
      if (case_file == NULL)
        {
          g_assert_true (happened);
          assert_error_of (kind, error);
          g_assert_cmpuint (case_fixture_count (fixture), ==, 0);
          failures++;
          continue;
        }
      case_fixture_close (case_file);
      g_assert_cmpint (count_rows_afterwards (fixture, FALSE), ==, 0);
      g_assert_cmpint (g_remove (fixture->path), ==, 0);
      if (!happened)
        break;
    }

  g_assert_cmpuint (n, <, N_TRIES);
  g_assert_cmpuint (failures, >, 10);
}

static void
put_back (CaseFixture *fixture,
          const char  *bytes,
          gsize        length)
{
  g_autoptr (GError) error = NULL;

  /* No connection is open now, so that a new file may take the place. */
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) length, &error));
}

static void
make_empty_case (CaseFixture  *fixture,
                 char        **out_bytes,
                 gsize        *out_length)
{
  g_autoptr (GError) error = NULL;

  case_fixture_close (case_fixture_create (fixture));
  g_assert_true (g_file_get_contents (fixture->path, out_bytes, out_length, &error));
}

/* A small cache and short WAL, so that pages are spilled and checkpointed in the middle of the act. */
static void
make_restless (RcCase *case_file)
{
  g_autoptr (GError) error = NULL;

  rc_database_exec (rc_case_get_database (case_file), "PRAGMA cache_size = 8; PRAGMA wal_autocheckpoint = 10", &error);
  g_assert_no_error (error);
}

static void
test_fill (CaseFixture   *fixture,
           gconstpointer  data)
{
  FaultKind kind = *(const FaultKind *) data;
  g_autofree char *bytes = NULL;
  gsize length;
  guint failures = 0;
  guint n;

  fault_vfs_install ();
  make_empty_case (fixture, &bytes, &length);
  for (n = 0; n < N_TRIES; n = next (n))
    {
      g_autoptr (GError) error = NULL;
      RcCase *case_file = case_fixture_open (fixture, TRUE);
      gboolean filled, happened;
      gint64 rows;

      make_restless (case_file);
      fault_vfs_arm (kind, n);
      filled = fill (case_file, &error);
      happened = fault_vfs_disarm ();
      if (!filled)
        {
          g_assert_true (happened);
          assert_error_of (kind, error);
          /* The same case goes on working, as it was before. */
          g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM claim"), ==, 0);
          failures++;
        }
      case_fixture_close (case_file);
      g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
      rows = count_rows_afterwards (fixture, n % 2 == 0);
      g_assert_cmpint (rows, ==, filled ? ROWS : 0);
      put_back (fixture, bytes, length);
      if (!happened)
        break;
    }

  g_assert_cmpuint (n, <, N_TRIES);
  g_assert_cmpuint (failures, >, 10);
}

/* The fault lasts until the process is gone: neither the act nor the closing can do anything more. */
static void
test_fill_and_close (CaseFixture   *fixture,
                     gconstpointer  data)
{
  FaultKind kind = *(const FaultKind *) data;
  g_autofree char *bytes = NULL;
  gsize length;
  guint failed_closings = 0;
  guint n;

  fault_vfs_install ();
  make_empty_case (fixture, &bytes, &length);
  for (n = 0; n < N_TRIES; n = next (n))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) closing_error = NULL;
      RcCase *case_file = case_fixture_open (fixture, TRUE);
      gboolean filled, closed, happened;
      gint64 rows;

      make_restless (case_file);
      fault_vfs_arm (kind, n);
      filled = fill (case_file, &error);
      closed = rc_case_close (case_file, &closing_error);
      happened = fault_vfs_disarm ();
      g_object_unref (case_file);
      if (!closed)
        {
          g_assert_true (happened);
          assert_error_of (kind, closing_error);
          failed_closings++;
        }
      rows = count_rows_afterwards (fixture, n % 2 == 0);
      if (filled)
        g_assert_cmpint (rows, ==, ROWS);
      else
        g_assert_true (rows == 0 || rows == ROWS);
      put_back (fixture, bytes, length);
      if (!happened)
        break;
    }

  g_assert_cmpuint (n, <, N_TRIES);
  if (kind != FAULT_IO_ONCE)
    g_assert_cmpuint (failed_closings, >, 3);
}

/* What was committed stays, whatever the closing meets. */
static void
test_close (CaseFixture   *fixture,
            gconstpointer  data)
{
  FaultKind kind = *(const FaultKind *) data;
  g_autofree char *bytes = NULL;
  gsize length;
  guint failures = 0;
  guint n;

  fault_vfs_install ();
  make_empty_case (fixture, &bytes, &length);
  for (n = 0; n < N_TRIES; n = next (n))
    {
      g_autoptr (GError) error = NULL;
      RcCase *case_file = case_fixture_open (fixture, TRUE);
      gboolean closed, happened;

      g_assert_true (fill (case_file, &error));
      fault_vfs_arm (kind, n);
      closed = rc_case_close (case_file, &error);
      happened = fault_vfs_disarm ();
      g_object_unref (case_file);
      if (!closed)
        {
          g_assert_true (happened);
          assert_error_of (kind, error);
          failures++;
        }
      g_assert_cmpint (count_rows_afterwards (fixture, n % 2 == 0), ==, ROWS);
      put_back (fixture, bytes, length);
      if (!happened)
        break;
    }

  g_assert_cmpuint (n, <, N_TRIES);
  g_assert_cmpuint (failures, >, 3);
}

static void
test_open (CaseFixture   *fixture,
           gconstpointer  data)
{
  FaultKind kind = *(const FaultKind *) data;
  RcCase *case_file;
  g_autoptr (GError) error = NULL;
  guint failures = 0;
  guint n;

  fault_vfs_install ();
  case_file = case_fixture_create (fixture);
  g_assert_true (fill (case_file, &error));
  case_fixture_close (case_file);
  for (n = 0; n < N_TRIES; n = next (n))
    {
      gboolean happened;

      fault_vfs_arm (kind, n);
      case_file = rc_case_open (fixture->path, TRUE, &error);
      happened = fault_vfs_disarm ();
      if (case_file == NULL)
        {
          g_assert_true (happened);
          assert_error_of (kind, error);
          g_clear_error (&error);
          failures++;
        }
      else
        case_fixture_close (case_file);
      g_assert_cmpint (count_rows_afterwards (fixture, FALSE), ==, ROWS);
      if (!happened)
        break;
    }

  g_assert_cmpuint (n, <, N_TRIES);
  g_assert_cmpuint (failures, >, 3);
}

static void
add (const char *name,
     void      (*test) (CaseFixture   *fixture,
                        gconstpointer  data))
{
  static const char *const kind_names[] = { "full", "io", "io-once" };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/case-faults/%s/%s", name, kind_names[i]);

      g_test_add (path, CaseFixture, &kinds[i], case_fixture_set_up, test, case_fixture_tear_down);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("create", test_create);
  add ("fill", test_fill);
  add ("fill-and-close", test_fill_and_close);
  add ("close", test_close);
  add ("open", test_open);
  return g_test_run ();
}
