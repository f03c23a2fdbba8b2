/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/databricks/databricks-activities.h"
#include "importers/databricks/databricks-audit.h"
#include "importers/databricks/databricks-lineage.h"
#include "importers/databricks/databricks-serving.h"

#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

/* Events of a line, with what is read again of each. */
typedef struct
{
  GArray    *kinds;      /* of RcEventKind */
  GPtrArray *fields;     /* of GPtrArray of RcFieldValue */
  GPtrArray *ids;        /* of utf8 */
  GArray    *times;      /* of gint64 */
} Events;

static void
take_event (const RcParsedEvent *event,
            gpointer             user_data)
{
  Events *self = user_data;
  RcEventKind kind = event->kind;
  gint64 time = event->has_time ? event->time.from_us : RC_TIME_NONE;

  g_assert_cmpuint (event->row, ==, self->kinds->len);
  g_array_append_val (self->kinds, kind);
  g_array_append_val (self->times, time);
  g_ptr_array_add (self->ids, g_strndup (event->id.text != NULL ? event->id.text : "", event->id.length));
}

static void
events_clear (Events *self)
{
  g_clear_pointer (&self->kinds, g_array_unref);
  g_clear_pointer (&self->times, g_array_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Events, events_clear)

static RcParseResult
parse_length (const RcImporter *importer,
              const char       *line,
              gsize             length,
              Events           *out_events,
              char            **out_kind)
{
  gpointer parser = importer->parser_new (importer);
  RcRecordFault fault = { 0 };
  RcParseResult result;

  *out_events = (Events) {
    .kinds = g_array_new (FALSE, FALSE, sizeof (RcEventKind)),
    .times = g_array_new (FALSE, FALSE, sizeof (gint64)),
    .ids = g_ptr_array_new_with_free_func (g_free),
    .fields = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref),
  };
  result = importer->parse (importer, parser, line, length, take_event, out_events, &fault);
  if (out_kind != NULL)
    *out_kind = g_strdup (fault.kind);
  importer->parser_free (parser);
  for (guint i = 0; i < out_events->kinds->len; i++)
    g_ptr_array_add (out_events->fields, importer->read_fields (importer, line, length, i));
  return result;
}

static void
parse (const RcImporter *importer,
       const char       *line,
       Events           *out_events)
{
  g_assert_cmpint (parse_length (importer, line, strlen (line), out_events, NULL), ==, RC_PARSE_EVENTS);
}

static const char *
peek (const Events *self,
      guint         event,
      RcField       field)
{
  const GPtrArray *fields = g_ptr_array_index (self->fields, event);

  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);

      if (value->field == field)
        return value->value;
    }

  return NULL;
}

static RcEventKind
kind_of (const Events *self,
         guint         event)
{
  return g_array_index (self->kinds, RcEventKind, event);
}

static int
recognise (const RcImporter *importer,
           const char       *text)
{
  RcSample sample = { .name = "file", .head = text, .head_length = strlen (text), .size = (gint64) strlen (text) };

  return importer->recognise (importer, &sample);
}

static RecordingSink *
import_text (const RcImporter *importer,
             const char       *text)
{
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  g_autoptr (GError) error = NULL;
  RcImportInput input = { .name = "x/file", .size = strlen (text), .bytes = bytes, .stream = stream, .modified_us = RC_TIME_NONE };

  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

/* --- Audit log --- */

#define AUDIT(time, service, action, id, params, response) \
  "{\"version\":\"2.0\",\"timestamp\":" time ",\"userIdentity\":{\"email\":\"c.ortega@example.org\"},\"serviceName\":\"" service "\"," \
  "\"actionName\":\"" action "\",\"requestId\":\"" id "\",\"requestParams\":{" params "},\"response\":{" response "}}\n"
#define OK "\"statusCode\":200"

static const char approval[] = AUDIT ("1768215600000", "modelRegistry", "approveTransitionRequest", "R1",
                                      "\"name\":\"credit\",\"version\":\"3\",\"stage\":\"Production\",\"comment\":\"MRM-417\"", OK);

static void
assert_approval (const RcImporter *importer,
                 const char       *line)
{
  g_auto (Events) events = { 0 };

  parse (importer, line, &events);
  g_assert_cmpuint (events.kinds->len, ==, 1);
  g_assert_cmpint (kind_of (&events, 0), ==, RC_EVENT_APPROVAL);
  g_assert_cmpstr (peek (&events, 0, RC_FIELD_ACTION), ==, "approve");
  g_assert_cmpstr (peek (&events, 0, RC_FIELD_ACTOR), ==, "c.ortega@example.org");
  g_assert_cmpstr (peek (&events, 0, RC_FIELD_MODEL_NAME), ==, "credit");
  g_assert_cmpstr (peek (&events, 0, RC_FIELD_MODEL_VERSION), ==, "3");
  g_assert_cmpstr (peek (&events, 0, RC_FIELD_TARGET), ==, "Production");
  g_assert_cmpint (g_array_index (events.times, gint64, 0), ==, G_GINT64_CONSTANT (1768215600000000));
}

static void
test_three_forms (void)
{
  static const char table_form[] =
    "{\"event_time\":\"2026-01-12T11:00:00.000Z\",\"user_identity\":{\"email\":\"c.ortega@example.org\"},\"service_name\":\"modelRegistry\","
    "\"action_name\":\"approveTransitionRequest\",\"request_id\":\"R1\",\"event_id\":\"E1\",\"request_params\":{\"name\":\"credit\",\"version\":\"3\","
    "\"stage\":\"Production\"},\"response\":{\"status_code\":200}}";
  static const char azure_form[] =
    "{\"TimeGenerated\":\"2026-01-12T11:00:00Z\",\"Category\":\"modelRegistry\",\"Identity\":\"{\\\"email\\\":\\\"c.ortega@example.org\\\"}\","
    "\"ServiceName\":\"modelRegistry\",\"ActionName\":\"approveTransitionRequest\",\"RequestId\":\"R1\",\"RequestParams\":\"{\\\"name\\\":\\\"credit\\\","
    "\\\"version\\\":\\\"3\\\",\\\"stage\\\":\\\"Production\\\"}\",\"Response\":\"{\\\"statusCode\\\":200}\"}";
  static const char wrapped_form[] =
    "{\"time\":\"2026-01-12T11:00:00Z\",\"operationName\":\"x\",\"properties\":{\"identity\":\"{\\\"email\\\":\\\"c.ortega@example.org\\\"}\","
    "\"serviceName\":\"modelRegistry\",\"actionName\":\"approveTransitionRequest\",\"requestId\":\"R1\",\"requestParams\":\"{\\\"name\\\":\\\"credit\\\","
    "\\\"version\\\":\\\"3\\\",\\\"stage\\\":\\\"Production\\\"}\",\"response\":\"{\\\"statusCode\\\":200}\"}}";
  const char *forms[] = { approval, table_form, azure_form, wrapped_form };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_assert_cmpint (recognise (rc_databricks_audit_importer (), forms[i]), ==, 88);
      g_assert_cmpint (recognise (rc_databricks_inference_importer (), forms[i]), ==, 0);
      assert_approval (rc_databricks_audit_importer (), forms[i]);
    }
}

/* What was refused, or of which nobody knows whether it was, did not happen. */
static void
test_not_done (void)
{
  static const char * const responses[] = { "\"statusCode\":403", "\"statusCode\":\"500\"", "\"statusCode\":null", "\"statusCode\":2000", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (responses); i++)
    {
      g_autofree char *line = g_strdup_printf (
        "{\"timestamp\":1768215600000,\"serviceName\":\"modelRegistry\",\"actionName\":\"approveTransitionRequest\",\"requestId\":\"R\","
        "\"requestParams\":{\"name\":\"credit\",\"version\":\"3\",\"stage\":\"Production\"},\"response\":{%s}}\n", responses[i]);
      g_autoptr (RecordingSink) sink = import_text (rc_databricks_audit_importer (), line);
      g_auto (Events) events = { 0 };

      parse (rc_databricks_audit_importer (), line, &events);
      g_assert_cmpint (kind_of (&events, 0), ==, RC_EVENT_OTHER);
      g_assert_cmpuint (sink->claims->len, ==, 0);
    }
}

static void
test_endpoints (void)
{
  static const char update[] =
    AUDIT ("1768222800000", "serverlessRealTimeInference", "updateServingEndpoint", "R2",
           "\"name\":\"prod\",\"served_entities\":\"[{\\\"entity_name\\\":\\\"a.b.c\\\",\\\"entity_version\\\":\\\"3\\\"},"
           "{\\\"entity_name\\\":\\\"a.b.c\\\",\\\"entity_version\\\":\\\"4\\\"}]\"", OK);
  static const char old[] = AUDIT ("1768222800000", "modelServing", "createServingEndpoint", "R3",
                                   "\"name\":\"prod\",\"config\":\"{\\\"served_models\\\":[{\\\"model_name\\\":\\\"m\\\",\\\"model_version\\\":7}]}\"", OK);
  static const char deleted[] = AUDIT ("1768222800000", "modelServing", "deleteServingEndpoint", "R4", "\"name\":\"prod\"", OK);
  static const char strange[] = AUDIT ("1768222800000", "modelServing", "updateServingEndpoint", "R5", "\"name\":\"prod\",\"served_entities\":\"[{\"", OK);
  g_auto (Events) two = { 0 }, one = { 0 }, none = { 0 }, unread = { 0 };

  parse (rc_databricks_audit_importer (), update, &two);
  g_assert_cmpuint (two.kinds->len, ==, 2);
  g_assert_cmpint (kind_of (&two, 1), ==, RC_EVENT_DEPLOYMENT);
  g_assert_cmpstr (peek (&two, 0, RC_FIELD_MODEL_VERSION), ==, "3");
  g_assert_cmpstr (peek (&two, 1, RC_FIELD_MODEL_VERSION), ==, "4");
  g_assert_cmpstr (peek (&two, 1, RC_FIELD_ENDPOINT), ==, "prod");
  g_assert_cmpstr (g_ptr_array_index (two.ids, 0), ==, "R2 updateServingEndpoint");
  g_assert_cmpstr (g_ptr_array_index (two.ids, 1), ==, "R2 updateServingEndpoint 2");

  parse (rc_databricks_audit_importer (), old, &one);
  g_assert_cmpuint (one.kinds->len, ==, 1);
  g_assert_cmpstr (peek (&one, 0, RC_FIELD_MODEL_NAME), ==, "m");
  g_assert_cmpstr (peek (&one, 0, RC_FIELD_MODEL_VERSION), ==, "7");

  /* Both end what was there before. */
  parse (rc_databricks_audit_importer (), deleted, &none);
  parse (rc_databricks_audit_importer (), strange, &unread);
  g_assert_cmpint (kind_of (&none, 0), ==, RC_EVENT_DEPLOYMENT);
  g_assert_null (peek (&none, 0, RC_FIELD_MODEL_NAME));
  g_assert_cmpint (kind_of (&unread, 0), ==, RC_EVENT_DEPLOYMENT);
  g_assert_null (peek (&unread, 0, RC_FIELD_MODEL_NAME));
  g_assert_cmpstr (peek (&unread, 0, RC_FIELD_ENDPOINT), ==, "prod");
}

static const char history[] =
  AUDIT ("1000000000000", "modelRegistry", "createModelVersion", "A", "\"name\":\"credit\",\"run_id\":\"r7\",\"source\":\"dbfs:/x\"",
         OK ",\"result\":\"{\\\"model_version\\\":{\\\"name\\\":\\\"credit\\\",\\\"version\\\":\\\"1\\\"}}\"")
  AUDIT ("1000000001000", "modelRegistry", "transitionModelVersionStage", "B", "\"name\":\"credit\",\"version\":\"1\",\"stage\":\"Production\"", OK)
  "broken\n"
  AUDIT ("1000000002000", "modelRegistry", "transitionModelVersionStage", "C",
         "\"name\":\"credit\",\"version\":\"2\",\"stage\":\"Production\",\"archive_existing_versions\":\"true\"", OK)
  AUDIT ("1000000003000", "unityCatalog", "setRegisteredModelAlias", "D", "\"full_name_arg\":\"a.b.c\",\"alias\":\"champion\",\"version_num\":\"1\"", OK)
  AUDIT ("1000000004000", "unityCatalog", "setRegisteredModelAlias", "E", "\"full_name_arg\":\"a.b.c\",\"alias\":\"champion\",\"version_num\":\"2\"", OK)
  AUDIT ("1000000005000", "unityCatalog", "deleteRegisteredModelAlias", "F", "\"full_name_arg\":\"a.b.c\",\"alias\":\"champion\"", OK)
  AUDIT ("1000000006000", "unityCatalog", "deleteModelVersion", "G", "\"full_name_arg\":\"a.b.c\",\"version_arg\":\"2\"", OK);

static void
assert_stage (RecordingSink *sink,
              const char    *version,
              const char    *stage,
              guint64        record,
              gint64         seconds)
{
  const RcClaim *claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, version, RC_PROPERTY_STAGE, stage);

  g_assert_nonnull (claim);
  g_assert_cmpuint (claim->record, ==, record);
  if (seconds == 0)
    g_assert_cmpint (claim->to_us, ==, RC_TIME_NONE);
  else
    g_assert_cmpint (claim->to_us - claim->from_us, ==, seconds * G_TIME_SPAN_SECOND);
}

static void
test_history (void)
{
  g_autoptr (RecordingSink) sink = import_text (rc_databricks_audit_importer (), history);
  const RcClaim *run = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "credit/1", RC_PROPERTY_TRAINED_BY, NULL);

  g_assert_nonnull (run);
  g_assert_cmpint (run->target, ==, recording_sink_find_entity (sink, RC_ENTITY_RUN, "r7"));
  g_assert_cmpuint (run->record, ==, 1);
  assert_stage (sink, "credit/1", "Production", 2, 1);
  assert_stage (sink, "credit/2", "Production", 4, 0);
  assert_stage (sink, "a.b.c/1", "champion", 5, 1);
  assert_stage (sink, "a.b.c/2", "champion", 6, 1);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "a.b.c/2", RC_PROPERTY_STATUS, "deleted"));
  /* The broken line was told with the events. */
  g_assert_cmpuint (sink->asides->len, ==, 0);
}

/* As a table in CSV: the objects are JSON text in their cells. */
static void
test_csv (void)
{
  static const char csv[] =
    "event_time,user_identity,service_name,action_name,request_id,request_params,response\n"
    "2026-01-12T11:00:00.000Z,\"{\"\"email\"\":\"\"c.ortega@example.org\"\"}\",modelRegistry,approveTransitionRequest,R1,"
    "\"{\"\"name\"\":\"\"credit\"\",\"\"version\"\":\"\"3\"\",\"\"stage\"\":\"\"Production\"\"}\",\"{\"\"status_code\"\":200}\"\n"
    "2026-01-12T11:00:00.000Z,\"{maria}\",modelRegistry,approveTransitionRequest,R2,\"{name, credit}\",\"{200, null}\"\n";
  const RcImporter *importer = rc_databricks_audit_csv_importer ();
  g_autoptr (RecordingSink) sink = import_text (importer, csv);
  const RecordedEvent *first, *second;
  const char *row;
  g_autoptr (GPtrArray) fields = NULL;

  g_assert_cmpint (recognise (importer, csv), ==, 90);
  g_assert_cmpuint (sink->events->len, ==, 2);
  first = g_ptr_array_index (sink->events, 0);
  second = g_ptr_array_index (sink->events, 1);
  g_assert_cmpint (first->event.kind, ==, RC_EVENT_APPROVAL);
  g_assert_cmpint (first->place, ==, RC_IMPORT_ROWS);
  /* Text in braces that is no JSON says nothing: not that it was done. */
  g_assert_cmpint (second->event.kind, ==, RC_EVENT_OTHER);
  assert_stage (sink, "credit/3", "Production", 1, 0);

  row = g_ptr_array_index (sink->rows, 0);
  fields = importer->read_fields (importer, row, strlen (row), 0);
  g_assert_cmpuint (fields->len, ==, 8);
  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);

      g_assert_cmpuint (value->offset + value->length, <=, strlen (row));
      if (value->field == RC_FIELD_ACTOR)
        g_assert_cmpstr (value->value, ==, "c.ortega@example.org");
    }
}

/* --- Inference tables --- */

static void
test_inference_generations (void)
{
  static const char legacy[] =
    "{\"databricks_request_id\":\"q1\",\"client_request_id\":\"app-1\",\"timestamp_ms\":1768305600000,\"status_code\":200,\"sampling_fraction\":0.5,"
    "\"execution_time_ms\":83,\"request\":\"{\\\"inputs\\\":[1,2]}\",\"response\":\"{\\\"predictions\\\":[1,2]}\","
    "\"request_metadata\":{\"endpoint_name\":\"prod\",\"model_name\":\"credit\",\"model_version\":\"3\"}}";
  static const char unity[] =
    "{\"invocation_id\":\"q2\",\"event_time\":\"2026-01-13 12:00:00\",\"latency_ms\":5,\"status_code\":200,\"request\":\"{}\",\"response\":"
    "\"{\\\"databricks_output\\\":{\\\"trace\\\":{\\\"info\\\":{\\\"trace_metadata\\\":{\\\"mlflow.modelId\\\":\\\"m-1\\\"}}}}}\",\"requester\":\"a@example.org\"}";
  g_auto (Events) first = { 0 }, second = { 0 };
  g_autoptr (RecordingSink) sink = import_text (rc_databricks_inference_importer (), legacy);

  g_assert_cmpint (recognise (rc_databricks_inference_importer (), legacy), ==, 88);
  g_assert_cmpint (recognise (rc_databricks_usage_importer (), legacy), ==, 0);
  g_assert_cmpint (recognise (rc_databricks_inference_importer (), unity), ==, 88);

  /* A call for two answers is one event. */
  parse (rc_databricks_inference_importer (), legacy, &first);
  g_assert_cmpuint (first.kinds->len, ==, 1);
  g_assert_cmpint (kind_of (&first, 0), ==, RC_EVENT_INFERENCE);
  g_assert_cmpstr (peek (&first, 0, RC_FIELD_ENDPOINT), ==, "prod");
  g_assert_cmpstr (peek (&first, 0, RC_FIELD_MODEL_VERSION), ==, "3");
  g_assert_cmpstr (peek (&first, 0, RC_FIELD_INPUT), ==, "{\"inputs\":[1,2]}");
  g_assert_cmpstr (peek (&first, 0, RC_FIELD_DECISION), ==, "app-1");
  g_assert_cmpstr (peek (&first, 0, RC_FIELD_LATENCY), ==, "83");
  g_assert_nonnull (strstr (peek (&first, 0, RC_FIELD_CONDITIONS), "not every request"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_ENDPOINT, "prod", RC_PROPERTY_TAG, NULL));

  parse (rc_databricks_inference_importer (), unity, &second);
  g_assert_cmpstr (peek (&second, 0, RC_FIELD_MODEL_NAME), ==, "m-1");
  g_assert_cmpstr (peek (&second, 0, RC_FIELD_TARGET), ==, "m-1");
  g_assert_cmpint (g_array_index (second.times, gint64, 0), ==, G_GINT64_CONSTANT (1768305600000000));
}

/* A payload that was dropped is no input, and an error is no inference. */
static void
test_inference_gaps (void)
{
  static const char dropped[] =
    "{\"databricks_request_id\":\"q\",\"request_time\":\"2026-01-13T12:00:00Z\",\"status_code\":200,\"request\":null,\"response\":null,"
    "\"served_entity_id\":\"e1\",\"logging_error_codes\":[\"MAX_REQUEST_SIZE_EXCEEDED\"]}";
  static const char failed[] =
    "{\"databricks_request_id\":\"q\",\"request_time\":\"never\",\"status_code\":\"400\",\"request\":\"{}\",\"response\":null,\"served_entity_id\":\"e1\"}";
  g_auto (Events) first = { 0 }, second = { 0 };

  parse (rc_databricks_inference_importer (), dropped, &first);
  g_assert_null (peek (&first, 0, RC_FIELD_INPUT));
  g_assert_null (peek (&first, 0, RC_FIELD_OUTPUT));
  g_assert_cmpstr (peek (&first, 0, RC_FIELD_REASON), ==, "[\"MAX_REQUEST_SIZE_EXCEEDED\"]");
  parse (rc_databricks_inference_importer (), failed, &second);
  g_assert_cmpint (kind_of (&second, 0), ==, RC_EVENT_OTHER);
  g_assert_cmpint (g_array_index (second.times, gint64, 0), ==, RC_TIME_NONE);
}

static void
test_served (void)
{
  static const char line[] =
    "{\"served_entity_id\":\"e1\",\"endpoint_name\":\"prod\",\"entity_name\":\"a.b.c\",\"entity_version\":\"3\",\"change_time\":\"2026-01-12T13:00:00Z\","
    "\"endpoint_delete_time\":\"2026-02-01T00:00:00Z\"}";
  g_auto (Events) events = { 0 };

  g_assert_cmpint (recognise (rc_databricks_served_importer (), line), ==, 88);
  parse (rc_databricks_served_importer (), line, &events);
  g_assert_cmpuint (events.kinds->len, ==, 2);
  g_assert_cmpstr (peek (&events, 0, RC_FIELD_ENDPOINT), ==, "prod");
  g_assert_cmpstr (peek (&events, 1, RC_FIELD_ENDPOINT), ==, "e1");
  g_assert_cmpstr (peek (&events, 1, RC_FIELD_MODEL_NAME), ==, "a.b.c");
  g_assert_cmpstr (peek (&events, 1, RC_FIELD_VALID_TO), ==, "2026-02-01T00:00:00Z");
  g_assert_null (peek (&events, 1, RC_FIELD_ID));
}

static void
test_usage (void)
{
  static const char line[] =
    "{\"databricks_request_id\":\"q\",\"served_entity_id\":\"e1\",\"requester\":\"a@example.org\",\"status_code\":200,\"request_time\":\"2026-01-13T12:00:00Z\"}";
  g_auto (Events) events = { 0 };

  g_assert_cmpint (recognise (rc_databricks_usage_importer (), line), ==, 88);
  g_assert_cmpint (recognise (rc_databricks_inference_importer (), line), ==, 0);
  parse (rc_databricks_usage_importer (), line, &events);
  g_assert_cmpint (kind_of (&events, 0), ==, RC_EVENT_ACCESS);
}

static void
test_lineage (void)
{
  static const char text[] =
    "{\"source_table_full_name\":\"a.b.raw\",\"target_table_full_name\":\"a.b.made\",\"source_type\":\"TABLE\",\"target_type\":\"TABLE\","
    "\"source_column_name\":\"x\",\"target_column_name\":\"y\",\"event_time\":\"2026-01-10T20:00:00Z\",\"entity_type\":\"JOB\",\"entity_id\":\"8\",\"event_id\":\"e1\"}\n"
    "{\"source_table_full_name\":\"a.b.made\",\"target_table_full_name\":null,\"source_type\":\"TABLE\",\"target_type\":null,\"event_time\":\"2026-01-10T20:00:00Z\"}\n";
  g_autoptr (RecordingSink) sink = import_text (rc_databricks_lineage_importer (), text);
  const RcClaim *claim = recording_sink_find_claim (sink, RC_ENTITY_DATASET, "a.b.made", RC_PROPERTY_DERIVED_FROM, "y from x");
  g_auto (Events) events = { 0 };

  g_assert_nonnull (claim);
  g_assert_cmpint (claim->target, ==, recording_sink_find_entity (sink, RC_ENTITY_DATASET, "a.b.raw"));
  g_assert_cmpuint (sink->claims->len, ==, 1);
  parse (rc_databricks_lineage_importer (), strchr (text, '\n') + 1, &events);
  g_assert_cmpint (kind_of (&events, 0), ==, RC_EVENT_ACCESS);
}

static void
test_activities (void)
{
  static const char text[] =
    "{\"name\":\"credit\",\"version\":3,\"activities\":[{\"id\":\"1\",\"activity_type\":\"APPROVED_REQUEST\",\"creation_timestamp\":1768215600000,"
    "\"user_id\":\"c@example.org\",\"to_stage\":\"Production\",\"comment\":\"x\"},7,{\"id\":\"2\",\"activity_type\":\"REJECTED_REQUEST\",\"user_id\":\"d\"},"
    "{\"id\":\"3\",\"activity_type\":\"NEW_COMMENT\"}]}";
  const RcImporter *importer = rc_databricks_activities_importer ();
  g_autoptr (RecordingSink) sink = import_text (importer, text);
  g_autoptr (GPtrArray) fields = importer->read_fields (importer, text, strlen (text), 2);
  const RecordedEvent *first = g_ptr_array_index (sink->events, 0);

  g_assert_cmpint (recognise (importer, text), ==, 88);
  g_assert_cmpuint (sink->events->len, ==, 3);
  g_assert_cmpint (first->event.kind, ==, RC_EVENT_APPROVAL);
  g_assert_cmpstr (first->event.model_version.text, ==, "3");
  g_assert_cmpuint (sink->asides->len, ==, 1);
  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);

      if (value->field == RC_FIELD_ACTION)
        g_assert_cmpstr (value->value, ==, "reject");
    }
  g_assert_cmpuint (fields->len, ==, 5);
}

/* --- Wrong input --- */

static void
test_truncated (void)
{
  const RcImporter *importers[] = { rc_databricks_audit_importer (), rc_databricks_inference_importer (), rc_databricks_served_importer (),
                                    rc_databricks_lineage_importer () };

  for (gsize i = 0; i < G_N_ELEMENTS (importers); i++)
    for (gsize length = 0; length < strlen (approval) - 1; length++)
      {
        g_auto (Events) events = { 0 };
        g_autofree char *kind = NULL;
        RcParseResult result = parse_length (importers[i], approval, length, &events, &kind);

        g_assert_cmpint (result, ==, length == 0 ? RC_PARSE_EVENTS : RC_PARSE_SET_ASIDE);
        g_assert_cmpuint (events.kinds->len, ==, 0);
        g_assert_cmpstr (kind, ==, length == 0 ? NULL : RC_EXCEPTION_UNREADABLE_RECORD);
      }
}

static void
assert_set_aside (const char *line,
                  const char *expected)
{
  g_auto (Events) events = { 0 };
  g_autofree char *kind = NULL;

  g_assert_cmpint (parse_length (rc_databricks_audit_importer (), line, strlen (line), &events, &kind), ==, RC_PARSE_SET_ASIDE);
  g_assert_cmpstr (kind, ==, expected);
}

static void
test_wrong (void)
{
  g_autofree char *deep = g_strnfill (200, '[');
  g_autofree char *name = g_strnfill (RC_LIMIT_NAME_BYTES + 1, 'n');
  g_autofree char *long_name = g_strdup_printf ("{\"actionName\":\"x\",\"requestId\":\"%s\",\"requestParams\":{}}", name);
  g_autofree char *deep_text = g_strdup_printf ("{\"actionName\":\"createServingEndpoint\",\"requestId\":\"x\",\"requestParams\":{\"served_entities\":\"%s\"},"
                                                "\"response\":{\"statusCode\":200}}", deep);
  g_auto (Events) events = { 0 };

  assert_set_aside ("[1]", RC_EXCEPTION_UNREADABLE_RECORD);
  assert_set_aside ("{\"actionName\":\"a\",\"actionName\":\"b\"}", RC_EXCEPTION_DUPLICATE_MEMBER);
  assert_set_aside (deep, RC_EXCEPTION_LIMIT);
  assert_set_aside (long_name, RC_EXCEPTION_LIMIT);
  parse (rc_databricks_audit_importer (), deep_text, &events);
  g_assert_cmpuint (events.kinds->len, ==, 1);
}

/* Values of the wrong type say nothing. */
static void
test_wrong_types (void)
{
  static const char * const lines[] = {
    "{\"timestamp\":{},\"actionName\":7,\"requestId\":[],\"requestParams\":\"text\",\"response\":[]}",
    "{\"timestamp\":-1,\"actionName\":\"approveTransitionRequest\",\"requestId\":null,\"requestParams\":null,\"response\":null}",
    "{\"timestamp\":99999999999999999999999999,\"actionName\":{\"a\":1},\"requestId\":true,\"requestParams\":{\"name\":[1]},\"response\":{\"statusCode\":{}}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (RecordingSink) sink = import_text (rc_databricks_audit_importer (), lines[i]);
      g_auto (Events) events = { 0 };

      parse (rc_databricks_audit_importer (), lines[i], &events);
      g_assert_cmpuint (events.kinds->len, ==, 1);
      g_assert_cmpint (kind_of (&events, 0), ==, RC_EVENT_OTHER);
      g_assert_cmpint (g_array_index (events.times, gint64, 0), ==, RC_TIME_NONE);
      g_assert_cmpuint (sink->claims->len, ==, 0);
    }
}

/* Of a payload longer than the sample the names tell. */
static void
test_cut_sample (void)
{
  g_autofree char *payload = g_strnfill (RC_LIMIT_SAMPLE_BYTES, 'p');
  g_autofree char *line = g_strdup_printf ("{\"databricks_request_id\":\"q\",\"request_time\":\"t\",\"status_code\":200,\"served_entity_id\":\"e\","
                                           "\"response\":null,\"request\":\"%s\"}\n", payload);
  RcSample sample = { .name = "f", .head = line, .head_length = RC_LIMIT_SAMPLE_BYTES, .size = (gint64) strlen (line) };

  g_assert_cmpint (rc_databricks_inference_importer ()->recognise (rc_databricks_inference_importer (), &sample), ==, 60);
  g_assert_cmpint (rc_databricks_audit_importer ()->recognise (rc_databricks_audit_importer (), &sample), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/databricks/audit/three-forms", test_three_forms);
  g_test_add_func ("/databricks/audit/not-done", test_not_done);
  g_test_add_func ("/databricks/audit/endpoints", test_endpoints);
  g_test_add_func ("/databricks/audit/history", test_history);
  g_test_add_func ("/databricks/audit/csv", test_csv);
  g_test_add_func ("/databricks/inference/generations", test_inference_generations);
  g_test_add_func ("/databricks/inference/gaps", test_inference_gaps);
  g_test_add_func ("/databricks/served", test_served);
  g_test_add_func ("/databricks/usage", test_usage);
  g_test_add_func ("/databricks/lineage", test_lineage);
  g_test_add_func ("/databricks/activities", test_activities);
  g_test_add_func ("/databricks/truncated", test_truncated);
  g_test_add_func ("/databricks/wrong", test_wrong);
  g_test_add_func ("/databricks/wrong-types", test_wrong_types);
  g_test_add_func ("/databricks/cut-sample", test_cut_sample);
  return g_test_run ();
}
