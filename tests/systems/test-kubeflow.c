/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "system-fixture.h"

#include "tests/importers/database-fixture.h"

#define RUN    "5d6e3c1a-8f7b-4a6c-9d2e-1f0a3b4c5d6e"
#define DIGEST "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"
#define IMAGE  "registry.example.org/train@sha256:abababababababababababababababababababababababababababababababab"
#define DATA   "s3://risk-data/applications/e5f60718/part.parquet"

/* Kubeflow logs no inference: a log of the deployer's own names the inference service. */
#define LINE(id, time, model) \
  "{\"schema\":\"kreditcheck.decision/1\",\"event\":\"inference\",\"event_id\":\"" id "\",\"timestamp\":\"" time "\"," \
  "\"endpoint\":\"credit-limit-prod\"," model "\"output\":{\"score\":0.7}}\n"

static const char by_endpoint[] =
  LINE ("inf-1", "2026-01-05T09:00:00Z", "")
  LINE ("inf-2", "2026-01-20T09:00:00Z", "");

/* --- The registry as one object of all answers, and the metadata store of the run behind it --- */

static const char registry[] =
  "{\"registered_models\":{\"items\":[{\"id\":\"11\",\"name\":\"credit-limit\",\"owner\":\"risk-models\",\"state\":\"LIVE\","
  "\"createTimeSinceEpoch\":\"1767261600000\",\"lastUpdateTimeSinceEpoch\":\"1768294800000\"}],\"size\":1},"
  "\"registered_models/11/versions\":{\"items\":["
  "{\"id\":\"12\",\"registeredModelId\":\"11\",\"name\":\"1\",\"author\":\"maria\",\"state\":\"ARCHIVED\","
  "\"createTimeSinceEpoch\":\"1767261600000\",\"lastUpdateTimeSinceEpoch\":\"1768208400000\"},"
  "{\"id\":\"13\",\"registeredModelId\":\"11\",\"name\":\"3\",\"author\":\"maria\",\"state\":\"LIVE\","
  "\"customProperties\":{\"approved_by\":{\"metadataType\":\"MetadataStringValue\",\"string_value\":\"c.ortega@example.org\"}},"
  "\"createTimeSinceEpoch\":\"1768125600000\",\"lastUpdateTimeSinceEpoch\":\"1768208400000\"}],\"size\":2},"
  "\"model_versions/13/artifacts\":{\"items\":[{\"artifactType\":\"model-artifact\",\"id\":\"21\",\"name\":\"credit-limit\","
  "\"uri\":\"oci://registry.example.org/models/credit-limit@sha256:" DIGEST "\",\"modelSourceKind\":\"kfp\",\"modelSourceId\":\"" RUN "\","
  "\"createTimeSinceEpoch\":\"1768125600000\",\"lastUpdateTimeSinceEpoch\":\"1768125600000\"}],\"size\":1},"
  "\"inference_services\":{\"items\":[{\"id\":\"31\",\"name\":\"credit-limit-prod\",\"registeredModelId\":\"11\",\"modelVersionId\":\"13\","
  "\"servingEnvironmentId\":\"30\",\"desiredState\":\"DEPLOYED\",\"createTimeSinceEpoch\":\"1767265200000\","
  "\"lastUpdateTimeSinceEpoch\":\"1768208400000\"}],\"size\":1},"
  "\"inference_services/31/serves\":{\"items\":["
  "{\"id\":\"41\",\"modelVersionId\":\"12\",\"lastKnownState\":\"COMPLETE\",\"createTimeSinceEpoch\":\"1767265200000\","
  "\"lastUpdateTimeSinceEpoch\":\"1768208400000\"},"
  "{\"id\":\"42\",\"modelVersionId\":\"13\",\"lastKnownState\":\"RUNNING\",\"createTimeSinceEpoch\":\"1768208400000\","
  "\"lastUpdateTimeSinceEpoch\":\"1768208400000\"}],\"size\":2}}";

#define PROPERTIES(thing, key) \
  "CREATE TABLE " thing "Property (" key " INT NOT NULL, name VARCHAR(255) NOT NULL, is_custom_property TINYINT(1) NOT NULL, int_value INT," \
  " double_value DOUBLE, string_value TEXT, PRIMARY KEY (" key ", name, is_custom_property));"

static const char store[] =
  "CREATE TABLE MLMDEnv (schema_version INTEGER PRIMARY KEY); INSERT INTO MLMDEnv VALUES (10);"
  "CREATE TABLE Type (id INTEGER PRIMARY KEY, name TEXT, type_kind INT);"
  "INSERT INTO Type VALUES (1, 'system.PipelineRun', 2), (2, 'system.ContainerExecution', 0), (3, 'system.Dataset', 1), (4, 'system.Model', 1),"
  " (5, 'system.Metrics', 1);"
  "CREATE TABLE TypeProperty (type_id INT, name TEXT, data_type INT, PRIMARY KEY (type_id, name));"
  "CREATE TABLE Context (id INTEGER PRIMARY KEY, type_id INT, name TEXT, create_time_since_epoch INT);"
  "INSERT INTO Context VALUES (2, 1, '" RUN "', 1768000000000);"
  PROPERTIES ("Context", "context_id")
  "CREATE TABLE Execution (id INTEGER PRIMARY KEY, type_id INT, last_known_state INT, name TEXT, last_update_time_since_epoch INT);"
  "INSERT INTO Execution VALUES (3, 2, 3, NULL, 1768000015000), (4, 2, 3, NULL, 1768000025000);"
  PROPERTIES ("Execution", "execution_id")
  "INSERT INTO ExecutionProperty VALUES (3, 'image', 1, NULL, NULL, '" IMAGE "'), (3, 'task_name', 1, NULL, NULL, 'train');"
  "CREATE TABLE Artifact (id INTEGER PRIMARY KEY, type_id INT, uri TEXT, state INT, create_time_since_epoch INT);"
  "INSERT INTO Artifact VALUES (1, 3, '" DATA "', 2, 1768000001000), (2, 4, 'minio://mlpipeline/" RUN "/model', 2, 1768000015000),"
  " (3, 5, 'minio://mlpipeline/" RUN "/metrics', 2, 1768000022000);"
  PROPERTIES ("Artifact", "artifact_id")
  "INSERT INTO ArtifactProperty VALUES (3, 'auc', 1, NULL, 0.889, NULL);"
  "CREATE TABLE Event (id INTEGER PRIMARY KEY, artifact_id INT, execution_id INT, type INT, milliseconds_since_epoch INT);"
  "INSERT INTO Event VALUES (2, 1, 3, 3, 1768000010000), (3, 2, 3, 4, 1768000015000), (4, 2, 4, 3, 1768000020000), (5, 3, 4, 4, 1768000022000);"
  "CREATE TABLE EventPath (event_id INT, is_index_step INT, step_index INT, step_key TEXT);"
  "INSERT INTO EventPath VALUES (2, 0, NULL, 'dataset');"
  "CREATE TABLE Association (id INTEGER PRIMARY KEY, context_id INT, execution_id INT);"
  "INSERT INTO Association VALUES (1, 2, 3), (2, 2, 4);";

static const char run_object[] =
  "{\"run_id\":\"" RUN "\",\"display_name\":\"train-credit-limit\",\"storage_state\":\"AVAILABLE\",\"state\":\"SUCCEEDED\","
  "\"created_at\":\"2026-01-09T23:06:40Z\",\"pipeline_version_reference\":{\"pipeline_id\":\"9b187b86-7c0a-42ae-a0bc-2a746b6eb7a3\","
  "\"pipeline_version_id\":\"e15dc3ec-b45e-4cc7-bb07-e76b5dbce99a\"}}";

static void
import_all (ImportFixture *fixture)
{
  g_autoptr (GBytes) database = database_fixture_new (store);
  g_autoptr (RcImportResult) result = NULL;

  import_fixture_put (fixture, "registry.json", registry, -1);
  import_fixture_put_bytes (fixture, "metadata.sqlite", database);
  import_fixture_put (fixture, "run.json", run_object, -1);
  import_fixture_put (fixture, "log.jsonl", by_endpoint, -1);
  result = import_fixture_import (fixture, NULL);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count (*) FROM set_aside"), ==, 0);
}

static const SystemSlot slots_now[] = {
  { "input", RC_STANDING_NOTHING, "Kubeflow: ask for the payload logs" },
  { "subject", RC_STANDING_NOTHING, "person" },
  { "output", RC_STANDING_SINGLE, "1 field" },
  { "score", RC_STANDING_SINGLE, "0.7" },
  { "endpoint", RC_STANDING_SINGLE, "credit-limit-prod" },
  { "deployment", RC_STANDING_SINGLE, "42: credit-limit/3 at credit-limit-prod, from 2026-01-12T09:00:00Z, no end recorded" },
  { "model-version", RC_STANDING_SINGLE, "credit-limit/3" },
  { "artefact", RC_STANDING_SINGLE, DIGEST },
  { "run", RC_STANDING_SINGLE, RUN },
  { "dataset", RC_STANDING_SINGLE, DATA },
  { "commit", RC_STANDING_SINGLE, "version e15dc3ec-b45e-4cc7-bb07-e76b5dbce99a of the pipeline" },
  { "environment", RC_STANDING_SINGLE, IMAGE },
  { "evaluation", RC_STANDING_SINGLE, "auc = 0.889" },
  { "approval", RC_STANDING_SINGLE, "does not tell when" },
  { "documentation", RC_STANDING_NOTHING, "Kubeflow: ask for the doc-artifacts" },
  { "card", RC_STANDING_NOTHING, "Kubeflow: ask for the file behind the catalog" },
  { "human-action", RC_STANDING_NOTHING, "human" },
  { "final-decision", RC_STANDING_NOTHING, "decision" },
  { "anomaly", RC_STANDING_NOTHING, "alerts" },
  { "incident", RC_STANDING_NOTHING, "incident" },
  { "reliance", RC_STANDING_NOTHING, "checked" },
  { "retention", RC_STANDING_NOTHING, "retention" },
};

/* From the inference service over the act of serving, the version and its file to the run, and there to data, code, image and metrics. */
static void
test_back_to_data (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (RcLineage) lineage = NULL;

  import_all (fixture);
  lineage = system_fixture_assert_lineage (fixture, "inf-2", slots_now, G_N_ELEMENTS (slots_now));
}

static const SystemSlot slots_then[] = {
  { "input", RC_STANDING_NOTHING, "Kubeflow: ask for the payload logs" },
  { "subject", RC_STANDING_NOTHING, "person" },
  { "output", RC_STANDING_SINGLE, "1 field" },
  { "score", RC_STANDING_SINGLE, "0.7" },
  { "endpoint", RC_STANDING_SINGLE, "credit-limit-prod" },
  { "deployment", RC_STANDING_SINGLE, "41: credit-limit/1 at credit-limit-prod, from 2026-01-01T11:00:00Z to 2026-01-12T09:00:00Z" },
  { "model-version", RC_STANDING_SINGLE, "credit-limit/1" },
  { "artefact", RC_STANDING_NOTHING, "Kubeflow: ask for the artifacts" },
  { "run", RC_STANDING_NOTHING, "Kubeflow: ask for the artifacts" },
  { "dataset", RC_STANDING_NOTHING, "Kubeflow: ask for the metadata store" },
  { "commit", RC_STANDING_NOTHING, "Kubeflow: ask for the pipeline version" },
  { "environment", RC_STANDING_NOTHING, "Kubeflow: ask for the metadata store" },
  { "evaluation", RC_STANDING_NOTHING, "Kubeflow: ask for the metadata store" },
  { "approval", RC_STANDING_NOTHING, "Kubeflow: ask for the property approved_by" },
  { "documentation", RC_STANDING_NOTHING, "Kubeflow: ask for the doc-artifacts" },
  { "card", RC_STANDING_NOTHING, "Kubeflow: ask for the file behind the catalog" },
  { "human-action", RC_STANDING_NOTHING, "human" },
  { "final-decision", RC_STANDING_NOTHING, "decision" },
  { "anomaly", RC_STANDING_NOTHING, "alerts" },
  { "incident", RC_STANDING_NOTHING, "incident" },
  { "reliance", RC_STANDING_NOTHING, "checked" },
  { "retention", RC_STANDING_NOTHING, "retention" },
};

/* What the service is to run now is not what it ran then: the act of serving of that time tells. */
static void
test_earlier_version (ImportFixture *fixture,
                      gconstpointer  data)
{
  g_autoptr (RcLineage) lineage = NULL;

  import_all (fixture);
  lineage = system_fixture_assert_lineage (fixture, "inf-1", slots_then, G_N_ELEMENTS (slots_then));
}

/* --- The same from lists of their own, as a person saves them: objects name each other by number only --- */

static const SystemSlot slots_of_lists[] = {
  { "input", RC_STANDING_NOTHING, "Kubeflow: ask for the payload logs" },
  { "subject", RC_STANDING_NOTHING, "person" },
  { "output", RC_STANDING_SINGLE, "1 field" },
  { "score", RC_STANDING_SINGLE, "0.7" },
  { "endpoint", RC_STANDING_SINGLE, "credit-limit-prod" },
  { "deployment", RC_STANDING_SINGLE, "31: 13 at credit-limit-prod, no beginning recorded" },
  { "model-version", RC_STANDING_SINGLE, "13" },
  { "artefact", RC_STANDING_SINGLE, DIGEST },
  { "run", RC_STANDING_SINGLE, RUN },
  { "dataset", RC_STANDING_SINGLE, DATA },
  { "commit", RC_STANDING_NOTHING, "Kubeflow: ask for the pipeline version" },
  { "environment", RC_STANDING_SINGLE, IMAGE },
  { "evaluation", RC_STANDING_CONSISTENT, "auc = 0.889" },
  { "approval", RC_STANDING_SINGLE, "does not tell when" },
  { "documentation", RC_STANDING_NOTHING, "Kubeflow: ask for the doc-artifacts" },
  { "card", RC_STANDING_NOTHING, "Kubeflow: ask for the file behind the catalog" },
  { "human-action", RC_STANDING_NOTHING, "human" },
  { "final-decision", RC_STANDING_NOTHING, "decision" },
  { "anomaly", RC_STANDING_NOTHING, "alerts" },
  { "incident", RC_STANDING_NOTHING, "incident" },
  { "reliance", RC_STANDING_NOTHING, "checked" },
  { "retention", RC_STANDING_NOTHING, "retention" },
};

static void
test_lists_of_corpus (ImportFixture *fixture,
                      gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcLineage) lineage = NULL;

  if (!system_fixture_import_corpus (fixture, "kubeflow/model-registry/constructed") ||
      !system_fixture_import_corpus (fixture, "kubeflow/mlmd/constructed"))
    return;
  import_fixture_put (fixture, "log.jsonl", by_endpoint, -1);
  result = import_fixture_import (fixture, NULL);
  lineage = system_fixture_assert_lineage (fixture, "inf-2", slots_of_lists, G_N_ELEMENTS (slots_of_lists));
}

/* --- TFX: a model that a program let pass and pushed --- */

static const char by_pushed_version[] =
  "{\"schema\":\"kreditcheck.decision/1\",\"event\":\"inference\",\"event_id\":\"inf-3\",\"timestamp\":\"2024-07-21T09:00:00Z\","
  "\"endpoint\":\"suicide-detection-model\",\"model\":{\"name\":\"suicide-detection-model\",\"version\":\"1721422662\"},"
  "\"output\":{\"score\":0.2}}\n";

static const SystemSlot slots_of_tfx[] = {
  { "input", RC_STANDING_NOTHING, "Kubeflow: ask for the payload logs" },
  { "subject", RC_STANDING_NOTHING, "person" },
  { "output", RC_STANDING_SINGLE, "1 field" },
  { "score", RC_STANDING_SINGLE, "0.2" },
  { "endpoint", RC_STANDING_SINGLE, "suicide-detection-model" },
  { "deployment", RC_STANDING_SINGLE, "PushedModel/419: suicide-detection-model/1721422662 at suicide-detection-model, from 2024-07-19T20:57:42.204Z" },
  { "model-version", RC_STANDING_CONSISTENT, "suicide-detection-model/1721422662" },
  { "artefact", RC_STANDING_NOTHING, "Kubeflow: ask for the artifacts" },
  { "run", RC_STANDING_SINGLE, "interactive-2024-07-20T03_56_22.763614.2024-07-20T03:57:05.057671" },
  { "dataset", RC_STANDING_SINGLE, "pipelines\\nkumala16-pipeline\\Transform\\transformed_examples\\107" },
  { "commit", RC_STANDING_SINGLE, "tfx_user_code_Trainer-0.0+7aad03add2ad4dbc6773218833817687a2dd002a039d808564a61975d434e37b" },
  { "environment", RC_STANDING_SINGLE, "TFX 1.11.0" },
  { "evaluation", RC_STANDING_SINGLE, "results of the evaluation = pipelines\\nkumala16-pipeline\\Evaluator\\evaluation\\110" },
  { "approval", RC_STANDING_SINGLE, "automated check by a step of the pipeline, not a person, 2024-07-19T20:57:41.917Z; on evaluation pipelines\\nkumala16-pipeline" },
  { "documentation", RC_STANDING_NOTHING, "Kubeflow: ask for the doc-artifacts" },
  { "card", RC_STANDING_NOTHING, "Kubeflow: ask for the file behind the catalog" },
  { "human-action", RC_STANDING_NOTHING, "human" },
  { "final-decision", RC_STANDING_NOTHING, "decision" },
  { "anomaly", RC_STANDING_NOTHING, "alerts" },
  { "incident", RC_STANDING_NOTHING, "incident" },
  { "reliance", RC_STANDING_NOTHING, "checked" },
  { "retention", RC_STANDING_NOTHING, "retention" },
};

static void
test_tfx_of_corpus (ImportFixture *fixture,
                    gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcLineage) lineage = NULL;

  if (!system_fixture_import_corpus (fixture, "kubeflow/mlmd/no-licence-stated"))
    return;
  import_fixture_put (fixture, "log.jsonl", by_pushed_version, -1);
  result = import_fixture_import (fixture, NULL);
  lineage = system_fixture_assert_lineage (fixture, "inf-3", slots_of_tfx, G_N_ELEMENTS (slots_of_tfx));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/systems/kubeflow/back-to-data", ImportFixture, NULL, import_fixture_set_up, test_back_to_data, import_fixture_tear_down);
  g_test_add ("/systems/kubeflow/earlier-version", ImportFixture, NULL, import_fixture_set_up, test_earlier_version,
              import_fixture_tear_down);
  g_test_add ("/systems/kubeflow/lists-of-corpus", ImportFixture, NULL, import_fixture_set_up, test_lists_of_corpus,
              import_fixture_tear_down);
  g_test_add ("/systems/kubeflow/tfx-of-corpus", ImportFixture, NULL, import_fixture_set_up, test_tfx_of_corpus, import_fixture_tear_down);
  return g_test_run ();
}
