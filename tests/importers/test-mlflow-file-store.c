/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mlflow/mlflow-file-store.h"
#include "importers/mlflow/mlflow-path.h"

#include "import-fixture.h"
#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/lineage.h"

#include <string.h>

#define RUN     "0123456789abcdef0123456789abcdef"
#define OTHER   "fedcba9876543210fedcba9876543210"
#define LOGGED  "m-00112233445566778899aabbccddeeff"
#define TRACE   "tr-aabbccddeeff00112233445566778899"
#define COMMIT  "1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d"
#define DIGEST  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

#define RUN_META(id) \
  "artifact_uri: /srv/mlruns/7/" id "/artifacts\nend_time: 1767268800000\nexperiment_id: '7'\nlifecycle_stage: active\n" \
  "run_id: " id "\nrun_name: nightly\nsource_version: ''\nstart_time: 1767265200000\nstatus: 3\ntags: []\nuser_id: jana\n"
#define VERSION_META \
  "creation_timestamp: 1767272400000\ncurrent_stage: None\ndescription: null\nlast_updated_timestamp: 1767272401000\n" \
  "model_id: " LOGGED "\nname: credit\nrun_id: " RUN "\nsource: models:/" LOGGED "\nstatus: READY\n" \
  "storage_location: /srv/mlruns/7/models/" LOGGED "/artifacts\nuser_id: null\nversion: 3\n"

static gboolean
import_into (RecordingSink  *sink,
             const char     *name,
             const char     *text,
             gsize           length,
             GError        **error)
{
  const RcImporter *importer = rc_mlflow_file_store_importer ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  RcImportInput input = { .name = name, .size = length, .stream = stream, .bytes = bytes, .modified_us = RC_TIME_NONE, .delivery = 1 };

  return importer->import (importer, &input, &sink->base, NULL, error);
}

static RecordingSink *
import_text (const char *name,
             const char *text)
{
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (import_into (sink, name, text, strlen (text), &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static int
recognise (const char *name,
           const char *text)
{
  const RcImporter *importer = rc_mlflow_file_store_importer ();
  RcSample sample = { .name = name, .head = text, .head_length = strlen (text), .size = (gint64) strlen (text) };

  return importer->recognise (importer, &sample);
}

static const RecordedEntity *
target_of (RecordingSink *sink,
           const RcClaim *claim)
{
  g_assert_nonnull (claim);
  g_assert_cmpint (claim->target, >, 0);
  return g_ptr_array_index (sink->entities, (guint) claim->target - 1);
}

/* --- Paths --- */

static const struct
{
  const char       *name;
  RcMlflowPathKind  kind;
  const char       *id;
  const char       *number;
  const char       *key;
  guint             levels;
} paths[] = {
  { "e/mlruns/7/meta.yaml", RC_MLFLOW_PATH_EXPERIMENT, "7", NULL, NULL, 3 },
  { "e/store/7/meta.yaml", RC_MLFLOW_PATH_EXPERIMENT, "7", NULL, NULL, 2 },
  { "e/mlruns/7/" RUN "/meta.yaml", RC_MLFLOW_PATH_RUN, RUN, NULL, NULL, 4 },
  { "e/mlruns/.trash/7/" RUN "/meta.yaml", RC_MLFLOW_PATH_RUN, RUN, NULL, NULL, 5 },
  { RUN "/meta.yaml", RC_MLFLOW_PATH_RUN, RUN, NULL, NULL, 2 },
  { "store.zip!7/" RUN "/params/alpha", RC_MLFLOW_PATH_RUN_PARAM, RUN, NULL, "alpha", 4 },
  { "mlruns/7/" RUN "/params/a/b c", RC_MLFLOW_PATH_RUN_PARAM, RUN, NULL, "a/b c", 6 },
  { "mlruns/7/" RUN "/params/" OTHER "/tags/x", RC_MLFLOW_PATH_RUN_PARAM, RUN, NULL, OTHER "/tags/x", 7 },
  { "mlruns/7/" RUN "/tags/mlflow.user", RC_MLFLOW_PATH_RUN_TAG, RUN, NULL, "mlflow.user", 5 },
  { "mlruns/7/" RUN "/metrics/auc", RC_MLFLOW_PATH_RUN_METRIC, RUN, NULL, "auc", 5 },
  { "mlruns/7/" RUN "/inputs/" OTHER "/meta.yaml", RC_MLFLOW_PATH_RUN_INPUT, RUN, NULL, OTHER, 6 },
  { "mlruns/7/" RUN "/outputs/" LOGGED "/meta.yaml", RC_MLFLOW_PATH_RUN_OUTPUT, RUN, NULL, LOGGED, 6 },
  { "mlruns/7/datasets/" OTHER "/meta.yaml", RC_MLFLOW_PATH_DATASET, OTHER, NULL, NULL, 5 },
  { "mlruns/7/models/" LOGGED "/meta.yaml", RC_MLFLOW_PATH_LOGGED_MODEL, LOGGED, NULL, NULL, 5 },
  { "mlruns/7/models/" LOGGED "/metrics/auc", RC_MLFLOW_PATH_LOGGED_MODEL_METRIC, LOGGED, NULL, "auc", 6 },
  { "mlruns/7/models/" LOGGED "/artifacts/registered_model_meta", RC_MLFLOW_PATH_REGISTERED_META, LOGGED, NULL,
    "registered_model_meta", 6 },
  { "mlartifacts/7/" RUN "/artifacts/model/conda.yaml", RC_MLFLOW_PATH_ENVIRONMENT, RUN, NULL, "model/conda.yaml", 6 },
  { "mlruns/models/credit/meta.yaml", RC_MLFLOW_PATH_MODEL, "credit", NULL, NULL, 4 },
  { "mlruns/models/credit/tags/owner", RC_MLFLOW_PATH_MODEL_TAG, "credit", NULL, "owner", 5 },
  { "mlruns/models/credit/aliases/champion", RC_MLFLOW_PATH_ALIAS, "credit", NULL, "champion", 5 },
  { "mlruns/models/credit/version-3/meta.yaml", RC_MLFLOW_PATH_VERSION, "credit", "3", NULL, 5 },
  { "mlruns/models/credit/version-3/tags/approved_by", RC_MLFLOW_PATH_VERSION_TAG, "credit", "3", "approved_by", 6 },
  { "mlruns/7/traces/" TRACE "/trace_info.yaml", RC_MLFLOW_PATH_TRACE, TRACE, NULL, NULL, 5 },
  { "mlruns/7/traces/" RUN "/tags/x", RC_MLFLOW_PATH_TRACE_TAG, RUN, NULL, "x", 6 },
  { "mlruns/7/traces/" TRACE "/request_metadata/mlflow.modelId", RC_MLFLOW_PATH_TRACE_METADATA, TRACE, NULL, "mlflow.modelId", 6 },
  { "mlruns/7/traces/" TRACE "/assessments/a-1.yaml", RC_MLFLOW_PATH_ASSESSMENT, TRACE, NULL, "a-1.yaml", 6 },
  /* Look-alikes: an id too short, in capitals, a folder too many, artifacts that are nobody's but the run's. */
  { "mlruns/7/0123456789abcdef/params/alpha", RC_MLFLOW_PATH_NONE, NULL, NULL, NULL, 0 },
  { "mlruns/7/0123456789ABCDEF0123456789ABCDEF/params/alpha", RC_MLFLOW_PATH_NONE, NULL, NULL, NULL, 0 },
  { "mlruns/7/" RUN "/params", RC_MLFLOW_PATH_NONE, NULL, NULL, NULL, 0 },
  { "mlruns/7/" RUN "/parameters/alpha", RC_MLFLOW_PATH_NONE, NULL, NULL, NULL, 0 },
  { "mlruns/7/" RUN "/artifacts/model/model.pkl", RC_MLFLOW_PATH_NONE, NULL, NULL, NULL, 0 },
  { "mlruns/7/" RUN "/artifacts/" OTHER "/params/alpha", RC_MLFLOW_PATH_NONE, NULL, NULL, NULL, 0 },
  { "mlruns/7/" RUN "/outputs/x/meta.yaml", RC_MLFLOW_PATH_NONE, NULL, NULL, NULL, 0 },
  { "mlruns/seven/meta.yaml", RC_MLFLOW_PATH_NONE, NULL, NULL, NULL, 0 },
  { "src/models/user/tags/owner", RC_MLFLOW_PATH_NONE, NULL, NULL, NULL, 0 },
  { "mlruns/models/credit/version-x/meta.yaml", RC_MLFLOW_PATH_NONE, NULL, NULL, NULL, 0 },
  { "mlartifacts/7/traces/" TRACE "/artifacts/traces.json", RC_MLFLOW_PATH_NONE, NULL, NULL, NULL, 0 },
  { "store.zip!", RC_MLFLOW_PATH_NONE, NULL, NULL, NULL, 0 },
  { "", RC_MLFLOW_PATH_NONE, NULL, NULL, NULL, 0 },
};

static void
test_paths (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_auto (RcMlflowPath) path = { 0 };

      g_test_message ("%s", paths[i].name);
      rc_mlflow_path_read (&path, paths[i].name);
      g_assert_cmpint (path.kind, ==, paths[i].kind);
      g_assert_cmpstr (path.id, ==, paths[i].id);
      g_assert_cmpstr (path.number, ==, paths[i].number);
      g_assert_cmpstr (path.key, ==, paths[i].key);
      g_assert_cmpuint (path.levels, ==, paths[i].levels);
      g_assert_cmpint (path.is_deleted, ==, strstr (paths[i].name, ".trash") != NULL);
    }
}

/* The path alone does not make a file of YAML one of the store. */
static void
test_recognise (void)
{
  g_assert_cmpint (recognise ("mlruns/7/" RUN "/meta.yaml", RUN_META (RUN)), >, 90);
  g_assert_cmpint (recognise ("mlruns/7/" RUN "/meta.yaml", "title: holiday\n"), ==, 0);
  g_assert_cmpint (recognise ("src/models/user/meta.yaml", "name: user\nfields: []\n"), ==, 0);
  g_assert_cmpint (recognise ("mlruns/models/credit/meta.yaml", "creation_timestamp: 1\nname: credit\n"), >, 90);
  g_assert_cmpint (recognise ("src/models/user/aliases/admin", "root\n"), ==, 0);
  g_assert_cmpint (recognise ("mlruns/models/credit/aliases/champion", "3"), >, 90);
  g_assert_cmpint (recognise ("mlruns/7/" RUN "/params/alpha", "---\nmodel_name: x\nlicense: mit\n---\n"), >, 90);
  g_assert_cmpint (recognise ("alpha", "0.5"), ==, 0);
  g_assert_cmpint (recognise (NULL, "0.5"), ==, 0);
}

/* --- What each file says --- */

static void
test_run (void)
{
  g_autoptr (RecordingSink) sink = import_text ("e/mlruns/7/" RUN "/meta.yaml", RUN_META (RUN));
  const RcClaim *claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_CREATED, NULL);

  g_assert_cmpint (claim->from_us, ==, G_GINT64_CONSTANT (1767265200000000));
  g_assert_cmpuint (claim->record, ==, 1);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_STATUS, "FINISHED"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG, "name = nightly"));
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_TRAINED_BY_PERSON, "jana");
  g_assert_cmpint (target_of (sink, claim)->kind, ==, RC_ENTITY_PERSON);
  /* An empty source_version is no commit. */
  g_assert_null (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_CODE_COMMIT, NULL));
  g_assert_cmpstr (((RecordedEntity *) g_ptr_array_index (sink->entities, 0))->scope, ==, "folder 1 e/");
  g_assert_cmpuint (sink->asides->len, ==, 0);
}

static void
test_old_run (void)
{
  g_autoptr (RecordingSink) sink =
    import_text ("mlruns/.trash/7/" RUN "/meta.yaml",
                 "artifact_uri: x\nname: first\nrun_uuid: " RUN "\nsource_version: " COMMIT "\nstart_time: 1767265200000\nend_time: null\n"
                 "status: 9\nlifecycle_stage: active\n");

  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_CODE_COMMIT, COMMIT));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG, "name = first"));
  /* A number without a name stays as it is. */
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_STATUS, "9"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG,
                                               "lifecycle_stage = deleted with its experiment (.trash)"));
  g_assert_cmpuint (sink->asides->len, ==, 0);
}

static void
test_version (void)
{
  g_autoptr (RecordingSink) sink = import_text ("mlruns/models/credit/version-3/meta.yaml", VERSION_META);
  g_autoptr (RecordingSink) tag = import_text ("mlruns/models/credit/version-3/tags/approved_by", "Petra Vogt\n");
  g_autoptr (RecordingSink) digest = import_text ("mlruns/models/credit/version-3/tags/artifact_sha256", DIGEST);
  g_autoptr (RecordingSink) alias = import_text ("mlruns/models/credit/aliases/champion", "3");
  const char *full = "credit/3";
  const RcClaim *claim;

  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, full, RC_PROPERTY_TRAINED_BY, RUN);
  g_assert_cmpint (target_of (sink, claim)->kind, ==, RC_ENTITY_RUN);
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, full, RC_PROPERTY_STAGE, "None");
  g_assert_cmpint (claim->recorded_us, ==, G_GINT64_CONSTANT (1767272401000000));
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, full, RC_PROPERTY_ARTIFACT_PLACE, "models:/" LOGGED);
  g_assert_cmpstr (target_of (sink, claim)->name, ==, LOGGED);
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, full, RC_PROPERTY_ARTIFACT_PLACE,
                                     "/srv/mlruns/7/models/" LOGGED "/artifacts");
  g_assert_cmpstr (target_of (sink, claim)->name, ==, LOGGED);
  g_assert_null (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, full, RC_PROPERTY_TAG, NULL));

  claim = recording_sink_find_claim (tag, RC_ENTITY_MODEL_VERSION, full, RC_PROPERTY_APPROVED_BY, "Petra Vogt");
  g_assert_cmpint (claim->from_us, ==, RC_TIME_NONE);
  g_assert_nonnull (recording_sink_find_claim (digest, RC_ENTITY_MODEL_VERSION, full, RC_PROPERTY_ARTIFACT_DIGEST, DIGEST));
  g_assert_nonnull (recording_sink_find_claim (alias, RC_ENTITY_MODEL_VERSION, full, RC_PROPERTY_STAGE, "@champion"));
}

/* Both ids in an output are the model's: the run is that of the path. A data set is known by its id until its own file names it. */
static void
test_edges (void)
{
  g_autoptr (RecordingSink) output =
    import_text ("mlruns/7/" RUN "/outputs/" LOGGED "/meta.yaml",
                 "destination_id: " LOGGED "\ndestination_type: MODEL_OUTPUT\nsource_id: " LOGGED "\nsource_type: RUN_OUTPUT\nstep: 0\n");
  g_autoptr (RecordingSink) input =
    import_text ("mlruns/7/" RUN "/inputs/" OTHER "/meta.yaml",
                 "destination_id: " RUN "\ndestination_type: RUN\nsource_id: " OTHER "\nsource_type: DATASET\n"
                 "tags:\n  mlflow.data.context: training\n");
  g_autoptr (RecordingSink) dataset =
    import_text ("mlruns/7/datasets/" OTHER "/meta.yaml", "digest: 062ac4fa\nname: loans\nsource: '{\"uri\": \"s3://b/loans\"}'\n"
                 "source_type: s3\n");
  g_autoptr (RecordingSink) registered =
    import_text ("mlruns/7/" RUN "/artifacts/model/registered_model_meta", "model_name: credit\nmodel_version: '2'\n");
  const RcClaim *claim;

  claim = recording_sink_find_claim (output, RC_ENTITY_MODEL_VERSION, LOGGED, RC_PROPERTY_TRAINED_BY, RUN);
  g_assert_cmpstr (target_of (output, claim)->name, ==, RUN);
  claim = recording_sink_find_claim (input, RC_ENTITY_RUN, RUN, RC_PROPERTY_DATASET, OTHER);
  g_assert_cmpint (target_of (input, claim)->kind, ==, RC_ENTITY_DATASET);
  claim = recording_sink_find_claim (input, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG, "mlflow.data.context = training");
  g_assert_cmpstr (target_of (input, claim)->name, ==, OTHER);
  claim = recording_sink_find_claim (dataset, RC_ENTITY_DATASET, OTHER, RC_PROPERTY_TAG, "name = loans");
  g_assert_cmpstr (target_of (dataset, claim)->name, ==, "loans@062ac4fa");
  g_assert_nonnull (recording_sink_find_claim (dataset, RC_ENTITY_DATASET, OTHER, RC_PROPERTY_DATASET_DIGEST, "062ac4fa"));
  claim = recording_sink_find_claim (registered, RC_ENTITY_MODEL_VERSION, "credit/2", RC_PROPERTY_ARTIFACT_PLACE, NULL);
  g_assert_cmpstr (target_of (registered, claim)->name, ==, RUN ":model");
}

static void
test_logged_model (void)
{
  g_autoptr (RecordingSink) meta =
    import_text ("mlruns/7/models/" LOGGED "/meta.yaml",
                 "artifact_location: /srv/mlruns/7/models/" LOGGED "/artifacts\ncreation_timestamp: 1767268000000\nmodel_id: " LOGGED
                 "\nname: model\nsource_run_id: " RUN "\nstatus: 2\n");
  g_autoptr (RecordingSink) tag = import_text ("mlruns/7/models/" LOGGED "/tags/mlflow.modelVersions",
                                               "[{\"name\": \"credit\", \"version\": 3}]");
  g_autoptr (RecordingSink) packages = import_text ("mlruns/7/models/" LOGGED "/artifacts/conda.yaml",
                                                    "dependencies:\n- python=3.11\n- pip:\n  - mlflow==3.1\n"
                                                    "  - git+https://ann:secret@host/x\nname: env\n");
  g_autoptr (RecordingSink) lines = import_text ("mlruns/7/" RUN "/artifacts/model/requirements.txt", "# made by hand\nmlflow==2.9\n\nnumpy");
  const RcClaim *claim;

  g_assert_nonnull (recording_sink_find_claim (meta, RC_ENTITY_MODEL_VERSION, LOGGED, RC_PROPERTY_STATUS, "READY"));
  claim = recording_sink_find_claim (meta, RC_ENTITY_MODEL_VERSION, LOGGED, RC_PROPERTY_ARTIFACT_PLACE, NULL);
  g_assert_cmpint (claim->target, ==, 0);
  claim = recording_sink_find_claim (tag, RC_ENTITY_MODEL_VERSION, LOGGED, RC_PROPERTY_TAG, NULL);
  g_assert_cmpstr (target_of (tag, claim)->name, ==, "credit/3");
  g_assert_nonnull (recording_sink_find_claim (packages, RC_ENTITY_MODEL_VERSION, LOGGED, RC_PROPERTY_ENVIRONMENT,
                                               "conda.yaml: python=3.11, mlflow==3.1, (a package from an address with a password)"));
  g_assert_nonnull (recording_sink_find_claim (lines, RC_ENTITY_RUN, RUN, RC_PROPERTY_ENVIRONMENT, "requirements.txt: mlflow==2.9, numpy"));
}

/* --- Metrics --- */

#define METRIC "mlruns/7/" RUN "/metrics/auc"

static void
assert_metric (const char *name,
               const char *text,
               const char *thing,
               const char *value,
               const char *locator)
{
  g_autoptr (RecordingSink) sink = import_text (name, text);
  RcEntityKind kind = g_str_has_prefix (thing, "m-") ? RC_ENTITY_MODEL_VERSION : RC_ENTITY_RUN;
  const RcClaim *claim = recording_sink_find_claim (sink, kind, thing, RC_PROPERTY_EVALUATION, value);

  g_assert_nonnull (claim);
  g_assert_cmpstr (claim->locator, ==, locator);
  g_assert_cmpuint (sink->claims->len, ==, 1);
  g_assert_cmpuint (sink->asides->len, ==, 0);
}

static void
test_metrics (void)
{
  assert_metric (METRIC, "1767265200000 0.5\n", RUN, "auc = 0.5", "line 1");
  assert_metric (METRIC, "1767265200000 0.7 2\n1767265300000 0.9 1\r\n", RUN, "auc = 0.7", "line 1");
  /* Of one step the latest, of one time the greatest. */
  assert_metric (METRIC, "1767265200000 0.7 1\n1767265300000 0.9 1\n1767265300000 0.8 1", RUN, "auc = 0.9", "line 2");
  assert_metric (METRIC, "1767265200000 nan 0\n", RUN, "auc = nan", "line 1");
  assert_metric (METRIC, "1767265200000 0.1 0\n1767265200000 nan 0\n", RUN, "auc = 0.1", "line 1");
  assert_metric (METRIC, "1767265200000 -inf 0\n", RUN, "auc = -inf", "line 1");
  assert_metric (METRIC, "1767265200000 1e-3 -4\n", RUN, "auc = 1e-3", "line 1");
  assert_metric ("mlruns/7/models/" LOGGED "/metrics/auc", "1767265200000 1.0 0 " RUN "\n", LOGGED, "auc = 1.0", "line 1");
}

static void
test_metric_of_data_sets (void)
{
  g_autoptr (RecordingSink) model = import_text ("mlruns/7/models/" LOGGED "/metrics/auc",
                                                 "1767265200000 0.8 0 " RUN " loans 062ac4fa\n"
                                                 "1767265200000 0.7 0 " RUN "\n"
                                                 "1767265300000 0.9 1 " RUN " loans 062ac4fa\n");
  g_autoptr (RecordingSink) run = import_text (METRIC, "1767265200000 0.8 0 loans 062ac4fa\n");
  const RcClaim *claim = recording_sink_find_claim (model, RC_ENTITY_MODEL_VERSION, LOGGED, RC_PROPERTY_EVALUATION, "auc = 0.9");

  g_assert_cmpstr (target_of (model, claim)->name, ==, "loans@062ac4fa");
  g_assert_cmpint (claim->recorded_us, ==, G_GINT64_CONSTANT (1767265300000000));
  claim = recording_sink_find_claim (model, RC_ENTITY_MODEL_VERSION, LOGGED, RC_PROPERTY_EVALUATION, "auc = 0.7");
  g_assert_cmpint (claim->target, ==, 0);
  g_assert_cmpuint (model->claims->len, ==, 2);
  claim = recording_sink_find_claim (run, RC_ENTITY_RUN, RUN, RC_PROPERTY_EVALUATION, "auc = 0.8");
  g_assert_cmpstr (target_of (run, claim)->name, ==, "loans@062ac4fa");
}

/* A line that cannot be read is told with its place, and its neighbours are read. */
static void
test_bad_metrics (void)
{
  static const char * const bad[] = {
    "x 0.5 1", "1767265200000", "1767265200000 0,5 1", "1767265200000 0.5 one", "1767265200000 0.5 1 loans", "1767265200000  0.5 1",
    "99999999999999999999 0.5 1", "1767265200000 0.5 99999999999999999999", "1767265200000 0x 1", "1767265200000 0.5 1 a b c",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = g_strdup_printf ("1767265200000 0.5 1\n%s\n1767265200000 0.6 2\n", bad[i]);
      g_autoptr (RecordingSink) sink = import_text (METRIC, text);

      g_test_message ("%s", bad[i]);
      g_assert_cmpuint (sink->asides->len, ==, 1);
      g_assert_cmpint (((RecordedAside *) g_ptr_array_index (sink->asides, 0))->offset, ==, 20);
      g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_EVALUATION, "auc = 0.6"));
    }
}

static void
test_many_bad_metrics (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (RecordingSink) sink = NULL;
  g_autoptr (RecordingSink) seconds = import_text (METRIC, "1767265200 0.5\n");

  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "no line\n");
  sink = import_text (METRIC, text->str);
  g_assert_cmpuint (sink->asides->len, ==, RC_LIMIT_REGISTRY_FAULTS + 1);
  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_LIMIT));

  /* The first releases counted seconds: the value is claimed without a time. */
  g_assert_nonnull (recording_sink_find_aside (seconds, RC_EXCEPTION_TIME_AMBIGUOUS));
  g_assert_cmpint (recording_sink_find_claim (seconds, RC_ENTITY_RUN, RUN, RC_PROPERTY_EVALUATION, "auc = 0.5")->recorded_us, ==,
                   RC_TIME_NONE);
}

/* --- Traces --- */

static const RcFieldValue *
find_field (GPtrArray *fields,
            RcField    field)
{
  for (guint i = 0; i < fields->len; i++)
    if (((const RcFieldValue *) g_ptr_array_index (fields, i))->field == field)
      return g_ptr_array_index (fields, i);
  return NULL;
}

static GPtrArray *
read_fields (RecordingSink *sink,
             guint          event,
             const char    *text)
{
  const RcImporter *importer = rc_mlflow_file_store_importer ();
  const RecordedEvent *recorded = g_ptr_array_index (sink->events, event);

  return importer->read_fields (importer, text, strlen (text), recorded->event.row);
}

static void
test_trace (void)
{
  static const char text[] =
    "trace_id: " TRACE "\nclient_request_id: A-17\nrequest_time: '2026-01-14T12:00:00.123Z'\nstate: OK\nrequest_preview: '{\"a\": 1}'\n"
    "assessments:\n- assessment_id: a-1\n  source:\n    source_type: HUMAN\n    source_id: petra\n  create_time: '2026-01-14T13:00:00Z'\n"
    "  feedback:\n    value: 'no'\n  overrides: a-0\n  rationale: too high\n- assessment_id: a-0\n  source: {source_type: LLM_JUDGE}\n";
  g_autoptr (RecordingSink) sink = import_text ("mlruns/7/traces/" TRACE "/trace_info.yaml", text);
  const RecordedEvent *trace = g_ptr_array_index (sink->events, 0);
  const RecordedEvent *action = g_ptr_array_index (sink->events, 1);
  g_autoptr (GPtrArray) fields = read_fields (sink, 0, text);
  g_autoptr (GPtrArray) acted = read_fields (sink, 1, text);
  const RcFieldValue *input = find_field (fields, RC_FIELD_INPUT);

  g_assert_cmpuint (sink->events->len, ==, 3);
  g_assert_cmpint (trace->event.kind, ==, RC_EVENT_INFERENCE);
  g_assert_cmpstr (trace->event.id.text, ==, TRACE);
  g_assert_cmpstr (trace->event.decision.text, ==, "A-17");
  g_assert_true (trace->event.has_time);
  g_assert_cmpint (trace->event.time.from_us, ==, G_GINT64_CONSTANT (1768392000123000));
  g_assert_cmpint (action->event.kind, ==, RC_EVENT_HUMAN_ACTION);
  g_assert_cmpstr (action->event.target.text, ==, TRACE);
  g_assert_cmpint (((RecordedEvent *) g_ptr_array_index (sink->events, 2))->event.kind, ==, RC_EVENT_OTHER);

  g_assert_cmpstr (input->value, ==, "{\"a\": 1}");
  g_assert_cmpuint (input->offset + input->length, <=, strlen (text));
  g_assert_true (strncmp (text + input->offset, "'{\"a\": 1}'", input->length) == 0);
  g_assert_cmpstr (find_field (acted, RC_FIELD_ACTOR)->value, ==, "petra");
  g_assert_cmpstr (find_field (acted, RC_FIELD_FINAL)->value, ==, "no");
  g_assert_cmpstr (find_field (acted, RC_FIELD_ACTION)->value, ==, "override");
  g_assert_cmpstr (find_field (acted, RC_FIELD_REASON)->value, ==, "too high");
}

static void
test_trace_texts (void)
{
  static const char asked[] = "request_id: not a document";
  g_autoptr (RecordingSink) input = import_text ("mlruns/7/traces/" TRACE "/request_metadata/mlflow.traceInputs", asked);
  g_autoptr (RecordingSink) other = import_text ("mlruns/7/traces/" TRACE "/tags/mlflow.traceName", "predict");
  g_autoptr (GPtrArray) fields = read_fields (input, 0, asked);
  g_autoptr (GPtrArray) none = read_fields (other, 0, "predict");

  g_assert_cmpuint (fields->len, ==, 1);
  g_assert_cmpstr (find_field (fields, RC_FIELD_INPUT)->value, ==, asked);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpstr (((RecordedEvent *) g_ptr_array_index (other->events, 0))->event.target.text, ==, TRACE);
}

/* --- Wrong input --- */

static void
test_secrets (void)
{
  static const char * const names[] = {
    "mlruns/7/" RUN "/params/api_key", "mlruns/7/" RUN "/params/db.password", "mlruns/7/" RUN "/params/hfToken",
    "mlruns/models/credit/version-3/tags/deploy_secret", "mlruns/7/models/" LOGGED "/tags/aws-secret-access-key",
  };
  g_autoptr (RecordingSink) address = import_text ("mlruns/7/" RUN "/params/uri", "postgres://ann:hunter2@db/x");
  g_autoptr (RecordingSink) source = import_text ("mlruns/7/" RUN "/tags/mlflow.source.git.repoURL", "https://x:ghp_1@github.example/r.git");
  g_autoptr (RecordingSink) harmless = import_text ("mlruns/7/" RUN "/params/max_tokens", "512");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (RecordingSink) sink = import_text (names[i], "hunter2");

      g_test_message ("%s", names[i]);
      g_assert_cmpuint (sink->claims->len, ==, 0);
      g_assert_true (sink->base.has_told);
    }
  g_assert_cmpuint (address->claims->len, ==, 0);
  g_assert_cmpuint (source->claims->len, ==, 0);
  g_assert_nonnull (recording_sink_find_claim (harmless, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG, "params/max_tokens = 512"));
}

static void
test_values_that_are_none (void)
{
  g_autofree char *long_text = g_strnfill (RC_LIMIT_NAME_BYTES, 'x');
  g_autoptr (RecordingSink) param = import_text ("mlruns/7/" RUN "/params/p", long_text);
  g_autoptr (RecordingSink) tag = import_text ("mlruns/models/credit/version-3/tags/t", long_text);
  g_autoptr (RecordingSink) alias = import_text ("mlruns/models/credit/aliases/champion", "3x");
  g_autoptr (RecordingSink) empty = import_text ("mlruns/7/" RUN "/params/p", "");
  g_autoptr (RecordingSink) bytes = recording_sink_new ();
  g_autoptr (GError) error = NULL;
  const RecordedAside *aside;

  g_assert_cmpuint (param->claims->len + param->asides->len, ==, 0);
  g_assert_true (param->base.has_told);
  g_assert_nonnull (recording_sink_find_aside (tag, RC_EXCEPTION_LIMIT));
  g_assert_nonnull (recording_sink_find_aside (alias, RC_EXCEPTION_REGISTRY_MALFORMED));
  g_assert_nonnull (recording_sink_find_claim (empty, RC_ENTITY_RUN, RUN, RC_PROPERTY_TAG, "params/p = "));

  g_assert_true (import_into (bytes, "mlruns/7/" RUN "/params/p", "ab\xff" "c", 4, &error));
  g_assert_no_error (error);
  aside = recording_sink_find_aside (bytes, RC_EXCEPTION_UNREADABLE_RECORD);
  g_assert_cmpint (aside->offset, ==, 2);
  g_assert_cmpuint (bytes->claims->len, ==, 0);
}

static void
assert_aside (const char *name,
              const char *text,
              const char *kind)
{
  g_autoptr (RecordingSink) sink = import_text (name, text);

  g_test_message ("%s", text);
  g_assert_nonnull (recording_sink_find_aside (sink, kind));
}

static void
test_wrong_documents (void)
{
  static const char meta[] = "mlruns/7/" RUN "/meta.yaml";
  g_autoptr (GString) deep = g_string_new ("run_id: ");

  for (guint i = 0; i < 1000; i++)
    g_string_append_c (deep, '[');
  assert_aside (meta, deep->str, RC_EXCEPTION_LIMIT);
  assert_aside (meta, "run_id: " RUN "\nrun_id: " OTHER "\n", RC_EXCEPTION_DUPLICATE_MEMBER);
  assert_aside (meta, "- run_id\n", RC_EXCEPTION_UNREADABLE_RECORD);
  assert_aside (meta, "run_id: \"" RUN "\n", RC_EXCEPTION_UNREADABLE_RECORD);
  assert_aside (meta, "run_id: [a]\n", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside (meta, "run_id: null\n", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside (meta, "run_id: " OTHER "\n", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside (meta, "run_id: " RUN "\nstart_time: yesterday\n", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside (meta, "run_id: " RUN "\nstart_time: 1767265200\n", RC_EXCEPTION_TIME_AMBIGUOUS);
  assert_aside (meta, "run_id: " RUN "\nstart_time: 99999999999999999999999999\n", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside ("mlruns/models/credit/version-3/meta.yaml", "name: credit\nversion: 4\n", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside ("mlruns/models/credit/version-3/meta.yaml", "name: other\nversion: 3\n", RC_EXCEPTION_REGISTRY_MALFORMED);
}

/* However a file is cut off, the rest of it is told, and nothing crashes. */
static void
test_truncated (void)
{
  static const struct { const char *name; const char *text; } files[] = {
    { "mlruns/7/" RUN "/meta.yaml", RUN_META (RUN) },
    { "mlruns/models/credit/version-3/meta.yaml", VERSION_META },
    { METRIC, "1767265200000 0.7 2\n1767265300000 0.9 3\n" },
    { "mlruns/7/models/" LOGGED "/tags/mlflow.modelVersions", "[{\"name\": \"credit\", \"version\": 3}]" },
    { "mlruns/7/traces/" TRACE "/trace_info.yaml", "trace_id: " TRACE "\nassessments:\n- source: {source_type: HUMAN}\n" },
    { "mlruns/7/" RUN "/artifacts/model/conda.yaml", "dependencies:\n- python=3.11\n- pip:\n  - mlflow\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    for (gsize length = 0; length <= strlen (files[i].text); length++)
      {
        g_autoptr (RecordingSink) sink = recording_sink_new ();
        g_autoptr (GPtrArray) fields = NULL;
        g_autoptr (GError) error = NULL;

        g_assert_true (import_into (sink, files[i].name, files[i].text, length, &error));
        g_assert_no_error (error);
        fields = rc_mlflow_file_store_importer ()->read_fields (rc_mlflow_file_store_importer (), files[i].text, length, 0);
        g_assert_nonnull (fields);
        /* But for a metric or a list of packages without a line, every file says something. */
        g_assert_true (sink->base.has_told);
      }
}

static void
test_case_that_fails (void)
{
  for (guint fail_at = 1; fail_at < 8; fail_at++)
    {
      g_autoptr (RecordingSink) sink = recording_sink_new ();
      g_autoptr (GError) error = NULL;

      sink->fail_at = fail_at;
      g_assert_false (import_into (sink, "mlruns/7/" RUN "/meta.yaml", RUN_META (RUN), strlen (RUN_META (RUN)), &error));
      g_assert_nonnull (error);
    }
}

/* --- In a case --- */

static void
put_store (ImportFixture *fixture)
{
  static const struct { const char *name; const char *text; } files[] = {
    { "mlruns/7/meta.yaml", "creation_time: 1767260000000\nexperiment_id: '7'\nname: credit\n" },
    { "mlruns/7/" RUN "/meta.yaml", RUN_META (RUN) },
    { "mlruns/7/" RUN "/params/alpha", "0.5" },
    { "mlruns/7/" RUN "/params/l1_ratio", "0.5" },
    { "mlruns/7/" RUN "/tags/mlflow.source.git.commit", COMMIT },
    { "mlruns/7/" RUN "/tags/mlflow.docker.image.uri", "registry.example/train:7" },
    { "mlruns/7/" RUN "/metrics/auc", "1767268000000 0.81 0\n" },
    { "mlruns/7/" RUN "/inputs/" OTHER "/meta.yaml", "destination_id: " RUN "\nsource_id: " OTHER "\nsource_type: DATASET\n" },
    { "mlruns/7/" OTHER "/meta.yaml", RUN_META (OTHER) },
    { "mlruns/7/" OTHER "/params/alpha", "0.5" },
    { "mlruns/7/" OTHER "/tags/mlflow.source.git.commit", COMMIT },
    { "mlruns/7/datasets/" OTHER "/meta.yaml", "digest: 062ac4fa\nname: loans\n" },
    { "mlruns/7/" RUN "/outputs/" LOGGED "/meta.yaml", "destination_id: " LOGGED "\ndestination_type: MODEL_OUTPUT\n" },
    { "mlruns/7/models/" LOGGED "/artifacts/requirements.txt", "mlflow==3.1\n" },
    { "mlruns/models/credit/meta.yaml", "creation_timestamp: 1767272000000\nname: credit\n" },
    { "mlruns/models/credit/version-3/meta.yaml", VERSION_META },
    { "mlruns/models/credit/version-3/tags/approved_by", "Petra Vogt" },
    { "elsewhere/models/user/tags/owner", "0.5" },
    { "decisions.jsonl",
      "{\"schema\":\"kreditcheck.decision/1\",\"event_id\":\"E-1\",\"timestamp\":\"2026-02-01T10:00:00Z\",\"event\":\"inference\","
      "\"system\":\"S\",\"model\":{\"name\":\"credit\",\"version\":\"3\"},\"output\":{\"score\":0.4}}\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    import_fixture_put (fixture, files[i].name, files[i].text, -1);
}

static char *
query (ImportFixture *fixture,
       const char    *sql)
{
  char *text = import_fixture_query_text (fixture, sql);

  return g_strchomp (text);
}

/* Equal bytes in two files are two values: both runs have their parameter and their commit. */
static void
test_same_values (ImportFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autofree char *params = NULL;
  g_autofree char *commits = NULL;
  g_autofree char *others = NULL;

  put_store (fixture);
  result = import_fixture_import (fixture, NULL);
  params = query (fixture, "SELECT e.name, c.value FROM claim c JOIN entity e ON e.id = c.entity WHERE c.value LIKE 'params/%' ORDER BY 1, 2");
  g_assert_cmpstr (params, ==, RUN "|params/alpha = 0.5\n" RUN "|params/l1_ratio = 0.5\n" OTHER "|params/alpha = 0.5");
  commits = query (fixture, "SELECT e.name FROM claim c JOIN entity e ON e.id = c.entity WHERE c.value = '" COMMIT "' ORDER BY 1");
  g_assert_cmpstr (commits, ==, RUN "\n" OTHER);
  others = query (fixture, "SELECT ifnull (importer, '-') FROM source WHERE name LIKE '%elsewhere%'");
  g_assert_cmpstr (others, ==, "-");
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count (DISTINCT scope) FROM entity WHERE kind = 'run'"), ==, 1);
}

static void
assert_answer (const RcLineage *lineage,
               const char      *slot,
               const char      *value)
{
  const RcLineageSlot *found = rc_lineage_find_slot (lineage, slot);

  g_test_message ("%s", slot);
  for (guint i = 0; i < found->answers->len; i++)
    if (strstr (((const RcLineageAnswer *) g_ptr_array_index (found->answers, i))->value, value) != NULL)
      return;
  g_test_message ("no answer says %s", value);
  g_test_fail ();
}

static void
test_lineage (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (GError) error = NULL;
  RcEvent *event;

  put_store (fixture);
  result = import_fixture_import (fixture, NULL);
  reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  event = rc_event_find (fixture->case_file, reader, "E-1", &error);
  g_assert_no_error (error);
  lineage = rc_lineage_build (fixture->case_file, event, RC_TIME_NONE, &error);
  g_assert_no_error (error);

  assert_answer (lineage, "model-version", "credit/3");
  assert_answer (lineage, "run", RUN);
  assert_answer (lineage, "commit", COMMIT);
  assert_answer (lineage, "dataset", OTHER);
  assert_answer (lineage, "environment", "registry.example/train:7");
  assert_answer (lineage, "environment", "requirements.txt: mlflow==3.1");
  assert_answer (lineage, "evaluation", "auc = 0.81");
  g_assert_cmpint (rc_lineage_find_slot (lineage, "deployment")->standing, ==, RC_STANDING_NOTHING);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/importers/mlflow-file-store/paths", test_paths);
  g_test_add_func ("/importers/mlflow-file-store/recognise", test_recognise);
  g_test_add_func ("/importers/mlflow-file-store/run", test_run);
  g_test_add_func ("/importers/mlflow-file-store/old-run", test_old_run);
  g_test_add_func ("/importers/mlflow-file-store/version", test_version);
  g_test_add_func ("/importers/mlflow-file-store/edges", test_edges);
  g_test_add_func ("/importers/mlflow-file-store/logged-model", test_logged_model);
  g_test_add_func ("/importers/mlflow-file-store/metrics", test_metrics);
  g_test_add_func ("/importers/mlflow-file-store/metric-of-data-sets", test_metric_of_data_sets);
  g_test_add_func ("/importers/mlflow-file-store/bad-metrics", test_bad_metrics);
  g_test_add_func ("/importers/mlflow-file-store/many-bad-metrics", test_many_bad_metrics);
  g_test_add_func ("/importers/mlflow-file-store/trace", test_trace);
  g_test_add_func ("/importers/mlflow-file-store/trace-texts", test_trace_texts);
  g_test_add_func ("/importers/mlflow-file-store/secrets", test_secrets);
  g_test_add_func ("/importers/mlflow-file-store/values-that-are-none", test_values_that_are_none);
  g_test_add_func ("/importers/mlflow-file-store/wrong-documents", test_wrong_documents);
  g_test_add_func ("/importers/mlflow-file-store/truncated", test_truncated);
  g_test_add_func ("/importers/mlflow-file-store/case-that-fails", test_case_that_fails);
  g_test_add ("/importers/mlflow-file-store/same-values", ImportFixture, NULL, import_fixture_set_up, test_same_values,
              import_fixture_verify_and_tear_down);
  g_test_add ("/importers/mlflow-file-store/lineage", ImportFixture, NULL, import_fixture_set_up, test_lineage,
              import_fixture_verify_and_tear_down);
  return g_test_run ();
}
