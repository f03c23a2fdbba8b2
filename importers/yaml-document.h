/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "yaml-reader.h"

#include "core/importer.h"

G_BEGIN_DECLS

/*
 * A source that is one YAML document: what importers of such documents begin with.
 */

/* Parses the document. FALSE with @error unset where it cannot be read, which is then set aside with its place. */
gboolean rc_yaml_document_read       (RcYaml               *yaml,
                                      const RcImportInput  *input,
                                      RcImportSink         *sink,
                                      const char           *message,
                                      GError              **error);
/* The text of a scalar; (nullable): absent, null, empty or no scalar. Kept by the reader. */
const char *rc_yaml_document_peek    (const RcYaml         *yaml,
                                      guint                 mapping,
                                      const char           *name);
/* Whether a line of the sample begins with "name:", as a mapping's own members do. */
gboolean rc_yaml_sample_has          (const RcSample       *sample,
                                      const char           *name);

G_END_DECLS
