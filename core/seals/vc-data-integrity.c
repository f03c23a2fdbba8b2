/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/vc-data-integrity.h"

#include <string.h>

#include "core/bounds.h"
#include "core/multikey.h"
#include "core/seals/data-integrity-file.h"
#include "core/seals/json-prefix.h"
#include "core/seals/key-search.h"
#include "core/words.h"

#define KIND "vc-data-integrity"
#define PURPOSE "statements"
#define METHOD_IDENTITY "verification-method"

/* One document with proofs. */
typedef struct
{
  RcSealWork     *work;
  const RcSource *carrier;
  GBytes         *bytes;
  gsize           offset;    /* of the document in the carrier */
  guint64         record;    /* of the carrier, where it holds one document a line; else 0 */
  const RcJson   *json;
  GPtrArray      *proofs;
} Document;

/* One proof while it is judged. */
typedef struct
{
  const Document             *document;
  const RcDataIntegrityProof *proof;
  RcDataIntegrityMessage      message;
  RcAnchor                   *own;     /* (nullable): the key that the method is, where it names itself */
  RcSeal                     *seal;
} Proof;

static void
proof_clear (Proof *self)
{
  g_clear_pointer (&self->own, rc_anchor_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Proof, proof_clear)

static RcSeal *
begin_seal (const Document *self,
            guint           number)
{
  RcSeal *seal = rc_seal_work_begin (self->work, KIND, self->carrier, self->carrier);
  GString *name = g_string_new (self->carrier->name);

  if (self->record > 0)
    g_string_append_printf (name, ":%" G_GUINT64_FORMAT, self->record);
  if (number > 0 && self->proofs->len > 1)
    g_string_append_printf (name, "#proof-%u", number);
  g_free (seal->name);
  seal->name = g_string_free (name, FALSE);
  return seal;
}

/* --- Whose key it is --- */

/* did:key is a key by itself: it vouches for nothing, but no other key can be meant (did:key Method, section 3). */
static RcAnchor *
resolve_own (const Document             *document,
             const RcDataIntegrityProof *proof)
{
  g_autofree char *multikey = rc_multikey_dup_did (proof->method);
  RcAnchor *anchor = multikey != NULL ? rc_anchor_parse_as ("multikey", multikey, strlen (multikey), NULL) : NULL;

  if (anchor != NULL)
    anchor->id = document->carrier->id;
  return anchor;
}

static gboolean
fits (const Proof       *self,
      const RcPublicKey *key)
{
  GBytes *value = self->proof->value;

  return rc_public_key_verify (key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, self->message.bytes, sizeof self->message.bytes,
                               g_bytes_get_data (value, NULL), g_bytes_get_size (value)) == RC_SIGNATURE_FITS;
}

/* The auditor says which method is the key's, or the method says it itself behind its “#”. */
static gboolean
is_named (const Proof    *self,
          const RcAnchor *key)
{
  g_autoptr (GPtrArray) methods = rc_anchor_list_identities (key, METHOD_IDENTITY);
  g_autofree char *multikey = rc_multikey_dup (key->key);
  const char *fragment = strrchr (self->proof->method, '#');

  if (methods->len > 0)
    return rc_anchor_allows (key, METHOD_IDENTITY, self->proof->method);
  return fragment != NULL && g_strcmp0 (fragment + 1, multikey) == 0;
}

static RcKeyFit
try_key (const RcAnchor *key,
         gpointer        data)
{
  const Proof *self = data;
  g_autoptr (GPtrArray) methods = NULL;

  if (!rc_key_search_is_plain (key) || rc_public_key_peek_ed25519 (key->key) == NULL)
    return RC_KEY_NOT_MEANT;
  if (self->own != NULL && !rc_public_key_equal (key->key, self->own->key))
    return RC_KEY_NOT_MEANT;

  methods = rc_anchor_list_identities (key, METHOD_IDENTITY);
  if (methods->len > 0 && !is_named (self, key))
    return RC_KEY_NOT_MEANT;
  if (fits (self, key->key))
    return RC_KEY_FITS;
  return self->own != NULL || is_named (self, key) ? RC_KEY_FAILED : RC_KEY_EXPECTED;
}

static void
tell_failed (Proof *self)
{
  const Document *document = self->document;

  rc_seal_set_all (self->seal, RC_VERDICT_INVALID, "signature");
  rc_seal_work_tell_at (document->work, RC_EXCEPTION_SIGNATURE_INVALID, document->carrier, document->bytes, document->offset,
                        "the document that was signed", "another document",
                        "“%s” does not fit its proof under the key that the proof itself names.", document->carrier->name);
}

static void
judge_key (Proof *self)
{
  const Document *document = self->document;
  RcKeyQuestion question = {
    .try_key = try_key,
    .data = self,
    .purpose = PURPOSE,
    .key_name = self->proof->method,
    .claimed_us = self->proof->created_us,
    .established = rc_seal_work_get_time (document->work, document->carrier->id),
    .covered = document->carrier,
    .carrier = document->carrier,
    .embedded = self->own,
  };

  /* That it does not fit can be said without knowing whose key it is. */
  if (self->own != NULL && !fits (self, self->own->key))
    tell_failed (self);
  else
    rc_key_search (document->work, self->seal, &question);
}

/* --- One proof --- */

static void
add_notes (const Proof *self)
{
  const char *purpose = self->proof->purpose;

  if (self->message.n_respelled > 0)
    rc_seal_add_note (self->seal, "%u numbers stand otherwise in the document than they were signed, with the same value",
                      self->message.n_respelled);
  if (self->message.is_precision_lost)
    rc_seal_add_note (self->seal, "A whole number has more digits than the signature covers");
  if (purpose != NULL && strcmp (purpose, "assertionMethod") != 0)
    rc_seal_add_note (self->seal, "The proof was made for the purpose “%s”, not to state something", purpose);
}

static void
judge_spoiled (Proof      *self,
               const char *fault)
{
  const Document *document = self->document;

  rc_seal_set_all (self->seal, RC_VERDICT_MALFORMED, "format");
  rc_seal_work_tell_at (document->work, RC_EXCEPTION_SEAL_MALFORMED, document->carrier, document->bytes,
                        document->offset + document->json->nodes[self->proof->node].offset, "a proof of eddsa-jcs-2022", fault,
                        "“%s” has a proof of eddsa-jcs-2022, but %s.", document->carrier->name, fault);
}

static void
judge_other_context (Proof *self)
{
  const Document *document = self->document;

  rc_seal_set_all (self->seal, RC_VERDICT_INVALID, "signature");
  rc_seal_work_tell_at (document->work, RC_EXCEPTION_SIGNATURE_INVALID, document->carrier, document->bytes, document->offset,
                        "the contexts that the proof names", "other contexts",
                        "“%s” has a proof that was made for a document with other contexts.", document->carrier->name);
}

static void
judge_no_previous (Proof *self)
{
  const Document *document = self->document;

  rc_seal_set_all (self->seal, RC_VERDICT_UNVERIFIABLE, "payload-withheld");
  self->seal->completeness = RC_VERDICT_INCOMPLETE;
  rc_seal_work_tell_at (document->work, RC_EXCEPTION_LISTED_ABSENT, document->carrier, document->bytes, document->offset,
                        "the proofs that were there when it was made", "not all of them",
                        "“%s” has a proof that also signs an earlier one, which is not there.", document->carrier->name);
}

static void
judge_signature (Proof *self)
{
  if (self->proof->value == NULL)
    {
      judge_spoiled (self, "its signature is not 64 bytes in base58 behind a “z”");
      return;
    }

  switch (rc_data_integrity_make_message (self->document->json, self->document->proofs, self->proof, &self->message))
    {
    case RC_DATA_INTEGRITY_MADE:
      judge_key (self);
      add_notes (self);
      break;
    case RC_DATA_INTEGRITY_OTHER_CONTEXT:
      judge_other_context (self);
      break;
    case RC_DATA_INTEGRITY_NO_PREVIOUS:
      judge_no_previous (self);
      break;
    case RC_DATA_INTEGRITY_NUMBER_RANGE:
    default:
      judge_spoiled (self, "a number in the document has no form that could be signed");
      break;
    }
}

static void
judge_proof (const Document             *document,
             const RcDataIntegrityProof *data,
             guint                       number)
{
  g_auto (Proof) proof = { .document = document, .proof = data };

  proof.own = resolve_own (document, data);
  proof.seal = begin_seal (document, number);
  if (data->is_jcs)
    judge_signature (&proof);
  else
    {
      rc_seal_set_all (proof.seal, RC_VERDICT_UNVERIFIABLE, "format-unsupported");
      rc_seal_add_note (proof.seal, "The proof is one of “%s”, which is not judged here", data->suite);
    }
  rc_seal_work_end_inside (document->work, proof.seal, document->carrier, document->record);
}

/* --- One document --- */

static void
judge_ambiguous (const Document *self)
{
  RcSeal *seal = begin_seal (self, 0);

  rc_seal_set_all (seal, RC_VERDICT_AMBIGUOUS, "format");
  rc_seal_work_end_inside (self->work, seal, self->carrier, self->record);
  rc_seal_work_tell_at (self->work, RC_EXCEPTION_DUPLICATE_MEMBER, self->carrier, self->bytes,
                        self->offset + self->json->nodes[self->json->duplicate].offset, "each member once", "one member twice",
                        "“%s” names a member twice: two readers would see two different things in it.", self->carrier->name);
}

static void
judge_too_many (const Document *self)
{
  g_autofree char *reason = g_strdup_printf ("limit(RC_LIMIT_DOCUMENT_PROOFS,%u)", RC_LIMIT_DOCUMENT_PROOFS);
  RcSeal *seal = begin_seal (self, 0);

  rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, reason);
  rc_seal_work_end_inside (self->work, seal, self->carrier, self->record);
}

static void
judge_document (Document     *self,
                const RcJson *json)
{
  g_autoptr (GPtrArray) proofs = rc_data_integrity_list_proofs (json, 0);

  self->json = json;
  self->proofs = proofs;
  if (proofs->len == 0)
    return;

  if (json->has_duplicate)
    judge_ambiguous (self);
  else if (proofs->len > RC_LIMIT_DOCUMENT_PROOFS)
    judge_too_many (self);
  else
    {
      for (guint i = 0; i < proofs->len; i++)
        judge_proof (self, proofs->pdata[i], i + 1);
    }
}

static gboolean
judge_lines (Document  *self,
             RcJson    *json,
             GError   **error)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (self->bytes, &length);
  const char *end = text + length;

  for (const char *at = text; at < end; )
    {
      const char *stop = memchr (at, '\n', (gsize) (end - at));

      stop = stop != NULL ? stop : end;
      if (g_cancellable_set_error_if_cancelled (self->work->context->cancellable, error))
        return FALSE;
      self->record++;
      self->offset = (gsize) (at - text);
      if (rc_json_parse (json, at, (gsize) (stop - at), NULL))
        judge_document (self, json);
      at = stop < end ? stop + 1 : end;
    }
  return TRUE;
}

/* --- The mechanism --- */

static gboolean
has_text (const char *text,
          gsize       length,
          const char *what)
{
  return memmem (text, length, what, strlen (what)) != NULL;
}

/* Data Integrity, and the suites that came before it. */
static gboolean
is_like_secured (const char *text,
                 gsize       length)
{
  static const char * const names[] = { "proof", NULL };

  return rc_json_prefix_find_names (text, length, names) != 0 && has_text (text, length, "\"verificationMethod\"")
         && (has_text (text, length, "\"proofValue\"") || has_text (text, length, "\"jws\""));
}

/* Proofs stand at the end, which a long document has behind the sample. */
static int
recognise (const RcSample *sample)
{
  static const char * const names[] = { "@context", "proof", NULL };

  if (is_like_secured (sample->head, sample->head_length))
    return RC_MECHANISM_SURE;
  return sample->head_length == RC_LIMIT_SAMPLE_BYTES && rc_json_prefix_find_names (sample->head, sample->head_length, names) != 0
         && (has_text (sample->head, sample->head_length, "\"https://www.w3.org/ns/credentials")
             || has_text (sample->head, sample->head_length, "\"https://www.w3.org/2018/credentials")) ? 1 : 0;
}

static gboolean
judge_large (RcSealWork      *work,
             const RcSource  *carrier,
             GError         **error)
{
  g_autofree char *reason = g_strdup_printf ("limit(RC_LIMIT_SEAL_FILE_BYTES,%u)", RC_LIMIT_SEAL_FILE_BYTES);
  g_autoptr (GBytes) head = rc_seal_work_read_head (work, carrier, error);

  if (head == NULL)
    return *error == NULL;
  if (is_like_secured (g_bytes_get_data (head, NULL), g_bytes_get_size (head)))
    rc_seal_work_unverifiable (work, KIND, carrier, carrier, reason);
  return TRUE;
}

static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  Document document = { .work = work, .carrier = carrier, .bytes = bytes };
  g_auto (RcJson) json;
  RcJsonFault fault;
  gsize length = 0;
  const char *text;

  rc_json_init (&json);
  if (bytes == NULL)
    return judge_large (work, carrier, error);

  text = g_bytes_get_data (bytes, &length);
  if (rc_json_parse (&json, text, length, &fault))
    judge_document (&document, &json);
  else if (fault.kind == RC_JSON_FAULT_TRAILING)
    return judge_lines (&document, &json, error);
  else if (is_like_secured (text, length))
    rc_seal_work_malformed (work, KIND, carrier, carrier, "a document with a proof", "it is not readable as JSON");
  return TRUE;
}

const RcMechanism rc_mechanism_vc_data_integrity = {
  .id = "vc-data-integrity",
  .title = N_("Verifiable credential (W3C Data Integrity)"),
  .evidences = N_("That the holder of a key signed what the document says; judged by verify against the accepted keys."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .judge = judge,
};
