/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bundle-run.h"
#include "ui/register-view.h"

G_BEGIN_DECLS

/**
 * RcBundleLine:
 * @checks: keeps @check
 * @is_vouched: as of the bundle: what holds in one for which nobody vouches is consistent in itself, and no more
 *
 * One line of the list of what was held against what.
 */
typedef struct
{
  GPtrArray           *checks;
  const RcBundleCheck *check;
  gboolean             is_vouched;
} RcBundleLine;

/* (element-type RcBundleLine) (transfer full) */
GPtrArray *rc_bundle_lines_new (const RcOpenedBundle *bundle);
/* What the line shows in place of the verdict. */
RcVerdict  rc_bundle_line_verdict (const RcBundleLine *self);

extern const RcRegisterKind rc_bundle_checks;

G_END_DECLS
