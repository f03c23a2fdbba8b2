/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/time-stamp-token.h"

#include <string.h>
#include <time.h>

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/ts.h>

#include "core/bounds.h"
#include "core/der.h"
#include "core/seals/cms-signed.h"
#include "core/timestamp.h"

#define OID_TIME_STAMP "1.2.840.113549.1.9.16.1.4"

/* PKIStatus: granted, granted with changes. */
#define LAST_GRANTED 1

struct _RcTimeStampToken
{
  RcCmsSigned   *cms;
  TS_TST_INFO   *info;
  RcHash         hash;
  gint64         time_us;
  char           policy[128];
  RcCertificate *signer;       /* (nullable) */
};

void
rc_time_stamp_token_free (RcTimeStampToken *self)
{
  if (self == NULL)
    return;

  rc_cms_signed_free (self->cms);
  TS_TST_INFO_free (self->info);
  rc_certificate_unref (self->signer);
  g_free (self);
}

/* --- Reading --- */

/* GeneralizedTime with a fraction, always UTC (RFC 3161 section 2.4.2). What is below the microsecond is cut. */
static gboolean
read_time (const ASN1_GENERALIZEDTIME *time,
           gint64                     *out_us)
{
  const char *text = (const char *) ASN1_STRING_get0_data (time);
  gsize length = (gsize) ASN1_STRING_length (time);
  gint64 unit = G_USEC_PER_SEC / 10;
  struct tm parts = { 0 };
  char whole[16] = { 0 };

  if (length < 15 || length > 64 || text[length - 1] != 'Z')
    return FALSE;

  memcpy (whole, text, 14);
  whole[14] = 'Z';
  if (strspn (whole, "0123456789") != 14 || ASN1_TIME_to_tm (time, &parts) != 1)
    return FALSE;

  *out_us = (gint64) timegm (&parts) * G_USEC_PER_SEC;
  if (length > 15 && (text[14] != '.' || length == 16))
    return FALSE;
  for (gsize i = 15; i + 1 < length; i++, unit /= 10)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *out_us += (text[i] - '0') * unit;
    }
  return TRUE;
}

static RcHash
read_hash (TS_MSG_IMPRINT *imprint)
{
  static const struct { int nid; RcHash hash; } known[] = {
    { NID_sha1, RC_HASH_SHA1 }, { NID_sha256, RC_HASH_SHA256 }, { NID_sha384, RC_HASH_SHA384 }, { NID_sha512, RC_HASH_SHA512 },
  };
  int nid = OBJ_obj2nid (TS_MSG_IMPRINT_get_algo (imprint)->algorithm);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].nid == nid)
      return known[i].hash;
  return RC_HASH_NONE;
}

static gboolean
has_critical_extension (const TS_TST_INFO *info)
{
  int at = TS_TST_INFO_get_ext_by_critical ((TS_TST_INFO *) info, 1, -1);

  return at >= 0;
}

static const char *
fill (RcTimeStampToken *self)
{
  GBytes *content = rc_cms_signed_get_content (self->cms);
  const guchar *start = content != NULL ? g_bytes_get_data (content, NULL) : NULL;
  const guchar *cursor = start;
  TS_MSG_IMPRINT *imprint;

  if (strcmp (rc_cms_signed_get_content_type (self->cms), OID_TIME_STAMP) != 0)
    return "what is signed in it is no time stamp";
  if (!rc_cms_signed_names_certificate (self->cms))
    return "it does not say which certificate its signer means";
  if (content == NULL || d2i_TS_TST_INFO (&self->info, &cursor, (long) g_bytes_get_size (content)) == NULL
      || cursor != start + g_bytes_get_size (content))
    return "the statement of the time cannot be read";
  if (TS_TST_INFO_get_version (self->info) != 1 || has_critical_extension (self->info))
    return "the statement of the time is of a form that is not known";

  imprint = TS_TST_INFO_get_msg_imprint (self->info);
  self->hash = read_hash (imprint);
  if (self->hash != RC_HASH_NONE
      && (gsize) ASN1_STRING_length (TS_MSG_IMPRINT_get_msg (imprint)) != rc_hash_get_length (self->hash))
    return "its digest has another length than its algorithm gives";
  if (!read_time (TS_TST_INFO_get_time (self->info), &self->time_us))
    return "its time cannot be read";
  if (OBJ_obj2txt (self->policy, sizeof self->policy, TS_TST_INFO_get_policy_id (self->info), 1) <= 0)
    return "the policy of the authority cannot be read";
  return NULL;
}

/* The token within a response. */
static const char *
find_token (const void *bytes,
            gsize       length,
            RcDer      *out_token)
{
  RcDer file = rc_der_new (bytes, length);
  RcDer response;
  RcDer status;
  RcDer number;

  if (!rc_der_take (&file, RC_DER_SEQUENCE, &response) || !rc_der_is_end (&file))
    return "it cannot be read as such to its end";

  *out_token = rc_der_new (bytes, length);
  if (rc_der_peek (&response) == RC_DER_OID)
    return NULL;
  if (!rc_der_take (&response, RC_DER_SEQUENCE, &status) || !rc_der_take (&status, RC_DER_INTEGER, &number)
      || rc_der_left (&number) != 1)
    return "the authority's answer cannot be read";

  *out_token = response;
  if (number.at[0] > LAST_GRANTED)
    return "the authority did not grant a time stamp";
  return rc_der_is_end (&response) ? "it holds no time stamp" : NULL;
}

/**
 * rc_time_stamp_token_parse:
 * @bytes: tainted
 *
 * Returns: (transfer full) (nullable): %NULL with @out_fault where it is not what RFC 3161 asks for: granted, one signer, who signed which
 *   certificate is meant, a statement of version 1
 */
RcTimeStampToken *
rc_time_stamp_token_parse (const void  *bytes,
                           gsize        length,
                           const char **out_fault)
{
  g_autoptr (RcTimeStampToken) self = g_new0 (RcTimeStampToken, 1);
  RcDer token = { 0 };

  *out_fault = length > RC_LIMIT_TIME_STAMP_BYTES ? "it is too large" : find_token (bytes, length, &token);
  if (*out_fault != NULL)
    return NULL;

  self->cms = rc_cms_signed_parse (token.at, rc_der_left (&token), out_fault);
  if (self->cms != NULL)
    *out_fault = fill (self);
  ERR_clear_error ();
  return *out_fault == NULL ? g_steal_pointer (&self) : NULL;
}

/* --- What it says --- */

gint64
rc_time_stamp_token_time_us (const RcTimeStampToken *self)
{
  return self->time_us;
}

RcHash
rc_time_stamp_token_get_hash (const RcTimeStampToken *self)
{
  return self->hash;
}

gboolean
rc_time_stamp_token_has_digest (const RcTimeStampToken *self,
                                const void             *digest,
                                gsize                   length)
{
  const ASN1_OCTET_STRING *imprint = TS_MSG_IMPRINT_get_msg (TS_TST_INFO_get_msg_imprint (self->info));

  return (gsize) ASN1_STRING_length (imprint) == length && length > 0 && memcmp (ASN1_STRING_get0_data (imprint), digest, length) == 0;
}

GBytes *
rc_time_stamp_token_dup_digest (const RcTimeStampToken *self)
{
  const ASN1_OCTET_STRING *imprint = TS_MSG_IMPRINT_get_msg (TS_TST_INFO_get_msg_imprint (self->info));

  return g_bytes_new (ASN1_STRING_get0_data (imprint), (gsize) ASN1_STRING_length (imprint));
}

GPtrArray *
rc_time_stamp_token_get_certificates (const RcTimeStampToken *self)
{
  return rc_cms_signed_get_certificates (self->cms);
}

const char *
rc_time_stamp_token_get_policy (const RcTimeStampToken *self)
{
  return self->policy;
}

static void
append_part (GString            *text,
             const ASN1_INTEGER *number,
             const char         *unit)
{
  gint64 value = 0;

  if (number != NULL && ASN1_INTEGER_get_int64 (&value, number) == 1 && value > 0)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", text->len > 0 ? " " : "", value, unit);
}

char *
rc_time_stamp_token_dup_accuracy (const RcTimeStampToken *self)
{
  const TS_ACCURACY *accuracy = TS_TST_INFO_get_accuracy (self->info);
  g_autoptr (GString) text = g_string_new (NULL);

  if (accuracy == NULL)
    return NULL;

  append_part (text, TS_ACCURACY_get_seconds (accuracy), "s");
  append_part (text, TS_ACCURACY_get_millis (accuracy), "ms");
  append_part (text, TS_ACCURACY_get_micros (accuracy), "µs");
  ERR_clear_error ();
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
rc_time_stamp_token_dup_serial (const RcTimeStampToken *self)
{
  const ASN1_INTEGER *serial = TS_TST_INFO_get_serial (self->info);

  return rc_bytes_dup_hex (ASN1_STRING_get0_data (serial), MIN ((gsize) ASN1_STRING_length (serial), 64));
}

RcCertificate *
rc_time_stamp_token_get_signer (const RcTimeStampToken *self)
{
  return self->signer;
}

/* --- Verifying --- */

static RcVerdict
fail (RcVerdict    verdict,
      const char  *reason,
      const char  *detail,
      const char **out_reason,
      char       **out_detail)
{
  *out_reason = reason;
  *out_detail = g_strdup (detail);
  return verdict;
}

/* What is signed is the statement of the time as it stands. */
static gboolean
has_own_digest (const RcTimeStampToken *self)
{
  GBytes *content = rc_cms_signed_get_content (self->cms);
  RcHash hash = rc_cms_signed_get_hash (self->cms);
  guint8 digest[RC_HASH_MAX_BYTES];

  if (hash == RC_HASH_NONE)
    return TRUE;
  rc_hash_compute (hash, g_bytes_get_data (content, NULL), g_bytes_get_size (content), digest);
  return rc_cms_signed_has_digest (self->cms, digest, rc_hash_get_length (hash));
}

static GPtrArray *
join (GPtrArray *first,
      GPtrArray *second)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; first != NULL && i < first->len; i++)
    g_ptr_array_add (all, first->pdata[i]);
  for (guint i = 0; second != NULL && i < second->len; i++)
    g_ptr_array_add (all, second->pdata[i]);
  return all;
}

static void
keep_signer (RcTimeStampToken *self,
             RcCertificate    *signer)
{
  g_clear_pointer (&self->signer, rc_certificate_unref);
  self->signer = signer != NULL ? rc_certificate_ref (signer) : NULL;
}

/* Keeps the worse of two verdicts with its reason; takes @detail. */
static RcVerdict
worse (RcVerdict    first,
       RcVerdict    second,
       const char  *reason,
       char        *detail,
       const char **out_reason,
       char       **out_detail)
{
  if (rc_verdict_worst (first, second) == first)
    {
      g_free (detail);
      return first;
    }

  g_free (*out_detail);
  *out_detail = detail;
  *out_reason = reason;
  return second;
}

/**
 * rc_time_stamp_token_verify_signature:
 * @roots: (element-type RcCertificate): accepted for time stamps
 * @help: (nullable) (element-type RcCertificate): where the signer's certificate and its issuers may stand, if not in the token
 * @out_reason: (out) (transfer none) (nullable)
 * @out_detail: (out) (transfer full) (nullable): one sentence without its full stop
 *
 * The signature, that the signer was certified for time stamps and nothing else, and that the chain held at the time that the token states
 * (RFC 3161 section 2.4.2, RFC 5816).
 *
 * Returns: VALID, or WEAK, INVALID, UNVERIFIABLE as of rc_cms_signed_verify() and rc_certificate_check_chain()
 */
RcVerdict
rc_time_stamp_token_verify_signature (RcTimeStampToken  *self,
                                      GPtrArray         *roots,
                                      GPtrArray         *help,
                                      const char       **out_reason,
                                      char             **out_detail)
{
  g_autoptr (GPtrArray) ours = join (roots, help);
  g_autoptr (GPtrArray) all = join (rc_cms_signed_get_certificates (self->cms), help);
  RcCertificate *signer = NULL;
  const char *reason = NULL;
  char *detail = NULL;
  RcVerdict verdict;
  RcVerdict chain;

  *out_reason = NULL;
  *out_detail = NULL;
  keep_signer (self, NULL);
  if (!has_own_digest (self))
    return fail (RC_VERDICT_INVALID, "signature", "The time in it is not the one that was signed", out_reason, out_detail);

  verdict = rc_cms_signed_verify (self->cms, ours, &signer, out_reason, out_detail);
  if (verdict != RC_VERDICT_VALID && verdict != RC_VERDICT_WEAK)
    return verdict;

  keep_signer (self, signer);
  chain = rc_certificate_check_chain (signer, all, roots, RC_CERTIFICATE_FOR_TIME_STAMPING, self->time_us, &reason, &detail);
  verdict = worse (verdict, chain, reason, detail, out_reason, out_detail);
  if (self->hash != RC_HASH_SHA1)
    return verdict;
  return worse (verdict, RC_VERDICT_WEAK, "algorithm", g_strdup ("It stands over a SHA-1 digest, of which two files can be made to agree"),
                out_reason, out_detail);
}

/**
 * rc_time_stamp_token_verify_digest:
 * @digest: of what is stamped, by rc_time_stamp_token_get_hash()
 *
 * Returns: INVALID(digest) where the token stands over something else, else as rc_time_stamp_token_verify_signature()
 */
RcVerdict
rc_time_stamp_token_verify_digest (RcTimeStampToken  *self,
                                   const void        *digest,
                                   gsize              digest_length,
                                   GPtrArray         *roots,
                                   GPtrArray         *help,
                                   const char       **out_reason,
                                   char             **out_detail)
{
  if (self->hash == RC_HASH_NONE)
    return fail (RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported", "It stands over a digest that is not known here", out_reason, out_detail);
  if (!rc_time_stamp_token_has_digest (self, digest, digest_length))
    return fail (RC_VERDICT_INVALID, "digest", "It was made for other bytes", out_reason, out_detail);
  return rc_time_stamp_token_verify_signature (self, roots, help, out_reason, out_detail);
}

RcVerdict
rc_time_stamp_token_verify (RcTimeStampToken  *self,
                            const void        *message,
                            gsize              length,
                            GPtrArray         *roots,
                            GPtrArray         *help,
                            const char       **out_reason,
                            char             **out_detail)
{
  guint8 digest[RC_HASH_MAX_BYTES];

  if (self->hash != RC_HASH_NONE)
    rc_hash_compute (self->hash, message, length, digest);
  return rc_time_stamp_token_verify_digest (self, digest, rc_hash_get_length (self->hash), roots, help, out_reason, out_detail);
}
