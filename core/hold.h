/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

G_BEGIN_DECLS

/*
 * Legal holds: that records must be kept whatever rules on retention say, as the officer states it (Article 73(6) of Regulation (EU) 2024/1689
 * asks it of everything around a serious incident, and courts and authorities ask it too). A hold is set and released, never deleted.
 */

#define RC_HOLD_ERROR (rc_hold_error_quark ())
GQuark rc_hold_error_quark (void);

typedef enum
{
  RC_HOLD_ERROR_TERMS,      /* a period that ends before it begins, a release before the hold, one released already */
} RcHoldError;

/**
 * RcHold:
 * @number: 1, 2, 3 …
 * @system: (nullable): of which the records are; %NULL: of all
 * @from_us: the records held are not older, and @to_us not younger; %RC_TIME_NONE: open
 * @since_us: it stood from then on, as stated, or since it was entered
 * @released_us: and until then; %RC_TIME_NONE: it stands
 */
typedef struct
{
  gint64  number;
  gint64  entry;
  char   *system;
  gint64  from_us;
  gint64  to_us;
  gint64  since_us;
  char   *reason;
  char   *by;
  gint64  entered_us;
  gint64  released_us;
  char   *released_for;     /* (nullable) */
  char   *released_by;      /* (nullable) */
} RcHold;

/* Times as for #RcHold; @since_us, and @on_us of a release: %RC_TIME_NONE for now. @by: (nullable): the auditor of the case. */
typedef struct
{
  const char *system;
  gint64      from_us;
  gint64      to_us;
  gint64      since_us;
  const char *reason;
  const char *by;
} RcHoldTerms;

void       rc_hold_free     (RcHold             *self);
/* Number of the hold; 0 with @error. */
gint64     rc_hold_set      (RcCase             *case_file,
                             const RcHoldTerms  *terms,
                             GError            **error);
gboolean   rc_hold_release  (RcCase             *case_file,
                             gint64              number,
                             gint64              on_us,
                             const char         *reason,
                             const char         *by,
                             GError            **error);
/* By their numbers, those released too; (element-type RcHold) (transfer full). */
GPtrArray *rc_hold_list     (RcCase             *case_file,
                             GError            **error);
gboolean   rc_hold_stood_at (const RcHold       *self,
                             gint64              time_us);
/* Whether records of that period are held by it; open ends reach everything. */
gboolean   rc_hold_reaches  (const RcHold       *self,
                             gint64              from_us,
                             gint64              to_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcHold, rc_hold_free)

G_END_DECLS
