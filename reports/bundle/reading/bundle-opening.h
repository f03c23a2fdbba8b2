/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/json.h"
#include "reports/bundle/reading/bundle-open.h"

G_BEGIN_DECLS

/**
 * RcBundleOpenWork:
 * @opening: what is found, so far
 * @info: of data/bundle.json, which @info_bytes are
 * @has_removed: sources were removed before it was made: rows have other numbers now than when the maker had them
 * @case_path: where the case is made; it gets its name last
 *
 * A bundle that is being opened: what its parts share. A part adds checks, and answers %FALSE with @error only where the system, not the bundle,
 * was at fault.
 */
typedef struct
{
  RcBundleReader          *reader;
  const RcBundleOpenTerms *terms;
  GCancellable            *cancellable;
  RcBundleOpening         *opening;
  GBytes                  *info_bytes;
  RcJson                   info;
  gboolean                 has_removed;
  const char              *case_path;
} RcBundleOpenWork;

/* --- bundle-check.c --- */

/* @expected, @found: (nullable) */
void     rc_bundle_check_add       (RcBundleOpenWork *work,
                                    const char       *object,
                                    RcVerdict         verdict,
                                    const char       *reason,
                                    const char       *expected,
                                    const char       *found,
                                    const char       *format,
                                    ...) G_GNUC_PRINTF (7, 8);
/* One line for @n good ones of a kind. */
void     rc_bundle_check_good      (RcBundleOpenWork *work,
                                    const char       *object,
                                    guint64           n,
                                    const char       *message);
/* A member of the bundle, read as JSON with no member twice. FALSE: it is none, which is then a check. */
gboolean rc_bundle_check_read_json (RcBundleOpenWork *work,
                                    const char       *path,
                                    RcJson           *json,
                                    GBytes          **out_bytes);
/* Each line of a file of lines; @line is valid during the call. FALSE with @error set ends it. */
typedef gboolean (*RcBundleLineFunc) (RcBundleOpenWork *work,
                                      const RcJson     *line,
                                      guint64           number,
                                      gpointer          user_data,
                                      GError          **error);
gboolean rc_bundle_check_lines     (RcBundleOpenWork *work,
                                    const char       *path,
                                    RcBundleLineFunc  func,
                                    gpointer          user_data,
                                    GError          **error);

/* --- The parts --- */

/* All that can be held against each other before anything is read into a case; fills work->opening and work->info. */
gboolean rc_bundle_check_all       (RcBundleOpenWork *work, GError **error);

gboolean rc_bundle_check_bag       (RcBundleOpenWork *work, GError **error);   /* bundle-check-bag.c: manifests; what they say is pinned */
gboolean rc_bundle_check_texts     (RcBundleOpenWork *work, GError **error);   /* bundle-check-texts.c: the form of all JSON */
gboolean rc_bundle_check_seal      (RcBundleOpenWork *work, GError **error);   /* bundle-check-seal.c */
gboolean rc_bundle_check_custody   (RcBundleOpenWork *work, GError **error);   /* bundle-check-custody.c: chain, signatures, head */
/* bundle-open-trust.c: the seals of the evidence once more, by the reader's own accepted keys, where there are some. @work->case_path: closed. */
gboolean rc_bundle_open_trust      (RcBundleOpenWork *work, GError **error);
/* Makes the case at work->case_path, judges it, compares. It is closed when the part ends. */
gboolean rc_bundle_open_full       (RcBundleOpenWork *work, GError **error);
gboolean rc_bundle_open_selective  (RcBundleOpenWork *work, GError **error);

G_END_DECLS
