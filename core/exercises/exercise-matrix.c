/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/exercise-matrix.h"

#include <string.h>

#include "core/words.h"

#define MINUTE_US (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
/* With fewer decisions not even a clean sample supports a rate of 5 % with a confidence of 95 %. */
#define LEAST_FOR_A_STATEMENT 59u

static void
row_free (gpointer data)
{
  RcExerciseRow *row = data;

  g_free (row->cells);
  g_free (row);
}

void
rc_exercise_matrix_free (RcExerciseMatrix *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->open, g_array_unref);
  g_free (self->question_times);
  g_free (self);
}

static void
count_cell (RcExerciseMatrix     *self,
            const RcExerciseCell *cell)
{
  self->total++;
  self->counts[cell->status]++;
  self->comparisons[cell->comparison]++;
  if (!rc_exercise_status_is_shown (cell->status))
    {
      g_array_append_val (self->open, *cell);
      return;
    }

  self->shown++;
  self->shown_differing += cell->comparison == RC_EXERCISE_COMPARISON_DIFFER;
  self->shown_uncompared += cell->comparison == RC_EXERCISE_COMPARISON_NONE;
}

static void
add_row (RcExerciseMatrix         *self,
         const RcExercise         *exercise,
         const RcExerciseDecision *decision)
{
  RcExerciseRow *row = g_new0 (RcExerciseRow, 1);

  row->decision = decision;
  row->cells = g_new0 (RcExerciseCell, self->n_questions);
  for (guint i = 0; i < self->n_questions; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (exercise->setup->pack->questions, i);
      const RcExerciseTurn *turn = decision->turns != NULL ? decision->turns[i] : NULL;
      RcExerciseCell *cell = &row->cells[i];

      cell->decision = decision->number;
      cell->question = question->id;
      if (turn != NULL)
        {
          cell->status = rc_exercise_turn_status (turn);
          cell->comparison = turn->comparison;
          cell->elapsed_us = turn->elapsed_us;
          cell->skipped_for = turn->skipped_for;
        }
      self->question_times[i] += MAX (cell->elapsed_us, 0);
      if (decision->state != RC_EXERCISE_DECISION_REPLACED)
        count_cell (self, cell);
    }

  row->elapsed_us = rc_exercise_decision_time (exercise, decision, &row->has_unknown_time);
  row->is_over = exercise->setup->minutes != 0 && row->elapsed_us > exercise->setup->minutes * MINUTE_US;
  g_ptr_array_add (self->rows, row);
}

RcExerciseMatrix *
rc_exercise_matrix_new (const RcExercise *exercise)
{
  RcExerciseMatrix *self = g_new0 (RcExerciseMatrix, 1);

  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->open = g_array_new (FALSE, FALSE, sizeof (RcExerciseCell));
  self->n_questions = exercise->setup->pack->questions->len;
  self->question_times = g_new0 (gint64, self->n_questions);
  for (guint i = 0; i < exercise->decisions->len; i++)
    {
      const RcExerciseDecision *decision = g_ptr_array_index (exercise->decisions, i);

      self->decisions[decision->state]++;
      self->drawn += decision->state == RC_EXERCISE_DECISION_DONE && decision->origin == RC_EXERCISE_ORIGIN_DRAW;
      add_row (self, exercise, decision);
    }
  return self;
}

char *
rc_exercise_matrix_words (const RcExerciseMatrix *self)
{
  return g_strdup_printf (_("%1$u of %2$u answers shown from records or documents."), self->shown, self->total);
}

/* --- What must be said beside it --- */

static void
remark_draws (GPtrArray        *remarks,
              const RcExercise *exercise)
{
  const GArray *draws = exercise->setup->draws;
  guint unused = 0, discarded = 0;

  for (guint i = 0; i < draws->len; i++)
    {
      unused += !g_array_index (draws, RcExerciseDrawn, i).is_used;
      discarded += g_array_index (draws, RcExerciseDrawn, i).is_discarded;
    }
  if (draws->len > 0)
    g_ptr_array_add (remarks,
                     g_strdup_printf (_("Draws made in this case: %1$u; of these not used for this exercise: %2$u, discarded: %3$u."),
                                      draws->len, unused, discarded));
}

/* What the room showed is not by that what the record says. */
static void
remark_comparisons (GPtrArray              *remarks,
                    const RcExerciseMatrix *self)
{
  if (self->shown_differing > 0)
    g_ptr_array_add (remarks, g_strdup_printf (rc_words_plural ("Of the answers shown %u differs from the record's answer.",
                                                                "Of the answers shown %u differ from the record's answer.",
                                                                self->shown_differing), self->shown_differing));
  if (self->shown_uncompared > 0)
    g_ptr_array_add (remarks, g_strdup_printf (rc_words_plural ("Of the answers shown %u was not compared with the record's answer.",
                                                                "Of the answers shown %u were not compared with the record's answer.",
                                                                self->shown_uncompared), self->shown_uncompared));
}

static void
remark_decisions (GPtrArray              *remarks,
                  const RcExerciseMatrix *self,
                  const RcExercise       *exercise)
{
  guint replaced = self->decisions[RC_EXERCISE_DECISION_REPLACED];
  guint deviating = self->decisions[RC_EXERCISE_DECISION_NOT_EXAMINABLE];
  guint left = self->decisions[RC_EXERCISE_DECISION_PENDING] + self->decisions[RC_EXERCISE_DECISION_BEGUN];

  if (replaced > 0)
    g_ptr_array_add (remarks, g_strdup_printf (rc_words_plural ("%u decision was replaced by the rule written beforehand.",
                                                                "%u decisions were replaced by the rule written beforehand.", replaced),
                                               replaced));
  if (deviating > 0)
    g_ptr_array_add (remarks, g_strdup_printf (rc_words_plural ("%u decision could not be examined: it counts as a deviation.",
                                                                "%u decisions could not be examined: each counts as a deviation.",
                                                                deviating), deviating));
  if (left > 0 && exercise->conclusion != NULL)
    g_ptr_array_add (remarks, g_strdup_printf (rc_words_plural ("%u decision was left unexamined.", "%u decisions were left unexamined.", left),
                                               left));
}

GPtrArray *
rc_exercise_matrix_remarks (const RcExerciseMatrix *self,
                            const RcExercise       *exercise)
{
  GPtrArray *remarks = g_ptr_array_new_with_free_func (g_free);

  if (exercise->setup->is_rehearsal)
    g_ptr_array_add (remarks, g_strdup (_("This was a rehearsal: it counts for nothing.")));
  remark_comparisons (remarks, self);
  remark_draws (remarks, exercise);
  remark_decisions (remarks, self, exercise);
  if (self->drawn == 0)
    g_ptr_array_add (remarks, g_strdup (_("No decision out of a draw was examined: nothing is said about others.")));
  else if (self->drawn < LEAST_FOR_A_STATEMENT)
    g_ptr_array_add (remarks, g_strdup_printf (rc_words_plural ("%u decision out of a draw was examined: so few allow no statement about all.",
                                                                "%u decisions out of draws were examined: so few allow no statement about all.",
                                                                self->drawn), self->drawn));
  g_ptr_array_add (remarks, g_strdup (_("This was an exercise: no conformity assessment, no certification and no assurance opinion.")));
  return remarks;
}

/* --- Then and now --- */

static void
take_stand (const RcExerciseMatrix   *matrix,
            const RcExercise         *exercise,
            const RcExerciseQuestion *question,
            RcExerciseStand          *out_stand)
{
  guint index;

  if (rc_exercise_pack_question (exercise->setup->pack, question->id, &index) == NULL)
    return;

  out_stand->is_asked = TRUE;
  for (guint i = 0; i < matrix->rows->len; i++)
    {
      const RcExerciseRow *row = g_ptr_array_index (matrix->rows, i);

      if (row->decision->state == RC_EXERCISE_DECISION_REPLACED)
        continue;
      out_stand->total++;
      out_stand->counts[row->cells[index].status]++;
      out_stand->shown += rc_exercise_status_is_shown (row->cells[index].status);
    }
}

GArray *
rc_exercise_then_and_now (const RcExercise *then,
                          const RcExercise *now)
{
  g_autoptr (RcExerciseMatrix) matrix_then = rc_exercise_matrix_new (then);
  g_autoptr (RcExerciseMatrix) matrix_now = rc_exercise_matrix_new (now);
  const GPtrArray *packs[] = { now->setup->pack->questions, then->setup->pack->questions };
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (RcExerciseThenNow));

  for (guint p = 0; p < G_N_ELEMENTS (packs); p++)
    for (guint i = 0; i < packs[p]->len; i++)
      {
        RcExerciseThenNow line = { .question = g_ptr_array_index (packs[p], i) };
        const RcExerciseQuestion *before = rc_exercise_pack_question (then->setup->pack, line.question->id, NULL);

        if (p == 1 && rc_exercise_pack_question (now->setup->pack, line.question->id, NULL) != NULL)
          continue;
        line.other_wording = before != NULL && strcmp (before->text, line.question->text) != 0;
        take_stand (matrix_then, then, line.question, &line.then);
        take_stand (matrix_now, now, line.question, &line.now);
        g_array_append_val (lines, line);
      }
  return lines;
}

char *
rc_exercise_stand_words (const RcExerciseStand *self)
{
  if (!self->is_asked)
    return g_strdup (_("not in the pack"));
  if (self->counts[RC_EXERCISE_STATUS_NOT_ASKED] == self->total)
    return g_strdup (_("not asked"));
  return g_strdup_printf (_("%1$u of %2$u shown"), self->shown, self->total);
}
