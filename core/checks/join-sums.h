/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/checks/check.h"
#include "core/importer.h"
#include "core/join-counts.h"

G_BEGIN_DECLS

/* What was counted of the records of one source, and where each first stands. */
typedef struct
{
  const RcSource   *source;
  const RcImporter *importer;       /* (nullable) */
  RcImporterJoin    bounds;
  gboolean          is_bounded;     /* its format declares bounds */
  guint64           answers;
  guint64           joined;
  guint64           alone;          /* answers without a request */
  guint64           ambiguous;
  guint64           outside;
  guint64           requests;
  guint64           unanswered;
  guint64           followers_ambiguous;
  guint64           followers_alone;
  guint64           first_ambiguous;            /* records */
  guint64           first_unanswered;
  guint64           first_follower_ambiguous;
  guint64           first_follower_alone;
} RcJoinSum;

/* (transfer full): the sums of the sources of @context, all 0. */
GHashTable *rc_join_sums_new    (RcCheckContext *context);
/* (nullable): of the source of that number. */
RcJoinSum  *rc_join_sums_find   (GHashTable     *sums,
                                 gint64          source);
/* Counts one more, and keeps the first record of them. */
void        rc_join_sum_note    (guint64        *count,
                                 guint64        *first_record,
                                 guint64         record);
/* Adds what was counted to the judgement: sums, and for each source what is wrong. */
void        rc_join_sums_report (RcCheckContext *context,
                                 GHashTable     *sums);

/* Halves: requests and answers with an equal correlation. */
gboolean    rc_check_halves     (RcCheckContext  *context,
                                 GHashTable      *sums,
                                 GError         **error);
/* Reviews, ratings, outcomes and filters, by what they name. */
gboolean    rc_check_followers  (RcCheckContext  *context,
                                 GHashTable      *sums,
                                 GError         **error);

G_END_DECLS
