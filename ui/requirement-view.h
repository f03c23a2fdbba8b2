/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/requirement.h"
#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcRequirementView:
 *
 * One requirement and what the evidence says on it: the demand, the answer in words and counts, what is missing, the records, and what
 * people judged. A record is read when it is asked for.
 */
#define RC_TYPE_REQUIREMENT_VIEW (rc_requirement_view_get_type ())
G_DECLARE_FINAL_TYPE (RcRequirementView, rc_requirement_view, RC, REQUIREMENT_VIEW, GtkWidget)

/* Both are kept by the caller as long as the view is. */
GtkWidget *rc_requirement_view_new (RcSession                 *session,
                                    const RcRequirementReport *report,
                                    const RcRequirementResult *result);

G_END_DECLS
