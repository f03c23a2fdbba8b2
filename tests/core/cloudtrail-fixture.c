/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cloudtrail-fixture.h"

#include <string.h>

#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "core/crypto-library.h"
#include "core/digest.h"

#define BUCKET "bucket"
#define ACCOUNT "111122223333"
#define PREFIX "AWSLogs/" ACCOUNT

EVP_PKEY *
trail_make_key (void)
{
  EVP_PKEY *key = EVP_PKEY_Q_keygen (rc_crypto_library (), RC_CRYPTO_PROPERTIES, "RSA", (size_t) 2048);

  g_assert_nonnull (key);
  return key;
}

void
trail_set_up (Trail         *self,
              gconstpointer  data)
{
  seal_fixture_set_up (&self->base, data);
  self->key = trail_make_key ();
  self->metadata = g_string_new ("{");
}

void
trail_tear_down (Trail         *self,
                 gconstpointer  data)
{
  EVP_PKEY_free (self->key);
  g_string_free (self->metadata, TRUE);
  g_free (self->previous_object);
  g_free (self->previous_hash);
  g_free (self->previous_signature);
  seal_fixture_tear_down (&self->base, data);
}

char *
trail_make_keys (EVP_PKEY   *key,
                 const char *fingerprint,
                 const char *from,
                 const char *to)
{
  guchar *der = NULL;
  int length = i2d_PublicKey (key, &der);
  g_autofree char *base64 = NULL;

  g_assert_cmpint (length, >, 0);
  base64 = g_base64_encode (der, (gsize) length);
  OPENSSL_free (der);
  return g_strdup_printf ("{\"PublicKeyList\": [{\"Value\": \"%s\", \"Fingerprint\": \"%s\", \"ValidityStartTime\": \"%s\", "
                          "\"ValidityEndTime\": \"%s\"}]}\n", base64, fingerprint, from, to);
}

char *
trail_sign (EVP_PKEY   *key,
            const char *message)
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  guint8 signature[512];
  size_t length = sizeof signature;

  g_assert_cmpint (EVP_DigestSignInit_ex (context, NULL, "SHA256", rc_crypto_library (), RC_CRYPTO_PROPERTIES, key, NULL), ==, 1);
  g_assert_cmpint (EVP_DigestSign (context, signature, &length, (const guint8 *) message, strlen (message)), ==, 1);
  EVP_MD_CTX_free (context);
  return rc_bytes_dup_hex (signature, length);
}

char *
trail_dup_log_name (guint hour)
{
  return g_strdup_printf (BUCKET "/" PREFIX "/CloudTrail/" TRAIL_REGION "/2025/03/10/" ACCOUNT "_CloudTrail_" TRAIL_REGION
                          "_20250310T%02u35Z_test%u.json", hour - 1, hour);
}

static char *
dup_logs (const TrailDigest *digest)
{
  g_autofree char *name = digest->log != NULL ? trail_dup_log_name (digest->hour) : NULL;
  g_autofree char *hash = digest->log != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, digest->log, -1) : NULL;
  guint oldest = digest->log_hour > 0 ? digest->log_hour : digest->hour - 1;

  if (digest->log == NULL)
    return g_strdup ("");
  return g_strdup_printf ("{\"s3Bucket\":\"" BUCKET "\",\"s3Object\":\"%s\",\"hashValue\":\"%s\",\"hashAlgorithm\":\"SHA-256\","
                          "\"newestEventTime\":\"2025-03-10T%02u:30:00Z\",\"oldestEventTime\":\"2025-03-10T%02u:07:00Z\"}",
                          name + strlen (BUCKET "/"), hash, digest->hour - 1, oldest);
}

static char *
dup_previous (Trail    *self,
              gboolean  is_first)
{
  if (is_first || self->previous_object == NULL)
    return g_strdup ("\"previousDigestS3Bucket\":null,\"previousDigestS3Object\":null,\"previousDigestHashValue\":null,"
                     "\"previousDigestHashAlgorithm\":null,\"previousDigestSignature\":null");
  return g_strdup_printf ("\"previousDigestS3Bucket\":\"" BUCKET "\",\"previousDigestS3Object\":\"%s\",\"previousDigestHashValue\":\"%s\","
                          "\"previousDigestHashAlgorithm\":\"SHA-256\",\"previousDigestSignature\":\"%s\"", self->previous_object,
                          self->previous_hash, self->previous_signature);
}

char *
trail_make_digest (Trail              *self,
                   const TrailDigest  *digest,
                   char              **out_object)
{
  g_autofree char *logs = dup_logs (digest);
  g_autofree char *previous = dup_previous (self, digest->is_first);

  *out_object = g_strdup_printf (PREFIX "/CloudTrail-Digest/" TRAIL_REGION "/2025/03/10/" ACCOUNT "_CloudTrail-Digest_" TRAIL_REGION
                                 "_my_trail_" TRAIL_REGION "_20250310T%02u0000Z%s.json", digest->hour,
                                 digest->ending != NULL ? digest->ending : "");
  return g_strdup_printf ("{\"awsAccountId\":\"" ACCOUNT "\",\"digestStartTime\":\"2025-03-10T%02u:00:00Z\","
                          "\"digestEndTime\":\"2025-03-10T%02u:00:00Z\",\"digestS3Bucket\":\"" BUCKET "\",\"digestS3Object\":\"%s\","
                          "\"digestPublicKeyFingerprint\":\"" TRAIL_FINGERPRINT "\",\"digestSignatureAlgorithm\":\"SHA256withRSA\","
                          "\"newestEventTime\":null,\"oldestEventTime\":null,%s,\"logFiles\":[%s]}", digest->hour - 1, digest->hour,
                          *out_object, previous, logs);
}

void
trail_add (Trail             *self,
           const TrailDigest *digest)
{
  g_autofree char *object = NULL;
  g_autofree char *text = trail_make_digest (self, digest, &object);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *name = g_strconcat (BUCKET "/", object, NULL);
  g_autofree char *message = g_strdup_printf ("2025-03-10T%02u:00:00Z\n%s\n%s\n%s", digest->hour, name, hash,
                                              digest->is_first || self->previous_signature == NULL ? "null" : self->previous_signature);
  g_autofree char *signature = trail_sign (self->key, message);
  g_autofree char *log_name = trail_dup_log_name (digest->hour);

  seal_fixture_write (&self->base, name, text, -1);
  if (digest->log != NULL)
    seal_fixture_write (&self->base, log_name, digest->log, -1);
  g_string_append_printf (self->metadata, "%s\"%s\":{\"signature\":\"%s\",\"signature-algorithm\":\"SHA256withRSA\"}",
                          self->metadata->len > 1 ? "," : "", name, signature);
  g_free (self->previous_object);
  g_free (self->previous_hash);
  g_free (self->previous_signature);
  self->previous_object = g_steal_pointer (&object);
  self->previous_hash = g_steal_pointer (&hash);
  self->previous_signature = g_steal_pointer (&signature);
}

void
trail_write_metadata (Trail      *self,
                      const char *name)
{
  g_autofree char *text = g_strconcat (self->metadata->str, "}", NULL);

  seal_fixture_write (&self->base, name, text, -1);
}

void
trail_trust (Trail      *self,
             EVP_PKEY   *key,
             const char *purpose)
{
  g_autofree char *text = trail_make_keys (key, TRAIL_FINGERPRINT, "2025-01-01T00:00:00+00:00", "2026-01-01T00:00:00+00:00");
  g_autofree char *path = g_build_filename (self->base.folder, "keys.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (rc_trust_add (self->base.case_file, path, "AWS (test)", purpose, RC_TIME_NONE, RC_TIME_NONE, "made here", &error), >, 0);
  g_assert_no_error (error);
}

const RcSeal *
trail_judge (Trail *self)
{
  seal_fixture_import (&self->base);
  seal_fixture_judge (&self->base, NULL);
  return seal_fixture_seal (&self->base, "cloudtrail", 0);
}

gboolean
trail_has_note (const RcSeal *seal,
                const char   *text)
{
  for (guint i = 0; i < seal->notes->len; i++)
    {
      if (strstr (g_ptr_array_index (seal->notes, i), text) != NULL)
        return TRUE;
    }
  return FALSE;
}
