/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/declaration-sheet.h"
#include "ui/register-view.h"

G_BEGIN_DECLS

/*
 * The lists of the page of a declaration, each with what is known of the selected line and what can be done to it: of RcDeclarationRow,
 * RcDeclarationPoint and RcDeclarationTongue. Lists of points stand beside a declaration that was received too.
 */
extern const RcRegisterKind rc_declaration_items;
extern const RcRegisterKind rc_declaration_points;
extern const RcRegisterKind rc_declaration_tongues;

/* "Annex V, item 3", "Annex V, the whole", "Article 83(1)"; (transfer full). */
char *rc_declaration_dup_item_words (guint         item,
                                     gboolean      is_formal);
/* A point in the detail of something else: outcome, what was looked for and what was found. */
void  rc_declaration_add_point      (GtkWidget    *detail,
                                     const RcLint *lint);

/* How many points came out how: states in as many lines as they need. */
GtkWidget *rc_declaration_sums_new   (void);
void       rc_declaration_sums_clear (GtkWidget    *sums);
void       rc_declaration_sums_add   (GtkWidget    *sums,
                                      RcShape       shape,
                                      const char   *words);

/* What the page does for its lists, as actions with the code of a language. */
#define RC_DECLARATION_WRITE_ACTION "declaration.write"
#define RC_DECLARATION_LEAVE_ACTION "declaration.leave-out"

G_END_DECLS
