/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "corpus.h"

/*
 * Records of files that nobody reads are their lines, or blocks of 64 KiB where the first holds a zero byte. Formats of Comet of which no file is public are tested with files that the tests make.
 */
#define ORIGIN  "says where the files are from"
#define GRAPH   "layers of a model, without any name of run or version"
#define PACKAGE "a file of a registered model: the package holds neither version nor stage, so nothing can be claimed of it"
#define FORK    "what macOS keeps beside a file; no content of the model"
#define EMPTY   "empty"

static const CorpusFile files[] = {
  { "ORIGIN.md", NULL, 12, 0, 0, 0, 0, ORIGIN },
  { "model-graph.json", NULL, 124, 0, 0, 0, 0, GRAPH },
  { "registry-model-example.zip", "zip", 2, 0, 0, 0, 0, NULL },
  { "registry-model-example.zip!__MACOSX/._somemodelexample", NULL, 1, 0, 0, 0, 0, FORK },
  { "registry-model-example.zip!somemodelexample/someExampleModelData.dat", NULL, 1, 0, 0, 0, 0, PACKAGE },
  { "registry-model-example.zip!__MACOSX/somemodelexample/._someExampleModelData.dat", NULL, 1, 0, 0, 0, 0, FORK },
  { "registry-model-example.zip!somemodelexample/amazing chart.png", NULL, 1, 0, 0, 0, 0, PACKAGE },
  { "registry-model-example.zip!__MACOSX/somemodelexample/._amazing chart.png", NULL, 1, 0, 0, 0, 0, FORK },
  { "registry-model-example.zip!somemodelexample/onlineExperimentExample/empty_file.txt", NULL, 0, 0, 0, 0, 0, EMPTY },
  { "registry-model-example.zip!__MACOSX/somemodelexample/onlineExperimentExample/._empty_file.txt", NULL, 1, 0, 0, 0, 0, FORK },
  { "registry-model-example.zip!somemodelexample/onlineExperimentExample/chart.png", NULL, 1, 0, 0, 0, 0, PACKAGE },
  { "registry-model-example.zip!__MACOSX/somemodelexample/onlineExperimentExample/._chart.png", NULL, 1, 0, 0, 0, 0, FORK },
  { "registry-model-example.zip!somemodelexample/onlineExperimentExample/model.hd5", NULL, 1, 0, 0, 0, 0, PACKAGE },
  { "registry-model-example.zip!__MACOSX/somemodelexample/onlineExperimentExample/._model.hd5", NULL, 1, 0, 0, 0, 0, FORK },
  { "registry-model-example.zip!somemodelexample/onlineExperimentExample/subDir/graph.json", NULL, 124, 0, 0, 0, 0, GRAPH },
  { "registry-model-example.zip!__MACOSX/somemodelexample/onlineExperimentExample/subDir/._graph.json", NULL, 1, 0, 0, 0, 0, FORK },
  { "registry-model-example.zip!somemodelexample/onlineExperimentExample/subDir/report.html", NULL, 100, 0, 0, 0, 0, PACKAGE },
  { "registry-model-example.zip!__MACOSX/somemodelexample/onlineExperimentExample/subDir/._report.html", NULL, 1, 0, 0, 0, 0, FORK },
};

const CorpusTable corpus_table = { "comet", files, G_N_ELEMENTS (files) };
