/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/json-items.h"

G_BEGIN_DECLS

/* What the readers of DataRobot's objects share. Each answers as the functions of RcRegistryWriter. */

/* The thing of that kind whose id stands at one of the paths; 0 where there is none. */
gboolean rc_datarobot_read_entity      (RcJsonItems   *self,
                                        RcEntityKind   kind,
                                        const char    *paths,
                                        gint64        *out_entity,
                                        GError       **error);
/* The model version, and the project that it was trained in as its run. */
gboolean rc_datarobot_read_model_of    (RcJsonItems   *self,
                                        const char    *model_paths,
                                        const char    *project_paths,
                                        gint64        *out_version,
                                        GError       **error);

/* datarobot-deployments.c */
gboolean rc_datarobot_read_deployment  (RcJsonItems  *self, GError **error);
gboolean rc_datarobot_read_validation  (RcJsonItems  *self, GError **error);
gboolean rc_datarobot_read_settings    (RcJsonItems  *self, GError **error);
gboolean rc_datarobot_read_history     (RcJsonItems  *self, GError **error);
gboolean rc_datarobot_read_export_job  (RcJsonItems  *self, GError **error);
gboolean rc_datarobot_read_access      (RcJsonItems  *self, GError **error);

/* datarobot-models.c */
gboolean rc_datarobot_read_model       (RcJsonItems  *self, GError **error);
gboolean rc_datarobot_read_project     (RcJsonItems  *self, GError **error);
gboolean rc_datarobot_read_recommendation (RcJsonItems *self, GError **error);
gboolean rc_datarobot_read_prediction_job (RcJsonItems *self, GError **error);
gboolean rc_datarobot_read_package     (RcJsonItems  *self, GError **error);
gboolean rc_datarobot_read_custom_version (RcJsonItems *self, GError **error);
gboolean rc_datarobot_read_environment (RcJsonItems  *self, GError **error);
gboolean rc_datarobot_read_template    (RcJsonItems  *self, GError **error);

/* datarobot-approvals.c */
gboolean rc_datarobot_read_policy      (RcJsonItems  *self, GError **error);
gboolean rc_datarobot_read_request     (RcJsonItems  *self, GError **error);
gboolean rc_datarobot_read_review      (RcJsonItems  *self, GError **error);

/* Where ids of DataRobot's objects hold: in one delivery. (transfer full) */
char    *rc_datarobot_scope_dup        (const RcImportInput *input);

#define RC_DATAROBOT_MODEL_PATHS \
  "newModelId modelId model/id change/modelId change/newModelId proposedChange/modelId proposedChange/newModelId"
#define RC_DATAROBOT_MODEL_PATHS_ABOVE \
  "^newModelId ^modelId ^model/id ^change/modelId ^change/newModelId ^proposedChange/modelId ^proposedChange/newModelId"

G_END_DECLS
