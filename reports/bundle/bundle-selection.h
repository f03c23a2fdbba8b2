/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/bundle-work.h"

G_BEGIN_DECLS

/*
 * What a selective bundle discloses: the records that its lineages cite, and the sources that are needed whole to check who vouches for them (lists of
 * digests, signatures, heads), as far as they hold no record of anybody. Everything else is withheld and counted.
 */

typedef enum
{
  RC_BUNDLE_WITHHELD,     /* nothing of it: not even its name */
  RC_BUNDLE_EXCERPT,      /* some records */
  RC_BUNDLE_WHOLE,        /* all of its records */
} RcBundleDisclosure;

/* @lineages: (element-type RcLineage) */
RcBundleSelection *rc_bundle_selection_new         (RcCase                  *case_file,
                                                    GPtrArray               *lineages,
                                                    GPtrArray               *sources,
                                                    const RcJudgement       *judgement,
                                                    GError                 **error);
void               rc_bundle_selection_free        (RcBundleSelection       *self);
RcBundleDisclosure rc_bundle_selection_source      (const RcBundleSelection *self,
                                                    gint64                   source);
gboolean           rc_bundle_selection_has_record  (const RcBundleSelection *self,
                                                    gint64                   source,
                                                    guint64                  record);
/* Ascending; (element-type guint64) (transfer none) (nullable). */
const GArray      *rc_bundle_selection_records     (const RcBundleSelection *self,
                                                    gint64                   source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcBundleSelection, rc_bundle_selection_free)

G_END_DECLS
