/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/agent-receipt-file.h"

#include <string.h>

#include "core/base64.h"
#include "core/canonical.h"

#define CHAIN "/credentialSubject/chain"
#define PREFIX "sha256:"

typedef struct
{
  RcReceiptFunc func;
  gpointer      data;
  guint         n_receipts;
} Reader;

/* The member at @pointer below @node, or RC_JSON_NO_NODE. */
static guint32
find_below (const RcJson *json,
            guint32       node,
            const char   *pointer)
{
  g_auto (GStrv) names = g_strsplit (pointer + 1, "/", -1);

  for (guint i = 0; names[i] != NULL && node != RC_JSON_NO_NODE; i++)
    node = json->nodes[node].type == RC_JSON_OBJECT ? rc_json_member (json, node, names[i]) : RC_JSON_NO_NODE;
  return node;
}

static char *
dup_text_below (const RcJson *json,
                guint32       node,
                const char   *pointer)
{
  guint32 found = find_below (json, node, pointer);

  return found != RC_JSON_NO_NODE && json->nodes[found].type == RC_JSON_STRING ? rc_json_dup_text (json, found, NULL) : NULL;
}

static void
read_link (const RcJson *json,
           guint32       node,
           RcReceipt    *receipt)
{
  guint32 link = find_below (json, node, CHAIN "/previous_receipt_hash");
  guint32 terminal = find_below (json, node, CHAIN "/terminal");
  g_autofree char *text = dup_text_below (json, node, CHAIN "/previous_receipt_hash");

  receipt->is_first = link != RC_JSON_NO_NODE && json->nodes[link].type == RC_JSON_NULL;
  receipt->is_terminal = terminal != RC_JSON_NO_NODE && json->nodes[terminal].type == RC_JSON_TRUE;
  receipt->has_previous = text != NULL && g_str_has_prefix (text, PREFIX)
                          && rc_digest_from_hex (text + strlen (PREFIX), strlen (text) - strlen (PREFIX), &receipt->previous);
}

/* Multibase "u": base64url without padding, of the 64 bytes. */
static gboolean
read_signature (const char *text,
                RcReceipt  *receipt)
{
  g_autoptr (GBytes) bytes = NULL;

  if (text == NULL || text[0] != 'u')
    return FALSE;
  bytes = rc_base64_decode (text + 1, strlen (text + 1), RC_BASE64_URL_UNPADDED);
  if (bytes == NULL || g_bytes_get_size (bytes) != sizeof receipt->signature)
    return FALSE;

  memcpy (receipt->signature, g_bytes_get_data (bytes, NULL), sizeof receipt->signature);
  return TRUE;
}

static RcReceiptProof
read_proof (const RcJson *json,
            guint32       node,
            RcReceipt    *receipt)
{
  g_autofree char *type = dup_text_below (json, node, "/proof/type");
  g_autofree char *value = dup_text_below (json, node, "/proof/proofValue");

  if (json->has_duplicate)
    return RC_RECEIPT_AMBIGUOUS;
  if (find_below (json, node, "/proof") == RC_JSON_NO_NODE)
    return RC_RECEIPT_UNSIGNED;
  if (g_strcmp0 (type, "Ed25519Signature2020") != 0)
    return RC_RECEIPT_OTHER_PROOF;
  return read_signature (value, receipt) ? RC_RECEIPT_SIGNED : RC_RECEIPT_SPOILED_PROOF;
}

static void
read_receipt (Reader       *self,
              const RcJson *json,
              guint32       node,
              guint64       line,
              gsize         start)
{
  static const char * const left_out[] = { "proof", NULL };
  g_autofree char *chain = dup_text_below (json, node, CHAIN "/chain_id");
  guint32 sequence = find_below (json, node, CHAIN "/sequence");
  g_autofree char *key_name = NULL;
  g_autoptr (GString) form = NULL;
  gboolean has_form;
  RcReceipt receipt = { .line = line, .offset = start + json->nodes[node].offset, .chain = chain };

  if (chain == NULL || sequence == RC_JSON_NO_NODE || !rc_json_get_integer (json, sequence, &receipt.sequence))
    return;

  /* A number that no double holds has no such form: nothing was signed. */
  form = g_string_new (NULL);
  has_form = rc_canonical_append (form, json, node, RC_CANONICAL_JCS, left_out) != RC_CANONICAL_NUMBER_RANGE;
  key_name = dup_text_below (json, node, "/proof/verificationMethod");
  receipt.key_name = key_name;
  receipt.signed_bytes = form;
  rc_digest_compute (form->str, form->len, &receipt.hash);
  read_link (json, node, &receipt);
  receipt.proof = has_form ? read_proof (json, node, &receipt) : RC_RECEIPT_SPOILED_PROOF;
  self->n_receipts++;
  self->func (&receipt, self->data);
}

/* One receipt, or a list of them. */
static void
read_document (Reader       *self,
               const RcJson *json)
{
  if (json->nodes[0].type != RC_JSON_ARRAY)
    {
      read_receipt (self, json, 0, 0, 0);
      return;
    }
  for (guint32 node = 1; node < json->nodes[0].next; node = json->nodes[node].next)
    read_receipt (self, json, node, 0, 0);
}

static void
read_lines (Reader      *self,
            const char  *bytes,
            gsize        length,
            const char **out_fault,
            gsize       *out_offset)
{
  guint64 number = 1;

  for (gsize start = 0; start < length; number++)
    {
      const char *end = memchr (bytes + start, '\n', length - start);
      gsize size = end != NULL ? (gsize) (end - bytes) - start : length - start;
      g_auto (RcJson) json;
      RcJsonFault fault;

      rc_json_init (&json);
      if (rc_json_parse (&json, bytes + start, size, &fault))
        {
          read_receipt (self, &json, 0, number, start);
        }
      else if (fault.kind != RC_JSON_FAULT_EMPTY && *out_fault == NULL)
        {
          *out_fault = fault.expected;
          *out_offset = start + fault.offset;
        }
      start += size + 1;
    }
}

/**
 * rc_receipt_file_parse:
 * @bytes: tainted: a receipt, a list of them, or one on each line
 *
 * Returns: the number of receipts found
 */
guint
rc_receipt_file_parse (const char    *bytes,
                       gsize          length,
                       RcReceiptFunc  func,
                       gpointer       data,
                       const char   **out_fault,
                       gsize         *out_offset)
{
  Reader self = { func, data, 0 };
  g_auto (RcJson) json;
  RcJsonFault fault;

  *out_fault = NULL;
  *out_offset = 0;
  rc_json_init (&json);
  if (rc_json_parse (&json, bytes, length, &fault))
    read_document (&self, &json);
  else
    read_lines (&self, bytes, length, out_fault, out_offset);
  return self.n_receipts;
}
