/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/threshold.h"

#include <string.h>

#define REASON "threshold"

/* A signature file whose key alone is too few. */
typedef struct
{
  RcSeal         *seal;
  const RcAnchor *anchor;
  const RcSource *covered;
  RcVerdict       verdict;   /* of the question of the anchor, were there enough */
} Waiting;

/* --- Counting --- */

static gboolean
is_same_key (const RcAnchor *a,
             const RcAnchor *b)
{
  if (a->key != NULL && b->key != NULL)
    return rc_public_key_equal (a->key, b->key);
  return a->key == NULL && b->key == NULL && rc_digest_equal (&a->fingerprint, &b->fingerprint);
}

/* The same key may be accepted as different kinds: it is one key. */
static gboolean
is_first_of_key (const GPtrArray *anchors,
                 guint            index,
                 const char      *group)
{
  const RcAnchor *anchor = g_ptr_array_index (anchors, index);

  for (guint i = 0; i < index; i++)
    {
      const RcAnchor *other = g_ptr_array_index (anchors, i);

      if (g_strcmp0 (other->group, group) == 0 && is_same_key (anchor, other))
        return FALSE;
    }
  return TRUE;
}

guint
rc_threshold_count (const GPtrArray *anchors,
                    const char      *group)
{
  guint count = 0;

  for (guint i = 0; i < anchors->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (anchors, i);

      count += g_strcmp0 (anchor->group, group) == 0 && is_first_of_key (anchors, i, group);
    }
  return count;
}

/**
 * rc_threshold_judge:
 * @fits: (element-type RcAnchor): accepted keys under which a signature fits
 * @out_threshold: (out): of VALID through a group, that group; of INVALID the one that comes nearest; else no group
 *
 * Returns: VALID or INVALID; without any key INVALID
 */
RcVerdict
rc_threshold_judge (const GPtrArray *fits,
                    RcThreshold     *out_threshold)
{
  RcThreshold nearest = { 0 };

  *out_threshold = nearest;
  for (guint i = 0; i < fits->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (fits, i);
      RcThreshold own = { anchor->group, anchor->threshold, 0 };

      if (anchor->group == NULL)
        return RC_VERDICT_VALID;
      own.found = rc_threshold_count (fits, anchor->group);
      if (nearest.group == NULL || own.needed - MIN (own.needed, own.found) < nearest.needed - MIN (nearest.needed, nearest.found))
        nearest = own;
    }

  *out_threshold = nearest;
  return nearest.group != NULL && nearest.found >= nearest.needed ? RC_VERDICT_VALID : RC_VERDICT_INVALID;
}

/* --- Too few --- */

void
rc_threshold_tell (RcSealWork        *work,
                   RcSeal            *seal,
                   const RcSource    *place,
                   const RcThreshold *threshold)
{
  g_autofree char *expected = g_strdup_printf ("%u different keys of “%s”", threshold->needed, threshold->group);
  g_autofree char *found = g_strdup_printf ("%u", threshold->found);

  seal->anchor = RC_VERDICT_INVALID;
  rc_seal_set_reason (seal, REASON);
  rc_seal_work_tell (work, RC_EXCEPTION_TOO_FEW_KEYS, place, expected, found,
                     "“%s” is signed by %u of the keys of the group “%s”; %u different ones must sign.", place->name, threshold->found,
                     threshold->group, threshold->needed);
}

void
rc_threshold_wait (RcSealWork     *work,
                   RcSeal         *seal,
                   const RcAnchor *anchor,
                   const RcSource *covered)
{
  Waiting waiting = { seal, anchor, covered, seal->anchor };

  seal->anchor = RC_VERDICT_INVALID;
  rc_seal_set_reason (seal, REASON);
  if (work->below_threshold == NULL)
    work->below_threshold = g_array_new (FALSE, FALSE, sizeof (Waiting));
  g_array_append_val (work->below_threshold, waiting);
}

/* --- Signatures of one thing in several files --- */

/* A mechanism may have found something else wrong with it meanwhile. */
static gboolean
still_waits (RcSealWork    *work,
             const Waiting *waiting)
{
  return g_ptr_array_find (work->judgement->seals, waiting->seal, NULL) && g_strcmp0 (waiting->seal->reason, REASON) == 0;
}

/* Of RcAnchor: the keys of the group that signed the same bytes; (transfer container). */
static GPtrArray *
list_together (RcSealWork    *work,
               const Waiting *waiting)
{
  GPtrArray *anchors = g_ptr_array_new ();

  for (guint i = 0; i < work->below_threshold->len; i++)
    {
      const Waiting *other = &g_array_index (work->below_threshold, Waiting, i);

      if (rc_digest_equal (&other->covered->sha256, &waiting->covered->sha256) && other->covered->size == waiting->covered->size &&
          strcmp (other->anchor->group, waiting->anchor->group) == 0 && still_waits (work, other))
        g_ptr_array_add (anchors, (gpointer) other->anchor);
    }
  return anchors;
}

static void
update_covers (RcJudgement  *judgement,
               const RcSeal *seal)
{
  for (guint i = 0; i < judgement->covers->len; i++)
    {
      RcSealCover *cover = &g_array_index (judgement->covers, RcSealCover, i);

      if (cover->seal == seal->id)
        cover->protection = rc_verdict_worst (seal->integrity, rc_verdict_worst (seal->signature, seal->anchor));
    }
}

static void
make_good (RcSealWork        *work,
           Waiting           *waiting,
           const RcThreshold *threshold)
{
  waiting->seal->anchor = waiting->verdict;
  rc_seal_set_reason (waiting->seal, NULL);
  rc_seal_add_note (waiting->seal, "Signed by %u different keys of the group “%s” in several files; %u must sign", threshold->found,
                    threshold->group, threshold->needed);
  update_covers (work->judgement, waiting->seal);
}

/**
 * rc_threshold_finish:
 *
 * Signatures in files of their own that stand over the same bytes are counted together. Of what stays below, each seal keeps its verdict
 * and gets its exception.
 */
void
rc_threshold_finish (RcSealWork *work)
{
  g_autoptr (GPtrArray) thresholds = g_ptr_array_new_with_free_func (g_free);

  /* All are counted before the first verdict changes. */
  for (guint i = 0; work->below_threshold != NULL && i < work->below_threshold->len; i++)
    {
      const Waiting *waiting = &g_array_index (work->below_threshold, Waiting, i);
      g_autoptr (GPtrArray) together = list_together (work, waiting);
      RcThreshold *threshold = g_new0 (RcThreshold, 1);

      rc_threshold_judge (together, threshold);
      g_ptr_array_add (thresholds, threshold);
    }

  for (guint i = 0; i < thresholds->len; i++)
    {
      Waiting *waiting = &g_array_index (work->below_threshold, Waiting, i);
      const RcThreshold *threshold = g_ptr_array_index (thresholds, i);

      if (!still_waits (work, waiting))
        continue;
      if (threshold->found >= threshold->needed)
        make_good (work, waiting, threshold);
      else
        rc_threshold_tell (work, waiting->seal, waiting->covered, threshold);
    }
}
