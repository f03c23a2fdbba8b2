/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mapping-samples.h"

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
