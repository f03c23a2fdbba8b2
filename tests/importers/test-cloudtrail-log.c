/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/cloudtrail/cloudtrail.h"

#include "recording-sink.h"

#include "core/exception.h"

#include <string.h>

#define ARN "arn:aws:sagemaker:eu-central-1:111122223333:"

/* A record as CloudTrail writes it; @more follows its fixed members. */
static char *
record (const char *service,
        const char *name,
        const char *id,
        const char *more)
{
  return g_strdup_printf (
    "{\"eventVersion\":\"1.11\",\"userIdentity\":{\"type\":\"AssumedRole\",\"principalId\":\"AROAEXAMPLE:kim\","
    "\"arn\":\"arn:aws:sts::111122223333:assumed-role/MLOps/kim@nordhafen.example\",\"accountId\":\"111122223333\","
    "\"sessionContext\":{\"sessionIssuer\":{\"type\":\"Role\",\"userName\":\"MLOps\"}}},\"eventTime\":\"2026-03-10T09:07:00Z\","
    "\"eventSource\":\"%s.amazonaws.com\",\"eventName\":\"%s\",\"awsRegion\":\"eu-central-1\",\"sourceIPAddress\":\"203.0.113.10\","
    "\"requestID\":\"r-%s\",\"eventID\":\"%s\",\"eventType\":\"AwsApiCall\",\"recipientAccountId\":\"111122223333\"%s%s}",
    service, name, id, id, more[0] != '\0' ? "," : "", more);
}

static RecordingSink *
import (const char *text)
{
  const RcImporter *importer = rc_cloudtrail_file_importer ();
  gsize length = strlen (text);
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  RcImportInput input = { .name = "x", .size = length, .stream = stream, .bytes = bytes, .modified_us = RC_TIME_NONE, .delivery = 1 };
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static GPtrArray *
read_fields (const char *text,
             guint32     row)
{
  const RcImporter *importer = rc_cloudtrail_file_importer ();

  return importer->read_fields (importer, text, strlen (text), row);
}

static int
recognise (const RcImporter *importer,
           const char       *text)
{
  RcSample sample = { .name = "x", .head = text, .head_length = strlen (text), .size = (gint64) strlen (text) };

  return importer->recognise (importer, &sample);
}

static const RcParsedEvent *
event_of (RecordingSink *sink,
          guint          index)
{
  g_assert_cmpuint (index, <, sink->events->len);
  return &((RecordedEvent *) g_ptr_array_index (sink->events, index))->event;
}

static const RcFieldValue *
peek (GPtrArray *fields,
      RcField    field)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);

      if (value->field == field)
        return value;
    }
  return NULL;
}

static void
assert_field (GPtrArray  *fields,
              RcField     field,
              const char *expected)
{
  const RcFieldValue *value = peek (fields, field);

  g_assert_cmpstr (value != NULL ? value->value : NULL, ==, expected);
}

/* --- Which call is what --- */

typedef struct
{
  const char *service;
  const char *name;
  const char *more;
  RcEventKind kind;
  const char *endpoint;
  const char *model;
  const char *version;
  const char *target;
  const char *action;
} Case;

static const Case cases[] = {
  { "sagemaker", "CreateEndpoint",
    "\"requestParameters\":{\"endpointName\":\"credit\",\"endpointConfigName\":\"credit-7\"},"
    "\"responseElements\":{\"endpointArn\":\"" ARN "x\"}",
    RC_EVENT_DEPLOYMENT, "credit", NULL, NULL, "credit-7", "CreateEndpoint" },
  { "sagemaker", "UpdateEndpoint", "\"requestParameters\":{\"endpointName\":\"credit\",\"endpointConfigName\":\"credit-8\"}",
    RC_EVENT_DEPLOYMENT, "credit", NULL, NULL, "credit-8", "UpdateEndpoint" },
  { "sagemaker", "UpdateEndpoint", "\"errorCode\":\"ValidationException\",\"requestParameters\":{\"endpointName\":\"credit\"}",
    RC_EVENT_OTHER, "credit", NULL, NULL, NULL, "UpdateEndpoint" },
  { "sagemaker", "UpdateEndpoint", "\"errorCode\":null,\"requestParameters\":{\"endpointName\":\"credit\"}",
    RC_EVENT_DEPLOYMENT, "credit", NULL, NULL, NULL, "UpdateEndpoint" },
  { "sagemaker", "DeleteEndpoint", "\"requestParameters\":{\"endpointName\":\"credit\"}",
    RC_EVENT_DEPLOYMENT, "credit", NULL, NULL, NULL, "DeleteEndpoint" },
  { "sagemaker", "CreateInferenceComponent",
    "\"requestParameters\":{\"endpointName\":\"credit\",\"inferenceComponentName\":\"c1\",\"specification\":{\"modelName\":\"m1\"}}",
    RC_EVENT_DEPLOYMENT, "credit", "m1", NULL, "c1", "CreateInferenceComponent" },
  { "sagemaker", "CreateEndpointConfig",
    "\"requestParameters\":{\"endpointConfigName\":\"credit-7\",\"productionVariants\":[{\"variantName\":\"a\",\"modelName\":\"m1\"}]}",
    RC_EVENT_OTHER, NULL, "m1", NULL, "credit-7", "CreateEndpointConfig" },
  { "sagemaker", "CreateEndpointConfig",
    "\"requestParameters\":{\"endpointConfigName\":\"credit-7\",\"productionVariants\":[{\"modelName\":\"m1\"},{\"modelName\":\"m2\"}]}",
    RC_EVENT_OTHER, NULL, NULL, NULL, "credit-7", "CreateEndpointConfig" },
  { "sagemaker", "CreateModel",
    "\"requestParameters\":{\"modelName\":\"m1\",\"primaryContainer\":{\"modelPackageName\":\"" ARN "model-package/credit/3\"}}",
    RC_EVENT_OTHER, NULL, "m1", NULL, ARN "model-package/credit/3", "CreateModel" },
  { "sagemaker", "UpdateModelPackage",
    "\"requestParameters\":{\"modelPackageArn\":\"" ARN "model-package/credit/3\",\"modelApprovalStatus\":\"Approved\"}",
    RC_EVENT_APPROVAL, NULL, "credit", "3", ARN "model-package/credit/3", "approve" },
  { "sagemaker", "UpdateModelPackage",
    "\"requestParameters\":{\"modelPackageArn\":\"" ARN "model-package/credit/3\",\"modelApprovalStatus\":\"Rejected\"}",
    RC_EVENT_APPROVAL, NULL, "credit", "3", ARN "model-package/credit/3", "reject" },
  { "sagemaker", "UpdateModelPackage",
    "\"requestParameters\":{\"modelPackageArn\":\"" ARN "model-package/credit/3\",\"modelApprovalStatus\":\"PendingManualApproval\"}",
    RC_EVENT_OTHER, NULL, "credit", "3", ARN "model-package/credit/3", "UpdateModelPackage" },
  { "sagemaker", "UpdateModelPackage",
    "\"errorCode\":\"AccessDenied\",\"requestParameters\":{\"modelPackageArn\":\"" ARN "model-package/credit/3\","
    "\"modelApprovalStatus\":\"Approved\"}",
    RC_EVENT_OTHER, NULL, "credit", "3", ARN "model-package/credit/3", "UpdateModelPackage" },
  { "sagemaker", "CreateModelPackage",
    "\"requestParameters\":{\"modelApprovalStatus\":\"Approved\"},\"responseElements\":{\"modelPackageArn\":\"" ARN "model-package/solo\"}",
    RC_EVENT_APPROVAL, NULL, "solo", NULL, ARN "model-package/solo", "approve" },
  { "sagemaker", "InvokeEndpoint", "\"requestParameters\":{\"endpointName\":\"credit\"},\"readOnly\":false,\"eventCategory\":\"Data\"",
    RC_EVENT_ACCESS, "credit", NULL, NULL, NULL, "InvokeEndpoint" },
  { "sagemaker", "DescribeModel", "\"readOnly\":true", RC_EVENT_ACCESS, NULL, NULL, NULL, NULL, "DescribeModel" },
  { "sagemaker", "DescribeModel", "\"readOnly\":\"true\",\"errorCode\":\"AccessDenied\"", RC_EVENT_ACCESS, NULL, NULL, NULL, NULL,
    "DescribeModel" },
  { "sagemaker", "AddTags", "\"readOnly\":false", RC_EVENT_OTHER, NULL, NULL, NULL, NULL, "AddTags" },
  { "sagemaker", "StopMonitoringSchedule", "\"requestParameters\":{\"monitoringScheduleName\":\"drift\"}",
    RC_EVENT_ANOMALY, NULL, NULL, NULL, "drift", "raise" },
  { "bedrock", "InvokeModel", "\"requestParameters\":{\"modelId\":\"anthropic.claude-3\"},\"readOnly\":true",
    RC_EVENT_ACCESS, NULL, "anthropic.claude-3", NULL, NULL, "InvokeModel" },
  { "bedrock", "CreateProvisionedModelThroughput",
    "\"requestParameters\":{\"modelId\":\"amazon.x\",\"provisionedModelName\":\"mine\"},"
    "\"responseElements\":{\"provisionedModelArn\":\"arn:p/1\"}",
    RC_EVENT_DEPLOYMENT, "arn:p/1", "amazon.x", NULL, "mine", "CreateProvisionedModelThroughput" },
  { "bedrock", "UpdateProvisionedModelThroughput",
    "\"requestParameters\":{\"provisionedModelId\":\"arn:p/1\",\"desiredModelId\":\"amazon.y\"}",
    RC_EVENT_DEPLOYMENT, "arn:p/1", "amazon.y", NULL, NULL, "UpdateProvisionedModelThroughput" },
  { "bedrock", "UpdateProvisionedModelThroughput",
    "\"requestParameters\":{\"provisionedModelId\":\"arn:p/1\",\"desiredProvisionedModelName\":\"new name\"}",
    RC_EVENT_OTHER, "arn:p/1", NULL, NULL, NULL, "UpdateProvisionedModelThroughput" },
  { "bedrock", "CreateInferenceProfile",
    "\"requestParameters\":{\"inferenceProfileName\":\"team\",\"modelSource\":{\"copyFrom\":\"arn:m\"}},"
    "\"responseElements\":{\"inferenceProfileArn\":\"arn:f/1\"}",
    RC_EVENT_DEPLOYMENT, "arn:f/1", "arn:m", NULL, "team", "CreateInferenceProfile" },
  { "bedrock", "PutModelInvocationLoggingConfiguration",
    "\"requestParameters\":{\"loggingConfig\":{\"s3Config\":{\"bucketName\":\"logs\"},\"textDataDeliveryEnabled\":true}}",
    RC_EVENT_OTHER, NULL, NULL, NULL, "logs", "PutModelInvocationLoggingConfiguration" },
  { "bedrock", "PutModelInvocationLoggingConfiguration",
    "\"requestParameters\":{\"loggingConfig\":{\"s3Config\":{\"bucketName\":\"logs\"},\"textDataDeliveryEnabled\":false}}",
    RC_EVENT_ANOMALY, NULL, NULL, NULL, "logs", "raise" },
  { "bedrock", "DeleteModelInvocationLoggingConfiguration", "", RC_EVENT_ANOMALY, NULL, NULL, NULL, NULL, "raise" },
  { "cloudtrail", "StopLogging", "\"requestParameters\":{\"name\":\"audit\"}", RC_EVENT_ANOMALY, NULL, NULL, NULL, "audit", "raise" },
  { "cloudtrail", "StopLogging", "\"errorCode\":\"AccessDenied\",\"requestParameters\":{\"name\":\"audit\"}",
    RC_EVENT_OTHER, NULL, NULL, NULL, "audit", "StopLogging" },
  { "cloudtrail", "DeleteTrail", "\"requestParameters\":{\"name\":\"audit\"}", RC_EVENT_ANOMALY, NULL, NULL, NULL, "audit", "raise" },
  { "cloudtrail", "StartLogging", "\"requestParameters\":{\"name\":\"audit\"}", RC_EVENT_OTHER, NULL, NULL, NULL, "audit", "StartLogging" },
  { "iam", "CreateEndpoint", "\"requestParameters\":{\"endpointName\":\"credit\"}", RC_EVENT_OTHER, NULL, NULL, NULL, NULL,
    "CreateEndpoint" },
};

static void
test_calls (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autofree char *item = record (c->service, c->name, "e1", c->more);
      g_autofree char *text = g_strdup_printf ("{\"Records\":[%s]}", item);
      g_autoptr (RecordingSink) sink = import (text);
      g_autoptr (GPtrArray) fields = read_fields (text, 1);

      g_test_message ("%s %s", c->name, c->more);
      g_assert_cmpuint (sink->events->len, ==, 1);
      g_assert_cmpuint (sink->asides->len, ==, 0);
      g_assert_cmpint (event_of (sink, 0)->kind, ==, c->kind);
      g_assert_cmpstr (event_of (sink, 0)->endpoint.text, ==, c->endpoint);
      g_assert_cmpstr (event_of (sink, 0)->model_name.text, ==, c->model);
      g_assert_cmpstr (event_of (sink, 0)->model_version.text, ==, c->version);
      g_assert_cmpstr (event_of (sink, 0)->target.text, ==, c->target);
      assert_field (fields, RC_FIELD_ENDPOINT, c->endpoint);
      assert_field (fields, RC_FIELD_MODEL_NAME, c->model);
      assert_field (fields, RC_FIELD_MODEL_VERSION, c->version);
      assert_field (fields, RC_FIELD_ACTION, c->action);
    }
}

static void
test_caller (void)
{
  g_autofree char *first = record ("sagemaker", "DescribeModel", "e1", "\"readOnly\":true");
  g_autofree char *second = record ("sagemaker", "CreateModel", "e2",
    "\"requestParameters\":{\"modelName\":\"m1\","
    "\"primaryContainer\":{\"image\":\"registry/img@sha256:ab\",\"modelDataUrl\":\"s3://b/m.tgz\"}},"
    "\"errorCode\":\"ValidationException\",\"errorMessage\":\"no such image\"");
  g_autofree char *text = g_strdup_printf ("{\"Records\":[%s,%s]}", first, second);
  g_autoptr (RecordingSink) sink = import (text);
  g_autoptr (GPtrArray) fields = read_fields (text, 2);
  const RcFieldValue *actor = peek (fields, RC_FIELD_ACTOR);
  g_autofree char *cited = NULL;

  g_assert_cmpuint (sink->events->len, ==, 2);
  g_assert_cmpuint (event_of (sink, 1)->row, ==, 2);
  g_assert_cmpstr (event_of (sink, 1)->id.text, ==, "e2");
  assert_field (fields, RC_FIELD_ID, "e2");
  g_assert_cmpstr (event_of (sink, 1)->correlation.text, ==, "r-e2");
  g_assert_true (event_of (sink, 1)->has_time);
  g_assert_cmpint (event_of (sink, 1)->time.from_us, ==, G_GINT64_CONSTANT (1773133620000000));
  g_assert_true (rc_field_is_personal (RC_FIELD_ACTOR));
  g_assert_cmpstr (actor->value, ==, "arn:aws:sts::111122223333:assumed-role/MLOps/kim@nordhafen.example");
  g_assert_cmpstr (actor->locator, ==, "/Records/1/userIdentity/arn");
  cited = g_strndup (text + actor->offset + 1, actor->length - 2);
  g_assert_cmpstr (cited, ==, actor->value);
  assert_field (fields, RC_FIELD_ROLE, "MLOps");
  assert_field (fields, RC_FIELD_ACTOR_KIND, "AssumedRole");
  assert_field (fields, RC_FIELD_MODEL_IMAGE, "registry/img@sha256:ab");
  assert_field (fields, RC_FIELD_TARGET, "s3://b/m.tgz");
  assert_field (fields, RC_FIELD_ERROR, "ValidationException");
  assert_field (fields, RC_FIELD_REASON, "no such image");
  assert_field (fields, RC_FIELD_INPUT, NULL);
}

/* --- Where records stand --- */

static void
test_holders (void)
{
  g_autofree char *item = record ("cloudtrail", "StopLogging", "e1", "\"requestParameters\":{\"name\":\"audit \\\"A\\\"\"}");
  g_autofree char *escaped = g_strescape (item, NULL);
  const RcImporter *importer = rc_cloudtrail_file_importer ();
  const struct { const char *format; const char *inner; guint32 row; const char *locator; } documents[] = {
    { "{\"Records\":[%s]}", item, 1, "/Records/0/eventID" },
    { "[%s]", item, 1, "/0/eventID" },
    { "%s", item, 0, "/eventID" },
    { "{\"version\":\"0\",\"detail-type\":\"AWS API Call via CloudTrail\",\"detail\":%s}", item, 0, "/detail/eventID" },
    { "{\"Events\":[{\"EventId\":\"e1\",\"EventName\":\"StopLogging\",\"CloudTrailEvent\":\"%s\"}]}", escaped, 1,
      "/Events/0/CloudTrailEvent/eventID" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_auto (GStrv) parts = g_strsplit (documents[i].format, "%s", 2);
      g_autofree char *text = g_strconcat (parts[0], documents[i].inner, parts[1], NULL);
      g_autoptr (RecordingSink) sink = import (text);
      g_autoptr (GPtrArray) fields = read_fields (text, documents[i].row);

      g_test_message ("%s", documents[i].format);
      g_assert_cmpint (recognise (importer, text), >, 0);
      g_assert_cmpint (recognise (rc_cloudtrail_lines_importer (), text), ==, 0);
      g_assert_cmpuint (sink->events->len, ==, 1);
      g_assert_cmpuint (event_of (sink, 0)->row, ==, documents[i].row);
      g_assert_cmpint (event_of (sink, 0)->kind, ==, RC_EVENT_ANOMALY);
      g_assert_cmpstr (event_of (sink, 0)->target.text, ==, "audit \"A\"");
      g_assert_cmpstr (peek (fields, RC_FIELD_ID)->locator, ==, documents[i].locator);
      g_assert_cmpuint (peek (fields, RC_FIELD_ID)->offset + peek (fields, RC_FIELD_ID)->length, <=, strlen (text));
    }
}

static void
test_not_mine (void)
{
  static const char * const texts[] = {
    "{\"Records\":[]}", "[]", "{}", "", "null", "{\"awsAccountId\":\"1\",\"digestStartTime\":\"2026-03-10T09:00:00Z\",\"logFiles\":[]}",
    "{\"Records\":[{\"eventVersion\":\"2.1\",\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\"}]}",
    "{\"eventName\":\"CreateEndpoint\",\"eventSource\":\"sagemaker.amazonaws.com\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *line = g_strconcat (texts[i], "\n", NULL);

      g_assert_cmpint (recognise (rc_cloudtrail_file_importer (), texts[i]), ==, 0);
      g_assert_cmpint (recognise (rc_cloudtrail_lines_importer (), line), ==, 0);
    }
}

/* --- What is wrong --- */

static void
test_faults (void)
{
  g_autofree char *good = record ("sagemaker", "DeleteEndpoint", "e1", "\"requestParameters\":{\"endpointName\":\"credit\"}");
  g_autofree char *mixed = g_strdup_printf ("{\"Records\":[17,%s,{\"a\":1}]}", good);
  g_autofree char *twice = g_strdup_printf ("{\"Records\":[%s],\"Records\":[]}", good);
  g_autofree char *cut = g_strndup (mixed, strlen (mixed) - 4);
  g_autofree char *name = g_strnfill (5000, 'n');
  g_autofree char *more = g_strdup_printf ("\"requestParameters\":{\"endpointName\":\"%s\"}", name);
  g_autofree char *long_item = record ("sagemaker", "DeleteEndpoint", "e1", more);
  g_autofree char *long_name = g_strdup_printf ("[%s]", long_item);
  g_autoptr (GString) placeholder = g_string_new (good);
  g_autoptr (RecordingSink) sink = import (mixed);
  g_autoptr (RecordingSink) twice_sink = import (twice);
  g_autoptr (RecordingSink) cut_sink = import (cut);
  g_autoptr (RecordingSink) long_sink = import (long_name);
  g_autoptr (RecordingSink) time_sink = NULL;

  g_string_replace (placeholder, "2026-03-10T09:07:00Z", "{%s}", 0);
  time_sink = import (placeholder->str);

  g_assert_cmpuint (sink->events->len, ==, 1);
  g_assert_cmpuint (event_of (sink, 0)->row, ==, 2);
  g_assert_cmpstr (recording_sink_find_aside (sink, RC_EXCEPTION_UNREADABLE_RECORD)->found, ==, "2 that are none");
  g_assert_cmpuint (twice_sink->events->len, ==, 0);
  g_assert_nonnull (recording_sink_find_aside (twice_sink, RC_EXCEPTION_DUPLICATE_MEMBER));
  g_assert_cmpuint (cut_sink->events->len, ==, 0);
  g_assert_nonnull (recording_sink_find_aside (cut_sink, RC_EXCEPTION_UNREADABLE_RECORD));
  g_assert_cmpuint (long_sink->events->len, ==, 0);
  g_assert_nonnull (recording_sink_find_aside (long_sink, RC_EXCEPTION_LIMIT));
  g_assert_cmpuint (time_sink->events->len, ==, 1);
  g_assert_false (event_of (time_sink, 0)->has_time);
  g_assert_cmpstr (recording_sink_find_aside (time_sink, RC_EXCEPTION_TIME_UNREADABLE)->found, ==, "\"{%s}\"");
}

/* --- Lines --- */

typedef struct
{
  guint       n_events;
  RcEventKind kind;
} Seen;

static void
see (const RcParsedEvent *event,
     gpointer             user_data)
{
  Seen *seen = user_data;

  seen->n_events++;
  seen->kind = event->kind;
}

static void
test_lines (void)
{
  const RcImporter *importer = rc_cloudtrail_lines_importer ();
  g_autofree char *good = record ("sagemaker", "CreateEndpoint", "e1", "\"requestParameters\":{\"endpointName\":\"credit\"}");
  g_autofree char *line = g_strconcat (good, "\n", NULL);
  g_autofree char *wrapped = g_strdup_printf ("{\"detail\":%s}", good);
  g_autoptr (GString) placeholder = g_string_new (good);
  gpointer parser = importer->parser_new (importer);
  RcRecordFault fault;
  Seen seen = { 0 };

  g_string_replace (placeholder, "2026-03-10T09:07:00Z", "03-10 09:07:00", 0);
  g_assert_cmpint (recognise (importer, line), >, recognise (rc_cloudtrail_file_importer (), line));
  g_assert_cmpint (importer->parse (importer, parser, good, strlen (good), see, &seen, &fault), ==, RC_PARSE_EVENTS);
  g_assert_cmpint (seen.kind, ==, RC_EVENT_DEPLOYMENT);
  g_assert_cmpint (importer->parse (importer, parser, wrapped, strlen (wrapped), see, &seen, &fault), ==, RC_PARSE_EVENTS);
  g_assert_cmpuint (seen.n_events, ==, 2);
  g_assert_cmpint (importer->parse (importer, parser, placeholder->str, placeholder->len, see, &seen, &fault), ==, RC_PARSE_DOUBTFUL);
  g_assert_cmpstr (fault.kind, ==, RC_EXCEPTION_TIME_AMBIGUOUS);
  g_assert_cmpuint (seen.n_events, ==, 3);
  g_assert_cmpint (importer->parse (importer, parser, "", 0, see, &seen, &fault), ==, RC_PARSE_EVENTS);
  g_assert_cmpint (importer->parse (importer, parser, "{\"a\":1}", 7, see, &seen, &fault), ==, RC_PARSE_SET_ASIDE);
  g_assert_cmpint (importer->parse (importer, parser, "{\"a\":1", 6, see, &seen, &fault), ==, RC_PARSE_SET_ASIDE);
  g_assert_cmpint (importer->parse (importer, parser, "{\"a\":1,\"a\":1}", 13, see, &seen, &fault), ==, RC_PARSE_SET_ASIDE);
  g_assert_cmpstr (fault.kind, ==, RC_EXCEPTION_DUPLICATE_MEMBER);
  g_assert_cmpuint (seen.n_events, ==, 3);
  importer->parser_free (parser);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cloudtrail-log/calls", test_calls);
  g_test_add_func ("/cloudtrail-log/caller", test_caller);
  g_test_add_func ("/cloudtrail-log/holders", test_holders);
  g_test_add_func ("/cloudtrail-log/not-mine", test_not_mine);
  g_test_add_func ("/cloudtrail-log/faults", test_faults);
  g_test_add_func ("/cloudtrail-log/lines", test_lines);

  return g_test_run ();
}
