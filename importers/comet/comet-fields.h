/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/json-items.h"

G_BEGIN_DECLS

/* Fields of the events of the production monitoring, whichever file they came in. */
extern const RcJsonItemField rc_comet_event_fields[];
extern const RcJsonItemField rc_comet_label_fields[];

G_END_DECLS
