/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-turn-view.h"

#include "core/display-text.h"
#include "core/words.h"
#include "ui/exercise-words.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

static GtkWidget *
make_mark (RcShape     shape,
           const char *words)
{
  GtkWidget *mark = rc_state_mark_new (shape, words);

  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  return mark;
}

/* The heading of what follows, unless it stands there already. */
static void
add_heading (GtkWidget   *box,
             gboolean    *is_begun,
             const char  *heading)
{
  if (!*is_begun)
    gtk_box_append (GTK_BOX (box), rc_parts_heading (heading, 2));
  *is_begun = TRUE;
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
  gboolean is_begun = FALSE;

  for (guint i = 0; turn->answers != NULL && i < turn->answers->len; i++)
    {
      gboolean is_last = i + 1 == turn->answers->len;

      add_heading (box, &is_begun, turn->state == RC_EXERCISE_TURN_LOCKED ? _("The room’s answer, locked") : _("The room’s answer"));
      add_answer (box, &g_array_index (turn->answers, RcExerciseAnswer, i));
      if (!is_last)
        gtk_box_append (GTK_BOX (box), rc_parts_text (_("Given before; the answer below counts."), "rc-muted"));
    }
  for (guint i = 0; turn->corrections != NULL && i < turn->corrections->len; i++)
    {
      g_autofree char *text = rc_display_text (g_array_index (turn->corrections, RcExerciseRemark, i).text, -1, 0);
      g_autofree char *words = g_strdup_printf (_("Correction, added later: %s"), text);

      gtk_box_append (GTK_BOX (box), rc_parts_text (words, NULL));
    }
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
      g_autofree char *reason = rc_display_text (turn->skipped_for, -1, 0);
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
  gboolean is_begun = FALSE;

  for (guint i = 0; i < exercise->attachments->len; i++)
    {
      const RcExerciseAttachment *attachment = &g_array_index (exercise->attachments, RcExerciseAttachment, i);
      g_autofree char *text = rc_display_text (attachment->text != NULL ? attachment->text : "", -1, 0);
      g_autofree char *words = NULL;

      if (!is_about (decision, question, attachment->decision, attachment->question))
        continue;
      words = g_strdup_printf (_("E-%1$03lld %2$s, produced in the middle of the session"),
                               (long long) attachment->source, text);
      add_heading (box, &is_begun, _("Came in during the session"));
      gtk_box_append (GTK_BOX (box), make_mark (rc_shape_of_exercise_status (RC_EXERCISE_STATUS_PRODUCED), words));
    }
}

static void
add_promises (GtkWidget        *box,
              const RcExercise *exercise,
              guint             decision,
              const char       *question)
{
  gboolean is_begun = FALSE;

  for (guint i = 0; i < exercise->promises->len; i++)
    {
      const RcExercisePromise *promise = &g_array_index (exercise->promises, RcExercisePromise, i);
      g_autofree char *text = rc_display_text (promise->text != NULL ? promise->text : "", -1, 0);
      g_autofree char *role = rc_display_text (rc_exercise_role_words (promise->role), -1, 0);
      g_autofree char *due = rc_display_text (promise->due, -1, 0);
      g_autofree char *words = NULL;

      if (!is_about (decision, question, promise->decision, promise->question))
        continue;
      /* Translators: a role, a day, and what is promised. */
      words = g_strdup_printf (_("%1$s until %2$s: %3$s"), role, due, text);
      add_heading (box, &is_begun, _("Promises"));
      gtk_box_append (GTK_BOX (box), make_mark (rc_shape_of_exercise_status (RC_EXERCISE_STATUS_PROMISED), words));
    }
}

static void
add_notes (GtkWidget        *box,
           const RcExercise *exercise,
           guint             decision,
           const char       *question)
{
  gboolean is_begun = FALSE;

  for (guint i = 0; i < exercise->notes->len; i++)
    {
      const RcExerciseNote *note = &g_array_index (exercise->notes, RcExerciseNote, i);
      g_autofree char *text = rc_display_text (note->text, -1, 0);
      g_autofree char *words = note->is_private ? g_strdup_printf (_("%s (private: in no copy)"), text) : g_strdup (text);

      if (!is_about (decision, question, note->decision, note->question))
        continue;
      add_heading (box, &is_begun, _("Notes"));
      gtk_box_append (GTK_BOX (box), make_mark (RC_SHAPE_NOTE, words));
    }
}

static void
add_cards (GtkWidget        *box,
           const RcExercise *exercise,
           guint             decision)
{
  gboolean is_begun = FALSE;

  for (guint i = 0; i < exercise->cards->len; i++)
    {
      const RcExercisePlayedCard *card = &g_array_index (exercise->cards, RcExercisePlayedCard, i);
      g_autofree char *title = rc_display_text (card->title != NULL ? card->title : card->id, -1, 0);
      g_autofree char *text = rc_display_text (card->text, -1, 0);

      if (card->decision != decision)
        continue;
      add_heading (box, &is_begun, _("Surprise cards"));
      gtk_box_append (GTK_BOX (box), rc_parts_text (title, "rc-heading"));
      gtk_box_append (GTK_BOX (box), rc_parts_text (text, NULL));
      if (card->is_answered)
        add_answer (box, &card->answer);
      else
        gtk_box_append (GTK_BOX (box), rc_parts_text (_("Waits for its answer."), "rc-muted"));
    }
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
      add_times (box, turn);
    }
  add_cards (box, exercise, decision);
  add_attachments (box, exercise, decision, question);
  add_promises (box, exercise, decision, question);
  add_notes (box, exercise, decision, question);
}
