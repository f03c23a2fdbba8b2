/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/checks/schema-set.h"
#include "core/seal.h"

G_BEGIN_DECLS

/*
 * The records of a log against the JSON Schema that the provider delivered with it, while verify reads the records. Which schema, nobody
 * guesses: the auditor said it, or the record itself names the schema by its "$id".
 */

typedef struct _RcSchemaSource RcSchemaSource;   /* one source */
typedef struct _RcSchemaPart   RcSchemaPart;     /* records of it that follow each other, looked at by one thread */

/* NULL: nothing says that a delivered schema might be about this source. @schemas is kept by the caller. */
RcSchemaSource *rc_schema_source_new  (RcCase               *case_file,
                                       const RcSource       *source,
                                       const RcSchemaSet    *schemas);
void            rc_schema_source_free (RcSchemaSource       *self);
RcSchemaPart   *rc_schema_part_new    (const RcSchemaSource *source);
void            rc_schema_part_free   (RcSchemaPart         *self);
/* @record: (nullable): it is no JSON, or larger than a limit. */
void            rc_schema_part_look   (RcSchemaPart         *self,
                                       const RcJson         *record,
                                       guint64               number,
                                       guint64               offset);
/* Parts come in the order of their records. */
void            rc_schema_source_take (RcSchemaSource       *self,
                                       RcSchemaPart         *part);
void            rc_schema_source_tell (RcSchemaSource       *self,
                                       RcJudgement          *judgement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSchemaSource, rc_schema_source_free)

G_END_DECLS
