/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/session.h"

#include "core/verify.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/progress-relay.h"

struct _RcSession
{
  GObject          parent_instance;
  RcCaseQueue     *reader;          /* (nullable): nothing is open */
  RcCaseQueue     *writer;          /* (nullable) */
  char            *path;
  char            *title;
  char            *holder;
  char            *controller;
  char            *obtained;
  gboolean         has_provenance;
  gboolean         has_evidence;
  gboolean         is_signed;
  gboolean         is_verified;
  gint64           event;
  char            *act;             /* (nullable): what is running */
  char            *progress;
  GCancellable    *cancellable;     /* of the act, where one is running */
  RcProgressRelay *relay;
};

enum
{
  PROP_PATH = 1,
  PROP_TITLE,
  PROP_WRITABLE,
  PROP_HOLDER,
  PROP_BUSY,
  PROP_ACT,
  PROP_PROGRESS,
  PROP_EVENT,
  PROP_VERIFIED,
  PROP_HAS_EVIDENCE,
  PROP_SIGNED,
  N_PROPERTIES
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SAID,
  SIGNAL_SHOW_PAGE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RcSession, rc_session, G_TYPE_OBJECT)

static void
set_text (RcSession  *self,
          char      **place,
          const char *text,
          guint       property)
{
  if (g_strcmp0 (*place, text) == 0)
    return;

  g_free (*place);
  *place = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_flag (RcSession *self,
          gboolean  *place,
          gboolean   value,
          guint      property)
{
  if (*place == value)
    return;

  *place = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

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
  set_text (self, &self->title, facts->title, PROP_TITLE);
  set_flag (self, &self->is_signed, facts->is_signed, PROP_SIGNED);
  set_flag (self, &self->has_evidence, facts->has_evidence, PROP_HAS_EVIDENCE);
  set_flag (self, &self->is_verified, facts->is_verified, PROP_VERIFIED);
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
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
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

  set_text (self, &self->holder, rc_case_queue_peek_holder (opening->writer), PROP_HOLDER);
  self->reader = g_steal_pointer (&opening->reader);
  if (is_writable)
    self->writer = g_steal_pointer (&opening->writer);
  set_text (self, &self->path, opening->path, PROP_PATH);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WRITABLE]);
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
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
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

static void
writer_closed (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (rc_case_queue_close_finish (RC_CASE_QUEUE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The reader went first, so that the writer finds nobody who holds the journal. */
static void
reader_closed (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  RcCaseQueue *writer = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean good = rc_case_queue_close_finish (RC_CASE_QUEUE (source), result, &error);

  if (writer != NULL)
    {
      g_clear_error (&error);
      rc_case_queue_close_async (writer, writer_closed, g_steal_pointer (&task));
    }
  else if (good)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
rc_session_close_async (RcSession           *self,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task;
  g_autoptr (RcCaseQueue) reader = NULL;

  g_return_if_fail (RC_IS_SESSION (self));

  rc_session_cancel (self);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, rc_session_close_async);
  reader = g_steal_pointer (&self->reader);
  if (self->writer != NULL)
    g_task_set_task_data (task, g_steal_pointer (&self->writer), g_object_unref);
  if (reader == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WRITABLE]);
  rc_case_queue_close_async (reader, reader_closed, task);
}

gboolean
rc_session_close_finish (RcSession     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_session_close_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Acts --- */

static void
show_progress (const char *sentence,
               gpointer    user_data)
{
  RcSession *self = user_data;

  set_text (self, &self->progress, sentence, PROP_PROGRESS);
}

/* Says what stands in the way, where something does. */
static gboolean
may_act (RcSession *self)
{
  if (self->writer == NULL)
    rc_session_say (self, TRUE, "%s", self->holder != NULL ? self->holder : _("The case is open for reading only."));
  else if (self->act != NULL)
    rc_session_say (self, TRUE, "%s", _("Something is still running in this case. Wait for its end, or cancel it, and try again."));
  else
    return TRUE;
  return FALSE;
}

static void
begin_act (RcSession  *self,
           const char *act)
{
  self->cancellable = g_cancellable_new ();
  self->relay = rc_progress_relay_new (show_progress, self);
  set_text (self, &self->progress, NULL, PROP_PROGRESS);
  set_text (self, &self->act, act, PROP_ACT);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
end_act (RcSession *self)
{
  g_clear_object (&self->cancellable);
  rc_progress_relay_stop (self->relay);
  g_clear_pointer (&self->relay, rc_progress_relay_unref);
  set_text (self, &self->act, NULL, PROP_ACT);
  set_text (self, &self->progress, NULL, PROP_PROGRESS);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
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
  guint foreign = 0;
  g_auto (GStrv) paths = rc_import_request_dup_paths (work->request, &foreign);
  g_autoptr (RcImportResult) result = NULL;
  const RcImportOptions options = {
    .controller = work->request->controller,
    .obtained = work->request->obtained,
    .progress = rc_progress_relay_tell,
    .progress_data = work->relay,
  };

  if (paths[0] == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("Nothing of it is a file of this computer. Copy the files here first, then import the copies."));
      return NULL;
    }

  result = rc_import_paths (case_file, (const char * const *) paths, &options, cancellable, error);
  return result != NULL ? rc_act_outcome_of_import (result, foreign) : NULL;
}

static void
imported (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (RcSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcActOutcome) outcome = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  g_autofree char *sentence = outcome == NULL ? rc_act_words_of_import_error (error) : NULL;

  end_act (self);
  if (outcome != NULL)
    tell_outcome (self, outcome);
  else
    rc_session_say (self, !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED), "%s", sentence);
}

/**
 * rc_session_import_request:
 * @request: (transfer full): what to import; who controls it and how it was obtained is filled in from the session
 */
void
rc_session_import_request (RcSession       *self,
                           RcImportRequest *request)
{
  ImportWork *work;

  g_return_if_fail (RC_IS_SESSION (self));

  if (!may_act (self))
    {
      rc_import_request_free (request);
      return;
    }

  if (request->controller == NULL)
    request->controller = g_strdup (self->controller);
  if (request->obtained == NULL)
    request->obtained = g_strdup (self->obtained);
  begin_act (self, _("Importing"));
  work = g_new0 (ImportWork, 1);
  work->request = request;
  work->relay = rc_progress_relay_ref (self->relay);
  rc_case_queue_run_async (self->writer, import, work, import_work_free, (GDestroyNotify) rc_act_outcome_free, self->cancellable,
                           imported, g_object_ref (self));
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
  g_autoptr (RcSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcActOutcome) outcome = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  g_autofree char *sentence = outcome == NULL ? rc_act_words_of_verify_error (error) : NULL;

  end_act (self);
  if (outcome != NULL)
    tell_outcome (self, outcome);
  else
    rc_session_say (self, !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED), "%s", sentence);
}

void
rc_session_verify (RcSession *self)
{
  g_return_if_fail (RC_IS_SESSION (self));

  if (!may_act (self))
    return;

  begin_act (self, _("Checking everything"));
  rc_case_queue_run_async (self->writer, verify, rc_progress_relay_ref (self->relay), (GDestroyNotify) rc_progress_relay_unref,
                           (GDestroyNotify) rc_act_outcome_free, self->cancellable, verified, g_object_ref (self));
}

static void
acted (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autoptr (RcSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error) != NULL || error == NULL)
    {
      rc_session_tell_changed (self);
      return;
    }
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
  g_return_if_fail (RC_IS_SESSION (self));

  if (may_act (self))
    rc_case_queue_run_async (self->writer, work, data, data_free, NULL, NULL, acted, g_object_ref (self));
  else if (data_free != NULL)
    data_free (data);
}

void
rc_session_cancel (RcSession *self)
{
  g_return_if_fail (RC_IS_SESSION (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/* --- What is known and selected --- */

RcCaseQueue *
rc_session_peek_reader (RcSession *self)
{
  return self->reader;
}

RcCaseQueue *
rc_session_peek_writer (RcSession *self)
{
  return self->writer;
}

const char *
rc_session_peek_path (RcSession *self)
{
  return self->path;
}

const char *
rc_session_peek_title (RcSession *self)
{
  return self->title;
}

const char *
rc_session_peek_holder (RcSession *self)
{
  return self->holder;
}

const char *
rc_session_peek_act (RcSession *self)
{
  return self->act;
}

const char *
rc_session_peek_progress (RcSession *self)
{
  return self->progress;
}

gboolean
rc_session_is_writable (RcSession *self)
{
  return self->writer != NULL;
}

gboolean
rc_session_is_busy (RcSession *self)
{
  return self->act != NULL;
}

gboolean
rc_session_is_verified (RcSession *self)
{
  return self->is_verified;
}

gboolean
rc_session_has_evidence (RcSession *self)
{
  return self->has_evidence;
}

gboolean
rc_session_is_signed (RcSession *self)
{
  return self->is_signed;
}

static char *
dup_if_filled (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

void
rc_session_set_provenance (RcSession  *self,
                           const char *controller,
                           const char *obtained)
{
  g_return_if_fail (RC_IS_SESSION (self));

  g_free (self->controller);
  g_free (self->obtained);
  self->controller = dup_if_filled (controller);
  self->obtained = dup_if_filled (obtained);
  self->has_provenance = TRUE;
}

gboolean
rc_session_has_provenance (RcSession *self)
{
  return self->has_provenance;
}

gint64
rc_session_get_event (RcSession *self)
{
  return self->event;
}

void
rc_session_show_event (RcSession *self,
                       gint64     event)
{
  g_return_if_fail (RC_IS_SESSION (self));

  if (self->event != event)
    {
      self->event = event;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EVENT]);
    }
  rc_session_show_page (self, "lineage");
}

void
rc_session_show_page (RcSession  *self,
                      const char *name)
{
  g_return_if_fail (RC_IS_SESSION (self));

  g_signal_emit (self, signals[SIGNAL_SHOW_PAGE], 0, name);
}

void
rc_session_say (RcSession  *self,
                gboolean    is_trouble,
                const char *format,
                ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  g_return_if_fail (RC_IS_SESSION (self));

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_signal_emit (self, signals[SIGNAL_SAID], 0, sentence, is_trouble);
}

/* --- The object --- */

static void
rc_session_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  RcSession *self = RC_SESSION (object);

  switch (id)
    {
    case PROP_PATH:
      g_value_set_string (value, self->path);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_WRITABLE:
      g_value_set_boolean (value, self->writer != NULL);
      break;
    case PROP_HOLDER:
      g_value_set_string (value, self->holder);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->act != NULL);
      break;
    case PROP_ACT:
      g_value_set_string (value, self->act);
      break;
    case PROP_PROGRESS:
      g_value_set_string (value, self->progress);
      break;
    case PROP_EVENT:
      g_value_set_int64 (value, self->event);
      break;
    case PROP_VERIFIED:
      g_value_set_boolean (value, self->is_verified);
      break;
    case PROP_HAS_EVIDENCE:
      g_value_set_boolean (value, self->has_evidence);
      break;
    case PROP_SIGNED:
      g_value_set_boolean (value, self->is_signed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* A queue that was not closed before closes its case as it goes: the reader first. */
static void
rc_session_finalize (GObject *object)
{
  RcSession *self = RC_SESSION (object);

  g_clear_object (&self->reader);
  g_clear_object (&self->writer);
  g_free (self->path);
  g_free (self->title);
  g_free (self->holder);
  g_free (self->controller);
  g_free (self->obtained);
  g_free (self->act);
  g_free (self->progress);
  G_OBJECT_CLASS (rc_session_parent_class)->finalize (object);
}

static void
install_text (const char *name,
              guint       id)
{
  properties[id] = g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
install_flag (const char *name,
              guint       id)
{
  properties[id] = g_param_spec_boolean (name, NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
rc_session_class_init (RcSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = rc_session_get_property;
  object_class->finalize = rc_session_finalize;

  install_text ("path", PROP_PATH);
  install_text ("title", PROP_TITLE);
  install_flag ("writable", PROP_WRITABLE);
  install_text ("holder", PROP_HOLDER);
  install_flag ("busy", PROP_BUSY);
  install_text ("act", PROP_ACT);
  install_text ("progress", PROP_PROGRESS);
  properties[PROP_EVENT] = g_param_spec_int64 ("event", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  install_flag ("verified", PROP_VERIFIED);
  install_flag ("has-evidence", PROP_HAS_EVIDENCE);
  install_flag ("signed", PROP_SIGNED);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAID] = g_signal_new ("said", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[SIGNAL_SHOW_PAGE] = g_signal_new ("show-page", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rc_session_init (RcSession *self)
{
  (void) self;
}

RcSession *
rc_session_new (void)
{
  return g_object_new (RC_TYPE_SESSION, NULL);
}
