/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/registers/finding.h"

G_BEGIN_DECLS

/* Which exceptions a person has made a finding of. */
typedef struct _RcFindingMarks RcFindingMarks;

RcFindingMarks *rc_finding_marks_load      (RcCase               *case_file,
                                            GError              **error);
void            rc_finding_marks_free      (RcFindingMarks       *self);
/* "F-001": the first finding that was promoted from it; (transfer full) (nullable): none. @source: (nullable): that it is about. */
char           *rc_finding_marks_dup_number (const RcFindingMarks *self,
                                            const RcException    *exception,
                                            const RcSource       *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcFindingMarks, rc_finding_marks_free)

G_END_DECLS
