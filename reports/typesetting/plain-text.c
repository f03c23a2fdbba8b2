/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/plain-lines.h"
#include "reports/typesetting/text-private.h"

#include "core/words.h"

#define INDENT 4
#define MAX_HANGING 24

static void write_blocks (GString          *out,
                          const RcDocument *document,
                          const GPtrArray  *blocks,
                          guint             indent);

static void
write_heading (GString       *out,
               const RcBlock *block,
               guint          indent)
{
  static const char * const lines[] = { "═", "─" };
  g_autofree char *text = rc_plain_dup_text (block->text);

  rc_plain_end_line (out);
  if (block->level <= 2)
    {
      rc_plain_add_underlined (out, text, indent, lines[block->level - 1]);
      return;
    }
  rc_plain_add_paragraph (out, text, indent);
}

static void
write_item (GString       *out,
            const RcBlock *block,
            guint          indent)
{
  g_autofree char *mark = rc_plain_dup_text (block->mark);
  g_autofree char *text = rc_plain_dup_text (block->text);
  g_autofree char *line = g_strdup_printf ("%s %s", mark, text);
  guint hanging = MIN (rc_plain_columns (mark) + 1, MAX_HANGING);

  rc_plain_add_spaces (out, indent);
  rc_plain_add_wrapped (out, line, indent, hanging);
}

static void
write_box (GString          *out,
           const RcDocument *document,
           const RcBlock    *block,
           guint             indent)
{
  g_autofree char *title = g_strdup_printf ("%s  %s", block->words, block->title);

  rc_plain_add_underlined (out, title, indent, "─");
  write_blocks (out, document, block->children, indent + INDENT);
}

static void
write_bytes (GString       *out,
             const RcBlock *block,
             guint          indent)
{
  for (guint i = 0; i < block->lines->len; i++)
    {
      g_autofree char *line = rc_plain_dup_text (block->lines->pdata[i]);

      rc_plain_add_spaces (out, indent);
      g_string_append (out, "│ ");
      rc_plain_add_wrapped (out, line, indent, 4);
    }
}

static void
write_signatures (GString       *out,
                  const RcBlock *block,
                  guint          indent)
{
  for (guint i = 0; i < block->lines->len; i++)
    {
      g_autofree char *label = rc_plain_dup_text (block->lines->pdata[i]);

      rc_plain_end_line (out);
      rc_plain_add_spaces (out, indent);
      g_string_append (out, "________________________________________");
      rc_plain_end_line (out);
      rc_plain_add_paragraph (out, label, indent);
    }
}

static void
write_paragraph (GString       *out,
                 const RcBlock *block,
                 guint          indent)
{
  g_autofree char *text = rc_plain_dup_text (block->text);

  rc_plain_add_paragraph (out, text, indent);
}

/* Where the language of the document has no words for it, the brackets say it alone. */
static void
write_figure (GString          *out,
              const RcDocument *document,
              const RcBlock    *block,
              guint             indent)
{
  gboolean has_words = g_str_equal (rc_words_peek_language (), document->head.language);
  g_autofree char *text = g_strdup_printf (has_words ? _("[Figure: %s]") : "[%s]", block->words);

  rc_plain_add_paragraph (out, text, indent);
}

/* The headings that follow; plain text has no pages. */
static void
write_contents (GString          *out,
                const RcDocument *document,
                const RcBlock    *block,
                guint             indent)
{
  for (guint i = block->number; i < document->headings->len; i++)
    {
      const RcBlock *heading = document->headings->pdata[i];
      g_autofree char *text = rc_text_dup_plain (heading->text);

      if (heading->level <= block->level)
        rc_plain_add_paragraph (out, text, indent + (heading->level - 1) * INDENT);
    }
}

static void
write_notes (GString         *out,
             const GPtrArray *notes,
             guint            indent)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const RcNote *note = notes->pdata[i];
      g_autofree char *text = rc_plain_dup_text (note->text);
      g_autofree char *mark = rc_note_dup_mark (note);
      g_autofree char *line = g_strdup_printf ("%s %s", mark, text);

      rc_plain_add_spaces (out, indent);
      rc_plain_add_wrapped (out, line, indent, rc_plain_columns (mark) + 1);
    }
}

static void
write_block (GString          *out,
             const RcDocument *document,
             const RcBlock    *block,
             guint             indent)
{
  switch (block->kind)
    {
    case RC_BLOCK_HEADING:
      write_heading (out, block, indent);
      break;
    case RC_BLOCK_PARAGRAPH:
    case RC_BLOCK_OUTSIDE:
      write_paragraph (out, block, indent);
      break;
    case RC_BLOCK_ITEM:
      write_item (out, block, indent);
      break;
    case RC_BLOCK_FIGURE:
      write_figure (out, document, block, indent);
      break;
    case RC_BLOCK_BOX:
      write_box (out, document, block, indent);
      break;
    case RC_BLOCK_COLUMNS:
      write_blocks (out, document, block->children, indent);
      rc_plain_end_line (out);
      write_blocks (out, document, block->right, indent);
      break;
    case RC_BLOCK_BYTES:
      write_bytes (out, block, indent);
      break;
    case RC_BLOCK_PAGE_BREAK:
      break;
    case RC_BLOCK_SIGNATURES:
      write_signatures (out, block, indent);
      break;
    case RC_BLOCK_TABLE:
      rc_plain_add_table (out, block->table, indent);
      break;
    case RC_BLOCK_CONTENTS:
      write_contents (out, document, block, indent);
      break;
    case RC_BLOCK_NOTES:
      write_notes (out, block->notes, indent);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Blocks are apart by an empty line, the items of a list are not. */
static void
write_blocks (GString          *out,
              const RcDocument *document,
              const GPtrArray  *blocks,
              guint             indent)
{
  const RcBlock *before = NULL;

  for (guint i = 0; i < blocks->len; i++)
    {
      const RcBlock *block = blocks->pdata[i];

      if (before != NULL && !(before->kind == RC_BLOCK_ITEM && block->kind == RC_BLOCK_ITEM) && before->kind != RC_BLOCK_HEADING)
        rc_plain_end_line (out);
      write_block (out, document, block, indent);
      before = block;
    }
}

static void
write_line (GString    *out,
            const char *text)
{
  if (text != NULL && text[0] != '\0')
    rc_plain_add_wrapped (out, text, 0, 0);
}

static void
write_ending (GString          *out,
              const RcDocument *self)
{
  const RcDocumentHead *head = &self->head;

  if (self->notes->len > 0)
    rc_plain_end_line (out);
  write_notes (out, self->notes, 0);
  if (head->disclaimers != NULL && head->disclaimers[0] != NULL)
    rc_plain_end_line (out);
  for (gsize i = 0; head->disclaimers != NULL && head->disclaimers[i] != NULL; i++)
    write_line (out, head->disclaimers[i]);
  if (head->foot == NULL)
    return;
  rc_plain_end_line (out);
  write_line (out, head->foot);
}

/**
 * rc_document_to_text:
 *
 * Returns: (transfer full): lines of at most 100 columns, the signs of states as letters
 */
char *
rc_document_to_text (const RcDocument *self)
{
  const RcDocumentHead *head = &self->head;
  gboolean pushed = rc_words_push (head->language);
  GString *out = g_string_new (NULL);

  for (gsize i = 0; head->letterhead != NULL && head->letterhead[i] != NULL; i++)
    write_line (out, head->letterhead[i]);
  write_line (out, head->kind);
  write_line (out, head->number);
  write_line (out, head->classification);
  write_line (out, head->banner);
  if (out->len > 0)
    rc_plain_end_line (out);
  write_blocks (out, self, self->blocks, 0);
  write_ending (out, self);
  if (pushed)
    rc_words_pop ();
  return g_string_free (out, FALSE);
}
