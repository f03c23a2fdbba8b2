/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/in-toto-statement.h"

#include <string.h>

#include "core/bounds.h"
#include "core/digest.h"

#define TYPE_V1 "https://in-toto.io/Statement/v1"
#define TYPE_V01 "https://in-toto.io/Statement/v0.1"

static void
digest_free (gpointer data)
{
  RcInTotoDigest *self = data;

  g_free (self->algorithm);
  g_free (self->value);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static void
subject_free (gpointer data)
{
  RcInTotoSubject *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->digests);
  g_free (self);
}

void
rc_in_toto_statement_free (RcInTotoStatement *self)
{
  if (self == NULL)
    return;

  rc_json_clear (&self->json);
  g_bytes_unref (self->bytes);
  g_ptr_array_unref (self->subjects);
  g_free (self->predicate_type);
  g_free (self);
}

const RcInTotoDigest *
rc_in_toto_subject_get_digest (const RcInTotoSubject *self,
                               const char            *algorithm)
{
  for (guint i = 0; i < self->digests->len; i++)
    {
      const RcInTotoDigest *digest = self->digests->pdata[i];

      if (strcmp (digest->algorithm, algorithm) == 0)
        return digest;
    }
  return NULL;
}

static GBytes *
decode_hex (const char *text)
{
  gsize length = 0;
  guint8 *bytes = rc_bytes_from_hex (text, strlen (text), &length);

  return bytes != NULL ? g_bytes_new_take (bytes, length) : NULL;
}

static gboolean
read_digests (RcInTotoSubject *subject,
              const RcJson    *json,
              guint32          object)
{
  gsize length = 0;

  if (!rc_json_is (json, object, RC_JSON_OBJECT))
    return FALSE;

  for (guint32 i = object + 1; i < json->nodes[object].next; i = json->nodes[i].next)
    {
      g_autofree char *algorithm = rc_json_dup_text (json, i, &length);
      g_autofree char *value = rc_json_dup_string (json, i + 1);
      RcInTotoDigest *digest;

      if (value == NULL || value[0] == '\0' || strlen (algorithm) != length)
        return FALSE;
      digest = g_new0 (RcInTotoDigest, 1);
      digest->algorithm = g_steal_pointer (&algorithm);
      digest->bytes = decode_hex (value);
      digest->value = g_steal_pointer (&value);
      g_ptr_array_add (subject->digests, digest);
    }
  return subject->digests->len > 0;
}

static const char *
read_subjects (RcInTotoStatement *self)
{
  const RcJson *json = &self->json;
  guint32 subjects = rc_json_member (json, 0, "subject");

  if (!rc_json_is (json, subjects, RC_JSON_ARRAY) || json->nodes[subjects].count == 0)
    return "it names no subject";
  if (json->nodes[subjects].count > RC_LIMIT_STATEMENT_SUBJECTS)
    return "it names more subjects than are read";

  for (guint32 i = subjects + 1; i < json->nodes[subjects].next; i = json->nodes[i].next)
    {
      RcInTotoSubject *subject = g_new0 (RcInTotoSubject, 1);

      subject->digests = g_ptr_array_new_with_free_func (digest_free);
      subject->name = rc_json_dup_string (json, rc_json_member (json, i, "name"));
      g_ptr_array_add (self->subjects, subject);
      if (!read_digests (subject, json, rc_json_member (json, i, "digest")))
        return "one of its subjects has no digest";
    }
  return NULL;
}

static gboolean
text_is (const RcJson *json,
         guint32       node,
         const char   *text)
{
  g_autofree char *found = rc_json_dup_string (json, node);

  return found != NULL && strcmp (found, text) == 0;
}

/**
 * rc_in_toto_statement_parse:
 * @bytes: the payload of an envelope
 *
 * Reads a Statement of in-toto's attestation framework, v1 or v0.1.
 *
 * Returns: what @bytes are
 */
RcInTotoForm
rc_in_toto_statement_parse (GBytes             *bytes,
                            RcInTotoStatement **out_statement,
                            const char        **out_fault)
{
  g_autoptr (RcInTotoStatement) self = g_new0 (RcInTotoStatement, 1);
  const char *fault;
  guint32 type;

  self->bytes = g_bytes_ref (bytes);
  self->subjects = g_ptr_array_new_with_free_func (subject_free);
  rc_json_init (&self->json);
  if (!rc_json_parse (&self->json, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL))
    return RC_IN_TOTO_ANOTHER;

  type = rc_json_member (&self->json, 0, "_type");
  self->is_v1 = text_is (&self->json, type, TYPE_V1);
  if (!self->is_v1 && !text_is (&self->json, type, TYPE_V01))
    return RC_IN_TOTO_ANOTHER;

  self->predicate_type = rc_json_dup_string (&self->json, rc_json_member (&self->json, 0, "predicateType"));
  self->predicate = rc_json_member (&self->json, 0, "predicate");
  fault = self->predicate_type == NULL ? "it does not say what it states" : read_subjects (self);
  if (fault != NULL)
    {
      *out_fault = fault;
      return RC_IN_TOTO_MALFORMED;
    }

  *out_statement = g_steal_pointer (&self);
  return RC_IN_TOTO_READ;
}
