/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "claim.h"

G_BEGIN_DECLS

/**
 * RcIdentityEdge:
 * @other: the thing at the other end
 * @identity: how it is known to be the same
 * @text: what the edge rests on: the digest, the name, or the reason that the auditor gave
 * @by_digest: a weak edge that rests on a digest, not on the name
 * @by: (nullable): who linked the two
 * @added_us: when; RC_TIME_NONE: nobody linked them
 * @link: number of the auditor's link; 0: none
 *
 * That two entities mean one thing. An edge, never a merge: each keeps its own claims.
 *
 * strong   both have one full SHA-256 of content that is not empty, and are of one kind
 * auditor  somebody linked them, and did not take it back
 * weak     the same kind and the same name in another scope, or two data sets with one short or outdated digest. Not where both have a full
 *          digest and share none: that is other content under one name. Never followed further than this one step
 */
typedef struct
{
  RcEntity   *other;
  RcIdentity  identity;
  char       *text;
  gboolean    by_digest;
  char       *by;
  gint64      added_us;
  gint64      link;
} RcIdentityEdge;

void        rc_identity_edge_free      (RcIdentityEdge *self);
/* A sentence in the language of the reader: why the two are taken for one. (transfer full) */
char       *rc_identity_edge_dup_words (const RcIdentityEdge *self);

/**
 * rc_identity_list:
 * @out_complete: (out) (optional): FALSE where there are more than RC_LIMIT_IDENTITY_EDGES of one sort
 *
 * Returns: (element-type RcIdentityEdge) (transfer full): the others that mean the same thing as @entity, each once by the best way, by
 *   their numbers; %NULL with @error
 */
GPtrArray  *rc_identity_list           (RcCase         *case_file,
                                        const RcEntity *entity,
                                        gboolean       *out_complete,
                                        GError        **error);
/* Of two steps of one way, the weaker one: a way is no better than its worst step. */
RcIdentity  rc_identity_worse          (RcIdentity      a,
                                        RcIdentity      b);
/* The property that tells what a thing of this kind consists of. FALSE: none does. */
gboolean    rc_identity_digest_property (RcEntityKind   kind,
                                        RcProperty     *out_property);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcIdentityEdge, rc_identity_edge_free)

G_END_DECLS
