/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/text.h"

G_BEGIN_DECLS

/* Stands for a shape in the string of a text: of the private use area, so that nothing else in a text can be it, and a letter to the
 * line breaker, so that the word stays with its shape. */
#define RC_TEXT_PLACEHOLDER 0xe000

typedef enum
{
  RC_SPAN_WORDS,
  RC_SPAN_SHAPE,
} RcSpanKind;

/* A stretch of the string, from the end of the span before it. */
typedef struct
{
  RcSpanKind  kind;
  gsize       length;   /* bytes */
  RcTextStyle style;
  RcShape     shape;
} RcSpan;

struct _RcText
{
  GString *string;
  GArray  *spans;       /* RcSpan, together as long as the string */
};

G_END_DECLS
