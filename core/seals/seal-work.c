/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/seal-work.h"

#include <string.h>

#include "core/anchor-kind.h"
#include "core/bounds.h"
#include "core/seals/cover.h"
#include "core/seals/listing.h"

static void
established_free (gpointer data)
{
  RcEstablishedTime *self = data;

  g_free (self->by);
  g_free (self);
}

void
rc_seal_work_free (RcSealWork *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->candidates);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->listed);
  g_hash_table_unref (self->times);
  g_hash_table_unref (self->over);
  g_clear_pointer (&self->below_threshold, g_array_unref);
  g_ptr_array_unref (self->listings);
  g_hash_table_unref (self->listing_files);
  g_free (self);
}

/* A key file among the evidence is a candidate. */
static gboolean
collect_candidate (RcSealWork      *self,
                   const RcSource  *source,
                   GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  char bytes[RC_LIMIT_CANDIDATE_BYTES + 1];
  GPtrArray *listed;
  RcAnchor *key;

  if (!rc_vault_read (rc_record_reader_peek_vault (self->context->reader), source->start, bytes, (gsize) source->size, &local_error))
    return rc_seal_context_tolerate (&local_error, error);

  bytes[source->size] = '\0';
  key = rc_anchor_parse (bytes, (gsize) source->size, NULL);
  if (key == NULL)
    return TRUE;

  key->id = source->id;
  listed = rc_anchor_list_keys (key);
  g_ptr_array_add (self->candidates, key);
  g_ptr_array_extend_and_steal (self->candidates, listed);
  return TRUE;
}

static void
list_accepted (RcSealWork *self)
{
  for (guint i = 0; i < self->context->anchors->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (self->context->anchors, i);

      g_ptr_array_add (self->keys, (gpointer) anchor);
      g_ptr_array_extend_and_steal (self->listed, rc_anchor_list_keys (anchor));
    }
  g_ptr_array_extend (self->keys, self->listed, NULL, NULL);
}

static gboolean
collect_candidates (RcSealWork  *self,
                    GError     **error)
{
  for (guint i = 0; i < self->context->sources->len; i++)
    {
      const RcSource *source = self->context->sources->pdata[i];

      if (rc_seal_work_is_file (source) && source->size <= RC_LIMIT_CANDIDATE_BYTES && !collect_candidate (self, source, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * rc_seal_work_new:
 * @context: borrowed; indexed by rc_seal_context_index()
 * @judgement: borrowed
 *
 * Returns: (transfer full): %NULL with @error where the case could not be read
 */
RcSealWork *
rc_seal_work_new (RcSealContext  *context,
                  RcJudgement    *judgement,
                  GError        **error)
{
  g_autoptr (RcSealWork) self = g_new0 (RcSealWork, 1);

  self->context = context;
  self->judgement = judgement;
  self->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  self->keys = g_ptr_array_new ();
  self->listed = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  self->times = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, established_free);
  self->over = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->listings = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_listing_free);
  self->listing_files = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  list_accepted (self);
  if (judgement->log_memory == NULL)
    judgement->log_memory = rc_log_memory_load (rc_case_get_database (context->case_file), error);
  return judgement->log_memory != NULL && collect_candidates (self, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
rc_seal_work_is_file (const RcSource *source)
{
  return source->size > 0 && strcmp (source->derivation, RC_DERIVATION_ROWS) != 0;
}

/* --- Seals --- */

void
rc_seal_set_reason (RcSeal     *seal,
                    const char *reason)
{
  char *kept = g_strdup (reason);

  g_free (seal->reason);
  seal->reason = kept;
}

void
rc_seal_set_all (RcSeal     *seal,
                 RcVerdict   verdict,
                 const char *reason)
{
  seal->integrity = verdict;
  seal->signature = verdict;
  seal->anchor = verdict;
  seal->completeness = RC_VERDICT_VALID;
  rc_seal_set_reason (seal, reason);
}

/**
 * rc_seal_work_begin:
 * @kind: stable name of the seal in JSON, e.g. "sshsig"
 * @covered: (nullable): what it stands over: the first of its sources, and its name. More sources may be appended
 * @carrier: where it stands
 *
 * Returns: (transfer full): a seal of one thing to check, about which nothing was checked yet
 */
RcSeal *
rc_seal_work_begin (RcSealWork     *self,
                    const char     *kind,
                    const RcSource *covered,
                    const RcSource *carrier)
{
  RcSeal *seal = rc_seal_new (kind, covered != NULL ? covered->name : carrier->name);

  seal->total = 1;
  seal->carrier = carrier->id;
  if (covered != NULL)
    g_array_append_val (seal->sources, covered->id);
  if (covered != carrier)
    g_array_append_val (seal->sources, carrier->id);
  return seal;
}

void
rc_seal_work_stand_over (RcSealWork *self,
                         gint64      source,
                         RcSeal     *seal)
{
  GPtrArray *seals = g_hash_table_lookup (self->over, &source);

  if (seals == NULL)
    {
      seals = g_ptr_array_new ();
      g_hash_table_insert (self->over, g_memdup2 (&source, sizeof source), seals);
    }
  g_ptr_array_add (seals, seal);
}

/**
 * rc_seal_work_end:
 * @seal: (transfer full): judged
 * @carrier: it is covered only where it is the only or the first of the seal's sources
 *
 * Returns: the seal's number
 */
gint64
rc_seal_work_end (RcSealWork     *self,
                  RcSeal         *seal,
                  const RcSource *carrier)
{
  RcVerdict protection = rc_verdict_worst (seal->integrity, rc_verdict_worst (seal->signature, seal->anchor));
  gint64 id = rc_judgement_add_seal (self->judgement, seal);

  for (guint i = 0; i < seal->sources->len; i++)
    {
      gint64 source_id = g_array_index (seal->sources, gint64, i);
      const RcSource *source = rc_seal_context_source (self->context, source_id);

      if (source == NULL || (source_id == carrier->id && (i > 0 || seal->completeness == RC_VERDICT_INCOMPLETE)))
        continue;
      rc_cover_source (self->context, self->judgement, id, source, protection);
      rc_seal_work_stand_over (self, source_id, seal);
    }
  return id;
}

/**
 * rc_seal_work_end_inside:
 * @seal: (transfer full): judged; @carrier is the first of its sources
 * @record: of @carrier, from 1; 0: all
 *
 * Returns: the seal's number
 */
gint64
rc_seal_work_end_inside (RcSealWork     *self,
                         RcSeal         *seal,
                         const RcSource *carrier,
                         guint64         record)
{
  RcVerdict protection = rc_verdict_worst (seal->integrity, rc_verdict_worst (seal->signature, seal->anchor));
  gint64 id = rc_judgement_add_seal (self->judgement, seal);

  for (guint i = 0; i < seal->sources->len; i++)
    {
      gint64 source_id = g_array_index (seal->sources, gint64, i);
      const RcSource *source = rc_seal_context_source (self->context, source_id);

      if (source == NULL)
        continue;
      if (source_id == carrier->id && record > 0)
        rc_judgement_add_cover (self->judgement, id, source_id, record, record, protection);
      else
        rc_cover_source (self->context, self->judgement, id, source, protection);
      rc_seal_work_stand_over (self, source_id, seal);
    }
  return id;
}

static void
append_source (RcSeal *seal,
               gint64  id)
{
  for (guint i = 0; i < seal->sources->len; i++)
    if (g_array_index (seal->sources, gint64, i) == id)
      return;
  g_array_append_val (seal->sources, id);
}

/**
 * rc_seal_work_end_files:
 * @seal: (transfer full): judged
 * @files: (element-type RcSource): added to the seal's sources where they are not there yet
 *
 * Returns: the seal's number
 */
gint64
rc_seal_work_end_files (RcSealWork      *self,
                        RcSeal          *seal,
                        GPtrArray       *files,
                        const RcVerdict *own)
{
  RcVerdict protection = rc_verdict_worst (seal->signature, seal->anchor);
  gint64 id = rc_judgement_add_seal (self->judgement, seal);

  for (guint i = 0; i < files->len; i++)
    {
      const RcSource *file = files->pdata[i];

      append_source (seal, file->id);
      rc_cover_source (self->context, self->judgement, id, file, rc_verdict_worst (protection, own[i]));
      rc_seal_work_stand_over (self, file->id, seal);
    }
  return id;
}

/**
 * rc_seal_work_find_over:
 *
 * Returns: (transfer none) (nullable): of the signatures over @source that were judged so far the one with the best verdict
 */
const RcSeal *
rc_seal_work_find_over (RcSealWork *self,
                        gint64      source)
{
  const GPtrArray *seals = g_hash_table_lookup (self->over, &source);
  const RcSeal *best = NULL;

  for (guint i = 0; seals != NULL && i < seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (seals, i);

      if (seal->signature != RC_VERDICT_UNSIGNED && (best == NULL || rc_seal_worst (seal) > rc_seal_worst (best)))
        best = seal;
    }
  return best;
}

/**
 * rc_seal_work_list_over:
 *
 * Returns: (element-type RcSeal) (transfer none) (nullable): all seals that stand over the bytes of @source, judged so far
 */
const GPtrArray *
rc_seal_work_list_over (RcSealWork *self,
                        gint64      source)
{
  return g_hash_table_lookup (self->over, &source);
}

/* --- Exceptions --- */

static gint64
tell (RcSealWork     *self,
      const char     *exception_kind,
      const RcSource *place,
      gint64          record,
      gint64          offset,
      const char     *expected,
      const char     *found,
      const char     *format,
      va_list         arguments)
{
  g_autofree char *message = g_strdup_vprintf (format, arguments);

  return rc_judgement_add_exception (self->judgement,
                                     rc_exception_new (exception_kind, place->id, record, offset, expected, found, "%s", message));
}

gint64
rc_seal_work_tell (RcSealWork     *self,
                   const char     *exception_kind,
                   const RcSource *place,
                   const char     *expected,
                   const char     *found,
                   const char     *format,
                   ...)
{
  va_list arguments;
  gint64 id;

  va_start (arguments, format);
  id = tell (self, exception_kind, place, place->records > 0 ? 1 : 0, place->records > 0 ? 0 : -1, expected, found, format, arguments);
  va_end (arguments);
  return id;
}

/* Faults of one file come in the order of their places, mostly: lines are counted on from the last one, or a file of faults would be
 * counted through once for each. */
static gint64
line_at (RcSealWork     *self,
         const RcSource *place,
         GBytes         *bytes,
         gsize           offset)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (self->counted_source != place->id || self->counted_to > offset)
    {
      self->counted_source = place->id;
      self->counted_to = 0;
      self->counted_lines = 1;
    }
  for (; self->counted_to < MIN (offset, length); self->counted_to++)
    self->counted_lines += text[self->counted_to] == '\n';
  return self->counted_lines;
}

static gint64
record_at (RcSealWork     *self,
           const RcSource *place,
           GBytes         *bytes,
           gsize           offset)
{
  if (place->records == 0)
    return 0;
  if (place->framing == RC_FRAMING_FIXED)
    return (gint64) (offset / RC_LIMIT_FIXED_TILE_BYTES) + 1;
  if (place->framing == RC_FRAMING_WHOLE)
    return 1;
  if (place->framing == RC_FRAMING_OBJECTS)
    return 0;      /* the offset says where; which record that is, is not known here */

  return MIN (line_at (self, place, bytes, offset), (gint64) place->records);
}

gint64
rc_seal_work_tell_at (RcSealWork     *self,
                      const char     *exception_kind,
                      const RcSource *place,
                      GBytes         *bytes,
                      gsize           offset,
                      const char     *expected,
                      const char     *found,
                      const char     *format,
                      ...)
{
  gint64 record = record_at (self, place, bytes, offset);
  va_list arguments;
  gint64 id;

  va_start (arguments, format);
  id = tell (self, exception_kind, place, record, record > 0 ? (gint64) offset : -1, expected, found, format, arguments);
  va_end (arguments);
  return id;
}

void
rc_seal_work_malformed (RcSealWork     *self,
                        const char     *kind,
                        const RcSource *covered,
                        const RcSource *carrier,
                        const char     *expected,
                        const char     *fault)
{
  RcSeal *seal = rc_seal_work_begin (self, kind, covered, carrier);

  rc_seal_set_all (seal, RC_VERDICT_MALFORMED, "format");
  rc_seal_work_end (self, seal, carrier);
  rc_seal_work_tell (self, RC_EXCEPTION_SEAL_MALFORMED, carrier, expected, fault, "“%s” begins like %s, but %s.", carrier->name, expected,
                     fault);
}

void
rc_seal_work_ambiguous (RcSealWork     *self,
                        const char     *kind,
                        const RcSource *carrier,
                        GBytes         *bytes,
                        gsize           offset)
{
  RcSeal *seal = rc_seal_work_begin (self, kind, carrier, carrier);

  rc_seal_set_all (seal, RC_VERDICT_AMBIGUOUS, "format");
  rc_seal_work_end (self, seal, carrier);
  rc_seal_work_tell_at (self, RC_EXCEPTION_DUPLICATE_MEMBER, carrier, bytes, offset, "each member once", "one member twice",
                        "“%s” names a member twice: two readers would see two different things in it.", carrier->name);
}

void
rc_seal_work_unverifiable (RcSealWork     *self,
                           const char     *kind,
                           const RcSource *covered,
                           const RcSource *carrier,
                           const char     *reason)
{
  RcSeal *seal = rc_seal_work_begin (self, kind, covered, carrier);

  rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, reason);
  rc_seal_work_end (self, seal, carrier);
}

void
rc_seal_work_payload_absent (RcSealWork     *self,
                             RcSeal         *seal,
                             const RcSource *carrier)
{
  rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, "payload-withheld");
  seal->completeness = RC_VERDICT_INCOMPLETE;
  rc_seal_work_tell (self, RC_EXCEPTION_LISTED_ABSENT, carrier, "the signed file", "nothing received",
                     "The file that “%s” signs was not received.", carrier->name);
}

/* --- What a detached signature is over --- */

GBytes *
rc_seal_work_read_head (RcSealWork      *self,
                        const RcSource  *source,
                        GError         **error)
{
  gsize length = (gsize) MIN (source->size, RC_LIMIT_SAMPLE_BYTES);
  g_autofree char *head = g_malloc (length + 1);
  g_autoptr (GError) local_error = NULL;

  if (rc_vault_read (rc_record_reader_peek_vault (self->context->reader), source->start, head, length, &local_error))
    {
      head[length] = '\0';
      return g_bytes_new_take (g_steal_pointer (&head), length);
    }
  (void) rc_seal_context_tolerate (&local_error, error);
  return NULL;
}

GPtrArray *
rc_seal_work_find_signed (RcSealWork         *self,
                          const RcSource     *carrier,
                          const char * const *endings)
{
  g_autofree char *folder = rc_seal_context_dup_folder (self->context, carrier);
  const char *base = carrier->name + strlen (folder);

  for (guint i = 0; endings[i] != NULL; i++)
    {
      g_autofree char *name = NULL;

      if (!g_str_has_suffix (base, endings[i]) || strlen (base) == strlen (endings[i]))
        continue;
      name = g_strndup (base, strlen (base) - strlen (endings[i]));
      return rc_seal_context_find_all_beside (self->context, carrier, name);
    }
  return g_ptr_array_new ();
}

/* --- Established times --- */

void
rc_seal_work_add_time (RcSealWork *self,
                       gint64      source,
                       gint64      time_us,
                       const char *by)
{
  RcEstablishedTime *known = g_hash_table_lookup (self->times, &source);

  if (known != NULL && known->time_us <= time_us)
    return;

  known = g_new0 (RcEstablishedTime, 1);
  known->time_us = time_us;
  known->by = g_strdup (by);
  g_hash_table_insert (self->times, g_memdup2 (&source, sizeof source), known);
}

const RcEstablishedTime *
rc_seal_work_get_time (RcSealWork *self,
                       gint64      source)
{
  return g_hash_table_lookup (self->times, &source);
}
