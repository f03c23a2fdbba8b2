/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-words.h"

#include "core/date-words.h"
#include "core/display-text.h"
#include "core/exercises/exercise-paper.h"
#include "core/words.h"

#define SEPARATOR " · "

static void
append (GString    *text,
        const char *part)     /* (nullable) */
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, SEPARATOR);
  g_string_append (text, part);
}

static char *
show (const char *text)
{
  return text != NULL ? rc_display_text (text, -1, 0) : NULL;
}

RcShape
rc_exercise_words_shape_of_decision (RcExerciseDecisionState state)
{
  switch (state)
    {
    case RC_EXERCISE_DECISION_BEGUN:
      return RC_SHAPE_NOTE;
    case RC_EXERCISE_DECISION_DONE:
      return RC_SHAPE_SINGLE;
    case RC_EXERCISE_DECISION_REPLACED:
      return RC_SHAPE_WITHHELD;
    case RC_EXERCISE_DECISION_NOT_EXAMINABLE:
      return RC_SHAPE_ABSENT;
    case RC_EXERCISE_DECISION_PENDING:
    default:
      return RC_SHAPE_NOTHING;
    }
}

char *
rc_exercise_words_dup_turn (const RcExerciseTurn *turn,
                            RcShape              *out_shape)
{
  RcExerciseStatus status;

  *out_shape = RC_SHAPE_NOTE;
  switch (turn->state)
    {
    case RC_EXERCISE_TURN_OPEN:
      return g_strdup (_("open"));
    case RC_EXERCISE_TURN_ANSWERED:
      return g_strdup (_("answered, not read back yet"));
    case RC_EXERCISE_TURN_READ_BACK:
      return g_strdup (_("read back, not locked yet"));
    case RC_EXERCISE_TURN_SKIPPED:
      *out_shape = RC_SHAPE_NOT_APPLICABLE;
      return g_strdup (_("left out"));
    case RC_EXERCISE_TURN_NOT_ASKED:
    case RC_EXERCISE_TURN_LOCKED:
    default:
      status = rc_exercise_turn_status (turn);
      *out_shape = rc_shape_of_exercise_status (status);
      return g_strdup (rc_exercise_status_words (status));
    }
}

char *
rc_exercise_words_dup_decision (const RcExerciseDecision *decision)
{
  g_autofree char *handle = show (decision->handle);

  return g_strdup_printf ("%u" SEPARATOR "%s", decision->number, handle);
}

char *
rc_exercise_words_dup_card (const RcExerciseDecision *decision,
                            const char               *zone)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *day = decision->time_us != RC_TIME_NONE ? rc_date_words_day (decision->time_us, zone) : NULL;
  g_autofree char *product = show (decision->product);
  g_autofree char *origin = rc_exercise_origin_words (decision);

  append (text, day);
  append (text, product);
  append (text, origin);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- Answers --- */

char *
rc_exercise_words_dup_exhibit (const RcExerciseAnswer *answer)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *page = show (answer->page);

  if (answer->source == 0)
    return NULL;

  g_string_append_printf (text, "E-%03" G_GINT64_FORMAT, answer->source);
  if (answer->record != 0)
    g_string_append_printf (text, _(", line %lld"), (long long) answer->record);
  if (page != NULL)
    g_string_append_printf (text, _(", page %s"), page);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
rc_exercise_words_dup_answer (const RcExerciseAnswer *answer)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *said = answer->text != NULL ? rc_display_words (answer->text) : NULL;
  g_autofree char *exhibit = rc_exercise_words_dup_exhibit (answer);
  g_autofree char *elapsed = rc_exercise_time_words (answer->elapsed_us);
  g_autofree char *after = g_strdup_printf (_("after %s"), elapsed);
  g_autofree char *paper = answer->paper_by != NULL ? show (answer->paper_by) : NULL;
  g_autofree char *recorded = paper != NULL ? g_strdup_printf (_("recorded on paper by %s"), paper) : NULL;

  append (text, said);
  append (text, exhibit);
  if (answer->elapsed_us != RC_EXERCISE_TIME_UNKNOWN && answer->status != RC_EXERCISE_STATUS_PRODUCED)
    append (text, after);
  append (text, recorded);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gint64
rc_exercise_words_parse_number (const char *text,
                                char        letter)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  const char *digits = copy;
  gint64 number;

  if (g_ascii_toupper (*digits) == letter)
    digits++;
  if (*digits == '-')
    digits++;
  return g_ascii_string_to_signed (digits, 10, 1, G_MAXINT64, &number, NULL) ? number : 0;
}
