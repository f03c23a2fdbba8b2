/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/* @number: of the exercise that was planned; @owner as given */
typedef void (*RcExercisePlanned) (gint64    number,
                                   gpointer  owner);

/**
 * rc_exercise_setup_dialog_show:
 * @owner: kept until the answer
 *
 * Asks for all that is laid down before an exercise: what it is for, which questions, which decisions and how they were chosen, and by which
 * rule one is replaced. Where decisions are drawn here, the draw is made and counted in the same act.
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *rc_exercise_setup_dialog_show     (GtkWindow         *parent,
                                              RcSession         *session,
                                              RcExercisePlanned  planned,
                                              GObject           *owner);
/* Whether the case was read as far as the dialog needs it: for tests. */
gboolean   rc_exercise_setup_dialog_is_ready (GtkWidget         *dialog);

G_END_DECLS
