/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/**
 * RcRequirementsPage:
 *
 * The law's catalogue held against the case, or against one of its systems: what the evidence supports or contradicts, what was not
 * received, what does not apply, and what is for the auditor's judgement. No score.
 */
#define RC_TYPE_REQUIREMENTS_PAGE (rc_requirements_page_get_type ())
G_DECLARE_FINAL_TYPE (RcRequirementsPage, rc_requirements_page, RC, REQUIREMENTS_PAGE, RcPage)

GtkWidget *rc_requirements_page_new (RcSession *session);

G_END_DECLS
