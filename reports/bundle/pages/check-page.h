/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/pages/bundle-facts.h"
#include "reports/bundle/pages/guide.h"

G_BEGIN_DECLS

/* HOW-TO-CHECK, in the language that is pushed: the page of checks, with what each must print, and the sheet of the method. */
RcGuide *rc_check_page_new         (const RcBundleFacts *facts);

/* Its parts, in their order. */
void     rc_check_page_add_windows (const RcBundleFacts *facts,
                                    RcGuide             *guide);
void     rc_check_page_add_unix    (const RcBundleFacts *facts,
                                    RcGuide             *guide);
void     rc_check_page_add_seals   (const RcBundleFacts *facts,
                                    RcGuide             *guide);
void     rc_check_page_add_method  (const RcBundleFacts *facts,
                                    RcGuide             *guide);

G_END_DECLS
