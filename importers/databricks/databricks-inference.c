/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "databricks-serving.h"

#include "databricks.h"

#include "core/bounds.h"
#include "core/words.h"

#include <string.h>

/*
 * Inference tables. Three generations, told apart by sets of column names:
 *
 *  field          | custom models (until 2026)                | AI Gateway                    | Unity AI Gateway             | slot
 * ----------------+-------------------------------------------+-------------------------------+------------------------------+-----------------
 *  id             | databricks_request_id                     | the same                      | invocation_id                |
 *  decision       | client_request_id                         | the same                      | the same                     |
 *  time           | timestamp_ms                              | request_time                  | event_time                   |
 *  endpoint       | request_metadata.endpoint_name            | served_entity_id              | served_entity_id or endpoint_name | endpoint, deployment
 *  model          | request_metadata.model_name, model_version | by the served entity         | by the served entity         | model-version
 *  input, output  | request, response                         | the same                      | the same                     | input, output
 *  status         | status_code                               | the same                      | the same                     |
 *  latency        | execution_time_ms                         | execution_duration_ms         | latency_ms                   |
 *  actor          |                                           | requester                     | requester                    |
 *  conditions     | sampling_fraction below 1: not every request is in the table                                             |
 *  reason         |                                           | logging_error_codes: why a payload is missing                | input, output
 *  target         | response.databricks_output.trace.info.trace_metadata.mlflow.modelId: the model as MLflow names it; model-name where the row
 *                 | names no endpoint and no version
 *
 * A row is one event, also where one call asked for many answers: which answer was whose is not said. A row whose status is not 200 is of kind
 * other: nothing was inferred. The endpoint claims once that its table is a sample (TAG sampling_fraction).
 *
 * Cannot evidence: that there was no inference where there is no row. Rows come late or never, large payloads are left out, the owner of the
 * table can change and delete rows, and nothing protects them.
 */

static const char * const marks_legacy[] = {
  "databricks_request_id", "timestamp_ms", "status_code", "request", "response", "request_metadata", NULL
};
static const char * const marks_gateway[] = {
  "databricks_request_id", "request_time", "status_code", "request", "response", "served_entity_id", NULL
};
static const char * const marks_unity[] = { "invocation_id", "event_time", "status_code", "request", "response", NULL };
static const char * const * const marks[] = { marks_legacy, marks_gateway, marks_unity, NULL };

/* Names with a dot are one name. */
#define MODEL_ID "response/databricks_output/trace/info/trace_metadata/mlflow.modelId"

static void
take_sampling (RcDatabricksEvent     *event,
               const RcDatabricksRow *row)
{
  g_autofree char *fraction = rc_databricks_row_dup (row, "sampling_fraction");
  g_autofree char *text = NULL;

  if (fraction == NULL || g_ascii_strtod (fraction, NULL) >= 1.0)
    return;
  text = g_strdup_printf ("sampling_fraction %s: not every request is in the table", fraction);
  rc_databricks_event_take (event, RC_FIELD_CONDITIONS, row, "sampling_fraction", text);
}

static void
take_errors (RcDatabricksEvent     *event,
             const RcDatabricksRow *row)
{
  g_autofree char *codes = rc_databricks_row_dup (row, "logging_error_codes");

  if (codes != NULL && strcmp (codes, "[]") != 0)
    rc_databricks_event_take (event, RC_FIELD_REASON, row, "logging_error_codes", codes);
}

static void
take_model (RcDatabricksEvent     *event,
            const RcDatabricksRow *row)
{
  rc_databricks_event_take_path (event, RC_FIELD_ENDPOINT, row, "request_metadata/endpoint_name");
  rc_databricks_event_take_path (event, RC_FIELD_ENDPOINT, row, "served_entity_id");
  rc_databricks_event_take_path (event, RC_FIELD_ENDPOINT, row, "endpoint_name");
  rc_databricks_event_take_path (event, RC_FIELD_MODEL_NAME, row, "request_metadata/model_name");
  rc_databricks_event_take_path (event, RC_FIELD_MODEL_VERSION, row, "request_metadata/model_version");
  rc_databricks_event_take_path (event, RC_FIELD_TARGET, row, MODEL_ID);
  if (rc_databricks_event_peek (event, RC_FIELD_ENDPOINT) == NULL)
    rc_databricks_event_take_path (event, RC_FIELD_MODEL_NAME, row, MODEL_ID);
}

static void
read_row (const RcDatabricksRow *row,
          GPtrArray             *events)
{
  g_autofree char *status = rc_databricks_row_dup (row, "status_code");
  RcDatabricksEvent *event = rc_databricks_event_new (g_strcmp0 (status, "200") == 0 ? RC_EVENT_INFERENCE : RC_EVENT_OTHER);

  rc_databricks_event_take_path (event, RC_FIELD_ID, row, "databricks_request_id");
  rc_databricks_event_take_path (event, RC_FIELD_ID, row, "invocation_id");
  rc_databricks_event_take_path (event, RC_FIELD_DECISION, row, "client_request_id");
  rc_databricks_event_take_time (event, row, "timestamp_ms");
  rc_databricks_event_take_time (event, row, "request_time");
  rc_databricks_event_take_time (event, row, "event_time");
  take_model (event, row);
  rc_databricks_event_take_path (event, RC_FIELD_INPUT, row, "request");
  rc_databricks_event_take_path (event, RC_FIELD_OUTPUT, row, "response");
  rc_databricks_event_take_path (event, RC_FIELD_STATUS, row, "status_code");
  rc_databricks_event_take_path (event, RC_FIELD_LATENCY, row, "execution_time_ms");
  rc_databricks_event_take_path (event, RC_FIELD_LATENCY, row, "execution_duration_ms");
  rc_databricks_event_take_path (event, RC_FIELD_LATENCY, row, "latency_ms");
  rc_databricks_event_take_path (event, RC_FIELD_ACTOR, row, "requester");
  take_sampling (event, row);
  take_errors (event, row);
  g_ptr_array_add (events, event);
}

/* --- Claims --- */

/* The endpoints of which it was said. */
typedef struct
{
  GHashTable *told;
  char       *scope;
} Claims;

static gpointer
begin_claims (const RcImportInput *input)
{
  Claims *self = g_new0 (Claims, 1);

  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->scope = rc_registry_scope_dup (input, RC_LIMIT_FOLDER_DEPTH * 2);
  return self;
}

static void
free_claims (gpointer data)
{
  Claims *self = data;

  g_hash_table_unref (self->told);
  g_free (self->scope);
  g_free (self);
}

static gboolean
claim_row (gpointer                data,
           const RcDatabricksRow  *row,
           RcRegistryWriter       *writer,
           GError                **error)
{
  Claims *self = data;
  g_autoptr (RcDatabricksEvent) event = rc_databricks_event_new (RC_EVENT_OTHER);
  const char *endpoint, *sampling;
  gint64 entity;
  char *key;

  take_sampling (event, row);
  sampling = rc_databricks_event_peek (event, RC_FIELD_CONDITIONS);
  if (sampling == NULL || g_hash_table_size (self->told) >= RC_LIMIT_DATABRICKS_STAGES)
    return TRUE;
  take_model (event, row);
  endpoint = rc_databricks_event_peek (event, RC_FIELD_ENDPOINT);
  if (endpoint == NULL)
    return TRUE;
  key = g_strconcat (endpoint, "\n", sampling, NULL);
  if (!g_hash_table_add (self->told, key))
    return TRUE;

  writer->scope = self->scope;
  return rc_registry_writer_add_entity (writer, RC_ENTITY_ENDPOINT, endpoint, &entity, error) &&
         rc_registry_writer_add_tag (writer, entity, "inference table", sampling, RC_TIME_NONE, error);
}

static const RcDatabricksTable table = {
  .name = "inference",
  .marks = marks,
  .read = read_row,
  .begin = begin_claims,
  .claim = claim_row,
  .free = free_claims,
};

static const RcImporter lines_importer = {
  .id = "databricks-inference-table",
  .title = N_("Inference table of Databricks (JSON lines)"),
  .system = RC_DATABRICKS_SYSTEM,
  .evidences = N_("requests and answers with the served entity or version; a missing row proves nothing, and rows can be changed"),
  RC_DATABRICKS_LINES (&table),
};

static const RcImporter csv_importer = {
  .id = "databricks-inference-table-csv",
  .title = N_("Inference table of Databricks (CSV)"),
  .system = RC_DATABRICKS_SYSTEM,
  .evidences = N_("requests and answers with the served entity or version; a missing row proves nothing, and rows can be changed"),
  RC_DATABRICKS_CSV (&table),
};

const RcImporter *
rc_databricks_inference_importer (void)
{
  return &lines_importer;
}

const RcImporter *
rc_databricks_inference_csv_importer (void)
{
  return &csv_importer;
}
