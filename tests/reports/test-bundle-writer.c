/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "core/archive/zip-writer.h"
#include "reports/bundle/bundle.h"
#include "reports/bundle/reading/bundle-file.h"
#include "reports/bundle/writing/bundle-writer.h"

#define FOLDER "recount-0123456789abcdef"
#define DATED_US (G_GINT64_CONSTANT (1767225600) * G_USEC_PER_SEC)   /* 2026-01-01T00:00:00Z */

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("recount-writer-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "bundle.zip", NULL);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_unlink (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

static void
add (RcBundleWriter *writer,
     const char     *path,
     const char     *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_bundle_writer_add (writer, path, "text/plain", "A file", text, strlen (text), &error));
  g_assert_no_error (error);
}

static void
write_bag (RcBundleWriter *writer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = g_bytes_new_static ("abc", 3);
  g_autoptr (RcStream) stream = rc_stream_new_memory (content);
  g_autoptr (GBytes) tags = NULL;
  RcDigest manifest, expected, sha256;
  guint64 bytes;

  rc_digest_compute ("abc", 3, &expected);
  add (writer, "data/one.txt", "first");
  add (writer, "data/100 %.txt", "");
  add (writer, "data/sources/000001/Zurich.pdf", "%PDF-");
  g_assert_true (rc_bundle_writer_add_stream (writer, "data/stream.json", "application/json", "", stream, 3, &expected, NULL, &error));
  g_assert_true (rc_bundle_writer_begin (writer, "data/lines.jsonl", "application/json", "", &error));
  for (guint i = 0; i < 20000; i++)
    g_assert_true (rc_bundle_writer_append (writer, "{\"line\":\"one of many\"}\n", 23, &error));
  g_assert_true (rc_bundle_writer_end (writer, &error));
  g_assert_true (rc_bundle_writer_close_payload (writer, &manifest, &error));
  add (writer, "index.html", "<p>");
  tags = rc_bundle_writer_close_tags (writer, &error);
  g_assert_nonnull (tags);
  add (writer, "tagmanifest-sha256.txt.minisig", "seal");
  g_assert_true (rc_bundle_writer_finish (writer, &sha256, &bytes, &error));
  g_assert_no_error (error);
  g_assert_true (rc_bundle_writer_publish (writer, &error));
  g_assert_no_error (error);
}

static RcBundleWriter *
open_writer (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  RcBundleWriter *writer = rc_bundle_writer_new (self->path, FOLDER, DATED_US, &error);

  g_assert_no_error (error);
  return writer;
}

static void
assert_lines (RcBundleReader     *reader,
              const char         *path,
              const char * const *ends)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rc_bundle_reader_read (reader, path, 100000, &error);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  for (n = 0; ends[n] != NULL; n++)
    {
      g_assert_nonnull (lines[n]);
      g_assert_cmpstr (lines[n] + 66, ==, ends[n]);
    }
  g_assert_cmpstr (lines[n], ==, "");
}

/* Our own strict reader takes it, and both manifests name what they must, with what RFC 8493 encodes. */
static void
test_bag (Fixture       *self,
          gconstpointer  data)
{
  static const char * const payload[] = {
    "data/one.txt", "data/100 %25.txt", "data/sources/000001/Zurich.pdf", "data/stream.json", "data/lines.jsonl", NULL,
  };
  static const char * const tags[] = { "bagit.txt", "manifest-sha256.txt", "index.html", NULL };
  g_autoptr (RcBundleWriter) writer = open_writer (self);
  g_autoptr (RcBundleReader) reader = NULL;
  g_autoptr (GBytes) lines = NULL;
  g_autoptr (GError) error = NULL;

  write_bag (writer);
  reader = rc_bundle_reader_open (self->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rc_bundle_reader_folder (reader), ==, FOLDER);
  g_assert_cmpuint (rc_bundle_reader_list (reader)->len, ==, 10);
  assert_lines (reader, "manifest-sha256.txt", payload);
  assert_lines (reader, "tagmanifest-sha256.txt", tags);
  lines = rc_bundle_reader_read (reader, "data/lines.jsonl", 20000 * 23, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (lines), ==, 20000 * 23);
}

static void
test_same_bytes (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *first = NULL, *second = NULL;
  gsize first_length, second_length;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (RcBundleWriter) writer = open_writer (self);

      write_bag (writer);
      g_assert_true (g_file_get_contents (self->path, i == 0 ? &first : &second, i == 0 ? &first_length : &second_length, NULL));
      g_unlink (self->path);
    }
  g_assert_cmpmem (first, first_length, second, second_length);
}

/* Other programs read it as it is meant. */
static void
test_unzip (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (RcBundleWriter) writer = open_writer (self);
  g_autofree char *unzip = g_find_program_in_path ("unzip");
  g_autofree char *command = NULL, *out = NULL;
  int status;

  write_bag (writer);
  if (unzip == NULL)
    {
      g_test_skip ("unzip is absent");
      return;
    }
  command = g_strdup_printf ("sh -c 'cd \"%s\" && unzip -qq bundle.zip && cd " FOLDER " && sha256sum -c --quiet tagmanifest-sha256.txt"
                             " && sed s/%%25/%%/ manifest-sha256.txt | sha256sum -c --quiet - && cd .. && rm -r " FOLDER "'", self->folder);
  g_assert_true (g_spawn_command_line_sync (command, &out, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (out, ==, "");
}

static void
test_left_unfinished (Fixture       *self,
                      gconstpointer  data)
{
  RcBundleWriter *writer = open_writer (self);

  add (writer, "data/one.txt", "first");
  g_assert_cmpuint (count_files (self->folder), ==, 1);
  rc_bundle_writer_free (writer);
  g_assert_cmpuint (count_files (self->folder), ==, 0);
}

static void
test_refused (Fixture       *self,
              gconstpointer  data)
{
  static const char * const names[] = { "data/ONE.txt", "data/a:b", "data/con.txt", "data/..", "data/a\nb", "data/\xff" };
  g_autoptr (RcBundleWriter) writer = open_writer (self);
  g_autoptr (GBytes) content = g_bytes_new_static ("abc", 3);
  g_autoptr (RcStream) stream = rc_stream_new_memory (content);
  g_autoptr (RcStream) again = rc_stream_new_memory (content);
  g_autoptr (GError) error = NULL;
  RcDigest other;

  add (writer, "data/one.txt", "first");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_false (rc_bundle_writer_add (writer, names[i], "text/plain", "", "", 0, &error));
      g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE);
      g_clear_error (&error);
    }

  /* Bytes that are not those that were imported, or that end early. */
  rc_digest_compute ("abd", 3, &other);
  g_assert_false (rc_bundle_writer_add_stream (writer, "data/changed", "", "", stream, 3, &other, NULL, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_STATE);
  g_clear_error (&error);
  g_assert_false (rc_bundle_writer_add_stream (writer, "data/short", "", "", again, 4, NULL, NULL, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_STATE);
}

/* Nothing that stands there is replaced, whether it came before the writing or in the meantime. */
static void
test_taken (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (RcBundleWriter) writer = open_writer (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) tags = NULL;
  g_autofree char *kept = NULL;
  RcDigest digest;
  guint64 bytes;

  g_assert_true (rc_bundle_writer_close_payload (writer, &digest, &error));
  tags = rc_bundle_writer_close_tags (writer, &error);
  g_assert_true (rc_bundle_writer_finish (writer, &digest, &bytes, &error));
  g_assert_true (g_file_set_contents (self->path, "mine", -1, NULL));
  g_assert_false (rc_bundle_writer_publish (writer, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE);
  g_clear_error (&error);
  g_assert_null (rc_bundle_writer_new (self->path, FOLDER, DATED_US, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE);
  g_assert_true (g_file_get_contents (self->path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "mine");
}

static void
write_beyond_limit (void)
{
  const struct rlimit limit = { 4096, 4096 };
  g_autofree char *path = g_build_filename (g_getenv ("RECOUNT_TEST_FOLDER"), "bundle.zip", NULL);
  g_autofree char *noise = g_malloc (20000);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcBundleWriter) writer = rc_bundle_writer_new (path, FOLDER, DATED_US, &error);

  for (guint i = 0; i < 20000; i++)
    noise[i] = (char) g_random_int ();
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (rc_bundle_writer_add (writer, "data/noise.zip", "", "", noise, 20000, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "no room"));
}

static void
test_full_disk (Fixture       *self,
                gconstpointer  data)
{
  if (g_test_subprocess ())
    {
      write_beyond_limit ();
      return;
    }
  g_setenv ("RECOUNT_TEST_FOLDER", self->folder, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_assert_cmpuint (count_files (self->folder), ==, 0);
}

/* --- The zip itself --- */

static void
write_zip (Fixture *self,
           guint64  wide_from,
           gboolean deflate,
           guint    n_members)
{
  g_autofree char *text = g_malloc (200000);
  int fd = g_open (self->path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  g_autoptr (RcZipWriter) zip = rc_zip_writer_new (fd, DATED_US, wide_from);
  guint64 bytes;

  for (guint i = 0; i < 200000; i++)
    text[i] = (char) ('a' + i * i % 23);
  for (guint i = 0; i < n_members; i++)
    {
      g_autofree char *name = g_strdup_printf (FOLDER "/member-%u", i);

      g_assert_cmpint (rc_zip_writer_begin (zip, name, deflate), ==, 0);
      g_assert_cmpint (rc_zip_writer_append (zip, text, n_members > 100 ? 1 : 200000), ==, 0);
      g_assert_cmpint (rc_zip_writer_end (zip), ==, 0);
    }
  g_assert_cmpint (rc_zip_writer_finish (zip, &bytes), ==, 0);
  g_assert_cmpint (close (fd), ==, 0);
}

static void
assert_zip (Fixture *self,
            guint    n_members)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcBundleReader) reader = rc_bundle_reader_open (self->path, &error);
  g_autoptr (GBytes) last = NULL;
  g_autofree char *name = g_strdup_printf ("member-%u", n_members - 1);
  g_autofree char *unzip = g_find_program_in_path ("unzip");
  g_autofree char *command = g_strdup_printf ("unzip -qqt \"%s\"", self->path);
  int status;

  g_assert_no_error (error);
  g_assert_cmpuint (rc_bundle_reader_list (reader)->len, ==, n_members);
  last = rc_bundle_reader_read (reader, name, 200000, &error);
  g_assert_no_error (error);
  g_assert_cmpint (*(const char *) g_bytes_get_data (last, NULL), ==, 'a');
  if (unzip == NULL)
    return;
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
}

/* With numbers of 64 bits, as members beyond 4 GiB have them: each size from which they begin, down to all. */
static void
test_wide (Fixture       *self,
           gconstpointer  data)
{
  static const guint64 limits[] = { 0, 100, 150000, 199999, 300000, 500000 };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      write_zip (self, limits[i], FALSE, 3);
      assert_zip (self, 3);
      write_zip (self, limits[i], TRUE, 3);
      assert_zip (self, 3);
    }
}

static void
test_many (Fixture       *self,
           gconstpointer  data)
{
  write_zip (self, RC_ZIP_WIDE_FROM, FALSE, 65535);
  assert_zip (self, 65535);
}

/* What deflate packs a thousandfold would be taken for a bomb: no reader may refuse a source for that. */
static void
test_dense (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (RcBundleWriter) writer = open_writer (self);
  g_autofree char *zeros = g_malloc0 (1 << 20);
  g_autoptr (RcBundleReader) reader = NULL;
  g_autoptr (RcStream) stream = NULL;
  g_autoptr (GBytes) tags = NULL;
  g_autoptr (GError) error = NULL;
  guint64 bytes, total = 0;
  RcDigest digest;
  gsize n;

  g_assert_true (rc_bundle_writer_begin (writer, "data/zeros", "", "", &error));
  for (guint i = 0; i < 64; i++)
    g_assert_true (rc_bundle_writer_append (writer, zeros, 1 << 20, &error));
  g_assert_true (rc_bundle_writer_end (writer, &error));
  g_assert_true (rc_bundle_writer_close_payload (writer, &digest, &error));
  tags = rc_bundle_writer_close_tags (writer, &error);
  g_assert_true (rc_bundle_writer_finish (writer, &digest, &bytes, &error));
  g_assert_cmpuint (bytes, <, 4 << 20);
  g_assert_true (rc_bundle_writer_publish (writer, &error));

  reader = rc_bundle_reader_open (self->path, &error);
  g_assert_no_error (error);
  stream = rc_bundle_reader_stream (reader, "data/zeros", &error);
  do
    {
      g_assert_true (rc_stream_read_full (stream, zeros, 1 << 20, &n, &error));
      total += n;
    }
  while (n > 0);
  g_assert_no_error (error);
  g_assert_cmpuint (total, ==, 64u << 20);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/bundle-writer/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("bag", test_bag);
  ADD ("same-bytes", test_same_bytes);
  ADD ("unzip", test_unzip);
  ADD ("left-unfinished", test_left_unfinished);
  ADD ("refused", test_refused);
  ADD ("taken", test_taken);
  ADD ("full-disk", test_full_disk);
  ADD ("wide", test_wide);
  ADD ("many", test_many);
  ADD ("dense", test_dense);

  return g_test_run ();
}
