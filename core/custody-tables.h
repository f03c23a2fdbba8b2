/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

G_BEGIN_DECLS

/*
 * The tables whose digests every custody entry names: what people entered, what imports left beside the rows that a source's
 * own digest covers, what the last verification judged, and what verifications remember. Of tables that an import fills in batches only the rows up to the
 * marks of `published` count, so that an import in the middle of its work, or broken off, changes no digest.
 */

#define RC_CUSTODY_N_TABLES 22

/**
 * RcCustodyTables:
 * @entry: the custody entry that names them; 0 for what was computed just now
 * @known: whether the digest of each table is known
 */
typedef struct
{
  gint64   entry;
  gboolean known[RC_CUSTODY_N_TABLES];
  RcDigest digests[RC_CUSTODY_N_TABLES];
} RcCustodyTables;

const char *rc_custody_tables_get_name (gsize                   index);
/* As they stand now. Of a table that only grows by imports, the digest in @previous is taken over where nothing was imported or
 * removed since; @previous: (nullable). @wanted: (nullable): which of those that grow; the others of them stay unknown, as does a table that
 * this version of the case does not have. An act may put
 * right by chance what was edited in a short one, as a verification does: these are always looked at. */
gboolean    rc_custody_tables_compute  (RcDatabase             *database,
                                        const RcCustodyTables  *previous,
                                        const gboolean         *wanted,
                                        RcCustodyTables        *out_tables,
                                        GError                **error);
/* As the newest entry that names them says; nothing is known where there is none. */
gboolean    rc_custody_tables_load     (RcDatabase             *database,
                                        RcCustodyTables        *out_tables,
                                        GError                **error);

G_END_DECLS
