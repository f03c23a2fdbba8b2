/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a finished file gets its name: whole or not at all, and never in the place of another. */

/* 0, or the errno: EEXIST where something of that name is there. Both must lie on one file system. */
int  rc_file_move_new    (const char *from,
                          const char *to);
/* What is known of @path in its folder outlives a loss of power, as far as the file system allows it. */
void rc_file_sync_folder (const char *path);
/* 0, or the errno: the bytes are on the disk. */
int  rc_file_sync        (const char *path);

G_END_DECLS
