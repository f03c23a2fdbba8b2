/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/chain-tell.h"

#include <string.h>

#include "core/bounds.h"

/**
 * rc_chain_place_find:
 * @out_place: (out): where the record of this number stands, as far as it is known
 *
 * Returns: %FALSE with @error
 */
gboolean
rc_chain_place_find (RcChainJudge       *self,
                     const RcChainSpan  *span,
                     gint64              number,
                     RcChainPlace       *out_place,
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

/* The exception is the cause of what follows from the record of this number. */
void
rc_chain_remember (RcChainFinding *finding,
                   gint64          number,
                   gint64          id)
{
  if (rc_chain_finding_fault (finding, number) == 0)
    g_hash_table_insert (finding->faults, g_memdup2 (&number, sizeof number), g_memdup2 (&id, sizeof id));
}

/* The exception that says so already; 0: none. */
gint64
rc_chain_find_told (RcChainJudge *self,
                    const char   *kind,
                    gint64        source,
                    guint64       record)
{
  for (guint i = 0; i < self->judgement->exceptions->len; i++)
    {
      const RcException *exception = self->judgement->exceptions->pdata[i];

      if (exception->source == source && exception->record == (gint64) record && g_str_equal (exception->kind, kind))
        return exception->id;
    }
  return 0;
}

/**
 * rc_chain_tell:
 * @number: the exception is the cause of what follows from the record of this number
 * @format: one plain sentence
 *
 * Returns: the exception's id
 */
gint64
rc_chain_tell (RcChainJudge       *self,
               RcChainFinding     *finding,
               const RcChainScan  *scan,
               const RcChainPlace *place,
               gint64              number,
               const char         *kind,
               const char         *expected,
               const char         *found,
               const char         *format,
               ...)
{
  g_autofree char *message = NULL;
  RcException *exception;
  va_list arguments;
  gint64 id;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  message[0] = g_ascii_toupper (message[0]);
  exception = rc_exception_new (kind, scan->source, place->is_known ? (gint64) place->record : 0,
                                place->is_known ? (gint64) place->offset : -1, expected, found, "%s", message);
  finding->n_listed++;
  id = rc_judgement_add_exception (self->judgement, exception);
  rc_chain_remember (finding, number, id);
  return id;
}

/* Whether one more fault is told by itself; else it is counted. */
gboolean
rc_chain_may_list (RcChainFinding *finding)
{
  if (finding->n_listed < RC_LIMIT_SET_ASIDE_LISTED)
    return TRUE;

  finding->n_unlisted++;
  return FALSE;
}

/* "record 812 of “log.jsonl” (number 811)" */
char *
rc_chain_place_name (RcChainJudge      *self,
                     const RcChainSpan *span,
                     const RcChainPlace *place,
                     gint64              number)
{
  const char *source = rc_chain_judge_source_name (self, span->scan);

  if (!place->is_known)
    return g_strdup_printf ("a record of “%s”", source);
  if (!span->segment->has_sequence)
    return g_strdup_printf ("record %" G_GUINT64_FORMAT " of “%s”", place->record, source);
  return g_strdup_printf ("record %" G_GUINT64_FORMAT " of “%s” (number %" G_GINT64_FORMAT ")", place->record, source, number);
}
