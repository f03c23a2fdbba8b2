/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/pages.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef enum
{
  RC_PAGE_BOX_TEXT,
  RC_PAGE_BOX_FILL,
  RC_PAGE_BOX_FIGURE,
  RC_PAGE_BOX_IMAGE,
} RcPageBoxKind;

/**
 * RcPageBox:
 * @place: of what is inked, in points, seen from the upper left corner of the paper
 * @furniture: whether it is no part of the text: running head and foot, rules, grounds, a repeated header
 * @text: (nullable): what a line or a stretch of one says
 *
 * Something that is drawn on a page.
 */
typedef struct
{
  RcPageBoxKind     kind;
  cairo_rectangle_t place;
  gboolean          furniture;
  char             *text;
} RcPageBox;

/* RcPageBox, in the order of drawing; lines without ink are left out. (transfer full) */
GArray *rc_pages_list_boxes (const RcPages     *self,
                             guint              index);
/* Where the text of each page stands: between running head and foot. */
void    rc_pages_get_area   (const RcPages     *self,
                             cairo_rectangle_t *out_area);

G_END_DECLS
