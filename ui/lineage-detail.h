/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/lineage-node.h"
#include "ui/record-view.h"
#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcLineageDetail:
 *
 * What is known of the selected line of a lineage, in whole sentences; of a citation, its record.
 *
 * Signals: "wanted" (RcLineageNode): a line below the selected one is asked for.
 */
#define RC_TYPE_LINEAGE_DETAIL (rc_lineage_detail_get_type ())
G_DECLARE_FINAL_TYPE (RcLineageDetail, rc_lineage_detail, RC, LINEAGE_DETAIL, GtkWidget)

GtkWidget    *rc_lineage_detail_new         (RcSession       *session);
/* @node: (nullable) */
void          rc_lineage_detail_set_node    (RcLineageDetail *self,
                                             RcLineageNode   *node);
/* (nullable): where the selected line is no citation */
RcRecordView *rc_lineage_detail_peek_record (RcLineageDetail *self);

G_END_DECLS
