/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/**
 * RcLineagePage:
 *
 * The lineage of the decision that the session has selected: as a tree and as a drawing, in step with each other; beside them what is
 * known of the selected line, down to the bytes of a record and the proof.
 *
 * Actions: "lineage.known-at" (s): what had been recorded by then; "" for all. "lineage.copy": the selected line as text.
 */
#define RC_TYPE_LINEAGE_PAGE (rc_lineage_page_get_type ())
G_DECLARE_FINAL_TYPE (RcLineagePage, rc_lineage_page, RC, LINEAGE_PAGE, RcPage)

GtkWidget *rc_lineage_page_new (RcSession *session);

G_END_DECLS
