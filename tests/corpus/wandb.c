/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "corpus.h"

#define OLD "offline-run-20210216_154407-g9dvvkua/"
#define MIDDLE "offline-run-20251014_120029-6zjwrmwu/"
#define NEW "run-20260211_121423-kj3gdsjx/"

/*
 * Counted with a reader of logs and messages of its own (Python: struct, zlib.crc32) and with jq, by the tables at the head of
 * importers/wandb/wandb-log.c and wandb-json-files.c. Every chunk of the three logs fits its CRC-32: 10, 48 and 10 906 + 41 + 41 of them.
 */
static const CorpusFile files[] = {
  { "ORIGIN.md", NULL, 35, 0, 0, 0, 0, "our own note on where the files are from" },
  { OLD "files/config.yaml", "wandb-config", 1, 0, 1, 3, 0, "cli_version, python_version, code_path" },
  { OLD "files/output.log", NULL, 0, 0, 0, 0, 0, "empty" },
  { OLD "files/requirements.txt", NULL, 0, 0, 0, 0, 0, "empty" },
  { OLD "files/wandb-metadata.json", "wandb-metadata", 1, 0, 3, 8, 0,
    "os, python, program, codePath, startedAt, remote, commit, email; run, commit and person" },
  { OLD "files/wandb-summary.json", "wandb-summary", 1, 0, 0, 0, 0, "no metric" },
  { OLD "run-g9dvvkua.wandb", "wandb-log", 10, 0, 1, 9, 0,
    "start_time, project, two versions of the telemetry, two patches, exit code 0, an artifact of code and its manifest, whose digest "
    "cc557740a90e40c5090544b6592d2aa3 fits its 54 entries: with another one there would be a fault" },
  { MIDDLE "files/conda-environment.yaml", "wandb-packages", 1, 0, 2, 1, 0, "the list and its run" },
  { MIDDLE "files/wandb-metadata.json", "wandb-metadata", 1, 0, 3, 9, 0,
    "os, python, gpu, program, codePath, startedAt, remote, commit, username for want of an address" },
  { MIDDLE "files/wandb-summary.json", "wandb-summary", 1, 0, 0, 0, 0, "only what the library notes for itself" },
  { MIDDLE "run-6zjwrmwu.wandb", "wandb-log", 48, 0, 2, 8, 0,
    "start_time, project, three versions of the telemetry, remote, commit, exit code 255" },
  { NEW "files/config.yaml", "wandb-config", 1, 0, 3, 11, 0,
    "cli_version, python_version; os, python, gpu, cudaVersion, program, startedAt, remote, commit, email of its one writer" },
  { NEW "files/requirements.txt", "wandb-packages", 1, 0, 2, 1, 0, "the list and its run" },
  { NEW "files/wandb-metadata.json", "wandb-metadata", 1, 0, 3, 9, 0,
    "os, python, gpu, cudaVersion, program, startedAt, remote, commit, email" },
  { NEW "files/wandb-summary.json", "wandb-summary", 1, 0, 1, 5, 0, "train/loss, val/ppl, train/update_step, train/lr, val/loss" },
  { NEW "run-kj3gdsjx.wandb", "wandb-log", 10947, 0, 3, 22, 0,
    "start_time, project, display_name, three versions of the telemetry, remote and commit of the run and of the environment, os, python, "
    "program, email, gpu, cuda, five metrics, exit code 0" },
};

const CorpusTable corpus_table = { "wandb", files, G_N_ELEMENTS (files) };
