/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

G_BEGIN_DECLS

/*
 * The tables of a case: made, compared with what the program expects, brought forward from older versions, and freed of
 * what an import that did not end left behind.
 */

/**
 * RcCaseMigration:
 * @from: the version that the step starts at; it ends at @from + 1
 * @sql: what it does
 */
typedef struct
{
  gint64      from;
  const char *sql;
} RcCaseMigration;

gboolean rc_case_schema_create             (RcDatabase             *database,
                                            GError                **error);
/* RC_CASE_ERROR_DAMAGED where a table, index, view or trigger is not the program's own. */
gboolean rc_case_schema_check              (RcDatabase             *database,
                                            const char             *path,
                                            GError                **error);
/* From the version found to @target, within the caller's transaction. */
gboolean rc_case_schema_migrate            (RcDatabase             *database,
                                            const char             *path,
                                            const RcCaseMigration  *steps,
                                            gsize                   n_steps,
                                            gint64                  target,
                                            GError                **error);
gboolean rc_case_schema_remove_unpublished (RcDatabase             *database,
                                            GError                **error);

/* As rc_case_open(), with the steps that bring a case of an older version forward. */
RcCase  *rc_case_open_migrating            (const char             *path,
                                            gboolean                for_writing,
                                            const RcCaseMigration  *steps,
                                            gsize                   n_steps,
                                            GError                **error);

G_END_DECLS
