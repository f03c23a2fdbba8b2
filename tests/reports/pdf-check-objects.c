/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/pdf-check-parts.h"

#include <string.h>

/* --- What no object may hold --- */

static void
check_members (const PdfFile *file,
               guint32        node)
{
  static const char * const forbidden[] = { "/AA", "/JS", "/JavaScript", "/OpenAction", "/Encrypt", "/XFA", "/OPI", "/PS", "/RoleMap", NULL };
  static const char * const actions[] = { "/Launch", "/JavaScript", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState",
                                          "/Rendition", "/Trans", "/GoTo3DView", NULL };
  const RcJson *json = &file->json;

  if (rc_json_is (json, node, RC_JSON_ARRAY))
    for (guint32 item = node + 1; item < json->nodes[node].next; item = json->nodes[item].next)
      check_members (file, item);
  if (!rc_json_is (json, node, RC_JSON_OBJECT))
    return;
  for (guint32 name = node + 1; name < json->nodes[node].next; name = json->nodes[name].next)
    {
      g_autofree char *key = rc_json_dup_text (json, name, NULL), *value = pdf_file_dup (file, name + 1);

      g_assert_false (g_strv_contains (forbidden, key));
      g_assert_false (strcmp (key, "/S") == 0 && value != NULL && g_strv_contains (actions, value));
      g_assert_false (strcmp (key, "/Interpolate") == 0 && rc_json_is (json, name + 1, RC_JSON_TRUE));
      check_members (file, name + 1);
    }
}

/* --- Fonts --- */

/* Of "<0041>": a code that is no character would be copied as one. */
static void
check_code (const char *hex)
{
  static const char * const bad[] = { "0000", "feff", "fffe", "ffff" };

  for (gsize at = 0; at + 4 <= strlen (hex); at += 4)
    for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
      g_assert_cmpint (g_ascii_strncasecmp (hex + at, bad[i], 4), !=, 0);
}

static void
check_to_unicode (GBytes *map)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (map, NULL), g_bytes_get_size (map));
  g_autoptr (GRegex) pair = g_regex_new ("^<[0-9a-f]+> (?:<[0-9a-f]+> )?<([0-9a-f]{4,})>$", G_REGEX_CASELESS | G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  const char *codes = strstr (text, "endcodespacerange");
  guint n = 0;

  g_assert_nonnull (codes);
  g_regex_match (pair, codes, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL), n++)
    {
      g_autofree char *code = g_match_info_fetch (match, 1);

      check_code (code);
    }
  g_assert_cmpuint (n, >, 0);
}

static void
check_font (const PdfFile *file,
            guint32        font)
{
  g_autofree char *subtype = pdf_file_dup (file, pdf_file_get (file, font, "/Subtype"));
  guint32 described = font, descriptor;

  g_assert_nonnull (subtype);
  if (strcmp (subtype, "/Type0") == 0)
    {
      described = pdf_file_item (file, pdf_file_get (file, font, "/DescendantFonts"), 0);
      g_assert_true (pdf_file_is (file, pdf_file_get (file, described, "/CIDToGIDMap"), "/Identity"));
    }
  else
    g_assert_cmpstr (subtype, ==, "/TrueType");
  descriptor = pdf_file_get (file, described, "/FontDescriptor");
  g_assert_cmpuint (pdf_file_get (file, descriptor, "/FontFile2"), !=, RC_JSON_NO_NODE);
  g_assert_cmpuint (pdf_file_get (file, font, "/ToUnicode"), !=, RC_JSON_NO_NODE);
  {
    g_autoptr (GBytes) map = pdf_file_read (file, pdf_file_get_raw (file, font, "/ToUnicode"));

    check_to_unicode (map);
  }
}

static guint
check_fonts (const PdfFile *file,
             guint32        page)
{
  guint32 fonts = pdf_file_get (file, pdf_file_get (file, pdf_file_resolve (file, page), "/Resources"), "/Font");
  guint n = 0;

  if (fonts == RC_JSON_NO_NODE)
    return 0;
  for (guint32 name = fonts + 1; name < file->json.nodes[fonts].next; name = file->json.nodes[name].next, n++)
    check_font (file, pdf_file_resolve (file, name + 1));
  return n;
}

/* --- Places and files --- */

static void
add_names (const PdfFile *file,
           guint32        tree,
           GHashTable    *names)
{
  guint32 list = pdf_file_get (file, tree, "/Names"), children = pdf_file_get (file, tree, "/Kids");

  for (guint i = 0; i + 1 < pdf_file_length (file, list); i += 2)
    {
      char *name = pdf_file_dup (file, pdf_file_item (file, list, i));

      g_assert_true (g_hash_table_insert (names, name, GUINT_TO_POINTER (pdf_file_item_raw (file, list, i + 1))));
    }
  for (guint i = 0; i < pdf_file_length (file, children); i++)
    add_names (file, pdf_file_item (file, children, i), names);
}

static GHashTable *
list_names (const PdfFile *file,
            const char    *key)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_names (file, pdf_file_get (file, pdf_file_get (file, pdf_file_catalog (file), "/Names"), key), names);
  return names;
}

static void
check_place (const PdfFile *file,
             guint32        place,
             GHashTable    *names)
{
  guint32 array = place;

  if (rc_json_is (&file->json, place, RC_JSON_STRING))
    {
      g_autofree char *name = pdf_file_dup (file, place);

      g_assert_true (g_hash_table_contains (names, name));
      array = pdf_file_resolve (file, GPOINTER_TO_UINT (g_hash_table_lookup (names, name)));
    }
  g_assert_cmpuint (pdf_file_length (file, array), >, 1);
  g_assert_true (pdf_file_is (file, pdf_file_get (file, pdf_file_item (file, array, 0), "/Type"), "/Page"));
}

/* Links and entries of the outline lead to pages of this file, and links elsewhere say so. */
static void
check_places (const PdfFile *file)
{
  g_autoptr (GHashTable) names = list_names (file, "/Dests");
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, file->objects);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      guint32 node = GPOINTER_TO_UINT (value), place = pdf_file_get (file, node, "/Dest");
      gboolean is_link = pdf_file_is (file, pdf_file_get (file, node, "/Subtype"), "/Link");

      if (place != RC_JSON_NO_NODE)
        check_place (file, place, names);
      else if (is_link)
        g_assert_true (pdf_file_is (file, pdf_file_get (file, pdf_file_get (file, node, "/A"), "/S"), "/URI"));
    }
}

static void
check_file (const PdfFile *file,
            guint32        specification)
{
  static const char * const relations[] = { "/Source", "/Data", "/Alternative", "/Supplement", NULL };
  guint32 files = pdf_file_get (file, specification, "/EF"), stream = pdf_file_get (file, files, "/F");
  g_autofree char *relation = pdf_file_dup (file, pdf_file_get (file, specification, "/AFRelationship"));
  g_autofree char *name = pdf_file_dup (file, pdf_file_get (file, specification, "/F"));
  g_autofree char *type = pdf_file_dup (file, pdf_file_get (file, stream, "/Subtype"));
  g_autofree char *words = pdf_file_dup (file, pdf_file_get (file, specification, "/Desc"));
  g_autoptr (GBytes) bytes = pdf_file_read (file, pdf_file_get_raw (file, files, "/F"));
  gint64 size = -1;

  g_assert_true (pdf_file_is (file, pdf_file_get (file, specification, "/Type"), "/Filespec"));
  g_assert_true (pdf_file_is (file, pdf_file_get (file, specification, "/UF"), name));
  g_assert_true (g_strv_contains (relations, relation));
  g_assert_nonnull (words);
  g_assert_true (pdf_file_is (file, pdf_file_get (file, stream, "/Type"), "/EmbeddedFile"));
  g_assert_nonnull (strchr (type + 1, '/'));
  g_assert_true (rc_json_get_integer (&file->json, pdf_file_get (file, pdf_file_get (file, stream, "/Params"), "/Size"), &size));
  g_assert_cmpint (size, ==, (gint64) g_bytes_get_size (bytes));
}

/* What is attached is attached to the document, once and in both lists. */
static void
check_files (const PdfFile *file)
{
  g_autoptr (GHashTable) names = list_names (file, "/EmbeddedFiles");
  guint32 related = pdf_file_get (file, pdf_file_catalog (file), "/AF");

  g_assert_cmpuint (pdf_file_length (file, related), ==, g_hash_table_size (names));
  for (guint i = 0; i < pdf_file_length (file, related); i++)
    {
      g_autofree char *reference = pdf_file_dup_reference (file, pdf_file_item_raw (file, related, i));
      g_autofree char *name = pdf_file_dup (file, pdf_file_get (file, pdf_file_item (file, related, i), "/F"));
      g_autofree char *named = pdf_file_dup_reference (file, GPOINTER_TO_UINT (g_hash_table_lookup (names, name)));

      g_assert_nonnull (reference);
      g_assert_cmpstr (reference, ==, named);
      check_file (file, pdf_file_item (file, related, i));
    }
}

void
pdf_check_objects (const PdfFile *file)
{
  g_autoptr (GArray) pages = pdf_file_pages (file);
  guint n_fonts = 0;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, file->objects);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    check_members (file, GPOINTER_TO_UINT (value));
  for (guint i = 0; i < pages->len; i++)
    n_fonts += check_fonts (file, g_array_index (pages, guint32, i));
  g_assert_cmpuint (n_fonts, >, 0);
  check_places (file);
  check_files (file);
}
