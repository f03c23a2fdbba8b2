/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importer.h"

/*
 * Which importer read a source. A source that was read by a mapping is read again by the text of that mapping as the case keeps
 * it, even if the program's own mapping of the same id has changed since.
 */

#define PINNED_KEY "rc-importer-pinned"

static void
free_importer (gpointer data)
{
  RcImporter *importer = data;

  importer->free (importer);
}

static void
free_table (gpointer data)
{
  g_hash_table_unref (data);
}

/* Mapping id → importer made from it; kept as long as the case. */
static GHashTable *
get_pinned_table (RcCase *case_file)
{
  GHashTable *table = g_object_get_data (G_OBJECT (case_file), PINNED_KEY);

  if (table != NULL)
    return table;

  table = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_importer);
  g_object_set_data_full (G_OBJECT (case_file), PINNED_KEY, table, free_table);
  return table;
}

static RcImporter *
make_from_row (sqlite3_stmt *statement,
               gint64        id,
               GError      **error)
{
  g_autofree char *name = rc_database_column_dup (statement, 0);
  g_autofree char *text = rc_database_column_dup (statement, 2);
  gsize length = (gsize) sqlite3_column_bytes (statement, 2);
  RcDigest stored, computed;

  if (text == NULL)
    {
      g_set_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING,
                   "mapping %" G_GINT64_FORMAT " of the case has no text", id);
      return NULL;
    }

  rc_digest_compute (text, length, &computed);
  if (!rc_database_column_digest (statement, 1, &stored) || !rc_digest_equal (&stored, &computed))
    {
      g_set_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING,
                   "mapping %" G_GINT64_FORMAT " of the case (%s) is not the text that its digest stands for", id,
                   name != NULL ? name : "");
      return NULL;
    }

  return rc_importer_from_pinned_mapping (text, length, name != NULL ? name : "", error);
}

static RcImporter *
load_pinned (RcCase *case_file,
             gint64  id,
             GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT name, sha256, text FROM mapping WHERE id = ?1", error);
  RcImporter *importer;
  gboolean is_row;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, id);
  if (!rc_database_step (database, statement, &is_row, error))
    return NULL;
  if (!is_row)
    {
      g_set_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_UNKNOWN,
                   "the case has no mapping %" G_GINT64_FORMAT, id);
      return NULL;
    }

  importer = make_from_row (statement, id, error);
  sqlite3_reset (statement);
  return importer;
}

/**
 * rc_importer_for_source:
 * @case_file: the case of @source
 * @source: a source with an importer
 *
 * Finds the importer that read a source: the mapping pinned in the case where there is one, else the registered importer of
 * that id. Not thread-safe for one case; what it returns may be used by several threads.
 *
 * Returns: (transfer none) (nullable): kept with the case; %NULL with RC_IMPORTER_ERROR_UNKNOWN where the source has no importer or
 *   this program does not know it, RC_IMPORTER_ERROR_MAPPING where the pinned mapping cannot be read
 */
const RcImporter *
rc_importer_for_source (RcCase         *case_file,
                        const RcSource *source,
                        GError        **error)
{
  GHashTable *pinned;
  RcImporter *importer;
  const RcImporter *known;

  g_return_val_if_fail (RC_IS_CASE (case_file) && source != NULL, NULL);

  if (source->mapping == 0)
    {
      known = rc_importer_by_id (source->importer);
      if (known == NULL)
        g_set_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_UNKNOWN, "%s: no importer “%s” in this program",
                     source->name, source->importer != NULL ? source->importer : "");
      return known;
    }

  pinned = get_pinned_table (case_file);
  importer = g_hash_table_lookup (pinned, &source->mapping);
  if (importer != NULL)
    return importer;

  importer = load_pinned (case_file, source->mapping, error);
  if (importer != NULL)
    g_hash_table_insert (pinned, g_memdup2 (&source->mapping, sizeof source->mapping), importer);
  return importer;
}
