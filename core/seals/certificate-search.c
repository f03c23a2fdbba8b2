/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/certificate-search.h"

#include <string.h>

#include "core/anchors/x509.h"
#include "core/seals/seal-work.h"
#include "core/trust-facts.h"

/* How far a chain came. */
typedef struct
{
  RcVerdict   verdict;
  const char *reason;
  char       *detail;
} Chain;

static void
chain_clear (Chain *self)
{
  g_clear_pointer (&self->detail, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Chain, chain_clear)

static gboolean
holds (const Chain *chain)
{
  return chain->verdict == RC_VERDICT_VALID || chain->verdict == RC_VERDICT_WEAK;
}

static const RcSource *
place_of (const RcCertificateQuestion *question)
{
  return question->key.covered != NULL ? question->key.covered : question->key.carrier;
}

/* --- Chains --- */

static GPtrArray *
join (const GPtrArray *first,
      const GPtrArray *second)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; first != NULL && i < first->len; i++)
    g_ptr_array_add (all, first->pdata[i]);
  for (guint i = 0; i < second->len; i++)
    g_ptr_array_add (all, second->pdata[i]);
  return all;
}

/* FALSE: @root is no root. */
static gboolean
check_chain (const RcCertificateQuestion *question,
             const RcAnchor              *root,
             gint64                       at_us,
             Chain                       *out_chain)
{
  g_autoptr (GPtrArray) roots = NULL;
  g_autoptr (GPtrArray) help = NULL;
  g_autoptr (GPtrArray) all = NULL;

  if (strcmp (root->kind, RC_ANCHOR_X509_ROOT) != 0 || !rc_anchor_read_certificates (root, &roots, &help))
    return FALSE;

  all = join (question->intermediates, help);
  out_chain->verdict = rc_certificate_check_chain (question->leaf, all, roots, question->use, at_us, &out_chain->reason,
                                                   &out_chain->detail);
  return TRUE;
}

/* Without an established time the certificates are asked as of when the signer's became valid: they tell nothing of when it signed. */
static gint64
pick_time (const RcCertificateQuestion *question)
{
  return question->key.established != NULL ? question->key.established->time_us : rc_certificate_not_before_us (question->leaf);
}

static gboolean
is_own_key (const RcCertificateQuestion *question,
            const RcAnchor              *anchor)
{
  const RcPublicKey *key = rc_certificate_get_key (question->leaf);

  return anchor->key != NULL && key != NULL && rc_public_key_equal (anchor->key, key);
}

/* --- An accepted root --- */

/* A root vouches for all whom it certified; the auditor may have accepted it for some of them alone. */
static void
judge_identity (RcSealWork                  *work,
                RcSeal                      *seal,
                const RcCertificateQuestion *question,
                const RcAnchor              *anchor)
{
  const char *subject = rc_certificate_get_subject (question->leaf);
  const char *issuer = rc_certificate_get_issuer (question->leaf);

  if (rc_anchor_allows_certificate (anchor, question->leaf))
    return;

  seal->anchor = RC_VERDICT_INVALID;
  seal->checked = 0;
  rc_seal_set_reason (seal, "identity");
  rc_seal_work_tell (work, RC_EXCEPTION_SIGNATURE_INVALID, place_of (question), "a signer for whom the root was accepted", subject,
                     "“%s” is signed by “%s”, certified by “%s”, for whom the root of %s was not accepted.", place_of (question)->name,
                     subject, issuer, anchor->owner);
}

/* RFC 5280 has certificates end, not signatures: whether this one was made before is not shown. */
static void
judge_now (RcSeal                      *seal,
           const RcCertificateQuestion *question,
           const RcAnchor              *root)
{
  g_auto (Chain) chain = { RC_VERDICT_VALID };

  if (question->key.established != NULL || !check_chain (question, root, RC_TIME_NONE, &chain) || holds (&chain))
    return;

  seal->anchor = rc_verdict_worst (seal->anchor, RC_VERDICT_UNVERIFIABLE);
  rc_seal_set_reason (seal, "time-not-established");
  if (chain.detail != NULL)
    rc_seal_add_note (seal, "%s; that this was signed before is not shown", chain.detail);
}

static void
accept_root (RcSealWork                  *work,
             RcSeal                      *seal,
             const RcCertificateQuestion *question,
             const RcAnchor              *root,
             const Chain                 *chain)
{
  rc_key_accept (work, seal, &question->key, root);
  rc_seal_add_note (seal, "Signed by “%s”, certified by “%s”", rc_certificate_get_subject (question->leaf),
                    rc_certificate_get_issuer (question->leaf));
  if (chain->verdict == RC_VERDICT_WEAK)
    {
      seal->signature = RC_VERDICT_WEAK;
      rc_seal_set_reason (seal, "algorithm");
      if (chain->detail != NULL)
        rc_seal_add_note (seal, "%s", chain->detail);
    }
  judge_now (seal, question, root);
  judge_identity (work, seal, question, root);
}

/* --- No accepted root --- */

static void
tell_failed (RcSealWork                  *work,
             RcSeal                      *seal,
             const RcCertificateQuestion *question,
             const RcAnchor              *root,
             const Chain                 *chain)
{
  const char *detail = chain->detail != NULL ? chain->detail : "The chain of certificates does not hold";

  rc_seal_set_all (seal, RC_VERDICT_VALID, chain->reason);
  seal->anchor = chain->verdict;
  rc_seal_work_tell (work, chain->verdict == RC_VERDICT_INVALID ? RC_EXCEPTION_SIGNATURE_INVALID : RC_EXCEPTION_KEY_UNKNOWN,
                     place_of (question), "a certificate that holds", detail,
                     "“%s” is signed by “%s”, whose certificate does not hold under the root of %s: %s.", place_of (question)->name,
                     rc_certificate_get_subject (question->leaf), root->owner, detail);
}

static const RcAnchor *
find_candidate (RcSealWork                  *work,
                const RcCertificateQuestion *question)
{
  for (guint i = 0; i < work->candidates->len; i++)
    {
      const RcAnchor *candidate = work->candidates->pdata[i];
      g_auto (Chain) chain = { RC_VERDICT_VALID };

      if (is_own_key (question, candidate) || (check_chain (question, candidate, pick_time (question), &chain) && holds (&chain)))
        return candidate;
    }
  return NULL;
}

static char *
dup_fingerprint (const RcCertificate *certificate)
{
  RcDigest fingerprint;

  rc_certificate_fingerprint (certificate, &fingerprint);
  return rc_digest_dup_hex (&fingerprint);
}

static void
tell_unknown (RcSealWork                  *work,
              RcSeal                      *seal,
              const RcCertificateQuestion *question)
{
  const RcAnchor *candidate = find_candidate (work, question);
  const RcSource *place = candidate != NULL ? rc_seal_context_source (work->context, candidate->id) : NULL;
  const char *subject = rc_certificate_get_subject (question->leaf);
  g_autofree char *fingerprint = candidate != NULL ? rc_anchor_dup_fingerprint (candidate) : dup_fingerprint (question->leaf);

  rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, candidate != NULL ? "key-in-bundle-only" : "chain-untrusted");
  if (candidate != NULL)
    {
      rc_seal_add_note (seal, "Signed by “%s”; the certificate leads to one in %s, fingerprint %s, which came with the evidence: unchanged "
                        "since it was signed, not by whom", subject, place != NULL ? place->name : place_of (question)->name, fingerprint);
      rc_seal_work_tell (work, RC_EXCEPTION_KEY_IN_BUNDLE_ONLY, place_of (question), "an accepted root", subject,
                         "“%s” is signed under a root that is known only from the evidence itself.", place_of (question)->name);
      return;
    }
  rc_seal_add_note (seal, "Signed by “%s”, certified by “%s”, fingerprint %s", subject, rc_certificate_get_issuer (question->leaf),
                    fingerprint);
  rc_seal_work_tell (work, RC_EXCEPTION_KEY_UNKNOWN, place_of (question), "an accepted root", subject,
                     "“%s” is signed by “%s”, whose certificate leads to no accepted root.", place_of (question)->name, subject);
}

/**
 * rc_certificate_search:
 *
 * Asks every accepted root whether the signer's certificate leads to it, at the established time, else at the beginning of that
 * certificate.
 *
 * Returns: (transfer none) (nullable): what was accepted; the seal and the exceptions say the rest
 */
const RcAnchor *
rc_certificate_search (RcSealWork                  *work,
                       RcSeal                      *seal,
                       const RcCertificateQuestion *question)
{
  const RcAnchor *failed = NULL;
  g_auto (Chain) failure = { RC_VERDICT_VALID };

  for (guint i = 0; i < work->context->anchors->len; i++)
    {
      const RcAnchor *anchor = work->context->anchors->pdata[i];
      g_auto (Chain) chain = { RC_VERDICT_VALID };

      if (is_own_key (question, anchor))
        {
          rc_key_accept (work, seal, &question->key, anchor);
          return anchor;
        }
      if (!check_chain (question, anchor, pick_time (question), &chain))
        continue;
      if (holds (&chain))
        {
          accept_root (work, seal, question, anchor, &chain);
          return anchor;
        }
      /* A chain that does not come to this root says nothing of it; one that comes there in a form that is not taken does. */
      if (failed != NULL || g_strcmp0 (chain.reason, "chain-untrusted") == 0)
        continue;
      failed = anchor;
      failure = chain;
      chain.detail = NULL;
    }

  if (failed != NULL)
    tell_failed (work, seal, question, failed, &failure);
  else
    tell_unknown (work, seal, question);
  return NULL;
}
