/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/registers/request.h"
#include "reports/registers/register-page.h"

G_BEGIN_DECLS

/* How all requests stand, by their numbers: @requests: (element-type RcRequest). */
void rc_request_list_add (RcRegisterPage *page,
                          GPtrArray      *requests);

G_END_DECLS
