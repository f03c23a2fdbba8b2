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
 * @reading: (nullable): makes views and tables of the connection alone, by which a case of version @from that is only read looks like one of
 *   the current version: what it does not have is absent. %NULL: such a case must be brought forward before it is read
 * @before: (nullable): brings empty tables of version @from + 1 back to what they were, to compare with; goes with @reading
 */
typedef struct
{
  gint64      from;
  const char *sql;
  const char *reading;
  const char *before;
} RcCaseMigration;

/* What is known of older versions, newest last. */
const RcCaseMigration *rc_case_schema_migrations (gsize *out_n_steps);

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
/* A case of an older version, on a connection that only reads. @out_readable: FALSE where it must be brought forward first. */
gboolean rc_case_schema_check_older        (RcDatabase             *database,
                                            const char             *path,
                                            const RcCaseMigration  *steps,
                                            gsize                   n_steps,
                                            gint64                  version,
                                            gboolean               *out_readable,
                                            GError                **error);
/* Makes a connection that only reads see a case of an older version as one of the current version, where that is known how. */
gboolean rc_case_schema_adapt              (RcDatabase             *database,
                                            const RcCaseMigration  *steps,
                                            gsize                   n_steps,
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
