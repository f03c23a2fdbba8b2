/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/sigstore-body.h"

#include <string.h>

#include "core/base64.h"
#include "core/certificate.h"

/* One comparison. @spec: what its kind says in the body. */
typedef struct
{
  RcProtoReader           *reader;
  guint32                  spec;
  const RcSigstoreBundle  *bundle;
  const RcSigstoreMessage *message;
  const RcSigstoreSigner  *signer;
} Body;

static const char other_digest[] = "it is about other bytes";
static const char other_signature[] = "it is about another signature";
static const char other_signer[] = "it is about another signer";

/* --- Digests --- */

static RcHash
hash_of_name (const char *name)
{
  static const struct
  {
    const char *name;
    RcHash      hash;
  } names[] = {
    { "sha256", RC_HASH_SHA256 }, { "sha384", RC_HASH_SHA384 }, { "sha512", RC_HASH_SHA512 },
    { "SHA2_256", RC_HASH_SHA256 }, { "SHA2_384", RC_HASH_SHA384 }, { "SHA2_512", RC_HASH_SHA512 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_strcmp0 (name, names[i].name) == 0)
        return names[i].hash;
    }
  return RC_HASH_NONE;
}

/* {algorithm, value} in hexadecimal digits, or {algorithm, digest} in base64. */
static const char *
check_digest (const Body              *body,
              guint32                  node,
              const RcSigstoreMessage *message)
{
  g_autofree char *algorithm = rc_proto_reader_text (body->reader, node, "algorithm");
  g_autofree char *value = rc_proto_reader_text (body->reader, node, "value");
  g_autoptr (GBytes) digest = NULL;
  gsize length = 0;

  if (value != NULL)
    {
      guint8 *bytes = rc_bytes_from_hex (value, strlen (value), &length);

      digest = bytes != NULL ? g_bytes_new_take (bytes, length) : NULL;
    }
  else
    {
      digest = rc_proto_reader_bytes (body->reader, node, "digest");
    }
  if (digest == NULL)
    return other_digest;
  return rc_sigstore_message_has_digest (message, hash_of_name (algorithm), g_bytes_get_data (digest, NULL), g_bytes_get_size (digest))
         ? NULL : other_digest;
}

static const char *
check_payload (const Body *body,
               guint32     node)
{
  g_autoptr (RcSigstoreMessage) payload = NULL;

  if (body->bundle->envelope == NULL)
    return other_digest;
  payload = rc_sigstore_message_new_bytes (body->bundle->envelope->payload);
  return check_digest (body, node, payload);
}

/* --- Signatures --- */

static const char *
check_signature (const Body *body,
                 GBytes     *signature)
{
  return signature != NULL && g_bytes_equal (signature, body->bundle->signature) ? NULL : other_signature;
}

/* --- Signers --- */

static const char *
check_certificate (const Body          *body,
                   const RcCertificate *certificate)
{
  if (certificate == NULL || body->signer->certificate == NULL)
    return other_signer;
  return g_bytes_equal (rc_certificate_get_der (certificate), body->signer->certificate) ? NULL : other_signer;
}

/* Where the bundle names no key and none is known, the log's word for it cannot be wrong yet. */
static const char *
check_key (const Body        *body,
           const RcPublicKey *key)
{
  if (key == NULL || body->signer->certificate != NULL)
    return other_signer;
  return body->signer->key == NULL || rc_public_key_equal (key, body->signer->key) ? NULL : other_signer;
}

static const char *
check_pem (const Body *body,
           GBytes     *bytes)
{
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  g_autoptr (RcPublicKey) key = text != NULL ? rc_public_key_new_pem (text, length) : NULL;
  g_autoptr (GPtrArray) certificates = NULL;

  if (text == NULL)
    return other_signer;
  if (key != NULL)
    return check_key (body, key);

  certificates = rc_certificate_list_pem (text, length);
  return certificates != NULL && certificates->len > 0 ? check_certificate (body, certificates->pdata[0]) : other_signer;
}

/* {x509Certificate: {rawBytes}} or {publicKey: {rawBytes}} */
static const char *
check_verifier (const Body *body,
                guint32     node)
{
  g_autoptr (GBytes) der = rc_proto_reader_bytes (body->reader, rc_proto_reader_member (body->reader, node, "x509Certificate",
                                                                                        RC_JSON_OBJECT), "rawBytes");
  g_autoptr (GBytes) spki = rc_proto_reader_bytes (body->reader, rc_proto_reader_member (body->reader, node, "publicKey", RC_JSON_OBJECT),
                                                   "rawBytes");
  g_autoptr (RcCertificate) certificate = NULL;
  g_autoptr (RcPublicKey) key = NULL;

  if (der != NULL)
    {
      certificate = rc_certificate_new_der (g_bytes_get_data (der, NULL), g_bytes_get_size (der));
      return check_certificate (body, certificate);
    }
  if (spki != NULL)
    key = rc_public_key_new_spki (g_bytes_get_data (spki, NULL), g_bytes_get_size (spki));
  return check_key (body, key);
}

/* --- Kinds --- */

static guint32
object_of (const Body *body,
           guint32     node,
           const char *name)
{
  return rc_proto_reader_member (body->reader, node, name, RC_JSON_OBJECT);
}

/* The only item of a list; RC_JSON_NO_NODE: there is another number of them. */
static guint32
only_item (const Body *body,
           guint32     node,
           const char *name)
{
  guint32 list = rc_proto_reader_member (body->reader, node, name, RC_JSON_ARRAY);

  return list != RC_JSON_NO_NODE && body->reader->json->nodes[list].count == 1 ? list + 1 : RC_JSON_NO_NODE;
}

static const char *
check_hashedrekord_1 (const Body *body)
{
  guint32 signature = object_of (body, body->spec, "signature");
  guint32 key = object_of (body, signature, "publicKey");
  g_autoptr (GBytes) content = rc_proto_reader_bytes (body->reader, signature, "content");
  g_autoptr (GBytes) pem = rc_proto_reader_bytes (body->reader, key, "content");
  const char *fault = check_digest (body, object_of (body, object_of (body, body->spec, "data"), "hash"), body->message);

  if (fault == NULL)
    fault = check_signature (body, content);
  return fault != NULL ? fault : check_pem (body, pem);
}

static const char *
check_hashedrekord_2 (const Body *body)
{
  guint32 record = object_of (body, body->spec, "hashedRekordV002");
  guint32 signature = object_of (body, record, "signature");
  g_autoptr (GBytes) content = rc_proto_reader_bytes (body->reader, signature, "content");
  const char *fault = check_digest (body, object_of (body, record, "data"), body->message);

  if (fault == NULL)
    fault = check_signature (body, content);
  return fault != NULL ? fault : check_verifier (body, object_of (body, signature, "verifier"));
}

static const char *
check_dsse_1 (const Body *body)
{
  guint32 item = only_item (body, body->spec, "signatures");
  g_autoptr (GBytes) content = rc_proto_reader_bytes (body->reader, item, "signature");
  g_autoptr (GBytes) pem = rc_proto_reader_bytes (body->reader, item, "verifier");
  const char *fault = check_payload (body, object_of (body, body->spec, "payloadHash"));

  if (fault == NULL)
    fault = check_signature (body, content);
  return fault != NULL ? fault : check_pem (body, pem);
}

static const char *
check_dsse_2 (const Body *body)
{
  guint32 record = object_of (body, body->spec, "dsseV002");
  guint32 item = only_item (body, record, "signatures");
  g_autoptr (GBytes) content = rc_proto_reader_bytes (body->reader, item, "content");
  const char *fault = check_payload (body, object_of (body, record, "payloadHash"));

  if (fault == NULL)
    fault = check_signature (body, content);
  return fault != NULL ? fault : check_verifier (body, object_of (body, item, "verifier"));
}

/* The log wrote the signature, which is base64 already, in base64 again. */
static GBytes *
decode_twice (GBytes *once)
{
  gsize length = 0;
  const char *text = once != NULL ? g_bytes_get_data (once, &length) : NULL;

  return text != NULL ? rc_base64_decode (text, length, RC_BASE64_EITHER) : NULL;
}

static const char *
check_intoto_2 (const Body *body)
{
  guint32 content = object_of (body, body->spec, "content");
  guint32 item = only_item (body, object_of (body, content, "envelope"), "signatures");
  g_autoptr (GBytes) once = rc_proto_reader_bytes (body->reader, item, "sig");
  g_autoptr (GBytes) signature = decode_twice (once);
  g_autoptr (GBytes) pem = rc_proto_reader_bytes (body->reader, item, "publicKey");
  const char *fault = check_payload (body, object_of (body, content, "payloadHash"));

  if (fault == NULL)
    fault = check_signature (body, signature);
  return fault != NULL ? fault : check_pem (body, pem);
}

/* The oldest form keeps the signer and the digests, not the signature: of envelopes with the same payload it cannot tell one from
 * another. */
static const char *
check_intoto_1 (const Body *body)
{
  g_autoptr (GBytes) pem = rc_proto_reader_bytes (body->reader, body->spec, "publicKey");
  const char *fault = check_payload (body, object_of (body, object_of (body, body->spec, "content"), "payloadHash"));

  return fault != NULL ? fault : check_pem (body, pem);
}

/* --- The whole --- */

static const struct
{
  const char   *kind;
  const char   *version;
  const char *(*check) (const Body *body);
} kinds[] = {
  { "hashedrekord", "0.0.1", check_hashedrekord_1 },
  { "hashedrekord", "0.0.2", check_hashedrekord_2 },
  { "dsse", "0.0.1", check_dsse_1 },
  { "dsse", "0.0.2", check_dsse_2 },
  { "intoto", "0.0.1", check_intoto_1 },
  { "intoto", "0.0.2", check_intoto_2 },
};

static RcSigstoreBodyFit
check_kind (Body                     *body,
            const RcSigstoreLogEntry *entry,
            const char              **out_fault)
{
  g_autofree char *kind = rc_proto_reader_text (body->reader, 0, "kind");
  g_autofree char *version = rc_proto_reader_text (body->reader, 0, "apiVersion");

  if ((entry->kind != NULL && g_strcmp0 (kind, entry->kind) != 0) || (entry->version != NULL && g_strcmp0 (version, entry->version) != 0))
    {
      *out_fault = "it is of another kind than the bundle says";
      return RC_SIGSTORE_BODY_OTHER;
    }

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (kind, kinds[i].kind) != 0 || g_strcmp0 (version, kinds[i].version) != 0)
        continue;

      *out_fault = kinds[i].check (body);
      if (body->reader->fault != NULL)
        *out_fault = body->reader->fault;
      return *out_fault != NULL ? RC_SIGSTORE_BODY_OTHER : RC_SIGSTORE_BODY_FITS;
    }
  *out_fault = "it is of a kind that is not known here";
  return RC_SIGSTORE_BODY_UNSUPPORTED;
}

/**
 * rc_sigstore_body_check:
 * @entry: its body is what the log signed, if anything
 * @message: the bytes that the bundle's signature is over
 */
RcSigstoreBodyFit
rc_sigstore_body_check (const RcSigstoreLogEntry *entry,
                        const RcSigstoreBundle   *bundle,
                        const RcSigstoreMessage  *message,
                        const RcSigstoreSigner   *signer,
                        const char              **out_fault)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (entry->body, &length);
  g_auto (RcJson) json;
  RcProtoReader reader;
  RcJsonFault fault;
  Body body = { .reader = &reader, .bundle = bundle, .message = message, .signer = signer };

  rc_json_init (&json);
  if (!rc_json_parse (&json, text, length, &fault) || json.has_duplicate || json.nodes[0].type != RC_JSON_OBJECT)
    {
      *out_fault = "its body is not readable";
      return RC_SIGSTORE_BODY_MALFORMED;
    }

  rc_proto_reader_init (&reader, &json);
  body.spec = rc_proto_reader_member (&reader, 0, "spec", RC_JSON_OBJECT);
  return check_kind (&body, entry, out_fault);
}
