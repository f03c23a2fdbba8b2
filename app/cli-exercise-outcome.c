/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-exercise.h"

/* What came of an exercise, in JSON: counts, matrix, conclusion, and how it was then. */

static void
write_counts (RcJsonWriter           *writer,
              const RcExerciseMatrix *matrix)
{
  rc_json_writer_name (writer, "statuses");
  rc_json_writer_begin_object (writer);
  for (guint i = 0; i < RC_N_EXERCISE_STATUSES; i++)
    rc_json_writer_member_integer (writer, rc_exercise_status_to_name (i), matrix->counts[i]);
  rc_json_writer_end_object (writer);

  rc_json_writer_name (writer, "comparisons");
  rc_json_writer_begin_object (writer);
  for (guint i = 0; i < RC_N_EXERCISE_COMPARISONS; i++)
    rc_json_writer_member_integer (writer, rc_exercise_comparison_to_name (i), matrix->comparisons[i]);
  rc_json_writer_end_object (writer);

  rc_json_writer_name (writer, "decisions");
  rc_json_writer_begin_object (writer);
  for (guint i = 0; i < G_N_ELEMENTS (matrix->decisions); i++)
    rc_json_writer_member_integer (writer, rc_exercise_decision_state_to_name (i), matrix->decisions[i]);
  rc_json_writer_end_object (writer);
}

static void
write_matrix_rows (RcJsonWriter           *writer,
                   const RcExerciseMatrix *matrix)
{
  rc_json_writer_name (writer, "rows");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < matrix->rows->len; i++)
    {
      const RcExerciseRow *row = g_ptr_array_index (matrix->rows, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "decision", row->decision->number);
      rc_json_writer_member_boolean (writer, "counted", row->decision->state != RC_EXERCISE_DECISION_REPLACED);
      rc_json_writer_name (writer, "statuses");
      rc_json_writer_begin_array (writer);
      for (guint j = 0; j < matrix->n_questions; j++)
        rc_json_writer_string (writer, rc_exercise_status_to_name (row->cells[j].status));
      rc_json_writer_end_array (writer);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);

  rc_json_writer_name (writer, "not_shown");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < matrix->open->len; i++)
    {
      const RcExerciseCell *cell = &g_array_index (matrix->open, RcExerciseCell, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "decision", cell->decision);
      rc_json_writer_member_string (writer, "question", cell->question);
      rc_json_writer_member_string (writer, "status", rc_exercise_status_to_name (cell->status));
      rc_json_writer_member_string (writer, "left_out_for", cell->skipped_for);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_outcome (RcJsonWriter           *writer,
               const RcExercise       *exercise,
               const RcExerciseMatrix *matrix)
{
  g_autoptr (GPtrArray) remarks = rc_exercise_matrix_remarks (matrix, exercise);
  g_autofree char *words = rc_exercise_matrix_words (matrix);

  rc_json_writer_name (writer, "outcome");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "words", words);
  rc_json_writer_member_integer (writer, "total", matrix->total);
  rc_json_writer_member_integer (writer, "shown", matrix->shown);
  rc_json_writer_member_integer (writer, "drawn", matrix->drawn);
  write_counts (writer, matrix);
  write_matrix_rows (writer, matrix);
  rc_json_writer_name (writer, "question_seconds");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < matrix->n_questions; i++)
    rc_json_writer_integer (writer, matrix->question_times[i] / G_USEC_PER_SEC);
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "remarks");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < remarks->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (remarks, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

static void
write_conclusion (RcJsonWriter     *writer,
                  const RcExercise *exercise)
{
  const RcExerciseConclusion *conclusion = exercise->conclusion;

  rc_json_writer_name (writer, "conclusion");
  if (conclusion == NULL)
    {
      rc_json_writer_null (writer);
      return;
    }
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "text", conclusion->text);
  rc_json_writer_member_string (writer, "reason", conclusion->reason);
  rc_json_writer_member_string (writer, "follow_up", conclusion->follow_up);
  rc_cli_exercise_write_instant (writer, "at", conclusion->at_us);
  rc_json_writer_member_string (writer, "by", conclusion->by);
  rc_cli_exercise_write_number (writer, "custody_entry", conclusion->custody_entry);
  rc_json_writer_member_string (writer, "signed_by", conclusion->signed_by);
  rc_json_writer_end_object (writer);
}

static void
write_stand (RcJsonWriter          *writer,
             const char            *name,
             const RcExerciseStand *stand)
{
  g_autofree char *words = rc_exercise_stand_words (stand);

  rc_json_writer_name (writer, name);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_boolean (writer, "asked", stand->is_asked);
  rc_json_writer_member_integer (writer, "total", stand->total);
  rc_json_writer_member_integer (writer, "shown", stand->shown);
  rc_json_writer_member_string (writer, "words", words);
  rc_json_writer_end_object (writer);
}

void
rc_cli_exercise_write_then_now (RcJsonWriter            *writer,
                                const RcExerciseThenNow *line)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", line->question->id);
  rc_json_writer_member_string (writer, "name", rc_exercise_question_words (line->question));
  rc_json_writer_member_boolean (writer, "other_wording", line->other_wording);
  write_stand (writer, "then", &line->then);
  write_stand (writer, "now", &line->now);
  rc_json_writer_end_object (writer);
}

static void
write_then_and_now (RcJsonWriter     *writer,
                    const RcExercise *then,       /* (nullable) */
                    const RcExercise *now)
{
  g_autoptr (GArray) lines = NULL;

  rc_json_writer_name (writer, "then_and_now");
  if (then == NULL)
    {
      rc_json_writer_null (writer);
      return;
    }
  lines = rc_exercise_then_and_now (then, now);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "exercise", then->number);
  rc_cli_exercise_write_instant (writer, "concluded", then->conclusion->at_us);
  rc_json_writer_name (writer, "questions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < lines->len; i++)
    rc_cli_exercise_write_then_now (writer, &g_array_index (lines, RcExerciseThenNow, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

void
rc_cli_exercise_write_outcome (RcJsonWriter           *writer,
                               const RcExercise       *exercise,
                               const RcExerciseMatrix *matrix,
                               const RcExercise       *then)
{
  write_outcome (writer, exercise, matrix);
  write_conclusion (writer, exercise);
  write_then_and_now (writer, then, exercise);
}
