/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/registry-writer.h"
#include "importers/yaml-reader.h"

#include "core/json.h"

G_BEGIN_DECLS

/**
 * RcKubeflowTree:
 * @json: the document, where it is JSON
 * @yaml: (nullable): the document, where it is YAML
 *
 * Kubeflow writes the same objects in JSON and in YAML, and in YAML several documents into one file. One document of a source at a time,
 * walked in one way.
 */
typedef struct
{
  RcJson      json;
  RcYaml     *yaml;
  /*< private >*/
  const char *text;
  gsize       length;
  gsize       place;    /* of the next document */
  gsize       start;    /* of this one */
} RcKubeflowTree;

/* A member of a mapping or an item of a list; begun with its `next` 0. */
typedef struct
{
  guint32 next;
  guint32 name;     /* RC_JSON_NO_NODE in a list */
  guint32 value;
  guint   index;
} RcKubeflowIter;

/* Reads one document; the writer stands at the source's only record. */
typedef gboolean (*RcKubeflowFunc) (const RcKubeflowTree *tree,
                                    RcRegistryWriter     *writer,
                                    GError              **error);

/* What import() of a source of documents does: each is given to @func, one that cannot be read is set aside. */
gboolean rc_kubeflow_import_documents (const RcImportInput *input,
                                   RcImportSink         *sink,
                                   const char           *scope,
                                   const char           *message,
                                   RcKubeflowFunc        func,
                                   GError              **error);
void     rc_kubeflow_tree_init    (RcKubeflowTree       *self);
void     rc_kubeflow_tree_clear   (RcKubeflowTree       *self);
/* The next document of the source; one that cannot be read is set aside. FALSE: there is no more, or @error. */
gboolean rc_kubeflow_tree_next    (RcKubeflowTree       *self,
                                   const RcImportInput  *input,
                                   RcImportSink         *sink,
                                   const char           *message,
                                   GError              **error);
gboolean rc_kubeflow_tree_is_map  (const RcKubeflowTree *self,
                                   guint32               node);
gboolean rc_kubeflow_tree_is_list (const RcKubeflowTree *self,
                                   guint32               node);
/* RC_JSON_NO_NODE: none */
guint32  rc_kubeflow_tree_member  (const RcKubeflowTree *self,
                                   guint32               map,
                                   const char           *name);
/* Names from @map inwards, ended by NULL. */
guint32  rc_kubeflow_tree_find    (const RcKubeflowTree *self,
                                   guint32               map,
                                   ...) G_GNUC_NULL_TERMINATED;
gboolean rc_kubeflow_tree_iterate (const RcKubeflowTree *self,
                                   guint32               container,
                                   RcKubeflowIter       *iter);
/* A text, a number as it is spelt, a list or mapping as its JSON; (nullable): nothing or null stands there. (transfer full) */
char    *rc_kubeflow_tree_dup     (const RcKubeflowTree *self,
                                   guint32               node);
/* The text or number of a member; (nullable) for all else and for an empty one. (transfer full) */
char    *rc_kubeflow_tree_dup_member (const RcKubeflowTree *self,
                                   guint32               map,
                                   const char           *name);
/* The same by the name of protobuf or by that of JSON: "run_id", "runId". */
char    *rc_kubeflow_tree_dup_either (const RcKubeflowTree *self,
                                   guint32               map,
                                   const char           *snake);
guint32  rc_kubeflow_tree_either  (const RcKubeflowTree *self,
                                   guint32               map,
                                   const char           *snake);
/* An instant in RFC 3339, which the zero of protobuf is not, or digits of milliseconds; RC_TIME_NONE. */
gint64   rc_kubeflow_read_time    (const char           *text,
                                   RcTimestamp          *out_time);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcKubeflowTree, rc_kubeflow_tree_clear)

G_END_DECLS
