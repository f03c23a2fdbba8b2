/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/exercise-live.h"

G_BEGIN_DECLS

/**
 * rc_exercise_step_dialog_show:
 * @step: what is known of the step already: its kind, decision and question; its texts are copied
 *
 * Asks for what the step must still say and takes it. What is refused stays in the dialog with all that was typed.
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *rc_exercise_step_dialog_show      (GtkWindow            *parent,
                                              RcExerciseLive       *live,
                                              const RcExerciseStep *step);
/* Where a surprise card is asked for: offers those of a file of own cards too. */
void       rc_exercise_step_dialog_add_cards (GtkWidget            *dialog,
                                              const char           *path);

G_END_DECLS
