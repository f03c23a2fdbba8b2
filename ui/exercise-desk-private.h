/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/exercise-commands.h"
#include "ui/exercise-desk.h"

G_BEGIN_DECLS

/* What the files of the Desk share: exercise-desk.c what is done, exercise-desk-build.c its parts, exercise-desk-show.c what they show. */

struct _RcExerciseDesk
{
  GtkWidget       parent_instance;
  RcExerciseLive *live;
  GtkWidget      *box;
  GtkWidget      *title;
  GtkWidget      *state;
  GtkWidget      *agenda;
  GtkWidget      *scroller;
  GtkWidget      *card;
  GtkWidget      *card_words;
  GtkWidget      *question;
  GtkWidget      *role;
  GtkWidget      *clock;
  GtkWidget      *interrupted;
  GtkWidget      *commands;
  GtkWidget      *comparison_row;
  GtkWidget      *comparisons[RC_N_EXERCISE_COMPARISONS];
  GtkWidget      *form;
  GtkWidget      *beside;
  GtkWidget      *outcome;
  GtkWidget      *turn;
  GtkWidget      *evidence;
  GtkWidget      *paper;
  GtkWidget      *paper_by;
  GtkWidget      *paper_on;
  GtkWidget      *room;          /* (nullable) */
  GtkWidget      *room_button;
  GtkWidget      *blank_button;
  GtkWidget      *body;          /* all below the head */
  char           *form_of;       /* (nullable): the question for which the form is filled in */
  RcExerciseState outcome_state; /* for which it is filled in */
};

RcExercisePick rc_exercise_desk_get_pick   (RcExerciseDesk *self);
void           rc_exercise_desk_build      (RcExerciseDesk *self);
/* All; what is picked alone; the clock alone. */
void           rc_exercise_desk_show_all   (RcExerciseDesk *self);
void           rc_exercise_desk_show_pick  (RcExerciseDesk *self);
void           rc_exercise_desk_show_clock (RcExerciseDesk *self);

G_END_DECLS
