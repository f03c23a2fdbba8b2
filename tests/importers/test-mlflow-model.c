/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mlflow/mlflow-model.h"
#include "importers/mlflow/mlflow-path.h"

#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#define RUN     "0123456789abcdef0123456789abcdef"
#define OTHER   "fedcba9876543210fedcba9876543210"
#define LOGGED  "m-00112233445566778899aabbccddeeff"
#define UUID    "4d622e7b02614d1eb71f44eeb927be4f"

#define FLAVORS \
  "flavors:\n  python_function:\n    env: conda.yaml\n    loader_module: mlflow.sklearn\n    python_version: 3.11.4\n" \
  "  sklearn:\n    pickled_model: model.pkl\n    sklearn_version: 1.5.2\n"
#define MODEL_3 \
  "artifact_path: /srv/mlruns/7/models/" LOGGED "/artifacts\n" FLAVORS "mlflow_version: 3.5.1\nmodel_id: " LOGGED "\n" \
  "model_size_bytes: 1733\nmodel_uuid: " LOGGED "\nprompts: null\nrun_id: " RUN "\nsignature:\n  inputs: '[{\"type\": \"double\"}]'\n" \
  "  outputs: null\nutc_time_created: '2026-01-11 09:20:54.485031'\n"

static gboolean
import_into (RecordingSink  *sink,
             const char     *name,
             const char     *text,
             gsize           length,
             GError        **error)
{
  const RcImporter *importer = rc_mlflow_model_importer ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  RcImportInput input = { .name = name, .size = length, .bytes = bytes, .modified_us = RC_TIME_NONE, .delivery = 1 };

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
recognise (const char *text)
{
  const RcImporter *importer = rc_mlflow_model_importer ();
  RcSample sample = { .name = "x", .head = text, .head_length = strlen (text), .size = (gint64) strlen (text) };

  return importer->recognise (importer, &sample);
}

static void
test_recognise (void)
{
  g_assert_cmpint (recognise (MODEL_3), >, 80);
  g_assert_cmpint (recognise (FLAVORS "mlflow_version: 1\nmodel_uuid: x\n"), >, 80);
  g_assert_cmpint (recognise ("flavors:\n- vanilla\nrun_id: 1\n"), ==, 0);
  g_assert_cmpint (recognise ("x:\n  flavors: 1\n  run_id: 1\n  model_uuid: 2\n"), ==, 0);
  g_assert_cmpint (recognise (""), ==, 0);
}

static void
test_logged_model (void)
{
  g_autoptr (RecordingSink) sink = import_text ("e/mlruns/7/models/" LOGGED "/artifacts/MLmodel", MODEL_3);
  const RcClaim *claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, LOGGED, RC_PROPERTY_CREATED, NULL);

  /* No zone stands there, and it is UTC. */
  g_assert_cmpint (claim->from_us, ==, G_GINT64_CONSTANT (1768123254485031));
  g_assert_cmpstr (claim->locator, ==, "/utc_time_created");
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, LOGGED, RC_PROPERTY_TRAINED_BY, RUN);
  g_assert_cmpint (claim->target, ==, recording_sink_find_entity (sink, RC_ENTITY_RUN, RUN));
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_ENVIRONMENT, "Python 3.11.4");
  g_assert_cmpstr (claim->locator, ==, "/flavors/python_function/python_version");
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_ENVIRONMENT, "sklearn_version = 1.5.2"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, RUN, RC_PROPERTY_ENVIRONMENT, "mlflow_version = 3.5.1"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, LOGGED, RC_PROPERTY_TAG, "flavors = python_function, sklearn"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, LOGGED, RC_PROPERTY_TAG,
                                               "signature.inputs = [{\"type\": \"double\"}]"));
  g_assert_null (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, LOGGED, RC_PROPERTY_TAG, "model_uuid = " LOGGED));
  g_assert_cmpstr (((RecordedEntity *) g_ptr_array_index (sink->entities, 0))->scope, ==, "folder 1 e/");
  g_assert_cmpuint (sink->asides->len, ==, 0);
}

/* Before MLflow 3 it is the artifact of a run; the path tells the run where the file does not. */
static void
test_older_packages (void)
{
  g_autoptr (RecordingSink) built = import_text ("x/MLmodel", "artifact_path: model\n" FLAVORS "run_id: " RUN "\nmodel_uuid: " UUID "\n");
  g_autoptr (RecordingSink) outside = import_text ("x/MLmodel", FLAVORS "mlflow_version: 1.30.1\nmodel_uuid: " UUID "\n");
  g_autoptr (RecordingSink) by_path = import_text ("e/artifacts/1/" RUN "/artifacts/my/model/MLmodel", FLAVORS "artifact_path: my/model\n");
  g_autoptr (RecordingSink) bare = import_text ("MLmodel", FLAVORS);

  g_assert_nonnull (recording_sink_find_claim (built, RC_ENTITY_MODEL_VERSION, RUN ":model", RC_PROPERTY_TRAINED_BY, RUN));
  g_assert_nonnull (recording_sink_find_claim (built, RC_ENTITY_MODEL_VERSION, RUN ":model", RC_PROPERTY_TAG, "model_uuid = " UUID));
  g_assert_nonnull (recording_sink_find_claim (outside, RC_ENTITY_MODEL_VERSION, UUID, RC_PROPERTY_ENVIRONMENT, "Python 3.11.4"));
  g_assert_cmpint (recording_sink_find_entity (outside, RC_ENTITY_RUN, RUN), ==, 0);
  g_assert_nonnull (recording_sink_find_claim (by_path, RC_ENTITY_MODEL_VERSION, RUN ":my/model", RC_PROPERTY_TRAINED_BY, RUN));
  g_assert_nonnull (recording_sink_find_claim (bare, RC_ENTITY_MODEL_VERSION, "MLmodel", RC_PROPERTY_ENVIRONMENT, "sklearn_version = 1.5.2"));
}

static void
test_resources (void)
{
  g_autoptr (GString) text = g_string_new (FLAVORS "model_uuid: " UUID "\ndatabricks_runtime: '14.3'\nresources:\n  databricks:\n"
                                           "    serving_endpoint:\n    - name: llm\n    table:\n    - name: a.b.c\n"
                                           "prompts:\n- greet/1\n");
  g_autoptr (RecordingSink) sink = import_text ("MLmodel", text->str);
  g_autoptr (RecordingSink) many = NULL;
  const RcClaim *claim;

  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, UUID, RC_PROPERTY_TAG, "resources/databricks/serving_endpoint = llm");
  g_assert_cmpstr (claim->locator, ==, "/resources/databricks/serving_endpoint/0");
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, UUID, RC_PROPERTY_TAG, "resources/databricks/table = a.b.c"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, UUID, RC_PROPERTY_TAG, "prompts = greet/1"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, UUID, RC_PROPERTY_ENVIRONMENT, "databricks_runtime = 14.3"));

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "- p/%u\n", i);
  many = import_text ("MLmodel", text->str);
  g_assert_cmpuint (many->asides->len, ==, 1);
  g_assert_nonnull (recording_sink_find_aside (many, RC_EXCEPTION_LIMIT));
  g_assert_cmpuint (many->claims->len, <, RC_LIMIT_REGISTRY_PARTS + 20);
}

/* --- Wrong input --- */

static void
assert_aside (const char *name,
              const char *text,
              const char *kind)
{
  g_autoptr (RecordingSink) sink = import_text (name, text);

  g_test_message ("%s", text);
  g_assert_cmpuint (sink->asides->len, ==, 1);
  g_assert_nonnull (recording_sink_find_aside (sink, kind));
}

static void
test_wrong_documents (void)
{
  static const char path[] = "e/" RUN "/artifacts/model/MLmodel";
  g_autoptr (GString) deep = g_string_new ("flavors: ");
  g_autofree char *long_text = g_strnfill (RC_LIMIT_NAME_BYTES + 1, 'x');
  g_autofree char *with_long_id = g_strdup_printf ("model_id: %s\nrun_id: " RUN "\n", long_text);

  for (guint i = 0; i < 1000; i++)
    g_string_append_c (deep, '{');
  assert_aside (path, deep->str, RC_EXCEPTION_LIMIT);
  assert_aside (path, "", RC_EXCEPTION_UNREADABLE_RECORD);
  assert_aside (path, "- flavors\n", RC_EXCEPTION_UNREADABLE_RECORD);
  assert_aside (path, "run_id: " RUN "\nrun_id: " OTHER "\n", RC_EXCEPTION_DUPLICATE_MEMBER);
  assert_aside (path, FLAVORS "run_id: " OTHER "\nartifact_path: model\n", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside ("e/models/" LOGGED "/artifacts/MLmodel", FLAVORS "model_id: m-" OTHER "\n", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside (path, FLAVORS "utc_time_created: yesterday\n", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_aside ("MLmodel", with_long_id, RC_EXCEPTION_LIMIT);
}

/* Whatever a field is instead of what it should be, the others are read. */
static void
test_wrong_types (void)
{
  static const char * const texts[] = {
    "flavors: text\nmlflow_version: 2.0\n", "flavors: [a, b]\nmlflow_version: 2.0\n", "flavors: {a: b, ? [c] : d}\nmlflow_version: 2.0\n",
    "flavors:\nmlflow_version: 2.0\nsignature: text\n", "mlflow_version: 2.0\nresources: [1]\nprompts: {a: 1}\n",
    "mlflow_version: 2.0\nresources: {databricks: [a]}\n", "mlflow_version: 2.0\nresources: {databricks: {table: {name: x}}}\n",
    "mlflow_version: 2.0\nrun_id: [x]\nmodel_id: {}\n", "mlflow_version: 2.0\nprompts: [[a], {b: c}, null]\n",
    "mlflow_version: 2.0\nflavors: &a {sklearn: {sklearn_version: 1}}\nsignature: *a\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RecordingSink) sink = import_text ("MLmodel", texts[i]);

      g_test_message ("%s", texts[i]);
      g_assert_cmpuint (sink->asides->len, ==, 0);
      g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "MLmodel", RC_PROPERTY_ENVIRONMENT,
                                                   "mlflow_version = 2.0"));
    }
}

static void
test_truncated (void)
{
  for (gsize length = 0; length <= strlen (MODEL_3); length++)
    {
      g_autoptr (RecordingSink) sink = recording_sink_new ();
      g_autoptr (GError) error = NULL;

      g_assert_true (import_into (sink, "e/" RUN "/artifacts/MLmodel", MODEL_3, length, &error));
      g_assert_no_error (error);
      g_assert_true (sink->base.has_told);
    }
}

static void
test_case_that_fails (void)
{
  for (guint fail_at = 1; fail_at < 12; fail_at++)
    {
      g_autoptr (RecordingSink) sink = recording_sink_new ();
      g_autoptr (GError) error = NULL;

      sink->fail_at = fail_at;
      g_assert_false (import_into (sink, "MLmodel", MODEL_3, strlen (MODEL_3), &error));
      g_assert_nonnull (error);
    }
}

static void
test_homes (void)
{
  static const struct { const char *name; const char *run; const char *model; const char *path; guint levels; } homes[] = {
    { "e/mlruns/7/models/" LOGGED "/artifacts/MLmodel", NULL, LOGGED, "", 6 },
    { "e/mlartifacts/7/" RUN "/artifacts/model/MLmodel", RUN, NULL, "model", 6 },
    { "e/bulk/experiments/7/runs/" RUN "/artifacts/a/b/MLmodel", RUN, NULL, "a/b", 8 },
    { "e/single/run/artifacts/model/MLmodel", NULL, NULL, "model", 4 },
    { "bundle.zip!" RUN "/artifacts/MLmodel", RUN, NULL, "", 3 },
    { "e/model/MLmodel", NULL, NULL, NULL, 1 },
    { "MLmodel", NULL, NULL, NULL, 1 },
    { "", NULL, NULL, NULL, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (homes); i++)
    {
      g_auto (RcMlflowHome) home = { 0 };

      g_test_message ("%s", homes[i].name);
      rc_mlflow_home_read (&home, homes[i].name);
      g_assert_cmpstr (home.run_id, ==, homes[i].run);
      g_assert_cmpstr (home.model_id, ==, homes[i].model);
      g_assert_cmpstr (home.artifact_path, ==, homes[i].path);
      g_assert_cmpuint (home.levels, ==, homes[i].levels);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/importers/mlflow-model/recognise", test_recognise);
  g_test_add_func ("/importers/mlflow-model/logged-model", test_logged_model);
  g_test_add_func ("/importers/mlflow-model/older-packages", test_older_packages);
  g_test_add_func ("/importers/mlflow-model/resources", test_resources);
  g_test_add_func ("/importers/mlflow-model/wrong-documents", test_wrong_documents);
  g_test_add_func ("/importers/mlflow-model/wrong-types", test_wrong_types);
  g_test_add_func ("/importers/mlflow-model/truncated", test_truncated);
  g_test_add_func ("/importers/mlflow-model/case-that-fails", test_case_that_fails);
  g_test_add_func ("/importers/mlflow-model/homes", test_homes);
  return g_test_run ();
}
