/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/systems/system.h"
#include "ui/session.h"

G_BEGIN_DECLS

/*
 * What an officer states of an AI system: one field for each attribute, none of which must be filled in. What is not changed is not stated
 * again. @system: (nullable): NULL describes another one, whose name is asked for.
 */
GtkWidget *rc_system_dialog_show (GtkWindow       *parent,
                                  RcSession       *session,
                                  const RcSystem  *system);

G_END_DECLS
