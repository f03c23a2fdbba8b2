/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "system-fixture.h"

#include "tests/importers/wandb-builder.h"

#include <string.h>

#define FOLDER "wandb/offline-run-20260101_100000-r1/"

/* It logs no inference: a project's own log names the model by the artifact and the digest of its manifest. */
static const char inference[] =
  "{\"schema\":\"kreditcheck.decision/1\",\"event\":\"inference\",\"event_id\":\"inf-1\",\"timestamp\":\"2026-02-01T09:00:00Z\","
  "\"system\":\"loans\",\"endpoint\":\"scores\",\"model\":{\"name\":\"scorer\",\"version\":\"" WANDB_MODEL_DIGEST "\"},"
  "\"output\":{\"score\":0.7}}\n";

static const char metadata[] =
  "{\"os\":\"Linux-6.1\",\"python\":\"CPython 3.11.2\",\"startedAt\":\"2026-01-01T09:00:00.250000Z\",\"program\":\"train.py\","
  "\"git\":{\"remote\":\"https://git.example.org/loans.git\",\"commit\":\"" WANDB_COMMIT "\"},\"email\":\"a.muster@example.org\"}";

static const SystemSlot slots[] = {
  { "input", RC_STANDING_NOTHING, "deployer" },
  { "subject", RC_STANDING_NOTHING, "person" },
  { "output", RC_STANDING_SINGLE, "1 field" },
  { "score", RC_STANDING_SINGLE, "0.7" },
  { "endpoint", RC_STANDING_SINGLE, "scores" },
  { "deployment", RC_STANDING_NOTHING, "deployment" },
  { "model-version", RC_STANDING_SINGLE, "scorer/" WANDB_MODEL_DIGEST },
  { "artefact", RC_STANDING_NOTHING, "Weights & Biases: ask for the model's files" },
  { "run", RC_STANDING_SINGLE, "r1" },
  { "dataset", RC_STANDING_SINGLE, "team/loans/applications@v3" },
  { "commit", RC_STANDING_CONSISTENT, WANDB_COMMIT },
  { "environment", RC_STANDING_SINGLE, "docker image = registry.example.org/train:7" },
  { "evaluation", RC_STANDING_SINGLE, "val/auc = 0.84" },
  { "approval", RC_STANDING_NOTHING, "Weights & Biases: ask for the audit log" },
  { "documentation", RC_STANDING_NOTHING, "documentation" },
  { "card", RC_STANDING_NOTHING, "Weights & Biases: ask for the description" },
  { "human-action", RC_STANDING_NOTHING, "human" },
  { "final-decision", RC_STANDING_NOTHING, "decision" },
  { "anomaly", RC_STANDING_NOTHING, "alerts" },
  { "incident", RC_STANDING_NOTHING, "incident" },
  { "reliance", RC_STANDING_NOTHING, "checked" },
  { "retention", RC_STANDING_NOTHING, "retention" },
};

static const RcLineageSlot *
find_slot (const RcLineage *lineage,
           const char      *id)
{
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      if (g_str_equal (slot->slot, id))
        return slot;
    }
  g_assert_not_reached ();
}

/* From a score back to data, code and environment, by the log and a file of one run folder. */
static void
test_run_folder (ImportFixture *fixture,
                 gconstpointer  data)
{
  g_autoptr (GByteArray) log = wandb_log_new_run (0);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcLineage) lineage = NULL;

  import_fixture_put (fixture, FOLDER "run-r1.wandb", log->data, (gssize) log->len);
  import_fixture_put (fixture, FOLDER "files/wandb-metadata.json", metadata, -1);
  import_fixture_put (fixture, FOLDER "files/diff.patch", "diff --git a/train.py b/train.py\n", -1);
  import_fixture_put (fixture, "log.jsonl", inference, -1);
  result = import_fixture_import (fixture, NULL);
  lineage = system_fixture_assert_lineage (fixture, "inf-1", slots, G_N_ELEMENTS (slots));

  /* The commit is not all of the code, and that is said once, whoever tells it. */
  g_assert_nonnull (strstr (find_slot (lineage, "commit")->note, "diff.patch"));
  g_assert_null (strstr (strstr (find_slot (lineage, "commit")->note, "diff.patch") + 1, "diff.patch"));
}

/* Two runs whose names nobody made different hold in their own folders only. */
static void
test_two_folders (ImportFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr (GByteArray) log = wandb_log_new_run (0);
  g_autoptr (RcImportResult) result = NULL;

  import_fixture_put (fixture, FOLDER "run-r1.wandb", log->data, (gssize) log->len);
  import_fixture_put (fixture, "other/run-20260102_100000-r1/files/wandb-metadata.json", metadata, -1);
  result = import_fixture_import (fixture, NULL);
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count (*) FROM entity WHERE kind = 'run' AND name = 'r1'"), ==, 2);
  /* A commit is the world's. */
  g_assert_cmpint (import_fixture_query (fixture, "SELECT count (*) FROM entity WHERE kind = 'commit'"), ==, 1);
}

/* The files of an artifact that was downloaded are held against its manifest, which is weak: MD5. */
static void
test_manifest (ImportFixture *fixture,
               gconstpointer  data)
{
  gboolean is_exchanged = GPOINTER_TO_INT (data);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  const RcSeal *seal;

  import_fixture_put (fixture, "artifacts/scorer:v3/wandb_manifest.json",
                      "{\"version\":1,\"storagePolicy\":\"wandb-storage-policy-v1\",\"storagePolicyConfig\":{\"storageLayout\":\"V2\"},"
                      "\"contents\":{\"model.bin\":{\"digest\":\"kAFQmDzST7DWlj99KOF/cg==\",\"size\":3,"
                      "\"birthArtifactID\":\"QXJ0aWZhY3Q6MQ==\"}}}", -1);
  import_fixture_put (fixture, "artifacts/scorer:v3/model.bin", is_exchanged ? "abd" : "abc", -1);
  result = import_fixture_import (fixture, NULL);
  g_assert_cmpstr (import_fixture_find (result, "evidence/artifacts/scorer:v3/wandb_manifest.json")->importer, ==, "digest-list");
  judgement = import_fixture_verify (fixture);
  g_assert_cmpuint (judgement->seals->len, ==, 1);
  seal = g_ptr_array_index (judgement->seals, 0);
  g_assert_cmpstr (seal->kind, ==, "digest-list");
  g_assert_cmpint (seal->integrity, ==, is_exchanged ? RC_VERDICT_INVALID : RC_VERDICT_WEAK);
  g_assert_cmpuint (seal->checked, ==, is_exchanged ? 0 : 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/systems/wandb/run-folder", ImportFixture, NULL, import_fixture_set_up, test_run_folder,
              import_fixture_verify_and_tear_down);
  g_test_add ("/systems/wandb/two-folders", ImportFixture, NULL, import_fixture_set_up, test_two_folders,
              import_fixture_verify_and_tear_down);
  g_test_add ("/systems/wandb/manifest", ImportFixture, GINT_TO_POINTER (FALSE), import_fixture_set_up, test_manifest,
              import_fixture_verify_and_tear_down);
  g_test_add ("/systems/wandb/exchanged-file", ImportFixture, GINT_TO_POINTER (TRUE), import_fixture_set_up, test_manifest,
              import_fixture_verify_and_tear_down);
  return g_test_run ();
}
