/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/event.h"
#include "core/json.h"

G_BEGIN_DECLS

/*
 * What a value of a JSON record reads as: a text without its quotes and with escapes resolved, everything else as it is written.
 */

gboolean rc_json_value_is_present (const RcJson *json,
                                   guint32       node);
void     rc_json_value_read       (const RcJson *json,
                                   guint32       node,
                                   GPtrArray    *owned,
                                   RcSlice      *out_slice);
char    *rc_json_value_dup        (const RcJson *json,
                                   guint32       node);
gboolean rc_json_value_equals     (const RcJson *json,
                                   guint32       node,
                                   const char   *text);

G_END_DECLS
