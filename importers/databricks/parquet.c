/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "parquet.h"

#include "databricks.h"
#include "parquet-footer.h"
#include "importers/registry-writer.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * Parquet: "PAR1" at both ends, before the last of them the length of the footer. The rows are not read; what the footer says of them is shown,
 * and the file is set aside with the export to ask for.
 *
 *  footer      | becomes                                        | slot
 * -------------+------------------------------------------------+------
 *  num_rows    | data set "FILE", in this source: TAG rows       |
 *  schema      | TAG columns, those in a group as "group.column" |
 *  created_by  | TAG written by                                  |
 *
 * Cannot evidence: anything of a single row. Also a checkpoint of a Delta table is such a file.
 */

#define MARK      "PAR1"
#define MARK_SIZE 4u
#define END_SIZE  8u       /* length of the footer, and the mark */

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  return sample->head_length >= MARK_SIZE + END_SIZE && memcmp (sample->head, MARK, MARK_SIZE) == 0 ? 90 : 0;
}

/* The bytes of the footer; (nullable): none, and @out_found says what there is instead; with @error set: the case cannot be read. */
static guint8 *
read_end (const RcImportInput  *input,
          gsize                *out_length,
          guint64              *out_offset,
          const char          **out_found,
          GError              **error)
{
  g_autofree guint8 *bytes = NULL;
  guint8 end[END_SIZE];
  gsize got = 0;
  guint32 length;

  *out_found = "a file that is cut";
  *out_offset = input->size;
  if (input->size < MARK_SIZE + END_SIZE ||
      !rc_stream_pread_full (input->stream, input->size - END_SIZE, end, END_SIZE, &got, error) || got != END_SIZE ||
      memcmp (end + END_SIZE - MARK_SIZE, MARK, MARK_SIZE) != 0)
    return NULL;

  length = (guint32) end[0] | (guint32) end[1] << 8 | (guint32) end[2] << 16 | (guint32) end[3] << 24;
  *out_offset = input->size - END_SIZE;
  *out_found = "a footer that is longer than the file or than 16 MiB (RC_LIMIT_PARQUET_FOOTER_BYTES)";
  if (length > RC_LIMIT_PARQUET_FOOTER_BYTES || length > input->size - MARK_SIZE - END_SIZE)
    return NULL;

  *out_offset = input->size - END_SIZE - length;
  *out_found = "a file that cannot be read";
  bytes = g_malloc (MAX (length, 1));
  if (!rc_stream_pread_full (input->stream, *out_offset, bytes, length, &got, error) || got != length)
    return NULL;

  *out_length = length;
  return g_steal_pointer (&bytes);
}

static gboolean
set_aside (RcRegistryWriter  *writer,
           guint64            offset,
           const char        *found,
           GError           **error)
{
  writer->record = offset / RC_LIMIT_FIXED_TILE_BYTES + 1;
  return rc_registry_writer_set_aside (writer, (gint64) offset, RC_EXCEPTION_UNREADABLE_RECORD, "the same rows as CSV or JSON lines", found,
                                       "The rows of a Parquet file are not read: ask for the table as CSV or JSON "
                                       "(SELECT * FROM … in the SQL editor, Download results; or df.write.json).", error);
}

static char *
dup_columns (const RcParquetFooter *footer)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < footer->columns->len && text->len < RC_LIMIT_NAME_BYTES / 2; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (footer->columns, i));
  if (footer->has_more_columns || text->len >= RC_LIMIT_NAME_BYTES / 2)
    g_string_append (text, " and more");
  return g_strndup (text->str, RC_LIMIT_NAME_BYTES / 2 + strlen (" and more"));
}

static gboolean
tell_footer (RcRegistryWriter       *writer,
             const char             *source_name,
             const RcParquetFooter  *footer,
             guint64                 offset,
             GError                **error)
{
  const char *base = strrchr (source_name, '/');
  g_autofree char *rows = g_strdup_printf ("%" G_GINT64_FORMAT, footer->n_rows);
  g_autofree char *columns = dup_columns (footer);
  g_autofree char *valid = g_utf8_make_valid (columns, -1);
  g_autofree char *found = g_strdup_printf ("%" G_GINT64_FORMAT " rows in Parquet, %u columns", footer->n_rows, footer->columns->len);
  gint64 entity;

  writer->record = offset / RC_LIMIT_FIXED_TILE_BYTES + 1;
  rc_registry_writer_at (writer, "footer");
  return rc_registry_writer_add_entity (writer, RC_ENTITY_DATASET, base != NULL ? base + 1 : source_name, &entity, error) &&
         rc_registry_writer_add_tag (writer, entity, "rows", rows, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (writer, entity, "columns", valid, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (writer, entity, "written by", footer->created_by, RC_TIME_NONE, error) &&
         set_aside (writer, offset, found, error);
}

static gboolean
tell (RcRegistryWriter     *writer,
      const RcImportInput  *input,
      GError              **error)
{
  g_auto (RcParquetFooter) footer = { 0 };
  g_autofree guint8 *bytes = NULL;
  g_autoptr (GError) local_error = NULL;
  const char *found;
  gsize length = 0, bad = 0;
  guint64 offset;

  bytes = read_end (input, &length, &offset, &found, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (bytes == NULL)
    return set_aside (writer, offset > 0 ? offset - 1 : 0, found, error);
  if (!rc_parquet_footer_read (&footer, bytes, length, &bad))
    return set_aside (writer, MIN (offset + bad, input->size - 1), "a Parquet file whose footer cannot be read", error);

  return tell_footer (writer, input->name, &footer, offset, error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  RcRegistryWriter writer;
  gboolean done;

  rc_registry_writer_init (&writer, sink, RC_IMPORT_SOURCE);
  done = tell (&writer, input, error);
  rc_registry_writer_clear (&writer);
  return done;
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rc_field_value_free);
}

static const RcImporter importer = {
  .id = "parquet",
  .title = N_("Parquet file"),
  .system = RC_DATABRICKS_SYSTEM,
  .evidences = N_("how many rows it has and of which columns; the rows are not read: ask for CSV or JSON"),
  .framing = RC_FRAMING_FIXED,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

const RcImporter *
rc_parquet_importer (void)
{
  return &importer;
}
