/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/sample-document.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <glib/gstdio.h>

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("recount-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
assert_refused (const char *path,
                gboolean    replace,
                const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDocument) document = sample_document_new (TRUE);

  g_assert_false (rc_document_write (document, path, replace, &error));
  g_assert_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_endings (void)
{
  g_autofree char *folder = make_folder ();
  const struct { const char *name; const char *begins; } cases[] = {
    { "a.pdf", "%PDF-1.7" }, { "b.txt", "Example Audit Ltd\n" }, { "c.PDF", "%PDF-1.7" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RcDocument) document = sample_document_new (TRUE);
      g_autofree char *path = g_build_filename (folder, cases[i].name, NULL), *content = NULL;

      g_assert_true (rc_document_write (document, path, FALSE, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
      g_assert_true (g_str_has_prefix (content, cases[i].begins));
      g_assert_cmpuint (count_files (folder), ==, i + 1);
    }
  remove_folder (folder);
}

static void
test_replacing (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = make_folder (), *path = g_build_filename (folder, "a.txt", NULL), *content = NULL;
  g_autoptr (RcDocument) document = sample_document_new (TRUE);

  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  assert_refused (path, FALSE, "there already");
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "mine");
  g_clear_pointer (&content, g_free);
  g_assert_true (rc_document_write (document, path, TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, "Example"));
  remove_folder (folder);
}

static void
test_refusals (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *absent = g_build_filename (folder, "absent", "a.pdf", NULL);
  g_autofree char *other = g_build_filename (folder, "a.docx", NULL);
  g_autofree char *inside = g_build_filename (folder, "folder.pdf", NULL);

  assert_refused (absent, FALSE, "does not exist");
  assert_refused (other, FALSE, ".pdf or .txt");
  assert_refused (folder, FALSE, "is a folder");
  g_assert_cmpint (g_mkdir (inside, 0700), ==, 0);
  assert_refused (inside, TRUE, "is a folder");
  g_assert_cmpuint (count_files (folder), ==, 1);
  remove_folder (folder);
}

static void
test_read_only (void)
{
  g_autofree char *folder = make_folder (), *path = g_build_filename (folder, "a.pdf", NULL);

  if (geteuid () == 0)
    {
      g_test_skip ("the superuser writes everywhere");
      remove_folder (folder);
      return;
    }
  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  assert_refused (path, FALSE, "can only be read");
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  remove_folder (folder);
}

static void
write_beyond_limit (void)
{
  const struct rlimit limit = { 4096, 4096 };
  g_autofree char *path = g_build_filename (g_getenv ("RECOUNT_TEST_FOLDER"), "a.pdf", NULL);

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  assert_refused (path, FALSE, "no room");
}

/* A disk that is full in the middle of the file: nothing of it stays. */
static void
test_full_disk (void)
{
  g_autofree char *folder = NULL;

  if (g_test_subprocess ())
    {
      write_beyond_limit ();
      return;
    }
  folder = make_folder ();
  g_setenv ("RECOUNT_TEST_FOLDER", folder, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_assert_cmpuint (count_files (folder), ==, 0);
  remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document-write/endings", test_endings);
  g_test_add_func ("/document-write/replacing", test_replacing);
  g_test_add_func ("/document-write/refusals", test_refusals);
  g_test_add_func ("/document-write/read-only", test_read_only);
  g_test_add_func ("/document-write/full-disk", test_full_disk);
  return g_test_run ();
}
