/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/data-integrity-file.h"

#include <string.h>

#include "core/base58.h"
#include "core/bounds.h"
#include "core/canonical.h"
#include "core/digest.h"

#define PROOF "proof"
#define CONTEXT "@context"
#define SUITE_JCS "eddsa-jcs-2022"
#define SIGNATURE_BYTES 64

static void
proof_free (gpointer data)
{
  RcDataIntegrityProof *self = data;

  g_free (self->id);
  g_free (self->suite);
  g_free (self->method);
  g_free (self->purpose);
  g_ptr_array_unref (self->previous);
  g_clear_pointer (&self->value, g_bytes_unref);
  g_free (self);
}

/* --- Proofs --- */

/* “z” and base58btc; (nullable). */
static GBytes *
decode_value (const char *text)
{
  g_autoptr (GBytes) value = text != NULL && text[0] == 'z' ? rc_base58_decode (text + 1, strlen (text + 1)) : NULL;

  return value != NULL && g_bytes_get_size (value) == SIGNATURE_BYTES ? g_steal_pointer (&value) : NULL;
}

static void
read_previous (RcDataIntegrityProof *proof,
               const RcJson         *json,
               guint32               node)
{
  char *single = rc_json_dup_string (json, node);

  if (single != NULL)
    g_ptr_array_add (proof->previous, single);
  if (!rc_json_is (json, node, RC_JSON_ARRAY))
    return;

  for (guint32 i = node + 1; i < json->nodes[node].next; i = json->nodes[i].next)
    {
      char *id = rc_json_dup_string (json, i);

      /* What is no id names no proof, and so one that is not there. */
      g_ptr_array_add (proof->previous, id != NULL ? id : g_strdup (""));
    }
}

static gint64
read_time (const RcJson *json,
           guint32       node)
{
  g_autofree char *text = rc_json_dup_string (json, node);
  RcTimestamp time;

  return text != NULL && rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time) ? time.from_us : RC_TIME_NONE;
}

/* NULL: no proof of Data Integrity or of what came before it. */
static RcDataIntegrityProof *
read_proof (const RcJson *json,
            guint32       node)
{
  g_autofree char *type = rc_json_dup_string (json, rc_json_member (json, node, "type"));
  g_autofree char *suite = rc_json_dup_string (json, rc_json_member (json, node, "cryptosuite"));
  g_autofree char *method = rc_json_dup_string (json, rc_json_member (json, node, "verificationMethod"));
  g_autofree char *value = rc_json_dup_string (json, rc_json_member (json, node, "proofValue"));
  RcDataIntegrityProof *proof;

  if (type == NULL || method == NULL)
    return NULL;

  proof = g_new0 (RcDataIntegrityProof, 1);
  proof->node = node;
  proof->is_jcs = strcmp (type, "DataIntegrityProof") == 0 && g_strcmp0 (suite, SUITE_JCS) == 0;
  proof->suite = suite != NULL ? g_steal_pointer (&suite) : g_steal_pointer (&type);
  proof->method = g_steal_pointer (&method);
  proof->id = rc_json_dup_string (json, rc_json_member (json, node, "id"));
  proof->purpose = rc_json_dup_string (json, rc_json_member (json, node, "proofPurpose"));
  proof->created_us = read_time (json, rc_json_member (json, node, "created"));
  proof->previous = g_ptr_array_new_with_free_func (g_free);
  proof->value = decode_value (value);
  read_previous (proof, json, rc_json_member (json, node, "previousProof"));
  return proof;
}

/**
 * rc_data_integrity_list_proofs:
 * @json: tainted
 *
 * Returns: (transfer full) (element-type RcDataIntegrityProof): at most one more than RC_LIMIT_DOCUMENT_PROOFS
 */
GPtrArray *
rc_data_integrity_list_proofs (const RcJson *json,
                               guint32       node)
{
  GPtrArray *proofs = g_ptr_array_new_with_free_func (proof_free);
  guint32 member = rc_json_member (json, node, PROOF);
  gboolean is_list = rc_json_is (json, member, RC_JSON_ARRAY);
  guint32 end;

  if (member == RC_JSON_NO_NODE)
    return proofs;

  end = is_list ? json->nodes[member].next : member + 1;
  for (guint32 i = is_list ? member + 1 : member; i < end && proofs->len <= RC_LIMIT_DOCUMENT_PROOFS; i = json->nodes[i].next)
    {
      RcDataIntegrityProof *proof = read_proof (json, i);

      if (proof != NULL)
        g_ptr_array_add (proofs, proof);
    }
  return proofs;
}

/* --- What was signed --- */

static void
append_node (GString      *out,
             const RcJson *json,
             guint32       node)
{
  g_string_append_len (out, json->text + json->nodes[node].offset, json->nodes[node].length);
}

static gboolean
canonicals_equal (const RcJson *json,
                  guint32       a,
                  guint32       b)
{
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);

  return rc_canonical_append (first, json, a, RC_CANONICAL_JCS, NULL) == RC_CANONICAL_OK
         && rc_canonical_append (second, json, b, RC_CANONICAL_JCS, NULL) == RC_CANONICAL_OK && g_string_equal (first, second);
}

/* The document may have got further contexts behind those that it had when the proof was made (vc-di-eddsa section 3.3.2, step 4). */
static gboolean
context_begins_with (const RcJson *json,
                     guint32       document,
                     guint32       proof)
{
  guint32 i, j;

  if (document == RC_JSON_NO_NODE)
    return FALSE;
  if (json->nodes[document].type != RC_JSON_ARRAY || json->nodes[proof].type != RC_JSON_ARRAY)
    return canonicals_equal (json, json->nodes[document].type == RC_JSON_ARRAY && json->nodes[document].count > 0 ? document + 1 : document,
                             proof);

  for (i = document + 1, j = proof + 1; j < json->nodes[proof].next; i = json->nodes[i].next, j = json->nodes[j].next)
    {
      if (i >= json->nodes[document].next || !canonicals_equal (json, i, j))
        return FALSE;
    }
  return TRUE;
}

static const RcDataIntegrityProof *
find_proof (const GPtrArray *proofs,
            const char      *id)
{
  for (guint i = 0; i < proofs->len; i++)
    {
      const RcDataIntegrityProof *proof = proofs->pdata[i];

      if (g_strcmp0 (proof->id, id) == 0)
        return proof;
    }
  return NULL;
}

/* FALSE: one of them is not there, or named twice. */
static gboolean
append_previous (GString                    *out,
                 const RcJson               *json,
                 const GPtrArray            *proofs,
                 const RcDataIntegrityProof *proof)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);

  g_string_append (out, "\"" PROOF "\":[");
  for (guint i = 0; i < proof->previous->len; i++)
    {
      const RcDataIntegrityProof *previous = find_proof (proofs, proof->previous->pdata[i]);

      if (previous == NULL || previous == proof || !g_hash_table_add (taken, (gpointer) previous))
        return FALSE;
      if (i > 0)
        g_string_append_c (out, ',');
      append_node (out, json, previous->node);
    }
  g_string_append_c (out, ']');
  return TRUE;
}

/* The document as it was when the proof was made: without proofs but those that it names, and with the context that it names. */
static RcDataIntegrityForm
rebuild_document (const RcJson               *json,
                  const GPtrArray            *proofs,
                  const RcDataIntegrityProof *proof,
                  GString                    *out)
{
  guint32 context = rc_json_member (json, proof->node, CONTEXT);
  gboolean is_first = TRUE;

  if (context != RC_JSON_NO_NODE && !context_begins_with (json, rc_json_member (json, 0, CONTEXT), context))
    return RC_DATA_INTEGRITY_OTHER_CONTEXT;

  g_string_append_c (out, '{');
  for (guint32 i = 1; i < json->nodes[0].next; i = json->nodes[i].next)
    {
      if (rc_json_name_is (json, i, PROOF))
        continue;
      if (!is_first)
        g_string_append_c (out, ',');
      is_first = FALSE;
      append_node (out, json, i);
      g_string_append_c (out, ':');
      append_node (out, json, context != RC_JSON_NO_NODE && rc_json_name_is (json, i, CONTEXT) ? context : i + 1);
    }
  if (proof->previous->len > 0)
    {
      if (!is_first)
        g_string_append_c (out, ',');
      if (!append_previous (out, json, proofs, proof))
        return RC_DATA_INTEGRITY_NO_PREVIOUS;
    }
  g_string_append_c (out, '}');
  return RC_DATA_INTEGRITY_MADE;
}

/* Numbers whose spelling in the document is not the one that was hashed. */
static void
count_respelled (const RcJson           *json,
                 RcDataIntegrityMessage *message)
{
  g_autoptr (GString) number = g_string_new (NULL);

  for (guint32 i = 0; i < json->n_nodes; i++)
    {
      if (json->nodes[i].type != RC_JSON_NUMBER)
        continue;
      g_string_truncate (number, 0);
      if (rc_canonical_append (number, json, i, RC_CANONICAL_JCS, NULL) == RC_CANONICAL_PRECISION_LOST)
        message->is_precision_lost = TRUE;
      message->n_respelled += number->len != json->nodes[i].length
                              || memcmp (number->str, json->text + json->nodes[i].offset, number->len) != 0;
    }
}

/* FALSE: a number is out of range. */
static gboolean
hash_node (const RcJson       *json,
           guint32             node,
           const char * const *left_out,
           guint8             *out_hash)
{
  g_autoptr (GString) text = g_string_new (NULL);
  RcDigest digest;

  if (rc_canonical_append (text, json, node, RC_CANONICAL_JCS, left_out) == RC_CANONICAL_NUMBER_RANGE)
    return FALSE;
  rc_digest_compute (text->str, text->len, &digest);
  memcpy (out_hash, digest.bytes, RC_DIGEST_BYTES);
  return TRUE;
}

/**
 * rc_data_integrity_make_message:
 * @json: the document, an object without a member named twice
 * @proofs: its proofs
 * @proof: one of them
 * @out_message: (out): set where the answer is %RC_DATA_INTEGRITY_MADE
 *
 * Makes what an eddsa-jcs-2022 signature is over (vc-di-eddsa section 3.3, vc-data-integrity section 4.5).
 *
 * Returns: whether that could be done
 */
RcDataIntegrityForm
rc_data_integrity_make_message (const RcJson               *json,
                                const GPtrArray            *proofs,
                                const RcDataIntegrityProof *proof,
                                RcDataIntegrityMessage     *out_message)
{
  static const char * const value[] = { "proofValue", NULL };
  g_autoptr (GString) text = g_string_new (NULL);
  RcDataIntegrityForm form = rebuild_document (json, proofs, proof, text);
  RcDataIntegrityMessage message = { 0 };
  g_auto (RcJson) document;

  rc_json_init (&document);
  if (form != RC_DATA_INTEGRITY_MADE)
    return form;
  if (!rc_json_parse (&document, text->str, text->len, NULL) || !hash_node (json, proof->node, value, message.bytes)
      || !hash_node (&document, 0, NULL, message.bytes + RC_DIGEST_BYTES))
    return RC_DATA_INTEGRITY_NUMBER_RANGE;

  count_respelled (&document, &message);
  *out_message = message;
  return RC_DATA_INTEGRITY_MADE;
}
