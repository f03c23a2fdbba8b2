/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dvc-file.h"

G_BEGIN_DECLS

typedef enum
{
  RC_DVC_SELF_CHECK_NONE,       /* no md5 at the top, or a value that JSON writes in more than one way */
  RC_DVC_SELF_CHECK_FITS_OLD,
  RC_DVC_SELF_CHECK_FITS,
  RC_DVC_SELF_CHECK_DIFFERS,
} RcDvcSelfCheck;

/* Recomputes the md5 at the top of a pointer or stage file by both rules that were ever used. @out_found: (out) (transfer full) (nullable):
 * the digest by the newer rule. */
RcDvcSelfCheck rc_dvc_self_check (const RcDvcDocument *document,
                                  char               **out_found);

G_END_DECLS
