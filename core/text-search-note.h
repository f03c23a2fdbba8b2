/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text-search.h"

G_BEGIN_DECLS

/*
 * That somebody searched stands in the custody log, as the act "search": what was searched and how often it was found. The text may
 * itself be a name: the entry has a keyed digest of it alone, by which somebody who has the text can show that it was this one.
 */

/* As a custody entry says it; (transfer full). The key is made from the case's id. */
char    *rc_text_search_dup_digest (RcCase              *case_file,
                                    const char          *text);
gboolean rc_text_search_note       (RcCase              *case_file,
                                    const RcTextQuery   *query,
                                    const RcTextCounts  *counts,
                                    GPtrArray           *shown,      /* (nullable) of RcTextHit: shown with their neighbourhood */
                                    const char          *reason,     /* (nullable): why they are */
                                    GError             **error);

G_END_DECLS
