/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"

G_BEGIN_DECLS

/*
 * The members of an object in the order of their names, escapes resolved: by UTF-16 code units, as RFC 8785 section
 * 3.2.3 and ECMAScript sort, or by code points, as Python does. The two differ where a supplementary character meets
 * one from U+E000 to U+FFFF.
 */

typedef struct
{
  guint64 key;      /* the first eight bytes of the name, the first one the highest, ranked for the order */
  guint32 name;     /* the node */
} RcJsonMember;

void     rc_json_member_init            (RcJsonMember       *self,
                                         const RcJson       *json,
                                         guint32             name,
                                         gboolean            by_units);
void     rc_json_members_sort           (RcJsonMember       *members,
                                         guint32             n_members,
                                         const RcJson       *json,
                                         gboolean            by_units);
gboolean rc_json_members_have_same_name (const RcJson       *json,
                                         const RcJsonMember *a,
                                         const RcJsonMember *b);

G_END_DECLS
