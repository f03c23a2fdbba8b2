/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sqlite-schema.h"

#include "core/json-writer.h"

G_BEGIN_DECLS

typedef enum
{
  RC_SQLITE_NULL_VALUE,
  RC_SQLITE_INTEGER_VALUE,
  RC_SQLITE_REAL_VALUE,
  RC_SQLITE_TEXT_VALUE,
  RC_SQLITE_BLOB_VALUE,
} RcSqliteStorage;

/**
 * RcSqliteValue:
 * @storage: how it is stored, which need not be what its column says
 * @bytes: of a text or a blob; borrowed until the next row; a text need not be UTF-8
 * @is_utf8: of a text: whether it is, and holds no NUL
 */
typedef struct
{
  RcSqliteStorage storage;
  const char     *bytes;
  gsize           length;
  gint64          integer;
  double          real;
  gboolean        is_utf8;
} RcSqliteValue;

/**
 * RcSqliteRow:
 *
 * One row of a foreign table with the storage class of every value kept. Its canonical form is one line of JSON,
 *
 *   {"table":"runs","key":{"run_uuid":{"text":"3f0c…"}},"columns":{"run_uuid":{"text":"3f0c…"},"start_time":{"integer":"1767258000000"},…}}
 *
 * with the key's columns in the order of the key and all columns in the order of the table. A value is an object of one member, named
 * for the storage class: "text", "integer" (decimal), "real" (as ECMAScript writes the number), "blob" (hex), "null" (null), and
 * "text-bytes" (hex) for a text that is not UTF-8 or holds a NUL. Numbers are texts there, so that no reader can round them. A table without a
 * primary key has the key {"rowid":…}.
 *
 * A stranger sees the same row with SQLite's own program, whose query the key spells out:
 *
 *   sqlite3 FILE "SELECT * FROM runs WHERE run_uuid='3f0c…'"
 */
typedef struct
{
  const RcSqliteTable *table;
  RcSqliteValue       *values;   /* one for each column of the table */
  gint64               rowid;    /* where the table has no primary key */
} RcSqliteRow;

void                 rc_sqlite_value_read      (RcSqliteValue     *self,
                                                sqlite3_stmt      *statement,
                                                int                column);
void                 rc_sqlite_format_real     (double             value,
                                                char               out_text[32]);
const RcSqliteValue *rc_sqlite_row_peek        (const RcSqliteRow *self,
                                                const char        *column);
const char          *rc_sqlite_row_peek_text   (const RcSqliteRow *self,
                                                const char        *column);
gboolean             rc_sqlite_row_get_integer (const RcSqliteRow *self,
                                                const char        *column,
                                                gint64            *out_integer);
void                 rc_sqlite_row_write       (const RcSqliteRow *self,
                                                RcJsonWriter      *writer);
char                *rc_sqlite_row_dup_json    (const RcSqliteRow *self);
char                *rc_sqlite_row_dup_locator (const RcSqliteRow *self);
gboolean             rc_sqlite_row_is_all_utf8 (const RcSqliteRow *self);

G_END_DECLS
