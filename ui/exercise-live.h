/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exercises/exercise.h"
#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcExerciseLive:
 *
 * One exercise that is kept open: it is changed in the writer's thread and looked at in the main loop, never both at once. Where the case
 * is open for reading only it can be looked at. While a clock runs it is noted every few seconds, so that a crash loses no more.
 *
 * Signals: "changed": it is another than before, was read, or could not be read. "ticked": a second went by while its clock runs.
 */
#define RC_TYPE_EXERCISE_LIVE (rc_exercise_live_get_type ())
G_DECLARE_FINAL_TYPE (RcExerciseLive, rc_exercise_live, RC, EXERCISE_LIVE, GObject)

/* Runs in the thread of the case; answers FALSE with an error where nothing was done. */
typedef gboolean (*RcExerciseWork) (RcCase        *case_file,
                                    RcExercise    *exercise,
                                    gpointer       data,
                                    GCancellable  *cancellable,
                                    GError       **error);

RcExerciseLive   *rc_exercise_live_new          (RcSession             *session,
                                                 gint64                 number);
RcSession        *rc_exercise_live_peek_session (RcExerciseLive        *self);
gint64            rc_exercise_live_get_number   (RcExerciseLive        *self);
/* (nullable): it is not read yet, or just being changed; valid until the main loop goes on. */
const RcExercise *rc_exercise_live_peek         (RcExerciseLive        *self);
/* (nullable): why it could not be read, in a sentence. */
const char       *rc_exercise_live_peek_trouble (RcExerciseLive        *self);
/* (nullable): zone of its dates, as the house sets it. */
const char       *rc_exercise_live_peek_zone    (RcExerciseLive        *self);
/* Something may be done: the case may be written, and nothing is being done. */
gboolean          rc_exercise_live_may_act      (RcExerciseLive        *self);
/* Takes the steps one after the other, up to the first that is refused; their texts are copied. @callback: (nullable): NULL: what is refused
 * is said by the session. */
void              rc_exercise_live_act_async    (RcExerciseLive        *self,
                                                 const RcExerciseStep  *steps,
                                                 guint                  n_steps,
                                                 GAsyncReadyCallback    callback,
                                                 gpointer               user_data);
/* @data: (transfer full). */
void              rc_exercise_live_run_async    (RcExerciseLive        *self,
                                                 RcExerciseWork         work,
                                                 gpointer               data,
                                                 GDestroyNotify         data_free,
                                                 GAsyncReadyCallback    callback,
                                                 gpointer               user_data);
gboolean          rc_exercise_live_finish       (RcExerciseLive        *self,
                                                 GAsyncResult          *result,
                                                 GError               **error);

G_END_DECLS
