/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/session-private.h"

#include "core/verify.h"
#include "core/words.h"
#include "ui/act-words.h"

/* --- What the window says about the case --- */

typedef struct
{
  char     *title;
  gboolean  is_signed;
  gboolean  has_evidence;
  gboolean  is_verified;
} Facts;

static void
facts_free (gpointer data)
{
  Facts *self = data;

  g_free (self->title);
  g_free (self);
}

static gpointer
read_facts (RcCase          *case_file,
            RcRecordReader  *reader,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  g_autofree char *is_unsigned = rc_case_dup_setting (case_file, "case.unsigned");
  g_autoptr (RcJudgement) judgement = NULL;
  gboolean is_current = FALSE;
  Facts *facts;

  judgement = rc_verify_load (case_file, &is_current, error);
  if (judgement == NULL)
    return NULL;

  facts = g_new0 (Facts, 1);
  facts->title = rc_case_dup_setting (case_file, "case.title");
  facts->is_signed = g_strcmp0 (is_unsigned, "1") != 0;
  facts->has_evidence = rc_case_get_mark (case_file, "source") > 0;
  facts->is_verified = is_current;
  return facts;
}

static void
take_facts (RcSession *self,
            Facts     *facts)
{
  rc_session_set_text (self, &self->title, facts->title, RC_SESSION_PROP_TITLE);
  rc_session_set_flag (self, &self->is_signed, facts->is_signed, RC_SESSION_PROP_SIGNED);
  rc_session_set_flag (self, &self->has_evidence, facts->has_evidence, RC_SESSION_PROP_HAS_EVIDENCE);
  rc_session_set_flag (self, &self->is_verified, facts->is_verified, RC_SESSION_PROP_VERIFIED);
  facts_free (facts);
}

static void
facts_read (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (RcSession) self = user_data;
  g_autoptr (GError) error = NULL;
  Facts *facts = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  if (facts != NULL)
    take_facts (self, facts);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    {
      g_autofree char *message = rc_act_words_of_error (error);

      rc_session_say (self, TRUE, _("The case could not be read again: %s"), message);
    }
}

/* What is not read again yet is not taken for checked. */
void
rc_session_tell_changed (RcSession *self)
{
  g_return_if_fail (RC_IS_SESSION (self));

  if (self->reader == NULL)
    return;
  rc_case_queue_run_async (self->reader, read_facts, NULL, NULL, facts_free, NULL, facts_read, g_object_ref (self));
  rc_session_emit_changed (self);
}

/* --- Opening and closing --- */

typedef struct
{
  RcCaseQueue *writer;
  RcCaseQueue *reader;
  char        *path;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *self = data;

  g_clear_object (&self->reader);
  g_clear_object (&self->writer);
  g_free (self->path);
  g_free (self);
}

static void
take_opened (RcSession *self,
             Opening   *opening)
{
  gboolean is_writable = rc_case_queue_is_writable (opening->writer);

  rc_session_set_text (self, &self->holder, rc_case_queue_peek_holder (opening->writer), RC_SESSION_PROP_HOLDER);
  self->reader = g_steal_pointer (&opening->reader);
  if (is_writable)
    self->writer = g_steal_pointer (&opening->writer);
  rc_session_set_text (self, &self->path, opening->path, RC_SESSION_PROP_PATH);
  rc_session_notify (self, RC_SESSION_PROP_WRITABLE);
}

static void
opened_facts_read (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  RcSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  Facts *facts = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  if (facts == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  take_opened (self, g_task_get_task_data (task));
  take_facts (self, facts);
  rc_session_emit_changed (self);
  g_task_return_boolean (task, TRUE);
}

static void
reader_opened (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (rc_case_queue_open_finish (RC_CASE_QUEUE (source), result, &error))
    rc_case_queue_run_async (RC_CASE_QUEUE (source), read_facts, NULL, NULL, facts_free, NULL, opened_facts_read, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/* The one who writes opens first: it mends what was left open, and begins the journal that lets others read beside it. */
static void
writer_opened (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  if (!rc_case_queue_open_finish (opening->writer, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (rc_case_queue_is_writable (opening->writer))
    {
      opening->reader = rc_case_queue_new ();
      rc_case_queue_open_async (opening->reader, opening->path, FALSE, reader_opened, g_steal_pointer (&task));
    }
  else
    {
      opening->reader = g_object_ref (opening->writer);
      rc_case_queue_run_async (opening->reader, read_facts, NULL, NULL, facts_free, NULL, opened_facts_read, g_steal_pointer (&task));
    }
}

/**
 * rc_session_open_async:
 * @path: of a case
 * @for_writing: whether to try; "writable" tells whether it could be, and "holder" why not
 *
 * A session opens one case once. After an error nothing is open, and it may be tried again.
 */
void
rc_session_open_async (RcSession           *self,
                       const char          *path,
                       gboolean             for_writing,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task;
  Opening *opening;

  g_return_if_fail (RC_IS_SESSION (self));
  g_return_if_fail (self->reader == NULL);

  task = g_task_new (self, NULL, callback, user_data);
  opening = g_new0 (Opening, 1);
  opening->path = g_strdup (path);
  opening->writer = rc_case_queue_new ();
  g_task_set_source_tag (task, rc_session_open_async);
  g_task_set_task_data (task, opening, opening_free);
  rc_case_queue_open_async (opening->writer, path, for_writing, writer_opened, task);
}

gboolean
rc_session_open_finish (RcSession     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_session_open_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void close_next (GTask *task);

/* Only what the last one says of its end counts: the others held nothing that must be kept. */
static void
queue_closed (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GPtrArray *queues = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean good = rc_case_queue_close_finish (RC_CASE_QUEUE (source), result, &error);

  g_ptr_array_remove_index (queues, 0);
  if (queues->len > 0)
    close_next (g_steal_pointer (&task));
  else if (good)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* @task: (transfer full) */
static void
close_next (GTask *task)
{
  GPtrArray *queues = g_task_get_task_data (task);

  rc_case_queue_close_async (g_ptr_array_index (queues, 0), queue_closed, task);
}

void
rc_session_close_async (RcSession           *self,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GPtrArray *queues;
  GTask *task;

  g_return_if_fail (RC_IS_SESSION (self));

  rc_session_cancel (self);
  rc_session_drop_held (self);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, rc_session_close_async);
  if (self->reader == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  /* The readers go first, so that the writer finds nobody who holds the journal. */
  queues = g_ptr_array_new_with_free_func (g_object_unref);
  if (self->searcher != NULL)
    g_ptr_array_add (queues, g_steal_pointer (&self->searcher));
  g_ptr_array_add (queues, g_steal_pointer (&self->reader));
  if (self->writer != NULL)
    g_ptr_array_add (queues, g_steal_pointer (&self->writer));
  g_task_set_task_data (task, queues, (GDestroyNotify) g_ptr_array_unref);
  rc_session_notify (self, RC_SESSION_PROP_WRITABLE);
  close_next (task);
}

gboolean
rc_session_close_finish (RcSession     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_session_close_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
