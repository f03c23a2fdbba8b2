/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/requirement.h"
#include "ui/session.h"

G_BEGIN_DECLS

/* A person's own judgement on one requirement, with the reason; it stands beside what the program found. @system: (nullable): all of the case. */
GtkWidget *rc_judgement_dialog_show (GtkWindow           *parent,
                                     RcSession           *session,
                                     const RcRequirement *requirement,
                                     const char          *system);

G_END_DECLS
