/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "yaml-reader.h"

#include "core/json.h"

G_BEGIN_DECLS

/**
 * RcDocumentNode:
 * @json: (nullable): the document, where it is JSON
 * @yaml: (nullable): the document, where it is YAML
 *
 * A place in a document of one of the two forms, for formats that are written in both. Values are texts as they stand there: a number keeps
 * its spelling, and nothing is guessed from a plain word.
 */
typedef struct
{
  const RcJson *json;
  const RcYaml *yaml;
  guint32       node;
} RcDocumentNode;

/* The members of an object or the items of a list, one after the other. */
typedef struct
{
  RcDocumentNode container;
  guint32        at;
} RcDocumentIter;

void     rc_document_node_init_json (RcDocumentNode       *self,
                                     const RcJson         *json,
                                     guint32               node);
void     rc_document_node_init_yaml (RcDocumentNode       *self,
                                     const RcYaml         *yaml,
                                     guint32               node);
gboolean rc_document_node_is_object (const RcDocumentNode *self);
gboolean rc_document_node_is_list   (const RcDocumentNode *self);
/* Where it is: a byte of the document. */
gsize    rc_document_node_offset    (const RcDocumentNode *self);
/* The value of a member of an object; FALSE: none, or null. */
gboolean rc_document_node_find      (const RcDocumentNode *self,
                                     const char           *name,
                                     RcDocumentNode       *out_value);
/* (nullable) (transfer full): what stands there; NULL for null, an object, a list, and a text that holds U+0000. */
char    *rc_document_node_dup       (const RcDocumentNode *self);
/* The same of a member. */
char    *rc_document_node_dup_text  (const RcDocumentNode *self,
                                     const char           *name);
/* Nothing comes of what is neither object nor list. */
void     rc_document_iter_init      (RcDocumentIter       *self,
                                     const RcDocumentNode *container);
/* @out_name: (optional) (nullable) (transfer full): of a member; NULL for an item. */
gboolean rc_document_iter_next      (RcDocumentIter       *self,
                                     char                **out_name,
                                     RcDocumentNode       *out_value);

G_END_DECLS
