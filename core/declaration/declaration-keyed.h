/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/declaration/declaration.h"

G_BEGIN_DECLS

/*
 * A declaration that was received on paper, as a person keyed it in beside the page: values by the names of their fields, and in a JSON object also
 * "versions" [{"name", "sha256"}], "acts" [{"number", "title", "amended-by"}], "standards" [{"reference", "title", "dated", "oj-reference", "oj-date",
 * "harmonised", "withdrawn"}] and "languages" [{"language", "original", "title", "statements": {"0": "…", "3": "…"}}]. Nothing in it was read from the
 * page by the program.
 */

/* @json: (tainted). (transfer full) (nullable): %NULL with %RC_DECLARATION_ERROR_MALFORMED or %RC_DECLARATION_ERROR_FIELD, whose message names the
 * member. */
RcDeclaration *rc_declaration_from_keyed (GBytes              *json,
                                          GError             **error);
/* One value more, which wins over one that is there. */
gboolean       rc_declaration_key_in     (RcDeclaration       *self,
                                          RcDeclarationField   field,
                                          const char          *value,
                                          GError             **error);

G_END_DECLS
