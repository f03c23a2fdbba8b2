/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli.h"

#include "core/exercises/exercise-matrix.h"

G_BEGIN_DECLS

/* What may be said with a verb of `exercise`; each verb takes some of it. */
typedef struct
{
  char    *purpose;
  char    *criteria;
  char    *scope;
  char    *exclusions;
  char    *client;
  char    *team;
  char    *distribution;
  char    *facilitator;
  char    *pack;
  char    *events;
  char    *key_items;
  char    *draw;
  char    *minutes;
  char    *roles;
  char    *replacement;
  gboolean rehearsal;
  char    *exercise;
  char    *decision;
  char    *question;
  char    *role;
  char    *status;
  char    *text;
  char    *title;
  char    *source;
  char    *record;
  char    *document;
  char    *page;
  char    *request;
  char    *due;
  char    *follow_up;
  char    *reason;
  char    *with;
  char    *comparison;
  char    *own;
  char   **present;
  gboolean read_back;
  gboolean is_private;
  char    *elapsed;
  char    *paper_by;
  char    *paper_on;
  char    *other;
} RcExerciseOptions;

/* "E-014" or "14"; 0 with @error. @letter: of the register's numbers. */
gint64      rc_cli_exercise_number     (const char              *text,
                                        char                     letter,
                                        GError                 **error);
/* The one named, else the newest of the case. (transfer full) */
RcExercise *rc_cli_exercise_load       (RcCase                  *case_file,
                                        const char              *number,     /* (nullable) */
                                        GError                 **error);

int         rc_cli_exercise_new        (RcCli                   *cli,
                                        RcCase                  *case_file,
                                        const RcExerciseOptions *options);
int         rc_cli_exercise_list       (RcCli                   *cli,
                                        RcCase                  *case_file);
int         rc_cli_exercise_packs      (RcCli                   *cli);
int         rc_cli_exercise_cards      (RcCli                   *cli);
int         rc_cli_exercise_can        (RcCli                   *cli,
                                        RcCase                  *case_file,
                                        const RcExerciseOptions *options);
int         rc_cli_exercise_show       (RcCli                   *cli,
                                        RcExercise              *exercise);
int         rc_cli_exercise_room       (RcCli                   *cli,
                                        RcExercise              *exercise);
int         rc_cli_exercise_paper      (RcCli                   *cli,
                                        RcExercise              *exercise);
int         rc_cli_exercise_compare    (RcCli                   *cli,
                                        RcExercise              *then,
                                        RcExercise              *now);
/* One act of an exercise, as its verb. @argument: (nullable): what stands behind the verb. */
int         rc_cli_exercise_act        (RcCli                   *cli,
                                        RcExercise              *exercise,
                                        const char              *verb,
                                        const char              *argument,
                                        const RcExerciseOptions *options);
/* Whole seconds, or null where nobody took the time. */
void        rc_cli_exercise_write_time (RcJsonWriter            *writer,
                                        const char              *name,
                                        gint64                   elapsed_us);
/* 0 and RC_TIME_NONE: it did not happen. */
void        rc_cli_exercise_write_instant (RcJsonWriter            *writer,
                                        const char              *name,
                                        gint64                   time_us);
/* 0: null. */
void        rc_cli_exercise_write_number (RcJsonWriter            *writer,
                                        const char              *name,
                                        gint64                   number);
/* All of it, for a report; @then: (nullable): an earlier one that it is compared with. */
void        rc_cli_exercise_write      (RcJsonWriter            *writer,
                                        const RcExercise        *exercise,
                                        const RcExercise        *then);
void        rc_cli_exercise_write_outcome (RcJsonWriter            *writer,
                                        const RcExercise        *exercise,
                                        const RcExerciseMatrix  *matrix,
                                        const RcExercise        *then);      /* (nullable) */
void        rc_cli_exercise_write_then_now (RcJsonWriter            *writer,
                                        const RcExerciseThenNow *line);

G_END_DECLS
