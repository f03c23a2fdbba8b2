/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/archival/element-list.h"
#include "reports/typesetting/block.h"
#include "reports/typesetting/line.h"

G_BEGIN_DECLS

typedef enum
{
  RC_OP_BEGIN,      /* of a structure element */
  RC_OP_END,
  RC_OP_LINE,       /* of text; y is its baseline */
  RC_OP_FILL,       /* a rule or a panel */
  RC_OP_FIGURE,
  RC_OP_IMAGE,
  RC_OP_OUTLINE,    /* an entry of the outline that leads here */
  RC_OP_ANCHOR,     /* a place that links lead to */
  RC_OP_BOX_END,    /* box @words ends here */
  RC_OP_PAGE_NUMBER,   /* of the page that @place is on, to the left of @x; becomes a line once pages are full */
} RcOpKind;

/**
 * RcOp:
 * @tag: (nullable): of the element that begins or ends; a static string
 * @leaf: whether the element holds drawing, and not other elements
 * @scope: of a TH that begins
 * @furniture: of a Private that begins
 * @words: (nullable): of an element that begins, its alternative: of a figure, or what a link leads to; title of an outline entry; number of a box
 * @language: (nullable): of an element that begins, where it is not the document's
 * @place: (nullable): where a Link that begins leads to, or the anchor's own name: [a-z0-9]+, generated
 * @level: of an outline entry, from 1
 *
 * One step of drawing; a long document has millions. Places are in points, from the left of the page and from the top of the strip or, once on
 * a page, of the page.
 */
typedef struct
{
  RcOpKind           kind : 8;
  RcInkRole          ink : 8;
  RcElementScope     scope : 8;
  RcElementFurniture furniture : 8;
  gboolean           leaf : 8;
  int                level : 8;
  double             x, y, width, height;
  const char        *tag;
  char              *words;
  char              *language;
  char              *place;
  union
  {
    RcLine          *line;      /* RC_OP_LINE */
    const RcBlock   *figure;    /* RC_OP_FIGURE; borrowed from the document */
    cairo_surface_t *image;     /* RC_OP_IMAGE */
  };
} RcOp;

typedef struct _RcStrip RcStrip;

/**
 * RcStrip:
 * @gap: left free above, unless a page begins here
 * @height: what it takes
 * @keep: stays on one page with the next strip
 * @new_page: begins a page
 * @ops: RcOp
 * @header: (nullable): is repeated when a page begins with this strip
 * @repeated: is the header of others
 *
 * What is never split over pages: a line of text, a row, a box.
 */
struct _RcStrip
{
  double    gap;
  double    height;
  gboolean  keep;
  gboolean  new_page;
  gboolean  repeated;
  GArray   *ops;
  RcStrip  *header;
};

GArray    *rc_ops_new         (void);
void       rc_ops_copy        (GArray        *self,
                               const RcOp    *op,
                               double         y);
void       rc_ops_append      (GArray        *self,
                               const GArray  *other,
                               double         y);
/* The steps of @other, which is empty then. */
void       rc_ops_take        (GArray        *self,
                               GArray        *other,
                               double         y);
void       rc_ops_begin       (GArray        *self,
                               const char    *tag,
                               gboolean       leaf);
void       rc_ops_begin_furniture (GArray    *self,
                               RcElementFurniture furniture);
void       rc_ops_end         (GArray        *self,
                               const char    *tag);
void       rc_ops_fill        (GArray        *self,
                               RcInkRole      ink,
                               double         x,
                               double         y,
                               double         width,
                               double         height);
/* @line: (transfer full) */
void       rc_ops_line        (GArray        *self,
                               RcLine        *line,
                               double         x,
                               double         baseline);

/* Its drawing goes to @ops, @y further down. */
void       rc_strip_place     (RcStrip       *self,
                               GArray        *ops,
                               double         y);
RcStrip   *rc_strip_new       (double         gap,
                               double         height);
RcStrip   *rc_strip_ref       (RcStrip       *self);
void       rc_strip_unref     (RcStrip       *self);

/* Strips one below the other. */
GPtrArray *rc_galley_new      (void);
double     rc_galley_height   (GPtrArray     *self);
/* Takes all its drawing, the first strip at @y. */
void       rc_galley_flatten  (GPtrArray     *self,
                               GArray        *ops,
                               double         y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcStrip, rc_strip_unref)

G_END_DECLS
