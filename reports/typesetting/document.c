/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/block.h"

#include "core/display-text.h"

#include <string.h>

static char *
dup_words (const char *words)
{
  return words != NULL ? rc_display_words (words) : NULL;
}

static char **
dup_lines (const char * const *lines)
{
  GStrvBuilder *builder;
  char **copies;

  if (lines == NULL)
    return NULL;
  builder = g_strv_builder_new ();
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = rc_display_words (lines[i]);

      g_strv_builder_add (builder, line);
    }
  copies = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return copies;
}

/**
 * rc_document_new:
 * @info: what stands around the text; copied
 *
 * Returns: (transfer full): a document without blocks
 */
RcDocument *
rc_document_new (const RcDocumentInfo *info)
{
  RcDocument *self = g_new0 (RcDocument, 1);
  RcDocumentHead *head = &self->head;

  head->title = rc_display_words (info->title);
  head->subject = dup_words (info->subject);
  head->language = g_strdup (info->language != NULL ? info->language : "en");
  head->dated_us = info->dated_us;
  head->kind = dup_words (info->kind);
  head->number = dup_words (info->number);
  head->classification = dup_words (info->classification);
  head->letterhead = dup_lines (info->letterhead);
  head->logo_png = info->logo_png != NULL ? g_bytes_ref (info->logo_png) : NULL;
  head->foot = dup_words (info->foot);
  head->compact = info->compact;
  self->blocks = rc_block_list_new ();
  self->lists = g_ptr_array_new ();
  g_ptr_array_add (self->lists, self->blocks);
  return self;
}

void
rc_document_free (RcDocument *self)
{
  RcDocumentHead *head;

  if (self == NULL)
    return;
  head = &self->head;
  g_free (head->title);
  g_free (head->subject);
  g_free (head->language);
  g_free (head->kind);
  g_free (head->number);
  g_free (head->classification);
  g_strfreev (head->letterhead);
  g_clear_pointer (&head->logo_png, g_bytes_unref);
  g_free (head->foot);
  g_ptr_array_unref (self->lists);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

static RcBlock *
add_block (RcDocument  *self,
           RcBlockKind  kind)
{
  RcBlock *block = rc_block_new (kind);

  g_ptr_array_add (self->lists->pdata[self->lists->len - 1], block);
  return block;
}

static RcBlock *
add_text_block (RcDocument  *self,
                RcBlockKind  kind,
                RcText      *text)
{
  RcBlock *block = add_block (self, kind);

  block->text = text;
  return block;
}

void
rc_document_add_heading (RcDocument *self,
                         int         level,
                         RcText     *text)
{
  add_text_block (self, RC_BLOCK_HEADING, text)->level = CLAMP (level, 1, 3);
}

void
rc_document_add_paragraph (RcDocument *self,
                           RcText     *text)
{
  add_text_block (self, RC_BLOCK_PARAGRAPH, text);
}

void
rc_document_add_item (RcDocument *self,
                      const char *mark,
                      RcText     *text)
{
  add_text_block (self, RC_BLOCK_ITEM, text)->mark = rc_text_new_own (mark);
}

void
rc_document_add_shape_item (RcDocument *self,
                            RcShape     shape,
                            RcText     *text)
{
  RcText *mark = rc_text_new ();

  rc_text_add_shape (mark, shape);
  add_text_block (self, RC_BLOCK_ITEM, text)->mark = mark;
}

/**
 * rc_document_add_figure:
 * @alternative: what the figure shows, in a sentence or two of the program's own
 * @height: in points; its width is that of the column
 * @draw: called once for each time that the page is drawn
 * @destroy: (nullable): frees @user_data with the document
 */
void
rc_document_add_figure (RcDocument     *self,
                        const char     *alternative,
                        double          height,
                        RcFigureFunc    draw,
                        gpointer        user_data,
                        GDestroyNotify  destroy)
{
  RcBlock *block = add_block (self, RC_BLOCK_FIGURE);

  block->words = rc_display_words (alternative);
  block->height = height;
  block->draw = draw;
  block->user_data = user_data;
  block->destroy = destroy;
}

void
rc_document_begin_box (RcDocument *self,
                       const char *number,
                       const char *title)
{
  RcBlock *box = add_block (self, RC_BLOCK_BOX);

  box->words = rc_display_words (number);
  box->title = rc_display_words (title);
  box->children = rc_block_list_new ();
  g_ptr_array_add (self->lists, box->children);
}

static void
end_list (RcDocument *self)
{
  g_return_if_fail (self->lists->len > 1);
  g_ptr_array_remove_index (self->lists, self->lists->len - 1);
}

void
rc_document_end_box (RcDocument *self)
{
  end_list (self);
}

void
rc_document_begin_columns (RcDocument *self)
{
  RcBlock *columns = add_block (self, RC_BLOCK_COLUMNS);

  columns->children = rc_block_list_new ();
  columns->right = rc_block_list_new ();
  g_ptr_array_add (self->lists, columns->children);
}

void
rc_document_next_column (RcDocument *self)
{
  GPtrArray *around;
  RcBlock *columns;

  end_list (self);
  around = self->lists->pdata[self->lists->len - 1];
  columns = around->pdata[around->len - 1];
  g_return_if_fail (columns->kind == RC_BLOCK_COLUMNS);
  g_ptr_array_add (self->lists, columns->right);
}

void
rc_document_end_columns (RcDocument *self)
{
  end_list (self);
}

static RcText *
text_of_line (const char *line,
              gsize       length,
              gboolean    ended)
{
  RcText *text = rc_text_new ();

  rc_text_add_quoted (text, RC_TEXT_MONO, line, length);
  if (ended)
    rc_text_add_quoted (text, RC_TEXT_MONO | RC_TEXT_ACCENT, "\n", 1);
  return text;
}

/**
 * rc_document_add_bytes:
 * @tainted: (array length=length): the bytes as they are stored
 */
void
rc_document_add_bytes (RcDocument *self,
                       const void *tainted,
                       gsize       length)
{
  RcBlock *block = add_block (self, RC_BLOCK_BYTES);
  const char *cursor = tainted;
  const char *end = cursor + length;

  block->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_text_free);
  while (cursor < end)
    {
      const char *line_end = memchr (cursor, '\n', end - cursor);
      gsize line_length = (line_end != NULL ? line_end : end) - cursor;

      g_ptr_array_add (block->lines, text_of_line (cursor, line_length, line_end != NULL));
      cursor += line_length + 1;
    }
}

void
rc_document_add_page_break (RcDocument *self)
{
  add_block (self, RC_BLOCK_PAGE_BREAK);
}

/**
 * rc_document_add_signatures:
 * @labels: (array zero-terminated=1): what is to be written above each: name, function, place and date
 */
void
rc_document_add_signatures (RcDocument         *self,
                            const char * const *labels)
{
  RcBlock *block = add_block (self, RC_BLOCK_SIGNATURES);

  block->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_text_free);
  for (gsize i = 0; labels[i] != NULL; i++)
    {
      RcText *label = rc_text_new ();

      rc_text_add (label, RC_TEXT_SMALL | RC_TEXT_MUTED, labels[i]);
      g_ptr_array_add (block->lines, label);
    }
}

void
rc_document_add_table (RcDocument *self,
                       RcTable    *table)
{
  add_block (self, RC_BLOCK_TABLE)->table = table;
}
