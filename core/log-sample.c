/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "log-sample.h"

#include "bounds.h"
#include "source.h"

static void
clear (gpointer data)
{
  RcLogSample *self = data;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->name);
  g_free (self->path);
}

RcLogSample *
rc_log_sample_ref (RcLogSample *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
rc_log_sample_unref (RcLogSample *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * rc_log_sample_read_file:
 * @path: of a regular file
 *
 * Returns: (transfer full) (nullable): its beginning; %NULL with an error of GIO where it cannot be read
 */
RcLogSample *
rc_log_sample_read_file (const char  *path,
                         GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree guint8 *bytes = g_malloc (RC_LIMIT_MAPPING_SAMPLE_BYTES);
  gsize length = 0;
  RcLogSample *self;

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, RC_LIMIT_MAPPING_SAMPLE_BYTES, &length, NULL, error))
    return NULL;

  self = g_atomic_rc_box_new0 (RcLogSample);
  self->bytes = g_bytes_new (bytes, length);
  self->is_whole = length < RC_LIMIT_MAPPING_SAMPLE_BYTES;
  self->name = g_path_get_basename (path);
  self->path = g_strdup (path);
  return self;
}

/**
 * rc_log_sample_read_source:
 * @source: number of a source of the case
 *
 * Returns: (transfer full) (nullable): its beginning
 */
RcLogSample *
rc_log_sample_read_source (RcDatabase  *database,
                           RcVault     *vault,
                           gint64       source,
                           GError     **error)
{
  g_autoptr (RcSource) row = rc_source_load (database, source, error);
  g_autofree guint8 *bytes = NULL;
  gsize length;
  RcLogSample *self;

  if (row == NULL)
    return NULL;
  length = (gsize) MIN (row->size, RC_LIMIT_MAPPING_SAMPLE_BYTES);
  bytes = g_malloc (length + 1);
  if (!rc_vault_read (vault, row->start, bytes, length, error))
    return NULL;

  self = g_atomic_rc_box_new0 (RcLogSample);
  self->bytes = g_bytes_new (bytes, length);
  self->is_whole = length == row->size;
  self->name = g_strdup (row->name);
  self->source = source;
  return self;
}
