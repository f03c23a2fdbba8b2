/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-exercise.h"

#include <string.h>

#include "core/exercises/exercise-record.h"
#include "core/exercises/surprise-card.h"

/* --- From options to a step --- */

static gboolean
read_number (const char  *text,       /* (nullable) */
             char         letter,
             gint64      *out_number,
             GError     **error)
{
  if (text == NULL)
    return TRUE;
  *out_number = rc_cli_exercise_number (text, letter, error);
  return *out_number != 0;
}

static gboolean
read_decision (const char  *text,      /* (nullable) */
               guint       *out_decision,
               GError     **error)
{
  gint64 number = 0;

  if (!read_number (text, 'D', &number, error))
    return FALSE;
  *out_decision = (guint) MIN (number, G_MAXINT);
  return TRUE;
}

static gboolean
read_elapsed (const char      *text,   /* (nullable) */
              RcExerciseStep  *step,
              GError         **error)
{
  if (text == NULL)
    return TRUE;
  step->elapsed_is_stated = TRUE;
  if (rc_exercise_parse_time (text, &step->elapsed_us))
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "“%s” is no time: write M:SS", text);
  return FALSE;
}

static gboolean
read_status (const RcExercise         *exercise,
             const RcExerciseOptions  *options,
             RcExerciseStep           *step,
             GError                  **error)
{
  if (exercise->state == RC_EXERCISE_SURPRISE)
    step->kind = RC_EXERCISE_CARD_ANSWERED;
  if (rc_exercise_status_from_name (options->status, &step->status))
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--status must be record, document, produced, said, promised or could-not");
  return FALSE;
}

/* What every step may say. */
static gboolean
read_common (const RcExerciseOptions  *options,
             RcExerciseStep           *step,
             GError                  **error)
{
  const char *exhibit = options->document != NULL ? options->document : options->source;

  step->question = options->question;
  step->role = options->role;
  step->text = options->text;
  step->page = options->page;
  step->reason = options->reason;
  step->due = options->due != NULL ? options->due : options->follow_up;
  step->is_private = options->is_private;
  step->paper_by = options->paper_by;
  step->paper_on = options->paper_on;
  if (options->document != NULL && options->source != NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--document and --source exclude each other");
      return FALSE;
    }
  return read_number (exhibit, 'E', &step->source, error) && read_number (options->record, 'L', &step->record, error) &&
         read_number (options->request, 'R', &step->request, error) && read_decision (options->decision, &step->decision, error) &&
         read_elapsed (options->elapsed, step, error);
}

/* --- Verbs that need more than a step --- */

static gboolean
act_card (RcExercise               *exercise,
          const char               *id,
          const RcExerciseOptions  *options,
          RcExerciseStep           *step,
          GError                  **error)
{
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (RcSurpriseCard) found = NULL;
  const RcSurpriseCard *card = NULL;

  if (options->own != NULL)
    {
      own = rc_surprise_card_load_file (options->own, error);
      if (own == NULL)
        return FALSE;
      for (guint i = 0; card == NULL && i < own->len; i++)
        if (strcmp (((const RcSurpriseCard *) g_ptr_array_index (own, i))->id, id) == 0)
          card = g_ptr_array_index (own, i);
    }
  if (card == NULL)
    card = found = rc_surprise_card_find (id, error);
  if (card == NULL)
    return FALSE;

  step->card = card->id;
  step->title = card->title;
  step->text = card->text;
  return rc_exercise_act (exercise, step, error);
}

/* The facilitator's word; without one, what the machine proposes where it can. */
static gboolean
act_reveal (RcCli                    *cli,
            RcExercise               *exercise,
            const char               *question,
            const RcExerciseOptions  *options,
            RcExerciseStep           *step,
            GError                  **error)
{
  g_autoptr (RcExerciseRecord) record = NULL;

  step->question = question;
  if (!rc_exercise_check (exercise, step, error))
    return FALSE;
  record = rc_exercise_record_load (exercise, 0, question, error);
  if (record == NULL)
    return FALSE;

  if (!cli->json && !record->is_verified)
    rc_cli_print ("The evidence was not verified as it is now: run “recount-cli verify” before its protection is relied on.\n");
  step->record_answer = record->text;
  step->standing = rc_standing_to_code (record->standing);
  step->proposed = rc_exercise_record_propose (record, rc_exercise_turn_answer (rc_exercise_find_turn (exercise, 0, question)));
  if (options->comparison != NULL && !rc_exercise_comparison_from_name (options->comparison, &step->comparison))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--comparison must be agree, differ or silent");
      return FALSE;
    }
  return rc_exercise_act (exercise, step, error);
}

static gboolean
act_open (RcExercise               *exercise,
          const RcExerciseOptions  *options,
          RcExerciseStep           *step,
          GError                  **error)
{
  g_autofree char *present = options->present != NULL ? g_strjoinv ("\n", options->present) : NULL;

  step->present = present;
  return rc_exercise_act (exercise, step, error);
}

static gboolean
act_lock (RcExercise               *exercise,
          const RcExerciseOptions  *options,
          const RcExerciseStep     *step,
          GError                  **error)
{
  RcExerciseStep first = *step;

  first.kind = RC_EXERCISE_READ_BACK;
  return (!options->read_back || rc_exercise_act (exercise, &first, error)) && rc_exercise_act (exercise, step, error);
}

static gboolean
act_add (RcExercise               *exercise,
         const char               *event,
         const RcExerciseOptions  *options,
         RcExerciseStep           *step,
         GError                  **error)
{
  step->event = event;
  if (options->draw != NULL)
    step->origin = RC_EXERCISE_ORIGIN_DRAW;
  else if (options->key_items != NULL)
    step->origin = RC_EXERCISE_ORIGIN_KEY_ITEM;
  return read_number (options->draw, 'D', &step->draw, error) && rc_exercise_act (exercise, step, error);
}

static gboolean
attach_sources (RcExercise            *exercise,
                const RcImportResult  *result,
                RcExerciseStep        *step,
                GError               **error)
{
  for (guint i = 0; i < result->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (result->sources, i);

      /* What was taken out of an archive stands under it. */
      step->source = source->id;
      if ((source->parent == 0 || rc_source_is_repeat (source)) && !rc_exercise_act (exercise, step, error))
        return FALSE;
    }
  if (step->source != 0)
    return TRUE;

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND, "Nothing could be imported that could be attached");
  return FALSE;
}

/* An exhibit of the case, or a file that comes in now. */
static gboolean
act_attach (RcCli            *cli,
            RcExercise       *exercise,
            const char       *argument,
            RcExerciseStep   *step,
            GError          **error)
{
  const char * const paths[] = { argument, NULL };
  const RcImportOptions options = { .obtained = "in the middle of an exercise", .progress = rc_cli_progress () };
  g_autoptr (RcImportResult) result = NULL;

  if (!g_file_test (argument, G_FILE_TEST_EXISTS))
    return read_number (argument, 'E', &step->source, error) && rc_exercise_act (exercise, step, error);
  if (!rc_exercise_allows (exercise, RC_EXERCISE_ATTACHED, error))
    return FALSE;

  result = rc_import_paths (exercise->case_file, paths, &options, cli->cancellable, error);
  rc_cli_progress_end ();
  return result != NULL && attach_sources (exercise, result, step, error);
}

static gboolean
act_on_decision (RcExercise               *exercise,
                 const char               *decision,
                 const RcExerciseOptions  *options,
                 RcExerciseStep           *step,
                 GError                  **error)
{
  step->event = options->with;
  return read_decision (decision, &step->decision, error) && rc_exercise_act (exercise, step, error);
}

static gboolean
do_step (RcCli                    *cli,
         RcExercise               *exercise,
         const char               *argument,
         const RcExerciseOptions  *options,
         RcExerciseStep           *step,
         GError                  **error)
{
  switch (step->kind)
    {
    case RC_EXERCISE_OPENED:
      return act_open (exercise, options, step, error);
    case RC_EXERCISE_CARD_PLAYED:
      return act_card (exercise, argument, options, step, error);
    case RC_EXERCISE_REVEALED:
      return act_reveal (cli, exercise, argument, options, step, error);
    case RC_EXERCISE_LOCKED:
      return act_lock (exercise, options, step, error);
    case RC_EXERCISE_DECISION_ADDED:
      return act_add (exercise, argument, options, step, error);
    case RC_EXERCISE_DECISION_STARTED:
    case RC_EXERCISE_REPLACED:
    case RC_EXERCISE_NOT_EXAMINABLE:
      return act_on_decision (exercise, argument, options, step, error);
    case RC_EXERCISE_PASSED_ON:
      step->role = argument;
      return rc_exercise_act (exercise, step, error);
    case RC_EXERCISE_ATTACHED:
      return act_attach (cli, exercise, argument, step, error);
    case RC_EXERCISE_ANSWERED:
      return read_status (exercise, options, step, error) && rc_exercise_act (exercise, step, error);
    default:
      if (argument != NULL)
        step->question = argument;
      return rc_exercise_act (exercise, step, error);
    }
}

/* --- The answer --- */

static const struct
{
  const char         *verb;
  RcExerciseStepKind  kind;
} kinds[] = {
  { "add", RC_EXERCISE_DECISION_ADDED },
  { "open", RC_EXERCISE_OPENED },
  { "start", RC_EXERCISE_DECISION_STARTED },
  { "ask", RC_EXERCISE_ASKED },
  { "pause", RC_EXERCISE_PAUSED },
  { "resume", RC_EXERCISE_RESUMED },
  { "pass", RC_EXERCISE_PASSED_ON },
  { "skip", RC_EXERCISE_SKIPPED },
  { "answer", RC_EXERCISE_ANSWERED },
  { "read-back", RC_EXERCISE_READ_BACK },
  { "lock", RC_EXERCISE_LOCKED },
  { "reveal", RC_EXERCISE_REVEALED },
  { "correct", RC_EXERCISE_CORRECTED },
  { "card", RC_EXERCISE_CARD_PLAYED },
  { "attach", RC_EXERCISE_ATTACHED },
  { "promise", RC_EXERCISE_PROMISED },
  { "note", RC_EXERCISE_NOTED },
  { "replace", RC_EXERCISE_REPLACED },
  { "cannot", RC_EXERCISE_NOT_EXAMINABLE },
  { "close", RC_EXERCISE_DECISION_CLOSED },
  { "conclude", RC_EXERCISE_CONCLUDED },
};

static RcExerciseStepKind
find_kind (const char *verb)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].verb, verb) == 0)
      return kinds[i].kind;

  g_return_val_if_reached (RC_EXERCISE_NOTED);
}

static void
write_now (const RcExercise *exercise)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  RcExerciseClock clock;

  rc_exercise_read_clock (exercise, 0, &clock);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "exercise", exercise->number);
  rc_json_writer_member_string (writer, "state", rc_exercise_state_to_name (exercise->state));
  rc_json_writer_member_integer (writer, "decision", exercise->decision != NULL ? exercise->decision->number : 0);
  rc_json_writer_member_string (writer, "question", exercise->question);
  rc_cli_exercise_write_time (writer, "elapsed_seconds", clock.elapsed_us);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_revealed (const RcExercise *exercise)
{
  const RcExerciseTurn *turn = rc_exercise_find_turn (exercise, 0, NULL);
  const RcExerciseAnswer *answer = rc_exercise_turn_answer (turn);
  g_autofree char *room = rc_cli_show (answer->text);
  g_autofree char *record = rc_cli_show (turn->record_answer);

  rc_cli_print ("The room: %s (%s)\nThe record: %s\n%s", room, rc_exercise_status_words (answer->status),
                turn->record_answer != NULL ? record : "silent", rc_exercise_comparison_words (turn->comparison));
  if (turn->comparison == RC_EXERCISE_COMPARISON_NONE && turn->proposed != RC_EXERCISE_COMPARISON_NONE)
    rc_cli_print (" (proposed: %s)", rc_exercise_comparison_words (turn->proposed));
  rc_cli_print (".\n");
}

static void
print_now (const RcExercise   *exercise,
           RcExerciseStepKind  kind)
{
  g_autofree char *elapsed = NULL;
  RcExerciseClock clock;

  rc_exercise_read_clock (exercise, 0, &clock);
  elapsed = rc_exercise_time_words (clock.elapsed_us);
  if (kind == RC_EXERCISE_REVEALED)
    print_revealed (exercise);
  rc_cli_print ("Exercise %" G_GINT64_FORMAT ": %s", exercise->number, rc_exercise_state_words (exercise->state));
  if (exercise->question != NULL)
    rc_cli_print ("; decision %u, question %s, %s", exercise->decision->number, exercise->question, elapsed);
  else if (exercise->decision != NULL)
    rc_cli_print ("; decision %u", exercise->decision->number);
  rc_cli_print (".\n");
  if (kind == RC_EXERCISE_CONCLUDED && exercise->conclusion->signed_by != NULL)
    rc_cli_print ("The conclusion is signed with the auditor's key %s.\n", exercise->conclusion->signed_by);
  else if (kind == RC_EXERCISE_CONCLUDED)
    rc_cli_print ("The conclusion is not signed yet: the next act with the auditor's key signs it.\n");
}

int
rc_cli_exercise_act (RcCli                   *cli,
                     RcExercise              *exercise,
                     const char              *verb,
                     const char              *argument,
                     const RcExerciseOptions *options)
{
  RcExerciseStep step = { .kind = find_kind (verb) };
  GError *error = NULL;

  if (!read_common (options, &step, &error) || !do_step (cli, exercise, argument, options, &step, &error))
    return rc_cli_fail (error);

  if (cli->json)
    write_now (exercise);
  else
    print_now (exercise, step.kind);
  return RC_EXIT_OK;
}
