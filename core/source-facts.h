/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "coverage.h"

G_BEGIN_DECLS

/**
 * RcSourceFacts:
 * @title: (nullable): what kind of evidence it is; %NULL: understood by no importer
 * @evidences: (nullable): what such evidence can and cannot show
 * @worst: the worst protection that any of its records has
 *
 * A source as a list of sources shows it.
 */
typedef struct
{
  RcSource     *source;
  const char   *title;
  const char   *evidences;
  RcProtection  worst;
} RcSourceFacts;

/* A seal over the source, or over the file that it was taken out of. */
typedef struct
{
  const RcSeal *seal;        /* of the detail's judgement */
  guint64       covered;     /* records of the source that it covers */
} RcSourceSeal;

/**
 * RcSourceDetail:
 * @state: how it is covered
 * @paths: of RcCoveragePath, best first: how it is protected
 * @carried: of const RcSeal: those that stand in it
 * @set_aside: of RcException: the first places that could not be read, at most %RC_SOURCE_DETAIL_SET_ASIDE
 */
typedef struct
{
  RcSourceFacts *facts;
  RcSource      *parent;     /* (nullable): what it was taken out of */
  guint64        counts[RC_N_PROTECTIONS];
  gboolean       verified;
  RcJudgement   *judgement;
  GArray        *seals;      /* of RcSourceSeal */
  RcCoverageState state;
  GPtrArray     *paths;
  GPtrArray     *carried;
  GPtrArray     *set_aside;
} RcSourceDetail;

#define RC_SOURCE_DETAIL_SET_ASIDE 100u

void            rc_source_facts_free   (RcSourceFacts  *self);
/* All published sources by their numbers; (element-type RcSourceFacts) (transfer full). */
GPtrArray      *rc_source_facts_list   (RcCase         *case_file,
                                        GCancellable   *cancellable,
                                        GError        **error);
void            rc_source_detail_free  (RcSourceDetail *self);
RcSourceDetail *rc_source_detail_load  (RcCase         *case_file,
                                        gint64          source,
                                        GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSourceFacts, rc_source_facts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSourceDetail, rc_source_detail_free)

G_END_DECLS
