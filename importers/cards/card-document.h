/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RC_CARD_FRONT_NONE,       /* Markdown from the first byte */
  RC_CARD_FRONT_CLOSED,     /* YAML between two lines of three hyphens */
  RC_CARD_FRONT_UNCLOSED,   /* begun, but never ended */
} RcCardFront;

/**
 * RcCardHeading:
 * @offset: of its line
 * @text: what it says, without marks of emphasis
 * @content_offset: place of the first byte under it
 * @content_length: bytes until the next heading of the same or a higher level
 */
typedef struct
{
  guint  level;
  gsize  offset;
  char  *text;
  gsize  content_offset;
  gsize  content_length;
} RcCardHeading;

/**
 * RcCardDocument:
 * @yaml_offset: place of the front matter, its fences not included
 * @body_offset: place of the first byte behind it
 * @headings: (element-type RcCardHeading): in the order of the text, those of code blocks left out
 * @has_more_headings: whether there were more, or longer ones, than bounds.h allows
 * @n_placeholders: texts like "{{ name }}" that a template wants replaced; those in code are not counted
 * @first_placeholder: place of the first
 * @front_has_placeholder: whether one stands in the front matter
 * @n_open_sections: times that the text says "[More Information Needed]"
 * @first_open_section: place of the first
 *
 * A model card as Markdown with optional YAML front matter, split on bytes. Lines end with LF, CRLF or CR; a byte order mark may stand
 * first.
 */
typedef struct
{
  const char  *text;        /* borrowed */
  gsize        length;
  RcCardFront  front;
  gsize        yaml_offset;
  gsize        yaml_length;
  gsize        body_offset;
  GPtrArray   *headings;
  gboolean     has_more_headings;
  guint        n_placeholders;
  gsize        first_placeholder;
  gsize        first_placeholder_length;
  gboolean     front_has_placeholder;
  guint        n_open_sections;
  gsize        first_open_section;
} RcCardDocument;

void     rc_card_document_read  (RcCardDocument *self,
                                 const char     *text,
                                 gsize           length);
void     rc_card_document_clear (RcCardDocument *self);
/* The line at @offset without its end; @out_next: where the next one begins. */
gsize    rc_card_line_length    (const char     *text,
                                 gsize           length,
                                 gsize           offset,
                                 gsize          *out_next);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcCardDocument, rc_card_document_clear)

G_END_DECLS
