/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/stream.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("recount-stream-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static GBytes *
make_bytes (gsize length)
{
  guint8 *data = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    data[i] = (guint8) (i * 7 + i / 251);

  return g_bytes_new_take (data, length);
}

static void
assert_content (RcStream *stream,
                GBytes   *expected)
{
  gsize size = g_bytes_get_size (expected);
  const guint8 *data = g_bytes_get_data (expected, NULL);
  g_autofree guint8 *buffer = g_malloc (size + 1);
  g_autoptr (GError) error = NULL;
  gsize n;

  g_assert_cmpint (stream->size, ==, size);

  g_assert_true (rc_stream_read_full (stream, buffer, 10, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (buffer, n, data, MIN (10, size));

  /* Reading at a place does not move the place of reading on. */
  g_assert_true (rc_stream_pread_full (stream, size / 2, buffer, size, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (buffer, n, data + size / 2, size - size / 2);

  g_assert_true (rc_stream_read_full (stream, buffer, size + 1, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (buffer, n, data + MIN (10, size), size - MIN (10, size));

  g_assert_cmpint (rc_stream_read (stream, buffer, 1, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpint (rc_stream_pread (stream, size, buffer, 1, &error), ==, 0);
  g_assert_cmpint (rc_stream_pread (stream, G_MAXUINT64, buffer, 1, &error), ==, 0);
  g_assert_true (rc_stream_pread_full (stream, G_MAXUINT64 - 1, buffer, 5, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpint (rc_stream_pread (stream, 0, NULL, 0, &error), ==, 0);
  g_assert_no_error (error);
}

static void
test_memory (void)
{
  const gsize sizes[] = { 0, 1, 9, 10, 11, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) bytes = make_bytes (sizes[i]);
      g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);

      assert_content (stream, bytes);
    }
}

static void
test_file (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a file", NULL);
  g_autofree char *link_path = g_build_filename (fixture->folder, "link", NULL);
  g_autoptr (GBytes) bytes = make_bytes (300000);
  g_autoptr (RcStream) stream = NULL;
  g_autoptr (RcStream) linked = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  stream = rc_stream_new_file (path, &error);
  g_assert_no_error (error);
  assert_content (stream, bytes);

  g_assert_cmpint (symlink ("a file", link_path), ==, 0);
  linked = rc_stream_new_file (link_path, &error);
  g_assert_no_error (error);
  assert_content (linked, bytes);
}

static void
assert_refused (const char *path,
                int         code,
                const char *word)
{
  g_autoptr (GError) error = NULL;
  RcStream *stream = rc_stream_new_file (path, &error);

  g_assert_null (stream);
  g_assert_error (error, RC_STREAM_ERROR, code);
  g_assert_nonnull (strstr (error->message, word));
}

static void
make_socket (const char *path)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpuint (strlen (path), <, sizeof address.sun_path);
  strcpy (address.sun_path, path);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  close (fd);
}

/* None of these may wait: a FIFO without a writer would for ever. */
static void
test_not_a_file (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *fifo = g_build_filename (fixture->folder, "fifo", NULL);
  g_autofree char *sock = g_build_filename (fixture->folder, "socket", NULL);
  g_autofree char *loop = g_build_filename (fixture->folder, "loop", NULL);
  g_autofree char *absent = g_build_filename (fixture->folder, "absent", NULL);

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  make_socket (sock);
  g_assert_cmpint (symlink ("loop", loop), ==, 0);

  assert_refused (fifo, RC_STREAM_ERROR_NOT_A_FILE, "FIFO");
  assert_refused (sock, RC_STREAM_ERROR_NOT_A_FILE, "socket");
  assert_refused (fixture->folder, RC_STREAM_ERROR_NOT_A_FILE, "folder");
  assert_refused ("/dev/null", RC_STREAM_ERROR_NOT_A_FILE, "device");
  assert_refused (loop, RC_STREAM_ERROR_SYSTEM, "loop");
  assert_refused (absent, RC_STREAM_ERROR_SYSTEM, "absent");
}

static void
test_no_permission (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "closed", NULL);

  if (geteuid () == 0)
    {
      g_test_skip ("root may read every file");
      return;
    }

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  assert_refused (path, RC_STREAM_ERROR_SYSTEM, "closed");
}

static void
test_range (void)
{
  g_autoptr (GBytes) bytes = make_bytes (1000);
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 200, 300);
  g_autoptr (RcStream) base = rc_stream_new_memory (bytes);
  g_autoptr (RcStream) range = rc_stream_new_range (base, 200, 300);
  g_autoptr (RcStream) inner = rc_stream_new_range (range, 0, 300);

  assert_content (range, part);
  assert_content (inner, part);
}

/* A range that its base does not fill must never look like a shorter, complete one. */
static void
test_range_past_the_end (void)
{
  g_autoptr (GBytes) bytes = make_bytes (1000);
  g_autoptr (RcStream) base = rc_stream_new_memory (bytes);
  g_autoptr (RcStream) range = rc_stream_new_range (base, 990, 20);
  g_autoptr (GError) error = NULL;
  guint8 buffer[32];
  gsize n;

  g_assert_false (rc_stream_read_full (range, buffer, sizeof buffer, &n, &error));
  g_assert_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED);
  g_assert_cmpuint (n, ==, 10);
}

static gssize
read_a_byte (RcStream  *self,
             void      *buffer,
             gsize      length,
             GError   **error)
{
  memset (buffer, 'x', 1);
  return 1;
}

static void
test_front_to_back_only (void)
{
  g_autoptr (RcStream) stream = g_new0 (RcStream, 1);
  g_autoptr (GError) error = NULL;
  char buffer[5];
  gsize n;

  stream->read = read_a_byte;
  stream->size = -1;

  g_assert_true (rc_stream_read_full (stream, buffer, sizeof buffer, &n, &error));
  g_assert_cmpmem (buffer, n, "xxxxx", 5);
  g_assert_false (rc_stream_pread_full (stream, 0, buffer, sizeof buffer, &n, &error));
  g_assert_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_SYSTEM);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stream/memory", test_memory);
  g_test_add ("/stream/file", Fixture, NULL, set_up, test_file, tear_down);
  g_test_add ("/stream/not-a-file", Fixture, NULL, set_up, test_not_a_file, tear_down);
  g_test_add ("/stream/no-permission", Fixture, NULL, set_up, test_no_permission, tear_down);
  g_test_add_func ("/stream/range", test_range);
  g_test_add_func ("/stream/range-past-the-end", test_range_past_the_end);
  g_test_add_func ("/stream/front-to-back-only", test_front_to_back_only);

  return g_test_run ();
}
