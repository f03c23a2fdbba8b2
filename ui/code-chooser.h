/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/systems/system-attribute.h"

G_BEGIN_DECLS

/**
 * RcCodeChooser:
 *
 * A button that says which codes of a closed list are chosen, and below it the list to tick.
 */
#define RC_TYPE_CODE_CHOOSER (rc_code_chooser_get_type ())
G_DECLARE_FINAL_TYPE (RcCodeChooser, rc_code_chooser, RC, CODE_CHOOSER, GtkWidget)

/* @codes: chosen at first, parted by commas */
GtkWidget *rc_code_chooser_new       (RcSystemAttribute  attribute,
                                      const char        *codes);
/* Those chosen, parted by commas; (transfer full). */
char      *rc_code_chooser_dup_codes (RcCodeChooser     *self);

G_END_DECLS
