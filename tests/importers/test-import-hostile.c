/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/exception.h"
#include "import-fixture.h"
#include "tests/core/case-fixture.h"

/* Folders and files that are not what an import hopes for: it neither waits, nor follows, nor loses what stands beside them. */

static void
assert_refused (const RcImportResult *result,
                const char           *name,
                const char           *words)
{
  for (guint i = 0; i < result->refused->len; i++)
    {
      const RcException *exception = g_ptr_array_index (result->refused, i);

      if (!g_str_has_prefix (exception->message, name))
        continue;
      g_assert_cmpstr (exception->kind, ==, RC_EXCEPTION_FILE_REFUSED);
      g_assert_cmpstr (exception->expected, ==, "a regular file or a folder");
      if (strstr (exception->found, words) == NULL)
        g_error ("%s: %s", name, exception->found);
      return;
    }
  g_error ("%s was not refused", name);
}

/* What stands beside what was refused was read. */
static void
assert_rest (ImportFixture        *fixture,
             const RcImportResult *result,
             guint                 n_refused)
{
  g_assert_cmpuint (result->refused->len, ==, n_refused);
  g_assert_cmpuint (result->sources->len, ==, 2);
  g_assert_cmpuint (import_fixture_find (result, "evidence/a.txt")->records, ==, 1);
  g_assert_cmpuint (import_fixture_find (result, "evidence/z.txt")->records, ==, 1);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM set_aside WHERE kind = 'file-refused' AND source = 0"), ==,
                   n_refused);
}

static void
put_rest (ImportFixture *fixture)
{
  import_fixture_put (fixture, "a.txt", "a\n", -1);
  import_fixture_put (fixture, "z.txt", "z\n", -1);
}

static void
assert_not_importable (ImportFixture *fixture,
                       const char    *path,
                       int            code,
                       const char    *words)
{
  const RcImportOptions options = { 0 };
  const char * const paths[] = { path, NULL };
  g_autofree char *before = import_fixture_dup_state (fixture->case_file);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_import_paths (fixture->case_file, paths, &options, NULL, &error));
  g_assert_error (error, RC_STREAM_ERROR, code);
  if (strstr (error->message, words) == NULL)
    g_error ("%s", error->message);
  g_assert_nonnull (strstr (error->message, path));
  after = import_fixture_dup_state (fixture->case_file);
  g_assert_cmpstr (after, ==, before);
}

static void
test_pipe (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autofree char *path = import_fixture_dup_path (fixture, "pipe");
  g_autoptr (RcImportResult) result = NULL;

  put_rest (fixture);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_not_importable (fixture, path, RC_STREAM_ERROR_NOT_A_FILE, "a FIFO");
  result = import_fixture_import (fixture, NULL);
  assert_refused (result, "evidence/pipe", "a FIFO");
  assert_rest (fixture, result, 1);
}

static void
test_socket (ImportFixture *fixture,
             gconstpointer  data)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  g_autofree char *path = import_fixture_dup_path (fixture, "socket");
  g_autoptr (RcImportResult) result = NULL;
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  put_rest (fixture);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpuint (g_strlcpy (address.sun_path, path, sizeof address.sun_path), <, sizeof address.sun_path);
  g_assert_cmpint (bind (fd, (const struct sockaddr *) &address, sizeof address), ==, 0);
  result = import_fixture_import (fixture, NULL);
  close (fd);
  assert_refused (result, "evidence/socket", "a socket");
  assert_rest (fixture, result, 1);
}

static void
test_links (ImportFixture *fixture,
            gconstpointer  data)
{
  static const struct { const char *name, *target; } links[] = {
    { "file", "a.txt" }, { "loop-1", "loop-2" }, { "loop-2", "loop-1" }, { "parent", ".." }, { "self", "." },
    { "zero", "/dev/zero" }, { "away", "absent" }, { "outside", "/etc/passwd" },
  };
  g_autoptr (RcImportResult) result = NULL;

  put_rest (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *path = import_fixture_dup_path (fixture, links[i].name);

      g_assert_cmpint (symlink (links[i].target, path), ==, 0);
    }
  result = import_fixture_import (fixture, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *name = g_strconcat ("evidence/", links[i].name, " ", NULL);

      assert_refused (result, name, "a symbolic link");
    }
  assert_rest (fixture, result, G_N_ELEMENTS (links));
}

/* A link that the person names is meant; one in a circle leads nowhere. */
static void
test_named_link (ImportFixture *fixture,
                 gconstpointer  data)
{
  g_autofree char *link = import_fixture_dup_path (fixture, "link");
  g_autofree char *loop = import_fixture_dup_path (fixture, "loop");
  g_autoptr (RcImportResult) result = NULL;

  import_fixture_put (fixture, "a.txt", "a\n", -1);
  g_assert_cmpint (symlink ("a.txt", link), ==, 0);
  g_assert_cmpint (symlink ("loop", loop), ==, 0);
  assert_not_importable (fixture, loop, RC_STREAM_ERROR_SYSTEM, g_strerror (ELOOP));
  result = import_fixture_import (fixture, "link");
  g_assert_cmpuint (result->sources->len, ==, 1);
  g_assert_cmpuint (import_fixture_find (result, "link")->records, ==, 1);
}

static void
test_device (ImportFixture *fixture,
             gconstpointer  data)
{
  assert_not_importable (fixture, "/dev/zero", RC_STREAM_ERROR_NOT_A_FILE, "a device");
}

static void
test_deep_folders (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (RcImportResult) result = NULL;

  put_rest (fixture);
  for (guint i = 0; i < 70; i++)
    g_string_append (name, "d/");
  g_string_append (name, "deep.txt");
  import_fixture_put (fixture, name->str, "deep\n", -1);
  result = import_fixture_import (fixture, NULL);
  assert_refused (result, "evidence/d/", "more than 64 folders deep");
  assert_rest (fixture, result, 1);
}

/* The case that is being written must not read itself. */
static void
test_own_case (ImportFixture *fixture,
               gconstpointer  data)
{
  const RcImportOptions options = { 0 };
  const char * const paths[] = { fixture->folder, NULL };
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  put_rest (fixture);
  result = rc_import_paths (fixture->case_file, paths, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->sources->len, ==, 2);
  name = g_path_get_basename (fixture->folder);
  assert_refused (result, name, "the case itself");
  assert_not_importable (fixture, fixture->path, RC_STREAM_ERROR_NOT_A_FILE, "the case itself");
  import_fixture_assert_sound (fixture->case_file);
}

/* --- As a user without rights --- */

static RcCase *
create_as_child (CaseFixture *fixture)
{
  const RcCaseDescription description = { .title = "T", .type = RC_CASE_TYPE_EXTERNAL, .is_unsigned = TRUE };

  return rc_case_create (fixture->path, &description, NULL);
}

static void
make_dark (CaseFixture *fixture)
{
  static const char * const names[] = { "evidence", "evidence/folder" };
  g_autofree char *file = g_build_filename (fixture->folder, "evidence/file.txt", NULL);
  g_autofree char *light = g_build_filename (fixture->folder, "evidence/light.txt", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_mkdir (path, 0755);
    }
  g_file_set_contents (file, "dark\n", -1, NULL);
  g_file_set_contents (light, "light\n", -1, NULL);
}

static void
set_dark (CaseFixture *fixture,
          gboolean     dark)
{
  g_autofree char *file = g_build_filename (fixture->folder, "evidence/file.txt", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "evidence/folder", NULL);

  g_chmod (file, dark ? 0 : 0600);
  g_chmod (folder, dark ? 0 : 0700);
}

static int
import_dark (CaseFixture *fixture,
             int          to_parent,
             int          from_parent)
{
  const RcImportOptions options = { 0 };
  g_autofree char *evidence = g_build_filename (fixture->folder, "evidence", NULL);
  const char * const paths[] = { evidence, NULL };
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcImportResult) result = NULL;

  if (!case_fixture_drop_rights ())
    return 77;
  case_file = create_as_child (fixture);
  if (case_file == NULL)
    return 2;
  result = rc_import_paths (case_file, paths, &options, NULL, NULL);
  if (result == NULL || result->sources->len != 1 || result->refused->len != 2)
    return 3;
  for (guint i = 0; i < 2; i++)
    {
      const RcException *exception = g_ptr_array_index (result->refused, i);

      if (strstr (exception->message, i == 0 ? "evidence/file.txt" : "evidence/folder") == NULL
          || strstr (exception->found, g_strerror (EACCES)) == NULL)
        return 4;
    }
  return rc_case_close (case_file, NULL) ? 0 : 5;
}

static void
test_unreadable (ImportFixture *fixture,
                 gconstpointer  data)
{
  CaseFixture child_fixture;
  CaseChild child;
  int code;

  case_fixture_set_up (&child_fixture, NULL);
  g_assert_cmpint (g_chmod (child_fixture.folder, 0777), ==, 0);
  make_dark (&child_fixture);
  set_dark (&child_fixture, TRUE);
  case_fixture_fork (&child_fixture, import_dark, &child);
  code = case_fixture_join (&child);
  set_dark (&child_fixture, FALSE);
  import_fixture_remove_tree (child_fixture.folder);
  g_free (child_fixture.folder);
  g_free (child_fixture.path);
  if (code == 77)
    g_test_skip ("this process may not become a user without rights");
  else
    g_assert_cmpint (code, ==, 0);
}

static int
import_into_read_only (CaseFixture *fixture,
                       int          to_parent,
                       int          from_parent)
{
  const RcImportOptions options = { 0 };
  g_autofree char *evidence = g_build_filename (fixture->folder, "evidence", NULL);
  const char * const paths[] = { evidence, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcImportResult) result = NULL;

  if (!case_fixture_drop_rights ())
    return 77;
  case_file = rc_case_open (fixture->path, TRUE, NULL);
  if (case_file == NULL || rc_case_is_writable (case_file))
    return 2;
  result = rc_import_paths (case_file, paths, &options, NULL, &error);
  if (result != NULL || !g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY))
    return 3;
  return strstr (error->message, fixture->path) != NULL ? 0 : 4;
}

/* A case in a folder that may not be written is opened for reading, and the import says that in one sentence. */
static void
test_read_only_folder (ImportFixture *fixture,
                       gconstpointer  data)
{
  CaseFixture place = { .folder = fixture->folder, .path = fixture->path };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length, after_length;
  CaseChild child;
  int code;

  put_rest (fixture);
  import_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &before, &before_length, NULL));
  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  g_assert_cmpint (g_chmod (fixture->evidence, 0755), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  case_fixture_fork (&place, import_into_read_only, &child);
  code = case_fixture_join (&child);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
  if (code == 77)
    {
      g_test_skip ("this process may not become a user without rights");
      return;
    }
  g_assert_cmpint (code, ==, 0);
  g_assert_true (g_file_get_contents (fixture->path, &after, &after_length, NULL));
  g_assert_cmpmem (after, after_length, before, before_length);
}

/* --- Many files --- */

/* With the address sanitizer each takes several times as long, and all go the same ways. */
#if defined (__SANITIZE_ADDRESS__)
#define N_FILES 20000u
#else
#define N_FILES 100000u
#endif
#define MAX_SECONDS 60
#define MAX_KIB (200u << 10)

/* In memory where there is a file system for that: making files is what takes longest. */
static char *
make_many_folder (void)
{
  char *folder = g_strdup ("/dev/shm/recount-many-XXXXXX");

  if (g_mkdtemp (folder) != NULL)
    return folder;
  g_free (folder);
  return g_dir_make_tmp ("recount-many-XXXXXX", NULL);
}

static void
put_many (const char *folder)
{
  for (guint i = 0; i < N_FILES; i++)
    {
      char path[512];
      char text[64];
      int fd, length = 0;

      if (i % 1000 == 0)
        {
          g_snprintf (path, sizeof path, "%s/%03u", folder, i / 1000);
          g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
        }
      /* Half of them empty, the others of one line and of many lengths. */
      if (i % 2 == 1)
        length = g_snprintf (text, sizeof text, "%u%.*s\n", i, (int) (i / 2 % 40), "........................................");
      g_snprintf (path, sizeof path, "%s/%03u/%06u.txt", folder, i / 1000, i);
      fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
      g_assert_cmpint (fd, >=, 0);
      g_assert_cmpint (write (fd, text, (gsize) length), ==, length);
      close (fd);
    }
}

static guint
get_peak_kib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmHWM:");
  return line != NULL ? (guint) g_ascii_strtoull (line + 6, NULL, 10) : 0;
}

/* In a process of its own, whose peak of memory nothing before has raised. */
static int
import_many (CaseFixture *fixture,
             int          to_parent,
             int          from_parent)
{
  const RcImportOptions options = { 0 };
  const char * const paths[] = { fixture->folder, NULL };
  g_autoptr (RcCase) case_file = rc_case_open (fixture->path, TRUE, NULL);
  g_autoptr (RcImportResult) result = NULL;
  gint64 began = g_get_monotonic_time ();
  guint before = get_peak_kib ();

  result = rc_import_paths (case_file, paths, &options, NULL, NULL);
  g_test_message ("%.1f s, %u KiB more than %u", (double) (g_get_monotonic_time () - began) / 1e6, get_peak_kib () - before, before);
  if (result == NULL || result->sources->len != N_FILES || result->refused->len != 0)
    return 2;
  if (g_get_monotonic_time () - began > MAX_SECONDS * G_USEC_PER_SEC)
    return 3;
  return get_peak_kib () - before > import_fixture_scale_memory (MAX_KIB) ? 4 : 0;
}

static void
test_many_files (ImportFixture *fixture,
                 gconstpointer  data)
{
  CaseFixture place = { .folder = make_many_folder (), .path = fixture->path };
  CaseChild child;

  put_many (place.folder);
  import_fixture_close (fixture);
  case_fixture_fork (&place, import_many, &child);
  g_assert_cmpint (case_fixture_join (&child), ==, 0);
  import_fixture_remove_tree (place.folder);
  g_free (place.folder);
  import_fixture_reopen (fixture);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count(*) FROM source"), ==, N_FILES);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT sum(size = 0) FROM source"), ==, N_FILES / 2);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT sum(records) FROM source"), ==, N_FILES / 2);
  import_fixture_assert_sound (fixture->case_file);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*run) (ImportFixture *, gconstpointer); gconstpointer data; } tests[] = {
    { "pipe", test_pipe, NULL },
    { "socket", test_socket, NULL },
    { "links", test_links, NULL },
    { "named-link", test_named_link, NULL },
    { "device", test_device, NULL },
    { "deep-folders", test_deep_folders, NULL },
    { "own-case", test_own_case, NULL },
    { "unreadable", test_unreadable, NULL },
    { "read-only-folder", test_read_only_folder, NULL },
    { "many-files", test_many_files, NULL },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/import-hostile/", tests[i].path, NULL);

      g_test_add (path, ImportFixture, tests[i].data, import_fixture_set_up, tests[i].run, import_fixture_verify_and_tear_down);
    }
  return g_test_run ();
}
