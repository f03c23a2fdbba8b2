/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"

G_BEGIN_DECLS

/* All findings, or all requests, as one table in the words of a language; days are written like 2026-12-01. (transfer full): %NULL with @error. */
char *rc_findings_to_csv (RcCase      *case_file,
                          const char  *language,
                          GError     **error);
char *rc_requests_to_csv (RcCase      *case_file,
                          const char  *language,
                          GError     **error);

G_END_DECLS
