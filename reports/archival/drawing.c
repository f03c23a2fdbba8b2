/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/finishing.h"

#include <string.h>

/* Of objects in a drawing: so many are never asked for. */
#define MAX_OBJECTS 20000000

/* Of a tree of names in itself. */
#define MAX_DEPTH 20

static void
free_page (gpointer data)
{
  RcDrawnPage *page = data;

  g_array_unref (page->marks);
  g_free (page);
}

gboolean
rc_finishing_read_pages (RcFinishing  *self,
                         GError      **error)
{
  int n = qpdf_get_num_pages (self->pdf);

  self->pages = g_ptr_array_new_with_free_func (free_page);
  self->by_id = g_hash_table_new (NULL, NULL);
  if (n < 0 || (guint) n != self->terms->n_pages)
    return rc_objects_refuse (error, "it has %d pages, and %u were planned", n, self->terms->n_pages);
  for (int i = 0; i < n; i++)
    {
      RcDrawnPage *page = g_new0 (RcDrawnPage, 1);
      qpdf_oh object = qpdf_get_page_n (self->pdf, (size_t) i);

      page->id = qpdf_oh_get_object_id (self->pdf, object);
      page->marks = g_array_new (FALSE, TRUE, sizeof (RcMark));
      g_ptr_array_add (self->pages, page);
      g_hash_table_insert (self->by_id, GINT_TO_POINTER (page->id), GUINT_TO_POINTER (i + 1));
      qpdf_oh_release (self->pdf, object);
    }
  return TRUE;
}

/* --- What is drawn on them --- */

static gboolean
rewrite_content (RcFinishing        *self,
                 const RcDrawnPage  *page,
                 qpdf_oh             object,
                 GError            **error)
{
  qpdf_oh stream = qpdf_oh_get_key (self->pdf, object, "/Contents"), none = qpdf_oh_new_null (self->pdf);
  g_autoptr (GBytes) content = rc_objects_read_stream (self->pdf, stream);
  g_autoptr (GBytes) rewritten = content != NULL ? rc_content_rewrite (content, page->marks, error) : NULL;

  if (rewritten != NULL)
    qpdf_oh_replace_stream_data (self->pdf, stream, g_bytes_get_data (rewritten, NULL), g_bytes_get_size (rewritten), none, none);
  qpdf_oh_release (self->pdf, none);
  qpdf_oh_release (self->pdf, stream);
  return rewritten != NULL || (content == NULL && rc_objects_refuse (error, "the content of a page is not there"));
}

static gboolean
check_annotations (RcFinishing        *self,
                   const RcDrawnPage  *page,
                   qpdf_oh             object,
                   GError            **error)
{
  qpdf_oh annotations = qpdf_oh_get_key (self->pdf, object, "/Annots");
  int n = qpdf_oh_is_array (self->pdf, annotations) ? qpdf_oh_get_array_n_items (self->pdf, annotations) : 0;

  qpdf_oh_release (self->pdf, annotations);
  if ((guint) n != page->n_annotations)
    return rc_objects_refuse (error, "a page has %d links, and the structure leads to %u", n, page->n_annotations);
  return TRUE;
}

gboolean
rc_finishing_rewrite_pages (RcFinishing  *self,
                            GError      **error)
{
  for (guint i = 0; i < self->pages->len; i++)
    {
      const RcDrawnPage *page = self->pages->pdata[i];
      qpdf_oh object = qpdf_get_page_n (self->pdf, i);
      gboolean sound = check_annotations (self, page, object, error) && rewrite_content (self, page, object, error);

      rc_objects_put (self->pdf, object, "/Tabs", qpdf_oh_new_name (self->pdf, "/S"));
      /* Transparency, which PDF/A-1 has not. */
      if (self->terms->profile == RC_ARCHIVAL_1B)
        qpdf_oh_remove_key (self->pdf, object, "/Group");
      qpdf_oh_release (self->pdf, object);
      if (!sound)
        return FALSE;
    }
  return TRUE;
}

/* --- Where links lead --- */

static void
read_names (RcQpdf     *pdf,
            qpdf_oh     tree,
            GHashTable *names,
            guint       depth)
{
  qpdf_oh list = rc_objects_key (pdf, tree, "/Names"), children = rc_objects_key (pdf, tree, "/Kids");

  for (int i = 0; qpdf_oh_is_array (pdf, list) && i + 1 < qpdf_oh_get_array_n_items (pdf, list); i += 2)
    {
      qpdf_oh name = qpdf_oh_get_array_item (pdf, list, i);

      g_hash_table_add (names, g_strdup (qpdf_oh_get_string_value (pdf, name)));
      qpdf_oh_release (pdf, name);
    }
  for (int i = 0; depth < MAX_DEPTH && qpdf_oh_is_array (pdf, children) && i < qpdf_oh_get_array_n_items (pdf, children); i++)
    {
      qpdf_oh child = qpdf_oh_get_array_item (pdf, children, i);

      read_names (pdf, child, names, depth + 1);
      qpdf_oh_release (pdf, child);
    }
  qpdf_oh_release (pdf, list);
  qpdf_oh_release (pdf, children);
}

static gboolean
check_link (RcQpdf      *pdf,
            qpdf_oh      annotation,
            GHashTable  *names,
            GError     **error)
{
  qpdf_oh place = rc_objects_key (pdf, annotation, "/Dest");
  gboolean sound = !qpdf_oh_is_string (pdf, place) || g_hash_table_contains (names, qpdf_oh_get_string_value (pdf, place));

  qpdf_oh_release (pdf, place);
  return sound || rc_objects_refuse (error, "a link leads to a place that is not in the document");
}

gboolean
rc_finishing_check_links (RcFinishing  *self,
                          GError      **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  qpdf_oh catalog = qpdf_get_root (self->pdf);
  qpdf_oh all = qpdf_oh_get_key (self->pdf, catalog, "/Names");

  read_names (self->pdf, rc_objects_key (self->pdf, all, "/Dests"), names, 0);
  for (guint i = 0; i < self->pages->len; i++)
    {
      qpdf_oh page = qpdf_get_page_n (self->pdf, i);
      qpdf_oh annotations = qpdf_oh_get_key (self->pdf, page, "/Annots");
      gboolean sound = TRUE;

      for (int j = 0; sound && qpdf_oh_is_array (self->pdf, annotations) && j < qpdf_oh_get_array_n_items (self->pdf, annotations); j++)
        {
          qpdf_oh annotation = qpdf_oh_get_array_item (self->pdf, annotations, j);

          sound = check_link (self->pdf, annotation, names, error);
          qpdf_oh_release (self->pdf, annotation);
        }
      qpdf_oh_release (self->pdf, annotations);
      qpdf_oh_release (self->pdf, page);
      if (!sound)
        return FALSE;
    }
  return TRUE;
}

/* --- Fonts and images --- */

static guint
read_u16 (const guint8 *bytes)
{
  return (guint) bytes[0] << 8 | bytes[1];
}

static guint32
read_u32 (const guint8 *bytes)
{
  return (guint32) read_u16 (bytes) << 16 | read_u16 (bytes + 2);
}

/* From the table "maxp" of a TrueType file; 0: it cannot be read. */
static guint
count_glyphs (GBytes *file)
{
  gsize length;
  const guint8 *bytes = file != NULL ? g_bytes_get_data (file, &length) : NULL;
  guint n_tables = bytes != NULL && length >= 12 ? read_u16 (bytes + 4) : 0;

  for (guint i = 0; i < n_tables && 12 + (gsize) (i + 1) * 16 <= length; i++)
    {
      const guint8 *entry = bytes + 12 + (gsize) i * 16;
      gsize offset = read_u32 (entry + 8);

      if (memcmp (entry, "maxp", 4) == 0 && offset + 6 <= length)
        return read_u16 (bytes + offset + 4);
    }
  return 0;
}

/* Which glyphs the file of a font has: all up to its last. PDF/A-1 asks for it. */
static gboolean
add_glyph_set (RcFinishing  *self,
               qpdf_oh       font,
               GError      **error)
{
  qpdf_oh descriptor = qpdf_oh_get_key (self->pdf, font, "/FontDescriptor");
  qpdf_oh file = rc_objects_key (self->pdf, descriptor, "/FontFile2");
  g_autoptr (GBytes) bytes = rc_objects_read_stream (self->pdf, file);
  guint n_glyphs = count_glyphs (bytes);
  gsize length = (n_glyphs + 7) / 8;
  g_autofree guint8 *set = g_malloc0 (length + 1);

  for (guint i = 0; i < n_glyphs; i++)
    set[i / 8] |= 0x80 >> (i % 8);
  if (n_glyphs > 0)
    rc_objects_put (self->pdf, descriptor, "/CIDSet", rc_objects_indirect (self->pdf, rc_objects_stream (self->pdf, set, length)));
  qpdf_oh_release (self->pdf, file);
  qpdf_oh_release (self->pdf, descriptor);
  return n_glyphs > 0 || rc_objects_refuse (error, "a font is not in the file as it should be");
}

static gboolean
mend_object (RcFinishing  *self,
             qpdf_oh       object,
             GError      **error)
{
  qpdf_oh dictionary = qpdf_oh_is_stream (self->pdf, object) ? qpdf_oh_get_dict (self->pdf, object) : qpdf_oh_new_object (self->pdf, object);
  gboolean sound = TRUE;

  if (rc_objects_has_name (self->pdf, dictionary, "/Subtype", "/CIDFontType2"))
    {
      rc_objects_put (self->pdf, dictionary, "/CIDToGIDMap", qpdf_oh_new_name (self->pdf, "/Identity"));
      sound = self->terms->profile != RC_ARCHIVAL_1B || add_glyph_set (self, dictionary, error);
    }
  else if (rc_objects_has_name (self->pdf, dictionary, "/Subtype", "/Image"))
    rc_objects_put (self->pdf, dictionary, "/Interpolate", qpdf_oh_new_bool (self->pdf, QPDF_FALSE));
  qpdf_oh_release (self->pdf, dictionary);
  return sound;
}

gboolean
rc_finishing_mend_resources (RcFinishing  *self,
                             GError      **error)
{
  qpdf_oh trailer = qpdf_get_trailer (self->pdf);
  int size = rc_objects_number (self->pdf, trailer, "/Size");
  gboolean sound = size >= 0 && size < MAX_OBJECTS;

  if (!sound)
    return rc_objects_refuse (error, "it does not say how many objects it has");
  for (int id = 1; id < size && sound; id++)
    {
      qpdf_oh object = qpdf_get_object_by_id (self->pdf, id, 0);

      if (qpdf_oh_is_stream (self->pdf, object) || qpdf_oh_is_dictionary (self->pdf, object))
        sound = mend_object (self, object, error);
      qpdf_oh_release (self->pdf, object);
    }
  return sound;
}
