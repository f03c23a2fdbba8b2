/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/importer.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char   *folder;
  char   *path;
  RcCase *case_file;
} Fixture;

static guint made;
static guint freed;

static void
free_fake (RcImporter *self)
{
  g_free ((char *) self->id);
  g_free (self);
  freed++;
}

/* A mapping of one word: its id. */
static RcImporter *
make_fake (const char *text,
           gsize       length,
           const char *name,
           GError    **error)
{
  RcImporter *importer = g_new0 (RcImporter, 1);

  importer->id = g_strndup (text, length);
  importer->free = free_fake;
  made++;
  return importer;
}

static const RcImporter registered = { .id = "registered", .title = "Registered" };

static void
add_mapping (Fixture    *fixture,
             const char *text,
             const char *digested)
{
  RcDatabase *database = rc_case_get_database (fixture->case_file);
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement;
  RcDigest digest;

  rc_digest_compute (digested, strlen (digested), &digest);
  statement = rc_database_prepare (database, "INSERT INTO mapping (name, sha256, text) VALUES ('own', ?1, ?2)", &error);
  g_assert_no_error (error);
  rc_database_bind_digest (statement, 1, &digest);
  rc_database_bind_text (statement, 2, text);
  g_assert_true (rc_database_run (database, statement, &error));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const RcCaseDescription description = { .title = "Mappings", .type = RC_CASE_TYPE_INTERNAL, .is_unsigned = TRUE };
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("recount-importer-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "C.recount", NULL);
  fixture->case_file = rc_case_create (fixture->path, &description, &error);
  g_assert_no_error (error);
  add_mapping (fixture, "first", "first");
  add_mapping (fixture, "edited", "second");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->case_file);
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
test_registered (Fixture       *fixture,
                 gconstpointer  data)
{
  RcSource source = { .name = (char *) "log", .importer = (char *) "registered" };
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_importer_for_source (fixture->case_file, &source, &error) == &registered);
  g_assert_no_error (error);

  source.importer = (char *) "from-a-newer-program";
  g_assert_null (rc_importer_for_source (fixture->case_file, &source, &error));
  g_assert_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_UNKNOWN);
  g_assert_nonnull (strstr (error->message, "from-a-newer-program"));
  g_clear_error (&error);

  source.importer = NULL;
  g_assert_null (rc_importer_for_source (fixture->case_file, &source, &error));
  g_assert_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_UNKNOWN);
}

/* The mapping of the case counts, is made once, and goes with the case. */
static void
test_pinned (Fixture       *fixture,
             gconstpointer  data)
{
  RcSource source = { .name = (char *) "log", .importer = (char *) "registered", .mapping = 1 };
  g_autoptr (GError) error = NULL;
  const RcImporter *importer = rc_importer_for_source (fixture->case_file, &source, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (importer->id, ==, "first");
  made = freed = 0;
  g_assert_true (rc_importer_for_source (fixture->case_file, &source, &error) == importer);
  g_assert_cmpuint (made, ==, 0);

  g_clear_object (&fixture->case_file);
  g_assert_cmpuint (freed, ==, 1);
}

static void
test_edited (Fixture       *fixture,
             gconstpointer  data)
{
  RcSource source = { .name = (char *) "log", .importer = (char *) "own", .mapping = 2 };
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_importer_for_source (fixture->case_file, &source, &error));
  g_assert_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING);
  g_assert_nonnull (strstr (error->message, "mapping 2"));
  g_clear_error (&error);

  /* The same statement serves the next one. */
  source.mapping = 1;
  g_assert_nonnull (rc_importer_for_source (fixture->case_file, &source, &error));
  g_assert_no_error (error);

  source.mapping = 3;
  g_assert_null (rc_importer_for_source (fixture->case_file, &source, &error));
  g_assert_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_UNKNOWN);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  rc_importer_register (&registered);
  rc_importer_set_mapping_factory (make_fake);

  g_test_add ("/importer-source/registered", Fixture, NULL, set_up, test_registered, tear_down);
  g_test_add ("/importer-source/pinned", Fixture, NULL, set_up, test_pinned, tear_down);
  g_test_add ("/importer-source/edited", Fixture, NULL, set_up, test_edited, tear_down);
  return g_test_run ();
}
