/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/samples/draw.h"

G_BEGIN_DECLS

/* What is decided of a draw before chance comes into it. */

gboolean rc_draw_check_terms (const RcDrawTerms   *terms,
                              GError             **error);
RcDraw  *rc_draw_prepare     (RcCase              *case_file,
                              const RcDrawTerms   *terms,
                              RcSamplePopulation  *population,
                              GError             **error);

G_END_DECLS
