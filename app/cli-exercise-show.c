/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-exercise.h"

#include "core/exercises/exercise-paper.h"
#include "core/exercises/exercise-room.h"
#include "core/house.h"
#include "core/timestamp.h"

/* --- All exercises of a case --- */

static void
tell_line (RcCli            *cli,
           const RcExercise *exercise)
{
  g_autoptr (RcExerciseMatrix) matrix = rc_exercise_matrix_new (exercise);
  g_autofree char *words = rc_exercise_matrix_words (matrix);
  g_autofree char *planned = rc_time_format_utc (exercise->planned_us);
  g_autofree char *purpose = rc_cli_show (exercise->setup->purpose);
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (!cli->json)
    {
      rc_cli_print ("%4" G_GINT64_FORMAT "  %s  %s\n      %s. %s\n", exercise->number, planned, purpose,
                    rc_exercise_state_words (exercise->state), words);
      return;
    }
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", exercise->number);
  rc_json_writer_member_string (writer, "name", exercise->setup->purpose);
  rc_json_writer_member_string (writer, "state", rc_exercise_state_to_name (exercise->state));
  rc_json_writer_member_string (writer, "planned", planned);
  rc_json_writer_member_integer (writer, "decisions", exercise->decisions->len);
  rc_json_writer_member_integer (writer, "total", matrix->total);
  rc_json_writer_member_integer (writer, "shown", matrix->shown);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

/* What cannot be read is told, and not left out. */
static void
tell_unreadable (RcCli         *cli,
                 const RcEntry *entry,
                 const GError  *error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (!cli->json)
    {
      rc_cli_print ("%4" G_GINT64_FORMAT "  %s\n", entry->number, error->message);
      return;
    }
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", entry->number);
  rc_json_writer_member_string (writer, "name", NULL);
  rc_json_writer_member_string (writer, "state", "unreadable");
  rc_json_writer_member_string (writer, "fault", error->message);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static gboolean
tell_entry (RcCli          *cli,
            RcCase         *case_file,
            const RcEntry  *entry,
            GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcExercise) exercise = rc_exercise_load (case_file, entry->number, &local_error);

  if (exercise != NULL)
    {
      tell_line (cli, exercise);
      return TRUE;
    }
  if (!g_error_matches (local_error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_EDITED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  tell_unreadable (cli, entry, local_error);
  return TRUE;
}

int
rc_cli_exercise_list (RcCli  *cli,
                      RcCase *case_file)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) entries = rc_entry_list (case_file, RC_ENTRY_EXERCISE, &error);

  if (entries == NULL)
    return rc_cli_fail (error);

  for (guint i = 0; i < entries->len; i++)
    if (!tell_entry (cli, case_file, g_ptr_array_index (entries, i), &error))
      return rc_cli_fail (error);
  if (entries->len == 0 && !cli->json)
    rc_cli_print ("The case has no exercise.\n");
  return RC_EXIT_OK;
}

/* --- One exercise --- */

static void
print_setup (const RcExercise *exercise)
{
  const RcExerciseSetup *setup = exercise->setup;
  g_autofree char *purpose = rc_cli_show (setup->purpose);
  g_autofree char *facilitator = rc_cli_show (setup->facilitator != NULL ? setup->facilitator : exercise->by);
  g_autofree char *replacement = rc_cli_show (setup->replacement);
  g_autofree char *pack = rc_cli_show (rc_exercise_pack_words (setup->pack));

  rc_cli_print ("Exercise %" G_GINT64_FORMAT "%s: %s\nLed by %s; %s\n", exercise->number, setup->is_rehearsal ? " (rehearsal)" : "",
                purpose, facilitator, rc_exercise_state_words (exercise->state));
  rc_cli_print ("Questions: %s (%u). Decisions: %u.", pack, setup->pack->questions->len, exercise->decisions->len);
  if (setup->minutes != 0)
    rc_cli_print (" Minutes for each: %u.", setup->minutes);
  rc_cli_print ("\nRule of replacement: %s\n", setup->replacement != NULL ? replacement : "none was written beforehand");
  for (guint i = 0; i < setup->draws->len; i++)
    {
      const RcExerciseDrawn *drawn = &g_array_index (setup->draws, RcExerciseDrawn, i);

      rc_cli_print ("Draw %" G_GINT64_FORMAT " (%u of %u): %u decisions, %s.\n", drawn->draw, i + 1, setup->draws->len, drawn->decisions,
                    drawn->is_discarded ? "discarded" : drawn->is_used ? "used" : "not used");
    }
}

static void
print_turn (const RcExerciseQuestion *question,
            const RcExerciseTurn     *turn)
{
  const RcExerciseAnswer *answer = rc_exercise_turn_answer (turn);
  g_autofree char *elapsed = rc_exercise_time_words (turn->elapsed_us);
  g_autofree char *text = rc_cli_show (answer != NULL ? answer->text : turn->skipped_for);
  g_autofree char *page = rc_cli_show (answer != NULL ? answer->page : NULL);
  g_autofree char *id = rc_cli_show (question->id);

  if (turn->state == RC_EXERCISE_TURN_NOT_ASKED)
    return;
  rc_cli_print ("    %-5s %6s  %s%s%s%s", id, elapsed, rc_exercise_status_words (rc_exercise_turn_status (turn)),
                turn->state == RC_EXERCISE_TURN_LOCKED || turn->state == RC_EXERCISE_TURN_SKIPPED ? "" : " yet", *text != '\0' ? ": " : "",
                text);
  if (answer != NULL && answer->source != 0)
    rc_cli_print (" (E-%03" G_GINT64_FORMAT "%s%s)", answer->source, *page != '\0' ? ", page " : "", page);
  if (turn->revealed_us != 0)
    rc_cli_print ("; %s", rc_exercise_comparison_words (turn->comparison));
  rc_cli_print ("\n");
  for (guint i = 0; i < turn->corrections->len; i++)
    {
      g_autofree char *correction = rc_cli_show (g_array_index (turn->corrections, RcExerciseRemark, i).text);

      rc_cli_print ("                  corrected later: %s\n", correction);
    }
}

static void
print_decision (const RcExercise    *exercise,
                const RcExerciseRow *row)
{
  const RcExerciseDecision *decision = row->decision;
  const GPtrArray *questions = exercise->setup->pack->questions;
  g_autofree char *handle = rc_cli_show (decision->handle);
  g_autofree char *elapsed = rc_exercise_time_words (row->elapsed_us);
  g_autofree char *origin = rc_exercise_origin_words (decision);
  g_autofree char *reason = rc_cli_show (decision->reason);

  rc_cli_print ("\n  %u  %s (%s, %s): %s", decision->number, handle, decision->event, origin,
                rc_exercise_decision_state_words (decision->state));
  if (decision->turns != NULL)
    rc_cli_print ("; %s%s%s", elapsed, row->has_unknown_time ? ", and time that nobody took" : "",
                  row->is_over ? ", over the minutes that were set" : "");
  rc_cli_print ("\n");
  if (decision->reason != NULL)
    rc_cli_print ("    Reason: %s\n", reason);
  for (guint i = 0; i < questions->len; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (questions, i);

      print_turn (question, rc_exercise_find_turn (exercise, decision->number, question->id));
    }
}

static void
print_beside (const RcExercise *exercise)
{
  for (guint i = 0; i < exercise->cards->len; i++)
    {
      const RcExercisePlayedCard *card = &g_array_index (exercise->cards, RcExercisePlayedCard, i);
      g_autofree char *title = rc_cli_show (card->title);
      g_autofree char *text = rc_cli_show (card->is_answered ? card->answer.text : "no answer yet");

      rc_cli_print ("Surprise card “%s”: %s\n", title, text);
    }
  for (guint i = 0; i < exercise->promises->len; i++)
    {
      const RcExercisePromise *promise = &g_array_index (exercise->promises, RcExercisePromise, i);
      g_autofree char *text = rc_cli_show (promise->text);
      g_autofree char *role = rc_cli_show (rc_exercise_role_words (promise->role));

      rc_cli_print ("Promised by %s until %s: %s\n", role, promise->due, text);
    }
}

static void
print_outcome (const RcExercise       *exercise,
               const RcExerciseMatrix *matrix)
{
  g_autoptr (GPtrArray) remarks = rc_exercise_matrix_remarks (matrix, exercise);
  g_autofree char *words = rc_exercise_matrix_words (matrix);

  rc_cli_print ("\n%s\n", words);
  for (guint i = 0; i < remarks->len; i++)
    rc_cli_print ("%s\n", (const char *) g_ptr_array_index (remarks, i));
  if (exercise->conclusion != NULL)
    {
      g_autofree char *text = rc_cli_show (exercise->conclusion->text);

      rc_cli_print ("Conclusion: %s\n", text);
      if (exercise->conclusion->follow_up != NULL)
        rc_cli_print ("Followed up on %s.\n", exercise->conclusion->follow_up);
      if (exercise->conclusion->signed_by != NULL)
        rc_cli_print ("Signed with the auditor's key %s.\n", exercise->conclusion->signed_by);
      else
        rc_cli_print ("Not signed when it was entered.\n");
    }
}

static void
print_exercise (const RcExercise *exercise)
{
  g_autoptr (RcExerciseMatrix) matrix = rc_exercise_matrix_new (exercise);
  g_autofree char *interrupted = NULL;
  RcExerciseClock clock;

  for (guint i = 0; i < exercise->faults->len; i++)
    {
      g_autofree char *fault = rc_cli_show (g_ptr_array_index (exercise->faults, i));

      rc_cli_print ("%s\n", fault);
    }
  print_setup (exercise);
  rc_exercise_read_clock (exercise, 0, &clock);
  interrupted = rc_exercise_clock_words (&clock);
  if (clock.was_interrupted)
    rc_cli_print ("Question %s: %s\n", exercise->question, interrupted);
  for (guint i = 0; i < matrix->rows->len; i++)
    print_decision (exercise, g_ptr_array_index (matrix->rows, i));
  rc_cli_print ("\n");
  print_beside (exercise);
  print_outcome (exercise, matrix);
}

/* The last one of the case that was concluded before; (nullable). */
static const RcExercise *
find_earlier (GPtrArray        *all,
              const RcExercise *exercise)
{
  const RcExercise *earlier = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      const RcExercise *other = g_ptr_array_index (all, i);

      if (other->number < exercise->number && other->conclusion != NULL && !other->setup->is_rehearsal)
        earlier = other;
    }
  return earlier;
}

int
rc_cli_exercise_show (RcCli      *cli,
                      RcExercise *exercise)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autoptr (GPtrArray) all = NULL;
  GError *error = NULL;

  if (!cli->json)
    {
      print_exercise (exercise);
      return RC_EXIT_OK;
    }
  all = rc_exercise_list (exercise->case_file, &error);
  if (all == NULL)
    return rc_cli_fail (error);
  rc_cli_exercise_write (writer, exercise, find_earlier (all, exercise));
  rc_cli_print_json (writer);
  return RC_EXIT_OK;
}

/* --- What the room sees --- */

static const char *
name_screen (RcExerciseScreen screen)
{
  static const char * const names[] = { "welcome", "progress", "card", "question", "read-back", "reveal", "surprise", "wrap-up" };

  return names[screen];
}

static void
write_room (RcJsonWriter         *writer,
            const RcExerciseRoom *room)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "screen", name_screen (room->screen));
  rc_json_writer_member_string (writer, "purpose", room->purpose);
  rc_json_writer_member_integer (writer, "decision", room->position);
  rc_json_writer_member_integer (writer, "decisions", room->n_decisions);
  rc_json_writer_member_integer (writer, "examined", room->examined);
  rc_json_writer_member_string (writer, "handle", room->handle);
  rc_json_writer_member_string (writer, "date", room->date);
  rc_json_writer_member_string (writer, "product", room->product);
  rc_json_writer_member_string (writer, "question", room->question);
  rc_json_writer_member_string (writer, "role", room->role);
  rc_cli_exercise_write_time (writer, "elapsed_seconds", room->clock.elapsed_us);
  rc_json_writer_member_string (writer, "clock_words", room->clock_words);
  rc_json_writer_member_string (writer, "status", room->status);
  rc_json_writer_member_string (writer, "answer", room->answer);
  rc_json_writer_member_string (writer, "record", room->record_answer);
  rc_json_writer_member_string (writer, "standing", room->standing);
  rc_json_writer_member_string (writer, "comparison", room->comparison);
  rc_json_writer_member_string (writer, "card_title", room->card_title);
  rc_json_writer_member_string (writer, "card_text", room->card_text);
  rc_json_writer_member_string (writer, "summary", room->summary);
  rc_json_writer_end_object (writer);
}

/* What somebody said in several lines stays under its label: no line of it can be taken for another part of the screen. */
static void
print_room_line (const char *label,
                 const char *text)      /* (nullable) */
{
  g_auto (GStrv) lines = text != NULL && *text != '\0' ? g_strsplit (text, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    rc_cli_print ("%-12s %s\n", i == 0 ? label : "", lines[i]);
}

static void
print_room (const RcExerciseRoom *room)
{
  g_autofree char *elapsed = rc_exercise_time_words (room->clock.elapsed_us);

  print_room_line ("Exercise", room->purpose);
  if (room->screen == RC_EXERCISE_SCREEN_WELCOME)
    for (guint i = 0; i < room->notices->len; i++)
      print_room_line ("", g_ptr_array_index (room->notices, i));
  print_room_line ("Decision", room->handle);
  print_room_line ("Date", room->date);
  print_room_line ("Product", room->product);
  print_room_line ("Question", room->question);
  print_room_line ("Asked", room->role);
  print_room_line ("Time", room->question != NULL ? elapsed : NULL);
  print_room_line ("", room->clock_words);
  print_room_line ("Answer", room->answer);
  print_room_line ("", room->status);
  print_room_line ("The record", room->record_answer);
  print_room_line ("", room->standing);
  print_room_line ("", room->comparison);
  print_room_line ("Surprise", room->card_title);
  print_room_line ("", room->card_text);
  print_room_line ("", room->summary);
}

int
rc_cli_exercise_room (RcCli      *cli,
                      RcExercise *exercise)
{
  g_autoptr (RcHouse) house = rc_house_load (exercise->case_file);
  g_autoptr (RcExerciseRoom) room = rc_exercise_room_view (exercise, 0, house->zone);
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (!cli->json)
    {
      print_room (room);
      return RC_EXIT_OK;
    }
  write_room (writer, room);
  rc_cli_print_json (writer);
  return RC_EXIT_OK;
}

/* --- On paper --- */

static void
print_paper (const RcExercisePaper *paper)
{
  for (guint i = 0; i < paper->script->len; i++)
    {
      const RcExerciseScriptPart *part = g_ptr_array_index (paper->script, i);

      rc_cli_print ("%s\n", part->heading);
      for (guint j = 0; j < part->sentences->len; j++)
        rc_cli_print ("  - %s\n", (const char *) g_ptr_array_index (part->sentences, j));
    }
  for (guint i = 0; i < paper->cards->len; i++)
    {
      const RcExercisePaperCard *card = g_ptr_array_index (paper->cards, i);

      rc_cli_print ("\nDecision %u: %s\n  %s · %s · %s\n", card->number, card->handle, card->date != NULL ? card->date : "no date",
                    card->product != NULL ? card->product : "no product", card->origin);
      for (guint j = 0; j < paper->lines->len; j++)
        {
          const RcExercisePaperLine *line = g_ptr_array_index (paper->lines, j);

          rc_cli_print ("  %-5s %s%s%s%s\n", line->id, line->text, line->role != NULL ? " (" : "", line->role != NULL ? line->role : "",
                        line->role != NULL ? ")" : "");
        }
    }
}

static void
write_paper (RcJsonWriter          *writer,
             const RcExercisePaper *paper)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_name (writer, "cards");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < paper->cards->len; i++)
    {
      const RcExercisePaperCard *card = g_ptr_array_index (paper->cards, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "number", card->number);
      rc_json_writer_member_string (writer, "handle", card->handle);
      rc_json_writer_member_string (writer, "date", card->date);
      rc_json_writer_member_string (writer, "product", card->product);
      rc_json_writer_member_string (writer, "origin", card->origin);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "questions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < paper->lines->len; i++)
    {
      const RcExercisePaperLine *line = g_ptr_array_index (paper->lines, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "id", line->id);
      rc_json_writer_member_string (writer, "text", line->text);
      rc_json_writer_member_string (writer, "role", line->role);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

int
rc_cli_exercise_paper (RcCli      *cli,
                       RcExercise *exercise)
{
  g_autoptr (RcHouse) house = rc_house_load (exercise->case_file);
  g_autoptr (RcExercisePaper) paper = rc_exercise_paper_new (exercise, house->zone);
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (!cli->json)
    {
      print_paper (paper);
      return RC_EXIT_OK;
    }
  write_paper (writer, paper);
  rc_cli_print_json (writer);
  return RC_EXIT_OK;
}

/* --- Then and now --- */

static void
tell_then_now (RcCli                   *cli,
               const RcExerciseThenNow *line)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *then = rc_exercise_stand_words (&line->then);
  g_autofree char *now = rc_exercise_stand_words (&line->now);
  g_autofree char *text = rc_cli_show (rc_exercise_question_words (line->question));

  if (!cli->json)
    {
      rc_cli_print ("%-5s %s\n      then: %s; now: %s%s\n", line->question->id, text, then, now,
                    line->other_wording ? " (the question was worded otherwise then)" : "");
      return;
    }
  rc_cli_exercise_write_then_now (writer, line);
  rc_cli_print_json (writer);
}

int
rc_cli_exercise_compare (RcCli      *cli,
                         RcExercise *then,
                         RcExercise *now)
{
  g_autoptr (GArray) lines = rc_exercise_then_and_now (then, now);

  for (guint i = 0; i < lines->len; i++)
    tell_then_now (cli, &g_array_index (lines, RcExerciseThenNow, i));
  return RC_EXIT_OK;
}
