/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/case.h"
#include "core/case-schema.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static const RcCaseDescription description = {
  .title = "Credit scoring 2026", .type = RC_CASE_TYPE_INTERNAL, .auditor = "A. Auditor", .is_unsigned = TRUE,
};

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("recount-case-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "C.recount", NULL);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
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
  g_free (fixture->path);
}

static RcCase *
create (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RcCase *self = rc_case_create (fixture->path, &description, &error);

  g_assert_no_error (error);
  return self;
}

static RcCase *
open_case (Fixture  *fixture,
           gboolean  for_writing)
{
  g_autoptr (GError) error = NULL;
  RcCase *self = rc_case_open (fixture->path, for_writing, &error);

  g_assert_no_error (error);
  return self;
}

static void
close_case (RcCase *self)
{
  g_autoptr (GError) error = NULL;

  rc_case_close (self, &error);
  g_assert_no_error (error);
  g_object_unref (self);
}

static void
test_create (Fixture       *fixture,
             gconstpointer  data)
{
  RcCase *self = create (fixture);
  g_autofree char *header = NULL;
  g_autofree char *title = NULL;
  g_autofree char *type = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (rc_case_is_writable (self));
  g_assert_null (rc_case_peek_holder (self));
  close_case (self);
  g_assert_cmpuint (count_files (fixture), ==, 1);

  g_assert_true (g_file_get_contents (fixture->path, &header, &length, &error));
  g_assert_cmpuint (length % 16384, ==, 0);
  g_assert_cmpmem (header, 16, "SQLite format 3", 16);
  g_assert_cmpint (header[16], ==, 64);                  /* pages of 16384 bytes */
  g_assert_cmpint (header[18], ==, 1);                   /* no WAL */
  g_assert_cmpint (header[20], ==, RC_CASE_RESERVED_BYTES);
  g_assert_cmpmem (header + 68, 4, "RCAN", 4);
  g_assert_cmpint (header[63], ==, RC_CASE_SCHEMA_VERSION);

  self = open_case (fixture, FALSE);
  g_assert_false (rc_case_is_writable (self));
  title = rc_case_dup_setting (self, "case.title");
  type = rc_case_dup_setting (self, "case.type");
  id = rc_case_dup_setting (self, "case.id");
  g_assert_cmpstr (title, ==, "Credit scoring 2026");
  g_assert_cmpstr (type, ==, "internal");
  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_null (rc_case_dup_setting (self, "case.organisation"));
  g_assert_false (rc_case_set_setting (self, "a", "b", &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY);
  close_case (self);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_write_and_read (Fixture       *fixture,
                     gconstpointer  data)
{
  RcCase *self = create (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  RcDatabase *reader = rc_case_open_reader (self, &error);
  gint64 count;

  g_assert_no_error (error);
  g_assert_true (rc_case_begin (self, &error));
  g_assert_true (rc_case_set_setting (self, "x", "1", &error));
  g_assert_true (rc_case_set_mark (self, "event", 12, &error));
  g_assert_true (rc_database_get_integer (reader, "SELECT count(*) FROM setting WHERE key = 'x'", &count, &error));
  g_assert_cmpint (count, ==, 0);
  g_assert_true (rc_case_commit (self, &error));
  g_assert_true (rc_database_get_integer (reader, "SELECT count(*) FROM setting WHERE key = 'x'", &count, &error));
  g_assert_cmpint (count, ==, 1);
  g_assert_cmpint (rc_case_get_mark (self, "event"), ==, 12);
  g_assert_cmpint (rc_case_get_mark (self, "name"), ==, 0);

  g_assert_true (rc_case_begin (self, &error));
  g_assert_true (rc_case_set_setting (self, "x", "2", &error));
  rc_case_rollback (self);
  value = rc_case_dup_setting (self, "x");
  g_assert_cmpstr (value, ==, "1");

  /* The reader outlives the writer: the last to go leaves the file alone. */
  close_case (self);
  g_assert_cmpuint (count_files (fixture), ==, 3);
  g_assert_true (rc_database_get_integer (reader, "SELECT count(*) FROM setting WHERE key = 'x'", &count, &error));
  g_assert_cmpint (count, ==, 1);
  rc_database_free (reader);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/case/create", Fixture, NULL, set_up, test_create, tear_down);
  g_test_add ("/case/write-and-read", Fixture, NULL, set_up, test_write_and_read, tear_down);
  return g_test_run ();
}
