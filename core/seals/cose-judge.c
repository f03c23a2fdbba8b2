/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cose-judge.h"

#include <string.h>

#include "core/anchors/cose-key.h"
#include "core/anchors/x509.h"
#include "core/seals/certificate-search.h"
#include "core/seals/cose-algorithm.h"
#include "core/seals/cose-claims.h"
#include "core/seals/key-search.h"

/* Of one chain in a header. */
#define MOST_CERTIFICATES 8u

/* One signature while it is judged. */
typedef struct
{
  const RcCoseQuestion *question;
  GBytes               *kid;              /* (nullable) */
  gboolean              has_algorithm;
  gboolean              is_known;         /* its algorithm is one that is checked here */
  gint64                algorithm;
  guint                 n_able;           /* accepted keys that could have made it */
} Judging;

static void
judging_clear (Judging *self)
{
  g_clear_pointer (&self->kid, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Judging, judging_clear)

/* --- Headers --- */

static void
read_algorithm (Judging *judging)
{
  const RcCborEntry *entry = rc_cose_headers_find (judging->question->headers, RC_COSE_ALGORITHM);
  RcSignatureForm form;
  RcHash hash;
  RcCborItem item;

  judging->has_algorithm = entry != NULL;
  judging->is_known = entry != NULL && rc_cbor_entry_read (entry, &item) && rc_cbor_item_integer (&item, &judging->algorithm)
                      && rc_cose_algorithm_find (judging->algorithm, &form, &hash);
}

static gboolean
is_understood (gint64 label)
{
  static const gint64 labels[] = { RC_COSE_ALGORITHM, RC_COSE_CRITICAL, RC_COSE_CONTENT_TYPE, RC_COSE_KEY_ID, RC_COSE_CLAIMS,
                                   RC_COSE_CERTIFICATES, RC_COSE_PAYLOAD_HASH, RC_COSE_PREIMAGE_TYPE, RC_COSE_PAYLOAD_LOCATION,
                                   RC_COSE_TREE };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      if (labels[i] == label)
        return TRUE;
    }
  return FALSE;
}

/* A header that a reader must understand, and that is not understood here, makes the message one that must not be accepted (RFC 9052
 * section 3.1). */
static gboolean
has_unknown_critical (const RcCoseHeaders *headers)
{
  const RcCborEntry *entry = rc_cose_headers_find (headers, RC_COSE_CRITICAL);
  RcCborReader reader;
  RcCborItem item;
  guint64 count;

  if (entry == NULL)
    return FALSE;
  rc_cbor_reader_init (&reader, entry->value, entry->length);
  if (rc_cose_headers_find_protected (headers, RC_COSE_CRITICAL) == NULL || !rc_cbor_read_type (&reader, RC_CBOR_ARRAY, &item)
      || item.argument == 0)
    return TRUE;

  count = item.argument;
  for (guint64 i = 0; i < count; i++)
    {
      gint64 label;

      if (!rc_cbor_read (&reader, &item) || !rc_cbor_item_integer (&item, &label) || !is_understood (label)
          || rc_cose_headers_find_protected (headers, label) == NULL)
        return TRUE;
    }
  return FALSE;
}

/* --- Keys --- */

/* Kinds of keys that are for nothing else. */
static gboolean
is_of_kind (const RcAnchor *anchor)
{
  static const char * const kinds[] = { "spki", "cose-key", "jwk", "multikey", "ed25519-raw", RC_ANCHOR_X509_LEAF, NULL };

  return anchor->key != NULL && g_strv_contains (kinds, anchor->kind);
}

static gboolean
fits (const Judging     *judging,
      const RcPublicKey *key)
{
  gint64 algorithm = judging->has_algorithm ? judging->algorithm : rc_cose_algorithm_of (key);
  const RcCoseQuestion *question = judging->question;
  gsize message_length = 0;
  gsize signature_length = 0;
  const void *message = g_bytes_get_data (question->message, &message_length);
  const void *signature = g_bytes_get_data (question->signature, &signature_length);
  RcSignatureForm form;
  RcHash hash;

  return rc_cose_algorithm_suits (algorithm, key) && rc_cose_algorithm_find (algorithm, &form, &hash)
         && rc_public_key_verify (key, form, hash, message, message_length, signature, signature_length) == RC_SIGNATURE_FITS;
}

static gboolean
is_able (const Judging     *judging,
         const RcPublicKey *key)
{
  if (!judging->has_algorithm)
    return rc_cose_algorithm_of (key) != 0;
  return judging->is_known && rc_cose_algorithm_suits (judging->algorithm, key);
}

static RcKeyFit
try_key (const RcAnchor *anchor,
         gpointer        data)
{
  const Judging *judging = data;
  g_autoptr (RcCoseKey) own = NULL;
  gboolean is_named;

  if (!is_of_kind (anchor))
    return RC_KEY_NOT_MEANT;
  own = rc_cose_key_read (anchor);
  is_named = own != NULL && own->kid != NULL && judging->kid != NULL && g_bytes_equal (own->kid, judging->kid);
  if (own != NULL && own->kid != NULL && judging->kid != NULL && !is_named)
    return RC_KEY_NOT_MEANT;
  /* What a key is for was accepted with it: a header cannot make it another one's. */
  if (own != NULL && own->algorithm != 0 && judging->has_algorithm && own->algorithm != judging->algorithm)
    return is_named ? RC_KEY_FAILED : RC_KEY_NOT_MEANT;
  if (fits (judging, anchor->key))
    return RC_KEY_FITS;
  if (is_named)
    return RC_KEY_FAILED;
  if (!is_able (judging, anchor->key))
    return RC_KEY_NOT_MEANT;
  return judging->n_able == 1 || strcmp (anchor->purpose, "any") != 0 ? RC_KEY_EXPECTED : RC_KEY_TRIED;
}

static void
count_keys (Judging *judging)
{
  const GPtrArray *keys = judging->question->work->keys;

  for (guint i = 0; i < keys->len; i++)
    {
      const RcAnchor *anchor = keys->pdata[i];

      judging->n_able += is_of_kind (anchor) && rc_anchor_accepts (anchor, judging->question->purpose) && is_able (judging, anchor->key);
    }
}

gboolean
rc_cose_fits (const RcCoseQuestion *question)
{
  g_auto (Judging) judging = { .question = question };

  read_algorithm (&judging);
  for (guint i = 0; i < question->work->keys->len; i++)
    {
      const RcAnchor *anchor = question->work->keys->pdata[i];

      if (is_of_kind (anchor) && rc_anchor_accepts (anchor, question->purpose) && fits (&judging, anchor->key))
        return TRUE;
    }
  return FALSE;
}

/* An accepted key that the message names by its id, whatever it says of the algorithm; (nullable). */
static const RcAnchor *
find_named (const Judging *judging)
{
  const GPtrArray *keys = judging->question->work->keys;

  for (guint i = 0; i < keys->len && judging->kid != NULL; i++)
    {
      g_autoptr (RcCoseKey) own = rc_cose_key_read (keys->pdata[i]);

      if (own != NULL && own->kid != NULL && g_bytes_equal (own->kid, judging->kid))
        return keys->pdata[i];
    }
  return NULL;
}

/* --- Certificates --- */

static gboolean
add_certificate (GPtrArray        *certificates,
                 const RcCborItem *item)
{
  RcCertificate *certificate = item->type == RC_CBOR_BYTES ? rc_certificate_new_der (item->bytes, item->length) : NULL;

  if (certificate == NULL)
    return FALSE;
  g_ptr_array_add (certificates, certificate);
  return TRUE;
}

/* One certificate, or a list that begins with the signer's (RFC 9360 section 2); empty: there is none, or one that is not read. */
static GPtrArray *
read_certificates (const RcCoseHeaders *headers)
{
  const RcCborEntry *entry = rc_cose_headers_find (headers, RC_COSE_CERTIFICATES);
  GPtrArray *certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_certificate_unref);
  RcCborReader reader;
  RcCborItem item;
  guint64 count = 0;

  if (entry == NULL)
    return certificates;
  rc_cbor_reader_init (&reader, entry->value, entry->length);
  if (!rc_cbor_read (&reader, &item))
    return certificates;
  if (item.type == RC_CBOR_ARRAY)
    count = MIN (item.argument, MOST_CERTIFICATES);
  else
    (void) add_certificate (certificates, &item);

  for (guint64 i = 0; i < count && rc_cbor_read (&reader, &item) && add_certificate (certificates, &item); i++)
    ;
  return certificates;
}

/* --- Verdicts --- */

static void
refuse (const Judging *judging,
        RcSeal        *seal,
        const char    *reason,
        const char    *expected,
        const char    *found,
        const char    *what)
{
  const RcCoseQuestion *question = judging->question;

  rc_seal_set_all (seal, RC_VERDICT_INVALID, reason);
  rc_seal_work_tell (question->work, RC_EXCEPTION_SIGNATURE_INVALID, question->carrier, expected, found, "“%s” cannot be accepted: %s.",
                     question->carrier->name, what);
}

/* The issuer is what the signer calls itself; whether that is the one who was accepted is told by the key. */
static void
judge_issuer (const Judging      *judging,
              RcSeal             *seal,
              const RcCoseClaims *claims,
              const RcAnchor     *anchor)
{
  const char *issuer = claims->issuer != NULL ? claims->issuer : "";

  if (strcmp (anchor->kind, RC_ANCHOR_X509_ROOT) == 0 || rc_anchor_allows (anchor, "issuer", issuer))
    return;
  seal->anchor = RC_VERDICT_INVALID;
  rc_seal_set_reason (seal, "identity");
  rc_seal_work_tell (judging->question->work, RC_EXCEPTION_SIGNATURE_INVALID, judging->question->carrier,
                     "the issuer accepted with the key", issuer, "“%s” names the issuer “%s”, for whom its key was not accepted.", judging->question->carrier->name, issuer);
}

static char *
dup_key_name (const Judging *judging)
{
  gsize length = 0;
  const guint8 *bytes = judging->kid != NULL ? g_bytes_get_data (judging->kid, &length) : NULL;

  return bytes != NULL && length > 0 ? rc_bytes_dup_hex (bytes, MIN (length, 32)) : NULL;
}

static const RcAnchor *
search (Judging            *judging,
        RcSeal             *seal,
        const RcCoseClaims *claims)
{
  const RcCoseQuestion *question = judging->question;
  g_autoptr (GPtrArray) certificates = read_certificates (question->headers);
  RcCertificate *leaf = certificates->len > 0 ? certificates->pdata[0] : NULL;
  g_autofree char *key_name = dup_key_name (judging);
  RcCertificateQuestion asked = { .leaf = leaf, .intermediates = certificates, .use = RC_CERTIFICATE_FOR_ANY };
  RcDigest signed_sha256;

  rc_digest_compute (g_bytes_get_data (question->message, NULL), g_bytes_get_size (question->message), &signed_sha256);
  asked.key = (RcKeyQuestion) {
    .try_key = try_key,
    .data = judging,
    .purpose = question->purpose,
    .key_name = key_name,
    .claimed_us = claims->issued_us,
    .established = rc_seal_work_get_time (question->work, question->carrier->id),
    .signed_sha256 = &signed_sha256,
    .covered = question->covered,
    .carrier = question->carrier,
    .counts_group_itself = question->is_one_of_several,
  };
  if (leaf == NULL || rc_certificate_get_key (leaf) == NULL)
    return rc_key_search (question->work, seal, &asked.key);
  if (fits (judging, rc_certificate_get_key (leaf)))
    return rc_certificate_search (question->work, seal, &asked);

  refuse (judging, seal, "signature", "a signature by the certificate in it", "another signature",
          "its signature does not fit the certificate that it names");
  return NULL;
}

static void
tell_warnings (const Judging      *judging,
               RcSeal             *seal,
               const RcCoseClaims *claims)
{
  const RcCoseHeaders *headers = judging->question->headers;

  if (!judging->has_algorithm)
    rc_seal_add_note (seal, "The algorithm is not named: that of the key was taken");
  else if (rc_cose_headers_find_protected (headers, RC_COSE_ALGORITHM) == NULL)
    rc_seal_add_note (seal, "The algorithm stands among the headers that the signature does not protect");
  if (claims->issuer != NULL)
    rc_seal_add_note (seal, "The signer calls itself “%s”", claims->issuer);
  if (claims->subject != NULL)
    rc_seal_add_note (seal, "It is about “%s”, as the signer says", claims->subject);
}

/**
 * rc_cose_judge:
 *
 * Ids and issuers are hints; the algorithm in a header must be one that the accepted key was accepted for.
 *
 * Returns: (transfer none) (nullable): the accepted key or root
 */
const RcAnchor *
rc_cose_judge (const RcCoseQuestion *question,
               RcSeal               *seal)
{
  g_auto (Judging) judging = { .question = question };
  g_auto (RcCoseClaims) claims = { 0 };
  const RcCborEntry *kid = rc_cose_headers_find (question->headers, RC_COSE_KEY_ID);
  const RcAnchor *anchor = NULL;

  rc_cose_claims_read (&claims, question->claims);
  judging.kid = kid != NULL ? rc_cose_entry_bytes (kid, RC_CBOR_BYTES) : NULL;
  read_algorithm (&judging);
  count_keys (&judging);
  if (has_unknown_critical (question->headers) || has_unknown_critical (question->claims))
    refuse (&judging, seal, "format", "headers that are known", "one that must be understood and is not",
            "it says that a header must be understood which is not known here");
  else if (judging.has_algorithm && !judging.is_known && find_named (&judging) != NULL)
    refuse (&judging, seal, "algorithm", "the algorithm of the accepted key", "another", "it names another algorithm than its key is for");
  else if (judging.has_algorithm && !judging.is_known)
    rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported");
  else
    anchor = search (&judging, seal, &claims);

  if (anchor != NULL)
    judge_issuer (&judging, seal, &claims, anchor);
  tell_warnings (&judging, seal, &claims);
  return anchor;
}
