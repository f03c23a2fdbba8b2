/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/case-queue.h"

#include <sys/resource.h>

#include "core/words.h"

/* Work on a case gives way to drawing and typing wherever there are fewer processors than work. */
#define NICE_OF_WORK 10

typedef enum
{
  JOB_OPEN,
  JOB_RUN,
  JOB_CLOSE,
  JOB_END,      /* of the thread; has no task */
} JobKind;

/*
 * One piece of work on its way through the thread. Made in the main thread, answered there again: until then only the queue's thread looks
 * at it, so that nothing in it needs a lock.
 */
typedef struct
{
  JobKind         kind;
  RcCaseQueue    *queue;          /* borrowed: the task keeps it, and the end is waited for */
  GTask          *task;           /* (nullable) */
  char           *path;
  gboolean        for_writing;
  RcCaseWork      work;
  gpointer        data;
  GDestroyNotify  data_free;
  GDestroyNotify  result_free;
  gpointer        result;
  gboolean        is_writable;
  char           *holder;
  GError         *error;
} Job;

struct _RcCaseQueue
{
  GObject         parent_instance;
  GThread        *thread;
  GAsyncQueue    *jobs;           /* of Job */
  gboolean        is_writable;    /* these two: main thread only */
  char           *holder;
  RcCase         *case_file;      /* these two: the queue's thread only */
  RcRecordReader *reader;
};

G_DEFINE_FINAL_TYPE (RcCaseQueue, rc_case_queue, G_TYPE_OBJECT)

static void
job_free (gpointer data)
{
  Job *self = data;

  if (self->data_free != NULL)
    self->data_free (self->data);
  g_free (self->path);
  g_free (self->holder);
  g_clear_error (&self->error);
  g_free (self);
}

/* --- In the queue's thread --- */

static gboolean
close_case (RcCaseQueue  *self,
            GError      **error)
{
  gboolean good = self->case_file == NULL || rc_case_close (self->case_file, error);

  g_clear_pointer (&self->reader, rc_record_reader_free);
  g_clear_object (&self->case_file);
  return good;
}

static void
open_case (RcCaseQueue *self,
           Job         *job)
{
  g_autoptr (GError) obstacle = NULL;

  if (!close_case (self, &job->error))
    return;
  self->case_file = rc_case_open (job->path, job->for_writing, &job->error);
  if (self->case_file == NULL)
    return;

  self->reader = rc_record_reader_new (rc_case_get_database (self->case_file));
  job->is_writable = rc_case_is_writable (self->case_file);
  if (job->for_writing && !rc_case_require_writable (self->case_file, &obstacle))
    job->holder = g_strdup (obstacle->message);
}

static void
run_work (RcCaseQueue *self,
          Job         *job)
{
  GCancellable *cancellable = g_task_get_cancellable (job->task);

  if (g_cancellable_set_error_if_cancelled (cancellable, &job->error))
    return;
  if (self->case_file == NULL)
    {
      g_set_error_literal (&job->error, G_IO_ERROR, G_IO_ERROR_CLOSED, _("The case is closed."));
      return;
    }

  job->result = job->work (self->case_file, self->reader, job->data, cancellable, &job->error);
}

/* In the main thread again, where @data is freed and the caller hears of it. */
static gboolean
answer (gpointer data)
{
  Job *job = data;
  g_autoptr (GTask) task = g_steal_pointer (&job->task);

  if (job->kind == JOB_OPEN && job->error == NULL)
    {
      job->queue->is_writable = job->is_writable;
      g_free (job->queue->holder);
      job->queue->holder = g_steal_pointer (&job->holder);
    }
  if (job->error != NULL)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else if (job->kind == JOB_RUN)
    g_task_return_pointer (task, job->result, job->result_free);
  else
    g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

/* Not g_main_context_invoke(): where the main loop rests, that would answer in this thread. */
static void
send_answer (Job *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_callback (source, answer, job, NULL);
  g_source_attach (source, g_task_get_context (job->task));
}

static gpointer
serve (gpointer data)
{
  RcCaseQueue *self = data;

  /* On Linux this is about the calling thread alone, and what it starts. Where it may not be, the work runs as it did. */
  (void) setpriority (PRIO_PROCESS, 0, NICE_OF_WORK);
  while (TRUE)
    {
      Job *job = g_async_queue_pop (self->jobs);

      switch (job->kind)
        {
        case JOB_OPEN:
          open_case (self, job);
          break;
        case JOB_RUN:
          run_work (self, job);
          break;
        case JOB_CLOSE:
          (void) close_case (self, &job->error);
          break;
        case JOB_END:
          (void) close_case (self, NULL);
          job_free (job);
          return NULL;
        }
      send_answer (job);
    }
}

/* --- In the main thread --- */

static void
rc_case_queue_finalize (GObject *object)
{
  RcCaseQueue *self = RC_CASE_QUEUE (object);
  Job *end = g_new0 (Job, 1);

  /* Every piece of work keeps the queue, so that nothing but the closing can be waited for here. */
  end->kind = JOB_END;
  g_async_queue_push (self->jobs, end);
  g_thread_join (self->thread);
  g_async_queue_unref (self->jobs);
  g_free (self->holder);
  G_OBJECT_CLASS (rc_case_queue_parent_class)->finalize (object);
}

static void
rc_case_queue_class_init (RcCaseQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rc_case_queue_finalize;
}

static void
rc_case_queue_init (RcCaseQueue *self)
{
  self->jobs = g_async_queue_new ();
  self->thread = g_thread_new ("recount-case", serve, self);
}

RcCaseQueue *
rc_case_queue_new (void)
{
  return g_object_new (RC_TYPE_CASE_QUEUE, NULL);
}

/* What was done was done: a cancellation that comes after it does not turn its result into an error. */
static Job *
job_new (RcCaseQueue         *self,
         JobKind              kind,
         GCancellable        *cancellable,
         GAsyncReadyCallback  callback,
         gpointer             user_data,
         gpointer             tag)
{
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->queue = self;
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (job->task, FALSE);
  g_task_set_source_tag (job->task, tag);
  g_task_set_task_data (job->task, job, job_free);
  return job;
}

/**
 * rc_case_queue_open_async:
 * @path: of a case
 * @for_writing: whether to try; rc_case_queue_is_writable() tells whether it could be
 *
 * Opens the case in the thread, in place of one that is open there. After an error nothing is open, and it may be tried again.
 */
void
rc_case_queue_open_async (RcCaseQueue         *self,
                          const char          *path,
                          gboolean             for_writing,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Job *job;

  g_return_if_fail (RC_IS_CASE_QUEUE (self));

  job = job_new (self, JOB_OPEN, NULL, callback, user_data, rc_case_queue_open_async);
  job->path = g_strdup (path);
  job->for_writing = for_writing;
  g_async_queue_push (self->jobs, job);
}

gboolean
rc_case_queue_open_finish (RcCaseQueue   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_case_queue_open_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
rc_case_queue_is_writable (RcCaseQueue *self)
{
  return self->is_writable;
}

/**
 * rc_case_queue_peek_holder:
 *
 * Returns: (nullable): one sentence on why the case is open for reading only, though writing was asked for
 */
const char *
rc_case_queue_peek_holder (RcCaseQueue *self)
{
  return self->holder;
}

/**
 * rc_case_queue_run_async:
 * @work: runs in the queue's thread
 * @data: (nullable) (transfer full): for @work; freed in the main thread
 * @data_free: (nullable): for @data
 * @result_free: (nullable): for what @work answers, where nobody takes it
 * @cancellable: (nullable): where it is cancelled before the turn of @work, @work never runs
 *
 * Runs @work after everything that was asked for before.
 */
void
rc_case_queue_run_async (RcCaseQueue         *self,
                         RcCaseWork           work,
                         gpointer             data,
                         GDestroyNotify       data_free,
                         GDestroyNotify       result_free,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Job *job;

  g_return_if_fail (RC_IS_CASE_QUEUE (self));

  job = job_new (self, JOB_RUN, cancellable, callback, user_data, rc_case_queue_run_async);
  job->work = work;
  job->data = data;
  job->data_free = data_free;
  job->result_free = result_free;
  g_async_queue_push (self->jobs, job);
}

/**
 * rc_case_queue_run_finish:
 *
 * Returns: (transfer full) (nullable): what the work answered; its own %NULL, or %NULL with @error set
 */
gpointer
rc_case_queue_run_finish (RcCaseQueue   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_case_queue_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rc_case_queue_close_async:
 *
 * Closes the case after everything that was asked for before. Whoever wants it sooner cancels that first.
 */
void
rc_case_queue_close_async (RcCaseQueue         *self,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (RC_IS_CASE_QUEUE (self));

  g_async_queue_push (self->jobs, job_new (self, JOB_CLOSE, NULL, callback, user_data, rc_case_queue_close_async));
}

gboolean
rc_case_queue_close_finish (RcCaseQueue   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_case_queue_close_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
