/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/custody.h"
#include "exercise-fixture.h"

#define PAPER .paper_by = "P. Paper (fictitious)", .paper_on = "2100-01-02"

/* What the acts left in the case is what they left in memory. */
static void
assert_same_after_loading (LineageFixture   *fixture,
                           const RcExercise *self)
{
  g_autoptr (RcExercise) again = exercise_fixture_load (fixture);

  g_assert_cmpuint (again->faults->len, ==, 0);
  g_assert_cmpint (again->state, ==, self->state);
  g_assert_cmpstr (again->question, ==, self->question);
  g_assert_cmpuint (again->decisions->len, ==, self->decisions->len);
  g_assert_cmpuint (again->cards->len, ==, self->cards->len);
  g_assert_cmpuint (again->promises->len, ==, self->promises->len);
  g_assert_cmpuint (again->attachments->len, ==, self->attachments->len);
  g_assert_cmpuint (again->notes->len, ==, self->notes->len);
  g_assert_cmpint (again->running_since_us, ==, self->running_since_us);
  for (guint i = 0; i < self->decisions->len; i++)
    {
      const RcExerciseDecision *one = g_ptr_array_index (self->decisions, i);
      const RcExerciseDecision *other = g_ptr_array_index (again->decisions, i);

      g_assert_cmpstr (other->event, ==, one->event);
      g_assert_cmpstr (other->handle, ==, one->handle);
      g_assert_cmpint (other->state, ==, one->state);
      g_assert_cmpint (rc_exercise_decision_time (again, other, NULL), ==, rc_exercise_decision_time (self, one, NULL));
    }
}

static void
assert_sound (RcCase *case_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = rc_custody_compare_tables (case_file, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 0);
}

static void
test_planned (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);
  const RcExerciseDecision *first = rc_exercise_find_decision (self, 1);

  g_assert_cmpint (self->state, ==, RC_EXERCISE_PLANNED);
  g_assert_cmpuint (self->setup->pack->questions->len, ==, 8);
  g_assert_cmpuint (self->decisions->len, ==, 2);
  g_assert_cmpstr (first->event, ==, "1:1");
  g_assert_cmpstr (first->handle, ==, "KA-1");
  g_assert_cmpstr (first->product, ==, "K");
  g_assert_cmpint (first->origin, ==, RC_EXERCISE_ORIGIN_DRAW);
  g_assert_cmpstr (self->by, ==, "F. Facilitator (fictitious)");
  g_assert_null (self->decision);
  assert_same_after_loading (fixture, self);
}

static void
test_whole (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);
  const RcExerciseTurn *turn;
  const RcExerciseAnswer *answer;

  exercise_fixture_begin (self, 1);
  DO (self, 10, .kind = RC_EXERCISE_ASKED, .question = "Q03");
  DO (self, 30, .kind = RC_EXERCISE_PAUSED);
  DO (self, 100, .kind = RC_EXERCISE_RESUMED);
  DO (self, 110, .kind = RC_EXERCISE_PASSED_ON, .role = "model-owner");
  DO (self, 115, .kind = RC_EXERCISE_ATTACHED, .source = 1, .text = "the log of the period");
  DO (self, 150, .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_RECORD, .text = "17 fields", .source = 1, .record = 1);
  DO (self, 160, .kind = RC_EXERCISE_READ_BACK);
  DO (self, 161, .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_RECORD, .text = "2 fields", .source = 1, .record = 1);
  DO (self, 162, .kind = RC_EXERCISE_READ_BACK);
  DO (self, 163, .kind = RC_EXERCISE_LOCKED);
  DO (self, 164, .kind = RC_EXERCISE_REVEALED, .record_answer = "2 fields, input schema v3", .standing = "SINGLE",
      .proposed = RC_EXERCISE_COMPARISON_NONE, .comparison = RC_EXERCISE_COMPARISON_AGREE);

  turn = rc_exercise_find_turn (self, 1, "Q03");
  answer = rc_exercise_turn_answer (turn);
  g_assert_cmpint (rc_exercise_turn_status (turn), ==, RC_EXERCISE_STATUS_RECORD);
  g_assert_cmpstr (answer->text, ==, "2 fields");
  g_assert_cmpuint (turn->answers->len, ==, 2);
  g_assert_cmpint (answer->elapsed_us, ==, SECONDS (70));
  g_assert_cmpuint (turn->spans->len, ==, 2);
  g_assert_cmpint (g_array_index (turn->spans, RcExerciseSpan, 0).elapsed_us, ==, SECONDS (30));
  g_assert_cmpstr (g_array_index (turn->spans, RcExerciseSpan, 1).role, ==, "model-owner");
  g_assert_cmpint (g_array_index (turn->spans, RcExerciseSpan, 1).elapsed_us, ==, SECONDS (40));
  g_assert_cmpint (g_array_index (self->attachments, RcExerciseAttachment, 0).elapsed_us, ==, SECONDS (35));
  g_assert_cmpint (turn->comparison, ==, RC_EXERCISE_COMPARISON_AGREE);

  exercise_fixture_answer (self, 200, "Q06", RC_EXERCISE_STATUS_PROMISED);
  g_assert_cmpuint (self->promises->len, ==, 1);
  DO (self, 230, .kind = RC_EXERCISE_SKIPPED, .question = "Q16", .reason = "no human acts in this product");
  DO (self, 240, .kind = RC_EXERCISE_CARD_PLAYED, .card = "key-person-away", .title = "The engineer is away", .text = "Go on without.");
  DO (self, 250, .kind = RC_EXERCISE_CARD_ANSWERED, .status = RC_EXERCISE_STATUS_SAID, .text = "There is a deputy.");
  DO (self, 260, .kind = RC_EXERCISE_NOTED, .text = "hesitated", .is_private = TRUE);
  DO (self, 261, .kind = RC_EXERCISE_CORRECTED, .question = "Q03", .text = "Two, as the schema says");
  assert_same_after_loading (fixture, self);
  DO (self, 300, .kind = RC_EXERCISE_DECISION_CLOSED);
  DO (self, 310, .kind = RC_EXERCISE_REPLACED, .decision = 2, .event = "KA-3", .reason = "the file is locked by a lawsuit");
  DO (self, 320, .kind = RC_EXERCISE_NOT_EXAMINABLE, .decision = 3, .reason = "nobody knows the product");
  DO (self, 400, .kind = RC_EXERCISE_CONCLUDED, .text = "Half could be shown.", .due = "2100-06-01");

  g_assert_cmpint (self->state, ==, RC_EXERCISE_FINISHED);
  g_assert_cmpuint (self->decisions->len, ==, 3);
  g_assert_cmpuint (rc_exercise_find_decision (self, 2)->replaced_by, ==, 3);
  g_assert_cmpstr (rc_exercise_find_decision (self, 2)->rule, ==, "The next one of the draw");
  g_assert_cmpuint (rc_exercise_find_decision (self, 3)->replaces, ==, 2);
  g_assert_cmpint (rc_exercise_find_decision (self, 3)->state, ==, RC_EXERCISE_DECISION_NOT_EXAMINABLE);
  g_assert_cmpint (rc_exercise_decision_time (self, rc_exercise_find_decision (self, 1), NULL), ==, SECONDS (80));
  g_assert_cmpint (self->conclusion->custody_entry, >, 0);
  g_assert_null (self->conclusion->signed_by);
  DO (self, 500, .kind = RC_EXERCISE_NOTED, .text = "seen again");
  assert_same_after_loading (fixture, self);
  assert_sound (fixture->case_file);
}

/* What was given stands in the log as it was given, and a private note does not. */
static void
test_sealed (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);
  RcDatabase *database = rc_case_get_database (fixture->case_file);
  gint64 count;

  exercise_fixture_begin (self, 1);
  DO (self, 10, .kind = RC_EXERCISE_ASKED, .question = "Q03");
  DO (self, 20, .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_SAID, .text = "first wording");
  DO (self, 21, .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_SAID, .text = "second wording");
  DO (self, 22, .kind = RC_EXERCISE_NOTED, .text = "between us", .is_private = TRUE);
  rc_database_get_integer (database, "SELECT count (*) FROM custody WHERE act = 'exercise answered' AND detail LIKE '%first wording%'",
                           &count, NULL);
  g_assert_cmpint (count, ==, 1);
  rc_database_get_integer (database, "SELECT count (*) FROM custody WHERE detail LIKE '%between us%'", &count, NULL);
  g_assert_cmpint (count, ==, 0);
}

/* --- Refused --- */

static void
test_refused_before_opening (LineageFixture *fixture,
                             gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);

  for (guint kind = 0; kind < RC_N_EXERCISE_STEPS; kind++)
    {
      if (kind == RC_EXERCISE_DECISION_ADDED || kind == RC_EXERCISE_OPENED || kind == RC_EXERCISE_NOTED)
        continue;
      REFUSE (self, STATE, "not been opened", .kind = kind);
    }
  REFUSE (self, TERMS, "comes in", .kind = RC_EXERCISE_DECISION_ADDED);
  REFUSE (self, TERMS, "already", .kind = RC_EXERCISE_DECISION_ADDED, .event = "KA-1");
  DO (self, 1, .kind = RC_EXERCISE_DECISION_ADDED, .event = "KA-3", .origin = RC_EXERCISE_ORIGIN_NAMED);
  g_assert_cmpstr (rc_exercise_find_decision (self, 3)->event, ==, "1:3");
}

static void
test_refused_between (LineageFixture *fixture,
                      gconstpointer   data)
{
  static const RcExerciseStepKind kinds[] = {
    RC_EXERCISE_DECISION_ADDED, RC_EXERCISE_OPENED, RC_EXERCISE_ASKED, RC_EXERCISE_PAUSED, RC_EXERCISE_RESUMED, RC_EXERCISE_PASSED_ON,
    RC_EXERCISE_SKIPPED, RC_EXERCISE_ANSWERED, RC_EXERCISE_READ_BACK, RC_EXERCISE_LOCKED, RC_EXERCISE_REVEALED, RC_EXERCISE_CARD_ANSWERED,
    RC_EXERCISE_DECISION_CLOSED,
  };
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);

  DO (self, 1, .kind = RC_EXERCISE_OPENED);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    REFUSE (self, STATE, "", .kind = kinds[i]);
  REFUSE (self, TERMS, "which decision", .kind = RC_EXERCISE_DECISION_STARTED);
  REFUSE (self, NOT_FOUND, "no decision 9", .kind = RC_EXERCISE_DECISION_STARTED, .decision = 9);
  REFUSE (self, NOT_FOUND, "No decision is begun", .kind = RC_EXERCISE_NOT_EXAMINABLE, .reason = "r");
  REFUSE (self, TERMS, "why", .kind = RC_EXERCISE_NOT_EXAMINABLE, .decision = 1);
  REFUSE (self, TERMS, "why", .kind = RC_EXERCISE_REPLACED, .decision = 1, .event = "KA-3");
  REFUSE (self, TERMS, "comes in", .kind = RC_EXERCISE_REPLACED, .decision = 1, .reason = "r");
  REFUSE (self, TERMS, "already", .kind = RC_EXERCISE_REPLACED, .decision = 1, .reason = "r", .event = "KA-2");
  REFUSE (self, TERMS, "which surprise card", .kind = RC_EXERCISE_CARD_PLAYED);
  REFUSE (self, TERMS, "which source", .kind = RC_EXERCISE_ATTACHED);
  REFUSE (self, TERMS, "which role", .kind = RC_EXERCISE_PROMISED, .text = "t", .due = "2100-01-01");
  REFUSE (self, NOT_FOUND, "not to persons", .kind = RC_EXERCISE_PROMISED, .text = "t", .role = "M. Berger", .due = "2100-01-01");
  REFUSE (self, TERMS, "no day", .kind = RC_EXERCISE_PROMISED, .text = "t", .role = "mlops-engineer", .due = "soon");
  REFUSE (self, TERMS, "no day", .kind = RC_EXERCISE_PROMISED, .text = "t", .role = "mlops-engineer", .due = "2100-02-30");
  REFUSE (self, TERMS, "note needs", .kind = RC_EXERCISE_NOTED);
  REFUSE (self, TERMS, "what is concluded", .kind = RC_EXERCISE_CONCLUDED);
  REFUSE (self, TERMS, "left unexamined", .kind = RC_EXERCISE_CONCLUDED, .text = "c");
  REFUSE (self, TERMS, "on paper", .kind = RC_EXERCISE_NOTED, .text = "t", .paper_by = "P");
  REFUSE (self, TERMS, "on paper", .kind = RC_EXERCISE_NOTED, .text = "t", .paper_on = "2100-01-02");
}

static void
test_refused_in_question (LineageFixture *fixture,
                          gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);

  exercise_fixture_begin (self, 1);
  REFUSE (self, NOT_FOUND, "No question", .kind = RC_EXERCISE_ASKED);
  REFUSE (self, NOT_FOUND, "no question “Q99”", .kind = RC_EXERCISE_ASKED, .question = "Q99");
  REFUSE (self, NOT_FOUND, "not to persons", .kind = RC_EXERCISE_ASKED, .question = "Q03", .role = "M. Berger");
  REFUSE (self, STATE, "Another decision", .kind = RC_EXERCISE_ASKED, .question = "Q03", .decision = 2);
  REFUSE (self, TERMS, "why", .kind = RC_EXERCISE_SKIPPED, .question = "Q03");
  REFUSE (self, STATE, "close it first", .kind = RC_EXERCISE_DECISION_STARTED, .decision = 2);
  REFUSE (self, STATE, "before the exercise is concluded", .kind = RC_EXERCISE_CONCLUDED, .text = "c");
  REFUSE (self, STATE, "no locked answer", .kind = RC_EXERCISE_REVEALED, .question = "Q03");
  DO (self, 10, .kind = RC_EXERCISE_ASKED, .question = "Q03");
  REFUSE (self, STATE, "no other is open", .kind = RC_EXERCISE_ASKED, .question = "Q06");
  REFUSE (self, STATE, "Another question", .kind = RC_EXERCISE_SKIPPED, .question = "Q06", .reason = "r");
  REFUSE (self, STATE, "Another question", .kind = RC_EXERCISE_ANSWERED, .question = "Q06", .status = RC_EXERCISE_STATUS_COULD_NOT);
  REFUSE (self, STATE, "clock", .kind = RC_EXERCISE_RESUMED);
  REFUSE (self, STATE, "read back", .kind = RC_EXERCISE_LOCKED);
  REFUSE (self, STATE, "question of it is open", .kind = RC_EXERCISE_DECISION_CLOSED);
  REFUSE (self, STATE, "no question is open", .kind = RC_EXERCISE_CARD_PLAYED, .card = "c", .text = "t");
  REFUSE (self, STATE, "no question is open", .kind = RC_EXERCISE_REPLACED, .reason = "r", .event = "KA-3");
  REFUSE (self, TERMS, "not asked", .kind = RC_EXERCISE_ANSWERED, .text = "t");
  REFUSE (self, TERMS, "which source", .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_RECORD, .text = "t");
  REFUSE (self, TERMS, "registered document", .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_DOCUMENT, .text = "t");
  REFUSE (self, TERMS, "was produced", .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_PRODUCED, .text = "t");
  REFUSE (self, TERMS, "what was shown", .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_RECORD, .source = 1);
  REFUSE (self, TERMS, "only said", .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_SAID, .text = "t", .source = 1);
  REFUSE (self, TERMS, "which role promises", .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_PROMISED);
  REFUSE (self, NOT_FOUND, "no source 77", .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_RECORD, .text = "t", .source = 77);
  REFUSE (self, NOT_FOUND, "no record 99", .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_RECORD, .text = "t", .source = 1,
          .record = 99);
  REFUSE (self, TERMS, "cannot be", .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_COULD_NOT, .elapsed_us = -7,
          .elapsed_is_stated = TRUE);
  DO (self, 20, .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_COULD_NOT);
  REFUSE (self, STATE, "before it is answered", .kind = RC_EXERCISE_SKIPPED, .question = "Q03", .reason = "r");
  DO (self, 21, .kind = RC_EXERCISE_RESUMED);
  REFUSE (self, STATE, "An answer was given", .kind = RC_EXERCISE_SKIPPED, .question = "Q03", .reason = "r");
}

static void
test_refused_after_lock (LineageFixture *fixture,
                         gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);

  exercise_fixture_begin (self, 1);
  exercise_fixture_answer (self, 10, "Q03", RC_EXERCISE_STATUS_SAID);
  REFUSE (self, STATE, "added as a correction", .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_COULD_NOT);
  REFUSE (self, STATE, "", .kind = RC_EXERCISE_LOCKED);
  REFUSE (self, STATE, "put already", .kind = RC_EXERCISE_ASKED, .question = "Q03");
  REFUSE (self, STATE, "not be replaced", .kind = RC_EXERCISE_REPLACED, .reason = "r", .event = "KA-3");
  REFUSE (self, TERMS, "what is corrected", .kind = RC_EXERCISE_CORRECTED);
  REFUSE (self, STATE, "no locked answer", .kind = RC_EXERCISE_CORRECTED, .question = "Q06", .text = "t");
  DO (self, 50, .kind = RC_EXERCISE_REVEALED, .comparison = RC_EXERCISE_COMPARISON_SILENT);
  REFUSE (self, STATE, "revealed already", .kind = RC_EXERCISE_REVEALED, .question = "Q03");
  DO (self, 60, .kind = RC_EXERCISE_CARD_PLAYED, .card = "c", .text = "t");
  REFUSE (self, STATE, "waits for its answer", .kind = RC_EXERCISE_ASKED, .question = "Q06");
  REFUSE (self, STATE, "waits for its answer", .kind = RC_EXERCISE_DECISION_CLOSED);
  DO (self, 70, .kind = RC_EXERCISE_CARD_ANSWERED, .status = RC_EXERCISE_STATUS_COULD_NOT);
  g_assert_cmpint (g_array_index (self->cards, RcExercisePlayedCard, 0).answer.elapsed_us, ==, SECONDS (10));
  DO (self, 80, .kind = RC_EXERCISE_DECISION_CLOSED);
  REFUSE (self, STATE, "closed, replaced", .kind = RC_EXERCISE_DECISION_STARTED, .decision = 1);
  REFUSE (self, STATE, "closed, replaced", .kind = RC_EXERCISE_NOT_EXAMINABLE, .decision = 1, .reason = "r");
  DO (self, 90, .kind = RC_EXERCISE_CONCLUDED, .text = "c", .reason = "the time was over");
  for (guint kind = 0; kind < RC_N_EXERCISE_STEPS; kind++)
    if (kind != RC_EXERCISE_NOTED && kind != RC_EXERCISE_CORRECTED)
      REFUSE (self, STATE, "is concluded", .kind = kind);
  DO (self, 99, .kind = RC_EXERCISE_CORRECTED, .decision = 1, .question = "Q03", .text = "said otherwise since");
  assert_same_after_loading (fixture, self);
}

/* Without a rule that was written beforehand nothing is replaced, and without a decision nothing is opened. */
static void
test_refused_setup (LineageFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan_with (fixture, NULL, 1);
  g_autoptr (RcExerciseSetup) setup = rc_exercise_setup_new ();
  g_autoptr (GError) error = NULL;

  DO (self, 1, .kind = RC_EXERCISE_OPENED);
  REFUSE (self, TERMS, "written beforehand", .kind = RC_EXERCISE_REPLACED, .decision = 1, .event = "KA-2", .reason = "r");

  g_assert_cmpint (rc_exercise_new (fixture->case_file, setup, &error), ==, 0);
  g_assert_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_SETUP);
  g_clear_error (&error);
  setup->pack = rc_exercise_pack_find ("core", NULL);
  g_assert_cmpint (rc_exercise_new (fixture->case_file, setup, &error), ==, 0);
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_WORDS);
  g_clear_error (&error);
  setup->purpose = g_strdup ("p");
  rc_exercise_setup_add_item (setup, "KA-1", RC_EXERCISE_ORIGIN_NAMED, 0);
  rc_exercise_setup_add_item (setup, "1:1", RC_EXERCISE_ORIGIN_NAMED, 0);
  g_assert_cmpint (rc_exercise_new (fixture->case_file, setup, &error), ==, 0);
  g_assert_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_SETUP);
  g_clear_error (&error);
  rc_exercise_setup_add_item (setup, "KA-99", RC_EXERCISE_ORIGIN_NAMED, 0);
  g_assert_cmpint (rc_exercise_new (fixture->case_file, setup, &error), ==, 0);
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (rc_exercise_load (fixture->case_file, 2, &error));
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND);
}

static void
test_no_decisions (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan_with (fixture, NULL, 0);

  g_assert_cmpuint (self->decisions->len, ==, 0);
  REFUSE (self, TERMS, "no decision to examine", .kind = RC_EXERCISE_OPENED);
  assert_same_after_loading (fixture, self);
}

static void
assert_answer_words (const RcExerciseAnswer *answer,
                     const char             *expected)
{
  g_autofree char *words = rc_exercise_answer_words (answer);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_answer_words (void)
{
  RcExerciseAnswer answer = { .status = RC_EXERCISE_STATUS_PRODUCED, .elapsed_us = SECONDS (200) };

  assert_answer_words (&answer, "produced during the session, after 3:20");
  answer.elapsed_us = RC_EXERCISE_TIME_UNKNOWN;
  assert_answer_words (&answer, "produced during the session");
  answer = (RcExerciseAnswer) { .status = RC_EXERCISE_STATUS_PROMISED, .role = "model-owner", .due = "2026-12-05", .request = 6 };
  assert_answer_words (&answer, "promised by Model owner until 2026-12-05 (R-06)");
  answer.request = 0;
  assert_answer_words (&answer, "promised by Model owner until 2026-12-05");
  answer.status = RC_EXERCISE_STATUS_SAID;
  assert_answer_words (&answer, "said, not shown");
}

/* --- The clock --- */

static void
test_clock (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);
  RcExerciseClock clock;

  rc_exercise_read_clock (self, EXERCISE_START_US, &clock);
  g_assert_cmpint (clock.elapsed_us, ==, 0);
  exercise_fixture_begin (self, 1);
  DO (self, 10, .kind = RC_EXERCISE_ASKED, .question = "Q03");
  rc_exercise_read_clock (self, EXERCISE_START_US + SECONDS (25), &clock);
  g_assert_true (clock.is_running);
  g_assert_cmpint (clock.elapsed_us, ==, SECONDS (15));
  /* A clock that was put back takes nothing away. */
  rc_exercise_read_clock (self, EXERCISE_START_US, &clock);
  g_assert_cmpint (clock.elapsed_us, ==, 0);
  DO (self, 5, .kind = RC_EXERCISE_PAUSED);
  rc_exercise_read_clock (self, EXERCISE_START_US + SECONDS (90), &clock);
  g_assert_false (clock.is_running);
  g_assert_cmpint (clock.elapsed_us, ==, 0);
  DO (self, 100, .kind = RC_EXERCISE_RESUMED);
  DO (self, 110, .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_COULD_NOT, .elapsed_us = SECONDS (95), .elapsed_is_stated = TRUE);
  g_assert_cmpint (rc_exercise_find_turn (self, 1, "Q03")->elapsed_us, ==, SECONDS (95));
  assert_same_after_loading (fixture, self);
}

/* The program is dropped in the middle of a question: the same question is open, its clock stands where it was noted last. */
static void
test_crash (LineageFixture *fixture,
            gconstpointer   data)
{
  RcExercise *dropped = exercise_fixture_plan (fixture);
  g_autoptr (RcExercise) self = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  RcExerciseClock clock;

  exercise_fixture_begin (dropped, 1);
  DO (dropped, 10, .kind = RC_EXERCISE_ASKED, .question = "Q03");
  g_assert_true (rc_exercise_note_clock (dropped, EXERCISE_START_US + SECONDS (15), &error));
  g_assert_true (rc_exercise_note_clock (dropped, EXERCISE_START_US + SECONDS (210), &error));
  g_assert_no_error (error);
  rc_exercise_free (dropped);

  self = exercise_fixture_load (fixture);
  g_assert_cmpint (self->state, ==, RC_EXERCISE_HALTED);
  g_assert_cmpstr (self->question, ==, "Q03");
  rc_exercise_read_clock (self, EXERCISE_START_US + SECONDS (450), &clock);
  g_assert_false (clock.is_running);
  g_assert_true (clock.was_interrupted);
  g_assert_cmpint (clock.elapsed_us, ==, SECONDS (200));
  words = rc_exercise_clock_words (&clock);
  g_assert_cmpstr (words, ==, "Stopped at 3:20, interrupted for 4:00.");
  REFUSE (self, STATE, "resume the question first", .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_COULD_NOT);
  REFUSE (self, STATE, "resume the question first", .kind = RC_EXERCISE_PASSED_ON, .role = "mlops-engineer");
  DO (self, 450, .kind = RC_EXERCISE_RESUMED);
  DO (self, 460, .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_COULD_NOT);
  g_assert_cmpint (rc_exercise_find_turn (self, 1, "Q03")->elapsed_us, ==, SECONDS (210));
  g_assert_cmpuint (rc_exercise_find_turn (self, 1, "Q03")->interruptions, ==, 1);
  g_assert_cmpint (rc_exercise_find_turn (self, 1, "Q03")->interrupted_us, ==, SECONDS (240));
  assert_same_after_loading (fixture, self);
  assert_sound (fixture->case_file);
}

/* Who only looks, while another program keeps the exercise open, sees the clock run. */
static void
test_looked_at (LineageFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (RcExercise) kept = exercise_fixture_plan (fixture);
  g_autoptr (RcExercise) seen = NULL;
  g_autoptr (RcCase) reading = NULL;
  g_autoptr (GError) error = NULL;
  const RcExerciseStep steps[] = {
    { .kind = RC_EXERCISE_OPENED }, { .kind = RC_EXERCISE_DECISION_STARTED, .decision = 1 }, { .kind = RC_EXERCISE_ASKED, .question = "Q03" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    g_assert_true (rc_exercise_act (kept, &steps[i], &error));
  g_assert_true (rc_exercise_note_clock (kept, g_get_real_time () + SECONDS (10), &error));
  reading = rc_case_open (rc_case_peek_path (fixture->case_file), FALSE, &error);
  g_assert_no_error (error);
  seen = rc_exercise_load (reading, 1, &error);
  g_assert_cmpint (seen->state, ==, RC_EXERCISE_QUESTION);

  g_assert_true (rc_exercise_note_clock (kept, g_get_real_time () + 20 * RC_EXERCISE_NOTE_FRESH_US, &error));
  rc_exercise_free (seen);
  seen = rc_exercise_load (reading, 1, &error);
  g_assert_cmpint (seen->state, ==, RC_EXERCISE_HALTED);
}

/* A note of another question, or of before the clock went on, says nothing; nor does one that no program wrote. */
static void
test_stale_note (LineageFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);
  RcDatabase *database = rc_case_get_database (fixture->case_file);
  g_autoptr (GError) error = NULL;

  exercise_fixture_begin (self, 1);
  DO (self, 10, .kind = RC_EXERCISE_ASKED, .question = "Q03");
  rc_exercise_note_clock (self, EXERCISE_START_US + SECONDS (15), &error);
  DO (self, 20, .kind = RC_EXERCISE_PAUSED);
  g_assert_true (rc_exercise_note_clock (self, EXERCISE_START_US + SECONDS (25), &error));
  DO (self, 30, .kind = RC_EXERCISE_RESUMED);
  assert_same_after_loading (fixture, self);
  rc_database_exec (database, "UPDATE clock SET at_us = 9e15, elapsed_us = -5", &error);
  assert_same_after_loading (fixture, self);
  rc_database_exec (database, "UPDATE clock SET elapsed_us = 9223372036854775807", &error);
  assert_same_after_loading (fixture, self);
  rc_database_exec (database, "UPDATE clock SET elapsed_us = 5, question = '2/Q03'", &error);
  assert_same_after_loading (fixture, self);
  g_assert_no_error (error);
}

static void
test_time_words (void)
{
  static const struct { const char *text; gint64 seconds; } good[] = {
    { "0", 0 }, { "90", 90 }, { "3:20", 200 }, { "1:02:05", 3725 }, { "61:00", 3660 },
  };
  static const char * const bad[] = { "", ":", "3:", "-1", "3:60", "1:2:3:4", "x", "3:2x", "99999999999999999999", "999999999:00:00" };
  gint64 elapsed;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (rc_exercise_parse_time (good[i].text, &elapsed));
      g_assert_cmpint (elapsed, ==, SECONDS (good[i].seconds));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (rc_exercise_parse_time (bad[i], &elapsed));
}

/* On paper the time was taken by hand, or by nobody. */
static void
test_paper (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);
  const RcExerciseAnswer *answer;
  gboolean is_unknown;

  DO (self, 1, .kind = RC_EXERCISE_OPENED, PAPER);
  DO (self, 2, .kind = RC_EXERCISE_DECISION_STARTED, .decision = 2, PAPER);
  DO (self, 3, .kind = RC_EXERCISE_ASKED, .question = "Q03", PAPER);
  g_assert_cmpint (self->state, ==, RC_EXERCISE_HALTED);
  DO (self, 9999, .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_SAID, .text = "t", .elapsed_us = SECONDS (130),
      .elapsed_is_stated = TRUE, PAPER);
  answer = rc_exercise_turn_answer (rc_exercise_find_turn (self, 2, "Q03"));
  g_assert_cmpint (answer->elapsed_us, ==, SECONDS (130));
  g_assert_true (answer->elapsed_is_stated);
  g_assert_cmpstr (answer->paper_on, ==, "2100-01-02");
  DO (self, 10000, .kind = RC_EXERCISE_READ_BACK, PAPER);
  DO (self, 10001, .kind = RC_EXERCISE_LOCKED, PAPER);
  DO (self, 10002, .kind = RC_EXERCISE_ASKED, .question = "Q06", PAPER);
  DO (self, 10003, .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_COULD_NOT, PAPER);
  g_assert_cmpint (rc_exercise_find_turn (self, 2, "Q06")->elapsed_us, ==, RC_EXERCISE_TIME_UNKNOWN);
  g_assert_cmpint (rc_exercise_decision_time (self, rc_exercise_find_decision (self, 2), &is_unknown), ==, SECONDS (130));
  g_assert_true (is_unknown);
  assert_same_after_loading (fixture, self);
}

#define ADD(name, function) \
  g_test_add ("/exercise-steps/" name, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exercise-steps/time-words", test_time_words);
  g_test_add_func ("/exercise-steps/answer-words", test_answer_words);
  ADD ("planned", test_planned);
  ADD ("whole", test_whole);
  ADD ("sealed", test_sealed);
  ADD ("refused/before-opening", test_refused_before_opening);
  ADD ("refused/between", test_refused_between);
  ADD ("refused/in-question", test_refused_in_question);
  ADD ("refused/after-lock", test_refused_after_lock);
  ADD ("refused/setup", test_refused_setup);
  ADD ("no-decisions", test_no_decisions);
  ADD ("clock", test_clock);
  ADD ("crash", test_crash);
  ADD ("looked-at", test_looked_at);
  ADD ("stale-note", test_stale_note);
  ADD ("paper", test_paper);
  return g_test_run ();
}
