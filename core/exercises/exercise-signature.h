/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exercises/exercise.h"

G_BEGIN_DECLS

/* Fills in which entry of the custody log the conclusion is, and by which key it is signed: for the files of the exercise alone. */
gboolean rc_exercise_find_signature (RcExercise  *self,
                                     GError     **error);

G_END_DECLS
