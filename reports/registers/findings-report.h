/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/* What the second person is asked about this document: the subject of its review. */
#define RC_FINDINGS_REVIEW "report:findings"

/**
 * rc_findings_report_build:
 * @number: (nullable): of one finding, "F-001"; %NULL: all of them
 * @language: "en", "de", "fr"
 *
 * The findings as people wrote them, by severity in the overview and by number behind it, each with the five elements of internal auditing,
 * the response of the auditee and how it stands. What nobody wrote is said to be missing; what a finding was promoted from is told as it was
 * noticed, and whether it is noticed still.
 *
 * Returns: (transfer full): the document
 */
RcDocument *rc_findings_report_build (RcCase      *case_file,
                                      const char  *number,
                                      const char  *language,
                                      GError     **error);

G_END_DECLS
