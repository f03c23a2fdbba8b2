/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/ccf-receipt.h"

#include <string.h>

#include <openssl/err.h>
#include <openssl/x509.h>

#include "core/anchors/x509.h"
#include "core/bounds.h"
#include "core/seals/ccf-receipt-file.h"
#include "core/seals/key-search.h"
#include "core/words.h"

#define KIND "ccf-receipt"

/* One receipt while it is judged. */
typedef struct
{
  RcSealWork             *work;
  const RcSource         *carrier;
  const RcCcfReceiptFile *file;
  RcSeal                 *seal;
  RcDigest                root;
} Judging;

static void
fail (Judging    *judging,
      const char *reason,
      const char *expected,
      const char *found,
      const char *what)
{
  rc_seal_set_all (judging->seal, RC_VERDICT_INVALID, reason);
  rc_seal_work_tell (judging->work, RC_EXCEPTION_SIGNATURE_INVALID, judging->carrier, expected, found,
                     "The receipt “%s” does not hold: %s.", judging->carrier->name, what);
}

/* --- The node --- */

static gboolean
judge_node (Judging *judging)
{
  const RcPublicKey *key = rc_certificate_get_key (judging->file->node);
  g_autofree char *expected = rc_digest_dup_hex (&judging->file->node_id);
  g_autofree char *found = NULL;
  RcDigest fingerprint;

  rc_public_key_fingerprint (key, &fingerprint);
  found = rc_digest_dup_hex (&fingerprint);
  if (!rc_digest_equal (&fingerprint, &judging->file->node_id))
    {
      fail (judging, "identity", expected, found, "its certificate is not that of the node that it names");
      return FALSE;
    }

  /* The root itself is what is signed, in place of a digest over it. */
  if (rc_public_key_verify_digest (key, RC_SIGNATURE_ECDSA_DER, RC_HASH_SHA256, judging->root.bytes, sizeof judging->root.bytes,
                                   g_bytes_get_data (judging->file->signature, NULL), g_bytes_get_size (judging->file->signature))
      == RC_SIGNATURE_FITS)
    return TRUE;
  g_free (found);
  found = rc_digest_dup_hex (&judging->root);
  fail (judging, "signature", "the root that the node signed", found, "its signature does not fit the root that its path leads to");
  return FALSE;
}

/* --- The service --- */

/* Whether @issuer's key signed @certificate. The certificates of these ledgers live for some weeks and lack what stricter rules of chains
 * ask for: signature and names are what they are about. */
static gboolean
is_issued_by (const RcCertificate *certificate,
              const RcCertificate *issuer)
{
  EVP_PKEY *key = X509_get0_pubkey (rc_certificate_peek (issuer));
  gboolean fits = key != NULL && strcmp (rc_certificate_get_issuer (certificate), rc_certificate_get_subject (issuer)) == 0
                  && X509_verify (rc_certificate_peek (certificate), key) == 1;

  ERR_clear_error ();
  return fits;
}

/* From the node over the endorsements, in their order, to the service. */
static gboolean
leads_to (const RcCcfReceiptFile *file,
          const RcCertificate    *service)
{
  const RcCertificate *certificate = file->node;

  if (is_issued_by (certificate, service))
    return TRUE;
  for (guint i = 0; i < file->endorsements->len; i++)
    {
      if (!is_issued_by (certificate, file->endorsements->pdata[i]))
        return FALSE;
      certificate = file->endorsements->pdata[i];
      if (is_issued_by (certificate, service))
        return TRUE;
    }
  return FALSE;
}

static gboolean
fits_anchor (const Judging  *judging,
             const RcAnchor *anchor)
{
  g_autoptr (GPtrArray) roots = NULL;
  g_autoptr (GPtrArray) help = NULL;

  return rc_anchor_read_certificates (anchor, &roots, &help) && leads_to (judging->file, roots->pdata[0]);
}

static const RcAnchor *
find_fitting (const Judging   *judging,
              const GPtrArray *keys,
              const char      *kind)
{
  for (guint i = 0; i < keys->len; i++)
    {
      const RcAnchor *anchor = keys->pdata[i];

      if ((kind == NULL || strcmp (anchor->kind, kind) == 0) && fits_anchor (judging, anchor))
        return anchor;
    }
  return NULL;
}

static void
tell_unknown (Judging *judging)
{
  const RcAnchor *candidate = find_fitting (judging, judging->work->candidates, NULL);
  const RcSource *place = candidate != NULL ? rc_seal_context_source (judging->work->context, candidate->id) : NULL;
  g_autofree char *fingerprint = candidate != NULL ? rc_digest_dup_hex (&candidate->fingerprint) : NULL;
  const char *name = place != NULL ? place->name : judging->carrier->name;

  rc_seal_set_all (judging->seal, RC_VERDICT_UNVERIFIABLE, candidate != NULL ? "key-in-bundle-only" : "chain-untrusted");
  if (candidate != NULL)
    {
      rc_seal_add_note (judging->seal, "The node was endorsed by the service in %s, fingerprint %s, which came with the evidence", name,
                        fingerprint);
      rc_seal_work_tell (judging->work, RC_EXCEPTION_KEY_IN_BUNDLE_ONLY, judging->carrier, "an accepted service", fingerprint,
                         "“%s” is signed for a service that is known only from the evidence itself (“%s”).", judging->carrier->name, name);
      return;
    }
  rc_seal_work_tell (judging->work, RC_EXCEPTION_KEY_UNKNOWN, judging->carrier, "an accepted service",
                     rc_certificate_get_issuer (judging->file->node),
                     "The node that signed “%s” was endorsed by no service that was accepted.", judging->carrier->name);
}

/* Such certificates are renewed every few weeks: that one has expired since says nothing about the transaction. */
static void
tell_time (Judging *judging)
{
  g_autofree char *from = rc_time_format_utc (rc_certificate_not_before_us (judging->file->node));
  g_autofree char *to = rc_time_format_utc (rc_certificate_not_after_us (judging->file->node));

  rc_seal_add_note (judging->seal, "The certificate of the node was made for the time from %s to %s, within which it signed; that it ran "
                    "out since is usual", from, to);
}

static void
judge_service (Judging *judging)
{
  const RcAnchor *anchor = find_fitting (judging, judging->work->keys, RC_ANCHOR_CCF);
  RcKeyQuestion question = {
    .purpose = "receipts",
    .claimed_us = rc_certificate_not_before_us (judging->file->node),
    .established = rc_seal_work_get_time (judging->work, judging->carrier->id),
    .carrier = judging->carrier,
  };

  if (anchor == NULL)
    {
      tell_unknown (judging);
      return;
    }
  rc_key_accept (judging->work, judging->seal, &question, anchor);
  tell_time (judging);
}

/* --- What it is the receipt of --- */

static void
judge_claims (Judging *judging)
{
  static const RcDigest none;
  const RcCcfReceiptFile *file = judging->file;
  g_autofree char *expected = rc_digest_dup_hex (&file->claims);
  g_autofree char *found = rc_digest_dup_hex (&file->claimed);

  if (!file->has_claims)
    {
      rc_seal_add_note (judging->seal, rc_digest_equal (&file->claims, &none)
                        ? "The application claimed nothing in the transaction: the receipt shows only that there was one"
                        : "What the application claimed in the transaction did not come with the receipt, which shows only that there was "
                          "one");
      return;
    }
  if (file->is_unread_claim || !file->has_leaf_parts)
    {
      rc_seal_add_note (judging->seal, "What the application claimed is of a kind that is not read here, and was not checked");
      judging->seal->completeness = rc_verdict_worst (judging->seal->completeness, RC_VERDICT_UNVERIFIABLE);
      if (judging->seal->reason == NULL)
        rc_seal_set_reason (judging->seal, "format-unsupported");
      return;
    }
  if (rc_digest_equal (&file->claims, &file->claimed))
    rc_seal_add_note (judging->seal, "The claims beside the receipt are those of the transaction");
  else
    fail (judging, "digest", expected, found, "the claims beside it are not those of the transaction");
}

static void
judge_receipt (RcSealWork             *work,
               const RcSource         *carrier,
               const RcCcfReceiptFile *file)
{
  Judging judging = { .work = work, .carrier = carrier, .file = file };

  judging.seal = rc_seal_work_begin (work, KIND, carrier, carrier);
  rc_ccf_climb (&file->leaf, (const RcCcfStep *) file->steps->data, file->steps->len, &judging.root);
  if (judge_node (&judging))
    {
      judge_service (&judging);
      judge_claims (&judging);
    }
  rc_seal_work_end_inside (work, judging.seal, carrier, 0);
}

/* --- The mechanism --- */

static int
recognise (const RcSample *sample)
{
  g_autoptr (RcCcfReceiptFile) file = NULL;
  const char *fault = NULL;
  gsize offset = 0;

  if (!rc_ccf_receipt_file_may_be (sample->head, sample->head_length))
    return 0;
  /* Where the whole of it is here, it is known; of a longer one the beginning tells. */
  if (sample->size > (gint64) sample->head_length)
    return RC_MECHANISM_SURE / 2;
  return rc_ccf_receipt_file_parse (sample->head, sample->head_length, &file, &fault, &offset) != RC_CCF_ANOTHER ? RC_MECHANISM_SURE : 0;
}

static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  g_autoptr (RcCcfReceiptFile) file = NULL;
  const char *fault = NULL;
  gsize offset = 0;

  /* What is larger only seemed to be one. */
  if (bytes == NULL)
    return TRUE;

  switch (rc_ccf_receipt_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &file, &fault, &offset))
    {
    case RC_CCF_READ:
      judge_receipt (work, carrier, file);
      break;
    case RC_CCF_MALFORMED:
      rc_seal_work_malformed (work, KIND, carrier, carrier, "a receipt of a ledger", fault);
      break;
    case RC_CCF_AMBIGUOUS:
      rc_seal_work_ambiguous (work, KIND, carrier, bytes, offset);
      break;
    case RC_CCF_ANOTHER:
    default:
      break;
    }
  return TRUE;
}

const RcMechanism rc_mechanism_ccf_receipt = {
  .id = "ccf-receipt",
  .title = N_("Receipt of a ledger (CCF, Azure Confidential Ledger)"),
  .evidences = N_("That a ledger took a transaction in; judged by verify against the accepted certificate of its service."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .judge = judge,
};
