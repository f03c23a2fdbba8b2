/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/selection/bundle-selection.h"

G_BEGIN_DECLS

/* withheld.json: what is not in a selective bundle, counted. */
gboolean rc_bundle_write_withheld (RcBundleWork *work, GError **error);

G_END_DECLS
