/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/bundle-work.h"
#include "reports/bundle/reading/bundle-opening.h"

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

/*
 * bundle-compare-pages.c: what people read first, which a program that checks digests alone would pass whatever it says.
 */

/* Before the payload is written again. */
void     rc_bundle_pages_begin     (RcBundleOpenWork *work,
                                    RcBundleWork     *writing);
/* After it was closed: the pages about the files that came. */
gboolean rc_bundle_pages_write     (RcBundleOpenWork *work,
                                    RcBundleWork     *writing,
                                    GError          **error);
/* Whether @path is a page that cannot be compared, because somebody signed it. */
gboolean rc_bundle_pages_is_signed (const RcBundleWork *writing,
                                    const char         *path);
/* Whether @path is the key beside a seal; it was held against that. */
gboolean rc_bundle_pages_is_seal_key (RcBundleOpenWork *work,
                                      const char       *path);
/* Whether @path stands over the tag manifest, or is it. */
gboolean rc_bundle_pages_is_over   (const char         *path);
/* Of a selective one: what beside data/ no such bundle has is told. Returns how many pages nothing here can vouch for. */
guint64  rc_bundle_pages_state     (RcBundleOpenWork *work);

G_END_DECLS
