/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "elsewhere.h"

#include <string.h>

/* --- Which seal is meant --- */

/* They stand in the order of their numbers. */
static const RcSource *
find_source (GPtrArray *sources,
             gint64     id)
{
  guint low = 0;
  guint high = sources->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const RcSource *source = g_ptr_array_index (sources, middle);

      if (source->id == id)
        return source;
      if (source->id < id)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

static int
compare_digests (gconstpointer a,
                 gconstpointer b)
{
  return memcmp (a, b, sizeof (RcDigest));
}

/* Digest over the sorted digests of the sources: their numbers and their order mean nothing. */
static gboolean
digest_sources (const GArray *ids,
                GPtrArray    *sources,
                RcDigest     *out_digest)
{
  g_autoptr (GArray) digests = g_array_new (FALSE, FALSE, sizeof (RcDigest));

  for (guint i = 0; i < ids->len; i++)
    {
      const RcSource *source = find_source (sources, g_array_index (ids, gint64, i));

      if (source == NULL)
        return FALSE;
      g_array_append_val (digests, source->sha256);
    }
  g_array_sort (digests, compare_digests);
  rc_digest_compute (digests->data, digests->len * sizeof (RcDigest), out_digest);
  return TRUE;
}

/**
 * rc_elsewhere_subject:
 * @sources: (element-type RcSource): of the case
 * @out_subject: (out): set where the answer is %TRUE
 *
 * SHA-256 over: digest of the kind's name, digest over what it stands in, digest over what it names.
 */
gboolean
rc_elsewhere_subject (const RcSeal *seal,
                      GPtrArray    *sources,
                      RcDigest     *out_subject)
{
  g_autoptr (GArray) carriers = g_array_new (FALSE, FALSE, sizeof (gint64));
  RcDigest parts[3];

  for (guint i = 0; i < seal->carriers->len; i++)
    g_array_append_val (carriers, g_array_index (seal->carriers, RcSealCarrier, i).source);
  rc_digest_compute (seal->kind, strlen (seal->kind), &parts[0]);
  if (!digest_sources (carriers, sources, &parts[1]) || !digest_sources (seal->sources, sources, &parts[2]))
    return FALSE;

  rc_digest_compute (parts, sizeof parts, out_subject);
  return TRUE;
}

gboolean
rc_elsewhere_is_open (const RcSeal *seal)
{
  return seal->integrity == RC_VERDICT_UNVERIFIABLE || seal->signature == RC_VERDICT_UNVERIFIABLE ||
         seal->anchor == RC_VERDICT_UNVERIFIABLE || seal->completeness == RC_VERDICT_UNVERIFIABLE ||
         seal->integrity == RC_VERDICT_ELSEWHERE || seal->signature == RC_VERDICT_ELSEWHERE ||
         seal->anchor == RC_VERDICT_ELSEWHERE || seal->completeness == RC_VERDICT_ELSEWHERE;
}

/* --- What it changes --- */

typedef struct
{
  RcJudgement *judgement;
  GHashTable  *done;        /* seals of which something became ELSEWHERE */
  GHashTable  *over;        /* source → GPtrArray of the seals over it that could not be checked here */
} Apply;

static void
raise_question (RcVerdict *question)
{
  if (*question == RC_VERDICT_UNVERIFIABLE)
    *question = RC_VERDICT_ELSEWHERE;
}

/* What stood at "could not be checked" only because of this seal is now as good as its other questions, and no better than ELSEWHERE. */
static void
raise_covers (RcJudgement  *judgement,
              const RcSeal *seal)
{
  RcVerdict best = rc_verdict_worst (rc_verdict_worst (seal->integrity, seal->signature), rc_verdict_worst (seal->anchor,
                                                                                                           RC_VERDICT_ELSEWHERE));

  for (guint i = 0; i < judgement->covers->len; i++)
    {
      RcSealCover *cover = &g_array_index (judgement->covers, RcSealCover, i);

      if (cover->seal == seal->id && cover->protection == RC_VERDICT_UNVERIFIABLE)
        cover->protection = best;
    }
}

static void
raise_seal (Apply    *self,
            RcSeal   *seal,
            gboolean  is_own)
{
  RcVerdict before = rc_seal_worst (seal);

  if (is_own)
    {
      raise_question (&seal->integrity);
      raise_question (&seal->completeness);
    }
  raise_question (&seal->signature);
  raise_question (&seal->anchor);
  if (rc_seal_worst (seal) != before)
    g_clear_pointer (&seal->reason, g_free);
  raise_covers (self->judgement, seal);
  g_hash_table_add (self->done, seal);
}

static void
apply_check (Apply             *self,
             RcSeal            *seal,
             const RcElsewhere *check)
{
  g_autofree char *hex = rc_digest_dup_hex (&check->output_sha256);

  raise_seal (self, seal, TRUE);
  rc_seal_add_note (seal, "Checked outside Recount by %s on %s with %s; the output “%s” is kept, its SHA-256 is %s", check->done_by,
                    check->done_on, check->tool, check->output_name, hex);
}

/* --- What stands under it --- */

static void
index_over (Apply *self)
{
  for (guint i = 0; i < self->judgement->covers->len; i++)
    {
      const RcSealCover *cover = &g_array_index (self->judgement->covers, RcSealCover, i);
      RcSeal *seal = g_ptr_array_index (self->judgement->seals, cover->seal - 1);
      GPtrArray *seals = g_hash_table_lookup (self->over, &cover->source);

      if (!rc_elsewhere_is_open (seal))
        continue;
      if (seals == NULL)
        {
          seals = g_ptr_array_new ();
          g_hash_table_insert (self->over, (gpointer) &cover->source, seals);
        }
      if (seals->len == 0 || g_ptr_array_index (seals, seals->len - 1) != seal)
        g_ptr_array_add (seals, seal);
    }
}

/* Of the seals over a carrier: whether one was checked elsewhere, and whether none was of those that could not be checked here. */
static void
look_over (const Apply  *self,
           const RcSeal *seal,
           gint64        carrier,
           gboolean     *out_done,
           gboolean     *out_open)
{
  const GPtrArray *seals = g_hash_table_lookup (self->over, &carrier);
  gboolean is_done = FALSE;
  gboolean is_open = FALSE;

  for (guint i = 0; seals != NULL && i < seals->len; i++)
    {
      RcSeal *over = g_ptr_array_index (seals, i);

      if (over == seal)
        continue;
      is_done |= g_hash_table_contains (self->done, over);
      is_open |= !g_hash_table_contains (self->done, over);
    }
  *out_done |= is_done;
  *out_open |= is_open && !is_done;
}

/* A list or chain could be checked but for the signature over it; that one was checked elsewhere. */
static gboolean
follows (const Apply  *self,
         const RcSeal *seal)
{
  gboolean is_done = FALSE;
  gboolean is_open = FALSE;

  if (g_hash_table_contains (self->done, seal) ||
      (seal->signature != RC_VERDICT_UNVERIFIABLE && seal->anchor != RC_VERDICT_UNVERIFIABLE))
    return FALSE;

  for (guint i = 0; i < seal->carriers->len; i++)
    look_over (self, seal, g_array_index (seal->carriers, RcSealCarrier, i).source, &is_done, &is_open);
  return is_done && !is_open;
}

static void
apply_to_what_follows (Apply *self)
{
  gboolean goes_on = TRUE;

  while (goes_on)
    {
      goes_on = FALSE;
      for (guint i = 0; i < self->judgement->seals->len; i++)
        {
          RcSeal *seal = g_ptr_array_index (self->judgement->seals, i);

          if (!follows (self, seal))
            continue;
          raise_seal (self, seal, FALSE);
          rc_seal_add_note (seal, "What stands over it was checked outside Recount");
          goes_on = TRUE;
        }
    }
}

gboolean
rc_elsewhere_apply (RcCase       *case_file,
                    GPtrArray    *sources,
                    RcJudgement  *judgement,
                    GError      **error)
{
  g_autoptr (GPtrArray) checks = rc_elsewhere_list (case_file, error);
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) over = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  Apply self = { judgement, done, over };

  if (checks == NULL)
    return FALSE;

  for (guint i = 0; checks->len > 0 && i < judgement->seals->len; i++)
    {
      RcSeal *seal = g_ptr_array_index (judgement->seals, i);
      RcDigest subject;

      if (!rc_elsewhere_is_open (seal) || !rc_elsewhere_subject (seal, sources, &subject))
        continue;
      for (guint k = 0; k < checks->len; k++)
        {
          const RcElsewhere *check = g_ptr_array_index (checks, k);

          if (check->withdrawn_for == NULL && rc_digest_equal (&check->subject, &subject))
            apply_check (&self, seal, check);
        }
    }
  if (g_hash_table_size (done) == 0)
    return TRUE;

  index_over (&self);
  apply_to_what_follows (&self);
  return TRUE;
}
