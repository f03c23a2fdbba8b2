/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/**
 * RcDecisionsPage:
 *
 * The decisions of the system, as its log tells them: found by their number, filtered, listed however many they are.
 *
 * Actions: "decisions.find" puts the cursor where a number is typed; "decisions.show-lineage", "decisions.show-sheet" and
 * "decisions.copy-reference" are about the selected row; "decisions.stop" ends a search.
 */
#define RC_TYPE_DECISIONS_PAGE (rc_decisions_page_get_type ())
G_DECLARE_FINAL_TYPE (RcDecisionsPage, rc_decisions_page, RC, DECISIONS_PAGE, RcPage)

GtkWidget *rc_decisions_page_new (RcSession *session);

G_END_DECLS
