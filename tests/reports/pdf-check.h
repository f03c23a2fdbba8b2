/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/pages.h"

G_BEGIN_DECLS

/*
 * What PDF/A-3a and PDF/UA-1 ask of a file as far as a machine can see it, read with qpdf and held against each other. Each asserts, and is skipped
 * with the reason where qpdf is not there.
 */

void pdf_check_archival  (GBytes             *pdf);
/* All that holds for a document of whatever kind: the above, qpdf's own check, and that what a stranger's tool reads is what was meant. Answers the
 * file, and in @twins, where there is such a list, adds the same as PDF/A-1b for pdf_check_preflight(). (transfer full) */
GBytes *pdf_check_document (const RcDocument *document,
                          GPtrArray          *twins);
/* @twins: (element-type GBytes): valid for PDFBox Preflight; one start of Java for all of them. */
void pdf_check_preflight (GPtrArray          *twins);

G_END_DECLS
