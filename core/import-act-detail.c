/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-act.h"

#include "json-writer.h"

/* What the custody log says of an import act. */

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return GPOINTER_TO_INT (a) - GPOINTER_TO_INT (b);
}

static gboolean
write_mapping (RcImportAct   *self,
               RcJsonWriter  *writer,
               gint64         id,
               GError       **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database, "SELECT name, lower (hex (sha256)) FROM mapping WHERE id = ?", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  if (!rc_database_step (self->database, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "name", (const char *) sqlite3_column_text (statement, 0));
  rc_json_writer_member_string (writer, "sha256", (const char *) sqlite3_column_text (statement, 1));
  rc_json_writer_end_object (writer);
  sqlite3_reset (statement);
  return TRUE;
}

/* By which texts the sources of this act were read. */
static gboolean
write_mappings (RcImportAct   *self,
                RcJsonWriter  *writer,
                GError       **error)
{
  g_autoptr (GList) ids = g_list_sort (g_hash_table_get_values (self->mappings), compare_ids);

  rc_json_writer_name (writer, "mappings");
  rc_json_writer_begin_array (writer);
  for (const GList *id = ids; id != NULL; id = id->next)
    if (!write_mapping (self, writer, (gint64) GPOINTER_TO_SIZE (id->data), error))
      return FALSE;
  rc_json_writer_end_array (writer);
  return TRUE;
}

/* All by which the same bytes would be read otherwise: with it the act can be repeated (import-history.h). */
static void
write_options (const RcImportOptions *options,
               RcJsonWriter          *writer)
{
  if (options->has_as_of)
    {
      g_autofree char *as_of = rc_time_format_utc (options->as_of_us);

      rc_json_writer_member_string (writer, "as_of", as_of);
    }
  if (options->record_limit > 0)
    rc_json_writer_member_integer (writer, "record_limit", (gint64) options->record_limit);
  if (options->has_zone)
    rc_json_writer_member_integer (writer, "zone_minutes", options->zone_minutes);
  if (options->importer_id != NULL)
    rc_json_writer_member_string (writer, "importer", options->importer_id);
  if (options->keep_whole)
    rc_json_writer_member_boolean (writer, "whole", TRUE);
  if (options->mapping_text != NULL)
    {
      g_autofree char *hex = NULL;
      RcDigest digest;

      rc_digest_compute (options->mapping_text, options->mapping_length, &digest);
      hex = rc_digest_dup_hex (&digest);
      rc_json_writer_member_string (writer, "mapping", hex);
    }
}

static void
write_modified (const RcImportAct     *self,
                const RcImportStretch *stretch,
                RcJsonWriter          *writer)
{
  gboolean is_any = FALSE;

  for (guint i = 0; i < self->modified->len; i++)
    {
      const RcImportModified *modified = &g_array_index (self->modified, RcImportModified, i);

      if (modified->source < stretch->first || modified->source >= stretch->end)
        continue;
      if (!is_any)
        {
          rc_json_writer_name (writer, "modified");
          rc_json_writer_begin_array (writer);
          is_any = TRUE;
        }
      rc_json_writer_begin_array (writer);
      rc_json_writer_integer (writer, modified->source);
      rc_json_writer_integer (writer, modified->modified_us);
      rc_json_writer_end_array (writer);
    }
  if (is_any)
    rc_json_writer_end_array (writer);
}

/* Digest of the index rows of this act, for the custody log: `verify` computes it again. */
static gboolean
write_index (RcImportAct   *self,
             RcJsonWriter  *writer,
             GError       **error)
{
  g_autofree char *hex = NULL;
  gint64 first_row = rc_case_get_mark (self->case_file, "key_run") + 1;
  gint64 last_row, last_run;
  RcDigest digest;

  rc_event_index_writer_get_marks (self->index, &last_row, &last_run);
  if (!rc_event_index_digest (self->database, first_row, last_row, &digest, error))
    return FALSE;

  hex = rc_digest_dup_hex (&digest);
  rc_json_writer_member_integer (writer, "first_key_row", first_row);
  rc_json_writer_member_integer (writer, "last_key_row", last_row);
  rc_json_writer_member_string (writer, "keys_sha256", hex);
  return TRUE;
}

/* The index is of the whole act, and told with the last stretch of it. */
static char *
describe (RcImportAct            *self,
          const RcImportStretch  *stretch,
          gboolean                is_last,
          GError                **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "first_source", stretch->first);
  rc_json_writer_member_integer (writer, "last_source", stretch->end - 1);
  if ((is_last && !write_index (self, writer, error)) || !write_mappings (self, writer, error))
    return NULL;
  if (self->bundle != NULL)
    rc_json_writer_member_string (writer, "bundle", self->bundle);
  write_options (stretch->options, writer);
  write_modified (self, stretch, writer);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

GPtrArray *
rc_import_act_describe (RcImportAct  *self,
                        GError      **error)
{
  const RcImportStretch last = { .first = self->stretch_first, .end = self->next_source, .options = self->options };
  g_autoptr (GPtrArray) details = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i <= self->stretches->len; i++)
    {
      gboolean is_last = i == self->stretches->len;
      char *detail = describe (self, is_last ? &last : &g_array_index (self->stretches, RcImportStretch, i), is_last, error);

      if (detail == NULL)
        return NULL;
      g_ptr_array_add (details, detail);
    }
  return g_steal_pointer (&details);
}
