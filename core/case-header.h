/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

G_BEGIN_DECLS

/* The first 100 bytes of a case, read before SQLite sees the file: https://www.sqlite.org/fileformat2.html section 1.3. */

#define RC_CASE_PAGE_BYTES 16384u

typedef struct
{
  gint64   version;      /* of the schema */
  gboolean is_wal;       /* not closed, or open somewhere */
} RcCaseHeader;

gboolean rc_case_header_read (int            fd,
                              const char    *path,
                              RcCaseHeader  *out_header,
                              GError       **error);

/* RC_CASE_ERROR_NEWER where a newer program made it. */
gboolean rc_case_header_check_version (const char    *path,
                                       gint64         version,
                                       GError       **error);

G_END_DECLS
