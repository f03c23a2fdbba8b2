/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sqlite-reader.h"

#include "importers/registry-writer.h"

G_BEGIN_DECLS

typedef struct _RcSqliteImport RcSqliteImport;

/* Reads the row that @self stands at, after it was added to the rows of the source. */
typedef gboolean (*RcSqliteImportFunc) (RcSqliteImport *self,
                                        GError        **error);
/* Writes further members of the row that @self stands at, before it is added: what other tables say of the same thing. */
typedef gboolean (*RcSqliteExtendFunc) (RcSqliteImport *self,
                                        RcJsonWriter   *writer,
                                        GError        **error);

typedef struct
{
  const char         *name;
  RcSqliteImportFunc  read;    /* (nullable): for tables that are only kept */
  RcSqliteExtendFunc  extend;  /* (nullable): for events, whose record must say all that is shown of them */
  /* (nullable): whether a row holds a password or a key to something: it is then none of the rows, and not read */
  gboolean          (*is_secret) (const RcSqliteRow *row);
} RcSqliteImportTable;

/**
 * RcSqliteFormat:
 * @marks: tables that every store of this format has, ended by %NULL
 * @words: words of its schema, ended by %NULL; a database that holds them and cannot be opened is a damaged store of this format
 * @tables: what is read, in the order in which the rows come in the source "rows of"; a store may lack any of them
 *
 * A foreign registry that keeps its state in an SQLite file.
 */
typedef struct
{
  const char * const        *marks;
  const char * const        *words;
  const RcSqliteImportTable *tables;
  gsize                      n_tables;
} RcSqliteFormat;

/**
 * RcSqliteImport:
 * @writer: stands at the row
 * @row: the row being read
 * @data: the format's own
 *
 * One store while it is imported. The functions answer as those of RcRegistryWriter.
 */
struct _RcSqliteImport
{
  RcRegistryWriter   writer;
  RcSqliteReader    *reader;
  const RcSqliteRow *row;
  gpointer           data;
};

int      rc_sqlite_import_recognise    (const RcSqliteFormat *format,
                                        const RcSample       *sample);
gboolean rc_sqlite_import_run          (const RcSqliteFormat *format,
                                        gpointer              data,
                                        const RcImportInput  *input,
                                        RcImportSink         *sink,
                                        GCancellable         *cancellable,
                                        GError              **error);
gboolean rc_sqlite_import_require_text (RcSqliteImport       *self,
                                        const char           *column,
                                        const char          **out_text,
                                        GError              **error);
gboolean rc_sqlite_import_read_time    (RcSqliteImport       *self,
                                        const char           *column,
                                        RcTimestamp          *out_time,
                                        gint64               *out_us,
                                        GError              **error);
gboolean rc_sqlite_import_add_created  (RcSqliteImport       *self,
                                        gint64                entity,
                                        const char           *column,
                                        GError              **error);
/* A number or a text as people read it; (nullable) for NULL, a blob, and bytes that are no text. (transfer full) */
char    *rc_sqlite_import_dup_value    (RcSqliteImport       *self,
                                        const char           *column);

G_END_DECLS
