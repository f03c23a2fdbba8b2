/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/mapping.h"

G_BEGIN_DECLS

/* How sure a mapping is of a sample: 0 to its weight. Only the content counts, never the name. */
int rc_mapping_recognise (const RcMapping *self,
                          const RcSample  *sample);

G_END_DECLS
