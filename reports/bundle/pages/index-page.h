/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/pages/bundle-facts.h"

G_BEGIN_DECLS

/* index.html: what START-HERE.pdf says, with a link to every file that was written so far; in the language that is pushed. (transfer full) */
char *rc_index_page_write (const RcBundleFacts *facts);

G_END_DECLS
