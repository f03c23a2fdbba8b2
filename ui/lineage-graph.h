/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/lineage-node.h"

G_BEGIN_DECLS

/**
 * RcLineageGraph:
 *
 * The lineage as a drawing: the decision on top, its questions in columns below, each with the shape of its standing and its first answer;
 * a solid line where a fingerprint or the record itself leads there, a dashed one where only a name does, none where nothing does. The
 * tree says the same: the drawing is never the only form. The arrow keys go from question to question.
 *
 * Properties: "selected" (guint, notifies): number of the question in the lineage; %GTK_INVALID_LIST_POSITION for none.
 *
 * Signals: "activated": Enter, or a second click.
 */
#define RC_TYPE_LINEAGE_GRAPH (rc_lineage_graph_get_type ())
G_DECLARE_FINAL_TYPE (RcLineageGraph, rc_lineage_graph, RC, LINEAGE_GRAPH, GtkWidget)

GtkWidget *rc_lineage_graph_new          (void);
/* @stock: (nullable) (transfer none) */
void       rc_lineage_graph_set_lineage  (RcLineageGraph *self,
                                          RcLineageStock *stock);
void       rc_lineage_graph_select       (RcLineageGraph *self,
                                          guint           slot);
guint      rc_lineage_graph_get_selected (RcLineageGraph *self);

G_END_DECLS
