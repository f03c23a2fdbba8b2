/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/sigstore-answer.h"
#include "core/seals/sigstore-log-entry.h"
#include "core/seals/sigstore-root.h"

G_BEGIN_DECLS

/* What holds or not without knowing the log: the proof leads from the entry to the head that the checkpoint names. */
void     rc_sigstore_log_check_proof (const RcSigstoreLogEntry *entry,
                                      RcSigstoreAnswer         *answer);
/* What the log signed: the promise with its time, which is told to @answer, and the checkpoint. %FALSE: @root does not know the log, or
 * its key cannot be asked here. */
gboolean rc_sigstore_log_check_signed (const RcSigstoreLogEntry *entry,
                                      const RcSigstoreRoot     *root,
                                      RcSigstoreAnswer         *answer);
/* Whether the log's key counted at @time_us, for entries whose log says no time itself. */
void     rc_sigstore_log_check_time  (const RcSigstoreLogEntry *entry,
                                      const RcSigstoreRoot     *root,
                                      gint64                    time_us,
                                      RcSigstoreAnswer         *answer);

G_END_DECLS
