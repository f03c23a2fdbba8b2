/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-turn-view.h"

#include "core/display-text.h"
#include "core/words.h"
#include "ui/exercise-words.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

#define MOST_LINES 50u

static GtkWidget *
make_mark (RcShape     shape,
           const char *words)
{
  GtkWidget *mark = rc_state_mark_new (shape, words);

  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  return mark;
}

/* Lines under a heading that comes with the first of them; a screen full is enough, the report has all. */
typedef struct
{
  GtkWidget  *box;
  const char *heading;
  guint       n_lines;
} Part;

/* FALSE: there are enough. */
static gboolean
part_begin_line (Part *self)
{
  if (self->n_lines++ == 0)
    gtk_box_append (GTK_BOX (self->box), rc_parts_heading (self->heading, 2));
  return self->n_lines <= MOST_LINES;
}

static void
part_end (const Part *self)
{
  g_autofree char *words = NULL;

  if (self->n_lines <= MOST_LINES)
    return;
  words = g_strdup_printf (rc_words_plural ("%u more stands in the report.", "%u more stand in the report.", self->n_lines - MOST_LINES),
                           self->n_lines - MOST_LINES);
  gtk_box_append (GTK_BOX (self->box), rc_parts_text (words, "rc-muted"));
}

static gboolean
is_about (guint       decision,
          const char *question,
          guint       of_decision,
          const char *of_question)
{
  return decision == of_decision && (question == NULL || of_question == NULL || g_strcmp0 (question, of_question) == 0);
}

/* --- Answers --- */

static void
add_answer (GtkWidget              *box,
            const RcExerciseAnswer *answer)
{
  g_autofree char *how = rc_exercise_answer_words (answer);
  g_autofree char *shown = rc_display_text (how, -1, 0);
  g_autofree char *words = rc_exercise_words_dup_answer (answer);
  GtkWidget *text;

  gtk_box_append (GTK_BOX (box), make_mark (rc_shape_of_exercise_status (answer->status), shown));
  if (*words == '\0')
    return;
  text = rc_parts_text (words, NULL);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_box_append (GTK_BOX (box), text);
}

static void
add_answers (GtkWidget            *box,
             const RcExerciseTurn *turn)
{
  Part part = { box, turn->state == RC_EXERCISE_TURN_LOCKED ? _("The room’s answer, locked") : _("The room’s answer") };

  for (guint i = 0; turn->answers != NULL && i < turn->answers->len; i++)
    {
      if (!part_begin_line (&part))
        continue;
      add_answer (box, &g_array_index (turn->answers, RcExerciseAnswer, turn->answers->len - 1 - i));
      if (i == 0 && turn->answers->len > 1)
        gtk_box_append (GTK_BOX (box), rc_parts_text (_("This one counts. Given before:"), "rc-muted"));
    }
  part_end (&part);
}

static void
add_corrections (GtkWidget            *box,
                 const RcExerciseTurn *turn)
{
  Part part = { box, _("Corrections, added later") };

  for (guint i = 0; turn->corrections != NULL && i < turn->corrections->len; i++)
    {
      g_autofree char *text = rc_display_words (g_array_index (turn->corrections, RcExerciseRemark, i).text);

      if (part_begin_line (&part))
        gtk_box_append (GTK_BOX (box), rc_parts_text (text, NULL));
    }
  part_end (&part);
}

static void
add_reveal (GtkWidget            *box,
            const RcExerciseTurn *turn)
{
  g_autofree char *record = NULL;

  if (turn->revealed_us == 0)
    return;

  record = turn->record_answer != NULL ? rc_display_text (turn->record_answer, -1, 0) : g_strdup (_("The record is silent."));
  gtk_box_append (GTK_BOX (box), rc_parts_heading (_("Revealed"), 2));
  gtk_box_append (GTK_BOX (box), rc_parts_text (record, NULL));
  gtk_box_append (GTK_BOX (box), make_mark (rc_shape_of_comparison (turn->comparison), rc_exercise_comparison_words (turn->comparison)));
}

static void
add_times (GtkWidget            *box,
           const RcExerciseTurn *turn)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *gap = rc_exercise_time_words (turn->interrupted_us);

  if (turn->skipped_for != NULL)
    {
      g_autofree char *reason = rc_display_words (turn->skipped_for);
      g_autofree char *words = g_strdup_printf (_("Left out: %s"), reason);

      gtk_box_append (GTK_BOX (box), make_mark (RC_SHAPE_NOT_APPLICABLE, words));
    }
  if (turn->pauses > 0)
    g_string_append_printf (text, rc_words_plural ("Paused %u time. ", "Paused %u times. ", turn->pauses), turn->pauses);
  if (turn->interruptions > 0)
    {
      g_string_append_printf (text, rc_words_plural ("The program ended %u time while the question was open. ",
                                                     "The program ended %u times while the question was open. ", turn->interruptions),
                              turn->interruptions);
      g_string_append_printf (text, _("Not running for %s in all."), gap);
    }
  if (text->len > 0)
    gtk_box_append (GTK_BOX (box), rc_parts_text (text->str, "rc-muted"));
}

/* --- Beside them --- */

static void
add_attachments (GtkWidget        *box,
                 const RcExercise *exercise,
                 guint             decision,
                 const char       *question)
{
  Part part = { box, _("Came in during the session") };

  for (guint i = 0; i < exercise->attachments->len; i++)
    {
      const RcExerciseAttachment *attachment = &g_array_index (exercise->attachments, RcExerciseAttachment, i);
      g_autofree char *text = rc_display_text (attachment->text != NULL ? attachment->text : "", -1, 0);
      g_autofree char *words = NULL;

      if (!is_about (decision, question, attachment->decision, attachment->question))
        continue;
      words = g_strdup_printf (_("E-%1$03lld %2$s, produced in the middle of the session"),
                               (long long) attachment->source, text);
      if (!part_begin_line (&part))
        continue;
      gtk_box_append (GTK_BOX (box), make_mark (rc_shape_of_exercise_status (RC_EXERCISE_STATUS_PRODUCED), words));
    }
  part_end (&part);
}

static void
add_promises (GtkWidget        *box,
              const RcExercise *exercise,
              guint             decision,
              const char       *question)
{
  Part part = { box, _("Promises") };

  for (guint i = 0; i < exercise->promises->len; i++)
    {
      const RcExercisePromise *promise = &g_array_index (exercise->promises, RcExercisePromise, i);
      g_autofree char *text = rc_display_words (promise->text != NULL ? promise->text : "");
      g_autofree char *role = rc_display_text (rc_exercise_role_words (promise->role), -1, 0);
      g_autofree char *due = rc_display_text (promise->due, -1, 0);
      g_autofree char *words = NULL;

      if (!is_about (decision, question, promise->decision, promise->question))
        continue;
      /* Translators: a role, a day, and what is promised. */
      words = g_strdup_printf (_("%1$s until %2$s: %3$s"), role, due, text);
      if (!part_begin_line (&part))
        continue;
      gtk_box_append (GTK_BOX (box), make_mark (rc_shape_of_exercise_status (RC_EXERCISE_STATUS_PROMISED), words));
    }
  part_end (&part);
}

static void
add_notes (GtkWidget        *box,
           const RcExercise *exercise,
           guint             decision,
           const char       *question)
{
  Part part = { box, _("Notes") };

  for (guint i = 0; i < exercise->notes->len; i++)
    {
      const RcExerciseNote *note = &g_array_index (exercise->notes, RcExerciseNote, i);
      g_autofree char *text = rc_display_words (note->text);
      g_autofree char *words = note->is_private ? g_strdup_printf (_("%s (private: in no copy)"), text) : g_strdup (text);

      if (!is_about (decision, question, note->decision, note->question))
        continue;
      if (!part_begin_line (&part))
        continue;
      gtk_box_append (GTK_BOX (box), make_mark (RC_SHAPE_NOTE, words));
    }
  part_end (&part);
}

static void
add_cards (GtkWidget        *box,
           const RcExercise *exercise,
           guint             decision)
{
  Part part = { box, _("Surprise cards") };

  for (guint i = 0; i < exercise->cards->len; i++)
    {
      const RcExercisePlayedCard *card = &g_array_index (exercise->cards, RcExercisePlayedCard, i);
      g_autofree char *title = rc_display_text (card->title != NULL ? card->title : card->id, -1, 0);
      g_autofree char *text = rc_display_words (card->text);

      if (card->decision != decision)
        continue;
      if (!part_begin_line (&part))
        continue;
      gtk_box_append (GTK_BOX (box), rc_parts_text (title, "rc-heading"));
      gtk_box_append (GTK_BOX (box), rc_parts_text (text, NULL));
      if (card->is_answered)
        add_answer (box, &card->answer);
      else
        gtk_box_append (GTK_BOX (box), rc_parts_text (_("Waits for its answer."), "rc-muted"));
    }
  part_end (&part);
}

void
rc_exercise_turn_view_fill (GtkWidget        *box,
                            const RcExercise *exercise,
                            guint             decision,
                            const char       *question)
{
  if (question != NULL)
    {
      const RcExerciseTurn *turn = rc_exercise_find_turn (exercise, decision, question);

      add_answers (box, turn);
      add_reveal (box, turn);
      add_corrections (box, turn);
      add_times (box, turn);
    }
  add_cards (box, exercise, decision);
  add_attachments (box, exercise, decision, question);
  add_promises (box, exercise, decision, question);
  add_notes (box, exercise, decision, question);
}
