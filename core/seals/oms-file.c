/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/oms-file.h"

#include <string.h>

#include "core/seals/digest-list-file.h"

void
rc_oms_file_finding_clear (RcOmsFileFinding *self)
{
  g_clear_pointer (&self->found, g_bytes_unref);
}

/* NULL without @error: its bytes are not there. */
static GBytes *
compute_digest (RcSealWork            *work,
                const RcOmsStatement  *statement,
                const RcSource        *source,
                const RcOmsResource   *resource,
                GError               **error)
{
  RcVault *vault = rc_record_reader_peek_vault (work->context->reader);
  RcListedAlgorithm algorithm = statement->algorithm == RC_OMS_BLAKE2B ? RC_LISTED_BLAKE2B : RC_LISTED_SHA256;
  guint64 size = resource->end >= 0 ? (guint64) (resource->end - resource->start) : source->size;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcStream) stream = NULL;
  guint8 digest[RC_LISTED_DIGEST_BYTES];
  gsize length = 0;

  /* Computed at import from the same stored bytes. */
  if (algorithm == RC_LISTED_SHA256 && size == source->size)
    return g_bytes_new (source->sha256.bytes, RC_DIGEST_BYTES);

  stream = rc_vault_new_stream (vault, source->start + (guint64) resource->start, size);
  if (rc_listed_algorithm_compute (algorithm, stream, digest, &length, &local_error))
    return g_bytes_new (digest, length);

  (void) rc_seal_context_tolerate (&local_error, error);
  return NULL;
}

static gboolean
judge_resource (RcSealWork            *work,
                const RcOmsStatement  *statement,
                const RcSource        *source,
                const RcOmsResource   *resource,
                RcOmsFileFinding      *finding,
                GError               **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) digest = NULL;
  gboolean is_short = resource->end >= 0 && (guint64) resource->end > source->size;

  if (!is_short)
    digest = compute_digest (work, statement, source, resource, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (digest == NULL && !is_short)
    finding->verdict = rc_verdict_worst (finding->verdict, RC_VERDICT_UNVERIFIABLE);
  else if (is_short || !g_bytes_equal (digest, resource->digest))
    {
      finding->verdict = RC_VERDICT_INVALID;
      finding->differing = resource;
      finding->found = g_steal_pointer (&digest);
    }
  return TRUE;
}

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  const RcOmsResource *first = *(const RcOmsResource * const *) a;
  const RcOmsResource *second = *(const RcOmsResource * const *) b;

  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  return (first->end > second->end) - (first->end < second->end);
}

gboolean
rc_oms_file_has_overlap (GPtrArray *resources)
{
  gint64 end = 0;

  g_ptr_array_sort (resources, compare_starts);
  for (guint i = 0; i < resources->len; i++)
    {
      const RcOmsResource *resource = resources->pdata[i];

      if (resource->start < end)
        return TRUE;
      end = resource->end;
    }
  return FALSE;
}

static guint64
measure_covered (const RcSource  *source,
                 const GPtrArray *resources)
{
  guint64 covered = 0;

  for (guint i = 0; i < resources->len; i++)
    {
      const RcOmsResource *resource = resources->pdata[i];

      if (resource->end < 0)
        return source->size;
      if ((guint64) resource->start > covered)
        break;
      covered = MAX (covered, (guint64) resource->end);
    }
  return covered;
}

/**
 * rc_oms_file_judge:
 * @out_finding: (inout): empty
 *
 * Returns: %FALSE with @error where the case could not be read
 */
gboolean
rc_oms_file_judge (RcSealWork            *work,
                   const RcOmsStatement  *statement,
                   const RcSource        *source,
                   GPtrArray             *resources,
                   RcOmsFileFinding      *out_finding,
                   GError               **error)
{
  g_ptr_array_sort (resources, compare_starts);
  out_finding->covered = measure_covered (source, resources);
  out_finding->verdict = statement->algorithm == RC_OMS_UNSUPPORTED ? RC_VERDICT_UNVERIFIABLE : RC_VERDICT_VALID;
  if (statement->algorithm == RC_OMS_UNSUPPORTED)
    return TRUE;

  /* A whole file that is listed again is the same: its digests were compared. */
  for (guint i = 0; i < (statement->is_sharded ? resources->len : 1) && out_finding->verdict != RC_VERDICT_INVALID; i++)
    {
      if (g_cancellable_set_error_if_cancelled (work->context->cancellable, error)
          || !judge_resource (work, statement, source, resources->pdata[i], out_finding, error))
        return FALSE;
    }
  return TRUE;
}
