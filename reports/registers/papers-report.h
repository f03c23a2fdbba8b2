/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/**
 * rc_papers_report_build:
 * @number: (nullable): of one document, "D-001"; %NULL: all of them
 * @language: "en", "de", "fr"
 *
 * The document register: what is registered as paper evidence, and what people read in it for which question. What they read was checked by
 * nobody but them, and the page says so.
 *
 * Returns: (transfer full): the document
 */
RcDocument *rc_papers_report_build (RcCase      *case_file,
                                    const char  *number,
                                    const char  *language,
                                    GError     **error);
/* Readings as one table; a document that nobody read has one row. (transfer full) */
char       *rc_papers_to_csv       (RcCase      *case_file,
                                    const char  *language,
                                    GError     **error);

G_END_DECLS
