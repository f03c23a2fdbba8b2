/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/chain-line.h"

G_BEGIN_DECLS

/* Puts the segments of a set in their places on lines: the first half of rc_chain_lines_build(). */
GPtrArray *rc_chain_lines_place (RcChainSet        *set,
                                 RcChainReader     *reader,
                                 GError           **error);
/* Index of the first span that ends at @number or later; the count of spans where there is none. */
guint      rc_chain_line_search (const RcChainLine *self,
                                 gint64             number);

G_END_DECLS
