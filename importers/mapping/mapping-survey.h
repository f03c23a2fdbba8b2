/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mapping-draft.h"

G_BEGIN_DECLS

/* Where the records of a sample say something, and what; and in which form they stand. */
gboolean rc_mapping_survey (RcMappingDraft  *draft,
                            const char      *sample,
                            gsize            length,
                            gboolean         is_whole,
                            GError         **error);

G_END_DECLS
