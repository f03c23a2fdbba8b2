/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include <string.h>

#include "core/words.h"

static gboolean
is_used (RcBundleWork *work,
         gint64        mapping)
{
  for (guint i = 0; i < work->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (work->sources, i);

      if (source->mapping == mapping && rc_bundle_work_discloses (work, source->id, 0))
        return TRUE;
    }
  return FALSE;
}

static gboolean
add_mapping (RcBundleWork  *work,
             sqlite3_stmt  *row,
             GError       **error)
{
  g_autofree char *name = rc_database_column_dup (row, 1);
  g_autofree char *sha256 = rc_database_column_dup (row, 2);
  g_autofree char *text = rc_database_column_dup (row, 3);
  g_autofree char *path = NULL;

  if (text == NULL || sha256 == NULL || !is_used (work, sqlite3_column_int64 (row, 0)))
    return TRUE;

  path = g_strdup_printf ("data/mappings/%s.mapping", sha256);
  return rc_bundle_writer_add (work->writer, path, "text/plain", name, text, strlen (text), error);
}

/**
 * rc_bundle_write_mappings:
 *
 * Writes the text of each mapping by which a source was read.
 */
gboolean
rc_bundle_write_mappings (RcBundleWork  *work,
                          GError       **error)
{
  RcDatabase *database = rc_case_get_database (work->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, name, lower (hex (sha256)), text FROM mapping WHERE id <= ?1 ORDER BY id",
                                                 error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, rc_case_get_mark (work->case_file, "mapping"));
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!add_mapping (work, statement, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
}
