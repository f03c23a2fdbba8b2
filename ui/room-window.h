/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/exercise-live.h"

G_BEGIN_DECLS

/**
 * RcRoomWindow:
 *
 * What all people in the room look at, on a projector: the question, its clock, what was answered and what was revealed. It shows what
 * core/exercise-room.h lets the room see and nothing else: no notes, no severities, no names, and not what the records say before it is
 * revealed. Escape blanks it, any other key brings it back; F11 fills the screen.
 *
 * Properties: "blank" (boolean, notifies).
 */
#define RC_TYPE_ROOM_WINDOW (rc_room_window_get_type ())
G_DECLARE_FINAL_TYPE (RcRoomWindow, rc_room_window, RC, ROOM_WINDOW, GtkWindow)

GtkWidget *rc_room_window_new       (RcExerciseLive *live);
gboolean   rc_room_window_is_blank  (RcRoomWindow   *self);
void       rc_room_window_set_blank (RcRoomWindow   *self,
                                     gboolean        is_blank);

G_END_DECLS
