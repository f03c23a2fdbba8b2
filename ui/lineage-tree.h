/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/lineage-node.h"

G_BEGIN_DECLS

/*
 * A lineage as a tree: group, question, answer, citation; each line with its answer and how it is known. The accessible name of a line
 * tells all three.
 */
GtkWidget     *rc_lineage_tree_new           (void);
/* How much room there is from now on. */
void           rc_lineage_tree_set_width     (GtkWidget       *tree,
                                              int              width);
/* Shows the lineage; what was selected and unfolded before stays, where it is still there. @stock: (nullable) */
void           rc_lineage_tree_set_lineage   (GtkWidget       *tree,
                                              RcLineageStock  *stock);
RcLineageNode *rc_lineage_tree_peek_selected (GtkWidget       *tree);    /* (nullable) */
/* Unfolds what the line stands under and selects it. */
void           rc_lineage_tree_select        (GtkWidget       *tree,
                                              RcLineageNode   *node);
/* Selects a question by its number in the lineage. */
void           rc_lineage_tree_select_slot   (GtkWidget       *tree,
                                              guint            slot);
/* @changed (@user_data) is called whenever another line is selected; NULL: nobody is. */
void           rc_lineage_tree_on_selected   (GtkWidget       *tree,
                                              GCallback        changed,
                                              gpointer         user_data);

G_END_DECLS
