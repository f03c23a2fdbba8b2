/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/**
 * rc_timeline_report_build:
 * @system: (nullable): one that somebody states, by its name or identifier; %NULL: the whole case
 * @language: "en", "de", "fr"
 *
 * What happened when: drawings, and the same as tables with the exhibits that tell it. The same function of the same things as all documents.
 *
 * Returns: (transfer full)
 */
RcDocument *rc_timeline_report_build (RcCase      *case_file,
                                      const char  *system,
                                      const char  *language,
                                      GError     **error);
/* Versions and marks of the whole case as comma separated values; (transfer full). */
char       *rc_timeline_to_csv       (RcCase      *case_file,
                                      const char  *language,
                                      GError     **error);

G_END_DECLS
