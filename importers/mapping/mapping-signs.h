/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/mapping/mapping.h"

G_BEGIN_DECLS

/* How sure a mapping is of a sample: 0 to its weight. Only the content counts, never the name. @out_framing: (out) (optional): in which of
 * the mapping's framings the records stand; set where they were recognised. */
int rc_mapping_recognise (const RcMapping *self,
                          const RcSample  *sample,
                          RcFraming       *out_framing);

G_END_DECLS
