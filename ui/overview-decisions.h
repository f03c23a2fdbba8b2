/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/overview.h"
#include "ui/session.h"

G_BEGIN_DECLS

/* What the business's own list of decisions and the log have, as a part of the overview. Fills @box; hides it where no list came. The days
 * are gone through when somebody opens them. */
void rc_overview_fill_decisions (GtkWidget        *box,
                                 const RcOverview *overview,
                                 RcSession        *session);

G_END_DECLS
