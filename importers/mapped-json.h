/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/mapping.h"

G_BEGIN_DECLS

/* An importer of JSON lines or of one JSON document, as a mapping says. This is the mapping factory of core/importer.h. */
RcImporter *rc_mapped_json_new (const char *text,
                                gsize       length,
                                const char *name,
                                GError    **error);

G_END_DECLS
