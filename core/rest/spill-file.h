/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/*
 * A temporary file of SQLite (a sort that outgrew the memory, a table of one query, a journal of one statement), written in sealed blocks
 * with a key that this process alone has and that is nowhere written. It is read and written at any place; one block is kept in clear in
 * memory. Nothing of it must survive the process.
 */

typedef struct _RcSpillFile RcSpillFile;

/* @inner: open; stays the caller's. */
RcSpillFile *rc_spill_file_new       (sqlite3_file  *inner);
void         rc_spill_file_free      (RcSpillFile   *self);
/* These answer SQLite's codes. */
int          rc_spill_file_read      (RcSpillFile   *self,
                                      guint8        *out,
                                      int            amount,
                                      sqlite3_int64  offset);
int          rc_spill_file_write     (RcSpillFile   *self,
                                      const guint8  *bytes,
                                      int            amount,
                                      sqlite3_int64  offset);
int          rc_spill_file_truncate  (RcSpillFile   *self,
                                      sqlite3_int64  size);
sqlite3_int64 rc_spill_file_get_size (RcSpillFile   *self);

G_END_DECLS
