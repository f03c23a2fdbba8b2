/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "corpus.h"

/*
 * Counted with Python from the files by the table of importers/datarobot/datarobot-service.c: an event for each deployment, row of predictions
 * and row of explanations; a claim for each scalar that the table names and that is there (neither null nor {} nor ""), for each link, each
 * check, each section's title and each metric that has a value, of which at most 32 are listed for one thing; things are those that a claim
 * is about or points to. Records of files that nobody reads are their lines, or blocks of 64 KiB where the first holds a zero byte or no line end.
 */
#define ORIGIN     "says where the files are from"
#define DOCUMENT   "a document in base64 within an array: the .docx itself is to be given"
#define NO_MODEL   "figures of a model that the answer does not name"
#define JOB        "that a job is running: no lineage"
#define LOG        "a log of features for people, in free words"
#define PART       "a picture or a part of the form of a document, without its text"
#define STYLES     "styles of a document: taken for an XML signature by the names of styles for signatures; nothing is told of them"
#define SECTIONS   "8 titles and 28 headings, 9 of which have paragraphs of the style DRIntenseQuote below them"
#define PROPERTIES "creator, and the date of the library's template"

static const CorpusFile files[] = {
  { "ORIGIN.md", NULL, 43, 0, 0, 0, 0, ORIGIN },
  { "compliance-documentation.docx", "zip", 7, 0, 0, 0, 0, NULL },
  { "compliance-documentation.docx![Content_Types].xml", NULL, 2, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!_rels/.rels", NULL, 2, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!customXml/_rels/item1.xml.rels", NULL, 2, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!customXml/item1.xml", NULL, 2, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!customXml/itemProps1.xml", NULL, 6, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!docProps/app.xml", NULL, 36, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!docProps/core.xml", "office-properties", 1, 0, 1, 2, 0, PROPERTIES },
  { "compliance-documentation.docx!docProps/thumbnail.jpeg", NULL, 1, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!word/_rels/document.xml.rels", NULL, 2, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!word/document.xml", "datarobot-compliance-document", 1, 0, 1, 36, 9, SECTIONS },
  { "compliance-documentation.docx!word/fontTable.xml", NULL, 61, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!word/media/image1.png", NULL, 3, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!word/media/image10.png", NULL, 1, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!word/media/image2.png", NULL, 1, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!word/media/image3.png", NULL, 1, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!word/media/image4.png", NULL, 1, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!word/media/image5.png", NULL, 1, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!word/media/image6.png", NULL, 1, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!word/media/image7.png", NULL, 1, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!word/media/image8.png", NULL, 1, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!word/media/image9.png", NULL, 1, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!word/numbering.xml", NULL, 2, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!word/settings.xml", NULL, 2, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!word/styles.xml", "xml-signature", 2, 0, 0, 0, 0, STYLES },
  { "compliance-documentation.docx!word/stylesWithEffects.xml", "xml-signature", 11800, 0, 0, 0, 0, STYLES },
  { "compliance-documentation.docx!word/theme/theme1.xml", NULL, 318, 0, 0, 0, 0, PART },
  { "compliance-documentation.docx!word/webSettings.xml", NULL, 5, 0, 0, 0, 0, PART },
  { "custom-models-action/deployment.yaml", "datarobot-definition", 1, 0, 2, 5, 0, NULL },
  { "custom-models-action/model.yaml", "datarobot-definition", 1, 0, 2, 4, 0, NULL },
  { "rest-responses/GetCrossValidationScores.json", "datarobot-service", 1, 0, 1, 32, 0, NULL },
  { "rest-responses/GetFeatureLog.txt", NULL, 62, 0, 0, 0, 0, LOG },
  { "rest-responses/GetPredictionsWithIntervals.json", "datarobot-service", 1, 12, 0, 0, 0, NULL },
  { "rest-responses/GetProject.json", "datarobot-service", 1, 0, 2, 10, 0, NULL },
  { "rest-responses/ListPredictions.json", "datarobot-service", 1, 0, 2, 2, 0, NULL },
  { "rest-responses/downloadComplianceDoc.json", NULL, 10, 0, 0, 0, 0, DOCUMENT },
  { "rest-responses/featureImpact.json", NULL, 26, 0, 0, 0, 0, NO_MODEL },
  { "rest-responses/frozenModel.json", "datarobot-service", 1, 0, 2, 15, 0, NULL },
  { "rest-responses/getAccess.json", "datarobot-service", 1, 0, 1, 2, 0, NULL },
  { "rest-responses/getBinaryTimePredictions.json", "datarobot-service", 1, 10, 0, 0, 0, NULL },
  { "rest-responses/getComplianceDocTemplate.json", "datarobot-service", 1, 0, 1, 34, 0, NULL },
  { "rest-responses/getConfusionChart.json", NULL, 42, 0, 0, 0, 0, NO_MODEL },
  { "rest-responses/getDeployment.json", "datarobot-service", 1, 1, 3, 5, 0, NULL },
  { "rest-responses/getDeploymentDriftTrackingSettings.json", "datarobot-service", 1, 0, 1, 3, 0, NULL },
  { "rest-responses/getModel.json", "datarobot-service", 1, 0, 2, 18, 0, NULL },
  { "rest-responses/getMulticlassProbPredictions.json", "datarobot-service", 1, 150, 0, 0, 0, NULL },
  { "rest-responses/listDeployments.json", "datarobot-service", 1, 8, 12, 40, 0, NULL },
  { "rest-responses/listModelRecommendations.json", "datarobot-service", 1, 0, 4, 6, 0, NULL },
  { "rest-responses/listTrainingPredictions.json", "datarobot-service", 1, 0, 1, 1, 0, NULL },
  { "rest-responses/missingValuesReport.json", NULL, 214, 0, 0, 0, 0, NO_MODEL },
  { "rest-responses/predictionExplanationIni.json", "datarobot-service", 1, 6, 0, 0, 0, NULL },
  { "rest-responses/predictionExplanationsMeta.json", "datarobot-service", 1, 0, 2, 2, 0, NULL },
  { "rest-responses/replaceDeployment.json", "datarobot-service", 1, 1, 3, 5, 0, NULL },
  { "rest-responses/replaceDeploymentWithErrors.json", "datarobot-service", 1, 0, 1, 12, 0, NULL },
  { "rest-responses/rocCurve.json", NULL, 10, 0, 0, 0, 0, NO_MODEL },
  { "rest-responses/transferableJob.json", NULL, 7, 0, 0, 0, 0, JOB },
  { "rest-responses/validateDeployment.json", "datarobot-service", 1, 0, 1, 12, 0, NULL },
  { "rest-responses/validateDeploymentWithErrors.json", "datarobot-service", 1, 0, 1, 12, 0, NULL },
};

const CorpusTable corpus_table = { "datarobot", files, G_N_ELEMENTS (files) };
