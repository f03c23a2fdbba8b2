/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/kubeflow/registry-index.h"
#include "importers/kubeflow/registry-objects.h"

#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#define RUN    "5d6e3c1a-8f7b-4a6c-9d2e-1f0a3b4c5d6e"
#define DIGEST "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"

static gboolean
import_bytes (const char     *name,
              GBytes         *bytes,
              RecordingSink  *sink,
              GError        **error)
{
  const RcImporter *importer = rc_registry_objects_importer ();
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  RcImportInput input = { .name = name, .size = g_bytes_get_size (bytes), .stream = stream, .bytes = bytes, .modified_us = RC_TIME_NONE };

  return importer->import (importer, &input, &sink->base, NULL, error);
}

static RecordingSink *
import_named (const char *name,
              const char *text)
{
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_true (import_bytes (name, bytes, sink, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static int
recognise (const char *text)
{
  const RcImporter *importer = rc_registry_objects_importer ();
  RcSample sample = { .name = "x", .head = text, .head_length = MIN (strlen (text), RC_LIMIT_SAMPLE_BYTES), .size = (gint64) strlen (text) };

  return importer->recognise (importer, &sample);
}

static const char *
field_of (const char          *text,
          const RecordedEvent *event,
          RcField              field)
{
  const RcImporter *importer = rc_registry_objects_importer ();
  g_autoptr (GPtrArray) fields = importer->read_fields (importer, text, strlen (text), event->event.row);

  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);

      g_assert_cmpuint (value->offset + value->length, <=, strlen (text));
      if (value->field == field)
        return g_intern_string (value->value);
    }

  return NULL;
}

/* --- One object of all answers --- */

#define TIMES "\"createTimeSinceEpoch\":\"1767265200000\",\"lastUpdateTimeSinceEpoch\":\"1768208400000\""
#define MODELS \
  "\"registered_models\":{\"items\":[{\"id\":\"11\",\"name\":\"credit-limit\",\"owner\":\"risk\",\"readme\":\"# Card\",\"license\":\"mit\"," \
  "\"state\":\"LIVE\"," TIMES "}],\"nextPageToken\":\"\",\"pageSize\":0,\"size\":1}"
#define VERSIONS \
  "\"registered_models/11/versions\":{\"items\":[{\"id\":\"13\",\"name\":\"3\",\"author\":\"maria\",\"state\":\"LIVE\",\"customProperties\":{" \
  "\"approved_by\":{\"string_value\":\"c.ortega@example.org\"},\"rank\":{\"metadataType\":\"MetadataIntValue\",\"int_value\":\"3\"}," \
  "\"ratio\":{\"double_value\":0.25},\"ok\":{\"bool_value\":false},\"empty\":{},\"odd\":7," \
  "\"json\":{\"metadataType\":\"MetadataStructValue\",\"struct_value\":\"eyJhIjpbMV19\"}," \
  "\"message\":{\"struct_value\":\"CgcKAWESAiAB\"},\"broken\":{\"struct_value\":\"%%\"}," \
  "\"proto\":{\"proto_value\":\"AA==\",\"type\":\"type.example.org/X\"},\"s3_secret\":{\"string_value\":\"hunter2\"}}," TIMES "}]}"
#define ARTIFACTS \
  "\"model_versions/13/artifacts\":{\"items\":[{\"artifactType\":\"model-artifact\",\"id\":\"21\",\"name\":\"m\"," \
  "\"uri\":\"oci://r/m@sha256:" DIGEST "\",\"modelSourceKind\":\"kfp\",\"modelSourceId\":\"" RUN "\"," TIMES "}," \
  "{\"artifactType\":\"doc-artifact\",\"id\":\"22\",\"name\":\"card\",\"uri\":\"s3://docs/card.md\"}," \
  "{\"artifactType\":\"dataset-artifact\",\"id\":\"23\",\"name\":\"applications\",\"digest\":\"e5f60718\"}," \
  "{\"artifactType\":\"metric\",\"id\":\"24\",\"name\":\"auc\",\"value\":0.889,\"timestamp\":\"1768122000000\"}," \
  "{\"artifactType\":\"parameter\",\"id\":\"25\",\"name\":\"rate\",\"value\":\"0.05\"}," \
  "{\"artifactType\":\"parameter\",\"id\":\"26\",\"name\":\"hub_token\",\"value\":\"hunter2\"}]}"
#define SERVICES \
  "\"inference_services\":{\"items\":[{\"id\":\"31\",\"name\":\"prod\",\"registeredModelId\":\"11\",\"modelVersionId\":\"13\"," \
  "\"servingEnvironmentId\":\"30\",\"desiredState\":\"DEPLOYED\"," TIMES "},{\"id\":\"32\",\"name\":\"shadow\",\"registeredModelId\":\"11\"," \
  "\"servingEnvironmentId\":\"30\",\"desiredState\":\"DEPLOYED\"},{\"id\":\"33\",\"name\":\"old\",\"modelVersionId\":\"13\"," \
  "\"servingEnvironmentId\":\"30\",\"desiredState\":\"UNDEPLOYED\"}]}"
#define SERVES \
  "\"inference_services/31/serves\":{\"items\":[{\"id\":\"41\",\"modelVersionId\":\"13\",\"lastKnownState\":\"COMPLETE\"," TIMES "}," \
  "{\"id\":\"42\",\"modelVersionId\":\"13\",\"lastKnownState\":\"RUNNING\"," TIMES "}," \
  "{\"id\":\"43\",\"modelVersionId\":\"13\",\"lastKnownState\":\"FAILED\"," TIMES "}," \
  "{\"id\":\"44\",\"modelVersionId\":\"99\",\"lastKnownState\":\"RUNNING\"," TIMES "}]}"

static const char all[] = "{" MODELS "," VERSIONS "," ARTIFACTS "," SERVICES "," SERVES ",\"remark\":\"by hand\"}";

static void
test_claims (void)
{
  g_autoptr (RecordingSink) sink = import_named ("registry.json", all);
  const RcClaim *claim;

  g_assert_cmpint (recognise (all), >, 0);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_VERSION_OF, NULL);
  g_assert_cmpint (claim->target, ==, recording_sink_find_entity (sink, RC_ENTITY_MODEL, "credit-limit"));
  g_assert_cmpstr (claim->locator, ==, "/registered_models~111~1versions/items/0");
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_STATUS, "LIVE");
  g_assert_cmpint (claim->from_us, ==, RC_TIME_NONE);
  g_assert_cmpint (claim->recorded_us, ==, G_GINT64_CONSTANT (1768208400000000));
  /* Who registered it did not approve it. */
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_APPROVED_BY, NULL);
  g_assert_cmpstr (claim->value, ==, "c.ortega@example.org");
  g_assert_cmpint (claim->from_us, ==, RC_TIME_NONE);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_TAG, "author = maria"));

  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_ARTIFACT_PLACE, NULL);
  g_assert_cmpint (claim->target, ==, recording_sink_find_entity (sink, RC_ENTITY_MODEL_VERSION, "model artifact 21"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "model artifact 21", RC_PROPERTY_ARTIFACT_DIGEST, DIGEST));
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "model artifact 21", RC_PROPERTY_TRAINED_BY, RUN);
  g_assert_cmpint (claim->target, ==, recording_sink_find_entity (sink, RC_ENTITY_RUN, RUN));
  g_assert_cmpstr (((RecordedEntity *) g_ptr_array_index (sink->entities, (guint) claim->target - 1))->scope, ==, "");
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_DATASET, NULL);
  g_assert_cmpstr (claim->value, ==, "applications@e5f60718");
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_EVALUATION, "auc = 0.889");
  g_assert_cmpint (claim->recorded_us, ==, G_GINT64_CONSTANT (1768122000000000));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_TAG,
                                               "document card = s3://docs/card.md"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_TAG, "parameter rate = 0.05"));

  /* The card says no date, and the registry none of the card. */
  claim = recording_sink_find_claim (sink, RC_ENTITY_CARD, "readme of credit-limit", RC_PROPERTY_DESCRIBES, "credit-limit");
  g_assert_nonnull (claim);
  g_assert_cmpint (claim->from_us, ==, RC_TIME_NONE);
  g_assert_cmpint (claim->recorded_us, ==, RC_TIME_NONE);
}

static void
test_custom_properties (void)
{
  static const char * const tags[] = { "rank = 3", "ratio = 0.25", "ok = false", "json = {\"a\":[1]}", "message = {\"a\":true}",
                                       "proto = type.example.org/X" };
  g_autoptr (RecordingSink) sink = import_named ("registry.json", all);

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit-limit/3", RC_PROPERTY_TAG, tags[i]));
  for (guint i = 0; i < sink->claims->len; i++)
    {
      const char *value = ((RecordedClaim *) g_ptr_array_index (sink->claims, i))->claim.value;

      g_assert_true (value == NULL || (strstr (value, "hunter2") == NULL && strstr (value, "%%") == NULL));
    }
}

static void
test_deployments (void)
{
  static const struct
  {
    RcEventKind kind;
    const char *id;
    const char *endpoint;
    const char *model;
    const char *version;
    const char *from;
    const char *to;
  } expected[] = {
    /* What is to run now: since when is not said. */
    { RC_EVENT_DEPLOYMENT, "31", "prod", "credit-limit", "3", NULL, NULL },
    { RC_EVENT_DEPLOYMENT, "32", "shadow", NULL, NULL, NULL, NULL },
    { RC_EVENT_OTHER, "33", "old", "credit-limit", "3", NULL, NULL },
    { RC_EVENT_DEPLOYMENT, "41", "prod", "credit-limit", "3", "2026-01-01T11:00:00Z", "2026-01-12T09:00:00Z" },
    { RC_EVENT_DEPLOYMENT, "42", "prod", "credit-limit", "3", "2026-01-01T11:00:00Z", NULL },
    { RC_EVENT_OTHER, "43", "prod", "credit-limit", "3", "2026-01-01T11:00:00Z", NULL },
    { RC_EVENT_DEPLOYMENT, "44", "prod", NULL, "99", "2026-01-01T11:00:00Z", NULL },
  };
  g_autoptr (RecordingSink) sink = import_named ("registry.json", all);

  g_assert_cmpuint (sink->events->len, ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const RecordedEvent *event = g_ptr_array_index (sink->events, i);

      g_assert_cmpint (event->event.kind, ==, expected[i].kind);
      g_assert_cmpuint (event->record, ==, 1);
      g_assert_cmpstr (event->event.id.text, ==, expected[i].id);
      g_assert_cmpstr (event->event.endpoint.text, ==, expected[i].endpoint);
      g_assert_cmpstr (event->event.model_name.text, ==, expected[i].model);
      g_assert_cmpstr (event->event.model_version.text, ==, expected[i].version);
      g_assert_cmpint (event->event.has_time, ==, expected[i].from != NULL);
      g_assert_cmpstr (field_of (all, event, RC_FIELD_ID), ==, expected[i].id);
      g_assert_cmpstr (field_of (all, event, RC_FIELD_ENDPOINT), ==, expected[i].endpoint);
      g_assert_cmpstr (field_of (all, event, RC_FIELD_MODEL_NAME), ==, expected[i].model);
      g_assert_cmpstr (field_of (all, event, RC_FIELD_MODEL_VERSION), ==, expected[i].version);
      g_assert_cmpstr (field_of (all, event, RC_FIELD_TIME), ==, expected[i].from);
      g_assert_cmpstr (field_of (all, event, RC_FIELD_VALID_FROM), ==, expected[i].from);
      g_assert_cmpstr (field_of (all, event, RC_FIELD_VALID_TO), ==, expected[i].to);
    }
}

/* --- Lists and objects alone --- */

static void
test_lists (void)
{
  g_autoptr (RecordingSink) versions = import_named ("versions.json",
                                                     "{\"items\":[{\"id\":\"13\",\"registeredModelId\":\"11\",\"name\":\"3\"," TIMES "}],\"size\":1}");
  g_autoptr (RecordingSink) serves = import_named ("serves.json",
                                                   "{\"items\":[{\"id\":\"41\",\"modelVersionId\":\"13\",\"lastKnownState\":\"RUNNING\"," TIMES "}]}");
  const RecordedEvent *event = g_ptr_array_index (serves->events, 0);

  /* Whose version it is stands in another list: the number is its name, here and there. */
  g_assert_nonnull (recording_sink_find_claim (versions, RC_ENTITY_MODEL_VERSION, "13", RC_PROPERTY_TAG, "name = 3"));
  g_assert_cmpuint (recording_sink_count_claims (versions, RC_ENTITY_MODEL_VERSION, "13", RC_PROPERTY_VERSION_OF), ==, 0);
  g_assert_null (event->event.endpoint.text);
  g_assert_null (event->event.model_name.text);
  g_assert_cmpstr (event->event.model_version.text, ==, "13");
}

/* Old servers' objects are bare: only the query, and so the name of its file, says what they are. */
static void
test_names_of_files (void)
{
  static const char bare[] = "{\"id\":\"2\",\"name\":\"v1\",\"state\":\"LIVE\"," TIMES "}";
  static const char artifacts[] = "{\"items\":[{\"artifactType\":\"model-artifact\",\"id\":\"21\",\"uri\":\"s3://m\"," TIMES "}]}";
  g_autoptr (RecordingSink) model = import_named ("v1alpha3_registered_models_2.json", bare);
  g_autoptr (RecordingSink) version = import_named ("export/v1alpha3/model_versions/2", bare);
  g_autoptr (RecordingSink) unknown = import_named ("answer.json", bare);
  g_autoptr (RecordingSink) of_version = import_named ("model_versions_8_artifacts.json", artifacts);
  g_autoptr (RecordingSink) of_number = import_named ("model_artifacts_8.json", artifacts);
  g_autoptr (RecordingSink) of_none = import_named ("artifacts.json", artifacts);

  g_assert_cmpint (recording_sink_find_entity (model, RC_ENTITY_MODEL, "v1"), >, 0);
  g_assert_cmpint (recording_sink_find_entity (version, RC_ENTITY_MODEL_VERSION, "2"), >, 0);
  g_assert_cmpuint (unknown->claims->len, ==, 0);
  g_assert_cmpuint (unknown->asides->len, ==, 1);
  g_assert_nonnull (recording_sink_find_claim (of_version, RC_ENTITY_MODEL_VERSION, "8", RC_PROPERTY_ARTIFACT_PLACE, "s3://m"));
  g_assert_nonnull (recording_sink_find_claim (of_number, RC_ENTITY_MODEL_VERSION, "8", RC_PROPERTY_ARTIFACT_PLACE, "s3://m"));
  g_assert_cmpuint (of_none->entities->len, ==, 1);
}

static void
test_paths (void)
{
  static const struct
  {
    const char    *text;
    RcRegistryKind kind;
    const char    *of;
  } cases[] = {
    { "registered_models", RC_REGISTRY_MODEL, NULL },
    { "/api/model_registry/v1alpha3/registered_models/11/versions", RC_REGISTRY_VERSION, "11" },
    { "v1alpha3_model_versions_8_artifacts.json", RC_REGISTRY_ARTIFACT, "8" },
    { "inference_services/31/serves?pageSize=1000", RC_REGISTRY_SERVE, "31" },
    { "inference_services/31", RC_REGISTRY_SERVICE, NULL },
    { "experiment_runs.json", RC_REGISTRY_RUN, NULL },
    { "experiments/7/experiment_runs", RC_REGISTRY_RUN, "7" },
    { "serving_environments", RC_REGISTRY_IGNORED, NULL },
    { "conversions", RC_REGISTRY_UNKNOWN, NULL },
    { "versionsx", RC_REGISTRY_UNKNOWN, NULL },
    { "", RC_REGISTRY_UNKNOWN, NULL },
    { "model_versions_", RC_REGISTRY_VERSION, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RcRegistryPath path;

      rc_registry_path_read (&path, cases[i].text);
      g_assert_cmpint (path.kind, ==, cases[i].kind);
      g_assert_cmpstr (path.of, ==, cases[i].of);
      rc_registry_path_clear (&path);
    }
}

static void
test_experiment_run (void)
{
  g_autoptr (RecordingSink) sink = import_named ("x", "{\"items\":[{\"id\":\"7\",\"experimentId\":\"6\",\"name\":\"try\",\"status\":\"FINISHED\","
                                                      "\"owner\":\"maria\",\"startTimeSinceEpoch\":\"1767265200000\",\"endTimeSinceEpoch\":\"0\"," TIMES "}]}");
  const RcClaim *claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, "experiment run 7", RC_PROPERTY_CREATED, NULL);

  g_assert_cmpint (claim->from_us, ==, G_GINT64_CONSTANT (1767265200000000));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "experiment run 7", RC_PROPERTY_STATUS, "FINISHED"));
  g_assert_null (recording_sink_find_claim (sink, RC_ENTITY_RUN, "experiment run 7", RC_PROPERTY_TAG, "end = 1970-01-01T00:00:00Z"));
}

/* --- Wrong input --- */

static void
test_wrong_types (void)
{
  static const char text[] =
    "{\"items\":[7,null,\"x\",[],{},{\"id\":{},\"name\":[],\"owner\":\"o\"},{\"id\":\"1\",\"name\":\"a\",\"owner\":7,\"createTimeSinceEpoch\":1.5},"
    "{\"artifactType\":\"model-artifact\"},{\"artifactType\":{},\"id\":\"3\"},{\"modelVersionId\":[],\"lastKnownState\":{}},"
    "{\"id\":9,\"registeredModelId\":{},\"customProperties\":[{\"string_value\":\"x\"}]},"
    "{\"id\":\"99999999999999999999999999999999\",\"name\":\"big\",\"owner\":\"o\",\"createTimeSinceEpoch\":\"99999999999999999999999999\"},"
    "{\"artifactType\":\"dataset-artifact\",\"id\":\"4\",\"digest\":\"d\"}]}";
  g_autoptr (RecordingSink) sink = import_named ("x", text);

  /* Siblings are read; those that do not say what they are about are told with their place. */
  g_assert_cmpint (recording_sink_find_entity (sink, RC_ENTITY_MODEL, "a"), >, 0);
  g_assert_cmpint (recording_sink_find_entity (sink, RC_ENTITY_MODEL, "big"), >, 0);
  g_assert_cmpint (recording_sink_find_entity (sink, RC_ENTITY_MODEL_VERSION, "9"), >, 0);
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL, "big", RC_PROPERTY_CREATED), ==, 0);
  g_assert_cmpuint (sink->asides->len, ==, 4);
  for (guint i = 0; i < sink->asides->len; i++)
    {
      const RecordedAside *aside = g_ptr_array_index (sink->asides, i);

      g_assert_cmpstr (aside->kind, ==, RC_EXCEPTION_REGISTRY_MALFORMED);
      g_assert_cmpint (text[aside->offset], ==, '{');
    }
}

static void
test_truncated (void)
{
  for (gsize length = 0; length < strlen (all); length++)
    {
      g_autofree char *part = g_strndup (all, length);
      g_autoptr (RecordingSink) sink = import_named ("x", part);
      const RcImporter *importer = rc_registry_objects_importer ();
      g_autoptr (GPtrArray) fields = importer->read_fields (importer, part, length, 0);

      g_assert_cmpuint (sink->claims->len, ==, 0);
      g_assert_cmpuint (sink->events->len, ==, 0);
      g_assert_cmpuint (sink->asides->len, ==, length > 0 ? 1 : sink->asides->len);
      g_assert_cmpuint (fields->len, ==, 0);
    }
}

static void
test_rows_beyond (void)
{
  const RcImporter *importer = rc_registry_objects_importer ();
  static const guint32 rows[] = { 0, 1, 1000000, G_MAXUINT32 };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) fields = importer->read_fields (importer, all, strlen (all), rows[i]);

      g_assert_cmpuint (fields->len, ==, 0);
    }
}

static void
test_full_disk (void)
{
  g_autoptr (RecordingSink) whole = import_named ("x", all);
  g_autoptr (GBytes) bytes = g_bytes_new_static (all, strlen (all));

  for (guint call = 1; call <= whole->n_calls; call++)
    {
      g_autoptr (RecordingSink) sink = recording_sink_new ();
      g_autoptr (GError) error = NULL;

      sink->fail_at = call;
      g_assert_false (import_bytes ("x", bytes, sink, &error));
      g_assert_nonnull (error);
    }
}

static void
test_twice (void)
{
  g_autoptr (RecordingSink) sink = import_named ("x", "{\"items\":[{\"id\":\"1\",\"id\":\"2\",\"name\":\"a\",\"owner\":\"o\"," TIMES "}]}");

  g_assert_cmpuint (sink->claims->len, ==, 0);
  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_DUPLICATE_MEMBER));
}

static void
test_too_large (void)
{
  const RcImporter *importer = rc_registry_objects_importer ();
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{", 1);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  RcImportInput input = { .name = "x", .size = 65u << 20, .stream = stream, .modified_us = RC_TIME_NONE };
  g_autoptr (GError) error = NULL;

  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_LIMIT));
}

static void
test_others (void)
{
  static const char * const others[] = {
    "", "{", "{\"items\":[]}", "{\"items\":[{\"id\":\"1\"}]}", "{\"id\":\"1\",\"createTimeSinceEpoch\":\"1\"}",
    "{\"registered_models\":[{\"name\":\"m\"}]}", "items:\n- id: 1\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpint (recognise (others[i]), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/importers/model-registry/claims", test_claims);
  g_test_add_func ("/importers/model-registry/custom-properties", test_custom_properties);
  g_test_add_func ("/importers/model-registry/deployments", test_deployments);
  g_test_add_func ("/importers/model-registry/lists", test_lists);
  g_test_add_func ("/importers/model-registry/names-of-files", test_names_of_files);
  g_test_add_func ("/importers/model-registry/paths", test_paths);
  g_test_add_func ("/importers/model-registry/experiment-run", test_experiment_run);
  g_test_add_func ("/importers/model-registry/wrong-types", test_wrong_types);
  g_test_add_func ("/importers/model-registry/truncated", test_truncated);
  g_test_add_func ("/importers/model-registry/rows-beyond", test_rows_beyond);
  g_test_add_func ("/importers/model-registry/full-disk", test_full_disk);
  g_test_add_func ("/importers/model-registry/twice", test_twice);
  g_test_add_func ("/importers/model-registry/too-large", test_too_large);
  g_test_add_func ("/importers/model-registry/others", test_others);
  return g_test_run ();
}
