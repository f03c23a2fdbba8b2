/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/bundle.h"

G_DEFINE_QUARK (rc-bundle-error-quark, rc_bundle_error)
