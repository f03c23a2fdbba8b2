/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-fixture.h"
#include "core/case-header.h"
#include "core/custody.h"
#include "core/hold.h"
#include "core/import.h"
#include "core/life/case-compact.h"
#include "core/timestamp.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Erasing what was removed, and writing the file anew; run with cases in clear and with protected ones. */

#define BYTES (6u << 20)
#define MARKER "Waldemar Mustermann, a marker"

static gboolean
is_protected (void)
{
  return g_getenv ("RECOUNT_TEST_PROTECTED") != NULL;
}

static gboolean
stands_in (const char *path,
           const char *marker)
{
  g_autofree char *bytes = NULL;
  gsize length;

  return g_file_get_contents (path, &bytes, &length, NULL) && memmem (bytes, length, marker, strlen (marker)) != NULL;
}

/* Bytes that compress to nothing smaller, with the marker at every place where a block can begin. */
static void
import_and_remove (CaseFixture *fixture,
                   RcCase      *case_file)
{
  g_autofree char *path = g_build_filename (fixture->folder, "secret.bin", NULL);
  static char bytes[BYTES];
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  const char * const paths[] = { path, NULL };
  RcImportOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcImportResult) result = NULL;

  for (gsize i = 0; i < BYTES; i += 4)
    {
      guint32 word = g_rand_int (random);

      memcpy (bytes + i, &word, sizeof word);
    }
  for (gsize i = 0; i + 4096 <= BYTES; i += 4096)
    memcpy (bytes + i + 512, MARKER, strlen (MARKER));
  g_assert_true (g_file_set_contents (path, bytes, BYTES, NULL));
  result = rc_import_paths (case_file, paths, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_true (rc_import_remove (case_file, 1, "sent by mistake", &error));
  g_assert_no_error (error);
}

static void
assert_sound (CaseFixture *fixture)
{
  RcCase *case_file = case_fixture_open (fixture, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCustodyReport) report = rc_custody_verify (case_file, &error);
  g_autoptr (GPtrArray) faults = rc_custody_compare_tables (case_file, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->faults->len, ==, 0);
  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), ==, 0);
  case_fixture_close (case_file);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
}

static char *
dup_header (CaseFixture *fixture)
{
  char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  g_assert_cmpuint (length, >=, RC_CASE_PAGE_BYTES);
  return bytes;
}

static void
test_scrub (CaseFixture   *fixture,
            gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (RcCaseCompaction) compaction = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GStatBuf status;

  import_and_remove (fixture, case_file);
  case_fixture_close (case_file);
  g_assert_true (stands_in (fixture->path, MARKER) == !is_protected ());
  before = dup_header (fixture);

  case_file = case_fixture_open (fixture, TRUE);
  compaction = rc_case_compact (case_file, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (compaction->is_settled);
  g_assert_cmpuint (compaction->erased->bytes, ==, BYTES);
  g_assert_cmpuint (compaction->bytes_before - compaction->bytes_after, >=, BYTES);
  case_fixture_close (case_file);

  g_assert_false (stands_in (fixture->path, MARKER));
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint ((guint64) status.st_size, ==, compaction->bytes_after + (is_protected () ? RC_CASE_PAGE_BYTES : 0));
  /* Who opens it stays as it was. */
  after = dup_header (fixture);
  g_assert_true (!is_protected () || memcmp (before, after, RC_CASE_PAGE_BYTES) == 0);
  g_assert_true (!is_protected () || !stands_in (fixture->path, "SQLite format 3"));
  assert_sound (fixture);
}

/* --- What SQLite writes aside meanwhile --- */

typedef struct
{
  guint files;
  guint in_clear;
} Aside;

static void
look_at (const char *target,
         int         fd,
         Aside      *aside)
{
  static char bytes[BYTES];
  gssize length = pread (fd, bytes, BYTES, 0);

  if (length <= 0 || !g_str_has_suffix (target, " (deleted)"))
    return;
  aside->files++;
  aside->in_clear += memmem (bytes, (gsize) length, "CREATE TABLE", strlen ("CREATE TABLE")) != NULL ||
                     memmem (bytes, (gsize) length, MARKER, strlen (MARKER)) != NULL;
}

static int
look_aside (gpointer data)
{
  for (int fd = 3; fd < 64; fd++)
    {
      g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);
      g_autofree char *target = g_file_read_link (link, NULL);

      if (target != NULL)
        look_at (target, fd, data);
    }
  return 0;
}

static void
test_aside (CaseFixture   *fixture,
            gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcCaseCompaction) compaction = NULL;
  g_autoptr (GError) error = NULL;
  Aside aside = { 0 };

  import_and_remove (fixture, case_file);
  g_assert_true (rc_database_exec (database, "PRAGMA cache_size = 8", &error));
  sqlite3_progress_handler (rc_database_peek (database), 50, look_aside, &aside);
  compaction = rc_case_compact (case_file, FALSE, &error);
  sqlite3_progress_handler (rc_database_peek (database), 0, NULL, NULL);
  g_assert_no_error (error);
  g_test_message ("%u looks at files without a name, %u in clear", aside.files, aside.in_clear);
  g_assert_cmpuint (aside.files, >, 0);
  if (is_protected ())
    g_assert_cmpuint (aside.in_clear, ==, 0);
  case_fixture_close (case_file);
  assert_sound (fixture);
}

/* --- What forbids it --- */

/* A hold that was taken out of its table is no release. */
static void
test_hold_taken_out (CaseFixture   *fixture,
                     gconstpointer  data)
{
  const RcHoldTerms hold = { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .since_us = RC_TIME_NONE, .reason = "a court asks" };
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (GError) error = NULL;

  import_and_remove (fixture, case_file);
  g_assert_cmpint (rc_hold_set (case_file, &hold, &error), ==, 1);
  g_assert_null (rc_case_compact (case_file, TRUE, &error));
  g_assert_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_HELD);
  g_clear_error (&error);

  g_assert_true (rc_database_exec (rc_case_get_database (case_file), "DELETE FROM entry", &error));
  g_assert_null (rc_case_compact (case_file, TRUE, &error));
  g_assert_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_STATE);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM custody WHERE act = 'scrub'"), ==, 0);
  case_fixture_close (case_file);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/case-compact/" path, CaseFixture, NULL, case_fixture_set_up, function, case_fixture_tear_down)
  ADD ("scrub", test_scrub);
  ADD ("aside", test_aside);
  ADD ("hold-taken-out", test_hold_taken_out);
  return g_test_run ();
}
