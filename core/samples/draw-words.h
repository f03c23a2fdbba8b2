/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/samples/draw-result.h"

G_BEGIN_DECLS

/* A draw in sentences for people, in their language. None claims more than the records exported, and none gives a rate without its limit. */

/* What there is to draw from, what is left out of it, and how far its records are protected. (transfer full) */
char **rc_draw_dup_population_words (const RcDraw        *self);
/* How large, by which rule, from which seed, the how many-th draw, what replaces a member. (transfer full) */
char **rc_draw_dup_draw_words       (const RcDraw        *self);
/* What is examined beside it. (transfer full) */
char **rc_draw_dup_key_item_words   (const RcDraw        *self);
/* Why a member is a key item; NULL: it is none. (transfer full) (nullable) */
char  *rc_draw_dup_reason_words     (guint                reasons);
/* What follows from one stratum. (transfer full) */
char  *rc_draw_dup_result_words     (const RcDraw        *self,
                                     guint                stratum,
                                     const RcDrawResult  *result);
/* What follows from all of it, as its members were said to be; empty where nobody said, or it was discarded. (transfer full) */
char **rc_draw_dup_conclusion_words (const RcDraw        *self);
/* "4.95": per cent, with two decimals. (transfer full) */
char  *rc_draw_dup_per_cent         (double               share);

G_END_DECLS
