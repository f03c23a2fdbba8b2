/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/lineage.h"
#include "reports/typesetting/shape.h"

G_BEGIN_DECLS

/**
 * RcLineageStock:
 * @sources: gint64 → RcSource: those that are cited
 *
 * A lineage with what its words need; shared by everything that shows it.
 */
typedef struct
{
  RcLineage  *lineage;
  GHashTable *sources;
} RcLineageStock;

RcLineageStock *rc_lineage_stock_load  (RcCase          *case_file,
                                        gint64           event,
                                        gint64           known_at_us,
                                        GError         **error);
RcLineageStock *rc_lineage_stock_ref   (RcLineageStock  *self);
void            rc_lineage_stock_unref (RcLineageStock  *self);

typedef enum
{
  RC_LINEAGE_GROUP,
  RC_LINEAGE_QUESTION,
  RC_LINEAGE_ANSWER,
  RC_LINEAGE_CITATION,
  RC_LINEAGE_NOTICED,       /* the group of exceptions */
  RC_LINEAGE_EXCEPTION,
} RcLineageNodeKind;

/**
 * RcLineageNode:
 *
 * One line of a lineage as a tree: a group, its questions, their answers, what they cite; and what was noticed about the cited records.
 */
#define RC_TYPE_LINEAGE_NODE (rc_lineage_node_get_type ())
G_DECLARE_FINAL_TYPE (RcLineageNode, rc_lineage_node, RC, LINEAGE_NODE, GObject)

/* The groups; (transfer full), and so are all lists and texts. */
GListModel              *rc_lineage_node_list_groups   (RcLineageStock *stock);
GListModel              *rc_lineage_node_list_children (RcLineageNode  *self);    /* (nullable) */
RcLineageNodeKind        rc_lineage_node_get_kind      (RcLineageNode  *self);
RcLineageStock          *rc_lineage_node_peek_stock    (RcLineageNode  *self);
/* (nullable): these of the node itself or of what it stands under */
const RcLineageSlot     *rc_lineage_node_peek_slot     (RcLineageNode  *self);
const RcLineageAnswer   *rc_lineage_node_peek_answer   (RcLineageNode  *self);
const RcLineageCitation *rc_lineage_node_peek_citation (RcLineageNode  *self);
const RcException       *rc_lineage_node_peek_exception (RcLineageNode *self);
/* Whether both stand for the same, also in two lineages of one inference. */
gboolean                 rc_lineage_node_is_same       (RcLineageNode  *self,
                                                        RcLineageNode  *other);
/* What the line says: what it is, */
char                    *rc_lineage_node_dup_title     (RcLineageNode  *self);
/* what is answered (nullable), */
char                    *rc_lineage_node_dup_value     (RcLineageNode  *self);
/* and how it is known (nullable), with its shape. */
char                    *rc_lineage_node_dup_state     (RcLineageNode  *self,
                                                        RcShape        *out_shape);
/* "E-003, line 8,231" */
char                    *rc_lineage_stock_dup_place    (RcLineageStock *self,
                                                        gint64          source,
                                                        guint64         record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcLineageStock, rc_lineage_stock_unref)

G_END_DECLS
