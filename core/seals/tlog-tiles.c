/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/tlog-tiles.h"

#include <string.h>

#include "core/seals/tile-entries.h"
#include "core/tree.h"

/* The files of a log while they are looked at one by one. */
typedef struct
{
  RcTlogFiles *result;
  RcSealWork  *work;
  RcTileLog   *log;
  guint        place;         /* of the file among all */
  guint        above_level;   /* the tile of a higher level that was read last */
  guint64      above_index;
  GArray      *above;
} Walk;

static void
walk_clear (Walk *self)
{
  g_clear_pointer (&self->above, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Walk, walk_clear)

void
rc_tlog_files_clear (RcTlogFiles *self)
{
  g_clear_pointer (&self->results, g_array_unref);
}

static void
find_against (Walk      *walk,
              RcVerdict  verdict)
{
  RcVerdict *result = &g_array_index (walk->result->results, RcVerdict, walk->place);

  *result = rc_verdict_worst (*result, verdict);
  walk->result->worst = rc_verdict_worst (walk->result->worst, verdict);
}

/* --- Tiles of hashes --- */

static void
tell_hashes (Walk             *walk,
             const RcTileFile *file,
             const RcDigest   *expected,
             const RcDigest   *found,
             const char       *what)
{
  g_autofree char *expected_hex = rc_digest_dup_hex (expected);
  g_autofree char *found_hex = rc_digest_dup_hex (found);

  find_against (walk, RC_VERDICT_INVALID);
  rc_seal_work_tell (walk->work, RC_EXCEPTION_DIGEST_MISMATCH, file->source, expected_hex, found_hex, "The tile “%s” of a log is not %s.",
                     file->source->name, what);
}

/* Narrower tiles of earlier days are the beginning of wider ones, and what was delivered again is the same. */
static gboolean
check_against_widest (Walk              *walk,
                      const RcTileFile  *file,
                      const GArray      *hashes,
                      GError           **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GArray) widest = rc_tile_log_stored (walk->log, file->path.level, file->path.index, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  for (guint i = 0; widest != NULL && i < MIN (hashes->len, widest->len); i++)
    {
      const RcDigest *expected = &g_array_index (widest, RcDigest, i);
      const RcDigest *found = &g_array_index (hashes, RcDigest, i);

      if (!rc_digest_equal (expected, found))
        {
          tell_hashes (walk, file, expected, found, "the one that was delivered as a wider tile or another time");
          return TRUE;
        }
    }
  return TRUE;
}

static gboolean
read_above (Walk     *walk,
            guint     level,
            guint64   index,
            GError  **error)
{
  g_autoptr (GError) local_error = NULL;

  if (walk->above != NULL && walk->above_level == level && walk->above_index == index)
    return TRUE;

  g_clear_pointer (&walk->above, g_array_unref);
  walk->above = rc_tile_log_stored (walk->log, level, index, &local_error);
  walk->above_level = level;
  walk->above_index = index;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The root of a full tile stands in the tile above it, where that came too. */
static gboolean
check_against_above (Walk              *walk,
                     const RcTileFile  *file,
                     const RcDigest    *leaves,
                     guint              count,
                     GError           **error)
{
  guint place = (guint) (file->path.index % RC_TILE_HASHES_FULL);
  const RcDigest *expected;
  RcDigest root;

  if (count < RC_TILE_HASHES_FULL || file->path.level + 1 >= RC_TILE_LEVELS)
    return TRUE;
  if (!read_above (walk, file->path.level + 1, file->path.index / RC_TILE_HASHES_FULL, error))
    return FALSE;
  if (walk->above == NULL || walk->above->len <= place)
    return TRUE;

  expected = &g_array_index (walk->above, RcDigest, place);
  rc_tree_root (leaves, count, &root);
  if (!rc_digest_equal (expected, &root))
    tell_hashes (walk, file, expected, &root, "the one whose root stands in the tile above it");
  return TRUE;
}

static gboolean
check_hashes (Walk              *walk,
              const RcTileFile  *file,
              GError           **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GArray) hashes = rc_tile_file_read (walk->log, file, &local_error);
  g_autofree char *found = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (hashes != NULL)
    return check_against_widest (walk, file, hashes, error)
           && check_against_above (walk, file, (const RcDigest *) hashes->data, hashes->len, error);
  if (file->source->size == file->path.width * RC_DIGEST_BYTES)
    {
      find_against (walk, RC_VERDICT_UNVERIFIABLE);
      return TRUE;
    }

  found = g_strdup_printf ("%" G_GUINT64_FORMAT " bytes", file->source->size);
  find_against (walk, RC_VERDICT_MALFORMED);
  rc_seal_work_tell (walk->work, RC_EXCEPTION_SEAL_MALFORMED, file->source, "as many hashes of 32 bytes as its name says", found,
                     "The tile “%s” of a log does not hold as many hashes as its name says.", file->source->name);
  return TRUE;
}

/* --- Bundles of entries --- */

static guint64
first_leaf (const RcTileFile *file)
{
  return file->path.index * RC_TILE_HASHES_FULL;
}

static void
tell_entry (Walk              *walk,
            const RcTileFile  *file,
            GBytes            *bytes,
            const RcTileEntry *entry,
            guint64            number,
            const RcDigest    *expected)
{
  g_autofree char *expected_hex = rc_digest_dup_hex (expected);
  g_autofree char *found_hex = rc_digest_dup_hex (&entry->leaf);

  find_against (walk, RC_VERDICT_INVALID);
  rc_seal_work_tell_at (walk->work, RC_EXCEPTION_DIGEST_MISMATCH, file->source, bytes, entry->offset, expected_hex, found_hex,
                        "Entry %" G_GUINT64_FORMAT " of the log, in “%s”, is not the one whose hash the log holds.", number,
                        file->source->name);
}

/* Whether this is the first file of its place: each entry is counted once. */
static gboolean
is_first_of_place (Walk             *walk,
                   const RcTileFile *file)
{
  const RcTileFile *before = walk->place > 0 ? walk->log->files->pdata[walk->place - 1] : NULL;

  return before == NULL || before->path.kind != file->path.kind || before->path.index != file->path.index;
}

static void
compare_entries (Walk             *walk,
                 const RcTileFile *file,
                 GBytes           *bytes,
                 const GArray     *entries,
                 const GArray     *leaves)
{
  guint64 left = walk->result->size > first_leaf (file) ? walk->result->size - first_leaf (file) : 0;
  guint n_failed = 0;
  guint n_inside = (guint) MIN (left, entries->len);

  for (guint i = 0; i < entries->len; i++)
    {
      const RcTileEntry *entry = &g_array_index (entries, RcTileEntry, i);
      const RcDigest *leaf = &g_array_index (leaves, RcDigest, i);

      if (rc_digest_equal (&entry->leaf, leaf))
        continue;
      tell_entry (walk, file, bytes, entry, first_leaf (file) + i, leaf);
      n_failed += i < n_inside;
    }
  if (!is_first_of_place (walk, file))
    return;

  walk->result->seen += n_inside;
  walk->result->checked += n_inside - n_failed;
  walk->result->beyond += entries->len - n_inside;
}

static gboolean
compare_with_leaves (Walk              *walk,
                     const RcTileFile  *file,
                     GBytes            *bytes,
                     const GArray      *entries,
                     GError           **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GArray) leaves = rc_tile_log_hashes (walk->log, 0, file->path.index, entries->len, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (leaves == NULL)
    {
      find_against (walk, RC_VERDICT_UNVERIFIABLE);
      return TRUE;
    }
  compare_entries (walk, file, bytes, entries, leaves);
  return check_against_above (walk, file, (const RcDigest *) leaves->data, leaves->len, error);
}

static void
tell_malformed (Walk             *walk,
                const RcTileFile *file,
                const char       *fault)
{
  find_against (walk, RC_VERDICT_MALFORMED);
  rc_seal_work_tell (walk->work, RC_EXCEPTION_SEAL_MALFORMED, file->source, "as many entries as its name says", fault,
                     "“%s” is named like entries of a log, but %s.", file->source->name, fault);
}

static gboolean
check_entries (Walk              *walk,
               const RcTileFile  *file,
               GError           **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = rc_seal_context_read (walk->work->context, file->source, &local_error);
  g_autoptr (GArray) entries = NULL;
  const char *fault = NULL;

  if (local_error != NULL && !rc_seal_context_tolerate (&local_error, error))
    return FALSE;
  if (bytes == NULL)
    {
      find_against (walk, RC_VERDICT_UNVERIFIABLE);
      return TRUE;
    }

  entries = rc_tile_entries_read (file->path.kind, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &fault);
  if (entries != NULL && entries->len == file->path.width)
    return compare_with_leaves (walk, file, bytes, entries, error);

  tell_malformed (walk, file, fault != NULL ? fault : "it does not hold as many entries as its name says");
  return TRUE;
}

/* --- All files --- */

/* Whether all of a file lies behind the last leaf of the head. */
static gboolean
is_beyond (Walk             *walk,
           const RcTileFile *file)
{
  guint64 width = RC_TILE_HASHES_FULL;

  /* Leaves under one hash of the level; a tile so high that they cannot be counted lies behind every head. */
  for (guint i = 0; i < file->path.level; i++)
    {
      if (width > G_MAXUINT64 / RC_TILE_HASHES_FULL)
        return file->path.index > 0;
      width *= RC_TILE_HASHES_FULL;
    }
  return file->path.index > G_MAXUINT64 / width || file->path.index * width >= walk->result->size;
}

/**
 * rc_tlog_files_check:
 * @self: (out): cleared by rc_tlog_files_clear()
 *
 * Holds each file of a log against the others: narrower tiles against wider ones, roots of tiles against the tiles above, entries against
 * the hashes of their leaves.
 *
 * Returns: %FALSE with @error where the case could not be read
 */
gboolean
rc_tlog_files_check (RcTlogFiles  *self,
                     RcSealWork   *work,
                     RcTileLog    *log,
                     guint64       size,
                     GError      **error)
{
  g_auto (Walk) walk = { .result = self, .work = work, .log = log };
  const RcVerdict valid = RC_VERDICT_VALID;

  self->results = g_array_new (FALSE, FALSE, sizeof (RcVerdict));
  self->worst = RC_VERDICT_VALID;
  self->size = size;
  for (walk.place = 0; walk.place < log->files->len; walk.place++)
    {
      const RcTileFile *file = log->files->pdata[walk.place];

      if (g_cancellable_set_error_if_cancelled (work->context->cancellable, error))
        return FALSE;
      g_array_append_val (self->results, valid);
      if (!(file->path.kind == RC_TILE_HASHES ? check_hashes (&walk, file, error) : check_entries (&walk, file, error)))
        return FALSE;
      if (is_beyond (&walk, file))
        g_array_index (self->results, RcVerdict, walk.place) = rc_verdict_worst (g_array_index (self->results, RcVerdict, walk.place),
                                                                                 RC_VERDICT_NOT_COVERED);
    }
  return TRUE;
}
