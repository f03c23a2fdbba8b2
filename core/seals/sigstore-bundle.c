/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/sigstore-bundle.h"

#include <string.h>

#include "core/bounds.h"
#include "core/certificate.h"

#define MEDIA_TYPE "application/vnd.dev.sigstore.bundle"

static const struct
{
  const char *media_type;
  guint       version;
} versions[] = {
  { MEDIA_TYPE "+json;version=0.1", 1 },
  { MEDIA_TYPE "+json;version=0.2", 2 },
  { MEDIA_TYPE "+json;version=0.3", 3 },
  { MEDIA_TYPE ".v0.3+json", 3 },
};

static const struct
{
  const char *name;
  RcHash      hash;
} hashes[] = {
  { "SHA2_256", RC_HASH_SHA256 },
  { "SHA2_384", RC_HASH_SHA384 },
  { "SHA2_512", RC_HASH_SHA512 },
};

RcSigstoreBundle *
rc_sigstore_bundle_new (guint version)
{
  RcSigstoreBundle *self = g_new0 (RcSigstoreBundle, 1);

  self->version = version;
  self->certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_sigstore_log_entry_free);
  self->time_stamps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  return self;
}

void
rc_sigstore_bundle_free (RcSigstoreBundle *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->signature, g_bytes_unref);
  g_clear_pointer (&self->envelope, rc_dsse_envelope_free);
  g_clear_pointer (&self->digest, g_bytes_unref);
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  g_free (self->hint);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->time_stamps, g_ptr_array_unref);
  g_free (self);
}

/* --- The signer's key --- */

/* The signer's certificates come with the bundle, the authority's own never: it would be trusted by its own word. */
static void
take_certificate (RcProtoReader    *reader,
                  RcSigstoreBundle *self,
                  guint32           node)
{
  g_autoptr (GBytes) bytes = rc_proto_reader_bytes (reader, node, "rawBytes");
  g_autoptr (RcCertificate) certificate = NULL;

  if (bytes != NULL)
    certificate = rc_certificate_new_der (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (certificate == NULL)
    {
      rc_proto_reader_fail (reader, node, "a certificate is not readable");
      return;
    }
  if (self->certificates->len > 0 && rc_certificate_is_self_signed (certificate))
    {
      rc_proto_reader_fail (reader, node, "it carries the certificate of the authority itself, which its format forbids");
      return;
    }
  g_ptr_array_add (self->certificates, g_steal_pointer (&bytes));
}

static void
read_chain (RcProtoReader    *reader,
            RcSigstoreBundle *self,
            guint32           chain)
{
  guint32 list = rc_proto_reader_member (reader, chain, "certificates", RC_JSON_ARRAY);

  if (list == RC_JSON_NO_NODE || reader->json->nodes[list].count == 0)
    {
      rc_proto_reader_fail (reader, chain, "its chain of certificates is empty");
      return;
    }
  if (reader->json->nodes[list].count > RC_LIMIT_CERTIFICATE_DEPTH)
    {
      rc_proto_reader_fail (reader, list, "it carries more certificates than a chain can have");
      return;
    }

  for (guint32 item = list + 1; item < reader->json->nodes[list].next; item = reader->json->nodes[item].next)
    take_certificate (reader, self, item);
}

static void
read_key (RcProtoReader    *reader,
          RcSigstoreBundle *self,
          guint32           material)
{
  guint32 certificate = rc_proto_reader_member (reader, material, "certificate", RC_JSON_OBJECT);
  guint32 chain = rc_proto_reader_member (reader, material, "x509CertificateChain", RC_JSON_OBJECT);
  guint32 key = rc_proto_reader_member (reader, material, "publicKey", RC_JSON_OBJECT);

  if ((certificate != RC_JSON_NO_NODE) + (chain != RC_JSON_NO_NODE) + (key != RC_JSON_NO_NODE) != 1)
    {
      rc_proto_reader_fail (reader, material, "it does not name exactly one key or certificate of a signer");
      return;
    }
  if (certificate != RC_JSON_NO_NODE)
    take_certificate (reader, self, certificate);
  else if (chain != RC_JSON_NO_NODE)
    read_chain (reader, self, chain);
  else
    self->hint = rc_proto_reader_text (reader, key, "hint");
}

/* --- What was signed --- */

static void
read_digest (RcProtoReader    *reader,
             RcSigstoreBundle *self,
             guint32           node)
{
  g_autofree char *algorithm = rc_proto_reader_text (reader, node, "algorithm");

  self->digest = rc_proto_reader_bytes (reader, node, "digest");
  if (self->digest == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    {
      if (g_strcmp0 (algorithm, hashes[i].name) == 0)
        self->digest_hash = hashes[i].hash;
    }
  if (self->digest_hash == RC_HASH_NONE)
    g_clear_pointer (&self->digest, g_bytes_unref);
  else if (g_bytes_get_size (self->digest) != rc_hash_get_length (self->digest_hash))
    rc_proto_reader_fail (reader, node, "the digest of the signed file has another length than its algorithm gives");
}

static void
read_envelope (RcProtoReader    *reader,
               RcSigstoreBundle *self,
               guint32           node)
{
  const char *fault = "its envelope is not readable";

  if (rc_dsse_envelope_read (reader->json, node, &self->envelope, &fault) != RC_DSSE_READ)
    {
      rc_proto_reader_fail (reader, node, fault);
      return;
    }
  if (self->envelope->signatures->len != 1)
    {
      rc_proto_reader_fail (reader, node, "its envelope does not carry exactly one signature");
      return;
    }
  self->signature = g_bytes_ref (((RcDsseSignature *) self->envelope->signatures->pdata[0])->bytes);
}

static void
read_content (RcProtoReader    *reader,
              RcSigstoreBundle *self)
{
  guint32 message = rc_proto_reader_member (reader, 0, "messageSignature", RC_JSON_OBJECT);
  guint32 envelope = rc_proto_reader_member (reader, 0, "dsseEnvelope", RC_JSON_OBJECT);

  if ((message == RC_JSON_NO_NODE) == (envelope == RC_JSON_NO_NODE))
    {
      rc_proto_reader_fail (reader, 0, "it does not hold exactly one signature or envelope");
      return;
    }
  if (envelope != RC_JSON_NO_NODE)
    {
      read_envelope (reader, self, envelope);
      return;
    }

  self->signature = rc_proto_reader_bytes (reader, message, "signature");
  if (self->signature == NULL || g_bytes_get_size (self->signature) == 0)
    rc_proto_reader_fail (reader, message, "it holds no signature");
  read_digest (reader, self, rc_proto_reader_member (reader, message, "messageDigest", RC_JSON_OBJECT));
}

/* --- Logs and times --- */

static void
read_entries (RcProtoReader    *reader,
              RcSigstoreBundle *self,
              guint32           material)
{
  guint32 list = rc_proto_reader_member (reader, material, "tlogEntries", RC_JSON_ARRAY);

  if (list == RC_JSON_NO_NODE)
    return;
  if (reader->json->nodes[list].count > RC_LIMIT_SIGSTORE_ENTRIES)
    {
      rc_proto_reader_fail (reader, list, "it carries more log entries than are read");
      return;
    }

  for (guint32 item = list + 1; item < reader->json->nodes[list].next; item = reader->json->nodes[item].next)
    {
      RcSigstoreLogEntry *entry = rc_sigstore_log_entry_read (reader, item);

      g_ptr_array_add (self->entries, entry);
      if (self->version >= 2 && (!entry->has_proof || entry->checkpoint == NULL))
        rc_proto_reader_fail (reader, item, "a log entry has no proof with a signed head of the log, as this version must have");
    }
}

static void
read_time_stamps (RcProtoReader    *reader,
                  RcSigstoreBundle *self,
                  guint32           material)
{
  guint32 data = rc_proto_reader_member (reader, material, "timestampVerificationData", RC_JSON_OBJECT);
  guint32 list = rc_proto_reader_member (reader, data, "rfc3161Timestamps", RC_JSON_ARRAY);

  if (list == RC_JSON_NO_NODE)
    return;
  if (reader->json->nodes[list].count > RC_LIMIT_SIGSTORE_ENTRIES)
    {
      rc_proto_reader_fail (reader, list, "it carries more time stamps than are read");
      return;
    }

  for (guint32 item = list + 1; item < reader->json->nodes[list].next; item = reader->json->nodes[item].next)
    {
      GBytes *token = rc_proto_reader_bytes (reader, item, "signedTimestamp");

      if (token == NULL)
        {
          rc_proto_reader_fail (reader, item, "a time stamp is empty");
          return;
        }
      g_ptr_array_add (self->time_stamps, token);
    }
}

/* --- The whole --- */

static void
read_bundle (RcProtoReader    *reader,
             RcSigstoreBundle *self)
{
  guint32 material = rc_proto_reader_member (reader, 0, "verificationMaterial", RC_JSON_OBJECT);

  if (material == RC_JSON_NO_NODE)
    {
      rc_proto_reader_fail (reader, 0, "it has no verification material");
      return;
    }
  read_key (reader, self, material);
  read_content (reader, self);
  read_entries (reader, self, material);
  read_time_stamps (reader, self, material);
}

static RcSigstoreForm
read_version (const RcJson *json,
              guint        *out_version)
{
  guint32 node = rc_json_member (json, 0, "mediaType");
  g_autofree char *media_type = NULL;

  if (json->nodes[0].type != RC_JSON_OBJECT || node == RC_JSON_NO_NODE || json->nodes[node].type != RC_JSON_STRING)
    return RC_SIGSTORE_ANOTHER;

  media_type = rc_json_dup_text (json, node, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      if (strcmp (media_type, versions[i].media_type) == 0)
        {
          *out_version = versions[i].version;
          return RC_SIGSTORE_READ;
        }
    }
  return g_str_has_prefix (media_type, MEDIA_TYPE) ? RC_SIGSTORE_UNSUPPORTED : RC_SIGSTORE_ANOTHER;
}

static RcSigstoreForm
read_document (const RcJson      *json,
               RcSigstoreBundle **out_bundle,
               const char       **out_fault,
               gsize             *out_offset)
{
  g_autoptr (RcSigstoreBundle) self = NULL;
  RcProtoReader reader;
  RcSigstoreForm form;
  guint version = 0;

  form = read_version (json, &version);
  if (form != RC_SIGSTORE_READ)
    return form;
  if (json->has_duplicate)
    {
      *out_fault = "it names a member twice";
      *out_offset = json->nodes[json->duplicate].offset;
      return RC_SIGSTORE_AMBIGUOUS;
    }

  self = rc_sigstore_bundle_new (version);
  rc_proto_reader_init (&reader, json);
  read_bundle (&reader, self);
  if (reader.fault != NULL)
    {
      *out_fault = reader.fault;
      *out_offset = json->nodes[reader.place].offset;
      return RC_SIGSTORE_MALFORMED;
    }

  *out_bundle = g_steal_pointer (&self);
  return RC_SIGSTORE_READ;
}

/**
 * rc_sigstore_bundle_parse:
 * @text: tainted
 * @out_bundle: (out): set for %RC_SIGSTORE_READ
 *
 * Reads a bundle of version 0.1, 0.2 or 0.3 (sigstore_bundle.proto) strictly: exactly one content, one key, one signature; a proof for
 * every log entry from version 0.2 on; no certificate of an authority itself.
 *
 * Returns: what @text is
 */
RcSigstoreForm
rc_sigstore_bundle_parse (const char        *text,
                          gsize              length,
                          RcSigstoreBundle **out_bundle,
                          const char       **out_fault,
                          gsize             *out_offset)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  if (rc_json_parse (&json, text, length, &fault))
    return read_document (&json, out_bundle, out_fault, out_offset);
  if (!rc_sigstore_bundle_recognise (text, length))
    return RC_SIGSTORE_ANOTHER;

  *out_fault = fault.kind == RC_JSON_FAULT_TRUNCATED ? "its text ends in the middle" : "its text is no JSON";
  *out_offset = fault.offset;
  return RC_SIGSTORE_MALFORMED;
}

/* --- Recognising what may be cut off --- */

/* One pass over the text that knows how deep it is, and the last name that stood at the outermost level. */
typedef struct
{
  const char *at;
  const char *end;
  guint       depth;
} Walk;

/* The text that begins at the quote @walk->at, without its quotes; escapes stand as written. */
static gsize
skip_text (Walk        *walk,
           const char **out_text)
{
  const char *start = ++walk->at;

  *out_text = start;
  while (walk->at < walk->end && *walk->at != '"')
    walk->at += *walk->at == '\\' ? 2 : 1;
  walk->at = MIN (walk->at, walk->end);
  return (gsize) (walk->at - start);
}

static gboolean
is_word (const char *text,
         gsize       length,
         const char *what)
{
  return length == strlen (what) && memcmp (text, what, length) == 0;
}

gboolean
rc_sigstore_bundle_recognise (const char *text,
                              gsize       length)
{
  Walk walk = { text, text + length, 0 };
  gboolean is_value_of_type = FALSE;

  for (; walk.at < walk.end; walk.at++)
    {
      const char *word;
      gsize n_bytes;

      if (walk.depth == 0 && *walk.at != '{' && !g_ascii_isspace (*walk.at))
        return FALSE;
      if (*walk.at == '{' || *walk.at == '[')
        walk.depth++;
      else if ((*walk.at == '}' || *walk.at == ']') && --walk.depth == 0)
        return FALSE;
      if (*walk.at != '"')
        continue;

      n_bytes = skip_text (&walk, &word);
      if (walk.depth != 1)
        continue;
      if (is_value_of_type)
        return n_bytes >= strlen (MEDIA_TYPE) && memcmp (word, MEDIA_TYPE, strlen (MEDIA_TYPE)) == 0;
      if (is_word (word, n_bytes, "verificationMaterial") || is_word (word, n_bytes, "dsseEnvelope"))
        return TRUE;
      is_value_of_type = is_word (word, n_bytes, "mediaType");
    }
  return FALSE;
}
