/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/kubeflow/mlmd-store.h"
#include "importers/kubeflow/protobuf-struct.h"
#include "importers/mlflow/mlflow-store.h"

#include "database-fixture.h"
#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#define RUN_1 "5d6e3c1a-8f7b-4a6c-9d2e-1f0a3b4c5d6e"
#define RUN_2 "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0"

static gboolean
import_bytes (GBytes         *bytes,
              RecordingSink  *sink,
              GError        **error)
{
  const RcImporter *importer = rc_mlmd_store_importer ();
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  RcImportInput input = { .name = "metadata.sqlite", .size = g_bytes_get_size (bytes), .stream = stream, .modified_us = RC_TIME_NONE };

  return importer->import (importer, &input, &sink->base, NULL, error);
}

static RecordingSink *
import_good (GBytes *bytes)
{
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (import_bytes (bytes, sink, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static RecordingSink *
import_sql (const char *sql)
{
  g_autoptr (GBytes) bytes = database_fixture_new (sql);

  return import_good (bytes);
}

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

static GString *
make_schema (guint version)
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

static const char * const tfx_types[] = {
  "CsvExampleGen", "tfx.components.trainer.component.Trainer", "tfx.components.evaluator.component.Evaluator",
  "tfx.components.pusher.component.Pusher", "Examples", "Model", "ModelBlessing", "PushedModel", "run",
};

/* Number of a state → its word, as TFX keeps it as a property. */
static const char *
word_of (guint state)
{
  return state == 3 ? "complete" : state == 5 ? "cached" : "new";
}

static void
add_execution (GString *sql,
               guint    version,
               guint    id,
               guint    type,
               guint    state)
{
  if (version >= 5)
    g_string_append_printf (sql, "INSERT INTO Execution (id, type_id, last_known_state, create_time_since_epoch,"
                                 " last_update_time_since_epoch) VALUES (%u, %u, %u, 1721422600000, 1721422601000);", id, type, state);
  else
    g_string_append_printf (sql, "INSERT INTO Execution (id, type_id) VALUES (%u, %u);", id, type);
  g_string_append_printf (sql, "INSERT INTO ExecutionProperty (execution_id, name, is_custom_property, string_value) VALUES"
                               " (%1$u, 'state', 0, '%2$s'), (%1$u, 'run_id', 0, 'r1'), (%1$u, 'pipeline_name', 0, 'p');", id, word_of (state));
  if (version >= 4)
    g_string_append_printf (sql, "INSERT INTO Association (context_id, execution_id) VALUES (1, %u);", id);
}

static void
add_artifact (GString    *sql,
              guint       version,
              guint       id,
              guint       type,
              const char *uri)
{
  if (version >= 5)
    g_string_append_printf (sql, "INSERT INTO Artifact (id, type_id, uri, state, create_time_since_epoch, last_update_time_since_epoch)"
                                 " VALUES (%u, %u, '%s', 2, 1721422600000, 1721422602000);", id, type, uri);
  else
    g_string_append_printf (sql, "INSERT INTO Artifact (id, type_id, uri) VALUES (%u, %u, '%s');", id, type, uri);
}

static void
add_event (GString    *sql,
           guint       artifact,
           guint       execution,
           guint       type,
           const char *port)
{
  g_string_append_printf (sql, "INSERT INTO Event (artifact_id, execution_id, type, milliseconds_since_epoch) VALUES (%u, %u, %u, 1721422603000);"
                               "INSERT INTO EventPath (event_id, is_index_step, step_key) VALUES (last_insert_rowid (), 0, '%s');",
                          artifact, execution, type, port);
}

/* Examples → Trainer → model → Evaluator → blessing → Pusher; one Trainer failed, and one Pusher was served from the cache. */
static RecordingSink *
import_tfx (guint version)
{
  g_autoptr (GString) sql = make_schema (version);

  for (guint i = 0; i < G_N_ELEMENTS (tfx_types); i++)
    g_string_append_printf (sql, "INSERT INTO Type (id, name) VALUES (%u, '%s');", i + 1, tfx_types[i]);
  if (version >= 3)
    g_string_append (sql, "INSERT INTO Context (id, type_id, name) VALUES (1, 9, 'p.r1');");
  for (guint i = 1; i <= 4; i++)
    add_execution (sql, version, i, i, 3);
  add_execution (sql, version, 5, 2, 4);
  add_execution (sql, version, 6, 4, 5);
  g_string_append (sql, "INSERT INTO ExecutionProperty (execution_id, name, is_custom_property, string_value) VALUES"
                        " (2, 'module_path', 0, 'trainer@wheels\\trainer-0.0+7aad.whl'), (5, 'module_path', 0, 'other');");
  add_artifact (sql, version, 1, 5, "p\\CsvExampleGen\\examples\\1");
  add_artifact (sql, version, 2, 6, "p\\Trainer\\model\\2");
  add_artifact (sql, version, 3, 7, "p\\Evaluator\\blessing\\3");
  add_artifact (sql, version, 4, 8, "p\\Pusher\\pushed_model\\4");
  add_artifact (sql, version, 5, 6, "p\\Trainer\\model\\5");
  g_string_append (sql, "INSERT INTO ArtifactProperty (artifact_id, name, is_custom_property, int_value, string_value) VALUES"
                        " (3, 'blessed', 1, 1, NULL), (3, 'current_model_id', 1, 2, NULL), (4, 'pushed', 1, 1, NULL),"
                        " (4, 'pushed_destination', 1, NULL, 'serving/credit-limit\\1721422662'), (4, 'pushed_version', 1, NULL, '1721422662'),"
                        " (2, 'name', 1, NULL, NULL);");
  add_event (sql, 1, 1, 4, "examples");
  add_event (sql, 1, 2, 3, "examples");
  add_event (sql, 2, 2, 4, "model");
  add_event (sql, 2, 3, 3, "model");
  add_event (sql, 3, 3, 4, "blessing");
  add_event (sql, 2, 4, 3, "model");
  add_event (sql, 3, 4, 3, "model_blessing");
  add_event (sql, 4, 4, 4, "pushed_model");
  add_event (sql, 1, 5, 3, "examples");
  add_event (sql, 5, 5, 4, "model");
  add_event (sql, 2, 6, 3, "model");
  add_event (sql, 3, 6, 3, "model_blessing");
  add_event (sql, 4, 6, 4, "pushed_model");

  return import_sql (sql->str);
}

static const char *
field_of (RecordingSink       *sink,
          const RecordedEvent *event,
          RcField              field)
{
  const RcImporter *importer = rc_mlmd_store_importer ();
  const char *row = g_ptr_array_index (sink->rows, (guint) event->record - 1);
  g_autoptr (GPtrArray) fields = importer->read_fields (importer, row, strlen (row), event->event.row);

  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);

      g_assert_cmpuint (value->offset + value->length, <=, strlen (row));
      g_assert_cmpint (row[value->offset], ==, '"');
      if (value->field == field)
        return g_intern_string (value->value);
    }

  return NULL;
}

static void
assert_act (RecordingSink *sink,
            guint          index,
            RcEventKind    kind,
            const char    *id,
            const char    *model,
            const char    *version)
{
  const RecordedEvent *event = g_ptr_array_index (sink->events, index);

  g_assert_cmpint (event->event.kind, ==, kind);
  g_assert_cmpstr (event->event.id.text, ==, id);
  g_assert_cmpstr (event->event.model_name.text, ==, model);
  g_assert_cmpstr (event->event.model_version.text, ==, version);
  g_assert_cmpstr (field_of (sink, event, RC_FIELD_ID), ==, id);
  g_assert_cmpstr (field_of (sink, event, RC_FIELD_MODEL_NAME), ==, model);
  g_assert_cmpstr (field_of (sink, event, RC_FIELD_MODEL_VERSION), ==, version);
}

static void
test_schema_version (gconstpointer data)
{
  guint version = GPOINTER_TO_UINT (data);
  g_autoptr (RecordingSink) sink = import_tfx (version);
  const RecordedEvent *event;
  const RcClaim *claim;

  g_assert_cmpuint (sink->asides->len, ==, 0);
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "p\\Trainer\\model\\2", RC_PROPERTY_TRAINED_BY, "p.r1");
  g_assert_nonnull (claim);
  g_assert_cmpint (claim->target, ==, recording_sink_find_entity (sink, RC_ENTITY_RUN, "p.r1"));
  /* Of a step that failed nothing counts. */
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL_VERSION, "p\\Trainer\\model\\5", RC_PROPERTY_TRAINED_BY), ==, 0);
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, "p.r1", RC_PROPERTY_DATASET), ==, 2);
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, "p.r1", RC_PROPERTY_CODE_COMMIT), ==, 1);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "p.r1", RC_PROPERTY_CODE_COMMIT, "trainer@wheels\\trainer-0.0+7aad.whl"));
  /* Its own model is not one that the run started from. */
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, "p.r1", RC_PROPERTY_USED_MODEL), ==, 0);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "p.r1", RC_PROPERTY_TAG, "examples = input of Trainer"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "p\\Trainer\\model\\2", RC_PROPERTY_CHECKED,
                                               "ModelBlessing by Evaluator = blessed"));
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/1721422662", RC_PROPERTY_ARTIFACT_PLACE,
                                     "p\\Trainer\\model\\2");
  g_assert_nonnull (claim);
  g_assert_cmpint (claim->target, ==, recording_sink_find_entity (sink, RC_ENTITY_MODEL_VERSION, "p\\Trainer\\model\\2"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/1721422662", RC_PROPERTY_VERSION_OF,
                                               "credit-limit"));

  /* One approval of the model at its place, one of what it was pushed as, one push; the cached push is none. */
  g_assert_cmpuint (sink->events->len, ==, 3);
  assert_act (sink, 0, RC_EVENT_APPROVAL, "ModelBlessing/3", NULL, "p\\Trainer\\model\\2");
  assert_act (sink, 1, RC_EVENT_APPROVAL, "ModelBlessing/3 for credit-limit/1721422662", "credit-limit", "1721422662");
  assert_act (sink, 2, RC_EVENT_DEPLOYMENT, "PushedModel/4", "credit-limit", "1721422662");

  event = g_ptr_array_index (sink->events, 1);
  g_assert_true (event->event.has_time);
  g_assert_cmpint (event->event.time.from_us, ==, version >= 5 ? G_GINT64_CONSTANT (1721422602000000) : G_GINT64_CONSTANT (1721422603000000));
  g_assert_cmpstr (field_of (sink, event, RC_FIELD_ACTION), ==, "approve");
  g_assert_cmpstr (field_of (sink, event, RC_FIELD_ACTOR), ==, "Evaluator");
  g_assert_nonnull (strstr (field_of (sink, event, RC_FIELD_ROLE), "not a person"));
  g_assert_null (field_of (sink, event, RC_FIELD_VALID_FROM));
  event = g_ptr_array_index (sink->events, 2);
  g_assert_cmpstr (event->event.endpoint.text, ==, "credit-limit");
  g_assert_cmpstr (field_of (sink, event, RC_FIELD_VALID_FROM), ==, version >= 5 ? "2024-07-19T20:56:42Z" : "2024-07-19T20:56:43Z");
  g_assert_null (field_of (sink, event, RC_FIELD_VALID_TO));
}

/* A store without states and without words for them: what it says happened, happened. */
static void
test_no_states (void)
{
  g_autoptr (GString) sql = make_schema (4);
  g_autoptr (RecordingSink) sink = NULL;

  g_string_append (sql, "INSERT INTO Type (id, name) VALUES (1, 'Trainer'), (2, 'SavedModel');"
                        "INSERT INTO Execution (id, type_id) VALUES (7, 1); INSERT INTO Artifact (id, type_id, uri) VALUES (3, 2, 'path/to/model');");
  add_event (sql, 3, 7, 4, "model");
  sink = import_sql (sql->str);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "path/to/model", RC_PROPERTY_TRAINED_BY, "execution 7"));
}

/* --- Kubeflow Pipelines --- */

#define KFP_TYPES \
  "INSERT INTO Type (id, name) VALUES (1, 'system.PipelineRun'), (2, 'system.DAGExecution'), (3, 'system.ContainerExecution')," \
  " (4, 'system.ImporterExecution'), (5, 'system.Dataset'), (6, 'system.Model'), (7, 'system.Metrics');" \
  "INSERT INTO Context (id, type_id, name) VALUES (1, 1, '" RUN_1 "'), (2, 1, '" RUN_2 "');"
#define EXECUTION(id, type, state, run) \
  "INSERT INTO Execution (id, type_id, last_known_state) VALUES (" #id ", " #type ", " #state ");" \
  "INSERT INTO Association (context_id, execution_id) VALUES (" #run ", " #id ");"
#define ARTIFACT(id, type, uri) "INSERT INTO Artifact (id, type_id, uri) VALUES (" #id ", " #type ", '" uri "');"
#define EVENT(artifact, execution, type) \
  "INSERT INTO Event (artifact_id, execution_id, type) VALUES (" #artifact ", " #execution ", " #type ");"
#define EXECUTION_TEXT(id, name, text) \
  "INSERT INTO ExecutionProperty (execution_id, name, is_custom_property, string_value) VALUES (" #id ", '" name "', 1, '" text "');"

static RecordingSink *
import_kfp (const char *rows)
{
  g_autoptr (GString) sql = make_schema (10);

  g_string_append (sql, KFP_TYPES);
  g_string_append (sql, rows);
  return import_sql (sql->str);
}

/* What a cached step gave out was made in the run that it was taken over from, in that run's image. */
static void
test_cached (void)
{
  g_autoptr (RecordingSink) sink = import_kfp (
    EXECUTION (1, 3, 3, 1) EXECUTION (2, 3, 5, 2) EXECUTION (3, 3, 5, 2)
    ARTIFACT (1, 5, "s3://data") ARTIFACT (2, 6, "minio://model") ARTIFACT (3, 7, "minio://metrics")
    "INSERT INTO ArtifactProperty (artifact_id, name, is_custom_property, double_value) VALUES (3, 'auc', 1, 0.5);"
    EVENT (1, 1, 3) EVENT (2, 1, 4) EVENT (3, 1, 4) EVENT (1, 2, 3) EVENT (2, 2, 4) EVENT (3, 2, 4)
    EXECUTION_TEXT (1, "image", "train@sha256:1") EXECUTION_TEXT (2, "image", "train:latest") EXECUTION_TEXT (2, "task_name", "train")
    EXECUTION_TEXT (2, "cached_execution_id", "1") EXECUTION_TEXT (3, "cached_execution_id", "99"));
  const RcClaim *claim;

  g_assert_cmpuint (sink->asides->len, ==, 0);
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL_VERSION, "minio://model", RC_PROPERTY_TRAINED_BY), ==, 1);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "minio://model", RC_PROPERTY_TRAINED_BY, RUN_1));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_2, RC_PROPERTY_DATASET, "s3://data"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_EVALUATION, "auc = 0.5"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_2, RC_PROPERTY_EVALUATION, "auc = 0.5"));
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_2, RC_PROPERTY_TAG, "train = served from execution 1 of the run " RUN_1);
  g_assert_nonnull (claim);
  g_assert_cmpint (claim->target, ==, recording_sink_find_entity (sink, RC_ENTITY_RUN, RUN_1));
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_2, RC_PROPERTY_ENVIRONMENT, NULL);
  g_assert_nonnull (claim);
  g_assert_true (g_str_has_prefix (claim->value, "train@sha256:1, "));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_2, RC_PROPERTY_TAG,
                                               "ContainerExecution = served from execution 99, which this store does not have"));
}

/* A step that was canceled, failed, or crashed and says RUNNING for ever made nothing and used nothing. */
static void
test_states (void)
{
  static const struct
  {
    guint       state;
    const char *word;
    gboolean    counts;
  } states[] = {
    { 0, "UNKNOWN", FALSE }, { 1, "NEW", FALSE }, { 2, "RUNNING", FALSE }, { 3, "COMPLETE", TRUE }, { 4, "FAILED", FALSE },
    { 5, "CACHED", TRUE }, { 6, "CANCELED", FALSE }, { 7, NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *rows = g_strdup_printf (
        "INSERT INTO Execution (id, type_id, last_known_state) VALUES (1, 3, %u); INSERT INTO Association (context_id, execution_id) VALUES (1, 1);"
        ARTIFACT (1, 5, "s3://data") EVENT (1, 1, 3) EXECUTION_TEXT (1, "image", "train:1") EXECUTION_TEXT (1, "task_name", "train"),
        states[i].state);
      g_autoptr (RecordingSink) sink = import_kfp (rows);
      g_autofree char *status = g_strdup_printf ("train: %s", states[i].word);

      g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_DATASET), ==, states[i].counts ? 1 : 0);
      g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_STATUS), ==, states[i].word != NULL ? 1 : 0);
      if (states[i].word != NULL)
        g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_STATUS, status));
      g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_ENVIRONMENT), ==, states[i].state == 3 ? 1 : 0);
    }
}

/* Two artifacts at one address are two things; without an address the number is the name. */
static void
test_names (void)
{
  g_autoptr (RecordingSink) sink = import_kfp (
    EXECUTION (1, 3, 3, 1) EXECUTION (2, 3, 3, 2) EXECUTION (3, 4, 3, 1)
    ARTIFACT (1, 6, "s3://model") ARTIFACT (2, 6, "s3://model") ARTIFACT (3, 6, "") ARTIFACT (4, 6, "oci://other")
    EVENT (1, 1, 4) EVENT (2, 2, 4) EVENT (3, 2, 4) EVENT (4, 3, 4) EVENT (4, 1, 3));
  const RcClaim *claim;

  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "s3://model@artifact 1", RC_PROPERTY_TRAINED_BY, NULL);
  g_assert_nonnull (claim);
  g_assert_cmpstr (claim->value, ==, RUN_1);
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "s3://model@artifact 2", RC_PROPERTY_TRAINED_BY, NULL);
  g_assert_nonnull (claim);
  g_assert_cmpstr (claim->value, ==, RUN_2);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "artifact 3", RC_PROPERTY_TRAINED_BY, RUN_2));
  /* A model that was brought in was not trained by the run. */
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL_VERSION, "oci://other", RC_PROPERTY_TRAINED_BY), ==, 0);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_USED_MODEL, "oci://other"));
  /* A UUID is a name of the world, so that a registry's word for the run is the same run. */
  g_assert_cmpstr (((RecordedEntity *) g_ptr_array_index (sink->entities,
                                                          (guint) recording_sink_find_entity (sink, RC_ENTITY_RUN, RUN_1) - 1))->scope, ==, "");
}

static void
test_derived_data (void)
{
  g_autoptr (RecordingSink) sink = import_kfp (EXECUTION (1, 3, 3, 1) ARTIFACT (1, 5, "s3://raw") ARTIFACT (2, 5, "s3://clean")
                                               ARTIFACT (3, 5, "s3://drawn") EXECUTION (2, 3, 3, 1)
                                               EVENT (1, 1, 3) EVENT (2, 1, 4) EVENT (3, 2, 4));

  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, "s3://clean", RC_PROPERTY_DERIVED_FROM, "s3://raw"));
  g_assert_null (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_DATASET, "s3://clean"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_DATASET, "s3://drawn"));
}

/* --- Properties --- */

/* {"learning_rate": 0.05, "api_token": "hunter2"} */
#define WITH_SECRET "mlmd-struct::ChoKDWxlYXJuaW5nX3JhdGUSCRGamZmZmZmpPwoWCglhcGlfdG9rZW4SCRoHaHVudGVyMg=="

static void
test_parameters (void)
{
  g_autoptr (RecordingSink) sink = import_kfp (EXECUTION (1, 2, 3, 1) EXECUTION_TEXT (1, "inputs", WITH_SECRET)
                                               EXECUTION_TEXT (1, "api_token", "hunter2"));

  g_assert_cmpuint (sink->asides->len, ==, 0);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_TAG, "parameter learning_rate = 0.05"));
  for (guint i = 0; i < sink->claims->len; i++)
    g_assert_null (strstr (((RecordedClaim *) g_ptr_array_index (sink->claims, i))->claim.value, "hunter2"));
  /* Nor in the rows. */
  g_assert_cmpuint (recording_sink_find_row (sink, "hunter2"), ==, 0);
}

static char *
read_struct (const char  *hex,
             const char **out_fault)
{
  g_autofree guint8 *bytes = g_malloc0 (strlen (hex) / 2 + 1);

  for (gsize i = 0; hex[2 * i] != '\0'; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]));
  return rc_protobuf_struct_dup_json (bytes, strlen (hex) / 2, out_fault);
}

static void
test_struct (void)
{
  static const struct
  {
    const char *hex;
    const char *json;
  } cases[] = {
    { "", "{}" },
    { "0a0e0a01611209110000000000000040", "{\"a\":2}" },
    { "0a0a0a016112051a03666f6f", "{\"a\":\"foo\"}" },
    { "0a070a016112022001", "{\"a\":true}" },
    { "0a070a016112020800", "{\"a\":null}" },
    { "0a0b0a0161120632040a022000", "{\"a\":[false]}" },
    { "0a0f0a0161120a2a080a060a0012020800", "{\"a\":{\"\":null}}" },
    /* not finite: no number of JSON says it */
    { "0a0e0a0161120911000000000000f07f", "{\"a\":null}" },
    /* an unknown field is passed over */
    { "1001", "{}" },
    /* a name without a value */
    { "0a030a0161", NULL },
    /* a value without a name */
    { "0a0412022001", NULL },
    /* the value first */
    { "0a07120220010a0161", NULL },
    /* a value of two kinds */
    { "0a090a0161120420012001", NULL },
    /* a value of no kind */
    { "0a050a01611200", NULL },
    /* a kind that is written as another */
    { "0a070a016112021801", NULL },
    /* the same name twice */
    { "0a070a0161120220010a070a016112022000", NULL },
    /* a text that is not UTF-8 */
    { "0a080a016112031a01ff", NULL },
    /* a text with a zero */
    { "0a080a016112031a0100", NULL },
    /* a length beyond the end */
    { "0aff0101", NULL },
    /* a number without an end */
    { "10ffffffffffffffffffffff", NULL },
    /* a group */
    { "0b0c", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *fault = NULL;
      g_autofree char *json = read_struct (cases[i].hex, &fault);

      g_assert_cmpstr (json, ==, cases[i].json);
      g_assert_true ((json == NULL) == (fault != NULL));
    }
}

/* Structs in each other, as deep as the reader goes and deeper. */
static void
test_deep_struct (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean is_refused = FALSE;
  guint n_read = 0;

  g_byte_array_append (bytes, (const guint8 *) "\x0a\x06\x0a\x00\x12\x02\x08\x00", 8);
  while (bytes->len < 110)
    {
      const guint8 entry[] = {
        0x0a, (guint8) (bytes->len + 6), 0x0a, 0x00, 0x12, (guint8) (bytes->len + 2), 0x2a, (guint8) bytes->len
      };
      const char *fault = NULL;
      g_autofree char *json = rc_protobuf_struct_dup_json (bytes->data, bytes->len, &fault);

      g_assert_true ((json == NULL) == (fault != NULL));
      if (fault != NULL)
        g_assert_nonnull (strstr (fault, "RC_LIMIT_PROTOBUF_DEPTH"));
      is_refused = fault != NULL;
      n_read += json != NULL;
      g_byte_array_prepend (bytes, entry, sizeof entry);
    }

  g_assert_true (is_refused);
  g_assert_cmpuint (n_read, ==, RC_LIMIT_PROTOBUF_DEPTH / 3);
}

static void
test_any (void)
{
  static const guint8 any[] = { 0x0a, 0x03, 'a', '/', 'b', 0x12, 0x01, 0x00 };
  g_autofree char *type = rc_protobuf_any_dup_type (any, sizeof any);

  g_assert_cmpstr (type, ==, "a/b");
  for (gsize length = 0; length < 5; length++)
    g_assert_null (rc_protobuf_any_dup_type (any, length));
}

/* A struct that cannot be read is set aside with its row; the rows beside it are read. */
static void
test_bad_struct (void)
{
  static const char * const bad[] = { "mlmd-struct::%%", "mlmd-struct::Ch", "mlmd-struct::/w==" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *rows = g_strdup_printf (EXECUTION (1, 3, 3, 1)
        "INSERT INTO ExecutionProperty (execution_id, name, is_custom_property, string_value) VALUES (1, 'inputs', 1, '%s');"
        EXECUTION_TEXT (1, "image", "train:1"), bad[i]);
      g_autoptr (RecordingSink) sink = import_kfp (rows);

      g_assert_cmpuint (sink->asides->len, ==, 1);
      g_assert_cmpuint (recording_sink_find_aside (sink, RC_EXCEPTION_REGISTRY_MALFORMED)->record, ==,
                        recording_sink_find_row (sink, "\"inputs\""));
      g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_ENVIRONMENT, "train:1"));
    }
}

/* --- The model registry's own database --- */

#define REGISTRY \
  "INSERT INTO Type (id, name) VALUES (1, 'kf.RegisteredModel'), (2, 'kf.ModelVersion'), (3, 'kf.ModelArtifact'), (4, 'kf.InferenceService')," \
  " (5, 'kf.ServeModel');" \
  "INSERT INTO Context (id, type_id, name, create_time_since_epoch) VALUES (11, 1, 'credit-limit', 1767261600000)," \
  " (13, 2, '11:3', 1768125600000), (14, 2, '99:1', 0), (31, 4, '30:credit-limit-prod', 1767265200000);" \
  "INSERT INTO ContextProperty (context_id, name, is_custom_property, string_value) VALUES (13, 'author', 0, 'maria')," \
  " (13, 'approved_by', 1, 'c.ortega@example.org'), (13, 'state', 0, 'LIVE'), (11, 'webhook_secret', 1, 'x'), (13, 'empty', 1, NULL);" \
  "INSERT INTO Artifact (id, type_id, uri) VALUES (21, 3, 'oci://r.example.org/m@sha256:" \
  "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd');" \
  "INSERT INTO ArtifactProperty (artifact_id, name, is_custom_property, string_value) VALUES (21, 'model_source_id', 0, '" RUN_1 "');" \
  "INSERT INTO Attribution (context_id, artifact_id) VALUES (13, 21), (14, 21);"

static void
test_registry (void)
{
  static const struct
  {
    guint       state;
    RcEventKind kind;
    const char *end;
  } states[] = {
    { 2, RC_EVENT_DEPLOYMENT, NULL }, { 3, RC_EVENT_DEPLOYMENT, "2026-01-12T09:00:00Z" }, { 4, RC_EVENT_OTHER, NULL },
    { 6, RC_EVENT_OTHER, NULL }, { 1, RC_EVENT_OTHER, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (GString) sql = make_schema (10);
      g_autoptr (RecordingSink) sink = NULL;
      const RecordedEvent *event;

      g_string_append (sql, REGISTRY);
      g_string_append_printf (sql, "INSERT INTO Execution (id, type_id, last_known_state, create_time_since_epoch, last_update_time_since_epoch)"
                                   " VALUES (41, 5, %u, 1767265200000, 1768208400000);"
                                   "INSERT INTO ExecutionProperty (execution_id, name, is_custom_property, int_value) VALUES"
                                   " (41, 'model_version_id', 0, 13);"
                                   "INSERT INTO Association (context_id, execution_id) VALUES (31, 41);", states[i].state);
      sink = import_sql (sql->str);

      g_assert_cmpuint (sink->asides->len, ==, 0);
      g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_TRAINED_BY, RUN_1));
      g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_STATUS, "LIVE"));
      g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_APPROVED_BY,
                                                   "c.ortega@example.org"));
      g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_ARTIFACT_DIGEST), ==, 1);
      /* A version of a model that is not there has no name. */
      g_assert_cmpint (recording_sink_find_entity (sink, RC_ENTITY_MODEL_VERSION, "99:1"), ==, 0);
      g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL, "credit-limit", RC_PROPERTY_TAG), ==, 0);

      g_assert_cmpuint (sink->events->len, ==, 1);
      event = g_ptr_array_index (sink->events, 0);
      g_assert_cmpint (event->event.kind, ==, states[i].kind);
      g_assert_cmpstr (field_of (sink, event, RC_FIELD_ENDPOINT), ==, "credit-limit-prod");
      g_assert_cmpstr (field_of (sink, event, RC_FIELD_MODEL_NAME), ==, "credit-limit");
      g_assert_cmpstr (field_of (sink, event, RC_FIELD_MODEL_VERSION), ==, "3");
      g_assert_cmpstr (field_of (sink, event, RC_FIELD_TIME), ==, "2026-01-01T11:00:00Z");
      g_assert_cmpstr (field_of (sink, event, RC_FIELD_VALID_TO), ==, states[i].end);
    }
}

/* --- Wrong input --- */

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
  g_autoptr (RecordingSink) sink = import_kfp (rows);

  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_DATASET, "s3://data"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_DATASET, "s3://last"));
  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_LIMIT));
  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_REGISTRY_MALFORMED));
}

/* A table that is a view could say anything of other tables: nothing is read. */
static void
test_view (void)
{
  g_autoptr (GString) sql = make_schema (10);
  g_autoptr (RecordingSink) sink = NULL;

  g_string_append (sql, "DROP TABLE Event; CREATE VIEW Event AS SELECT id, id AS artifact_id, id AS execution_id, 3 AS type FROM Artifact;");
  sink = import_sql (sql->str);
  g_assert_cmpuint (sink->claims->len, ==, 0);
  g_assert_cmpuint (sink->asides->len, ==, 1);
}

static void
test_truncated (void)
{
  g_autoptr (GString) sql = make_schema (10);
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const guint8 *data;

  g_string_append (sql, KFP_TYPES EXECUTION (1, 3, 3, 1) ARTIFACT (1, 5, "s3://data") EVENT (1, 1, 3));
  bytes = database_fixture_new (sql->str);
  data = g_bytes_get_data (bytes, &length);
  for (gsize end = 0; end < length; end++)
    {
      g_autoptr (GBytes) part = g_bytes_new (data, end);
      g_autoptr (RecordingSink) sink = import_good (part);

      g_assert_cmpuint (sink->claims->len, ==, 0);
      g_assert_cmpuint (sink->events->len, ==, 0);
    }
}

/* Each byte changed: whatever comes of it, the program goes on. */
static void
test_changed (void)
{
  g_autoptr (GString) sql = make_schema (10);
  g_autoptr (GBytes) bytes = NULL;

  g_string_append (sql, KFP_TYPES EXECUTION (1, 3, 3, 1) ARTIFACT (1, 5, "s3://data") EVENT (1, 1, 3) EXECUTION_TEXT (1, "inputs", WITH_SECRET));
  bytes = database_fixture_new (sql->str);
  for (gsize offset = 0; offset < g_bytes_get_size (bytes); offset += 7)
    {
      g_autoptr (GBytes) changed = database_fixture_change (bytes, offset, 0xff);
      g_autoptr (RecordingSink) sink = import_good (changed);

      g_assert_cmpuint (sink->events->len, ==, 0);
    }
}

/* A full disk at any moment ends the import with an error. */
static void
test_full_disk (void)
{
  g_autoptr (GString) sql = make_schema (10);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RecordingSink) whole = NULL;

  g_string_append (sql, REGISTRY);
  bytes = database_fixture_new (sql->str);
  whole = import_good (bytes);
  for (guint call = 1; call <= whole->n_calls; call++)
    {
      g_autoptr (RecordingSink) sink = recording_sink_new ();
      g_autoptr (GError) error = NULL;

      sink->fail_at = call;
      g_assert_false (import_bytes (bytes, sink, &error));
      g_assert_nonnull (error);
    }
}

/* A database of something else is another importer's, and this one says so by telling nothing. */
static void
test_others (void)
{
  g_autoptr (GBytes) other = database_fixture_new ("CREATE TABLE runs (run_uuid TEXT); CREATE TABLE alembic_version (version_num TEXT);");
  g_autoptr (GString) sql = make_schema (1);
  g_autoptr (GBytes) own = database_fixture_new (sql->str);
  g_autoptr (GBytes) text = g_bytes_new_static ("Artifact Execution Event", 24);
  g_autoptr (RecordingSink) sink = import_good (other);

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
  for (guint version = 0; version <= 10; version++)
    {
      g_autofree char *name = g_strdup_printf ("/importers/mlmd/schema-%u", version);

      g_test_add_data_func (name, GUINT_TO_POINTER (version), test_schema_version);
    }
  g_test_add_func ("/importers/mlmd/no-states", test_no_states);
  g_test_add_func ("/importers/mlmd/cached", test_cached);
  g_test_add_func ("/importers/mlmd/states", test_states);
  g_test_add_func ("/importers/mlmd/names", test_names);
  g_test_add_func ("/importers/mlmd/derived-data", test_derived_data);
  g_test_add_func ("/importers/mlmd/parameters", test_parameters);
  g_test_add_func ("/importers/mlmd/struct", test_struct);
  g_test_add_func ("/importers/mlmd/deep-struct", test_deep_struct);
  g_test_add_func ("/importers/mlmd/any", test_any);
  g_test_add_func ("/importers/mlmd/bad-struct", test_bad_struct);
  g_test_add_func ("/importers/mlmd/registry", test_registry);
  g_test_add_func ("/importers/mlmd/hostile-values", test_hostile_values);
  g_test_add_func ("/importers/mlmd/view", test_view);
  g_test_add_func ("/importers/mlmd/truncated", test_truncated);
  g_test_add_func ("/importers/mlmd/changed", test_changed);
  g_test_add_func ("/importers/mlmd/full-disk", test_full_disk);
  g_test_add_func ("/importers/mlmd/others", test_others);
  return g_test_run ();
}
