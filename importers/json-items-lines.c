/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json-items.h"

#include "json-value.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/json-writer.h"

#include <string.h>

/* One object a line: each line is read, kept as a row without its secrets, and walked as a document of its own. */

typedef struct
{
  RcStream *stream;
  char     *block;
  gsize     length;
  gsize     at;
  guint64   offset;      /* of the block */
  GString  *line;
  guint64   begin;       /* of the line */
  gboolean  is_too_long;
} Lines;

static gboolean
fill (Lines     *self,
      gboolean  *out_ended,
      GError   **error)
{
  *out_ended = FALSE;
  if (self->at < self->length)
    return TRUE;

  self->offset += self->length;
  self->at = 0;
  if (!rc_stream_pread_full (self->stream, self->offset, self->block, RC_LIMIT_BLOCK_BYTES, &self->length, error))
    return FALSE;
  *out_ended = self->length == 0;
  return TRUE;
}

/* Reads a line without its line end; @out_ended where there is none any more. */
static gboolean
next_line (Lines     *self,
           gboolean  *out_ended,
           GError   **error)
{
  gboolean at_end;

  g_string_truncate (self->line, 0);
  self->is_too_long = FALSE;
  if (!fill (self, out_ended, error) || *out_ended)
    return *out_ended;

  self->begin = self->offset + self->at;
  while (TRUE)
    {
      const char *from = self->block + self->at;
      const char *end = memchr (from, '\n', self->length - self->at);
      gsize length = end != NULL ? (gsize) (end - from) : self->length - self->at;

      if (self->line->len + length >= RC_LIMIT_RECORD_BYTES)
        self->is_too_long = TRUE;
      else
        g_string_append_len (self->line, from, (gssize) length);
      self->at += length + (end != NULL);
      if (end != NULL)
        return TRUE;
      if (!fill (self, &at_end, error))
        return FALSE;
      if (at_end)
        return TRUE;
    }
}

static gboolean
is_blank (const GString *line)
{
  return strspn (line->str, " \t\r") == line->len;
}

static void
copy_without (RcJsonWriter       *writer,
              const RcJson       *json,
              guint32             node,
              const char * const *left_out)
{
  g_autofree char *raw = NULL;

  if (rc_json_is (json, node, RC_JSON_ARRAY))
    {
      rc_json_writer_begin_array (writer);
      for (guint32 item = node + 1; item < json->nodes[node].next; item = json->nodes[item].next)
        copy_without (writer, json, item, left_out);
      rc_json_writer_end_array (writer);
      return;
    }
  if (!rc_json_is (json, node, RC_JSON_OBJECT))
    {
      raw = g_strndup (json->text + json->nodes[node].offset, json->nodes[node].length);
      rc_json_writer_raw (writer, raw);
      return;
    }

  rc_json_writer_begin_object (writer);
  for (guint32 name = node + 1; name < json->nodes[node].next; name = json->nodes[name].next)
    {
      g_autofree char *text = rc_json_dup_text (json, name, NULL);

      if (g_strv_contains (left_out, text))
        continue;
      rc_json_writer_name (writer, text);
      copy_without (writer, json, name + 1, left_out);
    }
  rc_json_writer_end_object (writer);
}

static gboolean
tell (RcJsonItems  *self,
      guint64       offset,
      const char   *kind,
      const char   *expected,
      const char   *found,
      GError      **error)
{
  return rc_import_sink_set_aside (self->writer.sink, RC_IMPORT_SOURCE, offset / RC_LIMIT_FIXED_TILE_BYTES + 1, (gint64) offset, kind,
                                   expected, found, "A line cannot be read.", error);
}

/* FALSE where the line was set aside, or with @error set. */
static gboolean
parse_line (RcJsonItems  *self,
            Lines        *lines,
            GError      **error)
{
  RcJsonFault fault;

  if (lines->is_too_long)
    return tell (self, lines->begin, RC_EXCEPTION_LIMIT, "a line of at most 64 MiB (RC_LIMIT_RECORD_BYTES)", "more", error) && FALSE;
  if (!rc_json_parse (&self->json, lines->line->str, lines->line->len, &fault))
    return tell (self, lines->begin + fault.offset, RC_EXCEPTION_UNREADABLE_RECORD, fault.expected, rc_json_fault_code (fault.kind),
                 error) && FALSE;
  if (self->json.has_duplicate)
    {
      g_autofree char *name = rc_json_dup_text (&self->json, self->json.duplicate, NULL);

      return tell (self, lines->begin + self->json.nodes[self->json.duplicate].offset, RC_EXCEPTION_DUPLICATE_MEMBER,
                   "each member named once", name, error) && FALSE;
    }

  return TRUE;
}

static gboolean
add_row (RcJsonItems  *self,
         GError      **error)
{
  static const char * const nothing[] = { NULL };
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  const char * const *left_out = self->format->left_out != NULL ? self->format->left_out : nothing;
  const char *json;

  self->item = 0;
  if (self->format->left_out_of != NULL)
    left_out = self->format->left_out_of (self);
  copy_without (writer, &self->json, 0, left_out);
  json = rc_json_writer_peek (writer);
  self->writer.record = rc_import_sink_add_row (self->writer.sink, json, strlen (json), error);
  return self->writer.record != 0;
}

static gboolean
read_line (RcJsonItems  *self,
           Lines        *lines,
           GError      **error)
{
  GError *local_error = NULL;

  if (!parse_line (self, lines, &local_error))
    {
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, local_error);
      return FALSE;
    }

  self->row = 0;
  return add_row (self, error) && rc_json_items_walk (self, error);
}

static gboolean
read_lines (RcJsonItems   *self,
            Lines         *lines,
            GCancellable  *cancellable,
            GError       **error)
{
  gboolean ended = FALSE;

  while (TRUE)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !next_line (lines, &ended, error))
        return FALSE;
      if (ended)
        return TRUE;
      if (!lines->is_too_long && is_blank (lines->line))
        continue;
      if (!read_line (self, lines, error))
        return FALSE;
    }
}

gboolean
rc_json_items_import_lines (const RcJsonItemsFormat  *format,
                            const char               *scope,
                            gpointer                  data,
                            const RcImportInput      *input,
                            RcImportSink             *sink,
                            GCancellable             *cancellable,
                            GError                  **error)
{
  Lines lines = { .stream = input->stream };
  RcJsonItems self;
  gboolean good;

  rc_json_items_init (&self, format);
  self.input = input;
  self.data = data;
  rc_registry_writer_init (&self.writer, sink, RC_IMPORT_ROWS);
  self.writer.scope = scope;
  lines.block = g_malloc (RC_LIMIT_BLOCK_BYTES);
  lines.line = g_string_new (NULL);

  good = rc_import_sink_begin_rows (sink, error) &&
         (format->begin == NULL || format->begin (&self, error)) &&
         read_lines (&self, &lines, cancellable, error) &&
         (format->finish == NULL || format->finish (&self, error)) &&
         rc_registry_writer_finish (&self.writer, error);

  g_string_free (lines.line, TRUE);
  g_free (lines.block);
  rc_registry_writer_clear (&self.writer);
  rc_json_items_clear (&self);

  return good;
}
