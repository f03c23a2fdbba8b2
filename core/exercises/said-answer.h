/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "core/exercises/exercise-pack.h"

G_BEGIN_DECLS

/**
 * RcSaidAnswer:
 * @exercise: its number
 * @event: SOURCE:RECORD[#ROW] of the inference that it is about
 * @question: what was asked, as it was put
 * @role: (nullable): whom it was put to
 * @text: what was said
 * @entry: by which it was entered, and @at_us when
 *
 * An answer of a tabletop exercise that was locked as said and not shown. A rehearsal has none, and neither has an exercise whose entries are
 * not as this program wrote them.
 */
typedef struct
{
  gint64              exercise;
  char               *event;
  RcExerciseQuestion  question;
  char               *role;
  char               *text;
  gint64              entry;
  gint64              at_us;
} RcSaidAnswer;

/* Of all exercises, in their order; they are read once, and again when the case has changed. (element-type RcSaidAnswer) (transfer none):
 * valid until then. */
const GPtrArray *rc_said_answer_list (RcCase  *case_file,
                                      GError **error);

G_END_DECLS
