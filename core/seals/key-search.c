/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/key-search.h"

#include <string.h>

#include "core/anchor-kind.h"
#include "core/interval.h"
#include "core/seals/threshold.h"
#include "core/trust-facts.h"

static const RcSource *
place_of (const RcKeyQuestion *question)
{
  return question->covered != NULL ? question->covered : question->carrier;
}

static char *
dup_key_note (const RcAnchor *anchor)
{
  g_autofree char *fingerprint = rc_anchor_dup_fingerprint (anchor);

  return g_strdup_printf ("Key %s of %s, fingerprint %s", anchor->key_id, anchor->owner, fingerprint);
}

static gboolean
notes_name_key (const RcSeal   *seal,
                const RcAnchor *anchor)
{
  g_autofree char *note = dup_key_note (anchor);

  for (guint i = 0; i < seal->notes->len; i++)
    {
      if (strcmp (g_ptr_array_index (seal->notes, i), note) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * rc_key_search_names_key:
 * @seal: a judged seal, as a case keeps it
 * @anchor: an accepted key or list of keys
 *
 * Returns: whether @seal is a signature that was found to be made with this key
 */
gboolean
rc_key_search_names_key (const RcSeal   *seal,
                         const RcAnchor *anchor)
{
  g_autoptr (GPtrArray) listed = NULL;

  if (notes_name_key (seal, anchor))
    return TRUE;

  listed = rc_anchor_list_keys (anchor);
  for (guint i = 0; i < listed->len; i++)
    {
      if (notes_name_key (seal, g_ptr_array_index (listed, i)))
        return TRUE;
    }
  return FALSE;
}

/**
 * rc_key_search_is_plain:
 *
 * Returns: whether @anchor is a bare key, as it is written in X.509, JOSE or W3C's documents
 */
gboolean
rc_key_search_is_plain (const RcAnchor *anchor)
{
  static const char * const kinds[] = { "spki", "jwk", "multikey", "ed25519-raw", "x509-pinned-leaf", NULL };

  return anchor->key != NULL && g_strv_contains (kinds, anchor->kind);
}

/* --- Time --- */

static gboolean
is_outside (const RcAnchor *anchor,
            gint64          time_us)
{
  return rc_validity_excludes (anchor->from_us, anchor->to_us, time_us);
}

static void
fail_time (RcSealWork          *work,
           RcSeal              *seal,
           const RcKeyQuestion *question,
           const RcAnchor      *anchor,
           const char          *reason,
           const char          *expected)
{
  g_autofree char *text = rc_time_format_utc (question->established->time_us);

  seal->anchor = RC_VERDICT_INVALID;
  rc_seal_set_reason (seal, reason);
  rc_seal_work_tell (work, RC_EXCEPTION_SIGNATURE_INVALID, place_of (question), expected, text,
                     "“%s” was signed at a time (%s, by %s) for which the key of %s does not count.", place_of (question)->name, text,
                     question->established->by, anchor->owner);
}

/* Only a time that somebody else vouches for decides (integrity.md section 3.4). */
static void
judge_established (RcSealWork          *work,
                   RcSeal              *seal,
                   const RcKeyQuestion *question,
                   const RcAnchor      *anchor)
{
  gint64 time_us = question->established->time_us;
  g_autofree char *text = rc_time_format_utc (time_us);

  rc_seal_add_note (seal, "Signed not later than %s, by %s", text, question->established->by);
  if (is_outside (anchor, time_us))
    fail_time (work, seal, question, anchor, "time", "a time within the validity of the key");
  else if (anchor->revoked_us != RC_TIME_NONE && time_us >= anchor->revoked_us)
    fail_time (work, seal, question, anchor, "revoked", "a time before the key was revoked");
  else if (anchor->revoked_us != RC_TIME_NONE)
    rc_seal_add_note (seal, "The key of %s was revoked later", anchor->owner);
}

static void
cannot_tell_time (RcSeal     *seal,
                  const char *reason)
{
  seal->anchor = RC_VERDICT_UNVERIFIABLE;
  rc_seal_set_reason (seal, reason);
}

static void
judge_claimed (RcSeal              *seal,
               const RcKeyQuestion *question,
               const RcAnchor      *anchor)
{
  g_autofree char *text = question->claimed_us != RC_TIME_NONE ? rc_time_format_utc (question->claimed_us) : NULL;
  gboolean claim_outside = question->claimed_us != RC_TIME_NONE && is_outside (anchor, question->claimed_us);

  if (text != NULL)
    rc_seal_add_note (seal, "Time of signing not established; the signer claims %s", text);
  else
    rc_seal_add_note (seal, "Time of signing not established");

  if (anchor->revoked_us != RC_TIME_NONE)
    {
      cannot_tell_time (seal, "time-not-established");
      rc_seal_add_note (seal, "The key of %s was revoked; that this was signed before is not shown", anchor->owner);
      return;
    }
  if (!claim_outside && !is_outside (anchor, g_get_real_time ()))
    return;

  cannot_tell_time (seal, "time-not-established");
  rc_seal_add_note (seal, "The key of %s was accepted for a time that does not include %s", anchor->owner,
                    claim_outside ? "the time that the signer claims" : "now");
}

/* --- An accepted key that fits --- */

static void
keep_proof (RcSeal              *seal,
            const RcKeyQuestion *question,
            const RcAnchor      *anchor)
{
  RcSealProof *proof = rc_seal_proof_new ();
  const RcDigest *bytes = question->signed_sha256;

  if (bytes == NULL && question->covered != NULL && question->covered != question->carrier)
    bytes = &question->covered->sha256;
  proof->algorithm = anchor->key != NULL ? rc_public_key_dup_title (anchor->key) : NULL;
  proof->key_fingerprint = rc_digest_dup_hex (&anchor->fingerprint);
  proof->anchor = anchor->id;
  proof->signed_sha256 = bytes != NULL ? rc_digest_dup_hex (bytes) : NULL;
  if (question->established != NULL)
    {
      proof->time_us = question->established->time_us;
      proof->time_by = g_strdup (question->established->by);
    }
  g_clear_pointer (&seal->proof, rc_seal_proof_free);
  seal->proof = proof;
}

/**
 * rc_key_accept:
 * @seal: (inout): signature, anchor, integrity and completeness become VALID, then worse where the key has limits
 * @anchor: an accepted key that the signature fits
 */
void
rc_key_accept (RcSealWork          *work,
               RcSeal              *seal,
               const RcKeyQuestion *question,
               const RcAnchor      *anchor)
{
  g_autofree char *note = dup_key_note (anchor);

  rc_seal_set_all (seal, RC_VERDICT_VALID, NULL);
  rc_seal_add_note (seal, "%s", note);
  keep_proof (seal, question, anchor);
  seal->checked = 1;
  if (anchor->key != NULL && rc_public_key_is_weak (anchor->key))
    {
      seal->signature = RC_VERDICT_WEAK;
      rc_seal_set_reason (seal, "algorithm");
      rc_seal_add_note (seal, rc_public_key_get_bits (anchor->key) < RC_STRONG_RSA_BITS ? "The key is too short to be taken for strong"
                              : "The key was made by a generator whose private keys can be computed from the public ones");
    }
  if (anchor->key != NULL && rc_public_key_is_unusual (anchor->key))
    rc_seal_add_note (seal, "The RSA key has another public exponent than the usual 65537");

  if (question->established != NULL)
    judge_established (work, seal, question, anchor);
  else
    judge_claimed (seal, question, anchor);

  if (rc_anchor_accepts (anchor, question->purpose))
    return;

  seal->anchor = rc_verdict_worst (seal->anchor, RC_VERDICT_UNVERIFIABLE);
  rc_seal_set_reason (seal, "key-missing");
  rc_seal_work_tell (work, RC_EXCEPTION_KEY_UNKNOWN, place_of (question), question->purpose, anchor->purpose,
                     "The key of %s was accepted for “%s”, not for “%s”, for which “%s” needs one.", anchor->owner, anchor->purpose,
                     question->purpose, place_of (question)->name);
}

/* --- No accepted key fits --- */

static void
tell_failed (RcSealWork          *work,
             RcSeal              *seal,
             const RcKeyQuestion *question,
             const RcAnchor      *anchor,
             gboolean             is_named)
{
  char hex[RC_DIGEST_HEX_SIZE];

  rc_digest_to_hex (&place_of (question)->sha256, hex);
  rc_seal_set_all (seal, RC_VERDICT_INVALID, "signature");
  rc_seal_work_tell (work, RC_EXCEPTION_SIGNATURE_INVALID, place_of (question), "the bytes that were signed", hex,
                     is_named ? "“%s” does not fit its signature “%s” under the key of %s."
                     : "“%s” does not fit its signature “%s” under the key of %s, which it should: one of them was changed, or somebody "
                     "else signed.", place_of (question)->name, question->carrier->name, anchor->owner);
}

static const RcAnchor *
find_candidate (RcSealWork          *work,
                const RcKeyQuestion *question)
{
  for (guint i = 0; i < work->candidates->len; i++)
    {
      const RcAnchor *key = g_ptr_array_index (work->candidates, i);

      if (question->try_key (key, question->data) == RC_KEY_FITS)
        return key;
    }
  if (question->embedded != NULL && question->try_key (question->embedded, question->data) == RC_KEY_FITS)
    return question->embedded;
  return NULL;
}

static void
tell_unknown (RcSealWork          *work,
              RcSeal              *seal,
              const RcKeyQuestion *question)
{
  const RcAnchor *key = find_candidate (work, question);
  const RcSource *place = key != NULL ? rc_seal_context_source (work->context, key->id) : NULL;
  const char *key_name = question->key_name != NULL ? question->key_name : "a key without a name";

  if (key != NULL)
    {
      g_autofree char *fingerprint = rc_anchor_dup_fingerprint (key);

      rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only");
      rc_seal_add_note (seal, "Fits the key %s in %s, fingerprint %s, which came with the evidence: unchanged since it was "
                        "signed, not by whom", key->key_id, place != NULL ? place->name : question->carrier->name, fingerprint);
      rc_seal_work_tell (work, RC_EXCEPTION_KEY_IN_BUNDLE_ONLY, place_of (question), "an accepted key", key->key_id,
                         "“%s” is signed by a key that is known only from the evidence itself (“%s”).", place_of (question)->name,
                         place != NULL ? place->name : question->carrier->name);
      return;
    }

  rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, "key-missing");
  rc_seal_work_tell (work, RC_EXCEPTION_KEY_UNKNOWN, place_of (question), "an accepted key", key_name,
                     "“%s” is signed by the key %s, which nobody accepted.", place_of (question)->name, key_name);
}

/* --- Keys that vouch only together --- */

/* Whether an accepted key that fits counts for its group: accepted for this, and good at that time as far as it is known. */
static gboolean
counts (const RcKeyQuestion *question,
        const RcAnchor      *anchor)
{
  const RcEstablishedTime *established = question->established;

  if (!rc_anchor_accepts (anchor, question->purpose))
    return FALSE;
  if (established != NULL)
    return !is_outside (anchor, established->time_us)
           && (anchor->revoked_us == RC_TIME_NONE || established->time_us < anchor->revoked_us);
  return anchor->revoked_us == RC_TIME_NONE && !is_outside (anchor, g_get_real_time ())
         && (question->claimed_us == RC_TIME_NONE || !is_outside (anchor, question->claimed_us));
}

static void
judge_threshold (RcSealWork          *work,
                 RcSeal              *seal,
                 const RcKeyQuestion *question,
                 const RcAnchor      *anchor,
                 const GPtrArray     *fits)
{
  g_autoptr (GPtrArray) counted = g_ptr_array_new ();
  RcThreshold threshold;

  for (guint i = 0; i < fits->len; i++)
    if (counts (question, fits->pdata[i]))
      g_ptr_array_add (counted, fits->pdata[i]);

  if (rc_threshold_judge (counted, &threshold) == RC_VERDICT_VALID)
    {
      if (threshold.group != NULL)
        rc_seal_add_note (seal, "Signed by %u different keys of the group “%s”; %u must sign", threshold.found, threshold.group,
                          threshold.needed);
      return;
    }

  if (threshold.group == NULL)
    threshold = (RcThreshold) { anchor->group, anchor->threshold, 0 };
  /* Others may have signed the same file in files of their own. */
  if (question->covered != NULL && question->covered != question->carrier && counts (question, anchor))
    rc_threshold_wait (work, seal, anchor, question->covered);
  else
    rc_threshold_tell (work, seal, place_of (question), &threshold);
}

/* Of the accepted keys that fit: one that was accepted for this and vouches alone, then one that was accepted for this, then the first. The
 * same key may be accepted as several kinds, for different purposes. */
static const RcAnchor *
choose (const RcKeyQuestion *question,
        const GPtrArray     *fits)
{
  const RcAnchor *best = NULL;
  guint best_rank = 0;

  for (guint i = 0; i < fits->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (fits, i);
      guint rank = 1 + 2 * rc_anchor_accepts (anchor, question->purpose) + (anchor->group == NULL);

      if (rank > best_rank)
        {
          best = anchor;
          best_rank = rank;
        }
    }
  return best;
}

/**
 * rc_key_search:
 *
 * Asks every accepted key, then every key that came with the evidence, whether the signature is its own.
 *
 * Returns: (transfer none) (nullable): the accepted key that fits; the seal and the exceptions say the rest
 */
const RcAnchor *
rc_key_search (RcSealWork          *work,
               RcSeal              *seal,
               const RcKeyQuestion *question)
{
  g_autoptr (GPtrArray) fits = g_ptr_array_new ();
  const RcAnchor *expected = NULL;
  const RcAnchor *failed = NULL;
  const RcAnchor *anchor;

  for (guint i = 0; i < work->keys->len; i++)
    {
      RcAnchor *key = g_ptr_array_index (work->keys, i);
      RcKeyFit fit = question->try_key (key, question->data);

      if (fit == RC_KEY_FITS)
        g_ptr_array_add (fits, key);
      if (fit == RC_KEY_FAILED && failed == NULL)
        failed = key;
      if (fit == RC_KEY_EXPECTED && expected == NULL && rc_anchor_accepts (key, question->purpose))
        expected = key;
    }

  anchor = choose (question, fits);
  if (anchor != NULL)
    {
      rc_key_accept (work, seal, question, anchor);
      if (anchor->group != NULL && !question->counts_group_itself)
        judge_threshold (work, seal, question, anchor, fits);
      return anchor;
    }

  if (failed != NULL)
    tell_failed (work, seal, question, failed, TRUE);
  else if (expected != NULL && find_candidate (work, question) == NULL)
    tell_failed (work, seal, question, expected, FALSE);
  else
    tell_unknown (work, seal, question);
  return NULL;
}
