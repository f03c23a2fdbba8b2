/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/dsse-signers.h"

#include <string.h>

#include "core/base64.h"

/* How a signature is taken to be written. */
typedef struct
{
  RcSignatureForm form;
  RcHash          hash;
  const char     *note;    /* (nullable): static text */
} Writing;

typedef struct
{
  const RcDsseSigners *signers;
  GBytes              *pae;
  guint                n_able;     /* accepted keys that could have made one of the signatures, and did not */
} Search;

/* --- How the signature is written --- */

/* One INTEGER of at most @end; where it ends, or NULL. */
static const guint8 *
skip_integer (const guint8 *at,
              const guint8 *end)
{
  if (end - at < 3 || at[0] != 0x02 || at[1] == 0 || at[1] > 0x7F || end - (at + 2) < at[1])
    return NULL;
  return at + 2 + at[1];
}

/* SEQUENCE of two INTEGERs that fill it, and nothing behind it; of P-521 the length has two bytes. */
static gboolean
is_der_signature (const guint8 *bytes,
                  gsize         length)
{
  const guint8 *end = bytes + length;
  const guint8 *at;

  if (length < 8 || length > 256 || bytes[0] != 0x30)
    return FALSE;
  if (bytes[1] == length - 2 && bytes[1] < 0x80)
    at = bytes + 2;
  else if (bytes[1] == 0x81 && bytes[2] == length - 3)
    at = bytes + 3;
  else
    return FALSE;

  at = skip_integer (at, end);
  at = at != NULL ? skip_integer (at, end) : NULL;
  return at == end;
}

static gsize
raw_length (RcKeyType type)
{
  switch (type)
    {
    case RC_KEY_EC_P256:
      return 64;
    case RC_KEY_EC_P384:
      return 96;
    case RC_KEY_EC_P521:
      return 132;
    case RC_KEY_ED25519:
    case RC_KEY_ED448:
    case RC_KEY_RSA:
    case RC_KEY_DSA:
    default:
      return 0;
    }
}

/* DSSE leaves the writing to the key's kind. Its own example puts r and s of fixed length one behind the other, Sigstore and X.509 write
 * DER: the bytes say which of the two it is, and only that one is tried. */
static gboolean
find_writing (const RcDsseSigners *signers,
              const RcPublicKey   *key,
              GBytes              *signature,
              Writing             *out_writing)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (signature, &length);
  gboolean is_der = is_der_signature (bytes, length);
  gsize raw = raw_length (rc_public_key_get_type (key));

  out_writing->note = NULL;
  rc_public_key_default_form (key, &out_writing->form, &out_writing->hash);
  if (raw == 0)
    return TRUE;

  if (is_der)
    {
      out_writing->note = signers->is_der ? NULL : "The signature is written in DER, as Sigstore and X.509 write ECDSA";
      return TRUE;
    }
  if (length != raw || signers->is_der)
    return FALSE;

  out_writing->form = RC_SIGNATURE_ECDSA_RAW;
  out_writing->note = "The signature is written as r and s one behind the other, as the DSSE document writes ECDSA";
  return TRUE;
}

static RcSignatureFit
verify (const RcPublicKey *key,
        const Writing     *writing,
        GBytes            *pae,
        GBytes            *signature)
{
  return rc_public_key_verify (key, writing->form, writing->hash, g_bytes_get_data (pae, NULL), g_bytes_get_size (pae),
                               g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));
}

/* in-toto's own tools sign with PSS, Sigstore without: nothing in the signature tells, so that both are asked and the answer says which. */
static RcSignatureFit
verify_either (const RcPublicKey *key,
               Writing           *writing,
               GBytes            *pae,
               GBytes            *signature)
{
  RcSignatureFit fit = verify (key, writing, pae, signature);

  if (writing->form != RC_SIGNATURE_RSA_PKCS1 || fit != RC_SIGNATURE_DOES_NOT_FIT)
    return fit;

  writing->form = RC_SIGNATURE_RSA_PSS;
  writing->note = "The signature is one of RSA-PSS with SHA-256";
  return verify (key, writing, pae, signature);
}

/* --- Which key --- */

static gboolean
names_pem (const char     *hint,
           const RcAnchor *key)
{
  g_autoptr (GBytes) spki = rc_public_key_get_spki (key->key);
  g_autofree char *pem = rc_pem_encode ("PUBLIC KEY", spki);
  RcDigest named, digest;

  rc_digest_compute (pem, strlen (pem), &digest);
  return rc_digest_from_hex (hint, strlen (hint), &named) && rc_digest_equal (&named, &digest);
}

/* Key ids are no one's rule: those that are known are SHA-256 over the key, or over its PEM text. */
static gboolean
is_named_by (const RcAnchor *key,
             const char     *key_id)
{
  RcDigest named;

  if (strcmp (key_id, key->key_id) == 0)
    return TRUE;
  if (rc_digest_from_hex (key_id, strlen (key_id), &named) && rc_digest_equal (&named, &key->fingerprint))
    return TRUE;
  return names_pem (key_id, key);
}

static gboolean
is_named (const RcDsseSigners *signers,
          const RcAnchor      *key)
{
  const GPtrArray *signatures = signers->envelope->signatures;

  if (signers->key_hint != NULL && is_named_by (key, signers->key_hint))
    return TRUE;
  for (guint i = 0; i < signatures->len; i++)
    {
      const RcDsseSignature *signature = signatures->pdata[i];

      if (signature->key_id != NULL && is_named_by (key, signature->key_id))
        return TRUE;
    }
  return FALSE;
}

/* The signature that is @key's own; (nullable). @out_able: whether there is one that a key of its type could have made. */
static const RcDsseSignature *
find_signature (const Search   *search,
                const RcAnchor *key,
                Writing        *out_writing,
                gboolean       *out_able)
{
  const GPtrArray *signatures = search->signers->envelope->signatures;

  *out_able = FALSE;
  for (guint i = 0; rc_key_search_is_plain (key) && i < signatures->len; i++)
    {
      const RcDsseSignature *signature = signatures->pdata[i];
      RcSignatureFit fit;

      if (!find_writing (search->signers, key->key, signature->bytes, out_writing))
        continue;
      fit = verify_either (key->key, out_writing, search->pae, signature->bytes);
      if (fit == RC_SIGNATURE_FITS)
        return signature;
      *out_able = *out_able || fit == RC_SIGNATURE_DOES_NOT_FIT;
    }
  return NULL;
}

/* A signature does not say surely whose it is. That a key does not fit counts against the envelope where it is named; else where it was
 * accepted for just such statements, or where there is no other that could be meant. */
static RcKeyFit
try_key (const RcAnchor *key,
         gpointer        data)
{
  const Search *search = data;
  gboolean is_able = FALSE;
  Writing writing;

  if (find_signature (search, key, &writing, &is_able) != NULL)
    return RC_KEY_FITS;
  if (!is_able)
    return rc_key_search_is_plain (key) && is_named (search->signers, key) ? RC_KEY_FAILED : RC_KEY_NOT_MEANT;
  if (is_named (search->signers, key))
    return RC_KEY_FAILED;
  return search->n_able == 1 || strcmp (key->purpose, "any") != 0 ? RC_KEY_EXPECTED : RC_KEY_TRIED;
}

static void
count_keys (Search *search)
{
  const GPtrArray *anchors = search->signers->work->context->anchors;

  for (guint i = 0; i < anchors->len; i++)
    {
      const RcAnchor *key = anchors->pdata[i];
      gboolean is_able = FALSE;
      Writing writing;

      if (!rc_anchor_accepts (key, search->signers->purpose) || find_signature (search, key, &writing, &is_able) != NULL || !is_able)
        continue;
      search->n_able++;
    }
}

/* --- What is said of it --- */

static void
note_key_id (RcSeal         *seal,
             const char     *key_id,
             const RcAnchor *key)
{
  if (key_id != NULL && !is_named_by (key, key_id))
    rc_seal_add_note (seal, "The envelope names the key “%s”, which is no id of the key that fits: nobody signed that name", key_id);
}

static gboolean
fits_accepted (const Search          *search,
               const RcDsseSignature *signature)
{
  const GPtrArray *anchors = search->signers->work->context->anchors;

  for (guint i = 0; i < anchors->len; i++)
    {
      const RcAnchor *key = anchors->pdata[i];
      Writing writing;

      if (rc_key_search_is_plain (key) && find_writing (search->signers, key->key, signature->bytes, &writing)
          && verify_either (key->key, &writing, search->pae, signature->bytes) == RC_SIGNATURE_FITS)
        return TRUE;
    }
  return FALSE;
}

/* Further signatures do no harm, and are no support (DSSE 1.0, protocol.md). */
static void
note_others (const Search *search,
             RcSeal       *seal)
{
  const GPtrArray *signatures = search->signers->envelope->signatures;
  guint n_fit = 0;

  for (guint i = 0; i < signatures->len; i++)
    n_fit += fits_accepted (search, signatures->pdata[i]);
  if (n_fit < signatures->len)
    rc_seal_add_note (seal, "%u of %u signatures fit accepted keys", n_fit, signatures->len);
}

static void
note_signature (const Search   *search,
                RcSeal         *seal,
                const RcAnchor *key)
{
  gboolean is_able = FALSE;
  Writing writing;
  const RcDsseSignature *signature = find_signature (search, key, &writing, &is_able);

  if (writing.note != NULL)
    rc_seal_add_note (seal, "%s", writing.note);
  note_key_id (seal, signature->key_id, key);
  note_key_id (seal, search->signers->key_hint, key);
  note_others (search, seal);
}

static void
judge_unsigned (const RcDsseSigners *self,
                RcSeal              *seal)
{
  rc_seal_set_all (seal, RC_VERDICT_UNSIGNED, NULL);
  rc_seal_add_note (seal, "The envelope holds no signature");
  seal->checked = 0;
}

static const char *
name_key (const RcDsseSigners *self)
{
  const RcDsseSignature *first = self->envelope->signatures->pdata[0];

  return first->key_id != NULL ? first->key_id : self->key_hint;
}

/**
 * rc_dsse_signers_judge:
 * @seal: (inout): gets its verdicts, reason and notes
 *
 * Asks whose the signatures are (DSSE 1.0, protocol.md: the signature is verified over the encoding of type and payload before either is
 * looked at).
 *
 * Returns: (transfer none) (nullable): the accepted key that fits
 */
const RcAnchor *
rc_dsse_signers_judge (const RcDsseSigners *self,
                       RcSeal              *seal)
{
  g_autoptr (GBytes) pae = rc_dsse_pae (self->envelope->type, self->envelope->payload);
  Search search = { .signers = self, .pae = pae };
  RcKeyQuestion question = {
    .try_key = try_key,
    .data = &search,
    .purpose = self->purpose,
    .claimed_us = RC_TIME_NONE,
    .established = self->established,
    .carrier = self->carrier,
    .embedded = self->embedded,
  };
  const RcAnchor *key;

  if (self->envelope->signatures->len == 0)
    {
      judge_unsigned (self, seal);
      return NULL;
    }

  count_keys (&search);
  question.key_name = name_key (self);
  key = rc_key_search (self->work, seal, &question);
  if (key != NULL)
    note_signature (&search, seal, key);
  return key;
}
