/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"

G_BEGIN_DECLS

/*
 * Finds events by what their records call them. The index keeps sorted runs of (64-bit hash of kind, key and text; event id):
 * a hash only proposes, the record read again decides. A run is written once for each import act.
 */

typedef enum
{
  RC_EVENT_KEY_ID       = 1,
  RC_EVENT_KEY_DECISION = 2,
  RC_EVENT_KEY_SUBJECT  = 3,
  RC_EVENT_KEY_TARGET   = 4,
  RC_EVENT_KEY_CORRELATION = 5,
  RC_EVENT_KEY_TRACE    = 6,
} RcEventKey;

#define RC_EVENT_KEY_LAST 6

guint64 rc_event_key_hash    (RcEventKey      key,
                              RcEventKind     kind,
                              const char     *text,
                              gsize           length);
/* A correlation or trace has one group for all kinds of events: they stand side by side in the runs. */
gint64  rc_event_key_group   (gint64          hash);
/* Ids of the published events of @kind whose @key is @text, each checked against its record; ascending; occurrences left out.
 * (element-type gint64) (transfer full) */
GArray *rc_event_index_find  (RcCase         *case_file,
                              RcRecordReader *reader,
                              RcEventKind     kind,
                              RcEventKey      key,
                              const char     *text,
                              guint           limit,
                              GError        **error);

/* Digest of rows of `key_run`, for the custody log. */
gboolean rc_event_index_digest (RcDatabase     *database,
                                gint64          first_row,
                                gint64          last_row,
                                RcDigest       *out_digest,
                                GError        **error);

/* Collects the keys of an import act and writes them as runs, sorted, at its end. */
typedef struct _RcEventIndexWriter RcEventIndexWriter;

RcEventIndexWriter *rc_event_index_writer_new   (RcCase              *case_file);
void                rc_event_index_writer_free  (RcEventIndexWriter  *self);
gboolean            rc_event_index_writer_add   (RcEventIndexWriter  *self,
                                                 RcEventKey           key,
                                                 guint64              hash,
                                                 gint64               event,
                                                 GError             **error);
gboolean            rc_event_index_writer_flush (RcEventIndexWriter  *self,
                                                 GError             **error);
void                rc_event_index_writer_get_marks (const RcEventIndexWriter *self,
                                                     gint64              *out_row,
                                                     gint64              *out_run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcEventIndexWriter, rc_event_index_writer_free)

G_END_DECLS
