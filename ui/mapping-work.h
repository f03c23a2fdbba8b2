/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/log-sample.h"
#include "core/mapping-draft.h"
#include "ui/session.h"

G_BEGIN_DECLS

/* So many records are shown beside what they become. */
#define RC_MAPPING_WORK_RECORDS 20u

/* What a sample holds and becomes, found out in a thread of its own: the window never waits for it. */

/* @path: of a file. (transfer full) (nullable) by the _finish functions. */
void            rc_mapping_work_read_async     (const char           *path,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
RcLogSample    *rc_mapping_work_read_finish    (GAsyncResult         *result,
                                                GError              **error);
/* Of a source of the case; what may be personal in it is shown after the custody log says so, with @reason. */
void            rc_mapping_work_show_source_async  (RcSession            *session,
                                                gint64                source,
                                                const char           *reason,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
RcLogSample    *rc_mapping_work_show_source_finish (RcSession            *session,
                                                GAsyncResult         *result,
                                                GError              **error);
/* @line_pattern: (nullable): the sample is a text in lines */
void            rc_mapping_work_propose_async  (RcLogSample          *sample,
                                                RcEventKind           kind,
                                                const char           *line_pattern,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
RcMappingDraft *rc_mapping_work_propose_finish (GAsyncResult         *result,
                                                GError              **error);
/* @mapping: its text, refused also where an import would refuse it */
void            rc_mapping_work_preview_async  (RcLogSample          *sample,
                                                const char           *mapping,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* (element-type RcMappingPreview) */
GPtrArray      *rc_mapping_work_preview_finish (GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS
