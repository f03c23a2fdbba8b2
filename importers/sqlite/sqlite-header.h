/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/stream.h"

G_BEGIN_DECLS

#define RC_SQLITE_MAGIC       "SQLite format 3"   /* with its NUL the first 16 bytes */
#define RC_SQLITE_MAGIC_BYTES 16

/**
 * RcSqliteHeader:
 *
 * The first 100 bytes of a database (SQLite file format, section 1.3).
 */
typedef struct
{
  guint32 page_size;
  guint32 page_count;        /* from the size of the file */
  guint8  write_version;     /* 1 legacy, 2 write-ahead log */
  guint8  read_version;
  guint8  reserved_bytes;    /* at the end of each page */
  guint32 change_counter;
  guint32 freelist_count;    /* pages that hold nothing, or what was deleted: the database was not vacuumed */
  guint32 schema_cookie;
  guint32 text_encoding;     /* 1 UTF-8, 2 UTF-16le, 3 UTF-16be */
  guint32 user_version;
  guint32 application_id;
  guint32 sqlite_version;    /* of the library that wrote last */
} RcSqliteHeader;

gboolean rc_sqlite_header_read (RcStream        *stream,
                                RcSqliteHeader  *out_header,
                                GPtrArray       *faults,
                                GError         **error);

G_END_DECLS
