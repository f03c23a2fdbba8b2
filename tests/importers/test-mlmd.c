/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/kubeflow/mlmd-store.h"

#include "database-fixture.h"
#include "mlmd-fixture.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>


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
  g_autoptr (GString) sql = mlmd_fixture_make_schema (version);

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

  return mlmd_fixture_import_sql (sql->str);
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
  g_autoptr (GString) sql = mlmd_fixture_make_schema (4);
  g_autoptr (RecordingSink) sink = NULL;

  g_string_append (sql, "INSERT INTO Type (id, name) VALUES (1, 'Trainer'), (2, 'SavedModel');"
                        "INSERT INTO Execution (id, type_id) VALUES (7, 1); INSERT INTO Artifact (id, type_id, uri) VALUES (3, 2, 'path/to/model');");
  add_event (sql, 3, 7, 4, "model");
  sink = mlmd_fixture_import_sql (sql->str);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "path/to/model", RC_PROPERTY_TRAINED_BY, "execution 7"));
}

/* --- Kubeflow Pipelines --- */

/* What a cached step gave out was made in the run that it was taken over from, in that run's image. */
static void
test_cached (void)
{
  g_autoptr (RecordingSink) sink = mlmd_fixture_import_kfp (
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
      g_autoptr (RecordingSink) sink = mlmd_fixture_import_kfp (rows);
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
  g_autoptr (RecordingSink) sink = mlmd_fixture_import_kfp (
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
  g_autoptr (RecordingSink) sink = mlmd_fixture_import_kfp (EXECUTION (1, 3, 3, 1) ARTIFACT (1, 5, "s3://raw") ARTIFACT (2, 5, "s3://clean")
                                               ARTIFACT (3, 5, "s3://drawn") EXECUTION (2, 3, 3, 1)
                                               EVENT (1, 1, 3) EVENT (2, 1, 4) EVENT (3, 2, 4));

  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, "s3://clean", RC_PROPERTY_DERIVED_FROM, "s3://raw"));
  g_assert_null (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_DATASET, "s3://clean"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_DATASET, "s3://drawn"));
}

/* --- Properties --- */

static void
test_parameters (void)
{
  g_autoptr (RecordingSink) sink = mlmd_fixture_import_kfp (EXECUTION (1, 2, 3, 1) EXECUTION_TEXT (1, "inputs", WITH_SECRET)
                                               EXECUTION_TEXT (1, "api_token", "hunter2"));

  g_assert_cmpuint (sink->asides->len, ==, 0);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_TAG, "parameter learning_rate = 0.05"));
  for (guint i = 0; i < sink->claims->len; i++)
    g_assert_null (strstr (((RecordedClaim *) g_ptr_array_index (sink->claims, i))->claim.value, "hunter2"));
  /* Nor in the rows. */
  g_assert_cmpuint (recording_sink_find_row (sink, "hunter2"), ==, 0);
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
      g_autoptr (RecordingSink) sink = mlmd_fixture_import_kfp (rows);

      g_assert_cmpuint (sink->asides->len, ==, 1);
      g_assert_cmpuint (recording_sink_find_aside (sink, RC_EXCEPTION_REGISTRY_MALFORMED)->record, ==,
                        recording_sink_find_row (sink, "\"inputs\""));
      g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN_1, RC_PROPERTY_ENVIRONMENT, "train:1"));
    }
}

/* --- The model registry's own database --- */

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
      g_autoptr (GString) sql = mlmd_fixture_make_schema (10);
      g_autoptr (RecordingSink) sink = NULL;
      const RecordedEvent *event;

      g_string_append (sql, REGISTRY);
      g_string_append_printf (sql, "INSERT INTO Execution (id, type_id, last_known_state, create_time_since_epoch, last_update_time_since_epoch)"
                                   " VALUES (41, 5, %u, 1767265200000, 1768208400000);"
                                   "INSERT INTO ExecutionProperty (execution_id, name, is_custom_property, int_value) VALUES"
                                   " (41, 'model_version_id', 0, 13);"
                                   "INSERT INTO Association (context_id, execution_id) VALUES (31, 41);", states[i].state);
      sink = mlmd_fixture_import_sql (sql->str);

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
  g_test_add_func ("/importers/mlmd/bad-struct", test_bad_struct);
  g_test_add_func ("/importers/mlmd/registry", test_registry);
  return g_test_run ();
}
