/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "card-statement.h"

G_BEGIN_DECLS

/* Whether a BOM in JSON keeps the rules of the format for the parts that are read; the first breach is set aside, and @out_keeps FALSE. */
gboolean rc_cyclonedx_check_rules  (RcCardClaims  *claims,
                                    RcCardNode     root,
                                    gboolean      *out_keeps,
                                    GError       **error);
/* The same of one in XML, against the schema compiled in for its version. */
gboolean rc_cyclonedx_check_schema (RcCardClaims  *claims,
                                    xmlDoc        *document,
                                    gboolean      *out_keeps,
                                    GError       **error);

G_END_DECLS
