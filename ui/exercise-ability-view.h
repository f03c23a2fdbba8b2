/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcExerciseAbilityView:
 *
 * Whether the case can answer the questions of a pack: for each thing that can be said of them, the questions of which it is said.
 */
#define RC_TYPE_EXERCISE_ABILITY_VIEW (rc_exercise_ability_view_get_type ())
G_DECLARE_FINAL_TYPE (RcExerciseAbilityView, rc_exercise_ability_view, RC, EXERCISE_ABILITY_VIEW, GtkWidget)

GtkWidget *rc_exercise_ability_view_new        (RcSession             *session);
/* @pack: id of one of the catalogue; @path: (nullable): of a file of own questions, instead. */
void       rc_exercise_ability_view_show       (RcExerciseAbilityView *self,
                                                const char            *pack,
                                                const char            *path);
/* Whether what was asked for is shown: for tests. */
gboolean   rc_exercise_ability_view_is_settled (RcExerciseAbilityView *self);

G_END_DECLS
