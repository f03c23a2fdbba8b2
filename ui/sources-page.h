/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/**
 * RcSourcesPage:
 *
 * Every file that came: what it is, what protects it, who controls it. A source can be taken out of every answer, never out of the case.
 */
#define RC_TYPE_SOURCES_PAGE (rc_sources_page_get_type ())
G_DECLARE_FINAL_TYPE (RcSourcesPage, rc_sources_page, RC, SOURCES_PAGE, RcPage)

GtkWidget *rc_sources_page_new (RcSession *session);

G_END_DECLS
