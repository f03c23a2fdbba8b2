/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"

G_BEGIN_DECLS

/**
 * RcTlogProofFile:
 * @extra: (nullable): what the log adds for itself, vouched for by nobody
 * @path: of RcDigest
 * @note: the log's head as a signed note, as it stands in the file
 *
 * That one entry is in a log (C2SP tlog-proof).
 */
typedef struct
{
  GBytes  *extra;
  guint64  index;
  GArray  *path;
  GBytes  *note;
} RcTlogProofFile;

typedef enum
{
  RC_TLOG_PROOF_READ,
  RC_TLOG_PROOF_MALFORMED,
  RC_TLOG_PROOF_VERSION,     /* of another version than 1 */
  RC_TLOG_PROOF_ANOTHER,
} RcTlogProofForm;

RcTlogProofForm rc_tlog_proof_file_parse (const char        *bytes,
                                          gsize              length,
                                          RcTlogProofFile  **out_file,
                                          const char       **out_fault);
void            rc_tlog_proof_file_free  (RcTlogProofFile   *self);
/* By its first line alone. */
gboolean        rc_tlog_proof_file_is    (const char        *bytes,
                                          gsize              length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcTlogProofFile, rc_tlog_proof_file_free)

G_END_DECLS
