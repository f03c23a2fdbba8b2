/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exact-number.h"
#include "json-schema.h"

G_BEGIN_DECLS

/* A JSON Schema as it is kept to judge records by it. Private to the files json-schema*.c. */

typedef enum
{
  RC_SCHEMA_TYPE,
  RC_SCHEMA_ENUM,
  RC_SCHEMA_CONST,
  RC_SCHEMA_REQUIRED,
  RC_SCHEMA_MEMBERS,              /* properties, patternProperties and additionalProperties together */
  RC_SCHEMA_PROPERTY_NAMES,
  RC_SCHEMA_MIN_PROPERTIES,
  RC_SCHEMA_MAX_PROPERTIES,
  RC_SCHEMA_DEPENDENT,            /* dependentRequired, dependentSchemas, dependencies */
  RC_SCHEMA_ITEMS,                /* items, prefixItems and additionalItems together */
  RC_SCHEMA_CONTAINS,
  RC_SCHEMA_MIN_ITEMS,
  RC_SCHEMA_MAX_ITEMS,
  RC_SCHEMA_UNIQUE_ITEMS,
  RC_SCHEMA_MIN_LENGTH,
  RC_SCHEMA_MAX_LENGTH,
  RC_SCHEMA_PATTERN,
  RC_SCHEMA_MINIMUM,
  RC_SCHEMA_MAXIMUM,
  RC_SCHEMA_EXCLUSIVE_MINIMUM,
  RC_SCHEMA_EXCLUSIVE_MAXIMUM,
  RC_SCHEMA_MULTIPLE_OF,
  RC_SCHEMA_ALL_OF,
  RC_SCHEMA_ANY_OF,
  RC_SCHEMA_ONE_OF,
  RC_SCHEMA_NOT,
  RC_SCHEMA_IF,                   /* with then and else */
  RC_SCHEMA_REF,
  RC_SCHEMA_UNKNOWN,              /* cannot be told, of any value */
  RC_SCHEMA_UNKNOWN_OBJECT,       /* … of any object */
  RC_SCHEMA_UNKNOWN_ARRAY,
} RcSchemaRuleKind;

typedef struct _RcSchemaNode RcSchemaNode;

/* A name of a member as written between its quotes. */
typedef struct
{
  const char *text;
  gsize       length;
} RcSchemaName;

/* What a member, an item or a pattern leads to. */
typedef struct
{
  guint32       name;             /* in the schema */
  RcSchemaName  key;
  GRegex       *pattern;          /* (nullable) */
  RcSchemaNode *schema;           /* (nullable) */
  GArray       *required;         /* (nullable) of guint32: texts in the schema */
} RcSchemaBranch;

/**
 * RcSchemaRule:
 * @is_foreign: the keyword is none of the schema's dialect, which would pass over it: where it does not hold, it cannot be told
 * @branches: (nullable) of RcSchemaBranch: alternatives, patterns, dependencies, items in a row
 * @members: (nullable): RcSchemaName → RcSchemaNode
 * @schema: (nullable): of items, of what is not named otherwise, of "not", "if" …
 */
typedef struct
{
  RcSchemaRuleKind  kind;
  guint32           name;
  gboolean          is_foreign;
  guint             types;
  guint64           count, most;
  gboolean          has_number;
  RcExactNumber     number;
  GRegex           *pattern;
  GArray           *names;        /* (nullable) of guint32: texts in the schema */
  GArray           *branches;
  GHashTable       *members;
  RcSchemaNode     *schema;
  RcSchemaNode     *then_schema;
  RcSchemaNode     *else_schema;
} RcSchemaRule;

struct _RcSchemaNode
{
  guint32    node;
  gboolean   is_false;
  GPtrArray *rules;               /* of RcSchemaRule */
};

typedef enum
{
  RC_SCHEMA_DIALECT_ANY,          /* not said */
  RC_SCHEMA_DIALECT_7,            /* and 6 */
  RC_SCHEMA_DIALECT_2020,         /* and 2019-09 */
  RC_SCHEMA_DIALECT_OTHER,
} RcSchemaDialect;

struct _RcJsonSchema
{
  char            *text;
  RcJson           json;
  char            *id;
  char            *dialect_text;
  RcSchemaDialect  dialect;
  gboolean         is_2019;
  gboolean         has_embedded;  /* schemas of another "$id" within: references are not followed */
  GHashTable      *nodes;         /* node → RcSchemaNode */
  GQueue           pending;       /* of RcSchemaNode: not read yet */
  guint            n_rules;
  RcSchemaNode    *root;
};

#define RC_SCHEMA_TYPE_BIT(type) (1u << (type))
#define RC_SCHEMA_TYPE_INTEGER   (1u << 16)

/* The schema at a node, read later if it is new; NULL: no schema stands there. */
RcSchemaNode *rc_schema_take_node (RcJsonSchema *self,
                                   guint32       node);
/* Reads the rules of one schema. */
void          rc_schema_read_rules (RcJsonSchema *self,
                                    RcSchemaNode *schema);
/* What a reference leads to; NULL: nothing that is known here. */
RcSchemaNode *rc_schema_follow    (RcJsonSchema *self,
                                   guint32       reference);
GArray       *rc_schema_branches_new (void);
void          rc_schema_rule_free (RcSchemaRule *self);

G_END_DECLS
