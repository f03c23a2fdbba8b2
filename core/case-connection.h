/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case-lock.h"
#include "case.h"
#include "database.h"

G_BEGIN_DECLS

/*
 * Connections to a case file, and the state of its journal. While anybody writes, the journal is a WAL and two more files stand beside
 * the case; once the last connection is closed it is DELETE again and the file is alone, so that it opens on read-only media.
 *
 * Whoever closes last puts the journal back: the writer, or a reader that outlived it, in this process or another. After a crash it
 * is the next who opens the case and may write.
 */

/* Opens the keys of a protected case (rest/case-keys.h) for all its connections in this process; nothing to do for a case in clear. */
gboolean    rc_case_connection_open_keys        (RcCaseLock  *lock,
                                                 const char  *path,
                                                 GError     **error);
RcCaseLock *rc_case_peek_lock                   (RcCase      *self);
/* @flags: SQLITE_OPEN_READWRITE or SQLITE_OPEN_READONLY. The connection keeps @lock alive and counts in it. */
RcDatabase *rc_case_connection_open             (RcCaseLock  *lock,
                                                 int          flags,
                                                 GError     **error);
gboolean    rc_case_connection_start_wal        (RcDatabase  *database,
                                                 const char  *path,
                                                 GError     **error);
/* With the write lock taken. TRUE also where other connections prevent it: they will do it. */
gboolean    rc_case_connection_put_journal_back (RcDatabase  *database,
                                                 GError     **error);
/* Whether it was not closed, or is open for writing now. */
gboolean    rc_case_connection_is_untidy        (RcCaseLock  *lock);
/* Puts the journal back where nobody writes and it is not as in a closed case; otherwise does nothing. */
void        rc_case_connection_tidy             (RcCaseLock  *lock);

G_END_DECLS
