/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/kubeflow/mlmd-store.h"

#include "database-fixture.h"
#include "mlmd-fixture.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

static int
recognise (GBytes *bytes)
{
  const RcImporter *importer = rc_mlmd_store_importer ();
  RcSample sample = { .name = "x" };
  gsize length;

  sample.head = g_bytes_get_data (bytes, &length);
  sample.head_length = MIN (length, RC_LIMIT_SAMPLE_BYTES);
  sample.size = (gint64) length;
  return importer->recognise (importer, &sample);
}

static void
test_hostile_values (void)
{
  g_autofree char *long_name = g_strnfill (5000, 'n');
  g_autofree char *rows = g_strdup_printf (
    EXECUTION (1, 3, 3, 1) ARTIFACT (1, 5, "s3://data") EVENT (1, 1, 3)
    "INSERT INTO Artifact (id, type_id, uri) VALUES (9223372036854775807, 5, 's3://last'), (-5, 5, 's3://below'), (7, 99, 'no type'),"
    " (8, 5, x'ff00'), (9, 5, '%s');"
    "INSERT INTO Event (artifact_id, execution_id, type) VALUES (9223372036854775807, 1, 3), (-5, 1, 3), ('x', 1, 3), (1, 'y', 3), (1, 1, 99),"
    " (12345, 1, 3), (1, 12345, 3);"
    "INSERT INTO Execution (id, type_id, last_known_state, create_time_since_epoch) VALUES (50, 3, 'three', 9223372036854775807),"
    " (51, 'x', -1, -1);"
    "INSERT INTO Context (id, type_id, name, create_time_since_epoch) VALUES (77, 1, x'ff', 1), (78, 1, 'far', 9223372036854775807);"
    "INSERT INTO EventPath VALUES ('z', 0, 0, 'port'), (12345, 0, 0, 'port');"
    "INSERT INTO ParentType VALUES (99, 99), (5, 5);", long_name);
  g_autoptr (RecordingSink) sink = mlmd_fixture_import_kfp (rows);

  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_DATASET, "s3://data"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_DATASET, "s3://last"));
  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_LIMIT));
  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_REGISTRY_MALFORMED));
}

/* A table that is a view could say anything of other tables: nothing is read. */
static void
test_view (void)
{
  g_autoptr (GString) sql = mlmd_fixture_make_schema (10);
  g_autoptr (RecordingSink) sink = NULL;

  g_string_append (sql, "DROP TABLE Event; CREATE VIEW Event AS SELECT id, id AS artifact_id, id AS execution_id, 3 AS type FROM Artifact;");
  sink = mlmd_fixture_import_sql (sql->str);
  g_assert_cmpuint (sink->claims->len, ==, 0);
  g_assert_cmpuint (sink->asides->len, ==, 1);
}

static void
test_truncated (void)
{
  g_autoptr (GString) sql = mlmd_fixture_make_schema (10);
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const guint8 *data;

  g_string_append (sql, KFP_TYPES EXECUTION (1, 3, 3, 1) ARTIFACT (1, 5, "s3://data") EVENT (1, 1, 3));
  bytes = database_fixture_new (sql->str);
  data = g_bytes_get_data (bytes, &length);
  for (gsize end = 0; end < length; end++)
    {
      g_autoptr (GBytes) part = g_bytes_new (data, end);
      g_autoptr (RecordingSink) sink = mlmd_fixture_import (part);

      g_assert_cmpuint (sink->claims->len, ==, 0);
      g_assert_cmpuint (sink->events->len, ==, 0);
    }
}

/* Each byte changed: whatever comes of it, the program goes on. */
static void
test_changed (void)
{
  g_autoptr (GString) sql = mlmd_fixture_make_schema (10);
  g_autoptr (GBytes) bytes = NULL;

  g_string_append (sql, KFP_TYPES EXECUTION (1, 3, 3, 1) ARTIFACT (1, 5, "s3://data") EVENT (1, 1, 3) EXECUTION_TEXT (1, "inputs", WITH_SECRET));
  bytes = database_fixture_new (sql->str);
  for (gsize offset = 0; offset < g_bytes_get_size (bytes); offset += 7)
    {
      g_autoptr (GBytes) changed = database_fixture_change (bytes, offset, 0xff);
      g_autoptr (RecordingSink) sink = mlmd_fixture_import (changed);

      g_assert_cmpuint (sink->events->len, ==, 0);
    }
}

/* A full disk at any moment ends the import with an error. */
static void
test_full_disk (void)
{
  g_autoptr (GString) sql = mlmd_fixture_make_schema (10);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RecordingSink) whole = NULL;

  g_string_append (sql, REGISTRY);
  bytes = database_fixture_new (sql->str);
  whole = mlmd_fixture_import (bytes);
  for (guint call = 1; call <= whole->n_calls; call++)
    {
      g_autoptr (RecordingSink) sink = recording_sink_new ();
      g_autoptr (GError) error = NULL;

      sink->fail_at = call;
      g_assert_false (mlmd_fixture_try (bytes, sink, &error));
      g_assert_nonnull (error);
    }
}

/* A database of something else is another importer's, and this one says so by telling nothing. */
static void
test_others (void)
{
  g_autoptr (GBytes) other = database_fixture_new ("CREATE TABLE runs (run_uuid TEXT); CREATE TABLE alembic_version (version_num TEXT);");
  g_autoptr (GString) sql = mlmd_fixture_make_schema (1);
  g_autoptr (GBytes) own = database_fixture_new (sql->str);
  g_autoptr (GBytes) text = g_bytes_new_static ("Artifact Execution Event", 24);
  g_autoptr (RecordingSink) sink = mlmd_fixture_import (other);

  g_assert_cmpint (recognise (other), ==, 20);
  g_assert_cmpint (recognise (own), ==, 95);
  g_assert_cmpint (recognise (text), ==, 0);
  g_assert_cmpuint (sink->n_calls, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/importers/mlmd-wrong/hostile-values", test_hostile_values);
  g_test_add_func ("/importers/mlmd-wrong/view", test_view);
  g_test_add_func ("/importers/mlmd-wrong/truncated", test_truncated);
  g_test_add_func ("/importers/mlmd-wrong/changed", test_changed);
  g_test_add_func ("/importers/mlmd-wrong/full-disk", test_full_disk);
  g_test_add_func ("/importers/mlmd-wrong/others", test_others);
  return g_test_run ();
}
