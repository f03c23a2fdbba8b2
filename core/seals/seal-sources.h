/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

/* Sources that protect others: signatures, lists of digests, stated heads of chains. They hold no events; that they are
 * recognised at import tells people what they are, and `verify` judges them. */
void rc_seal_sources_register (void);

G_END_DECLS
