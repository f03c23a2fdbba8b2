/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/chain-tell.h"

/* --- Records whose numbers others have already --- */

static gboolean
tell_fork (RcChainJudge       *self,
           RcChainFinding     *finding,
           const RcChainSide  *side,
           GError            **error)
{
  gboolean in_order = side->of.scan->index < side->span.scan->index
                      || (side->of.scan == side->span.scan
                          && side->of.segment->first_record <= side->span.segment->first_record);
  const RcChainSpan *first = in_order ? &side->of : &side->span;
  const RcChainSpan *second = in_order ? &side->span : &side->of;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_autofree char *name = NULL;
  g_autofree char *other = NULL;
  RcChainPlace place_first, place_second;

  if (!rc_chain_place_find (self, first, side->span.first, &place_first, error)
      || !rc_chain_place_find (self, second, side->span.first, &place_second, error))
    return FALSE;

  expected = place_first.has_link ? rc_digest_dup_hex (&place_first.link.hash) : NULL;
  found = place_second.has_link ? rc_digest_dup_hex (&place_second.link.hash) : NULL;
  name = rc_chain_place_name (self, second, &place_second, side->span.first);
  other = rc_chain_place_name (self, first, &place_first, side->span.first);
  rc_chain_tell (self, finding, second->scan, &place_second, side->span.first, RC_EXCEPTION_CHAIN_FORK, expected, found,
                 "%s is a second version of %s.", name, other);
  return TRUE;
}

static gboolean
tell_repeated (RcChainJudge       *self,
               RcChainFinding     *finding,
               const RcChainSide  *side,
               GError            **error)
{
  gint64 count = side->span.last - side->span.first + 1;
  g_autofree char *found = g_strdup_printf ("%" G_GINT64_FORMAT " again", count);
  g_autofree char *name = NULL;
  RcChainPlace place;

  if (!rc_chain_place_find (self, &side->span, side->span.first, &place, error))
    return FALSE;

  name = rc_chain_place_name (self, &side->span, &place, side->span.first);
  if (count == 1)
    rc_chain_tell (self, finding, side->span.scan, &place, side->span.first, RC_EXCEPTION_RECORD_REPLAYED, "each record once", found,
                   "%s is an earlier record again; it is counted once.", name);
  else
    rc_chain_tell (self, finding, side->span.scan, &place, side->span.first, RC_EXCEPTION_RECORD_REPLAYED, "each record once", found,
                   "%s and the %" G_GINT64_FORMAT " after it are earlier records again; they are counted once.", name, count - 1);
  return TRUE;
}

static gboolean
judge_side (RcChainJudge       *self,
            RcChainFinding     *finding,
            const RcChainSide  *side,
            guint64            *n_elsewhere,
            GError            **error)
{
  gint64 count = side->span.last - side->span.first + 1;

  if (!rc_chain_judge_bad (self, finding, &side->span, FALSE, error))
    return FALSE;

  switch (side->kind)
    {
    case RC_CHAIN_SIDE_REPEATED:
      finding->seal->completeness = rc_verdict_worst (finding->seal->completeness, RC_VERDICT_DUPLICATE);
      if (side->span.scan == side->of.scan)
        return !rc_chain_may_list (finding) || tell_repeated (self, finding, side, error);
      *n_elsewhere += (guint64) count;
      return TRUE;
    case RC_CHAIN_SIDE_FORK:
      finding->n_failing += (guint64) count;
      finding->seal->completeness = rc_verdict_worst (finding->seal->completeness, RC_VERDICT_FORK);
      if (!side->goes_on)
        rc_chain_finding_mark (finding, side->span.first, side->span.last, RC_VERDICT_FORK, TRUE);
      return !rc_chain_may_list (finding) || tell_fork (self, finding, side, error);
    case RC_CHAIN_SIDE_UNKNOWN:
    default:
      finding->n_failing += (guint64) count;
      finding->seal->completeness = rc_verdict_worst (finding->seal->completeness, RC_VERDICT_UNVERIFIABLE);
      rc_seal_add_note (finding->seal, "%" G_GINT64_FORMAT " records have numbers that others have already, and could not be "
                        "compared with them", count);
      return TRUE;
    }
}

static gboolean
judge_restart (RcChainJudge    *self,
               RcChainFinding  *finding,
               GError         **error)
{
  const RcChainSpan *span = &g_array_index (finding->line->spans, RcChainSpan, 0);
  g_autofree char *name = NULL;
  RcChainPlace place;

  if (!finding->line->is_restart)
    return TRUE;
  if (!rc_chain_place_find (self, span, span->first, &place, error))
    return FALSE;

  name = rc_chain_place_name (self, span, &place, span->first);
  finding->seal->completeness = rc_verdict_worst (finding->seal->completeness, RC_VERDICT_GAP);
  rc_chain_tell (self, finding, span->scan, &place, span->first, RC_EXCEPTION_CHAIN_RESTART, "a link to the chain before",
                 "the first link of a new chain",
                 "%s begins a new chain; that nothing is absent between it and the chain before is not shown.", name);
  return TRUE;
}

/**
 * rc_chain_judge_sides:
 *
 * Tells what stands beside one line: records repeated, second versions of records; and that the line begins anew where another
 * one was.
 *
 * Returns: %FALSE with @error
 */
gboolean
rc_chain_judge_sides (RcChainJudge    *self,
                      RcChainFinding  *finding,
                      GError         **error)
{
  guint64 n_elsewhere = 0;

  for (guint i = 0; i < finding->line->sides->len; i++)
    {
      if (!judge_side (self, finding, &g_array_index (finding->line->sides, RcChainSide, i), &n_elsewhere, error))
        return FALSE;
    }

  if (n_elsewhere > 0)
    rc_seal_add_note (finding->seal, "%" G_GUINT64_FORMAT " records occur in more than one source and are counted once", n_elsewhere);
  return judge_restart (self, finding, error);
}

/* --- Records of no chain --- */

static void
judge_stray (RcChainJudge      *self,
             RcChainFinding    *finding,
             const RcChainScan *scan,
             const RcChainBad  *bad)
{
  gboolean is_unreadable = bad->kind == RC_CHAIN_BAD_UNREADABLE;
  const char *kind = is_unreadable ? RC_EXCEPTION_UNREADABLE_RECORD : RC_EXCEPTION_NOT_LISTED;
  const char *name = rc_chain_judge_source_name (self, scan);
  const RcSource *source = rc_seal_context_source (self->context, scan->source);
  guint64 count = bad->last_record - bad->first_record + 1;
  gboolean is_cut = is_unreadable && bad->last_record == scan->last_record;
  RcVerdict verdict = is_cut ? RC_VERDICT_INCOMPLETE : is_unreadable ? RC_VERDICT_MALFORMED : RC_VERDICT_NOT_COVERED;

  finding->n_failing += count;
  finding->seal->total += (gint64) count;
  if (verdict == RC_VERDICT_MALFORMED)
    finding->seal->integrity = rc_verdict_worst (finding->seal->integrity, verdict);
  else
    finding->seal->completeness = rc_verdict_worst (finding->seal->completeness, verdict);
  rc_chain_judge_add_piece (self, finding->seal_id, scan->source, bad->first_record, bad->last_record,
                            is_unreadable ? RC_VERDICT_MALFORMED : RC_VERDICT_NOT_COVERED);
  if (is_cut)
    rc_seal_add_note (finding->seal, "The last record of “%s” is cut off and in no chain", name);

  /* What the import could not read it set aside: that stands among the exceptions already, or is counted there. */
  if ((is_unreadable && source != NULL && source->set_aside > 0)
      || rc_chain_find_told (self, kind, scan->source, bad->first_record) != 0 || !rc_chain_may_list (finding))
    return;
  finding->n_listed++;
  rc_judgement_add_exception (self->judgement,
                              rc_exception_new (kind, scan->source, (gint64) bad->first_record, (gint64) bad->first_offset,
                                                is_unreadable ? "one JSON object" : "a record with its hash",
                                                is_unreadable ? "something else" : "a record without",
                                                is_unreadable ? "Record %" G_GUINT64_FORMAT " of “%s” cannot be read."
                                                : "Record %" G_GUINT64_FORMAT " of “%s” carries no hash, though the others do.",
                                                bad->first_record, name));
}

/**
 * rc_chain_judge_strays:
 *
 * Tells the records of a source that belong to no chain of it: unreadable ones, and those without hash.
 */
gboolean
rc_chain_judge_strays (RcChainJudge       *self,
                       RcChainFinding     *finding,
                       const RcChainScan  *scan,
                       GError            **error)
{
  for (guint i = 0; i < scan->bad->len; i++)
    {
      const RcChainBad *bad = &g_array_index (scan->bad, RcChainBad, i);

      if (bad->segment == G_MAXUINT)
        judge_stray (self, finding, scan, bad);
    }
  return !g_cancellable_set_error_if_cancelled (self->context->cancellable, error);
}
