/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/dvc/dvc-config.h"
#include "importers/dvc/dvc-directory.h"
#include "importers/dvc/dvc-lock.h"
#include "importers/dvc/dvc-plan.h"
#include "importers/dvc/dvc-pointer.h"
#include "importers/dvc/git-tags.h"

#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#define MD5_DATA  "11112222333344445555666677778888"   /* digits only: a number to a reader of YAML 1.1 */
#define MD5_CODE  "324001573ed724e5ae092226fcf9ca30"
#define MD5_MODEL "63cd44fd46b7f76875dc9556a2000cb5"
#define COMMIT    "f59388cd04276e75d70b2136597aaa27e7937cc3"
#define COMMIT_2  "0d46eb42e874eb1f681adda2aa772b6d1ea2bb97"

static const char lock[] =
  "schema: '2.0'\n"
  "stages:\n"
  "  train@de:\n"
  "    cmd: python train.py --token=hunter2\n"
  "    deps:\n"
  "    - path: data/loans.csv\n"
  "      hash: md5\n"
  "      md5: " MD5_DATA "\n"
  "      size: 14\n"
  "    - path: src/train.py\n"
  "      md5: " MD5_CODE "\n"
  "    params:\n"
  "      params.yaml:\n"
  "        train.seed: 20170428\n"
  "        train.rate: 1e-3\n"
  "        api_token: hunter2\n"
  "        deep:\n"
  "          layers: [8, 4]\n"
  "          password: hunter2\n"
  "    outs:\n"
  "    - path: models/risk.pkl\n"
  "      md5: " MD5_MODEL "\n"
  "  check:\n"
  "    deps:\n"
  "    - path: models/risk.pkl\n"
  "      md5: " MD5_MODEL "\n"
  "    outs:\n"
  "    - path: eval\n"
  "      md5: ea452ca56ec7558c9387cfd5162514e7.dir\n";

static RecordingSink *
import_bytes (const RcImporter *importer,
              const char       *name,
              const char       *text,
              gsize             length)
{
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;
  RcImportInput input = { .name = name, .size = length, .bytes = bytes, .modified_us = RC_TIME_NONE, .delivery = 1 };

  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static RecordingSink *
import_text (const RcImporter *importer,
             const char       *name,
             const char       *text)
{
  return import_bytes (importer, name, text, strlen (text));
}

static int
recognise (const RcImporter *importer,
           const char       *text)
{
  RcSample sample = { .name = "file", .head = text, .head_length = strlen (text), .size = (gint64) strlen (text) };

  return importer->recognise (importer, &sample);
}

/* Secrets of the fixtures are nowhere in what is told. */
static void
assert_no_secret (RecordingSink *sink)
{
  g_autofree char *all = recording_sink_dup_digest (sink);

  g_assert_null (strstr (all, "hunter2"));
}

static void
assert_target (RecordingSink *sink,
               const RcClaim *claim,
               RcEntityKind   kind,
               const char    *name)
{
  g_assert_nonnull (claim);
  g_assert_cmpint (claim->target, ==, recording_sink_find_entity (sink, kind, name));
}

static void
test_lock (void)
{
  g_autoptr (RecordingSink) sink = import_text (rc_dvc_lock_importer (), "repo/dvc.lock", lock);
  const char *version = "models/risk.pkl/" MD5_MODEL;

  g_assert_cmpint (recognise (rc_dvc_lock_importer (), lock), ==, 90);
  g_assert_cmpint (recognise (rc_dvc_pointer_importer (), lock), ==, 0);
  g_assert_cmpint (recognise (rc_dvc_plan_importer (), lock), ==, 0);
  assert_target (sink, recording_sink_find_claim (sink, RC_ENTITY_RUN, "train@de", RC_PROPERTY_DATASET, NULL), RC_ENTITY_DATASET,
                 "loans.csv@" MD5_DATA);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, "loans.csv@" MD5_DATA, RC_PROPERTY_DATASET_DIGEST, "md5 " MD5_DATA));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "train@de", RC_PROPERTY_CODE_COMMIT, "src/train.py md5 " MD5_CODE));
  assert_target (sink, recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, version, RC_PROPERTY_TRAINED_BY, NULL), RC_ENTITY_RUN,
                 "train@de");
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "train@de", RC_PROPERTY_TAG, "params.yaml: train.seed = 20170428"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "train@de", RC_PROPERTY_TAG, "params.yaml: train.rate = 1e-3"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "train@de", RC_PROPERTY_TAG, "params.yaml: deep.layers.1 = 4"));
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_RUN, "train@de", RC_PROPERTY_TAG), ==, 4);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, version, RC_PROPERTY_EVALUATION,
                                               "stage check wrote eval (md5 ea452ca56ec7558c9387cfd5162514e7.dir); the figures stand in "
                                               "that file"));
  g_assert_cmpuint (sink->asides->len, ==, 0);
  assert_no_secret (sink);
}

/* Schema 1.0: stages at the top. */
static void
test_old_lock (void)
{
  static const char text[] =
    "prepare:\n  cmd: python prepare.py\n  deps:\n  - path: raw.csv\n    md5: " MD5_CODE "\n  outs:\n  - path: clean.csv\n    md5: "
    MD5_MODEL "\n";
  g_autoptr (RecordingSink) sink = import_text (rc_dvc_lock_importer (), "dvc.lock", text);

  g_assert_cmpint (recognise (rc_dvc_lock_importer (), text), ==, 60);
  assert_target (sink, recording_sink_find_claim (sink, RC_ENTITY_DATASET, "clean.csv@" MD5_MODEL, RC_PROPERTY_DERIVED_FROM, NULL),
                 RC_ENTITY_DATASET, "raw.csv@" MD5_CODE);
}

/* What is broken is set aside with its place; what stands beside it is read. */
static void
test_broken_stage (void)
{
  static const char text[] =
    "schema: '2.0'\nstages:\n  bad: 7\n  worse:\n    deps: none\n    outs:\n    - 5\n  good:\n    outs:\n    - path: a.csv\n      md5: "
    MD5_CODE "\n";
  g_autoptr (RecordingSink) sink = import_text (rc_dvc_lock_importer (), "dvc.lock", text);
  const RecordedAside *first = g_ptr_array_index (sink->asides, 0);

  g_assert_cmpuint (sink->asides->len, ==, 3);
  g_assert_cmpstr (first->kind, ==, RC_EXCEPTION_REGISTRY_MALFORMED);
  g_assert_cmpint (first->offset, ==, strstr (text, "7") - text);
  g_assert_cmpstr (first->found, ==, "a scalar");
  g_assert_cmpint (recording_sink_find_entity (sink, RC_ENTITY_DATASET, "a.csv@" MD5_CODE), !=, 0);
}

static void
assert_one_aside (const RcImporter *importer,
                  const char       *text,
                  const char       *kind)
{
  g_autoptr (RecordingSink) sink = import_text (importer, "file", text);

  g_assert_cmpuint (sink->claims->len, ==, 0);
  g_assert_cmpuint (sink->asides->len, ==, 1);
  g_assert_nonnull (recording_sink_find_aside (sink, kind));
}

static void
test_refused (void)
{
  g_autoptr (GString) deep = g_string_new ("schema: '2.0'\nstages: ");

  for (guint i = 0; i < 100; i++)
    g_string_append (deep, "{a: ");
  assert_one_aside (rc_dvc_lock_importer (), deep->str, RC_EXCEPTION_LIMIT);
  assert_one_aside (rc_dvc_lock_importer (), "schema: '2.0'\nstages:\n  a: {}\n  a: {}\n", RC_EXCEPTION_DUPLICATE_MEMBER);
  assert_one_aside (rc_dvc_lock_importer (), "schema: '2.0'\nstages: [1]\n", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_one_aside (rc_dvc_lock_importer (), "schema: '2.0'\n", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_one_aside (rc_dvc_pointer_importer (), "- a\n", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_one_aside (rc_dvc_pointer_importer (), "outs: {\n", RC_EXCEPTION_UNREADABLE_RECORD);
  assert_one_aside (rc_dvc_directory_importer (), "[{\"md5\":\"x\",\"relpath\":\"y\"", RC_EXCEPTION_UNREADABLE_RECORD);
  assert_one_aside (rc_dvc_directory_importer (), "{}", RC_EXCEPTION_REGISTRY_MALFORMED);
  assert_one_aside (rc_git_tags_importer (), "tag\tcommit\tx\n\xff\n", RC_EXCEPTION_UNREADABLE_RECORD);
}

static void
test_too_large (void)
{
  const RcImporter *importers[] = { rc_dvc_lock_importer (), rc_dvc_pointer_importer (), rc_dvc_directory_importer (),
                                    rc_dvc_plan_importer (), rc_git_tags_importer (), rc_git_tag_object_importer (),
                                    rc_dvc_config_importer () };

  for (gsize i = 0; i < G_N_ELEMENTS (importers); i++)
    {
      g_autoptr (RecordingSink) sink = recording_sink_new ();
      g_autoptr (GError) error = NULL;
      RcImportInput input = { .name = "big", .size = 65u << 20, .modified_us = RC_TIME_NONE };

      g_assert_true (importers[i]->import (importers[i], &input, &sink->base, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (sink->asides->len, ==, 1);
      g_assert_cmpuint (sink->claims->len, ==, 0);
    }
}

static const char imported[] =
  "md5: f5ea021eddd7b1df6de80b904cba1da6\n"
  "frozen: true\n"
  "deps:\n"
  "- path: get-started/data.xml\n"
  "  repo:\n"
  "    url: https://github.com/iterative/dataset-registry\n"
  "    rev_lock: " COMMIT "\n"
  "outs:\n"
  "- md5: 22a1a2931c8370d3aeedd7183606fd7f\n"
  "  size: 14445097\n"
  "  hash: md5\n"
  "  path: data.xml\n";

#define IMPORTED "data.xml@22a1a2931c8370d3aeedd7183606fd7f"

static void
test_pointer (void)
{
  g_autoptr (RecordingSink) sink = import_text (rc_dvc_pointer_importer (), "data/data.xml.dvc", imported);

  g_assert_cmpint (recognise (rc_dvc_pointer_importer (), imported), ==, 85);
  g_assert_cmpint (recognise (rc_dvc_lock_importer (), imported), ==, 0);
  assert_target (sink, recording_sink_find_claim (sink, RC_ENTITY_DATASET, IMPORTED, RC_PROPERTY_DERIVED_FROM, NULL), RC_ENTITY_DATASET,
                 "https://github.com/iterative/dataset-registry get-started/data.xml@" COMMIT);
  assert_target (sink, recording_sink_find_claim (sink, RC_ENTITY_DATASET, IMPORTED, RC_PROPERTY_CODE_COMMIT, NULL), RC_ENTITY_COMMIT, COMMIT);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, IMPORTED, RC_PROPERTY_TAG, "self-check of the pointer = fits (md5)"));
}

/* The rule of the first years took everything but the digest itself. */
static void
test_old_self_check (void)
{
  static const char text[] =
    "md5: 3cc286c534a71504476da009ed174423\nouts:\n- cache: true\n  md5: 90104d9e83cfb825cf45507e90aadd27\n  metric: false\n  path: dvc.ico\n";
  g_autoptr (RecordingSink) sink = import_text (rc_dvc_pointer_importer (), "dvc.ico.dvc", text);

  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, "dvc.ico@90104d9e83cfb825cf45507e90aadd27", RC_PROPERTY_TAG,
                                               "self-check of the pointer = fits (md5)"));
}

/* Every change of a value that counts is seen. */
static void
test_edited_pointer (void)
{
  static const char * const words[] = { "get-started", "rev_lock: f", "22a1", "path: data.xml", "hash: md5" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *text = g_strdup (imported);
      g_autoptr (RecordingSink) sink = NULL;
      const RecordedAside *aside;
      char *at = strstr (text, words[i]) + strlen (words[i]) - 1;

      *at = *at == '1' ? '2' : *at == 'f' ? 'e' : *at == '5' ? '6' : 'x';
      sink = import_text (rc_dvc_pointer_importer (), "data.xml.dvc", text);
      aside = recording_sink_find_aside (sink, RC_EXCEPTION_DIGEST_MISMATCH);
      g_assert_nonnull (aside);
      g_assert_cmpstr (aside->expected, ==, "f5ea021eddd7b1df6de80b904cba1da6");
      g_assert_cmpint (aside->offset, ==, strlen ("md5: "));
    }
}

static void
test_pointer_of_url (void)
{
  static const char text[] =
    "deps:\n- etag: '\"f432e270cd634c51296ecd2bc2f5e752-5\"'\n  path: https://user:hunter2@example.org/d.csv?sig=hunter2#x\n"
    "outs:\n- etag: 123\n  path: d.csv\n";
  g_autoptr (RecordingSink) sink = import_text (rc_dvc_pointer_importer (), "d.csv.dvc", text);

  assert_target (sink, recording_sink_find_claim (sink, RC_ENTITY_DATASET, "d.csv@123", RC_PROPERTY_DERIVED_FROM, NULL), RC_ENTITY_DATASET,
                 "https://example.org/d.csv@\"f432e270cd634c51296ecd2bc2f5e752-5\"");
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, "d.csv@123", RC_PROPERTY_DATASET_DIGEST, "etag 123"));
  assert_no_secret (sink);
}

static void
test_pointer_of_stage (void)
{
  static const char text[] =
    "cmd: python train.py --key hunter2\ndeps:\n- md5: " MD5_DATA "\n  path: loans.csv\nouts:\n- md5: " MD5_MODEL "\n  path: risk.onnx\n";
  g_autoptr (RecordingSink) sink = import_text (rc_dvc_pointer_importer (), "repo/train.dvc", text);

  assert_target (sink, recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "risk.onnx/" MD5_MODEL, RC_PROPERTY_TRAINED_BY, NULL),
                 RC_ENTITY_RUN, "train");
  assert_no_secret (sink);
}

static const char folder[] =
  "[{\"md5\": \"37b51d194a7513e45b56f6524f2d51f2\", \"relpath\": \"bar\"}, {\"md5\": \"acbd18db4cc2f85cedef654fccc4a4d8\", \"relpath\": \"foo\"}]";

static void
test_directory (void)
{
  static const char * const names[] = { "c/files/md5/5e/a40360f5b4ec688df672a4db9c17d1.dir", "5ea40360f5b4ec688df672a4db9c17d1.dir" };
  g_autofree char *tampered = g_strdup (folder);

  g_assert_cmpint (recognise (rc_dvc_directory_importer (), folder), ==, 85);
  tampered[12] = '8';
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (RecordingSink) good = import_text (rc_dvc_directory_importer (), names[i], folder);
      g_autoptr (RecordingSink) bad = import_text (rc_dvc_directory_importer (), names[i], tampered);
      const RecordedAside *aside = recording_sink_find_aside (bad, RC_EXCEPTION_DIGEST_MISMATCH);

      g_assert_nonnull (recording_sink_find_claim (good, RC_ENTITY_DATASET, "5ea40360f5b4ec688df672a4db9c17d1.dir", RC_PROPERTY_TAG,
                                                   "content fits its name = yes (md5)"));
      g_assert_nonnull (recording_sink_find_claim (good, RC_ENTITY_DATASET, "5ea40360f5b4ec688df672a4db9c17d1.dir",
                                                   RC_PROPERTY_DATASET_DIGEST, "foo: md5 acbd18db4cc2f85cedef654fccc4a4d8"));
      g_assert_nonnull (aside);
      g_assert_cmpstr (aside->expected, ==, "5ea40360f5b4ec688df672a4db9c17d1");
    }
}

/* A name that says nothing is no word for the content, and one that goes nowhere is not followed. */
static void
test_directory_names (void)
{
  static const char * const names[] = { "list.json", "a40360f5b4ec688df672a4db9c17d1.dir", "x/a40360f5b4ec688df672a4db9c17d1.dir", ".dir",
                                        "/.dir", "e/a40360f5b4ec688df672a4db9c17d1.dir" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (RecordingSink) sink = import_text (rc_dvc_directory_importer (), names[i], folder);

      g_assert_cmpuint (sink->asides->len, ==, 0);
      g_assert_cmpuint (sink->claims->len, ==, 2);
    }
}

static void
test_plan (void)
{
  static const char text[] =
    "artifacts:\n  risk:\n    path: models/risk.pkl\n    type: model\n    labels: [a, b]\nstages:\n  train:\n    cmd: x --token hunter2\n"
    "    deps: [data.csv, {src: {cache: false}}]\n    outs:\n    - models/risk.pkl:\n        persist: true\n";
  g_autoptr (RecordingSink) sink = import_text (rc_dvc_plan_importer (), "dvc.yaml", text);

  g_assert_cmpint (recognise (rc_dvc_plan_importer (), text), ==, 80);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL, "risk", RC_PROPERTY_TAG, "path = models/risk.pkl"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "train (plan)", RC_PROPERTY_TAG, "planned deps = data.csv, src"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_RUN, "train (plan)", RC_PROPERTY_TAG, "planned outs = models/risk.pkl"));
  assert_no_secret (sink);
}

static void
test_config (void)
{
  static const char text[] =
    "[core]\n    remote = s3\n['remote \"s3\"']\n    url = s3://key:hunter2@bucket/x?token=hunter2\n    secret_access_key = hunter2\n"
    "['remote \"other\"']\n    password = hunter2\n    url = /mnt/store\n";
  g_autoptr (RecordingSink) sink = import_text (rc_dvc_config_importer (), "config", text);

  g_assert_cmpint (recognise (rc_dvc_config_importer (), text), ==, 85);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_ENVIRONMENT, "remote s3", RC_PROPERTY_TAG, "url = s3://bucket/x"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_ENVIRONMENT, "remote s3", RC_PROPERTY_TAG, "default = yes"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_ENVIRONMENT, "remote other", RC_PROPERTY_TAG, "url = /mnt/store"));
  assert_no_secret (sink);
}

/* --- Tags --- */

#define TAG(name, commit, date, subject) name "\ttag\t" COMMIT "\t" commit "\trunner\t<runner@ci.example>\t" date "\t" subject "\n"

static const char tags[] =
  "tag\ttype\ttag_object\tcommit\ttagger\ttagger_email\ttagger_date\tsubject\n"
  TAG ("release-1", COMMIT, "2024-01-01T00:00:00Z", "A release")
  TAG ("risk@v1.0.0", COMMIT, "2024-01-01T00:00:00Z", "Registering")
  TAG ("risk@v2.0.0", COMMIT_2, "2024-02-01T00:00:00Z", "Registering")
  TAG ("risk#prod#1", COMMIT, "2024-01-02T00:00:00Z", "x")
  TAG ("risk#prod#2", COMMIT_2, "2024-02-02T00:00:00Z", "Assigning stage prod to artifact risk version v9.9.9")
  TAG ("risk#dev#3", COMMIT_2, "2024-02-02T00:00:00Z", "x")
  TAG ("risk#prod!#4", COMMIT_2, "2024-03-01T00:00:00Z", "x")
  TAG ("risk@v1.0.0!", COMMIT, "2024-03-02T00:00:00Z", "x")
  TAG ("risk@deprecated", COMMIT_2, "2024-03-03T00:00:00Z", "x")
  "other@v1\tcommit\t" COMMIT "\t\t\t\t\tno message\n"
  "broken line\n";

static void
test_tags (void)
{
  const RcImporter *importer = rc_git_tags_importer ();
  g_autoptr (RecordingSink) sink = import_text (importer, "tags.tsv", tags);
  g_autoptr (GPtrArray) fields = importer->read_fields (importer, tags, strlen (tags), 4);
  const RcClaim *stage = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "risk/v1.0.0", RC_PROPERTY_STAGE, "prod");
  guint n_approvals = 0;

  g_assert_cmpint (recognise (importer, tags), ==, 85);
  assert_target (sink, recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "risk/v1.0.0", RC_PROPERTY_CODE_COMMIT, NULL),
                 RC_ENTITY_COMMIT, COMMIT);
  /* Until it was assigned to another version. */
  g_assert_nonnull (stage);
  g_assert_cmpint (stage->to_us - stage->from_us, ==, 31 * G_TIME_SPAN_DAY);
  /* The tag on the commit counts, not the subject; until it was removed. */
  stage = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "risk/v2.0.0", RC_PROPERTY_STAGE, "prod");
  g_assert_nonnull (stage);
  g_assert_cmpint (stage->to_us - stage->from_us, ==, 28 * G_TIME_SPAN_DAY);
  stage = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "risk/v2.0.0", RC_PROPERTY_STAGE, "dev");
  g_assert_nonnull (stage);
  g_assert_cmpint (stage->to_us, ==, RC_TIME_NONE);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "risk/v1.0.0", RC_PROPERTY_STATUS, "deregistered"));
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_MODEL, "risk", RC_PROPERTY_STATUS, "deprecated"));
  /* A tag without a message has no time, and nothing is claimed of it. */
  g_assert_null (recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "other/v1", RC_PROPERTY_CREATED, NULL));
  g_assert_cmpuint (sink->asides->len, ==, 1);
  g_assert_cmpstr (recording_sink_find_aside (sink, RC_EXCEPTION_UNREADABLE_RECORD)->found, ==, "line 12");

  g_assert_cmpuint (sink->events->len, ==, 9);
  for (guint i = 0; i < sink->events->len; i++)
    n_approvals += ((const RecordedEvent *) g_ptr_array_index (sink->events, i))->event.kind == RC_EVENT_APPROVAL;
  g_assert_cmpuint (n_approvals, ==, 2);

  /* Row 4 is the line of the first assignment. */
  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);

      if (value->field == RC_FIELD_ACTION)
        g_assert_cmpstr (value->value, ==, "assign stage prod");
      if (value->field == RC_FIELD_MODEL_VERSION)
        g_assert_cmpstr (value->value, ==, "v1.0.0");
      if (value->field == RC_FIELD_ROLE)
        g_assert_nonnull (strstr (value->value, "hide the person"));
      g_assert_cmpint (strncmp (tags + value->offset, "risk#prod#1", strlen ("risk#prod#1")), ==, 0);
    }
  g_assert_cmpuint (fields->len, ==, 8);
}

/* The columns of git for-each-ref have no names. */
static void
test_tags_without_names (void)
{
  static const char text[] = TAG ("refs/tags/risk@v1.0.0", COMMIT, "2024-01-01T00:00:00+01:00", "x");
  g_autoptr (RecordingSink) sink = import_text (rc_git_tags_importer (), "tags", text);

  g_assert_cmpint (recognise (rc_git_tags_importer (), text), ==, 85);
  g_assert_cmpint (recognise (rc_git_tags_importer (), "a\tb\tc\td\te\tf\tg\th\n"), ==, 0);
  g_assert_cmpuint (sink->events->len, ==, 1);
  g_assert_cmpuint (((const RecordedEvent *) g_ptr_array_index (sink->events, 0))->event.row, ==, 0);
}

static void
test_tag_names (void)
{
  static const char * const names[] = { "@v1", "#prod#1", "a#", "a##1", "a#prod#x", "a#prod#", "a@", "a@!", "a@latest", "a@v1/../x", "a@v" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = g_strdup_printf ("tag\tcommit\tsubject\n%s\t%s\tx\n", names[i], COMMIT);
      g_autoptr (RecordingSink) sink = import_text (rc_git_tags_importer (), "tags", text);

      g_assert_cmpuint (sink->events->len, ==, 0);
      g_assert_cmpuint (sink->claims->len, ==, 0);
      g_assert_cmpuint (sink->asides->len, ==, 0);
    }
}

static const char object[] =
  "object " COMMIT_2 "\ntype commit\ntag text-classification#prod#1\ntagger runner <runner@fv> 1715372612 +0000\n\n"
  "Assigning stage prod to artifact text-classification version v1.0.0\n";

static void
test_tag_object (void)
{
  const RcImporter *importer = rc_git_tag_object_importer ();
  g_autoptr (RecordingSink) sink = import_text (importer, "tag", object);
  const RcClaim *stage = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, "text-classification/v1.0.0", RC_PROPERTY_STAGE, "prod");

  g_assert_cmpint (recognise (importer, object), ==, 85);
  g_assert_cmpint (recognise (importer, "object lesson\n"), ==, 0);
  g_assert_nonnull (stage);
  g_assert_cmpint (stage->from_us, ==, G_GINT64_CONSTANT (1715372612) * G_USEC_PER_SEC);
  g_assert_cmpint (((const RecordedEvent *) g_ptr_array_index (sink->events, 0))->event.kind, ==, RC_EVENT_APPROVAL);
}

/* --- Cut anywhere --- */

static void
test_truncated (void)
{
  const struct
  {
    const RcImporter *importer;
    const char       *text;
  } cases[] = {
    { rc_dvc_lock_importer (), lock },
    { rc_dvc_pointer_importer (), imported },
    { rc_dvc_directory_importer (), folder },
    { rc_git_tags_importer (), tags },
    { rc_git_tag_object_importer (), object },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize length = 0; length < strlen (cases[i].text); length++)
      {
        g_autofree char *cut = g_strndup (cases[i].text, length);
        g_autoptr (RecordingSink) sink = import_bytes (cases[i].importer, "x/5e/a40360f5b4ec688df672a4db9c17d1.dir", cut, length);
        g_autoptr (GPtrArray) fields = cases[i].importer->read_fields (cases[i].importer, cut, length, 3);

        g_assert_cmpint (recognise (cases[i].importer, cut), >=, 0);
        g_assert_nonnull (fields);
        assert_no_secret (sink);
      }
}

/* A case that cannot be written is an error at each call. */
static void
test_full_disk (void)
{
  for (guint call = 1; call < 20; call++)
    {
      g_autoptr (RecordingSink) sink = recording_sink_new ();
      g_autoptr (GBytes) bytes = g_bytes_new_static (lock, strlen (lock));
      g_autoptr (GError) error = NULL;
      RcImportInput input = { .name = "dvc.lock", .size = strlen (lock), .bytes = bytes, .modified_us = RC_TIME_NONE };

      sink->fail_at = call;
      g_assert_false (rc_dvc_lock_importer ()->import (rc_dvc_lock_importer (), &input, &sink->base, NULL, &error));
      g_assert_nonnull (error);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dvc/lock", test_lock);
  g_test_add_func ("/dvc/lock/old", test_old_lock);
  g_test_add_func ("/dvc/lock/broken-stage", test_broken_stage);
  g_test_add_func ("/dvc/refused", test_refused);
  g_test_add_func ("/dvc/too-large", test_too_large);
  g_test_add_func ("/dvc/pointer", test_pointer);
  g_test_add_func ("/dvc/pointer/old-self-check", test_old_self_check);
  g_test_add_func ("/dvc/pointer/edited", test_edited_pointer);
  g_test_add_func ("/dvc/pointer/url", test_pointer_of_url);
  g_test_add_func ("/dvc/pointer/stage", test_pointer_of_stage);
  g_test_add_func ("/dvc/directory", test_directory);
  g_test_add_func ("/dvc/directory/names", test_directory_names);
  g_test_add_func ("/dvc/plan", test_plan);
  g_test_add_func ("/dvc/config", test_config);
  g_test_add_func ("/dvc/tags", test_tags);
  g_test_add_func ("/dvc/tags/without-names", test_tags_without_names);
  g_test_add_func ("/dvc/tags/names", test_tag_names);
  g_test_add_func ("/dvc/tags/object", test_tag_object);
  g_test_add_func ("/dvc/truncated", test_truncated);
  g_test_add_func ("/dvc/full-disk", test_full_disk);
  return g_test_run ();
}
