/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/**
 * rc_receipt_build:
 * @number: (nullable): of the handover, "A-01"; %NULL: the last one
 * @language: "en", "de", "fr"
 *
 * The receipt for evidence that was handed over, for the signatures of both sides: who, where, on what medium; what was declared, what came,
 * what of the one is not in the other.
 *
 * Returns: (transfer full): the document; %NULL with @error: there is no such handover
 */
RcDocument *rc_receipt_build (RcCase      *case_file,
                              const char  *number,
                              const char  *language,
                              GError     **error);

G_END_DECLS
