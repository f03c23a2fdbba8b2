/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cards.h"

#include "allennlp-card.h"
#include "croissant.h"
#include "cyclonedx.h"
#include "hugging-face-card.h"
#include "model-card-toolkit.h"
#include "spdx-card.h"

#include "core/exporting-system.h"
#include "core/words.h"

/* What a card says of an inference is which model it was, and what was known of it; the rest is for registries and logs. */

static const RcSystemAsk hugging_face_asks[] = {
  { "card", N_("the repository of the model with its history (git clone, without the large files), so that every edition of README.md comes with the time of its commit") },
  { "dataset", N_("README.md with the keys datasets and model-index, in which each result names the data set with its revision (the commit of the data set's repository)") },
};

static const RcSystemAsk model_card_toolkit_asks[] = {
  { "card", N_("every edition of the card as JSON (ModelCard.to_json()), from the archive or repository that tells when each was written") },
  { "dataset", N_("the card as JSON with model_parameters.data filled in: name and link of each data set") },
  { "evaluation", N_("the card as JSON with quantitative_analysis.performance_metrics filled in, for each slice") },
};

static const RcSystemAsk allennlp_asks[] = {
  { "card", N_("the card's JSON file (allennlp_models/modelcards/ID.json) with its Git history, so that every edition comes with the time of its commit") },
  { "dataset", N_("the card's JSON file with training_data.dataset and evaluation_data.dataset filled in") },
  { "evaluation", N_("the card's JSON file with quantitative_analyses.unitary_results filled in") },
};

static const RcSystemAsk cyclonedx_asks[] = {
  { "card", N_("every edition of the BOM (serialNumber with its version) as JSON or XML, with metadata.timestamp") },
  { "model-version", N_("the BOM with name, version and SHA-256 hashes of the component of type machine-learning-model") },
  { "artefact", N_("the BOM with the SHA-256 of the model's file in hashes of its component") },
  { "run", N_("the BOM with formulation.workflows: uid, timeStart, and the model among the outputs of a workflow that builds") },
  { "dataset", N_("the BOM with modelCard.modelParameters.datasets, and for each a component of type data with version and hashes") },
  { "commit", N_("the BOM with pedigree.commits of the model: the one commit from which it was made") },
  { "environment", N_("the BOM with formulation.workflows.runtimeTopology, or the components of the formula") },
  { "evaluation", N_("the BOM with modelCard.quantitativeAnalysis.performanceMetrics") },
  { "approval", N_("the BOM, 1.6 or later, with declarations.affirmation.signatories and the model among declarations.targets.components") },
};

static const RcSystemAsk spdx_asks[] = {
  { "card", N_("every edition of the SPDX 3 document as JSON-LD, with CreationInfo.created") },
  { "model-version", N_("the document with software_packageVersion and verifiedUsing (sha256) of each ai_AIPackage") },
  { "artefact", N_("the document with verifiedUsing (sha256) of the ai_AIPackage") },
  { "run", N_("the document with the build profile: build_Build with build_buildStartTime, and what it generates") },
  { "dataset", N_("the document with a dataset_DatasetPackage for each data set, its verifiedUsing, and the relationships trainedOn and testedOn") },
  { "commit", N_("the document with the build profile: build_configSourceDigest of the build_Build") },
  { "environment", N_("the document with the build profile: what the build_Build dependsOn, usesTool and hasHost") },
  { "evaluation", N_("the document with ai_metric of the ai_AIPackage") },
};

static const RcSystemAsk croissant_asks[] = {
  { "dataset", N_("the metadata.json of the data set's edition, with version and the sha256 of each file, beside the record that names the data set") },
};

static const RcExportingSystem systems[] = {
  {
    .id = RC_HUGGING_FACE_SYSTEM,
    .title = "Hugging Face",
    .evidences = N_("Model, base model, data sets and licence by name, evaluation results with the revision of the data set, intended use and limits."),
    .lacks = N_("No approver, no code commit, no digest, no deployment; no date unless the card or its commit names one."),
    .export_how = N_("README.md of the model's repository, with the repository's Git history"),
    .asks = hugging_face_asks,
    .n_asks = G_N_ELEMENTS (hugging_face_asks),
  },
  {
    .id = RC_MODEL_CARD_TOOLKIT_SYSTEM,
    .title = "Google Model Card Toolkit",
    .evidences = N_("Model and version by name, data sets by name, evaluation results for each slice, intended use, limits and risks."),
    .lacks = N_("No approver, no code commit, no run, no digest, no deployment, no date of the card itself."),
    .export_how = N_("the card as JSON (ModelCard.to_json()); not the HTML page and not the .pbtxt or .proto file"),
    .asks = model_card_toolkit_asks,
    .n_asks = G_N_ELEMENTS (model_card_toolkit_asks),
  },
  {
    .id = RC_ALLENNLP_SYSTEM,
    .title = "AllenNLP",
    .evidences = N_("Model and version by name, data sets by name, evaluation as sentences, intended use and limits."),
    .lacks = N_("No approver, no code commit, no run, no digest, no deployment, no date of the card itself."),
    .export_how = N_("the card's JSON file, allennlp_models/modelcards/ID.json"),
    .asks = allennlp_asks,
    .n_asks = G_N_ELEMENTS (allennlp_asks),
  },
  {
    .id = RC_CYCLONEDX_SYSTEM,
    .title = "CycloneDX",
    .evidences = N_("Model versions with digests, base models, data sets with digests, code commit, training workflow and environment, evaluation results, intended use and limits, reviewers and signatories."),
    .lacks = N_("No deployment, no inference, no human action; a note is no approval, and a signatory names no time."),
    .export_how = N_("the BOM as JSON or XML, CycloneDX 1.5 or later, every edition of it, with its signature"),
    .asks = cyclonedx_asks,
    .n_asks = G_N_ELEMENTS (cyclonedx_asks),
  },
  {
    .id = RC_SPDX_SYSTEM,
    .title = "SPDX",
    .evidences = N_("Model versions and data sets with digests, what was trained and tested on what, builds with commit and environment, evaluation results, limits, reviews."),
    .lacks = N_("No approval, no deployment, no inference; a review is no approval."),
    .export_how = N_("the SPDX 3 document with the AI, dataset and build profiles as JSON-LD, every edition of it; not tag-value and not SPDX 2"),
    .asks = spdx_asks,
    .n_asks = G_N_ELEMENTS (spdx_asks),
  },
  {
    .id = RC_CROISSANT_SYSTEM,
    .title = "Croissant",
    .evidences = N_("A data set's version with the digests of its files, licence, origin, known biases and limits."),
    .lacks = N_("No model, no run, no approver, no deployment; a digest only where the exporter knew it."),
    .export_how = N_("metadata.json of the data set (on Hugging Face: /api/datasets/OWNER/NAME/croissant), as of the day of the training"),
    .asks = croissant_asks,
    .n_asks = G_N_ELEMENTS (croissant_asks),
  },
};

void
rc_cards_register (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (systems); i++)
    rc_exporting_system_register (&systems[i]);

  rc_importer_register (rc_hugging_face_card_importer ());
  rc_importer_register (rc_model_card_toolkit_importer ());
  rc_importer_register (rc_allennlp_card_importer ());
  rc_importer_register (rc_cyclonedx_importer ());
  rc_importer_register (rc_spdx_card_importer ());
  rc_importer_register (rc_croissant_importer ());
}
