/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mlflow/mlflow-webhooks.h"

#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#define BODY(entity, action, time, data) \
  "{\"entity\":\"" entity "\",\"action\":\"" action "\",\"timestamp\":\"" time "\",\"data\":{\"name\":\"credit\"," data "}}\n"
#define ALIAS(action, time, version) BODY ("model_version_alias", action, time, "\"alias\":\"champion\",\"version\":\"" version "\"")

/* Microseconds since 1970 of a minute past noon on 11 January 2026. */
#define AT(minute) ((G_GINT64_CONSTANT (1768132800) + 60 * (minute)) * G_USEC_PER_SEC)

static RecordingSink *
import_text (const char *text)
{
  const RcImporter *importer = rc_mlflow_webhooks_importer ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  RcImportInput input = { .name = "x.jsonl", .size = strlen (text), .stream = stream, .bytes = bytes, .modified_us = RC_TIME_NONE };
  g_autoptr (GError) error = NULL;

  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static int
recognise (const char *text)
{
  const RcImporter *importer = rc_mlflow_webhooks_importer ();
  RcSample sample = { .name = "x", .head = text, .head_length = strlen (text), .size = (gint64) strlen (text) };

  return importer->recognise (importer, &sample);
}

static const RcClaim *
find (RecordingSink *sink,
      const char    *version,
      RcProperty     property,
      const char    *value)
{
  const RcClaim *claim = recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, version, property, value);

  g_assert_nonnull (claim);
  return claim;
}

static void
test_version_and_tags (void)
{
  static const char text[] =
    "{\"entity\":\"registered_model\",\"action\":\"created\",\"timestamp\":\"2026-01-11T12:00:00Z\",\"data\":{\"name\":\"credit\"}}\n"
    BODY ("model_version", "created", "2026-01-11T12:01:00.000000+00:00",
          "\"version\":\"3\",\"source\":\"models:/m-f0e8d7c6b5a493827160f5e4d3c2b1a0\",\"run_id\":\"a81b\",\"description\":null,"
          "\"tags\":{\"team\":\"risk\",\"n\":null}")
    "\n"
    BODY ("model_version_tag", "set", "2026-01-11T12:02:00Z", "\"version\":\"3\",\"key\":\"approved_by\",\"value\":\"c.ortega@example.org\"")
    BODY ("model_version_tag", "set", "2026-01-11T12:03:00Z", "\"version\":\"3\",\"key\":\"ticket\",\"value\":\"MRM-417\"")
    BODY ("model_version_tag", "deleted", "2026-01-11T12:04:00Z", "\"version\":\"3\",\"key\":\"ticket\"")
    BODY ("prompt", "created", "2026-01-11T12:05:00Z", "\"x\":1");
  g_autoptr (RecordingSink) sink = import_text (text);
  const RcClaim *claim;

  g_assert_cmpint (recognise (text), >, 70);
  g_assert_cmpint (recognise ("{\"entity\":\"x\",\"action\":\"y\"}"), ==, 0);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  g_assert_cmpuint (sink->events->len, ==, 0);
  g_assert_cmpuint (sink->claims->len, ==, 1 + 5 + 1 + 2);

  claim = find (sink, "credit/3", RC_PROPERTY_CREATED, NULL);
  g_assert_cmpint (claim->from_us, ==, AT (1));
  g_assert_cmpstr (claim->locator, ==, "line 2");
  g_assert_cmpuint (claim->record, ==, 1);
  find (sink, "credit/3", RC_PROPERTY_TRAINED_BY, "a81b");
  g_assert_cmpint (find (sink, "credit/3", RC_PROPERTY_ARTIFACT_PLACE, NULL)->target, !=, 0);
  claim = find (sink, "credit/3", RC_PROPERTY_APPROVED_BY, "c.ortega@example.org");
  g_assert_cmpint (claim->from_us, ==, AT (2));
  g_assert_cmpstr (claim->locator, ==, "line 4");
  g_assert_cmpint (find (sink, "credit/3", RC_PROPERTY_TAG, "ticket = MRM-417")->recorded_us, ==, AT (3));
  g_assert_cmpint (find (sink, "credit/3", RC_PROPERTY_TAG, "ticket, deleted")->from_us, ==, AT (4));
  find (sink, "credit/3", RC_PROPERTY_TAG, "team = risk");
}

static void
test_secrets (void)
{
  g_autoptr (RecordingSink) sink = import_text (
    BODY ("model_version_tag", "set", "2026-01-11T12:02:00Z", "\"version\":\"3\",\"key\":\"deploy_token\",\"value\":\"hunter2\"")
    BODY ("model_version_tag", "set", "2026-01-11T12:02:00Z", "\"version\":\"3\",\"key\":\"drop\",\"value\":\"https://a:hunter2@h/x\"")
    BODY ("model_version_tag", "set", "2026-01-11T12:03:00Z", "\"version\":\"3\",\"key\":\"token_count\",\"value\":\"7\""));

  g_assert_cmpuint (sink->claims->len, ==, 1);
  find (sink, "credit/3", RC_PROPERTY_TAG, "token_count = 7");
}

/* An alias names one version at a time, whatever the order of the lines. */
static void
test_alias_moves (void)
{
  static const char text[] =
    ALIAS ("created", "2026-01-11T12:20:00Z", "4")
    ALIAS ("created", "2026-01-11T12:10:00Z", "3")
    ALIAS ("deleted", "2026-01-11T12:30:00Z", "4")
    BODY ("model_version_alias", "created", "2026-01-11T12:40:00Z", "\"alias\":\"fallback\",\"version\":\"3\"")
    "{\"entity\":\"model_version_alias\",\"action\":\"created\",\"timestamp\":\"2026-01-11T12:15:00Z\","
    "\"data\":{\"name\":\"other\",\"alias\":\"champion\",\"version\":\"1\"}}";
  g_autoptr (RecordingSink) sink = import_text (text);
  const struct
  {
    const char *version;
    const char *stage;
    gint64      from_us;
    gint64      to_us;
    const char *locator;
  } stages[] = {
    { "credit/3", "@champion", AT (10), AT (20), "line 2" },
    { "credit/4", "@champion", AT (20), AT (30), "line 1" },
    { "credit/3", "@fallback", AT (40), RC_TIME_NONE, "line 4" },
    { "other/1", "@champion", AT (15), RC_TIME_NONE, "line 5" },
  };

  g_assert_cmpuint (sink->asides->len, ==, 0);
  g_assert_cmpuint (sink->claims->len, ==, G_N_ELEMENTS (stages));
  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      const RcClaim *claim = find (sink, stages[i].version, RC_PROPERTY_STAGE, stages[i].stage);

      g_assert_cmpint (claim->from_us, ==, stages[i].from_us);
      g_assert_cmpint (claim->to_us, ==, stages[i].to_us);
      g_assert_cmpint (claim->recorded_us, ==, stages[i].from_us);
      g_assert_cmpstr (claim->locator, ==, stages[i].locator);
    }
}

static void
test_wrong_lines (void)
{
  static const struct
  {
    const char *line;
    guint       asides;
  } lines[] = {
    { "{", 1 },
    { "7", 1 },
    { "[]", 1 },
    { "{\"entity\":\"model_version\",\"entity\":\"x\"}", 1 },
    { "{\"entity\":{},\"action\":\"created\",\"timestamp\":\"2026-01-11T12:00:00Z\",\"data\":{\"name\":\"m\"}}", 1 },
    { "{\"entity\":\"model_version\",\"action\":\"created\",\"timestamp\":\"2026-01-11T12:00:00Z\",\"data\":[]}", 1 },
    { "{\"entity\":\"model_version\",\"action\":\"created\",\"timestamp\":\"noon\",\"data\":{\"name\":\"m\",\"version\":\"1\"}}", 1 },
    { "{\"entity\":\"model_version\",\"action\":\"created\",\"data\":{\"name\":\"m\",\"version\":\"1\"}}", 1 },
    { "{\"entity\":\"model_version\",\"action\":\"created\",\"timestamp\":\"2026-01-11T12:00:00Z\",\"data\":{\"name\":\"m\"}}", 1 },
    { "{\"entity\":\"model_version_alias\",\"action\":\"created\",\"timestamp\":\"2026-01-11T12:00:00Z\",\"data\":{\"name\":\"m\",\"alias\":[]}}", 1 },
    { "{\"entity\":\"model_version_tag\",\"action\":\"set\",\"timestamp\":\"2026-01-11T12:00:00Z\",\"data\":{\"name\":\"m\"}}", 1 },
    { "{\"entity\":\"registered_model\",\"action\":\"renamed\",\"timestamp\":\"2026-01-11T12:00:00Z\",\"data\":{\"name\":\"m\"}}", 0 },
    { "", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      /* Its siblings are read. */
      g_autofree char *text = g_strconcat (ALIAS ("created", "2026-01-11T12:10:00Z", "3"), lines[i].line, "\r\n",
                                           ALIAS ("created", "2026-01-11T12:20:00Z", "4"), NULL);
      g_autoptr (RecordingSink) sink = import_text (text);

      g_assert_cmpuint (sink->asides->len, ==, lines[i].asides);
      g_assert_cmpuint (sink->claims->len, ==, 2);
      if (lines[i].asides > 0)
        g_assert_cmpint (((RecordedAside *) g_ptr_array_index (sink->asides, 0))->offset, >=,
                         (gint64) strlen (ALIAS ("created", "2026-01-11T12:10:00Z", "3")));
    }
}

static void
test_cut_anywhere (void)
{
  static const char text[] = ALIAS ("created", "2026-01-11T12:10:00Z", "3");

  for (gsize length = 1; length + 1 < strlen (text); length++)
    {
      g_autofree char *cut = g_strndup (text, length);
      g_autoptr (RecordingSink) sink = import_text (cut);

      g_assert_cmpuint (sink->asides->len, ==, 1);
      g_assert_cmpuint (sink->claims->len, ==, 0);
    }
}

static void
test_limits (void)
{
  const RcImporter *importer = rc_mlflow_webhooks_importer ();
  g_autofree char *alias = g_strnfill (RC_LIMIT_NAME_BYTES + 1, 'a');
  g_autofree char *text = g_strdup_printf ("{\"entity\":\"model_version_alias\",\"action\":\"created\",\"timestamp\":\"2026-01-11T12:00:00Z\","
                                           "\"data\":{\"name\":\"m\",\"alias\":\"%s\",\"version\":\"1\"}}", alias);
  g_autoptr (RecordingSink) with_long_alias = import_text (text);
  g_autoptr (RecordingSink) too_large = recording_sink_new ();
  RcImportInput input = { .name = "x", .size = RC_LIMIT_RECORD_BYTES + 1, .modified_us = RC_TIME_NONE };

  g_assert_nonnull (recording_sink_find_aside (with_long_alias, RC_EXCEPTION_LIMIT));
  g_assert_cmpuint (with_long_alias->claims->len, ==, 0);
  g_assert_true (importer->import (importer, &input, &too_large->base, NULL, NULL));
  g_assert_nonnull (recording_sink_find_aside (too_large, RC_EXCEPTION_LIMIT));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/importers/mlflow-webhooks/version-and-tags", test_version_and_tags);
  g_test_add_func ("/importers/mlflow-webhooks/secrets", test_secrets);
  g_test_add_func ("/importers/mlflow-webhooks/alias-moves", test_alias_moves);
  g_test_add_func ("/importers/mlflow-webhooks/wrong-lines", test_wrong_lines);
  g_test_add_func ("/importers/mlflow-webhooks/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/importers/mlflow-webhooks/limits", test_limits);

  return g_test_run ();
}
