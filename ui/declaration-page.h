/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/**
 * RcDeclarationPage:
 *
 * The EU declaration of conformity of a system, as the provider draws it up: the eight items of Annex V with where each value comes from, the mistakes that
 * were looked for, and the languages. In a case of another type it says why it does not draw one up; one that was received can be checked from it
 * always.
 */
#define RC_TYPE_DECLARATION_PAGE (rc_declaration_page_get_type ())
G_DECLARE_FINAL_TYPE (RcDeclarationPage, rc_declaration_page, RC, DECLARATION_PAGE, RcPage)

GtkWidget *rc_declaration_page_new        (RcSession         *session);
/* "declaration-items", "declaration-points", "declaration-languages" */
void       rc_declaration_page_show_list  (RcDeclarationPage *self,
                                           const char        *name);
/* Writes all documents of it to @folder: drafts, or @for_signature the files that are frozen. What came of it is said in the session. */
void       rc_declaration_page_write      (RcDeclarationPage *self,
                                           const char        *folder,
                                           gboolean           for_signature);

G_END_DECLS
