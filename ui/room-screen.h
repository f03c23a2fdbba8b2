/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/exercises/exercise-room.h"

G_BEGIN_DECLS

/* What the Room shows, as a widget; @pack: whose questions they are. Nothing of the arguments is kept. */
GtkWidget *rc_room_screen_new  (const RcExerciseRoom *room,
                                const RcExercisePack *pack);
/* Lets the clocks of @screen, which was made of the same question, go on. */
void       rc_room_screen_tick (GtkWidget            *screen,
                                const RcExerciseRoom *room);

G_END_DECLS
