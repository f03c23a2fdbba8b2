/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"

G_BEGIN_DECLS

/*
 * Whether a record is as a JSON Schema says (drafts 6 and 7, 2019-09 and 2020-12). Numbers are compared exactly as they are written,
 * lengths are counted in characters, "format" says nothing. What could change the answer and is not understood (references to other
 * documents, dynamic references, "unevaluated…", a pattern that is not taken, another dialect) makes the answer that it cannot be told:
 * never that the record conforms. So does a limit of RC_LIMIT_SCHEMA_….
 */

typedef enum
{
  RC_SCHEMA_CONFORMS,
  RC_SCHEMA_DIFFERS,
  RC_SCHEMA_CANNOT_TELL,
} RcSchemaAnswer;

typedef struct _RcJsonSchema RcJsonSchema;

/**
 * RcSchemaFault:
 * @node: in the record: what differs, or of what it cannot be told
 * @rule: in the schema: the name of the keyword that says so, or the value `false`
 * @name: in the schema: the name of the member that is absent, or %RC_JSON_NO_NODE
 * @limit: (nullable): static name of the limit that was met
 */
typedef struct
{
  guint32     node;
  guint32     rule;
  guint32     name;
  const char *limit;
} RcSchemaFault;

/* NULL: no JSON, a name twice, no object and no boolean, or larger than a limit; @out_reason: static words. */
RcJsonSchema   *rc_json_schema_new          (const char           *text,
                                             gsize                 length,
                                             const char          **out_reason);
void            rc_json_schema_free         (RcJsonSchema         *self);
/* Its own "$id"; (nullable). */
const char     *rc_json_schema_peek_id      (const RcJsonSchema   *self);
/* Whether @node of the record conforms; may be called by several threads. @out_fault is set where it does not. */
RcSchemaAnswer  rc_json_schema_judge        (const RcJsonSchema   *self,
                                             const RcJson         *record,
                                             guint32               node,
                                             RcSchemaFault        *out_fault);
/* Where the rule stands: a JSON Pointer in the schema. (transfer full) */
char           *rc_json_schema_dup_rule     (const RcJsonSchema   *self,
                                             const RcSchemaFault  *fault);
/* In the words of the schema. (transfer full) */
char           *rc_json_schema_dup_expected (const RcJsonSchema   *self,
                                             const RcSchemaFault  *fault);
/* Only of which sort and length it is, nothing of what it holds. (transfer full) */
char           *rc_json_schema_dup_found    (const RcJsonSchema   *self,
                                             const RcJson         *record,
                                             const RcSchemaFault  *fault);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcJsonSchema, rc_json_schema_free)

G_END_DECLS
