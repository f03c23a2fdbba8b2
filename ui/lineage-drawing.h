/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/lineage-node.h"

G_BEGIN_DECLS

#define RC_LINEAGE_BOXES 22

/* A question in the drawing; @slot: its number in the lineage. */
typedef struct
{
  guint slot;
  guint place;
  guint column;
  guint row;
} RcLineageBox;

/**
 * RcLineageDrawing:
 * @widget: borrowed: its font and its colours
 * @stock: (nullable)
 *
 * What a lineage looks like: the decision on top, its questions in columns. All lengths are in pixels of the widget.
 */
typedef struct
{
  GtkWidget      *widget;
  RcLineageStock *stock;
  RcLineageBox    boxes[RC_LINEAGE_BOXES];
  guint           n_boxes;
  guint           n_rows;
} RcLineageDrawing;

/* @stock: (nullable) (transfer none) */
void                 rc_lineage_drawing_set       (RcLineageDrawing       *self,
                                                   RcLineageStock         *stock);
void                 rc_lineage_drawing_draw      (const RcLineageDrawing *self,
                                                   cairo_t                *cr,
                                                   guint                   selected);
void                 rc_lineage_drawing_get_size  (const RcLineageDrawing *self,
                                                   double                 *out_width,
                                                   double                 *out_height);
void                 rc_lineage_drawing_get_box   (const RcLineageDrawing *self,
                                                   guint                   index,
                                                   graphene_rect_t        *out_bounds);
/* (nullable): there is no such box */
const RcLineageSlot *rc_lineage_drawing_peek_slot (const RcLineageDrawing *self,
                                                   guint                   index);
/* The first answer as a box shows it; (transfer full). */
char                *rc_lineage_drawing_dup_value (const RcLineageSlot    *slot);

G_END_DECLS
