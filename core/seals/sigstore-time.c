/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/sigstore-time.h"

#include "core/seals/time-stamp-token.h"

/* What the authority that says most says of one time stamp. */
typedef struct
{
  RcVerdict   verdict;
  const char *reason;
  char       *detail;
  char       *by;
} Stamped;

static void
stamped_clear (Stamped *self)
{
  g_free (self->detail);
  g_free (self->by);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stamped, stamped_clear)

static GPtrArray *
list_but_last (GPtrArray *certificates)
{
  GPtrArray *others = g_ptr_array_new ();

  for (guint i = 0; i + 1 < certificates->len; i++)
    g_ptr_array_add (others, certificates->pdata[i]);
  return others;
}

static void
ask_authority (RcTimeStampToken          *token,
               GBytes                    *signature,
               const RcSigstoreAuthority *authority,
               Stamped                   *out_stamped)
{
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();
  g_autoptr (GPtrArray) help = list_but_last (authority->certificates);
  RcCertificate *signer;

  g_ptr_array_add (roots, authority->certificates->pdata[authority->certificates->len - 1]);
  /* Where the authority is one certificate, the token may leave it out, and mean it. */
  if (help->len == 0)
    g_ptr_array_add (help, roots->pdata[0]);
  out_stamped->verdict = rc_time_stamp_token_verify (token, g_bytes_get_data (signature, NULL), g_bytes_get_size (signature), roots, help,
                                                     &out_stamped->reason, &out_stamped->detail);
  signer = rc_time_stamp_token_get_signer (token);
  out_stamped->by = g_strdup (signer != NULL ? rc_certificate_get_subject (signer) : NULL);
  if ((out_stamped->verdict != RC_VERDICT_VALID && out_stamped->verdict != RC_VERDICT_WEAK)
      || rc_sigstore_validity_holds (&authority->validity, rc_time_stamp_token_time_us (token)))
    return;

  out_stamped->verdict = RC_VERDICT_INVALID;
  out_stamped->reason = "time";
  g_free (out_stamped->detail);
  out_stamped->detail = g_strdup ("The authority that made it does not count for that time");
}

/* One that made it; else one that made it and does not count for it; else none. */
static gboolean
is_better (const Stamped *stamped,
           const Stamped *than)
{
  gboolean holds = stamped->verdict == RC_VERDICT_VALID || stamped->verdict == RC_VERDICT_WEAK;
  gboolean held = than->verdict == RC_VERDICT_VALID || than->verdict == RC_VERDICT_WEAK;

  if (holds != held)
    return holds;
  return stamped->verdict == RC_VERDICT_INVALID && than->verdict == RC_VERDICT_UNVERIFIABLE;
}

static void
ask_authorities (RcTimeStampToken     *token,
                 GBytes               *signature,
                 const RcSigstoreRoot *root,
                 Stamped              *out_stamped)
{
  for (guint i = 0; i < root->time_authorities->len; i++)
    {
      Stamped stamped = { RC_VERDICT_UNVERIFIABLE, NULL, NULL, NULL };

      ask_authority (token, signature, root->time_authorities->pdata[i], &stamped);
      if (is_better (&stamped, out_stamped))
        {
          Stamped worse = *out_stamped;

          *out_stamped = stamped;
          stamped = worse;
        }
      stamped_clear (&stamped);
    }
}

static gboolean
stands_over (const RcTimeStampToken *token,
             GBytes                 *signature)
{
  RcHash hash = rc_time_stamp_token_get_hash (token);
  guint8 digest[RC_HASH_MAX_BYTES];

  if (hash == RC_HASH_NONE)
    return TRUE;
  rc_hash_compute (hash, g_bytes_get_data (signature, NULL), g_bytes_get_size (signature), digest);
  return rc_time_stamp_token_has_digest (token, digest, rc_hash_get_length (hash));
}

static void
fail (RcSigstoreAnswer *answer,
      RcVerdict         verdict,
      const char       *reason,
      const char       *found)
{
  rc_sigstore_answer_fault (answer, RC_SIGSTORE_ANCHOR, verdict, reason, RC_EXCEPTION_SIGNATURE_INVALID,
                            "a time stamp over the signature by an accepted authority", found,
                            "A time stamp in the bundle does not hold: %s.", found);
}

static void
check_token (GBytes               *bytes,
             GBytes               *signature,
             const RcSigstoreRoot *root,
             RcSigstoreAnswer     *answer)
{
  const char *fault = NULL;
  g_autoptr (RcTimeStampToken) token = rc_time_stamp_token_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &fault);
  g_auto (Stamped) stamped = { RC_VERDICT_UNVERIFIABLE, "chain-untrusted", NULL, NULL };

  if (token == NULL)
    {
      fail (answer, RC_VERDICT_MALFORMED, "format", fault);
      return;
    }
  if (!stands_over (token, signature))
    {
      fail (answer, RC_VERDICT_INVALID, "digest", "it was made for other bytes");
      return;
    }

  ask_authorities (token, signature, root, &stamped);
  if (stamped.verdict == RC_VERDICT_VALID || stamped.verdict == RC_VERDICT_WEAK)
    rc_sigstore_answer_time (answer, rc_time_stamp_token_time_us (token), stamped.by != NULL ? stamped.by : "an accepted authority");
  else if (stamped.verdict == RC_VERDICT_UNVERIFIABLE)
    rc_sigstore_answer_note (answer, "A time stamp in the bundle was not taken: no accepted authority made it");
  else
    fail (answer, stamped.verdict, stamped.reason, stamped.detail != NULL ? stamped.detail : "it does not fit");
}

void
rc_sigstore_time_check (const RcSigstoreBundle *bundle,
                        const RcSigstoreRoot   *root,
                        RcSigstoreAnswer       *answer)
{
  for (guint i = 0; i < bundle->time_stamps->len; i++)
    check_token (bundle->time_stamps->pdata[i], bundle->signature, root, answer);
}
