/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/block.h"
#include "reports/typesetting/text-private.h"

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

static void
free_attachment (gpointer data)
{
  RcAttachment *attachment = data;

  g_free (attachment->name);
  g_free (attachment->media_type);
  g_free (attachment->description);
  g_bytes_unref (attachment->bytes);
  g_free (attachment);
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
  head->banner = dup_words (info->banner);
  head->disclaimers = dup_lines (info->disclaimers);
  head->compact = info->compact;
  head->bare_page_numbers = info->bare_page_numbers;
  self->blocks = rc_block_list_new ();
  self->headings = g_ptr_array_new ();
  self->anchors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->notes = g_ptr_array_new ();
  self->attachments = g_ptr_array_new_with_free_func (free_attachment);
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
  g_free (head->banner);
  g_strfreev (head->disclaimers);
  g_ptr_array_unref (self->lists);
  g_ptr_array_unref (self->headings);
  g_hash_table_unref (self->anchors);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->attachments);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

void
rc_document_set_issue (RcDocument *self,
                       const char *banner,
                       const char *number)
{
  RcDocumentHead *head = &self->head;
  g_autofree char *full = head->number != NULL && number != NULL ? g_strdup_printf ("%s · %s", number, head->number) : NULL;

  g_free (head->banner);
  head->banner = dup_words (banner);
  if (number == NULL)
    return;
  g_free (head->number);
  head->number = dup_words (full != NULL ? full : number);
}

static RcBlock *
add_block (RcDocument  *self,
           RcBlockKind  kind)
{
  RcBlock *block = rc_block_new (kind);

  block->anchors = g_steal_pointer (&self->waiting);
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
  rc_text_number_notes (text, &self->n_notes, self->notes);
  return block;
}

/* The notes of a section stand at its end. */
static void
end_section (RcDocument *self)
{
  RcBlock *notes;

  if (self->notes->len == 0)
    return;
  notes = rc_block_new (RC_BLOCK_NOTES);
  notes->notes = g_steal_pointer (&self->notes);
  self->notes = g_ptr_array_new ();
  g_ptr_array_add (self->blocks, notes);
}

void
rc_document_add_heading (RcDocument *self,
                         int         level,
                         RcText     *text)
{
  RcBlock *heading;

  if (level <= 1 && self->lists->len == 1)
    end_section (self);
  heading = add_text_block (self, RC_BLOCK_HEADING, text);
  heading->level = CLAMP (level, 1, 3);
  g_ptr_array_add (self->headings, heading);
  heading->number = self->headings->len;
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
  for (guint i = 0; i < table->rows->len; i++)
    {
      RcText **cells = table->rows->pdata[i];

      for (guint j = 0; j < table->columns->len; j++)
        rc_text_number_notes (cells[j], &self->n_notes, self->notes);
    }
}

/**
 * rc_document_add_anchor:
 * @anchor: [a-z0-9.-]+, not given before
 */
void
rc_document_add_anchor (RcDocument *self,
                        const char *anchor)
{
  guint number = g_hash_table_size (self->anchors) + 1;

  g_return_if_fail (!g_hash_table_contains (self->anchors, anchor));
  g_hash_table_insert (self->anchors, g_strdup (anchor), GUINT_TO_POINTER (number));
  if (self->waiting == NULL)
    self->waiting = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->waiting, g_strdup (anchor));
}

/**
 * rc_document_add_contents:
 * @title: the program's own words
 * @level: 1 to 3
 */
void
rc_document_add_contents (RcDocument *self,
                          const char *title,
                          int         level)
{
  RcBlock *contents;

  rc_document_add_heading (self, 1, rc_text_new_own (title));
  contents = add_block (self, RC_BLOCK_CONTENTS);
  contents->level = CLAMP (level, 1, 3);
  contents->number = self->headings->len;
  self->has_contents = TRUE;
}

void
rc_document_add_outside (RcDocument *self,
                         RcText     *text)
{
  add_text_block (self, RC_BLOCK_OUTSIDE, text);
}

void
rc_document_set_record (RcDocument *self,
                        RcText     *text)
{
  if (self->record == NULL)
    {
      self->record = add_text_block (self, RC_BLOCK_OUTSIDE, text);
      return;
    }
  rc_text_free (self->record->text);
  self->record->text = text;
}

gboolean
rc_document_has_record (const RcDocument *self)
{
  return self->record != NULL;
}

void
rc_document_attach (RcDocument           *self,
                    const char           *name,
                    const char           *media_type,
                    RcAttachmentRelation  relation,
                    const char           *description,
                    GBytes               *bytes)
{
  RcAttachment *attachment = g_new0 (RcAttachment, 1);

  attachment->name = g_strdup (name);
  attachment->media_type = g_strdup (media_type);
  attachment->relation = relation;
  attachment->description = rc_display_words (description);
  attachment->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (self->attachments, attachment);
}
