/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/custody-entry.h"
#include "core/json.h"

G_BEGIN_DECLS

/**
 * RcBundleCustodyRow:
 * @act, @detail: (nullable): both are there, or both are withheld
 *
 * One entry of a custody log, as data/custody.jsonl has it.
 */
typedef struct
{
  gint64   id;
  gint64   time_us;
  char    *act;
  char    *detail;
  RcDigest previous;
  RcDigest hash;
  gboolean is_signed;
  guint8   signature[RC_CUSTODY_SIGNATURE_BYTES];
  guint8   signer[RC_CUSTODY_SIGNER_BYTES];
} RcBundleCustodyRow;

/* Tainted. */
gboolean rc_bundle_custody_row_read  (const RcJson       *line,
                                      RcBundleCustodyRow *out_row);
void     rc_bundle_custody_row_clear (RcBundleCustodyRow *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcBundleCustodyRow, rc_bundle_custody_row_clear)

G_END_DECLS
