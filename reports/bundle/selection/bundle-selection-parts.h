/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/coverage.h"
#include "reports/bundle/selection/bundle-others.h"
#include "reports/bundle/selection/bundle-selection.h"

G_BEGIN_DECLS

/* What is disclosed of one source. @why: guint64 → RcBundleWhy. @records: (element-type guint64): the same, ascending, once all are known. */
typedef struct
{
  const RcSource *source;
  GHashTable     *why;
  GArray         *records;
} RcBundlePart;

struct _RcBundleSelection
{
  RcCase            *case_file;
  const RcJudgement *judgement;
  GPtrArray         *lineages;
  RcRecordReader    *reader;
  RcBundleOthers    *others;
  RcCoverage        *coverage;
  GHashTable        *sources;      /* gint64 → RcSource, borrowed */
  GHashTable        *parts;        /* gint64 → RcBundlePart */
  GHashTable        *seals;        /* numbers of those that stand over something disclosed */
  GHashTable        *carriers;     /* gint64: sources that were looked at as carriers */
  GHashTable        *withheld;     /* char: names of the sources of which nothing is disclosed, and their last parts; made when first asked for */
  GArray            *kept;         /* of RcBundleKept */
};

void     rc_bundle_selection_add           (RcBundleSelection *self,
                                            const RcSource    *source,
                                            guint64            record,
                                            RcBundleWhy        why);
void     rc_bundle_selection_keep          (RcBundleSelection *self,
                                            gint64             source,
                                            guint64            record,
                                            const char        *reason);
/* bundle-selection-carriers.c: what vouches for the records chosen so far, and what vouches for that. */
gboolean rc_bundle_selection_add_carriers  (RcBundleSelection *self,
                                            GError           **error);

G_END_DECLS
