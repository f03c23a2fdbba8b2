/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/identity-link.h"
#include "lineage-evidence.h"

#define SPAN(property, value, from, to) \
  "model-version\tk/3\t" property "\t" value "\t-\t-\t" from "\t" to "\n"

static const RcLineageStep *
find_step (const RcLineage *lineage,
           const char      *slot,
           const char      *part)
{
  const GPtrArray *steps = lineage_slot (lineage, slot)->steps;

  g_assert_nonnull (steps);
  for (guint i = 0; i < steps->len; i++)
    {
      const RcLineageStep *step = g_ptr_array_index (steps, i);

      if (strstr (step->text, part) != NULL)
        return step;
    }

  return NULL;
}

/* One step of the reasoning says @part, is of @kind, and speaks of this record (0: of none). */
static void
assert_step (const RcLineage   *lineage,
             const char        *slot,
             RcLineageStepKind  kind,
             const char        *part,
             gint64             source,
             guint64            record)
{
  const RcLineageStep *step = find_step (lineage, slot, part);

  if (step == NULL)
    g_error ("%s: no step says “%s”", slot, part);
  g_assert_cmpint (step->kind, ==, kind);
  for (guint i = 0; i < step->records->len; i++)
    {
      const RcLineageStepRecord *place = &g_array_index (step->records, RcLineageStepRecord, i);

      if (place->source == source && (record == 0 || place->record == record))
        return;
    }
  g_assert_cmpint (source, ==, 0);
}

static void
assert_no_personal_step (const RcLineage *lineage)
{
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      for (guint j = 0; j < slot->steps->len; j++)
        {
          const RcLineageStep *step = g_ptr_array_index (slot->steps, j);

          g_assert_null (strstr (step->text, "P-8f3a2c91d0"));
          g_assert_null (strstr (step->text, "Berger"));
          g_assert_null (strstr (step->text, "R-12"));
          g_assert_null (strstr (step->text, "1200"));
        }
    }
}

/* What is explained is what was answered. */
static void
assert_same_answers (const RcLineage *plain,
                     const RcLineage *explained)
{
  for (guint i = 0; i < plain->slots->len; i++)
    {
      const RcLineageSlot *a = g_ptr_array_index (plain->slots, i), *b = g_ptr_array_index (explained->slots, i);

      g_assert_null (a->steps);
      g_assert_cmpint (a->standing, ==, b->standing);
      g_assert_cmpstr (a->rung, ==, b->rung);
      g_assert_cmpstr (a->note, ==, b->note);
      g_assert_cmpuint (a->answers->len, ==, b->answers->len);
    }
}

static void
test_whole (LineageFixture *fixture,
            gconstpointer   data)
{
  LineageSources sources = lineage_import_all (fixture, REGISTRY_WITH (D3));
  gint64 rows = lineage_fixture_rows_of (fixture, sources.registry);
  g_autoptr (RcLineage) plain = lineage_build (fixture, "e-1", NULL);
  g_autoptr (RcLineage) lineage = lineage_build_explained (fixture, "e-1", NULL);
  const GPtrArray *steps;

  assert_same_answers (plain, lineage);
  assert_no_personal_step (lineage);
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      steps = ((const RcLineageSlot *) g_ptr_array_index (lineage->slots, i))->steps;
      g_assert_cmpuint (steps->len, >, 0);
      g_assert_cmpint (((const RcLineageStep *) g_ptr_array_index (steps, steps->len - 1))->kind, ==, RC_LINEAGE_STEP_WEIGHED);
    }

  assert_step (lineage, "model-version", RC_LINEAGE_STEP_TRIED,
               "First, an explicit version: the inference's own record names “k/3”", sources.log, 1);
  assert_step (lineage, "model-version", RC_LINEAGE_STEP_LINKED,
               "“k/3” of a registry has the same digest 33333333… as the inference's own record",
               rows, 0);
  assert_step (lineage, "deployment", RC_LINEAGE_STEP_TRIED, "record D-1 (k/3) is of this place and was valid", sources.deployments, 1);
  assert_step (lineage, "deployment", RC_LINEAGE_STEP_LEFT_OUT, "record D-2 (k/4) is of this place and is left out: it began only after",
               sources.deployments, 2);
  assert_step (lineage, "run", RC_LINEAGE_STEP_TRIED, "asked for “trained-by”: 1 statement counts", rows, 0);
  assert_step (lineage, "run", RC_LINEAGE_STEP_ANSWERED, "“r3” rests on this record; a full digest leads there", rows, 0);
  assert_step (lineage, "run", RC_LINEAGE_STEP_WEIGHED,
               "No protection counts: the evidence was not checked as it is now. It rests on one record only.", 0, 0);
  assert_step (lineage, "model-version", RC_LINEAGE_STEP_WEIGHED, "It rests on 3 records. The records are controlled by “", 0, 0);
  assert_step (lineage, "card", RC_LINEAGE_STEP_LEFT_OUT, "is left out: it is dated 2026-05-20T00:00:00Z, after the inference", 0, 0);
  assert_step (lineage, "human-action", RC_LINEAGE_STEP_TRIED, "speaks of it: it names the inference", 0, 0);
  assert_step (lineage, "input", RC_LINEAGE_STEP_ANSWERED, "“2 fields, input schema v3; the input itself is held (••••", sources.log,
               1);
  assert_step (lineage, "incident", RC_LINEAGE_STEP_WEIGHED, "None of these ways led to a record", 0, 0);
}

/* The line of the table that applied, and why not the better ones. */
static void
test_standing (LineageFixture *fixture,
               gconstpointer   data)
{
  LineageSources sources = lineage_import_all (fixture, REGISTRY_WITH (D3));
  RcJudgement *judgement = lineage_fixture_judge ();
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_cover (judgement, sources.log, 1, 2, RC_VERDICT_VALID);
  lineage_fixture_cover (judgement, lineage_fixture_rows_of (fixture, sources.registry), 1, 20, RC_VERDICT_UNSIGNED);
  lineage = lineage_build_explained (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "score", RC_STANDING_SEALED, 1);
  assert_step (lineage, "score", RC_LINEAGE_STEP_WEIGHED, "covered by a seal that holds, by an accepted key", 0, 0);
  assert_step (lineage, "run", RC_LINEAGE_STEP_WEIGHED, "no seal that holds covers a record that it rests on", 0, 0);
}

/* A protected registry that only a name leads to. */
static void
test_by_name (LineageFixture *fixture,
              gconstpointer   data)
{
  RcJudgement *judgement = lineage_fixture_judge ();
  g_autoptr (RcLineage) lineage = NULL;
  gint64 registry;

  lineage_fixture_import (fixture, "bare.jsonl", NULL, BARE ("named", ",\"model-name\":\"k\",\"model-version\":\"3\""));
  registry = lineage_fixture_import (fixture, "registry", NULL, REGISTRY_WITH (D3));
  lineage_fixture_cover (judgement, lineage_fixture_rows_of (fixture, registry), 1, 20, RC_VERDICT_VALID);
  lineage = lineage_build_explained (fixture, "named", NULL);
  lineage_assert_slot (lineage, "run", RC_STANDING_SINGLE, 1);
  assert_step (lineage, "run", RC_LINEAGE_STEP_LINKED, "has under the name “k/3” is taken for this version, by its name only.",
               lineage_fixture_rows_of (fixture, registry), 1);
  assert_step (lineage, "run", RC_LINEAGE_STEP_WEIGHED, "The record itself is protected. That does not carry over to the answer", 0, 0);
}

/* One party that says a thing twice, and nobody knows who. */
static void
test_parties (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", "provider", LOG);
  lineage_fixture_import (fixture, "deployments.jsonl", "Provider", DEPLOYMENTS);
  lineage = lineage_build_explained (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "model-version", RC_STANDING_CONSISTENT, 1);
  assert_step (lineage, "model-version", RC_LINEAGE_STEP_WEIGHED,
               "It rests on 2 records. As far as anybody said, the records are all controlled by “provider”: they count as of one party.", 0, 0);

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage_fixture_import (fixture, "actions.jsonl", NULL, ACTION ("a-2", "e-2", "KA-2", "2026-06-10T11:00:00Z", "grant"));
  lineage = lineage_build_explained (fixture, "e-2", NULL);
  assert_step (lineage, "output", RC_LINEAGE_STEP_TRIED, "of the kind “human-action” speaks of it", 0, 0);
}

/* What was considered and does not count: too early, too late, recorded too late. */
static void
test_left_out (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;
  gint64 registry, rows, actions;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  registry = lineage_fixture_import (fixture, "registry", NULL,
                                     "FAKE REGISTRY\n"
                                     CLAIM ("model-version", "k/3", "artifact-digest", D3)
                                     SPAN ("evaluation", "auc = 0.80", "2026-04-01T00:00:00Z", "-")
                                     SPAN ("evaluation", "auc = 0.90", "2026-05-20T00:00:00Z", "-")
                                     SPAN ("evaluation", "auc = 0.95", "-", "2026-05-12T00:00:00Z"));
  rows = lineage_fixture_rows_of (fixture, registry);
  actions = lineage_fixture_import (fixture, "actions.jsonl", NULL, ACTION ("a-1", "e-1", "KA-1", "2026-05-11T09:00:00Z", "grant"));
  lineage = lineage_build_explained (fixture, "e-1", "2026-05-10T12:00:00Z");
  lineage_assert_slot (lineage, "evaluation", RC_STANDING_SINGLE, 1);
  assert_step (lineage, "evaluation", RC_LINEAGE_STEP_LEFT_OUT,
               "“k/3” (evaluation) is left out: it is valid only from 2026-05-20T00:00:00Z", rows, 3);
  assert_step (lineage, "evaluation", RC_LINEAGE_STEP_LEFT_OUT,
               "is left out: it was recorded on 2026-05-12T00:00:00Z, after the time asked for", rows,
               4);
  /* The one that counts does not tell when it was recorded, and its file is of today. */
  lineage_assert_note (lineage, "evaluation", "Whether 1 statement had been recorded by the time asked for cannot be told.");
  lineage_assert_slot (lineage, "human-action", RC_STANDING_NOTHING, 0);
  assert_step (lineage, "human-action", RC_LINEAGE_STEP_LEFT_OUT,
               "“human-action” is left out: it is dated 2026-05-11T09:00:00Z, after the time asked for",
               actions, 1);
}

/* A link was made today, and snapshots of a registry were taken on their days: before that nobody knew. */
static void
test_known_at (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (GPtrArray) ours = NULL, theirs = NULL;
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (GError) error = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import_as_of (fixture, "ours", "2026-01-01T00:00:00Z",
                                "FAKE REGISTRY\n" CLAIM ("model-version", "k/3", "stage", "Staging"));
  lineage_fixture_import_as_of (fixture, "later", "2026-05-25T00:00:00Z",
                                "FAKE REGISTRY\n" CLAIM ("model-version", "k/3", "stage", "Production"));
  lineage_fixture_import_as_of (fixture, "theirs", "2026-01-01T00:00:00Z",
                                "FAKE REGISTRY\n" LINK ("model-version", "other/7", "trained-by", "run", "r7"));
  ours = rc_entity_find (rc_case_get_database (fixture->case_file), RC_ENTITY_MODEL_VERSION, "k/3", &error);
  theirs = rc_entity_find (rc_case_get_database (fixture->case_file), RC_ENTITY_MODEL_VERSION, "other/7", &error);
  rc_identity_link_add (fixture->case_file, ((const RcEntity *) g_ptr_array_index (ours, 0))->id,
                        ((const RcEntity *) g_ptr_array_index (theirs, 0))->id, "the provider renamed it", "A. Auditor (fictitious)", &error);
  g_assert_no_error (error);

  lineage = lineage_build_explained (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "run", RC_STANDING_SINGLE, 1);
  g_assert_cmpint (lineage_answer (lineage, "run", 0)->identity, ==, RC_IDENTITY_WEAK);
  assert_step (lineage, "run", RC_LINEAGE_STEP_LINKED, "A. Auditor (fictitious) linked the two on", 0, 0);

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build_explained (fixture, "e-1", "2026-05-20T00:00:00Z");
  lineage_assert_slot (lineage, "run", RC_STANDING_NOTHING, 0);
  assert_step (lineage, "run", RC_LINEAGE_STEP_LEFT_OUT, "A link of “k/3” with “other/7” is left out", 0, 0);
}

#define CALL(more) "{\"update\":1,\"kind\":\"inference\",\"id\":\"s-1\",\"time\":\"2026-05-10T10:00:00Z\"" more "}\n"

/* A record that replaced an earlier one, and was exported twice. */
static void
test_replaced (LineageFixture *fixture,
               gconstpointer   data)
{
  gint64 log = lineage_fixture_import (fixture, "log.jsonl", NULL, CALL (",\"output\":\"a\"") CALL (",\"output\":\"b\""));
  gint64 again = lineage_fixture_import (fixture, "again.jsonl", NULL, CALL (",\"output\":\"b\"") BARE ("other", ""));
  g_autoptr (RcLineage) lineage = lineage_build_explained (fixture, "s-1", NULL);

  lineage_assert_value (lineage, "output", "b");
  assert_step (lineage, "output", RC_LINEAGE_STEP_LEFT_OUT, "An earlier record of the same id is left out", log, 1);
  assert_step (lineage, "output", RC_LINEAGE_STEP_LEFT_OUT, "The same record was met once more here", again, 1);
}

/* Thousands of statements that do not count are told of in a list that people can read. */
static void
test_bounded (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (GString) text = g_string_new ("FAKE REGISTRY\n" CLAIM ("model-version", "k/3", "artifact-digest", D3));
  g_autoptr (RcLineage) lineage = NULL;
  const GPtrArray *steps;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "model-version\tk/3\tevaluation\tm%u = 1\t-\t-\t2027-01-01T00:00:00Z\t-\n", i);
  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "registry", NULL, text->str);
  lineage = lineage_build_explained (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "evaluation", RC_STANDING_NOTHING, 0);
  steps = lineage_slot (lineage, "evaluation")->steps;
  g_assert_cmpuint (steps->len, <=, RC_LIMIT_LINEAGE_STEPS + 2);
  assert_step (lineage, "evaluation", RC_LINEAGE_STEP_TRIED, "further steps are not listed here", 0, 0);
  g_assert_cmpint (((const RcLineageStep *) g_ptr_array_index (steps, steps->len - 1))->kind, ==, RC_LINEAGE_STEP_WEIGHED);
}

/* Links that lead in a circle, and to themselves. */
static void
test_circles (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "registry", NULL,
                          "FAKE REGISTRY\n"
                          CLAIM ("model-version", "build-1", "artifact-digest", D3)
                          LINK ("model-version", "build-1", "artifact-place", "model-version", "build-2")
                          LINK ("model-version", "build-2", "artifact-place", "model-version", "build-1")
                          LINK ("model-version", "build-2", "artifact-place", "model-version", "build-2")
                          LINK ("model-version", "k/3", "artifact-place", "model-version", "k/3")
                          LINK ("model-version", "k/3", "artifact-place", "model-version", "build-1")
                          LINK ("model-version", "k/3", "trained-by", "run", "r3")
                          LINK ("run", "r3", "used-model", "model-version", "k/3")
                          LINK ("run", "r3", "dataset", "dataset", "a@1")
                          LINK ("dataset", "a@1", "derived-from", "dataset", "b@1")
                          LINK ("dataset", "b@1", "derived-from", "dataset", "a@1")
                          LINK ("model-version", "k/3", "base-model", "model", "k"));
  lineage = lineage_build_explained (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "model-version", RC_STANDING_DISAGREE, 2);
  assert_step (lineage, "model-version", RC_LINEAGE_STEP_LEFT_OUT, "“build-1” was met already on this way", 0, 0);
  lineage_assert_slot (lineage, "run", RC_STANDING_SINGLE, 1);
  lineage_assert_slot (lineage, "dataset", RC_STANDING_SINGLE, 1);
  lineage_assert_cited_and_masked (lineage);
}

/* Nothing but the inference itself: each question says what was tried and what is missing. */
static void
test_alone (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;
  RcLineageCount count;

  lineage_fixture_import (fixture, "log.jsonl", NULL, BARE ("alone", ""));
  lineage = lineage_build_explained (fixture, "alone", NULL);
  count = rc_lineage_count (lineage);
  g_assert_cmpuint (count.answered, ==, 1);
  g_assert_cmpuint (count.disagreeing, ==, 0);
  assert_step (lineage, "endpoint", RC_LINEAGE_STEP_TRIED, "own record has nothing under “endpoint”", 1, 1);
  assert_step (lineage, "model-version", RC_LINEAGE_STEP_TRIED, "First, an explicit version: the inference's own record has none", 1, 1);
  assert_step (lineage, "model-version", RC_LINEAGE_STEP_TRIED, "Second, a digest", 1, 1);
  assert_step (lineage, "model-version", RC_LINEAGE_STEP_TRIED, "Third, what was deployed there: no deployment record", 1, 1);
  assert_step (lineage, "model-version", RC_LINEAGE_STEP_TRIED, "Fourth, an alias", 1, 1);
  assert_step (lineage, "run", RC_LINEAGE_STEP_TRIED, "Nothing could be looked up for “trained-by”", 0, 0);
  assert_step (lineage, "approval", RC_LINEAGE_STEP_WEIGHED, "None of these ways led to a record", 0, 0);
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      if (slot->standing == RC_STANDING_NOTHING)
        g_assert_nonnull (slot->note);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)
  ADD ("/lineage-steps/whole", test_whole);
  ADD ("/lineage-steps/standing", test_standing);
  ADD ("/lineage-steps/by-name", test_by_name);
  ADD ("/lineage-steps/parties", test_parties);
  ADD ("/lineage-steps/left-out", test_left_out);
  ADD ("/lineage-steps/known-at", test_known_at);
  ADD ("/lineage-steps/replaced", test_replaced);
  ADD ("/lineage-steps/bounded", test_bounded);
  ADD ("/lineage-steps/circles", test_circles);
  ADD ("/lineage-steps/alone", test_alone);
  return g_test_run ();
}
