/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-live.h"

#include "core/house.h"
#include "core/words.h"
#include "ui/act-words.h"

#define NOTE_SECONDS 5u
#define CHUNK_BYTES  512

struct _RcExerciseLive
{
  GObject      parent_instance;
  RcSession   *session;
  gint64       number;
  RcExercise  *exercise;     /* (nullable) */
  char        *zone;
  char        *trouble;
  gboolean     is_acting;    /* the exercise belongs to the writer's thread just now */
  guint        n_noting;     /* notes of the clock that are under way */
  guint        ticks;
  guint        timer;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_TICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RcExerciseLive, rc_exercise_live, G_TYPE_OBJECT)

static void
tell_changed (RcExerciseLive *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- Reading it --- */

typedef struct
{
  gint64      number;
  RcExercise *exercise;
  char       *zone;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_clear_pointer (&self->exercise, rc_exercise_free);
  g_free (self->zone);
  g_free (self);
}

static gpointer
read_exercise (RcCase          *case_file,
               RcRecordReader  *reader,
               gpointer         data,
               GCancellable    *cancellable,
               GError         **error)
{
  const gint64 *number = data;
  g_autoptr (RcExercise) exercise = rc_exercise_load (case_file, *number, error);
  g_autoptr (RcHouse) house = exercise != NULL ? rc_house_load (case_file) : NULL;
  Reading *reading;

  if (exercise == NULL)
    return NULL;

  reading = g_new0 (Reading, 1);
  reading->exercise = g_steal_pointer (&exercise);
  reading->zone = g_strdup (house->zone);
  return reading;
}

static void
exercise_read (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (RcExerciseLive) self = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  if (reading == NULL)
    {
      self->trouble = rc_act_words_of_error (error);
    }
  else
    {
      self->exercise = g_steal_pointer (&reading->exercise);
      self->zone = g_steal_pointer (&reading->zone);
      reading_free (reading);
    }
  tell_changed (self);
}

/* In the thread in which it will be changed; in a case that cannot be changed, in that which reads. */
static void
begin_reading (RcExerciseLive *self)
{
  RcCaseQueue *writer = rc_session_peek_writer (self->session);
  RcCaseQueue *queue = writer != NULL ? writer : rc_session_peek_reader (self->session);

  if (queue != NULL)
    rc_case_queue_run_async (queue, read_exercise, g_memdup2 (&self->number, sizeof self->number), g_free, reading_free, NULL,
                             exercise_read, g_object_ref (self));
}

/* --- Doing something --- */

typedef struct
{
  RcExerciseLive *live;      /* whose exercise nobody else touches meanwhile */
  RcExerciseWork  work;
  gpointer        data;
  GDestroyNotify  data_free;
} Act;

static void
act_free (gpointer data)
{
  Act *self = data;

  if (self->data_free != NULL)
    self->data_free (self->data);
  g_object_unref (self->live);
  g_free (self);
}

/* A clock that began to run is noted at once. */
static gpointer
run_act (RcCase          *case_file,
         RcRecordReader  *reader,
         gpointer         data,
         GCancellable    *cancellable,
         GError         **error)
{
  Act *act = data;
  RcExercise *exercise = act->live->exercise;

  return act->work (case_file, exercise, act->data, cancellable, error) && rc_exercise_note_clock (exercise, 0, error) ? act : NULL;
}

static void
acted (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  RcExerciseLive *self = g_task_get_source_object (task);
  GError *error = NULL;

  (void) rc_session_act_finish (RC_SESSION (source), result, &error);
  self->is_acting = FALSE;
  tell_changed (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
say_refused (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  RcExerciseLive *self = RC_EXERCISE_LIVE (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (rc_exercise_live_finish (self, result, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  message = rc_act_words_of_error (error);
  rc_session_say (self->session, TRUE, _("This was not done: %s"), message);
}

void
rc_exercise_live_run_async (RcExerciseLive      *self,
                            RcExerciseWork       work,
                            gpointer             data,
                            GDestroyNotify       data_free,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback != NULL ? callback : say_refused, user_data);
  Act *act;

  g_return_if_fail (RC_IS_EXERCISE_LIVE (self));

  g_task_set_source_tag (task, rc_exercise_live_run_async);
  if (self->exercise == NULL || self->is_acting)
    {
      if (data_free != NULL)
        data_free (data);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, "%s", _("Something else is still being written down. Try again."));
      return;
    }

  act = g_new0 (Act, 1);
  *act = (Act) { g_object_ref (self), work, data, data_free };
  self->is_acting = TRUE;
  rc_session_act_async (self->session, run_act, act, act_free, NULL, acted, g_steal_pointer (&task));
  tell_changed (self);
}

gboolean
rc_exercise_live_finish (RcExerciseLive  *self,
                         GAsyncResult    *result,
                         GError         **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_exercise_live_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Steps --- */

typedef struct
{
  RcExerciseStep *steps;
  guint           n_steps;
  GStringChunk   *texts;
} Steps;

static void
steps_free (gpointer data)
{
  Steps *self = data;

  g_free (self->steps);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static void
keep_texts (GStringChunk   *texts,
            RcExerciseStep *step)
{
  const char **places[] = {
    &step->question, &step->role, &step->text, &step->title, &step->reason, &step->rule, &step->event, &step->handle, &step->product,
    &step->page, &step->due, &step->card, &step->record_answer, &step->standing, &step->present, &step->paper_by, &step->paper_on,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (*places[i] != NULL)
      *places[i] = g_string_chunk_insert (texts, *places[i]);
}

static gboolean
take_steps (RcCase        *case_file,
            RcExercise    *exercise,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  const Steps *steps = data;

  for (guint i = 0; i < steps->n_steps; i++)
    if (!rc_exercise_act (exercise, &steps->steps[i], error))
      return FALSE;
  return TRUE;
}

void
rc_exercise_live_act_async (RcExerciseLive       *self,
                            const RcExerciseStep *steps,
                            guint                 n_steps,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data)
{
  Steps *kept = g_new0 (Steps, 1);

  kept->steps = g_memdup2 (steps, n_steps * sizeof *steps);
  kept->n_steps = n_steps;
  kept->texts = g_string_chunk_new (CHUNK_BYTES);
  for (guint i = 0; i < n_steps; i++)
    keep_texts (kept->texts, &kept->steps[i]);
  rc_exercise_live_run_async (self, take_steps, kept, steps_free, callback, user_data);
}

/* --- The clock --- */

/* It only reads the exercise: the main loop may look at it meanwhile, and an act waits behind it. */
static gpointer
note_clock (RcCase          *case_file,
            RcRecordReader  *reader,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  RcExerciseLive *self = data;

  return rc_exercise_note_clock (self->exercise, 0, error) ? self : NULL;
}

static void
clock_noted (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (RcExerciseLive) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  (void) rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  self->n_noting--;
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  message = rc_act_words_of_error (error);
  rc_session_say (self->session, TRUE, _("Where the clock stands could not be kept: %s"), message);
}

static void
begin_noting (RcExerciseLive *self)
{
  RcCaseQueue *writer = rc_session_peek_writer (self->session);

  if (writer == NULL || self->n_noting > 0)
    return;

  self->n_noting++;
  rc_case_queue_run_async (writer, note_clock, g_object_ref (self), g_object_unref, NULL, NULL, clock_noted, g_object_ref (self));
}

static gboolean
tick (gpointer data)
{
  RcExerciseLive *self = data;
  RcExerciseClock clock;

  if (self->is_acting || self->exercise == NULL)
    return G_SOURCE_CONTINUE;

  rc_exercise_read_clock (self->exercise, 0, &clock);
  if (clock.is_running && ++self->ticks % NOTE_SECONDS == 0)
    begin_noting (self);
  if (clock.is_running || clock.was_interrupted)
    g_signal_emit (self, signals[SIGNAL_TICKED], 0);
  return G_SOURCE_CONTINUE;
}

/* --- What is known --- */

RcSession *
rc_exercise_live_peek_session (RcExerciseLive *self)
{
  return self->session;
}

gint64
rc_exercise_live_get_number (RcExerciseLive *self)
{
  return self->number;
}

const RcExercise *
rc_exercise_live_peek (RcExerciseLive *self)
{
  return self->is_acting ? NULL : self->exercise;
}

const char *
rc_exercise_live_peek_trouble (RcExerciseLive *self)
{
  return self->trouble;
}

const char *
rc_exercise_live_peek_zone (RcExerciseLive *self)
{
  return self->zone;
}

gboolean
rc_exercise_live_may_act (RcExerciseLive *self)
{
  return !self->is_acting && self->exercise != NULL && self->exercise->faults->len == 0 && rc_session_is_writable (self->session);
}

/* --- The object --- */

/* Nothing is under way any more: each piece of work keeps the object. */
static void
rc_exercise_live_finalize (GObject *object)
{
  RcExerciseLive *self = RC_EXERCISE_LIVE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->exercise, rc_exercise_free);
  g_clear_object (&self->session);
  g_free (self->zone);
  g_free (self->trouble);
  G_OBJECT_CLASS (rc_exercise_live_parent_class)->finalize (object);
}

static void
rc_exercise_live_class_init (RcExerciseLiveClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rc_exercise_live_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TICKED] = g_signal_new ("ticked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rc_exercise_live_init (RcExerciseLive *self)
{
  self->timer = g_timeout_add_seconds (1, tick, self);
}

RcExerciseLive *
rc_exercise_live_new (RcSession *session,
                      gint64     number)
{
  RcExerciseLive *self = g_object_new (RC_TYPE_EXERCISE_LIVE, NULL);

  self->session = g_object_ref (session);
  self->number = number;
  begin_reading (self);
  return self;
}
