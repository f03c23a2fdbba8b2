/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/source.h"
#include "ui/session.h"

G_BEGIN_DECLS

/* Asks who controls a source and says so in the case; (transfer none): for tests. */
GtkWidget *rc_controller_dialog_show (GtkWindow      *parent,
                                      RcSession      *session,
                                      const RcSource *source);
/* A party as people read it, safe to show; "" where nobody said. @controller: (nullable). */
char      *rc_controller_dup_words   (const char     *controller);

G_END_DECLS
