/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

G_BEGIN_DECLS

/* The first 100 bytes of a case, read before SQLite sees the file: https://www.sqlite.org/fileformat2.html section 1.3. */

#define RC_CASE_PAGE_BYTES 16384u

typedef struct _RcCaseKeys RcCaseKeys;

typedef struct
{
  gboolean is_known;     /* FALSE: the case is protected, and its first page cannot be read without its key, or before its journal is rolled back */
  gint64   version;      /* of the schema */
  gboolean is_wal;       /* not closed, or open somewhere */
} RcCaseHeader;

/* Whether the pages of SQLite are sealed (rest/key-table.h), behind a page of their own. */
gboolean rc_case_header_is_protected (int    fd);

/* @keys: (nullable): of a protected case */
gboolean rc_case_header_read (int            fd,
                              const char    *path,
                              RcCaseKeys    *keys,
                              RcCaseHeader  *out_header,
                              GError       **error);

/* RC_CASE_ERROR_NEWER where a newer program made it. */
gboolean rc_case_header_check_version (const char    *path,
                                       gint64         version,
                                       GError       **error);

G_END_DECLS
