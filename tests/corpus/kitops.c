/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "corpus.h"

/*
 * Counted by reading the files with the table at the head of importers/kitops/kitops-documents.c; records of files that nobody reads are their
 * lines (wc -l, one more where the last has no end). The Kitfiles that stand as texts in the vendor's tests are read by tests/importers/test-kitops.c.
 */
static const CorpusFile files[] = {
  { "ORIGIN.md", NULL, 40, 0, 0, 0, 0, "our own note on where the files are from" },
  { "compare-manifest/annotation-mismatch.json", NULL, 14, 0, 0, 0, 0, "what the vendor's own comparison must answer, no manifest" },
  { "compare-manifest/different-config.json", NULL, 14, 0, 0, 0, 0, "what the vendor's own comparison must answer, no manifest" },
  { "compare-manifest/different-layer.json", NULL, 19, 0, 0, 0, 0, "what the vendor's own comparison must answer, no manifest" },
  { "compare-manifest/manifestA.json", "kitops-manifest", 1, 0, 0, 0, 1, "its digests are placeholders" },
  { "compare-manifest/manifestB.json", "kitops-manifest", 1, 0, 0, 0, 1, "its digests are placeholders" },
  { "compare-manifest/manifestC.json", "kitops-manifest", 1, 0, 0, 0, 1, "its digests are placeholders" },
  { "compare-manifest/manifestD.json", "kitops-manifest", 1, 0, 0, 0, 1, "its digests are placeholders" },
  { "compare-manifest/manifestE.json", "kitops-manifest", 1, 0, 0, 0, 1, "its digests are placeholders" },
  { "compare-manifest/mixed-diff.json", NULL, 19, 0, 0, 0, 0, "what the vendor's own comparison must answer, no manifest" },
  { "kitfile-generation/test_metadata-files-dataset.yaml", NULL, 23, 0, 0, 0, 0, "a test of the vendor's, with a Kitfile below its members" },
  { "kitfile-generation/test_metadata-files-model.yaml", NULL, 33, 0, 0, 0, 0, "a test of the vendor's, with a Kitfile below its members" },
  { "kitfile-generation/test_model-and-adaptor.yaml", NULL, 21, 0, 0, 0, 0, "a test of the vendor's, with a Kitfile below its members" },
  { "kitfile-generation/test_multi-part-models.yaml", NULL, 22, 0, 0, 0, 0, "a test of the vendor's, with a Kitfile below its members" },
  { "kitfile-generation/test_type-detect.yaml", NULL, 46, 0, 0, 0, 0, "a test of the vendor's, with a Kitfile below its members" },
  { "kitfiles/kitops-desktop.Kitfile", "kitops-kitfile", 1, 0, 2, 3, 0, "name, a document and a card; version and model" },
  { "kitfiles/mios-micro.Kitfile", "kitops-kitfile", 1, 0, 3, 12, 0,
    "name, two licences, author, four texts of the model, data set, two cards, code; version, model and data set" },
  { "modelkit-refs/test_reference-basic.yaml", NULL, 63, 0, 0, 0, 0, "a test of the vendor's, with Kitfiles as texts in it" },
  { "modelkit-refs/test_reference-long-chain.yaml", NULL, 65, 0, 0, 0, 0, "a test of the vendor's, with Kitfiles as texts in it" },
  { "modelkit-refs/test_reference-loop.yaml", NULL, 37, 0, 0, 0, 0, "a test of the vendor's, with Kitfiles as texts in it" },
  { "modelpack/config-schema.json", "json-schema", 1, 0, 1, 2, 0, "a JSON Schema, no configuration" },
  { "pack-unpack/test_empty-kitfile.yaml", NULL, 10, 0, 0, 0, 0, "a test of the vendor's, with a Kitfile as a text in it" },
  { "pack-unpack/test_pack-basic-model.yaml", NULL, 17, 0, 0, 0, 0, "a test of the vendor's, with a Kitfile as a text in it" },
  { "pack-unpack/test_pack-modelkit-parts.yaml", NULL, 21, 0, 0, 0, 0, "a test of the vendor's, with a Kitfile as a text in it" },
  { "pack-unpack/test_pack-path-formats.yaml", NULL, 40, 0, 0, 0, 0, "a test of the vendor's, with a Kitfile as a text in it" },
  { "parameters/test-basic-parameters.yaml", NULL, 13, 0, 0, 0, 0, "a test of the vendor's, with a Kitfile as a text in it" },
  { "parameters/test-data-types.yaml", NULL, 16, 0, 0, 0, 0, "a test of the vendor's, with a Kitfile as a text in it" },
  { "parameters/test-list-parameters.yaml", NULL, 13, 0, 0, 0, 0, "a test of the vendor's, with a Kitfile as a text in it" },
  { "parameters/test-nested-parameters.yaml", NULL, 31, 0, 0, 0, 0, "a test of the vendor's, with a Kitfile as a text in it" },
  { "parameters/test-single-value.yaml", NULL, 11, 0, 0, 0, 0, "a test of the vendor's, with a Kitfile as a text in it" },
};

const CorpusTable corpus_table = { "kitops", files, G_N_ELEMENTS (files) };
