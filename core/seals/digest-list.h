/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/* Judges every list of digests among the sources; the signatures over them must be judged already. */
gboolean rc_digest_list_judge (RcSealWork  *work,
                               GError     **error);

G_END_DECLS
