/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/entry.h"
#include "core/json-writer.h"
#include "core/samples/draw.h"

G_BEGIN_DECLS

/* One without strata and members. */
RcDraw *rc_draw_new         (void);
/* The members of the body of a draw's entry, in the object that is being written. They are the first line of `recount-cli sample` too. */
void    rc_draw_write       (const RcDraw         *self,
                             RcJsonWriter         *writer);
/* The whole body: the same, and the members drawn. */
char   *rc_draw_dup_body    (const RcDraw         *self);
/* Tainted: anybody may have written into the case file. NULL with RC_CASE_ERROR_DAMAGED where it tells no draw. */
RcDraw *rc_draw_from_thread (const RcEntryThread  *thread,
                             GError              **error);

G_END_DECLS
