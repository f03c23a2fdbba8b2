/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/lineage.h"
#include "reports/typesetting/document.h"
#include "tests/importers/import-fixture.h"

G_BEGIN_DECLS

/* Writes a document of one decision: rc_sheet_build or rc_dossier_build. */
typedef RcDocument * (*ReportBuild) (RcCase      *case_file,
                                     RcEvent     *event,
                                     const char  *language,
                                     GError     **error);

/* Evidence of the demonstration with its planted faults, imported, its key accepted, and checked. */
void        report_case_set_up      (ImportFixture       *self,
                                     gconstpointer        data);
/* The same without faults. */
void        report_case_set_up_clean (ImportFixture      *self,
                                     gconstpointer        data);
/* Imports what was put so far, accepts the key, and checks. */
void        report_case_import      (ImportFixture       *self);
RcLineage  *report_case_lineage     (ImportFixture       *self,
                                     const char          *reference);
RcDocument *report_case_build       (ImportFixture       *self,
                                     ReportBuild          build,
                                     const char          *reference,
                                     const char          *language);
GBytes     *report_case_pdf         (ImportFixture       *self,
                                     ReportBuild          build,
                                     const char          *reference,
                                     const char          *language);
/* Its text without the foot line. */
char       *report_case_text        (ImportFixture       *self,
                                     ReportBuild          build,
                                     const char          *reference);
/* The reference SOURCE:RECORD of the planted fault of a kind. */
char       *report_case_find_fault  (ImportFixture       *self,
                                     const char          *kind);
/* The inference that the first human action of this word is about, by its id. */
char       *report_case_find_action (ImportFixture       *self,
                                     const char          *action);
/* An inference that no human action is about. */
char       *report_case_find_alone  (ImportFixture       *self);
/* Changes the first @from in a file of the evidence to @to. */
void        report_case_replace     (ImportFixture       *self,
                                     const char          *name,
                                     const char          *from,
                                     const char          *to);

void        report_assert_says      (const char          *text,
                                     const char          *part);
void        report_assert_no_codes  (const char          *text);
void        report_assert_no_hex    (const char          *text);

G_END_DECLS
