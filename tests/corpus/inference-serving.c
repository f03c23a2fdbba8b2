/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "corpus.h"

/*
 * The logs of model servers and their platforms. Records were counted with wc and jq; events are their records, but: a captured answer of
 * SageMaker in CSV has one for each line, one in JSON one for each item of "predictions"; a record of violations one for each; a table of
 * the Azure collector one for each item of "data"; an answer of KServe one for each item of "predictions".
 */
#define ORIGIN "says where the files are from"
#define BODY   "a body that a record of the log points to: no record of a call"
#define TIMES  "44 times are the literal text {%s} of a template: told, and the events have no time"
#define TWICE  "one record stands in the file before as well"
#define MODEL  "what was measured or is watched, over many calls"

#define CAPTURE "sagemaker-data-capture/constructed/credit-endpoint/AllTraffic/2026/03/14/09/"
#define CHECKS  "sagemaker-data-capture/quality_check/"
#define BEDROCK "aws-bedrock/AWSLogs/111122223333/BedrockModelInvocationLogs/eu-central-1/2026/03/14/09/"
#define BLUE    "azure-ml-data-collector/credit-ep/blue/"
#define HOUR    "/2026/03/14/09/7f3c0a1e.jsonl"
#define IRIS    "kserve/blob/default/sklearn-iris/predictor/689b15e7-84a1-4e89-9805-20809efc216d-"

static const CorpusFile files[] = {
  { "sagemaker-data-capture/ORIGIN.md", NULL, 20, 0, 0, 0, 0, ORIGIN },
  { "sagemaker-data-capture/actuals.jsonl", "sagemaker-ground-truth", 44, 44, 0, 0, 0, NULL, "ground-truth 44" },
  { "sagemaker-data-capture/capture.jsonl", "sagemaker-data-capture", 44, 44, 0, 0, 44, TIMES, "inference 44" },
  { "sagemaker-data-capture/captured-data.jsonl", "sagemaker-data-capture", 2, 6, 0, 0, 0, NULL, "inference 6" },
  { "sagemaker-data-capture/constraint_violations.json", "sagemaker-monitor-violations", 1, 7, 0, 0, 0, NULL, "anomaly 7" },
  { "sagemaker-data-capture/constraints.json", "sagemaker-monitor-baseline", 1, 1, 0, 0, 0, MODEL, "other 1" },
  { CAPTURE "26-11-482-6c1e4f0a-6f0e-4f4e-8b59-3f1d2a7c9e10.jsonl", "sagemaker-data-capture", 5, 6, 0, 0, 0, NULL, "inference 6" },
  { CAPTURE "27-02-017-9d5e2b1c-0c5b-4f0f-9f57-5b6a7c8d9e21.jsonl.gz", "gzip", 1, 0, 0, 0, 0, NULL },
  { CAPTURE "27-02-017-9d5e2b1c-0c5b-4f0f-9f57-5b6a7c8d9e21.jsonl.gz!27-02-017-9d5e2b1c-0c5b-4f0f-9f57-5b6a7c8d9e21.jsonl",
    "sagemaker-data-capture", 2, 2, 0, 0, 0, TWICE, "inference 2" },
  { "sagemaker-data-capture/constructed/ground-truth/2026/03/14/10/2610.jsonl", "sagemaker-ground-truth", 2, 2, 0, 0, 0, NULL,
    "ground-truth 2" },
  { CHECKS "data_quality/bad_cases/constraints.json", "sagemaker-monitor-baseline", 1, 1, 0, 0, 0, MODEL, "other 1" },
  { CHECKS "data_quality/good_cases/constraints.json", "sagemaker-monitor-baseline", 1, 1, 0, 0, 0, MODEL, "other 1" },
  { CHECKS "data_quality/statistics.json", "sagemaker-monitor-baseline", 1, 1, 0, 0, 0, MODEL, "other 1" },
  { CHECKS "model_quality/good_cases/constraints.json", "sagemaker-monitor-baseline", 1, 1, 0, 0, 0, MODEL, "other 1" },
  { CHECKS "model_quality/statistics.json", "sagemaker-monitor-baseline", 1, 1, 0, 0, 0, MODEL, "other 1" },
  { "sagemaker-data-capture/statistics.json", "sagemaker-monitor-baseline", 1, 1, 0, 0, 0, MODEL, "other 1" },

  { BEDROCK "20260314T092615482Z_3f9a1c5e7b2d4a60.json.gz", "gzip", 1, 0, 0, 0, 0, NULL },
  { BEDROCK "20260314T092615482Z_3f9a1c5e7b2d4a60.json.gz!20260314T092615482Z_3f9a1c5e7b2d4a60.json", "bedrock-invocation",
    5, 5, 0, 0, 0, NULL, "inference 5" },
  { BEDROCK "data/5a0e0f6e-0005-4a11-8a11-0242ac120002_input.json.gz", "gzip", 1, 0, 0, 0, 0, NULL },
  { BEDROCK "data/5a0e0f6e-0005-4a11-8a11-0242ac120002_input.json.gz!5a0e0f6e-0005-4a11-8a11-0242ac120002_input.json", NULL, 1, 0, 0, 0, 0,
    BODY },
  { "aws-bedrock/ORIGIN.md", NULL, 9, 0, 0, 0, 0, ORIGIN },
  { "aws-bedrock/plain/invocations.jsonl", CORPUS_REPEAT, 5, 0, 0, 0, 0, NULL },

  { "azure-ml-data-collector/ORIGIN.md", NULL, 10, 0, 0, 0, 0, ORIGIN },
  { BLUE "model_inputs" HOUR, "azure-ml-data-collector", 2, 3, 0, 0, 0, NULL, "request-part 3" },
  { BLUE "model_outputs" HOUR, "azure-ml-data-collector", 1, 1, 0, 0, 0, NULL, "inference 1" },
  { BLUE "request" HOUR, "azure-ml-data-collector", 2, 2, 0, 0, 0, NULL, "request-part 2" },
  { BLUE "response" HOUR, "azure-ml-data-collector", 1, 1, 0, 0, 0, NULL, "inference 1" },

  { "azure-openai/ORIGIN.md", NULL, 9, 0, 0, 0, 0, ORIGIN },
  { "azure-openai/request-response.log.jsonl", "azure-openai-diagnostics", 3, 3, 0, 0, 0,
    "two calls of a model, and one that made a thread", "inference 2, other 1" },

  { "vertex-ai/ORIGIN.md", NULL, 8, 0, 0, 0, 0, ORIGIN },
  { "vertex-ai/genai/request_response_logging-000000000000.json.gz", "gzip", 1, 0, 0, 0, 0, NULL },
  { "vertex-ai/genai/request_response_logging-000000000000.json.gz!request_response_logging-000000000000.json", "vertex-generative",
    1, 1, 0, 0, 0, NULL, "inference 1" },
  { "vertex-ai/predict/request_response_logging-000000000000.json", "vertex-predict", 2, 2, 0, 0, 0, NULL, "inference 2" },

  { "kserve/ORIGIN.md", NULL, 9, 0, 0, 0, 0, ORIGIN },
  { IRIS "request.json", "kserve-blob", 1, 1, 0, 0, 0, NULL, "request-part 1" },
  { IRIS "response.json", "kserve-blob", 1, 1, 0, 0, 0, NULL, "inference 1" },
  { "kserve/cloudevents/sklearn-iris.ndjson", "kserve-cloudevents", 2, 3, 0, 0, 0, NULL, "inference 2, request-part 1" },

  { "seldon/ORIGIN.md", NULL, 7, 0, 0, 0, 0, ORIGIN },
  { "seldon/model-test.ndjson", "seldon-cloudevents", 2, 2, 0, 0, 0, NULL, "inference 1, request-part 1" },

  { "serving-text-logs/ORIGIN.md", NULL, 10, 0, 0, 0, 0, ORIGIN },
  { "serving-text-logs/bentoml/prediction.log.jsonl", "bentoml-monitor", 2, 2, 0, 0, 0, "values without a role", "other 2" },
  { "serving-text-logs/torchserve/access_log.log", "torchserve-access", 2, 2, 0, 0, 0, NULL, "inference 2" },
  { "serving-text-logs/triton/trace.json", "triton-trace", 2, 2, 0, 0, 0, "an array of two fragments", "inference 1, other 1" },
  { "serving-text-logs/vllm/server.log", "vllm-server", 2, 2, 0, 0, 0, "the request, and the line of the HTTP server",
    "other 1, request-part 1" },
};

static const char * const parts[] = {
  "sagemaker-data-capture", "aws-bedrock", "azure-ml-data-collector", "azure-openai", "vertex-ai", "kserve", "seldon",
  "serving-text-logs", NULL,
};

const CorpusTable corpus_table = { "inference", files, G_N_ELEMENTS (files), parts };
