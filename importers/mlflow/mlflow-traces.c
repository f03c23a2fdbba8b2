/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-context.h"
#include "mlflow-event.h"

/*
 * A trace is an inference. The store parts it over tables: `trace_info` has its id, times and previews, `trace_request_metadata` what was put
 * in and out in full and which logged model answered, and a tag of that model its registered version. The trace's row has all of them, so
 * that its one record shows what is said of it; the other tables' rows come as well.
 */

void
rc_mlflow_trace_clear (RcMlflowTrace *self)
{
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->versions, g_free);
  g_clear_pointer (&self->workspace, g_free);
}

static void
write_text (RcJsonWriter *writer,
            const char   *name,
            const char   *text)
{
  if (text == NULL)
    return;

  rc_json_writer_name (writer, name);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "text", text);
  rc_json_writer_end_object (writer);
}

static gboolean
look_up_metadata (RcSqliteImport   *self,
                  const char       *key,
                  const char       *trace,
                  char            **out_text,
                  GError          **error)
{
  return rc_mlflow_look_up (self, "SELECT value FROM trace_request_metadata WHERE \"key\" = ? AND request_id = ?", key, trace, out_text, error);
}

static gboolean
find_model (RcSqliteImport   *self,
            RcMlflowTrace    *trace,
            const char       *id,
            GError          **error)
{
  g_autofree char *experiment = rc_sqlite_import_dup_value (self, "experiment_id");

  rc_mlflow_trace_clear (trace);
  if (!look_up_metadata (self, "mlflow.modelId", id, &trace->model, error))
    return FALSE;
  if (trace->model == NULL)
    return TRUE;

  return rc_mlflow_look_up (self, "SELECT tag_value FROM logged_model_tags WHERE model_id = ? AND tag_key = '" RC_MLFLOW_VERSIONS_TAG "'",
                            trace->model, NULL, &trace->versions, error) &&
         (experiment == NULL ||
          rc_mlflow_find_workspace (self, experiment, &trace->workspace, error));
}

/**
 * rc_mlflow_extend_trace:
 *
 * What other tables say of a row of `trace_info`.
 */
gboolean
rc_mlflow_extend_trace (RcSqliteImport   *self,
                        RcJsonWriter     *writer,
                        GError          **error)
{
  RcMlflowTrace *trace = self->data;
  const char *id = rc_sqlite_row_peek_text (self->row, "request_id");
  g_autofree char *inputs = NULL;
  g_autofree char *outputs = NULL;

  rc_mlflow_trace_clear (trace);
  if (id == NULL)
    return TRUE;
  if (!find_model (self, trace, id, error) ||
      !look_up_metadata (self, "mlflow.traceInputs", id, &inputs, error) ||
      !look_up_metadata (self, "mlflow.traceOutputs", id, &outputs, error))
    return FALSE;

  rc_json_writer_name (writer, "trace_request_metadata");
  rc_json_writer_begin_object (writer);
  write_text (writer, "mlflow.modelId", trace->model);
  write_text (writer, "mlflow.traceInputs", inputs);
  write_text (writer, "mlflow.traceOutputs", outputs);
  rc_json_writer_end_object (writer);
  rc_json_writer_name (writer, "logged_model_tags");
  rc_json_writer_begin_object (writer);
  write_text (writer, RC_MLFLOW_VERSIONS_TAG, trace->versions);
  rc_json_writer_end_object (writer);
  rc_json_writer_name (writer, "experiments");
  rc_json_writer_begin_object (writer);
  write_text (writer, "workspace", trace->workspace);
  rc_json_writer_end_object (writer);

  return TRUE;
}

/**
 * rc_mlflow_read_trace:
 *
 * A row of `trace_info`: an inference.
 */
gboolean
rc_mlflow_read_trace (RcSqliteImport   *self,
                      GError          **error)
{
  const RcMlflowTrace *trace = self->data;
  RcParsedEvent event = { .kind = RC_EVENT_INFERENCE };
  g_autofree char *registered = NULL;
  g_autofree char *version = NULL;
  g_autofree char *name = NULL;
  const char *id;
  gint64 us;

  if (!rc_sqlite_import_require_text (self, "request_id", &id, error))
    return FALSE;
  if (id == NULL)
    return TRUE;

  if (trace->versions != NULL && rc_mlflow_read_only_version (trace->versions, &registered, &version))
    name = rc_mlflow_dup_name (trace->workspace, registered);
  else
    version = g_strdup (trace->model);

  if (!rc_sqlite_import_read_time (self, "timestamp_ms", &event.time, &us, error))
    return FALSE;
  event.has_time = us != RC_TIME_NONE;

  return rc_mlflow_event_set (&self->writer, &event.id, id, error) &&
         rc_mlflow_event_set (&self->writer, &event.decision, rc_sqlite_row_peek_text (self->row, "client_request_id"), error) &&
         rc_mlflow_event_set (&self->writer, &event.model_name, name, error) &&
         rc_mlflow_event_set (&self->writer, &event.model_version, version, error) &&
         rc_import_sink_add_event (self->writer.sink, RC_IMPORT_ROWS, self->writer.record, &event, error);
}
