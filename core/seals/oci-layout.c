/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/oci-layout.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/sigstore-message.h"

static void
node_free (gpointer data)
{
  RcOciNode *self = data;

  rc_oci_manifest_free (self->manifest);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

void
rc_oci_layout_free (RcOciLayout *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->by_digest, g_hash_table_unref);
  g_clear_pointer (&self->nodes, g_ptr_array_unref);
  rc_oci_manifest_free (self->index);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->blobs, g_hash_table_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* --- Blobs --- */

static char *
dup_path (const char *digest)
{
  g_auto (GStrv) parts = g_strsplit (digest, ":", 2);

  return g_strdup_printf ("blobs/%s/%s", parts[0], parts[1]);
}

static void
tell_other (RcOciLayout           *self,
            const RcOciDescriptor *descriptor,
            const RcSource        *source,
            const char            *found)
{
  rc_seal_work_tell (self->work, RC_EXCEPTION_DIGEST_MISMATCH, source, descriptor->digest, found,
                     "“%s” does not hold the bytes whose digest is its name.", source->name);
}

static gboolean
compare_digest (RcOciLayout            *self,
                const RcOciDescriptor  *descriptor,
                RcOciBlob              *blob,
                GError                **error)
{
  g_autoptr (RcSigstoreMessage) message = NULL;
  g_autoptr (GError) local_error = NULL;
  const guint8 *digest = blob->source->sha256.bytes;
  g_autofree char *found = NULL;

  /* The source's own SHA-256 was computed from the same stored bytes. */
  if (descriptor->hash != RC_HASH_SHA256)
    {
      message = rc_sigstore_message_new_source (self->work->context, blob->source, &local_error);
      if (local_error != NULL && !rc_seal_context_tolerate (&local_error, error))
        return FALSE;
      digest = message != NULL ? rc_sigstore_message_get_digest (message, descriptor->hash) : NULL;
    }
  if (digest == NULL)
    return TRUE;

  blob->verdict = RC_VERDICT_VALID;
  if (memcmp (digest, descriptor->value, rc_hash_get_length (descriptor->hash)) == 0)
    return TRUE;

  blob->verdict = RC_VERDICT_INVALID;
  found = rc_bytes_dup_hex (digest, rc_hash_get_length (descriptor->hash));
  tell_other (self, descriptor, blob->source, found);
  return TRUE;
}

static gboolean
compare_blob (RcOciLayout            *self,
              const RcOciDescriptor  *descriptor,
              RcOciBlob              *blob,
              GError                **error)
{
  g_autofree char *path = dup_path (descriptor->digest);

  blob->source = rc_seal_context_find_beside (self->work->context, self->carrier, path);
  blob->verdict = RC_VERDICT_UNVERIFIABLE;
  if (blob->source == NULL)
    {
      blob->verdict = RC_VERDICT_INCOMPLETE;
      rc_seal_work_tell (self->work, RC_EXCEPTION_LISTED_ABSENT, self->carrier, descriptor->digest, "nothing received",
                         "The layout of “%s” names the blob “%s”, which was not received.", self->carrier->name, descriptor->digest);
      return TRUE;
    }

  g_hash_table_add (self->seen, g_memdup2 (&blob->source->id, sizeof blob->source->id));
  return descriptor->hash == RC_HASH_NONE || compare_digest (self, descriptor, blob, error);
}

/**
 * rc_oci_layout_get_blob:
 * @out_blob: (out): the size is compared too: it is signed with the digest, and readers may stop there
 */
gboolean
rc_oci_layout_get_blob (RcOciLayout            *self,
                        const RcOciDescriptor  *descriptor,
                        RcOciBlob              *out_blob,
                        GError                **error)
{
  const RcOciBlob *known = g_hash_table_lookup (self->blobs, descriptor->digest);

  if (known == NULL)
    {
      RcOciBlob blob = { NULL, RC_VERDICT_UNVERIFIABLE };

      if (!compare_blob (self, descriptor, &blob, error))
        return FALSE;
      known = g_memdup2 (&blob, sizeof blob);
      g_hash_table_insert (self->blobs, g_strdup (descriptor->digest), (gpointer) known);
    }

  *out_blob = *known;
  if (known->verdict != RC_VERDICT_VALID || descriptor->size < 0 || (guint64) descriptor->size == known->source->size)
    return TRUE;

  out_blob->verdict = RC_VERDICT_INVALID;
  rc_seal_work_tell (self->work, RC_EXCEPTION_DIGEST_MISMATCH, known->source, "the size that the manifest states", "another size",
                     "“%s” has another size than a manifest states.", known->source->name);
  return TRUE;
}

/* --- Manifests --- */

const RcOciNode *
rc_oci_layout_find_node (const RcOciLayout *self,
                         const char        *digest)
{
  return g_hash_table_lookup (self->by_digest, digest);
}

/* Only bytes that are what their digest says are read. */
static gboolean
read_node (RcOciLayout  *self,
           RcOciNode    *node,
           GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  const char *fault = NULL;
  RcOciForm form;
  gsize offset = 0;

  if (!rc_oci_layout_get_blob (self, node->descriptor, &node->blob, error))
    return FALSE;
  if (node->blob.verdict != RC_VERDICT_VALID)
    return TRUE;

  node->bytes = rc_seal_context_read (self->work->context, node->blob.source, &local_error);
  if (local_error != NULL)
    return rc_seal_context_tolerate (&local_error, error);
  if (node->bytes == NULL)
    return TRUE;

  form = rc_oci_manifest_parse (g_bytes_get_data (node->bytes, NULL), g_bytes_get_size (node->bytes), &node->manifest, &fault, &offset);
  if (form == RC_OCI_READ || form == RC_OCI_ANOTHER)
    return TRUE;

  node->blob.verdict = form == RC_OCI_AMBIGUOUS ? RC_VERDICT_AMBIGUOUS : RC_VERDICT_MALFORMED;
  rc_seal_work_tell_at (self->work, form == RC_OCI_AMBIGUOUS ? RC_EXCEPTION_DUPLICATE_MEMBER : RC_EXCEPTION_SEAL_MALFORMED,
                        node->blob.source, node->bytes, offset, "a manifest of an OCI image", fault,
                        "“%s” is named as a manifest, but %s.", node->blob.source->name, fault);
  return TRUE;
}

static gboolean
add_nodes (RcOciLayout          *self,
           const RcOciManifest  *list,
           const RcOciNode      *parent,
           guint                 depth,
           GError              **error)
{
  for (guint i = 0; i < list->parts->len; i++)
    {
      const RcOciDescriptor *descriptor = list->parts->pdata[i];
      RcOciNode *node;

      if (rc_oci_layout_find_node (self, descriptor->digest) != NULL)
        continue;
      if (self->nodes->len >= RC_LIMIT_OCI_MANIFESTS || depth > RC_LIMIT_CONTAINER_DEPTH)
        {
          self->over_limit = TRUE;
          return TRUE;
        }
      if (g_cancellable_set_error_if_cancelled (self->work->context->cancellable, error))
        return FALSE;

      node = g_new0 (RcOciNode, 1);
      node->descriptor = descriptor;
      node->parent = parent;
      g_ptr_array_add (self->nodes, node);
      g_hash_table_insert (self->by_digest, descriptor->digest, node);
      if (!read_node (self, node, error)
          || (node->manifest != NULL && node->manifest->is_index && !add_nodes (self, node->manifest, node, depth + 1, error)))
        return FALSE;
    }
  return TRUE;
}

RcOciLayout *
rc_oci_layout_read (RcSealWork      *work,
                    const RcSource  *carrier,
                    GBytes          *bytes,
                    RcOciManifest   *index,
                    GError         **error)
{
  g_autoptr (RcOciLayout) self = g_new0 (RcOciLayout, 1);

  self->work = work;
  self->carrier = carrier;
  self->bytes = g_bytes_ref (bytes);
  self->index = index;
  self->nodes = g_ptr_array_new_with_free_func (node_free);
  self->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->by_digest = g_hash_table_new (g_str_hash, g_str_equal);
  self->blobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return add_nodes (self, index, NULL, 0, error) ? g_steal_pointer (&self) : NULL;
}

/* --- Places --- */

char *
rc_oci_layout_dup_blobs_folder (const RcOciLayout *self)
{
  g_autofree char *folder = rc_seal_context_dup_folder (self->work->context, self->carrier);

  return g_strconcat (folder, "blobs/", NULL);
}
