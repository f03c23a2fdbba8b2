/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "core/integrity-facts.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/**
 * rc_integrity_build:
 * @case_file: a case
 * @language: "en", "de", "fr"
 *
 * The integrity report: was the evidence tampered with, as far as its protections tell? On the first page one paragraph: what was checked,
 * from when to when, what a change would have shown, what it cannot show, who could have done it; then by source and period, with holes, what
 * nothing covers, and each verdict explained. The same function of the same things as the sheet.
 *
 * Returns: (transfer full): the document; %NULL with %RC_SHEET_ERROR_LANGUAGE for a language that documents are not written in
 */
RcDocument *rc_integrity_build (RcCase      *case_file,
                                const char  *language,
                                GError     **error);

/* The answer alone, in the language that stands: one sentence with its sign; (transfer full). */
RcText     *rc_integrity_make_answer (const RcIntegrityFacts *facts);

G_END_DECLS
