/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/time-stamp.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/asic-place.h"
#include "core/seals/cms-signed.h"
#include "core/seals/source-digests.h"
#include "core/seals/time-stamp-judge.h"
#include "core/words.h"

#define KIND "time-stamp"
#define EXPECTED "a time stamp (RFC 3161)"

static const char * const endings[] = { ".tsr", ".tst", ".tsr.pem", ".tst.pem", ".p7s", ".timestamp", NULL };

static void
judge_token (RcSealWork       *work,
             const RcSource   *covered,
             const RcSource   *carrier,
             RcTimeStampToken *token,
             GBytes           *digest)
{
  RcSeal *seal = rc_seal_work_begin (work, KIND, covered, carrier);

  if (covered == NULL)
    rc_seal_work_payload_absent (work, seal, carrier);
  else if (rc_time_stamp_judge (work, seal, covered, carrier, token, digest))
    rc_seal_work_add_time (work, covered->id, rc_time_stamp_token_time_us (token),
                           rc_certificate_get_subject (rc_time_stamp_token_get_signer (token)));
  rc_seal_work_end (work, seal, carrier);
}

static gboolean
judge_over (RcSealWork        *work,
            RcSourceDigests   *digests,
            const RcSource    *covered,
            const RcSource    *carrier,
            RcTimeStampToken  *token,
            GError           **error)
{
  g_autoptr (GError) local_error = NULL;
  RcHash hash = rc_time_stamp_token_get_hash (token);
  GBytes *digest = hash != RC_HASH_NONE ? rc_source_digests_get (digests, covered, hash, &local_error) : NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  judge_token (work, covered, carrier, token, digest);
  return TRUE;
}

/* Stands in no relation by its name: whatever it was made for is known by its digest. */
static gboolean
find_by_digest (RcSourceDigests   *digests,
                const RcSource    *carrier,
                RcTimeStampToken  *token,
                GPtrArray        **out_found,
                GError           **error)
{
  g_autoptr (GBytes) digest = rc_time_stamp_token_dup_digest (token);
  RcHash hash = rc_time_stamp_token_get_hash (token);

  *out_found = hash == RC_HASH_NONE ? g_ptr_array_new ()
               : rc_source_digests_find (digests, carrier, hash, g_bytes_get_data (digest, NULL), g_bytes_get_size (digest), error);
  return *out_found != NULL;
}

static gboolean
find_stamped (RcSealWork        *work,
              RcSourceDigests   *digests,
              const RcSource    *carrier,
              RcTimeStampToken  *token,
              GPtrArray        **out_found,
              GError           **error)
{
  *out_found = rc_asic_find_stamped (work, carrier);
  if (*out_found != NULL)
    return TRUE;

  *out_found = rc_seal_work_find_signed (work, carrier, endings);
  if ((*out_found)->len > 0)
    return TRUE;

  g_clear_pointer (out_found, g_ptr_array_unref);
  return find_by_digest (digests, carrier, token, out_found, error);
}

static gboolean
judge_deliveries (RcSealWork        *work,
                  RcSourceDigests   *digests,
                  const RcSource    *carrier,
                  RcTimeStampToken  *token,
                  GError           **error)
{
  g_autoptr (GPtrArray) found = NULL;

  if (!find_stamped (work, digests, carrier, token, &found, error))
    return FALSE;
  if (found->len == 0)
    judge_token (work, NULL, carrier, token, NULL);

  for (guint i = 0; i < found->len; i++)
    {
      if (!judge_over (work, digests, found->pdata[i], carrier, token, error))
        return FALSE;
    }
  return TRUE;
}

static void
judge_malformed (RcSealWork     *work,
                 const RcSource *carrier,
                 const char     *fault)
{
  g_autoptr (GPtrArray) found = rc_seal_work_find_signed (work, carrier, endings);

  rc_seal_work_malformed (work, KIND, found->len > 0 ? found->pdata[0] : NULL, carrier, EXPECTED, fault);
}

/* --- The mechanism --- */

static gboolean
is_mine (RcCmsShape shape)
{
  return shape == RC_CMS_TIME_STAMP_TOKEN || shape == RC_CMS_TIME_STAMP_RESPONSE || shape == RC_CMS_TIME_STAMP_REFUSAL;
}

static int
recognise (const RcSample *sample)
{
  return is_mine (rc_cms_peek (sample->head, sample->head_length, (guint64) sample->size)) ? RC_MECHANISM_SURE : 0;
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

static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  g_autoptr (RcTimeStampToken) token = NULL;
  g_autoptr (GBytes) der = NULL;
  const char *fault = NULL;

  if (bytes == NULL)
    {
      judge_malformed (work, carrier, "it is too large");
      return TRUE;
    }
  if (rc_cms_peek (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), carrier->size) == RC_CMS_TIME_STAMP_REFUSAL)
    {
      rc_seal_work_unverifiable (work, KIND, NULL, carrier, "signature-absent");
      return TRUE;
    }

  der = rc_cms_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (der != NULL)
    token = rc_time_stamp_token_parse (g_bytes_get_data (der, NULL), g_bytes_get_size (der), &fault);
  if (token != NULL)
    return judge_deliveries (work, run, carrier, token, error);

  judge_malformed (work, carrier, fault != NULL ? fault : "its base64 is spoiled");
  return TRUE;
}

/* Judges tokens of RFC 3161 that stand in files of their own (integrity.md section 5.13). */
const RcMechanism rc_mechanism_time_stamp = {
  .id = "time-stamp",
  .title = N_("Time stamp of an authority"),
  .evidences = N_("That a file existed at a time, by the word of a time stamping authority; judged by verify against the accepted ones."),
  .framing = RC_FRAMING_FIXED,
  .recognise = recognise,
  .begin = begin,
  .judge = judge,
  .end = end,
};
