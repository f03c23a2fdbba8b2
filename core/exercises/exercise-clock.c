/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/exercise-clock.h"

#include <string.h>

#include "core/exercises/exercise-rules.h"
#include "core/words.h"

#define SECONDS_OF_MINUTE 60
#define MAX_SECONDS (G_GINT64_CONSTANT (366) * 86400)

/* The open question, as the table names it. */
static char *
dup_key (const RcExercise *self)
{
  return g_strdup_printf ("%u/%s", self->decision->number, self->question);
}

static const RcExerciseTurn *
find_open_turn (const RcExercise *self)
{
  return self->decision != NULL && self->question != NULL ? rc_exercise_find_turn (self, 0, NULL) : NULL;
}

/**
 * rc_exercise_read_clock:
 * @now_us: the time now; 0: the machine's
 */
void
rc_exercise_read_clock (const RcExercise *self,
                        gint64            now_us,
                        RcExerciseClock  *out_clock)
{
  const RcExerciseTurn *turn = find_open_turn (self);
  gint64 now = now_us != 0 ? now_us : g_get_real_time ();

  memset (out_clock, 0, sizeof *out_clock);
  if (turn == NULL)
    return;

  out_clock->elapsed_us = turn->elapsed_us;
  out_clock->is_running = self->running_since_us != 0;
  if (out_clock->is_running)
    out_clock->elapsed_us = MAX (turn->elapsed_us, 0) + MAX (now - self->running_since_us, 0);
  out_clock->was_interrupted = self->stopped_us != 0;
  if (out_clock->was_interrupted)
    out_clock->gap_us = MAX (now - self->stopped_us, 0);
}

gboolean
rc_exercise_note_clock (RcExercise  *self,
                        gint64       now_us,
                        GError     **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);
  sqlite3_stmt *statement;
  g_autofree char *key = NULL;
  RcExerciseClock clock;

  rc_exercise_read_clock (self, now_us, &clock);
  if (!clock.is_running)
    return TRUE;
  if (!rc_case_require_writable (self->case_file, error))
    return FALSE;

  statement = rc_database_prepare (database, "INSERT OR REPLACE INTO clock (exercise, question, elapsed_us, at_us) VALUES (?1, ?2, ?3, ?4)",
                                   error);
  if (statement == NULL)
    return FALSE;
  key = dup_key (self);
  sqlite3_bind_int64 (statement, 1, self->entry);
  rc_database_bind_text (statement, 2, key);
  sqlite3_bind_int64 (statement, 3, clock.elapsed_us);
  sqlite3_bind_int64 (statement, 4, now_us != 0 ? now_us : g_get_real_time ());
  return rc_database_run (database, statement, error);
}

/* Another program keeps the exercise open just now, and this one only looks at it. */
static gboolean
is_kept_elsewhere (const RcExercise *self,
                   gint64            noted_us)
{
  gint64 age_us = g_get_real_time () - noted_us;

  return !rc_case_is_writable (self->case_file) && ABS (age_us) < RC_EXERCISE_NOTE_FRESH_US;
}

/* Whoever notes the clock keeps the exercise in memory: where it is read again with a note of the question that is open, that program
 * ended. Without such a note the clock runs by the times of the acts alone, as it does between two commands. */
gboolean
rc_exercise_clock_restore (RcExercise  *self,
                           GError     **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);
  RcExerciseTurn *turn;
  sqlite3_stmt *statement;
  g_autofree char *key = NULL;
  g_autofree char *found = NULL;
  gboolean row;
  gint64 elapsed_us, at_us;

  if (self->running_since_us == 0)
    return TRUE;

  statement = rc_database_prepare (database, "SELECT question, elapsed_us, at_us FROM clock WHERE exercise = ?1", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->entry);
  if (!rc_database_step (database, statement, &row, error) || !row)
    return !row;

  found = rc_database_column_dup (statement, 0);
  elapsed_us = sqlite3_column_int64 (statement, 1);
  at_us = sqlite3_column_int64 (statement, 2);
  sqlite3_reset (statement);
  key = dup_key (self);
  if (g_strcmp0 (found, key) != 0 || at_us < self->running_since_us || elapsed_us < 0 || elapsed_us > MAX_SECONDS * G_USEC_PER_SEC)
    return TRUE;

  turn = rc_exercise_rules_turn (self, self->decision->number, self->question);
  turn->elapsed_us = MAX (elapsed_us, turn->elapsed_us);
  self->running_since_us = at_us;
  if (is_kept_elsewhere (self, at_us))
    return TRUE;

  self->running_since_us = 0;
  self->stopped_us = at_us;
  self->state = RC_EXERCISE_HALTED;
  return TRUE;
}

/* --- In words --- */

char *
rc_exercise_time_words (gint64 elapsed_us)
{
  gint64 seconds = elapsed_us / G_USEC_PER_SEC;
  gint64 minutes = seconds / SECONDS_OF_MINUTE;

  if (elapsed_us < 0)
    return g_strdup ("–");
  if (minutes < 60)
    return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d", minutes, (int) (seconds % SECONDS_OF_MINUTE));
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d:%02d", minutes / 60, (int) (minutes % 60), (int) (seconds % SECONDS_OF_MINUTE));
}

gboolean
rc_exercise_parse_time (const char *text,
                        gint64     *out_elapsed_us)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 4);
  guint n_parts = g_strv_length (parts);
  gint64 seconds = 0;

  if (n_parts < 1 || n_parts > 3)
    return FALSE;

  for (guint i = 0; i < n_parts; i++)
    {
      gint64 most = i == 0 ? MAX_SECONDS : SECONDS_OF_MINUTE - 1;
      gint64 part;

      if (!g_ascii_string_to_signed (parts[i], 10, 0, most, &part, NULL))
        return FALSE;
      seconds = seconds * SECONDS_OF_MINUTE + part;
      if (seconds > MAX_SECONDS)
        return FALSE;
    }

  *out_elapsed_us = seconds * G_USEC_PER_SEC;
  return TRUE;
}

char *
rc_exercise_clock_words (const RcExerciseClock *clock)
{
  g_autofree char *elapsed = rc_exercise_time_words (clock->elapsed_us);
  g_autofree char *gap = rc_exercise_time_words (clock->gap_us);

  if (!clock->was_interrupted)
    return g_strdup ("");
  return g_strdup_printf (_("Stopped at %1$s, interrupted for %2$s."), elapsed, gap);
}
