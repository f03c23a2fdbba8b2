/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cloudtrail.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/cloudtrail-chain.h"
#include "core/seals/cloudtrail-lake.h"
#include "core/seals/cloudtrail-uncovered.h"
#include "core/words.h"

#define KIND "cloudtrail"
#define A_DIGEST "a digest of AWS CloudTrail"

/* What one judging remembers. A digest takes about a kilobyte; the log files that it lists are read when they are judged. */
typedef struct
{
  RcCloudTrailKeys     *keys;
  RcCloudTrailMetadata *metadata;
  GPtrArray            *entries;       /* of RcCloudTrailEntry */
  GHashTable           *contents;      /* hex SHA-256 of each digest met */
  guint                 n_repeated;
} Run;

static gpointer
begin (RcSealWork *work)
{
  Run *run = g_new0 (Run, 1);

  run->keys = rc_cloudtrail_keys_new (work);
  run->metadata = rc_cloudtrail_metadata_new ();
  run->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_cloudtrail_entry_free);
  run->contents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return run;
}

static void
end (gpointer data)
{
  Run *run = data;

  rc_cloudtrail_keys_free (run->keys);
  rc_cloudtrail_metadata_free (run->metadata);
  g_ptr_array_unref (run->entries);
  g_hash_table_unref (run->contents);
  g_free (run);
}

/* --- One carrier --- */

/* The packed file that holds it; where the file was delivered unpacked, itself. */
static const RcSource *
find_file (RcSealWork     *work,
           const RcSource *source)
{
  const RcSource *parent = strcmp (source->derivation, "gunzip of") == 0 ? rc_seal_context_source (work->context, source->parent) : NULL;

  return parent != NULL ? parent : source;
}

static void
judge_digest (RcSealWork     *work,
              Run            *run,
              const RcSource *carrier,
              GBytes         *bytes)
{
  const char *fault = NULL;
  gsize offset = 0;
  RcCloudTrailDigest *digest = rc_cloudtrail_digest_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), FALSE, &fault,
                                                           &offset);
  RcCloudTrailEntry *entry;

  if (digest == NULL)
    {
      rc_seal_work_malformed (work, KIND, NULL, carrier, A_DIGEST, fault);
      return;
    }
  if (!g_hash_table_add (run->contents, rc_digest_dup_hex (&carrier->sha256)))
    {
      rc_cloudtrail_digest_free (digest);
      run->n_repeated++;
      return;
    }

  entry = g_new0 (RcCloudTrailEntry, 1);
  entry->digest = digest;
  entry->source = carrier;
  entry->file = find_file (work, carrier);
  entry->verdict = RC_VERDICT_NOT_CHECKED;
  g_ptr_array_add (run->entries, entry);
}

static void
judge_metadata (RcSealWork     *work,
                Run            *run,
                const RcSource *carrier,
                GBytes         *bytes)
{
  const char *fault = NULL;

  if (!rc_cloudtrail_metadata_add (run->metadata, work->context, carrier, bytes, &fault))
    rc_seal_work_malformed (work, KIND, NULL, carrier, "the metadata of digests of AWS CloudTrail", fault);
}

static gboolean
judge (RcSealWork      *work,
       gpointer         data,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  Run *run = data;
  g_autofree char *limit = g_strdup_printf ("limit(RC_LIMIT_SEAL_FILE_BYTES,%u)", RC_LIMIT_SEAL_FILE_BYTES);

  if (bytes == NULL)
    {
      rc_seal_work_unverifiable (work, KIND, NULL, carrier, limit);
      return TRUE;
    }

  switch (rc_cloudtrail_recognise (g_bytes_get_data (bytes, NULL), MIN (g_bytes_get_size (bytes), RC_LIMIT_SAMPLE_BYTES)))
    {
    case RC_CLOUDTRAIL_DIGEST:
      judge_digest (work, run, carrier, bytes);
      break;
    case RC_CLOUDTRAIL_METADATA:
      judge_metadata (work, run, carrier, bytes);
      break;
    case RC_CLOUDTRAIL_LAKE:
      return rc_cloudtrail_lake_judge (work, run->keys, carrier, bytes);
    case RC_CLOUDTRAIL_CTS:
      /* The string that Huawei's service signs is not published with a sample to hold it against. */
      rc_seal_work_unverifiable (work, "cts-digest", carrier, carrier, "format-unsupported");
      break;
    case RC_CLOUDTRAIL_ANOTHER:
    default:
      break;
    }
  return TRUE;
}

/* --- All of them --- */

/* Digests by where they say that they are stored. */
static GHashTable *
index_locations (Run *run)
{
  GHashTable *by_location = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < run->entries->len; i++)
    {
      RcCloudTrailEntry *entry = g_ptr_array_index (run->entries, i);
      GPtrArray *there = g_hash_table_lookup (by_location, entry->digest->location);

      if (there == NULL)
        {
          there = g_ptr_array_new ();
          g_hash_table_insert (by_location, entry->digest->location, there);
        }
      g_ptr_array_add (there, entry);
    }
  return by_location;
}

static void
find_signatures (Run *run)
{
  for (guint i = 0; i < run->entries->len; i++)
    {
      RcCloudTrailEntry *entry = g_ptr_array_index (run->entries, i);
      GBytes *signature = rc_cloudtrail_metadata_find (run->metadata, entry->file->name, entry->digest->location);

      if (signature == NULL && entry->file != entry->source)
        signature = rc_cloudtrail_metadata_find (run->metadata, entry->source->name, entry->digest->location);
      entry->signature = signature != NULL ? g_bytes_ref (signature) : NULL;
    }
}

/* The digest after it names its signature too: what the metadata lost is found there. */
static void
recover_signatures (Run        *run,
                    GHashTable *by_location)
{
  for (guint i = 0; i < run->entries->len; i++)
    {
      const RcCloudTrailEntry *next = g_ptr_array_index (run->entries, i);
      GPtrArray *there = next->digest->previous_location != NULL
                         ? g_hash_table_lookup (by_location, next->digest->previous_location) : NULL;

      for (guint j = 0; there != NULL && j < there->len; j++)
        {
          RcCloudTrailEntry *entry = g_ptr_array_index (there, j);

          if (entry->signature != NULL || entry == next
              || (there->len > 1 && !rc_digest_equal (&entry->source->sha256, &next->digest->previous_hash)))
            continue;
          entry->signature = rc_cloudtrail_read_signature (next->digest->previous_signature);
          entry->is_recovered = TRUE;
        }
    }
}

/* Ordered by name, so that the same evidence gives the same list. */
static GPtrArray *
group_chains (RcSealWork *work,
              Run        *run,
              GHashTable *by_location)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *chains = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_cloudtrail_chain_free);

  for (guint i = 0; i < run->entries->len; i++)
    {
      RcCloudTrailEntry *entry = g_ptr_array_index (run->entries, i);
      g_autofree char *name = g_strconcat (entry->digest->chain, entry->digest->is_backfill ? " (back-filled)" : "", NULL);
      RcCloudTrailChain *chain = g_hash_table_lookup (by_name, name);

      if (chain == NULL)
        {
          chain = rc_cloudtrail_chain_new (work, run->keys, by_location, name);
          g_hash_table_insert (by_name, g_steal_pointer (&name), chain);
          g_ptr_array_add (chains, chain);
        }
      g_ptr_array_add (chain->entries, entry);
    }
  return chains;
}

static int
compare_chains (gconstpointer a,
                gconstpointer b)
{
  return strcmp ((*(const RcCloudTrailChain * const *) a)->name, (*(const RcCloudTrailChain * const *) b)->name);
}

static gboolean
finish (RcSealWork  *work,
        gpointer     data,
        GError     **error)
{
  Run *run = data;
  g_autoptr (GHashTable) by_location = index_locations (run);
  g_autoptr (GPtrArray) chains = group_chains (work, run, by_location);
  g_autoptr (RcCloudTrailLogs) logs = NULL;

  if (chains->len == 0)
    return TRUE;

  find_signatures (run);
  recover_signatures (run, by_location);
  logs = rc_cloudtrail_logs_new (work);
  g_ptr_array_sort (chains, compare_chains);
  for (guint i = 0; i < chains->len; i++)
    {
      rc_cloudtrail_chain_judge (g_ptr_array_index (chains, i));
      if (!rc_cloudtrail_logs_judge (logs, g_ptr_array_index (chains, i), error))
        return FALSE;
    }
  if (run->n_repeated > 0)
    rc_seal_add_note (((RcCloudTrailChain *) g_ptr_array_index (chains, 0))->seal, "%u digests were received more than once, byte for byte",
                      run->n_repeated);
  return rc_cloudtrail_uncovered_find (logs, work, chains, error);
}

/* --- The mechanism --- */

static int
recognise (const RcSample *sample)
{
  return rc_cloudtrail_recognise (sample->head, sample->head_length) != RC_CLOUDTRAIL_ANOTHER ? RC_MECHANISM_SURE : 0;
}

const RcMechanism rc_mechanism_cloudtrail = {
  .id = "cloudtrail",
  .title = N_("Digest of AWS CloudTrail"),
  .evidences = N_("That log files are as AWS delivered them, that none is absent between two digests, and that an hour had none; judged by "
                  "verify against accepted lists of keys."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .begin = begin,
  .judge = judge,
  .finish = finish,
  .end = end,
};
