/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "core/rest/case-keys.h"
#include "core/rest/spill-file.h"

G_BEGIN_DECLS

/*
 * One file that SQLite has open of a protected case: the database, its WAL, its rollback journal, or a temporary file.
 *
 *  - Database: the header page (key-table.h), then the pages in order, each sealed for its number. SQLite reads whole pages, and pieces of the
 *    first one; it writes whole pages. What it leaves out when the file grows is sealed as zeros, so that a hole is no page.
 *  - WAL: header and frame headers stay as they are, but for the sums over pages, which are hidden; each page is sealed for its place and with
 *    what its frame header says (page number, size of the database after it). The sums that SQLite checks are over the page in
 *    clear with zeros as reserved bytes, before and after.
 *  - Journal: headers and page numbers stay as they are, each page is sealed for its place and number, its sum is hidden.
 *  - Temporary files: spill-file.h.
 *
 * The WAL index (-shm) is shared memory in which SQLite itself reads and writes, and stays as it is: numbers of pages, of frames, and one sum
 * over all frames since the WAL was begun, which could confirm a guess only to somebody who knows all else in every page of them.
 */

typedef enum
{
  RC_PROTECTED_FILE_DATABASE,
  RC_PROTECTED_FILE_WAL,
  RC_PROTECTED_FILE_JOURNAL,
  RC_PROTECTED_FILE_TEMPORARY,
} RcProtectedFileKind;

#define RC_PROTECTED_DAMAGE_BYTES 160u

typedef struct _RcProtectedFile RcProtectedFile;

struct _RcProtectedFile
{
  sqlite3_file         base;               /* first: SQLite sees nothing else */
  sqlite3_file        *inner;
  RcProtectedFileKind  kind;
  RcCaseKeys          *keys;               /* NULL: a temporary file */
  RcSpillFile         *spill;              /* of a temporary file */
  RcProtectedFile     *database;           /* of WAL and journal; of the database itself */
  guint8              *sealed;             /* a frame as it is stored */
  guint8              *page;               /* a page in clear, for pieces of it */
  gint64               beside_at;          /* WAL and journal: where the last frame header or page number was written, -1: none */
  guint8               beside[RC_PAGE_CONTEXT_BYTES];
  gint64               sum_at;             /* journal: where the sum of the last page stands */
  guint32              mask;               /* what hides it */
  guint                shm_locks;          /* database: a bit for each lock of the WAL index that is held exclusively */
  char                 damage[RC_PROTECTED_DAMAGE_BYTES];   /* database: the last page of any of its files that did not open; or empty */
};

void rc_protected_file_init  (RcProtectedFile *self);      /* inner, kind, keys, database are set */
void rc_protected_file_clear (RcProtectedFile *self);
/* These answer SQLite's codes; SQLITE_IOERR_DATA where a page does not open. */
int  rc_protected_file_read  (RcProtectedFile *self,
                              guint8          *out,
                              int              amount,
                              sqlite3_int64    offset);
int  rc_protected_file_write (RcProtectedFile *self,
                              const guint8    *bytes,
                              int              amount,
                              sqlite3_int64    offset);

G_END_DECLS
