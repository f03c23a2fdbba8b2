/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/json.h"
#include "core/systems/system-attribute.h"

G_BEGIN_DECLS

/*
 * The JSON in which a system is described: the same for a file among the evidence and for what an officer enters. importers/systems/README.md
 * documents it. It is tainted either way: what has the wrong type is left out and told, what has no meaning here is kept as a remark.
 */

#define RC_SYSTEM_DESCRIPTION_SCHEMA   "ai-system.description/2"
#define RC_SYSTEM_DESCRIPTION_IMPORTER "system-description"

/* By what records belong to a system. A record belongs to it by any of the first four; conditions narrow these. */
typedef enum
{
  RC_SYSTEM_BINDING_MODEL,       /* "name", or "name/version" */
  RC_SYSTEM_BINDING_ENDPOINT,
  RC_SYSTEM_BINDING_LOG_SYSTEM,  /* the name that records give a system */
  RC_SYSTEM_BINDING_SOURCE,      /* number of a source, or its name as found */
  RC_SYSTEM_BINDING_WHERE,       /* a field of the record has a value */
  RC_N_SYSTEM_BINDINGS
} RcSystemBindingKind;

typedef struct _RcSystemWord RcSystemWord;

/**
 * RcSystemStatement:
 * @values: (element-type utf8): as written; one, or of an attribute that is a list any number
 * @locator: JSON Pointer
 * @word: who says it; %NULL until it is one of a system's
 * @is_superseded: the same voice said something else later
 */
typedef struct
{
  RcSystemAttribute   attribute;
  GPtrArray          *values;
  char               *locator;
  const RcSystemWord *word;
  gboolean            is_superseded;
} RcSystemStatement;

/**
 * RcSystemBinding:
 * @field: (nullable): of a condition: a name of event.h ("endpoint"), or a JSON Pointer into the record ("/product")
 * @withdraws: takes such a binding back
 * @is_withdrawn: was taken back later
 */
typedef struct
{
  RcSystemBindingKind kind;
  char               *value;
  char               *field;
  gboolean            withdraws;
  char               *locator;
  const RcSystemWord *word;
  gboolean            is_withdrawn;
} RcSystemBinding;

/* A member of a wrong type, or a value that its attribute cannot have. */
typedef struct
{
  char       *locator;
  guint64     offset;         /* in the JSON text */
  const char *expected;       /* static text */
  const char *found;          /* static text */
} RcSystemFault;

/**
 * RcSystemDescription:
 * @name: (nullable): of the system
 * @id: (nullable): of the description itself
 * @as_of: (nullable): as of when, as written
 * @remarks: (element-type utf8): "/contact = …", members that have no meaning here
 * @is_cut: there were more remarks or items than are kept
 */
typedef struct
{
  char      *name;
  char      *id;
  char      *as_of;
  GPtrArray *statements;    /* of RcSystemStatement */
  GPtrArray *bindings;      /* of RcSystemBinding */
  GPtrArray *faults;        /* of RcSystemFault */
  GPtrArray *remarks;
  gboolean   is_cut;
} RcSystemDescription;

/* "models", "endpoints" …: members of "bindings". */
const char          *rc_system_binding_kind_to_name (RcSystemBindingKind  kind);
const char          *rc_system_binding_kind_title   (RcSystemBindingKind  kind);
gboolean             rc_system_binding_equals       (const RcSystemBinding *a,
                                                     const RcSystemBinding *b);

void                 rc_system_statement_free       (RcSystemStatement   *self);
void                 rc_system_binding_free         (RcSystemBinding     *self);
void                 rc_system_description_free     (RcSystemDescription *self);
/* Whether @object says that it is such a description. */
gboolean             rc_system_description_is       (const RcJson        *json,
                                                     guint32              object);
/* @by_officer: bindings can be taken back; (transfer full). */
RcSystemDescription *rc_system_description_read     (const RcJson        *json,
                                                     guint32              object,
                                                     gboolean             by_officer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSystemDescription, rc_system_description_free)

G_END_DECLS
