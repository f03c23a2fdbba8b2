/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/source-digests.h"

#include <string.h>

#include "core/seals/digest-list-file.h"

struct _RcSourceDigests
{
  RcSealWork *work;
  GHashTable *known[RC_HASH_SHA512 + 1];   /* by algorithm: id of a source → GBytes */
  GHashTable *index[RC_HASH_SHA512 + 1];   /* by algorithm: GBytes → GPtrArray of RcSource; NULL: nobody asked yet */
};

RcSourceDigests *
rc_source_digests_new (RcSealWork *work)
{
  RcSourceDigests *self = g_new0 (RcSourceDigests, 1);

  self->work = work;
  for (guint i = 0; i < G_N_ELEMENTS (self->known); i++)
    self->known[i] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_bytes_unref);
  return self;
}

void
rc_source_digests_free (RcSourceDigests *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->known); i++)
    {
      g_hash_table_unref (self->known[i]);
      g_clear_pointer (&self->index[i], g_hash_table_unref);
    }
  g_free (self);
}

static RcListedAlgorithm
algorithm_of (RcHash hash)
{
  switch (hash)
    {
    case RC_HASH_SHA1:
      return RC_LISTED_SHA1;
    case RC_HASH_SHA384:
      return RC_LISTED_SHA384;
    case RC_HASH_SHA512:
      return RC_LISTED_SHA512;
    case RC_HASH_NONE:
    case RC_HASH_SHA256:
    default:
      return RC_LISTED_SHA256;
    }
}

static GBytes *
compute (RcSourceDigests  *self,
         const RcSource   *source,
         RcHash            hash,
         GError          **error)
{
  RcVault *vault = rc_record_reader_peek_vault (self->work->context->reader);
  g_autoptr (RcStream) stream = NULL;
  g_autoptr (GError) local_error = NULL;
  guint8 digest[RC_LISTED_DIGEST_BYTES];
  gsize length = 0;

  if (hash == RC_HASH_SHA256)
    return g_bytes_new (source->sha256.bytes, sizeof source->sha256.bytes);

  stream = rc_vault_new_stream (vault, source->start, source->size);
  if (rc_listed_algorithm_compute (algorithm_of (hash), stream, digest, &length, &local_error))
    return g_bytes_new (digest, length);

  (void) rc_seal_context_tolerate (&local_error, error);
  return NULL;
}

GBytes *
rc_source_digests_get (RcSourceDigests  *self,
                       const RcSource   *source,
                       RcHash            hash,
                       GError          **error)
{
  GBytes *digest = g_hash_table_lookup (self->known[hash], &source->id);

  if (digest != NULL)
    return digest;

  digest = compute (self, source, hash, error);
  if (digest != NULL)
    g_hash_table_insert (self->known[hash], g_memdup2 (&source->id, sizeof source->id), digest);
  return digest;
}

static void
add_to_index (GHashTable     *index,
              GBytes         *digest,
              const RcSource *source)
{
  GPtrArray *same = g_hash_table_lookup (index, digest);

  if (same == NULL)
    {
      same = g_ptr_array_new ();
      g_hash_table_insert (index, g_bytes_ref (digest), same);
    }
  g_ptr_array_add (same, (gpointer) source);
}

/* Every source is read once for each algorithm that somebody asks for; SHA-256 is known of all. */
static gboolean
make_index (RcSourceDigests  *self,
            RcHash            hash,
            GError          **error)
{
  RcSealContext *context = self->work->context;
  g_autoptr (GHashTable) index = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                                                        (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < context->sources->len; i++)
    {
      const RcSource *source = context->sources->pdata[i];
      g_autoptr (GError) local_error = NULL;
      GBytes *digest;

      if (strcmp (source->derivation, RC_DERIVATION_ROWS) == 0)
        continue;
      if (g_cancellable_set_error_if_cancelled (context->cancellable, error))
        return FALSE;

      digest = rc_source_digests_get (self, source, hash, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (digest != NULL)
        add_to_index (index, digest, source);
    }
  self->index[hash] = g_steal_pointer (&index);
  return TRUE;
}

/* Those that came with @carrier, where there are any; never itself. */
static GPtrArray *
prefer_delivery (const GPtrArray *found,
                 const RcSource  *carrier)
{
  GPtrArray *near = g_ptr_array_new ();
  GPtrArray *far = g_ptr_array_new ();

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const RcSource *source = found->pdata[i];

      if (source->id != carrier->id)
        g_ptr_array_add (source->imported_us == carrier->imported_us ? near : far, found->pdata[i]);
    }
  if (near->len == 0)
    g_ptr_array_extend (near, far, NULL, NULL);
  g_ptr_array_unref (far);
  return near;
}

GPtrArray *
rc_source_digests_find (RcSourceDigests  *self,
                        const RcSource   *carrier,
                        RcHash            hash,
                        const void       *digest,
                        gsize             length,
                        GError          **error)
{
  g_autoptr (GBytes) wanted = g_bytes_new (digest, length);

  if (self->index[hash] == NULL && !make_index (self, hash, error))
    return NULL;
  return prefer_delivery (g_hash_table_lookup (self->index[hash], wanted), carrier);
}
