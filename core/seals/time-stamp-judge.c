/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/time-stamp-judge.h"

#include <string.h>

#include "core/anchors/x509.h"
#include "core/seals/key-search.h"

#define PURPOSE "time-stamps"

/* What one authority makes of a token, or the most telling of several. */
typedef struct
{
  const RcAnchor *anchor;      /* (nullable): accepted, and the token leads to it */
  RcVerdict       verdict;
  const char     *reason;      /* (nullable) */
  char           *detail;      /* (nullable) */
} Answer;

static void
answer_clear (Answer *self)
{
  g_free (self->detail);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

/* --- Asking --- */

static gboolean
holds (RcVerdict verdict)
{
  return verdict == RC_VERDICT_VALID || verdict == RC_VERDICT_WEAK;
}

static Answer
ask_anchor (RcTimeStampToken *token,
            const RcAnchor   *anchor)
{
  g_autoptr (GPtrArray) roots = NULL;
  g_autoptr (GPtrArray) help = NULL;
  Answer answer = { .verdict = RC_VERDICT_UNVERIFIABLE, .reason = "chain-untrusted" };

  if (!rc_anchor_read_certificates (anchor, &roots, &help))
    return answer;

  answer.verdict = rc_time_stamp_token_verify_signature (token, roots, help, &answer.reason, &answer.detail);
  if (holds (answer.verdict))
    answer.anchor = anchor;
  return answer;
}

static Answer
ask_nobody (RcTimeStampToken *token)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  Answer answer = { 0 };

  answer.verdict = rc_time_stamp_token_verify_signature (token, none, NULL, &answer.reason, &answer.detail);
  return answer;
}

/* An authority that the token does not lead to says nothing about it. */
static gboolean
says_nothing (const Answer *answer)
{
  return answer->verdict == RC_VERDICT_UNVERIFIABLE
         && (strcmp (answer->reason, "chain-untrusted") == 0 || strcmp (answer->reason, "key-missing") == 0);
}

/* Only what was accepted as an authority for time stamps: a root for other signatures is none (integrity.md section 3.3). */
static Answer
ask_accepted (RcSealWork       *work,
              RcTimeStampToken *token)
{
  Answer kept = ask_nobody (token);

  for (guint i = 0; i < work->context->anchors->len && kept.anchor == NULL; i++)
    {
      const RcAnchor *anchor = work->context->anchors->pdata[i];
      Answer answer;

      if (strcmp (anchor->kind, RC_ANCHOR_TSA_ROOT) != 0)
        continue;

      answer = ask_anchor (token, anchor);
      if (answer.anchor != NULL || (says_nothing (&kept) && !says_nothing (&answer)))
        {
          answer_clear (&kept);
          kept = answer;
        }
      else
        answer_clear (&answer);
    }
  return kept;
}

static const RcAnchor *
find_candidate (RcSealWork       *work,
                RcTimeStampToken *token)
{
  for (guint i = 0; i < work->candidates->len; i++)
    {
      g_auto (Answer) answer = ask_anchor (token, work->candidates->pdata[i]);

      if (answer.anchor != NULL)
        return work->candidates->pdata[i];
    }
  return NULL;
}

/* --- Telling --- */

static void
note_statement (RcSeal           *seal,
                RcTimeStampToken *token)
{
  g_autofree char *time = rc_time_format_utc (rc_time_stamp_token_time_us (token));
  g_autofree char *accuracy = rc_time_stamp_token_dup_accuracy (token);
  g_autofree char *serial = rc_time_stamp_token_dup_serial (token);

  rc_seal_add_note (seal, "The time stamp states %s%s%s (serial number %s, policy %s)", time, accuracy != NULL ? " to within " : "",
                    accuracy != NULL ? accuracy : "", serial, rc_time_stamp_token_get_policy (token));
}

static const RcSource *
place_of (const RcSource *covered,
          const RcSource *carrier)
{
  return covered != NULL ? covered : carrier;
}

static void
tell_other_bytes (RcSealWork             *work,
                  RcSeal                 *seal,
                  const RcSource         *covered,
                  const RcSource         *carrier,
                  const RcTimeStampToken *token,
                  GBytes                 *digest)
{
  g_autoptr (GBytes) stated = rc_time_stamp_token_dup_digest (token);
  g_autofree char *expected = rc_bytes_dup_hex (g_bytes_get_data (stated, NULL), MIN (g_bytes_get_size (stated), RC_HASH_MAX_BYTES));
  g_autofree char *found = rc_bytes_dup_hex (g_bytes_get_data (digest, NULL), g_bytes_get_size (digest));

  rc_seal_set_all (seal, RC_VERDICT_INVALID, "digest");
  rc_seal_work_tell (work, RC_EXCEPTION_SIGNATURE_INVALID, place_of (covered, carrier), expected, found,
                     "The time stamp “%s” was made for other bytes than those of “%s”.", carrier->name,
                     place_of (covered, carrier)->name);
}

static void
tell_invalid (RcSealWork       *work,
              RcSeal           *seal,
              const RcSource   *covered,
              const RcSource   *carrier,
              RcTimeStampToken *token,
              const Answer     *answer)
{
  rc_seal_set_all (seal, RC_VERDICT_INVALID, answer->reason);
  /* Signed as it stands, by somebody whose certificate does not allow it. */
  if (rc_time_stamp_token_get_signer (token) != NULL)
    {
      seal->integrity = RC_VERDICT_VALID;
      seal->signature = RC_VERDICT_VALID;
    }
  rc_seal_work_tell (work, RC_EXCEPTION_SIGNATURE_INVALID, place_of (covered, carrier), "a valid time stamp", answer->reason,
                     "The time stamp “%s” does not hold: %s.", carrier->name, answer->detail);
}

static void
note_signer (RcSeal           *seal,
             RcTimeStampToken *token)
{
  const RcCertificate *signer = rc_time_stamp_token_get_signer (token);
  g_autofree char *hex = NULL;
  RcDigest fingerprint;

  if (signer == NULL)
    return;

  rc_certificate_fingerprint (signer, &fingerprint);
  hex = rc_digest_dup_hex (&fingerprint);
  rc_seal_add_note (seal, "Signed by “%s”, fingerprint %s: unchanged since it was signed, not by whom",
                    rc_certificate_get_subject (signer), hex);
}

static void
tell_unverifiable (RcSealWork       *work,
                   RcSeal           *seal,
                   const RcSource   *covered,
                   const RcSource   *carrier,
                   RcTimeStampToken *token,
                   const Answer     *answer)
{
  const RcAnchor *candidate = says_nothing (answer) ? find_candidate (work, token) : NULL;
  const RcSource *place = candidate != NULL ? rc_seal_context_source (work->context, candidate->id) : NULL;

  if (candidate == NULL)
    {
      rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, answer->reason);
      note_signer (seal, token);
      rc_seal_work_tell (work, RC_EXCEPTION_KEY_UNKNOWN, place_of (covered, carrier), "an accepted time stamping authority",
                         answer->reason, "The time stamp “%s” could not be verified: %s.", carrier->name,
                         answer->detail != NULL ? answer->detail : answer->reason);
      return;
    }

  rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only");
  rc_seal_add_note (seal, "Leads to the certificate %s in %s, which came with the evidence", candidate->key_id,
                    place != NULL ? place->name : carrier->name);
  note_signer (seal, token);
  rc_seal_work_tell (work, RC_EXCEPTION_KEY_IN_BUNDLE_ONLY, place_of (covered, carrier), "an accepted time stamping authority",
                     candidate->key_id, "The authority of the time stamp “%s” is known only from the evidence itself (“%s”).",
                     carrier->name, place != NULL ? place->name : carrier->name);
}

static void
accept (RcSealWork       *work,
        RcSeal           *seal,
        const RcSource   *covered,
        const RcSource   *carrier,
        RcTimeStampToken *token,
        const Answer     *answer)
{
  RcCertificate *signer = rc_time_stamp_token_get_signer (token);
  RcEstablishedTime own = { rc_time_stamp_token_time_us (token), (char *) rc_certificate_get_subject (signer) };
  RcKeyQuestion question = {
    .purpose = PURPOSE, .claimed_us = RC_TIME_NONE, .established = &own, .covered = covered, .carrier = carrier,
  };

  rc_key_accept (work, seal, &question, answer->anchor);
  if (answer->verdict != RC_VERDICT_WEAK)
    return;

  if (rc_seal_worst (seal) == RC_VERDICT_VALID)
    rc_seal_set_reason (seal, answer->reason);
  seal->signature = rc_verdict_worst (seal->signature, RC_VERDICT_WEAK);
  rc_seal_add_note (seal, "%s", answer->detail);
}

/**
 * rc_time_stamp_judge:
 * @seal: (inout)
 * @covered: (nullable): the source that is stamped
 * @digest: (nullable): of what is stamped, by rc_time_stamp_token_get_hash(); %NULL: its bytes cannot be read
 *
 * Returns: whether the time that @token states is established
 */
gboolean
rc_time_stamp_judge (RcSealWork       *work,
                     RcSeal           *seal,
                     const RcSource   *covered,
                     const RcSource   *carrier,
                     RcTimeStampToken *token,
                     GBytes           *digest)
{
  g_auto (Answer) answer = { 0 };

  note_statement (seal, token);
  if (rc_time_stamp_token_get_hash (token) == RC_HASH_NONE)
    {
      rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported");
      return FALSE;
    }
  if (digest == NULL)
    {
      rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, "bytes-not-held");
      return FALSE;
    }
  if (!rc_time_stamp_token_has_digest (token, g_bytes_get_data (digest, NULL), g_bytes_get_size (digest)))
    {
      tell_other_bytes (work, seal, covered, carrier, token, digest);
      return FALSE;
    }

  answer = ask_accepted (work, token);
  if (answer.anchor != NULL)
    accept (work, seal, covered, carrier, token, &answer);
  else if (answer.verdict == RC_VERDICT_INVALID)
    tell_invalid (work, seal, covered, carrier, token, &answer);
  else
    tell_unverifiable (work, seal, covered, carrier, token, &answer);
  return rc_seal_worst (seal) == RC_VERDICT_VALID;
}
