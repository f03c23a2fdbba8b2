/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/lineage.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/* Adds a drawing of the lineage: what went in and came out on top, the model below it, what it was made from at the bottom, each with its
 * sign, its word and its value. All that it shows stands in the document's tables too. */
void rc_lineage_figure_add (RcDocument      *document,
                            const RcLineage *lineage);

G_END_DECLS
