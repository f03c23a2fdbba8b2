/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sigstore-fixture.h"

#include <string.h>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "core/base64.h"
#include "core/trust-file.h"

#define LOG_NAME "log.example.org"

/* --- Keys --- */

static GBytes *
sign (EVP_PKEY   *key,
      const void *message,
      gsize       length)
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  gsize size = 256;
  guint8 signature[256];

  g_assert_cmpint (EVP_DigestSignInit (context, NULL, EVP_sha256 (), NULL, key), ==, 1);
  g_assert_cmpint (EVP_DigestSign (context, signature, &size, message, length), ==, 1);
  EVP_MD_CTX_free (context);
  return g_bytes_new (signature, size);
}

static char *
encode (GBytes *bytes)
{
  return rc_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static GBytes *
spki_of (EVP_PKEY *key)
{
  guchar *der = NULL;
  int length = i2d_PUBKEY (key, &der);
  GBytes *bytes = g_bytes_new (der, (gsize) length);

  OPENSSL_free (der);
  return bytes;
}

static void
id_of (EVP_PKEY *key,
       RcDigest *out_id)
{
  g_autoptr (GBytes) spki = spki_of (key);

  rc_digest_compute (g_bytes_get_data (spki, NULL), g_bytes_get_size (spki), out_id);
}

/* --- The signer's certificate --- */

static void
add_octets (X509       *certificate,
            const char *oid,
            const void *bytes,
            gsize       length)
{
  ASN1_OBJECT *object = OBJ_txt2obj (oid, 1);
  ASN1_OCTET_STRING *octets = ASN1_OCTET_STRING_new ();
  X509_EXTENSION *extension;

  ASN1_OCTET_STRING_set (octets, bytes, (int) length);
  extension = X509_EXTENSION_create_by_OBJ (NULL, object, 0, octets);
  g_assert_cmpint (X509_add_ext (certificate, extension, -1), ==, 1);
  X509_EXTENSION_free (extension);
  ASN1_OCTET_STRING_free (octets);
  ASN1_OBJECT_free (object);
}

static void
append_number (GByteArray *array,
               guint64     value,
               guint       n_bytes)
{
  for (guint i = n_bytes; i > 0; i--)
    {
      guint8 byte = (guint8) (value >> (8 * (i - 1)));

      g_byte_array_append (array, &byte, 1);
    }
}

/* RFC 6962 section 3.2: a promise over the certificate as it stands without it. */
static void
add_sct (SigstoreMaker *self,
         X509          *certificate,
         EVP_PKEY      *key)
{
  const guint64 time_ms = SIGSTORE_SECONDS * 1000 - 1000;
  g_autoptr (GByteArray) message = g_byte_array_new ();
  g_autoptr (GByteArray) list = g_byte_array_new ();
  g_autoptr (GBytes) signature = NULL;
  RcDigest issuer, log;
  guchar *der = NULL;
  int length = i2d_re_X509_tbs (certificate, &der);
  gsize size;

  id_of (self->authority->key, &issuer);
  id_of (self->certificate_log, &log);
  append_number (message, 0, 2);
  append_number (message, time_ms, 8);
  append_number (message, 1, 2);
  g_byte_array_append (message, issuer.bytes, RC_DIGEST_BYTES);
  append_number (message, (guint64) length, 3);
  g_byte_array_append (message, der, (guint) length);
  append_number (message, 0, 2);
  OPENSSL_free (der);
  signature = sign (key, message->data, message->len);
  size = g_bytes_get_size (signature);

  /* An octet string around a list of one. */
  append_number (list, 0x04, 1);
  append_number (list, 4 + 1 + 32 + 8 + 2 + 4 + size, 1);
  append_number (list, 2 + 1 + 32 + 8 + 2 + 4 + size, 2);
  append_number (list, 1 + 32 + 8 + 2 + 4 + size, 2);
  append_number (list, 0, 1);
  g_byte_array_append (list, log.bytes, RC_DIGEST_BYTES);
  append_number (list, time_ms, 8);
  append_number (list, 0, 2);
  append_number (list, 0x0403, 2);
  append_number (list, size, 2);
  g_byte_array_append (list, g_bytes_get_data (signature, NULL), (guint) size);
  g_assert_cmpuint (list->len - 2, <, 0x80);
  add_octets (certificate, "1.3.6.1.4.1.11129.2.4.2", list->data, list->len);
}

static void
complete_signer (SigstoreMaker *self,
                 SigstoreSct    sct)
{
  X509 *certificate = X509_dup (rc_certificate_peek (self->signer->certificate));

  add_octets (certificate, "1.3.6.1.4.1.57264.1.1", SIGSTORE_ISSUER, strlen (SIGSTORE_ISSUER));
  if (sct != SIGSTORE_SCT_NONE)
    add_sct (self, certificate, sct == SIGSTORE_SCT_GOOD ? self->certificate_log : self->log);
  g_assert_cmpint (X509_sign (certificate, self->authority->key, EVP_sha256 ()), >, 0);
  rc_certificate_unref (self->signer->certificate);
  self->signer->certificate = rc_certificate_new_x509 (certificate);
  X509_free (certificate);
}

SigstoreMaker *
sigstore_maker_new (SigstoreSct sct)
{
  const CertificateWish authority = { .is_ca = TRUE };
  const CertificateWish signer = { .extended_usage = "codeSigning", .names = "URI:" SIGSTORE_SUBJECT, .from = "20250601000000Z",
                                   .to = "20250601001000Z" };
  SigstoreMaker *self = g_new0 (SigstoreMaker, 1);

  self->authority = certificate_maker_new ("Authority", NULL, &authority);
  self->certificate_log = EVP_EC_gen ("P-256");
  self->log = EVP_EC_gen ("P-256");
  self->signer = certificate_maker_new ("Signer", self->authority, &signer);
  complete_signer (self, sct);
  return self;
}

void
sigstore_maker_free (SigstoreMaker *self)
{
  certificate_maker_free (self->authority);
  certificate_maker_free (self->signer);
  EVP_PKEY_free (self->certificate_log);
  EVP_PKEY_free (self->log);
  g_free (self);
}

/* --- What is accepted --- */

static char *
dup_log (EVP_PKEY *key,
         gboolean  is_for_signatures)
{
  g_autoptr (GBytes) spki = spki_of (key);
  g_autofree char *spki_text = encode (spki);
  g_autofree char *id_text = NULL;
  RcDigest id;

  id_of (key, &id);
  id_text = rc_base64_encode (id.bytes, RC_DIGEST_BYTES);
  return g_strdup_printf ("{\"baseUrl\":\"https://" LOG_NAME "%s\",\"hashAlgorithm\":\"SHA2_256\",\"publicKey\":{\"rawBytes\":\"%s\","
                          "\"keyDetails\":\"PKIX_ECDSA_P256_SHA_256\",\"validFor\":{\"start\":\"2025-01-01T00:00:00Z\","
                          "\"end\":\"2025-06-01T00:05:00Z\"}},\"logId\":{\"keyId\":\"%s\"}}", is_for_signatures ? "" : "/certificates",
                          spki_text, id_text);
}

char *
sigstore_maker_root (const SigstoreMaker *self)
{
  g_autofree char *authority = encode (rc_certificate_get_der (self->authority->certificate));
  g_autofree char *log = dup_log (self->log, TRUE);
  g_autofree char *certificate_log = dup_log (self->certificate_log, FALSE);

  return g_strdup_printf ("{\"mediaType\":\"application/vnd.dev.sigstore.trustedroot+json;version=0.1\",\"tlogs\":[%s],"
                          "\"certificateAuthorities\":[{\"certChain\":{\"certificates\":[{\"rawBytes\":\"%s\"}]},"
                          "\"validFor\":{\"start\":\"2025-01-01T00:00:00Z\"}}],\"ctlogs\":[%s]}", log, authority, certificate_log);
}

char *
sigstore_maker_key (const SigstoreMaker *self)
{
  g_autoptr (GBytes) spki = spki_of (self->signer->key);

  return rc_pem_encode ("PUBLIC KEY", spki);
}

static void
accept_text (SealFixture *fixture,
             const char  *kind,
             const char  *text,
             const char  *subject,
             const char  *issuer)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  g_autoptr (GError) error = NULL;
  RcAnchor *anchor = rc_anchor_parse_as (kind, text, strlen (text), &error);

  g_assert_no_error (error);
  g_free (anchor->owner);
  anchor->owner = g_strdup ("Test Bank (fictitious)");
  if (subject != NULL)
    {
      const char *identities[] = { NULL, NULL, NULL };
      g_autofree char *first = g_strconcat ("subject=", subject, NULL);
      g_autofree char *second = g_strconcat ("issuer=", issuer, NULL);

      identities[0] = first;
      identities[1] = second;
      anchor->identities = g_strdupv ((char **) identities);
    }
  g_ptr_array_add (anchors, anchor);
  (void) rc_trust_add_anchors (fixture->case_file, anchors, &error);
  g_assert_no_error (error);
}

void
sigstore_maker_trust_root (const SigstoreMaker *self,
                           SealFixture         *fixture,
                           const char          *subject,
                           const char          *issuer)
{
  g_autofree char *root = sigstore_maker_root (self);

  accept_text (fixture, "sigstore-trusted-root", root, subject, issuer);
}

void
sigstore_maker_trust_key (const SigstoreMaker *self,
                          SealFixture         *fixture)
{
  g_autofree char *key = sigstore_maker_key (self);

  accept_text (fixture, "spki", key, NULL, NULL);
}

/* --- Entries of the log --- */

static char *
dup_signer_pem (const SigstoreMaker *self,
                SigstoreFlags        flags)
{
  return (flags & SIGSTORE_BY_KEY) != 0 ? sigstore_maker_key (self) : certificate_maker_pem (self->signer);
}

static char *
dup_body (const SigstoreMaker *self,
          const char          *message,
          gsize                length,
          const char          *signature,
          SigstoreFlags        flags)
{
  g_autofree char *pem = dup_signer_pem (self, flags);
  g_autofree char *signer = rc_base64_encode (pem, strlen (pem));
  char hex[RC_DIGEST_HEX_SIZE];
  RcDigest digest;

  if ((flags & SIGSTORE_OTHER_ENTRY) != 0)
    rc_digest_compute ("another", 7, &digest);
  else
    rc_digest_compute (message, length, &digest);
  rc_digest_to_hex (&digest, hex);
  return g_strdup_printf ("{\"apiVersion\":\"0.0.1\",\"kind\":\"hashedrekord\",\"spec\":{\"data\":{\"hash\":{\"algorithm\":\"sha256\","
                          "\"value\":\"%s\"}},\"signature\":{\"content\":\"%s\",\"publicKey\":{\"content\":\"%s\"}}}}", hex, signature,
                          signer);
}

static char *
dup_promise (const SigstoreMaker *self,
             const char          *body,
             gint64               seconds)
{
  g_autofree char *body_text = rc_base64_encode (body, strlen (body));
  g_autofree char *promised = NULL;
  g_autoptr (GBytes) signature = NULL;
  char hex[RC_DIGEST_HEX_SIZE];
  RcDigest id;

  id_of (self->log, &id);
  rc_digest_to_hex (&id, hex);
  promised = g_strdup_printf ("{\"body\":\"%s\",\"integratedTime\":%" G_GINT64_FORMAT ",\"logID\":\"%s\",\"logIndex\":77}", body_text,
                              seconds, hex);
  signature = sign (self->log, promised, strlen (promised));
  return encode (signature);
}

/* The head of a log of two entries, as Rekor signs it. */
static char *
dup_checkpoint (const SigstoreMaker *self,
                const RcDigest      *root,
                SigstoreFlags        flags)
{
  RcDigest signed_root = *root;
  g_autofree char *root_text = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) signature = NULL;
  g_autoptr (GByteArray) line = g_byte_array_new ();
  g_autofree char *line_text = NULL;
  RcDigest id;

  if ((flags & SIGSTORE_OTHER_HEAD) != 0)
    signed_root.bytes[0] ^= 1;
  root_text = rc_base64_encode (signed_root.bytes, RC_DIGEST_BYTES);
  text = g_strdup_printf (LOG_NAME " - 1\n2\n%s\n", root_text);
  signature = sign ((flags & SIGSTORE_HEAD_UNSIGNED) != 0 ? self->certificate_log : self->log, text, strlen (text));
  id_of (self->log, &id);
  g_byte_array_append (line, id.bytes, 4);
  g_byte_array_append (line, g_bytes_get_data (signature, NULL), (guint) g_bytes_get_size (signature));
  line_text = rc_base64_encode (line->data, line->len);
  return g_strdup_printf ("%s\n\xe2\x80\x94 " LOG_NAME " %s\n", text, line_text);
}

static char *
dup_entry (const SigstoreMaker *self,
           const char          *body,
           gint64               seconds,
           SigstoreFlags        flags)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  g_autofree char *body_text = rc_base64_encode (body, strlen (body));
  g_autofree char *promise = dup_promise (self, body, seconds);
  g_autofree char *promise_text = NULL;
  g_autofree char *checkpoint = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *id_text = NULL;
  g_autofree char *root_text = NULL;
  g_autofree char *first_text = NULL;
  RcDigest id, first, leaf, root;

  id_of (self->log, &id);
  if ((flags & SIGSTORE_OTHER_LOG) != 0)
    id.bytes[7] ^= 1;
  rc_tree_leaf (hasher, "first", 5, &first);
  rc_tree_leaf (hasher, body, strlen (body), &leaf);
  rc_tree_node (hasher, &first, &leaf, &root);
  checkpoint = dup_checkpoint (self, &root, flags);
  lines = g_strsplit (checkpoint, "\n", -1);
  escaped = g_strjoinv ("\\n", lines);
  id_text = rc_base64_encode (id.bytes, RC_DIGEST_BYTES);
  root_text = rc_base64_encode (root.bytes, RC_DIGEST_BYTES);
  first_text = rc_base64_encode (first.bytes, RC_DIGEST_BYTES);
  promise_text = (flags & SIGSTORE_NO_PROMISE) != 0 ? g_strdup ("")
                 : g_strdup_printf ("\"integratedTime\":\"%" G_GINT64_FORMAT "\",\"inclusionPromise\":{\"signedEntryTimestamp\":\"%s\"},",
                                    seconds, promise);
  return g_strdup_printf ("{\"logIndex\":\"77\",\"logId\":{\"keyId\":\"%s\"},%s%s"
                          "\"inclusionProof\":{\"logIndex\":\"1\",\"rootHash\":\"%s\",\"treeSize\":\"2\",\"hashes\":[\"%s\"],"
                          "\"checkpoint\":{\"envelope\":\"%s\"}},\"canonicalizedBody\":\"%s\"}", id_text,
                          (flags & SIGSTORE_NO_KIND) != 0 ? "" : "\"kindVersion\":{\"kind\":\"hashedrekord\",\"version\":\"0.0.1\"},",
                          promise_text, root_text, first_text, escaped, body_text);
}

/* --- Bundles --- */

char *
sigstore_maker_sign (const SigstoreMaker *self,
                     const char          *message,
                     gsize                length)
{
  g_autoptr (GBytes) signature = sign (self->signer->key, message, length);

  return encode (signature);
}

static char *
dup_bundle (const SigstoreMaker *self,
            const char          *message,
            const char          *signature,
            const char          *content,
            gint64               seconds,
            SigstoreFlags        flags)
{
  g_autofree char *body = dup_body (self, message, strlen (message), signature, flags);
  g_autofree char *entry = dup_entry (self, body, seconds, flags);
  g_autofree char *certificate = encode (rc_certificate_get_der (self->signer->certificate));
  g_autofree char *key = (flags & SIGSTORE_BY_KEY) != 0 ? g_strdup ("\"publicKey\":{\"hint\":\"a key\"}")
                         : g_strdup_printf ("\"certificate\":{\"rawBytes\":\"%s\"}", certificate);

  return g_strdup_printf ("{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"verificationMaterial\":{%s,"
                          "\"tlogEntries\":[%s]},%s}", key, (flags & SIGSTORE_NO_ENTRY) != 0 ? "" : entry, content);
}

char *
sigstore_maker_file (const SigstoreMaker *self,
                     const char          *content,
                     gint64               seconds,
                     SigstoreFlags        flags)
{
  g_autofree char *signature = sigstore_maker_sign (self, content, strlen (content));
  g_autofree char *digest_text = NULL;
  g_autofree char *message = NULL;
  RcDigest digest;

  rc_digest_compute (content, strlen (content), &digest);
  digest_text = rc_base64_encode (digest.bytes, RC_DIGEST_BYTES);
  message = g_strdup_printf ("\"messageSignature\":{\"messageDigest\":{\"algorithm\":\"SHA2_256\",\"digest\":\"%s\"},\"signature\":\"%s\"}",
                             digest_text, signature);
  return dup_bundle (self, content, signature, message, seconds, flags);
}

static char *
dup_pae (const char *payload_type,
         const char *payload)
{
  return g_strdup_printf ("DSSEv1 %" G_GSIZE_FORMAT " %s %" G_GSIZE_FORMAT " %s", strlen (payload_type), payload_type, strlen (payload),
                          payload);
}

char *
sigstore_maker_dsse (const SigstoreMaker  *self,
                     const char           *payload_type,
                     const char           *payload,
                     char                **out_signature)
{
  g_autofree char *pae = dup_pae (payload_type, payload);
  g_autofree char *payload_text = rc_base64_encode (payload, strlen (payload));

  *out_signature = sigstore_maker_sign (self, pae, strlen (pae));
  return g_strdup_printf ("{\"payload\":\"%s\",\"payloadType\":\"%s\",\"signatures\":[{\"sig\":\"%s\"}]}", payload_text, payload_type,
                          *out_signature);
}

char *
sigstore_maker_envelope (const SigstoreMaker *self,
                         const char          *payload_type,
                         const char          *payload,
                         gint64               seconds,
                         SigstoreFlags        flags)
{
  g_autofree char *signature = NULL;
  g_autofree char *envelope = sigstore_maker_dsse (self, payload_type, payload, &signature);
  g_autofree char *content = g_strdup_printf ("\"dsseEnvelope\":%s", envelope);
  g_autofree char *pae = dup_pae (payload_type, payload);

  return dup_bundle (self, pae, signature, content, seconds, flags);
}

char *
sigstore_make_statement (const char *name,
                         const char *content)
{
  char hex[RC_DIGEST_HEX_SIZE];
  RcDigest digest;

  rc_digest_compute (content, strlen (content), &digest);
  rc_digest_to_hex (&digest, hex);
  return g_strdup_printf ("{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"%s\",\"digest\":{\"sha256\":\"%s\"}}],"
                          "\"predicateType\":\"https://example.org/reviewed/v1\",\"predicate\":{}}", name, hex);
}

char *
sigstore_maker_cosign (const SigstoreMaker *self,
                       const char          *message,
                       const char          *signature)
{
  g_autofree char *body = dup_body (self, message, strlen (message), signature, 0);
  g_autofree char *body_text = rc_base64_encode (body, strlen (body));
  g_autofree char *promise = dup_promise (self, body, SIGSTORE_SECONDS);
  char hex[RC_DIGEST_HEX_SIZE];
  RcDigest id;

  id_of (self->log, &id);
  rc_digest_to_hex (&id, hex);
  return g_strdup_printf ("{\"SignedEntryTimestamp\":\"%s\",\"Payload\":{\"body\":\"%s\",\"integratedTime\":%" G_GINT64_FORMAT
                          ",\"logIndex\":77,\"logID\":\"%s\"}}", promise, body_text, SIGSTORE_SECONDS, hex);
}
