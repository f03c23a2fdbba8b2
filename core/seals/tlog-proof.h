/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/log-heads.h"
#include "core/seals/note-judge.h"

G_BEGIN_DECLS

/* Judges a proof that the file beside it is an entry of a log; its head goes to @heads. FALSE only where the case could not be read. */
gboolean rc_tlog_proof_judge (RcSealWork        *work,
                              const RcNoteKeys  *keys,
                              RcLogHeads        *heads,
                              const RcSource    *carrier,
                              const char        *bytes,
                              gsize              length,
                              GError           **error);

G_END_DECLS
