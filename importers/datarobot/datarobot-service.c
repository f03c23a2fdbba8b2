/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "datarobot-service.h"

#include "datarobot-context.h"
#include "datarobot.h"

#include "core/words.h"

/*
 * What DataRobot's service answers, as JSON: one object, an array, or a page that holds them under "data". All scalars may stand in arrays
 * of one and nothing be written as {}, as in files that went through R. Ids are 24 hexadecimal digits of many namespaces; the kind of the
 * thing tells them apart. They hold in one delivery: files of one import act speak of the same things.
 *
 * object, known by                    what it says → claims, events                                            → question
 * deployment (id, label, model.id,    endpoint ID: tags label, description, status, importance, approvalStatus,  endpoint
 *   one of its other members)           hasOpenedChangeRequests, governance policy, owners; created
 *                                     version model.id trained by run model.projectId; tag model type             run
 *                                     deployment event without a beginning: the object shows the current model    deployment
 *                                       only, and not since when
 * model history (modelId, a begin,    deployment event: endpoint deploymentId (or that of the page), version      deployment, model version
 *   a reason, an end or a person)       modelId, from, to, person, reason; tag: model package
 * model (modelType, projectId,        version id trained by run projectId; evaluation "METRIC (validation)" …;    run, evaluation
 *   metrics)                            tags of type, features, sample, blueprint, parent
 * cross-validation scores             evaluation "METRIC (fold N)" of the source: the answer names no model       -
 * project (projectName, fileName)     run id on data set fileName[@catalogVersionId]: the name of a file, no      data set
 *                                       digest; created; tags of target, metric, name
 * recommendation                      tag of the version: made by the program, no approval                        -
 * custom model version                version id trained by run id; run: commit of gitModelVersion, environment   commit, environment
 *                                       baseEnvironmentId[@baseEnvironmentVersionId]
 * model package                       version modelId: tag package; run; data set trainingDataCatalogId           data set
 * environment (env_info.json)         environment id[@environmentVersionId]: tags                                 environment
 * predictions (rowId, prediction)     inference of row N: version /modelId where the answer names it,             output, score
 *                                       prediction, probabilities; no id: rows of two answers have the same; no
 *                                       time: "timestamp" is the day that a forecast is for
 * explanations                        other event: the features that moved the row's prediction                   -
 * prediction job                      tags of the version: data set of the predictions
 * export job (modelId, period, data)  access event: who exported when; tag of the version                         -
 * settings                            tag of the endpoint: which column identifies an inference                   -
 * replacement validation (checks)     "check = passing" of an evaluation; it names neither model nor deployment   -
 * approval policy                     approval NAME: tags of trigger, reviewers; that of automaticAction says     approval (terms)
 *                                       that an approval can come about with no human
 * change request                      other event; tags of the version: status, and that no reviewer is named     -
 * review                              approval event: reviewer, status as action, time, comment; version of the   approval
 *                                       change request that holds it; a review that only comments is no approval
 * user activity (event, user, time)   access event. No event becomes an approval or a deployment: names of         -
 *                                       events are several hundred phrases, and none of them names the outcome
 * sharing (username, role, canShare)  tag of the person                                                           -
 * template of a compliance document   tags of a declaration: its chapters                                         -
 *
 * Names of change requests, reviews and of the model history were never seen in a file; they are those of the documentation and the usual
 * other spellings, and further members are passed over. Without an approval policy no review exists: that is no fault.
 *
 * Payloads of the monitoring agent's spool are not read: how it frames them is not public, and they name no deployment.
 * Never claimed: datarobot-key, url of prediction servers, tokens. Not evidenced: digests, overrides of single predictions, and, except for
 * custom models that come from Git, the commit.
 */

#define PREDICTION_FIELDS \
  { RC_FIELD_MODEL_VERSION, "/modelId modelId" }, \
  { RC_FIELD_ENDPOINT, "/deploymentId deploymentId" }, \
  { RC_FIELD_OUTPUT, "prediction" }, \
  { RC_FIELD_SCORE, "positiveProbability predictionValues" }, \
  { RC_FIELD_THRESHOLD, "predictionThreshold" }, \
  { RC_FIELD_STATUS, "deploymentApprovalStatus" }

static const RcJsonItemField prediction_fields[] = { PREDICTION_FIELDS, { 0, NULL } };

static const RcJsonItemField explanation_fields[] = {
  PREDICTION_FIELDS,
  { RC_FIELD_REASON, "predictionExplanations" },
  { 0, NULL }
};

static const RcJsonItemField deployment_fields[] = {
  { RC_FIELD_ENDPOINT, "id" },
  { RC_FIELD_MODEL_VERSION, "model/id" },
  { RC_FIELD_STATUS, "status" },
  { RC_FIELD_PURPOSE, "description" },
  { 0, NULL }
};

#define BEGIN_PATHS "startDate startTime startedAt start deployedAt replacedAt replacementTime"
#define END_PATHS "endDate endTime endedAt end"

static const RcJsonItemField history_fields[] = {
  { RC_FIELD_TIME, BEGIN_PATHS },
  { RC_FIELD_ENDPOINT, "deploymentId /deploymentId ^deploymentId" },
  { RC_FIELD_MODEL_VERSION, "modelId model/id" },
  { RC_FIELD_VALID_FROM, BEGIN_PATHS },
  { RC_FIELD_VALID_TO, END_PATHS },
  { RC_FIELD_ACTOR, "replacedBy/name replacedBy/username replacedBy user/name user/username user username userName userId" },
  { RC_FIELD_REASON, "replacementReason modelReplacementReason changeReason reason" },
  { RC_FIELD_CONDITIONS, "comment note" },
  { 0, NULL }
};

static const RcJsonItemField export_job_fields[] = {
  { RC_FIELD_ID, "id" },
  { RC_FIELD_TIME, "createdAt" },
  { RC_FIELD_ACTOR, "createdBy/name createdBy/email createdBy/id" },
  { RC_FIELD_TARGET, "deploymentId modelId" },
  { RC_FIELD_STATUS, "status" },
  { 0, NULL }
};

static const RcJsonItemField request_fields[] = {
  { RC_FIELD_ID, "id" },
  { RC_FIELD_TIME, "createdAt created requestedAt" },
  { RC_FIELD_ACTOR, "requester/name requester/username requester userName username user/name user/username userId" },
  { RC_FIELD_TARGET, "entityId entity/id" },
  { RC_FIELD_MODEL_VERSION, RC_DATAROBOT_MODEL_PATHS },
  { RC_FIELD_STATUS, "status" },
  { RC_FIELD_REASON, "comment" },
  { 0, NULL }
};

static const RcJsonItemField review_fields[] = {
  { RC_FIELD_ID, "id" },
  { RC_FIELD_TIME, "reviewedAt createdAt created timestamp" },
  { RC_FIELD_ACTOR, "reviewer/name reviewer/username reviewer/email reviewer reviewerName reviewerUsername userName username user/name "
                    "user/username reviewerId userId" },
  { RC_FIELD_ROLE, "reviewer/role reviewerRole role" },
  { RC_FIELD_ACTION, "status decision reviewStatus" },
  { RC_FIELD_TARGET, "changeRequestId ^id" },
  { RC_FIELD_MODEL_VERSION, RC_DATAROBOT_MODEL_PATHS " " RC_DATAROBOT_MODEL_PATHS_ABOVE },
  { RC_FIELD_ENDPOINT, "deploymentId ^deploymentId ^entityId ^entity/id" },
  { RC_FIELD_REASON, "comment" },
  { 0, NULL }
};

/* A review that asks for changes does not allow anything. */
static const RcJsonItemWord review_words[] = {
  { "approved", "approve", RC_EVENT_APPROVAL },
  { "approve", "approve", RC_EVENT_APPROVAL },
  { "changesrequested", "reject (changes requested)", RC_EVENT_APPROVAL },
  { "rejected", "reject", RC_EVENT_APPROVAL },
  { "declined", "reject", RC_EVENT_APPROVAL },
  { "denied", "reject", RC_EVENT_APPROVAL },
  { 0 }
};

static const RcJsonItemField activity_fields[] = {
  { RC_FIELD_ID, "id eventId" },
  { RC_FIELD_TIME, "timestamp timestampUtc timestampUTC" },
  { RC_FIELD_ACTION, "event eventType" },
  { RC_FIELD_ACTOR, "username userName user/username userId uid" },
  { RC_FIELD_TARGET, "deploymentId modelId projectId datasetId" },
  { 0, NULL }
};

static const RcJsonItemKind kinds[] = {
  { "rowId prediction predictionExplanations", NULL, RC_EVENT_OTHER, explanation_fields, NULL, NULL },
  { "rowId prediction", NULL, RC_EVENT_INFERENCE, prediction_fields, NULL, NULL },
  { "predictions task|positiveClass|modelId", "predictions", 0, NULL, NULL, NULL },
  { "predictionExplanationsSample modelId|projectId", "predictionExplanationsSample", 0, NULL, NULL, NULL },
  { "id label model/id capabilities|permissions|defaultPredictionServer|modelHealth|serviceHealth|status|importance", NULL,
    RC_EVENT_DEPLOYMENT, deployment_fields, NULL, rc_datarobot_read_deployment },
  { "status message checks/targetType|checks/permission|checks/notCurrentModel|checks/modelCanBeDeployed", NULL, 0, NULL, NULL, rc_datarobot_read_validation },
  { "associationId targetDrift|featureDrift|predictionIntervals", NULL, 0, NULL, NULL, rc_datarobot_read_settings },
  { "modelType projectId metrics", NULL, 0, NULL, NULL, rc_datarobot_read_model },
  { "cvScores", NULL, 0, NULL, NULL, rc_datarobot_read_model },
  { "id projectName fileName target|autopilotMode|metric|partition", NULL, 0, NULL, NULL, rc_datarobot_read_project },
  { "recommendationType modelId", NULL, 0, NULL, NULL, rc_datarobot_read_recommendation },
  { "modelId period/start period/end data|status", NULL, RC_EVENT_ACCESS, export_job_fields, NULL, rc_datarobot_read_export_job },
  { "customModelId id gitModelVersion|baseEnvironmentId|isMajorUpdate", NULL, 0, NULL, NULL, rc_datarobot_read_custom_version },
  { "id modelId name modelKind|sourceMeta|importMeta|datasets", NULL, 0, NULL, NULL, rc_datarobot_read_package },
  { "id environmentVersionId programmingLanguage", NULL, 0, NULL, NULL, rc_datarobot_read_environment },
  { "trigger/entityType review|automaticAction", NULL, 0, NULL, NULL, rc_datarobot_read_policy },
  { "entityType|entity entityId|entity/id action|change|proposedChange status", "reviews", RC_EVENT_OTHER, request_fields, NULL,
    rc_datarobot_read_request },
  { "modelId|model/id startDate|startTime|startedAt|start|deployedAt|replacedAt|replacementTime "
    "replacementReason|modelReplacementReason|changeReason|reason|endDate|endTime|endedAt|end|user|userId|username|replacedBy|modelPackageId",
    NULL, RC_EVENT_DEPLOYMENT, history_fields, NULL, rc_datarobot_read_history },
  { "status|decision|reviewStatus reviewer|reviewerId|reviewerName|userId|userName changeRequestId|^entityType|^entityId|^entity", NULL, RC_EVENT_OTHER, review_fields, review_words,
    rc_datarobot_read_review },
  { "id modelId url|predictionExplanationsLocation projectId|dataSubset", NULL, 0, NULL, NULL, rc_datarobot_read_prediction_job },
  { "event|eventType timestamp|timestampUtc|timestampUTC userId|uid|username|userName|user "
    "orgId|projectId|modelId|deploymentId|auditReportType", NULL, RC_EVENT_ACCESS, activity_fields, NULL,
    NULL },
  { "username userId role canShare", NULL, 0, NULL, NULL, rc_datarobot_read_access },
  { "sections/0/contentId sections/0/title", NULL, 0, NULL, NULL, rc_datarobot_read_template },
  { 0 }
};

static gboolean
tell_unknown (RcJsonItems  *self,
              GError      **error)
{
  return rc_json_items_tell_unknown (self, "Objects of the answer are of kinds that are not read.", error);
}

static const RcJsonItemsFormat format = { .kinds = kinds, .lists = "data predictions", .units = 1000, .finish = tell_unknown };

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  return rc_json_items_recognise (&format, sample, 60);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autofree char *scope = rc_datarobot_scope_dup (input);

  return rc_json_items_import (&format, scope, /* data= */ NULL, input, sink, error);
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return rc_json_items_read_fields (&format, bytes, length, row);
}

static GArray *
digest_rows (const RcImporter *self,
             const char       *name,
             const char       *bytes,
             gsize             length)
{
  return rc_json_items_digest_rows (&format, bytes, length);
}

static const RcImporter importer = {
  .id = "datarobot-service",
  .title = N_("DataRobot service answers (JSON)"),
  .system = RC_DATAROBOT_SYSTEM,
  .evidences = N_("deployments, the history of their models, projects and models with metrics, predictions, change requests with reviews, "
                  "approval policies and user activity; names no digest, and for models made in the program no commit"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
  .digest_rows = digest_rows,
};

const RcImporter *
rc_datarobot_service_importer (void)
{
  return &importer;
}
