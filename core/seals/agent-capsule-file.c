/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/agent-capsule-file.h"

#include <string.h>

#include "core/base64.h"
#include "core/bounds.h"
#include "core/canonical.h"
#include "core/seals/cose-message.h"

/* The records that state their rule: the digest over the RFC 8785 form without the id and the link. */
#define RULE "draft-mih-scitt-agent-action-capsule"

static void
capsule_free (gpointer data)
{
  RcCapsule *capsule = data;

  g_free (capsule->id);
  g_free (capsule->parent);
  g_free (capsule->computed);
  g_clear_pointer (&capsule->signed_bytes, g_bytes_unref);
  g_clear_pointer (&capsule->signature, g_bytes_unref);
  g_free (capsule->key);
  g_free (capsule);
}

void
rc_capsule_file_free (RcCapsuleFile *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->capsules);
  g_free (self);
}

/* (nullable): the text at @pointer below @node. */
static char *
dup_text_at (const RcJson *json,
             guint32       node,
             const char   *first,
             const char   *second)
{
  guint32 member = rc_json_member (json, node, first);

  if (member != RC_JSON_NO_NODE && second != NULL)
    member = json->nodes[member].type == RC_JSON_OBJECT ? rc_json_member (json, member, second) : RC_JSON_NO_NODE;
  if (member == RC_JSON_NO_NODE || json->nodes[member].type != RC_JSON_STRING || json->nodes[member].length > RC_LIMIT_RECORD_BYTES)
    return NULL;
  return rc_json_dup_text (json, member, NULL);
}

static RcCapsuleId
judge_id (const RcJson *json,
          guint32       node,
          RcCapsule    *capsule)
{
  static const char * const left_out[] = { "capsule_id", "chain", NULL };
  g_autofree char *rule = dup_text_at (json, node, "spec_version", NULL);
  g_autoptr (GString) form = g_string_new (NULL);
  RcDigest digest;

  if (json->has_duplicate)
    return RC_CAPSULE_ID_AMBIGUOUS;
  if (rule == NULL || !g_str_has_prefix (rule, RULE))
    return RC_CAPSULE_ID_OPAQUE;
  if (rc_canonical_append (form, json, node, RC_CANONICAL_JCS, left_out) == RC_CANONICAL_NUMBER_RANGE)
    return RC_CAPSULE_ID_DIFFERS;

  rc_digest_compute (form->str, form->len, &digest);
  capsule->computed = rc_digest_dup_hex (&digest);
  return strcmp (capsule->computed, capsule->id) == 0 ? RC_CAPSULE_ID_FITS : RC_CAPSULE_ID_DIFFERS;
}

/* Whether the statement says what the record says, in the form in which it was signed (RFC 8785). */
static gboolean
is_about (const RcJson *json,
          guint32       node,
          GBytes       *payload)
{
  static const char * const left_out[] = { "signed_statement", NULL };
  g_autoptr (GString) form = g_string_new (NULL);
  gsize length;
  const void *bytes = g_bytes_get_data (payload, &length);

  return rc_canonical_append (form, json, node, RC_CANONICAL_JCS, left_out) != RC_CANONICAL_NUMBER_RANGE && form->len == length
         && memcmp (form->str, bytes, length) == 0;
}

static gboolean
read_algorithm (const RcCoseHeaders *headers,
                gint64              *out_algorithm)
{
  const RcCborEntry *entry = rc_cose_headers_find_protected (headers, RC_COSE_ALGORITHM);
  RcCborReader reader;
  RcCborItem item;

  if (entry == NULL)
    return FALSE;
  rc_cbor_reader_init (&reader, entry->value, entry->length);
  return rc_cbor_read (&reader, &item) && rc_cbor_item_integer (&item, out_algorithm);
}

static RcCapsuleStatement
read_message (const RcJson *json,
              guint32       node,
              GBytes       *bytes,
              RcCapsule    *capsule)
{
  g_autoptr (RcCoseMessage) message = NULL;
  const char *fault;
  const RcCoseSigner *signer;

  if (rc_cose_message_parse (bytes, &message, &fault) != RC_COSE_READ || !message->is_sign1 || message->payload == NULL
      || !read_algorithm (message->headers, &capsule->algorithm))
    return RC_CAPSULE_SIGNED_UNREADABLE;

  signer = g_ptr_array_index (message->signers, 0);
  capsule->signed_bytes = rc_cose_message_signed (message, signer, NULL, message->payload);
  capsule->signature = g_bytes_ref (signer->signature);
  return is_about (json, node, message->payload) ? RC_CAPSULE_SIGNED : RC_CAPSULE_SIGNED_OTHER;
}

static void
read_statement (const RcJson *json,
                guint32       node,
                RcCapsule    *capsule)
{
  g_autofree char *text = dup_text_at (json, node, "signed_statement", "statement_b64");
  g_autoptr (GBytes) bytes = text != NULL ? rc_base64_decode (text, strlen (text), RC_BASE64_STANDARD) : NULL;

  if (rc_json_member (json, node, "signed_statement") == RC_JSON_NO_NODE)
    return;
  capsule->key = dup_text_at (json, node, "signed_statement", "pubkey_pem");
  capsule->statement = bytes != NULL ? read_message (json, node, bytes, capsule) : RC_CAPSULE_SIGNED_UNREADABLE;
}

static gboolean
read_capsule (RcCapsuleFile *self,
              const RcJson  *json,
              guint32        node,
              guint64        line,
              gsize          start)
{
  g_autofree char *id = json->nodes[node].type == RC_JSON_OBJECT ? dup_text_at (json, node, "capsule_id", NULL) : NULL;
  RcCapsule *capsule;

  if (id == NULL)
    return FALSE;

  capsule = g_new0 (RcCapsule, 1);
  capsule->line = line;
  capsule->offset = start + json->nodes[node].offset;
  capsule->id = g_steal_pointer (&id);
  capsule->parent = dup_text_at (json, node, "chain", "parent_capsule_id");
  capsule->id_fit = judge_id (json, node, capsule);
  read_statement (json, node, capsule);
  g_ptr_array_add (self->capsules, capsule);
  return TRUE;
}

static void
read_witness (RcCapsuleFile *self,
              const RcJson  *json)
{
  guint32 asked = rc_json_pointer (json, "/witness/configured");
  guint32 held = rc_json_pointer (json, "/witness/held");

  self->has_witness = asked != RC_JSON_NO_NODE && held != RC_JSON_NO_NODE
                      && rc_json_get_integer (json, asked, &self->n_witnesses_asked)
                      && rc_json_get_integer (json, held, &self->n_witnesses);
}

/* One capsule, a list of them, or a list under the name "bundle". */
static void
read_document (RcCapsuleFile *self,
               const RcJson  *json)
{
  guint32 list = json->nodes[0].type == RC_JSON_ARRAY ? 0 : RC_JSON_NO_NODE;

  if (json->nodes[0].type == RC_JSON_OBJECT)
    {
      if (read_capsule (self, json, 0, 0, 0))
        return;
      list = rc_json_member (json, 0, "bundle");
    }
  if (list == RC_JSON_NO_NODE || json->nodes[list].type != RC_JSON_ARRAY)
    return;

  for (guint32 node = list + 1; node < json->nodes[list].next; node = json->nodes[node].next)
    (void) read_capsule (self, json, node, 0, 0);
  if (json->nodes[0].type == RC_JSON_OBJECT)
    read_witness (self, json);
}

static void
read_lines (RcCapsuleFile *self,
            const char    *bytes,
            gsize          length)
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
          (void) read_capsule (self, &json, 0, number, start);
        }
      else if (fault.kind != RC_JSON_FAULT_EMPTY && self->fault == NULL)
        {
          self->fault = fault.expected;
          self->fault_offset = start + fault.offset;
        }
      start += size + 1;
    }
}

/**
 * rc_capsule_file_parse:
 * @bytes: tainted
 *
 * Returns: (transfer full) (nullable): %NULL where there is no capsule
 */
RcCapsuleFile *
rc_capsule_file_parse (const char *bytes,
                       gsize       length)
{
  g_autoptr (RcCapsuleFile) self = g_new0 (RcCapsuleFile, 1);
  g_auto (RcJson) json;
  RcJsonFault fault;

  self->capsules = g_ptr_array_new_with_free_func (capsule_free);
  rc_json_init (&json);
  if (rc_json_parse (&json, bytes, length, &fault))
    read_document (self, &json);
  else
    read_lines (self, bytes, length);
  return self->capsules->len > 0 ? g_steal_pointer (&self) : NULL;
}
