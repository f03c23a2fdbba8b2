/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/oci-manifest.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/proto-reader.h"

/* A schema version that is no text, as in everything of OCI. */
#define SCHEMA_VERSION 2

static void
descriptor_free (gpointer data)
{
  RcOciDescriptor *self = data;

  g_free (self->media_type);
  g_free (self->artifact_type);
  g_free (self->digest);
  g_clear_pointer (&self->annotations, g_hash_table_unref);
  g_free (self);
}

void
rc_oci_manifest_free (RcOciManifest *self)
{
  if (self == NULL)
    return;

  g_free (self->artifact_type);
  g_clear_pointer (&self->config, descriptor_free);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->subject, descriptor_free);
  g_free (self);
}

const char *
rc_oci_descriptor_get_annotation (const RcOciDescriptor *self,
                                  const char            *name)
{
  return self->annotations != NULL ? g_hash_table_lookup (self->annotations, name) : NULL;
}

/* --- Digests --- */

static gboolean
is_algorithm (const char *text,
              gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_islower (text[i]) && !g_ascii_isdigit (text[i]) && strchr ("+._-", text[i]) == NULL)
        return FALSE;
    }
  return length > 0;
}

static gboolean
is_encoded (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    {
      if (!g_ascii_isalnum (*at) && strchr ("=_-", *at) == NULL)
        return FALSE;
    }
  return text[0] != '\0';
}

static gboolean
read_hex (const char *text,
          RcHash      hash,
          guint8      out_value[RC_HASH_MAX_BYTES])
{
  gsize length = 0;
  g_autofree guint8 *bytes = rc_bytes_from_hex (text, strlen (text), &length);

  if (bytes == NULL || length != rc_hash_get_length (hash) || strpbrk (text, "ABCDEF") != NULL)
    return FALSE;
  memcpy (out_value, bytes, length);
  return TRUE;
}

gboolean
rc_oci_digest_parse (const char *text,
                     RcHash     *out_hash,
                     guint8      out_value[RC_HASH_MAX_BYTES])
{
  const char *colon = strchr (text, ':');

  *out_hash = RC_HASH_NONE;
  if (colon == NULL || !is_algorithm (text, (gsize) (colon - text)) || !is_encoded (colon + 1))
    return FALSE;

  if (g_str_has_prefix (text, "sha256:"))
    *out_hash = RC_HASH_SHA256;
  else if (g_str_has_prefix (text, "sha512:"))
    *out_hash = RC_HASH_SHA512;
  return *out_hash == RC_HASH_NONE || read_hex (colon + 1, *out_hash, out_value);
}

/* --- Descriptors --- */

static GHashTable *
read_annotations (RcProtoReader *reader,
                  guint32        node)
{
  guint32 object = rc_proto_reader_member (reader, node, "annotations", RC_JSON_OBJECT);
  GHashTable *annotations;

  if (object == RC_JSON_NO_NODE)
    return NULL;

  annotations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint32 name = object + 1; name < reader->json->nodes[object].next; name = reader->json->nodes[name].next)
    {
      g_autofree char *key = rc_json_dup_text (reader->json, name, NULL);
      char *value = rc_proto_reader_text (reader, object, key);

      if (value != NULL)
        g_hash_table_insert (annotations, g_steal_pointer (&key), value);
    }
  return annotations;
}

static void
read_digest (RcProtoReader   *reader,
             guint32          node,
             RcOciDescriptor *self)
{
  self->digest = rc_proto_reader_text (reader, node, "digest");
  if (self->digest == NULL || strlen (self->digest) > RC_LIMIT_NAME_BYTES || !rc_oci_digest_parse (self->digest, &self->hash, self->value))
    rc_proto_reader_fail (reader, node, "it names a blob by what is no digest");
}

static RcOciDescriptor *
read_descriptor (RcProtoReader *reader,
                 guint32        node)
{
  RcOciDescriptor *self;

  if (node == RC_JSON_NO_NODE)
    return NULL;

  self = g_new0 (RcOciDescriptor, 1);
  self->media_type = rc_proto_reader_text (reader, node, "mediaType");
  self->artifact_type = rc_proto_reader_text (reader, node, "artifactType");
  read_digest (reader, node, self);
  if (!rc_proto_reader_integer (reader, node, "size", &self->size))
    self->size = -1;
  self->annotations = read_annotations (reader, node);
  return self;
}

static void
read_parts (RcProtoReader *reader,
            RcOciManifest *self,
            guint32        list)
{
  if (list == RC_JSON_NO_NODE)
    return;
  if (reader->json->nodes[list].count > RC_LIMIT_OCI_PARTS)
    {
      rc_proto_reader_fail (reader, list, "it names more blobs than are read");
      return;
    }

  for (guint32 item = list + 1; item < reader->json->nodes[list].next; item = reader->json->nodes[item].next)
    {
      if (reader->json->nodes[item].type != RC_JSON_OBJECT)
        rc_proto_reader_fail (reader, item, "it names a blob by what is no description of one");
      else
        g_ptr_array_add (self->parts, read_descriptor (reader, item));
    }
}

/* --- Manifests --- */

static gboolean
is_manifest (const RcJson *json)
{
  gint64 version = 0;

  return json->nodes[0].type == RC_JSON_OBJECT && rc_json_get_integer (json, rc_json_member (json, 0, "schemaVersion"), &version)
         && version == SCHEMA_VERSION
         && (rc_json_member (json, 0, "manifests") != RC_JSON_NO_NODE || rc_json_member (json, 0, "layers") != RC_JSON_NO_NODE
             || rc_json_member (json, 0, "config") != RC_JSON_NO_NODE);
}

static RcOciManifest *
read_manifest (RcProtoReader *reader)
{
  RcOciManifest *self = g_new0 (RcOciManifest, 1);

  self->parts = g_ptr_array_new_with_free_func (descriptor_free);
  self->is_index = rc_json_member (reader->json, 0, "manifests") != RC_JSON_NO_NODE;
  self->artifact_type = rc_proto_reader_text (reader, 0, "artifactType");
  self->config = read_descriptor (reader, rc_proto_reader_member (reader, 0, "config", RC_JSON_OBJECT));
  self->subject = read_descriptor (reader, rc_proto_reader_member (reader, 0, "subject", RC_JSON_OBJECT));
  read_parts (reader, self, rc_proto_reader_member (reader, 0, self->is_index ? "manifests" : "layers", RC_JSON_ARRAY));
  if (self->is_index && (self->config != NULL || rc_json_member (reader->json, 0, "layers") != RC_JSON_NO_NODE))
    rc_proto_reader_fail (reader, 0, "it can be read as a list of manifests and as a manifest");
  return self;
}

/**
 * rc_oci_manifest_parse:
 * @text: tainted
 * @out_manifest: (out): set for %RC_OCI_READ
 *
 * Reads an image manifest or an image index (OCI image specification 1.1), as Docker writes them too.
 */
RcOciForm
rc_oci_manifest_parse (const char     *text,
                       gsize           length,
                       RcOciManifest **out_manifest,
                       const char    **out_fault,
                       gsize          *out_offset)
{
  g_autoptr (RcOciManifest) self = NULL;
  g_auto (RcJson) json;
  RcProtoReader reader;
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, text, length, &fault))
    {
      *out_fault = "it is no JSON";
      *out_offset = fault.offset;
      return RC_OCI_MALFORMED;
    }
  if (!is_manifest (&json))
    return RC_OCI_ANOTHER;
  if (json.has_duplicate)
    {
      *out_fault = "it names a member twice";
      *out_offset = json.nodes[json.duplicate].offset;
      return RC_OCI_AMBIGUOUS;
    }

  rc_proto_reader_init (&reader, &json);
  self = read_manifest (&reader);
  if (reader.fault != NULL)
    {
      *out_fault = reader.fault;
      *out_offset = json.nodes[reader.place].offset;
      return RC_OCI_MALFORMED;
    }
  *out_manifest = g_steal_pointer (&self);
  return RC_OCI_READ;
}
