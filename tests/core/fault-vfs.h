/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * SQLite's own file system with a fault planted: the n-th operation that changes a file fails. Becomes the default of the process with the
 * first arming; synchronisation is answered without doing it, since no test here pulls a plug.
 */

typedef enum
{
  FAULT_FULL,        /* SQLITE_FULL, from then on for every write */
  FAULT_IO,          /* SQLITE_IOERR_…, from then on for every operation */
  FAULT_IO_ONCE,     /* SQLITE_IOERR_…, once */
} FaultKind;

void     fault_vfs_install (void);
void     fault_vfs_arm     (FaultKind kind,
                            guint     countdown);   /* 0: the very next operation */
/* How many operations are left before the fault. */
guint    fault_vfs_get_countdown (void);
/* Whether the fault has happened; none is planted afterwards. */
gboolean fault_vfs_disarm  (void);

G_END_DECLS
