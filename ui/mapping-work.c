/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/mapping-work.h"

#include <string.h>

#include "core/importer.h"
#include "core/reveal.h"
#include "core/words.h"
#include "ui/thread-work.h"

typedef struct
{
  RcLogSample *sample;      /* (nullable) */
  RcEventKind  kind;
  char        *text;        /* (nullable): a path, a pattern or a mapping */
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_clear_pointer (&self->sample, rc_log_sample_unref);
  g_free (self->text);
  g_free (self);
}

static void
run (RcLogSample         *sample,
     RcEventKind          kind,
     const char          *text,
     GTaskThreadFunc      function,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->sample = sample != NULL ? rc_log_sample_ref (sample) : NULL;
  work->kind = kind;
  work->text = g_strdup (text);
  g_task_set_task_data (task, work, work_free);
  rc_thread_work_run (task, function);
  g_object_unref (task);
}

static void
answer (GTask          *task,
        gpointer        result,
        GDestroyNotify  result_free,
        GError         *error)
{
  if (result != NULL)
    g_task_return_pointer (task, result, result_free);
  else
    g_task_return_error (task, error);
}

static void
free_sample (gpointer data)
{
  rc_log_sample_unref (data);
}

static void
free_draft (gpointer data)
{
  rc_mapping_draft_free (data);
}

static void
unref_array (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
read_sample (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const Work *work = data;
  GError *error = NULL;
  RcLogSample *sample = rc_log_sample_read_file (work->text, &error);

  answer (task, sample, free_sample, error);
}

static void
propose (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  const Work *work = data;
  GError *error = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (work->sample->bytes, &length);
  RcMappingDraft *draft =
    rc_mapping_maker_get ()->propose (bytes, length, work->sample->is_whole, work->kind, work->text, &error);

  answer (task, draft, free_draft, error);
}

static void
preview (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  const Work *work = data;
  GError *error = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (work->sample->bytes, &length);
  RcImporter *importer = rc_importer_from_mapping (work->text, strlen (work->text), _("the mapping"), &error);
  GPtrArray *previews = NULL;

  if (importer != NULL)
    {
      importer->free (importer);
      previews = rc_mapping_maker_get ()->preview (work->text, bytes, length, work->sample->is_whole, work->sample->name,
                                                   RC_MAPPING_WORK_RECORDS, &error);
    }
  answer (task, previews, unref_array, error);
}

void
rc_mapping_work_read_async (const char          *path,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  run (NULL, RC_EVENT_OTHER, path, read_sample, callback, user_data);
}

RcLogSample *
rc_mapping_work_read_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  gint64  source;
  char   *reason;
} Showing;

static void
showing_free (gpointer data)
{
  Showing *self = data;

  g_free (self->reason);
  g_free (self);
}

static gpointer
read_source (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  const Showing *showing = data;

  if (!rc_reveal_note (case_file, showing->source, 0, showing->reason, error))
    return NULL;
  return rc_log_sample_read_source (rc_case_get_database (case_file), rc_record_reader_peek_vault (reader), showing->source, error);
}

void
rc_mapping_work_show_source_async (RcSession           *session,
                                   gint64               source,
                                   const char          *reason,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  Showing *showing = g_new0 (Showing, 1);

  showing->source = source;
  showing->reason = g_strdup (reason);
  rc_session_act_async (session, read_source, showing, showing_free, free_sample, callback, user_data);
}

RcLogSample *
rc_mapping_work_show_source_finish (RcSession     *session,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return rc_session_act_finish (session, result, error);
}

void
rc_mapping_work_propose_async (RcLogSample         *sample,
                               RcEventKind          kind,
                               const char          *line_pattern,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  run (sample, kind, line_pattern, propose, callback, user_data);
}

RcMappingDraft *
rc_mapping_work_propose_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
rc_mapping_work_preview_async (RcLogSample         *sample,
                               const char          *mapping,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  run (sample, RC_EVENT_OTHER, mapping, preview, callback, user_data);
}

GPtrArray *
rc_mapping_work_preview_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
