/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-context.h"
#include "mlflow-event.h"

#include "core/json.h"
#include "importers/json-document.h"

#include <string.h>

/*
 * What a canonical row says, for lineage and lists. Of two places for one field the first that says something counts; of what was put in and
 * out the longer one, as MLflow cuts the metadata in some releases and the previews in others.
 */

typedef struct
{
  const char *table;
  const char *place;    /* in the row, see RcSqliteRow and rc_mlflow_extend_trace() */
  RcField     field;
} FieldOfPlace;

static const FieldOfPlace fields_of_places[] = {
  { "trace_info", "columns/request_id", RC_FIELD_ID },
  { "trace_info", "columns/timestamp_ms", RC_FIELD_TIME },
  { "trace_info", "columns/client_request_id", RC_FIELD_DECISION },
  { "trace_info", "trace_request_metadata/mlflow.traceInputs", RC_FIELD_INPUT },
  { "trace_info", "columns/request_preview", RC_FIELD_INPUT },
  { "trace_info", "trace_request_metadata/mlflow.traceOutputs", RC_FIELD_OUTPUT },
  { "trace_info", "columns/response_preview", RC_FIELD_OUTPUT },
  { "trace_info", "columns/status", RC_FIELD_STATUS },
  { "trace_info", "columns/execution_time_ms", RC_FIELD_LATENCY },
  { "assessments", "columns/assessment_id", RC_FIELD_ID },
  { "assessments", "columns/created_timestamp", RC_FIELD_TIME },
  { "assessments", "columns/trace_id", RC_FIELD_TARGET },
  { "assessments", "columns/source_id", RC_FIELD_ACTOR },
  { "assessments", "columns/name", RC_FIELD_METRIC },
  { "assessments", "columns/value", RC_FIELD_EVALUATION },
  { "assessments", "columns/rationale", RC_FIELD_REASON },
};

static gboolean
is_table (const RcJson *json,
          const char   *name)
{
  g_autofree char *table = rc_json_document_dup (json, 0, "table");

  return g_strcmp0 (table, name) == 0;
}

/* {"text":"…"}: the storage class' name, then the value. (nullable) (transfer full) */
static RcFieldValue *
read_place (const RcJson *json,
            const char   *place,
            RcField       field)
{
  g_autofree char *pointer = g_strconcat ("/", place, NULL);
  guint32 node = rc_json_pointer (json, pointer);
  RcFieldValue *result;
  guint32 value;

  if (!rc_json_is (json, node, RC_JSON_OBJECT) || json->nodes[node].count != 1)
    return NULL;
  value = node + 2;
  if (!rc_json_is (json, value, RC_JSON_STRING) || json->nodes[value].length <= strlen ("\"\""))
    return NULL;

  result = g_new0 (RcFieldValue, 1);
  result->field = field;
  result->value = rc_json_dup_text (json, value, NULL);
  result->offset = json->nodes[value].offset;
  result->length = json->nodes[value].length;
  result->locator = g_steal_pointer (&pointer);

  return result;
}

/* Adds @value, or puts it in the place of one that says less. */
static void
add_value (GPtrArray    *fields,
           RcFieldValue *value)
{
  gboolean is_content = value->field == RC_FIELD_INPUT || value->field == RC_FIELD_OUTPUT;

  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *other = g_ptr_array_index (fields, i);

      if (other->field != value->field)
        continue;
      if (!is_content || strlen (other->value) >= strlen (value->value))
        {
          rc_field_value_free (value);
          return;
        }
      g_ptr_array_remove_index (fields, i);
      break;
    }
  g_ptr_array_add (fields, value);
}

static void
replace_text (RcFieldValue *value,
              const char   *text)
{
  g_free (value->value);
  value->value = g_strdup (text);
}

/* MLflow keeps an assessment's value as JSON: "no" with its quotes. A text is given without them. */
static void
unquote (RcFieldValue *value)
{
  g_auto (RcJson) json = { 0 };
  g_autofree char *text = NULL;
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, value->value, strlen (value->value), &fault) || json.nodes[0].type != RC_JSON_STRING)
    return;

  text = rc_json_dup_string (&json, 0);
  if (text != NULL)
    replace_text (value, text);
}

static void
add_places (GPtrArray    *fields,
            const RcJson *json)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields_of_places); i++)
    {
      const FieldOfPlace *of = &fields_of_places[i];
      RcFieldValue *value = is_table (json, of->table) ? read_place (json, of->place, of->field) : NULL;

      if (value == NULL)
        continue;
      if (of->field == RC_FIELD_EVALUATION)
        unquote (value);
      add_value (fields, value);
    }
}

/* As the registered version where the model has exactly one, else as the model's own id. */
static void
add_model (GPtrArray    *fields,
           const RcJson *json)
{
  RcFieldValue *model = read_place (json, "trace_request_metadata/mlflow.modelId", RC_FIELD_MODEL_VERSION);
  RcFieldValue *number = read_place (json, "logged_model_tags/" RC_MLFLOW_VERSIONS_TAG, RC_FIELD_MODEL_VERSION);
  RcFieldValue *name = read_place (json, "logged_model_tags/" RC_MLFLOW_VERSIONS_TAG, RC_FIELD_MODEL_NAME);
  RcFieldValue *workspace = read_place (json, "experiments/workspace", RC_FIELD_MODEL_NAME);
  g_autofree char *registered = NULL;
  g_autofree char *version = NULL;

  if (name != NULL && rc_mlflow_read_only_version (name->value, &registered, &version))
    {
      g_autofree char *full = rc_mlflow_dup_name (workspace != NULL ? workspace->value : NULL, registered);

      replace_text (name, full);
      replace_text (number, version);
      g_ptr_array_add (fields, g_steal_pointer (&name));
      g_ptr_array_add (fields, g_steal_pointer (&number));
    }
  else if (model != NULL)
    {
      g_ptr_array_add (fields, g_steal_pointer (&model));
    }

  rc_field_value_free (model);
  rc_field_value_free (number);
  rc_field_value_free (name);
  rc_field_value_free (workspace);
}

static void
add_action (GPtrArray    *fields,
            const RcJson *json)
{
  RcFieldValue *action = read_place (json, "columns/overrides", RC_FIELD_ACTION);
  gboolean is_override = action != NULL;

  if (action == NULL)
    action = read_place (json, "columns/assessment_type", RC_FIELD_ACTION);
  if (action == NULL)
    return;

  replace_text (action, rc_mlflow_name_action (is_override));
  g_ptr_array_add (fields, action);
}

/**
 * rc_mlflow_read_fields:
 * @bytes: (array length=length): one row of the source "rows of"
 *
 * Returns: (element-type RcFieldValue) (transfer full): what a row of `trace_info` or `assessments` says
 */
GPtrArray *
rc_mlflow_read_fields (const char *bytes,
                       gsize       length)
{
  GPtrArray *fields = rc_json_fields_new ();
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, bytes, length, &fault) || json.has_duplicate)
    return fields;

  add_places (fields, &json);
  if (is_table (&json, "trace_info"))
    add_model (fields, &json);
  if (is_table (&json, "assessments"))
    add_action (fields, &json);

  return fields;
}
