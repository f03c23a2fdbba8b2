/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/oms-statement.h"

#include <string.h>

#include "core/bounds.h"

#define TYPE_V1 "https://model_signing/signature/v1.0"
#define TYPE_PREFIX "https://model_signing/"

static void
resource_free (gpointer data)
{
  RcOmsResource *self = data;

  g_free (self->path);
  g_clear_pointer (&self->digest, g_bytes_unref);
  g_free (self);
}

void
rc_oms_statement_free (RcOmsStatement *self)
{
  if (self == NULL)
    return;

  g_free (self->model);
  g_free (self->algorithm_name);
  g_ptr_array_unref (self->ignored);
  g_ptr_array_unref (self->resources);
  g_free (self);
}

gboolean
rc_oms_statement_is (const char *predicate_type)
{
  return g_str_has_prefix (predicate_type, TYPE_PREFIX);
}

gboolean
rc_oms_statement_is_legacy (const char *predicate_type)
{
  return rc_oms_statement_is (predicate_type) && strcmp (predicate_type, TYPE_V1) != 0;
}

/* --- How it was hashed --- */

/* Digests of ranges are named after the hash and how long the ranges are: "sha256-sharded-1000000000". */
static gboolean
is_named (const char *text,
          const char *name)
{
  gsize length = strlen (name);

  return strncmp (text, name, length) == 0 && (text[length] == '\0' || text[length] == '-');
}

static RcOmsAlgorithm
parse_algorithm (const char *name)
{
  if (is_named (name, "sha256"))
    return RC_OMS_SHA256;
  return is_named (name, "blake2b") || is_named (name, "blake2") ? RC_OMS_BLAKE2B : RC_OMS_UNSUPPORTED;
}

static gsize
digest_length (RcOmsAlgorithm algorithm)
{
  return algorithm == RC_OMS_BLAKE2B ? 64 : RC_DIGEST_BYTES;
}

static const char *
read_ignored (RcOmsStatement *self,
              const RcJson   *json,
              guint32         list)
{
  if (list == RC_JSON_NO_NODE || rc_json_is (json, list, RC_JSON_NULL))
    return NULL;
  if (!rc_json_is (json, list, RC_JSON_ARRAY) || json->nodes[list].count > RC_LIMIT_DIGEST_LIST_ENTRIES)
    return "its list of ignored paths is not readable";

  for (guint32 i = list + 1; i < json->nodes[list].next; i = json->nodes[i].next)
    {
      char *path = rc_json_dup_string (json, i);

      if (path == NULL)
        return "its list of ignored paths is not readable";
      g_ptr_array_add (self->ignored, path);
    }
  return NULL;
}

static const char *
read_serialisation (RcOmsStatement *self,
                    const RcJson   *json,
                    guint32         node)
{
  g_autofree char *method = rc_json_dup_string (json, rc_json_member (json, node, "method"));

  if (g_strcmp0 (method, "files") != 0 && g_strcmp0 (method, "shards") != 0)
    return "it does not say whether files or ranges of files were hashed";

  self->is_sharded = strcmp (method, "shards") == 0;
  self->allows_links = rc_json_is (json, rc_json_member (json, node, "allow_symlinks"), RC_JSON_TRUE);
  self->algorithm_name = rc_json_dup_string (json, rc_json_member (json, node, "hash_type"));
  if (self->algorithm_name == NULL)
    return "it does not say how its files were hashed";

  self->algorithm = parse_algorithm (self->algorithm_name);
  return read_ignored (self, json, rc_json_member (json, node, "ignore_paths"));
}

/* --- What it lists --- */

static gboolean
read_number (const char *text,
             gint64     *out_value)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &value, NULL))
    return FALSE;
  *out_value = (gint64) value;
  return TRUE;
}

/* "path:start:end", where the path itself may hold colons. */
static gboolean
split_range (RcOmsResource *resource)
{
  char *end = strrchr (resource->path, ':');
  char *start;

  if (end == NULL)
    return FALSE;
  *end = '\0';
  start = strrchr (resource->path, ':');
  if (start == NULL)
    return FALSE;
  *start = '\0';
  return read_number (start + 1, &resource->start) && read_number (end + 1, &resource->end) && resource->start <= resource->end;
}

static const char *
read_resource (RcOmsStatement *self,
               const RcJson   *json,
               guint32         node)
{
  g_autofree char *algorithm = rc_json_dup_string (json, rc_json_member (json, node, "algorithm"));
  g_autofree char *hex = rc_json_dup_string (json, rc_json_member (json, node, "digest"));
  RcOmsResource *resource = g_new0 (RcOmsResource, 1);
  guint8 *bytes;
  gsize length = 0;

  g_ptr_array_add (self->resources, resource);
  resource->end = -1;
  resource->path = rc_json_dup_string (json, rc_json_member (json, node, "name"));
  if (resource->path == NULL || algorithm == NULL || hex == NULL)
    return "one of its files has no name, no digest, or no algorithm";
  if (self->is_sharded && !split_range (resource))
    return "one of its ranges does not say from where to where it goes";
  if (self->algorithm != RC_OMS_UNSUPPORTED && parse_algorithm (algorithm) != self->algorithm)
    return "one of its files was hashed otherwise than it says of all";

  bytes = rc_bytes_from_hex (hex, strlen (hex), &length);
  if (bytes == NULL)
    return "the digest of one of its files is not readable";
  resource->digest = g_bytes_new_take (bytes, length);
  return self->algorithm == RC_OMS_UNSUPPORTED || length == digest_length (self->algorithm) ? NULL
         : "the digest of one of its files has a length that its algorithm does not give";
}

static const char *
read_resources (RcOmsStatement *self,
                const RcJson   *json,
                guint32         list)
{
  const char *fault = NULL;

  if (!rc_json_is (json, list, RC_JSON_ARRAY) || json->nodes[list].count == 0)
    return "it lists no file";
  if (json->nodes[list].count > RC_LIMIT_DIGEST_LIST_ENTRIES)
    return "it lists more files than are read";

  for (guint32 i = list + 1; i < json->nodes[list].next && fault == NULL; i = json->nodes[i].next)
    fault = read_resource (self, json, i);
  return fault;
}

static const char *
read_subject (RcOmsStatement          *self,
              const RcInTotoStatement *statement)
{
  const RcInTotoSubject *subject = statement->subjects->pdata[0];
  const RcInTotoDigest *digest = rc_in_toto_subject_get_digest (subject, "sha256");

  if (statement->subjects->len != 1)
    return "it names more than one model";
  if (digest == NULL || !rc_digest_from_hex (digest->value, strlen (digest->value), &self->root))
    return "it names its model by no SHA-256 digest";

  self->model = g_strdup (subject->name);
  return NULL;
}

/**
 * rc_oms_statement_read:
 * @statement: of the first version of the form
 * @out_fault: (out): set where the answer is %NULL
 *
 * Returns: (transfer full) (nullable): what it says
 */
RcOmsStatement *
rc_oms_statement_read (const RcInTotoStatement  *statement,
                       const char              **out_fault)
{
  g_autoptr (RcOmsStatement) self = g_new0 (RcOmsStatement, 1);
  const RcJson *json = &statement->json;
  const char *fault;

  self->ignored = g_ptr_array_new_with_free_func (g_free);
  self->resources = g_ptr_array_new_with_free_func (resource_free);
  fault = read_subject (self, statement);
  if (fault == NULL)
    fault = read_serialisation (self, json, rc_json_member (json, statement->predicate, "serialization"));
  if (fault == NULL)
    fault = read_resources (self, json, rc_json_member (json, statement->predicate, "resources"));
  if (fault == NULL)
    return g_steal_pointer (&self);

  *out_fault = fault;
  return NULL;
}
