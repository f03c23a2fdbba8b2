/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/selection/bundle-selection.h"
#include "reports/decision/sheet-extract.h"

G_BEGIN_DECLS

/* What documents of one decision leave out in a selective bundle, and say so. The words are in the language that is set. */
typedef struct
{
  RcSheetExtract extract;
  char          *words;
} RcBundleExtract;

void rc_bundle_extract_init  (RcBundleExtract    *self,
                              const RcBundleWork *work);
void rc_bundle_extract_clear (RcBundleExtract    *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcBundleExtract, rc_bundle_extract_clear)

G_END_DECLS
