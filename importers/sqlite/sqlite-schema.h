/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sqlite-connection.h"

G_BEGIN_DECLS

/**
 * RcSqliteTable:
 * @name: as the caller calls it
 * @spelling: as the database spells it; letter case may differ
 * @columns: (element-type utf8): in the order of the table
 * @key: (element-type guint): the columns of the primary key, in its order; empty for a table that is known by its rowid
 * @order: what stands behind FROM to get its rows in key order without sorting; for a table without a usable key, as stored
 */
typedef struct
{
  char      *name;
  char      *spelling;
  GPtrArray *columns;
  GArray    *key;
  char      *order;
} RcSqliteTable;

/**
 * RcSqliteSchema:
 *
 * The schema of a foreign database, read as data before anything in it is used. Only the tables that the caller named are described;
 * one that is missing is simply absent.
 */
typedef struct _RcSqliteSchema RcSqliteSchema;

RcSqliteSchema      *rc_sqlite_schema_new         (const char * const  *tables);
void                 rc_sqlite_schema_free        (RcSqliteSchema      *self);
gboolean             rc_sqlite_schema_read        (RcSqliteSchema      *self,
                                                   RcSqliteConnection  *connection,
                                                   GPtrArray           *faults,
                                                   GError             **error);
gboolean             rc_sqlite_schema_describe    (RcSqliteSchema      *self,
                                                   RcSqliteConnection  *connection,
                                                   GPtrArray           *faults,
                                                   GError             **error);
gboolean             rc_sqlite_schema_has         (RcSqliteSchema      *self,
                                                   const char          *name);
const RcSqliteTable *rc_sqlite_schema_peek_table  (RcSqliteSchema      *self,
                                                   const char          *name);
gboolean             rc_sqlite_schema_runs_nothing (RcSqliteSchema     *self);
gboolean             rc_sqlite_table_has_column   (const RcSqliteTable *self,
                                                   const char          *column);
/* Whether a CHECK, a generated column or (@is_index) an index of this statement calls a function. */
gboolean             rc_sqlite_sql_calls_function (const char          *sql,
                                                   gboolean             is_index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSqliteSchema, rc_sqlite_schema_free)

G_END_DECLS
