/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/json-writer.h"
#include "core/registers/finding.h"

G_BEGIN_DECLS

/* A finding as it stands, as `finding list --json` and the handover bundle say it: one object. */
void rc_finding_write_json (const RcFinding *finding,
                            const RcNoticed *noticed,
                            const char      *day,
                            RcJsonWriter    *writer);

G_END_DECLS
