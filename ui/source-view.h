/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/source-facts.h"

G_BEGIN_DECLS

/* Fills @box with all that is known of a source, in words. */
void rc_source_view_fill (GtkWidget            *box,
                          const RcSourceDetail *detail);

G_END_DECLS
