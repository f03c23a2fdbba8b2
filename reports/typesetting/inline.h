/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/galley.h"

G_BEGIN_DECLS

/**
 * RcInline:
 * @document: in which references lead somewhere
 * @tag: of the element that the text is
 * @mixed: whether the element has elements of its own for the stretches of its text; otherwise the text stands in it itself
 * @open: (nullable): tag of the stretch that is open
 *
 * The elements of a text while its lines are put down: a drawing that is tagged has words and elements side by side nowhere.
 */
typedef struct
{
  const RcDocument *document;
  const char       *tag;
  gboolean          mixed;
  const char       *open;
  GArray           *ops;      /* where the line goes that is being put down */
  double            x, y;
} RcInline;

void rc_inline_begin    (RcInline         *self,
                         const RcDocument *document,
                         const RcOp       *begin,
                         gboolean          mixed,
                         GArray           *ops);
void rc_inline_add_line (RcInline         *self,
                         GArray           *ops,
                         PangoLayout      *layout,
                         PangoLayoutLine  *line,
                         double            x,
                         double            baseline);
void rc_inline_end      (RcInline         *self,
                         GArray           *ops);

/* Names of places in the file: [a-z0-9]+. (transfer full) */
char *rc_inline_dup_heading_place (guint             number);
char *rc_inline_dup_note_place    (guint             number);
/* (nullable): of an anchor that the document does not have */
char *rc_inline_dup_anchor_place  (const RcDocument *document,
                                   const char       *anchor);

G_END_DECLS
