/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapping-sample.h"

#include "core/record.h"
#include "importers/mapping/mapped-importer.h"

#include <string.h>

static void
free_record (gpointer data)
{
  RcMappingSampleRecord *record = data;

  g_free (record->json);
  g_free (record);
}

static void
add_record (GPtrArray  *records,
            const char *sample,
            gsize       offset,
            gsize       length)
{
  RcMappingSampleRecord *record = g_new0 (RcMappingSampleRecord, 1);

  record->json = g_strndup (sample + offset, length);
  record->length = length;
  record->offset = offset;
  record->raw_length = length;
  g_ptr_array_add (records, record);
}

const char *
rc_mapping_sample_find_end (const char *text,
                            const char *end)
{
  gboolean in_text = FALSE;
  int depth = 0;

  for (const char *p = text; p < end; p++)
    {
      if (in_text && *p == '\\')
        p++;
      else if (*p == '"')
        in_text = !in_text;
      else if (in_text)
        continue;
      else if (*p == '{' || *p == '[')
        depth++;
      else if ((*p == '}' || *p == ']') && --depth == 0)
        return p + 1;
    }

  return NULL;
}

/* The last line of a sample that is not the whole file is cut, and left out. */
static void
cut_lines (GPtrArray  *records,
           const char *sample,
           gsize       length,
           gboolean    is_whole,
           guint       limit)
{
  gsize at = length >= 3 && memcmp (sample, "\357\273\277", 3) == 0 ? 3 : 0;

  while (at < length && records->len < limit)
    {
      const char *line_end = memchr (sample + at, '\n', length - at);
      gsize next = line_end != NULL ? (gsize) (line_end - sample) + 1 : length;
      gsize content = rc_record_content_length (sample + at, next - at);

      if (line_end == NULL && !is_whole)
        return;
      if (content > 0)
        add_record (records, sample, at, content);
      at = next;
    }
}

static void
cut_objects (GPtrArray  *records,
             const char *sample,
             gsize       length,
             guint       limit)
{
  const char *end = sample + length;
  const char *object = sample;

  while (records->len < limit)
    {
      const char *object_end;

      while (object < end && *object != '\0' && strchr (" \t\r\n[,", *object) != NULL)
        object++;
      object_end = object < end && *object == '{' ? rc_mapping_sample_find_end (object, end) : NULL;
      if (object_end == NULL)
        return;
      add_record (records, sample, (gsize) (object - sample), (gsize) (object_end - object));
      object = object_end;
    }
}

static gsize
read_number (const RcJson *json,
             const char   *name)
{
  gint64 number = 0;

  (void) rc_json_get_integer (json, rc_json_member (json, 0, name), &number);
  return (gsize) MAX (number, 0);
}

static void
cut_table (GPtrArray       *records,
           const RcMapping *mapping,
           const RcSample  *sample,
           guint            limit)
{
  g_autoptr (GPtrArray) lines = rc_mapped_csv_sample (mapping, sample, limit);
  g_auto (RcJson) json = { 0 };

  rc_json_init (&json);
  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);
      RcMappingSampleRecord *record;
      RcJsonFault fault;

      if (!rc_json_parse (&json, line, strlen (line), &fault))
        continue;
      record = g_new0 (RcMappingSampleRecord, 1);
      record->json = g_strdup (line);
      record->length = strlen (line);
      record->offset = MIN (read_number (&json, "offset"), sample->head_length);
      record->raw_length = MIN (read_number (&json, "length"), sample->head_length - record->offset);
      g_ptr_array_add (records, record);
    }
}

GPtrArray *
rc_mapping_sample_cut (const RcMapping *mapping,
                       RcFraming        framing,
                       const char      *sample,
                       gsize            length,
                       gboolean         is_whole,
                       guint            limit)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (free_record);
  const RcSample head = { .head = sample, .head_length = length, .size = is_whole ? (gint64) length : -1 };

  if (mapping != NULL && mapping->form == RC_MAPPING_FORM_CSV)
    cut_table (records, mapping, &head, limit);
  else if (framing == RC_FRAMING_LINES)
    cut_lines (records, sample, length, is_whole, limit);
  else if (framing == RC_FRAMING_OBJECTS)
    cut_objects (records, sample, length, limit);
  else if (is_whole)
    add_record (records, sample, 0, length);
  return records;
}
