/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "verify-scan.h"

G_BEGIN_DECLS

/* The records that are here of a source that is not here whole: each is hashed again, led to the root of its source by its path, and where its importer reads
 * record by record, what it tells is held against the rows of the case. Faults go into the judgement. */
gboolean rc_verify_excerpts       (const RcVerifyScan  *scan,
                                   const RcSource      *source,
                                   GError             **error);
/* Those of sources of which nothing is here. */
gboolean rc_verify_count_withheld (const RcVerifyScan  *scan,
                                   GError             **error);

G_END_DECLS
