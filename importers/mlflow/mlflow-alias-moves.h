/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/registry-writer.h"

G_BEGIN_DECLS

/**
 * RcMlflowAliasMoves:
 *
 * Dated moves of aliases. A model's alias names one version at a time: it named one until the next move of the same alias.
 */
typedef struct _RcMlflowAliasMoves RcMlflowAliasMoves;

RcMlflowAliasMoves *rc_mlflow_alias_moves_new   (void);
void                rc_mlflow_alias_moves_free  (RcMlflowAliasMoves  *self);
/* @version: (nullable): which it names from then on; none for an alias that was taken away. @locator: where that is said. */
void                rc_mlflow_alias_moves_add   (RcMlflowAliasMoves  *self,
                                                 const char          *model,
                                                 const char          *alias,
                                                 const char          *version,
                                                 gint64               time_us,
                                                 const char          *locator);
gboolean            rc_mlflow_alias_moves_claim (RcMlflowAliasMoves  *self,
                                                 RcRegistryWriter    *writer,
                                                 GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcMlflowAliasMoves, rc_mlflow_alias_moves_free)

G_END_DECLS
