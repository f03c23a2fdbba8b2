/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json-writer.h"
#include "lineage.h"

G_BEGIN_DECLS

/* A lineage as `lineage --json` and the handover bundle say it, in one value. JSON is English: so the lineage must have been built. */
void rc_lineage_write_json (const RcLineage *self,
                            const char      *only,     /* (nullable): one question */
                            RcJsonWriter    *writer);

G_END_DECLS
