/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "model-fixture.h"

#include <string.h>

#include "core/base64.h"
#include "core/seals/in-toto-statement.h"

#define MEDIA_TYPE "application/vnd.dev.sigstore.bundle.v0.3+json"

ModelMaker *
model_maker_new (void)
{
  ModelMaker *self = g_new0 (ModelMaker, 1);

  self->resources = g_string_new (NULL);
  self->hasher = rc_hasher_new ();
  return self;
}

void
model_maker_add_digest (ModelMaker   *self,
                        const char   *name,
                        const char   *algorithm,
                        const guint8 *digest,
                        gsize         length)
{
  g_autofree char *hex = rc_bytes_dup_hex (digest, length);

  rc_hasher_update (self->hasher, digest, length);
  g_string_append_printf (self->resources, "%s{\"name\":\"%s\",\"algorithm\":\"%s\",\"digest\":\"%s\"}",
                          self->resources->len > 0 ? "," : "", name, algorithm, hex);
}

void
model_maker_add (ModelMaker *self,
                 const char *name,
                 const char *content,
                 gsize       length)
{
  RcDigest digest;

  rc_digest_compute (content, length, &digest);
  model_maker_add_digest (self, name, "sha256", digest.bytes, sizeof digest.bytes);
}

char *
model_maker_finish (ModelMaker *self,
                    const char *method,
                    const char *hash_type,
                    const char *serialisation,
                    const char *predicate_type)
{
  char hex[RC_DIGEST_HEX_SIZE];
  RcDigest root;
  char *text;

  rc_hasher_finish (self->hasher, &root);
  rc_digest_to_hex (&root, hex);
  text = g_strdup_printf ("{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{"
                          "\"name\":\"model\",\"digest\":{\"sha256\":\"%s\"}}],"
                          "\"predicateType\":\"%s\",\"predicate\":{\"serialization\":{\"method\":\"%s\",\"hash_type\":\"%s\"%s},"
                          "\"resources\":[%s]}}", hex, predicate_type, method, hash_type, serialisation, self->resources->str);
  g_string_free (self->resources, TRUE);
  rc_hasher_free (self->hasher);
  g_free (self);
  return text;
}

char *
model_make_plain (void)
{
  ModelMaker *maker = model_maker_new ();

  model_maker_add (maker, "first.bin", MODEL_FIRST, strlen (MODEL_FIRST));
  model_maker_add (maker, "deep/second.bin", MODEL_SECOND, strlen (MODEL_SECOND));
  return model_maker_finish (maker, "files", "sha256", "", MODEL_PREDICATE);
}

void
model_write_files (SealFixture *self)
{
  seal_fixture_write (self, "first.bin", MODEL_FIRST, -1);
  seal_fixture_write (self, "deep/second.bin", MODEL_SECOND, -1);
}

char *
model_make_bundle (const CertificateMaker *signer,
                   const char             *material,
                   const char             *statement)
{
  g_autofree char *envelope = envelope_make_signed (signer, RC_IN_TOTO_PAYLOAD_TYPE, statement);

  return g_strdup_printf ("{\"mediaType\":\"" MEDIA_TYPE "\",\"verificationMaterial\":{%s,\"tlogEntries\":[]},\"dsseEnvelope\":%s}",
                          material, envelope);
}

char *
model_make_key_material (const CertificateMaker *signer)
{
  g_autofree char *pem = envelope_dup_key (signer);
  g_autofree char *hint = g_compute_checksum_for_string (G_CHECKSUM_SHA256, pem, -1);

  return g_strdup_printf ("\"publicKey\":{\"hint\":\"%s\"}", hint);
}

char *
model_make_certificate_material (const CertificateMaker *signer)
{
  GBytes *der = rc_certificate_get_der (signer->certificate);
  g_autofree char *base64 = rc_base64_encode (g_bytes_get_data (der, NULL), g_bytes_get_size (der));

  return g_strdup_printf ("\"x509CertificateChain\":{\"certificates\":[{\"rawBytes\":\"%s\"}]}", base64);
}
