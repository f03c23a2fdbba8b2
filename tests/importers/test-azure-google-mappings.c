/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/importers.h"
#include "mapping-reading.h"

/* What the built-in mappings for Azure and Vertex AI read: a sample of each format, and its traps. All is made up. */

static const MappingReading readings[] = {
  {
    "azure-ml/halves-and-versions",
    {
      { "1.jsonl", "azure-ml-data-collector",
        "{\"specversion\":\"1.0\",\"id\":\"i-1\",\"source\":\"/subscriptions/b/resourceGroups/rg1/providers/Microsoft.MachineLearningSe"
        "rvices/workspaces/ws1/onlineEndpoints/credit-ep/deployments/blue\",\"type\":\"azureml.inference.model_inputs\","
        "\"datacontenttype\":\"application/json\",\"time\":\"2026-03-14T09:26:11Z\",\"data\":[{\"AGE\":54}],"
        "\"modelversion\":\"default\",\"collectdatatype\":\"pandas.core.frame.DataFrame\",\"correlationid\":\"c-1\","
        "\"xrequestid\":\"c-1\"}\n"
        "{\"specversion\":\"1.0\",\"id\":\"i-2\",\"source\":\"/subscriptions/b/resourceGroups/rg1/providers/Microsoft.MachineLearningSe"
        "rvices/workspaces/ws1/onlineEndpoints/credit-ep/deployments/blue\",\"type\":\"azureml.inference.model_inputs\","
        "\"datacontenttype\":\"application/json\",\"time\":\"2026-03-14T09:26:11Z\",\"data\":[{\"AGE\":22}],\"modelversion\":\"7\","
        "\"collectdatatype\":\"pandas.core.frame.DataFrame\",\"correlationid\":\"c-2\",\"xrequestid\":\"c-2\"}\n" },
      { "2.jsonl", "azure-ml-data-collector",
        "{\"specversion\":\"1.0\",\"id\":\"o-1\",\"source\":\"/subscriptions/b/resourceGroups/rg1/providers/Microsoft.MachineLearningSe"
        "rvices/workspaces/ws1/onlineEndpoints/credit-ep/deployments/blue\",\"type\":\"azureml.inference.model_outputs\","
        "\"datacontenttype\":\"application/json\",\"time\":\"2026-03-14T09:26:11Z\",\"data\":[{\"score\":0.1}],"
        "\"modelversion\":\"default\",\"collectdatatype\":\"pandas.core.frame.DataFrame\",\"correlationid\":\"c-1\","
        "\"xrequestid\":\"c-1\"}\n"
        "{\"specversion\":\"1.0\",\"id\":\"o-2\",\"source\":\"/subscriptions/b/resourceGroups/rg1/providers/Microsoft.MachineLearningSe"
        "rvices/workspaces/ws1/onlineEndpoints/credit-ep/deployments/blue\",\"type\":\"azureml.inference.model_outputs\","
        "\"datacontenttype\":\"application/json\",\"time\":\"2026-03-14T09:26:11Z\",\"data\":[{\"score\":0.2}],"
        "\"modelversion\":\"7\",\"collectdatatype\":\"pandas.core.frame.DataFrame\",\"correlationid\":\"c-2\",\"xrequestid\":\"c-2\"}\n" },
    },
    "1:1.1 request-part at 2026-03-14T09:26:11Z+999999 id=i-1 system=ws1 endpoint=credit-ep/blue input={\"AGE\":54} "
    "correlation=c-1 model-alias=default -> joined by-correlation\n"
    "1:2.1 request-part at 2026-03-14T09:26:11Z+999999 id=i-2 system=ws1 endpoint=credit-ep/blue model-version=7 "
    "input={\"AGE\":22} correlation=c-2 -> joined by-correlation\n"
    "2:1.1 inference at 2026-03-14T09:26:11Z+999999 id=o-1 system=ws1 endpoint=credit-ep/blue output={\"score\":0.1} "
    "correlation=c-1 model-alias=default\n"
    "2:2.1 inference at 2026-03-14T09:26:11Z+999999 id=o-2 system=ws1 endpoint=credit-ep/blue model-version=7 "
    "output={\"score\":0.2} correlation=c-2\n",
  },
  {
    "azure-ml/batch-and-constant-correlation",
    {
      { "1.jsonl", "azure-ml-data-collector",
        "{\"specversion\":\"1.0\",\"id\":\"i-1\",\"source\":\"/subscriptions/b/resourceGroups/rg1/providers/Microsoft.MachineLearningSe"
        "rvices/workspaces/ws1/onlineEndpoints/credit-ep/deployments/blue\",\"type\":\"azureml.inference.model_inputs\","
        "\"datacontenttype\":\"application/json\",\"time\":\"2026-03-14T09:26:11Z\",\"data\":[{\"AGE\":54},{\"AGE\":22}],"
        "\"collectdatatype\":\"pandas.core.frame.DataFrame\",\"correlationid\":\"c-1\",\"xrequestid\":\"c-1\"}\n"
        "{\"specversion\":\"1.0\",\"id\":\"i-2\",\"source\":\"/subscriptions/b/resourceGroups/rg1/providers/Microsoft.MachineLearningSe"
        "rvices/workspaces/ws1/onlineEndpoints/credit-ep/deployments/blue\",\"type\":\"azureml.inference.model_inputs\","
        "\"datacontenttype\":\"application/json\",\"time\":\"2026-03-14T09:26:11Z\",\"data\":[{\"AGE\":1}],"
        "\"collectdatatype\":\"pandas.core.frame.DataFrame\",\"correlationid\":\"test\",\"xrequestid\":\"test\"}\n"
        "{\"specversion\":\"1.0\",\"id\":\"i-3\",\"source\":\"/subscriptions/b/resourceGroups/rg1/providers/Microsoft.MachineLearningSe"
        "rvices/workspaces/ws1/onlineEndpoints/credit-ep/deployments/blue\",\"type\":\"azureml.inference.model_inputs\","
        "\"datacontenttype\":\"application/json\",\"time\":\"2026-03-14T09:26:11Z\",\"data\":[{\"AGE\":2}],"
        "\"collectdatatype\":\"pandas.core.frame.DataFrame\",\"correlationid\":\"test\",\"xrequestid\":\"test\"}\n" },
      { "2.jsonl", "azure-ml-data-collector",
        "{\"specversion\":\"1.0\",\"id\":\"o-1\",\"source\":\"/subscriptions/b/resourceGroups/rg1/providers/Microsoft.MachineLearningSe"
        "rvices/workspaces/ws1/onlineEndpoints/credit-ep/deployments/blue\",\"type\":\"azureml.inference.model_outputs\","
        "\"datacontenttype\":\"application/json\",\"time\":\"2026-03-14T09:26:11Z\",\"data\":[{\"score\":0.1},{\"score\":0.2}],"
        "\"collectdatatype\":\"pandas.core.frame.DataFrame\",\"correlationid\":\"c-1\",\"xrequestid\":\"c-1\"}\n"
        "{\"specversion\":\"1.0\",\"id\":\"o-2\",\"source\":\"/subscriptions/b/resourceGroups/rg1/providers/Microsoft.MachineLearningSe"
        "rvices/workspaces/ws1/onlineEndpoints/credit-ep/deployments/blue\",\"type\":\"azureml.inference.model_outputs\","
        "\"datacontenttype\":\"application/json\",\"time\":\"2026-03-14T09:26:11Z\",\"data\":[{\"score\":0.3}],"
        "\"collectdatatype\":\"pandas.core.frame.DataFrame\",\"correlationid\":\"test\",\"xrequestid\":\"test\"}\n" },
    },
    "1:1.1 request-part at 2026-03-14T09:26:11Z+999999 id=i-1/1 system=ws1 endpoint=credit-ep/blue input={\"AGE\":54} "
    "correlation=c-1 -> joined by-correlation\n"
    "1:1.2 request-part at 2026-03-14T09:26:11Z+999999 id=i-1/2 system=ws1 endpoint=credit-ep/blue input={\"AGE\":22} "
    "correlation=c-1 -> joined by-correlation\n"
    "1:2.1 request-part at 2026-03-14T09:26:11Z+999999 id=i-2 system=ws1 endpoint=credit-ep/blue input={\"AGE\":1} "
    "correlation=test -> ambiguous\n"
    "1:3.1 request-part at 2026-03-14T09:26:11Z+999999 id=i-3 system=ws1 endpoint=credit-ep/blue input={\"AGE\":2} "
    "correlation=test -> ambiguous\n"
    "2:1.1 inference at 2026-03-14T09:26:11Z+999999 id=o-1/1 system=ws1 endpoint=credit-ep/blue output={\"score\":0.1} "
    "correlation=c-1\n"
    "2:1.2 inference at 2026-03-14T09:26:11Z+999999 id=o-1/2 system=ws1 endpoint=credit-ep/blue output={\"score\":0.2} "
    "correlation=c-1\n"
    "2:2.1 inference at 2026-03-14T09:26:11Z+999999 id=o-2 system=ws1 endpoint=credit-ep/blue output={\"score\":0.3} "
    "correlation=test\n",
  },
  {
    "azure-ml/payload-and-body-elsewhere",
    {
      { "1.jsonl", "azure-ml-data-collector",
        "{\"specversion\":\"1.0\",\"id\":\"i-1\",\"source\":\"/subscriptions/b/resourceGroups/rg1/providers/Microsoft.MachineLearningSe"
        "rvices/workspaces/ws1/onlineEndpoints/credit-ep/deployments/blue\",\"type\":\"azureml.inference.request\","
        "\"datacontenttype\":\"application/json\",\"time\":\"2026-03-14T09:26:11Z\",\"data\":{\"data\":[[54,1]],\"more\":1},"
        "\"correlationid\":\"c-1\",\"xrequestid\":\"c-1\"}\n"
        "{\"specversion\":\"1.0\",\"id\":\"i-2\",\"source\":\"/subscriptions/b/resourceGroups/rg1/providers/Microsoft.MachineLearningSe"
        "rvices/workspaces/ws1/onlineEndpoints/credit-ep/deployments/blue\",\"type\":\"azureml.inference.request\","
        "\"datacontenttype\":\"application/json\",\"time\":\"2026-03-14T09:26:11Z\",\"data\":\"https://store.example/modeldata/i-2\","
        "\"datainblob\":\"true\"}\n"
        "{\"specversion\":\"1.0\",\"id\":\"i-3\",\"source\":\"/subscriptions/b/resourceGroups/rg1/providers/Microsoft.MachineLearningSe"
        "rvices/workspaces/ws1/onlineEndpoints/credit-ep/deployments/blue\",\"type\":\"azureml.inference.model_inputs\","
        "\"datacontenttype\":\"application/json\",\"time\":\"2026-03-14T09:26:11Z\",\"data\":\"https://store.example/modeldata/i-3\","
        "\"datainblob\":\"true\",\"collectdatatype\":\"pandas.core.frame.DataFrame\",\"correlationid\":\"c-3\","
        "\"xrequestid\":\"c-3\"}\n"
        "{\"specversion\":\"1.0\",\"id\":\"o-1\",\"source\":\"/subscriptions/b/resourceGroups/rg1/providers/Microsoft.MachineLearningSe"
        "rvices/workspaces/ws1/onlineEndpoints/credit-ep/deployments/blue\",\"type\":\"azureml.inference.response\","
        "\"datacontenttype\":\"application/json\",\"time\":\"2026-03-14T09:26:11Z\",\"data\":[0.1],\"correlationid\":\"c-1\","
        "\"xrequestid\":\"c-1\"}\n"
        "{\"specversion\":\"1.0\",\"id\":\"x-1\",\"source\":\"/subscriptions/b/resourceGroups/rg1/providers/Microsoft.MachineLearningSe"
        "rvices/workspaces/ws1/onlineEndpoints/credit-ep/deployments/blue\",\"type\":\"azureml.inference.own_collection\","
        "\"datacontenttype\":\"application/json\",\"time\":\"2026-03-14T09:26:11Z\",\"data\":[{\"a\":1}],\"correlationid\":\"c-9\","
        "\"xrequestid\":\"c-9\"}\n" },
    },
    "1:1.0 request-part at 2026-03-14T09:26:11Z+999999 id=i-1 system=ws1 endpoint=credit-ep/blue input={\"data\":[[54,1]],"
    "\"more\":1} correlation=c-1/payload -> joined by-correlation\n"
    "1:2.0 request-part at 2026-03-14T09:26:11Z+999999 id=i-2 system=ws1 endpoint=credit-ep/blue "
    "input=https://store.example/modeldata/i-2 -> none\n"
    "1:3.0 request-part at 2026-03-14T09:26:11Z+999999 id=i-3 system=ws1 endpoint=credit-ep/blue "
    "input=https://store.example/modeldata/i-3 correlation=c-3 -> half\n"
    "1:4.0 inference at 2026-03-14T09:26:11Z+999999 id=o-1 system=ws1 endpoint=credit-ep/blue output=[0.1] correlation=c-1/payload\n"
    "1:5.0 other at 2026-03-14T09:26:11Z+999999 id=x-1 system=ws1 endpoint=credit-ep/blue output=[{\"a\":1}] correlation=c-9\n",
  },
  {
    "azure-openai/properties-in-two-forms",
    {
      { "PT1H.json", "azure-openai-diagnostics",
        "{\"callerIpAddress\":\"192.0.2.***\",\"category\":\"RequestResponse\",\"correlationId\":\"k-1\",\"durationMs\":102,"
        "\"event\":\"ShoeboxCallResult\",\"operationName\":\"ChatCompletions_Create\","
        "\"properties\":{\"requestTime\":638515262815394150,\"responseTime\":638515262825606520,\"objectId\":\"\","
        "\"modelDeploymentName\":\"pilot\",\"modelName\":\"gpt-35-turbo\",\"modelVersion\":\"0301\"},"
        "\"resourceId\":\"/SUBSCRIPTIONS/1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.COGNITIVESERVICES/ACCOUNTS/BANK-AI\","
        "\"resultSignature\":\"200\",\"time\":\"2026-04-08T12:23:02.4350000Z\"}\n"
        "{\"callerIpAddress\":\"192.0.2.***\",\"category\":\"RequestResponse\",\"correlationId\":\"k-1\",\"durationMs\":-1021,"
        "\"event\":\"ShoeboxCallResult\",\"operationName\":\"ChatCompletions_Create\","
        "\"properties\":\"{\\\"requestTime\\\":638515262815394150,\\\"responseTime\\\":638515262825606520,\\\"objectId\\\":\\\"\\\","
        "\\\"modelDeploymentName\\\":\\\"pilot\\\",\\\"modelName\\\":\\\"gpt-35-turbo\\\",\\\"modelVersion\\\":\\\"0301\\\"}\","
        "\"resourceId\":\"/SUBSCRIPTIONS/1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.COGNITIVESERVICES/ACCOUNTS/BANK-AI\","
        "\"resultSignature\":\"200\",\"time\":\"2026-04-08T12:23:02.4350000Z\"}\n"
        "{\"callerIpAddress\":\"192.0.2.***\",\"category\":\"RequestResponse\",\"correlationId\":\"k-1\",\"durationMs\":102,"
        "\"event\":\"ShoeboxCallResult\",\"operationName\":\"Create_Thread\","
        "\"properties\":\"{\\\"requestTime\\\":638481757794854611,\\\"objectId\\\":\\\"o-7\\\"}\","
        "\"resourceId\":\"/SUBSCRIPTIONS/1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.COGNITIVESERVICES/ACCOUNTS/BANK-AI\","
        "\"resultSignature\":\"200\",\"time\":\"2026-04-08T12:23:02.4350000Z\"}\n"
        "{\"callerIpAddress\":\"192.0.2.***\",\"category\":\"RequestResponse\",\"correlationId\":\"k-1\",\"durationMs\":102,"
        "\"event\":\"ShoeboxCallResult\",\"operationName\":\"ChatCompletions_Create\",\"properties\":\"{broken\","
        "\"resourceId\":\"/SUBSCRIPTIONS/1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.COGNITIVESERVICES/ACCOUNTS/BANK-AI\","
        "\"resultSignature\":\"429\",\"time\":\"2026-04-08T12:23:02.4350000Z\"}\n"
        "{\"callerIpAddress\":\"192.0.2.***\",\"category\":\"Audit\",\"correlationId\":\"k-1\",\"durationMs\":102,"
        "\"event\":\"ShoeboxCallResult\",\"operationName\":\"Audit thing\",\"properties\":{},"
        "\"resourceId\":\"/SUBSCRIPTIONS/1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.COGNITIVESERVICES/ACCOUNTS/BANK-AI\","
        "\"resultSignature\":\"200\",\"time\":\"2026-04-08T12:23:02.4350000Z\"}\n" },
    },
    "1:1.0 inference at 2026-04-08T12:23:02.435Z+0 system=BANK-AI endpoint=pilot model-name=gpt-35-turbo model-version=0301 "
    "status=200 latency=102 correlation=k-1\n"
    "1:2.0 inference at 2026-04-08T12:23:02.435Z+0 system=BANK-AI endpoint=pilot model-name=gpt-35-turbo model-version=0301 "
    "status=200 latency=-1021 correlation=k-1\n"
    "1:3.0 other at 2026-04-08T12:23:02.435Z+0 system=BANK-AI actor=o-7 status=200 latency=102 correlation=k-1\n"
    "1:4.0 inference at 2026-04-08T12:23:02.435Z+0 system=BANK-AI status=429 latency=102 correlation=k-1\n"
    "1:5.0 access at 2026-04-08T12:23:02.435Z+0 system=BANK-AI status=200 latency=102 correlation=k-1\n"
    "1|4|1635|payload-unreadable|a text that is JSON|{broken\n",
  },
  {
    "azure-openai/gateway",
    {
      { "PT1H.json", "azure-api-management",
        "{\"time\":\"2026-03-14T09:26:11.1234567Z\",\"category\":\"GatewayLogs\","
        "\"operationName\":\"Microsoft.ApiManagement/GatewayLogs\",\"durationMs\":77,\"correlationId\":\"k-1\","
        "\"properties\":{\"apiId\":\"ai\",\"backendUrl\":\"https://bank.openai.azure.com/openai/deployments/pilot/chat/completions?api-"
        "version=1\",\"responseCode\":200,\"backendRequestBody\":\"{\\\"messages\\\":[]}\","
        "\"backendResponseBody\":\"{\\\"choices\\\":[]}\"},\"resourceId\":\"/SUBSCRIPTIONS/1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.APIM"
        "ANAGEMENT/SERVICE/GATE\"}\n"
        "{\"time\":\"2026-03-14T09:26:11.1234567Z\",\"category\":\"GatewayLogs\","
        "\"operationName\":\"Microsoft.ApiManagement/GatewayLogs\",\"durationMs\":77,\"correlationId\":\"k-1\","
        "\"properties\":{\"apiId\":\"ai\",\"backendUrl\":\"https://bank.openai.azure.com/openai/deployments/pilot/chat/completions?api-"
        "version=1\",\"responseCode\":200,\"lastErrorReason\":\"BackendConnectionFailure\"},"
        "\"resourceId\":\"/SUBSCRIPTIONS/1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.APIMANAGEMENT/SERVICE/GATE\"}\n"
        "{\"time\":\"2026-03-14T09:26:11.1234567Z\",\"category\":\"GatewayLogs\","
        "\"operationName\":\"Microsoft.ApiManagement/GatewayLogs\",\"durationMs\":77,\"correlationId\":\"k-1\","
        "\"properties\":{\"apiId\":\"ai\",\"backendUrl\":\"https://orders.example/v1\",\"responseCode\":200},"
        "\"resourceId\":\"/SUBSCRIPTIONS/1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.APIMANAGEMENT/SERVICE/GATE\"}\n" },
    },
    "1:1.0 inference at 2026-03-14T09:26:11.123456Z+0 system=GATE endpoint=pilot input={\"messages\":[]} output={\"choices\":[]} "
    "status=200 latency=77 correlation=k-1\n"
    "1:2.0 inference at 2026-03-14T09:26:11.123456Z+0 system=GATE endpoint=pilot status=200 latency=77 correlation=k-1 "
    "error=BackendConnectionFailure\n"
    "1:3.0 access at 2026-03-14T09:26:11.123456Z+0 system=GATE endpoint=ai status=200 latency=77 correlation=k-1\n",
  },
  {
    "vertex/predict",
    {
      { "p-000000000000.json", "vertex-predict",
        "{\"endpoint\":\"projects/1/locations/eu/endpoints/4711\",\"deployed_model_id\":\"8290613112345\","
        "\"logging_time\":\"2026-03-14 09:26:11.482113 UTC\",\"request_id\":\"5374205265901353985\","
        "\"request_payload\":[\"{\\\"age\\\":54}\"],\"response_payload\":[\"{\\\"scores\\\":[0.12]}\"]}\n"
        "{\"endpoint\":\"projects/1/locations/eu/endpoints/4711\",\"deployed_model_id\":\"8290613112345\","
        "\"logging_time\":\"2026-03-14 09:26:12 UTC\",\"request_id\":5374205265901353987,\"request_payload\":[\"{\\\"age\\\":22}\"],"
        "\"response_payload\":[]}\n"
        "{\"endpoint\":\"projects/1/locations/eu/endpoints/4711\",\"deployed_model_id\":\"8290613112345\","
        "\"logging_time\":\"2026-03-14 09:26:12 UTC\",\"request_id\":\"5374205265901353989\","
        "\"request_payload\":[\"{\\\"age\\\":1}\",\"{\\\"age\\\":2}\"],\"response_payload\":[\"{\\\"s\\\":1}\",\"{\\\"s\\\":2}\"]}\n" },
    },
    "1:1.1 inference at 2026-03-14T09:26:11.482113Z+0 id=projects/1/locations/eu/endpoints/4711/5374205265901353985 "
    "endpoint=projects/1/locations/eu/endpoints/4711 model-name=8290613112345 input={\"age\":54} output={\"scores\":[0.12]} "
    "correlation=5374205265901353985\n"
    "1:2.0 inference at 2026-03-14T09:26:12Z+999999 id=projects/1/locations/eu/endpoints/4711/5374205265901353987 "
    "endpoint=projects/1/locations/eu/endpoints/4711 model-name=8290613112345 input=[\"{\\\"age\\\":22}\"] "
    "correlation=5374205265901353987\n"
    "1:3.1 inference at 2026-03-14T09:26:12Z+999999 id=projects/1/locations/eu/endpoints/4711/5374205265901353989/1 "
    "endpoint=projects/1/locations/eu/endpoints/4711 model-name=8290613112345 input={\"age\":1} output={\"s\":1} "
    "correlation=5374205265901353989\n"
    "1:3.2 inference at 2026-03-14T09:26:12Z+999999 id=projects/1/locations/eu/endpoints/4711/5374205265901353989/2 "
    "endpoint=projects/1/locations/eu/endpoints/4711 model-name=8290613112345 input={\"age\":2} output={\"s\":2} "
    "correlation=5374205265901353989\n",
  },
  {
    "vertex/predict-as-a-table",
    {
      { "p.csv", "vertex-predict-table",
        "endpoint,deployed_model_id,logging_time,request_id,request_payload,response_payload\n"
        "4711,829,2026-03-14 09:26:11.482113 UTC,5374205265901353985,\"[\"\"{\\\"\"age\\\"\":54}\"\"]\",\"[0.12]\"\n"
        "4711,829,2026-03-14 09:26:12 UTC,5374205265901353987,[1],\n" },
    },
    "2:1.0 inference at 2026-03-14T09:26:11.482113Z+0 id=4711/5374205265901353985 endpoint=4711 model-name=829 "
    "input=[\"{\\\"age\\\":54}\"] output=[0.12] correlation=5374205265901353985\n"
    "2:2.0 inference at 2026-03-14T09:26:12Z+999999 id=4711/5374205265901353987 endpoint=4711 model-name=829 input=[1] "
    "correlation=5374205265901353987\n",
  },
  {
    "vertex/generative",
    {
      { "g.json", "vertex-generative",
        "{\"endpoint\":\"projects/1/locations/eu/publishers/google/models/gemini-2.5-pro\",\"deployed_model_id\":null,"
        "\"logging_time\":\"2026-03-14 09:26:11.482 UTC\",\"request_id\":\"5374205265901353985\","
        "\"model\":\"publishers/google/models/gemini-2.5-pro\",\"model_version\":\"default\",\"api_method\":\"GenerateContent\","
        "\"full_request\":\"{\\\"contents\\\":[]}\",\"full_response\":\"{\\\"candidates\\\":[{\\\"finish_reason\\\":\\\"STOP\\\"}],\\\""
        "model_version\\\":\\\"gemini-2.5-pro-001\\\",\\\"response_id\\\":\\\"y0\\\"}\","
        "\"metadata\":\"{\\\"request_latency\\\":11225.994}\"}\n"
        "{\"endpoint\":\"projects/1/locations/eu/publishers/google/models/gemini-2.5-pro\",\"deployed_model_id\":null,"
        "\"logging_time\":\"2026-03-14 09:26:11.482 UTC\",\"request_id\":\"5374205265901353987\","
        "\"model\":\"publishers/google/models/gemini-2.5-pro\",\"model_version\":\"default\",\"api_method\":\"GenerateContent\","
        "\"full_request\":\"{\\\"contents\\\":[]}\",\"full_response\":\"{\\\"candidates\\\":[{\\\"finish_reason\\\":\\\"SAFETY\\\",\\\""
        "safety_ratings\\\":[{\\\"blocked\\\":true}]}],\\\"model_version\\\":\\\"gemini-2.5-pro-001\\\"}\","
        "\"metadata\":\"{\\\"request_latency\\\":11225.994}\"}\n"
        "{\"endpoint\":\"projects/1/locations/eu/publishers/google/models/gemini-2.5-pro\",\"deployed_model_id\":null,"
        "\"logging_time\":\"2026-03-14 09:26:11.482 UTC\",\"request_id\":\"5374205265901353989\","
        "\"model\":\"publishers/google/models/gemini-2.5-pro\",\"model_version\":\"002\",\"api_method\":\"GenerateContent\","
        "\"full_request\":{\"contents\":[]},\"full_response\":{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},"
        "\"modelVersion\":\"x-2\"},\"metadata\":{\"request_latency\":11225.994}}\n" },
    },
    "1:1.0 inference at 2026-03-14T09:26:11.482Z+999 id=projects/1/locations/eu/publishers/google/models/gemini-2.5-pro/53742052659"
    "01353985 endpoint=projects/1/locations/eu/publishers/google/models/gemini-2.5-pro model-name=gemini-2.5-pro "
    "model-version=gemini-2.5-pro-001 input={\"contents\":[]} output={\"candidates\":[{\"finish_reason\":\"STOP\"}],"
    "\"model_version\":\"gemini-2.5-pro-001\",\"response_id\":\"y0\"} latency=11225.994 correlation=y0 model-alias=default\n"
    "1:2.0 inference at 2026-03-14T09:26:11.482Z+999 id=projects/1/locations/eu/publishers/google/models/gemini-2.5-pro/53742052659"
    "01353987 endpoint=projects/1/locations/eu/publishers/google/models/gemini-2.5-pro model-name=gemini-2.5-pro "
    "model-version=gemini-2.5-pro-001 input={\"contents\":[]} output={\"candidates\":[{\"finish_reason\":\"SAFETY\","
    "\"safety_ratings\":[{\"blocked\":true}]}],\"model_version\":\"gemini-2.5-pro-001\"} latency=11225.994 "
    "correlation=5374205265901353987 model-alias=default\n"
    "1:2.1 guardrail at 2026-03-14T09:26:11.482Z+999 reason=SAFETY "
    "target=projects/1/locations/eu/publishers/google/models/gemini-2.5-pro/5374205265901353987 -> joined by-id\n"
    "1:3.0 inference at 2026-03-14T09:26:11.482Z+999 id=projects/1/locations/eu/publishers/google/models/gemini-2.5-pro/53742052659"
    "01353989 endpoint=projects/1/locations/eu/publishers/google/models/gemini-2.5-pro model-name=gemini-2.5-pro model-version=x-2 "
    "input={\"contents\":[]} output={\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"modelVersion\":\"x-2\"} latency=11225.994 "
    "correlation=5374205265901353989\n"
    "1:3.1 guardrail at 2026-03-14T09:26:11.482Z+999 reason=SAFETY "
    "target=projects/1/locations/eu/publishers/google/models/gemini-2.5-pro/5374205265901353989 -> joined by-id\n",
  },
  {
    "vertex/generative-as-a-table",
    {
      { "g.csv", "vertex-generative-table",
        "endpoint;logging_time;request_id;model;model_version;api_method;full_request;full_response;metadata\n"
        "e;2026-03-14 09:26:11 UTC;5374205265901353985;publishers/google/models/g-2;default;GenerateContent;\"{\"\"contents\"\":[]}\";"
        "\"{\"\"candidates\"\":[{\"\"finish_reason\"\":\"\"SAFETY\"\"}],"
        "\"\"model_version\"\":\"\"g-2-001\"\"}\";\"{\"\"request_latency\"\":5}\"\n" },
    },
    "2:1.0 inference at 2026-03-14T09:26:11Z+999999 id=e/5374205265901353985 endpoint=e model-name=g-2 model-version=g-2-001 "
    "input={\"contents\":[]} output={\"candidates\":[{\"finish_reason\":\"SAFETY\"}],\"model_version\":\"g-2-001\"} latency=5 "
    "correlation=5374205265901353985 model-alias=default\n"
    "2:1.1 guardrail at 2026-03-14T09:26:11Z+999999 reason=SAFETY target=e/5374205265901353985 -> joined by-id\n",
  },
};

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rc_importers_register_all ();
  mapping_reading_add_tests ("/azure-google-mappings", readings, G_N_ELEMENTS (readings));
  return g_test_run ();
}
