/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text-hit.h"
#include "text-pattern.h"

G_BEGIN_DECLS

/*
 * Looks for a text in the raw bytes of all published sources: also in records that were set aside, and in sources that nobody
 * understood. Sources are gone through in the order of their numbers and each from its beginning to its end, whatever order the
 * workers finish in; memory does not grow with the case or with the number of hits.
 *
 * Every place is told at which the text stands, once: at the most specific source that holds all of it. Places may overlap.
 */

#define RC_TEXT_SEARCH_ERROR (rc_text_search_error_quark ())
GQuark rc_text_search_error_quark (void);

typedef enum
{
  RC_TEXT_SEARCH_ERROR_CURSOR,      /* it is none */
} RcTextSearchError;

typedef struct
{
  const char         *text;
  RcTextPatternFlags  flags;
  gint64              source;    /* only this source and what was taken out of it; 0: all */
  RcTextEventFilter   filter;
  guint64             limit;     /* 0: all hits */
  const char         *after;     /* (nullable): cursor of the last hit before */
} RcTextQuery;

/**
 * RcTextCounts:
 * @bytes: gone through so far, of @total
 * @unreadable: of them could not be read from the case: in these nothing was looked for
 * @is_complete: nothing is left to be gone through
 */
typedef struct
{
  guint64  sources;
  guint64  bytes;
  guint64  total;
  guint64  hits;
  guint64  unreadable;
  guint64  in_part;         /* sources of which only some records are in this copy: nothing was looked for in the others */
  gboolean is_complete;
} RcTextCounts;

/* FALSE ends the search. */
typedef gboolean (*RcTextHitFunc)      (const RcTextHit    *hit,
                                        gpointer            user_data);
/* At most every 40 ms, from the searching thread. */
typedef void     (*RcTextProgressFunc) (const RcTextCounts *counts,
                                        gpointer            user_data);

gboolean rc_text_search (RcCase              *case_file,
                         RcRecordReader      *reader,
                         const RcTextQuery   *query,
                         RcTextHitFunc        hit,
                         RcTextProgressFunc   progress,
                         gpointer             user_data,
                         RcTextCounts        *out_counts,
                         GCancellable        *cancellable,
                         GError             **error);

G_END_DECLS
