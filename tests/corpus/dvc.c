/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "corpus.h"

#define ORIGIN     "says where the files are from"
#define PARAMETERS "parameters as a file of the project: dvc.lock has those that a stage was run with"
#define EMPTY      "empty"
#define CONTENT    "content in the cache, which its pointer names by digest; it may be anything"

/*
 * Counted from the YAML, JSON and tab-separated texts themselves by the tables at the beginning of the importers: of each file with a
 * digest one claim for it and one for its path; of a model VERSION_OF and digest; of each dependency one edge; of all code of a stage one
 * claim; of each parameter one; of each output one edge to each data set that went in. Of a registered version three claims, of an
 * assigned stage one. Records of files that nobody reads are their lines.
 */
static const CorpusFile files[] = {
  { "ORIGIN.md", NULL, 45, 0, 0, 0, 0, ORIGIN },
  { "constructed/cache/files/md5/37/b51d194a7513e45b56f6524f2d51f2", NULL, 1, 0, 0, 0, 0, CONTENT },
  { "constructed/cache/files/md5/5e/a40360f5b4ec688df672a4db9c17d1.dir", "dvc-directory", 1, 0, 1, 3, 0, NULL },
  { "constructed/cache/files/md5/ac/bd18db4cc2f85cedef654fccc4a4d8", NULL, 1, 0, 0, 0, 0, CONTENT },
  { "constructed/cloud-versioned.dvc", "dvc-pointer", 1, 0, 1, 3, 0, NULL },
  { "constructed/data.dvc", "dvc-pointer", 1, 0, 1, 2, 0, NULL },
  { "dvc-repo-history/dvc.ico.15c787f2.dvc", "dvc-pointer", 1, 0, 1, 2, 0, NULL },
  { "dvc-repo-history/dvc.ico.8fc1caeb.dvc", CORPUS_REPEAT, 1, 0, 0, 0, 0, NULL },
  { "dvc-repo-history/dvc.ico.a5813738.dvc", "dvc-pointer", 1, 0, 1, 3, 0, NULL },
  { "dvc-repo-history/dvc.ico.fb537601.dvc", "dvc-pointer", 1, 0, 1, 3, 0, NULL },
  { "no-licence-stated/example-get-started/11-random-forest-experiments/data/data.xml.dvc", "dvc-pointer", 1, 0, 3, 5, 0, NULL },
  { "no-licence-stated/example-get-started/11-random-forest-experiments/dvc-config", "dvc-config", 1, 0, 1, 2, 0, NULL },
  { "no-licence-stated/example-get-started/11-random-forest-experiments/dvc.lock", "dvc-lock", 1, 0, 9, 36, 0, NULL },
  { "no-licence-stated/example-get-started/11-random-forest-experiments/dvc.yaml", "dvc-plan", 1, 0, 6, 16, 0, NULL },
  { "no-licence-stated/example-get-started/11-random-forest-experiments/params.yaml", NULL, 13, 0, 0, 0, 0, PARAMETERS },
  { "no-licence-stated/example-get-started/2-track-data/data/data.xml.dvc", "dvc-pointer", 1, 0, 1, 2, 0, NULL },
  { "no-licence-stated/example-get-started/2-track-data/dvc-config", NULL, 0, 0, 0, 0, 0, EMPTY },
  { "no-licence-stated/example-get-started/4-import-data/data/data.xml.dvc", CORPUS_REPEAT, 1, 0, 0, 0, 0, NULL },
  { "no-licence-stated/example-get-started/4-import-data/dvc-config", CORPUS_REPEAT, 1, 0, 0, 0, 0, NULL },
  { "no-licence-stated/example-get-started/4-import-data/dvc.yaml", "dvc-plan", 1, 0, 1, 3, 0, NULL },
  { "no-licence-stated/example-get-started/7-ml-pipeline/data/data.xml.dvc", CORPUS_REPEAT, 1, 0, 0, 0, 0, NULL },
  { "no-licence-stated/example-get-started/7-ml-pipeline/dvc-config", CORPUS_REPEAT, 1, 0, 0, 0, 0, NULL },
  { "no-licence-stated/example-get-started/7-ml-pipeline/dvc.lock", "dvc-lock", 1, 0, 8, 28, 0, NULL },
  { "no-licence-stated/example-get-started/7-ml-pipeline/dvc.yaml", "dvc-plan", 1, 0, 5, 14, 0, NULL },
  { "no-licence-stated/example-get-started/7-ml-pipeline/params.yaml", NULL, 13, 0, 0, 0, 0, PARAMETERS },
  { "no-licence-stated/example-get-started/9-bigrams-model/data/data.xml.dvc", CORPUS_REPEAT, 1, 0, 0, 0, 0, NULL },
  { "no-licence-stated/example-get-started/9-bigrams-model/dvc-config", CORPUS_REPEAT, 1, 0, 0, 0, 0, NULL },
  { "no-licence-stated/example-get-started/9-bigrams-model/dvc.lock", "dvc-lock", 1, 0, 11, 36, 0, NULL },
  { "no-licence-stated/example-get-started/9-bigrams-model/dvc.yaml", CORPUS_REPEAT, 1, 0, 0, 0, 0, NULL },
  { "no-licence-stated/example-get-started/9-bigrams-model/params.yaml", NULL, 13, 0, 0, 0, 0, PARAMETERS },
  { "no-licence-stated/example-get-started/git-tags.tsv", "git-tags", 1, 6, 7, 12, 0, NULL },
  { "no-licence-stated/example-get-started/tag-objects/text-classification_at_v1.2.0.txt", "git-tag-object", 1, 1, 3, 3, 0, NULL },
  { "no-licence-stated/example-get-started/tag-objects/text-classification_prod_1.txt", "git-tag-object", 1, 1, 1, 1, 0, NULL },
  { "no-licence-stated/iris-2025/data.dvc", "dvc-pointer", 1, 0, 1, 2, 0, NULL },
  { "no-licence-stated/iris-2025/dvc.yaml", "dvc-plan", 1, 0, 2, 4, 0, NULL },
  { "no-licence-stated/wine-2021/data_given/winequality.csv.dvc", "dvc-pointer", 1, 0, 1, 2, 0, NULL },
  { "no-licence-stated/wine-2021/dvc.lock.first-commit", "dvc-lock", 1, 0, 3, 7, 0, NULL },
  { "no-licence-stated/wine-2021/dvc.lock", "dvc-lock", 1, 0, 8, 27, 0, NULL },
  { "no-licence-stated/wine-2021/dvc.yaml", "dvc-plan", 1, 0, 4, 6, 0, NULL },
  { "no-licence-stated/wine-2021/params.yaml", NULL, 39, 0, 0, 0, 0, PARAMETERS },
};

const CorpusTable corpus_table = { "dvc", files, G_N_ELEMENTS (files) };
