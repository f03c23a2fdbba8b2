/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "datarobot-service.h"

#include "datarobot.h"

#include "importers/csv-import.h"
#include "importers/json-document.h"

#include "core/words.h"

#include <string.h>

/*
 * Tables that DataRobot exports as CSV. Each row becomes a line of the source "rows of" and is what is cited.
 *
 * table, known by                            row → event, fields                                                  → question
 * prediction data                            inference at that time; id: association_id, associationId;           input, output, score
 *   (DR_RESERVED_PREDICTION_TIMESTAMP)         output: DR_RESERVED_PREDICTION_VALUE; scores, and without it
 *                                              the output too: those of the classes; endpoint: a column deployment_id, or the name of the file   endpoint → deployment
 *                                              ("deployment-ID", "deployments/ID"), which the row then says
 * batch predictions (columns that end in     inference without a time; output: TARGET_PREDICTION; scores:          output, score
 *   _PREDICTION beside THRESHOLD,              TARGET_CLASS_PREDICTION; threshold; status:
 *   POSITIVE_CLASS, an approval status or      DEPLOYMENT_APPROVAL_STATUS, the only trace of an approval;
 *   explanations)                              reason: the feature named first
 * actuals (associationId, actualValue)       with wasActedOn: human action on the inference of that id, which     human action
 *                                              says only that someone acted on it; else other event
 * user activity (Timestamp-UTC, Event)       access event: who did what when, on which deployment, model or       -
 *                                              project. No event is taken for an approval or a deployment: its
 *                                              phrase does not tell the outcome
 *
 * The column of the association id has the name that the deployment's settings give it; under any other name than the two above the
 * inferences have no id, and are known by source and row. The export names neither deployment nor model: ask for its job record, and for a
 * folder named after the deployment. "Old values" and "New values" of the activity can hold keys and are left out of the rows. A time of
 * the activity is UTC by its column's name; that of a prediction is as exact as it is written.
 */

#define TIMESTAMP      "DR_RESERVED_PREDICTION_TIMESTAMP"
#define VALUE          "DR_RESERVED_PREDICTION_VALUE"
#define CLASS_VALUE    VALUE "_"
#define SUFFIX         "_PREDICTION"
#define DEPLOYMENT     "deployment"
#define ID_DIGITS      24u

static const char * const id_columns[] = { "association_id", "associationId", "ASSOCIATION_ID", NULL };

/* "…/deployment-5e1bf4ec30d66c0754e38c2b/predictions.csv": the digits behind the word. (nullable) */
static char *
dup_deployment (const char *name)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);
  const char *at = folded;

  while ((at = strstr (at, DEPLOYMENT)) != NULL)
    {
      const char *id;

      at += strlen (DEPLOYMENT);
      id = at + (*at == 's');
      id += strspn (id, "-_ /=");
      if (strspn (id, "0123456789abcdef") == ID_DIGITS)
        return g_strndup (id, ID_DIGITS);
    }

  return NULL;
}

static const char *
peek_first (const RcCsvImport  *self,
            const char * const *columns)
{
  for (; *columns != NULL; columns++)
    if (rc_csv_import_peek (self, *columns) != NULL)
      return *columns;
  return NULL;
}

static gboolean
read_slice_of (RcCsvImport         *self,
               const char * const  *columns,
               RcSlice             *out_slice,
               GError             **error)
{
  const char *column = peek_first (self, columns);

  return column == NULL || rc_csv_import_read_slice (self, column, out_slice, error);
}

static const char * const endpoint_columns[] = { "deployment_id", "deploymentId", "DEPLOYMENT_ID", NULL };
static const char * const model_columns[] = { "model_id", "modelId", "MODEL_ID", NULL };

static gboolean
read_prediction (RcCsvImport   *self,
                 GError       **error)
{
  RcParsedEvent event = { .kind = RC_EVENT_INFERENCE };

  if (!read_slice_of (self, id_columns, &event.id, error) ||
      !read_slice_of (self, endpoint_columns, &event.endpoint, error) ||
      !read_slice_of (self, model_columns, &event.model_version, error) ||
      !rc_csv_import_read_time (self, TIMESTAMP, 1000, &event.time, &event.has_time, error))
    return FALSE;
  if (event.endpoint.length == 0 && self->from_name != NULL)
    event.endpoint = (RcSlice) { self->from_name, strlen (self->from_name) };

  return rc_csv_import_add_event (self, &event, error);
}

static gboolean
read_actual (RcCsvImport   *self,
             GError       **error)
{
  gboolean is_flagged = rc_csv_import_peek (self, "wasActedOn") != NULL || rc_csv_import_peek (self, "was_acted_on") != NULL;
  RcParsedEvent event = { .kind = is_flagged ? RC_EVENT_HUMAN_ACTION : RC_EVENT_OTHER };

  return read_slice_of (self, id_columns, &event.target, error) &&
         rc_csv_import_read_time (self, "timestamp", 1000, &event.time, &event.has_time, error) &&
         rc_csv_import_add_event (self, &event, error);
}

static gboolean
read_activity (RcCsvImport   *self,
               GError       **error)
{
  const char *time = rc_csv_import_peek (self, "Timestamp-UTC");
  RcParsedEvent event = { .kind = RC_EVENT_ACCESS };

  event.has_time = time != NULL && rc_timestamp_parse (time, strlen (time), RC_ZONE_RULE, 0, &event.time);
  if (!event.has_time && !rc_csv_import_read_time (self, "Timestamp-UTC", 1000, &event.time, &event.has_time, error))
    return FALSE;

  return read_slice_of (self, (const char * const []) { "Deployment ID", "Model ID", "Project ID", NULL }, &event.target, error) &&
         rc_csv_import_add_event (self, &event, error);
}

/* The column of the prediction itself: those of the classes begin with its name. (nullable) */
static const char *
find_target (const char * const *columns)
{
  for (guint i = 0; columns[i] != NULL; i++)
    {
      gsize length = strlen (columns[i]);
      gboolean is_prefix = g_str_has_suffix (columns[i], SUFFIX) && length > strlen (SUFFIX);

      for (guint other = 0; columns[other] != NULL && is_prefix; other++)
        is_prefix = !g_str_has_suffix (columns[other], SUFFIX) ||
                    (strncmp (columns[other], columns[i], length - strlen (SUFFIX)) == 0 &&
                     columns[other][length - strlen (SUFFIX)] == '_');
      if (is_prefix)
        return columns[i];
    }

  return NULL;
}

static gboolean
is_batch (const char * const *columns)
{
  static const char * const beside[] = { "THRESHOLD", "POSITIVE_CLASS", "DEPLOYMENT_APPROVAL_STATUS", "EXPLANATION_1_FEATURE_NAME" };

  for (gsize i = 0; i < G_N_ELEMENTS (beside); i++)
    if (g_strv_contains (columns, beside[i]))
      return find_target (columns) != NULL;
  return FALSE;
}

static gboolean
has_association (const char * const *columns)
{
  for (guint i = 0; id_columns[i] != NULL; i++)
    if (g_strv_contains (columns, id_columns[i]))
      return g_strv_contains (columns, "actualValue") || g_strv_contains (columns, "actual_value");
  return FALSE;
}

static const char * const none[] = { NULL };
static const char * const data_marks[] = { TIMESTAMP, NULL };
static const char * const activity_marks[] = { "Timestamp-UTC", "Event", NULL };
static const char * const activity_left_out[] = { "Old values", "New values", NULL };

#define IDS(field) { "association_id", field }, { "associationId", field }, { "ASSOCIATION_ID", field }
#define PLACES \
  { "deployment_id", RC_FIELD_ENDPOINT }, { "deploymentId", RC_FIELD_ENDPOINT }, { "DEPLOYMENT_ID", RC_FIELD_ENDPOINT }, \
  { "model_id", RC_FIELD_MODEL_VERSION }, { "modelId", RC_FIELD_MODEL_VERSION }, { "MODEL_ID", RC_FIELD_MODEL_VERSION }

static const RcCsvField data_fields[] = {
  IDS (RC_FIELD_ID), PLACES, { TIMESTAMP, RC_FIELD_TIME }, { VALUE, RC_FIELD_OUTPUT }, { NULL, 0 }
};

static const RcCsvField batch_fields[] = {
  IDS (RC_FIELD_ID), PLACES, { "THRESHOLD", RC_FIELD_THRESHOLD }, { "DEPLOYMENT_APPROVAL_STATUS", RC_FIELD_STATUS },
  { "EXPLANATION_1_FEATURE_NAME", RC_FIELD_REASON }, { NULL, 0 }
};

static const RcCsvField actual_fields[] = {
  IDS (RC_FIELD_TARGET), { "timestamp", RC_FIELD_TIME }, { NULL, 0 }
};

static const RcCsvField activity_fields[] = {
  { "Timestamp-UTC", RC_FIELD_TIME }, { "Event", RC_FIELD_ACTION }, { "Username", RC_FIELD_ACTOR }, { "UID", RC_FIELD_ACTOR },
  { "Deployment ID", RC_FIELD_TARGET }, { "Model ID", RC_FIELD_TARGET }, { "Project ID", RC_FIELD_TARGET }, { NULL, 0 }
};

static const RcCsvFormat formats[] = {
  { .table = "prediction data", .marks = data_marks, .fields = data_fields, .read = read_prediction,
    .name_member = DEPLOYMENT, .dup_from_name = dup_deployment },
  { .table = "batch predictions", .marks = none, .matches = is_batch, .fields = batch_fields, .read = read_prediction,
    .name_member = DEPLOYMENT, .dup_from_name = dup_deployment },
  { .table = "user activity", .marks = activity_marks, .left_out = activity_left_out, .fields = activity_fields, .read = read_activity },
  { .table = "actuals", .marks = none, .matches = has_association, .fields = actual_fields, .read = read_actual },
  { 0 }
};

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  return rc_csv_import_recognise (formats, sample);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  return rc_csv_import_run (formats, input, sink, cancellable, error);
}

/* --- Columns whose names are made from those of the target and its classes --- */

static GStrv
dup_columns (const RcJson *row)
{
  guint32 columns = rc_json_is (row, 0, RC_JSON_OBJECT) ? rc_json_member (row, 0, "columns") : RC_JSON_NO_NODE;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (rc_json_is (row, columns, RC_JSON_OBJECT))
    for (guint32 name = columns + 1; name < row->nodes[columns].next; name = row->nodes[name].next)
      {
        g_autofree char *column = rc_json_dup_text (row, name, NULL);

        g_strv_builder_add (builder, column);
      }
  return g_strv_builder_end (builder);
}

/* "no" of DR_RESERVED_PREDICTION_VALUE_no, and of TARGET_no_PREDICTION. (nullable) (transfer full) */
static char *
dup_class (const char *column,
           const char *target)
{
  gsize stem = target != NULL ? strlen (target) - strlen (SUFFIX) + 1 : 0;

  if (target == NULL)
    return g_str_has_prefix (column, CLASS_VALUE) ? g_strdup (column + strlen (CLASS_VALUE)) : NULL;
  if (!g_str_has_suffix (column, SUFFIX) || g_strcmp0 (column, target) == 0 || strlen (column) < stem + strlen (SUFFIX))
    return NULL;
  return g_strndup (column + stem, strlen (column) - stem - strlen (SUFFIX));
}

/* One score alone would not tell of which class it is: all of them are one value, "no = 0.81, yes = 0.19", cited where the first stands. */
static void
add_classes (GPtrArray          *fields,
             const RcJson       *row,
             const char * const *columns,
             const char         *target,
             RcField             field)
{
  g_autoptr (GPtrArray) cells = rc_json_fields_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  RcFieldValue *first;

  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_autofree char *class = dup_class (columns[i], target);

      if (class != NULL && rc_csv_import_add_field (cells, row, columns[i], field))
        g_string_append_printf (text, "%s%s = %s", text->len > 0 ? ", " : "", class,
                                ((const RcFieldValue *) g_ptr_array_index (cells, cells->len - 1))->value);
    }
  if (cells->len == 0)
    return;

  first = g_ptr_array_steal_index (cells, 0);
  g_free (first->value);
  first->value = g_strdup (text->str);
  g_ptr_array_add (fields, first);
}

static void
add_scores (GPtrArray          *fields,
            const RcJson       *row,
            const char * const *columns)
{
  /* Beside the program's own columns, others can have any name. */
  const char *target = g_strv_contains (columns, TIMESTAMP) ? NULL : find_target (columns);

  if (target != NULL)
    rc_csv_import_add_field (fields, row, target, RC_FIELD_OUTPUT);
  else if (!g_strv_contains (columns, VALUE))
    add_classes (fields, row, columns, target, RC_FIELD_OUTPUT);
  add_classes (fields, row, columns, target, RC_FIELD_SCORE);
}

/* What the flag says, in words. */
static void
add_action (GPtrArray    *fields,
            const RcJson *row)
{
  RcFieldValue *action;
  gboolean is_acted_on;

  if (!rc_csv_import_add_field (fields, row, "wasActedOn", RC_FIELD_ACTION) &&
      !rc_csv_import_add_field (fields, row, "was_acted_on", RC_FIELD_ACTION))
    return;

  action = g_ptr_array_index (fields, fields->len - 1);
  is_acted_on = g_ascii_strcasecmp (action->value, "true") == 0 || g_str_equal (action->value, "1");
  g_free (action->value);
  action->value = g_strdup (is_acted_on ? "acted on" : "not acted on");
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row_of_record)
{
  GPtrArray *fields = rc_csv_import_read_fields (formats, bytes, length);
  g_auto (GStrv) columns = NULL;
  g_auto (RcJson) row = { 0 };
  gboolean has_endpoint = FALSE;
  RcJsonFault fault;

  rc_json_init (&row);
  if (!rc_json_parse (&row, bytes, length, &fault) || row.has_duplicate)
    return fields;

  columns = dup_columns (&row);
  add_scores (fields, &row, (const char * const *) columns);
  add_action (fields, &row);
  for (guint i = 0; i < fields->len; i++)
    has_endpoint |= ((const RcFieldValue *) g_ptr_array_index (fields, i))->field == RC_FIELD_ENDPOINT;
  if (!has_endpoint)
    rc_csv_import_add_name_field (fields, &row, DEPLOYMENT, RC_FIELD_ENDPOINT);

  return fields;
}

static const RcImporter importer = {
  .id = "datarobot-tables",
  .title = N_("DataRobot tables (CSV)"),
  .system = RC_DATAROBOT_SYSTEM,
  .evidences = N_("predictions with their times, scores and association ids, actuals, and who used the program; names the model of no "
                  "prediction, and the deployment only where the file or a folder is named after it"),
  .framing = RC_FRAMING_FIXED,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

const RcImporter *
rc_datarobot_tables_importer (void)
{
  return &importer;
}
