/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-fixture.h"
#include "core/case-connection.h"
#include "core/custody.h"
#include "core/life/case-copy.h"
#include "core/rest/protect.h"
#include "core/rest/protected-vfs.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MARKER "Waldemar-Mustermann-4711"
#define ROWS 3000
#define PAGE ((gint64) RC_CASE_PAGE_BYTES)
#define FRAME (PAGE + 24)

static const RcKeyCost small_cost = { 1, 64 };
static char *data_folder;              /* also SQLite's for temporary files */
static const char *typed = "right";    /* what the person at the terminal answers; NULL: nothing */

static gboolean
answer (const char *path,
        guint       attempt,
        char       *out_passphrase,
        gsize      *out_length,
        gpointer    user_data)
{
  if (attempt > 0 || typed == NULL)
    return FALSE;
  *out_length = strlen (typed);
  memcpy (out_passphrase, typed, *out_length);
  return TRUE;
}

static RcCaseKeys *
make_keys (void)
{
  g_autoptr (GError) error = NULL;
  RcCaseKeys *keys = rc_case_keys_new (&small_cost);

  g_assert_true (rc_case_keys_set_passphrase (keys, "right", 5, NULL, &error));
  return keys;
}

static void
set_up (CaseFixture   *fixture,
        gconstpointer  data)
{
  case_fixture_set_up (fixture, data);
  typed = "right";
  rc_case_set_passphrase_func (answer, NULL);
}

static RcCase *
create (CaseFixture *fixture)
{
  const RcCaseDescription description = { .title = MARKER, .type = RC_CASE_TYPE_INTERNAL, .auditor = MARKER, .is_unsigned = TRUE };
  g_autoptr (RcCaseKeys) keys = make_keys ();
  g_autoptr (GError) error = NULL;
  RcCase *case_file = rc_case_create_protected (fixture->path, &description, keys, &error);

  g_assert_no_error (error);
  return case_file;
}

static void
run (RcCase     *case_file,
     const char *sql)
{
  g_autoptr (GError) error = NULL;

  rc_database_exec (rc_case_get_database (case_file), sql, &error);
  g_assert_no_error (error);
}

/* Rows with the marker and noise, and the entry that says so. */
static void
fill (RcCase *case_file)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_case_begin (case_file, &error));
  run (case_file, "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < " G_STRINGIFY (ROWS) ") "
       "INSERT INTO claim SELECT i, 1, i, '/a', 1, 'x', '" MARKER "' || hex (randomblob (150)), NULL, NULL, NULL, NULL FROM n");
  g_assert_true (rc_case_set_mark (case_file, "claim", ROWS, &error));
  g_assert_true (rc_custody_append (case_file, "fill", NULL, &error));
  g_assert_true (rc_case_commit (case_file, &error));
}

static char *
read_file (const char *path,
           gsize      *out_length)
{
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, out_length, &error));
  return bytes;
}

/* Neither in the folder of the case, nor in what this process holds open without a name. Reads copies through other descriptors, so only for
 * folders that no connection of this process has open. */
static void
assert_absent_in (const char *folder,
                  const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      if (g_str_has_suffix (name, "-shm") || !g_file_get_contents (path, &bytes, &length, NULL))
        continue;
      g_assert_null (memmem (bytes, length, text, strlen (text)));
    }
}

static void
assert_absent (CaseFixture *fixture)
{
  assert_absent_in (fixture->folder, MARKER);
  assert_absent_in (fixture->folder, "CREATE TABLE");
  assert_absent_in (fixture->folder, "SQLite format");
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

static gint64
count_claims (CaseFixture *fixture)
{
  RcCase *case_file = case_fixture_open (fixture, FALSE);
  gint64 rows;

  assert_sound (case_file);
  rows = case_fixture_query (case_file, "SELECT count(*) FROM claim");
  case_fixture_close (case_file);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
  return rows;
}

static void
assert_open_fails (CaseFixture *fixture,
                   RcCaseError  code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->path, FALSE, &error);

  g_assert_null (case_file);
  g_assert_error (error, RC_CASE_ERROR, (int) code);
  g_assert_null (strchr (error->message, '\n'));
}

/* --- Life --- */

static void
test_life (CaseFixture   *fixture,
           gconstpointer  data)
{
  RcCase *case_file = create (fixture);
  g_autoptr (RcDatabase) reader = NULL;
  g_autoptr (GError) error = NULL;
  gint64 rows;

  fill (case_file);
  reader = rc_case_open_reader (case_file, &error);
  g_assert_no_error (error);
  g_assert_true (rc_database_get_integer (reader, "SELECT count(*) FROM claim", &rows, &error));
  g_assert_cmpint (rows, ==, ROWS);
  g_clear_pointer (&reader, rc_database_free);
  assert_sound (case_file);
  case_fixture_close (case_file);
  assert_absent (fixture);
  g_assert_true (rc_case_is_protected (fixture->path));
  g_assert_cmpint (count_claims (fixture), ==, ROWS);
}

static void
test_locked (CaseFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  case_fixture_close (create (fixture));
  typed = "wrong";
  assert_open_fails (fixture, RC_CASE_ERROR_LOCKED);
  typed = NULL;
  assert_open_fails (fixture, RC_CASE_ERROR_LOCKED);
  g_assert_false (rc_case_unlock (fixture->path, "wrong", 5, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_true (rc_case_unlock (fixture->path, "right", 5, &error));
  g_assert_cmpint (count_claims (fixture), ==, 0);
  rc_case_forget_keys ();
  assert_open_fails (fixture, RC_CASE_ERROR_LOCKED);
}

/* --- Nothing in clear --- */

/* Copies what stands in the folder while the case is open, in a process of its own, since closing a descriptor here would drop locks. */
static void
look_from_elsewhere (CaseFixture *fixture)
{
  int pid = fork ();
  int status;

  if (pid == 0)
    {
      assert_absent (fixture);
      _exit (0);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_cmpint (status, ==, 0);
}

static gint64
size_of (CaseFixture *fixture,
         const char  *ending)
{
  g_autofree char *path = g_strconcat (fixture->path, ending, NULL);
  GStatBuf status;

  return g_stat (path, &status) == 0 ? (gint64) status.st_size : -1;
}

static void
test_wal_and_journal (CaseFixture   *fixture,
                      gconstpointer  data)
{
  RcCase *case_file = create (fixture);
  g_autoptr (GError) error = NULL;

  /* Pages are written again within their transaction, and some are taken back. */
  run (case_file, "PRAGMA cache_size = 8; PRAGMA wal_autocheckpoint = 0");
  fill (case_file);
  g_assert_true (rc_case_begin (case_file, &error));
  run (case_file, "SAVEPOINT s; UPDATE claim SET value = value || '" MARKER "'; ROLLBACK TO s; RELEASE s; UPDATE claim SET value = value || 'y'");
  g_assert_true (rc_case_commit (case_file, &error));
  g_assert_cmpint (size_of (fixture, "-wal"), >, 100 * FRAME);
  look_from_elsewhere (fixture);
  assert_sound (case_file);

  run (case_file, "PRAGMA wal_checkpoint(TRUNCATE)");
  look_from_elsewhere (fixture);
  assert_sound (case_file);

  run (case_file, "PRAGMA journal_mode = DELETE");
  g_assert_true (rc_case_begin (case_file, &error));
  run (case_file, "UPDATE claim SET value = value || '" MARKER "'");
  g_assert_cmpint (size_of (fixture, "-journal"), >, 30 * PAGE);
  look_from_elsewhere (fixture);
  rc_case_rollback (case_file);
  assert_sound (case_file);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM claim WHERE value LIKE '%y'"), ==, ROWS);
  case_fixture_close (case_file);
  g_assert_cmpint (count_claims (fixture), ==, ROWS);
}

/* What this process has open without a name. */
static guint
look_at_temporary_files (gint64 *out_bytes)
{
  guint files = 0;

  *out_bytes = 0;
  for (int fd = 3; fd < 256; fd++)
    {
      g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);
      g_autofree char *target = g_file_read_link (link, NULL);
      g_autofree char *bytes = NULL;
      off_t length;

      if (target == NULL || !g_str_has_prefix (target, data_folder))
        continue;
      length = lseek (fd, 0, SEEK_END);
      bytes = g_malloc ((gsize) length + 1);
      g_assert_cmpint (pread (fd, bytes, (gsize) length, 0), ==, length);
      g_assert_null (memmem (bytes, (gsize) length, MARKER, strlen (MARKER)));
      *out_bytes += length;
      files++;
    }
  return files;
}

static void
test_temporary_files (CaseFixture   *fixture,
                      gconstpointer  data)
{
  RcCase *case_file = create (fixture);
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement;
  gboolean row;
  gint64 bytes, count = 0;
  g_autofree char *before = NULL;

  fill (case_file);
  run (case_file, "PRAGMA cache_size = 8; PRAGMA temp_store = FILE; PRAGMA threads = 0");
  /* More than a sort keeps in memory. */
  statement = rc_database_prepare (rc_case_get_database (case_file),
    "SELECT a.value || b.id FROM claim a JOIN claim b ON b.id <= 15 ORDER BY 1", &error);
  g_assert_no_error (error);
  while (rc_database_step (rc_case_get_database (case_file), statement, &row, &error) && row)
    {
      const char *text = (const char *) sqlite3_column_text (statement, 0);

      g_assert_true (g_str_has_prefix (text, MARKER));
      g_assert_true (before == NULL || strcmp (before, text) <= 0);
      if (count == 0)
        {
          g_assert_cmpuint (look_at_temporary_files (&bytes), >, 0);
          g_assert_cmpint (bytes, >, 1000000);
        }
      g_free (before);
      before = g_strdup (text);
      count++;
    }
  g_assert_no_error (error);
  g_assert_cmpint (count, ==, 15 * ROWS);

  run (case_file, "CREATE TEMP TABLE t AS SELECT id, value || value AS x FROM claim; CREATE INDEX temp.i ON t (x); "
       "DELETE FROM t WHERE id % 3 = 0; UPDATE t SET x = x || '-' WHERE id % 2 = 0");
  look_at_temporary_files (&bytes);
  g_assert_cmpint (bytes, >, 1000000);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM t JOIN claim USING (id) WHERE x LIKE value || '%'"), ==, ROWS * 2 / 3);
  case_fixture_close (case_file);
}

/* --- Crashes --- */

static int
work_until_killed (CaseFixture *fixture,
                   int          to_parent,
                   int          from_parent)
{
  g_autoptr (GError) error = NULL;
  RcCase *case_file = rc_case_open (fixture->path, TRUE, &error);
  char byte = 'x';

  if (case_file == NULL)
    return 1;
  run (case_file, "PRAGMA wal_autocheckpoint = 0");
  fill (case_file);
  if (write (to_parent, &byte, 1) != 1 || read (from_parent, &byte, 1) != 1)
    return 2;
  return 3;
}

/* Leaves a case with a WAL behind that only a crash leaves. */
static void
crash (CaseFixture *fixture)
{
  CaseChild child;

  case_fixture_close (create (fixture));
  case_fixture_fork (fixture, work_until_killed, &child);
  case_fixture_wait_ready (&child);
  g_assert_cmpint (kill (child.pid, SIGKILL), ==, 0);
  g_assert_cmpint (case_fixture_join (&child), ==, -SIGKILL);
}

static void
test_crash (CaseFixture   *fixture,
            gconstpointer  data)
{
  crash (fixture);
  g_assert_cmpint (size_of (fixture, "-wal"), >, 30 * FRAME);
  assert_absent (fixture);
  g_assert_cmpint (count_claims (fixture), ==, ROWS);
}

static void
edit (const char *path,
      gint64      offset,
      gint64      other,
      gint64      length)
{
  g_autofree guint8 *one = g_malloc ((gsize) length);
  g_autofree guint8 *two = g_malloc ((gsize) length);
  int fd = open (path, O_RDWR | O_CLOEXEC);

  g_assert_cmpint (pread (fd, one, (gsize) length, offset), ==, length);
  if (other < 0)
    {
      one[0] ^= 1;
      g_assert_cmpint (pwrite (fd, one, (gsize) length, offset), ==, length);
    }
  else
    {
      g_assert_cmpint (pread (fd, two, (gsize) length, other), ==, length);
      g_assert_cmpint (pwrite (fd, one, (gsize) length, other), ==, length);
      g_assert_cmpint (pwrite (fd, two, (gsize) length, offset), ==, length);
    }
  close (fd);
}

/* What follows on a frame that does not open never was: the case is as before the act, and never half of it. data: what was done to the WAL. */
static void
test_wal_edited (CaseFixture   *fixture,
                 gconstpointer  data)
{
  g_autofree char *wal = NULL;
  g_autofree char *shm = NULL;

  crash (fixture);
  wal = g_strconcat (fixture->path, "-wal", NULL);
  shm = g_strconcat (fixture->path, "-shm", NULL);
  if (strcmp (data, "pages") == 0)
    edit (wal, 32 + 10 * FRAME + 24, 32 + 11 * FRAME + 24, PAGE);
  else if (strcmp (data, "frames") == 0)
    edit (wal, 32 + 10 * FRAME, 32 + 11 * FRAME, FRAME);
  else if (strcmp (data, "byte") == 0)
    edit (wal, 32 + 10 * FRAME + 5000, -1, 1);
  else if (strcmp (data, "sum") == 0)
    edit (wal, 32 + 10 * FRAME + 16, -1, 1);
  else if (strcmp (data, "number") == 0)
    edit (wal, 32 + 10 * FRAME + 3, -1, 1);
  else
    g_assert_cmpint (truncate (wal, 32 + 20 * FRAME + 500), ==, 0);
  g_remove (shm);
  g_assert_cmpint (count_claims (fixture), ==, 0);
}

/* The same while the case is open: the frame is named, nothing is made of it. */
static void
test_wal_edited_open (CaseFixture   *fixture,
                      gconstpointer  data)
{
  RcCase *case_file = create (fixture);
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (RcDatabase) reader = NULL;
  g_autoptr (GError) error = NULL;
  int pid, status;
  gint64 sum;

  run (case_file, "PRAGMA wal_autocheckpoint = 0");
  fill (case_file);
  pid = fork ();
  if (pid == 0)
    {
      gint64 frames = (size_of (fixture, "-wal") - 32) / FRAME;

      for (gint64 i = 10; i + 1 < frames; i += 2)
        edit (wal, 32 + i * FRAME + 24, 32 + (i + 1) * FRAME + 24, PAGE);
      _exit (0);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  reader = rc_case_open_reader (case_file, &error);
  if (reader != NULL)
    rc_database_get_integer (reader, "SELECT sum (length (value)) FROM claim", &sum, &error);
  g_assert_error (error, RC_DATABASE_ERROR, RC_DATABASE_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "frame of the WAL"));
  g_clear_pointer (&reader, rc_database_free);
  rc_case_close (case_file, NULL);
  g_assert_finalize_object (case_file);
}

/* --- Damage of the closed case --- */

static void
make_full_case (CaseFixture *fixture)
{
  RcCase *case_file = create (fixture);

  fill (case_file);
  case_fixture_close (case_file);
}

static void
assert_page_named (CaseFixture *fixture,
                   const char  *place)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->path, FALSE, &error);
  gint64 sum;

  if (case_file != NULL)
    rc_database_get_integer (rc_case_get_database (case_file), "SELECT sum (length (value)) FROM claim", &sum, &error);
  g_assert_nonnull (error);
  g_assert_true (g_error_matches (error, RC_DATABASE_ERROR, RC_DATABASE_ERROR_CORRUPT) ||
                 g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED));
  g_assert_nonnull (strstr (error->message, place));
}

static void
test_swapped_pages (CaseFixture   *fixture,
                    gconstpointer  data)
{
  gint64 last;

  make_full_case (fixture);
  last = size_of (fixture, "") / PAGE - 1;
  for (gint64 page = last - 20; page < last - 1; page += 2)
    edit (fixture->path, page * PAGE, (page + 1) * PAGE, PAGE);
  assert_page_named (fixture, "does not open with the key");
}

static void
test_altered_page (CaseFixture   *fixture,
                   gconstpointer  data)
{
  make_full_case (fixture);
  edit (fixture->path, PAGE + 3000, -1, 1);
  assert_page_named (fixture, "page 1 was altered");
}

/* A page of the same number of another case with the same passphrase. */
static void
test_foreign_page (CaseFixture   *fixture,
                   gconstpointer  data)
{
  g_autofree char *other = NULL;
  gsize length, other_length;

  make_full_case (fixture);
  other = read_file (fixture->path, &other_length);
  g_assert_cmpint (g_remove (fixture->path), ==, 0);
  make_full_case (fixture);
  {
    g_autofree char *bytes = read_file (fixture->path, &length);

    memcpy (bytes + PAGE, other + PAGE, MIN (length, other_length) - (gsize) PAGE);
    g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) length, NULL));
  }
  assert_open_fails (fixture, RC_CASE_ERROR_DAMAGED);
}

static void
test_truncated (CaseFixture   *fixture,
                gconstpointer  data)
{
  g_autofree char *bytes = NULL;
  gsize length;

  make_full_case (fixture);
  bytes = read_file (fixture->path, &length);
  for (gsize left = length - (gsize) PAGE; left > 0; left -= MIN (left, (gsize) PAGE * 17))
    {
      g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) left, NULL));
      assert_open_fails (fixture, RC_CASE_ERROR_DAMAGED);
    }
  g_assert_true (g_file_set_contents (fixture->path, bytes, 8000, NULL));
  assert_open_fails (fixture, RC_CASE_ERROR_DAMAGED);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) length - 100, NULL));
  assert_open_fails (fixture, RC_CASE_ERROR_DAMAGED);
}

static void
test_altered_slots (CaseFixture   *fixture,
                    gconstpointer  data)
{
  make_full_case (fixture);
  for (guint copy = 0; copy < RC_KEY_TABLES; copy++)
    edit (fixture->path, RC_KEY_TABLE_AT + copy * RC_KEY_TABLE_BYTES + 2000, -1, 1);
  assert_open_fails (fixture, RC_CASE_ERROR_DAMAGED);
}

/* --- Acts --- */

static void
make_plain_case (CaseFixture *fixture)
{
  RcCase *case_file = case_fixture_create (fixture);

  fill (case_file);
  case_fixture_close (case_file);
}

static gint64
count_entries (CaseFixture *fixture,
               const char  *static_sql)
{
  RcCase *case_file = case_fixture_open (fixture, FALSE);
  gint64 count = case_fixture_query (case_file, static_sql);

  assert_sound (case_file);
  case_fixture_close (case_file);
  return count;
}

static void
test_protect (CaseFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (RcCaseKeys) keys = make_keys ();
  g_autoptr (GError) error = NULL;
  g_autofree char *beside = g_strconcat (fixture->path, ".protecting", NULL);
  RcProtectOutcome outcome;
  GStatBuf status;
  char *old;
  int fd;

  make_plain_case (fixture);
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
  /* What a crash left. */
  g_assert_true (g_file_set_contents (beside, "left", -1, NULL));
  fd = open (fixture->path, O_RDONLY | O_CLOEXEC);

  rc_protect_case (fixture->path, keys, NULL, &outcome, &error);
  g_assert_no_error (error);
  g_assert_true (outcome.overwritten);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
  assert_absent (fixture);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
  old = g_malloc0 (1 << 20);
  g_assert_cmpint (pread (fd, old, 1 << 20, 0), >, PAGE);
  g_assert_cmpint (old[0], ==, 0);
  g_assert_null (memmem (old, 1 << 20, MARKER, strlen (MARKER)));
  g_free (old);
  close (fd);

  g_assert_cmpint (count_claims (fixture), ==, ROWS);
  g_assert_cmpint (count_entries (fixture, "SELECT count(*) FROM custody WHERE act = 'protect'"), ==, 1);
  g_assert_false (rc_protect_case (fixture->path, keys, NULL, &outcome, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_EXISTS);
  g_clear_error (&error);

  rc_unprotect_case (fixture->path, "the case is closed", NULL, &error);
  g_assert_no_error (error);
  g_assert_false (rc_case_is_protected (fixture->path));
  g_assert_cmpint (count_claims (fixture), ==, ROWS);
  g_assert_cmpint (count_entries (fixture, "SELECT count(*) FROM custody WHERE act = 'unprotect'"), ==, 1);
}

static void
test_second_name (CaseFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (RcCaseKeys) keys = make_keys ();
  g_autoptr (GError) error = NULL;
  g_autofree char *second = g_build_filename (fixture->folder, "second.recount", NULL);
  g_autofree char *bytes = NULL;
  RcProtectOutcome outcome;
  gsize length;

  make_plain_case (fixture);
  g_assert_cmpint (link (fixture->path, second), ==, 0);
  g_assert_true (rc_protect_case (fixture->path, keys, NULL, &outcome, &error));
  g_assert_false (outcome.overwritten);
  bytes = read_file (second, &length);
  g_assert_nonnull (memmem (bytes, length, MARKER, strlen (MARKER)));
}

/* Whatever stands in the way: the case is as it was, and alone. */
static int
protect_to_the_limit (CaseFixture *fixture,
                      int          to_parent,
                      int          from_parent)
{
  g_autoptr (RcCaseKeys) keys = make_keys ();
  struct rlimit limit = { 300000, 300000 };
  RcProtectOutcome outcome;

  signal (SIGXFSZ, SIG_IGN);
  return setrlimit (RLIMIT_FSIZE, &limit) == 0 && !rc_protect_case (fixture->path, keys, NULL, &outcome, NULL) ? 0 : 1;
}

static int
protect_until_killed (CaseFixture *fixture,
                      int          to_parent,
                      int          from_parent)
{
  g_autoptr (RcCaseKeys) keys = make_keys ();
  RcProtectOutcome outcome;
  char byte = 'x';

  if (write (to_parent, &byte, 1) != 1)
    return 1;
  return rc_protect_case (fixture->path, keys, NULL, &outcome, NULL) ? 0 : 2;
}

static void
test_protect_broken_off (CaseFixture   *fixture,
                         gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RcCaseKeys) keys = make_keys ();
  g_autoptr (GError) error = NULL;
  g_autofree char *plain = NULL;
  RcProtectOutcome outcome;
  CaseChild child;
  RcCase *case_file;
  gsize length;

  make_plain_case (fixture);
  plain = read_file (fixture->path, &length);
  g_cancellable_cancel (cancellable);
  g_assert_false (rc_protect_case (fixture->path, keys, cancellable, &outcome, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (count_claims (fixture), ==, ROWS);

  case_fixture_fork (fixture, protect_to_the_limit, &child);
  g_assert_cmpint (case_fixture_join (&child), ==, 0);
  g_assert_cmpint (count_claims (fixture), ==, ROWS);

  case_file = case_fixture_open (fixture, FALSE);
  g_assert_false (rc_protect_case (fixture->path, keys, NULL, &outcome, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM);
  case_fixture_close (case_file);

  for (guint i = 0; i < 20; i++)
    {
      g_assert_true (g_file_set_contents (fixture->path, plain, (gssize) length, NULL));
      case_fixture_fork (fixture, protect_until_killed, &child);
      case_fixture_wait_ready (&child);
      g_usleep (i * 700);
      kill (child.pid, SIGKILL);
      case_fixture_join (&child);
      case_file = case_fixture_open (fixture, TRUE);
      assert_sound (case_file);
      g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM claim"), ==, ROWS);
      g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM custody WHERE act = 'protect'"), ==,
                       rc_protect_get_keys (case_file) != NULL);
      case_fixture_close (case_file);
    }
}

static void
test_slots (CaseFixture   *fixture,
            gconstpointer  data)
{
  RcCase *case_file = create (fixture);
  g_autoptr (GError) error = NULL;
  guint32 number;

  g_assert_true (rc_protect_change_passphrase (case_file, "second", 6, &number, &error));
  g_assert_cmpuint (number, ==, 2);
  g_assert_false (rc_protect_withdraw (case_file, 2, "last", &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_EXISTS);
  g_clear_error (&error);
  case_fixture_close (case_file);
  assert_open_fails (fixture, RC_CASE_ERROR_LOCKED);
  typed = "second";
  g_assert_cmpint (count_entries (fixture, "SELECT count(*) FROM custody WHERE act = 'protect passphrase'"), ==, 1);

  rc_protect_rotate_key (fixture->path, "an auditor left", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
  g_assert_cmpint (count_entries (fixture, "SELECT count(*) FROM custody WHERE act = 'protect rotate'"), ==, 1);
  typed = "right";
  assert_open_fails (fixture, RC_CASE_ERROR_LOCKED);
}

static void
test_copy (CaseFixture   *fixture,
           gconstpointer  data)
{
  RcCase *case_file = create (fixture);
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.recount", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCaseCopy) made = NULL;
  RcCase *opened;

  fill (case_file);
  made = rc_case_copy_new (case_file, copy, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (rc_case_copy_publish (made, &error));
  case_fixture_close (case_file);
  assert_absent (fixture);

  rc_case_forget_keys ();
  opened = rc_case_open (copy, TRUE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (rc_protect_get_keys (opened));
  assert_sound (opened);
  g_assert_cmpint (case_fixture_query (opened, "SELECT count(*) FROM claim"), ==, ROWS);
  case_fixture_close (opened);
}

/* A file that took the place of another is not written under its name. */
static int
hold_old_file (CaseFixture *fixture,
               int          to_parent,
               int          from_parent)
{
  g_autoptr (RcCaseLock) lock = rc_case_lock_open (fixture->path, FALSE, NULL);
  char byte = 'x';

  if (lock == NULL || write (to_parent, &byte, 1) != 1 || read (from_parent, &byte, 1) != 1)
    return 1;
  return rc_case_lock_take (lock) == RC_CASE_LOCK_NOT_ALLOWED ? 0 : 2;
}

static void
test_replaced_under_lock (CaseFixture   *fixture,
                          gconstpointer  data)
{
  g_autoptr (RcCaseKeys) keys = make_keys ();
  g_autoptr (GError) error = NULL;
  RcProtectOutcome outcome;
  CaseChild child;

  make_plain_case (fixture);
  case_fixture_fork (fixture, hold_old_file, &child);
  case_fixture_wait_ready (&child);
  g_assert_true (rc_protect_case (fixture->path, keys, NULL, &outcome, &error));
  case_fixture_let_go (&child);
  g_assert_cmpint (case_fixture_join (&child), ==, 0);
}

static void
add (const char    *name,
     gconstpointer  data,
     void         (*test) (CaseFixture   *fixture,
                           gconstpointer  data))
{
  g_test_add (name, CaseFixture, data, set_up, test, case_fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  static const char *const edits[] = { "pages", "frames", "byte", "sum", "number", "cut" };
  int result;

  g_test_init (&argc, &argv, NULL);
  data_folder = case_fixture_own_data_folder ();
  g_assert_true (g_setenv ("SQLITE_TMPDIR", data_folder, TRUE));
  add ("/protected-case/life", NULL, test_life);
  add ("/protected-case/locked", NULL, test_locked);
  add ("/protected-case/wal-and-journal", NULL, test_wal_and_journal);
  add ("/protected-case/temporary-files", NULL, test_temporary_files);
  add ("/protected-case/crash", NULL, test_crash);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autofree char *name = g_strconcat ("/protected-case/wal-edited/", edits[i], NULL);

      add (name, edits[i], test_wal_edited);
    }
  add ("/protected-case/wal-edited-open", NULL, test_wal_edited_open);
  add ("/protected-case/swapped-pages", NULL, test_swapped_pages);
  add ("/protected-case/altered-page", NULL, test_altered_page);
  add ("/protected-case/foreign-page", NULL, test_foreign_page);
  add ("/protected-case/truncated", NULL, test_truncated);
  add ("/protected-case/altered-slots", NULL, test_altered_slots);
  add ("/protected-case/protect", NULL, test_protect);
  add ("/protected-case/second-name", NULL, test_second_name);
  add ("/protected-case/protect-broken-off", NULL, test_protect_broken_off);
  add ("/protected-case/slots", NULL, test_slots);
  add ("/protected-case/copy", NULL, test_copy);
  add ("/protected-case/replaced-under-lock", NULL, test_replaced_under_lock);
  result = g_test_run ();
  case_fixture_remove_data_folder (data_folder);
  return result;
}
