/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/pages/bundle-facts.h"
#include "reports/frame.h"

G_BEGIN_DECLS

/* The first page of a bundle, for somebody with an ordinary PC, in the language that is pushed. (transfer full) */
RcDocument *rc_start_here_build (const RcBundleFacts *facts,
                                 const RcFrame       *frame);

G_END_DECLS
