/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exercise-fixture.h"

/* Every step in every state: which are allowed, and that all others are refused with a sentence. */

/* A step that lacks nothing, so that only the state can refuse it. */
static RcExerciseStep
make_step (const RcExercise   *self,
           RcExerciseStepKind  kind)
{
  gboolean is_open = self->state == RC_EXERCISE_QUESTION || self->state == RC_EXERCISE_HALTED;
  RcExerciseStep step = { .kind = kind, .text = "t", .reason = "r", .role = "mlops-engineer", .due = "2100-02-01" };

  switch (kind)
    {
    case RC_EXERCISE_DECISION_ADDED:
    case RC_EXERCISE_REPLACED:
      step.event = "KA-3";
      step.decision = kind == RC_EXERCISE_REPLACED ? 1 : 0;
      break;
    case RC_EXERCISE_DECISION_STARTED:
    case RC_EXERCISE_NOT_EXAMINABLE:
      step.decision = 1;
      break;
    case RC_EXERCISE_ASKED:
      step.question = "Q06";
      break;
    case RC_EXERCISE_SKIPPED:
      step.question = is_open ? "Q03" : "Q06";
      break;
    case RC_EXERCISE_ANSWERED:
    case RC_EXERCISE_CARD_ANSWERED:
      step.status = RC_EXERCISE_STATUS_SAID;
      break;
    case RC_EXERCISE_REVEALED:
    case RC_EXERCISE_CORRECTED:
      step.question = "Q03";
      step.decision = 1;
      break;
    case RC_EXERCISE_CARD_PLAYED:
      step.card = "c";
      break;
    case RC_EXERCISE_ATTACHED:
      step.source = 1;
      break;
    default:
      break;
    }
  return step;
}

static void
assert_allowed (RcExercise      *self,
                RcExerciseState  state,
                const char      *expected)
{
  g_autoptr (GString) allowed = g_string_new (NULL);

  g_assert_cmpint (self->state, ==, state);
  for (guint kind = 0; kind < RC_N_EXERCISE_STEPS; kind++)
    {
      const RcExerciseStep step = make_step (self, kind);
      g_autoptr (GError) error = NULL;

      if (rc_exercise_check (self, &step, &error))
        {
          g_assert_true (rc_exercise_allows (self, kind, &error));
          g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? " " : "", rc_exercise_step_to_name (kind));
          continue;
        }
      g_assert_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_STATE);
      g_assert_cmpint (error->message[0], !=, '\0');
    }
  g_assert_cmpstr (allowed->str, ==, expected);
}

#define BESIDE "attached promised noted"

static void
test_states (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);

  assert_allowed (self, RC_EXERCISE_PLANNED, "decision-added opened noted");
  DO (self, 1, .kind = RC_EXERCISE_OPENED);
  assert_allowed (self, RC_EXERCISE_OPEN, "decision-started card-played " BESIDE " replaced not-examinable concluded");
  DO (self, 2, .kind = RC_EXERCISE_DECISION_STARTED, .decision = 1);
  assert_allowed (self, RC_EXERCISE_IN_DECISION, "asked skipped card-played " BESIDE " replaced not-examinable decision-closed");
  DO (self, 3, .kind = RC_EXERCISE_ASKED, .question = "Q03");
  assert_allowed (self, RC_EXERCISE_QUESTION, "paused passed-on skipped answered " BESIDE);
  DO (self, 4, .kind = RC_EXERCISE_PAUSED);
  assert_allowed (self, RC_EXERCISE_HALTED, "resumed passed-on skipped answered " BESIDE);
  DO (self, 5, .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_SAID, .text = "t");
  assert_allowed (self, RC_EXERCISE_GIVEN, "resumed answered read-back " BESIDE);
  DO (self, 6, .kind = RC_EXERCISE_READ_BACK);
  assert_allowed (self, RC_EXERCISE_CONFIRMED, "resumed answered locked " BESIDE);
  DO (self, 7, .kind = RC_EXERCISE_LOCKED);
  assert_allowed (self, RC_EXERCISE_FIXED, "asked skipped revealed corrected card-played " BESIDE " not-examinable decision-closed");
  DO (self, 8, .kind = RC_EXERCISE_REVEALED);
  assert_allowed (self, RC_EXERCISE_SHOWN, "asked skipped corrected card-played " BESIDE " not-examinable decision-closed");
  DO (self, 9, .kind = RC_EXERCISE_CARD_PLAYED, .card = "c", .text = "t");
  assert_allowed (self, RC_EXERCISE_SURPRISE, "corrected card-answered " BESIDE);
  DO (self, 10, .kind = RC_EXERCISE_CARD_ANSWERED, .status = RC_EXERCISE_STATUS_COULD_NOT);
  DO (self, 11, .kind = RC_EXERCISE_DECISION_CLOSED);
  DO (self, 12, .kind = RC_EXERCISE_CONCLUDED, .text = "c", .reason = "r");
  assert_allowed (self, RC_EXERCISE_FINISHED, "corrected noted");
}

/* The program ended in a question: nothing goes on before the question is resumed. */
static void
test_interrupted (LineageFixture *fixture,
                  gconstpointer   data)
{
  RcExercise *dropped = exercise_fixture_plan (fixture);
  g_autoptr (RcExercise) self = NULL;

  exercise_fixture_begin (dropped, 1);
  DO (dropped, 3, .kind = RC_EXERCISE_ASKED, .question = "Q03");
  g_assert_true (rc_exercise_note_clock (dropped, EXERCISE_START_US + SECONDS (9), NULL));
  rc_exercise_free (dropped);
  self = exercise_fixture_load (fixture);
  assert_allowed (self, RC_EXERCISE_HALTED, "resumed " BESIDE);
}

#define ADD(name, function) \
  g_test_add ("/exercise-states/" name, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("states", test_states);
  ADD ("interrupted", test_interrupted);
  return g_test_run ();
}
