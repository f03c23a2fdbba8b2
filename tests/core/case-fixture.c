/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-fixture.h"
#include "core/rest/protect.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

static const char passphrase[] = "a passphrase of tests";

static gboolean
answer (const char *path,
        guint       attempt,
        char       *out_passphrase,
        gsize      *out_length,
        gpointer    user_data)
{
  *out_length = strlen (passphrase);
  memcpy (out_passphrase, passphrase, *out_length);
  return attempt == 0;
}

static gboolean
is_protected_run (void)
{
  return g_getenv ("RECOUNT_TEST_PROTECTED") != NULL;
}

void
case_fixture_set_up (CaseFixture   *fixture,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  if (is_protected_run ())
    rc_case_set_passphrase_func (answer, NULL);

  fixture->folder = g_dir_make_tmp ("recount-case-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "C.recount", NULL);
}

void
case_fixture_tear_down (CaseFixture   *fixture,
                        gconstpointer  data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

RcCase *
case_fixture_try_create (CaseFixture              *fixture,
                         const RcCaseDescription  *description,
                         GError                  **error)
{
  const RcKeyCost cost = { 1, 64 };
  g_autoptr (RcCaseKeys) keys = NULL;

  if (!is_protected_run ())
    return rc_case_create (fixture->path, description, error);

  keys = rc_case_keys_new (&cost);
  g_assert_true (rc_case_keys_set_passphrase (keys, passphrase, strlen (passphrase), NULL, error));
  return rc_case_create_protected (fixture->path, description, keys, error);
}

RcCase *
case_fixture_create (CaseFixture *fixture)
{
  const RcCaseDescription description = {
    .title = "Credit scoring 2026", .type = RC_CASE_TYPE_INTERNAL, .auditor = "A. Auditor", .is_unsigned = TRUE,
  };
  g_autoptr (GError) error = NULL;
  RcCase *case_file = case_fixture_try_create (fixture, &description, &error);

  g_assert_no_error (error);
  g_assert_true (rc_case_is_writable (case_file));
  return case_file;
}

RcCase *
case_fixture_open (CaseFixture *fixture,
                   gboolean     for_writing)
{
  g_autoptr (GError) error = NULL;
  RcCase *case_file = rc_case_open (fixture->path, for_writing, &error);

  g_assert_no_error (error);
  return case_file;
}

void
case_fixture_close (RcCase *case_file)
{
  g_autoptr (GError) error = NULL;

  rc_case_close (case_file, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (case_file);
}

guint
case_fixture_count (CaseFixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

void
case_fixture_edit (CaseFixture *fixture,
                   const char  *sql)
{
  sqlite3 *connection = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &connection), ==, SQLITE_OK);
  sqlite3_exec (connection, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
}

gint64
case_fixture_query (RcCase     *case_file,
                    const char *static_sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  rc_database_get_integer (rc_case_get_database (case_file), static_sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

void
case_fixture_fork (CaseFixture   *fixture,
                   CaseChildFunc  run,
                   CaseChild     *out_child)
{
  int to_child[2], from_child[2];

  g_assert_cmpint (pipe (to_child), ==, 0);
  g_assert_cmpint (pipe (from_child), ==, 0);
  out_child->pid = fork ();
  g_assert_cmpint (out_child->pid, >=, 0);
  if (out_child->pid == 0)
    {
      close (to_child[1]);
      close (from_child[0]);
      _exit (run (fixture, from_child[1], to_child[0]));
    }

  close (to_child[0]);
  close (from_child[1]);
  out_child->to_child = to_child[1];
  out_child->from_child = from_child[0];
}

void
case_fixture_wait_ready (CaseChild *child)
{
  char byte;

  g_assert_cmpint (read (child->from_child, &byte, 1), ==, 1);
}

void
case_fixture_let_go (CaseChild *child)
{
  g_assert_cmpint (write (child->to_child, "x", 1), ==, 1);
}

int
case_fixture_join (CaseChild *child)
{
  int status;

  close (child->to_child);
  close (child->from_child);
  while (waitpid (child->pid, &status, 0) < 0)
    g_assert_cmpint (errno, ==, EINTR);
  return WIFSIGNALED (status) ? -WTERMSIG (status) : WEXITSTATUS (status);
}

gboolean
case_fixture_drop_rights (void)
{
  if (geteuid () != 0)
    return TRUE;
  return setgroups (0, NULL) == 0 && setgid (NOBODY) == 0 && setuid (NOBODY) == 0 && geteuid () == NOBODY;
}

char *
case_fixture_own_data_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("recount-data-XXXXXX", &error);

  g_assert_no_error (error);
  g_assert_true (g_setenv ("XDG_DATA_HOME", folder, TRUE));
  g_assert_cmpstr (g_get_user_data_dir (), ==, folder);
  return folder;
}

void
case_fixture_remove_data_folder (char *folder)
{
  g_autofree char *owned = folder;
  g_autofree char *inner = g_build_filename (folder, "recount", NULL);
  g_autofree char *key = g_build_filename (inner, "auditor.key", NULL);

  g_remove (key);
  g_rmdir (inner);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}
