/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "integrity-facts.h"

G_BEGIN_DECLS

/* Fills in the times of the sources and of the whole, and the periods with what was noticed in them. */
gboolean rc_integrity_periods_fill (RcIntegrityFacts  *facts,
                                    RcCase            *case_file,
                                    GCancellable      *cancellable,
                                    GError           **error);

G_END_DECLS
