/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kubeflow-tree.h"

G_BEGIN_DECLS

typedef enum
{
  RC_REGISTRY_UNKNOWN,
  RC_REGISTRY_MODEL,
  RC_REGISTRY_VERSION,
  RC_REGISTRY_ARTIFACT,
  RC_REGISTRY_SERVICE,
  RC_REGISTRY_SERVE,
  RC_REGISTRY_RUN,
  RC_REGISTRY_IGNORED,     /* experiments, serving environments: nothing of lineage */
} RcRegistryKind;

/**
 * RcRegistryPath:
 * @kind: of the objects that the query answers
 * @of: (nullable): number of the thing that they belong to
 * @number: (nullable): number behind the last resource: of a single object its own
 *
 * The path of a query of the registry's API, as in "registered_models/11/versions".
 */
typedef struct
{
  RcRegistryKind  kind;
  char           *of;
  char           *number;
} RcRegistryPath;

/**
 * RcRegistryObject:
 * @path: of the query that answered it
 */
typedef struct
{
  RcRegistryKind        kind;
  guint32               node;
  char                 *pointer;
  const RcRegistryPath *path;
} RcRegistryObject;

/**
 * RcRegistryIndex:
 * @objects: (element-type RcRegistryObject): in the order of the document
 *
 * All objects of a document: an object alone, a list as the API answers it, or one JSON object whose members are named for the paths of
 * queries. Objects name each other by number; who is meant is known where it stands in the same document.
 */
typedef struct
{
  const RcKubeflowTree *tree;
  GPtrArray            *objects;
  GPtrArray            *paths;
  GHashTable           *models;     /* number → RcRegistryObject */
  GHashTable           *versions;
  GHashTable           *services;
  gboolean              is_full;
} RcRegistryIndex;

void     rc_registry_path_read       (RcRegistryPath        *self,
                                      const char            *text);
void     rc_registry_path_clear      (RcRegistryPath        *self);
void     rc_registry_index_init      (RcRegistryIndex       *self,
                                      const RcKubeflowTree  *tree,
                                      const char            *source_name);
void     rc_registry_index_clear     (RcRegistryIndex       *self);
char    *rc_registry_object_dup      (const RcRegistryIndex *self,
                                      const RcRegistryObject *object,
                                      const char            *member);
/* Node of the name of a version's model and of the version's own; RC_JSON_NO_NODE where the document does not tell. */
void     rc_registry_index_find_name (const RcRegistryIndex *self,
                                      const char            *version_id,
                                      guint32               *out_model,
                                      guint32               *out_version);
/* "model/version"; where the document does not tell, the version's number. (transfer full) */
char    *rc_registry_index_dup_version (const RcRegistryIndex *self,
                                      const char            *version_id);
/* A property that users gave an object; (nullable) (transfer full). */
char    *rc_registry_dup_custom_value (const RcKubeflowTree *tree,
                                      guint32               property);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcRegistryIndex, rc_registry_index_clear)

G_END_DECLS
