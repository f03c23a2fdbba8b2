/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "core/record.h"

G_BEGIN_DECLS

/**
 * RcCaseQueue:
 *
 * One thread with a case open in it. All work on a case runs in such a thread, one piece after the other, so that the main loop never
 * waits for SQLite or the disk. A session has one for reading and, where the case may be written, one for acts.
 */
#define RC_TYPE_CASE_QUEUE (rc_case_queue_get_type ())
G_DECLARE_FINAL_TYPE (RcCaseQueue, rc_case_queue, RC, CASE_QUEUE, GObject)

/* Runs in the queue's thread; answers what the caller gets, or NULL with an error. Never touches GTK. */
typedef gpointer (*RcCaseWork) (RcCase          *case_file,
                                RcRecordReader  *reader,
                                gpointer         data,
                                GCancellable    *cancellable,
                                GError         **error);

RcCaseQueue *rc_case_queue_new        (void);
/* Opens the case in the thread; the first piece of work. The result is the opened case's own description. */
void         rc_case_queue_open_async (RcCaseQueue         *self,
                                       const char          *path,
                                       gboolean             for_writing,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean     rc_case_queue_open_finish (RcCaseQueue        *self,
                                       GAsyncResult        *result,
                                       GError             **error);
/* Known after opening. */
gboolean     rc_case_queue_is_writable (RcCaseQueue        *self);
const char  *rc_case_queue_peek_holder (RcCaseQueue        *self);   /* (nullable) */
/* @data is freed in the main thread after the work, also where it was cancelled before it began. */
void         rc_case_queue_run_async  (RcCaseQueue         *self,
                                       RcCaseWork           work,
                                       gpointer             data,
                                       GDestroyNotify       data_free,
                                       GDestroyNotify       result_free,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gpointer     rc_case_queue_run_finish (RcCaseQueue         *self,
                                       GAsyncResult        *result,
                                       GError             **error);
/* Waits for what is running and closes the case in good order. */
void         rc_case_queue_close_async (RcCaseQueue        *self,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean     rc_case_queue_close_finish (RcCaseQueue       *self,
                                       GAsyncResult        *result,
                                       GError             **error);

G_END_DECLS
