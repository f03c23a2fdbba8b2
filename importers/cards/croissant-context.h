/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "card-statement.h"

G_BEGIN_DECLS

/* Names that the document's own @context gives another meaning than Croissant; each is told. (transfer full): a set of utf8. %NULL only with
 * @error set. */
GHashTable *rc_croissant_read_context (RcCardClaims  *claims,
                                       RcCardNode     root,
                                       GError       **error);
/* The member, where its name means what Croissant says. */
RcCardNode  rc_croissant_member       (GHashTable    *redefined,
                                       RcCardNode     object,
                                       const char    *name);

G_END_DECLS
