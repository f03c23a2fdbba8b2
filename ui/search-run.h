/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/text-search.h"
#include "ui/session.h"

G_BEGIN_DECLS

/* A search stops after so many places; it can be gone on with. */
#define RC_SEARCH_RUN_PLACES 1000u

/* A place at which the text stands, with its words; nothing of the record's content. */
typedef struct
{
  RcTextHit *hit;
  char      *place;     /* "E-003, line 8,231" */
} RcSearchRow;

typedef enum
{
  RC_SEARCH_RUN_ENDED,       /* all was gone through */
  RC_SEARCH_RUN_MORE,        /* there may be more places: rc_search_run_go_on() */
  RC_SEARCH_RUN_CANCELLED,
  RC_SEARCH_RUN_FAILED,      /* and why: rc_search_run_peek_trouble() */
} RcSearchRunOutcome;

/**
 * RcSearchRun:
 *
 * Searches of a case, one after the other, each in a thread and with a connection of its own, so that neither the window nor its pages
 * wait. What was found is handed out once the custody log has the entry of the search, where it can be written to.
 *
 * Signals: "progress" (guint64 bytes, guint64 total, guint64 places), "ended".
 */
#define RC_TYPE_SEARCH_RUN (rc_search_run_get_type ())
G_DECLARE_FINAL_TYPE (RcSearchRun, rc_search_run, RC, SEARCH_RUN, GObject)

RcSearchRun        *rc_search_run_new          (RcSession          *session);
/* Nothing where one is running already. */
void                rc_search_run_start        (RcSearchRun        *self,
                                                const char         *text,
                                                RcTextPatternFlags  flags);
/* Behind the last place. */
void                rc_search_run_go_on        (RcSearchRun        *self);
/* What was found until then is kept. */
void                rc_search_run_cancel       (RcSearchRun        *self);
gboolean            rc_search_run_is_running   (RcSearchRun        *self);
/* After "ended". (element-type RcSearchRow): all places of this search so far, also from before it was gone on with. */
GPtrArray          *rc_search_run_peek_rows    (RcSearchRun        *self);
RcSearchRunOutcome  rc_search_run_get_outcome  (RcSearchRun        *self);
const char         *rc_search_run_peek_trouble (RcSearchRun        *self);   /* (nullable) */
const RcTextCounts *rc_search_run_peek_counts  (RcSearchRun        *self);   /* of the last piece */

G_END_DECLS
