/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/lineage.h"
#include "reports/bundle/prov/prov-document.h"

G_BEGIN_DECLS

/* Name space of what the program says of a statement: its standing, what it cites. */
#define RC_PROV_SPACE "urn:recount:prov:1:"
/* Name space of what records say, field by field. */
#define RC_PROV_FACT_SPACE "urn:recount:prov:1:fact:"

/* @state: the evidence state that the lineage was built from; @language: that its words are in. (transfer full) */
RcProvDocument *rc_prov_document_from_lineage (const RcLineage *lineage,
                                               const RcDigest  *state,
                                               const char      *language);

G_END_DECLS
