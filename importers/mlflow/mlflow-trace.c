/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-trace.h"

#include "mlflow-event.h"
#include "mlflow-trace-document.h"
#include "mlflow.h"

#include "core/exception.h"
#include "core/words.h"
#include "importers/json-document.h"
#include "importers/json-sample.h"

#include <string.h>

/*
 * A trace of MLflow as JSON: {"info":…,"data":{"spans":[…]}} as clients write one, a list of such or {"traces":[…]}, the same under "mlflow"
 * as the export-import tool writes it, and {"spans":[…]} as the artifact store keeps the spans of one. Schema 2 (MLflow 2.14 and later) and
 * schema 3 differ in names; a document is not held to one of them.
 *
 *   info.trace_id, info.request_id                inference: id                                                    → all
 *   info.request_time (RFC 3339), info.timestamp_ms time: digits count what their number says, see rc_mlflow_read_epoch()
 *   info.client_request_id                        business reference                                               → final-decision
 *   info.state, info.status                       status; a failed call has no output
 *   info.execution_duration, info.execution_time_ms latency
 *   info.trace_metadata (2: request_metadata)     mlflow.modelId: the logged model that answered                   → model-version
 *   root span's mlflow.spanInputs, data.request, mlflow.traceInputs, request_preview: input, the first that is there → input
 *   root span's mlflow.spanOutputs, data.response, mlflow.traceOutputs, response_preview: output                   → output
 *   info.assessments[] of source_type HUMAN       human action on the trace: override, where `overrides` names another one, else
 *     annotate; create_time, source_id the actor, name and value what was judged, rationale the reason             → human-action
 *   spans without info: an event of no lineage of its own. The store that keeps spans in a file has the trace itself in a table or a folder,
 *     and an inference must not count twice.
 *
 * Nothing is claimed of models: mlflow.sourceRun, mlflow.source.git.commit and mlflow.user are of the calling program, not of the training.
 * Other spans, their events and what programs judged stay in the document.
 *
 * What a trace cannot evidence: that it was not written later, that it is complete, which registered version its model is.
 */

/* An id alone is a sign of nothing: one of MLflow's other members must stand beside it. */
static gboolean
is_info (const RcJsonSample *json,
         const char         *prefix)
{
  static const char * const ids[] = { "trace_id", "request_id" };
  static const char * const others[] = {
    "trace_location", "trace_metadata", "request_time", "request_metadata", "timestamp_ms", "experiment_id", "execution_time_ms",
  };
  gboolean has_id = FALSE;
  gboolean has_other = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *path = g_strconcat (prefix, ids[i], NULL);

      has_id = has_id || rc_json_sample_has (json, path);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *path = g_strconcat (prefix, others[i], NULL);

      has_other = has_other || rc_json_sample_has (json, path);
    }

  return has_id && has_other;
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_auto (RcJsonSample) json = { 0 };

  rc_json_sample_read (&json, sample);
  if (is_info (&json, "info/") || is_info (&json, "mlflow/info/") || is_info (&json, "traces/0/info/"))
    return 85;
  if (rc_json_sample_has (&json, "spans/0/attributes/mlflow.traceRequestId") || rc_json_sample_has (&json, "spans/0/attributes/mlflow.spanType"))
    return 80;
  return 0;
}

typedef struct
{
  RcRegistryWriter  writer;
  GError          **error;
  gboolean          good;
} Import;

static const char *
peek (const GPtrArray *fields,
      RcField          field)
{
  const RcFieldValue *value = rc_mlflow_peek_field (fields, field);

  return value != NULL ? value->value : NULL;
}

static gboolean
read_time (const char  *text,
           RcTimestamp *out_time)
{
  return text != NULL && (rc_mlflow_read_epoch (text, out_time) || rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, out_time));
}

/* An inference without an id cannot be found again, nor a human action tell what it acted on. */
static gboolean
is_nameless (const RcMlflowTraceEvent *event,
             const GPtrArray          *fields)
{
  return peek (fields, event->kind == RC_EVENT_HUMAN_ACTION ? RC_FIELD_TARGET : RC_FIELD_ID) == NULL;
}

static gboolean
tell_time (Import                   *self,
           const RcMlflowTraceEvent *event,
           const RcJson             *json,
           const GPtrArray          *fields,
           RcParsedEvent            *parsed)
{
  const char *text = peek (fields, RC_FIELD_TIME);

  parsed->has_time = read_time (text, &parsed->time);
  return parsed->has_time || text == NULL ||
         rc_registry_writer_set_aside (&self->writer, json->nodes[event->trace].offset, RC_EXCEPTION_UNREADABLE_RECORD,
                                       "RFC 3339, or digits of seconds to nanoseconds", text, "A time of the trace is no time.", self->error);
}

static gboolean
add_event (const RcJson             *json,
           const RcMlflowTraceEvent *event,
           gpointer                  user_data)
{
  Import *self = user_data;
  RcRegistryWriter *writer = &self->writer;
  g_autoptr (GPtrArray) fields = rc_mlflow_trace_event_read (event, json);
  RcParsedEvent parsed = { .kind = event->kind, .row = event->row };
  const struct
  {
    RcField  field;
    RcSlice *slice;
  } texts[] = {
    { RC_FIELD_ID, &parsed.id }, { RC_FIELD_DECISION, &parsed.decision }, { RC_FIELD_TARGET, &parsed.target },
    { RC_FIELD_MODEL_VERSION, &parsed.model_version },
  };

  if (is_nameless (event, fields))
    return self->good = rc_registry_writer_set_aside (writer, json->nodes[event->trace].offset, RC_EXCEPTION_UNREADABLE_RECORD,
                                                      "a trace with its id", "none", "A trace does not say which one it is.", self->error);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!rc_mlflow_event_set (writer, texts[i].slice, peek (fields, texts[i].field), self->error))
      return self->good = FALSE;

  return self->good = tell_time (self, event, json, fields, &parsed) &&
                      rc_import_sink_add_event (writer->sink, RC_IMPORT_SOURCE, 1, &parsed, self->error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  Import work = { .error = error, .good = TRUE };
  GError *local_error = NULL;
  g_auto (RcJson) json = { 0 };

  rc_json_init (&json);
  if (!rc_json_document_read (&json, input, sink, "A trace of MLflow cannot be read.", &local_error))
    return rc_json_document_was_refused (local_error, error);

  rc_registry_writer_init (&work.writer, sink, RC_IMPORT_SOURCE);
  rc_mlflow_trace_document_walk (&json, add_event, &work);
  rc_registry_writer_clear (&work.writer);

  return work.good;
}

typedef struct
{
  guint32    row;
  GPtrArray *fields;
} Wanted;

static gboolean
read_wanted (const RcJson             *json,
             const RcMlflowTraceEvent *event,
             gpointer                  user_data)
{
  Wanted *self = user_data;

  if (event->row != self->row)
    return TRUE;

  self->fields = rc_mlflow_trace_event_read (event, json);
  return FALSE;
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  Wanted wanted = { .row = row };
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;

  rc_json_init (&json);
  if (rc_json_parse (&json, bytes, length, &fault) && !json.has_duplicate)
    rc_mlflow_trace_document_walk (&json, read_wanted, &wanted);

  return wanted.fields != NULL ? wanted.fields : rc_json_fields_new ();
}

static const RcImporter importer = {
  .id = "mlflow-trace",
  .title = N_("MLflow trace (JSON)"),
  .system = RC_MLFLOW_SYSTEM,
  .evidences = N_("inferences with input, output and the logged model that answered, and what people said of them; not which registered "
                  "version the model is, nor that the trace was not written later"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

/**
 * rc_mlflow_trace_importer:
 *
 * Returns: the importer of MLflow's traces as JSON documents, of schema 2 and 3
 */
const RcImporter *
rc_mlflow_trace_importer (void)
{
  return &importer;
}
