/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/chain-line.h"

#include <string.h>

#include "core/seals/chain-place.h"

void
rc_chain_line_free (RcChainLine *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->spans);
  g_array_unref (self->sides);
  g_free (self);
}

/**
 * rc_chain_line_last:
 *
 * Returns: the number of the line's last record
 */
gint64
rc_chain_line_last (const RcChainLine *self)
{
  return g_array_index (self->spans, RcChainSpan, self->spans->len - 1).last;
}

RcChainSpan *
rc_chain_line_find (const RcChainLine *self,
                    gint64             number)
{
  guint index = rc_chain_line_search (self, number);
  RcChainSpan *span;

  if (index == self->spans->len)
    return NULL;
  span = &g_array_index (self->spans, RcChainSpan, index);
  return span->first <= number ? span : NULL;
}

gboolean
rc_chain_span_locate (const RcChainSpan  *self,
                      RcChainReader      *reader,
                      gint64              number,
                      guint64            *out_record,
                      GError            **error)
{
  return rc_chain_reader_locate (reader, self->scan, self->segment, number - self->shift, out_record, error);
}

gboolean
rc_chain_span_hash (const RcChainSpan  *self,
                    RcChainReader      *reader,
                    gint64              number,
                    RcDigest           *out_hash,
                    GError            **error)
{
  return rc_chain_reader_hash (reader, self->scan, self->segment, number - self->shift, out_hash, error);
}

/* --- Joints: how each span follows the one before --- */

/* What a record says of itself, from its segment's ends where it is one, else read again. */
typedef struct
{
  gboolean is_known;
  RcDigest previous;
  RcDigest hash;
  RcDigest computed;
  gboolean is_bad;
} End;

static gboolean
read_end (RcChainReader      *reader,
          const RcChainSpan  *span,
          gint64              number,
          End                *out_end,
          GError            **error)
{
  const RcChainSegment *segment = span->segment;
  g_autoptr (GError) local_error = NULL;
  RcChainLink link;
  guint64 record;

  memset (out_end, 0, sizeof *out_end);
  out_end->is_known = TRUE;
  if (number - span->shift == segment->last_sequence)
    {
      out_end->hash = segment->last_hash;
      out_end->computed = segment->last_computed;
      out_end->is_bad = segment->last_is_bad;
      if (segment->count > 1)
        return TRUE;
    }
  if (number - span->shift == segment->first_sequence)
    {
      out_end->previous = segment->first_previous;
      out_end->hash = segment->first_hash;
      out_end->is_bad = segment->first_is_bad;
      if (!out_end->is_bad)
        out_end->computed = segment->first_hash;
      return TRUE;
    }

  out_end->is_known = rc_chain_span_locate (span, reader, number, &record, &local_error)
                      && rc_chain_reader_link (reader, span->scan, record, &link, NULL, &local_error) && link.present;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (out_end->is_known)
    {
      out_end->previous = link.previous;
      out_end->hash = link.hash;
      out_end->computed = link.computed;
      out_end->is_bad = !link.hash_fits;
    }
  return TRUE;
}

/* Second versions of records, by what can go on from them: the hash of their last record, or the rest of their segment. */
typedef struct
{
  GHashTable *by_hash;       /* RcDigest → index of the side */
  GHashTable *by_segment;    /* RcChainSegment → index of the side */
} Forks;

static guint
hash_digest (gconstpointer key)
{
  guint hash;

  memcpy (&hash, ((const RcDigest *) key)->bytes, sizeof hash);
  return hash;
}

static gboolean
equal_digests (gconstpointer a,
               gconstpointer b)
{
  return memcmp (a, b, sizeof (RcDigest)) == 0;
}

static void
forks_clear (Forks *self)
{
  g_hash_table_unref (self->by_hash);
  g_hash_table_unref (self->by_segment);
}

static void
forks_init (Forks             *self,
            const RcChainLine *line)
{
  self->by_hash = g_hash_table_new (hash_digest, equal_digests);
  self->by_segment = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < line->sides->len; i++)
    {
      const RcChainSide *side = &g_array_index (line->sides, RcChainSide, i);

      if (side->kind != RC_CHAIN_SIDE_FORK)
        continue;
      if (side->span.last - side->span.shift == side->span.segment->last_sequence)
        g_hash_table_insert (self->by_hash, (gpointer) &side->span.segment->last_hash, GUINT_TO_POINTER (i));
      else
        g_hash_table_insert (self->by_segment, (gpointer) side->span.segment, GUINT_TO_POINTER (i));
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Forks, forks_clear)

/* Whether @span goes on from the other version of the records up to the one before it. */
static gboolean
find_fork (const RcChainLine *self,
           const Forks       *forks,
           const RcChainSpan *span,
           const RcDigest    *previous,
           guint             *out_side)
{
  gpointer found;
  const RcChainSide *side;

  if (!g_hash_table_lookup_extended (forks->by_segment, span->segment, NULL, &found)
      && !g_hash_table_lookup_extended (forks->by_hash, previous, NULL, &found))
    return FALSE;

  *out_side = GPOINTER_TO_UINT (found);
  side = &g_array_index (self->sides, RcChainSide, *out_side);
  return side->span.last == span->first - 1;
}

static gboolean
judge_joint (RcChainLine    *self,
             RcChainReader  *reader,
             const Forks    *forks,
             RcChainSpan    *before,
             RcChainSpan    *span,
             GError        **error)
{
  End last, first;

  if (!read_end (reader, before, before->last, &last, error) || !read_end (reader, span, span->first, &first, error))
    return FALSE;

  if (last.is_known && first.is_known
      && (rc_digest_equal (&last.hash, &first.previous)
          || (last.is_bad && rc_digest_equal (&last.computed, &first.previous))))
    span->joint = span->first == before->last + 1 ? RC_CHAIN_JOINT_LINKED : RC_CHAIN_JOINT_JUMP;
  else if (span->first > before->last + 1)
    span->joint = RC_CHAIN_JOINT_GAP;
  else if (!last.is_known || !first.is_known)
    span->joint = RC_CHAIN_JOINT_UNKNOWN;
  else if (find_fork (self, forks, span, &first.previous, &span->fork))
    span->joint = RC_CHAIN_JOINT_FORKED;
  else if (last.is_bad || first.is_bad)
    span->joint = RC_CHAIN_JOINT_CONSEQUENCE;
  else
    span->joint = self->profile->sequence != NULL ? RC_CHAIN_JOINT_REHASHED : RC_CHAIN_JOINT_UNKNOWN;

  if (span->joint == RC_CHAIN_JOINT_FORKED)
    g_array_index (self->sides, RcChainSide, span->fork).goes_on = TRUE;
  return TRUE;
}

static gboolean
judge_joints (RcChainLine    *self,
              RcChainReader  *reader,
              GError        **error)
{
  g_auto (Forks) forks;

  forks_init (&forks, self);
  g_array_index (self->spans, RcChainSpan, 0).joint = RC_CHAIN_JOINT_FIRST;
  for (guint i = 1; i < self->spans->len; i++)
    {
      RcChainSpan *before = &g_array_index (self->spans, RcChainSpan, i - 1);
      RcChainSpan *span = &g_array_index (self->spans, RcChainSpan, i);

      if (!judge_joint (self, reader, &forks, before, span, error))
        return FALSE;
      if (before->scan == span->scan && before->segment != span->segment
          && span->segment->first_record < before->segment->last_record)
        self->is_reordered = TRUE;
    }
  return TRUE;
}

/**
 * rc_chain_lines_build:
 *
 * Returns: (element-type RcChainLine) (transfer full): every chain of the set, each with its joints judged; %NULL with @error
 */
GPtrArray *
rc_chain_lines_build (RcChainSet     *set,
                      RcChainReader  *reader,
                      GError        **error)
{
  g_autoptr (GPtrArray) lines = rc_chain_lines_place (set, reader, error);

  if (lines == NULL)
    return NULL;
  for (guint i = 0; i < lines->len; i++)
    {
      if (!judge_joints (lines->pdata[i], reader, error))
        return NULL;
    }
  return g_steal_pointer (&lines);
}
