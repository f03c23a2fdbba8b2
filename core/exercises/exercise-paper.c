/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/exercise-paper.h"

#include "core/date-words.h"
#include "core/display-text.h"
#include "core/timestamp.h"
#include "core/words.h"

static void
part_free (gpointer data)
{
  RcExerciseScriptPart *part = data;

  g_free (part->heading);
  g_ptr_array_unref (part->sentences);
  g_free (part);
}

static void
card_free (gpointer data)
{
  RcExercisePaperCard *card = data;

  g_free (card->handle);
  g_free (card->date);
  g_free (card->product);
  g_free (card->origin);
  g_free (card);
}

static void
line_free (gpointer data)
{
  RcExercisePaperLine *line = data;

  g_free (line->id);
  g_free (line->text);
  g_free (line->role);
  g_free (line);
}

void
rc_exercise_paper_free (RcExercisePaper *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->script);
  g_ptr_array_unref (self->cards);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->statuses);
  g_ptr_array_unref (self->roles);
  g_free (self);
}

static char *
show (const char *text)
{
  return text != NULL ? rc_display_text (text, -1, 0) : NULL;
}

char *
rc_exercise_origin_words (const RcExerciseDecision *decision)
{
  switch (decision->origin)
    {
    case RC_EXERCISE_ORIGIN_DRAW:
      return g_strdup_printf (_("draw %lld"), (long long) decision->draw);
    case RC_EXERCISE_ORIGIN_KEY_ITEM:
      return g_strdup (_("key item, beside the sample"));
    case RC_EXERCISE_ORIGIN_REPLACEMENT:
      return g_strdup_printf (_("in place of decision %u"), decision->replaces);
    case RC_EXERCISE_ORIGIN_NAMED:
    case RC_N_EXERCISE_ORIGINS:
    default:
      return g_strdup (_("chosen by a person"));
    }
}

GPtrArray *
rc_exercise_notices (const RcExercise *exercise)
{
  static const char * const notices[] = {
    N_("We test records, not people."),
    N_("The clock belongs to the question and to a role. Nobody is timed, and a time that is exceeded has no consequence."),
    N_("What is said is no evidence: it counts as said, and not as shown."),
    N_("Each answer is read back before it is locked. What is locked stays; what is said later is added as a correction."),
    N_("Personal values stay masked. Names stand on the attendance list alone."),
    N_("What is written down stands in a log that cannot be changed unnoticed."),
  };
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    g_ptr_array_add (list, g_strdup (_(notices[i])));
  if (exercise->setup->replacement != NULL)
    {
      g_autofree char *rule = show (exercise->setup->replacement);

      g_ptr_array_add (list, g_strdup_printf (_("A decision that cannot be examined may be replaced by this rule alone: %s"), rule));
    }
  return list;
}

/* --- The script --- */

static RcExerciseScriptPart *
add_part (RcExercisePaper *self,
          const char      *heading)
{
  RcExerciseScriptPart *part = g_new0 (RcExerciseScriptPart, 1);

  part->heading = g_strdup (heading);
  part->sentences = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->script, part);
  return part;
}

static void
add_sentences (RcExerciseScriptPart *part,
               const char * const   *sentences,
               guint                 n_sentences)
{
  for (guint i = 0; i < n_sentences; i++)
    g_ptr_array_add (part->sentences, g_strdup (_(sentences[i])));
}

static void
write_opening (RcExercisePaper  *self,
               const RcExercise *exercise)
{
  RcExerciseScriptPart *part = add_part (self, _("Opening"));
  g_autofree char *purpose = show (exercise->setup->purpose);
  g_autoptr (GPtrArray) notices = rc_exercise_notices (exercise);

  g_ptr_array_add (part->sentences, g_strdup_printf (_("Say what the exercise is for: %s"), purpose));
  while (notices->len > 0)
    g_ptr_array_add (part->sentences, g_ptr_array_steal_index (notices, 0));
  g_ptr_array_add (part->sentences, g_strdup (_("Let everybody present enter the attendance list.")));
}

static void
write_script (RcExercisePaper  *self,
              const RcExercise *exercise)
{
  static const char * const decision[] = {
    N_("Lay down the card of the decision, and read out its number, date and product."),
    N_("Put one question after another to the role that it names, and start a clock with each."),
  };
  static const char * const question[] = {
    N_("Write down the answer as it is given, and the time that it took."),
    N_("Tick how it was answered. Write which exhibit and line or page was shown; without one it was only said."),
    N_("Read the answer back, then have it initialled: it is locked."),
    N_("Write down a promise with the role that makes it and the day."),
  };
  static const char * const closing[] = {
    N_("Say which answers were shown and which were not. There is no score."),
    N_("Read out the promises, and the day of the follow-up."),
    N_("Sign the sheets, and have them typed in as recorded on paper."),
  };
  RcExerciseScriptPart *part;

  write_opening (self, exercise);
  part = add_part (self, _("Each decision"));
  add_sentences (part, decision, G_N_ELEMENTS (decision));
  if (exercise->setup->minutes != 0)
    g_ptr_array_add (part->sentences, g_strdup_printf (rc_words_plural ("%u minute is set for each decision; more is told, and has no consequence.",
                                                                        "%u minutes are set for each decision; more is told, and has no consequence.",
                                                                        exercise->setup->minutes), exercise->setup->minutes));
  add_sentences (add_part (self, _("Each question")), question, G_N_ELEMENTS (question));
  add_sentences (add_part (self, _("Closing")), closing, G_N_ELEMENTS (closing));
}

/* --- Cards and sheets --- */

static void
write_cards (RcExercisePaper  *self,
             const RcExercise *exercise,
             const char       *zone)
{
  for (guint i = 0; i < exercise->decisions->len; i++)
    {
      const RcExerciseDecision *decision = g_ptr_array_index (exercise->decisions, i);
      RcExercisePaperCard *card;

      if (decision->state != RC_EXERCISE_DECISION_PENDING && decision->state != RC_EXERCISE_DECISION_BEGUN)
        continue;
      card = g_new0 (RcExercisePaperCard, 1);
      card->number = decision->number;
      card->handle = show (decision->handle);
      card->date = decision->time_us != RC_TIME_NONE ? rc_date_words_day (decision->time_us, zone) : NULL;
      card->product = show (decision->product);
      card->origin = rc_exercise_origin_words (decision);
      g_ptr_array_add (self->cards, card);
    }
}

static void
write_lines (RcExercisePaper  *self,
             const RcExercise *exercise)
{
  const GPtrArray *questions = exercise->setup->pack->questions;

  for (guint i = 0; i < questions->len; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (questions, i);
      RcExercisePaperLine *line = g_new0 (RcExercisePaperLine, 1);

      line->id = show (question->id);
      line->text = rc_display_words (rc_exercise_question_words (question));
      line->role = question->role != NULL ? rc_display_words (rc_exercise_role_words (question->role)) : NULL;
      g_ptr_array_add (self->lines, line);
    }
  for (guint i = RC_EXERCISE_STATUS_NOT_ASKED; i < RC_N_EXERCISE_STATUSES; i++)
    g_ptr_array_add (self->statuses, g_strdup (rc_exercise_status_words (i)));
  for (guint i = 0; i < exercise->setup->roles->len; i++)
    g_ptr_array_add (self->roles, rc_display_words (rc_exercise_role_words (g_ptr_array_index (exercise->setup->roles, i))));
}

RcExercisePaper *
rc_exercise_paper_new (const RcExercise *exercise,
                       const char       *zone)
{
  RcExercisePaper *self = g_new0 (RcExercisePaper, 1);

  self->script = g_ptr_array_new_with_free_func (part_free);
  self->cards = g_ptr_array_new_with_free_func (card_free);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->statuses = g_ptr_array_new_with_free_func (g_free);
  self->roles = g_ptr_array_new_with_free_func (g_free);
  self->minutes = exercise->setup->minutes;
  write_script (self, exercise);
  write_cards (self, exercise, zone);
  write_lines (self, exercise);
  return self;
}
