/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* After gtk_init(), before the first widget: templates, style and colours of the program. May be called again. */
void rc_ui_init (void);

G_END_DECLS
