/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/chain-judge.h"

/* A stretch of numbers with one protection. */
typedef struct
{
  gint64    first;
  gint64    last;
  RcVerdict protection;
} Band;

void
rc_chain_judge_add_piece (RcChainJudge *self,
                          gint64        seal,
                          gint64        source,
                          guint64       first,
                          guint64       last,
                          RcVerdict     protection)
{
  RcSealCover piece = { seal, source, first, last, protection };

  if (first > 0 && last >= first)
    g_array_append_val (self->pieces, piece);
}

/* --- Numbers --- */

static int
compare_breaks (gconstpointer a,
                gconstpointer b)
{
  const RcChainBreak *first = a;
  const RcChainBreak *second = b;

  return first->first < second->first ? -1 : first->first > second->first;
}

static void
add_band (GArray    *bands,
          gint64     first,
          gint64     last,
          RcVerdict  protection)
{
  Band band = { first, last, protection };

  if (first <= last)
    g_array_append_val (bands, band);
}

/* Within a stretch without a break, a head vouches for its record and all before it. */
static void
add_stretch (GArray         *bands,
             RcChainFinding *finding,
             guint          *next_head,
             gint64          first,
             gint64          last)
{
  gint64 valid = first - 1;
  gint64 unsure = first - 1;

  for (; *next_head < finding->heads->len; (*next_head)++)
    {
      const RcChainHead *head = &g_array_index (finding->heads, RcChainHead, *next_head);

      if (head->number > last)
        break;
      if (!head->agrees || head->number < first)
        continue;
      if (head->state == RC_VERDICT_VALID)
        valid = head->number;
      else if (head->state == RC_VERDICT_UNVERIFIABLE)
        unsure = head->number;
    }

  add_band (bands, first, valid, RC_VERDICT_VALID);
  add_band (bands, valid + 1, unsure, RC_VERDICT_UNVERIFIABLE);
  add_band (bands, MAX (valid, unsure) + 1, last, RC_VERDICT_UNANCHORED);
}

static GArray *
make_bands (RcChainFinding *finding)
{
  GArray *bands = g_array_new (FALSE, FALSE, sizeof (Band));
  gint64 first = g_array_index (finding->line->spans, RcChainSpan, 0).first;
  gint64 last = rc_chain_line_last (finding->line);
  guint next_head = 0;

  g_array_sort (finding->breaks, compare_breaks);
  for (guint i = 0; i < finding->breaks->len; i++)
    {
      const RcChainBreak *broken = &g_array_index (finding->breaks, RcChainBreak, i);
      gint64 end = MIN (broken->last, last);

      if (end < first)
        continue;
      /* Between the breaks of one range nothing stands that could be vouched for. */
      if (broken->first >= first)
        {
          add_stretch (bands, finding, &next_head, first, MIN (broken->first, last));
          first = broken->first + 1;
        }
      add_band (bands, first, end, RC_VERDICT_UNANCHORED);
      first = end + 1;
    }
  if (first <= last)
    add_stretch (bands, finding, &next_head, first, last);
  return bands;
}

static guint
find_band (const GArray *bands,
           gint64        number)
{
  guint low = 0;
  guint high = bands->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (bands, Band, middle).last < number)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* --- Records --- */

/* The records of a span with numbers @first to @last; what lies between its runs belongs to others. */
static gboolean
add_records (RcChainJudge       *self,
             RcChainFinding     *finding,
             const RcChainSpan  *span,
             gint64              first,
             gint64              last,
             RcVerdict           protection,
             GError            **error)
{
  const GArray *runs = span->segment->runs;
  gint64 source = span->scan->source;

  for (guint i = 0; runs != NULL && i < runs->len && first <= last; i++)
    {
      gint64 begin = g_array_index (runs, RcChainRun, i).sequence + span->shift;
      guint64 from, to;

      if (begin <= first || begin > last)
        continue;
      if (!rc_chain_span_locate (span, &self->reader, first, &from, error)
          || !rc_chain_span_locate (span, &self->reader, begin - 1, &to, error))
        return error == NULL || *error == NULL;
      rc_chain_judge_add_piece (self, finding->seal_id, source, from, to, protection);
      first = begin;
    }

  if (first <= last)
    {
      guint64 from = span->segment->first_record;
      guint64 to = span->segment->last_record;
      g_autoptr (GError) local_error = NULL;

      /* Of records that cannot be found again, none is said to be protected. */
      if (!rc_chain_span_locate (span, &self->reader, first, &from, &local_error)
          || !rc_chain_span_locate (span, &self->reader, last, &to, &local_error))
        protection = rc_verdict_worst (protection, RC_VERDICT_UNANCHORED);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      rc_chain_judge_add_piece (self, finding->seal_id, source, from, to, protection);
    }
  return TRUE;
}

static gboolean
cover_span (RcChainJudge       *self,
            RcChainFinding     *finding,
            const GArray       *bands,
            const RcChainSpan  *span,
            RcVerdict           at_best,
            GError            **error)
{
  for (guint i = find_band (bands, span->first); i < bands->len; i++)
    {
      const Band *band = &g_array_index (bands, Band, i);

      if (band->first > span->last)
        break;
      if (!add_records (self, finding, span, MAX (band->first, span->first), MIN (band->last, span->last),
                        rc_verdict_worst (band->protection, at_best), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
cover_mark (RcChainJudge       *self,
            RcChainFinding     *finding,
            const GArray       *bands,
            const RcChainMark  *mark,
            GError            **error)
{
  for (gint64 number = mark->first; number <= mark->last;)
    {
      const RcChainSpan *span = rc_chain_line_find (finding->line, number);
      guint band = find_band (bands, number);
      gboolean is_vouched = band < bands->len && g_array_index (bands, Band, band).first <= number
                            && g_array_index (bands, Band, band).protection == RC_VERDICT_VALID;
      gint64 last;

      if (span == NULL)
        return TRUE;
      last = MIN (mark->last, span->last);
      if (!(mark->yields && is_vouched) && !add_records (self, finding, span, number, last, mark->verdict, error))
        return FALSE;
      number = last + 1;
    }
  return TRUE;
}

/* Numbers of the line that are neither vouched for nor bad. */
static gint64
count_unvouched (const RcChainFinding *finding,
                 const GArray         *bands,
                 RcVerdict             protection)
{
  gint64 count = 0;

  for (guint i = 0; i < finding->line->spans->len; i++)
    {
      const RcChainSpan *span = &g_array_index (finding->line->spans, RcChainSpan, i);

      for (guint k = find_band (bands, span->first); k < bands->len; k++)
        {
          const Band *band = &g_array_index (bands, Band, k);

          if (band->first > span->last)
            break;
          if (band->protection == protection)
            count += MIN (band->last, span->last) - MAX (band->first, span->first) + 1;
        }
    }
  for (guint i = 0; i < finding->marks->len; i++)
    {
      const RcChainMark *mark = &g_array_index (finding->marks, RcChainMark, i);
      guint k = find_band (bands, mark->first);

      if (!mark->yields && k < bands->len && g_array_index (bands, Band, k).protection == protection)
        count -= mark->last - mark->first + 1;
    }
  return MAX (count, 0);
}

static void
judge_anchor (RcChainFinding *finding,
              const GArray   *bands)
{
  RcSeal *seal = finding->seal;
  gint64 n_unanchored = count_unvouched (finding, bands, RC_VERDICT_UNANCHORED);
  gint64 n_unsure = count_unvouched (finding, bands, RC_VERDICT_UNVERIFIABLE);
  gint64 n_vouched = count_unvouched (finding, bands, RC_VERDICT_VALID);
  const char *reason = NULL;
  gboolean has_good = FALSE;
  RcVerdict best = RC_VERDICT_INVALID;
  gboolean has_signed = FALSE;

  for (guint i = 0; i < finding->heads->len; i++)
    {
      const RcChainHead *head = &g_array_index (finding->heads, RcChainHead, i);

      if (head->state == RC_VERDICT_UNSIGNED)
        continue;
      has_signed = TRUE;
      has_good |= head->agrees && head->state == RC_VERDICT_VALID;
      best = MAX (best, head->state);
      if (head->state == RC_VERDICT_UNVERIFIABLE)
        reason = head->reason;
    }

  seal->signature = has_good ? RC_VERDICT_VALID : has_signed ? MIN (best, RC_VERDICT_UNVERIFIABLE) : RC_VERDICT_UNSIGNED;
  if (n_unsure > 0)
    seal->anchor = RC_VERDICT_UNVERIFIABLE;
  else
    seal->anchor = n_unanchored == 0 && has_good ? RC_VERDICT_VALID : RC_VERDICT_UNANCHORED;
  if (seal->anchor == RC_VERDICT_UNVERIFIABLE || seal->signature == RC_VERDICT_UNVERIFIABLE)
    seal->reason = g_strdup (reason);
  if (has_good && n_unanchored + n_unsure > 0)
    rc_seal_add_note (seal, "Signed heads vouch for %" G_GINT64_FORMAT " records; for %" G_GINT64_FORMAT " others nobody does",
                      n_vouched, n_unanchored + n_unsure);
}

/**
 * rc_chain_judge_covers:
 *
 * Says for each record of the line how far it is protected: bad ones by their fault, those in an unbroken stretch up to a head
 * by that head, the rest not at all (UNANCHORED).
 */
gboolean
rc_chain_judge_covers (RcChainJudge    *self,
                       RcChainFinding  *finding,
                       GError         **error)
{
  g_autoptr (GArray) bands = make_bands (finding);

  judge_anchor (finding, bands);
  for (guint i = 0; i < finding->line->spans->len; i++)
    {
      if (!cover_span (self, finding, bands, &g_array_index (finding->line->spans, RcChainSpan, i), RC_VERDICT_VALID, error))
        return FALSE;
    }
  for (guint i = 0; i < finding->line->sides->len; i++)
    {
      const RcChainSide *side = &g_array_index (finding->line->sides, RcChainSide, i);
      RcVerdict at_best = side->kind == RC_CHAIN_SIDE_REPEATED || side->goes_on ? RC_VERDICT_VALID
                          : side->kind == RC_CHAIN_SIDE_FORK ? RC_VERDICT_FORK : RC_VERDICT_UNVERIFIABLE;

      if (!cover_span (self, finding, bands, &side->span, at_best, error))
        return FALSE;
    }
  for (guint i = 0; i < finding->marks->len; i++)
    {
      if (!cover_mark (self, finding, bands, &g_array_index (finding->marks, RcChainMark, i), error))
        return FALSE;
    }
  return TRUE;
}

/* --- Laying: what overlaps becomes one verdict a record, the worst --- */

typedef struct
{
  gint64    source;
  guint64   record;         /* from which on it holds, or no more holds */
  gint64    seal;
  RcVerdict protection;
  gboolean  is_end;
} Edge;

static int
compare_edges (gconstpointer a,
               gconstpointer b)
{
  const Edge *first = a;
  const Edge *second = b;

  if (first->source != second->source)
    return first->source < second->source ? -1 : 1;
  if (first->record != second->record)
    return first->record < second->record ? -1 : 1;
  return (int) second->is_end - (int) first->is_end;
}

/**
 * rc_chain_judge_lay_covers:
 *
 * Hands the pieces to the judgement as covers that do not overlap.
 */
void
rc_chain_judge_lay_covers (RcChainJudge *self)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  guint count[RC_N_VERDICTS] = { 0 };
  gint64 seal[RC_N_VERDICTS] = { 0 };

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const RcSealCover *piece = &g_array_index (self->pieces, RcSealCover, i);
      Edge begin = { piece->source, piece->first_record, piece->seal, piece->protection, FALSE };
      Edge end = { piece->source, piece->last_record + 1, piece->seal, piece->protection, TRUE };

      g_array_append_val (edges, begin);
      g_array_append_val (edges, end);
    }
  g_array_sort (edges, compare_edges);

  for (guint i = 0; i + 1 < edges->len; i++)
    {
      const Edge *edge = &g_array_index (edges, Edge, i);
      const Edge *next = edge + 1;
      RcVerdict worst = 0;

      count[edge->protection] += edge->is_end ? -1 : 1;
      if (!edge->is_end)
        seal[edge->protection] = edge->seal;
      if (next->source != edge->source || next->record == edge->record)
        continue;

      while (worst < RC_N_VERDICTS && count[worst] == 0)
        worst++;
      if (worst < RC_N_VERDICTS)
        rc_judgement_add_cover (self->judgement, seal[worst], edge->source, edge->record, next->record - 1, worst);
    }
}
