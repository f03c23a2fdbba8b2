/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/**
 * RcOverviewPage:
 *
 * In plain words on one page: what came, whether it can be relied on, what it can answer, what is missing and whom to ask.
 */
#define RC_TYPE_OVERVIEW_PAGE (rc_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (RcOverviewPage, rc_overview_page, RC, OVERVIEW_PAGE, RcPage)

GtkWidget *rc_overview_page_new (RcSession *session);

G_END_DECLS
