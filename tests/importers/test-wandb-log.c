/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/wandb/wandb-log-reader.h"
#include "importers/wandb/wandb-log.h"

#include "recording-sink.h"
#include "wandb-builder.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#define NAME "wandb/offline-run-20260101_100000-r1/run-r1.wandb"
#define MODEL "scorer/" WANDB_MODEL_DIGEST

static RecordingSink *
import_bytes (const void *bytes,
              gsize       length)
{
  const RcImporter *importer = rc_wandb_log_importer ();
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GBytes) copy = g_bytes_new (bytes, length);
  g_autoptr (RcStream) stream = rc_stream_new_memory (copy);
  RcImportInput input = { .name = NAME, .size = length, .stream = stream, .bytes = copy, .modified_us = RC_TIME_NONE, .delivery = 1 };
  g_autoptr (GError) error = NULL;

  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

/* Frees @log. */
static RecordingSink *
import_log (GByteArray *log)
{
  RecordingSink *sink = import_bytes (log->data, log->len);

  g_byte_array_unref (log);
  return sink;
}

static const char *
target_of (RecordingSink *sink,
           const RcClaim *claim)
{
  g_assert_nonnull (claim);
  g_assert_cmpint (claim->target, >, 0);
  return ((RecordedEntity *) g_ptr_array_index (sink->entities, (guint) claim->target - 1))->name;
}

/* The row that a claim cites must hold what it says. */
static void
assert_cites (RecordingSink *sink,
              const RcClaim *claim,
              const char    *locator,
              const char    *text)
{
  g_assert_nonnull (claim);
  g_assert_cmpstr (claim->locator, ==, locator);
  g_assert_nonnull (strstr (g_ptr_array_index (sink->rows, (guint) claim->record - 1), text));
}

static void
test_run (void)
{
  g_autoptr (RecordingSink) sink = import_log (wandb_log_new_run (0));
  const RcClaim *claim;

  g_assert_cmpuint (sink->rows->len, ==, 11);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  g_assert_cmpuint (sink->events->len, ==, 0);
  g_assert_cmpstr (sink->rows->pdata[0], ==,
                   "{\"number\":1,\"offset\":7,\"bytes\":31,\"num\":1,\"kind\":\"header\",\"header\":{\"version_info\":"
                   "{\"producer\":\"0.24.2+example\",\"min_consumer\":\"0.40.0\"}}}");

  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_CREATED, NULL);
  g_assert_cmpint (claim->from_us, ==, G_GINT64_CONSTANT (1767258000250000));
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_CODE_COMMIT, NULL);
  g_assert_cmpstr (target_of (sink, claim), ==, WANDB_COMMIT);
  assert_cites (sink, claim, "/run/git/commit", WANDB_COMMIT);
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_TAG, "uncommitted changes = diff.patch");
  assert_cites (sink, claim, "/files/files/1/path", "diff.patch");
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_TAG, "repository = https://git.example.org/loans.git"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_TAG, "tag = credit"));
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_TRAINED_BY_PERSON, NULL);
  g_assert_cmpstr (target_of (sink, claim), ==, "a.muster@example.org");
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_ENVIRONMENT), ==, 4);
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_ENVIRONMENT, "docker image = registry.example.org/train:7");
  assert_cites (sink, claim, "/environment/docker", "registry.example.org/train:7");
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_STATUS, NULL);
  g_assert_cmpstr (claim->value, ==, "exit code 0");
}

static void
test_artifacts (void)
{
  g_autoptr (RecordingSink) sink = import_log (wandb_log_new_run (0));
  const RcClaim *claim;

  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_DATASET, NULL);
  g_assert_cmpstr (target_of (sink, claim), ==, "team/loans/applications@v3");
  assert_cites (sink, claim, "/use_artifact/name", "team/loans/applications:v3");
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_USED_MODEL, NULL);
  g_assert_cmpstr (target_of (sink, claim), ==, "team/loans/scorer-base/v1");

  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, MODEL, RC_PROPERTY_TRAINED_BY, NULL);
  g_assert_cmpstr (target_of (sink, claim), ==, "r1");
  assert_cites (sink, claim, "/artifact/run_id", "\"run_id\":\"r1\"");
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, MODEL, RC_PROPERTY_VERSION_OF, NULL);
  g_assert_cmpstr (target_of (sink, claim), ==, "scorer");
  claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, MODEL, RC_PROPERTY_STAGE, "candidate");
  assert_cites (sink, claim, "/artifact/aliases/1", "\"latest\",\"candidate\"");
  g_assert_cmpint (claim->from_us, ==, RC_TIME_NONE);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, MODEL, RC_PROPERTY_TAG, "artifact = team/loans/scorer"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, MODEL, RC_PROPERTY_TAG,
                                               "manifest = 2 files, their list has this digest (MD5: it shows accidents, not attacks)"));
  /* MD5 is no digest of the file that runs. */
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL_VERSION, MODEL, RC_PROPERTY_ARTIFACT_DIGEST), ==, 0);
}

static void
test_metrics (void)
{
  g_autoptr (RecordingSink) sink = import_log (wandb_log_new_run (0));
  const RcClaim *claim;

  /* The summary outweighs the history; what only the history has is its last value; what begins with an underscore is no metric. */
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_EVALUATION), ==, 2);
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_EVALUATION, "val/auc = 0.84");
  assert_cites (sink, claim, "/summary/update/0", "0.84");
  claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_EVALUATION, "val/loss = 0.9");
  assert_cites (sink, claim, "/history/item/1", "0.9");
  /* A step that is not written is step 0. */
  g_assert_cmpuint (recording_sink_find_row (sink, "\"step\":{\"num\":0}"), ==, 8);
}

static void
test_last_value_counts (void)
{
  GByteArray *log = wandb_log_new ();
  g_autoptr (RecordingSink) sink = NULL;
  static const char * const values[] = { "0.1", "0.2", "NaN", "{\"min\":3}", "\"text\"" };

  wandb_log_add_record (log, 0, 17, wandb_message (1u, "r2", 0u));
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      GByteArray *summary = g_byte_array_new ();

      protobuf_add_message (summary, 1, wandb_item ("auc", values[i], i % 2 == 1));
      wandb_log_add_record (log, 0, 3, summary);
    }
  for (guint i = 0; i < 2; i++)
    {
      GByteArray *summary = g_byte_array_new ();

      protobuf_add_message (summary, i == 0 ? 1 : 2, wandb_item ("gone", "5", FALSE));
      wandb_log_add_record (log, 0, 3, summary);
    }
  sink = import_log (log);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "r2", RC_PROPERTY_EVALUATION, "auc = NaN"));
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, "r2", RC_PROPERTY_EVALUATION), ==, 1);
  /* No number anywhere, as in 0.10, is no gap. */
  g_assert_cmpuint (sink->asides->len, ==, 0);
}

static void
test_secrets_are_left_out (void)
{
  g_autoptr (RecordingSink) sink = import_log (wandb_log_new_run (0));
  static const char * const secrets[] = {
    "SETTING-THAT-IS-A-SECRET", "VALUE-THAT-IS-A-SECRET", "ARGUMENT-THAT-IS-A-SECRET", "PASSWORD-IN-ADDRESS", "PRINTED-LINE"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_assert_cmpuint (recording_sink_find_row (sink, secrets[i]), ==, 0);
      for (guint j = 0; j < sink->claims->len; j++)
        {
          const RcClaim *claim = &((RecordedClaim *) g_ptr_array_index (sink->claims, j))->claim;

          g_assert_true (claim->value == NULL || strstr (claim->value, secrets[i]) == NULL);
        }
    }
  /* What is no secret stays. */
  g_assert_cmpuint (recording_sink_find_row (sink, "\"learning_rate\",\"value_json\":\"0.05\""), ==, 2);
  g_assert_cmpuint (recording_sink_find_row (sink, "[\"--epochs\",\"3\",\"--api-key\",\"…\"]"), ==, 3);
}

static void
test_without_exit (void)
{
  g_autoptr (RecordingSink) running = import_log (wandb_log_new_run (-1));
  g_autoptr (RecordingSink) failed = import_log (wandb_log_new_run (255));
  const RcClaim *claim = recording_sink_find_claim (running, RC_ENTITY_RUN, "r1", RC_PROPERTY_STATUS, NULL);

  g_assert_cmpstr (claim->value, ==, "no exit record: it crashed, or was still running");
  g_assert_cmpuint (claim->record, ==, 10);
  claim = recording_sink_find_claim (failed, RC_ENTITY_RUN, "r1", RC_PROPERTY_STATUS, NULL);
  g_assert_cmpstr (claim->value, ==, "exit code 255");
}

static void
test_other_digest (void)
{
  GByteArray *log = wandb_log_new_run (0);
  g_autoptr (RecordingSink) sink = NULL;
  g_autoptr (GByteArray) other = wandb_log_new ();
  GByteArray *artifact = wandb_message (4u, "dataset", 5u, "loans", 6u, WANDB_MODEL_DIGEST, 0u);
  GByteArray *twice = wandb_message (4u, "dataset", 5u, "twice", 6u, WANDB_MODEL_DIGEST, 0u);
  const RecordedAside *aside;

  g_byte_array_unref (log);
  for (guint i = 0; i < 2; i++)
    {
      GByteArray *manifest = g_byte_array_new ();

      protobuf_add_message (manifest, 4, wandb_message (1u, "a.csv", 2u, "1B2M2Y8AsgTpgAmY7PhCfg==", 0u));
      if (i == 1)
        protobuf_add_message (manifest, 4, wandb_message (1u, "a.csv", 2u, "rL0Y20zC+Fzt72VPzMSk2A==", 0u));
      protobuf_add_message (i == 0 ? artifact : twice, 12, manifest);
    }
  wandb_log_add_record (other, 1, 8, artifact);
  wandb_log_add_record (other, 2, 8, twice);
  sink = import_bytes (other->data, other->len);

  aside = recording_sink_find_aside (sink, RC_EXCEPTION_DIGEST_MISMATCH);
  g_assert_nonnull (aside);
  g_assert_cmpstr (aside->expected, ==, WANDB_MODEL_DIGEST);
  g_assert_cmpuint (aside->record, ==, 1);
  aside = recording_sink_find_aside (sink, RC_EXCEPTION_LIST_AMBIGUOUS);
  g_assert_nonnull (aside);
  g_assert_cmpuint (aside->record, ==, 2);
  g_assert_cmpuint (sink->asides->len, ==, 2);
  /* What the record says is said all the same. */
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, "loans@" WANDB_MODEL_DIGEST, RC_PROPERTY_DATASET_DIGEST, NULL));
}

static void
test_gaps (void)
{
  GByteArray *log = wandb_log_new ();
  static const guint64 nums[] = { 1, 2, 5, 5, 6, 0, 7 };
  g_autoptr (RecordingSink) sink = NULL;
  const RecordedAside *gap;

  for (gsize i = 0; i < G_N_ELEMENTS (nums); i++)
    wandb_log_add_record (log, nums[i], 20, g_byte_array_new ());
  sink = import_log (log);

  gap = recording_sink_find_aside (sink, RC_EXCEPTION_CHAIN_GAP);
  g_assert_nonnull (gap);
  g_assert_cmpuint (gap->record, ==, 3);
  g_assert_cmpint (gap->place, ==, RC_IMPORT_ROWS);
  g_assert_cmpstr (gap->expected, ==, "the number 3");
  g_assert_cmpstr (gap->found, ==, "the number 5");
  g_assert_cmpuint (sink->asides->len, ==, 3);   /* 5 again, and none */
  g_assert_cmpuint (sink->rows->len, ==, G_N_ELEMENTS (nums));
}

static void
test_recognise (void)
{
  const RcImporter *importer = rc_wandb_log_importer ();
  RcSample sample = { .name = "anything", .head = ":W&B\xe1\xbe\0", .head_length = 7, .size = 7 };

  g_assert_cmpint (importer->recognise (importer, &sample), ==, 95);
  sample.head_length = 3;
  g_assert_cmpint (importer->recognise (importer, &sample), ==, 0);
  sample.head = "{\"a\":1}";
  sample.head_length = 7;
  g_assert_cmpint (importer->recognise (importer, &sample), ==, 0);
}

/* Runs of the three generations that were really written. */
static void
test_corpus (void)
{
  static const struct { const char *name; guint64 n_full, n_first, n_last; const char *digest; } logs[] = {
    { "offline-run-20210216_154407-g9dvvkua/run-g9dvvkua.wandb", 10, 0, 0, "cc557740a90e40c5090544b6592d2aa3" },
    { "offline-run-20251014_120029-6zjwrmwu/run-6zjwrmwu.wandb", 48, 0, 0, NULL },
    { "run-20260211_121423-kj3gdsjx/run-kj3gdsjx.wandb", 10906, 41, 41, NULL },
  };
  const char *corpus = g_getenv ("RECOUNT_CORPUS");

  for (gsize i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autofree char *path = corpus != NULL ? g_build_filename (corpus, "wandb", logs[i].name, NULL) : NULL;
      g_auto (RcWandbLogReader) reader = { 0 };
      g_autoptr (RecordingSink) sink = NULL;
      g_autoptr (RcStream) stream = NULL;
      g_autoptr (GBytes) bytes = NULL;
      char *content;
      gsize length;
      guint n = 0;

      if (path == NULL || !g_file_get_contents (path, &content, &length, NULL))
        {
          g_test_skip ("no corpus at RECOUNT_CORPUS");
          return;
        }
      bytes = g_bytes_new_take (content, length);
      stream = rc_stream_new_memory (bytes);
      rc_wandb_log_reader_init (&reader, stream);
      while (rc_wandb_log_reader_next (&reader, NULL) == RC_WANDB_LOG_RECORD)
        n++;
      g_assert_cmpint (rc_wandb_log_reader_next (&reader, NULL), ==, RC_WANDB_LOG_END);
      g_assert_cmpuint (n, ==, logs[i].n_full + logs[i].n_last);
      g_assert_cmpuint (reader.n_full, ==, logs[i].n_full);
      g_assert_cmpuint (reader.n_first, ==, logs[i].n_first);
      g_assert_cmpuint (reader.n_middle, ==, 0);
      g_assert_cmpuint (reader.n_last, ==, logs[i].n_last);

      sink = import_bytes (content, length);
      g_assert_cmpuint (sink->rows->len, ==, n);
      g_assert_cmpuint (sink->asides->len, ==, 0);
      if (logs[i].digest != NULL)
        {
          guint64 row = recording_sink_find_row (sink, logs[i].digest);
          g_autofree char *manifest = g_strdup ("manifest = 54 files, their list has this digest (MD5: it shows accidents, not attacks)");

          g_assert_cmpuint (row, ==, 4);
          g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "g9dvvkua", RC_PROPERTY_TAG, manifest));
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/importers/wandb-log/run", test_run);
  g_test_add_func ("/importers/wandb-log/artifacts", test_artifacts);
  g_test_add_func ("/importers/wandb-log/metrics", test_metrics);
  g_test_add_func ("/importers/wandb-log/last-value-counts", test_last_value_counts);
  g_test_add_func ("/importers/wandb-log/secrets-are-left-out", test_secrets_are_left_out);
  g_test_add_func ("/importers/wandb-log/without-exit", test_without_exit);
  g_test_add_func ("/importers/wandb-log/other-digest", test_other_digest);
  g_test_add_func ("/importers/wandb-log/gaps", test_gaps);
  g_test_add_func ("/importers/wandb-log/recognise", test_recognise);
  g_test_add_func ("/importers/wandb-log/corpus", test_corpus);

  return g_test_run ();
}
