/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/importers.h"
#include "mapping-reading.h"

/* What the built-in mappings for Amazon SageMaker and Amazon Bedrock read: a sample of each format, and its traps. All is made up. */

static const MappingReading readings[] = {
  {
    "sagemaker/members-in-either-order-and-an-empty-last-line",
    {
      { "credit-ep/AllTraffic/2026/03/14/09/26-11-482-6c1e.jsonl", "sagemaker-data-capture",
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"35,1\\n\","
        "\"encoding\":\"CSV\"},\"endpointOutput\":{\"observedContentType\":\"text/csv\",\"mode\":\"OUTPUT\",\"data\":\"0.84\","
        "\"encoding\":\"CSV\"}},\"eventMetadata\":{\"eventId\":\"e-1\",\"inferenceTime\":\"2026-03-14T09:26:11Z\"},"
        "\"eventVersion\":\"0\"}\n"
        "{\"eventMetadata\":{\"eventId\":\"e-2\",\"inferenceTime\":\"2026-03-14T09:26:11Z\"},\"eventVersion\":\"0\","
        "\"captureData\":{\"endpointInput\":{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"36,1\\n\","
        "\"encoding\":\"CSV\"},\"endpointOutput\":{\"observedContentType\":\"text/csv\",\"mode\":\"OUTPUT\",\"data\":\"0.66\","
        "\"encoding\":\"CSV\"}}}\n"
        "\n" },
    },
    "1:1.1 inference at 2026-03-14T09:26:11Z+999999 id=e-1 endpoint=credit-ep/AllTraffic input=[\"35\",\"1\"] output=0.84 "
    "correlation=e-1\n"
    "1:2.1 inference at 2026-03-14T09:26:11Z+999999 id=e-2 endpoint=credit-ep/AllTraffic input=[\"36\",\"1\"] output=0.66 "
    "correlation=e-2\n",
  },
  {
    "sagemaker/one-body-in-two-encodings",
    {
      { "credit-ep/AllTraffic/2026/03/14/09/26-11-482-6c1e.jsonl", "sagemaker-data-capture",
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"text/csv; charset=utf-8\",\"mode\":\"INPUT\","
        "\"data\":\"35,1\\n\",\"encoding\":\"CSV\"},\"endpointOutput\":{\"observedContentType\":\"text/csv; charset=utf-8\","
        "\"mode\":\"OUTPUT\",\"data\":\"0.84\\n\",\"encoding\":\"CSV\"}},\"eventMetadata\":{\"eventId\":\"e-1\","
        "\"inferenceTime\":\"2026-03-14T09:26:11Z\"},\"eventVersion\":\"0\"}\n"
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"text/csv; charset=utf-8\",\"mode\":\"INPUT\","
        "\"data\":\"MzUsMQo=\",\"encoding\":\"BASE64\"},\"endpointOutput\":{\"observedContentType\":\"text/csv; charset=utf-8\","
        "\"mode\":\"OUTPUT\",\"data\":\"MC44NAo=\",\"encoding\":\"BASE64\"}},\"eventMetadata\":{\"eventId\":\"e-2\","
        "\"inferenceTime\":\"2026-03-14T09:26:11Z\"},\"eventVersion\":\"0\"}\n"
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"application/json\",\"mode\":\"INPUT\","
        "\"data\":\"eyJpbnN0YW5jZXMiOltbMV1dfQ==\",\"encoding\":\"BASE64\"},"
        "\"endpointOutput\":{\"observedContentType\":\"application/json\",\"mode\":\"OUTPUT\","
        "\"data\":\"eyJwcmVkaWN0aW9ucyI6W3sic2NvcmUiOjF9XX0=\",\"encoding\":\"BASE64\"}},\"eventMetadata\":{\"eventId\":\"e-3\","
        "\"inferenceTime\":\"2026-03-14T09:26:11Z\"},\"eventVersion\":\"0\"}\n"
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"image/png\",\"mode\":\"INPUT\",\"data\":\"AAEC\","
        "\"encoding\":\"BASE64\"},\"endpointOutput\":{\"observedContentType\":\"image/png\",\"mode\":\"OUTPUT\",\"data\":\"AwQF\","
        "\"encoding\":\"BASE64\"}},\"eventMetadata\":{\"eventId\":\"e-4\",\"inferenceTime\":\"2026-03-14T09:26:11Z\"},"
        "\"eventVersion\":\"0\"}\n" },
    },
    "1:1.1 inference at 2026-03-14T09:26:11Z+999999 id=e-1 endpoint=credit-ep/AllTraffic input=[\"35\",\"1\"] output=0.84 "
    "correlation=e-1\n"
    "1:2.1 inference at 2026-03-14T09:26:11Z+999999 id=e-2 endpoint=credit-ep/AllTraffic input=[\"35\",\"1\"] output=0.84 "
    "correlation=e-2\n"
    "1:3.1 inference at 2026-03-14T09:26:11Z+999999 id=e-3 endpoint=credit-ep/AllTraffic input=[1] output={\"score\":1} "
    "correlation=e-3\n"
    "1:4.0 inference at 2026-03-14T09:26:11Z+999999 id=e-4 endpoint=credit-ep/AllTraffic input=AAEC output=AwQF correlation=e-4\n",
  },
  {
    "sagemaker/batch",
    {
      { "credit-ep/AllTraffic/2026/03/14/09/26-11-482-6c1e.jsonl", "sagemaker-data-capture",
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"29,1\\n58,0\\n\","
        "\"encoding\":\"CSV\"},\"endpointOutput\":{\"observedContentType\":\"text/csv\",\"mode\":\"OUTPUT\","
        "\"data\":\"0.91,yes\\n0.04,no\\n\",\"encoding\":\"CSV\"}},\"eventMetadata\":{\"eventId\":\"e-1\","
        "\"inferenceId\":\"loan-88\",\"inferenceTime\":\"2026-03-14T09:26:11Z\"},\"eventVersion\":\"0\"}\n"
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"application/json\",\"mode\":\"INPUT\","
        "\"data\":\"{\\\"instances\\\":[[1,2],[3,4]]}\",\"encoding\":\"JSON\"},"
        "\"endpointOutput\":{\"observedContentType\":\"application/json\",\"mode\":\"OUTPUT\","
        "\"data\":\"{\\\"predictions\\\":[{\\\"label\\\":\\\"a\\\"},{\\\"label\\\":\\\"b\\\"}]}\",\"encoding\":\"JSON\"}},"
        "\"eventMetadata\":{\"eventId\":\"e-2\",\"inferenceTime\":\"2026-03-14T09:26:11Z\"},\"eventVersion\":\"0\"}\n"
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"application/json\",\"mode\":\"INPUT\","
        "\"data\":\"{\\\"q\\\":1}\",\"encoding\":\"JSON\"},\"endpointOutput\":{\"observedContentType\":\"application/json\","
        "\"mode\":\"OUTPUT\",\"data\":\"{\\\"answer\\\":\\\"x\\\"}\",\"encoding\":\"JSON\"}},\"eventMetadata\":{\"eventId\":\"e-3\","
        "\"inferenceTime\":\"2026-03-14T09:26:11Z\"},\"eventVersion\":\"0\"}\n" },
    },
    "1:1.1 inference at 2026-03-14T09:26:11Z+999999 id=e-1/1 endpoint=credit-ep/AllTraffic input=[\"29\",\"1\"] output=[\"0.91\","
    "\"yes\"] correlation=loan-88\n"
    "1:1.2 inference at 2026-03-14T09:26:11Z+999999 id=e-1/2 endpoint=credit-ep/AllTraffic input=[\"58\",\"0\"] output=[\"0.04\","
    "\"no\"] correlation=loan-88\n"
    "1:2.1 inference at 2026-03-14T09:26:11Z+999999 id=e-2/1 endpoint=credit-ep/AllTraffic input=[1,2] output={\"label\":\"a\"} "
    "correlation=e-2\n"
    "1:2.2 inference at 2026-03-14T09:26:11Z+999999 id=e-2/2 endpoint=credit-ep/AllTraffic input=[3,4] output={\"label\":\"b\"} "
    "correlation=e-2\n"
    "1:3.0 inference at 2026-03-14T09:26:11Z+999999 id=e-3 endpoint=credit-ep/AllTraffic input={\"q\":1} output={\"answer\":\"x\"} "
    "correlation=e-3\n",
  },
  {
    "sagemaker/missing-half",
    {
      { "credit-ep/AllTraffic/2026/03/14/09/26-11-482-6c1e.jsonl", "sagemaker-data-capture",
        "{\"captureData\":{\"endpointOutput\":{\"observedContentType\":\"text/csv\",\"mode\":\"OUTPUT\",\"data\":\"0.5\","
        "\"encoding\":\"CSV\"}},\"eventMetadata\":{\"eventId\":\"e-1\",\"inferenceTime\":\"2026-03-14T09:26:11Z\"},"
        "\"eventVersion\":\"0\"}\n"
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"1,2\","
        "\"encoding\":\"CSV\"}},\"eventMetadata\":{\"eventId\":\"e-2\",\"inferenceTime\":\"2026-03-14T09:26:11Z\"},"
        "\"eventVersion\":\"0\"}\n" },
    },
    "1:1.1 inference at 2026-03-14T09:26:11Z+999999 id=e-1 endpoint=credit-ep/AllTraffic output=0.5 correlation=e-1\n"
    "1:2.0 request-part at 2026-03-14T09:26:11Z+999999 id=e-2 endpoint=credit-ep/AllTraffic input=1,2 correlation=e-2 -> half\n",
  },
  {
    "sagemaker/time-and-body-that-are-none",
    {
      { "other/name.jsonl", "sagemaker-data-capture",
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"1\","
        "\"encoding\":\"CSV\"},\"endpointOutput\":{\"observedContentType\":\"text/csv\",\"mode\":\"OUTPUT\",\"data\":\"0.5\","
        "\"encoding\":\"CSV\"}},\"eventMetadata\":{\"eventId\":\"e-1\",\"inferenceTime\":\"{%s}\"},\"eventVersion\":\"0\"}\n"
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"1\","
        "\"encoding\":\"BASE64\"},\"endpointOutput\":{\"observedContentType\":\"text/csv\",\"mode\":\"OUTPUT\",\"data\":\"!!\","
        "\"encoding\":\"BASE64\"}},\"eventMetadata\":{\"eventId\":\"e-2\",\"inferenceTime\":\"2026-03-14T09:26:11Z\"},"
        "\"eventVersion\":\"0\"}\n"
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"application/json\",\"mode\":\"INPUT\",\"data\":\"x\","
        "\"encoding\":\"JSON\"},\"endpointOutput\":{\"observedContentType\":\"application/json\",\"mode\":\"OUTPUT\","
        "\"data\":\"{\\\"predictions\\\":\",\"encoding\":\"JSON\"}},\"eventMetadata\":{\"eventId\":\"e-3\","
        "\"inferenceTime\":\"2026-03-14T09:26:11Z\"},\"eventVersion\":\"0\"}\n" },
    },
    "1:1.1 inference id=e-1 input=[\"1\"] output=0.5 correlation=e-1\n"
    "1:2.0 inference at 2026-03-14T09:26:11Z+999999 id=e-2 input=1 output=!! correlation=e-2\n"
    "1:3.0 inference at 2026-03-14T09:26:11Z+999999 id=e-3 input=x output={\"predictions\": correlation=e-3\n"
    "1|1|258|time-unreadable|a time in the declared form|{%s}\n"
    "1|2|473|payload-unreadable|a text that is base64|!!\n"
    "1|3|794|payload-unreadable|a text that is JSON|{\"predictions\":\n",
  },
  {
    "sagemaker/delivered-twice",
    {
      { "1/ep/All/2026/03/14/09/a.jsonl", "sagemaker-data-capture",
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"1\","
        "\"encoding\":\"CSV\"},\"endpointOutput\":{\"observedContentType\":\"text/csv\",\"mode\":\"OUTPUT\",\"data\":\"0.8\","
        "\"encoding\":\"CSV\"}},\"eventMetadata\":{\"eventId\":\"e-1\",\"inferenceTime\":\"2026-03-14T09:26:11Z\"},"
        "\"eventVersion\":\"0\"}\n"
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"1\","
        "\"encoding\":\"CSV\"},\"endpointOutput\":{\"observedContentType\":\"text/csv\",\"mode\":\"OUTPUT\",\"data\":\"0.8\","
        "\"encoding\":\"CSV\"}},\"eventMetadata\":{\"eventId\":\"e-1\",\"inferenceTime\":\"2026-03-14T09:26:11Z\"},"
        "\"eventVersion\":\"0\"}\n" },
      { "2/ep/All/2026/03/14/09/b.jsonl", "sagemaker-data-capture",
        "{\"eventMetadata\":{\"eventId\":\"e-1\",\"inferenceTime\":\"2026-03-14T09:26:11Z\"},\"eventVersion\":\"0\","
        "\"captureData\":{\"endpointInput\":{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"1\","
        "\"encoding\":\"CSV\"},\"endpointOutput\":{\"observedContentType\":\"text/csv\",\"mode\":\"OUTPUT\",\"data\":\"0.8\","
        "\"encoding\":\"CSV\"}}}\n" },
    },
    "1:1.1 inference at 2026-03-14T09:26:11Z+999999 id=e-1 endpoint=ep/All input=[\"1\"] output=0.8 correlation=e-1\n"
    "1:2.1 inference at 2026-03-14T09:26:11Z+999999 id=e-1 endpoint=ep/All input=[\"1\"] output=0.8 correlation=e-1\n"
    "2:1.1 inference at 2026-03-14T09:26:11Z+999999 id=e-1 endpoint=ep/All input=[\"1\"] output=0.8 correlation=e-1\n",
  },
  {
    "sagemaker/ground-truth",
    {
      { "a.jsonl", "sagemaker-data-capture",
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"1\","
        "\"encoding\":\"CSV\"},\"endpointOutput\":{\"observedContentType\":\"text/csv\",\"mode\":\"OUTPUT\",\"data\":\"0.8\","
        "\"encoding\":\"CSV\"}},\"eventMetadata\":{\"eventId\":\"e-1\",\"inferenceTime\":\"2026-03-14T09:26:11Z\"},"
        "\"eventVersion\":\"0\"}\n"
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"1\","
        "\"encoding\":\"CSV\"},\"endpointOutput\":{\"observedContentType\":\"text/csv\",\"mode\":\"OUTPUT\",\"data\":\"0.2\","
        "\"encoding\":\"CSV\"}},\"eventMetadata\":{\"eventId\":\"e-2\",\"inferenceId\":\"loan-2\","
        "\"inferenceTime\":\"2026-03-14T09:26:11Z\"},\"eventVersion\":\"0\"}\n"
        "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"1\\n2\\n\","
        "\"encoding\":\"CSV\"},\"endpointOutput\":{\"observedContentType\":\"text/csv\",\"mode\":\"OUTPUT\","
        "\"data\":\"0.2\\n0.3\\n\",\"encoding\":\"CSV\"}},\"eventMetadata\":{\"eventId\":\"e-3\","
        "\"inferenceTime\":\"2026-03-14T09:26:11Z\"},\"eventVersion\":\"0\"}\n" },
      { "b.jsonl", "sagemaker-ground-truth",
        "{\"groundTruthData\":{\"data\":\"1\",\"encoding\":\"CSV\"},\"eventMetadata\":{\"eventId\":\"e-1\","
        "\"inferenceTime\":\"{%s}\"},\"eventVersion\":\"0\"}\n"
        "{\"groundTruthData\":{\"data\":\"0\",\"encoding\":\"CSV\"},\"eventMetadata\":{\"eventId\":\"loan-2\"},"
        "\"eventVersion\":\"0\"}\n"
        "{\"groundTruthData\":{\"data\":\"1\",\"encoding\":\"CSV\"},\"eventMetadata\":{\"eventId\":\"e-3\"},\"eventVersion\":\"0\"}\n"
        "{\"groundTruthData\":{\"data\":\"1\",\"encoding\":\"CSV\"},\"eventMetadata\":{\"eventId\":\"e-9\"},\"eventVersion\":\"0\"}\n" },
    },
    "1:1.1 inference at 2026-03-14T09:26:11Z+999999 id=e-1 input=[\"1\"] output=0.8 correlation=e-1\n"
    "1:2.1 inference at 2026-03-14T09:26:11Z+999999 id=e-2 input=[\"1\"] output=0.2 correlation=loan-2\n"
    "1:3.1 inference at 2026-03-14T09:26:11Z+999999 id=e-3/1 input=[\"1\"] output=0.2 correlation=e-3\n"
    "1:3.2 inference at 2026-03-14T09:26:11Z+999999 id=e-3/2 input=[\"2\"] output=0.3 correlation=e-3\n"
    "2:1.0 ground-truth output=1 target=e-1 -> joined by-id\n"
    "2:2.0 ground-truth output=0 target=loan-2 -> joined by-correlation\n"
    "2:3.0 ground-truth output=1 target=e-3 -> joined by-correlation\n"
    "2:4.0 ground-truth output=1 target=e-9 -> half\n",
  },
  {
    "sagemaker/violations",
    {
      { "mon/credit-ep/daily/2026/03/14/10/constraint_violations.json", "sagemaker-monitor-violations",
        "{\n"
        "  \"violations\": [\n"
        "    {\n"
        "      \"feature_name\": \"income\",\n"
        "      \"constraint_check_type\": \"data_type_check\",\n"
        "      \"description\": \"Value: 0.49 does not meet the constraint requirement! \"\n"
        "    },\n"
        "    {\n"
        "      \"metric_name\": \"auc\",\n"
        "      \"constraint_check_type\": \"LessThanThreshold\",\n"
        "      \"description\": \"auc 0.6\"\n"
        "    }\n"
        "  ]\n"
        "}" },
      { "mon/credit-ep/daily/latest/x/y/z/constraint_violations.json", "sagemaker-monitor-violations",
        "{\"violations\":[{\"feature_name\":\"income\",\"constraint_check_type\":\"data_type_check\",\"description\":\"Value: 0.49 "
        "does not meet the constraint requirement! \"}]}" },
      { "mon/empty.json", NULL,
        "{\"violations\":[]}\n" },
    },
    "1:1.1 anomaly at 2026-03-14T00:00:00Z+86399999999 endpoint=credit-ep action=raise reason=Value: 0.49 does not meet the "
    "constraint requirement!  metric=data_type_check/income -> none\n"
    "1:1.2 anomaly at 2026-03-14T00:00:00Z+86399999999 endpoint=credit-ep action=raise reason=auc 0.6 metric=LessThanThreshold -> "
    "none\n"
    "2:1.1 anomaly action=raise reason=Value: 0.49 does not meet the constraint requirement!  metric=data_type_check/income -> "
    "none\n",
  },
  {
    "sagemaker/statistics-and-constraints",
    {
      { "r/credit-ep/daily/2026/03/14/10/statistics.json", "sagemaker-monitor-baseline",
        "{\"version\":0.0,\"dataset\":{\"item_count\":100},\"regression_metrics\":{\"mae\":{\"value\":0.5}}}" },
      { "r/constraints.json", "sagemaker-monitor-baseline",
        "{\"version\":0.0,\"features\":[{\"name\":\"a\",\"inferred_type\":\"String\",\"completeness\":1.0}],"
        "\"monitoring_config\":{\"emit_metrics\":\"Enabled\"}}" },
    },
    "1:1.0 other conditions={\"emit_metrics\":\"Enabled\"}\n"
    "2:1.0 other at 2026-03-14T00:00:00Z+86399999999 endpoint=credit-ep evaluation={\"mae\":{\"value\":0.5}}\n",
  },
  {
    "sagemaker/clarify",
    {
      { "analysis.json", "sagemaker-clarify-analysis",
        "{\"version\":\"1.0\",\"post_training_bias_metrics\":{\"label\":\"granted\","
        "\"facets\":{\"sex\":[{\"value_or_threshold\":\"0\",\"metrics\":[{\"name\":\"DI\",\"description\":\"Disparate Impact\","
        "\"value\":0.8},{\"name\":\"AD\",\"description\":\"Accuracy Difference\",\"value\":null}]}]}},"
        "\"explanations\":{\"kernel_shap\":{\"label0\":{}}}}" },
    },
    "1:1.1 other score=0.8 reason=Disparate Impact metric=DI conditions=0\n"
    "1:1.2 other reason=Accuracy Difference metric=AD conditions=0\n",
  },
  {
    "bedrock/models-and-bodies",
    {
      { "b.json", "bedrock-invocation",
        "{\"timestamp\":\"2026-03-14T09:26:01Z\",\"accountId\":\"111122223333\","
        "\"identity\":{\"arn\":\"arn:aws:sts::111122223333:assumed-role/triage/s-1\"},\"region\":\"eu-central-1\","
        "\"requestId\":\"r-1\",\"operation\":\"Converse\",\"modelId\":\"vendor.model-1-v1:0\","
        "\"input\":{\"inputContentType\":\"application/json\",\"inputBodyJson\":{\"messages\":[]}},"
        "\"output\":{\"outputContentType\":\"application/json\",\"outputBodyJson\":{\"model\":\"model-1-48k\",\"content\":[]}},"
        "\"schemaType\":\"ModelInvocationLog\",\"schemaVersion\":\"1.0\"}\n"
        "{\"timestamp\":\"2026-03-14T09:26:02Z\",\"accountId\":\"111122223333\","
        "\"identity\":{\"arn\":\"arn:aws:sts::111122223333:assumed-role/triage/s-1\"},\"region\":\"eu-central-1\","
        "\"requestId\":\"r-2\",\"operation\":\"Converse\",\"modelId\":\"vendor.model-1-v1:0\","
        "\"input\":{\"inputContentType\":\"application/json\",\"inputBodyJson\":{\"messages\":[]}},"
        "\"output\":{\"outputContentType\":\"application/json\",\"outputBodyJson\":[{\"type\":\"message_start\","
        "\"message\":{\"model\":\"model-1-48k\"}},{\"type\":\"message_stop\"}]},\"schemaType\":\"ModelInvocationLog\","
        "\"schemaVersion\":\"1.0\"}\n"
        "{\"timestamp\":\"2026-03-14T09:26:03Z\",\"accountId\":\"111122223333\","
        "\"identity\":{\"arn\":\"arn:aws:sts::111122223333:assumed-role/triage/s-1\"},\"region\":\"eu-central-1\","
        "\"requestId\":\"r-3\",\"operation\":\"Converse\",\"modelId\":\"arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu."
        "vendor.model-1-v1:0\",\"input\":{\"inputContentType\":\"application/json\",\"inputBodyJson\":{\"messages\":[]}},"
        "\"output\":{\"outputContentType\":\"application/json\",\"outputBodyJson\":{\"stopReason\":\"end_turn\","
        "\"metrics\":{\"latencyMs\":812}}},\"schemaType\":\"ModelInvocationLog\",\"schemaVersion\":\"1.0\","
        "\"requestMetadata\":{\"caseId\":\"4711\"}}\n"
        "{\"timestamp\":\"2026-03-14T09:26:04Z\",\"accountId\":\"111122223333\","
        "\"identity\":{\"arn\":\"arn:aws:sts::111122223333:assumed-role/triage/s-1\"},\"region\":\"eu-central-1\","
        "\"requestId\":\"r-4\",\"operation\":\"Converse\",\"modelId\":\"jp.vendor.model-2-v1:0\","
        "\"input\":{\"inputContentType\":\"application/json\"},\"output\":{\"outputContentType\":\"application/json\"},"
        "\"schemaType\":\"ModelInvocationLog\",\"schemaVersion\":\"1.0\",\"errorCode\":\"ResourceNotFoundException\"}\n"
        "{\"timestamp\":\"2026-03-14T09:26:05Z\",\"accountId\":\"111122223333\","
        "\"identity\":{\"arn\":\"arn:aws:sts::111122223333:assumed-role/triage/s-1\"},\"region\":\"eu-central-1\","
        "\"requestId\":\"r-5\",\"operation\":\"Converse\",\"modelId\":\"arn:aws:bedrock:eu-central-1::foundation-model/vendor.model-1-v"
        "1:0\",\"input\":{\"inputContentType\":\"application/json\",\"inputBodyS3Path\":\"s3://logs/data/r-5_input.json.gz\"},"
        "\"output\":{\"outputContentType\":\"application/json\",\"outputBodyS3Path\":\"s3://logs/data/r-5_output.json.gz\"},"
        "\"schemaType\":\"ModelInvocationLog\",\"schemaVersion\":\"1.0\"}\n"
        "{\"timestamp\":\"2026-03-14T09:26:06Z\",\"accountId\":\"111122223333\","
        "\"identity\":{\"arn\":\"arn:aws:sts::111122223333:assumed-role/triage/s-1\"},\"region\":\"eu-central-1\","
        "\"requestId\":\"r-6\",\"operation\":\"Converse\",\"modelId\":\"arn:aws:bedrock:eu-central-1:111122223333:provisioned-model/abc"
        "\",\"input\":{\"inputContentType\":\"application/json\"},\"output\":{\"outputContentType\":\"application/json\"},"
        "\"schemaType\":\"ModelInvocationLog\",\"schemaVersion\":\"1.0\"}\n" },
      { "data/r-5_input.json", NULL,
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"xxxx\"}]}]}" },
      { "permission-check", NULL,
        "Permissions check for logs" },
    },
    "1:1.0 inference at 2026-03-14T09:26:01Z+999999 id=r-1 system=111122223333/eu-central-1 "
    "actor=arn:aws:sts::111122223333:assumed-role/triage/s-1 model-name=model-1-48k input={\"messages\":[]} "
    "output={\"model\":\"model-1-48k\",\"content\":[]} correlation=r-1 model-requested=vendor.model-1-v1:0\n"
    "1:2.0 inference at 2026-03-14T09:26:02Z+999999 id=r-2 system=111122223333/eu-central-1 "
    "actor=arn:aws:sts::111122223333:assumed-role/triage/s-1 model-name=model-1-48k input={\"messages\":[]} "
    "output=[{\"type\":\"message_start\",\"message\":{\"model\":\"model-1-48k\"}},{\"type\":\"message_stop\"}] correlation=r-2 "
    "model-requested=vendor.model-1-v1:0\n"
    "1:3.0 inference at 2026-03-14T09:26:03Z+999999 id=r-3 system=111122223333/eu-central-1 endpoint=eu.vendor.model-1-v1:0 "
    "actor=arn:aws:sts::111122223333:assumed-role/triage/s-1 model-name=vendor.model-1-v1:0 input={\"messages\":[]} "
    "output={\"stopReason\":\"end_turn\",\"metrics\":{\"latencyMs\":812}} latency=812 correlation=r-3\n"
    "1:4.0 inference at 2026-03-14T09:26:04Z+999999 id=r-4 system=111122223333/eu-central-1 endpoint=jp.vendor.model-2-v1:0 "
    "actor=arn:aws:sts::111122223333:assumed-role/triage/s-1 model-name=vendor.model-2-v1:0 correlation=r-4 "
    "error=ResourceNotFoundException\n"
    "1:5.0 inference at 2026-03-14T09:26:05Z+999999 id=r-5 system=111122223333/eu-central-1 "
    "actor=arn:aws:sts::111122223333:assumed-role/triage/s-1 model-name=vendor.model-1-v1:0 input=s3://logs/data/r-5_input.json.gz "
    "output=s3://logs/data/r-5_output.json.gz correlation=r-5\n"
    "1:6.0 inference at 2026-03-14T09:26:06Z+999999 id=r-6 system=111122223333/eu-central-1 endpoint=abc "
    "actor=arn:aws:sts::111122223333:assumed-role/triage/s-1 correlation=r-6\n",
  },
  {
    "bedrock/guardrail-beside-the-answer",
    {
      { "b.json", "bedrock-invocation",
        "{\"timestamp\":\"2026-03-14T09:26:01Z\",\"accountId\":\"111122223333\","
        "\"identity\":{\"arn\":\"arn:aws:sts::111122223333:assumed-role/triage/s-1\"},\"region\":\"eu-central-1\","
        "\"requestId\":\"r-1\",\"operation\":\"Converse\",\"modelId\":\"vendor.model-1-v1:0\","
        "\"input\":{\"inputContentType\":\"application/json\",\"inputBodyJson\":{\"messages\":[]}},"
        "\"output\":{\"outputContentType\":\"application/json\",\"outputBodyJson\":{\"stopReason\":\"guardrail_intervened\","
        "\"output\":{\"message\":{\"content\":[{\"text\":\"Sorry.\"}]}}}},\"schemaType\":\"ModelInvocationLog\","
        "\"schemaVersion\":\"1.0\"}\n"
        "{\"timestamp\":\"2026-03-14T09:26:02Z\",\"accountId\":\"111122223333\","
        "\"identity\":{\"arn\":\"arn:aws:sts::111122223333:assumed-role/triage/s-1\"},\"region\":\"eu-central-1\","
        "\"requestId\":\"r-2\",\"operation\":\"Converse\",\"modelId\":\"vendor.model-1-v1:0\","
        "\"input\":{\"inputContentType\":\"application/json\",\"inputBodyJson\":{\"prompt\":\"x\"}},"
        "\"output\":{\"outputContentType\":\"application/json\",\"outputBodyJson\":{\"amazon-bedrock-guardrailAction\":\"INTERVENED\","
        "\"completion\":\"Sorry.\"}},\"schemaType\":\"ModelInvocationLog\",\"schemaVersion\":\"1.0\"}\n"
        "{\"timestamp\":\"2026-03-14T09:26:03Z\",\"accountId\":\"111122223333\","
        "\"identity\":{\"arn\":\"arn:aws:sts::111122223333:assumed-role/triage/s-1\"},\"region\":\"eu-central-1\","
        "\"requestId\":\"r-3\",\"operation\":\"Converse\",\"modelId\":\"vendor.model-1-v1:0\","
        "\"input\":{\"inputContentType\":\"application/json\",\"inputBodyJson\":{\"prompt\":\"x\"}},"
        "\"output\":{\"outputContentType\":\"application/json\",\"outputBodyJson\":{\"amazon-bedrock-guardrailAction\":\"NONE\","
        "\"completion\":\"Yes.\"}},\"schemaType\":\"ModelInvocationLog\",\"schemaVersion\":\"1.0\"}\n" },
    },
    "1:1.0 inference at 2026-03-14T09:26:01Z+999999 id=r-1 system=111122223333/eu-central-1 "
    "actor=arn:aws:sts::111122223333:assumed-role/triage/s-1 model-name=vendor.model-1-v1:0 input={\"messages\":[]} "
    "output={\"stopReason\":\"guardrail_intervened\",\"output\":{\"message\":{\"content\":[{\"text\":\"Sorry.\"}]}}} "
    "correlation=r-1\n"
    "1:1.1 guardrail at 2026-03-14T09:26:01Z+999999 id=r-1/guardrail system=111122223333/eu-central-1 "
    "actor=arn:aws:sts::111122223333:assumed-role/triage/s-1 reason=guardrail_intervened target=r-1 -> joined by-id\n"
    "1:2.0 inference at 2026-03-14T09:26:02Z+999999 id=r-2 system=111122223333/eu-central-1 "
    "actor=arn:aws:sts::111122223333:assumed-role/triage/s-1 model-name=vendor.model-1-v1:0 input={\"prompt\":\"x\"} "
    "output={\"amazon-bedrock-guardrailAction\":\"INTERVENED\",\"completion\":\"Sorry.\"} correlation=r-2\n"
    "1:2.1 guardrail at 2026-03-14T09:26:02Z+999999 id=r-2/guardrail system=111122223333/eu-central-1 "
    "actor=arn:aws:sts::111122223333:assumed-role/triage/s-1 reason=INTERVENED target=r-2 -> joined by-id\n"
    "1:3.0 inference at 2026-03-14T09:26:03Z+999999 id=r-3 system=111122223333/eu-central-1 "
    "actor=arn:aws:sts::111122223333:assumed-role/triage/s-1 model-name=vendor.model-1-v1:0 input={\"prompt\":\"x\"} "
    "output={\"amazon-bedrock-guardrailAction\":\"NONE\",\"completion\":\"Yes.\"} correlation=r-3\n",
  },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rc_importers_register_all ();
  mapping_reading_add_tests ("/amazon-mappings", readings, G_N_ELEMENTS (readings));
  return g_test_run ();
}
