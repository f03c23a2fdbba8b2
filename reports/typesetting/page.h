/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/galley.h"
#include "reports/typesetting/fonts.h"
#include "reports/typesetting/look.h"

G_BEGIN_DECLS

/**
 * RcPageFile:
 * @number: of the page that is being drawn, from 1
 * @elements: takes each element that is begun
 * @outline: of each level the entry that was written last; the first is the root
 *
 * A PDF of the whole document.
 */
typedef struct
{
  cairo_surface_t *surface;
  guint            number;
  RcElementList   *elements;
  int              outline[4];
} RcPageFile;

/* Fills pages with the strips, each page a GArray of RcOp with its places on the page; @boxes gets the number of each box with the
 * page (from 0) that it ends on. (transfer full) */
GPtrArray *rc_pages_fill      (const RcLook *look,
                               GPtrArray    *galley,
                               GHashTable   *boxes);
/* Puts the numbers of pages where the contents name them. */
void       rc_pages_number    (GPtrArray    *pages,
                               RcFonts      *fonts);
/* Draws what is on a page. With @file, elements and outline entries are written too. */
void       rc_page_draw       (const GArray     *ops,
                               cairo_t          *cr,
                               RcPageFile       *file);
char      *rc_page_dup_text   (const GArray     *ops);

G_END_DECLS
