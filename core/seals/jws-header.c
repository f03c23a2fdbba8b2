/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/jws-header.h"

#include <string.h>

#include "core/base64.h"
#include "core/bounds.h"

/* Both headers of one signature while they are read. */
typedef struct
{
  RcJson        decoded;
  GBytes       *bytes;           /* (nullable): into which the nodes of @decoded point */
  const RcJson *inner;           /* (nullable): the protected header */
  const RcJson *outer;           /* the document in which the unprotected one stands */
  guint32       unprotected;     /* RC_JSON_NO_NODE: none */
} Headers;

static gboolean
parse_object (RcJson *json,
              GBytes *bytes)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);
  RcJsonFault fault;

  return length <= RC_LIMIT_JWS_HEADER_BYTES && rc_json_parse (json, text, length, &fault) && json->nodes[0].type == RC_JSON_OBJECT;
}

gboolean
rc_jws_header_is (const char *text,
                  gsize       length)
{
  g_autoptr (GBytes) bytes = length <= 2 * RC_LIMIT_JWS_HEADER_BYTES ? rc_base64_decode (text, length, RC_BASE64_EITHER) : NULL;
  g_auto (RcJson) json = { 0 };

  rc_json_init (&json);
  return bytes != NULL && parse_object (&json, bytes) && rc_json_member (&json, 0, "alg") != RC_JSON_NO_NODE
         && rc_json_member (&json, 0, "enc") == RC_JSON_NO_NODE;
}

/* --- Members of either header --- */

static guint32
find_inner (const Headers *headers,
            const char    *name)
{
  return headers->inner != NULL ? rc_json_member (headers->inner, 0, name) : RC_JSON_NO_NODE;
}

static guint32
find_outer (const Headers *headers,
            const char    *name)
{
  return headers->unprotected != RC_JSON_NO_NODE ? rc_json_member (headers->outer, headers->unprotected, name) : RC_JSON_NO_NODE;
}

/* (transfer full) (nullable): %NULL with @out_wrong where it is no text, or one with a zero within. */
static char *
dup_text (const Headers *headers,
          const char    *name,
          gboolean      *out_covered,
          gboolean      *out_wrong)
{
  guint32 node = find_inner (headers, name);
  const RcJson *json = headers->inner;
  g_autofree char *text = NULL;
  gsize length = 0;

  *out_wrong = FALSE;
  *out_covered = node != RC_JSON_NO_NODE;
  if (!*out_covered)
    {
      json = headers->outer;
      node = find_outer (headers, name);
    }
  if (node == RC_JSON_NO_NODE)
    return NULL;

  text = json->nodes[node].type == RC_JSON_STRING ? rc_json_dup_text (json, node, &length) : NULL;
  *out_wrong = text == NULL || strlen (text) != length || length > RC_LIMIT_NAME_BYTES;
  return *out_wrong ? NULL : g_steal_pointer (&text);
}

/* RFC 7515 section 7.2.1: the names in the two headers are different. */
static gboolean
are_disjoint (const Headers *headers)
{
  const RcJson *json = headers->outer;
  guint32 object = headers->unprotected;

  if (object == RC_JSON_NO_NODE || headers->inner == NULL)
    return TRUE;
  for (guint32 member = object + 1; member < json->nodes[object].next; member = json->nodes[member].next)
    {
      g_autofree char *name = rc_json_dup_text (json, member, NULL);

      if (name != NULL && find_inner (headers, name) != RC_JSON_NO_NODE)
        return FALSE;
    }
  return TRUE;
}

/* --- What must be understood (RFC 7515 section 4.1.11) --- */

/* NULL: well formed. */
static const char *
read_critical (const Headers  *headers,
               RcJwsSignature *signature,
               gboolean       *out_lists_b64)
{
  guint32 list = find_inner (headers, "crit");
  const RcJson *json = headers->inner;

  *out_lists_b64 = FALSE;
  if (find_outer (headers, "crit") != RC_JSON_NO_NODE)
    return "says outside of what is signed which headers must be understood";
  if (list == RC_JSON_NO_NODE)
    return NULL;
  if (json->nodes[list].type != RC_JSON_ARRAY || json->nodes[list].count == 0)
    return "does not say as a list which headers must be understood";

  for (guint32 item = list + 1; item < json->nodes[list].next; item = json->nodes[item].next)
    {
      gsize length = 0;
      g_autofree char *name = json->nodes[item].type == RC_JSON_STRING ? rc_json_dup_text (json, item, &length) : NULL;

      if (name == NULL)
        return "names a header that must be understood by something else than a text";
      if (length == strlen ("b64") && strcmp (name, "b64") == 0)
        *out_lists_b64 = TRUE;
      else if (signature->unknown_critical == NULL)
        signature->unknown_critical = g_steal_pointer (&name);
    }
  return NULL;
}

/* RFC 7797: "b64" counts only where it is protected and listed. */
static const char *
read_b64 (const Headers  *headers,
          RcJwsSignature *signature,
          gboolean        is_listed)
{
  guint32 node = find_inner (headers, "b64");

  if (find_outer (headers, "b64") != RC_JSON_NO_NODE || (node != RC_JSON_NO_NODE) != is_listed)
    return "says how its payload is written without asking that this be understood";
  if (node == RC_JSON_NO_NODE)
    return NULL;
  if (headers->inner->nodes[node].type != RC_JSON_TRUE && headers->inner->nodes[node].type != RC_JSON_FALSE)
    return "says neither true nor false to whether its payload is base64";

  signature->is_plain = headers->inner->nodes[node].type == RC_JSON_FALSE;
  return NULL;
}

static void
note_keys (const Headers  *headers,
           RcJwsSignature *signature)
{
  static const char * const members[] = { "jku", "jwk", "x5u", "x5c" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (find_inner (headers, members[i]) != RC_JSON_NO_NODE || find_outer (headers, members[i]) != RC_JSON_NO_NODE)
        signature->names_key = TRUE;
    }
}

/* --- Both --- */

static const char *
read_members (const Headers  *headers,
              RcJwsSignature *signature)
{
  gboolean lists_b64, is_wrong;
  const char *fault;

  if (!are_disjoint (headers))
    return "has one name in both of its headers";
  signature->algorithm_name = dup_text (headers, "alg", &signature->is_algorithm_covered, &is_wrong);
  if (signature->algorithm_name == NULL)
    return "does not name its algorithm";
  signature->key_id = dup_text (headers, "kid", &signature->is_key_id_covered, &is_wrong);
  if (is_wrong)
    return "names its key by something else than a short text";

  note_keys (headers, signature);
  fault = read_critical (headers, signature, &lists_b64);
  return fault != NULL ? fault : read_b64 (headers, signature, lists_b64);
}

static const char *
decode_protected (Headers    *headers,
                  const char *text,
                  gsize       length)
{
  if (text == NULL || length == 0)
    return NULL;
  headers->bytes = length <= 2 * RC_LIMIT_JWS_HEADER_BYTES ? rc_base64_decode (text, length, RC_BASE64_URL_UNPADDED) : NULL;
  if (headers->bytes == NULL)
    return "its header is not base64url without padding";
  if (!parse_object (&headers->decoded, headers->bytes))
    return "its header is not a JSON object";
  headers->inner = &headers->decoded;
  return NULL;
}

/**
 * rc_jws_header_read:
 * @signature: (inout): what the headers say is filled in
 *
 * Returns: %RC_JWS_READ, or with @out_fault %RC_JWS_MALFORMED or %RC_JWS_AMBIGUOUS
 */
RcJwsForm
rc_jws_header_read (const char      *protected_text,
                    gsize            protected_length,
                    const RcJson    *json,
                    guint32          unprotected,
                    RcJwsSignature  *signature,
                    const char     **out_fault)
{
  Headers headers = { .outer = json, .unprotected = unprotected };
  RcJwsForm form = RC_JWS_READ;

  rc_json_init (&headers.decoded);
  *out_fault = decode_protected (&headers, protected_text, protected_length);
  if (*out_fault == NULL && headers.inner != NULL && headers.inner->has_duplicate)
    {
      *out_fault = "its header names one thing twice";
      form = RC_JWS_AMBIGUOUS;
    }
  if (*out_fault == NULL)
    *out_fault = read_members (&headers, signature);
  if (*out_fault != NULL && form == RC_JWS_READ)
    form = RC_JWS_MALFORMED;
  rc_json_clear (&headers.decoded);
  g_clear_pointer (&headers.bytes, g_bytes_unref);
  return form;
}
