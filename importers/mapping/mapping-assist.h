/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mapping-draft.h"

G_BEGIN_DECLS

/* What core/mapping-draft.h asks of importers/. */
RcMappingDraft *rc_mapping_propose (const char   *sample,
                                    gsize         length,
                                    gboolean      is_whole,
                                    RcEventKind   kind,
                                    const char   *line_pattern,
                                    GError      **error);
GPtrArray      *rc_mapping_preview (const char   *mapping,
                                    const char   *sample,
                                    gsize         length,
                                    gboolean      is_whole,
                                    const char   *name,
                                    guint         limit,
                                    GError      **error);

G_END_DECLS
