/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/ccf-receipt-file.h"

#include <string.h>

#include "core/base64.h"
#include "core/bounds.h"
#include "core/json.h"
#include "core/seals/ccf-claims.h"
#include "core/seals/json-prefix.h"

#define MOST_ENDORSEMENTS 16u

/* One receipt while it is read. Members are spelt in two ways. */
typedef struct
{
  const RcJson     *json;
  guint32           receipt;
  RcCcfReceiptFile *file;
} Reading;

void
rc_ccf_receipt_file_free (RcCcfReceiptFile *self)
{
  if (self == NULL)
    return;

  rc_certificate_unref (self->node);
  g_ptr_array_unref (self->endorsements);
  g_array_unref (self->steps);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_free (self);
}

static guint32
find_in (const RcJson *json,
         guint32       object,
         const char   *name,
         const char   *other_name)
{
  guint32 node = rc_json_member (json, object, name);

  return node != RC_JSON_NO_NODE ? node : rc_json_member (json, object, other_name);
}

static gboolean
is_type (const RcJson *json,
         guint32       node,
         RcJsonType    type)
{
  return node != RC_JSON_NO_NODE && json->nodes[node].type == type;
}

static gboolean
read_digest (const RcJson *json,
             guint32       node,
             RcDigest     *out_digest)
{
  const char *text;
  gsize length = 0;

  if (!is_type (json, node, RC_JSON_STRING) || !rc_json_is_plain (json, node))
    return FALSE;
  text = rc_json_peek_text (json, node, &length);
  return rc_digest_from_hex (text, length, out_digest);
}

static GPtrArray *
read_pem (const RcJson *json,
          guint32       node)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!is_type (json, node, RC_JSON_STRING))
    return NULL;
  text = rc_json_dup_text (json, node, &length);
  return text != NULL ? rc_certificate_list_pem (text, length) : NULL;
}

/* --- Members --- */

static const char *
read_node (Reading *reading)
{
  g_autoptr (GPtrArray) list = read_pem (reading->json, rc_json_member (reading->json, reading->receipt, "cert"));

  if (list == NULL || list->len != 1)
    return "it does not hold the certificate of one node";
  reading->file->node = rc_certificate_ref (list->pdata[0]);
  if (!read_digest (reading->json, find_in (reading->json, reading->receipt, "nodeId", "node_id"), &reading->file->node_id))
    return "it does not say which node signed";
  return rc_certificate_get_key (reading->file->node) != NULL ? NULL : "the key of the node is of a kind that is not read";
}

static const char *
read_leaf (Reading *reading)
{
  guint32 parts = find_in (reading->json, reading->receipt, "leafComponents", "leaf_components");
  g_autofree char *evidence = NULL;
  guint32 node;
  RcDigest writes;
  gsize length = 0;

  if (!is_type (reading->json, parts, RC_JSON_OBJECT))
    return read_digest (reading->json, rc_json_member (reading->json, reading->receipt, "leaf"), &reading->file->leaf) ? NULL
           : "it does not hold the parts of its leaf";

  node = find_in (reading->json, parts, "commitEvidence", "commit_evidence");
  evidence = is_type (reading->json, node, RC_JSON_STRING) ? rc_json_dup_text (reading->json, node, &length) : NULL;
  if (evidence == NULL || !read_digest (reading->json, find_in (reading->json, parts, "writeSetDigest", "write_set_digest"), &writes)
      || !read_digest (reading->json, find_in (reading->json, parts, "claimsDigest", "claims_digest"), &reading->file->claims))
    return "a part of its leaf is no SHA-256 or is absent";

  rc_ccf_leaf (&writes, evidence, length, &reading->file->claims, &reading->file->leaf);
  reading->file->has_leaf_parts = TRUE;
  return NULL;
}

static const char *
read_path (Reading *reading)
{
  const RcJson *json = reading->json;
  guint32 proof = rc_json_member (json, reading->receipt, "proof");

  if (!is_type (json, proof, RC_JSON_ARRAY) || json->nodes[proof].count > RC_LIMIT_RECEIPT_PATH)
    return "it has no path to the root, or one that is longer than any ledger is high";
  for (guint32 i = proof + 1; i < json->nodes[proof].next; i = json->nodes[i].next)
    {
      gboolean is_object = json->nodes[i].type == RC_JSON_OBJECT && json->nodes[i].count == 1;
      guint32 left = is_object ? rc_json_member (json, i, "left") : RC_JSON_NO_NODE;
      RcCcfStep step = { .is_left = left != RC_JSON_NO_NODE };

      if (!is_object || !read_digest (json, step.is_left ? left : rc_json_member (json, i, "right"), &step.hash))
        return "a step of its path is neither a left nor a right SHA-256";
      g_array_append_val (reading->file->steps, step);
    }
  return NULL;
}

static const char *
read_endorsements (Reading *reading)
{
  const RcJson *json = reading->json;
  guint32 list = find_in (json, reading->receipt, "serviceEndorsements", "service_endorsements");

  if (list == RC_JSON_NO_NODE || json->nodes[list].type == RC_JSON_NULL)
    return NULL;
  if (json->nodes[list].type != RC_JSON_ARRAY || json->nodes[list].count > MOST_ENDORSEMENTS)
    return "its endorsements are no list, or more than are read";
  for (guint32 i = list + 1; i < json->nodes[list].next; i = json->nodes[i].next)
    {
      g_autoptr (GPtrArray) certificates = read_pem (json, i);

      if (certificates == NULL || certificates->len != 1)
        return "one of its endorsements is no certificate";
      g_ptr_array_add (reading->file->endorsements, rc_certificate_ref (certificates->pdata[0]));
    }
  return NULL;
}

static const char *
read_signature (Reading *reading)
{
  guint32 node = rc_json_member (reading->json, reading->receipt, "signature");
  g_autofree char *text = NULL;
  gsize length = 0;

  text = is_type (reading->json, node, RC_JSON_STRING) ? rc_json_dup_text (reading->json, node, &length) : NULL;
  reading->file->signature = text != NULL ? rc_base64_decode (text, length, RC_BASE64_STANDARD) : NULL;
  return reading->file->signature != NULL ? NULL : "its signature is not base64";
}

static void
read_claims (Reading *reading)
{
  guint32 list = reading->receipt != 0 ? find_in (reading->json, 0, "applicationClaims", "application_claims") : RC_JSON_NO_NODE;

  if (!is_type (reading->json, list, RC_JSON_ARRAY) || reading->json->nodes[list].count == 0)
    return;
  reading->file->has_claims = TRUE;
  reading->file->is_unread_claim = !rc_ccf_claims_digest (reading->json, list, &reading->file->claimed);
}

static const char *
read_receipt (Reading *reading)
{
  const char *(* const parts[]) (Reading *) = { read_node, read_leaf, read_path, read_endorsements, read_signature };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *fault = parts[i] (reading);

      if (fault != NULL)
        return fault;
    }
  read_claims (reading);
  return NULL;
}

/* --- Files --- */

static gboolean
is_receipt (const RcJson *json,
            guint32       object)
{
  return is_type (json, object, RC_JSON_OBJECT) && rc_json_member (json, object, "proof") != RC_JSON_NO_NODE
         && rc_json_member (json, object, "cert") != RC_JSON_NO_NODE && rc_json_member (json, object, "signature") != RC_JSON_NO_NODE
         && (find_in (json, object, "leafComponents", "leaf_components") != RC_JSON_NO_NODE
             || rc_json_member (json, object, "leaf") != RC_JSON_NO_NODE);
}

/* Bare, or in the answer of the ledger with the claims beside it. */
static guint32
find_receipt (const RcJson *json)
{
  guint32 inner;

  if (!is_type (json, 0, RC_JSON_OBJECT))
    return RC_JSON_NO_NODE;
  if (is_receipt (json, 0))
    return 0;
  inner = rc_json_member (json, 0, "receipt");
  return inner != RC_JSON_NO_NODE && is_receipt (json, inner) ? inner : RC_JSON_NO_NODE;
}

/* Of an answer of the ledger the beginning must be enough, because the claims in it can be long. */
gboolean
rc_ccf_receipt_file_may_be (const char *bytes,
                            gsize       length)
{
  static const char * const names[] = { "leafComponents", "leaf_components", "applicationClaims", "application_claims", "receipt", "cert",
                                        "proof", NULL };
  guint found = rc_json_prefix_find_names (bytes, length, names);

  return (found & 0x0f) != 0 || (found & 0x60) == 0x60 || ((found & 0x10) != 0 && g_strstr_len (bytes, (gssize) length, "\"leaf") != NULL);
}

/**
 * rc_ccf_receipt_file_parse:
 * @bytes: tainted
 * @out_fault: (out): for %RC_CCF_MALFORMED
 * @out_offset: (out): for %RC_CCF_AMBIGUOUS
 */
RcCcfForm
rc_ccf_receipt_file_parse (const char        *bytes,
                           gsize              length,
                           RcCcfReceiptFile **out_file,
                           const char       **out_fault,
                           gsize             *out_offset)
{
  g_autoptr (RcCcfReceiptFile) self = g_new0 (RcCcfReceiptFile, 1);
  g_auto (RcJson) json;
  Reading reading = { .json = &json, .file = self };
  RcJsonFault fault;

  *out_file = NULL;
  *out_fault = NULL;
  self->endorsements = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_certificate_unref);
  self->steps = g_array_new (FALSE, FALSE, sizeof (RcCcfStep));
  rc_json_init (&json);
  if (!rc_json_parse (&json, bytes, length, &fault))
    return RC_CCF_ANOTHER;
  reading.receipt = find_receipt (&json);
  if (reading.receipt == RC_JSON_NO_NODE)
    return RC_CCF_ANOTHER;
  if (json.has_duplicate)
    {
      *out_offset = json.nodes[json.duplicate].offset;
      return RC_CCF_AMBIGUOUS;
    }

  *out_fault = read_receipt (&reading);
  if (*out_fault != NULL)
    return RC_CCF_MALFORMED;
  *out_file = g_steal_pointer (&self);
  return RC_CCF_READ;
}
