/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/registry-writer.h"

G_BEGIN_DECLS

/* How the parts of Kubeflow name things, and what of it may be shown. */

/* The run is named by a random UUID that pipelines, metadata store and registry share: a name of the world. Any other name holds in
 * the writer's scope only. */
gboolean    rc_kubeflow_add_run         (RcRegistryWriter *writer,
                                         const char       *name,
                                         gint64           *out_run,
                                         GError          **error);
/* The same for what was measured of a run. */
gboolean    rc_kubeflow_add_evaluation  (RcRegistryWriter *writer,
                                         const char       *run,
                                         const char       *metric,
                                         const char       *value,
                                         GError          **error);
/* An image is known by the text that names it; one with a digest is the same everywhere. */
gboolean    rc_kubeflow_add_image       (RcRegistryWriter *writer,
                                         gint64            entity,
                                         const char       *image,
                                         const char       *note,
                                         GError          **error);
/* "…@sha256:" and 64 digits at the end of an address of a container registry; (nullable): where the digits stand. */
const char *rc_kubeflow_peek_uri_digest (const char       *uri);
/* Where a file is, and what of it the address itself tells. */
gboolean    rc_kubeflow_add_place       (RcRegistryWriter *writer,
                                         gint64            version,
                                         const char       *uri,
                                         gint64            target,
                                         GError          **error);
/* A property of a registered model or (@is_version) of a version: by custom a tag may name the approver. */
gboolean    rc_kubeflow_add_registry_property (RcRegistryWriter *writer,
                                         gint64            entity,
                                         gboolean          is_version,
                                         const char       *key,
                                         const char       *value,
                                         gint64            recorded_us,
                                         GError          **error);
/* By the state of a ServeModel: whether the version was live at all, and whether that is over. */
gboolean    rc_kubeflow_was_served      (const char       *state);
gboolean    rc_kubeflow_has_ended       (const char       *state);
/* The last but @from_end part of a path of either spelling of slashes; (nullable) (transfer full). */
char       *rc_kubeflow_dup_path_part   (const char       *path,
                                         guint             from_end);

G_END_DECLS
