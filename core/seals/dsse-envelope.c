/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/dsse-envelope.h"

#include <string.h>

#include "core/base64.h"
#include "core/bounds.h"

static void
signature_free (gpointer data)
{
  RcDsseSignature *self = data;

  g_free (self->key_id);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

void
rc_dsse_envelope_free (RcDsseEnvelope *self)
{
  if (self == NULL)
    return;

  g_free (self->type);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_ptr_array_unref (self->signatures);
  g_free (self);
}

/* DSSE's readers accept both alphabets; bits that stand for no byte would let one payload be written in several ways. */
static GBytes *
decode (const RcJson *json,
        guint32       node)
{
  g_autofree char *text = rc_json_dup_string (json, node);

  return text != NULL ? rc_base64_decode (text, strlen (text), RC_BASE64_EITHER) : NULL;
}

static gboolean
read_signature (RcDsseEnvelope *self,
                const RcJson   *json,
                guint32         node)
{
  g_autoptr (GBytes) bytes = decode (json, rc_json_member (json, node, "sig"));
  guint32 key_id = rc_json_member (json, node, "keyid");
  RcDsseSignature *signature;

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return FALSE;
  if (key_id != RC_JSON_NO_NODE && !rc_json_is (json, key_id, RC_JSON_STRING) && !rc_json_is (json, key_id, RC_JSON_NULL))
    return FALSE;

  signature = g_new0 (RcDsseSignature, 1);
  signature->bytes = g_steal_pointer (&bytes);
  signature->key_id = rc_json_dup_string (json, key_id);
  if (signature->key_id != NULL && signature->key_id[0] == '\0')
    g_clear_pointer (&signature->key_id, g_free);
  g_ptr_array_add (self->signatures, signature);
  return TRUE;
}

static const char *
read_members (RcDsseEnvelope *self,
              const RcJson   *json,
              guint32         payload,
              guint32         type,
              guint32         signatures)
{
  self->type = rc_json_dup_string (json, type);
  if (self->type == NULL)
    return "the type of its payload is no text";
  self->payload = decode (json, payload);
  if (self->payload == NULL)
    return "its payload is not strict Base64";
  if (!rc_json_is (json, signatures, RC_JSON_ARRAY))
    return "its signatures are no list";
  if (json->nodes[signatures].count > RC_LIMIT_ENVELOPE_SIGNATURES)
    return "it has more signatures than are read";

  for (guint32 i = signatures + 1; i < json->nodes[signatures].next; i = json->nodes[i].next)
    {
      if (!read_signature (self, json, i))
        return "one of its signatures is not readable";
    }
  return NULL;
}

/**
 * rc_dsse_envelope_read:
 * @json: tainted; whether it names a member twice is for the caller to ask
 * @node: index of a node of @json
 *
 * Reads an envelope (DSSE 1.0, envelope.md). Members that it does not know are passed over, as that document asks.
 *
 * Returns: what @node is
 */
RcDsseForm
rc_dsse_envelope_read (const RcJson    *json,
                       guint32          node,
                       RcDsseEnvelope **out_envelope,
                       const char     **out_fault)
{
  guint32 payload = rc_json_member (json, node, "payload");
  guint32 type = rc_json_member (json, node, "payloadType");
  guint32 signatures = rc_json_member (json, node, "signatures");
  g_autoptr (RcDsseEnvelope) self = NULL;
  const char *fault;

  if (payload == RC_JSON_NO_NODE || type == RC_JSON_NO_NODE || signatures == RC_JSON_NO_NODE)
    return RC_DSSE_ANOTHER;

  self = g_new0 (RcDsseEnvelope, 1);
  self->signatures = g_ptr_array_new_with_free_func (signature_free);
  fault = read_members (self, json, payload, type, signatures);
  if (fault != NULL)
    {
      *out_fault = fault;
      return RC_DSSE_MALFORMED;
    }

  *out_envelope = g_steal_pointer (&self);
  return RC_DSSE_READ;
}

/**
 * rc_dsse_pae:
 *
 * Returns: (transfer full): the pre-authentication encoding (DSSE 1.0, protocol.md), lengths in bytes
 */
GBytes *
rc_dsse_pae (const char *type,
             GBytes     *payload)
{
  gsize length = 0;
  const void *bytes = g_bytes_get_data (payload, &length);
  g_autofree char *head = g_strdup_printf ("DSSEv1 %" G_GSIZE_FORMAT " %s %" G_GSIZE_FORMAT " ", strlen (type), type, length);
  GByteArray *pae = g_byte_array_new ();

  g_byte_array_append (pae, (const guint8 *) head, (guint) strlen (head));
  if (length > 0)
    g_byte_array_append (pae, bytes, (guint) length);
  return g_byte_array_free_to_bytes (pae);
}
