/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/chain-judge.h"

#include "core/bounds.h"

static void
finding_free (gpointer data)
{
  RcChainFinding *self = data;

  g_array_unref (self->breaks);
  g_array_unref (self->marks);
  g_array_unref (self->heads);
  g_hash_table_unref (self->faults);
  g_free (self);
}

void
rc_chain_finding_break (RcChainFinding *self,
                        gint64          first,
                        gint64          last)
{
  RcChainBreak range = { first, last };

  g_array_append_val (self->breaks, range);
}

void
rc_chain_finding_mark (RcChainFinding *self,
                       gint64          first,
                       gint64          last,
                       RcVerdict       verdict,
                       gboolean        yields)
{
  RcChainMark mark = { first, last, verdict, yields };

  g_array_append_val (self->marks, mark);
}

/* The exception told of the record of this number; 0: none. */
gint64
rc_chain_finding_fault (const RcChainFinding *self,
                        gint64                number)
{
  const gint64 *id = g_hash_table_lookup (self->faults, &number);

  return id != NULL ? *id : 0;
}

const char *
rc_chain_judge_source_name (RcChainJudge      *self,
                            const RcChainScan *scan)
{
  const RcSource *source = rc_seal_context_source (self->context, scan->source);

  return source != NULL ? source->name : "a source";
}

/* --- Seals --- */

/* How the chain is called: by its scope where it has one, else by its first source. */
static char *
name_line (RcChainJudge      *self,
           const RcChainLine *line)
{
  const RcChainSpan *span = &g_array_index (line->spans, RcChainSpan, 0);
  g_autofree char *scope = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize length;

  if (line->scope != 0 && self->context->reader != NULL)
    {
      bytes = rc_record_reader_read_content (self->context->reader, span->scan->source, span->segment->first_record, NULL);
      if (bytes != NULL)
        {
          text = g_bytes_get_data (bytes, &length);
          scope = rc_chain_record_dup_scope (line->profile, text, length);
        }
    }

  return g_strdup (scope != NULL && scope[0] != '\0' ? scope : rc_chain_judge_source_name (self, span->scan));
}

static void
add_source (RcSeal            *seal,
            const RcChainScan *scan)
{
  for (guint i = 0; i < seal->sources->len; i++)
    {
      if (g_array_index (seal->sources, gint64, i) == scan->source)
        return;
    }
  g_array_append_val (seal->sources, scan->source);
}

static guint64
add_sources (RcChainFinding *finding)
{
  const RcChainScan *last = NULL;
  guint64 total = 0;

  for (guint i = 0; i < finding->line->spans->len; i++)
    {
      const RcChainSpan *span = &g_array_index (finding->line->spans, RcChainSpan, i);

      total += (guint64) (span->last - span->first + 1);
      if (span->scan != last)
        add_source (finding->seal, span->scan);
      last = span->scan;
    }
  for (guint i = 0; i < finding->line->sides->len; i++)
    {
      const RcChainSpan *span = &g_array_index (finding->line->sides, RcChainSide, i).span;

      total += (guint64) (span->last - span->first + 1);
      if (span->scan != last)
        add_source (finding->seal, span->scan);
      last = span->scan;
    }
  return total;
}

static RcChainFinding *
finding_new (RcChainJudge *self,
             RcChainLine  *line)
{
  RcChainFinding *finding = g_new0 (RcChainFinding, 1);
  g_autofree char *name = name_line (self, line);

  finding->line = line;
  finding->breaks = g_array_new (FALSE, FALSE, sizeof (RcChainBreak));
  finding->marks = g_array_new (FALSE, FALSE, sizeof (RcChainMark));
  finding->heads = g_array_new (FALSE, FALSE, sizeof (RcChainHead));
  finding->faults = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  finding->seal = rc_seal_new ("chain", name);
  finding->seal->integrity = RC_VERDICT_VALID;
  finding->seal->completeness = RC_VERDICT_VALID;
  finding->seal->total = (gint64) add_sources (finding);
  finding->seal_id = rc_judgement_add_seal (self->judgement, finding->seal);
  return finding;
}

/* --- Notes and verdicts about the whole of a line --- */

static void
note_rule (RcChainJudge   *self,
           RcChainFinding *finding)
{
  RcSeal *seal = finding->seal;
  guint64 n_present = 0, n_fitting = 0, n_respelled = 0, n_imprecise = 0, n_returns = 0;
  gboolean is_inferred = FALSE, has_mark = FALSE, over_limit = FALSE;

  for (guint i = 0; i < seal->sources->len; i++)
    {
      for (guint k = 0; k < rc_chain_set_peek (self->set)->len; k++)
        {
          const RcChainScan *scan = rc_chain_set_peek (self->set)->pdata[k];

          if (scan->source != g_array_index (seal->sources, gint64, i))
            continue;
          n_present += scan->n_present;
          n_fitting += scan->n_fitting;
          n_respelled += scan->n_respelled;
          n_imprecise += scan->n_imprecise;
          is_inferred |= scan->is_inferred;
          has_mark |= scan->has_mark;
          n_returns += scan->n_returns;
          over_limit |= scan->over_limit;
        }
    }

  if (is_inferred)
    rc_seal_add_note (seal, "Rule inferred (%s): fits %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " records",
                      finding->line->profile->title, n_fitting, n_present);
  else
    rc_seal_add_note (seal, "Rule: %s", finding->line->profile->title);
  if (finding->line->profile->uncovered != NULL)
    rc_seal_add_note (seal, "%s", finding->line->profile->uncovered);
  if (n_respelled > 0)
    rc_seal_add_note (seal, "%" G_GUINT64_FORMAT " records are spelled otherwise than they were hashed (numbers, escapes); their "
                      "values fit", n_respelled);
  if (n_imprecise > 0)
    rc_seal_add_note (seal, "%" G_GUINT64_FORMAT " records hold integers beyond 2^53, of which the hash covers only the nearest "
                      "double", n_imprecise);
  if (has_mark)
    rc_seal_add_note (seal, "A byte order mark stands before the first record");
  if (n_returns > 0)
    rc_seal_add_note (seal, "%" G_GUINT64_FORMAT " records end with a carriage return before the line feed, as files do that another "
                      "system rewrote; the hashes do not cover line ends", n_returns);
  if (over_limit)
    {
      seal->integrity = rc_verdict_worst (seal->integrity, RC_VERDICT_UNVERIFIABLE);
      g_free (seal->reason);
      seal->reason = g_strdup_printf ("limit(RC_LIMIT_CHAIN_SEGMENTS,%u)", RC_LIMIT_CHAIN_SEGMENTS);
      rc_seal_add_note (seal, "The chain has more breaks than are followed");
    }
}

static void
judge_ends (RcChainJudge   *self,
            RcChainFinding *finding)
{
  const RcChainLine *line = finding->line;
  const RcChainSpan *first = &g_array_index (line->spans, RcChainSpan, 0);
  RcSeal *seal = finding->seal;
  gboolean is_whole = first->segment->is_first_link;
  gint64 last = rc_chain_line_last (line);

  if (line->is_reordered)
    rc_seal_add_note (seal, "The records do not stand in the order of their numbers");
  if (!is_whole)
    {
      seal->completeness = rc_verdict_worst (seal->completeness, RC_VERDICT_PARTIAL);
      if (first->segment->has_sequence)
        rc_seal_add_note (seal, "PARTIAL: an extract that starts at number %" G_GINT64_FORMAT " (record %" G_GUINT64_FORMAT " of “%s”)",
                          first->first, first->segment->first_record, rc_chain_judge_source_name (self, first->scan));
      else
        rc_seal_add_note (seal, "PARTIAL: an extract that starts at record %" G_GUINT64_FORMAT " of “%s”",
                          first->segment->first_record, rc_chain_judge_source_name (self, first->scan));
    }
  /* Whoever takes away the last records with the heads that name them leaves a chain that is complete up to an earlier head. */
  if (finding->has_vouched && finding->vouched_to == last)
    {
      rc_seal_add_note (seal, "Complete up to number %" G_GINT64_FORMAT ", which the last signed head received names (%s%s): whether "
                        "later records and heads exist, none of these can show", last,
                        finding->vouched_at != NULL ? "stated at " : "without a time",
                        finding->vouched_at != NULL ? finding->vouched_at : "");
      return;
    }

  seal->completeness = rc_verdict_worst (seal->completeness, RC_VERDICT_END_NOT_PROVEN);
  if (finding->has_vouched)
    rc_seal_add_note (seal, "END_NOT_PROVEN: records after number %" G_GINT64_FORMAT ", up to which a signed head vouches, could be "
                      "absent unnoticed", finding->vouched_to);
  else
    rc_seal_add_note (seal, "END_NOT_PROVEN: later records could be absent unnoticed");
}

static void
tell_reason (RcChainFinding *finding)
{
  RcSeal *seal = finding->seal;
  RcVerdict worst = rc_seal_worst (seal);

  if (seal->integrity == worst && worst == RC_VERDICT_INVALID)
    {
      g_free (seal->reason);
      seal->reason = g_strdup (finding->has_altered ? "digest" : "link");
    }
  else if (worst < RC_VERDICT_UNVERIFIABLE)
    {
      g_clear_pointer (&seal->reason, g_free);
    }
}

/* --- Sources with hashes by a rule that is not known --- */

static void
judge_unknown (RcChainJudge      *self,
               const RcChainScan *scan)
{
  const char *name = rc_chain_judge_source_name (self, scan);
  const RcSource *source = rc_seal_context_source (self->context, scan->source);
  gboolean is_unsupported = scan->likeness != NULL && scan->likeness->rule == RC_CHAIN_RULE_UNSUPPORTED;
  RcSeal *seal = rc_seal_new ("chain", name);
  gint64 id;

  g_array_append_val (seal->sources, scan->source);
  seal->integrity = RC_VERDICT_UNVERIFIABLE;
  seal->signature = RC_VERDICT_UNSIGNED;
  seal->anchor = RC_VERDICT_UNANCHORED;
  seal->completeness = RC_VERDICT_UNVERIFIABLE;
  seal->reason = g_strdup (is_unsupported ? scan->likeness->reason : "rule-unknown");
  seal->total = source != NULL ? (gint64) source->records : 0;
  if (is_unsupported)
    rc_seal_add_note (seal, "Recognised: %s; not checked by this program", scan->likeness->title);
  else if (scan->likeness != NULL)
    rc_seal_add_note (seal, "Looks like %s, but none of the first records fits that rule", scan->likeness->title);
  id = rc_judgement_add_seal (self->judgement, seal);
  if (source != NULL)
    rc_judgement_add_cover (self->judgement, id, scan->source, 1, source->records, RC_VERDICT_UNVERIFIABLE);
  rc_judgement_add_exception (self->judgement,
                              rc_exception_new (RC_EXCEPTION_RULE_UNKNOWN, scan->source, seal->total > 0 ? 1 : 0,
                                                seal->total > 0 ? 0 : -1, "a known rule that fits", "none",
                                                "The records of “%s” carry hashes of a chain, but by no rule that is known here "
                                                "could they be checked.", name));
}

/* A log of a format whose records are chained, and not one of these is. */
static void
judge_bare (RcChainJudge      *self,
            const RcChainScan *scan)
{
  RcSeal *seal = rc_seal_new ("chain", rc_chain_judge_source_name (self, scan));

  g_array_append_val (seal->sources, scan->source);
  seal->integrity = RC_VERDICT_UNVERIFIABLE;
  seal->signature = RC_VERDICT_UNSIGNED;
  seal->anchor = RC_VERDICT_UNANCHORED;
  seal->completeness = RC_VERDICT_UNVERIFIABLE;
  seal->reason = g_strdup ("metadata-lost");
  seal->total = (gint64) scan->n_records;
  rc_seal_add_note (seal, "Records of this format carry hashes; none of these does");
  rc_judgement_add_seal (self->judgement, seal);
}

/* --- All of it --- */

static void
index_bad (RcChainJudge *self)
{
  GPtrArray *scans = rc_chain_set_peek (self->set);

  for (guint i = 0; i < scans->len; i++)
    {
      const RcChainScan *scan = scans->pdata[i];

      for (guint k = 0; k < scan->bad->len; k++)
        {
          RcChainBad *bad = &g_array_index (scan->bad, RcChainBad, k);
          const RcChainSegment *segment;
          GPtrArray *of_segment;

          if (bad->segment == G_MAXUINT)
            continue;
          segment = &g_array_index (scan->segments, RcChainSegment, bad->segment);
          of_segment = g_hash_table_lookup (self->bad_by_segment, segment);
          if (of_segment == NULL)
            {
              of_segment = g_ptr_array_new ();
              g_hash_table_insert (self->bad_by_segment, (gpointer) segment, of_segment);
            }
          g_ptr_array_add (of_segment, bad);
        }
    }
}

static RcChainFinding *
find_home (RcChainJudge      *self,
           const RcChainScan *scan)
{
  for (guint i = 0; i < self->findings->len; i++)
    {
      RcChainFinding *finding = self->findings->pdata[i];

      for (guint k = 0; k < finding->seal->sources->len; k++)
        {
          if (g_array_index (finding->seal->sources, gint64, k) == scan->source)
            return finding;
        }
    }
  return NULL;
}

static gboolean
judge_scans (RcChainJudge  *self,
             GError       **error)
{
  GPtrArray *scans = rc_chain_set_peek (self->set);

  for (guint i = 0; i < scans->len; i++)
    {
      const RcChainScan *scan = scans->pdata[i];
      RcChainFinding *home = scan->profile != NULL ? find_home (self, scan) : NULL;

      if (scan->profile == NULL)
        judge_unknown (self, scan);
      else if (home == NULL && scan->n_records > 0)
        judge_bare (self, scan);
      else if (home != NULL && !rc_chain_judge_strays (self, home, scan, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
judge_finding (RcChainJudge    *self,
               RcChainFinding  *finding,
               GError         **error)
{
  judge_ends (self, finding);
  if (!rc_chain_judge_covers (self, finding, error))
    return FALSE;

  note_rule (self, finding);
  if (finding->n_unlisted > 0)
    rc_seal_add_note (finding->seal, "%" G_GUINT64_FORMAT " further faults are not told one by one", finding->n_unlisted);
  finding->seal->total = MAX (finding->seal->total, (gint64) finding->n_failing);
  finding->seal->checked = finding->seal->total - (gint64) finding->n_failing;
  tell_reason (finding);
  return TRUE;
}

static gboolean
judge_all (RcChainJudge  *self,
           GPtrArray     *lines,
           GError       **error)
{
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (self->findings, finding_new (self, lines->pdata[i]));

  index_bad (self);
  if (!judge_scans (self, error))
    return FALSE;
  for (guint i = 0; i < self->findings->len; i++)
    {
      if (!rc_chain_judge_faults (self, self->findings->pdata[i], error)
          || !rc_chain_judge_sides (self, self->findings->pdata[i], error))
        return FALSE;
    }
  if (!rc_chain_judge_heads (self, error) || !rc_chain_judge_memory (self, error))
    return FALSE;
  for (guint i = 0; i < self->findings->len; i++)
    {
      if (!judge_finding (self, self->findings->pdata[i], error))
        return FALSE;
    }

  rc_chain_judge_lay_covers (self);
  return TRUE;
}

/**
 * rc_chain_judge:
 *
 * See rc_chain_set_judge().
 */
gboolean
rc_chain_judge (RcChainSet  *set,
                RcSealWork  *work,
                GError     **error)
{
  RcSealContext *context = work->context;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (finding_free);
  g_autoptr (GHashTable) bad = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (RcSealCover));
  g_autoptr (GPtrArray) heads = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  RcChainJudge self = { .set = set, .context = context, .judgement = work->judgement, .work = work, .findings = findings,
                        .bad_by_segment = bad, .pieces = pieces };
  gboolean done;

  heads = rc_head_statement_collect (context, error);
  if (heads == NULL)
    return FALSE;

  self.heads = heads;
  rc_chain_reader_init (&self.reader, context);
  lines = rc_chain_lines_build (set, &self.reader, error);
  done = lines != NULL && judge_all (&self, lines, error);
  rc_chain_reader_clear (&self.reader);
  return done;
}
