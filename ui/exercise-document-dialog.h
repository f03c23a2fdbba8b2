/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/exercise-live.h"

G_BEGIN_DECLS

/* Asks what the document at @path is, which was handed over in the middle of the exercise: it is registered, and attached. Answers the dialog,
 * (transfer none). */
GtkWidget *rc_exercise_document_dialog_show (GtkWindow      *parent,
                                             RcExerciseLive *live,
                                             const char     *path);

G_END_DECLS
