/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/bundle-opening.h"

G_BEGIN_DECLS

/* Writes the payload of the bundle once more, from the case that was rebuilt, and holds each file against the one that was received: the same state gives
 * the same bytes. @case_file: verified, open for writing. */
gboolean rc_bundle_compare      (RcBundleOpenWork *work,
                                 RcCase           *case_file,
                                 GError          **error);
/* bundle-compare-json.c: where two JSON files differ: each place is a check, up to a number; all are counted. */
void     rc_bundle_compare_json (RcBundleOpenWork *work,
                                 const char       *path,
                                 GBytes           *received,
                                 GBytes           *again);

G_END_DECLS
