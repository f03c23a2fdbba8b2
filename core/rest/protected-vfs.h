/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "core/rest/case-keys.h"

G_BEGIN_DECLS

/*
 * The file system through which SQLite reads and writes a protected case: SQLite's default one, with every page sealed on its way to the disk
 * (protected-file.h). Locks, shared memory, synchronisation and names are those of the default one, so that all that holds for a case in clear
 * holds for a protected one: a crash leaves it before or after an act, several processes share it, it opens on read-only media.
 */

/* A database for temporary tables alone ("") may be opened with it, too: nothing of it comes onto a disk in clear. */
#define RC_PROTECTED_VFS "recount-protected"

/* With sqlite3_file_control(): the last page that did not open, in words (const char *, NULL where all did). */
#define RC_PROTECTED_CONTROL_DAMAGE 0x52435052

void rc_protected_vfs_register (void);
/* As sqlite3_open_v2(); the connection keeps @keys. */
int  rc_protected_vfs_open     (const char  *path,
                                RcCaseKeys  *keys,
                                int          flags,
                                sqlite3    **out_connection);

G_END_DECLS
