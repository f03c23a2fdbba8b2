/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/reading/bundle-open.h"

G_BEGIN_DECLS

/**
 * RcBundleMerging:
 * @checks: (element-type RcBundleCheck): what was found of the bundle, the worst first
 * @exceptions: (element-type RcException): records that contradict what the case has
 * @sources: (element-type gint64): numbers of those that came in
 * @records_known: that the case had already: recognised by their leaf and their root, or with their whole source
 * @records_new: that came in
 *
 * What came of merging a bundle into a case.
 */
typedef struct
{
  char      *id;
  char      *kind;
  char      *sha256;
  GPtrArray *checks;
  GPtrArray *exceptions;
  GArray    *sources;
  guint64    records_known;
  guint64    records_new;
} RcBundleMerging;

void             rc_bundle_merging_free (RcBundleMerging          *self);
/* One act, or nothing: what the case has already is not stored twice. A bundle that is not what it says is refused with RC_BUNDLE_ERROR_NOT_ONE; a
 * record that contradicts one of the case is an exception. @case_file: open for writing. */
RcBundleMerging *rc_bundle_merge        (RcCase                   *case_file,
                                         const char               *path,
                                         const RcBundleOpenTerms  *terms,
                                         GCancellable             *cancellable,
                                         GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcBundleMerging, rc_bundle_merging_free)

G_END_DECLS
