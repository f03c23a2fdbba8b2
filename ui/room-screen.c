/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/room-screen.h"

#include "core/words.h"
#include "reports/typesetting/shape.h"
#include "ui/exercise-matrix-view.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

#define MATRIX_SCALE 1.3
#define CLOCK       "room-clock"
#define INTERRUPTED "room-interrupted"
#define OF_DECISION "room-decision-time"

static GtkWidget *
add_text (GtkWidget  *box,
          const char *text,         /* (nullable): nothing is added */
          const char *css_class)
{
  GtkWidget *label;

  if (text == NULL || *text == '\0')
    return NULL;
  label = rc_parts_text (text, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
add_heading (GtkWidget  *box,
             const char *text)
{
  gtk_box_append (GTK_BOX (box), rc_parts_heading (text, 2));
}

static void
add_mark (GtkWidget  *box,
          RcShape     shape,
          const char *words)        /* (nullable) */
{
  GtkWidget *mark;

  if (words == NULL)
    return;
  mark = rc_state_mark_new (shape, words);
  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  gtk_box_append (GTK_BOX (box), mark);
}

static void
add_list (GtkWidget       *box,
          const char      *heading,
          const GPtrArray *sentences)
{
  if (sentences->len == 0)
    return;

  add_heading (box, heading);
  for (guint i = 0; i < sentences->len; i++)
    {
      g_autofree char *line = g_strdup_printf ("• %s", (const char *) g_ptr_array_index (sentences, i));

      add_text (box, line, NULL);
    }
}

static GtkWidget *
make_column (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

/* --- The times --- */

static char *
word_decision_time (const RcExerciseRoom *room)
{
  g_autofree char *elapsed = rc_exercise_time_words (room->decision_elapsed_us);

  if (room->minutes == 0)
    return g_strdup_printf (_("This decision: %s"), elapsed);
  return g_strdup_printf (room->is_over ? _("This decision: %1$s of %2$u minutes; more is told, and has no consequence")
                                        : _("This decision: %1$s of %2$u minutes"),
                          elapsed, room->minutes);
}

static GtkWidget *
keep (GtkWidget  *screen,
      GtkWidget  *label,
      const char *name)
{
  gtk_widget_set_name (label, name);
  g_object_set_data (G_OBJECT (screen), name, label);
  return label;
}

static void
add_clock (GtkWidget *screen,
           GtkWidget *box)
{
  GtkWidget *clock = keep (screen, gtk_label_new (NULL), CLOCK);

  gtk_label_set_xalign (GTK_LABEL (clock), 0);
  gtk_widget_add_css_class (clock, "room-clock");
  rc_parts_set_tabular (clock);
  gtk_box_append (GTK_BOX (box), clock);
  gtk_box_append (GTK_BOX (box), keep (screen, rc_parts_text ("", "rc-absent"), INTERRUPTED));
  gtk_box_append (GTK_BOX (box), keep (screen, rc_parts_text ("", "rc-muted"), OF_DECISION));
}

static void
set_kept (GtkWidget  *screen,
          const char *name,
          const char *text)
{
  GtkWidget *label = g_object_get_data (G_OBJECT (screen), name);

  if (label == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, *text != '\0');
}

void
rc_room_screen_tick (GtkWidget            *screen,
                     const RcExerciseRoom *room)
{
  /* Beside a card no question runs: it is the clock of the decision. */
  gint64 time_us = room->screen == RC_EXERCISE_SCREEN_CARD ? room->decision_elapsed_us : room->clock.elapsed_us;
  g_autofree char *elapsed = rc_exercise_time_words (time_us);
  g_autofree char *decision = word_decision_time (room);

  set_kept (screen, CLOCK, elapsed);
  set_kept (screen, INTERRUPTED, room->clock_words);
  set_kept (screen, OF_DECISION, decision);
}

/* --- The screens --- */

static void
add_welcome (GtkWidget            *box,
             const RcExerciseRoom *room)
{
  GtkWidget *first = make_column ();
  GtkWidget *second = make_column ();

  gtk_widget_add_css_class (first, "room-notices");
  gtk_widget_add_css_class (second, "room-notices");
  add_text (box, room->purpose, "room-title");
  add_list (first, _("How we go about it"), room->notices);
  add_list (second, _("The draw"), room->draws);
  add_list (second, _("Who is asked"), room->roles);
  if (room->n_decisions > 0)
    {
      g_autofree char *count = g_strdup_printf (rc_words_plural ("%u decision, ", "%u decisions, ", room->n_decisions), room->n_decisions);
      g_autofree char *questions = g_strdup_printf (rc_words_plural ("%u question about each", "%u questions about each", room->n_questions),
                                                    room->n_questions);
      g_autofree char *both = g_strconcat (count, questions, NULL);

      add_heading (second, _("What is examined"));
      add_text (second, both, NULL);
    }
  gtk_box_append (GTK_BOX (box), rc_parts_columns (first, second));
}

static void
add_position (GtkWidget            *box,
              const RcExerciseRoom *room)
{
  g_autofree char *words = g_strdup_printf (_("Decision %1$u of %2$u"), room->position, room->n_decisions);

  add_text (box, words, "rc-muted");
}

static void
add_card (GtkWidget            *box,
          const RcExerciseRoom *room)
{
  add_position (box, room);
  add_text (box, room->handle, "room-title");
  add_text (box, room->date, NULL);
  add_text (box, room->product, NULL);
}

/* In one line above a question. */
static void
add_short_card (GtkWidget            *box,
                const RcExerciseRoom *room)
{
  g_autofree char *words = g_strdup_printf (_("Decision %1$u of %2$u · %3$s · question %4$u of %5$u"), room->position, room->n_decisions,
                                            room->handle, room->question_position, room->n_questions);

  add_text (box, words, "rc-muted");
}

static void
add_question (GtkWidget            *screen,
              GtkWidget            *box,
              const RcExerciseRoom *room)
{
  g_autofree char *put_to = room->role != NULL ? g_strdup_printf (_("Put to: %s"), room->role) : NULL;

  add_short_card (box, room);
  add_text (box, room->question, "room-title");
  add_text (box, put_to, NULL);
  add_clock (screen, box);
}

static void
add_read_back (GtkWidget            *box,
               const RcExerciseRoom *room)
{
  add_short_card (box, room);
  add_text (box, room->question, NULL);
  add_heading (box, room->is_locked ? _("Locked: this stays as it is") : _("Read back: is this what was said?"));
  add_text (box, room->answer, "room-title");
  add_mark (box, rc_shape_of_exercise_status (room->answer_status), room->status);
}

static void
add_reveal (GtkWidget            *box,
            const RcExerciseRoom *room)
{
  GtkWidget *first = make_column ();
  GtkWidget *second = make_column ();

  add_short_card (box, room);
  add_text (box, room->question, NULL);
  add_heading (first, _("The room’s answer"));
  add_text (first, room->answer, "room-large");
  add_mark (first, rc_shape_of_exercise_status (room->answer_status), room->status);
  add_heading (second, _("The record’s answer"));
  add_text (second, room->record_answer != NULL ? room->record_answer : _("The record is silent."), "room-large");
  add_mark (second, rc_shape_of_standing (room->how_known), room->standing);
  gtk_box_append (GTK_BOX (box), rc_parts_columns (first, second));
  if (room->compared != RC_EXERCISE_COMPARISON_NONE)
    add_mark (box, rc_shape_of_comparison (room->compared), room->comparison);
}

static void
add_promises (GtkWidget            *box,
              const RcExerciseRoom *room)
{
  if (room->promises->len > 0)
    add_heading (box, _("Promises"));
  for (guint i = 0; i < room->promises->len; i++)
    {
      const RcExerciseRoomPromise *promise = g_ptr_array_index (room->promises, i);
      g_autofree char *words = g_strdup_printf (_("%1$s until %2$s: %3$s"), promise->role, promise->due,
                                                promise->text != NULL ? promise->text : "");

      add_mark (box, rc_shape_of_exercise_status (RC_EXERCISE_STATUS_PROMISED), words);
    }
}

static void
add_progress (GtkWidget            *box,
              const RcExerciseRoom *room)
{
  g_autofree char *progress = g_strdup_printf (_("%1$u of %2$u decisions examined"), room->examined, room->n_decisions);
  g_autofree char *time = word_decision_time (room);

  if (room->summary != NULL)
    {
      add_card (box, room);
      add_text (box, room->summary, "room-large");
      add_text (box, time, "rc-muted");
      add_promises (box, room);
    }
  else
    {
      add_text (box, room->purpose, "room-title");
    }
  add_text (box, progress, NULL);
}

static void
add_surprise (GtkWidget            *box,
              const RcExerciseRoom *room)
{
  add_text (box, _("Surprise card"), "rc-muted");
  add_text (box, room->card_title, "room-title");
  add_text (box, room->card_text, "room-large");
}

/* Smaller than all else, so that the usual number of questions fits beside each other. */
static void
add_wrap_up (GtkWidget            *box,
             const RcExerciseRoom *room,
             const RcExercisePack *pack)
{
  GtkWidget *matrix = rc_exercise_matrix_view_new (room->matrix, pack, MATRIX_SCALE);

  gtk_widget_add_css_class (matrix, "room-matrix");
  add_text (box, room->purpose, "room-title");
  gtk_box_append (GTK_BOX (box), matrix);
}

GtkWidget *
rc_room_screen_new (const RcExerciseRoom *room,
                    const RcExercisePack *pack)
{
  GtkWidget *screen = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  rc_parts_set_margins (screen, 48);
  switch (room->screen)
    {
    case RC_EXERCISE_SCREEN_WELCOME:
      add_welcome (screen, room);
      break;
    case RC_EXERCISE_SCREEN_CARD:
      add_card (screen, room);
      add_clock (screen, screen);
      break;
    case RC_EXERCISE_SCREEN_QUESTION:
      add_question (screen, screen, room);
      break;
    case RC_EXERCISE_SCREEN_READ_BACK:
      add_read_back (screen, room);
      break;
    case RC_EXERCISE_SCREEN_REVEAL:
      add_reveal (screen, room);
      break;
    case RC_EXERCISE_SCREEN_SURPRISE:
      add_surprise (screen, room);
      break;
    case RC_EXERCISE_SCREEN_WRAP_UP:
      add_wrap_up (screen, room, pack);
      break;
    case RC_EXERCISE_SCREEN_PROGRESS:
    default:
      add_progress (screen, room);
    }
  rc_room_screen_tick (screen, room);
  return screen;
}
