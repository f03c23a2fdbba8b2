/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/jws-file.h"

#include <string.h>

#include "core/base64.h"
#include "core/bounds.h"
#include "core/seals/jws-header.h"

static void
signature_free (gpointer data)
{
  RcJwsSignature *self = data;

  g_free (self->protected_text);
  g_free (self->algorithm_name);
  g_free (self->key_id);
  g_free (self->unknown_critical);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

void
rc_jws_free (RcJws *self)
{
  if (self == NULL)
    return;

  g_free (self->payload_text);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_ptr_array_unref (self->signatures);
  g_free (self);
}

static RcJws *
jws_new (void)
{
  RcJws *self = g_new0 (RcJws, 1);

  self->signatures = g_ptr_array_new_with_free_func (signature_free);
  return self;
}

/* --- Parts --- */

/* @text: not ended by a zero */
static const char *
take_signature (RcJwsSignature *signature,
                const char     *protected_text,
                gsize           protected_length,
                const char     *text,
                gsize           length)
{
  signature->protected_text = g_strndup (protected_text != NULL ? protected_text : "", protected_length);
  signature->bytes = rc_base64_decode (text, length, RC_BASE64_URL_UNPADDED);
  return signature->bytes == NULL ? "its signature is not base64url without padding" : NULL;
}

/* All signatures of one JWS must agree on how the payload is written (RFC 7797 section 3). */
static const char *
take_payload (RcJws      *self,
              const char *text,
              gsize       length)
{
  const RcJwsSignature *first = g_ptr_array_index (self->signatures, 0);

  for (guint i = 1; i < self->signatures->len; i++)
    {
      if (((const RcJwsSignature *) g_ptr_array_index (self->signatures, i))->is_plain != first->is_plain)
        return "its signatures disagree on how the payload is written";
    }
  if (text == NULL)
    return NULL;

  self->payload_text = g_strndup (text, length);
  self->payload_length = length;
  self->payload = first->is_plain ? g_bytes_new (text, length) : rc_base64_decode (text, length, RC_BASE64_URL_UNPADDED);
  return self->payload == NULL ? "its payload is not base64url without padding" : NULL;
}

/* --- The compact serialisation: header.payload.signature (RFC 7515 section 7.1) --- */

static gboolean
is_base64_like (const char *text,
                gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_' && text[i] != '=' && text[i] != '+' && text[i] != '/')
        return FALSE;
    }
  return TRUE;
}

/* Where the header ends and the signature begins; a payload that is signed as it is may hold more dots only where RFC 7797 forbids them. */
static gboolean
find_dots (const char  *text,
           gsize        length,
           const char **out_first,
           const char **out_last)
{
  *out_first = memchr (text, '.', length);
  *out_last = *out_first != NULL ? memchr (*out_first + 1, '.', (gsize) (text + length - *out_first - 1)) : NULL;
  return *out_last != NULL;
}

static RcJwsForm
parse_compact (const char  *text,
               gsize        length,
               RcJws      **out_jws,
               const char **out_fault)
{
  g_autoptr (RcJws) self = jws_new ();
  RcJwsSignature *signature = g_new0 (RcJwsSignature, 1);
  const char *end = text + length;
  const char *first, *last;
  RcJwsForm form;

  g_ptr_array_add (self->signatures, signature);
  if (!find_dots (text, length, &first, &last) || !rc_jws_header_is (text, (gsize) (first - text)))
    return RC_JWS_ANOTHER;

  if (memchr (last + 1, '.', (gsize) (end - last - 1)) != NULL)
    {
      *out_fault = "it has more than three parts";
      return RC_JWS_MALFORMED;
    }
  form = rc_jws_header_read (text, (gsize) (first - text), NULL, RC_JSON_NO_NODE, signature, out_fault);
  if (form != RC_JWS_READ)
    return form;

  *out_fault = take_signature (signature, text, (gsize) (first - text), last + 1, (gsize) (end - last - 1));
  if (*out_fault == NULL)
    *out_fault = take_payload (self, last == first + 1 ? NULL : first + 1, (gsize) (last - first - 1));
  if (*out_fault != NULL)
    return RC_JWS_MALFORMED;
  *out_jws = g_steal_pointer (&self);
  return RC_JWS_READ;
}

/* --- The JSON serialisations (RFC 7515 section 7.2) --- */

/* (transfer full) (nullable): the text of a member; %NULL with @out_wrong where it is something else */
static char *
dup_text (const RcJson *json,
          guint32       object,
          const char   *name,
          gsize        *out_length,
          gboolean     *out_wrong)
{
  guint32 node = rc_json_member (json, object, name);

  *out_wrong = node != RC_JSON_NO_NODE && json->nodes[node].type != RC_JSON_STRING;
  return node != RC_JSON_NO_NODE && !*out_wrong ? rc_json_dup_text (json, node, out_length) : NULL;
}

static gboolean
is_signature_object (const RcJson *json,
                     guint32       object)
{
  guint32 header = rc_json_member (json, object, "header");
  guint32 protected = rc_json_member (json, object, "protected");
  gsize length = 0;
  g_autofree char *text = NULL;

  if (rc_json_member (json, object, "signature") == RC_JSON_NO_NODE)
    return FALSE;
  if (protected != RC_JSON_NO_NODE && json->nodes[protected].type == RC_JSON_STRING)
    text = rc_json_dup_text (json, protected, &length);
  return (text != NULL && length > 0 && text[0] == 'e') || rc_json_member (json, header, "alg") != RC_JSON_NO_NODE;
}

/* The first of "signatures", or the object itself. */
static gboolean
is_jws_object (const RcJson *json)
{
  guint32 list = rc_json_member (json, 0, "signatures");

  if (rc_json_member (json, 0, "payloadType") != RC_JSON_NO_NODE)
    return FALSE;
  if (list == RC_JSON_NO_NODE)
    return is_signature_object (json, 0);
  return json->nodes[list].type == RC_JSON_ARRAY && json->nodes[list].count > 0 && is_signature_object (json, list + 1);
}

static RcJwsForm
read_json_signature (RcJws         *self,
                     const RcJson  *json,
                     guint32        object,
                     const char   **out_fault)
{
  RcJwsSignature *signature = g_new0 (RcJwsSignature, 1);
  gsize protected_length = 0, length = 0;
  gboolean wrong_protected, wrong_bytes;
  g_autofree char *protected_text = dup_text (json, object, "protected", &protected_length, &wrong_protected);
  g_autofree char *bytes = dup_text (json, object, "signature", &length, &wrong_bytes);
  guint32 header = rc_json_member (json, object, "header");
  RcJwsForm form;

  g_ptr_array_add (self->signatures, signature);
  if (wrong_protected || bytes == NULL || (header != RC_JSON_NO_NODE && json->nodes[header].type != RC_JSON_OBJECT))
    {
      *out_fault = "one of its signatures does not have the members of one";
      return RC_JWS_MALFORMED;
    }
  form = rc_jws_header_read (protected_text, protected_length, json, header, signature, out_fault);
  if (form != RC_JWS_READ)
    return form;

  *out_fault = take_signature (signature, protected_text, protected_length, bytes, length);
  return *out_fault == NULL ? RC_JWS_READ : RC_JWS_MALFORMED;
}

static RcJwsForm
read_json_signatures (RcJws         *self,
                      const RcJson  *json,
                      const char   **out_fault)
{
  guint32 list = rc_json_member (json, 0, "signatures");

  if (list == RC_JSON_NO_NODE)
    return read_json_signature (self, json, 0, out_fault);

  *out_fault = json->nodes[list].count > RC_LIMIT_ENVELOPE_SIGNATURES ? "it has more signatures than any such statement"
               : rc_json_member (json, 0, "signature") != RC_JSON_NO_NODE ? "it has one signature beside its list of signatures" : NULL;
  if (*out_fault != NULL)
    return RC_JWS_MALFORMED;
  for (guint32 item = list + 1; item < json->nodes[list].next; item = json->nodes[item].next)
    {
      RcJwsForm form = read_json_signature (self, json, item, out_fault);

      if (form != RC_JWS_READ)
        return form;
    }
  return RC_JWS_READ;
}

static RcJwsForm
parse_json (const char  *text,
            gsize        length,
            RcJws      **out_jws,
            const char **out_fault)
{
  g_autoptr (RcJws) self = jws_new ();
  g_auto (RcJson) json = { 0 };
  g_autofree char *payload = NULL;
  gsize payload_length = 0;
  gboolean is_wrong;
  RcJsonFault fault;
  RcJwsForm form;

  rc_json_init (&json);
  if (!rc_json_parse (&json, text, length, &fault) || !is_jws_object (&json))
    return RC_JWS_ANOTHER;
  if (json.has_duplicate)
    {
      *out_fault = "it names one thing twice";
      return RC_JWS_AMBIGUOUS;
    }
  form = read_json_signatures (self, &json, out_fault);
  if (form != RC_JWS_READ)
    return form;

  payload = dup_text (&json, 0, "payload", &payload_length, &is_wrong);
  *out_fault = is_wrong ? "its payload is no text" : take_payload (self, payload, payload_length);
  if (*out_fault != NULL)
    return RC_JWS_MALFORMED;
  *out_jws = g_steal_pointer (&self);
  return RC_JWS_READ;
}

/* --- Either --- */

static gsize
trim (const char **text,
      gsize        length)
{
  while (length > 0 && g_ascii_isspace ((*text)[length - 1]))
    length--;
  while (length > 0 && g_ascii_isspace (**text))
    {
      (*text)++;
      length--;
    }
  return length;
}

RcJwsForm
rc_jws_parse (const char  *text,
              gsize        length,
              RcJws      **out_jws,
              const char **out_fault)
{
  *out_jws = NULL;
  *out_fault = NULL;
  length = trim (&text, length);
  if (length == 0)
    return RC_JWS_ANOTHER;
  return text[0] == '{' ? parse_json (text, length, out_jws, out_fault) : parse_compact (text, length, out_jws, out_fault);
}

/* Of a text that is cut off, by the words that must stand in it. */
static gboolean
looks_like_json (const char *text,
                 gsize       length)
{
  gssize size = (gssize) length;

  return g_strstr_len (text, size, "\"protected\"") != NULL && g_strstr_len (text, size, "\"payload\"") != NULL
         && g_strstr_len (text, size, "\"signature") != NULL && g_strstr_len (text, size, "\"payloadType\"") == NULL;
}

/**
 * rc_jws_is:
 * @text: tainted
 *
 * Returns: whether it begins like a JWS: by what is in it, never by a name
 */
gboolean
rc_jws_is (const char *text,
           gsize       length,
           gboolean    is_whole)
{
  g_auto (RcJson) json = { 0 };
  const char *first, *last;
  RcJsonFault fault;

  length = trim (&text, length);
  if (length == 0)
    return FALSE;
  if (text[0] == '{')
    {
      rc_json_init (&json);
      return is_whole ? rc_json_parse (&json, text, length, &fault) && is_jws_object (&json) : looks_like_json (text, length);
    }

  if (!find_dots (text, length, &first, &last))
    {
      first = memchr (text, '.', length);
      return !is_whole && first != NULL && rc_jws_header_is (text, (gsize) (first - text));
    }
  return rc_jws_header_is (text, (gsize) (first - text)) && is_base64_like (last + 1, (gsize) (text + length - last - 1));
}

/* --- Asking a key --- */

/**
 * rc_jws_verify:
 * @signature: of @self, by an algorithm that is known and no MAC
 *
 * The signing input is what was received, byte by byte: the header, a dot, the payload (RFC 7515 section 5.2).
 *
 * Returns: whether @key made it
 */
RcSignatureFit
rc_jws_verify (const RcJws          *self,
               const RcJwsSignature *signature,
               const RcPublicKey    *key,
               GBytes               *detached)
{
  const RcJwsAlgorithm *algorithm = rc_jws_algorithm_by_name (signature->algorithm_name);
  g_autoptr (GString) input = NULL;

  if (algorithm == NULL || !rc_jws_algorithm_is_of (algorithm, key))
    return RC_SIGNATURE_OTHER_KEY;

  input = g_string_new (signature->protected_text);
  g_string_append_c (input, '.');
  if (detached == NULL)
    g_string_append_len (input, self->payload_text != NULL ? self->payload_text : "", (gssize) self->payload_length);
  else if (signature->is_plain)
    g_string_append_len (input, g_bytes_get_data (detached, NULL), (gssize) g_bytes_get_size (detached));
  else
    {
      g_autofree char *text = rc_base64_encode_url (g_bytes_get_data (detached, NULL), g_bytes_get_size (detached));

      g_string_append (input, text);
    }
  return rc_public_key_verify (key, algorithm->form, algorithm->hash, input->str, input->len, g_bytes_get_data (signature->bytes, NULL),
                               g_bytes_get_size (signature->bytes));
}
