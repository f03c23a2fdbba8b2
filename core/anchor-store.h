/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trust.h"

G_BEGIN_DECLS

/* The rows of the table `anchor`, and what the custody log says of one. */

#define RC_ANCHOR_COLUMNS \
  "id, kind, material, key_id, fingerprint, owner, purpose, from_us, to_us, how, added_us, label, identities, revoked_us, revoked_for, " \
  "threshold_group, threshold, obtained_by, obtained_us"

/* @statement: stands on a row of RC_ANCHOR_COLUMNS; (transfer full). RC_TRUST_ERROR_NOT_A_KEY where the row is not the key it was. */
RcAnchor *rc_anchor_from_row    (sqlite3_stmt   *statement,
                                 GError        **error);
/* Sets the id and the time of acceptance. */
gboolean  rc_anchor_insert      (RcAnchor       *self,
                                 RcDatabase     *database,
                                 GError        **error);
/* @source_name: (nullable): the file of the evidence in which the key was found; (transfer full). */
char     *rc_anchor_dup_detail  (const RcAnchor *self,
                                 gint64          source,
                                 const char     *source_name);

G_END_DECLS
