/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reports/typesetting/shape.h"

G_BEGIN_DECLS

/**
 * RcAppearance:
 *
 * Light, dark or high contrast, for all windows of the program. "choice" ("follow", "light", "dark") is what the user wants, "scheme"
 * (a RcScheme, as int) what follows from it and from the desktop: whoever draws shapes draws again when it changes.
 *
 * The colours of the scheme stand in style sheets by name: rc_text, rc_muted, rc_line, rc_ground, rc_panel, rc_accent, and for shapes
 * rc_passed, rc_failed, rc_absent, rc_note.
 */
#define RC_TYPE_APPEARANCE (rc_appearance_get_type ())
G_DECLARE_FINAL_TYPE (RcAppearance, rc_appearance, RC, APPEARANCE, GObject)

RcAppearance *rc_appearance_get_default (void);    /* (transfer none) */
RcScheme      rc_appearance_get_scheme  (RcAppearance *self);
const char   *rc_appearance_get_choice  (RcAppearance *self);
void          rc_appearance_set_choice  (RcAppearance *self,
                                         const char   *choice);

G_END_DECLS
