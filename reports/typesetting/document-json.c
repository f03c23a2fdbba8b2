/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/block.h"
#include "reports/typesetting/text-private.h"

#include "core/json-writer.h"
#include "core/timestamp.h"

#include <string.h>

/* Canonical form: no spaces, and the members of each object in the order of their names. document.schema.json describes it. */
#define SCHEMA "recount.document/1"

static void write_blocks (RcJsonWriter    *writer,
                          const char      *name,
                          const GPtrArray *blocks);

static void write_text (RcJsonWriter *writer,
                        const RcText *text);

static const char * const sign_names[RC_N_SHAPES] = {
  [RC_SHAPE_SEALED] = "sealed",
  [RC_SHAPE_AGREED] = "agreed",
  [RC_SHAPE_CONSISTENT] = "consistent",
  [RC_SHAPE_SINGLE] = "single",
  [RC_SHAPE_READ] = "read",
  [RC_SHAPE_STATED] = "stated",
  [RC_SHAPE_DISAGREE] = "disagree",
  [RC_SHAPE_NOTHING] = "nothing",
  [RC_SHAPE_WITHHELD] = "withheld",
  [RC_SHAPE_NOT_APPLICABLE] = "not-applicable",
  [RC_SHAPE_PASSED] = "passed",
  [RC_SHAPE_FAILED] = "failed",
  [RC_SHAPE_ABSENT] = "absent",
  [RC_SHAPE_UNCHECKED] = "unchecked",
  [RC_SHAPE_NOBODY_VOUCHES] = "nobody-vouches",
  [RC_SHAPE_NOTE] = "note",
};

static const char * const column_kinds[] = {
  [RC_COLUMN_TEXT] = "text",
  [RC_COLUMN_NUMBER] = "number",
  [RC_COLUMN_DIGEST] = "digest",
};

static void
write_member (RcJsonWriter *writer,
              const char   *name,
              const char   *value)
{
  if (value != NULL)
    rc_json_writer_member_string (writer, name, value);
}

static void
write_members (RcJsonWriter *writer,
               const char   *name,
               char        **values)
{
  if (values == NULL)
    return;
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (gsize i = 0; values[i] != NULL; i++)
    rc_json_writer_string (writer, values[i]);
  rc_json_writer_end_array (writer);
}

static void
write_style (RcJsonWriter *writer,
             RcTextStyle   style)
{
  static const char * const names[] = { "strong", "small", "muted", "mono", "accent" };

  if (style == RC_TEXT_PLAIN)
    return;
  rc_json_writer_name (writer, "style");
  rc_json_writer_begin_array (writer);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (style & (1u << i))
      rc_json_writer_string (writer, names[i]);
  rc_json_writer_end_array (writer);
}

static void
write_span (RcJsonWriter *writer,
            const RcSpan *span,
            const char   *words)
{
  if (span->kind == RC_SPAN_WORDS && span->style == RC_TEXT_PLAIN)
    {
      rc_json_writer_string_len (writer, words, span->length);
      return;
    }
  rc_json_writer_begin_object (writer);
  if (span->kind == RC_SPAN_SHAPE)
    rc_json_writer_member_string (writer, "sign", sign_names[span->shape]);
  else if (span->kind == RC_SPAN_NOTE)
    {
      rc_json_writer_member_integer (writer, "note", span->note->number);
      rc_json_writer_name (writer, "text");
      write_text (writer, span->note->text);
    }
  else
    {
      if (span->name != NULL)
        rc_json_writer_member_string (writer, span->kind == RC_SPAN_REFERENCE ? "anchor" : "language", span->name);
      write_style (writer, span->style);
      rc_json_writer_name (writer, "words");
      rc_json_writer_string_len (writer, words, span->length);
    }
  rc_json_writer_end_object (writer);
}

static void
write_text (RcJsonWriter *writer,
            const RcText *text)
{
  gsize position = 0;

  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < text->spans->len; i++)
    {
      const RcSpan *span = &g_array_index (text->spans, RcSpan, i);

      write_span (writer, span, text->string->str + position);
      position += span->length;
    }
  rc_json_writer_end_array (writer);
}

static void
write_named_text (RcJsonWriter *writer,
                  const char   *name,
                  const RcText *text)
{
  rc_json_writer_name (writer, name);
  write_text (writer, text);
}

static void
write_lines (RcJsonWriter    *writer,
             const char      *name,
             const GPtrArray *lines)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *line = rc_text_dup_plain (lines->pdata[i]);

      rc_json_writer_string (writer, line);
    }
  rc_json_writer_end_array (writer);
}

static void
write_columns (RcJsonWriter  *writer,
               const RcTable *table)
{
  rc_json_writer_name (writer, "columns");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < table->columns->len; i++)
    {
      const RcColumn *column = &g_array_index (table->columns, RcColumn, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "kind", column_kinds[column->kind]);
      rc_json_writer_member_boolean (writer, "names_row", column->names_row);
      rc_json_writer_member_string (writer, "title", column->title);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_rows (RcJsonWriter  *writer,
            const RcTable *table)
{
  rc_json_writer_name (writer, "rows");
  rc_json_writer_begin_array (writer);
  for (guint row = 0; row < table->rows->len; row++)
    {
      RcText **cells = table->rows->pdata[row];

      rc_json_writer_begin_array (writer);
      for (guint i = 0; i < table->columns->len; i++)
        write_text (writer, cells[i]);
      rc_json_writer_end_array (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_anchors (RcJsonWriter  *writer,
               const RcBlock *block)
{
  if (block->anchors == NULL)
    return;
  rc_json_writer_name (writer, "anchors");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < block->anchors->len; i++)
    rc_json_writer_string (writer, block->anchors->pdata[i]);
  rc_json_writer_end_array (writer);
}

/* Each writes the members from "kind" on; those with an earlier name come before it. */
static void
write_members_of (RcJsonWriter  *writer,
                  const RcBlock *block)
{
  switch (block->kind)
    {
    case RC_BLOCK_HEADING:
      rc_json_writer_member_string (writer, "kind", "heading");
      rc_json_writer_member_integer (writer, "level", block->level);
      write_named_text (writer, "text", block->text);
      break;
    case RC_BLOCK_PARAGRAPH:
      rc_json_writer_member_string (writer, "kind", "paragraph");
      write_named_text (writer, "text", block->text);
      break;
    case RC_BLOCK_ITEM:
      rc_json_writer_member_string (writer, "kind", "item");
      write_named_text (writer, "mark", block->mark);
      write_named_text (writer, "text", block->text);
      break;
    case RC_BLOCK_FIGURE:
      rc_json_writer_member_string (writer, "kind", "figure");
      write_member (writer, "words", block->words);
      break;
    case RC_BLOCK_BOX:
      write_blocks (writer, "blocks", block->children);
      rc_json_writer_member_string (writer, "kind", "box");
      write_member (writer, "number", block->words);
      write_member (writer, "title", block->title);
      break;
    case RC_BLOCK_COLUMNS:
      rc_json_writer_member_string (writer, "kind", "columns");
      write_blocks (writer, "left", block->children);
      write_blocks (writer, "right", block->right);
      break;
    case RC_BLOCK_BYTES:
      rc_json_writer_member_string (writer, "kind", "bytes");
      write_lines (writer, "lines", block->lines);
      break;
    case RC_BLOCK_SIGNATURES:
      rc_json_writer_member_string (writer, "kind", "signatures");
      write_lines (writer, "labels", block->lines);
      break;
    case RC_BLOCK_TABLE:
      write_member (writer, "caption", block->table->caption);
      write_columns (writer, block->table);
      rc_json_writer_member_string (writer, "kind", "table");
      write_rows (writer, block->table);
      break;
    case RC_BLOCK_CONTENTS:
      rc_json_writer_member_string (writer, "kind", "contents");
      rc_json_writer_member_integer (writer, "level", block->level);
      break;
    case RC_BLOCK_OUTSIDE:
    case RC_BLOCK_NOTES:
    case RC_BLOCK_PAGE_BREAK:
    default:
      g_assert_not_reached ();
    }
}

/* Notes are written where their numbers stand. */
static gboolean
is_in_tree (const RcBlock *block)
{
  return block->kind != RC_BLOCK_OUTSIDE && block->kind != RC_BLOCK_NOTES && block->kind != RC_BLOCK_PAGE_BREAK;
}

static void
write_blocks (RcJsonWriter    *writer,
              const char      *name,
              const GPtrArray *blocks)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < blocks->len; i++)
    {
      const RcBlock *block = blocks->pdata[i];

      if (!is_in_tree (block))
        continue;
      rc_json_writer_begin_object (writer);
      write_anchors (writer, block);
      write_members_of (writer, block);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_logo (RcJsonWriter         *writer,
            const RcDocumentHead *head)
{
  RcDigest digest;
  char hex[RC_DIGEST_HEX_SIZE];

  if (head->logo_png == NULL)
    return;
  rc_digest_compute (g_bytes_get_data (head->logo_png, NULL), g_bytes_get_size (head->logo_png), &digest);
  rc_digest_to_hex (&digest, hex);
  rc_json_writer_member_string (writer, "logo_sha256", hex);
}

/**
 * rc_document_to_json:
 *
 * Returns: (transfer full): one object in the canonical form of RFC 8785
 */
char *
rc_document_to_json (const RcDocument *self)
{
  const RcDocumentHead *head = &self->head;
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *dated = rc_time_format_utc (head->dated_us);

  rc_json_writer_begin_object (writer);
  write_member (writer, "banner", head->banner);
  write_blocks (writer, "blocks", self->blocks);
  write_member (writer, "classification", head->classification);
  write_member (writer, "dated", dated);
  write_members (writer, "disclaimers", head->disclaimers);
  write_member (writer, "foot", head->foot);
  write_member (writer, "kind", head->kind);
  rc_json_writer_member_string (writer, "language", head->language);
  write_members (writer, "letterhead", head->letterhead);
  write_logo (writer, head);
  write_member (writer, "number", head->number);
  rc_json_writer_member_string (writer, "schema", SCHEMA);
  write_member (writer, "subject", head->subject);
  rc_json_writer_member_string (writer, "title", head->title);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

void
rc_document_digest_tree (const RcDocument *self,
                         RcDigest         *out_digest)
{
  g_autofree char *json = rc_document_to_json (self);

  rc_digest_compute (json, strlen (json), out_digest);
}
