/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/claim.h"
#include "core/event.h"
#include "core/import.h"
#include "importers/importers.h"

#include "database-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/*
 * Registries and cards imported into a real case: what the importers tell is found again by whoever asks the case.
 */

#define DIGEST "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static const char store_sql[] =
  "CREATE TABLE alembic_version (version_num TEXT NOT NULL, PRIMARY KEY (version_num)); INSERT INTO alembic_version VALUES ('x');"
  "CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY);"
  "CREATE TABLE runs (run_uuid TEXT NOT NULL, start_time BIGINT, PRIMARY KEY (run_uuid)); INSERT INTO runs VALUES ('r', 1768122000000);"
  "CREATE TABLE model_versions (name TEXT NOT NULL, version INTEGER NOT NULL, run_id TEXT, PRIMARY KEY (name, version));"
  "INSERT INTO model_versions VALUES ('kreditcheck', 3, 'r');"
  "CREATE TABLE model_version_tags (\"key\" TEXT, value TEXT, name TEXT, version INTEGER, PRIMARY KEY (\"key\", name, version));"
  "INSERT INTO model_version_tags VALUES ('artifact_sha256', '" DIGEST "', 'kreditcheck', 3);"
  "CREATE TABLE trace_info (request_id TEXT PRIMARY KEY, timestamp_ms BIGINT, response_preview TEXT);"
  "INSERT INTO trace_info VALUES ('tr-1', 1768305600123, 'no');";
static const char card_text[] = "---\nmodel_name: kreditcheck\nversion: 3\ndate: 2026-03-20\n---\n## Uses\nx\n";

typedef struct
{
  char   *folder;
  RcCase *case_file;
} Fixture;

static void
write_file (Fixture    *fixture,
            const char *name,
            const char *content,
            gsize       length)
{
  g_autofree char *path = g_build_filename (fixture->folder, "evidence", name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, content, (gssize) length, &error));
  g_assert_no_error (error);
}

static void
write_database (Fixture    *fixture,
                const char *name,
                const char *sql)
{
  g_autoptr (GBytes) bytes = database_fixture_new (sql);

  write_file (fixture, name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const RcCaseDescription description = { .title = "Registry", .is_unsigned = TRUE };
  const RcImportOptions options = { 0 };
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *evidence = NULL;

  fixture->folder = g_dir_make_tmp ("recount-registry-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "test.recount", NULL);
  evidence = g_build_filename (fixture->folder, "evidence", NULL);
  g_assert_cmpint (g_mkdir (evidence, 0700), ==, 0);
  write_database (fixture, "mlflow.db", store_sql);
  write_database (fixture, "other.db", "CREATE TABLE t (a);");
  write_file (fixture, "card.md", card_text, strlen (card_text));

  rc_importers_register_all ();
  fixture->case_file = rc_case_create (path, &description, &error);
  g_assert_no_error (error);
  result = rc_import_paths (fixture->case_file, (const char *[]) { evidence, NULL }, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_remove (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->case_file);
  remove_all (fixture->folder);
  g_free (fixture->folder);
}

static RcSource *
find_source (Fixture    *fixture,
             const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sources = rc_source_list (fixture->case_file, &error);
  RcSource *found = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < sources->len && found == NULL; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);

      if (g_str_equal (source->name, name))
        found = rc_source_load (rc_case_get_database (fixture->case_file), source->id, &error);
    }
  g_assert_no_error (error);
  g_assert_nonnull (found);
  return found;
}

static void
test_sources (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (RcSource) store = find_source (fixture, "evidence/mlflow.db");
  g_autoptr (RcSource) rows = find_source (fixture, "evidence/mlflow.db!rows");
  g_autoptr (RcSource) card = find_source (fixture, "evidence/card.md");
  g_autoptr (RcSource) other = find_source (fixture, "evidence/other.db");

  g_assert_cmpstr (store->importer, ==, "mlflow-store");
  g_assert_cmpint (rows->parent, ==, store->id);
  g_assert_cmpuint (rows->records, ==, 1 + 1 + 1 + 1 + 1 + 1);
  g_assert_cmpuint (rows->events, ==, 1);
  g_assert_cmpstr (card->importer, ==, "hugging-face-card");
  /* A database that is none of ours is understood by nobody. */
  g_assert_null (other->importer);
  g_assert_cmpuint (other->set_aside, ==, 0);
}

/* The registry and the card speak of one name in two scopes: whether they mean one thing is not the importers' to say. */
static void
test_entities (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (RcSource) store = find_source (fixture, "evidence/mlflow.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entities = rc_entity_find (rc_case_get_database (fixture->case_file), RC_ENTITY_MODEL_VERSION,
                                                   "kreditcheck/3", &error);
  g_autofree char *scope = rc_digest_dup_hex (&store->sha256);
  gboolean in_registry = FALSE;
  gboolean in_world = FALSE;

  g_assert_no_error (error);
  g_assert_cmpuint (entities->len, ==, 2);
  for (guint i = 0; i < entities->len; i++)
    {
      const RcEntity *entity = g_ptr_array_index (entities, i);

      in_registry = in_registry || g_str_equal (entity->scope, scope);
      in_world = in_world || g_str_equal (entity->scope, "");
    }
  g_assert_true (in_registry);
  g_assert_true (in_world);
}

static void
test_claim_cites_its_row (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) claims = rc_claim_list_of_value (fixture->case_file, RC_PROPERTY_ARTIFACT_DIGEST, DIGEST, &error);
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (GBytes) row = NULL;
  const RcClaim *claim;
  guint64 offset;

  g_assert_no_error (error);
  g_assert_cmpuint (claims->len, ==, 1);
  claim = g_ptr_array_index (claims, 0);
  g_assert_cmpstr (claim->locator, ==, "model_version_tags/artifact_sha256/kreditcheck/3");
  row = rc_record_reader_read (reader, claim->source, claim->record, &offset, &error);
  g_assert_no_error (error);
  g_assert_nonnull (memmem (g_bytes_get_data (row, NULL), g_bytes_get_size (row), DIGEST, strlen (DIGEST)));
}

static void
test_event_reads_its_row (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (GError) error = NULL;
  g_autoptr (RcEvent) event = rc_event_find (fixture->case_file, reader, "tr-1", &error);

  g_assert_no_error (error);
  g_assert_cmpint (event->kind, ==, RC_EVENT_INFERENCE);
  g_assert_cmpint (event->time_us, ==, G_GINT64_CONSTANT (1768305600123000));
  g_assert_true (rc_event_read_fields (event, fixture->case_file, reader, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (rc_event_peek_field (event, RC_FIELD_OUTPUT), ==, "no");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/importers/registry-import/sources", Fixture, NULL, set_up, test_sources, tear_down);
  g_test_add ("/importers/registry-import/entities", Fixture, NULL, set_up, test_entities, tear_down);
  g_test_add ("/importers/registry-import/claim-cites-its-row", Fixture, NULL, set_up, test_claim_cites_its_row, tear_down);
  g_test_add ("/importers/registry-import/event-reads-its-row", Fixture, NULL, set_up, test_event_reads_its_row, tear_down);

  return g_test_run ();
}
