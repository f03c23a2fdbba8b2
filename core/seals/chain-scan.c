/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/chain-scan.h"

#include <string.h>

static guint64
get_key (const RcDigest *digest)
{
  guint64 key;

  memcpy (&key, digest->bytes, sizeof key);
  return key;
}

/* Nothing here is secret, so that a comparison may end early. */
static inline gboolean
is_equal (const RcDigest *a,
          const RcDigest *b)
{
  return memcmp (a->bytes, b->bytes, RC_DIGEST_BYTES) == 0;
}

static RcChainSegment *
peek_segment (RcChainScan *self,
              guint        index)
{
  return &g_array_index (self->segments, RcChainSegment, index);
}

static void
clear_segment (gpointer data)
{
  RcChainSegment *segment = data;

  g_clear_pointer (&segment->runs, g_array_unref);
}

/**
 * rc_chain_scan_new:
 * @detection: its rule and what it owns are taken
 *
 * Returns: (transfer full): the scan of one source, before its first record
 */
RcChainScan *
rc_chain_scan_new (RcChainSet             *set,
                   guint                   index,
                   const RcSource         *source,
                   const RcChainDetection *detection,
                   gboolean                is_inferred)
{
  RcChainScan *self = g_new0 (RcChainScan, 1);

  self->set = set;
  self->index = index;
  self->source = source->id;
  self->framing = source->framing;
  self->profile = detection->profile;
  self->owned = detection->owned;
  self->likeness = detection->likeness;
  self->is_inferred = is_inferred;
  self->segments = g_array_new (FALSE, FALSE, sizeof (RcChainSegment));
  g_array_set_clear_func (self->segments, clear_segment);
  self->bad = g_array_new (FALSE, FALSE, sizeof (RcChainBad));
  return self;
}

void
rc_chain_scan_free (RcChainScan *self)
{
  if (self == NULL)
    return;

  rc_chain_profile_free (self->owned);
  g_array_unref (self->segments);
  g_array_unref (self->bad);
  g_free (self);
}

/**
 * rc_chain_scan_judge:
 *
 * Judges one record by itself; see RcChainLink. Where the rule is unknown there is nothing to judge.
 */
void
rc_chain_scan_judge (const RcChainScan *self,
                     RcChainWorker     *worker,
                     const char        *bytes,
                     gsize              length,
                     const RcDigest    *leaf,
                     RcChainLink       *out_link)
{
  if (self->profile == NULL)
    memset (out_link, 0, sizeof *out_link);
  else
    rc_chain_record_judge (self->profile, worker, bytes, length, leaf, out_link);
}

/* --- Segments --- */

static gboolean
follows (const RcChainSegment *segment,
         const RcChainLink    *link)
{
  if (segment->scope != link->scope)
    return FALSE;
  if (!is_equal (&segment->last_hash, &link->previous)
      && !(segment->last_is_bad && is_equal (&segment->last_computed, &link->previous)))
    return FALSE;

  /* Of a record that was changed the number says nothing. */
  return !segment->has_sequence || !link->has_sequence || !link->hash_fits || link->sequence == segment->last_sequence + 1;
}

/* The open segment that the record goes on, as a place in @open; -1: none. */
static int
find_open (RcChainScan       *self,
           const RcChainLink *link)
{
  guint64 key = get_key (&link->previous);

  for (guint i = 0; i < self->n_open; i++)
    {
      const RcChainSegment *segment = peek_segment (self, self->open[i].segment);

      if ((self->open[i].key == key || segment->last_is_bad) && follows (segment, link))
        return (int) i;
    }
  return -1;
}

static guint
open_place (RcChainScan *self)
{
  guint oldest = 0;

  if (self->n_open < G_N_ELEMENTS (self->open))
    return self->n_open++;

  for (guint i = 1; i < self->n_open; i++)
    {
      if (self->open[i].used < self->open[oldest].used)
        oldest = i;
    }
  return oldest;
}

static int
begin_segment (RcChainScan       *self,
               guint64            record,
               guint64            offset,
               const RcChainLink *link)
{
  RcChainSegment segment = {
    .scan = self->index,
    .scope = link->scope,
    .first_record = record,
    .first_offset = offset,
    .has_sequence = link->has_sequence,
    .first_sequence = link->has_sequence ? link->sequence : 0,
    .is_first_link = link->is_first_link,
    .first_is_bad = !link->hash_fits,
    .first_previous = link->previous,
    .first_hash = link->hash,
    .first_leaf = link->leaf,
  };
  guint place;

  if (!rc_chain_set_count (self->set))
    return -1;

  segment.last_sequence = segment.first_sequence - 1;
  g_array_append_val (self->segments, segment);
  place = open_place (self);
  self->open[place].segment = self->segments->len - 1;
  return (int) place;
}

static void
add_bad (RcChainScan    *self,
         RcChainBadKind  kind,
         guint           segment,
         guint64         record,
         guint64         offset,
         gint64          sequence)
{
  RcChainBad bad = { kind, segment, record, record, offset, sequence, FALSE };

  if (self->bad->len > 0)
    {
      RcChainBad *before = &g_array_index (self->bad, RcChainBad, self->bad->len - 1);

      if (before->kind == kind && before->segment == segment && before->last_record + 1 == record)
        {
          before->last_record = record;
          before->is_vouched = FALSE;
          return;
        }
    }

  if (rc_chain_set_count (self->set))
    g_array_append_val (self->bad, bad);
  else
    self->over_limit = TRUE;
}

/* The next record names what this one was before its hash was written over, or is what it was. */
static void
vouch (RcChainScan *self,
       guint        segment,
       guint64      record)
{
  for (guint i = self->bad->len; i > 0; i--)
    {
      RcChainBad *bad = &g_array_index (self->bad, RcChainBad, i - 1);

      if (bad->segment == segment && bad->last_record == record)
        {
          bad->is_vouched = bad->first_record == bad->last_record;
          return;
        }
    }
}

static void
add_run (RcChainSegment *segment,
         guint64         record)
{
  RcChainRun run = { record, segment->last_sequence + 1 };

  if (segment->is_scattered)
    return;
  if (segment->runs == NULL)
    segment->runs = g_array_new (FALSE, FALSE, sizeof (RcChainRun));
  if (segment->runs->len < RC_CHAIN_MAX_RUNS)
    {
      g_array_append_val (segment->runs, run);
      return;
    }

  g_clear_pointer (&segment->runs, g_array_unref);
  segment->is_scattered = TRUE;
}

static void
extend_segment (RcChainScan       *self,
                int                place,
                guint64            record,
                guint64            offset,
                const RcChainLink *link)
{
  guint index = self->open[place].segment;
  RcChainSegment *segment = peek_segment (self, index);

  if (segment->count > 0 && segment->last_is_bad && !is_equal (&segment->last_hash, &link->previous))
    vouch (self, index, segment->last_record);

  if (segment->count > 0 && record != segment->last_record + 1)
    add_run (segment, record);
  segment->last_record = record;
  segment->last_offset = offset;
  segment->count++;
  segment->last_sequence++;
  segment->last_hash = link->hash;
  segment->last_computed = link->computed;
  segment->last_is_bad = !link->hash_fits;
  self->open[place].key = get_key (&link->hash);
  self->open[place].used = record;

  if (link->ambiguous)
    add_bad (self, RC_CHAIN_BAD_AMBIGUOUS, index, record, offset, segment->last_sequence);
  else if (!link->hash_fits)
    add_bad (self, RC_CHAIN_BAD_ALTERED, index, record, offset, segment->last_sequence);
}

/**
 * rc_chain_scan_push:
 * @record: number of the record, from 1; ascending
 * @offset: its place in the source
 *
 * Takes the judged record into the chain it belongs to.
 */
void
rc_chain_scan_push (RcChainScan       *self,
                    guint64            record,
                    guint64            offset,
                    const RcChainLink *link)
{
  int place;

  self->last_record = record;
  if (self->profile == NULL || link->is_blank)
    return;

  self->n_records++;
  self->n_present += link->present;
  self->n_fitting += link->present && link->hash_fits && !link->ambiguous;
  self->n_respelled += link->is_respelled;
  self->n_imprecise += link->lost_precision;
  self->has_mark |= link->has_mark;
  self->n_returns += link->has_return;
  if (self->over_limit)
    return;
  if (!link->present)
    {
      add_bad (self, link->is_readable ? RC_CHAIN_BAD_FOREIGN : RC_CHAIN_BAD_UNREADABLE, G_MAXUINT, record, offset, 0);
      return;
    }

  place = link->is_first_link ? -1 : find_open (self, link);
  if (place < 0)
    place = begin_segment (self, record, offset, link);
  if (place < 0)
    self->over_limit = TRUE;
  else
    extend_segment (self, place, record, offset, link);
}

/**
 * rc_chain_scan_end:
 *
 * All records of the source were pushed.
 */
void
rc_chain_scan_end (RcChainScan *self)
{
  self->n_open = 0;
}
