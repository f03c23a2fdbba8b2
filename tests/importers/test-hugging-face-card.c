/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/cards/hugging-face-card.h"

#include "importers/cards/card-document.h"
#include "recording-sink.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#define RECORDED G_GINT64_CONSTANT (1774000000000000)

/* A card as the demo writes it. */
static const char full_card[] =
  "---\n"
  "license: other\n"
  "license_name: nordhafen-internal\n"
  "language: no\n"
  "model_name: kreditcheck\n"
  "version: \"3\"\n"
  "card_version: 1.0\n"
  "date: 2026-03-20\n"
  "base_model: [gbm/base, gbm/other]\n"
  "datasets:\n"
  "  - applications-2025\n"
  "  - bureau/2025\n"
  "model-index:\n"
  "- name: kreditcheck\n"
  "  results:\n"
  "  - task: {type: tabular-classification}\n"
  "    dataset: {type: applications-2025, name: Applications, revision: 5503434ddd753f426f4b38109466949a1217c2bb}\n"
  "    metrics:\n"
  "    - {type: auc, value: 0.84}\n"
  "    - type: f1\n"
  "      value: 0.66\n"
  "---\n"
  "# Model Card for KreditCheck\n"
  "\n"
  "## Uses\n"
  "Proposals.\n"
  "### Direct Use\n"
  "By clerks.\n"
  "### Direct Users\n"
  "Clerks.\n"
  "## Training Data\n"
  "None.\n";

static RecordingSink *
import_text (const char *text,
             gsize       length)
{
  const RcImporter *importer = rc_hugging_face_card_importer ();
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;
  RcImportInput input = { .name = "README.md", .size = length, .bytes = bytes, .modified_us = RECORDED };

  rc_digest_compute (text, length, &input.sha256);
  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static RecordingSink *
import_string (const char *text)
{
  return import_text (text, strlen (text));
}

static int
recognise (const char *text,
           gsize       length,
           const char *name)
{
  const RcImporter *importer = rc_hugging_face_card_importer ();
  RcSample sample = { .name = name, .head = text, .head_length = MIN (length, RC_LIMIT_SAMPLE_BYTES), .size = (gint64) length };

  return importer->recognise (importer, &sample);
}

static const RecordedEntity *
card_of (RecordingSink *sink)
{
  const RecordedEntity *card = g_ptr_array_index (sink->entities, 0);

  g_assert_cmpint (card->kind, ==, RC_ENTITY_CARD);
  g_assert_cmpstr (card->scope, ==, "");
  g_assert_cmpuint (strlen (card->name), ==, 64);
  return card;
}

static const RcClaim *
find (RecordingSink *sink,
      RcProperty     property,
      const char    *value)
{
  return recording_sink_find_claim (sink, RC_ENTITY_CARD, card_of (sink)->name, property, value);
}

static guint
count (RecordingSink *sink,
       RcProperty     property)
{
  return recording_sink_count_claims (sink, RC_ENTITY_CARD, card_of (sink)->name, property);
}

static void
assert_claim (RecordingSink *sink,
              RcProperty     property,
              const char    *value,
              const char    *locator)
{
  const RcClaim *claim = find (sink, property, value);

  g_assert_nonnull (claim);
  g_assert_cmpstr (claim->locator, ==, locator);
  g_assert_cmpuint (claim->record, ==, 1);
  g_assert_cmpint (claim->recorded_us, ==, RECORDED);
}

static void
assert_target (RecordingSink *sink,
               const RcClaim *claim,
               RcEntityKind   kind,
               const char    *name)
{
  const RecordedEntity *target;

  g_assert_nonnull (claim);
  target = g_ptr_array_index (sink->entities, (guint) claim->target - 1);
  g_assert_cmpint (target->kind, ==, kind);
  g_assert_cmpstr (target->name, ==, name);
  g_assert_cmpstr (target->scope, ==, "");
}

static void
assert_only_aside (RecordingSink *sink,
                   const char    *kind,
                   gint64         offset)
{
  const RecordedAside *aside;

  g_assert_cmpuint (sink->asides->len, ==, 1);
  aside = g_ptr_array_index (sink->asides, 0);
  g_assert_cmpstr (aside->kind, ==, kind);
  g_assert_cmpint (aside->offset, ==, offset);
  g_assert_cmpuint (aside->record, ==, 1);
  g_assert_cmpint (aside->place, ==, RC_IMPORT_SOURCE);
}

static void
test_full_card (void)
{
  g_autoptr (RecordingSink) sink = import_string (full_card);
  const RcClaim *claim;

  g_assert_cmpint (recognise (full_card, strlen (full_card), "x"), ==, 90);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  claim = find (sink, RC_PROPERTY_DESCRIBES, "kreditcheck/3");
  assert_target (sink, claim, RC_ENTITY_MODEL_VERSION, "kreditcheck/3");
  g_assert_cmpint (claim->from_us, ==, G_GINT64_CONSTANT (1773964800000000));
  assert_claim (sink, RC_PROPERTY_DESCRIBES, "kreditcheck/3", "front matter /model_name");
  assert_claim (sink, RC_PROPERTY_LICENCE, "other", "front matter /license");
  assert_claim (sink, RC_PROPERTY_LICENCE, "nordhafen-internal", "front matter /license_name");
  assert_claim (sink, RC_PROPERTY_CARD_VERSION, "1.0", "front matter /card_version");
  assert_claim (sink, RC_PROPERTY_CARD_DATE, "2026-03-20", "front matter /date");
  assert_claim (sink, RC_PROPERTY_TAG, "language = no", "front matter /language");
  assert_claim (sink, RC_PROPERTY_DATASET, "bureau/2025", "front matter /datasets/1");
  assert_target (sink, find (sink, RC_PROPERTY_DATASET, "bureau/2025"), RC_ENTITY_DATASET, "bureau/2025");
  assert_claim (sink, RC_PROPERTY_BASE_MODEL, "gbm/other", "front matter /base_model/1");
  assert_target (sink, find (sink, RC_PROPERTY_BASE_MODEL, "gbm/base"), RC_ENTITY_MODEL, "gbm/base");
  assert_claim (sink, RC_PROPERTY_EVALUATION, "f1 = 0.66", "front matter /model-index/0/results/0/metrics/1");
  assert_target (sink, find (sink, RC_PROPERTY_EVALUATION, "auc = 0.84"), RC_ENTITY_DATASET,
                 "applications-2025@5503434ddd753f426f4b38109466949a1217c2bb");
  assert_claim (sink, RC_PROPERTY_TAG, "title = Model Card for KreditCheck", "heading Model Card for KreditCheck");
}

/* A use is cited with the place of its text: up to the next heading that is not under it. */
static void
test_uses (void)
{
  g_autoptr (RecordingSink) sink = import_string (full_card);
  gsize uses = (gsize) (strstr (full_card, "Proposals") - full_card);
  gsize uses_length = (gsize) (strstr (full_card, "## Training") - full_card) - uses;
  g_autofree char *value = g_strdup_printf ("Uses (%zu bytes from byte %zu)", uses_length, uses);
  gsize direct = (gsize) (strstr (full_card, "By clerks") - full_card);
  g_autofree char *direct_value = g_strdup_printf ("Direct Use (11 bytes from byte %zu)", direct);

  g_assert_cmpuint (count (sink, RC_PROPERTY_INTENDED_USE), ==, 2);
  assert_claim (sink, RC_PROPERTY_INTENDED_USE, value, "heading Uses");
  assert_claim (sink, RC_PROPERTY_INTENDED_USE, direct_value, "heading Direct Use");
}

/* A key may have one text or a list of them; what its name calls a secret is not listed. */
static void
test_lists (void)
{
  g_autoptr (RecordingSink) sink = import_string ("---\nlanguage: [no, da]\ntags:\n- credit\n- {a: b}\nbase_model_relation: adapter\n"
                                                  "co2_eq_emissions:\n  emissions: 12.5\n  source: meter\nhf_token: s3cret\nlicense: [mit, apache-2.0]\n"
                                                  "extra_gated_fields: {Name: text}\n---\n");

  g_assert_cmpuint (sink->asides->len, ==, 0);
  assert_claim (sink, RC_PROPERTY_TAG, "language = no", "front matter /language/0");
  assert_claim (sink, RC_PROPERTY_TAG, "language = da", "front matter /language/1");
  assert_claim (sink, RC_PROPERTY_TAG, "tags = credit", "front matter /tags/0");
  assert_claim (sink, RC_PROPERTY_TAG, "base_model_relation = adapter", "front matter /base_model_relation");
  assert_claim (sink, RC_PROPERTY_TAG, "co2_eq_emissions = 12.5", "front matter /co2_eq_emissions/emissions");
  assert_claim (sink, RC_PROPERTY_LICENCE, "apache-2.0", "front matter /license/1");
  g_assert_cmpuint (sink->claims->len, ==, 7);
}

/* That the hub verified a value is told; the token that it is said to prove it with is not. */
static void
test_verified (void)
{
  g_autoptr (RecordingSink) sink = import_string ("---\nmodel-index:\n- name: m\n  results:\n  - task: {type: t}\n    dataset: {type: d, name: D}\n"
                                                  "    metrics:\n    - {type: f1, value: 0.6, verified: true, verifyToken: eyJh.b.c}\n"
                                                  "    - {type: map, value: {a: 1}}\n---\n");

  assert_claim (sink, RC_PROPERTY_EVALUATION, "f1 = 0.6", "front matter /model-index/0/results/0/metrics/0");
  assert_claim (sink, RC_PROPERTY_TAG, "f1 verified by the hub = true", "front matter /model-index/0/results/0/metrics/0/verified");
  g_assert_cmpuint (sink->claims->len, ==, 3);
}

static void
test_limits (void)
{
  g_autoptr (RecordingSink) sink = import_string ("## Bias, Risks, and Limitations\nx\n## Out-of-Scope Use\ny\n## Known Limitations\nz\n"
                                                  "## Biased coins\n## Training Data\nw\n## Training Procedure\nv\n");

  g_assert_cmpuint (count (sink, RC_PROPERTY_LIMITATION), ==, 3);
  g_assert_cmpuint (count (sink, RC_PROPERTY_INTENDED_USE), ==, 0);
  assert_claim (sink, RC_PROPERTY_LIMITATION, "Out-of-Scope Use (2 bytes from byte 54)", "heading Out-of-Scope Use");
  assert_claim (sink, RC_PROPERTY_TAG, "section = Training Data (2 bytes from byte 112)", "heading Training Data");
}

/* The cards beside an overview of NVIDIA's Model Card++. */
static void
test_tables (void)
{
  static const char text[] = "| Field | Response |\r\n| :---- | :---- |\r\n| **Intended Users:** | Clerks |\r\n"
                             "| Potential Known Risks: | May be \\| wrong |\r\n| Licensing: | House |\r\n"
                             "| Verified to have met prescribed quality standards: | Yes |\r\n| Empty: | |\r\n\r\n"
                             "Field | Response\n--- | ---\nModel Type | Trees\n\n| Other | Table |\n|---|---|\n| a | b |\n";
  g_autoptr (RecordingSink) sink = import_string (text);

  g_assert_cmpint (recognise (text, strlen (text), "explainability.md"), ==, 60);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  assert_claim (sink, RC_PROPERTY_INTENDED_USE, "Clerks", "table row Intended Users");
  assert_claim (sink, RC_PROPERTY_LIMITATION, "May be \\| wrong", "table row Potential Known Risks");
  assert_claim (sink, RC_PROPERTY_LICENCE, "House", "table row Licensing");
  assert_claim (sink, RC_PROPERTY_TAG, "Verified to have met prescribed quality standards = Yes",
                "table row Verified to have met prescribed quality standards");
  assert_claim (sink, RC_PROPERTY_TAG, "Model Type = Trees", "table row Model Type");
  g_assert_cmpuint (sink->claims->len, ==, 5);
}

static void
test_describes (void)
{
  g_autoptr (RecordingSink) named = import_string ("---\nmodel_name: m\n---\n# Model Card for Other\n");
  g_autoptr (RecordingSink) indexed = import_string ("---\nversion: 2\nmodel-index:\n- name: a\n  results: []\n- name: b\n  results: []\n---\n");
  g_autoptr (RecordingSink) titled = import_string ("Model Card: *Whisper*\n=====================\n");
  g_autoptr (RecordingSink) unnamed = import_string ("---\nlicense: mit\n---\n# My model\n");

  assert_target (named, find (named, RC_PROPERTY_DESCRIBES, NULL), RC_ENTITY_MODEL, "m");
  assert_target (indexed, find (indexed, RC_PROPERTY_DESCRIBES, "a/2"), RC_ENTITY_MODEL_VERSION, "a/2");
  assert_claim (indexed, RC_PROPERTY_DESCRIBES, "b/2", "front matter /model-index/1/name");
  assert_target (titled, find (titled, RC_PROPERTY_DESCRIBES, NULL), RC_ENTITY_MODEL, "Whisper");
  g_assert_null (find (unnamed, RC_PROPERTY_DESCRIBES, NULL));
}

static void
test_dates (void)
{
  static const struct
  {
    const char *front;
    gint64      from_us;
  } cases[] = {
    { "date: 2026-03-20T12:00:00+02:00", G_GINT64_CONSTANT (1774000800000000) },
    { "date: 08/28/2020", RC_TIME_NONE },
    { "date: soon\ncard_date: '2026-03-20'", G_GINT64_CONSTANT (1773964800000000) },
    { "last_modified: 2026-03-20", G_GINT64_CONSTANT (1773964800000000) },
    { "year: 2026", RC_TIME_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("---\nmodel_name: m\n%s\n---\n", cases[i].front);
      g_autoptr (RecordingSink) sink = import_string (text);

      /* What cannot be read as a date is no fault: cards have no form for it. */
      g_assert_cmpuint (sink->asides->len, ==, 0);
      g_assert_cmpint (find (sink, RC_PROPERTY_DESCRIBES, NULL)->from_us, ==, cases[i].from_us);
    }
}

static void
test_broken_front_matter (void)
{
  g_autoptr (RecordingSink) list = import_string ("---\n[]\n---\n# a\n");
  g_autoptr (RecordingSink) text = import_string ("---\njust words\n---\n# a\n");
  g_autoptr (RecordingSink) tabs = import_string ("---\nlicense: mit\n\ttags: x\n---\n## Uses\nText\n");
  g_autoptr (RecordingSink) unclosed = import_string ("---\nlicense: mit\n## Uses\nText\n");
  g_autoptr (RecordingSink) empty = import_string ("---\n---\n# a\n");
  g_autoptr (RecordingSink) comment = import_string ("---\n# nothing\n---\n# a\n");
  g_autoptr (RecordingSink) rule = import_string ("---\n\nA rule of Markdown.\n\n## Uses\nText\n");

  assert_only_aside (list, RC_EXCEPTION_UNREADABLE_RECORD, 4);
  assert_only_aside (text, RC_EXCEPTION_UNREADABLE_RECORD, 4);
  assert_only_aside (tabs, RC_EXCEPTION_UNREADABLE_RECORD, 17);
  g_assert_cmpuint (count (tabs, RC_PROPERTY_INTENDED_USE), ==, 1);
  assert_only_aside (unclosed, RC_EXCEPTION_UNREADABLE_RECORD, 4);
  g_assert_cmpuint (empty->asides->len, ==, 0);
  g_assert_cmpuint (comment->asides->len, ==, 0);
  g_assert_cmpuint (rule->asides->len, ==, 0);
  g_assert_cmpuint (count (rule, RC_PROPERTY_INTENDED_USE), ==, 1);
}

/* Both readings are claimed, so that they can be seen to disagree. */
static void
test_duplicate_keys (void)
{
  g_autoptr (RecordingSink) sink = import_string ("---\nlicense: mit\nmodel_name: m\nlicense: gpl-3.0\n---\n");

  assert_only_aside (sink, RC_EXCEPTION_DUPLICATE_MEMBER, 31);
  g_assert_cmpstr (recording_sink_find_aside (sink, RC_EXCEPTION_DUPLICATE_MEMBER)->found, ==, "“license” once more");
  g_assert_nonnull (find (sink, RC_PROPERTY_LICENCE, "mit"));
  g_assert_nonnull (find (sink, RC_PROPERTY_LICENCE, "gpl-3.0"));
}

static void
test_incomplete_results (void)
{
  static const struct
  {
    const char *index;
    const char *found;
  } cases[] = {
    { "x", "no list of models" },
    { "[{name: m}]", "no list of results" },
    { "[{name: m, results: [{dataset: {type: d, name: D}, metrics: []}]}]", "no task type" },
    { "[{name: m, results: [{task: {type: t}, dataset: {type: d}, metrics: []}]}]", "no data set type and name" },
    { "[{name: m, results: [{task: {type: t}, dataset: {type: d, name: D}}]}]", "no list of metrics" },
    { "[{name: m, results: [{task: {type: t}, dataset: {type: d, name: D}, metrics: [{value: 1}]}]}]", "no metric type" },
    { "[{name: m, results: [{task: {type: t}, dataset: {type: d, name: D}, metrics: [{type: f1}]}]}]", "no metric value" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("---\nlicense: mit\nmodel-index: %s\n---\n", cases[i].index);
      g_autoptr (RecordingSink) sink = import_string (text);

      g_assert_cmpuint (sink->asides->len, ==, 1);
      g_assert_cmpstr (recording_sink_find_aside (sink, RC_EXCEPTION_UNREADABLE_RECORD)->found, ==, cases[i].found);
      g_assert_nonnull (find (sink, RC_PROPERTY_LICENCE, "mit"));
      g_assert_cmpuint (count (sink, RC_PROPERTY_EVALUATION), ==, 0);
    }
}

static void
test_templates (void)
{
  const char text[] = "---\nlicense: {{ licence }}\nmodel_name: \"{{ name }}\"\n---\n# Model Card for {{ name }}\n"
                      "`{{ code }}` and\n```\n{{ code }}\n```\n## Uses\n[More Information Needed]\n";
  g_autoptr (RecordingSink) sink = import_string (text);
  const RecordedAside *first;
  const RecordedAside *second;

  g_assert_cmpuint (sink->asides->len, ==, 2);
  first = g_ptr_array_index (sink->asides, 0);
  second = g_ptr_array_index (sink->asides, 1);
  g_assert_cmpstr (first->kind, ==, RC_EXCEPTION_UNFILLED_TEMPLATE);
  g_assert_cmpint (first->offset, ==, 13);
  g_assert_cmpstr (first->found, ==, "3 of them, the first “{{ licence }}”");
  g_assert_cmpstr (second->kind, ==, RC_EXCEPTION_UNFILLED_TEMPLATE);
  g_assert_cmpint (second->offset, ==, strstr (text, "[More") - text);
  g_assert_null (find (sink, RC_PROPERTY_DESCRIBES, NULL));
  g_assert_cmpuint (count (sink, RC_PROPERTY_INTENDED_USE), ==, 1);
}

static void
test_line_ends_and_marks (void)
{
  g_autoptr (RecordingSink) crlf = import_string ("\xef\xbb\xbf\r\n---\r\nlicense: mit\r\ntags:\r\n- ü\r\nlicense: gpl\r\n---  \r\n## Uses\r\nx\r\n");
  g_autoptr (RecordingSink) cr = import_string ("---\rlicense: mit\r---\r## Uses\rx\r");

  assert_only_aside (crlf, RC_EXCEPTION_DUPLICATE_MEMBER, 5 + 5 + 14 + 7 + 6);
  g_assert_nonnull (find (crlf, RC_PROPERTY_INTENDED_USE, "Uses (3 bytes from byte 67)"));
  g_assert_cmpuint (cr->asides->len, ==, 0);
  g_assert_nonnull (find (cr, RC_PROPERTY_LICENCE, "mit"));
  g_assert_cmpuint (count (cr, RC_PROPERTY_INTENDED_USE), ==, 1);
}

static void
test_headings_in_code_are_none (void)
{
  g_autoptr (RecordingSink) sink = import_string ("## Model Details\n```python\n# Uses\n## Uses\n```\n~~~\n# Uses\n~~~\n#Uses\n####### Uses\n");

  g_assert_cmpuint (count (sink, RC_PROPERTY_INTENDED_USE), ==, 0);
}

static void
test_not_text (void)
{
  g_autoptr (RecordingSink) latin = import_string ("# Caf\xe9\n");
  g_autoptr (RecordingSink) empty = import_string ("");

  g_assert_cmpuint (latin->entities->len, ==, 0);
  assert_only_aside (latin, RC_EXCEPTION_UNREADABLE_RECORD, 5);
  g_assert_cmpuint (empty->asides->len, ==, 0);
  g_assert_cmpuint (empty->entities->len, ==, 1);
}

/* Bounds hold, and say so. */
static void
test_too_much (void)
{
  g_autoptr (GString) text = g_string_new ("---\nlicense: mit\ndatasets:\n");
  g_autofree char *long_text = g_strnfill (RC_LIMIT_NAME_BYTES + 1, 'x');
  g_autofree char *long_card = g_strdup_printf ("---\nlicense: %s\nmodel_name: %s\n---\n", long_text, long_text);
  g_autoptr (RecordingSink) sink = NULL;
  g_autoptr (RecordingSink) long_sink = import_string (long_card);
  g_autoptr (RecordingSink) headings = NULL;

  for (guint i = 0; i < RC_LIMIT_CARD_ITEMS + 10; i++)
    g_string_append_printf (text, "- d%u\n", i);
  g_string_append (text, "---\n");
  sink = import_string (text->str);
  g_assert_cmpuint (sink->claims->len, ==, RC_LIMIT_CARD_ITEMS);
  assert_only_aside (sink, RC_EXCEPTION_LIMIT, 0);

  g_assert_cmpuint (long_sink->claims->len, ==, 0);
  g_assert_cmpuint (long_sink->asides->len, ==, 2);

  g_string_set_size (text, 0);
  for (guint i = 0; i <= RC_LIMIT_CARD_HEADINGS; i++)
    g_string_append_printf (text, "## %u\n", i);
  headings = import_string (text->str);
  assert_only_aside (headings, RC_EXCEPTION_LIMIT, 0);
}

static void
test_bomb (void)
{
  g_autoptr (GString) text = g_string_new ("---\nlicense: mit\na0: &a0 [x,x,x]\n");
  g_autoptr (RecordingSink) sink = NULL;

  for (int i = 1; i < 20; i++)
    g_string_append_printf (text, "a%d: &a%d [*a%d,*a%d,*a%d]\n", i, i, i - 1, i - 1, i - 1);
  g_string_append (text, "datasets: *a19\n---\n## Uses\nText\n");
  sink = import_string (text->str);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  g_assert_cmpuint (count (sink, RC_PROPERTY_DATASET), ==, 0);
  g_assert_cmpuint (count (sink, RC_PROPERTY_INTENDED_USE), ==, 1);
}

static void
test_recognise (void)
{
  static const struct
  {
    const char *text;
    const char *name;
    int         least;
    int         most;
  } cases[] = {
    { "# My project\n\nHow to build.\n", "README.md", 0, 0 },
    { "# Origin of the model cards\n\n| a | b |\n", "ORIGIN.md", 0, 0 },
    { "# MyCoolModel\n\nWhat it is.\n", "a.md", 1, 20 },
    { "# Loads the model\nimport torch\n", "a.py", 0, 0 },
    { "# KreditCheck model card\n", "x", 70, 100 },
    { "#!/bin/sh\n# Uses the evaluation data\n# Evaluation\n# Training data\nexit 0\n", "run.sh", 0, 0 },
    { "{\"a\": 1}\n", "x.json", 0, 0 },
    { "a,b\n1,2\n", "x.csv", 0, 0 },
    { "", "README.md", 0, 0 },
    { "---\ntitle: A post\n---\nText.\n", "post.md", 0, 0 },
    { "---\nlicense: mit\nlibrary_name: timm\n", "x", 90, 100 },
    { "# Model Card: X\n", "x", 70, 100 },
    { "\x89PNG\r\n# Uses", "README.md", 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int found = recognise (cases[i].text, strlen (cases[i].text), cases[i].name);

      if (found < cases[i].least || found > cases[i].most)
        g_error ("%s: %d", cases[i].text, found);
    }
}

/* A sample may end within a character. */
static void
test_recognise_cut_sample (void)
{
  g_autoptr (GString) text = g_string_new ("# Model Card: X\n");

  while (text->len < RC_LIMIT_SAMPLE_BYTES + 100)
    g_string_append (text, "é–\n");
  for (gsize cut = 0; cut < 6; cut++)
    {
      g_string_prepend_c (text, '\n');
      g_assert_cmpint (recognise (text->str, text->len, "x"), ==, 70);
    }
}

/* Files of the corpus: all are understood, and what is wrong with them is said. */
static void
test_corpus (void)
{
  static const struct
  {
    const char *name;
    guint       n_asides;
    const char *kind;
    RcProperty  property;
    const char *value;
  } cards[] = {
    { "bloom-model-card.md", 0, NULL, RC_PROPERTY_LICENCE, "bigscience-bloom-rail-1.0" },
    { "da-bert-base-uncased.md", 0, NULL, RC_PROPERTY_DATASET, "common_crawl" },
    { "ja-electra-small-discriminator.md", 0, NULL, RC_PROPERTY_LICENCE, "apache-2.0" },
    { "modelcard_template.md", 1, RC_EXCEPTION_UNFILLED_TEMPLATE, RC_PROPERTY_INTENDED_USE, NULL },
    { "sample_datasetcard_template.md", 1, RC_EXCEPTION_UNFILLED_TEMPLATE, RC_N_PROPERTIES, NULL },
    { "sample_invalid_card_data.md", 1, RC_EXCEPTION_UNREADABLE_RECORD, RC_PROPERTY_TAG, "title = invalid-card-data" },
    { "sample_invalid_model_index.md", 1, RC_EXCEPTION_UNREADABLE_RECORD, RC_PROPERTY_DESCRIBES, "my-cool-model" },
    { "sample_no_metadata.md", 0, NULL, RC_PROPERTY_TAG, "title = MyCoolModel" },
    { "sample_simple.md", 0, NULL, RC_PROPERTY_DATASET, "beans" },
    { "sample_simple_model_index.md", 0, NULL, RC_PROPERTY_EVALUATION, "f1 = 0.66" },
    { "sample_template.md", 1, RC_EXCEPTION_UNFILLED_TEMPLATE, RC_N_PROPERTIES, NULL },
    { "sample_windows_line_breaks.md", 0, NULL, RC_PROPERTY_LICENCE, "mit" },
    { "whisper-model-card.md", 0, NULL, RC_PROPERTY_DESCRIBES, "Whisper" },
  };
  const char *corpus = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *folder = corpus != NULL ? g_build_filename (corpus, "model-cards", "huggingface", NULL) : NULL;

  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("no corpus at RECOUNT_CORPUS");
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      g_autofree char *path = g_build_filename (folder, cards[i].name, NULL);
      g_autofree char *content = NULL;
      g_autoptr (RecordingSink) sink = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      g_file_get_contents (path, &content, &length, &error);
      g_assert_no_error (error);
      g_test_message ("%s", cards[i].name);
      g_assert_cmpint (recognise (content, length, cards[i].name), >, 0);
      sink = import_text (content, length);
      g_assert_cmpuint (sink->asides->len, ==, cards[i].n_asides);
      if (cards[i].kind != NULL)
        g_assert_nonnull (recording_sink_find_aside (sink, cards[i].kind));
      if (cards[i].property == RC_N_PROPERTIES)
        g_assert_cmpuint (sink->claims->len, ==, 0);
      else if (cards[i].value != NULL)
        g_assert_nonnull (find (sink, cards[i].property, cards[i].value));
      else
        g_assert_cmpuint (count (sink, cards[i].property), >, 0);
    }
}

/* No part of a card, and no card with one byte changed, may do harm. */
static void
test_every_prefix_and_every_changed_byte (void)
{
  static const char values[] = { '\0', '\n', '-', ':', '{', '#', '*', '&', '"', '\x80', '\xff' };
  gsize length = strlen (full_card);

  for (gsize cut = 0; cut <= length; cut++)
    {
      g_autoptr (RecordingSink) sink = import_text (full_card, cut);

      g_assert_cmpuint (sink->n_calls, >, 0);
    }
  for (gsize i = 0; i < length; i++)
    for (gsize k = 0; k < sizeof values; k++)
      {
        g_autofree char *changed = g_strdup (full_card);
        g_autoptr (RecordingSink) sink = NULL;

        changed[i] = values[k];
        sink = import_text (changed, length);
        for (guint n = 0; n < sink->asides->len; n++)
          g_assert_cmpint (((RecordedAside *) g_ptr_array_index (sink->asides, n))->offset, <=, (gint64) length);
      }
}

static void
test_full_disk (void)
{
  const RcImporter *importer = rc_hugging_face_card_importer ();
  g_autoptr (RecordingSink) whole = import_string (full_card);
  g_autoptr (GBytes) bytes = g_bytes_new_static (full_card, strlen (full_card));
  RcImportInput input = { .name = "README.md", .size = strlen (full_card), .bytes = bytes, .modified_us = RECORDED };

  for (guint n = 1; n <= whole->n_calls; n++)
    {
      g_autoptr (RecordingSink) sink = recording_sink_new ();
      g_autoptr (GError) error = NULL;

      sink->fail_at = n;
      g_assert_false (importer->import (importer, &input, &sink->base, NULL, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/importers/hugging-face-card/full-card", test_full_card);
  g_test_add_func ("/importers/hugging-face-card/uses", test_uses);
  g_test_add_func ("/importers/hugging-face-card/lists", test_lists);
  g_test_add_func ("/importers/hugging-face-card/verified", test_verified);
  g_test_add_func ("/importers/hugging-face-card/limits", test_limits);
  g_test_add_func ("/importers/hugging-face-card/tables", test_tables);
  g_test_add_func ("/importers/hugging-face-card/describes", test_describes);
  g_test_add_func ("/importers/hugging-face-card/dates", test_dates);
  g_test_add_func ("/importers/hugging-face-card/broken-front-matter", test_broken_front_matter);
  g_test_add_func ("/importers/hugging-face-card/duplicate-keys", test_duplicate_keys);
  g_test_add_func ("/importers/hugging-face-card/incomplete-results", test_incomplete_results);
  g_test_add_func ("/importers/hugging-face-card/templates", test_templates);
  g_test_add_func ("/importers/hugging-face-card/line-ends-and-marks", test_line_ends_and_marks);
  g_test_add_func ("/importers/hugging-face-card/headings-in-code-are-none", test_headings_in_code_are_none);
  g_test_add_func ("/importers/hugging-face-card/not-text", test_not_text);
  g_test_add_func ("/importers/hugging-face-card/too-much", test_too_much);
  g_test_add_func ("/importers/hugging-face-card/bomb", test_bomb);
  g_test_add_func ("/importers/hugging-face-card/recognise", test_recognise);
  g_test_add_func ("/importers/hugging-face-card/recognise-cut-sample", test_recognise_cut_sample);
  g_test_add_func ("/importers/hugging-face-card/corpus", test_corpus);
  g_test_add_func ("/importers/hugging-face-card/every-prefix-and-every-changed-byte", test_every_prefix_and_every_changed_byte);
  g_test_add_func ("/importers/hugging-face-card/full-disk", test_full_disk);

  return g_test_run ();
}
