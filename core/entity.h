/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

G_BEGIN_DECLS

typedef enum
{
  RC_ENTITY_SYSTEM,
  RC_ENTITY_ENDPOINT,
  RC_ENTITY_MODEL,
  RC_ENTITY_MODEL_VERSION,   /* named "model/version" */
  RC_ENTITY_RUN,
  RC_ENTITY_DATASET,         /* a data set version: "name@digest or revision" */
  RC_ENTITY_COMMIT,
  RC_ENTITY_ENVIRONMENT,
  RC_ENTITY_EVALUATION,
  RC_ENTITY_CARD,            /* a model card version: one entity for each source */
  RC_ENTITY_APPROVAL,
  RC_ENTITY_PERSON,
  RC_ENTITY_DECLARATION,
  RC_N_ENTITY_KINDS
} RcEntityKind;

const char *rc_entity_kind_to_name   (RcEntityKind   kind);   /* "model-version" … */
gboolean    rc_entity_kind_from_name (const char    *name,
                                      RcEntityKind  *out_kind);

typedef struct
{
  gint64        id;
  RcEntityKind  kind;
  char         *scope;
  char         *name;
} RcEntity;

void       rc_entity_free (RcEntity    *self);
RcEntity  *rc_entity_load (RcDatabase  *database,
                           gint64       id,
                           GError     **error);
/* Entities of @kind with exactly this name, in any scope; (element-type RcEntity) (transfer full). */
GPtrArray *rc_entity_find (RcDatabase  *database,
                           RcEntityKind kind,
                           const char  *name,
                           GError     **error);

/* (transfer full) (nullable): the name of the first source that says something of it; NULL where none does. */
gboolean   rc_entity_find_source_name (RcDatabase  *database,
                                       gint64       id,
                                       char       **out_name,
                                       GError     **error);

/**
 * RcIdentity:
 *
 * How two names are known to mean the same thing. An edge, never a merge.
 */
typedef enum
{
  RC_IDENTITY_NONE,      /* nothing to identify: the record itself says it */
  RC_IDENTITY_STRONG,    /* equal full digest, at least 256 bits, of non-empty content of the same kind */
  RC_IDENTITY_WEAK,      /* same name and version; not transitive */
  RC_IDENTITY_AUDITOR,   /* linked by hand, recorded */
} RcIdentity;

const char *rc_identity_to_name (RcIdentity identity);   /* "none", "strong", "weak", "auditor" */
/* The better of two ways to the same thing. */
RcIdentity  rc_identity_better  (RcIdentity a,
                                 RcIdentity b);
/* Reads a digest that can make a strong identity; FALSE for any other text. */
gboolean    rc_identity_read_digest (const char *text,
                                     RcDigest   *out_digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcEntity, rc_entity_free)

G_END_DECLS
