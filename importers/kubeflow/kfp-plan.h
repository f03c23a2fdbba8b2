/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kubeflow-tree.h"

#include "importers/registry-writer.h"

G_BEGIN_DECLS

/* The mapping that is a compiled pipeline, at @node or wrapped in it as older clients do; RC_JSON_NO_NODE: none. */
guint32  rc_kfp_plan_find      (const RcKubeflowTree  *tree,
                                guint32                node);
/* What a plan says: which images, which programs, what it brings in. @pointer: place of @spec in its document. */
gboolean rc_kfp_plan_read      (const RcKubeflowTree  *tree,
                                guint32                spec,
                                const char            *pointer,
                                RcRegistryWriter      *writer,
                                gint64                 entity,
                                GError               **error);
/* What a run was given, under names that are no secrets. */
gboolean rc_kfp_add_parameters (const RcKubeflowTree  *tree,
                                guint32                parameters,
                                RcRegistryWriter      *writer,
                                gint64                 entity,
                                GError               **error);
/* The digest of the program that a command holds; nothing where it holds none. */
gboolean rc_kfp_add_program    (const char            *executor,
                                const char            *program,
                                RcRegistryWriter      *writer,
                                gint64                 entity,
                                GError               **error);

G_END_DECLS
