/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/**
 * RcSearchPage:
 *
 * Where a text stands in the records of the case, also in those that nobody understood: its places, and of the selected one the record,
 * whose content is shown once it is revealed.
 *
 * Actions: "search.find" (focuses the entry), "search.start", "search.stop", "search.more".
 */
#define RC_TYPE_SEARCH_PAGE (rc_search_page_get_type ())
G_DECLARE_FINAL_TYPE (RcSearchPage, rc_search_page, RC, SEARCH_PAGE, RcPage)

GtkWidget *rc_search_page_new        (RcSession    *session);
/* Nothing is searched or read: for tests. */
gboolean   rc_search_page_is_settled (RcSearchPage *self);

G_END_DECLS
