/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reports/typesetting/shape.h"
#include "ui/bundle-run.h"

G_BEGIN_DECLS

/**
 * RcBundleWindow:
 *
 * What of a bundle was held against what, and what came of each, the worst first. Keeps nothing of the bundle but that.
 */
#define RC_TYPE_BUNDLE_WINDOW (rc_bundle_window_get_type ())
G_DECLARE_FINAL_TYPE (RcBundleWindow, rc_bundle_window, RC, BUNDLE_WINDOW, GtkWindow)

GtkWidget *rc_bundle_window_new        (GtkWindow            *parent,
                                        const RcOpenedBundle *bundle);

/* In one sentence: whose it is, as it says itself, and what its seal is worth; (transfer full). */
char      *rc_bundle_words_dup         (const RcOpenedBundle *bundle);
/* The state of it as a whole. Where no key of the reader's vouches for the seal, nothing passed. */
RcShape    rc_bundle_shape             (const RcOpenedBundle *bundle);

G_END_DECLS
