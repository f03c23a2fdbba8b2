/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/chain-tell.h"

/* --- Records that do not fit by themselves --- */

static gboolean
tell_bad (RcChainJudge       *self,
          RcChainFinding     *finding,
          const RcChainSpan  *span,
          const RcChainBad   *bad,
          gint64              number,
          GError            **error)
{
  gboolean is_ambiguous = bad->kind == RC_CHAIN_BAD_AMBIGUOUS;
  g_autofree char *stated = NULL;
  g_autofree char *computed = NULL;
  g_autofree char *name = NULL;
  RcChainPlace place;

  if (!rc_chain_place_find (self, span, number, &place, error))
    return FALSE;

  name = rc_chain_place_name (self, span, &place, number);
  if (is_ambiguous && place.is_known)
    {
      gint64 told = rc_chain_find_told (self, RC_EXCEPTION_DUPLICATE_MEMBER, span->scan->source, place.record);

      /* What the import set aside stands among the exceptions already. */
      if (told != 0)
        {
          rc_chain_remember (finding, number, told);
          return TRUE;
        }
    }
  if (is_ambiguous)
    {
      rc_chain_tell (self, finding, span->scan, &place, number, RC_EXCEPTION_DUPLICATE_MEMBER, "each member once",
                     "a member twice", "%s names a member twice: it can be read two ways, and no hash says which.", name);
      return TRUE;
    }

  stated = place.has_link ? rc_digest_dup_hex (&place.link.hash) : g_strdup ("");
  computed = place.has_link ? rc_digest_dup_hex (&place.link.computed) : g_strdup ("");
  rc_chain_tell (self, finding, span->scan, &place, number, RC_EXCEPTION_RECORD_ALTERED, stated, computed,
                 bad->is_vouched ? "%s does not fit the hash it states; the next record vouches for its content."
                 : "%s does not fit its own hash: it was changed after it was hashed.", name);
  return TRUE;
}

static gboolean
judge_bad (RcChainJudge       *self,
           RcChainFinding     *finding,
           const RcChainSpan  *span,
           const RcChainBad   *bad,
           gboolean            is_on_line,
           GError            **error)
{
  gint64 count = (gint64) (bad->last_record - bad->first_record);
  gint64 first = MAX (bad->first_sequence + span->shift, span->first);
  gint64 last = MIN (bad->first_sequence + count + span->shift, span->last);
  gboolean is_ambiguous = bad->kind == RC_CHAIN_BAD_AMBIGUOUS;

  if (first > last)
    return TRUE;

  finding->n_failing += (guint64) (last - first + 1);
  finding->has_altered |= !is_ambiguous;
  finding->seal->integrity = rc_verdict_worst (finding->seal->integrity,
                                               is_ambiguous ? RC_VERDICT_AMBIGUOUS : RC_VERDICT_INVALID);
  if (is_on_line)
    rc_chain_finding_mark (finding, first, last, is_ambiguous ? RC_VERDICT_AMBIGUOUS : RC_VERDICT_INVALID, FALSE);
  for (gint64 number = first; number <= last; number++)
    {
      if (!rc_chain_may_list (finding))
        continue;
      if (!tell_bad (self, finding, span, bad, number, error))
        return FALSE;
    }

  /* What links to a changed record says nothing of those before it, by neither side. */
  if (is_on_line && !bad->is_vouched)
    rc_chain_finding_break (finding, first - 1, last);
  return TRUE;
}

/**
 * rc_chain_judge_bad:
 * @is_on_line: the records stand on the line, and not beside it
 *
 * Tells the records of @span that do not fit by themselves.
 */
gboolean
rc_chain_judge_bad (RcChainJudge       *self,
                    RcChainFinding     *finding,
                    const RcChainSpan  *span,
                    gboolean            is_on_line,
                    GError            **error)
{
  const GPtrArray *bad = g_hash_table_lookup (self->bad_by_segment, span->segment);

  for (guint i = 0; bad != NULL && i < bad->len; i++)
    {
      if (!judge_bad (self, finding, span, bad->pdata[i], is_on_line, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Joints --- */

static gboolean
judge_rehashed (RcChainJudge       *self,
                RcChainFinding     *finding,
                const RcChainSpan  *before,
                const RcChainSpan  *span,
                GError            **error)
{
  g_autofree char *expected = rc_digest_dup_hex (&span->segment->first_previous);
  g_autofree char *found = rc_digest_dup_hex (&before->segment->last_hash);
  g_autofree char *name = NULL;
  RcChainPlace place;

  finding->n_failing++;
  finding->seal->integrity = RC_VERDICT_INVALID;
  rc_chain_finding_mark (finding, before->last, before->last, RC_VERDICT_INVALID, FALSE);
  /* It may name what it likes as the one before it: the records before it are vouched for by nothing after it. */
  rc_chain_finding_break (finding, before->last - 1, before->last);
  if (!rc_chain_may_list (finding))
    return TRUE;
  if (!rc_chain_place_find (self, before, before->last, &place, error))
    return FALSE;

  name = rc_chain_place_name (self, before, &place, before->last);
  rc_chain_tell (self, finding, before->scan, &place, before->last, RC_EXCEPTION_RECORD_REHASHED, expected, found,
                 "%s fits its own hash, but the next record names another: it was changed and hashed again.", name);
  return TRUE;
}

/* The exception of a record that cannot be read and stands where numbers are absent. */
static gint64
find_cause_of_gap (RcChainJudge      *self,
                   const RcChainSpan *before,
                   const RcChainSpan *span)
{
  guint64 from = before->segment->last_record;
  guint64 to = span->segment->first_record;

  if (before->scan != span->scan || to <= from + 1)
    return 0;

  for (guint i = 0; i < self->judgement->exceptions->len; i++)
    {
      const RcException *exception = self->judgement->exceptions->pdata[i];

      if (exception->source == span->scan->source && exception->record > (gint64) from && exception->record < (gint64) to
          && g_str_equal (exception->kind, RC_EXCEPTION_UNREADABLE_RECORD))
        return exception->id;
    }
  return 0;
}

static gboolean
judge_gap (RcChainJudge       *self,
           RcChainFinding     *finding,
           const RcChainSpan  *before,
           const RcChainSpan  *span,
           GError            **error)
{
  gint64 missing = span->first - before->last - 1;
  g_autofree char *expected = g_strdup_printf ("number %" G_GINT64_FORMAT, before->last + 1);
  g_autofree char *found = g_strdup_printf ("number %" G_GINT64_FORMAT, span->first);
  g_autofree char *absent = NULL;
  g_autofree char *name = NULL;
  RcChainPlace place;
  gint64 id;

  finding->n_failing++;
  finding->seal->completeness = rc_verdict_worst (finding->seal->completeness, RC_VERDICT_GAP);
  rc_chain_finding_break (finding, before->last, before->last);
  if (!rc_chain_may_list (finding))
    return TRUE;
  if (!rc_chain_place_find (self, span, span->first, &place, error))
    return FALSE;

  name = rc_chain_place_name (self, span, &place, span->first);
  if (missing == 1)
    absent = g_strdup_printf ("number %" G_GINT64_FORMAT " is absent", before->last + 1);
  else
    absent = g_strdup_printf ("numbers %" G_GINT64_FORMAT "–%" G_GINT64_FORMAT " (%" G_GINT64_FORMAT " records) are absent",
                              before->last + 1, span->first - 1, missing);
  id = rc_chain_tell (self, finding, span->scan, &place, span->first, RC_EXCEPTION_CHAIN_GAP, expected, found, "%s before %s.",
                      absent, name);
  ((RcException *) self->judgement->exceptions->pdata[id - 1])->caused_by = find_cause_of_gap (self, before, span);
  return TRUE;
}

static gboolean
judge_unknown (RcChainJudge       *self,
               RcChainFinding     *finding,
               const RcChainSpan  *before,
               const RcChainSpan  *span,
               GError            **error)
{
  g_autofree char *expected = rc_digest_dup_hex (&before->segment->last_hash);
  g_autofree char *found = rc_digest_dup_hex (&span->segment->first_previous);
  g_autofree char *name = NULL;
  RcChainPlace place;

  finding->n_failing++;
  finding->seal->integrity = RC_VERDICT_INVALID;
  rc_chain_finding_break (finding, before->last, before->last);
  if (!rc_chain_may_list (finding))
    return TRUE;
  if (!rc_chain_place_find (self, span, span->first, &place, error))
    return FALSE;

  name = rc_chain_place_name (self, span, &place, span->first);
  rc_chain_tell (self, finding, span->scan, &place, span->first, RC_EXCEPTION_CHAIN_GAP, expected, found,
                 "%s names a record before it that is not there: records are absent, or the one before was changed and hashed "
                 "again; without numbers nobody can tell.", name);
  return TRUE;
}

/* The line goes on from the second version: the first one hangs beside it. */
static gboolean
judge_forked (RcChainJudge       *self,
              RcChainFinding     *finding,
              const RcChainSpan  *span,
              GError            **error)
{
  const RcChainSide *side = &g_array_index (finding->line->sides, RcChainSide, span->fork);
  const RcChainSpan *trunk = rc_chain_line_find (finding->line, side->span.first - 1);
  g_autoptr (GError) local_error = NULL;
  gboolean is_linked = FALSE;
  RcDigest hash;

  rc_chain_finding_mark (finding, side->span.first, side->span.last, RC_VERDICT_FORK, FALSE);
  if (side->span.first - side->span.shift > side->span.segment->first_sequence)
    is_linked = TRUE;
  else if (trunk != NULL && rc_chain_span_hash (trunk, &self->reader, side->span.first - 1, &hash, &local_error))
    is_linked = rc_digest_equal (&hash, &side->span.segment->first_previous);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (!is_linked)
    rc_chain_finding_break (finding, side->span.first - 1, side->span.first - 1);
  return TRUE;
}

static gboolean
judge_joint (RcChainJudge       *self,
             RcChainFinding     *finding,
             const RcChainSpan  *before,
             const RcChainSpan  *span,
             guint64            *n_jumps,
             GError            **error)
{
  switch (span->joint)
    {
    case RC_CHAIN_JOINT_REHASHED:
      return judge_rehashed (self, finding, before, span, error);
    case RC_CHAIN_JOINT_GAP:
      return judge_gap (self, finding, before, span, error);
    case RC_CHAIN_JOINT_UNKNOWN:
      return judge_unknown (self, finding, before, span, error);
    case RC_CHAIN_JOINT_FORKED:
      return judge_forked (self, finding, span, error);
    case RC_CHAIN_JOINT_CONSEQUENCE:
      finding->n_failing++;
      rc_chain_finding_break (finding, before->last, before->last);
      return TRUE;
    case RC_CHAIN_JOINT_JUMP:
      (*n_jumps)++;
      return TRUE;
    case RC_CHAIN_JOINT_FIRST:
    case RC_CHAIN_JOINT_LINKED:
    default:
      return TRUE;
    }
}

/**
 * rc_chain_judge_faults:
 *
 * Tells what is wrong on one line, and what of it nobody vouches for by that.
 *
 * Returns: %FALSE with @error
 */
gboolean
rc_chain_judge_faults (RcChainJudge    *self,
                       RcChainFinding  *finding,
                       GError         **error)
{
  GArray *spans = finding->line->spans;
  guint64 n_jumps = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const RcChainSpan *span = &g_array_index (spans, RcChainSpan, i);

      if (!rc_chain_judge_bad (self, finding, span, TRUE, error))
        return FALSE;
      if (i > 0 && !judge_joint (self, finding, span - 1, span, &n_jumps, error))
        return FALSE;
    }
  if (n_jumps > 0)
    rc_seal_add_note (finding->seal, "Numbers jump %" G_GUINT64_FORMAT " times though the links hold", n_jumps);
  return TRUE;
}
