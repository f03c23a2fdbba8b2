/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/mapping.h"

G_BEGIN_DECLS

/* Fills an empty mapping from its text; everything that the text does not say rightly is refused. Used by rc_mapping_new(). */
gboolean         rc_mapping_read_text  (RcMapping  *self,
                                        const char *text,
                                        gsize       length,
                                        const char *name,
                                        GError    **error);
RcMappingChoice *rc_mapping_add_choice (RcMapping  *self);

G_END_DECLS
