/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cloudtrail-event.h"

#include "importers/json-document.h"

#include "core/bounds.h"

#include <string.h>

/*
 *  call that was accepted                                  | event
 * ---------------------------------------------------------+-------------------------------------------------------------------------
 *  CreateEndpoint, UpdateEndpoint, CreateInferenceComponent | deployment at the endpoint; the target is the configuration, which names
 *                                                           |   the model in a record of its own
 *  …ProvisionedModelThroughput, …InferenceProfile, …       | deployment of the model at the ARN by which it is called
 *  DeleteEndpoint and the like                             | a deployment of no model: what was there before is not any more
 *  CreateModelPackage, UpdateModelPackage with a status     | approval of the version that the ARN names: approve, reject
 *  CreateModel, CreateEndpointConfig                       | other: they put nothing at an endpoint
 *  StopLogging, DeleteTrail, recording of bodies left out … | anomaly: from here on less is recorded; the metric is the call
 *  Invoke…, Converse…, any other that only reads           | access; what was asked and answered is not in it
 *  all others, and every one that was refused (errorCode)   | other, or access where it only reads: it changed nothing
 *
 *  eventID → id, eventTime → time, userIdentity → actor, kind and role of the actor, requestID → correlation (the id that Bedrock's
 *  invocation log has, too), errorCode → error, errorMessage → reason. Addresses and agents stay in the record.
 */

typedef struct
{
  const char *service;     /* eventSource without its domain */
  const char *name;
  RcEventKind kind;
  gboolean    needs_model; /* without one it is another change of the thing */
  const char *endpoint;    /* (nullable): paths, the first that says something counts, parted by blanks */
  const char *model;
  const char *target;
} Call;

#define REQUEST "requestParameters/"
#define ANSWER  "responseElements/"
#define PACKAGE REQUEST "primaryContainer/modelPackageName " REQUEST "containers/0/modelPackageName " \
                REQUEST "primaryContainer/modelDataUrl " REQUEST "containers/0/modelDataUrl " \
                REQUEST "primaryContainer/modelDataSource/s3DataSource/s3Uri"
#define PROFILE REQUEST "inferenceProfileIdentifier"
#define PROVIDED REQUEST "provisionedModelId"
#define TRAIL   REQUEST "name " REQUEST "trailName " REQUEST "eventDataStore"

static const Call calls[] = {
  { "sagemaker", "CreateEndpoint", RC_EVENT_DEPLOYMENT, FALSE, REQUEST "endpointName", NULL, REQUEST "endpointConfigName" },
  { "sagemaker", "UpdateEndpoint", RC_EVENT_DEPLOYMENT, FALSE, REQUEST "endpointName", NULL, REQUEST "endpointConfigName" },
  { "sagemaker", "DeleteEndpoint", RC_EVENT_DEPLOYMENT, FALSE, REQUEST "endpointName", NULL, NULL },
  { "sagemaker", "CreateInferenceComponent", RC_EVENT_DEPLOYMENT, FALSE, REQUEST "endpointName", REQUEST "specification/modelName",
    REQUEST "inferenceComponentName" },
  { "sagemaker", "CreateEndpointConfig", RC_EVENT_OTHER, FALSE, NULL, REQUEST "productionVariants/0/modelName",
    REQUEST "endpointConfigName" },
  { "sagemaker", "CreateModel", RC_EVENT_OTHER, FALSE, NULL, REQUEST "modelName", PACKAGE },
  { "sagemaker", "CreateModelPackage", RC_EVENT_APPROVAL, FALSE, NULL, NULL, ANSWER "modelPackageArn" },
  { "sagemaker", "UpdateModelPackage", RC_EVENT_APPROVAL, FALSE, NULL, NULL, REQUEST "modelPackageArn " ANSWER "modelPackageArn" },
  { "sagemaker", "InvokeEndpoint", RC_EVENT_ACCESS, FALSE, REQUEST "endpointName", NULL, NULL },
  { "sagemaker", "InvokeEndpointAsync", RC_EVENT_ACCESS, FALSE, REQUEST "endpointName", NULL, NULL },
  { "sagemaker", "InvokeEndpointWithResponseStream", RC_EVENT_ACCESS, FALSE, REQUEST "endpointName", NULL, NULL },
  { "sagemaker", "StopMonitoringSchedule", RC_EVENT_ANOMALY, FALSE, NULL, NULL, REQUEST "monitoringScheduleName" },
  { "sagemaker", "DeleteMonitoringSchedule", RC_EVENT_ANOMALY, FALSE, NULL, NULL, REQUEST "monitoringScheduleName" },
  { "bedrock", "InvokeModel", RC_EVENT_ACCESS, FALSE, NULL, REQUEST "modelId", NULL },
  { "bedrock", "InvokeModelWithResponseStream", RC_EVENT_ACCESS, FALSE, NULL, REQUEST "modelId", NULL },
  { "bedrock", "Converse", RC_EVENT_ACCESS, FALSE, NULL, REQUEST "modelId", NULL },
  { "bedrock", "ConverseStream", RC_EVENT_ACCESS, FALSE, NULL, REQUEST "modelId", NULL },
  { "bedrock", "CreateProvisionedModelThroughput", RC_EVENT_DEPLOYMENT, FALSE, ANSWER "provisionedModelArn", REQUEST "modelId",
    REQUEST "provisionedModelName" },
  { "bedrock", "UpdateProvisionedModelThroughput", RC_EVENT_DEPLOYMENT, TRUE, PROVIDED, REQUEST "desiredModelId", NULL },
  { "bedrock", "DeleteProvisionedModelThroughput", RC_EVENT_DEPLOYMENT, FALSE, PROVIDED, NULL, NULL },
  { "bedrock", "CreateInferenceProfile", RC_EVENT_DEPLOYMENT, FALSE, ANSWER "inferenceProfileArn", REQUEST "modelSource/copyFrom",
    REQUEST "inferenceProfileName" },
  { "bedrock", "DeleteInferenceProfile", RC_EVENT_DEPLOYMENT, FALSE, PROFILE, NULL, NULL },
  { "bedrock", "CreateMarketplaceModelEndpoint", RC_EVENT_DEPLOYMENT, FALSE, ANSWER "marketplaceModelEndpoint/endpointArn",
    REQUEST "modelSourceIdentifier", REQUEST "endpointName" },
  { "bedrock", "DeleteModelInvocationLoggingConfiguration", RC_EVENT_ANOMALY, FALSE, NULL, NULL, NULL },
  { "bedrock", "PutModelInvocationLoggingConfiguration", RC_EVENT_OTHER, FALSE, NULL, NULL,
    REQUEST "loggingConfig/s3Config/bucketName " REQUEST "loggingConfig/cloudWatchConfig/logGroupName" },
  { "cloudtrail", "StopLogging", RC_EVENT_ANOMALY, FALSE, NULL, NULL, TRAIL },
  { "cloudtrail", "DeleteTrail", RC_EVENT_ANOMALY, FALSE, NULL, NULL, TRAIL },
  { "cloudtrail", "StopEventDataStoreIngestion", RC_EVENT_ANOMALY, FALSE, NULL, NULL, TRAIL },
  { "cloudtrail", "DeleteEventDataStore", RC_EVENT_ANOMALY, FALSE, NULL, NULL, TRAIL },
  { "cloudtrail", "StartLogging", RC_EVENT_OTHER, FALSE, NULL, NULL, TRAIL },
  { "cloudtrail", "UpdateTrail", RC_EVENT_OTHER, FALSE, NULL, NULL, TRAIL },
  { "cloudtrail", "PutEventSelectors", RC_EVENT_OTHER, FALSE, NULL, NULL, TRAIL },
};

typedef struct
{
  const RcJson *json;
  guint32       object;
  const char   *pointer;
} Record;

/* --- Places in a record --- */

/* What stands at names parted by '/', where "0" is the only item of a list; %RC_JSON_NO_NODE for null and an empty text, too. */
static guint32
follow (const Record *self,
        const char   *path,
        gsize         length)
{
  g_autofree char *text = g_strndup (path, length);
  g_auto (GStrv) names = g_strsplit (text, "/", -1);
  guint32 node = self->object;

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (rc_json_is (self->json, node, RC_JSON_OBJECT))
        node = rc_json_member (self->json, node, names[i]);
      else if (rc_json_is (self->json, node, RC_JSON_ARRAY) && self->json->nodes[node].count == 1 && g_str_equal (names[i], "0"))
        node = node + 1;
      else
        return RC_JSON_NO_NODE;
      if (node == RC_JSON_NO_NODE)
        return RC_JSON_NO_NODE;
    }

  if (rc_json_is (self->json, node, RC_JSON_NULL))
    return RC_JSON_NO_NODE;
  return rc_json_is (self->json, node, RC_JSON_STRING) && self->json->nodes[node].length <= 2 ? RC_JSON_NO_NODE : node;
}

static guint32
find (const Record  *self,
      const char    *paths,
      char         **out_locator)
{
  while (*paths != '\0')
    {
      gsize length = strcspn (paths, " ");
      guint32 node = follow (self, paths, length);

      if (node != RC_JSON_NO_NODE)
        {
          if (out_locator != NULL)
            *out_locator = g_strdup_printf ("%s/%.*s", self->pointer, (int) length, paths);
          return node;
        }
      paths += length + (paths[length] == ' ' ? 1 : 0);
    }

  return RC_JSON_NO_NODE;
}

/* The text of a scalar; (nullable) (transfer full). */
static char *
dup_text (const Record *self,
          const char   *name)
{
  return rc_json_document_dup (self->json, self->object, name);
}

static gboolean
is_said (const Record *self,
         const char   *name,
         const char   *word)
{
  g_autofree char *text = dup_text (self, name);

  return text != NULL && g_ascii_strcasecmp (text, word) == 0;
}

/* --- Fields --- */

static void
take (RcCloudtrailEvent *event,
      const Record      *record,
      RcField            field,
      const char        *paths)
{
  g_autofree char *locator = NULL;
  guint32 node = paths != NULL ? find (record, paths, &locator) : RC_JSON_NO_NODE;

  if (node != RC_JSON_NO_NODE)
    rc_json_fields_add (event->fields, field, record->json, node, locator);
}

/* As take(), but a part of what stands there, or the word for it. */
static void
take_as (RcCloudtrailEvent *event,
         const Record      *record,
         RcField            field,
         const char        *paths,
         const char        *value)
{
  guint length = event->fields->len;

  take (event, record, field, paths);
  if (event->fields->len > length)
    {
      RcFieldValue *added = g_ptr_array_index (event->fields, length);

      g_free (added->value);
      added->value = g_strdup (value);
    }
}

/* arn:aws:sagemaker:REGION:ACCOUNT:model-package/GROUP/VERSION, or without a version. */
static void
take_package (RcCloudtrailEvent *event,
              const Record      *record,
              const char        *paths)
{
  guint32 node = find (record, paths, NULL);
  g_autofree char *arn = rc_json_is (record->json, node, RC_JSON_STRING) ? rc_json_dup_string (record->json, node) : NULL;
  const char *package = arn != NULL ? strstr (arn, ":model-package/") : NULL;
  g_auto (GStrv) parts = package != NULL ? g_strsplit (package, "/", 3) : NULL;

  if (parts == NULL)
    return;
  take_as (event, record, RC_FIELD_MODEL_NAME, paths, parts[1]);
  if (parts[2] != NULL)
    take_as (event, record, RC_FIELD_MODEL_VERSION, paths, parts[2]);
}

static void
take_time (RcCloudtrailEvent *event,
           const Record      *record)
{
  /* CloudTrail's times are those of UTC; its queries leave the zone out. */
  static const RcTimeRule rule = { .form = RC_TIME_FORM_RFC3339, .zone_if_absent = RC_ZONE_RULE };
  g_autofree char *text = dup_text (record, "eventTime");

  event->time_node = find (record, "eventTime", NULL);
  event->time_fault = text != NULL ? rc_timestamp_parse_form (text, strlen (text), &rule, &event->time) : RC_TIME_FAULT_NOT_YET;
  take (event, record, RC_FIELD_TIME, "eventTime");
}

static void
take_caller (RcCloudtrailEvent *event,
             const Record      *record)
{
  take (event, record, RC_FIELD_ACTOR, "userIdentity/arn userIdentity/userName userIdentity/invokedBy userIdentity/principalId");
  take (event, record, RC_FIELD_ACTOR_KIND, "userIdentity/type");
  take (event, record, RC_FIELD_ROLE, "userIdentity/sessionContext/sessionIssuer/userName");
}

/* --- What a record is --- */

gboolean
rc_cloudtrail_is_record (const RcJson *json,
                         guint32       object)
{
  static const char * const names[] = { "eventVersion", "eventTime", "eventSource", "eventName", "awsRegion", "userIdentity" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (!rc_json_is (json, object, RC_JSON_OBJECT) || rc_json_member (json, object, names[i]) == RC_JSON_NO_NODE)
      return FALSE;
  return TRUE;
}

/* (nullable) */
static const Call *
find_call (const Record *record)
{
  g_autofree char *source = dup_text (record, "eventSource");
  g_autofree char *name = dup_text (record, "eventName");

  for (gsize i = 0; source != NULL && name != NULL && i < G_N_ELEMENTS (calls); i++)
    {
      gsize length = strlen (calls[i].service);

      if (g_str_equal (calls[i].name, name) && g_str_has_prefix (source, calls[i].service) &&
          (source[length] == '\0' || source[length] == '.' || g_str_has_prefix (source + length, "-runtime.")))
        return &calls[i];
    }

  return NULL;
}

/* (nullable): the call changed no approval. */
static const char *
peek_verdict (const Record *record)
{
  guint32 node = find (record, REQUEST "modelApprovalStatus", NULL);
  g_autofree char *status = rc_json_is (record->json, node, RC_JSON_STRING) ? rc_json_dup_string (record->json, node) : NULL;

  if (g_strcmp0 (status, "Approved") == 0)
    return "approve";
  return g_strcmp0 (status, "Rejected") == 0 ? "reject" : NULL;
}

static gboolean
leaves_bodies_out (const Record *record)
{
  guint32 node = find (record, REQUEST "loggingConfig/textDataDeliveryEnabled", NULL);

  return node != RC_JSON_NO_NODE && rc_json_is (record->json, node, RC_JSON_FALSE);
}

static RcEventKind
choose_kind (const Record *record,
             const Call   *call)
{
  RcEventKind otherwise = is_said (record, "readOnly", "true") ? RC_EVENT_ACCESS : RC_EVENT_OTHER;

  if (call == NULL)
    return otherwise;
  if (call->kind == RC_EVENT_ACCESS)
    return RC_EVENT_ACCESS;
  if (find (record, "errorCode", NULL) != RC_JSON_NO_NODE)
    return otherwise;
  if (call->kind == RC_EVENT_APPROVAL && peek_verdict (record) == NULL)
    return RC_EVENT_OTHER;
  if (call->needs_model && find (record, call->model, NULL) == RC_JSON_NO_NODE)
    return RC_EVENT_OTHER;
  if (g_str_equal (call->name, "PutModelInvocationLoggingConfiguration") && leaves_bodies_out (record))
    return RC_EVENT_ANOMALY;
  return call->kind;
}

static void
take_action (RcCloudtrailEvent *event,
             const Record      *record)
{
  if (event->kind == RC_EVENT_APPROVAL)
    take_as (event, record, RC_FIELD_ACTION, REQUEST "modelApprovalStatus", peek_verdict (record));
  else if (event->kind == RC_EVENT_ANOMALY)
    take_as (event, record, RC_FIELD_ACTION, "eventName", "raise");
  else
    take (event, record, RC_FIELD_ACTION, "eventName");
  if (event->kind == RC_EVENT_ANOMALY)
    take (event, record, RC_FIELD_METRIC, "eventName");
}

RcCloudtrailEvent *
rc_cloudtrail_event_read (const RcJson *json,
                          guint32       object,
                          const char   *pointer)
{
  const Record record = { json, object, pointer };
  const Call *call = find_call (&record);
  RcCloudtrailEvent *self = g_new0 (RcCloudtrailEvent, 1);

  self->kind = choose_kind (&record, call);
  self->fields = rc_json_fields_new ();
  take (self, &record, RC_FIELD_ID, "eventID");
  take_time (self, &record);
  take_caller (self, &record);
  take_action (self, &record);
  take (self, &record, RC_FIELD_CORRELATION, "requestID");
  take (self, &record, RC_FIELD_ERROR, "errorCode");
  take (self, &record, RC_FIELD_REASON, "errorMessage " REQUEST "approvalDescription");
  if (call == NULL)
    return self;

  take (self, &record, RC_FIELD_ENDPOINT, call->endpoint);
  take (self, &record, RC_FIELD_MODEL_NAME, call->model);
  take (self, &record, RC_FIELD_TARGET, call->target);
  take (self, &record, RC_FIELD_MODEL_IMAGE, REQUEST "primaryContainer/image " REQUEST "containers/0/image");
  take (self, &record, RC_FIELD_STATUS, REQUEST "modelApprovalStatus");
  if (call->kind == RC_EVENT_APPROVAL)
    take_package (self, &record, call->target);
  return self;
}

void
rc_cloudtrail_event_free (RcCloudtrailEvent *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->fields);
  g_free (self);
}

/* --- What is kept of it --- */

static RcSlice
slice_of (const RcCloudtrailEvent *self,
          RcField                  field)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (self->fields, i);

      if (value->field == field)
        return (RcSlice) { value->value, strlen (value->value) };
    }

  return (RcSlice) { NULL, 0 };
}

gboolean
rc_cloudtrail_event_parse (const RcCloudtrailEvent *self,
                           guint32                  row,
                           RcParsedEvent           *out_event)
{
  *out_event = (RcParsedEvent) {
    .kind = self->kind,
    .row = row,
    .has_time = self->time_fault == RC_TIME_FAULT_NONE,
    .time = self->time,
    .id = slice_of (self, RC_FIELD_ID),
    .target = slice_of (self, RC_FIELD_TARGET),
    .endpoint = slice_of (self, RC_FIELD_ENDPOINT),
    .model_name = slice_of (self, RC_FIELD_MODEL_NAME),
    .model_version = slice_of (self, RC_FIELD_MODEL_VERSION),
    .correlation = slice_of (self, RC_FIELD_CORRELATION),
  };

  return MAX (out_event->id.length, out_event->target.length) <= RC_LIMIT_NAME_BYTES &&
         MAX (out_event->endpoint.length, out_event->correlation.length) <= RC_LIMIT_NAME_BYTES &&
         MAX (out_event->model_name.length, out_event->model_version.length) <= RC_LIMIT_NAME_BYTES;
}
