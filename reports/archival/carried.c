/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/carried.h"

#include <stdlib.h>
#include <string.h>

#include <gio/gio.h>

#include "core/bounds.h"
#include "core/words.h"
#include "reports/archival/objects.h"

#define CHUNK_BYTES 65536u
#define MAX_DEPTH   8u

typedef struct
{
  RcQpdf     *pdf;
  const char *name;
  guint       seen;       /* names and nodes of the tree of names */
  guint       n_found;    /* files of the name */
} Search;

static gboolean
refuse (GError     **error,
        const char  *words)
{
  g_set_error_literal (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_CARRIED, words);
  return FALSE;
}

/* --- Unpacking, bounded --- */

static GInputStream *
open_packed (const void *bytes,
             gsize       length)
{
  g_autoptr (GInputStream) packed = g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);

  return g_converter_input_stream_new (packed, G_CONVERTER (zlib));
}

/* Returns what was unpacked before the end, a fault, or @most bytes and a chunk. */
static guint64
measure (const void *bytes,
         gsize       length,
         guint64     most)
{
  g_autoptr (GInputStream) stream = open_packed (bytes, length);
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);
  guint64 sum = 0;
  gssize n;

  while (sum <= most && (n = g_input_stream_read (stream, chunk, CHUNK_BYTES, NULL, NULL)) > 0)
    sum += (guint64) n;
  return sum;
}

static GBytes *
unpack (const void  *bytes,
        gsize        length,
        GError     **error)
{
  g_autoptr (GInputStream) stream = open_packed (bytes, length);
  g_autofree char *text = g_malloc (RC_LIMIT_DECLARATION_BYTES + 1);
  gsize n;

  if (!g_input_stream_read_all (stream, text, RC_LIMIT_DECLARATION_BYTES + 1, &n, NULL, NULL))
    refuse (error, _("The file that the PDF carries cannot be unpacked."));
  else if (n > RC_LIMIT_DECLARATION_BYTES)
    refuse (error, _("The file that the PDF carries is longer than what is read."));
  else
    return g_bytes_new (text, n);
  return NULL;
}

/* Whatever libqpdf may unpack is unpacked here first, and thrown away: it keeps no bounds of its own. */
static gboolean
check_packed (const char  *bytes,
              gsize        length,
              GError     **error)
{
  static const char mark[] = "stream";
  const char *end = bytes + length;
  const char *cursor = bytes;
  guint64 left = RC_LIMIT_CARRIED_UNPACKED_BYTES;

  while (cursor < end && (cursor = memmem (cursor, (gsize) (end - cursor), mark, strlen (mark))) != NULL)
    {
      guint64 sum;

      cursor += strlen (mark);
      while (cursor < end && (*cursor == '\r' || *cursor == '\n'))
        cursor++;
      sum = measure (cursor, (gsize) (end - cursor), left);
      if (sum > left)
        return refuse (error, _("The PDF unpacks to more than what is read."));
      left -= sum;
    }
  return TRUE;
}

/* --- Finding it --- */

static gboolean
is_named (Search  *self,
          qpdf_oh  name)
{
  return qpdf_oh_is_string (self->pdf, name) && strcmp (qpdf_oh_get_utf8_value (self->pdf, name), self->name) == 0;
}

/* Of a file specification the stream; a null where it has none. */
static qpdf_oh
open_specification (Search  *self,
                    qpdf_oh  specification)
{
  qpdf_oh files = qpdf_oh_is_dictionary (self->pdf, specification) ? qpdf_oh_get_key (self->pdf, specification, "/EF")
                                                                   : qpdf_oh_new_null (self->pdf);

  return qpdf_oh_is_dictionary (self->pdf, files) ? qpdf_oh_get_key (self->pdf, files, "/F") : files;
}

static void search_node (Search  *self,
                         qpdf_oh  node,
                         guint    depth,
                         qpdf_oh *out_stream);

static void
search_names (Search  *self,
              qpdf_oh  names,
              qpdf_oh *out_stream)
{
  int n = qpdf_oh_is_array (self->pdf, names) ? qpdf_oh_get_array_n_items (self->pdf, names) : 0;

  for (int i = 0; i + 1 < n && self->seen < RC_LIMIT_CARRIED_FILES; i += 2)
    {
      self->seen++;
      if (is_named (self, qpdf_oh_get_array_item (self->pdf, names, i)) && self->n_found++ == 0)
        *out_stream = open_specification (self, qpdf_oh_get_array_item (self->pdf, names, i + 1));
    }
}

static void
search_kids (Search  *self,
             qpdf_oh  kids,
             guint    depth,
             qpdf_oh *out_stream)
{
  int n = qpdf_oh_is_array (self->pdf, kids) ? qpdf_oh_get_array_n_items (self->pdf, kids) : 0;

  for (int i = 0; i < n && self->seen < RC_LIMIT_CARRIED_FILES; i++)
    {
      self->seen++;
      search_node (self, qpdf_oh_get_array_item (self->pdf, kids, i), depth, out_stream);
    }
}

static void
search_node (Search  *self,
             qpdf_oh  node,
             guint    depth,
             qpdf_oh *out_stream)
{
  if (depth == MAX_DEPTH || !qpdf_oh_is_dictionary (self->pdf, node))
    return;
  search_names (self, qpdf_oh_get_key (self->pdf, node, "/Names"), out_stream);
  search_kids (self, qpdf_oh_get_key (self->pdf, node, "/Kids"), depth + 1, out_stream);
}

static gboolean
find (Search  *self,
      qpdf_oh *out_stream)
{
  qpdf_oh root = qpdf_get_root (self->pdf);
  qpdf_oh names = qpdf_oh_is_dictionary (self->pdf, root) ? qpdf_oh_get_key (self->pdf, root, "/Names") : root;
  qpdf_oh files = qpdf_oh_is_dictionary (self->pdf, names) ? qpdf_oh_get_key (self->pdf, names, "/EmbeddedFiles") : names;

  search_node (self, files, 0, out_stream);
  return self->n_found > 0 && qpdf_oh_is_stream (self->pdf, *out_stream);
}

/* --- Reading it --- */

/* "/FlateDecode", alone or as the only one of a list, without parameters; *@out_packed: FALSE: as it is. */
static gboolean
is_readable (Search   *self,
             qpdf_oh   stream,
             gboolean *out_packed)
{
  qpdf_oh dictionary = qpdf_oh_get_dict (self->pdf, stream);
  qpdf_oh filter = qpdf_oh_get_key (self->pdf, dictionary, "/Filter");

  if (qpdf_oh_is_array (self->pdf, filter) && qpdf_oh_get_array_n_items (self->pdf, filter) == 1)
    filter = qpdf_oh_get_array_item (self->pdf, filter, 0);
  *out_packed = !qpdf_oh_is_null (self->pdf, filter);
  if (!*out_packed)
    return TRUE;
  return qpdf_oh_is_name (self->pdf, filter) && strcmp (qpdf_oh_get_name (self->pdf, filter), "/FlateDecode") == 0 &&
         qpdf_oh_is_null (self->pdf, qpdf_oh_get_key (self->pdf, dictionary, "/DecodeParms"));
}

static GBytes *
read_stream (Search   *self,
             qpdf_oh   stream,
             GError  **error)
{
  unsigned char *raw = NULL;
  size_t length = 0;
  gboolean packed;
  GBytes *bytes = NULL;

  if (!is_readable (self, stream, &packed))
    {
      refuse (error, _("The file that the PDF carries is packed in a way that is not read."));
      return NULL;
    }
  if (qpdf_oh_get_stream_data (self->pdf, stream, qpdf_dl_none, NULL, &raw, &length) != QPDF_SUCCESS || !rc_objects_check (self->pdf, NULL))
    refuse (error, _("The file that the PDF carries cannot be read."));
  else if (packed)
    bytes = unpack (raw, length, error);
  else if (length > RC_LIMIT_DECLARATION_BYTES)
    refuse (error, _("The file that the PDF carries is longer than what is read."));
  else
    bytes = g_bytes_new (raw, length);
  free (raw);
  return bytes;
}

static GBytes *
read_carried (Search   *self,
              GError  **error)
{
  g_autofree char *words = NULL;
  qpdf_oh stream;

  if (qpdf_is_encrypted (self->pdf))
    {
      refuse (error, _("The PDF is encrypted."));
      return NULL;
    }
  if (find (self, &stream) && self->n_found == 1)
    return read_stream (self, stream, error);

  /* Which of two is meant, no reader of the page can tell. */
  words = self->n_found > 1 ? g_strdup_printf (_("The PDF carries several files “%s”."), self->name)
                            : g_strdup_printf (_("The PDF carries no file “%s”."), self->name);
  refuse (error, words);
  return NULL;
}

GBytes *
rc_carried_read (GBytes      *pdf,
                 const char  *name,
                 GError     **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (pdf, &length);
  Search self = { .name = name };
  GBytes *carried;

  if (length > RC_LIMIT_CARRIED_PDF_BYTES)
    {
      refuse (error, _("The PDF is longer than what is read."));
      return NULL;
    }
  if (!check_packed (bytes, length, error))
    return NULL;

  self.pdf = rc_objects_open (pdf, NULL);
  if (self.pdf == NULL)
    {
      refuse (error, _("This is no PDF, or one that is broken."));
      return NULL;
    }
  carried = read_carried (&self, error);
  rc_objects_close (self.pdf);
  return carried;
}
