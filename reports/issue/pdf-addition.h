/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/issued/issued.h"

G_BEGIN_DECLS

/**
 * rc_pdf_addition_check:
 * @frozen: what was handed out
 * @whole: (tainted): the file that came back, which begins with it
 * @name: of it, safe to show
 *
 * What was added behind a frozen PDF is a signature over all of it that holds, and nothing else. An update that is appended may replace every page
 * and be signed all the same, so that the same beginning alone shows nothing.
 *
 * Returns: (transfer full) (nullable): a sentence on the signature; %NULL with %RC_ISSUED_ERROR_CONTENT
 */
char *rc_pdf_addition_check (RcCase             *case_file,
                             const RcIssuedFile *frozen,
                             GBytes             *whole,
                             const char         *name,
                             GError            **error);

G_END_DECLS
