/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapped-decoding.h"

#include "core/base64.h"
#include "core/exception.h"
#include "core/json-writer.h"
#include "importers/csv-reader.h"

#include <string.h>

/* So many decoded texts are kept from row to row. */
#define MAX_KEPT 16u

/* What a text of the record was decoded to; used again from record to record. */
typedef struct
{
  const RcJson     *from;
  guint32           node;
  const char       *text;      /* that was decoded */
  gsize             length;
  RcMappingStepKind kind;
  gboolean          is_read;
  RcJson            json;
  GBytes           *bytes;     /* of base64, and what @json borrows */
} Decoded;

static void
decoded_free (gpointer data)
{
  Decoded *self = data;

  rc_json_clear (&self->json);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

GPtrArray *
rc_mapped_documents_new (void)
{
  return g_ptr_array_new_with_free_func (decoded_free);
}

/* Where it stands tells a text, without reading it once more. */
static Decoded *
find_decoded (RcMappedRecord      *self,
              const RcMappedValue *value,
              RcMappingStepKind    kind)
{
  for (guint i = 0; i < self->n_documents; i++)
    {
      Decoded *decoded = g_ptr_array_index (self->documents, i);

      if (decoded->kind == kind && decoded->from == value->json &&
          (value->json != NULL ? decoded->node == value->node
                               : decoded->text == value->text.text && decoded->length == value->text.length))
        return decoded;
    }

  return NULL;
}

static Decoded *
take_decoded (RcMappedRecord *self)
{
  Decoded *decoded;

  if (self->n_documents == self->documents->len)
    {
      decoded = g_new0 (Decoded, 1);
      rc_json_init (&decoded->json);
      g_ptr_array_add (self->documents, decoded);
    }

  decoded = g_ptr_array_index (self->documents, self->n_documents++);
  g_clear_pointer (&decoded->bytes, g_bytes_unref);
  rc_mapped_record_forget (self, &decoded->json);
  return decoded;
}

/* Whether the text lies in what a document that is kept was decoded from. */
static gboolean
is_of_kept (const RcMappedRecord *self,
            const Decoded        *decoded)
{
  for (guint i = 0; i < self->n_documents; i++)
    {
      const Decoded *kept = g_ptr_array_index (self->documents, i);
      gsize length;
      const char *bytes;

      if (decoded->from == &kept->json)
        return TRUE;
      if (decoded->from != NULL || kept->bytes == NULL)
        continue;
      bytes = g_bytes_get_data (kept->bytes, &length);
      if (decoded->text == bytes && decoded->length == length)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_outside (const RcMappedRecord *self,
            const Decoded        *decoded,
            const RcMappedValue  *row)
{
  if (decoded->from == NULL || decoded->from != row->json)
    return decoded->from == &self->json || is_of_kept (self, decoded);
  return decoded->node < row->node || decoded->node >= row->json->nodes[row->node].next;
}

/**
 * rc_mapped_record_end_row:
 * @row: that was read
 * @n_documents: decoded before it
 * @n_owned: texts made before it
 *
 * Drops what was decoded and made for one row. What stands outside of it, and every row reads, is kept, as far as it is little.
 */
void
rc_mapped_record_end_row (RcMappedRecord      *self,
                          const RcMappedValue *row,
                          guint                n_documents,
                          guint                n_owned)
{
  const guint end = self->n_documents;

  self->n_documents = n_documents;
  for (guint i = n_documents; i < end && self->n_documents < MAX_KEPT; i++)
    {
      gpointer decoded = g_ptr_array_index (self->documents, i);

      if (!is_outside (self, decoded, row))
        continue;
      self->documents->pdata[i] = self->documents->pdata[self->n_documents];
      self->documents->pdata[self->n_documents++] = decoded;
    }

  g_ptr_array_set_size (self->owned, (int) n_owned);
}

/* A table as a JSON list of lists; (nullable): a row of it cannot be read. */
static GBytes *
write_table (const RcSlice *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text->text, text->length);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  g_autoptr (RcCsvReader) reader = rc_csv_reader_new (stream, ',');
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (GError) error = NULL;
  RcCsvResult result;
  RcCsvFault fault;
  RcCsvRow row;
  char *json;

  rc_json_writer_begin_array (writer);
  while ((result = rc_csv_reader_next (reader, &row, &fault, &error)) == RC_CSV_ROW)
    {
      rc_json_writer_begin_array (writer);
      for (guint i = 0; i < row.n_cells; i++)
        rc_json_writer_string_len (writer, row.cells[i].text, row.cells[i].length);
      rc_json_writer_end_array (writer);
    }
  if (result != RC_CSV_END)
    return NULL;

  rc_json_writer_end_array (writer);
  json = rc_json_writer_finish (writer);
  return g_bytes_new_take (json, strlen (json));
}

/* An id of bytes as small hexadecimal digits: some writers use capitals, put 0x before them, or write the bytes in base64. */
static GBytes *
write_hex (const RcSlice *text)
{
  gsize skip = text->length > 2 && text->text[0] == '0' && (text->text[1] == 'x' || text->text[1] == 'X') ? 2 : 0;
  g_autofree char *digits = g_ascii_strdown (text->text + skip, (gssize) (text->length - skip));
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  GString *hex;
  gsize size;

  if (*digits != '\0' && strspn (digits, "0123456789abcdef") == text->length - skip && (text->length - skip) % 2 == 0)
    return g_bytes_new (digits, text->length - skip);

  bytes = rc_base64_decode (text->text, text->length, RC_BASE64_EITHER);
  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  hex = g_string_sized_new (2 * size + 1);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", data[i]);
  return g_string_free_to_bytes (hex);
}

static gboolean
parse_decoded (Decoded *decoded)
{
  RcJsonFault fault;
  gsize length;
  const char *text = g_bytes_get_data (decoded->bytes, &length);

  return rc_json_parse (&decoded->json, text, length, &fault) && !decoded->json.has_duplicate;
}

static gboolean
decode (Decoded *decoded)
{
  const RcSlice text = { decoded->text, decoded->length };

  switch (decoded->kind)
    {
    case RC_MAPPING_STEP_BASE64:
      decoded->bytes = rc_base64_decode (text.text, text.length, RC_BASE64_EITHER);
      return decoded->bytes != NULL;
    case RC_MAPPING_STEP_HEX:
      decoded->bytes = write_hex (&text);
      return decoded->bytes != NULL;
    case RC_MAPPING_STEP_CSV:
      decoded->bytes = write_table (&text);
      break;
    case RC_MAPPING_STEP_JSON:
      decoded->bytes = g_bytes_new (text.text, text.length);
      break;
    case RC_MAPPING_STEP_MEMBER:
    case RC_MAPPING_STEP_ANY:
    case RC_MAPPING_STEP_SAME:
    case RC_MAPPING_STEP_SELECT:
      g_assert_not_reached ();
    }

  return decoded->bytes != NULL && parse_decoded (decoded);
}

static void
doubt_decoding (RcMappedRecord      *self,
                const RcMappedValue *value,
                const RcSlice       *text,
                RcMappingStepKind    kind)
{
  guint64 offset, length;

  if (text->length == 0)
    return;

  rc_mapped_record_get_place (self, value, &offset, &length);
  rc_mapped_record_doubt (self, RC_EXCEPTION_PAYLOAD_UNREADABLE, offset,
                          kind == RC_MAPPING_STEP_JSON ? "a text that is JSON" :
                          kind == RC_MAPPING_STEP_CSV ? "a text that is a table" :
                          kind == RC_MAPPING_STEP_HEX ? "an id in hexadecimal or base64" : "a text that is base64",
                          rc_mapped_dup_excerpt (text->text, text->length, 0),
                          "A text inside the record is not what the mapping says; what it holds was not read.");
}

gboolean
rc_mapped_record_decode (RcMappedRecord      *self,
                         const RcMappingStep *step,
                         RcMappedValue       *value)
{
  Decoded *decoded;
  RcSlice text;

  /* What is JSON already needs no decoding: some writers put the value where others put its text. */
  if (value->json != NULL && value->json->nodes[value->node].type != RC_JSON_STRING)
    return step->kind == RC_MAPPING_STEP_JSON;

  decoded = find_decoded (self, value, step->kind);
  if (decoded == NULL)
    {
      rc_mapped_record_read (self, value, &text);
      decoded = take_decoded (self);
      decoded->from = value->json;
      decoded->node = value->node;
      decoded->text = text.text;
      decoded->length = text.length;
      decoded->kind = step->kind;
      decoded->is_read = decode (decoded);
      if (!decoded->is_read)
        doubt_decoding (self, value, &text, step->kind);
    }
  if (!decoded->is_read)
    return FALSE;

  rc_mapped_record_get_place (self, value, &value->offset, &value->length);
  value->json = step->kind == RC_MAPPING_STEP_JSON || step->kind == RC_MAPPING_STEP_CSV ? &decoded->json : NULL;
  value->node = 0;
  if (value->json == NULL)
    value->text.text = g_bytes_get_data (decoded->bytes, &value->text.length);
  return TRUE;
}
