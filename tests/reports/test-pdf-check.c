/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/pdf-check.h"
#include "tests/reports/pdf-tools.h"
#include "tests/reports/sample-document.h"

#include "reports/archival/objects.h"

#include <stdlib.h>
#include <string.h>

/* That the check of PDFs sees what it is there to see: one thing is spoiled in a file that is sound, and the check must fail. */

typedef struct
{
  const char *name;
  void      (*spoil) (RcQpdf *pdf);
} Spoiling;

/* The first element with that tag at or under @object, in the order of reading; the null object where there is none. */
static qpdf_oh
find_under (RcQpdf     *pdf,
            qpdf_oh     object,
            const char *tag)
{
  qpdf_oh children = rc_objects_key (pdf, object, "/K"), found = qpdf_oh_new_null (pdf);

  if (rc_objects_has_name (pdf, object, "/S", tag))
    return qpdf_oh_new_object (pdf, object);
  if (qpdf_oh_is_dictionary (pdf, children))
    return find_under (pdf, children, tag);
  for (int i = 0; qpdf_oh_is_null (pdf, found) && qpdf_oh_is_array (pdf, children) && i < qpdf_oh_get_array_n_items (pdf, children); i++)
    found = find_under (pdf, qpdf_oh_get_array_item (pdf, children, i), tag);
  return found;
}

static qpdf_oh
find (RcQpdf     *pdf,
      const char *tag)
{
  qpdf_oh found = find_under (pdf, qpdf_oh_get_key (pdf, qpdf_get_root (pdf), "/StructTreeRoot"), tag);

  g_assert_true (qpdf_oh_is_dictionary (pdf, found));
  return found;
}

/* An object anywhere in the file. */
static qpdf_oh
find_object (RcQpdf     *pdf,
             const char *key,
             const char *name)
{
  int size = rc_objects_number (pdf, qpdf_get_trailer (pdf), "/Size");

  for (int id = 1; id < size; id++)
    {
      qpdf_oh object = qpdf_get_object_by_id (pdf, id, 0);
      qpdf_oh dictionary = qpdf_oh_is_stream (pdf, object) ? qpdf_oh_get_dict (pdf, object) : object;

      if (rc_objects_has_name (pdf, dictionary, key, name))
        return dictionary;
    }
  g_assert_not_reached ();
}

static void
put (RcQpdf     *pdf,
     qpdf_oh     dictionary,
     const char *key,
     const char *value)
{
  rc_objects_put (pdf, dictionary, key, qpdf_oh_parse (pdf, value));
}

/* --- The document --- */

#define CATALOG_WITHOUT(name, key) static void name (RcQpdf *pdf) { qpdf_oh_remove_key (pdf, qpdf_get_root (pdf), key); }

CATALOG_WITHOUT (language, "/Lang")
CATALOG_WITHOUT (marked, "/MarkInfo")
CATALOG_WITHOUT (shown_title, "/ViewerPreferences")
CATALOG_WITHOUT (colours, "/OutputIntents")
CATALOG_WITHOUT (related_files, "/AF")

static void
title (RcQpdf *pdf)
{
  put (pdf, qpdf_oh_get_key (pdf, qpdf_get_trailer (pdf), "/Info"), "/Title", "(Another)");
}

static void
action (RcQpdf *pdf)
{
  put (pdf, qpdf_get_root (pdf), "/OpenAction", "<< /S /JavaScript /JS (x) >>");
}

static void
launch (RcQpdf *pdf)
{
  qpdf_oh annotation = find_object (pdf, "/Subtype", "/Link");

  qpdf_oh_remove_key (pdf, annotation, "/Dest");
  put (pdf, annotation, "/A", "<< /S /Launch /F (x) >>");
}

static void
file_size (RcQpdf *pdf)
{
  put (pdf, qpdf_oh_get_key (pdf, find_object (pdf, "/Type", "/EmbeddedFile"), "/Params"), "/Size", "1");
}

static void
file_relation (RcQpdf *pdf)
{
  qpdf_oh_remove_key (pdf, find_object (pdf, "/Type", "/Filespec"), "/AFRelationship");
}

/* --- Elements --- */

static void
figure_words (RcQpdf *pdf)
{
  qpdf_oh_remove_key (pdf, find (pdf, "/Figure"), "/Alt");
}

static void
header_scope (RcQpdf *pdf)
{
  qpdf_oh_remove_key (pdf, find (pdf, "/TH"), "/A");
}

static void
unknown_element (RcQpdf *pdf)
{
  put (pdf, find (pdf, "/P"), "/S", "/Paragraph");
}

static void
skipped_heading (RcQpdf *pdf)
{
  put (pdf, find (pdf, "/H2"), "/S", "/H3");
}

static void
row_outside (RcQpdf *pdf)
{
  put (pdf, find (pdf, "/Table"), "/S", "/Sect");
}

static void
paragraph_in_list (RcQpdf *pdf)
{
  put (pdf, find (pdf, "/LI"), "/S", "/P");
}

static void
missing_cell (RcQpdf *pdf)
{
  qpdf_oh cell = find (pdf, "/TD");
  qpdf_oh cells = qpdf_oh_get_key (pdf, qpdf_oh_get_key (pdf, cell, "/P"), "/K");

  qpdf_oh_erase_item (pdf, cells, 0);
}

static void
wrong_parent (RcQpdf *pdf)
{
  qpdf_oh_replace_key (pdf, find (pdf, "/Caption"), "/P", find (pdf, "/H1"));
}

static void
note_identity (RcQpdf *pdf)
{
  qpdf_oh_remove_key (pdf, find (pdf, "/Note"), "/ID");
}

/* --- Links --- */

static void
link_words (RcQpdf *pdf)
{
  qpdf_oh_remove_key (pdf, find_object (pdf, "/Subtype", "/Link"), "/Contents");
}

static void
link_flags (RcQpdf *pdf)
{
  put (pdf, find_object (pdf, "/Subtype", "/Link"), "/F", "2");
}

static void
link_place (RcQpdf *pdf)
{
  put (pdf, find_object (pdf, "/Subtype", "/Link"), "/Dest", "(nowhere)");
}

static void
link_parent (RcQpdf *pdf)
{
  put (pdf, find_object (pdf, "/Subtype", "/Link"), "/StructParent", "0");
  put (pdf, qpdf_get_page_n (pdf, 0), "/StructParents", "1");
}

/* --- Pages --- */

static void
order_of_tabs (RcQpdf *pdf)
{
  qpdf_oh_remove_key (pdf, qpdf_get_page_n (pdf, 1), "/Tabs");
}

static void
parents (RcQpdf *pdf)
{
  qpdf_oh first = qpdf_get_page_n (pdf, 0), second = qpdf_get_page_n (pdf, 1);
  qpdf_oh number = qpdf_oh_get_key (pdf, first, "/StructParents");

  qpdf_oh_replace_key (pdf, first, "/StructParents", qpdf_oh_get_key (pdf, second, "/StructParents"));
  qpdf_oh_replace_key (pdf, second, "/StructParents", number);
}

/* In the content of the first page that has @from; (nullable): @to is put before all of it. */
static void
change_content (RcQpdf     *pdf,
                const char *from,
                const char *to)
{
  for (int i = 0; i < qpdf_get_num_pages (pdf); i++)
    {
      qpdf_oh stream = qpdf_oh_get_key (pdf, qpdf_get_page_n (pdf, (size_t) i), "/Contents"), none = qpdf_oh_new_null (pdf);
      g_autoptr (GBytes) content = rc_objects_read_stream (pdf, stream);
      g_autofree char *text = g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
      g_autoptr (GString) changed = g_string_new (text);

      if (from == NULL)
        g_string_prepend (changed, to);
      else if (g_string_replace (changed, from, to, 1) == 0)
        continue;
      qpdf_oh_replace_stream_data (pdf, stream, (const guint8 *) changed->str, changed->len, none, none);
      return;
    }
  g_assert_not_reached ();
}

static void
painted_outside (RcQpdf *pdf)
{
  change_content (pdf, NULL, "0 0 1 1 re f\n");
}

static void
unmarked_text (RcQpdf *pdf)
{
  change_content (pdf, "/H1 << /MCID", "/H2 << /MCID");
}

static void
never_ended (RcQpdf *pdf)
{
  change_content (pdf, "EMC\n", "\n");
}

static void
box_for_letter (RcQpdf *pdf)
{
  change_content (pdf, "<0001", "<0000");
}

/* --- Fonts and images --- */

static void
font_codes (RcQpdf *pdf)
{
  qpdf_oh_remove_key (pdf, find_object (pdf, "/Subtype", "/TrueType"), "/ToUnicode");
}

static void
font_file (RcQpdf *pdf)
{
  qpdf_oh_remove_key (pdf, find_object (pdf, "/Type", "/FontDescriptor"), "/FontFile2");
}

static void
glyph_map (RcQpdf *pdf)
{
  qpdf_oh_remove_key (pdf, find_object (pdf, "/Subtype", "/CIDFontType2"), "/CIDToGIDMap");
}

static void
smoothed_image (RcQpdf *pdf)
{
  put (pdf, find_object (pdf, "/Subtype", "/Image"), "/Interpolate", "true");
}

static void
nothing (RcQpdf *pdf)
{
}

#define SPOILING(function) { #function, function }

static const Spoiling spoilings[] = {
  SPOILING (language), SPOILING (marked), SPOILING (shown_title), SPOILING (colours), SPOILING (related_files), SPOILING (title), SPOILING (action),
  SPOILING (launch), SPOILING (file_size), SPOILING (file_relation), SPOILING (figure_words), SPOILING (header_scope), SPOILING (unknown_element),
  SPOILING (skipped_heading), SPOILING (row_outside), SPOILING (paragraph_in_list), SPOILING (missing_cell), SPOILING (wrong_parent),
  SPOILING (note_identity), SPOILING (link_words), SPOILING (link_flags), SPOILING (link_place), SPOILING (link_parent), SPOILING (order_of_tabs),
  SPOILING (parents), SPOILING (painted_outside), SPOILING (unmarked_text), SPOILING (never_ended), SPOILING (box_for_letter), SPOILING (font_codes),
  SPOILING (font_file), SPOILING (glyph_map), SPOILING (smoothed_image),
};

static GBytes *
spoil (void (*function) (RcQpdf *pdf))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDocument) document = sample_document_new (FALSE);
  g_autoptr (RcPages) pages = rc_pages_new (document, &error);
  g_autoptr (GBytes) sound = rc_pages_to_pdf (pages, &error);
  g_autoptr (RcQpdf) pdf = rc_objects_open (sound, &error);

  g_assert_no_error (error);
  function (pdf);
  qpdf_init_write_memory (pdf);
  qpdf_set_object_stream_mode (pdf, qpdf_o_generate);
  qpdf_set_deterministic_ID (pdf, QPDF_TRUE);
  qpdf_write (pdf);
  (void) rc_objects_check (pdf, &error);
  g_assert_no_error (error);
  return g_bytes_new (qpdf_get_buffer (pdf), qpdf_get_buffer_length (pdf));
}

/* Written anew, it passes still: what the others lack is what they were spoiled of. */
static void
test_sound (void)
{
  g_autoptr (GBytes) pdf = spoil (nothing);

  pdf_check_archival (pdf);
}

static void
test_spoiled (gconstpointer data)
{
  const Spoiling *spoiling = data;

  if (g_test_subprocess ())
    {
      g_autoptr (GBytes) pdf = spoil (spoiling->spoil);

      g_printerr ("spoiled\n");
      pdf_check_archival (pdf);
      return;
    }
  if (!pdf_tools_have ("qpdf"))
    return;
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("spoiled*");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pdf-check/sound", test_sound);
  for (gsize i = 0; i < G_N_ELEMENTS (spoilings); i++)
    {
      g_autofree char *path = g_strconcat ("/pdf-check/", spoilings[i].name, NULL);

      g_test_add_data_func (path, &spoilings[i], test_spoiled);
    }
  return g_test_run ();
}
