/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/declaration-keyed-form.h"
#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcDeclarationCheckWindow:
 *
 * Checks a declaration of conformity that was received: from its twin in XML, from a PDF that carries it, or keyed in beside the page.
 */
#define RC_TYPE_DECLARATION_CHECK_WINDOW (rc_declaration_check_window_get_type ())
G_DECLARE_FINAL_TYPE (RcDeclarationCheckWindow, rc_declaration_check_window, RC, DECLARATION_CHECK_WINDOW, GtkWindow)

GtkWidget *rc_declaration_check_window_new      (GtkWindow                *parent,
                                                 RcSession                *session);
/* As if the file had been chosen: it is checked. */
void       rc_declaration_check_window_open     (RcDeclarationCheckWindow *self,
                                                 const char               *path);
/* (transfer none) */
RcDeclarationKeyedForm *rc_declaration_check_window_peek_form (RcDeclarationCheckWindow *self);
/* Nothing is being checked: for tests. */
gboolean   rc_declaration_check_window_is_ready (RcDeclarationCheckWindow *self);

G_END_DECLS
