/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/issued/issued.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/*
 * A report that leaves the house: drafts of it, and the files that are frozen for signature.
 *
 * What is entered on a report changes the evidence state, and every document prints the state that it is written from. So a file is always written
 * first, from the state that the case is in, and then entered: the entry names that state, and the digest of the file. Whoever writes it again in the
 * same state gets the same bytes; once it is entered the case has moved on, and what counts is the file that was handed out, by its digest. Where the
 * entry fails, the files are taken away again, so that nothing lies about that looks issued and is not.
 */

/* The report of this kind and subject that is drafted, or a new one. @subject: (nullable): of a kind that is of one decision, its reference; of one
 * that has numbers, the number. Answers its number; 0 with @error. */
gint64      rc_report_issue_begin  (RcCase             *case_file,
                                    const char         *kind,
                                    const char         *subject,
                                    const char         *by,          /* (nullable): the auditor; so below */
                                    GError            **error);
/* Writes the next draft to @path, .pdf or .txt, and enters it. */
gboolean    rc_report_issue_draft  (RcCase             *case_file,
                                    gint64              number,
                                    const char         *language,
                                    const char         *path,
                                    gboolean            replace,
                                    const char         *by,
                                    GError            **error);
/* report-freeze.c: writes one PDF for each language and SHA256SUMS over them into @folder, which is made where it is not there, and freezes it. Refuses while comments
 * are not answered, or a review is not finished. */
gboolean    rc_report_issue_freeze (RcCase             *case_file,
                                    gint64              number,
                                    const char * const *languages,
                                    const char         *folder,
                                    const char         *by,
                                    GError            **error);

G_END_DECLS
