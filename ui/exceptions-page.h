/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/**
 * RcExceptionsPage:
 *
 * What the last verification noticed, by cause. Only a person makes a finding of an exception.
 */
#define RC_TYPE_EXCEPTIONS_PAGE (rc_exceptions_page_get_type ())
G_DECLARE_FINAL_TYPE (RcExceptionsPage, rc_exceptions_page, RC, EXCEPTIONS_PAGE, RcPage)

GtkWidget *rc_exceptions_page_new (RcSession *session);

G_END_DECLS
