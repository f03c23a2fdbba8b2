/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/pdf-check-parts.h"

#include <string.h>

/* The content of one page: read in another way than the program's own. */
typedef struct
{
  const PdfFile *file;
  guint32        fonts;
  GPtrArray     *tags;
  GPtrArray     *operands;     /* utf8 */
  GArray        *open;         /* gboolean: an element or an artifact */
  guint          n_covering;
  gboolean       is_wide;      /* the font in use has two bytes for a glyph */
} Reader;

static void
begin_marked (Reader *self)
{
  const char *tag = self->operands->pdata[0];
  gboolean covers = strcmp (tag, "/Artifact") == 0;

  for (guint i = 0; i + 1 < self->operands->len; i++)
    {
      gboolean is_number = strcmp (self->operands->pdata[i], "/MCID") == 0;
      guint64 number = is_number ? g_ascii_strtoull (self->operands->pdata[i + 1], NULL, 10) : 0;

      if (!is_number)
        continue;
      g_assert_cmpstr (tag, !=, "/Artifact");
      g_assert_cmpuint (self->n_covering, ==, 0);
      g_assert_cmpuint (number, <, 1000000);
      if (self->tags->len <= number)
        g_ptr_array_set_size (self->tags, (int) number + 1);
      g_assert_null (self->tags->pdata[number]);
      self->tags->pdata[number] = g_strdup (tag + 1);
      covers = TRUE;
    }
  g_array_append_val (self->open, covers);
  self->n_covering += covers;
}

static void
end_marked (Reader *self)
{
  g_assert_cmpuint (self->open->len, >, 0);
  self->n_covering -= g_array_index (self->open, gboolean, self->open->len - 1);
  g_array_set_size (self->open, self->open->len - 1);
}

static void
use_font (Reader *self)
{
  guint32 font = pdf_file_get (self->file, self->fonts, self->operands->pdata[self->operands->len - 2]);

  g_assert_cmpuint (font, !=, RC_JSON_NO_NODE);
  self->is_wide = pdf_file_is (self->file, pdf_file_get (self->file, font, "/Encoding"), "/Identity-H");
}

/* A glyph 0 is a box in place of a letter. */
static void
show (Reader *self)
{
  g_assert_cmpuint (self->n_covering, >, 0);
  for (guint i = 0; self->is_wide && i < self->operands->len; i++)
    {
      const char *text = self->operands->pdata[i];

      if (text[0] != '<')
        continue;
      g_assert_cmpuint (strlen (text) % 4, ==, 2);
      for (gsize at = 1; text[at] != '>'; at += 4)
        g_assert_cmpint (strncmp (text + at, "0000", 4), !=, 0);
    }
}

static void
take_operator (Reader     *self,
               const char *name)
{
  static const char * const painting[] = { "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", NULL };
  static const char * const showing[] = { "Tj", "TJ", "'", "\"", NULL };

  g_assert_cmpstr (name, !=, "BI");
  if (strcmp (name, "BDC") == 0 || strcmp (name, "BMC") == 0)
    begin_marked (self);
  else if (strcmp (name, "EMC") == 0)
    end_marked (self);
  else if (strcmp (name, "Tf") == 0)
    use_font (self);
  else if (g_strv_contains (showing, name))
    show (self);
  else if (g_strv_contains (painting, name))
    g_assert_cmpuint (self->n_covering, >, 0);
  g_ptr_array_set_size (self->operands, 0);
}

static gboolean
is_operator (const char *token)
{
  return g_ascii_isalpha (token[0]) || token[0] == '\'' || token[0] == '"';
}

/* Where the text that begins at @at ends. */
static gsize
end_of_text (const char *content,
             gsize       at)
{
  gsize end = at + 1;

  for (guint depth = 1; depth > 0; end++)
    {
      g_assert_cmpint (content[end], !=, '\0');
      if (content[end] == '\\')
        end++;
      else if (content[end] == '(')
        depth++;
      else if (content[end] == ')')
        depth--;
    }
  return end;
}

static gsize
end_of_token (const char *content,
              gsize       at)
{
  if (content[at] == '(')
    return end_of_text (content, at);
  if (strncmp (content + at, "<<", 2) == 0 || strncmp (content + at, ">>", 2) == 0)
    return at + 2;
  if (content[at] == '<')
    return at + strcspn (content + at, ">") + 1;
  if (content[at] == '[' || content[at] == ']')
    return at + 1;
  return at + 1 + strcspn (content + at + 1, " \t\r\n\f()<>[]/%");
}

static void
read_content (Reader     *self,
              const char *content)
{
  for (gsize at = strspn (content, " \t\r\n\f"), end; content[at] != '\0'; at = end + strspn (content + end, " \t\r\n\f"))
    {
      g_autofree char *token = NULL;

      g_assert_cmpint (content[at], !=, '%');
      end = end_of_token (content, at);
      token = g_strndup (content + at, end - at);
      if (is_operator (token))
        take_operator (self, token);
      else
        g_ptr_array_add (self->operands, g_steal_pointer (&token));
    }
}

GPtrArray *
pdf_check_content (const PdfFile *file,
                   guint32        page)
{
  guint32 node = pdf_file_resolve (file, page);
  g_autoptr (GBytes) bytes = pdf_file_read (file, pdf_file_get_raw (file, node, "/Contents"));
  g_autofree char *content = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  Reader reader = { .file = file, .fonts = pdf_file_get (file, pdf_file_get (file, node, "/Resources"), "/Font") };

  g_assert_cmpuint (strlen (content), ==, g_bytes_get_size (bytes));
  reader.tags = g_ptr_array_new_with_free_func (g_free);
  reader.operands = g_ptr_array_new_with_free_func (g_free);
  reader.open = g_array_new (FALSE, FALSE, sizeof (gboolean));
  read_content (&reader, content);
  g_assert_cmpuint (reader.open->len, ==, 0);
  g_ptr_array_unref (reader.operands);
  g_array_unref (reader.open);
  return reader.tags;
}
