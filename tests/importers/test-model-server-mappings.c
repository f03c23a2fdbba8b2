/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/importers.h"
#include "mapping-reading.h"

/* What the built-in mappings for model servers read: a sample of each format, and its traps. All is made up. */

static const MappingReading readings[] = {
  {
    "kserve/answer-before-the-request",
    {
      { "ce.ndjson", "kserve-cloudevents",
        "{\"specversion\":\"1.0\",\"type\":\"org.kubeflow.serving.inference.response\",\"source\":\"http://localhost:9081/\","
        "\"id\":\"k-1\",\"time\":\"2023-04-05T07:39:53.505997782Z\",\"component\":\"predictor\",\"endpoint\":\"\","
        "\"inferenceservicename\":\"iris\",\"namespace\":\"default\",\"traceparent\":\"00-response\","
        "\"data\":{\"predictions\":[1,2]}}\n"
        "{\"specversion\":\"1.0\",\"type\":\"org.kubeflow.serving.inference.request\",\"source\":\"http://localhost:9081/\","
        "\"id\":\"k-1\",\"time\":\"2023-04-05T07:39:53.501752983Z\",\"component\":\"predictor\",\"endpoint\":\"\","
        "\"inferenceservicename\":\"iris\",\"namespace\":\"default\",\"traceparent\":\"00-request\",\"data\":\"{\\\"instances\\\": "
        "[[6.8],[6.0]]}\",\"datacontenttype\":\"application/x-www-form-urlencoded\"}\n"
        "{\"specversion\":\"1.0\",\"type\":\"org.kubeflow.serving.inference.response\",\"source\":\"http://localhost:9081/\","
        "\"id\":\"k-2\",\"time\":\"2023-04-05T07:40:53.5Z\",\"component\":\"predictor\",\"endpoint\":\"\","
        "\"inferenceservicename\":\"iris\",\"namespace\":\"default\",\"traceparent\":\"00-response\",\"data\":\"{\\\"predictions\\\": "
        "[3]}\"}\n"
        "{\"specversion\":\"1.0\",\"type\":\"org.kubeflow.serving.inference.response\",\"source\":\"http://localhost:9081/\","
        "\"id\":\"k-3\",\"time\":\"2023-04-05T07:41:53.5Z\",\"component\":\"predictor\",\"endpoint\":\"\","
        "\"inferenceservicename\":\"iris\",\"namespace\":\"default\",\"traceparent\":\"00-response\",\"data\":\"free text\"}\n" },
    },
    "1:1.1 inference at 2023-04-05T07:39:53.505997Z+0 id=k-1/1 system=default endpoint=iris output=1 correlation=k-1\n"
    "1:1.2 inference at 2023-04-05T07:39:53.505997Z+0 id=k-1/2 system=default endpoint=iris output=2 correlation=k-1\n"
    "1:2.0 request-part at 2023-04-05T07:39:53.501752Z+0 id=k-1/request system=default endpoint=iris input={\"instances\": "
    "[[6.8],[6.0]]} correlation=k-1 -> joined by-correlation\n"
    "1:3.1 inference at 2023-04-05T07:40:53.500Z+99999 id=k-2 system=default endpoint=iris output=3 correlation=k-2\n"
    "1:4.0 inference at 2023-04-05T07:41:53.500Z+99999 id=k-3 system=default endpoint=iris output=free text correlation=k-3\n",
  },
  {
    "kserve/files-without-a-time",
    {
      { "default/iris/predictor/k-1-request.json", "kserve-blob",
        "[{\"Url\":{\"Scheme\":\"s3\",\"Host\":\"logs\"},\"Bytes\":\"eyJpbnN0YW5jZXMiOltbMV1dfQ==\","
        "\"ContentType\":\"application/json\",\"ReqType\":\"org.kubeflow.serving.inference.request\",\"Id\":\"k-1\","
        "\"InferenceService\":\"iris\",\"Namespace\":\"default\",\"Component\":\"predictor\",\"Endpoint\":\"\","
        "\"Annotations\":{\"model/version\":\"3\"},\"TlsSkipVerify\":false}]" },
      { "default/iris/predictor/k-1-response.json", "kserve-blob",
        "[{\"Url\":{\"Scheme\":\"s3\",\"Host\":\"logs\"},\"Bytes\":\"eyJwcmVkaWN0aW9ucyI6WzFdfQ==\","
        "\"ContentType\":\"application/json\",\"ReqType\":\"org.kubeflow.serving.inference.response\",\"Id\":\"k-1\","
        "\"InferenceService\":\"iris\",\"Namespace\":\"default\",\"Component\":\"predictor\",\"Endpoint\":\"\","
        "\"Annotations\":{\"model/version\":\"3\"},\"TlsSkipVerify\":false}]" },
    },
    "1:1.0 request-part system=default endpoint=iris model-version=3 input={\"instances\":[[1]]} correlation=k-1 -> joined "
    "by-correlation\n"
    "2:1.0 inference system=default endpoint=iris model-version=3 output={\"predictions\":[1]} correlation=k-1\n",
  },
  {
    "seldon/ids-differ",
    {
      { "s.ndjson", "seldon-cloudevents",
        "{\"specversion\":\"1.0\",\"type\":\"io.seldon.serving.inference.request\",\"source\":\"http://:8000/\",\"id\":\"a\","
        "\"time\":\"2022-08-16T22:38:13.447502807Z\",\"requestid\":\"q-1\",\"modelid\":\"m-predictor\","
        "\"inferenceservicename\":\"m\",\"namespace\":\"ws\",\"endpoint\":\"predictor\",\"data\":{\"data\":{\"ndarray\":[[2,1]]}}}\n"
        "{\"specversion\":\"1.0\",\"type\":\"io.seldon.serving.inference.response\",\"source\":\"http://:8000/\",\"id\":\"b\","
        "\"time\":\"2022-08-16T22:38:13.447502807Z\",\"requestid\":\"q-1\",\"modelid\":\"m-predictor\","
        "\"inferenceservicename\":\"m\",\"namespace\":\"ws\",\"endpoint\":\"predictor\",\"data\":{\"data\":{\"ndarray\":[[0.25]]},"
        "\"meta\":{\"requestPath\":{\"m-predictor\":\"registry.example/m:1.0.0\"}}}}\n"
        "{\"specversion\":\"1.0\",\"type\":\"io.seldon.serving.inference.outlier\",\"source\":\"http://:8000/\",\"id\":\"c\","
        "\"time\":\"2022-08-16T22:38:13.447502807Z\",\"requestid\":\"q-1\",\"modelid\":\"m-predictor\","
        "\"inferenceservicename\":\"m\",\"namespace\":\"ws\",\"endpoint\":\"predictor\",\"data\":{\"data\":{\"is_outlier\":[1]}}}\n"
        "{\"specversion\":\"1.0\",\"type\":\"io.seldon.serving.feedback\",\"source\":\"http://:8000/\",\"id\":\"d\","
        "\"time\":\"2022-08-16T22:38:13.447502807Z\",\"requestid\":\"q-1\",\"modelid\":\"m-predictor\","
        "\"inferenceservicename\":\"m\",\"namespace\":\"ws\",\"endpoint\":\"predictor\",\"data\":{\"reward\":1}}\n" },
    },
    "1:1.0 request-part at 2022-08-16T22:38:13.447502Z+0 id=a system=ws endpoint=m model-name=m-predictor "
    "input={\"data\":{\"ndarray\":[[2,1]]}} correlation=q-1 -> joined by-correlation\n"
    "1:2.0 inference at 2022-08-16T22:38:13.447502Z+0 id=b system=ws endpoint=m model-name=m-predictor "
    "output={\"data\":{\"ndarray\":[[0.25]]},\"meta\":{\"requestPath\":{\"m-predictor\":\"registry.example/m:1.0.0\"}}} "
    "correlation=q-1 model-image=registry.example/m:1.0.0\n"
    "1:3.0 anomaly at 2022-08-16T22:38:13.447502Z+0 id=c system=ws endpoint=m model-name=m-predictor "
    "output={\"data\":{\"is_outlier\":[1]}} target=q-1 -> joined by-correlation\n"
    "1:4.0 feedback at 2022-08-16T22:38:13.447502Z+0 id=d system=ws endpoint=m model-name=m-predictor output={\"reward\":1} "
    "target=q-1 -> joined by-correlation\n",
  },
  {
    "seldon/headers-of-any-case",
    {
      { "h.jsonl", "cloudevents-headers",
        "{\"ce-specversion\":\"1.0\",\"ce-id\":\"a\",\"ce-type\":\"io.seldon.serving.inference.request\","
        "\"ce-time\":\"2022-08-16T22:38:13Z\",\"ce-requestid\":\"q-1\",\"ce-modelid\":\"m\",\"ce-inferenceservicename\":\"svc\","
        "\"ce-namespace\":\"ws\",\"data\":{\"inputs\":[1]}}\n"
        "{\"Ce-Specversion\":\"1.0\",\"Ce-Id\":\"b\",\"Ce-Type\":\"io.seldon.serving.inference.response\","
        "\"Ce-Time\":\"2022-08-16T22:38:13Z\",\"Ce-Requestid\":\"q-1\",\"Ce-Modelid\":\"m\",\"Ce-Inferenceservicename\":\"svc\","
        "\"Ce-Namespace\":\"ws\",\"data\":{\"outputs\":[2]}}\n"
        "{\"headers\":{\"CE-Specversion\":\"1.0\",\"CE-Id\":\"c\",\"CE-Type\":\"io.seldon.serving.inference.request\","
        "\"CE-Time\":\"2022-08-16T22:38:13Z\",\"CE-Requestid\":\"q-2\",\"CE-Modelid\":\"m\",\"CE-Inferenceservicename\":\"svc\","
        "\"CE-Namespace\":\"ws\"},\"body\":\"x\"}\n"
        "{\"headers\":{\"Ce-Specversion\":\"1.0\",\"Ce-Id\":\"d\",\"Ce-Type\":\"io.seldon.serving.inference.response\","
        "\"Ce-Time\":\"2022-08-16T22:38:13Z\",\"Ce-Requestid\":\"q-2\",\"Ce-Modelid\":\"m\",\"Ce-Inferenceservicename\":\"svc\","
        "\"Ce-Namespace\":\"ws\"},\"body\":\"y\"}\n" },
    },
    "1:1.0 request-part at 2022-08-16T22:38:13Z+999999 id=a/request system=ws endpoint=svc model-name=m input={\"inputs\":[1]} "
    "correlation=q-1 -> joined by-correlation\n"
    "1:2.0 inference at 2022-08-16T22:38:13Z+999999 id=b system=ws endpoint=svc model-name=m output={\"outputs\":[2]} "
    "correlation=q-1\n"
    "1:3.0 request-part at 2022-08-16T22:38:13Z+999999 id=c/request system=ws endpoint=svc model-name=m input=x correlation=q-2 -> "
    "joined by-correlation\n"
    "1:4.0 inference at 2022-08-16T22:38:13Z+999999 id=d system=ws endpoint=svc model-name=m output=y correlation=q-2\n",
  },
  {
    "texts/triton-fragments",
    {
      { "t.json", "triton-trace",
        "[{\"id\":1,\"model_name\":\"credit\",\"model_version\":3,\"request_id\":\"loan-172\"},\n"
        "{\"id\":1,\"timestamps\":[{\"name\":\"REQUEST_START\",\"ns\":2259961222771924},{\"name\":\"REQUEST_END\","
        "\"ns\":2259961222771999}]},{\"id\":2,\"parent_id\":1,\"model_name\":\"credit\",\"model_version\":-1,\"request_id\":\"\"}]" },
    },
    "1:1.0 inference id=evidence/t.json/1 model-name=credit model-version=3 correlation=loan-172 trace=evidence/t.json/1\n"
    "1:2.0 other trace=evidence/t.json/1\n"
    "1:3.0 inference id=evidence/t.json/2 model-name=credit trace=evidence/t.json/2 parent=evidence/t.json/1 model-alias=-1\n",
  },
  {
    "texts/torchserve",
    {
      { "a.log", "torchserve-access",
        "2026-03-14 09:26:11,482 [INFO ] W-9000-credit_1.0 ACCESS_LOG - /127.0.0.1:64003 \"POST /predictions/credit/1.0 HTTP/1.1\" 200 "
        "118\r\n"
        "2026-03-14 09:26:12,001 [INFO ] W-9000-credit_1.0 ACCESS_LOG - /127.0.0.1:64004 \"POST /predictions/credit HTTP/1.1\" 503 0\n"
        "2026-03-14 09:26:13,001 [INFO ] t-1 ACCESS_LOG - /127.0.0.1:64005 \"GET /ping HTTP/1.1\" 200 0\n"
        "2026-03-14 09:26:14,001 [INFO ] t-1 ACCESS_LOG - /127.0.0.1:64005 \"POST /predictions/cr" },
    },
    "1:1.0 inference at 2026-03-13T09:26:11.482Z+172800000999 model-name=credit model-version=1.0 status=200 latency=118\n"
    "1:2.0 inference at 2026-03-13T09:26:12.001Z+172800000999 model-name=credit status=503 latency=0\n"
    "1:3.0 other at 2026-03-13T09:26:13.001Z+172800000999 status=200 latency=0\n"
    "1|4|344|unreadable-record|a line of the form that the mapping describes|2026-03-14 09:26:14,001 …\n",
  },
  {
    "texts/vllm",
    {
      { "server.log", "vllm-server",
        "INFO 03-14 09:26:10 [metrics.py:295] Avg prompt throughput: 1 tokens/s\n"
        "INFO 03-14 09:26:11 [logger.py:42] Received request cmpl-1: prompt: 'Classify claim 4711.', params: SamplingParams(n=1, "
        "temperature=0.0), prompt_token_ids: None, lora_request: None.\n"
        "INFO:     10.0.0.7:52114 - \"POST /v1/completions HTTP/1.1\" 200 OK\n"
        "INFO 03-14 09:26:12 [logger.py:42] Received request cmpl-2: prompt: 'Cla\n" },
    },
    "1:2.0 request-part id=cmpl-1 input='Classify claim 4711.' correlation=cmpl-1 -> half\n"
    "1:3.0 other status=200 OK\n"
    "1|4|319|unreadable-record|a line of the form that the mapping describes|INFO 03-14 09:26:12 [log…\n",
  },
  {
    "texts/bentoml",
    {
      { "m.jsonl", "bentoml-monitor",
        "{\"timestamp\":\"2026-03-14T09:26:11.482113\",\"request_id\":\"13210927312341234987\",\"name\":\"input\",\"type\":\"numpy\","
        "\"value\":[[35,1]]}\n"
        "{\"timestamp\":\"2026-03-14T09:26:11.482990\",\"request_id\":\"13210927312341234987\",\"name\":\"score\","
        "\"type\":\"numerical\",\"value\":0.8412}\n"
        "{\"timestamp\":\"2026-03-14T09:26:11.482990\",\"request_id\":\"7\",\"name\":\"age\",\"type\":\"numerical\","
        "\"role\":\"feature\",\"value\":35}\n"
        "{\"timestamp\":\"2026-03-14T09:26:11.482990\",\"request_id\":\"7\",\"name\":\"score\",\"type\":\"numerical\","
        "\"role\":\"prediction\",\"value\":0.1}\n"
        "{\"timestamp\":\"2026-03-14T09:26:11.482990\",\"request_id\":\"7\",\"name\":\"label\",\"type\":\"numerical\","
        "\"role\":\"target\",\"value\":0}\n" },
    },
    "1:1.0 other at 2026-03-13T09:26:11.482113Z+172800000000 output=[[35,1]] metric=input correlation=13210927312341234987\n"
    "1:2.0 other at 2026-03-13T09:26:11.482990Z+172800000000 output=0.8412 metric=score correlation=13210927312341234987\n"
    "1:3.0 request-part at 2026-03-13T09:26:11.482990Z+172800000000 input=35 metric=age correlation=7 -> joined by-correlation\n"
    "1:4.0 inference at 2026-03-13T09:26:11.482990Z+172800000000 output=0.1 metric=score correlation=7\n"
    "1:5.0 ground-truth at 2026-03-13T09:26:11.482990Z+172800000000 output=0 target=7 metric=label -> joined by-correlation\n",
  },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rc_importers_register_all ();
  mapping_reading_add_tests ("/model-server-mappings", readings, G_N_ELEMENTS (readings));
  return g_test_run ();
}
