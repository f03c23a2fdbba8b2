/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "databricks-activities.h"

#include "databricks-row.h"
#include "databricks.h"
#include "importers/json-document.h"
#include "importers/json-sample.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * Activities of a model version in the workspace's model registry, as its interface answers them: {"activities": [ … ]}. One record; the item
 * with index I is its row I.
 *
 *  field                                           | becomes                                                      | slot
 * -------------------------------------------------+--------------------------------------------------------------+---------
 *  activity_type APPROVED_REQUEST                  | approval, action "approve"                                   | approval
 *  activity_type REJECTED_REQUEST                  | approval, action "reject"                                    | approval
 *  any other activity_type                         | other, action as written                                     |
 *  user_id                                         | actor                                                        |
 *  creation_timestamp                              | time                                                         |
 *  to_stage                                        | target                                                       |
 *  comment, system_comment                         | reason                                                       |
 *  name, version of the document or the item       | model-name, model-version; the interface does not answer them, and without
 *                                                  | them an approval is listed but joined to no version
 *
 * Cannot evidence: which version they are of, unless whoever exported them wrote it beside them; anything about models of Unity Catalog.
 */

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_auto (RcJsonSample) json = { 0 };

  rc_json_sample_read (&json, sample);
  if (json.is_object && rc_json_sample_has_all (&json, "activities/0/activity_type", "activities/0/user_id", NULL))
    return 88;
  return json.is_array && rc_json_sample_has_all (&json, "activity_type", "user_id", "to_stage", NULL) ? 80 : 0;
}

static const char *
peek_word (const char *type)
{
  if (g_strcmp0 (type, "APPROVED_REQUEST") == 0)
    return "approve";
  if (g_strcmp0 (type, "REJECTED_REQUEST") == 0)
    return "reject";
  return type;
}

static RcDatabricksEvent *
read_activity (const RcJson *json,
               guint32       node)
{
  RcDatabricksRow row = { json, node };
  RcDatabricksRow document = { json, 0 };
  g_autofree char *type = rc_databricks_row_dup (&row, "activity_type");
  const char *word = peek_word (type);
  RcDatabricksEvent *event = rc_databricks_event_new (word != type ? RC_EVENT_APPROVAL : RC_EVENT_OTHER);

  rc_databricks_event_take_path (event, RC_FIELD_ID, &row, "id");
  rc_databricks_event_take_time (event, &row, "creation_timestamp");
  rc_databricks_event_take (event, RC_FIELD_ACTION, &row, "activity_type", word);
  rc_databricks_event_take_path (event, RC_FIELD_ACTOR, &row, "user_id");
  rc_databricks_event_take_path (event, RC_FIELD_TARGET, &row, "to_stage");
  rc_databricks_event_take_path (event, RC_FIELD_REASON, &row, "comment");
  rc_databricks_event_take_path (event, RC_FIELD_REASON, &row, "system_comment");
  rc_databricks_event_take_path (event, RC_FIELD_MODEL_NAME, &row, "name");
  rc_databricks_event_take_path (event, RC_FIELD_MODEL_VERSION, &row, "version");
  if (rc_json_is (json, 0, RC_JSON_OBJECT))
    {
      rc_databricks_event_take_path (event, RC_FIELD_MODEL_NAME, &document, "name");
      rc_databricks_event_take_path (event, RC_FIELD_MODEL_VERSION, &document, "version");
    }
  return event;
}

/* The array of activities; RC_JSON_NO_NODE: none. */
static guint32
find_list (const RcJson *json)
{
  guint32 list = rc_json_is (json, 0, RC_JSON_OBJECT) ? rc_json_member (json, 0, "activities") : 0;

  return rc_json_is (json, list, RC_JSON_ARRAY) ? list : RC_JSON_NO_NODE;
}

static RcSlice
slice_of (const RcDatabricksEvent *event,
          RcField                  field)
{
  const char *text = rc_databricks_event_peek (event, field);

  return (RcSlice) { text, text != NULL ? strlen (text) : 0 };
}

static gboolean
tell_activity (const RcJson  *json,
               guint32        node,
               guint32        row,
               RcImportSink  *sink,
               GError       **error)
{
  g_autoptr (RcDatabricksEvent) event = NULL;
  RcParsedEvent parsed;

  if (!rc_json_is (json, node, RC_JSON_OBJECT) || rc_json_member (json, node, "activity_type") == RC_JSON_NO_NODE)
    return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, json->nodes[node].offset, RC_EXCEPTION_REGISTRY_MALFORMED,
                                     "an object with an activity_type", "another value",
                                     "An activity of the model registry cannot be read.", error);

  event = read_activity (json, node);
  parsed = (RcParsedEvent) {
    .kind = event->kind,
    .row = row,
    .has_time = event->has_time,
    .time = event->time,
    .id = slice_of (event, RC_FIELD_ID),
    .target = slice_of (event, RC_FIELD_TARGET),
    .model_name = slice_of (event, RC_FIELD_MODEL_NAME),
    .model_version = slice_of (event, RC_FIELD_MODEL_VERSION),
  };
  if (MAX (MAX (parsed.id.length, parsed.target.length), MAX (parsed.model_name.length, parsed.model_version.length)) > RC_LIMIT_NAME_BYTES)
    return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, json->nodes[node].offset, RC_EXCEPTION_LIMIT,
                                     "a name of at most 4096 bytes (RC_LIMIT_NAME_BYTES)", "more",
                                     "An activity of the model registry has a name longer than the program reads.", error);
  return rc_import_sink_add_event (sink, RC_IMPORT_SOURCE, 1, &parsed, error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_auto (RcJson) json = { 0 };
  g_autoptr (GError) local_error = NULL;
  guint32 list, row = 0;

  rc_json_init (&json);
  if (!rc_json_document_read (&json, input, sink, "Activities of the model registry cannot be read.", &local_error))
    {
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  list = find_list (&json);
  if (list == RC_JSON_NO_NODE)
    return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, 0, RC_EXCEPTION_REGISTRY_MALFORMED, "an array of activities", "another value",
                                     "Activities of the model registry cannot be read.", error);
  for (guint32 item = list + 1; item < json.nodes[list].next; item = json.nodes[item].next)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !tell_activity (&json, item, row++, sink, error))
      return FALSE;

  return TRUE;
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  g_autoptr (RcDatabricksEvent) event = NULL;
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;
  guint32 list, item;

  rc_json_init (&json);
  if (!rc_json_parse (&json, bytes, length, &fault) || json.has_duplicate)
    return rc_json_fields_new ();
  list = find_list (&json);
  if (list == RC_JSON_NO_NODE || row >= json.nodes[list].count)
    return rc_json_fields_new ();

  item = list + 1;
  for (guint32 i = 0; i < row; i++)
    item = json.nodes[item].next;
  if (!rc_json_is (&json, item, RC_JSON_OBJECT))
    return rc_json_fields_new ();
  event = read_activity (&json, item);
  return g_ptr_array_ref (event->fields);
}

static const RcImporter importer = {
  .id = "databricks-registry-activities",
  .title = N_("Activities of Databricks' model registry"),
  .system = RC_DATABRICKS_SYSTEM,
  .evidences = N_("who asked for, approved and rejected a change of stage, and when; not of which version, unless it stands beside them"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

const RcImporter *
rc_databricks_activities_importer (void)
{
  return &importer;
}
