/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/bundle-work.h"
#include "reports/bundle/pages/bundle-facts.h"
#include "reports/frame.h"

G_BEGIN_DECLS

/* What is said of the bundle that is being written, in the language that is pushed. It borrows from @work. (transfer full) (nullable) */
RcBundleFacts *rc_bundle_facts_load (const RcBundleWork  *work,
                                     const RcFrame       *frame,
                                     GError             **error);

G_END_DECLS
