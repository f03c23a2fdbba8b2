/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/**
 * RcSystemsPage:
 *
 * The AI systems of the case as people and files state them, each statement with who says it; and by what records belong to them.
 */
#define RC_TYPE_SYSTEMS_PAGE (rc_systems_page_get_type ())
G_DECLARE_FINAL_TYPE (RcSystemsPage, rc_systems_page, RC, SYSTEMS_PAGE, RcPage)

GtkWidget *rc_systems_page_new      (RcSession     *session);
/* A description in a file, as the officer's own statement. */
void       rc_systems_page_add_file (RcSystemsPage *self,
                                     const char    *path);

G_END_DECLS
