/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/comet/comet-importers.h"
#include "importers/comet/comet-run.h"

#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#define KEY "f3a81c09d2b64e57a1c8e0d9b7a65432"
#define ARCHIVE "in/" KEY ".zip!"

static RecordingSink *
import_named (const RcImporter *importer,
              const char       *name,
              const char       *text,
              gsize             length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  RcImportInput input = { .name = name, .size = length, .stream = stream, .bytes = bytes, .modified_us = RC_TIME_NONE, .delivery = 1 };
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static RecordingSink *
import_messages (const char *text)
{
  return import_named (rc_comet_messages_importer (), ARCHIVE "messages.json", text, strlen (text));
}

static RecordingSink *
import_document (const char *name,
                 const char *text)
{
  return import_named (rc_comet_documents_importer (), name, text, strlen (text));
}

static int
recognise (const RcImporter *importer,
           const char       *text)
{
  RcSample sample = { .name = "x", .head = text, .head_length = strlen (text), .size = (gint64) strlen (text) };

  return importer->recognise (importer, &sample);
}

static void
test_names (void)
{
  static const struct { const char *file; const char *run; } names[] = {
    { "a/" KEY ".zip!messages.json", KEY }, { KEY "/metadata.json", KEY }, { "w/p/" KEY "/run/git_metadata.json", KEY },
    { KEY "/assets/assets_metadata.jsonl", KEY }, { "metadata.json", "" }, { "", "" }, { "!", "" }, { "run/x", "run" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *run = rc_comet_run_name_dup (names[i].file);

      g_assert_cmpstr (run, ==, names[i].run);
    }
}

/* What the older form says is what the newer one says. */
static void
test_old_messages (void)
{
  g_autoptr (RecordingSink) sink = import_messages (
    "{\"type\":\"ws_msg\",\"payload\":{\"git_meta\":{\"parent\":\"abc\",\"branch\":\"main\"}}}\n"
    "{\"type\":\"ws_msg\",\"payload\":{\"log_other\":{\"key\":\"Name\",\"val\":\"night\"}}}\n"
    "{\"type\":\"ws_msg\",\"payload\":{\"env_details\":{\"python_version\":\"3.8\",\"os\":\"Linux\"}}}\n"
    "{\"type\":\"ws_msg\",\"payload\":{\"installed_packages\":[\"a==1\",\"b==2\"]}}\n"
    "{\"type\":\"ws_msg\",\"payload\":{\"fileName\":\"train.py\"}}\n"
    "{\"type\":\"ws_msg\",\"payload\":{\"stdout\":\"x\"}}\n");

  g_assert_cmpuint (sink->rows->len, ==, 6);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, KEY, RC_PROPERTY_CODE_COMMIT, "abc"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, KEY, RC_PROPERTY_TAG, "Name = night"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, KEY, RC_PROPERTY_TAG, "script = train.py"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, KEY, RC_PROPERTY_ENVIRONMENT, "Python 3.8 on Linux"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, KEY, RC_PROPERTY_ENVIRONMENT, "2 Python packages, listed in the record"));
}

static void
test_unknown_messages (void)
{
  g_autoptr (RecordingSink) sink = import_messages (
    "{\"type\":\"quantum_msg\",\"payload\":{}}\n{\"type\":\"quantum_msg\",\"payload\":{}}\n{\"type\":7,\"payload\":null}\n"
    "{\"other\":1}\n{\"type\":\"graph\",\"payload\":{}}\n");

  g_assert_cmpuint (sink->rows->len, ==, 5);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, KEY, RC_PROPERTY_TAG,
                                               "messages of a type that is not read = quantum_msg, 2 of them"));
}

/* A stage that was asked for is none that was given. */
static void
test_registration (void)
{
  g_autoptr (RecordingSink) sink = import_messages (
    "{\"type\":\"register_model\",\"payload\":{\"experiment_id\":\"" KEY "\",\"model_name\":\"m\",\"version\":\"1.0.0\",\"status\":\"Production\","
    "\"stages\":[\"production\"],\"tags\":[]}}\n{\"type\":\"register_model\",\"payload\":{\"model_name\":\"m\",\"version\":null}}\n");

  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "m/1.0.0", RC_PROPERTY_TRAINED_BY, KEY));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "m/1.0.0", RC_PROPERTY_TAG, "stage asked for = production"));
  g_assert_null (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "m/1.0.0", RC_PROPERTY_STAGE, NULL));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, KEY, RC_PROPERTY_TAG, "asked to register a model without a version = m"));
}

static void
test_secrets (void)
{
  g_autoptr (RecordingSink) sink = import_messages (
    "{\"type\":\"log_other\",\"payload\":{\"key\":\"hf_token\",\"value\":\"geheim\"}}\n"
    "{\"type\":\"parameter_msg\",\"payload\":{\"param\":{\"paramName\":\"api_key\",\"paramValue\":\"geheim\"}}}\n"
    "{\"type\":\"git_metadata\",\"payload\":{\"git_metadata\":{\"parent\":\"abc\",\"origin\":\"https://a:geheim@git.example/x\"}}}\n"
    "{\"type\":\"system_details\",\"payload\":{\"env\":{\"A\":\"geheim\"},\"command\":[\"geheim\"],\"ip\":\"geheim\",\"os\":\"Linux\"}}\n");
  g_autofree char *all = recording_sink_dup_digest (sink);

  g_assert_cmpuint (sink->rows->len, ==, 4);
  g_assert_null (strstr (all, "geheim"));
  for (guint i = 0; i < sink->rows->len; i++)
    g_assert_null (strstr (g_ptr_array_index (sink->rows, i), "geheim"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, KEY, RC_PROPERTY_TAG, "git origin = https://git.example/x"));
}

static void
test_documents (void)
{
  g_autoptr (RecordingSink) renamed = import_document ("run.zip!experiment.json", "{\"offline_id\":\"" KEY "\",\"start_time\":1772355600000}");
  g_autoptr (RecordingSink) good = import_document (ARCHIVE "experiment.json", "{\"offline_id\":\"" KEY "\",\"start_time\":1772355600000}");
  g_autoptr (RecordingSink) parameters = import_document (KEY "/parameters.json", "[{\"name\":\"lr\",\"valueMin\":\"0.1\",\"valueCurrent\":\"0.1\"}]");
  g_autoptr (RecordingSink) list = import_document ("r.json", "{\"name\":\"m\",\"versions\":[{\"version\":\"1\",\"experimentKey\":\"k\",\"stages\":\"prod\"},"
                                                              "{\"experimentKey\":\"k\",\"status\":\"x\"}]}");

  g_assert_cmpstr (recording_sink_find_aside (renamed, RC_EXCEPTION_REGISTRY_MALFORMED)->expected, ==, KEY);
  g_assert_cmpuint (good->asides->len, ==, 0);
  g_assert_cmpint (recording_sink_find_claim (good, RC_ENTITY_RUN, KEY, RC_PROPERTY_CREATED, NULL)->from_us, ==,
                   G_GINT64_CONSTANT (1772355600000000));
  g_assert_nonnull (recording_sink_find_claim (parameters, RC_ENTITY_RUN, KEY, RC_PROPERTY_TAG, "number of parameters = 1"));
  g_assert_nonnull (recording_sink_find_claim (list, RC_ENTITY_MODEL_VERSION, "m/1", RC_PROPERTY_STAGE, "prod"));
  g_assert_cmpuint (list->asides->len, ==, 1);
}

/* Only what came from the user interface was surely given by a person. */
static void
test_traces (void)
{
  static const char text[] =
    "{\"trace\":{\"id\":\"t1\",\"start_time\":\"2026-05-01T10:00:00Z\",\"input\":{\"q\":\"?\"},\"output\":\"yes\",\"feedback_scores\":["
    "{\"name\":\"right\",\"value\":0,\"source\":\"ui\",\"created_by\":\"ada\",\"reason\":\"wrong sum\"},"
    "{\"name\":\"toxic\",\"value\":0.1,\"source\":\"online_scoring\"},{\"name\":\"x\",\"value\":1,\"source\":\"sdk\"}]},"
    "\"spans\":[{\"id\":\"s\",\"model\":\"gpt\"}]}";
  g_autoptr (RecordingSink) sink = import_document ("t.json", text);
  static const RcEventKind kinds[] = { RC_EVENT_INFERENCE, RC_EVENT_HUMAN_ACTION, RC_EVENT_OTHER, RC_EVENT_OTHER };

  g_assert_cmpuint (sink->events->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (((RecordedEvent *) g_ptr_array_index (sink->events, i))->event.kind, ==, kinds[i]);
  g_assert_cmpstr (((RecordedEvent *) g_ptr_array_index (sink->events, 1))->event.target.text, ==, "t1");
  g_assert_cmpstr (((RecordedEvent *) g_ptr_array_index (sink->events, 0))->event.model_name.text, ==, "gpt");
}

static void
test_lines (void)
{
  static const char text[] =
    "{\"predictionId\":\"p\",\"modelName\":\"m\",\"modelVersion\":\"1\",\"timestamp\":1772355600000,\"prediction\":{\"value\":\"a\"}}\r\n"
    "\n{broken\n{\"predictionId\":\"p\",\"predictionId\":\"q\",\"labels\":1}\n{\"predictionId\":\"p\",\"labels\":{\"y\":1}}";
  const RcImporter *importer = rc_comet_lines_importer ();
  g_autoptr (RecordingSink) sink = import_named (importer, "x/e.jsonl", text, strlen (text));
  const char *row = g_ptr_array_index (sink->rows, 0);
  g_autoptr (GPtrArray) fields = importer->read_fields (importer, row, strlen (row), 0);

  g_assert_cmpuint (sink->rows->len, ==, 2);
  g_assert_cmpuint (sink->events->len, ==, 2);
  g_assert_cmpuint (sink->asides->len, ==, 2);
  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_DUPLICATE_MEMBER));
  g_assert_cmpuint (fields->len, ==, 5);
  g_assert_cmpint (recognise (importer, text), ==, 70);
  g_assert_cmpint (recognise (importer, "{\"predictionId\":\"p\",\n\"labels\":1}"), ==, 0);
}

static void
test_truncated (void)
{
  static const char text[] =
    "{\"type\":\"metric_msg\",\"payload\":{\"metric\":{\"metricName\":\"auc\",\"metricValue\":\"NaN\"}}}\n"
    "{\"type\":\"git_metadata\",\"payload\":{\"git_metadata\":{\"parent\":\"abc\"}}}\n";
  gsize first = (gsize) (strchr (text, '\n') - text);

  for (gsize length = 0; length < sizeof text - 1; length++)
    {
      g_autoptr (RecordingSink) sink = import_named (rc_comet_messages_importer (), ARCHIVE "messages.json", text, length);

      g_assert_cmpuint (sink->rows->len, ==, length < first ? 0 : length < sizeof text - 2 ? 1 : 2);
      g_assert_cmpuint (sink->asides->len, <=, 1);
    }
}

static void
test_hostile (void)
{
  static const char * const wrong[] = {
    "{\"type\":\"metric_msg\",\"payload\":{\"metric\":[]}}", "{\"type\":\"metric_msg\",\"payload\":{\"metric\":{\"metricName\":{}}}}",
    "{\"type\":\"git_metadata\",\"payload\":7}", "{\"type\":\"register_model\",\"payload\":{\"model_name\":[],\"version\":{}}}",
    "{\"type\":\"installed_packages\",\"payload\":{\"installed_packages\":{\"a\":1}}}", "{\"type\":\"ws_msg\",\"payload\":\"x\"}",
    "{\"type\":\"file_upload\",\"payload\":{\"additional_params\":{\"fileName\":\"../../etc/passwd\"}}}", "[]", "7", "\"x\"", "null",
  };
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (RecordingSink) sink = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RecordingSink) found = import_messages (wrong[i]);

      g_assert_cmpuint (found->rows->len, ==, 1);
      g_assert_cmpuint (found->events->len, ==, 0);
    }

  /* As deep as a document may be, and deeper. */
  for (guint i = 0; i < RC_LIMIT_JSON_DEPTH; i++)
    g_string_append_c (deep, '[');
  for (guint i = 0; i < RC_LIMIT_JSON_DEPTH; i++)
    g_string_append_c (deep, ']');
  g_string_append_printf (deep, "\n[%.*s]\n", (int) deep->len, deep->str);
  sink = import_messages (deep->str);
  g_assert_cmpuint (sink->rows->len, ==, 1);
  g_assert_cmpuint (sink->asides->len, ==, 1);
}

static void
test_many_metrics (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (RecordingSink) sink = NULL;

  for (guint i = 0; i < 2 * RC_LIMIT_CARD_ITEMS; i++)
    g_string_append_printf (text, "{\"type\":\"metric_msg\",\"payload\":{\"metric\":{\"metricName\":\"m%u\",\"metricValue\":%u}}}\n", i, i);
  sink = import_messages (text->str);
  g_assert_cmpuint (sink->rows->len, ==, 2 * RC_LIMIT_CARD_ITEMS);
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, KEY, RC_PROPERTY_EVALUATION), ==, RC_REGISTRY_EVALUATIONS);
}

static void
test_recognise (void)
{
  g_assert_cmpint (recognise (rc_comet_messages_importer (), "{\"type\":\"metric_msg\",\"payload\":{}}"), ==, 90);
  g_assert_cmpint (recognise (rc_comet_messages_importer (), "{\"type\":\"other\",\"payload\":{}}"), ==, 0);
  g_assert_cmpint (recognise (rc_comet_messages_importer (), ""), ==, 0);
  g_assert_cmpint (recognise (rc_comet_documents_importer (), "{\"id\":\"1\",\"input\":1,\"output\":2,\"start_time\":3,\"project_id\":4}"), ==, 0);
  g_assert_cmpint (recognise (rc_comet_documents_importer (), "{\"name\":\"a\",\"value\":1,\"source\":\"ui\"}"), ==, 0);
  g_assert_cmpint (recognise (rc_comet_lines_importer (), ""), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comet/names", test_names);
  g_test_add_func ("/comet/old-messages", test_old_messages);
  g_test_add_func ("/comet/unknown-messages", test_unknown_messages);
  g_test_add_func ("/comet/registration", test_registration);
  g_test_add_func ("/comet/secrets", test_secrets);
  g_test_add_func ("/comet/documents", test_documents);
  g_test_add_func ("/comet/traces", test_traces);
  g_test_add_func ("/comet/lines", test_lines);
  g_test_add_func ("/comet/truncated", test_truncated);
  g_test_add_func ("/comet/hostile", test_hostile);
  g_test_add_func ("/comet/many-metrics", test_many_metrics);
  g_test_add_func ("/comet/recognise", test_recognise);
  return g_test_run ();
}
