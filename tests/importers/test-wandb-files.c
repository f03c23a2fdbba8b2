/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/wandb/wandb-files.h"
#include "importers/wandb/wandb-run.h"

#include "recording-sink.h"

#include "core/bounds.h"
#include "core/digest.h"
#include "core/exception.h"

#include <string.h>

#define FOLDER "wandb/run-20260101_100000-r1/files/"
#define COMMIT "1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d"

#define METADATA \
  "{\"os\":\"Linux-6.1\",\"python\":\"3.11.2\",\"startedAt\":\"2026-01-01T09:00:00.250000\",\"docker\":null,\"cuda\":\"12.2\"," \
  "\"args\":[\"--api-key\",\"x\"],\"state\":\"running\",\"program\":\"train.py\",\"codePath\":\"src/train.py\"," \
  "\"git\":{\"remote\":\"https://bot:word@git.example.org/loans.git\",\"commit\":\"" COMMIT "\"}," \
  "\"email\":null,\"username\":\"amuster\",\"executable\":\"/usr/bin/python3\"}"

#define CONFIG \
  "wandb_version: 1\n_wandb:\n  desc: null\n  value:\n    cli_version: 0.24.2\n    python_version: 3.11.2\n    e:\n      w1:\n" \
  "        os: Linux-6.1\n        startedAt: \"2026-01-01T09:00:00.25Z\"\n        git:\n          commit: " COMMIT "\n" \
  "        email: a.muster@example.org\nhf_token:\n  value: hidden\nlearning_rate:\n  value: 0.05\n"

static RecordingSink *
import_length (const RcImporter *importer,
               const char       *name,
               const char       *text,
               gsize             length)
{
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  RcImportInput input = { .name = name, .size = length, .stream = stream, .modified_us = RC_TIME_NONE, .delivery = 1 };
  g_autoptr (GError) error = NULL;

  input.bytes = length <= RC_LIMIT_RECORD_BYTES ? bytes : NULL;
  rc_digest_compute (text, length, &input.sha256);
  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static RecordingSink *
import_text (const RcImporter *importer,
             const char       *name,
             const char       *text)
{
  return import_length (importer, name, text, strlen (text));
}

static int
recognise (const RcImporter *importer,
           const char       *name,
           const char       *text)
{
  RcSample sample = { .name = name, .head = text, .head_length = strlen (text), .size = (gint64) strlen (text) };

  return importer->recognise (importer, &sample);
}

static gboolean
has (RecordingSink *sink,
     RcProperty     property,
     const char    *value)
{
  return recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", property, value) != NULL;
}

static void
test_names (void)
{
  g_assert_true (rc_wandb_is_run_file (FOLDER "requirements.txt", "requirements.txt"));
  g_assert_true (rc_wandb_is_run_file ("offline-run-20260101_100000-r1/files/requirements.txt", "requirements.txt"));
  g_assert_true (rc_wandb_is_run_file ("all.zip!run-20260101_100000-r1/files/requirements.txt", "requirements.txt"));
  g_assert_false (rc_wandb_is_run_file ("run-20260101_100000-r1/requirements.txt", "requirements.txt"));
  g_assert_false (rc_wandb_is_run_file ("run-2026-r1/files/requirements.txt", "requirements.txt"));
  g_assert_false (rc_wandb_is_run_file ("files/requirements.txt", "requirements.txt"));
  g_assert_false (rc_wandb_is_run_file ("requirements.txt", "requirements.txt"));
  g_assert_false (rc_wandb_is_run_file (NULL, "requirements.txt"));

  g_assert_true (rc_wandb_is_patch_name ("diff.patch"));
  g_assert_true (rc_wandb_is_patch_name (FOLDER "upstream_diff_" COMMIT ".patch"));
  g_assert_false (rc_wandb_is_patch_name ("my.patch"));
  g_assert_false (rc_wandb_is_patch_name ("_1c2d.patch"));
  g_assert_false (rc_wandb_is_patch_name (COMMIT ".patch"));
}

static void
test_metadata (void)
{
  const RcImporter *importer = rc_wandb_metadata_importer ();
  g_autoptr (RecordingSink) sink = import_text (importer, FOLDER "wandb-metadata.json", METADATA);
  const RcClaim *claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_CREATED, NULL);

  g_assert_cmpint (recognise (importer, FOLDER "wandb-metadata.json", METADATA), ==, 95);
  g_assert_cmpint (recognise (importer, "x.json", METADATA), ==, 60);
  g_assert_cmpint (recognise (importer, "wandb-metadata.json", "{\"os\":1}"), ==, 0);
  /* Without a zone it is UTC. */
  g_assert_cmpint (claim->from_us, ==, G_GINT64_CONSTANT (1767258000250000));
  g_assert_true (has (sink, RC_PROPERTY_ENVIRONMENT, "os = Linux-6.1"));
  g_assert_true (has (sink, RC_PROPERTY_ENVIRONMENT, "cuda = 12.2"));
  g_assert_true (has (sink, RC_PROPERTY_TAG, "repository = https://git.example.org/loans.git"));
  g_assert_true (has (sink, RC_PROPERTY_CODE_COMMIT, COMMIT));
  g_assert_true (has (sink, RC_PROPERTY_TRAINED_BY_PERSON, "amuster"));
  g_assert_false (has (sink, RC_PROPERTY_STATUS, NULL));
  g_assert_cmpuint (sink->claims->len, ==, 9);
  g_assert_cmpstr (((RecordedEntity *) g_ptr_array_index (sink->entities, 0))->scope, ==, "folder 1 wandb/run-20260101_100000-r1/");
}

static void
test_summary (void)
{
  const RcImporter *importer = rc_wandb_summary_importer ();
  const char *text = "{\"_step\":3,\"_runtime\":1.5,\"_timestamp\":1.767258e+09,\"val/auc\":0.84,\"best\":\"x\",\"h\":{\"bins\":[]}}";
  g_autoptr (RecordingSink) sink = import_text (importer, FOLDER "wandb-summary.json", text);
  g_autoptr (RecordingSink) empty = import_text (importer, FOLDER "wandb-summary.json", "{}");
  g_autoptr (RecordingSink) array = import_text (importer, FOLDER "wandb-summary.json", "[1]");
  const RcClaim *claim = recording_sink_find_claim (sink, RC_ENTITY_RUN, "r1", RC_PROPERTY_EVALUATION, "val/auc = 0.84");

  g_assert_cmpint (recognise (importer, "wandb-summary.json", "{}"), ==, 95);
  g_assert_cmpint (recognise (importer, "x.json", text), ==, 60);
  g_assert_cmpint (recognise (importer, "x.json", "{}"), ==, 0);
  g_assert_cmpint (claim->recorded_us, ==, G_GINT64_CONSTANT (1767258000000000));
  g_assert_cmpstr (claim->locator, ==, "/val/auc");
  g_assert_cmpuint (sink->claims->len, ==, 1);
  g_assert_cmpuint (empty->claims->len + array->claims->len, ==, 0);
}

static void
test_config (void)
{
  const RcImporter *importer = rc_wandb_config_importer ();
  g_autoptr (RecordingSink) sink = import_text (importer, FOLDER "config.yaml", CONFIG);

  g_assert_cmpint (recognise (importer, FOLDER "config.yaml", CONFIG), ==, 90);
  g_assert_cmpint (recognise (importer, FOLDER "config.yaml", "a: 1\n"), ==, 0);
  g_assert_true (has (sink, RC_PROPERTY_ENVIRONMENT, "wandb = 0.24.2"));
  g_assert_true (has (sink, RC_PROPERTY_ENVIRONMENT, "python version = 3.11.2"));
  g_assert_true (has (sink, RC_PROPERTY_ENVIRONMENT, "os = Linux-6.1"));
  g_assert_true (has (sink, RC_PROPERTY_CODE_COMMIT, COMMIT));
  g_assert_true (has (sink, RC_PROPERTY_TRAINED_BY_PERSON, "a.muster@example.org"));
  g_assert_true (has (sink, RC_PROPERTY_CREATED, NULL));
  g_assert_cmpuint (sink->claims->len, ==, 6);
}

static void
test_packages (void)
{
  const RcImporter *importer = rc_wandb_packages_importer ();
  const char *pip = "# made by pip\nnumpy==1.22.0\n\npandas==2.3.3\r\nscipy==1.0";
  const char *conda = "name: rdt\nchannels:\n  - conda-forge\ndependencies:\n  - python=3.10.0=h5\n  - pip:\n      - attrs==25.4.0\n";
  g_autoptr (RecordingSink) first = import_text (importer, FOLDER "requirements.txt", pip);
  g_autoptr (RecordingSink) second = import_text (importer, FOLDER "conda-environment.yaml", conda);
  const RcClaim *claim = recording_sink_find_claim (first, RC_ENTITY_RUN, "r1", RC_PROPERTY_ENVIRONMENT, NULL);

  g_assert_cmpstr (claim->value, ==, "requirements.txt, 3 packages");
  g_assert_cmpstr (((RecordedEntity *) g_ptr_array_index (first->entities, (guint) claim->target - 1))->scope, ==, "");
  g_assert_true (has (second, RC_PROPERTY_ENVIRONMENT, "conda-environment.yaml, 2 packages"));
  g_assert_cmpint (recognise (importer, FOLDER "requirements.txt", pip), ==, 90);
  g_assert_cmpint (recognise (importer, "requirements.txt", pip), ==, 0);
  g_assert_cmpint (recognise (importer, FOLDER "other.txt", pip), ==, 0);
}

static void
test_patch (void)
{
  const RcImporter *importer = rc_wandb_patch_importer ();
  g_autoptr (RecordingSink) sink = import_text (importer, FOLDER "diff.patch", "diff --git a/x b/x\n");

  g_assert_true (has (sink, RC_PROPERTY_TAG, "uncommitted changes = diff.patch"));
  g_assert_cmpint (recognise (importer, FOLDER "diff.patch", "diff"), ==, 90);
  g_assert_cmpint (recognise (importer, "diff.patch", "diff"), ==, 0);
  g_assert_cmpint (recognise (importer, FOLDER "my.patch", "diff"), ==, 0);
}

static void
assert_refused (const RcImporter *importer,
                const char       *text,
                const char       *kind)
{
  g_autoptr (RecordingSink) sink = import_text (importer, FOLDER "x", text);

  g_assert_cmpuint (sink->claims->len, ==, 0);
  g_assert_cmpuint (sink->asides->len, ==, 1);
  g_assert_cmpstr (((RecordedAside *) g_ptr_array_index (sink->asides, 0))->kind, ==, kind);
}

static void
test_wrong_input (void)
{
  const RcImporter *importers[] = { rc_wandb_metadata_importer (), rc_wandb_summary_importer (), rc_wandb_config_importer () };
  const char *texts[] = { METADATA, "{\"a\":1,\"b\":2.5}", CONFIG };
  g_autofree char *huge = g_malloc0 (RC_LIMIT_RECORD_BYTES + 1);
  g_autoptr (GString) deep = g_string_new (NULL);

  for (guint i = 0; i < 100; i++)
    g_string_append (deep, "[");
  for (gsize i = 0; i < G_N_ELEMENTS (importers); i++)
    {
      g_autoptr (RecordingSink) too_large = import_length (importers[i], FOLDER "x", huge, RC_LIMIT_RECORD_BYTES + 1);

      g_assert_nonnull (recording_sink_find_aside (too_large, RC_EXCEPTION_LIMIT));
      assert_refused (importers[i], "{\"a\":1,\"a\":2}", RC_EXCEPTION_DUPLICATE_MEMBER);
      assert_refused (importers[i], "{\"a\":", RC_EXCEPTION_UNREADABLE_RECORD);
      assert_refused (importers[i], "\xff\xfe", RC_EXCEPTION_UNREADABLE_RECORD);
      assert_refused (importers[i], deep->str, i < 2 ? RC_EXCEPTION_UNREADABLE_RECORD : RC_EXCEPTION_LIMIT);
      /* Every beginning, and every byte changed. */
      for (gsize length = 0; length < strlen (texts[i]); length++)
        {
          g_autofree char *copy = g_strdup (texts[i]);
          g_autoptr (RecordingSink) cut = import_length (importers[i], FOLDER "x", texts[i], length);
          g_autoptr (RecordingSink) changed = NULL;

          copy[length] ^= 4;
          changed = import_text (importers[i], FOLDER "x", copy);
          g_assert_cmpuint (changed->rows->len, ==, 0);
        }
    }
}

static void
test_wrong_types (void)
{
  g_autoptr (RecordingSink) sink = import_text (rc_wandb_metadata_importer (), FOLDER "x",
                                                "{\"os\":{},\"python\":[1],\"git\":\"x\",\"startedAt\":\"soon\",\"email\":7,\"program\":false}");
  g_autofree char *name = g_strnfill (5000, 'a');
  g_autofree char *long_commit = g_strdup_printf ("{\"git\":{\"commit\":\"%s\",\"remote\":\"%s\"}}", name, name);
  g_autoptr (RecordingSink) longer = import_text (rc_wandb_metadata_importer (), FOLDER "x", long_commit);

  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_REGISTRY_MALFORMED));
  g_assert_false (has (sink, RC_PROPERTY_ENVIRONMENT, NULL));
  g_assert_nonnull (recording_sink_find_aside (longer, RC_EXCEPTION_LIMIT));
  g_assert_cmpuint (longer->claims->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/importers/wandb-files/names", test_names);
  g_test_add_func ("/importers/wandb-files/metadata", test_metadata);
  g_test_add_func ("/importers/wandb-files/summary", test_summary);
  g_test_add_func ("/importers/wandb-files/config", test_config);
  g_test_add_func ("/importers/wandb-files/packages", test_packages);
  g_test_add_func ("/importers/wandb-files/patch", test_patch);
  g_test_add_func ("/importers/wandb-files/wrong-input", test_wrong_input);
  g_test_add_func ("/importers/wandb-files/wrong-types", test_wrong_types);

  return g_test_run ();
}
