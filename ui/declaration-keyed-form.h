/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/declaration/declaration.h"

G_BEGIN_DECLS

/**
 * RcDeclarationKeyedForm:
 *
 * What the page of a declaration that was received says, to be keyed in beside it, item by item. The program reads nothing of the page.
 */
#define RC_TYPE_DECLARATION_KEYED_FORM (rc_declaration_keyed_form_get_type ())
G_DECLARE_FINAL_TYPE (RcDeclarationKeyedForm, rc_declaration_keyed_form, RC, DECLARATION_KEYED_FORM, GtkWidget)

GtkWidget *rc_declaration_keyed_form_new       (void);
/* All that was keyed in, as rc_declaration_from_keyed() takes it; (transfer full). */
GBytes    *rc_declaration_keyed_form_to_json   (RcDeclarationKeyedForm *self);
/* Nothing was keyed in. */
gboolean   rc_declaration_keyed_form_is_empty  (RcDeclarationKeyedForm *self);
void       rc_declaration_keyed_form_set_value (RcDeclarationKeyedForm *self,
                                                RcDeclarationField      field,
                                                const char             *value);

G_END_DECLS
