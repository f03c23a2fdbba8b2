/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/text.h"

G_BEGIN_DECLS

/* Stands for a shape in the string of a text: of the private use area, so that nothing else in a text can be it, and a letter to the
 * line breaker, so that the word stays with its shape. */
#define RC_TEXT_PLACEHOLDER 0xe000

/* Stands for the number of a note, which is given where the note's text becomes part of a document. */
#define RC_TEXT_NOTE_PLACEHOLDER 0xe001

typedef enum
{
  RC_SPAN_WORDS,
  RC_SPAN_SHAPE,
  RC_SPAN_REFERENCE,
  RC_SPAN_NOTE,
  RC_SPAN_FOREIGN,
} RcSpanKind;

/* @number: in the document; 0 before it is part of one. */
typedef struct
{
  guint   number;
  RcText *text;
} RcNote;

/**
 * RcSpan:
 * @length: in bytes
 * @name: (nullable): the anchor that a reference leads to, or a language
 * @note: (nullable): owned
 *
 * A stretch of the string, from the end of the span before it.
 */
typedef struct
{
  RcSpanKind  kind;
  gsize       length;
  RcTextStyle style;
  RcShape     shape;
  char       *name;
  RcNote     *note;
} RcSpan;

struct _RcText
{
  GString *string;
  GArray  *spans;       /* RcSpan, together as long as the string */
};

/* Whether it has more than words and signs: what an element of its own is needed for. */
gboolean rc_text_is_mixed     (const RcText *self);
/* Gives its notes, and those in them, the numbers after @number; @notes takes each RcNote, borrowed. */
void     rc_text_number_notes (RcText       *self,
                               guint        *number,
                               GPtrArray    *notes);
/* How the number of a note stands in a line; (transfer full). */
char    *rc_note_dup_mark     (const RcNote *note);

G_END_DECLS
