/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "excerpt.h"

#include <string.h>

#include "bounds.h"

void
rc_excerpt_clear (RcExcerpt *self)
{
  g_clear_pointer (&self->path, g_array_unref);
}

void
rc_excerpt_free (RcExcerpt *self)
{
  if (self == NULL)
    return;

  rc_excerpt_clear (self);
  g_free (self);
}

static gint64
get_holder (const RcSource *source)
{
  return rc_source_is_repeat (source) ? source->parent : source->id;
}

/* As tainted as evidence. */
static gboolean
read_path (sqlite3_stmt *statement,
           int           column,
           GArray      **out_path)
{
  int length = sqlite3_column_bytes (statement, column);

  if (length % RC_DIGEST_BYTES != 0 || length > (int) (RC_LIMIT_TREE_HEIGHT * RC_DIGEST_BYTES))
    return FALSE;

  *out_path = g_array_new (FALSE, FALSE, sizeof (RcDigest));
  if (length > 0)
    g_array_append_vals (*out_path, sqlite3_column_blob (statement, column), (guint) length / RC_DIGEST_BYTES);
  return TRUE;
}

/* record, offset, length, path */
static gboolean
take_row (sqlite3_stmt   *statement,
          const RcSource *source,
          RcExcerpt      *out_excerpt)
{
  out_excerpt->record = (guint64) sqlite3_column_int64 (statement, 0);
  out_excerpt->offset = (guint64) sqlite3_column_int64 (statement, 1);
  out_excerpt->length = (guint64) sqlite3_column_int64 (statement, 2);
  return out_excerpt->record >= 1 && out_excerpt->record <= source->records && out_excerpt->offset <= source->size
    && out_excerpt->length <= source->size - out_excerpt->offset && read_path (statement, 3, &out_excerpt->path);
}

static gboolean
refuse_row (const RcSource  *source,
            guint64          record,
            GError         **error)
{
  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED,
               "the place of record %" G_GUINT64_FORMAT " of source %" G_GINT64_FORMAT " in the case is damaged", record, source->id);
  return FALSE;
}

/**
 * rc_excerpt_load:
 * @source: of which not all records are here
 * @record: from 1
 */
gboolean
rc_excerpt_load (RcDatabase      *database,
                 const RcSource  *source,
                 guint64          record,
                 RcExcerpt       *out_excerpt,
                 GError         **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT record, offset, length, path FROM excerpt WHERE source = ?1 AND record = ?2",
                                                 error);
  gboolean row = FALSE;
  gboolean good = FALSE;

  memset (out_excerpt, 0, sizeof *out_excerpt);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, get_holder (source));
  sqlite3_bind_int64 (statement, 2, (gint64) record);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    {
      good = take_row (statement, source, out_excerpt);
      sqlite3_reset (statement);
      return good || refuse_row (source, record, error);
    }

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_WITHHELD,
               "record %" G_GUINT64_FORMAT " of source %" G_GINT64_FORMAT " is withheld from this copy, which holds %" G_GUINT64_FORMAT " of its %"
               G_GUINT64_FORMAT " records; ask whoever made it", record, source->id, source->excerpts, source->records);
  return FALSE;
}

/* How many bytes so many records have at least, and at most; G_MAXUINT64: any number. */
static void
bound_bytes (const RcSource *source,
             guint64         records,
             guint64        *out_least,
             guint64        *out_most)
{
  *out_least = records;
  *out_most = G_MAXUINT64;
  if (source->framing == RC_FRAMING_FIXED)
    *out_least = *out_most = records > G_MAXINT64 / RC_LIMIT_FIXED_TILE_BYTES ? G_MAXINT64 : records * RC_LIMIT_FIXED_TILE_BYTES;
  if (records == 0)
    *out_least = *out_most = 0;
}

/**
 * rc_excerpt_find_fault:
 * @self: tainted
 * @previous: (nullable)
 * @source: tainted
 *
 * Records tile their source from its first byte to its last: what is between two of them must have room there, and nothing is before the first
 * and behind the last.
 *
 * Returns: (transfer none) (nullable): what was expected of it; %NULL where nothing is wrong with its place
 */
const char *
rc_excerpt_find_fault (const RcExcerpt *self,
                       const RcExcerpt *previous,
                       const RcSource  *source)
{
  guint64 last = previous != NULL ? previous->record : 0;
  guint64 end = previous != NULL ? previous->offset + previous->length : 0;
  guint64 least, most;

  if (self->record <= last || self->record > source->records)
    return "records of the source, each once, in their order";
  if (self->length == 0 || self->length > RC_LIMIT_RECORD_RAISED_BYTES)
    return "a record of at least one byte, and of no more than the program reads";
  if (self->offset > source->size || self->length > source->size - self->offset || self->offset < end)
    return "a record that ends within its source and begins behind the one before it";

  bound_bytes (source, self->record - last - 1, &least, &most);
  if (self->offset - end < least || self->offset - end > most)
    return "room for the records before it, and no more than they can fill";

  bound_bytes (source, source->records - self->record, &least, &most);
  if (source->framing == RC_FRAMING_FIXED && least > 0)
    least -= RC_LIMIT_FIXED_TILE_BYTES - 1;     /* the last one may be short */
  if (source->size - self->offset - self->length < least
      || (most == 0 && self->offset + self->length != source->size))
    return "room for the records behind it, and nothing behind the last one";
  if (source->framing == RC_FRAMING_WHOLE && source->records != 1)
    return "one record, of a source that is not parted into records";
  return NULL;
}

/**
 * rc_excerpt_list:
 *
 * Returns: (transfer full) (element-type RcExcerpt): the records of @source that are here, by their numbers
 */
GPtrArray *
rc_excerpt_list (RcDatabase      *database,
                 const RcSource  *source,
                 GError         **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_excerpt_free);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT record, offset, length, path FROM excerpt WHERE source = ?1 ORDER BY record",
                                                 error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, get_holder (source));
  while (TRUE)
    {
      RcExcerpt *excerpt;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);

      excerpt = g_new0 (RcExcerpt, 1);
      g_ptr_array_add (list, excerpt);
      if (!take_row (statement, source, excerpt))
        {
          sqlite3_reset (statement);
          refuse_row (source, excerpt->record, error);
          return NULL;
        }
    }
}

gboolean
rc_excerpt_save (const RcExcerpt  *self,
                 RcDatabase       *database,
                 gint64            source,
                 GError          **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "INSERT INTO excerpt (source, record, offset, length, path) VALUES (?1, ?2, ?3, ?4, ?5)",
                                                 error);

  g_return_val_if_fail (self->path->len <= RC_LIMIT_TREE_HEIGHT, FALSE);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, source);
  sqlite3_bind_int64 (statement, 2, (gint64) self->record);
  sqlite3_bind_int64 (statement, 3, (gint64) self->offset);
  sqlite3_bind_int64 (statement, 4, (gint64) self->length);
  sqlite3_bind_blob64 (statement, 5, self->path->len > 0 ? self->path->data : "", (guint64) self->path->len * RC_DIGEST_BYTES, SQLITE_STATIC);
  return rc_database_run (database, statement, error);
}
