/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/oms.h"

#include <string.h>

#include "core/base64.h"
#include "core/bounds.h"
#include "core/seals/certificate-search.h"
#include "core/seals/dsse-signers.h"
#include "core/seals/json-prefix.h"
#include "core/seals/oms-folder.h"
#include "core/seals/sigstore-material.h"
#include "core/words.h"

#define KIND "oms"
#define PURPOSE "models"

/* Fulcio says by these who signed, for its certificates live but minutes (integrity.md section 5.4, step 4). */
#define OID_ISSUER "1.3.6.1.4.1.57264.1.1"
#define OID_ISSUER_V2 "1.3.6.1.4.1.57264.1.8"

/* One bundle while it is judged. */
typedef struct
{
  RcSealWork              *work;
  const RcSource          *carrier;
  GBytes                  *bytes;
  const RcSigstoreBundle  *bundle;
  const RcInTotoStatement *statement;
  RcSeal                  *seal;
} Model;

/* --- Recognising one --- */

/* What the payload of the envelope begins with; (nullable). */
static GBytes *
decode_payload (const char *text,
                gsize       length)
{
  const char *envelope = rc_json_prefix_find_value (text, length, "dsseEnvelope");
  const char *payload = envelope != NULL ? rc_json_prefix_find_value (envelope, length - (gsize) (envelope - text), "payload") : NULL;
  const char *end = text + length;
  const char *close;
  gsize size;

  if (payload == NULL || payload >= end || *payload != '"')
    return NULL;

  payload++;
  close = memchr (payload, '"', (gsize) (end - payload));
  if (close != NULL)
    return rc_base64_decode (payload, (gsize) (close - payload), RC_BASE64_EITHER);

  size = (gsize) (end - payload);
  return rc_base64_decode (payload, size - size % 4, RC_BASE64_EITHER);
}

/* Of several bundles, one a line, each is one for the mechanism of Sigstore bundles: none of them lies in the folder of its model. */
static gboolean
is_of_lines (const char *text,
             gsize       length)
{
  const char *second = memchr (text, '\n', length);

  return second != NULL && second + 1 < text + length && second[1] == '{';
}

gboolean
rc_oms_recognise (const char *text,
                  gsize       length)
{
  g_autoptr (GBytes) payload = decode_payload (text, length);
  g_autoptr (RcInTotoStatement) statement = NULL;
  const char *fault = NULL;

  if (payload == NULL || g_bytes_get_size (payload) == 0 || is_of_lines (text, length))
    return FALSE;
  if (rc_in_toto_statement_parse (payload, &statement, &fault) == RC_IN_TOTO_READ)
    return rc_oms_statement_is (statement->predicate_type);
  return memmem (g_bytes_get_data (payload, NULL), g_bytes_get_size (payload), "\"https://model_signing/", 23) != NULL;
}

/* --- Whose key it is --- */

static const RcEstablishedTime *
get_time (const Model *self)
{
  return rc_seal_work_get_time (self->work, self->carrier->id);
}

/* Older bundles carry the key itself, which names it and vouches for nothing. */
static RcAnchor *
parse_own_key (const Model *self)
{
  g_auto (RcJson) json;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) key = NULL;
  RcAnchor *anchor;

  rc_json_init (&json);
  if (!rc_json_parse (&json, g_bytes_get_data (self->bytes, NULL), g_bytes_get_size (self->bytes), NULL))
    return NULL;
  text = rc_json_dup_string (&json, rc_json_pointer (&json, "/verificationMaterial/publicKey/rawBytes"));
  key = text != NULL ? rc_base64_decode (text, strlen (text), RC_BASE64_EITHER) : NULL;
  if (key == NULL || g_bytes_get_size (key) > RC_LIMIT_KEY_BYTES)
    return NULL;

  anchor = rc_anchor_parse_as ("spki", g_bytes_get_data (key, NULL), g_bytes_get_size (key), NULL);
  if (anchor != NULL)
    anchor->id = self->carrier->id;
  return anchor;
}

static void
judge_key (Model *self)
{
  g_autoptr (RcAnchor) own = parse_own_key (self);
  RcDsseSigners signers = {
    .work = self->work,
    .carrier = self->carrier,
    .envelope = self->bundle->envelope,
    .purpose = PURPOSE,
    .key_hint = self->bundle->hint != NULL && self->bundle->hint[0] != '\0' ? self->bundle->hint : NULL,
    .embedded = own,
    .established = get_time (self),
    .is_der = TRUE,
  };

  rc_dsse_signers_judge (&signers, self->seal);
  if (signers.key_hint == NULL)
    rc_seal_add_note (self->seal, "The bundle does not say which key it was signed with");
}

static GPtrArray *
parse_certificates (const RcSigstoreBundle *bundle)
{
  GPtrArray *certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_certificate_unref);

  for (guint i = 0; i < bundle->certificates->len; i++)
    {
      GBytes *der = bundle->certificates->pdata[i];
      RcCertificate *certificate = rc_certificate_new_der (g_bytes_get_data (der, NULL), g_bytes_get_size (der));

      if (certificate != NULL)
        g_ptr_array_add (certificates, certificate);
    }
  return certificates;
}

static RcSignatureFit
verify (const RcPublicKey      *key,
        const RcSigstoreBundle *bundle)
{
  g_autoptr (GBytes) pae = rc_dsse_pae (bundle->envelope->type, bundle->envelope->payload);
  RcSignatureForm form;
  RcHash hash;

  rc_public_key_default_form (key, &form, &hash);
  return rc_public_key_verify (key, form, hash, g_bytes_get_data (pae, NULL), g_bytes_get_size (pae),
                               g_bytes_get_data (bundle->signature, NULL), g_bytes_get_size (bundle->signature));
}

static void
tell_signature (Model      *self,
                const char *subject)
{
  rc_seal_set_all (self->seal, RC_VERDICT_INVALID, "signature");
  rc_seal_work_tell (self->work, RC_EXCEPTION_SIGNATURE_INVALID, self->carrier, "the statement that was signed", "another statement",
                     "The statement in “%s” does not fit its signature under the certificate of “%s”.", self->carrier->name, subject);
}

static void
judge_certificate (Model     *self,
                   GPtrArray *certificates)
{
  RcCertificateQuestion question = {
    .leaf = certificates->pdata[0],
    .intermediates = certificates,
    .use = RC_CERTIFICATE_FOR_ANY,
    .key = { .purpose = PURPOSE, .claimed_us = RC_TIME_NONE, .established = get_time (self), .carrier = self->carrier },
  };
  const RcPublicKey *key = rc_certificate_get_key (question.leaf);

  if (key == NULL)
    rc_seal_set_all (self->seal, RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported");
  else if (verify (key, self->bundle) != RC_SIGNATURE_FITS)
    tell_signature (self, rc_certificate_get_subject (question.leaf));
  else
    {
      rc_certificate_search (self->work, self->seal, &question);
      if (!rc_certificate_allows (question.leaf, RC_KEY_USAGE_DIGITAL_SIGNATURE))
        {
          self->seal->anchor = RC_VERDICT_INVALID;
          rc_seal_set_reason (self->seal, "namespace");
          rc_seal_add_note (self->seal, "The signer's certificate was not issued for signing");
        }
    }
}

static gboolean
is_keyless (GPtrArray *certificates)
{
  g_autoptr (GBytes) issuer = rc_certificate_get_extension (certificates->pdata[0], OID_ISSUER);
  g_autoptr (GBytes) issuer_v2 = rc_certificate_get_extension (certificates->pdata[0], OID_ISSUER_V2);

  return issuer != NULL || issuer_v2 != NULL;
}

static void
judge_keyless (Model *self)
{
  g_autoptr (GBytes) pae = rc_dsse_pae (self->bundle->envelope->type, self->bundle->envelope->payload);
  g_autoptr (RcSigstoreMessage) message = rc_sigstore_message_new_bytes (pae);
  RcSigstoreMaterial material = { self->work, self->seal, self->carrier, self->carrier, self->bundle, message, PURPOSE };

  rc_sigstore_material_judge (&material);
}

/* Logs and time stamps belong to signatures without a key of their own; beside others they are no ground for anything here. */
static void
note_unjudged (Model *self)
{
  const RcSigstoreBundle *bundle = self->bundle;

  if (bundle->entries->len > 0 || bundle->time_stamps->len > 0)
    rc_seal_add_note (self->seal, "NOT_CHECKED: %u log entries and %u time stamps in the bundle", bundle->entries->len,
                      bundle->time_stamps->len);
}

static void
judge_signer (Model *self)
{
  g_autoptr (GPtrArray) certificates = parse_certificates (self->bundle);

  if (certificates->len > 0 && is_keyless (certificates))
    {
      judge_keyless (self);
      return;
    }
  if (certificates->len > 0)
    judge_certificate (self, certificates);
  else
    judge_key (self);
  note_unjudged (self);
  /* Whether the files are as stated is a question of its own, which a missing key leaves open. */
  if (self->seal->integrity == RC_VERDICT_UNVERIFIABLE)
    self->seal->integrity = RC_VERDICT_VALID;
}

/* --- What is signed --- */

static void
judge_unread (Model      *self,
              RcVerdict   verdict,
              const char *kind,
              const char *fault)
{
  self->seal->integrity = verdict;
  self->seal->checked = 0;
  rc_seal_set_reason (self->seal, "format");
  rc_seal_work_tell (self->work, kind, self->carrier, "a statement over a model", fault,
                     "“%s” is signed as a statement over a model, but %s.", self->carrier->name, fault);
}

static gboolean
judge_signed (Model   *self,
              GError **error)
{
  g_autoptr (RcOmsStatement) statement = NULL;
  const char *fault = NULL;

  if (self->statement->json.has_duplicate)
    {
      judge_unread (self, RC_VERDICT_AMBIGUOUS, RC_EXCEPTION_DUPLICATE_MEMBER, "it names a member twice");
      return TRUE;
    }

  statement = rc_oms_statement_read (self->statement, &fault);
  if (statement != NULL)
    return rc_oms_folder_judge (self->work, self->carrier, statement, self->seal, error);

  judge_unread (self, RC_VERDICT_MALFORMED, RC_EXCEPTION_SEAL_MALFORMED, fault);
  return TRUE;
}

/* Before its first version the form had no digest of the whole, and signed another text than DSSE asks for: a reader of DSSE cannot tell
 * such a signature from a forged one. */
static void
judge_legacy (Model *self)
{
  rc_seal_set_all (self->seal, RC_VERDICT_UNVERIFIABLE, "format-unsupported");
  rc_seal_add_note (self->seal, "Written by a version of model signing before 1.0, which signed another text than its format says: “%s”",
                    self->statement->predicate_type);
}

static gboolean
judge_model (Model   *self,
             GError **error)
{
  gboolean is_legacy = rc_oms_statement_is_legacy (self->statement->predicate_type);

  self->seal = rc_seal_work_begin (self->work, KIND, self->carrier, self->carrier);
  if (is_legacy)
    judge_legacy (self);
  else
    judge_signer (self);

  rc_seal_work_end_inside (self->work, self->seal, self->carrier, 0);
  return is_legacy || self->seal->signature == RC_VERDICT_INVALID ? TRUE : judge_signed (self, error);
}

/* --- The mechanism --- */

/* Of a bundle that is longer than the sample, the payload may begin behind it. */
static int
recognise (const RcSample *sample)
{
  static const char * const names[] = { "dsseEnvelope", "verificationMaterial", NULL };
  guint found = rc_json_prefix_find_names (sample->head, sample->head_length, names);

  if (found == 0)
    return 0;
  if (rc_oms_recognise (sample->head, sample->head_length))
    return RC_MECHANISM_SURE + 1;
  return sample->head_length == RC_LIMIT_SAMPLE_BYTES ? 1 : 0;
}

static gboolean
judge_bundle (RcSealWork              *work,
              const RcSource          *carrier,
              GBytes                  *bytes,
              const RcSigstoreBundle  *bundle,
              GError                 **error)
{
  g_autoptr (RcInTotoStatement) statement = NULL;
  const char *fault = "it holds no statement of in-toto";
  Model model = { .work = work, .carrier = carrier, .bytes = bytes, .bundle = bundle };

  if (bundle->envelope == NULL || strcmp (bundle->envelope->type, RC_IN_TOTO_PAYLOAD_TYPE) != 0
      || rc_in_toto_statement_parse (bundle->envelope->payload, &statement, &fault) != RC_IN_TOTO_READ)
    {
      rc_seal_work_malformed (work, KIND, carrier, carrier, "a signature over a model", fault);
      return TRUE;
    }
  model.statement = statement;
  return judge_model (&model, error);
}

static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  g_autoptr (RcSigstoreBundle) bundle = NULL;
  const char *fault = NULL;
  gsize offset = 0;
  gsize length = 0;
  const char *text;

  /* Of a bundle that is too large the mechanism of Sigstore bundles says so, whatever it is over. */
  if (bytes == NULL)
    return TRUE;

  text = g_bytes_get_data (bytes, &length);
  if (!rc_oms_recognise (text, length))
    return TRUE;

  switch (rc_sigstore_bundle_parse (text, length, &bundle, &fault, &offset))
    {
    case RC_SIGSTORE_READ:
      return judge_bundle (work, carrier, bytes, bundle, error);
    case RC_SIGSTORE_AMBIGUOUS:
      rc_seal_work_ambiguous (work, KIND, carrier, bytes, offset);
      return TRUE;
    case RC_SIGSTORE_MALFORMED:
      rc_seal_work_malformed (work, KIND, carrier, carrier, "a signature over a model", fault);
      return TRUE;
    case RC_SIGSTORE_UNSUPPORTED:
    case RC_SIGSTORE_ANOTHER:
    default:
      rc_seal_work_unverifiable (work, KIND, carrier, carrier, "format-unsupported");
      return TRUE;
    }
}

const RcMechanism rc_mechanism_oms = {
  .id = "oms",
  .title = N_("Signature over a model (OpenSSF Model Signing)"),
  .evidences = N_("That the holder of a key or certificate signed all files of a model; judged by verify against the accepted keys."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .judge = judge,
};
