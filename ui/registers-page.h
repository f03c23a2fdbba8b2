/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/**
 * RcRegistersPage:
 *
 * The registers of the engagement, one behind the other: findings, requests, documents, handovers, reviews, issued documents and private notes.
 */
#define RC_TYPE_REGISTERS_PAGE (rc_registers_page_get_type ())
G_DECLARE_FINAL_TYPE (RcRegistersPage, rc_registers_page, RC, REGISTERS_PAGE, RcPage)

GtkWidget *rc_registers_page_new         (RcSession       *session);
/* @name: "findings", "requests", "documents", "handovers", "reviews", "issued", "notes"; one that is none is passed over. */
void       rc_registers_page_show_register (RcRegistersPage *self,
                                          const char      *name);

G_END_DECLS
