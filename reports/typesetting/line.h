/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "reports/typesetting/text-private.h"

G_BEGIN_DECLS

/**
 * RcLine:
 *
 * A line of text, or a stretch of one, as it is drawn: glyphs in their places, and nothing else of the layout that set them, of which a
 * document of a thousand pages would have too many.
 */
typedef struct _RcLine RcLine;

/* Gets each stretch of a line, in the order of reading. @line: (transfer full); @span: (nullable): that it belongs to where it is more than words. */
typedef void (*RcLineFunc) (RcLine       *line,
                            const RcSpan *span,
                            gpointer      user_data);

RcLine *rc_line_new         (PangoLayout     *layout,
                             PangoLayoutLine *line);
void    rc_line_split       (PangoLayout     *layout,
                             PangoLayoutLine *line,
                             RcLineFunc       func,
                             gpointer         user_data);
RcLine *rc_line_ref         (RcLine          *self);
void    rc_line_unref       (RcLine          *self);
/* @x, @y: where the whole line begins on its baseline. */
void    rc_line_draw        (const RcLine    *self,
                             cairo_t         *cr,
                             double           x,
                             double           y);
/* What is inked, seen from where it is drawn. FALSE: nothing. */
gboolean rc_line_get_extents (const RcLine   *self,
                             cairo_rectangle_t *out_ink);
/* What it says; (transfer full). */
char   *rc_line_dup_text    (const RcLine    *self);

/* Marks what of a layout is set from @span, so that rc_line_split() finds it. @span: borrowed, for as long as the layout lives. */
PangoAttribute *rc_line_mark_new (const RcSpan *span);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcLine, rc_line_unref)

G_END_DECLS
