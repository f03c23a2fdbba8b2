/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/*
 * Exhibit numbers: short enough to be said on the phone, the same in every draft, because a source keeps its number for good.
 */

/* "E-003"; (transfer full). */
char *rc_exhibit_dup_number (gint64            source);
/* "E-003, line 8,231"; (transfer full). @source: (nullable): how its records are called is then not said. */
char *rc_exhibit_dup_place  (const RcSource   *source,
                             gint64            source_id,
                             guint64           record);
/* Cuts each run of more than eight hexadecimal digits to its first eight; (transfer full). */
char *rc_exhibit_shorten_hex (const char      *text);

G_END_DECLS
