/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "datarobot.h"

#include "datarobot-service.h"

#include "core/exporting-system.h"
#include "core/words.h"

static const RcSystemAsk asks[] = {
  { "input",
    N_("the prediction data of the deployment with the original features (Deployments > the deployment > Data exploration > Prediction data > Generate and download, or POST /api/v2/deployments/ID/predictionDataExports/)") },
  { "output",
    N_("the prediction data of the deployment (Deployments > the deployment > Data exploration > Prediction data), in a folder named deployment-ID, with the record of the export job") },
  { "score",
    N_("the prediction data of the deployment, which has a column DR_RESERVED_PREDICTION_VALUE for each class, and its prediction threshold") },
  { "endpoint",
    N_("the deployment as JSON (GET /api/v2/deployments/ID/), and the prediction data in a folder named deployment-ID: the export itself does not name the deployment") },
  { "deployment",
    N_("the model history of the deployment as JSON with deployment id, model id, begin, end, user and reason (Deployments > the deployment > Overview > History): the deployment itself shows only the model of today") },
  { "model-version",
    N_("the model history of the deployment, and the record of the prediction data's export job (GET /api/v2/deployments/ID/predictionDataExports/), which names the model of the period") },
  { "run",
    N_("the model and its project as JSON (GET /api/v2/projects/PROJECT/models/MODEL/ and GET /api/v2/projects/PROJECT/)") },
  { "dataset",
    N_("the project as JSON (GET /api/v2/projects/PROJECT/), the data set's version from the AI Catalog (GET /api/v2/datasets/ID/versions/) and the file itself: DataRobot keeps its name and no digest") },
  { "commit",
    N_("the version of the custom model as JSON (GET /api/v2/customModels/ID/versions/VERSION/), whose gitModelVersion names the commit; models that DataRobot builds itself have none") },
  { "environment",
    N_("the version of the custom model, and the version of its execution environment (GET /api/v2/executionEnvironments/ID/versions/VERSION/)") },
  { "evaluation", N_("the model as JSON with its metrics for validation, cross-validation and holdout (GET /api/v2/projects/PROJECT/models/MODEL/)") },
  { "approval",
    N_("the change requests of the deployment with their reviews as JSON (GET /api/v2/changeRequests/?entityType=deployment&entityId=ID, and for each GET /api/v2/changeRequests/REQUEST/reviews/) and the approval policies (GET /api/v2/approvalPolicies/); without a policy there are no reviews, and an automatic action can stand in for one") },
  { "documentation",
    N_("the compliance document of the model that was deployed, as .docx (the model > Compliance > Create report), with the day on which it was made, which the document does not tell") },
  { "card",
    N_("the compliance document of the model that was deployed, as .docx (the model > Compliance > Create report), and in writing which model it is about: no id stands in it") },
  { "human-action",
    N_("the actuals of the deployment with wasActedOn (Deployments > the deployment > Data exploration > Actuals), and the records of the business's own system: DataRobot records no overrides") },
};

static const RcExportingSystem exporting_system = {
  .id = RC_DATAROBOT_SYSTEM,
  .title = "DataRobot",
  .evidences = N_("Deployments and the history of their models with person and reason, projects and models with metrics, predictions with association ids, change requests with reviewers, approval policies, user activity, and which chapters of a compliance document nobody filled in."),
  .lacks = N_("No digest of models or data, no override of a single prediction, no commit but for custom models that come from Git. A prediction export names neither deployment nor model; a compliance document names no model, author or date; an approval can come about automatically, and without a policy there is none."),
  .export_how = N_("as JSON each deployment, its model history, its settings and its change requests with reviews, the approval policies, the projects and models behind them; as CSV the prediction data of each deployment in a folder named deployment-ID with the record of its export job, the actuals, and the user activity report (User Settings > User Activity Monitor)"),
  .asks = asks,
  .n_asks = G_N_ELEMENTS (asks),
};

void
rc_datarobot_register (void)
{
  rc_exporting_system_register (&exporting_system);
  rc_importer_register (rc_datarobot_service_importer ());
  rc_importer_register (rc_datarobot_tables_importer ());
  rc_importer_register (rc_datarobot_definitions_importer ());
  rc_importer_register (rc_datarobot_document_importer ());
}
