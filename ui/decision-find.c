/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/decision-find.h"

#include "core/event-index.h"

static gboolean
has_many_of_id (RcCase         *case_file,
                RcRecordReader *reader,
                const char     *number)
{
  g_autoptr (GArray) ids = rc_event_index_find (case_file, reader, RC_EVENT_INFERENCE, RC_EVENT_KEY_ID, number, 2, NULL);

  return ids != NULL && ids->len > 0;
}

static gpointer
find_number (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcEvent) event = rc_event_find (case_file, reader, data, &local_error);
  g_autofree RcDecisionFound *found = g_new0 (RcDecisionFound, 1);

  if (event != NULL)
    *found = (RcDecisionFound) { .event = event->id, .kind = event->kind };
  else if (g_error_matches (local_error, RC_CASE_ERROR, RC_CASE_ERROR_AMBIGUOUS))
    *found = (RcDecisionFound) { .many = TRUE, .is_id = has_many_of_id (case_file, reader, data), .kind = RC_EVENT_INFERENCE };
  else if (!g_error_matches (local_error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&found);
}

void
rc_decision_find_async (RcCaseQueue         *reader,
                        const char          *number,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  rc_case_queue_run_async (reader, find_number, g_strdup (number), g_free, g_free, cancellable, callback, user_data);
}

RcDecisionFound *
rc_decision_find_finish (RcCaseQueue   *reader,
                         GAsyncResult  *result,
                         GError       **error)
{
  return rc_case_queue_run_finish (reader, result, error);
}
