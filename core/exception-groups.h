/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "seal.h"

G_BEGIN_DECLS

/* A cause, and how many other exceptions follow from it. */
typedef struct
{
  const RcException *exception;   /* of the groups' judgement */
  GPtrArray         *further;     /* of const RcException: explained by it; empty mostly */
} RcExceptionRoot;

/* Causes of one kind. */
typedef struct
{
  const char *kind;
  int         exit_code;          /* 1: a contradiction or a failed check, 3: absent or could not be checked, 0: a note */
  GPtrArray  *roots;              /* of RcExceptionRoot, in the order in which they were found */
} RcExceptionGroup;

/**
 * RcExceptionGroups:
 *
 * What the last verification noticed, by cause: the gravest kinds first, then those with the most causes.
 */
typedef struct
{
  gboolean     verified;          /* there is a verification of the evidence as it is now */
  RcJudgement *judgement;
  GPtrArray   *groups;            /* of RcExceptionGroup */
  GHashTable  *sources;           /* id → RcSource: those that exceptions are about */
  guint        roots;
  guint        further;
} RcExceptionGroups;

void               rc_exception_groups_free (RcExceptionGroups  *self);
RcExceptionGroups *rc_exception_groups_load (RcCase             *case_file,
                                             GError            **error);
const RcSource    *rc_exception_groups_source (const RcExceptionGroups *self,      /* (nullable) */
                                             const RcException        *exception);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcExceptionGroups, rc_exception_groups_free)

G_END_DECLS
