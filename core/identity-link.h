/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entity.h"

G_BEGIN_DECLS

/*
 * Things that people say are one thing under two names. A link is taken back, never deleted, and both acts stand in the custody log.
 */

#define RC_IDENTITY_LINK_ERROR (rc_identity_link_error_quark ())
GQuark rc_identity_link_error_quark (void);

typedef enum
{
  RC_IDENTITY_LINK_ERROR_ENTITY,     /* the two are one, or of different kinds, or linked already */
  RC_IDENTITY_LINK_ERROR_WORDS,      /* the reason or the name is missing or too long */
  RC_IDENTITY_LINK_ERROR_NOT_FOUND,  /* no link of that number, or taken back already */
} RcIdentityLinkError;

/**
 * RcIdentityLink:
 * @entity: the smaller number of the two
 * @by: who says so
 * @withdrawn_for: (nullable): the reason given when it was taken back
 * @withdrawn_us: RC_TIME_NONE: it counts
 */
typedef struct
{
  gint64  id;
  gint64  entity;
  gint64  other;
  char   *reason;
  char   *by;
  gint64  added_us;
  char   *withdrawn_for;
  gint64  withdrawn_us;
} RcIdentityLink;

void       rc_identity_link_free     (RcIdentityLink *self);
/* In the order in which they were made, those taken back too; (element-type RcIdentityLink) (transfer full). */
GPtrArray *rc_identity_link_list     (RcCase         *case_file,
                                      GError        **error);
/* Those of one thing that count; (element-type RcIdentityLink) (transfer full). */
GPtrArray *rc_identity_link_list_of  (RcCase         *case_file,
                                      gint64          entity,
                                      GError        **error);
/* The number of the link; 0 with @error. @by: (nullable): NULL for the auditor that the case names, else the user. */
gint64     rc_identity_link_add      (RcCase         *case_file,
                                      gint64          entity,
                                      gint64          other,
                                      const char     *reason,
                                      const char     *by,
                                      GError        **error);
gboolean   rc_identity_link_withdraw (RcCase         *case_file,
                                      gint64          id,
                                      const char     *reason,
                                      GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcIdentityLink, rc_identity_link_free)

G_END_DECLS
