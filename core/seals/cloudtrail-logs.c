/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cloudtrail-logs.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/cloudtrail-place.h"
#include "core/seals/cover.h"

struct _RcCloudTrailLogs
{
  RcSealWork *work;
  GHashTable *by_hash;      /* RcDigest → GPtrArray of RcSource: files, each content once */
  GHashTable *listed;       /* ids of sources that some digest lists */
};

/* What one chain lists. */
typedef struct
{
  RcCloudTrailLogs  *logs;
  RcCloudTrailChain *chain;
  GHashTable        *forked;         /* hashes that digests list of which there are two for one hour */
  guint              n_disputed;     /* log files of which those two say different things */
  guint              n_empty;        /* verified digests without log files */
  guint              n_late;
  guint              n_absent;
  guint              n_absent_unvouched;
  guint              n_elsewhere;    /* found by content at another place */
  guint              n_moved;        /* digests */
  gint64             first_us;       /* of verified digests */
  gint64             last_us;
} Sum;

static guint
hash_digest (gconstpointer key)
{
  const RcDigest *digest = key;
  guint hash;

  memcpy (&hash, digest->bytes, sizeof hash);
  return hash;
}

static gboolean
equal_digests (gconstpointer a,
               gconstpointer b)
{
  return rc_digest_equal (a, b);
}

RcCloudTrailLogs *
rc_cloudtrail_logs_new (RcSealWork *work)
{
  RcCloudTrailLogs *self = g_new0 (RcCloudTrailLogs, 1);

  self->work = work;
  self->by_hash = g_hash_table_new_full (hash_digest, equal_digests, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->listed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < work->context->sources->len; i++)
    {
      RcSource *source = work->context->sources->pdata[i];
      GPtrArray *same;

      /* What is met again shares its records with the source that it repeats, which is covered. */
      if (!rc_seal_work_is_file (source) || rc_source_is_repeat (source))
        continue;
      same = g_hash_table_lookup (self->by_hash, &source->sha256);
      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (self->by_hash, &source->sha256, same);
        }
      g_ptr_array_add (same, source);
    }
  return self;
}

void
rc_cloudtrail_logs_free (RcCloudTrailLogs *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_hash);
  g_hash_table_unref (self->listed);
  g_free (self);
}

gboolean
rc_cloudtrail_logs_is_listed (RcCloudTrailLogs *self,
                              gint64            source)
{
  return g_hash_table_contains (self->listed, &source);
}

/* --- One log file --- */

static void
cover (Sum            *sum,
       const RcSource *source,
       RcVerdict       protection)
{
  RcCloudTrailChain *chain = sum->chain;

  g_hash_table_add (sum->logs->listed, g_memdup2 (&source->id, sizeof source->id));
  g_array_append_val (chain->seal->sources, source->id);
  rc_cover_source (chain->work->context, chain->work->judgement, chain->seal_id, source, protection);
}

/* The unpacked content of what lies at a place. */
static const RcSource *
find_content (RcSealContext  *context,
              const RcSource *file)
{
  const GArray *children = strcmp (file->kind, "container") == 0 ? rc_seal_context_children (context, file->id) : NULL;

  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      const RcSource *child = rc_seal_context_source (context, g_array_index (children, gint64, i));

      if (child != NULL && strcmp (child->derivation, "gunzip of") == 0)
        return child;
    }
  return file;
}

/* What lies where the log file should lie and is another content; NULL: nothing, or the right one alone. */
static const RcSource *
find_other_there (Sum                     *sum,
                  const RcCloudTrailEntry *entry,
                  const RcCloudTrailLog   *log,
                  gboolean                *out_is_there)
{
  RcSealContext *context = sum->chain->work->context;
  g_autoptr (GPtrArray) names = rc_cloudtrail_place_list (entry, log->location);

  *out_is_there = FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      const GPtrArray *there = g_hash_table_lookup (context->by_name, g_ptr_array_index (names, i));

      for (guint j = 0; there != NULL && j < there->len; j++)
        {
          const RcSource *content = find_content (context, g_ptr_array_index (there, j));

          *out_is_there = TRUE;
          if (!rc_digest_equal (&content->sha256, &log->hash))
            return content;
        }
      if (*out_is_there)
        return NULL;
    }
  return NULL;
}

static void
fail_log (Sum                     *sum,
          const RcCloudTrailEntry *entry,
          const RcCloudTrailLog   *log,
          const RcSource          *other)
{
  RcSeal *seal = sum->chain->seal;
  char expected[RC_DIGEST_HEX_SIZE];
  char found[RC_DIGEST_HEX_SIZE];

  rc_digest_to_hex (&log->hash, expected);
  rc_digest_to_hex (&other->sha256, found);
  seal->integrity = rc_verdict_worst (seal->integrity, RC_VERDICT_INVALID);
  rc_cloudtrail_chain_worsen (sum->chain, RC_VERDICT_INVALID, "digest");
  cover (sum, other, RC_VERDICT_INVALID);
  rc_cloudtrail_chain_tell (sum->chain, RC_EXCEPTION_DIGEST_MISMATCH, other, expected, found,
                            "“%s” is not the log file that the digest “%s” lists: its SHA-256 differs.", other->name,
                            entry->source->name);
}

/* Another digest for the same hour lists what is there: which of the two counts nobody can say. */
static void
dispute_log (Sum            *sum,
             const RcSource *other)
{
  sum->n_disputed++;
  cover (sum, other, RC_VERDICT_FORK);
}

/* That something is absent is known only from a digest that somebody vouches for. */
static void
miss_log (Sum                     *sum,
          const RcCloudTrailEntry *entry,
          const RcCloudTrailLog   *log)
{
  RcSeal *seal = sum->chain->seal;
  gboolean is_vouched = rc_cloudtrail_chain_protect (sum->chain, entry) >= RC_VERDICT_WEAK;
  RcVerdict verdict = is_vouched ? RC_VERDICT_INCOMPLETE : RC_VERDICT_UNVERIFIABLE;

  seal->completeness = rc_verdict_worst (seal->completeness, verdict);
  if (is_vouched)
    {
      sum->n_absent++;
      rc_cloudtrail_chain_worsen (sum->chain, RC_VERDICT_INCOMPLETE, NULL);
    }
  else
    {
      sum->n_absent_unvouched++;
    }
  rc_cloudtrail_chain_tell (sum->chain, RC_EXCEPTION_LISTED_ABSENT, entry->source, log->location, "nothing received",
                            "The digest “%s” lists the log file “%s”, which was not received.", entry->source->name, log->location);
}

static void
hold_log (Sum                     *sum,
          const RcCloudTrailEntry *entry,
          const GPtrArray         *same)
{
  RcVerdict protection = rc_cloudtrail_chain_protect (sum->chain, entry);

  for (guint i = 0; i < same->len; i++)
    cover (sum, g_ptr_array_index (same, i), protection);
  sum->chain->seal->checked += protection >= RC_VERDICT_WEAK;
}

static void
judge_log (Sum                     *sum,
           const RcCloudTrailEntry *entry,
           const RcCloudTrailLog   *log)
{
  RcSeal *seal = sum->chain->seal;
  const GPtrArray *same = log->has_hash ? g_hash_table_lookup (sum->logs->by_hash, &log->hash) : NULL;
  const RcSource *other;
  gboolean is_there;

  seal->total++;
  sum->n_late += log->is_late;
  if (!log->has_hash)
    {
      seal->integrity = rc_verdict_worst (seal->integrity, RC_VERDICT_UNVERIFIABLE);
      rc_cloudtrail_chain_worsen (sum->chain, RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported");
      return;
    }

  other = find_other_there (sum, entry, log, &is_there);
  if (other != NULL && entry->verdict == RC_VERDICT_FORK && g_hash_table_contains (sum->forked, &other->sha256))
    dispute_log (sum, other);
  else if (other != NULL)
    fail_log (sum, entry, log, other);
  else if (same == NULL)
    miss_log (sum, entry, log);
  else
    {
      sum->n_elsewhere += !is_there;
      hold_log (sum, entry, same);
    }
}

/* --- One digest --- */

static void
count_entry (Sum                     *sum,
             const RcCloudTrailEntry *entry)
{
  RcVerdict protection = rc_cloudtrail_chain_protect (sum->chain, entry);

  sum->n_moved += rc_cloudtrail_place_is_moved (entry);
  if (protection < RC_VERDICT_WEAK)
    return;

  sum->chain->seal->checked++;
  sum->n_empty += entry->digest->n_logs == 0;
  sum->first_us = sum->first_us == RC_TIME_NONE ? entry->digest->start_us : MIN (sum->first_us, entry->digest->start_us);
  sum->last_us = MAX (sum->last_us, entry->digest->end_us);
}

/* Once more, for its list alone: the lists of a whole year never stand in memory together. NULL without error: told, or not readable. */
static RcCloudTrailDigest *
read_logs (Sum                      *sum,
           const RcCloudTrailEntry  *entry,
           GError                  **error)
{
  RcSealWork *work = sum->chain->work;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = rc_seal_context_read (work->context, entry->source, &local_error);
  RcCloudTrailDigest *digest;
  const char *fault;
  gsize offset;

  if (bytes == NULL)
    {
      if (local_error != NULL)
        (void) rc_seal_context_tolerate (&local_error, error);
      return NULL;
    }

  digest = rc_cloudtrail_digest_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), TRUE, &fault, &offset);
  if (digest != NULL)
    return digest;

  sum->chain->seal->integrity = rc_verdict_worst (sum->chain->seal->integrity, RC_VERDICT_MALFORMED);
  rc_cloudtrail_chain_worsen (sum->chain, RC_VERDICT_MALFORMED, "format");
  rc_seal_work_tell_at (work, RC_EXCEPTION_SEAL_MALFORMED, entry->source, bytes, offset, "a list of log files", fault,
                        "The digest “%s” lists no log files: %s.", entry->source->name, fault);
  return NULL;
}

static gboolean
judge_entry (Sum                      *sum,
             const RcCloudTrailEntry  *entry,
             GError                  **error)
{
  RcCloudTrailChain *chain = sum->chain;
  g_autoptr (RcCloudTrailDigest) digest = NULL;
  g_autoptr (GError) local_error = NULL;

  rc_cover_source (chain->work->context, chain->work->judgement, chain->seal_id, entry->source,
                   rc_cloudtrail_chain_protect (chain, entry));
  count_entry (sum, entry);
  if (entry->digest->n_logs > 0)
    digest = read_logs (sum, entry, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  for (guint i = 0; digest != NULL && i < digest->logs->len; i++)
    judge_log (sum, entry, g_ptr_array_index (digest->logs, i));
  return TRUE;
}

static gboolean
collect_forked (Sum                      *sum,
                const RcCloudTrailEntry  *entry,
                GError                  **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcCloudTrailDigest) digest = entry->verdict == RC_VERDICT_FORK ? read_logs (sum, entry, &local_error) : NULL;

  for (guint i = 0; digest != NULL && i < digest->logs->len; i++)
    {
      const RcCloudTrailLog *log = g_ptr_array_index (digest->logs, i);

      g_hash_table_add (sum->forked, g_memdup2 (&log->hash, sizeof log->hash));
    }
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* --- One chain --- */

static void
tell_times (Sum *sum)
{
  RcSeal *seal = sum->chain->seal;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (sum->first_us != RC_TIME_NONE)
    {
      from = rc_time_format_utc (sum->first_us);
      to = rc_time_format_utc (sum->last_us);
      rc_seal_add_note (seal, "Digests that hold tell of the time from %s to %s", from, to);
      rc_seal_add_note (seal, "END_NOT_PROVEN: digests after %s could be absent unnoticed", to);
    }
  if (sum->n_empty > 0)
    rc_seal_add_note (seal, "%u digests that hold state that no log files were delivered in their hour", sum->n_empty);
  if (sum->n_late > 0)
    rc_seal_add_note (seal, "%u log files with events older than the hour of the digest that lists them: delivered late", sum->n_late);
}

static void
tell_places (Sum *sum)
{
  RcSeal *seal = sum->chain->seal;

  if (sum->n_moved > 0)
    rc_seal_add_note (seal, "RELOCATED: %u digests lie elsewhere than they say; they were verified with the place that they say",
                      sum->n_moved);
  if (sum->n_disputed > 0)
    rc_seal_add_note (seal, "%u log files are not the ones that one of two digests for one hour lists, but those of the other",
                      sum->n_disputed);
  if (sum->n_elsewhere > 0)
    rc_seal_add_note (seal, "%u log files were found by their content at another place", sum->n_elsewhere);
  if (sum->n_absent > 0)
    rc_seal_add_note (seal, "%u listed log files were not received", sum->n_absent);
  if (sum->n_absent_unvouched > 0)
    rc_seal_add_note (seal, "%u log files that were not received are listed by digests that nobody vouches for",
                      sum->n_absent_unvouched);
}

gboolean
rc_cloudtrail_logs_judge (RcCloudTrailLogs   *self,
                          RcCloudTrailChain  *chain,
                          GError            **error)
{
  g_autoptr (GHashTable) forked = g_hash_table_new_full (hash_digest, equal_digests, g_free, NULL);
  Sum sum = { .logs = self, .chain = chain, .forked = forked, .first_us = RC_TIME_NONE, .last_us = RC_TIME_NONE };

  for (guint i = 0; i < chain->entries->len; i++)
    {
      if (!collect_forked (&sum, g_ptr_array_index (chain->entries, i), error))
        return FALSE;
    }
  for (guint i = 0; i < chain->entries->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (chain->work->context->cancellable, error)
          || !judge_entry (&sum, g_ptr_array_index (chain->entries, i), error))
        return FALSE;
    }
  tell_times (&sum);
  tell_places (&sum);
  return TRUE;
}
