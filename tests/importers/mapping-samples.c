/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mapping-samples.h"

const MappingSample mapping_samples[] = {
  {
    "kreditcheck-decision",
    "{\"schema\":\"kreditcheck.decision/1\",\"seq\":0,\"event_id\":\"0195ef2c-1f00-7000-8000-000000000001\","
    "\"timestamp\":\"2026-04-01T08:00:03.217Z\",\"event\":\"inference\",\"system\":\"KreditCheck\",\"endpoint\":\"kreditcheck-prod\","
    "\"application\":\"KA-2026-000001\",\"applicant\":\"P-8f3a2c91d0\",\"model\":{\"name\":\"kreditcheck\",\"version\":\"3\","
    "\"artifact_sha256\":\"00ff\"},\"input\":{\"schema\":\"v3\",\"fields\":{\"income\":2100.50,\"age\":41}},"
    "\"output\":{\"score\":0.7130,\"threshold\":0.65,\"proposal\":\"refuse\"},\"latency_ms\":42,\"prev_hash\":\"00\",\"hash\":\"11\"}",
    "inference row=0 time=2026-04-01T08:00:03.217Z+999/0 id=0195ef2c-1f00-7000-8000-000000000001 decision=KA-2026-000001 "
    "subject=P-8f3a2c91d0 system=KreditCheck endpoint=kreditcheck-prod model=kreditcheck version=3\n",
    "/event_id id=0195ef2c-1f00-7000-8000-000000000001\n"
    "/timestamp time=2026-04-01T08:00:03.217Z\n"
    "/system system=KreditCheck\n"
    "/endpoint endpoint=kreditcheck-prod\n"
    "/application decision=KA-2026-000001\n"
    "/applicant subject=P-8f3a2c91d0\n"
    "/model/name model-name=kreditcheck\n"
    "/model/version model-version=3\n"
    "/model/artifact_sha256 model-digest=00ff\n"
    "/input/fields input={\"income\":2100.50,\"age\":41}\n"
    "/input/schema input-schema=v3\n"
    "/output output={\"score\":0.7130,\"threshold\":0.65,\"proposal\":\"refuse\"}\n"
    "/output/score score=0.7130\n"
    "/output/threshold threshold=0.65\n"
    "/output/proposal proposal=refuse\n"
    "/latency_ms latency=42\n",
  },
  {
    "kreditcheck-decision",
    "{\"schema\":\"kreditcheck.decision/1\",\"event\":\"shutdown\",\"timestamp\":\"yesterday\"}",
    "other row=0\n",
    "/timestamp time=yesterday\n",
  },
  {
    "modelops-deployment",
    "{\"schema\":\"modelops.deployment/1\",\"deployment_id\":\"D-0003\",\"system\":\"KreditCheck\",\"endpoint\":\"kreditcheck-prod\","
    "\"model\":{\"name\":\"kreditcheck\",\"version\":\"4\",\"artifact_sha256\":\"00ff\"},\"from\":\"2026-06-01T00:00:00Z\",\"to\":null,"
    "\"recorded_at\":\"2026-05-31T22:00:00Z\",\"deployed_by\":\"M. Muster (fictitious)\"}",
    "deployment row=0 time=2026-05-31T22:00:00Z+999999/0 id=D-0003 system=KreditCheck endpoint=kreditcheck-prod model=kreditcheck version=4\n",
    "/deployment_id id=D-0003\n"
    "/recorded_at time=2026-05-31T22:00:00Z\n"
    "/system system=KreditCheck\n"
    "/endpoint endpoint=kreditcheck-prod\n"
    "/deployed_by actor=M. Muster (fictitious)\n"
    "/model/name model-name=kreditcheck\n"
    "/model/version model-version=4\n"
    "/model/artifact_sha256 model-digest=00ff\n"
    "/from valid-from=2026-06-01T00:00:00Z\n",
  },
  {
    "modelops-approval",
    "{\"schema\":\"modelops.approval/1\",\"approval_id\":\"A-7\",\"system\":\"KreditCheck\",\"model\":{\"name\":\"kreditcheck\",\"version\":\"4\"},"
    "\"decision\":\"approve\",\"approved_by\":\"C. Beispiel (fictitious)\",\"role\":\"model risk\",\"approved_at\":\"2026-05-28T10:00:00+02:00\","
    "\"evaluation\":\"auc 0.81\",\"documentation\":\"card 2.0\",\"conditions\":[\"monthly review\"]}",
    "approval row=0 time=2026-05-28T08:00:00Z+999999/0 id=A-7 system=KreditCheck model=kreditcheck version=4\n",
    "/approval_id id=A-7\n"
    "/approved_at time=2026-05-28T10:00:00+02:00\n"
    "/system system=KreditCheck\n"
    "/approved_by actor=C. Beispiel (fictitious)\n"
    "/role role=model risk\n"
    "/model/name model-name=kreditcheck\n"
    "/model/version model-version=4\n"
    "/decision action=approve\n"
    "/conditions conditions=[\"monthly review\"]\n"
    "/evaluation evaluation=auc 0.81\n"
    "/documentation documentation=card 2.0\n",
  },
  {
    "oversight-action",
    "{\"schema\":\"oversight.action/1\",\"action_id\":\"O-1\",\"application\":\"KA-2026-000001\",\"event_id\":\"e-1\",\"system\":\"KreditCheck\","
    "\"actor\":\"S. Probe (fictitious)\",\"action\":\"override\",\"original_output\":{\"proposal\":\"refuse\"},\"final\":\"grant\","
    "\"reason\":\"income \\u201cproven\\u201d\",\"acted_at\":\"2026-04-01T09:00:00Z\"}",
    "human-action row=0 time=2026-04-01T09:00:00Z+999999/0 id=O-1 decision=KA-2026-000001 target=e-1 system=KreditCheck\n",
    "/action_id id=O-1\n"
    "/acted_at time=2026-04-01T09:00:00Z\n"
    "/system system=KreditCheck\n"
    "/application decision=KA-2026-000001\n"
    "/actor actor=S. Probe (fictitious)\n"
    "/final final=grant\n"
    "/action action=override\n"
    "/original_output/proposal original=refuse\n"
    "/reason reason=income “proven”\n"
    "/event_id target=e-1\n",
  },
  {
    "monitoring-anomaly",
    "{\"schema\":\"monitoring.anomaly/1\",\"anomaly_id\":\"M-1\",\"system\":\"KreditCheck\",\"model\":{\"name\":\"kreditcheck\",\"version\":\"3\"},"
    "\"metric\":\"psi\",\"value\":0.31,\"threshold\":0.2,\"severity\":\"high\",\"state\":\"raise\",\"window_from\":\"2026-05-01\","
    "\"window_to\":\"2026-05-07\",\"raised_at\":\"2026-05-08T06:00:00Z\"}",
    "anomaly row=0 time=2026-05-08T06:00:00Z+999999/0 id=M-1 system=KreditCheck model=kreditcheck version=3\n",
    "/anomaly_id id=M-1\n"
    "/raised_at time=2026-05-08T06:00:00Z\n"
    "/system system=KreditCheck\n"
    "/model/name model-name=kreditcheck\n"
    "/model/version model-version=3\n"
    "/value score=0.31\n"
    "/threshold threshold=0.2\n"
    "/state action=raise\n"
    "/window_from valid-from=2026-05-01\n"
    "/window_to valid-to=2026-05-07\n"
    "/severity severity=high\n"
    "/metric metric=psi\n",
  },
  {
    "corebank-decision",
    "{\"schema\":\"corebank.decision/1\",\"application\":\"KA-2026-000001\",\"decided_at\":\"2026-04-01T09:05:00Z\",\"final\":\"grant\","
    "\"channel\":\"web\",\"product\":\"consumer loan\"}",
    "decision row=0 time=2026-04-01T09:05:00Z+999999/0 decision=KA-2026-000001\n",
    "/decided_at time=2026-04-01T09:05:00Z\n"
    "/application decision=KA-2026-000001\n"
    "/final final=grant\n",
  },
  {
    "records-deletion",
    "{\"schema\":\"records.deletion/1\",\"deletion_id\":\"DL-3\",\"system\":\"KreditCheck\",\"records\":\"decision log\",\"action\":\"delete\","
    "\"from\":\"2023-01-01T00:00:00Z\",\"to\":\"2023-01-31T00:00:00Z\",\"deleted_at\":\"2026-02-03T00:00:00Z\",\"rule_id\":\"RP-14\","
    "\"certificate\":\"DC-3\",\"basis\":\"end of the period\",\"deleted_by\":\"I. Falk (fictitious)\",\"role\":\"Head of Records\"}",
    "retention row=0 time=2026-02-03T00:00:00Z+999999/0 id=DL-3 target=decision log system=KreditCheck\n",
    "/deletion_id id=DL-3\n"
    "/deleted_at time=2026-02-03T00:00:00Z\n"
    "/system system=KreditCheck\n"
    "/deleted_by actor=I. Falk (fictitious)\n"
    "/role role=Head of Records\n"
    "/action action=delete\n"
    "/basis reason=end of the period\n"
    "/records target=decision log\n"
    "/from valid-from=2023-01-01T00:00:00Z\n"
    "/to valid-to=2023-01-31T00:00:00Z\n"
    "/rule_id conditions=RP-14\n"
    "/certificate documentation=DC-3\n",
  },
  {
    "records-retention",
    "{\"schema\":\"records.retention/1\",\"rule_id\":\"RP-14\",\"system\":\"KreditCheck\",\"records\":\"decision log\",\"retention\":\"P24M\","
    "\"from\":\"2026-01-01T00:00:00Z\",\"to\":null,\"policy\":\"edition 3\",\"basis\":\"Article 19(1)\",\"approved_by\":\"I. Falk (fictitious)\","
    "\"role\":\"Head of Records\"}",
    "retention row=0 time=2026-01-01T00:00:00Z+999999/0 id=RP-14 target=decision log system=KreditCheck\n",
    "/rule_id id=RP-14\n"
    "/from time=2026-01-01T00:00:00Z\n"
    "/system system=KreditCheck\n"
    "/approved_by actor=I. Falk (fictitious)\n"
    "/role role=Head of Records\n"
    "/basis reason=Article 19(1)\n"
    "/records target=decision log\n"
    "/from valid-from=2026-01-01T00:00:00Z\n"
    "/policy documentation=edition 3\n"
    "/retention retention=P24M\n",
  },
  {
    "wandb-audit-log",
    "{\"timestamp\":\"2026-01-05T09:00:00Z\",\"action\":\"artifact:create\",\"actor_user_id\":17,\"actor_email\":\"a.muster@example.org\","
    "\"actor_ip\":\"192.0.2.7\",\"response_code\":200,\"artifact_asset\":\"QXJ0OjE=\","
    "\"artifact_qualified_name\":\"team/loans/scorer:v3\"}",
    "access row=0 time=2026-01-05T09:00:00Z+999999/0 target=team/loans/scorer:v3\n",
    "/timestamp time=2026-01-05T09:00:00Z\n"
    "/actor_email actor=a.muster@example.org\n"
    "/action action=artifact:create\n"
    "/artifact_qualified_name target=team/loans/scorer:v3\n"
    "/response_code status=200\n",
  },
  {
    /* Anonymised, and about a run. */
    "wandb-audit-log",
    "{\"timestamp\":\"2026-01-05T09:00:01Z\",\"action\":\"run:delete\",\"actor_user_id\":17,\"response_code\":403,\"run_asset\":\"UnVuOjE=\"}",
    "access row=0 time=2026-01-05T09:00:01Z+999999/0 target=UnVuOjE=\n",
    "/timestamp time=2026-01-05T09:00:01Z\n"
    "/actor_user_id actor=17\n"
    "/action action=run:delete\n"
    "/run_asset target=UnVuOjE=\n"
    "/response_code status=403\n",
  },
  {
    "aiact-audit-log",
    "{\"schemaVersion\":\"v1\",\"entryId\":\"e-1\",\"decisionId\":\"d-1\",\"systemId\":\"claims\",\"timestamp\":\"2026-03-14T09:26:10.482Z\","
    "\"eventType\":\"inference\",\"modelId\":\"m-1\",\"providerId\":\"internal\",\"input\":{\"type\":\"hash\",\"value\":\"a549\"},"
    "\"output\":{\"type\":\"raw\",\"value\":\"minor damage\"},\"latencyMs\":812,\"error\":{\"code\":\"E1\",\"message\":\"x\"},\"seq\":0,\"prevHash\":\"0f\","
    "\"parentEntryId\":\"e-0\",\"hash\":\"a3\"}",
    "inference row=0 time=2026-03-14T09:26:10.482Z+999/0 id=e-1 decision=d-1 system=claims model=m-1\n",
    "/entryId id=e-1\n"
    "/timestamp time=2026-03-14T09:26:10.482Z\n"
    "/systemId system=claims\n"
    "/decisionId decision=d-1\n"
    "/modelId model-name=m-1\n"
    "/input/value input-digest=a549\n"
    "/output/value output=minor damage\n"
    "/providerId provider=internal\n"
    "/error/code status=E1\n"
    "/latencyMs latency=812\n"
    "/parentEntryId parent=e-0\n"
    "/error/message error=x\n",
  },
  {
    "aiact-audit-log",
    "{\"schemaVersion\":\"v1\",\"entryId\":\"e-2\",\"decisionId\":\"d-1\",\"systemId\":\"claims\",\"timestamp\":\"2026-03-14T09:26:10.482Z\","
    "\"eventType\":\"human_intervention\",\"modelId\":null,\"providerId\":null,\"input\":{\"type\":\"raw\",\"value\":\"dent\"},"
    "\"output\":{\"type\":\"hash\",\"value\":\"b1\"},\"latencyMs\":null,\"error\":null,\"seq\":1,\"prevHash\":\"a3\",\"hash\":\"a4\","
    "\"humanIntervention\":{\"type\":\"rejection\",\"userId\":\"adjuster-17\",\"reason\":\"seen\",\"originalOutput\":{\"type\":\"raw\","
    "\"value\":\"minor damage\"},\"timestamp\":\"2026-03-14T09:35:00.000Z\"}}",
    "human-action row=0 time=2026-03-14T09:26:10.482Z+999/0 id=e-2 decision=d-1 target=d-1 system=claims\n",
    "/entryId id=e-2\n"
    "/timestamp time=2026-03-14T09:26:10.482Z\n"
    "/systemId system=claims\n"
    "/decisionId decision=d-1\n"
    "/humanIntervention/userId actor=adjuster-17\n"
    "/input/value input=dent\n"
    "/output final={\"type\":\"hash\",\"value\":\"b1\"}\n"
    "/humanIntervention/type action=reject\n"
    "/humanIntervention/originalOutput/value original=minor damage\n"
    "/humanIntervention/reason reason=seen\n"
    "/decisionId target=d-1\n"
    "/humanIntervention/timestamp valid-from=2026-03-14T09:35:00.000Z\n",
  },
  {
    "aiact-audit-log",
    "{\"schemaVersion\":\"v1\",\"entryId\":\"e-3\",\"decisionId\":\"d-1\",\"systemId\":\"claims\",\"timestamp\":\"2026-03-14T09:26:10.482Z\","
    "\"eventType\":\"tool_call\",\"input\":{\"type\":\"hash\",\"value\":\"a549\"},\"parentEntryId\":\"e-1\","
    "\"toolCall\":{\"toolName\":\"lookup\",\"toolArgs\":{\"policy\":\"P-1\"}},\"prevHash\":\"a4\"}",
    "tool-call row=0 time=2026-03-14T09:26:10.482Z+999/0 id=e-3 decision=d-1 system=claims\n",
    "/entryId id=e-3\n"
    "/timestamp time=2026-03-14T09:26:10.482Z\n"
    "/systemId system=claims\n"
    "/decisionId decision=d-1\n"
    "/toolCall/toolArgs input={\"policy\":\"P-1\"}\n"
    "/input/value input-digest=a549\n"
    "/toolCall/toolName action=lookup\n"
    "/parentEntryId parent=e-1\n",
  },
  {
    "aiact-audit-log",
    "{\"schemaVersion\":\"v1\",\"entryId\":\"e-4\",\"decisionId\":\"d-1\",\"systemId\":\"claims\",\"timestamp\":\"2026-03-14T09:26:11.482Z\","
    "\"eventType\":\"tool_result\",\"output\":null,\"parentEntryId\":\"e-3\","
    "\"toolCall\":{\"toolName\":\"lookup\",\"toolArgs\":\"P-1\",\"toolResult\":\"found\"},\"prevHash\":\"a5\"}",
    "tool-call row=0 time=2026-03-14T09:26:11.482Z+999/0 id=e-4 decision=d-1 system=claims\n",
    "/entryId id=e-4\n"
    "/timestamp time=2026-03-14T09:26:11.482Z\n"
    "/systemId system=claims\n"
    "/decisionId decision=d-1\n"
    "/toolCall/toolArgs input=P-1\n"
    "/toolCall/toolResult output=found\n"
    "/toolCall/toolName action=lookup\n"
    "/parentEntryId parent=e-3\n",
  },
  { NULL },
};

const MappingSample mapping_samples_of_chains[] = {
  {
    "aegis-audit-chain",
    "{\"timestamp\":\"2026-03-14T09:30:00Z\",\"prev_hash\":null,\"lineage\":{\"timestamp\":\"2026-03-14T09:26:15Z\",\"plan_id\":\"Plan-"
    "7\",\"policy_sha256\":\"00ff\",\"verify_status\":\"FAIL\",\"violations\":[{\"code\":\"cap\"}],\"simulation\":{\"risk\":0.2}},\"ent"
    "ry_hash\":\"11\"}",
    "guardrail row=0 time=2026-03-14T09:26:15Z+999999/0 id=11 target=Plan-7\n",
    "/entry_hash id=11\n"
    "/lineage/timestamp time=2026-03-14T09:26:15Z\n"
    "/lineage/verify_status output=FAIL\n"
    "/lineage/violations reason=[{\"code\":\"cap\"}]\n"
    "/lineage/plan_id target=Plan-7\n"
    "/timestamp valid-from=2026-03-14T09:30:00Z\n"
    "/lineage/policy_sha256 conditions=00ff\n"
    "/lineage/simulation evaluation={\"risk\":0.2}\n",
  },
  {
    "aegis-decision-proof",
    "{\"type\":\"decision_proof\",\"bundle_file\":\"b.json\",\"bundle_sha256\":\"aa\",\"sim_sha256\":\"bb\",\"policy_hash\":\"cc\",\"so"
    "lver\":{\"constraints\":[\"cost=min\"],\"result\":\"SAT\"},\"twin_deltas\":[],\"ts\":\"2026-03-14T09:26:15.123456+00:00\",\"prev_h"
    "ead\":null,\"entry_digest\":\"dd\",\"chain_head\":\"ee\"}",
    "guardrail row=0 time=2026-03-14T09:26:15.123456Z+0/0 id=ee target=b.json\n",
    "/chain_head id=ee\n"
    "/ts time=2026-03-14T09:26:15.123456+00:00\n"
    "/bundle_sha256 input-digest=aa\n"
    "/solver/result output=SAT\n"
    "/solver/constraints reason=[\"cost=min\"]\n"
    "/bundle_file target=b.json\n"
    "/policy_hash conditions=cc\n"
    "/twin_deltas evaluation=[]\n",
  },
  {
    "aegis-attestation",
    "{\"attestor\":\"https://attest.example\",\"claims\":{\"x-ms-attestation-type\":\"simulated\",\"result\":\"ok\"},\"issuedAt\":\"202"
    "6-03-14T09:26:15Z\",\"expiresAt\":\"2026-03-14T10:26:15Z\"}",
    "other row=0 time=2026-03-14T09:26:15Z+999999/0\n",
    "/issuedAt time=2026-03-14T09:26:15Z\n"
    "/attestor actor=https://attest.example\n"
    "/claims/result output=ok\n"
    "/claims/x-ms-attestation-type action=simulated\n"
    "/issuedAt valid-from=2026-03-14T09:26:15Z\n"
    "/expiresAt valid-to=2026-03-14T10:26:15Z\n",
  },
  {
    "agent-receipt-action",
    "{\"id\":\"urn:receipt:1\",\"issuer\":{\"id\":\"did:agent:a\",\"model\":\"m-1\",\"session_id\":\"s-1\"},\"issuanceDate\":\"2026-03-"
    "14T09:26:16Z\",\"credentialSubject\":{\"principal\":{\"id\":\"did:user:u\",\"type\":\"HumanPrincipal\"},\"action\":{\"id\":\"act_1"
    "\",\"type\":\"communication.email.send\",\"risk_level\":\"high\",\"target\":{\"system\":\"mail\",\"resource\":\"compose\"},\"param"
    "eters_hash\":\"sha256:aa\",\"timestamp\":\"2026-03-14T09:26:15Z\"},\"intent\":{\"prompt_preview\":\"send it\"},\"outcome\":{\"stat"
    "us\":\"failure\",\"error\":\"refused\"},\"authorization\":{\"scopes\":[\"email:send\"],\"granted_at\":\"2026-03-14T09:00:00Z\",\"e"
    "xpires_at\":\"2026-03-14T10:00:00Z\"},\"chain\":{\"sequence\":1,\"previous_receipt_hash\":null,\"chain_id\":\"c-1\"}}}",
    "tool-call row=0 time=2026-03-14T09:26:15Z+999999/0 id=urn:receipt:1 target=mail/compose system=did:agent:a model=m-1\n",
    "/id id=urn:receipt:1\n"
    "/credentialSubject/action/timestamp time=2026-03-14T09:26:15Z\n"
    "/issuer/id system=did:agent:a\n"
    "/credentialSubject/principal/id actor=did:user:u\n"
    "/issuer/model model-name=m-1\n"
    "/credentialSubject/intent/prompt_preview input=send it\n"
    "/credentialSubject/action/parameters_hash input-digest=sha256:aa\n"
    "/credentialSubject/action/type action=communication.email.send\n"
    "/credentialSubject/action/target/system + /credentialSubject/action/target/resource target=mail/compose\n"
    "/credentialSubject/authorization/granted_at valid-from=2026-03-14T09:00:00Z\n"
    "/credentialSubject/authorization/expires_at valid-to=2026-03-14T10:00:00Z\n"
    "/credentialSubject/action/risk_level severity=high\n"
    "/credentialSubject/authorization/scopes conditions=[\"email:send\"]\n"
    "/credentialSubject/outcome/status status=failure\n"
    "/credentialSubject/action/id correlation=act_1\n"
    "/issuer/session_id session=s-1\n"
    "/credentialSubject/principal/type actor-kind=HumanPrincipal\n"
    "/credentialSubject/outcome/error error=refused\n",
  },
  {
    "agent-receipt-action",
    "{\"id\":\"urn:receipt:2\",\"issuer\":{\"id\":\"did:agent:a\"},\"issuanceDate\":\"2026-03-14T09:26:16Z\",\"credentialSubject\":{\"a"
    "ction\":{\"type\":\"agent.key.rotate\"},\"outcome\":{\"status\":\"success\"},\"chain\":{\"chain_id\":\"c-1\"}}}",
    "other row=0 time=2026-03-14T09:26:16Z+999999/0 id=urn:receipt:2 system=did:agent:a\n",
    "/id id=urn:receipt:2\n"
    "/issuanceDate time=2026-03-14T09:26:16Z\n"
    "/issuer/id system=did:agent:a\n"
    "/credentialSubject/action/type action=agent.key.rotate\n"
    "/credentialSubject/outcome/status status=success\n",
  },
  {
    "aivs",
    "{\"id\":1,\"session_id\":\"s-1\",\"action_type\":\"tool_call\",\"tool_name\":\"browser.click\",\"inputs_json\":\"{\\\"a\\\": 1}\","
    "\"outputs_json\":\"{}\",\"cost_cents\":1,\"error\":\"\",\"timestamp\":1773480375.123456,\"prev_hash\":\"\",\"row_hash\":\"aa\""
    "}",
    "tool-call row=0 time=2026-03-14T09:26:15.123456Z+0/1 id=s-1/1\n",
    "/session_id + /id id=s-1/1\n"
    "/timestamp time=1773480375.123456\n"
    "/inputs_json input={\"a\": 1}\n"
    "/outputs_json output={}\n"
    "/tool_name action=browser.click\n"
    "/session_id session=s-1\n",
  },
  {
    "attestix-event",
    "{\"action\":\"identity.create\",\"actor\":\"user:u\",\"chain_hash\":\"aa\",\"change_digest\":\"bb\",\"event_id\":\"evt:1\",\"occur"
    "red_at\":\"2026-03-14T09:26:15+00:00\",\"prev_hash\":\"00\",\"target_collection\":\"identities\",\"target_id\":\"id:1\"}",
    "other row=0 time=2026-03-14T09:26:15Z+999999/0 id=evt:1 target=id:1\n",
    "/event_id id=evt:1\n"
    "/occurred_at time=2026-03-14T09:26:15+00:00\n"
    "/actor actor=user:u\n"
    "/action action=identity.create\n"
    "/target_id target=id:1\n",
  },
  {
    "attestix-action-log",
    "{\"log_id\":\"log:1\",\"agent_id\":\"agent:1\",\"action_type\":\"inference\",\"input_summary\":\"in\",\"output_summary\":\"out\","
    "\"decision_rationale\":\"why\",\"human_override\":false,\"timestamp\":\"2026-03-14T09:26:15+00:00\",\"logged_by\":\"srv\",\"prev_h"
    "ash\":\"00\",\"chain_hash\":\"aa\"}",
    "inference row=0 time=2026-03-14T09:26:15Z+999999/0 id=log:1 system=agent:1\n",
    "/log_id id=log:1\n"
    "/timestamp time=2026-03-14T09:26:15+00:00\n"
    "/agent_id system=agent:1\n"
    "/input_summary input=in\n"
    "/output_summary output=out\n"
    "/decision_rationale reason=why\n"
    "/action_type status=inference\n",
  },
  {
    "attestix-action-log",
    "{\"log_id\":\"log:2\",\"agent_id\":\"agent:1\",\"action_type\":\"inference\",\"input_summary\":\"in\",\"output_summary\":\"out\","
    "\"decision_rationale\":\"why\",\"human_override\":true,\"timestamp\":\"2026-03-14T09:26:16+00:00\",\"prev_hash\":\"00\",\"chain_ha"
    "sh\":\"aa\"}",
    "human-action row=0 time=2026-03-14T09:26:16Z+999999/0 id=log:2 system=agent:1\n",
    "/log_id id=log:2\n"
    "/timestamp time=2026-03-14T09:26:16+00:00\n"
    "/agent_id system=agent:1\n"
    "/input_summary input=in\n"
    "/output_summary final=out\n"
    "/human_override action=override\n"
    "/decision_rationale reason=why\n"
    "/action_type status=inference\n",
  },
  {
    "attestix-action-log",
    "{\"log_id\":\"log:3\",\"agent_id\":\"agent:1\",\"action_type\":\"external_call\",\"input_summary\":\"in\",\"output_summary\":\"out\","
    "\"decision_rationale\":\"why\",\"human_override\":null,\"timestamp\":\"2026-03-14T09:26:17+00:00\",\"prev_hash\":\"00\",\"chain_ha"
    "sh\":\"aa\"}",
    "tool-call row=0 time=2026-03-14T09:26:17Z+999999/0 id=log:3 system=agent:1\n",
    "/log_id id=log:3\n"
    "/timestamp time=2026-03-14T09:26:17+00:00\n"
    "/agent_id system=agent:1\n"
    "/input_summary input=in\n"
    "/output_summary output=out\n"
    "/decision_rationale reason=why\n"
    "/action_type status=external_call\n",
  },
  {
    "attestix-credential",
    "{\"id\":\"urn:uuid:1\",\"issuer\":{\"id\":\"did:key:z\",\"name\":\"Nordhafen\"},\"issuanceDate\":\"2026-03-14T09:26:15+00:00\",\"e"
    "xpirationDate\":\"2027-03-14T09:26:15+00:00\",\"credentialSubject\":{\"id\":\"attestix:1\",\"compliant\":true,\"risk_level\":\"hig"
    "h\",\"article_43_assessment\":\"passed\",\"annex_iii_category\":\"5 - Credit\"}}",
    "system row=0 time=2026-03-14T09:26:15Z+999999/0 id=urn:uuid:1 system=attestix:1\n",
    "/id id=urn:uuid:1\n"
    "/issuanceDate time=2026-03-14T09:26:15+00:00\n"
    "/credentialSubject/id system=attestix:1\n"
    "/credentialSubject/article_43_assessment output=passed\n"
    "/expirationDate valid-to=2027-03-14T09:26:15+00:00\n"
    "/credentialSubject/risk_level severity=high\n"
    "/issuer/name provider=Nordhafen\n"
    "/credentialSubject/annex_iii_category purpose=5 - Credit\n",
  },
  {
    "attestix-profile",
    "{\"id\":\"x\",\"profile\":{\"agent_id\":\"attestix:1\",\"ai_system\":{\"intended_purpose\":\"Scoring\"},\"created_at\":\"2026-03-1"
    "4T09:26:15Z\",\"profile_id\":\"comp:1\",\"provider\":{\"name\":\"Nordhafen\"},\"required_obligations\":[\"a\"],\"risk_category\":"
    "\"limited\"}}",
    "system row=0 time=2026-03-14T09:26:15Z+999999/0 id=comp:1 system=attestix:1\n",
    "/profile/profile_id id=comp:1\n"
    "/profile/created_at time=2026-03-14T09:26:15Z\n"
    "/profile/agent_id system=attestix:1\n"
    "/profile/risk_category severity=limited\n"
    "/profile/required_obligations conditions=[\"a\"]\n"
    "/profile/provider/name provider=Nordhafen\n"
    "/profile/ai_system/intended_purpose purpose=Scoring\n",
  },
  {
    "attestix-assessment",
    "{\"assessment\":{\"agent_id\":\"attestix:1\",\"assessed_at\":\"2026-03-14T09:26:15Z\",\"assessed_by\":\"did:key:z\",\"assessment_i"
    "d\":\"assess:1\",\"assessment_type\":\"self\",\"findings\":\"none\",\"result\":\"pass\"}}",
    "other row=0 time=2026-03-14T09:26:15Z+999999/0 id=assess:1 target=attestix:1 system=attestix:1\n",
    "/assessment/assessment_id id=assess:1\n"
    "/assessment/assessed_at time=2026-03-14T09:26:15Z\n"
    "/assessment/agent_id system=attestix:1\n"
    "/assessment/assessed_by actor=did:key:z\n"
    "/assessment/assessment_type role=self\n"
    "/assessment/result action=pass\n"
    "/assessment/findings reason=none\n"
    "/assessment/agent_id target=attestix:1\n",
  },
  {
    "decision-receipt",
    "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"deploy/credit@3\",\"digest\":{\"sha256\":\"aa\"}}],\"predi"
    "cate\":{\"decisionId\":\"urn:uuid:1\",\"decisionType\":\"preActionAuthorization\",\"decidedAt\":\"2026-03-14T09:26:15Z\",\"decisio"
    "nMaker\":{\"id\":\"gate/v1\"},\"proposedAction\":{\"actionType\":\"model.deploy\",\"target\":{\"name\":\"deploy/credit@3\",\"diges"
    "t\":{\"sha256\":\"aa\"}},\"parametersDigest\":{\"sha256\":\"bb\"}},\"policyBoundary\":{\"policyId\":\"prod\"},\"evidenceRefs\":[{"
    "\"relation\":\"evalResult\"}],\"decision\":{\"verdict\":\"ALLOW\",\"reasonCodes\":[\"r\"]},\"decisionChangeConditions\":[{\"condit"
    "ionType\":\"c\"}]}}",
    "approval row=0 time=2026-03-14T09:26:15Z+999999/0 target=deploy/credit@3\n",
    "/predicate/decidedAt time=2026-03-14T09:26:15Z\n"
    "/predicate/decisionMaker/id actor=gate/v1\n"
    "/predicate/decisionType role=preActionAuthorization\n"
    "/predicate/proposedAction/target/digest/sha256 model-digest=aa\n"
    "/predicate/proposedAction/parametersDigest/sha256 input-digest=bb\n"
    "/predicate/decision/verdict action=approve\n"
    "/predicate/decision/reasonCodes reason=[\"r\"]\n"
    "/predicate/proposedAction/target/name target=deploy/credit@3\n"
    "/predicate/decisionChangeConditions conditions=[{\"conditionType\":\"c\"}]\n"
    "/predicate/evidenceRefs evaluation=[{\"relation\":\"evalResult\"}]\n"
    "/predicate/policyBoundary/policyId documentation=prod\n",
  },
  {
    "decision-receipt",
    "{\"predicate\":{\"decisionId\":\"urn:uuid:2\",\"decidedAt\":\"2026-03-14T09:26:15Z\",\"agent\":{\"id\":\"agent:a\"},\"proposedActio"
    "n\":{\"actionType\":\"mail.send\"},\"decision\":{\"verdict\":\"DENY\"}}}",
    "guardrail row=0 time=2026-03-14T09:26:15Z+999999/0 system=agent:a\n",
    "/predicate/decidedAt time=2026-03-14T09:26:15Z\n"
    "/predicate/agent/id system=agent:a\n"
    "/predicate/decision/verdict action=reject\n",
  },
  {
    "evaluation-result",
    "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"model/credit@3\",\"digest\":{\"sha256\":\"aa\"}}],\"predic"
    "ate\":{\"harness\":{\"name\":\"h\"},\"dataset\":{\"name\":\"holdout\"},\"metrics\":{\"auc\":0.8},\"evaluatedAt\":\"2026-03-14T09:2"
    "6:15Z\"}}",
    "other row=0 time=2026-03-14T09:26:15Z+999999/0 target=model/credit@3\n",
    "/predicate/evaluatedAt time=2026-03-14T09:26:15Z\n"
    "/predicate/harness/name actor=h\n"
    "/subject/0/digest/sha256 model-digest=aa\n"
    "/predicate/metrics output={\"auc\":0.8}\n"
    "/subject/0/name target=model/credit@3\n"
    "/predicate/dataset evaluation={\"name\":\"holdout\"}\n",
  },
  {
    "verifywise-ledger",
    "{\"id\":12,\"entry_type\":\"event_log\",\"user_id\":7,\"occurred_at\":\"2026-03-14T09:26:15.123Z\",\"event_type\":\"Update\",\"ent"
    "ity_type\":\"model\",\"entity_id\":3,\"action\":null,\"field_name\":\"status\",\"old_value\":\"draft\",\"new_value\":\"live\",\"de"
    "scription\":\"d\",\"entry_hash\":\"aa\",\"prev_hash\":\"00\"}",
    "other row=0 time=2026-03-14T09:26:15.123Z+999/0 id=12/2026-03-14T09:26:15.123Z target=model/3\n",
    "/id + /occurred_at id=12/2026-03-14T09:26:15.123Z\n"
    "/occurred_at time=2026-03-14T09:26:15.123Z\n"
    "/user_id actor=7\n"
    "/new_value final=live\n"
    "/event_type action=Update\n"
    "/old_value original=draft\n"
    "/description reason=d\n"
    "/entity_type + /entity_id target=model/3\n"
    "/field_name metric=status\n"
    "/entry_type status=event_log\n",
  },
  {
    "coreason-audit",
    "{\"id\":\"u-1\",\"request_id\":\"r-1\",\"root_request_id\":\"r-0\",\"timestamp\":\"2026-03-14T09:26:15+00:00\",\"actor\":\"agent\""
    ",\"action\":\"policy_check\",\"outcome\":\"approved\",\"safety_metadata\":{\"pii\":false},\"previous_hash\":null,\"integrity_hash"
    "\":\"aa\"}",
    "other row=0 time=2026-03-14T09:26:15Z+999999/0 id=u-1\n",
    "/id id=u-1\n"
    "/timestamp time=2026-03-14T09:26:15+00:00\n"
    "/actor actor=agent\n"
    "/action action=policy_check\n"
    "/safety_metadata reason={\"pii\":false}\n"
    "/outcome status=approved\n"
    "/request_id correlation=r-1\n"
    "/root_request_id trace=r-0\n",
  },
  {
    "agent-audit-trail",
    "{\"record_id\":\"rec-2\",\"timestamp\":\"2026-03-14T09:26:15.123Z\",\"agent_id\":\"urn:agent:a\",\"agent_version\":\"1.0\",\"sessi"
    "on_id\":\"s-1\",\"action_type\":\"tool_call\",\"action_detail\":{\"tool\":\"t\"},\"outcome\":\"denied\",\"trust_level\":\"L2\",\"p"
    "arent_record_id\":\"rec-1\",\"prev_hash\":\"aa\"}",
    "tool-call row=0 time=2026-03-14T09:26:15.123Z+999/0 id=rec-2 system=urn:agent:a\n",
    "/record_id id=rec-2\n"
    "/timestamp time=2026-03-14T09:26:15.123Z\n"
    "/agent_id system=urn:agent:a\n"
    "/action_detail input={\"tool\":\"t\"}\n"
    "/action_type action=tool_call\n"
    "/outcome status=denied\n"
    "/parent_record_id parent=rec-1\n"
    "/session_id session=s-1\n",
  },
  {
    "acta-receipt",
    "{\"payload\":{\"type\":\"decision\",\"tool_name\":\"Bash\",\"decision\":\"deny\",\"reason\":\"policy\",\"policy_digest\":\"sha256:"
    "aa\",\"issued_at\":\"2026-03-14T09:26:15Z\",\"issuer_id\":\"gate\"},\"signature\":{\"alg\":\"EdDSA\",\"sig\":\"00\"}}",
    "guardrail row=0 time=2026-03-14T09:26:15Z+999999/0 target=Bash\n",
    "/payload/issued_at time=2026-03-14T09:26:15Z\n"
    "/payload/issuer_id actor=gate\n"
    "/payload/decision action=deny\n"
    "/payload/reason reason=policy\n"
    "/payload/tool_name target=Bash\n"
    "/payload/policy_digest conditions=sha256:aa\n",
  },
  {
    "air-trust",
    "{\"type\":\"llm_call\",\"framework\":\"langchain\",\"run_id\":\"run-1\",\"trace_id\":\"t-1\",\"session_id\":\"s-1\",\"session_seq"
    "\":1,\"timestamp\":\"2026-03-14T09:26:15+00:00\",\"model\":\"m-1\",\"provider\":\"p\",\"input_preview\":\"in\",\"output_preview\":"
    "\"out\",\"status\":\"success\",\"identity\":\"agent\",\"chain_hash\":\"aa\"}",
    "inference row=0 time=2026-03-14T09:26:15Z+999999/0 system=langchain model=m-1\n",
    "/timestamp time=2026-03-14T09:26:15+00:00\n"
    "/framework system=langchain\n"
    "/identity actor=agent\n"
    "/model model-name=m-1\n"
    "/input_preview input=in\n"
    "/output_preview output=out\n"
    "/provider provider=p\n"
    "/status status=success\n"
    "/trace_id trace=t-1\n"
    "/session_id session=s-1\n",
  },
  {
    "air-trust",
    "{\"type\":\"handoff_request\",\"framework\":\"langchain\",\"run_id\":\"run-2\",\"timestamp\":\"2026-03-14T09:26:16+00:00\",\"interaction"
    "_id\":\"i-1\",\"payload_hash\":\"bb\",\"chain_hash\":\"aa\"}",
    "other row=0 time=2026-03-14T09:26:16Z+999999/0 system=langchain\n",
    "/timestamp time=2026-03-14T09:26:16+00:00\n"
    "/framework system=langchain\n"
    "/payload_hash input-digest=bb\n"
    "/interaction_id correlation=i-1\n",
  },
  { NULL }
};
