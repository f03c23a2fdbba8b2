/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cose-receipt.h"

#include <string.h>

#include "core/bounds.h"
#include "core/tree.h"

#define PROOFS_OF_INCLUSION (-1)
#define CCF_LEAF 1
#define CCF_PATH 2

static void
proof_free (gpointer data)
{
  RcReceiptProof *self = data;

  g_array_unref (self->path);
  g_clear_pointer (&self->evidence, g_bytes_unref);
  g_free (self);
}

void
rc_cose_receipt_free (RcCoseReceipt *self)
{
  if (self == NULL)
    return;

  rc_cose_message_free (self->message);
  g_ptr_array_unref (self->proofs);
  g_free (self);
}

gboolean
rc_cose_receipt_is (const RcCoseMessage *message)
{
  return message->is_sign1 && message->payload == NULL
         && (rc_cose_headers_find_protected (message->headers, RC_COSE_TREE) != NULL
             || rc_cbor_map_get (message->headers->other_map, RC_COSE_PROOFS) != NULL);
}

static gboolean
read_hash (RcCborReader *reader,
           RcDigest     *out_hash)
{
  RcCborItem item;

  if (!rc_cbor_read_type (reader, RC_CBOR_BYTES, &item) || item.length != RC_DIGEST_BYTES)
    return FALSE;
  memcpy (out_hash->bytes, item.bytes, RC_DIGEST_BYTES);
  return TRUE;
}

/* An array of @least to @most items. */
static gboolean
read_array (RcCborReader *reader,
            guint64       least,
            guint64       most,
            guint64      *out_count)
{
  RcCborItem item;

  if (!rc_cbor_read_type (reader, RC_CBOR_ARRAY, &item) || item.argument < least || item.argument > most)
    return FALSE;
  *out_count = item.argument;
  return TRUE;
}

/* [size, index, [hashes]] */
static gboolean
read_rfc9162 (RcReceiptProof *self,
              RcCborReader   *reader)
{
  RcCborItem item;
  guint64 count;

  if (!read_array (reader, 3, 3, &count) || !rc_cbor_read_type (reader, RC_CBOR_UNSIGNED, &item))
    return FALSE;
  self->size = item.argument;
  if (!rc_cbor_read_type (reader, RC_CBOR_UNSIGNED, &item))
    return FALSE;
  self->index = item.argument;
  if (!read_array (reader, 0, RC_LIMIT_RECEIPT_PATH, &count))
    return FALSE;
  for (guint64 i = 0; i < count; i++)
    {
      RcDigest hash;

      if (!read_hash (reader, &hash))
        return FALSE;
      g_array_append_val (self->path, hash);
    }
  return rc_cbor_finish (reader);
}

static gboolean
read_ccf_leaf (RcReceiptProof    *self,
               const RcCborEntry *entry)
{
  RcCborReader reader;
  RcCborItem item;
  guint64 count;

  if (entry == NULL)
    return FALSE;
  rc_cbor_reader_init (&reader, entry->value, entry->length);
  if (!read_array (&reader, 3, 3, &count) || !read_hash (&reader, &self->writes) || !rc_cbor_read_type (&reader, RC_CBOR_TEXT, &item))
    return FALSE;
  self->evidence = g_bytes_new (item.bytes, item.length);
  return read_hash (&reader, &self->claims);
}

static gboolean
read_ccf_path (RcReceiptProof    *self,
               const RcCborEntry *entry)
{
  RcCborReader reader;
  RcCborItem item;
  guint64 count, pair;

  if (entry == NULL)
    return FALSE;
  rc_cbor_reader_init (&reader, entry->value, entry->length);
  if (!read_array (&reader, 0, RC_LIMIT_RECEIPT_PATH, &count))
    return FALSE;
  for (guint64 i = 0; i < count; i++)
    {
      RcCcfStep step;

      if (!read_array (&reader, 2, 2, &pair) || !rc_cbor_read_type (&reader, RC_CBOR_SIMPLE, &item)
          || (item.argument != RC_CBOR_TRUE && item.argument != RC_CBOR_FALSE) || !read_hash (&reader, &step.hash))
        return FALSE;
      step.is_left = item.argument == RC_CBOR_TRUE;
      g_array_append_val (self->path, step);
    }
  return TRUE;
}

static gboolean
read_ccf (RcReceiptProof *self,
          RcCborReader   *reader)
{
  g_autoptr (GArray) map = rc_cbor_read_map (reader);

  return map != NULL && rc_cbor_finish (reader) && read_ccf_leaf (self, rc_cbor_map_get (map, CCF_LEAF))
         && read_ccf_path (self, rc_cbor_map_get (map, CCF_PATH));
}

static gboolean
read_proof (RcCoseReceipt    *self,
            const RcCborItem *item)
{
  RcReceiptProof *proof = g_new0 (RcReceiptProof, 1);
  RcCborReader reader;

  proof->path = g_array_new (FALSE, FALSE, self->tree == RC_RECEIPT_CCF ? sizeof (RcCcfStep) : sizeof (RcDigest));
  g_ptr_array_add (self->proofs, proof);
  rc_cbor_reader_init (&reader, item->bytes, item->length);
  return self->tree == RC_RECEIPT_CCF ? read_ccf (proof, &reader) : read_rfc9162 (proof, &reader);
}

static const char *
read_proofs (RcCoseReceipt     *self,
             const RcCborEntry *entry)
{
  RcCborReader reader;
  RcCborItem item;
  guint64 count;

  rc_cbor_reader_init (&reader, entry->value, entry->length);
  if (!read_array (&reader, 1, RC_LIMIT_RECEIPT_PROOFS, &count))
    return "it has no proofs, or more than are read";
  for (guint64 i = 0; i < count; i++)
    {
      if (!rc_cbor_read_type (&reader, RC_CBOR_BYTES, &item) || !read_proof (self, &item))
        return "a proof in it is not readable";
    }
  return NULL;
}

/* The tree is read where the signature protects it, and nowhere else. */
static const char *
read_tree (RcCoseReceipt *self,
           gint64        *out_tree)
{
  const RcCborEntry *entry = rc_cose_headers_find_protected (self->message->headers, RC_COSE_TREE);
  RcCborItem item;

  if (entry == NULL || !rc_cbor_entry_read (entry, &item) || !rc_cbor_item_integer (&item, out_tree))
    return "its protected headers do not name the kind of tree";
  return NULL;
}

/**
 * rc_cose_receipt_new:
 * @message: (transfer full): of which rc_cose_receipt_is()
 * @out_fault: (out) (nullable): what is wrong with it
 */
RcCoseReceipt *
rc_cose_receipt_new (RcCoseMessage  *message,
                     const char    **out_fault)
{
  g_autoptr (RcCoseReceipt) self = g_new0 (RcCoseReceipt, 1);
  const RcCborEntry *entry = rc_cbor_map_get (message->headers->other_map, RC_COSE_PROOFS);
  const RcCborEntry *inclusion;
  g_autoptr (GArray) map = NULL;
  RcCborReader reader;
  gint64 tree = 0;

  self->message = message;
  self->proofs = g_ptr_array_new_with_free_func (proof_free);
  *out_fault = read_tree (self, &tree);
  if (*out_fault != NULL || (tree != RC_RECEIPT_RFC9162 && tree != RC_RECEIPT_CCF))
    return NULL;
  self->tree = (RcReceiptTree) tree;
  if (entry != NULL)
    rc_cbor_reader_init (&reader, entry->value, entry->length);
  map = entry != NULL ? rc_cbor_read_map (&reader) : NULL;
  if (map == NULL)
    {
      *out_fault = "it holds no proofs";
      return NULL;
    }
  inclusion = rc_cbor_map_get (map, PROOFS_OF_INCLUSION);
  if (inclusion == NULL)
    return NULL;
  *out_fault = read_proofs (self, inclusion);
  return *out_fault == NULL ? g_steal_pointer (&self) : NULL;
}

/* --- Roots --- */

static gboolean
root_of (const RcCoseReceipt  *self,
         const RcReceiptProof *proof,
         const RcDigest       *statement,
         RcDigest             *out_root)
{
  g_autoptr (RcHasher) hasher = NULL;
  g_autoptr (GArray) steps = NULL;
  RcDigest leaf;

  if (self->tree == RC_RECEIPT_CCF)
    {
      rc_ccf_leaf (&proof->writes, g_bytes_get_data (proof->evidence, NULL), g_bytes_get_size (proof->evidence), &proof->claims, &leaf);
      rc_ccf_climb (&leaf, (const RcCcfStep *) proof->path->data, proof->path->len, out_root);
      return rc_digest_equal (&proof->claims, statement);
    }

  hasher = rc_hasher_new ();
  rc_tree_leaf (hasher, statement->bytes, sizeof statement->bytes, &leaf);
  steps = rc_tree_list_steps (&leaf, proof->index, proof->size, (const RcDigest *) proof->path->data, proof->path->len);
  if (steps == NULL)
    return FALSE;
  *out_root = steps->len > 0 ? g_array_index (steps, RcTreeStep, steps->len - 1).result : leaf;
  return TRUE;
}

gboolean
rc_cose_receipt_root (const RcCoseReceipt *self,
                      const RcDigest      *statement,
                      RcDigest            *out_root)
{
  for (guint i = 0; i < self->proofs->len; i++)
    {
      RcDigest root;

      if (!root_of (self, self->proofs->pdata[i], statement, &root) || (i > 0 && !rc_digest_equal (&root, out_root)))
        return FALSE;
      *out_root = root;
    }
  return TRUE;
}
