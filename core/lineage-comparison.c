/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "lineage-comparison.h"

#include <string.h>

#include "words.h"

typedef struct
{
  const char *name;
  const char *words;
} RelationRow;

static const RelationRow relations[RC_N_LINEAGE_RELATIONS] = {
  [RC_LINEAGE_RELATION_NEITHER] = { "neither", N_("Nothing on either side") },
  [RC_LINEAGE_RELATION_SAME] = { "same", N_("The same on both sides") },
  [RC_LINEAGE_RELATION_OTHER_STANDING] = { "standing-differs", N_("The same, but known in another way") },
  [RC_LINEAGE_RELATION_DIFFERS] = { "differs", N_("Differs") },
  [RC_LINEAGE_RELATION_ONLY_LEFT] = { "only-left", N_("Only on the left") },
  [RC_LINEAGE_RELATION_ONLY_RIGHT] = { "only-right", N_("Only on the right") },
};

const char *
rc_lineage_relation_to_name (RcLineageRelation relation)
{
  g_return_val_if_fail ((guint) relation < RC_N_LINEAGE_RELATIONS, NULL);

  return relations[relation].name;
}

const char *
rc_lineage_relation_words (RcLineageRelation relation)
{
  g_return_val_if_fail ((guint) relation < RC_N_LINEAGE_RELATIONS, NULL);

  return _(relations[relation].words);
}

/* Both lists are sorted. */
static guint
count_common (const GArray *left,
              const GArray *right)
{
  guint i = 0, j = 0, n = 0;

  while (i < left->len && j < right->len)
    {
      int order = memcmp (&g_array_index (left, RcDigest, i), &g_array_index (right, RcDigest, j), sizeof (RcDigest));

      n += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }

  return n;
}

static const RcLineageAnswer *
find_same (const RcLineageSlot   *slot,
           const RcLineageAnswer *answer)
{
  for (guint i = 0; i < slot->answers->len; i++)
    {
      const RcLineageAnswer *other = g_ptr_array_index (slot->answers, i);

      if (rc_digest_equal (&other->key, &answer->key))
        return other;
    }

  return NULL;
}

gboolean
rc_lineage_slot_gives (const RcLineageSlot   *other,
                       const RcLineageAnswer *answer)
{
  for (guint i = 0; i < other->keys->len; i++)
    if (rc_digest_equal (&g_array_index (other->keys, RcDigest, i), &answer->key))
      return TRUE;

  return FALSE;
}

static gboolean
is_known_alike (const RcLineageSlot *left,
                const RcLineageSlot *right)
{
  if (left->standing != right->standing || left->undecided != right->undecided)
    return FALSE;

  for (guint i = 0; i < left->answers->len; i++)
    {
      const RcLineageAnswer *answer = g_ptr_array_index (left->answers, i);
      const RcLineageAnswer *other = find_same (right, answer);

      if (other != NULL && other->standing != answer->standing)
        return FALSE;
    }

  return TRUE;
}

static RcLineageRelation
relate (const RcLineagePair *pair)
{
  guint n_left = pair->n_common + pair->n_left, n_right = pair->n_common + pair->n_right;

  if (n_left == 0 && n_right == 0)
    return pair->left->standing == pair->right->standing ? RC_LINEAGE_RELATION_NEITHER : RC_LINEAGE_RELATION_OTHER_STANDING;
  if (n_right == 0)
    return RC_LINEAGE_RELATION_ONLY_LEFT;
  if (n_left == 0)
    return RC_LINEAGE_RELATION_ONLY_RIGHT;
  if (pair->n_left > 0 || pair->n_right > 0)
    return RC_LINEAGE_RELATION_DIFFERS;

  return is_known_alike (pair->left, pair->right) ? RC_LINEAGE_RELATION_SAME : RC_LINEAGE_RELATION_OTHER_STANDING;
}

/**
 * rc_lineage_comparison_new:
 * @left: (transfer full): a lineage
 * @right: (transfer full): another one, or the same inference's as another instant knew it
 *
 * Returns: (transfer full): both, question by question
 */
RcLineageComparison *
rc_lineage_comparison_new (RcLineage *left,
                           RcLineage *right)
{
  RcLineageComparison *self = g_new0 (RcLineageComparison, 1);

  self->left = left;
  self->right = right;
  self->pairs = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < left->slots->len; i++)
    {
      RcLineagePair *pair = g_new0 (RcLineagePair, 1);

      pair->left = g_ptr_array_index (left->slots, i);
      pair->right = g_ptr_array_index (right->slots, i);
      pair->n_common = count_common (pair->left->keys, pair->right->keys);
      pair->n_left = pair->left->keys->len - pair->n_common;
      pair->n_right = pair->right->keys->len - pair->n_common;
      pair->relation = relate (pair);
      self->counts[pair->relation]++;
      g_ptr_array_add (self->pairs, pair);
    }

  return self;
}

void
rc_lineage_comparison_free (RcLineageComparison *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->pairs);
  rc_lineage_free (self->left);
  rc_lineage_free (self->right);
  g_free (self);
}
