/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "databricks-serving.h"

#include "databricks.h"

#include "core/words.h"

#include <string.h>

/*
 * system.serving.served_entities: which version an endpoint served from when on. A slowly changing dimension: of the rows of one place the one
 * with the greatest change_time not after a request counts, which is how deployments without an end of their own are read.
 *
 *  field                         | becomes                                                                       | slot
 * -------------------------------+-------------------------------------------------------------------------------+------------
 *  endpoint_name, entity_name,   | row 0: deployment at the endpoint, because some inference tables name that;   | deployment
 *   entity_version, change_time  |  id "SERVED_ENTITY_ID change_time"                                            |
 *  served_entity_id              | row 1: the same deployment at the served entity, because the others name that | deployment
 *  endpoint_delete_time          | valid-to                                                                      | deployment
 *  created_by                    | actor                                                                         |
 *  served_entity_name, task      | only in the record                                                            |
 *
 * system.serving.endpoint_usage: that there was a request. Kind access, so that an inference is not counted twice.
 *
 *  databricks_request_id → id; request_time → time; served_entity_id → endpoint; client_request_id → decision; requester → actor;
 *  status_code → status.
 *
 * Cannot evidence: who allowed a version; which of several served entities answered, unless the request names it.
 */

static const char * const served_marks_all[] = {
  "served_entity_id", "endpoint_name", "entity_name", "entity_version", "change_time", NULL
};
static const char * const * const served_marks[] = { served_marks_all, NULL };

static RcDatabricksEvent *
served_new (const RcDatabricksRow *row)
{
  RcDatabricksEvent *event = rc_databricks_event_new (RC_EVENT_DEPLOYMENT);

  rc_databricks_event_take_time (event, row, "change_time");
  rc_databricks_event_take_path (event, RC_FIELD_VALID_FROM, row, "change_time");
  rc_databricks_event_take_path (event, RC_FIELD_VALID_TO, row, "endpoint_delete_time");
  rc_databricks_event_take_path (event, RC_FIELD_MODEL_NAME, row, "entity_name");
  rc_databricks_event_take_path (event, RC_FIELD_MODEL_VERSION, row, "entity_version");
  rc_databricks_event_take_path (event, RC_FIELD_ACTOR, row, "created_by");
  return event;
}

static void
read_served (const RcDatabricksRow *row,
             GPtrArray             *events)
{
  g_autofree char *served = rc_databricks_row_dup (row, "served_entity_id");
  g_autofree char *time = rc_databricks_row_dup (row, "change_time");
  g_autofree char *id = served != NULL && time != NULL ? g_strdup_printf ("%s %s", served, time) : NULL;
  RcDatabricksEvent *named = served_new (row);
  RcDatabricksEvent *numbered = served_new (row);

  rc_databricks_event_take (named, RC_FIELD_ID, row, "served_entity_id", id);
  rc_databricks_event_take_path (named, RC_FIELD_ENDPOINT, row, "endpoint_name");
  rc_databricks_event_take_path (numbered, RC_FIELD_ENDPOINT, row, "served_entity_id");
  g_ptr_array_add (events, named);
  g_ptr_array_add (events, numbered);
}

static const RcDatabricksTable served_table = {
  .name = "served_entities",
  .marks = served_marks,
  .read = read_served,
};

static const RcImporter served_importer = {
  .id = "databricks-served-entities",
  .title = N_("Served entities of Databricks (JSON lines)"),
  .system = RC_DATABRICKS_SYSTEM,
  .evidences = N_("which version of which model an endpoint served from when on; not who allowed it"),
  RC_DATABRICKS_LINES (&served_table),
};

static const RcImporter served_csv_importer = {
  .id = "databricks-served-entities-csv",
  .title = N_("Served entities of Databricks (CSV)"),
  .system = RC_DATABRICKS_SYSTEM,
  .evidences = N_("which version of which model an endpoint served from when on; not who allowed it"),
  RC_DATABRICKS_CSV (&served_table),
};

const RcImporter *
rc_databricks_served_importer (void)
{
  return &served_importer;
}

const RcImporter *
rc_databricks_served_csv_importer (void)
{
  return &served_csv_importer;
}

/* --- Usage --- */

static const char * const usage_marks_all[] = { "databricks_request_id", "served_entity_id", "request_time", "requester", NULL };
static const char * const * const usage_marks[] = { usage_marks_all, NULL };

static void
read_usage (const RcDatabricksRow *row,
            GPtrArray             *events)
{
  RcDatabricksEvent *event = rc_databricks_event_new (RC_EVENT_ACCESS);

  rc_databricks_event_take_path (event, RC_FIELD_ID, row, "databricks_request_id");
  rc_databricks_event_take_time (event, row, "request_time");
  rc_databricks_event_take_path (event, RC_FIELD_ENDPOINT, row, "served_entity_id");
  rc_databricks_event_take_path (event, RC_FIELD_DECISION, row, "client_request_id");
  rc_databricks_event_take_path (event, RC_FIELD_ACTOR, row, "requester");
  rc_databricks_event_take_path (event, RC_FIELD_STATUS, row, "status_code");
  g_ptr_array_add (events, event);
}

static const RcDatabricksTable usage_table = {
  .name = "endpoint_usage",
  .marks = usage_marks,
  .read = read_usage,
};

static const RcImporter usage_importer = {
  .id = "databricks-endpoint-usage",
  .title = N_("Endpoint usage of Databricks (JSON lines)"),
  .system = RC_DATABRICKS_SYSTEM,
  .evidences = N_("that a request was made, when and by which account; not what was asked and answered"),
  RC_DATABRICKS_LINES (&usage_table),
};

static const RcImporter usage_csv_importer = {
  .id = "databricks-endpoint-usage-csv",
  .title = N_("Endpoint usage of Databricks (CSV)"),
  .system = RC_DATABRICKS_SYSTEM,
  .evidences = N_("that a request was made, when and by which account; not what was asked and answered"),
  RC_DATABRICKS_CSV (&usage_table),
};

const RcImporter *
rc_databricks_usage_importer (void)
{
  return &usage_importer;
}

const RcImporter *
rc_databricks_usage_csv_importer (void)
{
  return &usage_csv_importer;
}
