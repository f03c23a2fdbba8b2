/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/sigstore-chain.h"

#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "core/seals/sigstore-sct.h"
#include "core/timestamp.h"

/* How one authority answers for the certificate at one time. */
typedef struct
{
  RcVerdict   verdict;
  const char *reason;
  char       *detail;
} Link;

static void
link_clear (Link *self)
{
  g_free (self->detail);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Link, link_clear)

/* --- The authority --- */

static gboolean
is_named_issuer (const RcCertificate       *certificate,
                 const RcSigstoreAuthority *authority)
{
  const RcCertificate *issuer = authority->certificates->pdata[0];

  return X509_NAME_cmp (X509_get_issuer_name (rc_certificate_peek (certificate)),
                        X509_get_subject_name (rc_certificate_peek (issuer))) == 0;
}

static gboolean
has_issued (const RcCertificate *issuer,
            const RcCertificate *certificate)
{
  X509 *parent = rc_certificate_peek (issuer);
  gboolean has = X509_check_issued (parent, rc_certificate_peek (certificate)) == X509_V_OK
                 && X509_verify (rc_certificate_peek (certificate), X509_get0_pubkey (parent)) == 1;

  ERR_clear_error ();
  return has;
}

/* From both sides of the chain, without its end. */
static GPtrArray *
list_between (GPtrArray                 *certificates,
              const RcSigstoreAuthority *authority)
{
  GPtrArray *between = g_ptr_array_new ();

  for (guint i = 1; i < certificates->len; i++)
    g_ptr_array_add (between, certificates->pdata[i]);
  for (guint i = 0; i + 1 < authority->certificates->len; i++)
    g_ptr_array_add (between, authority->certificates->pdata[i]);
  return between;
}

static void
ask_authority (GPtrArray                 *certificates,
               const RcSigstoreAuthority *authority,
               gint64                     time_us,
               Link                      *out_link)
{
  g_autoptr (GPtrArray) between = list_between (certificates, authority);
  g_autoptr (GPtrArray) roots = g_ptr_array_new ();

  g_ptr_array_add (roots, authority->certificates->pdata[authority->certificates->len - 1]);
  out_link->verdict = rc_certificate_check_chain (certificates->pdata[0], between, roots, RC_CERTIFICATE_FOR_CODE_SIGNING, time_us,
                                                  &out_link->reason, &out_link->detail);
  if (out_link->verdict <= RC_VERDICT_INVALID || rc_sigstore_validity_holds (&authority->validity, time_us)
      || out_link->verdict == RC_VERDICT_UNVERIFIABLE)
    return;

  out_link->verdict = RC_VERDICT_INVALID;
  out_link->reason = "time";
  g_free (out_link->detail);
  out_link->detail = g_strdup ("The authority that issued the certificate does not count for that time");
}

/* A certificate that names an authority as its issuer which did not issue it is passed off as its own. */
static void
look_at_names (GPtrArray            *certificates,
               const RcSigstoreRoot *root,
               Link                 *link)
{
  const RcCertificate *leaf = certificates->pdata[0];

  for (guint i = 0; i < root->authorities->len && link->verdict == RC_VERDICT_UNVERIFIABLE; i++)
    {
      const RcSigstoreAuthority *authority = root->authorities->pdata[i];

      if (!is_named_issuer (leaf, authority) || has_issued (authority->certificates->pdata[0], leaf))
        continue;
      link->verdict = RC_VERDICT_INVALID;
      link->reason = "identity";
      g_free (link->detail);
      link->detail = g_strdup_printf ("The certificate names “%s” as its issuer, whose key did not sign it",
                                      rc_certificate_get_issuer (leaf));
    }
}

static gboolean
is_better (const Link *link,
           const Link *than)
{
  static const RcVerdict order[] = { RC_VERDICT_VALID, RC_VERDICT_WEAK, RC_VERDICT_INVALID };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (than->verdict == order[i])
        return FALSE;
      if (link->verdict == order[i])
        return TRUE;
    }
  return FALSE;
}

/* The authority that says most: that it issued the certificate, else that it did at another time. */
static void
ask_authorities (GPtrArray            *certificates,
                 const RcSigstoreRoot *root,
                 gint64                time_us,
                 Link                 *out_link)
{
  *out_link = (Link) { RC_VERDICT_UNVERIFIABLE, "chain-untrusted", g_strdup ("No accepted authority issued the certificate") };
  for (guint i = 0; i < root->authorities->len; i++)
    {
      Link link = { RC_VERDICT_UNVERIFIABLE, NULL, NULL };

      ask_authority (certificates, root->authorities->pdata[i], time_us, &link);
      if (is_better (&link, out_link))
        {
          Link worse = *out_link;

          *out_link = link;
          link = worse;
        }
      link_clear (&link);
    }
  look_at_names (certificates, root, out_link);
}

static void
check_at (GPtrArray            *certificates,
          const RcSigstoreRoot *root,
          gint64                time_us,
          RcSigstoreAnswer     *answer)
{
  g_autofree char *time = rc_time_format_utc (time_us);
  g_auto (Link) link = { RC_VERDICT_UNVERIFIABLE, NULL, NULL };

  ask_authorities (certificates, root, time_us, &link);
  if (link.verdict != RC_VERDICT_VALID)
    rc_sigstore_answer_fault (answer, RC_SIGSTORE_ANCHOR, link.verdict, link.reason,
                              link.verdict == RC_VERDICT_INVALID ? RC_EXCEPTION_SIGNATURE_INVALID : RC_EXCEPTION_KEY_UNKNOWN,
                              "a certificate of an accepted authority", rc_certificate_get_issuer (certificates->pdata[0]), "%s (%s).",
                              link.detail != NULL ? link.detail : "The certificate does not lead to an accepted authority", time);
}

/* --- What the certificate is for, and who saw it --- */

/* Of the signer's certificate; NULL: no authority of @root stands above what the bundle carries. */
static const RcCertificate *
find_issuer (GPtrArray            *certificates,
             const RcSigstoreRoot *root)
{
  const RcCertificate *last = certificates->pdata[certificates->len - 1];

  for (guint i = 0; i < root->authorities->len; i++)
    {
      const RcSigstoreAuthority *authority = root->authorities->pdata[i];

      for (guint j = 0; j < authority->certificates->len; j++)
        {
          if (has_issued (authority->certificates->pdata[j], last))
            return certificates->len > 1 ? certificates->pdata[1] : authority->certificates->pdata[j];
        }
    }
  return NULL;
}

gboolean
rc_sigstore_chain_is_of (GPtrArray            *certificates,
                         const RcSigstoreRoot *root)
{
  return find_issuer (certificates, root) != NULL;
}

static const struct
{
  RcVerdict   verdict;
  const char *reason;
  const char *message;
} sct_answers[] = {
  [RC_SCT_FITS] = { RC_VERDICT_VALID, NULL, NULL },
  [RC_SCT_OUTSIDE] = { RC_VERDICT_INVALID, "time",
                       "A log of certificates took the certificate at a time for which its key does not count." },
  [RC_SCT_FAILS] = { RC_VERDICT_INVALID, "signature", "The certificate does not fit the promise of the log of certificates in it." },
  [RC_SCT_UNKNOWN_LOG] = { RC_VERDICT_UNVERIFIABLE, "key-missing", "The certificate stands in no accepted log of certificates." },
  [RC_SCT_MALFORMED] = { RC_VERDICT_MALFORMED, "format", "The promise of a log of certificates in the certificate is not readable." },
  [RC_SCT_ABSENT] = { RC_VERDICT_UNVERIFIABLE, "signature-absent", "The certificate carries no promise of a log of certificates." },
};

static void
check_certificate_log (GPtrArray            *certificates,
                       const RcSigstoreRoot *root,
                       RcSigstoreAnswer     *answer)
{
  const RcCertificate *issuer = find_issuer (certificates, root);
  gint64 time_us = RC_TIME_NONE;
  RcSctFit fit;

  if (root->certificate_logs->len == 0)
    {
      rc_sigstore_answer_note (answer, "Whether a log of certificates knows the certificate was not asked: none is accepted");
      return;
    }
  if (issuer == NULL)
    return;

  fit = rc_sct_check (certificates->pdata[0], issuer, root->certificate_logs, &time_us);
  if (fit != RC_SCT_FITS)
    rc_sigstore_answer_fault (answer, RC_SIGSTORE_ANCHOR, sct_answers[fit].verdict, sct_answers[fit].reason, RC_EXCEPTION_SIGNATURE_INVALID,
                              "a promise of an accepted log of certificates", "another, or none", "%s", sct_answers[fit].message);
}

void
rc_sigstore_chain_check (GPtrArray            *certificates,
                         const RcSigstoreRoot *root,
                         GArray               *times,
                         RcSigstoreAnswer     *answer)
{
  const RcCertificate *leaf = certificates->pdata[0];

  for (guint i = 0; i < times->len; i++)
    check_at (certificates, root, g_array_index (times, gint64, i), answer);

  /* Without a time the chain alone is looked at, as it stood when the certificate was issued. */
  if (times->len == 0)
    check_at (certificates, root, rc_certificate_not_before_us (leaf), answer);
  if (times->len == 0)
    rc_sigstore_answer_fault (answer, RC_SIGSTORE_ANCHOR, RC_VERDICT_UNVERIFIABLE, "time-not-established", RC_EXCEPTION_KEY_UNKNOWN,
                              "a time that an accepted log or authority vouches for", "none",
                              "When it was signed is not established, and the certificate was valid for a short time only.");
  if (!rc_certificate_allows (leaf, RC_KEY_USAGE_DIGITAL_SIGNATURE))
    rc_sigstore_answer_fault (answer, RC_SIGSTORE_ANCHOR, RC_VERDICT_INVALID, "namespace", RC_EXCEPTION_SIGNATURE_INVALID,
                              "a certificate for signatures", "another use", "The certificate was not issued for signatures.");
  check_certificate_log (certificates, root, answer);
}
