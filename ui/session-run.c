/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/session-private.h"

#include "core/words.h"

typedef struct
{
  char            *act;
  RcSessionWork    work;
  gpointer         data;
  GDestroyNotify   data_free;
  GDestroyNotify   result_free;
  RcProgressRelay *relay;       /* (nullable): not begun */
  GTask           *task;        /* (nullable): answered already */
} Run;

/* An act that never began, since its key was asked for and not given, is answered too. */
static void
run_free (gpointer data)
{
  Run *self = data;

  if (self->task != NULL)
    g_task_return_new_error (self->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("This was not done."));
  g_clear_object (&self->task);
  g_clear_pointer (&self->relay, rc_progress_relay_unref);
  if (self->data_free != NULL)
    self->data_free (self->data);
  g_free (self->act);
  g_free (self);
}

static gpointer
work (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  const Run *run = data;

  return run->work (case_file, run->relay, run->data, cancellable, error);
}

/* Also where it failed: an act may have done a part that stands for itself, as checking everything first. */
static void
ended (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  RcSession *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer answer = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  g_clear_object (&run->task);
  rc_session_end_act (self);
  rc_session_tell_changed (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, run->result_free);
}

static void
start (RcSession *self,
       gpointer   data)
{
  Run *run = data;
  GTask *task = g_object_ref (run->task);

  rc_session_begin_act (self, run->act);
  run->relay = rc_progress_relay_ref (self->relay);
  g_task_set_task_data (task, run, run_free);
  rc_case_queue_run_async (self->writer, work, run, NULL, run->result_free, self->cancellable, ended, task);
}

/**
 * rc_session_run_async:
 * @act: what it is, in words, while it runs
 * @work: runs in the writer's thread
 * @data: (nullable) (transfer full): for @work
 * @data_free: (nullable): for @data
 * @result_free: (nullable): for what @work answers, where nobody takes it
 */
void
rc_session_run_async (RcSession           *self,
                      const char          *act,
                      RcSessionWork        run_work,
                      gpointer             data,
                      GDestroyNotify       data_free,
                      GDestroyNotify       result_free,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  const char *obstacle;
  Run *run;

  g_return_if_fail (RC_IS_SESSION (self));

  run = g_new0 (Run, 1);
  run->act = g_strdup (act);
  run->work = run_work;
  run->data = data;
  run->data_free = data_free;
  run->result_free = result_free;
  run->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (run->task, rc_session_run_async);
  obstacle = rc_session_find_obstacle (self);
  if (obstacle == NULL)
    {
      rc_session_start_with_key (self, start, run, run_free);
      return;
    }
  g_task_return_new_error (run->task, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY, "%s", obstacle);
  g_clear_object (&run->task);
  run_free (run);
}

/**
 * rc_session_run_finish:
 *
 * Returns: (transfer full) (nullable): what the work answered; %NULL with @error set: %G_IO_ERROR_CANCELLED where it was cancelled, or the key was
 *   asked for and the user drew back
 */
gpointer
rc_session_run_finish (RcSession     *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_session_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
