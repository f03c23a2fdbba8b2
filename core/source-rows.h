/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"

G_BEGIN_DECLS

/* The digest of the derived rows of one source: its event rows in the order of their ids, then its claims. */

typedef struct
{
  gint64 id;
  gint64 source;
  gint64 record;
  gint64 row;
  gint64 kind;
  gint64 time_us;       /* G_MININT64 for NULL */
  gint64 span_us;
  gint64 system;        /* 0 for NULL */
  gint64 model;
  gint64 endpoint;
} RcEventRow;

void     rc_event_row_hash     (RcHasher         *hasher,
                                const RcEventRow *row);
/* @events: hasher over the event rows, emptied by this. */
gboolean rc_source_rows_finish (RcHasher         *events,
                                RcDatabase       *database,
                                gint64            source,
                                RcDigest         *out_digest,
                                GError          **error);
/* The same from the tables as they are now. */
gboolean rc_source_rows_digest (RcDatabase       *database,
                                const RcSource   *source,
                                RcDigest         *out_digest,
                                GError          **error);

G_END_DECLS
