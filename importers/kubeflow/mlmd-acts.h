/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mlmd-context.h"

G_BEGIN_DECLS

/*
 * An act that a metadata store tells in several tables: a check that let a model pass, a model put where it is served from. What an event
 * says must stand in one record: the act is a row of its own after the row of `Event` or `Association` that it was found by,
 *
 *   {"table":"acts","key":{"artifact":{"integer":"418"}},"columns":{"kind":{"text":"approval"},"id":{"text":"ModelBlessing/418"},…}}
 *
 * whose values stand in the rows of the store that the key names.
 */
typedef struct
{
  RcEventKind  kind;
  const char  *table;      /* key: what it is about */
  const char  *number;
  char        *id;
  const char  *action;
  const char  *actor;
  const char  *role;
  const char  *endpoint;
  const char  *name;       /* of the model */
  const char  *version;
  const char  *status;
  char        *evaluation;     /* (nullable): where the results lie that it rests on */
  char        *milliseconds;   /* digits; (nullable): no time is known */
  char        *end;            /* the same of its end */
} RcMlmdAct;

void       rc_mlmd_act_clear       (RcMlmdAct       *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcMlmdAct, rc_mlmd_act_clear)
/* Adds the row and the event, and stands the writer at the row. */
gboolean   rc_mlmd_act_tell        (RcMlmdAct       *self,
                                    RcSqliteImport  *import,
                                    GError         **error);
/* (element-type RcFieldValue) (transfer full) */
GPtrArray *rc_mlmd_act_read_fields (const char      *bytes,
                                    gsize            length);

G_END_DECLS
