/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/signing-examine.h"

#include "reports/archival/signing-compare.h"

#include "core/bounds.h"
#include "core/seals/cms-signed.h"
#include "core/timestamp.h"
#include "core/words.h"

#include <string.h>

#include <openssl/bn.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/x509.h>

#define KEY "/ByteRange"

/* Of a signature's dictionary around its ranges and its value. */
#define NEAR_BYTES 4096u

static void
free_found (gpointer data)
{
  RcSigningFound *found = data;

  g_free (found->sub_filter);
  g_clear_pointer (&found->value, g_bytes_unref);
  g_free (found->detail);
  g_free (found->subject);
  g_free (found->issuer);
  g_free (found->serial);
  g_free (found->certificate_sha256);
  g_free (found);
}

void
rc_signing_examination_free (RcSigningExamination *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->changes);
  g_ptr_array_unref (self->signatures);
  g_free (self);
}

gboolean
rc_signing_examination_is_same (const RcSigningExamination *self)
{
  return self->begins_with_frozen && self->changes->len == 0;
}

gboolean
rc_signing_examination_is_signed (const RcSigningExamination *self)
{
  for (guint i = 0; i < self->signatures->len; i++)
    {
      const RcSigningFound *found = self->signatures->pdata[i];

      if (found->covers_all && found->digest_matches && found->verdict == RC_VERDICT_VALID)
        return TRUE;
    }
  return FALSE;
}

/* --- Reading --- */

typedef struct
{
  const char *bytes;
  gsize       length;
} File;

static gsize
skip_space (const File *file,
            gsize       at)
{
  while (at < file->length && (g_ascii_isspace (file->bytes[at]) || file->bytes[at] == '\0'))
    at++;
  return at;
}

static gboolean
read_ranges (const File *file,
             gsize       at,
             guint64     out_range[4])
{
  at = skip_space (file, at);
  if (at >= file->length || file->bytes[at++] != '[')
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      guint n_digits = 0;

      out_range[i] = 0;
      for (at = skip_space (file, at); at < file->length && g_ascii_isdigit (file->bytes[at]) && n_digits < 18; at++, n_digits++)
        out_range[i] = out_range[i] * 10 + (guint64) (file->bytes[at] - '0');
      if (n_digits == 0)
        return FALSE;
    }
  at = skip_space (file, at);
  return at < file->length && file->bytes[at] == ']';
}

/* In the file, one behind the other, with the value of the signature and nothing else between them. */
static const char *
find_range_fault (const File    *file,
                  const guint64  range[4])
{
  guint64 gap = range[0] + range[1], end = range[2] + range[3];

  if (range[0] != 0)
    return "it leaves out the beginning of the file";
  if (gap >= range[2] || end > file->length || range[2] > file->length)
    return "what it says that it is over is not in the file";
  if (file->bytes[gap] != '<' || file->bytes[range[2] - 1] != '>')
    return "what it leaves out of the file is more than its own value";
  for (guint64 at = gap + 1; at < range[2] - 1; at++)
    if (!g_ascii_isxdigit (file->bytes[at]) && !g_ascii_isspace (file->bytes[at]))
      return "what it leaves out of the file is more than its own value";
  return NULL;
}

/* The name behind @key in the dictionary that the signature's value stands in; (nullable) */
static char *
dup_name (const File    *file,
          const guint64  range[4],
          const char    *key)
{
  gsize gap = (gsize) (range[0] + range[1]), from = gap > NEAR_BYTES ? gap - NEAR_BYTES : 0, to = (gsize) MIN (file->length, range[2] + NEAR_BYTES);
  const struct { gsize from, to; } places[] = { { from, gap }, { (gsize) range[2], to } };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const char *begin = file->bytes + places[i].from, *end = file->bytes + places[i].to, *at = NULL;

      /* The last before the value is its own. */
      for (const char *next = begin; (next = memmem (next, (gsize) (end - next), key, strlen (key))) != NULL && (at == NULL || i == 0); next++)
        at = next;
      if (at == NULL)
        continue;
      at = file->bytes + skip_space (file, (gsize) (at - file->bytes) + strlen (key));
      if (at >= end || *at != '/')
        continue;
      begin = ++at;
      while (at < end && at - begin < 64 && (g_ascii_isalnum (*at) || strchr (".-_", *at) != NULL))
        at++;
      return g_strndup (begin, (gsize) (at - begin));
    }
  return NULL;
}

/* How many of the bytes are the signature; 0: none. Some programs do not say at its beginning how long it is. */
static gsize
measure_value (const GByteArray *bytes)
{
  const guchar *end = bytes->data;
  CMS_ContentInfo *cms = bytes->len > 0 ? d2i_CMS_ContentInfo (NULL, &end, (long) bytes->len) : NULL;
  gsize length = cms != NULL ? (gsize) (end - bytes->data) : 0;

  CMS_ContentInfo_free (cms);
  ERR_clear_error ();
  return length;
}

/* The value without the zeros behind it; (nullable) */
static GBytes *
read_value (const File    *file,
            const guint64  range[4])
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize gap = (gsize) (range[0] + range[1]) + 1;
  int high = -1;
  gsize length;

  if (range[2] - gap > 2 * (guint64) RC_LIMIT_SIGNATURE_BYTES)
    return NULL;
  for (gsize at = gap; at < range[2] - 1; at++)
    {
      int digit = g_ascii_xdigit_value (file->bytes[at]);
      guint8 byte = (guint8) ((high & 15) << 4 | (digit & 15));

      if (digit < 0)
        continue;
      if (high >= 0)
        g_byte_array_append (bytes, &byte, 1);
      high = high >= 0 ? -1 : digit;
    }
  length = measure_value (bytes);
  return length > 0 ? g_bytes_new (bytes->data, length) : NULL;
}

/* --- One signature --- */

static char *
dup_serial (const RcCertificate *certificate)
{
  BIGNUM *number = ASN1_INTEGER_to_BN (X509_get0_serialNumber (rc_certificate_peek (certificate)), NULL);
  char *hex = number != NULL ? BN_bn2hex (number) : NULL;
  char *serial = g_strdup (hex);

  OPENSSL_free (hex);
  BN_free (number);
  return serial;
}

static void
describe (RcSigningFound      *found,
          const RcCertificate *certificate)
{
  RcDigest fingerprint;

  rc_certificate_fingerprint (certificate, &fingerprint);
  found->subject = g_strdup (rc_certificate_get_subject (certificate));
  found->issuer = g_strdup (rc_certificate_get_issuer (certificate));
  found->serial = dup_serial (certificate);
  found->certificate_sha256 = rc_digest_dup_hex (&fingerprint);
  found->not_before_us = rc_certificate_not_before_us (certificate);
  found->not_after_us = rc_certificate_not_after_us (certificate);
}

static gboolean
matches (const File        *file,
         const guint64      range[4],
         const RcCmsSigned *cms)
{
  RcHash hash = rc_cms_signed_get_hash (cms);
  g_autoptr (GByteArray) covered = NULL;
  guint8 digest[RC_HASH_MAX_BYTES];

  if (hash == RC_HASH_NONE || range[1] + range[3] > G_MAXUINT)
    return FALSE;
  covered = g_byte_array_sized_new ((guint) (range[1] + range[3]));
  g_byte_array_append (covered, (const guint8 *) file->bytes + range[0], (guint) range[1]);
  g_byte_array_append (covered, (const guint8 *) file->bytes + range[2], (guint) range[3]);
  rc_hash_compute (hash, covered->data, covered->len, digest);
  return rc_cms_signed_has_digest (cms, digest, rc_hash_get_length (hash));
}

static void
set_fault (RcSigningFound *found,
           RcVerdict       verdict,
           const char     *detail)
{
  found->verdict = verdict;
  found->detail = g_strdup (detail);
}

static void
judge_value (RcSigningFound *found,
             const File     *file)
{
  const char *fault = NULL, *reason = NULL;
  g_autoptr (RcCmsSigned) cms = NULL;
  RcCertificate *signer = NULL;

  found->value = read_value (file, found->range);
  if (found->value == NULL)
    {
      set_fault (found, RC_VERDICT_MALFORMED, "its value is no signature (CMS)");
      return;
    }
  cms = rc_cms_signed_parse (g_bytes_get_data (found->value, NULL), g_bytes_get_size (found->value), &fault);
  if (cms == NULL || rc_cms_signed_get_content (cms) != NULL)
    {
      set_fault (found, RC_VERDICT_UNVERIFIABLE, cms == NULL ? fault : "it is signed in a way that is out of date");
      return;
    }
  found->digest_matches = matches (file, found->range, cms);
  found->claimed_us = rc_cms_signed_get_claimed_us (cms);
  found->verdict = rc_cms_signed_verify (cms, NULL, &signer, &reason, &found->detail);
  if (signer != NULL)
    describe (found, signer);
}

static RcSigningFound *
examine_signature (const File    *file,
                   const guint64  range[4])
{
  RcSigningFound *found = g_new0 (RcSigningFound, 1);
  const char *fault = find_range_fault (file, range);

  memcpy (found->range, range, sizeof found->range);
  found->claimed_us = RC_TIME_NONE;
  if (fault != NULL)
    {
      set_fault (found, RC_VERDICT_MALFORMED, fault);
      return found;
    }
  found->n_after = file->length - (range[2] + range[3]);
  found->covers_all = found->n_after == 0;
  found->sub_filter = dup_name (file, range, "/SubFilter");
  judge_value (found, file);
  return found;
}

/* All that look like one, whether a field of the document leads to them or not. */
static void
find_signatures (RcSigningExamination *self,
                 const File           *file)
{
  const char *end = file->bytes + file->length;
  guint64 range[4];

  for (const char *at = file->bytes; (at = memmem (at, (gsize) (end - at), KEY, strlen (KEY))) != NULL; at += strlen (KEY))
    if (self->signatures->len < RC_LIMIT_PDF_SIGNATURES && read_ranges (file, (gsize) (at - file->bytes) + strlen (KEY), range))
      g_ptr_array_add (self->signatures, examine_signature (file, range));
}

/* --- All of it --- */

static gboolean
begins_with (GBytes         *pdf,
             guint64         length,
             const RcDigest *frozen)
{
  RcDigest digest;

  if (length == 0 || length > g_bytes_get_size (pdf))
    return FALSE;
  rc_digest_compute (g_bytes_get_data (pdf, NULL), (gsize) length, &digest);
  return rc_digest_equal (&digest, frozen);
}

/**
 * rc_signing_examine:
 * @pdf: what came back; tainted
 * @frozen_length: of the file that was handed out
 * @frozen: its digest
 */
RcSigningExamination *
rc_signing_examine (GBytes         *pdf,
                    guint64         frozen_length,
                    const RcDigest *frozen)
{
  RcSigningExamination *self = g_new0 (RcSigningExamination, 1);
  gsize length;
  const char *bytes = g_bytes_get_data (pdf, &length);
  const File file = { bytes, length };

  self->changes = g_ptr_array_new_with_free_func (g_free);
  self->signatures = g_ptr_array_new_with_free_func (free_found);
  self->begins_with_frozen = begins_with (pdf, frozen_length, frozen);
  if (length > RC_LIMIT_SIGNED_PDF_BYTES)
    {
      g_ptr_array_add (self->changes, g_strdup (_("the file is too large to be examined")));
      return self;
    }
  if (length > 0)
    find_signatures (self, &file);
  if (!self->begins_with_frozen)
    return self;
  self->n_added = length - frozen_length;
  if (self->n_added > RC_LIMIT_SIGNATURE_UPDATE_BYTES)
    g_ptr_array_add (self->changes, g_strdup (_("more was added to the file than a signature takes")));
  else if (self->n_added > 0)
    rc_signing_compare (pdf, (gsize) frozen_length, self->changes);
  return self;
}
