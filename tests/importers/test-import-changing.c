/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "import-fixture.h"

/* Files that change while they are read. */

typedef struct
{
  char         *path;
  volatile gint stop;
  volatile gint writes;
  gboolean      truncate;
} Writer;

static gpointer
write_on (gpointer data)
{
  Writer *self = data;
  g_autofree char *line = import_fixture_dup_line (99, "0.1");
  int fd = open (self->path, O_WRONLY | O_APPEND | O_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  while (!g_atomic_int_get (&self->stop))
    {
      if (self->truncate)
        g_assert_cmpint (ftruncate (fd, 3 << 20), ==, 0);
      g_assert_cmpint (write (fd, line, strlen (line)), ==, (int) strlen (line));
      g_atomic_int_inc (&self->writes);
      g_usleep (100);
    }
  close (fd);
  return NULL;
}

/* What was read is what is kept: consistent in itself, told as changed. */
static void
test_changing (ImportFixture *fixture,
               gconstpointer  data)
{
  g_autoptr (GString) log = import_fixture_make_log (1, 40000);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;
  g_autofree guint8 *bytes = NULL;
  Writer writer = { .path = import_fixture_dup_path (fixture, "log.jsonl"), .truncate = data != NULL };
  GThread *thread;
  const RcSource *source;
  RcDigest digest;

  import_fixture_put (fixture, "log.jsonl", log->str, (gssize) log->len);
  thread = g_thread_new ("writer", write_on, &writer);
  while (g_atomic_int_get (&writer.writes) == 0)
    g_usleep (100);
  result = import_fixture_import (fixture, "log.jsonl");
  g_atomic_int_set (&writer.stop, 1);
  g_thread_join (thread);
  g_free (writer.path);

  source = import_fixture_find (result, "log.jsonl");
  told = import_fixture_query_text (fixture, "SELECT kind, source FROM set_aside WHERE kind = 'source-changed'");
  g_assert_cmpstr (told, ==, "source-changed|1");
  bytes = g_malloc (source->size);
  reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_assert_true (rc_vault_read (rc_record_reader_peek_vault (reader), source->start, bytes, source->size, &error));
  g_assert_no_error (error);
  rc_digest_compute (bytes, source->size, &digest);
  g_assert_true (rc_digest_equal (&digest, &source->sha256));
  import_fixture_assert_sound (fixture->case_file);
}

/* Puts another file in the place of the one that is read, again and again, as a share can. */
typedef struct
{
  char         *path;
  char         *beside;
  GString      *contents[2];
  volatile gint stop;
  volatile gint turns;
} Replacer;

static gpointer
replace_on (gpointer data)
{
  Replacer *self = data;

  while (!g_atomic_int_get (&self->stop))
    {
      const GString *content = self->contents[g_atomic_int_get (&self->turns) % 2];

      g_assert_true (g_file_set_contents_full (self->beside, content->str, (gssize) content->len, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      g_assert_cmpint (g_rename (self->beside, self->path), ==, 0);
      g_atomic_int_inc (&self->turns);
    }
  return NULL;
}

/* What is hashed, kept and read as events is one reading of one of the two files, never a part of each. */
static void
test_replaced (ImportFixture *fixture,
               gconstpointer  data)
{
  g_autoptr (GString) first = import_fixture_make_log (1, 20000);
  g_autoptr (GString) second = import_fixture_make_log (20001, 40000);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;
  g_autofree guint8 *bytes = NULL;
  g_autofree char *path = import_fixture_dup_path (fixture, "log.jsonl");
  g_autofree char *beside = g_build_filename (fixture->folder, "beside.jsonl", NULL);
  Replacer replacer = { .path = path, .beside = beside, .contents = { first, second } };
  const RcSource *source;
  const GString *read;
  GThread *thread;
  RcDigest digest;

  import_fixture_put (fixture, "log.jsonl", first->str, (gssize) first->len);
  thread = g_thread_new ("replacer", replace_on, &replacer);
  while (g_atomic_int_get (&replacer.turns) == 0)
    g_usleep (100);
  result = import_fixture_import (fixture, "log.jsonl");
  g_atomic_int_set (&replacer.stop, 1);
  g_thread_join (thread);

  source = import_fixture_find (result, "log.jsonl");
  bytes = g_malloc (source->size);
  reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_assert_true (rc_vault_read (rc_record_reader_peek_vault (reader), source->start, bytes, source->size, &error));
  g_assert_no_error (error);
  rc_digest_compute (bytes, source->size, &digest);
  g_assert_true (rc_digest_equal (&digest, &source->sha256));
  read = source->size == first->len && memcmp (bytes, first->str, first->len) == 0 ? first : second;
  g_assert_cmpmem (bytes, source->size, read->str, read->len);
  g_assert_cmpuint (source->events, ==, 20000);
  told = import_fixture_query_text (fixture, "SELECT kind, source FROM set_aside WHERE kind = 'source-changed'");
  g_assert_cmpstr (told, ==, "source-changed|1");
  import_fixture_assert_sound (fixture->case_file);
}

#define ADD(name, function, data) g_test_add ("/import-changing/C76/" name, ImportFixture, data, import_fixture_set_up, function, \
                                              import_fixture_verify_and_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("growing", test_changing, NULL);
  ADD ("shrinking", test_changing, "truncate");
  ADD ("replaced", test_replaced, NULL);
  return g_test_run ();
}
