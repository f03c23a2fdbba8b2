/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "core/stream.h"

G_BEGIN_DECLS

/**
 * RcSqliteConnection:
 *
 * A connection to a foreign database that can do nothing but what is asked of it: no trigger, view, function, extension, attached
 * database or other file has any effect, what may be read is named one by one, and the work is bounded by the size of the file.
 *
 * Functions that take @faults answer %FALSE only with @error set, for a failure of the program or the system. A fault in the
 * evidence is added to @faults, (element-type RcException), and the answer is %TRUE without a result.
 */
typedef struct _RcSqliteConnection RcSqliteConnection;

#define RC_SQLITE_ERROR (rc_sqlite_error_quark ())
GQuark rc_sqlite_error_quark (void);

typedef enum
{
  RC_SQLITE_ERROR_SYSTEM,   /* SQLite itself could not do it: no memory, a missing feature */
} RcSqliteError;

/* What the authorizer lets through. */
typedef enum
{
  RC_SQLITE_STAGE_SCHEMA,   /* settings, and the schema's rows as data */
  RC_SQLITE_STAGE_CHECK,    /* SQLite's own checks and descriptions */
  RC_SQLITE_STAGE_READ,     /* columns of the named tables, nothing else */
} RcSqliteStage;

RcSqliteConnection *rc_sqlite_connection_new       (RcStream             *stream,
                                                    const char * const   *tables,
                                                    GCancellable         *cancellable);
void                rc_sqlite_connection_free      (RcSqliteConnection   *self);
gboolean            rc_sqlite_connection_open      (RcSqliteConnection   *self,
                                                    GPtrArray            *faults,
                                                    GError              **error);
void                rc_sqlite_connection_set_stage (RcSqliteConnection   *self,
                                                    RcSqliteStage         stage);
gboolean            rc_sqlite_connection_prepare   (RcSqliteConnection   *self,
                                                    const char           *sql,
                                                    sqlite3_stmt        **out_statement,
                                                    GPtrArray            *faults,
                                                    GError              **error);
gboolean            rc_sqlite_connection_step      (RcSqliteConnection   *self,
                                                    sqlite3_stmt         *statement,
                                                    gboolean             *out_row,
                                                    GPtrArray            *faults,
                                                    GError              **error);
char               *rc_sqlite_quote_name           (const char           *name);

typedef sqlite3_stmt RcSqliteStatement;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSqliteStatement, sqlite3_finalize)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSqliteConnection, rc_sqlite_connection_free)

G_END_DECLS
