/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlmd-fixture.h"

#include "importers/kubeflow/mlmd-store.h"

#include "database-fixture.h"

gboolean
mlmd_fixture_try (GBytes         *bytes,
                  RecordingSink  *sink,
                  GError        **error)
{
  const RcImporter *importer = rc_mlmd_store_importer ();
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  RcImportInput input = { .name = "metadata.sqlite", .size = g_bytes_get_size (bytes), .stream = stream, .modified_us = RC_TIME_NONE };

  return importer->import (importer, &input, &sink->base, NULL, error);
}

RecordingSink *
mlmd_fixture_import (GBytes *bytes)
{
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (mlmd_fixture_try (bytes, sink, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

RecordingSink *
mlmd_fixture_import_sql (const char *sql)
{
  g_autoptr (GBytes) bytes = database_fixture_new (sql);

  return mlmd_fixture_import (bytes);
}

/* --- Stores of every schema version: what a version does not have yet is left out --- */

static void
add_properties (GString    *sql,
                guint       version,
                const char *thing,
                const char *key)
{
  g_string_append_printf (sql,
                          "CREATE TABLE %sProperty (%s INT NOT NULL, name VARCHAR(255) NOT NULL, is_custom_property TINYINT(1) NOT NULL,"
                          " int_value INT, double_value DOUBLE, string_value TEXT%s,"
                          " PRIMARY KEY (%s, name, is_custom_property));",
                          thing, key, version >= 10 ? ", byte_value BLOB, proto_value BLOB, bool_value BOOLEAN" : "", key);
}

GString *
mlmd_fixture_make_schema (guint version)
{
  GString *sql = g_string_new (NULL);
  const char *times = version >= 5 ? ", create_time_since_epoch INT NOT NULL DEFAULT 0, last_update_time_since_epoch INT NOT NULL DEFAULT 0" : "";
  const char *external = version >= 9 ? ", external_id VARCHAR(255) UNIQUE" : "";

  if (version >= 1)
    g_string_append_printf (sql, "CREATE TABLE MLMDEnv (schema_version INTEGER PRIMARY KEY); INSERT INTO MLMDEnv VALUES (%u);", version);
  g_string_append_printf (sql, "CREATE TABLE Type (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(255) NOT NULL, %s%s%s);",
                          version >= 2 ? "type_kind TINYINT(1)" : "is_artifact_type TINYINT(1)",
                          version >= 6 ? ", version VARCHAR(255), description TEXT" : "", external);
  g_string_append (sql, "CREATE TABLE TypeProperty (type_id INT NOT NULL, name VARCHAR(255) NOT NULL, data_type INT,"
                        " PRIMARY KEY (type_id, name));");
  g_string_append_printf (sql, "CREATE TABLE Artifact (id INTEGER PRIMARY KEY AUTOINCREMENT, type_id INT NOT NULL, uri TEXT%s%s%s);",
                          version >= 5 ? ", state INT, name VARCHAR(255)" : "", external, times);
  g_string_append_printf (sql, "CREATE TABLE Execution (id INTEGER PRIMARY KEY AUTOINCREMENT, type_id INT NOT NULL%s%s%s);",
                          version >= 5 ? ", last_known_state INT, name VARCHAR(255)" : "", external, times);
  g_string_append (sql, "CREATE TABLE Event (id INTEGER PRIMARY KEY AUTOINCREMENT, artifact_id INT NOT NULL, execution_id INT NOT NULL,"
                        " type INT NOT NULL, milliseconds_since_epoch INT);"
                        "CREATE TABLE EventPath (event_id INT NOT NULL, is_index_step TINYINT(1) NOT NULL, step_index INT, step_key TEXT);");
  add_properties (sql, version, "Artifact", "artifact_id");
  add_properties (sql, version, "Execution", "execution_id");
  if (version >= 3)
    {
      g_string_append_printf (sql, "CREATE TABLE Context (id INTEGER PRIMARY KEY AUTOINCREMENT, type_id INT NOT NULL,"
                                   " name VARCHAR(255) NOT NULL%s%s);", external, times);
      add_properties (sql, version, "Context", "context_id");
    }
  if (version >= 4)
    g_string_append (sql, "CREATE TABLE Association (id INTEGER PRIMARY KEY AUTOINCREMENT, context_id INT, execution_id INT);"
                          "CREATE TABLE Attribution (id INTEGER PRIMARY KEY AUTOINCREMENT, context_id INT, artifact_id INT);");
  if (version >= 6)
    g_string_append (sql, "CREATE TABLE ParentType (type_id INT NOT NULL, parent_type_id INT NOT NULL, PRIMARY KEY (type_id, parent_type_id));"
                          "CREATE TABLE ParentContext (context_id INT NOT NULL, parent_context_id INT NOT NULL,"
                          " PRIMARY KEY (context_id, parent_context_id));");

  return sql;
}

RecordingSink *
mlmd_fixture_import_kfp (const char *rows)
{
  g_autoptr (GString) sql = mlmd_fixture_make_schema (10);

  g_string_append (sql, KFP_TYPES);
  g_string_append (sql, rows);
  return mlmd_fixture_import_sql (sql->str);
}
