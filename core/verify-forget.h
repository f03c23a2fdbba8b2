/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

G_BEGIN_DECLS

/* Deletes what the last verify left where the evidence has changed since, so that nothing tells it any more. Within the caller's transaction. */
gboolean rc_verify_forget_earlier (RcCase  *case_file,
                                   GError **error);

G_END_DECLS
