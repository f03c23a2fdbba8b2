/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli.h"
#include "core/samples/draw-result.h"

G_BEGIN_DECLS

/* Each in a line; frees them. */
void rc_cli_print_words        (char            **words);
/* One object: the terms of the draw and what follows from it, and no members. */
void rc_cli_write_draw         (const RcDraw     *draw);
/* The terms, and a line for each member. */
void rc_cli_tell_draw          (RcCli            *cli,
                                RcCase           *case_file,
                                const RcDraw     *draw);
/* A line for each of @members, which are of the draw; (element-type RcDrawMember). */
void rc_cli_tell_draw_members  (RcCli            *cli,
                                RcCase           *case_file,
                                const RcDraw     *draw,
                                const GPtrArray  *members);
/* What follows from what was found. */
void rc_cli_tell_conclusion    (RcCli            *cli,
                                const RcDraw     *draw);

G_END_DECLS
