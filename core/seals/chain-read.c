/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/chain-read.h"

/* Enough for every break that is told one by one, and for a search through a scattered chain. */
#define MAX_READS 200000u

void
rc_chain_reader_init (RcChainReader *self,
                      RcSealContext *context)
{
  self->context = context;
  self->worker = rc_chain_worker_new ();
  self->hasher = rc_hasher_new ();
  self->reads_left = MAX_READS;
}

void
rc_chain_reader_clear (RcChainReader *self)
{
  g_clear_pointer (&self->worker, rc_chain_worker_free);
  g_clear_pointer (&self->hasher, rc_hasher_free);
}

/**
 * rc_chain_reader_link:
 * @out_link: (out): set where the answer is %TRUE
 * @out_offset: (out) (optional): the record's place in its source
 *
 * Returns: %FALSE without @error where the record cannot be read any more; %FALSE with @error where the case cannot
 */
gboolean
rc_chain_reader_link (RcChainReader      *self,
                      const RcChainScan  *scan,
                      guint64             record,
                      RcChainLink        *out_link,
                      guint64            *out_offset,
                      GError            **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize length, begin;
  RcDigest leaf;

  if (self->context->reader == NULL || self->reads_left == 0)
    return FALSE;
  if (g_cancellable_set_error_if_cancelled (self->context->cancellable, error))
    return FALSE;

  self->reads_left--;
  bytes = rc_record_reader_read (self->context->reader, scan->source, record, out_offset, &local_error);
  if (bytes == NULL)
    {
      (void) rc_seal_context_tolerate (&local_error, error);
      return FALSE;
    }

  text = g_bytes_get_data (bytes, &length);
  rc_tree_leaf (self->hasher, text, length, &leaf);
  begin = rc_record_find_content (scan->framing, text, length, &length);
  rc_chain_record_judge (scan->profile, self->worker, text + begin, length, &leaf, out_link);
  return TRUE;
}

static guint64
locate_in_runs (const RcChainSegment *segment,
                gint64                sequence)
{
  guint64 record = segment->first_record;
  gint64 begin = segment->first_sequence;

  for (guint i = 0; segment->runs != NULL && i < segment->runs->len; i++)
    {
      const RcChainRun *run = &g_array_index (segment->runs, RcChainRun, i);

      if (run->sequence > sequence)
        break;
      record = run->record;
      begin = run->sequence;
    }
  return record + (guint64) (sequence - begin);
}

/* Numbers grow with the records, but records of other chains lie between. */
static gboolean
search (RcChainReader         *self,
        const RcChainScan     *scan,
        const RcChainSegment  *segment,
        gint64                 sequence,
        guint64               *out_record,
        GError               **error)
{
  guint64 low = segment->first_record;
  guint64 high = segment->last_record;

  while (low <= high)
    {
      guint64 middle = low + (high - low) / 2;
      guint64 record = middle;
      RcChainLink link;

      while (TRUE)
        {
          if (record > high)
            break;
          if (!rc_chain_reader_link (self, scan, record, &link, NULL, error))
            return FALSE;
          if (link.present && link.scope == segment->scope && link.has_sequence)
            break;
          record++;
        }

      if (record <= high && link.sequence == sequence)
        {
          *out_record = record;
          return TRUE;
        }
      if (record > high || link.sequence > sequence)
        {
          if (middle == low)
            return FALSE;
          high = middle - 1;
        }
      else
        {
          low = record + 1;
        }
    }

  return FALSE;
}

/**
 * rc_chain_reader_locate:
 * @sequence: as the segment counts
 * @out_record: (out): set where the answer is %TRUE
 *
 * Returns: %FALSE without @error where it is not known
 */
gboolean
rc_chain_reader_locate (RcChainReader         *self,
                        const RcChainScan     *scan,
                        const RcChainSegment  *segment,
                        gint64                 sequence,
                        guint64               *out_record,
                        GError               **error)
{
  if (sequence < segment->first_sequence || sequence > segment->last_sequence)
    return FALSE;
  if (sequence == segment->last_sequence)
    {
      *out_record = segment->last_record;
      return TRUE;
    }
  if (!segment->is_scattered)
    {
      *out_record = locate_in_runs (segment, sequence);
      return TRUE;
    }

  return segment->has_sequence && search (self, scan, segment, sequence, out_record, error);
}

gboolean
rc_chain_reader_hash (RcChainReader         *self,
                      const RcChainScan     *scan,
                      const RcChainSegment  *segment,
                      gint64                 sequence,
                      RcDigest              *out_hash,
                      GError               **error)
{
  RcChainLink link;
  guint64 record;

  if (sequence == segment->last_sequence || sequence == segment->first_sequence)
    {
      *out_hash = sequence == segment->last_sequence ? segment->last_hash : segment->first_hash;
      return TRUE;
    }
  if (!rc_chain_reader_locate (self, scan, segment, sequence, &record, error)
      || !rc_chain_reader_link (self, scan, record, &link, NULL, error) || !link.present)
    return FALSE;

  *out_hash = link.hash;
  return TRUE;
}
