/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui-fixture.h"
#include "core/exercises/exercise.h"

G_BEGIN_DECLS

/* An exercise in the window: the page in a window of its own, and what people do on its Desk, by the actions behind the buttons. */
typedef struct
{
  RcSession *session;
  GtkWidget *window;
  GtkWidget *page;
} ExerciseTest;

void              exercise_test_open          (ExerciseTest         *self,
                                               UiFixture            *fixture,
                                               gboolean              for_writing);
/* Closes the window, then the session in good order. */
void              exercise_test_close         (ExerciseTest         *self);
/* Until page and Desk show what the case says. */
void              exercise_test_settle        (ExerciseTest         *self);
GtkWidget        *exercise_test_desk          (ExerciseTest         *self);
const RcExercise *exercise_test_peek          (ExerciseTest         *self);
/* Plans one of two decisions, drawn with the seed that the room said, by the dialog; its Desk is shown. */
void              exercise_test_plan          (ExerciseTest         *self);
/* The dialog that is shown now (nullable). */
GtkWidget        *exercise_test_dialog        (void);
/* Activates an action of the Desk, which must be enabled, and waits until it is done. */
void              exercise_test_do            (ExerciseTest         *self,
                                               const char           *action);
/* The same, where a dialog asks: fills the fields in (name, text, …, NULL) and accepts. */
void              exercise_test_do_asked      (ExerciseTest         *self,
                                               const char           *action,
                                               ...) G_GNUC_NULL_TERMINATED;
/* Fills in the form of the answer; @fields as above. */
void              exercise_test_answer        (ExerciseTest         *self,
                                               RcExerciseStatus      status,
                                               const char           *text,
                                               ...) G_GNUC_NULL_TERMINATED;
/* Read back and lock. */
void              exercise_test_lock          (ExerciseTest         *self);
/* Opens it and begins the first decision. */
void              exercise_test_begin         (ExerciseTest         *self);

G_END_DECLS
