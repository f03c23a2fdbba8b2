/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The file of a copy until it has its name. Whoever makes one has a lock on it, so that one without a lock is what a crash or a loss of power left:
 * it may be a whole case that nobody looks after.
 */

/* @path: where the copy is to stand. @out_lock_fd: as long as it is open, nobody takes the file for one that was left. */
gboolean rc_unnamed_copy_make  (const char  *path,
                                char       **out_temporary,
                                int         *out_lock_fd,
                                GError     **error);
/* Removes those that were left in @folder. */
void     rc_unnamed_copy_sweep (const char  *folder);

G_END_DECLS
