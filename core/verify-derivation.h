/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "verify-scan.h"

G_BEGIN_DECLS

/* Takes every member out of its container again, and every row out of its database, and compares with what the case keeps. */
gboolean rc_verify_derivations (const RcVerifyScan  *scan,
                                GPtrArray           *sources,     /* of RcSource */
                                GError             **error);

G_END_DECLS
