/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-trace-document.h"

#include "mlflow-event.h"

#include "importers/json-document.h"
#include "importers/json-value.h"

#include <string.h>

/* --- Walking through the forms of a document --- */

typedef struct
{
  const RcJson      *json;
  RcMlflowTraceFunc  func;
  gpointer           user_data;
  guint32            n_events;
} Walk;

static gboolean
tell (Walk               *self,
      RcMlflowTraceEvent *event)
{
  event->row = self->n_events++;
  return self->func (self->json, event, self->user_data);
}

/* What a program judged is no human action; it stays in the document. */
static gboolean
is_of_a_person (const RcJson *json,
                guint32       assessment)
{
  g_autofree char *type = rc_json_document_dup (json, rc_json_member (json, assessment, "source"), "source_type");

  return type != NULL && g_ascii_strcasecmp (type, "HUMAN") == 0;
}

static gboolean
walk_assessments (Walk               *self,
                  RcMlflowTraceEvent *event)
{
  const RcJson *json = self->json;
  guint32 list = rc_json_member (json, event->info, "assessments");

  event->kind = RC_EVENT_HUMAN_ACTION;
  if (!rc_json_is (json, list, RC_JSON_ARRAY))
    return TRUE;

  for (guint32 item = list + 1; item < json->nodes[list].next; item = json->nodes[item].next)
    {
      event->assessment = item;
      if (is_of_a_person (json, item) && !tell (self, event))
        return FALSE;
    }

  return TRUE;
}

/* {"info":…,"data":{"spans":[…]}}, {"info":…,"data":[…]}, {"spans":[…]} */
static gboolean
walk_trace (Walk    *self,
            guint32  trace,
            char    *prefix)
{
  const RcJson *json = self->json;
  guint32 info = rc_json_member (json, trace, "info");
  guint32 data = rc_json_member (json, trace, "data");
  RcMlflowTraceEvent event = {
    .kind = RC_EVENT_INFERENCE,
    .prefix = prefix,
    .trace = trace,
    .info = rc_json_is (json, info, RC_JSON_OBJECT) ? info : RC_JSON_NO_NODE,
    .spans = rc_json_member (json, data != RC_JSON_NO_NODE ? data : trace, "spans"),
    .assessment = RC_JSON_NO_NODE,
  };

  if (!rc_json_is (json, event.spans, RC_JSON_ARRAY))
    event.spans = rc_json_is (json, data, RC_JSON_ARRAY) ? data : RC_JSON_NO_NODE;
  if (event.info == RC_JSON_NO_NODE)
    {
      event.kind = RC_EVENT_OTHER;
      return event.spans == RC_JSON_NO_NODE || tell (self, &event);
    }

  return tell (self, &event) && walk_assessments (self, &event);
}

static gboolean
walk_list (Walk       *self,
           guint32     list,
           const char *prefix)
{
  const RcJson *json = self->json;
  guint number = 0;

  for (guint32 item = list + 1; item < json->nodes[list].next; item = json->nodes[item].next)
    {
      g_autofree char *at = g_strdup_printf ("%s/%u", prefix, number++);

      if (!walk_trace (self, item, at))
        return FALSE;
    }

  return TRUE;
}

gboolean
rc_mlflow_trace_document_walk (const RcJson       *json,
                               RcMlflowTraceFunc   func,
                               gpointer            user_data)
{
  Walk walk = { json, func, user_data, 0 };
  guint32 traces = rc_json_member (json, 0, "traces");
  guint32 bundle = rc_json_member (json, 0, "mlflow");

  if (rc_json_is (json, 0, RC_JSON_ARRAY))
    return walk_list (&walk, 0, "");
  if (rc_json_is (json, traces, RC_JSON_ARRAY))
    return walk_list (&walk, traces, "/traces");
  if (rc_json_is (json, bundle, RC_JSON_OBJECT))
    return walk_trace (&walk, bundle, (char *) "/mlflow");
  return walk_trace (&walk, 0, (char *) "");
}

/* --- What one event says --- */

/* Where a field stands, names parted by '|' as names of MLflow's metadata hold dots, and might hold slashes. */
typedef struct
{
  RcField     field;
  const char *path;
} FieldOfPath;

/* In the trace: what the caller was given in full, before the same in the words of schema 2. */
static const FieldOfPath trace_fields[] = {
  { RC_FIELD_INPUT, "data|request" },
  { RC_FIELD_OUTPUT, "data|response" },
  { RC_FIELD_INPUT, "request" },
  { RC_FIELD_OUTPUT, "response" },
};

/* In the span that no other span called. Its attributes are JSON in a text. */
static const FieldOfPath root_fields[] = {
  { RC_FIELD_INPUT, "attributes|mlflow.spanInputs" },
  { RC_FIELD_OUTPUT, "attributes|mlflow.spanOutputs" },
};

/* In `info`: MLflow cuts the texts of the metadata and the previews. */
static const FieldOfPath info_fields[] = {
  { RC_FIELD_ID, "trace_id" },
  { RC_FIELD_ID, "request_id" },
  { RC_FIELD_TIME, "request_time" },
  { RC_FIELD_TIME, "timestamp_ms" },
  { RC_FIELD_DECISION, "client_request_id" },
  { RC_FIELD_STATUS, "state" },
  { RC_FIELD_STATUS, "status" },
  { RC_FIELD_LATENCY, "execution_duration" },
  { RC_FIELD_LATENCY, "execution_time_ms" },
  { RC_FIELD_MODEL_VERSION, "trace_metadata|mlflow.modelId" },
  { RC_FIELD_MODEL_VERSION, "request_metadata|mlflow.modelId" },
  { RC_FIELD_INPUT, "trace_metadata|mlflow.traceInputs" },
  { RC_FIELD_INPUT, "request_metadata|mlflow.traceInputs" },
  { RC_FIELD_INPUT, "request_preview" },
  { RC_FIELD_OUTPUT, "trace_metadata|mlflow.traceOutputs" },
  { RC_FIELD_OUTPUT, "request_metadata|mlflow.traceOutputs" },
  { RC_FIELD_OUTPUT, "response_preview" },
};

/* Of spans alone. */
static const FieldOfPath span_fields[] = {
  { RC_FIELD_ID, "attributes|mlflow.traceRequestId" },
  { RC_FIELD_ID, "context|trace_id" },
  { RC_FIELD_ID, "trace_id" },
  { RC_FIELD_TIME, "start_time_unix_nano" },
  { RC_FIELD_TIME, "start_time" },
  { RC_FIELD_STATUS, "status|code" },
  { RC_FIELD_STATUS, "status_code" },
};

static const FieldOfPath assessment_fields[] = {
  { RC_FIELD_ID, "assessment_id" },
  { RC_FIELD_TARGET, "trace_id" },
  { RC_FIELD_TIME, "create_time" },
  { RC_FIELD_TIME, "create_time_ms" },
  { RC_FIELD_ACTOR, "source|source_id" },
  { RC_FIELD_METRIC, "assessment_name" },
  { RC_FIELD_METRIC, "name" },
  { RC_FIELD_EVALUATION, "feedback|value" },
  { RC_FIELD_EVALUATION, "expectation|value" },
  { RC_FIELD_EVALUATION, "expectation|serialized_value|value" },
  { RC_FIELD_REASON, "rationale" },
};

static guint32
find (const RcJson *json,
      guint32       node,
      const char   *path)
{
  g_auto (GStrv) names = g_strsplit (path, "|", -1);

  for (char **name = names; *name != NULL; name++)
    node = rc_json_member (json, node, *name);
  return node;
}

/* A failed call has outputs of no length. */
static gboolean
says_something (const RcJson *json,
                guint32       node)
{
  return node != RC_JSON_NO_NODE && rc_json_value_is_present (json, node) &&
         !(rc_json_is (json, node, RC_JSON_STRING) && json->nodes[node].length <= strlen ("\"\""));
}

/* What was put in and out, and a judgement, may be of any shape; names and times are texts or numbers. */
static gboolean
fits (const RcJson *json,
      guint32       node,
      RcField       field)
{
  gboolean is_open = field == RC_FIELD_INPUT || field == RC_FIELD_OUTPUT || field == RC_FIELD_EVALUATION;

  return says_something (json, node) &&
         (is_open || (!rc_json_is (json, node, RC_JSON_OBJECT) && !rc_json_is (json, node, RC_JSON_ARRAY)));
}

/* Of several places for one field the first that says something counts. */
static void
add_fields (GPtrArray         *fields,
            const RcJson      *json,
            guint32            node,
            const char        *prefix,
            const FieldOfPath *paths,
            gsize              n_paths)
{
  for (gsize i = 0; i < n_paths; i++)
    {
      guint32 value = rc_mlflow_peek_field (fields, paths[i].field) != NULL ? RC_JSON_NO_NODE : find (json, node, paths[i].path);
      g_autofree char *locator = g_strdup_printf ("%s/%s", prefix, paths[i].path);

      if (fits (json, value, paths[i].field))
        rc_json_fields_add (fields, paths[i].field, json, value, g_strdelimit (locator, "|", '/'));
    }
}

static gboolean
is_root (const RcJson *json,
         guint32       span)
{
  guint32 parent = rc_json_member (json, span, "parent_span_id");

  if (parent == RC_JSON_NO_NODE)
    parent = rc_json_member (json, span, "parent_id");
  return !says_something (json, parent);
}

/* The first span without a parent. */
static guint32
find_root (const RcJson *json,
           guint32       spans,
           guint        *out_number)
{
  *out_number = 0;
  if (spans == RC_JSON_NO_NODE)
    return RC_JSON_NO_NODE;

  for (guint32 span = spans + 1; span < json->nodes[spans].next; span = json->nodes[span].next, (*out_number)++)
    if (rc_json_is (json, span, RC_JSON_OBJECT) && is_root (json, span))
      return span;
  return RC_JSON_NO_NODE;
}

/* The id that a span has of its trace is JSON in a text, as all attributes are: "\"tr-…\"". */
static void
unquote_id (GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      RcFieldValue *value = g_ptr_array_index (fields, i);
      gsize length = strlen (value->value);

      if (value->field == RC_FIELD_ID && length > 2 && value->value[0] == '"' && value->value[length - 1] == '"')
        {
          char *bare = g_strndup (value->value + 1, length - 2);

          g_free (value->value);
          value->value = bare;
        }
    }
}

static void
read_trace (GPtrArray                *fields,
            const RcJson             *json,
            const RcMlflowTraceEvent *event)
{
  g_autofree char *info = g_strconcat (event->prefix, "/info", NULL);
  g_autofree char *span = NULL;
  guint number;
  guint32 root = find_root (json, event->spans, &number);
  guint32 data = rc_json_member (json, event->trace, "data");
  gboolean is_list = rc_json_is (json, data, RC_JSON_ARRAY);

  span = g_strdup_printf ("%s%s%s/%u", event->prefix, data != RC_JSON_NO_NODE ? "/data" : "", is_list ? "" : "/spans", number);
  add_fields (fields, json, event->trace, event->prefix, trace_fields, G_N_ELEMENTS (trace_fields));
  add_fields (fields, json, root, span, root_fields, G_N_ELEMENTS (root_fields));
  if (event->info != RC_JSON_NO_NODE)
    add_fields (fields, json, event->info, info, info_fields, G_N_ELEMENTS (info_fields));
  else
    add_fields (fields, json, root, span, span_fields, G_N_ELEMENTS (span_fields));
  unquote_id (fields);
}

static guint
find_position (const RcJson *json,
               guint32       list,
               guint32       item)
{
  guint position = 0;

  for (guint32 other = list + 1; other < item; other = json->nodes[other].next)
    position++;
  return position;
}

static void
read_assessment (GPtrArray                *fields,
                 const RcJson             *json,
                 const RcMlflowTraceEvent *event)
{
  static const FieldOfPath target[] = { { RC_FIELD_TARGET, "trace_id" }, { RC_FIELD_TARGET, "request_id" } };
  guint32 list = rc_json_member (json, event->info, "assessments");
  guint32 overrides = rc_json_member (json, event->assessment, "overrides");
  gboolean is_override = says_something (json, overrides);
  g_autofree char *info = g_strconcat (event->prefix, "/info", NULL);
  g_autofree char *at = g_strdup_printf ("%s/assessments/%u", info, find_position (json, list, event->assessment));
  g_autofree char *action_at = g_strconcat (at, is_override ? "/overrides" : "/source", NULL);
  guint32 action = is_override ? overrides : rc_json_member (json, event->assessment, "source");
  RcFieldValue *named;

  add_fields (fields, json, event->assessment, at, assessment_fields, G_N_ELEMENTS (assessment_fields));
  add_fields (fields, json, event->info, info, target, G_N_ELEMENTS (target));
  rc_json_fields_add (fields, RC_FIELD_ACTION, json, action, action_at);
  named = g_ptr_array_index (fields, fields->len - 1);
  g_free (named->value);
  named->value = g_strdup (rc_mlflow_name_action (is_override));
}

GPtrArray *
rc_mlflow_trace_event_read (const RcMlflowTraceEvent *event,
                            const RcJson             *json)
{
  GPtrArray *fields = rc_json_fields_new ();

  if (event->kind == RC_EVENT_HUMAN_ACTION)
    read_assessment (fields, json, event);
  else
    read_trace (fields, json, event);

  return fields;
}
