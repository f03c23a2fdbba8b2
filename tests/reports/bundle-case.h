/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/bundle.h"
#include "tests/reports/report-case.h"

G_BEGIN_DECLS

/* A case with the demonstration's evidence, imported, its key accepted, verified, with the auditor's key unlocked in a data folder of the test alone; and its
 * export. The functions of the fixture are those of report-case.h. */

/* To be called once, before the first test; ends the data folder at exit. Runs the tests. */
int             bundle_case_run         (void);
void            bundle_case_set_up      (ImportFixture       *self,
                                         gconstpointer        data);
/* Where a bundle of that name would stand, beside the case; (transfer full). */
char           *bundle_case_dup_path    (ImportFixture       *self,
                                         const char          *name);
/* @events: (nullable): %NULL for a full bundle. No error is expected. (transfer full) */
RcBundleResult *bundle_case_export      (ImportFixture       *self,
                                         const char          *name,
                                         const char * const  *events);
/* The same with terms of the test's own. */
RcBundleResult *bundle_case_export_with (ImportFixture       *self,
                                         const char          *name,
                                         const RcBundleTerms *terms);
/* The reference of an inference that a human action is about; (transfer full). */
char           *bundle_case_dup_event   (ImportFixture       *self);

G_END_DECLS
