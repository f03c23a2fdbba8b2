/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/requirement.h"
#include "lineage-fixture.h"

G_BEGIN_DECLS

/* What tests of single requirements share. */

RcRequirementReport       *requirement_check_case     (LineageFixture             *fixture);
/* After a system "S" was stated with these further members. */
RcRequirementReport       *requirement_check_system   (LineageFixture             *fixture,
                                                       const char                 *members);
const RcRequirementResult *requirement_find           (const RcRequirementReport  *report,
                                                       const char                 *id);
void                       requirement_assert_verdict (const RcRequirementReport  *report,
                                                       const char                 *id,
                                                       RcRequirementVerdict        verdict);
gboolean                   requirement_has_note       (const RcRequirementResult  *result,
                                                       const char                 *part);
gboolean                   requirement_cites          (const RcRequirementResult  *result,
                                                       gint64                      source,
                                                       guint64                     record);

#define LINE(kind, members) "{\"kind\":\"" kind "\",\"system\":\"S\",\"endpoint\":\"E\"," members "}\n"
#define CALL(id, time, version) LINE ("inference", "\"id\":\"" id "\",\"time\":\"" time "\",\"model-name\":\"k\",\"model-version\":\"" version "\"")
#define DEPLOYED(version, from, to) \
  LINE ("deployment", "\"time\":\"" from "\",\"valid-from\":\"" from "\",\"valid-to\":\"" to "\",\"model-name\":\"k\",\"model-version\":\"" version "\"")
#define ALARM LINE ("anomaly", "\"id\":\"N-1\",\"time\":\"2026-04-02T12:00:00Z\",\"severity\":\"low\",\"action\":\"raise\"")

G_END_DECLS
