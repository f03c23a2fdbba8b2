/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cosign-annotations.h"

#include <string.h>

#include "core/base64.h"
#include "core/bounds.h"
#include "core/certificate.h"
#include "core/timestamp.h"

/* cosign, specs/SIGNATURE_SPEC.md */
#define SIGNATURE "dev.cosignproject.cosign/signature"
#define CERTIFICATE "dev.sigstore.cosign/certificate"
#define CHAIN "dev.sigstore.cosign/chain"
#define BUNDLE "dev.sigstore.cosign/bundle"
#define TIME_STAMP "dev.sigstore.cosign/rfc3161timestamp"

/* --- Certificates --- */

/* The authority's own certificate stands in the chain too, and counts for nothing. */
static const char *
take_certificates (RcSigstoreBundle *self,
                   const char       *pem)
{
  g_autoptr (GPtrArray) certificates = rc_certificate_list_pem (pem, strlen (pem));

  if (certificates == NULL || certificates->len == 0 || certificates->len > RC_LIMIT_CERTIFICATE_DEPTH)
    return "the certificates beside the signature are not readable";

  for (guint i = 0; i < certificates->len; i++)
    {
      const RcCertificate *certificate = certificates->pdata[i];

      if (self->certificates->len == 0 || !rc_certificate_is_self_signed (certificate))
        g_ptr_array_add (self->certificates, g_bytes_ref (rc_certificate_get_der (certificate)));
    }
  return NULL;
}

/* --- The log entry --- */

static GBytes *
bytes_from_hex (const char *text)
{
  gsize length = 0;
  guint8 *bytes = text != NULL ? rc_bytes_from_hex (text, strlen (text), &length) : NULL;

  return bytes != NULL ? g_bytes_new_take (bytes, length) : NULL;
}

static RcSigstoreLogEntry *
read_entry (RcProtoReader *reader)
{
  RcSigstoreLogEntry *entry = g_new0 (RcSigstoreLogEntry, 1);
  guint32 payload = rc_proto_reader_member (reader, 0, "Payload", RC_JSON_OBJECT);
  g_autofree char *log_id = rc_proto_reader_text (reader, payload, "logID");
  gint64 seconds = 0;

  entry->path = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  entry->promise = rc_proto_reader_bytes (reader, 0, "SignedEntryTimestamp");
  entry->body = rc_proto_reader_bytes (reader, payload, "body");
  entry->log_id = bytes_from_hex (log_id);
  (void) rc_proto_reader_integer (reader, payload, "logIndex", &entry->index);
  entry->integrated_us = rc_proto_reader_integer (reader, payload, "integratedTime", &seconds) && seconds <= G_MAXINT64 / G_USEC_PER_SEC
                         ? seconds * G_USEC_PER_SEC : RC_TIME_NONE;
  if (entry->promise == NULL || entry->body == NULL || entry->log_id == NULL)
    rc_proto_reader_fail (reader, 0, "incomplete");
  return entry;
}

static const char *
take_entry (RcSigstoreBundle *self,
            const char       *text)
{
  static const char fault_text[] = "the log entry beside the signature is not readable";
  g_auto (RcJson) json;
  RcProtoReader reader;
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, text, strlen (text), &fault) || json.has_duplicate)
    return fault_text;

  rc_proto_reader_init (&reader, &json);
  g_ptr_array_add (self->entries, read_entry (&reader));
  return reader.fault != NULL ? fault_text : NULL;
}

/* --- The time stamp --- */

static const char *
take_time_stamp (RcSigstoreBundle *self,
                 const char       *text)
{
  static const char fault_text[] = "the time stamp beside the signature is not readable";
  g_auto (RcJson) json;
  RcProtoReader reader;
  RcJsonFault fault;
  GBytes *token;

  rc_json_init (&json);
  if (!rc_json_parse (&json, text, strlen (text), &fault) || json.has_duplicate)
    return fault_text;

  rc_proto_reader_init (&reader, &json);
  token = rc_proto_reader_bytes (&reader, 0, "SignedRFC3161Timestamp");
  if (token == NULL)
    return fault_text;
  g_ptr_array_add (self->time_stamps, token);
  return NULL;
}

/* --- All of it --- */

static const char *
take_signature (RcSigstoreBundle *self,
                const char       *text)
{
  if (self->envelope != NULL && self->envelope->signatures->len != 1)
    return "its envelope does not carry exactly one signature";
  if (self->envelope != NULL)
    self->signature = g_bytes_ref (((RcDsseSignature *) self->envelope->signatures->pdata[0])->bytes);
  else if (text != NULL)
    self->signature = rc_base64_decode (text, strlen (text), RC_BASE64_STANDARD);
  return self->signature == NULL || g_bytes_get_size (self->signature) == 0 ? "there is no signature beside it" : NULL;
}

static const char *
take_all (RcSigstoreBundle      *self,
          const RcOciDescriptor *layer)
{
  const char *certificate = rc_oci_descriptor_get_annotation (layer, CERTIFICATE);
  const char *chain = rc_oci_descriptor_get_annotation (layer, CHAIN);
  const char *entry = rc_oci_descriptor_get_annotation (layer, BUNDLE);
  const char *time_stamp = rc_oci_descriptor_get_annotation (layer, TIME_STAMP);
  const char *fault = take_signature (self, rc_oci_descriptor_get_annotation (layer, SIGNATURE));

  if (fault == NULL && certificate != NULL && certificate[0] != '\0')
    fault = take_certificates (self, certificate);
  if (fault == NULL && self->certificates->len > 0 && chain != NULL && chain[0] != '\0')
    fault = take_certificates (self, chain);
  if (fault == NULL && entry != NULL)
    fault = take_entry (self, entry);
  if (fault == NULL && time_stamp != NULL)
    fault = take_time_stamp (self, time_stamp);
  return fault;
}

RcSigstoreBundle *
rc_cosign_annotations_read (const RcOciDescriptor *layer,
                            RcDsseEnvelope        *envelope,
                            const char           **out_fault)
{
  g_autoptr (RcSigstoreBundle) self = rc_sigstore_bundle_new (1);

  self->envelope = envelope;
  *out_fault = take_all (self, layer);
  return *out_fault == NULL ? g_steal_pointer (&self) : NULL;
}
