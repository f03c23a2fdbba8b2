/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sqlite-header.h"
#include "sqlite-row.h"

G_BEGIN_DECLS

/**
 * RcSqliteReader:
 *
 * Reads named tables of a foreign SQLite database whose bytes are a stream. The database is hostile until shown otherwise: its header
 * is checked by hand, its schema is read as data, every page of what is read is checked first, and nothing that it defines is ever
 * executed. A database that fails is read not at all rather than in part.
 *
 * Use: rc_sqlite_reader_open(), then rc_sqlite_reader_has() to see whose it is, rc_sqlite_reader_check(), then
 * rc_sqlite_reader_read() and rc_sqlite_reader_look_up().
 */
typedef struct _RcSqliteReader RcSqliteReader;

typedef gboolean (*RcSqliteRowFunc) (const RcSqliteRow  *row,
                                     gpointer            user_data,
                                     GError            **error);

RcSqliteReader       *rc_sqlite_reader_new         (RcStream            *stream,
                                                    const char * const  *tables,
                                                    GCancellable        *cancellable);
void                  rc_sqlite_reader_free        (RcSqliteReader      *self);
gboolean              rc_sqlite_reader_open        (RcSqliteReader      *self,
                                                    GPtrArray           *faults,
                                                    GError             **error);
gboolean              rc_sqlite_reader_has         (RcSqliteReader      *self,
                                                    const char          *name);
gboolean              rc_sqlite_reader_check       (RcSqliteReader      *self,
                                                    gboolean            *out_readable,
                                                    GPtrArray           *faults,
                                                    GError             **error);
const RcSqliteHeader *rc_sqlite_reader_peek_header (RcSqliteReader      *self);
const RcSqliteTable  *rc_sqlite_reader_peek_table  (RcSqliteReader      *self,
                                                    const char          *name);
gboolean              rc_sqlite_reader_read        (RcSqliteReader      *self,
                                                    const char          *name,
                                                    RcSqliteRowFunc      func,
                                                    gpointer             user_data,
                                                    GPtrArray           *faults,
                                                    GError             **error);
gboolean              rc_sqlite_reader_look_up     (RcSqliteReader      *self,
                                                    const char          *sql,
                                                    const char * const  *parameters,
                                                    char              ***out_values,
                                                    GError             **error);
gboolean              rc_sqlite_reader_has_row     (RcSqliteReader      *self,
                                                    const char          *sql,
                                                    const RcSqliteValue * const *parameters,
                                                    gboolean            *out_has,
                                                    GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSqliteReader, rc_sqlite_reader_free)

G_END_DECLS
