/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/**
 * RcCustodyPage:
 *
 * What was done in this case, newest first, and whether the log that says so holds.
 */
#define RC_TYPE_CUSTODY_PAGE (rc_custody_page_get_type ())
G_DECLARE_FINAL_TYPE (RcCustodyPage, rc_custody_page, RC, CUSTODY_PAGE, RcPage)

GtkWidget *rc_custody_page_new (RcSession *session);

G_END_DECLS
