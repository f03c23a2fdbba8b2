/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cms-signature.h"

#include <string.h>

#include "core/anchors/x509.h"
#include "core/bounds.h"
#include "core/seals/asic-place.h"
#include "core/seals/certificate-search.h"
#include "core/seals/cms-signed.h"
#include "core/seals/source-digests.h"
#include "core/words.h"

#define KIND "cms"
#define PURPOSE "files"
#define REASON_LIMIT "limit(RC_LIMIT_SEAL_FILE_BYTES,16777216)"
G_STATIC_ASSERT (RC_LIMIT_SEAL_FILE_BYTES == 16777216);

static const char * const endings[] = { ".p7s", ".p7m", ".p7s.pem", ".p7", ".cms", ".sig", NULL };

/* --- Whose it is --- */

static void
tell_invalid (RcSealWork     *work,
              RcSeal         *seal,
              const RcSource *covered,
              const RcSource *carrier,
              const char     *reason,
              const char     *detail)
{
  rc_seal_set_all (seal, RC_VERDICT_INVALID, reason);
  rc_seal_work_tell (work, RC_EXCEPTION_SIGNATURE_INVALID, covered, "the bytes that were signed", reason,
                     "“%s” does not fit its signature “%s”: %s.", covered->name, carrier->name, detail);
}

/* Certificates that signatures leave out may be accepted ones. */
static GPtrArray *
list_accepted (RcSealWork *work)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_certificate_unref);

  for (guint i = 0; i < work->context->anchors->len; i++)
    {
      g_autoptr (GPtrArray) roots = NULL;
      g_autoptr (GPtrArray) help = NULL;

      if (!rc_anchor_read_certificates (work->context->anchors->pdata[i], &roots, &help))
        continue;
      for (guint j = 0; j < roots->len; j++)
        g_ptr_array_add (all, rc_certificate_ref (roots->pdata[j]));
      for (guint j = 0; j < help->len; j++)
        g_ptr_array_add (all, rc_certificate_ref (help->pdata[j]));
    }
  return all;
}

static void
judge_signer (RcSealWork     *work,
              RcSeal         *seal,
              const RcSource *covered,
              const RcSource *carrier,
              RcCmsSigned    *cms)
{
  g_autoptr (GPtrArray) accepted = list_accepted (work);
  g_autofree char *detail = NULL;
  RcCertificate *signer = NULL;
  const char *reason = NULL;
  RcVerdict verdict = rc_cms_signed_verify (cms, accepted, &signer, &reason, &detail);
  RcCertificateQuestion question = {
    .intermediates = rc_cms_signed_get_certificates (cms), .use = RC_CERTIFICATE_FOR_ANY,
    .key = { .purpose = PURPOSE, .claimed_us = rc_cms_signed_get_claimed_us (cms),
             .established = rc_seal_work_get_time (work, carrier->id), .covered = covered, .carrier = carrier },
  };

  if (verdict == RC_VERDICT_INVALID)
    tell_invalid (work, seal, covered, carrier, reason, detail);
  if (verdict == RC_VERDICT_UNVERIFIABLE)
    rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, reason);
  if (verdict != RC_VERDICT_VALID && verdict != RC_VERDICT_WEAK)
    return;

  question.leaf = signer;
  (void) rc_certificate_search (work, seal, &question);
  if (verdict == RC_VERDICT_VALID)
    return;
  if (rc_seal_worst (seal) == RC_VERDICT_VALID)
    rc_seal_set_reason (seal, reason);
  seal->signature = rc_verdict_worst (seal->signature, RC_VERDICT_WEAK);
}

/* --- What it is over --- */

/* @digest: (nullable): the bytes of @covered cannot be read */
static void
judge_over (RcSealWork     *work,
            const RcSource *covered,
            const RcSource *carrier,
            RcCmsSigned    *cms,
            const void     *digest,
            gsize           length)
{
  RcSeal *seal = rc_seal_work_begin (work, KIND, covered, carrier);

  if (rc_cms_signed_get_hash (cms) == RC_HASH_NONE)
    rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported");
  else if (digest == NULL)
    rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, "bytes-not-held");
  else if (!rc_cms_signed_has_digest (cms, digest, length))
    tell_invalid (work, seal, covered, carrier, "digest", "it was made for other bytes");
  else
    judge_signer (work, seal, covered, carrier, cms);
  rc_seal_work_end (work, seal, carrier);
}

/* The content stands in the signature. */
static void
judge_attached (RcSealWork     *work,
                const RcSource *carrier,
                RcCmsSigned    *cms)
{
  GBytes *content = rc_cms_signed_get_content (cms);
  RcHash hash = rc_cms_signed_get_hash (cms);
  guint8 digest[RC_HASH_MAX_BYTES];

  if (hash != RC_HASH_NONE)
    rc_hash_compute (hash, g_bytes_get_data (content, NULL), g_bytes_get_size (content), digest);
  judge_over (work, carrier, carrier, cms, digest, rc_hash_get_length (hash));
}

static gboolean
find_signed (RcSealWork        *work,
             RcSourceDigests   *digests,
             const RcSource    *carrier,
             const RcCmsSigned *cms,
             GPtrArray        **out_found,
             GError           **error)
{
  g_autoptr (GBytes) digest = rc_cms_signed_dup_digest (cms);
  RcHash hash = rc_cms_signed_get_hash (cms);

  *out_found = rc_seal_work_find_signed (work, carrier, endings);
  if ((*out_found)->len > 0 || hash == RC_HASH_NONE)
    return TRUE;

  g_ptr_array_unref (*out_found);
  *out_found = rc_source_digests_find (digests, carrier, hash, g_bytes_get_data (digest, NULL), g_bytes_get_size (digest), error);
  if (*out_found == NULL)
    return FALSE;
  if ((*out_found)->len > 0)
    return TRUE;

  /* In a container of one file it can be no other. */
  g_ptr_array_unref (*out_found);
  *out_found = rc_asic_find_signed (work, carrier);
  return TRUE;
}

static gboolean
judge_detached (RcSealWork       *work,
                RcSourceDigests  *digests,
                const RcSource   *carrier,
                RcCmsSigned      *cms,
                GError          **error)
{
  RcHash hash = rc_cms_signed_get_hash (cms);
  g_autoptr (GPtrArray) found = NULL;

  if (!find_signed (work, digests, carrier, cms, &found, error))
    return FALSE;
  if (found->len == 0)
    {
      RcSeal *seal = rc_seal_work_begin (work, KIND, NULL, carrier);

      rc_seal_work_payload_absent (work, seal, carrier);
      rc_seal_work_end (work, seal, carrier);
    }

  for (guint i = 0; i < found->len; i++)
    {
      g_autoptr (GError) local_error = NULL;
      GBytes *digest = hash != RC_HASH_NONE ? rc_source_digests_get (digests, found->pdata[i], hash, &local_error) : NULL;

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      judge_over (work, found->pdata[i], carrier, cms, digest != NULL ? g_bytes_get_data (digest, NULL) : NULL,
                  digest != NULL ? g_bytes_get_size (digest) : 0);
    }
  return TRUE;
}

/* --- The mechanism --- */

static int
recognise (const RcSample *sample)
{
  return rc_cms_peek (sample->head, sample->head_length, (guint64) sample->size) == RC_CMS_SIGNATURE ? RC_MECHANISM_SURE : 0;
}

static gpointer
begin (RcSealWork *work)
{
  return rc_source_digests_new (work);
}

static void
end (gpointer run)
{
  rc_source_digests_free (run);
}

/* Several signers, or one who signed no attributes, are ways of signing that are not judged here; nobody is a list of certificates. */
static void
judge_fault (RcSealWork     *work,
             const RcSource *carrier,
             const char     *fault)
{
  if (strcmp (fault, RC_CMS_NOBODY) == 0)
    return;
  if (strcmp (fault, RC_CMS_SEVERAL) == 0 || strcmp (fault, RC_CMS_PLAIN) == 0)
    rc_seal_work_unverifiable (work, KIND, NULL, carrier, "format-unsupported");
  else
    rc_seal_work_malformed (work, KIND, NULL, carrier, "a signature (CMS)", fault);
}

static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  g_autoptr (GBytes) der = NULL;
  g_autoptr (RcCmsSigned) cms = NULL;
  const char *fault = "its base64 is spoiled";

  if (bytes == NULL)
    {
      rc_seal_work_unverifiable (work, KIND, NULL, carrier, REASON_LIMIT);
      return TRUE;
    }

  der = rc_cms_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (der != NULL)
    cms = rc_cms_signed_parse (g_bytes_get_data (der, NULL), g_bytes_get_size (der), &fault);
  if (cms == NULL)
    judge_fault (work, carrier, fault);
  else if (rc_cms_signed_get_content (cms) == NULL)
    return judge_detached (work, run, carrier, cms, error);
  else
    judge_attached (work, carrier, cms);
  return TRUE;
}

/* Judges CMS and CAdES signatures, beside files and in ASiC containers (integrity.md section 5.14). */
const RcMechanism rc_mechanism_cms_signature = {
  .id = "cms-signature",
  .title = N_("Signature in a file of its own (CMS)"),
  .evidences = N_("That the holder of a certificate signed the bytes of another file; judged by verify against the accepted roots."),
  .framing = RC_FRAMING_FIXED,
  .recognise = recognise,
  .begin = begin,
  .judge = judge,
  .end = end,
};
