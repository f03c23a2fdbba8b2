/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-fixture.h"
#include "core/custody.h"
#include "core/entry.h"
#include "core/json.h"
#include "core/life/case-backup.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum
{
  CHILD_DONE,
  CHILD_NO_RIGHTS,
  CHILD_STATE,
  CHILD_ERROR,
};

#define MARKER "a-marker-in-a-claim"
#define ROWS 2000

typedef struct
{
  CaseFixture  fixture;
  char        *copy;
} BackupFixture;

static void
set_up (BackupFixture *self,
        gconstpointer  data)
{
  case_fixture_set_up (&self->fixture, NULL);
  self->copy = g_build_filename (self->fixture.folder, "B.recount", NULL);
}

static void
tear_down (BackupFixture *self,
           gconstpointer  data)
{
  g_free (self->copy);
  case_fixture_tear_down (&self->fixture, NULL);
}

static gboolean
insert_claims (RcCase  *case_file,
               gint64   first,
               gint64   last,
               GError **error)
{
  for (gint64 i = first; i <= last; i++)
    {
      sqlite3_stmt *statement = rc_database_prepare (rc_case_get_database (case_file),
        "INSERT INTO claim VALUES (?1, 1, ?1, '/a', 1, 'x', '" MARKER "' || hex (zeroblob (500)), NULL, NULL, NULL, NULL)", error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, i);
      if (!rc_database_run (rc_case_get_database (case_file), statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
do_act (RcCase  *case_file,
        gint64   first,
        gint64   last,
        GError **error)
{
  return rc_case_begin (case_file, error) && insert_claims (case_file, first, last, error) &&
         rc_case_set_mark (case_file, "claim", last, error) && rc_custody_append (case_file, "import", NULL, error) &&
         rc_case_commit (case_file, error);
}

static RcCase *
make_case (BackupFixture *self)
{
  RcCase *case_file = case_fixture_create (&self->fixture);
  g_autoptr (GError) error = NULL;

  do_act (case_file, 1, ROWS, &error);
  g_assert_no_error (error);
  return case_file;
}

static void
assert_sound (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) copy = rc_case_open (path, FALSE, &error);
  g_autoptr (RcCustodyReport) report = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  gint64 holders = -1, unpublished = -1;

  g_assert_no_error (error);
  report = rc_custody_verify (copy, &error);
  faults = rc_custody_compare_tables (copy, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->faults->len, ==, 0);
  g_assert_cmpuint (faults->len, ==, 0);
  rc_database_get_integer (rc_case_get_database (copy), "SELECT count(*) FROM holder", &holders, &error);
  rc_database_get_integer (rc_case_get_database (copy),
                           "SELECT count(*) FROM claim WHERE id > (SELECT mark FROM published WHERE item = 'claim')", &unpublished, &error);
  g_assert_no_error (error);
  g_assert_cmpint (holders, ==, 0);
  g_assert_cmpint (unpublished, ==, 0);
  rc_case_close (copy, &error);
  g_assert_no_error (error);
}

static char *
dup_detail (RcCase     *case_file,
            const char *member)
{
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement = rc_database_prepare (rc_case_get_database (case_file),
    "SELECT detail ->> ?1 FROM custody WHERE act = 'backup' ORDER BY id DESC LIMIT 1", &error);
  g_autofree char *path = g_strconcat ("$.", member, NULL);
  gboolean row;
  char *text;

  g_assert_no_error (error);
  rc_database_bind_text (statement, 1, path);
  rc_database_step (rc_case_get_database (case_file), statement, &row, &error);
  g_assert_true (row);
  text = rc_database_column_dup (statement, 0);
  sqlite3_reset (statement);
  return text;
}

/* The case is open for writing here, and goes on to be. */
static void
test_copy (BackupFixture *self,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  RcCase *case_file = make_case (self);
  const RcEntryTerms note = { .kind = RC_ENTRY_NOTE, .act = "note add", .body = "{\"text\":\"mine\"}", .is_private = TRUE };
  g_autoptr (RcCaseBackup) backup = NULL;
  g_autofree char *bytes = NULL, *name = NULL, *sha256 = NULL, *head = NULL, *hex = NULL;
  g_autoptr (RcCase) copy = NULL;
  gsize length;
  RcDigest digest;

  g_assert_cmpint (rc_entry_add (case_file, &note, &error), !=, 0);
  backup = rc_case_backup (case_file, self->copy, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (backup->is_recorded);
  g_assert_cmpint (backup->entries, ==, 3);
  g_assert_true (g_file_get_contents (self->copy, &bytes, &length, NULL));
  g_assert_cmpuint (length, ==, backup->bytes);
  g_assert_cmpuint ((guint8) bytes[18], ==, 1);     /* no WAL */
  g_assert_cmpuint ((guint8) bytes[20], ==, RC_CASE_RESERVED_BYTES);
  rc_digest_compute (bytes, length, &digest);
  hex = rc_digest_dup_hex (&digest);
  g_assert_cmpstr (hex, ==, backup->sha256);

  name = dup_detail (case_file, "name");
  sha256 = dup_detail (case_file, "sha256");
  head = dup_detail (case_file, "head");
  g_assert_cmpstr (name, ==, "B.recount");
  g_assert_cmpstr (sha256, ==, backup->sha256);
  g_assert_cmpstr (head, ==, backup->head);
  assert_sound (self->copy);
  copy = rc_case_open (self->copy, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (case_fixture_query (copy, "SELECT count(*) FROM claim"), ==, ROWS);
  g_assert_cmpint (case_fixture_query (copy, "SELECT count(*) FROM entry WHERE private = 1 AND body LIKE '%mine%'"), ==, 1);
  g_assert_cmpint (case_fixture_query (copy, "SELECT max(id) FROM custody"), ==, 3);
  rc_case_close (copy, NULL);

  do_act (case_file, ROWS + 1, ROWS + 10, &error);
  g_assert_no_error (error);
  case_fixture_close (case_file);
  g_assert_cmpuint (case_fixture_count (&self->fixture), ==, 2);
}

static void
test_never_over (BackupFixture *self,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  RcCase *case_file = make_case (self);
  g_autofree char *kept = NULL;

  g_assert_true (g_file_set_contents (self->copy, "mine", -1, NULL));
  g_assert_null (rc_case_backup (case_file, self->copy, NULL, &error));
  g_assert_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_FILE);
  g_assert_true (g_file_get_contents (self->copy, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "mine");
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM custody WHERE act = 'backup'"), ==, 0);
  case_fixture_close (case_file);
  g_assert_cmpuint (case_fixture_count (&self->fixture), ==, 2);
}

/* --- A writer at work --- */

static int
write_until_told (CaseFixture *fixture,
                  int          to_parent,
                  int          from_parent)
{
  g_autoptr (GError) error = NULL;
  RcCase *case_file = rc_case_open (fixture->path, TRUE, &error);
  gint64 last = ROWS;

  if (case_file == NULL || fcntl (from_parent, F_SETFL, O_NONBLOCK) != 0)
    return CHILD_ERROR;
  for (guint i = 0;; i++)
    {
      char byte;

      /* An act, and then a piece of one that has not ended. */
      if (!do_act (case_file, last + 1, last + 20, &error) || !rc_case_begin (case_file, &error) ||
          !insert_claims (case_file, last + 21, last + 40, &error) || !rc_case_commit (case_file, &error))
        return CHILD_ERROR;
      last += 20;
      if (!rc_database_exec (rc_case_get_database (case_file), "DELETE FROM claim WHERE id > (SELECT mark FROM published WHERE item = 'claim')",
                             &error))
        return CHILD_ERROR;
      if (i == 0 && write (to_parent, "x", 1) != 1)
        return CHILD_ERROR;
      if (read (from_parent, &byte, 1) == 1)
        break;
    }
  if (!rc_case_close (case_file, &error))
    return CHILD_STATE;
  g_object_unref (case_file);
  return CHILD_DONE;
}

static void
test_writer_at_work (BackupFixture *self,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  CaseChild child;

  case_fixture_close (make_case (self));
  case_fixture_fork (&self->fixture, write_until_told, &child);
  case_fixture_wait_ready (&child);
  for (guint i = 0; i < 5; i++)
    {
      RcCase *case_file = case_fixture_open (&self->fixture, TRUE);
      g_autoptr (RcCaseBackup) backup = rc_case_backup (case_file, self->copy, NULL, &error);

      g_assert_no_error (error);
      g_assert_false (backup->is_recorded);
      g_assert_cmpint (backup->entries, >=, 3);
      assert_sound (self->copy);
      case_fixture_close (case_file);
      g_assert_cmpint (g_remove (self->copy), ==, 0);
    }
  case_fixture_let_go (&child);
  g_assert_cmpint (case_fixture_join (&child), ==, CHILD_DONE);
  g_assert_cmpuint (case_fixture_count (&self->fixture), ==, 1);
}

/* --- What goes wrong --- */

static void
cancel_soon (double   fraction,
             gpointer data)
{
  if (fraction > 0.1)
    g_cancellable_cancel (data);
}

static void
cancel_late (double   fraction,
             gpointer data)
{
  if (fraction > 0.45)
    g_cancellable_cancel (data);
}

static void
test_cancelled (BackupFixture *self,
                gconstpointer  data)
{
  RcCase *case_file = make_case (self);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      const RcLifeWork work = { i == 0 ? cancel_soon : cancel_late, cancellable, cancellable };
      g_autoptr (GError) error = NULL;

      g_assert_null (rc_case_backup (case_file, self->copy, &work, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  case_fixture_close (case_file);
  g_assert_cmpuint (case_fixture_count (&self->fixture), ==, 1);
}

/* The medium gives back other bytes than were written. */
static void
spoil (double   fraction,
       gpointer data)
{
  BackupFixture *self = data;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (fraction <= 0.4)
    return;
  dir = g_dir_open (self->fixture.folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->fixture.folder, name, NULL);
      g_autofree char *bytes = NULL;
      const char *found;
      gsize length;
      int fd;

      if (!g_str_has_prefix (name, ".recount-") || g_str_has_suffix (name, "-journal") || !g_file_get_contents (path, &bytes, &length, NULL))
        continue;
      found = memmem (bytes, length, MARKER, strlen (MARKER));
      if (found == NULL)
        continue;
      fd = open (path, O_WRONLY | O_CLOEXEC);
      g_assert_cmpint (fd, >=, 0);
      g_assert_cmpint (pwrite (fd, "A", 1, found - bytes), ==, 1);
      close (fd);
    }
}

static void
test_other_bytes (BackupFixture *self,
                  gconstpointer  data)
{
  RcCase *case_file = make_case (self);
  const RcLifeWork work = { spoil, self, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_case_backup (case_file, self->copy, &work, &error));
  g_assert_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_COPY);
  g_assert_nonnull (strstr (error->message, "claim"));
  case_fixture_close (case_file);
  g_assert_cmpuint (case_fixture_count (&self->fixture), ==, 1);
}

static int
copy_beyond_the_limit (CaseFixture *fixture,
                       int          to_parent,
                       int          from_parent)
{
  struct rlimit limit = { 300000, 300000 };
  g_autofree char *copy = g_build_filename (fixture->folder, "B.recount", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = rc_case_open (fixture->path, FALSE, &error);
  g_autoptr (RcCaseBackup) backup = NULL;

  signal (SIGXFSZ, SIG_IGN);
  if (case_file == NULL || setrlimit (RLIMIT_FSIZE, &limit) != 0)
    return CHILD_NO_RIGHTS;
  backup = rc_case_backup (case_file, copy, NULL, &error);
  if (backup != NULL)
    return CHILD_STATE;
  return g_error_matches (error, RC_LIFE_ERROR, RC_LIFE_ERROR_FILE) && strstr (error->message, "no room") != NULL ? CHILD_DONE : CHILD_ERROR;
}

static void
test_full_disk (BackupFixture *self,
                gconstpointer  data)
{
  CaseChild child;

  case_fixture_close (make_case (self));
  case_fixture_fork (&self->fixture, copy_beyond_the_limit, &child);
  g_assert_cmpint (case_fixture_join (&child), ==, CHILD_DONE);
  g_assert_cmpuint (case_fixture_count (&self->fixture), ==, 1);
}

static int
copy_without_rights (CaseFixture *fixture,
                     int          to_parent,
                     int          from_parent)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "B.recount", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcCaseBackup) backup = NULL;

  if (!case_fixture_drop_rights ())
    return CHILD_NO_RIGHTS;
  case_file = rc_case_open (fixture->path, TRUE, &error);
  backup = case_file != NULL ? rc_case_backup (case_file, copy, NULL, &error) : NULL;
  if (backup != NULL)
    return CHILD_STATE;
  return g_error_matches (error, RC_LIFE_ERROR, RC_LIFE_ERROR_FILE) && strstr (error->message, "can only be read") != NULL ? CHILD_DONE
                                                                                                                         : CHILD_ERROR;
}

static void
test_read_only_folder (BackupFixture *self,
                       gconstpointer  data)
{
  CaseChild child;
  int code;

  case_fixture_close (make_case (self));
  g_assert_cmpint (g_chmod (self->fixture.path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (self->fixture.folder, 0555), ==, 0);
  case_fixture_fork (&self->fixture, copy_without_rights, &child);
  code = case_fixture_join (&child);
  if (code == CHILD_NO_RIGHTS)
    {
      g_test_skip ("this process can neither be nor become a user without rights");
      return;
    }
  g_assert_cmpint (code, ==, CHILD_DONE);
  g_assert_cmpuint (case_fixture_count (&self->fixture), ==, 1);
}

typedef struct
{
  double at;
  int    to_parent;
  int    from_parent;
} Stop;

static void
stop_there (double   fraction,
            gpointer data)
{
  Stop *stop = data;
  char byte;

  if (fraction < stop->at)
    return;
  if (write (stop->to_parent, "x", 1) != 1 || read (stop->from_parent, &byte, 1) < 0)
    _exit (CHILD_ERROR);
}

static double stop_at;

static int
copy_until_killed (CaseFixture *fixture,
                   int          to_parent,
                   int          from_parent)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "B.recount", NULL);
  Stop stop = { stop_at, to_parent, from_parent };
  const RcLifeWork work = { stop_there, &stop, NULL };
  g_autoptr (GError) error = NULL;
  RcCase *case_file = rc_case_open (fixture->path, TRUE, &error);

  if (case_file != NULL)
    rc_case_backup (case_file, copy, &work, &error);
  return CHILD_STATE;
}

static guint
count_unnamed (BackupFixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->fixture.folder, 0, NULL);
  const char *name;
  guint count = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    count += g_str_has_prefix (name, ".recount-") && strlen (name) == strlen (".recount-copy-XXXXXX");
  return count;
}

static void
test_killed (BackupFixture *self,
             gconstpointer  data)
{
  static const double places[] = { 0.1, 0.4, 0.6, 1.0 };

  case_fixture_close (make_case (self));
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GError) error = NULL;
      RcCase *case_file;
      CaseChild child;

      stop_at = places[i];
      case_fixture_fork (&self->fixture, copy_until_killed, &child);
      case_fixture_wait_ready (&child);
      g_assert_cmpint (kill (child.pid, SIGKILL), ==, 0);
      g_assert_cmpint (case_fixture_join (&child), ==, -SIGKILL);
      g_assert_false (g_file_test (self->copy, G_FILE_TEST_EXISTS));
      case_file = case_fixture_open (&self->fixture, TRUE);
      g_assert_true (rc_case_is_writable (case_file));
      g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM custody WHERE act = 'backup'"), ==, 0);
      case_fixture_close (case_file);
      g_assert_cmpuint (count_unnamed (self), ==, 1);
    }
  assert_sound (self->fixture.path);
}

typedef struct
{
  BackupFixture *fixture;
  guint          most;
} Beside;

static void
copy_beside (double   fraction,
             gpointer data)
{
  Beside *beside = data;
  g_autofree char *path = g_strconcat (beside->fixture->copy, "2", NULL);
  g_autofree char *left = g_build_filename (beside->fixture->fixture.folder, ".recount-copy-abcdef", NULL);
  g_autofree char *journal = g_strconcat (left, "-journal", NULL);
  g_autoptr (RcCase) case_file = rc_case_open (beside->fixture->fixture.path, FALSE, NULL);
  g_autoptr (RcCaseBackup) backup = NULL;
  g_autoptr (GError) error = NULL;

  if (beside->most > 0)
    return;
  g_assert_true (g_file_set_contents (left, "what a crash left", -1, NULL));
  g_assert_true (g_file_set_contents (journal, "and its journal", -1, NULL));
  backup = rc_case_backup (case_file, path, NULL, &error);
  g_assert_no_error (error);
  beside->most = count_unnamed (beside->fixture);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
}

/* What a crash left goes with the next copy; what another program is making stays. */
static void
test_left (BackupFixture *self,
           gconstpointer  data)
{
  Beside beside = { .fixture = self };
  const RcLifeWork work = { copy_beside, &beside, NULL };
  g_autoptr (RcCaseBackup) backup = NULL;
  g_autoptr (GError) error = NULL;
  RcCase *case_file = make_case (self);

  backup = rc_case_backup (case_file, self->copy, &work, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (beside.most, ==, 1);
  case_fixture_close (case_file);
  g_assert_cmpuint (case_fixture_count (&self->fixture), ==, 3);
  assert_sound (self->copy);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/backup/" path, BackupFixture, NULL, set_up, function, tear_down)
  ADD ("copy", test_copy);
  ADD ("never-over", test_never_over);
  ADD ("writer-at-work", test_writer_at_work);
  ADD ("cancelled", test_cancelled);
  ADD ("other-bytes", test_other_bytes);
  ADD ("full-disk", test_full_disk);
  ADD ("read-only-folder", test_read_only_folder);
  ADD ("killed", test_killed);
  ADD ("left", test_left);
  return g_test_run ();
}
