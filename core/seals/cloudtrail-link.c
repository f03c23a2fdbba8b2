/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cloudtrail-chain.h"

#include <string.h>

/* From digest to digest. Each names the one before it by place, hash and signature, and begins where that one ends; all four are held
 * against what is there (integrity.md section 5.1). */

static void
spoil (RcCloudTrailChain *self,
       RcCloudTrailEntry *entry,
       RcVerdict          verdict,
       const char        *reason)
{
  entry->verdict = rc_verdict_worst (entry->verdict, verdict);
  self->seal->integrity = rc_verdict_worst (self->seal->integrity, verdict);
  rc_cloudtrail_chain_worsen (self, verdict, reason);
}

/* --- Holes --- */

static void
tell_gap (RcCloudTrailChain       *self,
          const RcCloudTrailEntry *before,
          const RcCloudTrailEntry *entry,
          const char              *why)
{
  g_autofree char *from = rc_time_format_utc (before->digest->end_us);
  g_autofree char *to = rc_time_format_utc (entry->digest->start_us);
  RcCloudTrailGap gap = { before->digest->end_us, entry->digest->start_us, 0 };
  const char *expected = entry->digest->previous_location != NULL ? entry->digest->previous_location : "a link to the digest before it";

  self->seal->completeness = rc_verdict_worst (self->seal->completeness, RC_VERDICT_GAP);
  rc_cloudtrail_chain_worsen (self, RC_VERDICT_GAP, NULL);
  gap.exception = rc_cloudtrail_chain_tell (self, RC_EXCEPTION_CHAIN_GAP, entry->source, expected, from,
                                            "Between the digest “%s”, which ends at %s, and “%s”, which starts at %s, the chain is not "
                                            "shown to go on: %s.", before->source->name, from, entry->source->name, to, why);
  g_array_append_val (self->gaps, gap);
}

/* The latest digest that starts before this one. */
static const RcCloudTrailEntry *
find_earlier (const RcCloudTrailChain *self,
              guint                    index)
{
  const RcCloudTrailEntry *entry = g_ptr_array_index (self->entries, index);

  for (guint i = index; i > 0; i--)
    {
      const RcCloudTrailEntry *before = g_ptr_array_index (self->entries, i - 1);

      if (before->digest->start_us < entry->digest->start_us)
        return before;
    }
  return NULL;
}

static void
judge_first (RcCloudTrailChain       *self,
             const RcCloudTrailEntry *entry)
{
  if (entry->digest->previous_location == NULL)
    rc_seal_add_note (self->seal, "The chain starts at %s: its first digest names none before it", entry->digest->end_text);
  else
    rc_seal_add_note (self->seal, "PARTIAL: an extract; the digest before the first one here is “%s”", entry->digest->previous_location);
}

static void
judge_unlinked (RcCloudTrailChain       *self,
                guint                    index)
{
  const RcCloudTrailEntry *entry = g_ptr_array_index (self->entries, index);
  const RcCloudTrailEntry *before = find_earlier (self, index);

  if (before == NULL)
    judge_first (self, entry);
  else if (entry->digest->previous_location != NULL)
    tell_gap (self, before, entry, "the digest that it names was not received");
  else if (before->digest->end_us >= entry->digest->start_us)
    tell_gap (self, before, entry, "the later one starts a chain anew although no time passed between them");
  else
    tell_gap (self, before, entry, "the later one starts a chain anew");
}

/* --- Links --- */

/* The digest at the place that is named; of several there the one with the hash that is named. */
static RcCloudTrailEntry *
find_previous (const RcCloudTrailChain *self,
               const RcCloudTrailEntry *entry)
{
  GPtrArray *there = entry->digest->previous_location != NULL
                     ? g_hash_table_lookup (self->by_location, entry->digest->previous_location) : NULL;

  for (guint i = 0; there != NULL && i < there->len; i++)
    {
      RcCloudTrailEntry *candidate = g_ptr_array_index (there, i);

      if (candidate != entry && rc_digest_equal (&candidate->source->sha256, &entry->digest->previous_hash))
        return candidate;
    }
  return there != NULL && g_ptr_array_index (there, 0) != entry ? g_ptr_array_index (there, 0) : NULL;
}

static void
judge_hash (RcCloudTrailChain       *self,
            RcCloudTrailEntry       *entry,
            RcCloudTrailEntry       *previous)
{
  char expected[RC_DIGEST_HEX_SIZE];
  char found[RC_DIGEST_HEX_SIZE];
  gint64 told;

  if (rc_digest_equal (&previous->source->sha256, &entry->digest->previous_hash))
    return;

  rc_digest_to_hex (&entry->digest->previous_hash, expected);
  rc_digest_to_hex (&previous->source->sha256, found);
  spoil (self, previous, RC_VERDICT_INVALID, "link");
  told = rc_cloudtrail_chain_tell (self, RC_EXCEPTION_DIGEST_MISMATCH, previous->source, expected, found,
                                   "The digest “%s” is not the one that the digest after it, “%s”, names: its hash differs.",
                                   previous->source->name, entry->source->name);
  if (told > 0)
    ((RcException *) self->work->judgement->exceptions->pdata[told - 1])->caused_by = previous->told;
}

static void
judge_signature (RcCloudTrailChain *self,
                 RcCloudTrailEntry *entry,
                 RcCloudTrailEntry *previous)
{
  g_autoptr (GBytes) named = rc_cloudtrail_read_signature (entry->digest->previous_signature);

  if (previous->signature == NULL || previous->is_recovered || g_bytes_equal (named, previous->signature))
    return;

  spoil (self, entry, RC_VERDICT_INVALID, "link");
  rc_cloudtrail_chain_tell (self, RC_EXCEPTION_SIGNATURE_INVALID, entry->source, "the signature of the digest before it", "another one",
                            "The digest “%s” names another signature of the digest before it, “%s”, than that one carries.",
                            entry->source->name, previous->source->name);
}

static void
judge_link (RcCloudTrailChain *self,
            guint              index)
{
  RcCloudTrailEntry *entry = g_ptr_array_index (self->entries, index);
  RcCloudTrailEntry *previous = find_previous (self, entry);

  if (previous == NULL)
    {
      judge_unlinked (self, index);
      return;
    }

  judge_hash (self, entry, previous);
  judge_signature (self, entry, previous);
  if (previous->digest->end_us != entry->digest->start_us)
    tell_gap (self, previous, entry, "the one does not begin where the other ends");
}

/* --- Forks --- */

static gboolean
is_other_statement (const RcCloudTrailEntry *first,
                    const RcCloudTrailEntry *second)
{
  /* What its key did not sign is no statement of its signer. */
  return first->digest->start_us == second->digest->start_us && first->verdict != RC_VERDICT_INVALID
         && second->verdict != RC_VERDICT_INVALID;
}

static void
judge_fork (RcCloudTrailChain *self,
            guint              index)
{
  RcCloudTrailEntry *first = g_ptr_array_index (self->entries, index - 1);
  RcCloudTrailEntry *second = g_ptr_array_index (self->entries, index);
  char one[RC_DIGEST_HEX_SIZE];
  char other[RC_DIGEST_HEX_SIZE];

  if (!is_other_statement (first, second))
    return;

  rc_digest_to_hex (&first->source->sha256, one);
  rc_digest_to_hex (&second->source->sha256, other);
  spoil (self, first, RC_VERDICT_FORK, NULL);
  spoil (self, second, RC_VERDICT_FORK, NULL);
  rc_cloudtrail_chain_tell (self, RC_EXCEPTION_CHAIN_FORK, second->source, one, other,
                            "“%s” and “%s” are two different digests for one hour of “%s”.", first->source->name, second->source->name,
                            self->name);
}

void
rc_cloudtrail_chain_link (RcCloudTrailChain *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    judge_link (self, i);
  for (guint i = 1; i < self->entries->len; i++)
    judge_fork (self, i);
}
