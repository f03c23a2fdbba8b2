/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapped-importer.h"

#include "core/json-writer.h"

#include <string.h>

typedef struct
{
  const RcMappingPattern *pattern;
  const char             *line;
  RcJsonWriter           *writer;
  GArray                 *places;
} Parts;

static void
take_part (guint    part,
           gsize    offset,
           gsize    length,
           gpointer user_data)
{
  Parts *parts = user_data;

  rc_json_writer_name (parts->writer, rc_mapping_pattern_peek_name (parts->pattern, part));
  rc_json_writer_string_len (parts->writer, parts->line + offset, length);
  g_array_append_val (parts->places, offset);
  g_array_append_val (parts->places, length);
}

static gboolean
fits_any (const GPtrArray *patterns,
          const char      *line,
          gsize            length)
{
  for (guint i = 0; i < patterns->len; i++)
    if (rc_mapping_pattern_match (g_ptr_array_index (patterns, i), line, length, NULL, NULL))
      return TRUE;
  return FALSE;
}

/**
 * rc_mapped_line_read:
 * @line: tainted, without its line end
 * @out_line: (out caller-allocates)
 */
void
rc_mapped_line_read (const RcMapping *mapping,
                     const char      *line,
                     gsize            length,
                     RcMappedLine    *out_line)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gsize));
  Parts parts = { .line = line, .writer = writer, .places = places };

  *out_line = (RcMappedLine) { 0 };
  for (guint i = 0; i < mapping->line_patterns->len; i++)
    {
      parts.pattern = g_ptr_array_index (mapping->line_patterns, i);
      rc_json_writer_begin_object (writer);
      if (rc_mapping_pattern_match (parts.pattern, line, length, take_part, &parts))
        {
          rc_json_writer_end_object (writer);
          out_line->json = rc_json_writer_finish (writer);
          out_line->length = strlen (out_line->json);
          out_line->n_places = places->len / 2;
          out_line->places = (gsize *) (gpointer) g_array_free (g_steal_pointer (&places), FALSE);
          return;
        }
      rc_json_writer_end_object (writer);
      g_free (rc_json_writer_finish (writer));
    }

  out_line->is_ignored = length == 0 || fits_any (mapping->ignored_patterns, line, length);
}

void
rc_mapped_line_clear (RcMappedLine *self)
{
  g_clear_pointer (&self->json, g_free);
  g_clear_pointer (&self->places, g_free);
}
