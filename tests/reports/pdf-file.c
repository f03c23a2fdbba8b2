/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/pdf-file.h"

#include "tests/reports/pdf-tools.h"

#include <string.h>

#define COMMAND "--json=2 --json-key=qpdf --json-stream-data=inline --decode-level=generalized @"

static void
add_objects (PdfFile *self)
{
  guint32 all = rc_json_pointer (&self->json, "/qpdf/1");

  g_assert_cmpuint (all, !=, RC_JSON_NO_NODE);
  for (guint32 name = all + 1; name < self->json.nodes[all].next; name = self->json.nodes[name].next)
    {
      g_autofree char *words = rc_json_dup_text (&self->json, name, NULL);
      guint32 held = rc_json_member (&self->json, name + 1, "value");

      if (held == RC_JSON_NO_NODE)
        held = rc_json_member (&self->json, name + 1, "stream");
      if (g_str_has_prefix (words, "obj:"))
        g_hash_table_insert (self->objects, g_strdup (words + 4), GUINT_TO_POINTER (held));
      else
        g_hash_table_insert (self->objects, g_steal_pointer (&words), GUINT_TO_POINTER (held));
    }
}

PdfFile *
pdf_file_new (GBytes *pdf)
{
  PdfFile *self = g_new0 (PdfFile, 1);
  RcJsonFault fault;

  self->text = pdf_tools_run ("qpdf", pdf, COMMAND);
  self->objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  rc_json_init (&self->json);
  g_assert_true (rc_json_parse (&self->json, self->text, strlen (self->text), &fault));
  add_objects (self);
  return self;
}

void
pdf_file_free (PdfFile *self)
{
  rc_json_clear (&self->json);
  g_hash_table_unref (self->objects);
  g_free (self->text);
  g_free (self);
}

char *
pdf_file_dup_reference (const PdfFile *self,
                        guint32        node)
{
  g_autofree char *words = node != RC_JSON_NO_NODE && rc_json_is (&self->json, node, RC_JSON_STRING) ? rc_json_dup_string (&self->json, node) : NULL;

  return words != NULL && g_ascii_isdigit (words[0]) && g_str_has_suffix (words, " R") ? g_steal_pointer (&words) : NULL;
}

guint32
pdf_file_resolve (const PdfFile *self,
                  guint32        node)
{
  g_autofree char *reference = pdf_file_dup_reference (self, node);
  guint32 held, dictionary;

  if (reference == NULL)
    return node;
  held = GPOINTER_TO_UINT (g_hash_table_lookup (self->objects, reference));
  g_assert_cmpuint (held, !=, 0);
  dictionary = rc_json_member (&self->json, held, "dict");
  return dictionary != RC_JSON_NO_NODE ? dictionary : held;
}

guint32
pdf_file_get_raw (const PdfFile *self,
                  guint32        dictionary,
                  const char    *key)
{
  return dictionary != RC_JSON_NO_NODE && rc_json_is (&self->json, dictionary, RC_JSON_OBJECT) ? rc_json_member (&self->json, dictionary, key)
                                                                                              : RC_JSON_NO_NODE;
}

guint32
pdf_file_get (const PdfFile *self,
              guint32        dictionary,
              const char    *key)
{
  return pdf_file_resolve (self, pdf_file_get_raw (self, dictionary, key));
}

guint
pdf_file_length (const PdfFile *self,
                 guint32        array)
{
  return array != RC_JSON_NO_NODE && rc_json_is (&self->json, array, RC_JSON_ARRAY) ? self->json.nodes[array].count : 0;
}

guint32
pdf_file_item_raw (const PdfFile *self,
                   guint32        array,
                   guint          index)
{
  guint32 node = array + 1;

  g_assert_cmpuint (index, <, pdf_file_length (self, array));
  while (index-- > 0)
    node = self->json.nodes[node].next;
  return node;
}

guint32
pdf_file_item (const PdfFile *self,
               guint32        array,
               guint          index)
{
  return pdf_file_resolve (self, pdf_file_item_raw (self, array, index));
}

/* qpdf shows texts with many letters beyond ASCII by the bytes that stand in the file: PDFDocEncoding (ISO 32000-1, annex D). */
static char *
decode_bytes (const char *digits)
{
  static const gunichar others[] = {
    0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203a, 0x2212, 0x2030, 0x201e, 0x201c, 0x201d, 0x2018,
    0x2019, 0x201a, 0x2122, 0xfb01, 0xfb02, 0x0141, 0x0152, 0x0160, 0x0178, 0x017d, 0x0131, 0x0142, 0x0153, 0x0161, 0x017e, 0xfffd, 0x20ac,
  };
  GString *text = g_string_new (NULL);

  for (; g_ascii_isxdigit (digits[0]) && g_ascii_isxdigit (digits[1]); digits += 2)
    {
      guint byte = (guint) g_ascii_xdigit_value (digits[0]) << 4 | (guint) g_ascii_xdigit_value (digits[1]);

      g_string_append_unichar (text, byte >= 0x80 && byte <= 0xa0 ? others[byte - 0x80] : byte);
    }
  return g_string_free (text, FALSE);
}

char *
pdf_file_dup (const PdfFile *self,
              guint32        node)
{
  g_autofree char *words = NULL;

  if (node == RC_JSON_NO_NODE || !rc_json_is (&self->json, node, RC_JSON_STRING))
    return NULL;
  words = rc_json_dup_string (&self->json, node);
  if (g_str_has_prefix (words, "b:") && !g_str_has_prefix (words, "b:feff"))
    return decode_bytes (words + 2);
  return g_strdup (g_str_has_prefix (words, "u:") ? words + 2 : words);
}

gboolean
pdf_file_is (const PdfFile *self,
             guint32        node,
             const char    *text)
{
  g_autofree char *words = pdf_file_dup (self, node);

  return g_strcmp0 (words, text) == 0;
}

GBytes *
pdf_file_read (const PdfFile *self,
               guint32        reference)
{
  g_autofree char *words = pdf_file_dup_reference (self, reference);
  guint32 held = words != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->objects, words)) : 0;
  g_autofree char *base64 = held != 0 ? rc_json_dup_string (&self->json, rc_json_member (&self->json, held, "data")) : NULL;
  gsize length;
  guchar *bytes;

  g_assert_nonnull (base64);
  bytes = g_base64_decode (base64, &length);
  return g_bytes_new_take (bytes, length);
}

guint32
pdf_file_trailer (const PdfFile *self)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->objects, "trailer"));
}

guint32
pdf_file_catalog (const PdfFile *self)
{
  return pdf_file_get (self, pdf_file_trailer (self), "/Root");
}

static void
add_pages (const PdfFile *self,
           guint32        reference,
           GArray        *pages)
{
  guint32 node = pdf_file_resolve (self, reference), children = pdf_file_get (self, node, "/Kids");

  if (pdf_file_is (self, pdf_file_get (self, node, "/Type"), "/Page"))
    g_array_append_val (pages, reference);
  for (guint i = 0; i < pdf_file_length (self, children); i++)
    add_pages (self, pdf_file_item_raw (self, children, i), pages);
}

GArray *
pdf_file_pages (const PdfFile *self)
{
  GArray *pages = g_array_new (FALSE, FALSE, sizeof (guint32));

  add_pages (self, pdf_file_get_raw (self, pdf_file_catalog (self), "/Pages"), pages);
  return pages;
}
