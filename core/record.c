/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "record-proofs.h"

#include <string.h>

#include "bounds.h"
#include "excerpt.h"
#include "life/vault-erase.h"
#include "object-scan.h"
#include "tile.h"

struct _RcRecordReader
{
  RcDatabase *database;
  RcVault    *vault;
  GHashTable *sources;      /* gint64 → RcSource */
  RcHasher   *hasher;
  RcTile      tile;         /* the last one used; tile.source 0: none */
};

void
rc_citation_free (RcCitation *self)
{
  if (self == NULL)
    return;

  g_free (self->locator);
  g_free (self);
}

RcCitation *
rc_citation_copy (const RcCitation *self)
{
  RcCitation *copy = g_memdup2 (self, sizeof *self);

  copy->locator = g_strdup (self->locator);
  return copy;
}

void
rc_record_proof_free (RcRecordProof *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->path, g_array_unref);
  g_free (self);
}

/**
 * rc_record_reader_new:
 * @database: a connection to the case; must outlive the reader
 *
 * Returns: (transfer full): a reader of records, for the thread of the connection
 */
RcRecordReader *
rc_record_reader_new (RcDatabase *database)
{
  RcRecordReader *self = g_new0 (RcRecordReader, 1);

  self->database = database;
  self->vault = rc_vault_new (database);
  self->sources = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) rc_source_free);
  self->hasher = rc_hasher_new ();
  return self;
}

void
rc_record_reader_free (RcRecordReader *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->sources);
  rc_hasher_free (self->hasher);
  rc_vault_free (self->vault);
  g_free (self);
}

RcVault *
rc_record_reader_peek_vault (RcRecordReader *self)
{
  return self->vault;
}

static const RcSource *
peek_source (RcRecordReader  *self,
             gint64           id,
             GError         **error)
{
  RcSource *source = g_hash_table_lookup (self->sources, &id);

  if (source != NULL)
    return source;

  source = rc_source_load (self->database, id, error);
  if (source != NULL)
    g_hash_table_insert (self->sources, &source->id, source);
  return source;
}

/* Where a record stands: its place in its source and its length. A source met again under another name has no tiles of its
 * own; those of the source that it repeats are used. */
static gboolean
locate (RcRecordReader  *self,
        const RcSource  *source,
        guint64          record,
        guint64         *out_offset,
        guint64         *out_length,
        GError         **error)
{
  gint64 tiled = rc_source_is_repeat (source) ? source->parent : source->id;

  if (record == 0 || record > source->records)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND,
                   "source %" G_GINT64_FORMAT " has no record %" G_GUINT64_FORMAT "; it has %" G_GUINT64_FORMAT,
                   source->id, record, source->records);
      return FALSE;
    }

  if (rc_source_is_incomplete (source))
    {
      g_auto (RcExcerpt) excerpt = { 0 };

      if (!rc_excerpt_load (self->database, source, record, &excerpt, error))
        return FALSE;
      *out_offset = excerpt.offset;
      *out_length = excerpt.length;
      return TRUE;
    }

  if (self->tile.source != tiled || record < self->tile.first_record || record - self->tile.first_record >= self->tile.count)
    {
      if (!rc_tile_load (self->database, tiled, record, &self->tile, error))
        {
          self->tile.source = 0;
          return FALSE;
        }
    }

  if (!rc_tile_locate (&self->tile, record, out_offset, out_length)
      || *out_offset > source->size || *out_length > source->size - *out_offset)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
                   "the place of record %" G_GUINT64_FORMAT " of source %" G_GINT64_FORMAT " in the case is damaged",
                   record, source->id);
      return FALSE;
    }

  return TRUE;
}

static gboolean
require_place (const RcSource  *source,
               GError         **error)
{
  if (g_strcmp0 (source->state, RC_SOURCE_REMOVED) != 0 || source->start != RC_SOURCE_NO_PLACE - source->size)
    return TRUE;

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND,
               "source %" G_GINT64_FORMAT " was removed before this copy was made: what came of it is that it was there, with its SHA-256", source->id);
  return FALSE;
}

/* That bytes are gone is told of the source; only of a removed one it can be in order. */
static gboolean
read_bytes (RcRecordReader  *self,
            const RcSource  *source,
            guint64          offset,
            void            *buffer,
            gsize            length,
            GError         **error)
{
  g_autoptr (GError) reason = NULL;
  guint64 erased = 0;

  if (rc_vault_read (self->vault, source->start + offset, buffer, length, &reason))
    return TRUE;
  if (g_strcmp0 (source->state, RC_SOURCE_REMOVED) == 0 && rc_vault_count_erased (self->database, source->id, &erased, NULL) && erased > 0)
    g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND,
                 "source %" G_GINT64_FORMAT " was removed and its bytes were erased since: what remains of it is that it was there, with its SHA-256",
                 source->id);
  else
    g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/**
 * rc_record_reader_read:
 * @record: from 1
 * @out_offset: (out) (optional): its place in the source
 *
 * Returns: (transfer full): the record's bytes with its line end, read from the vault; %RC_CASE_ERROR_WITHHELD where they are not in this copy
 */
GBytes *
rc_record_reader_read (RcRecordReader  *self,
                       gint64           source_id,
                       guint64          record,
                       guint64         *out_offset,
                       GError         **error)
{
  const RcSource *source = peek_source (self, source_id, error);
  g_autofree guint8 *bytes = NULL;
  guint64 offset, length;

  if (source == NULL || !require_place (source, error) || !locate (self, source, record, &offset, &length, error))
    return NULL;

  if (length > RC_LIMIT_RECORD_RAISED_BYTES)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM,
                   "record %" G_GUINT64_FORMAT " of source %" G_GINT64_FORMAT " has %" G_GUINT64_FORMAT
                   " bytes; at most %u are read at once", record, source_id, length, RC_LIMIT_RECORD_RAISED_BYTES);
      return NULL;
    }

  bytes = g_malloc (length + 1);
  if (!read_bytes (self, source, offset, bytes, (gsize) length, error))
    return NULL;

  bytes[length] = 0;
  if (out_offset != NULL)
    *out_offset = offset;
  return g_bytes_new_take (g_steal_pointer (&bytes), (gsize) length);
}

/**
 * rc_record_content_length:
 * @bytes: a record with its line end
 *
 * Returns: bytes without the line end (LF, or CR and LF)
 */
gsize
rc_record_content_length (const char *bytes,
                          gsize       length)
{
  if (length > 0 && bytes[length - 1] == '\n')
    length--;
  if (length > 0 && bytes[length - 1] == '\r')
    length--;
  return length;
}

/**
 * rc_record_find_content:
 * @framing: of the record's source
 * @bytes: a record, tainted
 * @out_length: (out): bytes of its content
 *
 * Returns: the place in the record of what it says: of a line without its line end, of an object without what stands around it
 */
gsize
rc_record_find_content (RcFraming   framing,
                        const char *bytes,
                        gsize       length,
                        gsize      *out_length)
{
  if (framing == RC_FRAMING_OBJECTS)
    return rc_object_scan_trim (bytes, length, out_length);

  *out_length = rc_record_content_length (bytes, length);
  return 0;
}

/**
 * rc_record_reader_read_content:
 *
 * Returns: (transfer full): the content of the record, see rc_record_find_content()
 */
GBytes *
rc_record_reader_read_content (RcRecordReader  *self,
                               gint64           source_id,
                               guint64          record,
                               GError         **error)
{
  g_autoptr (GBytes) bytes = rc_record_reader_read (self, source_id, record, NULL, error);
  const RcSource *source = bytes != NULL ? peek_source (self, source_id, error) : NULL;
  gsize begin, length;

  if (source == NULL)
    return NULL;

  begin = rc_record_find_content (source->framing, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &length);
  return g_bytes_new_from_bytes (bytes, begin, length);
}

/**
 * rc_record_reader_cite:
 * @offset: of the cited bytes in the record
 * @length: of the cited bytes; %G_MAXUINT64 for all to the end of the record's content, from its beginning where @offset is before it
 * @locator: (nullable): where in the record
 *
 * Returns: (transfer full): a citation with both digests, computed from the record as the vault has it now
 */
RcCitation *
rc_record_reader_cite (RcRecordReader  *self,
                       gint64           source,
                       guint64          record,
                       guint64          offset,
                       guint64          length,
                       const char      *locator,
                       GError         **error)
{
  guint64 place = 0;
  g_autoptr (GBytes) bytes = rc_record_reader_read (self, source, record, &place, error);
  const RcSource *of = bytes != NULL ? peek_source (self, source, error) : NULL;
  RcCitation *citation;
  const char *data;
  gsize size, content, begin;

  if (of == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &size);
  begin = rc_record_find_content (of->framing, data, size, &content);
  offset = MIN (length == G_MAXUINT64 ? MAX (offset, begin) : offset, begin + content);

  citation = g_new0 (RcCitation, 1);
  citation->source = source;
  citation->record = record;
  citation->offset = place + offset;
  citation->length = MIN (length, begin + content - offset);
  citation->locator = g_strdup (locator != NULL ? locator : "");
  rc_hasher_update (self->hasher, data + begin, content);
  rc_hasher_finish (self->hasher, &citation->record_sha256);
  rc_tree_leaf (self->hasher, data, size, &citation->leaf_sha256);
  return citation;
}

/* Leaves of the tile that holds the record, each hashed again from the vault's bytes. */
static GArray *
hash_tile (RcRecordReader  *self,
           const RcSource  *source,
           guint64          first_record,
           guint64          count,
           GError         **error)
{
  g_autoptr (GArray) leaves = g_array_new (FALSE, FALSE, sizeof (RcDigest));

  for (guint64 i = 0; i < count; i++)
    {
      g_autoptr (GBytes) bytes = rc_record_reader_read (self, source->id, first_record + i, NULL, error);
      RcDigest leaf;

      if (bytes == NULL)
        return NULL;
      rc_tree_leaf (self->hasher, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &leaf);
      g_array_append_val (leaves, leaf);
    }
  return g_steal_pointer (&leaves);
}

/* Of a source that is not here whole: the path came with the record, and is as tainted as that. */
static RcRecordProof *
prove_excerpt (RcRecordReader  *self,
               const RcSource  *source,
               guint64          record,
               GError         **error)
{
  g_autoptr (RcRecordProof) proof = g_new0 (RcRecordProof, 1);
  g_auto (RcExcerpt) excerpt = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GArray) steps = NULL;

  if (!rc_excerpt_load (self->database, source, record, &excerpt, error))
    return NULL;
  bytes = rc_record_reader_read (self, source->id, record, NULL, error);
  if (bytes == NULL)
    return NULL;

  rc_tree_leaf (self->hasher, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &proof->leaf);
  proof->index = record - 1;
  proof->size = source->records;
  proof->path = g_steal_pointer (&excerpt.path);
  proof->stored_root = source->root;
  steps = rc_tree_list_steps (&proof->leaf, proof->index, proof->size, (RcDigest *) proof->path->data, proof->path->len);
  if (steps != NULL)
    proof->root = steps->len > 0 ? g_array_index (steps, RcTreeStep, steps->len - 1).result : proof->leaf;
  proof->holds = rc_tree_verify_inclusion (&proof->leaf, proof->index, proof->size,
                                           (RcDigest *) proof->path->data, proof->path->len, &source->root);
  return g_steal_pointer (&proof);
}

/* What the proofs of several records share: the leaves of one tile, and the hashes of all tiles of the source. */
typedef struct
{
  guint64  first_record;     /* of the tile; 0: none yet */
  GArray  *leaves;
  GArray  *tiles;
} Shared;

static void
shared_clear (Shared *self)
{
  g_clear_pointer (&self->leaves, g_array_unref);
  g_clear_pointer (&self->tiles, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shared, shared_clear)

static gboolean
share_tile (RcRecordReader  *self,
            const RcSource  *source,
            Shared          *shared,
            GError         **error)
{
  gsize index = (gsize) ((self->tile.first_record - 1) / RC_LIMIT_TILE_LEAVES);

  if (shared->first_record == self->tile.first_record)
    return TRUE;

  if (shared->tiles == NULL)
    shared->tiles = rc_tile_list_hashes (self->database, rc_source_is_repeat (source) ? source->parent : source->id, error);
  if (shared->tiles == NULL)
    return FALSE;
  if (index >= shared->tiles->len)
    {
      g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
                   "the tree of source %" G_GINT64_FORMAT " in the case is damaged", source->id);
      return FALSE;
    }

  g_clear_pointer (&shared->leaves, g_array_unref);
  shared->first_record = self->tile.first_record;
  shared->leaves = hash_tile (self, source, self->tile.first_record, self->tile.count, error);
  if (shared->leaves == NULL)
    return FALSE;

  rc_tree_root ((RcDigest *) shared->leaves->data, shared->leaves->len, &g_array_index (shared->tiles, RcDigest, index));
  return TRUE;
}

static RcRecordProof *
prove (RcRecordReader  *self,
       const RcSource  *source,
       guint64          record,
       Shared          *shared,
       GError         **error)
{
  g_autoptr (RcRecordProof) proof = NULL;
  g_autoptr (GArray) upper = NULL;
  guint64 offset, length;
  gsize in_tile, tile_index;

  if (!locate (self, source, record, &offset, &length, error))
    return NULL;
  if (rc_source_is_incomplete (source))
    return prove_excerpt (self, source, record, error);
  if (!share_tile (self, source, shared, error))
    return NULL;

  in_tile = (gsize) (record - shared->first_record);
  tile_index = (gsize) ((shared->first_record - 1) / RC_LIMIT_TILE_LEAVES);
  proof = g_new0 (RcRecordProof, 1);
  proof->leaf = g_array_index (shared->leaves, RcDigest, in_tile);
  proof->index = record - 1;
  proof->size = source->records;
  proof->path = rc_tree_path ((RcDigest *) shared->leaves->data, shared->leaves->len, in_tile);
  upper = rc_tree_path ((RcDigest *) shared->tiles->data, shared->tiles->len, tile_index);
  g_array_append_vals (proof->path, upper->data, upper->len);
  rc_tree_root ((RcDigest *) shared->tiles->data, shared->tiles->len, &proof->root);
  proof->stored_root = source->root;
  proof->holds = rc_tree_verify_inclusion (&proof->leaf, proof->index, proof->size,
                                           (RcDigest *) proof->path->data, proof->path->len, &source->root);
  return g_steal_pointer (&proof);
}

/**
 * rc_record_reader_prove:
 * @record: from 1
 *
 * Makes the inclusion proof of a record (RFC 6962 section 2.1.1) from the bytes in the vault: the leaves of its tile are
 * hashed again, the other tiles enter with the hashes that the case keeps. Of a source that is not here whole the path is the one that came
 * with the record. %RC_CASE_ERROR_WITHHELD where the record is not in this copy.
 *
 * Returns: (transfer full): the proof, with whether it leads to the root of the source's row
 */
RcRecordProof *
rc_record_reader_prove (RcRecordReader  *self,
                        gint64           source_id,
                        guint64          record,
                        GError         **error)
{
  const RcSource *source = peek_source (self, source_id, error);
  g_auto (Shared) shared = { 0 };

  return source != NULL ? prove (self, source, record, &shared, error) : NULL;
}

/**
 * rc_record_reader_prove_several:
 * @records: (element-type guint64): ascending
 *
 * The proofs of several records of one source: a tile in which more than one stands is hashed once.
 *
 * Returns: (transfer full) (element-type RcRecordProof): as rc_record_reader_prove() answers, in the order of @records
 */
GPtrArray *
rc_record_reader_prove_several (RcRecordReader  *self,
                                gint64           source_id,
                                const GArray    *records,
                                GError         **error)
{
  const RcSource *source = peek_source (self, source_id, error);
  g_autoptr (GPtrArray) proofs = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_record_proof_free);
  g_auto (Shared) shared = { 0 };

  if (source == NULL)
    return NULL;

  for (guint i = 0; i < records->len; i++)
    {
      RcRecordProof *proof = prove (self, source, g_array_index (records, guint64, i), &shared, error);

      if (proof == NULL)
        return NULL;
      g_ptr_array_add (proofs, proof);
    }
  return g_steal_pointer (&proofs);
}
