/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/lineage-comparison.h"
#include "lineage-evidence.h"

static RcLineageComparison *
compare (LineageFixture *fixture,
         const char     *left,
         const char     *left_at,
         const char     *right,
         const char     *right_at)
{
  return rc_lineage_comparison_new (lineage_build (fixture, left, left_at), lineage_build (fixture, right, right_at));
}

static const RcLineagePair *
find_pair (const RcLineageComparison *comparison,
           const char                *slot)
{
  for (guint i = 0; i < comparison->pairs->len; i++)
    {
      const RcLineagePair *pair = g_ptr_array_index (comparison->pairs, i);

      g_assert_cmpstr (pair->left->slot, ==, pair->right->slot);
      if (strcmp (pair->left->slot, slot) == 0)
        return pair;
    }

  g_assert_not_reached ();
}

static void
assert_relation (const RcLineageComparison *comparison,
                 const char                *slot,
                 RcLineageRelation          relation)
{
  const RcLineagePair *pair = find_pair (comparison, slot);

  if (pair->relation != relation)
    g_error ("%s: %s instead of %s", slot, rc_lineage_relation_to_name (pair->relation), rc_lineage_relation_to_name (relation));
}

static void
assert_counts (const RcLineageComparison *comparison)
{
  guint n = 0;

  for (guint i = 0; i < RC_N_LINEAGE_RELATIONS; i++)
    n += comparison->counts[i];
  g_assert_cmpuint (n, ==, comparison->pairs->len);
}

static void
test_two (LineageFixture *fixture,
          gconstpointer   data)
{
  g_autoptr (RcLineageComparison) comparison = NULL;
  const RcLineageAnswer *answer;

  lineage_import_all (fixture, REGISTRY_WITH (D3));
  comparison = compare (fixture, "e-1", NULL, "e-2", NULL);
  assert_counts (comparison);
  /* The same person and the same input: that is told, and neither is shown. */
  assert_relation (comparison, "subject", RC_LINEAGE_RELATION_SAME);
  answer = g_ptr_array_index (find_pair (comparison, "subject")->left->answers, 0);
  g_assert_true (answer->personal);
  g_assert_null (strstr (answer->value, "P-8f3a2c91d0"));
  g_assert_true (rc_lineage_slot_gives (find_pair (comparison, "subject")->right, answer));
  assert_relation (comparison, "score", RC_LINEAGE_RELATION_SAME);
  /* The human action kept the machine's answer of the one, and there is none on the other. */
  assert_relation (comparison, "output", RC_LINEAGE_RELATION_OTHER_STANDING);
  assert_relation (comparison, "model-version", RC_LINEAGE_RELATION_DIFFERS);
  assert_relation (comparison, "artefact", RC_LINEAGE_RELATION_DIFFERS);
  assert_relation (comparison, "run", RC_LINEAGE_RELATION_ONLY_LEFT);
  assert_relation (comparison, "human-action", RC_LINEAGE_RELATION_ONLY_LEFT);
  assert_relation (comparison, "incident", RC_LINEAGE_RELATION_NEITHER);

  g_clear_pointer (&comparison, rc_lineage_comparison_free);
  comparison = compare (fixture, "e-2", NULL, "e-1", NULL);
  assert_relation (comparison, "run", RC_LINEAGE_RELATION_ONLY_RIGHT);

  g_clear_pointer (&comparison, rc_lineage_comparison_free);
  comparison = compare (fixture, "e-1", NULL, "e-1", NULL);
  g_assert_cmpuint (comparison->counts[RC_LINEAGE_RELATION_SAME] + comparison->counts[RC_LINEAGE_RELATION_NEITHER], ==, comparison->pairs->len);
}

/* What became known of one inference between two days. */
static void
test_two_instants (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (RcLineageComparison) comparison = NULL;

  lineage_import_all (fixture, REGISTRY_WITH (D3));
  comparison = compare (fixture, "e-1", "2026-05-10T10:15:00Z", "e-1", "2026-05-12T00:00:00Z");
  assert_counts (comparison);
  assert_relation (comparison, "human-action", RC_LINEAGE_RELATION_ONLY_RIGHT);
  assert_relation (comparison, "final-decision", RC_LINEAGE_RELATION_ONLY_RIGHT);
  assert_relation (comparison, "score", RC_LINEAGE_RELATION_SAME);

  /* Before the inference itself nothing was known of it. */
  g_clear_pointer (&comparison, rc_lineage_comparison_free);
  comparison = compare (fixture, "e-1", "2026-01-01T00:00:00Z", "e-1", NULL);
  assert_relation (comparison, "score", RC_LINEAGE_RELATION_ONLY_RIGHT);
  assert_relation (comparison, "incident", RC_LINEAGE_RELATION_NEITHER);
}

/* More answers than are listed one by one: one of those that are not differs. */
static void
test_unlisted (LineageFixture *fixture,
               gconstpointer   data)
{
  g_autoptr (GString) text = g_string_new ("FAKE REGISTRY\n" CLAIM ("model-version", "k/3", "artifact-digest", D3)
                                           CLAIM ("model-version", "k/4", "artifact-digest", D4));
  g_autoptr (RcLineageComparison) comparison = NULL;
  const RcLineagePair *pair;

  for (guint i = 0; i < 80; i++)
    g_string_append_printf (text, CLAIM ("model-version", "k/3", "evaluation", "m%u = 1") CLAIM ("model-version", "k/4", "evaluation", "m%u = %u"), i,
                            i, i == 79 ? 2 : 1);
  lineage_fixture_import (fixture, "log.jsonl", NULL, LOG);
  lineage_fixture_import (fixture, "registry", NULL, text->str);
  comparison = compare (fixture, "e-1", NULL, "e-2", NULL);
  assert_relation (comparison, "evaluation", RC_LINEAGE_RELATION_DIFFERS);
  pair = find_pair (comparison, "evaluation");
  g_assert_cmpuint (pair->n_common, ==, 79);
  g_assert_cmpuint (pair->n_left, ==, 1);
  g_assert_cmpuint (pair->n_right, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)
  ADD ("/lineage-comparison/two", test_two);
  ADD ("/lineage-comparison/two-instants", test_two_instants);
  ADD ("/lineage-comparison/unlisted", test_unlisted);
  return g_test_run ();
}
