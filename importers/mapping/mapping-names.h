/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mapping-draft.h"

G_BEGIN_DECLS

/*
 * What members of home-made logs are usually called. A name only proposes; figures of confidence are never proposed by name.
 */

/* Whether the path's name is one that logs use for the field: "model_version", "/model/version". */
gboolean rc_mapping_names_fit       (RcField     field,
                                     const char *path);
/* A word that stands for a version and moves: "champion". */
gboolean rc_mapping_names_is_alias  (const char *value);

G_END_DECLS
