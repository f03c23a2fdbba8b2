/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cloudtrail-chain.h"

#include <string.h>

#include "core/bounds.h"
#include "core/interval.h"
#include "core/seals/key-search.h"

void
rc_cloudtrail_entry_free (RcCloudTrailEntry *self)
{
  if (self == NULL)
    return;

  rc_cloudtrail_digest_free (self->digest);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_free (self);
}

RcCloudTrailChain *
rc_cloudtrail_chain_new (RcSealWork       *work,
                         RcCloudTrailKeys *keys,
                         GHashTable       *by_location,
                         const char       *name)
{
  RcCloudTrailChain *self = g_new0 (RcCloudTrailChain, 1);

  self->work = work;
  self->keys = keys;
  self->by_location = by_location;
  self->name = g_strdup (name);
  self->entries = g_ptr_array_new ();
  self->gaps = g_array_new (FALSE, FALSE, sizeof (RcCloudTrailGap));
  self->worst = RC_VERDICT_VALID;
  self->anchor = RC_VERDICT_VALID;
  return self;
}

void
rc_cloudtrail_chain_free (RcCloudTrailChain *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_ptr_array_unref (self->entries);
  g_array_unref (self->gaps);
  g_free (self);
}

void
rc_cloudtrail_chain_worsen (RcCloudTrailChain *self,
                            RcVerdict          verdict,
                            const char        *reason)
{
  if (verdict >= self->worst)
    return;

  self->worst = verdict;
  rc_seal_set_reason (self->seal, reason);
}

gint64
rc_cloudtrail_chain_tell (RcCloudTrailChain *self,
                          const char        *kind,
                          const RcSource    *place,
                          const char        *expected,
                          const char        *found,
                          const char        *format,
                          ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (self->n_told++ >= RC_LIMIT_SET_ASIDE_LISTED)
    return 0;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return rc_seal_work_tell (self->work, kind, place, expected, found, "%s", message);
}

RcVerdict
rc_cloudtrail_chain_protect (RcCloudTrailChain       *self,
                             const RcCloudTrailEntry *entry)
{
  return rc_verdict_worst (entry->verdict, self->anchor);
}

/* --- The signature of one digest --- */

static void
set_entry (RcCloudTrailChain *self,
           RcCloudTrailEntry *entry,
           RcVerdict          verdict,
           const char        *reason)
{
  RcSeal *seal = self->seal;

  entry->verdict = verdict;
  entry->reason = reason;
  seal->signature = rc_verdict_worst (seal->signature, verdict);
  if (verdict != RC_VERDICT_WEAK)
    seal->anchor = rc_verdict_worst (seal->anchor, verdict);
  if (verdict == RC_VERDICT_INVALID)
    seal->integrity = RC_VERDICT_INVALID;
  rc_cloudtrail_chain_worsen (self, verdict, reason);
}

static void
fail_entry (RcCloudTrailChain *self,
            RcCloudTrailEntry *entry)
{
  char hex[RC_DIGEST_HEX_SIZE];

  rc_digest_to_hex (&entry->source->sha256, hex);
  set_entry (self, entry, RC_VERDICT_INVALID, "signature");
  entry->told = rc_cloudtrail_chain_tell (self, RC_EXCEPTION_SIGNATURE_INVALID, entry->source, "the digest that was signed", hex,
                                          "The digest “%s” does not fit its signature under the key %s of %s.", entry->source->name,
                                          entry->digest->fingerprint, entry->match.list->owner);
}

/* A key counts for the time that its list gives it, and the only time known is the one that the digest claims. */
static gboolean
is_outside (const RcCloudTrailEntry *entry)
{
  const RcCloudTrailKey *key = entry->match.key;
  gint64 end_us = entry->digest->end_us;

  return rc_validity_excludes (key->from_us, key->to_us, end_us);
}

static void
accept_entry (RcCloudTrailChain *self,
              RcCloudTrailEntry *entry)
{
  if (is_outside (entry))
    set_entry (self, entry, RC_VERDICT_UNVERIFIABLE, "time-not-established");
  else if (rc_public_key_is_weak (entry->match.key->key))
    set_entry (self, entry, RC_VERDICT_WEAK, "algorithm");
  else
    set_entry (self, entry, RC_VERDICT_VALID, NULL);
}

static void
judge_match (RcCloudTrailChain *self,
             RcCloudTrailEntry *entry)
{
  switch (entry->match.answer)
    {
    case RC_CLOUDTRAIL_KEY_FITS:
      accept_entry (self, entry);
      break;
    case RC_CLOUDTRAIL_KEY_FAILED:
      fail_entry (self, entry);
      break;
    case RC_CLOUDTRAIL_KEY_IN_BUNDLE:
      set_entry (self, entry, RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only");
      break;
    case RC_CLOUDTRAIL_KEY_MISSING:
    default:
      set_entry (self, entry, RC_VERDICT_UNVERIFIABLE, "key-missing");
      break;
    }
}

static void
judge_entry (RcCloudTrailChain *self,
             RcCloudTrailEntry *entry)
{
  g_autoptr (GBytes) message = rc_cloudtrail_digest_string (entry->digest, &entry->source->sha256);

  g_array_append_val (self->seal->sources, entry->source->id);
  self->seal->total++;
  self->n_recovered += entry->is_recovered;
  self->n_lost += entry->signature == NULL;
  if (entry->digest->is_ambiguous)
    {
      set_entry (self, entry, RC_VERDICT_AMBIGUOUS, "format");
      rc_cloudtrail_chain_tell (self, RC_EXCEPTION_DUPLICATE_MEMBER, entry->source, "each member once", "a member twice",
                                "The digest “%s” can be read in two ways.", entry->source->name);
    }
  else if (!entry->digest->is_known_algorithm)
    set_entry (self, entry, RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported");
  else if (entry->signature == NULL)
    set_entry (self, entry, RC_VERDICT_UNVERIFIABLE, "metadata-lost");
  else
    {
      entry->match = rc_cloudtrail_keys_verify (self->keys, entry->digest->fingerprint, message, entry->signature);
      judge_match (self, entry);
    }
}

/* --- Whose keys they are --- */

/* Once for each accepted list: what the auditor accepted it for, and until when. */
static void
accept_list (RcCloudTrailChain       *self,
             const RcCloudTrailEntry *newest,
             const RcAnchor          *list)
{
  g_autoptr (RcSeal) answer = rc_seal_new (self->seal->kind, self->seal->name);
  const RcEstablishedTime *by_source = rc_seal_work_get_time (self->work, newest->source->id);
  const RcKeyQuestion question = {
    .purpose = "cloudtrail",
    .claimed_us = newest->digest->end_us,
    .established = by_source != NULL ? by_source : rc_seal_work_get_time (self->work, newest->file->id),
    .covered = newest->source,
    .carrier = newest->source,
  };

  rc_key_accept (self->work, answer, &question, list);
  for (guint i = 0; i < answer->notes->len; i++)
    rc_seal_add_note (self->seal, "%s", (const char *) g_ptr_array_index (answer->notes, i));
  self->anchor = rc_verdict_worst (self->anchor, answer->anchor);
  self->seal->anchor = rc_verdict_worst (self->seal->anchor, answer->anchor);
  rc_cloudtrail_chain_worsen (self, answer->anchor, answer->reason);
}

static void
tell_in_bundle (RcCloudTrailChain       *self,
                const RcCloudTrailEntry *entry)
{
  const RcAnchor *list = entry->match.list;
  const RcSource *place = rc_seal_context_source (self->work->context, list->id);
  g_autofree char *fingerprint = rc_digest_dup_hex (&list->fingerprint);
  RcDigest of_key;
  g_autofree char *key = NULL;

  rc_public_key_fingerprint (entry->match.key->key, &of_key);
  key = rc_digest_dup_hex (&of_key);
  rc_seal_add_note (self->seal, "Fits the key %s (SHA-256 of the key %s, of its list %s) in %s, which came with the evidence: unchanged "
                    "since it was signed, not by whom", entry->digest->fingerprint, key, fingerprint,
                    place != NULL ? place->name : "the evidence");
  rc_cloudtrail_chain_tell (self, RC_EXCEPTION_KEY_IN_BUNDLE_ONLY, entry->source, "an accepted key", entry->digest->fingerprint,
                            "Digests of “%s” are signed by a key that is known only from the evidence itself (“%s”).", self->name,
                            place != NULL ? place->name : "the evidence");
}

static void
tell_missing (RcCloudTrailChain       *self,
              const RcCloudTrailEntry *entry)
{
  rc_cloudtrail_chain_tell (self, RC_EXCEPTION_KEY_UNKNOWN, entry->source, "an accepted key", entry->digest->fingerprint,
                            "Digests of “%s” are signed by the key %s, which is on no accepted list of keys.", self->name,
                            entry->digest->fingerprint);
}

static void
tell_outside (RcCloudTrailChain       *self,
              const RcCloudTrailEntry *entry)
{
  rc_seal_add_note (self->seal, "The list of keys gives the key %s for a time that does not include %s, which a digest claims",
                    entry->digest->fingerprint, entry->digest->end_text);
}

/* Newest first, each key once. */
static void
judge_keys (RcCloudTrailChain *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) lists = g_hash_table_new (NULL, NULL);

  for (guint i = self->entries->len; i > 0; i--)
    {
      const RcCloudTrailEntry *entry = g_ptr_array_index (self->entries, i - 1);

      if (entry->match.answer == RC_CLOUDTRAIL_KEY_FITS && g_hash_table_add (lists, (gpointer) entry->match.list))
        accept_list (self, entry, entry->match.list);
      if (entry->reason == NULL
          || !g_hash_table_add (seen, g_strconcat (entry->reason, " ", entry->digest->fingerprint, NULL)))
        continue;
      if (strcmp (entry->reason, "key-in-bundle-only") == 0)
        tell_in_bundle (self, entry);
      else if (strcmp (entry->reason, "key-missing") == 0)
        tell_missing (self, entry);
      else if (strcmp (entry->reason, "time-not-established") == 0)
        tell_outside (self, entry);
    }
}

/* --- The whole --- */

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const RcCloudTrailEntry *first = *(const RcCloudTrailEntry * const *) a;
  const RcCloudTrailEntry *second = *(const RcCloudTrailEntry * const *) b;

  if (first->digest->start_us != second->digest->start_us)
    return first->digest->start_us < second->digest->start_us ? -1 : 1;
  if (first->digest->end_us != second->digest->end_us)
    return first->digest->end_us < second->digest->end_us ? -1 : 1;
  return first->source->id < second->source->id ? -1 : first->source->id > second->source->id;
}

static void
tell_signatures (RcCloudTrailChain *self)
{
  if (self->n_recovered > 0)
    rc_seal_add_note (self->seal, "%u digests came without their metadata; their signatures were taken from the digests after them",
                      self->n_recovered);
  if (self->n_lost > 0)
    rc_seal_add_note (self->seal, "%u digests came without their signature: it stands in the metadata of the stored object, which a copy "
                      "of the file alone loses", self->n_lost);
}

/**
 * rc_cloudtrail_chain_judge:
 * @self: (inout): with its entries, each with the signature that was found for it
 */
void
rc_cloudtrail_chain_judge (RcCloudTrailChain *self)
{
  const RcCloudTrailEntry *newest;

  g_ptr_array_sort (self->entries, compare_entries);
  newest = g_ptr_array_index (self->entries, self->entries->len - 1);
  self->seal = rc_seal_new ("cloudtrail", self->name);
  self->seal->carrier = newest->source->id;
  self->seal->integrity = RC_VERDICT_VALID;
  self->seal->signature = RC_VERDICT_VALID;
  self->seal->anchor = RC_VERDICT_VALID;
  self->seal->completeness = RC_VERDICT_VALID;
  self->seal_id = rc_judgement_add_seal (self->work->judgement, self->seal);

  for (guint i = 0; i < self->entries->len; i++)
    judge_entry (self, g_ptr_array_index (self->entries, i));
  judge_keys (self);
  tell_signatures (self);
  rc_cloudtrail_chain_link (self);
}
