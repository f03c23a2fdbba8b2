/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "known-record.h"

/**
 * rc_known_record_read:
 *
 * Stands at a record of the case afterwards; @self->content is what it says, see rc_record_find_content().
 *
 * Returns: %FALSE on error; @self then stands nowhere
 */
gboolean
rc_known_record_read (RcKnownRecord   *self,
                      RcRecordReader  *reader,
                      gint64           source,
                      guint64          record,
                      GError         **error)
{
  if (self->content != NULL && self->source == source && self->record == record)
    return TRUE;

  rc_known_record_clear (self);
  self->content = rc_record_reader_read_content (reader, source, record, error);
  if (self->content == NULL)
    return FALSE;

  self->source = source;
  self->record = record;
  return TRUE;
}

static GArray *
digest_rows (const RcKnownRecord *self,
             RcCase              *case_file)
{
  g_autoptr (RcSource) source = rc_source_load (rc_case_get_database (case_file), self->source, NULL);
  const RcImporter *importer = source != NULL ? rc_importer_for_source (case_file, source, NULL) : NULL;
  gsize size;
  const char *data = g_bytes_get_data (self->content, &size);

  return importer != NULL && importer->digest_rows != NULL ? importer->digest_rows (importer, source->name, data, size) : NULL;
}

/**
 * rc_known_record_find_row:
 * @self: stands at a record
 * @row: of an event in it
 *
 * Returns: (transfer none) (nullable): what the row says by itself, until the next record is read; %NULL where the importer cannot
 *   tell
 */
const RcRowDigest *
rc_known_record_find_row (RcKnownRecord *self,
                          RcCase        *case_file,
                          guint32        row)
{
  guint low = 0, high;

  if (!self->has_rows)
    {
      self->rows = digest_rows (self, case_file);
      self->has_rows = TRUE;
    }

  high = self->rows != NULL ? self->rows->len : 0;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const RcRowDigest *found = &g_array_index (self->rows, RcRowDigest, middle);

      if (found->row == row)
        return found;
      if (found->row < row)
        low = middle + 1;
      else
        high = middle;
    }

  return NULL;
}

void
rc_known_record_clear (RcKnownRecord *self)
{
  g_clear_pointer (&self->content, g_bytes_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  self->has_rows = FALSE;
  self->source = 0;
  self->record = 0;
}
