/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-exercise.h"

#include <string.h>

#include "core/exercises/exercise-paper.h"
#include "core/timestamp.h"

/* An exercise in JSON, complete enough for a report. Private notes are counted and not told. */

void
rc_cli_exercise_write_time (RcJsonWriter *writer,
                            const char   *name,
                            gint64        elapsed_us)
{
  if (elapsed_us >= 0)
    {
      rc_json_writer_member_integer (writer, name, elapsed_us / G_USEC_PER_SEC);
      return;
    }
  rc_json_writer_name (writer, name);
  rc_json_writer_null (writer);
}

void
rc_cli_exercise_write_instant (RcJsonWriter *writer,
                               const char   *name,
                               gint64        time_us)
{
  g_autofree char *text = time_us != 0 && time_us != RC_TIME_NONE ? rc_time_format_utc (time_us) : NULL;

  rc_json_writer_member_string (writer, name, text);
}

void
rc_cli_exercise_write_number (RcJsonWriter *writer,
                              const char   *name,
                              gint64        number)
{
  if (number != 0)
    {
      rc_json_writer_member_integer (writer, name, number);
      return;
    }
  rc_json_writer_name (writer, name);
  rc_json_writer_null (writer);
}

/* --- What was laid down --- */

static void
write_roles (RcJsonWriter          *writer,
             const RcExerciseSetup *setup)
{
  rc_json_writer_name (writer, "roles");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < setup->roles->len; i++)
    {
      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "id", g_ptr_array_index (setup->roles, i));
      rc_json_writer_member_string (writer, "name", rc_exercise_role_words (g_ptr_array_index (setup->roles, i)));
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_draws (RcJsonWriter          *writer,
             const RcExerciseSetup *setup)
{
  rc_json_writer_name (writer, "draws");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < setup->draws->len; i++)
    {
      const RcExerciseDrawn *drawn = &g_array_index (setup->draws, RcExerciseDrawn, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "draw", drawn->draw);
      rc_json_writer_member_integer (writer, "of", setup->draws->len);
      rc_json_writer_member_integer (writer, "decisions", drawn->decisions);
      rc_json_writer_member_boolean (writer, "used", drawn->is_used);
      rc_json_writer_member_boolean (writer, "discarded", drawn->is_discarded);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_setup (RcJsonWriter     *writer,
             const RcExercise *exercise)
{
  const RcExerciseSetup *setup = exercise->setup;

  rc_json_writer_name (writer, "setup");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "purpose", setup->purpose);
  rc_json_writer_member_string (writer, "criteria", setup->criteria);
  rc_json_writer_member_string (writer, "scope", setup->scope);
  rc_json_writer_member_string (writer, "exclusions", setup->exclusions);
  rc_json_writer_member_string (writer, "client", setup->client);
  rc_json_writer_member_string (writer, "team", setup->team);
  rc_json_writer_member_string (writer, "distribution", setup->distribution);
  rc_json_writer_member_string (writer, "facilitator", setup->facilitator != NULL ? setup->facilitator : exercise->by);
  rc_json_writer_member_string (writer, "replacement", setup->replacement);
  rc_cli_exercise_write_number (writer, "minutes", setup->minutes);
  rc_json_writer_member_boolean (writer, "rehearsal", setup->is_rehearsal);
  rc_json_writer_name (writer, "pack");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", setup->pack->id);
  rc_json_writer_member_string (writer, "name", rc_exercise_pack_words (setup->pack));
  rc_json_writer_member_string (writer, "law_version", setup->pack->version);
  rc_json_writer_end_object (writer);
  write_roles (writer, setup);
  write_draws (writer, setup);
  rc_json_writer_end_object (writer);
}

static void
write_attendance (RcJsonWriter     *writer,
                  const RcExercise *exercise)
{
  g_auto (GStrv) lines = g_strsplit (exercise->present != NULL ? exercise->present : "", "\n", -1);

  rc_json_writer_name (writer, "attendance");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      rc_json_writer_string (writer, lines[i]);
  rc_json_writer_end_array (writer);
}

static void
write_questions (RcJsonWriter         *writer,
                 const RcExercisePack *pack)
{
  rc_json_writer_name (writer, "questions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < pack->questions->len; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (pack->questions, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "id", question->id);
      rc_json_writer_member_string (writer, "text", rc_exercise_question_words (question));
      rc_json_writer_member_string (writer, "role", question->role);
      rc_json_writer_name (writer, "slots");
      rc_json_writer_begin_array (writer);
      for (guint j = 0; question->slots != NULL && question->slots[j] != NULL; j++)
        rc_json_writer_string (writer, question->slots[j]);
      rc_json_writer_end_array (writer);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

/* --- What happened --- */

static void
write_answer (RcJsonWriter           *writer,
              const RcExerciseAnswer *answer)
{
  g_autofree char *words = rc_exercise_answer_words (answer);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "status", rc_exercise_status_to_name (answer->status));
  rc_json_writer_member_string (writer, "status_words", words);
  rc_json_writer_member_string (writer, "text", answer->text);
  rc_cli_exercise_write_number (writer, "source", answer->source);
  rc_cli_exercise_write_number (writer, "record", answer->record);
  rc_json_writer_member_string (writer, "page", answer->page);
  rc_cli_exercise_write_number (writer, "request", answer->request);
  rc_json_writer_member_string (writer, "role", answer->role);
  rc_json_writer_member_string (writer, "due", answer->due);
  rc_cli_exercise_write_time (writer, "elapsed_seconds", answer->elapsed_us);
  rc_json_writer_member_boolean (writer, "elapsed_is_stated", answer->elapsed_is_stated);
  rc_cli_exercise_write_instant (writer, "at", answer->at_us);
  rc_json_writer_member_string (writer, "paper_by", answer->paper_by);
  rc_json_writer_member_string (writer, "paper_on", answer->paper_on);
  rc_json_writer_member_integer (writer, "entry", answer->entry);
  rc_json_writer_end_object (writer);
}

static const char *
name_turn (RcExerciseTurnState state)
{
  static const char * const names[] = { "not-asked", "left-out", "open", "answered", "read-back", "locked" };

  return names[state];
}

static void
write_turn_lists (RcJsonWriter         *writer,
                  const RcExerciseTurn *turn)
{
  rc_json_writer_name (writer, "answers");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; turn->answers != NULL && i < turn->answers->len; i++)
    write_answer (writer, &g_array_index (turn->answers, RcExerciseAnswer, i));
  rc_json_writer_end_array (writer);

  rc_json_writer_name (writer, "corrections");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; turn->corrections != NULL && i < turn->corrections->len; i++)
    {
      const RcExerciseRemark *remark = &g_array_index (turn->corrections, RcExerciseRemark, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "text", remark->text);
      rc_cli_exercise_write_instant (writer, "at", remark->at_us);
      rc_json_writer_member_string (writer, "by", remark->by);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);

  rc_json_writer_name (writer, "roles");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; turn->spans != NULL && i < turn->spans->len; i++)
    {
      const RcExerciseSpan *span = &g_array_index (turn->spans, RcExerciseSpan, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "role", span->role);
      rc_cli_exercise_write_time (writer, "elapsed_seconds", span->elapsed_us);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_turn (RcJsonWriter             *writer,
            const RcExerciseQuestion *question,
            const RcExerciseTurn     *turn)
{
  RcExerciseStatus status = rc_exercise_turn_status (turn);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "question", question->id);
  rc_json_writer_member_string (writer, "state", name_turn (turn->state));
  rc_json_writer_member_string (writer, "status", rc_exercise_status_to_name (status));
  rc_json_writer_member_string (writer, "status_words", rc_exercise_status_words (status));
  rc_json_writer_member_string (writer, "role", turn->role);
  rc_json_writer_member_string (writer, "left_out_for", turn->skipped_for);
  rc_cli_exercise_write_instant (writer, "asked", turn->asked_us);
  rc_cli_exercise_write_time (writer, "elapsed_seconds", turn->elapsed_us);
  rc_json_writer_member_integer (writer, "pauses", turn->pauses);
  rc_json_writer_member_integer (writer, "interruptions", turn->interruptions);
  rc_cli_exercise_write_time (writer, "interrupted_seconds", turn->interrupted_us);
  rc_cli_exercise_write_instant (writer, "locked", turn->locked_us);
  write_turn_lists (writer, turn);
  rc_json_writer_name (writer, "reveal");
  if (turn->revealed_us != 0)
    {
      rc_json_writer_begin_object (writer);
      rc_cli_exercise_write_instant (writer, "at", turn->revealed_us);
      rc_json_writer_member_string (writer, "record", turn->record_answer);
      rc_json_writer_member_string (writer, "standing", turn->standing);
      rc_json_writer_member_string (writer, "comparison", rc_exercise_comparison_to_name (turn->comparison));
      rc_json_writer_member_string (writer, "comparison_words", rc_exercise_comparison_words (turn->comparison));
      rc_json_writer_member_string (writer, "proposed", rc_exercise_comparison_to_name (turn->proposed));
      rc_json_writer_end_object (writer);
    }
  else
    {
      rc_json_writer_null (writer);
    }
  rc_json_writer_end_object (writer);
}

static void
write_decision (RcJsonWriter        *writer,
                const RcExercise    *exercise,
                const RcExerciseRow *row)
{
  const RcExerciseDecision *decision = row->decision;
  const GPtrArray *questions = exercise->setup->pack->questions;
  g_autofree char *origin = rc_exercise_origin_words (decision);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "number", decision->number);
  rc_json_writer_member_string (writer, "event", decision->event);
  rc_json_writer_member_string (writer, "handle", decision->handle);
  rc_json_writer_member_string (writer, "product", decision->product);
  rc_cli_exercise_write_instant (writer, "time", decision->time_us);
  rc_json_writer_member_string (writer, "origin", rc_exercise_origin_to_name (decision->origin));
  rc_json_writer_member_string (writer, "origin_words", origin);
  rc_cli_exercise_write_number (writer, "draw", decision->draw);
  rc_json_writer_member_string (writer, "state", rc_exercise_decision_state_to_name (decision->state));
  rc_json_writer_member_string (writer, "state_words", rc_exercise_decision_state_words (decision->state));
  rc_cli_exercise_write_number (writer, "replaces", decision->replaces);
  rc_cli_exercise_write_number (writer, "replaced_by", decision->replaced_by);
  rc_json_writer_member_string (writer, "rule", decision->rule);
  rc_json_writer_member_string (writer, "reason", decision->reason);
  rc_cli_exercise_write_instant (writer, "started", decision->started_us);
  rc_cli_exercise_write_instant (writer, "closed", decision->closed_us);
  rc_cli_exercise_write_time (writer, "elapsed_seconds", row->elapsed_us);
  rc_json_writer_member_boolean (writer, "has_unknown_time", row->has_unknown_time);
  rc_json_writer_member_boolean (writer, "over_minutes", row->is_over);
  rc_json_writer_name (writer, "questions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < questions->len; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (questions, i);

      write_turn (writer, question, rc_exercise_find_turn (exercise, decision->number, question->id));
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

/* --- Beside the questions --- */

static void
write_cards (RcJsonWriter     *writer,
             const RcExercise *exercise)
{
  rc_json_writer_name (writer, "cards");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < exercise->cards->len; i++)
    {
      const RcExercisePlayedCard *card = &g_array_index (exercise->cards, RcExercisePlayedCard, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "id", card->id);
      rc_json_writer_member_string (writer, "title", card->title);
      rc_json_writer_member_string (writer, "text", card->text);
      rc_cli_exercise_write_number (writer, "decision", card->decision);
      rc_cli_exercise_write_instant (writer, "played", card->played_us);
      rc_json_writer_name (writer, "answer");
      if (card->is_answered)
        write_answer (writer, &card->answer);
      else
        rc_json_writer_null (writer);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_promises (RcJsonWriter     *writer,
                const RcExercise *exercise)
{
  rc_json_writer_name (writer, "promises");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < exercise->promises->len; i++)
    {
      const RcExercisePromise *promise = &g_array_index (exercise->promises, RcExercisePromise, i);

      rc_json_writer_begin_object (writer);
      rc_cli_exercise_write_number (writer, "decision", promise->decision);
      rc_json_writer_member_string (writer, "question", promise->question);
      rc_json_writer_member_string (writer, "text", promise->text);
      rc_json_writer_member_string (writer, "role", promise->role);
      rc_json_writer_member_string (writer, "due", promise->due);
      rc_cli_exercise_write_number (writer, "request", promise->request);
      rc_cli_exercise_write_instant (writer, "at", promise->at_us);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_attachments (RcJsonWriter     *writer,
                   const RcExercise *exercise)
{
  rc_json_writer_name (writer, "attachments");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < exercise->attachments->len; i++)
    {
      const RcExerciseAttachment *attachment = &g_array_index (exercise->attachments, RcExerciseAttachment, i);

      rc_json_writer_begin_object (writer);
      rc_cli_exercise_write_number (writer, "decision", attachment->decision);
      rc_json_writer_member_string (writer, "question", attachment->question);
      rc_cli_exercise_write_number (writer, "source", attachment->source);
      rc_json_writer_member_string (writer, "text", attachment->text);
      rc_cli_exercise_write_time (writer, "elapsed_seconds", attachment->elapsed_us);
      rc_cli_exercise_write_instant (writer, "at", attachment->at_us);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_notes (RcJsonWriter     *writer,
             const RcExercise *exercise)
{
  guint n_private = 0;

  rc_json_writer_name (writer, "notes");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < exercise->notes->len; i++)
    {
      const RcExerciseNote *note = &g_array_index (exercise->notes, RcExerciseNote, i);

      n_private += note->is_private;
      if (note->is_private)
        continue;
      rc_json_writer_begin_object (writer);
      rc_cli_exercise_write_number (writer, "decision", note->decision);
      rc_json_writer_member_string (writer, "question", note->question);
      rc_json_writer_member_string (writer, "text", note->text);
      rc_json_writer_member_string (writer, "by", note->by);
      rc_cli_exercise_write_instant (writer, "at", note->at_us);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_member_integer (writer, "private_notes", n_private + exercise->n_withheld);
}

/* --- The whole --- */

static void
write_now (RcJsonWriter     *writer,
           const RcExercise *exercise)
{
  g_autofree char *words = NULL;
  RcExerciseClock clock;

  rc_exercise_read_clock (exercise, 0, &clock);
  words = rc_exercise_clock_words (&clock);
  rc_json_writer_name (writer, "now");
  rc_json_writer_begin_object (writer);
  rc_cli_exercise_write_number (writer, "decision", exercise->decision != NULL ? exercise->decision->number : 0);
  rc_json_writer_member_string (writer, "question", exercise->question);
  rc_cli_exercise_write_time (writer, "elapsed_seconds", clock.elapsed_us);
  rc_json_writer_member_boolean (writer, "clock_runs", clock.is_running);
  rc_json_writer_member_boolean (writer, "interrupted", clock.was_interrupted);
  rc_cli_exercise_write_time (writer, "interrupted_seconds", clock.gap_us);
  rc_json_writer_member_string (writer, "clock_words", words);
  rc_json_writer_end_object (writer);
}

void
rc_cli_exercise_write (RcJsonWriter     *writer,
                       const RcExercise *exercise,
                       const RcExercise *then)
{
  g_autoptr (RcExerciseMatrix) matrix = rc_exercise_matrix_new (exercise);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "exercise", exercise->number);
  rc_json_writer_member_string (writer, "state", rc_exercise_state_to_name (exercise->state));
  rc_json_writer_member_string (writer, "state_words", rc_exercise_state_words (exercise->state));
  rc_json_writer_member_string (writer, "by", exercise->by);
  rc_cli_exercise_write_instant (writer, "planned", exercise->planned_us);
  rc_cli_exercise_write_instant (writer, "opened", exercise->opened_us);
  rc_json_writer_member_string (writer, "opened_on_paper_by", exercise->opened_on_paper);
  write_setup (writer, exercise);
  write_attendance (writer, exercise);
  write_questions (writer, exercise->setup->pack);
  rc_json_writer_name (writer, "decisions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < matrix->rows->len; i++)
    write_decision (writer, exercise, g_ptr_array_index (matrix->rows, i));
  rc_json_writer_end_array (writer);
  write_cards (writer, exercise);
  write_promises (writer, exercise);
  write_attachments (writer, exercise);
  write_notes (writer, exercise);
  write_now (writer, exercise);
  rc_cli_exercise_write_outcome (writer, exercise, matrix, then);
  rc_json_writer_name (writer, "faults");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < exercise->faults->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (exercise->faults, i));
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}
