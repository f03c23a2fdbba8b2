/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-fixture.h"
#include "core/custody.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Exit codes of children: what they could not do. */
enum
{
  CHILD_DONE,
  CHILD_NO_RIGHTS,
  CHILD_OPEN,
  CHILD_STATE,
  CHILD_ERROR,
  CHILD_CLOSE,
};

static void
tell (int descriptor)
{
  if (write (descriptor, "x", 1) != 1)
    _exit (CHILD_ERROR);
}

static void
wait_for (int descriptor)
{
  char byte;

  if (read (descriptor, &byte, 1) < 0)
    _exit (CHILD_ERROR);
}

static gboolean
insert_rows (RcCase      *case_file,
             const char  *static_sql,
             gint64       first,
             gint64       last,
             GError     **error)
{
  for (gint64 i = first; i <= last; i++)
    {
      sqlite3_stmt *statement = rc_database_prepare (rc_case_get_database (case_file), static_sql, error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, i);
      if (!rc_database_run (rc_case_get_database (case_file), statement, error))
        return FALSE;
    }

  return TRUE;
}

static const char insert_name[] = "INSERT INTO name VALUES (?1, 'name ' || ?1)";
static const char insert_claim[] =
  "INSERT INTO claim VALUES (?1, 1, ?1, '/a', 1, 'x', hex (zeroblob (500)), NULL, NULL, NULL, NULL)";

/* Second opener */

static int
hold (CaseFixture *fixture,
      int          to_parent,
      int          from_parent)
{
  g_autoptr (GError) error = NULL;
  RcCase *case_file = rc_case_open (fixture->path, TRUE, &error);

  if (case_file == NULL || !rc_case_is_writable (case_file) || !rc_case_set_setting (case_file, "statement.x", "1", &error))
    return CHILD_OPEN;
  tell (to_parent);
  wait_for (from_parent);
  if (!rc_case_close (case_file, &error))
    return CHILD_CLOSE;
  g_object_unref (case_file);
  return CHILD_DONE;
}

static void
test_second_opener (CaseFixture   *fixture,
                    gconstpointer  data)
{
  CaseChild child;
  RcCase *second;
  g_autofree char *process = NULL;
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  case_fixture_close (case_fixture_create (fixture));
  case_fixture_fork (fixture, hold, &child);
  case_fixture_wait_ready (&child);

  second = case_fixture_open (fixture, TRUE);
  g_assert_false (rc_case_is_writable (second));
  process = g_strdup_printf ("(process %d)", child.pid);
  g_assert_nonnull (strstr (rc_case_peek_holder (second), process));
  g_assert_nonnull (strstr (rc_case_peek_holder (second), g_get_user_name ()));
  g_assert_nonnull (strstr (rc_case_peek_holder (second), g_get_host_name ()));
  g_assert_false (rc_case_begin (second, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY);
  g_assert_cmpstr (error->message, ==, rc_case_peek_holder (second));
  value = rc_case_dup_setting (second, "statement.x");
  g_assert_cmpstr (value, ==, "1");

  /* The writer goes first: the reader leaves the file alone behind itself. */
  case_fixture_let_go (&child);
  g_assert_cmpint (case_fixture_join (&child), ==, CHILD_DONE);
  g_assert_cmpint (case_fixture_query (second, "SELECT count(*) FROM holder"), ==, 0);
  case_fixture_close (second);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);

  second = case_fixture_open (fixture, TRUE);
  g_assert_true (rc_case_is_writable (second));
  case_fixture_close (second);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
}

/* The reader goes first. */
static void
test_reader_first (CaseFixture   *fixture,
                   gconstpointer  data)
{
  CaseChild child;
  RcCase *second;

  case_fixture_close (case_fixture_create (fixture));
  case_fixture_fork (fixture, hold, &child);
  case_fixture_wait_ready (&child);
  second = case_fixture_open (fixture, FALSE);
  g_assert_nonnull (rc_case_peek_holder (second));
  case_fixture_close (second);
  case_fixture_let_go (&child);
  g_assert_cmpint (case_fixture_join (&child), ==, CHILD_DONE);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
}

/* SQLite holds its shared lock for as long as a WAL is open. */
static int
look_for_shared_lock (CaseFixture *fixture,
                      int          to_parent,
                      int          from_parent)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000002, .l_len = 510 };
  int fd = open (fixture->path, O_RDWR | O_CLOEXEC);

  if (fd < 0 || fcntl (fd, F_GETLK, &lock) != 0)
    return CHILD_ERROR;
  return lock.l_type == F_RDLCK && lock.l_pid == getppid () ? CHILD_DONE : CHILD_STATE;
}

/* Opening and closing it again and again in this process must not take the locks of a connection away that is open here. */
static void
test_locks_stay (CaseFixture   *fixture,
                 gconstpointer  data)
{
  RcCase *writer = case_fixture_create (fixture);
  CaseChild child;

  for (guint i = 0; i < 3; i++)
    {
      RcCase *second = case_fixture_open (fixture, TRUE);

      g_assert_false (rc_case_is_writable (second));
      g_assert_nonnull (strstr (rc_case_peek_holder (second), "in this program"));
      case_fixture_close (second);
      case_fixture_fork (fixture, look_for_shared_lock, &child);
      g_assert_cmpint (case_fixture_join (&child), ==, CHILD_DONE);
    }

  case_fixture_close (writer);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
}

/* Killed in the middle */

#define BATCH 500

/* One finished act, then batches of another that never ends, as an import does it. */
static int
work_until_killed (CaseFixture *fixture,
                   int          to_parent,
                   int          from_parent)
{
  g_autoptr (GError) error = NULL;
  RcCase *case_file = rc_case_open (fixture->path, TRUE, &error);

  if (case_file == NULL || !rc_case_begin (case_file, &error) ||
      !insert_rows (case_file, insert_name, 1, BATCH, &error) ||
      !insert_rows (case_file, insert_claim, 1, BATCH, &error) ||
      !rc_case_set_mark (case_file, "name", BATCH, &error) || !rc_case_set_mark (case_file, "claim", BATCH, &error) ||
      !rc_custody_append (case_file, "import", NULL, &error) || !rc_case_commit (case_file, &error))
    return CHILD_ERROR;

  tell (to_parent);
  for (gint64 first = BATCH + 1;; first += BATCH)
    if (!rc_case_begin (case_file, &error) ||
        !insert_rows (case_file, insert_name, first, first + BATCH - 1, &error) ||
        !insert_rows (case_file, insert_claim, first, first + BATCH - 1, &error) ||
        !rc_case_commit (case_file, &error))
      return CHILD_ERROR;
}

static void
assert_only_published (RcCase *case_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = rc_custody_compare_tables (case_file, &error);
  g_autoptr (RcCustodyReport) report = rc_custody_verify (case_file, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_cmpuint (report->faults->len, ==, 0);
  g_assert_cmpint (report->entries, ==, 2);
}

static void
test_killed (CaseFixture   *fixture,
             gconstpointer  data)
{
  gboolean read_first = GPOINTER_TO_INT (data);

  for (guint i = 0; i < 5; i++)
    {
      CaseChild child;
      RcCase *case_file;

      case_fixture_close (case_fixture_create (fixture));
      case_fixture_fork (fixture, work_until_killed, &child);
      case_fixture_wait_ready (&child);
      g_usleep ((gulong) g_test_rand_int_range (0, 60000));
      g_assert_cmpint (kill (child.pid, SIGKILL), ==, 0);
      g_assert_cmpint (case_fixture_join (&child), ==, -SIGKILL);

      if (read_first)
        {
          /* A reader sees the finished act, and nobody holds the case. */
          case_file = case_fixture_open (fixture, FALSE);
          g_assert_null (rc_case_peek_holder (case_file));
          assert_only_published (case_file);
          case_fixture_close (case_file);
          g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
        }

      case_file = case_fixture_open (fixture, TRUE);
      g_assert_true (rc_case_is_writable (case_file));
      g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM name"), ==, BATCH);
      g_assert_cmpint (case_fixture_query (case_file, "SELECT max(id) FROM claim"), ==, BATCH);
      g_assert_cmpint (case_fixture_query (case_file, "SELECT process FROM holder"), ==, getpid ());
      assert_only_published (case_file);
      case_fixture_close (case_file);
      g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
      g_assert_cmpint (g_remove (fixture->path), ==, 0);
    }
}

/* A limit on the size of files */

static int
fill_to_the_limit (CaseFixture *fixture,
                   int          to_parent,
                   int          from_parent)
{
  struct rlimit limit = { 1 << 20, 1 << 20 };
  g_autoptr (GError) error = NULL;
  RcCase *case_file;

  signal (SIGXFSZ, SIG_IGN);
  if (setrlimit (RLIMIT_FSIZE, &limit) != 0)
    return CHILD_NO_RIGHTS;
  case_file = rc_case_open (fixture->path, TRUE, &error);
  if (case_file == NULL || !rc_case_begin (case_file, &error))
    return CHILD_OPEN;
  /* A small cache, so that the WAL meets the limit before the end. */
  if (!rc_database_exec (rc_case_get_database (case_file), "PRAGMA cache_size = 8", &error) ||
      insert_rows (case_file, insert_claim, 1, 100000, &error))
    return CHILD_STATE;
  rc_case_rollback (case_file);
  if (!g_error_matches (error, RC_DATABASE_ERROR, RC_DATABASE_ERROR_FULL) || strstr (error->message, "may grow no more") == NULL)
    return CHILD_ERROR;
  if (!rc_case_close (case_file, NULL))
    return CHILD_CLOSE;
  return CHILD_DONE;
}

static void
test_file_size_limit (CaseFixture   *fixture,
                      gconstpointer  data)
{
  CaseChild child;
  RcCase *case_file;

  case_fixture_close (case_fixture_create (fixture));
  case_fixture_fork (fixture, fill_to_the_limit, &child);
  g_assert_cmpint (case_fixture_join (&child), ==, CHILD_DONE);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
  case_file = case_fixture_open (fixture, FALSE);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM claim"), ==, 0);
  case_fixture_close (case_file);
}

static int
create_beyond_the_limit (CaseFixture *fixture,
                         int          to_parent,
                         int          from_parent)
{
  const RcCaseDescription description = { .title = "T" };
  struct rlimit limit = { 100000, 100000 };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = NULL;

  signal (SIGXFSZ, SIG_IGN);
  if (setrlimit (RLIMIT_FSIZE, &limit) != 0)
    return CHILD_NO_RIGHTS;
  case_file = case_fixture_try_create (fixture, &description, &error);
  if (case_file != NULL)
    return CHILD_STATE;
  return g_error_matches (error, RC_DATABASE_ERROR, RC_DATABASE_ERROR_FULL) ? CHILD_DONE : CHILD_ERROR;
}

static void
test_create_beyond_limit (CaseFixture   *fixture,
                          gconstpointer  data)
{
  CaseChild child;

  case_fixture_fork (fixture, create_beyond_the_limit, &child);
  g_assert_cmpint (case_fixture_join (&child), ==, CHILD_DONE);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 0);
}

/* Where nothing may be written */

static int
open_without_rights (CaseFixture *fixture,
                     int          to_parent,
                     int          from_parent)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcDatabase) reader = NULL;

  if (!case_fixture_drop_rights ())
    return CHILD_NO_RIGHTS;
  case_file = rc_case_open (fixture->path, TRUE, &error);
  if (case_file == NULL)
    return CHILD_OPEN;
  title = rc_case_dup_setting (case_file, "case.title");
  reader = rc_case_open_reader (case_file, &error);
  if (rc_case_is_writable (case_file) || rc_case_peek_holder (case_file) != NULL || reader == NULL ||
      g_strcmp0 (title, "Credit scoring 2026") != 0)
    return CHILD_STATE;
  if (rc_case_require_writable (case_file, &error) || !g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY) ||
      strstr (error->message, "may not be written") == NULL)
    return CHILD_ERROR;
  return rc_case_close (case_file, NULL) ? CHILD_DONE : CHILD_CLOSE;
}

static void
make_unwritable (CaseFixture *fixture,
                 int          file_mode)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_chmod (path, file_mode), ==, 0);
    }
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
}

static gboolean
join_or_skip (CaseChild *child)
{
  int code = case_fixture_join (child);

  if (code == CHILD_NO_RIGHTS)
    {
      g_test_skip ("this process can neither be nor become a user without rights");
      return FALSE;
    }
  g_assert_cmpint (code, ==, CHILD_DONE);
  return TRUE;
}

/* data: the file's mode; with 0666 only the folder is in the way. */
static void
test_read_only_folder (CaseFixture   *fixture,
                       gconstpointer  data)
{
  CaseChild child;

  case_fixture_close (case_fixture_create (fixture));
  make_unwritable (fixture, GPOINTER_TO_INT (data));
  case_fixture_fork (fixture, open_without_rights, &child);
  if (join_or_skip (&child))
    g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
}

static int
create_without_rights (CaseFixture *fixture,
                       int          to_parent,
                       int          from_parent)
{
  const RcCaseDescription description = { .title = "T" };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = NULL;

  if (!case_fixture_drop_rights ())
    return CHILD_NO_RIGHTS;
  case_file = case_fixture_try_create (fixture, &description, &error);
  if (case_file != NULL)
    return CHILD_STATE;
  return strstr (error->message, g_strerror (EACCES)) != NULL && strstr (error->message, fixture->path) != NULL
           ? CHILD_DONE : CHILD_ERROR;
}

static void
test_create_in_read_only_folder (CaseFixture   *fixture,
                                 gconstpointer  data)
{
  CaseChild child;

  make_unwritable (fixture, 0444);
  case_fixture_fork (fixture, create_without_rights, &child);
  if (join_or_skip (&child))
    g_assert_cmpuint (case_fixture_count (fixture), ==, 0);
}

static int
open_unclosed_without_rights (CaseFixture *fixture,
                              int          to_parent,
                              int          from_parent)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (fixture->path, "-shm", NULL);
  gboolean can_be_read = g_file_test (wal, G_FILE_TEST_EXISTS) && g_file_test (shm, G_FILE_TEST_EXISTS);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = NULL;

  if (!case_fixture_drop_rights ())
    return CHILD_NO_RIGHTS;
  case_file = rc_case_open (fixture->path, TRUE, &error);
  if (case_file != NULL)
    return can_be_read && !rc_case_is_writable (case_file) &&
           case_fixture_query (case_file, "SELECT mark FROM published WHERE item = 'name'") == BATCH ? CHILD_DONE : CHILD_STATE;
  return !can_be_read && g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM) &&
         strstr (error->message, "was not closed") != NULL && strchr (error->message, '\n') == NULL ? CHILD_DONE : CHILD_ERROR;
}

/* A crash, and then read-only media with all three files, without the shared memory, or with the case alone. */
static void
test_unclosed_on_read_only_media (CaseFixture   *fixture,
                                  gconstpointer  data)
{
  static const char *const endings[] = { "-shm", "-wal" };
  CaseChild child;

  case_fixture_close (case_fixture_create (fixture));
  case_fixture_fork (fixture, work_until_killed, &child);
  case_fixture_wait_ready (&child);
  g_assert_cmpint (kill (child.pid, SIGKILL), ==, 0);
  g_assert_cmpint (case_fixture_join (&child), ==, -SIGKILL);
  for (int i = 0; i < GPOINTER_TO_INT (data); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, endings[i], NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }

  make_unwritable (fixture, 0444);
  case_fixture_fork (fixture, open_unclosed_without_rights, &child);
  join_or_skip (&child);
}

static void
add (const char    *name,
     gconstpointer  data,
     void         (*test) (CaseFixture   *fixture,
                           gconstpointer  data))
{
  g_test_add (name, CaseFixture, data, case_fixture_set_up, test, case_fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/case-processes/second-opener", NULL, test_second_opener);
  add ("/case-processes/reader-first", NULL, test_reader_first);
  add ("/case-processes/locks-stay", NULL, test_locks_stay);
  add ("/case-processes/killed/write", GINT_TO_POINTER (FALSE), test_killed);
  add ("/case-processes/killed/read", GINT_TO_POINTER (TRUE), test_killed);
  add ("/case-processes/file-size-limit", NULL, test_file_size_limit);
  add ("/case-processes/create-beyond-limit", NULL, test_create_beyond_limit);
  add ("/case-processes/read-only-file-and-folder", GINT_TO_POINTER (0444), test_read_only_folder);
  add ("/case-processes/read-only-folder", GINT_TO_POINTER (0666), test_read_only_folder);
  add ("/case-processes/create-in-read-only-folder", NULL, test_create_in_read_only_folder);
  add ("/case-processes/unclosed-read-only/all", GINT_TO_POINTER (0), test_unclosed_on_read_only_media);
  add ("/case-processes/unclosed-read-only/no-shm", GINT_TO_POINTER (1), test_unclosed_on_read_only_media);
  add ("/case-processes/unclosed-read-only/alone", GINT_TO_POINTER (2), test_unclosed_on_read_only_media);
  return g_test_run ();
}
