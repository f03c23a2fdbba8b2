/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mlflow/mlflow-evaluation.h"
#include "importers/mlflow/mlflow-trace.h"

#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#define TRACE_3 \
  "{\"info\":{\"trace_id\":\"tr-1\",\"client_request_id\":\"app-7\",\"request_time\":\"2026-01-13T12:00:00.5Z\",\"state\":\"OK\"," \
  "\"execution_duration\":\"0.083s\",\"request_preview\":\"cut…\",\"trace_metadata\":{\"mlflow.modelId\":\"m-1\"," \
  "\"mlflow.traceInputs\":\"{\\\"a\\\": 1}\",\"mlflow.traceOutputs\":\"{\\\"limit\\\": 5}\"},\"assessments\":[" \
  "{\"assessment_id\":\"a-0\",\"assessment_name\":\"ok\",\"source\":{\"source_type\":\"LLM_JUDGE\",\"source_id\":\"judge\"}," \
  "\"feedback\":{\"value\":\"yes\"},\"valid\":false}," \
  "{\"assessment_id\":\"a-1\",\"assessment_name\":\"ok\",\"trace_id\":\"tr-1\",\"source\":{\"source_type\":\"HUMAN\",\"source_id\":\"rev-7\"}," \
  "\"create_time\":\"2026-01-13T14:00:00Z\",\"feedback\":{\"value\":\"no\"},\"rationale\":\"too high\",\"overrides\":\"a-0\",\"valid\":true}," \
  "{\"assessment_id\":\"a-2\",\"name\":\"expected\",\"source\":{\"source_type\":\"HUMAN\",\"source_id\":\"rev-8\"}," \
  "\"create_time_ms\":1768312800000,\"expectation\":{\"value\":1500}}]}," \
  "\"data\":{\"spans\":[{\"span_id\":\"b\",\"parent_span_id\":\"a\",\"attributes\":{\"mlflow.spanInputs\":\"{\\\"inner\\\": 1}\"}}," \
  "{\"span_id\":\"a\",\"parent_span_id\":\"\",\"attributes\":{\"mlflow.spanInputs\":\"{\\\"whole\\\": 1}\"}}]}}"

#define TRACE_2 \
  "{\"info\":{\"request_id\":\"5f1e\",\"experiment_id\":\"1\",\"timestamp_ms\":1768305600000,\"execution_time_ms\":83,\"status\":\"ERROR\"," \
  "\"request_metadata\":{\"mlflow.traceInputs\":\"{\\\"a\\\": 1}\",\"mlflow.traceOutputs\":\"\"},\"tags\":{}}," \
  "\"data\":{\"request\":\"{\\\"a\\\": 1, \\\"b\\\": 2}\",\"response\":null,\"spans\":[{\"name\":\"x\",\"parent_id\":null," \
  "\"start_time\":1768305600000000000}]}}"

static RecordingSink *
import_with (const RcImporter *importer,
             const char       *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  RcImportInput input = { .name = "x.json", .size = strlen (text), .stream = stream, .bytes = bytes, .modified_us = RC_TIME_NONE };
  g_autoptr (GError) error = NULL;

  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static RecordingSink *
import_text (const char *text)
{
  return import_with (rc_mlflow_trace_importer (), text);
}

static int
recognise (const RcImporter *importer,
           const char       *text)
{
  RcSample sample = { .name = "x", .head = text, .head_length = strlen (text), .size = (gint64) strlen (text) };

  return importer->recognise (importer, &sample);
}

static const RecordedEvent *
nth (RecordingSink *sink,
     guint          index)
{
  g_assert_cmpuint (index, <, sink->events->len);
  return g_ptr_array_index (sink->events, index);
}

/* The only value of that field, whose place must hold what it was read from; NULL for none. */
static char *
dup_field (const RcImporter    *importer,
           const char          *text,
           const RecordedEvent *event,
           RcField              field)
{
  g_autoptr (GPtrArray) fields = importer->read_fields (importer, text, strlen (text), event->event.row);
  char *found = NULL;

  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);

      g_assert_cmpuint (value->offset + value->length, <=, strlen (text));
      g_assert_cmpint (value->locator[0], ==, '/');
      if (value->field != field)
        continue;
      g_assert_null (found);
      found = g_strdup (value->value);
    }
  return found;
}

static void
assert_field (const char          *text,
              const RecordedEvent *event,
              RcField              field,
              const char          *expected)
{
  g_autofree char *found = dup_field (rc_mlflow_trace_importer (), text, event, field);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_schema_3 (void)
{
  g_autoptr (RecordingSink) sink = import_text (TRACE_3);
  const RecordedEvent *trace = nth (sink, 0);

  g_assert_cmpint (recognise (rc_mlflow_trace_importer (), TRACE_3), >, 80);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  g_assert_cmpuint (sink->claims->len, ==, 0);
  g_assert_cmpuint (sink->events->len, ==, 3);

  g_assert_cmpint (trace->event.kind, ==, RC_EVENT_INFERENCE);
  g_assert_cmpint (trace->place, ==, RC_IMPORT_SOURCE);
  g_assert_cmpuint (trace->record, ==, 1);
  g_assert_cmpstr (trace->event.id.text, ==, "tr-1");
  g_assert_cmpstr (trace->event.decision.text, ==, "app-7");
  g_assert_cmpstr (trace->event.model_version.text, ==, "m-1");
  g_assert_true (trace->event.has_time);
  g_assert_cmpint (trace->event.time.from_us, ==, G_GINT64_CONSTANT (1768305600500000));
  assert_field (TRACE_3, trace, RC_FIELD_INPUT, "{\"whole\": 1}");
  assert_field (TRACE_3, trace, RC_FIELD_OUTPUT, "{\"limit\": 5}");
  assert_field (TRACE_3, trace, RC_FIELD_STATUS, "OK");
  assert_field (TRACE_3, trace, RC_FIELD_LATENCY, "0.083s");
  assert_field (TRACE_3, trace, RC_FIELD_MODEL_VERSION, "m-1");
  assert_field (TRACE_3, trace, RC_FIELD_MODEL_NAME, NULL);
}

static void
test_assessments (void)
{
  g_autoptr (RecordingSink) sink = import_text (TRACE_3);
  const RecordedEvent *override = nth (sink, 1);
  const RecordedEvent *remark = nth (sink, 2);

  g_assert_cmpint (override->event.kind, ==, RC_EVENT_HUMAN_ACTION);
  g_assert_cmpstr (override->event.target.text, ==, "tr-1");
  g_assert_cmpint (override->event.time.from_us, ==, G_GINT64_CONSTANT (1768312800000000));
  assert_field (TRACE_3, override, RC_FIELD_ACTION, "override");
  assert_field (TRACE_3, override, RC_FIELD_ACTOR, "rev-7");
  assert_field (TRACE_3, override, RC_FIELD_METRIC, "ok");
  assert_field (TRACE_3, override, RC_FIELD_EVALUATION, "no");
  assert_field (TRACE_3, override, RC_FIELD_REASON, "too high");
  assert_field (TRACE_3, override, RC_FIELD_ORIGINAL, NULL);
  assert_field (TRACE_3, override, RC_FIELD_FINAL, NULL);

  /* As Python objects are exported: other names, and the trace's id only in the trace. */
  g_assert_cmpstr (remark->event.target.text, ==, "tr-1");
  g_assert_cmpint (remark->event.time.from_us, ==, G_GINT64_CONSTANT (1768312800000000));
  assert_field (TRACE_3, remark, RC_FIELD_ACTION, "annotate");
  assert_field (TRACE_3, remark, RC_FIELD_METRIC, "expected");
  assert_field (TRACE_3, remark, RC_FIELD_EVALUATION, "1500");
}

static void
test_schema_2 (void)
{
  g_autoptr (RecordingSink) sink = import_text (TRACE_2);
  const RecordedEvent *trace = nth (sink, 0);

  g_assert_cmpint (recognise (rc_mlflow_trace_importer (), TRACE_2), >, 80);
  g_assert_cmpuint (sink->events->len, ==, 1);
  g_assert_cmpstr (trace->event.id.text, ==, "5f1e");
  g_assert_cmpint (trace->event.time.from_us, ==, G_GINT64_CONSTANT (1768305600000000));
  assert_field (TRACE_2, trace, RC_FIELD_INPUT, "{\"a\": 1, \"b\": 2}");
  /* A call that failed has no output: not even an empty one. */
  assert_field (TRACE_2, trace, RC_FIELD_OUTPUT, NULL);
  assert_field (TRACE_2, trace, RC_FIELD_STATUS, "ERROR");
}

/* The store has the trace itself: its spans alone are no second inference. */
static void
test_spans_alone (void)
{
  static const char text[] =
    "{\"spans\":[{\"trace_id\":\"AAE=\",\"span_id\":\"AA==\",\"parent_span_id\":\"\",\"start_time_unix_nano\":1752749839266754100,"
    "\"status\":{\"code\":\"STATUS_CODE_ERROR\"},\"events\":[{\"time_unix_nano\":1752749849819838}],"
    "\"attributes\":{\"mlflow.traceRequestId\":\"\\\"0e57\\\"\",\"mlflow.spanInputs\":\"[1]\"}}]}";
  g_autoptr (RecordingSink) sink = import_text (text);
  const RecordedEvent *spans = nth (sink, 0);

  g_assert_cmpint (recognise (rc_mlflow_trace_importer (), text), >, 70);
  g_assert_cmpint (spans->event.kind, ==, RC_EVENT_OTHER);
  g_assert_cmpstr (spans->event.id.text, ==, "0e57");
  g_assert_cmpint (spans->event.time.from_us, ==, G_GINT64_CONSTANT (1752749839266754));
  assert_field (text, spans, RC_FIELD_INPUT, "[1]");
  assert_field (text, spans, RC_FIELD_OUTPUT, NULL);
  assert_field (text, spans, RC_FIELD_STATUS, "STATUS_CODE_ERROR");
}

/* Whatever holds the traces, each event is found again by its number. */
static void
test_containers (void)
{
  static const char * const forms[] = {
    "[" TRACE_3 "," TRACE_2 "]", "{\"traces\":[" TRACE_3 "," TRACE_2 "]}",
  };
  static const char bundle[] =
    "{\"system\":{\"script\":\"export_trace.py\"},\"info\":{},\"mlflow\":{\"info\":{\"trace_id\":\"tr-9\",\"request_time\":1768305600000,"
    "\"state\":\"OK\"},\"data\":[{\"name\":\"score\",\"parent_id\":null}]}}";
  g_autoptr (RecordingSink) of_bundle = import_text (bundle);

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (RecordingSink) sink = import_text (forms[i]);

      g_assert_cmpint (recognise (rc_mlflow_trace_importer (), forms[i]), >, 80);
      g_assert_cmpuint (sink->events->len, ==, 4);
      assert_field (forms[i], nth (sink, 2), RC_FIELD_EVALUATION, "1500");
      assert_field (forms[i], nth (sink, 3), RC_FIELD_ID, "5f1e");
    }

  g_assert_cmpint (recognise (rc_mlflow_trace_importer (), bundle), >, 80);
  g_assert_cmpstr (nth (of_bundle, 0)->event.id.text, ==, "tr-9");
  g_assert_cmpint (nth (of_bundle, 0)->event.time.from_us, ==, G_GINT64_CONSTANT (1768305600000000));
}

/* Others have requests with ids, too. */
static void
test_others (void)
{
  static const char * const others[] = {
    "{\"info\":{\"request_id\":\"r\",\"user\":\"x\"}}", "{\"info\":{\"title\":\"API\",\"version\":\"1\"},\"openapi\":\"3.0.0\"}",
    "{\"resourceSpans\":[{\"scopeSpans\":[]}]}", "{\"spans\":[{\"id\":1,\"name\":\"x\"}]}", "[]", "{}", "", "trace_id",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpint (recognise (rc_mlflow_trace_importer (), others[i]), ==, 0);
}

static void
test_times_by_magnitude (void)
{
  static const struct
  {
    const char *digits;
    gint64      us;
  } times[] = {
    { "1768305600", G_GINT64_CONSTANT (1768305600000000) },
    { "1768305600123", G_GINT64_CONSTANT (1768305600123000) },
    { "1768305600123456", G_GINT64_CONSTANT (1768305600123456) },
    { "1768305600123456789", G_GINT64_CONSTANT (1768305600123456) },
    { "\"1768305600123\"", G_GINT64_CONSTANT (1768305600123000) },
    { "0", RC_TIME_NONE },
    { "-5", RC_TIME_NONE },
    { "17683056001234567890123", RC_TIME_NONE },
    { "1e400", RC_TIME_NONE },
    { "true", RC_TIME_NONE },
    { "\"noon\"", RC_TIME_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"info\":{\"trace_id\":\"t\",\"request_time\":%s}}", times[i].digits);
      g_autoptr (RecordingSink) sink = import_text (text);

      g_assert_cmpint (nth (sink, 0)->event.has_time, ==, times[i].us != RC_TIME_NONE);
      g_assert_cmpuint (sink->asides->len, ==, times[i].us == RC_TIME_NONE);
      if (times[i].us != RC_TIME_NONE)
        g_assert_cmpint (nth (sink, 0)->event.time.from_us, ==, times[i].us);
    }
}

static void
test_wrong_types (void)
{
  static const struct
  {
    const char *text;
    guint       events;
    guint       asides;
  } documents[] = {
    { "{\"info\":{\"trace_id\":null}}", 0, 1 },
    { "{\"info\":{\"trace_id\":[]},\"data\":{\"spans\":{}}}", 0, 1 },
    { "{\"info\":[],\"data\":7}", 0, 0 },
    { "{\"info\":{\"trace_id\":\"t\",\"assessments\":{}},\"data\":{\"spans\":7}}", 1, 0 },
    { "{\"info\":{\"trace_id\":\"t\",\"assessments\":[7,[],{\"source\":\"HUMAN\"},{\"source\":{\"source_type\":\"human\"}}]}}", 2, 0 },
    { "{\"info\":{\"trace_id\":\"t\",\"trace_metadata\":[],\"state\":{}},\"data\":{\"spans\":[7,{},{\"attributes\":\"x\"}]}}", 1, 0 },
    { "[7,\"x\",[],{}]", 0, 0 },
    { "{\"spans\":[]}", 0, 1 },
    { "{\"info\":{\"trace_id\":\"t\",\"trace_id\":\"u\"}}", 0, 1 },
    { "{\"traces\":{},\"mlflow\":[]}", 0, 0 },
    { "", 0, 1 },
    { "NaN", 0, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (RecordingSink) sink = import_text (documents[i].text);

      if (sink->events->len != documents[i].events || sink->asides->len != documents[i].asides)
        g_error ("%s: %u events and %u set aside", documents[i].text, sink->events->len, sink->asides->len);
    }
}

static void
test_cut_anywhere (void)
{
  for (gsize length = 0; length < strlen (TRACE_3); length++)
    {
      g_autofree char *text = g_strndup (TRACE_3, length);
      g_autoptr (RecordingSink) sink = import_text (text);
      g_autoptr (GPtrArray) fields = rc_mlflow_trace_importer ()->read_fields (rc_mlflow_trace_importer (), text, length, 0);

      g_assert_cmpuint (sink->events->len, ==, 0);
      g_assert_cmpuint (sink->asides->len, ==, 1);
      g_assert_cmpuint (fields->len, ==, 0);
      recognise (rc_mlflow_trace_importer (), text);
    }
}

static void
test_deep_and_long (void)
{
  g_autofree char *nested = g_strnfill (200, '[');
  g_autofree char *id = g_strnfill (RC_LIMIT_NAME_BYTES + 1, 'i');
  g_autofree char *text = g_strdup_printf ("{\"info\":{\"trace_id\":\"%s\"}}", id);
  g_autoptr (RecordingSink) deep = import_text (nested);
  g_autoptr (RecordingSink) with_long_id = import_text (text);

  g_assert_cmpuint (deep->asides->len, ==, 1);
  g_assert_nonnull (recording_sink_find_aside (with_long_id, RC_EXCEPTION_LIMIT));
  g_assert_cmpuint (with_long_id->events->len, ==, 1);
  g_assert_cmpuint (nth (with_long_id, 0)->event.id.length, ==, 0);
}

/* What is larger than a document may be is told, and nothing else. */
static void
test_too_large (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{", 1);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  RcImportInput input = { .name = "x.json", .size = RC_LIMIT_RECORD_BYTES + 1, .stream = stream, .modified_us = RC_TIME_NONE };
  const RcImporter *importers[] = { rc_mlflow_trace_importer (), rc_mlflow_evaluation_importer () };

  for (gsize i = 0; i < G_N_ELEMENTS (importers); i++)
    g_assert_true (importers[i]->import (importers[i], &input, &sink->base, NULL, NULL));
  g_assert_cmpuint (sink->asides->len, ==, 2);
  g_assert_cmpuint (sink->events->len, ==, 0);
}

static void
test_evaluation (void)
{
  static const char text[] =
    "{\"columns\":[\"evaluation_id\",\"name\",\"source\",\"timestamp\",\"boolean_value\",\"numeric_value\",\"string_value\",\"rationale\"],"
    "\"data\":[[\"e1\",\"overall\",{\"source_type\":\"HUMAN\",\"source_id\":\"rev-7\"},1719294444852,null,null,\"yes\",\"clear\"],"
    "[\"e2\",\"overall\",{\"source_type\":\"AI_JUDGE\",\"source_id\":\"x\"},1719294444852,true,null,null,null],"
    "[\"e3\",\"score\",{\"source_type\":\"HUMAN\",\"source_id\":\"rev-8\"},\"noon\",null,0.5,null,null],[\"e4\"],7,"
    "[null,\"score\",{\"source_type\":\"HUMAN\"},1719294444852,null,0.5,null,null]]}";
  const RcImporter *importer = rc_mlflow_evaluation_importer ();
  g_autoptr (RecordingSink) sink = import_with (importer, text);
  const struct
  {
    guint       event;
    RcField     field;
    const char *value;
  } fields[] = {
    { 0, RC_FIELD_TARGET, "e1" }, { 0, RC_FIELD_ACTOR, "rev-7" }, { 0, RC_FIELD_METRIC, "overall" }, { 0, RC_FIELD_EVALUATION, "yes" },
    { 0, RC_FIELD_REASON, "clear" }, { 0, RC_FIELD_ACTION, "annotate" }, { 0, RC_FIELD_FINAL, NULL },
    { 1, RC_FIELD_TARGET, "e3" }, { 1, RC_FIELD_EVALUATION, "0.5" }, { 1, RC_FIELD_REASON, NULL },
  };

  g_assert_cmpint (recognise (importer, text), >, 80);
  g_assert_cmpint (recognise (importer, "{\"columns\":[\"a\"],\"data\":[]}"), ==, 0);
  g_assert_cmpuint (sink->events->len, ==, 2);
  /* A time that is none, and a person's judgement of nothing. */
  g_assert_cmpuint (sink->asides->len, ==, 2);
  g_assert_cmpint (nth (sink, 0)->event.time.from_us, ==, G_GINT64_CONSTANT (1719294444852000));
  g_assert_false (nth (sink, 1)->event.has_time);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *found = dup_field (importer, text, nth (sink, fields[i].event), fields[i].field);

      g_assert_cmpstr (found, ==, fields[i].value);
    }
}

static void
test_evaluation_cut_anywhere (void)
{
  static const char text[] =
    "{\"columns\":[\"evaluation_id\",\"source\"],\"data\":[[\"e1\",{\"source_type\":\"HUMAN\",\"source_id\":\"r\"}]]}";
  static const char * const others[] = { "[]", "{\"columns\":7,\"data\":[[]]}", "{\"columns\":[],\"data\":{}}", "{\"data\":[[{}]]}" };
  const RcImporter *importer = rc_mlflow_evaluation_importer ();

  for (gsize length = 0; length < strlen (text); length++)
    {
      g_autofree char *cut = g_strndup (text, length);
      g_autoptr (RecordingSink) sink = import_with (importer, cut);

      g_assert_cmpuint (sink->events->len, ==, 0);
      g_assert_cmpuint (sink->asides->len, ==, 1);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (RecordingSink) sink = import_with (importer, others[i]);
      g_autoptr (GPtrArray) fields = importer->read_fields (importer, others[i], strlen (others[i]), 0);

      g_assert_cmpuint (sink->events->len, ==, 0);
      g_assert_cmpuint (fields->len, ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/importers/mlflow-trace/schema-3", test_schema_3);
  g_test_add_func ("/importers/mlflow-trace/assessments", test_assessments);
  g_test_add_func ("/importers/mlflow-trace/schema-2", test_schema_2);
  g_test_add_func ("/importers/mlflow-trace/spans-alone", test_spans_alone);
  g_test_add_func ("/importers/mlflow-trace/containers", test_containers);
  g_test_add_func ("/importers/mlflow-trace/others", test_others);
  g_test_add_func ("/importers/mlflow-trace/times-by-magnitude", test_times_by_magnitude);
  g_test_add_func ("/importers/mlflow-trace/wrong-types", test_wrong_types);
  g_test_add_func ("/importers/mlflow-trace/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/importers/mlflow-trace/deep-and-long", test_deep_and_long);
  g_test_add_func ("/importers/mlflow-trace/too-large", test_too_large);
  g_test_add_func ("/importers/mlflow-evaluation/rows", test_evaluation);
  g_test_add_func ("/importers/mlflow-evaluation/cut-anywhere", test_evaluation_cut_anywhere);

  return g_test_run ();
}
