/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/bounds.h"
#include "core/seals/chain-judge.h"

/* Where a record stands. */
typedef struct
{
  gboolean is_known;
  guint64  record;
  guint64  offset;
  gboolean has_link;
  RcChainLink link;
} Place;

static gboolean
find_place (RcChainJudge       *self,
            const RcChainSpan  *span,
            gint64              number,
            Place              *out_place,
            GError            **error)
{
  const RcChainSegment *segment = span->segment;
  g_autoptr (GError) local_error = NULL;

  memset (out_place, 0, sizeof *out_place);
  out_place->is_known = rc_chain_span_locate (span, &self->reader, number, &out_place->record, &local_error);
  if (out_place->is_known)
    out_place->has_link = rc_chain_reader_link (&self->reader, span->scan, out_place->record, &out_place->link,
                                                &out_place->offset, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  /* The ends of a segment are known without reading. */
  if (number - span->shift == segment->last_sequence)
    out_place->offset = segment->last_offset;
  if (number - span->shift == segment->first_sequence)
    out_place->offset = segment->first_offset;
  return TRUE;
}

static char *
hex (const RcDigest *digest)
{
  return rc_digest_dup_hex (digest);
}

/* Tells the exception and remembers it as the cause of what follows from the record of this number. */
static gint64
tell (RcChainJudge       *self,
      RcChainFinding     *finding,
      const RcChainScan  *scan,
      const Place        *place,
      gint64              number,
      RcException        *exception)
{
  gint64 id;

  exception->source = scan->source;
  exception->record = place->is_known ? (gint64) place->record : 0;
  exception->offset = place->is_known ? (gint64) place->offset : -1;
  finding->n_listed++;
  id = rc_judgement_add_exception (self->judgement, exception);
  if (rc_chain_finding_fault (finding, number) == 0)
    g_hash_table_insert (finding->faults, g_memdup2 (&number, sizeof number), g_memdup2 (&id, sizeof id));
  return id;
}

/* Whether one more fault is told by itself; else it is counted. */
static gboolean
may_list (RcChainFinding *finding)
{
  if (finding->n_listed < RC_LIMIT_SET_ASIDE_LISTED)
    return TRUE;

  finding->n_unlisted++;
  return FALSE;
}

static RcException *
exception_at (const char *kind,
              const char *expected,
              const char *found,
              char       *message)
{
  RcException *exception = rc_exception_new (kind, 0, 0, -1, expected, found, "%s", message);

  g_free (message);
  return exception;
}

/* "record 812 of log.jsonl (number 811)" */
static char *
name_record (RcChainJudge      *self,
             const RcChainSpan *span,
             const Place       *place,
             gint64             number)
{
  const char *source = rc_chain_judge_source_name (self, span->scan);

  if (!place->is_known)
    return g_strdup_printf ("a record of %s", source);
  if (!span->segment->has_sequence)
    return g_strdup_printf ("record %" G_GUINT64_FORMAT " of %s", place->record, source);
  return g_strdup_printf ("record %" G_GUINT64_FORMAT " of %s (number %" G_GINT64_FORMAT ")", place->record, source, number);
}

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
  Place place;

  if (!find_place (self, span, number, &place, error))
    return FALSE;

  name = name_record (self, span, &place, number);
  if (is_ambiguous)
    {
      tell (self, finding, span->scan, &place, number,
            exception_at (RC_EXCEPTION_DUPLICATE_MEMBER, "each member once", "a member twice",
                          g_strdup_printf ("%s names a member twice: it can be read two ways, and no hash says which", name)));
      return TRUE;
    }

  stated = place.has_link ? hex (&place.link.hash) : g_strdup ("");
  computed = place.has_link ? hex (&place.link.computed) : g_strdup ("");
  tell (self, finding, span->scan, &place, number,
        exception_at (RC_EXCEPTION_RECORD_ALTERED, stated, computed,
                      g_strdup_printf (bad->is_vouched
                                       ? "%s does not fit the hash it states; the next record vouches for its content"
                                       : "%s does not fit its own hash: it was changed after it was hashed", name)));
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
      if (!may_list (finding))
        continue;
      if (!tell_bad (self, finding, span, bad, number, error))
        return FALSE;
    }

  /* What links to a changed record says nothing of those before it, by neither side. */
  if (is_on_line && !bad->is_vouched)
    {
      for (gint64 number = first - 1; number <= last; number++)
        rc_chain_finding_break (finding, number);
    }
  return TRUE;
}

static gboolean
judge_bad_of_span (RcChainJudge       *self,
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
  g_autofree char *expected = hex (&span->segment->first_previous);
  g_autofree char *found = hex (&before->segment->last_hash);
  g_autofree char *name = NULL;
  Place place;

  finding->has_altered = TRUE;
  finding->n_failing++;
  finding->seal->integrity = RC_VERDICT_INVALID;
  rc_chain_finding_mark (finding, before->last, before->last, RC_VERDICT_INVALID, FALSE);
  /* It may name what it likes as the one before it: the records before it are vouched for by nothing after it. */
  rc_chain_finding_break (finding, before->last - 1);
  rc_chain_finding_break (finding, before->last);
  if (!may_list (finding))
    return TRUE;
  if (!find_place (self, before, before->last, &place, error))
    return FALSE;

  name = name_record (self, before, &place, before->last);
  tell (self, finding, before->scan, &place, before->last,
        exception_at (RC_EXCEPTION_RECORD_REHASHED, expected, found,
                      g_strdup_printf ("%s fits its own hash, but the next record names another: it was changed and hashed "
                                       "again", name)));
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
  g_autofree char *name = NULL;
  char *message;
  Place place;
  gint64 id;

  finding->n_failing++;
  finding->seal->completeness = rc_verdict_worst (finding->seal->completeness, RC_VERDICT_GAP);
  rc_chain_finding_break (finding, before->last);
  if (!may_list (finding))
    return TRUE;
  if (!find_place (self, span, span->first, &place, error))
    return FALSE;

  name = name_record (self, span, &place, span->first);
  if (missing == 1)
    message = g_strdup_printf ("Number %" G_GINT64_FORMAT " is absent before %s", before->last + 1, name);
  else
    message = g_strdup_printf ("Numbers %" G_GINT64_FORMAT "–%" G_GINT64_FORMAT " (%" G_GINT64_FORMAT " records) are absent before "
                               "%s", before->last + 1, span->first - 1, missing, name);
  id = tell (self, finding, span->scan, &place, span->first, exception_at (RC_EXCEPTION_CHAIN_GAP, expected, found, message));
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
  g_autofree char *expected = hex (&before->segment->last_hash);
  g_autofree char *found = hex (&span->segment->first_previous);
  g_autofree char *name = NULL;
  Place place;

  finding->n_failing++;
  finding->seal->integrity = RC_VERDICT_INVALID;
  rc_chain_finding_break (finding, before->last);
  if (!may_list (finding))
    return TRUE;
  if (!find_place (self, span, span->first, &place, error))
    return FALSE;

  name = name_record (self, span, &place, span->first);
  tell (self, finding, span->scan, &place, span->first,
        exception_at (RC_EXCEPTION_CHAIN_GAP, expected, found,
                      g_strdup_printf ("%s names a record before it that is not there: records are absent, or the one before was "
                                       "changed and hashed again; without numbers nobody can tell", name)));
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
    rc_chain_finding_break (finding, side->span.first - 1);
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
      rc_chain_finding_break (finding, before->last);
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

/* --- Sides --- */

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
  Place place_first, place_second;

  if (!find_place (self, first, side->span.first, &place_first, error)
      || !find_place (self, second, side->span.first, &place_second, error))
    return FALSE;

  expected = place_first.has_link ? hex (&place_first.link.hash) : NULL;
  found = place_second.has_link ? hex (&place_second.link.hash) : NULL;
  name = name_record (self, second, &place_second, side->span.first);
  other = name_record (self, first, &place_first, side->span.first);
  tell (self, finding, second->scan, &place_second, side->span.first,
        exception_at (RC_EXCEPTION_CHAIN_FORK, expected, found,
                      g_strdup_printf ("%s is a second version of %s", name, other)));
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
  Place place;

  if (!find_place (self, &side->span, side->span.first, &place, error))
    return FALSE;

  name = name_record (self, &side->span, &place, side->span.first);
  tell (self, finding, side->span.scan, &place, side->span.first,
        exception_at (RC_EXCEPTION_RECORD_REPLAYED, "each record once", found,
                      count == 1 ? g_strdup_printf ("%s is an earlier record again; it is counted once", name)
                      : g_strdup_printf ("%s and the %" G_GINT64_FORMAT " after it are earlier records again; they are counted "
                                         "once", name, count - 1)));
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

  if (!judge_bad_of_span (self, finding, &side->span, FALSE, error))
    return FALSE;

  switch (side->kind)
    {
    case RC_CHAIN_SIDE_REPEATED:
      finding->seal->completeness = rc_verdict_worst (finding->seal->completeness, RC_VERDICT_DUPLICATE);
      if (side->span.scan == side->of.scan)
        return !may_list (finding) || tell_repeated (self, finding, side, error);
      *n_elsewhere += (guint64) count;
      return TRUE;
    case RC_CHAIN_SIDE_FORK:
      finding->n_failing += (guint64) count;
      finding->seal->completeness = rc_verdict_worst (finding->seal->completeness, RC_VERDICT_FORK);
      if (!side->goes_on)
        rc_chain_finding_mark (finding, side->span.first, side->span.last, RC_VERDICT_FORK, TRUE);
      return !may_list (finding) || tell_fork (self, finding, side, error);
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
  Place place;

  if (!finding->line->is_restart)
    return TRUE;
  if (!find_place (self, span, span->first, &place, error))
    return FALSE;

  name = name_record (self, span, &place, span->first);
  finding->seal->completeness = rc_verdict_worst (finding->seal->completeness, RC_VERDICT_GAP);
  tell (self, finding, span->scan, &place, span->first,
        exception_at (RC_EXCEPTION_CHAIN_RESTART, "a link to the chain before", "the first link of a new chain",
                      g_strdup_printf ("%s begins a new chain; that nothing is absent between it and the chain before is not shown",
                                       name)));
  return TRUE;
}

/**
 * rc_chain_judge_faults:
 *
 * Tells what is wrong within one line, and what of it nobody vouches for by that.
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
  guint64 n_elsewhere = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const RcChainSpan *span = &g_array_index (spans, RcChainSpan, i);

      if (!judge_bad_of_span (self, finding, span, TRUE, error))
        return FALSE;
      if (i > 0 && !judge_joint (self, finding, span - 1, span, &n_jumps, error))
        return FALSE;
    }
  for (guint i = 0; i < finding->line->sides->len; i++)
    {
      if (!judge_side (self, finding, &g_array_index (finding->line->sides, RcChainSide, i), &n_elsewhere, error))
        return FALSE;
    }

  if (n_jumps > 0)
    rc_seal_add_note (finding->seal, "Numbers jump %" G_GUINT64_FORMAT " times though the links hold", n_jumps);
  if (n_elsewhere > 0)
    rc_seal_add_note (finding->seal, "%" G_GUINT64_FORMAT " records occur in more than one source and are counted once", n_elsewhere);
  if (finding->n_unlisted > 0)
    rc_seal_add_note (finding->seal, "%" G_GUINT64_FORMAT " further faults are not told one by one", finding->n_unlisted);
  return judge_restart (self, finding, error);
}

/* --- Records of no chain --- */

static gboolean
is_told (RcChainJudge *self,
         const char   *kind,
         gint64        source,
         guint64       record)
{
  for (guint i = 0; i < self->judgement->exceptions->len; i++)
    {
      const RcException *exception = self->judgement->exceptions->pdata[i];

      if (exception->source == source && exception->record == (gint64) record && g_str_equal (exception->kind, kind))
        return TRUE;
    }
  return FALSE;
}

static void
judge_stray (RcChainJudge      *self,
             RcChainFinding    *finding,
             const RcChainScan *scan,
             const RcChainBad  *bad)
{
  gboolean is_unreadable = bad->kind == RC_CHAIN_BAD_UNREADABLE;
  const char *kind = is_unreadable ? RC_EXCEPTION_UNREADABLE_RECORD : RC_EXCEPTION_NOT_LISTED;
  const char *name = rc_chain_judge_source_name (self, scan);
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
    rc_seal_add_note (finding->seal, "The last record of %s is cut off and in no chain", name);

  /* What the import set aside stands among the exceptions already. */
  if (is_told (self, kind, scan->source, bad->first_record) || !may_list (finding))
    return;
  finding->n_listed++;
  rc_judgement_add_exception (self->judgement,
                              rc_exception_new (kind, scan->source, (gint64) bad->first_record, (gint64) bad->first_offset,
                                                is_unreadable ? "one JSON object" : "a record with its hash",
                                                is_unreadable ? "something else" : "a record without",
                                                is_unreadable ? "Record %" G_GUINT64_FORMAT " of %s cannot be read"
                                                : "Record %" G_GUINT64_FORMAT " of %s carries no hash, though the others do",
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
