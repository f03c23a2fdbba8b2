/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "core/lineage.h"
#include "core/mask.h"
#include "core/slot.h"
#include "lineage-fixture.h"

#define D3 "3333333333333333333333333333333333333333333333333333333333333333"
#define D4 "4444444444444444444444444444444444444444444444444444444444444444"
#define OTHER "5555555555555555555555555555555555555555555555555555555555555555"

#define INFERENCE(id, time, decision, version, digest) \
  "{\"kind\":\"inference\",\"id\":\"" id "\",\"time\":\"" time "\",\"decision\":\"" decision "\",\"system\":\"K\"," \
  "\"endpoint\":\"prod\",\"subject\":\"P-8f3a2c91d0\",\"model-name\":\"k\",\"model-version\":\"" version "\"," \
  "\"model-digest\":\"" digest "\",\"input-schema\":\"v3\",\"input\":{\"income\":1200,\"age\":44},\"score\":0.71,\"threshold\":0.65," \
  "\"proposal\":\"refuse\"}\n"

#define LOG \
  INFERENCE ("e-1", "2026-05-10T10:00:00.000Z", "KA-1", "3", D3) \
  INFERENCE ("e-2", "2026-06-10T10:00:00.000Z", "KA-2", "4", D4)

#define DEPLOYMENT(id, version, digest, from, to) \
  "{\"kind\":\"deployment\",\"id\":\"" id "\",\"time\":\"" from "\",\"system\":\"K\",\"endpoint\":\"prod\",\"model-name\":\"k\"," \
  "\"model-version\":\"" version "\",\"model-digest\":\"" digest "\",\"valid-from\":\"" from "\"" to "}\n"
#define TO(time) ",\"valid-to\":\"" time "\""

#define DEPLOYMENTS \
  DEPLOYMENT ("D-1", "3", D3, "2026-04-01T00:00:00Z", TO ("2026-06-01T00:00:00Z")) \
  DEPLOYMENT ("D-2", "4", D4, "2026-06-01T00:00:00Z", "")

#define CLAIM(kind, name, property, value) kind "\t" name "\t" property "\t" value "\t-\t-\t-\t-\n"
#define LINK(kind, name, property, target_kind, target) kind "\t" name "\t" property "\t-\t" target_kind "\t" target "\t-\t-\n"

#define REGISTRY_WITH(digest) \
  "FAKE REGISTRY\n" \
  CLAIM ("model-version", "k/3", "artifact-digest", digest) \
  LINK ("model-version", "k/3", "trained-by", "run", "r3") \
  LINK ("run", "r3", "dataset", "dataset", "loans@1") \
  CLAIM ("dataset", "loans@1", "dataset-digest", "1234abcd") \
  LINK ("run", "r3", "code-commit", "commit", "c0ffee") \
  CLAIM ("run", "r3", "environment", "python 3.11") \
  CLAIM ("run", "r3", "evaluation", "auc = 0.80") \
  CLAIM ("run", "r3", "evaluation", "gini = 0.60") \
  CLAIM ("model-version", "k/4", "artifact-digest", D4)

#define CARD(version, edition, date) \
  "FAKE CARD\n" LINK ("card", "card", "describes", "model-version", version) CLAIM ("card", "card", "card-date", date) \
  CLAIM ("card", "card", "card-version", edition)

#define APPROVAL(id, version, time, action) \
  "{\"kind\":\"approval\",\"id\":\"" id "\",\"time\":\"" time "\",\"system\":\"K\",\"model-name\":\"k\",\"model-version\":\"" version "\"," \
  "\"action\":\"" action "\",\"actor\":\"M. Berger\",\"role\":\"Head of Model Risk\",\"evaluation\":\"EV-1\",\"documentation\":\"TD 2.3\"}\n"

#define ACTION(id, target, decision, time, final) \
  "{\"kind\":\"human-action\",\"id\":\"" id "\",\"target\":\"" target "\",\"decision\":\"" decision "\",\"time\":\"" time "\"," \
  "\"actor\":\"R-12\",\"action\":\"override\",\"original\":\"refuse\",\"final\":\"" final "\",\"reason\":\"income shown\"}\n"

#define ANOMALY(id, time) \
  "{\"kind\":\"anomaly\",\"id\":\"" id "\",\"time\":\"" time "\",\"system\":\"K\",\"metric\":\"psi\",\"score\":0.27,\"action\":\"raise\"}\n"

typedef struct
{
  gint64 log;
  gint64 deployments;
  gint64 registry;
  gint64 approvals;
} Sources;

static Sources
import_all (LineageFixture *fixture,
            const char     *registry)
{
  Sources sources;

  sources.log = lineage_fixture_import (fixture, "log.jsonl", "deployer", LOG);
  sources.deployments = lineage_fixture_import (fixture, "deployments.jsonl", "operator", DEPLOYMENTS);
  sources.registry = lineage_fixture_import (fixture, "registry", "provider", registry);
  lineage_fixture_import (fixture, "card-1.0", "provider", CARD ("k/3", "1.0", "2026-03-20"));
  lineage_fixture_import (fixture, "card-1.1", "provider", CARD ("k/3", "1.1", "2026-05-06"));
  lineage_fixture_import (fixture, "card-1.2", "provider", CARD ("k/3", "1.2", "2026-05-20"));
  sources.approvals = lineage_fixture_import (fixture, "approvals.jsonl", "provider",
                                              APPROVAL ("A-1", "3", "2026-03-28T09:00:00Z", "approve"));
  lineage_fixture_import (fixture, "actions.jsonl", "deployer", ACTION ("h-1", "e-1", "KA-1", "2026-05-10T10:30:00Z", "grant"));
  lineage_fixture_import (fixture, "bank.jsonl", "bank",
                          "{\"kind\":\"decision\",\"decision\":\"KA-1\",\"time\":\"2026-05-11T08:00:00Z\",\"final\":\"grant\"}\n");
  lineage_fixture_import (fixture, "anomalies.jsonl", "operator",
                          ANOMALY ("N-1", "2026-05-09T12:00:00Z") ANOMALY ("N-2", "2026-05-12T12:00:00Z"));
  lineage_fixture_import (fixture, "retention.jsonl", "deployer",
                          "{\"kind\":\"retention\",\"time\":\"2026-01-01T00:00:00Z\",\"system\":\"K\",\"target\":\"log\","
                          "\"retention\":\"P6M\"}\n");
  return sources;
}

static RcLineage *
build (LineageFixture *fixture,
       const char     *reference,
       const char     *known_at)
{
  g_autoptr (GError) error = NULL;
  RcEvent *event = rc_event_find (fixture->case_file, fixture->reader, reference, &error);
  RcTimestamp known = { .from_us = RC_TIME_NONE };
  RcLineage *lineage;

  g_assert_no_error (error);
  if (known_at != NULL)
    g_assert_true (rc_timestamp_parse (known_at, strlen (known_at), RC_ZONE_EXPLICIT, 0, &known));
  lineage = rc_lineage_build (fixture->case_file, event, known.from_us, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lineage->slots->len, ==, rc_slot_count ());
  return lineage;
}

static const RcLineageSlot *
get_slot (const RcLineage *lineage,
          const char      *id)
{
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      if (strcmp (slot->slot, id) == 0)
        return slot;
    }

  g_assert_not_reached ();
}

static const RcLineageAnswer *
get_answer (const RcLineage *lineage,
            const char      *id,
            guint            index)
{
  const RcLineageSlot *slot = get_slot (lineage, id);

  g_assert_cmpuint (slot->answers->len, >, index);
  return g_ptr_array_index (slot->answers, index);
}

static void
assert_slot (const RcLineage *lineage,
             const char      *id,
             RcStanding       standing,
             guint            n_answers)
{
  const RcLineageSlot *slot = get_slot (lineage, id);

  if (slot->standing != standing || slot->answers->len != n_answers)
    g_error ("%s: %s with %u answers instead of %s with %u; note: %s", id, rc_standing_to_code (slot->standing), slot->answers->len,
             rc_standing_to_code (standing), n_answers, slot->note);
  if (standing == RC_STANDING_NOTHING)
    g_assert_nonnull (slot->note);
}

static void
assert_value (const RcLineage *lineage,
              const char      *id,
              const char      *part)
{
  const RcLineageAnswer *answer = get_answer (lineage, id, 0);

  if (strstr (answer->value, part) == NULL)
    g_error ("%s: “%s” is not in “%s”", id, part, answer->value);
}

static void
assert_note (const RcLineage *lineage,
             const char      *id,
             const char      *part)
{
  const RcLineageSlot *slot = get_slot (lineage, id);

  if (slot->note == NULL || strstr (slot->note, part) == NULL)
    g_error ("%s: “%s” is not in the note “%s”", id, part, slot->note);
}

/* Each answer cites, and none shows what is personal. */
static void
assert_cited_and_masked (const RcLineage *lineage)
{
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      for (guint j = 0; j < slot->answers->len; j++)
        {
          const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, j);

          g_assert_cmpuint (answer->citations->len, >, 0);
          g_assert_null (strstr (answer->value, "P-8f3a2c91d0"));
          g_assert_null (strstr (answer->value, "Berger"));
          g_assert_null (strstr (answer->value, "R-12"));
          g_assert_null (strstr (answer->value, "1200"));
        }
    }
}

static void
test_template (void)
{
  static const char * const ids[] = {
    "input", "subject", "output", "score", "endpoint", "deployment", "model-version", "artefact", "run", "dataset", "commit",
    "environment", "evaluation", "approval", "documentation", "card", "human-action", "final-decision", "anomaly", "incident",
    "reliance", "retention",
  };

  g_assert_cmpuint (rc_slot_count (), ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const RcSlot *slot = rc_slot_nth (i);

      g_assert_cmpstr (slot->id, ==, ids[i]);
      g_assert_true (g_str_has_suffix (slot->question, "?"));
      g_assert_true (g_str_has_suffix (slot->missing, "."));
      g_assert_nonnull (slot->group);
    }
}

static void
test_whole (LineageFixture *fixture,
            gconstpointer   data)
{
  Sources sources = import_all (fixture, REGISTRY_WITH (D3));
  g_autoptr (RcLineage) lineage = build (fixture, "KA-1", NULL);
  const RcLineageAnswer *answer;
  const RcLineageCitation *cited;

  g_assert_false (lineage->verified);
  g_assert_cmpstr (lineage->decision, ==, "KA-1");
  g_assert_cmpstr (lineage->reference, ==, "1:1");
  assert_slot (lineage, "input", RC_STANDING_SINGLE, 1);
  assert_value (lineage, "input", "2 fields, input schema v3; the input itself is held (••••");
  assert_slot (lineage, "subject", RC_STANDING_SINGLE, 1);
  g_assert_true (get_answer (lineage, "subject", 0)->personal);
  g_assert_true (g_str_has_prefix (get_answer (lineage, "subject", 0)->value, "••••"));
  assert_slot (lineage, "output", RC_STANDING_CONSISTENT, 1);
  assert_value (lineage, "output", "refuse");
  assert_slot (lineage, "score", RC_STANDING_SINGLE, 1);
  assert_value (lineage, "score", "0.71 against a threshold of 0.65");
  assert_slot (lineage, "endpoint", RC_STANDING_SINGLE, 1);
  assert_slot (lineage, "deployment", RC_STANDING_SINGLE, 1);
  assert_value (lineage, "deployment", "D-1: k/3 at prod");
  g_assert_cmpint (get_answer (lineage, "deployment", 0)->identity, ==, RC_IDENTITY_STRONG);
  assert_slot (lineage, "model-version", RC_STANDING_AGREED, 1);
  assert_value (lineage, "model-version", "k/3");
  g_assert_cmpstr (get_slot (lineage, "model-version")->rung, ==, "explicit version in the record");
  assert_slot (lineage, "artefact", RC_STANDING_AGREED, 1);
  answer = get_answer (lineage, "artefact", 0);
  g_assert_cmpstr (answer->value, ==, D3);
  g_assert_cmpint (answer->identity, ==, RC_IDENTITY_STRONG);
  g_assert_cmpuint (answer->citations->len, ==, 3);
  assert_slot (lineage, "run", RC_STANDING_SINGLE, 1);
  g_assert_cmpstr (get_answer (lineage, "run", 0)->entity, ==, "run r3");
  g_assert_cmpint (get_answer (lineage, "run", 0)->identity, ==, RC_IDENTITY_STRONG);
  assert_slot (lineage, "dataset", RC_STANDING_SINGLE, 1);
  g_assert_cmpuint (get_answer (lineage, "dataset", 0)->citations->len, ==, 2);
  assert_slot (lineage, "commit", RC_STANDING_SINGLE, 1);
  assert_value (lineage, "commit", "c0ffee");
  assert_slot (lineage, "environment", RC_STANDING_SINGLE, 1);
  assert_slot (lineage, "evaluation", RC_STANDING_SINGLE, 2);
  assert_slot (lineage, "approval", RC_STANDING_SINGLE, 1);
  assert_value (lineage, "approval", "approve by ••••");
  assert_value (lineage, "approval", "Head of Model Risk, 2026-03-28T09:00:00");
  assert_slot (lineage, "documentation", RC_STANDING_SINGLE, 1);
  assert_value (lineage, "documentation", "TD 2.3");
  assert_slot (lineage, "card", RC_STANDING_SINGLE, 1);
  assert_slot (lineage, "human-action", RC_STANDING_SINGLE, 1);
  assert_value (lineage, "human-action", "from refuse to grant; a reason is given");
  g_assert_true (g_str_has_prefix (get_answer (lineage, "human-action", 0)->value, "override by ••••"));
  assert_slot (lineage, "final-decision", RC_STANDING_AGREED, 1);
  assert_value (lineage, "final-decision", "grant");
  assert_note (lineage, "final-decision", "differs from the machine's proposal");
  assert_slot (lineage, "anomaly", RC_STANDING_SINGLE, 1);
  assert_value (lineage, "anomaly", "N-1: raise psi = 0.27");
  assert_slot (lineage, "incident", RC_STANDING_NOTHING, 0);
  assert_slot (lineage, "reliance", RC_STANDING_NOTHING, 0);
  assert_slot (lineage, "retention", RC_STANDING_SINGLE, 1);
  assert_value (lineage, "retention", "until 2026-11-10");
  assert_cited_and_masked (lineage);
  g_assert_cmpint (rc_lineage_exit_code (lineage), ==, 3);

  answer = get_answer (lineage, "score", 0);
  cited = g_ptr_array_index (answer->citations, 1);
  g_assert_cmpint (cited->protection, ==, RC_VERDICT_NOT_CHECKED);
  g_assert_cmpint (cited->citation->source, ==, sources.log);
  g_assert_cmpstr (cited->citation->locator, ==, "/threshold");
  g_assert_cmpmem (LOG + cited->citation->offset, cited->citation->length, "0.65", 4);
}

static void
test_point_in_time (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (RcLineage) may = NULL;
  g_autoptr (RcLineage) june = NULL;

  import_all (fixture, REGISTRY_WITH (D3));
  may = build (fixture, "e-1", NULL);
  assert_value (may, "card", "card 1.1 of k/3, dated 2026-05-06");
  assert_note (may, "card", "1 card is dated after the inference");

  june = build (fixture, "e-2", NULL);
  assert_value (june, "deployment", "D-2: k/4 at prod, from 2026-06-01T00:00:00Z, no end recorded");
  assert_value (june, "model-version", "k/4");
  assert_slot (june, "card", RC_STANDING_NOTHING, 0);
  assert_slot (june, "run", RC_STANDING_NOTHING, 0);
  assert_slot (june, "approval", RC_STANDING_NOTHING, 0);
  assert_slot (june, "human-action", RC_STANDING_NOTHING, 0);
  assert_slot (june, "anomaly", RC_STANDING_NOTHING, 0);
  assert_note (june, "anomaly", "none is within 24 hours");
}

static void
test_known_at (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  import_all (fixture, REGISTRY_WITH (D3));
  lineage = build (fixture, "e-1", "2026-05-10T10:15:00Z");
  assert_slot (lineage, "input", RC_STANDING_SINGLE, 1);
  assert_slot (lineage, "human-action", RC_STANDING_NOTHING, 0);
  assert_slot (lineage, "final-decision", RC_STANDING_NOTHING, 0);
  assert_slot (lineage, "output", RC_STANDING_SINGLE, 1);

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = build (fixture, "e-1", "2026-05-01T00:00:00Z");
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      assert_slot (lineage, slot->slot, RC_STANDING_NOTHING, 0);
      assert_note (lineage, slot->slot, "dated after the time asked for");
    }
}

static RcVerdict
protection_of (const RcLineage *lineage,
               const char      *id)
{
  const RcLineageCitation *cited = g_ptr_array_index (get_answer (lineage, id, 0)->citations, 0);

  return cited->protection;
}

static void
test_sealed (LineageFixture *fixture,
             gconstpointer   data)
{
  Sources sources = import_all (fixture, REGISTRY_WITH (D3));
  RcJudgement *judgement = lineage_fixture_judge ();
  g_autoptr (RcLineage) lineage = NULL;
  const RcLineageAnswer *reliance;

  lineage_fixture_cover (judgement, sources.log, 1, 2, RC_VERDICT_VALID);
  lineage_fixture_cover (judgement, sources.registry, 1, 1, RC_VERDICT_VALID);
  lineage_fixture_cover (judgement, sources.approvals, 1, 1, RC_VERDICT_VALID);
  lineage = build (fixture, "e-1", NULL);
  g_assert_true (lineage->verified);
  assert_slot (lineage, "input", RC_STANDING_SEALED, 1);
  g_assert_cmpint (protection_of (lineage, "input"), ==, RC_VERDICT_VALID);

  /* The database is sealed, so its rows are; the digest in the sealed record leads to them. */
  assert_slot (lineage, "run", RC_STANDING_SEALED, 1);
  assert_slot (lineage, "artefact", RC_STANDING_SEALED, 1);

  /* A protected record that only a name leads to is not sealed for this inference, and says so. */
  assert_slot (lineage, "approval", RC_STANDING_SINGLE, 1);
  g_assert_cmpint (protection_of (lineage, "approval"), ==, RC_VERDICT_VALID);
  assert_note (lineage, "approval", "rests on names");

  /* Not covered. */
  assert_slot (lineage, "deployment", RC_STANDING_SINGLE, 1);
  g_assert_cmpint (protection_of (lineage, "deployment"), ==, RC_VERDICT_UNSIGNED);
  assert_slot (lineage, "reliance", RC_STANDING_SEALED, 1);
  reliance = get_answer (lineage, "reliance", 0);
  g_assert_nonnull (strstr (reliance->value, "VALID for this record among records 1 to 2"));
  assert_note (lineage, "reliance", "Not shown by any of this");
}

/* A seal that holds over the file never outshines one that failed on the record. */
static void
test_failed_seal (LineageFixture *fixture,
                  gconstpointer   data)
{
  Sources sources = import_all (fixture, REGISTRY_WITH (D3));
  RcJudgement *judgement = lineage_fixture_judge ();
  g_autoptr (RcLineage) lineage = NULL;
  gint64 root;

  lineage_fixture_cover (judgement, sources.log, 1, 2, RC_VERDICT_VALID);
  lineage_fixture_cover (judgement, sources.log, 1, 1, RC_VERDICT_INVALID);
  root = rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_RECORD_ALTERED, sources.log, 1, 0, "a", "b", "altered"));
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_RECORD_ALTERED, sources.log, 2, 0, "a", "b", "altered"));
  lineage = build (fixture, "e-1", NULL);
  assert_slot (lineage, "input", RC_STANDING_SINGLE, 1);
  g_assert_cmpint (protection_of (lineage, "input"), ==, RC_VERDICT_INVALID);
  g_assert_cmpuint (lineage->exceptions->len, ==, 1);
  g_assert_cmpint (((RcException *) g_ptr_array_index (lineage->exceptions, 0))->id, ==, root);
  g_assert_cmpint (rc_lineage_exit_code (lineage), ==, 1);
  assert_note (lineage, "reliance", "Next exception: record 2");
}

static void
test_exceptions (LineageFixture *fixture,
                 gconstpointer   data)
{
  Sources sources = import_all (fixture, REGISTRY_WITH (D3));
  gint64 rows = lineage_fixture_rows_of (fixture, sources.registry);
  RcJudgement *judgement = lineage_fixture_judge ();
  g_autoptr (RcLineage) lineage = NULL;
  RcException *effect = rc_exception_new (RC_EXCEPTION_DIGEST_DISAGREES, rows, 1, -1, "a", "b", "the registry's digest");

  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_DIGEST_MISMATCH, 0, 0, -1, "a", "b", "a root elsewhere"));
  effect->caused_by = 1;
  rc_judgement_add_exception (judgement, effect);
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_RECORD_ALTERED, sources.log, 2, 0, "a", "b", "another record"));
  lineage = build (fixture, "e-1", NULL);
  g_assert_cmpuint (lineage->exceptions->len, ==, 2);
  g_assert_cmpint (((RcException *) g_ptr_array_index (lineage->exceptions, 0))->id, ==, 1);
  g_assert_cmpint (((RcException *) g_ptr_array_index (lineage->exceptions, 1))->id, ==, 2);
  g_assert_cmpint (((RcException *) g_ptr_array_index (lineage->exceptions, 1))->caused_by, ==, 1);
}

/* A head that names later records than there are says something about every record of the log beside it. */
static void
test_exceptions_of_heads (LineageFixture *fixture,
                          gconstpointer   data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "log", NULL);
  g_autofree char *path = g_build_filename (folder, "log.jsonl", NULL);
  g_autofree char *head = g_build_filename (folder, "head", NULL);
  const char *paths[] = { folder, NULL };
  RcImportOptions options = { 0 };
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcLineage) lineage = NULL;
  RcJudgement *judgement = lineage_fixture_judge ();
  gint64 elsewhere;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, LOG, -1, NULL));
  g_assert_true (g_file_set_contents (head, "{\"kind\":\"other\"}\n", -1, NULL));
  result = rc_import_paths (fixture->case_file, paths, &options, NULL, NULL);
  g_assert_nonnull (result);
  elsewhere = lineage_fixture_import (fixture, "head", NULL, "{\"kind\":\"other\",\"id\":\"x\"}\n");
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_HEAD_UNSIGNED, elsewhere, 1, -1, "a", "b", "elsewhere."));
  for (guint i = 0; i < result->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (result->sources, i);

      if (g_str_has_suffix (source->name, "/head"))
        rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_CHAIN_TAIL_MISSING, source->id, 1, -1, "a", "b", "cut."));
    }

  lineage = build (fixture, "e-1", NULL);
  g_assert_cmpuint (lineage->exceptions->len, ==, 1);
  g_assert_cmpint (((RcException *) g_ptr_array_index (lineage->exceptions, 0))->id, ==, 2);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_unlink (head), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_digests_disagree (LineageFixture *fixture,
                       gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  import_all (fixture, REGISTRY_WITH (OTHER));
  lineage = build (fixture, "e-1", NULL);
  assert_slot (lineage, "artefact", RC_STANDING_DISAGREE, 2);
  g_assert_cmpstr (get_answer (lineage, "artefact", 0)->value, ==, D3);
  g_assert_cmpint (get_answer (lineage, "artefact", 0)->standing, ==, RC_STANDING_AGREED);
  g_assert_cmpstr (get_answer (lineage, "artefact", 1)->value, ==, OTHER);
  g_assert_cmpint (get_answer (lineage, "artefact", 1)->standing, ==, RC_STANDING_SINGLE);
  g_assert_cmpint (get_answer (lineage, "artefact", 1)->identity, ==, RC_IDENTITY_WEAK);

  /* The registry's entry is then the one of that name only. */
  g_assert_cmpint (get_answer (lineage, "run", 0)->identity, ==, RC_IDENTITY_WEAK);
  g_assert_cmpstr (get_slot (lineage, "run")->rung, ==, "registry entry of the same name and version");
  g_assert_cmpint (rc_lineage_exit_code (lineage), ==, 1);
}

static void
test_deployments_overlap (LineageFixture *fixture,
                          gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                          DEPLOYMENT ("D-1", "3", D3, "2026-04-01T00:00:00Z", TO ("2026-06-20T00:00:00Z"))
                          DEPLOYMENT ("D-2", "4", D4, "2026-06-01T00:00:00Z", ""));
  lineage = build (fixture, "e-2", NULL);
  assert_slot (lineage, "deployment", RC_STANDING_DISAGREE, 2);
  assert_slot (lineage, "model-version", RC_STANDING_DISAGREE, 2);
  assert_value (lineage, "model-version", "k/4");

  /* Before the second began, only one ran. */
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = build (fixture, "e-1", NULL);
  assert_slot (lineage, "deployment", RC_STANDING_SINGLE, 1);
}

/* Records that tell beginnings only end each other; a second that belongs to both goes to the one that the record names. */
static void
test_deployments_without_end (LineageFixture *fixture,
                              gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          LOG INFERENCE ("e-3", "2026-06-01T00:00:00.500Z", "KA-3", "4", D4));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL,
                          DEPLOYMENT ("D-1", "3", D3, "2026-04-01T00:00:00Z", "")
                          DEPLOYMENT ("D-2", "4", D4, "2026-06-01T00:00:00Z", ""));
  lineage = build (fixture, "e-2", NULL);
  assert_slot (lineage, "deployment", RC_STANDING_SINGLE, 1);
  assert_value (lineage, "deployment", "D-2");

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = build (fixture, "e-3", NULL);
  assert_slot (lineage, "deployment", RC_STANDING_SINGLE, 1);
  assert_value (lineage, "deployment", "D-2");
  assert_note (lineage, "deployment", "do not tell for certain");
}

static void
test_nothing (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, "{\"kind\":\"inference\",\"id\":\"bare\"}\n");
  lineage = build (fixture, "bare", NULL);
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      assert_slot (lineage, slot->slot, RC_STANDING_NOTHING, 0);
    }
  g_assert_cmpstr (get_slot (lineage, "model-version")->rung, ==, "none");
  g_assert_null (lineage->decision);
  g_assert_cmpint (rc_lineage_exit_code (lineage), ==, 3);
}

#define BARE(id, more) "{\"kind\":\"inference\",\"id\":\"" id "\",\"time\":\"2026-05-10T10:00:00.000Z\",\"system\":\"K\"" more "}\n"

static void
test_rungs (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          BARE ("digest", ",\"model-digest\":\"sha256:" D3 "\"")
                          BARE ("deployed", ",\"endpoint\":\"prod\"")
                          BARE ("dated", ",\"model-name\":\"k\",\"model-version\":\"champion\"")
                          BARE ("undated", ",\"model-name\":\"k\",\"model-version\":\"latest\"")
                          BARE ("named", ",\"model-name\":\"k\""));
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYMENTS);
  lineage_fixture_import (fixture, "registry", NULL,
                          REGISTRY_WITH (D3)
                          "model-version\tk/3\tstage\tchampion\t-\t-\t2026-04-15T00:00:00Z\t-\n"
                          "model-version\tk/4\tstage\tchampion\t-\t-\t2026-06-15T00:00:00Z\t-\n"
                          CLAIM ("model-version", "k/4", "stage", "latest"));

  lineage = build (fixture, "digest", NULL);
  g_assert_cmpstr (get_slot (lineage, "model-version")->rung, ==, "artefact digest in the record");
  assert_value (lineage, "model-version", "k/3");
  g_assert_cmpint (get_answer (lineage, "model-version", 0)->identity, ==, RC_IDENTITY_STRONG);

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = build (fixture, "deployed", NULL);
  g_assert_cmpstr (get_slot (lineage, "model-version")->rung, ==, "deployment record valid at the instant");
  assert_value (lineage, "model-version", "k/3");
  g_assert_cmpint (get_answer (lineage, "model-version", 0)->identity, ==, RC_IDENTITY_WEAK);

  /* The deployment's digest leads to the registry; the endpoint's name leads to the deployment. */
  g_assert_cmpint (get_answer (lineage, "run", 0)->identity, ==, RC_IDENTITY_WEAK);
  assert_slot (lineage, "artefact", RC_STANDING_CONSISTENT, 1);

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = build (fixture, "dated", NULL);
  g_assert_cmpstr (get_slot (lineage, "model-version")->rung, ==, "deployment record valid at the instant");

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = build (fixture, "named", NULL);
  assert_value (lineage, "model-version", "k/3");
}

static void
test_alias (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          BARE ("dated", ",\"model-name\":\"k\",\"model-version\":\"champion\"")
                          BARE ("undated", ",\"model-name\":\"k\",\"model-version\":\"latest\""));
  lineage_fixture_import (fixture, "registry", NULL,
                          REGISTRY_WITH (D3)
                          "model-version\tk/3\tstage\tchampion\t-\t-\t2026-04-15T00:00:00Z\t-\n"
                          "model-version\tk/4\tstage\tchampion\t-\t-\t2026-06-15T00:00:00Z\t-\n"
                          CLAIM ("model-version", "k/4", "stage", "latest"));

  lineage = build (fixture, "dated", NULL);
  g_assert_cmpstr (get_slot (lineage, "model-version")->rung, ==, "alias");
  assert_value (lineage, "model-version", "k/3");
  assert_value (lineage, "run", "r3");

  /* The state of a registry at the time of its export tells nothing about an earlier day. */
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = build (fixture, "undated", NULL);
  g_assert_cmpstr (get_slot (lineage, "model-version")->rung, ==, "none");
  assert_slot (lineage, "model-version", RC_STANDING_NOTHING, 0);
}

static void
test_approvals (LineageFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYMENTS);
  lineage_fixture_import (fixture, "approvals.jsonl", NULL,
                          APPROVAL ("A-1", "3", "2026-03-28T09:00:00Z", "approve")
                          APPROVAL ("A-2", "3", "2026-03-30T09:00:00Z", "reject")
                          APPROVAL ("A-3", "4", "2026-06-04T09:00:00Z", "approve"));
  lineage = build (fixture, "e-1", NULL);
  assert_slot (lineage, "approval", RC_STANDING_DISAGREE, 2);
  assert_note (lineage, "approval", "refuses the version");

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = build (fixture, "e-2", NULL);
  assert_slot (lineage, "approval", RC_STANDING_DISAGREE, 1);
  assert_note (lineage, "approval", "only after the version was in use");
  g_assert_cmpint (rc_lineage_exit_code (lineage), ==, 1);
}

/* One application, two inferences: an action that names the other one is not of this one. */
static void
test_human_actions (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          INFERENCE ("e-1", "2026-05-10T10:00:00.000Z", "KA-1", "3", D3)
                          INFERENCE ("e-2", "2026-05-10T11:00:00.000Z", "KA-1", "3", D3));
  lineage_fixture_import (fixture, "actions.jsonl", NULL,
                          ACTION ("h-1", "e-1", "KA-1", "2026-05-10T10:30:00Z", "grant")
                          ACTION ("h-2", "e-2", "KA-1", "2026-05-10T12:00:00Z", "refuse")
                          ACTION ("h-3", "KA-1", "KA-1", "2026-05-10T10:45:00Z", "grant")
                          ACTION ("h-4", "e-1", "KA-1", "2026-05-10T09:00:00Z", "refuse"));
  lineage = build (fixture, "e-1", NULL);
  assert_slot (lineage, "human-action", RC_STANDING_SINGLE, 2);
  assert_value (lineage, "human-action", "2026-05-10T10:30:00");
  assert_slot (lineage, "final-decision", RC_STANDING_SINGLE, 1);
  assert_value (lineage, "final-decision", "grant");
}

static void
test_final_disagrees (LineageFixture *fixture,
                      gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "actions.jsonl", NULL, ACTION ("h-1", "e-1", "KA-1", "2026-05-10T10:30:00Z", "grant"));
  lineage_fixture_import (fixture, "bank.jsonl", NULL, "{\"kind\":\"decision\",\"decision\":\"KA-1\",\"final\":\"refuse\"}\n");
  lineage = build (fixture, "e-1", NULL);
  assert_slot (lineage, "final-decision", RC_STANDING_DISAGREE, 2);
  assert_value (lineage, "final-decision", "grant");
}

static void
test_cards (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "undated", NULL, CARD ("k/3", "1.0", "last spring"));
  lineage = build (fixture, "e-1", NULL);
  assert_slot (lineage, "card", RC_STANDING_NOTHING, 0);
  assert_note (lineage, "card", "no date that can be read");

  /* A card of the model comes after one of this very version; one of another version never. */
  lineage_fixture_import (fixture, "model-card", NULL,
                          "FAKE CARD\n" LINK ("card", "m", "describes", "model", "k") CLAIM ("card", "m", "card-date", "2026-05-01")
                          LINK ("card", "m", "dataset", "dataset", "loans"));
  lineage_fixture_import (fixture, "other-card", NULL,
                          "FAKE CARD\n" LINK ("card", "o", "describes", "model", "k") LINK ("card", "o", "describes", "model-version", "k/4")
                          CLAIM ("card", "o", "card-date", "2026-05-02"));
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = build (fixture, "e-1", NULL);
  assert_slot (lineage, "card", RC_STANDING_SINGLE, 1);
  assert_value (lineage, "card", "card of the model, dated 2026-05-01");
  assert_value (lineage, "dataset", "loans");
  g_assert_cmpstr (get_slot (lineage, "dataset")->rung, ==, "named by the model card that was current");

  lineage_fixture_import (fixture, "same-day", NULL, CARD ("k/3", "1.1", "2026-05-10"));
  lineage_fixture_import (fixture, "older", NULL, CARD ("k/3", "1.0", "2026-03-20"));
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = build (fixture, "e-1", NULL);
  assert_value (lineage, "card", "card 1.0 of k/3, dated 2026-03-20");
  assert_note (lineage, "card", "which came first cannot be told");

  lineage_fixture_import (fixture, "twin", NULL, CARD ("k/3", "1.0-bis", "2026-03-20"));
  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = build (fixture, "e-1", NULL);
  assert_slot (lineage, "card", RC_STANDING_DISAGREE, 2);
}

/* A registry may give the digest to the build that a version was registered from, or to its run. */
static void
test_builds (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "registry", NULL,
                          "FAKE REGISTRY\n"
                          CLAIM ("model-version", "m-1", "artifact-digest", D3)
                          CLAIM ("run", "r3", "artifact-digest", D3)
                          "model-version\tk/3\tartifact-place\tmodels:/m-1\tmodel-version\tm-1\t-\t-\n"
                          LINK ("model-version", "m-1", "trained-by", "run", "r3")
                          LINK ("model-version", "k/3", "trained-by", "run", "r3")
                          "run\tr3\tdataset\tloans@1\tdataset\tloans@1\t-\t-\n"
                          "run\tr3\ttag\tcontext = training\tdataset\tloans@1\t-\t-\n"
                          "model-version\tm-1\tevaluation\tauc = 0.8\tdataset\tloans@1\t-\t-\n");
  lineage = build (fixture, "e-1", NULL);
  assert_slot (lineage, "model-version", RC_STANDING_CONSISTENT, 1);
  assert_value (lineage, "model-version", "k/3");
  assert_slot (lineage, "artefact", RC_STANDING_CONSISTENT, 1);
  g_assert_cmpuint (get_answer (lineage, "artefact", 0)->citations->len, ==, 2);
  assert_slot (lineage, "run", RC_STANDING_SINGLE, 1);
  g_assert_cmpint (get_answer (lineage, "run", 0)->identity, ==, RC_IDENTITY_STRONG);
  assert_slot (lineage, "dataset", RC_STANDING_SINGLE, 1);
  assert_note (lineage, "dataset", "loans@1: context = training.");
  assert_slot (lineage, "evaluation", RC_STANDING_SINGLE, 1);
  assert_value (lineage, "evaluation", "auc = 0.8 (dataset loans@1)");
}

/* What could hold a person's words is described, whoever said it. */
static void
test_masked_answers (LineageFixture *fixture,
                     gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;
  const RcLineageAnswer *answer;

  lineage_fixture_import (fixture, "log.jsonl", NULL,
                          "{\"kind\":\"inference\",\"id\":\"e-1\",\"input\":\"Dear Mrs Example\",\"output\":{\"letter\":\"Dear Mrs Example\"}}\n"
                          "{\"kind\":\"human-action\",\"target\":\"e-1\",\"actor\":\"R-1\",\"original\":{\"letter\":\"Dear Mrs Example\"},"
                          "\"final\":{\"letter\":\"Dear Mrs Example, no\"}}\n");
  lineage = build (fixture, "e-1", NULL);
  assert_slot (lineage, "output", RC_STANDING_SINGLE, 1);
  assert_value (lineage, "output", "1 field (••••");
  answer = get_answer (lineage, "output", 0);
  g_assert_true (answer->personal);
  g_assert_cmpuint (answer->citations->len, ==, 2);
  assert_value (lineage, "input", "a text of 16 characters; the input itself is held");
  assert_value (lineage, "human-action", "override by ••••");
  assert_value (lineage, "final-decision", "1 field (••••");
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      for (guint j = 0; j < slot->answers->len; j++)
        g_assert_null (strstr (((const RcLineageAnswer *) g_ptr_array_index (slot->answers, j))->value, "Example"));
    }
}

/* One person looks the same everywhere in a case, and not the same in two. */
static void
test_mask (LineageFixture *fixture,
           gconstpointer   data)
{
  LineageFixture other = { 0 };
  guint n_same = 0;

  lineage_fixture_set_up (&other, NULL);
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *name = g_strdup_printf ("P-%u", i);
      g_autofree char *once = rc_mask_value (fixture->case_file, name);
      g_autofree char *again = rc_mask_value (fixture->case_file, name);
      g_autofree char *elsewhere = rc_mask_value (other.case_file, name);

      g_assert_cmpstr (once, ==, again);
      g_assert_cmpint (g_utf8_strlen (once, -1), ==, 8);
      n_same += strcmp (once, elsewhere) == 0;
    }
  g_assert_cmpuint (n_same, <, 4);
  lineage_fixture_tear_down (&other, NULL);
}

static void
test_not_an_inference (LineageFixture *fixture,
                       gconstpointer   data)
{
  g_autoptr (GError) error = NULL;
  RcEvent *event;

  lineage_fixture_import (fixture, "deployments.jsonl", NULL, DEPLOYMENTS);
  event = rc_event_find (fixture->case_file, fixture->reader, "D-1", &error);
  g_assert_no_error (error);
  g_assert_null (rc_lineage_build (fixture->case_file, event, RC_TIME_NONE, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "deployment"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lineage/template", test_template);
#define ADD(path, func) g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, func, lineage_fixture_tear_down)
  ADD ("/lineage/whole", test_whole);
  ADD ("/lineage/point-in-time", test_point_in_time);
  ADD ("/lineage/known-at", test_known_at);
  ADD ("/lineage/sealed", test_sealed);
  ADD ("/lineage/failed-seal", test_failed_seal);
  ADD ("/lineage/exceptions", test_exceptions);
  ADD ("/lineage/exceptions-of-heads", test_exceptions_of_heads);
  ADD ("/lineage/digests-disagree", test_digests_disagree);
  ADD ("/lineage/deployments-overlap", test_deployments_overlap);
  ADD ("/lineage/deployments-without-end", test_deployments_without_end);
  ADD ("/lineage/nothing", test_nothing);
  ADD ("/lineage/rungs", test_rungs);
  ADD ("/lineage/alias", test_alias);
  ADD ("/lineage/approvals", test_approvals);
  ADD ("/lineage/human-actions", test_human_actions);
  ADD ("/lineage/final-disagrees", test_final_disagrees);
  ADD ("/lineage/cards", test_cards);
  ADD ("/lineage/builds", test_builds);
  ADD ("/lineage/masked-answers", test_masked_answers);
  ADD ("/lineage/mask", test_mask);
  ADD ("/lineage/not-an-inference", test_not_an_inference);
#undef ADD
  return g_test_run ();
}
