/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/session-private.h"

#include <string.h>

#include "core/auditor-key.h"
#include "core/verify.h"
#include "core/words.h"
#include "ui/act-words.h"

static void
show_progress (const char *sentence,
               gpointer    user_data)
{
  RcSession *self = user_data;

  rc_session_set_text (self, &self->progress, sentence, RC_SESSION_PROP_PROGRESS);
}

/* (nullable) (transfer none): what stands in the way of an act. */
const char *
rc_session_find_obstacle (RcSession *self)
{
  if (self->writer == NULL)
    return self->holder != NULL ? self->holder : _("The case is open for reading only.");
  if (self->act != NULL)
    return _("Something is still running in this case. Wait for its end, or cancel it, and try again.");
  return NULL;
}

static gboolean
may_act (RcSession *self)
{
  const char *obstacle = rc_session_find_obstacle (self);

  if (obstacle != NULL)
    rc_session_say (self, TRUE, "%s", obstacle);
  return obstacle == NULL;
}

/* --- The auditor's key --- */

void
rc_session_drop_held (RcSession *self)
{
  gpointer data = g_steal_pointer (&self->held_data);

  self->held_start = NULL;
  if (data != NULL && self->held_free != NULL)
    self->held_free (data);
}

/* A passphrase is asked for when there is something to sign, never before anything can be seen. */
void
rc_session_start_with_key (RcSession      *self,
                           RcSessionStart  start,
                           gpointer        data,
                           GDestroyNotify  data_free)
{
  if (!self->is_signed || self->is_key_settled || rc_auditor_key_is_unlocked ())
    {
      start (self, data);
      return;
    }

  rc_session_drop_held (self);
  self->held_start = start;
  self->held_data = data;
  self->held_free = data_free;
  if (!rc_session_emit_key_wanted (self))
    rc_session_settle_key (self, TRUE);
}

/**
 * rc_session_settle_key:
 * @go_on: whether the act that waits is done: with the key where it is unlocked by now, else unsigned until a later act signs
 */
void
rc_session_settle_key (RcSession *self,
                       gboolean   go_on)
{
  RcSessionStart start = self->held_start;

  g_return_if_fail (RC_IS_SESSION (self));

  if (!go_on || start == NULL || self->writer == NULL)
    {
      self->is_key_settled = self->is_key_settled || go_on;
      rc_session_drop_held (self);
      return;
    }
  self->is_key_settled = TRUE;
  self->held_start = NULL;
  start (self, g_steal_pointer (&self->held_data));
}

/* --- The long acts --- */

void
rc_session_begin_act (RcSession  *self,
                      const char *act)
{
  self->cancellable = g_cancellable_new ();
  self->relay = rc_progress_relay_new (show_progress, self);
  rc_session_set_text (self, &self->progress, NULL, RC_SESSION_PROP_PROGRESS);
  rc_session_set_text (self, &self->act, act, RC_SESSION_PROP_ACT);
  rc_session_notify (self, RC_SESSION_PROP_BUSY);
}

void
rc_session_end_act (RcSession *self)
{
  g_clear_object (&self->cancellable);
  rc_progress_relay_stop (self->relay);
  g_clear_pointer (&self->relay, rc_progress_relay_unref);
  rc_session_set_text (self, &self->act, NULL, RC_SESSION_PROP_ACT);
  rc_session_set_text (self, &self->progress, NULL, RC_SESSION_PROP_PROGRESS);
  rc_session_notify (self, RC_SESSION_PROP_BUSY);
}

static void
tell_outcome (RcSession    *self,
              RcActOutcome *outcome)
{
  rc_session_tell_changed (self);
  rc_session_say (self, outcome->is_trouble, "%s", outcome->sentence);
}

typedef struct
{
  RcImportRequest *request;
  RcProgressRelay *relay;
} ImportWork;

static void
import_work_free (gpointer data)
{
  ImportWork *self = data;

  rc_import_request_free (self->request);
  rc_progress_relay_unref (self->relay);
  g_free (self);
}

static gpointer
import (RcCase          *case_file,
        RcRecordReader  *reader,
        gpointer         data,
        GCancellable    *cancellable,
        GError         **error)
{
  ImportWork *work = data;
  const RcImportRequest *request = work->request;
  guint foreign = 0;
  g_auto (GStrv) paths = rc_import_request_dup_paths (request, &foreign);
  g_autoptr (RcImportResult) result = NULL;
  const RcImportOptions options = {
    .mapping_text = request->mapping,
    .mapping_length = request->mapping != NULL ? strlen (request->mapping) : 0,
    .mapping_name = request->mapping != NULL ? _("the mapping") : NULL,
    .controller = request->controller,
    .obtained = request->obtained,
    .has_zone = request->has_zone,
    .zone_minutes = request->zone_minutes,
    .progress = rc_progress_relay_tell,
    .progress_data = work->relay,
  };

  if (paths[0] == NULL && request->source == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("Nothing of it is a file of this computer. Copy the files here first, then import the copies."));
      return NULL;
    }

  result = request->source != 0 ? rc_import_source_again (case_file, request->source, &options, cancellable, error)
                                : rc_import_paths (case_file, (const char * const *) paths, &options, cancellable, error);
  return result != NULL ? rc_act_outcome_of_import (result, foreign) : NULL;
}

/* The end of a long act, taken from its queue: what came of it, or why nothing did. @self: (transfer full) */
static void
finish_act (RcSession     *self,
            RcCaseQueue   *queue,
            GAsyncResult  *result,
            char        *(*words_of_error) (const GError *error))
{
  g_autoptr (RcSession) session = self;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcActOutcome) outcome = rc_case_queue_run_finish (queue, result, &error);
  g_autofree char *sentence = outcome == NULL ? words_of_error (error) : NULL;

  rc_session_end_act (session);
  if (outcome != NULL)
    tell_outcome (session, outcome);
  else
    rc_session_say (session, !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED), "%s", sentence);
}

static void
imported (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  finish_act (user_data, RC_CASE_QUEUE (source), result, rc_act_words_of_import_error);
}

static void
start_import (RcSession *self,
              gpointer   data)
{
  RcImportRequest *request = data;
  ImportWork *work;

  /* What is said of a source that is in the case stays. */
  if (request->controller == NULL && request->source == 0)
    request->controller = g_strdup (self->controller);
  if (request->obtained == NULL && request->source == 0)
    request->obtained = g_strdup (self->obtained);
  rc_session_begin_act (self, _("Importing"));
  work = g_new0 (ImportWork, 1);
  work->request = request;
  work->relay = rc_progress_relay_ref (self->relay);
  rc_case_queue_run_async (self->writer, import, work, import_work_free, (GDestroyNotify) rc_act_outcome_free, self->cancellable,
                           imported, g_object_ref (self));
}

/**
 * rc_session_import_request:
 * @request: (transfer full): what to import; who controls it and how it was obtained is filled in from the session
 */
void
rc_session_import_request (RcSession       *self,
                           RcImportRequest *request)
{
  g_return_if_fail (RC_IS_SESSION (self));

  if (may_act (self))
    rc_session_start_with_key (self, start_import, request, (GDestroyNotify) rc_import_request_free);
  else
    rc_import_request_free (request);
}

void
rc_session_import (RcSession          *self,
                   const char * const *paths)
{
  rc_session_import_request (self, rc_import_request_new_for_paths (paths));
}

static gpointer
verify (RcCase          *case_file,
        RcRecordReader  *reader,
        gpointer         data,
        GCancellable    *cancellable,
        GError         **error)
{
  g_autoptr (RcJudgement) judgement = rc_verify_case (case_file, rc_progress_relay_tell, data, cancellable, error);

  return judgement != NULL ? rc_act_outcome_of_verify (judgement) : NULL;
}

static void
verified (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  finish_act (user_data, RC_CASE_QUEUE (source), result, rc_act_words_of_verify_error);
}

static void
start_verify (RcSession *self,
              gpointer   data)
{
  rc_session_begin_act (self, _("Checking everything"));
  rc_case_queue_run_async (self->writer, verify, rc_progress_relay_ref (self->relay), (GDestroyNotify) rc_progress_relay_unref,
                           (GDestroyNotify) rc_act_outcome_free, self->cancellable, verified, g_object_ref (self));
}

void
rc_session_verify (RcSession *self)
{
  g_return_if_fail (RC_IS_SESSION (self));

  if (may_act (self))
    rc_session_start_with_key (self, start_verify, NULL, NULL);
}

/* --- Short acts --- */

typedef struct
{
  RcCaseWork      work;
  gpointer        data;
  GDestroyNotify  data_free;
  GDestroyNotify  result_free;
  GTask          *task;         /* (nullable): answered already */
} ShortAct;

/* An act that was not done, since its key was asked for and not given, is answered too. */
static void
short_act_free (gpointer data)
{
  ShortAct *self = data;

  if (self->task != NULL)
    g_task_return_new_error (self->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _("This was not done."));
  g_clear_object (&self->task);
  if (self->data_free != NULL)
    self->data_free (self->data);
  g_free (self);
}

static gpointer
run_short_act (RcCase          *case_file,
               RcRecordReader  *reader,
               gpointer         data,
               GCancellable    *cancellable,
               GError         **error)
{
  ShortAct *act = data;

  return act->work (case_file, reader, act->data, cancellable, error);
}

static void
acted (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  ShortAct *act = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer answer = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  g_clear_object (&act->task);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  rc_session_tell_changed (g_task_get_source_object (task));
  g_task_return_pointer (task, answer, act->result_free);
}

static void
start_short_act (RcSession *self,
                 gpointer   data)
{
  ShortAct *act = data;
  GTask *task = g_object_ref (act->task);

  g_task_set_task_data (task, act, short_act_free);
  rc_case_queue_run_async (self->writer, run_short_act, act, NULL, act->result_free, NULL, acted, task);
}

/**
 * rc_session_act_async:
 * @work: changes the case and appends to its custody log, in one transaction
 * @data: (nullable) (transfer full): for @work
 * @data_free: (nullable): for @data
 * @result_free: (nullable): for what @work answers, where nobody takes it
 *
 * A short act whose answer the caller wants. "changed" comes before it; what goes wrong is the caller's to tell.
 */
void
rc_session_act_async (RcSession           *self,
                      RcCaseWork           work,
                      gpointer             data,
                      GDestroyNotify       data_free,
                      GDestroyNotify       result_free,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  const char *obstacle;
  ShortAct *act;

  g_return_if_fail (RC_IS_SESSION (self));

  act = g_new0 (ShortAct, 1);
  act->work = work;
  act->data = data;
  act->data_free = data_free;
  act->result_free = result_free;
  act->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (act->task, rc_session_act_async);
  obstacle = rc_session_find_obstacle (self);
  if (obstacle == NULL)
    {
      rc_session_start_with_key (self, start_short_act, act, short_act_free);
      return;
    }
  g_task_return_new_error (act->task, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY, "%s", obstacle);
  g_clear_object (&act->task);
  short_act_free (act);
}

/**
 * rc_session_act_finish:
 *
 * Returns: (transfer full) (nullable): what the work answered; %NULL with @error set: %G_IO_ERROR_CANCELLED where the key was asked for and
 *   the user drew back
 */
gpointer
rc_session_act_finish (RcSession     *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_session_act_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
tell_act (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  RcSession *self = RC_SESSION (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  (void) rc_session_act_finish (self, result, &error);
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  message = rc_act_words_of_error (error);
  rc_session_say (self, TRUE, _("This was not done: %s"), message);
}

/**
 * rc_session_act:
 * @work: changes the case and appends to its custody log, in one transaction; what it answers is not looked at where it sets no error
 * @data: (nullable) (transfer full): for @work
 * @data_free: (nullable): for @data
 */
void
rc_session_act (RcSession      *self,
                RcCaseWork      work,
                gpointer        data,
                GDestroyNotify  data_free)
{
  rc_session_act_async (self, work, data, data_free, NULL, tell_act, NULL);
}

void
rc_session_cancel (RcSession *self)
{
  g_return_if_fail (RC_IS_SESSION (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}
