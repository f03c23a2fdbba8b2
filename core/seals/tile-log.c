/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/tile-log.h"

#include <string.h>

#include "core/seals/seal-work.h"
#include "core/seals/tile-entries.h"

void
rc_tile_log_free (RcTileLog *self)
{
  if (self == NULL)
    return;

  g_free (self->folder);
  g_ptr_array_unref (self->files);
  g_hash_table_unref (self->nodes);
  g_free (self);
}

static RcTileLog *
tile_log_new (RcSealContext *context,
              const char    *folder)
{
  RcTileLog *self = g_new0 (RcTileLog, 1);

  self->context = context;
  self->folder = g_strdup (folder);
  self->files = g_ptr_array_new_with_free_func (g_free);
  self->nodes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

/* --- Which files there are --- */

static int
compare_place (const RcTilePath *a,
               const RcTilePath *b)
{
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  if (a->level != b->level)
    return a->level < b->level ? -1 : 1;
  return a->index < b->index ? -1 : a->index > b->index;
}

static int
compare_files (gconstpointer a,
               gconstpointer b)
{
  const RcTileFile *left = *(const RcTileFile * const *) a;
  const RcTileFile *right = *(const RcTileFile * const *) b;
  int place = compare_place (&left->path, &right->path);

  if (place != 0)
    return place;
  if (left->path.width != right->path.width)
    return left->path.width > right->path.width ? -1 : 1;
  return left->source->id > right->source->id ? -1 : left->source->id < right->source->id;
}

static void
take_source (RcSealContext  *context,
             GHashTable     *logs,
             const RcSource *source)
{
  g_autofree char *folder = NULL;
  RcTileFile *file;
  RcTilePath path;
  RcTileLog *log;
  gsize length;

  if (!rc_seal_work_is_file (source) || !rc_tile_path_parse (source->name, &path, &length))
    return;

  folder = g_strndup (source->name, length);
  log = g_hash_table_lookup (logs, folder);
  if (log == NULL)
    {
      log = tile_log_new (context, folder);
      g_hash_table_insert (logs, log->folder, log);
    }
  file = g_new (RcTileFile, 1);
  file->path = path;
  file->source = source;
  g_ptr_array_add (log->files, file);
}

/**
 * rc_tile_logs_find:
 *
 * Tiles are nothing but hashes, or entries of any kind: they are known by their names alone. That they are what they seem is shown by
 * the head that they lead to.
 */
GHashTable *
rc_tile_logs_find (RcSealContext *context)
{
  GHashTable *logs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) rc_tile_log_free);
  GHashTableIter iter;
  gpointer log;

  for (guint i = 0; i < context->sources->len; i++)
    take_source (context, logs, context->sources->pdata[i]);
  g_hash_table_iter_init (&iter, logs);
  while (g_hash_table_iter_next (&iter, NULL, &log))
    g_ptr_array_sort (((RcTileLog *) log)->files, compare_files);
  return logs;
}

RcTileLog *
rc_tile_logs_pick (GHashTable     *logs,
                   RcSealContext  *context,
                   const RcSource *source)
{
  g_autofree char *folder = rc_seal_context_dup_folder (context, source);

  return g_hash_table_lookup (logs, folder);
}

/* The widest and latest file of a place; (nullable). */
static const RcTileFile *
find_file (RcTileLog  *self,
           RcTileKind  kind,
           guint       level,
           guint64     index)
{
  const RcTilePath wanted = { .kind = kind, .level = level, .index = index };
  guint low = 0;
  guint high = self->files->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_place (&((const RcTileFile *) self->files->pdata[middle])->path, &wanted) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == self->files->len || compare_place (&((const RcTileFile *) self->files->pdata[low])->path, &wanted) != 0)
    return NULL;
  return self->files->pdata[low];
}

/* --- Hashes --- */

GArray *
rc_tile_file_read (RcTileLog         *self,
                   const RcTileFile  *file,
                   GError           **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GArray *hashes;

  if (file->source->size != file->path.width * RC_DIGEST_BYTES)
    return NULL;
  bytes = rc_seal_context_read (self->context, file->source, &local_error);
  if (bytes == NULL)
    {
      if (local_error != NULL)
        (void) rc_seal_context_tolerate (&local_error, error);
      return NULL;
    }

  hashes = g_array_sized_new (FALSE, FALSE, sizeof (RcDigest), file->path.width);
  return g_array_append_vals (hashes, g_bytes_get_data (bytes, NULL), file->path.width);
}

GArray *
rc_tile_log_stored (RcTileLog  *self,
                    guint       level,
                    guint64     index,
                    GError    **error)
{
  const RcTileFile *file = find_file (self, RC_TILE_HASHES, level, index);

  return file != NULL ? rc_tile_file_read (self, file, error) : NULL;
}

/* A log that serves its entries alone: the hashes of the leaves are computed. */
static GArray *
hash_entries (RcTileLog  *self,
              guint64     index,
              guint       count,
              GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GArray) entries = NULL;
  const RcTileFile *file = NULL;
  const char *fault = NULL;
  GArray *hashes;

  for (RcTileKind kind = RC_TILE_ENTRIES; kind <= RC_TILE_CERTIFICATES && file == NULL; kind++)
    file = find_file (self, kind, 0, index);
  if (file == NULL)
    return NULL;
  bytes = rc_seal_context_read (self->context, file->source, &local_error);
  if (local_error != NULL)
    (void) rc_seal_context_tolerate (&local_error, error);
  if (bytes == NULL)
    return NULL;

  entries = rc_tile_entries_read (file->path.kind, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &fault);
  if (entries == NULL || entries->len < count)
    return NULL;
  hashes = g_array_sized_new (FALSE, FALSE, sizeof (RcDigest), count);
  for (guint i = 0; i < count; i++)
    g_array_append_val (hashes, g_array_index (entries, RcTileEntry, i).leaf);
  return hashes;
}

/* The root of a full tile, which is a hash of the level above. */
static gboolean
compute_node (RcTileLog  *self,
              guint       level,
              guint64     index,
              RcDigest   *out_node,
              GError    **error)
{
  g_autoptr (GArray) hashes = NULL;
  gint64 key = (gint64) ((guint64) level << 56 | index);
  const RcDigest *known = g_hash_table_lookup (self->nodes, &key);

  if (known != NULL)
    {
      *out_node = *known;
      return TRUE;
    }
  hashes = rc_tile_log_hashes (self, level - 1, index, RC_TILE_HASHES_FULL, error);
  if (hashes == NULL)
    return FALSE;

  rc_tree_root ((const RcDigest *) hashes->data, hashes->len, out_node);
  g_hash_table_insert (self->nodes, g_memdup2 (&key, sizeof key), g_memdup2 (out_node, sizeof *out_node));
  return TRUE;
}

static GArray *
compute_hashes (RcTileLog  *self,
                guint       level,
                guint64     index,
                guint       count,
                GError    **error)
{
  g_autoptr (GArray) hashes = g_array_sized_new (FALSE, FALSE, sizeof (RcDigest), count);

  if (index > (G_MAXUINT64 >> 8) / RC_TILE_HASHES_FULL)
    return NULL;
  for (guint i = 0; i < count; i++)
    {
      RcDigest node;

      if (!compute_node (self, level, index * RC_TILE_HASHES_FULL + i, &node, error))
        return NULL;
      g_array_append_val (hashes, node);
    }
  return g_steal_pointer (&hashes);
}

GArray *
rc_tile_log_hashes (RcTileLog  *self,
                    guint       level,
                    guint64     index,
                    guint       count,
                    GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GArray) stored = rc_tile_log_stored (self, level, index, &local_error);

  if (stored != NULL && stored->len >= count)
    return g_array_set_size (g_steal_pointer (&stored), count);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return level == 0 ? hash_entries (self, index, count, error) : compute_hashes (self, level, index, count, error);
}

/* --- Roots --- */

/**
 * rc_tile_log_root:
 * @size: tainted: leaves, from the first
 *
 * Level by level the hashes behind the last full tile, and what was left of the level below, give what is left for the level above: a
 * tile holds a power of two of hashes, so that this is the tree over all leaves.
 */
gboolean
rc_tile_log_root (RcTileLog  *self,
                  guint64     size,
                  RcDigest   *out_root,
                  GError    **error)
{
  gboolean has_rest = FALSE;
  RcDigest rest;

  if (size == 0)
    {
      rc_tree_root (NULL, 0, out_root);
      return TRUE;
    }

  for (guint level = 0; level < RC_TILE_LEVELS && size > 0; level++, size /= RC_TILE_HASHES_FULL)
    {
      guint count = (guint) (size % RC_TILE_HASHES_FULL);
      g_autoptr (GArray) hashes = NULL;

      if (count == 0)
        continue;
      hashes = rc_tile_log_hashes (self, level, size / RC_TILE_HASHES_FULL, count, error);
      if (hashes == NULL)
        return FALSE;
      if (has_rest)
        g_array_append_val (hashes, rest);
      rc_tree_root ((const RcDigest *) hashes->data, hashes->len, &rest);
      has_rest = TRUE;
    }
  *out_root = rest;
  return TRUE;
}
