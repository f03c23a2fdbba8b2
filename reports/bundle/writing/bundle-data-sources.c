/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include <string.h>

#include "core/vault.h"
#include "core/words.h"

/**
 * rc_bundle_source_path:
 *
 * Returns: (transfer full) (nullable): where the bytes of a source are below the bag; %NULL where they are in no file of their own
 */
char *
rc_bundle_source_path (RcBundleWork   *work,
                       const RcSource *source)
{
  g_autofree char *name = NULL;

  if (work->delivered == NULL || g_strcmp0 (source->state, "published") != 0 || !g_hash_table_contains (work->delivered, &source->id))
    return NULL;

  name = rc_bundle_safe_name (source->name);
  return g_strdup_printf ("data/sources/%06" G_GINT64_FORMAT "/%s", source->id, name);
}

static char *
dup_text_of (RcBundleWork *work,
             const char   *sql,
             gint64        id)
{
  RcDatabase *database = rc_case_get_database (work->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, sql, NULL);
  gboolean row = FALSE;
  char *text;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  if (!rc_database_step (database, statement, &row, NULL) || !row)
    return NULL;
  text = rc_database_column_dup (statement, 0);
  sqlite3_reset (statement);
  return text;
}

static void
write_found (RcBundleWork   *work,
             RcJsonWriter   *writer,
             const RcSource *source)
{
  g_autofree char *mapping = dup_text_of (work, "SELECT lower (hex (sha256)) FROM mapping WHERE id = ?1", source->mapping);
  g_autofree char *removed_for = dup_text_of (work, "SELECT removed_for FROM source WHERE id = ?1", source->id);
  g_autofree char *path = rc_bundle_source_path (work, source);

  rc_json_writer_member_string (writer, "name", source->name);
  rc_json_writer_member_string (writer, "importer", source->importer);
  rc_json_writer_member_string (writer, "mapping", mapping);
  rc_json_writer_member_string (writer, "controller", source->controller);
  rc_json_writer_member_string (writer, "obtained", source->obtained);
  rc_bundle_write_time (writer, "as_of", source->as_of_us);
  rc_json_writer_member_string (writer, "as_of_how", source->as_of_how);
  rc_json_writer_member_string (writer, "removed_for", removed_for);
  rc_json_writer_member_string (writer, "path", path);
}

/* One of which nothing is disclosed has no name, and nothing that would tell it. */
static gboolean
add_source (RcBundleWork    *work,
            const RcSource  *source,
            gboolean        *is_first,
            GError         **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", source->id);
  rc_bundle_write_number (writer, "parent", source->parent);
  rc_json_writer_member_string (writer, "derivation", source->derivation);
  rc_json_writer_member_string (writer, "kind", source->kind);
  rc_json_writer_member_string (writer, "framing", rc_framing_to_name (source->framing));
  rc_json_writer_member_integer (writer, "size", (gint64) source->size);
  rc_bundle_write_digest (writer, "sha256", &source->sha256);
  rc_bundle_write_digest (writer, "root", &source->root);
  rc_bundle_write_digest (writer, "rows_digest", &source->rows_digest);
  rc_json_writer_member_integer (writer, "records", (gint64) source->records);
  rc_json_writer_member_integer (writer, "events", (gint64) source->events);
  rc_json_writer_member_integer (writer, "event_rows", (gint64) source->event_rows);
  rc_json_writer_member_integer (writer, "set_aside", (gint64) source->set_aside);
  rc_bundle_write_time (writer, "imported", source->imported_us);
  rc_json_writer_member_string (writer, "state", source->state);
  if (rc_bundle_work_discloses (work, source->id, 0))
    write_found (work, writer, source);
  rc_json_writer_member_boolean (writer, "withheld", !rc_bundle_work_discloses (work, source->id, 0));
  rc_json_writer_end_object (writer);
  return rc_bundle_array_add (work, is_first, writer, error);
}

/* Numbers may lie far apart. 0: there is no further one. */
static gboolean
find_next (RcBundleWork  *work,
           gint64         from,
           gint64        *out_id,
           GError       **error)
{
  RcDatabase *database = rc_case_get_database (work->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT min (id) FROM source WHERE id >= ?1", error);
  gboolean row = FALSE;

  *out_id = 0;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, from);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    *out_id = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
list_sources (RcBundleWork  *work,
              GError       **error)
{
  gint64 id = 0, last = rc_case_get_mark (work->case_file, "source");
  gboolean is_first = TRUE;

  if (!rc_bundle_array_begin (work, "data/sources.json", _("The sources: what they are, and what the program made of them"), "sources", error))
    return FALSE;
  while (TRUE)
    {
      g_autoptr (RcSource) source = NULL;

      if (!find_next (work, id + 1, &id, error))
        return FALSE;
      if (id == 0 || id > last)
        return rc_bundle_array_end (work, error);
      source = rc_source_load (rc_case_get_database (work->case_file), id, error);
      if (source == NULL || !add_source (work, source, &is_first, error))
        return FALSE;
    }
}

static gboolean
copy_source (RcBundleWork    *work,
             RcVault         *vault,
             const RcSource  *source,
             GError         **error)
{
  g_autofree char *path = rc_bundle_source_path (work, source);
  g_autoptr (RcStream) stream = NULL;

  if (path == NULL)
    return TRUE;
  if (work->is_rehearsal)
    {
      rc_bundle_writer_name (work->writer, path, "application/octet-stream", source->name, source->size, &source->sha256);
      return TRUE;
    }

  stream = rc_vault_new_stream (vault, source->start, source->size);
  return rc_bundle_writer_add_stream (work->writer, path, "application/octet-stream", source->name, stream, source->size, &source->sha256,
                                      work->cancellable, error);
}

/**
 * rc_bundle_write_sources:
 *
 * Writes what is known of each source, and in a full bundle the bytes of those that were delivered.
 */
gboolean
rc_bundle_write_sources (RcBundleWork  *work,
                         GError       **error)
{
  g_autoptr (RcVault) vault = rc_vault_new (rc_case_get_database (work->case_file));

  if (!list_sources (work, error))
    return FALSE;
  for (guint i = 0; i < work->sources->len; i++)
    if (!copy_source (work, vault, g_ptr_array_index (work->sources, i), error))
      return FALSE;
  return TRUE;
}
