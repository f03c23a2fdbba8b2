/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-evaluation.h"

#include "mlflow-event.h"
#include "mlflow.h"

#include "core/exception.h"
#include "core/words.h"
#include "importers/json-document.h"
#include "importers/json-sample.h"
#include "importers/json-value.h"

#include <string.h>

/*
 * `_assessments.json` of MLflow 2: what was judged of the answers of an evaluation, as a table of pandas in its "split" form, {"columns":[…],
 * "data":[[…],…]}. Columns are found by their names, in any order.
 *
 *   evaluation_id                                 target: the row of the evaluation that was judged                → human-action
 *   name                                          what was judged
 *   source.source_type                            only HUMAN is a human action; what programs judged stays in the document
 *   source.source_id                              actor
 *   timestamp                                     time, in the unit that its digits say
 *   boolean_value, numeric_value, string_value    the judgement, whichever is given
 *   rationale                                     reason
 *
 * What it cannot evidence: which answer an evaluation_id is of (that is in `_evaluations.json` beside it), that a judgement was not changed
 * later, what was decided in the end.
 */

static const struct
{
  const char *column;
  const char *member;    /* (nullable): of the object that stands there */
  RcField     field;
} columns[] = {
  { "evaluation_id", NULL, RC_FIELD_TARGET },
  { "timestamp", NULL, RC_FIELD_TIME },
  { "source", "source_id", RC_FIELD_ACTOR },
  { "name", NULL, RC_FIELD_METRIC },
  { "boolean_value", NULL, RC_FIELD_EVALUATION },
  { "numeric_value", NULL, RC_FIELD_EVALUATION },
  { "string_value", NULL, RC_FIELD_EVALUATION },
  { "rationale", NULL, RC_FIELD_REASON },
};

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_auto (RcJsonSample) json = { 0 };
  gboolean is_table;

  rc_json_sample_read (&json, sample);
  is_table = rc_json_sample_has (&json, "columns") && g_strcmp0 (rc_json_sample_peek (&json, "columns/0"), "evaluation_id") == 0;
  return is_table && memmem (sample->head, sample->head_length, "source_type", strlen ("source_type")) != NULL ? 85 : 0;
}

static guint32
find_item (const RcJson *json,
           guint32       array,
           guint         position)
{
  guint32 item = array + 1;

  if (!rc_json_is (json, array, RC_JSON_ARRAY) || position >= json->nodes[array].count)
    return RC_JSON_NO_NODE;
  while (position-- > 0)
    item = json->nodes[item].next;
  return item;
}

/* The cell of a row in the column of that name. */
static guint32
find_cell (const RcJson *json,
           guint32       line,
           const char   *column,
           guint        *out_position)
{
  guint32 names = rc_json_member (json, 0, "columns");
  guint position = 0;

  if (!rc_json_is (json, names, RC_JSON_ARRAY))
    return RC_JSON_NO_NODE;

  for (guint32 name = names + 1; name < json->nodes[names].next; name = json->nodes[name].next, position++)
    if (rc_json_value_equals (json, name, column))
      {
        *out_position = position;
        return find_item (json, line, position);
      }
  return RC_JSON_NO_NODE;
}

static gboolean
is_of_a_person (const RcJson *json,
                guint32       line)
{
  guint position;
  g_autofree char *type = rc_json_document_dup (json, find_cell (json, line, "source", &position), "source_type");

  return type != NULL && g_ascii_strcasecmp (type, "HUMAN") == 0;
}

static GPtrArray *
read_line (const RcJson *json,
           guint32       line,
           guint32       row)
{
  GPtrArray *fields = rc_json_fields_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      guint position = 0;
      guint32 cell = find_cell (json, line, columns[i].column, &position);
      g_autofree char *locator = g_strdup_printf ("/data/%u/%u%s%s", row, position, columns[i].member != NULL ? "/" : "",
                                                  columns[i].member != NULL ? columns[i].member : "");

      if (columns[i].member != NULL)
        cell = rc_json_member (json, cell, columns[i].member);
      if (cell != RC_JSON_NO_NODE)
        rc_json_fields_add (fields, columns[i].field, json, cell, locator);
    }

  return fields;
}

static gboolean
add_line (RcRegistryWriter  *writer,
          const RcJson      *json,
          guint32            line,
          guint32            row,
          GError           **error)
{
  g_autoptr (GPtrArray) fields = read_line (json, line, row);
  RcParsedEvent event = { .kind = RC_EVENT_HUMAN_ACTION, .row = row };
  const RcFieldValue *target = rc_mlflow_peek_field (fields, RC_FIELD_TARGET);
  const RcFieldValue *time = rc_mlflow_peek_field (fields, RC_FIELD_TIME);

  if (target == NULL)
    return rc_registry_writer_set_aside (writer, json->nodes[line].offset, RC_EXCEPTION_UNREADABLE_RECORD, "an assessment with an evaluation_id",
                                         "none", "An assessment does not say what was judged.", error);

  event.has_time = time != NULL && rc_mlflow_read_epoch (time->value, &event.time);
  if (time != NULL && !event.has_time &&
      !rc_registry_writer_set_aside (writer, (gint64) time->offset, RC_EXCEPTION_UNREADABLE_RECORD, "digits of seconds to nanoseconds",
                                     time->value, "A time of an assessment is no time.", error))
    return FALSE;

  return rc_mlflow_event_set (writer, &event.target, target->value, error) &&
         rc_import_sink_add_event (writer->sink, RC_IMPORT_SOURCE, 1, &event, error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_auto (RcJson) json = { 0 };
  GError *local_error = NULL;
  RcRegistryWriter writer;
  gboolean good = TRUE;
  guint32 row = 0;
  guint32 data;

  rc_json_init (&json);
  if (!rc_json_document_read (&json, input, sink, "Assessments of an evaluation cannot be read.", &local_error))
    return rc_json_document_was_refused (local_error, error);

  data = rc_json_member (&json, 0, "data");
  if (!rc_json_is (&json, data, RC_JSON_ARRAY))
    return TRUE;

  rc_registry_writer_init (&writer, sink, RC_IMPORT_SOURCE);
  for (guint32 line = data + 1; good && line < json.nodes[data].next; line = json.nodes[line].next, row++)
    good = !is_of_a_person (&json, line) || add_line (&writer, &json, line, row, error);
  rc_registry_writer_clear (&writer);

  return good;
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  g_auto (RcJson) json = { 0 };
  g_autofree char *locator = NULL;
  RcFieldValue *action;
  GPtrArray *fields;
  RcJsonFault fault;
  guint32 source;
  guint32 line;
  guint position;

  rc_json_init (&json);
  if (!rc_json_parse (&json, bytes, length, &fault) || json.has_duplicate)
    return rc_json_fields_new ();

  line = find_item (&json, rc_json_member (&json, 0, "data"), row);
  if (line == RC_JSON_NO_NODE || !is_of_a_person (&json, line))
    return rc_json_fields_new ();

  fields = read_line (&json, line, row);
  source = find_cell (&json, line, "source", &position);
  locator = g_strdup_printf ("/data/%u/%u", row, position);
  rc_json_fields_add (fields, RC_FIELD_ACTION, &json, source, locator);
  action = g_ptr_array_index (fields, fields->len - 1);
  g_free (action->value);
  action->value = g_strdup (rc_mlflow_name_action (/* is_override= */ FALSE));
  return fields;
}

static const RcImporter importer = {
  .id = "mlflow-evaluation",
  .title = N_("MLflow 2 assessments of an evaluation (JSON)"),
  .system = RC_MLFLOW_SYSTEM,
  .evidences = N_("what people judged of answers in an evaluation, with person and time; not which answers those were"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

/**
 * rc_mlflow_evaluation_importer:
 *
 * Returns: the importer of the table of assessments that MLflow 2 wrote beside an evaluation
 */
const RcImporter *
rc_mlflow_evaluation_importer (void)
{
  return &importer;
}
