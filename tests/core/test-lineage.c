/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/custody.h"
#include "core/mask.h"
#include "lineage-evidence.h"

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
  LineageSources sources = lineage_import_all (fixture, REGISTRY_WITH (D3));
  g_autoptr (RcLineage) lineage = lineage_build (fixture, "KA-1", NULL);
  const RcLineageAnswer *answer;
  const RcLineageCitation *cited;

  g_assert_false (lineage->verified);
  g_assert_cmpstr (lineage->decision, ==, "KA-1");
  g_assert_cmpstr (lineage->reference, ==, "1:1");
  lineage_assert_slot (lineage, "input", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "input", "2 fields, input schema v3; the input itself is held (••••");
  lineage_assert_slot (lineage, "subject", RC_STANDING_SINGLE, 1);
  g_assert_true (lineage_answer (lineage, "subject", 0)->personal);
  g_assert_true (g_str_has_prefix (lineage_answer (lineage, "subject", 0)->value, "••••"));
  lineage_assert_slot (lineage, "output", RC_STANDING_CONSISTENT, 1);
  lineage_assert_value (lineage, "output", "refuse");
  lineage_assert_slot (lineage, "score", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "score", "0.71 against a threshold of 0.65");
  lineage_assert_slot (lineage, "endpoint", RC_STANDING_SINGLE, 1);
  lineage_assert_slot (lineage, "deployment", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "deployment", "D-1: k/3 at prod");
  g_assert_cmpint (lineage_answer (lineage, "deployment", 0)->identity, ==, RC_IDENTITY_STRONG);
  lineage_assert_slot (lineage, "model-version", RC_STANDING_AGREED, 1);
  lineage_assert_value (lineage, "model-version", "k/3");
  g_assert_cmpstr (lineage_slot (lineage, "model-version")->rung, ==, "explicit version in the record");
  lineage_assert_slot (lineage, "artefact", RC_STANDING_AGREED, 1);
  answer = lineage_answer (lineage, "artefact", 0);
  g_assert_cmpstr (answer->value, ==, D3);
  g_assert_cmpint (answer->identity, ==, RC_IDENTITY_STRONG);
  g_assert_cmpuint (answer->citations->len, ==, 3);
  lineage_assert_slot (lineage, "run", RC_STANDING_SINGLE, 1);
  g_assert_cmpstr (lineage_answer (lineage, "run", 0)->entity, ==, "run r3");
  g_assert_cmpint (lineage_answer (lineage, "run", 0)->identity, ==, RC_IDENTITY_STRONG);
  lineage_assert_slot (lineage, "dataset", RC_STANDING_SINGLE, 1);
  g_assert_cmpuint (lineage_answer (lineage, "dataset", 0)->citations->len, ==, 2);
  lineage_assert_slot (lineage, "commit", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "commit", "c0ffee");
  lineage_assert_slot (lineage, "environment", RC_STANDING_SINGLE, 1);
  lineage_assert_slot (lineage, "evaluation", RC_STANDING_SINGLE, 2);
  lineage_assert_slot (lineage, "approval", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "approval", "approve by ••••");
  lineage_assert_value (lineage, "approval", "Head of Model Risk, 2026-03-28T09:00:00");
  lineage_assert_slot (lineage, "documentation", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "documentation", "TD 2.3");
  lineage_assert_slot (lineage, "card", RC_STANDING_SINGLE, 1);
  lineage_assert_slot (lineage, "human-action", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "human-action", "from refuse to grant; a reason is given");
  g_assert_true (g_str_has_prefix (lineage_answer (lineage, "human-action", 0)->value, "override by ••••"));
  lineage_assert_slot (lineage, "final-decision", RC_STANDING_AGREED, 1);
  lineage_assert_value (lineage, "final-decision", "grant");
  lineage_assert_note (lineage, "final-decision", "differs from the machine's proposal");
  lineage_assert_slot (lineage, "anomaly", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "anomaly", "N-1: raise psi = 0.27");
  lineage_assert_slot (lineage, "incident", RC_STANDING_NOTHING, 0);
  lineage_assert_slot (lineage, "reliance", RC_STANDING_NOTHING, 0);
  lineage_assert_slot (lineage, "retention", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "retention", "until 2026-11-10");
  lineage_assert_cited_and_masked (lineage);
  g_assert_cmpint (rc_lineage_exit_code (lineage), ==, 3);

  answer = lineage_answer (lineage, "score", 0);
  cited = g_ptr_array_index (answer->citations, 1);
  g_assert_cmpint (cited->protection, ==, RC_VERDICT_NOT_CHECKED);
  g_assert_cmpint (cited->citation->source, ==, sources.log);
  g_assert_cmpstr (cited->citation->locator, ==, "/threshold");
  g_assert_cmpmem (LOG + cited->citation->offset, cited->citation->length, "0.65", 4);
}

static void
assert_fact (const GPtrArray *facts,
             const char      *name,
             const char      *value)
{
  g_assert_cmpstr (rc_lineage_fact_peek (facts, name), ==, value);
}

/* What documents compose their own sentences from. */
static void
test_facts (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;
  const RcLineageAnswer *answer;
  const RcLineageFact *fact;
  RcLineageCount count;

  lineage_import_all (fixture, REGISTRY_WITH (D3));
  lineage = lineage_build (fixture, "e-1", NULL);
  assert_fact (lineage_answer (lineage, "input", 0)->facts, RC_FACT_MEMBERS, "2");
  assert_fact (lineage_answer (lineage, "input", 0)->facts, "input-schema", "v3");
  assert_fact (lineage_answer (lineage, "score", 0)->facts, "score", "0.71");
  assert_fact (lineage_answer (lineage, "score", 0)->facts, "threshold", "0.65");
  assert_fact (lineage_answer (lineage, "output", 0)->facts, "proposal", "refuse");
  assert_fact (lineage_answer (lineage, "artefact", 0)->facts, RC_FACT_DIGEST, D3);
  assert_fact (lineage_slot (lineage, "artefact")->facts, RC_FACT_WITNESSES, "3");
  assert_fact (lineage_slot (lineage, "final-decision")->facts, RC_FACT_DIFFERS, "yes");
  assert_fact (lineage_slot (lineage, "card")->facts, RC_FACT_CARDS_LATER, "1");
  assert_fact (lineage_answer (lineage, "run", 0)->facts, RC_FACT_ENTITY, "r3");
  assert_fact (lineage_answer (lineage, "card", 0)->facts, RC_FACT_CARD_EDITION, "1.1");
  g_assert_null (rc_lineage_fact_find (lineage_slot (lineage, "approval")->facts, RC_FACT_LATE));

  answer = lineage_answer (lineage, "approval", 0);
  assert_fact (answer->facts, "role", "Head of Model Risk");
  assert_fact (answer->facts, "evaluation", "EV-1");
  fact = rc_lineage_fact_find (answer->facts, "time");
  g_assert_cmpint (fact->time_us, ==, G_GINT64_CONSTANT (1774688400000000));

  /* People and their words stay behind a mask. */
  answer = lineage_answer (lineage, "human-action", 0);
  for (guint i = 0; i < 2; i++)
    {
      fact = rc_lineage_fact_find (answer->facts, i == 0 ? "actor" : "reason");
      g_assert_true (fact->personal);
      g_assert_true (g_str_has_prefix (fact->value, "••••"));
    }

  count = rc_lineage_count (lineage);
  g_assert_cmpuint (count.asked, ==, 22);
  g_assert_cmpuint (count.answered, ==, 20);
  g_assert_cmpuint (count.disagreeing, ==, 0);
}

static void
test_point_in_time (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (RcLineage) may = NULL;
  g_autoptr (RcLineage) june = NULL;

  lineage_import_all (fixture, REGISTRY_WITH (D3));
  may = lineage_build (fixture, "e-1", NULL);
  lineage_assert_value (may, "card", "card 1.1 of k/3, dated 2026-05-06");
  lineage_assert_note (may, "card", "1 card is dated after the inference");

  june = lineage_build (fixture, "e-2", NULL);
  lineage_assert_value (june, "deployment", "D-2: k/4 at prod, from 2026-06-01T00:00:00Z, no end recorded");
  lineage_assert_value (june, "model-version", "k/4");
  lineage_assert_slot (june, "card", RC_STANDING_NOTHING, 0);
  lineage_assert_slot (june, "run", RC_STANDING_NOTHING, 0);
  lineage_assert_slot (june, "approval", RC_STANDING_NOTHING, 0);
  lineage_assert_slot (june, "human-action", RC_STANDING_NOTHING, 0);
  lineage_assert_slot (june, "anomaly", RC_STANDING_NOTHING, 0);
  lineage_assert_note (june, "anomaly", "none within 24 hours");
}

static void
test_known_at (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_import_all (fixture, REGISTRY_WITH (D3));
  lineage = lineage_build (fixture, "e-1", "2026-05-10T10:15:00Z");
  lineage_assert_slot (lineage, "input", RC_STANDING_SINGLE, 1);
  lineage_assert_slot (lineage, "human-action", RC_STANDING_NOTHING, 0);
  lineage_assert_slot (lineage, "final-decision", RC_STANDING_NOTHING, 0);
  lineage_assert_slot (lineage, "output", RC_STANDING_SINGLE, 1);

  g_clear_pointer (&lineage, rc_lineage_free);
  lineage = lineage_build (fixture, "e-1", "2026-05-01T00:00:00Z");
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      lineage_assert_slot (lineage, slot->slot, RC_STANDING_NOTHING, 0);
      lineage_assert_note (lineage, slot->slot, "dated after the time asked for");
    }
}

static void
test_sealed (LineageFixture *fixture,
             gconstpointer   data)
{
  LineageSources sources = lineage_import_all (fixture, REGISTRY_WITH (D3));
  RcJudgement *judgement = lineage_fixture_judge ();
  g_autoptr (RcLineage) lineage = NULL;
  const RcLineageAnswer *reliance;

  lineage_fixture_cover (judgement, sources.log, 1, 2, RC_VERDICT_VALID);
  lineage_fixture_cover (judgement, sources.registry, 1, 1, RC_VERDICT_VALID);
  lineage_fixture_cover (judgement, sources.approvals, 1, 1, RC_VERDICT_VALID);
  lineage = lineage_build (fixture, "e-1", NULL);
  g_assert_true (lineage->verified);
  lineage_assert_slot (lineage, "input", RC_STANDING_SEALED, 1);
  g_assert_cmpint (lineage_protection (lineage, "input"), ==, RC_VERDICT_VALID);

  /* The database is sealed, so its rows are; the digest in the sealed record leads to them. */
  lineage_assert_slot (lineage, "run", RC_STANDING_SEALED, 1);
  lineage_assert_slot (lineage, "artefact", RC_STANDING_SEALED, 1);

  /* A protected record that only a name leads to is not sealed for this inference, and says so. */
  lineage_assert_slot (lineage, "approval", RC_STANDING_SINGLE, 1);
  g_assert_cmpint (lineage_protection (lineage, "approval"), ==, RC_VERDICT_VALID);
  lineage_assert_note (lineage, "approval", "rests on names");

  /* Not covered. */
  lineage_assert_slot (lineage, "deployment", RC_STANDING_SINGLE, 1);
  g_assert_cmpint (lineage_protection (lineage, "deployment"), ==, RC_VERDICT_UNSIGNED);
  lineage_assert_slot (lineage, "reliance", RC_STANDING_SEALED, 1);
  reliance = lineage_answer (lineage, "reliance", 0);
  g_assert_nonnull (strstr (reliance->value, "for this record among records 1 to 2 of its file: Check passed, known key"));
  lineage_assert_note (lineage, "reliance", "Not shown by any of this");
}

/* A seal that holds over the file never outshines one that failed on the record. */
static void
test_failed_seal (LineageFixture *fixture,
                  gconstpointer   data)
{
  LineageSources sources = lineage_import_all (fixture, REGISTRY_WITH (D3));
  RcJudgement *judgement = lineage_fixture_judge ();
  g_autoptr (RcLineage) lineage = NULL;
  gint64 root;

  lineage_fixture_cover (judgement, sources.log, 1, 2, RC_VERDICT_VALID);
  lineage_fixture_cover (judgement, sources.log, 1, 1, RC_VERDICT_INVALID);
  root = rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_RECORD_ALTERED, sources.log, 1, 0, "a", "b", "altered"));
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_RECORD_ALTERED, sources.log, 2, 0, "a", "b", "altered"));
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "input", RC_STANDING_SINGLE, 1);
  g_assert_cmpint (lineage_protection (lineage, "input"), ==, RC_VERDICT_INVALID);
  g_assert_cmpuint (lineage->exceptions->len, ==, 1);
  g_assert_cmpint (((RcException *) g_ptr_array_index (lineage->exceptions, 0))->id, ==, root);
  g_assert_cmpint (rc_lineage_exit_code (lineage), ==, 1);
  lineage_assert_note (lineage, "reliance", "Next exception: record 2");
}

/* Where the inference's own record was changed, no protected record elsewhere makes an answer about it a protected one. */
static void
test_failed_way (LineageFixture *fixture,
                 gconstpointer   data)
{
  LineageSources sources = lineage_import_all (fixture, REGISTRY_WITH (D3));
  RcJudgement *judgement = lineage_fixture_judge ();
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_cover (judgement, sources.log, 1, 1, RC_VERDICT_INVALID);
  lineage_fixture_cover (judgement, sources.registry, 1, 1, RC_VERDICT_VALID);
  lineage_fixture_cover (judgement, sources.approvals, 1, 1, RC_VERDICT_VALID);
  lineage = lineage_build (fixture, "e-1", NULL);
  for (guint i = 0; i < lineage->slots->len; i++)
    g_assert_cmpint (((const RcLineageSlot *) g_ptr_array_index (lineage->slots, i))->standing, !=, RC_STANDING_SEALED);
  lineage_assert_note (lineage, "run", "failed its check");
}

static void
test_exceptions (LineageFixture *fixture,
                 gconstpointer   data)
{
  LineageSources sources = lineage_import_all (fixture, REGISTRY_WITH (D3));
  gint64 rows = lineage_fixture_rows_of (fixture, sources.registry);
  RcJudgement *judgement = lineage_fixture_judge ();
  g_autoptr (RcLineage) lineage = NULL;
  RcException *effect = rc_exception_new (RC_EXCEPTION_DIGEST_DISAGREES, rows, 1, -1, "a", "b", "the registry's digest");
  gint64 list = lineage_fixture_import (fixture, "list", NULL, CARD ("k/8", "1", "2026-01-01"));
  gint64 other = lineage_fixture_import (fixture, "other-file", NULL, CARD ("k/9", "1", "2026-01-01"));
  RcSeal *seal;

  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_DIGEST_MISMATCH, 0, 0, -1, "a", "b", "a root elsewhere"));
  effect->caused_by = 1;
  rc_judgement_add_exception (judgement, effect);
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_RECORD_ALTERED, sources.log, 2, 0, "a", "b", "another record"));

  /* Another file of the same list, and the list itself. */
  seal = rc_seal_new ("digest-list", "a list over all files");
  g_array_append_val (seal->sources, sources.deployments);
  g_array_append_val (seal->sources, list);
  g_array_append_val (seal->sources, other);
  rc_judgement_add_seal (judgement, seal);
  rc_judgement_add_cover (judgement, 1, sources.log, 1, 2, RC_VERDICT_UNANCHORED);
  rc_judgement_add_cover (judgement, 1, other, 1, 1, RC_VERDICT_UNANCHORED);
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_CARD_EDITED, other, 1, -1, "a", "b", "another file"));
  rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_SEAL_MALFORMED, list, 1, -1, "a", "b", "the list"));

  lineage = lineage_build (fixture, "e-1", NULL);
  g_assert_cmpuint (lineage->exceptions->len, ==, 3);
  g_assert_cmpint (((RcException *) g_ptr_array_index (lineage->exceptions, 0))->id, ==, 1);
  g_assert_cmpint (((RcException *) g_ptr_array_index (lineage->exceptions, 1))->id, ==, 2);
  g_assert_cmpint (((RcException *) g_ptr_array_index (lineage->exceptions, 1))->caused_by, ==, 1);
  g_assert_cmpstr (((RcException *) g_ptr_array_index (lineage->exceptions, 2))->message, ==, "the list");
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

  lineage = lineage_build (fixture, "e-1", NULL);
  g_assert_cmpuint (lineage->exceptions->len, ==, 1);
  g_assert_cmpint (((RcException *) g_ptr_array_index (lineage->exceptions, 0))->id, ==, 2);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_unlink (head), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Records that tell beginnings only end each other; a second that belongs to both goes to the one that the record names. */
static void
test_nothing (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcLineage) lineage = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, "{\"kind\":\"inference\",\"id\":\"bare\"}\n");
  lineage = lineage_build (fixture, "bare", NULL);
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      lineage_assert_slot (lineage, slot->slot, RC_STANDING_NOTHING, 0);
    }
  g_assert_cmpstr (lineage_slot (lineage, "model-version")->rung, ==, "none");
  g_assert_null (lineage->decision);
  g_assert_cmpint (rc_lineage_exit_code (lineage), ==, 3);
}

/* One application, two inferences: an action that names the other one is not of this one. */
/* A registry may give the digest to the build that a version was registered from, or to its run. */
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
  lineage = lineage_build (fixture, "e-1", NULL);
  lineage_assert_slot (lineage, "output", RC_STANDING_SINGLE, 1);
  lineage_assert_value (lineage, "output", "1 field (••••");
  answer = lineage_answer (lineage, "output", 0);
  g_assert_true (answer->personal);
  g_assert_cmpuint (answer->citations->len, ==, 2);
  lineage_assert_value (lineage, "input", "a text of 16 characters; the input itself is held");
  lineage_assert_value (lineage, "human-action", "override by ••••");
  lineage_assert_value (lineage, "final-decision", "1 field (••••");
  for (guint i = 0; i < lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (lineage->slots, i);

      for (guint j = 0; j < slot->answers->len; j++)
        g_assert_null (strstr (((const RcLineageAnswer *) g_ptr_array_index (slot->answers, j))->value, "Example"));
    }
}

/* One person looks the same everywhere in a case, and not the same in two, nor in two fields. */
static void
test_mask (LineageFixture *fixture,
           gconstpointer   data)
{
  LineageFixture other = { 0 };

  lineage_fixture_set_up (&other, NULL);
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *name = g_strdup_printf ("P-%u", i);
      g_autofree char *once = rc_mask_value (fixture->case_file, RC_FIELD_SUBJECT, name);
      g_autofree char *again = rc_mask_value (fixture->case_file, RC_FIELD_SUBJECT, name);
      g_autofree char *acting = rc_mask_value (fixture->case_file, RC_FIELD_ACTOR, name);
      g_autofree char *elsewhere = rc_mask_value (other.case_file, RC_FIELD_SUBJECT, name);

      g_assert_cmpstr (once, ==, again);
      g_assert_cmpint (g_utf8_strlen (once, -1), ==, 12);
      g_assert_true (g_str_has_prefix (once, RC_MASK_DOTS));
      g_assert_cmpstr (once, !=, acting);
      g_assert_cmpstr (once, !=, elsewhere);
    }
  lineage_fixture_tear_down (&other, NULL);
}

/* What the key is, and not what is printed of a case, makes the pseudonyms: without it the dots say nothing that could be tested. */
static void
test_mask_key (LineageFixture *fixture,
               gconstpointer   data)
{
  static const char key[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  g_autofree char *drawn = rc_case_dup_setting (fixture->case_file, RC_MASK_KEY_SETTING);
  g_autofree char *plain = NULL, *fixed = NULL, *label = NULL, *shape = NULL, *nothing = NULL;
  g_autoptr (GError) error = NULL;
  RcDigest before, after, fingerprint;
  gboolean masked;

  g_assert_cmpuint (strlen (drawn), ==, 64);
  g_assert_true (rc_custody_evidence_state (fixture->case_file, &before, NULL, &error));
  rc_case_set_setting (fixture->case_file, RC_MASK_KEY_SETTING, NULL, &error);
  g_assert_no_error (error);
  plain = rc_mask_value (fixture->case_file, RC_FIELD_SUBJECT, "P-1");
  g_assert_cmpstr (plain, ==, RC_MASK_DOTS);
  g_assert_false (rc_mask_fingerprint (fixture->case_file, "test", "P-1", &fingerprint));

  rc_case_set_setting (fixture->case_file, RC_MASK_KEY_SETTING, key, &error);
  g_assert_no_error (error);
  fixed = rc_mask_value (fixture->case_file, RC_FIELD_SUBJECT, "P-1");
  g_assert_cmpstr (fixed, ==, RC_MASK_DOTS "ff6ae6a4");
  g_assert_true (rc_mask_fingerprint (fixture->case_file, "test", "P-1", &fingerprint));
  g_assert_true (rc_custody_evidence_state (fixture->case_file, &after, NULL, &error));
  g_assert_true (rc_digest_equal (&before, &after));

  label = rc_mask_field (fixture->case_file, RC_FIELD_PROPOSAL, "refuse", &masked);
  g_assert_cmpstr (label, ==, "refuse");
  g_assert_false (masked);
  shape = rc_mask_field (fixture->case_file, RC_FIELD_PROPOSAL, "{\"to\":\"P-1\"}", &masked);
  g_assert_true (g_str_has_prefix (shape, "1 field (" RC_MASK_DOTS));
  g_assert_true (masked);
  nothing = rc_mask_field (fixture->case_file, RC_FIELD_ACTOR, NULL, &masked);
  g_assert_null (nothing);
  g_assert_false (masked);
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
  ADD ("/lineage/facts", test_facts);
  ADD ("/lineage/point-in-time", test_point_in_time);
  ADD ("/lineage/known-at", test_known_at);
  ADD ("/lineage/sealed", test_sealed);
  ADD ("/lineage/failed-seal", test_failed_seal);
  ADD ("/lineage/failed-way", test_failed_way);
  ADD ("/lineage/exceptions", test_exceptions);
  ADD ("/lineage/exceptions-of-heads", test_exceptions_of_heads);
  ADD ("/lineage/nothing", test_nothing);
  ADD ("/lineage/masked-answers", test_masked_answers);
  ADD ("/lineage/mask", test_mask);
  ADD ("/lineage/mask-key", test_mask_key);
  ADD ("/lineage/not-an-inference", test_not_an_inference);
#undef ADD
  return g_test_run ();
}
