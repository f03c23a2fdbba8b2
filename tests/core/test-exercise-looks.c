/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/exercises/exercise-paper.h"
#include "core/exercises/exercise-record.h"
#include "core/exercises/exercise-room.h"
#include "core/exercises/surprise-card.h"
#include "exercise-fixture.h"

static RcExerciseRoom *
look (const RcExercise *self,
      guint             seconds)
{
  return rc_exercise_room_view (self, EXERCISE_START_US + SECONDS (seconds), "UTC");
}

/* --- The room --- */

static void
append (GString    *all,
        const char *text)
{
  g_string_append_printf (all, "%s\n", text != NULL ? text : "");
}

static void
append_all (GString   *all,
            GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    append (all, g_ptr_array_index (texts, i));
}

/* Every text that the room would see. */
static char *
dup_texts (const RcExerciseRoom *room)
{
  GString *all = g_string_new (NULL);

  append (all, room->purpose);
  append_all (all, room->notices);
  append_all (all, room->draws);
  append_all (all, room->roles);
  append (all, room->handle);
  append (all, room->date);
  append (all, room->product);
  append (all, room->question);
  append (all, room->role);
  append (all, room->clock_words);
  append (all, room->status);
  append (all, room->answer);
  append (all, room->record_answer);
  append (all, room->standing);
  append (all, room->comparison);
  append (all, room->card_title);
  append (all, room->card_text);
  append (all, room->summary);
  for (guint i = 0; i < room->promises->len; i++)
    append (all, ((const RcExerciseRoomPromise *) g_ptr_array_index (room->promises, i))->text);
  return g_string_free (all, FALSE);
}

static void
assert_hides (const RcExercise *self)
{
  g_autoptr (RcExerciseRoom) room = look (self, 1000);
  g_autofree char *texts = dup_texts (room);

  g_assert_null (strstr (texts, "fictitious"));
  g_assert_null (strstr (texts, "hesitated"));
  g_assert_null (strstr (texts, "P-8f3a2c91d0"));
}

static void
test_room (LineageFixture *fixture,
           gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);
  g_autoptr (RcExerciseRoom) welcome = look (self, 0);
  g_autoptr (RcExerciseRoom) card = NULL;
  g_autoptr (RcExerciseRoom) question = NULL;
  g_autoptr (RcExerciseRoom) confirmed = NULL;
  g_autoptr (RcExerciseRoom) locked = NULL;
  g_autoptr (RcExerciseRoom) progress = NULL;
  g_autoptr (RcExerciseRoom) end = NULL;

  g_assert_cmpint (welcome->screen, ==, RC_EXERCISE_SCREEN_WELCOME);
  g_assert_cmpuint (welcome->notices->len, ==, 7);
  g_assert_cmpstr (g_ptr_array_index (welcome->roles, 0), ==, "MLOps engineer");
  assert_hides (self);
  exercise_fixture_begin (self, 1);
  DO (self, 3, .kind = RC_EXERCISE_NOTED, .text = "hesitated", .is_private = TRUE);
  card = look (self, 5);
  g_assert_cmpint (card->screen, ==, RC_EXERCISE_SCREEN_CARD);
  g_assert_cmpstr (card->handle, ==, "KA-1");
  g_assert_cmpstr (card->product, ==, "K");
  g_assert_cmpstr (card->date, ==, "10 May 2026");
  g_assert_cmpuint (card->position, ==, 1);
  g_assert_null (card->question);
  DO (self, 10, .kind = RC_EXERCISE_ASKED, .question = "Q03");
  question = look (self, 10 + 15 * 60);
  g_assert_cmpint (question->screen, ==, RC_EXERCISE_SCREEN_QUESTION);
  g_assert_true (g_str_has_prefix (question->question, "What went in"));
  g_assert_cmpstr (question->role, ==, "MLOps engineer");
  g_assert_cmpint (question->clock.elapsed_us, ==, SECONDS (15 * 60));
  g_assert_true (question->is_over);
  g_assert_cmpint (question->decision_elapsed_us, ==, SECONDS (15 * 60));
  g_assert_null (question->answer);
  assert_hides (self);
  DO (self, 20, .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_SAID, .text = "two\xe2\x80\xae fields\nin all");
  confirmed = look (self, 25);
  g_assert_cmpint (confirmed->screen, ==, RC_EXERCISE_SCREEN_READ_BACK);
  g_assert_cmpstr (confirmed->status, ==, "said, not shown");
  g_assert_null (strstr (confirmed->answer, "\xe2\x80\xae"));
  g_assert_nonnull (strstr (confirmed->answer, "fields\nin all"));
  g_assert_false (confirmed->is_locked);
  g_assert_null (confirmed->record_answer);
  DO (self, 21, .kind = RC_EXERCISE_READ_BACK);
  DO (self, 22, .kind = RC_EXERCISE_LOCKED);
  locked = look (self, 23);
  g_assert_true (locked->is_locked);
  DO (self, 23, .kind = RC_EXERCISE_PROMISED, .text = "the stored request", .role = "mlops-engineer", .due = "2100-02-01");
  assert_hides (self);
  DO (self, 30, .kind = RC_EXERCISE_DECISION_CLOSED);
  progress = look (self, 40);
  g_assert_cmpint (progress->screen, ==, RC_EXERCISE_SCREEN_PROGRESS);
  g_assert_cmpuint (progress->examined, ==, 1);
  g_assert_cmpuint (progress->promises->len, ==, 1);
  g_assert_cmpstr (progress->summary, ==, "0 of 8 answers shown from records or documents.");
  DO (self, 50, .kind = RC_EXERCISE_CONCLUDED, .text = "c", .reason = "no time");
  end = look (self, 60);
  g_assert_cmpint (end->screen, ==, RC_EXERCISE_SCREEN_WRAP_UP);
  g_assert_nonnull (end->matrix);
  assert_hides (self);
}

/* --- The record's answer --- */

static void
test_record (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);
  g_autoptr (RcExerciseRecord) output = NULL;
  g_autoptr (RcExerciseRecord) approval = NULL;
  g_autoptr (RcExerciseRecord) input = NULL;
  g_autoptr (GError) error = NULL;
  RcExerciseAnswer answer = { .text = " Refuse " };
  const RcExerciseEvidence *evidence;

  output = rc_exercise_record_load (self, 1, "Q05", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (output->evidence->len, >=, 2);
  evidence = g_ptr_array_index (output->evidence, 0);
  g_assert_cmpstr (evidence->slot, ==, "output");
  g_assert_cmpstr (evidence->value, ==, "refuse");
  g_assert_cmpstr (g_ptr_array_index (evidence->places, 0), ==, "1:1");
  g_assert_true (g_str_has_prefix (output->text, "refuse; 0.71 against a threshold of 0.65"));
  g_assert_cmpint (rc_exercise_record_propose (output, &answer), ==, RC_EXERCISE_COMPARISON_AGREE);
  answer.text = "refused";
  g_assert_cmpint (rc_exercise_record_propose (output, &answer), ==, RC_EXERCISE_COMPARISON_NONE);
  g_assert_cmpint (rc_exercise_record_propose (output, NULL), ==, RC_EXERCISE_COMPARISON_NONE);

  approval = rc_exercise_record_load (self, 1, "Q08", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (approval->evidence->len, ==, 0);
  g_assert_null (approval->text);
  g_assert_cmpint (approval->standing, ==, RC_STANDING_NOTHING);
  g_assert_cmpint (rc_exercise_record_propose (approval, &answer), ==, RC_EXERCISE_COMPARISON_SILENT);

  /* Personal values stay masked, also here. */
  input = rc_exercise_record_load (self, 1, "Q03", &error);
  g_assert_null (strstr (input->text, "P-8f3a2c91d0"));
  g_assert_null (strstr (input->text, "1200"));
  g_assert_null (rc_exercise_record_load (self, 9, "Q03", &error));
  g_assert_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (rc_exercise_record_load (self, 1, "Q99", &error));
}

static void
test_digests (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);
  g_autoptr (RcExercisePack) pack = rc_exercise_pack_find ("all", NULL);
  g_autoptr (RcExerciseRecord) record = NULL;
  g_autoptr (RcLineage) lineage = lineage_build (fixture, "KA-1", NULL);
  RcExerciseAnswer answer = { .text = "the file " D3 ", as approved" };

  record = rc_exercise_record_new (lineage, rc_exercise_pack_question (pack, "Q07", NULL), NULL);
  g_assert_cmpint (rc_exercise_record_propose (record, &answer), ==, RC_EXERCISE_COMPARISON_AGREE);
  answer.text = "the file " OTHER;
  g_assert_cmpint (rc_exercise_record_propose (record, &answer), ==, RC_EXERCISE_COMPARISON_NONE);
}

static void
test_abilities (LineageFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (RcExercisePack) pack = rc_exercise_pack_find ("all", NULL);
  g_autoptr (GArray) none = NULL;
  g_autoptr (GArray) some = NULL;
  g_autoptr (GError) error = NULL;
  guint can[RC_EXERCISE_CAN_BY_HAND + 1] = { 0 };

  none = rc_exercise_pack_abilities (pack, fixture->case_file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 32);
  for (guint i = 0; i < none->len; i++)
    g_assert_cmpint (g_array_index (none, RcExerciseCan, i).ability, !=, RC_EXERCISE_CAN_ANSWER);

  lineage_fixture_import (fixture, "log.jsonl", "deployer", LOG);
  some = rc_exercise_pack_abilities (pack, fixture->case_file, NULL, &error);
  for (guint i = 0; i < some->len; i++)
    can[g_array_index (some, RcExerciseCan, i).ability]++;
  g_assert_cmpuint (can[RC_EXERCISE_CAN_ANSWER] + can[RC_EXERCISE_CAN_SOME], >, 0);
  g_assert_cmpuint (can[RC_EXERCISE_CAN_NOTHING], >, 0);
  g_assert_cmpuint (can[RC_EXERCISE_CAN_BY_HAND], >, 0);
}

/* --- What came of it --- */

static void
test_matrix (LineageFixture *fixture,
             gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);
  g_autoptr (RcExerciseMatrix) before = rc_exercise_matrix_new (self);
  g_autoptr (RcExerciseMatrix) matrix = NULL;
  g_autoptr (GPtrArray) remarks = NULL;
  g_autofree char *words = NULL;

  g_assert_cmpuint (before->total, ==, 16);
  g_assert_cmpuint (before->shown, ==, 0);
  exercise_fixture_begin (self, 1);
  exercise_fixture_answer (self, 10, "Q03", RC_EXERCISE_STATUS_RECORD);
  exercise_fixture_answer (self, 30, "Q06", RC_EXERCISE_STATUS_SAID);
  DO (self, 50, .kind = RC_EXERCISE_ASKED, .question = "Q05");
  DO (self, 60, .kind = RC_EXERCISE_ANSWERED, .status = RC_EXERCISE_STATUS_RECORD, .text = "t", .source = 1);
  matrix = rc_exercise_matrix_new (self);
  /* What is not locked is not an answer yet. */
  g_assert_cmpuint (matrix->shown, ==, 1);
  g_assert_cmpuint (matrix->counts[RC_EXERCISE_STATUS_SAID], ==, 1);
  g_clear_pointer (&matrix, rc_exercise_matrix_free);

  DO (self, 61, .kind = RC_EXERCISE_READ_BACK);
  DO (self, 62, .kind = RC_EXERCISE_LOCKED);
  DO (self, 63, .kind = RC_EXERCISE_REVEALED, .comparison = RC_EXERCISE_COMPARISON_DIFFER);
  DO (self, 70, .kind = RC_EXERCISE_DECISION_CLOSED);
  DO (self, 71, .kind = RC_EXERCISE_REPLACED, .decision = 2, .event = "KA-3", .reason = "r");
  DO (self, 72, .kind = RC_EXERCISE_NOT_EXAMINABLE, .decision = 3, .reason = "r");
  matrix = rc_exercise_matrix_new (self);
  words = rc_exercise_matrix_words (matrix);
  remarks = rc_exercise_matrix_remarks (matrix, self);
  g_assert_cmpstr (words, ==, "2 of 16 answers shown from records or documents.");
  g_assert_cmpuint (matrix->rows->len, ==, 3);
  g_assert_cmpuint (matrix->open->len, ==, 14);
  g_assert_cmpuint (matrix->comparisons[RC_EXERCISE_COMPARISON_DIFFER], ==, 1);
  g_assert_cmpuint (matrix->decisions[RC_EXERCISE_DECISION_REPLACED], ==, 1);
  g_assert_cmpuint (matrix->drawn, ==, 1);
  g_assert_cmpint (matrix->question_times[0], ==, SECONDS (10));
  /* What was shown is not by that what the record says. */
  g_assert_cmpstr (g_ptr_array_index (remarks, 0), ==, "Of the answers shown 1 differs from the record's answer.");
  g_assert_cmpstr (g_ptr_array_index (remarks, 1), ==, "Of the answers shown 1 was not compared with the record's answer.");
  g_assert_cmpstr (g_ptr_array_index (remarks, 2), ==, "1 decision was replaced by the rule written beforehand.");
  g_assert_cmpstr (g_ptr_array_index (remarks, 3), ==, "1 decision could not be examined: it counts as a deviation.");
  g_assert_nonnull (strstr (g_ptr_array_index (remarks, 4), "no statement about all"));
}

static void
test_then_and_now (LineageFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr (RcExercise) then = exercise_fixture_plan (fixture);
  g_autoptr (RcExercise) now = NULL;
  g_autoptr (RcExerciseSetup) setup = rc_exercise_setup_new ();
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GError) error = NULL;
  guint only_then = 0;

  exercise_fixture_begin (then, 1);
  exercise_fixture_answer (then, 10, "Q03", RC_EXERCISE_STATUS_RECORD);
  setup->purpose = g_strdup ("again");
  setup->pack = rc_exercise_pack_find ("role-business-owner", &error);
  rc_exercise_setup_add_item (setup, "KA-2", RC_EXERCISE_ORIGIN_NAMED, 0);
  g_assert_cmpint (rc_exercise_new (fixture->case_file, setup, &error), ==, 2);
  now = rc_exercise_load (fixture->case_file, 2, &error);
  g_assert_no_error (error);

  lines = rc_exercise_then_and_now (then, now);
  g_assert_cmpuint (lines->len, >, now->setup->pack->questions->len);
  for (guint i = 0; i < lines->len; i++)
    {
      const RcExerciseThenNow *line = &g_array_index (lines, RcExerciseThenNow, i);
      g_autofree char *words_then = rc_exercise_stand_words (&line->then);
      g_autofree char *words_now = rc_exercise_stand_words (&line->now);

      g_assert_false (line->other_wording);
      if (strcmp (line->question->id, "Q03") == 0)
        {
          g_assert_cmpstr (words_then, ==, "1 of 2 shown");
          g_assert_cmpstr (words_now, ==, "not in the pack");
        }
      only_then += !line->now.is_asked;
    }
  g_assert_cmpuint (only_then, >, 0);
}

/* --- On paper --- */

static void
test_paper (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);
  g_autoptr (RcExercisePaper) paper = NULL;
  const RcExercisePaperCard *card;

  exercise_fixture_begin (self, 1);
  exercise_fixture_answer (self, 10, "Q03", RC_EXERCISE_STATUS_RECORD);
  DO (self, 30, .kind = RC_EXERCISE_DECISION_CLOSED);
  paper = rc_exercise_paper_new (self, "UTC");
  /* What was examined needs no card any more; the others have no answers on theirs. */
  g_assert_cmpuint (paper->cards->len, ==, 1);
  card = g_ptr_array_index (paper->cards, 0);
  g_assert_cmpuint (card->number, ==, 2);
  g_assert_cmpstr (card->handle, ==, "KA-2");
  g_assert_cmpstr (card->date, ==, "10 June 2026");
  g_assert_cmpstr (card->origin, ==, "key item, beside the sample");
  g_assert_cmpuint (paper->lines->len, ==, 8);
  g_assert_cmpstr (((const RcExercisePaperLine *) g_ptr_array_index (paper->lines, 0))->id, ==, "Q03");
  g_assert_cmpuint (paper->statuses->len, ==, RC_N_EXERCISE_STATUSES);
  g_assert_cmpuint (paper->roles->len, ==, 2);
  g_assert_cmpuint (paper->script->len, ==, 4);
  g_assert_cmpuint (paper->minutes, ==, 14);
}

/* --- Packs and cards --- */

static char *
write_file (LineageFixture *fixture,
            const char     *text)
{
  char *path = g_build_filename (fixture->folder, "own.json", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
test_own_pack (LineageFixture *fixture,
               gconstpointer   data)
{
  static const char * const bad[] = {
    "", "[]", "{}", "{\"name\":\"N\"}", "{\"name\":\"N\",\"questions\":[]}", "{\"name\":\"N\",\"questions\":[{}]}",
    "{\"name\":\"N\",\"questions\":[{\"id\":\"C1\"}]}", "{\"name\":\"N\",\"questions\":[{\"id\":\"C1\",\"text\":\"T?\",\"slots\":[\"nonsense\"]}]}",
    "{\"name\":\"N\",\"questions\":[{\"id\":\"Q03\"},{\"id\":\"Q03\"}]}", "{\"name\":\"N\",\"questions\":{\"id\":\"Q03\"}}",
    "{\"name\":\"N\",\"name\":\"N\",\"questions\":[{\"id\":\"Q03\"}]}", "{\"name\":\"N\",\"questions\":[17]}",
    "{\"name\":\"N\",\"questions\":[{\"id\":\"C 1\",\"text\":\"T?\"}]}", "{\"name\":\"N\",\"questions\":[{\"id\":\"\\u001b[2J\",\"text\":\"T?\"}]}",
  };
  g_autofree char *path = write_file (fixture, "{\"name\":\"Credit desk\",\"questions\":[{\"id\":\"C1\",\"text\":\"Which limit?\",\"role\":\"risk\","
                                               "\"slots\":[\"score\"]},{\"id\":\"Q08\"}]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (RcExercisePack) pack = rc_exercise_pack_load_file (path, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (pack->id, ==, "own");
  g_assert_cmpuint (pack->questions->len, ==, 2);
  g_assert_cmpstr (rc_exercise_question_words (g_ptr_array_index (pack->questions, 0)), ==, "Which limit?");
  g_assert_nonnull (((RcExerciseQuestion *) g_ptr_array_index (pack->questions, 1))->slots);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *again = write_file (fixture, bad[i]);

      g_assert_null (rc_exercise_pack_load_file (again, &error));
      g_assert_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_PACK);
      g_clear_error (&error);
    }
  g_assert_null (rc_exercise_pack_find ("none", &error));
  g_assert_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_PACK);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_cards (LineageFixture *fixture,
            gconstpointer   data)
{
  g_autoptr (GPtrArray) library = rc_surprise_card_list ();
  g_autofree char *path = write_file (fixture, "{\"cards\":[{\"id\":\"night\",\"title\":\"Night\",\"text\":\"Who answers?\","
                                               "\"questions\":[\"Q16\"]}]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) own = rc_surprise_card_load_file (path, &error);
  g_autofree char *bad = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (own->len, ==, 1);
  g_assert_true (((const RcSurpriseCard *) g_ptr_array_index (own, 0))->is_own);
  for (guint i = 0; i < library->len; i++)
    {
      const RcSurpriseCard *card = g_ptr_array_index (library, i);
      g_autoptr (RcSurpriseCard) again = rc_surprise_card_find (card->id, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (again->text, ==, card->text);
    }
  g_assert_null (rc_surprise_card_find ("none", &error));
  g_assert_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  bad = write_file (fixture, "{\"cards\":[{\"id\":\"night\"}]}");
  g_assert_null (rc_surprise_card_load_file (bad, &error));
  g_assert_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_PACK);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

#define ADD(name, function) \
  g_test_add ("/exercise-looks/" name, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("room", test_room);
  ADD ("record", test_record);
  ADD ("digests", test_digests);
  ADD ("abilities", test_abilities);
  ADD ("matrix", test_matrix);
  ADD ("then-and-now", test_then_and_now);
  ADD ("paper", test_paper);
  ADD ("own-pack", test_own_pack);
  ADD ("cards", test_cards);
  return g_test_run ();
}
