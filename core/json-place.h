/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"

G_BEGIN_DECLS

/*
 * Where a value stands in a record, said without saying anything of what it holds: a JSON Pointer in which a name of a member that might
 * itself be a value (a person's name, an address, a number: records keep tables in objects, too) stands as "*".
 */

char    *rc_json_dup_place        (const RcJson *json,
                                   guint32       node,
                                   gboolean      with_indexes);
/* The object or array that @node stands in, and the name that it has there; RC_JSON_NO_NODE: none. */
guint32  rc_json_find_parent      (const RcJson *json,
                                   guint32       node,
                                   guint32      *out_name);

G_END_DECLS
