/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/json-schema.h"
#include "core/source.h"

G_BEGIN_DECLS

/**
 * RcDeliveredSchema:
 * @schema: (nullable): cannot be read
 * @reason: (nullable): what was expected of it then
 * @is_ambiguous: another one has the same "$id", so that the id does not say which is meant
 */
typedef struct
{
  gint64        source;
  char         *name;
  RcJsonSchema *schema;
  const char   *reason;
  gboolean      is_ambiguous;
} RcDeliveredSchema;

/* All JSON Schemas of a case, at most RC_LIMIT_SCHEMAS. */
typedef struct
{
  GPtrArray *list;        /* of RcDeliveredSchema */
} RcSchemaSet;

RcSchemaSet             *rc_schema_set_load (RcCase             *case_file,
                                             GPtrArray          *sources);   /* of RcSource */
void                     rc_schema_set_free (RcSchemaSet        *self);
/* Number of that source's schema in the list; -1: none. */
int                      rc_schema_set_find (const RcSchemaSet  *self,
                                             gint64              source);
/* The schema whose "$id" the text at @node is; -1: none. */
int                      rc_schema_set_find_named (const RcSchemaSet *self,
                                             const RcJson       *record,
                                             guint32             node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSchemaSet, rc_schema_set_free)

G_END_DECLS
