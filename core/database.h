/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "digest.h"

G_BEGIN_DECLS

/*
 * A thin layer over SQLite: prepared statements kept for each connection, errors as GError, one way to bind and to
 * step. Not thread-safe: one connection belongs to one thread at a time.
 */

#define RC_DATABASE_ERROR (rc_database_error_quark ())
GQuark rc_database_error_quark (void);

typedef enum
{
  RC_DATABASE_ERROR_FAILED,
  RC_DATABASE_ERROR_FULL,       /* the disk is full, or the file may grow no more */
  RC_DATABASE_ERROR_READ_ONLY,
  RC_DATABASE_ERROR_BUSY,
  RC_DATABASE_ERROR_CORRUPT,
} RcDatabaseError;

typedef struct _RcDatabase RcDatabase;

RcDatabase   *rc_database_new          (sqlite3       *connection);          /* (transfer full) of @connection */
void          rc_database_free         (RcDatabase    *self);
/* @closed is called with @data once the connection has let go of the file. */
void          rc_database_set_closed_func (RcDatabase *self,
                                        GDestroyNotify closed,
                                        gpointer       data);
sqlite3      *rc_database_peek         (RcDatabase    *self);
gboolean      rc_database_exec         (RcDatabase    *self,
                                        const char    *sql,
                                        GError       **error);
sqlite3_stmt *rc_database_prepare      (RcDatabase    *self,
                                        const char    *static_sql,           /* kept, reset and unbound; (transfer none) */
                                        GError       **error);
gboolean      rc_database_step         (RcDatabase    *self,
                                        sqlite3_stmt  *statement,
                                        gboolean      *out_row,              /* TRUE: a row; FALSE: the end, statement reset */
                                        GError       **error);
gboolean      rc_database_run          (RcDatabase    *self,
                                        sqlite3_stmt  *statement,            /* to its end, then reset */
                                        GError       **error);
gboolean      rc_database_get_integer  (RcDatabase    *self,
                                        const char    *static_sql,           /* first column of the first row; 0 if none or NULL */
                                        gint64        *out_value,
                                        GError       **error);
void          rc_database_set_error    (RcDatabase    *self,
                                        const char    *doing,
                                        GError       **error);
void          rc_database_bind_text    (sqlite3_stmt  *statement, int index, const char *value);            /* NULL binds NULL; copied */
void          rc_database_bind_static  (sqlite3_stmt  *statement, int index, const char *value, gsize length); /* not copied */
void          rc_database_bind_digest  (sqlite3_stmt  *statement, int index, const RcDigest *value);
void          rc_database_bind_time    (sqlite3_stmt  *statement, int index, gint64 time_us);               /* RC_TIME_NONE binds NULL */
gint64        rc_database_column_time  (sqlite3_stmt  *statement, int column);
char         *rc_database_column_dup   (sqlite3_stmt  *statement, int column);
gboolean      rc_database_column_digest (sqlite3_stmt *statement, int column, RcDigest *out_digest);

/* One view of the database for several questions, and one lock instead of one for each. @out_own: FALSE where a transaction runs already. */
gboolean      rc_database_begin_reading (RcDatabase   *self,
                                        gboolean      *out_own,
                                        GError       **error);
void          rc_database_end_reading  (RcDatabase    *self,
                                        gboolean       own);

/* A mark that differs once anybody has changed the database: this connection or another one. */
typedef struct
{
  gint64 by_others;
  gint64 by_us;
} RcDatabaseChange;

gboolean      rc_database_get_change   (RcDatabase    *self,
                                        RcDatabaseChange *out_change,
                                        GError       **error);
gboolean      rc_database_change_equal (const RcDatabaseChange *a,
                                        const RcDatabaseChange *b);

/* Feeds a row with type and length of each column, so that two different rows never give the same bytes. */
void          rc_database_hash_row     (RcHasher      *hasher,
                                        sqlite3_stmt  *statement);
/* Digest of all rows of a statement that is bound and not yet stepped, in the order they come. */
gboolean      rc_database_hash_rows    (RcDatabase    *self,
                                        sqlite3_stmt  *statement,
                                        RcDigest      *out_digest,
                                        GError       **error);
/* Digest of a whole table, rows ordered by its primary key. */
gboolean      rc_database_hash_table   (RcDatabase    *self,
                                        const char    *table,
                                        RcDigest      *out_digest,
                                        GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDatabase, rc_database_free)

G_END_DECLS
