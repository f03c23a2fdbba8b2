/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/life/case-disposal.h"
#include "reports/frame.h"

G_BEGIN_DECLS

/* The certificate that a case was destroyed, in the words of the language that is pushed. It is made before, and gets its name after. @engagement: what
 * the case was, in words. */
RcDocument *rc_disposal_certificate_build (const RcFrame         *frame,
                                           const RcDisposalFacts *facts,
                                           const char            *engagement);

G_END_DECLS
