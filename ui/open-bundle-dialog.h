/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/bundle-run.h"

G_BEGIN_DECLS

/* @bundle: (transfer full) */
typedef void (*RcBundleOpened) (RcOpenedBundle *bundle,
                                gpointer        owner);

/**
 * rc_open_bundle_dialog_show:
 * @path: of the bundle
 * @owner: given to @opened, which is not called where it is gone
 *
 * Asks for the key of the seal, as far as the reader has it, and for what opens a bundle that is closed to others; then reads it and checks all of
 * it. What is refused stays in the dialog.
 *
 * Returns: (transfer none): the dialog
 */
GtkWidget *rc_open_bundle_dialog_show         (GtkWindow      *parent,
                                               const char     *path,
                                               RcBundleOpened  opened,
                                               GObject        *owner);
/* What the choosers of files answer. */
void       rc_open_bundle_dialog_set_seal_key (GtkWidget      *dialog,
                                               const char     *path);
void       rc_open_bundle_dialog_set_key_file (GtkWidget      *dialog,
                                               const char     *path);

G_END_DECLS
