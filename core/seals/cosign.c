/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cosign.h"

#include <string.h>

#include "core/seals/cosign-annotations.h"
#include "core/seals/proto-reader.h"
#include "core/seals/sigstore-material.h"
#include "core/seals/slsa-provenance.h"

#define KIND "cosign"

#define TYPE_OF_PAYLOAD "application/vnd.dev.cosign.simplesigning.v1+json"
#define TYPE_OF_ENVELOPE "application/vnd.dsse.envelope.v1+json"
#define TYPE_OF_SIGNATURE "cosign container image signature"
#define TAG "org.opencontainers.image.ref.name"

/* One signed layer while it is judged. */
typedef struct
{
  RcOciLayout           *layout;
  RcInTotoSubjects      *subjects;
  const RcOciNode       *node;      /* the manifest that holds it */
  const RcOciDescriptor *layer;
  const RcSource        *source;    /* its blob */
  GBytes                *bytes;
} Signed;

static gboolean
is_of_type (const RcOciDescriptor *layer,
            const char            *media_type)
{
  return g_strcmp0 (layer->media_type, media_type) == 0;
}

gboolean
rc_cosign_is_of_node (const RcOciNode *node)
{
  if (node->manifest == NULL || node->manifest->is_index)
    return FALSE;

  for (guint i = 0; i < node->manifest->parts->len; i++)
    {
      const RcOciDescriptor *layer = node->manifest->parts->pdata[i];

      if (is_of_type (layer, TYPE_OF_PAYLOAD) || is_of_type (layer, TYPE_OF_ENVELOPE))
        return TRUE;
    }
  return FALSE;
}

/* --- What it is said to be about --- */

/* By the tag "sha256-….sig" or ".att", or by the manifest that it names as its subject; (nullable). Neither is signed. */
static char *
dup_stated_subject (const RcOciNode *node)
{
  const char *tag = rc_oci_descriptor_get_annotation (node->descriptor, TAG);
  const char *colon = tag != NULL ? strrchr (tag, ':') : NULL;
  const char *end;

  if (node->manifest->subject != NULL)
    return g_strdup (node->manifest->subject->digest);
  if (colon != NULL)
    tag = colon + 1;
  if (tag == NULL || !g_str_has_prefix (tag, "sha256-"))
    return NULL;

  end = strchr (tag, '.');
  return end != NULL ? g_strdup_printf ("sha256:%.*s", (int) (end - tag - 7), tag + 7) : NULL;
}

/* --- The payload of a signature --- */

static RcVerdict
read_payload (GBytes      *bytes,
              char       **out_digest,
              const char **out_fault,
              gsize       *out_offset)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autofree char *type = NULL;
  g_auto (RcJson) json;
  RcProtoReader reader;
  RcJsonFault fault;
  guint32 critical;

  rc_json_init (&json);
  if (!rc_json_parse (&json, text, length, &fault))
    {
      *out_fault = "it is no JSON";
      *out_offset = fault.offset;
      return RC_VERDICT_MALFORMED;
    }
  if (json.has_duplicate)
    {
      *out_fault = "it names a member twice";
      *out_offset = json.nodes[json.duplicate].offset;
      return RC_VERDICT_AMBIGUOUS;
    }

  rc_proto_reader_init (&reader, &json);
  critical = rc_proto_reader_member (&reader, 0, "critical", RC_JSON_OBJECT);
  type = rc_proto_reader_text (&reader, critical, "type");
  *out_digest = rc_proto_reader_text (&reader, rc_proto_reader_member (&reader, critical, "image", RC_JSON_OBJECT),
                                      "docker-manifest-digest");
  *out_fault = *out_digest == NULL ? "it names no manifest" : "it is signed for another purpose";
  if (*out_digest == NULL)
    return RC_VERDICT_MALFORMED;
  return g_strcmp0 (type, TYPE_OF_SIGNATURE) == 0 ? RC_VERDICT_VALID : RC_VERDICT_INVALID;
}

static void
tell_spoiled (const Signed *self,
              RcSeal       *seal,
              RcVerdict     verdict,
              const char   *reason,
              const char   *fault,
              gsize         offset)
{
  seal->integrity = rc_verdict_worst (seal->integrity, verdict);
  seal->checked = 0;
  rc_seal_set_reason (seal, reason);
  rc_seal_work_tell_at (self->layout->work,
                        verdict == RC_VERDICT_AMBIGUOUS ? RC_EXCEPTION_DUPLICATE_MEMBER
                        : verdict == RC_VERDICT_INVALID ? RC_EXCEPTION_SIGNATURE_INVALID : RC_EXCEPTION_SEAL_MALFORMED,
                        self->source, self->bytes, offset, "a signature of cosign", fault, "What is signed in “%s” is not good: %s.",
                        self->source->name, fault);
}

/* --- A signature --- */

static void
tell_replaced (const Signed *self,
               RcSeal       *seal,
               const char   *stated,
               const char   *found)
{
  seal->integrity = RC_VERDICT_INVALID;
  seal->checked = 0;
  rc_seal_set_reason (seal, "digest");
  rc_seal_work_tell (self->layout->work, RC_EXCEPTION_DIGEST_MISMATCH, self->source, stated, found,
                     "“%s” is kept as the signature of “%s”, and was made for “%s”.", self->source->name, stated, found);
}

static void
judge_material (const Signed           *self,
                RcSeal                 *seal,
                const RcSource         *covered,
                const RcSigstoreBundle *bundle,
                const char             *purpose)
{
  g_autoptr (GBytes) bytes = bundle->envelope != NULL ? rc_dsse_pae (bundle->envelope->type, bundle->envelope->payload)
                             : g_bytes_ref (self->bytes);
  g_autoptr (RcSigstoreMessage) message = rc_sigstore_message_new_bytes (bytes);
  RcSigstoreMaterial material = { self->layout->work, seal, covered, self->source, bundle, message, purpose };

  rc_sigstore_material_judge (&material);
}

static void
judge_signature (const Signed           *self,
                 const RcSigstoreBundle *bundle)
{
  g_autofree char *stated = dup_stated_subject (self->node);
  g_autofree char *digest = NULL;
  const char *fault = NULL;
  gsize offset = 0;
  RcVerdict payload = read_payload (self->bytes, &digest, &fault, &offset);
  const RcOciNode *target = digest != NULL ? rc_oci_layout_find_node (self->layout, digest) : NULL;
  const RcSource *covered = target != NULL ? target->blob.source : NULL;
  RcSeal *seal = rc_seal_work_begin (self->layout->work, KIND, covered, self->node->blob.source);

  g_array_append_val (seal->sources, self->source->id);
  judge_material (self, seal, covered, bundle, "files");
  if (payload != RC_VERDICT_VALID)
    tell_spoiled (self, seal, payload, payload == RC_VERDICT_INVALID ? "namespace" : "format", fault, offset);
  else if (stated != NULL && strcmp (stated, digest) != 0)
    tell_replaced (self, seal, stated, digest);
  else if (covered != NULL && target->blob.verdict == RC_VERDICT_INVALID)
    tell_replaced (self, seal, stated != NULL ? stated : digest, "other bytes");
  else if (covered == NULL && rc_seal_worst (seal) == RC_VERDICT_VALID)
    rc_seal_work_payload_absent (self->layout->work, seal, self->source);
  else if (covered == NULL)
    seal->completeness = RC_VERDICT_INCOMPLETE;
  rc_seal_work_end (self->layout->work, seal, self->node->blob.source);
}

/* --- An attestation --- */

static gboolean
is_about (const RcInTotoStatement *statement,
          const char              *digest)
{
  for (guint i = 0; i < statement->subjects->len; i++)
    {
      const RcInTotoDigest *named = rc_in_toto_subject_get_digest (statement->subjects->pdata[i], "sha256");

      if (named != NULL && g_str_has_prefix (digest, "sha256:") && g_ascii_strcasecmp (named->value, digest + strlen ("sha256:")) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
judge_statement (const Signed             *self,
                 RcSeal                   *seal,
                 const RcInTotoStatement  *statement,
                 GError                  **error)
{
  g_autofree char *stated = dup_stated_subject (self->node);

  if (seal->signature == RC_VERDICT_INVALID)
    return TRUE;
  if (statement->json.has_duplicate)
    {
      tell_spoiled (self, seal, RC_VERDICT_AMBIGUOUS, "format", "the statement in it names a member twice", 0);
      return TRUE;
    }
  if (!rc_in_toto_subjects_cover (self->subjects, self->source, statement, seal, error))
    return FALSE;

  rc_seal_add_note (seal, "States “%s” about %u subjects", statement->predicate_type, statement->subjects->len);
  if (seal->signature == RC_VERDICT_VALID && rc_slsa_provenance_is (statement))
    rc_slsa_provenance_tell (self->layout->work, statement, NULL, self->source, seal);
  if (stated != NULL && !is_about (statement, stated))
    tell_replaced (self, seal, stated, "other subjects");
  return TRUE;
}

static gboolean
judge_attestation (const Signed            *self,
                   const RcSigstoreBundle  *bundle,
                   GError                 **error)
{
  g_autoptr (RcInTotoStatement) statement = NULL;
  g_autoptr (RcSeal) seal = rc_seal_work_begin (self->layout->work, KIND, self->source, self->source);
  const char *fault = "the statement in it is none of in-toto";

  if (strcmp (bundle->envelope->type, RC_IN_TOTO_PAYLOAD_TYPE) == 0)
    (void) rc_in_toto_statement_parse (bundle->envelope->payload, &statement, &fault);
  judge_material (self, seal, self->source, bundle, statement != NULL && rc_slsa_provenance_is (statement) ? "builds" : "statements");
  if (statement == NULL)
    tell_spoiled (self, seal, RC_VERDICT_MALFORMED, "format", fault, 0);
  else if (!judge_statement (self, seal, statement, error))
    return FALSE;

  rc_seal_work_end_inside (self->layout->work, g_steal_pointer (&seal), self->source, 0);
  return TRUE;
}

/* --- One layer --- */

static void
judge_unread (const Signed *self,
              const char   *fault)
{
  RcSeal *seal = rc_seal_work_begin (self->layout->work, KIND, self->source, self->source);

  rc_seal_set_all (seal, RC_VERDICT_VALID, NULL);
  tell_spoiled (self, seal, RC_VERDICT_MALFORMED, "format", fault, 0);
  rc_seal_work_end_inside (self->layout->work, seal, self->source, 0);
}

/* NULL: the layer holds no envelope that can be read. */
static RcDsseEnvelope *
read_envelope (const Signed *self)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (self->bytes, &length);
  RcDsseEnvelope *envelope = NULL;
  const char *fault = NULL;
  g_auto (RcJson) json;
  RcJsonFault json_fault;

  rc_json_init (&json);
  if (rc_json_parse (&json, text, length, &json_fault) && !json.has_duplicate)
    (void) rc_dsse_envelope_read (&json, 0, &envelope, &fault);
  return envelope;
}

static gboolean
judge_bytes (const Signed  *self,
             GError       **error)
{
  gboolean is_attestation = is_of_type (self->layer, TYPE_OF_ENVELOPE);
  RcDsseEnvelope *envelope = is_attestation ? read_envelope (self) : NULL;
  g_autoptr (RcSigstoreBundle) bundle = NULL;
  const char *fault = "its envelope is not readable";

  if (!is_attestation || envelope != NULL)
    bundle = rc_cosign_annotations_read (self->layer, envelope, &fault);
  if (bundle == NULL)
    {
      judge_unread (self, fault);
      return TRUE;
    }
  if (is_attestation)
    return judge_attestation (self, bundle, error);

  judge_signature (self, bundle);
  return TRUE;
}

/* What is wrong with a blob was told when it was compared with its digest; its seal says so once more. */
static void
judge_absent (const RcOciLayout *layout,
              const RcOciNode   *node,
              const RcOciBlob   *blob)
{
  const RcSource *carrier = blob->source != NULL ? blob->source : node->blob.source;
  RcSeal *seal = rc_seal_work_begin (layout->work, KIND, carrier, carrier);

  rc_seal_set_all (seal, blob->verdict == RC_VERDICT_INCOMPLETE ? RC_VERDICT_UNVERIFIABLE : blob->verdict,
                   blob->verdict == RC_VERDICT_INVALID ? "digest" : "bytes-not-held");
  if (blob->verdict == RC_VERDICT_INCOMPLETE)
    seal->completeness = RC_VERDICT_INCOMPLETE;
  rc_seal_work_end (layout->work, seal, carrier);
}

static gboolean
judge_layer (Signed  *self,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  RcOciBlob blob;

  if (!rc_oci_layout_get_blob (self->layout, self->layer, &blob, error))
    return FALSE;
  if (blob.verdict == RC_VERDICT_VALID)
    bytes = rc_seal_context_read (self->layout->work->context, blob.source, &local_error);
  if (local_error != NULL && !rc_seal_context_tolerate (&local_error, error))
    return FALSE;
  if (bytes == NULL)
    {
      if (blob.verdict == RC_VERDICT_VALID)
        blob.verdict = RC_VERDICT_UNVERIFIABLE;
      judge_absent (self->layout, self->node, &blob);
      return TRUE;
    }

  self->source = blob.source;
  self->bytes = bytes;
  return judge_bytes (self, error);
}

gboolean
rc_cosign_judge_node (RcOciLayout       *layout,
                      RcInTotoSubjects  *subjects,
                      const RcOciNode   *node,
                      GError           **error)
{
  for (guint i = 0; i < node->manifest->parts->len; i++)
    {
      Signed layer = { .layout = layout, .subjects = subjects, .node = node, .layer = node->manifest->parts->pdata[i] };

      if ((is_of_type (layer.layer, TYPE_OF_PAYLOAD) || is_of_type (layer.layer, TYPE_OF_ENVELOPE)) && !judge_layer (&layer, error))
        return FALSE;
    }
  return TRUE;
}
