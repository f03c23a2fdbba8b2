/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "corpus.h"

#define ORIGIN     "says where the files are from: no card"
#define SCHEMA     "a schema: it describes a format, and no model"
#define XML_SCHEMA "a schema: looked through for signatures as XML is, and no card"

/*
 * Counted from the JSON, XML and Markdown texts themselves by the tables at the beginning of the importers, with a program in another
 * language that follows those tables member by member, and for Markdown and XML by hand: of each member that the table names one claim, of a
 * list one for each text in it; of a version DESCRIBES and VERSION_OF; of a heading one where it is one of those named. An entity counts where
 * a claim is about it or points to it. Records of files that nobody reads are their lines.
 */
static const CorpusFile files[] = {
  { "ORIGIN.md", NULL, 3, 0, 0, 0, 0, ORIGIN },
  { "allennlp-json/ORIGIN.md", NULL, 14, 0, 0, 0, 0, ORIGIN },
  { "allennlp-json/coref-spanbert.json", "allennlp-card", 1, 0, 4, 17, 0, NULL },
  { "allennlp-json/invalid-trailing-comma.json", "allennlp-card", 1, 0, 0, 0, 1, "published though it is no JSON: a comma before a brace in line 42" },
  { "allennlp-json/lm-next-token-lm-gpt2.json", "allennlp-card", 1, 0, 4, 14, 0, NULL },
  { "allennlp-json/modelcard-template.json", "allennlp-card", 1, 0, 2, 1, 1, NULL },
  { "allennlp-json/pair-classification-adversarial-binary-gender-bias-mitigated-roberta-snli.json", "allennlp-card", 1, 0, 5, 18, 0, NULL },
  { "allennlp-json/rc-transformer-qa.json", "allennlp-card", 1, 0, 5, 17, 0, NULL },
  { "croissant/0.8-titanic.json", "croissant", 1, 0, 2, 9, 0, NULL },
  { "croissant/1.0-coco2014-mini.json", "croissant", 1, 0, 2, 10, 0, NULL },
  { "croissant/1.0-credit-g.json", "croissant", 1, 0, 2, 7, 0, NULL },
  { "croissant/1.0-dices-350.json", "croissant", 1, 0, 2, 15, 0, NULL },
  { "croissant/1.0-flores-200.json", "croissant", 1, 0, 2, 8, 0, NULL },
  { "croissant/1.0-gpt-3.json", "croissant", 1, 0, 2, 5, 1, NULL },
  { "croissant/1.0-huggingface-mnist.json", "croissant", 1, 0, 2, 5, 1, NULL },
  { "croissant/1.0-titanic.json", "croissant", 1, 0, 2, 10, 0, NULL },
  { "croissant/1.1-huggingface-wildchat.json", "croissant", 1, 0, 3, 8, 1, NULL },
  { "croissant/1.1-image_test.json", "croissant", 1, 0, 2, 12, 0, NULL },
  { "croissant/1.1-multilingual_fields.json", "croissant", 1, 0, 2, 7, 0, NULL },
  { "croissant/1.1-zenodo-head-mri.json", "croissant", 1, 0, 2, 7, 0, NULL },
  { "croissant/ORIGIN.md", NULL, 24, 0, 0, 0, 0, ORIGIN },
  { "croissant/invalid/1.0-distribution_bad_id.json", "croissant", 1, 0, 2, 7, 0, NULL },
  { "croissant/invalid/1.0-metadata_bad_type.json", "croissant", 1, 0, 0, 0, 1, NULL },
  { "croissant/invalid/1.0-recordset_wrong_join.json", "croissant", 1, 0, 2, 9, 0, NULL },
  { "croissant/openml-covertype.json", "croissant", 1, 0, 2, 6, 0, NULL },
  { "cyclonedx/ORIGIN.md", NULL, 36, 0, 0, 0, 0, ORIGIN },
  { "cyclonedx/granite-4.1-30b-base-1.7.json", "cyclonedx", 1, 0, 32, 147, 0, NULL },
  { "cyclonedx/hunyuanworld-voyager-aibom-1.6.json", "cyclonedx", 1, 0, 3, 15, 0, NULL },
  { "cyclonedx/mlbom-environmental-considerations-1.6.json", "cyclonedx", 1, 0, 2, 7, 0, NULL },
  { "cyclonedx/schema/bom-1.5.schema.json", "json-schema", 1, 0, 1, 3, 0, SCHEMA },
  { "cyclonedx/schema/bom-1.5.xsd", "xml-signature", 5474, 0, 0, 0, 0, XML_SCHEMA },
  { "cyclonedx/schema/bom-1.6.schema.json", "json-schema", 1, 0, 1, 3, 0, SCHEMA },
  { "cyclonedx/schema/bom-1.6.xsd", "xml-signature", 8442, 0, 0, 0, 0, XML_SCHEMA },
  { "cyclonedx/schema/bom-1.7.schema.json", "json-schema", 1, 0, 1, 3, 0, SCHEMA },
  { "cyclonedx/schema/bom-1.7.xsd", "xml-signature", 9752, 0, 0, 0, 0, XML_SCHEMA },
  { "cyclonedx/schema/cryptography-defs.schema.json", "json-schema", 1, 0, 1, 3, 0, SCHEMA },
  { "cyclonedx/schema/jsf-0.82.schema.json", "json-schema", 1, 0, 1, 3, 0, SCHEMA },
  { "cyclonedx/schema/spdx.schema.json", "json-schema", 1, 0, 1, 2, 0, SCHEMA },
  { "cyclonedx/schema/spdx.xsd", "xml-signature", 4069, 0, 0, 0, 0, XML_SCHEMA },
  { "cyclonedx/valid-annotation-1.5.xml", "cyclonedx", 1, 0, 1, 5, 0, NULL },
  { "cyclonedx/valid-annotation-1.6.json", "cyclonedx", 1, 0, 1, 5, 0, NULL },
  { "cyclonedx/valid-attestation-1.6.json", "cyclonedx", 1, 0, 1, 6, 0, NULL },
  { "cyclonedx/valid-attestation-1.6.xml", "cyclonedx", 1, 0, 1, 6, 0, NULL },
  { "cyclonedx/valid-attestation-1.7.json", "cyclonedx", 1, 0, 1, 6, 0, NULL },
  { "cyclonedx/valid-machine-learning-1.5.json", "cyclonedx", 1, 0, 4, 22, 0, NULL },
  { "cyclonedx/valid-machine-learning-1.5.xml", "cyclonedx", 1, 0, 4, 23, 0, NULL },
  { "cyclonedx/valid-machine-learning-1.6.json", "cyclonedx", 1, 0, 4, 23, 0, NULL },
  { "cyclonedx/valid-machine-learning-1.6.xml", "cyclonedx", 1, 0, 4, 23, 0, NULL },
  { "cyclonedx/valid-machine-learning-1.7.xml", "cyclonedx", 1, 0, 4, 23, 0, NULL },
  { "cyclonedx/valid-machine-learning-considerations-env-1.6.json", "cyclonedx", 1, 0, 2, 7, 0, NULL },
  { "cyclonedx/valid-machine-learning-considerations-env-1.6.xml", "cyclonedx", 1, 0, 2, 7, 0, NULL },
  { "cyclonedx/valid-signatures-1.6.json", "cyclonedx", 1, 0, 1, 1, 0, NULL },
  { "cyclonedx/valid-xml-signature-1.6.xml", "cyclonedx", 1, 0, 1, 1, 0, NULL },
  { "google-mct/ORIGIN.md", NULL, 14, 0, 0, 0, 0, ORIGIN },
  { "google-mct/cats_vs_dogs_v0_0_1.json", "model-card-toolkit", 1, 0, 3, 13, 0, NULL },
  { "google-mct/cats_vs_dogs_v0_0_2.json", "model-card-toolkit", 1, 0, 5, 15, 0, NULL },
  { "google-mct/full.json", "model-card-toolkit", 1, 0, 4, 15, 0, NULL },
  { "google-mct/full.pbtxt", NULL, 82, 0, 0, 0, 0, "the text form of a protocol buffer, which is rare: an attachment; the same card stands in full.json" },
  { "google-mct/schema/v0.0.1.model_card.schema.json", "json-schema", 1, 0, 1, 3, 0, SCHEMA },
  { "google-mct/schema/v0.0.2.model_card.schema.json", "json-schema", 1, 0, 1, 3, 0, SCHEMA },
  { "huggingface/ORIGIN.md", NULL, 21, 0, 0, 0, 0, ORIGIN },
  { "huggingface/bloom-model-card.md", "hugging-face-card", 1, 0, 1, 60, 0, NULL },
  { "huggingface/da-bert-base-uncased.md", "hugging-face-card", 1, 0, 3, 11, 0, NULL },
  { "huggingface/ja-electra-small-discriminator.md", "hugging-face-card", 1, 0, 1, 3, 0, NULL },
  { "huggingface/modelcard_template.md", "hugging-face-card", 1, 0, 1, 6, 1, NULL },
  { "huggingface/sample_datasetcard_template.md", "hugging-face-card", 1, 0, 0, 0, 1, NULL },
  { "huggingface/sample_invalid_card_data.md", "hugging-face-card", 1, 0, 1, 1, 1, NULL },
  { "huggingface/sample_invalid_model_index.md", "hugging-face-card", 1, 0, 3, 9, 1, NULL },
  { "huggingface/sample_no_metadata.md", "hugging-face-card", 1, 0, 1, 1, 0, NULL },
  { "huggingface/sample_simple.md", "hugging-face-card", 1, 0, 2, 8, 0, NULL },
  { "huggingface/sample_simple_model_index.md", "hugging-face-card", 1, 0, 4, 11, 0, NULL },
  { "huggingface/sample_template.md", "hugging-face-card", 1, 0, 0, 0, 1, NULL },
  { "huggingface/sample_windows_line_breaks.md", "hugging-face-card", 1, 0, 1, 4, 0, NULL },
  { "huggingface/whisper-model-card.md", "hugging-face-card", 1, 0, 2, 7, 0, NULL },
  { "spdx/ORIGIN.md", NULL, 11, 0, 0, 0, 0, ORIGIN },
  { "spdx/owid-co2-dataset.spdx3.json", "spdx-card", 1, 0, 2, 22, 0, NULL },
  { "spdx/sentimentdemo-sbom.spdx3.json", "spdx-card", 1, 0, 3, 30, 0, NULL },
};

const CorpusTable corpus_table = { "model-cards", files, G_N_ELEMENTS (files) };
