/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/case-queue.h"
#include "ui/import-request.h"
#include "ui/progress-relay.h"

G_BEGIN_DECLS

/**
 * RcSession:
 *
 * What stands between an open case and the pages of its window: the two queues, the act that is running, and what is selected.
 *
 * Properties (all notify): "path", "title", "writable", "holder" (nullable sentence), "busy" (an act is running), "act" (what it does, in
 * words), "progress" (its counts, in words), "event" (gint64: id of the inference whose lineage is shown; 0 none), "verified" (a
 * verification of the evidence as it is now is on record), "has-evidence" (something was imported), "signed" (the custody log of the case
 * is kept with signatures).
 *
 * Signals: "changed": evidence, judgement, keys or custody log changed; pages load again. "said" (const char *sentence, gboolean
 * is_trouble): one sentence that must stay until it is read. "show-page" (const char *name): a page asks for another. "key-wanted": an act
 * waits for the auditor's key; whoever listens calls rc_session_settle_key(). "found" (GArray of gint64): only these decisions are to be
 * listed.
 */
#define RC_TYPE_SESSION (rc_session_get_type ())
G_DECLARE_FINAL_TYPE (RcSession, rc_session, RC, SESSION, GObject)

RcSession   *rc_session_new           (void);
void         rc_session_open_async    (RcSession           *self,
                                       const char          *path,
                                       gboolean             for_writing,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean     rc_session_open_finish   (RcSession           *self,
                                       GAsyncResult        *result,
                                       GError             **error);
/* Cancels what is running and closes the case in good order. */
void         rc_session_close_async   (RcSession           *self,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean     rc_session_close_finish  (RcSession           *self,
                                       GAsyncResult        *result,
                                       GError             **error);

/* Reading; there whenever a case is open. */
RcCaseQueue *rc_session_peek_reader   (RcSession           *self);
/* Acts; NULL where the case is open for reading only. */
RcCaseQueue *rc_session_peek_writer   (RcSession           *self);
/* The thread of a search while it runs (nullable): closed before all others. Whoever set it cancels its work when there is no reader any more,
 * of which "writable" tells. */
void         rc_session_set_searcher  (RcSession           *self,
                                       RcCaseQueue         *searcher);
const char  *rc_session_peek_path     (RcSession           *self);
const char  *rc_session_peek_title    (RcSession           *self);
const char  *rc_session_peek_holder   (RcSession           *self);   /* (nullable) */
const char  *rc_session_peek_act      (RcSession           *self);   /* (nullable) */
const char  *rc_session_peek_progress (RcSession           *self);   /* (nullable) */
gboolean     rc_session_is_writable   (RcSession           *self);
gboolean     rc_session_is_busy       (RcSession           *self);
gboolean     rc_session_is_verified   (RcSession           *self);
gboolean     rc_session_has_evidence  (RcSession           *self);
gboolean     rc_session_is_signed     (RcSession           *self);

/* Who controls what is imported from now on, and how it was obtained; asked for once. @controller, @obtained: (nullable). */
void         rc_session_set_provenance (RcSession          *self,
                                       const char          *controller,
                                       const char          *obtained);
gboolean     rc_session_has_provenance (RcSession          *self);

/* The two long acts. Progress shows in the properties; the end in "changed" and "said". One act at a time. */
void         rc_session_import        (RcSession           *self,
                                       const char * const  *paths);
/* @request: (transfer full) */
void         rc_session_import_request (RcSession          *self,
                                       RcImportRequest     *request);
void         rc_session_verify        (RcSession           *self);
/* A short act: @work appends its own entry to the custody log. "changed" follows where it succeeded, "said" where not. @work answers
 * anything but NULL where it succeeded; what it answers is not freed. */
void         rc_session_act           (RcSession           *self,
                                       RcCaseWork           work,
                                       gpointer             data,
                                       GDestroyNotify       data_free);
/* The same for who wants the answer, or tells himself what went wrong. */
void         rc_session_act_async     (RcSession           *self,
                                       RcCaseWork           work,
                                       gpointer             data,
                                       GDestroyNotify       data_free,
                                       GDestroyNotify       result_free,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gpointer     rc_session_act_finish    (RcSession           *self,
                                       GAsyncResult        *result,
                                       GError             **error);
/* A long act whose answer the caller wants, and tells: its progress shows in the properties, rc_session_cancel() ends it. @act: what it is, in words.
 * Runs in the writer's thread; @relay: what rc_progress_relay_tell() takes. "changed" comes before the answer, whatever that is. */
typedef gpointer (*RcSessionWork)     (RcCase              *case_file,
                                       RcProgressRelay     *relay,
                                       gpointer             data,
                                       GCancellable        *cancellable,
                                       GError             **error);
void         rc_session_run_async     (RcSession           *self,
                                       const char          *act,
                                       RcSessionWork        work,
                                       gpointer             data,
                                       GDestroyNotify       data_free,
                                       GDestroyNotify       result_free,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gpointer     rc_session_run_finish    (RcSession           *self,
                                       GAsyncResult        *result,
                                       GError             **error);
/* For who ran an act in the writer's queue on its own: pages load again. */
void         rc_session_tell_changed  (RcSession           *self);
void         rc_session_cancel        (RcSession           *self);
/* The answer to "key-wanted": the key is unlocked, or the act goes on without (@go_on), or it is not done. */
void         rc_session_settle_key    (RcSession           *self,
                                       gboolean             go_on);

gint64       rc_session_get_event     (RcSession           *self);
/* Selects the inference: lineage and documents are about it from now on. */
void         rc_session_select_event  (RcSession           *self,
                                       gint64               event);
/* Selects the inference and asks the window to show its lineage. */
void         rc_session_show_event    (RcSession           *self,
                                       gint64               event);
/* Asks the page of decisions to list these and no others, and the window to show it. @events: (element-type gint64): numbers of
 * inferences; must not change any more. */
void         rc_session_show_found    (RcSession           *self,
                                       GArray              *events);
/* @name: "overview", "sources", "decisions", "lineage", "search", "exceptions", "systems", "requirements", "registers", "exercise", "declaration",
 * "keys", "custody" */
void         rc_session_show_page     (RcSession           *self,
                                       const char          *name);
void         rc_session_say           (RcSession           *self,
                                       gboolean             is_trouble,
                                       const char          *format,
                                       ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
