/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/sigstore-material.h"

#include <string.h>

#include "core/certificate.h"
#include "core/seals/sigstore-answer.h"
#include "core/seals/sigstore-body.h"
#include "core/seals/sigstore-chain.h"
#include "core/seals/sigstore-log.h"
#include "core/seals/sigstore-time.h"
#include "core/trust-facts.h"

#define ROOT_KIND "sigstore-trusted-root"

/* One attempt to explain the bundle with one trusted root. */
typedef struct
{
  const RcAnchor   *anchor;      /* (nullable): of @root */
  RcSigstoreRoot   *root;        /* (nullable): nothing is trusted */
  RcSigstoreAnswer *answer;
  guint             n_known;     /* log entries whose log the root knows */
  gboolean          is_of_root;  /* an authority or log of the root made some of it */
} Attempt;

static void
attempt_free (gpointer data)
{
  Attempt *self = data;

  if (self == NULL)
    return;

  rc_sigstore_root_free (self->root);
  rc_sigstore_answer_free (self->answer);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

/* --- The log --- */

static void
check_bodies (const RcSigstoreMaterial *self,
              const RcSigstoreSigner   *signer,
              RcSigstoreAnswer         *answer)
{
  for (guint i = 0; i < self->bundle->entries->len; i++)
    {
      const char *fault = NULL;
      RcSigstoreBodyFit fit = rc_sigstore_body_check (self->bundle->entries->pdata[i], self->bundle, self->message, signer, &fault);

      if (fit == RC_SIGSTORE_BODY_UNSUPPORTED)
        rc_sigstore_answer_fault (answer, RC_SIGSTORE_INTEGRITY, RC_VERDICT_UNVERIFIABLE, "format-unsupported",
                                  RC_EXCEPTION_SIGNATURE_INVALID, "a known kind of log entry", "another",
                                  "What the log entry says cannot be held against the bundle: %s.", fault);
      else if (fit != RC_SIGSTORE_BODY_FITS)
        rc_sigstore_answer_fault (answer, RC_SIGSTORE_INTEGRITY, RC_VERDICT_INVALID, "proof", RC_EXCEPTION_SIGNATURE_INVALID,
                                  "a log entry about this signature", "another",
                                  "The entry of the transparency log is not about this signature: %s.", fault);
    }
}

static void
check_logs (const RcSigstoreMaterial *self,
            Attempt                  *attempt)
{
  for (guint i = 0; i < self->bundle->entries->len; i++)
    {
      const RcSigstoreLogEntry *entry = self->bundle->entries->pdata[i];

      rc_sigstore_log_check_proof (entry, attempt->answer);
      if (attempt->root != NULL && rc_sigstore_log_check_signed (entry, attempt->root, attempt->answer))
        attempt->n_known++;
    }
}

/* Entries of logs that say no time of their own count at the times that others say. */
static void
check_log_times (const RcSigstoreMaterial *self,
                 Attempt                  *attempt)
{
  for (guint i = 0; i < self->bundle->entries->len; i++)
    for (guint j = 0; j < attempt->answer->times->len; j++)
      rc_sigstore_log_check_time (self->bundle->entries->pdata[i], attempt->root, g_array_index (attempt->answer->times, gint64, j),
                                  attempt->answer);
}

/* Whoever names logs asks for an entry in one of them, where the certificate is all that is known of the signer. */
static void
ask_for_log (const RcSigstoreMaterial *self,
             Attempt                  *attempt)
{
  guint n_entries = self->bundle->entries->len;

  if (attempt->n_known > 0)
    rc_sigstore_answer_note (attempt->answer, "%u of %u log entries were checked with the key of their log", attempt->n_known, n_entries);
  else if (attempt->root->logs->len == 0)
    rc_sigstore_answer_note (attempt->answer, "%u log entries, none of which was checked: no transparency log is accepted", n_entries);
  else
    rc_sigstore_answer_fault (attempt->answer, RC_SIGSTORE_ANCHOR, RC_VERDICT_UNVERIFIABLE,
                              n_entries > 0 ? "key-missing" : "signature-absent", RC_EXCEPTION_KEY_UNKNOWN,
                              "an entry of an accepted transparency log", n_entries > 0 ? "an entry of another" : "none",
                              "The signature stands in no accepted transparency log.");
}

/* --- Attempts --- */

/* What both forms of bundles have: the log, and the times. */
static Attempt *
begin_attempt (const RcSigstoreMaterial *self,
               const RcAnchor           *anchor)
{
  Attempt *attempt = g_new0 (Attempt, 1);
  const char *fault = NULL;

  attempt->anchor = anchor;
  attempt->answer = rc_sigstore_answer_new ();
  attempt->root = anchor != NULL ? rc_sigstore_root_parse (anchor->material, strlen (anchor->material), &fault) : NULL;
  check_logs (self, attempt);
  if (attempt->root == NULL)
    {
      rc_sigstore_answer_note (attempt->answer, "%u log entries and %u time stamps in the bundle were not checked: no trusted root is "
                               "accepted", self->bundle->entries->len, self->bundle->time_stamps->len);
      return attempt;
    }

  rc_sigstore_time_check (self->bundle, attempt->root, attempt->answer);
  check_log_times (self, attempt);
  attempt->is_of_root = attempt->n_known > 0;
  return attempt;
}

static void
check_signature (const RcSigstoreMaterial *self,
                 const RcCertificate      *leaf,
                 RcSigstoreAnswer         *answer)
{
  const RcPublicKey *key = rc_certificate_get_key (leaf);

  if (key == NULL)
    rc_sigstore_answer_fault (answer, RC_SIGSTORE_SIGNATURE, RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported",
                              RC_EXCEPTION_SIGNATURE_INVALID, "a key of a known type", "another",
                              "The certificate holds a key of a type that cannot be checked here.");
  else if (!rc_sigstore_message_fits (self->message, key, self->bundle->signature))
    rc_sigstore_answer_fault (answer, RC_SIGSTORE_SIGNATURE, RC_VERDICT_INVALID, "signature", RC_EXCEPTION_SIGNATURE_INVALID,
                              "the bytes that were signed", "others", "“%s” does not fit its signature under the certificate in “%s”.",
                              self->covered != NULL ? self->covered->name : self->carrier->name, self->carrier->name);
}

static Attempt *
try_certificates (const RcSigstoreMaterial *self,
                  GPtrArray                *certificates,
                  const RcAnchor           *anchor)
{
  RcCertificate *leaf = certificates->pdata[0];
  RcSigstoreSigner signer = { .certificate = rc_certificate_get_der (leaf) };
  Attempt *attempt = begin_attempt (self, anchor);

  check_bodies (self, &signer, attempt->answer);
  check_signature (self, leaf, attempt->answer);
  if (attempt->root == NULL)
    return attempt;

  rc_sigstore_chain_check (certificates, attempt->root, attempt->answer->times, attempt->answer);
  ask_for_log (self, attempt);
  attempt->is_of_root = rc_sigstore_chain_is_of (certificates, attempt->root);
  return attempt;
}

static gboolean
holds (const Attempt *attempt)
{
  RcVerdict worst = rc_sigstore_answer_worst (attempt->answer);

  return worst == RC_VERDICT_VALID || worst == RC_VERDICT_WEAK;
}

/* A root under which all holds; else one that has to do with the bundle; else any. */
static gboolean
is_better (const Attempt *attempt,
           const Attempt *than)
{
  if (than == NULL || holds (attempt) != holds (than))
    return than == NULL || holds (attempt);
  if (attempt->is_of_root != than->is_of_root)
    return attempt->is_of_root;
  return rc_sigstore_answer_worst (attempt->answer) > rc_sigstore_answer_worst (than->answer);
}

static void
keep_better (Attempt **best,
             Attempt  *attempt)
{
  if (!is_better (attempt, *best))
    {
      attempt_free (attempt);
      return;
    }
  attempt_free (*best);
  *best = attempt;
}

static void
add_root_notes (const RcSigstoreMaterial *self,
                const Attempt            *attempt)
{
  g_autofree char *date = attempt->root->newest_us != RC_TIME_NONE ? rc_time_format_utc (attempt->root->newest_us) : NULL;

  rc_seal_add_note (self->seal, "Judged under the trusted root of %s, whose youngest key counts from %s: what was replaced or revoked "
                    "since, it does not know", attempt->anchor->owner, date != NULL ? date : "a time that it does not say");
}

/* --- Certificates --- */

/* Known from the evidence alone; TRUE: told. */
static gboolean
judge_candidates (const RcSigstoreMaterial *self,
                  GPtrArray                *certificates)
{
  for (guint i = 0; i < self->work->candidates->len; i++)
    {
      const RcAnchor *candidate = self->work->candidates->pdata[i];
      const RcSource *place = rc_seal_context_source (self->work->context, candidate->id);
      g_autoptr (Attempt) attempt = NULL;
      g_autofree char *fingerprint = NULL;

      if (strcmp (candidate->kind, ROOT_KIND) != 0)
        continue;
      attempt = try_certificates (self, certificates, candidate);
      if (!holds (attempt))
        continue;

      fingerprint = rc_anchor_dup_fingerprint (candidate);
      rc_seal_set_all (self->seal, RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only");
      rc_seal_add_note (self->seal, "Fits the trusted root in %s, fingerprint %s, which came with the evidence: unchanged since it was "
                        "signed, not by whom", place != NULL ? place->name : self->carrier->name, fingerprint);
      rc_seal_work_tell (self->work, RC_EXCEPTION_KEY_IN_BUNDLE_ONLY, self->covered != NULL ? self->covered : self->carrier,
                         "an accepted trusted root", candidate->key_id,
                         "“%s” is signed under a trusted root that is known only from the evidence itself (“%s”).",
                         self->covered != NULL ? self->covered->name : self->carrier->name,
                         place != NULL ? place->name : self->carrier->name);
      return TRUE;
    }
  return FALSE;
}

/* That a signature fits the key that came with it says nothing about anybody. */
static void
doubt_signature (RcSeal *seal)
{
  seal->signature = rc_verdict_worst (seal->signature, RC_VERDICT_UNVERIFIABLE);
  seal->integrity = rc_verdict_worst (seal->integrity, RC_VERDICT_UNVERIFIABLE);
}

static void
judge_untrusted (const RcSigstoreMaterial *self,
                 GPtrArray                *certificates)
{
  const RcCertificate *leaf = certificates->pdata[0];
  g_autoptr (Attempt) attempt = try_certificates (self, certificates, NULL);
  g_autofree char *fingerprint = NULL;
  RcDigest digest;

  if (holds (attempt) && judge_candidates (self, certificates))
    return;

  rc_certificate_fingerprint (leaf, &digest);
  fingerprint = rc_digest_dup_hex (&digest);
  rc_sigstore_answer_fault (attempt->answer, RC_SIGSTORE_ANCHOR, RC_VERDICT_UNVERIFIABLE, "chain-untrusted", RC_EXCEPTION_KEY_UNKNOWN,
                            "an accepted trusted root", rc_certificate_get_issuer (leaf),
                            "“%s” is signed under a certificate of “%s”, and no trusted root is accepted.",
                            self->covered != NULL ? self->covered->name : self->carrier->name, rc_certificate_get_issuer (leaf));
  rc_sigstore_answer_note (attempt->answer, "The certificate in the bundle, fingerprint %s, was not checked: no trusted root is accepted",
                           fingerprint);
  rc_seal_set_all (self->seal, RC_VERDICT_VALID, NULL);
  rc_sigstore_answer_apply (attempt->answer, self->work, self->seal, self->covered != NULL ? self->covered : self->carrier);
  doubt_signature (self->seal);
}

/* Nothing in the bundle is by anybody whom the root names. */
static gboolean
knows_nothing (const Attempt *attempt)
{
  return !attempt->is_of_root && rc_sigstore_answer_worst (attempt->answer) == RC_VERDICT_UNVERIFIABLE;
}

static void
tell_attempt (const RcSigstoreMaterial *self,
              Attempt                  *attempt)
{
  RcEstablishedTime established = { attempt->answer->time_us, attempt->answer->time_by };
  RcKeyQuestion question = {
    .purpose = self->purpose,
    .claimed_us = RC_TIME_NONE,
    .established = established.time_us != RC_TIME_NONE ? &established : NULL,
    .covered = self->covered,
    .carrier = self->carrier,
  };

  if (holds (attempt))
    rc_key_accept (self->work, self->seal, &question, attempt->anchor);
  else
    rc_seal_set_all (self->seal, RC_VERDICT_VALID, NULL);
  add_root_notes (self, attempt);
  rc_sigstore_answer_apply (attempt->answer, self->work, self->seal, self->covered != NULL ? self->covered : self->carrier);
  if (knows_nothing (attempt))
    doubt_signature (self->seal);
}

static void
judge_certificates (const RcSigstoreMaterial *self)
{
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_certificate_unref);
  g_autoptr (Attempt) best = NULL;

  for (guint i = 0; i < self->bundle->certificates->len; i++)
    {
      GBytes *der = self->bundle->certificates->pdata[i];

      g_ptr_array_add (certificates, rc_certificate_new_der (g_bytes_get_data (der, NULL), g_bytes_get_size (der)));
    }
  for (guint i = 0; i < self->work->context->anchors->len; i++)
    {
      const RcAnchor *anchor = self->work->context->anchors->pdata[i];
      Attempt *attempt;

      if (strcmp (anchor->kind, ROOT_KIND) != 0)
        continue;
      attempt = try_certificates (self, certificates, anchor);
      rc_sigstore_identity_check (certificates->pdata[0], anchor, attempt->answer);
      keep_better (&best, attempt);
    }

  if (best == NULL)
    judge_untrusted (self, certificates);
  else if (!knows_nothing (best) || !judge_candidates (self, certificates))
    tell_attempt (self, best);
}

/* --- A bare key --- */

static gboolean
names_key (const RcSigstoreBundle *bundle,
           const RcAnchor         *anchor)
{
  g_autofree char *hint = NULL;
  RcDigest fingerprint;

  rc_public_key_fingerprint (anchor->key, &fingerprint);
  hint = g_base64_encode (fingerprint.bytes, RC_DIGEST_BYTES);
  return g_strcmp0 (hint, bundle->hint) == 0;
}

static RcKeyFit
try_key (const RcAnchor *key,
         gpointer        data)
{
  const RcSigstoreMaterial *self = data;

  if (key->key == NULL || !rc_key_search_is_plain (key))
    return RC_KEY_NOT_MEANT;
  if (rc_sigstore_message_fits (self->message, key->key, self->bundle->signature))
    return RC_KEY_FITS;
  return names_key (self->bundle, key) ? RC_KEY_FAILED : RC_KEY_TRIED;
}

static Attempt *
choose_root (const RcSigstoreMaterial *self)
{
  Attempt *best = NULL;

  for (guint i = 0; i < self->work->context->anchors->len; i++)
    {
      const RcAnchor *anchor = self->work->context->anchors->pdata[i];

      if (strcmp (anchor->kind, ROOT_KIND) == 0)
        keep_better (&best, begin_attempt (self, anchor));
    }
  return best != NULL ? best : begin_attempt (self, NULL);
}

static void
judge_key (const RcSigstoreMaterial *self)
{
  g_autoptr (Attempt) attempt = choose_root (self);
  RcEstablishedTime established = { attempt->answer->time_us, attempt->answer->time_by };
  RcKeyQuestion question = {
    .try_key = try_key,
    .data = (gpointer) self,
    .purpose = self->purpose,
    .key_name = self->bundle->hint,
    .claimed_us = RC_TIME_NONE,
    .established = established.time_us != RC_TIME_NONE ? &established : rc_seal_work_get_time (self->work, self->carrier->id),
    .covered = self->covered,
    .carrier = self->carrier,
  };
  const RcAnchor *anchor = rc_key_search (self->work, self->seal, &question);
  RcSigstoreSigner signer = { .key = anchor != NULL ? anchor->key : NULL };

  check_bodies (self, &signer, attempt->answer);
  if (attempt->root != NULL)
    {
      add_root_notes (self, attempt);
      rc_sigstore_answer_note (attempt->answer, "%u of %u log entries were checked with the key of their log", attempt->n_known,
                               self->bundle->entries->len);
    }
  rc_sigstore_answer_apply (attempt->answer, self->work, self->seal, self->covered != NULL ? self->covered : self->carrier);
}

/**
 * rc_sigstore_material_judge:
 *
 * Sets the seal of @self and tells the exceptions.
 */
void
rc_sigstore_material_judge (const RcSigstoreMaterial *self)
{
  if (self->bundle->certificates->len > 0)
    judge_certificates (self);
  else
    judge_key (self);
}
