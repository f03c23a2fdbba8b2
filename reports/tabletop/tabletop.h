/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/* What the second person is asked about this document: the subject of its review. */
#define RC_TABLETOP_REVIEW "report:tabletop"

/**
 * rc_tabletop_build:
 * @number: (nullable): of an exercise; %NULL: the newest, or none where the case has none
 * @language: "en", "de", "fr"
 *
 * The report of a tabletop audit, in the sections TR-01 to TR-17 of the law's catalogue and numbered by them: what was asked for, by which
 * criteria and methods, on which evidence, which decisions were drawn and rebuilt, what the room answered beside what the records say, what was
 * found, what follows and what does not, and how a stranger checks it again. Where no exercise was held, or something was not stated, the section
 * says so. Personal values stay masked. The same function of the same things as all documents.
 *
 * Returns: (transfer full): the document
 */
RcDocument *rc_tabletop_build  (RcCase      *case_file,
                                const char  *number,
                                const char  *language,
                                GError     **error);

G_END_DECLS
