/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "jwk.h"

#include <string.h>

#include "base64.h"
#include "bounds.h"

#define ED25519_BYTES 32
#define ED448_BYTES 57
#define MAX_COORDINATE_BYTES 66

static const RcJwsAlgorithm algorithms[] = {
  { "EdDSA", RC_SIGNATURE_EDDSA, RC_HASH_NONE, -1, FALSE },
  { "Ed25519", RC_SIGNATURE_EDDSA, RC_HASH_NONE, RC_KEY_ED25519, FALSE },
  { "Ed448", RC_SIGNATURE_EDDSA, RC_HASH_NONE, RC_KEY_ED448, FALSE },
  { "ES256", RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA256, RC_KEY_EC_P256, FALSE },
  { "ES384", RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA384, RC_KEY_EC_P384, FALSE },
  { "ES512", RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA512, RC_KEY_EC_P521, FALSE },
  { "RS256", RC_SIGNATURE_RSA_PKCS1, RC_HASH_SHA256, -1, FALSE },
  { "RS384", RC_SIGNATURE_RSA_PKCS1, RC_HASH_SHA384, -1, FALSE },
  { "RS512", RC_SIGNATURE_RSA_PKCS1, RC_HASH_SHA512, -1, FALSE },
  { "PS256", RC_SIGNATURE_RSA_PSS, RC_HASH_SHA256, -1, FALSE },
  { "PS384", RC_SIGNATURE_RSA_PSS, RC_HASH_SHA384, -1, FALSE },
  { "PS512", RC_SIGNATURE_RSA_PSS, RC_HASH_SHA512, -1, FALSE },
  { "HS256", RC_SIGNATURE_EDDSA, RC_HASH_SHA256, -1, TRUE },
  { "HS384", RC_SIGNATURE_EDDSA, RC_HASH_SHA384, -1, TRUE },
  { "HS512", RC_SIGNATURE_EDDSA, RC_HASH_SHA512, -1, TRUE },
};

const RcJwsAlgorithm *
rc_jws_algorithm_by_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      if (strcmp (algorithms[i].name, name) == 0)
        return &algorithms[i];
    }
  return NULL;
}

gboolean
rc_jws_algorithm_is_of (const RcJwsAlgorithm *self,
                        const RcPublicKey    *key)
{
  RcKeyType type = rc_public_key_get_type (key);

  if (self->is_mac)
    return FALSE;
  if (self->curve >= 0)
    return type == (RcKeyType) self->curve;
  if (self->form == RC_SIGNATURE_EDDSA)
    return type == RC_KEY_ED25519 || type == RC_KEY_ED448;
  return type == RC_KEY_RSA;
}

void
rc_jwk_free (RcJwk *self)
{
  if (self == NULL)
    return;

  rc_public_key_unref (self->key);
  g_free (self->key_id);
  g_free (self->algorithm);
  g_free (self);
}

/* --- Members --- */

static gboolean
has (const RcJson *json,
     guint32       object,
     const char   *name)
{
  return rc_json_member (json, object, name) != RC_JSON_NO_NODE;
}

/* (transfer full) (nullable): the text of a member */
static char *
dup_text (const RcJson *json,
          guint32       object,
          const char   *name)
{
  guint32 node = rc_json_member (json, object, name);
  gsize length = 0;
  g_autofree char *text = NULL;

  if (node == RC_JSON_NO_NODE || json->nodes[node].type != RC_JSON_STRING)
    return NULL;
  text = rc_json_dup_text (json, node, &length);
  return text != NULL && strlen (text) == length ? g_steal_pointer (&text) : NULL;
}

static gboolean
text_is (const RcJson *json,
         guint32       object,
         const char   *name,
         const char   *expected)
{
  g_autofree char *text = dup_text (json, object, name);

  return text != NULL && strcmp (text, expected) == 0;
}

static GBytes *
read_base64 (const RcJson *json,
             guint32       object,
             const char   *name)
{
  g_autofree char *text = dup_text (json, object, name);

  return text != NULL && strlen (text) <= RC_LIMIT_KEY_BYTES ? rc_base64_decode (text, strlen (text), RC_BASE64_URL_UNPADDED) : NULL;
}

/* --- Types of keys --- */

static RcPublicKey *
read_ec (const RcJson *json,
         guint32       node)
{
  static const struct { const char *curve; RcKeyType type; gsize coordinate; } curves[] = {
    { "P-256", RC_KEY_EC_P256, 32 }, { "P-384", RC_KEY_EC_P384, 48 }, { "P-521", RC_KEY_EC_P521, 66 },
  };
  g_autoptr (GBytes) x = read_base64 (json, node, "x");
  g_autoptr (GBytes) y = read_base64 (json, node, "y");
  guint8 point[1 + 2 * MAX_COORDINATE_BYTES] = { 4 };

  for (guint i = 0; i < G_N_ELEMENTS (curves) && x != NULL && y != NULL; i++)
    {
      gsize size = curves[i].coordinate;

      if (!text_is (json, node, "crv", curves[i].curve) || g_bytes_get_size (x) != size || g_bytes_get_size (y) != size)
        continue;
      memcpy (point + 1, g_bytes_get_data (x, NULL), size);
      memcpy (point + 1 + size, g_bytes_get_data (y, NULL), size);
      return rc_public_key_new_ec (curves[i].type, point, 1 + 2 * size);
    }
  return NULL;
}

static RcPublicKey *
read_octet (const RcJson *json,
            guint32       node)
{
  g_autoptr (GBytes) x = read_base64 (json, node, "x");

  if (x == NULL)
    return NULL;
  if (text_is (json, node, "crv", "Ed25519") && g_bytes_get_size (x) == ED25519_BYTES)
    return rc_public_key_new_ed25519 (g_bytes_get_data (x, NULL));
  if (text_is (json, node, "crv", "Ed448") && g_bytes_get_size (x) == ED448_BYTES)
    return rc_public_key_new_ed448 (g_bytes_get_data (x, NULL));
  return NULL;
}

static RcPublicKey *
read_rsa (const RcJson *json,
          guint32       node)
{
  g_autoptr (GBytes) n = read_base64 (json, node, "n");
  g_autoptr (GBytes) e = read_base64 (json, node, "e");

  if (n == NULL || e == NULL)
    return NULL;
  return rc_public_key_new_rsa (g_bytes_get_data (n, NULL), g_bytes_get_size (n), g_bytes_get_data (e, NULL), g_bytes_get_size (e));
}

static RcPublicKey *
read_key (const RcJson *json,
          guint32       node)
{
  if (text_is (json, node, "kty", "EC"))
    return read_ec (json, node);
  if (text_is (json, node, "kty", "OKP"))
    return read_octet (json, node);
  return text_is (json, node, "kty", "RSA") ? read_rsa (json, node) : NULL;
}

/* --- What it is for --- */

/* "use" and "key_ops" (RFC 7517 sections 4.2 and 4.3), where they stand. */
static gboolean
may_verify (const RcJson *json,
            guint32       node)
{
  guint32 operations = rc_json_member (json, node, "key_ops");

  if (has (json, node, "use") && !text_is (json, node, "use", "sig"))
    return FALSE;
  if (operations == RC_JSON_NO_NODE)
    return TRUE;
  if (json->nodes[operations].type != RC_JSON_ARRAY)
    return FALSE;

  for (guint32 item = operations + 1; item < json->nodes[operations].next; item = json->nodes[item].next)
    {
      g_autofree char *text = json->nodes[item].type == RC_JSON_STRING ? rc_json_dup_text (json, item, NULL) : NULL;

      if (g_strcmp0 (text, "verify") == 0)
        return TRUE;
    }
  return FALSE;
}

/* "alg" must be one that a key of this type makes; it is not taken for the key's where it is not. */
static gboolean
take_algorithm (RcJwk        *self,
                const RcJson *json,
                guint32       node)
{
  const RcJwsAlgorithm *algorithm;

  if (!has (json, node, "alg"))
    return TRUE;

  self->algorithm = dup_text (json, node, "alg");
  algorithm = self->algorithm != NULL ? rc_jws_algorithm_by_name (self->algorithm) : NULL;
  return algorithm != NULL && rc_jws_algorithm_is_of (algorithm, self->key);
}

static gboolean
has_private (const RcJson *json,
             guint32       node)
{
  static const char * const members[] = { "d", "p", "q", "dp", "dq", "qi", "oth" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (has (json, node, members[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * rc_jwk_read:
 * @json: tainted
 *
 * Returns: what it is; a private or symmetric key is never read, so that nothing of it is kept
 */
RcJwkForm
rc_jwk_read (const RcJson *json,
             guint32       node,
             RcJwk       **out_key)
{
  g_autoptr (RcJwk) self = NULL;

  *out_key = NULL;
  if (node == RC_JSON_NO_NODE || json->nodes[node].type != RC_JSON_OBJECT || json->has_duplicate || !has (json, node, "kty"))
    return RC_JWK_ANOTHER;
  if (text_is (json, node, "kty", "oct") || has (json, node, "k"))
    return RC_JWK_SYMMETRIC;
  if (has_private (json, node))
    return RC_JWK_PRIVATE;
  if (!may_verify (json, node))
    return RC_JWK_ANOTHER;

  self = g_new0 (RcJwk, 1);
  self->key = read_key (json, node);
  if (self->key == NULL || !take_algorithm (self, json, node))
    return RC_JWK_ANOTHER;

  self->key_id = dup_text (json, node, "kid");
  *out_key = g_steal_pointer (&self);
  return RC_JWK_READ;
}
