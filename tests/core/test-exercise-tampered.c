/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "case-fixture.h"
#include "core/auditor-key.h"
#include "core/exercises/exercise-matrix.h"
#include "exercise-fixture.h"

/* Exercises in a case file that somebody else wrote into, and very long ones. */

static void
run_sql (LineageFixture *fixture,
         const char     *sql)
{
  g_autoptr (GError) error = NULL;

  rc_database_exec (rc_case_get_database (fixture->case_file), sql, &error);
  g_assert_no_error (error);
}

/* Writes a body with a digest that fits it, as one would who knows how. */
static void
forge (LineageFixture *fixture,
       gint64          id,
       const char     *body)
{
  RcDatabase *database = rc_case_get_database (fixture->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "UPDATE entry SET body = ?1, sha256 = ?2 WHERE id = ?3", NULL);
  RcDigest digest;

  rc_digest_compute (body, strlen (body), &digest);
  rc_database_bind_text (statement, 1, body);
  rc_database_bind_digest (statement, 2, &digest);
  sqlite3_bind_int64 (statement, 3, id);
  g_assert_true (rc_database_run (database, statement, NULL));
}

static void
assert_fault (LineageFixture *fixture,
              const char     *words)
{
  g_autoptr (RcExercise) self = exercise_fixture_load (fixture);
  g_autoptr (RcExerciseMatrix) matrix = rc_exercise_matrix_new (self);

  g_assert_cmpuint (self->faults->len, >, 0);
  if (strstr (g_ptr_array_index (self->faults, 0), words) == NULL)
    g_error ("expected “%s” in “%s”", words, (const char *) g_ptr_array_index (self->faults, 0));
  REFUSE (self, EDITED, "nothing is added", .kind = RC_EXERCISE_NOTED, .text = "t");
}

static void
test_edited_step (LineageFixture *fixture,
                  gconstpointer   data)
{
  static const struct { const char *body; const char *words; } forged[] = {
    { "", "does not know" },
    { "[]", "does not know" },
    { "{}", "does not know" },
    { "{\"step\":\"danced\"}", "does not know" },
    { "{\"step\":\"asked\",\"question\":\"Q99\"}", "Q99" },
    { "{\"step\":\"asked\",\"question\":7}", "No question" },
    { "{\"step\":\"asked\",\"question\":\"Q03\",\"decision\":99}", "Another decision" },
    { "{\"step\":\"asked\",\"question\":\"Q03\",\"decision\":-1}", "does not know" },
    { "{\"step\":\"asked\",\"question\":\"Q03\",\"decision\":9223372036854775807}", "does not know" },
    { "{\"step\":\"asked\",\"question\":\"Q03\",\"elapsed_us\":-9}", "does not know" },
    { "{\"step\":\"answered\",\"status\":\"perfect\"}", "does not know" },
    { "{\"step\":\"concluded\",\"text\":\"c\"}", "close it before" },
    { "{\"step\":\"decision-started\",\"decision\":0}", "close it first" },
    { "{\"step\":\"replaced\",\"event\":\"1:2\",\"reason\":\"r\"}", "already" },
    { "{\"step\":\"not-examinable\",\"reason\":\"r\",\"decision\":2147483648}", "does not know" },
    { "{\"step\":\"revealed\",\"question\":\"Q03\",\"comparison\":\"agree\"}", "no locked answer" },
    { "{\"step\":\"card-answered\",\"status\":\"could-not\"}", "No surprise card" },
  };
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);
  gint64 id;

  exercise_fixture_begin (self, 1);
  DO (self, 10, .kind = RC_EXERCISE_NOTED, .text = "t");
  id = self->entry + 3;
  for (gsize i = 0; i < G_N_ELEMENTS (forged); i++)
    {
      forge (fixture, id, forged[i].body);
      assert_fault (fixture, forged[i].words);
    }

  run_sql (fixture, "UPDATE entry SET body = replace (body, 'noted', 'asked') WHERE id = 4");
  run_sql (fixture, "UPDATE entry SET sha256 = x'00' WHERE id = 3");
  assert_fault (fixture, "edited outside the program");
}

static void
test_edited_setup (LineageFixture *fixture,
                   gconstpointer   data)
{
  static const char * const forged[] = {
    "", "[]", "{}", "{\"purpose\":\"p\"}", "{\"purpose\":\"p\",\"pack\":[]}",
    "{\"purpose\":\"p\",\"pack\":{\"id\":\"x\",\"name\":\"n\",\"questions\":[]}}",
    "{\"pack\":{\"id\":\"x\",\"name\":\"n\",\"questions\":[{\"id\":\"Q03\"}]}}",
    "{\"purpose\":\"p\",\"pack\":{\"id\":\"x\",\"name\":\"n\",\"questions\":[{\"id\":\"Q03\"}]},\"decisions\":[{}]}",
    "{\"purpose\":\"p\",\"pack\":{\"id\":\"x\",\"name\":\"n\",\"questions\":[{\"id\":\"Q03\"}]},\"decisions\":{}}",
    "{\"purpose\":\"p\",\"pack\":{\"id\":\"x\",\"name\":\"n\",\"questions\":[{\"id\":\"Q03\"}]},\"roles\":[7]}",
  };
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (forged); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) list = NULL;

      forge (fixture, self->entry, forged[i]);
      g_assert_null (rc_exercise_load (fixture->case_file, 1, &error));
      g_assert_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_EDITED);
      g_clear_error (&error);
      list = rc_exercise_list (fixture->case_file, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (list->len, ==, 0);
    }

  forge (fixture, self->entry, "{\"purpose\":\"p\",\"minutes\":-7,\"pack\":{\"id\":\"x\",\"name\":\"n\",\"questions\":[{\"id\":\"Q03\"}]}}");
  g_clear_pointer (&self, rc_exercise_free);
  self = exercise_fixture_load (fixture);
  g_assert_cmpuint (self->setup->minutes, ==, 0);
  g_assert_cmpuint (self->decisions->len, ==, 0);
}

/* --- The signature of the conclusion --- */

static void
assert_signed (LineageFixture *fixture,
               gboolean        is_signed)
{
  g_autoptr (RcExercise) self = exercise_fixture_load (fixture);

  g_assert_nonnull (self->conclusion);
  g_assert_cmpint (self->conclusion->signed_by != NULL, ==, is_signed);
}

/* That the log says so is not enough: the signature must be one over the entry, and the entry one of this conclusion. */
static void
test_signature (LineageFixture *fixture,
                gconstpointer   data)
{
  static const char passphrase[] = "correct horse battery staple";
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);
  g_autoptr (GError) error = NULL;
  gboolean made;

  DO (self, 1, .kind = RC_EXERCISE_OPENED);
  g_assert_true (rc_auditor_key_unlock (passphrase, strlen (passphrase), &made, &error));
  g_assert_no_error (error);
  DO (self, 2, .kind = RC_EXERCISE_CONCLUDED, .text = "c", .reason = "r");
  rc_auditor_key_lock ();
  g_assert_cmpuint (strlen (self->conclusion->signed_by), ==, 8);
  assert_signed (fixture, TRUE);

  run_sql (fixture, "UPDATE custody SET signature = zeroblob (64) WHERE act = 'exercise concluded'");
  assert_signed (fixture, FALSE);
  run_sql (fixture, "UPDATE custody SET signature = x'00' WHERE act = 'exercise concluded'");
  assert_signed (fixture, FALSE);
  run_sql (fixture, "UPDATE custody SET detail = '[' WHERE act = 'exercise concluded'");
  assert_signed (fixture, FALSE);
  run_sql (fixture, "UPDATE custody SET detail = '{\"entry\":\"x\"}' WHERE act = 'exercise concluded'");
  assert_signed (fixture, FALSE);
}

static void
test_conclusion_changed (LineageFixture *fixture,
                         gconstpointer   data)
{
  static const char passphrase[] = "correct horse battery staple";
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);
  gboolean made;

  DO (self, 1, .kind = RC_EXERCISE_OPENED);
  g_assert_true (rc_auditor_key_unlock (passphrase, strlen (passphrase), &made, NULL));
  DO (self, 2, .kind = RC_EXERCISE_CONCLUDED, .text = "c", .reason = "r");
  rc_auditor_key_lock ();
  forge (fixture, self->conclusion->entry, "{\"step\":\"concluded\",\"text\":\"all was well\",\"reason\":\"r\"}");
  assert_signed (fixture, FALSE);
}

static void
test_read_only (LineageFixture *fixture,
                gconstpointer   data)
{
  g_autoptr (RcExercise) self = exercise_fixture_plan (fixture);
  g_autofree char *path = g_strdup (rc_case_peek_path (fixture->case_file));
  g_autoptr (RcCase) reading = NULL;
  g_autoptr (RcExercise) again = NULL;
  g_autoptr (GError) error = NULL;
  const RcExerciseStep step = { .kind = RC_EXERCISE_OPENED };

  reading = rc_case_open (path, FALSE, &error);
  g_assert_no_error (error);
  again = rc_exercise_load (reading, 1, &error);
  g_assert_no_error (error);
  g_assert_false (rc_exercise_act (again, &step, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_cmpint (rc_exercise_new (reading, again->setup, &error), ==, 0);
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY);
}

/* --- Three hundred decisions with all thirty-two questions --- */

#define N_DECISIONS 300u

static gint64
insert_step (sqlite3_stmt         *statement,
             RcDatabase           *database,
             const RcExercise     *self,
             gint64                number,
             const RcExerciseStep *step)
{
  g_autofree char *body = rc_exercise_step_to_json (step);
  RcDigest digest;

  rc_digest_compute (body, strlen (body), &digest);
  sqlite3_bind_int64 (statement, 1, number);
  sqlite3_bind_int64 (statement, 2, self->entry);
  rc_database_bind_text (statement, 3, body);
  rc_database_bind_digest (statement, 4, &digest);
  g_assert_true (rc_database_run (database, statement, NULL));
  return number + 1;
}

static gint64
insert_turn (sqlite3_stmt     *statement,
             RcDatabase       *database,
             const RcExercise *self,
             gint64            number,
             guint             decision,
             const char       *question)
{
  static const RcExerciseStepKind kinds[] = { RC_EXERCISE_ASKED, RC_EXERCISE_ANSWERED, RC_EXERCISE_READ_BACK, RC_EXERCISE_LOCKED };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const RcExerciseStep step = {
        .kind = kinds[i], .decision = decision, .question = question, .status = RC_EXERCISE_STATUS_SAID, .text = "as was said",
        .at_us = EXERCISE_START_US + number, .elapsed_us = SECONDS (1),
      };

      number = insert_step (statement, database, self, number, &step);
    }
  return number;
}

static RcExercise *
plan_long (LineageFixture *fixture)
{
  g_autoptr (RcExerciseSetup) setup = rc_exercise_setup_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= N_DECISIONS; i++)
    g_string_append_printf (log, INFERENCE ("e-%u", "2026-05-10T10:00:00.000Z", "KA-%u", "3", D3), i, i);
  lineage_fixture_import (fixture, "log.jsonl", "deployer", log->str);
  setup->purpose = g_strdup ("all of them");
  setup->pack = rc_exercise_pack_find ("all", &error);
  for (guint i = 1; i <= N_DECISIONS; i++)
    {
      g_autofree char *event = g_strdup_printf ("KA-%u", i);

      rc_exercise_setup_add_item (setup, event, RC_EXERCISE_ORIGIN_DRAW, 1);
    }
  g_assert_cmpint (rc_exercise_new (fixture->case_file, setup, &error), ==, 1);
  g_assert_no_error (error);
  return exercise_fixture_load (fixture);
}

static void
test_long (LineageFixture *fixture,
           gconstpointer   data)
{
  g_autoptr (RcExercise) planned = plan_long (fixture);
  RcDatabase *database = rc_case_get_database (fixture->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "INSERT INTO entry (kind, number, about, body, sha256, private, by, added_us) "
                                                 "VALUES ('exercise', ?1, ?2, ?3, ?4, 0, 'x', 0)", NULL);
  const RcExerciseStep opened = { .kind = RC_EXERCISE_OPENED, .at_us = EXERCISE_START_US };
  g_autoptr (RcExercise) self = NULL;
  g_autoptr (RcExerciseMatrix) matrix = NULL;
  gint64 number = 1;

  g_assert_true (rc_case_begin (fixture->case_file, NULL));
  number = insert_step (statement, database, planned, number, &opened);
  for (guint i = 1; i <= N_DECISIONS; i++)
    {
      const RcExerciseStep started = { .kind = RC_EXERCISE_DECISION_STARTED, .decision = i, .at_us = EXERCISE_START_US + number };
      const RcExerciseStep closed = { .kind = RC_EXERCISE_DECISION_CLOSED, .decision = i, .at_us = EXERCISE_START_US + number };

      number = insert_step (statement, database, planned, number, &started);
      for (guint j = 0; j < planned->setup->pack->questions->len; j++)
        number = insert_turn (statement, database, planned, number, i,
                              ((const RcExerciseQuestion *) g_ptr_array_index (planned->setup->pack->questions, j))->id);
      number = insert_step (statement, database, planned, number, &closed);
    }
  g_assert_true (rc_case_commit (fixture->case_file, NULL));

  self = exercise_fixture_load (fixture);
  g_assert_cmpuint (self->faults->len, ==, 0);
  matrix = rc_exercise_matrix_new (self);
  g_assert_cmpuint (matrix->total, ==, N_DECISIONS * 32);
  g_assert_cmpuint (matrix->counts[RC_EXERCISE_STATUS_SAID], ==, N_DECISIONS * 32);
  g_assert_cmpint (matrix->question_times[31], ==, SECONDS (N_DECISIONS));
}

#define ADD(name, function) \
  g_test_add ("/exercise-tampered/" name, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  char *data_folder = case_fixture_own_data_folder ();
  int result;

  g_test_init (&argc, &argv, NULL);
  ADD ("edited-step", test_edited_step);
  ADD ("edited-setup", test_edited_setup);
  ADD ("read-only", test_read_only);
  ADD ("signature", test_signature);
  ADD ("conclusion-changed", test_conclusion_changed);
  ADD ("long", test_long);
  result = g_test_run ();
  case_fixture_remove_data_folder (data_folder);
  return result;
}
