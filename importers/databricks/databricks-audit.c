/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "databricks-audit.h"

#include "databricks-stages.h"
#include "databricks.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * The audit log in its three forms: delivered files (JSON lines, camelCase), rows of system.access.audit (snake_case, JSON lines or CSV), and
 * Azure's diagnostic logs (PascalCase, objects as JSON text, or wrapped in `properties`). Names are the same without regard to case and
 * underscores.
 *
 *  action, done (statusCode 200)              | event, claims                                                          | slot
 * --------------------------------------------+------------------------------------------------------------------------+--------------
 *  approveTransitionRequest                   | approval "approve" by the person; STAGE of the version from then       | approval
 *  rejectTransitionRequest                    | approval "reject"                                                      | approval
 *  createTransitionRequest                    | other, action "request"                                                |
 *  transitionModelVersionStage                | other; STAGE of the version from then                                  | model-version
 *  setRegisteredModelAlias, delete…           | other; STAGE (the alias) from then until it is set anew or deleted     | model-version
 *  createModelVersion                         | other; TRAINED_BY → run, VERSION_OF, CREATED, ARTIFACT_PLACE           | run
 *  deleteModelVersion                         | other; STATUS "deleted" from then                                      |
 *  createServingEndpoint, updateServing…      | a deployment for each entity that is served                            | deployment
 *  deleteServingEndpoint                      | a deployment of no version: what was served before is not any more     | deployment
 *  get…, list…, download…, generateTemporary… | access                                                                 |
 *  any other                                  | other                                                                  |
 *  any with another statusCode                | other, with the status: it did not happen                              |
 *
 *  field                                  | becomes
 * ----------------------------------------+----------------------------------------------------------------------------------------
 *  event_id, or requestId and actionName  | id; the same bytes delivered twice are one event. A request can stand on several rows
 *  timestamp, event_time, TimeGenerated   | time
 *  userIdentity.email, Identity.email     | actor; may be a service principal or System-User
 *  requestParams name, full_name_arg …    | model-name, model-version, endpoint, target (stage or alias), reason (comment)
 *  response.statusCode                    | status
 *  accountId, addresses, userAgent …      | only in the record
 *
 * Things are named in the whole delivery: the log of a workspace and its registry speak of the same versions.
 *
 * Cannot evidence: what was logged at account level, where only a workspace's rows were exported (all of Unity Catalog); what is older than
 * the log is kept; that a transition without a request was approved by anyone. Nothing protects the rows.
 */

static const char * const marks_snake[] = { "service_name", "action_name", "request_id", "request_params", NULL };
static const char * const marks_camel[] = { "serviceName", "actionName", "requestId", "requestParams", NULL };
static const char * const marks_pascal[] = { "ServiceName", "ActionName", "RequestId", "RequestParams", NULL };
static const char * const * const marks[] = { marks_snake, marks_camel, marks_pascal, NULL };

/* --- What a row says --- */

/* The first path at which something stands; (nullable): none. */
static const char *
find_path (const RcDatabricksRow *row,
           const char * const    *paths)
{
  for (; *paths != NULL; paths++)
    {
      g_autofree char *text = rc_databricks_row_dup (row, *paths);

      if (text != NULL)
        return *paths;
    }

  return NULL;
}

static char *
dup_first (const RcDatabricksRow *row,
           const char * const    *paths)
{
  const char *path = find_path (row, paths);

  return path != NULL ? rc_databricks_row_dup (row, path) : NULL;
}

static void
take_first (RcDatabricksEvent     *event,
            RcField                field,
            const RcDatabricksRow *row,
            const char * const    *paths)
{
  const char *path = find_path (row, paths);

  if (path != NULL)
    rc_databricks_event_take_path (event, field, row, path);
}

static const char * const model_paths[] = {
  "request_params/full_name_arg", "request_params/full_name", "request_params/registered_model_full_name", "request_params/model_name",
  "request_params/name", "response/result/model_version/name", NULL
};
static const char * const version_paths[] = {
  "request_params/version", "request_params/version_num", "request_params/version_arg", "request_params/model_version",
  "response/result/model_version/version", "response/result/version", NULL
};
static const char * const status_paths[] = { "response/status_code", NULL };
static const char * const person_paths[] = { "user_identity/email", "identity/email", "user_identity/subject_name", "identity/subject_name", NULL };
static const char * const target_paths[] = { "request_params/stage", "request_params/alias", "request_params/to_stage", NULL };
static const char * const list_paths[] = {
  "request_params/served_entities", "request_params/served_models", "request_params/config/served_entities",
  "request_params/config/served_models", NULL
};

/* Models of Unity Catalog are named by three parts, which some actions give one by one. (nullable) (transfer full) */
static char *
dup_model (const RcDatabricksRow *row)
{
  g_autofree char *catalog = rc_databricks_row_dup (row, "request_params/catalog_name");
  g_autofree char *schema = rc_databricks_row_dup (row, "request_params/schema_name");
  g_autofree char *model = dup_first (row, model_paths);

  if (catalog != NULL && schema != NULL && model != NULL && strchr (model, '.') == NULL)
    return g_strdup_printf ("%s.%s.%s", catalog, schema, model);
  return g_steal_pointer (&model);
}

static gboolean
is_done (const RcDatabricksRow *row)
{
  g_autofree char *status = dup_first (row, status_paths);

  return g_strcmp0 (status, "200") == 0;
}

static gboolean
is_access (const char *action)
{
  static const char * const beginnings[] = { "get", "list", "download", "generateTemporary", "search", "read", NULL };

  for (guint i = 0; beginnings[i] != NULL; i++)
    if (g_str_has_prefix (action, beginnings[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_about_endpoint (const char *action)
{
  return strstr (action, "ServingEndpoint") != NULL || strstr (action, "InferenceEndpoint") != NULL;
}

static RcEventKind
choose_kind (const char *action)
{
  if (g_str_equal (action, "approveTransitionRequest") || g_str_equal (action, "rejectTransitionRequest"))
    return RC_EVENT_APPROVAL;
  if (g_str_equal (action, "createServingEndpoint") || g_str_equal (action, "updateServingEndpoint") ||
      g_str_equal (action, "updateServingEndpointConfig") || g_str_equal (action, "deleteServingEndpoint"))
    return RC_EVENT_DEPLOYMENT;
  return is_access (action) ? RC_EVENT_ACCESS : RC_EVENT_OTHER;
}

static const char *
peek_word (const char *action)
{
  if (g_str_equal (action, "approveTransitionRequest"))
    return "approve";
  if (g_str_equal (action, "rejectTransitionRequest"))
    return "reject";
  if (g_str_equal (action, "createTransitionRequest"))
    return "request";
  return action;
}

/* Of several events of one row each has an id of its own. */
static void
take_id (RcDatabricksEvent     *event,
         const RcDatabricksRow *row,
         const char            *action,
         guint                  number)
{
  g_autofree char *own = rc_databricks_row_dup (row, "event_id");
  g_autofree char *request = rc_databricks_row_dup (row, "request_id");
  g_autofree char *id = own != NULL ? g_strdup (own) : request != NULL ? g_strconcat (request, " ", action, NULL) : NULL;
  g_autofree char *numbered = id != NULL && number > 0 ? g_strdup_printf ("%s %u", id, number + 1) : g_strdup (id);

  rc_databricks_event_take (event, RC_FIELD_ID, row, own != NULL ? "event_id" : "request_id", numbered);
}

static RcDatabricksEvent *
event_new (RcEventKind            kind,
           const RcDatabricksRow *row,
           const char            *action,
           guint                  number)
{
  static const char * const comment[] = { "request_params/comment", NULL };
  RcDatabricksEvent *event = rc_databricks_event_new (kind);

  take_id (event, row, action, number);
  rc_databricks_event_take_time (event, row, "timestamp");
  rc_databricks_event_take_time (event, row, "event_time");
  rc_databricks_event_take_time (event, row, "time_generated");
  rc_databricks_event_take_time (event, row, "time");
  take_first (event, RC_FIELD_ACTOR, row, person_paths);
  rc_databricks_event_take (event, RC_FIELD_ACTION, row, "action_name", peek_word (action));
  take_first (event, RC_FIELD_STATUS, row, status_paths);
  take_first (event, RC_FIELD_REASON, row, comment);
  return event;
}

static void
take_model (RcDatabricksEvent     *event,
            const RcDatabricksRow *row)
{
  g_autofree char *model = dup_model (row);

  rc_databricks_event_take (event, RC_FIELD_MODEL_NAME, row, "request_params", model);
  take_first (event, RC_FIELD_MODEL_VERSION, row, version_paths);
  take_first (event, RC_FIELD_TARGET, row, target_paths);
}

/* One for each entity that the endpoint is told to serve. */
static void
read_deployments (const RcDatabricksRow *row,
                  const char            *action,
                  GPtrArray             *events)
{
  const char *list = find_path (row, list_paths);
  guint number = 0;

  for (; list != NULL && number < RC_LIMIT_SERVED_ENTITIES; number++)
    {
      g_autofree char *item = g_strdup_printf ("%s/%u", list, number);
      g_autofree char *name = g_strdup_printf ("%s/entity_name", item), *old_name = g_strdup_printf ("%s/model_name", item);
      g_autofree char *version = g_strdup_printf ("%s/entity_version", item), *old_version = g_strdup_printf ("%s/model_version", item);
      g_autofree char *whole = rc_databricks_row_dup (row, item);
      RcDatabricksEvent *event;

      if (whole == NULL)
        break;
      event = event_new (RC_EVENT_DEPLOYMENT, row, action, number);
      rc_databricks_event_take_path (event, RC_FIELD_ENDPOINT, row, "request_params/name");
      rc_databricks_event_take_path (event, RC_FIELD_MODEL_NAME, row, name);
      rc_databricks_event_take_path (event, RC_FIELD_MODEL_NAME, row, old_name);
      rc_databricks_event_take_path (event, RC_FIELD_MODEL_VERSION, row, version);
      rc_databricks_event_take_path (event, RC_FIELD_MODEL_VERSION, row, old_version);
      g_ptr_array_add (events, event);
    }
  if (number > 0)
    return;

  /* What is served cannot be read: what was served before is not any more, or not for certain. */
  g_ptr_array_add (events, event_new (RC_EVENT_DEPLOYMENT, row, action, 0));
  rc_databricks_event_take_path (g_ptr_array_index (events, 0), RC_FIELD_ENDPOINT, row, "request_params/name");
}

static void
read_row (const RcDatabricksRow *row,
          GPtrArray             *events)
{
  g_autofree char *action = rc_databricks_row_dup (row, "action_name");
  RcDatabricksEvent *event;
  RcEventKind kind;

  if (action == NULL)
    return;

  kind = is_done (row) ? choose_kind (action) : RC_EVENT_OTHER;
  if (kind == RC_EVENT_DEPLOYMENT && !g_str_equal (action, "deleteServingEndpoint"))
    {
      read_deployments (row, action, events);
      return;
    }

  event = event_new (kind, row, action, 0);
  if (is_about_endpoint (action))
    rc_databricks_event_take_path (event, RC_FIELD_ENDPOINT, row, "request_params/name");
  else
    take_model (event, row);
  g_ptr_array_add (events, event);
}

/* --- Claims --- */

static gpointer
begin_claims (const RcImportInput *input)
{
  return rc_databricks_stages_new (input);
}

static gboolean
claim_version (RcRegistryWriter       *writer,
               const RcDatabricksRow  *row,
               const char             *model,
               const char             *full,
               gint64                  time_us,
               GError                **error)
{
  g_autofree char *run = rc_databricks_row_dup (row, "request_params/run_id");
  g_autofree char *place = rc_databricks_row_dup (row, "request_params/source");
  gint64 entity;

  return rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL_VERSION, full, &entity, error) &&
         rc_registry_writer_link (writer, entity, RC_PROPERTY_VERSION_OF, RC_ENTITY_MODEL, model, time_us, error) &&
         rc_registry_writer_link (writer, entity, RC_PROPERTY_TRAINED_BY, RC_ENTITY_RUN, run, time_us, error) &&
         rc_registry_writer_add_claim (writer, entity, RC_PROPERTY_ARTIFACT_PLACE, place, 0, RC_TIME_NONE, time_us, error) &&
         rc_registry_writer_add_created (writer, entity, time_us, error);
}

static gboolean
claim_deleted (RcRegistryWriter  *writer,
               const char        *full,
               gint64             time_us,
               GError           **error)
{
  gint64 entity;

  return rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL_VERSION, full, &entity, error) &&
         rc_registry_writer_add_claim (writer, entity, RC_PROPERTY_STATUS, "deleted", 0, time_us, RC_TIME_NONE, error);
}

static void
keep_stage (RcDatabricksStages     *stages,
            const RcRegistryWriter *writer,
            const RcDatabricksRow  *row,
            const char             *action,
            const char             *model,
            const char             *version,
            gint64                  time_us)
{
  g_autofree char *label = dup_first (row, target_paths);
  g_autofree char *archive = rc_databricks_row_dup (row, "request_params/archive_existing_versions");
  gboolean is_alias = g_str_has_suffix (action, "RegisteredModelAlias");
  gboolean is_removal = g_str_equal (action, "deleteRegisteredModelAlias");

  if (label == NULL || (!is_removal && version == NULL) ||
      !(is_alias || g_str_equal (action, "transitionModelVersionStage") || g_str_equal (action, "approveTransitionRequest")))
    return;

  rc_databricks_stages_take (stages, writer->record, model, is_removal ? NULL : version, label, is_alias,
                             g_strcmp0 (archive, "true") == 0, time_us);
}

static gboolean
claim_row (gpointer                data,
           const RcDatabricksRow  *row,
           RcRegistryWriter       *writer,
           GError                **error)
{
  g_autofree char *action = rc_databricks_row_dup (row, "action_name");
  g_autofree char *model = dup_model (row);
  g_autofree char *version = dup_first (row, version_paths);
  g_autofree char *full = model != NULL && version != NULL ? g_strconcat (model, "/", version, NULL) : NULL;
  g_autoptr (RcDatabricksEvent) event = NULL;
  gint64 time_us;

  if (action == NULL || model == NULL || is_about_endpoint (action) || !is_done (row))
    return TRUE;

  event = event_new (RC_EVENT_OTHER, row, action, 0);
  time_us = event->has_time ? event->time.from_us : RC_TIME_NONE;
  writer->scope = rc_databricks_stages_peek_scope (data);
  keep_stage (data, writer, row, action, model, version, time_us);
  if (g_str_equal (action, "createModelVersion") && full != NULL)
    return claim_version (writer, row, model, full, time_us, error);
  if (g_str_equal (action, "deleteModelVersion") && full != NULL)
    return claim_deleted (writer, full, time_us, error);
  return TRUE;
}

static gboolean
end_claims (gpointer           data,
            RcRegistryWriter  *writer,
            GError           **error)
{
  return rc_databricks_stages_tell (data, writer, error);
}

static const RcDatabricksTable table = {
  .name = "audit",
  .marks = marks,
  .read = read_row,
  .begin = begin_claims,
  .claim = claim_row,
  .end = end_claims,
  .free = rc_databricks_stages_free,
};

static const RcImporter lines_importer = {
  .id = "databricks-audit",
  .title = N_("Audit log of Databricks (JSON lines)"),
  .system = RC_DATABRICKS_SYSTEM,
  .evidences = N_("who approved, moved, named and deployed which version and when, and which run it came from; not what was logged at "
                  "account level where only a workspace was exported"),
  RC_DATABRICKS_LINES (&table),
};

static const RcImporter csv_importer = {
  .id = "databricks-audit-csv",
  .title = N_("Audit log of Databricks (CSV)"),
  .system = RC_DATABRICKS_SYSTEM,
  .evidences = N_("who approved, moved, named and deployed which version and when, and which run it came from; not what was logged at "
                  "account level where only a workspace was exported"),
  RC_DATABRICKS_CSV (&table),
};

const RcImporter *
rc_databricks_audit_importer (void)
{
  return &lines_importer;
}

const RcImporter *
rc_databricks_audit_csv_importer (void)
{
  return &csv_importer;
}
