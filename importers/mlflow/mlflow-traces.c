/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-context.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/json.h"

#include <string.h>

static RcSlice
slice_of (const char *text)
{
  return (RcSlice) { text, text != NULL ? strlen (text) : 0 };
}

/* An id or a name that is too long is set aside, and the event has none. */
static gboolean
read_slice (RcSqliteImport   *self,
            const char       *text,
            RcSlice          *out_slice,
            GError          **error)
{
  *out_slice = slice_of (text);
  if (out_slice->length <= RC_LIMIT_NAME_BYTES)
    return TRUE;

  *out_slice = slice_of (NULL);
  return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_LIMIT, "a name of at most 4096 bytes (RC_LIMIT_NAME_BYTES)", "more",
                                       "A name in the registry is longer than the program reads.", error);
}

static gboolean
add_event (RcSqliteImport   *self,
           RcParsedEvent    *event,
           const char       *time_column,
           GError          **error)
{
  gint64 us;

  if (!rc_sqlite_import_read_time (self, time_column, &event->time, &us, error))
    return FALSE;
  event->has_time = us != RC_TIME_NONE;

  return rc_import_sink_add_event (self->writer.sink, RC_IMPORT_ROWS, self->writer.record, event, error);
}

/* The logged model that answered, from the trace's own metadata; by the registered version's name where it has one. */
static gboolean
find_model (RcSqliteImport   *self,
            const char       *trace,
            char            **out_name,
            char            **out_version,
            GError          **error)
{
  const char *parameters[] = { trace, NULL };
  g_auto (GStrv) values = NULL;

  *out_name = NULL;
  *out_version = NULL;
  if (!rc_sqlite_reader_look_up (self->reader,
                                 "SELECT value FROM trace_request_metadata WHERE key = 'mlflow.modelId' AND request_id = ?",
                                 parameters, &values, error))
    return FALSE;
  if (values == NULL || values[0][0] == '\0')
    return TRUE;

  if (!rc_mlflow_find_version_of_logged_model (self, values[0], out_name, out_version, error))
    return FALSE;
  if (*out_name == NULL)
    *out_name = g_strdup (values[0]);

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
  RcParsedEvent event = { .kind = RC_EVENT_INFERENCE };
  g_autofree char *name = NULL;
  g_autofree char *version = NULL;
  const char *id;

  if (!rc_sqlite_import_require_text (self, "request_id", &id, error))
    return FALSE;
  if (id == NULL)
    return TRUE;

  return find_model (self, id, &name, &version, error) &&
         read_slice (self, id, &event.id, error) &&
         read_slice (self, rc_sqlite_row_peek_text (self->row, "client_request_id"), &event.decision, error) &&
         read_slice (self, name, &event.model_name, error) &&
         read_slice (self, version, &event.model_version, error) &&
         add_event (self, &event, "timestamp_ms", error);
}

/**
 * rc_mlflow_read_assessment:
 *
 * A row of `assessments`. What a person said of a trace is a human action; what a program said of it stays a row.
 */
gboolean
rc_mlflow_read_assessment (RcSqliteImport   *self,
                           GError          **error)
{
  const char *source = rc_sqlite_row_peek_text (self->row, "source_type");
  RcParsedEvent event = { .kind = RC_EVENT_HUMAN_ACTION };
  const char *id;
  const char *trace;

  if (source == NULL || g_ascii_strcasecmp (source, "HUMAN") != 0)
    return TRUE;
  if (!rc_sqlite_import_require_text (self, "assessment_id", &id, error) || !rc_sqlite_import_require_text (self, "trace_id", &trace, error))
    return FALSE;
  if (id == NULL || trace == NULL)
    return TRUE;

  return read_slice (self, id, &event.id, error) &&
         read_slice (self, trace, &event.target, error) &&
         add_event (self, &event, "created_timestamp", error);
}

/* --- What a canonical row says, for lineage and lists --- */

typedef struct
{
  const char *table;
  const char *column;
  RcField     field;
} FieldOfColumn;

static const FieldOfColumn fields_of_columns[] = {
  { "trace_info", "request_id", RC_FIELD_ID },
  { "trace_info", "timestamp_ms", RC_FIELD_TIME },
  { "trace_info", "client_request_id", RC_FIELD_DECISION },
  { "trace_info", "request_preview", RC_FIELD_INPUT },
  { "trace_info", "response_preview", RC_FIELD_OUTPUT },
  { "trace_info", "status", RC_FIELD_STATUS },
  { "trace_info", "execution_time_ms", RC_FIELD_LATENCY },
  { "assessments", "assessment_id", RC_FIELD_ID },
  { "assessments", "created_timestamp", RC_FIELD_TIME },
  { "assessments", "trace_id", RC_FIELD_TARGET },
  { "assessments", "source_id", RC_FIELD_ACTOR },
  { "assessments", "name", RC_FIELD_METRIC },
  { "assessments", "overrides", RC_FIELD_ORIGINAL },
  { "assessments", "value", RC_FIELD_FINAL },
  { "assessments", "rationale", RC_FIELD_REASON },
};

static gboolean
text_is (const RcJson *json,
         guint32       node,
         const char   *text)
{
  gsize length;
  const char *found;

  if (node == RC_JSON_NO_NODE || json->nodes[node].type != RC_JSON_STRING || !rc_json_is_plain (json, node))
    return FALSE;

  found = rc_json_peek_text (json, node, &length);
  return length == strlen (text) && memcmp (found, text, length) == 0;
}

/* MLflow keeps an assessment's value as JSON: "no" with its quotes. A text is given without them. */
static char *
dup_unquoted (char *value)
{
  g_autofree char *owned = value;
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;

  rc_json_init (&json);
  if (rc_json_parse (&json, owned, strlen (owned), &fault) && json.nodes[0].type == RC_JSON_STRING)
    return rc_json_dup_text (&json, 0, NULL);
  return g_steal_pointer (&owned);
}

static RcFieldValue *
read_column (const RcJson *json,
             const char   *column,
             RcField       field)
{
  g_autofree char *pointer = g_strdup_printf ("/columns/%s", column);
  guint32 node = rc_json_pointer (json, pointer);
  guint32 value;
  RcFieldValue *result;

  /* {"text":"…"}: the storage class' name, then the value. */
  if (node == RC_JSON_NO_NODE || json->nodes[node].type != RC_JSON_OBJECT || json->nodes[node].count != 1)
    return NULL;
  value = node + 2;
  if (json->nodes[value].type != RC_JSON_STRING)
    return NULL;

  result = g_new0 (RcFieldValue, 1);
  result->field = field;
  result->value = rc_json_dup_text (json, value, NULL);
  if (field == RC_FIELD_FINAL)
    result->value = dup_unquoted (result->value);
  result->offset = json->nodes[value].offset;
  result->length = json->nodes[value].length;
  result->locator = g_steal_pointer (&pointer);

  return result;
}

/* An assessment that replaces another one overrides it; else it is a remark. */
static void
add_action (GPtrArray    *fields,
            const RcJson *json)
{
  RcFieldValue *action = read_column (json, "overrides", RC_FIELD_ACTION);
  gboolean is_override = action != NULL;

  if (action == NULL)
    action = read_column (json, "assessment_type", RC_FIELD_ACTION);
  if (action == NULL)
    return;

  g_free (action->value);
  action->value = g_strdup (is_override ? "override" : "annotate");
  g_ptr_array_add (fields, action);
}

static void
free_field_value (gpointer data)
{
  rc_field_value_free (data);
}

/**
 * rc_mlflow_read_fields:
 * @bytes: (array length=length): one canonical row, see RcSqliteRow
 *
 * Returns: (element-type RcFieldValue) (transfer full): what a row of `trace_info` or `assessments` says
 */
GPtrArray *
rc_mlflow_read_fields (const char *bytes,
                       gsize       length)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (free_field_value);
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;
  guint32 table;

  rc_json_init (&json);
  if (!rc_json_parse (&json, bytes, length, &fault) || json.has_duplicate)
    return fields;

  table = rc_json_pointer (&json, "/table");
  for (gsize i = 0; i < G_N_ELEMENTS (fields_of_columns); i++)
    {
      const FieldOfColumn *of = &fields_of_columns[i];
      RcFieldValue *value = text_is (&json, table, of->table) ? read_column (&json, of->column, of->field) : NULL;

      if (value != NULL)
        g_ptr_array_add (fields, value);
    }
  if (text_is (&json, table, "assessments"))
    add_action (fields, &json);

  return fields;
}
