/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @passphrase: valid during the call */
typedef void (*RcProtectWanted) (const char *passphrase,
                                 gpointer    owner);

/* Says what protecting a case at rest does and what it does not reach, and asks twice for a passphrase. @owner: given to @wanted, which is not called where
 * it is gone. (transfer none): the dialog */
GtkWidget *rc_protect_dialog_show (GtkWindow       *parent,
                                   RcProtectWanted  wanted,
                                   GObject         *owner);

/* Protects a case that nobody has open, in a thread. @passphrase: is copied, and wiped. */
void       rc_protect_run_async   (const char          *path,
                                   const char          *passphrase,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
/* What was done and what that does not reach, in a sentence; (transfer full) (nullable). */
char      *rc_protect_run_finish  (GAsyncResult        *result,
                                   GError             **error);

G_END_DECLS
