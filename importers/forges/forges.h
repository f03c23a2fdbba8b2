/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

#define RC_FORGES_SYSTEM "forges"

const RcImporter *rc_forge_answers_importer (void);
const RcImporter *rc_junit_importer         (void);

/* Tells core the system and every importer of its exports. */
void              rc_forges_register        (void);

G_END_DECLS
