/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/registry-writer.h"

G_BEGIN_DECLS

/**
 * RcDatabricksStages:
 *
 * The stages and aliases that a log tells one after the other; how long each held is known only when all were read.
 */
typedef struct _RcDatabricksStages RcDatabricksStages;

RcDatabricksStages *rc_databricks_stages_new        (const RcImportInput  *input);
void                rc_databricks_stages_free       (gpointer              self);
/* In which the names of versions hold. */
const char         *rc_databricks_stages_peek_scope (const RcDatabricksStages *self);
/* @version: (nullable): %NULL: the alias was deleted. @archives: other versions leave the stage. */
void                rc_databricks_stages_take       (RcDatabricksStages   *self,
                                                     guint64               record,
                                                     const char           *model,
                                                     const char           *version,
                                                     const char           *label,
                                                     gboolean              is_alias,
                                                     gboolean              archives,
                                                     gint64                time_us);
gboolean            rc_databricks_stages_tell       (RcDatabricksStages   *self,
                                                     RcRegistryWriter     *writer,
                                                     GError              **error);

G_END_DECLS
